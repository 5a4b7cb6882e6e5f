//! Sums and means that do not depend on luck.

use super::{Undefined, finite};

/// A sum in the making, with the rounding of each step carried along.
///
/// Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation
/// endlicher Summen", ZAMM 54 (1974).
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    pub(super) fn add(&mut self, value: f64) {
        let next = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() {
            (self.sum - next) + value
        } else {
            (value - next) + self.sum
        };
        self.sum = next;
    }

    /// The sum so far; infinite or NaN where it is too large.
    pub(super) fn total(self) -> f64 {
        self.sum + self.lost
    }
}

/// The sum, in the order given.
pub(super) fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = Sum::default();
    values.into_iter().for_each(|it| sum.add(it));
    sum.total()
}

/// The arithmetic mean. The mean of equal numbers is exactly that number, so
/// that a constant series lies on its own centre line.
pub(super) fn mean(values: &[f64]) -> Result<f64, Undefined> {
    let n = values.len() as f64;
    if values.is_empty() {
        return Err(Undefined::TooFew);
    }
    let first = sum(values.iter().copied()) / n;
    if !first.is_finite() {
        return Err(Undefined::Overflow);
    }
    finite(first + sum(values.iter().map(|it| it - first)) / n)
}

/// The sum of squared differences from `centre`.
pub(super) fn squares(values: &[f64], centre: f64) -> f64 {
    sum(values.iter().map(|it| (it - centre) * (it - centre)))
}
