//! Stars from results to levels.

use std::collections::BTreeMap;

use super::*;
use crate::{
    block::{Block, Piece},
    model::{Figure, Missing},
    subject::tests,
};

/// A scheme of three levels for halls: `quality` rises with each, `wait` is
/// asked from the second on, `sealed` is only seen to be done.
const SCHEME: &str = "
schemes:
- id: halls
  name: 厅
  rates: hall
  levels: 3
  vetoes: [{ id: leak, name: 泄露 }, { id: press, name: 曝光, leaves: 1 }]
  criteria:
  - { id: quality, name: 质量, leaf: conduct, metric: quality, acknowledged: 试, standards: [{ from: 1, rule: value at least 60 }, { from: 2, rule: value at least 75 }, { from: 3, rule: value at least 90 }] }
  - { id: wait, name: 等候, leaf: process, metric: waiting, acknowledged: 试, standards: [{ from: 2, rule: value at most 15 }, { from: 3, rule: value at most 10 }] }
  - { id: sealed, name: 公示, leaf: equipment, acknowledged: 试, standards: [{ from: 1, rule: passes }] }
";

fn yaml(assessments: &[&str]) -> String {
    let rows = assessments.iter().map(|it| format!("- {{ {it} }}\n"));
    format!("{SCHEME}assessments:\n{}", rows.collect::<String>())
}

/// The figures of some assessments, by reference without `stars.`, and what is
/// said of each.
fn rated(assessments: &[&str]) -> (BTreeMap<String, Figure>, Vec<Vec<&'static str>>) {
    let (record, facts) = tests::assessed::<Stars>(&yaml(assessments), "");
    let said = Stars::sentences(&record, &facts)
        .into_iter()
        .map(|(_, it)| {
            let keys = it.0.into_iter().filter_map(|it| match it {
                Piece::Sentence(key, _) => key.strip_prefix("stars.sentence."),
                _ => None,
            });
            keys.collect()
        });
    let said = said.collect();
    let figures = facts.iter().map(|it| {
        let key = it.key.to_string();
        (key.replacen("stars.", "", 1), it.clone())
    });
    (figures.collect(), said)
}

const EAST: &str = "scheme: halls, unit: east";
const WEST: &str = "scheme: halls, unit: west";

#[test]
fn the_level_is_the_highest_of_which_all_standards_are_met() {
    let (figures, said) = rated(&[
        &format!(
            "{EAST}, values: {{ quality: 90, wait: 10 }}, passed: {{ sealed: true }}, previous: 2"
        ),
        &format!(
            "{WEST}, values: {{ quality: 89.9, wait: 10 }}, passed: {{ sealed: true }}, previous: 2"
        ),
    ]);
    let number = |key: &str| figures[key].number();
    assert_eq!(
        number("halls.level@2008/east"),
        Some(3.0),
        "a bound itself is enough"
    );
    assert_eq!(
        number("halls.level@2008/west"),
        Some(2.0),
        "a near miss is a miss"
    );
    assert_eq!(number("halls.change@2008/east"), Some(1.0));
    assert_eq!(number("halls.change@2008/west"), Some(0.0));
    assert_eq!(number("halls.gaps@2008/west"), Some(1.0));
    assert_eq!(number("halls.quality.gap@2008/west"), Some(0.1));
    assert!(
        !figures.contains_key("halls.gaps@2008/east"),
        "there is no star above"
    );
    assert_eq!(number("halls_at_3@2008"), Some(1.0));
    assert_eq!(number("halls_at_2@2008"), Some(1.0));
    assert_eq!(number("halls.before_2@2008"), Some(2.0));
    assert_eq!(number("halls.rose@2008"), Some(1.0));
    assert_eq!(number("halls.quality.met_3@2008"), Some(1.0));
    assert_eq!(said, [vec!["rose"], vec!["kept", "next"]]);
}

#[test]
fn what_the_first_star_asks_every_star_asks() {
    let (figures, said) = rated(&[&format!(
        "{EAST}, values: {{ quality: 95, wait: 9 }}, passed: {{ sealed: false }}"
    )]);
    let level = &figures["halls.level@2008/east"];
    assert_eq!(level.number(), Some(0.0));
    assert_eq!(said, [["first", "next"]]);
}

#[test]
fn a_missing_result_is_neither_met_nor_failed() {
    let missing = "missing: { wait: 没有记录 }, passed: { sealed: true }";
    let (figures, said) = rated(&[
        &format!("{EAST}, values: {{ quality: 80 }}, {missing}"),
        &format!("{WEST}, values: {{ quality: 70 }}, {missing}"),
    ]);
    let level = &figures["halls.level@2008/east"];
    assert!(
        matches!(&level.value, Err(Missing::Input(key)) if key.to_string() == "stars.halls.wait.value@2008/east"),
        "{level:?}"
    );
    assert_eq!(figures["halls.certain@2008/east"].number(), Some(1.0));
    assert_eq!(figures["halls.unknown@2008"].number(), Some(1.0));
    assert_eq!(
        figures["halls.level@2008/west"].number(),
        Some(1.0),
        "quality fails the second star whatever the wait was"
    );
    assert_eq!(
        figures["halls.level@2008/west"].evidence,
        Evidence::Measured,
        "it rests on the results that there are"
    );
    assert_eq!(said, [["unknown", "next"], ["first", "next"]]);
}

#[test]
fn a_veto_lowers_the_level_and_keeps_the_one_before() {
    let results = "values: { quality: 95, wait: 9 }, passed: { sealed: true }";
    let (figures, said) = rated(&[
        &format!("{EAST}, {results}, vetoed: [press]"),
        &format!("{WEST}, {results}, vetoed: [press, leak]"),
    ]);
    let number = |key: &str| figures[key].number();
    assert_eq!(number("halls.original@2008/east"), Some(3.0));
    assert_eq!(number("halls.level@2008/east"), Some(1.0));
    assert_eq!(
        number("halls.level@2008/west"),
        Some(0.0),
        "the heaviest veto"
    );
    assert_eq!(said, [["vetoed"], ["vetoed"]]);
}

#[test]
fn a_veto_decides_where_the_results_do_not() {
    let (figures, _) = rated(&[&format!(
        "{EAST}, values: {{ quality: 80 }}, missing: {{ wait: 没有 }}, passed: {{ sealed: true }}, vetoed: [leak]"
    )]);
    assert!(figures["halls.original@2008/east"].value.is_err());
    assert_eq!(figures["halls.level@2008/east"].number(), Some(0.0));
}

#[test]
fn a_result_of_the_ledger_counts_with_its_interval() {
    let text = yaml(&[&format!(
        "{EAST}, values: {{ quality: 95 }}, passed: {{ sealed: true }}"
    )]);
    let (record, codes) = tests::checked::<Stars>(&text, "");
    assert_eq!(codes, [""; 0]);
    let level = |low: f64, high: f64| {
        let mut facts = Facts::default();
        facts.publish(Figure {
            interval: Some(crate::model::Interval {
                level: 0.95,
                low,
                high,
            }),
            ..Figure::new(
                FigureKey {
                    unit: "east".into(),
                    ..FigureKey::own("waiting", Period::Year(2008))
                },
                &Text::default(),
                Finite::new(9.0).map_err(|_| Missing::Overflow),
            )
        });
        Stars::assess(&record, &mut facts);
        let key = record.key_of(&record.assessments[0], "level");
        facts.get(&key).and_then(Figure::number)
    };
    assert_eq!(level(8.5, 9.5), Some(3.0));
    assert_eq!(
        level(8.0, 10.5),
        Some(2.0),
        "not distinguishable is not met"
    );
}

#[test]
fn a_result_without_a_home_is_missing() {
    let (figures, _) = rated(&[&format!(
        "{EAST}, values: {{ quality: 95 }}, passed: {{ sealed: true }}"
    )]);
    assert!(figures["halls.wait.value@2008/east"].value.is_err());
    assert!(figures["halls.level@2008/east"].value.is_err());
}

#[test]
fn persons_are_rated_by_code() {
    let clerks = SCHEME.replace("rates: hall", "rates: clerk");
    let row = |more: &str| {
        format!(
            "{clerks}assessments:\n- {{ {EAST}, {more}, values: {{ quality: 80, wait: 9 }}, passed: {{ sealed: true }} }}\n"
        )
    };
    let (record, facts) = tests::assessed::<Stars>(&row("person: A07, role: clerk"), "");
    let key = record.key_of(&record.assessments[0], "level");
    assert_eq!(key.to_string(), "stars.halls.a07.level@2008/east");
    assert_eq!(facts.get(&key).and_then(Figure::number), Some(2.0));
    let codes = |more: &str| tests::checked::<Stars>(&row(more), "").1;
    assert_eq!(codes("person: Wang, role: clerk"), ["S368"]);
    assert_eq!(codes("person: 王, role: clerk"), ["S368"]);
    assert_eq!(codes("person: A07"), ["S215"]);
    assert_eq!(codes("role: clerk"), ["S215"]);
    let hall = yaml(&[&format!(
        "{EAST}, person: A07, role: clerk, values: {{ quality: 80, wait: 9 }}, passed: {{ sealed: true }}"
    )]);
    assert_eq!(tests::checked::<Stars>(&hall, "").1, ["S214"]);
}

#[test]
fn every_result_has_a_place() {
    let codes = |it: &str| tests::checked::<Stars>(&yaml(&[it]), "").1;
    let fine = "passed: { sealed: true }";
    assert_eq!(
        codes(&format!("{EAST}, values: {{ quality: 80 }}")),
        ["S208"]
    );
    assert_eq!(
        codes(&format!("{EAST}, values: {{ qualty: 80 }}, {fine}")),
        ["S217"]
    );
    assert_eq!(
        codes(&format!("{EAST}, values: {{ quality: 101 }}, {fine}")),
        ["S210"]
    );
    assert_eq!(
        codes(&format!(
            "{EAST}, values: {{ quality: 80 }}, missing: {{ quality: 无 }}, {fine}"
        )),
        ["S209"]
    );
    assert_eq!(
        codes(&format!(
            "{EAST}, passed: {{ sealed: true, quality: true }}"
        )),
        ["S214"],
        "quality is measured in points"
    );
    assert_eq!(codes(&format!("{EAST}, vetoed: [leek], {fine}")), ["S217"]);
    assert_eq!(
        codes(&format!("scheme: halls, unit: est, {fine}")),
        ["R709"]
    );
    assert_eq!(
        codes(&format!("scheme: hall, unit: east, {fine}")),
        ["S217"]
    );
    let twice = yaml(&[&format!("{EAST}, {fine}"), &format!("{EAST}, {fine}")]);
    assert_eq!(tests::checked::<Stars>(&twice, "").1, ["C002"]);
}

#[test]
fn standards_rise_and_fit_what_they_measure() {
    let codes = |from: &str, to: &str| {
        assert!(SCHEME.contains(from), "{from}");
        tests::checked::<Stars>(&SCHEME.replace(from, to), "").1
    };
    assert_eq!(codes("value at least 90", "value at least 70"), ["S367"]);
    assert_eq!(codes("value at most 10", "value at most 16"), ["S367"]);
    assert_eq!(codes("value at most 10", "value at least 16"), ["S367"]);
    let strict = SCHEME.replace("value at least 75", "value more than 90");
    assert_eq!(tests::checked::<Stars>(&strict, "").1, ["S367"]);
    assert_eq!(codes("rule: passes", "rule: value at least 1"), ["S216"]);
    assert_eq!(codes("value at most 10", "passes"), ["S216"]);
    assert_eq!(codes("value at most 10", "lead at least 1"), ["S216"]);
    assert_eq!(codes("levels: 3", "levels: 6"), ["C001"]);
    assert_eq!(
        codes("levels: 3", "levels: 4"),
        ["S215"],
        "the fourth star asks nothing"
    );
    assert_eq!(codes("metric: quality", "metric: qualty"), ["R711"]);
    let nothing = "schemes: [{ id: s, name: 案, rates: hall, levels: 1, criteria: [] }]";
    assert_eq!(tests::checked::<Stars>(nothing, "").1, ["S215"]);
}

#[test]
fn six_rules_are_held_against_a_standard() {
    let kept = |more: &str| {
        let text = format!(
            "schemes: [{{ id: s, name: 案, rates: hall, levels: 1, criteria: [{{ id: c, name: 项, leaf: skill, standards: [{{ from: 1, rule: {more} }}] }}]
documents: [{{ id: manual, family: f, name: 册 }}]
families: [{{ id: f, name: 类 }}]
"
        );
        tests::checked::<Stars>(&text, "").1
    };
    let job =
        "job_description: manual, appraised_in: clerk_appraisal, agreed: 2008-01-01, heard: 要快";
    assert_eq!(
        kept("passes }], text: 做完"),
        ["S362", "S363", "S364", "S365"]
    );
    let measured = "value at least 1 }], metric: quality";
    assert_eq!(
        kept(&format!("{measured}, {job}, text: 三声之内接听")),
        [""; 0]
    );
    assert_eq!(kept(&format!("{measured}, {job}")), ["S360"]);
    assert_eq!(
        kept(&format!("{measured}, {job}, text: 适当接听")),
        ["S360"]
    );
    let long = "长".repeat(41);
    assert_eq!(kept(&format!("{measured}, {job}, text: {long}")), ["S361"]);
    assert_eq!(
        kept(&format!("{measured}, {job}, text: {}", "短".repeat(40))),
        [""; 0]
    );
    let unknown = job.replace("manual", "manul");
    assert_eq!(
        kept(&format!("{measured}, {unknown}, text: 接听")),
        ["S218"]
    );
    let starred = job.replace("clerk_appraisal", "s");
    assert_eq!(
        kept(&format!("{measured}, {starred}, text: 接听")),
        ["S218"],
        "a scheme of stars is no appraisal"
    );
    assert_eq!(kept("passes }], acknowledged: 只能看"), [""; 0]);
}

#[test]
fn documents_claimed_are_counted() {
    let text = |more: &str| {
        format!(
            "families: [{{ id: f, name: 类, claimed: 1{more} }}, {{ id: g, name: 乙, claimed: 1 }}]
documents: [{{ id: a, family: f, name: 甲, parts: [一, 二] }}, {{ id: b, family: f, name: 乙 }}, {{ id: c, family: g, name: 丙 }}]
"
        )
    };
    assert_eq!(tests::checked::<Stars>(&text(""), "").1, ["S366"]);
    let (record, facts) = tests::assessed::<Stars>(&text(", acknowledged: 原文如此"), "");
    let number = |name: &str| facts.get(&record.key(name)).and_then(Figure::number);
    assert_eq!(number("document.f.claimed"), Some(1.0));
    assert_eq!(number("document.f.counted"), Some(2.0));
    assert_eq!(number("documents_claimed"), Some(2.0));
    assert_eq!(number("documents_counted"), Some(3.0));
    assert_eq!(number("document.a.parts"), Some(2.0));
}

#[test]
fn a_hall_has_its_own_ladder() {
    let (record, facts) = tests::assessed::<Stars>(
        &yaml(&[&format!(
            "{EAST}, values: {{ quality: 80, wait: 20 }}, passed: {{ sealed: true }}"
        )]),
        "",
    );
    assert_eq!(Stars::units(&record), ["east"]);
    let shown = Stars::present_unit(&record, &facts, "east");
    let ids: Vec<&str> = shown.iter().map(|it| &*it.id).collect();
    assert_eq!(ids, ["stars.halls_level", "stars.halls_ladder"]);
    let Block::Table(table) = &shown[1].block else {
        panic!("a table");
    };
    assert_eq!(table.rows.len(), 3);
    assert!(Stars::present_unit(&record, &facts, "west").is_empty());
    assert!(Stars::unit_line(&record, &facts, "east").is_some());
    assert!(Stars::unit_line(&record, &facts, "west").is_none());
}

proptest::proptest! {
    /// A better result never costs a star, and vetoes never give one.
    #[test]
    fn a_better_result_never_costs_a_star(quality in 0.0..100.0f64, more in 0.0..50.0f64, wait in 0.0..30.0f64) {
        let better = (quality + more).min(100.0);
        let row = |unit: &str, quality: f64, veto: &str| format!("scheme: halls, unit: {unit}, values: {{ quality: {quality}, wait: {wait} }}, passed: {{ sealed: true }}{veto}");
        let (figures, _) = rated(&[&row("east", quality, ", vetoed: [press]"), &row("west", better, "")]);
        let number = |key: &str| figures[key].number().expect("known");
        proptest::prop_assert!(number("halls.level@2008/west") >= number("halls.original@2008/east"));
        proptest::prop_assert!(number("halls.level@2008/east") <= number("halls.original@2008/east"));
    }
}

#[test]
fn standards_are_founded_as_their_file_says() {
    let standard = |head: &str| {
        let (_, facts) = tests::assessed::<Stars>(&format!("{head}{}", yaml(&[])), "");
        let mut figures = facts.iter();
        let found = figures.find(|it| it.key.name.ends_with("quality.standard_1"));
        found.map(|it| it.evidence)
    };
    assert_eq!(standard(""), Some(Evidence::Reported));
    assert_eq!(
        standard("evidence: illustrative\n"),
        Some(Evidence::Illustrative)
    );
}

#[test]
fn what_is_computed_is_founded_no_better_than_what_it_is_of() {
    let passed = "passed: { sealed: true }";
    let founded = |keys: &str| {
        let text = yaml(&[&format!("{EAST}, {keys}")]);
        let (record, codes) = tests::checked::<Stars>(&text, "");
        assert_eq!(codes, [""; 0]);
        let mut facts = Facts::default();
        facts.publish(Figure {
            evidence: Evidence::Estimated,
            ..Figure::new(
                FigureKey {
                    unit: "east".into(),
                    ..FigureKey::own("quality", Period::Year(2008))
                },
                &Text::default(),
                Finite::new(80.0).map_err(|_| Missing::Overflow),
            )
        });
        Stars::assess(&record, &mut facts);
        move |role: &str| {
            let key = record.key_of(&record.assessments[0], role);
            facts.get(&key).expect("published").evidence
        }
    };
    let of = founded(&format!("values: {{ wait: 9 }}, {passed}, previous: 1"));
    for role in ["level", "change", "gaps", "quality.gap"] {
        assert_eq!(of(role), Evidence::Estimated, "{role}");
    }
    let of = founded(&format!("missing: {{ wait: 无 }}, {passed}"));
    assert_eq!(of("certain"), Evidence::Estimated);
    let of = founded(&format!("values: {{ wait: 9 }}, {passed}, vetoed: [press]"));
    assert_eq!(of("level"), Evidence::Estimated, "at most one star");
    let of = founded(&format!("values: {{ wait: 9 }}, {passed}, vetoed: [leak]"));
    assert_eq!(of("level"), Evidence::Measured, "none whatever the results");
    let (figures, _) = rated(&[&format!(
        "{EAST}, values: {{ quality: 80, wait: 9 }}, {passed}, previous: 1"
    )]);
    for role in ["quality.gap", "change"] {
        let evidence = figures[&format!("halls.{role}@2008/east")].evidence;
        assert_eq!(evidence, Evidence::Reported, "{role}");
    }
}

#[test]
fn counts_in_a_made_up_file_are_made_up() {
    let documents =
        "families: [{ id: f, name: 类, claimed: 1 }, { id: g, name: 乙, evidence: reported }]
documents: [{ id: a, family: f, name: 甲, parts: [一] }]
";
    let text = format!("evidence: illustrative\n{documents}{}", yaml(&[]));
    let (record, facts) = tests::assessed::<Stars>(&text, "");
    let evidence = |name: &str| facts.get(&record.key(name)).expect(name).evidence;
    let made_up = [
        "halls_at_1",
        "halls.assessed",
        "halls.sound",
        "halls.criteria",
        "halls.quality.met_1",
        "document.f.claimed",
        "document.f.counted",
        "document.a.parts",
        "documents_counted",
    ];
    for name in made_up {
        assert_eq!(evidence(name), Evidence::Illustrative, "{name}");
    }
    assert_eq!(evidence("document.g.counted"), Evidence::Reported);
}
