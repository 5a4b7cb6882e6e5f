//! The Pareto chart: causes from the most to the least frequent, so that the
//! vital few stand out.
//!
//! The cumulative share is printed at the end of each bar; the second axis and
//! the curve of the textbooks are absent, since two scales on one plot invite
//! wrong readings. Rows are drawn in the order given: what sorts and adds them
//! up also wrote the shares, and puts what is left over last whatever its size.

use super::{
    Kind, Mark, Target, Words,
    drawing::{Anchor, Drawing, Item, Label, base},
    legend::{self, legend},
    metrics::{fit, room},
    range::{Range, Scale},
    row_names::{self, LEGIBLE, Name, Row},
    setting::Setting,
    token::{Dash, Hue, Token},
};

/// Of rows too many to be read, so many keep their words.
const HEAD: usize = 40;

/// A Pareto chart.
#[derive(Debug, Clone, Default)]
pub struct Pareto {
    /// In descending order, the rest last.
    pub rows: Vec<ParetoRow>,
    /// Which of them are drawn, where they do not all fit on a slide: the
    /// others only fix the scale. None for all.
    pub shown: Option<std::ops::Range<usize>>,
    /// Before the first cumulative share: `累计`. May be empty.
    pub cumulative: String,
    /// The share that the vital few make up, as 80 %: a line is drawn below the
    /// first row whose cumulative share reaches it.
    pub cut: Option<Target>,
    /// The fixed words.
    pub words: Words,
}

/// A row of a Pareto chart.
#[derive(Debug, Clone, Default)]
pub struct ParetoRow {
    /// What was counted.
    pub label: String,
    /// How often; its key is the row's.
    pub count: Mark,
    /// The share of this row and those above it. Printed, and held against the
    /// cut; its key is not drawn, since it is a cell of the same row.
    pub cumulative: Mark,
    /// What is left over: the row of `其他`.
    pub rest: bool,
}

impl Kind for Pareto {
    const NAME: &'static str = "pareto";

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

/// What all rows share.
struct Plot<'a> {
    chart: &'a Pareto,
    scale: Scale,
    left: f64,
    /// Width of the names.
    names: f64,
    /// The first row drawn; it says what the shares are.
    first: usize,
    s: &'a Setting,
}

fn lay_out(chart: &Pareto, s: &Setting) -> Drawing {
    let all = chart.rows.len();
    let shown = chart
        .shown
        .as_ref()
        .map_or(0..all, |it| it.start.min(all)..it.end.min(all));
    if shown.is_empty() {
        return s.empty(&chart.words);
    }
    let wordless =
        |i: usize| shown.len() > LEGIBLE && i >= shown.start + HEAD && !chart.rows[i].rest;
    let plot = plot(chart, &shown, &wordless, s);
    let cut = cut_row(chart);

    let mut frame = Item::plain();
    let mut marks = Vec::with_capacity(shown.len() + 2);
    let mut top = s.line;
    let thin = row_names::thin(shown.len(), s);
    for i in shown.clone() {
        let row = &chart.rows[i];
        if wordless(i) {
            marks.push(thin_row(row, &plot.scale, top, thin));
            top += thin;
            if i + 1 < shown.end && !wordless(i + 1) {
                top += s.between;
            }
            continue;
        }
        if row.rest && i > shown.start {
            top += s.between * 0.4;
        }
        let most = if s.stacked {
            s.width - s.gap
        } else {
            plot.names
        };
        let name = Name::new(&row.label, most, 3, s);
        let at = Row::new(top, name.height(), (0.0, s.bar, 0.0), s);
        name.draw(
            &mut frame,
            at.name,
            if row.rest { Hue::Muted } else { Hue::Ink },
        );
        if s.stacked && plot.scale.range.low < 0.0 {
            // No zero line runs through the names; each bar has its own piece of it.
            let x = plot.scale.at(0.0);
            frame.path(
                [(x, at.bar), (x, at.bar + s.bar)],
                Token::line(Hue::Ink),
                s.line,
            );
        }
        marks.push(row_item(row, i, &plot, at.bar));
        top = at.bottom + s.between * if s.stacked { 1.0 } else { 0.75 };
        if cut == Some(i) && i + 1 < all {
            top += draw_cut(&mut frame, chart, &plot, top);
        }
    }
    let bottom = top - s.between * 0.5;
    let zero = plot.scale.at(0.0);
    if !s.stacked {
        frame.path([(zero, 0.0), (zero, bottom)], Token::line(Hue::Ink), s.line);
    }
    let mut foot = Item::plain();
    let counts = shown.map(|i| &chart.rows[i].count);
    let entries = legend::evidence(counts, &chart.words);
    let below = legend(&mut foot, &entries, plot.left, bottom + s.gap, s);
    let height = if below > 0.0 {
        bottom + s.gap + below
    } else {
        bottom
    };
    Drawing {
        width: s.width,
        height: height + s.line,
        items: [frame].into_iter().chain(marks).chain([foot]).collect(),
    }
}

fn plot<'a>(
    chart: &'a Pareto,
    shown: &std::ops::Range<usize>,
    wordless: &dyn Fn(usize) -> bool,
    s: &'a Setting,
) -> Plot<'a> {
    let values = chart.rows.iter().filter_map(|row| row.count.number());
    let (low, high) = Range::of(values).unwrap_or((0.0, 1.0));
    let high = if high > 0.0 || low < 0.0 {
        high.max(0.0)
    } else {
        1.0
    };
    let range = Range::new(low.min(0.0), high);
    // All rows fix the scale, so that the slides of one chart can be compared.
    let all = chart.rows.len();
    let asked = if all > LEGIBLE { shown.clone() } else { 0..all };
    let worded = || asked.clone().filter(|i| !wordless(*i));
    let labels = worded().map(|i| chart.rows[i].label.as_str());
    let names = row_names::names(labels, 0.32, s.label, s);
    let left = if s.stacked { 0.0 } else { names + s.gap * 1.4 };
    let most = s.width - left - s.line;
    let ends = worded().map(|i| {
        let row = &chart.rows[i];
        let value = row.count.number().unwrap_or(0.0).max(0.0);
        let share = value / (range.high - range.low) - range.low / (range.high - range.low);
        let said = share_text(chart, i, i);
        let text = s.gap * 2.0 + count_room(row, s) + room(&said, s.small, false);
        (share, text)
    });
    let width = row_names::plot_width(most, ends);
    Plot {
        chart,
        scale: range.scale(left, left + width),
        left,
        names,
        first: shown.start,
        s,
    }
}

/// The last of the vital few.
fn cut_row(chart: &Pareto) -> Option<usize> {
    let cut = chart.cut.as_ref()?.mark.number()?;
    let mut shares = chart.rows.iter().map(|row| row.cumulative.number());
    shares.position(|share| share.is_some_and(|share| share >= cut))
}

/// Draws the line below the vital few from `top` and returns the room it takes.
fn draw_cut(frame: &mut Item, chart: &Pareto, plot: &Plot, top: f64) -> f64 {
    let Some(cut) = &chart.cut else {
        return 0.0;
    };
    let s = plot.s;
    let text = fit(&cut.caption(), s.small, false, s.width - plot.left - s.gap).into_owned();
    let label = Label::new(text, s.small, Hue::Muted).anchor(Anchor::End);
    let end = s.width - label.room() - s.gap;
    let y = top + s.lane * 0.3;
    frame.path(
        [(0.0, y), (end.max(0.0), y)],
        Token::line(Hue::Ink).dashed(Dash::Dashed),
        s.line * 0.6,
    );
    frame.text(label, s.width, base(y, s.small));
    s.lane * 0.6 + s.between * 0.75
}

/// The cumulative share as printed; in the first row with the word for it.
fn share_text(chart: &Pareto, i: usize, first: usize) -> String {
    let share = &chart.rows[i].cumulative.text;
    if i == first && !share.is_empty() {
        format!("{} {share}", chart.cumulative).trim().to_owned()
    } else {
        share.clone()
    }
}

fn count_room(row: &ParetoRow, s: &Setting) -> f64 {
    room(&row.count.text, s.value, true).min(s.width * 0.3)
}

fn paint(row: &ParetoRow) -> Token {
    match legend::bar(row.count.evidence) {
        token if row.rest && token.fill == Hue::Accent => Token::outlined(Hue::Muted, Hue::Muted),
        token => token,
    }
}

fn row_item(row: &ParetoRow, i: usize, plot: &Plot, top: f64) -> Item {
    let s = plot.s;
    let mut item = Item::mark(&row.count, &row.label);
    let (zero, bottom, middle) = (plot.scale.at(0.0), top + s.bar, top + s.bar / 2.0);
    let mut end = zero;
    match row.count.number().map(|value| plot.scale.at(value)) {
        Some(x) if (x - zero).abs() >= s.line => {
            let inset = s.line / 2.0;
            let (from, to) = (x.min(zero), x.max(zero));
            item.rect(
                (from + inset, top + inset),
                (to - inset, bottom - inset),
                paint(row),
                s.line,
            );
            end = to;
        }
        number => {
            // Nothing to measure: a post marks the place, broken where nothing is known.
            let dash = number.map_or(Dash::Dashed, |_| Dash::Solid);
            let x = zero.clamp(s.line, s.width - s.line);
            item.path(
                [(x, top), (x, bottom)],
                Token::line(Hue::Muted).dashed(dash),
                s.line * 1.4,
            );
        }
    }
    let x = end + s.gap * 0.8;
    let count = fit(
        &row.count.text,
        s.value,
        true,
        (s.width - x).min(s.width * 0.3),
    );
    let hue = if row.rest { Hue::Muted } else { Hue::Ink };
    let count = Label::new(count, s.value, hue).bold();
    let mut next = x + count.room();
    if next > x {
        next += s.gap;
    }
    item.text(count, x, base(middle, s.value));
    let (text, cut) = match row.count.number() {
        Some(_) => (share_text(plot.chart, i, plot.first), false),
        None if row.count.reason.is_empty() => (plot.chart.words.no_data.clone(), true),
        None => (row.count.reason.clone(), true),
    };
    // A share that has no room is left out; a reason may be cut.
    let text = match fit(&text, s.small, false, s.width - next) {
        short if cut || short == text => short.into_owned(),
        _ => String::new(),
    };
    item.text(
        Label::new(text, s.small, Hue::Muted),
        next,
        base(middle, s.small),
    );
    item
}

/// A row of the tail that is too long for words.
fn thin_row(row: &ParetoRow, scale: &Scale, top: f64, thick: f64) -> Item {
    let mut item = Item::mark(&row.count, &row.label);
    if let Some(value) = row.count.number() {
        let fill = Token::fill(paint(row).line);
        item.rect(
            (scale.at(0.0), top),
            (scale.at(value), top + thick),
            fill,
            thick,
        );
    }
    item
}
