//! Chapters as decks: the author is told where a section takes several slides.
//! Only lists and plain tables are measured here; what figures take is known
//! when a page is composed, and there it goes on to further slides in silence.

use crate::{
    diag::{Code, Diagnostic, Report},
    narrative,
    portfolio::{Document, DocumentRole, Portfolio},
};

pub(super) fn of_document(portfolio: &Portfolio, document: &Document, report: &mut Report) {
    let asked = document.narrative.front.deck;
    let is_shown = matches!(document.role, DocumentRole::Chapter(_))
        && asked.unwrap_or(portfolio.site.chapter_decks);
    if !is_shown {
        return;
    }
    for (place, slides) in narrative::continued_sections(&document.narrative) {
        report.add(Diagnostic::new(Code::SlideContinued, place).with("slides", slides.to_string()));
    }
}
