//! The calendar: what was due, and what became of it.

use proptest::prelude::*;

use super::*;
use crate::{
    block::{Block, Piece},
    subject::tests,
};

/// A sheet with these reports and meetings, known of up to a day.
fn sheet(as_of: &str, reports: &[&str], meetings: &str) -> String {
    let reports = reports
        .iter()
        .enumerate()
        .map(|(i, it)| format!("- {{ id: r{i}, name: 报{i}, {it} }}\n"));
    let reports: String = reports.collect();
    format!("name: 报告\nas_of: {as_of}\nreports:\n{reports}meetings: {meetings}\n")
}

/// The numbers of the first report and of all, by reference without
/// `cadence.` and without the year.
fn counted(as_of: &str, reports: &[&str]) -> impl Fn(&str) -> Option<f64> + use<> {
    let (_, facts) = tests::assessed::<Cadence>(&sheet(as_of, reports, "[]"), "");
    move |name: &str| {
        let key = match name.split_once('@') {
            Some((name, period)) => FigureKey::own(
                &format!("cadence.{name}"),
                period.parse().expect("a period"),
            ),
            None => FigureKey::own(&format!("cadence.{name}"), Period::Year(2008)),
        };
        facts
            .get(&key)
            .unwrap_or_else(|| panic!("no {name}"))
            .number()
    }
}

fn codes(as_of: &str, reports: &[&str], meetings: &str) -> Vec<&'static str> {
    tests::checked::<Cadence>(&sheet(as_of, reports, meetings), "").1
}

#[test]
fn the_calendar_tells_what_is_due() {
    let found = counted(
        "2008-04-10",
        &["cadence: monthly, first: 2008-01, days: 10, issued: [
            { period: 2008-01, date: 2008-02-10 }, { period: 2008-02, date: 2008-03-13 }]"],
    );
    assert_eq!(found("report.r0.due"), Some(3.0), "March is due that day");
    assert_eq!(
        found("report.r0.on_time"),
        Some(1.0),
        "the due date is on time"
    );
    assert_eq!(found("report.r0.late"), Some(1.0));
    assert_eq!(found("report.r0.not_issued"), Some(1.0));
    assert_eq!(found("report.r0.days_late@2008-02"), Some(3.0));
    assert_eq!(found("report.r0.share").map(f64::round), Some(33.0));
    assert_eq!(
        found("missed@2008-02-10"),
        Some(0.0),
        "due and on time is a count"
    );
    assert_eq!(found("missed@2008-03-10"), Some(1.0));
}

#[test]
fn what_is_missing_is_not_late_and_before_it_is_due_not_missing() {
    let report = "cadence: monthly, first: 2008-03, days: 10";
    let found = counted("2008-04-09", &[report]);
    assert_eq!(found("report.r0.due"), Some(0.0));
    assert_eq!(found("report.r0.not_issued"), Some(0.0));
    assert_eq!(found("report.r0.share"), None, "of none there is no share");
    let found = counted("2008-04-10", &[report]);
    assert_eq!(found("report.r0.not_issued"), Some(1.0));
    assert_eq!(found("report.r0.late"), Some(0.0));
    assert_eq!(found("report.r0.days_late"), Some(0.0));
}

#[test]
fn what_nobody_knows_is_in_no_share() {
    let found = counted(
        "2008-03-31",
        &[
            "cadence: monthly, first: 2008-01, days: 0, issued: [
                { period: 2008-01, date: 2008-01-31 }, { period: 2008-02, missing: 缺页 },
                { period: 2008-03, date: 2008-03-31 }]",
            "cadence: monthly, first: 2008-01, days: 0, missing: 来源没有写",
            "missing: 没有期数",
        ],
    );
    assert_eq!(found("report.r0.unknown"), Some(1.0));
    assert_eq!(found("report.r0.share"), Some(100.0), "two of two");
    assert_eq!(found("report.r1.due"), Some(3.0), "the calendar tells");
    assert_eq!(found("report.r1.not_issued"), None, "no issue is known");
    assert_eq!(found("report.r2.due"), None);
    assert_eq!(
        found("all.due"),
        Some(3.0),
        "only what is known is added up"
    );
}

#[test]
fn a_day_rests_on_what_was_due_on_it() {
    let yaml = sheet(
        "2008-03-31",
        &[
            "cadence: monthly, first: 2008-01, days: 0, issued: [{ period: 2008-01, date: 2008-01-31 }]",
            "cadence: monthly, first: 2008-01, days: 1, evidence: estimated",
        ],
        "[]",
    );
    let (_, facts) = tests::assessed::<Cadence>(&yaml, "");
    let day = |day: &str| {
        let key = FigureKey::own("cadence.missed", day.parse().expect("a day"));
        facts.get(&key).expect("something was due").clone()
    };
    assert_eq!(day("2008-01-31").evidence, Evidence::Measured);
    assert_eq!(day("2008-01-31").inputs.len(), 2, "the report, its issue");
    assert_eq!(day("2008-02-01").evidence, Evidence::Estimated);
    assert_eq!(day("2008-02-01").inputs.len(), 1, "nothing was issued");
}

#[test]
fn thirds_of_months_end_with_the_month() {
    let found = counted(
        "2008-03-02",
        &["cadence: xun, first: 2008-02-X1, days: 2, issued: [
            { from: 2008-02-X1, to: 2008-02-X2, after: 2 }, { period: 2008-02-X3, date: 2008-03-02 }]"],
    );
    assert_eq!(found("report.r0.due"), Some(3.0), "the leap day and two");
    assert_eq!(found("report.r0.on_time"), Some(3.0));
}

#[test]
fn a_regular_meeting_is_an_issue_of_its_calendar() {
    let text = sheet(
        "2008-04-30",
        &["cadence: monthly, first: 2008-01, last: 2008-02, days: 10"],
        "
- { date: 2008-02-05, of: r0, period: 2008-01, decisions: [
    { id: a, what: 甲, owner: 主管, due: 2008-03-01, closed: 2008-03-01 },
    { id: b, what: 乙, owner: 主管, due: 2008-03-01, closed: 2008-03-02 },
    { id: c, what: 丙, owner: 主管, due: 2008-04-20 },
    { id: d, what: 丁, owner: 主管, due: 2008-04-30 },
    { id: e, what: 戊, owner: 主管 } ] }",
    );
    let (_, facts) = tests::assessed::<Cadence>(&text, "");
    let number = |name: &str| {
        let key = FigureKey::own(&format!("cadence.{name}"), Period::Year(2008));
        facts.get(&key).and_then(crate::model::Figure::number)
    };
    assert_eq!(number("report.r0.on_time"), Some(1.0));
    assert_eq!(number("report.r0.due"), Some(2.0), "none after the last");
    assert_eq!(number("decisions.closed"), Some(2.0));
    assert_eq!(number("decisions.late"), Some(1.0));
    assert_eq!(number("decisions.open"), Some(3.0));
    assert_eq!(
        number("decisions.overdue"),
        Some(1.0),
        "due today is not overdue"
    );
    assert_eq!(number("decision.c.days_overdue"), Some(10.0));
}

/// The rows of an exhibit by key; none where a line stands in its place.
fn rows(exhibits: &[Exhibit], id: &str) -> Vec<String> {
    let found = exhibits.iter().find(|it| it.id == id);
    match &found.expect("it is always there").block {
        Block::Table(table) => table.rows.iter().map(|it| it.key.clone()).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_bulletin_knows_nothing_of_what_came_later() {
    let text = sheet(
        "2008-12-31",
        &[
            "cadence: monthly, first: 2008-03, last: 2008-04, days: 10, issued: [
            { period: 2008-03, date: 2008-05-02 }, { period: 2008-04, date: 2008-05-10 }]",
        ],
        "
- { date: 2008-03-05, name: 会, decisions: [
    { id: a, what: 甲, owner: 主管, due: 2008-04-01, closed: 2008-06-01 } ] }",
    );
    let (record, facts) = tests::assessed::<Cadence>(&text, "");
    let of =
        |period: &str| Cadence::present_period(&record, &facts, period.parse().expect("a period"));
    let april = of("2008-04");
    assert_eq!(rows(&april, "cadence.period_exceptions"), ["r0-2008-03"]);
    let Block::Table(table) = &april[1].block else {
        panic!("a table")
    };
    let state = &table.rows[0].cells[3].phrase.0;
    assert!(
        matches!(state[..], [Piece::Sentence("cadence.state.not_issued", _)]),
        "in April it was not there: {state:?}"
    );
    assert_eq!(rows(&april, "cadence.period_decisions"), ["a"]);
    assert_eq!(rows(&of("2008-05"), "cadence.period_exceptions"), [""; 0]);
    assert_eq!(rows(&of("2008-02"), "cadence.period_decisions"), [""; 0]);
    assert_eq!(rows(&of("2008-07"), "cadence.period_decisions"), [""; 0]);
}

#[test]
fn mistakes_are_told() {
    let case = |report: &str, meetings: &str, expected: &[&str]| {
        assert_eq!(
            codes("2008-06-30", &[report], meetings),
            expected,
            "{report} {meetings}"
        );
    };
    let monthly = "cadence: monthly, first: 2008-01, days: 10";
    let issued = |rows: &str| format!("{monthly}, issued: [{rows}]");
    case(monthly, "[]", &[]);
    case(
        "cadence: monthly, first: 2008-Q1, days: 10",
        "[]",
        &["S440"],
    );
    case(
        &issued("{ period: 2008-02-X1, date: 2008-03-01 }"),
        "[]",
        &["S440"],
    );
    case(
        &issued("{ from: 2008-01, to: 2008-03, after: 5 }, { period: 2008-02, date: 2008-03-01 }"),
        "[]",
        &["S441"],
    );
    case(
        &issued("{ period: 2008-03, date: 2008-02-29 }"),
        "[]",
        &["S442"],
    );
    case(
        &issued("{ period: 2008-06, date: 2008-07-01 }"),
        "[]",
        &["S443"],
    );
    case(
        &issued("{ period: 2007-12, date: 2008-01-05 }"),
        "[]",
        &["S445"],
    );
    case(&issued("{ period: 2008-01 }"), "[]", &["S215"]);
    case(&issued("{ from: 2008-01, to: 2008-02 }"), "[]", &["S215"]);
    case(&issued("{ period: 2008-01, after: 2 }"), "[]", &["S214"]);
    case(
        &issued("{ from: 2008-03, to: 2008-02, after: 1 }"),
        "[]",
        &["C001"],
    );
    case(
        "cadence: monthly, first: 2006-01, days: 10",
        "[]",
        &["C001"],
    );
    case(
        "cadence: monthly, first: 2008-01, days: 400",
        "[]",
        &["C001"],
    );
    case("cadence: monthly, days: 10", "[]", &["S215"]);
    case(
        "missing: 没有, issued: [{ period: 2008-01, date: 2008-02-01 }]",
        "[]",
        &["S214"],
    );
    case(monthly, "[{ date: 2008-02-01 }]", &["S215"]);
    case(
        monthly,
        "[{ date: 2008-02-01, of: r9, period: 2008-01 }]",
        &["S217"],
    );
    case(monthly, "[{ date: 2008-02-01, of: r0 }]", &["S215"]);
    case(monthly, "[{ date: 2008-07-01, name: 会 }]", &["S443"]);
    let decided = |decision: &str| {
        format!(
            "[{{ date: 2008-02-01, name: 会, decisions: [{{ id: a, what: 甲, owner: 主管, {decision} }}] }}]"
        )
    };
    case(monthly, &decided("due: 2008-01-31"), &["S444"]);
    case(monthly, &decided("closed: 2008-07-01"), &["S443"]);
}

proptest! {
    #[test]
    fn what_is_due_is_one_of_four(lateness in prop::collection::vec(0i64..30, 0..12), day in 0i64..366) {
        let rows: Vec<String> = lateness
            .iter()
            .enumerate()
            .map(|(i, days)| {
                let end = Period::Month(2008, u8::try_from(i + 1).expect("a month")).last_day();
                let date = end.saturating_add(jiff::Span::new().days(*days));
                format!("{{ period: 2008-{:02}, date: {date} }}", i + 1)
            })
            .collect();
        let report = format!(
            "cadence: monthly, first: 2008-01, last: 2008-12, days: 10, issued: [{}]",
            rows.join(", ")
        );
        let text = sheet("2009-12-31", &[&report], "[]");
        let (record, codes) = tests::checked::<Cadence>(&text, "");
        prop_assert!(codes.is_empty());
        let first = Period::Year(2008).first_day();
        let day = first.saturating_add(jiff::Span::new().days(day));
        let mut due = 0;
        for expected in &record.lines[0].expected {
            match expected.on(day) {
                expected::State::NotDue => prop_assert!(expected.due > day),
                expected::State::Late(date, days) => {
                    due += 1;
                    prop_assert!(days > 0 && date <= day);
                }
                _ => due += 1,
            }
        }
        let ended = (1..=12).filter(|month| {
            let end = Period::Month(2008, *month).last_day();
            end.saturating_add(jiff::Span::new().days(10)) <= day
        });
        prop_assert_eq!(due, ended.count());
    }
}
