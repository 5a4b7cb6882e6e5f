//! What a handful of numbers says about many: mean, spread, quartiles, and how
//! two measures go together. The order in which the values are given changes
//! no bit of any result: they are put in order first.

use super::{Undefined, all_finite, finite, sum};

/// A sample, summed up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// How many values.
    pub n: usize,
    /// The arithmetic mean.
    pub mean: f64,
    /// The standard deviation with n − 1; none for a single value.
    pub sd: Option<f64>,
    /// The smallest value.
    pub min: f64,
    /// The first quartile, as [`quantile`] defines it.
    pub q1: f64,
    /// The median: the middle value, or the mean of the middle two.
    pub median: f64,
    /// The third quartile, as [`quantile`] defines it.
    pub q3: f64,
    /// The largest value.
    pub max: f64,
}

/// Sums up a sample: mean `x̄ = Σx/n`, standard deviation `√(Σ(x−x̄)²/(n−1))`,
/// and quartiles; all in the unit of the values.
///
/// Source: NIST/SEMATECH e-Handbook 1.3.5.1 and 1.3.5.6.
///
/// Fails with `NotFinite`, with `TooFew` without a value, and with `Overflow`.
///
/// ```
/// let summary = pingshu::stats::summary::summary(&[4.0, 1.0, 3.0, 2.0])?;
/// assert_eq!((summary.mean, summary.median), (2.5, 2.5));
/// assert_eq!((summary.q1, summary.q3), (1.75, 3.25));
/// # Ok::<(), pingshu::stats::Undefined>(())
/// ```
pub fn summary(values: &[f64]) -> Result<Summary, Undefined> {
    let sorted = in_order(values)?;
    let n = sorted.len();
    let mean = sum::mean(&sorted)?;
    let sd = match n {
        1 => None,
        _ => Some(finite(
            (sum::squares(&sorted, mean) / (n - 1) as f64).sqrt(),
        )?),
    };
    Ok(Summary {
        n,
        mean,
        sd,
        min: sorted[0] + 0.0,
        q1: quantile_of(&sorted, 0.25)?,
        median: quantile_of(&sorted, 0.5)?,
        q3: quantile_of(&sorted, 0.75)?,
        max: sorted[n - 1] + 0.0,
    })
}

/// The `p` quantile, `p` from 0 to 1: with the values x₁ ≤ … ≤ xₙ and
/// `h = (n−1)p + 1`, `x⌊h⌋ + (h−⌊h⌋)(x⌊h⌋₊₁ − x⌊h⌋)`. This is definition 7 of
/// Hyndman and Fan, which R takes unless told otherwise and which spreadsheets
/// call `PERCENTILE.INC`. Other definitions give other quartiles of the same
/// values.
///
/// Source: R. J. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages",
/// The American Statistician 50 (1996).
///
/// Fails with `NotFinite`, with `TooFew` without a value, with `OutOfRange`
/// for a `p` outside 0 to 1, and with `Overflow`.
pub fn quantile(values: &[f64], p: f64) -> Result<f64, Undefined> {
    quantile_of(&in_order(values)?, p)
}

/// The same of values that are counted: `counts[x]` of them are x.
///
/// Fails as [`quantile`] does.
pub fn quantile_of_counts(counts: &[u64], p: f64) -> Result<f64, Undefined> {
    let n = counts.iter().try_fold(0_u64, |n, it| n.checked_add(*it));
    quantile_at(n.ok_or(Undefined::Overflow)?, p, |rank| {
        let mut before = 0;
        let found = counts.iter().position(|count| {
            before += count;
            before > rank
        });
        found.unwrap_or(counts.len()) as f64
    })
}

/// The mean with a weight for each value, `Σwx / Σw`, in the unit of the values:
/// how rates of unequal volume are brought together. A mean of daily rates is
/// another number.
///
/// Source: NIST Dataplot reference manual, "Weighted mean".
///
/// Fails with `Uneven`, `NotFinite`, with `OutOfRange` for a negative weight,
/// with `TooFew` where no weight is above zero, and with `Overflow`.
pub fn weighted_mean(values: &[f64], weights: &[f64]) -> Result<f64, Undefined> {
    let pairs = pairs_in_order(values, weights)?;
    if weights.iter().any(|it| *it < 0.0) {
        return Err(Undefined::OutOfRange);
    }
    let weight = finite(sum::sum(pairs.iter().map(|it| it.1)))?;
    if weight == 0.0 {
        return Err(Undefined::TooFew);
    }
    finite(sum::sum(pairs.iter().map(|(value, weight)| value * weight)) / weight)
}

/// Pearson's r of two measures of the same cases, from −1 to 1:
/// `Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)²·Σ(y−ȳ)²)`.
///
/// Source: K. Pearson (1895). Derived importance is this r of an attribute
/// with the overall score.
///
/// Fails with `Uneven`, `NotFinite`, with `TooFew` below two cases, with
/// `NoSpread` where either measure is the same in every case, and with
/// `Overflow`.
pub fn correlation(x: &[f64], y: &[f64]) -> Result<f64, Undefined> {
    let pairs = pairs_in_order(x, y)?;
    if pairs.len() < 2 {
        return Err(Undefined::TooFew);
    }
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    let (about_x, about_y) = (sum::mean(&x)?, sum::mean(&y)?);
    let constant = |values: &[f64]| values.iter().all(|it| *it == values[0]);
    if constant(&x) || constant(&y) {
        return Err(Undefined::NoSpread);
    }
    let spread_x = finite(sum::squares(&x, about_x))?.sqrt();
    let spread_y = finite(sum::squares(&y, about_y))?.sqrt();
    if spread_x == 0.0 || spread_y == 0.0 {
        return Err(Undefined::NoSpread);
    }
    let products = x
        .iter()
        .zip(&y)
        .map(|(x, y)| ((x - about_x) / spread_x) * ((y - about_y) / spread_y));
    Ok(finite(sum::sum(products))?.clamp(-1.0, 1.0))
}

fn in_order(values: &[f64]) -> Result<Vec<f64>, Undefined> {
    all_finite(values)?;
    if values.is_empty() {
        return Err(Undefined::TooFew);
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    Ok(sorted)
}

fn pairs_in_order(x: &[f64], y: &[f64]) -> Result<Vec<(f64, f64)>, Undefined> {
    if x.len() != y.len() {
        return Err(Undefined::Uneven);
    }
    all_finite(x)?;
    all_finite(y)?;
    let mut pairs: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    Ok(pairs)
}

fn quantile_of(sorted: &[f64], p: f64) -> Result<f64, Undefined> {
    quantile_at(sorted.len() as u64, p, |rank| sorted[rank as usize])
}

/// The `p` quantile of `n` values, of which `nth` is the one of a rank from 0.
fn quantile_at(n: u64, p: f64, nth: impl Fn(u64) -> f64) -> Result<f64, Undefined> {
    if p.is_nan() {
        return Err(Undefined::NotFinite);
    }
    if !(0.0..=1.0).contains(&p) {
        return Err(Undefined::OutOfRange);
    }
    let place = n.checked_sub(1).ok_or(Undefined::TooFew)? as f64 * p;
    let low = nth(place.floor() as u64);
    if place.fract() == 0.0 {
        return finite(low);
    }
    finite(low + place.fract() * (nth(place.ceil() as u64) - low))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn certified_values_of_the_nist_reference_data() {
        // StRD, univariate: NumAcc1, and NumAcc4 with its 1001 values.
        let first = summary(&[10_000_001.0, 10_000_003.0, 10_000_002.0]).expect("it is in order");
        assert_eq!((first.mean, first.sd), (10_000_002.0, Some(1.0)));
        let mut values = vec![10_000_000.2];
        values.extend((0..1000).map(|at| {
            if at % 2 == 0 {
                10_000_000.1
            } else {
                10_000_000.3
            }
        }));
        let fourth = summary(&values).expect("it is in order");
        assert!((fourth.mean - 10_000_000.2).abs() < 1e-8);
        assert!((fourth.sd.expect("many values") - 0.1).abs() < 1e-8);
    }

    /// A. A. Michelson's hundred speeds of light of 1879 in km/s above 299 000,
    /// by tens from 620 to 1070 (`Michelso` of the NIST reference data; `morley` in R).
    const SPEEDS: [u64; 46] = [
        1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 0, 3, 1, 5, 1, 2, 3, 5, 10, 2, 2, 8, 8, 3, 4, 10, 3, 2, 2,
        1, 2, 3, 3, 4, 1, 3, 0, 3, 0, 0, 0, 0, 0, 0, 1,
    ];

    #[test]
    fn michelsons_speeds_of_light() {
        let speeds = SPEEDS.iter().zip(0_u32..);
        let speeds = speeds.flat_map(|(n, step)| vec![f64::from(620 + 10 * step); *n as usize]);
        let found = summary(&speeds.collect::<Vec<_>>()).expect("it is in order");
        assert_eq!(found.n, 100);
        assert!((found.mean - 852.4).abs() < 1e-9);
        let sd = found.sd.expect("many values");
        assert!((sd - 79.010_547_819_051_8).abs() < 1e-9, "certified: {sd}");
        // As R's `summary` prints them.
        assert_eq!((found.min, found.q1, found.median), (620.0, 807.5, 850.0));
        assert_eq!((found.q3, found.max), (892.5, 1070.0));
        for (p, speed) in [(0.25, 807.5), (0.5, 850.0), (0.75, 892.5), (1.0, 1070.0)] {
            let step = quantile_of_counts(&SPEEDS, p).expect("there are values");
            assert_eq!(620.0 + 10.0 * step, speed);
        }
        let counted = crate::stats::moments::sample(&SPEEDS).expect("there are values");
        assert!((620.0 + 4.5 * counted.mean - 852.4).abs() < 1e-9);
        assert!((4.5 * counted.sd - 79.010_547_819_051_8).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn counted_values_have_the_quantiles_of_the_values(
            counts in prop::collection::vec(0_u64..6, 1..12),
            p in 0.0_f64..=1.0,
        ) {
            let values = counts.iter().zip(0_u32..);
            let values = values.flat_map(|(count, x)| vec![f64::from(x); *count as usize]);
            let values: Vec<f64> = values.collect();
            match (quantile_of_counts(&counts, p), quantile(&values, p)) {
                (Ok(own), Ok(of_values)) => prop_assert!((own - of_values).abs() < 1e-9),
                (own, of_values) => prop_assert_eq!(own, of_values),
            }
        }
    }

    #[test]
    fn a_percentile_as_spreadsheets_and_r_give_it() {
        // The gauge study of the NIST e-Handbook 7.2.6.2.
        let values = [
            95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.0610, 95.1591, 95.1195, 95.1065,
            95.0925, 95.1990, 95.1682,
        ];
        let found = quantile(&values, 0.9).expect("it is in order");
        assert!((found - 95.195_68).abs() < 1e-9, "{found}");
        assert_eq!(quantile(&values, 1.0), Ok(95.1990));
        assert_eq!(quantile(&values, 1.1), Err(Undefined::OutOfRange));
        assert_eq!(quantile(&values, f64::NAN), Err(Undefined::NotFinite));
    }

    #[test]
    fn the_correlation_of_anscombes_first_set() {
        let x = [10., 8., 13., 9., 11., 14., 6., 4., 12., 7., 5.];
        let y = [
            8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68,
        ];
        let r = correlation(&x, &y).expect("it is in order");
        assert!((r - 0.816_420_5).abs() < 5e-8, "{r}");
        assert_eq!(correlation(&x, &[0.1; 11]), Err(Undefined::NoSpread));
        assert_eq!(correlation(&x, &y[..3]), Err(Undefined::Uneven));
        assert_eq!(correlation(&[1.0], &[1.0]), Err(Undefined::TooFew));
    }

    #[test]
    fn volumes_weigh() {
        // 90 % of 10 calls and 50 % of 990: not 70 %.
        let found = weighted_mean(&[90.0, 50.0], &[10.0, 990.0]);
        assert_eq!(found, Ok(50.4));
        // Moodle's gradebook, "Weighted mean": 70, 25 and 100 of a hundred with
        // weights 10, 5 and 3 are 62.5.
        let found = weighted_mean(&[70.0, 25.0, 100.0], &[10.0, 5.0, 3.0]);
        assert_eq!(found, Ok(62.5));
        assert_eq!(weighted_mean(&[1.0], &[0.0]), Err(Undefined::TooFew));
        assert_eq!(weighted_mean(&[1.0], &[-1.0]), Err(Undefined::OutOfRange));
    }

    #[test]
    fn what_has_no_summary_says_so() {
        assert_eq!(summary(&[]), Err(Undefined::TooFew));
        assert_eq!(summary(&[1.0, f64::INFINITY]), Err(Undefined::NotFinite));
        assert_eq!(summary(&[f64::MAX, f64::MAX]), Err(Undefined::Overflow));
        assert_eq!(summary(&[3.0]).expect("one value").sd, None);
        let constant = summary(&[0.1; 7]).expect("it is in order");
        assert_eq!((constant.mean, constant.sd), (0.1, Some(0.0)));
    }

    proptest! {
        #[test]
        fn the_order_of_values_changes_no_bit(
            (values, shuffled) in prop::collection::vec(-1e9..1e9_f64, 1..50)
                .prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle()))
        ) {
            prop_assert_eq!(summary(&values), summary(&shuffled));
            let summary = summary(&values).expect("in range");
            let in_order = [summary.min, summary.q1, summary.median, summary.q3, summary.max];
            prop_assert!(in_order.windows(2).all(|it| it[0] <= it[1]));
            prop_assert!(summary.min <= summary.mean && summary.mean <= summary.max);
        }

        #[test]
        fn another_unit_changes_no_r(
            pairs in prop::collection::vec((-50..50_i8, -50..50_i8), 3..50),
            factor in 0.1..10.0_f64, shift in -100.0..100.0_f64,
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) =
                pairs.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).unzip();
            let other = |factor: f64| x.iter().map(|it| factor * it + shift).collect::<Vec<_>>();
            if let Ok(r) = correlation(&x, &y) {
                let (same, turned) = (correlation(&other(factor), &y), correlation(&other(-factor), &y));
                prop_assert!((same.expect("in range") - r).abs() < 1e-9);
                prop_assert!((turned.expect("in range") + r).abs() < 1e-9);
                prop_assert_eq!(correlation(&y, &x).map(|it| (it - r).abs() < 1e-12), Ok(true));
            }
        }

        #[test]
        fn weights_split_among_equal_values_agree(
            values in prop::collection::vec((-1e3..1e3_f64, 0.1..10.0_f64), 1..20)
        ) {
            let (x, w): (Vec<f64>, Vec<f64>) = values.into_iter().unzip();
            let whole = weighted_mean(&x, &w).expect("in range");
            let halves: Vec<f64> = w.iter().chain(&w).map(|it| it / 2.0).collect();
            let twice = [x.clone(), x].concat();
            let split = weighted_mean(&twice, &halves).expect("in range");
            prop_assert!((split - whole).abs() < 1e-9);
        }

        #[test]
        fn r_is_one_of_a_measure_with_itself(
            values in prop::collection::vec(-1e6..1e6_f64, 2..50), factor in 0.1..10.0
        ) {
            let other: Vec<f64> = values.iter().map(|it| it * factor).collect();
            if let Ok(r) = correlation(&values, &other) {
                prop_assert!((r - 1.0).abs() < 1e-9);
            }
        }

        #[test]
        fn nothing_panics_or_is_nan(values in prop::collection::vec(any::<f64>(), 0..8)) {
            if let Ok(summary) = summary(&values) {
                prop_assert!(summary.mean.is_finite() && summary.q1.is_finite());
            }
            let mut other = values.clone();
            other.rotate_left(usize::from(!values.is_empty()));
            if let Ok(r) = correlation(&values, &other) {
                prop_assert!((-1.0..=1.0).contains(&r));
            }
        }
    }
}
