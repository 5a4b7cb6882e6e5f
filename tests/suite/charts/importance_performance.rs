//! The importance–performance matrix.

use pingshu::chart::{ImportanceItem, ImportancePerformance, Mark, Quadrants, Spec, draw};
use proptest::{collection::vec, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::odd_words,
    frame, mark,
    plane::{axis, odd_axis, odd_pair, odd_quadrants, open},
    shape, words,
};

const NAMES: [&str; 8] = [
    "排队等候", "费用合理", "取消方便", "方案合理", "服务态度", "业务熟练", "信号覆盖", "账单清楚",
];

fn item(key: &str, label: &str, performance: f64, importance: f64) -> ImportanceItem {
    ImportanceItem {
        label: label.into(),
        importance: mark("", importance),
        performance: mark(key, performance),
    }
}

fn chart(items: Vec<ImportanceItem>) -> ImportancePerformance {
    ImportancePerformance {
        items,
        performance: axis("表现，分", 60.0),
        importance: axis("重要度", 50.0),
        quadrants: Quadrants {
            top_left: "优先改进".into(),
            top_right: "继续保持".into(),
            bottom_left: "次要".into(),
            bottom_right: "可能过度".into(),
        },
        words: words(),
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (
        vec(odd_pair(), 0..20),
        odd_axis().boxed(),
        odd_axis().boxed(),
        odd_quadrants().boxed(),
        odd_words().boxed(),
    )
        .prop_map(|(pairs, performance, importance, quadrants, words)| {
            let items = pairs.into_iter();
            Spec::ImportancePerformance(ImportancePerformance {
                items: items
                    .map(|(label, importance, performance)| ImportanceItem {
                        label,
                        importance,
                        performance,
                    })
                    .collect(),
                performance,
                importance,
                quadrants,
                words,
            })
        })
}

pub(super) fn samples() -> Vec<Sample> {
    let typical = NAMES.iter().enumerate().map(|(i, name)| {
        let (x, y) = (i * 37 % 83 + 10, i * 53 % 71 + 20);
        item(&format!("i{i}"), name, x as f64, y as f64)
    });
    let mut gap = item("gap", "网点分布", 0.0, 50.0);
    gap.performance = Mark {
        key: "gap".into(),
        reason: "未调查".into(),
        ..Mark::default()
    };
    let long = "办理业务时需要填写的表格数量和重复提供证件的次数是否合理并且事先告知";
    let same = (0..6).map(|i| item(&format!("s{i}"), NAMES[i], 50.0, 50.0)).collect();
    let many = (0..10_000_u32).map(|i| {
        item(&format!("m{i}"), "项目", f64::from(i % 97), f64::from(i * 7 % 89))
    });
    let kind = Spec::ImportancePerformance;
    vec![
        ("typical", kind(chart(typical.chain([gap]).collect()))),
        ("empty", kind(chart(Vec::new()))),
        ("long", kind(chart(vec![item("a", long, 20.0, 90.0), item("b", long, 80.0, 10.0)]))),
        (
            "coinciding",
            kind(ImportancePerformance {
                performance: open("表现"),
                importance: open("重要度"),
                ..chart(same)
            }),
        ),
        ("many", kind(chart(many.collect()))),
    ]
}

#[test]
fn an_item_lies_where_its_importance_and_performance_are() {
    let spec = Spec::ImportancePerformance(chart(vec![
        item("low", "甲", 0.0, 0.0),
        item("high", "乙", 100.0, 100.0),
        item("part", "丙", 75.0, 25.0),
    ]));
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let at = |key| {
            let dot = shape(&svg, key, "circle");
            (dot["cx"], dot["cy"])
        };
        let (low, high, part) = (at("low"), at("high"), at("part"));
        assert!((part.0 - (low.0 + (high.0 - low.0) * 0.75)).abs() <= 0.1, "{size:?}");
        assert!((part.1 - (low.1 + (high.1 - low.1) * 0.25)).abs() <= 0.1, "{size:?}");
    }
}

#[test]
fn every_number_has_a_name_in_the_key() {
    let items = NAMES.iter().enumerate();
    let items = items.map(|(i, name)| item(&format!("i{i}"), name, 10.0 * i as f64, 50.0));
    let spec = Spec::ImportancePerformance(chart(items.collect()));
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        for (i, name) in NAMES.iter().enumerate() {
            assert!(svg.contains(&format!(">{name}</text>")), "{size:?}: {name}");
            assert!(svg.matches(&format!(">{}</text>", i + 1)).count() >= 1, "{size:?}: {i}");
        }
    }
}
