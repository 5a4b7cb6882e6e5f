//! The stage stack: how long each stage of a process takes, a bar a case, as
//! before and after.
//!
//! Stages are laid end to end in their order, so that a bar's length is the
//! whole time. Standards of single stages are absent: only the first stage has
//! a base line to hold one against, and a bullet chart tells them better. The
//! total is printed as it arrives, never added up here.

use super::{
    Kind, Mark, Target, Words,
    drawing::{Drawing, Item, Label, base},
    legend::{self, Swatch, key},
    metrics::{fit, room, wrap},
    range::{Range, Scale},
    row_names::{self, LEGIBLE, Name, Row},
    setting::Setting,
    shade,
    token::{Dash, Hue, Token},
};
use crate::model::Evidence;

/// A stage stack.
#[derive(Debug, Clone, Default)]
pub struct StageStack {
    /// The names of the stages in their order.
    pub stages: Vec<String>,
    /// From top to bottom.
    pub rows: Vec<StageRow>,
    /// Which of them are drawn, where they do not all fit on a slide: the
    /// others only fix the scale. None for all.
    pub shown: Option<std::ops::Range<usize>>,
    /// The fixed words.
    pub words: Words,
}

/// A case of a stage stack.
#[derive(Debug, Clone, Default)]
pub struct StageRow {
    /// What went through the stages.
    pub label: String,
    /// How long each stage took, in the order of the stages. A negative time
    /// is none.
    pub times: Vec<Mark>,
    /// How long they took together, as printed at the end of the bar.
    pub total: Mark,
    /// How long they may take together.
    pub standard: Option<Target>,
}

impl Kind for StageStack {
    const NAME: &'static str = "stage-stack";

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn part(&self, rows: std::ops::Range<usize>) -> Self {
        Self {
            shown: Some(rows),
            ..self.clone()
        }
    }
}

/// How long a stage took, where that can be drawn.
fn time(mark: &Mark) -> Option<f64> {
    mark.number()
        .filter(|time| *time >= 0.0)
        .map(|time| time.min(1e300))
}

impl StageRow {
    /// Where the last stage ends.
    fn end(&self) -> f64 {
        self.times.iter().filter_map(time).sum::<f64>().min(1e300)
    }

    /// The standard where it can be drawn.
    fn limit(&self) -> Option<f64> {
        let standard = self.standard.as_ref()?;
        standard.mark.number().filter(|limit| *limit >= 0.0)
    }

    /// Where its marks end.
    fn reach(&self) -> f64 {
        self.end().max(self.limit().unwrap_or(0.0))
    }
}

/// What all rows share.
struct Plot<'a> {
    chart: &'a StageStack,
    scale: Scale,
    left: f64,
    names: f64,
    stages: usize,
    /// The names of the stages stand in their segments.
    direct: bool,
    s: &'a Setting,
}

impl Plot<'_> {
    fn stage(&self, i: usize) -> &str {
        self.chart.stages.get(i).map_or("", String::as_str)
    }

    /// Where each stage of a row begins and ends, in pixels.
    fn segments<'r>(&self, row: &'r StageRow) -> impl Iterator<Item = (&'r Mark, f64, f64)> {
        let scale = self.scale.clone();
        let mut at = 0.0_f64;
        row.times.iter().map(move |mark| {
            let from = at;
            at = (at + time(mark).unwrap_or(0.0)).min(1e300);
            (mark, scale.at(from), scale.at(at))
        })
    }
}

fn lay_out(chart: &StageStack, s: &Setting) -> Drawing {
    let all = chart.rows.len();
    let shown = chart
        .shown
        .as_ref()
        .map_or(0..all, |it| it.start.min(all)..it.end.min(all));
    let rows = chart.rows.get(shown).unwrap_or_default();
    if rows.is_empty() {
        return s.empty(&chart.words);
    }
    let plot = plot(chart, rows, s);
    let mut frame = Item::plain();
    let mut first = s.line;
    if !plot.direct {
        let words: Vec<(Swatch, &str)> = (0..plot.stages)
            .map(|i| {
                let swatch = Swatch::Bar(Token::fill(shade::of(i, plot.stages)));
                (swatch, plot.stage(i))
            })
            .collect();
        let x = legend::start(&words, plot.left, s);
        let head = key(&mut frame, &words, x, 0.0, s);
        first += if head > 0.0 { head + s.gap } else { 0.0 };
    }
    let mut items = Vec::with_capacity(rows.len() * (plot.stages + 2) + 2);
    let mut top = first;
    let thin = row_names::thin(rows.len(), s);
    let mut last = String::new();
    for row in rows {
        if rows.len() > LEGIBLE {
            stages(row, &plot, (top, top + thin), false, &mut items);
            top += thin;
        } else {
            top = lay_out_row(row, &plot, top, &mut last, &mut items) + s.between;
        }
    }
    let bottom = top - if rows.len() > LEGIBLE { 0.0 } else { s.between };
    if !s.stacked {
        let x = plot.scale.at(0.0);
        let ends = [(x, first - s.line), (x, bottom + s.line)];
        frame.path(ends, Token::line(Hue::Ink), s.line);
    }
    let mut foot = Item::plain();
    let entries: Vec<_> = shade::entries(rows.iter().flat_map(|row| &row.times), &chart.words)
        .into_iter()
        .filter(|(swatch, _)| *swatch != Swatch::Void)
        .collect();
    let below = key(&mut foot, &entries, plot.left, bottom + s.gap, s);
    items.push(frame);
    items.push(foot);
    let height = if below > 0.0 {
        bottom + s.gap + below
    } else {
        bottom
    };
    Drawing {
        width: s.width,
        height: height + s.line * 2.0,
        items,
    }
}

fn plot<'a>(chart: &'a StageStack, rows: &[StageRow], s: &'a Setting) -> Plot<'a> {
    let stages = rows
        .iter()
        .map(|row| row.times.len())
        .fold(chart.stages.len(), usize::max);
    let reach = chart.rows.iter().map(StageRow::reach).fold(0.0, f64::max);
    let range = Range::new(0.0, if reach > 0.0 { reach } else { 1.0 });
    let wordless = rows.len() > LEGIBLE;
    let labels = rows.iter().map(|row| row.label.as_str());
    let most = if s.stacked || wordless { 0.0 } else { 0.3 };
    let names = row_names::names(labels, most, s.label, s);
    let left = if names > 0.0 {
        names + s.gap * 1.4
    } else {
        s.line
    };
    let all = s.width - left - s.line * 3.0;
    let ends = chart.rows.iter().filter(|_| !wordless).map(|row| {
        let text = s.gap * 1.5 + room(total_text(row, chart), s.value, true);
        (row.reach() / range.high, text)
    });
    let width = row_names::plot_width(all, ends);
    let mut plot = Plot {
        chart,
        scale: range.scale(left, left + width),
        left,
        names,
        stages,
        direct: false,
        s,
    };
    plot.direct = !wordless && direct(&plot, rows);
    plot
}

/// Reports whether every stage can be named in a segment of the first row that
/// has it, so that no key needs to be looked up.
fn direct(plot: &Plot, rows: &[StageRow]) -> bool {
    let mut named = vec![false; plot.stages];
    for row in rows {
        for (i, (mark, from, to)) in plot.segments(row).enumerate() {
            named[i] |= fits(&named_text(plot.stage(i), mark), from, to, plot.s);
        }
    }
    let drawn = |i: usize| {
        rows.iter()
            .any(|row| row.times.get(i).and_then(time).is_some_and(|it| it > 0.0))
    };
    (0..plot.stages).all(|i| named[i] || !drawn(i) || plot.stage(i).trim().is_empty())
}

fn named_text(stage: &str, mark: &Mark) -> String {
    format!("{stage} {}", mark.text).trim().to_owned()
}

fn fits(text: &str, from: f64, to: f64, s: &Setting) -> bool {
    room(text, s.small, false) + s.gap * 0.8 <= to - from
}

/// The total as printed, or why there is none.
fn total_text<'a>(row: &'a StageRow, chart: &'a StageStack) -> &'a str {
    let total = &row.total;
    [&total.text, &total.reason]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or(if total.number().is_none() {
            &chart.words.no_data
        } else {
            &total.text
        })
}

/// Draws a row below `top` and returns where it ends. The caption of its
/// standard is left out where the row before has the `last` one, the same.
fn lay_out_row(
    row: &StageRow,
    plot: &Plot,
    top: f64,
    last: &mut String,
    items: &mut Vec<Item>,
) -> f64 {
    let s = plot.s;
    let thick = s.bar * 1.4;
    let reach = s.line * 3.0;
    let caption = match (&row.standard, row.limit()) {
        (Some(standard), Some(_)) => standard.caption(),
        _ => String::new(),
    };
    let told = caption == *last;
    let above = match (row.limit(), told || caption.is_empty()) {
        (None, _) => 0.0,
        (Some(_), true) => reach,
        (Some(_), false) => reach + s.lane,
    };
    let notes = notes(row, plot);
    let below = notes.len() as f64 * s.lane + if row.limit().is_some() { reach } else { 0.0 };
    let most = if s.stacked { s.width } else { plot.names };
    let name = Name::new(&row.label, most, 3, s);
    let at = Row::new(top, name.height(), (above, thick, below), s);
    let bottom = at.bar + thick;

    let mut around = Item::plain();
    name.draw(&mut around, at.name, Hue::Ink);
    for (i, note) in notes.into_iter().enumerate() {
        let y = at.bottom - below + (below - s.lane * (i as f64 + 0.5)).max(0.0);
        around.text(
            Label::new(note, s.small, Hue::Muted),
            plot.left,
            base(y, s.small),
        );
    }
    items.push(around);
    stages(row, plot, (at.bar, bottom), true, items);

    let missing = row.total.number().is_none();
    let (size, hue) = if missing {
        (s.small, Hue::Muted)
    } else {
        (s.value, Hue::Ink)
    };
    let text = total_text(row, plot.chart);
    let mut x = plot.scale.at(row.end()) + s.gap * 0.8;
    if let (Some(standard), Some(limit)) = (&row.standard, row.limit()) {
        let tick = plot.scale.at(limit);
        let margin = s.line * 2.0 + s.gap * 0.8;
        // The total keeps to its bar where it fits before the tick.
        if x + room(text, size, true) > tick - margin {
            x = x.max(tick + margin);
        }
        let mut item = Item::mark(&standard.mark, &standard.label);
        let look = match standard.mark.evidence {
            Evidence::Estimated | Evidence::Illustrative => legend::LOOSE_TICK,
            _ => legend::TICK,
        };
        item.rect(
            (tick - s.line * 1.4, at.bar - reach),
            (tick + s.line * 1.4, bottom + reach),
            look,
            s.line,
        );
        if !told && !caption.is_empty() {
            let text = fit(&caption, s.small, false, s.width - plot.left);
            let label = Label::new(text, s.small, Hue::Ink);
            let left = (tick - label.room() / 2.0).clamp(plot.left, s.width - label.room());
            item.text(label, left, base(at.bar - reach - s.lane / 2.0, s.small));
        }
        items.push(item);
    }
    *last = caption;
    let text = fit(text, size, true, s.width - x);
    let mut total = Item::mark(&row.total, &row.label);
    total.text(
        Label::new(text, size, hue).bold(),
        x,
        base(at.bar + thick / 2.0, size),
    );
    items.push(total);
    at.bottom
}

/// Which stages are missing, and why.
fn notes(row: &StageRow, plot: &Plot) -> Vec<String> {
    let missing = row
        .times
        .iter()
        .enumerate()
        .filter(|(_, mark)| time(mark).is_none());
    let said: Vec<String> = missing
        .map(|(i, mark)| {
            let reason = [&mark.reason, &plot.chart.words.no_data];
            let reason = reason.into_iter().find(|it| !it.is_empty());
            let reason = reason.map_or("", String::as_str);
            format!("{} {reason}", plot.stage(i)).trim().to_owned()
        })
        .filter(|note| !note.is_empty())
        .collect();
    let mut lines = Vec::new();
    let s = plot.s;
    for note in said.into_iter().take(3) {
        lines.extend(wrap(&note, s.small, false, s.width - plot.left - s.gap, 1));
    }
    lines
}

/// Which part of a segment its text stands in: all of it, unless the tick of the
/// standard would cross the text.
fn beside(text: &str, (from, to): (f64, f64), tick: Option<f64>, s: &Setting) -> (f64, f64) {
    let half = room(text, s.small, false) / 2.0 + s.line * 2.0;
    let middle = f64::midpoint(from, to);
    match tick.filter(|tick| (tick - middle).abs() < half && (from..to).contains(tick)) {
        Some(tick) if tick - from > to - tick => (from, tick - s.line),
        Some(tick) => (tick + s.line, to),
        None => (from, to),
    }
}

/// Draws the segments of a row.
fn stages(
    row: &StageRow,
    plot: &Plot,
    (top, bottom): (f64, f64),
    texts: bool,
    items: &mut Vec<Item>,
) {
    let s = plot.s;
    let tick = row.limit().map(|limit| plot.scale.at(limit));
    for (i, (mark, from, to)) in plot.segments(row).enumerate() {
        let mut item = Item::mark(mark, &format!("{} {}", row.label, plot.stage(i))).of_series(i);
        if time(mark).is_none() {
            // Nothing is known of its length: a broken post marks the place.
            let x = from.max(s.line);
            item.path(
                [(x, top), (x, bottom)],
                Token::line(Hue::Muted).dashed(Dash::Dashed),
                s.line * 1.4,
            );
        } else if to > from {
            let hue = shade::of(i, plot.stages);
            shade::segment(&mut item, (from, top), (to, bottom), hue, mark.evidence, s);
            let named = named_text(plot.stage(i), mark);
            let text = if plot.direct && fits(&named, from, to, s) {
                &named
            } else {
                &mark.text
            };
            if texts {
                let (from, to) = beside(text, (from, to), tick, s);
                shade::inside(&mut item, text, (from, top), (to, bottom), hue, s);
            }
        }
        items.push(item);
    }
}
