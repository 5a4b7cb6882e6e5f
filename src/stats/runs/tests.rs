//! The rules one by one, each with the series that is just long enough and the
//! one that is a point too short.

use super::super::spc::{self, Phase, Point};
use super::*;
use proptest::prelude::*;

/// A chart with centre 0 and σ 1, whatever its values; `NAN` is a gap.
fn standard(values: &[f64]) -> ControlChart {
    let point = |&value: &f64| Point {
        value: (!value.is_nan()).then_some(value),
        limits: Some(Limits {
            centre: 0.0,
            lower: -3.0,
            upper: 3.0,
            sigma: 1.0,
        }),
    };
    ControlChart {
        points: values.iter().map(point).collect(),
        phases: vec![Phase {
            points: 0..values.len(),
            values: values.len(),
            ranges: None,
            sigma_z: None,
        }],
    }
}

/// Where the rule is named, and the sides it is named with.
fn case(set: RuleSet, rule: Rule, values: &[f64], expected: &[usize]) -> Vec<Option<Side>> {
    let signals = signals(&standard(values), set);
    let found: Vec<usize> = (0..values.len())
        .filter(|&at| signals[at].is_some_and(|it| it.rule == rule))
        .collect();
    assert_eq!(found, expected, "{set:?} {rule:?} over {values:?}");
    let of_rule = signals.iter().flatten().filter(|it| it.rule == rule);
    of_rule.map(|it| it.side).collect()
}

use RuleSet::{MakingDataCount, Nelson, WesternElectric};
const GAP: f64 = f64::NAN;
const HIGH: Option<Side> = Some(Side::High);
const LOW: Option<Side> = Some(Side::Low);

#[test]
fn a_point_outside_the_limits() {
    for set in [MakingDataCount, WesternElectric, Nelson] {
        let sides = case(set, Rule::Outside, &[0.0, 3.1, 3.0, -3.0, -3.1], &[1, 4]);
        assert_eq!(sides, [HIGH, LOW]);
    }
}

#[test]
fn making_data_count_flags_all_seven_of_a_trend() {
    let rule = Rule::Trend(7);
    let rising = [-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3];
    let sides = case(MakingDataCount, rule, &rising, &[0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(sides, [HIGH; 7]);
    case(MakingDataCount, rule, &rising[1..], &[]);
    // From the tests of NHSRplotthedots: 1 2 3 3 4 5 6 is none, and in
    // 2 7 6 5 4 3 2 1 3 it is the seven that fall.
    let tied = [0.1, 0.2, 0.3, 0.3, 0.4, 0.5, 0.6];
    case(MakingDataCount, rule, &tied, &[]);
    let falling = [-0.2, 0.3, 0.2, 0.1, 0.0, -0.1, -0.2, -0.3, -0.1];
    let sides = case(MakingDataCount, rule, &falling, &[1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(sides, [LOW; 7]);
    let broken = [-0.3, -0.2, -0.1, 0.0, GAP, 0.1, 0.2, 0.3];
    case(MakingDataCount, rule, &broken, &[]);
}

#[test]
fn making_data_count_flags_two_of_three_in_the_outer_third() {
    let rule = Rule::TwoOfThree;
    // The patterns of NHSRplotthedots' own tests, 1 being the outer third.
    let (o, i) = (0.5, 2.5);
    case(MakingDataCount, rule, &[i, o, i], &[0, 2]);
    case(MakingDataCount, rule, &[o, i, i], &[1, 2]);
    case(MakingDataCount, rule, &[i, i, o], &[0, 1]);
    case(MakingDataCount, rule, &[i, o, o, i], &[]);
    case(MakingDataCount, rule, &[i, o, o, i, i], &[3, 4]);
    case(MakingDataCount, rule, &[i, i], &[]);
    let sides = case(MakingDataCount, rule, &[-i, -o, -i], &[0, 2]);
    assert_eq!(sides, [LOW; 2]);
    // All three on one side; outside the limits is not in the outer third;
    // exactly on its border is not in it either.
    case(MakingDataCount, rule, &[i, -o, i], &[]);
    case(MakingDataCount, rule, &[i, 0.0, i], &[]);
    case(MakingDataCount, rule, &[i, o, 3.5], &[]);
    case(MakingDataCount, rule, &[i, 3.5, i], &[0, 2]);
    case(MakingDataCount, rule, &[2.0, 2.0, 2.0], &[]);
}

#[test]
fn a_run_on_one_side_is_seven_eight_or_nine_long() {
    let values = [0.5, 0.4, 0.5, 0.4, 0.5, 0.4, 0.5, 0.4, 0.5];
    case(MakingDataCount, Rule::Shift(7), &values[..6], &[]);
    let all: Vec<usize> = (0..7).collect();
    case(MakingDataCount, Rule::Shift(7), &values[..7], &all);
    case(WesternElectric, Rule::Shift(8), &values[..7], &[]);
    case(WesternElectric, Rule::Shift(8), &values[..8], &[7]);
    case(Nelson, Rule::Shift(9), &values[..8], &[]);
    case(Nelson, Rule::Shift(9), &values, &[8]);
    let touching = [0.5, 0.4, 0.5, 0.0, 0.5, 0.4, 0.5, 0.4];
    case(MakingDataCount, Rule::Shift(7), &touching, &[]);
    let broken = [0.5, 0.4, 0.5, GAP, 0.5, 0.4, 0.5, 0.4];
    case(MakingDataCount, Rule::Shift(7), &broken, &[]);
}

#[test]
fn a_phase_breaks_a_run() {
    let mut chart = standard(&[0.5, 0.4, 0.5, 0.4, 0.5, 0.4, 0.5, 0.4]);
    let [phase] = &mut chart.phases[..] else {
        panic!("there is one phase");
    };
    phase.points = 0..4;
    let second = Phase {
        points: 4..8,
        ..phase.clone()
    };
    chart.phases.push(second);
    assert_eq!(signals(&chart, MakingDataCount), vec![None; 8]);
}

#[test]
fn western_electric_and_nelson_flag_the_point_that_completes() {
    for set in [WesternElectric, Nelson] {
        case(set, Rule::TwoOfThree, &[0.0, 2.1, -0.5, 2.1], &[3]);
        case(set, Rule::TwoOfThree, &[2.1, 0.0, 0.0, 2.1], &[]);
        case(set, Rule::TwoOfThree, &[2.1, 0.0, -2.1], &[]);
        case(set, Rule::FourOfFive, &[1.1, 1.1, -1.1, 1.1, 1.1], &[4]);
        case(set, Rule::FourOfFive, &[1.1, 1.1, 0.9, 0.9, 1.1, 1.1], &[]);
        let sides = case(set, Rule::FourOfFive, &[-1.1; 4], &[3]);
        assert_eq!(sides, [LOW]);
    }
}

#[test]
fn nelsons_other_tests() {
    let six = [-0.3, -0.2, -0.1, 0.1, 0.2, 0.3];
    case(Nelson, Rule::Trend(6), &six, &[5]);
    case(Nelson, Rule::Trend(6), &six[1..], &[]);
    let saw: Vec<f64> = (0..15)
        .map(|at| if at % 2 == 0 { -1.2 } else { 1.2 })
        .collect();
    case(Nelson, Rule::Alternating(14), &saw, &[13, 14]);
    case(Nelson, Rule::Alternating(14), &saw[..13], &[]);
    case(Nelson, Rule::Avoiding(8), &saw[..8], &[7]);
    case(Nelson, Rule::Avoiding(8), &saw[..7], &[]);
    let quiet: Vec<f64> = [0.5, 0.5, -0.5].repeat(5);
    let sides = case(Nelson, Rule::Hugging(15), &quiet, &[14]);
    assert_eq!(sides, [None]);
    case(Nelson, Rule::Hugging(15), &quiet[..14], &[]);
}

#[test]
fn the_gap_widths_of_the_sas_handbook() {
    // SAS/QC User's Guide, SHEWHART, "Applying Tests for Special Causes": means
    // of five, with tests 1 to 5 of Nelson's. "Test 5 was positive at sample
    // 14", and no other was.
    let means = [
        270., 258., 248., 260., 273., 260., 259., 248., 260., 255., 268., 253., 273., 275., 257.,
        269., 249., 264., 258., 248., 248.,
    ];
    let ranges = [
        35., 25., 24., 39., 29., 21., 37., 37., 28., 19., 36., 36., 29., 22., 24., 41., 36., 31.,
        25., 36., 30.,
    ];
    let mean = |values: &[f64; 21]| values.iter().sum::<f64>() / 21.0;
    // d₂ of five is 2.326.
    let (centre, sigma) = (mean(&means), mean(&ranges) / 2.326 / 5.0_f64.sqrt());
    let scores = means.map(|it| (it - centre) / sigma);
    let found = signals(&standard(&scores), Nelson);
    let first_five = [
        Rule::Outside,
        Rule::Shift(9),
        Rule::Trend(6),
        Rule::Alternating(14),
        Rule::TwoOfThree,
    ];
    let named: Vec<(usize, Rule)> = (1..)
        .zip(&found)
        .filter_map(|(sample, it)| Some((sample, (*it)?.rule)))
        .filter(|(_, rule)| first_five.contains(rule))
        .collect();
    assert_eq!(named, [(14, Rule::TwoOfThree)]);
    let western = signals(&standard(&scores), WesternElectric);
    assert_eq!(western[13].map(|it| it.rule), Some(Rule::TwoOfThree));
    assert_eq!(western[13].map(|it| it.side), Some(HIGH));
}

#[test]
fn the_first_rule_of_the_set_is_named() {
    let values = [2.5, 2.6, 3.5, 2.5, 2.5, 2.5, 2.5];
    let found: Vec<Rule> = signals(&standard(&values), MakingDataCount)
        .iter()
        .map(|it| it.expect("all are flagged").rule)
        .collect();
    let mut expected = [Rule::TwoOfThree; 7];
    expected[2] = Rule::Outside;
    assert_eq!(found, expected);
}

#[test]
fn a_series_that_never_moves_has_no_signal() {
    let chart = spc::xmr(&[Some(0.7); 40], &[], true).expect("it is in order");
    for set in [MakingDataCount, WesternElectric, Nelson] {
        assert_eq!(signals(&chart, set), vec![None; 40]);
    }
}

#[test]
fn the_limits_of_anhoejs_rules() {
    // The tables of "Run Charts Revisited" end at 36, and 26 is of J. Anhøj,
    // M. A. Mohammed, "Statistical Process Control for Healthcare"
    // (anhoej.github.io/spc4hc): "with 24–26 useful observations … more than
    // eight … or fewer than eight crossings". The last line is by R.
    let table = [
        (10, 6, 2),
        (12, 7, 3),
        (20, 7, 6),
        (24, 8, 8),
        (26, 8, 8),
        (36, 8, 13),
        (1000, 13, 474),
    ];
    for (n, longest, crossings) in table {
        let values: Vec<_> = (0..n)
            .map(|at| Some(if at % 2 == 0 { 1.0 } else { -1.0 }))
            .collect();
        let found = anhoej(&values, 0.0).expect("all are useful");
        let limits = (found.longest_limit, found.crossings_limit);
        assert_eq!(limits, (longest, crossings), "n {n}");
        assert_eq!((found.longest, found.crossings), (1, n - 1));
        assert!(!found.is_signal());
    }
}

#[test]
fn anhoejs_rules_see_a_shift_and_leave_the_median_out() {
    let mut values = vec![Some(-1.0); 10];
    values.extend([Some(0.0), None]);
    values.extend(vec![Some(1.0); 10]);
    let found = anhoej(&values, 0.0).expect("twenty are useful");
    assert_eq!((found.useful, found.longest, found.crossings), (20, 10, 1));
    assert!(found.is_signal());
    let broken = anhoej(&[Some(1.0), Some(1.0), None, Some(1.0)], 0.0);
    assert_eq!(broken.map(|it| it.longest), Some(2));
    assert_eq!(anhoej(&[Some(1.0)], 0.0), None);
    assert_eq!(anhoej(&[Some(1.0), Some(f64::NAN)], 0.0), None);
}

#[test]
fn a_rounded_logarithm_is_the_one_of_the_formula() {
    for n in 1..5000_usize {
        assert_eq!(rounded_log2(n), (n as f64).log2().round() as usize, "n {n}");
    }
}

proptest! {
    #[test]
    fn turned_upside_down_the_signals_are_the_same_on_the_other_side(
        values in prop::collection::vec(-4.0..4.0_f64, 0..60)
    ) {
        let turned: Vec<f64> = values.iter().map(|it| -it).collect();
        for set in [MakingDataCount, WesternElectric, Nelson] {
            let (up, down) = (signals(&standard(&values), set), signals(&standard(&turned), set));
            for (up, down) in up.iter().zip(&down) {
                prop_assert_eq!(up.map(|it| it.rule), down.map(|it| it.rule));
                if let (Some(up), Some(down)) = (up, down) {
                    prop_assert!(up.side.is_none() == down.side.is_none());
                    prop_assert!(up.side.is_none() || up.side != down.side);
                }
            }
        }
    }

    #[test]
    fn another_unit_changes_no_signal(
        values in prop::collection::vec(-4..=4_i8, 2..60),
        factor in prop::sample::select(vec![0.25, 0.5, 2.0, 8.0]),
        shift in -100..100_i8,
    ) {
        let chart = |values: &[f64]| {
            let values: Vec<_> = values.iter().copied().map(Some).collect();
            spc::xmr(&values, &[], true).expect("in range")
        };
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let other: Vec<f64> = values.iter().map(|it| factor * it + f64::from(shift)).collect();
        for set in [MakingDataCount, WesternElectric, Nelson] {
            prop_assert_eq!(signals(&chart(&values), set), signals(&chart(&other), set));
        }
        let given = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
        let centre = factor + f64::from(shift);
        prop_assert_eq!(anhoej(&given(&values), 1.0), anhoej(&given(&other), centre));
    }

    #[test]
    fn anhoejs_rules_read_a_series_backwards_as_forwards(
        values in prop::collection::vec(prop::option::weighted(0.9, -2..=2_i8), 0..60)
    ) {
        let mut values: Vec<_> = values.into_iter().map(|it| it.map(f64::from)).collect();
        let found = anhoej(&values, 0.0);
        values.reverse();
        prop_assert_eq!(anhoej(&values, 0.0), found);
        if let Some(found) = found {
            prop_assert!(found.longest <= found.useful && found.crossings < found.useful);
        }
    }

    #[test]
    fn nothing_panics(values in prop::collection::vec(prop::option::of(any::<f64>()), 0..40)) {
        if let Ok(chart) = spc::xmr(&values, &[], true) {
            for set in [MakingDataCount, WesternElectric, Nelson] {
                prop_assert_eq!(signals(&chart, set).len(), values.len());
            }
        }
        anhoej(&values, 0.0);
    }
}
