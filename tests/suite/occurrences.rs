//! What the example shows. Every kind of chart, every verdict and everything
//! that a series can meet occurs in it at least once, so that nothing ships
//! that nobody ever looked at. Lists are the program's own: a new kind or
//! verdict has to occur as well.

use std::{collections::BTreeSet, sync::LazyLock};

use pingshu::{
    block::ChartKind,
    locale::{Locale, Locales},
    model::Period,
};

use crate::figures::{EXAMPLE, FIGURES};

/// Every page of the example in English, ledgers left out: what is only there
/// is not shown.
static PAGES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let output = EXAMPLE.output().into_iter();
    output
        .filter(|(name, _)| name.starts_with("en/") && !name.contains("/ledger/"))
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("a page is text")))
        .collect()
});

static LOCALES: LazyLock<Locales> = LazyLock::new(Locales::embedded);

fn english() -> &'static Locale {
    LOCALES.get("en").expect("embedded")
}

/// Reports whether a page of the years, of that name or of any, has that text.
fn shows(page: &str, text: &str) -> bool {
    let years = PAGES.iter().filter(|(name, _)| name.starts_with("en/2"));
    years
        .filter(|(name, _)| name.ends_with(page))
        .any(|(_, html)| html.contains(text))
}

/// The longest stretch of a wording that no slot interrupts.
fn fixed_part(key: &str) -> String {
    let stretches = english().word(key).split(['{', '}']).step_by(2);
    let longest = stretches.max_by_key(|it| it.len());
    let longest = longest.filter(|it| !it.is_empty());
    longest.expect("some words").to_owned()
}

/// The verdicts on figures whose name is of that kind.
fn verdicts(is_of_kind: impl Fn(&str) -> bool) -> BTreeSet<&'static str> {
    let figures = FIGURES.iter();
    figures
        .filter(|it| it["id"].as_str().is_some_and(&is_of_kind))
        .filter_map(|it| it["verdict"].as_str())
        .collect()
}

/// Every verdict that there is on a figure.
fn every_verdict() -> BTreeSet<&'static str> {
    english()
        .section("verdicts")
        .map(|(verdict, _)| verdict)
        .collect()
}

fn every_word(section: &str, page: &str) {
    let mut words = 0;
    for (key, word) in english().section(section) {
        words += 1;
        assert!(shows(page, &format!(">{word}</")), "{section}.{key}");
    }
    assert!(words > 1, "{section} is no list of words");
}

#[test]
fn every_kind_of_chart() {
    // A table is no drawing.
    for kind in ChartKind::ALL.iter().filter(|it| it.word() != "table") {
        let mark = format!("data-chart=\"{}\"", kind.word());
        let found = PAGES.iter().any(|(_, html)| html.contains(&mark));
        assert!(found, "{}", kind.word());
    }
}

#[test]
fn every_verdict_of_the_scorecard() {
    let found = verdicts(|id| id.starts_with("scorecard."));
    assert_eq!(found, every_verdict());
    every_word("sentence.scorecard.verdict", "data/scorecard.html");
}

#[test]
fn every_verdict_of_monitoring() {
    every_word("sentence.monitoring.variation", "data/monitoring.html");
    every_word("sentence.monitoring.assurance", "data/monitoring.html");
}

/// Met, not met, and a lead that cannot be told from what was required.
#[test]
fn every_verdict_on_a_lead() {
    let mut known = every_verdict();
    known.remove("unknown");
    assert_eq!(verdicts(|id| id.starts_with("satisfaction.lead.")), known);
    for verdict in known {
        let part = fixed_part(&format!("sentence.satisfaction.takeaway.lead_{verdict}"));
        assert!(shows("data/satisfaction.html", &part), "{verdict}");
    }
}

#[test]
fn every_verdict_of_an_evaluation() {
    every_word("sentence.evaluation.verdict", "data/evaluation.html");
}

#[test]
fn a_special_cause_a_trend_and_a_shift() {
    for rule in ["outside", "trend", "shift"] {
        let part = fixed_part(&format!("chart.signals.{rule}"));
        let drawn = format!("{part}</title>");
        assert!(shows(".html", &drawn), "{rule}: {drawn}");
    }
}

#[test]
fn limits_that_are_provisional_too_narrow_or_broken_off() {
    for note in ["trial", "overdispersed", "broken"] {
        let part = fixed_part(&format!("sentence.monitoring.note.{note}"));
        assert!(shows("data/monitoring.html", &part), "{note}");
    }
}

/// A stretch of the year before and one of this year, in one chart.
#[test]
fn limits_that_begin_anew() {
    for id in [
        "monitoring.kiosk_uptime.centre_3",
        "complaints.periods.centre_3",
    ] {
        let mut figures = FIGURES.iter();
        let found = figures.any(|it| it["id"] == id && it["period"] == "2009");
        assert!(found, "no {id}");
    }
    let chapter = EXAMPLE.page("en/2009/monitoring.html");
    for reason in ["All old kiosks were replaced", "spare parts on site"] {
        assert!(chapter.contains(reason), "{reason}");
    }
}

#[test]
fn growth_from_zero() {
    let zero = english().word("figure.zero_base");
    assert!(shows("data/monitoring.html", zero), "{zero}");
}

#[test]
fn series_of_every_kind_of_period() {
    let typed = FIGURES.iter().filter(|it| {
        let id = it["id"].as_str().unwrap_or_default();
        let role = id.rsplit('.').next();
        id.starts_with("monitoring.") && matches!(role, Some("value" | "num"))
    });
    let periods: Vec<Period> = typed
        .filter_map(|it| it["period"].as_str()?.parse().ok())
        .collect();
    let every: [Period; 7] = [
        "2008-12-15",
        "2008-W12",
        "2008-03-X2",
        "2008-03",
        "2008-Q1",
        "2008-H1",
        "2008",
    ]
    .map(|it| it.parse().expect("a period"));
    for kind in every {
        let found = periods.iter().any(|it| it.same_kind(kind));
        assert!(found, "no series of periods such as {kind}");
    }
    let years: BTreeSet<i16> = periods.iter().map(|it| it.year()).collect();
    assert!([2007, 2008, 2009].iter().all(|it| years.contains(it)));
}

/// What stands in the file of one year has its only home there; a later review
/// shows it from there.
#[test]
fn years_are_held_against_each_other() {
    let figure = |id: &str, period: &str| {
        let found = FIGURES
            .iter()
            .find(|it| it["id"] == id && it["period"] == period);
        found.unwrap_or_else(|| panic!("no {id}@{period}"))
    };
    let before = figure("monitoring.broadband_complaints.num", "2008-06");
    assert_eq!(before["inputs"][0]["file"], "data/2008/monitoring.yaml");
    let change = figure("complaints.years.change", "2009-H1");
    assert_eq!(change["inputs"][1]["period"], "2008-H1");
    assert!(change["value"].as_f64().is_some_and(|it| it < 0.0));
    let portal = EXAMPLE.page("en/index.html");
    let (newer, older) = portal
        .split_once("shelf-kicker\">2008<")
        .expect("two reports");
    assert!(
        newer.contains("shelf-kicker\">2009<"),
        "the newest report comes first"
    );
    let introduction = older.split("</li>").next().unwrap_or_default();
    assert!(
        introduction.contains("19") && !introduction.contains('—'),
        "each report is introduced with figures of its own year"
    );
}
