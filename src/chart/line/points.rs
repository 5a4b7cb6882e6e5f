//! The points of a line and the runs between them.

use super::{Line, Plot, Series};
use crate::chart::{
    dot::{Look, paint, shape},
    drawing::Item,
    setting::Setting,
    token::{Dash, Hue, Token},
};

/// The hue of a series: the first of this year in the accent.
pub(super) fn hue(series: &Series, place: usize) -> Hue {
    match (series.previous, place) {
        (true, _) => Hue::Soft,
        (false, 0) => Hue::Accent,
        (false, 1) => Hue::Ink,
        (false, _) => Hue::Muted,
    }
}

type Run = (Dash, Vec<(f64, f64)>);

/// The lines between neighbouring points, cut at gaps, at the edge of the
/// value axis, and where the evidence changes.
pub(super) fn runs(series: &Series, plot: &Plot) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last: Option<(f64, f64)> = None;
    for (i, pair) in series.points.windows(2).enumerate() {
        let (Some(a), Some(b)) = (pair[0].number(), pair[1].number()) else {
            last = None;
            continue;
        };
        let Some((from, to)) = clip((plot.x(i), a), (plot.x(i + 1), b), plot) else {
            last = None;
            continue;
        };
        let dash = Look::of(pair[0].evidence)
            .max(Look::of(pair[1].evidence))
            .dash();
        match runs.last_mut() {
            Some((same, run)) if *same == dash && last == Some(from) => run.push(to),
            _ => runs.push((dash, vec![from, to])),
        }
        last = Some(to);
    }
    runs
}

/// The part of a line that lies within the value axis, in pixels.
fn clip(a: (f64, f64), b: (f64, f64), plot: &Plot) -> Option<((f64, f64), (f64, f64))> {
    let range = plot.up.range;
    if a.1.max(b.1) < range.low || a.1.min(b.1) > range.high {
        return None;
    }
    let cross = |p: (f64, f64), q: (f64, f64)| {
        let held = p.1.clamp(range.low, range.high);
        if held == p.1 {
            return (p.0, plot.up.at(p.1));
        }
        // Halved first: the difference of two great numbers stays finite.
        let share = (held / 2.0 - p.1 / 2.0) / (q.1 / 2.0 - p.1 / 2.0);
        (p.0 + (q.0 - p.0) * share.clamp(0.0, 1.0), plot.up.at(held))
    };
    Some((cross(a, b), cross(b, a)))
}

/// Draws the points of a series, the last one large.
pub(super) fn draw(
    items: &mut Vec<Item>,
    chart: &Line,
    series: &Series,
    place: usize,
    plot: &Plot,
    s: &Setting,
) {
    let hue = hue(series, place);
    let last = series
        .points
        .iter()
        .rposition(|mark| mark.number().is_some());
    let radius = s.line
        * match plot.count {
            0..=40 => 1.9,
            41..=120 => 1.3,
            _ => 0.8,
        };
    for (i, mark) in series.points.iter().enumerate() {
        let Some(value) = mark.number() else { continue };
        let mut item = Item::mark(mark, &title(chart, series, i));
        let at = (plot.x(i), plot.up.at(value));
        if plot.up.range.holds(value) {
            let radius = match (last == Some(i), series.previous) {
                (true, false) => radius.max(s.line * 1.9) * 1.5,
                (true, true) | (false, false) => radius,
                (false, true) => radius * 0.8,
            };
            let place = if series.previous { 0 } else { place };
            shape(&mut item, at, radius, paint(mark.evidence, hue), place, s);
        } else {
            let up = if value > plot.up.range.high {
                -1.0
            } else {
                1.0
            };
            let (wing, tip) = (s.line * 2.6, at.1 + up * s.line * 3.4);
            item.polygon(
                [(at.0 - wing, at.1), (at.0, tip), (at.0 + wing, at.1)],
                Token::fill(hue),
                s.line,
            );
        }
        items.push(item);
    }
}

/// Period, name of the series: what stands before the value in a mark's title.
fn title(chart: &Line, series: &Series, i: usize) -> String {
    let period = chart
        .periods
        .get(i)
        .map_or("", |point| point.label.as_str());
    [period, series.label.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
