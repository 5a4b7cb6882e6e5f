//! A deck on paper: sheets of slides with lines to write on for those who
//! listen, or with the trainer's notes.

use super::{Composer, deck, form, frame, training, view::BodyView, view::LinkView, voice::Voice};
use crate::{
    narrative::{Beside, Handout},
    plan::{Audience, PagePlan, Paper, Target},
};

/// The notes of a slide need about as much room as the slide.
const NOTES_PER_PAGE: u8 = 2;

/// A deck on paper.
pub(super) fn view(composer: &Composer, page: &PagePlan, paper: Paper, voice: &Voice) -> BodyView {
    let document = composer.document(page);
    let Handout { per_page, beside } = match paper {
        Paper::Handout => {
            let usual = document.map(|it| it.narrative.front.handout);
            composer.handout.of(usual.unwrap_or_default())
        }
        Paper::Notes => Handout {
            per_page: NOTES_PER_PAGE,
            beside: Beside::Notes,
        },
        Paper::Questions | Paper::Key | Paper::SignIn | Paper::Feedback => {
            return form::view(composer, page, paper, voice);
        }
    };
    let is_public = composer.plan.audience() == Audience::Public;
    let beside = match beside {
        Beside::Notes if is_public => Beside::Lines,
        beside => beside,
    };
    let mut slides = deck::slides(composer, page, voice);
    for block in slides.iter_mut().flat_map(|it| &mut it.blocks) {
        training::on_paper(block, paper);
    }
    if beside != Beside::Notes {
        for slide in &mut slides {
            slide.notes_html.clear();
        }
    }
    BodyView::Paper {
        paper: paper.word(),
        per_page,
        beside: beside.word(),
        subtitle: deck::subtitle(document, voice),
        slides,
        back: back(composer, page, voice),
        aspect: deck::aspect(document).to_owned(),
        role: frame::role(composer, page, voice).to_owned(),
    }
}

/// From a paper to its deck.
pub(super) fn back(composer: &Composer, page: &PagePlan, voice: &Voice) -> LinkView {
    let deck = match &page.target {
        Target::Paper(_, deck) => deck,
        other => other,
    };
    LinkView::to(
        voice.locale.word("navigation.show_slides").to_owned(),
        frame::link(composer, page, deck).unwrap_or_default(),
    )
}
