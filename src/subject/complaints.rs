//! Complaints: how many there were for how many customers, what about, how far
//! they went and how they were handled, and what leaders heard of them.
//!
//! Counts are typed, or taken from a table of tickets while it is read; a
//! ticket itself is never kept. A change that a source states without counts
//! stays as it is stated and is never turned into counts.

mod bulletin;
mod check;
mod phrase;
mod rows;
mod sheet;
mod tickets;

use crate::{
    block::{Exhibit, Measure, Phrase},
    diag::Report,
    model::{Facts, FigureKey, Period},
    sheet::Sheet,
    subject::{
        Context, ReadSheet, Subject, Wave,
        dataset::{self, Dataset},
    },
};

pub use sheet::{
    AgeSheet, CauseSheet, ChangeSheet, ComplaintsSheet, HandlingSheet, Level, PeriodSheet,
    SessionSheet, TicketColumns, TicketsSheet, UnitSheet,
};
pub use tickets::{Counted, Group, Handled};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Complaints;

impl Subject for Complaints {
    const NAME: &'static str = "complaints";
    const WAVE: Wave = Wave::Measuring;
    type Sheet = ComplaintsSheet;
    type Record = Record;

    fn gather(sheet: &mut Sheet<ComplaintsSheet>, door: &mut impl ReadSheet) {
        tickets::gather(sheet, door);
    }

    fn check(sheet: &Sheet<ComplaintsSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(None, sheet, context, report)
    }

    fn check_after(
        before: &Record,
        sheet: &Sheet<ComplaintsSheet>,
        context: &Context,
        report: &mut Report,
    ) -> Record {
        check::check(Some(before), sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        for dataset in record.published() {
            facts.publish_all(dataset::figures(dataset));
        }
    }

    fn measures(record: &Record, facts: &Facts) -> Vec<Measure> {
        phrase::measures(record, facts)
    }

    fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
        phrase::sentences(record, facts)
    }

    fn present_period(record: &Record, facts: &Facts, period: Period) -> Vec<Exhibit> {
        bulletin::present(record, facts, period)
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        record
            .datasets()
            .map(|it| dataset::exhibit(it, phrase::takeaway(record, it, facts), phrase::what(it)))
            .collect()
    }
}

/// A year's complaints, checked: rows of figures, in the order of the page.
#[derive(Debug, Clone)]
pub struct Record {
    /// By year: complaints, rate, levels, change.
    years: Dataset,
    /// By period, with limits.
    periods: Dataset,
    /// By cause.
    causes: Dataset,
    /// By unit, with the interval of its rate.
    units: Dataset,
    /// How they were handled.
    handling: Dataset,
    /// Within how many days they were closed.
    closing: Dataset,
    /// How old the open ones are.
    ageing: Dataset,
    /// Changes that a source states without counts.
    changes: Dataset,
    /// What leaders heard.
    sessions: Dataset,
}

impl Record {
    /// What the page shows: those that have rows.
    fn datasets(&self) -> impl Iterator<Item = &Dataset> {
        let all = [
            &self.years,
            &self.periods,
            &self.causes,
            &self.units,
            &self.handling,
            &self.ageing,
            &self.changes,
            &self.sessions,
        ];
        all.into_iter().filter(|it| !it.rows.is_empty())
    }

    /// With what only the sentence of handling says.
    fn published(&self) -> impl Iterator<Item = &Dataset> {
        self.datasets().chain([&self.closing])
    }
}

#[cfg(test)]
mod tests;
