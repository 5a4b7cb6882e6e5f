//! Narratives: chapters and decks, Markdown with front matter, in which
//! figures are referred to and never typed.
//!
//! A narrative is read twice. At load every mistake is reported and an
//! [`Outline`] collected; only the text and the outline are kept, so that
//! thousands of chapters fit into memory. When its page is composed it is
//! parsed again and becomes [`Part`]s or slides.
//!
//! No figure, id or page is looked up here, and no number becomes text: the
//! caller's [`Resolve`] does both. Raw HTML never becomes markup.

mod chapter;
mod claim;
mod component;
mod deck;
mod front;
mod html;
mod item;
mod mask;
mod medium;
mod number;
mod outline;
mod part;
mod raw;
mod reference;
mod resolve;
mod room;
mod scan;
mod target;

pub use chapter::{chapter_slides, continued_sections, slides_of_headings};
pub use claim::{Assertion, Claim};
pub use component::{
    All, Amount, ChartRequest, Component, DrillRequest, MarginEntry, MarginRequest, MediaRequest,
    MetricList, Pace, PairRequest, PictureRequest, QuizKind, QuizRequest, Request,
    ScorecardRequest, ScorecardView, TableColumn, TableRequest, TilesRequest,
};
pub use deck::{Layout, SlideParts, slides};
pub use front::{AspectRatio, Beside, FrontMatter, FrontPlaces, Handout, HandoutWanted, Training};
pub(crate) use outline::not_a_reference;
pub use outline::{Heading, LinkUse, Outline, SlideUse};
pub use part::{Part, parts};
pub use reference::{AskedPeriod, NotAReference, Reference, Stretch, stretches};
pub use resolve::{Picture, Resolve, escape, is_plain, words_html, words_text};
pub(crate) use room::{column_widths, longest_word, shares};

use std::sync::Arc;

use crate::{
    diag::{Code, Diagnostic, FileName, Place, Report, Severity},
    model::Text,
};
use front::Split;
use item::{Node, What, after, plain};
use medium::Media;
use outline::Collector;

/// What a narrative is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page of prose: a chapter, the portal's introduction.
    Page,
    /// A slide deck.
    Deck,
}

/// A narrative that was read.
#[derive(Debug, Clone)]
pub struct Narrative {
    /// The file.
    pub file: FileName,
    /// What it is.
    pub kind: Kind,
    /// The whole file.
    pub text: Arc<str>,
    /// Where the Markdown begins.
    pub body: usize,
    /// What stands at the top.
    pub front: FrontMatter,
    /// What it holds.
    pub outline: Outline,
    /// Whether its Markdown may be parsed at all.
    readable: bool,
}

/// Reads a narrative, reporting every mistake that needs no other file.
pub fn read(file: &FileName, text: Arc<str>, kind: Kind, report: &mut Report) -> Narrative {
    let (front, body, readable) = match front::split(&text) {
        Split::None(body) => (FrontMatter::default(), body, true),
        Split::Found(yaml, body) => (FrontMatter::read(file, &text, yaml, report), body, true),
        Split::Open(at) => {
            report.add(Diagnostic::new(Code::FrontMatterOpen, Place::new(file, at)));
            (FrontMatter::default(), text.len(), false)
        }
    };
    let readable = readable && scan::scan(file, &text, body, report);
    let mut narrative = Narrative {
        file: file.clone(),
        kind,
        text,
        body,
        front,
        outline: Outline::default(),
        readable,
    };
    narrative.outline = outline(&mut narrative, report);
    if narrative.front.title.is_empty() && readable {
        let place = Place::new(file, 0..0);
        let missing = Diagnostic::new(Code::MissingKey, place).with("key", "title");
        report.add(Diagnostic {
            severity: Severity::Warning,
            ..missing
        });
    }
    if narrative.front.title.is_empty() {
        narrative.front.title = Text::same(stem(file));
    }
    narrative
}

fn outline(narrative: &mut Narrative, report: &mut Report) -> Outline {
    let title = narrative.front.title.clone();
    let (mut title_at, mut heading) = (None, None);
    let mut collector = Collector::new(&narrative.file, &narrative.text);
    let front = &narrative.front;
    for (words, place) in [
        (&front.title, &front.places.title),
        (&front.summary, &front.places.summary),
    ] {
        if let Some(place) = place {
            collector.words(words, place, report);
        }
    }
    match narrative.kind {
        Kind::Page => {
            let mut items = narrative.items();
            collector.media = Media::take(&narrative.text, &mut items);
            collector
                .media
                .report(&narrative.file, &narrative.text, report);
            if let Some(first) = items.first()
                && let What::Open(Node::Heading { level: 1, .. }) = first.what
                && title.is_empty()
            {
                title_at = Some(first.at.start);
                heading = Some(plain(&narrative.text, &items[..after(&items, 0)]));
            }
            collector.outline.title_at = title_at;
            collector.collect(&items, report);
        }
        Kind::Deck => deck::collect(narrative, &mut collector, report),
    }
    let outline = collector.outline;
    if let Some(heading) = heading {
        narrative.front.title = Text::same(heading);
    } else if title.is_empty()
        && let Some(slide) = outline
            .slides
            .first()
            .filter(|slide| !slide.title.is_empty())
    {
        narrative.front.title = Text::same(slide.title.clone());
    }
    outline
}

/// `01-review` of `content/2008/01-review.en.md`.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split('.').next().unwrap_or(name)
}

/// Reports whether a character is a hanzi, kana, hangul or full-width letter
/// or digit: what is set without spaces between words.
fn is_han(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3040}'..='\u{30FA}'
        | '\u{30FC}'..='\u{30FF}' | '\u{3100}'..='\u{318F}' | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{A000}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}'
        | '\u{FF66}'..='\u{FFDC}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests;
