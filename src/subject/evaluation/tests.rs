//! Improvements from samples to effects.

use std::collections::BTreeMap;

use super::*;
use crate::{
    model::{Catalogue, Figure},
    sheet::Positions,
};

/// The figures of improvements, by reference without `evaluation.`, and the
/// sentences that are said of them.
fn evaluated(improvements: &[&str]) -> (BTreeMap<String, Figure>, Vec<String>) {
    let rows = improvements.iter().enumerate().map(|(i, it)| {
        let fixed = format!("id: i{i}, name: 名, action: 做, better: lower");
        format!("- {{ {fixed}, {it} }}\n")
    });
    let text = format!("improvements:\n{}", rows.collect::<String>());
    let value: EvaluationSheet =
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error} in\n{text}"));
    let sheet = Sheet::new(
        value,
        "data/2008/evaluation.yaml".into(),
        Positions::default(),
    );
    let catalogue = Catalogue::default();
    let context = Context {
        year: 2008,
        catalogue: &catalogue,
        languages: &["zh".to_owned()],
    };
    let mut report = Report::default();
    let record = Evaluation::check(&sheet, &context, &mut report);
    assert!(!report.has_errors(), "{:?}", report.sorted());
    let mut facts = Facts::default();
    Evaluation::assess(&record, &mut facts);
    let shown = format!("{:?}", Evaluation::present(&record, &facts));
    let said = shown.match_indices("evaluation.sentence.");
    let said = said.map(|(at, _)| {
        let word = &shown[at + "evaluation.sentence.".len()..];
        word.split('"').next().unwrap_or_default().to_owned()
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
