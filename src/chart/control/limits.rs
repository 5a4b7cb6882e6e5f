//! Phases and their limits as steps.

use super::{Control, ControlPhase};
use crate::chart::{
    Mark,
    dot::Look,
    drawing::Item,
    plot::Plot,
    setting::Setting,
    token::{Dash, Hue, Token},
};

/// A phase with the points it holds: at least one.
pub(super) struct Span<'a> {
    pub(super) from: usize,
    /// The first point that is no longer in it.
    pub(super) to: usize,
    pub(super) phase: &'a ControlPhase,
    /// The next one begins with a break.
    pub(super) cut: bool,
}

/// A line of a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Lower,
    Centre,
    Upper,
}

impl Side {
    pub(super) const ALL: [Self; 3] = [Self::Lower, Self::Centre, Self::Upper];

    /// The phase's own mark.
    pub(super) fn mark<'a>(self, span: &Span<'a>) -> &'a Mark {
        match self {
            Self::Lower => &span.phase.lower,
            Self::Centre => &span.phase.centre,
            Self::Upper => &span.phase.upper,
        }
    }

    /// The limit at a point: its own, or the phase's.
    pub(super) fn of(self, chart: &Control, span: &Span<'_>, i: usize) -> Option<f64> {
        let point = chart.points.get(i)?;
        let own = match self {
            Self::Lower => point.lower,
            Self::Centre => None,
            Self::Upper => point.upper,
        };
        own.filter(|value| value.is_finite())
            .or_else(|| self.mark(span).number())
    }
}

/// The phases that hold a point, in order.
pub(super) fn spans(chart: &Control) -> Vec<Span<'_>> {
    let mut phases: Vec<&ControlPhase> = chart.phases.iter().collect();
    phases.sort_by_key(|phase| phase.start);
    let next = |i: usize| phases.get(i + 1).copied();
    phases
        .iter()
        .enumerate()
        .map(|(i, phase)| Span {
            from: phase.start,
            to: next(i).map_or(chart.points.len(), |it| it.start.min(chart.points.len())),
            phase,
            cut: next(i).is_some_and(|it| it.broken && it.start < chart.points.len()),
        })
        .filter(|span| span.from < span.to)
        .collect()
}

/// Half of what a break leaves open.
pub(super) fn cut(plot: &Plot, s: &Setting) -> f64 {
    (s.line * 2.5).min(plot.half() * 0.5)
}

/// Where a phase's lines begin and end.
pub(super) fn reach(span: &Span<'_>, plot: &Plot, s: &Setting) -> (f64, f64) {
    let cut = |broken| if broken { cut(plot, s) } else { 0.0 };
    (
        plot.edge(span.from) + cut(span.phase.broken && span.from > 0),
        plot.edge(span.to) - cut(span.cut),
    )
}

/// The runs of a line of a phase, in pixels; it steps half-way between points.
pub(super) fn steps(
    chart: &Control,
    span: &Span<'_>,
    side: Side,
    plot: &Plot,
    s: &Setting,
) -> Vec<Vec<(f64, f64)>> {
    let (left, right) = reach(span, plot, s);
    let end = |i: usize| plot.edge(i).max(left).min(right);
    let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut open = false;
    let mut from = span.from;
    while from < span.to {
        let value = side.of(chart, span, from);
        // One long stroke for as long as the limit stays.
        let change = (from + 1..span.to).find(|i| side.of(chart, span, *i) != value);
        let to = change.unwrap_or(span.to);
        let inside = value.filter(|v| plot.up.range.holds(*v));
        if let Some(value) = inside {
            let y = plot.up.at(value);
            let stroke = [(end(from), y), (end(to), y)];
            match runs.last_mut().filter(|_| open) {
                Some(run) => run.extend(stroke),
                None => runs.push(stroke.into()),
            }
        }
        open = inside.is_some();
        from = to;
    }
    runs
}

/// Draws the lines of every phase; those of trial limits are dashed, as what
/// is provisional is everywhere.
pub(super) fn draw(
    items: &mut Vec<Item>,
    chart: &Control,
    spans: &[Span<'_>],
    plot: &Plot,
    s: &Setting,
) {
    for span in spans {
        for side in Side::ALL {
            let runs = steps(chart, span, side, plot, s);
            if runs.is_empty() {
                continue;
            }
            let mark = side.mark(span);
            let term = match side {
                Side::Lower => &chart.terms.lower,
                Side::Centre => &chart.terms.centre,
                Side::Upper => &chart.terms.upper,
            };
            let dash = match Look::of(mark.evidence).dash() {
                Dash::Solid if span.phase.trial => Dash::Dashed,
                dash => dash,
            };
            let mut item = Item::standard(mark, term);
            if span.phase.trial {
                item.say(&chart.terms.trial);
            }
            let thick = s.line * if side == Side::Centre { 0.9 } else { 0.6 };
            for run in runs {
                item.path(run, Token::line(Hue::Muted).dashed(dash), thick);
            }
            items.push(item);
        }
    }
}
