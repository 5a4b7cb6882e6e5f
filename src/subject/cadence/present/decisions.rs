//! Meetings, and how far what they decided is.

use jiff::civil::Date;

use super::{Shown, named, on};
use crate::{
    block::{Align, Block, Cell, Phrase, Piece, Row, Tone},
    subject::cadence::{Decision, Meeting, Progress},
};

const DECISIONS: [(&str, Align); 5] = [
    ("cadence.column.decision", Align::Text),
    ("cadence.column.meeting", Align::Text),
    ("cadence.column.due_on", Align::Text),
    ("cadence.column.state", Align::Text),
    ("cadence.column.days_overdue", Align::Number),
];

impl Shown<'_> {
    /// How many decisions there were, and how many are still to do.
    pub(super) fn follow_up(&self) -> Phrase {
        if self.number("decisions.count").is_none_or(|it| it == 0.0) {
            return Phrase::word("cadence.takeaway.no_decision");
        }
        let slots = [
            ("meetings", "meetings"),
            ("count", "decisions.count"),
            ("closed", "decisions.closed"),
            ("open", "decisions.open"),
            ("overdue", "decisions.overdue"),
        ];
        Phrase::sentence(
            "cadence.takeaway.decisions",
            slots.map(|(slot, name)| (slot, self.figure(name))),
        )
    }

    /// Every decision, what is overdue first, then what is open.
    pub(super) fn decisions(&self) -> Option<Block> {
        let rows = self.decided(|_, _| true, self.record.as_of);
        let block = self.table(
            self.follow_up(),
            "cadence.what.decisions",
            &DECISIONS,
            rows,
            Vec::new(),
        );
        self.record.decisions().next().map(|_| block)
    }

    /// The decisions that are asked for, as far as they were on a day.
    pub(super) fn decided(
        &self,
        asked: impl Fn(&Meeting, &Decision) -> bool,
        day: Date,
    ) -> Vec<Row> {
        let record = self.record;
        let mut all: Vec<_> = record.decisions().filter(|(m, d)| asked(m, d)).collect();
        all.sort_by_key(|(meeting, it)| {
            let rank = match it.on(day) {
                Progress::Overdue => 0,
                Progress::Open => 1,
                Progress::ClosedLate(_) | Progress::Closed(_) => 2,
            };
            (rank, it.due, meeting.date)
        });
        let rows = all.into_iter().map(|(meeting, it)| {
            let progress = it.on(day);
            let (key, tone) = match progress {
                Progress::Closed(_) => ("cadence.progress.closed", Tone::Met),
                Progress::ClosedLate(_) => ("cadence.progress.closed_late", Tone::NotMet),
                Progress::Open => ("cadence.progress.open", Tone::Pending),
                Progress::Overdue => ("cadence.progress.overdue", Tone::NotMet),
            };
            let mut state = match progress {
                Progress::Closed(date) | Progress::ClosedLate(date) => {
                    Phrase::sentence(key, [("date", on(date))])
                }
                Progress::Open | Progress::Overdue => Phrase::word(key),
            };
            let is_closed = matches!(progress, Progress::Closed(_) | Progress::ClosedLate(_));
            if is_closed && !it.result.is_empty() {
                state.0.push(Piece::Break);
                state.0.push(Piece::Text(it.result.clone()));
            }
            let name = format!("decision.{}.days_overdue", it.id);
            // How long is known of the day up to which all is known, no other.
            let days = if progress == Progress::Overdue && day == record.as_of {
                Phrase::bare(&record.key(&name))
            } else {
                Phrase::default()
            };
            let due = it.due.map_or_else(
                || Cell {
                    phrase: Phrase::word("cadence.state.undated"),
                    tone: Tone::Quiet,
                },
                |due| on(due).into(),
            );
            let held = Phrase(vec![Piece::Text(meeting.name.clone()), Piece::Break]);
            let cells = vec![
                named(&it.what, &it.owner),
                held.then(on(meeting.date)).into(),
                due,
                Cell {
                    phrase: state,
                    tone,
                },
                days.into(),
            ];
            Row::item(&it.id, cells)
        });
        rows.collect()
    }

    /// The meetings that were held.
    pub(super) fn meetings(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.meetings.iter().enumerate().map(|(i, it)| {
            let decided = it.decisions.iter().map(|it| Phrase::text(&it.what));
            let cells = vec![
                on(it.date).into(),
                Phrase::text(&it.name).into(),
                Phrase::text(&it.chair).into(),
                Phrase::list(decided).into(),
            ];
            Row::item(format!("m-{i}"), cells)
        });
        let rows: Vec<Row> = rows.collect();
        if rows.is_empty() {
            return None;
        }
        let columns = [
            ("cadence.column.date", Align::Text),
            ("cadence.column.meeting", Align::Text),
            ("cadence.column.chair", Align::Text),
            ("cadence.column.decided", Align::Text),
        ];
        let takeaway = Phrase::sentence(
            "cadence.takeaway.meetings",
            [("count", self.figure("meetings"))],
        );
        Some(self.table(
            takeaway,
            "cadence.what.meetings",
            &columns,
            rows,
            Vec::new(),
        ))
    }
}

/// The columns of decisions on a day of which no length of time is known.
pub(super) fn columns_of_a_period() -> [(&'static str, Align); 4] {
    [DECISIONS[0], DECISIONS[1], DECISIONS[2], DECISIONS[3]]
}
