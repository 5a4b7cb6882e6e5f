//! The KPI tile: a big number, how far it is from its target and whether that
//! is good, and its course. Several stand in a grid.
//!
//! A gauge is deliberately absent: its needle says less than the number.

use super::{
    Kind, Mark, Target, Words,
    dot::{self, Form, Look},
    drawing::{Drawing, Item, Label, base},
    metrics::{fit, room, wrap},
    range::Range,
    setting::Setting,
    token::{Hue, Token},
};

/// Tiles in a grid.
#[derive(Debug, Clone, Default)]
pub struct KpiTile {
    /// In reading order.
    pub tiles: Vec<Tile>,
    /// The fixed words.
    pub words: Words,
}

/// A tile.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tile {
    /// What is measured.
    pub label: String,
    /// The value, its text without unit; its key is the row's.
    pub value: Mark,
    /// The unit behind it. May be empty.
    pub unit: String,
    /// How far it is from its target, or from last year: `+1.4`. May be empty.
    pub gap: String,
    /// Whether it went up, for the arrow; none for no arrow.
    pub up: Option<bool>,
    /// Whether that is good; none where it is neither.
    pub good: Option<bool>,
    /// What the gap is and whether it is good, in words: `高于目标，达标`.
    pub word: String,
    /// What it is held against, a hairline through its course.
    pub target: Option<Target>,
    /// Its course, the last point being the value; may be empty.
    pub course: Vec<Mark>,
}

impl Kind for KpiTile {
    const NAME: &'static str = "kpi-tile";

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn rows(&self) -> usize {
        self.tiles.len()
    }

    fn part(&self, rows: std::ops::Range<usize>) -> Self {
        Self {
            tiles: self.tiles[rows].to_vec(),
            ..self.clone()
        }
    }
}

/// Heights of the parts of a tile.
struct Heights {
    label: f64,
    value: f64,
    words: f64,
    course: f64,
}

fn lay_out(chart: &KpiTile, s: &Setting) -> Drawing {
    if chart.tiles.is_empty() {
        return s.empty(&chart.words);
    }
    let columns = if s.stacked { 2 } else { 3 }.min(chart.tiles.len());
    let between = s.gap * 2.0;
    let width = (s.width - between * (columns as f64 - 1.0)) / columns as f64;
    let big = s.value * if s.stacked { 1.6 } else { 2.0 };
    let has_course = |tile: &Tile| {
        tile.course
            .iter()
            .filter(|it| it.number().is_some())
            .count()
            > 1
    };
    let mut items = Vec::new();
    let mut top = s.line;
    for row in chart.tiles.chunks(columns) {
        let lines = row
            .iter()
            .map(|tile| wrap(&tile.label, s.small, false, width, 2).len())
            .max()
            .unwrap_or(1);
        let said = row.iter().map(|tile| notes(tile, width, s).len()).max();
        let heights = Heights {
            label: lines as f64 * s.lane,
            value: big * 1.25,
            words: said.unwrap_or(0) as f64 * s.lane,
            course: if row.iter().any(has_course) {
                s.lane * 2.0
            } else {
                0.0
            },
        };
        for (i, tile) in row.iter().enumerate() {
            let left = (width + between) * i as f64;
            draw_tile(&mut items, tile, (left, top), (width, big), &heights, s);
        }
        top += heights.label + heights.value + heights.words + heights.course + s.between * 1.4;
    }
    Drawing {
        width: s.width,
        height: top - s.between * 1.4 + s.gap,
        items,
    }
}

/// What stands below the value: gap and word, the target, or why there is none.
fn notes(tile: &Tile, width: f64, s: &Setting) -> Vec<String> {
    if tile.value.number().is_none() {
        return wrap(&tile.value.reason, s.small, false, width, 3);
    }
    let mut notes = wrap(&tile.word, s.small, false, width, 2);
    if let Some(target) = &tile.target {
        notes.push(fit(&target.caption(), s.small, false, width).into_owned());
    }
    if !tile.value.standing.is_empty() {
        notes.push(fit(&tile.value.standing, s.small, false, width).into_owned());
    }
    notes.retain(|it| !it.trim().is_empty());
    notes
}

fn draw_tile(
    items: &mut Vec<Item>,
    tile: &Tile,
    (left, top): (f64, f64),
    (width, big): (f64, f64),
    heights: &Heights,
    s: &Setting,
) {
    let mut item = Item::mark(&tile.value, &tile.label);
    item.path(
        [(left, top), (left + width, top)],
        Token::line(Hue::Ink),
        s.line,
    );
    for (i, line) in wrap(&tile.label, s.small, false, width, 2)
        .into_iter()
        .enumerate()
    {
        let y = base(top + s.lane * (i as f64 + 0.6), s.small);
        item.text(Label::new(line, s.small, Hue::Ink), left, y);
    }
    let mut y = top + heights.label;
    let there = tile.value.number().is_some();
    let text = if tile.value.text.trim().is_empty() {
        "—"
    } else {
        &tile.value.text
    };
    let line = base(y + heights.value / 2.0, big);
    let number = fit(text, big, true, width);
    let mut x = left + room(&number, big, true) + s.gap * 0.5;
    let hue = if there { Hue::Ink } else { Hue::Muted };
    item.text(Label::new(number, big, hue).bold(), left, line);
    let free = |x: f64| left + width - x;
    let unit = fit(&tile.unit, s.small, false, free(x));
    let taken = room(&unit, s.small, false);
    item.text(Label::new(unit, s.small, Hue::Muted), x, line);
    if taken > 0.0 {
        x += taken + s.gap;
    }
    gap(&mut item, tile, x, line, free(x), s);
    y += heights.value;
    for (i, note) in notes(tile, width, s).into_iter().enumerate() {
        let line = base(y + s.lane * (i as f64 + 0.5), s.small);
        item.text(Label::new(note, s.small, Hue::Muted), left, line);
    }
    y += heights.words;
    items.push(item);
    if heights.course > 0.0 {
        let bounds = (y + s.gap * 0.5, y + heights.course - s.line * 3.0);
        course(items, tile, (left, left + width), bounds, s);
    }
}

/// The gap with its arrow, beside the number.
fn gap(item: &mut Item, tile: &Tile, x: f64, line: f64, most: f64, s: &Setting) {
    let hue = match tile.good {
        Some(true) => Hue::Accent,
        Some(false) => Hue::Bad,
        None => Hue::Muted,
    };
    let side = s.small * 0.6;
    let arrow = if tile.up.is_some() {
        side + s.gap * 0.4
    } else {
        0.0
    };
    let text = fit(&tile.gap, s.small, true, most - arrow);
    if text.trim().is_empty() {
        return;
    }
    if let Some(up) = tile.up {
        let (foot, tip) = if up {
            (line, line - side)
        } else {
            (line - side, line)
        };
        item.polygon(
            [(x, foot), (x + side / 2.0, tip), (x + side, foot)],
            Token::fill(hue),
            s.line,
        );
    }
    item.text(Label::new(text, s.small, hue).bold(), x + arrow, line);
}

/// The course of a tile: gaps open, the last point marked, the target a
/// hairline.
fn course(
    items: &mut Vec<Item>,
    tile: &Tile,
    (left, right): (f64, f64),
    (top, bottom): (f64, f64),
    s: &Setting,
) {
    let target = tile.target.as_ref().and_then(|it| it.mark.number());
    let values = tile.course.iter().filter_map(Mark::number);
    let Some((low, high)) = Range::of(values.chain(target)) else {
        return;
    };
    let up = Range::new(low, high).scale(bottom, top);
    let inset = s.line * 3.0;
    let steps = Range::new(0.0, tile.course.len().max(2) as f64 - 1.0);
    let across = steps.scale(left + inset, right - inset);
    let mut item = Item::plain();
    if let (Some(value), Some(target)) = (target, &tile.target) {
        let y = up.at(value);
        let dash = Look::of(target.mark.evidence).dash();
        item.path(
            [(left, y), (right, y)],
            Token::line(Hue::Muted).dashed(dash),
            s.line * 0.6,
        );
    }
    let (mut run, mut end) = (Vec::new(), None);
    for (i, mark) in tile.course.iter().enumerate() {
        if let Some(value) = mark.number() {
            run.push((across.at(i as f64), up.at(value)));
            end = run.last().copied().zip(Some(mark));
        } else {
            draw_run(&mut item, std::mem::take(&mut run), s);
        }
    }
    draw_run(&mut item, run, s);
    // The last one known, whatever has come after it.
    if let Some((at, last)) = end {
        let token = dot::paint(last.evidence, Hue::Accent);
        dot::dot(&mut item, Form::Disc, at, s.line * 2.2, token, s);
    }
    items.push(item);
}

/// Draws what lies between two gaps; a point alone is a short stroke.
fn draw_run(item: &mut Item, run: Vec<(f64, f64)>, s: &Setting) {
    match run.as_slice() {
        [] => {}
        [(x, y)] => item.path(
            [(x - s.line, *y), (x + s.line, *y)],
            Token::line(Hue::Accent),
            s.line,
        ),
        _ => item.path(run, Token::line(Hue::Accent), s.line),
    }
}
