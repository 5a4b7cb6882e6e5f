//! The dot with interval.

use pingshu::{
    chart::{DotInterval, IntervalRow, Mark, Order, Size, Spec, Target, draw},
    model::{Evidence, Format},
};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_format, odd_mark, odd_number, odd_range, odd_target, odd_text, odd_words},
    frame, mark, shape, words,
};

fn row(key: &str, value: f64, half: f64) -> IntervalRow {
    IntervalRow {
        label: key.into(),
        value: mark(key, value),
        low: Some(value - half),
        high: Some(value + half),
        interval: format!("{:.1}–{:.1}", value - half, value + half),
        n: "385".into(),
        ..IntervalRow::default()
    }
}

fn chart(rows: Vec<IntervalRow>) -> DotInterval {
    DotInterval {
        rows,
        order: Order::Given,
        thresholds: Vec::new(),
        range: None,
        unit: "满意度，分".into(),
        n_label: "样本量".into(),
        interval_label: "95% 置信区间".into(),
        format: Format::plain(0),
        words: words(),
    }
}

fn threshold(label: &str, value: f64) -> Target {
    Target {
        label: label.into(),
        mark: mark(label, value),
    }
}

prop_compose! {
    fn odd_row()(
        label in odd_text(),
        value in odd_mark().boxed(),
        low in option::of(odd_number()),
        high in option::of(odd_number()),
        interval in odd_text(),
        previous in option::of(odd_mark().boxed()),
        n in odd_text(),
        strong in any::<bool>(),
    ) -> IntervalRow {
        IntervalRow { label, value, low, high, interval, previous, n, strong }
    }
}

pub(super) fn odd_order() -> impl Strategy<Value = Order> {
    prop::sample::select(vec![Order::Given, Order::HighestFirst, Order::LowestFirst])
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (
        prop_oneof![9 => vec(odd_row().boxed(), 0..8), 1 => vec(odd_row().boxed(), 151..180)],
        odd_order(),
        vec(odd_target().boxed(), 0..6),
        odd_range(),
        prop::array::uniform3(odd_text()),
        odd_format(),
        odd_words().boxed(),
    )
        .prop_map(|(rows, order, thresholds, range, texts, format, words)| {
            let [unit, n_label, interval_label] = texts;
            Spec::DotInterval(DotInterval {
                rows,
                order,
                thresholds,
                range,
                unit,
                n_label,
                interval_label,
                format,
                words,
            })
        })
}

fn typical() -> DotInterval {
    let touchpoints = [
        ("10086 热线人工", 84.6, 1.4, "1 068", 82.9),
        ("营业厅", 83.1, 1.9, "612", 83.4),
        ("宽带装机", 79.8, 2.6, "385", 76.2),
        ("宽带故障维修", 74.9, 3.1, "263", 75.6),
        ("资费与账单", 71.3, 1.8, "940", 69.9),
        ("投诉处理", 66.2, 4.7, "118", 61.0),
        ("网上营业厅", 81.5, 2.2, "430", 79.7),
        ("网络覆盖（室内）", 77.0, 1.5, "1 068", 77.9),
    ];
    let mut rows: Vec<IntervalRow> = touchpoints
        .into_iter()
        .map(|(label, value, half, n, before)| IntervalRow {
            value: mark(label, value),
            previous: Some(mark(&format!("{label}-上年"), before)),
            n: n.into(),
            ..row(label, value, half)
        })
        .collect();
    rows[6].value.evidence = Evidence::Estimated;
    rows[6].value.standing = "预估".into();
    rows.push(IntervalRow {
        label: "短信提醒".into(),
        value: Mark {
            key: "短信提醒".into(),
            reason: "本年未调查".into(),
            ..Mark::default()
        },
        n: "—".into(),
        ..IntervalRow::default()
    });
    rows.push(IntervalRow {
        strong: true,
        ..row("总体", 78.4, 0.7)
    });
    DotInterval {
        order: Order::HighestFirst,
        thresholds: vec![threshold("考核标准", 79.0)],
        ..chart(rows)
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let all = |rows| Spec::DotInterval(chart(rows));
    let hundred: Vec<_> = (0..100_u32)
        .map(|i| row(&format!("网点 {i:02}"), f64::from(i * 37 % 41) + 50.0, 3.0))
        .collect();
    let many: Vec<_> = (0..10_000_u32)
        .map(|i| row(&format!("r{i}"), f64::from(i * 7919 % 1000) / 10.0, 4.0))
        .collect();
    let mut ugly = vec![
        row("a", -40.0, 5.0),
        row("b", 1_000_000.0, 20.0),
        row("一条足足有四十个字那么长的题目名称用来看看折行以后版面还能不能看得下去才行", 0.001, 0.0),
    ];
    ugly[1].value.evidence = Evidence::Illustrative;
    vec![
        ("typical", Spec::DotInterval(typical())),
        ("empty", all(Vec::new())),
        ("nothing-finite", all(vec![row("a", f64::NAN, 1.0)])),
        ("one", all(vec![row("总体", 78.4, 0.7)])),
        ("equal", all(vec![row("a", 80.0, 0.0), row("b", 80.0, 0.0)])),
        (
            "ugly",
            Spec::DotInterval(DotInterval {
                range: Some((-10.0, 100.0)),
                thresholds: vec![threshold("门槛", 50.0), threshold("目标", 52.0), threshold("挑战", 300.0)],
                ..chart(ugly)
            }),
        ),
        (
            "hundred",
            Spec::DotInterval(DotInterval {
                order: Order::LowestFirst,
                ..chart(hundred)
            }),
        ),
        (
            "many",
            Spec::DotInterval(DotInterval {
                order: Order::HighestFirst,
                ..chart(many)
            }),
        ),
    ]
}

#[test]
fn a_dot_and_its_interval_lie_where_they_should() {
    let spec = Spec::DotInterval(DotInterval {
        range: Some((0.0, 100.0)),
        ..chart(vec![row("zero", 0.0, 0.0), row("part", 35.0, 10.0), row("all", 100.0, 0.0)])
    });
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let x = |key| shape(&svg, key, "circle")["cx"];
        let expected = x("zero") + (x("all") - x("zero")) * 0.35;
        assert!((x("part") - expected).abs() <= 0.1, "{size:?}");
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let line = document
            .descendants()
            .find(|n| n.attribute("data-k") == Some("part"))
            .and_then(|g| g.children().find(|n| n.has_tag_name("path")))
            .and_then(|n| n.attribute("d"))
            .expect("an interval");
        let low: f64 = line[1..].split(' ').next().and_then(|x| x.parse().ok()).expect("a number");
        let expected = x("zero") + (x("all") - x("zero")) * 0.25;
        assert!((low - expected).abs() <= 0.1, "{size:?}: {line}");
    }
}

#[test]
fn rows_are_sorted_and_what_is_missing_is_last_and_has_no_dot() {
    let svg = draw(&Spec::DotInterval(typical()), &frame(Size::Page));
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let drawn: Vec<&str> = document
        .descendants()
        .filter(|n| n.has_tag_name("g"))
        .filter_map(|n| n.attribute("data-k"))
        .filter(|key| !key.ends_with("上年") && *key != "考核标准")
        .collect();
    assert_eq!(drawn.first(), Some(&"10086 热线人工"));
    assert_eq!(drawn.last(), Some(&"短信提醒"));
    let missing = document
        .descendants()
        .find(|n| n.attribute("data-k") == Some("短信提醒"))
        .expect("it is there");
    assert!(!missing.children().any(|n| n.has_tag_name("circle")));
    assert!(svg.contains(">本年未调查</text>"), "{svg}");
}

#[test]
fn a_value_off_the_scale_is_an_arrow() {
    let spec = Spec::DotInterval(DotInterval {
        range: Some((0.0, 100.0)),
        ..chart(vec![row("off", 120.0, 1.0), row("on", 20.0, 1.0)])
    });
    let svg = draw(&spec, &frame(Size::Page));
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let off = document
        .descendants()
        .find(|n| n.attribute("data-k") == Some("off"))
        .expect("it is there");
    assert!(!off.children().any(|n| n.has_tag_name("circle")), "no dot at the edge");
    assert!(svg.contains(">120</text>"), "its number is written");
}

#[test]
fn parts_keep_the_order_and_the_scale_of_the_whole() {
    let whole = Spec::DotInterval(typical());
    let key = "10086 热线人工";
    let x = |spec: &Spec| shape(&draw(spec, &frame(Size::Slide)), key, "circle")["cx"];
    assert_eq!(whole.rows(), 10);
    let Spec::DotInterval(part) = whole.part(0..3) else {
        panic!("a part is of the same kind")
    };
    assert_eq!(part.rows[0].label, key);
    let share = |spec: &Spec, value: f64| {
        let Spec::DotInterval(chart) = spec else { panic!() };
        let (low, high) = chart.range.expect("a scale");
        (value - low) / (high - low)
    };
    assert!(share(&Spec::DotInterval(part.clone()), 84.6) < 1.0);
    assert!(x(&whole) > 0.0 && x(&Spec::DotInterval(part)) > 0.0);
}
