//! The profile.

use pingshu::{
    chart::{Mark, Profile, ProfileRow, ProfileSeries, Spec, draw},
    model::Format,
};
use proptest::{collection::vec, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_format, odd_mark, odd_range, odd_target, odd_text, odd_words},
    frame, mark, shape, words,
};

fn row(key: &str, value: f64, before: f64) -> ProfileRow {
    ProfileRow {
        label: key.into(),
        values: vec![mark(key, value), mark(&format!("{key}-before"), before)],
    }
}

fn chart(rows: Vec<ProfileRow>) -> Profile {
    Profile {
        series: vec![
            ProfileSeries {
                label: "本年".into(),
                previous: false,
            },
            ProfileSeries {
                label: "上年".into(),
                previous: true,
            },
        ],
        rows,
        targets: Vec::new(),
        range: Some((0.0, 100.0)),
        unit: "分".into(),
        format: Format::plain(0),
        words: words(),
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    let row = (odd_text(), vec(odd_mark().boxed(), 0..4))
        .prop_map(|(label, values)| ProfileRow { label, values });
    let series = (odd_text(), any::<bool>())
        .prop_map(|(label, previous)| ProfileSeries { label, previous });
    (
        vec(series, 0..4),
        vec(row, 0..10),
        vec(odd_target().boxed(), 0..3),
        odd_range(),
        odd_text(),
        odd_format(),
        odd_words().boxed(),
    )
        .prop_map(|(series, rows, targets, range, unit, format, words)| {
            Spec::Profile(Profile {
                series,
                rows,
                targets,
                range,
                unit,
                format,
                words,
            })
        })
}

pub(super) fn samples() -> Vec<Sample> {
    let names = ["服务质量", "产品", "信息沟通", "客户关怀", "企业形象", "技术支持", "顾客忠诚度"];
    let rows = |range: Option<(f64, f64)>| {
        let rows = names.iter().enumerate().map(|(i, name)| {
            let (a, b) = ((i * 37 % 20) as f64 + 65.0, (i * 53 % 20) as f64 + 62.0);
            row(name, a, b)
        });
        Spec::Profile(Profile {
            range,
            ..chart(rows.collect())
        })
    };
    let mut gap = row("新维度", 0.0, 0.0);
    for value in &mut gap.values {
        *value = Mark {
            key: value.key.clone(),
            reason: "未调查".into(),
            ..Mark::default()
        };
    }
    let many = (0..10_000_u32).map(|i| row(&format!("m{i}"), f64::from(i % 97), f64::from(i % 89)));
    vec![
        ("typical", rows(None)),
        ("empty", Spec::Profile(chart(Vec::new()))),
        ("missing", Spec::Profile(chart(vec![row("甲", 40.0, 60.0), gap]))),
        ("coinciding", Spec::Profile(chart(vec![row("甲", 50.0, 50.0)]))),
        ("many", Spec::Profile(chart(many.collect()))),
    ]
}

#[test]
fn a_dot_lies_at_its_value() {
    let spec = Spec::Profile(chart(vec![row("a", 0.0, 100.0), row("b", 35.0, 65.0)]));
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let at = |key| shape(&svg, key, "circle")["cx"];
        let (low, high) = (at("a"), at("a-before"));
        assert!((at("b") - (low + (high - low) * 0.35)).abs() <= 0.1, "{size:?}");
        assert!((at("b-before") - (low + (high - low) * 0.65)).abs() <= 0.1, "{size:?}");
    }
}
