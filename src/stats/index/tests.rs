//! Indices: a small survey reckoned by hand, and what holds for every survey.

use super::super::moments::{self, Moments};
use super::*;
use proptest::prelude::*;

fn rows(answers: &[[f64; 3]]) -> Vec<Vec<Option<f64>>> {
    let row = |it: &[f64; 3]| it.iter().copied().map(Some).collect();
    answers.iter().map(row).collect()
}

fn of(weight: f64, decimals: i8, what: What) -> Part {
    Part {
        weight: Rounded {
            value: weight,
            decimals: Some(decimals),
        },
        what,
    }
}

fn score(weight: f64, score: f64) -> Part {
    of(weight, 0, What::Score(Some(score)))
}

#[test]
fn a_scale_becomes_points_of_a_hundred() {
    assert_eq!(rescale(1.0, 1.0, 10.0), Ok(0.0));
    assert_eq!(rescale(10.0, 1.0, 10.0), Ok(100.0));
    assert_eq!(rescale(4.0, 1.0, 5.0), Ok(75.0));
    assert_eq!(rescale(2.0, 5.0, 1.0), Ok(75.0), "1 is best");
    assert_eq!(rescale(11.0, 1.0, 10.0), Err(Undefined::OutOfRange));
    assert_eq!(rescale(1.0, 1.0, 1.0), Err(Undefined::NoSpread));
}

#[test]
fn the_energy_scale_of_the_rand_survey() {
    // RAND 36-Item Health Survey, scoring instructions: 4 of 6 on question 23
    // is 40, 3 on 27 is 60, 3 on 29 is 40, 31 was left out, and the scale is
    // 46.7 of the three that were answered.
    let (best_first, worst_first) = ((6.0, 1.0), (1.0, 6.0));
    let points = [
        Some((4.0, best_first)),
        Some((3.0, best_first)),
        Some((3.0, worst_first)),
        None,
    ]
    .map(|it| it.map(|(answer, (from, to))| rescale(answer, from, to).expect("on the scale")));
    assert_eq!(points, [Some(40.0), Some(60.0), Some(40.0), None]);
    let scale = points.map(|it| of(25.0, 0, What::Score(it)));
    let found = weighted(&scale, WhenMissing::Renormalise);
    let found = found.expect("it is in order").expect("three are known");
    assert!((found - 46.7).abs() < 0.05, "{found}");
    assert_eq!(weighted(&scale, WhenMissing::Refuse), Ok(None));
}

#[test]
fn the_weighted_mean_of_moodles_gradebook() {
    // lang/en_utf8/help/grade/aggregation.html: 70/100 with weight 10, 20/80
    // with 5 and 10/10 with 3 make 62.5/100.
    let grades = [(70.0, 100.0, 10.0), (20.0, 80.0, 5.0), (10.0, 10.0, 3.0)];
    let parts = grades.map(|(grade, most, weight)| {
        let score = rescale(grade, 0.0, most).expect("on the scale");
        of(100.0 * weight / 18.0, 4, What::Score(Some(score)))
    });
    let found = weighted(&parts, WhenMissing::Refuse);
    let found = found.expect("it is in order").expect("all are known");
    assert!((found - 62.5).abs() < 1e-9, "{found}");
}

/// Section 6 of the Law School Admission Test, five items and a thousand
/// persons (R. D. Bock, M. Lieberman, Psychometrika 35, 1970): how many gave
/// each pattern of wrong and right, counted in binary from 00000 to 11111.
const LSAT: [usize; 32] = [
    3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21,
    173, 11, 61, 28, 298,
];

/// Their answers, one row a person, 0 or 1.
fn law_school() -> Vec<[u16; 5]> {
    let patterns = (0_u16..).zip(LSAT);
    patterns
        .flat_map(|(pattern, n)| vec![[4, 3, 2, 1, 0].map(|bit| pattern >> bit & 1); n])
        .collect()
}

#[test]
fn index_and_alpha_of_the_law_school_test() {
    // D. Rizopoulos, "ltm", Journal of Statistical Software 17 (2006): the
    // items were solved by 0.924, 0.709, 0.553, 0.763 and 0.870; 3, 20, 85,
    // 237, 357 and 298 persons solved none to five; alpha 0.295.
    let rows: Vec<Vec<Option<f64>>> = law_school()
        .iter()
        .map(|row| row.iter().map(|it| Some(f64::from(*it))).collect())
        .collect();
    let found = index(&rows, &[0.2; 5], (0.0, 1.0), 0.95).expect("it is in order");
    let expected = 100.0 * (0.924 + 0.709 + 0.553 + 0.763 + 0.870) / 5.0;
    assert!((found.value - expected).abs() < 1e-9, "{found:?}");
    let alpha = alpha(&rows).expect("it is in order");
    assert!((alpha - 0.295).abs() < 5e-4, "{alpha}");

    let mut summed = Moments::new(5);
    for row in law_school() {
        summed.take(&row);
    }
    let alpha = summed.alpha().expect("it is in order");
    assert!((alpha - 0.295).abs() < 5e-4, "{alpha}");
    let whole = summed.index(&[0.2; 5], &[1; 5], 0.95);
    let whole = whole.expect("it is in order");
    let solved = moments::sample(&[3, 20, 85, 237, 357, 298]).expect("there are answers");
    for (value, sd) in [(whole.value, whole.sd), (solved.mean, solved.sd)] {
        assert!((value - expected).abs() < 1e-9 && (sd - found.sd).abs() < 1e-9);
    }
}

#[test]
fn alpha_of_the_examples_of_pingouin() {
    // pingouin-stats.org, `cronbach_alpha`, tested against psych::alpha of R:
    // a questionnaire with gaps (of real-statistics.com) after listwise
    // deletion, and answers on a scale to 7.
    let parse = |text: &str| -> Vec<Vec<Option<f64>>> {
        let answer = |it: char| it.to_digit(10).map(f64::from);
        let rows = text.split_whitespace();
        rows.map(|row| row.chars().map(answer).collect()).collect()
    };
    let gaps = parse(
        "11111111111 11111111010 -011-111100 11101101100 11111000100 01-01111000 \
         11110010000 11111000000 01011000010 10010100-00 11100000000 10010000000",
    );
    let found = alpha(&gaps).expect("it is in order");
    assert!((found - 0.801_694_915_254_237_3).abs() < 1e-12, "{found}");
    let scale = parse(
        "3224145143 5546351255 7535564336 2343322266 6556544467 1223425235 4335352124 \
         2544372246 6255516523 5246435317 4135253234 4423253423 5556233244 6555422146 \
         4435531323",
    );
    let found = alpha(&scale).expect("it is in order");
    assert!((found - 0.591_718_848_599_582_6).abs() < 1e-12, "{found}");
}

#[test]
fn an_index_of_three_items() {
    // Means 8, 7 and 9 of 1 to 10, weights 0.5, 0.3 and 0.2: the weighted mean
    // 7.9 is 100·6.9/9. Single indices 510/9, 690/9 and 870/9.
    let answers = rows(&[[6.0, 5.0, 8.0], [8.0, 7.0, 9.0], [10.0, 9.0, 10.0]]);
    let found = index(&answers, &[0.5, 0.3, 0.2], (1.0, 10.0), 0.95).expect("it is in order");
    assert!((found.value - 690.0 / 9.0).abs() < 1e-9, "{found:?}");
    assert!((found.sd - 20.0).abs() < 1e-9, "{found:?}");
    assert!((found.error - 20.0 / 3.0_f64.sqrt()).abs() < 1e-9);
    assert_eq!(found.interval.high, 100.0, "t is 4.30, and the index ends");
    assert_eq!((found.n, found.incomplete), (3, 0));
}

#[test]
fn who_left_an_item_out_is_not_counted() {
    let mut answers = rows(&[[6.0, 5.0, 8.0], [8.0, 7.0, 9.0]]);
    let whole = index(&answers, &[0.5, 0.3, 0.2], (1.0, 10.0), 0.95).expect("it is in order");
    answers.push(vec![Some(1.0), None, Some(1.0)]);
    let found = index(&answers, &[0.5, 0.3, 0.2], (1.0, 10.0), 0.95).expect("it is in order");
    assert_eq!((found.value, found.n), (whole.value, 2));
    assert_eq!(found.incomplete, 1);
    let refused = |weights: &[f64]| index(&answers, weights, (1.0, 10.0), 0.95);
    assert_eq!(refused(&[0.5, 0.5]), Err(Undefined::Uneven));
    assert_eq!(refused(&[0.5, 0.3, 0.3]), Err(Undefined::OutOfRange));
    assert_eq!(refused(&[]), Err(Undefined::TooFew));
}

#[test]
fn alpha_of_items_that_agree_and_of_items_that_do_not() {
    let alike = rows(&[[1.0, 1.0, 1.0], [2.0, 2.0, 2.0], [4.0, 4.0, 4.0]]);
    assert!((alpha(&alike).expect("it is in order") - 1.0).abs() < 1e-12);
    let two = |pairs: &[(f64, f64)]| -> Vec<Vec<Option<f64>>> {
        pairs
            .iter()
            .map(|it| vec![Some(it.0), Some(it.1)])
            .collect()
    };
    // Every pair of answers once: no correlation.
    let apart = two(&[(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]);
    assert!(alpha(&apart).expect("it is in order").abs() < 1e-12);
    // Variances 1 and 1, covariance 1/2, of the sum 3: 2·(1 − 2/3).
    let half = two(&[(1.0, 2.0), (2.0, 1.0), (3.0, 3.0)]);
    assert!((alpha(&half).expect("it is in order") - 2.0 / 3.0).abs() < 1e-12);
    let against = two(&[(1.0, 2.0), (2.0, 1.0)]);
    assert_eq!(alpha(&against), Err(Undefined::NoSpread));
    assert_eq!(alpha(&[]), Err(Undefined::TooFew));
}

#[test]
fn weights_of_every_level_add_up_or_are_refused() {
    let tree = [
        of(
            60.0,
            0,
            What::Parts(vec![score(50.0, 80.0), score(50.0, 90.0)]),
        ),
        score(40.0, 70.0),
    ];
    assert_eq!(weighted(&tree, WhenMissing::Refuse), Ok(Some(79.0)));
    let thirds = |weight, decimals| {
        let part = |value| of(weight, decimals, What::Score(Some(value)));
        weighted(&[part(60.0), part(70.0), part(80.0)], WhenMissing::Refuse)
    };
    let third = thirds(33.3, 1).expect("99.9 is rounding").expect("no gap");
    assert!((third - 70.0).abs() < 1e-9);
    assert!(thirds(33.0, 0).is_ok());
    assert_eq!(thirds(30.0, 0), Err(Undefined::OutOfRange));
    let deep = [
        score(50.0, 1.0),
        of(50.0, 0, What::Parts(vec![score(90.0, 1.0)])),
    ];
    assert_eq!(
        weighted(&deep, WhenMissing::Refuse),
        Err(Undefined::OutOfRange)
    );
    assert_eq!(weighted(&[], WhenMissing::Refuse), Err(Undefined::TooFew));
}

#[test]
fn what_is_missing_follows_the_rule_that_was_declared() {
    let tree = [
        score(20.0, 60.0),
        of(50.0, 0, What::Score(None)),
        score(30.0, 90.0),
    ];
    assert_eq!(weighted(&tree, WhenMissing::Refuse), Ok(None));
    assert_eq!(weighted(&tree, WhenMissing::Renormalise), Ok(Some(78.0)));
    let none = [of(100.0, 0, What::Score(None))];
    assert_eq!(weighted(&none, WhenMissing::Renormalise), Ok(None));
    let nan = [score(100.0, f64::NAN)];
    assert_eq!(
        weighted(&nan, WhenMissing::Refuse),
        Err(Undefined::NotFinite)
    );
}

fn survey() -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
    let answer = prop::option::weighted(0.95, (1..=10_u8).prop_map(f64::from));
    prop::collection::vec(prop::collection::vec(answer, 3), 2..40)
}

proptest! {
    #[test]
    fn an_index_lies_in_its_interval_and_in_0_to_100_in_any_order(
        (answers, shuffled) in survey()
            .prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle()))
    ) {
        let weights = [0.5, 0.25, 0.25];
        let found = index(&answers, &weights, (1.0, 10.0), 0.95);
        prop_assert_eq!(index(&shuffled, &weights, (1.0, 10.0), 0.95), found);
        if let Ok(found) = found {
            let Interval { low, high } = found.interval;
            prop_assert!(0.0 <= low && low <= found.value && found.value <= high && high <= 100.0);
        }
        prop_assert_eq!(alpha(&answers), alpha(&shuffled));
        if let Ok(alpha) = alpha(&answers) {
            prop_assert!(alpha <= 1.0 + 1e-12);
        }
    }

    #[test]
    fn another_scale_changes_neither_index_nor_alpha(answers in survey(), factor in 1..5_u8) {
        let factor = f64::from(factor);
        let other: Vec<Vec<Option<f64>>> = answers
            .iter()
            .map(|row| row.iter().map(|it| it.map(|it| factor * it - 3.0)).collect())
            .collect();
        let close = |a: f64, b: f64| (a - b).abs() < 1e-6;
        let weights = [0.5, 0.25, 0.25];
        let scale = (factor - 3.0, 10.0 * factor - 3.0);
        match (index(&answers, &weights, (1.0, 10.0), 0.95), index(&other, &weights, scale, 0.95)) {
            (Ok(own), Ok(other)) => {
                prop_assert!(close(own.value, other.value) && close(own.sd, other.sd));
            }
            (own, other) => prop_assert_eq!(own, other),
        }
        match (alpha(&answers), alpha(&other)) {
            (Ok(own), Ok(other)) => prop_assert!(close(own, other)),
            (own, other) => prop_assert_eq!(own, other),
        }
    }

    #[test]
    fn a_dimension_weighs_what_its_indicators_weigh(
        scores in prop::collection::vec(0.0..=100.0_f64, 4)
    ) {
        let score = |weight, at: usize| of(weight, 0, What::Score(Some(scores[at])));
        let flat = [score(30.0, 0), score(30.0, 1), score(10.0, 2), score(30.0, 3)];
        let deep = [
            of(60.0, 0, What::Parts(vec![score(50.0, 0), score(50.0, 1)])),
            of(40.0, 0, What::Parts(vec![score(25.0, 2), score(75.0, 3)])),
        ];
        for rule in [WhenMissing::Refuse, WhenMissing::Renormalise] {
            let flat = weighted(&flat, rule).expect("in range").expect("known");
            let deep = weighted(&deep, rule).expect("in range").expect("known");
            prop_assert!((flat - deep).abs() < 1e-9);
        }
    }

    #[test]
    fn a_weighted_index_lies_among_its_scores(
        scores in prop::collection::vec(0.0..=100.0_f64, 4), gap in 0..5_usize
    ) {
        let parts: Vec<Part> = scores
            .iter()
            .enumerate()
            .map(|(at, value)| of(25.0, 0, What::Score((at != gap).then_some(*value))))
            .collect();
        let known: Vec<f64> = scores
            .iter()
            .enumerate()
            .filter_map(|(at, value)| (at != gap).then_some(*value))
            .collect();
        let found = weighted(&parts, WhenMissing::Renormalise).expect("in range").expect("known");
        let least = known.iter().copied().fold(f64::INFINITY, f64::min);
        let most = known.iter().copied().fold(0.0, f64::max);
        prop_assert!(least - 1e-9 <= found && found <= most + 1e-9);
    }

    #[test]
    fn nothing_panics_or_is_nan(
        answers in prop::collection::vec(prop::collection::vec(prop::option::of(any::<f64>()), 0..3), 0..6),
        weights in prop::collection::vec(any::<f64>(), 0..3), from in any::<f64>(), to in any::<f64>()
    ) {
        if let Ok(found) = index(&answers, &weights, (from, to), 0.95) {
            prop_assert!((0.0..=100.0).contains(&found.value));
        }
        prop_assert!(alpha(&answers).map_or(true, f64::is_finite));
    }
}
