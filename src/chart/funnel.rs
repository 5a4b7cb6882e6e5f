//! The funnel plot: units compared at one time, each against the limits that
//! its size allows. It stands where a league table would mislead.
//!
//! The limits arrive as values. What is inside them is quiet and has no name:
//! a rank among those is chance. Only what lies outside is named.

use super::{
    Gives, Kind, Mark, Signal, Words,
    absent::absent,
    axis::{Area, Rungs, across},
    dot::{DENSE, Form, Look, beyond, dot, paint, speck},
    drawing::{Anchor, Drawing, Item, Label, base},
    ends::{self, End, Part},
    legend::{Swatch, legend},
    metrics::fit,
    place::{Note, Room, Side},
    plot::clip,
    range::{Range, Scale},
    setting::Setting,
    token::{Hue, Token},
};
use crate::model::{Evidence, Format};

/// A funnel plot.
#[derive(Debug, Clone)]
pub struct Funnel {
    /// In any order.
    pub units: Vec<FunnelUnit>,
    /// The rate of all units together, or what they are held against.
    pub centre: Mark,
    /// The limits, at as many denominators as make a smooth curve.
    pub limits: Vec<FunnelLimit>,
    /// The ends of the rate axis; none for round numbers around everything.
    pub range: Option<(f64, f64)>,
    /// Above the rate axis: `%，一次解决率`. May be empty.
    pub unit: String,
    /// Below the denominators: `受理量，件`. May be empty.
    pub size: String,
    /// How ticks of the rate axis are printed.
    pub format: Format,
    /// How ticks of the denominators are printed.
    pub sizes: Format,
    /// The fixed words of this kind.
    pub terms: FunnelWords,
    /// The fixed words.
    pub words: Words,
}

/// A unit of a funnel plot.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FunnelUnit {
    /// Its name, written beside it where it lies outside the limits.
    pub label: String,
    /// Its rate; the key is the row's.
    pub rate: Mark,
    /// What the rate is of: its denominator.
    pub size: Mark,
    /// Whether it lies outside the limits, and whether that is good.
    pub signal: Signal,
    /// Outside the outer limits: named before those between the two.
    pub outer: bool,
    /// What that is in words: `低于 99.8 % 下限`. May be empty.
    pub verdict: String,
}

/// The limits at a denominator; one that is not finite leaves a gap.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct FunnelLimit {
    /// The denominator.
    pub size: f64,
    /// The lower and the upper limit of 95 %.
    pub inner: (f64, f64),
    /// The lower and the upper limit of 99.8 %.
    pub outer: (f64, f64),
}

/// The fixed words of funnel plots, in the reader's language.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FunnelWords {
    /// `全部`: beside the centre line.
    pub centre: String,
    /// `95 %`
    pub inner: String,
    /// `99.8 %`
    pub outer: String,
    /// `界限以内`
    pub common: String,
    /// `优于预期`
    pub improvement: String,
    /// `劣于预期`
    pub concern: String,
    /// `异常`: outside, neither good nor bad.
    pub neutral: String,
}

impl FunnelUnit {
    /// Its denominator and its rate, where both are known.
    fn numbers(&self) -> Option<(f64, f64)> {
        self.size.number().zip(self.rate.number())
    }
}

impl Kind for Funnel {
    const NAME: &'static str = "funnel";
    const GIVES: Gives = Gives::Plot;

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn part(&self, _: std::ops::Range<usize>) -> Self {
        self.clone()
    }
}

/// Where things stand.
struct Plot {
    area: Area,
    across: Scale,
    up: Scale,
}

impl Plot {
    fn at(&self, (size, rate): (f64, f64)) -> (f64, f64) {
        (self.across.at(size), self.up.at(rate))
    }
}

fn lay_out(chart: &Funnel, s: &Setting) -> Drawing {
    if chart.units.iter().all(|unit| unit.numbers().is_none()) {
        return s.empty(&chart.words);
    }
    let (sizes, rates) = ranges(chart);
    let ends = end_labels(chart, rates, s);
    let rungs = Rungs::new(rates, &chart.format, s);
    let unit = fit(&chart.unit, s.small, false, s.width);
    let top = s.small + if unit.trim().is_empty() { 0.0 } else { s.lane };
    let area = Area {
        left: rungs.width + s.gap,
        right: s.width - ends::reserve(&ends, s),
        top,
        bottom: top + s.plot * 1.15,
    };
    let mut frame = Item::plain();
    frame.text(
        Label::new(unit, s.small, Hue::Muted),
        0.0,
        base(s.lane / 2.0, s.small),
    );
    let mut rules = Item::plain();
    let plot = Plot {
        area,
        across: across(&mut rules, sizes, &chart.sizes, area, s),
        up: rungs.draw(&mut rules, area, s),
    };
    let mut foot = area.bottom + s.gap + s.lane;
    let name = fit(&chart.size, s.small, false, s.width);
    if !name.trim().is_empty() {
        let label = Label::new(name, s.small, Hue::Muted).anchor(Anchor::End);
        let x = area.right.max(label.room());
        frame.text(label, x, base(foot + s.lane / 2.0, s.small));
        foot += s.lane;
    }
    let mut room = Room::new(area);
    let mut items = vec![frame];
    limits(&mut items, rules, chart, &plot, &mut room, s);
    units(&mut items, chart, &plot, &mut room, s);
    items.push(names(chart, &plot, &mut room, s));
    items.extend(ends::draw(ends, area, &plot.up, s));
    let height = notation(&mut items, chart, area.left, foot + s.gap * 0.6, s);
    foot += height + if height > 0.0 { s.gap * 0.6 } else { 0.0 };
    let missing: Vec<(&Mark, &str)> = chart
        .units
        .iter()
        .filter(|unit| unit.numbers().is_none())
        .map(|unit| (&unit.rate, unit.label.as_str()))
        .collect();
    foot += absent(&mut items, &missing, &chart.words.no_data, foot, s);
    Drawing {
        width: s.width,
        height: foot + s.line,
        items,
    }
}

/// The ends of both axes. Limits below the smallest unit do not stretch the
/// axis of rates: they run to the whole scale as the denominator falls.
fn ranges(chart: &Funnel) -> (Range, Range) {
    let points = || chart.units.iter().filter_map(FunnelUnit::numbers);
    let limits = chart.limits.iter().map(|limit| limit.size);
    let sizes = Range::from_zero(points().map(|point| point.0).chain(limits));
    if let Some((low, high)) = chart.range {
        return (sizes, Range::new(low, high));
    }
    let least = points().map(|point| point.0).fold(f64::INFINITY, f64::min);
    let limits = chart.limits.iter().filter(|limit| limit.size >= least);
    let limits = limits.flat_map(|limit| [limit.outer.0, limit.outer.1]);
    let rates = points().map(|point| point.1).chain(limits);
    (sizes, Range::around(rates.chain(chart.centre.number())))
}

/// The centre and the limits at the right of the plot.
fn end_labels(chart: &Funnel, range: Range, s: &Setting) -> Vec<End> {
    let mut ends = Vec::new();
    let held = |value: f64| value.is_finite() && range.holds(value);
    let mut end = |value: f64, name: &str, text: &str, rank: u8| {
        ends.push(End {
            value,
            parts: [Part::name(name, s), Part::name(text, s)],
            hue: if rank == 0 { Hue::Ink } else { Hue::Muted },
            rank,
            series: None,
        });
    };
    if let Some(value) = chart.centre.number().filter(|value| held(*value)) {
        end(value, &chart.terms.centre, &chart.centre.text, 0);
    }
    let last = chart.limits.iter().max_by(|a, b| a.size.total_cmp(&b.size));
    if let Some(limit) = last {
        for value in [limit.outer.0, limit.outer.1] {
            if held(value) {
                end(value, &chart.terms.outer, "", 1);
            }
        }
        for value in [limit.inner.0, limit.inner.1] {
            if held(value) {
                end(value, &chart.terms.inner, "", 2);
            }
        }
    }
    ends::keep(ends)
}

/// Draws the room between the outer limits, the grid over it, and the curves.
fn limits(
    items: &mut Vec<Item>,
    rules: Item,
    chart: &Funnel,
    plot: &Plot,
    room: &mut Room,
    s: &Setting,
) {
    let mut limits: Vec<&FunnelLimit> = chart.limits.iter().collect();
    limits.sort_by(|a, b| a.size.total_cmp(&b.size));
    let is_whole = |limit: &FunnelLimit| {
        let ends = [limit.size, limit.outer.0, limit.outer.1];
        ends.iter().all(|it| it.is_finite())
    };
    let mut bed = Item::plain();
    for run in limits
        .split(|limit| !is_whole(limit))
        .filter(|run| run.len() > 1)
    {
        let lower = run.iter().map(|it| plot.at((it.size, it.outer.0)));
        let upper = run.iter().rev().map(|it| plot.at((it.size, it.outer.1)));
        bed.polygon(lower.chain(upper), Token::fill(Hue::Track), s.line);
    }
    items.push(bed);
    items.push(rules);
    let mut curves = Item::plain();
    let pick: [fn(&FunnelLimit) -> f64; 4] = [
        |it| it.outer.0,
        |it| it.outer.1,
        |it| it.inner.0,
        |it| it.inner.1,
    ];
    for (i, of) in pick.into_iter().enumerate() {
        let thick = s.line * if i < 2 { 0.9 } else { 0.5 };
        let mut run: Vec<(f64, f64)> = Vec::new();
        for pair in limits.windows(2) {
            let [a, b] = [pair[0], pair[1]].map(|it| (it.size, of(it)));
            let finite = [a.0, a.1, b.0, b.1].iter().all(|it| it.is_finite());
            let piece = if finite {
                let [a, b] = [a, b].map(|(size, value)| (plot.across.at(size), value));
                clip(a, b, &plot.up)
            } else {
                None
            };
            let Some((from, to)) = piece else { continue };
            if run.last() != Some(&from) {
                stroke(&mut curves, &mut run, thick);
                run.push(from);
            }
            room.line(from, to);
            run.push(to);
        }
        stroke(&mut curves, &mut run, thick);
    }
    items.push(curves);
    let centre = chart.centre.number();
    if let Some(value) = centre.filter(|value| plot.up.range.holds(*value)) {
        let y = plot.up.at(value);
        let ends = [(plot.area.left, y), (plot.area.right, y)];
        let mut item = Item::standard(&chart.centre, &chart.terms.centre);
        let dash = Look::of(chart.centre.evidence).dash();
        item.path(ends, Token::line(Hue::Ink).dashed(dash), s.line * 0.8);
        room.line(ends[0], ends[1]);
        items.push(item);
    }
}

/// Draws what has been gathered of a curve.
fn stroke(curves: &mut Item, run: &mut Vec<(f64, f64)>, thick: f64) {
    if !run.is_empty() {
        curves.path(run.drain(..), Token::line(Hue::Muted), thick);
    }
}

/// How far a unit's point goes out from its middle.
fn radius(unit: &FunnelUnit, s: &Setting) -> f64 {
    s.line
        * match unit.signal {
            Signal::None => 1.9,
            _ => 3.0,
        }
}

/// Draws the units, those outside the limits over the others.
fn units(items: &mut Vec<Item>, chart: &Funnel, plot: &Plot, room: &mut Room, s: &Setting) {
    let dense = chart.units.len() > DENSE;
    let mut specks = Item::plain();
    let mut loud = Vec::new();
    for unit in &chart.units {
        let Some(numbers) = unit.numbers() else {
            continue;
        };
        let at = plot.at(numbers);
        let inside = plot.up.range.holds(numbers.1);
        let reach = radius(unit, s);
        room.mark(at, reach);
        if dense && inside && unit.signal == Signal::None {
            speck(&mut specks, at, Hue::Muted, s);
            continue;
        }
        let mut item = Item::mark(&unit.rate, &unit.label);
        item.say(&unit.size.text);
        item.say(&unit.verdict);
        let hue = unit.signal.hue();
        if inside {
            let token = paint(unit.rate.evidence, hue);
            dot(&mut item, unit.signal.form(), at, reach, token, s);
        } else {
            let down = if numbers.1 > plot.up.range.high {
                -1.0
            } else {
                1.0
            };
            beyond(&mut item, at, (0.0, down), hue, s);
        }
        if unit.signal == Signal::None {
            items.push(item);
        } else {
            loud.push(item);
        }
    }
    items.push(specks);
    items.append(&mut loud);
}

/// Names what lies outside the limits, and what lies beyond the axis.
fn names(chart: &Funnel, plot: &Plot, room: &mut Room, s: &Setting) -> Item {
    let most = if s.stacked || s.small > 20.0 { 8 } else { 24 };
    let is_beyond = |rate: f64| !plot.up.range.holds(rate);
    let mut named: Vec<(&FunnelUnit, (f64, f64))> = chart
        .units
        .iter()
        .filter_map(|unit| Some((unit, unit.numbers()?)))
        .filter(|(unit, (_, rate))| unit.signal != Signal::None || is_beyond(*rate))
        .collect();
    named.sort_by_key(|(unit, (_, rate))| (!is_beyond(*rate), !unit.outer));
    let mut item = Item::plain();
    let mut placed = 0;
    for (unit, numbers) in named.into_iter().take(most * 4) {
        let text = if is_beyond(numbers.1) {
            format!("{} {}", unit.label, unit.rate.text)
        } else {
            unit.label.clone()
        };
        let above = chart.centre.number().is_some_and(|c| numbers.1 >= c);
        let note = Note {
            text: text.trim(),
            hue: match unit.signal.hue() {
                Hue::Muted => Hue::Ink,
                hue => hue,
            },
            bold: unit.outer,
            most: s.width * 0.3,
            reach: radius(unit, s),
            sides: match (is_beyond(numbers.1), above) {
                (false, _) => &Side::BESIDE,
                (true, true) => &Side::UNDER,
                (true, false) => &Side::OVER,
            },
            needed: false,
        };
        placed += usize::from(room.write(&mut item, &note, &[plot.at(numbers)], s));
        if placed == most {
            break;
        }
    }
    item
}

/// Says what the forms of points stand for, where any lies outside.
fn notation(items: &mut Vec<Item>, chart: &Funnel, x: f64, y: f64, s: &Setting) -> f64 {
    let terms = &chart.terms;
    let has = |signal| {
        let mut units = chart.units.iter();
        units.any(|unit| unit.signal == signal && unit.numbers().is_some())
    };
    let form = |signal: Signal| Swatch::Dot(signal.form(), Token::fill(signal.hue()));
    let mut entries = vec![(form(Signal::None), terms.common.as_str())];
    for (signal, word) in [
        (Signal::Improvement, &terms.improvement),
        (Signal::Concern, &terms.concern),
        (Signal::Neutral, &terms.neutral),
    ] {
        if has(signal) {
            entries.push((form(signal), word));
        }
    }
    for (evidence, word) in [
        (Evidence::Estimated, &chart.words.estimated),
        (Evidence::Illustrative, &chart.words.illustrative),
    ] {
        if chart.units.iter().any(|it| it.rate.evidence == evidence) {
            let token = paint(evidence, Hue::Muted);
            entries.push((Swatch::Dot(Form::Disc, token), word));
        }
    }
    let mut item = Item::plain();
    let height = legend(&mut item, &entries, x, y, s);
    items.push(item);
    height
}
