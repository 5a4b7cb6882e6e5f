//! The subjects of a review, each a vertical slice in a folder of its own:
//! `sheet.rs` is the YAML as authors write it, `check.rs` makes a record that
//! cannot be invalid, `assess.rs` publishes figures, `present.rs` says what
//! shows them.
//!
//! A subject never calls another, reads no file and prints no number. Judging
//! subjects read the figures that measuring subjects published, and that is
//! the only way two subjects meet.

pub mod scorecard;

use serde::de::DeserializeOwned;

use crate::{
    block::Exhibit,
    diag::Report,
    model::{Catalogue, Facts},
    sheet::Sheet,
};

/// One subject.
pub trait Subject {
    /// Its name: of its data file, its figures and its page.
    const NAME: &'static str;
    /// When it publishes.
    const WAVE: Wave;
    /// The YAML as authors write it.
    type Sheet: DeserializeOwned + schemars::JsonSchema;
    /// What was written, checked.
    type Record: Send + Sync;

    /// Turns a sheet into a record, reporting every mistake; what is reported
    /// as an error may leave the record incomplete, since nothing is built then.
    fn check(sheet: &Sheet<Self::Sheet>, context: &Context, report: &mut Report) -> Self::Record;

    /// Publishes the subject's figures.
    fn assess(record: &Self::Record, facts: &mut Facts);

    /// Reports what can only be told from all figures together, such as a
    /// reported score that the rules do not give.
    fn review(_record: &Self::Record, _facts: &Facts, _report: &mut Report) {}

    /// Says what shows them, in the order of the subject's own page.
    fn present(record: &Self::Record, facts: &Facts) -> Vec<Exhibit>;
}

/// When a subject publishes its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wave {
    /// It measures: it reads readings only.
    Measuring,
    /// It judges: it reads what measuring subjects published.
    Judging,
}

/// What a subject may look things up in while it checks.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The review's year.
    pub year: i16,
    /// Metrics, measures, units and competitors.
    pub catalogue: &'a Catalogue,
    /// The site's languages, the main one first.
    pub languages: &'a [String],
}
