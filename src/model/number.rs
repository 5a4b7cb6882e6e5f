//! Numbers that can be reckoned with: finite, and not written in two ways.

use std::{
    error,
    fmt::{self, Write as _},
};

/// A finite number. NaN and the infinities cannot be made into one, so no
/// later stage has to ask.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Finite(f64);

impl Finite {
    /// Keeps `value` if it is finite; −0 becomes 0.
    pub fn new(value: f64) -> Result<Self, NotFinite> {
        if value.is_finite() {
            Ok(Self(value + 0.0))
        } else {
            Err(NotFinite)
        }
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }

    /// Its digits after the decimal point, as it is written in full.
    ///
    /// ```
    /// use pingshu::model::Finite;
    ///
    /// assert_eq!(Finite::new(33.25)?.decimals(), 2);
    /// # Ok::<(), pingshu::model::NotFinite>(())
    /// ```
    pub fn decimals(self) -> u8 {
        let text = self.0.to_string();
        let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len());
        u8::try_from(digits).unwrap_or(u8::MAX)
    }

    /// The number at the ledger's precision, 12 significant digits, so that
    /// the last bits of a sum cannot reach a page.
    ///
    /// ```
    /// use pingshu::model::Finite;
    ///
    /// assert_eq!(Finite::new(0.1 + 0.2)?.to_ledger().get(), 0.3);
    /// # Ok::<(), pingshu::model::NotFinite>(())
    /// ```
    #[must_use]
    pub fn to_ledger(self) -> Self {
        // Twelve digits of such a number read back as itself.
        if thousandths(self.0).is_some() {
            return self;
        }
        let text = format!("{:.11e}", self.0);
        Self(text.parse().expect("a formatted float is a float"))
    }
}

/// The thousandths that a number is made of, where it has at most three
/// decimals and nine digits before them, as most that are typed have: its
/// digits are then those of the whole number.
pub(super) fn thousandths(value: f64) -> Option<i64> {
    let whole = (value * 1e3).round();
    // Division is exact to the last bit: the nearest number to these digits.
    (whole.abs() < 1e12 && whole / 1e3 == value).then_some(whole as i64)
}

/// The bytes of what [`digits_of`] writes, at most: the digits of a number that
/// [`thousandths`] takes, and its point.
pub(super) const SHORT: usize = 16;

/// The digits of a whole number with a point before the last `decimals` of them.
pub(super) fn digits_of(mut units: u64, decimals: usize, out: &mut [u8; SHORT]) -> &str {
    let mut at = SHORT;
    let mut written = 0;
    while units > 0 || written <= decimals {
        if written == decimals && decimals > 0 {
            at -= 1;
            out[at] = b'.';
        }
        at -= 1;
        out[at] = b'0' + (units % 10) as u8;
        units /= 10;
        written += 1;
    }
    str::from_utf8(&out[at..]).expect("digits and a point are ASCII")
}

/// Writes a number as short as it can be read back, as `{value}` does.
///
/// ```
/// use pingshu::model::write_shortest;
///
/// let mut text = String::new();
/// write_shortest(-33.25, &mut text);
/// assert_eq!(text, "-33.25");
/// ```
pub fn write_shortest(value: f64, out: &mut String) {
    // Two numbers of so few digits are never the same float.
    let Some(thousandths) = thousandths(value).filter(|it| *it != 0) else {
        return write!(out, "{value}").expect("text takes all");
    };
    if thousandths < 0 {
        out.push('-');
    }
    let mut short = [0; SHORT];
    let digits = digits_of(thousandths.unsigned_abs(), 3, &mut short);
    out.push_str(digits.trim_end_matches('0').trim_end_matches('.'));
}

/// The value was NaN or infinite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotFinite;

impl fmt::Display for NotFinite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a finite number")
    }
}
impl error::Error for NotFinite {}

#[cfg(test)]
mod tests {
    use super::write_shortest;

    #[test]
    fn the_shortest_digits_are_those_of_the_standard_library() {
        let case = |value: f64| {
            let mut text = String::new();
            write_shortest(value, &mut text);
            assert_eq!(text, value.to_string(), "{value:e}");
        };
        for value in [0.0, -0.0, 1e9, 999_999_999.999, 1e12, 1e300, 1e-7, 0.0005] {
            case(value);
        }
        for i in -30_000..30_000 {
            let i = f64::from(i);
            for value in [i, i / 10.0, i / 1e3, i * 0.1, i / 7.0, i * 61.035] {
                case(value);
            }
        }
    }
}
