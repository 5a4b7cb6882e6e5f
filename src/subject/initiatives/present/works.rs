//! Key works and projects: what they are and brought, when they ran, how far
//! they are on their roads, what they cost.

use super::{Shown, day, verdict, with_remark};
use crate::{
    block::{
        Align, Block, Cell, ChartKind, Exhibit, Notice, Phrase, Piece, Plot, PlotColumn,
        PlotMilestone, PlotOptions, PlotRow, Row, StepState, Tone,
    },
    model::{Evidence, FigureKey, Text},
    subject::{
        Subject,
        initiatives::{
            Benefit, Initiative, InitiativeKind, Initiatives,
            judge::{BenefitKeys, Outcome, Standing},
        },
        range,
    },
};

impl Outcome {
    /// The keys of its word, of its sentence, and of its part of a takeaway.
    fn keys(self) -> [&'static str; 3] {
        match self {
            Self::Reached => [
                "initiatives.outcome.reached",
                "initiatives.sentence.reached",
                "initiatives.takeaway.reached",
            ],
            Self::Short => [
                "initiatives.outcome.short",
                "initiatives.sentence.short",
                "initiatives.takeaway.short",
            ],
            Self::Better => [
                "initiatives.outcome.better",
                "initiatives.sentence.better",
                "initiatives.takeaway.better",
            ],
            Self::NotBetter => [
                "initiatives.outcome.not_better",
                "initiatives.sentence.not_better",
                "initiatives.takeaway.not_better",
            ],
            Self::Unknown => [
                "initiatives.outcome.unknown",
                "initiatives.sentence.unknown",
                "initiatives.takeaway.unknown",
            ],
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Reached | Self::Better => Tone::Met,
            Self::Short => Tone::Pending,
            Self::NotBetter => Tone::NotMet,
            Self::Unknown => Tone::Unknown,
        }
    }
}

impl Standing {
    fn key(self) -> &'static str {
        match self {
            Self::InTime => "initiatives.standing.in_time",
            Self::Late => "initiatives.standing.late",
            Self::Reached => "initiatives.standing.reached",
            Self::Overdue => "initiatives.standing.overdue",
            Self::Ahead => "initiatives.standing.ahead",
            Self::Undated => "initiatives.standing.undated",
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::InTime | Self::Reached => Tone::Met,
            Self::Late | Self::Overdue => Tone::NotMet,
            Self::Ahead => Tone::Pending,
            Self::Undated => Tone::Unknown,
        }
    }
}

/// How far an initiative is, in a cell.
fn state(of: &Initiative) -> Cell {
    let cell = match of.state {
        Some(StepState::Done) => verdict("state.done", Tone::Met),
        Some(StepState::Doing) => verdict("state.doing", Tone::Pending),
        Some(StepState::Open) => verdict("state.open", Tone::Unknown),
        Some(StepState::Problem) => verdict("state.problem", Tone::NotMet),
        None => return Cell::default(),
    };
    Cell {
        phrase: cell.phrase.marked(of.evidence),
        ..cell
    }
}

impl Shown<'_> {
    /// That the source counts other key works than are listed, and why.
    pub(super) fn claimed(&self) -> Option<Block> {
        let claim = self.record.claimed.as_ref()?;
        let claimed = self.record.metric_key(&claim.metric, None, self.facts);
        let listed = self.record.key("works.key_works");
        if self.number(&claimed)? == self.number(&listed)? {
            return None;
        }
        let slots = [
            ("claimed", Phrase::figure(&claimed)),
            ("listed", Phrase::figure(&listed)),
            ("reason", Phrase::text(&claim.acknowledged)),
        ];
        Some(Block::Notice(Notice {
            level: "note",
            title: Phrase::word("initiatives.claimed.title"),
            paragraphs: vec![Phrase::sentence("initiatives.claimed.text", slots)],
            items: Vec::new(),
        }))
    }

    fn names(&self, keep: impl Fn(&Initiative) -> bool) -> Phrase {
        let kept = self.record.initiatives.iter().filter(|it| keep(it));
        Phrase::names(kept.map(|it| &it.name))
    }

    /// Every key work, then every project: what it is, whose, how far, and
    /// what it brought.
    pub(super) fn works(&self) -> Option<Block> {
        let record = self.record;
        let kinds = [InitiativeKind::KeyWork, InitiativeKind::Project];
        let all = kinds.into_iter().flat_map(|it| record.initiatives_of(it));
        let rows = all.map(|it| {
            let kind = Phrase::word(match it.kind {
                InitiativeKind::KeyWork => "initiatives.kind.key_work",
                InitiativeKind::Project => "initiatives.kind.project",
            });
            let brought = match record.benefit_keys(it, self.facts) {
                Some(keys) => Self::change(&keys),
                None => Phrase::word("initiatives.benefit.none"),
            };
            let cells = vec![
                with_remark(&it.name, &it.text, Evidence::Measured),
                kind.into(),
                self.owner(it.owner).into(),
                state(it),
                brought.into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let counts = ["key_works", "projects", "finished"];
        let [works, projects, finished] =
            counts.map(|it| Phrase::figure(&record.key(&format!("works.{it}"))));
        let slots = [
            ("works", works),
            ("projects", projects),
            ("finished", finished),
        ];
        self.filled(
            Phrase::sentence("initiatives.takeaway.works", slots),
            "initiatives.what.works",
            [
                ("initiatives.column.initiative", Align::Text),
                ("initiatives.column.kind", Align::Text),
                ("initiatives.column.owner", Align::Text),
                ("column.state", Align::Text),
                ("initiatives.column.brought", Align::Text),
            ],
            rows.collect(),
        )
    }

    fn change(keys: &BenefitKeys) -> Phrase {
        let slots = [
            ("before", Phrase::figure(&keys.before)),
            ("after", Phrase::figure(&keys.after)),
        ];
        Phrase::sentence("initiatives.benefit.change", slots)
    }

    /// What a benefit is called: its own name, or the metric's.
    fn measured(&self, of: &Benefit, keys: &BenefitKeys) -> Text {
        match of {
            Benefit::Own(own) => own.name.clone(),
            Benefit::Metric(..) => self
                .facts
                .get(&keys.after)
                .map(|it| it.label.clone())
                .unwrap_or_default(),
        }
    }

    /// What each initiative brought against its baseline and its goal.
    pub(super) fn benefits(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.initiatives.iter().filter_map(|it| {
            let keys = record.benefit_keys(it, self.facts)?;
            let outcome = record.outcome(it, self.facts)?;
            let measured = self.measured(it.benefit.as_ref()?, &keys);
            let [word, ..] = outcome.keys();
            let mut goal = keys.goal.as_ref().map(Phrase::figure).unwrap_or_default();
            if self.facts.get(&keys.attained).is_some() {
                goal.0.push(Piece::Break);
                let slots = [("attained", Phrase::figure(&keys.attained))];
                goal = goal.then(Phrase::sentence("initiatives.benefit.attained", slots));
            }
            let cells = vec![
                with_remark(&it.name, &measured, Evidence::Measured),
                Self::change(&keys).into(),
                Phrase::figure(&keys.gain).into(),
                goal.into(),
                verdict(word, outcome.tone()),
            ];
            Some(Row::item(it.id.clone(), cells))
        });
        let rows: Vec<Row> = rows.collect();
        let groups = Outcome::ALL.map(|outcome| {
            let [.., key] = outcome.keys();
            let such = |it: &Initiative| record.outcome(it, self.facts) == Some(outcome);
            (key, self.names(such))
        });
        let unmeasured = record.key("works.unmeasured");
        let mut takeaway = Phrase::by_names(groups);
        if self.number(&unmeasured) != Some(0.0) {
            let slots = [("count", Phrase::figure(&unmeasured))];
            takeaway = takeaway.then(Phrase::sentence("initiatives.takeaway.unmeasured", slots));
        }
        self.filled(
            takeaway,
            "initiatives.what.benefits",
            [
                ("initiatives.column.initiative", Align::Text),
                ("initiatives.column.change", Align::Text),
                ("initiatives.column.gain", Align::Text),
                ("initiatives.column.goal", Align::Text),
                ("column.verdict", Align::Text),
            ],
            rows,
        )
    }

    /// What came of each benefit that has figures of its own.
    pub(super) fn benefit_sentences(&self) -> impl Iterator<Item = (FigureKey, Phrase)> {
        let own = |it: &&Initiative| matches!(it.benefit, Some(Benefit::Own(_)));
        let initiatives = self.record.initiatives.iter().filter(own);
        initiatives.filter_map(|it| {
            let keys = self.record.benefit_keys(it, self.facts)?;
            let [_, key, _] = self.record.outcome(it, self.facts)?.keys();
            let measured = self.measured(it.benefit.as_ref()?, &keys);
            let slots = [
                ("name", Phrase::text(&it.name)),
                ("measured", Phrase::text(&measured)),
                ("before", Phrase::figure(&keys.before)),
                ("after", Phrase::figure(&keys.after)),
                (
                    "goal",
                    keys.goal.as_ref().map(Phrase::figure).unwrap_or_default(),
                ),
            ];
            Some((keys.gain, Phrase::sentence(key, slots)))
        })
    }

    /// Planned and actual days with milestones, by owner.
    pub(super) fn plan(&self) -> Option<Block> {
        let record = self.record;
        let dated = record.initiatives.iter();
        let dated = dated.filter_map(|it| Some((it, it.schedule.as_ref()?)));
        let rows: Vec<PlotRow> = dated
            .map(|(it, schedule)| PlotRow {
                group: it.owner.map(|at| record.owners[at].id.clone()),
                start: schedule.start,
                end: schedule.end,
                planned: Some(schedule.planned),
                state: it.state,
                milestones: (it.milestones.iter())
                    .filter(|of| of.due.is_some() || of.reached.is_some())
                    .map(|of| PlotMilestone {
                        label: Phrase::text(&of.name),
                        planned: of.due,
                        reached: of.reached,
                        evidence: of.evidence,
                    })
                    .collect(),
                figures: ["days", "delay"]
                    .map(|name| (name.to_owned(), record.work_key(it, name)))
                    .into_iter()
                    .filter(|(_, key)| self.facts.get(key).is_some())
                    .collect(),
                ..PlotRow::named(&it.id, &it.name)
            })
            .collect();
        if rows.is_empty() {
            return None;
        }
        let delay = |it: &Initiative| self.number(&record.work_key(it, "delay"));
        let finished = |it: &Initiative| it.schedule.as_ref().is_some_and(|of| of.end.is_some());
        let groups = [
            (
                "initiatives.takeaway.late",
                self.names(|it| finished(it) && delay(it).is_some_and(|days| days > 0.0)),
            ),
            (
                "initiatives.takeaway.beyond",
                self.names(|it| !finished(it) && delay(it).is_some_and(|days| days > 0.0)),
            ),
            (
                "initiatives.takeaway.in_plan",
                self.names(|it| delay(it).is_some_and(|days| days <= 0.0)),
            ),
        ];
        let columns = [
            ("days", "initiatives.column.days"),
            ("delay", "initiatives.column.delay"),
        ];
        let columns = columns.map(|(id, word)| PlotColumn {
            id: id.to_owned(),
            label: Phrase::word(word),
            previous: false,
        });
        let owners = record.owners.iter();
        Some(self.chart(
            Phrase::by_names(groups),
            Phrase::word("initiatives.what.plan"),
            Plot {
                columns: columns.to_vec(),
                groups: owners.map(|it| PlotRow::named(&it.id, &it.name)).collect(),
                options: PlotOptions {
                    as_of: record.head.as_of,
                    ..PlotOptions::default()
                },
                ..Plot::new(ChartKind::Gantt, rows)
            },
        ))
    }

    /// The share of milestones reached in time, and those that are overdue.
    pub(super) fn milestones_takeaway(&self) -> Phrase {
        let record = self.record;
        let on_time = record.key("milestones.on_time");
        let share = range::inline(self.facts, &on_time);
        let takeaway = match self.number(&on_time) {
            Some(_) => Phrase::sentence("initiatives.takeaway.on_time", [("share", share)]),
            None => Phrase::word("initiatives.takeaway.none_due"),
        };
        let overdue = record.milestones().map(|(_, it)| it);
        let overdue = overdue.filter(|it| it.standing(record.head.as_of) == Standing::Overdue);
        let names = Phrase::names(overdue.map(|it| &it.name));
        takeaway.then(Phrase::by_names([("initiatives.takeaway.overdue", names)]))
    }

    pub(super) fn milestones(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.milestones().enumerate().map(|(i, (of, it))| {
            let standing = it.standing(record.head.as_of);
            let cells = vec![
                with_remark(&it.name, &Text::default(), it.evidence),
                Phrase::text(&of.name).into(),
                day(it.due).into(),
                day(it.reached).into(),
                verdict(standing.key(), standing.tone()),
            ];
            Row::item(format!("milestone-{i}"), cells)
        });
        self.filled(
            self.milestones_takeaway(),
            "initiatives.what.milestones",
            [
                ("initiatives.column.milestone", Align::Text),
                ("initiatives.column.initiative", Align::Text),
                ("initiatives.column.due", Align::Text),
                ("initiatives.column.reached", Align::Text),
                ("column.state", Align::Text),
            ],
            rows.collect(),
        )
    }

    /// How far those are that go the same road, a chart a road.
    pub(super) fn tracks(&self) -> impl Iterator<Item = Exhibit> {
        let roads = self.record.roads.iter().enumerate();
        roads.filter_map(|(at, road)| {
            let on = |it: &&Initiative| it.track.as_ref().is_some_and(|(on, _)| *on == at);
            let going: Vec<&Initiative> = self.record.initiatives.iter().filter(on).collect();
            if going.is_empty() {
                return None;
            }
            let states = |it: &Initiative| it.track.as_ref().map(|(_, states)| states.clone());
            let mut takeaway = Phrase::default();
            for (i, step) in road.steps.iter().enumerate() {
                let doing = |it: &&&Initiative| {
                    states(it).is_some_and(|them| them[i] == Some(StepState::Doing))
                };
                let names = Phrase::names(going.iter().filter(doing).map(|it| &it.name));
                if !names.is_empty() {
                    let slots = [("step", Phrase::text(&step.name)), ("names", names)];
                    takeaway = takeaway.then(Phrase::sentence("initiatives.takeaway.at", slots));
                }
            }
            let through = going.iter().filter(|it| {
                states(it).is_some_and(|them| them.iter().all(|it| *it == Some(StepState::Done)))
            });
            let through = Phrase::names(through.map(|it| &it.name));
            let through = Phrase::by_names([("initiatives.takeaway.through", through)]);
            let rows = going.iter().map(|it| PlotRow {
                text: self.owner(it.owner),
                state: it.state,
                track: states(it).unwrap_or_default(),
                figures: vec![("done".to_owned(), self.record.work_key(it, "steps"))],
                ..PlotRow::named(&it.id, &it.name)
            });
            let steps = road.steps.iter();
            let done = PlotColumn {
                id: "done".to_owned(),
                label: Phrase::word("initiatives.column.steps"),
                previous: false,
            };
            let plot = Plot {
                columns: vec![done],
                groups: steps.map(|it| PlotRow::named(&it.id, &it.name)).collect(),
                ..Plot::new(ChartKind::StepTrack, rows.collect())
            };
            let what = Phrase::text(&road.name);
            let block = self.chart(takeaway.then(through), what, plot);
            let id = format!("{}.track.{}", Initiatives::NAME, road.id);
            Some(Exhibit {
                id: id.into(),
                block,
            })
        })
    }

    /// What initiatives may cost and have cost.
    pub(super) fn budgets(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.initiatives.iter().filter(|it| it.budget.is_some());
        let rows = rows.map(|it| {
            let figure = |name: &str| self.figure(&record.work_key(it, name));
            let mut cells = vec![Phrase::text(&it.name).into()];
            cells.extend(["budget", "spent", "left", "used"].map(|it| Cell::from(figure(it))));
            let mut each = figure("output");
            let by_piece = record.work_key(it, "each");
            if self.facts.get(&by_piece).is_some() {
                let slots = [("each", Phrase::figure(&by_piece))];
                each = each.with_below(Phrase::sentence("initiatives.budget.each", slots));
            }
            cells.push(each.into());
            Row::item(it.id.clone(), cells)
        });
        let left = |it: &Initiative| self.number(&record.work_key(it, "left"));
        let groups = [
            (
                "initiatives.takeaway.over",
                self.names(|it| left(it).is_some_and(|left| left < 0.0)),
            ),
            (
                "initiatives.takeaway.within",
                self.names(|it| left(it).is_some_and(|left| left >= 0.0)),
            ),
            (
                "initiatives.takeaway.uncosted",
                self.names(|it| it.budget.is_some() && left(it).is_none()),
            ),
        ];
        self.filled(
            Phrase::by_names(groups),
            "initiatives.what.budgets",
            [
                ("initiatives.column.initiative", Align::Text),
                ("initiatives.column.budget", Align::Number),
                ("initiatives.column.spent", Align::Number),
                ("initiatives.column.left", Align::Number),
                ("initiatives.column.used", Align::Number),
                ("initiatives.column.output", Align::Text),
            ],
            rows.collect(),
        )
    }
}
