//! A key of names by number, for marks that are too many to stand beside their
//! names: in columns, each as wide as its own names.

use super::{
    drawing::{Item, Label, base},
    metrics::{fit, room, wrap},
    setting::Setting,
    token::Hue,
};

/// Columns below a plot, at most.
const MOST_BELOW: usize = 6;

/// Columns beside a plot, at most, and the share of the drawing they may take
/// together and one by one.
const MOST_BESIDE: usize = 2;
const SHARE: f64 = 0.45;
const ONE_SHARE: f64 = 0.3;

/// Lines of a name, at most.
const MOST_LINES: usize = 2;

/// A key, laid out.
pub(super) struct Key {
    columns: Vec<Column>,
    /// The width of its numbers.
    numbers: f64,
}

struct Column {
    width: f64,
    /// The lines of each name.
    names: Vec<Vec<String>>,
}

impl Key {
    /// A key beside a plot, little higher than that; none where it does not fit.
    pub(super) fn beside(names: &[&str], s: &Setting) -> Option<Self> {
        let mut keys = (1..=MOST_BESIDE).map(|it| Self::of(names, it, s.width * ONE_SHARE, s));
        keys.find(|it| it.height(s) <= s.plot * 1.4 && it.width(s) + s.gap * 2.0 <= s.width * SHARE)
    }

    /// A key below a plot, in as many columns as there is room for.
    pub(super) fn below(names: &[&str], s: &Setting) -> Self {
        let keys = (2..=MOST_BELOW).rev();
        let mut keys = keys.map(|it| Self::of(names, it, s.width, s));
        keys.find(|it| it.width(s) <= s.width)
            .unwrap_or_else(|| Self::of(names, 1, s.width, s))
    }

    fn of(names: &[&str], columns: usize, most: f64, s: &Setting) -> Self {
        let numbers = room(&names.len().to_string(), s.small, true) + s.gap * 0.6;
        let each = names.len().div_ceil(columns).max(1);
        let columns = names.chunks(each).map(|part| {
            let widest = part.iter().map(|it| room(it, s.small, false));
            let width = (numbers + widest.fold(0.0, f64::max)).min(most);
            let lines = part
                .iter()
                .map(|it| wrap(it, s.small, false, width - numbers, MOST_LINES));
            Column {
                width,
                names: lines.collect(),
            }
        });
        Self {
            columns: columns.collect(),
            numbers,
        }
    }

    /// Its width, without room around it.
    pub(super) fn width(&self, s: &Setting) -> f64 {
        let gaps = self.columns.len().saturating_sub(1) as f64 * s.gap * 2.0;
        self.columns.iter().map(|it| it.width).sum::<f64>() + gaps
    }

    fn height(&self, s: &Setting) -> f64 {
        let lines = |column: &Column| column.names.iter().map(|it| it.len().max(1)).sum();
        let most: usize = self.columns.iter().map(lines).max().unwrap_or(0);
        most as f64 * s.lane
    }

    /// Draws it from its upper left corner, and returns where it ends.
    pub(super) fn draw(&self, (x, top): (f64, f64), s: &Setting) -> (Item, f64) {
        let mut item = Item::plain();
        let (mut x, mut number) = (x, 1);
        for column in &self.columns {
            let mut y = top;
            for lines in &column.names {
                let said = number.to_string();
                let said = fit(&said, s.small, true, self.numbers);
                let middle = base(y + s.lane / 2.0, s.small);
                item.text(Label::new(said, s.small, Hue::Ink).bold(), x, middle);
                for (j, text) in lines.iter().enumerate() {
                    let line = base(y + s.lane * (j as f64 + 0.5), s.small);
                    let label = Label::new(text.as_str(), s.small, Hue::Ink);
                    item.text(label, x + self.numbers, line);
                }
                y += s.lane * lines.len().max(1) as f64;
                number += 1;
            }
            x += column.width + s.gap * 2.0;
        }
        (item, top + self.height(s))
    }
}
