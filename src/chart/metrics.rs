//! How wide text will be, without asking the machine for a font.
//!
//! Fonts of the machine are deliberately not measured: the same figures would
//! be laid out differently on two machines. Latin advances come from a table,
//! a Chinese character is one em, and layout keeps a reserve.

use std::borrow::Cow;

/// Advances of ASCII from the space to the tilde, in thousandths of an em, as
/// in the Helvetica metrics that screen fonts follow within a few per cent.
const LATIN: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Measured over five fonts: they are this much wider than the table.
const LATIN_STRETCH: f64 = 1.04;

/// What layout adds to an estimate, so that a wider font still fits.
const RESERVE: f64 = 1.06;

/// Bold letters against regular ones.
const BOLD: f64 = 1.05;

/// The width of `text` set at `size`, in the unit of `size`.
///
/// ```
/// use pingshu::chart::text_width;
///
/// assert_eq!(text_width("满意度", 10.0), 30.0, "a hanzi is one em");
/// assert!(text_width("iii", 10.0) < text_width("MMM", 10.0));
/// ```
pub fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// The width that layout sets aside for `text`.
pub(super) fn room(text: &str, size: f64, bold: bool) -> f64 {
    text_width(text, size) * RESERVE * if bold { BOLD } else { 1.0 }
}

/// The advance of a character in em.
fn advance(c: char) -> f64 {
    match c {
        ' '..='~' => f64::from(LATIN[c as usize - 32]) / 1000.0 * LATIN_STRETCH,
        // Marks that sit on their neighbour, joiners and variation selectors.
        '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' => 0.0,
        '\u{2009}' | '\u{202f}' => 0.2,
        '\u{2212}' | '×' | '÷' | '±' => 0.584 * LATIN_STRETCH,
        '·' => 0.333,
        '\u{2018}' | '\u{2019}' => 0.3,
        '\u{201c}' | '\u{201d}' | '\u{ff61}'..='\u{ffdc}' => 0.5,
        '\u{2000}'..='\u{2013}' => 0.6,
        '\u{1f000}'..='\u{1faff}' => 1.3,
        '\u{fb50}'..='\u{fdff}'
        | '\u{2014}'..='\u{d7ff}'
        | '\u{f900}'..='\u{ff60}'
        | '\u{20000}'.. => 1.0,
        '\u{0}'..='\u{1f}' => 0.278,
        _ => 0.68,
    }
}

/// `text` cut to `max` with an ellipsis; empty when not even that fits.
pub(super) fn fit(text: &str, size: f64, bold: bool, max: f64) -> Cow<'_, str> {
    // A column as wide as its widest text holds it, whatever the last bit says.
    let max = max + 1e-6;
    let unit = size * RESERVE * if bold { BOLD } else { 1.0 };
    let ellipsis = advance('…') * unit;
    let (mut width, mut cut) = (0.0, None);
    for (at, c) in text.char_indices() {
        if cut.is_none() && width + advance(c) * unit + ellipsis > max {
            cut = Some(at);
        }
        width += advance(c) * unit;
        if width > max {
            let head = text[..cut.unwrap_or(0)].trim_end();
            return match head {
                "" => Cow::Borrowed(""),
                head => Cow::Owned(format!("{head}…")),
            };
        }
    }
    Cow::Borrowed(text)
}

/// `text` in at most `most` lines of `max`, the last one cut where it must be.
pub(super) fn wrap(text: &str, size: f64, bold: bool, max: f64, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && lines.len() + 1 < most {
        let end = break_at(
            rest,
            max / (size * RESERVE * if bold { BOLD } else { 1.0 }) + 1e-9,
        );
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    if !rest.is_empty() {
        lines.push(fit(rest, size, bold, max).into_owned());
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Where the first line of `text` ends, `max` in em; at least one character.
fn break_at(text: &str, max: f64) -> usize {
    let (mut width, mut good) = (0.0, 0);
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if let Some(before) = before
            && may_break(before, c)
        {
            good = at;
        }
        width += advance(c);
        if width > max && before.is_some() && c != ' ' {
            return if good > 0 { good } else { at };
        }
        before = Some(c);
    }
    text.len()
}

/// Reports whether a line may end between the two.
fn may_break(before: char, after: char) -> bool {
    const CLOSING: &str = "，。、；：？！）》」』】”’,.;:?!)]}%…·";
    const OPENING: &str = "（《「『【“‘([{";
    if CLOSING.contains(after) || OPENING.contains(before) {
        return false;
    }
    let wide = |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}');
    before == ' ' || wide(before) || wide(after)
}

/// `text` with what XML forbids, and what could reorder the words around it,
/// taken out or turned into a space.
pub(super) fn clean(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter_map(|c| match c {
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => None,
        c if (c as u32) & 0xfffe == 0xfffe || ('\u{fdd0}'..='\u{fdef}').contains(&c) => None,
        c => Some(c),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_readers_expect() {
        fn case(text: &str, max: f64, lines: &[&str]) {
            assert_eq!(
                wrap(text, 10.0, false, max * RESERVE, 3),
                lines,
                "{text} in {max}"
            );
        }
        case("营销活动、支撑系统", 50.0, &["营销活动、", "支撑系统"]);
        case("营销活动、支撑系统", 40.0, &["营销活", "动、支撑", "系统"]);
        case("first contact", 40.0, &["first", "contact"]);
        case("", 40.0, &[]);
        case("一二三四五六七八九十", 30.0, &["一二三", "四五六", "七八…"]);
    }

    #[test]
    fn what_does_not_fit_is_cut_and_says_so() {
        assert_eq!(fit("满意度", 10.0, false, 32.0), "满意度");
        assert_eq!(fit("综合满意度", 10.0, false, 35.0), "综合…");
        assert_eq!(fit("综合", 10.0, false, 5.0), "");
    }

    #[test]
    fn text_is_clean_enough_for_xml() {
        assert_eq!(
            clean("a\u{0}b\u{202e}c\u{ffff}\n").collect::<String>(),
            "a bc "
        );
    }
}
