//! Control charts: the limits within which a process varies by itself.
//!
//! A series falls into *phases*: stretches with limits of their own, where the
//! process or its definition was changed on purpose. A missing value is
//! skipped; no moving range reaches across it or across the start of a phase.
//! A phase without enough values has no limits, which is not an error: the
//! first month after a change is on the chart all the same.
//!
//! What a signal is, is said in [`runs`](super::runs).

use std::ops::Range;

use super::{Tally, Undefined, finite, side, sum};

/// Below so many values in a phase its limits are only a trial.
///
/// Source: NHS England, "Making Data Count".
pub const TRIAL: usize = 12;

/// 3/d₂ for moving ranges of two, d₂ = 1.128, as printed in the tables.
pub const INDIVIDUALS: f64 = 2.66;
/// D₄ for moving ranges of two: their upper limit in mean moving ranges.
pub const RANGES: f64 = 3.267;
/// d₂ for ranges of two.
const D2: f64 = 1.128;

/// Where a point may lie by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The centre line.
    pub centre: f64,
    /// The lower limit, not below what the value can be.
    pub lower: f64,
    /// The upper limit, not above what the value can be.
    pub upper: f64,
    /// A third of the way from the centre to a limit that nothing cuts off;
    /// the zones of the rules are counted in it.
    pub sigma: f64,
}

/// A point of a control chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Its value, in the chart's unit; none where it is missing.
    pub value: Option<f64>,
    /// Its limits; none where they cannot be known.
    pub limits: Option<Limits>,
}

impl Point {
    /// The side on which the point lies outside its limits. A point on a limit
    /// is inside.
    pub fn outside(&self) -> Option<super::Side> {
        let (value, limits) = (self.value?, self.limits?);
        side(value, limits.upper)
            .filter(|it| *it == super::Side::High)
            .or_else(|| side(value, limits.lower).filter(|it| *it == super::Side::Low))
    }
}

/// A stretch of a chart with limits of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// Its points, by their places in the chart.
    pub points: Range<usize>,
    /// How many of them have a value.
    pub values: usize,
    /// The moving ranges its limits rest on; only on an `XmR` chart.
    pub ranges: Option<Ranges>,
    /// Laney's `σ_z`: above one the plain chart's limits are too narrow, below
    /// one too wide. Only on p, u and their primed charts, where it is known.
    pub sigma_z: Option<f64>,
}

impl Phase {
    /// Asks whether there are too few values to trust the limits.
    pub fn is_trial(&self) -> bool {
        self.values < TRIAL
    }
}

/// The moving ranges of a phase: the differences of neighbours, without sign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranges {
    /// Their mean, without those that were screened out.
    pub mean: f64,
    /// Their upper limit, 3.267 means.
    pub upper: f64,
    /// How many were screened out.
    pub screened: usize,
}

/// A control chart: a point for each value given, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlChart {
    /// The points.
    pub points: Vec<Point>,
    /// The phases; between them they hold every point once.
    pub phases: Vec<Phase>,
}

impl ControlChart {
    /// Asks whether more than half of the points with limits lie outside them:
    /// the plain chart of a large sample, which wants Laney's limits instead.
    pub fn is_overdispersed(&self) -> bool {
        let judged = |it: &&Point| it.value.is_some() && it.limits.is_some();
        let all = self.points.iter().filter(judged).count();
        let outside = self.points.iter().filter(|it| it.outside().is_some());
        outside.count() * 2 > all
    }
}

/// `XmR`, the chart of single values: `x̄ ± 2.66·R̄`, R̄ being the mean moving
/// range. With `screening`, moving ranges of `3.267·R̄` and more are dropped
/// once and R̄ is taken anew, so that one jump does not widen the limits.
///
/// `starts` are the places where a new phase begins, ascending; the first
/// phase begins at 0 without being named. Values and limits are in the unit of
/// the values. A phase needs two neighbouring values.
///
/// Source: NIST/SEMATECH e-Handbook 6.3.2.2 (which takes 3/1.128 for 2.66);
/// D. J. Wheeler, "Understanding Variation". Screening: NHS England, "Making
/// Data Count".
///
/// Fails with `NotFinite`; with `OutOfRange` if `starts` does not ascend
/// within the values; with `Overflow`.
///
/// ```
/// use pingshu::stats::spc;
///
/// let values = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
/// let chart = spc::xmr(&values.map(Some), &[], false)?;
/// let limits = chart.points[0].limits.expect("ten values have limits");
/// assert!((limits.centre - 50.81).abs() < 1e-9);
/// assert!((limits.upper - 55.8049).abs() < 5e-5, "with 2.66, not 3/1.128");
/// # Ok::<(), pingshu::stats::Undefined>(())
/// ```
pub fn xmr(
    values: &[Option<f64>],
    starts: &[usize],
    screening: bool,
) -> Result<ControlChart, Undefined> {
    let mut chart = ControlChart {
        points: Vec::with_capacity(values.len()),
        phases: Vec::new(),
    };
    for points in phases(values.len(), starts)? {
        let stretch = &values[points.clone()];
        let given: Vec<f64> = stretch.iter().copied().flatten().collect();
        super::all_finite(&given)?;
        let ranges = moving_ranges(stretch, screening)?;
        let limits = match ranges {
            Some(ranges) => Some(limits(
                sum::mean(&given)?,
                INDIVIDUALS * ranges.mean / 3.0,
                INDIVIDUALS * ranges.mean,
                f64::NEG_INFINITY,
                f64::INFINITY,
            )?),
            None => None,
        };
        chart
            .points
            .extend(stretch.iter().map(|&value| Point { value, limits }));
        chart.phases.push(Phase {
            points,
            values: given.len(),
            ranges,
            sigma_z: None,
        });
    }
    Ok(chart)
}

/// The moving ranges of a phase; none without two neighbouring values.
fn moving_ranges(stretch: &[Option<f64>], screening: bool) -> Result<Option<Ranges>, Undefined> {
    let mut ranges = differences(stretch);
    if ranges.is_empty() {
        return Ok(None);
    }
    let all = ranges.len();
    let mut mean = sum::mean(&ranges)?;
    // Where nothing ever moved, every range would be "large".
    if screening && mean > 0.0 {
        ranges.retain(|it| *it < RANGES * mean);
        mean = sum::mean(&ranges)?;
    }
    Ok(Some(Ranges {
        mean,
        upper: finite(RANGES * mean)?,
        screened: all - ranges.len(),
    }))
}

/// The differences between neighbours that are both there, without sign.
fn differences(stretch: &[Option<f64>]) -> Vec<f64> {
    stretch
        .windows(2)
        .filter_map(|pair| Some((pair[1]? - pair[0]?).abs()))
        .collect()
}

/// c, the chart of counts over equal opportunity: `c̄ ± 3·√c̄`, not below 0.
///
/// `starts` as for [`xmr`]. Source: NIST/SEMATECH e-Handbook 6.3.3.1.
///
/// Fails with `NotFinite`; with `OutOfRange` for a negative count or `starts`
/// that do not ascend; with `Overflow`.
pub fn c(counts: &[Option<f64>], starts: &[usize]) -> Result<ControlChart, Undefined> {
    let tallies: Vec<_> = counts
        .iter()
        .map(|it| it.map(|count| Tally { count, base: 1.0 }))
        .collect();
    by_tally(&tallies, starts, Law::Poisson, false)
}

/// u, the chart of rates: `ū ± 3·√(ū/nᵢ)`, not below 0; ū is all events over
/// all exposure, nᵢ the exposure of a point, so the limits vary with it.
///
/// Rates are events per one unit of the base: who wants them per 10 000
/// customers gives the base in ten thousands. A point with neither events nor
/// base has no value. `starts` as for [`xmr`]. Source: NIST/SEMATECH
/// e-Handbook 6.3.3.1; D. C. Montgomery, "Introduction to Statistical Quality
/// Control".
///
/// Fails with `NotFinite`; with `OutOfRange` for a negative number, events
/// without a base, or `starts` that do not ascend; with `Overflow`.
pub fn u(tallies: &[Option<Tally>], starts: &[usize]) -> Result<ControlChart, Undefined> {
    by_tally(tallies, starts, Law::Poisson, false)
}

/// p, the chart of shares: `p̄ ± 3·√(p̄(1−p̄)/nᵢ)`, clipped to 0 and 1; p̄ is all
/// events over all bases. Values are shares, from 0 to 1.
///
/// `starts` as for [`xmr`]. Source: NIST/SEMATECH e-Handbook 6.3.3.2.
///
/// Fails as [`u`] does, and with `OutOfRange` for more events than base.
pub fn p(tallies: &[Option<Tally>], starts: &[usize]) -> Result<ControlChart, Undefined> {
    by_tally(tallies, starts, Law::Binomial, false)
}

/// Laney's u′, for exposures so large that a u chart would call nearly every
/// point a signal: `ū ± 3·σᵢ·σ_z` with `σᵢ = √(ū/nᵢ)`, `zᵢ = (uᵢ−ū)/σᵢ` and
/// `σ_z = mean|zᵢ − zᵢ₋₁| / 1.128`. A phase needs two neighbouring values.
///
/// Source: D. B. Laney, "Improved Control Charts for Attributes", Quality
/// Engineering 14 (2002). Arguments and failures as for [`u`].
pub fn u_prime(tallies: &[Option<Tally>], starts: &[usize]) -> Result<ControlChart, Undefined> {
    by_tally(tallies, starts, Law::Poisson, true)
}

/// Laney's p′: as [`u_prime`], with `σᵢ = √(p̄(1−p̄)/nᵢ)`, clipped to 0 and 1.
///
/// Source: as for [`u_prime`]. Arguments and failures as for [`p`].
pub fn p_prime(tallies: &[Option<Tally>], starts: &[usize]) -> Result<ControlChart, Undefined> {
    by_tally(tallies, starts, Law::Binomial, true)
}

/// What chance does to a count.
#[derive(Clone, Copy, PartialEq)]
enum Law {
    /// Any number of events: c and u.
    Poisson,
    /// At most one event for each of the base: p.
    Binomial,
}

impl Law {
    fn ceiling(self) -> f64 {
        match self {
            Self::Poisson => f64::INFINITY,
            Self::Binomial => 1.0,
        }
    }

    /// The standard deviation of a rate over `base` by this law alone.
    fn sigma(self, centre: f64, base: f64) -> f64 {
        match self {
            Self::Poisson => (centre / base).sqrt(),
            Self::Binomial => (centre * (1.0 - centre) / base).sqrt(),
        }
    }
}

fn by_tally(
    tallies: &[Option<Tally>],
    starts: &[usize],
    law: Law,
    primed: bool,
) -> Result<ControlChart, Undefined> {
    let mut chart = ControlChart {
        points: Vec::with_capacity(tallies.len()),
        phases: Vec::new(),
    };
    for points in phases(tallies.len(), starts)? {
        let stretch = &tallies[points.clone()];
        let values = stretch
            .iter()
            .map(|tally| match (tally, law) {
                (None, _) => Ok(None),
                (Some(tally), Law::Poisson) => tally.rate(),
                (Some(tally), Law::Binomial) => tally.share(),
            })
            .collect::<Result<Vec<_>, _>>()?;
        let given = || {
            let pairs = stretch.iter().zip(&values);
            pairs.filter_map(|(tally, value)| tally.filter(|_| value.is_some()))
        };
        let known = given().count();
        let centre = if known == 0 {
            None
        } else {
            let events = finite(sum::sum(given().map(|it| it.count)))?;
            let base = finite(sum::sum(given().map(|it| it.base)))?;
            // A mean of shares lies among them, whatever the last bit says.
            Some(finite(events / base)?.min(law.ceiling()))
        };
        let sigma_z = match centre {
            Some(centre) => sigma_z(stretch, &values, centre, law)?,
            None => None,
        };
        for (tally, &value) in stretch.iter().zip(&values) {
            let factor = if primed { sigma_z } else { Some(1.0) };
            let limits = match (tally.filter(|_| value.is_some()), centre, factor) {
                (Some(tally), Some(centre), Some(factor)) => {
                    let sigma = factor * law.sigma(centre, tally.base);
                    Some(limits(centre, sigma, 3.0 * sigma, 0.0, law.ceiling())?)
                }
                _ => None,
            };
            chart.points.push(Point { value, limits });
        }
        chart.phases.push(Phase {
            points,
            values: known,
            ranges: None,
            sigma_z,
        });
    }
    Ok(chart)
}

/// How much more, or less, neighbours differ than chance alone has it; none
/// without two neighbours, or where chance has no spread at all.
fn sigma_z(
    stretch: &[Option<Tally>],
    values: &[Option<f64>],
    centre: f64,
    law: Law,
) -> Result<Option<f64>, Undefined> {
    let scores: Vec<Option<f64>> = stretch
        .iter()
        .zip(values)
        .map(|(tally, value)| {
            let (tally, value) = ((*tally)?, (*value)?);
            let sigma = law.sigma(centre, tally.base);
            let apart = if super::same(value, centre) {
                0.0
            } else {
                value - centre
            };
            (sigma > 0.0).then_some(apart / sigma)
        })
        .collect();
    let ranges = differences(&scores);
    if ranges.is_empty() {
        return Ok(None);
    }
    finite(sum::mean(&ranges)? / D2).map(Some)
}

/// Limits `reach` away from the centre, between a floor and a ceiling.
fn limits(
    centre: f64,
    sigma: f64,
    reach: f64,
    floor: f64,
    ceiling: f64,
) -> Result<Limits, Undefined> {
    Ok(Limits {
        centre,
        lower: finite((centre - reach).max(floor))?,
        upper: finite((centre + reach).min(ceiling))?,
        sigma: finite(sigma)?,
    })
}

/// The phases that begin at 0 and at each of `starts`.
fn phases(len: usize, starts: &[usize]) -> Result<Vec<Range<usize>>, Undefined> {
    let mut from = 0;
    let mut found = Vec::with_capacity(starts.len() + 1);
    for &start in starts {
        if start <= from || start >= len {
            return Err(Undefined::OutOfRange);
        }
        found.push(from..start);
        from = start;
    }
    found.push(from..len);
    Ok(found)
}

#[cfg(test)]
mod tests;
