//! Indices: a small survey reckoned by hand, and what holds for every survey.

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
