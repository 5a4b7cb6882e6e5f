//! What the calendar says of one period, for its bulletin: what fell due in it
//! and was not on time, and how far decisions were when it ended.

use super::{EXCEPTIONS, Shown, decisions::columns_of_a_period};
use crate::{
    block::{Block, Exhibit, Phrase},
    model::{Facts, Period},
    subject::{
        Subject,
        cadence::{Cadence, Decision, Meeting, Progress, Record, expected::State},
    },
};

/// What shows one period, each with something to say even where nothing
/// happened, so that a bulletin can be begun before the data are there.
pub(in crate::subject::cadence) fn of_period(
    record: &Record,
    facts: &Facts,
    period: Period,
) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    [
        ("period_decisions", shown.decisions_of(period)),
        ("period_exceptions", shown.exceptions_of(period)),
    ]
    .map(|(id, block)| Exhibit::of(Cadence::NAME, id, block))
    .into()
}

impl Shown<'_> {
    /// What fell due in the period and was not on time when it ended.
    fn exceptions_of(&self, period: Period) -> Block {
        let end = period.last_day().min(self.record.as_of);
        let within = period.first_day()..=period.last_day();
        let rows = self.exceptional(|due| within.contains(&due), end);
        if rows.is_empty() {
            return Block::instead("cadence.period.on_time");
        }
        let named = |is: fn(State) -> bool| {
            let known = self.record.known().filter(|line| {
                let mut due = line.expected.iter().filter(|it| within.contains(&it.due));
                due.any(|it| is(it.on(end)))
            });
            Phrase::names(known.map(|it| &it.name))
        };
        let takeaway = Phrase::by_names([
            (
                "cadence.period.not_issued",
                named(|it| it == State::NotIssued),
            ),
            (
                "cadence.period.late",
                named(|it| matches!(it, State::Late(..))),
            ),
            ("cadence.period.unknown", named(|it| it == State::Unknown)),
        ]);
        self.table(
            takeaway,
            "cadence.what.period_exceptions",
            &EXCEPTIONS,
            rows,
            Vec::new(),
        )
    }

    /// What was decided in the period, done in it, or still open at its end.
    fn decisions_of(&self, period: Period) -> Block {
        let end = period.last_day().min(self.record.as_of);
        let begin = period.first_day();
        let asked = |meeting: &Meeting, it: &Decision| {
            let matters = match it.on(end) {
                Progress::Open | Progress::Overdue => true,
                Progress::Closed(date) | Progress::ClosedLate(date) => date >= begin,
            };
            meeting.date <= end && matters
        };
        let rows = self.decided(asked, end);
        if rows.is_empty() {
            return Block::instead("cadence.period.no_decision");
        }
        let named = |is: fn(Progress) -> bool| {
            let decisions = self.record.decisions();
            let asked = decisions.filter(|(meeting, it)| asked(meeting, it) && is(it.on(end)));
            Phrase::names(asked.map(|(_, it)| &it.what))
        };
        let takeaway = Phrase::by_names([
            (
                "cadence.period.overdue",
                named(|it| it == Progress::Overdue),
            ),
            ("cadence.period.open", named(|it| it == Progress::Open)),
            (
                "cadence.period.closed_late",
                named(|it| matches!(it, Progress::ClosedLate(_))),
            ),
            (
                "cadence.period.closed",
                named(|it| matches!(it, Progress::Closed(_))),
            ),
        ]);
        self.table(
            takeaway,
            "cadence.what.period_decisions",
            &columns_of_a_period(),
            rows,
            Vec::new(),
        )
    }
}
