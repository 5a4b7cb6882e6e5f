//! Proof that drawing cannot go wrong: for arbitrary specs it ends, and what
//! it writes is well-formed, within its view box, without labels that touch,
//! and the same twice. Values lie where they should to a tenth of a pixel.

use proptest::{collection::vec, option, prelude::*};

use super::*;
use crate::model::{Better, Format};

mod arbitrary;

use arbitrary::{odd_number, odd_spec, odd_text};

const SIZES: [Size; 3] = [Size::Page, Size::Slide, Size::Narrow];

fn words() -> Words {
    Words {
        no_data: "无数据".into(),
        this_year: "本年".into(),
        last_year: "上年".into(),
        target: "标准".into(),
        estimated: "预估".into(),
        illustrative: "说明性数据".into(),
        earned: "得分".into(),
        pending: "待定".into(),
        lost: "未得".into(),
        deducted: "扣分".into(),
    }
}

fn mark(key: &str, value: f64) -> Mark {
    Mark {
        key: key.into(),
        value: Some(value),
        text: format!("{value}"),
        ..Mark::default()
    }
}

fn frame(size: Size) -> Frame<'static> {
    Frame {
        id: "2008.kpi",
        title: "Title",
        description: "Takeaway",
        lang: "zh-Hans",
        size,
    }
}

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

fn step(key: &str, points: f64, state: PointsState) -> Step {
    Step {
        label: key.into(),
        points: mark(key, points),
        state,
        remark: String::new(),
    }
}

fn line(values: &[Option<f64>]) -> Line {
    let points = values.iter().enumerate().map(|(i, value)| Mark {
        value: *value,
        ..mark(&format!("m{i}"), 0.0)
    });
    Line {
        periods: (0..values.len())
            .map(|i| Point {
                key: format!("m{i}"),
                label: format!("{i} 月"),
            })
            .collect(),
        series: vec![Series {
            label: "本年".into(),
            points: points.collect(),
            previous: false,
        }],
        targets: Vec::new(),
        range: Some((0.0, 10.0)),
        unit: String::new(),
        format: Format::plain(0),
        words: words(),
    }
}

/// The attribute as a number.
fn number_of(node: roxmltree::Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name)
        .and_then(|text| text.parse().ok())
        .unwrap_or(f64::NAN)
}

/// The first shape of this element name in the mark with this key.
fn shape(svg: &str, key: &str, name: &str) -> std::collections::BTreeMap<String, f64> {
    let document = roxmltree::Document::parse(svg).expect("well-formed");
    let group = document
        .descendants()
        .find(|n| n.attribute("data-k") == Some(key))
        .expect("the mark is drawn");
    let shape = group
        .children()
        .find(|n| n.has_tag_name(name))
        .expect("the shape is drawn");
    shape
        .attributes()
        .map(|a| (a.name().to_owned(), number_of(shape, a.name())))
        .collect()
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
fn a_points_step_begins_where_the_last_one_ended() {
    let spec = Spec::PointsWaterfall(PointsWaterfall {
        shown: None,
        steps: vec![
            step("a", 6.0, PointsState::Earned),
            step("b", 4.0, PointsState::Estimated),
            step("c", 2.0, PointsState::Deducted),
            step("d", 8.0, PointsState::Total),
        ],
        words: words(),
    });
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let ends = |key| {
            let bar = shape(&svg, key, "rect");
            let half = bar["stroke-width"] / 2.0;
            (bar["x"] - half, bar["x"] + bar["width"] + half)
        };
        let near = |a: f64, b: f64| assert!((a - b).abs() <= 0.15, "{size:?}: {a} is not {b}");
        let (zero, total) = ends("d");
        let unit = (total - zero) / 8.0;
        near(ends("a").1, zero + 6.0 * unit);
        near(ends("b").0, ends("a").1);
        near(ends("b").1, zero + 10.0 * unit);
        near(ends("c").0, total);
        assert!(svg.contains("-hatch)"), "an estimate is hatched");
    }
}

#[test]
fn a_point_lies_where_it_should_and_a_gap_stays_open() {
    let spec = Spec::Line(line(&[
        Some(0.0),
        Some(10.0),
        None,
        Some(f64::NAN),
        Some(2.5),
    ]));
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let at = |key| {
            let dot = shape(&svg, key, "circle");
            (dot["cx"], dot["cy"])
        };
        let ((x0, low), (x1, high), (x4, y4)) = (at("m0"), at("m1"), at("m4"));
        assert!((y4 - (low + (high - low) * 0.25)).abs() <= 0.1, "{size:?}");
        assert!(
            (x4 - (x0 + (x1 - x0) * 4.0)).abs() <= 0.4,
            "{size:?}: four steps of a tenth's error each"
        );
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let drawn = |key| {
            let group = document
                .descendants()
                .find(|n| n.attribute("data-k") == Some(key));
            group.is_some_and(|g| g.children().any(|n| n.has_tag_name("circle")))
        };
        assert!(!drawn("m2") && !drawn("m3"), "what is missing has no dot");
        let strokes = document
            .descendants()
            .filter(|n| n.attribute("class") == Some("s-acc"));
        let paths: Vec<_> = strokes.filter_map(|n| n.attribute("d")).collect();
        assert_eq!(paths.len(), 1, "one run only: {paths:?}");
        assert_eq!(
            paths[0].matches('l').count(),
            1,
            "the gap is not bridged: {}",
            paths[0]
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

#[test]
fn nothing_to_show_is_said() {
    fn case(spec: &Spec) {
        for size in SIZES {
            let svg = draw(spec, &frame(size));
            assert!(svg.contains(">无数据</text>"), "{svg}");
            check(&svg);
        }
    }
    case(&Spec::Bullet(Bullet {
        words: words(),
        ..Bullet::default()
    }));
    case(&Spec::PointsWaterfall(PointsWaterfall {
        shown: None,
        words: words(),
        ..PointsWaterfall::default()
    }));
    case(&Spec::Line(line(&[])));
    case(&Spec::Line(line(&[None, Some(f64::INFINITY)])));
}

#[test]
fn ten_thousand_points_are_drawn() {
    let values: Vec<_> = (0..10_000_u32)
        .map(|i| (i % 97 != 0).then(|| f64::from(i * 7919 % 1000) / 100.0))
        .collect();
    let rows = (0..10_000_u32)
        .map(|i| row(&format!("r{i}"), f64::from(i % 130)))
        .collect();
    let steps = (0..10_000_u32)
        .map(|i| step(&format!("s{i}"), f64::from(i % 5), PointsState::Earned))
        .collect();
    check(&draw(&Spec::Line(line(&values)), &frame(Size::Page)));
    check(&draw(
        &Spec::Bullet(Bullet {
            rows,
            range: None,
            words: words(),
        }),
        &frame(Size::Page),
    ));
    check(&draw(
        &Spec::PointsWaterfall(PointsWaterfall {
            shown: None,
            steps,
            words: words(),
        }),
        &frame(Size::Page),
    ));
}

/// Well-formed, unique ids, everything within the view box, no labels that
/// touch.
fn check(svg: &str) {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let view_box = document
        .root_element()
        .attribute("viewBox")
        .expect("a view box");
    let sides: Vec<f64> = view_box
        .split(' ')
        .map(|side| side.parse().expect("a number"))
        .collect();
    let (width, height) = (sides[2], sides[3]);
    let mut ids: Vec<_> = document
        .descendants()
        .filter_map(|n| n.attribute("id"))
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids are unique");

    let within = |x: f64, y: f64, what: &str| {
        let slack = 0.2;
        assert!(
            x >= -slack && x <= width + slack && y >= -slack && y <= height + slack,
            "{what} at {x} {y} leaves {width} × {height}: {svg}"
        );
    };
    let mut boxes: Vec<(f64, f64, f64, f64, &str)> = Vec::new();
    for node in document
        .descendants()
        .filter(|n| n.ancestors().all(|a| !a.has_tag_name("defs")))
    {
        let value = |name| number_of(node, name);
        match node.tag_name().name() {
            "rect" => {
                within(value("x"), value("y"), "a rectangle");
                within(
                    value("x") + value("width"),
                    value("y") + value("height"),
                    "a rectangle",
                );
            }
            "circle" => {
                within(
                    value("cx") - value("r"),
                    value("cy") - value("r"),
                    "a circle",
                );
                within(
                    value("cx") + value("r"),
                    value("cy") + value("r"),
                    "a circle",
                );
            }
            "text" => {
                let text = node.text().unwrap_or("");
                let size = value("font-size");
                let bold = if node.attribute("font-weight").is_some() {
                    1.05
                } else {
                    1.0
                };
                let long = text_width(text, size) * bold;
                let left = value("x")
                    - match node.attribute("text-anchor") {
                        Some("middle") => long / 2.0,
                        Some("end") => long,
                        _ => 0.0,
                    };
                let (top, bottom) = (value("y") - size * 0.82, value("y") + size * 0.2);
                within(left, top, text);
                within(left + long, bottom, text);
                boxes.push((top, bottom, left, left + long, text));
            }
            _ => {}
        }
    }
    boxes.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (i, a) in boxes.iter().enumerate() {
        for b in boxes[i + 1..].iter().take_while(|b| b.0 < a.1) {
            let apart = b.2 >= a.3 - 0.05 || a.2 >= b.3 - 0.05;
            assert!(apart, "{a:?} touches {b:?}: {svg}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_spec_can_be_drawn(spec in odd_spec(), id in odd_text(), title in odd_text(), lang in odd_text()) {
        for size in SIZES {
            let frame = Frame { id: &id, title: &title, description: &title, lang: &lang, size };
            let svg = draw(&spec, &frame);
            check(&svg);
            prop_assert_eq!(&svg, &draw(&spec, &frame), "the same twice");
        }
    }

    #[test]
    fn any_values_make_a_sparkline(values in vec(option::of(odd_number()), 0..40), target in option::of(odd_number()), title in odd_text()) {
        let svg = sparkline(&values, target, &title);
        if !svg.is_empty() {
            check(&svg);
        }
    }
}
