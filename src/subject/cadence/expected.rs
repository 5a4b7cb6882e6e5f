//! The calendar: every period that something is expected for, when it is due,
//! and what became of it.

use jiff::{Span, civil::Date};

use crate::{
    diag::Place,
    model::{Period, Text},
};

/// A period that something is expected for.
#[derive(Debug, Clone)]
pub(super) struct Expected {
    pub(super) period: Period,
    /// The last day on which it is on time.
    pub(super) due: Date,
    pub(super) issue: Option<Issue>,
}

/// What is written of an issue.
#[derive(Debug, Clone)]
pub(super) struct Issue {
    pub(super) when: Issued,
    pub(super) place: Place,
}

#[derive(Debug, Clone)]
pub(super) enum Issued {
    On(Date),
    /// Nobody knows, for this reason.
    Unknown(Text),
}

/// What became of it, as far as is known on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It is due later; whether it is there already says nothing yet.
    NotDue,
    OnTime(Date),
    /// So many days after it was due.
    Late(Date, i64),
    /// It was due and is not there.
    NotIssued,
    Unknown,
}

impl Expected {
    /// What became of it up to the end of a day.
    pub(super) fn on(&self, day: Date) -> State {
        if self.due > day {
            return State::NotDue;
        }
        match self.issue.as_ref().map(|it| &it.when) {
            Some(Issued::Unknown(_)) => State::Unknown,
            Some(Issued::On(date)) if *date <= self.due => State::OnTime(*date),
            Some(Issued::On(date)) if *date <= day => {
                State::Late(*date, i64::from((*date - self.due).get_days()))
            }
            Some(Issued::On(_)) | None => State::NotIssued,
        }
    }

    /// Why nobody knows whether it was issued.
    pub(super) fn reason(&self) -> Option<&Text> {
        match &self.issue.as_ref()?.when {
            Issued::Unknown(reason) => Some(reason),
            Issued::On(_) => None,
        }
    }
}

/// So many days after a day; none beyond the calendar.
pub(super) fn days_after(day: Date, days: u64) -> Option<Date> {
    let days = i64::try_from(days).ok()?;
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The periods from `first` up to `last`, and no further than one that has
/// begun on the day up to which is known what happened; each with its due date.
pub(super) fn expected(
    first: Period,
    last: Option<Period>,
    days: u64,
    as_of: Date,
) -> Vec<Expected> {
    std::iter::successors(Some(first), |it| it.next())
        .take_while(|it| it.first_day() <= as_of && last.is_none_or(|last| *it <= last))
        .filter_map(|period| {
            Some(Expected {
                period,
                due: days_after(period.last_day(), days)?,
                issue: None,
            })
        })
        .collect()
}
