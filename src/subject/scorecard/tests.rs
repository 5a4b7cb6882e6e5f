//! A scorecard from sheet to exhibits: the year 2008 as the source has it, and
//! the same with values made up to be judged.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{
    block::{Block, Drawing, Phrase, Piece, PointsState, Role, Tone},
    diag::{Code, Severity},
    model::{Better, Catalogue, Figure, Interval, Measure, Metric, Missing, Origin},
    sheet::Positions,
};

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
    let mut metrics: BTreeMap<_, _> =
        METRICS.iter().map(|id| ((*id).to_owned(), metric(id, Some((0.0, 100.0)), Better::Higher))).collect();
    metrics.insert("service_consistency".to_owned(), metric("service_consistency", Some((0.0, 1.0)), Better::Higher));
    metrics.insert("visits".to_owned(), metric("visits", None, Better::Neither));
    let measure = |id: &str| (id.to_owned(), Measure { id: id.to_owned(), ..Measure::default() });
    Catalogue {
        metrics,
        measures: BTreeMap::from([measure("points"), measure("percent")]),
        ..Catalogue::default()
    }
}

/// Checks a sheet; gives the record and the codes reported.
fn checked(yaml: &str) -> (Record, Report) {
    let value: ScorecardSheet = serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error} in\n{yaml}"));
    let sheet = Sheet::new(value, "data/2008/scorecard.yaml".into(), Positions::default());
    let languages = ["zh".to_owned(), "en".to_owned()];
    let catalogue = catalogue();
    let context = Context { year: 2008, catalogue: &catalogue, languages: &languages };
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
fn reading(facts: &mut Facts, name: &str, value: f64, interval: Option<(f64, f64)>, evidence: Evidence) {
    facts.publish(Figure {
        key: FigureKey::own(name, Period::Year(2008)),
        label: Text::same(name),
        measure: "points".to_owned(),
        decimals: 0,
        better: Better::Higher,
        signed: false,
        value: Ok(Finite::new(value).expect("typed finite")),
        approximate: false,
        evidence,
        interval: interval.map(|(low, high)| Interval { level: 0.95, low, high }),
        n: None,
        verdict: None,
        formula: String::new(),
        inputs: Vec::new(),
        as_of: None,
        source: Text::default(),
        note: Text::default(),
        definition: Text::default(),
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
    facts.get(&key).unwrap_or_else(|| panic!("scorecard.{name} is published"))
}

#[track_caller]
fn number(facts: &Facts, name: &str, value: f64) {
    assert_eq!(figure(facts, name).number(), Some(value), "scorecard.{name}");
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
    assert_eq!(format!("{:.1}", attainment.number().expect("35 of 90")), "38.9");
    assert_eq!(attainment.evidence, Evidence::Estimated, "the cap is an estimate");
    assert_eq!(figure(&facts, "marketing.standard").evidence, Evidence::Estimated);
    assert_eq!(figure(&facts, "support_systems.points").evidence, Evidence::Estimated);
    assert_eq!(figure(&facts, "hotline.points").evidence, Evidence::Reported);
    assert_eq!(figure(&facts, "earned").evidence, Evidence::Estimated, "six points rest on estimates");
    assert!(figure(&facts, "threshold_group_target").value.is_err());
}

#[test]
fn a_blank_score_is_never_filled() {
    let facts = assessed(&sound(YEAR_2008), &[("escalated_complaints", 35.0)]);
    let blank = figure(&facts, "consistency.points");
    assert!(matches!(&blank.value, Err(Missing::Stated(reason)) if !reason.is_empty()));
    assert_eq!(blank.evidence, Evidence::Missing);
    assert_eq!(blank.verdict.as_ref().map(crate::model::Verdict::word), Some("unknown"));
}

#[test]
fn every_exhibit_of_2008_says_what_is_known() {
    let record = sound(YEAR_2008);
    let facts = assessed(&record, &[("escalated_complaints", 35.0)]);
    let exhibits = Scorecard::present(&record, &facts);
    let ids: Vec<_> = exhibits.iter().map(|exhibit| exhibit.id).collect();
    assert_eq!(
        ids,
        ["scorecard.summary", "scorecard.points", "scorecard.items", "scorecard.goals", "scorecard.standards", "scorecard.unknowns"],
        "nothing was vetoed"
    );
    let block = |id: &str| &exhibits.iter().find(|exhibit| exhibit.id == id).expect("listed above").block;

    let Block::Chart(points) = block("scorecard.points") else { panic!("a chart") };
    let Drawing::PointsWaterfall(steps) = &points.drawing else { panic!("a waterfall") };
    let of = |state| steps.iter().filter(|step| step.state == state).map(|step| step.points.get()).sum::<f64>();
    assert_eq!(of(PointsState::Earned) + of(PointsState::Estimated), 19.0);
    assert_eq!(of(PointsState::Estimated), 6.0);
    assert_eq!((of(PointsState::Total), of(PointsState::Pending), of(PointsState::Lost)), (19.0, 3.0, 0.0));
    assert_eq!(sentences(&points.takeaway), ["scorecard.takeaway", "scorecard.takeaway_pending"]);

    let Block::Table(items) = block("scorecard.items") else { panic!("a table") };
    assert_eq!(items.rows.len(), 14);
    assert_eq!((items.rows[10].role, items.rows[13].role), (Role::Subtotal, Role::Total));
    assert_eq!(sentences(&items.rows[10].cells[3].phrase), ["scorecard.adds_up"]);
    assert_eq!(items.rows[9].cells[4].tone, Tone::Pending);
    let lead = sentences(&items.rows[1].cells[2].phrase);
    let branches = lead.iter().filter(|key| **key == "scorecard.branch.unknown").count();
    assert_eq!(branches, 2, "every branch is shown: {lead:?}");

    let Block::Table(goals) = block("scorecard.goals") else { panic!("a table") };
    let lines = |row: usize| sentences(&goals.rows[row].cells[1].phrase).iter().filter(|key| key.starts_with("scorecard.branch")).count();
    assert_eq!([0, 1, 2, 3, 4, 5].map(lines), [2, 4, 12, 3, 0, 0], "each alternative on its own line");
    assert_eq!(goals.rows[5].cells[2].tone, Tone::Met, "no deduction");

    let Block::Chart(standards) = block("scorecard.standards") else { panic!("a chart") };
    let Drawing::Bullet(rows) = &standards.drawing else { panic!("bullets") };
    assert_eq!(rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["escalated_complaints"]);

    let Block::Notice(unknowns) = block("scorecard.unknowns") else { panic!("a notice") };
    let keys: Vec<_> = unknowns.items.iter().flat_map(sentences).filter(|key| key.starts_with("scorecard.unknown")).collect();
    let count = |key: &str| keys.iter().filter(|it| **it == key).count();
    assert_eq!(count("scorecard.unknown.values"), 1);
    assert_eq!(count("scorecard.unknown.score"), 1);
    assert_eq!(count("scorecard.unknown.deduction_size"), 1);
    assert_eq!(count("scorecard.unknown.threshold"), 3);
    let blank = &unknowns.items[0];
    let Piece::Sentence(_, slots) = &blank.0[0] else { panic!("a sentence") };
    assert_eq!(slots[0].1, Phrase(vec![Piece::Count(11)]), "12 rows but the complaints");
}

/// The keys of a phrase's sentences, outermost first.
fn sentences(phrase: &Phrase) -> Vec<&'static str> {
    let mut keys = Vec::new();
    for piece in &phrase.0 {
        if let Piece::Sentence(key, slots) = piece {
            keys.push(*key);
            keys.extend(slots.iter().flat_map(|(_, phrase)| sentences(phrase)));
        }
    }
    keys
}

#[test]
fn the_pieces_of_a_phrase_exist_in_both_languages() {
    let mut missing = Vec::new();
    let record = sound(YEAR_2008);
    let facts = assessed(&record, &[("escalated_complaints", 35.0)]);
    for exhibit in Scorecard::present(&record, &facts) {
        if let Block::Table(table) = exhibit.block {
            missing.extend(table.columns.iter().filter(|column| column.label.is_empty()).map(|_| exhibit.id));
        }
    }
    assert_eq!(missing, Vec::<&str>::new(), "every column has a header");
}

fn one_item(keys: &str) -> String {
    format!("title: T\nrows:\n  - {{ item: a, name: A, {keys} }}\n")
}

#[track_caller]
fn case(keys: &str, values: &[(&str, f64)], points: Option<f64>, name: &str) {
    let facts = assessed(&sound(&one_item(keys)), values);
    assert_eq!(figure(&facts, name).number(), points, "{keys} with {values:?}");
}

const OVERALL: &str = "metric: overall_satisfaction, points: 2";

#[test]
fn points_are_recomputed_where_the_values_allow() {
    let standard = format!("{OVERALL}, standard: value at least 80");
    case(&standard, &[("overall_satisfaction", 80.0)], Some(2.0), "a.points");
    case(&standard, &[("overall_satisfaction", 79.96)], Some(0.0), "a.points");
    case(&standard, &[("overall_satisfaction", 79.96)], Some(2.0), "a.lost");
    case(&standard, &[], None, "a.points");
    case(&standard, &[], Some(2.0), "pending");
    let reported = format!("{standard}, reported: 2");
    case(&reported, &[], Some(2.0), "earned");
    case(&reported, &[("overall_satisfaction", 70.0)], Some(0.0), "earned");
    case(&reported, &[("overall_satisfaction", 70.0)], Some(2.0), "reported");
    case(&reported, &[("overall_satisfaction", 70.0)], Some(0.0), "recomputed");
    case(&reported, &[("overall_satisfaction", 90.0)], Some(2.0), "recomputed");
}

#[test]
fn a_score_that_the_rules_do_not_give_is_reported() {
    let record = sound(&one_item(&format!("{OVERALL}, standard: value at least 80, reported: 2")));
    for (value, codes) in [(80.0, vec![]), (79.0, vec!["S212"])] {
        let facts = assessed(&record, &[("overall_satisfaction", value)]);
        let mut report = Report::default();
        Scorecard::review(&record, &facts, &mut report);
        assert_eq!(report.sorted().iter().map(|it| it.code.id()).collect::<Vec<_>>(), codes, "{value}");
    }
}

#[test]
fn an_interval_across_the_standard_leaves_the_report() {
    let record = sound(&one_item(&format!("{OVERALL}, standard: lead at least 6, reported: 2")));
    let mut facts = Facts::default();
    reading(&mut facts, "overall_satisfaction:lead", 7.0, Some((5.0, 9.0)), Evidence::Measured);
    Scorecard::assess(&record, &mut facts);
    number(&facts, "recomputed", 0.0);
    number(&facts, "earned", 2.0);
    let verdict = figure(&facts, "a.points").verdict.as_ref().map(crate::model::Verdict::word);
    assert_eq!(verdict, Some("notdistinguishable"));
}

#[test]
fn deductions_have_a_size_and_a_cap() {
    let parts = "points: 3, parts: 21, blank_reason: none given";
    case(&format!("{parts}, missed: 0"), &[], Some(3.0), "a.points");
    case(&format!("{parts}, missed: 4"), &[], None, "a.points");
    case(&format!("{parts}, missed: 4, deduction: {{ points: 0.5 }}"), &[], Some(1.0), "a.points");
    case(&format!("{parts}, missed: 5, deduction: {{ points: 0.5, per: 2 }}"), &[], Some(2.0), "a.points");
    case(&format!("{parts}, missed: 21, deduction: {{ points: 0.5 }}"), &[], Some(0.0), "a.points");
    case(&format!("{parts}, missed: 21, deduction: {{ points: 0.5, at_most: 2 }}"), &[], Some(1.0), "a.points");
    let cap = "metric: escalated_complaints, deduct_only: true, standard: value at most 90, deduction: { points: 0.5, per: 5, at_most: 3 }";
    case(cap, &[("escalated_complaints", 90.0)], Some(0.0), "deducted");
    case(cap, &[("escalated_complaints", 99.0)], Some(0.5), "deducted");
    case(cap, &[("escalated_complaints", 100.0)], Some(1.0), "deducted");
    case(cap, &[("escalated_complaints", 1000.0)], Some(3.0), "deducted");
    case(cap, &[], None, "deducted");
    case(cap, &[], None, "original");
    case(cap, &[("escalated_complaints", 100.0)], Some(-1.0), "original");
}

#[test]
fn a_veto_overrides_and_the_original_stays() {
    let yaml = |happened: &str| {
        let item = one_item("metric: overall_satisfaction, points: 2, standard: at least 80, reported: 2");
        format!("{item}vetoes:\n  - {{ id: v, name: V, {happened} }}\n")
    };
    for (happened, last) in [("happened: true", Some(0.0)), ("happened: false", Some(2.0)), ("reason: not told", None)] {
        let record = sound(&yaml(happened));
        let facts = assessed(&record, &[]);
        assert_eq!(figure(&facts, "final").number(), last, "{happened}");
        number(&facts, "original", 2.0);
        let shown = Scorecard::present(&record, &facts).iter().any(|exhibit| exhibit.id == "scorecard.veto");
        assert_eq!(shown, happened == "happened: true");
    }
}

#[test]
fn goals_are_judged_apart_from_standards() {
    let record = sound(YEAR_2008);
    let mut facts = Facts::default();
    reading(&mut facts, "overall_satisfaction", 81.0, None, Evidence::Measured);
    reading(&mut facts, "overall_satisfaction:lead", 14.0, None, Evidence::Measured);
    Scorecard::assess(&record, &mut facts);
    number(&facts, "goals_not_met", 1.0);
    number(&facts, "satisfaction_lead.points", 4.0);
    number(&facts, "overall_satisfaction.points", 2.0);
    number(&facts, "recomputed", 6.0);
    let item = figure(&facts, "satisfaction_lead.standard");
    assert_eq!(item.verdict.as_ref().map(crate::model::Verdict::word), Some("met"), "the branch that decided");
}

#[track_caller]
fn refused(yaml: &str, codes: &[&str]) {
    let (_, report) = checked(yaml);
    let found: Vec<_> = report.sorted().iter().map(|it| it.code.id()).collect();
    assert_eq!(found, codes, "{yaml}\n{:?}", report.sorted());
}

#[test]
fn every_mistake_has_its_code() {
    let item = |keys: &str| one_item(keys);
    refused(&item("metric: overal_satisfaction, points: 2, standard: at least 79"), &["R711"]);
    refused(&item(&format!("{OVERALL}, standard: 80/6")), &["S203"]);
    refused(&item(&format!("{OVERALL}, standard: 79")), &["S204"]);
    refused(&item(&format!("{OVERALL}, standard: {{ any: [80/6, over 5] }}")), &["S203", "S204"]);
    refused(&item(&format!("{OVERALL}, standard: at least group_target")), &["S205"]);
    refused(&item(&format!("{OVERALL}, standard: at least 79, reported: 3")), &["S211"]);
    refused(&item(&format!("{OVERALL}, standard: at least 79, reported: -1")), &["S211"]);
    refused(&item("metric: service_consistency, points: 2, standard: lead at least 6"), &["S216"]);
    refused(&item("metric: visits, points: 2, standard: improvement at least 6"), &["S216"]);
    refused(&item(&format!("{OVERALL}, standard: passes")), &["S216"]);
    refused(&item(&format!("{OVERALL}, standard: no deduction")), &["S216"]);
    refused(&item(&format!("{OVERALL}, standard: {{ each: [hall_satisfaction], any: [at least 5] }}")), &["S216"]);
    refused(&item("points: 2, standard: at least 79, reported: 2"), &["S215"]);
    refused(&item("metric: overall_satisfaction, standard: at least 79"), &["S215"]);
    refused(&item("points: 3, parts: 21"), &["S215"]);
    refused(&item("points: 3, parts: 21, missed: 22, reported: 1"), &["S211"]);
    refused(&item("points: 3, parts: 21, standard: passes, reported: 1"), &["S214", "S216"]);
    refused(&item(&format!("{OVERALL}, standard: at least 79, claimed: 3")), &["S214"]);
    refused(&item("metric: overall_satisfaction, deduct_only: true, points: 1, standard: at most 5"), &["S214"]);
    refused("title: T\nrows:\n  - { name: A }\n", &["S215"]);
    refused("title: T\nrows:\n  - { item: a, subtotal: b }\n", &["S214"]);
    refused("title: { zh: 题 }\nrows: []\n", &["C007"]);
    let row = "  - { item: a, name: A, points: 2, passed: true }\n";
    refused(&format!("title: T\nrows:\n{row}{row}"), &["C002"]);
    refused("title: T\nrows:\n  - { item: A b, name: A, points: 2, passed: true }\n", &["C003"]);
    refused(&format!("title: T\nrows:\n{row}  - {{ total: t, name: T, claimed: 3 }}\n"), &["S202"]);
    refused(&format!("title: T\nrows:\n{row}  - {{ total: t, name: T, of: [b], claimed: 0 }}\n"), &["S213"]);
    refused(&format!("title: T\nrows:\n{row}  - {{ total: t, name: T, of: [a, a] }}\n"), &["S213"]);
    refused(&format!("title: T\nrows:\n{row}  - {{ total: t, name: T, reported: 2, points: 2 }}\n"), &["S202", "S214"]);
    refused(&format!("title: T\nrows:\n{row}vetoes:\n  - {{ id: v, name: V }}\n"), &["S215"]);
    refused(&format!("title: T\nrows:\n{row}goals:\n  - {{ id: g, name: G, goal: at least 5 }}\n"), &["S215"]);
    refused(&format!("title: T\nrows:\n{row}goals:\n  - {{ id: g, name: G, item: b, goal: passes }}\n"), &["S213", "S216"]);
    refused(&format!("title: T\nrows:\n{row}thresholds:\n  - {{ id: t, name: T }}\n"), &["S215"]);
    assert_eq!(Code::SubtotalDiffers.severity(), Severity::Warning);
}

#[test]
fn a_claimed_sum_says_by_how_much_it_differs() {
    let (_, report) = checked(
        "title: T\nrows:\n  - { item: a, name: A, points: 0.1, passed: true }\n  - { item: b, name: B, points: 0.2, passed: true }\n  \
         - { subtotal: s, name: S, claimed: 0.3 }\n  - { total: t, name: T, claimed: 1 }\n",
    );
    let found = report.sorted();
    assert_eq!(found.len(), 1, "0.1 + 0.2 is 0.3");
    let slots: BTreeMap<_, _> = found[0].slots.iter().map(|(slot, text)| (*slot, text.as_ref())).collect();
    assert_eq!((slots["item"], slots["claimed"], slots["sum"], slots["difference"]), ("t", "1", "0.3", "+0.7"));
}

#[test]
fn thresholds_may_differ_by_metric() {
    let yaml = "title: T\nthresholds:\n  - { id: t, name: T, values: { hall_satisfaction: 71, hotline_satisfaction: 79 }, evidence: estimated }\n\
                goals:\n  - { id: g, name: G, goal: { each: [hall_satisfaction, hotline_satisfaction], any: [at least t, lead at least 6] } }\nrows: []\n";
    let record = sound(yaml);
    let facts = assessed(&record, &[("hall_satisfaction", 71.0), ("hotline_satisfaction", 79.0)]);
    number(&facts, "goals_met", 1.0);
    number(&facts, "goal.g.standard", 71.0);
    number(&facts, "goal.g.standard_3", 79.0);
    assert_eq!(figure(&facts, "goal.g.standard").evidence, Evidence::Estimated);
    let lacking = yaml.replace("each: [hall_satisfaction, ", "each: [overall_satisfaction, ");
    refused(&lacking, &["S215"]);
}

proptest! {
    #[test]
    fn splitting_a_subtotal_adds_up(points in prop::collection::vec(1u32..1000, 2..9), cut in 1usize..8) {
        let cut = cut.min(points.len() - 1);
        let rows = |from: usize, to: usize| -> String {
            (from..to).map(|at| format!("  - {{ item: i{at}, name: I, points: {}, passed: true }}\n", f64::from(points[at]) / 10.0)).collect()
        };
        let all: u32 = points.iter().sum();
        let yaml = format!(
            "title: T\nrows:\n{}  - {{ subtotal: one, name: S }}\n{}  - {{ subtotal: two, name: S, of: [{}] }}\n  - {{ total: t, name: T, of: [one, two], claimed: {} }}\n",
            rows(0, cut),
            rows(cut, points.len()),
            (cut..points.len()).map(|at| format!("i{at}")).collect::<Vec<_>>().join(", "),
            f64::from(all) / 10.0,
        );
        let (record, report) = checked(&yaml);
        prop_assert!(report.sorted().is_empty(), "{:?}", report.sorted());
        let facts = assessed(&record, &[]);
        let of = |name: &str| figure(&facts, name).number().expect("a sum");
        let both = Finite::new(of("one.sum") + of("two.sum")).expect("finite").to_ledger().get();
        prop_assert_eq!(both, of("t.sum"));
        prop_assert_eq!(of("t.points"), of("t.sum"), "everything passed");
    }

    #[test]
    fn points_stay_between_none_and_all(missed in 0u64..=21, size in 0.01f64..3.0, per in 1u64..5) {
        let keys = format!("points: 3, parts: 21, missed: {missed}, deduction: {{ points: {size}, per: {per} }}");
        let facts = assessed(&sound(&one_item(&keys)), &[]);
        let earned = figure(&facts, "a.points").number().expect("recomputed");
        prop_assert!((0.0..=3.0).contains(&earned));
        prop_assert_eq!(missed < per, earned == 3.0);
    }
}
