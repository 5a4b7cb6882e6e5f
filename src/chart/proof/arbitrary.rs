//! Arbitrary specs: numbers that are none, texts that are hostile, any shape.

use proptest::{collection::vec, option, prelude::*};

use crate::{
    chart::{
        Bullet, BulletRow, Line, Mark, Point, PointsState, PointsWaterfall, Series, Spec, Step,
        Target, Words,
    },
    model::{Better, Evidence, Format},
};

pub(super) fn odd_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => -20.0..120.0_f64,
        1 => any::<f64>(),
        1 => prop::sample::select(vec![
            0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 1e-308, 1e300, 80.0,
        ]),
    ]
}

pub(super) fn odd_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z ]{0,24}",
        4 => "[一-龥，。（）0-9]{0,16}",
        1 => any::<String>(),
        1 => prop::sample::select(vec![
            "", " ", "\u{0}\u{1}\u{b}\u{ffff}", "مرحبا بالعالم", "👩‍👩‍👧‍👦🇨🇳", "\u{202e}abc", "<b>&\"'", "]]>", "e\u{301}\u{301}",
        ]).prop_map(str::to_owned),
        1 => "[一-龥]{100,300}",
        1 => "[a-z]{100,300}",
    ]
}

fn evidence() -> impl Strategy<Value = Evidence> {
    prop::sample::select(vec![
        Evidence::Measured,
        Evidence::Reported,
        Evidence::Estimated,
        Evidence::Illustrative,
        Evidence::Missing,
    ])
}

prop_compose! {
    fn odd_mark()(
        key in odd_text(),
        value in option::weighted(0.85, odd_number()),
        text in odd_text(),
        evidence in evidence(),
        standing in odd_text(),
        approximate in any::<bool>(),
        reason in odd_text(),
    ) -> Mark {
        Mark { key, value, text, evidence, standing, approximate, reason }
    }
}

prop_compose! {
    fn odd_target()(label in odd_text(), mark in odd_mark()) -> Target {
        Target { label, mark }
    }
}

prop_compose! {
    fn odd_format()(decimals in 0..6_u8) -> Format {
        Format::plain(decimals)
    }
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

prop_compose! {
    fn odd_series()(label in odd_text(), points in vec(odd_mark().boxed(), 0..20), previous in any::<bool>()) -> Series {
        Series { label, points, previous }
    }
}

prop_compose! {
    fn odd_words()(texts in prop::array::uniform10(odd_text())) -> Words {
        let [no_data, this_year, last_year, target, estimated, illustrative, earned, pending, lost, deducted] = texts;
        Words { no_data, this_year, last_year, target, estimated, illustrative, earned, pending, lost, deducted }
    }
}

pub(super) fn odd_spec() -> impl Strategy<Value = Spec> {
    let range = || option::of((odd_number(), odd_number()));
    prop_oneof![
        (vec(odd_row().boxed(), 0..6), range(), odd_words().boxed())
            .prop_map(|(rows, range, words)| Spec::Bullet(Bullet { rows, range, words })),
        (vec(odd_step().boxed(), 0..10), odd_words().boxed()).prop_map(|(steps, words)| {
            Spec::PointsWaterfall(PointsWaterfall {
                steps,
                shown: None,
                words,
            })
        }),
        (
            vec(
                (odd_text(), odd_text()).prop_map(|(key, label)| Point { key, label }),
                0..24
            ),
            vec(odd_series().boxed(), 0..6),
            vec(odd_target().boxed(), 0..4),
            range(),
            odd_text(),
            odd_format(),
            odd_words().boxed(),
        )
            .prop_map(
                |(periods, series, targets, range, unit, format, words)| Spec::Line(Line {
                    periods,
                    series,
                    targets,
                    range,
                    unit,
                    format,
                    words,
                })
            ),
    ]
}
