//! What printed numbers leave open. A printed 37 stands for anything from 36.5
//! to 37.5, so a sum of printed parts is only wrong if no unrounded parts
//! could give it.

use super::{Undefined, finite, interval::Interval, sum};

/// A number as printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rounded {
    /// The number.
    pub value: f64,
    /// How many decimals it was rounded to, negative for tens and hundreds;
    /// none where it is exact, as a count is.
    pub decimals: Option<i8>,
}

impl Rounded {
    /// What it may have been before it was rounded, `value ± ½·10^(−decimals)`:
    /// half a unit of the last place to both sides, both ends included since
    /// sources round halves both ways.
    ///
    /// Source: ISO 80000-1, annex B, on the rounding of numbers.
    ///
    /// Fails with `NotFinite` and with `Overflow`.
    pub fn range(self) -> Result<Interval, Undefined> {
        if !self.value.is_finite() {
            return Err(Undefined::NotFinite);
        }
        let half = self.half();
        Ok(Interval {
            low: finite(self.value - half)?,
            high: finite(self.value + half)?,
        })
    }

    fn half(self) -> f64 {
        let power = |n: i8| (0..n.unsigned_abs()).fold(1.0, |power, _| power * 10.0);
        match self.decimals {
            None => 0.0,
            // By division, since no binary number is a tenth.
            Some(n) if n >= 0 => 0.5 / power(n),
            Some(n) => 0.5 * power(n),
        }
    }
}

/// Asks whether unrounded parts could add up to the total that is printed: the
/// intervals `Σ[pᵢ − hᵢ, pᵢ + hᵢ]` and `[t − h, t + h]` meet.
///
/// Equal to twelve digits is equal, so that decimals which no binary number
/// holds do not decide.
///
/// Source: F. Mosteller, C. Youtz, D. Zahn, "The distribution of sums of
/// rounded percentages", Demography 4 (1967), on how often sums miss their
/// total by rounding alone.
///
/// Fails with `NotFinite` and with `Overflow`.
///
/// ```
/// use pingshu::stats::rounding::{Rounded, adds_up};
///
/// let whole = |value| Rounded { value, decimals: Some(0) };
/// assert!(adds_up(&[whole(33.0), whole(33.0), whole(33.0)], whole(100.0))?);
/// assert!(!adds_up(&[whole(33.0), whole(33.0), whole(31.0)], whole(100.0))?);
/// # Ok::<(), pingshu::stats::Undefined>(())
/// ```
pub fn adds_up(parts: &[Rounded], total: Rounded) -> Result<bool, Undefined> {
    let all = total.range()?;
    for part in parts {
        part.range()?;
    }
    let middle = finite(sum::sum(parts.iter().map(|it| it.value)))?;
    let slack = finite(sum::sum(parts.iter().map(|it| it.half())))?;
    let (low, high) = (finite(middle - slack)?, finite(middle + slack)?);
    let scale = [low, high, all.low, all.high]
        .iter()
        .fold(0.0_f64, |largest, it| largest.max(it.abs()));
    let near = 1e-12 * scale;
    Ok(low <= all.high + near && all.low <= high + near)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rounded(value: f64, decimals: i8) -> Rounded {
        Rounded {
            value,
            decimals: Some(decimals),
        }
    }

    fn case(parts: &[f64], total: f64, decimals: i8, expected: bool) {
        let parts: Vec<Rounded> = parts.iter().map(|it| rounded(*it, decimals)).collect();
        assert_eq!(adds_up(&parts, rounded(total, decimals)), Ok(expected));
    }

    #[test]
    fn a_printed_number_stands_for_half_a_unit_to_both_sides() {
        let range = rounded(37.0, 0).range().expect("it is finite");
        assert_eq!((range.low, range.high), (36.5, 37.5));
        let range = rounded(1200.0, -2).range().expect("it is finite");
        assert_eq!((range.low, range.high), (1150.0, 1250.0));
        let exact = Rounded {
            value: 7.0,
            decimals: None,
        };
        let range = exact.range().expect("it is finite");
        assert_eq!((range.low, range.high), (7.0, 7.0));
    }

    #[test]
    fn a_chart_that_blamed_rounding() {
        // R. Chen, "Percentages may not add up to 100%, but not for the reason
        // you suggest", The Old New Thing, 7 November 2011: eight numbers to a
        // tenth may be off by 0.4 together, and are by 0.7. Of the total
        // rounded to the nearest hundred the same numbers could be the parts.
        let parts = [10.4, 4.0, 9.4, 9.3, 9.2, 21.2, 20.0, 15.8];
        case(&parts, 100.0, 1, false);
        let parts = parts.map(|it| rounded(it, 1));
        assert_eq!(adds_up(&parts, rounded(100.0, -2)), Ok(true));
        assert_eq!(adds_up(&parts, rounded(99.7, 1)), Ok(true));
        // Eleven counts of 660, rounded to whole per cent: 102 in all.
        case(
            &[2., 3., 5., 6., 8., 9., 11., 12., 14., 15., 17.],
            100.0,
            0,
            true,
        );
    }

    #[test]
    fn a_sum_is_wrong_only_if_no_unrounded_parts_give_it() {
        case(&[37.0, 63.0], 100.0, 0, true);
        case(&[33.0, 33.0, 33.0], 100.0, 0, true);
        case(&[33.3, 33.3, 33.3], 100.0, 1, true);
        case(&[0.1, 0.2], 0.3, 1, true);
        // Two parts may be off by half each, and the total by half: 1.5.
        case(&[37.0, 61.5], 100.0, 0, true);
        case(&[37.0, 61.0], 100.0, 0, false);
        case(&[], 0.0, 0, true);
        let exact = |value| Rounded {
            value,
            decimals: None,
        };
        assert_eq!(adds_up(&[exact(2.0), exact(3.0)], exact(6.0)), Ok(false));
        assert_eq!(
            adds_up(&[exact(f64::NAN)], exact(6.0)),
            Err(Undefined::NotFinite)
        );
    }

    proptest! {
        #[test]
        fn what_was_rounded_always_adds_up(
            parts in prop::collection::vec(-1e6..1e6_f64, 0..30), decimals in 0..4_i8
        ) {
            let power = 10_f64.powi(decimals.into());
            let round = |it: f64| rounded((it * power).round() / power, decimals);
            let printed: Vec<Rounded> = parts.iter().map(|it| round(*it)).collect();
            prop_assert_eq!(adds_up(&printed, round(parts.iter().sum())), Ok(true));
        }

        #[test]
        fn order_does_not_matter(
            (parts, shuffled) in prop::collection::vec(-500..500_i16, 1..20)
                .prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle())),
            total in -2000..2000_i16, decimals in 0..3_i8,
        ) {
            let of = |parts: &[i16]| {
                let parts: Vec<_> =
                    parts.iter().map(|it| rounded(f64::from(*it) / 10.0, decimals)).collect();
                adds_up(&parts, rounded(f64::from(total) / 10.0, decimals))
            };
            prop_assert_eq!(of(&parts), of(&shuffled));
        }

        #[test]
        fn nothing_panics(values in prop::collection::vec(any::<f64>(), 1..5), d in any::<i8>()) {
            let parts: Vec<Rounded> = values.iter().map(|it| rounded(*it, d)).collect();
            let _ = adds_up(&parts, parts[0]);
        }
    }
}
