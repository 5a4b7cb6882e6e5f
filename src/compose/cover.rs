//! The portal, and a year's cover with the year on one page.

use super::{
    Composer, blocks, frame,
    parts::Part,
    prose,
    view::{BlockView, BodyView, CardView},
    voice::Voice,
};
use crate::{
    model::Figure,
    narrative::Reference,
    plan::{PagePlan, Target, relative},
};

/// How many of the year's figures are also tiles.
const TILES: usize = 4;

/// The site's entrance.
pub(super) fn portal(composer: &Composer, page: &PagePlan, voice: &Voice) -> BodyView {
    let document = page.document.map(|i| &composer.portfolio.documents[i]);
    let blocks = document
        .map(|it| prose::blocks(composer, it, voice))
        .unwrap_or_default();
    let reports = composer
        .portfolio
        .site
        .years
        .iter()
        .rev()
        .map(|settings| CardView {
            kicker: voice
                .locale
                .say("year.label", &[("year", &settings.year.to_string())])
                .unwrap_or_default(),
            title: settings.headline.get(voice.lang()).to_owned(),
            summary: voice.prose(&settings.standfirst),
            href: frame::link(composer, page, &Target::Cover(settings.year)).unwrap_or_default(),
            meta: voice
                .locale
                .say(
                    "figure.as_of",
                    &[("date", &voice.locale.date(settings.as_of))],
                )
                .unwrap_or_default(),
        })
        .collect();
    let decks = cards(
        composer,
        page,
        &composer
            .parts
            .sequence(composer.plan, &Part::Decks, &page.language),
        voice,
    );
    let books: Vec<&PagePlan> = composer
        .parts
        .entrances(composer.plan, &page.language)
        .into_iter()
        .filter(|it| matches!(it.target, Target::Book(..)))
        .collect();
    let mut books = cards(composer, page, &books, voice);
    for card in &mut books {
        card.kicker = voice.locale.word("navigation.books").to_owned();
    }
    BodyView::Portal {
        blocks,
        reports,
        decks,
        books,
    }
}

fn cards(
    composer: &Composer,
    page: &PagePlan,
    pages: &[&PagePlan],
    voice: &Voice,
) -> Vec<CardView> {
    pages
        .iter()
        .map(|other| {
            let document = other.document.map(|i| &composer.portfolio.documents[i]);
            CardView {
                kicker: document
                    .and_then(|it| it.role.year())
                    .map(|year| {
                        voice
                            .locale
                            .say("year.label", &[("year", &year.to_string())])
                            .unwrap_or_default()
                    })
                    .unwrap_or_default(),
                title: frame::title(composer, other, voice),
                summary: document
                    .map(|it| voice.prose(&it.narrative.front.summary))
                    .unwrap_or_default(),
                href: relative(page.route.as_str(), other.route.as_str()),
                meta: String::new(),
            }
        })
        .collect()
}

/// A year's cover, the year on one page, and what the contents follow.
pub(super) fn cover(composer: &Composer, year: i16, voice: &Voice) -> BodyView {
    let Some(settings) = composer.portfolio.year(year) else {
        return BodyView::Cover {
            headline: String::new(),
            standfirst_html: String::new(),
            one_page: Vec::new(),
            blocks: Vec::new(),
        };
    };
    let figures: Vec<&Figure> = settings
        .one_page
        .iter()
        .filter_map(|(name, _)| name.parse::<Reference>().ok())
        .filter_map(|reference| voice.look_up(&reference))
        .collect();
    let known = figures.iter().filter(|it| it.value.is_ok()).take(TILES);
    let mut one_page = vec![blocks::view(
        &crate::block::Block::Tiles(known.map(|it| it.key.clone()).collect()),
        "tiles",
        voice,
    )];
    one_page.push(BlockView::Table(blocks::one_page(
        &figures, "one-page", voice,
    )));
    BodyView::Cover {
        headline: settings.headline.get(voice.lang()).to_owned(),
        standfirst_html: voice.prose_html(&settings.standfirst),
        one_page,
        blocks: Vec::new(),
    }
}
