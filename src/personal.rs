//! Possible personal data in what would be published: telephone numbers,
//! identity card numbers, e-mail addresses.
//!
//! A number inside a longer run of digits is none of these, and neither is a
//! date or a hotline; look-alikes are in the tests.

use std::ops::Range;

use crate::{
    diag::{Code, Diagnostic, FileName, Place, Report},
    skip,
};

/// Reports what looks like personal data in a text that begins at the byte
/// `base` of its file.
pub fn report(file: &FileName, base: usize, text: &str, report: &mut Report) {
    for (kind, at) in find(text) {
        let place = Place::new(file, base + at.start..base + at.end);
        report.add(Diagnostic::new(Code::PersonalData, place).with("kind", kind));
    }
}

/// Finds what looks like personal data, with the word for its kind.
fn find(text: &str) -> Vec<(&'static str, Range<usize>)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let matters = |b: u8| (b == b'@') | b.is_ascii_digit();
    let mut at = 0;
    while let Some(next) = skip::next(bytes, at, matters) {
        at = next;
        if bytes[at] == b'@' {
            found.extend(address(text, at).map(|range| ("e-mail", range)));
            at += 1;
        } else {
            let end = at
                + bytes[at..]
                    .iter()
                    .take_while(|b| b.is_ascii_digit())
                    .count();
            let end_x = end + usize::from(matches!(bytes.get(end), Some(b'x' | b'X')));
            let run = &text[at..end];
            if end_x - at == 18 && is_identity(&text[at..end_x]) {
                found.push(("ID", at..end_x));
            } else if run.len() == 11 && is_mobile(run) {
                found.push(("phone", at..end));
            }
            at = end_x;
        }
    }
    found
}

/// A mobile number of the mainland: 11 digits from 13 to 19.
fn is_mobile(run: &str) -> bool {
    run.starts_with('1') && run.as_bytes()[1] >= b'3'
}

/// An identity card number: a date of birth and a check digit that fits
/// (GB 11643-1999).
fn is_identity(run: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let Some(sum) = run
        .chars()
        .zip(WEIGHTS)
        .map(|(c, weight)| c.to_digit(10).map(|digit| digit * weight))
        .sum::<Option<u32>>()
    else {
        return false;
    };
    let check = b"10X98765432"[(sum % 11) as usize];
    let born = format!("{}-{}-{}", &run[6..10], &run[10..12], &run[12..14]);
    born.parse::<jiff::civil::Date>().is_ok() && run.as_bytes()[17].eq_ignore_ascii_case(&check)
}

/// An e-mail address around an `@`.
fn address(text: &str, at: usize) -> Option<Range<usize>> {
    let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+');
    let bytes = text.as_bytes();
    let start = at - bytes[..at].iter().rev().take_while(|b| part(b)).count();
    let length = bytes[at + 1..]
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
        .count();
    let host = text[at + 1..at + 1 + length].trim_end_matches(['.', '-']);
    let (_, top) = host.rsplit_once('.')?;
    let real = start < at && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic());
    real.then(|| start..at + 1 + host.len())
}

#[cfg(test)]
mod tests {
    use super::find;

    fn case(text: &str, kinds: &[&str]) {
        let found: Vec<_> = find(text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(found, kinds, "{text}");
    }

    #[test]
    fn personal_data_is_found_and_look_alikes_are_not() {
        case("请致电 13800138000。", &["phone"]);
        case("写信到 li.lei@example.com。", &["e-mail"]);
        case("身份证 11010519491231002X", &["ID"]);
        case("身份证 110105194912310021", &[]);
        case("热线 10086111，10010", &[]);
        case("2008-12-31，20081231", &[]);
        case("订单 138001380001", &[]);
        case("{{ a@2008 }} 与 b@2008-Q1", &[]);
        case("第 12345678901 号", &[]);
    }
}
