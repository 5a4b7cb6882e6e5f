//! What the page of every subject is made from: its record and the figures
//! that came of it.

use super::head::Head;
use crate::{
    block::{Align, Block, Chart, Column, Phrase, Piece, Plot, Row, Table},
    model::{Facts, Figure, FigureKey},
};

/// A record that came from a data file with a head.
pub(super) trait Headed {
    /// The head of the file.
    fn head(&self) -> &Head;
}

/// A record with the figures that show it.
pub(super) struct Shown<'a, R> {
    pub(super) record: &'a R,
    pub(super) facts: &'a Facts,
}

impl<R: Headed> Shown<'_, R> {
    /// The value of a figure that has one.
    pub(super) fn number(&self, key: &FigureKey) -> Option<f64> {
        self.facts.number(key)
    }

    /// A figure with its unit; nothing where none was published.
    pub(super) fn figure(&self, key: &FigureKey) -> Phrase {
        match self.facts.get(key) {
            Some(_) => Phrase::figure(key),
            None => Phrase::default(),
        }
    }

    /// A table of numbers that the file gives.
    pub(super) fn table(
        &self,
        takeaway: Phrase,
        what: impl Into<Phrase>,
        columns: impl IntoIterator<Item: Into<Column>>,
        rows: Vec<Row>,
    ) -> Block {
        let source = &self.record.head().source;
        Block::Table(Table::new(takeaway, what, columns, rows, source))
    }

    /// The same; none where it would have no rows.
    pub(super) fn filled(
        &self,
        takeaway: Phrase,
        what: impl Into<Phrase>,
        columns: impl IntoIterator<Item: Into<Column>>,
        rows: Vec<Row>,
    ) -> Option<Block> {
        (!rows.is_empty()).then(|| self.table(takeaway, what, columns, rows))
    }

    /// A drawing of numbers that the file gives.
    pub(super) fn chart(&self, takeaway: Phrase, what: impl Into<Phrase>, plot: Plot) -> Block {
        let source = &self.record.head().source;
        Block::Chart(Chart::of(takeaway, what, source, plot))
    }

    /// A figure of the year in each part of it, under that name of a column;
    /// none where there are no parts.
    pub(super) fn in_parts(
        &self,
        whole: &FigureKey,
        what: &'static str,
        column: &'static str,
    ) -> Option<Block> {
        let year = whole.when.review();
        let is_part = |it: &&Figure| it.key.when.review() == year && it.key.when != whole.when;
        let parts = self.facts.series(whole).into_iter().filter(is_part);
        let rows = parts.map(|it| {
            let when = Phrase(vec![Piece::When(it.key.when)]);
            let key = it.key.when.period().map(|it| it.to_string());
            let cells = vec![when.into(), Phrase::figure(&it.key).into()];
            Row::item(key.unwrap_or_default(), cells)
        });
        let columns = [("column.period", Align::Text), (column, Align::Number)];
        self.filled(Phrase::default(), what, columns, rows.collect())
    }
}
