//! Numbers typed in prose. Each is a figure that will not follow the data, so
//! `review` compares them with a list of those allowed.
//!
//! Dates, years, ordinals and numbers that belong to a name (`H1`, `V2.0`) are
//! no figures and are left out; hanzi numerals are not looked for.

use std::ops::Range;

use crate::skip;

/// Finds the numbers in a stretch of prose.
pub(super) fn bare_numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let numbers = std::iter::from_fn(move || {
        let start = skip::next(bytes, at, |b| b.is_ascii_digit())?;
        at = token_end(bytes, start);
        Some(start..at)
    });
    numbers.filter(move |it| !is_exempt(text, it.start, it.end))
}

/// A number with its marks: `12,345.6`, `2008-12-31`, `1–12`, `10:30`.
fn token_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    loop {
        end += bytes[end..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        let rest = &bytes[end..];
        let joint = match rest {
            [b'.' | b',' | b'-' | b'/' | b':' | b'~', ..] => 1,
            // `–`, `—` and `～`.
            [0xE2, 0x80, 0x93 | 0x94, ..] | [0xEF, 0xBD, 0x9E, ..] => 3,
            _ => return end,
        };
        if !rest.get(joint).is_some_and(u8::is_ascii_digit) {
            return end;
        }
        end += joint;
    }
}

fn is_exempt(text: &str, start: usize, end: usize) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let (before, token, after) = (&text[..start], &text[start..end], &text[end..]);
    let close = before.chars().next_back();
    if close
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '#' || c == '第' || c == '@')
    {
        return true;
    }
    if before.trim_end().ends_with('第')
        || after.starts_with("st ")
        || after.starts_with("nd ")
        || after.starts_with("th ")
    {
        return true;
    }
    // `3G`, `5S`: a name.
    if after.starts_with(|c: char| c.is_ascii_uppercase()) {
        return true;
    }
    let next = after.trim_start().chars().next();
    if matches!(next, Some('年' | '月' | '日' | '号' | '旬' | '时')) {
        return true;
    }
    if token.contains(['-', ':', '/']) && token.parse::<crate::model::Period>().is_ok()
        || is_clock(token)
    {
        return true;
    }
    // A year alone, unless a word of Chinese counts with it.
    let is_year = token.len() == 4 && (token.starts_with("19") || token.starts_with("20"));
    let is_years = token.len() > 8 && token.len() <= 11 && token.is_char_boundary(4) && {
        let tail = &token[token.len() - 4..];
        token[..4]
            .parse::<u16>()
            .is_ok_and(|y| (1900..2100).contains(&y))
            && tail.parse::<u16>().is_ok_and(|y| (1900..2100).contains(&y))
    };
    if (is_year || is_years)
        && !next.is_some_and(|c| super::is_han(c) || matches!(c, '%' | '％' | '‰'))
    {
        return true;
    }
    let is_month = |word: &str| {
        word.get(..3)
            .is_some_and(|w| MONTHS.iter().any(|m| w.eq_ignore_ascii_case(m)))
    };
    let word_before = before
        .trim_end()
        .rsplit(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or("");
    let word_after = after
        .trim_start()
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or("");
    token.len() <= 2 && (is_month(word_before) || is_month(word_after))
}

/// `8:30`, `08:30-17:30`.
fn is_clock(token: &str) -> bool {
    token.split(['-', '–']).all(|time| {
        time.split_once(':').is_some_and(|(h, m)| {
            h.len() <= 2 && m.len() == 2 && h.bytes().chain(m.bytes()).all(|b| b.is_ascii_digit())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(text: &str, expected: &[&str]) {
        let found: Vec<&str> = bare_numbers(text).map(|at| &text[at]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn figures_are_found_and_dates_are_not() {
        case("满意度 82.3 分，升 2 分", &["82.3", "2"]);
        case("共 12,345 件", &["12,345"]);
        case("2008 年 1–12 月，截至 2008-12-31", &[]);
        case("2008年度", &[]);
        case("第 3 章、第2条", &[]);
        case("2008 件投诉", &["2008"]);
        case("in 2008 the rate fell by 13", &["13"]);
        case("on 31 December 2008", &[]);
        case("December 31, 2008", &[]);
        case("2008-Q1 and H2", &[]);
        case("2007–2008", &[]);
        case("08:30-17:30", &[]);
        case("10086 热线", &["10086"]);
        case("95%", &["95"]);
        case("5-7 人", &["5-7"]);
        case("3G 业务 10km", &["10"]);
        case("无", &[]);
    }
}
