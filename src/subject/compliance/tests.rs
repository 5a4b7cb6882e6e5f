//! Compliance from sheets to verdicts.

use proptest::prelude::*;

use super::*;
use crate::{
    block::{Block, Tone},
    subject::tests,
};

const CLAUSES: &str = "\
clauses:
  - { id: repair, name: 修复, limit: { measure: hours, mean: 24, max: 72 } }
  - { id: answered, name: 应答, limit: { least: 85 } }
  - { id: free, name: 不强制, duty: true }
";

/// A self-inspection of the second half-year with these checks.
fn sheet(checks: &str) -> String {
    format!("{CLAUSES}reports:\n  - period: 2008-H2\n    missing: 没有查\n    checks: [{checks}]\n")
}

/// What came of each requirement, in their order, as words.
fn outcomes(checks: &str) -> Vec<&'static str> {
    let (record, facts) = tests::assessed::<Compliance>(&sheet(checks), "");
    let inspection = &record.inspections[0];
    let outcomes = record.asked(inspection);
    outcomes.map(|it| it.outcome(&facts).word()).collect()
}

/// The codes of what is said of a sheet, once its figures are known.
fn told(yaml: &str) -> Vec<&'static str> {
    let (record, mut codes) = tests::checked::<Compliance>(yaml, "");
    let mut facts = Facts::default();
    Compliance::assess(&record, &mut facts);
    let mut report = Report::default();
    Compliance::review(&record, &facts, &mut report);
    codes.extend(report.sorted().iter().map(|it| it.code.id()));
    codes
}

fn number(facts: &Facts, name: &str, period: &str) -> Option<f64> {
    let period = period.parse().expect("a period");
    facts.get(&key(name, period)).expect("published").number()
}

#[test]
fn mean_and_highest_case_are_judged_apart() {
    assert_eq!(
        outcomes("{ clause: repair, mean: 21.4, max: 96 }")[..2],
        ["compliant", "not_compliant"]
    );
    assert_eq!(
        outcomes("{ clause: repair, mean: 24, max: 72 }")[..2],
        ["compliant", "compliant"],
        "the limit itself complies"
    );
    assert_eq!(
        outcomes("{ clause: repair, mean: 24.01, max: 72 }")[..2],
        ["not_compliant", "compliant"],
        "there is no tolerance"
    );
}

#[test]
fn what_was_not_measured_is_neither_compliant_nor_not() {
    assert_eq!(outcomes(""), ["without_evidence"; 4]);
    let checks = "{ clause: repair, mean: 0 }";
    assert_eq!(
        outcomes(checks)[..2],
        ["compliant", "without_evidence"],
        "zero is a value, nothing is none"
    );
    let (_, facts) = tests::assessed::<Compliance>(&sheet(checks), "");
    assert_eq!(number(&facts, "clause.repair.max", "2008-H2"), None);
    assert_eq!(number(&facts, "requirements", "2008-H2"), Some(4.0));
    assert_eq!(number(&facts, "compliant", "2008-H2"), Some(1.0));
    assert_eq!(number(&facts, "not_compliant", "2008-H2"), Some(0.0));
    assert_eq!(number(&facts, "without_evidence", "2008-H2"), Some(3.0));
}

#[test]
fn a_duty_needs_something_that_shows_it() {
    let duty = |check: &str| outcomes(&format!("{{ clause: free, {check} }}"))[3];
    assert_eq!(duty("met: true, proof: 录音"), "compliant");
    assert_eq!(duty("met: true"), "without_evidence");
    assert_eq!(duty("met: false"), "not_compliant");
    assert_eq!(duty("missing: 没有查"), "without_evidence");
}

#[test]
fn a_rate_comes_of_its_counts_with_an_interval() {
    // Newcombe 1998: 81 of 263 is 0.2553 to 0.3662 by Wilson.
    let checks = "{ clause: answered, attained: 81, assessed: 263 }";
    assert_eq!(outcomes(checks)[2], "not_compliant");
    let (_, facts) = tests::assessed::<Compliance>(&sheet(checks), "");
    let period = "2008-H2".parse().expect("a period");
    let figure = facts.get(&key("clause.answered.rate", period));
    let figure = figure.expect("published");
    let interval = figure.interval.expect("an interval");
    assert!((figure.number().expect("a number") - 30.798).abs() < 1e-3);
    assert!((interval.low - 25.53).abs() < 0.01, "{interval:?}");
    assert!((interval.high - 36.62).abs() < 0.01, "{interval:?}");
    assert_eq!(figure.n, Some(263));
}

#[test]
fn a_verdict_is_as_weak_as_its_limit() {
    let yaml = sheet("{ clause: answered, attained: 90, assessed: 100 }")
        .replace("least: 85", "least: 85, evidence: illustrative");
    let (_, facts) = tests::assessed::<Compliance>(&yaml, "");
    let period: Period = "2008-H2".parse().expect("a period");
    let evidence = |name: &str| facts.get(&key(name, period)).expect("published").evidence;
    assert_eq!(evidence("clause.answered.rate"), Evidence::Measured);
    assert_eq!(evidence("compliant"), Evidence::Illustrative);
}

#[test]
fn a_rate_without_a_base_stays_as_reported() {
    let rate = |keys: &str| {
        format!(
            "{}rates:\n  - {{ id: halls, name: 厅, period: 2008-Q1, {keys} }}\n",
            sheet("")
        )
    };
    let bare = rate("rate: 100");
    assert_eq!(told(&bare), ["S392"]);
    assert_eq!(told(&rate("rate: 100, acknowledged: 照录")), [""; 0]);
    let (_, facts) = tests::assessed::<Compliance>(&rate("rate: 100, acknowledged: 照录"), "");
    let period = "2008-Q1".parse().expect("a period");
    let figure = facts.get(&key("rate.halls", period)).expect("published");
    assert_eq!(figure.number(), Some(100.0));
    assert_eq!(figure.evidence, Evidence::Reported);
    assert_eq!((figure.interval, figure.n), (None, None));

    assert_eq!(
        told(&rate("rate: 98, attained: 57, assessed: 60")),
        ["S393"]
    );
    let rounded = "rate: 33, attained: 1, assessed: 3";
    assert_eq!(told(&rate(rounded)), [""; 0], "33 may be a third");
    assert_eq!(told(&rate("missing: 没有查")), [""; 0]);
    assert_eq!(told(&rate("attained: 3, assessed: 2")), ["S352"]);
    assert_eq!(told(&rate("attained: 3")), ["S215"]);
}

#[test]
fn what_does_not_comply_is_remedied() {
    let broken = "{ clause: repair, mean: 30, max: 96 }";
    assert_eq!(told(&sheet(broken)), ["S395"], "once a clause");
    let remedied = broken.replace(" }", ", remedy: { action: 改, owner: 主管 } }");
    assert_eq!(told(&sheet(&remedied)), [""; 0]);
}

#[test]
fn a_claim_is_held_against_the_clauses() {
    let claimed = |checks: &str, more: &str| {
        format!("{}    claim: {{ text: 全部到位{more} }}\n", sheet(checks))
    };
    let all = "{ clause: repair, mean: 1, max: 2 }, { clause: answered, rate: 90 }, { clause: free, met: true, proof: 录音 }";
    assert_eq!(told(&claimed(all, "")), [""; 0]);
    assert_eq!(told(&claimed("", "")), ["S394"]);
    assert_eq!(told(&claimed("", ", acknowledged: 原话")), [""; 0]);
}

#[test]
fn promises_say_how_far_they_reach() {
    let promise =
        |id: &str, keys: &str| format!("  - {{ id: {id}, name: 诺, since: 2007, {keys} }}\n");
    let yaml = format!(
        "{}promises:\n{}{}{}",
        sheet(""),
        promise(
            "a",
            "kept: true, proof: 单, coverage: { covered: 108, base: 120 }"
        ),
        promise("b", "kept: true, coverage: { missing: 没写 }"),
        promise("c", "kept: false, coverage: { covered: 0, base: 5 }"),
    );
    let (record, facts) = tests::assessed::<Compliance>(&yaml, "");
    let of = |name: &str| number(&facts, name, "2008");
    assert_eq!(of("promise.a.coverage"), Some(90.0));
    assert_eq!(of("promise.b.coverage"), None, "missing is not zero");
    assert_eq!(of("promise.c.coverage"), Some(0.0));
    assert_eq!(of("promises"), Some(3.0));
    assert_eq!(of("promises_compliant"), Some(1.0));
    assert_eq!(of("promises_not_compliant"), Some(1.0));
    assert_eq!(of("promises_without_evidence"), Some(1.0));
    assert!(!Compliance::present(&record, &facts).is_empty());
}

#[test]
fn mistakes_are_reported() {
    let clause = |keys: &str| {
        let (_, codes) = tests::checked::<Compliance>(
            &format!("clauses: [{{ id: a, name: 条, {keys} }}]\nreports: []\n"),
            "",
        );
        codes
    };
    assert_eq!(clause("duty: true, limit: { least: 1 }"), ["S214"]);
    assert_eq!(clause("duty: false"), ["S215"]);
    assert_eq!(clause("limit: { measure: hours }"), ["S215"]);
    assert_eq!(clause("limit: { max: 3 }"), ["S215"], "no measure");
    assert_eq!(clause("limit: { measure: hors, max: 3 }"), ["C004"]);
    assert_eq!(
        clause("limit: { measure: hours, mean: 5, max: 3 }"),
        ["S390"]
    );
    assert_eq!(
        clause("limit: { measure: hours, mean: 5, least: 3 }"),
        ["S214"]
    );
    assert_eq!(clause("duty: true, law: nowhere"), ["S217"]);
    assert_eq!(clause("limit: { mean: 3 }, metric: nowhere"), ["R711"]);

    let check = |keys: &str| tests::checked::<Compliance>(&sheet(keys), "").1;
    assert_eq!(check("{ clause: repair, mean: 5, max: 3 }"), ["S390"]);
    assert_eq!(check("{ clause: repair, rate: 5 }"), ["S214"]);
    assert_eq!(check("{ clause: free, n: 5 }"), ["S214"]);
    assert_eq!(check("{ clause: nowhere }"), ["S217"]);
    assert_eq!(check("{ clause: free }, { clause: free }"), ["C002"]);
    assert_eq!(check("{ clause: free, period: 2008-Q1 }"), ["S391"]);
    assert_eq!(
        check("{ clause: free, met: true, missing: 没有查 }"),
        ["S209"]
    );
    let no_reason = sheet("").replace("    missing: 没有查\n", "");
    assert_eq!(tests::checked::<Compliance>(&no_reason, "").1, ["S208"; 4]);
}

#[test]
fn counts_in_a_made_up_file_are_made_up() {
    let duty = "  - { id: free, name: 不强制, duty: true }\n";
    let limits = sheet("").replace(duty, "");
    let (_, facts) =
        tests::assessed::<Compliance>(&format!("evidence: illustrative\n{limits}"), "");
    let period = "2008-H2".parse().expect("a period");
    for name in ["requirements", "compliant", "without_evidence"] {
        let figure = facts.get(&key(name, period)).expect(name);
        assert_eq!(figure.evidence, Evidence::Illustrative, "{name}");
    }
}

#[test]
fn reports_stand_in_order_of_time() {
    let yaml = format!(
        "{}  - period: 2008-H1\n    missing: 没有查\n    checks: []\n",
        sheet("{ clause: repair, mean: 30, max: 70, remedy: { action: 改, owner: 主管 } }")
    );
    let (record, facts) = tests::assessed::<Compliance>(&yaml, "");
    let periods = record.inspections.iter().map(|it| it.period.to_string());
    assert_eq!(periods.collect::<Vec<_>>(), ["2008-H1", "2008-H2"]);
    let shown = Compliance::present(&record, &facts);
    let clauses = shown.iter().find(|it| it.id == "compliance.clauses");
    let Some(Block::Table(table)) = clauses.map(|it| &it.block) else {
        panic!("a table");
    };
    let outcomes = table.rows[0].cells[2..].iter().map(|it| it.tone);
    let outcomes: Vec<Tone> = outcomes.collect();
    assert_eq!(
        outcomes,
        [Tone::Plain, Tone::Unknown, Tone::Plain, Tone::NotMet]
    );
}

#[test]
fn a_limit_that_is_kept_is_told_from_one_that_is_not() {
    let (record, facts) = tests::assessed::<Compliance>(
        &sheet("{ clause: repair, mean: 21, max: 96, remedy: { action: 改, owner: 主管 } }"),
        "",
    );
    let shown = Compliance::present(&record, &facts);
    let limits = shown.iter().find(|it| it.id == "compliance.limits");
    let Some(Block::Chart(chart)) = limits.map(|it| &it.block) else {
        panic!("a chart");
    };
    let said = format!("{:?}", chart.takeaway);
    assert!(said.contains("compliance.bound.mean"), "{said}");
    assert!(said.contains("compliance.bound.max"), "{said}");
}

proptest! {
    /// However much is measured, each requirement has one outcome.
    #[test]
    fn outcomes_add_up(mean in proptest::option::of(0.0..50.0_f64), rate in proptest::option::of(0.0..100.0_f64), met in proptest::option::of(any::<bool>())) {
        let mut checks = Vec::new();
        checks.extend(mean.map(|it| format!("{{ clause: repair, mean: {it:.2} }}")));
        checks.extend(rate.map(|it| format!("{{ clause: answered, rate: {it:.2} }}")));
        checks.extend(met.map(|it| format!("{{ clause: free, met: {it} }}")));
        let (_, facts) = tests::assessed::<Compliance>(&sheet(&checks.join(", ")), "");
        let count = |name: &str| number(&facts, name, "2008-H2").unwrap_or_default();
        let parts = count("compliant") + count("not_compliant") + count("without_evidence");
        prop_assert_eq!(parts, count("requirements"));
    }
}
