//! Numbers that can be reckoned with: finite, and not written in two ways.

use std::{error, fmt};

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

/// The value was NaN or infinite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotFinite;

impl fmt::Display for NotFinite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a finite number")
    }
}
impl error::Error for NotFinite {}
