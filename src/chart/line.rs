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
    ends,
    metrics::fit,
    plot::{Gap, Plot},
    range::Range,
    setting::{Below, Setting},
    token::{Hue, Token},
};
use crate::model::Format;

mod names;
mod points;

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

impl Kind for Line {
    const NAME: &'static str = "line";
    const GIVES: Gives = Gives::Plot;

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn part(&self, _: std::ops::Range<usize>) -> Self {
        self.clone()
    }

    fn values(&self) -> Option<(f64, f64)> {
        numbers(self).next()?;
        let range = range(self);
        Some((range.low, range.high))
    }

    fn with_range(self, range: (f64, f64)) -> Self {
        Self {
            range: Some(range),
            ..self
        }
    }

    fn margins(&self, s: &Setting) -> (f64, f64) {
        let range = range(self);
        let rungs = Rungs::new(range, &self.format, s);
        (rungs.width, ends::reserve(&names::of(self, range, s), s))
    }
}

/// The numbers of all series.
fn numbers(chart: &Line) -> impl Iterator<Item = f64> {
    let points = chart.series.iter().flat_map(|series| &series.points);
    points.filter_map(Mark::number)
}

/// The value axis.
fn range(chart: &Line) -> Range {
    if let Some((low, high)) = chart.range {
        return Range::new(low, high);
    }
    let targets = chart.targets.iter().filter_map(|t| t.mark.number());
    let range = Range::around(numbers(chart).chain(targets.clone()));
    range.clear_of(targets, 4)
}

fn lay_out(chart: &Line, s: &Setting) -> Drawing {
    let count = chart
        .series
        .iter()
        .map(|series| series.points.len())
        .fold(chart.periods.len(), usize::max);
    if numbers(chart).next().is_none() {
        return s.empty(&chart.words);
    }
    let range = range(chart);
    let ends = names::of(chart, range, s);
    let rungs = Rungs::new(range, &chart.format, s);
    let own = (rungs.width, ends::reserve(&ends, s));
    let (ticks, reserve) = s.margins.unwrap_or(own);
    let rungs = rungs.within(ticks);
    let unit = fit(&chart.unit, s.small, false, s.width);
    let top = s.small + if unit.trim().is_empty() { 0.0 } else { s.lane };
    let area = Area {
        left: rungs.width + s.gap,
        right: s.width - reserve,
        top,
        bottom: top + s.plot,
    };
    let mut rules = Item::plain();
    let up = rungs.draw(&mut rules, area, s);
    let plot = Plot::new(area, count, up, s);

    let mut frame = Item::plain();
    frame.text(
        Label::new(unit, s.small, Hue::Muted),
        0.0,
        base(s.lane / 2.0, s.small),
    );
    let foot = if s.below == Below::Nothing {
        s.line
    } else {
        period_labels(&mut frame, chart, &plot, s);
        s.gap + s.lane
    };

    let mut items = vec![rules, frame];
    gaps(&mut items, chart, &plot, s);
    targets(&mut items, chart, &plot, s);
    draw_series(&mut items, chart, &plot, s);
    items.extend(ends::draw(ends, area, &plot.up, s));
    Drawing {
        width: s.width,
        height: plot.area.bottom + foot + s.line,
        items,
    }
}

fn period_labels(frame: &mut Item, chart: &Line, plot: &Plot, s: &Setting) {
    let texts: Vec<&str> = chart.periods.iter().map(|it| it.label.as_str()).collect();
    let last = texts.len().saturating_sub(1);
    along(frame, &texts, &|i| plot.x(i), plot.area.bottom, s, |i| {
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
    if current.is_empty() {
        return;
    }
    let gap = |i: usize| {
        let mut stated = current.iter().filter_map(|series| series.points.get(i));
        if stated.clone().any(|mark| mark.number().is_some()) {
            return None;
        }
        let stated = stated.next();
        let period = chart.periods.get(i);
        Some(Gap {
            key: match (period, stated) {
                (Some(period), _) => &period.key,
                (None, Some(mark)) => &mark.key,
                (None, None) => "",
            },
            label: period.map_or("", |period| &period.label),
            reason: stated.map_or("", |mark| &mark.reason),
        })
    };
    plot.gaps(items, &chart.words.no_data, gap, s);
}

fn targets(items: &mut Vec<Item>, chart: &Line, plot: &Plot, s: &Setting) {
    for target in &chart.targets {
        let Some(value) = target.mark.number().filter(|v| plot.up.range.holds(*v)) else {
            continue;
        };
        let mut item = Item::standard(&target.mark, &target.label);
        let y = plot.up.at(value);
        let token = Token::line(Hue::Ink).dashed(Look::of(target.mark.evidence).dash());
        item.path(
            [(plot.area.left, y), (plot.area.right, y)],
            token,
            s.line * 0.8,
        );
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
        let nth = chart.series.iter().position(|it| std::ptr::eq(it, series));
        let nth = nth.unwrap_or(i);
        let mut lines = Item::plain().of_series(nth);
        for (dash, run) in runs(series, plot) {
            lines.path(run, Token::line(hue).dashed(dash), thick);
        }
        items.push(lines);
        let first = items.len();
        points::draw(items, chart, series, i.saturating_sub(before), plot, s);
        for point in &mut items[first..] {
            point.comes.series = Some(nth);
        }
    }
}
