//! The line.

use pingshu::{
    chart::{Line, Mark, Point, Series, Spec, draw},
    model::Format,
};
use proptest::{collection::vec, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_format, odd_mark, odd_range, odd_target, odd_text, odd_words},
    frame, mark, shape, words,
};

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

prop_compose! {
    fn odd_series()(label in odd_text(), points in vec(odd_mark().boxed(), 0..20), previous in any::<bool>()) -> Series {
        Series { label, points, previous }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (
        vec(
            (odd_text(), odd_text()).prop_map(|(key, label)| Point { key, label }),
            0..24,
        ),
        vec(odd_series().boxed(), 0..6),
        vec(odd_target().boxed(), 0..4),
        odd_range(),
        odd_text(),
        odd_format(),
        odd_words().boxed(),
    )
        .prop_map(|(periods, series, targets, range, unit, format, words)| {
            Spec::Line(Line {
                periods,
                series,
                targets,
                range,
                unit,
                format,
                words,
            })
        })
}

pub(super) fn samples() -> Vec<Sample> {
    let many: Vec<_> = (0..10_000_u32)
        .map(|i| (i % 97 != 0).then(|| f64::from(i * 7919 % 1000) / 100.0))
        .collect();
    vec![
        (
            "typical",
            Spec::Line(line(&[Some(3.0), Some(4.5), None, Some(6.0), Some(5.5)])),
        ),
        ("empty", Spec::Line(line(&[]))),
        (
            "nothing-finite",
            Spec::Line(line(&[None, Some(f64::INFINITY)])),
        ),
        ("many", Spec::Line(line(&many))),
    ]
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

