//! Improvements from samples to effects.

use std::collections::BTreeMap;

use super::*;
use crate::{
    block::{Block, Piece},
    model::Figure,
    subject::tests,
};

/// The figures of improvements, by reference without `evaluation.`, and the
/// sentences that are said of them.
fn evaluated(improvements: &[&str]) -> (BTreeMap<String, Figure>, Vec<String>) {
    let rows = improvements.iter().enumerate().map(|(i, it)| {
        let fixed = format!("id: i{i}, name: 名, action: 做, better: lower");
        format!("- {{ {fixed}, {it} }}\n")
    });
    let text = format!("improvements:\n{}", rows.collect::<String>());
    let (record, facts) = tests::assessed::<Evaluation>(&text, "");
    let exhibits = Evaluation::present(&record, &facts);
    let notices = exhibits.into_iter().filter_map(|it| match it.block {
        Block::Notice(notice) => Some(notice.items),
        _ => None,
    });
    let said = notices.flatten().flat_map(|it| it.0);
    let said = said.filter_map(|it| match it {
        Piece::Sentence(key, _) => Some(key.replacen("evaluation.sentence.", "", 1)),
        _ => None,
    });
    let figures = facts.iter().map(|it| {
        let key = it.key.to_string();
        (key.replacen("evaluation.", "", 1), it.clone())
    });
    (figures.collect(), said.collect())
}

#[test]
fn an_effect_is_after_less_before_with_its_interval() {
    // Newcombe 1998, method 10, example (a): 56/70 − 48/80 is 0.2, from 0.0524 to 0.3339.
    let (figures, said) = evaluated(&[
        "before: { period: 2007, count: 48, base: 80 }, after: { period: 2008, count: 56, base: 70 }",
    ]);
    let effect = &figures["i0.effect@2008"];
    assert!((effect.number().expect("a number") - 20.0).abs() < 1e-9);
    let interval = effect.interval.expect("an interval");
    assert!((interval.low - 5.24).abs() < 0.01, "{interval:?}");
    assert!((interval.high - 33.39).abs() < 0.01, "{interval:?}");
    assert_eq!(said, ["worsened"], "fewer would be better");
}

#[test]
fn the_verdict_follows_the_interval() {
    let sample = |mean: f64, n: u32| format!("mean: {mean}, sd: 6, n: {n}");
    let row = |before: &str, after: &str| {
        format!("before: {{ period: 2007, {before} }}, after: {{ period: 2008, {after} }}")
    };
    let rows = [
        row(&sample(14.0, 300), &sample(11.0, 300)),
        row(&sample(11.0, 300), &sample(14.0, 300)),
        row(&sample(14.0, 9), &sample(11.0, 9)),
        row("mean: 14", "mean: 11"),
        row("mean: 14", "missing: 没有复测"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (figures, said) = evaluated(&rows);
    assert_eq!(
        said,
        [
            "improved",
            "worsened",
            "not_distinguishable",
            "untold",
            "missing"
        ]
    );
    assert!(
        figures["i4.effect@2008"].value.is_err(),
        "missing is not zero"
    );
}

#[test]
fn a_course_has_limits_of_its_own_before_and_after() {
    let points: Vec<String> = (1..=12)
        .map(|month| {
            let value = if month < 7 {
                14 + month % 2
            } else {
                10 + month % 2
            };
            format!("{{ period: 2008-{month:02}, value: {value} }}")
        })
        .collect();
    let series = format!(
        "series: {{ from: 2008-07, points: [{}] }}",
        points.join(", ")
    );
    let (before, after) = (
        "before: { period: 2008-H1, mean: 14.5 }",
        "after: { period: 2008-H2, mean: 10.5 }",
    );
    let (figures, _) = evaluated(&[&format!("{before}, {after}, {series}")]);
    let number = |key: &str| figures[key].number();
    assert_eq!(number("i0.series.centre_1@2008"), Some(14.5));
    assert_eq!(number("i0.series.centre_2@2008"), Some(10.5));
    assert_eq!(number("i0.series.value@2008-07"), Some(11.0));
    assert_eq!(
        figures["i0.series.value@2008-07"].evidence,
        Evidence::Measured
    );
}

#[test]
fn a_course_begins_anew_at_one_of_its_points() {
    let yaml = |from: &str, points: &str| {
        let codes = tests::checked::<Evaluation>(
            &format!(
                "improvements:
- id: a
  name: 名
  action: 做
  better: lower
  before: {{ period: 2008-H1, mean: 14.5 }}
  after: {{ period: 2008-H2, mean: 10.5 }}
  series: {{ from: {from}, points: [{points}] }}
"
            ),
            "",
        );
        codes.1
    };
    let point = "{ period: 2008-01, value: 1 }";
    assert_eq!(yaml("2008-02", point), ["S217"]);
    assert_eq!(yaml("2008-01", &format!("{point}, {point}")), ["S206"]);
    assert_eq!(
        yaml("2008-01", &format!("{point}, {{ period: 2008-02 }}")),
        ["S208"]
    );
}
