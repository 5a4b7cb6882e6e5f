//! A deck's slides before they are set: those of other decks in their places,
//! and agendas of the deck's own sections.

use std::collections::BTreeMap;

use super::times;
use crate::{
    compose::{Composer, voice::Voice},
    narrative::{self, Layout, Part, SlideParts, escape},
    plan::Target,
    portfolio::Document,
};

/// A slide, and the narrative that it is written in.
pub(super) struct Gathered<'a> {
    pub(super) slide: SlideParts,
    pub(super) document: &'a Document,
}

/// The slides of a written deck, or of what is for a role in it. A slide takes
/// as long for one role as for all.
pub(super) fn gather<'a>(
    composer: &'a Composer,
    document: &'a Document,
    role: Option<&str>,
    voice: &Voice,
) -> Vec<Gathered<'a>> {
    let own = narrative::slides(&document.narrative, voice);
    let mut others = BTreeMap::new();
    let mut slides: Vec<Gathered> = own
        .into_iter()
        .map(|slide| {
            let found = original(composer, &slide, &mut others, voice);
            match found {
                None => Gathered { slide, document },
                Some(original) => placed(original, slide),
            }
        })
        .collect();
    plan_times(&mut slides, document);
    let mut uses = document.narrative.outline.slides.iter();
    slides.retain(|_| uses.next().is_none_or(|it| it.is_for(role)));
    let mut section = String::new();
    for it in &mut slides {
        if it.slide.layout == Layout::Section {
            section.clone_from(&it.slide.title_text);
        }
        it.slide.section.clone_from(&section);
    }
    agendas(&mut slides);
    slides
}

/// Gives each slide of a deck the seconds that are planned for it.
pub(super) fn plan_times(slides: &mut [Gathered], document: &Document) {
    let own: Vec<Option<u32>> = slides.iter().map(|it| it.slide.seconds).collect();
    let times = times(&own, document.narrative.front.minutes);
    for (it, seconds) in slides.iter_mut().zip(times) {
        it.slide.seconds = Some(seconds);
    }
}

/// The slide that another stands for; `others` keeps the slides of decks that
/// were asked for one already.
fn original<'a>(
    composer: &'a Composer,
    slide: &SlideParts,
    others: &mut BTreeMap<usize, Vec<SlideParts>>,
    voice: &Voice,
) -> Option<Gathered<'a>> {
    let (deck, id) = slide.import.split_once('#')?;
    let page = composer
        .plan
        .page(&Target::Deck(deck.to_owned()), voice.lang())?;
    let document = &composer.portfolio.documents[page.document?];
    let slides = others.entry(page.document?).or_insert_with(|| {
        let standpoint = composer.portfolio.standpoint(document);
        voice.quoting(&document.narrative.file, standpoint, |voice| {
            narrative::slides(&document.narrative, voice)
        })
    });
    let slide = slides.iter().find(|it| it.id == id)?.clone();
    Some(Gathered { slide, document })
}

/// The original in its new place, with the notes that it has there first.
fn placed(original: Gathered<'_>, place: SlideParts) -> Gathered<'_> {
    let Gathered { slide, document } = original;
    Gathered {
        slide: SlideParts {
            id: place.id,
            notes_html: place.notes_html + &slide.notes_html,
            place: place.place,
            seconds: place.seconds.or(slide.seconds),
            import: place.import,
            ..slide
        },
        document,
    }
}

/// Writes the deck's sections on slides that ask for them; the one which such
/// a slide stands in is marked.
fn agendas(slides: &mut [Gathered]) {
    let sections: Vec<(usize, String, String)> = slides
        .iter()
        .enumerate()
        .filter(|(_, it)| it.slide.layout == Layout::Section)
        .map(|(i, it)| (i, it.slide.id.clone(), it.slide.title_text.clone()))
        .collect();
    for (i, it) in slides.iter_mut().enumerate() {
        if it.slide.layout != Layout::Agenda || sections.is_empty() {
            continue;
        }
        let current = sections.iter().rposition(|(at, ..)| *at < i);
        let mut html = String::from("<ol class=\"agenda\">");
        for (n, (_, id, title)) in sections.iter().enumerate() {
            html.push_str(if current == Some(n) {
                "<li class=\"current\"><a aria-current=\"step\" href=\"#"
            } else {
                "<li><a href=\"#"
            });
            escape(id, &mut html);
            html.push_str("\">");
            escape(title, &mut html);
            html.push_str("</a></li>");
        }
        html.push_str("</ol>");
        it.slide.parts.insert(0, Part::Html(html));
    }
}
