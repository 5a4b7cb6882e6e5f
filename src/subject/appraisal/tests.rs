//! Scores from items to results.

use std::collections::BTreeMap;

use super::*;
use crate::{
    block::{Block, Piece, Table},
    model::Missing,
    subject::tests,
};

const ITEMS: &str =
    "items: [{ id: a, name: 甲, weight: 60 }, { id: b, name: 乙, weight: 40, scale: [0, 10] }]";
const GRADES: &str = "grades: [{ id: good, name: 良, from: 80 }, { id: fair, name: 合, from: 0 }]";

fn yaml(linkage: &str, persons: &[&str]) -> String {
    let rows = persons.iter().map(|it| format!("- {{ {it} }}\n"));
    format!(
        "schemes:
- {{ id: clerks, name: 案, role: clerk, {ITEMS}, linkage: {{ {linkage} }}, {GRADES}, vetoes: [{{ id: insult, name: 辱骂 }}, {{ id: false_order, name: 虚假, leaves: 50 }}] }}
teams: [{{ unit: east, score: 80 }}, {{ unit: west, missing: 停业 }}]
persons:
{}",
        rows.collect::<String>()
    )
}

/// The figures of some persons, by reference without `appraisal.`, and what is
/// said of each.
fn appraised(linkage: &str, persons: &[&str]) -> (BTreeMap<String, Figure>, Vec<&'static str>) {
    let (record, facts) = tests::assessed::<Appraisal>(&yaml(linkage, persons), "");
    let said = Appraisal::sentences(&record, &facts);
    let said = said.into_iter().flat_map(|(_, it)| it.0);
    let said = said.filter_map(|it| match it {
        Piece::Sentence(key, _) => key.strip_prefix("appraisal.sentence."),
        _ => None,
    });
    let figures = facts.iter().map(|it| {
        let key = it.key.to_string();
        (key.replacen("appraisal.", "", 1), it.clone())
    });
    (figures.collect(), said.collect())
}

const ADDED: &str = "form: additive, individual: 70, team: 30";
const MULTIPLIED: &str = "form: multiplicative, reference: 64";
const A: &str = "code: A01, role: clerk, unit: east, scores: { a: 90, b: 7.5 }";

#[test]
fn the_linkage_is_as_declared() {
    // I = (60·90 + 40·75) ÷ 100 = 84; T = 80.
    let score = |linkage: &str| {
        let (figures, _) = appraised(linkage, &[A]);
        assert_eq!(
            figures["person.a01.individual@2008/east"].number(),
            Some(84.0)
        );
        figures["person.a01.score@2008/east"].number()
    };
    assert_eq!(score(ADDED), Some(82.8), "0.7 × 84 + 0.3 × 80");
    assert_eq!(score(MULTIPLIED), Some(105.0), "84 × 80 ÷ 64, not capped");
    assert_eq!(score("form: none"), Some(84.0));
}

#[test]
fn what_is_missing_is_no_zero() {
    let gap = "code: A02, role: clerk, unit: east, scores: { a: 90 }, missing: { b: 缺考 }";
    let away = "code: A03, role: clerk, unit: west, scores: { a: 90, b: 7.5 }";
    let (figures, said) = appraised(ADDED, &[A, gap, away]);
    let lost = |key: &str| match &figures[key].value {
        Err(Missing::Input(key)) => key.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        lost("person.a02.individual@2008/east"),
        "appraisal.person.a02.b.item@2008/east"
    );
    assert_eq!(
        lost("person.a02.score@2008/east"),
        "appraisal.person.a02.individual@2008/east"
    );
    assert_eq!(
        lost("person.a03.score@2008/west"),
        "appraisal.team@2008/west"
    );
    assert_eq!(said, ["graded", "unknown", "unknown"]);
    let number = |key: &str| figures[key].number();
    assert_eq!(number("clerks.persons@2008"), Some(3.0));
    assert_eq!(number("clerks.unknown@2008"), Some(2.0));
    assert_eq!(
        number("clerks.mean@2008"),
        Some(82.8),
        "of those who have one"
    );
    assert_eq!(number("clerks.good.count@2008"), Some(1.0));
    assert_eq!(number("clerks.fair.count@2008"), Some(0.0));
    assert!(figures["hall.mean@2008/west"].value.is_err());
    let (figures, _) = appraised("form: none", &[away]);
    assert_eq!(
        figures["person.a03.score@2008/west"].number(),
        Some(84.0),
        "a team that does not enter may be missing"
    );
}

#[test]
fn a_veto_lowers_the_result_and_keeps_the_one_before() {
    let vetoed = |which: &str| {
        let person = format!("{A}, vetoed: [{which}]");
        let (figures, said) = appraised(ADDED, &[&person]);
        assert_eq!(said, ["vetoed"]);
        assert_eq!(
            figures["person.a01.original@2008/east"].number(),
            Some(82.8)
        );
        assert_eq!(figures["clerks.vetoed@2008"].number(), Some(1.0));
        figures["person.a01.score@2008/east"].number()
    };
    assert_eq!(vetoed("insult"), Some(0.0));
    assert_eq!(vetoed("false_order"), Some(50.0));
    assert_eq!(vetoed("false_order, insult"), Some(0.0), "the heaviest");
    let away = "code: A03, role: clerk, unit: west, scores: { a: 90, b: 7.5 }";
    let (figures, _) = appraised(ADDED, &[&format!("{away}, vetoed: [insult]")]);
    assert_eq!(figures["person.a03.score@2008/west"].number(), Some(0.0));
    let (figures, _) = appraised(ADDED, &[&format!("{away}, vetoed: [false_order]")]);
    assert!(figures["person.a03.score@2008/west"].value.is_err());
}

#[test]
fn a_score_at_the_bound_has_the_grade() {
    let at = |a: f64, b: f64| {
        let person = format!("code: A01, role: clerk, unit: east, scores: {{ a: {a}, b: {b} }}");
        let text = yaml("form: none", &[&person]);
        let (record, facts) = tests::assessed::<Appraisal>(&text, "");
        record
            .grade(&facts, &record.persons[0])
            .map(|it| it.id.clone())
    };
    assert_eq!(at(80.0, 8.0).as_deref(), Some("good"));
    assert_eq!(at(79.9, 8.0).as_deref(), Some("fair"));
    assert_eq!(at(0.0, 0.0).as_deref(), Some("fair"));
}

#[test]
fn every_mistake_is_told() {
    let linked = |linkage: &str| tests::checked::<Appraisal>(&yaml(linkage, &[A]), "").1;
    assert_eq!(linked("form: additive, individual: 70, team: 20"), ["S201"]);
    assert_eq!(linked("form: additive, individual: 70"), ["S215"]);
    assert_eq!(linked("form: multiplicative"), ["S215"]);
    assert_eq!(linked("form: multiplicative, reference: 0"), ["C001"]);
    assert_eq!(linked("form: none, team: 30"), ["S214"]);
    let person = |it: &str| tests::checked::<Appraisal>(&yaml(ADDED, &[it]), "").1;
    assert_eq!(person(&A.replace("A01", "Li Lei")), ["S368"]);
    assert_eq!(person(&A.replace("unit: east", "unit: est")), ["R709"]);
    assert_eq!(person(&A.replace("role: clerk", "role: guard")), ["S371"]);
    assert_eq!(person(&A.replace("b: 7.5", "b: 11")), ["S210"]);
    assert_eq!(person(&A.replace("b: 7.5", "c: 7.5")), ["S208", "S217"]);
    assert_eq!(person(&format!("{A}, missing: {{ b: 无 }}")), ["S209"]);
    assert_eq!(person(&format!("{A}, vetoed: [insults]")), ["S217"]);
    let twice = yaml(ADDED, &[A, A]);
    assert_eq!(tests::checked::<Appraisal>(&twice, "").1, ["C002"]);
    let changed = |from: &str, to: &str| {
        let text = yaml(ADDED, &[A]);
        assert!(text.contains(from), "{from}");
        tests::checked::<Appraisal>(&text.replace(from, to), "").1
    };
    assert_eq!(changed("weight: 60", "weight: 50"), ["S201"]);
    assert_eq!(changed("from: 0", "from: 80"), ["S370"]);
    assert_eq!(
        changed("from: 0", "from: 60"),
        ["S370"],
        "a score without a grade"
    );
    assert_eq!(changed("score: 80", "score: 101"), ["C001"]);
    assert_eq!(changed("unit: west", "unit: east"), ["C002"]);
    assert_eq!(
        changed("scale: [0, 10]", "scale: [10, 0]"),
        ["C001", "S201", "S217"]
    );
}

#[test]
fn the_linkage_must_be_written() {
    let text = yaml(ADDED, &[A]).replace(&format!("linkage: {{ {ADDED} }}, "), "");
    assert!(serde_yaml::from_str::<AppraisalSheet>(&text).is_err());
}

#[test]
fn a_hall_has_its_team_and_its_staff() {
    let (record, facts) = tests::assessed::<Appraisal>(&yaml(ADDED, &[A]), "");
    assert_eq!(Appraisal::units(&record), ["east", "west", "east"]);
    let ids = |unit: &str| -> Vec<String> {
        let shown = Appraisal::present_unit(&record, &facts, unit);
        shown.iter().map(|it| it.id.to_string()).collect()
    };
    assert_eq!(ids("east"), ["appraisal.team", "appraisal.persons"]);
    assert_eq!(ids("west"), ["appraisal.team"]);
    assert!(ids("north").is_empty());
    assert!(Appraisal::unit_line(&record, &facts, "east").is_some());
    assert!(Appraisal::unit_line(&record, &facts, "west").is_none());
}

/// The table of halls that a sheet makes.
fn halls(yaml: &str) -> Table {
    let (record, _) = tests::checked::<Appraisal>(yaml, "");
    let mut facts = Facts::default();
    Appraisal::assess(&record, &mut facts);
    let mut shown = Appraisal::present(&record, &facts).into_iter();
    let halls = shown.find(|it| it.id == "appraisal.halls");
    let Some(Block::Table(table)) = halls.map(|it| it.block) else {
        panic!("a table of halls")
    };
    table
}

#[test]
fn many_halls_without_a_team_score_are_ranked_by_their_means() {
    let persons: Vec<String> = (0..120)
        .map(|it| {
            let points = if it == 60 { 0 } else { it % 60 + 20 };
            format!("code: A{it}, role: clerk, unit: hall{it:03}, scores: {{ a: {points}, b: {points}0e-2 }}")
        })
        .collect();
    let persons: Vec<&str> = persons.iter().map(String::as_str).collect();
    let text = yaml("form: none", &persons);
    let start = text.find("teams:").expect("it has teams");
    let end = text.find("persons:").expect("it has persons");
    let text = format!("{}{}", &text[..start], &text[end..]);
    let table = halls(&text);
    assert_eq!(table.rows.len(), 100);
}

#[test]
fn the_takeaway_of_halls_is_of_those_not_shown_too() {
    let teams = (0..120).map(|it| format!("- {{ unit: hall{it:03}, score: {} }}", it % 60 + 20));
    let teams = teams.collect::<Vec<_>>().join("\n") + "\n";
    let person = |hall: u32, points: u32| {
        format!(
            "code: A{hall}, role: clerk, unit: hall{hall:03}, scores: {{ a: {points}, b: {} }}",
            points / 10
        )
    };
    // The halls amid the others, whose staff differ most.
    let (low, high) = (person(29, 10), person(30, 90));
    let text = yaml("form: none", &[&low, &high]);
    let given = "teams: [{ unit: east, score: 80 }, { unit: west, missing: 停业 }]\n";
    let text = text.replace(given, &format!("teams:\n{teams}"));
    let table = halls(&text);
    let is_shown = |hall: &str| table.rows.iter().any(|it| it.key.contains(hall));
    assert!(!is_shown("hall029") && !is_shown("hall030"));
    let said = format!("{:?}", table.takeaway);
    assert!(said.contains("appraisal.takeaway.means"), "{said}");
}

#[test]
fn a_bad_period_is_told_once() {
    let text = yaml(ADDED, &[A]).replace(
        "teams: [{ unit: east, score: 80 }, { unit: west, missing: 停业 }]",
        "table: { file: teams.csv }",
    );
    let told = |table: &str| tests::checked::<Appraisal>(&text, table).1;
    let table = "unit,score,period\neast,80,2008-Q9\neast,81,2008-Q8\n";
    assert_eq!(told(table), ["R712", "R712"]);
    assert_eq!(
        told("unit,score,period\neast,80,unstated\neast,81,2008-Q1\n"),
        ["R712"]
    );
    assert_eq!(told("unit,score,period\neast,80,\neast,81,\n"), ["C002"]);
}

proptest::proptest! {
    /// The added result lies between the individual and the team score.
    #[test]
    fn an_added_result_lies_between(a in 0.0..100.0f64, b in 0.0..10.0f64) {
        let person = format!("code: A01, role: clerk, unit: east, scores: {{ a: {a}, b: {b} }}");
        let (figures, _) = appraised(ADDED, &[&person]);
        let number = |key: &str| figures[key].number().expect("known");
        let (own, team) = (number("person.a01.individual@2008/east"), 80.0f64);
        let score = number("person.a01.score@2008/east");
        proptest::prop_assert!(own.min(team) - 1e-9 <= score && score <= own.max(team) + 1e-9);
    }
}
