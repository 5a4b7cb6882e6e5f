//! Data sets: rows of figures and words that belong to no other subject, for
//! charts and tables that a report or a deck needs once.
//!
//! Every number of a data set is a figure of the ledger like any other. What a
//! chart needs beside what was typed — limits, shares, quartiles — is computed
//! here and published too, so that no drawing computes.

mod check;
mod sheet;

use crate::{
    block::{Exhibit, Phrase},
    diag::Report,
    model::Facts,
    sheet::Sheet,
    subject::{
        Context, Subject, Wave,
        dataset::{self, Dataset},
    },
};

pub use crate::subject::dataset::Analysis;
pub use sheet::{ColumnSheet, DatasetSheet, DatasetsSheet, GroupSheet, RowSheet, TargetSheet};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Datasets;

impl Subject for Datasets {
    const NAME: &'static str = "datasets";
    const WAVE: Wave = Wave::Measuring;
    type Sheet = DatasetsSheet;
    type Record = Record;

    fn check(sheet: &Sheet<DatasetsSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        for dataset in &record.datasets {
            facts.publish_all(dataset::figures(dataset));
        }
    }

    fn present(record: &Record, _: &Facts) -> Vec<Exhibit> {
        let shown = record.datasets.iter();
        shown
            .map(|it| dataset::exhibit(it, Phrase::text(&it.name), dataset::counted_in(it)))
            .collect()
    }
}

/// A year's data sets, checked.
#[derive(Debug, Clone)]
pub struct Record {
    datasets: Vec<Dataset>,
}

#[cfg(test)]
mod tests;
