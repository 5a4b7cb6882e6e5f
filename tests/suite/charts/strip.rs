//! The strip with its boxes.

use pingshu::{
    chart::{Mark, Size, Spec, Strip, StripGroup, StripPoint, draw},
    model::Format,
};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_format, odd_mark, odd_number, odd_range, odd_target, odd_text, odd_words},
    frame, mark, shape, words,
};

fn group(name: &str, values: &[f64]) -> StripGroup {
    let points = values.iter().enumerate().map(|(i, value)| StripPoint {
        label: format!("{name} {i}"),
        value: mark(&format!("{name}-{i}"), *value),
    });
    StripGroup {
        label: name.into(),
        points: points.collect(),
        low: Some(40.0),
        median: mark(&format!("{name}-median"), 50.0),
        high: Some(60.0),
        n: values.len().to_string(),
    }
}

fn chart(groups: Vec<StripGroup>) -> Strip {
    Strip {
        groups,
        targets: Vec::new(),
        range: Some((0.0, 100.0)),
        unit: "分".into(),
        median_label: "中位数".into(),
        n_label: "n".into(),
        box_label: "中间一半".into(),
        format: Format::plain(0),
        words: words(),
    }
}

prop_compose! {
    fn odd_group()(
        label in odd_text(),
        points in vec((odd_text(), odd_mark().boxed()), 0..12),
        low in option::of(odd_number()),
        median in odd_mark().boxed(),
        high in option::of(odd_number()),
        n in odd_text(),
    ) -> StripGroup {
        let points = points.into_iter().map(|(label, value)| StripPoint { label, value });
        StripGroup { label, points: points.collect(), low, median, high, n }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (
        vec(odd_group().boxed(), 0..6),
        vec(odd_target().boxed(), 0..3),
        odd_range(),
        prop::array::uniform4(odd_text()),
        odd_format(),
        odd_words().boxed(),
    )
        .prop_map(
            |(groups, targets, range, [unit, median_label, n_label, box_label], format, words)| {
                Spec::Strip(Strip {
                    groups,
                    targets,
                    range,
                    unit,
                    median_label,
                    n_label,
                    box_label,
                    format,
                    words,
                })
            },
        )
}

pub(super) fn samples() -> Vec<Sample> {
    let values = |count: u32, seed: u32| -> Vec<f64> {
        (0..count).map(|i| f64::from((i * seed) % 61 + 25)).collect()
    };
    let mut gap = group("保洁员", &[0.0]);
    gap.points[0].value = Mark {
        key: "gap".into(),
        reason: "尚未考核".into(),
        ..Mark::default()
    };
    gap.median = Mark::default();
    (gap.low, gap.high) = (None, None);
    vec![
        (
            "typical",
            Spec::Strip(chart(vec![
                group("营业员", &values(24, 37)),
                group("热线座席", &values(18, 53)),
                group("导办", &values(6, 29)),
                gap,
            ])),
        ),
        ("empty", Spec::Strip(chart(Vec::new()))),
        ("equal", Spec::Strip(chart(vec![group("同分", &[50.0; 30])]))),
        ("many", Spec::Strip(chart(vec![group("全省", &values(10_000, 37))]))),
        (
            "many-groups",
            Spec::Strip(chart((0..100).map(|i| group(&format!("厅 {i}"), &values(5, i + 3))).collect())),
        ),
    ]
}

#[test]
fn a_point_lies_at_its_value() {
    let spec = Spec::Strip(chart(vec![group("a", &[0.0, 100.0, 35.0])]));
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let at = |key| shape(&svg, key, "circle")["cx"];
        let expected = at("a-0") + (at("a-1") - at("a-0")) * 0.35;
        assert!((at("a-2") - expected).abs() <= 0.1, "{size:?}");
        let found = shape(&svg, "a-median", "rect");
        let from = at("a-0") + (at("a-1") - at("a-0")) * 0.4;
        assert!((found["x"] - from).abs() <= 0.11, "{size:?}: the box begins at the quartile");
    }
}

#[test]
fn equal_values_are_moved_apart_the_same_way_each_time() {
    let spec = Spec::Strip(chart(vec![group("a", &[50.0; 12])]));
    let svg = draw(&spec, &frame(Size::Page));
    let mut heights: Vec<String> = (0..12)
        .map(|i| format!("{}", shape(&svg, &format!("a-{i}"), "circle")["cy"]))
        .collect();
    heights.sort();
    heights.dedup();
    assert!(heights.len() > 8, "points of one value are told apart: {heights:?}");
}
