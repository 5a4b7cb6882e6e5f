//! Accountability from cases to hours, shares and vetoes.

use proptest::prelude::*;

use super::*;
use crate::subject::tests;

/// A ledger with two roles and these cases.
fn sheet(cases: &[&str]) -> String {
    let cases = cases.iter().enumerate();
    let cases = cases.map(|(i, it)| format!("  - {{ id: c{i}, name: 事, first: clerk, {it} }}\n"));
    format!(
        "name: 责任\nrules: [{{ id: first_asked, name: 首问 }}]\nroles: [{{ id: clerk, name: 员 }}, {{ id: manager, name: 理 }}]\ncases:\n{}",
        cases.collect::<String>()
    )
}

fn facts(cases: &[&str]) -> Facts {
    let (record, facts) = tests::assessed::<Accountability>(&sheet(cases), "");
    assert!(!Accountability::present(&record, &facts).is_empty());
    facts
}

fn figure<'a>(facts: &'a Facts, name: &str) -> &'a crate::model::Figure {
    let key = FigureKey::own(&format!("accountability.{name}"), Period::Year(2008));
    facts
        .get(&key)
        .unwrap_or_else(|| panic!("{name} is not published"))
}

fn number(facts: &Facts, name: &str) -> Option<f64> {
    figure(facts, name).number()
}

#[test]
fn hours_come_of_times() {
    let facts = facts(&[
        "opened: 2008-03-04 09:10, closed: 2008-03-04 16:40",
        "opened: 2008-02-28 12:00, closed: 2008-03-01 12:00",
        "opened: 2008-03-04 09:10, closed: 2008-03-04 09:10",
    ]);
    assert_eq!(number(&facts, "case.c0.hours"), Some(7.5));
    assert_eq!(number(&facts, "case.c1.hours"), Some(48.0), "a leap year");
    assert_eq!(number(&facts, "case.c2.hours"), Some(0.0));
    assert_eq!(number(&facts, "median"), Some(7.5), "the median");
    assert_eq!(number(&facts, "longest"), Some(48.0));
    assert_eq!(figure(&facts, "median").n, Some(3));
}

#[test]
fn a_case_without_a_time_of_closing_is_open() {
    let facts = facts(&[
        "opened: 2008-03-04 09:00, closed: 2008-03-04 11:00",
        "opened: 2008-03-04 09:00",
        "missing: 没有记, closed: 2008-03-05 10:00",
    ]);
    assert_eq!(number(&facts, "open"), Some(1.0));
    assert_eq!(number(&facts, "closed"), Some(2.0));
    let key = FigureKey::own("accountability.case.c1.hours", Period::Year(2008));
    assert!(facts.get(&key).is_none(), "open is not zero hours");
    assert_eq!(number(&facts, "case.c2.hours"), None, "nor is not known");
    assert_eq!(number(&facts, "median"), Some(2.0));
    assert_eq!(figure(&facts, "median").n, Some(1));
}

#[test]
fn the_closed_share_has_an_interval() {
    // Newcombe 1998: 0 of 20 is 0 to 0.1611 by Wilson.
    let facts = facts(&["opened: 2008-03-04 09:00"; 20]);
    let share = figure(&facts, "closed_share");
    let interval = share.interval.expect("an interval");
    assert_eq!(share.number(), Some(0.0));
    assert!((interval.high - 16.11).abs() < 0.01, "{interval:?}");
    assert_eq!(number(&facts, "first_hand_share"), None, "of none closed");
    assert_eq!(number(&facts, "median"), None);
}

#[test]
fn cases_are_counted_by_the_role_asked_first() {
    let facts = facts(&[
        "opened: 2008-03-04 09:00, closed: 2008-03-04 11:00",
        "opened: 2008-03-04 09:00, closed: 2008-03-04 11:00, handed: [{ to: manager }, { to: clerk }]",
    ]);
    assert_eq!(number(&facts, "role.clerk.cases"), Some(2.0));
    assert_eq!(number(&facts, "role.clerk.handoffs"), Some(2.0));
    assert_eq!(number(&facts, "role.manager.cases"), Some(0.0));
    assert_eq!(number(&facts, "role.manager.closed_share"), None);
    assert_eq!(number(&facts, "handed.median"), Some(2.0));
    assert_eq!(number(&facts, "kept.timed"), Some(1.0));
    assert_eq!(number(&facts, "first_hand"), Some(1.0));
    assert_eq!(number(&facts, "first_hand_share"), Some(50.0));
}

#[test]
fn a_veto_keeps_the_original_score() {
    let facts = facts(&[
        "opened: 2008-03-04 09:00, veto: { reason: 曝光, original: 92.5 }",
        "opened: 2008-03-04 09:00, veto: { reason: 曝光, missing: 没有写, final: 60 }",
    ]);
    assert_eq!(number(&facts, "case.c0.original"), Some(92.5));
    assert_eq!(number(&facts, "case.c0.final"), Some(0.0));
    assert_eq!(number(&facts, "case.c1.original"), None);
    assert_eq!(number(&facts, "case.c1.final"), Some(60.0));
    assert_eq!(number(&facts, "vetoes"), Some(2.0));
}

#[test]
fn a_sum_with_an_unknown_penalty_is_not_known() {
    let fined = |amount: &str| {
        format!("opened: 2008-03-04 09:00, sanction: {{ kind: 扣, role: clerk{amount} }}")
    };
    let sum = |amounts: &[&str]| {
        let cases: Vec<String> = amounts.iter().map(|it| fined(it)).collect();
        let cases: Vec<&str> = cases.iter().map(String::as_str).collect();
        number(&facts(&cases), "penalties")
    };
    assert_eq!(sum(&[", amount: 200", ", amount: 50", ""]), Some(250.0));
    assert_eq!(sum(&[", amount: 200", ", missing: 没有写"]), None);
    let facts = facts(&[&fined("")]);
    assert_eq!(number(&facts, "sanctions"), Some(1.0));
}

#[test]
fn mistakes_are_reported() {
    let codes = |keys: &str| tests::checked::<Accountability>(&sheet(&[keys]), "").1;
    assert_eq!(codes("opened: 2008-03-04"), ["S380"]);
    assert_eq!(codes("opened: 2008-03-04 24:10"), ["S380"]);
    assert_eq!(codes("opened: 2008-03-04 09:10:00"), ["S380"]);
    assert_eq!(codes("closed: 2008-03-04 09:10"), ["S208"]);
    let opened = "opened: 2008-03-04 09:10";
    let after = |keys: &str| codes(&format!("{opened}, {keys}"));
    assert_eq!(after("closed: 2008-03-04 09:09"), ["S381"]);
    assert_eq!(
        after("handed: [{ to: manager, at: 2008-03-05 09:00 }], closed: 2008-03-04 20:00"),
        ["S381"]
    );
    assert_eq!(after("handed: [{ to: nobody }]"), ["S217"]);
    assert_eq!(after("rule: nowhere"), ["S217"]);
    assert_eq!(after("unit: nowhere"), ["R709"]);
    assert_eq!(
        after("sanction: { kind: 扣, role: clerk, amount: -1 }"),
        ["C001"]
    );
    assert_eq!(
        after("veto: { reason: 曝光, original: 50, final: 60 }"),
        ["S382"]
    );
    assert_eq!(after("veto: { reason: 曝光 }"), ["S208"]);
}

#[test]
fn counts_of_none_are_founded_as_their_file() {
    let made_up = format!(
        "evidence: illustrative\n{}",
        sheet(&["opened: 2008-03-04 09:00, evidence: reported"])
    );
    let (_, facts) = tests::assessed::<Accountability>(&made_up, "");
    let evidence = |name: &str| figure(&facts, name).evidence;
    assert_eq!(evidence("cases"), Evidence::Reported);
    assert_eq!(evidence("role.manager.cases"), Evidence::Illustrative);
    assert_eq!(evidence("handed.timed"), Evidence::Illustrative);
}

#[test]
fn a_unit_has_its_own_cases() {
    let (record, facts) = tests::assessed::<Accountability>(
        &sheet(&[
            "unit: west, opened: 2008-03-04 09:00",
            "opened: 2008-03-04 09:00",
            "unit: east, opened: 2008-03-04 09:00",
            "unit: west, opened: 2008-03-04 09:00, closed: 2008-03-04 10:00",
        ]),
        "",
    );
    assert_eq!(Accountability::units(&record), ["east", "west"]);
    let of = |unit: &str, name: &str| {
        let unit = record.units().find(|it| it.id == unit).expect("a unit");
        facts.number(&record.key(Group::Unit(unit), name))
    };
    assert_eq!(of("west", "cases"), Some(2.0));
    assert_eq!(of("west", "closed"), Some(1.0));
    assert_eq!(of("east", "open"), Some(1.0));
    assert_eq!(number(&facts, "cases"), Some(4.0));
}

proptest! {
    /// Closed and open are all, whatever is known of their times.
    #[test]
    fn open_and_closed_are_all(closed in proptest::collection::vec(any::<bool>(), 1..12)) {
        let cases: Vec<&str> = closed.iter().map(|it| if *it {
            "opened: 2008-03-04 09:00, closed: 2008-03-04 10:00"
        } else {
            "opened: 2008-03-04 09:00"
        }).collect();
        let facts = facts(&cases);
        let count = |name: &str| number(&facts, name).unwrap_or_default();
        prop_assert_eq!(count("open") + count("closed"), count("cases"));
        prop_assert_eq!(count("closed") as usize, closed.iter().filter(|it| **it).count());
    }
}
