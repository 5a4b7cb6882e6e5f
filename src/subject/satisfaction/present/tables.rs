//! Tables: scores, leads, the index, weak links.

use super::Shown;
use crate::{
    block::{Align, Block, Cell, Column, Phrase, Piece, Role, Row, Table},
    model::{FigureKey, Verdict},
    subject::{
        range::{self, Differs, differs},
        satisfaction::{Dimension, Indicator, Weak},
    },
};

/// A column: its word, how it is set, and a cell for each attribute.
type Part<'a> = (&'static str, Align, Box<dyn Fn(usize) -> Cell + 'a>);

impl Shown<'_> {
    /// What our customers answered, an attribute a row.
    pub(super) fn scores(&self) -> Option<Block> {
        let (record, period) = (self.record, self.wave.period);
        let rows: Vec<usize> = self.rated().collect();
        if rows.is_empty() {
            return None;
        }
        let about = |what: &'static str| move |at: usize| record.about(what, at, period);
        let goal = |at: usize| {
            let id = &record.attributes[at].id;
            record.year_key(&format!("goal.{id}"))
        };
        let score = move |at: usize| record.score(at, None, period);
        let columns: Vec<Part> = vec![
            (
                "satisfaction.column.score",
                Align::Number,
                Box::new(move |at| self.stacked(&score(at))),
            ),
            (
                "satisfaction.column.goal",
                Align::Number,
                Box::new(move |at| self.cell(&goal(at))),
            ),
            (
                "column.verdict",
                Align::Text,
                Box::new(move |at| self.verdict_cell(&score(at))),
            ),
            (
                "satisfaction.column.change",
                Align::Number,
                Box::new(move |at| self.stacked(&about("change")(at))),
            ),
            (
                "satisfaction.column.satisfied",
                Align::Number,
                Box::new(move |at| self.cell(&about("satisfied")(at))),
            ),
        ];
        Some(self.table(
            &rows,
            columns,
            self.scores_takeaway(),
            "satisfaction.what.scores",
        ))
    }

    /// The attributes that our customers rated.
    pub(super) fn rated(&self) -> impl Iterator<Item = usize> + '_ {
        let all = 0..self.record.attributes.len();
        all.filter(|at| self.wave.whole(*at, None).is_some())
    }

    /// How many scores rose and fell since the survey before.
    fn scores_takeaway(&self) -> Phrase {
        let record = self.record;
        let Some(overall) = record.overall.filter(|it| self.rated().any(|at| at == *it)) else {
            return Phrase::word("satisfaction.takeaway.scores");
        };
        let key = record.score(overall, None, self.wave.period);
        let name = ("name", Phrase::text(&record.attributes[overall].name));
        let score = ("score", range::inline(self.facts, &key));
        let change = record.about("change", overall, self.wave.period);
        let said = match differs(self.facts, &change) {
            Some(Differs::Above) => "satisfaction.takeaway.rose",
            Some(Differs::Below) => "satisfaction.takeaway.fell",
            Some(Differs::Not) => "satisfaction.takeaway.same",
            Some(Differs::Untold) => "satisfaction.takeaway.untold",
            None => {
                return Phrase::sentence("satisfaction.takeaway.overall", [name, score]);
            }
        };
        let change = ("change", range::inline(self.facts, &change));
        Phrase::sentence(said, [name, score, change])
    }

    /// Where we are to lead and how far we do, with the verdicts.
    pub(super) fn leads(&self) -> Option<Block> {
        let (record, period) = (self.record, self.wave.period);
        let judged = |at: &usize| {
            let key = record.about("lead", *at, period);
            self.verdict(&key).is_some()
        };
        let rows: Vec<usize> = self.compared().filter(judged).collect();
        if rows.is_empty() {
            return None;
        }
        let best = move |at: usize| {
            let rival = record.best(self.wave, at);
            rival.map_or_else(Cell::default, |rival| {
                self.cell(&record.score(at, Some(rival), period))
            })
        };
        let against = |at: usize| {
            let rival = record.best(self.wave, at);
            let rival = rival.map(|it| Phrase::text(&record.rivals[it].name));
            let slots = [("rival", rival.unwrap_or_default())];
            Phrase(vec![Piece::Break]).then(Phrase::sentence("satisfaction.against", slots))
        };
        let lead = move |at: usize| record.about("lead", at, period);
        let threshold = move |at: usize| {
            let id = &record.attributes[at].id;
            record.year_key(&format!("threshold.{id}"))
        };
        let columns: Vec<Part> = vec![
            (
                "satisfaction.column.own",
                Align::Number,
                Box::new(move |at| self.cell(&record.score(at, None, period))),
            ),
            ("satisfaction.column.best", Align::Number, Box::new(best)),
            (
                "satisfaction.column.lead",
                Align::Number,
                Box::new(move |at| self.stacked(&lead(at))),
            ),
            (
                "satisfaction.column.threshold",
                Align::Number,
                Box::new(move |at| self.cell(&threshold(at))),
            ),
            (
                "column.verdict",
                Align::Text,
                Box::new(move |at| self.verdict_cell(&lead(at))),
            ),
        ];
        let mut block = self.table(
            &rows,
            columns,
            self.leads_takeaway(),
            "satisfaction.what.leads",
        );
        if let Block::Table(table) = &mut block {
            for (row, at) in table.rows.iter_mut().zip(rows) {
                row.cells[0].phrase.0.extend(against(at).0);
            }
        }
        Some(block)
    }

    /// The attributes in which we are compared with a competitor.
    pub(super) fn compared(&self) -> impl Iterator<Item = usize> + '_ {
        let all = 0..self.record.attributes.len();
        all.filter(|at| {
            let key = self.record.about("lead", *at, self.wave.period);
            self.number(&key).is_some()
        })
    }

    /// How many thresholds are met, missed, or neither.
    pub(super) fn leads_takeaway(&self) -> Phrase {
        let names = |wanted: &Verdict| {
            let verdict = |at: &usize| {
                let key = self.record.about("lead", *at, self.wave.period);
                self.verdict(&key) == Some(wanted)
            };
            let found = self.compared().filter(verdict);
            Phrase::names(found.map(|at| &self.record.attributes[at].name))
        };
        let said = [
            (Verdict::Met, "satisfaction.takeaway.lead_met"),
            (Verdict::NotMet, "satisfaction.takeaway.lead_not_met"),
            (
                Verdict::NotDistinguishable,
                "satisfaction.takeaway.lead_not_distinguishable",
            ),
        ];
        let takeaway = Phrase::by_names(said.map(|(verdict, key)| (key, names(&verdict))));
        if takeaway.is_empty() {
            return Phrase::word("satisfaction.takeaway.leads");
        }
        takeaway
    }

    /// The index, its dimensions and their indicators.
    pub(super) fn index(&self) -> Option<Block> {
        let record = self.record;
        let index = record.index.as_ref()?;
        let key = record.key("index", None, self.wave.period);
        self.get(&key)?;
        let mut rows = Vec::new();
        for dimension in &index.dimensions {
            rows.push(self.dimension_row(dimension));
            rows.extend(dimension.indicators.iter().map(|it| self.indicator_row(it)));
        }
        rows.push(Row {
            key: "index".to_owned(),
            role: Role::Total,
            cells: vec![
                Phrase::text(&index.name).into(),
                Cell::default(),
                self.stacked(&key),
                self.cell(&record.year_key("index.goal")),
                self.verdict_cell(&key),
            ],
        });
        let rule = match index.missing {
            super::super::MissingRule::Refuse => "satisfaction.note.refuse",
            super::super::MissingRule::Renormalise => "satisfaction.note.renormalise",
        };
        let mut notes = vec![Phrase::word(rule)];
        let joint = self.wave.joint(None);
        if joint.is_some_and(|it| it.indicators.is_some()) {
            notes.push(Phrase::word("satisfaction.note.complete"));
        } else {
            notes.push(Phrase::word("satisfaction.note.no_interval"));
        }
        if index.dimensions.iter().all(|it| it.weight.is_none()) {
            notes.push(Phrase::word("satisfaction.note.equal"));
        }
        if !index.weights_from.is_empty() {
            notes.push(Phrase::sentence(
                "satisfaction.note.weights_from",
                [("from", Phrase::text(&index.weights_from))],
            ));
        }
        Some(Block::Table(Table {
            takeaway: self.index_sentence(index),
            what: Phrase::word("satisfaction.what.index"),
            columns: vec![
                Column::new("satisfaction.column.part", Align::Text),
                Column::new("satisfaction.column.weight", Align::Number),
                Column::new("satisfaction.column.score", Align::Number),
                Column::new("satisfaction.column.goal", Align::Number),
                Column::new("column.verdict", Align::Text),
            ],
            rows,
            notes,
            source: record.source.clone(),
        }))
    }

    fn dimension_row(&self, dimension: &Dimension) -> Row {
        let record = self.record;
        let name = format!("dimension.{}", dimension.id);
        let key = record.key(&name, None, self.wave.period);
        Row {
            key: format!("d-{}", dimension.id),
            role: Role::Subtotal,
            cells: vec![
                Phrase::text(&dimension.name).into(),
                self.cell(&record.year_key(&format!("{name}.weight"))),
                self.stacked(&key),
                self.cell(&record.year_key(&format!("{name}.goal"))),
                self.verdict_cell(&key),
            ],
        }
    }

    fn indicator_row(&self, indicator: &Indicator) -> Row {
        let record = self.record;
        let attribute = &record.attributes[indicator.attribute];
        let key = record.score(indicator.attribute, None, self.wave.period);
        let year = |what: &str| record.year_key(&format!("{what}.{}", attribute.id));
        let cells = vec![
            Phrase::text(&attribute.name).into(),
            self.cell(&year("weight")),
            self.stacked(&key),
            self.cell(&year("goal")),
            self.verdict_cell(&key),
        ];
        Row::item(format!("i-{}", attribute.id), cells)
    }

    /// The weak links by the declared rule, the weakest first.
    pub(super) fn weak(&self) -> Option<Block> {
        let record = self.record;
        let rule = record.weak?;
        let found = self.weakest(rule);
        let period = self.wave.period;
        let names = Phrase::names(found.iter().map(|at| &record.attributes[*at].name));
        let (takeaway, what) = match (rule, found.is_empty()) {
            (_, true) => ("satisfaction.takeaway.no_weak", rule_word(rule)),
            _ => ("satisfaction.takeaway.weak", rule_word(rule)),
        };
        let columns: Vec<Part> = vec![
            (
                "satisfaction.column.score",
                Align::Number,
                Box::new(move |at| self.stacked(&record.score(at, None, period))),
            ),
            (
                "satisfaction.column.lead",
                Align::Number,
                Box::new(move |at| self.stacked(&record.about("lead", at, period))),
            ),
            (
                "satisfaction.column.importance",
                Align::Number,
                Box::new(move |at| self.cell(&record.about("importance", at, period))),
            ),
        ];
        Some(self.table(
            &found,
            columns,
            Phrase::sentence(takeaway, [("names", names)]),
            what,
        ))
    }

    /// What the rule calls weak, the weakest first.
    pub(super) fn weakest(&self, rule: Weak) -> Vec<usize> {
        let score = |at: usize| self.number(&self.record.score(at, None, self.wave.period));
        let candidates = self.record.candidates().into_iter();
        let mut rated: Vec<(usize, f64)> =
            candidates.filter_map(|at| Some((at, score(at)?))).collect();
        rated.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        match rule {
            Weak::Below(below) => rated.retain(|it| it.1 < below),
            Weak::Lowest(count) => {
                let level = count.checked_sub(1).and_then(|last| rated.get(last));
                let level = level.map_or(f64::NEG_INFINITY, |it| it.1);
                if count < rated.len() {
                    rated.retain(|it| it.1 <= level);
                }
            }
        }
        rated.into_iter().map(|it| it.0).collect()
    }

    fn table(
        &self,
        attributes: &[usize],
        mut parts: Vec<Part>,
        takeaway: Phrase,
        what: &'static str,
    ) -> Block {
        // A column that says nothing of any row is left out.
        parts.retain(|(_, _, cell)| attributes.iter().any(|at| !cell(*at).phrase.is_empty()));
        let mut columns = vec![Column::new("satisfaction.column.attribute", Align::Text)];
        columns.extend(
            parts
                .iter()
                .map(|(word, align, _)| Column::new(word, *align)),
        );
        let rows = attributes.iter().map(|at| {
            let attribute = &self.record.attributes[*at];
            let mut cells = vec![Cell::from(Phrase::text(&attribute.name))];
            cells.extend(parts.iter().map(|(_, _, cell)| cell(*at)));
            Row::item(attribute.id.clone(), cells)
        });
        Block::Table(Table {
            takeaway,
            what: Phrase::word(what),
            columns,
            rows: rows.collect(),
            notes: Vec::new(),
            source: self.record.source.clone(),
        })
    }

    /// A figure above its interval; empty where it was not published.
    fn stacked(&self, key: &FigureKey) -> Cell {
        if self.get(key).is_none() {
            return Cell::default();
        }
        range::stacked(self.facts, key).into()
    }
}

fn rule_word(rule: Weak) -> &'static str {
    match rule {
        Weak::Lowest(_) => "satisfaction.what.lowest",
        Weak::Below(_) => "satisfaction.what.below",
    }
}
