//! The way from problems to what is done about them.

use super::Shown;
use crate::{
    block::{Align, Block, Cell, ChartKind, Phrase, Piece, Plot, PlotRow, Row, StepState, Tone},
    model::Text,
    subject::process::{Problem, Remedy},
};

/// How far a problem is on the way to an initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// A remedy of it belongs to an initiative.
    Linked,
    /// It has remedies, none of which belongs to an initiative.
    Remedied,
    /// Nothing is done, and it says why.
    Acknowledged,
    /// Nothing is done.
    Open,
}

impl Way {
    fn of(problem: &Problem) -> Self {
        match problem {
            it if it.linked() => Self::Linked,
            it if !it.remedies.is_empty() => Self::Remedied,
            it if !it.acknowledged.is_empty() => Self::Acknowledged,
            _ => Self::Open,
        }
    }

    /// Its word and its part of a takeaway.
    fn keys(self) -> [&'static str; 2] {
        match self {
            Self::Linked => ["process.way.linked", "process.covered.linked"],
            Self::Remedied => ["process.way.remedied", "process.covered.remedied"],
            Self::Acknowledged => ["process.way.acknowledged", "process.covered.acknowledged"],
            Self::Open => ["process.way.open", "process.covered.open"],
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Linked => Tone::Met,
            Self::Remedied => Tone::Pending,
            Self::Acknowledged => Tone::Quiet,
            Self::Open => Tone::NotMet,
        }
    }
}

impl Shown<'_> {
    /// How many problems there are, and those nothing or little is done about.
    pub(super) fn covered(&self) -> Phrase {
        let record = self.record;
        let counts = ["problems", "remedied", "linked"];
        let slots = counts.map(|it| (it, Phrase::figure(&record.key(it))));
        let said = Phrase::sentence("process.covered.takeaway", slots);
        let groups = [Way::Remedied, Way::Acknowledged, Way::Open].map(|way| {
            let such = record.problems.iter().filter(|it| Way::of(it) == way);
            let [_, key] = way.keys();
            (key, Phrase::names(such.map(|it| &it.name)))
        });
        said.then(Phrase::by_names(groups))
    }

    /// Stages, their problems, and what is done about each.
    pub(super) fn tree(&self) -> Option<Block> {
        let record = self.record;
        if record.problems.is_empty() {
            return None;
        }
        let mut rows = Vec::new();
        for (at, stage) in record.stages.iter().enumerate() {
            let problems = record.problems.iter().filter(|it| it.stage == at);
            let root = format!("s-{}", stage.id);
            rows.push(PlotRow::named(&root, &stage.name));
            for problem in problems {
                let id = format!("p-{}", problem.id);
                rows.push(PlotRow {
                    parent: Some(root.clone()),
                    ..PlotRow::named(&id, &problem.name)
                });
                let remedies = problem.remedies.iter().enumerate();
                rows.extend(remedies.map(|(i, remedy)| PlotRow {
                    parent: Some(id.clone()),
                    text: initiative(remedy),
                    ..PlotRow::named(&format!("{id}-{i}"), &remedy.name)
                }));
                if problem.remedies.is_empty() {
                    // Drawn as not there yet, never left out.
                    let own = format!("{id}-none");
                    rows.push(PlotRow {
                        key: format!("r-{own}"),
                        id: own,
                        label: Phrase::word("process.tree.none"),
                        parent: Some(id),
                        text: Phrase::text(&problem.acknowledged),
                        state: Some(StepState::Open),
                        ..PlotRow::default()
                    });
                }
            }
        }
        let levels = [
            ("stage", "process.column.stage"),
            ("problem", "process.column.problem"),
            ("remedy", "process.column.remedy"),
        ];
        let levels = levels.map(|(id, word)| PlotRow {
            label: Phrase::word(word),
            ..PlotRow::named(id, &Text::default())
        });
        let plot = Plot {
            groups: levels.into(),
            ..Plot::new(ChartKind::Tree, rows)
        };
        Some(self.chart(self.covered(), "process.tree.what", plot))
    }

    /// Each problem with its remedies and their initiatives.
    pub(super) fn problems(&self) -> Option<Block> {
        let record = self.record;
        if record.problems.is_empty() {
            return None;
        }
        let rows = record.problems.iter().map(|problem| {
            let way = Way::of(problem);
            let [word, _] = way.keys();
            let mut state = Phrase::word(word);
            if !problem.acknowledged.is_empty() {
                state = state.with_below(Phrase::text(&problem.acknowledged));
            }
            let cells = vec![
                Phrase::text(&problem.name).into(),
                Phrase::text(&record.stages[problem.stage].name).into(),
                lines(problem.remedies.iter().map(|it| Phrase::text(&it.name))).into(),
                lines(problem.remedies.iter().filter_map(|it| {
                    let name = it.initiative.as_ref()?;
                    Some(Phrase::text(name))
                }))
                .into(),
                Cell {
                    phrase: state,
                    tone: way.tone(),
                },
            ];
            Row::item(problem.id.clone(), cells)
        });
        let columns = [
            ("process.column.problem", Align::Text),
            ("process.column.stage", Align::Text),
            ("process.column.remedy", Align::Text),
            ("process.column.initiative", Align::Text),
            ("column.state", Align::Text),
        ];
        let what = Phrase::word("process.problems.what");
        Some(self.table(self.covered(), what, &columns, rows.collect()))
    }
}

/// The initiative that a remedy belongs to, in words below it.
fn initiative(remedy: &Remedy) -> Phrase {
    let Some(name) = &remedy.initiative else {
        return Phrase::default();
    };
    Phrase::sentence("process.tree.initiative", [("name", Phrase::text(name))])
}

/// Phrases below each other in a cell.
fn lines(phrases: impl Iterator<Item = Phrase>) -> Phrase {
    phrases.fold(Phrase::default(), |mut all, it| {
        if !all.is_empty() {
            all.0.push(Piece::Break);
        }
        all.then(it)
    })
}
