//! What is looked for before Markdown is parsed, line by line: nesting that
//! would cost the parser time, characters that deceive the eye, and fences,
//! which decide what counts as code when a deck is split into slides.

use std::{fmt::Write as _, ops::Range};

use crate::diag::{Code, Diagnostic, FileName, Place, Report};

/// How deep quotes, lists and spans may nest.
pub(super) const DEPTH: usize = 100;

/// Looks at a whole file; reports whether its Markdown, from `body` on, may be
/// parsed.
pub(super) fn scan(file: &FileName, text: &str, body: usize, report: &mut Report) -> bool {
    characters(file, text, body, report);
    let mut fence = Fence::default();
    for line in lines(text, body..text.len()) {
        if fence.is_code(&text[line.clone()]) {
            continue;
        }
        if let Some(at) = too_deep(&text[line.clone()]) {
            let at = line.start + at;
            report.add(
                Diagnostic::new(Code::DeepMarkdown, Place::new(file, at..at + 1))
                    .with("limit", DEPTH.to_string()),
            );
            return false;
        }
    }
    true
}

/// The lines of a stretch of text, without their ends.
pub(super) fn lines(text: &str, within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut next = within.start;
    std::iter::from_fn(move || {
        if next >= within.end {
            return None;
        }
        let start = next;
        let end = text[start..within.end]
            .find('\n')
            .map_or(within.end, |i| start + i);
        next = end + 1;
        Some(start..end - usize::from(text[start..end].ends_with('\r')))
    })
}

/// Follows code fences from line to line.
#[derive(Debug, Default)]
pub(super) struct Fence {
    open: Option<(u8, usize)>,
}

impl Fence {
    /// Reports whether the line is code or a fence.
    pub(super) fn is_code(&mut self, line: &str) -> bool {
        let line = line.trim_start();
        let sign = line.bytes().next().unwrap_or(b' ');
        let length = line.bytes().take_while(|b| *b == sign).count();
        if let Some((open, least)) = self.open {
            if sign == open && length >= least && line[length..].trim().is_empty() {
                self.open = None;
            }
            return true;
        }
        let opens = matches!(sign, b'`' | b'~')
            && length >= 3
            && !(sign == b'`' && line[length..].contains('`'));
        if opens {
            self.open = Some((sign, length));
        }
        opens
    }
}

/// Where a line's quote and list marks go beyond the limit.
fn too_deep(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let is_rule = bytes
        .iter()
        .all(|b| matches!(b, b' ' | b'\t' | b'-' | b'*'));
    if is_rule || bytes.len() <= DEPTH {
        return None;
    }
    let (mut depth, mut at) = (0, 0);
    loop {
        at += bytes[at..]
            .iter()
            .take_while(|b| matches!(b, b' ' | b'\t'))
            .count();
        let digits = bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        let spaced = |i: usize| matches!(bytes.get(i), None | Some(b' ' | b'\t'));
        let width = match bytes.get(at + digits)? {
            b'>' if digits == 0 => 1,
            b'-' | b'+' | b'*' if digits == 0 && spaced(at + 1) => 1,
            b'.' | b')' if (1..=9).contains(&digits) && spaced(at + digits + 1) => digits + 1,
            _ => return None,
        };
        depth += 1;
        if depth > DEPTH {
            return Some(at);
        }
        at += width;
    }
}

/// Direction controls are reported once a line, with all their code points;
/// control characters and noncharacters one by one.
fn characters(file: &FileName, text: &str, body: usize, report: &mut Report) {
    let bytes = text.as_bytes();
    let one = |b: u8| matches!(b, 0x00..=0x08 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F | 0xF0..=0xF4);
    // The first two bytes of C1 controls, direction controls, noncharacters
    // and byte-order marks.
    let two = |a: u8, b: u8| {
        (a == 0xC2 && b < 0xA0)
            || (a == 0xE2 && (b == 0x80 || b == 0x81))
            || (a == 0xEF && matches!(b, 0xB7 | 0xBB | 0xBF))
    };
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let may_hold = bytes.iter().fold(false, |found, b| found | one(*b))
        || pairs.fold(false, |found, (a, b)| found | two(*a, *b));
    if !may_hold {
        return;
    }
    let mut turning: Option<(usize, usize, String)> = None;
    for (at, c) in text.char_indices() {
        match c {
            '\n' => turned(file, &mut turning, report),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                let (_, end, found) = turning.get_or_insert_with(|| (at, at, String::new()));
                *end = at + c.len_utf8();
                let comma = if found.is_empty() { "" } else { ", " };
                let _ = write!(found, "{comma}U+{:04X}", u32::from(c));
            }
            _ if at >= body && is_forbidden(c) => {
                let place = Place::new(file, at..at + c.len_utf8());
                report.add(
                    Diagnostic::new(Code::ControlInText, place)
                        .with("char", format!("U+{:04X}", u32::from(c))),
                );
            }
            _ => {}
        }
    }
    turned(file, &mut turning, report);
}

fn turned(file: &FileName, turning: &mut Option<(usize, usize, String)>, report: &mut Report) {
    if let Some((start, end, found)) = turning.take() {
        report.add(
            Diagnostic::new(Code::BidiControl, Place::new(file, start..end))
                .with("characters", found),
        );
    }
}

/// Control characters but tab and line ends, noncharacters, and byte-order
/// marks inside a text.
fn is_forbidden(c: char) -> bool {
    let code = u32::from(c);
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || (0xFDD0..=0xFDEF).contains(&code)
        || code & 0xFFFE == 0xFFFE
        || c == '\u{FEFF}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_followed() {
        let mut fence = Fence::default();
        let code: Vec<bool> = [
            "a", "```yaml", "---", "~~~", "``", "````", "---", "~~~ a`b", "`x", "~~~",
        ]
        .iter()
        .map(|line| fence.is_code(line))
        .collect();
        assert_eq!(
            code,
            [false, true, true, true, true, true, false, true, true, true]
        );
    }

    #[test]
    fn depth_is_counted_over_all_marks() {
        let case = |line: &str, at: Option<usize>| assert_eq!(too_deep(line), at, "{line:.20}");
        case(&">".repeat(100), None);
        case(&">".repeat(101), Some(100));
        case(&"- ".repeat(50).replace("- ", "> - "), None);
        case(&format!("{}x", "> - ".repeat(51)), Some(200));
        case(&"- ".repeat(300), None);
        case(&"1. ".repeat(101), Some(300));
        case(&format!("text {}", ">".repeat(200)), None);
    }
}
