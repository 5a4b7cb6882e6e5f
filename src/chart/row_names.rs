//! Where the parts of a row stand that is a name and a bar: side by side, or
//! one above the other on a telephone.

use super::{
    drawing::{Item, Label, base},
    metrics::{room, wrap},
    setting::Setting,
    token::Hue,
};

/// The most rows that are drawn with their words; of more than that a reader
/// can only take the shape, so they become thin marks.
pub(super) const LEGIBLE: usize = 120;

/// The thickness of each of so many thin marks.
pub(super) fn thin(count: usize, s: &Setting) -> f64 {
    (s.plot * 4.0 / count.max(1) as f64).clamp(0.2, 4.0)
}

/// The width of a column of names, no more than that share of the drawing.
pub(super) fn names<'a>(
    labels: impl Iterator<Item = &'a str>,
    share: f64,
    size: f64,
    s: &Setting,
) -> f64 {
    labels
        .map(|label| room(label, size, false))
        .fold(0.0, f64::max)
        .min(s.width * share)
}

/// A row's name, in lines.
pub(super) struct Name {
    lines: Vec<String>,
    size: f64,
}

impl Name {
    pub(super) fn new(text: &str, most: f64, lines: usize, s: &Setting) -> Self {
        Self {
            lines: wrap(text, s.label, false, most, lines),
            size: s.label,
        }
    }

    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * self.size * 1.25
    }

    pub(super) fn draw(self, item: &mut Item, top: f64, hue: Hue) {
        let line = self.size * 1.25;
        for (i, text) in self.lines.into_iter().enumerate() {
            let middle = top + line * (i as f64 + 0.5);
            item.text(
                Label::new(text, self.size, hue),
                0.0,
                base(middle, self.size),
            );
        }
    }
}

/// The parts of a row, from top to bottom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) name: f64,
    pub(super) bar: f64,
    pub(super) bottom: f64,
}

impl Row {
    /// Places a bar of the height `bar`, what stands above and below it, and
    /// its name: the name's middle beside that of the bar, or above everything.
    pub(super) fn new(
        top: f64,
        name: f64,
        (above, bar, below): (f64, f64, f64),
        s: &Setting,
    ) -> Self {
        if s.stacked {
            let bar_top = top + name + s.line + above;
            return Self {
                name: top,
                bar: bar_top,
                bottom: bar_top + bar + below,
            };
        }
        let middle = top + (name / 2.0).max(above + bar / 2.0);
        let bar_top = middle - bar / 2.0;
        Self {
            name: middle - name / 2.0,
            bar: bar_top,
            bottom: (bar_top + bar + below).max(middle + name / 2.0),
        }
    }
}

/// How wide a plot may be so that every bar has its text beyond its end: each
/// is the share of the plot that it reaches, and the room of its text. Never
/// less than a third of `all`.
pub(super) fn plot_width(all: f64, ends: impl Iterator<Item = (f64, f64)>) -> f64 {
    ends.map(|(share, text)| {
        if share > 0.0 {
            (all - text) / share.min(1.0)
        } else {
            all
        }
    })
    .fold(all, f64::min)
    .clamp(all / 3.0, all)
}
