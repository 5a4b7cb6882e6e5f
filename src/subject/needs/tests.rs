//! Needs from ratings to priorities, and from responses to coverage.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{
    block::{Block, Table},
    model::{Figure, Missing},
    subject::tests,
};

fn register(needs: &[&str]) -> String {
    let needs = needs.iter().enumerate();
    let needs: Vec<String> = needs
        .map(|(i, it)| format!("- {{ id: n{i}, name: 需求{i}, {it} }}\n"))
        .collect();
    let needs = needs.concat();
    format!(
        "name: 需求
measure: points
scale: {{ from: 1, to: 10 }}
segments: [{{ id: own, name: 个人 }}, {{ id: home, name: 家庭 }}, {{ id: idle, name: 无 }}]
methods: [{{ id: ask, name: 问卷 }}, {{ id: dig, name: 挖掘 }}]
responses: [{{ id: process, name: 流程 }}, {{ id: train, name: 培训 }}]
needs:
{needs}"
    )
}

const OWN: &str = "segments: [own], methods: [ask]";

fn assessed(needs: &[&str]) -> (Record, Facts) {
    tests::assessed::<Needs>(&register(needs), "")
}

/// The figures of needs, by reference without `needs.`.
fn figures(needs: &[&str]) -> BTreeMap<String, Figure> {
    let (_, facts) = assessed(needs);
    let figures = facts.iter().map(|it| {
        let name = it.key.name.replacen("needs.", "", 1);
        (name, it.clone())
    });
    figures.collect()
}

fn codes(needs: &[&str]) -> Vec<&'static str> {
    tests::checked::<Needs>(&register(needs), "").1
}

fn table(exhibits: Vec<Exhibit>, id: &str) -> Option<Table> {
    let found = exhibits.into_iter().find(|it| it.id == id)?;
    match found.block {
        Block::Table(table) => Some(table),
        _ => None,
    }
}

/// Four needs, one in each corner of importance and performance.
fn corners() -> [String; 4] {
    let rated =
        |i: f64, p: f64, more: &str| format!("{OWN}, importance: {i}, performance: {p}, {more}");
    [
        rated(9.0, 5.0, "responses: [process]"),
        rated(8.0, 8.0, "responses: [process, train]"),
        rated(5.0, 4.0, "acknowledged: 明年"),
        rated(6.0, 9.0, "responses: [train]"),
    ]
}

#[test]
fn priority_is_importance_and_what_it_exceeds_performance_by() {
    let corners = corners();
    let found = figures(&corners.each_ref().map(String::as_str));
    let number = |key: &str| found[key].number();
    assert_eq!(number("need.n0.priority"), Some(13.0), "9 + (9 − 5)");
    assert_eq!(number("need.n0.gap"), Some(4.0));
    assert_eq!(
        number("need.n3.priority"),
        Some(6.0),
        "better met than it matters"
    );
    assert_eq!(number("need.n3.gap"), Some(-3.0));
    assert_eq!(number("importance"), Some(7.0), "28 of 4");
    assert_eq!(number("performance"), Some(6.5), "26 of 4");
    assert_eq!(found["importance"].n, Some(4));
    let inputs = found["need.n0.priority"].inputs.len();
    assert_eq!(inputs, 2, "it leads back to both ratings");
}

#[test]
fn coverage_is_the_share_with_an_answer() {
    let corners = corners();
    let found = figures(&corners.each_ref().map(String::as_str));
    let number = |key: &str| found[key].number();
    assert_eq!(number("all"), Some(4.0));
    assert_eq!(number("covered"), Some(3.0));
    assert_eq!(number("uncovered"), Some(1.0));
    assert_eq!(number("coverage"), Some(75.0));
    assert_eq!(number("urgent"), Some(1.0));
    assert_eq!(number("urgent_covered"), Some(1.0));
    assert_eq!(number("response.train.answered"), Some(2.0));
    assert_eq!(number("method.ask.found"), Some(4.0));
    assert_eq!(number("method.dig.found"), Some(0.0));
    assert_eq!(number("cell.own.ask.found"), Some(4.0));
    assert_eq!(
        found["segment.idle.coverage"].value,
        Err(Missing::ZeroBase),
        "no need is no coverage, not none of it"
    );
}

#[test]
fn a_need_may_be_of_several_segments() {
    let found = figures(&[
        "segments: [own, home], methods: [ask, dig], importance: 5, performance: 5, responses: [train]",
        "segments: [home], methods: [dig], importance: 5, performance: 5, acknowledged: 明年",
    ]);
    let number = |key: &str| found[key].number();
    assert_eq!(number("segment.own.coverage"), Some(100.0));
    assert_eq!(number("segment.home.coverage"), Some(50.0));
    assert_eq!(number("cell.home.dig.found"), Some(2.0));
}

#[test]
fn missing_is_not_zero() {
    let unrated = format!("{OWN}, importance: 9, missing: 没有测, responses: [train]");
    let rated = format!("{OWN}, importance: 7, performance: 6, responses: [train]");
    let needs = [unrated.as_str(), &rated];
    let found = figures(&needs);
    let key = FigureKey::own("needs.need.n0.performance", Period::Year(2008));
    assert_eq!(found["need.n0.priority"].value, Err(Missing::Input(key)));
    assert_eq!(found["performance"].number(), Some(6.0));
    assert_eq!(found["performance"].n, Some(1), "of those that have it");
    let (record, facts) = assessed(&needs);
    let shown = table(Needs::present(&record, &facts), "needs.register").expect("a table");
    let order: Vec<&str> = shown.rows.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(order, ["n1", "n0"], "what has no priority stands last");
}

#[test]
fn a_class_after_kano_is_typed_or_told_of_answers() {
    let rated =
        |more: &str| format!("{OWN}, importance: 5, performance: 5, responses: [train], {more}");
    let answers = "kano_answers: [[1, 2, 3, 4, 20], [0, 0, 5, 0, 10], [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0], [2, 0, 0, 0, 0]]";
    let needs = [rated(answers), rated("kano: attractive")];
    let needs = needs.each_ref().map(String::as_str);
    let found = figures(&needs);
    let number = |key: &str| found[key].number();
    assert_eq!(number("need.n0.kano.one_dimensional"), Some(20.0));
    assert_eq!(number("need.n0.kano.must_be"), Some(10.0));
    assert_eq!(number("need.n0.kano.attractive"), Some(9.0));
    assert_eq!(number("need.n0.kano.indifferent"), Some(5.0));
    let near = |key: &str, expected: f64| {
        let found = number(key).expect("a number");
        assert!((found - expected).abs() < 1e-9, "{key}: {found}");
    };
    near("need.n0.kano.better", 2900.0 / 44.0);
    near("need.n0.kano.worse", -3000.0 / 44.0);
    assert_eq!(number("kano.one_dimensional"), Some(1.0));
    assert_eq!(number("kano.attractive"), Some(1.0));
    let (record, facts) = assessed(&needs);
    let shown = table(Needs::present(&record, &facts), "needs.kano").expect("a table");
    assert_eq!(shown.rows.len(), 6);
    let plain = rated("evidence: measured");
    assert!(
        !figures(&[&plain]).contains_key("kano.attractive"),
        "none was asked"
    );
    assert_eq!(
        codes(&[&rated(&format!("kano: reverse, {answers}"))]),
        ["S214"]
    );
    assert_eq!(codes(&[&rated("kano_answers: [[1, 2], [3]]")]), ["C001"]);
}

#[test]
fn where_nothing_is_rated_nothing_is_known_to_be_urgent() {
    let unrated = format!("{OWN}, missing: 没有测, responses: [train]");
    let found = figures(&[&unrated]);
    let mean = FigureKey::own("needs.importance", Period::Year(2008));
    for role in ["urgent", "urgent_covered"] {
        assert_eq!(found[role].value, Err(Missing::Input(mean.clone())));
    }
    let half = |key: &str| format!("{OWN}, {key}: 5, missing: 没有测, responses: [train]");
    let found = figures(&[&half("importance"), &half("performance")]);
    assert_eq!(
        found["urgent"].value,
        Err(Missing::ZeroBase),
        "both means and no need that has a place among them"
    );
}

#[test]
fn the_register_is_in_order_of_priority() {
    let corners = corners();
    let (record, facts) = assessed(&corners.each_ref().map(String::as_str));
    let exhibits = Needs::present(&record, &facts);
    let matrix = table(exhibits.clone(), "needs.matrix").expect("a matrix");
    let order: Vec<&str> = matrix.rows.iter().map(|it| it.key.as_str()).collect();
    // 13, 8, 6, 6: equals keep the order of the file.
    assert_eq!(order, ["n0", "n1", "n2", "n3"]);
    let marked = |row: usize| {
        let cells = &matrix.rows[row].cells[2..4];
        cells
            .iter()
            .map(|it| !it.phrase.is_empty())
            .collect::<Vec<_>>()
    };
    assert_eq!(marked(1), [true, true]);
    assert_eq!(marked(2), [false, false]);
    let open = table(exhibits, "needs.uncovered").expect("a list");
    assert_eq!(open.rows.len(), 1);
    assert_eq!(open.rows[0].key, "n2");
}

#[test]
fn mistakes_are_reported() {
    let full = "importance: 5, performance: 5";
    let answered = "responses: [train]";
    assert_eq!(codes(&[&format!("{OWN}, {full}, {answered}")]), [""; 0]);
    assert_eq!(codes(&[&format!("{OWN}, {full}")]), ["S410"]);
    assert_eq!(
        codes(&[&format!("{OWN}, {full}, acknowledged: 明年")]),
        [""; 0]
    );
    assert_eq!(
        codes(&[&format!("{OWN}, {full}, {answered}, acknowledged: 明年")]),
        ["S214"]
    );
    assert_eq!(
        codes(&[&format!("{OWN}, importance: 5, {answered}")]),
        ["S208"]
    );
    assert_eq!(
        codes(&[&format!("{OWN}, {full}, missing: 无, {answered}")]),
        ["S209"]
    );
    assert_eq!(
        codes(&[&format!(
            "{OWN}, importance: 11, performance: 0.5, {answered}"
        )]),
        ["S310", "S310"]
    );
    assert_eq!(
        codes(&[&format!("{OWN}, {full}, responses: [trian]")]),
        ["S217"]
    );
    assert_eq!(
        codes(&[&format!(
            "segments: [own, own], methods: [], {full}, {answered}"
        )])
        .into_iter()
        .collect::<std::collections::BTreeSet<_>>(),
        ["C002", "S215"].into()
    );
}

proptest! {
    /// What is answered and what is not are all there is, and the order is by priority.
    #[test]
    fn all_are_answered_or_listed(needs in prop::collection::vec((1.0..10.0_f64, 1.0..10.0_f64, any::<bool>()), 1..12)) {
        let needs: Vec<String> = needs
            .iter()
            .map(|(i, p, answered)| {
                let more = if *answered { "responses: [train]" } else { "acknowledged: 明年" };
                format!("{OWN}, importance: {i}, performance: {p}, {more}")
            })
            .collect();
        let needs: Vec<&str> = needs.iter().map(String::as_str).collect();
        let found = figures(&needs);
        let number = |key: &str| found[key].number().expect("a number");
        prop_assert!((number("covered") + number("uncovered") - number("all")).abs() < 1e-9);
        for i in 0..needs.len() {
            let (priority, importance) = (number(&format!("need.n{i}.priority")), number(&format!("need.n{i}.importance")));
            prop_assert!(priority >= importance);
        }
    }
}
