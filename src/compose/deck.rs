//! Decks: written ones, and chapters as decks.

mod fit;
mod measure;

use std::collections::BTreeSet;

use super::{
    Composer, frame, prose,
    view::{BlockView, BodyView, LinkView, SlideView},
    voice::Voice,
};
use crate::{
    narrative::{self, Layout, Part, SlideParts},
    plan::{PagePlan, Target},
    portfolio::Document,
};
use fit::{Content, Cut};
use measure::Room;

/// A deck of its own.
pub(super) fn authored(composer: &Composer, page: &PagePlan, voice: &Voice) -> BodyView {
    let Some(document) = page.document.map(|i| &composer.portfolio.documents[i]) else {
        return empty(composer, page, voice);
    };
    let slides = narrative::slides(&document.narrative, voice);
    let target = document.year().map_or(Target::Portal, Target::Cover);
    deck(composer, page, document, slides, &target, "", voice)
}

/// A chapter as a deck.
pub(super) fn of_chapter(composer: &Composer, page: &PagePlan, voice: &Voice) -> BodyView {
    let (Some(document), Target::ChapterDeck(year, slug)) = (
        page.document.map(|i| &composer.portfolio.documents[i]),
        &page.target,
    ) else {
        return empty(composer, page, voice);
    };
    let slides = narrative::chapter_slides(&document.narrative, voice);
    let chapter = Target::Chapter(*year, slug.clone());
    let href = frame::link(composer, page, &chapter).unwrap_or_default();
    deck(composer, page, document, slides, &chapter, &href, voice)
}

fn deck(
    composer: &Composer,
    page: &PagePlan,
    document: &Document,
    slides: Vec<SlideParts>,
    back: &Target,
    chapter: &str,
    voice: &Voice,
) -> BodyView {
    let mut views: Vec<SlideView> = Vec::new();
    // Slides that go on from others keep clear of the author's anchors.
    let mut ids: BTreeSet<String> = slides.iter().map(|it| it.id.clone()).collect();
    let own: Vec<Option<u32>> = slides.iter().map(|it| it.seconds).collect();
    let times = times(&own, document.narrative.front.minutes);
    for (slide, seconds) in slides.into_iter().zip(times) {
        let first = views.len();
        add(
            composer,
            document,
            slide,
            chapter,
            voice,
            (&mut views, &mut ids),
        );
        let several = &mut views[first..];
        let parts = shared_out(seconds, several.len());
        for (view, seconds) in several.iter_mut().zip(parts) {
            view.seconds = seconds;
        }
    }
    for (i, view) in views.iter_mut().enumerate() {
        view.number = i + 1;
    }
    BodyView::Deck {
        subtitle: voice.prose(&document.narrative.front.summary),
        slides: views,
        back: back_link(composer, page, back, voice),
        aspect: document.narrative.front.aspect.word().to_owned(),
    }
}

/// Adds a slide, and further ones for what does not fit on it.
fn add(
    composer: &Composer,
    document: &Document,
    slide: SlideParts,
    chapter: &str,
    voice: &Voice,
    (views, ids): (&mut Vec<SlideView>, &mut BTreeSet<String>),
) {
    let continued = format!(
        "{}{}",
        slide.title_html,
        voice.locale.word("deck.continued")
    );
    let aspect = document.narrative.front.aspect.word();
    let contents: Vec<Content> = slide
        .parts
        .into_iter()
        .filter_map(|part| content(composer, document, part, &slide.id, voice))
        .collect();
    let titled = !slide.title_html.is_empty();
    // A chapter's heading names its section; the slide says what its one
    // exhibit comes to. A deck's titles are the author's.
    let said = (titled && !chapter.is_empty() && slide.continued == 0)
        .then(|| fit::takeaway(&contents, voice))
        .flatten()
        .filter(|it| Room::holds_as_title(it, aspect));
    let section = if said.is_some() {
        slide.title_text.clone()
    } else if slide.section == slide.title_text {
        String::new()
    } else {
        slide.section.clone()
    };
    let title = match said {
        Some(said) => said,
        None if slide.continued > 0 => continued.clone(),
        None => slide.title_html.clone(),
    };
    let mut room = Room::below(&title, &continued, aspect);
    if !matches!(slide.layout, Layout::Content | Layout::Figure) {
        room.height = f64::INFINITY;
    }
    let Cut { slides, notes } = fit::cut(contents, room, titled, voice);
    let source = if chapter.is_empty() || slide.source.is_empty() {
        chapter.to_owned()
    } else {
        format!("{chapter}#{}", slide.source)
    };
    let mut notes_html = slide.notes_html + &notes;
    for (i, blocks) in slides.into_iter().enumerate() {
        views.push(SlideView {
            number: 0,
            id: match i {
                0 => slide.id.clone(),
                _ => fresh(&slide.id, i + 1, ids),
            },
            layout: slide.layout.word(),
            section: if i > 0 && section == slide.title_text {
                String::new()
            } else {
                section.clone()
            },
            large: slide.layout == Layout::Content && room.has_room_for_large(&blocks),
            title_html: if titled && i > 0 {
                continued.clone()
            } else {
                title.clone()
            },
            blocks,
            notes_html: std::mem::take(&mut notes_html),
            source: source.clone(),
            seconds: 0,
        });
    }
}

/// The seconds planned for each slide: its own, or its share of what the others
/// leave of the deck's minutes; 0 where nothing is planned.
fn times(own: &[Option<u32>], minutes: Option<u16>) -> Vec<u32> {
    let whole = minutes.map_or(0, |it| u32::from(it) * 60);
    let left = whole.saturating_sub(own.iter().flatten().sum());
    let open = own.iter().filter(|it| it.is_none()).count();
    let mut shares = shared_out(left, open);
    own.iter()
        .map(|own| own.or_else(|| shares.next()).unwrap_or_default())
        .collect()
}

/// Seconds in so many parts, as equal as whole seconds can be.
fn shared_out(seconds: u32, parts: usize) -> impl Iterator<Item = u32> {
    let parts = u32::try_from(parts).unwrap_or(u32::MAX);
    (0..parts).map(move |i| seconds / parts + u32::from(i < seconds % parts))
}

/// A part of a slide; what belongs into a margin has no place there.
fn content(
    composer: &Composer,
    document: &Document,
    part: Part,
    slide: &str,
    voice: &Voice,
) -> Option<Content> {
    let mut content = match part {
        Part::Component(i) => match prose::component(composer, document, i, voice)? {
            prose::Shown::Block(block, id) => {
                let asked = document.narrative.outline.components.get(i);
                let steps = asked.and_then(|it| it.request.steps());
                Content::of(block, id, steps, voice)
            }
            prose::Shown::Margin(_) => return None,
        },
        words => Content::Whole(prose::words_block(words, voice)?),
    };
    if let Content::Whole(block) = &mut content {
        on_slide(block, slide);
    }
    Some(content)
}

/// An anchor that no other slide has.
fn fresh(id: &str, number: usize, ids: &mut BTreeSet<String>) -> String {
    let mut id = format!("{id}-{number}");
    while !ids.insert(id.clone()) {
        id.push('-');
    }
    id
}

/// Anchors of blocks are unique on the page: they begin with their slide's.
fn on_slide(block: &mut BlockView, slide: &str) {
    match block {
        BlockView::Table(table) => table.id = format!("{slide}-{}", table.id),
        BlockView::Heading { id, .. } => *id = format!("{slide}-{id}"),
        _ => {}
    }
}

fn back_link(composer: &Composer, page: &PagePlan, target: &Target, voice: &Voice) -> LinkView {
    LinkView::to(
        voice.locale.word("navigation.back_to_report").to_owned(),
        frame::link(composer, page, target).unwrap_or_default(),
    )
}

fn empty(composer: &Composer, page: &PagePlan, voice: &Voice) -> BodyView {
    BodyView::Deck {
        subtitle: String::new(),
        slides: Vec::new(),
        back: back_link(composer, page, &Target::Portal, voice),
        aspect: "16:9".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_spread_over_slides_without_their_own() {
        let case = |own: &[Option<u32>], minutes: Option<u16>, expected: &[u32]| {
            assert_eq!(times(own, minutes), expected, "{own:?} in {minutes:?}");
        };
        case(&[None, None], None, &[0, 0]);
        case(&[None, Some(90)], None, &[0, 90]);
        case(&[None, Some(90), None], Some(3), &[45, 90, 45]);
        case(&[None, None, None], Some(1), &[20, 20, 20]);
        case(&[Some(90), None], Some(1), &[90, 0]);
        case(&[], Some(1), &[]);
        assert_eq!(shared_out(100, 3).collect::<Vec<_>>(), [34, 33, 33]);
        assert_eq!(shared_out(100, 0).count(), 0);
    }
}
