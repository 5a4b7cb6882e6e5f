//! The points waterfall: from zero to the total, a step a row, each where the
//! one before ended.
//!
//! Steps are laid end to end whatever is known of them, so what is pending or
//! lost takes the room it could have filled; only deductions step back. A
//! total is drawn from zero to its own value, never to a sum made here.

use super::{
    Kind, Mark, PointsState, Words,
    drawing::{Anchor, Drawing, Item, Label, base},
    legend::{Swatch, arrow_head, legend},
    metrics::{fit, room, wrap},
    range::{Range, Scale},
    setting::Setting,
    token::{Dash, Hue, Token},
};
use crate::model::Evidence;

/// A points waterfall.
#[derive(Debug, Clone, Default)]
pub struct PointsWaterfall {
    /// From top to bottom.
    pub steps: Vec<Step>,
    /// Which of them are drawn, where they do not all fit on a slide: the others
    /// only say where those begin. None for all.
    pub shown: Option<std::ops::Range<usize>>,
    /// The fixed words.
    pub words: Words,
}

/// A step of a points waterfall.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub label: String,
    /// Its points. Their size counts; the state says which way they go. Only a
    /// total may be negative. Its text is signed as it is to be read.
    pub points: Mark,
    /// What is known of them.
    pub state: PointsState,
    /// Beside the number: why. May be empty; a missing value's own reason
    /// then takes its place.
    pub remark: String,
}

impl Step {
    /// What stands beside the number; failing that, why there is none.
    fn remark(&self, s: &Setting) -> &str {
        if s.brief {
            return "";
        }
        let said = self.points.number().is_some() || !self.remark.is_empty();
        if said {
            &self.remark
        } else {
            &self.points.reason
        }
    }
}

/// Where a step begins and ends, in points.
#[derive(Clone, Copy)]
struct Span {
    from: f64,
    to: f64,
}

impl Span {
    fn low(self) -> f64 {
        self.from.min(self.to)
    }

    fn high(self) -> f64 {
        self.from.max(self.to)
    }
}

/// Where the text of a step stands.
enum Beside {
    /// Right of the bar, all of it.
    Right,
    /// Left of the bar, all of it.
    Left,
    /// The number beside the bar, the remark below in lines.
    Below(Vec<String>),
}

impl Kind for PointsWaterfall {
    const NAME: &'static str = "points-waterfall";

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn rows(&self) -> usize {
        self.steps.len()
    }

    fn part(&self, rows: std::ops::Range<usize>) -> Self {
        Self {
            shown: Some(rows),
            ..self.clone()
        }
    }
}

fn lay_out(chart: &PointsWaterfall, s: &Setting) -> Drawing {
    if chart.steps.is_empty() {
        return s.empty(&chart.words);
    }
    let spans = spans(&chart.steps);
    let (low, high) =
        Range::of(spans.iter().flat_map(|span| [span.from, span.to])).unwrap_or((0.0, 0.0));
    let high = if high > 0.0 || low < 0.0 {
        high.max(0.0)
    } else {
        1.0
    };
    let range = Range::new(low.min(0.0), high);
    let names = names(chart, s);
    let left = if s.stacked { 0.0 } else { names + s.gap * 1.6 };
    let scale = range.scale(left, plot_end(chart, &spans, range, left, s));

    let mut frame = Item::plain();
    let mut links = Item::plain();
    let mut marks = Vec::with_capacity(chart.steps.len() + 2);
    let mut top = s.line;
    let mut previous: Option<(f64, f64)> = None;
    let shown = shown(chart);
    let corner = corner(chart, &spans[shown.clone()], &scale, s);
    for (step, span) in chart
        .steps
        .iter()
        .zip(&spans)
        .take(shown.end)
        .skip(shown.start)
    {
        let beside = beside(step, *span, &scale, left, s);
        let total = step.state == PointsState::Total;
        let most = if s.stacked { s.width - s.gap } else { names };
        let name = wrap(&step.label, s.label, total, most, 3);
        let text = name.len() as f64 * s.label * 1.25;
        let below = if let Beside::Below(remark) = &beside {
            remark.len() as f64 * s.lane
        } else {
            0.0
        };
        let bar = if s.stacked {
            top + text + s.line
        } else {
            top + (text - s.bar).max(0.0) / 2.0
        };
        let middle = bar + s.bar / 2.0;
        let first = if s.stacked { top } else { middle - text / 2.0 };
        for (i, line) in name.into_iter().enumerate() {
            let label = Label {
                bold: total,
                ..Label::new(line, s.label, Hue::Ink)
            };
            let y = first + s.label * 1.25 * (i as f64 + 0.5);
            frame.text(label, 0.0, base(y, s.label));
        }
        // A connector only where the next step really begins there.
        let start = if total { span.to } else { span.from };
        if let Some((end, bottom)) = previous
            && start == end
        {
            let hue = if s.stacked { Hue::Rule } else { Hue::Muted };
            let x = scale.at(end);
            links.path([(x, bottom), (x, bar)], Token::line(hue), s.line * 0.5);
        }
        if s.stacked && range.low < 0.0 {
            // No zero line runs through the names; each bar has its own piece of it.
            let zero = scale.at(0.0);
            frame.path(
                [(zero, bar), (zero, bar + s.bar)],
                Token::line(Hue::Ink),
                s.line,
            );
        }
        marks.push(step_item(step, *span, &scale, (left, bar), &beside, s));
        previous = Some((span.to, bar + s.bar));
        top = (bar + s.bar + below).max(first + text) + s.between;
    }
    let bottom = top - s.between + s.line * 2.0;
    let zero = scale.at(0.0);
    // Where names stand above their bars the edge of the drawing is the zero line.
    if !s.stacked {
        frame.path([(zero, 0.0), (zero, bottom)], Token::line(Hue::Ink), s.line);
    }
    let mut foot = Item::plain();
    let foot_top = bottom + s.between * 0.6;
    let foot_left = if s.stacked { 0.0 } else { left };
    let (x, y) = corner.map_or((foot_left, foot_top), |x| (x, s.line));
    let high = legend(&mut foot, &entries(chart), x, y, s);
    let below = corner.map_or(high, |_| 0.0);
    let height = if below > 0.0 {
        foot_top + below
    } else {
        bottom
    } + s.line;
    let items = [links]
        .into_iter()
        .chain(marks)
        .chain([frame, foot])
        .collect();
    Drawing {
        width: s.width,
        height,
        items,
    }
}

/// The steps that are drawn.
fn shown(chart: &PointsWaterfall) -> std::ops::Range<usize> {
    let all = chart.steps.len();
    chart
        .shown
        .as_ref()
        .map_or(0..all, |it| it.start.min(all)..it.end.min(all))
}

/// Where the legend begins if it may stand in the upper right corner: in a
/// tight drawing whose first rows leave it free. Its entries then stand below
/// each other.
fn corner(chart: &PointsWaterfall, spans: &[Span], scale: &Scale, s: &Setting) -> Option<f64> {
    if !s.brief {
        return None;
    }
    let entries = entries(chart);
    let wide = |word: &str| s.small * 1.5 + s.gap * 1.6 + room(word, s.small, false);
    let widest = entries
        .iter()
        .map(|(_, word)| wide(word))
        .fold(0.0, f64::max);
    let left = s.width - widest;
    // Rows are no lower than their text.
    let rows = (entries.len() as f64 * s.lane / (s.label * 1.25)).ceil() as usize + 1;
    let steps = &chart.steps[shown(chart)];
    let free = steps
        .iter()
        .zip(spans)
        .take(rows)
        .all(|(step, span)| scale.at(span.high()) + 2.0 * s.gap + number_room(step, s) < left);
    // One line below the other only if no two entries fit into one.
    let apart = entries
        .windows(2)
        .all(|it| wide(it[0].1) + wide(it[1].1) > widest);
    (free && apart).then_some(left)
}

/// The width of the names; none where they stand above their bars.
fn names(chart: &PointsWaterfall, s: &Setting) -> f64 {
    if s.stacked {
        return 0.0;
    }
    let widths = chart
        .steps
        .iter()
        .map(|step| room(&step.label, s.label, step.state == PointsState::Total));
    // What is left out at the right is room for names.
    let most = if s.brief { 0.4 } else { 0.3 };
    widths.fold(0.0, f64::max).min(s.width * most)
}

/// Where each step begins and ends.
fn spans(steps: &[Step]) -> Vec<Span> {
    let mut at = 0.0_f64;
    let mut spans = Vec::with_capacity(steps.len());
    for step in steps {
        let points = step.points.number().unwrap_or(0.0).clamp(-1e300, 1e300);
        let span = match step.state {
            PointsState::Total => Span {
                from: 0.0,
                to: points,
            },
            PointsState::Deducted => Span {
                from: at,
                to: (at - points.abs()).clamp(-1e300, 1e300),
            },
            _ => Span {
                from: at,
                to: (at + points.abs()).clamp(-1e300, 1e300),
            },
        };
        if step.state != PointsState::Total || step.points.number().is_some() {
            at = span.to;
        }
        spans.push(span);
    }
    spans
}

/// Where the plot ends at the right: so far in that every step's text stands
/// right of its bar, unless that would cost the bars too much.
fn plot_end(chart: &PointsWaterfall, spans: &[Span], range: Range, left: f64, s: &Setting) -> f64 {
    let all = s.width - left - s.line;
    let size = range.high - range.low;
    let widest = |with_remark: bool| {
        let widths = chart.steps.iter().zip(spans).map(|(step, span)| {
            let text = s.gap
                + number_room(step, s)
                + if with_remark {
                    remark_room(step, s)
                } else {
                    0.0
                };
            let share = ((span.high() - range.low) / size).clamp(0.0, 1.0);
            if share > 0.0 {
                (all - text) / share
            } else {
                all
            }
        });
        widths.fold(all, f64::min)
    };
    let (generous, tight) = (widest(true), widest(false));
    let width = if generous >= all * 0.62 {
        generous
    } else {
        tight.max(all * 0.5)
    };
    left + width.clamp(all * 0.3, all)
}

fn number_room(step: &Step, s: &Setting) -> f64 {
    room(&step.points.text, s.value, true).min(s.width * 0.3)
}

/// The room of the remark with the gap before it.
fn remark_room(step: &Step, s: &Setting) -> f64 {
    if step.remark(s).trim().is_empty() {
        0.0
    } else {
        s.gap + room(step.remark(s), s.small, false)
    }
}

fn beside(step: &Step, span: Span, scale: &Scale, left: f64, s: &Setting) -> Beside {
    let whole = number_room(step, s) + remark_room(step, s) + s.gap;
    if scale.at(span.high()) + whole <= s.width {
        return Beside::Right;
    }
    if scale.at(span.low()) - whole >= left + s.gap {
        return Beside::Left;
    }
    Beside::Below(wrap(
        step.remark(s),
        s.small,
        false,
        s.width - left - s.gap,
        2,
    ))
}

/// How the points of a state are painted.
fn paint(state: PointsState, evidence: Evidence) -> Token {
    match (state, evidence) {
        (PointsState::Pending, _) => Token::line(Hue::Muted).dashed(Dash::Dashed),
        (PointsState::Lost, _) => Token::outlined(Hue::Track, Hue::Muted),
        (_, Evidence::Illustrative) => {
            Token::outlined(Hue::Paper, Hue::Accent).dashed(Dash::Dotted)
        }
        (PointsState::Deducted, _) => Token::outlined(Hue::Bad, Hue::Bad),
        (PointsState::Estimated, _) | (PointsState::Earned, Evidence::Estimated) => {
            Token::outlined(Hue::Hatch, Hue::Accent)
        }
        (PointsState::Earned, _) => Token::outlined(Hue::Accent, Hue::Accent),
        (PointsState::Total, _) => Token::outlined(Hue::Ink, Hue::Ink),
    }
}

fn step_item(
    step: &Step,
    span: Span,
    scale: &Scale,
    (left, top): (f64, f64),
    beside: &Beside,
    s: &Setting,
) -> Item {
    let mut item = Item::mark(&step.points, &step.label);
    let (low, high) = (scale.at(span.low()), scale.at(span.high()));
    let inset = s.line / 2.0;
    let bottom = top + s.bar;
    if step.points.number().is_none() || high - low < s.line {
        // Nothing to measure: an open post marks the place.
        let dash = if step.points.number().is_none() {
            Dash::Dashed
        } else {
            Dash::Solid
        };
        let x = low.clamp(inset, s.width - inset);
        item.path(
            [(x, top), (x, bottom)],
            Token::line(Hue::Muted).dashed(dash),
            s.line * 1.4,
        );
    } else {
        let token = paint(step.state, step.points.evidence);
        item.rect(
            (low + inset, top + inset),
            (high - inset, bottom - inset),
            token,
            s.line,
        );
        if step.state == PointsState::Deducted && high - low > s.bar * 0.8 {
            arrow_head(&mut item, low, top + s.bar / 2.0, s.bar, s);
        }
    }
    let middle = top + s.bar / 2.0;
    let hue = match step.state {
        PointsState::Deducted => Hue::Bad,
        PointsState::Pending | PointsState::Lost => Hue::Muted,
        _ => Hue::Ink,
    };
    let number = fit(&step.points.text, s.value, true, s.width * 0.3);
    let width = number_room(step, s);
    let number = Label::new(number, s.value, hue).bold();
    let remark = Label::new(step.remark(s), s.small, Hue::Muted);
    match beside {
        Beside::Right => {
            item.text(number, high + s.gap, base(middle, s.value));
            let x = high + s.gap + width + if width > 0.0 { s.gap } else { 0.0 };
            item.text(remark, x, base(middle, s.small));
        }
        Beside::Left => {
            // The number keeps to its bar, the remark stands behind it.
            let end = low - s.gap;
            let behind = if width > 0.0 { width + s.gap } else { 0.0 };
            item.text(number.anchor(Anchor::End), end, base(middle, s.value));
            item.text(
                remark.anchor(Anchor::End),
                end - behind,
                base(middle, s.small),
            );
        }
        Beside::Below(lines) => {
            let right = high + s.gap + width <= s.width;
            if right {
                item.text(number, high + s.gap, base(middle, s.value));
            } else if low - s.gap - width >= left {
                item.text(
                    number.anchor(Anchor::End),
                    low - s.gap,
                    base(middle, s.value),
                );
            } else {
                // The bar fills the row: the number stands in it, on its halo.
                item.text(
                    number.anchor(Anchor::End),
                    s.width - s.gap,
                    base(middle, s.value),
                );
            }
            let end = high - s.gap * 0.5;
            for (i, line) in lines.iter().enumerate() {
                let label = Label::new(line.as_str(), s.small, Hue::Muted);
                // Aligned with the bar's end where it fits, else with the page's.
                let x = end.max(left + label.room()).min(s.width);
                item.text(
                    label.anchor(Anchor::End),
                    x,
                    base(bottom + s.lane * (i as f64 + 0.5), s.small),
                );
            }
        }
    }
    item
}

fn entries(chart: &PointsWaterfall) -> Vec<(Swatch, &str)> {
    let words = &chart.words;
    [
        (PointsState::Earned, &words.earned),
        (PointsState::Estimated, &words.estimated),
        (PointsState::Pending, &words.pending),
        (PointsState::Lost, &words.lost),
        (PointsState::Deducted, &words.deducted),
    ]
    .into_iter()
    .filter(|(state, _)| chart.steps.iter().any(|step| step.state == *state))
    .map(|(state, word)| {
        let paint = paint(state, Evidence::Measured);
        let swatch = if state == PointsState::Deducted {
            Swatch::Back(paint)
        } else {
            Swatch::Bar(paint)
        };
        (swatch, word.as_str())
    })
    .collect()
}
