//! The words beside points: what is beyond the axis, remarks, and the rules
//! behind signals. What finds no place is still told to a pointer and in the table.

use std::borrow::Cow;

use super::{
    Control,
    limits::{Side, Span, reach, steps},
    points::loud_radius,
};
use crate::chart::{
    Signal,
    drawing::Item,
    place::{Note, Room, Side as Beside},
    plot::Plot,
    setting::Setting,
    token::Hue,
};

/// A plot with what no label should cover: limits and target.
pub(super) fn room(chart: &Control, spans: &[Span<'_>], plot: &Plot, s: &Setting) -> Room {
    let mut room = Room::new(plot.area);
    for span in spans {
        for side in Side::ALL {
            for run in steps(chart, span, side, plot, s) {
                for pair in run.windows(2) {
                    room.line(pair[0], pair[1]);
                }
            }
        }
        let x = plot.edge(span.from);
        room.line((x, plot.area.top), (x, plot.area.bottom));
    }
    let target = chart.target.iter().filter_map(|it| it.mark.number());
    for value in target.filter(|value| plot.up.range.holds(*value)) {
        let y = plot.up.at(value);
        room.line((plot.area.left, y), (plot.area.right, y));
    }
    room
}

/// Words with the points they may stand beside.
struct Words<'a> {
    text: Cow<'a, str>,
    hue: Hue,
    at: Vec<(f64, f64)>,
    sides: &'static [Beside],
    reach: f64,
}

/// Writes the words, what matters most first.
pub(super) fn draw(
    chart: &Control,
    spans: &[Span<'_>],
    plot: &Plot,
    room: &mut Room,
    s: &Setting,
) -> Item {
    let most = if s.stacked || s.small > 20.0 { 5 } else { 10 };
    // Those that find no place make way for others, but not without end.
    let tries = most * 4;
    let mut item = Item::plain();
    let all = beyond(chart, plot, s)
        .chain(remarks(chart, spans, plot, s))
        .chain(rules(chart, spans, plot, s))
        .chain(centres(spans, plot, s));
    let mut placed = 0;
    for words in all.take(tries) {
        let note = Note {
            text: &words.text,
            hue: if words.hue == Hue::Muted && words.reach > 0.0 {
                Hue::Ink
            } else {
                words.hue
            },
            bold: false,
            most: s.width * 0.3,
            reach: words.reach,
            sides: words.sides,
            needed: false,
        };
        placed += usize::from(room.write(&mut item, &note, &words.at, s));
        if placed == most {
            break;
        }
    }
    item
}

/// The numbers of points beyond the value axis, and the rules behind their signals.
fn beyond<'a>(chart: &'a Control, plot: &'a Plot, s: &Setting) -> impl Iterator<Item = Words<'a>> {
    let range = plot.up.range;
    chart
        .points
        .iter()
        .enumerate()
        .filter_map(move |(i, point)| {
            let value = point.value.number().filter(|v| !range.holds(*v))?;
            Some(Words {
                text: [point.value.text.trim(), point.rule.trim()]
                    .join(" ")
                    .trim_end()
                    .to_owned()
                    .into(),
                hue: point.signal.hue(),
                at: vec![(plot.x(i), plot.up.at(value))],
                sides: over(value < range.low),
                reach: s.line * 2.6,
            })
        })
}

/// What is remarked on single points, the latest first.
fn remarks<'a>(
    chart: &'a Control,
    spans: &'a [Span<'a>],
    plot: &'a Plot,
    s: &'a Setting,
) -> impl Iterator<Item = Words<'a>> {
    let points = chart.points.iter().enumerate().rev();
    points.filter_map(move |(i, point)| {
        let text = Some(point.note.as_str()).filter(|note| !note.trim().is_empty())?;
        let at = spot(chart, plot, i)?;
        Some(Words {
            text: text.into(),
            hue: point.signal.hue(),
            sides: over(at.1 <= middle(chart, spans, plot, i)),
            at: vec![at],
            reach: loud_radius(plot, s),
        })
    })
}

/// The rules behind signals, the latest first: once for neighbours that share it.
fn rules<'a>(
    chart: &'a Control,
    spans: &'a [Span<'a>],
    plot: &'a Plot,
    s: &'a Setting,
) -> impl Iterator<Item = Words<'a>> {
    let shared =
        |a: &super::ControlPoint, b: &super::ControlPoint| a.signal == b.signal && a.rule == b.rule;
    let mut end = chart.points.len();
    let runs = chart.points.chunk_by(shared).rev().map(move |run| {
        end -= run.len();
        (end, run)
    });
    runs.filter_map(move |(start, run)| {
        let first = run.first()?;
        if first.signal == Signal::None || first.rule.trim().is_empty() {
            return None;
        }
        // The point furthest out is where the eye goes; then along the run.
        let far =
            |(x, y): (f64, f64), i: usize| ((x, y), (y - middle(chart, spans, plot, i)).abs());
        let spots = (start..start + run.len())
            .filter(|i| !is_beyond(chart, plot, *i))
            .filter_map(|i| spot(chart, plot, i).map(|at| far(at, i)));
        let mut spots: Vec<((f64, f64), f64)> = spots.collect();
        spots.sort_by(|a, b| b.1.total_cmp(&a.1));
        let at: Vec<(f64, f64)> = spots.into_iter().map(|(at, _)| at).take(4).collect();
        let up = at.first()?.1 <= middle(chart, spans, plot, start);
        Some(Words {
            text: first.rule.as_str().into(),
            hue: first.signal.hue(),
            at,
            sides: over(up),
            reach: loud_radius(plot, s),
        })
    })
}

/// The centres of phases that are past: those of the last one stand at the right.
fn centres<'a>(
    spans: &'a [Span<'a>],
    plot: &'a Plot,
    s: &'a Setting,
) -> impl Iterator<Item = Words<'a>> {
    let past = spans.iter().rev().skip(1);
    past.filter_map(move |span| {
        let mark = Side::Centre.mark(span);
        let value = mark.number().filter(|v| plot.up.range.holds(*v))?;
        let end = reach(span, plot, s).1;
        Some(Words {
            text: mark.text.as_str().into(),
            hue: Hue::Muted,
            at: vec![(end, plot.up.at(value))],
            sides: &[Beside::AboveLeft, Beside::BelowLeft],
            reach: 0.0,
        })
    })
}

/// The sides to try, those away from the line first.
fn over(up: bool) -> &'static [Beside] {
    if up { &Beside::OVER } else { &Beside::UNDER }
}

/// Reports whether a point lies beyond the value axis, where its rule is told already.
fn is_beyond(chart: &Control, plot: &Plot, i: usize) -> bool {
    let value = chart.points[i].value.number();
    value.is_some_and(|value| !plot.up.range.holds(value))
}

/// Where a point is drawn.
fn spot(chart: &Control, plot: &Plot, i: usize) -> Option<(f64, f64)> {
    let value = chart.points.get(i)?.value.number()?;
    Some((plot.x(i), plot.up.at(value)))
}

/// The centre line at a point, or the middle of the plot.
fn middle(chart: &Control, spans: &[Span<'_>], plot: &Plot, i: usize) -> f64 {
    let at = spans.partition_point(|span| span.to <= i);
    spans
        .get(at)
        .filter(|span| span.from <= i)
        .and_then(|span| Side::Centre.of(chart, span, i))
        .map_or_else(
            || f64::midpoint(plot.area.top, plot.area.bottom),
            |centre| plot.up.at(centre),
        )
}
