//! What a narrative holds, and every mistake that shows while it is read.
//!
//! Nothing is looked up here: whether figures, ids and links exist is asked in
//! `review`, which has the ledger and the plan.

mod link;
mod prose;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{
    claim::Claim,
    component::{self, Component},
    item::{Item, Node, What, after, plain},
    medium::Media,
    raw::{HtmlStretch, html_stretches},
    reference::{NotAReference, Reference, Stretch, stretches},
    scan::DEPTH,
};
use crate::{
    diag::{Code, Diagnostic, FileName, Place, Report},
    model::Text,
};
pub(crate) use prose::not_a_reference;

/// What a narrative holds, in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// The headings but the title.
    pub headings: Vec<Heading>,
    /// The references to figures, in prose, titles, captions and components.
    pub references: Vec<(Reference, Place)>,
    /// The claims.
    pub claims: Vec<(Claim, Place)>,
    /// The links and images that lead to pages and files of this site.
    pub links: Vec<LinkUse>,
    /// The components.
    pub components: Vec<Component>,
    /// Numbers typed in prose.
    pub numbers: Vec<Place>,
    /// The slides of a deck.
    pub slides: Vec<SlideUse>,
    /// Where the heading begins that serves as the title, if one does.
    pub(super) title_at: Option<usize>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// 2 to 4; a level 1 and a level 2 of the author are both 2.
    pub level: u8,
    /// The anchor: given, or by position (`s2-1`).
    pub id: String,
    /// The style class given to it; may be empty.
    pub class: String,
    /// The words, references as written.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// Only slides show it; the page has no such anchor.
    pub on_slides_only: bool,
}

/// A link or image that leads to something of this site.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkUse {
    /// As written: `other.md#id`, `#id`, `charts/a.png`.
    pub target: String,
    /// Where it stands.
    pub place: Place,
    /// An image.
    pub image: bool,
}

/// A slide of a deck.
#[derive(Debug, Clone, PartialEq)]
pub struct SlideUse {
    /// The anchor.
    pub id: String,
    /// The words of its title, references as written; may be empty.
    pub title: String,
    /// Where it stands.
    pub place: Place,
    /// The slide of another deck that stands in its place, `deck#slide`, and
    /// where that is asked for.
    pub import: Option<(String, Place)>,
    /// The roles that see it, and where each is named; all where there is none.
    pub roles: Vec<(String, Place)>,
}

impl SlideUse {
    /// Reports whether people in a role see it; the whole deck is for all.
    pub fn is_for(&self, role: Option<&str>) -> bool {
        role.is_none_or(|role| self.roles.is_empty() || self.roles.iter().any(|it| it.0 == role))
    }
}

/// Collects an outline over one text, or slide after slide.
pub(super) struct Collector<'a> {
    pub(super) file: &'a FileName,
    pub(super) text: &'a str,
    pub(super) outline: Outline,
    /// Every anchor and where it was given.
    pub(super) ids: BTreeMap<String, Place>,
    /// What only the page shows, or only slides.
    pub(super) media: Media,
    counters: [u32; 3],
}

impl<'a> Collector<'a> {
    pub(super) fn new(file: &'a FileName, text: &'a str) -> Self {
        Self {
            file,
            text,
            outline: Outline::default(),
            ids: BTreeMap::new(),
            media: Media::default(),
            counters: [0; 3],
        }
    }

    fn place(&self, at: &Range<usize>) -> Place {
        Place::new(self.file, at.clone())
    }

    /// Walks over the items of one text.
    pub(super) fn collect(&mut self, items: &[Item], report: &mut Report) {
        let mut open: Vec<&Node> = Vec::new();
        let (mut depth, mut too_deep) = (0_usize, false);
        let mut notes = Footnotes::default();
        let mut html_tags = 0_usize;
        for (i, item) in items.iter().enumerate() {
            match &item.what {
                What::Open(node) => {
                    if nests(node) {
                        depth += 1;
                        if depth > DEPTH && !too_deep {
                            too_deep = true;
                            let place = self.place(&item.at);
                            report.add(
                                Diagnostic::new(Code::DeepMarkdown, place)
                                    .with("limit", DEPTH.to_string()),
                            );
                        }
                    }
                    self.node(items, i, open.len(), report);
                    if let Node::Note(label) = node {
                        notes.defined.push((label, item.at.clone()));
                    }
                    open.push(node);
                }
                What::Close => {
                    if open.pop().is_some_and(nests) {
                        depth -= 1;
                    }
                }
                What::Text(text) => {
                    let literal = matches!(open.last(), Some(Node::Code(_) | Node::Html));
                    if !literal && text.len() == item.at.len() {
                        self.prose(&item.at, open.last(), report);
                    }
                }
                What::Figure(found) => self.reference(found, &item.at, report),
                What::Html(html) => self.inline_html(html, &item.at, &mut html_tags, report),
                What::Footnote(label) => {
                    notes.used.insert(label);
                }
                What::Code(_) | What::Break | What::HardBreak | What::Rule => {}
            }
        }
        for (label, at) in notes.defined {
            if !notes.used.contains(label) {
                let end = at.start + self.text[at.clone()].find(':').map_or(1, |i| i + 1);
                let place = self.place(&(at.start..end));
                report.add(
                    Diagnostic::new(Code::FootnoteUnused, place).with("label", label.to_owned()),
                );
            }
        }
    }

    fn node(&mut self, items: &[Item], i: usize, nesting: usize, report: &mut Report) {
        let item = &items[i];
        let What::Open(node) = &item.what else { return };
        match node {
            Node::Heading { .. } => self.heading(items, i, nesting, report),
            Node::Code(info) => self.code(info, items, i, nesting, report),
            Node::Html => self.html(&item.at, report),
            Node::Link { target, title } => self.link(target, title, &item.at, report),
            Node::Image { target, title } => {
                self.caption(title, &item.at, report);
                self.image(target, &item.at, report);
            }
            _ => {}
        }
    }

    fn heading(&mut self, items: &[Item], i: usize, nesting: usize, report: &mut Report) {
        let item = &items[i];
        let What::Open(Node::Heading {
            level,
            id,
            classes,
            foreign,
        }) = &item.what
        else {
            return;
        };
        // A heading inside a quote or list is no section and has no anchor.
        let wrong_id = id
            .as_deref()
            .is_some_and(|id| nesting > 0 || !is_anchor(id));
        if *foreign || wrong_id || classes.iter().any(|class| !is_anchor(class)) {
            let source = &self.text[item.at.clone()];
            let at = source
                .rfind('{')
                .map_or(item.at.start, |brace| item.at.start + brace);
            let end = self.text[at..item.at.end]
                .find('}')
                .map_or(item.at.end, |i| at + i + 1);
            let written = self.text[at..end].to_owned();
            report.add(
                Diagnostic::new(Code::HeadingAttribute, self.place(&(at..end)))
                    .with("attribute", written)
                    .with("anchor", "{#plan}")
                    .with("class", "{.wide}"),
            );
        }
        if nesting > 0 || self.outline.title_at == Some(item.at.start) {
            return;
        }
        let level = (*level).clamp(2, 4);
        let on_slides_only = self.media.is_slides(item.at.start);
        let id = match id {
            Some(id) if !wrong_id => id.clone(),
            // It moves no anchor of the page.
            _ if on_slides_only => format!("x{}", self.outline.headings.len() + 1),
            _ => self.positional(level),
        };
        let place = self.place(&item.at);
        self.anchor(&id, &place, report);
        let text = plain(self.text, &items[i..after(items, i)]);
        self.outline.headings.push(Heading {
            level,
            id,
            class: classes.join(" "),
            text,
            place,
            on_slides_only,
        });
    }

    /// Takes an anchor for the page; reports one that is taken.
    pub(super) fn anchor(&mut self, id: &str, place: &Place, report: &mut Report) {
        match self.ids.get(id) {
            Some(first) => report.add(
                Diagnostic::new(Code::DuplicateHeading, place.clone())
                    .with("id", id.to_owned())
                    .and(first.clone(), "first"),
            ),
            None => {
                self.ids.insert(id.to_owned(), place.clone());
            }
        }
    }

    /// `s2`, `s2-1`, `s2-1-3`: by counting, so that no title moves an anchor.
    fn positional(&mut self, level: u8) -> String {
        let at = usize::from(level - 2);
        self.counters[at] += 1;
        self.counters[at + 1..].fill(0);
        let numbers: Vec<String> = self.counters[..=at]
            .iter()
            .map(ToString::to_string)
            .collect();
        format!("s{}", numbers.join("-"))
    }

    fn code(&mut self, info: &str, items: &[Item], i: usize, nesting: usize, report: &mut Report) {
        let place = self.place(&items[i].at);
        let Some(name) = component::named(info) else {
            if let Some(nearest) = component::nearly(info) {
                let found = info.split_whitespace().next().unwrap_or("").to_owned();
                report.add(
                    Diagnostic::new(Code::UnknownComponent, place)
                        .with("name", found)
                        .with("nearest", nearest),
                );
            }
            return;
        };
        if nesting > 0 {
            report.add(component::misplaced(name, place));
            return;
        }
        let lines = &items[i + 1..after(items, i) - 1];
        let yaml = match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => first.at.start..last.at.end,
            _ => items[i].at.start..items[i].at.start,
        };
        let source = &self.text[yaml.clone()];
        let Some(request) = component::read(name, &place, source, yaml.start, report) else {
            return;
        };
        for (words, at) in request.words() {
            self.words(&words.0, &at, report);
        }
        for (kind, target, at) in request.files() {
            self.attached(kind, target, &(at.start..at.end), report);
        }
        self.outline.components.push(Component {
            name,
            place,
            request,
        });
    }

    /// References in words that stand in YAML.
    pub(super) fn words(&mut self, words: &Text, place: &Place, report: &mut Report) {
        for (_, wording) in words.wordings() {
            self.stretches(wording, place, report);
        }
    }

    fn caption(&mut self, title: &str, at: &Range<usize>, report: &mut Report) {
        let place = self.place(at);
        self.stretches(title, &place, report);
    }

    fn stretches(&mut self, text: &str, place: &Place, report: &mut Report) {
        for stretch in stretches(text) {
            match stretch {
                Stretch::Reference(Ok(reference), ..) => {
                    self.outline.references.push((reference, place.clone()));
                }
                Stretch::Reference(Err(why), written, _) => {
                    report.add(not_a_reference(&why, written, place.clone()));
                }
                Stretch::Text(_) => {}
            }
        }
    }

    fn reference(
        &mut self,
        found: &Result<Box<Reference>, NotAReference>,
        at: &Range<usize>,
        report: &mut Report,
    ) {
        let place = self.place(at);
        match found {
            Ok(reference) => {
                let reference = Reference::clone(reference);
                self.outline.references.push((reference, place));
            }
            Err(why) => report.add(not_a_reference(why, &self.text[at.clone()], place)),
        }
    }

    fn html(&self, at: &Range<usize>, report: &mut Report) {
        for stretch in html_stretches(&self.text[at.clone()]) {
            let (code, inside) = match stretch {
                HtmlStretch::Comment(inside) => (Code::HtmlComment, inside),
                HtmlStretch::Markup(inside) => (Code::RawHtml, inside),
            };
            self.html_found(code, at.start + inside.start..at.start + inside.end, report);
        }
    }

    /// A closing tag goes with its opening one, which was reported.
    fn inline_html(&self, html: &str, at: &Range<usize>, open: &mut usize, report: &mut Report) {
        if html.starts_with("<!--") {
            self.html_found(Code::HtmlComment, at.clone(), report);
        } else if html.starts_with("</") && *open > 0 {
            *open -= 1;
        } else {
            *open += usize::from(!html.ends_with("/>"));
            self.html_found(Code::RawHtml, at.clone(), report);
        }
    }

    fn html_found(&self, code: Code, at: Range<usize>, report: &mut Report) {
        let first: String = self.text[at.clone()]
            .lines()
            .next()
            .unwrap_or("")
            .trim()
            .chars()
            .take(60)
            .collect();
        report.add(Diagnostic::new(code, self.place(&at)).with("html", first));
    }
}

#[derive(Default)]
struct Footnotes<'a> {
    defined: Vec<(&'a str, Range<usize>)>,
    used: BTreeSet<&'a str>,
}

fn nests(node: &Node) -> bool {
    matches!(
        node,
        Node::Quote(_)
            | Node::ListItem
            | Node::Emphasis
            | Node::Strong
            | Node::Link { .. }
            | Node::Image { .. }
    )
}

/// Anchors and classes: a–z, 0–9, - and _.
pub(super) fn is_anchor(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}
