//! How high things are on a slide, estimated from their words before a browser
//! lays them out. Pixels are those of a slide of 720 pixels' height, and the
//! sizes those of `static/deck.css`.

use crate::{
    chart::text_width,
    compose::view::{BlockView, RowView, TableView},
    narrative::{column_widths, longest_word},
};

/// The height between the upper margin and the foot.
const BODY: f64 = 584.0;
/// A title and the gap below it.
const TITLE: (f64, f64) = (44.0, 55.0);
const BELOW_TITLE: f64 = 24.0;
/// Words in prose, their line, and the gap between paragraphs or list items.
const TEXT: f64 = 26.0;
const TEXT_LINE: f64 = 41.6;
const TEXT_GAP: f64 = 19.5;
/// How much larger a few words are set.
const LARGE: f64 = 1.3;
/// Words in cells, their line, and what a row has besides.
const CELL: f64 = 24.0;
const CELL_LINE: f64 = 33.6;
const ROW: f64 = 19.5;
/// The rules above, below and under the head of a table, with their gaps.
const RULES: f64 = 12.0;
/// A small drawing in a cell.
const SPARK: f64 = 96.0;
/// Between columns.
const GUTTER: f64 = 24.0;
/// The narrowest column of words, and the narrowest first one.
const NARROWEST: f64 = 4.0 * CELL;
const NARROWEST_HEAD: f64 = 5.0 * CELL;
/// The line that says what is shown, with its gap.
const WHAT_LINE: f64 = 36.0;
const WHAT_GAP: f64 = 12.0;
/// A line of the source, with the gap above it.
const SOURCE: (f64, f64) = (16.0, 23.0);
const SOURCE_GAP: f64 = 12.0;
/// Tiles in their row: at most so many beside each other.
const TILES: f64 = 235.0;
const TILES_ABREAST: usize = 4;
/// Lines of a title that a slide may say by itself: they break at phrases, so
/// that two are not filled.
const MOST_TITLE: f64 = 1.7;
/// A browser shares the width of a table out a little otherwise.
const SHARED: f64 = 0.86;
/// Letters are now and then wider than reckoned.
const RESERVE: f64 = 1.06;

/// The room on a slide, in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The height on slides that go on from it.
    pub(super) later: f64,
}

impl Room {
    /// The room below a title on a slide of that shape, and below the title
    /// that slides have which go on from it.
    pub(super) fn below(title: &str, later: &str, aspect: &str) -> Self {
        let width = width(aspect);
        let height = |title: &str| {
            if title.is_empty() {
                BODY
            } else {
                BODY - lines(&words(title), TITLE.0, width) * TITLE.1 - BELOW_TITLE
            }
        };
        Self {
            width,
            height: height(title),
            later: height(later),
        }
    }

    /// Reports whether words are short enough for a title on a slide of that
    /// shape.
    pub(super) fn holds_as_title(title: &str, aspect: &str) -> bool {
        text_width(words(title).trim(), TITLE.0) * RESERVE <= width(aspect) * MOST_TITLE
    }

    /// The height that is left for a drawing with its words.
    pub(super) fn drawing(self, what: &str, source: &str) -> f64 {
        (self.height - self.what(what) - self.source(source)).max(CELL_LINE)
    }

    fn what(self, what: &str) -> f64 {
        if what.is_empty() {
            0.0
        } else {
            lines(what, CELL, self.width) * WHAT_LINE + WHAT_GAP
        }
    }

    fn source(self, source: &str) -> f64 {
        if source.is_empty() {
            0.0
        } else {
            lines(&words(source), SOURCE.0, self.width) * SOURCE.1 + SOURCE_GAP
        }
    }

    /// The height of a block that is not cut into pieces.
    pub(super) fn height_of(self, block: &BlockView) -> f64 {
        let height = match block {
            BlockView::Prose { html } | BlockView::Heading { html, .. } => self.prose(html, 1.0),
            BlockView::Notice {
                title, html, items, ..
            } => {
                let items: f64 = items.iter().map(|item| self.item(item)).sum();
                self.notice_head(title, html) + items
            }
            BlockView::Tiles { tiles } => tiles.len().div_ceil(TILES_ABREAST) as f64 * TILES,
            BlockView::Table(table) => {
                let widths = self.columns(table);
                let rows: f64 = table.rows.iter().map(|row| row_height(row, &widths)).sum();
                self.around(table, &widths) + rows
            }
            BlockView::Chart(chart) => self.what(&chart.what) + self.source(&chart.source_html),
            BlockView::Margin { .. } | BlockView::Ledger { .. } => 0.0,
        };
        height + TEXT_GAP
    }

    /// The height of a notice without its items.
    pub(super) fn notice_head(self, title: &str, html: &str) -> f64 {
        let title = if title.is_empty() { 0.0 } else { TEXT_LINE };
        let text = if html.is_empty() {
            0.0
        } else {
            self.prose(html, 1.0)
        };
        2.0 * TEXT_GAP + title + text
    }

    /// The height of an item of a notice.
    pub(super) fn item(self, html: &str) -> f64 {
        lines(&words(html), TEXT, self.width - 2.0 * TEXT) * TEXT_LINE + TEXT_GAP
    }

    /// Reports whether prose may be set larger.
    pub(super) fn has_room_for_large(self, blocks: &[BlockView]) -> bool {
        let prose = |block: &BlockView| match block {
            BlockView::Prose { html } => Some(self.prose(html, LARGE)),
            BlockView::Notice { html, items, .. } if items.is_empty() => {
                Some(self.notice_head(" ", "") + self.prose(html, LARGE))
            }
            _ => None,
        };
        let heights: Option<Vec<f64>> = blocks.iter().map(prose).collect();
        heights.is_some_and(|it| !it.is_empty() && it.iter().sum::<f64>() < self.height * 0.95)
    }

    fn prose(self, html: &str, scale: f64) -> f64 {
        let width = self.width - 2.5 * TEXT * scale;
        words(html)
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| {
                (lines(line, TEXT * scale, width) * TEXT_LINE + TEXT_GAP) * scale.min(LARGE)
            })
            .sum()
    }

    /// The widths of a table's columns, as a browser shares them out.
    pub(super) fn columns(self, table: &TableView) -> Vec<f64> {
        let bounds: Vec<(f64, f64)> = table
            .columns
            .iter()
            .enumerate()
            .map(|(i, column)| {
                let cells = table.rows.iter().filter_map(|row| row.cells.get(i));
                let is_word = column.align == "text";
                let floor = match i {
                    0 => NARROWEST_HEAD,
                    _ if is_word => NARROWEST,
                    _ if column.align == "spark" => SPARK,
                    _ => 0.0,
                };
                let head = format!("{} {}", column.label, column.unit);
                let figures = cells.clone().map(|cell| longest_figure(&cell.html));
                let floor = figures.fold(floor, f64::max);
                let mut bound = (floor, floor);
                for text in cells.map(|cell| words(&cell.html)).chain([head]) {
                    let longest = text
                        .lines()
                        .map(|line| text_width(line, CELL) * RESERVE)
                        .fold(0.0, f64::max);
                    // Numbers, verdicts and marks stay on one line.
                    let least = if i == 0 || is_word {
                        longest_word(&text, CELL) * RESERVE
                    } else {
                        longest + CELL
                    };
                    bound = (bound.0.max(least), bound.1.max(longest).max(least));
                }
                bound
            })
            .collect();
        let gutters = GUTTER * table.columns.len().saturating_sub(1) as f64;
        column_widths(&bounds, self.width - gutters)
    }

    /// Reports whether the columns fit beside each other.
    pub(super) fn is_wide_enough(self, widths: &[f64]) -> bool {
        let gutters = GUTTER * widths.len().saturating_sub(1) as f64;
        widths.iter().sum::<f64>() + gutters <= self.width + 0.5
    }

    /// What a table takes besides its rows: caption, head and source.
    pub(super) fn around(self, table: &TableView, widths: &[f64]) -> f64 {
        let head = table
            .columns
            .iter()
            .zip(widths)
            .map(|(column, width)| {
                let head = format!("{} {}", column.label, column.unit);
                lines(&head, CELL, *width * SHARED)
            })
            .fold(1.0, f64::max);
        self.what(&table.what) + self.source(&table.source_html) + head * CELL_LINE + ROW + RULES
    }
}

/// The height of a row.
pub(super) fn row_height(row: &RowView, widths: &[f64]) -> f64 {
    let cells = row.cells.iter().zip(widths);
    let most = cells
        .map(|(cell, width)| {
            words(&cell.html)
                .lines()
                .map(|line| lines(line, CELL, *width * SHARED))
                .sum::<f64>()
        })
        .fold(1.0, f64::max);
    most * CELL_LINE + ROW
}

/// The width of the longest figure in ready markup: its number, unit and mark
/// stay on one line, with what is joined to it: `≥ 85.0%`.
fn longest_figure(html: &str) -> f64 {
    let mut before = "";
    let mut pieces = html.split("class=\"fig");
    if let Some(first) = pieces.next() {
        before = first;
    }
    let figures = pieces.map(|piece| {
        let joined = joined(std::mem::replace(&mut before, piece));
        let inner = piece.split_once('>').map_or("", |(_, inner)| inner);
        let end = inner.find("</a>").or_else(|| inner.find("</span>"));
        let (figure, rest) = inner.split_at(end.unwrap_or(inner.len()));
        let rest = rest.split_once('>').map_or("", |(_, rest)| rest);
        let mark = rest.strip_prefix("<sup").and_then(|it| it.split_once('>'));
        let mark = mark.and_then(|(_, it)| it.split_once("</sup>"));
        let mark = mark.map_or("", |(mark, _)| mark);
        joined + text_width(&words(figure), CELL) + text_width(mark, CELL)
    });
    figures.fold(0.0, f64::max) * RESERVE
}

/// The width of the words at the end of markup that no line break can part from
/// the element which opens there.
fn joined(before: &str) -> f64 {
    let text = before.rsplit_once('<').map_or("", |(text, _)| text);
    let text = text.rsplit_once('>').map_or(text, |(_, text)| text);
    let parts = |c: char| c == ' ' || c == '\n' || c >= '\u{2e80}';
    let at = text.rfind(parts).map_or(0, |at| at + 1);
    let at = (at..=text.len()).find(|it| text.is_char_boundary(*it));
    text_width(&text[at.unwrap_or(text.len())..], CELL)
}

/// The lines that words take in that width.
fn lines(words: &str, size: f64, width: f64) -> f64 {
    (text_width(words.trim(), size) * RESERVE / width.max(size))
        .ceil()
        .max(1.0)
}

/// The words of ready markup, a line a paragraph or item.
pub(super) fn words(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // A drawing's title and labels are not set as text.
        let end = match rest.as_bytes() {
            [b'<', b's', b'v', b'g', ..] => "</svg>",
            [b'<', ..] => ">",
            _ => ";",
        };
        let length = rest.find(end).map_or(rest.len(), |at| at + end.len());
        let found = &rest[..length];
        if found.starts_with('<') {
            let breaks = ["<br", "</p", "</li", "</tr", "</h", "<ul", "<ol"];
            if breaks.iter().any(|it| found.starts_with(it)) {
                out.push('\n');
            }
        } else {
            out.push(match found {
                "&lt;" => '<',
                "&gt;" => '>',
                "&quot;" => '"',
                "&#39;" => '\'',
                _ => '&',
            });
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The width of a slide of that shape, within its margins.
fn width(aspect: &str) -> f64 {
    if aspect == "4:3" { 816.0 } else { 1136.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::view::{CellView, ColumnView};

    #[test]
    fn words_are_read_from_markup() {
        let case = |html: &str, expected: &str| assert_eq!(words(html), expected, "{html}");
        case("<p>甲 &lt;乙&gt; <b>丙</b></p>", "甲 <乙> 丙\n");
        case("一<br>二 &amp; 三", "一\n二 & 三");
        case("<a href=\"x\">19</a> 分", "19 分");
        case("甲<svg><title>乙</title></svg>丙", "甲丙");
    }

    #[test]
    fn a_figure_is_not_broken() {
        let figure =
            "<a class=\"fig\" href=\"#\"><data>86.6</data> 分</a><sup class=\"mark\">示例</sup>";
        let alone = longest_figure(figure);
        assert!(alone > longest_word(&words(figure), CELL));
        assert_eq!(
            longest_figure(&format!("自 {figure}，至<br>{figure}")),
            alone
        );
        assert_eq!(longest_figure("没有数"), 0.0);
        assert!(longest_figure(&format!("≥\u{a0}{figure}")) > alone + CELL / 2.0);
    }

    #[test]
    fn a_title_takes_room_by_its_lines() {
        let height = |title: &str| Room::below(title, title, "16:9").height;
        assert_eq!(height(""), BODY);
        assert_eq!(height("短"), BODY - 79.0);
        assert_eq!(height(&"长".repeat(40)), BODY - 134.0, "two lines");
        assert!(Room::below("短", "", "4:3").width < Room::below("短", "", "16:9").width);
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_cell() {
        let table = |text: &str| TableView {
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
            rows: vec![RowView {
                key: String::new(),
                role: "item",
                cells: ["名", text]
                    .map(|html| CellView {
                        html: html.to_owned(),
                        ..CellView::default()
                    })
                    .into(),
            }],
            source_html: String::new(),
            notes: Vec::new(),
        };
        let case = |text: &str, lines: f64| {
            let room = Room::below("题", "题", "16:9");
            let table = table(text);
            let widths = room.columns(&table);
            assert!(room.is_wide_enough(&widths), "{widths:?}");
            let height = row_height(&table.rows[0], &widths);
            assert_eq!(height, lines * CELL_LINE + ROW, "{text}: {widths:?}");
        };
        case("短", 1.0);
        case("一<br>二<br>三", 3.0);
        case(&"长".repeat(60), 2.0);
    }
}
