//! The subjects of a review, each a vertical slice in a folder of its own:
//! `sheet.rs` is the YAML as authors write it, `check.rs` makes a record that
//! cannot be invalid, `assess.rs` publishes figures, `present.rs` says what
//! shows them.
//!
//! A subject never calls another, reads no file and prints no number. Judging
//! subjects read the figures that measuring subjects published, and that is
//! the only way two subjects meet.

pub mod accountability;
pub mod appraisal;
pub mod cadence;
pub mod complaints;
pub mod compliance;
mod concept;
mod dataset;
pub mod datasets;
mod desk;
mod ends;
pub mod evaluation;
mod head;
pub mod initiatives;
pub mod inspections;
pub mod minimum;
pub mod monitoring;
mod named;
pub mod needs;
pub mod process;
mod range;
pub mod satisfaction;
pub mod scorecard;
pub mod series;
mod shown;
mod staff;
pub mod stars;
mod table;
#[cfg(test)]
mod tests;
pub mod training;
mod typed;
mod units;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use crate::{
    block::{Exhibit, Measure, Phrase},
    diag::{Place, Report},
    model::{Catalogue, Facts, FigureKey, Period, Persons, Register},
    rows::{Columns, Row, RowsSpec, Tally},
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

    /// Summarises the tables that a sheet names, while they are read.
    fn gather(_sheet: &mut Sheet<Self::Sheet>, _door: &mut impl ReadSheet) {}

    /// Declares what other subjects may refer to by its id.
    fn declare(_sheet: &Sheet<Self::Sheet>, _register: &mut Register) {}

    /// Turns a sheet into a record, reporting every mistake; what is reported
    /// as an error may leave the record incomplete, since nothing is built then.
    fn check(sheet: &Sheet<Self::Sheet>, context: &Context, report: &mut Report) -> Self::Record;

    /// The same after a year before, for a subject whose series go on from its
    /// record: what stands there has its home there and is not typed again.
    fn check_after(
        _before: &Self::Record,
        sheet: &Sheet<Self::Sheet>,
        context: &Context,
        report: &mut Report,
    ) -> Self::Record {
        Self::check(sheet, context, report)
    }
    /// Says what is wrong with a year that has no sheet of it.
    fn absent(_context: &Context, _report: &mut Report) {}

    /// Publishes the subject's figures.
    fn assess(record: &Self::Record, facts: &mut Facts);

    /// Says what is wrong with the data once the figures are known, such as a
    /// reported score that the rules do not give.
    fn review(_record: &Self::Record, _facts: &Facts, _report: &mut Report) {}

    /// Says what shows them, in the order of the subject's own page.
    fn present(record: &Self::Record, facts: &Facts) -> Vec<Exhibit>;

    /// Its headline measures, for the year's page that has those of all
    /// subjects. None of a subject that judges the figures of others, nor of
    /// data sets, of which none is a headline by itself.
    fn measures(_record: &Self::Record, _facts: &Facts) -> Vec<Measure> {
        Vec::new()
    }

    /// The organisation units that it has something to show of.
    fn units(_record: &Self::Record) -> Vec<&str> {
        Vec::new()
    }

    /// What a list of units says of one, in a few words.
    fn unit_line(_record: &Self::Record, _facts: &Facts, _unit: &str) -> Option<Phrase> {
        None
    }

    /// Says what shows them of one unit, for the page of that unit.
    fn present_unit(_record: &Self::Record, _facts: &Facts, _unit: &str) -> Vec<Exhibit> {
        Vec::new()
    }

    /// Says what shows one period, for the bulletin of that period; the same
    /// exhibits for every period, whether anything happened in it or not.
    fn present_period(_record: &Self::Record, _facts: &Facts, _period: Period) -> Vec<Exhibit> {
        Vec::new()
    }

    /// The units that are given notice of their results.
    fn noticed(_record: &Self::Record) -> Vec<&str> {
        Vec::new()
    }

    /// Says what a notice to a unit holds, on one sheet of paper.
    fn present_notice(_record: &Self::Record, _facts: &Facts, _unit: &str) -> Vec<Exhibit> {
        Vec::new()
    }

    /// What its figures come to, each in the sentence that its page says too:
    /// the aspect `sentence` of that figure in prose.
    fn sentences(_record: &Self::Record, _facts: &Facts) -> Vec<(FigureKey, Phrase)> {
        Vec::new()
    }
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
    /// The persons that the site names.
    pub persons: &'a Persons,
    /// What the subjects of the year declare.
    pub register: &'a Register,
    /// What those of the year before declare, where it has data.
    pub before: Option<&'a Register>,
}

/// Reads the sheet of whatever subject asks: the door through which `load`
/// hands a file to the registry.
pub trait ReadSheet {
    /// Reads the file as a sheet of that shape, reporting what is wrong with it.
    fn read<T: DeserializeOwned>(&mut self) -> Option<Sheet<T>>;

    /// Summarises the table called `file` beside the sheet, which names it at
    /// `place`; what is wrong with it is reported. Nothing where it could not
    /// be read.
    fn tally<T: Tally>(
        &mut self,
        file: &str,
        place: Place,
        spec: &RowsSpec,
        columns: &Columns,
        new: &(dyn Fn() -> T + Sync),
    ) -> Option<T>;

    /// Hands over each sound row of the table called `file` beside the sheet,
    /// which names it at `place`; what is wrong with it is reported. The text
    /// of the table is kept: its rows have places.
    fn rows(
        &mut self,
        file: &str,
        place: Place,
        spec: &RowsSpec,
        columns: &Columns,
        each: &mut dyn FnMut(&Row, &mut Report),
    );
}

/// Registers the subjects: one line each.
macro_rules! subjects {
    ($($module:ident: $subject:ident,)*) => {
        /// The names of all subjects, which are also the names of their data files.
        pub const NAMES: &[&str] = &[$(<$module::$subject as Subject>::NAME),*];

        /// The sheets of one year, a subject each.
        #[derive(Default)]
        pub struct Sheets {
            $($module: Option<Sheet<<$module::$subject as Subject>::Sheet>>,)*
        }

        impl Sheets {
            /// Reads the data file of the subject called `name`; reports
            /// whether there is such a subject.
            pub fn read(&mut self, name: &str, door: &mut impl ReadSheet) -> bool {
                match name {
                    $(<$module::$subject as Subject>::NAME => {
                        self.$module = door.read();
                        if let Some(sheet) = &mut self.$module {
                            $module::$subject::gather(sheet, door);
                        }
                    })*
                    _ => return false,
                }
                true
            }

            /// What the subjects of the year declare.
            pub fn register(&self) -> Register {
                let mut register = Register::default();
                $(
                    if let Some(sheet) = &self.$module {
                        $module::$subject::declare(sheet, &mut register);
                    }
                )*
                register
            }

            /// Checks all sheets of the year, each after the latest of its
            /// subject in the years before.
            pub fn check(&self, before: &BTreeMap<i16, Records>, context: &Context, report: &mut Report) -> Records {
                Records {
                    $($module: {
                        let before = before.values().rev().find_map(|it| it.$module.as_ref());
                        match (&self.$module, before) {
                            (Some(sheet), Some(before)) => Some($module::$subject::check_after(before, sheet, context, report)),
                            (Some(sheet), None) => Some($module::$subject::check(sheet, context, report)),
                            (None, _) => {
                                $module::$subject::absent(context, report);
                                None
                            }
                        }
                    },)*
                }
            }
        }

        /// The checked records of one year, a subject each.
        #[derive(Default)]
        pub struct Records {
            $(
                #[doc = concat!("The record of the subject `", stringify!($module), "`.")]
                pub $module: Option<<$module::$subject as Subject>::Record>,
            )*
        }

        impl Records {
            /// Publishes the figures of the subjects of one wave.
            pub fn assess(&self, wave: Wave, facts: &mut Facts) {
                $(
                    if let (Some(record), true) = (&self.$module, <$module::$subject as Subject>::WAVE == wave) {
                        $module::$subject::assess(record, facts);
                    }
                )*
            }

            /// The names of the subjects that have a record.
            pub fn names(&self) -> Vec<&'static str> {
                let mut names = Vec::new();
                $(
                    if self.$module.is_some() {
                        names.push(<$module::$subject as Subject>::NAME);
                    }
                )*
                names
            }

            /// What each subject says after its figures are known.
            pub fn review(&self, facts: &Facts, report: &mut Report) {
                $(
                    if let Some(record) = &self.$module {
                        $module::$subject::review(record, facts, report);
                    }
                )*
            }

            /// The organisation units that some subject has something to show of.
            pub fn units(&self) -> BTreeSet<&str> {
                let mut units = BTreeSet::new();
                $(
                    if let Some(record) = &self.$module {
                        units.extend($module::$subject::units(record));
                    }
                )*
                units
            }

            /// The units that are given notice of their results.
            pub fn noticed(&self) -> BTreeSet<&str> {
                let mut units = BTreeSet::new();
                $(
                    if let Some(record) = &self.$module {
                        units.extend($module::$subject::noticed(record));
                    }
                )*
                units
            }

            /// What each subject says of a unit in a few words, under its name.
            pub fn unit_lines(&self, facts: &Facts, unit: &str) -> Vec<(&'static str, Phrase)> {
                let mut said = Vec::new();
                $(
                    if let Some(record) = &self.$module {
                        let line = $module::$subject::unit_line(record, facts, unit);
                        said.extend(line.map(|it| (<$module::$subject as Subject>::NAME, it)));
                    }
                )*
                said
            }

            /// What each subject shows of a unit, under its name.
            pub fn present_unit(&self, facts: &Facts, unit: &str) -> Vec<(&'static str, Vec<Exhibit>)> {
                let mut shown = Vec::new();
                $(
                    if let Some(record) = &self.$module {
                        let exhibits = $module::$subject::present_unit(record, facts, unit);
                        if !exhibits.is_empty() {
                            shown.push((<$module::$subject as Subject>::NAME, exhibits));
                        }
                    }
                )*
                shown
            }

            /// What all subjects show of a period.
            pub fn present_period(&self, facts: &Facts, period: Period) -> Vec<Exhibit> {
                let mut shown = Vec::new();
                $(
                    if let Some(record) = &self.$module {
                        shown.extend($module::$subject::present_period(record, facts, period));
                    }
                )*
                shown
            }

            /// What each subject puts into the notice to a unit.
            pub fn present_notice(&self, facts: &Facts, unit: &str) -> Vec<Exhibit> {
                let mut shown = Vec::new();
                $(
                    if let Some(record) = &self.$module {
                        shown.extend($module::$subject::present_notice(record, facts, unit));
                    }
                )*
                shown
            }

            /// The sentences of all subjects, by their figures.
            pub fn sentences(&self, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
                let mut said = Vec::new();
                $(
                    if let Some(record) = &self.$module {
                        said.extend($module::$subject::sentences(record, facts));
                    }
                )*
                said
            }

            /// The headline measures of the subjects that have some.
            pub fn measures(&self, facts: &Facts) -> Vec<(&'static str, Vec<Measure>)> {
                let mut declared = Vec::new();
                $(
                    if let Some(record) = &self.$module {
                        declared.push((<$module::$subject as Subject>::NAME, $module::$subject::measures(record, facts)));
                    }
                )*
                declared.retain(|(_, rows)| !rows.is_empty());
                declared
            }

            /// What each subject shows, under its name.
            pub fn present(&self, facts: &Facts) -> Vec<(&'static str, Vec<Exhibit>)> {
                // Each looks at the figures and changes nothing.
                let mut shows: Vec<Show<'_>> = Vec::new();
                $(
                    if let Some(record) = &self.$module {
                        let show = move || $module::$subject::present(record, facts);
                        shows.push((<$module::$subject as Subject>::NAME, Box::new(show)));
                    }
                )*
                let shows = shows.into_par_iter();
                shows.map(|(name, show)| (name, show())).collect()
            }
        }

        /// What a subject shows, still to be asked for, under its name.
        type Show<'a> = (&'static str, Box<dyn FnOnce() -> Vec<Exhibit> + Send + 'a>);

        /// The JSON Schema of the data file of the subject called `name`.
        pub fn schema(name: &str) -> Option<schemars::Schema> {
            match name {
                $(<$module::$subject as Subject>::NAME => Some(schemars::schema_for!(<$module::$subject as Subject>::Sheet)),)*
                _ => None,
            }
        }
    };
}

subjects! {
    accountability: Accountability,
    appraisal: Appraisal,
    cadence: Cadence,
    complaints: Complaints,
    compliance: Compliance,
    datasets: Datasets,
    evaluation: Evaluation,
    initiatives: Initiatives,
    inspections: Inspections,
    monitoring: Monitoring,
    needs: Needs,
    process: Process,
    satisfaction: Satisfaction,
    scorecard: Scorecard,
    stars: Stars,
    training: Training,
}
