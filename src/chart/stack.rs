//! Rows on one value axis, laid out: heads, captions of lines, names, grid.
//! What a row's marks look like is its kind's business.

use super::{
    Target,
    drawing::Item,
    range::{Range, Scale},
    rows::{self, Captions, Columns, MOST_NAMED, RowText, Strip, grid, grid_height},
    setting::Setting,
};
use crate::model::Format;

/// Rows to lay out.
pub(super) struct Stack<'a> {
    /// How many rows there are; more than can be named have no texts.
    pub(super) count: usize,
    /// The texts of row `i`.
    pub(super) text: &'a dyn Fn(usize) -> RowText<'a>,
    /// Above the columns of text at the right.
    pub(super) heads: [&'a str; 2],
    /// Above the names.
    pub(super) unit: &'a str,
    /// Lines through all rows.
    pub(super) targets: &'a [Target],
    /// Of the value axis.
    pub(super) range: Range,
    pub(super) format: &'a Format,
    /// The height of a row's plot.
    pub(super) plot: f64,
    /// Between rows.
    pub(super) between: f64,
    /// Kept free at either end of the plot.
    pub(super) inset: f64,
    /// The share of the plot, from its left, that the axis leaves to the kind.
    pub(super) free: f64,
}

/// Rows that were laid out.
pub(super) struct Stacked {
    pub(super) items: Vec<Item>,
    /// The ends of the plots, for lines across them.
    pub(super) strips: Vec<(f64, f64)>,
    /// Where the names of the axis begin, at most.
    pub(super) named_from: f64,
    /// The part of the plot that the axis leaves free.
    pub(super) free: (f64, f64),
    /// Where the grid begins to be named.
    pub(super) foot: f64,
    /// Where all of it ends.
    pub(super) end: f64,
}

impl Stack<'_> {
    /// Lays the rows out; `draw` draws the marks of a row into its strip.
    pub(super) fn lay_out(
        self,
        s: &Setting,
        mut draw: impl FnMut(usize, Strip, &Scale, (f64, f64), &mut Vec<Item>),
    ) -> Stacked {
        let named = self.count <= MOST_NAMED;
        let texts: Vec<RowText<'_>> = (0..if named { self.count } else { 0 })
            .map(self.text)
            .collect();
        let columns = if named {
            Columns::of(&texts, &self.heads, self.inset, s)
        } else {
            Columns::bare(self.inset, s)
        };
        let split = columns.left + (columns.right - columns.left) * self.free;
        let left = if self.free > 0.0 {
            split + s.gap * 1.5
        } else {
            columns.left
        };
        let free = (columns.left, split);
        let scale = self.range.scale(left.min(columns.right), columns.right);
        let bounds = (left - self.inset, columns.right + self.inset);
        let captions = Captions::of(self.targets, &scale, bounds, s);
        let mut frame = Item::plain();
        // The heads have a lane of their own, so that no caption meets them.
        let mut top = s.line;
        if named {
            let middle = top + s.lane / 2.0;
            columns.heads(&mut frame, &self.heads, self.unit, middle, s);
            top += s.lane;
        }
        top += s.lane * captions.lanes as f64;
        let plot_top = top;
        top += s.gap * 0.6;
        let (plot, between) = if named {
            (self.plot, self.between)
        } else {
            (rows::thin(self.count, s), 0.0)
        };
        let mut marks = Vec::new();
        let mut placed = Vec::with_capacity(self.count);
        for i in 0..self.count {
            let strip = match texts.get(i) {
                Some(text) => columns.row(&mut frame, text, top, plot, s),
                None => Strip {
                    middle: top + plot / 2.0,
                    top,
                    bottom: top + plot,
                    end: top + plot,
                },
            };
            draw(i, strip, &scale, free, &mut marks);
            top = strip.end + between;
            placed.push(strip);
        }
        let strips = rows::strips(&placed, s);
        let mut rules = Item::plain();
        let foot = top - between + s.gap * 0.4;
        grid(&mut rules, &scale, self.format, &strips, foot, s);
        let mut items = vec![rules, frame];
        items.extend(captions.draw(self.targets, &scale, plot_top, &strips, s));
        items.extend(marks);
        Stacked {
            items,
            strips,
            named_from: rows::named_from(&scale, self.format, s),
            free,
            foot,
            end: foot + grid_height(s),
        }
    }
}
