//! The tables of an appraisal.

use std::collections::BTreeMap;

use super::Shown;
use crate::{
    block::{Align, Block, Cell, Phrase, Row, Tone},
    model::{FigureKey, Text},
    subject::{
        appraisal::{Linkage, Person},
        ends,
    },
};

impl Shown<'_> {
    /// Some persons with both scores, the result and the grade; all of them
    /// with their halls.
    pub(super) fn persons(&self, some: &[&Person]) -> Option<Block> {
        let record = self.record;
        let whole = some.len() == record.persons.len();
        let rows = some.iter().map(|of| {
            let key = |role: &str| record.person_key(of, role);
            let known = self.number(&key("score")).is_some();
            let grade = record.grade(self.facts, of);
            let grade = grade.map_or_else(Phrase::default, |it| Phrase::text(&it.name));
            let mut cells: Vec<Cell> = vec![self.name(of).into()];
            if whole {
                cells.push(Phrase::text(&of.unit_name).into());
            }
            cells.extend([
                self.figure(&key("individual")).into(),
                self.figure(&record.team_key(&of.unit)).into(),
                Cell {
                    phrase: self.figure(&key("score")),
                    tone: match (known, of.vetoed.is_empty()) {
                        (false, _) => Tone::Unknown,
                        (true, false) => Tone::NotMet,
                        (true, true) => Tone::Plain,
                    },
                },
                grade.into(),
                self.remark(of, known).into(),
            ]);
            Row::item(of.code.to_lowercase(), cells)
        });
        let rows = rows.collect();
        let takeaway = if whole {
            let slots = ["persons", "unknown", "vetoed"]
                .map(|it| (it, Phrase::figure(&record.key(&format!("all_{it}")))));
            Phrase::sentence("appraisal.takeaway.persons", slots)
        } else {
            Phrase::default()
        };
        let hall = whole.then_some(("appraisal.column.hall", Align::Text));
        let columns = [("appraisal.column.person", Align::Text)];
        let columns = columns.into_iter().chain(hall).chain([
            ("appraisal.column.individual", Align::Number),
            ("appraisal.column.team", Align::Number),
            ("appraisal.column.score", Align::Number),
            ("appraisal.column.grade", Align::Text),
            ("column.remark", Align::Text),
        ]);
        self.filled(takeaway, "appraisal.what.persons", columns, rows)
    }

    /// What was vetoed, and which scores a result that is not known lacks.
    fn remark(&self, of: &Person, known: bool) -> Phrase {
        let scheme = self.record.scheme_of(of);
        let mut remark = Phrase::default();
        if !of.vetoed.is_empty() {
            let original = self.record.person_key(of, "original");
            let vetoes = of.vetoed.iter().map(|it| &scheme.vetoes[*it].name);
            let slots = [
                ("original", self.figure(&original)),
                ("vetoes", Phrase::names(vetoes)),
            ];
            remark = Phrase::sentence("appraisal.cell.vetoed", slots);
        }
        if known {
            return remark;
        }
        let items = scheme.items.iter().zip(&of.scores);
        let items = items.filter(|(_, score)| score.is_err());
        let mut lacking: Vec<Phrase> = items.map(|(it, _)| Phrase::text(&it.name)).collect();
        let linked = !matches!(scheme.linkage, Linkage::None);
        if linked && self.number(&self.record.team_key(&of.unit)).is_none() {
            lacking.push(Phrase::word("appraisal.column.team"));
        }
        remark.then(Phrase::by_names([(
            "appraisal.cell.lacking",
            Phrase::list(lacking),
        )]))
    }

    /// The highest and the lowest of some means, as a sentence.
    fn extremes(&self, means: Vec<(Phrase, FigureKey)>) -> Phrase {
        let known = means.into_iter();
        let mut known: Vec<(f64, Phrase, FigureKey)> = known
            .filter_map(|(name, key)| Some((self.number(&key)?, name, key)))
            .collect();
        known.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (Some(low), Some(high)) = (known.first(), known.last()) else {
            return Phrase::default();
        };
        if low.0 == high.0 {
            return Phrase::default();
        }
        let slots = [
            ("high", high.1.clone()),
            ("most", Phrase::figure(&high.2)),
            ("low", low.1.clone()),
            ("least", Phrase::figure(&low.2)),
        ];
        Phrase::sentence("appraisal.takeaway.means", slots)
    }

    pub(super) fn roles(&self) -> Option<Block> {
        let record = self.record;
        let mut means = Vec::new();
        let rows = record.schemes.iter().map(|scheme| {
            let key = |name: &str| scheme.key(record, name);
            let role = Phrase::word(scheme.role.sentence());
            means.push((role.clone(), key("mean")));
            let grades = scheme.grades.iter().filter_map(|it| {
                let count = key(&format!("{}.count", it.id));
                let slots = [
                    ("grade", Phrase::text(&it.name)),
                    ("count", Phrase::figure(&count)),
                ];
                let some = self.number(&count)? > 0.0;
                some.then(|| Phrase::sentence("appraisal.cell.grade", slots))
            });
            let cells = vec![
                role.into(),
                Phrase::figure(&key("persons")).into(),
                Phrase::figure(&key("unknown")).into(),
                Phrase::figure(&key("vetoed")).into(),
                Phrase::figure(&key("mean")).into(),
                Phrase::list(grades).into(),
            ];
            Row::item(scheme.role.word(), cells)
        });
        let rows = rows.collect();
        self.filled(
            self.extremes(means),
            "appraisal.what.roles",
            [
                ("appraisal.column.role", Align::Text),
                ("appraisal.column.persons", Align::Number),
                ("appraisal.column.unknown", Align::Number),
                ("appraisal.column.vetoed", Align::Number),
                ("appraisal.column.mean", Align::Number),
                ("appraisal.column.grades", Align::Text),
            ],
            rows,
        )
    }

    /// Every hall with its score as a team and what its staff come to; of many,
    /// those with the lowest and the highest scores, or means where none has one.
    pub(super) fn halls(&self) -> Option<Block> {
        let record = self.record;
        let teams = record.teams.iter().map(|it| (&*it.unit, &it.name));
        let persons = record.persons.iter().map(|it| (&*it.unit, &it.unit_name));
        let units: BTreeMap<&str, &Text> = teams.chain(persons).collect();
        let all: Vec<(&str, &Text)> = units.into_iter().collect();
        let mean = |unit: &str| record.unit_key(unit, "hall.mean");
        let mut scores: Vec<Option<f64>> = (all.iter())
            .map(|(unit, _)| self.number(&record.team_key(unit)))
            .collect();
        if scores.iter().all(Option::is_none) {
            scores = all.iter().map(|(it, _)| self.number(&mean(it))).collect();
        }
        let some = ends::shown(&scores);
        let means = all
            .iter()
            .map(|(unit, name)| (Phrase::text(name), mean(unit)));
        let rows = some.iter().map(|at| {
            let (unit, name) = all[*at];
            let key = |name: &str| record.unit_key(unit, &format!("hall.{name}"));
            let mut cells = vec![
                Phrase::text(name).into(),
                self.figure(&record.team_key(unit)).into(),
            ];
            let columns = ["persons", "unknown", "vetoed", "mean"];
            cells.extend(columns.map(|it| Cell::from(self.figure(&key(it)))));
            Row::item(unit, cells)
        });
        let rows = rows.collect();
        self.filled(
            self.extremes(means.collect())
                .then(ends::said(some.len(), all.len())),
            "appraisal.what.halls",
            [
                ("appraisal.column.hall", Align::Text),
                ("appraisal.column.team", Align::Number),
                ("appraisal.column.persons", Align::Number),
                ("appraisal.column.unknown", Align::Number),
                ("appraisal.column.vetoed", Align::Number),
                ("appraisal.column.mean", Align::Number),
            ],
            rows,
        )
    }

    /// How each scheme links the individual and the team, and its grades.
    pub(super) fn linkages(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.schemes.iter().map(|scheme| {
            let grades = scheme.grades.iter().map(|it| {
                let from = scheme.key(record, &format!("{}.from", it.id));
                let slots = [
                    ("grade", Phrase::text(&it.name)),
                    ("from", Phrase::figure(&from)),
                ];
                Phrase::sentence("appraisal.cell.from", slots)
            });
            let vetoes = scheme.vetoes.iter().map(|it| &it.name);
            let cells = vec![
                Phrase::word(scheme.role.sentence()).into(),
                self.linkage(scheme).into(),
                Phrase::list(grades).into(),
                Phrase::names(vetoes).into(),
            ];
            Row::item(scheme.role.word(), cells)
        });
        self.filled(
            Phrase::word("appraisal.takeaway.linkages"),
            "appraisal.what.linkages",
            [
                ("appraisal.column.role", Align::Text),
                ("appraisal.column.linkage", Align::Text),
                ("appraisal.column.grades", Align::Text),
                ("appraisal.column.vetoes", Align::Text),
            ],
            rows.collect(),
        )
    }

    /// What is scored of each role, with weights.
    pub(super) fn items(&self) -> Option<Block> {
        let record = self.record;
        let mut rows = Vec::new();
        for scheme in &record.schemes {
            for item in &scheme.items {
                let weight = scheme.key(record, &format!("{}.weight", item.id));
                let cells = vec![
                    Phrase::word(scheme.role.sentence()).into(),
                    Phrase::text(&item.name).into(),
                    Phrase::figure(&weight).into(),
                    Phrase::text(&item.basis).into(),
                ];
                rows.push(Row::item(format!("{}-{}", scheme.id, item.id), cells));
            }
        }
        self.filled(
            Phrase::default(),
            "appraisal.what.items",
            [
                ("appraisal.column.role", Align::Text),
                ("appraisal.column.item", Align::Text),
                ("appraisal.column.weight", Align::Number),
                ("appraisal.column.basis", Align::Text),
            ],
            rows,
        )
    }

    /// Form, appraiser, feedback and use of each scheme.
    pub(super) fn uses(&self) -> Option<Block> {
        let rows = self.record.schemes.iter().map(|scheme| {
            let uses = scheme.uses.iter().map(Phrase::text);
            let uses = uses.reduce(Phrase::with_below).unwrap_or_default();
            let cells = vec![
                Phrase::word(scheme.role.sentence()).into(),
                Phrase::text(&scheme.form).into(),
                Phrase::text(&scheme.appraiser).into(),
                Phrase::text(&scheme.feedback).into(),
                uses.into(),
            ];
            Row::item(scheme.role.word(), cells)
        });
        self.filled(
            Phrase::default(),
            "appraisal.what.uses",
            [
                ("appraisal.column.role", Align::Text),
                ("appraisal.column.form", Align::Text),
                ("appraisal.column.appraiser", Align::Text),
                ("appraisal.column.feedback", Align::Text),
                ("appraisal.column.uses", Align::Text),
            ],
            rows.collect(),
        )
    }
}
