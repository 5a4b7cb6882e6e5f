//! Says what shows training: contents by methods, courses, gains and decays,
//! roles by courses, lessons of a minute, growth records, measures.

mod scores;

use super::{Course, Named, Record, Training, assess};
use crate::{
    block::{
        Align, Block, Cell, ChartKind, Exhibit, Phrase, Plot, PlotColumn, PlotOptions, PlotRow,
        Row, Tone,
    },
    model::{Better, Facts, FigureKey},
    subject::{Subject, range},
};

/// Everything on the page of training, in order.
pub(super) fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let exhibits = [
        ("summary", Some(shown.summary())),
        ("matrix", shown.matrix()),
        ("courses", shown.courses()),
        ("gain", shown.slope(scores::GAIN)),
        ("decay", shown.slope(scores::DECAY)),
        ("stations", shown.stations()),
        ("scores", shown.scores()),
        ("sentences", shown.sentences()),
        ("roles", shown.roles()),
        ("lessons", shown.lessons()),
        ("growth", shown.growth()),
        ("measures", shown.measures()),
    ];
    Exhibit::some(Training::NAME, exhibits)
}

/// What came of each course, by its gain, and the share that passed.
pub(super) fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
    let shown = Shown { record, facts };
    let tested = record.courses.iter().filter(|it| it.scores.is_some());
    let mut said: Vec<_> = tested
        .map(|it| (record.course_key(it, "gain"), shown.sentence(it)))
        .collect();
    said.push((record.key("total.pass_rate"), shown.passed()));
    said
}

type Shown<'a> = crate::subject::shown::Shown<'a, Record>;

impl Shown<'_> {
    fn summary(&self) -> Block {
        let names = ["courses", "pass_rate", "person_hours", "lessons"];
        Block::Tiles(
            names
                .map(|it| self.record.key(&format!("total.{it}")))
                .to_vec(),
        )
    }

    /// The share that passed, and the courses that do not tell.
    fn passed(&self) -> Phrase {
        let rate = self.record.key("total.pass_rate");
        let said = match self.number(&rate) {
            Some(_) => {
                let slots = [("rate", range::inline(self.facts, &rate))];
                Phrase::sentence("training.takeaway.passed", slots)
            }
            None => Phrase::word("training.takeaway.none_counted"),
        };
        let silent = self.record.courses.iter();
        let silent = silent.filter(|it| {
            self.number(&self.record.course_key(it, "pass_rate"))
                .is_none()
        });
        let names = Phrase::names(silent.map(|it| &it.name));
        said.then(Phrase::by_names([("training.takeaway.silent", names)]))
    }

    /// How many courses teach each of the contents by each method.
    fn matrix(&self) -> Option<Block> {
        let record = self.record;
        if record.contents.is_empty() || record.methods.is_empty() {
            return None;
        }
        let rows = record.contents.iter().map(|content| {
            let figures = record.methods.iter().map(|method| {
                let name = assess::matrix_name(content, method);
                (format!("method.{}", method.id), record.key(&name))
            });
            PlotRow {
                figures: figures.collect(),
                ..PlotRow::named(&content.id, &content.name)
            }
        });
        let columns = record.methods.iter().map(|it| column("method", it));
        let untaught = record.contents.iter().enumerate();
        let untaught =
            untaught.filter(|(at, _)| !record.courses.iter().any(|it| it.content == *at));
        let unused = record.methods.iter().enumerate();
        let unused = unused.filter(|(at, _)| !record.courses.iter().any(|it| it.method == *at));
        let takeaway = Phrase::by_names([
            (
                "training.takeaway.untaught",
                Phrase::names(untaught.map(|(_, it)| &it.name)),
            ),
            (
                "training.takeaway.unused",
                Phrase::names(unused.map(|(_, it)| &it.name)),
            ),
        ]);
        let takeaway = if takeaway.is_empty() {
            Phrase::word("training.takeaway.covered")
        } else {
            takeaway
        };
        let plot = Plot {
            columns: columns.collect(),
            options: PlotOptions {
                better: Better::Neither,
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::HeatMap, rows.collect())
        };
        Some(self.chart(takeaway, "training.what.matrix", plot))
    }

    /// Every course: what and how, hours, attendance, passes.
    fn courses(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.courses.iter().map(|it| {
            let key = |name: &str| record.course_key(it, name);
            let kind = record.contents[it.content]
                .name
                .beside(&record.methods[it.method].name);
            let mut named = Phrase::text(&it.name);
            named = named.with_below(Phrase::text(&kind));
            if !it.initiative.is_empty() {
                let slots = [("name", Phrase::text(&it.initiative))];
                named = named.with_below(Phrase::sentence("training.part_of", slots));
            }
            let rate = key("pass_rate");
            let rate = match self.facts.get(&rate) {
                Some(_) => range::stacked(self.facts, &rate),
                None => Phrase::default(),
            };
            let cells = vec![
                named.into(),
                self.figure(&key("hours")).into(),
                self.figure(&key("attended")).into(),
                self.figure(&key("attendance")).into(),
                self.figure(&key("passed")).into(),
                rate.into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        self.filled(
            self.passed(),
            "training.what.courses",
            &[
                ("training.column.course", Align::Text),
                ("training.column.hours", Align::Number),
                ("training.column.attended", Align::Number),
                ("training.column.attendance", Align::Number),
                ("training.column.passed", Align::Number),
                ("training.column.pass_rate", Align::Number),
            ],
            rows.collect(),
        )
    }

    /// Attendance in each course of each role that is to attend it.
    fn roles(&self) -> Option<Block> {
        let record = self.record;
        let with_roles: Vec<&Course> = record
            .courses
            .iter()
            .filter(|it| !it.roles.is_empty())
            .collect();
        if with_roles.is_empty() {
            return None;
        }
        let mut lowest: Option<(f64, usize, &Course)> = None;
        let rows = with_roles.iter().map(|it| {
            let mut figures = Vec::new();
            for (at, role) in record.roles.iter().enumerate() {
                let key = record.role_key(it, at, "attendance");
                if self.facts.get(&key).is_none() {
                    continue;
                }
                if let Some(share) = self.number(&key)
                    && lowest.is_none_or(|(least, ..)| share < least)
                {
                    lowest = Some((share, at, it));
                }
                figures.push((format!("role.{}", role.id), key));
            }
            PlotRow {
                figures,
                ..PlotRow::named(&it.id, &it.name)
            }
        });
        let rows: Vec<PlotRow> = rows.collect();
        let (_, role, course) = lowest?;
        let slots = [
            ("role", Phrase::text(&record.roles[role].name)),
            ("course", Phrase::text(&course.name)),
            (
                "share",
                Phrase::figure(&record.role_key(course, role, "attendance")),
            ),
        ];
        let plot = Plot {
            columns: record.roles.iter().map(|it| column("role", it)).collect(),
            options: PlotOptions {
                better: Better::Higher,
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::HeatMap, rows)
        };
        let takeaway = Phrase::sentence("training.takeaway.lowest", slots);
        Some(self.chart(takeaway, "training.what.roles", plot))
    }

    fn lessons(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.lessons.iter().map(|it| {
            let cells = vec![
                Phrase::text(&it.problem).into(),
                Phrase::text(&it.answer).into(),
                Phrase::text(&record.contents[it.content].name).into(),
                it.period
                    .map_or_else(Phrase::default, Phrase::period)
                    .into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let lessons = Phrase::figure(&record.key("total.lessons"));
        self.filled(
            Phrase::sentence("training.takeaway.lessons", [("lessons", lessons)]),
            "training.what.lessons",
            &[
                ("training.column.problem", Align::Text),
                ("training.column.answer", Align::Text),
                ("training.column.content", Align::Text),
                ("column.period", Align::Text),
            ],
            rows.collect(),
        )
    }

    /// Growth records, a person a row.
    fn growth(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.growth.iter().map(|it| {
            let cells = vec![
                Phrase::text(&it.called).into(),
                Phrase::text(&record.roles[it.role].name).into(),
                Phrase::names(&it.passed).into(),
                Phrase::names(&it.attended).into(),
                it.mentor
                    .as_ref()
                    .map(Phrase::text)
                    .unwrap_or_default()
                    .into(),
                Phrase::text(&it.next).into(),
            ];
            Row::item(it.code.clone(), cells)
        });
        self.filled(
            Phrase::word("training.takeaway.growth"),
            "training.what.growth",
            &[
                ("training.column.code", Align::Text),
                ("training.column.role", Align::Text),
                ("training.column.passed_courses", Align::Text),
                ("training.column.not_passed", Align::Text),
                ("training.column.mentor", Align::Text),
                ("training.column.next", Align::Text),
            ],
            rows.collect(),
        )
    }

    fn measures(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.measures.iter().map(|it| {
            let (word, tone) = match it.in_force {
                Some(true) => ("training.in_force.yes", Tone::Met),
                Some(false) => ("training.in_force.no", Tone::NotMet),
                None => ("training.in_force.unknown", Tone::Unknown),
            };
            let cells = vec![
                Phrase::text(&it.name).into(),
                Cell {
                    phrase: Phrase::word(word),
                    tone,
                },
                Phrase::text(&it.text).into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let such = |state: Option<bool>| {
            let measures = record.measures.iter().filter(|it| it.in_force == state);
            Phrase::names(measures.map(|it| &it.name))
        };
        self.filled(
            Phrase::by_names([
                ("training.takeaway.in_force", such(Some(true))),
                ("training.takeaway.not_in_force", such(Some(false))),
                ("training.takeaway.unknown_force", such(None)),
            ]),
            "training.what.measures",
            &[
                ("training.column.measure", Align::Text),
                ("column.state", Align::Text),
                ("column.remark", Align::Text),
            ],
            rows.collect(),
        )
    }
}

/// A column of a role or method, whose id is never one that a chart knows.
fn column(kind: &str, of: &Named) -> PlotColumn {
    PlotColumn {
        id: format!("{kind}.{}", of.id),
        label: Phrase::text(&of.name),
        previous: false,
    }
}
