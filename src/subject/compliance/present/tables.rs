//! Tables of compliance.

use std::collections::BTreeSet;

use super::{Shown, acknowledged, demanded, names, reason, row_key, tally};
use crate::{
    block::{Align, Block, Cell, Column, Phrase, Piece, Row, Table, Tone},
    model::{Period, When},
    subject::{
        compliance::{Answer, Asked, Inspection, Outcome, Promise, Remedy, key},
        range,
        units::below,
    },
};

impl Shown<'_> {
    /// Every clause with its limits, and what each half-year found.
    pub(super) fn clauses(&self) -> Option<Block> {
        let record = self.record;
        let latest = self.latest()?;
        let mut columns = vec![
            Column::new("compliance.column.clause", Align::Text),
            Column::new("compliance.column.demand", Align::Text),
        ];
        for inspection in &record.inspections {
            let slots = || [("period", Phrase::period(inspection.period))];
            let measured = Phrase::sentence("compliance.column.measured", slots());
            columns.push(Column {
                label: measured,
                ..Column::new("compliance.column.found", Align::Text)
            });
            columns.push(Column::new("compliance.column.outcome", Align::Mark));
        }
        // All ask the same, so that they go on side by side.
        let inspections = record.inspections.iter();
        let mut found: Vec<_> = inspections.map(|it| (it, record.asked(it))).collect();
        let rows = record.asked(latest).map(|asked| {
            let mut cells: Vec<Cell> = vec![
                Phrase::text(&asked.clause.name).into(),
                demanded(&asked).into(),
            ];
            for (inspection, asked) in &mut found {
                let Some(asked) = asked.next() else {
                    continue;
                };
                cells.push(self.answer(&asked, inspection).into());
                cells.push(asked.outcome(self.facts).cell());
            }
            Row::item(row_key(&asked), cells)
        });
        let laws = record.laws.iter().enumerate().map(|(i, law)| {
            let clauses = record.clauses.iter().filter(|it| it.law == Some(i));
            let clauses = clauses.map(|it| {
                if it.article.is_empty() {
                    Phrase::text(&it.name)
                } else {
                    Phrase::text(&it.name.beside(&it.article))
                }
            });
            let slots = [
                ("law", Phrase::text(law)),
                ("clauses", Phrase::list(clauses)),
            ];
            Phrase::sentence("compliance.law", slots)
        });
        Some(Block::Table(Table {
            takeaway: tally(latest.period),
            what: Phrase::word("compliance.what.clauses"),
            columns,
            rows: rows.collect(),
            notes: laws.collect(),
            source: record.head.source.clone(),
        }))
    }

    /// What was found: a number with its size, or whether a duty is met.
    fn answer(&self, asked: &Asked, inspection: &Inspection) -> Phrase {
        let mut cell = match (asked.key(), asked.answer) {
            (Some(key), _) => {
                let mut cell = range::stacked(self.facts, &key);
                if self.facts.get(&key).is_some_and(|it| it.n.is_some()) {
                    let size = Phrase(vec![Piece::SampleSize(key)]);
                    cell = cell.with_below(Phrase::sentence("compliance.size", [("n", size)]));
                }
                cell
            }
            (None, Answer::Said { met: true, proof }) if !proof.is_empty() => Phrase::text(proof),
            (None, Answer::Said { met: true, .. }) => Phrase::word("compliance.duty.claimed"),
            (None, Answer::Said { met: false, .. }) => Phrase::word("compliance.duty.not_met"),
            (None, _) => Phrase::word("compliance.duty.unknown"),
        };
        if asked.look.period != inspection.period {
            let when = Piece::When(When::In(asked.look.period));
            cell.0.extend([Piece::Break, when]);
        }
        match asked.answer {
            Answer::Said { .. } => cell.marked(asked.look.evidence),
            _ => cell,
        }
    }

    /// What does not comply, and what is done about it.
    pub(super) fn open(&self) -> Option<Block> {
        let mut rows = Vec::new();
        let mut without = Vec::new();
        let mut overdue = Vec::new();
        for inspection in &self.record.inspections {
            for asked in self.found(inspection, Outcome::NotCompliant) {
                let remedy = asked.look.remedy.as_ref();
                let found = Phrase::period(inspection.period)
                    .then(Phrase(vec![Piece::Break]))
                    .then(self.answer(&asked, inspection));
                let mut cells: Vec<Cell> = vec![
                    Phrase::text(&asked.clause.name).into(),
                    demanded(&asked).into(),
                    found.into(),
                ];
                let state = self.state(remedy);
                match state {
                    State::None => without.push(asked),
                    State::Overdue => overdue.push(asked),
                    State::Done | State::Running => {}
                }
                let action = remedy.map(|it| {
                    let owner = Phrase(vec![Piece::Break, Piece::Text(it.owner.clone())]);
                    Phrase::text(&it.action).then(owner)
                });
                cells.push(action.unwrap_or_default().into());
                cells.push(day(remedy.and_then(|it| it.due)).into());
                cells.push(state.cell());
                rows.push(Row::item(
                    format!("{}--{}", row_key(&asked), inspection.period),
                    cells,
                ));
            }
        }
        if rows.is_empty() {
            return None;
        }
        let all = self.record.inspections.iter();
        let all = all.flat_map(|it| self.found(it, Outcome::NotCompliant));
        let takeaway = Phrase::by_names([
            ("compliance.takeaway.open", distinct(all)),
            ("compliance.takeaway.no_remedy", distinct(without)),
            ("compliance.takeaway.overdue", distinct(overdue)),
        ]);
        let columns = [
            ("compliance.column.clause", Align::Text),
            ("compliance.column.demand", Align::Text),
            ("compliance.column.found", Align::Text),
            ("compliance.column.remedy", Align::Text),
            ("compliance.column.due", Align::Text),
            ("compliance.column.state", Align::Mark),
        ];
        self.filled(takeaway, "compliance.what.open", columns, rows)
    }

    fn found<'b>(
        &'b self,
        inspection: &'b Inspection,
        outcome: Outcome,
    ) -> impl Iterator<Item = Asked<'b>> {
        let asked = self.record.asked(inspection);
        asked.filter(move |it| it.outcome(self.facts) == outcome)
    }

    fn state(&self, remedy: Option<&Remedy>) -> State {
        match remedy {
            None => State::None,
            Some(Remedy { done: Some(_), .. }) => State::Done,
            Some(Remedy { due: Some(due), .. })
                if self.record.head.as_of.is_some_and(|it| it > *due) =>
            {
                State::Overdue
            }
            Some(_) => State::Running,
        }
    }

    /// What lacks evidence, and why.
    pub(super) fn unproven(&self) -> Option<Block> {
        let mut rows: Vec<Row> = Vec::new();
        for inspection in self.record.inspections.iter().rev() {
            for asked in self.found(inspection, Outcome::WithoutEvidence) {
                let cells = vec![
                    Phrase::text(&asked.clause.name).into(),
                    demanded(&asked).into(),
                    Phrase::period(asked.look.period).into(),
                    reason(&asked).into(),
                ];
                rows.push(Row::item(
                    format!("{}--{}", row_key(&asked), inspection.period),
                    cells,
                ));
            }
        }
        let latest = self.latest()?;
        let names = names(self.found(latest, Outcome::WithoutEvidence));
        let takeaway = if names.is_empty() {
            let slots = [("period", Phrase::period(latest.period))];
            Phrase::sentence("compliance.takeaway.proven", slots)
        } else {
            let slots = [("period", Phrase::period(latest.period)), ("names", names)];
            Phrase::sentence("compliance.takeaway.unproven", slots)
        };
        let columns = [
            "compliance.column.clause",
            "compliance.column.demand",
            "compliance.column.period",
            "compliance.column.reason",
        ];
        let columns = columns.map(|it| (it, Align::Text));
        self.filled(takeaway, "compliance.what.unproven", columns, rows)
    }

    /// Attained rates, with their bases or without.
    pub(super) fn rates(&self) -> Option<Block> {
        let mut bare = Vec::new();
        let mut differing = Vec::new();
        let rows = self.record.rates.iter().map(|it| {
            let base = key(&format!("rate.{}", it.id), it.period);
            let figure = |name: &str| {
                let key = below(&base, name);
                let known = self.facts.get(&key).map(|it| Phrase::figure(&it.key));
                Cell::from(known.unwrap_or_default())
            };
            let mut remark = Phrase::default();
            if it.counts.is_none() && it.reported.is_some() {
                bare.push(&it.name);
                remark = Phrase::word("compliance.rates.no_base");
            } else if it.counts.is_none() {
                remark = Phrase::text(&it.missing);
            } else if it.differs() {
                differing.push(&it.name);
                let slots = [("reported", Phrase::figure(&below(&base, "reported")))];
                remark = Phrase::sentence("compliance.rates.differs", slots);
            }
            let cells = vec![
                Phrase::text(&it.name).into(),
                Phrase::period(it.period).into(),
                range::stacked(self.facts, &base).into(),
                figure("attained"),
                figure("assessed"),
                remark.then(acknowledged(&it.acknowledged)).into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let rows = rows.collect();
        let takeaway = Phrase::by_names([
            ("compliance.takeaway.no_base", Phrase::names(bare)),
            ("compliance.takeaway.differs", Phrase::names(differing)),
        ]);
        let columns = [
            ("compliance.column.whose", Align::Text),
            ("compliance.column.period", Align::Text),
            ("compliance.column.rate", Align::Text),
            ("compliance.column.attained", Align::Number),
            ("compliance.column.assessed", Align::Number),
            ("compliance.column.remark", Align::Text),
        ];
        self.filled(takeaway, "compliance.what.rates", columns, rows)
    }

    /// The promises by whether they are kept.
    pub(super) fn promised(&self) -> Phrase {
        Phrase::by_names(Outcome::ALL.map(|outcome| {
            let [.., word] = outcome.keys();
            let such = self.record.promises.iter();
            let such = such.filter(|it| Outcome::said(it.kept, &it.proof) == outcome);
            (word, Phrase::names(such.map(|it| &it.name)))
        }))
    }

    /// The promises to customers.
    pub(super) fn promises(&self) -> Option<Block> {
        let rows = self.record.promises.iter().map(|it| {
            let outcome = Outcome::said(it.kept, &it.proof);
            let [_, word, _] = outcome.keys();
            let shown = match outcome {
                Outcome::WithoutEvidence if it.kept == Some(true) => {
                    Phrase::word("compliance.reason.no_proof")
                }
                Outcome::WithoutEvidence => Phrase::text(&it.missing),
                _ => Phrase::text(&it.proof),
            };
            let cells = vec![
                Phrase::text(&it.name).marked(it.evidence).into(),
                Phrase(vec![Piece::When(it.since)]).into(),
                self.reach(it).into(),
                Cell {
                    phrase: Phrase::word(word),
                    tone: outcome.tone(),
                },
                shown.into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let rows = rows.collect();
        let columns = [
            "compliance.column.promise",
            "compliance.column.since",
            "compliance.column.coverage",
            "compliance.column.kept",
            "compliance.column.proof",
        ];
        let columns = columns.map(|it| (it, Align::Text));
        self.filled(self.promised(), "compliance.what.promises", columns, rows)
    }

    /// How far a promise reaches, or why that is not known.
    fn reach(&self, promise: &Promise) -> Phrase {
        let base = format!("promise.{}.coverage", promise.id);
        let base = key(&base, Period::Year(self.record.year));
        match &promise.coverage {
            Err(reason) => Phrase::text(reason),
            Ok(_) => Phrase::sentence(
                "compliance.promises.reach",
                [
                    ("share", Phrase::figure(&base)),
                    ("covered", Phrase::figure(&below(&base, "covered"))),
                    ("base", Phrase::figure(&below(&base, "base"))),
                    ("of", Phrase::text(&promise.of)),
                ],
            ),
        }
    }

    /// When the reports were due and issued.
    pub(super) fn reports(&self) -> Option<Block> {
        let state = |it: &Inspection| {
            let passed = it.due.zip(self.record.head.as_of);
            let passed = passed.is_some_and(|(due, as_of)| as_of > due);
            match (it.issued, it.due) {
                (Some(issued), Some(due)) if issued > due => State::Overdue,
                (Some(_), _) => State::Done,
                (None, _) if passed => State::Overdue,
                (None, _) => State::Running,
            }
        };
        let inspections = &self.record.inspections;
        let rows = inspections.iter().map(|it| {
            let found = state(it);
            let word = match (found, it.issued.is_some()) {
                (State::Done, _) => "compliance.reports.issued",
                (State::Overdue, true) => "compliance.reports.late",
                (State::Overdue, false) => "compliance.reports.overdue",
                (State::Running | State::None, _) => "compliance.reports.open",
            };
            let cells = vec![
                Phrase::period(it.period).marked(it.evidence).into(),
                day(it.due).into(),
                day(it.issued).into(),
                Cell {
                    phrase: Phrase::word(word),
                    tone: found.tone(),
                },
                tally(it.period).into(),
            ];
            Row::item(it.period.to_string(), cells)
        });
        let rows = rows.collect();
        let such = |keep: &dyn Fn(&Inspection) -> bool| {
            let kept = inspections.iter().filter(|it| keep(it));
            Phrase::list(kept.map(|it| Phrase::period(it.period)))
        };
        let takeaway = Phrase::by_names([
            (
                "compliance.takeaway.issued",
                such(&|it| it.issued.is_some() && state(it) == State::Done),
            ),
            (
                "compliance.takeaway.late",
                such(&|it| it.issued.is_some() && state(it) == State::Overdue),
            ),
            (
                "compliance.takeaway.not_issued",
                such(&|it| it.issued.is_none()),
            ),
        ]);
        let columns = [
            "compliance.column.report",
            "compliance.column.due",
            "compliance.column.issued",
            "compliance.column.state",
            "compliance.column.result",
        ];
        let columns = columns.map(|it| (it, Align::Text));
        self.filled(takeaway, "compliance.what.reports", columns, rows)
    }

    /// Where the report is signed, by hand.
    pub(super) fn signatures(&self) -> Option<Block> {
        let rows = self.record.signatures.iter().map(|(id, role)| {
            let blank = Cell::default;
            Row::item(
                id.clone(),
                vec![Phrase::text(role).into(), blank(), blank()],
            )
        });
        let rows = rows.collect();
        let columns = vec![
            Column::new("compliance.column.role", Align::Text),
            Column::new("compliance.column.signature", Align::Blank),
            Column::new("compliance.column.date", Align::Blank),
        ];
        self.filled(
            Phrase::word("compliance.takeaway.signatures"),
            "compliance.what.signatures",
            columns,
            rows,
        )
    }
}

/// How far something with a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    None,
    Done,
    Running,
    Overdue,
}

impl State {
    fn cell(self) -> Cell {
        let word = match self {
            Self::None => "compliance.state.none",
            Self::Done => "compliance.state.done",
            Self::Running => "compliance.state.running",
            Self::Overdue => "compliance.state.overdue",
        };
        Cell {
            phrase: Phrase::word(word),
            tone: self.tone(),
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Done => Tone::Met,
            Self::Running => Tone::Plain,
            Self::None | Self::Overdue => Tone::NotMet,
        }
    }
}

/// The clauses of what is asked, each once whatever the half-year.
fn distinct<'a>(asked: impl IntoIterator<Item = Asked<'a>>) -> Phrase {
    let mut seen = BTreeSet::new();
    let asked = asked.into_iter();
    names(asked.filter(|it| seen.insert(it.clause.id.as_str())))
}

/// A day; nothing where there is none.
fn day(date: Option<jiff::civil::Date>) -> Phrase {
    date.map_or_else(Phrase::default, |it| Phrase::period(Period::Day(it)))
}
