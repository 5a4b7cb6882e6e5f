//! Tables as tables: header row, alignment, and sizes that fit the slide.

use super::{
    layout::Place,
    markup::{Cell as PlainCell, Paragraph, Run, Tone, runs},
    text::{Scribe, Style, emu, lines, paragraph, run, width},
    xml::Xml,
};
use crate::{
    chart::text_width,
    compose::view::{CellView, TableView, TileView},
    narrative::{column_widths, longest_word},
};

/// Between columns, and above and below the words of a row, in pixels.
const GUTTER: f64 = 24.0;
const PADDING: f64 = 9.0;
/// The narrowest column of words, in letters.
const NARROWEST: f64 = 4.0;
/// Words are never set smaller than that.
const LEAST: f64 = 14.0;
/// What a cell of remarks is set in.
const QUIET: f64 = 0.85;
/// Tiles beside each other.
pub(super) const ABREAST: usize = 4;

/// A table of words, in the order of its rows.
#[derive(Debug)]
pub(super) struct Table {
    aligns: Vec<Align>,
    rows: Vec<Row>,
    /// All columns are as wide as each other.
    even: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Align {
    Text,
    Number,
}

#[derive(Debug)]
struct Row {
    cells: Vec<Cell>,
    style: Style,
    /// The lines above and below, in pixels; below nothing, the next row's counts.
    above: Option<Rule>,
    below: Option<Rule>,
    head: bool,
}

#[derive(Debug, Clone, Copy)]
struct Rule {
    width: f64,
    colour: &'static str,
}

const THICK: Rule = Rule {
    width: 2.0,
    colour: "tx1",
};
const THIN: Rule = Rule {
    width: 1.0,
    colour: "tx1",
};
const QUIET_RULE: Rule = Rule {
    width: 1.0,
    colour: "accent6",
};

#[derive(Debug, Default)]
struct Cell {
    runs: Vec<Run>,
    quiet: bool,
    /// What the number lacks at its right to stand on the column's point, in
    /// parts of its size.
    lack: f64,
}

impl Table {
    /// A table of figures; small drawings stay on the page.
    pub(super) fn of_figures(view: &TableView) -> Self {
        let is_drawing = |i: usize| {
            let column = view.rows.iter().filter_map(|row| row.cells.get(i));
            view.columns[i].align == "spark" && column.clone().all(|it| runs(&it.html).is_empty())
        };
        let shown: Vec<usize> = (0..view.columns.len())
            .filter(|i| !is_drawing(*i))
            .collect();
        let aligns = shown.iter().map(|i| match view.columns[*i].align {
            "number" | "number marked" => Align::Number,
            _ => Align::Text,
        });
        let head = shown.iter().map(|i| {
            let column = &view.columns[*i];
            let mut words = vec![run(&column.label)];
            if !column.unit.is_empty() {
                let mut unit = run(&format!(" / {}", column.unit));
                unit.look.tone = Tone::Muted;
                words.push(unit);
            }
            Cell {
                runs: words,
                ..Cell::default()
            }
        });
        let mut table = Self {
            aligns: aligns.collect(),
            rows: Vec::new(),
            even: false,
        };
        table.head(head.collect());
        for row in &view.rows {
            let cells = shown
                .iter()
                .map(|i| row.cells.get(*i).map(cell).unwrap_or_default());
            let strong = matches!(row.role, "subtotal" | "total" | "section");
            table.row(cells.collect(), strong, row.role == "total");
        }
        table.end()
    }

    /// A plain table, its head first.
    pub(super) fn of_words(rows: Vec<Vec<PlainCell>>) -> Self {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let is_right = |i: usize| rows.iter().any(|row| row.get(i).is_some_and(|it| it.right));
        let aligns = (0..columns).map(|i| {
            if is_right(i) {
                Align::Number
            } else {
                Align::Text
            }
        });
        let mut table = Self {
            aligns: aligns.collect(),
            rows: Vec::new(),
            even: false,
        };
        for (i, row) in rows.into_iter().enumerate() {
            let is_head = i == 0 && row.iter().all(|it| it.head);
            let mut cells: Vec<Cell> = row
                .into_iter()
                .map(|it| Cell {
                    runs: it.runs,
                    ..Cell::default()
                })
                .collect();
            cells.resize_with(columns, Cell::default);
            if is_head {
                table.head(cells);
            } else {
                table.row(cells, false, false);
            }
        }
        table.end()
    }

    /// Tiles beside each other: what belongs together stands in one column.
    pub(super) fn of_tiles(tiles: &[TileView], large: bool) -> Self {
        let mut table = Self {
            aligns: vec![Align::Text; tiles.len()],
            rows: Vec::new(),
            even: true,
        };
        let small = Style {
            size: 20.0,
            colour: "tx2",
            ..Style::CELL
        };
        let value = Style {
            size: if large { 80.0 } else { 52.0 },
            leading: 1.2,
            bold: true,
            ..Style::CELL
        };
        let mut add = |style: Style, words: &dyn Fn(&TileView) -> Vec<Run>| {
            let cells: Vec<Cell> = tiles
                .iter()
                .map(|it| Cell {
                    runs: words(it),
                    ..Cell::default()
                })
                .collect();
            if cells.iter().any(|it| !it.runs.is_empty()) {
                table.rows.push(Row {
                    cells,
                    style,
                    above: None,
                    below: None,
                    head: false,
                });
            }
        };
        let label = Style {
            colour: "tx1",
            ..small
        };
        add(label, &|it| vec![run(&it.label)]);
        add(value, &|it| {
            let mut words = runs(&it.value_html);
            if !it.unit.is_empty() {
                let mut unit = run(&format!(" {}", it.unit));
                unit.look.small = true;
                words.push(unit);
            }
            words
        });
        add(label, &|it| {
            let mut words = runs(&it.change_html);
            if !it.change_word.is_empty() {
                let mut word = run(&format!(" {}", it.change_word));
                if it.change_kind.contains("worse") {
                    word.look.tone = Tone::Bad;
                }
                words.push(word);
            }
            words
        });
        add(small, &|it| runs(&it.target_html));
        add(label, &|it| {
            let mut word = run(&it.verdict_word);
            match it.verdict.as_str() {
                _ if it.verdict_word.is_empty() => return Vec::new(),
                "notmet" => {
                    word.look.tone = Tone::Bad;
                    word.look.bold = true;
                }
                "unknown" => word.look.tone = Tone::Muted,
                _ => {}
            }
            vec![word]
        });
        add(small, &|it| {
            if it.remark.is_empty() {
                Vec::new()
            } else {
                vec![run(&it.remark)]
            }
        });
        if let Some(first) = table.rows.first_mut() {
            first.above = Some(THICK);
            first.head = true;
        }
        table
    }

    fn head(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row {
            cells,
            style: Style {
                colour: "tx2",
                ..Style::CELL
            },
            above: Some(THICK),
            below: Some(THIN),
            head: true,
        });
    }

    fn row(&mut self, cells: Vec<Cell>, strong: bool, total: bool) {
        self.rows.push(Row {
            cells,
            style: Style {
                bold: strong,
                ..Style::CELL
            },
            above: total.then_some(THIN),
            below: Some(QUIET_RULE),
            head: false,
        });
    }

    fn end(mut self) -> Self {
        for i in 1..self.rows.len() {
            if let Some(rule) = self.rows[i].above {
                self.rows[i - 1].below = Some(rule);
            }
        }
        if let Some(last) = self.rows.last_mut() {
            last.below = Some(THICK);
        }
        self.stand_on_the_point();
        self
    }

    /// Marks hang beside their numbers: what has none keeps as much free.
    fn stand_on_the_point(&mut self) {
        let mark = |cell: &Cell| -> f64 {
            let marks: Vec<Run> = cell
                .runs
                .iter()
                .filter(|it| it.look.raised)
                .cloned()
                .collect();
            width(
                &marks,
                Style {
                    size: 1.0,
                    ..Style::CELL
                },
            )
        };
        for (i, align) in self.aligns.iter().enumerate() {
            if *align != Align::Number {
                continue;
            }
            let cells = self.rows.iter().filter_map(|row| row.cells.get(i));
            let widest = cells.map(mark).fold(0.0, f64::max);
            for row in &mut self.rows {
                if let Some(cell) = row.cells.get_mut(i) {
                    cell.lack += widest - mark(cell);
                }
            }
        }
    }

    fn style(row: &Row, cell: &Cell, scale: f64) -> Style {
        let style = row.style.times(scale);
        let size = if cell.quiet {
            style.size * QUIET
        } else {
            style.size
        };
        Style {
            size: size.max(LEAST),
            ..style
        }
    }

    /// The widths of the columns in a room.
    fn widths(&self, scale: f64, room: f64) -> Vec<f64> {
        let columns = self.aligns.len();
        if self.even {
            return vec![room / columns.max(1) as f64; columns];
        }
        let bounds: Vec<(f64, f64)> = (0..columns)
            .map(|i| {
                let mut bound = (0.0_f64, 0.0_f64);
                for row in &self.rows {
                    let Some(cell) = row.cells.get(i) else {
                        continue;
                    };
                    let style = Self::style(row, cell, scale);
                    let most = width(&cell.runs, style) + cell.lack * style.size;
                    let words = cell
                        .runs
                        .iter()
                        .map(|it| longest_word(&it.text, style.size));
                    let least = match self.aligns[i] {
                        Align::Number if !row.head => most,
                        _ => words.fold(most.min(NARROWEST * style.size), f64::max) * 1.06,
                    };
                    bound = (bound.0.max(least), bound.1.max(most));
                }
                let room = if i + 1 < columns { GUTTER } else { 0.0 };
                (bound.0 + room, bound.1.max(bound.0) + room)
            })
            .collect();
        let mut widths = column_widths(&bounds, room);
        let sum: f64 = widths.iter().sum();
        // What is left over is shared out by width, what lacks taken likewise.
        for width in &mut widths {
            *width *= room / sum.max(1.0);
        }
        widths
    }

    fn heights(&self, scale: f64, widths: &[f64]) -> Vec<f64> {
        let row = |row: &Row| -> f64 {
            let cells = row.cells.iter().zip(widths).enumerate();
            let heights = cells.map(|(i, (cell, width))| {
                let style = Self::style(row, cell, scale);
                let room = width - self.right(i, cell, style);
                lines(&cell.runs, style, room.max(style.size)) * style.line()
            });
            heights.fold(0.0, f64::max) + 2.0 * self.padding(scale)
        };
        self.rows.iter().map(row).collect()
    }

    fn padding(&self, scale: f64) -> f64 {
        let padding = if self.even { PADDING / 2.0 } else { PADDING };
        padding * scale
    }

    /// What stays free at the right of a cell.
    fn right(&self, column: usize, cell: &Cell, style: Style) -> f64 {
        let gutter = if column + 1 < self.aligns.len() {
            GUTTER
        } else {
            0.0
        };
        gutter + cell.lack * style.size
    }

    /// The height in a room.
    pub(super) fn height(&self, scale: f64, room: f64) -> f64 {
        self.heights(scale, &self.widths(scale, room)).iter().sum()
    }

    /// Writes it.
    pub(super) fn write(
        &self,
        xml: &mut Xml,
        id: usize,
        name: &str,
        at: (Place, f64),
        scribe: &mut Scribe,
    ) {
        let (place, scale) = at;
        let widths = self.widths(scale, place.width);
        let heights = self.heights(scale, &widths);
        xml.open("p:graphicFrame", &[])
            .open("p:nvGraphicFramePr", &[]);
        xml.leaf("p:cNvPr", &[("id", &id.to_string()), ("name", name)]);
        xml.open("p:cNvGraphicFramePr", &[]);
        xml.leaf("a:graphicFrameLocks", &[("noGrp", "1")]).close();
        xml.leaf("p:nvPr", &[]).close();
        let height = heights.iter().sum();
        Place { height, ..place }.write(xml, "p:xfrm");
        xml.open("a:graphic", &[]);
        let uri = "http://schemas.openxmlformats.org/drawingml/2006/table";
        xml.open("a:graphicData", &[("uri", uri)])
            .open("a:tbl", &[]);
        xml.leaf(
            "a:tblPr",
            &[
                ("firstRow", "1"),
                ("firstCol", if self.even { "0" } else { "1" }),
            ],
        );
        xml.open("a:tblGrid", &[]);
        for width in &widths {
            xml.leaf("a:gridCol", &[("w", &emu(*width))]);
        }
        xml.close();
        for (i, (row, height)) in self.rows.iter().zip(&heights).enumerate() {
            let above = if i == 0 {
                row.above
            } else {
                self.rows[i - 1].below
            };
            xml.open("a:tr", &[("h", &emu(*height))]);
            for (column, cell) in row.cells.iter().enumerate() {
                xml.open("a:tc", &[]).open("a:txBody", &[]);
                xml.leaf("a:bodyPr", &[]).leaf("a:lstStyle", &[]);
                let is_number = self.aligns.get(column) == Some(&Align::Number);
                let style = Style {
                    align: if is_number { "r" } else { "l" },
                    ..Self::style(row, cell, scale)
                };
                let words: Vec<Paragraph> = vec![paragraph(cell.runs.clone())];
                scribe.paragraphs(xml, &words, style, None);
                xml.close();
                let padding = emu(self.padding(scale));
                let right = emu(self.right(column, cell, style));
                let set = [
                    ("marL", "0"),
                    ("marR", &*right),
                    ("marT", &*padding),
                    ("marB", &*padding),
                    ("anchor", if row.head && !self.even { "b" } else { "t" }),
                ];
                xml.open("a:tcPr", &set);
                line(xml, "a:lnL", None);
                line(xml, "a:lnR", None);
                line(xml, "a:lnT", above);
                line(xml, "a:lnB", row.below);
                xml.leaf("a:noFill", &[]).close().close();
            }
            xml.close();
        }
        xml.close().close().close().close();
    }
}

fn line(xml: &mut Xml, name: &'static str, rule: Option<Rule>) {
    let width = emu(rule.map_or(0.0, |it| it.width));
    xml.open(name, &[("w", &width)]);
    match rule {
        Some(rule) => {
            xml.open("a:solidFill", &[])
                .leaf("a:schemeClr", &[("val", rule.colour)])
                .close();
        }
        None => {
            xml.leaf("a:noFill", &[]);
        }
    }
    xml.close();
}

fn cell(view: &CellView) -> Cell {
    let mut words = runs(&view.html);
    if matches!(view.class.as_str(), "missing" | "pending") {
        let plain = words.iter_mut().filter(|it| it.look.tone == Tone::Plain);
        plain.for_each(|it| it.look.tone = Tone::Muted);
    }
    Cell {
        runs: words,
        quiet: view.class == "quiet",
        lack: text_width(&view.pad, 1.0),
    }
}
