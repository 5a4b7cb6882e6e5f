//! Narratives on pages: their parts become blocks, their references figures,
//! their links relative.

use std::collections::BTreeMap;

use super::{
    Composer, blocks,
    request::Library,
    training,
    view::{BlockView, LinkView, MarginView},
    voice::Voice,
};
use crate::{
    block::{Block, Phrase},
    lookup::destination,
    narrative::{self, Claim, Part, Picture, Reference, Request, Resolve, escape},
    plan::{PagePlan, Target, asset_route, relative},
    portfolio::{Document, DocumentRole},
};

impl Resolve for Voice<'_> {
    fn language(&self) -> &str {
        self.lang()
    }

    fn reference(&self, reference: &Reference, linked: bool, out: &mut String) {
        self.refer(reference, linked, out);
    }

    fn reference_text(&self, reference: &Reference) -> String {
        self.refer_text(reference)
    }

    fn link(&self, target: &str) -> Option<String> {
        if target.starts_with('#') {
            // A chapter's deck has none of the chapter's headings.
            let own = self.composer.files.get(self.file);
            let own = self.composer.plan.page_of(*own?)?;
            return Some(if own.route.as_str() == self.route {
                target.to_owned()
            } else {
                relative(self.route, own.route.as_str()) + target
            });
        }
        let to = destination(self.file, target)?;
        let route = match self.composer.files.get(to.file.as_str()) {
            Some(document) => self.composer.plan.page_of(*document)?.route.as_str(),
            None => asset_route(&to.file),
        };
        let link = relative(self.route, route);
        Some(if to.anchor.is_empty() {
            link
        } else {
            format!("{link}#{}", to.anchor)
        })
    }

    fn image(&self, target: &str) -> Option<Picture> {
        let to = destination(self.file, target)?;
        Some(Picture {
            src: relative(self.route, asset_route(&to.file)),
            size: None,
        })
    }

    fn claim(&self, claim: &Claim) -> Option<String> {
        self.look_up(&claim.reference)
            .map(|figure| self.ledger_link(&figure.key))
            .filter(|link| !link.is_empty())
    }

    fn word(&self, key: &'static str) -> String {
        self.locale.word(&format!("page.{key}")).to_owned()
    }
}

/// The blocks of a narrative.
pub(super) fn blocks(composer: &Composer, document: &Document, voice: &Voice) -> Vec<BlockView> {
    let deck = Deck::of(composer, document, voice);
    narrative::parts(&document.narrative, voice)
        .into_iter()
        .filter_map(|part| match part {
            Part::Component(i) => Some(match component(composer, document, i, voice)? {
                Shown::Block(block, id) => blocks::view_of(block, &id, voice),
                Shown::Margin(ready) | Shown::Ready(ready) => open(ready),
            }),
            mut words => {
                if let (Part::Heading { id, html, .. }, Some(deck)) = (&mut words, &deck) {
                    deck.link(id, voice, html);
                }
                words_block(words, voice)
            }
        })
        .collect()
}

/// The deck that shows the same chapter: its headings lead to their slides.
struct Deck {
    href: String,
    slides: BTreeMap<String, String>,
}

impl Deck {
    fn of(composer: &Composer, document: &Document, voice: &Voice) -> Option<Self> {
        let DocumentRole::Chapter(year) = document.role else {
            return None;
        };
        let target = Target::ChapterDeck(year, document.slug.clone());
        let page = composer.plan.page(&target, voice.lang())?;
        Some(Self {
            href: relative(voice.route, page.route.as_str()),
            slides: narrative::slides_of_headings(&document.narrative),
        })
    }

    /// Adds the link to a heading's slide behind its words.
    fn link(&self, heading: &str, voice: &Voice, html: &mut String) {
        let Some(slide) = self.slides.get(heading) else {
            return;
        };
        html.push_str(" <a class=\"to-slide\" href=\"");
        escape(&self.href, html);
        html.push('#');
        escape(slide, html);
        html.push_str("\" aria-label=\"");
        escape(voice.locale.word("page.slide"), html);
        html.push_str("\" title=\"");
        escape(voice.locale.word("page.slide"), html);
        html.push_str("\"></a>");
    }
}

/// A part of a narrative as a block, unless it is a component.
pub(super) fn words_block(part: Part, voice: &Voice) -> Option<BlockView> {
    Some(match part {
        Part::Html(html) => BlockView::Prose { html },
        Part::Heading {
            level, id, html, ..
        } => BlockView::Heading { level, id, html },
        Part::Notice { level, html } => BlockView::Notice {
            level: level.to_owned(),
            title: voice.locale.word(&format!("alerts.{level}")).to_owned(),
            html,
            items: Vec::new(),
        },
        Part::Figure { html, reference } => BlockView::Prose {
            html: big_number(&html, &reference, voice),
        },
        Part::Component(_) | Part::Column => return None,
    })
}

/// A figure to be set very large, and what it is.
fn big_number(html: &str, reference: &Reference, voice: &Voice) -> String {
    let mut out = format!("<p class=\"big-number\">{html}</p>\n");
    let Some(figure) = voice.look_up(reference) else {
        return out;
    };
    let figure = voice
        .aspect_figure(figure, reference.aspect)
        .unwrap_or(figure);
    let period = voice.locale.when(figure.key.when);
    let said = [voice.label(figure), voice.of(&figure.key), period];
    let said: Vec<String> = said.into_iter().filter(|it| !it.is_empty()).collect();
    out.push_str("<p class=\"big-what\">");
    escape(&said.join(" · "), &mut out);
    out.push_str("</p>\n");
    out
}

/// What a component asks for.
pub(super) enum Shown {
    /// A block, and its anchor.
    Block(Block, String),
    /// Entries of the margin column.
    Margin(BlockView),
    /// A block of trainers.
    Ready(BlockView),
}

/// A page has room for what a recording says.
fn open(mut block: BlockView) -> BlockView {
    if let BlockView::Media(media) = &mut block {
        media.open = true;
    }
    block
}

/// What the component at that position asks for.
pub(super) fn component(
    composer: &Composer,
    document: &Document,
    i: usize,
    voice: &Voice,
) -> Option<Shown> {
    let library = Library {
        facts: composer.facts,
        catalogue: &composer.portfolio.catalogue,
        exhibits: composer.exhibits,
    };
    let at = voice.standpoint;
    let id = format!("b{}", i + 1);
    let block = match &document.narrative.outline.components.get(i)?.request {
        Request::Chart(sheet) => library.chart(&sheet.value, at)?,
        Request::Table(sheet) => library.table(&sheet.value, at)?,
        Request::Scorecard(sheet) => {
            library.exhibit(&format!("scorecard.{}", sheet.value.show.word()), at)?
        }
        Request::Tiles(sheet) => {
            let metrics: Vec<&str> = sheet.value.metrics.iter().map(|it| it.0.as_str()).collect();
            let figures = library.figures(&metrics, &[], at);
            Block::Tiles(figures.into_iter().map(|it| it.key.clone()).collect())
        }
        Request::Margin(sheet) => {
            let definitions = sheet
                .value
                .definitions
                .iter()
                .filter_map(|it| definition(&it.0, voice));
            let entries = sheet.value.entries.iter().map(|it| MarginView {
                title: voice.prose(&it.title.0),
                html: voice.prose_html(&it.text.0),
            });
            return Some(Shown::Margin(BlockView::Margin {
                entries: definitions.chain(entries).collect(),
            }));
        }
        request => return training::view(request, id, voice).map(Shown::Ready),
    };
    Some(Shown::Block(block, id))
}

/// A metric's definition for the margin; a subject's figure has its own.
fn definition(id: &str, voice: &Voice) -> Option<MarginView> {
    let (name, text) = match voice.catalogue.metrics.get(id) {
        Some(metric) => (&metric.name, &metric.definition),
        None => {
            let figure = voice.facts.named(id).next()?;
            (&figure.label, &figure.definition)
        }
    };
    Some(MarginView {
        title: voice.plain(&Phrase::text(name)),
        html: voice.html(&Phrase::text(text)),
    })
}

/// The sections of a page that shows a narrative.
pub(super) fn sections(
    composer: &Composer,
    page: &PagePlan,
    href: &str,
    voice: &Voice,
) -> Vec<LinkView> {
    let Some(document) = composer.document(page) else {
        return Vec::new();
    };
    document
        .narrative
        .outline
        .headings
        .iter()
        .filter(|it| it.level == 2 && !it.on_slides_only)
        .map(|it| {
            LinkView::to(
                narrative::words_text(&it.text, voice),
                format!("{href}#{}", it.id),
            )
        })
        .collect()
}

/// A plain list of links.
pub(super) fn link_list(links: &[(String, String)]) -> String {
    let mut html = String::from("<ul>");
    for (label, href) in links {
        html.push_str("<li><a href=\"");
        escape(href, &mut html);
        html.push_str("\">");
        escape(label, &mut html);
        html.push_str("</a></li>");
    }
    html + "</ul>"
}
