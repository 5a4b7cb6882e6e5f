//! Dots, the marks of values that have a place and no length.

use super::{
    drawing::Item,
    range::Scale,
    setting::Setting,
    token::{Dash, Hue, Token},
};
use crate::model::Evidence;

/// How well what is drawn is founded, the better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    Solid,
    Estimated,
    Illustrative,
}

impl Look {
    pub(super) fn of(evidence: Evidence) -> Self {
        match evidence {
            Evidence::Measured | Evidence::Reported => Self::Solid,
            Evidence::Estimated => Self::Estimated,
            Evidence::Illustrative | Evidence::Missing => Self::Illustrative,
        }
    }

    pub(super) fn dash(self) -> Dash {
        match self {
            Self::Solid => Dash::Solid,
            Self::Estimated => Dash::Dashed,
            Self::Illustrative => Dash::Dotted,
        }
    }
}

/// Full where the value is founded, hollow where it is not.
pub(super) fn paint(evidence: Evidence, hue: Hue) -> Token {
    match Look::of(evidence) {
        Look::Solid => Token::fill(hue),
        Look::Estimated => Token::outlined(Hue::Paper, hue),
        Look::Illustrative => Token::outlined(Hue::Paper, hue).dashed(Dash::Dotted),
    }
}

/// A dot of the shape that goes with a place: circle, square, diamond, triangle.
pub(super) fn shape(
    item: &mut Item,
    (x, y): (f64, f64),
    radius: f64,
    token: Token,
    place: usize,
    s: &Setting,
) {
    match place % 4 {
        0 => item.circle((x, y), radius, token, s.line),
        1 => {
            let half = radius * 0.9;
            item.rect((x - half, y - half), (x + half, y + half), token, s.line);
        }
        2 => {
            let half = radius * 1.25;
            item.polygon(
                [(x - half, y), (x, y - half), (x + half, y), (x, y + half)],
                token,
                s.line,
            );
        }
        _ => {
            let half = radius * 1.1;
            item.polygon(
                [
                    (x - half, y + half * 0.8),
                    (x, y - half),
                    (x + half, y + half * 0.8),
                ],
                token,
                s.line,
            );
        }
    }
}

/// An arrow at the end of a scale that points right, towards a `value` that
/// lies beyond it; reports whether one was needed.
pub(super) fn beyond(
    item: &mut Item,
    value: f64,
    scale: &Scale,
    (y, radius): (f64, f64),
    token: Token,
    s: &Setting,
) -> bool {
    if scale.range.holds(value) {
        return false;
    }
    let way = if value > scale.range.high { 1.0 } else { -1.0 };
    let tip = scale.at(value);
    let back = tip - way * radius * 1.8;
    item.polygon(
        [(back, y - radius), (tip, y), (back, y + radius)],
        token,
        s.line,
    );
    true
}
