//! A page as a whole: frame and body.

use super::{
    Composer, blocks, cover, deck, frame, ledger, paper, prose, training, unit,
    view::{BlockView, BodyView, LinkView, PageView},
    voice::Voice,
};
use crate::{
    block::{Block, Exhibit},
    locale::Locale,
    measures,
    plan::{PagePlan, Target, relative},
};

/// Composes a page; what it is about decides its body.
pub(super) fn compose(composer: &Composer, page: &PagePlan) -> PageView {
    let document = composer.document(page);
    let voice = composer.voice_on(page);
    let locale = voice.locale;
    let (title, kind, body) = body(composer, page, locale, &voice);
    let (training, quizzes) = training::shown(&body);
    let year = composer.portfolio.year(voice.standpoint.year);
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
        training,
        quizzes,
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
            let article = subject(composer, *year, name, voice);
            (title, "subject", article.view(composer, page, voice))
        }
        Target::Measures(year) => {
            let article = all_measures(composer, *year, voice);
            (title, "measures", article.view(composer, page, voice))
        }
        Target::Unit(year, unit) => {
            let article = unit::page(composer, *year, unit, voice);
            (title, "unit", article.view(composer, page, voice))
        }
        Target::Notice(year, unit) => {
            let article = unit::notice(composer, *year, unit, voice);
            (title, "notice", article.view(composer, page, voice))
        }
        Target::Units(year, at) => {
            let article = unit::list(*year, *at, voice);
            (title, "unit", article.view(composer, page, voice))
        }
        Target::Ledger(year) => {
            let article = ledger::index(*year, voice);
            let title = format!("{title} · {year}");
            (title, "ledger", article.view(composer, page, voice))
        }
        Target::LedgerUnits(year, at) => {
            let article = ledger::units(*year, *at, voice);
            let title = format!("{title} · {} · {year}", locale.word("navigation.units"));
            (title, "ledger", article.view(composer, page, voice))
        }
        Target::Entries(year, shelf) => {
            let article = ledger::page(*year, shelf, voice);
            let title = format!("{title} · {} · {year}", ledger::name(shelf, voice));
            (title, "ledger", article.view(composer, page, voice))
        }
        Target::Deck(_) | Target::RoleDeck(..) | Target::ChapterDeck(..) => {
            (title, "deck", deck::view(composer, page, voice))
        }
        Target::Paper(paper, ..) => {
            let key = format!("papers.{}", paper.word());
            let title = format!("{title} · {}", locale.word(&key));
            let body = paper::view(composer, page, *paper, voice);
            match body {
                BodyView::Form { .. } => (title, "form", body),
                _ => (title, "paper", body),
            }
        }
    }
}

/// What an article says.
#[derive(Default)]
pub(super) struct Article {
    /// Above the title; may be empty.
    pub(super) kicker: String,
    /// Below the title, as markup; may be empty.
    pub(super) standfirst: String,
    /// What follows.
    pub(super) blocks: Vec<BlockView>,
    /// Links to its headings.
    pub(super) sections: Vec<LinkView>,
}

/// All measures of a year in a table.
fn all_measures(composer: &Composer, year: i16, voice: &Voice) -> Article {
    let declared = measures::of_year(composer.portfolio, composer.facts, year);
    let table = Block::Table(measures::table(declared));
    Article {
        standfirst: voice.locale.word("all_measures.standfirst").to_owned(),
        blocks: vec![blocks::view(&table, "measures", voice)],
        ..Article::default()
    }
}

/// A subject's own page.
fn subject(composer: &Composer, year: i16, name: &'static str, voice: &Voice) -> Article {
    let shown = composer.exhibits.on_page(year, name).iter();
    let view = |it: &Exhibit| blocks::view(&it.block, &it.id.replace('.', "-"), voice);
    Article {
        blocks: shown.map(view).collect(),
        ..Article::default()
    }
}

/// A chapter of a report or book.
fn chapter(composer: &Composer, page: &PagePlan, locale: &Locale, voice: &Voice) -> BodyView {
    let document = composer.document(page);
    let article = document.map(|it| Article {
        kicker: frame::kicker(composer, page, locale),
        standfirst: voice.prose_html(&it.narrative.front.summary),
        blocks: prose::blocks(composer, it, voice),
        sections: prose::sections(composer, page, "", voice),
    });
    article.unwrap_or_default().view(composer, page, voice)
}

impl Article {
    fn view(mut self, composer: &Composer, page: &PagePlan, voice: &Voice) -> BodyView {
        blocks::say_once(&mut self.blocks);
        let deck = match &page.target {
            Target::Chapter(year, slug) => {
                frame::link(composer, page, &Target::ChapterDeck(*year, slug.clone())).map(|href| {
                    LinkView::to(voice.locale.word("navigation.as_deck").to_owned(), href)
                })
            }
            _ => None,
        };
        let (before, after) = composer.parts.neighbours(composer.plan, page);
        let to = |other: &PagePlan| {
            LinkView::to(
                frame::title(composer, other, voice),
                relative(page.route.as_str(), other.route.as_str()),
            )
        };
        BodyView::Article {
            kicker: self.kicker,
            standfirst_html: self.standfirst,
            sections: self.sections,
            blocks: self.blocks,
            deck,
            previous: before.map(to),
            next: after.map(to),
        }
    }
}
