//! Inspections from sheet to figures and exhibits.

mod tables;

use super::*;
use crate::{
    block::{Block, Drawing, Phrase, Piece, Plot},
    model::{Figure, Missing},
    subject::tests,
};

/// Two sites, two observers, one checklist of three questions and a second
/// version of it without questions.
const BASE: &str = "
name: 检查
observers: [{ kind: patrol, name: 巡检 }, { kind: third_party, name: 第三方 }]
checklists:
- id: hall
  version: a
  name: 甲版
  pass_mark: 60
  questions:
  - { id: greeting, name: 迎客, weight: 1 }
  - { id: identity, name: 核对, weight: 2, critical: true }
  - { id: skill, name: 解答, weight: 2, possible: 10 }
- { id: hall, version: b, name: 乙版 }
sites: [{ id: east, name: 东门, channel: own }, { id: market, name: 市场, channel: partner }]
";

/// Checks a sheet and gives its record with the codes reported.
fn checked(yaml: &str) -> (Record, Vec<&'static str>) {
    checked_whole(&format!("{BASE}{yaml}"))
}

fn checked_whole(text: &str) -> (Record, Vec<&'static str>) {
    tests::checked::<Inspections>(text, "")
}

struct Shown {
    facts: Facts,
    exhibits: Vec<Exhibit>,
}

fn assessed(yaml: &str) -> Shown {
    let (record, codes) = checked(yaml);
    assert!(codes.is_empty(), "{codes:?} in {yaml}");
    let mut facts = Facts::default();
    Inspections::assess(&record, &mut facts);
    let exhibits = Inspections::present(&record, &facts);
    Shown { facts, exhibits }
}

impl Shown {
    #[track_caller]
    fn get(&self, name: &str) -> &Figure {
        let key = FigureKey::own(&format!("inspections.{name}"), Period::Year(2008));
        self.facts
            .get(&key)
            .unwrap_or_else(|| panic!("{key} is published"))
    }

    #[track_caller]
    fn near(&self, name: &str, value: f64) {
        let found = self.get(name).number().expect("a value");
        assert!((found - value).abs() < 5e-4, "{name}: {found}, not {value}");
    }

    #[track_caller]
    fn block(&self, id: &str) -> &Block {
        let id = format!("inspections.{id}");
        let found = self.exhibits.iter().find(|it| it.id == id);
        &found.unwrap_or_else(|| panic!("{id} is shown")).block
    }

    /// The sentences of an exhibit's takeaway, by key.
    #[track_caller]
    fn says(&self, id: &str) -> Vec<&'static str> {
        let Phrase(pieces) = match self.block(id) {
            Block::Chart(it) => &it.takeaway,
            Block::Table(it) => &it.takeaway,
            _ => panic!("{id} has a takeaway"),
        };
        let key = |piece: &Piece| match piece {
            Piece::Sentence(key, _) => *key,
            _ => panic!("{id} has other words than sentences"),
        };
        pieces.iter().map(key).collect()
    }

    #[track_caller]
    fn plot(&self, id: &str) -> &Plot {
        match self.block(id) {
            Block::Chart(crate::block::Chart {
                drawing: Drawing::Plot(plot),
                ..
            }) => plot,
            _ => panic!("{id} is a plot"),
        }
    }
}

/// A visit of a day, with its answers and points for `skill`.
fn visit(id: &str, site: &str, source: &str, day: u8, answers: &str, points: &str) -> String {
    format!(
        "- {{ id: {id}, site: {site}, source: {source}, period: 2008-03-{day:02}, checklist: hall, \
         version: a, answers: {{ {answers} }}, points: {{ {points} }} }}\n"
    )
}

/// A row of several visits.
fn row(site: &str, source: &str, version: &str, numbers: &str) -> String {
    format!(
        "- {{ site: {site}, source: {source}, period: 2008, checklist: hall, version: {version}, \
         {numbers} }}\n"
    )
}

#[test]
fn a_score_counts_what_applies_and_a_critical_question_fails_a_visit() {
    let shown = assessed(&format!(
        "visits:\n{}{}{}",
        visit(
            "v1",
            "east",
            "patrol",
            1,
            "greeting: fail, identity: pass",
            "skill: 8"
        ),
        visit(
            "v2",
            "east",
            "patrol",
            2,
            "greeting: not_applicable, identity: fail",
            "skill: 10"
        ),
        visit(
            "v3",
            "east",
            "patrol",
            3,
            "greeting: pass, identity: pass, skill: not_applicable",
            ""
        ),
    ));
    let of = |name: &str, day: i8| {
        let date = jiff::civil::date(2008, 3, day);
        let key = FigureKey::own(&format!("inspections.{name}"), Period::Day(date));
        shown.facts.get(&key).and_then(Figure::number)
    };
    // (1·0 + 2·1 + 2·0.8) ÷ 5; then 2 ÷ 4, the greeting left out; then all.
    assert_eq!(of("visit.v1.score", 1), Some(72.0));
    assert_eq!(of("visit.v2.score", 2), Some(50.0));
    assert_eq!(of("visit.v3.score", 3), Some(100.0));
    assert_eq!(of("visit.v2.critical", 2), Some(1.0));
    assert_eq!(of("visit.v1.failed", 1), Some(0.0));
    shown.near("site.east.patrol.score", 74.0);
    shown.near("critical_visits", 1.0);
    shown.near("site.east.failed", 1.0);
    let mean = shown.get("site.east.score");
    assert_eq!(mean.n, Some(3));
    let interval = mean.interval.expect("single visits have an interval");
    assert!(
        interval.low < 74.0 && interval.high == 100.0,
        "{interval:?}"
    );
    assert_eq!(shown.says("critical"), ["inspections.critical.takeaway"]);
}

/// The shares of Newcombe (1998), table II: 56 of 70 less 48 of 80.
#[test]
fn channels_differ_by_newcombe_and_rates_lie_in_wilson() {
    let shown = assessed(&format!(
        "rows:\n{}{}",
        row("market", "patrol", "a", "visits: 70, failed: 56, score: 40"),
        row("east", "patrol", "a", "visits: 80, failed: 48, score: 50"),
    ));
    shown.near("channel.difference", 20.0);
    shown.near("channel.difference.low", 5.2427);
    assert!(shown.get("channel.difference").signed);
    assert_eq!(shown.says("channels"), ["inspections.channels.above"]);
    let rate = shown.get("site.market.rate");
    assert_eq!((rate.number(), rate.n), (Some(80.0), Some(70)));
    let interval = rate.interval.expect("Wilson's");
    assert!(interval.low < 80.0 && 80.0 < interval.high);
    shown.near("all.score", (70.0 * 40.0 + 80.0 * 50.0) / 150.0);
    assert!(
        shown.get("all.score").interval.is_none(),
        "sums have no spread"
    );
}

#[test]
fn outliers_of_the_funnel_are_named() {
    let rows = |failed: u32| {
        format!(
            "rows:\n{}{}",
            row(
                "market",
                "patrol",
                "a",
                &format!("visits: 100, failed: {failed}, score: 40")
            ),
            row("east", "patrol", "a", "visits: 400, failed: 40, score: 50"),
        )
    };
    assert_eq!(
        assessed(&rows(10)).says("sites"),
        ["inspections.sites.none"]
    );
    let shown = assessed(&rows(40));
    assert_eq!(shown.says("sites"), ["inspections.sites.both"]);
    shown.near("all.centre", 16.0);
    let plot = shown.plot("sites");
    assert_eq!(plot.lacks(crate::block::ChartKind::Funnel), None);
    assert_eq!(plot.rows.len(), 2);
}

#[test]
fn sources_are_compared_within_a_version_only() {
    let apart = assessed(&format!(
        "rows:\n{}{}",
        row("east", "patrol", "a", "visits: 10, failed: 1, score: 90"),
        row(
            "east",
            "third_party",
            "b",
            "visits: 10, failed: 1, score: 70"
        ),
    ));
    assert_eq!(apart.says("sources"), ["inspections.sources.not_compared"]);
    let together = assessed(&format!(
        "rows:\n{}{}",
        row("east", "patrol", "b", "visits: 10, failed: 1, score: 90"),
        row(
            "east",
            "third_party",
            "b",
            "visits: 10, failed: 1, score: 70"
        ),
    ));
    assert_eq!(together.says("sources"), ["inspections.sources.untold"]);
    together.near("version.hall_b.third_party.difference", -20.0);
    // Single visits have a spread: 100, 92 and 96 against 60, 64 and 62.
    let points = |source: &str, of: [u8; 3]| -> String {
        let visits = of.iter().zip(1..).map(|(skill, day)| {
            let id = format!("{source}_{day}");
            let answers = "greeting: not_applicable, identity: pass";
            visit(
                &id,
                "east",
                source,
                day,
                answers,
                &format!("skill: {skill}"),
            )
        });
        visits.collect()
    };
    let single = assessed(&format!(
        "visits:\n{}{}",
        points("patrol", [10, 9, 10]),
        points("third_party", [2, 3, 3]),
    ));
    assert_eq!(single.says("sources"), ["inspections.sources.below"]);
    let same = assessed(&format!(
        "visits:\n{}{}",
        points("patrol", [10, 2, 6]),
        points("third_party", [9, 3, 5]),
    ));
    assert_eq!(same.says("sources"), ["inspections.sources.same"]);
}

#[test]
fn what_is_missing_is_no_zero() {
    let shown = assessed(&format!(
        "rows:\n{}{}findings: [{{ id: a, name: 甲, count: 3 }}, {{ id: b, name: 乙, missing: 未统计 }}]",
        row("east", "patrol", "a", "visits: 10, missing: 只报次数"),
        row("market", "patrol", "a", "visits: 20, failed: 2, score: 80"),
    ));
    shown.near("all.visits", 30.0);
    let input = |name: &str| Err(Missing::Input(FigureKey::own(name, Period::Year(2008))));
    let east = "inspections.row.east.patrol.hall_a";
    assert_eq!(
        shown.get("all.failed").value,
        input(&format!("{east}.failed"))
    );
    assert_eq!(
        shown.get("all.score").value,
        input(&format!("{east}.score"))
    );
    shown.near("site.market.rate", 10.0);
    shown.near("all.centre", 10.0);
    shown.near("finding.a.share", 100.0);
    let count = shown.get("finding.b.n");
    assert_eq!(count.value, Err(Missing::Stated(Text::same("未统计"))));
    assert_eq!(shown.plot("sites").rows.len(), 1, "no rate, no dot");
    assert_eq!(shown.says("channels"), ["inspections.channels.missing"]);
}

#[test]
fn the_order_of_visits_does_not_matter() {
    let rows = [
        row("east", "patrol", "a", "visits: 7, failed: 1, score: 90.1"),
        row(
            "market",
            "third_party",
            "a",
            "visits: 13, failed: 4, score: 70.3",
        ),
        row("market", "patrol", "b", "visits: 3, failed: 2, score: 61.7"),
    ];
    let one = assessed(&format!("rows:\n{}", rows.concat()));
    let other = assessed(&format!("rows:\n{}{}{}", rows[2], rows[0], rows[1]));
    for name in ["all.score", "channel.difference", "site.market.rate"] {
        assert_eq!(one.get(name).value, other.get(name).value, "{name}");
    }
}

#[test]
fn every_mistake_has_its_code() {
    #[track_caller]
    fn case(yaml: &str, codes: &[&str]) {
        assert_eq!(checked(yaml).1, codes, "{yaml}");
    }
    let v = |answers: &str, points: &str| {
        format!(
            "visits:\n{}",
            visit("v", "east", "patrol", 1, answers, points)
        )
    };
    case(&v("greeting: pass, identity: pass", "skill: 10"), &[]);
    case(&v("greeting: pass, identity: pass", ""), &["S340"]);
    case(&v("greeting: pass, identity: pass", "skill: 11"), &["S341"]);
    case(
        &v("greeting: pass, identity: pass, skill: pass", ""),
        &["S341"],
    );
    case(
        &v("greeting: pass, identity: pass", "skill: 9, greeting: 1"),
        &["S341"],
    );
    case(
        &v("greeting: pass, identity: pass, smile: pass", "skill: 9"),
        &["S217"],
    );
    let r = |site: &str, source: &str, version: &str, numbers: &str| {
        format!("rows:\n{}", row(site, source, version, numbers))
    };
    let sound = "visits: 3, failed: 1, score: 80";
    case(&r("east", "patrol", "a", sound), &[]);
    case(&r("esat", "patrol", "a", sound), &["S217"]);
    case(&r("east", "customer", "a", sound), &["S217"]);
    case(&r("east", "patrol", "c", sound), &["S217"]);
    case(
        &r("east", "patrol", "a", "visits: 3, failed: 4, score: 80"),
        &["S343"],
    );
    case(&r("east", "patrol", "a", "visits: 3, failed: 1"), &["S208"]);
    case(
        &r("east", "patrol", "a", "visits: 3, failed: 1, score: 101"),
        &["C001"],
    );
    let twice = row("east", "patrol", "a", sound);
    case(&format!("rows:\n{twice}{twice}"), &["S342"]);
    let seen = v("greeting: pass, identity: pass", "skill: 10");
    case(&format!("{seen}rows:\n{twice}"), &["S342"]);
    case("other: rest", &["S217"]);
    case("activity: visits", &["R711"]);
    case("findings: [{ id: a, name: 甲 }]", &["S208"]);
}

#[test]
fn the_handbook_s_example_works_as_printed() {
    for page in [
        include_str!("../../../content/handbook/13-inspections.md"),
        include_str!("../../../content/handbook/13-inspections.en.md"),
    ] {
        let example = page.split("```yaml\n").nth(1).expect("an example");
        let example = example.split("```").next().expect("its end");
        let (record, codes) = checked_whole(example);
        assert!(codes.is_empty(), "{codes:?}");
        let mut facts = Facts::default();
        Inspections::assess(&record, &mut facts);
        for name in page.split("`inspections.").skip(1) {
            let name = format!("inspections.{}", name.split('`').next().expect("its end"));
            let is_shown = Inspections::present(&record, &facts)
                .iter()
                .any(|it| it.id == name);
            let key = FigureKey::own(&name, Period::Year(2008));
            let is_known = is_shown || facts.get(&key).is_some();
            assert!(is_known || name == "inspections.activity", "{name}");
        }
    }
}

#[test]
fn a_site_that_is_a_unit_is_shown_on_its_page() {
    let (record, codes) = checked(
        "rows: [{ site: east, source: patrol, period: 2008-03, checklist: hall, version: b, visits: 12, failed: 1, score: 88 }]",
    );
    assert!(codes.is_empty(), "{codes:?}");
    let mut facts = Facts::default();
    Inspections::assess(&record, &mut facts);
    assert_eq!(Inspections::units(&record), ["east"], "market is no unit");
    assert!(Inspections::unit_line(&record, &facts, "east").is_some());
    let shown = Inspections::present_unit(&record, &facts, "east");
    let Some(Block::Table(table)) = shown.last().map(|it| &it.block) else {
        panic!("a table")
    };
    assert_eq!(table.rows.len(), 1, "the other observer was never there");
    assert!(Inspections::present_unit(&record, &facts, "market").is_empty());
}
