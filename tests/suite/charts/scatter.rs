//! The scatter.

use pingshu::chart::{Mark, Quadrants, Scatter, ScatterPoint, Size, Spec, draw};
use proptest::{collection::vec, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::odd_words,
    frame, mark,
    plane::{axis, odd_axis, odd_pair, odd_quadrants, open},
    shape, words,
};

fn point(key: &str, x: f64, y: f64) -> ScatterPoint {
    ScatterPoint {
        label: format!("员工 {key}"),
        x: mark("", x),
        y: mark(key, y),
    }
}

fn chart(points: Vec<ScatterPoint>) -> Scatter {
    Scatter {
        points,
        across: axis("个人得分，分", 55.0),
        up: axis("团队得分，分", 60.0),
        quadrants: Quadrants::default(),
        words: words(),
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (
        vec(odd_pair(), 0..30),
        odd_axis().boxed(),
        odd_axis().boxed(),
        odd_quadrants().boxed(),
        odd_words().boxed(),
    )
        .prop_map(|(pairs, across, up, quadrants, words)| {
            let points = pairs.into_iter();
            Spec::Scatter(Scatter {
                points: points
                    .map(|(label, x, y)| ScatterPoint { label, x, y })
                    .collect(),
                across,
                up,
                quadrants,
                words,
            })
        })
}

pub(super) fn samples() -> Vec<Sample> {
    let spread = |count: u32| {
        (0..count)
            .map(|i| {
                let (x, y) = (i * 37 % 83 + 10, i * 53 % 71 + 20);
                point(&format!("p{i}"), f64::from(x), f64::from(y))
            })
            .collect()
    };
    let mut gap = point("gap", 40.0, 0.0);
    gap.y = Mark {
        key: "gap".into(),
        text: "—".into(),
        reason: "休假".into(),
        ..Mark::default()
    };
    let mut typical: Vec<ScatterPoint> = spread(22);
    typical.push(gap);
    let same = (0..6).map(|i| point(&format!("s{i}"), 50.0, 50.0)).collect();
    let free = |points| Scatter {
        across: open("x"),
        up: open("y"),
        ..chart(points)
    };
    vec![
        ("typical", Spec::Scatter(chart(typical))),
        ("empty", Spec::Scatter(chart(Vec::new()))),
        ("one", Spec::Scatter(free(vec![point("a", 0.001, 1e6)]))),
        ("coinciding", Spec::Scatter(free(same))),
        ("beyond", Spec::Scatter(chart(vec![point("a", 150.0, 50.0), point("b", 20.0, -9.0)]))),
        ("many", Spec::Scatter(chart(spread(10_000)))),
    ]
}

#[test]
fn a_point_lies_where_its_two_values_are() {
    let spec = Spec::Scatter(chart(vec![
        point("low", 0.0, 0.0),
        point("high", 100.0, 100.0),
        point("part", 25.0, 75.0),
    ]));
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let at = |key| {
            let dot = shape(&svg, key, "circle");
            (dot["cx"], dot["cy"])
        };
        let (low, high, part) = (at("low"), at("high"), at("part"));
        assert!((part.0 - (low.0 + (high.0 - low.0) * 0.25)).abs() <= 0.1, "{size:?}");
        assert!((part.1 - (low.1 + (high.1 - low.1) * 0.75)).abs() <= 0.1, "{size:?}");
    }
}

#[test]
fn what_has_only_one_value_is_named_below_and_not_drawn() {
    let mut half = point("half", 40.0, 0.0);
    half.y = Mark {
        key: "half".into(),
        reason: "休假".into(),
        ..Mark::default()
    };
    let svg = draw(
        &Spec::Scatter(chart(vec![half, point("whole", 50.0, 50.0)])),
        &frame(Size::Page),
    );
    assert!(svg.contains(">员工 half 休假</text>"), "{svg}");
    assert_eq!(svg.matches("<circle").count(), 1, "one point has both values");
}
