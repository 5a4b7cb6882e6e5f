//! Markdown as a flat list of items: what the parser found, with the author's
//! own characters, references found, and every item's bytes in the file.
//!
//! No mistake is reported and no markup is written here: `outline` and `html`
//! both read this list, so that they cannot differ about what a text says.

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, OffsetIter, Options, Parser,
    Tag, TagEnd,
};

use super::{
    mask::{Masked, stand_ins},
    reference::{NotAReference, Reference},
};

/// One thing in the flow of a text.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    /// What it is.
    pub(super) what: What<'a>,
    /// Its bytes in the file.
    pub(super) at: Range<usize>,
}

/// What an item is.
#[derive(Debug, Clone)]
pub(super) enum What<'a> {
    /// A node opens.
    Open(Node),
    /// The node opened last closes.
    Close,
    /// Text. Borrowed text lies in the file exactly at the item's bytes.
    Text(Cow<'a, str>),
    /// A reference, or why it is none. Boxed, since there are few, and thousands
    /// of other items would be as large.
    Figure(Result<Box<Reference>, NotAReference>),
    /// A code span.
    Code(String),
    /// Raw HTML inside a line.
    Html(&'a str),
    /// The end of a source line.
    Break,
    /// A line break that the author asked for.
    HardBreak,
    /// A horizontal rule.
    Rule,
    /// A reference to a footnote.
    Footnote(String),
}

/// What holds other items.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Paragraph,
    Heading {
        level: u8,
        id: Option<String>,
        classes: Vec<String>,
        foreign: bool,
    },
    Quote(Option<&'static str>),
    Code(String),
    Html,
    List {
        start: Option<u64>,
        stepwise: bool,
    },
    ListItem,
    Note(String),
    Table(Vec<Align>),
    Head,
    Row,
    Cell,
    Emphasis,
    Strong,
    Link {
        target: String,
        title: String,
    },
    Image {
        target: String,
        title: String,
    },
}

/// How a column of a plain table is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Unset,
    Left,
    Center,
    Right,
}

/// The bytes of an item, more or less.
const BYTES: usize = 12;

/// Reads the Markdown in those bytes of a file.
pub(super) fn items(file: &str, body: Range<usize>) -> Vec<Item<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let original = &file[body.clone()];
    let masked = Masked::new(original);
    let mut reader = Reader {
        original,
        masked: &masked,
        base: body.start,
        items: Vec::with_capacity(original.len() / BYTES),
        literal: false,
    };
    let mut events = Parser::new_ext(&masked.text, options).into_offset_iter();
    while let Some((event, at)) = events.next() {
        reader.event(event, &at, &events);
    }
    reader.items
}

struct Reader<'a, 'm> {
    original: &'a str,
    masked: &'m Masked<'a>,
    base: usize,
    items: Vec<Item<'a>>,
    /// Inside code or raw HTML, where nothing is replaced.
    literal: bool,
}

impl<'a> Reader<'a, '_> {
    fn event(&mut self, event: Event, at: &Range<usize>, events: &OffsetIter) {
        let what = match event {
            Event::Start(tag) => {
                let Some(node) = self.node(tag, at, events) else {
                    return;
                };
                self.literal = matches!(node, Node::Code(_) | Node::Html);
                What::Open(node)
            }
            Event::End(end) => {
                if matches!(end, TagEnd::CodeBlock | TagEnd::HtmlBlock) {
                    self.literal = false;
                }
                What::Close
            }
            Event::Text(text) | Event::Html(text) => return self.text(&text, at),
            Event::Code(code) => What::Code(self.masked.restored(&code, at)),
            Event::InlineHtml(_) => What::Html(&self.original[at.clone()]),
            Event::FootnoteReference(label) => What::Footnote(self.masked.restored(&label, at)),
            Event::SoftBreak => What::Break,
            Event::HardBreak => What::HardBreak,
            Event::Rule => What::Rule,
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => return,
        };
        self.push(what, at);
    }

    fn push(&mut self, what: What<'a>, at: &Range<usize>) {
        self.items.push(Item {
            what,
            at: self.base + at.start..self.base + at.end,
        });
    }

    /// Text, cut from the author's own where it stands there as it is; pieces
    /// that follow one another become one.
    fn text(&mut self, text: &str, at: &Range<usize>) {
        if self.masked.text.get(at.clone()) != Some(text) {
            let restored = self.masked.restored(text, at);
            return self.push(What::Text(Cow::Owned(restored)), at);
        }
        let mut from = at.start;
        if !self.literal {
            for spot in self
                .masked
                .within(at)
                .iter()
                .filter(|spot| spot.is_reference())
            {
                self.piece(from..spot.at.start);
                let written = &self.original[spot.at.start + 2..spot.at.end - 2];
                let found = written.parse().map(Box::new);
                self.push(What::Figure(found), &spot.at);
                from = spot.at.end;
            }
        }
        self.piece(from..at.end);
    }

    fn piece(&mut self, at: Range<usize>) {
        if at.is_empty() {
            return;
        }
        if let Some(Item {
            what: What::Text(Cow::Borrowed(before)),
            at: earlier,
        }) = self.items.last_mut()
            && earlier.end == self.base + at.start
            && before.len() == earlier.len()
        {
            earlier.end = self.base + at.end;
            *before = &self.original[earlier.start - self.base..at.end];
            return;
        }
        self.push(What::Text(Cow::Borrowed(&self.original[at.clone()])), &at);
    }

    fn node(&self, tag: Tag, at: &Range<usize>, events: &OffsetIter) -> Option<Node> {
        Some(match tag {
            Tag::Paragraph => Node::Paragraph,
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => Node::Heading {
                level: level as u8,
                id: id.map(|id| self.masked.restored_end(&id, at, 0)),
                classes: classes.iter().map(ToString::to_string).collect(),
                foreign: !attrs.is_empty(),
            },
            Tag::BlockQuote(kind) => Node::Quote(kind.map(|kind| match kind {
                BlockQuoteKind::Note => "note",
                BlockQuoteKind::Tip => "tip",
                BlockQuoteKind::Important => "important",
                BlockQuoteKind::Warning => "warning",
                BlockQuoteKind::Caution => "caution",
            })),
            Tag::CodeBlock(CodeBlockKind::Indented) => Node::Code(String::new()),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                Node::Code(self.masked.restored(&info, at))
            }
            Tag::HtmlBlock => Node::Html,
            Tag::List(start) => Node::List {
                start,
                stepwise: self.is_stepwise(at, start.is_some()),
            },
            Tag::Item => Node::ListItem,
            Tag::FootnoteDefinition(label) => Node::Note(self.masked.restored(&label, at)),
            Tag::Table(columns) => Node::Table(columns.into_iter().map(align).collect()),
            Tag::TableHead => Node::Head,
            Tag::TableRow => Node::Row,
            Tag::TableCell => Node::Cell,
            Tag::Emphasis => Node::Emphasis,
            Tag::Strong => Node::Strong,
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => {
                let (target, title) = self.target(link_type, &dest_url, &title, &id, at, events);
                Node::Link { target, title }
            }
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => {
                let (target, title) = self.target(link_type, &dest_url, &title, &id, at, events);
                Node::Image { target, title }
            }
            // Not among the options set above.
            _ => return None,
        })
    }

    /// `*` and `1)` lists appear step by step in decks.
    fn is_stepwise(&self, at: &Range<usize>, ordered: bool) -> bool {
        let marker = self.original[at.clone()].trim_start();
        if ordered {
            marker
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .starts_with(')')
        } else {
            marker.starts_with('*')
        }
    }

    /// A link's target and title, with the author's own characters.
    fn target(
        &self,
        kind: LinkType,
        target: &CowStr,
        title: &CowStr,
        id: &CowStr,
        at: &Range<usize>,
        events: &OffsetIter,
    ) -> (String, String) {
        let target = if kind == LinkType::Email {
            format!("mailto:{target}")
        } else {
            target.to_string()
        };
        let defined = match kind {
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => events
                .reference_definitions()
                .get(id)
                .map(|definition| definition.span.clone()),
            _ => None,
        };
        let at = defined.unwrap_or_else(|| at.clone());
        (
            self.masked.restored_end(&target, &at, stand_ins(title)),
            self.masked.restored_end(title, &at, 0),
        )
    }
}

fn align(column: Alignment) -> Align {
    match column {
        Alignment::None => Align::Unset,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

/// The item behind the node that opens at `open`.
pub(super) fn after(items: &[Item], open: usize) -> usize {
    let mut depth = 0_usize;
    for (i, item) in items.iter().enumerate().skip(open) {
        match item.what {
            What::Open(_) => depth += 1,
            What::Close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return i + 1;
        }
    }
    items.len()
}

/// The words of some items without their markup, references as written.
pub(super) fn plain(file: &str, items: &[Item]) -> String {
    let mut out = String::new();
    for item in items {
        match &item.what {
            What::Text(text) => out.push_str(text),
            What::Figure(_) => out.push_str(&file[item.at.clone()]),
            What::Code(code) => out.push_str(code),
            What::Html(html) if !html.starts_with("<!--") => out.push_str(html),
            What::Break | What::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}
