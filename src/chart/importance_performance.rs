//! The importance–performance matrix: what matters against how well it is
//! done, in four named parts.
//!
//! Points carry numbers and a key names them, since names beside a dozen points
//! would cover each other. Bubbles are deliberately absent.

use super::{
    Gives, Kind, Mark, Words,
    absent::absent,
    dot::{Form, beyond, dot, paint},
    drawing::{Drawing, Item, Label, base},
    metrics::{fit, room, wrap},
    place::{Note, Side},
    quadrant::{Axis, Plane, Quadrants, weaker},
    setting::Setting,
    token::Hue,
};

/// An importance–performance matrix.
#[derive(Debug, Clone)]
pub struct ImportancePerformance {
    /// In the order of their numbers.
    pub items: Vec<ImportanceItem>,
    /// How well things are done: the axis that points right.
    pub performance: Axis,
    /// How much they matter: the axis that points up.
    pub importance: Axis,
    /// The names of the four parts; drawn where both axes are cut.
    pub quadrants: Quadrants,
    /// The fixed words.
    pub words: Words,
}

/// An attribute of a service.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportanceItem {
    /// Its name, in the key.
    pub label: String,
    /// How much it matters; its key is not drawn.
    pub importance: Mark,
    /// How well it is done; the key is the row's.
    pub performance: Mark,
}

impl ImportanceItem {
    fn numbers(&self) -> Option<(f64, f64)> {
        self.performance.number().zip(self.importance.number())
    }
}

impl Kind for ImportancePerformance {
    const NAME: &'static str = "importance-performance";
    const GIVES: Gives = Gives::Plot;

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn part(&self, _: std::ops::Range<usize>) -> Self {
        self.clone()
    }
}

/// More items than this have no key: it would be longer than a page.
const MOST_KEYED: usize = 60;

/// Columns of a key that stands beside the plot, at most.
const MOST_BESIDE: usize = 2;

fn lay_out(chart: &ImportancePerformance, s: &Setting) -> Drawing {
    let numbers: Vec<(f64, f64)> = chart
        .items
        .iter()
        .filter_map(ImportanceItem::numbers)
        .collect();
    if numbers.is_empty() {
        return s.empty(&chart.words);
    }
    let keyed = chart.items.len() <= MOST_KEYED;
    // Beside the plot where it is little higher than that, otherwise below it.
    let width = key_width(chart, s);
    let pitch = width + s.gap * 2.0;
    let fits = |columns: &usize| {
        let most = key_columns(chart, *columns)
            .map(|part| {
                part.iter()
                    .map(|item| lines_of(item, chart, width, s))
                    .sum()
            })
            .fold(0, usize::max);
        most as f64 * s.lane <= s.plot * 1.4 && pitch * *columns as f64 <= s.width * 0.45
    };
    let columns = (1..=MOST_BESIDE).find(fits).filter(|_| keyed && !s.stacked);
    let beside = columns.map_or(0.0, |columns| pitch * columns as f64);
    let mut items = Vec::new();
    let axes = [&chart.performance, &chart.importance];
    let mut plane = Plane::new(&mut items, axes, &chart.quadrants, &numbers, beside, s);
    let radius = s.line * 2.4;
    for item in chart.items.iter().filter_map(ImportanceItem::numbers) {
        plane.room.mark(plane.at(item), radius);
    }
    for (i, item) in chart.items.iter().enumerate() {
        let Some(numbers) = item.numbers() else {
            continue;
        };
        let at = plane.at(numbers);
        let mut mark = Item::mark(&item.performance, &item.label);
        mark.say(&item.importance.text);
        match plane.outward(numbers) {
            Some(way) => beyond(&mut mark, at, way, Hue::Accent, s),
            None => {
                let founded = weaker(&item.importance, &item.performance);
                let token = paint(founded.evidence, Hue::Accent);
                dot(&mut mark, Form::Disc, at, radius, token, s);
            }
        }
        if keyed {
            let number = (i + 1).to_string();
            let note = Note {
                text: &number,
                hue: Hue::Ink,
                bold: true,
                most: s.width * 0.1,
                reach: radius,
                sides: &Side::BESIDE,
            };
            plane.room.write(&mut mark, &note, &[at], s);
        }
        items.push(mark);
    }
    let mut foot = plane.foot;
    if keyed {
        let end = match columns {
            Some(columns) => {
                let at = (s.width - beside + s.gap * 2.0, plane.area.top);
                key(&mut items, chart, at, columns, pitch, s)
            }
            None => {
                let columns = ((s.width + s.gap * 2.0) / pitch).floor().max(1.0);
                let at = (0.0, foot + s.gap);
                key(&mut items, chart, at, columns as usize, pitch, s)
            }
        };
        foot = foot.max(end);
    }
    let missing: Vec<(&Mark, &str)> = chart
        .items
        .iter()
        .filter(|item| item.numbers().is_none())
        .map(|item| {
            let gap = if item.performance.number().is_none() {
                &item.performance
            } else {
                &item.importance
            };
            (gap, item.label.as_str())
        })
        .collect();
    foot += absent(&mut items, &missing, &chart.words.no_data, foot, s);
    Drawing {
        width: s.width,
        height: foot + s.line,
        items,
    }
}

/// The width of the numbers in the key.
fn number_width(chart: &ImportancePerformance, s: &Setting) -> f64 {
    room(&chart.items.len().to_string(), s.small, true) + s.gap * 0.6
}

fn key_width(chart: &ImportancePerformance, s: &Setting) -> f64 {
    let names = chart
        .items
        .iter()
        .map(|item| room(&item.label, s.small, false))
        .fold(0.0, f64::max);
    (number_width(chart, s) + names).min(s.width * 0.3)
}

/// A name of the key, in lines.
fn key_lines(item: &ImportanceItem, width: f64, s: &Setting) -> Vec<String> {
    wrap(&item.label, s.small, false, width, 2)
}

/// The items of each column of the key.
fn key_columns(
    chart: &ImportancePerformance,
    columns: usize,
) -> impl Iterator<Item = &[ImportanceItem]> {
    let each = chart.items.len().div_ceil(columns.max(1)).max(1);
    chart.items.chunks(each)
}

/// How many lines an item takes in a column of that width.
fn lines_of(
    item: &ImportanceItem,
    chart: &ImportancePerformance,
    width: f64,
    s: &Setting,
) -> usize {
    key_lines(item, width - number_width(chart, s), s)
        .len()
        .max(1)
}

/// Writes the key from `at` on in columns of that pitch, and returns where it
/// ends.
fn key(
    items: &mut Vec<Item>,
    chart: &ImportancePerformance,
    (x, top): (f64, f64),
    columns: usize,
    pitch: f64,
    s: &Setting,
) -> f64 {
    let numbers = number_width(chart, s);
    let width = pitch - s.gap * 2.0;
    let mut item = Item::plain();
    let mut end = top;
    let mut number = 0;
    for (column, part) in key_columns(chart, columns).enumerate() {
        let x = x + pitch * column as f64;
        let mut y = top;
        for it in part {
            number += 1;
            let line = base(y + s.lane / 2.0, s.small);
            let said = number.to_string();
            let number = fit(&said, s.small, true, numbers);
            item.text(Label::new(number, s.small, Hue::Ink).bold(), x, line);
            for (j, text) in key_lines(it, width - numbers, s).iter().enumerate() {
                let line = base(y + s.lane * (j as f64 + 0.5), s.small);
                item.text(
                    Label::new(text.as_str(), s.small, Hue::Ink),
                    x + numbers,
                    line,
                );
            }
            y += s.lane * lines_of(it, chart, width, s) as f64;
        }
        end = end.max(y);
    }
    items.push(item);
    end
}
