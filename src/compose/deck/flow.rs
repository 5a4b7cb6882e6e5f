//! How high prose is on a slide: paragraphs, lists, quotes, code, plain tables
//! and pictures, as `static/deck.css` sets them.

use super::{
    grid::Grid,
    markup::{Element, Node, elements, parse, text},
    setting::{Style, Words},
};

/// Words, and the height of their line.
pub(super) const TEXT: f64 = 26.0;
pub(super) const LEADING: f64 = 1.6;
/// Between what stands outermost, between list items, and inside them.
pub(super) const GAP: f64 = 0.75;
pub(super) const ITEM_GAP: f64 = 0.5;
const INNER_GAP: f64 = 0.375;
const INDENT: f64 = 1.5;
/// Steps: numbered ones stand between rules, others behind a dash.
const STEP: f64 = 2.5;
const STEP_PADDING: f64 = 1.5;
const DASH: f64 = 1.25;
/// The entries of an agenda.
const ENTRY_PADDING: f64 = 0.9;
/// Code, and what is above and below a block of it, in pixels.
const CODE: f64 = 0.875;
const CODE_PADDING: f64 = 32.0;
/// The most that a picture between words takes.
const PICTURE: f64 = 12.0;
const FOOTNOTE: f64 = 0.9231;
const HEADING: [f64; 2] = [1.2, 1.35];
const LESSER_HEADING: f64 = 1.5;
/// One figure that takes the slide, and the line of it.
pub(super) const BIG: f64 = 6.0;
const BIG_LEADING: f64 = 1.15;

/// The height of prose whose letters have that size, in that width.
pub(super) fn height(html: &str, size: f64, width: f64) -> f64 {
    flow(&parse(html), size, width, GAP)
}

/// Blocks below each other; words between them are paragraphs.
fn flow(nodes: &[Node], size: f64, width: f64, gap: f64) -> f64 {
    let mut total = 0.0;
    let mut first = true;
    let mut words = 0..0;
    let mut below = |height: f64| {
        if height > 0.0 {
            total += height + if first { 0.0 } else { gap * size };
            first = false;
        }
    };
    for (i, node) in nodes.iter().enumerate() {
        match node {
            Node::Element(element) if is_block(element.name) => {
                below(paragraph(&nodes[words.clone()], size, width));
                below(block(element, size, width));
                words = i + 1..i + 1;
            }
            _ => words.end = i + 1,
        }
    }
    below(paragraph(&nodes[words], size, width));
    total
}

fn paragraph(nodes: &[Node], size: f64, width: f64) -> f64 {
    let words = Words::nodes(nodes, Style::of(size));
    if words.is_empty() {
        0.0
    } else {
        words.lines(width) * size * LEADING
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "ul"
            | "ol"
            | "li"
            | "blockquote"
            | "pre"
            | "figure"
            | "figcaption"
            | "table"
            | "div"
            | "section"
            | "aside"
            | "hr"
            | "h2"
            | "h3"
            | "h4"
            | "dl"
            | "dt"
            | "dd"
    )
}

fn block(element: &Element, size: f64, width: f64) -> f64 {
    let children = &element.children[..];
    match element.name {
        "p" if element.is("big-number") => {
            let style = Style {
                bold: true,
                ..Style::of(size * BIG)
            };
            let words = Words::nodes(
                children,
                Style {
                    hanging: true,
                    ..style
                },
            );
            words.lines(width) * style.size * BIG_LEADING
        }
        "p" => paragraph(children, size, width),
        "ul" | "ol" => list(element, size, width),
        "blockquote" => flow(children, size, width - INDENT * size, 0.0),
        "pre" => {
            let lines = text(children).trim_end().lines().count().max(1);
            CODE_PADDING + lines as f64 * size * CODE * LEADING
        }
        "figure" => {
            let picture = element.find("img").map_or(0.0, |_| PICTURE * size);
            let words = element.find("figcaption");
            picture + words.map_or(0.0, |it| paragraph(&it.children, size, width))
        }
        "table" => Grid::plain(element, size / TEXT, width).height(),
        "section" => flow(children, size * FOOTNOTE, width, INNER_GAP),
        "aside" => 2.0 * GAP * size + 4.0 + flow(children, size, width, GAP),
        "hr" => 1.0,
        "h2" => heading(children, size * HEADING[0], HEADING[1], width),
        "h3" | "h4" => heading(children, size, LESSER_HEADING, width),
        _ => flow(children, size, width, 0.0),
    }
}

/// The height of a heading within prose.
pub(super) fn heading(children: &[Node], size: f64, leading: f64, width: f64) -> f64 {
    let style = Style {
        bold: true,
        ..Style::of(size)
    };
    Words::nodes(children, style).lines(width) * size * leading
}

fn list(list: &Element, size: f64, width: f64) -> f64 {
    let steps = list.is("steps");
    let (indent, padding, gap) = match list.name {
        "ol" if steps => (STEP, STEP_PADDING, 0.0),
        _ if list.is("agenda") => (STEP, ENTRY_PADDING, 0.0),
        _ if steps => (DASH, 0.0, ITEM_GAP),
        _ => (INDENT, 0.0, ITEM_GAP),
    };
    let rule = f64::from(u8::from(padding > 0.0));
    let heights = elements(&list.children).map(|item| {
        let inside = flow(&item.children, size, width - indent * size, INNER_GAP);
        inside.max(size * LEADING) + padding * size + rule
    });
    let heights: Vec<f64> = heights.collect();
    let gaps = heights.len().saturating_sub(1) as f64 * gap * size;
    heights.iter().sum::<f64>() + gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: f64 = TEXT * LEADING;

    #[test]
    fn prose_is_as_high_as_its_blocks_and_gaps() {
        let case = |html: &str, expected: f64| {
            let found = height(html, TEXT, 1136.0);
            assert!(
                (found - expected).abs() < 0.01,
                "{html}: {found}, not {expected}"
            );
        };
        case("", 0.0);
        case("<p>甲</p>\n", LINE);
        case("<p>甲</p>\n<p>乙</p>\n", 2.0 * LINE + GAP * TEXT);
        case(
            "<ul><li>甲</li>\n<li>乙</li></ul>",
            2.0 * LINE + ITEM_GAP * TEXT,
        );
        case(
            "<ul><li>甲<ul><li>乙</li></ul></li></ul>",
            2.0 * LINE + INNER_GAP * TEXT,
        );
        case(
            "<ol class=\"steps\"><li>甲</li><li>乙</li></ol>",
            2.0 * (LINE + STEP_PADDING * TEXT + 1.0),
        );
        case(
            "<pre><code>a\nb\n</code></pre>",
            CODE_PADDING + 2.0 * LINE * CODE,
        );
        case(&format!("<p>{}</p>", "长".repeat(44)), 2.0 * LINE);
        case(&format!("<p>{}</p>", "长".repeat(43)), LINE);
    }
}
