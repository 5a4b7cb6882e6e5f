//! A headline measure: a row of a table that has one a measure, on the page of
//! the subject that declares it and on the year's page of all measures.

use super::{Align, Cell, Column, Phrase, Piece, Row, Tone};
use crate::model::FigureKey;

/// What a subject declares as one of its headlines, by its figures.
#[derive(Debug, Clone, Default)]
pub struct Measure {
    /// Ties the row to marks; unique in its subject, ASCII.
    pub key: String,
    /// What it is called.
    pub name: Phrase,
    /// The id of what it is counted in; may be empty.
    pub unit: String,
    /// Its latest value; none where there is no figure at all.
    pub latest: Option<FigureKey>,
    /// What was promised.
    pub target: Option<FigureKey>,
    /// The limits that the latest value is judged by, the lower one first:
    /// of a control chart, or of an interval.
    pub limits: Option<[FigureKey; 2]>,
    /// Whether it changed, as a word.
    pub change: Cell,
    /// Whether it is what was promised, as a word.
    pub verdict: Cell,
    /// The figure that its course ends in.
    pub course: Option<FigureKey>,
    /// One sentence about it.
    pub sentence: Phrase,
}

impl Measure {
    /// The columns of a table of measures.
    pub fn columns() -> Vec<Column> {
        vec![
            Column::new("measures.column.measure", Align::Text),
            Column::new("measures.column.latest", Align::Number),
            Column::new("measures.column.target", Align::Number),
            Column::new("measures.column.limits", Align::Number),
            Column::new("measures.column.change", Align::Mark),
            Column::new("measures.column.verdict", Align::Mark),
            Column::new("column.spark", Align::Spark),
            Column::new("measures.column.sentence", Align::Text),
        ]
    }

    /// Its row. Each row has a unit of its own, so it stands with the name; and
    /// so does what it is part of, where the table has several such.
    pub fn row(self, part: Option<Phrase>) -> Row {
        let unit = (!self.unit.is_empty()).then(|| Phrase(vec![Piece::Measure(self.unit)]));
        let below = match (part, unit) {
            (Some(part), Some(unit)) => {
                let slots = [("part", part), ("unit", unit)];
                Some(Phrase::sentence("measures.of", slots))
            }
            (part, unit) => part.or(unit),
        };
        let broken = |mut first: Phrase, second: Phrase| {
            first.0.push(Piece::Break);
            first.then(second)
        };
        let name = match below {
            Some(below) => broken(self.name, below),
            None => self.name,
        };
        let bare = |key: Option<FigureKey>| -> Cell {
            key.map(|it| Phrase::bare(&it)).unwrap_or_default().into()
        };
        let limits = self
            .limits
            .map(|[lower, upper]| broken(Phrase::bare(&upper), Phrase::bare(&lower)));
        let course = self.course.map(Piece::Trend);
        let cells = vec![
            name.into(),
            bare(self.latest),
            bare(self.target),
            limits.unwrap_or_default().into(),
            self.change,
            self.verdict,
            Phrase(course.into_iter().collect()).into(),
            self.sentence.into(),
        ];
        Row::item(self.key, cells)
    }
}

impl Cell {
    /// A word, set off.
    pub fn toned(word: &'static str, tone: Tone) -> Self {
        Self {
            phrase: Phrase::word(word),
            tone,
        }
    }
}
