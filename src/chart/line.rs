//! The line: series over time, with targets as hairlines.
//!
//! A missing point is a gap, never a zero and never bridged. Lines are named
//! at their ends; there is no legend to look up. The value axis need not begin
//! at zero, since a line's height carries no length.

use super::{
    Gives, Kind, Mark, Target, Words,
    axis::{Area, Rungs, along},
    dot::Look,
    drawing::{Drawing, Item, Label, base},
    metrics::{fit, room},
    range::{Range, Scale},
    setting::Setting,
    token::{Hue, Token},
};
use crate::model::Format;

mod ends;
mod points;

use ends::{End, stack};
use points::runs;

/// A line chart.
#[derive(Debug, Clone)]
pub struct Line {
    /// The periods in order, a place each on the horizontal axis.
    pub periods: Vec<Point>,
    /// One line each; the points are in the order of the periods.
    pub series: Vec<Series>,
    /// Hairlines.
    pub targets: Vec<Target>,
    /// The ends of the value axis; none for round numbers around the values.
    pub range: Option<(f64, f64)>,
    /// Above the value axis: `件/万客户`. May be empty.
    pub unit: String,
    /// How ticks of the value axis are printed.
    pub format: Format,
    /// The fixed words.
    pub words: Words,
}

/// A place on the horizontal axis of a line or a column chart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Point {
    /// Goes to `data-k` of the band where no series of this year has a value.
    pub key: String,
    /// `3 月`; some are left out when they do not fit.
    pub label: String,
}

/// A line, or the columns of one paint.
#[derive(Debug, Clone, Default)]
pub struct Series {
    /// Its name: at the end of the line, in the legend of columns.
    pub label: String,
    /// Its points, one a period or category.
    pub points: Vec<Mark>,
    /// The year before, drawn lighter.
    pub previous: bool,
}

/// Where things stand.
struct Plot {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// Periods on the horizontal axis.
    count: usize,
    across: Scale,
    up: Scale,
}

impl Plot {
    fn x(&self, i: usize) -> f64 {
        if self.count < 2 {
            f64::midpoint(self.left, self.right)
        } else {
            self.across.at(i as f64)
        }
    }

    /// Half the distance between two periods.
    fn half(&self) -> f64 {
        (self.right - self.left) / self.count.max(2) as f64 / 2.0
    }
}

impl Kind for Line {
    const NAME: &'static str = "line";
    const GIVES: Gives = Gives::Plot;

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn part(&self, _: std::ops::Range<usize>) -> Self {
        self.clone()
    }
}

fn lay_out(chart: &Line, s: &Setting) -> Drawing {
    let count = chart
        .series
        .iter()
        .map(|series| series.points.len())
        .fold(chart.periods.len(), usize::max);
    let values = || {
        chart
            .series
            .iter()
            .flat_map(|series| &series.points)
            .filter_map(Mark::number)
    };
    if values().next().is_none() {
        return s.empty(&chart.words);
    }
    let range = if let Some((low, high)) = chart.range {
        Range::new(low, high)
    } else {
        let targets = chart.targets.iter().filter_map(|t| t.mark.number());
        let range = Range::around(values().chain(targets.clone()));
        range.clear_of(targets, 4)
    };
    let ends = ends::of(chart, range, s);
    let reserve = ends
        .iter()
        .map(|end| end.room(s))
        .fold(0.0, f64::max)
        .min(s.width * 0.34);
    let rungs = Rungs::new(range, &chart.format, s);
    let unit = fit(&chart.unit, s.small, false, s.width);
    let top = s.small + if unit.trim().is_empty() { 0.0 } else { s.lane };
    let (left, right) = (rungs.width + s.gap, s.width - reserve - s.gap * 1.4);
    let inset = (s.gap * 1.2).min((right - left) / 4.0);
    let area = Area {
        left,
        right,
        top,
        bottom: top + s.plot,
    };
    let mut rules = Item::plain();
    let plot = Plot {
        left,
        right,
        top,
        bottom: top + s.plot,
        count,
        across: Range::new(0.0, count.max(2) as f64 - 1.0).scale(left + inset, right - inset),
        up: rungs.draw(&mut rules, area, s),
    };

    let mut frame = Item::plain();
    frame.text(
        Label::new(unit, s.small, Hue::Muted),
        0.0,
        base(s.lane / 2.0, s.small),
    );
    period_labels(&mut frame, chart, &plot, s);

    let mut items = vec![rules, frame];
    gaps(&mut items, chart, &plot, s);
    targets(&mut items, chart, &plot, s);
    draw_series(&mut items, chart, &plot, s);
    items.push(end_labels(ends, &plot, s));
    Drawing {
        width: s.width,
        height: plot.bottom + s.gap + s.lane + s.line,
        items,
    }
}

fn period_labels(frame: &mut Item, chart: &Line, plot: &Plot, s: &Setting) {
    let texts: Vec<&str> = chart.periods.iter().map(|it| it.label.as_str()).collect();
    let last = texts.len().saturating_sub(1);
    along(frame, &texts, &|i| plot.x(i), plot.bottom, s, |i| {
        if i == last { Hue::Ink } else { Hue::Muted }
    });
}

/// Leaves a period open where no series of this year has a value.
fn gaps(items: &mut Vec<Item>, chart: &Line, plot: &Plot, s: &Setting) {
    let current: Vec<&Series> = chart
        .series
        .iter()
        .filter(|series| !series.previous)
        .collect();
    let missing = |i: usize| {
        current
            .iter()
            .all(|series| series.points.get(i).and_then(Mark::number).is_none())
    };
    let (mut label_end, half) = (f64::NEG_INFINITY, plot.half());
    for i in (0..plot.count).filter(|i| !current.is_empty() && missing(*i)) {
        let stated = current.iter().find_map(|series| series.points.get(i));
        let period = chart.periods.get(i);
        let mark = Mark {
            key: period.map_or_else(
                || stated.map_or_else(String::new, |m| m.key.clone()),
                |p| p.key.clone(),
            ),
            reason: stated
                .filter(|m| !m.reason.is_empty())
                .map_or(&chart.words.no_data, |m| &m.reason)
                .clone(),
            ..Mark::default()
        };
        let mut item = Item::mark(&mark, period.map_or("", |p| p.label.as_str()));
        let (from, to) = (
            (plot.x(i) - half).max(plot.left),
            (plot.x(i) + half).min(plot.right),
        );
        item.rect(
            (from, plot.top),
            (to, plot.bottom),
            Token::fill(Hue::Track),
            s.line,
        );
        if i == 0 || !missing(i - 1) {
            // Once for the whole gap, in its middle, where it is wide enough.
            let long = (i..plot.count).take_while(|i| missing(*i)).count();
            let middle = f64::midpoint(plot.x(i), plot.x(i + long - 1));
            let width = room(&chart.words.no_data, s.small, false);
            let left = middle - width / 2.0;
            let fits = width <= (long + 1) as f64 * half * 2.0
                && left >= plot.left
                && left + width <= plot.right;
            if fits && left >= label_end + s.gap {
                let y = base(plot.bottom - s.lane * 0.6, s.small);
                item.text(
                    Label::new(chart.words.no_data.as_str(), s.small, Hue::Muted),
                    left,
                    y,
                );
                label_end = left + width;
            }
        }
        items.push(item);
    }
}

fn targets(items: &mut Vec<Item>, chart: &Line, plot: &Plot, s: &Setting) {
    for target in &chart.targets {
        let Some(value) = target.mark.number().filter(|v| plot.up.range.holds(*v)) else {
            continue;
        };
        let mut item = Item::mark(&target.mark, &target.label);
        let y = plot.up.at(value);
        let token = Token::line(Hue::Ink).dashed(Look::of(target.mark.evidence).dash());
        item.path([(plot.left, y), (plot.right, y)], token, s.line * 0.8);
        items.push(item);
    }
}

fn draw_series(items: &mut Vec<Item>, chart: &Line, plot: &Plot, s: &Setting) {
    // Last year lies below this year.
    let order = chart
        .series
        .iter()
        .filter(|series| series.previous)
        .chain(chart.series.iter().filter(|s| !s.previous));
    let before = chart.series.iter().filter(|series| series.previous).count();
    for (i, series) in order.enumerate() {
        let hue = points::hue(series, i.saturating_sub(before));
        let thick = s.line * if series.previous { 1.1 } else { 1.6 };
        let mut lines = Item::plain();
        for (dash, run) in runs(series, plot) {
            lines.path(run, Token::line(hue).dashed(dash), thick);
        }
        items.push(lines);
        points::draw(items, chart, series, i.saturating_sub(before), plot, s);
    }
}

/// Names the lines at their ends, moved apart where they would touch.
fn end_labels(ends: Vec<End>, plot: &Plot, s: &Setting) -> Item {
    let mut item = Item::plain();
    let x = plot.right + s.gap * 1.4;
    let most = s.width - x;
    for (end, middle) in stack(ends, plot, s) {
        let home = plot.up.at(end.value);
        if (home - middle).abs() > s.lane * 0.5 {
            item.path(
                [(plot.right, home), (x - s.gap * 0.3, middle)],
                Token::line(Hue::Muted),
                s.line * 0.5,
            );
        }
        end.draw(&mut item, x, middle, most, s);
    }
    item
}
