//! Intervals around what a sample says, and verdicts that respect them.
//!
//! Every level is the share of such intervals that hold the true value, as
//! 0.95. Where a threshold falls inside an interval the answer is "not
//! distinguishable": a survey that cannot tell is not a promise kept.

use statrs::{
    distribution::{ContinuousCDF, Normal},
    function::beta::beta_reg,
};

use super::{Undefined, all_finite, finite};

/// A pair of limits around an estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

impl Interval {
    /// The interval cut at the ends of what is possible.
    #[must_use]
    pub fn within(self, low: f64, high: f64) -> Self {
        Self {
            low: self.low.max(low),
            high: self.high.min(high),
        }
    }
}

/// An estimate with what it is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
    /// Its interval at the level asked for.
    pub interval: Interval,
}

/// The z that leaves `(1 − level)/2` of a standard normal distribution above
/// it, `Φ⁻¹((1 + level)/2)`: 1.95996 at 0.95.
///
/// Source: Abramowitz and Stegun 26.2; reckoned by `statrs`.
///
/// Fails with `NotFinite`, and with `OutOfRange` for a level not between 0 and 1.
pub fn z(level: f64) -> Result<f64, Undefined> {
    let upper = upper_tail(level)?;
    // A standard normal distribution has parameters that are in order.
    let law = Normal::new(0.0, 1.0).map_err(|_| Undefined::OutOfRange)?;
    finite(law.inverse_cdf(upper))
}

/// The t that leaves `(1 − level)/2` of Student's distribution with so many
/// degrees of freedom above it; they need not be whole.
///
/// Below a thousand degrees it is searched for by halving, in a fixed number
/// of steps; from there on by an expansion around z, which is exact to more
/// digits than a number has.
///
/// Source: P(|T| > t) = `I(ν/(ν+t²); ν/2, ½)`, reckoned by `statrs`; Abramowitz
/// and Stegun 26.7.5.
///
/// Fails as [`z`] does, with `TooFew` without a degree of freedom, and with
/// `Overflow`.
pub fn t(level: f64, freedom: f64) -> Result<f64, Undefined> {
    let z = z(level)?;
    if freedom.is_nan() {
        return Err(Undefined::NotFinite);
    }
    if freedom <= 0.0 {
        return Err(Undefined::TooFew);
    }
    if freedom >= 1000.0 {
        let (y, v) = (z * z, freedom);
        let first = (y + 1.0) / 4.0;
        let second = ((5.0 * y + 16.0) * y + 3.0) / 96.0;
        let third = (((3.0 * y + 19.0) * y + 17.0) * y - 15.0) / 384.0;
        return finite(z * (1.0 + (first + (second + third / v) / v) / v));
    }
    let above = |t: f64| beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t)) - (1.0 - level);
    let (mut low, mut high) = (0.0, 1.0);
    let (mut at_low, mut at_high) = (level, above(high));
    while at_high > 0.0 {
        (low, at_low) = (high, at_high);
        high *= 2.0;
        at_high = above(high);
        if high > 1e150 {
            return Err(Undefined::Overflow);
        }
    }
    // Where the chord crosses, with half the height of an end that stays (the
    // Illinois rule): far fewer steps than halving takes.
    let mut stayed = 0;
    while high - low > 2.0 * f64::EPSILON * high && at_high < 0.0 {
        let mut middle = high - at_high * (high - low) / (at_high - at_low);
        if middle <= low || middle >= high {
            middle = low + (high - low) / 2.0;
            if middle <= low || middle >= high {
                break;
            }
        }
        let at = above(middle);
        if at > 0.0 {
            (low, at_low) = (middle, at);
            at_high *= if stayed == 1 { 0.5 } else { 1.0 };
            stayed = 1;
        } else {
            (high, at_high) = (middle, at);
            at_low *= if stayed == 2 { 0.5 } else { 1.0 };
            stayed = 2;
        }
    }
    finite(high)
}

fn upper_tail(level: f64) -> Result<f64, Undefined> {
    if level.is_nan() {
        return Err(Undefined::NotFinite);
    }
    if level <= 0.0 || level >= 1.0 {
        return Err(Undefined::OutOfRange);
    }
    Ok(0.5 + level / 2.0)
}

/// Wilson's interval of a share, `count` of `n`:
/// `(2np + z² ± z·√(z² + 4npq)) / 2(n + z²)`, as shares from 0 to 1. It stays
/// within them and is sound at both ends, where the textbook interval is not.
///
/// Source: E. B. Wilson (1927); method 3 of R. G. Newcombe, "Two-sided
/// confidence intervals for the single proportion", Statistics in Medicine 17
/// (1998).
///
/// Fails with `OutOfRange` for more than there are or a level that is none,
/// and with `TooFew` where n is zero.
///
/// ```
/// let wilson = pingshu::stats::interval::wilson(81, 263, 0.95)?;
/// assert!((wilson.low - 0.2553).abs() < 5e-5 && (wilson.high - 0.3662).abs() < 5e-5);
/// # Ok::<(), pingshu::stats::Undefined>(())
/// ```
pub fn wilson(count: u64, n: u64, level: f64) -> Result<Interval, Undefined> {
    if count > n {
        return Err(Undefined::OutOfRange);
    }
    if n == 0 {
        return Err(Undefined::TooFew);
    }
    let z = z(level)?;
    let (events, base) = (count as f64, n as f64);
    let share = events / base;
    let middle = 2.0 * events + z * z;
    let reach = z * (z * z + 4.0 * events * (base - events) / base).sqrt();
    let whole = 2.0 * (base + z * z);
    // At the ends the formula gives 0 and 1 but for the last bit.
    Ok(Interval {
        low: if count == 0 {
            0.0
        } else {
            finite((middle - reach) / whole)?.clamp(0.0, share)
        },
        high: if count == n {
            1.0
        } else {
            finite((middle + reach) / whole)?.clamp(share, 1.0)
        },
    })
}

/// The difference of two independent shares, the first less the second, by
/// Newcombe's method 10: `d − √((p₁−l₁)² + (u₂−p₂)²)` to
/// `d + √((u₁−p₁)² + (p₂−l₂)²)`, l and u being Wilson's limits; all in shares,
/// from −1 to 1.
///
/// Source: R. G. Newcombe, "Interval estimation for the difference between
/// independent proportions", Statistics in Medicine 17 (1998). It gives no
/// standard error, so none is returned.
///
/// Fails as [`wilson`] does.
pub fn difference(
    (count, n): (u64, u64),
    (other, of): (u64, u64),
    level: f64,
) -> Result<(f64, Interval), Undefined> {
    let (one, two) = (wilson(count, n, level)?, wilson(other, of, level)?);
    let (p1, p2) = (count as f64 / n as f64, other as f64 / of as f64);
    let d = p1 - p2;
    let root = |a: f64, b: f64| (a * a + b * b).sqrt();
    let interval = Interval {
        low: (d - root(p1 - one.low, two.high - p2)).max(-1.0),
        high: (d + root(one.high - p1, p2 - two.low)).min(1.0),
    };
    Ok((d, interval))
}

/// A sample as reports give it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation with n − 1.
    pub sd: f64,
    /// How many answers.
    pub n: u64,
}

impl Sample {
    fn check(self) -> Result<Self, Undefined> {
        all_finite(&[self.mean, self.sd])?;
        if self.sd < 0.0 {
            return Err(Undefined::OutOfRange);
        }
        if self.n < 2 {
            return Err(Undefined::TooFew);
        }
        Ok(self)
    }
}

/// The mean of a sample: `x̄ ± t·s/√n` with n − 1 degrees of freedom, in the
/// unit of its values.
///
/// Source: Student (1908); NIST/SEMATECH e-Handbook 1.3.5.2.
///
/// Fails with `NotFinite`, with `OutOfRange` for a negative deviation or a
/// level that is none, with `TooFew` below two answers, and with `Overflow`.
pub fn mean(sample: Sample, level: f64) -> Result<Estimate, Undefined> {
    let Sample { mean, sd, n } = sample.check()?;
    let error = sd / (n as f64).sqrt();
    around(mean, error, t(level, n as f64 - 1.0)?)
}

/// A lead of one mean over another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lead {
    /// The lead, its standard error and its interval.
    pub estimate: Estimate,
    /// Welch's degrees of freedom.
    pub freedom: f64,
}

/// How far a mean leads another, without supposing equal spreads:
/// `d = x̄₁ − x̄₂`, `SE = √(s₁²/n₁ + s₂²/n₂)`, and a t interval with
/// `(s₁²/n₁ + s₂²/n₂)² / ((s₁²/n₁)²/(n₁−1) + (s₂²/n₂)²/(n₂−1))` degrees of
/// freedom.
///
/// Source: B. L. Welch, Biometrika 34 (1947); F. E. Satterthwaite (1946).
///
/// Fails as [`mean`] does for either sample.
pub fn lead(own: Sample, other: Sample, level: f64) -> Result<Lead, Undefined> {
    let (own, other) = (own.check()?, other.check()?);
    let part = |it: Sample| it.sd * it.sd / it.n as f64;
    let (a, b) = (part(own), part(other));
    let whole = finite(a + b)?;
    let (below_a, below_b) = (own.n as f64 - 1.0, other.n as f64 - 1.0);
    let freedom = if whole == 0.0 {
        // Neither sample varies, and the interval is a point at any t.
        below_a + below_b
    } else {
        // In shares of the whole, so that squares cannot vanish or overflow.
        let (a, b) = (a / whole, b / whole);
        1.0 / (a * a / below_a + b * b / below_b)
    };
    Ok(Lead {
        estimate: around(
            finite(own.mean - other.mean)?,
            whole.sqrt(),
            t(level, freedom)?,
        )?,
        freedom: finite(freedom)?,
    })
}

/// The Net Promoter Score on −100 to 100: `100(p − d)`, with
/// `SE = 100·√((p + d − (p−d)²)/n)` and a normal interval. Only answers from 0
/// to 10 make one: promoters gave 9 or 10, detractors 0 to 6.
///
/// Source: F. F. Reichheld, Harvard Business Review (2003); the variance is
/// that of a trinomial score.
///
/// Fails with `TooFew` without an answer, and as [`z`] does.
pub fn net_promoters(
    promoters: u64,
    passives: u64,
    detractors: u64,
    level: f64,
) -> Result<Estimate, Undefined> {
    let n = [passives, detractors]
        .iter()
        .try_fold(promoters, |sum, it| sum.checked_add(*it))
        .ok_or(Undefined::Overflow)?;
    if n == 0 {
        return Err(Undefined::TooFew);
    }
    let (p, d) = (promoters as f64 / n as f64, detractors as f64 / n as f64);
    let score = (promoters as f64 - detractors as f64) / n as f64;
    let variance = (p + d - score * score).max(0.0);
    around(
        100.0 * score,
        100.0 * (variance / n as f64).sqrt(),
        z(level)?,
    )
}

fn around(value: f64, error: f64, reach: f64) -> Result<Estimate, Undefined> {
    let (value, error) = (finite(value)?, finite(error)?);
    Ok(Estimate {
        value,
        error,
        interval: Interval {
            low: finite(value - reach * error)?,
            high: finite(value + reach * error)?,
        },
    })
}

/// What is asked of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The threshold or above.
    AtLeast,
    /// Above the threshold.
    MoreThan,
    /// The threshold or below.
    AtMost,
    /// Below the threshold.
    LessThan,
}

/// Whether a value with an interval keeps its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The whole interval keeps it.
    Met,
    /// The whole interval fails it.
    NotMet,
    /// A part of the interval keeps it, and a part fails.
    NotDistinguishable,
}

/// Holds an interval against a threshold in its unit; a bare estimate is an
/// interval with equal limits, and decides by itself. There is no tolerance.
///
/// Source: ILAC-G8, "Guidelines on Decision Rules and Statements of
/// Conformity"; Eurachem/CITAC, "Use of Uncertainty Information in Compliance
/// Assessment" (2021).
///
/// Fails with `NotFinite`, and with `OutOfRange` for limits in the wrong order.
pub fn stands(interval: Interval, bound: Bound, threshold: f64) -> Result<Standing, Undefined> {
    all_finite(&[interval.low, interval.high, threshold])?;
    if interval.low > interval.high {
        return Err(Undefined::OutOfRange);
    }
    let keeps = |value: f64| match bound {
        Bound::AtLeast => value >= threshold,
        Bound::MoreThan => value > threshold,
        Bound::AtMost => value <= threshold,
        Bound::LessThan => value < threshold,
    };
    Ok(match (keeps(interval.low), keeps(interval.high)) {
        (true, true) => Standing::Met,
        (false, false) => Standing::NotMet,
        _ => Standing::NotDistinguishable,
    })
}

#[cfg(test)]
mod tests;
