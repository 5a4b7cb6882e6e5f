//! Monitoring from sheet to figures, verdicts and exhibits.

use super::*;
use crate::{
    block::{Block, Drawing, Phrase, Piece},
    model::{Figure, Input, Missing, Verdict},
    stats::verdict::{Assurance, Variation},
    subject::tests,
};

/// Checks a file and gives its record with the codes reported.
fn checked(yaml: &str) -> (Record, Vec<&'static str>) {
    tests::checked::<Monitoring>(yaml, "")
}

fn assessed(yaml: &str) -> (Record, Facts) {
    tests::assessed::<Monitoring>(yaml, "")
}

/// A file of one series with these keys and a point a month from January 2008.
fn months(keys: &str, points: &[String]) -> String {
    let points: Vec<String> = points
        .iter()
        .enumerate()
        .map(|(i, point)| {
            let (year, month) = (2007 + i / 12, i % 12 + 1);
            format!("{{ period: {year}-{month:02}, {point} }}")
        })
        .collect();
    let points = points.join(", ");
    format!("series: [{{ id: s, name: 指标, {keys}, points: [{points}] }}]")
}

fn values(values: &[f64]) -> Vec<String> {
    values.iter().map(|it| format!("value: {it}")).collect()
}

fn tallies(tallies: &[(u32, u32)]) -> Vec<String> {
    let point = |(num, den): &(u32, u32)| format!("num: {num}, den: {den}");
    tallies.iter().map(point).collect()
}

/// The figure of that reference, without `monitoring.`.
fn get<'a>(facts: &'a Facts, reference: &str) -> Option<&'a Figure> {
    let wanted = format!("monitoring.{reference}");
    facts.iter().find(|it| it.key.to_string() == wanted)
}

#[track_caller]
fn near(facts: &Facts, reference: &str, value: f64) {
    let figure = get(facts, reference).unwrap_or_else(|| panic!("{reference} is in the ledger"));
    let found = figure.number().expect("a value");
    assert!(
        (found - value).abs() < 5e-4,
        "{reference}: {found} is not {value}"
    );
}

fn judged(yaml: &str) -> assess::Judged {
    let (record, _) = assessed(yaml);
    assess::assess(&record).lines.remove(0)
}

/// The keys of all sentences of a phrase.
fn said(phrase: &Phrase) -> Vec<&'static str> {
    let pieces = phrase.0.iter();
    pieces
        .flat_map(|piece| match piece {
            Piece::Sentence(key, slots) => {
                let inner = slots.iter().flat_map(|(_, it)| said(it));
                [*key].into_iter().chain(inner).collect()
            }
            _ => Vec::new(),
        })
        .collect()
}

#[test]
fn the_last_point_and_the_limits_give_two_verdicts() {
    // Making Data Count's example: mean 1.9444, limits 4.6044 and −0.7156.
    let calm = [
        1., 2., 1., 2., 10., 1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1.,
    ];
    let (_, facts) = assessed(&months("better: lower, target: 5", &values(&calm)));
    near(&facts, "s.centre_1@2008", 1.9444);
    near(&facts, "s.upper_1@2008", 4.6044);
    near(&facts, "s.lower_1@2008", -0.7156);
    let latest = get(&facts, "s.latest@2008").expect("a latest value");
    assert_eq!(
        latest.verdict,
        Some(Verdict::Met),
        "5 lies beyond the upper limit"
    );
    let case = |better: &str, target: f64, last: f64| {
        let mut points = calm.to_vec();
        points.push(last);
        let judged = judged(&months(
            &format!("better: {better}, target: {target}"),
            &values(&points),
        ));
        let words = match judged.variation.expect("there are limits") {
            Variation::CommonCause => "common",
            Variation::Improvement(_) => "improvement",
            Variation::Concern(_) => "concern",
            Variation::Neutral(_) => "neutral",
            Variation::Patterned => "patterned",
        };
        (words, judged.assurance)
    };
    assert_eq!(
        case("lower", 9.0, 2.0),
        ("common", Some(Assurance::ConsistentlyPasses))
    );
    assert_eq!(
        case("lower", 2.0, 15.0),
        ("concern", Some(Assurance::HitAndMiss))
    );
    assert_eq!(
        case("higher", 9.0, 15.0),
        ("improvement", Some(Assurance::ConsistentlyFails))
    );
    assert_eq!(case("neither", 9.0, 15.0), ("neutral", None));
}

#[test]
fn a_rate_of_a_year_is_made_of_sums() {
    let mut counts = vec![(10, 100); 11];
    counts.push((900, 1000));
    for keys in ["control: { chart: p }", "per: 100, control: { chart: xmr }"] {
        let (_, facts) = assessed(&months(keys, &tallies(&counts)));
        // A mean of the twelve rates would be 16.7.
        near(&facts, "s.rate@2007", 1010.0 / 2100.0 * 100.0);
        near(&facts, "s.rate@2007-12", 90.0);
        let year = get(&facts, "s.rate@2007").expect("published");
        assert_eq!(year.inputs.len(), 24, "each count and each base");
    }
    let mut points = tallies(&counts);
    points[3] = "missing: 未统计".to_owned();
    let (_, facts) = assessed(&months("control: { chart: p }", &points));
    let year = get(&facts, "s.rate@2007").expect("published");
    let Err(Missing::Input(key)) = &year.value else {
        panic!("a month is missing, and it is not zero");
    };
    assert_eq!(key.to_string(), "monitoring.s.num@2007-04");
    let (_, facts) = assessed(&months("control: { chart: p }", &tallies(&counts[..11])));
    assert!(
        get(&facts, "s.rate@2007").is_none(),
        "eleven months are no year"
    );
}

#[test]
fn nothing_is_compared_across_a_definition_or_with_zero() {
    let mut counts = vec![0.0; 12];
    counts.extend([5.0; 12]);
    let (_, facts) = assessed(&months("better: neither", &values(&counts)));
    near(&facts, "s.latest@2008:change", 5.0);
    near(&facts, "s.step@2008", 0.0);
    let growth = get(&facts, "s.latest@2008:change_percent").expect("published");
    assert_eq!(growth.value, Err(Missing::ZeroBase));
    let control =
        "control: { chart: p, phases: [{ from: 2008-12, broken: true, reason: 新口径 }] }";
    let (record, facts) = assessed(&months(control, &tallies(&[(10, 100); 24])));
    for name in ["s.latest@2008:change", "s.step@2008", "s.rate@2008"] {
        let figure = get(&facts, name).expect("published");
        assert_eq!(
            figure.value,
            Err(Missing::Stated(Text::same("新口径"))),
            "{name}"
        );
    }
    near(&facts, "s.rate@2007", 10.0);
    let shown = Monitoring::present(&record, &facts);
    let notes = shown.iter().find(|it| it.id == "monitoring.notes");
    let Some(Block::Notice(notes)) = notes.map(|it| &it.block) else {
        panic!("a notice");
    };
    let keys: Vec<_> = notes.items.iter().flat_map(said).collect();
    assert!(keys.contains(&"monitoring.note.broken"), "{keys:?}");
}

#[test]
fn a_chart_with_most_points_outside_judges_nothing() {
    let wide: Vec<(u32, u32)> = (0..24).map(|i| (80_000 + i % 2 * 8_000, 100_000)).collect();
    let plain = judged(&months(
        "better: higher, target: 70, control: { chart: p }",
        &tallies(&wide),
    ));
    assert!(plain.overdispersed);
    assert_eq!((plain.variation, plain.assurance), (None, None));
    let laney = judged(&months(
        "better: higher, target: 60, control: { chart: p_prime }",
        &tallies(&wide),
    ));
    assert!(!laney.overdispersed);
    assert_eq!(laney.variation, Some(Variation::CommonCause));
    assert_eq!(laney.assurance, Some(Assurance::ConsistentlyPasses));
}

/// The worked example: one day has five service levels.
#[test]
fn a_service_level_goes_by_its_definition() {
    let cases = [
        ("abandoned_served", 76.0),
        ("of_answered", 80.0),
        ("of_offered", 72.0),
        ("of_remaining", 75.0),
        ("at_once_served", 73.5),
    ];
    for (definition, level) in cases {
        let (_, facts) = assessed(&format!(
            "contact: [{{ id: c, name: 热线, within: 15, service_level: {definition}, target: 75, points: [\
             {{ period: 2008-01, offered: 1000, answered: 900, answered_in_time: 720, abandoned_in_time: 40, abandoned_at_once: 15 }}] }}]"
        ));
        near(&facts, "c.service_level@2008-01", level);
        near(&facts, "c.abandonment@2008-01", 10.0);
        let verdict = get(&facts, "c.service_level@2008-01").and_then(|it| it.verdict.clone());
        let expected = if level >= 75.0 {
            Verdict::Met
        } else {
            Verdict::NotMet
        };
        assert_eq!(verdict, Some(expected), "{definition}");
        assert!(
            get(&facts, "c.asa@2008-01").is_none(),
            "no waits, no mean wait"
        );
    }
}

#[test]
fn the_year_of_a_hotline_is_weighted_by_calls() {
    let (_, facts) = assessed(
        "contact: [{ id: c, name: 热线, within: 15, service_level: of_offered, points: [\
         { period: 2008-01, offered: 100, answered: 100, answered_in_time: 50, wait: 3000, talk: 9000, hold: 500, wrap: 500, staffed: 20000 },\
         { period: 2008-02, offered: 900, answered: 900, answered_in_time: 900, wait: 9000, talk: 81000, hold: 4500, wrap: 4500, staffed: 100000 }] }]",
    );
    near(&facts, "c.service_level@2008", 95.0);
    near(&facts, "c.asa@2008", 12.0);
    near(&facts, "c.aht@2008", 100.0);
    near(&facts, "c.occupancy@2008", 100_000.0 / 120_000.0 * 100.0);
}

#[test]
fn a_year_of_small_months_has_its_sums() {
    let (record, facts) = assessed(
        "minimum: { count: 200, reason: 过少 }\ncontact: [{ id: c, name: 热线, within: 15, service_level: of_offered, points: [\
         { period: 2008-01, offered: 100, answered: 100, answered_in_time: 50 },\
         { period: 2008-02, offered: 150, answered: 150, answered_in_time: 150 }] }]",
    );
    near(&facts, "c.offered@2008", 250.0);
    near(&facts, "c.service_level@2008", 80.0);
    let centre = &assess::assess(&record).centres[0];
    assert_eq!(centre.columns[0], "offered");
}

/// The worked example: three of five on time, one still running.
#[test]
fn what_is_open_beyond_the_limit_counts_against_a_promise() {
    let promise = |points: &str| {
        format!(
            "deadlines: [{{ id: d, name: 到达, limit: 30, measure: minutes, target: 95, points: [{points}] }}]"
        )
    };
    let (_, facts) = assessed(&promise(
        "{ period: 2008-01, within: 3, late: 1, overdue: 1, running: 1, p90: 28.2 }",
    ));
    near(&facts, "d.on_time@2008-01", 60.0);
    let share = get(&facts, "d.on_time@2008-01").expect("published");
    assert_eq!((share.n, &share.verdict), (Some(5), &Some(Verdict::NotMet)));
    // Closed cases add up, open ones are those of the end.
    let january = "{ period: 2008-01, within: 3, late: 1, overdue: 4, running: 1 }";
    let (_, facts) = assessed(&promise(&format!(
        "{january}, {{ period: 2008-02, within: 6, late: 5, overdue: 1, running: 0 }}"
    )));
    near(&facts, "d.overdue@2008", 1.0);
    near(&facts, "d.on_time@2008", 9.0 / 16.0 * 100.0);
    let (_, facts) = assessed(&promise(&format!(
        "{january}, {{ period: 2008-02, missing: 无记录 }}"
    )));
    let year = get(&facts, "d.on_time@2008").expect("published");
    assert!(
        matches!(year.value, Err(Missing::Input(_))),
        "missing is not zero"
    );
}

#[test]
fn alerts_are_open_until_closed_and_overdue_after_their_date() {
    let series = months("better: lower", &values(&[1.0, 2.0]));
    let alert = |id: &str, more: &str| {
        format!("{{ id: {id}, raised: 2008-03-01, about: s, what: 升高, owner: 班长{more} }}")
    };
    let alerts = [
        alert("a", ""),
        alert("b", ", due: 2008-03-10"),
        alert("c", ", due: 2008-04-10"),
        alert("d", ", action: 复查, due: 2008-03-05, closed: 2008-03-20"),
    ];
    let yaml = format!(
        "as_of: 2008-03-31\n{series}\nalerts: [{}]",
        alerts.join(", ")
    );
    let (_, facts) = assessed(&yaml);
    near(&facts, "alerts.count@2008", 4.0);
    near(&facts, "alerts.open@2008", 3.0);
    near(&facts, "alerts.overdue@2008", 1.0);
    near(&facts, "alerts.closed@2008", 1.0);
}

#[track_caller]
fn case(yaml: &str, codes: &[&str]) {
    assert_eq!(checked(yaml).1, codes, "{yaml}");
}

fn case_of(rest: &str) -> String {
    format!("series: [{{ id: s, name: 指标{rest} }}]")
}

#[test]
fn every_mistake_of_a_series_has_its_code() {
    let series = |keys: &str, points: &str| case_of(&format!("{keys}, points: [{points}]"));
    let one = "{ period: 2008-01, value: 1 }";
    case(&series("", one), &[]);
    case(&series(", measure: minuets", one), &["C004"]);
    case(&series(", decimals: 9", one), &["C001"]);
    case(
        &series("", &format!("{one}, {{ period: 2008-Q2, value: 1 }}")),
        &["S330"],
    );
    case(
        &series("", &format!("{one}, {{ period: 2008-01, value: 1 }}")),
        &["S331"],
    );
    case(
        &series("", &format!("{one}, {{ period: 2008-03, value: 1 }}")),
        &["S332"],
    );
    case(
        &series(
            "",
            "{ period: 2008-12-05, value: 1 }, { period: 2008-12-08, value: 1 }",
        ),
        &[],
    );
    case(&series("", "{ period: 2008-01 }"), &["S208"]);
    case(
        &series("", "{ period: 2008-01, value: 1, missing: 无 }"),
        &["S209"],
    );
    case(&series("", "{ period: unstated, value: 1 }"), &["R712"]);
    case(&series("", "{ period: 2008-01, num: 1 }"), &["S215"]);
    case(
        &series("", "{ period: 2008-01, value: 1, num: 1, den: 2 }"),
        &["S214"],
    );
    case(&series(", control: { chart: p }", one), &["S214"]);
    case(
        &series(
            ", control: { chart: c }",
            "{ period: 2008-01, num: 1, den: 2 }",
        ),
        &["S214"],
    );
    case(
        &series(
            ", control: { chart: p }",
            "{ period: 2008-01, num: 3, den: 2 }",
        ),
        &["S333"],
    );
    case(
        &series(
            ", control: { chart: u }",
            "{ period: 2008-01, num: 3, den: 2 }",
        ),
        &[],
    );
    case(
        &series(
            ", control: { chart: u }",
            "{ period: 2008-01, num: -3, den: 2 }",
        ),
        &["S333"],
    );
    case(
        &series(
            ", control: { chart: xmr, phases: [{ from: 2009-01, reason: 换 }] }",
            one,
        ),
        &["S217"],
    );
    case(
        &format!("series: [{{ id: summary, name: 指标, points: [{one}] }}]"),
        &["C003"],
    );
}

#[test]
fn every_mistake_of_counts_and_alerts_has_its_code() {
    let one = "{ period: 2008-01, value: 1 }";
    let calls = |counts: &str| {
        format!(
            "contact: [{{ id: c, name: 热线, within: 15, service_level: of_offered, points: [{counts}] }}]"
        )
    };
    case(
        &calls("{ period: 2008-01, offered: 5, answered: 6 }"),
        &["S333"],
    );
    case(
        &calls(
            "{ period: 2008-01, offered: 5, answered: 4, answered_in_time: 5, abandoned_in_time: 2 }",
        ),
        &["S333", "S333"],
    );
    case(
        &calls("{ period: 2008-01, offered: 5, answered: 4 }, { period: 2008-02, offered: 5 }"),
        &["S208"],
    );
    case(&calls("{ period: 2008-01 }"), &["S208"]);
    let alert = |more: &str| {
        format!(
            "{}\nalerts: [{{ id: a, raised: 2008-03-01, what: 升高, owner: 班长, {more} }}]",
            case_of(&format!(", points: [{one}]"))
        )
    };
    case(&alert("about: s"), &[]);
    case(&alert("about: t"), &["S217"]);
    case(&alert("about: s, due: 2008-02-01"), &["S334"]);
    case(&alert("about: s, closed: 2008-03-02"), &["S215"]);
}

#[test]
fn the_example_shows_every_verdict() {
    let (record, facts) = assessed(include_str!("../../../data/2008/monitoring.yaml"));
    let judged = assess::assess(&record).lines;
    let some = |which: &dyn Fn(&assess::Judged) -> bool| judged.iter().any(which);
    assert!(some(&|it| it.variation == Some(Variation::CommonCause)));
    assert!(some(&|it| matches!(
        it.variation,
        Some(Variation::Improvement(_))
    )));
    assert!(some(&|it| matches!(
        it.variation,
        Some(Variation::Concern(_))
    )));
    assert!(some(&|it| matches!(
        it.variation,
        Some(Variation::Neutral(_))
    )));
    assert!(some(&|it| it.variation.is_none() && it.overdispersed));
    for assurance in [
        Assurance::ConsistentlyPasses,
        Assurance::ConsistentlyFails,
        Assurance::HitAndMiss,
    ] {
        assert!(some(&|it| it.assurance == Some(assurance)), "{assurance:?}");
    }
    assert!(some(&|it| it.trial));
    let rules: Vec<_> = judged
        .iter()
        .flat_map(|it| it.analysed.signals.values().map(|it| it.rule))
        .collect();
    for rule in ["outside", "shift", "trend"] {
        assert!(rules.contains(&rule), "{rule}");
    }
    let growth = get(&facts, "online_cases.latest@2008:change_percent").expect("published");
    assert_eq!(growth.value, Err(Missing::ZeroBase));
    let mut kinds: Vec<_> = record
        .lines
        .iter()
        .map(|it| std::mem::discriminant(&it.points[0].period))
        .collect();
    kinds.dedup();
    assert!(
        kinds.len() >= 4,
        "days, weeks, thirds of a month and months"
    );
    for exhibit in Monitoring::present(&record, &facts) {
        if let Block::Chart(chart) = exhibit.block {
            let Drawing::Plot(plot) = chart.drawing else {
                panic!("a plot");
            };
            for key in plot.rows.iter().flat_map(|row| &row.figures) {
                assert!(facts.get(&key.1).is_some(), "{} is in the ledger", key.1);
            }
        }
    }
}

#[test]
fn another_years_file_cannot_give_a_point_twice() {
    let yaml = months("better: lower", &values(&[1.0, 2.0]));
    let (record, mut facts) = assessed(&yaml);
    assert!(facts.turned_away().is_empty(), "its own points are its own");
    let mut later = record.clone();
    later.year = 2009;
    for line in &mut later.lines {
        line.about.year = 2009;
        for point in &mut line.points {
            point.place = Place::new(&"data/2009/monitoring.yaml".into(), 0..1);
        }
    }
    Monitoring::assess(&later, &mut facts);
    let typed = facts.turned_away().iter().filter(|it| {
        let of_later =
            |input: &Input| matches!(input, Input::Typed(at) if at.file.contains("2009"));
        it.inputs.iter().any(of_later)
    });
    assert_eq!(typed.count(), 2);
}

#[test]
fn a_series_goes_on_from_the_review_before() {
    let tally = |period: &str, num: u32| {
        format!("{{ period: {period}, num: {num}, den: {} }}", num * 9 + 7)
    };
    let points = |year: i16| -> String {
        let months = (1..=3).map(|it| tally(&format!("{year}-{it:02}"), it + 20));
        months.collect::<Vec<_>>().join(", ")
    };
    let series = |keys: &str, year| {
        format!(
            "series: [{{ id: s, name: 指标, {keys}, points: [{}] }}]",
            points(year)
        )
    };
    let phases = "control: { chart: p, phases: [{ from: 2008-02, reason: 换了系统 }] }";
    let gap = ", { period: 2008-04, missing: 停报 }, { period: 2008-05, missing: 停报 }";
    let first = series(phases, 2008).replace("] }]", &format!("{gap}] }}]"));
    let (before, codes) = checked(&first);
    assert!(codes.is_empty(), "{codes:?}");
    let again = series("since: 2008-01, control: { chart: p }", 2008)
        .replace("2008-01, num", "2008-06, num")
        .replace("2008-02, num", "2008-07, num")
        .replace("2008-03, num", "2008-08, num");
    let (record, codes) = tests::checked_in::<Monitoring>(2009, Some(&before), &again, "");
    assert!(codes.is_empty(), "{codes:?}");
    let line = &record.lines[0];
    assert_eq!((line.points.len(), line.earlier), (8, 5));
    assert_eq!(line.control.phases[1].point, 1, "its stretches are kept");
    let mut facts = Facts::default();
    Monitoring::assess(&before, &mut facts);
    Monitoring::assess(&record, &mut facts);
    for twice in facts.turned_away() {
        let first = facts.get(&twice.key).expect("published first");
        assert_eq!(first.value, twice.value, "{}", twice.key);
    }
    assert!(get(&facts, "s.lower_in_2009@2008-02").is_some());
    assert!(get(&facts, "s.lower@2008-07").is_some());
}
