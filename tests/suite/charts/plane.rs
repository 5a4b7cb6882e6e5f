//! What plots on a plane of two measures share: axes and quadrants.

use pingshu::{
    chart::{Axis, Mark, Quadrants, Target},
    model::Format,
};
use proptest::{option, prelude::*};

use super::{
    arbitrary::{odd_format, odd_mark, odd_range, odd_target, odd_text},
    mark,
};

pub(super) fn odd_axis() -> impl Strategy<Value = Axis> {
    (
        odd_text(),
        odd_range(),
        odd_format(),
        option::of(odd_target().boxed()),
    )
        .prop_map(|(label, range, format, cut)| Axis {
            label,
            range,
            format,
            cut,
        })
}

pub(super) fn odd_quadrants() -> impl Strategy<Value = Quadrants> {
    prop::array::uniform4(odd_text()).prop_map(
        |[top_left, top_right, bottom_left, bottom_right]| Quadrants {
            top_left,
            top_right,
            bottom_left,
            bottom_right,
        },
    )
}

pub(super) fn odd_pair() -> impl Strategy<Value = (String, Mark, Mark)> {
    (odd_text(), odd_mark().boxed(), odd_mark().boxed())
}

/// An axis from 0 to 100, cut at a mean.
pub(super) fn axis(label: &str, cut: f64) -> Axis {
    Axis {
        label: label.into(),
        range: Some((0.0, 100.0)),
        format: Format::plain(0),
        cut: Some(Target {
            label: "均值".into(),
            mark: mark(&format!("cut-{label}"), cut),
        }),
    }
}

/// The same without ends of its own.
pub(super) fn open(label: &str) -> Axis {
    Axis {
        range: None,
        cut: None,
        ..axis(label, 0.0)
    }
}
