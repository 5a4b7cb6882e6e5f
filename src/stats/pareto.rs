//! Pareto's order: what happens most comes first, with the share that has been
//! reached by then. The rest that was not broken down comes last, whatever its
//! size, because "other" is no cause that anyone could work on.

use super::{
    Undefined, finite,
    sum::{self, Sum},
};

/// A row of a Pareto chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Its place in what was given.
    pub index: usize,
    /// Its amount.
    pub amount: f64,
    /// Its share of the total, from 0 to 1.
    pub share: f64,
    /// The share of it and all rows before it, from 0 to 1; the last row's is 1.
    pub cumulative: f64,
}

/// The rows in descending order, equal ones as given, `other` last.
///
/// `other` is the place of the row that stands for all that is not named.
///
/// Source: J. M. Juran, "Quality Control Handbook"; ISO 9004-4.
///
/// Fails with `NotFinite`; with `OutOfRange` for a negative amount or an
/// `other` that is not there; with `NoSpread` where the total is zero, since
/// shares of nothing are no shares; with `Overflow`.
///
/// ```
/// use pingshu::stats::pareto;
///
/// let rows = pareto::pareto(&[18.0, 4.0, 40.0], Some(1))?;
/// let order: Vec<usize> = rows.iter().map(|it| it.index).collect();
/// assert_eq!(order, [2, 0, 1]);
/// # Ok::<(), pingshu::stats::Undefined>(())
/// ```
pub fn pareto(amounts: &[f64], other: Option<usize>) -> Result<Vec<Row>, Undefined> {
    super::all_finite(amounts)?;
    if amounts.iter().any(|it| *it < 0.0) || other.is_some_and(|it| it >= amounts.len()) {
        return Err(Undefined::OutOfRange);
    }
    let mut order: Vec<usize> = (0..amounts.len()).collect();
    order.sort_by(|&a, &b| {
        let last = |it: usize| other == Some(it);
        last(a)
            .cmp(&last(b))
            .then(amounts[b].total_cmp(&amounts[a]))
    });
    // In their order, so that the last share reached is the total's own.
    let total = finite(sum::sum(order.iter().map(|&it| amounts[it])))?;
    if total == 0.0 && !amounts.is_empty() {
        return Err(Undefined::NoSpread);
    }
    let mut reached = Sum::default();
    order
        .iter()
        .enumerate()
        .map(|(place, &index)| {
            reached.add(amounts[index]);
            let cumulative = if place + 1 == order.len() {
                1.0
            } else {
                finite(reached.total() / total)?.min(1.0)
            };
            Ok(Row {
                index,
                amount: amounts[index],
                share: finite(amounts[index] / total)?,
                cumulative,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_worked_example_with_other_last() {
        let amounts = [40.0, 34.0, 29.0, 18.0, 5.0, 4.0, 1.0];
        let rows = pareto(&amounts, Some(5)).expect("it is in order");
        let order: Vec<f64> = rows.iter().map(|it| it.amount).collect();
        assert_eq!(order, [40.0, 34.0, 29.0, 18.0, 5.0, 1.0, 4.0]);
        for (row, expected) in rows.iter().zip([30.53, 56.49, 78.63, 92.37, 96.18, 96.95]) {
            assert!((row.cumulative * 100.0 - expected).abs() < 0.005, "{row:?}");
        }
        assert_eq!(rows[6].cumulative, 1.0);
    }

    #[test]
    fn the_errors_of_the_r_package_qcc() {
        // Its example of `pareto.chart`: price code 80, schedule date 27,
        // supplier code 66, contact number 94, part number 33.
        let rows = pareto(&[80.0, 27.0, 66.0, 94.0, 33.0], None).expect("it is in order");
        let printed = [
            (3, 31.333_33, 31.333_33),
            (0, 26.666_67, 58.0),
            (2, 22.0, 80.0),
            (4, 11.0, 91.0),
            (1, 9.0, 100.0),
        ];
        for (row, (index, share, cumulative)) in rows.iter().zip(printed) {
            assert_eq!(row.index, index);
            assert!((100.0 * row.share - share).abs() < 5e-6, "{row:?}");
            assert!(
                (100.0 * row.cumulative - cumulative).abs() < 5e-6,
                "{row:?}"
            );
        }
    }

    #[test]
    fn equal_amounts_stay_as_given_and_nothing_is_no_share() {
        let rows = pareto(&[2.0, 3.0, 2.0, 2.0], None).expect("it is in order");
        let order: Vec<usize> = rows.iter().map(|it| it.index).collect();
        assert_eq!(order, [1, 0, 2, 3]);
        assert_eq!(pareto(&[0.0, 0.0], None), Err(Undefined::NoSpread));
        assert_eq!(pareto(&[], None), Ok(vec![]));
        assert_eq!(pareto(&[1.0, -1.0], None), Err(Undefined::OutOfRange));
        assert_eq!(pareto(&[1.0], Some(1)), Err(Undefined::OutOfRange));
        assert_eq!(
            pareto(&[f64::MAX, f64::MAX], None),
            Err(Undefined::Overflow)
        );
    }

    proptest! {
        #[test]
        fn shares_grow_to_one_whatever_the_order_given(
            amounts in prop::collection::vec(0.0..1e6_f64, 1..40)
        ) {
            prop_assume!(amounts.iter().any(|it| *it > 0.0));
            let rows = pareto(&amounts, None).expect("in range");
            prop_assert!(rows.windows(2).all(|it| it[0].amount >= it[1].amount));
            prop_assert!(rows.windows(2).all(|it| it[0].cumulative <= it[1].cumulative));
            prop_assert_eq!(rows.last().map(|it| it.cumulative), Some(1.0));
            let mut turned = amounts;
            turned.reverse();
            let again = pareto(&turned, None).expect("in range");
            let shares = |rows: &[Row]| rows.iter().map(|it| it.cumulative).collect::<Vec<_>>();
            prop_assert_eq!(shares(&rows), shares(&again));
        }
    }
}
