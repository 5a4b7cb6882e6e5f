//! How much room things take on a slide, estimated before a browser lays them
//! out: the slide is 1280 or 960 by 720 pixels, text at its smallest 24.

use super::{
    AspectRatio, is_han,
    item::{Item, Node, What, after},
};
use crate::chart::text_width;

/// The height between the margins and the foot, in pixels.
pub(super) const HEIGHT: f64 = 584.0;
/// The smallest text.
pub(super) const TEXT: f64 = 24.0;
/// A line of it.
pub(super) const LINE: f64 = 36.0;
const TITLE: f64 = 40.0;
const TITLE_LINE: f64 = 50.0;
/// The indent of a list.
const INDENT: f64 = 40.0;
const CHART: f64 = 400.0;
const TABLE: f64 = 300.0;
const TILES: f64 = 160.0;
const IMAGE: f64 = 340.0;
const ROW: f64 = 40.0;
/// Above and below the words of a row, and between columns.
const PADDING: f64 = 24.0;
const GUTTER: f64 = 24.0;
/// Letters are now and then wider than reckoned.
const RESERVE: f64 = 1.06;
const CODE_LINE: f64 = 30.0;
/// What stands for a figure whose value is not known yet.
const FIGURE: &str = "000.0 分";

impl AspectRatio {
    /// The width between the margins, in pixels.
    pub(super) fn room(self) -> f64 {
        match self {
            Self::Wide => 1136.0,
            Self::Classic => 816.0,
        }
    }
}

/// The width of the longest stretch of a text that no line may break: a word,
/// or a hanzi with the mark that has to stay with it.
pub(crate) fn longest_word(text: &str, size: f64) -> f64 {
    let mut longest = 0.0_f64;
    let mut word = 0.0_f64;
    for c in text.chars() {
        let is_wide = is_han(c) || u32::from(c) >= 0x2E80;
        if c.is_whitespace() || c == '-' {
            word = 0.0;
        } else if is_wide {
            longest = longest.max(2.0 * size);
            word = 0.0;
        } else {
            word += text_width(c.encode_utf8(&mut [0; 4]), size);
        }
        longest = longest.max(word);
    }
    longest
}

/// Shares a width out among columns that are given by the least and the most
/// that each can use: as browsers do, by what each would like beyond its least.
/// Where there is less room than the least, each gets its least.
pub(crate) fn column_widths(bounds: &[(f64, f64)], room: f64) -> Vec<f64> {
    let least: f64 = bounds.iter().map(|it| it.0).sum();
    let wish: f64 = bounds.iter().map(|it| it.1 - it.0).sum();
    let spare = (room - least).max(0.0);
    let share = if wish > 0.0 {
        (spare / wish).min(1.0)
    } else {
        0.0
    };
    bounds
        .iter()
        .map(|(least, most)| least + (most - least) * share)
        .collect()
}

/// The lines that a text takes.
pub(super) fn lines(text: &str, size: f64, room: f64) -> f64 {
    text.lines()
        .map(|line| (text_width(line, size) / room).ceil().max(1.0))
        .sum::<f64>()
        .max(1.0)
}

/// The height of a slide's title.
pub(super) fn title_height(text: &str, room: f64) -> f64 {
    if text.is_empty() {
        0.0
    } else {
        lines(text, TITLE, room) * TITLE_LINE + 20.0
    }
}

/// The lines of text in some items: paragraphs and list items.
pub(super) fn text_lines(items: &[Item], room: f64) -> f64 {
    let mut total = 0.0;
    let mut words = String::new();
    let mut indent = 0.0;
    let mut end = |words: &mut String, indent: f64| {
        if !words.trim().is_empty() {
            total += lines(words.trim(), TEXT, room - indent);
        }
        words.clear();
    };
    for item in items {
        match &item.what {
            What::Text(text) => words.push_str(text),
            What::Code(code) => words.push_str(code),
            What::Figure(_) => words.push_str(FIGURE),
            What::Break => words.push(' '),
            What::HardBreak => words.push('\n'),
            What::Open(Node::Paragraph | Node::ListItem | Node::Row | Node::List { .. }) => {
                end(&mut words, indent);
                if matches!(item.what, What::Open(Node::List { .. })) {
                    indent += INDENT;
                }
            }
            _ => {}
        }
    }
    end(&mut words, indent);
    total
}

/// The height of an outermost block.
pub(super) fn block_height(items: &[Item], component: Option<&'static str>, room: f64) -> f64 {
    if let Some(name) = component {
        return match name {
            "chart" => CHART,
            "tiles" => TILES,
            "margin" => 0.0,
            _ => TABLE,
        };
    }
    match &items[0].what {
        What::Open(Node::Note(_)) => 0.0,
        What::Open(Node::Table(_)) => {
            let rows = items
                .iter()
                .filter(|item| matches!(item.what, What::Open(Node::Row | Node::Head)))
                .count();
            rows as f64 * ROW
        }
        What::Open(Node::Code(_)) => {
            let text: usize = items
                .iter()
                .filter_map(|item| match &item.what {
                    What::Text(text) => Some(text.lines().count()),
                    _ => None,
                })
                .sum();
            text as f64 * CODE_LINE
        }
        What::Open(Node::Paragraph)
            if matches!(
                items.get(1).map(|i| &i.what),
                Some(What::Open(Node::Image { .. }))
            ) =>
        {
            IMAGE
        }
        _ => text_lines(items, room) * LINE + 8.0,
    }
}

/// The height of each row of a plain table but its head, and of the head.
pub(super) fn row_heights(items: &[Item], table: usize, room: f64) -> (f64, Vec<f64>) {
    let rows: Vec<Vec<String>> = children(items, table)
        .into_iter()
        .map(|row| {
            let cells = children(items, row.start).into_iter();
            cells.map(|cell| words(&items[cell])).collect()
        })
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let bounds: Vec<(f64, f64)> = (0..columns)
        .map(|i| {
            let cells = rows.iter().filter_map(|row| row.get(i));
            cells.fold((0.0, 0.0), |(least, most): (f64, f64), cell| {
                let least = least.max(longest_word(cell, TEXT) * RESERVE);
                (least, most.max(text_width(cell, TEXT) * RESERVE).max(least))
            })
        })
        .collect();
    let gutters = GUTTER * columns.saturating_sub(1) as f64;
    let widths = column_widths(&bounds, room - gutters);
    let mut heights = rows.iter().map(|row| {
        let cells = row.iter().zip(&widths);
        let most = cells
            .map(|(cell, width)| lines(cell, TEXT * RESERVE, width.max(TEXT)))
            .fold(1.0, f64::max);
        most * LINE + PADDING
    });
    let head = heights.next().unwrap_or(0.0);
    (head, heights.collect())
}

/// The words in some items, as they are set.
fn words(items: &[Item]) -> String {
    let mut words = String::new();
    for item in items {
        match &item.what {
            What::Text(text) => words.push_str(text),
            What::Code(code) => words.push_str(code),
            What::Figure(_) => words.push_str(FIGURE),
            What::Break | What::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

/// The rows of a plain table but its head.
pub(super) fn table_rows(items: &[Item], table: usize) -> Vec<std::ops::Range<usize>> {
    children(items, table)
        .into_iter()
        .filter(|row| matches!(items[row.start].what, What::Open(Node::Row)))
        .collect()
}

/// The nodes right inside the one that opens at `open`.
pub(super) fn children(items: &[Item], open: usize) -> Vec<std::ops::Range<usize>> {
    let end = after(items, open) - 1;
    let mut found = Vec::new();
    let mut at = open + 1;
    while at < end {
        let next = after(items, at);
        found.push(at..next);
        at = next;
    }
    found
}
