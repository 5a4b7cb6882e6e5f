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
const TITLE: f64 = 44.0;
const TITLE_LINE: f64 = 55.0;
const BELOW_TITLE: f64 = 24.0;
/// The indent of a list.
const INDENT: f64 = 40.0;
/// Above and below the words of a row.
const PADDING: f64 = 18.5;
/// A line of words in it.
const CELL_LINE: f64 = 33.6;
/// Between columns.
const GUTTER: f64 = 24.0;
/// Letters are now and then wider than reckoned.
const RESERVE: f64 = 1.06;
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
    let part = if wish > 0.0 {
        (spare / wish).min(1.0)
    } else {
        0.0
    };
    bounds
        .iter()
        .map(|(least, most)| least + (most - least) * part)
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
        lines(text, TITLE, room) * TITLE_LINE + BELOW_TITLE
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
        most * CELL_LINE + PADDING
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

/// How many rows each slide takes: as few slides as there can be, evenly filled.
pub(crate) fn shares(heights: &[f64], [first, later]: [f64; 2]) -> Vec<usize> {
    let fill = |share: f64| {
        let mut lengths: Vec<usize> = Vec::new();
        let mut from = 0;
        while from < heights.len() {
            let room = if lengths.is_empty() { first } else { later };
            let mut height = heights[from];
            let mut to = from + 1;
            while to < heights.len() && height + heights[to] <= room * share {
                height += heights[to];
                to += 1;
            }
            lengths.push(to - from);
            from = to;
        }
        lengths
    };
    let fewest = fill(1.0);
    let evener = (10..20).map(|share| fill(f64::from(share) / 20.0));
    evener
        .into_iter()
        .find(|it| it.len() == fewest.len())
        .unwrap_or(fewest)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_shared_out_evenly() {
        let case = |heights: &[f64], rooms: [f64; 2], expected: &[usize]| {
            assert_eq!(shares(heights, rooms), expected, "{heights:?} in {rooms:?}");
        };
        case(&[], [100.0, 100.0], &[]);
        case(&[50.0; 4], [200.0, 200.0], &[4]);
        case(&[50.0; 5], [200.0, 200.0], &[3, 2]);
        case(&[50.0; 8], [100.0, 200.0], &[2, 4, 2]);
        case(&[300.0, 50.0], [200.0, 200.0], &[1, 1]);
    }

    #[test]
    fn columns_share_out_what_they_do_not_need() {
        let case = |bounds: &[(f64, f64)], room: f64, expected: &[f64]| {
            assert_eq!(
                column_widths(bounds, room),
                expected,
                "{bounds:?} in {room}"
            );
        };
        case(&[(10.0, 50.0), (20.0, 60.0)], 200.0, &[50.0, 60.0]);
        case(&[(10.0, 50.0), (20.0, 60.0)], 70.0, &[30.0, 40.0]);
        case(&[(10.0, 50.0), (20.0, 20.0)], 50.0, &[30.0, 20.0]);
        case(&[(40.0, 50.0), (40.0, 60.0)], 50.0, &[40.0, 40.0]);
    }

    #[test]
    fn a_word_is_not_broken() {
        let case =
            |text: &str, longest: f64| assert_eq!(longest_word(text, 10.0), longest, "{text}");
        case("满意度", 20.0);
        case("", 0.0);
        assert!(longest_word("satisfaction of all", 10.0) > longest_word("of all", 10.0));
    }
}
