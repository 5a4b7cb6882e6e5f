//! The published intervals, and what holds for every interval.

use super::{
    Standing::{Met, NotDistinguishable, NotMet},
    *,
};
use proptest::prelude::*;

fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found} for {expected}");
}

fn sample(mean: f64, sd: f64, n: u64) -> Sample {
    Sample { mean, sd, n }
}

#[test]
fn quantiles_of_the_tables() {
    near(z(0.95).expect("it is a level"), 1.959_963_985, 1e-9);
    near(z(0.998).expect("it is a level"), 3.090_232_306, 1e-9);
    for (freedom, expected) in [
        (1.0, 12.706_204_736),
        (2.0, 4.302_652_730),
        (10.0, 2.228_138_852),
        (30.0, 2.042_272_456),
        (120.0, 1.979_930_405),
        (1e9, 1.959_963_985),
    ] {
        near(t(0.95, freedom).expect("it is in order"), expected, 1e-8);
    }
    near(t(0.99, 5.0).expect("it is in order"), 4.032_142_984, 1e-8);
    // As printed, to three digits, in the table of the NIST handbook, 1.3.6.7.2.
    for (freedom, expected) in [(1.0, 12.706), (5.0, 2.571), (10.0, 2.228), (100.0, 1.984)] {
        near(t(0.95, freedom).expect("it is in order"), expected, 5e-4);
    }
    assert_eq!(z(1.0), Err(Undefined::OutOfRange));
    assert_eq!(z(f64::NAN), Err(Undefined::NotFinite));
    assert_eq!(t(0.95, 0.0), Err(Undefined::TooFew));
}

#[test]
fn beyond_t_lies_what_was_asked_for() {
    for freedom in [0.3, 0.5, 1.0, 1.7, 2.0, 5.0, 12.4, 30.0, 97.5, 400.0, 999.9] {
        for level in [0.01, 0.5, 0.8, 0.95, 0.99, 0.999, 0.999_999] {
            let t = t(level, freedom).expect("it is in order");
            let beyond =
                statrs::function::beta::beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t));
            let off = (beyond / (1.0 - level) - 1.0).abs();
            assert!(off < 1e-12, "{level} with {freedom}: {t} is off by {off:e}");
        }
    }
}

#[test]
fn newcombes_single_shares() {
    // "Two-sided confidence intervals for the single proportion", table I; the
    // last of M. Fagerland, S. Lydersen, P. Laake, "Statistical Analysis of
    // Contingency Tables" (2017), by the tests of their R package.
    for (count, n, low, high) in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (13, 16, 0.5699, 0.9341),
    ] {
        let found = wilson(count, n, 0.95).expect("it is in order");
        near(found.low, low, 5e-5);
        near(found.high, high, 5e-5);
    }
    assert_eq!(wilson(0, 0, 0.95), Err(Undefined::TooFew));
    assert_eq!(wilson(2, 1, 0.95), Err(Undefined::OutOfRange));
}

#[test]
fn newcombes_differences() {
    // "Interval estimation for the difference …", table II, method 10.
    for (one, two, low, high) in [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ] {
        let (_, found) = difference(one, two, 0.95).expect("it is in order");
        near(found.low, low, 5e-5);
        near(found.high, high, 5e-5);
    }
}

#[test]
fn a_mean_of_the_nist_handbook() {
    // 1.3.5.2, heat flow meter calibration.
    let found = mean(sample(9.261_460, 0.022_789, 195), 0.95).expect("it is in order");
    near(found.interval.low, 9.258_242, 1.5e-6);
    near(found.interval.high, 9.264_679, 1.5e-6);
    assert_eq!(mean(sample(1.0, 1.0, 1), 0.95), Err(Undefined::TooFew));
    assert_eq!(mean(sample(1.0, -1.0, 9), 0.95), Err(Undefined::OutOfRange));
}

#[test]
fn a_lead_of_the_nist_handbook() {
    // 1.3.5.3, American and Japanese cars: T −12.94627 with 136.8750.
    let american = sample(20.144_58, 6.414_70, 249);
    let japanese = sample(30.481_01, 6.107_71, 79);
    let found = lead(american, japanese, 0.95).expect("it is in order");
    near(
        found.estimate.value / found.estimate.error,
        -12.946_27,
        5e-5,
    );
    near(found.freedom, 136.8750, 5e-4);
    let certain = lead(sample(80.0, 0.0, 5), sample(70.0, 0.0, 5), 0.95);
    let interval = certain.expect("it is in order").estimate.interval;
    assert_eq!((interval.low, interval.high), (10.0, 10.0));
}

#[test]
fn a_lead_of_students_sleep() {
    // Student (1908), extra hours of sleep by two drugs, as R prints it under
    // `t.test(extra ~ group, data = sleep)`.
    let (one, two) = (sample(0.75, 1.789_010, 10), sample(2.33, 2.002_249, 10));
    let found = lead(one, two, 0.95).expect("it is in order");
    near(found.freedom, 17.776, 5e-4);
    near(found.estimate.interval.low, -3.365_483_2, 1e-5);
    near(found.estimate.interval.high, 0.205_483_2, 1e-5);
}

#[test]
fn the_approval_of_agrestis_prime_minister() {
    // A. Agresti, "Categorical Data Analysis", 2nd ed., 10.1.1. Of 1600 asked
    // twice 86 changed to approval and 150 from it, which is the same
    // trinomial: −0.04 with SE 0.0095, from −0.06 to −0.02.
    let found = net_promoters(86, 794 + 570, 150, 0.95).expect("it is in order");
    near(found.value, -4.0, 1e-12);
    near(found.error, 0.95, 0.01);
    near(found.interval.low, -6.0, 0.5);
    near(found.interval.high, -2.0, 0.5);
}

#[test]
fn promoters_less_detractors() {
    let found = net_promoters(162, 108, 54, 0.95).expect("it is in order");
    near(found.value, 100.0 / 3.0, 1e-12);
    near(found.error, 4.141, 5e-4);
    near(found.interval.high - found.value, 8.116, 5e-4);
    assert_eq!(net_promoters(0, 0, 0, 0.95), Err(Undefined::TooFew));
    let all = net_promoters(7, 0, 0, 0.95).expect("it is in order");
    assert_eq!((all.value, all.error), (100.0, 0.0));
}

#[test]
fn the_four_cases_of_a_result_at_an_upper_limit() {
    // ILAC-G8, "Guidelines on Decision Rules", and Eurachem/CITAC, "Use of
    // Uncertainty Information in Compliance Assessment": the interval beyond
    // the limit, across it from above or from below, or short of it.
    for (low, high, expected) in [
        (10.5, 12.5, NotMet),
        (9.5, 11.5, NotDistinguishable),
        (8.5, 10.5, NotDistinguishable),
        (7.5, 9.5, Met),
    ] {
        let found = stands(Interval { low, high }, Bound::AtMost, 10.0);
        assert_eq!(found, Ok(expected), "{low} to {high}");
    }
}

#[test]
fn an_interval_across_a_threshold_cannot_tell() {
    let interval = Interval {
        low: 6.0,
        high: 9.0,
    };
    for (bound, threshold, expected) in [
        (Bound::AtLeast, 6.0, Met),
        (Bound::MoreThan, 6.0, NotDistinguishable),
        (Bound::AtLeast, 7.0, NotDistinguishable),
        (Bound::AtLeast, 9.0, NotDistinguishable),
        (Bound::MoreThan, 9.0, NotMet),
        (Bound::AtLeast, 9.1, NotMet),
        (Bound::AtMost, 9.0, Met),
        (Bound::LessThan, 9.0, NotDistinguishable),
        (Bound::AtMost, 5.9, NotMet),
        (Bound::LessThan, 6.0, NotMet),
    ] {
        let found = stands(interval, bound, threshold);
        assert_eq!(found, Ok(expected), "{bound:?} {threshold}");
    }
    let point = Interval {
        low: 79.96,
        high: 79.96,
    };
    assert_eq!(stands(point, Bound::AtLeast, 80.0), Ok(NotMet));
    let turned = Interval {
        low: 2.0,
        high: 1.0,
    };
    assert_eq!(
        stands(turned, Bound::AtLeast, 0.0),
        Err(Undefined::OutOfRange)
    );
}

proptest! {
    #[test]
    fn a_share_lies_in_its_interval_and_the_interval_in_0_to_1(
        n in 1..100_000_u64, part in 0.0..=1.0, level in 0.01..0.9999
    ) {
        let count = (part * n as f64) as u64;
        let found = wilson(count, n, level).expect("in range");
        let share = count as f64 / n as f64;
        prop_assert!(0.0 <= found.low && found.low <= share);
        prop_assert!(share <= found.high && found.high <= 1.0);
        // What is not the case is the mirror image.
        let other = wilson(n - count, n, level).expect("in range");
        prop_assert!((other.low - (1.0 - found.high)).abs() < 1e-9);
    }

    #[test]
    fn a_difference_lies_in_its_interval(
        (n, m) in (1..1000_u64, 1..1000_u64), a in 0.0..=1.0, b in 0.0..=1.0
    ) {
        let (one, two) = (((a * n as f64) as u64, n), ((b * m as f64) as u64, m));
        let (d, found) = difference(one, two, 0.95).expect("in range");
        prop_assert!(-1.0 <= found.low && found.low <= d && d <= found.high && found.high <= 1.0);
        let (back, turned) = difference(two, one, 0.95).expect("in range");
        prop_assert_eq!(back + d, 0.0);
        prop_assert!((turned.low + found.high).abs() < 1e-12);
    }

    #[test]
    fn welchs_freedom_lies_between_the_smaller_and_both(
        (a, b) in (0.0..100.0_f64, 0.0..100.0_f64), (n, m) in (2..500_u64, 2..500_u64),
        (s, r) in (0.001..50.0_f64, 0.001..50.0_f64), level in 0.5..0.999
    ) {
        let found = lead(sample(a, s, n), sample(b, r, m), level).expect("in range");
        let least = (n.min(m) - 1) as f64;
        prop_assert!(least - 1e-6 <= found.freedom && found.freedom <= (n + m - 2) as f64 + 1e-6);
        let Interval { low, high } = found.estimate.interval;
        prop_assert!(low <= a - b && a - b <= high);
    }

    #[test]
    fn a_surer_interval_is_wider_and_a_larger_sample_narrower(
        (mean_of, sd) in (-100.0..100.0_f64, 0.001..50.0_f64), n in 2..500_u64,
        (level, surer) in (0.5..0.9, 0.9..0.999),
    ) {
        let at = |n, level| mean(sample(mean_of, sd, n), level).expect("in range").interval;
        let (own, wide, narrow) = (at(n, level), at(n, surer), at(4 * n, level));
        prop_assert!(wide.low <= own.low && own.high <= wide.high);
        prop_assert!(own.low < narrow.low && narrow.high < own.high);
        prop_assert!(own.low <= mean_of && mean_of <= own.high);
        let at = |level| wilson(n / 3, n, level).expect("in range");
        prop_assert!(at(surer).low <= at(level).low && at(level).high <= at(surer).high);
    }

    #[test]
    fn promoters_for_detractors_turns_the_score(
        (p, q, d) in (0..500_u64, 0..500_u64, 1..500_u64)
    ) {
        let found = net_promoters(p, q, d, 0.95).expect("in range");
        let turned = net_promoters(d, q, p, 0.95).expect("in range");
        prop_assert!((found.value + turned.value).abs() < 1e-12);
        prop_assert!((found.error - turned.error).abs() < 1e-12);
        prop_assert!((-100.0..=100.0).contains(&found.value));
        prop_assert!(found.interval.low <= found.value && found.value <= found.interval.high);
    }

    #[test]
    fn quantiles_answer_for_every_level_and_freedom(level in 1e-9..0.999_999, freedom in 0.5..1e10) {
        let (t, z) = (t(level, freedom).expect("in range"), z(level).expect("in range"));
        prop_assert!(t >= z - 1e-6 * z.max(1e-3), "t {t} z {z}");
    }

    #[test]
    fn nothing_panics_or_is_nan(
        (a, s, b, r) in (any::<f64>(), any::<f64>(), any::<f64>(), any::<f64>()),
        (n, m) in (any::<u64>(), any::<u64>()), level in any::<f64>()
    ) {
        if let Ok(found) = lead(sample(a, s, n), sample(b, r, m), level) {
            prop_assert!(found.estimate.interval.low.is_finite() && found.freedom.is_finite());
        }
        let _ = lead(sample(a, s, n), sample(b, r, m), 0.95);
        let _ = net_promoters(n, m, n / 3, 0.9);
        let _ = difference((n / 2, n), (m / 2, m), 0.95);
    }
}
