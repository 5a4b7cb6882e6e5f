//! Truth tables, intervals and evidence of judging.

use proptest::prelude::*;

use super::*;

/// Knows values and intervals by the name of the metric.
#[derive(Default)]
struct Known(Vec<Entry>);

type Entry = (&'static str, f64, Option<(f64, f64)>, Evidence);

impl Known {
    fn given(&self, name: &str) -> Option<Given> {
        let (_, value, interval, evidence) = self.0.iter().find(|(it, ..)| *it == name)?;
        Some(Given {
            value: Finite::new(*value).expect("typed finite"),
            interval: interval.map(|(low, high)| Interval {
                level: 0.95,
                low,
                high,
            }),
            evidence: *evidence,
        })
    }
}

impl Witness for Known {
    fn quantity(&self, of: &str, quantity: Quantity) -> Result<Given, Reason> {
        self.given(&format!("{of}:{}", quantity.word()))
            .ok_or_else(|| Reason::Passing(format!("{of}:{}", quantity.word())))
    }
    fn threshold(&self, id: &str, _: &str) -> Result<Given, Reason> {
        self.given(id)
            .ok_or_else(|| Reason::Threshold(id.to_owned()))
    }
    fn passes(&self, of: &str) -> Result<(bool, Evidence), Reason> {
        let given = self
            .given(of)
            .ok_or_else(|| Reason::Passing(of.to_owned()))?;
        Ok((given.value.get() == 1.0, given.evidence))
    }
    fn deducted(&self, of: &str) -> Result<Given, Reason> {
        self.given(of)
            .ok_or_else(|| Reason::Deduction(of.to_owned()))
    }
}

fn outcome(rule: &str, known: &Known) -> Outcome {
    rule.parse::<Rule>()
        .expect("the case is a rule")
        .judge("m", known)
}

#[track_caller]
fn case(rule: &str, value: f64, interval: Option<(f64, f64)>, verdict: &str) {
    let known = Known(vec![("m:value", value, interval, Evidence::Measured)]);
    let outcome = outcome(rule, &known);
    assert_eq!(
        outcome.verdict.word(),
        verdict,
        "{rule} of {value} in {interval:?}"
    );
    let ground = if interval.is_some() {
        Ground::Interval
    } else {
        Ground::PointEstimate
    };
    assert_eq!(outcome.ground, ground, "the outcome says what decided");
}

#[test]
fn there_is_no_tolerance() {
    case("at least 80", 79.96, None, "notmet");
    case("at least 80", 80.0, None, "met");
    case("more than 80", 80.0, None, "notmet");
    case("more than 80", 80.000_001, None, "met");
    case("at most 90", 90.0, None, "met");
    case("at most 90", 90.01, None, "notmet");
    case("less than 90", 90.0, None, "notmet");
    case("less than 90", 89.99, None, "met");
}

#[test]
fn an_interval_must_lie_on_one_side() {
    case("at least 6", 7.0, Some((6.0, 8.0)), "met");
    case("at least 6", 7.0, Some((5.9, 8.1)), "notdistinguishable");
    case("at least 6", 5.0, Some((4.0, 6.0)), "notdistinguishable");
    case("at least 6", 5.0, Some((4.1, 5.9)), "notmet");
    case("more than 6", 7.0, Some((6.0, 8.0)), "notdistinguishable");
    case("more than 6", 5.0, Some((4.0, 6.0)), "notmet");
    case("at most 6", 5.0, Some((4.0, 6.0)), "met");
    case("at most 6", 7.0, Some((6.0, 8.0)), "notdistinguishable");
    case("less than 6", 5.0, Some((4.0, 6.0)), "notdistinguishable");
    case("less than 6", 7.0, Some((6.0, 8.0)), "notmet");
}

/// A rule whose comparison comes out as the word says.
const ENDS: [(&str, &str); 4] = [
    ("met", "at least 0"),
    ("notmet", "at least 100"),
    ("notdistinguishable", "at least 50"),
    ("unknown", "lead at least 1"),
];

fn end(word: &str) -> Rule {
    let (_, rule) = ENDS
        .iter()
        .find(|(it, _)| *it == word)
        .expect("one of the four");
    rule.parse().expect("typed as a rule")
}

fn halfway() -> Known {
    Known(vec![(
        "m:value",
        50.0,
        Some((40.0, 60.0)),
        Evidence::Measured,
    )])
}

#[test]
fn the_truth_tables_are_complete() {
    let table = [
        // left, right, any, all
        ("met", "met", "met", "met"),
        ("met", "notmet", "met", "notmet"),
        ("met", "notdistinguishable", "met", "notdistinguishable"),
        ("met", "unknown", "met", "unknown"),
        ("notmet", "notmet", "notmet", "notmet"),
        (
            "notmet",
            "notdistinguishable",
            "notdistinguishable",
            "notmet",
        ),
        ("notmet", "unknown", "unknown", "notmet"),
        (
            "notdistinguishable",
            "notdistinguishable",
            "notdistinguishable",
            "notdistinguishable",
        ),
        ("notdistinguishable", "unknown", "unknown", "unknown"),
        ("unknown", "unknown", "unknown", "unknown"),
    ];
    for (left, right, any, all) in table {
        for pair in [[left, right], [right, left]] {
            let rules = || pair.map(end).to_vec();
            assert_eq!(
                Rule::Any(rules()).judge("m", &halfway()).verdict.word(),
                any,
                "any {pair:?}"
            );
            assert_eq!(
                Rule::All(rules()).judge("m", &halfway()).verdict.word(),
                all,
                "all {pair:?}"
            );
        }
    }
    assert_eq!(table.len(), 10, "four verdicts make ten pairs");
}

#[test]
fn the_branch_that_decided_is_named() {
    let known = Known(vec![
        ("m:value", 83.0, None, Evidence::Estimated),
        ("m:lead", 7.0, None, Evidence::Measured),
    ]);
    let any = |rules: &[&str]| {
        Rule::Any(
            rules
                .iter()
                .map(|rule| rule.parse().expect("a rule"))
                .collect(),
        )
    };
    let first = any(&["value at least 82", "lead at least 6"]).judge("m", &known);
    assert_eq!(
        first.decided_by,
        Some(1),
        "both are met; the better founded decides"
    );
    assert_eq!(
        first.evidence,
        Evidence::Reported,
        "its own and that of the typed threshold"
    );
    let second = any(&["value at least 82", "lead at least 13"]).judge("m", &known);
    assert_eq!(
        (second.decided_by, second.evidence),
        (Some(0), Evidence::Estimated)
    );
    let neither = any(&["value at least 90", "lead at least 13"]).judge("m", &known);
    assert_eq!(neither.verdict, Verdict::NotMet);
    assert_eq!(
        (neither.decided_by, neither.evidence),
        (None, Evidence::Estimated),
        "all were needed"
    );
    assert_eq!(neither.branches.len(), 2);
}

#[test]
fn a_threshold_weakens_the_evidence() {
    let mut known = Known(vec![
        ("m:value", 80.0, None, Evidence::Measured),
        ("t", 79.0, None, Evidence::Estimated),
    ]);
    assert_eq!(outcome("at least t", &known).evidence, Evidence::Estimated);
    assert_eq!(
        outcome("at least 79", &known).evidence,
        Evidence::Reported,
        "typed in the rule"
    );
    known.0.pop();
    let unknown = outcome("at least t", &known);
    assert_eq!(
        unknown.verdict,
        Verdict::Unknown(Reason::Threshold("t".to_owned()))
    );
    assert_eq!(
        (unknown.evidence, unknown.ground),
        (Evidence::Missing, Ground::Nothing)
    );
}

#[test]
fn each_metric_is_judged_by_itself() {
    let known = Known(vec![
        ("hall:value", 80.0, None, Evidence::Measured),
        ("hotline:value", 70.0, None, Evidence::Measured),
    ]);
    let each = |metrics: &[&str]| Rule::Each {
        metrics: metrics.iter().map(|it| (*it).to_owned()).collect(),
        rule: Box::new("at least 75".parse().expect("a rule")),
    };
    assert_eq!(each(&["hall"]).judge("", &known).verdict, Verdict::Met);
    let both = each(&["hall", "hotline", "club"]).judge("", &known);
    assert_eq!(
        (both.verdict, both.decided_by),
        (Verdict::NotMet, Some(1)),
        "one miss decides, unknown or not"
    );
}

#[test]
fn passing_and_deductions_are_statements() {
    let known = |value| Known(vec![("m", value, None, Evidence::Reported)]);
    assert_eq!(outcome("passes", &known(1.0)).verdict, Verdict::Met);
    assert_eq!(outcome("passes", &known(0.0)).verdict, Verdict::NotMet);
    assert_eq!(outcome("no deduction", &known(0.0)).verdict, Verdict::Met);
    assert_eq!(
        outcome("no deduction", &known(0.5)).verdict,
        Verdict::NotMet
    );
    let nothing = outcome("no deduction", &Known::default());
    assert_eq!(
        nothing.verdict,
        Verdict::Unknown(Reason::Deduction("m".to_owned()))
    );
}

fn rules() -> impl Strategy<Value = Rule> {
    let leaf = (0usize..4).prop_map(|at| end(ENDS[at].0));
    leaf.prop_recursive(3, 16, 4, |inner| {
        let list = prop::collection::vec(inner, 1..4);
        prop_oneof![list.clone().prop_map(Rule::Any), list.prop_map(Rule::All)]
    })
}

proptest! {
    #[test]
    fn order_does_not_matter(rules in prop::collection::vec(rules(), 1..5), turn in 0usize..5) {
        let mut turned = rules.clone();
        let by = turn % turned.len();
        turned.rotate_left(by);
        for make in [Rule::Any, Rule::All] {
            let one = make(rules.clone()).judge("m", &halfway());
            let other = make(turned.clone()).judge("m", &halfway());
            prop_assert_eq!(one.verdict.word(), other.verdict.word());
            prop_assert_eq!(one.evidence, other.evidence);
        }
    }

    #[test]
    fn more_branches_help_any_and_hurt_all(rules in prop::collection::vec(rules(), 1..5), more in rules()) {
        let judged = |rules: &[Rule], make: fn(Vec<Rule>) -> Rule| make(rules.to_vec()).judge("m", &halfway()).verdict.decided();
        let mut longer = rules.clone();
        longer.push(more);
        if judged(&rules, Rule::Any) == Some(true) {
            prop_assert_eq!(judged(&longer, Rule::Any), Some(true));
        }
        if judged(&rules, Rule::All) == Some(false) {
            prop_assert_eq!(judged(&longer, Rule::All), Some(false));
        }
    }
}
