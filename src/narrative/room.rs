//! How much room things take on a slide, estimated before a browser lays them
//! out: the slide is 1280 or 960 by 720 pixels, text at its smallest 24.

use super::{
    AspectRatio, is_han,
    item::{Item, Node, What, after},
};

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

/// The width of a text in pixels.
fn width(text: &str, size: f64) -> f64 {
    let em: f64 = text
        .chars()
        .map(|c| {
            if is_han(c) || u32::from(c) >= 0x2E80 {
                1.0
            } else {
                0.55
            }
        })
        .sum();
    em * size
}

/// The lines that a text takes.
pub(super) fn lines(text: &str, size: f64, room: f64) -> f64 {
    text.lines()
        .map(|line| (width(line, size) / room).ceil().max(1.0))
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
