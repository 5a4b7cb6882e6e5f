//! Indices of satisfaction: answers on a scale become points out of a hundred,
//! points become an index, and an index of indices keeps its weights honest.

use super::{
    Undefined, all_finite, finite,
    interval::{self, Interval, Sample},
    rounding::Rounded,
    sum,
};

/// An answer on a scale from `from` to `to`, in points of a hundred:
/// `100(x − from)/(to − from)`. Where 1 is best, `from` is the larger end.
///
/// Source: J. E. Ware, C. D. Sherbourne, "The MOS 36-item short-form health
/// survey", Medical Care 30 (1992), whose scales are transformed so.
///
/// Fails with `NotFinite`, with `NoSpread` for a scale of one point, and with
/// `OutOfRange` for an answer that is not on the scale.
///
/// ```
/// use pingshu::stats::index::rescale;
///
/// assert_eq!(rescale(7.0, 1.0, 10.0)?, 100.0 * 6.0 / 9.0);
/// assert_eq!(rescale(1.0, 5.0, 1.0)?, 100.0);
/// # Ok::<(), pingshu::stats::Undefined>(())
/// ```
pub fn rescale(answer: f64, from: f64, to: f64) -> Result<f64, Undefined> {
    all_finite(&[answer, from, to])?;
    if from == to {
        return Err(Undefined::NoSpread);
    }
    if answer < from.min(to) || answer > from.max(to) {
        return Err(Undefined::OutOfRange);
    }
    Ok(finite(100.0 * (answer - from) / (to - from))?.clamp(0.0, 100.0))
}

/// An index over a survey.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Index {
    /// The index, from 0 to 100.
    pub value: f64,
    /// How many answered every item; only they count.
    pub n: usize,
    /// How many did not.
    pub incomplete: usize,
    /// The standard deviation of the single respondents' indices.
    pub sd: f64,
    /// The standard error of the index.
    pub error: f64,
    /// Its t interval, cut at 0 and 100.
    pub interval: Interval,
}

/// An index of the American kind: `100·Σwᵢ(x̄ᵢ − a)/(b − a)` over items on a
/// scale from a to b, weights adding up to one. Items on 1 to 10 give
/// `100·Σwᵢ(x̄ᵢ − 1)/9`.
///
/// `answers` is a row a respondent and a column an item. A respondent who left
/// an item out is not counted, since the mean of what is left would be another
/// index. The weights of the real ACSI are estimated by a method of its own;
/// with others, equal ones among them, it is an index of that kind only.
///
/// Source: C. Fornell et al., "The American Customer Satisfaction Index",
/// Journal of Marketing 60 (1996); the interval is that of the mean of the
/// single indices.
///
/// Fails with `Uneven` where a row has not one answer a weight; with
/// `NotFinite`; with `OutOfRange` for an answer off the scale, a negative
/// weight or weights that do not add up to one; with `TooFew` below two
/// complete respondents or without an item; with `NoSpread` for a scale of one
/// point.
pub fn index(
    answers: &[Vec<Option<f64>>],
    weights: &[f64],
    (from, to): (f64, f64),
    level: f64,
) -> Result<Index, Undefined> {
    let whole = whole(weights)?;
    let mut single = Vec::new();
    for row in answers {
        if row.len() != weights.len() {
            return Err(Undefined::Uneven);
        }
        let points = row
            .iter()
            .flatten()
            .map(|it| rescale(*it, from, to))
            .collect::<Result<Vec<_>, _>>()?;
        if points.len() == row.len() {
            let weighted = points.iter().zip(weights).map(|(it, weight)| it * weight);
            single.push(sum::sum(weighted) / whole);
        }
    }
    // In order, so that no order of respondents changes a bit.
    single.sort_by(f64::total_cmp);
    let n = single.len();
    if n < 2 {
        return Err(Undefined::TooFew);
    }
    let value = sum::mean(&single)?.clamp(0.0, 100.0);
    let sd = finite((sum::squares(&single, value) / (n - 1) as f64).sqrt())?;
    let sample = Sample {
        mean: value,
        sd,
        n: n as u64,
    };
    Index::of(sample, answers.len() - n, level)
}

/// The sum of weights, which is one as far as numbers let it.
pub(super) fn whole(weights: &[f64]) -> Result<f64, Undefined> {
    all_finite(weights)?;
    if weights.is_empty() {
        return Err(Undefined::TooFew);
    }
    let whole = sum::sum(weights.iter().copied());
    if weights.iter().any(|it| *it < 0.0) || (whole - 1.0).abs() > 1e-9 {
        return Err(Undefined::OutOfRange);
    }
    Ok(whole)
}

impl Index {
    /// The index of single indices with that mean and spread.
    pub(super) fn of(single: Sample, incomplete: usize, level: f64) -> Result<Self, Undefined> {
        let estimate = interval::mean(single, level)?;
        Ok(Self {
            value: single.mean,
            n: usize::try_from(single.n).map_err(|_| Undefined::Overflow)?,
            incomplete,
            sd: single.sd,
            error: estimate.error,
            interval: estimate.interval.within(0.0, 100.0),
        })
    }
}

/// Cronbach's alpha, how well items hang together:
/// `k/(k−1) · (1 − Σs²ᵢ/s²ₜ)` over k items, s²ₜ being the variance of their
/// sum. It has no unit, is 1 at most, and may be negative. A respondent who
/// left an item out is not counted.
///
/// Source: L. J. Cronbach, Psychometrika 16 (1951).
///
/// Fails with `Uneven`, `NotFinite`, with `TooFew` below two items or two
/// complete respondents, with `NoSpread` where the sums are all equal, and
/// with `Overflow`.
pub fn alpha(answers: &[Vec<Option<f64>>]) -> Result<f64, Undefined> {
    let items = answers.first().ok_or(Undefined::TooFew)?.len();
    if answers.iter().any(|it| it.len() != items) {
        return Err(Undefined::Uneven);
    }
    let mut complete: Vec<Vec<f64>> = answers
        .iter()
        .filter_map(|row| row.iter().copied().collect())
        .collect();
    for row in &complete {
        all_finite(row)?;
    }
    if items < 2 || complete.len() < 2 {
        return Err(Undefined::TooFew);
    }
    complete.sort_by(|a, b| {
        let unlike = a.iter().zip(b).map(|(a, b)| a.total_cmp(b));
        unlike.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    });
    // The n − 1 of every variance cancels out.
    let spread = |values: &[f64]| -> Result<f64, Undefined> {
        finite(sum::squares(values, sum::mean(values)?))
    };
    let mut parts = 0.0;
    for item in 0..items {
        let column: Vec<f64> = complete.iter().map(|row| row[item]).collect();
        parts += spread(&column)?;
    }
    let sums: Vec<f64> = complete
        .iter()
        .map(|row| sum::sum(row.iter().copied()))
        .collect();
    all_finite(&sums).map_err(|_| Undefined::Overflow)?;
    let whole = spread(&sums)?;
    if whole <= 0.0 || sums.iter().all(|it| super::same(*it, sums[0])) {
        return Err(Undefined::NoSpread);
    }
    let k = items as f64;
    finite(k / (k - 1.0) * (1.0 - parts / whole))
}

/// What to do where a part of a weighted index has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WhenMissing {
    /// The whole has none either.
    Refuse,
    /// The others carry it, their weights renormalised.
    Renormalise,
}

/// A part of a weighted index, with the weight it has beside its siblings.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The weight in per cent, as printed.
    pub weight: Rounded,
    /// What it is.
    pub what: What,
}

/// What a part of a weighted index is.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// An indicator, with its score if there is one.
    Score(Option<f64>),
    /// A dimension of parts.
    Parts(Vec<Part>),
}

/// A weighted index of dimensions and indicators, at any depth:
/// `Σwᵢsᵢ / Σwᵢ` over the parts that have a value. `Ok(None)` where the rule
/// leaves it without one.
///
/// The weights of each level add up to 100 per cent as far as their rounding
/// lets them: 33.3 three times does, 33 and 33 and 33 does too, 30 and 30 and
/// 30 does not. The index is in the unit of the scores.
///
/// Source: OECD and JRC, "Handbook on Constructing Composite Indicators"
/// (2008), on linear aggregation.
///
/// Fails with `NotFinite`; with `OutOfRange` for a negative weight or a level
/// that does not add up; with `TooFew` for a level without parts, or where all
/// that has a value weighs nothing; with `Overflow`.
pub fn weighted(parts: &[Part], missing: WhenMissing) -> Result<Option<f64>, Undefined> {
    if parts.is_empty() {
        return Err(Undefined::TooFew);
    }
    let weights: Vec<Rounded> = parts.iter().map(|it| it.weight).collect();
    if weights.iter().any(|it| it.value < 0.0) {
        return Err(Undefined::OutOfRange);
    }
    let hundred = Rounded {
        value: 100.0,
        decimals: None,
    };
    if !super::rounding::adds_up(&weights, hundred)? {
        return Err(Undefined::OutOfRange);
    }
    let mut known = Vec::with_capacity(parts.len());
    let mut whole = true;
    // Every level is judged, also below what is missing.
    for part in parts {
        let value = match &part.what {
            What::Score(score) => *score,
            What::Parts(parts) => weighted(parts, missing)?,
        };
        match value {
            Some(value) if value.is_finite() => known.push((value, part.weight.value)),
            Some(_) => return Err(Undefined::NotFinite),
            None => whole = false,
        }
    }
    if known.is_empty() || (!whole && missing == WhenMissing::Refuse) {
        return Ok(None);
    }
    let (scores, weights): (Vec<f64>, Vec<f64>) = known.into_iter().unzip();
    super::summary::weighted_mean(&scores, &weights).map(Some)
}

#[cfg(test)]
mod tests;
