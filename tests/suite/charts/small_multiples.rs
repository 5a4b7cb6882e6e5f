//! Small multiples.

use pingshu::{
    chart::{
        Bullet, BulletRow, Line, Mark, Panel, Point, Series, Size, SmallMultiples, Spec, Target,
        draw,
    },
    model::{Better, Format},
};
use proptest::{collection::vec, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_range, odd_text, odd_words},
    bullet, frame, line, mark, number_of, points_waterfall, shape, words,
};

fn odd_panel() -> impl Strategy<Value = Panel> {
    let spec = prop_oneof![
        4 => line::odd().boxed(),
        3 => bullet::odd().boxed(),
        1 => points_waterfall::odd().boxed(),
        1 => Just(Spec::SmallMultiples(SmallMultiples::default())),
    ];
    (odd_text(), odd_text(), spec).prop_map(|(key, label, spec)| Panel {
        key,
        label,
        spec: Box::new(spec),
    })
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (
        vec(odd_panel().boxed(), 0..5),
        odd_range(),
        odd_words().boxed(),
    )
        .prop_map(|(panels, range, words)| {
            Spec::SmallMultiples(SmallMultiples {
                panels,
                range,
                words,
            })
        })
}

/// A year of a branch: complaints per ten thousand customers.
fn year(key: &str, values: &[Option<f64>]) -> Spec {
    let point = |i: usize, value: &Option<f64>| Mark {
        value: *value,
        text: value.map_or_else(String::new, |v| format!("{v:.1}")),
        ..mark(&format!("{key}-{i}"), 0.0)
    };
    Spec::Line(Line {
        periods: (0..values.len())
            .map(|i| Point {
                key: format!("{key}-p{i}"),
                label: format!("{} 月", i + 1),
            })
            .collect(),
        series: vec![Series {
            label: String::new(),
            points: values.iter().enumerate().map(|(i, v)| point(i, v)).collect(),
            previous: false,
        }],
        targets: vec![Target {
            label: String::new(),
            mark: Mark {
                text: "≤ 15".into(),
                ..mark(&format!("{key}-target"), 15.0)
            },
        }],
        range: None,
        unit: String::new(),
        format: Format::plain(0),
        words: words(),
    })
}

fn panel(key: &str, label: &str, spec: Spec) -> Panel {
    Panel {
        key: key.into(),
        label: label.into(),
        spec: Box::new(spec),
    }
}

fn multiples(panels: Vec<Panel>) -> SmallMultiples {
    SmallMultiples {
        panels,
        range: None,
        words: words(),
    }
}

fn typical() -> SmallMultiples {
    const CITIES: [&str; 8] = ["济南", "青岛", "淄博", "枣庄", "烟台", "潍坊", "济宁", "威海"];
    let panels = CITIES.iter().enumerate().map(|(city, name)| {
        let values: Vec<Option<f64>> = (0..12_u32)
            .map(|month| {
                let wave = f64::from(month * 7 % 5) * 0.8;
                let value = 26.0 - f64::from(month) * (0.6 + city as f64 * 0.09) + wave;
                (city != 3 || !(4..6).contains(&month)).then_some(value)
            })
            .collect();
        panel(&format!("city-{city}"), &format!("{name}分公司"), year(&format!("c{city}"), &values))
    });
    multiples(panels.collect())
}

fn hall(key: &str, value: f64) -> Spec {
    let row = |name: &str, label: &str, value: f64| BulletRow {
        label: label.into(),
        unit: String::new(),
        value: mark(&format!("{key}-{name}"), value),
        previous: None,
        targets: vec![Target {
            label: String::new(),
            mark: mark(&format!("{key}-{name}-target"), 79.0),
        }],
        bands: Vec::new(),
        better: Better::Higher,
        range: None,
        format: Format::plain(0),
    };
    Spec::Bullet(Bullet {
        rows: vec![row("hotline", "热线", value), row("hall", "营业厅", value - 6.0)],
        range: None,
        words: words(),
    })
}

pub(super) fn samples() -> Vec<Sample> {
    let halls = ["济南", "青岛", "淄博", "枣庄", "烟台"].iter().enumerate();
    let halls = halls.map(|(i, name)| panel(&format!("h{i}"), name, hall(&format!("h{i}"), 70.0 + i as f64 * 4.0)));
    let mixed = multiples(vec![
        panel("one", "一个点", year("one", &[Some(12.0)])),
        panel("none", "没有点", year("none", &[None, None])),
        panel("same", "全相等的一组，名称有四十个字那么长，看它怎样截断而不碰到旁边那一格的字", year("same", &[Some(20.0); 6])),
        panel("nested", "格中有格", Spec::SmallMultiples(multiples(Vec::new()))),
        panel("edge", "首尾缺失", year("edge", &[None, Some(8.0), Some(-4.0), None])),
    ]);
    vec![
        ("typical", Spec::SmallMultiples(typical())),
        ("bullets", Spec::SmallMultiples(multiples(halls.collect()))),
        ("empty", Spec::SmallMultiples(multiples(Vec::new()))),
        ("mixed", Spec::SmallMultiples(mixed)),
        ("two", Spec::SmallMultiples(multiples(typical().panels[..2].to_vec()))),
    ]
}

/// Where the dot of a point lies.
fn dot(svg: &str, key: &str) -> (f64, f64) {
    let dot = shape(svg, key, "circle");
    (dot["cx"], dot["cy"])
}

#[test]
fn equal_values_are_equally_high_in_every_panel() {
    let spec = Spec::SmallMultiples(multiples(vec![
        panel("a", "甲", year("a", &[Some(0.0), Some(10.0), Some(40.0)])),
        panel("b", "乙", year("b", &[Some(0.0), Some(10.0), Some(20.0)])),
        panel("c", "丙", year("c", &[Some(0.0), Some(5.0), Some(10.0)])),
    ]));
    let svg = draw(&spec, &frame(Size::Page));
    let (zero, ten) = (dot(&svg, "a-0").1, dot(&svg, "a-1").1);
    for key in ["b-1", "c-2"] {
        assert!((dot(&svg, key).1 - ten).abs() <= 0.1, "{key}");
    }
    for (key, value) in [("a-2", 40.0), ("b-2", 20.0), ("c-1", 5.0)] {
        let expected = zero + (ten - zero) * value / 10.0;
        assert!((dot(&svg, key).1 - expected).abs() <= 0.2, "{key}");
    }
    // And equally wide: months stand at the same distances.
    let step = dot(&svg, "a-1").0 - dot(&svg, "a-0").0;
    for key in ["b", "c"] {
        let own = dot(&svg, &format!("{key}-1")).0 - dot(&svg, &format!("{key}-0")).0;
        assert!((own - step).abs() <= 0.2, "{key}: {own} {step}");
    }
}

#[test]
fn only_the_first_column_and_the_last_row_carry_ticks() {
    let svg = draw(&Spec::SmallMultiples(typical()), &frame(Size::Page));
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let texts: Vec<(String, f64, f64)> = document
        .descendants()
        .filter(|n| n.has_tag_name("text"))
        .map(|n| (n.text().unwrap_or("").to_owned(), number_of(n, "x"), number_of(n, "y")))
        .collect();
    let zeros: Vec<_> = texts.iter().filter(|it| it.0 == "20").collect();
    assert_eq!(zeros.len(), 2, "one for each row: {zeros:?}");
    assert!((zeros[0].1 - zeros[1].1).abs() < 0.1);
    let months: Vec<_> = texts.iter().filter(|it| it.0 == "1 月").collect();
    assert_eq!(months.len(), 4, "one for each column: {months:?}");
    assert!(months.iter().all(|it| (it.2 - months[0].2).abs() < 0.1));
}

#[test]
fn parts_keep_the_scale_of_the_whole() {
    let whole = Spec::SmallMultiples(typical());
    let svg = draw(&whole, &frame(Size::Page));
    let part = draw(&whole.part(0..4), &frame(Size::Page));
    assert_eq!(dot(&svg, "c0-0").1, dot(&part, "c0-0").1);
    assert!(!part.contains("data-k=\"city-4\""));
}

#[test]
fn every_panel_is_named_and_its_marks_are_there() {
    for size in SIZES {
        let svg = draw(&Spec::SmallMultiples(typical()), &frame(size));
        for key in ["city-0", "city-7", "c0-11", "c7-0"] {
            assert_eq!(svg.matches(&format!("data-k=\"{key}\"")).count(), 1, "{size:?} {key}");
        }
    }
}
