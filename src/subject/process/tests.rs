//! Processes from steps to sums, and from problems to initiatives.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{
    block::{Block, Drawing, Piece, StepState},
    model::{Figure, Missing, Verdict},
    subject::tests,
};

const HEAD: &str = "name: 流程\nmeasure: hours\n";
const OWNERS: &str = "owners: [{ id: a, name: 甲 }, { id: b, name: 乙 }]\n";

/// A process measured now alone, with these steps of one stage.
fn with_steps(steps: &[&str]) -> String {
    let steps = steps.join(", ");
    format!(
        "{HEAD}periods: {{ now: 2008 }}\n{OWNERS}stages: [{{ id: s, name: 段, steps: [{steps}] }}]\n"
    )
}

fn step(id: &str, more: &str) -> String {
    format!("{{ id: {id}, name: {id}, {more} }}")
}

/// The figures of a process, by reference without `process.`.
fn figures(yaml: &str) -> BTreeMap<String, Figure> {
    let (_, facts) = tests::assessed::<Process>(yaml, "");
    let figures = facts.iter().map(|it| {
        let key = it.key.to_string();
        (key.replacen("process.", "", 1), it.clone())
    });
    figures.collect()
}

fn codes(yaml: &str) -> Vec<&'static str> {
    tests::checked::<Process>(yaml, "").1
}

/// Three steps over two stages, measured twice.
const TWICE: &str = "name: 流程
measure: hours
periods: { before: 2007, now: 2008 }
owners: [{ id: a, name: 甲 }, { id: b, name: 乙 }]
stages:
- id: first
  name: 一
  steps:
  - id: take
    name: 受理
    owner: a
    standard: { value: 1 }
    before: { touch: 0.5, lead: 2, cases: 100, reworked: 10 }
    now: { touch: 0.5, lead: 1, cases: 100, reworked: 5 }
  - id: check
    name: 核实
    owner: b
    standard: { value: 3 }
    before: { touch: 1, lead: 4, cases: 100, reworked: 30 }
    now: { touch: 1.5, lead: 4, cases: 100, reworked: 15 }
- id: second
  name: 二
  steps:
  - id: reply
    name: 答复
    owner: b
    to: [take]
    before: { touch: 0.5, lead: 4, cases: 50, reworked: 0 }
    now: { touch: 0.5, lead: 5, cases: 50, reworked: 0 }
";

#[test]
fn the_whole_is_the_sum_of_its_steps() {
    let found = figures(TWICE);
    let number = |key: &str| found[key].number();
    assert_eq!(number("lead@2007"), Some(10.0), "2 + 4 + 4");
    assert_eq!(number("lead@2008"), Some(10.0), "1 + 4 + 5");
    assert_eq!(number("change@2008"), Some(0.0));
    assert_eq!(number("efficiency@2007"), Some(20.0), "2 of 10 hours");
    assert_eq!(number("efficiency@2008"), Some(25.0), "2.5 of 10 hours");
    assert_eq!(number("stage.first.lead@2008"), Some(5.0));
    assert_eq!(
        number("stage.first.change@2008"),
        Some(-1.0),
        "an hour less"
    );
    assert_eq!(number("stage.second.change@2008"), Some(1.0));
    assert_eq!(number("rework@2008"), Some(8.0), "20 of 250 passes");
    assert_eq!(found["rework@2008"].n, Some(250));
    assert!(
        found["rework@2008"].interval.is_none(),
        "passes depend on each other"
    );
    assert!(found["step.check.rework@2008"].interval.is_some());
    assert!(
        !found.contains_key("standard@2008"),
        "a step without a standard leaves the whole without one"
    );
    assert_eq!(number("stage.first.standard@2008"), Some(4.0));
}

#[test]
fn figures_lead_back_to_what_they_are_made_of() {
    let found = figures(TWICE);
    let inputs = |key: &str| -> Vec<String> {
        let of = |it: &crate::model::Input| match it {
            crate::model::Input::Figure(key) => key.to_string(),
            crate::model::Input::Typed(_) => "typed".to_owned(),
        };
        found[key].inputs.iter().map(of).collect()
    };
    assert_eq!(
        inputs("stage.first.lead@2008"),
        [
            "process.step.take.lead@2008",
            "process.step.check.lead@2008"
        ]
    );
    assert_eq!(
        inputs("efficiency@2008"),
        ["process.touch@2008", "process.lead@2008"]
    );
    assert_eq!(inputs("step.take.lead@2008"), ["typed"]);
    assert_eq!(
        found["efficiency@2008"].formula, "touch ÷ lead",
        "as it is printed in the ledger"
    );
}

#[test]
fn a_hand_off_is_to_another_owner() {
    let found = figures(TWICE);
    // take → check changes hands, check → reply does not, reply → take does.
    assert_eq!(found["handoffs@2008"].number(), Some(2.0));
    assert_eq!(found["stage.first.handoffs@2008"].number(), Some(1.0));
    assert_eq!(found["steps@2008"].number(), Some(3.0));
}

#[test]
fn a_step_is_held_against_its_standard() {
    let found = figures(TWICE);
    let verdict = |step: &str| found[&format!("step.{step}.lead@2008")].verdict.clone();
    assert_eq!(verdict("take"), Some(Verdict::Met), "the bound keeps it");
    assert_eq!(verdict("check"), Some(Verdict::NotMet));
    assert_eq!(verdict("reply"), None, "it has no standard");
    assert_eq!(found["judged@2008"].number(), Some(2.0));
    assert_eq!(found["over@2008"].number(), Some(1.0));
}

#[test]
fn missing_is_not_zero() {
    let known = step(
        "a",
        "owner: a, now: { touch: 1, lead: 2, cases: 4, reworked: 1 }",
    );
    let untimed = step(
        "b",
        "owner: a, now: { touch: 1, cases: 4, reworked: 1, missing: 没有计时 }",
    );
    let found = figures(&with_steps(&[&known, &untimed]));
    let missing = |key: &str| found[key].value.clone().expect_err("no number");
    let named = |key: &str| Missing::Input(Record::key_in(key, Period::Year(2008)));
    assert_eq!(missing("lead@2008"), named("step.b.lead"));
    assert_eq!(missing("efficiency@2008"), named("lead"));
    assert_eq!(found["touch@2008"].number(), Some(2.0));
    assert_eq!(found["rework@2008"].number(), Some(25.0));
}

#[test]
fn what_only_some_pass_is_in_no_sum() {
    let known = step(
        "a",
        "owner: a, now: { touch: 1, lead: 2, cases: 4, reworked: 1 }",
    );
    let aside = step("b", "owner: a, aside: true, now: { missing: 没有计时 }");
    let found = figures(&with_steps(&[&known, &aside]));
    assert_eq!(found["lead@2008"].number(), Some(2.0));
    assert_eq!(
        found["steps@2008"].number(),
        Some(2.0),
        "it is a step all the same"
    );
}

#[test]
fn evidence_is_no_better_than_the_weakest_step() {
    let measured = step(
        "a",
        "owner: a, now: { touch: 1, lead: 2, cases: 4, reworked: 1 }",
    );
    let made_up = step(
        "b",
        "owner: a, now: { touch: 1, lead: 2, cases: 4, reworked: 1, evidence: illustrative }",
    );
    let found = figures(&with_steps(&[&measured, &made_up]));
    for key in ["lead@2008", "efficiency@2008", "rework@2008"] {
        assert_eq!(found[key].evidence, Evidence::Illustrative, "{key}");
    }
    assert_eq!(found["step.a.lead@2008"].evidence, Evidence::Measured);
}

#[test]
fn what_is_held_against_a_standard_is_no_better_founded_than_that() {
    let step = step(
        "a",
        "owner: a, standard: { value: 3, evidence: estimated }, \
         now: { touch: 1, lead: 2, cases: 4, reworked: 1 }",
    );
    let found = figures(&with_steps(&[&step]));
    for key in ["judged@2008", "over@2008"] {
        assert_eq!(found[key].evidence, Evidence::Estimated, "{key}");
    }
}

#[test]
fn nine_in_ten_are_told_beside_the_mean() {
    let now = |more: &str| {
        let now = format!("now: {{ touch: 1, lead: 2, cases: 11, reworked: 1, {more} }}");
        with_steps(&[&step(
            "a",
            &format!("owner: a, standard: {{ value: 3 }}, {now}"),
        )])
    };
    let times = "times: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]";
    let found = figures(&now(times));
    assert_eq!(
        found["step.a.p90@2008"].number(),
        Some(10.0),
        "h = 10 × 0.9 + 1"
    );
    assert_eq!(found["step.a.p90@2008"].n, Some(11));
    assert_eq!(
        found["step.a.excess@2008"].number(),
        Some(-1.0),
        "room left"
    );
    let found = figures(&now("p90: 4"));
    assert_eq!(found["step.a.p90@2008"].number(), Some(4.0));
    assert_eq!(found["step.a.p90@2008"].n, None);
    assert_eq!(codes(&now(&format!("p90: 4, {times}"))), ["S214"]);
    assert_eq!(codes(&now("times: [1, 2, 3]")), ["C001"], "too few");
    assert_eq!(codes(&now("p90: -4")), ["C001"]);
}

#[test]
fn a_target_is_an_amount_or_a_share() {
    let target = |keys: &str| {
        let step = step("a", "owner: a, now: { missing: 无 }");
        format!(
            "{}targets: [{{ id: t, name: 标, {keys} }}]\n",
            with_steps(&[&step])
        )
    };
    assert_eq!(codes(&target("value: 120, measure: percent")), ["C001"]);
    assert_eq!(codes(&target("value: -75, measure: percent")), ["C001"]);
    assert_eq!(codes(&target("value: -1, measure: hours")), ["C001"]);
    assert_eq!(codes(&target("value: 120, measure: hours")), [""; 0]);
    let found = figures(&target("value: 92.5, measure: percent"));
    assert_eq!(found["target.t@2008"].decimals, 1, "no digit is lost");
}

#[test]
fn a_step_leads_to_the_next_unless_it_says_otherwise() {
    let now = "owner: a, now: { missing: 无 }";
    let yaml = with_steps(&[
        &step("a", now),
        &step("b", &format!("to: [], {now}")),
        &step("c", &format!("to: [a], {now}")),
    ]);
    let (record, facts) = tests::assessed::<Process>(&yaml, "");
    let to: Vec<&[usize]> = record.steps.iter().map(|it| &*it.to).collect();
    assert_eq!(to, [&[1][..], &[], &[0]]);
    let plots = Process::present(&record, &facts)
        .into_iter()
        .filter_map(|it| match it.block {
            Block::Chart(chart) => match chart.drawing {
                Drawing::Plot(plot) => Some(plot),
                _ => None,
            },
            _ => None,
        });
    assert!(
        plots.into_iter().all(|it| it.lacks(it.kind).is_none()),
        "each chart has what its kind needs"
    );
}

#[test]
fn mistakes_are_reported() {
    let now = |text: &str| with_steps(&[&step("a", &format!("owner: a, now: {{ {text} }}"))]);
    let full = "touch: 1, lead: 2, cases: 4, reworked: 1";
    assert_eq!(codes(&now(full)), [""; 0]);
    assert_eq!(
        codes(&now("touch: 3, lead: 2, cases: 4, reworked: 1")),
        ["S400"]
    );
    assert_eq!(
        codes(&now("touch: 1, lead: 2, cases: 4, reworked: 5")),
        ["S352"]
    );
    assert_eq!(
        codes(&now("touch: 1, lead: 2, cases: 0, reworked: 0")),
        ["S352"]
    );
    assert_eq!(codes(&now("touch: 1, lead: 2, cases: 4")), ["S208"]);
    assert_eq!(codes(&now(&format!("{full}, missing: 无"))), ["S209"]);
    let of = |more: &str| with_steps(&[&step("a", &format!("{more}, now: {{ {full} }}"))]);
    assert_eq!(codes(&of("owner: c")), ["S217"]);
    assert_eq!(codes(&of("owner: a, to: [z]")), ["S217"]);
    assert_eq!(
        codes(&of("owner: a, before: { missing: 无 }")),
        ["S215"],
        "the period before is not stated"
    );
    assert_eq!(codes(&with_steps(&[])), ["S215"], "a stage has steps");
    assert_eq!(
        codes(&TWICE.replace("before: 2007, now", "before: 2008-Q2, now")),
        ["S351"]
    );
}

/// The codes and the ways of a process with these problems.
fn problems(problems: &str) -> (Vec<&'static str>, Record) {
    let now = step("a", "owner: a, now: { missing: 无 }");
    let yaml = format!("{}problems: [{problems}]\n", with_steps(&[&now]));
    let (record, codes) = tests::checked::<Process>(&yaml, "");
    (codes, record)
}

#[test]
fn a_problem_has_a_remedy_or_a_reason() {
    let base = "id: p, name: 问题, stage: s";
    assert_eq!(problems(&format!("{{ {base} }}")).0, ["S401"]);
    assert_eq!(
        problems(&format!("{{ {base}, acknowledged: 明年 }}")).0,
        [""; 0]
    );
    assert_eq!(
        problems(&format!("{{ {base}, remedies: [{{ name: 做 }}] }}")).0,
        [""; 0]
    );
    let both = format!("{{ {base}, remedies: [{{ name: 做 }}], acknowledged: 明年 }}");
    assert_eq!(problems(&both).0, ["S214"]);
    let dangling = format!("{{ {base}, remedies: [{{ name: 做, initiative: nowhere }}] }}");
    assert_eq!(problems(&dangling).0, ["S218"]);
}

#[test]
fn a_problem_without_a_remedy_is_drawn_as_such() {
    let (_, record) = problems(
        "{ id: p, name: 甲, stage: s, acknowledged: 明年 }, { id: q, name: 乙, stage: s, remedies: [{ name: 做 }] }",
    );
    let mut facts = Facts::default();
    Process::assess(&record, &mut facts);
    let number = |name: &str| facts.get(&record.key(name)).and_then(Figure::number);
    assert_eq!(number("problems"), Some(2.0));
    assert_eq!(number("remedied"), Some(1.0));
    assert_eq!(number("linked"), Some(0.0));
    let mut exhibits = Process::present(&record, &facts).into_iter();
    let tree = exhibits.find(|it| it.id == "process.tree").expect("a tree");
    let Block::Chart(chart) = tree.block else {
        panic!("a chart");
    };
    let Drawing::Plot(plot) = chart.drawing else {
        panic!("rows");
    };
    let open = plot
        .rows
        .iter()
        .filter(|it| it.state == Some(StepState::Open));
    let open: Vec<_> = open.map(|it| it.parent.as_deref()).collect();
    assert_eq!(open, [Some("p-p")]);
    let said = chart.takeaway.0.iter().filter_map(|it| match it {
        Piece::Sentence(key, _) => Some(*key),
        _ => None,
    });
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            "process.covered.takeaway",
            "process.covered.remedied",
            "process.covered.acknowledged"
        ]
    );
}

proptest! {
    /// Waiting is never negative, and no stage is longer than the whole.
    #[test]
    fn efficiency_is_a_share_of_the_whole(times in prop::collection::vec((0.0..50.0_f64, 0.1..50.0_f64), 1..8)) {
        let steps: Vec<String> = times
            .iter()
            .enumerate()
            .map(|(i, (touch, wait))| {
                let lead = touch + wait;
                let now = format!("now: {{ touch: {touch}, lead: {lead}, cases: 9, reworked: 2 }}");
                step(&format!("s{i}"), &format!("owner: a, {now}"))
            })
            .collect();
        let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
        let found = figures(&with_steps(&steps));
        let efficiency = found["efficiency@2008"].number().expect("a number");
        prop_assert!((0.0..=100.0).contains(&efficiency));
        let lead = found["lead@2008"].number().expect("a number");
        let sum: f64 = times.iter().map(|(touch, wait)| touch + wait).sum();
        prop_assert!((lead - sum).abs() < 1e-6);
    }
}

#[test]
fn a_count_of_nothing_has_the_evidence_of_the_file() {
    let yaml = format!(
        "evidence: illustrative\n{}",
        with_steps(&[&step("a1", "owner: a, now: { missing: 无 }")])
    );
    for name in ["judged", "over"] {
        let found = figures(&yaml);
        let figure = found.iter().find(|(key, _)| key.contains(name));
        let (_, figure) = figure.unwrap_or_else(|| panic!("{name} in {:?}", found.keys()));
        assert_eq!(figure.evidence, Evidence::Illustrative, "{name}");
    }
}
