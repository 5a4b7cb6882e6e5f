//! A scorecard from sheet to exhibits: the year 2008 as the source has it, and
//! the same with values made up to be judged.

use std::collections::BTreeMap;

use super::*;
use crate::{
    model::{Better, Catalogue, Figure, Interval, Measure, Metric, Missing, Origin, Register},
    sheet::Positions,
};

mod branches;
mod exhibits;
mod mistakes;
mod plan;
mod properties;

const YEAR_2008: &str = include_str!("tests/example-2008.yaml");

const METRICS: [&str; 9] = [
    "overall_satisfaction",
    "voice_network_satisfaction",
    "new_services_satisfaction",
    "marketing_satisfaction",
    "support_systems_satisfaction",
    "hotline_satisfaction",
    "hall_satisfaction",
    "brand_influence",
    "escalated_complaints",
];

fn catalogue() -> Catalogue {
    let metric = |id: &str, range, better| Metric {
        id: id.to_owned(),
        name: Text::same(id),
        measure: "points".to_owned(),
        better,
        decimals: 0,
        definition: Text::default(),
        origin: Origin::Reading,
        range,
    };
    let mut metrics: BTreeMap<_, _> = METRICS
        .iter()
        .map(|id| {
            (
                (*id).to_owned(),
                metric(id, Some((0.0, 100.0)), Better::Higher),
            )
        })
        .collect();
    metrics.insert(
        "service_consistency".to_owned(),
        metric("service_consistency", Some((0.0, 1.0)), Better::Higher),
    );
    metrics.insert("visits".to_owned(), metric("visits", None, Better::Neither));
    let measure = |id: &str| {
        (
            id.to_owned(),
            Measure {
                id: id.to_owned(),
                ..Measure::default()
            },
        )
    };
    Catalogue {
        metrics,
        measures: BTreeMap::from([measure("points"), measure("percent")]),
        units: branches::units(),
        ..Catalogue::default()
    }
}

/// Checks a sheet; gives the record and the codes reported.
fn checked(yaml: &str) -> (Record, Report) {
    checked_after(None, yaml)
}

fn sheet_of(yaml: &str) -> Sheet<ScorecardSheet> {
    let value: ScorecardSheet =
        serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error} in\n{yaml}"));
    Sheet::new(
        value,
        "data/2008/scorecard.yaml".into(),
        Positions::default(),
    )
}

/// The same where the year before has a scorecard too.
fn checked_after(before: Option<&str>, yaml: &str) -> (Record, Report) {
    let sheet = sheet_of(yaml);
    let before = before.map(|it| {
        let mut register = Register::default();
        Scorecard::declare(&sheet_of(it), &mut register);
        register
    });
    let languages = ["zh".to_owned(), "en".to_owned()];
    let catalogue = catalogue();
    let context = Context {
        year: 2008,
        catalogue: &catalogue,
        languages: &languages,
        persons: &crate::model::Persons::default(),
        register: &Register::default(),
        before: before.as_ref(),
    };
    let mut report = Report::default();
    let record = Scorecard::check(&sheet, &context, &mut report);
    (record, report)
}

fn sound(yaml: &str) -> Record {
    let (record, report) = checked(yaml);
    assert!(!report.has_errors(), "{:?}", report.sorted());
    record
}

/// A metric's figure for 2008, or one of its aspects.
fn reading(
    facts: &mut Facts,
    name: &str,
    value: f64,
    interval: Option<(f64, f64)>,
    evidence: Evidence,
) {
    facts.publish(Figure {
        measure: "points".to_owned(),
        decimals: 0,
        better: Better::Higher,
        evidence,
        interval: interval.map(|(low, high)| Interval {
            level: 0.95,
            low,
            high,
        }),
        ..Figure::new(
            FigureKey::own(name, Period::Year(2008)),
            &Text::same(name),
            Ok(Finite::new(value).expect("typed finite")),
        )
    });
}

/// The facts of a scorecard with these values of metrics.
fn assessed(record: &Record, values: &[(&str, f64)]) -> Facts {
    let mut facts = Facts::default();
    for (name, value) in values {
        reading(&mut facts, name, *value, None, Evidence::Reported);
    }
    Scorecard::assess(record, &mut facts);
    facts
}

fn figure<'a>(facts: &'a Facts, name: &str) -> &'a Figure {
    let key = FigureKey::own(&format!("scorecard.{name}"), Period::Year(2008));
    facts
        .get(&key)
        .unwrap_or_else(|| panic!("scorecard.{name} is published"))
}

#[track_caller]
fn number(facts: &Facts, name: &str, value: f64) {
    assert_eq!(
        figure(facts, name).number(),
        Some(value),
        "scorecard.{name}"
    );
}

#[test]
fn the_year_2008_adds_up_as_the_source_has_it() {
    let (record, report) = checked(YEAR_2008);
    assert_eq!(report.sorted(), Vec::<&crate::diag::Diagnostic>::new());
    assert_eq!(record.rows.len(), 14);
    assert_eq!(record.goals.len(), 6);
    let facts = assessed(&record, &[("escalated_complaints", 35.0)]);
    for (name, value) in [
        ("reported", 19.0),
        ("recomputed", 0.0),
        ("earned", 19.0),
        ("estimate_based", 6.0),
        ("pending", 3.0),
        ("deducted", 0.0),
        ("possible", 22.0),
        ("reachable", 22.0),
        ("original", 19.0),
        ("final", 19.0),
        ("subtotal.claimed", 20.0),
        ("subtotal.sum", 20.0),
        ("subtotal.points", 17.0),
        ("total.claimed", 22.0),
        ("total.sum", 22.0),
        ("satisfaction_lead.standard", 13.0),
        ("satisfaction_lead.standard_2", 82.0),
        ("satisfaction_lead.standard_3", 4.0),
        ("goals_met", 1.0),
        ("goals_not_met", 0.0),
        ("goals_unknown", 5.0),
    ] {
        number(&facts, name, value);
    }
    let share = figure(&facts, "share").number().expect("19 of 22");
    assert_eq!(format!("{share:.1}"), "86.4");
    let attainment = figure(&facts, "escalated_complaints.attainment");
    assert_eq!(
        format!("{:.1}", attainment.number().expect("35 of 90")),
        "38.9"
    );
    assert_eq!(
        attainment.evidence,
        Evidence::Estimated,
        "the cap is an estimate"
    );
    assert_eq!(
        figure(&facts, "marketing.standard").evidence,
        Evidence::Estimated
    );
    assert_eq!(
        figure(&facts, "support_systems.points").evidence,
        Evidence::Estimated
    );
    assert_eq!(
        figure(&facts, "hotline.points").evidence,
        Evidence::Reported
    );
    assert_eq!(
        figure(&facts, "earned").evidence,
        Evidence::Estimated,
        "six points rest on estimates"
    );
    assert!(figure(&facts, "threshold_group_target").value.is_err());
}

#[test]
fn an_estimated_item_has_no_estimated_standard() {
    let facts = assessed(&sound(YEAR_2008), &[("escalated_complaints", 35.0)]);
    assert_eq!(
        figure(&facts, "brand_influence.standard").evidence,
        Evidence::Reported
    );
    assert_eq!(
        figure(&facts, "brand_influence.points").evidence,
        Evidence::Estimated
    );
}

#[test]
fn a_blank_score_is_never_filled() {
    let facts = assessed(&sound(YEAR_2008), &[("escalated_complaints", 35.0)]);
    let blank = figure(&facts, "consistency.points");
    assert!(matches!(&blank.value, Err(Missing::Stated(reason)) if !reason.is_empty()));
    assert_eq!(blank.evidence, Evidence::Missing);
    assert_eq!(
        blank.verdict.as_ref().map(crate::model::Verdict::word),
        Some("unknown")
    );
}

fn one_item(keys: &str) -> String {
    format!("title: T\nrows:\n  - {{ item: a, name: A, {keys} }}\n")
}

#[track_caller]
fn case(keys: &str, values: &[(&str, f64)], points: Option<f64>, name: &str) {
    let facts = assessed(&sound(&one_item(keys)), values);
    assert_eq!(
        figure(&facts, name).number(),
        points,
        "{keys} with {values:?}"
    );
}

const OVERALL: &str = "metric: overall_satisfaction, points: 2";

#[test]
fn points_are_recomputed_where_the_values_allow() {
    let standard = format!("{OVERALL}, standard: value at least 80");
    case(
        &standard,
        &[("overall_satisfaction", 80.0)],
        Some(2.0),
        "a.points",
    );
    case(
        &standard,
        &[("overall_satisfaction", 79.96)],
        Some(0.0),
        "a.points",
    );
    case(
        &standard,
        &[("overall_satisfaction", 79.96)],
        Some(2.0),
        "a.lost",
    );
    case(&standard, &[], None, "a.points");
    case(&standard, &[], Some(2.0), "pending");
    let reported = format!("{standard}, reported: 2");
    case(&reported, &[], Some(2.0), "earned");
    case(
        &reported,
        &[("overall_satisfaction", 70.0)],
        Some(0.0),
        "earned",
    );
    case(
        &reported,
        &[("overall_satisfaction", 70.0)],
        Some(2.0),
        "reported",
    );
    case(
        &reported,
        &[("overall_satisfaction", 70.0)],
        Some(0.0),
        "recomputed",
    );
    case(
        &reported,
        &[("overall_satisfaction", 90.0)],
        Some(2.0),
        "recomputed",
    );
}

#[test]
fn a_score_that_the_rules_do_not_give_is_reported() {
    let record = sound(&one_item(&format!(
        "{OVERALL}, standard: value at least 80, reported: 2"
    )));
    for (value, codes) in [(80.0, vec![]), (79.0, vec!["S212"])] {
        let facts = assessed(&record, &[("overall_satisfaction", value)]);
        let mut report = Report::default();
        Scorecard::review(&record, &facts, &mut report);
        assert_eq!(
            report
                .sorted()
                .iter()
                .map(|it| it.code.id())
                .collect::<Vec<_>>(),
            codes,
            "{value}"
        );
    }
}

#[test]
fn an_interval_across_the_standard_leaves_the_report() {
    let record = sound(&one_item(&format!(
        "{OVERALL}, standard: lead at least 6, reported: 2"
    )));
    let mut facts = Facts::default();
    reading(
        &mut facts,
        "overall_satisfaction:lead",
        7.0,
        Some((5.0, 9.0)),
        Evidence::Measured,
    );
    Scorecard::assess(&record, &mut facts);
    number(&facts, "recomputed", 0.0);
    number(&facts, "earned", 2.0);
    let verdict = figure(&facts, "a.points")
        .verdict
        .as_ref()
        .map(crate::model::Verdict::word);
    assert_eq!(verdict, Some("notdistinguishable"));
}

#[test]
fn deductions_have_a_size_and_a_cap() {
    let parts = "points: 3, parts: 21, blank_reason: none given";
    case(&format!("{parts}, missed: 0"), &[], Some(3.0), "a.points");
    case(&format!("{parts}, missed: 4"), &[], None, "a.points");
    case(
        &format!("{parts}, missed: 4, deduction: {{ points: 0.5 }}"),
        &[],
        Some(1.0),
        "a.points",
    );
    case(
        &format!("{parts}, missed: 5, deduction: {{ points: 0.5, per: 2 }}"),
        &[],
        Some(2.0),
        "a.points",
    );
    case(
        &format!("{parts}, missed: 21, deduction: {{ points: 0.5 }}"),
        &[],
        Some(0.0),
        "a.points",
    );
    case(
        &format!("{parts}, missed: 21, deduction: {{ points: 0.5, at_most: 2 }}"),
        &[],
        Some(1.0),
        "a.points",
    );
    let cap = "metric: escalated_complaints, deduct_only: true, standard: value at most 90, deduction: { points: 0.5, per: 5, at_most: 3 }";
    case(
        cap,
        &[("escalated_complaints", 90.0)],
        Some(0.0),
        "deducted",
    );
    case(
        cap,
        &[("escalated_complaints", 99.0)],
        Some(0.5),
        "deducted",
    );
    case(
        cap,
        &[("escalated_complaints", 100.0)],
        Some(1.0),
        "deducted",
    );
    case(
        cap,
        &[("escalated_complaints", 1000.0)],
        Some(3.0),
        "deducted",
    );
    case(cap, &[], None, "deducted");
    case(cap, &[], None, "original");
    case(
        cap,
        &[("escalated_complaints", 100.0)],
        Some(-1.0),
        "original",
    );
}

#[test]
fn a_veto_overrides_and_the_original_stays() {
    let yaml = |happened: &str| {
        let item =
            one_item("metric: overall_satisfaction, points: 2, standard: at least 80, reported: 2");
        format!("{item}vetoes:\n  - {{ id: v, name: V, {happened} }}\n")
    };
    for (happened, last) in [
        ("happened: true", Some(0.0)),
        ("happened: false", Some(2.0)),
        ("reason: not told", None),
    ] {
        let record = sound(&yaml(happened));
        let facts = assessed(&record, &[]);
        assert_eq!(figure(&facts, "final").number(), last, "{happened}");
        number(&facts, "original", 2.0);
        let shown = Scorecard::present(&record, &facts)
            .iter()
            .any(|exhibit| exhibit.id == "scorecard.veto");
        assert_eq!(shown, happened == "happened: true");
    }
}

#[test]
fn goals_are_judged_apart_from_standards() {
    let record = sound(YEAR_2008);
    let mut facts = Facts::default();
    reading(
        &mut facts,
        "overall_satisfaction",
        81.0,
        None,
        Evidence::Measured,
    );
    reading(
        &mut facts,
        "overall_satisfaction:lead",
        14.0,
        None,
        Evidence::Measured,
    );
    Scorecard::assess(&record, &mut facts);
    number(&facts, "goals_not_met", 1.0);
    number(&facts, "satisfaction_lead.points", 4.0);
    number(&facts, "overall_satisfaction.points", 2.0);
    number(&facts, "recomputed", 6.0);
    let item = figure(&facts, "satisfaction_lead.standard");
    assert_eq!(
        item.verdict.as_ref().map(crate::model::Verdict::word),
        Some("met"),
        "the branch that decided"
    );
}

#[test]
fn thresholds_may_differ_by_metric() {
    let yaml = "title: T\nthresholds:\n  - { id: t, name: T, values: { hall_satisfaction: 71, hotline_satisfaction: 79 }, evidence: estimated }\n\
                goals:\n  - { id: g, name: G, goal: { each: [hall_satisfaction, hotline_satisfaction], any: [at least t, lead at least 6] } }\nrows: []\n";
    let record = sound(yaml);
    let facts = assessed(
        &record,
        &[("hall_satisfaction", 71.0), ("hotline_satisfaction", 79.0)],
    );
    number(&facts, "goals_met", 1.0);
    number(&facts, "goal.g.standard", 71.0);
    number(&facts, "goal.g.standard_3", 79.0);
    assert_eq!(
        figure(&facts, "goal.g.standard").evidence,
        Evidence::Estimated
    );
    let lacking = yaml.replace(
        "each: [hall_satisfaction, ",
        "each: [overall_satisfaction, ",
    );
    mistakes::refused(&lacking, &["S215"]);
}

#[test]
fn the_schema_explains_every_key() {
    let schema =
        serde_json::to_value(schemars::schema_for!(ScorecardSheet)).expect("a schema is JSON");
    let explained = |properties: &serde_json::Value| {
        let keys = properties.as_object().expect("an object");
        keys.values().all(|key| key.get("description").is_some())
    };
    assert!(explained(&schema["properties"]));
    for definition in [
        "RowSheet",
        "GoalSheet",
        "ThresholdSheet",
        "VetoSheet",
        "DeductionSheet",
        "CellsSheet",
    ] {
        assert!(
            explained(&schema["$defs"][definition]["properties"]),
            "{definition}"
        );
    }
}
