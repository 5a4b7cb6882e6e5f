//! Stand-ins of the same length, put into a copy of the text before Markdown
//! is parsed, so that the parser cannot take apart what is not Markdown.
//!
//! Two things need it. A reference holds `_`, `[` and `|`, and becomes a word
//! of letters. And the common rule for `**` calls full-width punctuation
//! punctuation, so that `**重点：**后面` stays text (commonmark-spec#650);
//! beside a run of stars such a character stands in as a letter, or a hanzi as
//! punctuation where the other side is punctuation. Bytes keep their places,
//! so that what is shown is always cut from the author's own text.

use std::{borrow::Cow, ops::Range};

use super::reference::{escaped, reference_end};
use crate::skip;

/// Opens the stand-in of a reference; letters follow.
const REFERENCE: char = '\u{FDD0}';
/// Stands for full-width punctuation: a letter to the parser, 3 bytes.
const LETTER: char = '\u{FDD1}';
/// Stands for a character of 3 bytes: punctuation to the parser.
const STOP: char = '\u{2CFE}';
/// Stands for a character of 4 bytes: punctuation to the parser.
const LONG_STOP: char = '\u{10100}';

/// What stands in, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// The bytes in the text.
    pub(super) at: Range<usize>,
    /// What stands there in the copy.
    stand_in: char,
}

impl Spot {
    /// Reports whether a reference stands there.
    pub(super) fn is_reference(&self) -> bool {
        self.at.len() > 4
    }
}

/// A text for the parser, with what stands in.
#[derive(Debug)]
pub(super) struct Masked<'a> {
    original: &'a str,
    /// What the parser reads.
    pub(super) text: Cow<'a, str>,
    spots: Vec<Spot>,
}

impl<'a> Masked<'a> {
    /// Puts the stand-ins in.
    pub(super) fn new(original: &'a str) -> Self {
        let spots = spots(original);
        if spots.is_empty() {
            return Self {
                original,
                text: Cow::Borrowed(original),
                spots,
            };
        }
        let mut text = String::with_capacity(original.len());
        let mut from = 0;
        for spot in &spots {
            text.push_str(&original[from..spot.at.start]);
            text.push(spot.stand_in);
            text.extend(std::iter::repeat_n(
                'a',
                spot.at.len() - spot.stand_in.len_utf8(),
            ));
            from = spot.at.end;
        }
        text.push_str(&original[from..]);
        Self {
            original,
            text: Cow::Owned(text),
            spots,
        }
    }

    /// The stand-ins that lie in those bytes.
    pub(super) fn within(&self, at: &Range<usize>) -> &[Spot] {
        let first = self.spots.partition_point(|spot| spot.at.start < at.start);
        let count = self.spots[first..]
            .iter()
            .take_while(|spot| spot.at.end <= at.end)
            .count();
        &self.spots[first..first + count]
    }

    /// Gives text that the parser made from the bytes `at` its own characters
    /// back.
    pub(super) fn restored(&self, text: &str, at: &Range<usize>) -> String {
        self.given_back(text, self.within(at))
    }

    /// The same for text from the end of the stretch, as a link's target is,
    /// with `behind` stand-ins after it.
    pub(super) fn restored_end(&self, text: &str, at: &Range<usize>, behind: usize) -> String {
        let wanted = stand_ins(text);
        if wanted == 0 {
            return text.to_owned();
        }
        let spots = self.within(at);
        let end = spots.len().saturating_sub(behind);
        self.given_back(text, &spots[end.saturating_sub(wanted)..end])
    }

    fn given_back(&self, text: &str, spots: &[Spot]) -> String {
        let mut out = String::with_capacity(text.len());
        let (mut rest, mut next) = (text, spots.iter());
        while let Some(c) = rest.chars().next() {
            if is_stand_in(c)
                && let Some(spot) = next.next()
            {
                out.push_str(&self.original[spot.at.clone()]);
                rest = rest.get(spot.at.len()..).unwrap_or("");
            } else {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        out
    }
}

/// How many stand-ins a text of the parser holds.
pub(super) fn stand_ins(text: &str) -> usize {
    text.chars().filter(|c| is_stand_in(*c)).count()
}

fn is_stand_in(c: char) -> bool {
    matches!(c, REFERENCE | LETTER | STOP | LONG_STOP)
}

/// The bytes that a stand-in may be needed at or beside.
const MATTER: [u8; 5] = [b'{', b'*', 0xE2, 0xEF, 0xF0];

fn spots(text: &str) -> Vec<Spot> {
    let bytes = text.as_bytes();
    let mut spots: Vec<Spot> = Vec::new();
    let mut at = 0;
    while let Some(next) = skip::next_of(bytes, at, MATTER) {
        at = next;
        match bytes[at] {
            b'{' => match reference_end(text, at) {
                Some(end) => {
                    add(&mut spots, at..end, REFERENCE);
                    at = end;
                }
                None => at += 1,
            },
            b'*' => {
                let run = bytes[at..].iter().take_while(|b| **b == b'*').count();
                if run <= 3 && !escaped(bytes, at) {
                    beside_stars(text, at..at + run, &mut spots);
                }
                at += run;
            }
            // A stand-in that the author typed stands for itself.
            0xE2 | 0xEF | 0xF0 => {
                let c = text[at..]
                    .chars()
                    .next()
                    .expect("a lead byte starts a character");
                if is_stand_in(c) {
                    add(&mut spots, at..at + c.len_utf8(), c);
                }
                at += c.len_utf8();
            }
            _ => at += 1,
        }
    }
    spots
}

/// A character that two runs touch keeps its place only if both agree.
fn add(spots: &mut Vec<Spot>, at: Range<usize>, stand_in: char) {
    match spots.last() {
        Some(last) if last.at == at => {
            if last.stand_in != stand_in {
                spots.pop();
            }
        }
        _ => spots.push(Spot { at, stand_in }),
    }
}

fn beside_stars(text: &str, run: Range<usize>, spots: &mut Vec<Spot>) {
    let before = text[..run.start].chars().next_back();
    let after = text[run.end..].chars().next();
    let after_is_reference = reference_end(text, run.end).is_some();
    let before_is_reference = spots
        .last()
        .is_some_and(|s| s.is_reference() && s.at.end == run.start);
    let left = if before_is_reference {
        Side::Other
    } else {
        Side::of(before)
    };
    let right = if after_is_reference {
        Side::Other
    } else {
        Side::of(after)
    };
    let bytes_before = before.map_or(0, char::len_utf8);
    let bytes_after = after.map_or(0, char::len_utf8);
    let stop = |bytes| if bytes == 4 { LONG_STOP } else { STOP };
    let (left_bytes, right_bytes) = (
        run.start - bytes_before..run.start,
        run.end..run.end + bytes_after,
    );
    match (left, right) {
        (Side::Hanzi, Side::Punctuation) => add(spots, left_bytes, stop(bytes_before)),
        (Side::Punctuation, Side::Hanzi) => add(spots, right_bytes, stop(bytes_after)),
        (Side::Punctuation, Side::FullWidth) | (Side::FullWidth, Side::Punctuation) => {}
        _ => {
            if left == Side::FullWidth {
                add(spots, left_bytes, LETTER);
            }
            if right == Side::FullWidth {
                add(spots, right_bytes, LETTER);
            }
        }
    }
}

/// What stands beside a run of stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Full-width punctuation: `：` `。` `（`.
    FullWidth,
    /// A hanzi, kana, hangul or full-width letter.
    Hanzi,
    /// Other punctuation, with the curly quotes, the dash and the ellipsis
    /// that Chinese shares with other languages.
    Punctuation,
    /// Letters, spaces, the ends of the text.
    Other,
}

impl Side {
    fn of(c: Option<char>) -> Self {
        let Some(c) = c else { return Self::Other };
        match c {
            '\u{3000}' => Self::Other,
            _ if super::is_han(c) => Self::Hanzi,
            '\u{3001}'..='\u{303F}'
            | '\u{FE10}'..='\u{FE1F}'
            | '\u{FE30}'..='\u{FE6B}'
            | '\u{FF01}'..='\u{FF0F}'
            | '\u{FF1A}'..='\u{FF20}'
            | '\u{FF3B}'..='\u{FF40}'
            | '\u{FF5B}'..='\u{FF65}' => Self::FullWidth,
            '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '«' | '»' | '·' | '§' => {
                Self::Punctuation
            }
            _ if c.is_ascii_punctuation() => Self::Punctuation,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_ins_keep_every_byte_in_its_place() {
        let text = "甲 {{ a_b[c] }}**：**后 \u{FDD0} `{{x}}`";
        let masked = Masked::new(text);
        assert_eq!(masked.text.len(), text.len());
        assert_eq!(masked.restored(&masked.text, &(0..text.len())), text);
        assert!(!masked.text.contains("{{"));
    }
}
