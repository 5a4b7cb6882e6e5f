//! Halls given as YAML and as tables are the same halls: the same figures and
//! the same pages, but for where the ledger says that they were typed.

use std::collections::BTreeMap;

use pingshu::{Assessed, model::Figure};

use crate::site::{OnDisk, Site, Told, options};

const HALLS: [&str; 3] = ["east_gate", "market", "station"];
/// Answers of five months by hall, to a critical question and to a graded one.
const ANSWERS: [[(&str, u8); 5]; 3] = [
    [
        ("pass", 9),
        ("pass", 8),
        ("pass", 7),
        ("pass", 1),
        ("pass", 6),
    ],
    [
        ("pass", 5),
        ("pass", 4),
        ("pass", 9),
        ("pass", 3),
        ("pass", 7),
    ],
    [
        ("not_applicable", 9),
        ("pass", 2),
        ("not_applicable", 4),
        ("pass", 1),
        ("pass", 8),
    ],
];

const INSPECTIONS: &str = "
name: Inspections
observers: [{ kind: patrol, name: Patrol }]
checklists:
- id: hall
  version: a
  name: Checklist A
  pass_mark: 60
  questions:
  - { id: identity, name: Identity, critical: true }
  - { id: skill, name: Skill, weight: 2, possible: 10 }
";

fn base() -> Site {
    let review = "---\ntitle: T\n---\n\nHalls scored {{ inspections.all.score }}, and the market \
                  {{ appraisal.team@2008-03/market }} in March.\n";
    Site::valid().with("content/2008/01-review.md", review)
}

fn in_yaml() -> Site {
    let (mut units, mut sites, mut visits, mut teams) = (
        String::from("units:\n"),
        String::from("sites:\n"),
        String::from("visits:\n"),
        String::from("teams:\n"),
    );
    for (hall, answers) in HALLS.iter().zip(ANSWERS) {
        units += &format!("- {{ id: {hall}, name: Hall {hall} }}\n");
        sites += &format!("- {{ id: {hall}, name: Hall {hall}, channel: own }}\n");
        for (month, (identity, skill)) in (1..).zip(answers) {
            visits += &format!(
                "- {{ id: {hall}_{month}, site: {hall}, source: patrol, period: 2008-0{month}-11, \
                 checklist: hall, version: a, answers: {{ identity: {identity} }}, points: {{ skill: {skill} }} }}\n"
            );
            teams += &match month {
                5 => format!("- {{ unit: {hall}, period: 2008-0{month}, missing: Closed }}\n"),
                _ => format!("- {{ unit: {hall}, period: 2008-0{month}, score: {skill}0.5 }}\n"),
            };
        }
    }
    base()
        .append("data/catalogue.yaml", &units)
        .with(
            "data/2008/inspections.yaml",
            format!("{INSPECTIONS}{sites}{visits}"),
        )
        .with("data/2008/appraisal.yaml", teams)
}

fn in_tables() -> Site {
    let (mut units, mut visits, mut teams) = (
        String::from("id,name\n"),
        String::from("site,period,identity,skill\n"),
        String::from("unit,period,score,missing\n"),
    );
    for (hall, answers) in HALLS.iter().zip(ANSWERS) {
        units += &format!("{hall},Hall {hall}\n");
        for (month, (identity, skill)) in (1..).zip(answers) {
            visits += &format!("{hall},2008-0{month}-11,{identity},{skill}\n");
            teams += &match month {
                5 => format!("{hall},2008-0{month},,Closed\n"),
                _ => format!("{hall},2008-0{month},{skill}0.5,\n"),
            };
        }
    }
    base()
        .append("data/catalogue.yaml", "unit_table: { file: units.csv }\n")
        .with("data/units.csv", units)
        .with(
            "data/2008/inspections.yaml",
            format!("{INSPECTIONS}sites: []\ntable: {{ file: visits.csv }}\n"),
        )
        .with("data/2008/visits.csv", visits)
        .with("data/2008/appraisal.yaml", "table: { file: teams.csv }\n")
        .with("data/2008/teams.csv", teams)
}

/// What is published of a figure, but for what it was computed from.
fn figures(disk: &OnDisk) -> BTreeMap<String, String> {
    let checked = pingshu::check(&options(disk.root())).expect("the disk does not fail");
    let site: &Assessed = checked.site.as_ref().expect("it has no mistake");
    // Single visits of a table are not published.
    let figures = site.facts.iter();
    let figures = figures.filter(|it| !it.key.name.starts_with("inspections.visit."));
    figures
        .map(|it| {
            let Figure {
                key,
                value,
                interval,
                n,
                evidence,
                formula,
                label,
                ..
            } = it;
            let said = format!("{value:?} {interval:?} {n:?} {evidence:?} {formula} {label:?}");
            (key.to_string(), said)
        })
        .collect()
}

#[test]
fn halls_in_tables_are_those_in_yaml() {
    let disks = [in_yaml(), in_tables()].map(|it| it.on_disk());
    for disk in &disks {
        let (told, is_built) = disk.build();
        assert!(is_built && told.is_empty(), "{told:?}");
    }
    let [typed, read] = disks.each_ref().map(figures);
    assert_eq!(typed, read);
    for name in [
        "inspections.site.market.score@2008-04",
        "inspections.site.station.rate@2008",
        "appraisal.team@2008/east_gate",
    ] {
        assert!(read.contains_key(name), "{name}");
    }
    let is_page = |name: &str| !name.contains("/ledger/") && name.contains(".html");
    let [mut typed, read] = disks.each_ref().map(OnDisk::output);
    typed.retain(|name, _| is_page(name));
    assert!(typed.len() > 10, "{} pages", typed.len());
    for (name, bytes) in &typed {
        assert!(read.get(name) == Some(bytes), "{name} is another page");
    }
    let ledger = disks[1].page("2008/ledger/units/market.html");
    for words in [
        "id=\"f-inspections.site.market.score--2008-04\"",
        "id=\"f-appraisal.team--2008-03\"",
        "data/2008/visits.csv:10:1",
        "data/2008/teams.csv:9:1",
    ] {
        assert!(ledger.contains(words), "{words}");
    }
}

#[test]
fn mistakes_in_tables_are_told_at_their_rows() {
    let site = in_tables()
        .edit(
            "data/2008/visits.csv",
            "market,2008-02-11,pass,4",
            "market,2008-02-11,perhaps,4",
        )
        .edit(
            "data/2008/visits.csv",
            "market,2008-03-11,pass",
            "market,2008-03-11,",
        )
        .edit(
            "data/2008/visits.csv",
            "station,2008-02-11",
            "stadium,2008-02-11",
        )
        .edit("data/2008/teams.csv", "market,2008-04", "market,2008-03")
        .edit(
            "data/2008/teams.csv",
            "station,2008-01,",
            "stadium,2008-01,",
        )
        .edit(
            "data/2008/teams.csv",
            "station,2008-02,20.5",
            "station,2008-02,120.5",
        );
    let told: Vec<String> = site.check().iter().map(Told::at).collect();
    let rows = |file: &str, line: usize| {
        let at = format!("data/2008/{file}.csv:{line}:");
        told.iter().any(|it| it.contains(&at))
    };
    for (file, line) in [("visits", 8), ("visits", 9), ("visits", 13)] {
        assert!(rows(file, line), "{file} {line}: {told:#?}");
    }
    for (file, line) in [("teams", 10), ("teams", 12), ("teams", 13)] {
        assert!(rows(file, line), "{file} {line}: {told:#?}");
    }
}
