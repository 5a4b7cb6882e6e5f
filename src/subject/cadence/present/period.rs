//! What the calendar says of one period, for its bulletin: what fell due in it
//! and was not on time, and how far decisions were when it ended.

use super::{EXCEPTIONS, Shown, decisions::columns_of_a_period};
use crate::{
    block::{Block, Exhibit, Phrase},
    model::{Facts, Period},
    subject::{
        Subject,
        cadence::{Cadence, Progress, Record},
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
        self.table(
            Phrase::word("cadence.period.exceptions"),
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
        let rows = self.decided(
            |meeting, it| {
                let decided = meeting.date <= end;
                let matters = match it.on(end) {
                    Progress::Open | Progress::Overdue => true,
                    Progress::Closed(date) | Progress::ClosedLate(date) => date >= begin,
                };
                decided && matters
            },
            end,
        );
        if rows.is_empty() {
            return Block::instead("cadence.period.no_decision");
        }
        self.table(
            Phrase::word("cadence.period.decisions"),
            "cadence.what.period_decisions",
            &columns_of_a_period(),
            rows,
            Vec::new(),
        )
    }
}
