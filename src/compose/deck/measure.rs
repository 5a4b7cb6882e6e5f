//! How high things are on a slide, reckoned before a browser lays them out.
//! Pixels are those of a slide of 720 pixels' height, and the sizes those of
//! `static/deck.css`. Letters are as wide as [`crate::chart::text_width`] says;
//! no machine's fonts are asked.

use super::{
    flow::{self, GAP, LEADING, TEXT},
    grid::Grid,
    markup::{drawn, parse},
    setting::{Style, Words},
};
use crate::{
    compose::view::{BlockView, ChartView, TableView, TileView},
    narrative::Layout,
};

/// The height between the upper margin and the foot.
const BODY: f64 = 591.0;
/// Between a title and what is below it, and between blocks.
const BELOW_TITLE: f64 = 24.0;
pub(super) const BETWEEN: f64 = 0.875 * TEXT;
/// How much larger a few words are set, and a quotation.
const LARGE: f64 = 1.3;
const QUOTE: f64 = 1.7;
/// The most letters of a quotation on a line.
const QUOTE_MEASURE: f64 = 24.0;
/// What a title slide says of the deck and of who holds it.
const SUBTITLE: (f64, f64, f64) = (28.0, 1.5, 21.0);
const IMPRINT: f64 = 90.0;
/// The lines that say what an exhibit comes to and what it shows.
const TAKEAWAY: (f64, f64) = (26.0, 1.5);
const WHAT: (f64, f64) = (24.0, 1.5);
const WHAT_GAP: f64 = 12.0;
/// A line of the source, with the gap above it.
const SOURCE: (f64, f64) = (16.0, 1.4);
const SOURCE_GAP: f64 = 12.0;
/// The least height of a drawing that shares its slide.
pub(super) const LEAST_DRAWING: f64 = 160.0;
/// Tiles: the narrowest, the gap between them, letters, and the number in each
/// where there are more of them than four, or other things beside them.
const TILE: f64 = 9.0 * TEXT;
const TILE_GAP: f64 = 1.5 * TEXT;
const TILE_TEXT: f64 = 24.0;
const TILE_LINE: f64 = 1.6 * TILE_TEXT;
const TILE_FRAME: f64 = 1.85 * TILE_TEXT;
const TILE_VALUE: f64 = 3.25 * TILE_TEXT;
const TILE_VALUE_ALONE: f64 = 5.5 * TILE_TEXT;
const TILES_LARGE: usize = 4;
/// Their digits stand a little closer.
const TIGHT: f64 = 0.94;
/// Lines of a title that a slide may say by itself.
const MOST_TITLE: f64 = 2.0;
/// Between two columns.
const COLUMN_GAP: f64 = 2.0 * TEXT;
/// What a column with an exhibit gets of both.
const WIDE_COLUMN: f64 = 0.6;

/// The slides of a deck as far as their shape and language go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape<'a> {
    pub(super) aspect: &'a str,
    pub(super) lang: &'a str,
}

impl Shape<'_> {
    /// The width within the margins.
    fn width(self) -> f64 {
        if self.aspect == "4:3" { 816.0 } else { 1136.0 }
    }

    /// The height of a title on a slide of that layout.
    fn title(self, html: &str, layout: Layout) -> f64 {
        let (size, leading, most) = match layout {
            Layout::Title => (64.0, 1.2, 13.0),
            Layout::Section => (72.0, 1.25, 14.0),
            Layout::Statement => (60.0, 1.35, 16.0),
            _ => (44.0, 1.25, 26.0),
        };
        self.title_lines(html, size, most) * size * leading
    }

    fn title_lines(self, html: &str, size: f64, most: f64) -> f64 {
        let is_chinese = self.lang == "zh";
        let style = Style {
            bold: true,
            phrases: is_chinese,
            ..Style::of(size)
        };
        // Chinese titles are spaced a little.
        let spaced = if is_chinese { 1.01 } else { 1.0 };
        Words::html(html, style).lines(self.width().min(most * size) / spaced)
    }

    /// Reports whether words are short enough for a title.
    pub(super) fn holds_as_title(self, title: &str) -> bool {
        self.title_lines(title, 44.0, 26.0) <= MOST_TITLE
    }
}

/// The room on a slide, in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room<'a> {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The height on slides that go on from it.
    pub(super) later: f64,
    pub(super) lang: &'a str,
    /// The size of prose.
    pub(super) size: f64,
}

impl<'a> Room<'a> {
    /// The room below a title on a slide of that layout, and below the title
    /// that slides have which go on from it.
    pub(super) fn below(shape: Shape<'a>, layout: Layout, title: &str, later: &str) -> Self {
        let height = |title: &str| {
            if title.is_empty() {
                BODY
            } else {
                BODY - shape.title(title, layout) - BELOW_TITLE
            }
        };
        let width = shape.width();
        Self {
            width: if layout == Layout::Quote {
                width.min(QUOTE_MEASURE * QUOTE * TEXT)
            } else {
                width
            },
            height: height(title),
            later: height(later),
            lang: shape.lang,
            size: if layout == Layout::Quote {
                TEXT * QUOTE
            } else {
                TEXT
            },
        }
    }

    /// What a title slide says besides, taken off.
    pub(super) fn without_imprint(mut self, subtitle: &str) -> Self {
        let (size, leading, gap) = SUBTITLE;
        self.height -= IMPRINT;
        if !subtitle.is_empty() {
            self.height -= lines(subtitle, size, self.width) * size * leading + gap;
        }
        self
    }

    /// One of so many columns: which of them is the wide one, if one is.
    pub(super) fn column(self, column: usize, wide: Option<usize>, columns: usize) -> Self {
        let part = match wide {
            None => 1.0 / columns.max(1) as f64,
            Some(wide) if wide == column => WIDE_COLUMN,
            Some(_) => 1.0 - WIDE_COLUMN,
        };
        let gaps = COLUMN_GAP * columns.saturating_sub(1) as f64;
        Self {
            width: (self.width - gaps) * part,
            ..self
        }
    }

    /// The height that is left for a drawing with its words.
    pub(super) fn drawing(self, what: &str, source: &str) -> f64 {
        self.height - self.caption("", what, true) - self.source(source)
    }

    fn caption(self, takeaway: &str, what: &str, always: bool) -> f64 {
        let said = |words: &str, (size, leading): (f64, f64), bold: bool| {
            let style = Style {
                bold,
                ..Style::of(size)
            };
            if words.is_empty() {
                0.0
            } else {
                Words::html(words, style).lines(self.width) * size * leading
            }
        };
        let height = said(takeaway, TAKEAWAY, true) + said(what, WHAT, false);
        if height > 0.0 || always {
            height + WHAT_GAP
        } else {
            0.0
        }
    }

    fn source(self, source: &str) -> f64 {
        let (size, leading) = SOURCE;
        if source.is_empty() {
            0.0
        } else {
            lines(source, size, self.width) * size * leading + SOURCE_GAP
        }
    }

    /// The height of a block that is not cut into pieces, with the gap above it.
    pub(super) fn height_of(self, block: &BlockView) -> f64 {
        let height = match block {
            BlockView::Prose { html } => flow::height(html, self.size, self.width),
            BlockView::Heading { html, level, .. } => {
                let (size, leading) = if *level == 2 { (1.2, 1.35) } else { (1.0, 1.5) };
                flow::heading(&parse(html), TEXT * size, leading, self.width)
            }
            BlockView::Notice {
                title, html, items, ..
            } => {
                let items: f64 = items.iter().map(|item| self.item(item)).sum();
                return self.notice_head(title, html) + items;
            }
            BlockView::Tiles { tiles } => self.tiles(tiles, TILE_VALUE),
            BlockView::Table(table) => self.grid(table).height() + self.around(table),
            BlockView::Chart(chart) => self.chart(chart),
            BlockView::Columns { .. } | BlockView::Margin { .. } | BlockView::Ledger { .. } => {
                return 0.0;
            }
            BlockView::Quiz(_) | BlockView::Drill(_) | BlockView::Pair(_) | BlockView::Media(_) => {
                self.training(block)
            }
        };
        height + BETWEEN
    }

    fn chart(self, chart: &ChartView) -> f64 {
        let caption = self.caption(&chart.takeaway_html, &chart.what, true);
        caption + self.source(&chart.source_html) + LEAST_DRAWING
    }

    /// The height of a drawing with its words, and with the gap above it.
    pub(super) fn chart_of(self, chart: &ChartView, drawing: f64) -> f64 {
        self.chart(chart) - LEAST_DRAWING + drawing + BETWEEN
    }

    /// The height of a notice without its items, with the gap above it.
    pub(super) fn notice_head(self, title: &str, html: &str) -> f64 {
        let title = if title.is_empty() {
            0.0
        } else {
            (LEADING + 0.25) * TEXT
        };
        let text = flow::height(html, TEXT, self.width);
        2.0 * GAP * TEXT + 4.0 + title + text + BETWEEN
    }

    /// The height of an item of a notice.
    pub(super) fn item(self, html: &str) -> f64 {
        let list = |items: usize| {
            let items = format!("<li>{html}</li>").repeat(items);
            flow::height(&format!("<ul>{items}</ul>"), TEXT, self.width)
        };
        // With the gap between two of them.
        list(2) - list(1)
    }

    /// Reports whether prose may be set larger.
    pub(super) fn has_room_for_large(self, blocks: &[BlockView]) -> bool {
        let prose = |block: &BlockView| match block {
            BlockView::Prose { html } => {
                Some(flow::height(html, TEXT * LARGE, self.width) + BETWEEN)
            }
            BlockView::Notice { html, items, .. } if items.is_empty() => {
                let text = flow::height(html, TEXT * LARGE, self.width);
                Some(self.notice_head("", "") + LARGE * LEADING * TEXT + text)
            }
            _ => None,
        };
        let heights: Option<Vec<f64>> = blocks.iter().map(prose).collect();
        heights.is_some_and(|it| !it.is_empty() && it.iter().sum::<f64>() < self.height * 0.95)
    }

    /// Sets a table.
    pub(super) fn grid(self, table: &TableView) -> Grid {
        Grid::of(table, self.lang, self.width)
    }

    /// What a table takes besides itself: caption, source, and the gap above
    /// it is not in it.
    pub(super) fn around(self, table: &TableView) -> f64 {
        self.caption(&table.takeaway_html, &table.what, false) + self.source(&table.source_html)
    }

    /// The height of tiles that have the slide to themselves.
    pub(super) fn tiles_alone(self, tiles: &[TileView]) -> f64 {
        let value = if tiles.len() <= TILES_LARGE {
            TILE_VALUE_ALONE
        } else {
            TILE_VALUE
        };
        self.tiles(tiles, value) + BETWEEN
    }

    fn tiles(self, tiles: &[TileView], value: f64) -> f64 {
        let abreast = ((self.width + TILE_GAP) / (TILE + TILE_GAP))
            .floor()
            .max(1.0) as usize;
        let abreast = abreast.min(tiles.len().max(1));
        let gaps = TILE_GAP * (abreast - 1) as f64;
        let width = (self.width - gaps) / abreast as f64;
        let row = |tiles: &[TileView]| {
            let most =
                |height: &dyn Fn(&TileView) -> f64| tiles.iter().map(height).fold(0.0, f64::max);
            let label = most(&|it| lines(&it.label, TILE_TEXT, width) * TILE_LINE);
            let number = most(&|it| {
                let style = Style {
                    bold: true,
                    ..Style::of(value)
                };
                let unit = Style::of(TILE_TEXT);
                let unit_words = if it.unit.is_empty() {
                    String::new()
                } else {
                    format!(" {}", it.unit)
                };
                let words = Words::html(
                    &it.value_html,
                    Style {
                        hanging: true,
                        ..style
                    },
                );
                words.and(&unit_words, unit).lines(width / TIGHT) * value * 1.1
            });
            let more = most(&|it| {
                let said = |words: &str| {
                    if words.is_empty() {
                        0.0
                    } else {
                        lines(words, TILE_TEXT, width) * TILE_LINE
                    }
                };
                let change = format!("{} {}", it.change_html, it.change_word);
                said(change.trim())
                    + said(&it.target_html)
                    + said(&it.verdict_word)
                    + said(&it.remark)
                    + spark(&it.spark_svg, width)
            });
            label + number + 0.875 * TILE_TEXT + more + TILE_FRAME
        };
        tiles.chunks(abreast).map(row).sum()
    }
}

/// The height of a small drawing as wide as its tile.
fn spark(svg: &str, width: f64) -> f64 {
    match drawn(svg) {
        Some([wide, high]) if wide > 0.0 => high / wide * width + GAP * TILE_TEXT,
        _ => 0.0,
    }
}

/// The lines that words of markup take in that width.
fn lines(html: &str, size: f64, width: f64) -> f64 {
    Words::html(html, Style::of(size)).lines(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape {
        aspect: "16:9",
        lang: "zh",
    };

    #[test]
    fn a_title_takes_room_by_its_lines() {
        let height = |title: &str| Room::below(SHAPE, Layout::Content, title, title).height;
        assert_eq!(height(""), BODY);
        assert_eq!(height("短"), BODY - 79.0);
        assert_eq!(height(&"长".repeat(40)), BODY - 134.0, "two lines");
        let classic = Shape {
            aspect: "4:3",
            ..SHAPE
        };
        assert!(classic.width() < SHAPE.width());
    }

    #[test]
    fn a_column_with_an_exhibit_is_the_wider_one() {
        let room = Room::below(SHAPE, Layout::Columns, "题", "题");
        let both = room.width - COLUMN_GAP;
        assert_eq!(room.column(0, None, 2).width, both / 2.0);
        let exhibit = room.column(1, Some(1), 2);
        assert!(exhibit.width > room.column(0, Some(1), 2).width);
    }
}
