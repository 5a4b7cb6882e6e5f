//! The scatter: two values of each, on a plane that lines cut in four.
//!
//! No line of best fit is drawn: a few dozen people are too few for one, and a
//! reader takes it for a law. Only what stands far out is named.

use super::{
    Gives, Kind, Mark, Words,
    absent::absent,
    dot::{DENSE, Form, beyond, dot, paint, speck},
    drawing::{Drawing, Item},
    legend::{self, Swatch, legend},
    place::{Note, Side},
    quadrant::{Axis, Plane, Quadrants, weaker},
    setting::Setting,
    token::Hue,
};

/// A scatter.
#[derive(Debug, Clone)]
pub struct Scatter {
    /// In any order.
    pub points: Vec<ScatterPoint>,
    /// The axis that points right.
    pub across: Axis,
    /// The axis that points up.
    pub up: Axis,
    /// The names of the four parts; drawn where both axes are cut.
    pub quadrants: Quadrants,
    /// The fixed words.
    pub words: Words,
}

/// A point of a scatter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScatterPoint {
    /// Its name, written beside it where it stands far out.
    pub label: String,
    /// Its value across; its key is not drawn.
    pub x: Mark,
    /// Its value upward; the key is the row's.
    pub y: Mark,
}

impl ScatterPoint {
    fn numbers(&self) -> Option<(f64, f64)> {
        self.x.number().zip(self.y.number())
    }
}

impl Kind for Scatter {
    const NAME: &'static str = "scatter";
    const GIVES: Gives = Gives::Plot;

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn part(&self, _: std::ops::Range<usize>) -> Self {
        self.clone()
    }
}

/// How many points are named at most.
fn most_named(s: &Setting) -> usize {
    if s.stacked || s.small > 20.0 { 4 } else { 8 }
}

fn lay_out(chart: &Scatter, s: &Setting) -> Drawing {
    let numbers: Vec<(f64, f64)> = chart
        .points
        .iter()
        .filter_map(ScatterPoint::numbers)
        .collect();
    if numbers.is_empty() {
        return s.empty(&chart.words);
    }
    let mut items = Vec::new();
    let axes = [&chart.across, &chart.up];
    let mut plane = Plane::new(&mut items, axes, &chart.quadrants, &numbers, 0.0, s);
    let radius = s.line * 2.2;
    let dense = numbers.len() > DENSE;
    let mut specks = Item::plain();
    let mut named: Vec<(f64, &ScatterPoint, (f64, f64))> = Vec::new();
    let middle = (
        f64::midpoint(plane.area.left, plane.area.right),
        f64::midpoint(plane.area.top, plane.area.bottom),
    );
    for point in &chart.points {
        let Some(numbers) = point.numbers() else {
            continue;
        };
        let at = plane.at(numbers);
        let outward = plane.outward(numbers);
        plane.room.mark(at, radius);
        let far = (at.0 - middle.0).abs() / (plane.area.right - plane.area.left)
            + (at.1 - middle.1).abs() / (plane.area.bottom - plane.area.top);
        named.push((far, point, at));
        if dense && outward.is_none() {
            speck(&mut specks, at, Hue::Accent, s);
            continue;
        }
        let founded = weaker(&point.x, &point.y);
        let mut item = Item::mark(&point.y, &point.label);
        item.say(&point.x.text);
        match outward {
            Some(way) => beyond(&mut item, at, way, Hue::Accent, s),
            None => {
                let token = paint(founded.evidence, Hue::Accent);
                dot(&mut item, Form::Disc, at, radius, token, s);
            }
        }
        items.push(item);
    }
    items.push(specks);
    named.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut names = Item::plain();
    for (_, point, at) in named.into_iter().take(most_named(s)) {
        let note = Note {
            text: point.label.trim(),
            hue: Hue::Ink,
            bold: false,
            most: s.width * 0.3,
            reach: radius,
            sides: &Side::BESIDE,
            needed: false,
        };
        plane.room.write(&mut names, &note, &[at], s);
    }
    items.push(names);
    let foot = below(&mut items, chart, &plane, s);
    Drawing {
        width: s.width,
        height: foot + s.line,
        items,
    }
}

/// What stands below the plane: the notation, and what has no place in it.
fn below(items: &mut Vec<Item>, chart: &Scatter, plane: &Plane, s: &Setting) -> f64 {
    let mut foot = plane.foot;
    let round = |evidence| Swatch::Dot(Form::Disc, paint(evidence, Hue::Accent));
    let marks = chart
        .points
        .iter()
        .filter(|point| point.numbers().is_some())
        .map(|point| weaker(&point.x, &point.y));
    let entries = legend::standings(marks, round, &chart.words);
    let mut item = Item::plain();
    let height = legend(&mut item, &entries, plane.area.left, foot + s.gap * 0.6, s);
    items.push(item);
    if height > 0.0 {
        foot += height + s.gap * 0.6;
    }
    let missing: Vec<(&Mark, &str)> = chart
        .points
        .iter()
        .filter(|point| point.numbers().is_none())
        .map(|point| {
            let gap = if point.y.number().is_none() {
                &point.y
            } else {
                &point.x
            };
            (gap, point.label.as_str())
        })
        .collect();
    foot + absent(items, &missing, &chart.words.no_data, foot, s)
}
