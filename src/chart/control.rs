//! The control chart: a process over time with the limits of its usual
//! variation (`XmR`, c, u, p, p′ and u′ all look like this).
//!
//! It reckons nothing: limits, signals and the rules behind them arrive as
//! values. A flagged point is told apart by form, by hue and by the rule's
//! words. A missing period is a gap; a changed definition cuts every line. The
//! outer thirds and the zones between them are deliberately absent: what they
//! would help a reader to see is already flagged.

use super::{
    Gives, Kind, Mark, Signal, Target, Words,
    axis::{Area, Rungs, along},
    dot::{Form, paint},
    drawing::{Drawing, Item, Label, base},
    ends::{self, End, Part},
    legend::{Swatch, legend},
    metrics::fit,
    plot::{Gap, Plot},
    range::Range,
    setting::Setting,
    token::{Hue, Token},
};
use crate::model::{Evidence, Format};

mod limits;
mod notes;
mod points;
mod reasons;

use limits::{Side, Span};

/// A control chart.
#[derive(Debug, Clone)]
pub struct Control {
    /// The periods in order, each with its value.
    pub points: Vec<ControlPoint>,
    /// The stretches with limits of their own, by their first points; the
    /// limits of one end where the next begins.
    pub phases: Vec<ControlPhase>,
    /// What was promised, a hairline.
    pub target: Option<Target>,
    /// The ends of the value axis; none for round numbers around everything.
    pub range: Option<(f64, f64)>,
    /// Above the value axis: `件/万客户`. May be empty.
    pub unit: String,
    /// How ticks of the value axis are printed.
    pub format: Format,
    /// The fixed words of this kind.
    pub terms: ControlWords,
    /// The fixed words.
    pub words: Words,
}

/// A period of a control chart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ControlPoint {
    /// `3 月`; some are left out when they do not fit.
    pub label: String,
    /// What it belongs to, written once below the labels: `2024 年`. May be empty.
    pub group: String,
    /// Its value; the key is the row's.
    pub value: Mark,
    /// What the rules say of it.
    pub signal: Signal,
    /// The rule behind the signal: `连续 7 点低于均值`. Neighbours with one
    /// signal and one rule share one label.
    pub rule: String,
    /// It was left out of the reckoning of limits; drawn hollow and struck out.
    pub excluded: bool,
    /// Written beside it, as why it is excluded: `系统割接`. May be empty.
    pub note: String,
    /// Its own lower limit, where limits vary with the sample; none for the phase's.
    pub lower: Option<f64>,
    /// Its own upper limit.
    pub upper: Option<f64>,
}

/// A stretch of periods that share limits. A mark without a value is not drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ControlPhase {
    /// The index of its first point.
    pub start: usize,
    /// Why the limits begin anew: `新流程上线`. May be empty.
    pub reason: String,
    /// What is counted has changed: no line crosses its beginning.
    pub broken: bool,
    /// Its limits rest on too few points to be final.
    pub trial: bool,
    /// The centre line.
    pub centre: Mark,
    /// The lower limit. Where limits vary, its text is that of the last point.
    pub lower: Mark,
    /// The upper limit.
    pub upper: Mark,
}

/// The fixed words of control charts, in the reader's language.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ControlWords {
    /// `上限`
    pub upper: String,
    /// `均值`
    pub centre: String,
    /// `下限`
    pub lower: String,
    /// `试用`, beside limits that rest on few points.
    pub trial: String,
    /// `普通波动`: not flagged.
    pub common: String,
    /// `改善`
    pub improvement: String,
    /// `恶化`
    pub concern: String,
    /// `异常`: flagged, neither good nor bad.
    pub neutral: String,
    /// `不计入`: left out of the reckoning.
    pub excluded: String,
}

impl Kind for Control {
    const NAME: &'static str = "control";
    const GIVES: Gives = Gives::Plot;

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn part(&self, _: std::ops::Range<usize>) -> Self {
        self.clone()
    }
}

fn lay_out(chart: &Control, s: &Setting) -> Drawing {
    let values = || chart.points.iter().filter_map(|it| it.value.number());
    if values().next().is_none() {
        return s.empty(&chart.words);
    }
    let spans = limits::spans(chart);
    let range = range(chart, values());
    let ends = end_labels(chart, spans.last(), range, s);
    let rungs = Rungs::new(range, &chart.format, s);
    let unit = fit(&chart.unit, s.small, false, s.width);
    let unit_height = if unit.trim().is_empty() { 0.0 } else { s.lane };
    let mut area = Area {
        left: rungs.width + s.gap,
        right: s.width - ends::reserve(&ends, s),
        top: unit_height,
        bottom: unit_height,
    };
    let places = reasons::place(&spans, area, chart.points.len(), s);
    let lines = places.iter().map(|place| place.lines.len()).max();
    area.top += s.lane * lines.unwrap_or(0) as f64 + s.small;
    area.bottom = area.top + s.plot;

    let mut rules = Item::plain();
    let up = rungs.draw(&mut rules, area, s);
    let plot = Plot::new(area, chart.points.len(), up, s);
    let mut frame = Item::plain();
    frame.text(
        Label::new(unit, s.small, Hue::Muted),
        0.0,
        base(s.lane / 2.0, s.small),
    );
    let foot = period_labels(&mut frame, chart, &plot, s);
    let mut items = vec![rules, frame];
    let written = gaps(&mut items, chart, &plot, s);
    items.push(reasons::draw(places, &spans, &plot, unit_height, s));
    limits::draw(&mut items, chart, &spans, &plot, s);
    target(&mut items, chart, &plot, s);
    let mut room = notes::room(chart, &spans, &plot, s);
    for corners in written {
        room.take(corners);
    }
    points::draw(&mut items, chart, &spans, &plot, &mut room, s);
    items.push(notes::draw(chart, &spans, &plot, &mut room, s));
    items.extend(ends::draw(ends, area, &plot.up, s));
    let height = notation(&mut items, chart, area.left, foot + s.gap * 0.6, s);
    let foot = foot
        + if height > 0.0 {
            s.gap * 0.6 + height
        } else {
            0.0
        };
    Drawing {
        width: s.width,
        height: foot + s.line,
        items,
    }
}

/// The ends of the value axis: around values, limits and target.
fn range(chart: &Control, values: impl Iterator<Item = f64>) -> Range {
    if let Some((low, high)) = chart.range {
        return Range::new(low, high);
    }
    let target = chart.target.iter().filter_map(|it| it.mark.number());
    let own = chart.points.iter().flat_map(|it| [it.lower, it.upper]);
    let shared = chart
        .phases
        .iter()
        .flat_map(|it| [&it.centre, &it.lower, &it.upper])
        .filter_map(Mark::number);
    let all = values
        .chain(own.flatten())
        .chain(shared)
        .chain(target.clone());
    Range::around(all).clear_of(target, 4)
}

/// The last value, the target and the last limits, by their places at the right.
fn end_labels(chart: &Control, last: Option<&Span>, range: Range, s: &Setting) -> Vec<End> {
    let mut ends = Vec::new();
    let value = chart
        .points
        .iter()
        .rev()
        .find_map(|point| Some((point, point.value.number()?)));
    if let Some((point, value)) = value {
        let hue = match point.signal.hue() {
            Hue::Muted => Hue::Ink,
            hue => hue,
        };
        ends.push(End {
            value: value.clamp(range.low, range.high),
            parts: [
                Part::number(&point.value.text, s),
                Part::name(&point.value.standing, s),
            ],
            hue,
            rank: 0,
            series: None,
        });
    }
    let target = chart.target.as_ref();
    ends.extend(target.and_then(|it| End::target(it, range, 1, s)));
    let Some(span) = last else {
        return ends::keep(ends);
    };
    let terms = &chart.terms;
    for (side, term, rank) in [
        (Side::Centre, &terms.centre, 2),
        (Side::Upper, &terms.upper, 3),
        (Side::Lower, &terms.lower, 3),
    ] {
        let at = span.to.saturating_sub(1);
        let value = side.of(chart, span, at).filter(|v| range.holds(*v));
        let Some(value) = value else { continue };
        let trial = if span.phase.trial && side != Side::Centre {
            terms.trial.as_str()
        } else {
            ""
        };
        let text = format!("{} {trial}", side.mark(span).text);
        ends.push(End {
            value,
            parts: [Part::name(term, s), Part::name(text.trim(), s)],
            hue: Hue::Muted,
            rank,
            series: None,
        });
    }
    ends::keep(ends)
}

/// Names the periods, and below them what they belong to; returns where that ends.
fn period_labels(frame: &mut Item, chart: &Control, plot: &Plot, s: &Setting) -> f64 {
    let bottom = plot.area.bottom;
    let texts: Vec<&str> = chart.points.iter().map(|it| it.label.as_str()).collect();
    let last = texts.len().saturating_sub(1);
    along(frame, &texts, &|i| plot.x(i), bottom, s, |i| {
        if i == last { Hue::Ink } else { Hue::Muted }
    });
    let group = |i: usize| chart.points[i].group.trim();
    let starts: Vec<usize> = (0..chart.points.len())
        .filter(|i| !group(*i).is_empty() && (*i == 0 || group(*i) != group(i - 1)))
        .collect();
    if starts.is_empty() {
        return bottom + s.gap + s.lane;
    }
    let texts: Vec<&str> = starts.iter().map(|i| group(*i)).collect();
    let x = |i: usize| plot.x(starts[i]);
    along(frame, &texts, &x, bottom + s.lane, s, |_| Hue::Ink);
    bottom + s.gap + 2.0 * s.lane
}

/// Leaves the periods open that have no value.
fn gaps(items: &mut Vec<Item>, chart: &Control, plot: &Plot, s: &Setting) -> Vec<[(f64, f64); 2]> {
    let gap = |i: usize| {
        let point = &chart.points[i];
        point.value.number().is_none().then_some(Gap {
            key: &point.value.key,
            label: &point.label,
            reason: &point.value.reason,
        })
    };
    plot.gaps(items, &chart.words.no_data, gap, s)
}

fn target(items: &mut Vec<Item>, chart: &Control, plot: &Plot, s: &Setting) {
    let Some(target) = &chart.target else { return };
    let value = target.mark.number();
    let Some(value) = value.filter(|v| plot.up.range.holds(*v)) else {
        return;
    };
    let mut item = Item::standard(&target.mark, &target.label);
    let y = plot.up.at(value);
    let dash = super::dot::Look::of(target.mark.evidence).dash();
    item.path(
        [(plot.area.left, y), (plot.area.right, y)],
        Token::line(Hue::Ink).dashed(dash),
        s.line * 0.8,
    );
    items.push(item);
}

/// Says what the forms of points stand for, where any differs from the usual.
fn notation(items: &mut Vec<Item>, chart: &Control, x: f64, y: f64, s: &Setting) -> f64 {
    let terms = &chart.terms;
    let drawn = || {
        let points = chart.points.iter();
        points.filter(|it| it.value.number().is_some())
    };
    let mut entries = vec![(
        Swatch::Dot(Form::Disc, Token::fill(Hue::Muted)),
        terms.common.as_str(),
    )];
    for signal in Signal::LOUD {
        if drawn().any(|it| it.signal == signal) {
            let word = match signal {
                Signal::None => &terms.common,
                Signal::Improvement => &terms.improvement,
                Signal::Concern => &terms.concern,
                Signal::Neutral => &terms.neutral,
            };
            let token = Token::fill(signal.hue());
            entries.push((Swatch::Dot(signal.form(), token), word));
        }
    }
    if drawn().any(|it| it.excluded) {
        entries.push((Swatch::Struck(Token::line(Hue::Muted)), &terms.excluded));
    }
    for (evidence, word) in [
        (Evidence::Estimated, &chart.words.estimated),
        (Evidence::Illustrative, &chart.words.illustrative),
    ] {
        if drawn().any(|it| it.value.evidence == evidence) {
            let token = paint(evidence, Hue::Muted);
            entries.push((Swatch::Dot(Form::Disc, token), word));
        }
    }
    let mut item = Item::plain();
    let height = legend(&mut item, &entries, x, y, s);
    items.push(item);
    height
}
