//! How many must be asked.

use super::{Undefined, all_finite, finite, interval};

/// How many answers a share needs for a margin of error: `n₀ = z²·p(1−p)/e²`,
/// and of a population of N `n₀/(1 + (n₀−1)/N)` from the unrounded n₀; rounded
/// up. `share` and `margin` are from 0 to 1; a share nobody knows is 0.5, the
/// worst case. It counts answers, and not those who were asked and did not.
///
/// The answer is a number of persons. Source: W. G. Cochran, "Sampling Techniques", 3rd ed., 4.4.
///
/// Fails with `NotFinite`; with `OutOfRange` for a share, margin or level that
/// is none; with `TooFew` for a population of nobody; with `Overflow`.
///
/// ```
/// use pingshu::stats::sampling::sample_size;
///
/// assert_eq!(sample_size(0.5, 0.05, 0.95, None)?, 385);
/// assert_eq!(sample_size(0.5, 0.05, 0.95, Some(1000))?, 278);
/// # Ok::<(), pingshu::stats::Undefined>(())
/// ```
pub fn sample_size(
    share: f64,
    margin: f64,
    level: f64,
    population: Option<u64>,
) -> Result<u64, Undefined> {
    all_finite(&[share, margin])?;
    if !(0.0..=1.0).contains(&share) || margin <= 0.0 || margin >= 1.0 {
        return Err(Undefined::OutOfRange);
    }
    if population == Some(0) {
        return Err(Undefined::TooFew);
    }
    let z = interval::z(level)?;
    let unlimited = finite(z * z * share * (1.0 - share) / (margin * margin))?;
    let wanted = match population {
        None => unlimited,
        Some(population) => finite(unlimited / (1.0 + (unlimited - 1.0) / population as f64))?
            .min(population as f64),
    };
    // A whole number that the last bit lifts is that number.
    let whole = (wanted * (1.0 - 1e-12)).ceil().max(1.0);
    if whole > 1e15 {
        return Err(Undefined::Overflow);
    }
    Ok(whole as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_usual_table() {
        for (margin, expected) in [(0.05, 385), (0.03, 1068), (0.02, 2401), (0.01, 9604)] {
            assert_eq!(sample_size(0.5, margin, 0.95, None), Ok(expected));
        }
        assert_eq!(sample_size(0.5, 0.05, 0.95, Some(1000)), Ok(278));
        assert_eq!(sample_size(0.5, 0.05, 0.95, Some(10_000)), Ok(370));
        // R. V. Krejcie, D. W. Morgan, "Determining sample size for research
        // activities" (1970), who round to the nearest and not up.
        for (population, expected) in [(100, 80), (500, 217), (2000, 322), (1_000_000, 384)] {
            let found = sample_size(0.5, 0.05, 0.95, Some(population)).expect("in range");
            assert!(found.abs_diff(expected) <= 1, "{found} for {expected}");
        }
    }

    #[test]
    fn the_examples_of_rsurveillance() {
        // What `n.ap` of E. Sergeant's R package prints for its examples
        // (rdrr.io/cran/RSurveillance/man/n.ap.html).
        for (share, margin, level, expected) in [
            (0.5, 0.1, 0.95, 97),
            (0.5, 0.1, 0.99, 166),
            (0.1, 0.05, 0.95, 139),
            (0.2, 0.05, 0.95, 246),
            (0.3, 0.05, 0.95, 323),
            (0.4, 0.05, 0.95, 369),
            (0.2, 0.01, 0.95, 6147),
            (0.2, 0.02, 0.95, 1537),
            (0.2, 0.1, 0.95, 62),
        ] {
            let found = sample_size(share, margin, level, None);
            assert_eq!(found, Ok(expected), "{share} ± {margin} at {level}");
        }
    }

    #[test]
    fn what_is_no_question_has_no_answer() {
        assert_eq!(
            sample_size(0.5, 0.0, 0.95, None),
            Err(Undefined::OutOfRange)
        );
        assert_eq!(
            sample_size(1.5, 0.1, 0.95, None),
            Err(Undefined::OutOfRange)
        );
        assert_eq!(sample_size(0.5, 0.1, 1.0, None), Err(Undefined::OutOfRange));
        assert_eq!(sample_size(0.5, 0.1, 0.95, Some(0)), Err(Undefined::TooFew));
        assert_eq!(sample_size(0.5, 1e-9, 0.95, None), Err(Undefined::Overflow));
        assert_eq!(sample_size(0.0, 0.1, 0.95, None), Ok(1));
    }

    proptest! {
        #[test]
        fn nobody_asks_more_than_there_are(
            share in 0.0..=1.0, margin in 0.001..0.5, population in 1..1_000_000_u64
        ) {
            let of_many = sample_size(share, margin, 0.95, None).expect("in range");
            let of_some = sample_size(share, margin, 0.95, Some(population)).expect("in range");
            prop_assert!(1 <= of_some && of_some <= population);
            prop_assert!(of_some <= of_many);
            let coarser = sample_size(share, margin * 1.5, 0.95, None).expect("in range");
            let surer = sample_size(share, margin, 0.99, None).expect("in range");
            prop_assert!(coarser <= of_many && of_many <= surer);
            let other = sample_size(1.0 - share, margin, 0.95, None).expect("in range");
            prop_assert!(other.abs_diff(of_many) <= 1);
        }
    }
}
