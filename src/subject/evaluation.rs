//! Evaluation: what an improvement changed, from a sample before and one after.
//!
//! An effect is after minus before. Whether it is an improvement is for its
//! interval to say; without the sizes of the samples nobody can tell.

mod assess;
mod check;
mod present;
mod sheet;

use crate::{
    block::{Exhibit, Measure, Phrase},
    diag::{Place, Report},
    model::{Better, Evidence, Facts, FigureKey, Finite, Period, Text},
    sheet::Sheet,
    subject::{Context, Subject, Wave, dataset::Dataset, head::Head, shown::Headed},
};

pub use sheet::{
    AmountSheet, CoursePointSheet, CourseSheet, EvaluationSheet, ImprovementSheet, SampleSheet,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Evaluation;

impl Subject for Evaluation {
    const NAME: &'static str = "evaluation";
    const WAVE: Wave = Wave::Measuring;
    type Sheet = EvaluationSheet;
    type Record = Record;

    fn check(sheet: &Sheet<EvaluationSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        facts.publish_all(assess::figures(record));
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        present::present(record, facts)
    }

    fn measures(record: &Record, facts: &Facts) -> Vec<Measure> {
        present::measures(record, facts)
    }

    fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
        present::sentences(record, facts)
    }
}

/// A year's evaluation, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    evidence: Evidence,
    head: Head,
    improvements: Vec<Improvement>,
}

#[derive(Debug, Clone)]
struct Improvement {
    id: String,
    name: Text,
    action: Text,
    measure: String,
    /// Shares are compared, not means.
    is_share: bool,
    /// The measure of a difference.
    difference: String,
    decimals: u8,
    better: Better,
    before: Sample,
    after: Sample,
    cost: Option<Amount>,
    benefit: Option<Amount>,
    /// The values over time, with limits before and after.
    series: Option<Dataset>,
}

#[derive(Debug, Clone)]
struct Sample {
    period: Period,
    place: Place,
    number: Number,
}

#[derive(Debug, Clone)]
enum Number {
    Mean {
        mean: Finite,
        /// With n − 1.
        sd: Option<f64>,
        n: Option<u64>,
    },
    Share {
        count: u64,
        base: u64,
    },
    Missing(Text),
}

#[derive(Debug, Clone)]
struct Amount {
    value: Finite,
    measure: String,
    place: Place,
}

impl Headed for Record {
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Record {
    /// The key of a figure of an improvement that is of the year.
    fn key(&self, of: &Improvement, name: &str) -> FigureKey {
        of.key(name, Period::Year(self.year))
    }
}

impl Improvement {
    fn key(&self, name: &str, period: Period) -> FigureKey {
        FigureKey::own(&format!("{}.{}.{name}", Evaluation::NAME, self.id), period)
    }

    fn before_key(&self) -> FigureKey {
        self.key("before", self.before.period)
    }

    fn after_key(&self) -> FigureKey {
        self.key("after", self.after.period)
    }
}

#[cfg(test)]
mod tests;
