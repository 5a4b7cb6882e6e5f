//! What stands around every page: navigation, editions, years, legend.

use super::{
    Composer,
    parts::Part,
    prose,
    view::{ChapterLink, LinkView, MarkView, SiteView, YearView},
    voice::Voice,
};
use crate::{
    load::site::Status,
    locale::Locale,
    model::Cadence,
    plan::{PagePlan, Target, relative},
    portfolio::YearSettings,
};

/// From a route to the root of the output.
pub(super) fn root(route: &str) -> String {
    "../".repeat(route.matches('/').count())
}

/// The site's frame.
pub(super) fn site(composer: &Composer, page: &PagePlan) -> SiteView {
    let site = &composer.portfolio.site;
    SiteView {
        organisation: site.organisation.get(&page.language).to_owned(),
        title: site.title.get(&page.language).to_owned(),
        home: link(composer, page, &Target::Portal).unwrap_or_default(),
    }
}

/// The link from a page to another in the same language, if there is one.
pub(super) fn link(composer: &Composer, page: &PagePlan, target: &Target) -> Option<String> {
    let to = composer.plan.page(target, &page.language)?;
    Some(relative(page.route.as_str(), to.route.as_str()))
}

/// The frame of a published year.
pub(super) fn year(
    composer: &Composer,
    page: &PagePlan,
    settings: &YearSettings,
    locale: &Locale,
) -> YearView {
    let status = match settings.status {
        Status::Draft => "year.draft",
        Status::Final => "year.final",
    };
    let say =
        |key: &str, slot: &str, value: &str| locale.say(key, &[(slot, value)]).unwrap_or_default();
    YearView {
        year: settings.year.to_string(),
        label: say("year.label", "year", &settings.year.to_string()),
        as_of: say("figure.as_of", "date", &locale.date(settings.as_of)),
        edition: locale
            .say(
                "year.edition",
                &[
                    ("number", &settings.edition.to_string()),
                    ("status", locale.word(status)),
                ],
            )
            .unwrap_or_default(),
        href: link(composer, page, &Target::Cover(settings.year)).unwrap_or_default(),
        ledger: link(composer, page, &Target::Ledger(settings.year)).unwrap_or_default(),
    }
}

/// The same page in the other languages; where there is none, their portal.
pub(super) fn languages(composer: &Composer, page: &PagePlan) -> Vec<LinkView> {
    composer
        .portfolio
        .site
        .languages
        .iter()
        .filter_map(|language| {
            let other = composer
                .plan
                .page(&page.target, language)
                .or_else(|| {
                    composer
                        .plan
                        .page(&Target::Cover(page.target.year()?), language)
                })
                .or_else(|| composer.plan.page(&Target::Portal, language))?;
            let locale = composer.locales.get(language)?;
            Some(LinkView {
                label: locale.name().to_owned(),
                href: relative(page.route.as_str(), other.route.as_str()),
                current: *language == page.language,
                lang: locale.tag().to_owned(),
            })
        })
        .collect()
}

/// Years, decks, books and ledger: always in the same place.
pub(super) fn navigation(composer: &Composer, page: &PagePlan, locale: &Locale) -> Vec<LinkView> {
    let mut links = Vec::new();
    let mut add = |label: String, to: &PagePlan, current: bool| {
        let href = relative(page.route.as_str(), to.route.as_str());
        links.push(LinkView {
            label,
            href,
            current,
            lang: String::new(),
        });
    };
    for settings in &composer.portfolio.site.years {
        let here = page.target.year() == Some(settings.year) && !page.target.is_ledger();
        if let Some(cover) = composer
            .plan
            .page(&Target::Cover(settings.year), &page.language)
        {
            add(settings.year.to_string(), cover, here);
        }
    }
    for first in composer.parts.entrances(composer.plan, &page.language) {
        let part = Part::of(&first.target);
        let label = match &part {
            Some(Part::Book(book)) => locale
                .say(&format!("books.{book}"), &[])
                .unwrap_or_else(|| book.clone()),
            _ => locale.word("navigation.decks").to_owned(),
        };
        add(label, first, part == Part::of(&page.target));
    }
    let newest = Target::Ledger(composer.portfolio.newest_year());
    if let Some(ledger) = composer.plan.page(&newest, &page.language) {
        add(
            locale.word("navigation.ledger").to_owned(),
            ledger,
            page.target.is_ledger(),
        );
    }
    links
}

/// The chapters of the report or book that the page belongs to.
pub(super) fn chapters(composer: &Composer, page: &PagePlan, voice: &Voice) -> Vec<ChapterLink> {
    composer
        .parts
        .around(composer.plan, page)
        .into_iter()
        .map(|(number, other)| chapter(composer, page, number, other, voice))
        .collect()
}

fn chapter(
    composer: &Composer,
    page: &PagePlan,
    number: usize,
    other: &PagePlan,
    voice: &Voice,
) -> ChapterLink {
    let current = other.route == page.route;
    let href = relative(page.route.as_str(), other.route.as_str());
    let document = composer.document(other);
    let with_sections = current || matches!(page.target, Target::Cover(_));
    ChapterLink {
        // A bulletin is known by its period, not by a number.
        number: match (&other.target, document) {
            (Target::Bulletin(..), _) | (_, None) => String::new(),
            (_, Some(_)) => number.to_string(),
        },
        label: title(composer, other, voice),
        sections: if with_sections {
            voice.elsewhere(composer.standpoint(other), |voice| {
                prose::sections(composer, other, &href, voice)
            })
        } else {
            Vec::new()
        },
        href,
        current,
        summary_html: if matches!(page.target, Target::Cover(_)) {
            summary_html(composer, other, voice)
        } else {
            String::new()
        },
    }
}

/// The summary of any page that is listed.
pub(super) fn summary_html(composer: &Composer, page: &PagePlan, voice: &Voice) -> String {
    let document = composer.document(page);
    document.map_or_else(String::new, |it| {
        voice.elsewhere(composer.standpoint(page), |voice| {
            voice.prose_html(&it.narrative.front.summary)
        })
    })
}

/// The name of the role that a deck is for; empty where it is for all.
pub(super) fn role<'a>(composer: &'a Composer, page: &PagePlan, voice: &Voice) -> &'a str {
    let roles = &composer.portfolio.catalogue.roles;
    let role = page.target.role().and_then(|it| roles.get(it));
    role.map_or("", |it| it.get(voice.lang()))
}

/// The title of any page that is listed.
pub(super) fn title(composer: &Composer, page: &PagePlan, voice: &Voice) -> String {
    match (&page.target, composer.document(page)) {
        (_, Some(document)) => {
            let title = voice.elsewhere(composer.standpoint(page), |voice| {
                voice.prose(&document.narrative.front.title)
            });
            match role(composer, page, voice) {
                "" => title,
                role => format!("{title} · {role}"),
            }
        }
        (Target::Subject(_, name), None) => {
            voice.locale.word(&format!("subjects.{name}")).to_owned()
        }
        (Target::Measures(_), None) => voice.locale.word("navigation.measures").to_owned(),
        (Target::Unit(_, unit) | Target::Notice(_, unit), None) => {
            let unit = composer.portfolio.catalogue.units.get(unit);
            unit.map_or("", |it| it.name.get(voice.lang())).to_owned()
        }
        (Target::Units(..), None) => voice.locale.word("navigation.units").to_owned(),
        (it, None) if it.is_ledger() => voice.locale.word("navigation.ledger").to_owned(),
        _ => composer.portfolio.site.title.get(voice.lang()).to_owned(),
    }
}

/// The kicker of a chapter, its number in the report; that of a bulletin, how
/// often it comes and of which period it is.
pub(super) fn kicker(composer: &Composer, page: &PagePlan, locale: &Locale) -> String {
    match (&page.target, composer.parts.position(page)) {
        (Target::Chapter(..), Some(at)) => locale
            .say("year.chapter", &[("number", &(at + 1).to_string())])
            .unwrap_or_default(),
        (Target::Bulletin(period, _), _) => {
            let cadence = bulletins(Cadence::of(*period), locale);
            format!("{cadence} · {}", locale.period(*period))
        }
        _ => String::new(),
    }
}

/// What bulletins are called that come round so often.
pub(super) fn bulletins(cadence: Cadence, locale: &Locale) -> String {
    let key = format!("bulletins.{}", cadence.word());
    locale.word(&key).to_owned()
}

/// The legend of the marks that a page used.
pub(super) fn marks(voice: &Voice) -> Vec<MarkView> {
    voice
        .marks_used()
        .into_iter()
        .map(|kind| MarkView {
            kind: kind.to_owned(),
            sign: voice.locale.word(&format!("marks.{kind}.sign")).to_owned(),
            meaning: voice
                .locale
                .word(&format!("marks.{kind}.meaning"))
                .to_owned(),
        })
        .collect()
}
