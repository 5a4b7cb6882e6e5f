//! What the page of a unit has of inspections: its scores, by source.

use super::Shown;
use crate::{
    block::{Align, Block, Exhibit, Phrase, Row},
    model::Facts,
    subject::{
        Subject,
        inspections::{Inspections, Record},
        units::below,
    },
};

/// A site in a few words: its score, and how many visits it comes of.
pub(in crate::subject::inspections) fn line(record: &Record, site: usize) -> Phrase {
    let key = record.site_key(site);
    let slots = ["score", "visits"].map(|it| (it, Phrase::figure(&below(&key, it))));
    Phrase::sentence("inspections.unit.line", slots)
}

/// Its tiles, and its score by each source that visited it.
pub(in crate::subject::inspections) fn present(
    record: &Record,
    facts: &Facts,
    site: usize,
) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let key = record.site_key(site);
    let tiles = ["score", "visits", "failed"].map(|it| below(&key, it));
    let rows = record.observers.iter().filter_map(|(source, name)| {
        // A site that a source did not visit has no score by it.
        let score = &facts.get(&record.cell_key(site, *source))?.key;
        let cells = vec![Phrase::text(name).into(), Phrase::bare(score).into()];
        Some(Row::item(source.word(), cells))
    });
    let columns = [
        ("inspections.column.observer", Align::Text),
        ("inspections.column.score", Align::Number),
    ];
    let table = shown.table(
        line(record, site),
        "inspections.unit.what",
        &columns,
        rows.collect(),
    );
    let course = shown.in_parts(
        &below(&key, "score"),
        "inspections.unit.course",
        "inspections.column.score",
    );
    let exhibits = [
        ("summary", Some(Block::Tiles(tiles.to_vec()))),
        ("observers", Some(table)),
        ("course", course),
    ];
    Exhibit::some(Inspections::NAME, exhibits)
}
