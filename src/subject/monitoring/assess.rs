//! Publishes every number that monitoring shows, with its trace.

mod counts;
mod line;
mod whole;

use super::{About, Record, Target};
use crate::model::{Better, Figure, FigureKey, Finite, Input, Missing};

pub(super) use counts::{Measured, Row};
pub(super) use line::Judged;

/// Everything that came of a year's monitoring.
pub(super) struct Assessed {
    /// What is published.
    pub(super) figures: Vec<Figure>,
    /// The series, in their order.
    pub(super) lines: Vec<Judged>,
    /// The contact centres, in their order.
    pub(super) centres: Vec<Measured>,
    /// The promises, in their order.
    pub(super) promises: Vec<Measured>,
}

/// Computes everything.
pub(super) fn assess(record: &Record) -> Assessed {
    let mut figures = Vec::new();
    let minimum = record.minimum.as_ref();
    let lines = record.lines.iter();
    let lines: Vec<Judged> = lines.map(|it| line::judge(it, &mut figures)).collect();
    let centres = record.centres.iter();
    let centres = centres
        .map(|it| counts::centre(it, minimum, &mut figures))
        .collect();
    let promises = record.promises.iter();
    let promises = promises
        .map(|it| counts::promise(it, minimum, &mut figures))
        .collect();
    whole::alerts(record, &mut figures);
    whole::verdicts(record, &lines, &mut figures);
    Assessed {
        figures,
        lines,
        centres,
        promises,
    }
}

impl About {
    /// A figure of it, without measure and trace.
    fn figure(&self, key: FigureKey, value: Result<f64, Missing>) -> Figure {
        Figure {
            better: Better::Neither,
            evidence: self.evidence,
            as_of: self.as_of,
            source: self.source.clone(),
            note: self.note.clone(),
            definition: self.definition.clone(),
            ..Figure::new(key, &self.name, value.and_then(Finite::computed))
        }
    }

    /// What was promised, as a figure.
    fn promised(&self, target: &Target, key: FigureKey, measure: &str) -> Figure {
        Figure {
            measure: measure.to_owned(),
            decimals: target.value.decimals(),
            evidence: target.evidence,
            inputs: vec![Input::Typed(target.place.clone())],
            ..self.figure(key, Ok(target.value.get()))
        }
    }
}
