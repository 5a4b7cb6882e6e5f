//! The funnel plot.

use pingshu::{
    chart::{Funnel, FunnelLimit, FunnelUnit, FunnelWords, Mark, Signal, Size, Spec, draw},
    model::Format,
};
use proptest::{collection::vec, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_format, odd_mark, odd_number, odd_range, odd_text, odd_words},
    frame, mark, shape, words,
};

fn unit(key: &str, size: f64, rate: f64, signal: Signal) -> FunnelUnit {
    FunnelUnit {
        label: format!("{key} 厅"),
        rate: mark(key, rate),
        size: mark("", size),
        signal,
        outer: signal == Signal::Concern,
        verdict: String::new(),
    }
}

fn limit(size: f64) -> FunnelLimit {
    let reach = 60.0 / size.max(1.0).sqrt();
    FunnelLimit {
        size,
        inner: (50.0 - reach, 50.0 + reach),
        outer: (50.0 - reach * 1.6, 50.0 + reach * 1.6),
    }
}

fn chart(units: Vec<FunnelUnit>) -> Funnel {
    Funnel {
        units,
        centre: mark("centre", 50.0),
        limits: (1..=40).map(|i| limit(f64::from(i) * 5.0)).collect(),
        range: Some((0.0, 100.0)),
        unit: "%".into(),
        size: "检查项次".into(),
        format: Format::plain(0),
        sizes: Format::plain(0),
        terms: FunnelWords {
            centre: "全部".into(),
            inner: "95 %".into(),
            outer: "99.8 %".into(),
            common: "界限以内".into(),
            improvement: "优于预期".into(),
            concern: "劣于预期".into(),
            neutral: "异常".into(),
        },
        words: words(),
    }
}

fn odd_signal() -> impl Strategy<Value = Signal> {
    prop::sample::select(vec![
        Signal::None,
        Signal::Improvement,
        Signal::Concern,
        Signal::Neutral,
    ])
}

prop_compose! {
    fn odd_unit()(
        label in odd_text(),
        rate in odd_mark().boxed(),
        size in odd_mark().boxed(),
        signal in odd_signal(),
        outer in any::<bool>(),
        verdict in odd_text(),
    ) -> FunnelUnit {
        FunnelUnit { label, rate, size, signal, outer, verdict }
    }
}

prop_compose! {
    fn odd_limit()(
        size in odd_number(),
        inner in (odd_number(), odd_number()),
        outer in (odd_number(), odd_number()),
    ) -> FunnelLimit {
        FunnelLimit { size, inner, outer }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (
        vec(odd_unit().boxed(), 0..20),
        odd_mark().boxed(),
        vec(odd_limit().boxed(), 0..12),
        odd_range(),
        (odd_text(), odd_text()),
        (odd_format(), odd_format()),
        vec(odd_text(), 7),
        odd_words().boxed(),
    )
        .prop_map(
            |(units, centre, limits, range, (unit, size), (format, sizes), terms, words)| {
                let mut terms = terms.into_iter();
                let mut term = || terms.next().unwrap_or_default();
                Spec::Funnel(Funnel {
                    units,
                    centre,
                    limits,
                    range,
                    unit,
                    size,
                    format,
                    sizes,
                    terms: FunnelWords {
                        centre: term(),
                        inner: term(),
                        outer: term(),
                        common: term(),
                        improvement: term(),
                        concern: term(),
                        neutral: term(),
                    },
                    words,
                })
            },
        )
}

pub(super) fn samples() -> Vec<Sample> {
    let mut typical: Vec<FunnelUnit> = (0..14_u32)
        .map(|i| {
            let size = f64::from(i * 37 % 170 + 20);
            unit(&format!("u{i}"), size, f64::from(i * 53 % 20 + 40), Signal::None)
        })
        .collect();
    typical.push(unit("港口", 150.0, 78.0, Signal::Concern));
    typical.push(unit("湖滨", 180.0, 33.0, Signal::Improvement));
    let mut gap = unit("新开", 10.0, 0.0, Signal::None);
    gap.rate = Mark {
        key: "gap".into(),
        reason: "尚未检查".into(),
        ..Mark::default()
    };
    typical.push(gap);
    let many = (0..10_000_u32)
        .map(|i| {
            let signal = if i % 400 == 0 { Signal::Concern } else { Signal::None };
            unit(&format!("m{i}"), f64::from(i % 199), f64::from(i * 7 % 97), signal)
        })
        .collect();
    vec![
        ("typical", Spec::Funnel(chart(typical))),
        ("empty", Spec::Funnel(chart(Vec::new()))),
        ("one", Spec::Funnel(chart(vec![unit("a", 60.0, 50.0, Signal::None)]))),
        ("many", Spec::Funnel(chart(many))),
    ]
}

#[test]
fn a_unit_lies_at_its_size_and_rate() {
    let spec = Spec::Funnel(chart(vec![
        unit("low", 0.0, 0.0, Signal::None),
        unit("high", 200.0, 100.0, Signal::None),
        unit("part", 50.0, 75.0, Signal::None),
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
fn only_what_lies_outside_is_named() {
    let svg = draw(
        &Spec::Funnel(chart(vec![
            unit("inside", 100.0, 52.0, Signal::None),
            unit("outside", 100.0, 80.0, Signal::Concern),
        ])),
        &frame(Size::Page),
    );
    assert!(svg.contains(">outside 厅</text>"), "{svg}");
    assert!(!svg.contains(">inside 厅</text>"), "a rank inside is chance: {svg}");
    assert!(svg.contains(">劣于预期</text>"), "said in words too");
}
