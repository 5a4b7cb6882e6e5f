//! How browsers set tables on slides: what columns need and would like, how
//! the width is shared out, how high rows become. Sizes are those of
//! `static/deck.css`.

use super::{
    markup::{Element, elements},
    setting::{Style, Words},
};
use crate::{
    compose::view::{ColumnView, TableView},
    narrative::column_widths,
};

/// Letters in cells, their line, and what a row has besides.
const CELL: f64 = 24.0;
const LEADING: f64 = 1.4;
const ROW: f64 = 19.0;
/// Cells that only remark: smaller letters on higher lines.
const QUIET: f64 = 0.9231 * CELL;
const QUIET_LEADING: f64 = 1.6;
/// The rules above and below a table.
const RULES: f64 = 3.0;
/// Behind words, behind numbers, and behind numbers with marks at the edge.
const AFTER: f64 = CELL;
const AFTER_NUMBER: f64 = 1.75 * CELL;
const AFTER_MARKED: f64 = 48.0;
/// The narrowest column of words, the narrowest first one, and one to be
/// written into, with what stands behind them.
const NARROWEST: f64 = 4.0 * CELL;
const NARROWEST_HEAD: f64 = 5.0 * CELL;
const NARROWEST_BLANK: f64 = 6.0 * CELL;

/// Where marks hang and verdicts have their dots, a browser shares the width out
/// a little otherwise: so much of what is reckoned a column has for certain.
/// Measured over the tables of the example's decks; plain tables agree.
const SHARED: f64 = 0.9;

/// A cell that was measured.
struct Cell {
    words: Words,
    leading: f64,
    /// What stands behind the words.
    after: f64,
    floor: f64,
    /// How much of its width a column has for certain.
    shared: f64,
    /// On one line.
    whole: bool,
}

impl Cell {
    fn least(&self) -> f64 {
        let words = if self.whole {
            self.words.most()
        } else {
            self.words.least()
        };
        (words + self.after).max(self.floor)
    }

    fn most(&self) -> f64 {
        (self.words.most() + self.after).max(self.least())
    }

    fn height(&self, width: f64) -> f64 {
        let room = if self.whole {
            f64::INFINITY
        } else {
            (width - self.after) * self.shared
        };
        let lines = self.words.lines(room);
        lines * self.leading
    }
}

/// A table as it will be set.
pub(super) struct Grid {
    /// The sum of what the columns cannot do without.
    least: f64,
    /// The height of the header with the rules of the table.
    pub(super) head: f64,
    /// The heights of the rows.
    pub(super) rows: Vec<f64>,
}

impl Grid {
    /// Sets a table of figures in that width.
    pub(super) fn of(table: &TableView, lang: &str, width: f64) -> Self {
        let last = table.columns.len().saturating_sub(1);
        let head = table
            .columns
            .iter()
            .enumerate()
            .map(|(i, column)| head(column, i == last));
        let rows = table.rows.iter().map(|row| {
            let cells = row.cells.iter().zip(&table.columns).enumerate();
            cells
                .map(|(i, (cell, column))| {
                    let mut style = Style::of(CELL);
                    style.hanging = column.align.contains("marked");
                    style.bold = matches!(row.role, "subtotal" | "total" | "section");
                    let quiet = i > 0 && cell.class == "quiet";
                    if quiet {
                        style.size = QUIET;
                        style.bold = false;
                    } else if row.role == "section" {
                        style.size = QUIET;
                    }
                    let leading = if quiet { QUIET_LEADING } else { LEADING };
                    let words = Words::html(&cell.html, style).and(&cell.pad, style);
                    set(words, style.size * leading, column, i, i == last, lang)
                })
                .collect()
        });
        Self::new(
            &head.collect::<Vec<_>>(),
            &rows.collect::<Vec<_>>(),
            1.0,
            width,
        )
    }

    /// Sets a plain table of prose whose letters are that much larger.
    pub(super) fn plain(table: &Element, scale: f64, width: f64) -> Self {
        let mut rows = Vec::new();
        collect(table, &mut rows);
        let mut cells = rows.into_iter().map(|row| {
            let cell = |(i, cell): (usize, &Element)| {
                let mut style = Style::of(CELL * scale);
                style.loose = i > 0;
                Cell {
                    words: Words::nodes(&cell.children, style),
                    leading: CELL * LEADING * scale,
                    after: AFTER * scale,
                    floor: 0.0,
                    shared: 1.0,
                    whole: false,
                }
            };
            row.elements().enumerate().map(cell).collect::<Vec<_>>()
        });
        let head = cells.next().unwrap_or_default();
        let rows: Vec<Vec<Cell>> = cells.collect();
        Self::new(&head, &rows, scale, width)
    }

    fn new(head: &[Cell], rows: &[Vec<Cell>], scale: f64, width: f64) -> Self {
        let bounds: Vec<(f64, f64)> = (0..head.len())
            .map(|i| {
                let cells = rows.iter().map(Vec::as_slice).chain([head]);
                let cells = cells.filter_map(|row| row.get(i));
                cells.fold((0.0, 0.0), |(least, most): (f64, f64), cell| {
                    (least.max(cell.least()), most.max(cell.most()))
                })
            })
            .collect();
        let mut widths = column_widths(&bounds, width);
        // What nobody asked for goes to all in proportion.
        let spare = width / widths.iter().sum::<f64>().max(1.0);
        if spare > 1.0 {
            for width in &mut widths {
                *width *= spare;
            }
        }
        let height = |row: &[Cell]| {
            let cells = row.iter().zip(&widths);
            let most = cells.map(|(cell, width)| cell.height(*width));
            most.fold(CELL * LEADING * scale, f64::max) + ROW * scale
        };
        Self {
            least: bounds.iter().map(|it| it.0).sum(),
            head: height(head) + RULES,
            rows: rows.iter().map(|row| height(row)).collect(),
        }
    }

    /// Reports whether the columns stand beside each other in that width.
    pub(super) fn fits(&self, width: f64) -> bool {
        self.least <= width + 0.5
    }

    /// The height of the table.
    pub(super) fn height(&self) -> f64 {
        self.head + self.rows.iter().sum::<f64>()
    }
}

fn head(column: &ColumnView, is_last: bool) -> Cell {
    let style = Style::of(CELL);
    let words = Words::text(&column.label, style);
    let words = if column.unit.is_empty() {
        words
    } else {
        words.and(&format!(" /\u{a0}{}", column.unit), style)
    };
    Cell {
        words,
        leading: CELL * LEADING,
        after: after(column, is_last),
        floor: 0.0,
        shared: SHARED,
        whole: column.align.contains("number"),
    }
}

fn set(
    words: Words,
    leading: f64,
    column: &ColumnView,
    i: usize,
    is_last: bool,
    lang: &str,
) -> Cell {
    let number = column.align.contains("number");
    Cell {
        words,
        leading,
        after: if i == 0 {
            AFTER
        } else {
            after(column, is_last)
        },
        floor: match column.align {
            _ if i == 0 => NARROWEST_HEAD,
            "text" => NARROWEST,
            "blank" => NARROWEST_BLANK,
            _ => 0.0,
        },
        shared: SHARED,
        whole: i > 0 && (number && lang != "en" || column.align == "mark"),
    }
}

fn after(column: &ColumnView, is_last: bool) -> f64 {
    match column.align {
        align if is_last && align.contains("marked") => AFTER_MARKED,
        align if !is_last && align.contains("number") => AFTER_NUMBER,
        _ => AFTER,
    }
}

/// The rows of a plain table, its head first.
fn collect<'b, 'a>(element: &'b Element<'a>, rows: &mut Vec<&'b Element<'a>>) {
    for child in elements(&element.children) {
        if child.name == "tr" {
            rows.push(child);
        } else {
            collect(child, rows);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::view::{CellView, RowView};

    fn table(texts: &[&str]) -> TableView {
        let row = |text: &&str| RowView {
            key: String::new(),
            role: "item",
            cells: ["名", text]
                .map(|html| CellView {
                    html: html.to_owned(),
                    ..CellView::default()
                })
                .into(),
        };
        TableView {
            id: "t".to_owned(),
            takeaway_html: String::new(),
            what: String::new(),
            columns: ["名称", "说明"]
                .map(|label| ColumnView {
                    label: label.to_owned(),
                    unit: String::new(),
                    align: "text",
                })
                .into(),
            rows: texts.iter().map(row).collect(),
            source_html: String::new(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_cell() {
        let case = |text: &str, lines: f64| {
            let grid = Grid::of(&table(&[text]), "zh", 1136.0);
            assert!(grid.fits(1136.0));
            let expected = lines * CELL * LEADING + ROW;
            assert!((grid.rows[0] - expected).abs() < 0.01, "{text}");
        };
        case("短", 1.0);
        case("一<br>二<br>三", 3.0);
        case(&"长".repeat(60), 2.0);
    }

    #[test]
    fn columns_that_cannot_shrink_do_not_fit() {
        let verdict = "<span class=\"verdict\">没有证据表明达标</span>".repeat(3);
        let grid = Grid::of(&table(&[&verdict]), "zh", 300.0);
        assert!(!grid.fits(300.0));
        assert!(grid.fits(1136.0));
    }

    #[test]
    fn plain_tables_are_set_alike() {
        let html = "<div class=\"scroll\"><table class=\"plain\"><thead><tr><th>甲</th><th>乙</th></tr></thead>\
            <tbody><tr><td>一</td><td>二<br>三</td></tr></tbody></table></div>";
        let tree = super::super::markup::parse(html);
        let table = elements(&tree).next().and_then(|it| it.find("table"));
        let grid = Grid::plain(table.expect("a table"), 1.0, 1136.0);
        assert_eq!(grid.rows, [2.0 * CELL * LEADING + ROW]);
        assert_eq!(grid.height(), grid.head + grid.rows[0]);
    }
}
