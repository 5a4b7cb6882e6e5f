//! The points waterfall.

use pingshu::chart::{PointsState, PointsWaterfall, Spec, Step, draw};
use proptest::{collection::vec, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_mark, odd_text, odd_words},
    frame, mark, shape, words,
};

fn step(key: &str, points: f64, state: PointsState) -> Step {
    Step {
        label: key.into(),
        points: mark(key, points),
        state,
        remark: String::new(),
    }
}

prop_compose! {
    fn odd_step()(
        label in odd_text(),
        points in odd_mark().boxed(),
        state in prop::sample::select(vec![
            PointsState::Earned, PointsState::Estimated, PointsState::Pending,
            PointsState::Lost, PointsState::Deducted, PointsState::Total,
        ]),
        remark in odd_text(),
    ) -> Step {
        Step { label, points, state, remark }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (vec(odd_step().boxed(), 0..10), odd_words().boxed()).prop_map(|(steps, words)| {
        Spec::PointsWaterfall(PointsWaterfall {
            steps,
            shown: None,
            words,
        })
    })
}

pub(super) fn samples() -> Vec<Sample> {
    let chart = |steps| {
        Spec::PointsWaterfall(PointsWaterfall {
            steps,
            shown: None,
            words: words(),
        })
    };
    vec![
        (
            "typical",
            chart(vec![
                step("a", 6.0, PointsState::Earned),
                step("b", 4.0, PointsState::Estimated),
                step("c", 3.0, PointsState::Pending),
                step("d", 2.0, PointsState::Deducted),
                step("e", 8.0, PointsState::Total),
            ]),
        ),
        ("empty", chart(Vec::new())),
        (
            "many",
            chart(
                (0..10_000_u32)
                    .map(|i| step(&format!("s{i}"), f64::from(i % 5), PointsState::Earned))
                    .collect(),
            ),
        ),
    ]
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

