//! The importance–performance matrix: what matters against how well it is
//! done, in four named parts.
//!
//! Points carry numbers and a key names them, since names beside a dozen points
//! would cover each other. Bubbles are deliberately absent.

use super::{
    Gives, Kind, Mark, Words,
    absent::absent,
    dot::{Form, beyond, dot, paint},
    drawing::{Drawing, Item},
    numbered_key::Key,
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
    let names: Vec<&str> = chart.items.iter().map(|it| it.label.as_str()).collect();
    let key = (keyed && !s.stacked).then(|| Key::beside(&names, s));
    let key = key.flatten();
    let beside = key.as_ref().map_or(0.0, |it| it.width(s) + s.gap * 2.0);
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
                needed: true,
            };
            plane.room.write(&mut mark, &note, &[at], s);
        }
        items.push(mark);
    }
    let mut foot = plane.foot;
    if keyed {
        let (drawn, end) = match key {
            Some(key) => key.draw((s.width - beside + s.gap * 2.0, plane.area.top), s),
            None => Key::below(&names, s).draw((0.0, foot + s.gap), s),
        };
        items.push(drawn);
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
