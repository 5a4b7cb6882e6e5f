//! Initiatives from sheets to figures, verdicts and promises.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{judge::Outcome, *};
use crate::{
    block::{Block, Drawing, Piece},
    model::{Catalogue, Figure, Finite},
    subject::tests,
};

/// A sheet of one initiative with those keys, and what else the file has.
fn sheet(keys: &str, more: &str) -> String {
    let fixed = "id: a, name: 甲, kind: project";
    format!("as_of: 2008-12-31\ninitiatives:\n- {{ {fixed}, {keys} }}\n{more}")
}

fn assessed(keys: &str, more: &str) -> (Record, Facts, BTreeMap<String, Figure>) {
    let (record, facts) = tests::assessed::<Initiatives>(&sheet(keys, more), "");
    let figures = facts.iter().map(|it| {
        let name = it.key.name.replacen("initiatives.", "", 1);
        (name, it.clone())
    });
    let figures = figures.collect();
    (record, facts, figures)
}

fn codes(yaml: &str) -> Vec<&'static str> {
    tests::checked::<Initiatives>(yaml, "").1
}

#[test]
fn a_benefit_is_a_gain_over_its_baseline_on_the_way_to_its_goal() {
    let benefit = |better: &str, values: &str| {
        let keys = format!("benefit: {{ name: 量, better: {better}, {values} }}");
        let (record, facts, figures) = assessed(&keys, "");
        let number = |name: &str| figures.get(name).and_then(Figure::number);
        let outcome = record.outcome(&record.initiatives[0], &facts);
        (number("work.a.gain"), number("work.a.attained"), outcome)
    };
    let lower = benefit("lower", "before: 20, after: 14, target: 12");
    assert_eq!(lower, (Some(6.0), Some(75.0), Some(Outcome::Short)));
    let higher = benefit("higher", "before: 20, after: 24, target: 24");
    let reached = Some(Outcome::Reached);
    assert_eq!(higher, (Some(4.0), Some(100.0), reached), "the goal itself");
    let worse = benefit("higher", "before: 20, after: 19, target: 30");
    assert_eq!(worse, (Some(-1.0), Some(-10.0), Some(Outcome::NotBetter)));
    let same = benefit("lower", "before: 20, after: 20");
    assert_eq!(same, (Some(0.0), None, Some(Outcome::NotBetter)));
    let goalless = benefit("lower", "before: 20, after: 19");
    assert_eq!(goalless, (Some(1.0), None, Some(Outcome::Better)));
    let nowhere = benefit("higher", "before: 20, after: 21, target: 20");
    assert_eq!(nowhere, (Some(1.0), None, reached), "no way to go");
}

#[test]
fn a_missing_baseline_is_not_zero() {
    let keys = "benefit: { name: 量, better: higher, after: 24, missing: 没有记 }";
    let (record, facts, figures) = assessed(keys, "");
    assert!(figures["work.a.gain"].value.is_err());
    assert_eq!(
        record.outcome(&record.initiatives[0], &facts),
        Some(Outcome::Unknown)
    );
    let spent = "budget: { measure: points, spent: 10, missing: 没有写 }";
    let (.., figures) = assessed(spent, "");
    assert!(figures["work.a.left"].value.is_err());
    assert!(figures["work.a.used"].value.is_err());
    assert_eq!(figures["work.a.spent"].number(), Some(10.0));
}

#[test]
fn money_is_left_used_and_spent_by_piece() {
    let keys = "budget: { measure: points, amount: 40, spent: 50, \
                output: { value: 20, measure: cases, approximate: true } }";
    let (.., figures) = assessed(keys, "");
    let number = |name: &str| figures[name].number();
    assert_eq!(number("work.a.left"), Some(-10.0));
    assert_eq!(number("work.a.used"), Some(125.0));
    assert_eq!(number("work.a.each"), Some(2.5));
    assert!(figures["work.a.each"].approximate, "as about as the count");
}

#[test]
fn typed_numbers_keep_their_digits_and_the_evidence_of_their_file() {
    let more = "evidence: illustrative
capabilities: [{ id: c, name: 能 }]
systems: [{ id: s, name: 统, capability: c, status: in_use, coverage: 62.5 }]
commitments: [{ id: p, name: 诺 }]
";
    let keys = "budget: { measure: points, amount: 4, spent: 4, \
                output: { value: 2.25, measure: cases } }";
    let (.., figures) = assessed(keys, more);
    assert_eq!(figures["system.s.coverage"].decimals, 1);
    assert_eq!(figures["work.a.output"].decimals, 2);
    assert_eq!(figures["commitments.made"].evidence, Evidence::Illustrative);
}

#[test]
fn milestones_stand_by_their_days() {
    let milestones = "milestones: [
        { name: 一, due: 2008-06-30, reached: 2008-06-30 },
        { name: 二, due: 2008-06-30, reached: 2008-07-01 },
        { name: 三, due: 2008-06-30 },
        { name: 四, due: 2008-12-31 },
        { name: 五, done: true },
        { name: 六 } ]";
    let (.., figures) = assessed(milestones, "");
    let count = |name: &str| figures[&format!("milestones.{name}")].number();
    for standing in ["in_time", "late", "overdue", "ahead", "reached", "undated"] {
        assert_eq!(count(standing), Some(1.0), "{standing}");
    }
    let share = &figures["milestones.on_time"];
    assert!((share.number().expect("a share") - 100.0 / 3.0).abs() < 1e-9);
    assert_eq!(share.n, Some(3), "what is not due yet is not judged");
    let (.., figures) = assessed("milestones: [{ name: 四, due: 2008-12-31 }]", "");
    assert!(figures["milestones.on_time"].value.is_err(), "none was due");
}

#[test]
fn a_delay_counts_days_behind_the_plan() {
    let schedule = |state: &str, actual: &str| {
        let planned = "planned_start: 2008-02-01, planned_end: 2008-02-29";
        let keys = format!("state: {state}, schedule: {{ {planned}, start: 2008-02-01{actual} }}");
        let (.., figures) = assessed(&keys, "");
        assert_eq!(figures["work.a.days"].number(), Some(29.0), "a leap year");
        figures.get("work.a.delay").and_then(Figure::number)
    };
    assert_eq!(schedule("done", ", end: 2008-03-02"), Some(2.0));
    assert_eq!(schedule("done", ", end: 2008-02-28"), Some(-1.0));
    assert_eq!(schedule("doing", ""), Some(306.0), "up to the as-of day");
    assert_eq!(schedule("done", ""), None, "nobody knows when it ended");
}

#[test]
fn what_last_year_promised_has_a_status_this_year() {
    let before = "commitments: [{ id: wait, name: 等 }, { id: score, name: 分 }]";
    let told = |yaml: &str| tests::checked_after::<Initiatives>(before, yaml).1;
    let kept = "{ commitment: wait, status: kept }";
    let broken = "{ commitment: score, status: broken, text: 没有公布 }";
    assert_eq!(told("initiatives: []"), ["S430", "S430"]);
    assert_eq!(told(&format!("carried: [{kept}]")), ["S430"]);
    assert_eq!(told(&format!("carried: [{kept}, {broken}]")), [""; 0]);
    let reasonless = "{ commitment: score, status: broken }";
    assert_eq!(told(&format!("carried: [{kept}, {reasonless}]")), ["S215"]);
    let other = "{ commitment: scores, status: kept }";
    assert_eq!(
        told(&format!("carried: [{kept}, {broken}, {other}]")),
        ["S431"]
    );
    assert_eq!(
        told(&format!("carried: [{kept}, {kept}, {broken}]")),
        ["C002"]
    );
    let yaml = format!("carried: [{kept}, {broken}]");
    let (record, _) = tests::checked_after::<Initiatives>(before, &yaml);
    let mut facts = Facts::default();
    Initiatives::assess(&record, &mut facts);
    let count = |name: &str| facts.get(&record.key(name)).and_then(Figure::number);
    assert_eq!(count("commitments.carried"), Some(2.0));
    assert_eq!(count("commitments.kept"), Some(1.0));
    assert_eq!(count("commitments.dropped"), Some(0.0));
    assert_eq!(
        record.carried[0].name,
        Text::same("等"),
        "as last year named it"
    );
}

#[test]
fn a_year_without_the_file_forgets_every_promise() {
    let mut before = Register::default();
    before.declare(Thing::Commitment, "wait", &Text::same("等"));
    let told = |before| {
        let mut report = Report::default();
        let context = Context {
            year: 2008,
            catalogue: &Catalogue::default(),
            languages: &["zh".to_owned()],
            persons: &crate::model::Persons::default(),
            register: &Register::default(),
            before,
        };
        Initiatives::absent(&context, &mut report);
        report.sorted().len()
    };
    assert_eq!(told(Some(&before)), 1);
    assert_eq!(told(None), 0);
}

#[test]
fn bad_input_is_told_where_it_stands() {
    let one = |keys: &str, more: &str| codes(&sheet(keys, more));
    let cases = [
        ("owner: nobody", "", "S217"),
        ("road: r, steps: { go: done }", "", "S217"),
        ("steps: { go: done }", "", "S215"),
        ("budget: { measure: points, spent: 3 }", "", "S208"),
        ("budget: { measure: gold, amount: 3, spent: 3 }", "", "C004"),
        (
            "benefit: { better: higher, before: 1, after: 2 }",
            "",
            "S215",
        ),
        (
            "benefit: { name: 量, better: neither, before: 1, after: 2 }",
            "",
            "C001",
        ),
        ("benefit: { metric: nothing }", "", "R711"),
        (
            "milestones: [{ name: 一, reached: 2009-01-01 }]",
            "",
            "C001",
        ),
        (
            "schedule: { planned_start: 2008-03-01, planned_end: 2008-02-01 }",
            "",
            "R712",
        ),
        (
            "state: done",
            "activities: [{ id: x, name: 乙, metric: nothing }]",
            "R711",
        ),
        ("state: done", "activities: [{ id: x, name: 乙 }]", "S208"),
        (
            "state: done",
            "strategies: [{ id: x, name: 乙, initiatives: [b] }]",
            "S217",
        ),
        (
            "state: done",
            "systems: [{ id: x, name: 乙, capability: c, status: in_use }]",
            "S217",
        ),
    ];
    for (keys, more, code) in cases {
        assert_eq!(one(keys, more), [code], "{keys} {more}");
    }
    let road = "roads: [{ id: r, name: 路, steps: [{ id: go, name: 走 }] }]";
    let astray = "road: r, steps: { run: done }";
    assert_eq!(one(astray, road), ["S217"]);
    assert_eq!(one("road: r, steps: { go: problem }", road), ["C001"]);
}

#[test]
fn a_claimed_number_of_works_is_noted_until_it_is_explained() {
    let noted = |claimed: &str, more: &str| {
        let yaml = format!(
            "claimed: {{ metric: key_works{more} }}\n\
             initiatives: [{{ id: a, name: 甲, kind: key_work }}]"
        );
        let (mut record, _) = tests::checked::<Initiatives>(&yaml, "");
        record.year = 2008;
        let mut facts = Facts::default();
        let key = FigureKey::own("key_works", Period::Year(2008));
        let value = Finite::computed(claimed.parse().expect("a number"));
        facts.publish(Figure::new(key, &Text::same("项"), value));
        let mut report = Report::default();
        Initiatives::review(&record, &facts, &mut report);
        report
            .sorted()
            .iter()
            .map(|it| it.code.id())
            .collect::<Vec<_>>()
    };
    assert_eq!(noted("1", ""), [""; 0]);
    assert_eq!(noted("7", ""), ["S432"]);
    assert_eq!(noted("7", ", acknowledged: 有六项没有列出"), [""; 0]);
}

#[test]
fn a_road_shows_only_what_is_known_of_its_steps() {
    let road = "roads: [{ id: r, name: 路, steps: [\
                { id: one, name: 一 }, { id: two, name: 二 }, { id: three, name: 三 }] }]";
    let (record, facts, _) = assessed("road: r, steps: { one: done, two: doing }", road);
    let exhibits = Initiatives::present(&record, &facts);
    let track = exhibits.iter().find(|it| it.id == "initiatives.track.r");
    let Some(Block::Chart(chart)) = track.map(|it| &it.block) else {
        panic!("a track is a chart");
    };
    let Drawing::Plot(plot) = &chart.drawing else {
        panic!("of rows");
    };
    let known = [Some(StepState::Done), Some(StepState::Doing), None];
    assert_eq!(plot.rows[0].track, known, "left out is not open");
    assert!(matches!(
        chart.takeaway.0[..],
        [Piece::Sentence("initiatives.takeaway.at", _)]
    ));
}

proptest! {
    /// A gain is good exactly where the goal's side of the baseline was gone to.
    #[test]
    fn the_sign_of_a_gain_is_that_of_better(before in -1e6..1e6, after in -1e6..1e6) {
        for better in ["higher", "lower"] {
            let values = format!("before: {before:.3}, after: {after:.3}");
            let keys = format!("benefit: {{ name: 量, better: {better}, {values} }}");
            let (record, facts, figures) = assessed(&keys, "");
            let gain = figures["work.a.gain"].number().expect("a gain");
            let outcome = record.outcome(&record.initiatives[0], &facts);
            let good = if gain > 0.0 { Outcome::Better } else { Outcome::NotBetter };
            prop_assert_eq!(outcome, Some(good));
        }
    }
}

#[test]
fn a_count_of_nothing_has_the_evidence_of_the_file() {
    let yaml = "as_of: 2008-12-31\nevidence: illustrative\ninitiatives: []\n";
    let (_, facts) = tests::assessed::<Initiatives>(yaml, "");
    let counts: Vec<&Figure> = facts.iter().collect();
    assert!(!counts.is_empty());
    for it in counts {
        assert_eq!(it.evidence, Evidence::Illustrative, "{}", it.key);
    }
}
