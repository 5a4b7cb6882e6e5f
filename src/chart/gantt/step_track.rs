//! The step track: how far each project has come on the same road, where only
//! the order of the steps matters and not their dates.
//!
//! Done, doing and open differ in shape; a step of which nothing is known is a
//! dash and never taken for open. Shares done are deliberately not reckoned.

use std::ops::Range;

use crate::chart::{
    Kind, Mark, Words,
    boxes::{Block, Face},
    drawing::{Anchor, Drawing, Item, Label, base},
    legend::{Swatch, legend},
    metrics::{room, wrap},
    setting::Setting,
    token::{Hue, Token},
};

/// A step track.
#[derive(Debug, Clone, Default)]
pub struct StepTrack {
    /// The road, from its first step to its last; they are numbered from 1.
    pub steps: Vec<TrackStep>,
    /// A row each.
    pub projects: Vec<TrackProject>,
    /// `已完成`
    pub done: String,
    /// `进行中`
    pub doing: String,
    /// `未开始`
    pub open: String,
    /// The fixed words.
    pub words: Words,
}

/// A step of the road.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TrackStep {
    /// Goes to `data-k` of its name; may be empty.
    pub key: String,
    /// Its name.
    pub label: String,
}

/// A project on the road.
#[derive(Debug, Clone, Default)]
pub struct TrackProject {
    /// Its name.
    pub label: String,
    /// Who does it, below the name. May be empty.
    pub owner: String,
    /// How far each step is, in the order of the steps; those left out are
    /// unknown.
    pub progress: Vec<Progress>,
    /// Where it stands, as words at the end of the row; its key is the row's,
    /// its value is not looked at. Without words its reason is written.
    pub standing: Mark,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Progress {
    /// It is finished.
    Done,
    /// It has begun.
    Doing,
    /// It has not begun.
    Open,
    /// Nothing is known.
    #[default]
    Unknown,
}

impl Progress {
    /// Draws it around a point.
    pub(in crate::chart) fn draw(self, item: &mut Item, at: (f64, f64), radius: f64, s: &Setting) {
        let (x, y) = at;
        let accent = Token::outlined(Hue::Accent, Hue::Accent);
        match self {
            Self::Done => {
                item.circle(at, radius, accent, s.line);
                if radius >= 4.0 {
                    let tick = [
                        (x - radius * 0.45, y + radius * 0.05),
                        (x - radius * 0.1, y + radius * 0.4),
                        (x + radius * 0.5, y - radius * 0.35),
                    ];
                    item.path(tick, Token::line(Hue::Paper), s.line * 1.1);
                }
            }
            Self::Doing => {
                let ring = Token::outlined(Hue::Paper, Hue::Accent);
                item.circle(at, radius, ring, s.line);
                item.circle(at, radius * 0.48, Token::fill(Hue::Accent), s.line);
            }
            Self::Open => {
                let ring = Token::outlined(Hue::Paper, Hue::Muted);
                item.circle(at, radius, ring, s.line * 0.8);
            }
            Self::Unknown => {
                let dash = [(x - radius * 0.6, y), (x + radius * 0.6, y)];
                item.path(dash, Token::line(Hue::Muted), s.line);
            }
        }
    }
}

/// The columns that all rows share.
struct Columns {
    left: f64,
    step: f64,
    count: usize,
    names: f64,
    words: f64,
    radius: f64,
}

impl Columns {
    fn x(&self, i: usize) -> f64 {
        self.left + self.step * (i as f64 + 0.5)
    }

    /// Circles would be too small to tell apart.
    fn dense(&self) -> bool {
        self.radius < 2.5
    }
}

impl Kind for StepTrack {
    const NAME: &'static str = "step-track";

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn rows(&self) -> usize {
        self.projects.len()
    }

    fn part(&self, rows: Range<usize>) -> Self {
        Self {
            projects: self.projects[rows].to_vec(),
            ..self.clone()
        }
    }
}

fn lay_out(chart: &StepTrack, s: &Setting) -> Drawing {
    if chart.projects.is_empty() || chart.steps.is_empty() {
        return s.empty(&chart.words);
    }
    let columns = columns(chart, s);
    let mut items = Vec::with_capacity(chart.projects.len() + chart.steps.len() + 1);
    let named = named(chart, &columns, s);
    let mut top = header(&mut items, chart, &columns, named.as_deref(), s);
    let between = s.between * if s.stacked { 1.0 } else { 0.6 };
    for project in &chart.projects {
        top += row(&mut items, project, &columns, top, s) + between;
    }
    let mut foot = Item::plain();
    let left = if s.stacked { 0.0 } else { columns.left };
    top += legend(&mut foot, &entries(chart), left, top, s);
    if named.is_none() {
        top += key(&mut items, chart, left, top + s.gap, s) + s.gap;
    }
    items.push(foot);
    Drawing {
        width: s.width,
        height: top + s.line,
        items,
    }
}

fn words(project: &TrackProject) -> &str {
    let Mark { text, reason, .. } = &project.standing;
    if text.trim().is_empty() { reason } else { text }
}

fn columns(chart: &StepTrack, s: &Setting) -> Columns {
    let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
    let rows = || chart.projects.iter();
    let words = widest(&mut rows().map(|it| room(words(it), s.small, false)));
    let names = widest(&mut rows().map(|it| {
        let owner = room(&it.owner, s.small, false);
        room(&it.label, s.label, false).max(owner)
    }));
    let (left, right, names, words) = if s.stacked {
        let words = words.min(s.width * 0.42);
        (0.0, s.width, s.width - words - s.gap, words)
    } else {
        let (names, words) = (names.min(s.width * 0.26), words.min(s.width * 0.16));
        let right = s.width - if words > 0.0 { words + s.gap } else { 0.0 };
        (names + s.gap * 1.4, right, names, words)
    };
    let step = (right - left) / chart.steps.len() as f64;
    Columns {
        left,
        step,
        count: chart.steps.len(),
        names,
        words,
        radius: (s.bar * 0.46).min(step * 0.36),
    }
}

/// The names of the steps for the head of their columns; none where a column
/// is too narrow for one of them.
fn named(chart: &StepTrack, columns: &Columns, s: &Setting) -> Option<Vec<Block>> {
    let width = columns.step - s.gap * 0.6;
    if width < s.small * 3.2 {
        return None;
    }
    let whole = |text: &str| {
        let lines = wrap(text, s.small, false, width, 5);
        lines.len() < 5 && lines.iter().all(|line| room(line, s.small, false) <= width)
    };
    chart
        .steps
        .iter()
        .map(|step| {
            let mut block = Block::default();
            block.add_even(&step.label, Face::new(s.small, Hue::Muted), width, 4, 0.0);
            whole(&step.label).then_some(block)
        })
        .collect()
}

/// Draws number and name of each step; returns where the rows begin.
fn header(
    items: &mut Vec<Item>,
    chart: &StepTrack,
    columns: &Columns,
    named: Option<&[Block]>,
    s: &Setting,
) -> f64 {
    let high = named.map_or(0.0, |it| it.iter().map(|b| b.height).fold(0.0, f64::max));
    // Half of one more: the numbers at the edges are moved inward.
    let widest = room(&chart.steps.len().to_string(), s.small, true) * 1.5 + s.gap * 0.6;
    let every = (widest / columns.step).ceil().max(1.0) as usize;
    for (i, step) in chart.steps.iter().enumerate().step_by(every) {
        let x = columns.x(i);
        let mut item = Item::keyed(&step.key, &step.label);
        let number = Label::new((i + 1).to_string(), s.small, Hue::Ink).bold();
        let half = number.room() / 2.0;
        let x = x.clamp(half, s.width - half);
        item.text(
            number.anchor(Anchor::Middle),
            x,
            base(s.lane / 2.0, s.small),
        );
        if let Some(block) = named.and_then(|it| it.get(i)) {
            block.clone().draw(&mut item, x, s.lane, Anchor::Middle);
        }
        items.push(item);
    }
    s.lane + high + s.between * 0.5
}

/// Draws a project and returns the height it takes.
fn row(
    items: &mut Vec<Item>,
    project: &TrackProject,
    columns: &Columns,
    top: f64,
    s: &Setting,
) -> f64 {
    let mut name = Block::default();
    name.add(
        &project.label,
        Face::new(s.label, Hue::Ink),
        columns.names,
        2,
        0.0,
    );
    if !s.brief {
        let face = Face::new(s.small, Hue::Muted);
        name.add(&project.owner, face, columns.names, 1, 0.0);
    }
    let mut words_block = Block::default();
    let face = Face::new(s.small, Hue::Ink);
    words_block.add(words(project), face, columns.words, 2, 0.0);
    let head = name.height.max(words_block.height);
    let circles = s.bar;
    let (middle, height) = if s.stacked {
        let gap = s.line * 2.0;
        (top + head + gap + circles / 2.0, head + gap + circles)
    } else {
        let height = head.max(circles);
        (top + height / 2.0, height)
    };
    let (name_top, words_top) = if s.stacked {
        (top, top)
    } else {
        (
            middle - name.height / 2.0,
            middle - words_block.height / 2.0,
        )
    };
    let mut item = Item::said(&project.standing, &project.label);
    name.draw(&mut item, 0.0, name_top, Anchor::Start);
    words_block.draw(&mut item, s.width, words_top, Anchor::End);
    if columns.dense() {
        runs(&mut item, project, columns, middle, s);
    } else {
        circles_of(&mut item, project, columns, middle, s);
    }
    items.push(item);
    height
}

fn state(project: &TrackProject, i: usize) -> Progress {
    project.progress.get(i).copied().unwrap_or_default()
}

fn circles_of(
    item: &mut Item,
    project: &TrackProject,
    columns: &Columns,
    middle: f64,
    s: &Setting,
) {
    for done in [false, true] {
        for i in 1..columns.count {
            // The road is walked up to the step that is being done.
            let walked = state(project, i - 1) == Progress::Done
                && matches!(state(project, i), Progress::Done | Progress::Doing);
            if walked == done {
                let ends = [
                    (columns.x(i - 1) + columns.radius, middle),
                    (columns.x(i) - columns.radius, middle),
                ];
                let (hue, width) = if done {
                    (Hue::Accent, s.line * 1.4)
                } else {
                    (Hue::Rule, s.line * 0.8)
                };
                item.path(ends, Token::line(hue), width);
            }
        }
    }
    for i in 0..columns.count {
        state(project, i).draw(item, (columns.x(i), middle), columns.radius, s);
    }
}

/// Steps too many for circles: neighbours of one state as one bar.
fn runs(item: &mut Item, project: &TrackProject, columns: &Columns, middle: f64, s: &Setting) {
    let mut from = 0;
    for i in 1..=columns.count {
        let same = i < columns.count && state(project, i) == state(project, from);
        if same {
            continue;
        }
        let (left, right) = (
            columns.left + columns.step * from as f64,
            columns.left + columns.step * i as f64,
        );
        let (paint, half) = match state(project, from) {
            Progress::Done => (Token::fill(Hue::Accent), s.bar * 0.3),
            Progress::Doing => (Token::fill(Hue::Soft), s.bar * 0.3),
            Progress::Open => (Token::fill(Hue::Band), s.bar * 0.15),
            Progress::Unknown => (Token::fill(Hue::Muted), s.line * 0.4),
        };
        item.rect((left, middle - half), (right, middle + half), paint, s.line);
        from = i;
    }
}

fn entries(chart: &StepTrack) -> Vec<(Swatch, &str)> {
    let states = [
        (Progress::Done, chart.done.as_str()),
        (Progress::Doing, chart.doing.as_str()),
        (Progress::Open, chart.open.as_str()),
        (Progress::Unknown, chart.words.no_data.as_str()),
    ];
    let steps = chart.steps.len();
    let occurs = |wanted: Progress| {
        let mut rows = chart.projects.iter();
        rows.any(|it| (0..steps).any(|i| state(it, i) == wanted))
    };
    states
        .into_iter()
        .filter(|(progress, _)| occurs(*progress))
        .map(|(progress, word)| (Swatch::Step(progress), word))
        .collect()
}

/// What the numbers stand for, where they stand alone; returns its height.
fn key(items: &mut Vec<Item>, chart: &StepTrack, left: f64, top: f64, s: &Setting) -> f64 {
    // More are not read one by one.
    const MOST: usize = 40;
    let number = room("00", s.small, true) + s.gap * 0.4;
    let width = s.width - left - number;
    let mut y = top;
    for (i, step) in chart.steps.iter().enumerate().take(MOST) {
        let mut block = Block::default();
        block.add(&step.label, Face::new(s.small, Hue::Muted), width, 2, 0.0);
        if block.is_empty() {
            continue;
        }
        let mut item = Item::plain();
        let label = Label::new((i + 1).to_string(), s.small, Hue::Ink).bold();
        item.text(label, left, base(y + block.first(), s.small));
        let high = block.height;
        block.draw(&mut item, left + number, y, Anchor::Start);
        items.push(item);
        y += high;
    }
    y - top
}
