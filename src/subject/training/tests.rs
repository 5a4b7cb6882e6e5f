//! Training from sheets to gains, decays and passes.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{
    block::{Block, Drawing},
    model::Figure,
    subject::tests,
};

/// A sheet of one course with those keys.
fn sheet(keys: &str) -> String {
    format!(
        "contents: [{{ id: law, name: 法 }}, {{ id: skills, name: 技 }}]
methods: [{{ id: online, name: 网 }}]
roles: [{{ id: clerk, name: 员 }}, {{ id: guide, name: 导 }}]
courses:
- {{ id: a, name: 甲, content: law, method: online, {keys} }}
"
    )
}

fn assessed(keys: &str) -> (Record, Facts, BTreeMap<String, Figure>) {
    let (record, facts) = tests::assessed::<Training>(&sheet(keys), "");
    let figures = facts.iter().map(|it| {
        let name = it.key.name.replacen("training.", "", 1);
        (name.replacen("course.a.", "", 1), it.clone())
    });
    let figures = figures.collect();
    (record, facts, figures)
}

fn codes(keys: &str) -> Vec<&'static str> {
    tests::checked::<Training>(&sheet(keys), "").1
}

fn near(figure: &Figure, number: f64) {
    let found = figure.number().expect("a number");
    assert!((found - number).abs() < 1e-6, "{found} is not {number}");
}

#[test]
fn a_pass_rate_has_its_interval() {
    // Wilson's of 15 of 20, reckoned by hand: 0.53130 to 0.88814.
    let (.., figures) = assessed("hours: 2, invited: 25, attended: 20, passed: 15");
    near(&figures["pass_rate"], 75.0);
    near(&figures["attendance"], 80.0);
    near(&figures["total.pass_rate"], 75.0);
    near(&figures["total.person_hours"], 40.0);
    let interval = figures["pass_rate"].interval.expect("an interval");
    assert!((interval.low - 53.13).abs() < 0.01, "{interval:?}");
    assert!((interval.high - 88.81).abs() < 0.01, "{interval:?}");
    assert!(
        figures["attendance"].interval.is_none(),
        "nobody was sampled"
    );
}

#[test]
fn what_is_missing_is_not_zero() {
    let (.., figures) = assessed("attended: 20, missing: 没有考核");
    assert!(figures["pass_rate"].value.is_err());
    assert!(figures["attendance"].value.is_err());
    assert!(figures["total.pass_rate"].value.is_err());
    let (.., figures) = assessed("hours: 2");
    assert!(!figures.contains_key("pass_rate"), "nothing was said of it");
    assert!(figures["total.person_hours"].value.is_err());
    let (.., figures) = assessed("attended: 0, passed: 0");
    assert!(figures["pass_rate"].value.is_err(), "nobody came");
    near(&figures["matrix.law.online"], 1.0);
    near(&figures["matrix.skills.online"], 0.0);
}

const SCORES: &str = "scores: {
    before: { mean: 60, sd: 10, n: 50 },
    after: { mean: 80, sd: 10, n: 50 },
    retest: { days: 90, mean: 65, sd: 10, n: 50 }";

#[test]
fn a_gain_and_its_decay_have_intervals() {
    let (.., figures) = assessed(&format!("{SCORES} }}"));
    near(&figures["gain"], 20.0);
    near(&figures["decay"], 15.0);
    near(&figures["kept"], 25.0);
    // Welch with 98 degrees: 20 ± 1.98447 × √(100/50 + 100/50) = 20 ± 3.969.
    let gain = figures["gain"].interval.expect("an interval");
    assert!((gain.low - 16.031).abs() < 0.001, "{gain:?}");
    assert!((gain.high - 23.969).abs() < 0.001, "{gain:?}");
    // Of pairs: 20 ± 2.00958 × 5/√50 = 20 ± 1.421, with 49 degrees.
    let (.., figures) = assessed(&format!("{SCORES}, gain_sd: 5, pairs: 50 }}"));
    let gain = figures["gain"].interval.expect("an interval");
    assert!((gain.low - 18.579).abs() < 0.001, "{gain:?}");
    assert_eq!(figures["gain"].n, Some(50));
}

#[test]
fn without_spread_a_gain_has_no_interval_and_without_a_gain_nothing_is_kept() {
    let scores = |after: u8| {
        format!(
            "scores: {{ before: {{ mean: 60 }}, after: {{ mean: {after} }}, \
             retest: {{ days: 30, mean: 61 }} }}"
        )
    };
    let (.., figures) = assessed(&scores(70));
    assert!(figures["gain"].interval.is_none());
    near(&figures["kept"], 10.0);
    let (.., figures) = assessed(&scores(60));
    assert!(figures["kept"].value.is_err(), "a share of nothing");
    let missing = "scores: { before: { missing: 没有测 }, after: { mean: 80, sd: 9, n: 30 } }";
    let (.., figures) = assessed(missing);
    assert!(figures["gain"].value.is_err());
    assert!(figures["gain"].interval.is_none());
    assert!(!figures.contains_key("decay"), "there was no retest");
}

#[test]
fn a_slope_goes_from_test_to_test() {
    let (record, facts, _) = assessed(&format!("{SCORES} }}"));
    let exhibits = Training::present(&record, &facts);
    for (id, from, to) in [
        ("training.gain", "before", "after"),
        ("training.decay", "after", "retest"),
    ] {
        let exhibit = exhibits.iter().find(|it| it.id == id);
        let Some(Block::Chart(chart)) = exhibit.map(|it| &it.block) else {
            panic!("{id} is a chart");
        };
        let Drawing::Plot(plot) = &chart.drawing else {
            panic!("{id} is of rows");
        };
        let row = &plot.rows[0];
        let course = &record.courses[0];
        assert_eq!(
            row.figure("previous"),
            Some(&record.course_key(course, from))
        );
        assert_eq!(row.figure("value"), Some(&record.course_key(course, to)));
        assert_eq!(plot.options.strong, ["a"], "more than chance");
    }
}

#[test]
fn three_tests_are_three_stations_of_one_line() {
    let plot = |keys: &str| {
        let (record, facts, _) = assessed(keys);
        let exhibits = Training::present(&record, &facts);
        let exhibit = exhibits.into_iter().find(|it| it.id == "training.stations");
        match exhibit?.block {
            Block::Chart(chart) => match chart.drawing {
                Drawing::Plot(plot) => Some(plot),
                _ => None,
            },
            _ => None,
        }
    };
    let thrice = plot(&format!("{SCORES} }}")).expect("a chart");
    assert_eq!(thrice.lacks(thrice.kind), None);
    let names = ["previous", "middle", "value"].map(|it| {
        let key = thrice.rows[0].figure(it).expect("a station");
        key.name.rsplit('.').next().map(str::to_owned)
    });
    let tests = ["before", "after", "retest"].map(|it| Some(it.to_owned()));
    assert_eq!(names, tests);
    assert!(plot("scores: { before: { mean: 60 }, after: { mean: 80 } }").is_none());
}

#[test]
fn what_the_source_says_of_an_effect_is_held_against_the_retest() {
    let noted = |lasted: &str, retest: &str| {
        let keys = format!(
            "scores: {{ before: {{ mean: 60 }}, after: {{ mean: 80 }}, retest: {{ {retest} }} }}, \
             lasted: {{ measure: days, {lasted} }}"
        );
        let (record, facts) = assessed_with_days(&keys);
        let mut report = Report::default();
        Training::review(&record, &facts, &mut report);
        report
            .sorted()
            .iter()
            .map(|it| it.code.id())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        noted("value: 60", "days: 90, mean: 62"),
        [""; 0],
        "gone, as said"
    );
    assert_eq!(
        noted("value: 60", "days: 90, mean: 75"),
        ["S421"],
        "most is there"
    );
    assert_eq!(
        noted("value: 60", "days: 30, mean: 59"),
        ["S421"],
        "gone before"
    );
    assert_eq!(noted("value: 60", "days: 30, mean: 75"), [""; 0]);
    let known = "value: 60, acknowledged: 复测前又补过课";
    assert_eq!(noted(known, "days: 90, mean: 75"), [""; 0]);
}

/// The same; the catalogue of tests does not know days.
fn assessed_with_days(keys: &str) -> (Record, Facts) {
    let (record, codes) = tests::checked::<Training>(&sheet(keys), "");
    assert_eq!(codes, ["C004"]);
    let mut facts = Facts::default();
    Training::assess(&record, &mut facts);
    (record, facts)
}

#[test]
fn bad_input_is_told_where_it_stands() {
    let cases = [
        ("attended: 5, passed: 6", "S352"),
        ("invited: 5, attended: 6", "S352"),
        (
            "attended: 5, roles: { clerk: { attended: 3 }, guide: { attended: 3 } }",
            "S420",
        ),
        ("roles: { cleaner: { attended: 3 } }", "S217"),
        ("initiative: nothing", "S218"),
        ("hours: -1", "C001"),
        ("scores: { before: { sd: 1 }, after: { mean: 2 } }", "S208"),
        (
            "scores: { before: { mean: 1 }, after: { mean: 2 }, gain_sd: 1 }",
            "S215",
        ),
        (
            "scores: { before: { mean: 1, sd: -1 }, after: { mean: 2 } }",
            "C001",
        ),
    ];
    for (keys, code) in cases {
        assert_eq!(codes(keys), [code], "{keys}");
    }
    let growth = |entry: &str| {
        let yaml = format!("{}growth: [{{ {entry} }}]", sheet("hours: 1"));
        tests::checked::<Training>(&yaml, "").1
    };
    assert_eq!(growth("code: E1, role: clerk, passed: [a]"), [""; 0]);
    for name in ["王某", "wangmou", "e1"] {
        let entry = format!("code: {name}, role: clerk");
        assert_eq!(growth(&entry), ["S368"], "a code, not a name");
    }
    assert_eq!(
        growth("code: E1, role: clerk }, { code: E1, role: guide"),
        ["C002"]
    );
    assert_eq!(growth("code: E1, role: clerk, passed: [b]"), ["S217"]);
    assert_eq!(
        growth("code: E1, role: clerk, passed: [a], attended: [a]"),
        ["S214"]
    );
    assert_eq!(growth("code: E1, role: clerk, mentor: E1"), ["C001"]);
    assert_eq!(growth("code: E1, role: clerk, mentor: E2"), ["S217"]);
}

#[test]
fn a_share_of_more_than_all_is_no_score() {
    let scored = |measure: &str, mean: &str| {
        let scores = format!("scores: {{ before: {{ mean: {mean} }}, after: {{ mean: 90 }} }}");
        let yaml = format!("measure: {measure}\n{}", sheet(&scores));
        tests::checked::<Training>(&yaml, "").1
    };
    assert_eq!(scored("percent", "75"), [""; 0]);
    assert_eq!(scored("percent", "120"), ["C001"]);
    assert_eq!(scored("percent", "-75"), ["C001"]);
    assert_eq!(scored("points", "120"), [""; 0], "a test may give more");
}

#[test]
fn growth_names_its_courses_where_another_course_could_not_stand() {
    let yaml = format!(
        "{}- {{ id: b, name: 乙, content: skills, method: online }}
growth: [{{ code: E1, role: clerk, passed: [b] }}]",
        sheet("hours: 1").replace("content: law", "content: lore")
    );
    let (record, codes) = tests::checked::<Training>(&yaml, "");
    assert_eq!(codes, ["S217"], "the first course teaches nothing known");
    assert_eq!(record.growth[0].passed, [Text::same("乙")]);
    let mut facts = Facts::default();
    Training::assess(&record, &mut facts);
    Training::present(&record, &facts);
}

#[test]
fn hours_keep_their_digits() {
    let (.., figures) = assessed("hours: 1.5, attended: 3");
    assert_eq!(figures["hours"].decimals, 1);
    assert_eq!(figures["total.person_hours"].number(), Some(4.5));
    assert_eq!(figures["total.person_hours"].decimals, 1);
}

#[test]
fn a_role_or_method_may_be_called_as_a_chart_calls_a_column() {
    let yaml = sheet("invited: 5, attended: 4, roles: { low: { invited: 5, attended: 4 } }")
        .replace("id: clerk", "id: low")
        .replace("id: online", "id: n")
        .replace("method: online", "method: n");
    let (record, facts) = tests::assessed::<Training>(&yaml, "");
    let exhibits = Training::present(&record, &facts);
    for id in ["training.matrix", "training.roles"] {
        let exhibit = exhibits.iter().find(|it| it.id == id);
        let Some(Block::Chart(chart)) = exhibit.map(|it| &it.block) else {
            panic!("{id} is a chart");
        };
        let Drawing::Plot(plot) = &chart.drawing else {
            panic!("{id} is of rows");
        };
        assert!(
            plot.columns.iter().all(crate::block::PlotColumn::is_series),
            "{id}"
        );
        assert_eq!(plot.lacks(plot.kind), None, "{id}");
    }
}

proptest! {
    /// What was gained less what decayed is what the retest has over the start.
    #[test]
    fn gain_less_decay_is_what_stayed(before in 0u8..100, after in 0u8..100, retest in 0u8..100) {
        let keys = format!(
            "scores: {{ before: {{ mean: {before} }}, after: {{ mean: {after} }}, \
             retest: {{ days: 9, mean: {retest} }} }}"
        );
        let (.., figures) = assessed(&keys);
        let number = |name: &str| figures[name].number();
        let stayed = f64::from(retest) - f64::from(before);
        prop_assert_eq!(number("gain").zip(number("decay")).map(|(g, d)| g - d), Some(stayed));
        prop_assert_eq!(number("kept").is_some(), after > before);
    }
}
