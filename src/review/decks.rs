//! Decks: the author is told which slides are too full, and where a section of
//! a chapter takes several slides. What charts and tables of figures take goes
//! on to further slides in silence.

use crate::{
    diag::{Code, Diagnostic, Place, Report, nearest},
    portfolio::{Document, DocumentRole, Portfolio},
};

pub(super) fn of_document(portfolio: &Portfolio, document: &Document, report: &mut Report) {
    roles(portfolio, document, report);
    for slide in &document.narrative.outline.slides {
        if let Some((wanted, place)) = &slide.import {
            imported(portfolio, document, wanted, place, report);
        }
    }
    let asked = document.narrative.front.deck;
    let is_shown = matches!(document.role, DocumentRole::Chapter(_))
        && asked.unwrap_or(portfolio.site.chapter_decks);
    if !is_shown {
        return;
    }
    for (place, slides) in document.continued_sections() {
        report.add(
            Diagnostic::new(Code::SlideContinued, place.clone()).with("slides", slides.to_string()),
        );
    }
}

/// The roles of a deck are those of the catalogue, and those of its slides are
/// the deck's.
fn roles(portfolio: &Portfolio, document: &Document, report: &mut Report) {
    let roles = &document.narrative.front.roles;
    let known = &portfolio.catalogue.roles;
    for (role, place) in roles {
        if !known.contains_key(role) {
            let near = nearest(role, known.keys().map(String::as_str));
            report.add(
                Diagnostic::new(Code::UnknownRole, place.clone())
                    .with("role", role.clone())
                    .with("near", near.to_owned()),
            );
        }
    }
    let slides = document.narrative.outline.slides.iter();
    for (role, place) in slides.flat_map(|it| &it.roles) {
        if !roles.iter().any(|it| it.0 == *role) {
            let near = nearest(role, roles.iter().map(|it| it.0.as_str()));
            report.add(
                Diagnostic::new(Code::SlideForNobody, place.clone())
                    .with("role", role.clone())
                    .with("near", near.to_owned()),
            );
        }
    }
}

/// Asks for a slide of another deck: it is there, and written there.
fn imported(
    portfolio: &Portfolio,
    document: &Document,
    wanted: &str,
    place: &Place,
    report: &mut Report,
) {
    let (deck, id) = wanted.split_once('#').unwrap_or((wanted, ""));
    let decks = || portfolio.decks(&document.language);
    let near = match decks().find(|it| it.slug == deck) {
        None => nearest(deck, decks().map(|it| it.slug.as_str())).to_owned() + "#" + id,
        Some(other) => {
            let slides = &other.narrative.outline.slides;
            match slides.iter().find(|it| it.id == id) {
                Some(found) => match &found.import {
                    Some((original, _)) => original.clone(),
                    None => return,
                },
                None => {
                    let ids = slides.iter().map(|it| it.id.as_str());
                    format!("{deck}#{}", nearest(id, ids))
                }
            }
        }
    };
    report.add(
        Diagnostic::new(Code::UnknownSlide, place.clone())
            .with("slide", wanted.to_owned())
            .with("near", near),
    );
}

/// A line of text on a slide, in pixels.
const LINE: f64 = 41.6;

/// Tells of a slide that is so many pixels higher than its room.
pub fn too_full(place: Place, number: usize, pixels: f64, room: f64, report: &mut Report) {
    let lines = (pixels / LINE).ceil();
    let percent = (100.0 * pixels / room.max(LINE)).ceil();
    report.add(
        Diagnostic::new(Code::SlideOverflow, place)
            .with("number", number.to_string())
            .with("pixels", format!("{}", pixels.ceil()))
            .with("lines", format!("{lines}"))
            .with("percent", format!("{percent}")),
    );
}
