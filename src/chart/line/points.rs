//! The points of a line and the runs between them.

use super::{Line, Plot, Series};
use crate::chart::{
    dot::{Form, Look, beyond, dot, paint},
    drawing::Item,
    plot::clip,
    setting::Setting,
    token::{Dash, Hue},
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
        let Some((from, to)) = clip((plot.x(i), a), (plot.x(i + 1), b), &plot.up) else {
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
            let form = if series.previous {
                Form::Disc
            } else {
                Form::nth(place)
            };
            dot(&mut item, form, at, radius, paint(mark.evidence, hue), s);
        } else {
            let outward = if value > plot.up.range.high {
                -1.0
            } else {
                1.0
            };
            beyond(&mut item, at, (0.0, outward), hue, s);
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
