//! Monitoring: measures over time with their limits and two verdicts, the
//! alerts they raised, contact centres, and promises with a time limit.
//!
//! A rate of a year is made of the year's sums, never a mean of rates. A
//! period without a value stands in its series with a reason. No line and no
//! change leads across a changed definition.

mod assess;
mod check;
mod present;
mod sheet;

use jiff::civil::Date;

use crate::{
    block::{Exhibit, Measure, Phrase},
    diag::{Place, Report},
    model::{Better, Evidence, Facts, FigureKey, Finite, Period, Scope, Text, When},
    sheet::Sheet,
    subject::{Context, Subject, Wave, minimum::Minimum, series::Control},
};

pub use sheet::{
    AlertSheet, CallsSheet, CasesSheet, ContactSheet, DeadlineSheet, MonitoringSheet, PointSheet,
    SeriesSheet, ServiceLevel,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Monitoring;

impl Subject for Monitoring {
    const NAME: &'static str = "monitoring";
    const WAVE: Wave = Wave::Measuring;
    type Sheet = MonitoringSheet;
    type Record = Record;

    fn check(sheet: &Sheet<MonitoringSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(None, sheet, context, report)
    }

    fn check_after(
        before: &Record,
        sheet: &Sheet<MonitoringSheet>,
        context: &Context,
        report: &mut Report,
    ) -> Record {
        check::check(Some(before), sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        facts.publish_all(assess::assess(record).figures);
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        present::present(record, &assess::assess(record), facts)
    }

    fn measures(record: &Record, facts: &Facts) -> Vec<Measure> {
        present::measures(record, &assess::assess(record), facts)
    }

    fn present_period(record: &Record, facts: &Facts, period: Period) -> Vec<Exhibit> {
        present::of_period(record, &assess::assess(record), facts, period)
    }

    fn sentences(record: &Record, _facts: &Facts) -> Vec<(FigureKey, Phrase)> {
        present::sentences(record, &assess::assess(record))
    }
}

/// A year's monitoring, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    as_of: Option<Date>,
    evidence: Evidence,
    source: Text,
    lines: Vec<Line>,
    centres: Vec<Centre>,
    promises: Vec<Promise>,
    alerts: Vec<Alert>,
    minimum: Option<Minimum>,
}

/// What everything that is watched has.
#[derive(Debug, Clone)]
struct About {
    year: i16,
    id: String,
    name: Text,
    owner: Text,
    evidence: Evidence,
    source: Text,
    note: Text,
    definition: Text,
    as_of: Option<Date>,
}

/// A series.
#[derive(Debug, Clone)]
struct Line {
    about: About,
    measure: String,
    /// The measure of a difference of two values.
    difference: String,
    decimals: u8,
    /// What a rate is multiplied by.
    per: f64,
    better: Better,
    target: Option<Target>,
    control: Control,
    points: Vec<Point>,
    /// How many of the first points have their home in an earlier review.
    earlier: usize,
}

/// What was promised.
#[derive(Debug, Clone)]
struct Target {
    value: Finite,
    evidence: Evidence,
    place: Place,
}

#[derive(Debug, Clone)]
struct Point {
    period: Period,
    typed: Typed,
    /// On how many cases a value rests, where it is told.
    n: Option<u64>,
    evidence: Evidence,
    place: Place,
}

/// What an author typed of a point.
#[derive(Debug, Clone)]
enum Typed {
    Value(Finite),
    Tally { num: Finite, den: Finite },
    Missing(Text),
}

/// A contact centre.
#[derive(Debug, Clone)]
struct Centre {
    about: About,
    /// Within how many seconds a call is to be answered.
    within: Target,
    level: ServiceLevel,
    target: Option<Target>,
    seconds: String,
    rows: Vec<Counted<CALLS>>,
}

/// A promise with a time limit.
#[derive(Debug, Clone)]
struct Promise {
    about: About,
    limit: Target,
    measure: String,
    target: Option<Target>,
    rows: Vec<Counted<CASES>>,
}

/// The counts of a contact centre, in the order of [`Counted::counts`].
const CALLS: usize = 10;
const CALL_COUNTS: [&str; CALLS] = [
    "offered",
    "answered",
    "answered_in_time",
    "abandoned_in_time",
    "abandoned_at_once",
    "wait",
    "talk",
    "hold",
    "wrap",
    "staffed",
];

/// The counts of a promise, in the order of [`Counted::counts`].
const CASES: usize = 4;
const CASE_COUNTS: [&str; CASES] = ["within", "late", "overdue", "running"];

/// The counts of a period.
#[derive(Debug, Clone)]
struct Counted<const N: usize> {
    period: Period,
    /// None where a count is not known, or is of too few to be shown.
    counts: [Option<u64>; N],
    /// The counts of too few, which the year's sums hold all the same.
    unshown: Option<[Option<u64>; N]>,
    /// The 90 % quantile of times, where it is known.
    p90: Option<Finite>,
    /// Why the counts are not known; empty where some are.
    missing: Text,
    place: Place,
}

#[derive(Debug, Clone)]
struct Alert {
    id: String,
    raised: Date,
    /// The id of what it is about.
    about: String,
    period: Option<Period>,
    what: Text,
    owner: Text,
    action: Text,
    due: Option<Date>,
    closed: Option<Date>,
    place: Place,
}

impl Alert {
    /// Reports whether it is still open on a day after it was due.
    fn is_overdue(&self, as_of: Option<Date>) -> bool {
        let late = self.due.zip(as_of).is_some_and(|(due, now)| due < now);
        self.closed.is_none() && late
    }
}

impl About {
    /// The key of a figure of the whole, in the year of the review.
    fn key(&self, name: &str) -> FigureKey {
        self.at(name, Period::Year(self.year))
    }

    /// The key of a figure of a period.
    fn at(&self, name: &str, period: Period) -> FigureKey {
        FigureKey {
            name: format!("{}.{name}", self.prefix()).into(),
            scope: Scope::Own,
            when: When::In(period),
            unit: "".into(),
        }
    }

    /// What the names of its figures begin with.
    fn prefix(&self) -> String {
        format!("{}.{}", Monitoring::NAME, self.id)
    }
}

impl Record {
    /// The key of a figure of the whole subject.
    fn key(&self, name: &str) -> FigureKey {
        FigureKey::own(
            &format!("{}.{name}", Monitoring::NAME),
            Period::Year(self.year),
        )
    }

    /// Everything that an alert can be about.
    fn abouts(&self) -> impl Iterator<Item = &About> {
        let lines = self.lines.iter().map(|it| &it.about);
        let centres = self.centres.iter().map(|it| &it.about);
        lines
            .chain(centres)
            .chain(self.promises.iter().map(|it| &it.about))
    }
}

#[cfg(test)]
mod tests;
