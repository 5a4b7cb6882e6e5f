//! The points and the line through them.

use super::{Control, ControlPoint, limits::Span};
use crate::chart::Signal;
use crate::chart::{
    dot::{self, DENSE, Form, Look, beyond, dot, paint},
    drawing::Item,
    place::Room,
    plot::{Plot, clip},
    setting::Setting,
    token::{Hue, Token},
};

/// How far points go out from their middle.
pub(super) fn radius(plot: &Plot, s: &Setting) -> f64 {
    s.line
        * match plot.count {
            0..=40 => 1.9,
            41..=120 => 1.3,
            _ => 0.8,
        }
}

/// The same for what is flagged or struck out, which has to be seen.
pub(super) fn loud_radius(plot: &Plot, s: &Setting) -> f64 {
    radius(plot, s).max(s.line * 1.3) * 1.6
}

/// Draws the line, then the points, and tells `room` where both are.
pub(super) fn draw(
    items: &mut Vec<Item>,
    chart: &Control,
    spans: &[Span<'_>],
    plot: &Plot,
    room: &mut Room,
    s: &Setting,
) {
    let mut lines = Item::plain();
    line(&mut lines, chart, spans, plot, room, s);
    items.push(lines);
    for (i, point) in chart.points.iter().enumerate() {
        let Some(value) = point.value.number() else {
            continue;
        };
        let at = (plot.x(i), plot.up.at(value));
        let inside = plot.up.range.holds(value);
        let quiet = point.signal == Signal::None && !point.excluded;
        // Among many the others would be one smear, and the line through them stays.
        if quiet && inside && plot.count > DENSE {
            continue;
        }
        let mut item = Item::mark(&point.value, &name(point));
        let rule = if point.excluded && point.rule.is_empty() {
            &chart.terms.excluded
        } else {
            &point.rule
        };
        item.say(rule);
        item.say(&point.note);
        let hue = point.signal.hue();
        let reach = if quiet {
            radius(plot, s)
        } else {
            loud_radius(plot, s)
        };
        if !inside {
            let outward = if value > plot.up.range.high {
                -1.0
            } else {
                1.0
            };
            beyond(&mut item, at, (0.0, outward), hue, s);
        } else if point.excluded {
            dot::struck(&mut item, at, reach, Token::line(hue), s);
        } else {
            let form = if quiet {
                Form::Disc
            } else {
                point.signal.form()
            };
            dot(
                &mut item,
                form,
                at,
                reach,
                paint(point.value.evidence, hue),
                s,
            );
        }
        room.mark(at, reach);
        items.push(item);
    }
}

/// The name of its period.
fn name(point: &ControlPoint) -> String {
    if point.group.is_empty() {
        point.label.clone()
    } else {
        format!("{} {}", point.group, point.label)
    }
}

/// Draws the line between neighbouring points; nothing crosses a gap, the edge
/// of the value axis or a break.
fn line(
    item: &mut Item,
    chart: &Control,
    spans: &[Span<'_>],
    plot: &Plot,
    room: &mut Room,
    s: &Setting,
) {
    let mut breaks = spans
        .iter()
        .filter(|span| span.phase.broken)
        .map(|span| span.from)
        .peekable();
    let mut runs: Vec<(Look, Vec<(f64, f64)>)> = Vec::new();
    let mut last: Option<(f64, f64)> = None;
    for (i, pair) in chart.points.windows(2).enumerate() {
        while breaks.next_if(|at| *at <= i).is_some() {}
        let ends = pair[0].value.number().zip(pair[1].value.number());
        let ends = ends.filter(|_| breaks.peek() != Some(&(i + 1)));
        let piece = ends.and_then(|(a, b)| clip((plot.x(i), a), (plot.x(i + 1), b), &plot.up));
        let Some((from, to)) = piece else {
            last = None;
            continue;
        };
        let look = Look::of(pair[0].value.evidence).max(Look::of(pair[1].value.evidence));
        match runs.last_mut() {
            Some((same, run)) if *same == look && last == Some(from) => run.push(to),
            _ => runs.push((look, vec![from, to])),
        }
        last = Some(to);
    }
    for (look, run) in runs {
        room.course(&run);
        let token = Token::line(Hue::Muted).dashed(look.dash());
        item.path(run, token, s.line * 1.1);
    }
}
