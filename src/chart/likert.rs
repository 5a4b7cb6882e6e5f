//! The Likert chart: how answers spread over an ordered scale, a question a row.
//!
//! Rows are stacked to the whole by default, since shares can then be compared
//! at both ends; stacked about the middle of the scale, the balance is seen at
//! the cost of the shares. Mean scores are absent: they hide the spread.

use super::{
    Kind, Mark, Words,
    drawing::{Anchor, Drawing, Item, Label, base},
    legend::{self, Swatch, key},
    metrics::{fit, room},
    range::{Range, Scale},
    row_names::{self, LEGIBLE, Name, Row},
    setting::Setting,
    shade,
    token::{Dash, Hue, Token},
};

/// A Likert chart.
#[derive(Debug, Clone, Default)]
pub struct Likert {
    /// The words of the scale, from the worst to the best.
    pub levels: Vec<String>,
    /// From top to bottom.
    pub rows: Vec<LikertRow>,
    /// Which of them are drawn, where they do not all fit on a slide. None for
    /// all.
    pub shown: Option<std::ops::Range<usize>>,
    /// Stacked about the middle of the scale instead of to the whole.
    pub diverging: bool,
    /// Above the net scores: `净值`. May be empty.
    pub net: String,
    /// Above the numbers of answers: `n`. May be empty.
    pub n: String,
    /// The fixed words.
    pub words: Words,
}

/// A question.
#[derive(Debug, Clone, Default)]
pub struct LikertRow {
    /// What was asked.
    pub label: String,
    /// The answers at each level, as shares or as counts, in the order of the
    /// levels; a bar is always stretched to the whole.
    pub shares: Vec<Mark>,
    /// What the bar stands for, as 100 or the number of answers. None for the
    /// sum; where a level is missing and this too, no bar can be drawn.
    pub whole: Option<f64>,
    /// The net score as printed, signed. May be empty.
    pub net: String,
    /// The number of answers as printed. May be empty.
    pub n: String,
}

impl Kind for Likert {
    const NAME: &'static str = "likert";

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

/// The share of a level as it can be drawn.
fn size(mark: &Mark) -> f64 {
    mark.number().unwrap_or(0.0).clamp(0.0, 1e300)
}

impl LikertRow {
    /// What the bar stands for, where that is known and more than nothing.
    fn whole(&self) -> Option<f64> {
        let sum: f64 = self.shares.iter().map(size).sum();
        let known = self.shares.iter().all(|mark| mark.number().is_some());
        let whole = match self.whole.filter(|whole| whole.is_finite()) {
            // Rounded shares add up to a little less or more.
            _ if known => sum,
            Some(whole) => whole.max(sum),
            None => 0.0,
        };
        (whole > 0.0).then_some(whole)
    }

    /// How much of the whole lies before the middle of the scale.
    fn before(&self, levels: usize) -> f64 {
        let parts = self.shares.iter().take(levels).enumerate();
        let before = parts.map(|(i, mark)| match (2 * i + 1).cmp(&levels) {
            std::cmp::Ordering::Less => size(mark),
            std::cmp::Ordering::Equal => size(mark) / 2.0,
            std::cmp::Ordering::Greater => 0.0,
        });
        let before: f64 = before.sum();
        self.whole().map_or(0.5, |whole| (before / whole).min(1.0))
    }
}

/// What all rows share.
struct Plot<'a> {
    chart: &'a Likert,
    /// From shares of the whole to pixels; 0 is the middle where rows diverge.
    scale: Scale,
    names: f64,
    /// Where net scores and numbers of answers end at the right.
    net: f64,
    n: f64,
    levels: usize,
    s: &'a Setting,
}

fn lay_out(chart: &Likert, s: &Setting) -> Drawing {
    let all = chart.rows.len();
    let shown = chart
        .shown
        .as_ref()
        .map_or(0..all, |it| it.start.min(all)..it.end.min(all));
    let rows = chart.rows.get(shown).unwrap_or_default();
    if !rows.iter().any(|row| !row.shares.is_empty()) {
        return s.empty(&chart.words);
    }
    let plot = plot(chart, rows, s);
    let left = if s.stacked {
        0.0
    } else {
        plot.scale.at(plot.scale.range.low)
    };
    let mut frame = Item::plain();
    let wordless = rows.len() > LEGIBLE;
    let heads = if wordless {
        s.width
    } else {
        heads(&mut frame, &plot)
    };
    let within = Setting {
        width: heads - s.gap,
        ..*s
    };
    let words: Vec<(Swatch, &str)> = (0..plot.levels)
        .map(|i| {
            let swatch = Swatch::Bar(Token::fill(shade::of(i, plot.levels)));
            (swatch, chart.levels.get(i).map_or("", String::as_str))
        })
        .collect();
    let x = legend::start(&words, left, &within);
    let head = key(&mut frame, &words, x, 0.0, &within).max(s.lane);
    let mut items = vec![frame];
    let first = head + s.gap;
    let mut top = first;
    let thin = row_names::thin(rows.len(), s);
    for row in rows {
        if wordless {
            bar(row, &plot, (top, top + thin), false, &mut items);
            top += thin;
        } else {
            top = lay_out_row(row, &plot, top, &mut items) + s.between * 0.75;
        }
    }
    let bottom = top - if wordless { 0.0 } else { s.between * 0.75 };
    if chart.diverging && !s.stacked {
        // Behind the bars, so that it crosses no number.
        let x = plot.scale.at(0.0);
        let mut line = Item::plain();
        let ends = [(x, first - s.gap * 0.4), (x, bottom + s.gap * 0.4)];
        line.path(ends, Token::line(Hue::Ink), s.line * 0.8);
        items.insert(0, line);
    }
    let mut foot = Item::plain();
    let marks = rows.iter().flat_map(|row| &row.shares);
    let entries = shade::entries(marks, &chart.words);
    let entries: Vec<_> = entries
        .into_iter()
        .filter(|(swatch, _)| *swatch != Swatch::Void)
        .collect();
    let below = key(&mut foot, &entries, left, bottom + s.gap, s);
    items.push(foot);
    let height = if below > 0.0 {
        bottom + s.gap + below
    } else {
        bottom + s.gap * 0.4
    };
    Drawing {
        width: s.width,
        height: height + s.line,
        items,
    }
}

fn plot<'a>(chart: &'a Likert, rows: &[LikertRow], s: &'a Setting) -> Plot<'a> {
    let levels = rows
        .iter()
        .map(|row| row.shares.len())
        .fold(chart.levels.len(), usize::max);
    let wordless = rows.len() > LEGIBLE;
    let column = |head: &str, texts: &mut dyn Iterator<Item = f64>| {
        if wordless {
            return 0.0;
        }
        let widest = texts.fold(0.0, f64::max);
        if widest > 0.0 {
            widest.max(room(head, s.small, false)).min(s.width * 0.16)
        } else {
            0.0
        }
    };
    let n = column(
        &chart.n,
        &mut chart.rows.iter().map(|row| room(&row.n, s.small, false)),
    );
    let net = column(
        &chart.net,
        &mut chart.rows.iter().map(|row| room(&row.net, s.value, true)),
    );
    let gap = |width: f64| if width > 0.0 { s.gap * 1.4 } else { 0.0 };
    let net_end = s.width - n - gap(n);
    let most = if s.stacked || wordless { 0.0 } else { 0.34 };
    let labels = rows.iter().map(|row| row.label.as_str());
    let names = row_names::names(labels, most, s.label, s);
    let (left, right) = if s.stacked {
        (0.0, s.width)
    } else {
        (names + gap(names), net_end - net - gap(net))
    };
    // All rows of the chart fix the scale, so that slides can be compared.
    let (mut low, mut high) = (0.0, 1.0);
    if chart.diverging {
        let before = || chart.rows.iter().map(|row| row.before(levels));
        low = -before().fold(0.0, f64::max);
        high = before().map(|it| 1.0 - it).fold(0.0, f64::max);
    }
    Plot {
        chart,
        scale: Range::new(low, high).scale(left, right),
        names: if s.stacked {
            net_end - net - s.gap
        } else {
            names
        },
        net: net_end,
        n: s.width,
        levels,
        s,
    }
}

/// Writes what the columns at the right are; returns where they begin.
fn heads(frame: &mut Item, plot: &Plot) -> f64 {
    let s = plot.s;
    let mut begin = s.width;
    let any =
        |texts: fn(&LikertRow) -> &str| plot.chart.rows.iter().any(|row| !texts(row).is_empty());
    let columns = [
        (any(|row| &row.n), &plot.chart.n, plot.n),
        (any(|row| &row.net), &plot.chart.net, plot.net),
    ];
    for (_, head, end) in columns.into_iter().filter(|(any, ..)| *any) {
        let text = fit(head, s.small, false, s.width * 0.16);
        let label = Label::new(text, s.small, Hue::Muted).anchor(Anchor::End);
        begin = end - label.room() - s.gap;
        frame.text(label, end, base(s.lane / 2.0, s.small));
    }
    begin
}

/// Draws a row below `top` and returns where it ends.
fn lay_out_row(row: &LikertRow, plot: &Plot, top: f64, items: &mut Vec<Item>) -> f64 {
    let s = plot.s;
    let name = Name::new(&row.label, plot.names, 3, s);
    let thick = s.bar * 1.3;
    let name_height = if s.stacked {
        name.height().max(s.value * 1.25)
    } else {
        name.height()
    };
    let at = Row::new(top, name_height, (0.0, thick, 0.0), s);
    let mut around = Item::plain();
    let middle = if s.stacked {
        top + s.value * 0.6
    } else {
        at.bar + thick / 2.0
    };
    let most = s.width * 0.16;
    let net = Label::new(fit(&row.net, s.value, true, most), s.value, Hue::Ink).bold();
    around.text(net.anchor(Anchor::End), plot.net, base(middle, s.value));
    let n = Label::new(fit(&row.n, s.small, false, most), s.small, Hue::Muted);
    around.text(n.anchor(Anchor::End), plot.n, base(middle, s.small));
    name.draw(&mut around, at.name, Hue::Ink);
    if plot.chart.diverging && s.stacked {
        // No line runs through the names; each bar has its own piece of it.
        let (x, reach) = (plot.scale.at(0.0), s.line * 2.0);
        let ends = [(x, at.bar - reach), (x, at.bar + thick + reach)];
        around.path(ends, Token::line(Hue::Ink), s.line);
    }
    items.push(around);
    bar(row, plot, (at.bar, at.bar + thick), true, items);
    at.bottom
}

/// Draws the segments of a row.
fn bar(
    row: &LikertRow,
    plot: &Plot,
    (top, bottom): (f64, f64),
    texts: bool,
    items: &mut Vec<Item>,
) {
    let s = plot.s;
    let whole = row.whole();
    let mut at = if plot.chart.diverging {
        -row.before(plot.levels)
    } else {
        0.0
    };
    let end = at + 1.0;
    for (i, mark) in row.shares.iter().enumerate() {
        let level = plot.chart.levels.get(i).map_or("", String::as_str);
        let mut item = Item::mark(mark, &format!("{} {level}", row.label)).of_series(i);
        let next = whole.map_or(at, |whole| (at + size(mark) / whole).min(end));
        let (from, to) = (plot.scale.at(at), plot.scale.at(next));
        if to > from {
            let hue = shade::of(i, plot.levels);
            shade::segment(&mut item, (from, top), (to, bottom), hue, mark.evidence, s);
            if texts {
                shade::inside(&mut item, &mark.text, (from, top), (to, bottom), hue, s);
            }
        }
        items.push(item);
        at = next;
    }
    // What rounding left over is less than a thousandth of the bar.
    if texts && end - at > 1e-3 {
        open_end(
            row,
            plot,
            plot.scale.at(at),
            (plot.scale.at(end), top, bottom),
            items,
        );
    }
}

/// Leaves open what is not known of a row, and says why.
fn open_end(
    row: &LikertRow,
    plot: &Plot,
    from: f64,
    (to, top, bottom): (f64, f64, f64),
    items: &mut Vec<Item>,
) {
    let s = plot.s;
    let inset = s.line / 2.0;
    if to - from < s.line * 3.0 {
        return;
    }
    let mut item = Item::plain();
    item.rect(
        (from + inset, top + inset),
        (to - inset, bottom - inset),
        Token::line(Hue::Muted).dashed(Dash::Dashed),
        s.line * 0.7,
    );
    let reasons = row.shares.iter().filter(|mark| mark.number().is_none());
    let mut reasons = reasons
        .map(|mark| mark.reason.as_str())
        .filter(|it| !it.is_empty());
    let reason = reasons.next().unwrap_or(&plot.chart.words.no_data);
    let reason = fit(reason, s.small, false, to - from - s.gap * 2.0);
    let x = from + s.gap;
    item.text(
        Label::new(reason, s.small, Hue::Muted),
        x,
        base(f64::midpoint(top, bottom), s.small),
    );
    items.push(item);
}
