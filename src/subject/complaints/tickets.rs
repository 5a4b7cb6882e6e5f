//! Counts a table of tickets while it is read.
//!
//! A ticket is counted by month, unit, cause, level and liability, and by how
//! it was handled; nothing else of it is kept.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use jiff::civil::Date;

use super::sheet::{ComplaintsSheet, Level, TicketsSheet};
use crate::{
    diag::{Code, FileName, Place},
    path,
    rows::{Cells, Columns, DateOrder, Mistakes, Tally},
    sheet::Sheet,
    subject::ReadSheet,
};

/// Days beyond which ages are not told apart: ten years.
const LONGEST: usize = 3660;

/// What was counted of a table of tickets.
#[derive(Debug, Clone)]
pub struct Counted {
    /// The table.
    pub file: FileName,
    /// Tickets by what they are.
    pub groups: BTreeMap<Group, Handled>,
    /// Closed tickets by the days it took.
    pub closed: Vec<u64>,
    /// Open tickets by the days since they came, as of the sheet's day.
    pub open: Vec<u64>,
}

impl Counted {
    /// Where a figure of it is from.
    pub(super) fn place(&self) -> Place {
        Place::whole(self.file.clone())
    }
}

/// What tickets have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Group {
    /// The year and the month they came in.
    pub month: (i16, i8),
    /// The number of the unit.
    pub unit: Option<u16>,
    /// The number of the cause.
    pub cause: Option<u16>,
    /// How far they went.
    pub level: Level,
    /// The company was liable.
    pub liable: bool,
}

/// How tickets were handled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Handled {
    /// All of them.
    pub all: u64,
    /// Closed within the deadline.
    pub in_time: u64,
    /// Closed after it.
    pub late: u64,
    /// Open after it.
    pub overdue: u64,
    /// Open, not yet due.
    pub running: u64,
    /// Came again.
    pub repeats: u64,
}

impl Handled {
    /// Both together.
    pub fn add(&mut self, other: Self) {
        self.all += other.all;
        self.in_time += other.in_time;
        self.late += other.late;
        self.overdue += other.overdue;
        self.running += other.running;
        self.repeats += other.repeats;
    }
}

/// Counts the tickets that a sheet names.
pub(super) fn gather(sheet: &mut Sheet<ComplaintsSheet>, door: &mut impl ReadSheet) {
    sheet.value.counted = count(sheet, door);
}

fn count(sheet: &Sheet<ComplaintsSheet>, door: &mut impl ReadSheet) -> Option<Counted> {
    let tickets = sheet.value.tickets.as_ref()?;
    let names = [
        &tickets.columns.closed,
        &tickets.columns.unit,
        &tickets.columns.cause,
        &tickets.columns.level,
        &tickets.columns.liable,
        &tickets.columns.repeated,
    ];
    let required: Vec<&str> = std::iter::once(&tickets.columns.opened)
        .chain(names.into_iter().flatten())
        .map(|it| it.0.as_str())
        .collect();
    let reading = Reading::new(&sheet.value, tickets);
    let place = sheet.place(path!["tickets", "file"]);
    let columns = Columns {
        required: &required,
        optional: &[],
    };
    let new = || Counting::new(&reading);
    let found = door.tally(&tickets.file.0, place, &tickets.spec(), &columns, &new);
    found.map(|it| it.counted(sheet.beside(&tickets.file.0)))
}

/// How cells are read.
struct Reading<'a> {
    order: DateOrder,
    /// The columns, in the order of [`Part`].
    parts: Vec<Part>,
    units: HashMap<&'a str, u16>,
    causes: HashMap<&'a str, u16>,
    levels: HashMap<&'a str, Level>,
    liable: Vec<&'a str>,
    repeated: Vec<&'a str>,
    deadline: Option<i32>,
    as_of: Option<Date>,
}

/// What a column says of a ticket, beside the day it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Closed,
    Unit,
    Cause,
    Level,
    Liable,
    Repeated,
}

impl<'a> Reading<'a> {
    fn new(sheet: &'a ComplaintsSheet, tickets: &'a TicketsSheet) -> Self {
        let named = |ids: Vec<(&'a str, &'a crate::model::Text)>| {
            let mut found = HashMap::new();
            for (at, (id, name)) in ids.into_iter().enumerate() {
                let at = u16::try_from(at).unwrap_or(u16::MAX);
                for (_, wording) in name.wordings() {
                    found.insert(wording, at);
                }
                found.insert(id, at);
            }
            found
        };
        let columns = &tickets.columns;
        let parts = [
            (&columns.closed, Part::Closed),
            (&columns.unit, Part::Unit),
            (&columns.cause, Part::Cause),
            (&columns.level, Part::Level),
            (&columns.liable, Part::Liable),
            (&columns.repeated, Part::Repeated),
        ];
        let levels = [
            ("normal", Level::Normal),
            ("escalated", Level::Escalated),
            ("regulator", Level::Regulator),
        ];
        let own = tickets.levels.iter().map(|(word, it)| (word.as_str(), *it));
        Self {
            order: tickets.date_order,
            parts: parts
                .into_iter()
                .filter(|(column, _)| column.is_some())
                .map(|(_, part)| part)
                .collect(),
            units: named(
                sheet
                    .units
                    .iter()
                    .map(|it| (&*it.id.0, &it.name.0))
                    .collect(),
            ),
            causes: named(
                sheet
                    .causes
                    .iter()
                    .map(|it| (&*it.id.0, &it.name.0))
                    .collect(),
            ),
            levels: levels.into_iter().chain(own).collect(),
            liable: tickets.liable.iter().map(|it| it.0.as_str()).collect(),
            repeated: tickets.repeated.iter().map(|it| it.0.as_str()).collect(),
            deadline: sheet.deadline_days.and_then(|it| i32::try_from(it.0).ok()),
            as_of: sheet.as_of.map(|it| it.0),
        }
    }

    /// The day in a cell; nothing and a mistake where it is none in the order.
    fn date(&self, row: &Cells, column: usize, mistakes: &mut Mistakes) -> Option<Date> {
        let text = row.text(column)?;
        let date = self.order.read(text);
        if date.is_none() {
            let example = match self.order {
                DateOrder::Ymd => "2008-03-15",
                DateOrder::Dmy => "15.03.2008",
                DateOrder::Mdy => "03/15/2008",
            };
            let slots = [
                ("found", text),
                ("order", self.order.word()),
                ("example", example),
            ];
            mistakes.add(row, column, Code::NotADate, &slots);
        }
        date
    }
}

/// Tickets while they are counted.
struct Counting<'a> {
    reading: &'a Reading<'a>,
    groups: HashMap<Group, Handled>,
    closed: Vec<u64>,
    open: Vec<u64>,
}

impl<'a> Counting<'a> {
    fn new(reading: &'a Reading<'a>) -> Self {
        Self {
            reading,
            groups: HashMap::new(),
            closed: Vec::new(),
            open: Vec::new(),
        }
    }

    fn counted(self, file: FileName) -> Counted {
        Counted {
            file,
            groups: self.groups.into_iter().collect(),
            closed: self.closed,
            open: self.open,
        }
    }
}

impl Tally for Counting<'_> {
    fn take(&mut self, row: &Cells, mistakes: &mut Mistakes) {
        let reading = self.reading;
        let Some(opened) = reading.date(row, 0, mistakes) else {
            if row.text(0).is_none() {
                mistakes.add(row, 0, Code::EmptyValue, &[("key", "opened")]);
            }
            return;
        };
        let mut group = Group {
            month: (opened.year(), opened.month()),
            unit: None,
            cause: None,
            level: Level::Normal,
            liable: false,
        };
        let (mut closed, mut repeated) = (None, false);
        for (i, part) in reading.parts.iter().enumerate() {
            let column = i + 1;
            match part {
                Part::Closed => closed = reading.date(row, column, mistakes),
                Part::Unit => group.unit = row.word(column, &reading.units, mistakes),
                Part::Cause => group.cause = row.word(column, &reading.causes, mistakes),
                Part::Level => {
                    group.level = row
                        .word(column, &reading.levels, mistakes)
                        .unwrap_or_default();
                }
                Part::Liable => {
                    group.liable = row
                        .text(column)
                        .is_some_and(|it| reading.liable.contains(&it));
                }
                Part::Repeated => {
                    repeated = row
                        .text(column)
                        .is_some_and(|it| reading.repeated.contains(&it));
                }
            }
        }
        let mut handled = Handled {
            all: 1,
            repeats: repeated.into(),
            ..Handled::default()
        };
        if let Some(closed) = closed {
            let days = (closed - opened).get_days();
            if days < 0 {
                let text = row.text(1).unwrap_or_default();
                mistakes.add(row, 1, Code::ClosedBefore, &[("found", text)]);
            }
            count_day(&mut self.closed, days);
            match reading.deadline {
                Some(deadline) if days > deadline => handled.late = 1,
                _ => handled.in_time = 1,
            }
        } else {
            let age = reading.as_of.map(|it| (it - opened).get_days());
            if let Some(age) = age {
                count_day(&mut self.open, age);
            }
            let is_due = age.zip(reading.deadline);
            let is_due = is_due.is_some_and(|(age, deadline)| age > deadline);
            handled.overdue = is_due.into();
            handled.running = (!is_due).into();
        }
        self.groups.entry(group).or_default().add(handled);
    }

    fn merge(&mut self, later: Self) {
        for (group, handled) in later.groups {
            self.groups.entry(group).or_default().add(handled);
        }
        add_days(&mut self.closed, &later.closed);
        add_days(&mut self.open, &later.open);
    }
}

/// Counts one more of that many days.
fn count_day(days: &mut Vec<u64>, day: i32) {
    let day = usize::try_from(day).unwrap_or(0).min(LONGEST);
    if days.len() <= day {
        days.resize(day + 1, 0);
    }
    days[day] += 1;
}

fn add_days(days: &mut Vec<u64>, more: &[u64]) {
    if days.len() < more.len() {
        days.resize(more.len(), 0);
    }
    days.iter_mut()
        .zip(more)
        .for_each(|(own, more)| *own += more);
}
