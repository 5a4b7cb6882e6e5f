//! What standards rest on: the register of documents, what is in them, the
//! models and the questions.

use super::{Shown, Stars};
use crate::{
    block::{Align, Block, Cell, Column, Exhibit, Notice, Phrase, Piece, Row, Table},
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
            let mut parts = Phrase::default();
            for (i, part) in it.parts.iter().enumerate() {
                if i > 0 {
                    parts.0.push(Piece::Break);
                }
                parts.0.push(Piece::Text(part.clone()));
            }
            let cells: Vec<Cell> = vec![
                Phrase::text(&it.name).into(),
                Phrase::figure(&key).into(),
                parts.into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let rows: Vec<Row> = rows.collect();
        if rows.is_empty() {
            return None;
        }
        let headers = [
            ("stars.column.document", Align::Text),
            ("stars.column.parts", Align::Number),
            ("stars.column.contents", Align::Text),
        ];
        Some(Block::Table(Table {
            takeaway: Phrase::default(),
            what: Phrase::word("stars.what.contents"),
            columns: headers.map(|(word, align)| Column::new(word, align)).into(),
            rows,
            notes: Vec::new(),
            source: self.record.head.source.clone(),
        }))
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
