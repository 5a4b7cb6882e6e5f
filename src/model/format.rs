//! How a number is printed, decided once for prose, tables and charts.

use std::borrow::Cow;

use super::number::{SHORT, digits_of, thousandths};

/// The bytes of a printed number, more or less.
const EXPECTED: usize = 16;

/// The way one figure's numbers look. Locales make it from a measure; nothing
/// else turns a number into text that readers see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// Digits after the decimal point.
    pub decimals: u8,
    /// Printed before and after the number, with their spaces: `%`, ` 件`, `¥`.
    pub prefix: String,
    /// See `prefix`.
    pub suffix: String,
    /// Between groups of three digits: a comma, a thin space, or nothing.
    pub group: String,
    /// The decimal mark.
    pub point: char,
}

impl Format {
    /// A plain format with `decimals` digits and no unit.
    pub fn plain(decimals: u8) -> Self {
        Self {
            decimals,
            prefix: String::new(),
            suffix: String::new(),
            group: "\u{2009}".to_owned(),
            point: '.',
        }
    }

    /// Prints the number alone, without its unit: `−1 234.5`.
    ///
    /// A value that rounds to zero has no sign; minus is U+2212.
    pub fn number(&self, value: f64) -> String {
        let mut out = String::with_capacity(EXPECTED);
        self.write(value, "", &mut out);
        out
    }

    /// Writes the number behind `plus` if it is above zero, as far as it is shown.
    fn write(&self, value: f64, plus: &str, out: &mut String) {
        let mut short = [0; SHORT];
        let digits = self.digits(value.abs(), &mut short);
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        if digits.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
            out.push_str(if value < 0.0 { "\u{2212}" } else { plus });
        }
        if whole.len() > 4 {
            let (first, mut rest) = whole.split_at((whole.len() - 1) % 3 + 1);
            out.push_str(first);
            while let Some((group, more)) = rest.split_at_checked(3) {
                out.push_str(&self.group);
                out.push_str(group);
                rest = more;
            }
        } else {
            out.push_str(whole);
        }
        if !fraction.is_empty() {
            out.push(self.point);
            out.push_str(fraction);
        }
    }

    /// The digits of a number that is not negative, rounded.
    fn digits<'a>(&self, value: f64, short: &'a mut [u8; SHORT]) -> Cow<'a, str> {
        let width = usize::from(self.decimals);
        let unit = [1000, 100, 10, 1].get(width);
        let exact = unit.and_then(|unit| {
            let exact = thousandths(value).filter(|it| it % unit == 0)?;
            Some(exact.unsigned_abs() / unit.unsigned_abs())
        });
        match exact {
            Some(units) => digits_of(units, width, short).into(),
            None => format!("{value:.width$}").into(),
        }
    }

    /// Prints the number with its unit: `13 件/万客户`.
    pub fn with_unit(&self, value: f64) -> String {
        format!("{}{}{}", self.prefix, self.number(value), self.suffix)
    }

    /// Prints a difference: always signed, `+3.0` or `−1.2`, `0` for none.
    pub fn signed(&self, value: f64) -> String {
        let mut out = String::with_capacity(EXPECTED);
        out.push_str(&self.prefix);
        self.write(value, "+", &mut out);
        out.push_str(&self.suffix);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_rounding_a_float() {
        for decimals in 0..6 {
            let format = Format::plain(decimals);
            for i in 0..20_000 {
                for value in [
                    f64::from(i) / 1e3,
                    f64::from(i) / 7.0,
                    f64::from(i) * 61.035,
                ] {
                    let expected = format!("{value:.*}", usize::from(decimals));
                    assert_eq!(format.digits(value, &mut [0; SHORT]), expected, "{value:e}");
                }
            }
        }
    }

    #[test]
    fn numbers_are_printed_one_way() {
        let format = Format::plain(1);
        assert_eq!(
            format.number(-0.04),
            "0.0",
            "no sign on what rounds to zero"
        );
        assert_eq!(format.number(-12.25), "−12.2");
        assert_eq!(
            format.number(1234.0),
            "1234.0",
            "four digits stand together"
        );
        assert_eq!(format.number(12345.0), "12\u{2009}345.0");
        assert_eq!(format.signed(3.0), "+3.0");
        assert_eq!(format.signed(0.0), "0.0");
    }
}
