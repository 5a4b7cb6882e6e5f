//! The bullet chart.

use pingshu::{
    chart::{Bullet, BulletRow, Mark, Size, Spec, Target, draw},
    model::{Better, Evidence, Format},
};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_format, odd_mark, odd_number, odd_range, odd_target, odd_text, odd_words},
    frame, mark, shape, words,
};

fn row(key: &str, value: f64) -> BulletRow {
    BulletRow {
        label: "升级投诉".into(),
        unit: "件".into(),
        value: mark(key, value),
        previous: None,
        targets: Vec::new(),
        bands: Vec::new(),
        better: Better::Lower,
        range: Some((0.0, 100.0)),
        format: Format::plain(0),
    }
}

/// The x of the vertical line that begins at the zero of a bar.
fn path_start(svg: &str, key: &str) -> f64 {
    let document = roxmltree::Document::parse(svg).expect("well-formed");
    let group = document
        .descendants()
        .find(|n| n.attribute("data-k") == Some(key))
        .expect("the mark is drawn");
    let path = group
        .children()
        .find(|n| n.has_tag_name("path"))
        .and_then(|n| n.attribute("d"))
        .expect("a zero line");
    path[1..]
        .split(' ')
        .next()
        .and_then(|x| x.parse().ok())
        .expect("a number")
}

prop_compose! {
    fn odd_row()(
        label in odd_text(),
        unit in odd_text(),
        value in odd_mark().boxed(),
        previous in option::of(odd_mark().boxed()),
        targets in vec(odd_target().boxed(), 0..6),
        bands in vec(odd_number(), 0..5),
        better in prop::sample::select(vec![Better::Higher, Better::Lower, Better::Neither]),
        range in option::of((odd_number(), odd_number())),
        format in odd_format(),
    ) -> BulletRow {
        BulletRow { label, unit, value, previous, targets, bands, better, range, format }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (vec(odd_row().boxed(), 0..6), odd_range(), odd_words().boxed())
        .prop_map(|(rows, range, words)| Spec::Bullet(Bullet { rows, range, words }))
}

pub(super) fn samples() -> Vec<Sample> {
    let chart = |rows| {
        Spec::Bullet(Bullet {
            rows,
            range: None,
            words: words(),
        })
    };
    let mut full = row("full", 35.0);
    full.previous = Some(mark("before", 27.0));
    full.targets = vec![Target {
        label: "上限".into(),
        mark: mark("limit", 90.0),
    }];
    let mut estimated = row("estimated", 60.0);
    estimated.value.evidence = Evidence::Estimated;
    estimated.value.standing = "预估".into();
    let mut missing = row("missing", 0.0);
    missing.value = Mark {
        key: "missing".into(),
        text: "—".into(),
        reason: "未公布".into(),
        ..Mark::default()
    };
    vec![
        ("typical", chart(vec![full, estimated, missing])),
        ("empty", chart(Vec::new())),
        (
            "many",
            chart((0..10_000_u32).map(|i| row(&format!("r{i}"), f64::from(i % 130))).collect()),
        ),
    ]
}

#[test]
fn a_bullet_value_lies_where_it_should() {
    let spec = Spec::Bullet(Bullet {
        rows: vec![row("zero", 0.0), row("part", 35.0), row("all", 100.0)],
        range: None,
        words: words(),
    });
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let end = |key| {
            let bar = shape(&svg, key, "rect");
            bar["x"] + bar["width"] + bar["stroke-width"] / 2.0
        };
        let zero = path_start(&svg, "zero");
        let expected = zero + (end("all") - zero) * 0.35;
        assert!(
            (end("part") - expected).abs() <= 0.1,
            "{size:?}: {} is not {expected}",
            end("part")
        );
    }
}

#[test]
fn every_mark_that_tables_name_is_there() {
    let mut first = row("a", 35.0);
    first.previous = Some(mark("a-previous", 30.0));
    first.targets = vec![Target {
        label: "上限".into(),
        mark: mark("a-limit", 90.0),
    }];
    let mut missing = row("b", 0.0);
    missing.value = Mark {
        key: "b".into(),
        text: "—".into(),
        reason: "未公布".into(),
        ..Mark::default()
    };
    let spec = Spec::Bullet(Bullet {
        rows: vec![first, missing],
        range: None,
        words: words(),
    });
    let svg = draw(&spec, &frame(Size::Page));
    for key in ["a", "a-previous", "a-limit", "b"] {
        assert_eq!(
            svg.matches(&format!("data-k=\"{key}\"")).count(),
            1,
            "{key}"
        );
    }
    assert!(svg.contains(">未公布</text>"), "the reason is said: {svg}");
    assert!(svg.contains("data-chart=\"bullet\"") && svg.contains("lang=\"zh-Hans\""));
    assert!(
        !svg.contains("style="),
        "the site's content policy forbids it"
    );
}

