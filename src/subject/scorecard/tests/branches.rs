//! Scorecards of branches: each judged by the readings of its own unit.

use super::{mistakes::refused, *};
use crate::{
    block::{Block, Piece},
    model::Unit,
};

const SHEET: &str = "
title: Group
rows:
  - { item: all, metric: brand_influence, standard: at least 75, points: 2, reported: 2 }
branches:
  title: Branches
  rows:
    - { item: halls, metric: hall_satisfaction, standard: at least 75, points: 60 }
    - { subtotal: own, name: Own, claimed: 60 }
    - { item: hotline, metric: hotline_satisfaction, standard: at least 70, points: 40 }
    - { subtotal: partner, name: Partner, of: [hotline], claimed: 40 }
    - { total: total, name: Total, claimed: 100 }
  units:
    - { unit: east, weight_in_business_appraisal: 15 }
    - unit: west
      vetoes: [{ id: incident, name: Incident, happened: true }]
";

/// The scorecard with readings of its units.
fn of_units(values: &[(&str, &str, f64)]) -> (Record, Facts) {
    let (record, report) = checked(SHEET);
    assert!(!report.has_errors(), "{:?}", report.sorted());
    let mut facts = Facts::default();
    for (metric, unit, value) in values {
        let key = FigureKey {
            unit: (*unit).into(),
            ..FigureKey::own(metric, Period::Year(2008))
        };
        facts.publish(Figure {
            measure: "points".to_owned(),
            ..Figure::new(
                key,
                &Text::same(*metric),
                Ok(Finite::new(*value).expect("finite")),
            )
        });
    }
    Scorecard::assess(&record, &mut facts);
    assert!(facts.turned_away().is_empty(), "a figure has one home");
    (record, facts)
}

fn of<'a>(facts: &'a Facts, unit: &str, name: &str) -> Option<&'a Figure> {
    facts.get(&FigureKey {
        unit: unit.into(),
        ..FigureKey::own(&format!("scorecard.{name}"), Period::Year(2008))
    })
}

#[test]
fn a_branch_is_judged_by_its_own_readings() {
    let (record, facts) = of_units(&[
        ("hall_satisfaction", "east", 80.0),
        ("hotline_satisfaction", "east", 65.0),
        ("hall_satisfaction", "west", 76.0),
        ("hall_satisfaction", "", 10.0),
    ]);
    let value = |unit, name| of(&facts, unit, name).and_then(Figure::number);
    assert_eq!(value("east", "earned"), Some(60.0));
    assert_eq!(value("east", "pending"), Some(0.0));
    assert_eq!(value("east", "share"), Some(60.0));
    assert_eq!(value("east", "weight_in_business_appraisal"), Some(15.0));
    assert_eq!(value("west", "earned"), Some(60.0));
    assert_eq!(value("west", "pending"), Some(40.0));
    assert_eq!(value("west", "final"), Some(0.0), "vetoed");
    assert_eq!(value("west", "original"), Some(60.0), "and kept");
    assert_eq!(value("", "earned"), Some(2.0), "the group's stays its own");
    assert_eq!(Scorecard::units(&record), ["east", "west"]);
    assert!(Scorecard::unit_line(&record, &facts, "east").is_some());
    assert!(Scorecard::unit_line(&record, &facts, "north").is_none());
}

#[test]
fn a_subtotal_of_nothing_known_is_missing() {
    let (_, facts) = of_units(&[("hall_satisfaction", "west", 76.0)]);
    let partner = of(&facts, "west", "partner.points").expect("it is published");
    assert!(matches!(partner.value, Err(Missing::Input(_))), "not zero");
    let own = of(&facts, "west", "own.points").and_then(Figure::number);
    assert_eq!(own, Some(60.0));
}

#[test]
fn branches_stand_beside_each_other_and_have_pages_and_notices() {
    let (record, facts) = of_units(&[("hall_satisfaction", "east", 80.0)]);
    let exhibits = Scorecard::present(&record, &facts);
    let table = exhibits.iter().find(|it| it.id == "scorecard.branches");
    let Some(Block::Table(table)) = table.map(|it| &it.block) else {
        panic!("a table");
    };
    let units: Vec<_> = table
        .rows
        .iter()
        .map(|it| &it.cells[0].phrase.0[0])
        .collect();
    let unit = |id: &str| Piece::Unit(id.to_owned());
    assert_eq!(units, [&unit("east"), &unit("west")]);
    let ids = |exhibits: Vec<Exhibit>| -> Vec<String> {
        exhibits.into_iter().map(|it| it.id.into_owned()).collect()
    };
    let page = ids(Scorecard::present_unit(&record, &facts, "west"));
    assert_eq!(page[0], "scorecard.veto");
    assert!(page.contains(&"scorecard.items".to_owned()));
    let notice = ids(Scorecard::present_notice(&record, &facts, "east"));
    assert_eq!(
        notice,
        ["scorecard.summary", "scorecard.items", "scorecard.remedies"]
    );
    assert!(Scorecard::present_unit(&record, &facts, "north").is_empty());
}

#[test]
fn mistakes_of_branches_are_told() {
    let sheet = |units: &str| {
        format!(
            "title: Group\nrows: [{{ item: all, metric: brand_influence, standard: at least 75, points: 2 }}]\nbranches: {{ units: [{units}] }}"
        )
    };
    let row = "rows: [{ item: a, metric: hall_satisfaction, standard: at least 75, points: 2 }]";
    refused(&sheet(&format!("{{ unit: estt, {row} }}")), &["R709"]);
    refused(&sheet("{ unit: east }"), &["S215"]);
    refused(
        &sheet(&format!("{{ unit: east, {row} }}, {{ unit: east, {row} }}")),
        &["C002"],
    );
    refused(
        &sheet(&format!(
            "{{ unit: east, weight_in_business_appraisal: 101, {row} }}"
        )),
        &["S211"],
    );
    refused(&sheet(&format!("{{ unit: east, {row} }}")), &[]);
}

#[test]
fn a_metric_that_gives_points_twice_is_told_until_it_is_acknowledged() {
    let sheet = |more: &str| {
        let row = "metric: hall_satisfaction, standard: at least 75, points: 2";
        format!("title: T\nrows: [{{ item: a, {row} }}, {{ item: b, {row}{more} }}]")
    };
    refused(&sheet(""), &["S219"]);
    refused(&sheet(", acknowledged: Two rules ask for it"), &[]);
    let record = sound(&sheet(", acknowledged: Two rules ask for it"));
    let Row::Item(second) = &record.rows[1] else {
        panic!("an item")
    };
    assert_eq!(
        second.note.get("zh"),
        "Two rules ask for it",
        "it is printed"
    );
}

#[test]
fn a_sum_that_does_not_add_up_is_told_until_it_is_acknowledged() {
    let sheet = |more: &str| {
        let row = "metric: hall_satisfaction, standard: at least 75, points: 2";
        format!(
            "title: T\nrows: [{{ item: a, {row} }}, {{ total: t, name: Total, claimed: 3{more} }}]"
        )
    };
    refused(&sheet(""), &["S202"]);
    refused(&sheet(", acknowledged: As the source has it"), &[]);
}

/// The units of the tests.
pub(super) fn units() -> BTreeMap<String, Unit> {
    let unit = |id: &str| {
        let unit = Unit {
            id: id.to_owned(),
            name: Text::same(id),
            parent: None,
        };
        (id.to_owned(), unit)
    };
    ["east", "west"].map(unit).into()
}
