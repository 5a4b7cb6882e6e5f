//! Cadence: which reports and meetings come round how often, which of them
//! were due, on time, late or not issued, and what meetings decided.
//!
//! The calendar computes what is due: from the first period, the days allowed
//! after each period's end, and the day up to which is known what happened.
//! What is missing is not late, and not even missing before it is due. There
//! is no grace: a day after the due date is a day late.

mod assess;
mod check;
mod expected;
mod present;
mod sheet;

use jiff::civil::Date;

use crate::{
    block::{Exhibit, Phrase},
    diag::{Place, Report},
    model::{Evidence, Facts, FigureKey, Period, Text},
    sheet::Sheet,
    subject::{Context, Subject, Wave, units::Whole},
};
use expected::Expected;

pub use sheet::{CadenceSheet, DecisionSheet, IssueSheet, MeetingSheet, ReportSheet};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Cadence;

impl Subject for Cadence {
    const NAME: &'static str = "cadence";
    const WAVE: Wave = Wave::Measuring;
    type Sheet = CadenceSheet;
    type Record = Record;

    fn check(sheet: &Sheet<CadenceSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        facts.publish_all(assess::figures(record));
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        present::present(record, facts)
    }

    fn present_period(record: &Record, facts: &Facts, period: Period) -> Vec<Exhibit> {
        present::of_period(record, facts, period)
    }

    fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
        present::sentences(record, facts)
    }
}

/// A year's reports and meetings, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    name: Text,
    as_of: Date,
    source: Text,
    note: Text,
    lines: Vec<Line>,
    meetings: Vec<Meeting>,
}

/// What comes round.
#[derive(Debug, Clone)]
struct Line {
    id: String,
    name: Text,
    cadence: Option<crate::model::Cadence>,
    owner: Text,
    /// How many days after the end of a period, where it is known.
    days: Option<u64>,
    /// Every period up to the day that is known of, in order; empty where the
    /// calendar cannot tell.
    expected: Vec<Expected>,
    /// Why nothing is known of its issues; empty where something is.
    missing: Text,
    evidence: Evidence,
    place: Place,
}

#[derive(Debug, Clone)]
struct Meeting {
    date: Date,
    name: Text,
    chair: Text,
    evidence: Evidence,
    decisions: Vec<Decision>,
    place: Place,
}

#[derive(Debug, Clone)]
struct Decision {
    id: String,
    what: Text,
    owner: Text,
    due: Option<Date>,
    closed: Option<Date>,
    result: Text,
    place: Place,
}

/// How far a decision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// Done when it was due, or without a date to be due at.
    Closed(Date),
    /// Done after it was due.
    ClosedLate(Date),
    /// Open, and not yet due.
    Open,
    /// Open after it was due.
    Overdue,
}

impl Decision {
    /// How far it was on a day.
    fn on(&self, day: Date) -> Progress {
        match self.closed.filter(|closed| *closed <= day) {
            Some(closed) if self.due.is_some_and(|due| due < closed) => {
                Progress::ClosedLate(closed)
            }
            Some(closed) => Progress::Closed(closed),
            None if self.due.is_some_and(|due| due < day) => Progress::Overdue,
            None => Progress::Open,
        }
    }
}

impl Record {
    /// The key of a figure of the year.
    fn key(&self, name: &str) -> FigureKey {
        FigureKey::own(&format!("{}.{name}", Self::NAME), Period::Year(self.year))
    }

    const NAME: &str = <Cadence as Subject>::NAME;

    /// The key of how many of those due on a day were not on time.
    fn day_key(day: Date) -> FigureKey {
        FigureKey::own(&format!("{}.missed", Self::NAME), Period::Day(day))
    }

    /// The key of how many days late a period's report was.
    fn lateness_key(line: &Line, period: Period) -> FigureKey {
        let name = format!("{}.report.{}.days_late", Self::NAME, line.id);
        FigureKey::own(&name, period)
    }

    /// The key of a figure of a report of the year.
    fn line_key(&self, line: &Line, name: &str) -> FigureKey {
        self.key(&format!("report.{}.{name}", line.id))
    }

    fn decisions(&self) -> impl Iterator<Item = (&Meeting, &Decision)> {
        let meetings = self.meetings.iter();
        meetings.flat_map(|meeting| meeting.decisions.iter().map(move |it| (meeting, it)))
    }

    /// Those whose issues are known.
    fn known(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|it| it.missing.is_empty())
    }

    fn whole<'a>(&'a self, label: &'a Text) -> Whole<'a> {
        Whole {
            key: self.key("all"),
            label,
            as_of: Some(self.as_of),
            source: &self.source,
            note: &self.note,
        }
    }
}

#[cfg(test)]
mod tests;
