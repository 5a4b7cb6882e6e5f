//! A narrative as parts, each of which becomes one block of a page.

use super::{
    Narrative,
    html::Writer,
    item::{Item, Node, What, after, items},
    medium::Media,
    outline::Outline,
    reference::Reference,
    resolve::Resolve,
};

/// A part of a page or slide, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Paragraphs, lists, quotes, code, plain tables, footnotes.
    Html(String),
    /// A heading.
    Heading {
        /// 2 to 4.
        level: u8,
        /// The anchor.
        id: String,
        /// The style class given to it; may be empty.
        class: String,
        /// The words, ready.
        html: String,
        /// The words as text, figures in place: for tables of contents.
        text: String,
    },
    /// A component: its place in the outline's list.
    Component(usize),
    /// An alert.
    Notice {
        /// `note tip important warning caution`.
        level: &'static str,
        /// The text, ready.
        html: String,
    },
    /// A figure that stands alone on a slide.
    Figure {
        /// The figure, ready.
        html: String,
        /// What it is.
        reference: Reference,
    },
    /// Where the next column of a slide begins.
    Column,
}

/// The parts of a chapter.
pub fn parts(narrative: &Narrative, resolve: &dyn Resolve) -> Vec<Part> {
    let mut items = narrative.items();
    let media = Media::take(&narrative.text, &mut items);
    let mut writer = Writer::new(&narrative.text, &items, resolve, String::new(), false);
    let mut parts = Vec::new();
    for block in blocks(&items) {
        if media.is_slides(items[block.start].at.start) {
            continue;
        }
        push(&narrative.outline, &items, block, &mut writer, &mut parts);
    }
    flush(&mut writer, &mut parts);
    parts.extend(writer.footnotes().map(Part::Html));
    parts
}

impl Narrative {
    /// The items of its body, parsed anew.
    pub(super) fn items(&self) -> Vec<Item<'_>> {
        if self.readable {
            items(&self.text, self.body..self.text.len())
        } else {
            Vec::new()
        }
    }
}

/// The outermost nodes and rules.
pub(super) fn blocks(items: &[Item]) -> Vec<std::ops::Range<usize>> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let end = after(items, at);
        blocks.push(at..end);
        at = end;
    }
    blocks
}

/// Adds one outermost block; prose gathers in the writer until something else
/// comes.
pub(super) fn push(
    outline: &Outline,
    items: &[Item],
    block: std::ops::Range<usize>,
    writer: &mut Writer,
    parts: &mut Vec<Part>,
) {
    let start = items[block.start].at.start;
    let inside = block.start + 1..block.end - 1;
    match &items[block.start].what {
        What::Open(Node::Heading { .. }) => {
            flush(writer, parts);
            let known = outline
                .headings
                .binary_search_by_key(&start, |heading| heading.place.start);
            if let Ok(known) = known.map(|i| &outline.headings[i]) {
                let (level, id, class) = (known.level, known.id.clone(), known.class.clone());
                let html = writer.html(inside.clone()).trim().to_owned();
                parts.push(Part::Heading {
                    level,
                    id,
                    class,
                    html,
                    text: writer.text(inside),
                });
            }
        }
        What::Open(Node::Quote(Some(level))) => {
            flush(writer, parts);
            parts.push(Part::Notice {
                level,
                html: writer.html(inside),
            });
        }
        What::Open(Node::Code(_)) => match component_at(outline, start) {
            Some(component) => {
                flush(writer, parts);
                parts.push(Part::Component(component));
            }
            None => writer.write(block),
        },
        _ => writer.write(block),
    }
}

/// The component that begins at that byte.
pub(super) fn component_at(outline: &Outline, start: usize) -> Option<usize> {
    outline
        .components
        .binary_search_by_key(&start, |component| component.place.start)
        .ok()
}

/// Ends the prose gathered so far.
pub(super) fn flush(writer: &mut Writer, parts: &mut Vec<Part>) {
    let html = writer.take();
    if !html.trim().is_empty() {
        parts.push(Part::Html(html));
    }
}
