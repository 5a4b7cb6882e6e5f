//! Where phases begin, and why: a rule through the plot with words above it.

use super::limits::{Span, cut};
use crate::chart::{
    axis::Area,
    drawing::{Item, Label, base},
    metrics::{room, wrap},
    plot::Plot,
    setting::Setting,
    token::{Hue, Token},
};

/// A reason with its place.
pub(super) struct Place {
    left: f64,
    pub(super) lines: Vec<String>,
}

/// Gives every reason the room up to the next one; what gets less than a few
/// letters is left out.
pub(super) fn place(spans: &[Span<'_>], area: Area, count: usize, s: &Setting) -> Vec<Place> {
    let stated: Vec<(f64, &str)> = spans
        .iter()
        .filter(|span| !span.phase.reason.trim().is_empty())
        .map(|span| {
            let share = span.from as f64 / count.max(1) as f64;
            let x = area.left + (area.right - area.left) * share;
            (x, span.phase.reason.trim())
        })
        .collect();
    let (least, good) = (s.small * 2.5, s.small * 8.0);
    let mut free = 0.0_f64;
    let mut places = Vec::new();
    for (i, (home, reason)) in stated.iter().enumerate() {
        let limit = stated.get(i + 1).map_or(s.width, |next| next.0 - s.gap);
        let wish = room(reason, s.small, false).min(good);
        let left = home.min(limit - wish).max(free);
        if limit - left < least {
            continue;
        }
        let lines = wrap(reason, s.small, false, limit - left, 2);
        let width = lines
            .iter()
            .map(|line| room(line, s.small, false))
            .fold(0.0, f64::max);
        free = left + width + s.gap;
        places.push(Place { left, lines });
    }
    places
}

/// Draws the rules, and the reasons below `top`.
pub(super) fn draw(
    places: Vec<Place>,
    spans: &[Span<'_>],
    plot: &Plot,
    top: f64,
    s: &Setting,
) -> Item {
    let mut item = Item::plain();
    let (area, cut) = (plot.area, cut(plot, s));
    let starts = || spans.iter().filter(|span| span.from > 0);
    for span in starts().filter(|span| span.phase.broken) {
        let x = plot.edge(span.from);
        item.rect(
            (x - cut, area.top),
            (x + cut, area.bottom),
            Token::fill(Hue::Paper),
            s.line,
        );
    }
    for span in starts() {
        let x = plot.edge(span.from);
        let mut rule = |x: f64| {
            item.path(
                [(x, area.top - s.small * 0.6), (x, area.bottom)],
                Token::line(Hue::Muted),
                s.line * 0.6,
            );
        };
        if span.phase.broken {
            rule(x - cut);
            rule(x + cut);
        } else {
            rule(x);
        }
    }
    for place in places {
        for (i, line) in place.lines.into_iter().enumerate() {
            item.text(
                Label::new(line, s.small, Hue::Ink),
                place.left,
                base(top + s.lane * (i as f64 + 0.5), s.small),
            );
        }
    }
    item
}
