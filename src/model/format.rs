//! How a number is printed, decided once for prose, tables and charts.

use super::number::thousandths;

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
        let digits = self.digits(value.abs());
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let mut out = String::with_capacity(digits.len() + 4);
        if value < 0.0 && digits.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
            out.push('\u{2212}');
        }
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 && whole.len() > 4 {
                out.push_str(&self.group);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push(self.point);
            out.push_str(fraction);
        }
        out
    }

    /// The digits of a number that is not negative, rounded.
    fn digits(&self, value: f64) -> String {
        let width = usize::from(self.decimals);
        let unit = [1000, 100, 10, 1].get(width);
        let exact = unit.and_then(|unit| {
            let exact = thousandths(value).filter(|it| it % unit == 0)?;
            Some((exact / 1000, exact % 1000 / unit))
        });
        match exact {
            Some((whole, _)) if width == 0 => whole.to_string(),
            Some((whole, rest)) => format!("{whole}.{rest:0width$}"),
            None => format!("{value:.width$}"),
        }
    }

    /// Prints the number with its unit: `13 件/万客户`.
    pub fn with_unit(&self, value: f64) -> String {
        format!("{}{}{}", self.prefix, self.number(value), self.suffix)
    }

    /// Prints a difference: always signed, `+3.0` or `−1.2`, `0` for none.
    pub fn signed(&self, value: f64) -> String {
        let number = self.number(value);
        let sign = if value > 0.0 && number.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
            "+"
        } else {
            ""
        };
        format!("{}{sign}{number}{}", self.prefix, self.suffix)
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
                    assert_eq!(format.digits(value), expected, "{value:e}");
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
