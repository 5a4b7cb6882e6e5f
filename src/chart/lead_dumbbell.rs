//! The lead dumbbell: own and the best competitor, and beside them their
//! difference with its interval, held against the leads that were promised.
//!
//! The interval is that of the difference; two intervals side by side would
//! invite the reader to compare their overlap, which answers another question.

use super::{
    Kind, Mark, Target, Words,
    dot::{self, Form, beyond_across},
    dot_interval::{interval, reason, span},
    drawing::{Anchor, Drawing, Item, Label, base},
    legend::{self, Swatch, legend},
    metrics::{fit, room},
    range::{Range, Scale},
    rows::{Cell, MOST_NAMED, Order, RowText, Strip},
    setting::Setting,
    stack::Stack,
    token::{Hue, Token},
};
use crate::model::Format;

/// A lead dumbbell.
#[derive(Debug, Clone)]
pub struct LeadDumbbell {
    /// A row each.
    pub rows: Vec<LeadRow>,
    /// From top to bottom, by lead.
    pub order: Order,
    /// Leads that were promised, drawn as lines through the differences.
    pub thresholds: Vec<Target>,
    /// The ends of the axis of values; none for round numbers around them.
    pub range: Option<(f64, f64)>,
    /// The ends of the axis of leads; none for round numbers around them.
    pub leads: Option<(f64, f64)>,
    /// Above the names: `满意度，分`. May be empty.
    pub unit: String,
    /// The head of the leads: `领先`.
    pub lead_label: String,
    /// The head of the sample sizes: `n`. May be empty.
    pub n_label: String,
    /// `本企业`
    pub own_label: String,
    /// `最强对手`
    pub rival_label: String,
    /// `与门槛无法区分`: what a hollow lead is.
    pub open_label: String,
    /// How ticks are printed.
    pub format: Format,
    /// The fixed words.
    pub words: Words,
}

/// A row of a lead dumbbell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LeadRow {
    /// What was compared.
    pub label: String,
    /// Our own value; its key is the row's.
    pub own: Mark,
    /// The best competitor's; the same key.
    pub rival: Mark,
    /// The difference, its text signed; the same key.
    pub lead: Mark,
    /// The lower end of the interval of the difference.
    pub low: Option<f64>,
    /// Its upper end.
    pub high: Option<f64>,
    /// The interval as prose prints it.
    pub interval: String,
    /// The sample size as printed.
    pub n: String,
}

impl Kind for LeadDumbbell {
    const NAME: &'static str = "lead-dumbbell";

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn part(&self, rows: std::ops::Range<usize>) -> Self {
        let (values, leads) = (values(self), leads(self));
        let sorted = self.order.of(&self.rows, |row| row.lead.number());
        Self {
            rows: sorted[rows].iter().map(|row| (*row).clone()).collect(),
            range: Some((values.low, values.high)),
            leads: Some((leads.low, leads.high)),
            ..self.clone()
        }
    }
}

fn values(chart: &LeadDumbbell) -> Range {
    if let Some((low, high)) = chart.range {
        return Range::new(low, high);
    }
    let rows = chart.rows.iter();
    Range::around(
        rows.flat_map(|row| [row.own.number(), row.rival.number()])
            .flatten(),
    )
}

/// The range of the leads; zero, where own and rival are equal, is in it.
fn leads(chart: &LeadDumbbell) -> Range {
    if let Some((low, high)) = chart.leads {
        return Range::new(low, high);
    }
    let targets = || chart.thresholds.iter().filter_map(|it| it.mark.number());
    let rows = chart.rows.iter().flat_map(|row| {
        let (low, high) = span(row.low, row.high).unzip();
        [row.lead.number(), low, high]
    });
    Range::around(rows.flatten().chain(targets()).chain([0.0])).clear_of(targets(), 4)
}

/// The share of the plot that shows own and rival.
const FREE: f64 = 0.48;

fn lay_out(chart: &LeadDumbbell, s: &Setting) -> Drawing {
    let is_empty = |row: &LeadRow| {
        [&row.own, &row.rival, &row.lead]
            .iter()
            .all(|mark| mark.number().is_none())
    };
    if chart.rows.iter().all(is_empty) {
        return s.empty(&chart.words);
    }
    let sorted = chart.order.of(&chart.rows, |row| row.lead.number());
    let radius = s.bar * 0.3;
    let named = sorted.len() <= MOST_NAMED;
    let text = |i: usize| {
        let row = sorted[i];
        RowText {
            name: &row.label,
            strong: false,
            cells: vec![
                Cell::value(&row.lead.text, row.lead.number().is_some(), s),
                Cell::aside(&row.n, s),
            ],
        }
    };
    let stack = Stack {
        count: sorted.len(),
        text: &text,
        heads: [&chart.lead_label, &chart.n_label],
        unit: &chart.unit,
        targets: &chart.thresholds,
        range: leads(chart),
        format: &chart.format,
        plot: s.small * 1.3,
        between: s.between * 0.5,
        inset: radius * 1.4,
        free: FREE,
    };
    let range = values(chart);
    let thresholds: Vec<f64> = chart
        .thresholds
        .iter()
        .filter_map(|it| it.mark.number())
        .collect();
    let widest = if named {
        let marks = chart.rows.iter().flat_map(|row| [&row.own, &row.rival]);
        let texts = marks.map(|mark| room(&mark.text, s.small, false));
        texts.fold(0.0, f64::max)
    } else {
        f64::INFINITY
    };
    let mut stacked = stack.lay_out(s, |i, strip, leads, free, marks| {
        let radius = if named {
            radius
        } else {
            ((strip.bottom - strip.top) * 0.5).clamp(s.line * 0.5, radius)
        };
        let scores = Scores::of(range, free, (widest, radius), s);
        pair(marks, sorted[i], strip, &scores, (radius, named), s);
        difference(marks, sorted[i], strip, leads, radius, &thresholds, s);
    });
    let mut rules = Item::plain();
    let scores = Scores::of(range, stacked.free, (widest, radius), s);
    if !scores.numbered {
        let (strips, foot) = (&stacked.strips, stacked.foot);
        let free = stacked.named_from - stacked.free.1;
        let around = (strips.as_slice(), foot, free);
        within(&mut rules, &scores.scale, &chart.format, around, s);
    }
    stacked.items.insert(0, rules);
    let mut below = Item::plain();
    let height = legend(
        &mut below,
        &entries(chart, &thresholds),
        0.0,
        stacked.end + s.gap,
        s,
    );
    stacked.items.push(below);
    Drawing {
        width: s.width,
        height: stacked.end + s.line + if height > 0.0 { s.gap + height } else { 0.0 },
        items: stacked.items,
    }
}

/// The scale of own and rival.
struct Scores {
    scale: Scale,
    /// Every dot has its number beside it, so that no ticks are needed.
    numbered: bool,
}

impl Scores {
    /// Between these bounds, for numbers as wide as the widest and dots of that
    /// radius.
    fn of(
        range: Range,
        (left, right): (f64, f64),
        (widest, radius): (f64, f64),
        s: &Setting,
    ) -> Self {
        let numbered = widest > 0.0 && widest <= (right - left) * 0.28;
        let (before, after) = if numbered {
            let margin = widest + s.gap * 0.5 + radius;
            (margin - radius, margin)
        } else {
            (0.0, radius)
        };
        Self {
            scale: range.scale(left + before, (right - after).max(left)),
            numbered,
        }
    }
}

/// The grid of the values. Its ends alone are named, so that no tick meets
/// those of the leads beside it.
fn within(
    rules: &mut Item,
    scale: &Scale,
    format: &Format,
    (strips, foot, room): (&[(f64, f64)], f64, f64),
    s: &Setting,
) {
    let ticks = scale.range.ticks(3, format);
    for (value, _) in &ticks {
        let x = scale.at(*value);
        for (upper, lower) in strips {
            rules.path(
                [(x, *upper), (x, *lower)],
                Token::line(Hue::Rule),
                s.line * 0.6,
            );
        }
    }
    // The names of the leads' axis reach into this one where they are long.
    if room < 0.0 {
        return;
    }
    let (left, right) = (scale.at(scale.range.low), scale.at(scale.range.high));
    let most = (right - left) * 0.42;
    let y = base(foot + s.gap * 0.4 + s.lane / 2.0, s.small);
    if let [(_, first), .., (_, last)] = ticks.as_slice() {
        let first = Label::new(fit(first, s.small, false, most), s.small, Hue::Muted);
        rules.text(first, left, y);
        let last = Label::new(fit(last, s.small, false, most), s.small, Hue::Muted);
        rules.text(last.anchor(Anchor::End), right - s.gap, y);
    }
}

/// Own and rival with the line between them.
fn pair(
    marks: &mut Vec<Item>,
    row: &LeadRow,
    strip: Strip,
    scores: &Scores,
    (radius, named): (f64, bool),
    s: &Setting,
) {
    let (y, scale) = (strip.middle, &scores.scale);
    if let (Some(own), Some(rival), true) = (row.own.number(), row.rival.number(), named) {
        let mut line = Item::plain().of_row(&row.own);
        let ends = [(scale.at(own), y), (scale.at(rival), y)];
        line.path(ends, Token::line(Hue::Soft), s.line * 1.6);
        marks.push(line);
    }
    // Numbers stand on the outer sides: the greater one's at the right.
    let (own, rival) = (row.own.number(), row.rival.number());
    let own_right = own.zip(rival).is_none_or(|(own, rival)| own >= rival);
    let rival_right = own.is_none() || !own_right;
    for (mark, form, hue, is_right) in [
        (&row.rival, Form::Square, Hue::Muted, rival_right),
        (&row.own, Form::Disc, Hue::Accent, own_right),
    ] {
        let mut item = Item::mark(mark, &row.label);
        if let Some(value) = mark.number() {
            let token = dot::paint(mark.evidence, hue);
            if !beyond_across(&mut item, value, scale, (y, radius), token, s) {
                dot::dot(&mut item, form, (scale.at(value), y), radius, token, s);
            }
            if scores.numbered {
                let away = radius + s.gap * 0.4;
                let (x, anchor) = if is_right {
                    (scale.at(value) + away, Anchor::Start)
                } else {
                    (scale.at(value) - away, Anchor::End)
                };
                let hue = if hue == Hue::Accent { Hue::Ink } else { hue };
                let label = Label::new(mark.text.as_str(), s.small, hue).anchor(anchor);
                item.text(label, x, base(y, s.small));
            }
        }
        marks.push(item);
    }
}

/// The lead with its interval, hollow where that spans a threshold.
fn difference(
    marks: &mut Vec<Item>,
    row: &LeadRow,
    strip: Strip,
    scale: &Scale,
    radius: f64,
    thresholds: &[f64],
    s: &Setting,
) {
    let y = strip.middle;
    let mut item = Item::told(&row.lead, &row.label, &row.interval);
    if let Some(value) = row.lead.number() {
        let around = span(row.low, row.high);
        if let Some(span) = around {
            interval(&mut item, span, scale, (y, radius), Hue::Ink, s);
        }
        let token = if is_open(row, thresholds) {
            Token::outlined(Hue::Paper, Hue::Ink)
        } else {
            dot::paint(row.lead.evidence, Hue::Ink)
        };
        if !beyond_across(&mut item, value, scale, (y, radius), token, s) {
            let at = (scale.at(value), y);
            dot::dot(&mut item, Form::Diamond, at, radius, token, s);
        }
    } else {
        reason(&mut item, &row.lead, scale, (y, radius), s);
    }
    marks.push(item);
}

/// Reports whether the interval spans a threshold.
fn is_open(row: &LeadRow, thresholds: &[f64]) -> bool {
    span(row.low, row.high)
        .is_some_and(|(low, high)| thresholds.iter().any(|it| low < *it && *it <= high))
}

fn entries<'a>(chart: &'a LeadDumbbell, thresholds: &[f64]) -> Vec<(Swatch, &'a str)> {
    let solid = |form, hue| Swatch::Dot(form, Token::fill(hue));
    let mut entries = vec![
        (solid(Form::Disc, Hue::Accent), chart.own_label.as_str()),
        (solid(Form::Square, Hue::Muted), &chart.rival_label),
        (solid(Form::Diamond, Hue::Ink), &chart.lead_label),
    ];
    if chart.rows.iter().any(|row| is_open(row, thresholds)) {
        let hollow = Token::outlined(Hue::Paper, Hue::Ink);
        entries.push((Swatch::Dot(Form::Diamond, hollow), &chart.open_label));
    }
    let marks = chart.rows.iter().map(|row| &row.lead);
    let round = |evidence| Swatch::Dot(Form::Disc, dot::paint(evidence, Hue::Muted));
    let loose = legend::standings(marks, round, &chart.words);
    entries.extend(
        loose
            .into_iter()
            .filter(|(_, word)| *word != chart.words.this_year),
    );
    entries
}
