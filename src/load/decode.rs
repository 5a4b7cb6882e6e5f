//! Bytes → text, with everything that editors show in one way and programs
//! read in another reported: foreign encodings, stray byte-order marks, control
//! characters, odd line breaks.
//!
//! Nothing is guessed: a file in another encoding is refused, with the
//! encoding that it seems to have.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::{
    diag::{Code, Diagnostic, FileName, Place, Report},
    rows::likely,
};

/// How many stray characters of a file are reported.
const MOST: usize = 20;

/// What a text is written in, which decides what may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// A data file.
    Yaml,
    /// A narrative.
    Markdown,
}

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text without a byte-order mark. Places are bytes in this text; where
    /// the file was not UTF-8, it is what could be made of it, for messages to
    /// quote.
    pub text: String,
    /// Nothing was reported: the text may be read.
    pub sound: bool,
}

/// Decodes a file.
pub fn decode(file: &FileName, bytes: &[u8], language: Language, report: &mut Report) -> Decoded {
    if let Some(encoding) = utf_16(bytes) {
        report.add(Diagnostic::new(Code::Utf16, Place::whole(file.clone())));
        return Decoded {
            text: encoding.decode(bytes).0.into_owned(),
            sound: false,
        };
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let place = Place::new(file, at..at + 1);
            report.add(
                Diagnostic::new(Code::NotUtf8, place)
                    .with("byte", format!("{:02X}", bytes[at]))
                    .with("near", likely(bytes)),
            );
            return Decoded {
                text: String::from_utf8_lossy(bytes).into_owned(),
                sound: false,
            };
        }
    };
    let sound = !stray(file, text, language, report);
    Decoded {
        text: text.to_owned(),
        sound,
    }
}

/// The UTF-16 whose byte-order mark the bytes begin with.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// Reports whether there are bytes of characters that no text file should have:
/// of control characters, of odd line breaks, of a byte-order mark.
fn may_hold_stray(bytes: &[u8]) -> bool {
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let stray = |(one, two): (&u8, &u8)| {
        let control = *one < b' ' && *one != b'\n' && *one != b'\t';
        let lead = (*one == 0xC2 && *two < 0xA0)
            || (*one == 0xE2 && *two == 0x80)
            || (*one == 0xEF && *two == 0xBB);
        control || *one == 0x7F || lead
    };
    // The last byte is only ever the first of a pair here.
    bytes.last().is_some_and(|last| stray((last, &0))) || pairs.map(stray).fold(false, |a, b| a | b)
}

/// Reports characters that no text file should have, the first of a kind on
/// each line.
fn stray(file: &FileName, text: &str, language: Language, report: &mut Report) -> bool {
    if !may_hold_stray(text.as_bytes()) {
        return false;
    }
    let (mut line, mut told) = (0, 0);
    let mut last = None;
    for (at, c) in text.char_indices() {
        if c == '\n' {
            line += 1;
            continue;
        }
        let code = match (c, language) {
            ('\u{FEFF}', _) => Code::BomInside,
            ('\u{85}' | '\u{2028}' | '\u{2029}', Language::Yaml) => Code::OddLineBreak,
            ('\t', _) => continue,
            ('\r', _) if text[at + 1..].starts_with('\n') => continue,
            _ if !c.is_control() => continue,
            (_, Language::Yaml) => Code::ControlInYaml,
            (_, Language::Markdown) => Code::ControlInText,
        };
        if last == Some((line, code)) {
            continue;
        }
        last = Some((line, code));
        let place = Place::new(file, at..at + c.len_utf8());
        report.add(Diagnostic::new(code, place).with("char", format!("U+{:04X}", u32::from(c))));
        told += 1;
        if told == MOST {
            break;
        }
    }
    told > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::LineColumn;

    fn case(bytes: &[u8], language: Language, expected: &[&str]) -> (Decoded, Vec<String>) {
        let mut report = Report::default();
        let decoded = decode(&"a".into(), bytes, language, &mut report);
        let all = report.sorted();
        let told: Vec<_> = all
            .iter()
            .map(|d| {
                let at = LineColumn::of(&decoded.text, d.place.start);
                format!("{} {}:{}", d.code.id(), at.line, at.column)
            })
            .collect();
        assert_eq!(told, expected, "{bytes:?}");
        assert_eq!(decoded.sound, expected.is_empty());
        let slots = all
            .iter()
            .flat_map(|d| d.slots.iter().map(|(_, words)| words.to_string()))
            .collect();
        (decoded, slots)
    }

    #[test]
    fn foreign_encodings_are_named() {
        let yaml = Language::Yaml;
        let (_, slots) = case(b"title: caf\xE9\n", yaml, &["Y130 1:11"]);
        assert_eq!(slots, ["E9", "windows-1252"]);
        let (gb, ..) = encoding_rs::GB18030.encode("# 注释\ntitle: 综合满意度\n");
        let (_, slots) = case(&gb, yaml, &["Y130 1:4"]);
        assert_eq!(slots[1], "gb18030");
        let (decoded, _) = case(b"\xFF\xFEt\0i\0", yaml, &["Y131 1:1"]);
        assert_eq!(decoded.text, "ti", "what messages quote can be read");
        case(b"\xFE\xFF\0t", Language::Markdown, &["Y131 1:1"]);
    }

    #[test]
    fn stray_characters_are_placed() {
        let yaml = Language::Yaml;
        case(
            "title: x\n\u{FEFF}owner: y\n".as_bytes(),
            yaml,
            &["Y132 2:1"],
        );
        case(b"title: a\0b\n", yaml, &["Y133 1:9"]);
        case(b"title: a\rb\n", yaml, &["Y133 1:9"]);
        case(
            "note: first\u{85}second\u{2028}third\n".as_bytes(),
            yaml,
            &["Y134 1:12"],
        );
        case(
            "a: \u{2028}\nb: \u{2029}\n".as_bytes(),
            yaml,
            &["Y134 1:4", "Y134 2:4"],
        );
        case(
            "a\u{85}b\u{1B}\u{2028}\n".as_bytes(),
            Language::Markdown,
            &["M514 1:2"],
        );
        case("b\u{2028}\n".as_bytes(), Language::Markdown, &[]);
        assert_eq!(case(b"\x07", yaml, &["Y133 1:1"]).1, ["U+0007"]);
        let many = "\x01\n".repeat(1000);
        let mut report = Report::default();
        decode(&"a".into(), many.as_bytes(), yaml, &mut report);
        assert_eq!(report.sorted().len(), MOST);
    }

    #[test]
    fn a_mark_at_the_start_and_line_ends_of_windows_are_accepted() {
        let (decoded, _) = case(b"\xEF\xBB\xBFa: 1\r\n\tb\r\n", Language::Yaml, &[]);
        assert_eq!(decoded.text, "a: 1\r\n\tb\r\n");
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_break_it(bytes: Vec<u8>) {
            for language in [Language::Yaml, Language::Markdown] {
                decode(&"a".into(), &bytes, language, &mut Report::default());
            }
        }
    }
}
