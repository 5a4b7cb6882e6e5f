//! Decks: written ones, and chapters as decks.

use super::{
    Composer,
    blocks::Medium,
    frame, prose,
    view::{BlockView, BodyView, LinkView, RowView, SlideView, TableView},
    voice::Voice,
};
use crate::{
    narrative::{self, SlideParts},
    plan::{PagePlan, Target},
    portfolio::Document,
};

/// The most rows of a table on one slide; the rest goes on to the next.
const MOST_ROWS: usize = 8;

/// A deck of its own.
pub(super) fn authored(composer: &Composer, page: &PagePlan, voice: &Voice) -> BodyView {
    let Some(document) = page.document.map(|i| &composer.portfolio.documents[i]) else {
        return empty(composer, page, voice);
    };
    let slides = narrative::slides(&document.narrative, voice);
    let target = document.role.year().map_or(Target::Portal, Target::Cover);
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
    for slide in slides {
        add(composer, document, slide, chapter, voice, &mut views);
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

/// Adds a slide, and further ones for the rows of a table that do not fit.
fn add(
    composer: &Composer,
    document: &Document,
    slide: SlideParts,
    chapter: &str,
    voice: &Voice,
    views: &mut Vec<SlideView>,
) {
    let mut blocks: Vec<BlockView> = slide
        .parts
        .into_iter()
        .filter_map(|part| prose::block(composer, document, part, Medium::Slide, voice))
        .filter(|block| !matches!(block, BlockView::Margin { .. }))
        .collect();
    for block in &mut blocks {
        on_slide(block, &slide.id);
    }
    let mut rest: Vec<(TableView, Vec<RowView>)> = Vec::new();
    if let [BlockView::Table(table)] = &mut blocks[..] {
        let more = table.rows.split_off(table.rows.len().min(MOST_ROWS));
        if !more.is_empty() {
            rest.push((head_of(table), more));
        }
    }
    let source = if chapter.is_empty() || slide.source.is_empty() {
        chapter.to_owned()
    } else {
        format!("{chapter}#{}", slide.source)
    };
    let mut title_html = slide.title_html;
    if slide.continued > 0 {
        title_html.push_str(voice.locale.word("deck.continued"));
    }
    let view =
        |id: String, blocks: Vec<BlockView>, title_html: String, notes_html: String| SlideView {
            number: 0,
            id,
            layout: slide.layout.word(),
            section: slide.section.clone(),
            title_html,
            blocks,
            notes_html,
            source: source.clone(),
        };
    views.push(view(
        slide.id.clone(),
        blocks,
        title_html.clone(),
        slide.notes_html,
    ));
    for (head, rows) in rest {
        for (i, chunk) in chunks(rows).into_iter().enumerate() {
            let mut table = head_of(&head);
            table.id = format!("{}-{}", head.id, i + 2);
            table.rows = chunk;
            let title = format!("{title_html}{}", voice.locale.word("deck.continued"));
            views.push(view(
                format!("{}-{}", slide.id, i + 2),
                vec![BlockView::Table(table)],
                title,
                String::new(),
            ));
        }
    }
}

/// Cuts rows into slides.
fn chunks(mut rows: Vec<RowView>) -> Vec<Vec<RowView>> {
    let mut all = Vec::new();
    while !rows.is_empty() {
        let later = rows.split_off(rows.len().min(MOST_ROWS));
        all.push(rows);
        rows = later;
    }
    all
}

/// A table without its rows.
fn head_of(table: &TableView) -> TableView {
    TableView {
        id: table.id.clone(),
        takeaway_html: table.takeaway_html.clone(),
        what: table.what.clone(),
        columns: table
            .columns
            .iter()
            .map(|it| super::view::ColumnView {
                label: it.label.clone(),
                unit: it.unit.clone(),
                align: it.align,
            })
            .collect(),
        rows: Vec::new(),
        source_html: table.source_html.clone(),
        notes: table.notes.clone(),
    }
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
    LinkView {
        label: voice.locale.word("navigation.back_to_report").to_owned(),
        href: frame::link(composer, page, target).unwrap_or_default(),
        current: false,
        lang: String::new(),
    }
}

fn empty(composer: &Composer, page: &PagePlan, voice: &Voice) -> BodyView {
    BodyView::Deck {
        subtitle: String::new(),
        slides: Vec::new(),
        back: back_link(composer, page, &Target::Portal, voice),
        aspect: "16:9".to_owned(),
    }
}
