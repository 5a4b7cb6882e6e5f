//! Surveys from sheet and answers to figures, verdicts and exhibits.

use super::*;
use crate::{
    block::{Block, Drawing, Piece},
    model::{Figure, Input, Missing, Verdict},
    subject::tests,
};
use proptest::prelude::*;

const HEAD: &str = "
measure: points
rivals: [rival_a, rival_b]
overall: overall
attributes:
- { id: overall, name: 总体, goal: 82, lead_goal: 6 }
- { id: speed, name: 效率 }
- { id: price, name: 价格 }
";

/// An index of two dimensions, the second of two indicators.
fn index(missing: &str) -> String {
    format!(
        "index:
  name: 指数
  missing: {missing}
  dimensions:
  - {{ id: first, name: 甲, weight: 40, indicators: [{{ attribute: overall }}] }}
  - id: second
    name: 乙
    weight: 60
    indicators: [{{ attribute: speed, weight: 75 }}, {{ attribute: price, weight: 25 }}]
"
    )
}

fn assessed(yaml: &str, table: &str) -> (Record, Facts) {
    tests::assessed::<Satisfaction>(&format!("{HEAD}{yaml}"), table)
}

fn codes(yaml: &str, table: &str) -> Vec<&'static str> {
    tests::checked::<Satisfaction>(&format!("{HEAD}{yaml}"), table).1
}

/// The figure of a reference without `satisfaction.`, in 2008.
fn figure<'a>(facts: &'a Facts, name: &str) -> &'a Figure {
    let name = format!("satisfaction.{name}@2008");
    let mut all = facts.iter();
    let found = all.find(|it| it.key.to_string() == name);
    found.unwrap_or_else(|| panic!("no {name}"))
}

fn number(facts: &Facts, name: &str) -> f64 {
    let figure = figure(facts, name);
    let missing = || panic!("{name} is missing");
    figure.number().unwrap_or_else(missing)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9 * a.abs().max(1.0)
}

/// Results of 2008, a row each.
fn results(rows: &[&str]) -> String {
    let rows: Vec<String> = rows.iter().map(|it| format!("  - {{ {it} }}\n")).collect();
    format!("waves:\n- period: 2008\n  results:\n{}", rows.concat())
}

#[test]
fn a_lead_is_told_as_far_as_its_interval_lets_it() {
    let lead = |own: f64, n: u64| {
        let own = format!("attribute: overall, mean: {own}, sd: 15, n: {n}");
        let other = format!("attribute: overall, operator: rival_a, mean: 70, sd: 15, n: {n}");
        let worse = "attribute: overall, operator: rival_b, mean: 60, sd: 15, n: 30";
        let (_, facts) = assessed(&results(&[&own, &other, worse]), "");
        figure(&facts, "lead.overall").clone()
    };
    let found = lead(78.0, 100);
    assert_eq!(found.number(), Some(8.0), "over the best, not over all");
    // SE = 15·√(2/100) = 2.1213, t(198) = 1.972.
    let interval = found.interval.expect("sizes and spreads are known");
    assert!((interval.low - 3.8167).abs() < 1e-3, "{interval:?}");
    assert!((interval.high - 12.1833).abs() < 1e-3, "{interval:?}");
    assert_eq!(found.verdict, Some(Verdict::NotDistinguishable));
    assert_eq!(lead(78.0, 2000).verdict, Some(Verdict::Met));
    assert_eq!(lead(74.0, 2000).verdict, Some(Verdict::NotMet));
    assert_eq!(lead(78.0, 100).inputs.len(), 2);
}

#[test]
fn without_size_and_spread_the_estimate_decides_and_the_page_says_so() {
    let rows = [
        "attribute: overall, mean: 78",
        "attribute: overall, operator: rival_a, mean: 70, sd: 15, n: 100",
    ];
    let (record, facts) = assessed(&results(&rows), "");
    let lead = figure(&facts, "lead.overall");
    assert_eq!(
        (lead.interval, lead.verdict.clone()),
        (None, Some(Verdict::Met))
    );
    assert_eq!(
        figure(&facts, "score.overall").verdict,
        Some(Verdict::NotMet)
    );
    let said = format!("{:?}", Satisfaction::present(&record, &facts));
    for key in ["say.lead_met_bare", "point_estimate", "method.some_spread"] {
        assert!(said.contains(&format!("satisfaction.{key}")), "{key}");
    }
}

#[test]
fn a_scale_is_turned_into_a_hundred_points() {
    let yaml = format!(
        "scale: {{ from: 5, to: 1 }}\n{}",
        results(&[
            "attribute: speed, mean: 2, sd: 1, n: 50",
            "attribute: price, answers: [0, 1, 1, 1, 0]"
        ])
    );
    let (_, facts) = assessed(&yaml, "");
    assert_eq!(number(&facts, "score.speed"), 75.0, "1 is best");
    let price = figure(&facts, "score.price");
    assert_eq!((price.number(), price.n), (Some(50.0), Some(3)));
    // The two most favourable of three answers: one of them.
    assert!(close(number(&facts, "satisfied.price"), 100.0 / 3.0));
}

#[test]
fn an_index_weighs_dimensions_and_indicators() {
    let rows = [
        "attribute: overall, mean: 80",
        "attribute: speed, mean: 70",
        "attribute: price, mean: 50",
    ];
    let (_, facts) = assessed(&format!("{}{}", index("refuse"), results(&rows)), "");
    // 0.75·70 + 0.25·50 = 65, and 0.4·80 + 0.6·65 = 71.
    assert!(close(number(&facts, "dimension.second"), 65.0));
    let whole = figure(&facts, "index");
    assert!(close(whole.number().expect("a number"), 71.0));
    assert_eq!(
        whole.interval, None,
        "how answers hang together is not known"
    );
    assert_eq!(number(&facts, "weight.speed"), 75.0);
}

#[test]
fn what_is_missing_is_not_zero() {
    let rows = [
        "attribute: overall, mean: 80",
        "attribute: speed, mean: 70",
        "attribute: price, missing: 没有问",
    ];
    let whole = |rule: &str| {
        let (_, facts) = assessed(&format!("{}{}", index(rule), results(&rows)), "");
        figure(&facts, "index").clone()
    };
    let refused = whole("refuse").value;
    let price = "satisfaction.score.price@2008";
    assert!(
        matches!(&refused, Err(Missing::Input(key)) if key.to_string() == price),
        "{refused:?}"
    );
    // 0.4·80 + 0.6·70.
    assert!(close(
        whole("renormalise").number().expect("a number"),
        74.0
    ));
}

/// A wave whose answers are in a table.
const TABLE: &str = "
scale: { from: 1, to: 10 }
waves:
- period: 2008
  answers:
    file: answers.csv
    na: ['-99']
    operators: { 甲: rival_a }
    columns: { operator: who, segment: group, attributes: { overall: q1, speed: q2, price: q3 } }
segments: [{ id: vip, name: VIP客户 }, { id: mass, name: 个人客户 }, { id: few, name: 外籍客户 }]
";

const ANSWERS: &str = "who,group,q1,q2,q3
own,vip,8,7,9
own,mass,6,5,-99
own,mass,10,9,10
own,VIP客户,7,6,8
甲,,5,5,5
甲,,7,6,8
";

#[test]
fn rows_of_answers_become_scores_index_and_importance() {
    let (record, facts) = assessed(&format!("{TABLE}{}", index("refuse")), ANSWERS);
    let overall = figure(&facts, "score.overall");
    // Mean 7.75 of 1 to 10.
    assert!(close(overall.number().expect("a number"), 75.0));
    assert_eq!(overall.n, Some(4));
    assert_eq!(figure(&facts, "score.price").n, Some(3), "-99 is no answer");
    let rival = facts
        .iter()
        .find(|it| it.key.to_string() == "satisfaction.score.overall[rival_a]@2008");
    assert_eq!(rival.expect("published").n, Some(2));
    // Complete: (8,7,9), (10,9,10), (7,6,8) with weights 0.4, 0.45, 0.15.
    let single = [8.0, 7.0, 9.0, 10.0, 9.0, 10.0, 7.0, 6.0, 8.0];
    let weights = [0.4, 0.45, 0.15];
    let points = single.chunks(3).map(|row| {
        let parts = row.iter().zip(weights);
        parts
            .map(|(it, weight)| (it - 1.0) / 9.0 * 100.0 * weight)
            .sum::<f64>()
    });
    let mean = points.sum::<f64>() / 3.0;
    let whole = figure(&facts, "index");
    assert!(close(whole.number().expect("a number"), mean), "{whole:?}");
    assert_eq!(whole.n, Some(3));
    assert!(
        whole
            .interval
            .is_some_and(|it| it.low < mean && mean < it.high)
    );
    // Overall and speed: 8 7, 6 5, 10 9, 7 6 lie on a line.
    assert!(close(number(&facts, "importance.speed"), 1.0));
    assert!(close(number(&facts, "segment.vip.overall"), 650.0 / 9.0));
    assert_eq!(figure(&facts, "alpha").n, Some(3));
    let shown = Satisfaction::present(&record, &facts);
    for id in [
        "lead",
        "index",
        "dimensions",
        "matrix",
        "segments",
        "method",
    ] {
        let id = format!("satisfaction.{id}");
        assert!(shown.iter().any(|it| it.id == *id), "{id}");
    }
    for exhibit in shown {
        if let Block::Chart(chart) = exhibit.block
            && let Drawing::Plot(plot) = chart.drawing
        {
            for (_, key) in plot.rows.iter().flat_map(|row| &row.figures) {
                assert!(facts.get(key).is_some(), "{key} is in the ledger");
            }
        }
    }
}

#[test]
fn no_row_reaches_what_is_published() {
    let (record, facts) = assessed(TABLE, ANSWERS);
    let counts = record.waves[0]
        .results
        .iter()
        .filter(|it| matches!(&it.number, Number::Answers(counts) if counts.len() == 10));
    assert!(counts.count() > 0);
    for input in facts.iter().flat_map(|it| &it.inputs) {
        if let Input::Typed(place) = input
            && place.file.ends_with(".csv")
        {
            assert_eq!((place.start, place.end), (0, 0), "the table, not a row");
        }
    }
}

#[test]
fn a_small_group_is_not_shown_and_neither_is_the_next() {
    let mut rows = "who,group,q1,q2,q3\n".to_owned();
    for (group, n) in [("vip", 9), ("mass", 30), ("few", 3)] {
        for i in 0..n {
            rows.push_str(&format!("own,{group},{},5,6\n", 1 + i % 10));
        }
    }
    let yaml = format!("{TABLE}minimum: {{ count: 5, reason: 太少 }}\n");
    let (_, facts) = assessed(&yaml, &rows);
    let hidden = |segment: &str| {
        let figure = figure(&facts, &format!("segment.{segment}.overall"));
        assert_eq!(
            figure.n,
            figure.number().and(figure.n),
            "no size without a score"
        );
        figure.number().is_none()
    };
    assert_eq!(["few", "vip", "mass"].map(hidden), [true, true, false]);
    assert_eq!(figure(&facts, "score.overall").n, Some(42));
}

#[test]
fn an_answer_off_the_scale_is_told_with_the_others_counted() {
    assert_eq!(
        codes(TABLE, "who,group,q1,q2,q3\nown,vip,11,7,9\n"),
        ["S310"]
    );
    assert_eq!(
        codes(TABLE, "who,group,q1,q2,q3\nown,vip,8,7.5,9\n"),
        ["S310"]
    );
    assert_eq!(codes(TABLE, "who,group,q1,q2,q3\n丙,vip,8,7,9\n"), ["D908"]);
    assert_eq!(
        codes(TABLE, "who,group,q1,q2,q3\nown,vip,eight,7,9\n"),
        ["D905"]
    );
    let many = format!("who,group,q1,q2,q3\n{}", "own,vip,11,7,9\n".repeat(60));
    let told = codes(TABLE, &many);
    assert_eq!(told.len(), 51);
    assert!(told.contains(&"D910"), "how many more there are");
}

#[test]
fn promoters_less_detractors() {
    // The worked example: p = 1/2, d = 1/6, n = 324.
    let yaml = "
- { id: recommend, name: 推荐, scale: { from: 0, to: 10 }, promoters: true }
waves:
- period: 2008
  results:
  - { attribute: recommend, answers: [0, 0, 0, 0, 0, 0, 54, 108, 0, 0, 162] }
";
    let (_, facts) = assessed(yaml, "");
    let found = figure(&facts, "promoters.recommend");
    assert!((found.number().expect("a number") - 33.333).abs() < 1e-3);
    let interval = found.interval.expect("there are answers");
    assert!(
        (interval.high - 33.3333 - 8.116).abs() < 2e-3,
        "{interval:?}"
    );
}

#[test]
fn changes_are_since_the_survey_before_of_the_same_kind() {
    let yaml = "
waves:
- period: 2008
  results: [{ attribute: speed, mean: 74, sd: 15, n: 400 }]
- period: 2008-H1
  results: [{ attribute: speed, mean: 10, sd: 15, n: 400 }]
- period: 2006
  results: [{ attribute: speed, mean: 70, sd: 15, n: 400 }]
";
    let (record, facts) = assessed(yaml, "");
    assert_eq!(number(&facts, "change.speed"), 4.0);
    assert_eq!(record.last().expect("a survey").period, Period::Year(2008));
}

#[test]
fn weak_links_are_named_by_the_rule() {
    let weak = |rule: &str| {
        let rows = [
            "attribute: overall, mean: 60",
            "attribute: speed, mean: 70",
            "attribute: price, mean: 70",
        ];
        let (record, facts) = assessed(&format!("weak: {{ {rule} }}\n{}", results(&rows)), "");
        let shown = Satisfaction::present(&record, &facts);
        let table = shown.into_iter().find(|it| it.id == "satisfaction.weak");
        let Block::Table(table) = table.expect("a rule").block else {
            panic!("a table");
        };
        let keys = table.rows.into_iter().map(|it| it.key);
        keys.collect::<Vec<_>>()
    };
    assert_eq!(
        weak("lowest: 1"),
        ["speed", "price"],
        "level ones are both named"
    );
    assert_eq!(weak("below: 70"), [""; 0]);
    assert_eq!(weak("below: 71"), ["speed", "price"]);
}

#[test]
fn mistakes_are_told() {
    let wave = |row: &str| codes(&results(&[row]), "");
    assert_eq!(wave("attribute: speed, mean: 101"), ["S310"]);
    assert_eq!(wave("attribute: speed, mean: 50, sd: 90, n: 100"), ["S313"]);
    assert_eq!(wave("attribute: sped, mean: 50"), ["S217"]);
    assert_eq!(
        wave("attribute: speed, operator: rival_c, mean: 50"),
        ["S217"]
    );
    assert_eq!(wave("attribute: speed"), ["S208"]);
    assert_eq!(wave("attribute: speed, mean: 50, missing: 无"), ["S209"]);
    assert_eq!(
        wave("attribute: speed, mean: 50, answers: [1, 2]"),
        ["S214"]
    );
    assert_eq!(wave("attribute: speed, answers: [1, 2]"), ["S312"]);
    let twice = ["attribute: speed, mean: 50", "attribute: speed, mean: 60"];
    assert_eq!(codes(&results(&twice), ""), ["S206"]);
    let weights = index("refuse").replace("weight: 60", "weight: 50");
    assert_eq!(codes(&format!("{weights}waves: []\n"), ""), ["S201"]);
    let classes = "scale: { from: 1, to: 5 }\nclasses: [{ id: a, name: 甲, to: 3 }, { id: b, name: 乙, to: 4 }]\nwaves: []\n";
    assert_eq!(codes(classes, ""), ["S314"]);
    let promoters = "- { id: again, name: 推荐, promoters: true }\nwaves: []\n";
    assert_eq!(codes(promoters, ""), ["S311"]);
}

#[test]
fn every_sentence_has_its_verdict() {
    let rows = [
        "attribute: overall, mean: 78, sd: 15, n: 100",
        "attribute: overall, operator: rival_a, mean: 70, sd: 15, n: 100",
    ];
    let (record, facts) = assessed(&results(&rows), "");
    let exhibits = Satisfaction::present(&record, &facts);
    let said: Vec<&str> = exhibits
        .iter()
        .filter_map(|it| match &it.block {
            Block::Notice(notice) => Some(&notice.items),
            _ => None,
        })
        .flatten()
        .flat_map(|it| &it.0)
        .filter_map(|it| match it {
            Piece::Sentence(key, _) => Some(*key),
            _ => None,
        })
        .collect();
    assert!(said.contains(&"satisfaction.say.lead_open"), "{said:?}");
}

proptest! {
    #[test]
    fn no_order_of_rows_changes_a_figure(
        answers in prop::collection::vec((0_usize..2, 1_u8..11, 1_u8..11, 1_u8..11), 3..40),
        turn in 0_usize..40,
    ) {
        let table = |rows: &[(usize, u8, u8, u8)]| {
            let rows = rows.iter().map(|(who, a, b, c)| {
                format!("{},vip,{a},{b},{c}\n", ["own", "甲"][*who])
            });
            format!("who,group,q1,q2,q3\n{}", rows.collect::<String>())
        };
        let yaml = format!("{HEAD}{TABLE}{}", index("refuse"));
        let all = |rows: &[(usize, u8, u8, u8)]| {
            let (record, _) = tests::checked::<Satisfaction>(&yaml, &table(rows));
            let figures = assess::figures(&record).into_iter();
            figures
                .map(|it| (it.key.to_string(), it.number(), it.interval, it.n))
                .collect::<Vec<_>>()
        };
        let mut turned = answers.clone();
        turned.rotate_left(turn % answers.len());
        let found = all(&answers);
        prop_assert_eq!(&found, &all(&turned));
        for (key, number, interval, _) in found {
            let is_index = key.contains(".index@") || key.contains(".dimension.") && !key.contains("weight");
            if let (Some(number), true) = (number, is_index) {
                prop_assert!((0.0..=100.0).contains(&number), "{key} {number}");
            }
            if let (Some(number), Some(interval)) = (number, interval) {
                let slack = 1e-9 * number.abs().max(1.0);
                prop_assert!(interval.low <= number + slack && number <= interval.high + slack, "{key}");
            }
        }
    }
}

#[test]
fn what_a_figure_comes_to_is_said_of_a_figure_that_is_there() {
    let (record, facts) = assessed(&format!("{TABLE}{}", index("refuse")), ANSWERS);
    let said = Satisfaction::sentences(&record, &facts);
    for (key, phrase) in &said {
        assert!(facts.get(key).is_some(), "{key}");
        assert!(!phrase.is_empty(), "{key}");
    }
    let keys: Vec<String> = said.iter().map(|it| it.0.to_string()).collect();
    for key in ["score.speed", "lead.overall", "index"] {
        let key = format!("satisfaction.{key}@2008");
        assert!(keys.contains(&key), "{key} in {keys:?}");
    }
}

#[test]
fn an_index_of_too_few_whole_answers_is_not_of_them() {
    // Five answered each pair of questions, and two answered all.
    let answers = ["8,7,9", "6,5,4"].into_iter();
    let answers = answers.chain([["8,7,-99"; 3], ["8,-99,9"; 3]].concat());
    let rows = answers.map(|row| format!("own,vip,{row}\n"));
    let rows = format!("who,group,q1,q2,q3\n{}", rows.collect::<String>());
    let yaml = format!(
        "{TABLE}minimum: {{ count: 5, reason: 太少 }}\n{}",
        index("refuse")
    );
    let (_, facts) = assessed(&yaml, &rows);
    let whole = figure(&facts, "index");
    assert_eq!((whole.n, whole.interval), (None, None), "{whole:?}");
    assert!(
        facts.iter().all(|it| it.n.is_none_or(|n| n >= 5)),
        "none is of fewer"
    );
}
