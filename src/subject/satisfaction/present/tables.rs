//! Tables: scores, leads, the index, weak links.

use super::Shown;
use crate::{
    block::{Align, Block, Cell, Column, Phrase, Piece, Role, Row, Table},
    model::{FigureKey, Verdict},
    subject::{
        range::{self, Differs, differs},
        satisfaction::{Dimension, Indicator, MissingRule, Weak},
    },
};

impl Shown<'_> {
    /// What our customers answered, an attribute a row.
    pub(super) fn scores(&self) -> Option<Block> {
        let rows = self.rated().map(|at| {
            let cells = vec![
                self.name(at).into(),
                self.stacked(&self.score(at)),
                self.cell(&self.record.of_year("goal", at)),
                self.verdict_cell(&self.score(at)),
                self.stacked(&self.about("change", at)),
                self.cell(&self.about("satisfied", at)),
            ];
            self.row(at, cells)
        });
        let columns = [
            ("satisfaction.column.attribute", Align::Text),
            ("satisfaction.column.score", Align::Number),
            ("satisfaction.column.goal", Align::Number),
            ("column.verdict", Align::Text),
            ("satisfaction.column.change", Align::Number),
            ("satisfaction.column.satisfied", Align::Number),
        ];
        let rows: Vec<Row> = rows.collect();
        (!rows.is_empty()).then(|| {
            let takeaway = self.scores_takeaway();
            self.table(takeaway, "satisfaction.what.scores", &columns, rows)
        })
    }

    /// The overall score, and how it changed since the survey before.
    fn scores_takeaway(&self) -> Phrase {
        let overall = self.record.overall;
        let Some(overall) = overall.filter(|it| self.wave.whole(*it, None).is_some()) else {
            return Phrase::word("satisfaction.takeaway.scores");
        };
        let name = ("name", self.name(overall));
        let score = range::inline(self.facts, &self.score(overall));
        let score = ("score", score);
        let change = self.about("change", overall);
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
        let record = self.record;
        let rows = self.compared().filter_map(|(at, rival)| {
            let lead = self.about("lead", at);
            self.verdict(&lead)?;
            let against = [("rival", Phrase::text(&record.rivals[rival].name))];
            let named = self
                .name(at)
                .then(Phrase(vec![Piece::Break]))
                .then(Phrase::sentence("satisfaction.against", against));
            let cells = vec![
                named.into(),
                self.cell(&self.score(at)),
                self.cell(&record.score(at, Some(rival), self.wave.period)),
                self.stacked(&lead),
                self.cell(&record.of_year("threshold", at)),
                self.verdict_cell(&lead),
            ];
            Some(self.row(at, cells))
        });
        let columns = [
            ("satisfaction.column.attribute", Align::Text),
            ("satisfaction.column.own", Align::Number),
            ("satisfaction.column.best", Align::Number),
            ("satisfaction.column.lead", Align::Number),
            ("satisfaction.column.threshold", Align::Number),
            ("column.verdict", Align::Text),
        ];
        let rows: Vec<Row> = rows.collect();
        (!rows.is_empty()).then(|| {
            let takeaway = self.leads_takeaway();
            self.table(takeaway, "satisfaction.what.leads", &columns, rows)
        })
    }

    /// Which thresholds are met, missed, or neither.
    pub(super) fn leads_takeaway(&self) -> Phrase {
        let names = |wanted: &Verdict| {
            let compared = self.compared().map(|(at, _)| at);
            let such = compared.filter(|at| self.verdict(&self.about("lead", *at)) == Some(wanted));
            Phrase::names(such.map(|at| &self.record.attributes[at].name))
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
        let key = self.index_key();
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
            MissingRule::Refuse => "satisfaction.note.refuse",
            MissingRule::Renormalise => "satisfaction.note.renormalise",
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
            source: record.head.source.clone(),
        }))
    }

    fn dimension_row(&self, dimension: &Dimension) -> Row {
        let record = self.record;
        let name = dimension.named();
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
        let at = indicator.attribute;
        let score = self.score(at);
        let cells = vec![
            self.name(at).into(),
            self.cell(&self.record.of_year("weight", at)),
            self.stacked(&score),
            self.cell(&self.record.of_year("goal", at)),
            self.verdict_cell(&score),
        ];
        Row::item(format!("i-{}", self.record.attributes[at].id), cells)
    }

    /// The weak links by the declared rule, the weakest first.
    pub(super) fn weak(&self) -> Option<Block> {
        let rule = self.record.weak?;
        let found = self.weakest(rule);
        let rows = found.iter().map(|at| {
            let cells = vec![
                self.name(*at).into(),
                self.stacked(&self.score(*at)),
                self.stacked(&self.about("lead", *at)),
                self.cell(&self.about("importance", *at)),
            ];
            self.row(*at, cells)
        });
        let columns = [
            ("satisfaction.column.attribute", Align::Text),
            ("satisfaction.column.score", Align::Number),
            ("satisfaction.column.lead", Align::Number),
            ("satisfaction.column.importance", Align::Number),
        ];
        let names = Phrase::list(found.iter().map(|at| self.name(*at)));
        let takeaway = if found.is_empty() {
            Phrase::word("satisfaction.takeaway.no_weak")
        } else {
            Phrase::sentence("satisfaction.takeaway.weak", [("names", names)])
        };
        let what = match rule {
            Weak::Lowest(_) => "satisfaction.what.lowest",
            Weak::Below(_) => "satisfaction.what.below",
        };
        Some(self.table(takeaway, what, &columns, rows.collect()))
    }

    /// What the rule calls weak, the weakest first.
    pub(super) fn weakest(&self, rule: Weak) -> Vec<usize> {
        let score = |at: usize| self.number(&self.score(at));
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

    fn name(&self, attribute: usize) -> Phrase {
        Phrase::text(&self.record.attributes[attribute].name)
    }

    fn row(&self, attribute: usize, cells: Vec<Cell>) -> Row {
        Row::item(self.record.attributes[attribute].id.clone(), cells)
    }

    /// A table without the columns that say nothing of any row.
    fn table(
        &self,
        takeaway: Phrase,
        what: &'static str,
        columns: &[(&'static str, Align)],
        mut rows: Vec<Row>,
    ) -> Block {
        let said = |i: usize| rows.iter().any(|row| !row.cells[i].phrase.is_empty());
        let shown: Vec<bool> = (0..columns.len()).map(|i| i == 0 || said(i)).collect();
        for row in &mut rows {
            let cells = std::mem::take(&mut row.cells).into_iter().zip(&shown);
            row.cells = cells.filter(|(_, shown)| **shown).map(|it| it.0).collect();
        }
        let columns = columns.iter().zip(&shown).filter(|(_, shown)| **shown);
        Block::Table(Table {
            takeaway,
            what: Phrase::word(what),
            columns: columns
                .map(|((word, align), _)| Column::new(word, *align))
                .collect(),
            rows,
            notes: Vec::new(),
            source: self.record.head.source.clone(),
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
