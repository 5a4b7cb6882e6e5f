//! A page as a whole: frame and body.

use super::{
    Composer, blocks, cover, deck, frame, ledger, prose,
    view::{BlockView, BodyView, LinkView, PageView},
    voice::Voice,
};
use crate::{
    locale::Locale,
    lookup::Standpoint,
    plan::{PagePlan, Target, relative},
    portfolio::Document,
};

/// Composes a page; what it is about decides its body.
pub(super) fn compose(composer: &Composer, page: &PagePlan) -> PageView {
    let locale = composer
        .locales
        .get(&page.language)
        .unwrap_or_else(|| composer.locales.default_language());
    let document = page.document.map(|i| &composer.portfolio.documents[i]);
    let standpoint = Standpoint {
        year: page
            .target
            .year()
            .or_else(|| document.and_then(Document::year))
            .unwrap_or_else(|| composer.portfolio.newest_year()),
        unit: document
            .and_then(|it| it.narrative.front.unit.as_deref())
            .unwrap_or(""),
        period: document.and_then(Document::period),
    };
    let voice = Voice::new(composer, locale, page, standpoint);
    let (title, kind, body) = body(composer, page, locale, &voice);
    let year = composer.portfolio.year(standpoint.year);
    let description = document
        .map(|it| voice.prose(&it.narrative.front.summary))
        .filter(|it| !it.is_empty())
        .unwrap_or_else(|| {
            composer
                .portfolio
                .site
                .description
                .get(voice.lang())
                .to_owned()
        });
    PageView {
        lang: page.language.clone(),
        tag: locale.tag().to_owned(),
        title,
        description,
        root: frame::root(page.route.as_str()),
        kind,
        site: frame::site(composer, page),
        year: year.map(|it| frame::year(composer, page, it, locale)),
        languages: frame::languages(composer, page),
        navigation: frame::navigation(composer, page, locale),
        chapters: frame::chapters(composer, page, &voice),
        marks: frame::marks(&voice),
        words: composer.words(&page.language),
        body,
    }
}

fn body(
    composer: &Composer,
    page: &PagePlan,
    locale: &Locale,
    voice: &Voice,
) -> (String, &'static str, BodyView) {
    let title = frame::title(composer, page, voice);
    match &page.target {
        Target::Portal => (title, "portal", cover::portal(composer, page, voice)),
        Target::Cover(year) => {
            let title = locale
                .say("year.label", &[("year", &year.to_string())])
                .unwrap_or_default();
            (title, "cover", cover::cover(composer, page, *year, voice))
        }
        Target::Chapter(..) => (title, "chapter", chapter(composer, page, locale, voice)),
        Target::Bulletin(..) => (title, "bulletin", chapter(composer, page, locale, voice)),
        Target::Book(..) => (title, "book", chapter(composer, page, locale, voice)),
        Target::Subject(year, name) => {
            let shown = composer
                .subject_pages
                .get(&(*year, *name))
                .map_or(&[][..], Vec::as_slice);
            let blocks = shown
                .iter()
                .map(|(id, block)| blocks::view(block, &id.replace('.', "-"), voice))
                .collect();
            (
                title,
                "subject",
                article(
                    composer,
                    page,
                    voice,
                    String::new(),
                    String::new(),
                    blocks,
                    Vec::new(),
                ),
            )
        }
        Target::Ledger(year, unit) => {
            let figures = voice.ledger.page(*year, unit);
            let standfirst = blocks::fill(voice, "ledger.standfirst", &figures.len().to_string());
            let (mut blocks, sections) = ledger::blocks(figures, &composer.lines, voice);
            if unit.is_empty() {
                let links = ledger::units(*year, voice);
                if !links.is_empty() {
                    blocks.push(BlockView::Prose {
                        html: prose::link_list(&links),
                    });
                }
            }
            let of = composer
                .portfolio
                .catalogue
                .units
                .get(unit.as_str())
                .map(|it| it.name.get(voice.lang()));
            let title = match of {
                Some(of) => format!("{title} · {of} · {year}"),
                None => format!("{title} · {year}"),
            };
            (
                title,
                "ledger",
                article(
                    composer,
                    page,
                    voice,
                    String::new(),
                    standfirst,
                    blocks,
                    sections,
                ),
            )
        }
        Target::Deck(_) => (title, "deck", deck::authored(composer, page, voice)),
        Target::ChapterDeck(..) => (title, "deck", deck::of_chapter(composer, page, voice)),
    }
}

/// A chapter of a report or book.
fn chapter(composer: &Composer, page: &PagePlan, locale: &Locale, voice: &Voice) -> BodyView {
    let Some(document) = page.document.map(|i| &composer.portfolio.documents[i]) else {
        return article(
            composer,
            page,
            voice,
            String::new(),
            String::new(),
            Vec::new(),
            Vec::new(),
        );
    };
    let standfirst = voice.prose_html(&document.narrative.front.summary);
    let blocks = prose::blocks(composer, document, voice);
    let sections = prose::sections(composer, page, "", voice);
    let kicker = frame::kicker(composer, page, locale);
    article(composer, page, voice, kicker, standfirst, blocks, sections)
}

fn article(
    composer: &Composer,
    page: &PagePlan,
    voice: &Voice,
    kicker: String,
    standfirst_html: String,
    mut blocks: Vec<BlockView>,
    sections: Vec<LinkView>,
) -> BodyView {
    blocks::say_once(&mut blocks);
    let deck = match &page.target {
        Target::Chapter(year, slug) => {
            frame::link(composer, page, &Target::ChapterDeck(*year, slug.clone())).map(|href| {
                LinkView {
                    label: voice.locale.word("navigation.as_deck").to_owned(),
                    href,
                    current: false,
                    lang: String::new(),
                }
            })
        }
        _ => None,
    };
    let (before, after) = composer.parts.neighbours(composer.plan, page);
    let to = |other: &PagePlan| LinkView {
        label: frame::title(composer, other, voice),
        href: relative(page.route.as_str(), other.route.as_str()),
        current: false,
        lang: String::new(),
    };
    BodyView::Article {
        kicker,
        standfirst_html,
        sections,
        blocks,
        deck,
        previous: before.map(to),
        next: after.map(to),
    }
}
