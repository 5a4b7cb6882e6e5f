//! The Gantt chart: what was planned, what happened, and where things stand on
//! the day of the review.
//!
//! Plans are outlined, actual work is solid, what is still expected is hatched.
//! A share done ("60 %") is never drawn as a length, since lengths are time
//! here; it stands in words at the end of the row. Days arrive as numbers, the
//! names of months with the days on which they begin: there is no calendar here.

use std::{collections::HashMap, ops::Range};

use super::{
    Kind, Mark, Words,
    axis::along,
    boxes::{Block, Face},
    drawing::{Anchor, Drawing, Item, Label, base},
    legend::{self, Swatch, legend},
    metrics::{fit, room},
    range::{self, Scale},
    setting::Setting,
    token::{Hue, Token},
};
use crate::model::Evidence;

mod bars;
mod step_track;

pub use step_track::{Progress, StepTrack, TrackProject, TrackStep};

/// A Gantt chart.
#[derive(Debug, Clone, Default)]
pub struct Gantt {
    /// From top to bottom. Tasks of one owner stand together, owners in the
    /// order in which they first occur.
    pub tasks: Vec<Task>,
    /// Where months (or quarters, weeks) begin, with their names: `3 月`. Names
    /// that do not fit are left out, in even steps.
    pub ticks: Vec<Day>,
    /// The day up to which is known what happened: `截至 9 月 30 日`.
    pub as_of: Option<Day>,
    /// The first and the last day shown; none for all days there are, widened
    /// to whole ticks.
    pub range: Option<(f64, f64)>,
    /// The words of its legend.
    pub legend: GanttWords,
    /// The fixed words.
    pub words: Words,
}

/// A named day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Day {
    /// Counted from any day on; whole days or parts of them.
    pub day: f64,
    /// Its name.
    pub label: String,
}

/// The words of a Gantt chart's legend; an empty one leaves its entry out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GanttWords {
    /// `计划`
    pub plan: String,
    /// `实际`
    pub actual: String,
    /// `预计`: what is still expected.
    pub expected: String,
    /// `里程碑`
    pub milestone: String,
}

/// A row of a Gantt chart.
#[derive(Debug, Clone, Default)]
pub struct Task {
    /// What is done.
    pub label: String,
    /// Who does it; a heading above its tasks. May be empty.
    pub owner: String,
    /// When it was to be done.
    pub plan: Option<Stretch>,
    /// When it was done; without an end it goes on, up to the as-of day.
    pub actual: Option<Stretch>,
    /// The day its end is now expected on; hatched from the as-of day.
    pub expected: Option<Mark>,
    /// Where it stands, as words at the end of its row: `已完成`, `60 %`. Its
    /// key is the row's, its evidence paints the actual bar; its value is not
    /// looked at. Without words its reason is written.
    pub progress: Mark,
    /// It ends, or is to end, after its plan: its words are set as bad.
    pub late: bool,
    /// Days that count by themselves.
    pub milestones: Vec<Milestone>,
}

/// From one day to another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stretch {
    /// The first day.
    pub from: f64,
    /// The end of the last day. A stretch that ends before it begins is not
    /// drawn.
    pub to: Option<f64>,
    /// The two as prose prints them: `3 月 1 日至 5 月 31 日`.
    pub text: String,
}

/// A day that counts by itself.
#[derive(Debug, Clone, Default)]
pub struct Milestone {
    /// Its name, below its diamond where there is room.
    pub label: String,
    /// The day it was planned for: an outlined diamond.
    pub planned: Option<f64>,
    /// The day it was reached: a solid diamond. No value for one that is open.
    pub reached: Mark,
}

impl Stretch {
    /// Its ends, the second none where it is open; nothing for a stretch that
    /// cannot be drawn.
    fn ends(&self) -> Option<(f64, Option<f64>)> {
        let to = self.to.filter(|to| to.is_finite());
        let drawn = self.from.is_finite() && to.is_none_or(|to| to >= self.from);
        drawn.then_some((self.from, to))
    }
}

impl Task {
    /// Every day it names.
    fn days(&self) -> impl Iterator<Item = f64> {
        let stretches = [&self.plan, &self.actual].into_iter().flatten();
        let ends = stretches.filter_map(Stretch::ends);
        let milestones = self.milestones.iter();
        ends.flat_map(|(from, to)| [Some(from), to])
            .chain([self.expected.as_ref().and_then(Mark::number)])
            .chain(milestones.flat_map(|it| [it.planned, it.reached.number()]))
            .flatten()
            .filter(|day| day.is_finite())
    }
}

/// What all rows share.
struct Plot {
    left: f64,
    right: f64,
    /// Width of the names.
    names: f64,
    /// Width of the words at the right.
    words: f64,
    across: Scale,
    as_of: Option<f64>,
}

impl Kind for Gantt {
    const NAME: &'static str = "gantt";

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn rows(&self) -> usize {
        self.tasks.len()
    }

    fn part(&self, rows: Range<usize>) -> Self {
        let order = by_owner(&self.tasks);
        let range = self.days();
        Self {
            tasks: order[rows].iter().map(|i| self.tasks[*i].clone()).collect(),
            range: Some((range.low, range.high)),
            ..self.clone()
        }
    }
}

impl Gantt {
    /// The days that are shown.
    fn days(&self) -> range::Range {
        if let Some((first, last)) = self.range {
            return range::Range::new(first, last);
        }
        let as_of = self.as_of.iter().map(|it| it.day);
        let days = self.tasks.iter().flat_map(Task::days);
        let (low, high) = range::Range::of(days.chain(as_of)).unwrap_or((0.0, 1.0));
        let ticks = || self.ticks.iter().map(|it| it.day);
        let before = ticks().filter(|day| *day <= low).fold(f64::MIN, f64::max);
        let after = ticks().filter(|day| *day >= high).fold(f64::MAX, f64::min);
        range::Range::new(
            if before == f64::MIN { low } else { before },
            if after == f64::MAX { high } else { after },
        )
    }
}

/// The places of tasks, those of one owner together.
fn by_owner(tasks: &[Task]) -> Vec<usize> {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (i, task) in tasks.iter().enumerate() {
        first.entry(&task.owner).or_insert(i);
    }
    let mut order: Vec<usize> = (0..tasks.len()).collect();
    order.sort_by_key(|i| first[tasks[*i].owner.as_str()]);
    order
}

fn lay_out(chart: &Gantt, s: &Setting) -> Drawing {
    if chart.tasks.is_empty() {
        return s.empty(&chart.words);
    }
    let plot = plot(chart, s);
    let ticks = ticks(chart, &plot);
    let mut head = Item::plain();
    let top = header(&mut head, chart, &ticks, &plot, s);

    let mut rules = Item::plain();
    let mut marks = Vec::new();
    let mut y = top + s.between * 0.5;
    let mut owner = "";
    for (place, i) in by_owner(&chart.tasks).into_iter().enumerate() {
        let task = &chart.tasks[i];
        if place == 0 || task.owner != owner {
            owner = &task.owner;
            y += heading(&mut head, owner, y, place == 0, s);
        }
        let row = bars::Row::new(chart, task, &plot, s);
        if s.stacked {
            grid(&mut rules, &ticks, &plot, row.bed(y, s), s);
        }
        let height = row.height(s);
        row.draw(chart, task, &plot, y, &mut marks, s);
        y += height + s.between * 0.7;
    }
    let bottom = y - s.between * 0.2;
    if !s.stacked {
        grid(&mut rules, &ticks, &plot, (top, bottom), s);
    }
    let mut items = vec![rules, head];
    items.append(&mut marks);
    let mut foot = Item::plain();
    if let (Some(day), false) = (plot.as_of, s.stacked) {
        let x = plot.across.at(day);
        foot.path([(x, top), (x, bottom)], Token::line(Hue::Ink), s.line * 0.8);
    }
    let left = if s.stacked { 0.0 } else { plot.left };
    let below = legend(&mut foot, &entries(chart), left, bottom + s.gap * 0.6, s);
    items.push(foot);
    Drawing {
        width: s.width,
        height: bottom
            + s.line
            + if below > 0.0 {
                below + s.gap * 0.6
            } else {
                0.0
            },
        items,
    }
}

fn plot(chart: &Gantt, s: &Setting) -> Plot {
    let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
    let words = widest(
        &mut chart
            .tasks
            .iter()
            .map(|task| room(bars::words(chart, task), s.small, false)),
    );
    let names = widest(
        &mut chart
            .tasks
            .iter()
            .map(|task| room(&task.label, s.label, false)),
    );
    let (left, right, names, words) = if s.stacked {
        let words = words.min(s.width * 0.42);
        (s.gap, s.width - s.gap, s.width - words - s.gap, words)
    } else {
        let (names, words) = (names.min(s.width * 0.27), words.min(s.width * 0.15));
        let right = s.width
            - if words > 0.0 {
                words + s.gap * 1.4
            } else {
                s.gap
            };
        (names + s.gap * 1.6, right, names, words)
    };
    Plot {
        left,
        right,
        names,
        words,
        across: chart.days().scale(left, right),
        as_of: chart
            .as_of
            .as_ref()
            .map(|it| it.day)
            .filter(|day| day.is_finite()),
    }
}

/// The ticks in the range, in order.
fn ticks<'a>(chart: &'a Gantt, plot: &Plot) -> Vec<(f64, &'a str)> {
    let range = plot.across.range;
    let mut ticks: Vec<(f64, &str)> = chart
        .ticks
        .iter()
        .filter(|it| range.holds(it.day))
        .map(|it| (plot.across.at(it.day), it.label.as_str()))
        .collect();
    ticks.sort_by(|a, b| a.0.total_cmp(&b.0));
    ticks
}

/// Writes the as-of day and, below it, the names of the ticks, each in the
/// middle of its stretch; returns where the plot begins.
fn header(head: &mut Item, chart: &Gantt, ticks: &[(f64, &str)], plot: &Plot, s: &Setting) -> f64 {
    let mut top = 0.0;
    if let (Some(as_of), Some(day)) = (&chart.as_of, plot.as_of) {
        let text = fit(&as_of.label, s.small, false, s.width);
        let label = Label::new(text, s.small, Hue::Ink);
        let width = label.room();
        let left = (plot.across.at(day) - width / 2.0).clamp(0.0, s.width - width);
        if !label.text.trim().is_empty() {
            head.text(label, left, base(s.lane / 2.0, s.small));
            top = s.lane;
        }
    }
    let end = |i: usize| ticks.get(i + 1).map_or(plot.right, |next| next.0);
    let named: Vec<(f64, &str)> = (0..ticks.len())
        .filter(|i| end(*i) > ticks[*i].0 + 1.0)
        .map(|i| (f64::midpoint(ticks[i].0, end(i)), ticks[i].1))
        .collect();
    if named.iter().any(|(_, text)| !text.trim().is_empty()) {
        let texts: Vec<&str> = named.iter().map(|(_, text)| *text).collect();
        along(head, &texts, &|i| named[i].0, top - s.gap, s, |_| {
            Hue::Muted
        });
        top += s.lane;
    }
    top + s.line
}

/// The name of an owner above its tasks; returns the height it takes.
fn heading(head: &mut Item, owner: &str, y: f64, first: bool, s: &Setting) -> f64 {
    if owner.trim().is_empty() {
        return 0.0;
    }
    let apart = if first { 0.0 } else { s.between * 0.4 };
    let text = fit(owner, s.small, true, s.width);
    let label = Label::new(text, s.small, Hue::Muted).bold();
    head.text(label, 0.0, base(y + apart + s.lane / 2.0, s.small));
    apart + s.lane + s.between * 0.3
}

/// Draws the lines on which ticks begin; not more of them than can be told apart.
fn grid(
    rules: &mut Item,
    ticks: &[(f64, &str)],
    plot: &Plot,
    (top, bottom): (f64, f64),
    s: &Setting,
) {
    let mut last = f64::NEG_INFINITY;
    let ends = [(plot.left, ""), (plot.right, "")];
    for (x, _) in ticks.iter().chain(&ends) {
        if (x - last).abs() >= 4.0 {
            rules.path(
                [(*x, top), (*x, bottom)],
                Token::line(Hue::Rule),
                s.line * 0.6,
            );
            last = *x;
        }
    }
}

fn entries(chart: &Gantt) -> Vec<(Swatch, &str)> {
    let tasks = || chart.tasks.iter();
    let actual = |evidence: Evidence| {
        tasks().any(|task| task.actual.is_some() && task.progress.evidence == evidence)
    };
    let solid = legend::bar(Evidence::Measured);
    let mut entries = Vec::new();
    if tasks().any(|task| task.plan.is_some()) {
        entries.push((Swatch::Bar(bars::PLAN), chart.legend.plan.as_str()));
    }
    if actual(Evidence::Measured) || actual(Evidence::Reported) {
        entries.push((Swatch::Bar(solid), chart.legend.actual.as_str()));
    }
    if tasks().any(|task| task.expected.as_ref().and_then(Mark::number).is_some()) {
        let hatched = Swatch::Bar(legend::bar(Evidence::Estimated));
        entries.push((hatched, chart.legend.expected.as_str()));
    } else if actual(Evidence::Estimated) {
        let hatched = Swatch::Bar(legend::bar(Evidence::Estimated));
        entries.push((hatched, chart.words.estimated.as_str()));
    }
    if actual(Evidence::Illustrative) {
        let dotted = Swatch::Bar(legend::bar(Evidence::Illustrative));
        entries.push((dotted, chart.words.illustrative.as_str()));
    }
    if tasks().any(|task| !task.milestones.is_empty()) {
        let solid = Token::outlined(Hue::Ink, Hue::Ink);
        entries.push((Swatch::Diamond(solid), chart.legend.milestone.as_str()));
    }
    entries
}

/// A name beside or above its row.
fn name(text: &str, plot: &Plot, s: &Setting) -> Block {
    let mut block = Block::default();
    block.add(text, Face::new(s.label, Hue::Ink), plot.names, 2, 0.0);
    block
}

/// The words at the end of a row, or of the line of its name.
fn closing(text: &str, hue: Hue, plot: &Plot, s: &Setting) -> Block {
    let mut block = Block::default();
    let most = if s.brief { 1 } else { 2 };
    block.add(text, Face::new(s.small, hue), plot.words, most, 0.0);
    block
}

/// Where the words of a row end.
const CLOSING: Anchor = Anchor::End;
