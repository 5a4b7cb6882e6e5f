//! Says what shows the calendar: every day with what was not on time, the register
//! of reports, what was late or not issued, and what meetings decided.

mod decisions;
mod period;

use jiff::civil::Date;

use super::{Cadence, Line, Record, expected::State};
use crate::{
    block::{
        Align, Block, Cell, Chart, ChartKind, Column, Drawing, Exhibit, Phrase, Plot, PlotColumn,
        PlotOptions, PlotRow, Row, Table, Tone,
    },
    model::{Better, Facts, Figure, FigureKey, Period, Text},
    subject::{Subject, range},
};

pub(super) use period::of_period;

/// Everything on the page of the cadence, in order.
pub(super) fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let exhibits = [
        ("calendar", shown.calendar()),
        ("reports", Some(shown.reports())),
        ("exceptions", shown.exceptions()),
        ("decisions", shown.decisions()),
        ("meetings", shown.meetings()),
    ];
    Exhibit::some(Cadence::NAME, exhibits)
}

/// What the calendar and the decisions come to.
pub(super) fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
    let shown = Shown { record, facts };
    vec![
        (record.key("all.share"), shown.takeaway()),
        (record.key("decisions.open"), shown.follow_up()),
    ]
}

struct Shown<'a> {
    record: &'a Record,
    facts: &'a Facts,
}

impl Shown<'_> {
    fn figure(&self, name: &str) -> Phrase {
        Phrase::figure(&self.record.key(name))
    }

    fn number(&self, name: &str) -> Option<f64> {
        let figure = self.facts.get(&self.record.key(name));
        figure.and_then(Figure::number)
    }

    /// How many were due, and what became of them.
    fn takeaway(&self) -> Phrase {
        if self.number("all.share").is_none() {
            return Phrase::word("cadence.takeaway.nothing");
        }
        let slots = [
            ("due", "all.due"),
            ("on_time", "all.on_time"),
            ("late", "all.late"),
            ("not_issued", "all.not_issued"),
        ];
        Phrase::sentence(
            "cadence.takeaway.all",
            slots.map(|(slot, name)| (slot, self.figure(name))),
        )
    }

    /// How many of those due on each day were not on time.
    fn calendar(&self) -> Option<Block> {
        let record = self.record;
        record.known().next()?;
        let rows: Vec<PlotRow> = record
            .days()
            .into_keys()
            .map(|date| {
                let period = Period::Day(date);
                PlotRow {
                    key: format!("d-{period}"),
                    period: Some(period),
                    figures: vec![("missed".to_owned(), Record::day_key(date))],
                    ..PlotRow::default()
                }
            })
            .collect();
        if rows.is_empty() {
            return None;
        }
        let plot = Plot {
            columns: vec![PlotColumn {
                id: "missed".to_owned(),
                label: Phrase::word("cadence.column.missed"),
                previous: false,
            }],
            options: PlotOptions {
                better: Better::Lower,
                as_of: Some(record.as_of),
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::Calendar, rows)
        };
        Some(Block::Chart(Chart {
            takeaway: self.takeaway(),
            what: Phrase::word("cadence.what.calendar"),
            source: record.source.clone(),
            drawing: Drawing::Plot(Box::new(plot)),
        }))
    }

    /// One row a report: how often, who, when due, and what became of it.
    fn reports(&self) -> Block {
        let record = self.record;
        let columns = [
            ("cadence.column.report", Align::Text),
            ("cadence.column.cadence", Align::Text),
            ("cadence.column.due", Align::Number),
            ("cadence.column.on_time", Align::Number),
            ("cadence.column.late", Align::Number),
            ("cadence.column.not_issued", Align::Number),
            ("cadence.column.share", Align::Text),
        ];
        let rows = record.lines.iter().map(|line| {
            let key = |name: &str| record.line_key(line, name);
            let figure = |name: &str| Cell::from(Phrase::bare(&key(name)));
            let mut cells: Vec<Cell> = vec![
                named(&line.name, &line.owner),
                self.rule(line).into(),
                figure("due"),
            ];
            if line.missing.is_empty() {
                cells.extend(["on_time", "late", "not_issued"].map(figure));
                cells.push(range::stacked(self.facts, &key("share")).into());
            } else {
                cells.resize(columns.len(), Cell::default());
            }
            Row::item(&line.id, cells)
        });
        let mut notes = vec![Phrase::word("cadence.note.states")];
        if record.lines.iter().any(|it| self.is_unknown(it)) {
            notes.push(Phrase::word("cadence.note.unknown"));
        }
        if !record.note.is_empty() {
            notes.push(Phrase::text(&record.note));
        }
        self.table(
            self.by_fate(),
            "cadence.what.reports",
            &columns,
            rows.collect(),
            notes,
        )
    }

    /// How often it comes round, and when it is due or why nobody knows.
    fn rule(&self, line: &Line) -> Phrase {
        let days = || Phrase::bare(&self.record.line_key(line, "days"));
        let due = match line.days {
            _ if !line.missing.is_empty() => Phrase::text(&line.missing),
            Some(0) => Phrase::word("cadence.rule.same_day"),
            Some(_) => Phrase::sentence("cadence.rule.after", [("days", days())]),
            None => Phrase::default(),
        };
        cadence(line).with_below(due)
    }

    fn is_unknown(&self, line: &Line) -> bool {
        let mut expected = line.expected.iter();
        expected.any(|it| it.on(self.record.as_of) == State::Unknown)
    }

    /// The reports by the worst that became of any of their periods.
    fn by_fate(&self) -> Phrase {
        let mut groups: [(&'static str, Vec<&Text>); 3] = [
            ("cadence.reports.not_issued", Vec::new()),
            ("cadence.reports.late", Vec::new()),
            ("cadence.reports.on_time", Vec::new()),
        ];
        for line in self.record.known() {
            let any = |is: fn(State) -> bool| {
                let mut expected = line.expected.iter();
                expected.any(|it| is(it.on(self.record.as_of)))
            };
            let group = if any(|it| it == State::NotIssued) {
                0
            } else if any(|it| matches!(it, State::Late(..))) {
                1
            } else if any(|it| matches!(it, State::OnTime(_))) {
                2
            } else {
                continue;
            };
            groups[group].1.push(&line.name);
        }
        Phrase::by_names(groups.map(|(key, names)| (key, Phrase::names(names))))
    }

    /// What was late, not issued, or of what is not known whether it was.
    fn exceptions(&self) -> Option<Block> {
        let rows = self.exceptional(|_| true, self.record.as_of);
        if rows.is_empty() {
            return None;
        }
        let slots = [
            ("late", self.figure("all.late")),
            ("days", self.figure("all.days_late")),
            ("longest", self.figure("all.longest")),
            ("not_issued", self.figure("all.not_issued")),
        ];
        let takeaway = Phrase::sentence("cadence.takeaway.exceptions", slots);
        Some(self.table(
            takeaway,
            "cadence.what.exceptions",
            &EXCEPTIONS,
            rows,
            vec![Phrase::word("cadence.note.not_late")],
        ))
    }

    /// A row for each period that was due on a day asked for and not on time.
    fn exceptional(&self, asked: impl Fn(Date) -> bool, day: Date) -> Vec<Row> {
        let mut all: Vec<_> = self
            .record
            .known()
            .flat_map(|line| line.expected.iter().map(move |it| (line, it)))
            .filter(|(_, it)| asked(it.due))
            .collect();
        all.sort_by_key(|(_, it)| it.due);
        let rows = all.into_iter().filter_map(|(line, it)| {
            let lateness = Record::lateness_key(line, it.period);
            let (state, tone, days) = match it.on(day) {
                State::NotDue | State::OnTime(_) => return None,
                State::Late(date, _) => {
                    let slots = [("date", on(date))];
                    let late = Phrase::sentence("cadence.state.late", slots);
                    (late, Tone::NotMet, Phrase::bare(&lateness))
                }
                State::NotIssued => (
                    Phrase::word("cadence.state.not_issued"),
                    Tone::NotMet,
                    Phrase::default(),
                ),
                State::Unknown => {
                    let reason = it.reason().map(Phrase::text).unwrap_or_default();
                    let slots = [("reason", reason)];
                    (
                        Phrase::sentence("cadence.state.unknown", slots),
                        Tone::Unknown,
                        Phrase::default(),
                    )
                }
            };
            let cells = vec![
                named(&line.name, &line.owner),
                Phrase::period(it.period).into(),
                on(it.due).into(),
                Cell {
                    phrase: state,
                    tone,
                },
                days.into(),
            ];
            Some(Row::item(format!("{}-{}", line.id, it.period), cells))
        });
        rows.collect()
    }

    fn table(
        &self,
        takeaway: Phrase,
        what: &'static str,
        columns: &[(&'static str, Align)],
        rows: Vec<Row>,
        notes: Vec<Phrase>,
    ) -> Block {
        Block::Table(Table {
            takeaway,
            what: Phrase::word(what),
            columns: columns
                .iter()
                .map(|(id, align)| Column::new(id, *align))
                .collect(),
            rows,
            notes,
            source: self.record.source.clone(),
        })
    }
}

const EXCEPTIONS: [(&str, Align); 5] = [
    ("cadence.column.report", Align::Text),
    ("column.period", Align::Text),
    ("cadence.column.due_on", Align::Text),
    ("cadence.column.state", Align::Text),
    ("cadence.column.days_late", Align::Number),
];

/// A day in words.
fn on(date: Date) -> Phrase {
    Phrase::period(Period::Day(date))
}

/// A name with the role that answers for it below.
fn named(name: &Text, role: &Text) -> Cell {
    let mut cell = Phrase::text(name);
    if !role.is_empty() {
        cell = cell.with_below(Phrase::text(role));
    }
    cell.into()
}

/// How often it comes round.
fn cadence(line: &Line) -> Phrase {
    use crate::model::Cadence;
    Phrase::word(match line.cadence {
        Some(Cadence::Daily) => "cadence.every.daily",
        Some(Cadence::Weekly) => "cadence.every.weekly",
        Some(Cadence::Xun) => "cadence.every.xun",
        Some(Cadence::Monthly) => "cadence.every.monthly",
        Some(Cadence::Quarterly) => "cadence.every.quarterly",
        Some(Cadence::HalfYearly) => "cadence.every.half_yearly",
        Some(Cadence::Yearly) => "cadence.every.yearly",
        None => "cadence.every.unstated",
    })
}
