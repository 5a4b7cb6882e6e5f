//! Pure mathematics of service quality: control charts, funnels, intervals,
//! indices, queues. Plain numbers go in and come out; no metric, no page and
//! no word of a reader's is known here.
//!
//! Three promises hold for every function. It never panics. It never answers
//! NaN or an infinity: what cannot be computed is [`Undefined`], with the kind
//! of reason. And the same input gives the same bits: sums run in a fixed
//! order, and a mean of equal numbers is that number.
//!
//! A value that is missing is `None`. It is never a zero, and never an error.

pub mod disclosure;
pub mod funnel;
pub mod index;
pub mod interval;
pub mod moments;
pub mod pareto;
pub mod queue;
pub mod rounding;
pub mod runs;
pub mod sampling;
pub mod service;
pub mod spc;
mod sum;
pub mod summary;
pub mod verdict;

use std::{error, fmt};

/// Why something cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undefined {
    /// A number that was given is NaN or infinite.
    NotFinite,
    /// A number that was given is outside what the formula is defined for, as
    /// a negative count or a share above one.
    OutOfRange,
    /// There are fewer values than the formula needs.
    TooFew,
    /// Lists that belong together differ in length.
    Uneven,
    /// The formula divides by a spread or a total, and that is zero.
    NoSpread,
    /// The result is too large for a number.
    Overflow,
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFinite => "a number is not finite",
            Self::OutOfRange => "a number is outside the range of the formula",
            Self::TooFew => "there are too few values",
            Self::Uneven => "lists that belong together differ in length",
            Self::NoSpread => "the formula would divide by zero",
            Self::Overflow => "the result is too large",
        })
    }
}
impl error::Error for Undefined {}

/// Events among what could have had one: complaints among customers, passes
/// among answers. Counts may be fractions, as weighted survey answers are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tally {
    /// How many events; not negative.
    pub count: f64,
    /// Among how many; above zero where there is an event.
    pub base: f64,
}

impl Tally {
    /// The count over the base; `None` where both are zero, which is a month
    /// that had nothing to count and not a rate of zero.
    fn rate(self) -> Result<Option<f64>, Undefined> {
        let Self { count, base } = self;
        if !count.is_finite() || !base.is_finite() {
            return Err(Undefined::NotFinite);
        }
        if count < 0.0 || base < 0.0 || (base == 0.0 && count > 0.0) {
            return Err(Undefined::OutOfRange);
        }
        if base == 0.0 {
            return Ok(None);
        }
        finite(count / base).map(Some)
    }

    /// The same, where an event can happen at most once to each.
    fn share(self) -> Result<Option<f64>, Undefined> {
        match self.rate()? {
            Some(share) if share > 1.0 => Err(Undefined::OutOfRange),
            share => Ok(share),
        }
    }
}

/// Which side of a centre line, or which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Above, or rising.
    High,
    /// Below, or falling.
    Low,
}

/// Keeps a result that is a number.
fn finite(result: f64) -> Result<f64, Undefined> {
    if result.is_finite() {
        // −0 is written in another way than 0, and means the same.
        Ok(result + 0.0)
    } else {
        Err(Undefined::Overflow)
    }
}

/// Refuses NaN and the infinities.
fn all_finite(values: &[f64]) -> Result<(), Undefined> {
    if values.iter().all(|it| it.is_finite()) {
        Ok(())
    } else {
        Err(Undefined::NotFinite)
    }
}

/// Asks whether two numbers are the same to twelve significant digits, which
/// is how the ledger keeps them: what differs in the last bits of a sum is
/// neither above nor below.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
}

/// The side of `centre` that `value` is on, if it is on one.
fn side(value: f64, centre: f64) -> Option<Side> {
    match () {
        () if same(value, centre) => None,
        () if value > centre => Some(Side::High),
        () => Some(Side::Low),
    }
}
