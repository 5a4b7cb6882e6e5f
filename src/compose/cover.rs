//! The portal, and a year's cover with the year on one page.

use super::{
    Composer, blocks, deck, frame,
    parts::Part,
    prose,
    view::{BlockView, BodyView, BulletinsView, CardView, LinkView},
    voice::Voice,
};
use crate::{
    lookup::Standpoint,
    model::{Cadence, Figure},
    narrative::Reference,
    plan::{PagePlan, Target, relative},
    portfolio::Document,
};

/// How many of the year's figures are tiles; the table shows the others.
const TILES: usize = 4;

/// The site's entrance.
pub(super) fn portal(composer: &Composer, page: &PagePlan, voice: &Voice) -> BodyView {
    let document = composer.document(page);
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
            kicker: settings.year.to_string(),
            title: settings.headline.get(voice.lang()).to_owned(),
            summary_html: voice.elsewhere(
                Standpoint {
                    year: settings.year,
                    unit: "",
                    period: None,
                },
                |voice| voice.prose_html(&settings.standfirst),
            ),
            href: frame::link(composer, page, &Target::Cover(settings.year)).unwrap_or_default(),
            meta: voice
                .locale
                .say(
                    "figure.as_of",
                    &[("date", &voice.locale.date(settings.as_of))],
                )
                .unwrap_or_default(),
            links: Vec::new(),
        })
        .collect();
    let decks = composer
        .parts
        .sequence(composer.plan, &Part::Decks, &page.language);
    let (lessons, decks): (Vec<&PagePlan>, Vec<&PagePlan>) = decks.into_iter().partition(|it| {
        it.document
            .is_some_and(|i| composer.portfolio.documents[i].narrative.front.lesson)
    });
    let lessons = cards(composer, page, &lessons, voice);
    let decks = cards(composer, page, &decks, voice);
    let books: Vec<&PagePlan> = composer
        .parts
        .entrances(composer.plan, &page.language)
        .into_iter()
        .filter(|it| matches!(it.target, Target::Book(..)))
        .collect();
    let mut books = cards(composer, page, &books, voice);
    for card in &mut books {
        voice
            .locale
            .word("navigation.books")
            .clone_into(&mut card.kicker);
    }
    BodyView::Portal {
        blocks,
        reports,
        decks,
        lessons,
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
            let document = composer.document(other);
            CardView {
                kicker: document
                    .and_then(Document::year)
                    .map(|year| {
                        voice
                            .locale
                            .say("year.label", &[("year", &year.to_string())])
                            .unwrap_or_default()
                    })
                    .unwrap_or_default(),
                title: frame::title(composer, other, voice),
                summary_html: frame::summary_html(composer, other, voice),
                href: relative(page.route.as_str(), other.route.as_str()),
                meta: String::new(),
                links: deck::for_roles(composer, page, other, voice),
            }
        })
        .collect()
}

/// The first known figures, for tiles, and the others: none is shown twice.
fn split<'a>(figures: &[&'a Figure]) -> (Vec<&'a Figure>, Vec<&'a Figure>) {
    let mut room = TILES;
    figures.iter().partition(|it| {
        let tile = it.value.is_ok() && room > 0;
        room -= usize::from(tile);
        tile
    })
}

/// The bulletins of a year, those together that come round as often.
fn bulletins(composer: &Composer, page: &PagePlan, year: i16, voice: &Voice) -> Vec<BulletinsView> {
    let groups = Cadence::ALL.into_iter().map(|cadence| {
        let part = Part::Bulletins(year, cadence);
        let sequence = composer
            .parts
            .sequence(composer.plan, &part, &page.language);
        let links = sequence.into_iter().filter_map(|other| {
            let Target::Bulletin(period, _) = other.target else {
                return None;
            };
            Some(LinkView::to(
                voice.locale.period(period),
                relative(page.route.as_str(), other.route.as_str()),
            ))
        });
        BulletinsView {
            label: frame::bulletins(cadence, voice.locale),
            links: links.collect(),
        }
    });
    groups.filter(|it| !it.links.is_empty()).collect()
}

/// A year's cover, the year on one page, and what the contents follow.
pub(super) fn cover(composer: &Composer, page: &PagePlan, year: i16, voice: &Voice) -> BodyView {
    let Some(settings) = composer.portfolio.year(year) else {
        return BodyView::Cover {
            headline: String::new(),
            standfirst_html: String::new(),
            one_page: Vec::new(),
            bulletins: Vec::new(),
            blocks: Vec::new(),
        };
    };
    let figures: Vec<&Figure> = settings
        .one_page
        .iter()
        .filter_map(|(name, _)| name.parse::<Reference>().ok())
        .filter_map(|reference| voice.look_up(&reference))
        .collect();
    let (tiles, rows) = split(&figures);
    let mut one_page = Vec::new();
    if !tiles.is_empty() {
        one_page.push(blocks::tiles(&tiles, voice));
    }
    if !rows.is_empty() {
        let table = blocks::one_page(&rows, "one-page-table", voice);
        one_page.push(BlockView::Table(table));
    }
    BodyView::Cover {
        headline: settings.headline.get(voice.lang()).to_owned(),
        standfirst_html: voice.prose_html(&settings.standfirst),
        one_page,
        bulletins: bulletins(composer, page, year, voice),
        blocks: Vec::new(),
    }
}
