//! Two verdicts on a control chart, one on each question a reader has: is it
//! changing, and can the target be relied on?

use super::{
    Side,
    runs::Signal,
    same,
    spc::{ControlChart, Limits},
};

/// Which way is an improvement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// More is better.
    Increase,
    /// Less is better.
    Decrease,
    /// Neither.
    Neutral,
}

/// What the last point says of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Variation {
    /// It varies by itself.
    CommonCause,
    /// It changed for the better: to higher, or to lower.
    Improvement(Side),
    /// It changed for the worse.
    Concern(Side),
    /// It changed, and neither way is better.
    Neutral(Side),
    /// It changed in a way that has no side, as values that alternate or hug
    /// the centre.
    Patterned,
}

/// Whether the process, left alone, meets its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Assurance {
    /// The target is within the limits: it will be met and missed by chance.
    HitAndMiss,
    /// The target is beyond the limits, on their bad side.
    ConsistentlyPasses,
    /// The target is beyond the limits, on their good side.
    ConsistentlyFails,
}

/// The verdict on variation: the kind of the last point that has a value;
/// none without one, or where it has no limits to be judged by.
///
/// `signals` are those of [`signals`](super::runs::signals) for this chart.
///
/// Source: NHS England, "Making Data Count".
pub fn variation(
    chart: &ControlChart,
    signals: &[Option<Signal>],
    better: Direction,
) -> Option<Variation> {
    let last = chart.points.iter().rposition(|it| it.value.is_some())?;
    chart.points[last].limits?;
    Some(match signals.get(last).copied().flatten() {
        None => Variation::CommonCause,
        Some(Signal { side: None, .. }) => Variation::Patterned,
        Some(Signal {
            side: Some(side), ..
        }) => match (better, side) {
            (Direction::Neutral, _) => Variation::Neutral(side),
            (Direction::Increase, Side::High) | (Direction::Decrease, Side::Low) => {
                Variation::Improvement(side)
            }
            (Direction::Increase, Side::Low) | (Direction::Decrease, Side::High) => {
                Variation::Concern(side)
            }
        },
    })
}

/// The verdict on assurance: the target against the last limits of the chart.
/// None without limits, for a target that is not finite, and where neither way
/// is better. A target on a limit is within.
///
/// Source: NHS England, "Making Data Count".
pub fn assurance(chart: &ControlChart, target: f64, better: Direction) -> Option<Assurance> {
    let Limits { lower, upper, .. } = chart.points.iter().rev().find_map(|it| it.limits)?;
    if !target.is_finite() {
        return None;
    }
    let side = match () {
        () if same(target, upper) || same(target, lower) => None,
        () if target > upper => Some(Side::High),
        () if target < lower => Some(Side::Low),
        () => None,
    };
    match (better, side) {
        (Direction::Neutral, _) => None,
        (_, None) => Some(Assurance::HitAndMiss),
        (Direction::Increase, Some(Side::High)) | (Direction::Decrease, Some(Side::Low)) => {
            Some(Assurance::ConsistentlyFails)
        }
        (Direction::Increase, Some(Side::Low)) | (Direction::Decrease, Some(Side::High)) => {
            Some(Assurance::ConsistentlyPasses)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{runs, spc};
    use proptest::prelude::*;

    fn chart(values: &[f64]) -> ControlChart {
        let values: Vec<_> = values.iter().copied().map(Some).collect();
        spc::xmr(&values, &[], true).expect("it is in order")
    }

    fn variation_of(chart: &ControlChart, better: Direction) -> Option<Variation> {
        let signals = runs::signals(chart, runs::RuleSet::MakingDataCount);
        variation(chart, &signals, better)
    }

    #[test]
    fn the_last_point_decides() {
        let high = chart(&[1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1., 12.]);
        let kind = |better| variation_of(&high, better).expect("there are limits");
        assert_eq!(
            kind(Direction::Increase),
            Variation::Improvement(Side::High)
        );
        assert_eq!(kind(Direction::Decrease), Variation::Concern(Side::High));
        assert_eq!(kind(Direction::Neutral), Variation::Neutral(Side::High));
        let earlier = chart(&[
            1., 2., 1., 2., 10., 1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1.,
        ]);
        assert_eq!(
            variation_of(&earlier, Direction::Increase),
            Some(Variation::CommonCause)
        );
    }

    #[test]
    fn the_assurance_of_nhsrplotthedots() {
        // tests/testthat/test-ptd_calculate_assurance_type.R of the R package:
        // limits 1 to 3, 5 to 7 and 1 to 5, with 4 as the target.
        use Assurance::{ConsistentlyFails, ConsistentlyPasses, HitAndMiss};
        for (lower, centre, upper, increase, decrease) in [
            (1.0, 2.0, 3.0, ConsistentlyFails, ConsistentlyPasses),
            (5.0, 6.0, 7.0, ConsistentlyPasses, ConsistentlyFails),
            (1.0, 4.0, 5.0, HitAndMiss, HitAndMiss),
        ] {
            let mut chart = chart(&[centre; 2]);
            for point in &mut chart.points {
                point.limits = Some(Limits {
                    centre,
                    lower,
                    upper,
                    sigma: (upper - centre) / 3.0,
                });
            }
            let found = |better| assurance(&chart, 4.0, better);
            assert_eq!(found(Direction::Increase), Some(increase));
            assert_eq!(found(Direction::Decrease), Some(decrease));
            assert_eq!(found(Direction::Neutral), None);
        }
    }

    #[test]
    fn two_of_three_on_opposite_sides_are_common_cause() {
        // test-ptd_spc_standard.R of the same package: 1 and −1 in turn, and at
        // last 5.5 and −5.5, which lie close to either limit.
        let mut values = [1.0, -1.0].repeat(8);
        values[14..].copy_from_slice(&[5.5, -5.5]);
        let chart = chart(&values);
        let found = variation_of(&chart, Direction::Increase);
        assert_eq!(found, Some(Variation::CommonCause));
        let signals = runs::signals(&chart, runs::RuleSet::MakingDataCount);
        assert_eq!(signals[14..], [None, None]);
    }

    #[test]
    fn a_missing_last_month_leaves_the_verdict_to_the_one_before() {
        let mut values: Vec<_> = [1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1., 12.]
            .map(Some)
            .to_vec();
        values.push(None);
        let chart = spc::xmr(&values, &[], true).expect("it is in order");
        assert_eq!(
            variation_of(&chart, Direction::Decrease),
            Some(Variation::Concern(Side::High))
        );
        let lone = spc::xmr(&[Some(1.0)], &[], true).expect("it is in order");
        assert_eq!(variation_of(&lone, Direction::Increase), None);
        assert_eq!(assurance(&lone, 1.0, Direction::Increase), None);
    }

    #[test]
    fn a_trend_counts_by_the_way_it_goes_and_not_by_its_side() {
        // Seven falling points, all of them above the mean of the whole.
        let mut values = vec![10.0, 40.0, 10.0, 40.0, 10.0, 40.0, 10.0, 40.0, 10.0, 40.0];
        values.extend([39.0, 38.0, 37.0, 36.0, 35.0, 34.0]);
        let chart = chart(&values);
        let signals = runs::signals(&chart, runs::RuleSet::MakingDataCount);
        assert_eq!(signals[15].map(|it| it.rule), Some(runs::Rule::Trend(7)));
        assert_eq!(
            variation(&chart, &signals, Direction::Increase),
            Some(Variation::Concern(Side::Low))
        );
    }

    #[test]
    fn assurance_turns_with_the_direction() {
        let chart = chart(&[1., 2., 1., 2., 1., 2., 1., 2.]);
        let cases = [
            (
                9.0,
                Assurance::ConsistentlyFails,
                Assurance::ConsistentlyPasses,
            ),
            (
                -9.0,
                Assurance::ConsistentlyPasses,
                Assurance::ConsistentlyFails,
            ),
            (1.5, Assurance::HitAndMiss, Assurance::HitAndMiss),
        ];
        for (target, increase, decrease) in cases {
            assert_eq!(
                assurance(&chart, target, Direction::Increase),
                Some(increase)
            );
            assert_eq!(
                assurance(&chart, target, Direction::Decrease),
                Some(decrease)
            );
            assert_eq!(assurance(&chart, target, Direction::Neutral), None);
        }
        let upper = chart.points[0].limits.expect("there are limits").upper;
        assert_eq!(
            assurance(&chart, upper, Direction::Increase),
            Some(Assurance::HitAndMiss)
        );
        assert_eq!(assurance(&chart, f64::NAN, Direction::Increase), None);
    }

    proptest! {
        #[test]
        fn turned_upside_down_less_is_as_good_as_more(
            values in prop::collection::vec(-9..=9_i8, 2..40), target in -20..20_i8
        ) {
            let up: Vec<f64> = values.iter().map(|it| f64::from(*it)).collect();
            let down: Vec<f64> = up.iter().map(|it| -it).collect();
            let (up, down, target) = (chart(&up), chart(&down), f64::from(target));
            prop_assert_eq!(
                assurance(&up, target, Direction::Increase),
                assurance(&down, -target, Direction::Decrease)
            );
            let kind = |found| match found {
                Some(Variation::Improvement(_)) => 1,
                Some(Variation::Concern(_)) => -1,
                _ => 0,
            };
            prop_assert_eq!(
                kind(variation_of(&up, Direction::Increase)),
                kind(variation_of(&down, Direction::Decrease))
            );
        }
    }
}
