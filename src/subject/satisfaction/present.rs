//! Says what shows surveys: scores and leads with their verdicts, the index
//! from dimension to indicator, what matters most, and what is weak.

mod charts;
mod sentences;
mod tables;

use super::{Record, Satisfaction, Wave};
use crate::{
    block::{Cell, Exhibit, Phrase, Piece, Tone},
    model::{Facts, Figure, FigureKey, Verdict},
    subject::Subject,
};

/// Everything on the page of satisfaction, in order.
pub(super) fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
    let Some(wave) = record.last() else {
        return Vec::new();
    };
    let shown = Shown {
        record,
        wave,
        facts,
    };
    let exhibits = [
        ("course", shown.course()),
        ("scores", shown.scores()),
        ("lead", shown.lead()),
        ("leads", shown.leads()),
        ("index", shown.index()),
        ("dimensions", shown.dimensions()),
        ("matrix", shown.matrix()),
        ("weak", shown.weak()),
        ("segments", shown.segments()),
    ];
    let mut all: Vec<Exhibit> = exhibits
        .into_iter()
        .filter_map(|(id, block)| Some(Exhibit::of(Satisfaction::NAME, id, block?)))
        .collect();
    if !record.answers.rows.is_empty() {
        let at = all.len() - usize::from(all.last().is_some_and(|it| it.id.ends_with("segments")));
        all.insert(at, shown.likert());
    }
    all.push(Exhibit::of(
        Satisfaction::NAME,
        "sentences",
        shown.sentences(),
    ));
    all.push(Exhibit::of(Satisfaction::NAME, "method", shown.method()));
    all
}

/// What scores, leads and the index of the last survey come to.
pub(super) fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
    let Some(wave) = record.last() else {
        return Vec::new();
    };
    let shown = Shown {
        record,
        wave,
        facts,
    };
    shown.by_figure()
}

struct Shown<'a> {
    record: &'a Record,
    /// The last survey.
    wave: &'a Wave,
    facts: &'a Facts,
}

impl Shown<'_> {
    fn get(&self, key: &FigureKey) -> Option<&Figure> {
        self.facts.get(key)
    }

    fn number(&self, key: &FigureKey) -> Option<f64> {
        self.get(key).and_then(Figure::number)
    }

    /// A figure that was published; empty where there is none.
    fn cell(&self, key: &FigureKey) -> Cell {
        self.get(key)
            .map_or_else(Cell::default, |_| Phrase::figure(key).into())
    }

    /// The verdict on a figure.
    fn verdict(&self, key: &FigureKey) -> Option<&Verdict> {
        self.get(key)?.verdict.as_ref()
    }

    /// A verdict as a cell, which says where no interval stands behind it.
    fn verdict_cell(&self, key: &FigureKey) -> Cell {
        let Some(verdict) = self.verdict(key) else {
            return Cell::default();
        };
        let mut phrase = Phrase(vec![Piece::Verdict(verdict.clone())]);
        if self.get(key).is_some_and(|it| it.interval.is_none()) {
            phrase.0.push(Piece::Break);
            phrase = phrase.then(Phrase::word("satisfaction.point_estimate"));
        }
        Cell {
            phrase,
            tone: Tone::from(verdict),
        }
    }
}
