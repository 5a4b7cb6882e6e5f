//! A row of a Gantt chart: its bars, its milestones and its words.

use super::{CLOSING, Gantt, Mark, Milestone, Plot, Stretch, Task, closing, name};
use crate::{
    chart::{
        boxes::{Block, diamond},
        drawing::{Anchor, Item, Label, base},
        legend,
        metrics::{fit, room},
        setting::Setting,
        token::{Dash, Hue, Token},
    },
    model::Evidence,
};

/// The paint of a plan.
pub(super) const PLAN: Token = Token::outlined(Hue::Paper, Hue::Ink);

/// What a row writes and how high its parts are.
pub(super) struct Row {
    name: Block,
    words: Block,
    /// Names of milestones with the left edge of each.
    milestones: Vec<(String, f64)>,
}

/// The words at the end of a task's row.
pub(super) fn words<'a>(chart: &'a Gantt, task: &'a Task) -> &'a str {
    let said = [&task.progress.text, &task.progress.reason];
    let nothing = task.days().next().is_none();
    said.into_iter()
        .find(|text| !text.trim().is_empty())
        .map_or(if nothing { &chart.words.no_data } else { "" }, |text| text)
}

impl Row {
    pub(super) fn new(chart: &Gantt, task: &Task, plot: &Plot, s: &Setting) -> Self {
        let hue = if task.late {
            Hue::Bad
        } else if task.days().next().is_none() {
            Hue::Muted
        } else {
            Hue::Ink
        };
        Self {
            name: name(&task.label, plot, s),
            words: closing(words(chart, task), hue, plot, s),
            milestones: milestones(task, plot, s),
        }
    }

    fn head(&self, s: &Setting) -> f64 {
        let text = self.name.height.max(self.words.height);
        if s.stacked {
            text + s.line
        } else {
            text.max(s.bar)
        }
    }

    /// From the top of the row to its bar.
    fn above(&self, s: &Setting) -> f64 {
        if s.stacked {
            self.head(s)
        } else {
            (self.head(s) - s.bar) / 2.0
        }
    }

    pub(super) fn height(&self, s: &Setting) -> f64 {
        let below = if self.milestones.is_empty() {
            0.0
        } else {
            s.lane
        };
        (self.above(s) + s.bar + below).max(self.head(s))
    }

    /// The top and the foot of its bar, a little wider.
    pub(super) fn bed(&self, top: f64, s: &Setting) -> (f64, f64) {
        let top = top + self.above(s);
        (top - s.line, top + s.bar + s.line)
    }

    pub(super) fn draw(
        self,
        chart: &Gantt,
        task: &Task,
        plot: &Plot,
        top: f64,
        marks: &mut Vec<Item>,
        s: &Setting,
    ) {
        let bar = top + self.above(s);
        let middle = bar + s.bar / 2.0;
        let mut item = Item::said(&task.progress, &title(task));
        let (names_top, words_top) = if s.stacked {
            (top, top)
        } else {
            let words = middle - self.words.height / 2.0;
            (middle - self.name.height / 2.0, words)
        };
        self.name.draw(&mut item, 0.0, names_top, Anchor::Start);
        self.words.draw(&mut item, s.width, words_top, CLOSING);
        stretches(&mut item, task, plot, middle, s);
        if let (Some(day), true) = (plot.as_of, s.stacked) {
            let x = plot.across.at(day);
            let ends = [(x, bar - s.line), (x, bar + s.bar + s.line)];
            item.path(ends, Token::line(Hue::Ink), s.line * 0.8);
        }
        if let Some(expected) = task.expected.as_ref().filter(|it| it.number().is_some()) {
            marks.push(item);
            item = Item::mark(expected, &chart.legend.expected);
            hatched(&mut item, task, expected, plot, middle, s);
        }
        let y = base(bar + s.bar + s.lane * 0.55, s.small);
        for (text, left) in self.milestones {
            item.text(Label::new(text, s.small, Hue::Muted), left, y);
        }
        marks.push(item);
        for milestone in &task.milestones {
            marks.push(milestone_item(milestone, plot, middle, s));
        }
    }
}

/// What a pointer is told of a task, before where it stands.
fn title(task: &Task) -> String {
    let texts = [&task.plan, &task.actual].map(|it| it.as_ref().map_or("", |it| &it.text));
    let parts = [task.label.as_str(), texts[0], texts[1]];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// The day up to which the actual bar is drawn.
fn reached(actual: &Stretch, plot: &Plot) -> Option<(f64, f64, bool)> {
    let (from, to) = actual.ends()?;
    let open = to.is_none();
    let to = to.unwrap_or(plot.as_of.unwrap_or(plot.across.range.high).max(from));
    Some((from, to, open))
}

/// Draws plan and actual, one within the other.
fn stretches(item: &mut Item, task: &Task, plot: &Plot, middle: f64, s: &Setting) {
    let inset = s.line * 0.4;
    if let Some((from, to)) = task.plan.as_ref().and_then(Stretch::ends) {
        let half = s.bar / 2.0;
        let end = to.unwrap_or(plot.across.range.high);
        if let Some((left, right)) = visible(item, (from, end), plot, middle, Hue::Ink, s) {
            let (left, right) = (left + inset, (right - inset).max(left + s.line * 2.0));
            let right = right.min(s.width - inset);
            let (up, down) = (middle - half + inset, middle + half - inset);
            if to.is_some() {
                item.rect((left, up), (right, down), PLAN, s.line * 0.8);
            } else {
                // Without an end there is no closing side.
                let side = [(right, up), (left, up), (left, down), (right, down)];
                item.path(side, Token::line(Hue::Ink), s.line * 0.8);
            }
        }
    }
    if let Some((from, to, open)) = task.actual.as_ref().and_then(|it| reached(it, plot)) {
        let paint = legend::bar(task.progress.evidence);
        let Some((left, right)) = visible(item, (from, to), plot, middle, Hue::Accent, s) else {
            return;
        };
        let half = s.bar * 0.26;
        let (left, right) = (left + inset, (right - inset).max(left + s.line * 1.5));
        let right = right.min(s.width - inset);
        let (up, down) = (middle - half, middle + half);
        if open && right - left > half {
            // It goes on: its end is an arrow head.
            let shoulder = right - half;
            let points = [
                (left, up),
                (shoulder, up),
                (right, middle),
                (shoulder, down),
                (left, down),
            ];
            item.polygon(points, paint, s.line);
        } else {
            item.rect((left, up), (right, down), paint, s.line);
        }
    }
}

/// Draws what is still expected, from the as-of day or the end of what is done.
fn hatched(item: &mut Item, task: &Task, expected: &Mark, plot: &Plot, middle: f64, s: &Setting) {
    let Some(end) = expected.number() else { return };
    let done = task.actual.as_ref().and_then(|it| reached(it, plot));
    let from = match (done, plot.as_of) {
        (Some((_, to, _)), _) => to,
        (None, Some(day)) => {
            let planned = task.plan.as_ref().and_then(Stretch::ends);
            planned.map_or(day, |(from, _)| from.max(day))
        }
        (None, None) => return,
    };
    if end <= from {
        return;
    }
    if let Some((left, right)) = visible(item, (from, end), plot, middle, Hue::Accent, s) {
        let half = s.bar * 0.26;
        let paint = legend::bar(Evidence::Estimated);
        let right = (right - s.line * 0.4).max(left + s.line);
        let right = right.min(s.width - s.line * 0.5);
        item.rect((left, middle - half), (right, middle + half), paint, s.line);
    }
}

/// The pixels of the part of a stretch that is within the days shown; arrows
/// say where it goes beyond them.
fn visible(
    item: &mut Item,
    (from, to): (f64, f64),
    plot: &Plot,
    middle: f64,
    hue: Hue,
    s: &Setting,
) -> Option<(f64, f64)> {
    let range = plot.across.range;
    let wing = s.bar * 0.25;
    if from < range.low {
        let x = plot.left;
        let tip = (x - wing).max(0.0);
        let head = [(x, middle - wing), (tip, middle), (x, middle + wing)];
        item.polygon(head, Token::fill(hue), s.line);
    }
    if to > range.high {
        let x = plot.right;
        let tip = (x + wing).min(s.width);
        let head = [(x, middle - wing), (tip, middle), (x, middle + wing)];
        item.polygon(head, Token::fill(hue), s.line);
    }
    let seen = from <= range.high && to >= range.low;
    seen.then(|| (plot.across.at(from), plot.across.at(to)))
}

/// Where a milestone is drawn: reached, or else planned.
fn place(milestone: &Milestone) -> Option<f64> {
    let planned = milestone.planned.filter(|day| day.is_finite());
    milestone.reached.number().or(planned)
}

fn milestone_item(milestone: &Milestone, plot: &Plot, middle: f64, s: &Setting) -> Item {
    let mut item = Item::mark(&milestone.reached, &milestone.label);
    let reach = s.bar * 0.42;
    let planned = milestone.planned.filter(|day| day.is_finite());
    let reached = milestone.reached.number();
    let range = plot.across.range;
    let within = |day: f64| range.holds(day).then(|| plot.across.at(day));
    for day in [planned, reached].into_iter().flatten() {
        visible(&mut item, (day, day), plot, middle, Hue::Ink, s);
    }
    let (planned, reached) = (planned.and_then(within), reached.and_then(within));
    if let (Some(a), Some(b)) = (planned, reached)
        && a != b
    {
        item.path([(a, middle), (b, middle)], Token::line(Hue::Ink), s.line);
    }
    if let Some(x) = planned.filter(|x| reached != Some(*x)) {
        diamond(&mut item, (x, middle), reach, PLAN, s.line);
    }
    if let Some(x) = reached {
        let paint = legend::bar(milestone.reached.evidence);
        // Ink, so that it stands out from the bar of its own row.
        let paint = Token {
            line: Hue::Ink,
            fill: if paint.fill == Hue::Accent {
                Hue::Ink
            } else {
                paint.fill
            },
            dash: if paint.dash == Dash::Dashed {
                Dash::Solid
            } else {
                paint.dash
            },
        };
        diamond(&mut item, (x, middle), reach, paint, s.line);
    }
    item
}

/// The names of a row's milestones that fit below it, from left to right.
fn milestones(task: &Task, plot: &Plot, s: &Setting) -> Vec<(String, f64)> {
    let mut placed: Vec<(f64, &str)> = task
        .milestones
        .iter()
        .filter_map(|it| {
            let day = place(it).filter(|day| plot.across.range.holds(*day))?;
            Some((plot.across.at(day), it.label.as_str()))
        })
        .filter(|(_, text)| !text.trim().is_empty() && !s.brief)
        .collect();
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut free, most) = (if s.stacked { 0.0 } else { plot.left }, s.width * 0.3);
    let end = if s.stacked { s.width } else { plot.right };
    let mut names = Vec::new();
    for (x, text) in placed {
        let text = fit(text, s.small, false, most);
        let width = room(&text, s.small, false);
        let mut left = (x - width / 2.0).min(end - width).max(free);
        if let Some(line) = plot.as_of.map(|day| plot.across.at(day))
            && !s.stacked
            && left < line
            && line < left + width
        {
            // Beside the line of the as-of day, on its own side of it.
            let beside = s.gap * 0.5;
            left = if x > line {
                line + beside
            } else {
                line - beside - width
            };
            left = left.max(free);
        }
        // Not where it would be taken for another day's.
        if left + width <= end && left <= x && x <= left + width {
            names.push((text.into_owned(), left));
            free = left + width + s.gap;
        }
    }
    names
}
