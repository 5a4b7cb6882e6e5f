//! Tables of a process: stages, steps, targets, and what its design rests on.

use super::Shown;
use crate::{
    block::{Align, Block, Cell, Phrase, Piece, Role, Row, Tone},
    model::{Text, Verdict},
    subject::{process::Part, range},
};

impl Shown<'_> {
    /// Each stage and the whole: steps, hand-offs, times, rework.
    pub(super) fn stages(&self) -> Block {
        let record = self.record;
        let stages = (0..record.stages.len()).map(Part::Stage);
        let rows = stages.chain([Part::Whole]).map(|part| {
            let counts = ["steps", "handoffs"];
            let counts = counts.map(|it| Phrase::figure(&record.part_year_key(part, it)));
            let times = ["touch", "lead", "efficiency", "rework"];
            let times = times.map(|it| Phrase::figure(&self.now(part, it)));
            let name = match part {
                Part::Whole => Phrase::word("process.stages.whole"),
                Part::Stage(_) => Phrase::text(record.part_name(part)),
            };
            let cells = [name].into_iter().chain(counts).chain(times);
            let mut cells: Vec<Cell> = cells.map(Cell::from).collect();
            if record.before.is_some() {
                cells.push(Phrase::figure(&self.now(part, "change")).into());
            }
            let (key, role) = match part {
                Part::Whole => ("whole".to_owned(), Role::Total),
                Part::Stage(at) => (format!("s-{}", record.stages[at].id), Role::Item),
            };
            Row { key, role, cells }
        });
        let mut columns = vec![
            ("process.column.stage", Align::Text),
            ("process.column.steps", Align::Number),
            ("process.column.handoffs", Align::Number),
            ("process.column.touch", Align::Number),
            ("process.column.lead", Align::Number),
            ("process.column.efficiency", Align::Number),
            ("process.column.rework", Align::Number),
        ];
        if record.before.is_some() {
            columns.push(("column.change", Align::Number));
        }
        let what = Phrase::sentence(
            "process.stages.what",
            [("period", Phrase::period(record.now))],
        );
        self.table(self.slowest(), what, &columns, rows.collect())
    }

    /// Each step: who does it, how long it may take and takes, how much is
    /// done again.
    pub(super) fn steps(&self) -> Block {
        let record = self.record;
        let mut rows = Vec::new();
        for (at, step) in record.steps.iter().enumerate() {
            let mut name = Phrase::text(&step.name);
            if step.aside {
                name = name.then(Phrase::word("process.steps.aside"));
            }
            name.0.extend([
                Piece::Break,
                Piece::Text(record.stages[step.stage].name.clone()),
            ]);
            let key = |role| record.step_key(at, role, record.now);
            let standard = record.step_key(at, "standard", self.year());
            let standard = self.facts.get(&standard).map(|it| Phrase::figure(&it.key));
            let mut lead = Phrase::figure(&key("lead"));
            if self.number(&key("p90")).is_some() {
                let slots = [("p90", Phrase::figure(&key("p90")))];
                lead = lead.with_below(Phrase::sentence("process.steps.p90", slots));
            }
            let owner = record
                .owners
                .get(step.owner)
                .map(|it| Phrase::text(&it.name));
            rows.push(Row::item(
                step.id.clone(),
                vec![
                    name.into(),
                    owner.unwrap_or_default().into(),
                    Phrase::figure(&key("touch")).into(),
                    lead.into(),
                    standard.unwrap_or_default().into(),
                    verdict(record.verdict(at, record.now).as_ref()),
                    range::stacked(self.facts, &key("rework")).into(),
                ],
            ));
        }
        let columns = [
            ("process.column.step", Align::Text),
            ("process.column.owner", Align::Text),
            ("process.column.touch", Align::Number),
            ("process.column.lead", Align::Number),
            ("column.standard", Align::Number),
            ("column.verdict", Align::Text),
            ("process.column.rework", Align::Text),
        ];
        let what = Phrase::sentence(
            "process.steps.what",
            [("period", Phrase::period(record.now))],
        );
        self.table(self.standards(), what, &columns, rows)
    }

    /// What the process is to reach, and whether the source says how much.
    pub(super) fn targets(&self) -> Option<Block> {
        let record = self.record;
        if record.targets.is_empty() {
            return None;
        }
        let names = |known: bool| {
            let such = record.targets.iter().filter(|it| it.value.is_ok() == known);
            Phrase::names(such.map(|it| &it.name))
        };
        let takeaway = Phrase::by_names([
            ("process.targets.known", names(true)),
            ("process.targets.missing", names(false)),
        ]);
        let rows = record.targets.iter().map(|it| {
            let key = record.key(&format!("target.{}", it.id));
            let remark = it.value.as_ref().err().map(Phrase::text);
            let cells = vec![
                Phrase::text(&it.name).into(),
                Phrase::figure(&key).into(),
                remark.unwrap_or_default().into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let columns = [
            ("process.column.target", Align::Text),
            ("column.value", Align::Number),
            ("column.remark", Align::Text),
        ];
        let what = Phrase::word("process.targets.what");
        Some(self.table(takeaway, what, &columns, rows.collect()))
    }

    /// Goals, principles and methods, an entry each.
    pub(super) fn lists(&self) -> Option<Block> {
        let record = self.record;
        if record.lists.is_empty() {
            return None;
        }
        let rows = record.lists.iter().map(|it| {
            let count = record.key(&format!("list.{}.items", it.id));
            let cells = vec![
                Phrase::text(&it.name).into(),
                Phrase::figure(&count).into(),
                Phrase::names(it.items.iter().collect::<Vec<&Text>>()).into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let columns = [
            ("process.column.list", Align::Text),
            ("process.column.items", Align::Number),
            ("process.column.entries", Align::Text),
        ];
        let what = Phrase::word("process.lists.what");
        Some(self.table(Phrase::default(), what, &columns, rows.collect()))
    }
}

/// How a time lies to its standard, as a cell; nothing without a standard.
fn verdict(found: Option<&Verdict>) -> Cell {
    let Some(found) = found else {
        return Cell::default();
    };
    let word = match found {
        Verdict::Met => "process.verdict.within",
        Verdict::NotMet => "process.verdict.over",
        Verdict::NotDistinguishable | Verdict::Unknown(_) => "process.verdict.unknown",
    };
    Cell {
        phrase: Phrase::word(word),
        tone: Tone::from(found),
    }
}
