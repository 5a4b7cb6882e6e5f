//! The published charts, and what holds for every chart.

use super::super::Side;
use super::*;
use proptest::prelude::*;

fn given(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

fn tallies(counts: &[f64], base: f64) -> Vec<Option<Tally>> {
    counts
        .iter()
        .map(|&count| Some(Tally { count, base }))
        .collect()
}

fn limits_of(chart: &ControlChart, at: usize) -> (f64, f64, f64) {
    let limits = chart.points[at].limits.expect("the point has limits");
    (limits.lower, limits.centre, limits.upper)
}

fn near(found: (f64, f64, f64), expected: (f64, f64, f64), within: f64) {
    for (found, expected) in [
        (found.0, expected.0),
        (found.1, expected.1),
        (found.2, expected.2),
    ] {
        assert!(
            (found - expected).abs() <= within,
            "{found} for {expected}, within {within}"
        );
    }
}

#[test]
fn xmr_of_the_nist_handbook() {
    // 6.3.2.2; the handbook's own limits are of 3/1.128.
    let flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
    let chart = xmr(&given(&flow), &[], false).expect("it is in order");
    near(limits_of(&chart, 0), (45.8151, 50.81, 55.8049), 5e-5);
    assert!(chart.phases[0].is_trial());
    assert!(chart.points.iter().all(|it| it.outside().is_none()));
}

const SPIKE: [f64; 18] = [
    1., 2., 1., 2., 10., 1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1.,
];

#[test]
fn screening_keeps_a_spike_out_of_the_limits() {
    let screened = xmr(&given(&SPIKE), &[], true).expect("it is in order");
    near(limits_of(&screened, 3), (-0.7156, 1.9444, 4.6044), 5e-5);
    assert_eq!(screened.phases[0].ranges.map(|it| it.screened), Some(2));
    let plain = xmr(&given(&SPIKE), &[], false).expect("it is in order");
    near(limits_of(&plain, 3), (-3.0626, 1.9444, 6.9515), 5e-5);
    assert_eq!(plain.points[4].outside(), Some(Side::High));
    assert!(!plain.phases[0].is_trial());
}

#[test]
fn xmr_of_the_tests_of_nhsrplotthedots() {
    // tests/testthat/_snaps/ptd_spc_standard.md of the R package: its twenty
    // values, and the same with a spike of 10 in place of the fifteenth.
    let mut values = [
        -0.560_475_65,
        -0.230_177_49,
        1.558_708_31,
        0.070_508_39,
        0.129_287_74,
        1.715_064_99,
        0.460_916_21,
        -1.265_061_23,
        -0.686_852_85,
        -0.445_661_97,
        1.224_081_80,
        0.359_813_83,
        0.400_771_45,
        0.110_682_72,
        -0.555_841_13,
        1.786_913_14,
        0.497_850_48,
        -1.966_617_16,
        0.701_355_90,
        -0.472_791_41,
    ];
    let limits = |values: &[f64], screening| {
        limits_of(&xmr(&given(values), &[], screening).expect("in order"), 0)
    };
    let quiet = limits(&values, true);
    near(quiet, (-3.011_38, 0.141_623_8, 3.294_627), 5e-7);
    values[14] = 10.0;
    let screened = limits(&values, true);
    near(screened, (-2.383_666, 0.669_415_9, 3.722_497), 5e-7);
    let plain = limits(&values, false);
    near(plain, (-4.596_625, 0.669_415_9, 5.935_457), 5e-7);
}

#[test]
fn a_constant_series_lies_within_its_limits() {
    // 0.1 + 0.1 + 0.1 over 3 is not 0.1 unless one takes care.
    for n in [2, 3, 7, 13, 1000] {
        let chart = xmr(&given(&vec![0.1; n]), &[], true).expect("it is in order");
        near(limits_of(&chart, 0), (0.1, 0.1, 0.1), 0.0);
        assert!(chart.points.iter().all(|it| it.outside().is_none()));
        assert_eq!(chart.phases[0].ranges.map(|it| it.screened), Some(0));
    }
}

#[test]
fn no_range_reaches_across_a_gap_or_a_phase() {
    let values = [Some(1.0), Some(2.0), None, Some(9.0), Some(7.0)];
    let chart = xmr(&values, &[], false).expect("it is in order");
    let ranges = chart.phases[0].ranges.expect("two pairs");
    assert_eq!(ranges.mean, 1.5, "of 1 and 2, without the 7 between");
    assert_eq!(chart.phases[0].values, 4);
    assert_eq!(chart.points[2].value, None);
    assert!(chart.points[2].limits.is_some(), "the lines go on");

    let chart = xmr(&values, &[3], false).expect("it is in order");
    near(limits_of(&chart, 0), (-1.16, 1.5, 4.16), 1e-12);
    near(limits_of(&chart, 4), (2.68, 8.0, 13.32), 1e-12);
    assert_eq!(chart.phases[1].points, 3..5);
}

#[test]
fn a_phase_too_short_has_no_limits_and_is_no_error() {
    let chart = xmr(&given(&[1.0, 2.0, 3.0]), &[2], false).expect("it is in order");
    assert!(chart.points[1].limits.is_some());
    assert_eq!(chart.points[2].limits, None);
    let gaps = xmr(&[Some(1.0), None, Some(2.0)], &[], false).expect("it is in order");
    assert_eq!(gaps.points[0].limits, None);
    assert_eq!(xmr(&[], &[], true).map(|it| it.points.len()), Ok(0));
}

#[test]
fn phases_that_do_not_ascend_and_numbers_that_are_none_are_refused() {
    let values = given(&[1.0, 2.0, 3.0]);
    for starts in [&[0][..], &[3], &[2, 1], &[1, 1]] {
        assert_eq!(xmr(&values, starts, false), Err(Undefined::OutOfRange));
    }
    let nan = given(&[1.0, f64::NAN]);
    assert_eq!(xmr(&nan, &[], false), Err(Undefined::NotFinite));
    let far = given(&[f64::MAX, f64::MIN]);
    assert_eq!(xmr(&far, &[], false), Err(Undefined::Overflow));
    assert_eq!(c(&given(&[-1.0]), &[]), Err(Undefined::OutOfRange));
    assert_eq!(p(&tallies(&[3.0], 2.0), &[]), Err(Undefined::OutOfRange));
    assert_eq!(u(&tallies(&[3.0], 0.0), &[]), Err(Undefined::OutOfRange));
}

#[test]
fn c_of_the_nist_handbook() {
    // 6.3.3.1, defects on 25 wafers.
    let wafers = [
        16., 14., 28., 16., 12., 20., 10., 12., 10., 17., 19., 17., 14., 16., 15., 13., 14., 16.,
        11., 20., 11., 19., 16., 31., 13.,
    ];
    let chart = c(&given(&wafers), &[]).expect("it is in order");
    near(limits_of(&chart, 0), (4.0, 16.0, 28.0), 1e-9);
    let out: Vec<usize> = (0..25)
        .filter(|&it| chart.points[it].outside().is_some())
        .collect();
    assert_eq!(out, [23], "28 is on the limit, and 31 beyond");
}

#[test]
fn c_of_hospital_infections() {
    // The first 24 months of `cdi` in J. Anhøj's R package qicharts2, and what
    // its version 0.8.1 makes of them (AUS-DOH-Safety-and-Quality/PowerBI-SPC,
    // test/fixtures/golden/c/basic-group1.qicharts2.json).
    let infections = [
        17., 12., 27., 20., 20., 18., 22., 19., 19., 24., 17., 16., 24., 19., 19., 22., 25., 19.,
        17., 6., 25., 17., 11., 14.,
    ];
    let chart = c(&given(&infections), &[]).expect("it is in order");
    near(limits_of(&chart, 0), (5.7324, 18.7083, 31.6843), 5e-5);
}

#[test]
fn u_with_unequal_exposure() {
    // The same repository's golden/u/basic.qicharts2.json: events over
    // patient-days, of which the shortest and the longest month are held here.
    let events = [
        575., 521., 585., 528., 507., 519., 457., 505., 494., 512., 543., 506., 509., 521., 549.,
        531., 509., 528., 419., 512., 495., 513., 454., 490.,
    ];
    let days = [
        310_466.833_3,
        282_346.791_7,
        309_089.708_3,
        287_977.333_3,
        297_743.375,
        286_988.25,
        261_120.333_3,
        268_720.75,
        284_437.875,
        290_449.5,
        288_104.458_3,
        279_961.375,
        289_803.958_3,
        275_950.583_3,
        290_824.458_3,
        285_495.75,
        282_515.208_3,
        273_927.875,
        253_085.625,
        262_410.708_3,
        275_529.25,
        282_405.083_3,
        259_530.791_7,
        256_235.458_3,
    ];
    let months: Vec<_> = events
        .into_iter()
        .zip(days)
        .map(|(count, base)| Some(Tally { count, base }))
        .collect();
    let chart = u(&months, &[]).expect("it is in order");
    let (longest, shortest) = (limits_of(&chart, 0), limits_of(&chart, 18));
    near(longest, (0.001_593_66, 0.001_823_58, 0.002_053_49), 5e-9);
    near(shortest, (0.001_568_92, 0.001_823_58, 0.002_078_23), 5e-9);
}

#[test]
fn laneys_limits_of_english_emergency_departments() {
    // Attendances seen within four hours, of all, in twenty weeks: M. A.
    // Mohammed et al., "Statistical process control charts for attribute data
    // involving very large sample sizes", BMJ Quality & Safety 22 (2013), as
    // `nhs_accidents` in qicharts2. The limits are those of R scripts in
    // AUS-DOH-Safety-and-Quality/PowerBI-SPC, test/fixtures/golden/pp and /up;
    // both kinds give the same, since the law cancels out.
    let in_time = [
        266_501., 264_225., 276_532., 281_461., 269_071., 261_215., 270_409., 279_778., 270_483.,
        270_320., 267_923., 271_478., 255_353., 256_820., 261_835., 259_144., 255_910., 260_863.,
        264_465., 260_989.,
    ];
    let all = [
        280_443., 276_823., 291_681., 296_155., 282_343., 275_888., 283_867., 295_251., 284_468.,
        282_529., 279_618., 283_932., 266_629., 268_091., 276_803., 271_578., 266_005., 273_520.,
        278_574., 273_772.,
    ];
    let weeks: Vec<_> = in_time
        .into_iter()
        .zip(all)
        .map(|(count, base)| Some(Tally { count, base }))
        .collect();
    assert!(p(&weeks, &[]).expect("it is in order").is_overdispersed());
    for make in [p_prime, u_prime] {
        let chart = make(&weeks, &[]).expect("it is in order");
        for (at, lower, upper) in [
            (0, 0.940_130, 0.965_670),
            (3, 0.940_473, 0.965_326),
            (16, 0.939_788, 0.966_012),
            (19, 0.939_975, 0.965_824),
        ] {
            let (low, centre, high) = limits_of(&chart, at);
            near((low, 0.0, high), (lower, 0.0, upper), 5.1e-7);
            assert!((centre - 0.9529).abs() < 5e-5);
        }
        assert!(chart.points.iter().all(|it| it.outside().is_none()));
    }
}

#[test]
fn p_of_montgomerys_orange_juice_cans() {
    // "Introduction to Statistical Quality Control", example 7.1: 30 samples
    // of 50, p̄ = 0.2313, limits 0.0524 and 0.4102.
    let cans = [
        12., 15., 8., 10., 4., 7., 16., 9., 14., 10., 5., 6., 17., 12., 22., 8., 10., 5., 13., 11.,
        20., 18., 24., 15., 9., 12., 7., 13., 9., 6.,
    ];
    let chart = p(&tallies(&cans, 50.0), &[]).expect("it is in order");
    near(limits_of(&chart, 0), (0.0524, 0.2313, 0.4102), 5e-5);
    let out: Vec<usize> = (0..30)
        .filter(|&it| chart.points[it].outside().is_some())
        .collect();
    assert_eq!(out, [14, 22], "samples 15 and 23");
}

#[test]
fn u_of_montgomerys_computers() {
    // The same, 20 samples of 5: ū = 1.93, limits 0.07 and 3.79.
    let found = [
        10., 12., 8., 14., 10., 16., 11., 7., 10., 15., 9., 5., 7., 11., 12., 6., 8., 10., 7., 5.,
    ];
    let chart = u(&tallies(&found, 5.0), &[]).expect("it is in order");
    near(limits_of(&chart, 0), (0.07, 1.93, 3.79), 5e-3);
}

#[test]
fn limits_vary_with_the_base_and_stay_possible() {
    let months = [
        Some(Tally {
            count: 1.0,
            base: 10.0,
        }),
        None,
        Some(Tally {
            count: 0.0,
            base: 0.0,
        }),
        Some(Tally {
            count: 99.0,
            base: 990.0,
        }),
    ];
    let chart = p(&months, &[]).expect("it is in order");
    near(
        limits_of(&chart, 0),
        (0.0, 0.1, 0.384_604_989_415_154),
        1e-9,
    );
    near(limits_of(&chart, 3), (0.071_396_1, 0.1, 0.128_603_9), 5e-8);
    assert_eq!(
        (chart.points[1].value, chart.points[1].limits),
        (None, None)
    );
    assert_eq!(chart.points[2].value, None, "nothing of nothing is no zero");
    assert_eq!(chart.phases[0].values, 2);
    let sure = p(&tallies(&[5.0, 5.0, 5.0], 5.0), &[]).expect("it is in order");
    near(limits_of(&sure, 0), (1.0, 1.0, 1.0), 0.0);
    assert_eq!(sure.phases[0].sigma_z, None, "chance has no spread there");
}

#[test]
fn laneys_limits_hold_where_the_plain_ones_call_everything_a_signal() {
    // Rates of 5.0 and 5.2 per cent of a million: far apart for chance.
    let rates = [50e3, 52e3, 50e3, 52e3, 50e3, 52e3];
    let months = tallies(&rates, 1e6);
    let plain = p(&months, &[]).expect("it is in order");
    assert!(plain.is_overdispersed());
    let primed = p_prime(&months, &[]).expect("it is in order");
    assert!(!primed.is_overdispersed());
    assert!(primed.points.iter().all(|it| it.outside().is_none()));
    // All neighbours differ by 0.2 points: limits ± 3·0.002/1.128.
    near(
        limits_of(&primed, 0),
        (0.045_680_851, 0.051, 0.056_319_149),
        5e-10,
    );
    let alone = u_prime(&tallies(&[3.0], 5.0), &[]).expect("it is in order");
    assert_eq!(alone.points[0].limits, None);
    assert_eq!(alone.points[0].value, Some(0.6));
}

fn months() -> impl Strategy<Value = Vec<Option<Tally>>> {
    let month = (0.0..=1.0, 1.0..1e6).prop_map(|(share, base): (f64, f64)| Tally {
        count: (share * base).floor(),
        base: base.ceil(),
    });
    prop::collection::vec(prop::option::weighted(0.9, month), 0..40)
}

proptest! {
    #[test]
    fn with_equal_bases_laneys_chart_is_that_of_single_values(
        counts in prop::collection::vec(0.0..1000.0_f64, 2..40)
    ) {
        let months = tallies(&counts, 1000.0);
        let primed = u_prime(&months, &[]).expect("in range");
        let rates: Vec<f64> = counts.iter().map(|it| it / 1000.0).collect();
        let single = xmr(&given(&rates), &[], false).expect("in range");
        if let (Some(a), Some(b)) = (primed.points[0].limits, single.points[0].limits) {
            // 2.66 is 3/1.128 in the tables.
            let expected = b.centre + (b.upper - b.centre) * (3.0 / 1.128 / 2.66);
            prop_assert!((a.upper - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn limits_follow_their_values_into_another_unit(
        values in prop::collection::vec(-1e3..1e3_f64, 2..40),
        factor in 0.01..100.0_f64, shift in -1e3..1e3_f64,
    ) {
        let other: Vec<f64> = values.iter().map(|it| factor * it + shift).collect();
        let own = xmr(&given(&values), &[], false).expect("in range");
        let other = xmr(&given(&other), &[], false).expect("in range");
        let (own, other) = (limits_of(&own, 0), limits_of(&other, 0));
        let close = |own: f64, other: f64| (factor * own + shift - other).abs() < 1e-6 * factor.max(1.0);
        prop_assert!(close(own.0, other.0) && close(own.1, other.1) && close(own.2, other.2));
    }

    #[test]
    fn events_per_thousand_have_limits_a_thousand_times_as_high(
        months in months(), primed in any::<bool>()
    ) {
        let make = if primed { u_prime } else { u };
        let in_thousands: Vec<_> = months
            .iter()
            .map(|it| it.map(|it| Tally { base: it.base / 1000.0, ..it }))
            .collect();
        let one = make(&months, &[]).expect("in range");
        let thousand = make(&in_thousands, &[]).expect("in range");
        for (one, thousand) in one.points.iter().zip(&thousand.points) {
            prop_assert_eq!(one.limits.is_some(), thousand.limits.is_some());
            if let (Some(one), Some(thousand)) = (one.limits, thousand.limits) {
                let close = |one: f64, thousand: f64| {
                    (1000.0 * one - thousand).abs() <= 1e-9 * thousand.max(1.0)
                };
                prop_assert!(close(one.centre, thousand.centre) && close(one.upper, thousand.upper));
                prop_assert!(close(one.sigma, thousand.sigma));
            }
        }
    }

    #[test]
    fn four_times_the_base_halves_the_reach(months in months()) {
        let larger: Vec<_> = months
            .iter()
            .map(|it| it.map(|it| Tally { count: 4.0 * it.count, base: 4.0 * it.base }))
            .collect();
        let own = p(&months, &[]).expect("in range");
        let larger = p(&larger, &[]).expect("in range");
        for (own, larger) in own.points.iter().zip(&larger.points) {
            if let (Some(own), Some(larger)) = (own.limits, larger.limits) {
                prop_assert!((own.sigma - 2.0 * larger.sigma).abs() < 1e-12);
                prop_assert!((own.centre - larger.centre).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn limits_hold_their_centre_and_what_is_possible(months in months(), at in 1..40_usize) {
        let starts: Vec<usize> = [at].into_iter().filter(|it| *it < months.len()).collect();
        for make in [p, p_prime, u, u_prime] {
            let chart = make(&months, &starts).expect("in range");
            prop_assert_eq!(chart.points.len(), months.len());
            for limits in chart.points.iter().filter_map(|it| it.limits) {
                prop_assert!(0.0 <= limits.lower && limits.lower <= limits.centre);
                prop_assert!(limits.centre <= limits.upper && limits.sigma >= 0.0);
            }
        }
        let chart = p(&months, &[]).expect("in range");
        prop_assert!(chart.points.iter().filter_map(|it| it.limits).all(|it| it.upper <= 1.0));
    }

    #[test]
    fn nothing_panics_or_is_nan(
        values in prop::collection::vec(prop::option::of(any::<f64>()), 0..12),
        starts in prop::collection::vec(0..14_usize, 0..3),
        base in any::<f64>(),
    ) {
        let pairs: Vec<_> = values.iter().map(|it| it.map(|count| Tally { count, base })).collect();
        let charts = [
            xmr(&values, &starts, true),
            c(&values, &starts),
            u(&pairs, &starts),
            p_prime(&pairs, &starts),
        ];
        for chart in charts.into_iter().flatten() {
            for limits in chart.points.iter().filter_map(|it| it.limits) {
                for number in [limits.centre, limits.lower, limits.upper, limits.sigma] {
                    prop_assert!(number.is_finite());
                }
            }
        }
    }
}
