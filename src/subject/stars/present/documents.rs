//! What standards rest on: the register of documents, what is in them, the
//! models and the questions.

use super::{Shown, Stars};
use crate::{
    block::{Align, Block, Cell, Exhibit, Notice, Phrase, Row},
    subject::Subject,
};

impl Shown<'_> {
    /// Documents, their contents, models and questions.
    pub(super) fn papers(&self) -> Vec<Exhibit> {
        let exhibits = [
            ("documents", self.register()),
            ("contents", self.contents()),
            ("questions", self.questions()),
        ];
        let mut shown = Exhibit::some(Stars::NAME, exhibits);
        let concepts = self.record.concepts.iter();
        shown.extend(concepts.map(|it| it.exhibit(Stars::NAME, &self.record.head.source)));
        shown
    }

    /// The documents whose parts are known.
    fn contents(&self) -> Option<Block> {
        let documents = self.record.documents.iter();
        let rows = documents.filter(|it| !it.parts.is_empty()).map(|it| {
            let key = self.record.key(&format!("document.{}.parts", it.id));
            let parts = it.parts.iter().map(Phrase::text);
            let parts = parts.reduce(Phrase::with_below).unwrap_or_default();
            let cells: Vec<Cell> = vec![
                Phrase::text(&it.name).into(),
                Phrase::figure(&key).into(),
                parts.into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let headers = [
            ("stars.column.document", Align::Text),
            ("stars.column.parts", Align::Number),
            ("stars.column.contents", Align::Text),
        ];
        let what = "stars.what.contents";
        self.filled(Phrase::default(), what, headers, rows.collect())
    }

    fn questions(&self) -> Option<Block> {
        let questions = &self.record.questions;
        let notice = Notice {
            level: "note",
            title: Phrase::word("stars.what.questions"),
            paragraphs: Vec::new(),
            items: questions.iter().map(Phrase::text).collect(),
        };
        (!questions.is_empty()).then_some(Block::Notice(notice))
    }
}
