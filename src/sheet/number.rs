//! How a number is written in data files and tables: digits, a point, an
//! exponent, and nothing that could be read in two ways.
//!
//! No separators of thousands, no comma, no leading zero, no `+`, no
//! hexadecimal or octal, no NaN: each is a mistake with its own name.

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberMistake {
    /// `010`: eight to some programs, ten to others, a code to people.
    LeadingZero,
    /// NaN or infinite.
    NotFinite,
    /// Beyond the range of numbers.
    TooLarge,
    /// Anything else.
    NotANumber,
}

/// Reads a number.
///
/// ```
/// use pingshu::sheet::{NumberMistake, number};
///
/// assert_eq!(number("-2.5"), Ok(-2.5));
/// assert_eq!(number("010"), Err(NumberMistake::LeadingZero));
/// assert_eq!(number("10,5"), Err(NumberMistake::NotANumber), "a comma has two meanings");
/// ```
pub fn number(text: &str) -> Result<f64, NumberMistake> {
    if is_number(text) {
        let value: f64 = text.parse().map_err(|_| NumberMistake::NotANumber)?;
        return if value.is_finite() {
            Ok(value + 0.0)
        } else {
            Err(NumberMistake::TooLarge)
        };
    }
    let bare = text.strip_prefix(['-', '+']).unwrap_or(text);
    let lower = bare.strip_prefix('.').unwrap_or(bare).to_ascii_lowercase();
    if matches!(lower.as_str(), "nan" | "inf" | "infinity") {
        return Err(NumberMistake::NotFinite);
    }
    let rest = bare.trim_start_matches('0');
    if bare.starts_with('0') && (rest.is_empty() || is_number(rest)) {
        return Err(NumberMistake::LeadingZero);
    }
    Err(NumberMistake::NotANumber)
}

/// Reports whether the text is written as numbers are, of whatever size.
pub fn is_number(text: &str) -> bool {
    let bytes = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let whole = digits(bytes);
    if whole == 0 || (whole > 1 && bytes[0] == b'0') {
        return false;
    }
    let mut rest = &bytes[whole..];
    if let [b'.', fraction @ ..] = rest {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = match exponent {
            [b'+' | b'-', exponent @ ..] => exponent,
            _ => exponent,
        };
        return digits(exponent) > 0 && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// How the number meant by `text` could be written; an example where that
/// cannot be guessed, both readings where there are two.
///
/// ```
/// use pingshu::sheet::hint;
///
/// assert_eq!(hint("10,5"), "10.5");
/// assert_eq!(hint("1,234"), "1234 / 1.234");
/// assert_eq!(hint("95%"), "95");
/// ```
pub fn hint(text: &str) -> String {
    let plain: String = text
        .trim()
        .trim_end_matches(['%', '％'])
        .trim_start_matches('+')
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '_' | '\''))
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (u32::from(c) - u32::from('０')) as u8),
            '．' => '.',
            '，' => ',',
            '\u{2212}' | '－' => '-',
            _ => c,
        })
        .collect();
    let point = plain.replacen(',', ".", 1);
    let without = plain.replace(',', "");
    let groups = plain.split('.').next().unwrap_or("").split(',').skip(1);
    let commas = plain.matches(',').count();
    let in_threes = commas > 0
        && groups
            .clone()
            .all(|g| g.len() == 3 && digits(g.as_bytes()) == 3);
    let options: Vec<String> = match (commas, in_threes) {
        (0, _) => vec![unpadded(&plain)],
        (1, true) if !plain.contains('.') => vec![without, point],
        (_, true) => vec![without],
        (1, false) => vec![point],
        _ => Vec::new(),
    };
    let good: Vec<String> = options
        .into_iter()
        .filter(|text| number(text).is_ok())
        .collect();
    if good.is_empty() {
        "10.5".to_owned()
    } else {
        good.join(" / ")
    }
}

/// Without leading zeros, with one before a bare point.
fn unpadded(text: &str) -> String {
    let (sign, bare) = text
        .strip_prefix('-')
        .map_or(("", text), |bare| ("-", bare));
    let rest = bare.trim_start_matches('0');
    let zero = if rest.starts_with(|c: char| c.is_ascii_digit()) {
        ""
    } else {
        "0"
    };
    format!("{sign}{zero}{}", rest.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(text: &str, expected: Result<f64, NumberMistake>) {
        assert_eq!(number(text), expected, "{text}");
    }

    #[test]
    fn only_one_spelling_is_a_number() {
        for (text, value) in [
            ("0", 0.0),
            ("-0", 0.0),
            ("10", 10.0),
            ("0.5", 0.5),
            ("-2.50", -2.5),
            ("1e3", 1000.0),
        ] {
            case(text, Ok(value));
        }
        assert!(
            number("-0").is_ok_and(f64::is_sign_positive),
            "minus zero is zero"
        );
        for text in ["010", "00", "-01", "010.5", "+010"] {
            case(text, Err(NumberMistake::LeadingZero));
        }
        for text in [".nan", "NaN", "nan", "inf", "-.inf", ".Inf", "+Infinity"] {
            case(text, Err(NumberMistake::NotFinite));
        }
        case("1e400", Err(NumberMistake::TooLarge));
        for text in [
            "", "-", "+5", ".5", "5.", "1e", "1e+", "10,5", "1,234", "0x10", "1_000", "95%", " 1",
            "１", "1e5x",
        ] {
            case(text, Err(NumberMistake::NotANumber));
        }
    }

    #[test]
    fn hints_are_numbers() {
        for (text, expected) in [
            ("+5", "5"),
            (".5", "0.5"),
            ("010", "10"),
            ("1 234", "1234"),
            ("1,234.5", "1234.5"),
            ("1,234,567", "1234567"),
            ("９５％", "95"),
            ("约 35", "10.5"),
            ("1e400", "10.5"),
            ("", "0"),
        ] {
            assert_eq!(hint(text), expected, "{text}");
        }
    }
}
