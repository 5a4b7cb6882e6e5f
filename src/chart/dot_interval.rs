//! The dot with interval: one row a survey result, its value as a dot, the
//! uncertainty as a line, the sample size at the right.
//!
//! There are no bars: an estimate has a place on the scale, and a bar would
//! hide the half of its interval. The scale need not begin at zero.

use super::{
    Kind, Mark, Target, Words, dot,
    drawing::{Drawing, Item, Label, base},
    legend::{self, Swatch, legend},
    metrics::{fit, room},
    range::{Range, Scale},
    rows::{self, Captions, Cell, Columns, MOST_NAMED, Order, RowText, Strip, grid, grid_height},
    setting::Setting,
    token::{Hue, Token},
};
use crate::model::Format;

/// Dots with their intervals.
#[derive(Debug, Clone)]
pub struct DotInterval {
    /// A row each.
    pub rows: Vec<IntervalRow>,
    /// From top to bottom.
    pub order: Order,
    /// Lines through all rows.
    pub thresholds: Vec<Target>,
    /// The ends of the value axis; none for round numbers around the intervals.
    pub range: Option<(f64, f64)>,
    /// Above the names: `满意度，分`. May be empty.
    pub unit: String,
    /// The head of the sample sizes: `样本量`. May be empty.
    pub n_label: String,
    /// What the lines are: `95% 置信区间`. Empty leaves it out of the legend.
    pub interval_label: String,
    /// How ticks of the value axis are printed.
    pub format: Format,
    /// The fixed words.
    pub words: Words,
}

/// A row with its interval.
#[derive(Debug, Clone, Default)]
pub struct IntervalRow {
    /// What was asked, or whom.
    pub label: String,
    /// The value; its key is the row's.
    pub value: Mark,
    /// The lower end of the interval, where it is known.
    pub low: Option<f64>,
    /// Its upper end.
    pub high: Option<f64>,
    /// The interval as prose prints it, for pointers: `79.1–84.3`.
    pub interval: String,
    /// The same a year before.
    pub previous: Option<Mark>,
    /// The sample size as printed: `1 068`.
    pub n: String,
    /// The row stands out, as the total does.
    pub strong: bool,
}

impl Kind for DotInterval {
    const NAME: &'static str = "dot-interval";

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn part(&self, rows: std::ops::Range<usize>) -> Self {
        // In the order drawn, on the scale of all.
        let range = range(self);
        let sorted = self.order.of(&self.rows, |row| row.value.number());
        Self {
            rows: sorted[rows].iter().map(|row| (*row).clone()).collect(),
            range: Some((range.low, range.high)),
            ..self.clone()
        }
    }
}

impl IntervalRow {
    /// The interval where it can be drawn, in order.
    fn span(&self) -> Option<(f64, f64)> {
        span(self.low, self.high)
    }
}

/// Two ends in order, where both are finite.
pub(super) fn span(low: Option<f64>, high: Option<f64>) -> Option<(f64, f64)> {
    let (low, high) = low.zip(high)?;
    (low.is_finite() && high.is_finite()).then_some((low.min(high), low.max(high)))
}

fn range(chart: &DotInterval) -> Range {
    if let Some((low, high)) = chart.range {
        return Range::new(low, high);
    }
    let targets = || chart.thresholds.iter().filter_map(|t| t.mark.number());
    let values = chart.rows.iter().flat_map(|row| {
        let span = row.span().filter(|_| row.value.number().is_some());
        let (low, high) = span.unzip();
        let previous = row.previous.as_ref().and_then(Mark::number);
        [row.value.number(), previous, low, high]
    });
    Range::around(values.flatten().chain(targets())).clear_of(targets(), 4)
}

fn lay_out(chart: &DotInterval, s: &Setting) -> Drawing {
    if chart.rows.iter().all(|row| row.value.number().is_none()) {
        return s.empty(&chart.words);
    }
    let sorted = chart.order.of(&chart.rows, |row| row.value.number());
    let named = sorted.len() <= MOST_NAMED;
    let texts: Vec<RowText<'_>> = if named {
        sorted.iter().map(|row| text(row, s)).collect()
    } else {
        Vec::new()
    };
    let radius = s.bar * 0.3;
    let heads = ["", chart.n_label.as_str()];
    let columns = if named {
        Columns::of(&texts, &heads, radius * 1.4, s)
    } else {
        Columns::bare(radius, s)
    };
    let scale = range(chart).scale(columns.left, columns.right);
    let bounds = (columns.left - radius, columns.right + radius);
    let captions = Captions::of(&chart.thresholds, &scale, bounds, s);

    let mut frame = Item::plain();
    let headed = !chart.unit.trim().is_empty() || named && !chart.n_label.trim().is_empty();
    // Heads and captions share a lane where the captions stand clear of both.
    let beside = columns.left - radius - s.gap;
    let crowded = s.stacked || room(&chart.unit, s.small, false) > beside;
    let own_lane = captions.lanes > 0 && crowded;
    let lanes = captions.lanes.max(usize::from(headed)) + usize::from(own_lane && headed);
    let mut top = s.line + s.lane * lanes as f64;
    let head_middle = if own_lane {
        s.line + s.lane * 0.5
    } else {
        top - s.lane * 0.5
    };
    if headed {
        columns.heads(&mut frame, &heads, &chart.unit, head_middle, s);
    }
    let plot_top = top;
    top += s.gap * 0.6;

    let mut marks = Vec::with_capacity(sorted.len());
    let mut placed = Vec::with_capacity(if named { sorted.len() } else { 1 });
    if named {
        let (plot, between) = (s.small * 1.3, s.between * 0.5);
        for (row, text) in sorted.iter().zip(&texts) {
            let strip = columns.row(&mut frame, text, top, plot, s);
            rows::bed(
                &mut frame,
                strip,
                columns.left - radius,
                columns.right + radius,
                s,
            );
            draw_row(&mut marks, row, strip.middle, radius, &scale, s);
            placed.push(strip);
            top = strip.end + between;
        }
        top -= between;
    } else {
        let pitch = rows::thin(sorted.len(), s);
        let radius = (pitch * 0.5).clamp(s.line * 0.6, radius);
        let from = top;
        top += radius;
        for row in &sorted {
            draw_row(&mut marks, row, top, radius, &scale, s);
            top += pitch;
        }
        placed.push(Strip {
            middle: from,
            top: from,
            bottom: top,
            end: top,
        });
    }
    let strips = rows::strips(&placed, s);
    let mut rules = Item::plain();
    let foot = top + s.gap * 0.4;
    grid(&mut rules, &scale, &chart.format, &strips, foot, s);
    let mut items = vec![rules, frame];
    items.extend(captions.draw(&chart.thresholds, &scale, plot_top, &strips, s));
    items.extend(marks);

    top = foot + grid_height(s);
    let mut below = Item::plain();
    let height = legend(&mut below, &entries(chart), 0.0, top + s.gap, s);
    items.push(below);
    Drawing {
        width: s.width,
        height: top + s.line + if height > 0.0 { s.gap + height } else { 0.0 },
        items,
    }
}

fn text<'a>(row: &'a IntervalRow, s: &Setting) -> RowText<'a> {
    RowText {
        name: &row.label,
        strong: row.strong,
        cells: vec![
            Cell::value(&row.value.text, row.value.number().is_some(), s),
            Cell::aside(&row.n, s),
        ],
    }
}

fn entries(chart: &DotInterval) -> Vec<(Swatch, &str)> {
    let disc = |token| Swatch::Dot(dot::Form::Disc, token);
    let round = |evidence| disc(dot::paint(evidence, Hue::Accent));
    let values = chart.rows.iter().map(|row| &row.value);
    let mut entries = legend::standings(values, round, &chart.words);
    let drawn = |row: &&IntervalRow| row.value.number().is_some();
    if chart
        .rows
        .iter()
        .filter(drawn)
        .any(|row| row.span().is_some())
    {
        entries.push((
            Swatch::Across(Token::line(Hue::Accent)),
            &chart.interval_label,
        ));
    }
    let mut previous = chart.rows.iter().filter_map(|row| row.previous.as_ref());
    if previous.any(|mark| mark.number().is_some()) {
        entries.push((disc(Token::fill(Hue::Soft)), &chart.words.last_year));
    }
    entries
}

fn draw_row(
    items: &mut Vec<Item>,
    row: &IntervalRow,
    y: f64,
    radius: f64,
    scale: &Scale,
    s: &Setting,
) {
    if let Some(previous) = &row.previous {
        let mut item = Item::mark(previous, &row.label);
        if let Some(value) = previous.number() {
            // Below the interval, which it is no part of.
            let (small, away) = if is_thin(radius, s) {
                (radius * 0.7, 0.0)
            } else {
                (radius * 0.66, radius * 1.3)
            };
            let token = dot::paint(previous.evidence, Hue::Soft);
            if !dot::beyond_across(&mut item, value, scale, (y + away, small), token, s) {
                item.circle((scale.at(value), y + away), small, token, s.line);
            }
        }
        items.push(item);
    }
    let mut item = Item::told(&row.value, &row.label, &row.interval);
    if let Some(value) = row.value.number() {
        if let Some(span) = row.span() {
            interval(&mut item, span, scale, (y, radius), Hue::Accent, s);
        }
        let token = dot::paint(row.value.evidence, Hue::Accent);
        if !dot::beyond_across(&mut item, value, scale, (y, radius), token, s) {
            item.circle((scale.at(value), y), radius, token, s.line);
        }
    } else {
        reason(&mut item, &row.value, scale, (y, radius), s);
    }
    items.push(item);
}

/// Reports whether dots of this radius belong to rows without names.
fn is_thin(radius: f64, s: &Setting) -> bool {
    radius < s.bar * 0.29
}

/// The line of an interval with its ends; an end off the scale stays open.
pub(super) fn interval(
    item: &mut Item,
    (low, high): (f64, f64),
    scale: &Scale,
    (y, radius): (f64, f64),
    hue: Hue,
    s: &Setting,
) {
    let (from, to) = (scale.at(low), scale.at(high));
    let token = Token::line(hue);
    item.path([(from, y), (to, y)], token, s.line * 1.2);
    let cap = radius * 0.7;
    for (end, x) in [(low, from), (high, to)] {
        if scale.range.holds(end) && cap > s.line {
            item.path([(x, y - cap), (x, y + cap)], token, s.line * 1.2);
        }
    }
}

/// Says in its row why there is no value.
pub(super) fn reason(
    item: &mut Item,
    mark: &Mark,
    scale: &Scale,
    (y, radius): (f64, f64),
    s: &Setting,
) {
    // A thin row has no height for words.
    if is_thin(radius, s) {
        return;
    }
    let left = scale.at(scale.range.low);
    let most = scale.at(scale.range.high) - left;
    let text = fit(&mark.reason, s.small, false, most);
    item.text(
        Label::new(text, s.small, Hue::Muted),
        left,
        base(y, s.small),
    );
}
