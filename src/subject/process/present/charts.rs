//! Charts of a process: the flow, the stages end to end, and their change.

use super::{Change, Shown};
use crate::{
    block::{Block, ChartKind, Phrase, Plot, PlotColumn, PlotOptions, PlotRow, StepState},
    model::{Better, Period, Verdict},
    subject::{process::Part, units::role_column},
};

impl Shown<'_> {
    /// Who does what in which order, and where it takes too long.
    pub(super) fn flow(&self) -> Block {
        let record = self.record;
        let rows = record.steps.iter().enumerate().map(|(at, step)| {
            let standard = record.step_key(at, "standard", self.year());
            let over = record.verdict(at, record.now) == Some(Verdict::NotMet);
            let slots = [("standard", Phrase::figure(&standard))];
            PlotRow {
                group: record.owners.get(step.owner).map(|it| it.id.clone()),
                state: over.then_some(StepState::Problem),
                text: if over {
                    Phrase::sentence("process.flow.over", slots)
                } else {
                    Phrase::default()
                },
                to: step
                    .to
                    .iter()
                    .map(|it| record.steps[*it].id.clone())
                    .collect(),
                figures: vec![("value".to_owned(), record.step_key(at, "lead", record.now))],
                ..PlotRow::named(&step.id, &step.name)
            }
        });
        let rows = rows.collect();
        let owners = record.owners.iter();
        let owners = owners.map(|it| PlotRow::named(&it.id, &it.name));
        let plot = Plot {
            columns: vec![PlotColumn {
                label: Phrase::word("process.column.lead"),
                ..role_column("value")
            }],
            groups: owners.collect(),
            ..Plot::new(ChartKind::Flow, rows)
        };
        let takeaway = self.handed().then(self.standards());
        self.chart(takeaway, "process.flow.what", plot)
    }

    /// The stages laid end to end, before and now.
    pub(super) fn stack(&self) -> Block {
        let record = self.record;
        let column = |stage: usize| format!("stage.{}", record.stages[stage].id);
        let standard = record.part_year_key(Part::Whole, "standard");
        let rows = record.periods().map(|period| {
            let stages = 0..record.stages.len();
            let stages = stages.map(|it| {
                let key = record.part_key(Part::Stage(it), "lead", period);
                (column(it), key)
            });
            let mut figures: Vec<_> = stages.collect();
            figures.push((
                "total".to_owned(),
                record.part_key(Part::Whole, "lead", period),
            ));
            if self.number(&standard).is_some() {
                figures.push(("standard".to_owned(), standard.clone()));
            }
            PlotRow {
                key: format!("r-{period}"),
                id: period.to_string(),
                period: Some(period),
                figures,
                ..PlotRow::default()
            }
        });
        let rows: Vec<PlotRow> = rows.collect();
        let mut columns: Vec<PlotColumn> = record
            .stages
            .iter()
            .enumerate()
            .map(|(at, stage)| PlotColumn {
                id: column(at),
                label: Phrase::text(&stage.name),
                previous: false,
            })
            .collect();
        columns.push(role_column("total"));
        if rows.iter().any(|it| it.figure("standard").is_some()) {
            columns.push(role_column("standard"));
        }
        let plot = Plot {
            columns,
            options: PlotOptions {
                better: Better::Lower,
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::StageStack, rows)
        };
        let takeaway = match record.before {
            Some(_) => self.changed(Part::Whole),
            None => self.duration(),
        };
        self.chart(takeaway, "process.stack.what", plot)
    }

    /// How long each step takes, beside how long it may.
    pub(super) fn against(&self) -> Option<Block> {
        let record = self.record;
        let steps = record.steps.iter().enumerate();
        let rows = steps.filter_map(|(at, step)| {
            let now = |role| record.step_key(at, role, record.now);
            self.number(&now("excess"))?;
            let standard = record.step_key(at, "standard", self.year());
            let figures = [
                ("own", now("lead")),
                ("rival", standard),
                ("lead", now("excess")),
            ];
            Some(PlotRow {
                figures: figures.map(|(id, key)| (id.to_owned(), key)).into(),
                ..PlotRow::named(&step.id, &step.name)
            })
        });
        let rows: Vec<PlotRow> = rows.collect();
        if rows.is_empty() {
            return None;
        }
        let columns = [
            ("own", "process.column.lead"),
            ("rival", "column.standard"),
            ("lead", "process.column.excess"),
        ];
        let columns = columns.map(|(id, word)| PlotColumn {
            label: Phrase::word(word),
            ..role_column(id)
        });
        let plot = Plot {
            columns: columns.into(),
            options: PlotOptions {
                better: Better::Lower,
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::LeadDumbbell, rows)
        };
        Some(self.chart(self.standards(), "process.against.what", plot))
    }

    /// How long each stage took before and takes now.
    pub(super) fn change(&self) -> Option<Block> {
        let record = self.record;
        let before = record.before?;
        let stages = record.stages.iter().enumerate();
        let rows = stages.map(|(at, stage)| {
            let key = |period| record.part_key(Part::Stage(at), "lead", period);
            PlotRow {
                figures: vec![
                    ("previous".to_owned(), key(before)),
                    ("value".to_owned(), key(record.now)),
                ],
                ..PlotRow::named(&stage.id, &stage.name)
            }
        });
        let rows = rows.collect();
        let of = |id, period: Period| PlotColumn {
            label: Phrase::period(period),
            ..role_column(id)
        };
        let longer = (0..record.stages.len())
            .filter(|it| self.change_of(Part::Stage(*it)) == Change::Longer)
            .map(|it| record.stages[it].id.clone());
        let plot = Plot {
            columns: vec![of("previous", before), of("value", record.now)],
            options: PlotOptions {
                better: Better::Lower,
                strong: longer.collect(),
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::Slope, rows)
        };
        let takeaway = Phrase::by_names(Change::ALL.map(|change| {
            let stages = record.stages.iter().enumerate();
            let such = stages.filter(|(at, _)| self.change_of(Part::Stage(*at)) == change);
            let [_, key] = change.keys();
            (key, Phrase::names(such.map(|(_, it)| &it.name)))
        }));
        Some(self.chart(takeaway, "process.change.what", plot))
    }
}
