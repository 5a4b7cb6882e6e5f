//! Points: full where the value is founded and hollow where it is not, told
//! apart by form as well as by hue.

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

/// The outline of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Disc,
    Square,
    Diamond,
    Triangle,
}

impl Form {
    /// The form of the nth series: those beside the first are told apart by
    /// form as well as hue.
    pub(super) fn nth(place: usize) -> Self {
        [Self::Disc, Self::Square, Self::Diamond, Self::Triangle][place % 4]
    }
}

/// Full where the value is founded, hollow where it is not.
pub(super) fn paint(evidence: Evidence, hue: Hue) -> Token {
    match Look::of(evidence) {
        Look::Solid => Token::fill(hue),
        Look::Estimated => Token::outlined(Hue::Paper, hue),
        // A dotted ring this small would be a blot: the pale inside says it,
        // and the line through it is dotted.
        Look::Illustrative => Token::outlined(Hue::Track, hue),
    }
}

/// Draws a point; forms of one radius look equally large.
pub(super) fn dot(
    item: &mut Item,
    form: Form,
    (x, y): (f64, f64),
    radius: f64,
    token: Token,
    s: &Setting,
) {
    match form {
        Form::Disc => item.circle((x, y), radius, token, s.line),
        Form::Square => {
            let half = radius * 0.9;
            item.rect((x - half, y - half), (x + half, y + half), token, s.line);
        }
        Form::Diamond => {
            let half = radius * 1.25;
            item.polygon(
                [(x - half, y), (x, y - half), (x + half, y), (x, y + half)],
                token,
                s.line,
            );
        }
        Form::Triangle => {
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

/// Draws a hollow point that is struck out, as one that no reckoning counts.
pub(super) fn struck(item: &mut Item, (x, y): (f64, f64), radius: f64, token: Token, s: &Setting) {
    let hollow = Token {
        fill: Hue::Paper,
        ..token
    };
    item.circle((x, y), radius, hollow, s.line);
    let half = radius * 1.2;
    item.path(
        [(x - half, y + half), (x + half, y - half)],
        Token::line(token.line),
        s.line,
    );
}

/// The arrow of a value beyond the plot's edge at `at`; it points outward,
/// right and down.
pub(super) fn beyond(
    item: &mut Item,
    at: (f64, f64),
    (right, down): (f64, f64),
    hue: Hue,
    s: &Setting,
) {
    let (wing, tip) = (s.line * 2.6, s.line * 3.4);
    item.polygon(
        [
            (at.0 - wing * down.abs(), at.1 - wing * right.abs()),
            (at.0 + tip * right, at.1 + tip * down),
            (at.0 + wing * down.abs(), at.1 + wing * right.abs()),
        ],
        Token::fill(hue),
        s.line,
    );
}

/// Draws a point of many: so small that thousands are one path of strokes.
pub(super) fn speck(item: &mut Item, (x, y): (f64, f64), hue: Hue, s: &Setting) {
    let half = s.line * 0.7;
    item.path([(x - half, y), (x + half, y)], Token::line(hue), half * 2.0);
}

/// More points than this are drawn as specks, but for those that say something.
pub(super) const DENSE: usize = 400;

/// An arrow at the end of a scale that points right, towards a `value` that
/// lies beyond it; reports whether one was needed.
pub(super) fn beyond_across(
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
