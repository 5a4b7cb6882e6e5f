//! Arbitrary specs: numbers that are none, texts that are hostile, any shape.

use proptest::{option, prelude::*};

use pingshu::{
    chart::{Mark, Target, Words},
    model::{Evidence, Format},
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
    pub(super) fn odd_mark()(
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
    pub(super) fn odd_target()(label in odd_text(), mark in odd_mark()) -> Target {
        Target { label, mark }
    }
}

prop_compose! {
    pub(super) fn odd_format()(decimals in 0..6_u8) -> Format {
        Format::plain(decimals)
    }
}

prop_compose! {
    pub(super) fn odd_words()(texts in prop::array::uniform10(odd_text())) -> Words {
        let [no_data, this_year, last_year, target, estimated, illustrative, earned, pending, lost, deducted] = texts;
        Words { no_data, this_year, last_year, target, estimated, illustrative, earned, pending, lost, deducted }
    }
}

/// The ends of an axis, which may be none.
pub(super) fn odd_range() -> impl Strategy<Value = Option<(f64, f64)>> {
    option::of((odd_number(), odd_number()))
}
