//! The slope.

use pingshu::chart::{ChartSteps, Frame, Mark, Slope, SlopeRow, Spec, draw};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_mark, odd_range, odd_text, odd_words},
    frame, mark, shape, words,
};

fn row(key: &str, before: f64, after: f64) -> SlopeRow {
    SlopeRow {
        label: key.into(),
        before: mark(&format!("{key}-before"), before),
        after: mark(key, after),
        ..SlopeRow::default()
    }
}

fn chart(rows: Vec<SlopeRow>) -> Slope {
    Slope {
        rows,
        before: "上年".into(),
        middle: "年中".into(),
        after: "本年".into(),
        range: None,
        words: words(),
    }
}

prop_compose! {
    fn odd_row()(
        label in odd_text(),
        before in odd_mark().boxed(),
        middle in option::of(odd_mark().boxed()),
        after in odd_mark().boxed(),
        strong in any::<bool>(),
    ) -> SlopeRow {
        SlopeRow { label, before, middle, after, strong }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (
        vec(odd_row().boxed(), 0..24),
        (odd_text(), odd_text(), odd_text()),
        odd_range(),
        odd_words().boxed(),
    )
        .prop_map(|(rows, (before, middle, after), range, words)| {
            Spec::Slope(Slope {
                rows,
                before,
                middle,
                after,
                range,
                words,
            })
        })
}

pub(super) fn samples() -> Vec<Sample> {
    let names = ["排队等候", "费用合理", "取消方便", "方案合理", "服务态度", "业务熟练", "账单清楚"];
    let typical = names.iter().enumerate().map(|(i, name)| SlopeRow {
        strong: i == 0,
        ..row(name, (i * 37 % 20) as f64 + 62.0, (i * 53 % 20) as f64 + 64.0)
    });
    let mut gap = row("上门服务", 0.0, 70.0);
    gap.before = Mark {
        key: gap.before.key,
        reason: "上年未调查".into(),
        ..Mark::default()
    };
    let stations = names.iter().enumerate().map(|(i, name)| {
        let middle = mark(&format!("{name}-middle"), (i * 29 % 17) as f64 + 78.0);
        let from = (i * 37 % 20) as f64 + 62.0;
        SlopeRow {
            middle: Some(middle),
            strong: i == 0,
            ..row(name, from, (i * 53 % 20) as f64 + 66.0)
        }
    });
    let same = (0..5).map(|i| row(&format!("同值 {i}"), 50.0, 50.0)).collect();
    let many = (0..10_000_u32).map(|i| row(&format!("m{i}"), f64::from(i % 97), f64::from(i % 89)));
    vec![
        ("stations", Spec::Slope(chart(stations.take(4).collect()))),
        ("typical", Spec::Slope(chart(typical.chain([gap]).collect()))),
        ("empty", Spec::Slope(chart(Vec::new()))),
        ("coinciding", Spec::Slope(chart(same))),
        ("many", Spec::Slope(chart(many.collect()))),
    ]
}

#[test]
fn an_end_lies_at_its_value() {
    let spec = Spec::Slope(chart(vec![row("a", 0.0, 100.0), row("b", 35.0, 65.0)]));
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let at = |key| shape(&svg, key, "circle")["cy"];
        let (low, high) = (at("a-before"), at("a"));
        assert!((at("b-before") - (low + (high - low) * 0.35)).abs() <= 0.1, "{size:?}");
        assert!((at("b") - (low + (high - low) * 0.65)).abs() <= 0.1, "{size:?}");
    }
}

#[test]
fn what_was_missing_last_year_has_no_line() {
    let mut lost = row("a", 0.0, 70.0);
    lost.before = Mark::default();
    let svg = draw(&Spec::Slope(chart(vec![lost, row("b", 60.0, 65.0)])), &frame(SIZES[0]));
    assert_eq!(svg.matches("<circle").count(), 3, "three ends are known: {svg}");
    assert!(svg.contains(">70 a</text>"), "its name stands at the end there is: {svg}");
}

#[test]
fn a_line_has_its_name_at_both_ends_where_there_is_room() {
    for (size, names) in SIZES.into_iter().zip([2, 2, 1]) {
        let svg = draw(&Spec::Slope(chart(vec![row("甲", 60.0, 70.0)])), &frame(size));
        let texts = svg.matches("甲 60</text>").count() + svg.matches("70 甲</text>").count();
        assert_eq!(texts, names, "{size:?}: {svg}");
    }
}

#[test]
fn labels_come_with_their_marks() {
    let stations = |key: &str, values: [f64; 3], strong| SlopeRow {
        label: key.into(),
        before: mark(key, values[0]),
        middle: Some(mark(key, values[1])),
        after: mark(key, values[2]),
        strong,
    };
    let rows = vec![
        stations("r-a", [61.0, 62.0, 63.0], true),
        stations("r-b", [71.0, 72.0, 73.0], false),
    ];
    let spec = Spec::Slope(chart(rows));
    // The row that is set off is drawn last, and so it comes last.
    for (steps, expected) in [
        (ChartSteps::Groups, [[2, 2, 2], [1, 1, 1]]),
        (ChartSteps::Series, [[2, 2, 2], [1, 1, 1]]),
        (ChartSteps::Marks, [[4, 5, 6], [1, 2, 3]]),
    ] {
        let svg = draw(&spec, &Frame { steps: Some(steps), ..frame(SIZES[0]) });
        let xml = roxmltree::Document::parse(&svg).expect("well-formed");
        let step_of = |words: &str| {
            let text = xml.descendants().find(|it| it.has_tag_name("text") && it.text() == Some(words));
            let text = text.unwrap_or_else(|| panic!("{words} in {svg}"));
            text.ancestors().find_map(|it| it.attribute("data-step")).map(str::to_owned)
        };
        for (name, first, expected) in [("r-a", 61, expected[0]), ("r-b", 71, expected[1])] {
            let words = [format!("{name} {first}"), (first + 1).to_string(), format!("{} {name}", first + 2)];
            for (words, step) in words.iter().zip(expected) {
                assert_eq!(step_of(words), Some(step.to_string()), "{words}: {steps:?}");
            }
        }
        assert_eq!(step_of("上年"), None, "what is around the lines stands");
    }
}
