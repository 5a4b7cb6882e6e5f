//! Axes that several kinds share: ticks with their grid lines, and the names
//! of places along the foot of a plot.

use super::{
    drawing::{Anchor, Item, Label, base},
    metrics::{fit, room},
    range::{Range, Scale},
    setting::Setting,
    token::{Hue, Token},
};
use crate::model::Format;

/// Where marks are drawn, in pixels: the plot without its axes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// The ticks of a value axis that points up, with the room they need at its left.
pub(super) struct Rungs {
    range: Range,
    ticks: Vec<(f64, String)>,
    /// The widest tick that is drawn; a wider one than that is left out.
    most: f64,
    /// The room of the ticks that are drawn, from the left edge.
    pub(super) width: f64,
}

impl Rungs {
    pub(super) fn new(range: Range, format: &Format, s: &Setting) -> Self {
        let ticks = range.ticks(if s.stacked { 3 } else { 4 }, format);
        let most = s.width * 0.16;
        let width = ticks
            .iter()
            .map(|(_, text)| room(text, s.small, false))
            .filter(|w| *w <= most)
            .fold(0.0, f64::max);
        Self {
            range,
            ticks,
            most,
            width,
        }
    }

    /// The same with ticks in a room of this width, and without those that are
    /// wider; without all of them where there is none.
    pub(super) fn within(self, width: f64) -> Self {
        Self {
            most: self.most.min(width + 1e-6),
            width,
            ..self
        }
    }

    /// Draws the grid lines and, left of them, the ticks; returns the scale.
    pub(super) fn draw(self, frame: &mut Item, area: Area, s: &Setting) -> Scale {
        let scale = self.range.scale(area.bottom, area.top);
        // Lines first and texts after them, so that the lines become one path.
        let rule = |frame: &mut Item, y: f64, hue| {
            let ends = [(area.left, y), (area.right, y)];
            frame.path(ends, Token::line(hue), s.line * 0.6);
        };
        if self
            .ticks
            .first()
            .is_none_or(|(value, _)| *value != self.range.low)
        {
            rule(frame, area.bottom, Hue::Rule);
        }
        for (value, _) in &self.ticks {
            let hue = if *value == 0.0 { Hue::Muted } else { Hue::Rule };
            rule(frame, scale.at(*value), hue);
        }
        for (value, text) in self.ticks {
            if room(&text, s.small, false) <= self.most {
                let label = Label::new(text, s.small, Hue::Muted).anchor(Anchor::End);
                frame.text(label, self.width, base(scale.at(value), s.small));
            }
        }
        scale
    }
}

/// Draws a value axis that points right: grid lines over the area, ticks in a
/// lane below it, as many as fit; returns the scale.
pub(super) fn across(
    frame: &mut Item,
    range: Range,
    format: &Format,
    area: Area,
    s: &Setting,
) -> Scale {
    let scale = range.scale(area.left, area.right);
    let ticks = range.ticks(if s.stacked { 3 } else { 5 }, format);
    for (value, _) in &ticks {
        let (x, hue) = (
            scale.at(*value),
            if *value == 0.0 { Hue::Muted } else { Hue::Rule },
        );
        frame.path(
            [(x, area.top), (x, area.bottom)],
            Token::line(hue),
            s.line * 0.6,
        );
    }
    let middles: Vec<f64> = ticks.iter().map(|(value, _)| scale.at(*value)).collect();
    let texts: Vec<&str> = ticks.iter().map(|(_, text)| text.as_str()).collect();
    along(frame, &texts, &|i| middles[i], area.bottom, s, |_| {
        Hue::Muted
    });
    scale
}

/// Names places along the foot of a plot, in a lane below `bottom`: every
/// second, third, … of them where all do not fit.
pub(super) fn along(
    frame: &mut Item,
    texts: &[&str],
    x: &dyn Fn(usize) -> f64,
    bottom: f64,
    s: &Setting,
    hue: impl Fn(usize) -> Hue,
) {
    const STEPS: [usize; 12] = [1, 2, 3, 4, 6, 12, 24, 60, 120, 600, 2400, 10_000];
    let y = base(bottom + s.gap + s.lane / 2.0, s.small);
    let most = s.width * 0.4;
    let place = |i: usize| {
        let width = room(texts[i], s.small, false).min(most);
        let left = (x(i) - width / 2.0).clamp(0.0, s.width - width);
        (left, left + width)
    };
    let fits = |step: usize| {
        let mut end = f64::NEG_INFINITY;
        (0..texts.len()).step_by(step).all(|i| {
            let (left, right) = place(i);
            let clear = left >= end + s.gap * 0.7;
            end = right;
            clear
        })
    };
    let step = STEPS
        .into_iter()
        .find(|step| fits(*step))
        .unwrap_or(texts.len().max(1));
    for i in (0..texts.len()).step_by(step) {
        let text = fit(texts[i], s.small, false, most);
        frame.text(Label::new(text, s.small, hue(i)), place(i).0, y);
    }
}
