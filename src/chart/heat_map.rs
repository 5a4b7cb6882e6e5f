//! The heat map: where and when, as sites by months; each cell is shaded by
//! its value.
//!
//! The shades are five at most and of one hue, and their bounds are printed: a
//! scale without steps cannot be read back into numbers. Rows and columns keep
//! the order given. A missing value is struck out, never the palest shade.

use super::{
    Kind, Mark, Words,
    axis::along,
    drawing::{Anchor, Drawing, Item, Label, base},
    legend::{Swatch, key},
    metrics::{fit, room, wrap},
    row_names::{self, Name},
    setting::Setting,
    shade::{self, Bins},
    token::Hue,
};
use crate::model::Format;

/// A heat map.
#[derive(Debug, Clone)]
pub struct HeatMap {
    /// Names of the columns from left to right: `1 月`; some are left out when
    /// they do not fit.
    pub columns: Vec<String>,
    /// From top to bottom.
    pub rows: Vec<HeatRow>,
    /// Which of them are drawn, where they do not all fit on a slide: the
    /// others only fix the bins. None for all.
    pub shown: Option<std::ops::Range<usize>>,
    /// Bounds between the bins, four at most; a value on a bound belongs above
    /// it. Empty for five equal bins between round numbers.
    pub bounds: Vec<f64>,
    /// How the bounds are printed.
    pub format: Format,
    /// Beside the bins: `件/万客户`. May be empty.
    pub unit: String,
    /// Above the column of sample sizes: `n`. May be empty.
    pub n: String,
    /// The fixed words.
    pub words: Words,
}

/// A row of a heat map.
#[derive(Debug, Clone, Default)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// Its cells, one a column.
    pub cells: Vec<Mark>,
    /// The size of its sample as printed. May be empty.
    pub n: String,
}

impl Kind for HeatMap {
    const NAME: &'static str = "heat-map";

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn part(&self, rows: std::ops::Range<usize>) -> Self {
        Self {
            shown: Some(rows),
            ..self.clone()
        }
    }
}

/// The grid that all rows share.
struct Grid<'a> {
    chart: &'a HeatMap,
    bins: Bins,
    left: f64,
    /// Of a cell.
    width: f64,
    /// Of a cell.
    height: f64,
    columns: usize,
    /// Width of the names.
    names: f64,
    /// Names stand above their cells.
    above: bool,
    /// Rows from one name to the next.
    step: usize,
    /// Values stand in the cells.
    values: bool,
    /// Where sample sizes end at the right; none where no row has one.
    n: Option<f64>,
    s: &'a Setting,
}

impl Grid<'_> {
    fn x(&self, column: usize) -> f64 {
        self.left + self.width * column as f64
    }
}

fn lay_out(chart: &HeatMap, s: &Setting) -> Drawing {
    let all = chart.rows.len();
    let shown = chart
        .shown
        .as_ref()
        .map_or(0..all, |it| it.start.min(all)..it.end.min(all));
    let rows = chart.rows.get(shown).unwrap_or_default();
    let marks = || rows.iter().flat_map(|row| &row.cells);
    if !marks().any(|mark| mark.number().is_some()) {
        return s.empty(&chart.words);
    }
    let grid = grid(chart, rows, s);
    let mut frame = Item::plain();
    let texts: Vec<&str> = chart.columns.iter().map(String::as_str).collect();
    let end = grid.x(grid.columns);
    // Names of columns stay clear of what stands above the sample sizes.
    let within = Setting { width: end, ..*s };
    let middle = |i: usize| grid.x(i) + grid.width / 2.0;
    let wrapped = wrapped(&texts, grid.width, s);
    let lines = wrapped.iter().flatten().map(Vec::len).max().unwrap_or(1);
    let more = s.lane * (lines - 1) as f64;
    if let Some(names) = &wrapped {
        for (i, name) in names.iter().enumerate() {
            for (line, text) in name.iter().rev().enumerate() {
                let y = s.lane * 0.5 + more - s.lane * line as f64;
                let label = Label::new(text.as_str(), s.small, Hue::Muted);
                frame.text(label.anchor(Anchor::Middle), middle(i), base(y, s.small));
            }
        }
    } else {
        along(&mut frame, &texts, &middle, -s.gap, &within, |_| Hue::Muted);
    }
    if let Some(n) = grid.n {
        let text = fit(&chart.n, s.small, false, n - end - s.gap);
        let label = Label::new(text, s.small, Hue::Muted).anchor(Anchor::End);
        frame.text(label, n, base(s.lane / 2.0 + more, s.small));
    }
    let mut items = vec![frame];
    // Names of rows thinner than a line reach beyond the first of them.
    let mut top = more + s.lane * 1.15 + (s.lane - grid.height).max(0.0) / 2.0;
    for (i, row) in rows.iter().enumerate() {
        top += lay_out_row(row, i, &grid, top, &mut items);
    }
    let mut foot = Item::plain();
    let left = if grid.above { 0.0 } else { grid.left };
    let y = top + s.gap * 1.2;
    let right = grid
        .bins
        .legend(&mut foot, &chart.format, &chart.unit, (left, y), s);
    let mut height = y + s.lane * 2.0;
    let mut entries = shade::entries(marks(), &chart.words);
    let ragged = rows.iter().any(|row| row.cells.len() < grid.columns);
    if ragged && entries.iter().all(|(swatch, _)| *swatch != Swatch::Void) {
        entries.push((Swatch::Void, &chart.words.no_data));
    }
    let beside = right + s.gap * 2.5;
    let wide = |word: &str| s.small * 1.5 + s.gap * 3.0 + room(word, s.small, false);
    if beside + entries.iter().map(|(_, word)| wide(word)).sum::<f64>() <= s.width {
        key(&mut foot, &entries, beside, y, s);
    } else {
        height += s.gap * 0.6 + key(&mut foot, &entries, left, height + s.gap * 0.6, s);
    }
    items.push(foot);
    Drawing {
        width: s.width,
        height: height + s.line,
        items,
    }
}

/// Names of columns in lines as wide as a cell, where they do not fit on one
/// and none has to be cut. Short ones, as of months, are left out by turns.
fn wrapped(names: &[&str], width: f64, s: &Setting) -> Option<Vec<Vec<String>>> {
    let most = width - s.gap * 0.7;
    let widths = names.iter().map(|it| room(it, s.small, false));
    let widest = widths.fold(0.0, f64::max);
    if widest <= most.max(s.small * 4.0) {
        return None;
    }
    let whole = |name: &str| {
        let lines = wrap(name, s.small, false, most, 3);
        let same = lines.join(" ") == name || !name.is_ascii() && lines.concat() == name;
        same.then_some(lines)
    };
    names.iter().map(|it| whole(it)).collect()
}

fn grid<'a>(chart: &'a HeatMap, rows: &[HeatRow], s: &'a Setting) -> Grid<'a> {
    let columns = rows
        .iter()
        .map(|row| row.cells.len())
        .fold(chart.columns.len(), usize::max)
        .max(1);
    let usual = s.lane * if s.brief { 1.2 } else { 1.4 };
    let height = (s.plot * 8.0 / rows.len().max(1) as f64).clamp(0.2, usual);
    let above = s.stacked && height == usual;
    let labels = rows.iter().map(|row| row.label.as_str());
    let names = row_names::names(labels, 0.3, s.label, s);
    let left = if above { 0.0 } else { names + s.gap };
    let widest = rows
        .iter()
        .map(|row| room(&row.n, s.small, false))
        .fold(0.0, f64::max);
    let n_width = match widest.min(s.width * 0.15) {
        0.0 => 0.0,
        width => width.max(room(&chart.n, s.small, false).min(s.width * 0.15)) + s.gap,
    };
    let most = s.small * if columns > 4 { 5.5 } else { 9.0 };
    let width = ((s.width - left - n_width) / columns as f64).min(most);
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let values = height >= s.small * 1.2
        && cells()
            .filter(|mark| mark.number().is_some())
            .all(|mark| room(&mark.text, s.small, false) + s.line * 2.0 <= width);
    let all = chart.rows.iter().flat_map(|row| &row.cells);
    Grid {
        chart,
        bins: Bins::new(&chart.bounds, all.filter_map(Mark::number), &chart.format),
        left,
        width,
        height,
        columns,
        names,
        above,
        step: (s.lane / height).ceil().max(1.0) as usize,
        values,
        n: (n_width > 0.0).then_some(left + width * columns as f64 + n_width),
        s,
    }
}

/// Draws a row below `top` and returns its height.
fn lay_out_row(row: &HeatRow, i: usize, grid: &Grid, top: f64, items: &mut Vec<Item>) -> f64 {
    let s = grid.s;
    let mut around = Item::plain();
    let named = i.is_multiple_of(grid.step);
    let most = if grid.above {
        s.width - s.gap
    } else {
        grid.names
    };
    let lines = if grid.step > 1 { 1 } else { 2 };
    let name = Name::new(&row.label, most, lines, s);
    let (cells, height) = if grid.above {
        let above = name.height() + s.line;
        (top + above, above + grid.height + s.between * 0.5)
    } else if grid.step > 1 {
        (top, grid.height)
    } else {
        (top, grid.height.max(name.height()))
    };
    let bottom = if grid.above {
        cells + grid.height
    } else {
        top + height
    };
    let middle = f64::midpoint(cells, bottom);
    if named {
        let at = if grid.above {
            top
        } else {
            middle - name.height() / 2.0
        };
        name.draw(&mut around, at, Hue::Ink);
        if let Some(n) = grid.n {
            let most = n - grid.x(grid.columns) - s.gap;
            let text = fit(&row.n, s.small, false, most);
            let label = Label::new(text, s.small, Hue::Muted).anchor(Anchor::End);
            around.text(label, n, base(middle, s.small));
        }
    }
    items.push(around);
    let (across, down) = (
        if grid.width > 6.0 { s.line * 0.5 } else { 0.0 },
        if grid.height > 6.0 { s.line * 0.5 } else { 0.0 },
    );
    // Cells that the row does not have are missing too.
    let mut open = Item::plain();
    for column in row.cells.len()..grid.columns {
        let (left, right) = (grid.x(column) + across, grid.x(column + 1) - across);
        shade::strike(&mut open, (left, cells + down), (right, bottom - down), s);
    }
    items.push(open);
    let mut label = String::new();
    for (column, mark) in row.cells.iter().enumerate() {
        label.clear();
        label.push_str(&row.label);
        if let Some(name) = grid.chart.columns.get(column) {
            label.push(' ');
            label.push_str(name);
        }
        let mut item = Item::mark(mark, &label);
        let (left, right) = (grid.x(column) + across, grid.x(column + 1) - across);
        let (from, to) = ((left, cells + down), (right, bottom - down));
        match mark.number() {
            None => shade::strike(&mut item, from, to, s),
            Some(value) => {
                let hue = grid.bins.shade(value);
                shade::fill(&mut item, from, to, hue, mark.evidence, s);
                if grid.values {
                    let text = Label::new(mark.text.as_str(), s.small, shade::text(hue));
                    let x = f64::midpoint(left, right);
                    item.text(text.anchor(Anchor::Middle), x, base(middle, s.small));
                }
            }
        }
        items.push(item);
    }
    height
}
