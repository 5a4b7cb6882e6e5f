//! Decks: written ones, and chapters as decks.

mod fit;
mod flow;
mod gather;
mod grid;
mod markup;
mod measure;
mod setting;
mod training;

use std::collections::BTreeSet;

use super::{
    Composer, frame, prose,
    training::quiz,
    view::{BlockView, BodyView, LinkView, QuizView, SlideView, TooFull},
    voice::{Voice, escaped},
};
use crate::{
    narrative::{self, Layout, Part, Request, SlideParts},
    plan::{Audience, PagePlan, Paper, Target},
    portfolio::Document,
};
use fit::{Content, Cut, Filled};
use gather::Gathered;
use measure::{Room, Shape};

/// A browser may set letters a little wider: what is reckoned to be less than
/// this too high is not told.
const TOLERANCE: f64 = 4.0;

/// A deck: one of its own, or a chapter's.
pub(super) fn view(composer: &Composer, page: &PagePlan, voice: &Voice) -> BodyView {
    let document = composer.document(page);
    BodyView::Deck {
        subtitle: subtitle(document, voice),
        slides: slides(composer, page, voice),
        back: back(composer, page, voice),
        papers: papers(composer, page, voice),
        roles: roles(composer, page, voice),
        role: frame::role(composer, page, voice).to_owned(),
        aspect: aspect(document).to_owned(),
    }
}

/// What stands below a deck's title.
pub(super) fn subtitle(document: Option<&Document>, voice: &Voice) -> String {
    document.map_or_else(String::new, |it| voice.prose(&it.narrative.front.summary))
}

/// The format of a deck's slides.
pub(super) fn aspect(document: Option<&Document>) -> &'static str {
    document
        .map(|it| it.narrative.front.aspect)
        .unwrap_or_default()
        .word()
}

/// The slides of a page that shows a deck.
pub(super) fn slides(composer: &Composer, page: &PagePlan, voice: &Voice) -> Vec<SlideView> {
    let Some(document) = composer.document(page) else {
        return Vec::new();
    };
    let chapter = chapter_of(&page.target);
    let href = chapter
        .as_ref()
        .map(|it| frame::link(composer, page, it).unwrap_or_default());
    let parts = if chapter.is_some() {
        let slides = narrative::chapter_slides(&document.narrative, voice);
        let slides = slides.into_iter().map(|slide| Gathered { slide, document });
        let mut slides: Vec<Gathered> = slides.collect();
        gather::plan_times(&mut slides, document);
        slides
    } else {
        gather::gather(composer, document, page.target.role(), voice)
    };
    let mut views: Vec<SlideView> = Vec::new();
    // Slides that go on from others keep clear of the author's anchors.
    let mut ids: BTreeSet<String> = parts.iter().map(|it| it.slide.id.clone()).collect();
    for Gathered { slide, document } in parts {
        let seconds = slide.seconds.unwrap_or_default();
        let first = views.len();
        let made = (&mut views, &mut ids);
        if slide.import.is_empty() {
            add(composer, document, slide, href.as_deref(), voice, made);
        } else {
            let standpoint = composer.portfolio.standpoint(document);
            voice.quoting(&document.narrative.file, standpoint, |voice| {
                add(composer, document, slide, href.as_deref(), voice, made);
            });
        }
        let several = &mut views[first..];
        let shares = shared_out(seconds, several.len());
        for (view, seconds) in several.iter_mut().zip(shares) {
            view.seconds = seconds;
            view.time = time(seconds, voice);
        }
    }
    for (i, view) in views.iter_mut().enumerate() {
        view.number = i + 1;
        if let Some(told) = &mut view.too_full {
            told.number = i + 1;
        }
        if composer.plan.audience() == Audience::Public {
            view.notes_html.clear();
            view.seconds = 0;
            view.time.clear();
        }
    }
    views
}

/// The questions on the slides of a written deck, in their order. The marks of
/// what else is on its slides are no marks of the page.
pub(super) fn quizzes(
    composer: &Composer,
    page: &PagePlan,
    document: &Document,
    voice: &Voice,
) -> Vec<QuizView> {
    let mut quizzes = Vec::new();
    let on_slides = composer.voice_on(page);
    let gathered = gather::gather(composer, document, page.target.role(), &on_slides);
    for Gathered { slide, document } in gathered {
        let standpoint = composer.portfolio.standpoint(document);
        voice.quoting(&document.narrative.file, standpoint, |voice| {
            for part in &slide.parts {
                if let Part::Component(i) = part
                    && let Request::Quiz(sheet) = &document.narrative.outline.components[*i].request
                {
                    let id = format!("q{}", quizzes.len() + 1);
                    quizzes.push(quiz(&sheet.value, id, voice));
                }
            }
        });
    }
    quizzes
}

/// The chapter that a deck shows, if it is no deck of its own.
fn chapter_of(target: &Target) -> Option<Target> {
    match target {
        Target::ChapterDeck(year, slug) => Some(Target::Chapter(*year, slug.clone())),
        Target::Paper(_, deck) => chapter_of(deck),
        _ => None,
    }
}

/// Adds a slide, and further ones for what does not fit on it.
fn add(
    composer: &Composer,
    document: &Document,
    slide: SlideParts,
    chapter: Option<&str>,
    voice: &Voice,
    (views, ids): (&mut Vec<SlideView>, &mut BTreeSet<String>),
) {
    let continued = format!(
        "{}{}",
        slide.title_html,
        voice.locale.word("deck.continued")
    );
    let shape = Shape {
        aspect: document.narrative.front.aspect.word(),
        lang: voice.lang(),
    };
    let mut columns: Vec<Vec<Content>> = vec![Vec::new()];
    let is_beside = slide.layout == Layout::Columns;
    let marked = slide.parts.contains(&Part::Column);
    for part in slide.parts {
        if part == Part::Column {
            columns.push(Vec::new());
        } else if let Some(content) = content(composer, document, part, &slide.id, voice) {
            // Without a divider, the first thing stands beside the others.
            if is_beside && !marked && columns.len() == 1 && !columns[0].is_empty() {
                columns.push(Vec::new());
            }
            columns.last_mut().expect("there is one").push(content);
        }
    }
    let contents = &columns[0];
    let answers: String = (columns.iter().flatten())
        .map(|it| answer(it, voice))
        .collect();
    let titled = !slide.title_html.is_empty();
    // A chapter's heading names its section; the slide says what its one
    // exhibit comes to. A deck's titles are the author's.
    let said = (titled && chapter.is_some() && slide.continued == 0)
        .then(|| fit::takeaway(contents, voice))
        .flatten()
        .filter(|it| shape.holds_as_title(it));
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
    let mut room = Room::below(shape, slide.layout, &title, &continued);
    if slide.layout == Layout::Title {
        room = room.without_imprint(&voice.prose(&document.narrative.front.summary));
    }
    let Cut { slides, notes } = if is_beside {
        beside(columns, room, titled, voice)
    } else {
        let contents = columns.into_iter().flatten().collect();
        match slide.layout {
            Layout::Content | Layout::Figure | Layout::Table => {
                fit::cut(contents, room, titled, voice)
            }
            _ => fit::keep(contents, room, titled, voice),
        }
    };
    let source = match chapter.filter(|it| !it.is_empty()) {
        None => String::new(),
        Some(chapter) if slide.source.is_empty() => chapter.to_owned(),
        Some(chapter) => format!("{chapter}#{}", slide.source),
    };
    let mut notes_html = slide.notes_html + &notes + &answers;
    for (i, Filled { blocks, beyond }) in slides.into_iter().enumerate() {
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
            large: matches!(slide.layout, Layout::Content | Layout::Agenda)
                && room.has_room_for_large(&blocks),
            title_html: if titled && i > 0 {
                continued.clone()
            } else {
                title.clone()
            },
            blocks,
            notes_html: std::mem::take(&mut notes_html),
            source: source.clone(),
            seconds: 0,
            time: String::new(),
            too_full: (beyond > TOLERANCE).then(|| TooFull {
                place: slide.place.clone(),
                number: 0,
                pixels: beyond,
                room: if i == 0 { room.height } else { room.later },
            }),
        });
    }
}

/// The seconds planned for each slide: its own, or its share of what the others
/// leave of the deck's minutes; 0 where nothing is planned.
pub(super) fn times(own: &[Option<u32>], minutes: Option<u16>) -> Vec<u32> {
    let whole = minutes.map_or(0, |it| u32::from(it) * 60);
    let left = whole.saturating_sub(own.iter().flatten().sum());
    let open = own.iter().filter(|it| it.is_none()).count();
    let mut shares = shared_out(left, open);
    own.iter()
        .map(|own| own.or_else(|| shares.next()).unwrap_or_default())
        .collect()
}

/// So many seconds in words: whole minutes, or seconds below one.
fn time(seconds: u32, voice: &Voice) -> String {
    let said = |key: &str, count: u32| {
        let count = count.to_string();
        voice
            .locale
            .say(key, &[("count", &count)])
            .unwrap_or_default()
    };
    match seconds {
        0 => String::new(),
        1..60 => said("deck.seconds", seconds),
        _ => said("deck.minutes", (seconds + 30) / 60),
    }
}

/// Seconds in so many parts, as equal as whole seconds can be.
fn shared_out(seconds: u32, parts: usize) -> impl Iterator<Item = u32> {
    let parts = u32::try_from(parts).unwrap_or(u32::MAX);
    (0..parts).map(move |i| seconds / parts + u32::from(i < seconds % parts))
}

/// Sets columns beside each other; they stay on one slide.
fn beside(columns: Vec<Vec<Content>>, room: Room, titled: bool, voice: &Voice) -> Cut {
    let has_exhibit = |column: &Vec<Content>| column.iter().any(Content::is_exhibit);
    let mut exhibits = (0..columns.len()).filter(|it| has_exhibit(&columns[*it]));
    let wide = exhibits.next().filter(|_| exhibits.next().is_none());
    let wide = wide.filter(|_| columns.len() == 2);
    let mut cut = Cut {
        slides: vec![Filled::default()],
        notes: String::new(),
    };
    let mut shown = Vec::new();
    let parts = columns.len();
    for (i, contents) in columns.into_iter().enumerate() {
        let column = fit::keep(contents, room.column(i, wide, parts), titled, voice);
        cut.notes.push_str(&column.notes);
        for filled in column.slides {
            cut.slides[0].beyond = cut.slides[0].beyond.max(filled.beyond);
            shown.push(filled.blocks);
        }
    }
    cut.slides[0].blocks.push(BlockView::Columns {
        columns: shown,
        wide: match wide {
            Some(0) => "first",
            Some(_) => "second",
            None => "",
        },
    });
    cut
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
            prose::Shown::Ready(block) => Content::Whole(block),
        },
        words => Content::Whole(prose::words_block(words, voice)?),
    };
    if let Content::Whole(block) = &mut content {
        on_slide(block, slide);
    }
    Some(content)
}

/// What is right of a question, for the trainer's notes: who looks at a slide
/// looks at everything on it.
fn answer(content: &Content, voice: &Voice) -> String {
    match content {
        Content::Whole(BlockView::Quiz(quiz)) if !quiz.answer_html.is_empty() => {
            let word = escaped(voice.locale.word("page.quiz_key"));
            let (right, why) = (&quiz.answer_html, &quiz.explanation_html);
            format!("<p>{word} <b>{right}</b> {why}</p>")
        }
        _ => String::new(),
    }
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
        BlockView::Quiz(quiz) => quiz.id = format!("{slide}-{}", quiz.id),
        _ => {}
    }
}

/// From a deck to what it belongs to: its chapter, its year, or the portal.
pub(super) fn back(composer: &Composer, page: &PagePlan, voice: &Voice) -> LinkView {
    let document = composer.document(page);
    let target = chapter_of(&page.target)
        .or_else(|| document?.year().map(Target::Cover))
        .unwrap_or(Target::Portal);
    LinkView::to(
        voice.locale.word("navigation.back_to_report").to_owned(),
        frame::link(composer, page, &target).unwrap_or_default(),
    )
}

/// A deck's papers.
fn papers(composer: &Composer, page: &PagePlan, voice: &Voice) -> Vec<LinkView> {
    let papers = Paper::ALL.into_iter();
    let links = papers.filter_map(|paper| {
        let key = format!("papers.{}", paper.word());
        let href = frame::link(composer, page, &page.target.on_paper(paper)?)?;
        Some(LinkView::to(voice.locale.word(&key), href))
    });
    links.collect()
}

/// The same deck for all and for each role, where it is cut for roles.
fn roles(composer: &Composer, page: &PagePlan, voice: &Voice) -> Vec<LinkView> {
    let mut links = for_roles(composer, page, page, voice);
    if let (Target::Deck(slug) | Target::RoleDeck(slug, _), false) =
        (&page.target, links.is_empty())
    {
        let all = Target::Deck(slug.clone());
        let href = frame::link(composer, page, &all).unwrap_or_default();
        let link = LinkView::to(voice.locale.word("deck.all_roles").to_owned(), href);
        let current = all == page.target;
        links.insert(0, LinkView { current, ..link });
    }
    links
}

/// From a page to a deck as it is for each role, where it is cut for roles.
pub(super) fn for_roles(
    composer: &Composer,
    page: &PagePlan,
    deck: &PagePlan,
    voice: &Voice,
) -> Vec<LinkView> {
    let (Target::Deck(slug) | Target::RoleDeck(slug, _)) = &deck.target else {
        return Vec::new();
    };
    let document = composer.document(deck);
    let cut = document.map_or(&[][..], |it| &it.narrative.front.roles);
    let names = &composer.portfolio.catalogue.roles;
    let links = cut.iter().filter_map(|(role, _)| {
        let target = Target::RoleDeck(slug.clone(), role.clone());
        let href = frame::link(composer, page, &target)?;
        let name = names.get(role)?.get(voice.lang());
        let current = target == page.target;
        Some(LinkView {
            current,
            ..LinkView::to(name.to_owned(), href)
        })
    });
    links.collect()
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
