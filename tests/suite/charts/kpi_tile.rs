//! The KPI tile.

use pingshu::chart::{KpiTile, Mark, Size, Spec, Target, Tile, draw};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_mark, odd_target, odd_text, odd_words},
    frame, mark, words,
};

fn tile(key: &str, value: f64, good: Option<bool>) -> Tile {
    Tile {
        label: key.into(),
        value: mark(key, value),
        unit: "分".into(),
        gap: "+1.4".into(),
        up: Some(true),
        good,
        word: "高于标准，达标".into(),
        target: Some(Target {
            label: "标准".into(),
            mark: mark("standard", value - 1.4),
        }),
        course: [value - 3.0, value - 1.0, value - 2.0, value]
            .iter()
            .map(|it| mark("", *it))
            .collect(),
    }
}

fn chart(tiles: Vec<Tile>) -> Spec {
    Spec::KpiTile(KpiTile {
        tiles,
        words: words(),
    })
}

prop_compose! {
    fn odd_tile()(
        texts in prop::array::uniform4(odd_text()),
        value in odd_mark().boxed(),
        up in option::of(any::<bool>()),
        good in option::of(any::<bool>()),
        target in option::of(odd_target().boxed()),
        course in vec(odd_mark().boxed(), 0..14),
    ) -> Tile {
        let [label, unit, gap, word] = texts;
        Tile { label, value, unit, gap, up, good, word, target, course }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (vec(odd_tile().boxed(), 0..7), odd_words().boxed())
        .prop_map(|(tiles, words)| Spec::KpiTile(KpiTile { tiles, words }))
}

pub(super) fn samples() -> Vec<Sample> {
    let gap = Tile {
        label: "综合满意度".into(),
        value: Mark {
            key: "missing".into(),
            text: "—".into(),
            reason: "来源未公布".into(),
            ..Mark::default()
        },
        ..Tile::default()
    };
    let fallen = Tile {
        up: Some(false),
        gap: "−1.5".into(),
        word: "低于标准，未达标".into(),
        ..tile("一次办结", 78.5, Some(false))
    };
    let long = tile("办理业务时需要填写的表格数量和重复提供证件的次数是否合理并且事先告知", 1e6, None);
    vec![
        ("typical", chart(vec![tile("十分钟内办理", 86.4, Some(true)), fallen, gap])),
        ("empty", chart(Vec::new())),
        ("long", chart(vec![long])),
        (
            "many",
            chart((0..10_000_u32).map(|i| tile(&format!("m{i}"), f64::from(i), None)).collect()),
        ),
    ]
}

#[test]
fn the_last_point_of_the_course_is_marked_and_good_is_said_in_words() {
    for size in SIZES {
        let svg = draw(&chart(vec![tile("a", 80.0, Some(true))]), &frame(size));
        assert_eq!(svg.matches("<circle").count(), 1, "{size:?}");
        assert!(svg.contains(">高于标准，达标</text>"), "{size:?}: {svg}");
        assert!(svg.contains("data-k=\"a\""));
    }
}

#[test]
fn what_is_missing_says_why_and_has_no_number() {
    let gap = Tile {
        label: "甲".into(),
        value: Mark {
            key: "a".into(),
            reason: "来源未公布".into(),
            ..Mark::default()
        },
        ..Tile::default()
    };
    let svg = draw(&chart(vec![gap]), &frame(Size::Page));
    assert!(svg.contains(">—</text>") && svg.contains(">来源未公布</text>"), "{svg}");
}

#[test]
fn a_point_of_the_course_lies_where_it_should() {
    let mut one = tile("a", 75.0, None);
    one.target = None;
    one.course = vec![mark("", 0.0), mark("", 100.0), mark("", 75.0)];
    let svg = draw(&chart(vec![one]), &frame(Size::Page));
    let y = {
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let dot = document.descendants().find(|n| n.has_tag_name("circle"));
        super::number_of(dot.expect("the last point"), "cy")
    };
    let path = svg.split("class=\"s-acc\"").next().and_then(|it| it.rsplit("d=\"M").next());
    let start = path.and_then(|it| it.split(['l', ' ', '"']).nth(1)).and_then(|it| it.parse::<f64>().ok());
    let steps = path.and_then(|it| it.split('l').nth(1)).and_then(|it| it.split('-').nth(1));
    let height = steps.and_then(|it| it.split(['l', ' ', '"']).next()).and_then(|it| it.parse::<f64>().ok());
    let (start, height) = (start.expect("the foot"), height.expect("the rise"));
    assert!((y - (start - height * 0.75)).abs() <= 0.21, "{y} {start} {height}: {svg}");
}

#[test]
fn a_point_between_gaps_is_seen_and_the_last_known_one_is_marked() {
    let mut one = tile("a", 75.0, None);
    one.target = None;
    let gap = Mark::default();
    one.course = vec![mark("", 60.0), gap.clone(), mark("", 75.0), mark("", 70.0), gap];
    let svg = draw(&chart(vec![one]), &frame(Size::Page));
    assert!(svg.contains("h3m"), "a stroke for the point alone: {svg}");
    assert_eq!(svg.matches("<circle").count(), 1, "{svg}");
}
