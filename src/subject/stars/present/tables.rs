//! The tables of a scheme: who has how many stars, what each wants for the
//! next one, what the standards are, and how well they are written.

use super::{Shown, standing};
use crate::{
    block::{Align, Block, Cell, Column, Phrase, Piece, Role, Row, Table, Tone},
    model::{Text, Verdict},
    subject::stars::{Assessment, Clerk, Criterion, Rule, Scheme},
};

impl Shown<'_> {
    /// A hall, or a person with role and hall, at the head of a row.
    pub(super) fn head(of: &Assessment) -> Phrase {
        let mut head = Phrase::text(&of.name());
        if let Some(Clerk { role, .. }) = &of.person {
            head.0.push(Piece::Break);
            let slots = [
                ("role", Phrase::word(role.sentence())),
                ("unit", Phrase::text(&of.unit_name)),
            ];
            head = head.then(Phrase::sentence("stars.person", slots));
        }
        head
    }

    /// Some assessments of a scheme with their stars.
    pub(super) fn rated(&self, scheme: &Scheme, some: &[&Assessment]) -> Option<Block> {
        if some.is_empty() {
            return None;
        }
        let record = self.record;
        let previous = some.iter().any(|it| self.change(it).is_some());
        let rows = some.iter().map(|of| {
            let key = |role: &str| record.key_of(of, role);
            let level = Phrase::figure(&key("level"));
            let known = self.number(&key("level")).is_some();
            let mut remark = Phrase::default();
            if !of.vetoed.is_empty() {
                let vetoes = of.vetoed.iter().map(|it| &scheme.vetoes[*it].name);
                let slots = [
                    ("original", Phrase::figure(&key("original"))),
                    ("vetoes", Phrase::names(vetoes)),
                ];
                remark = Phrase::sentence("stars.cell.vetoed", slots);
            }
            if !known {
                let slots = [("certain", Phrase::figure(&key("certain")))];
                remark = remark.then(Phrase::sentence("stars.cell.certain", slots));
            }
            let tone = match (known, of.vetoed.is_empty()) {
                (false, _) => Tone::Unknown,
                (true, false) => Tone::NotMet,
                (true, true) => Tone::Plain,
            };
            let standing = standing::standing(record, self.facts, of);
            let gaps = standing.gaps(record, of);
            let gaps = gaps.iter().map(|it| &scheme.criteria[it.criterion].name);
            let mut cells = vec![
                Self::head(of).into(),
                Cell {
                    phrase: level,
                    tone,
                },
            ];
            if previous {
                let shown = self.change(of).map(|_| Phrase::figure(&key("change")));
                let before = record.previous_key(of);
                let before = self.is_known(&before).then(|| Phrase::figure(&before));
                cells.push(before.unwrap_or_default().into());
                cells.push(shown.unwrap_or_default().into());
            }
            cells.push(Phrase::names(gaps).into());
            cells.push(remark.into());
            Row::item(of.id(), cells)
        });
        let mut columns = vec![
            Column::new("stars.column.rated", Align::Text),
            Column::new("stars.column.level", Align::Number),
        ];
        if previous {
            columns.push(Column::new("stars.column.previous", Align::Number));
            columns.push(Column::new("column.change", Align::Number));
        }
        columns.push(Column::new("stars.column.next", Align::Text));
        columns.push(Column::new("column.remark", Align::Text));
        let assessed = record.key(&format!("{}.assessed", scheme.id));
        let unknown = record.key(&format!("{}.unknown", scheme.id));
        let slots = [
            ("assessed", Phrase::figure(&assessed)),
            ("unknown", Phrase::figure(&unknown)),
        ];
        let key = match self.number(&unknown) {
            Some(0.0) => "stars.takeaway.all_known",
            _ => "stars.takeaway.some_unknown",
        };
        let whole = some.len() == scheme.of(record).count();
        let takeaway = whole.then(|| Phrase::sentence(key, slots));
        let takeaway = takeaway.unwrap_or_default();
        let mut assessors: Vec<&Text> = Vec::new();
        for of in some.iter().filter(|it| !it.assessor.is_empty()) {
            if !assessors.contains(&&of.assessor) {
                assessors.push(&of.assessor);
            }
        }
        let assessed_by = Phrase::by_names([("stars.assessed_by", Phrase::names(assessors))]);
        Some(Block::Table(Table {
            takeaway,
            what: Self::what("stars.what.table", scheme),
            columns,
            rows: rows.collect(),
            notes: [assessed_by]
                .into_iter()
                .filter(|it| !it.is_empty())
                .collect(),
            source: record.head.source.clone(),
        }))
    }

    /// What each wants for the next star.
    pub(super) fn gaps(&self, scheme: &Scheme) -> Option<Block> {
        let mut rows = Vec::new();
        // By criterion: how many it keeps from the next star.
        let mut failing = vec![0; scheme.criteria.len()];
        for of in scheme.of(self.record) {
            let standing = standing::standing(self.record, self.facts, of);
            let next = Text::same(format!("{}★", standing.certain + 1));
            for gap in standing.gaps(self.record, of) {
                failing[gap.criterion] += usize::from(gap.verdict == Verdict::NotMet);
                let criterion = &scheme.criteria[gap.criterion];
                let lacking = self.record.key_of(of, &format!("{}.gap", criterion.id));
                let verdict = Phrase(vec![Piece::Verdict(gap.verdict.clone())]);
                let lacking = self.is_known(&lacking).then(|| Phrase::figure(&lacking));
                let cells = vec![
                    Self::head(of).into(),
                    Phrase::text(&next).into(),
                    Phrase::text(&criterion.name).into(),
                    self.result(of, criterion).into(),
                    self.asked(scheme, criterion, gap.standard, Phrase::figure)
                        .into(),
                    Cell {
                        phrase: lacking.unwrap_or(verdict),
                        tone: (&gap.verdict).into(),
                    },
                ];
                rows.push(Row::item(format!("{}-{}", of.id(), criterion.id), cells));
            }
        }
        if rows.is_empty() {
            return None;
        }
        let headers = [
            ("stars.column.rated", Align::Text),
            ("stars.column.star", Align::Text),
            ("stars.column.criterion", Align::Text),
            ("stars.column.result", Align::Number),
            ("stars.column.asked", Align::Number),
            ("stars.column.gap", Align::Number),
        ];
        let most = failing.iter().max().copied().filter(|it| *it > 0);
        let obstacles = scheme.criteria.iter().zip(failing);
        let obstacles = obstacles.filter(|(_, count)| Some(*count) == most);
        let obstacles = Phrase::names(obstacles.map(|(it, _)| &it.name));
        Some(self.table(
            Phrase::by_names([("stars.takeaway.obstacles", obstacles)]),
            Self::what("stars.what.gaps", scheme),
            headers,
            rows,
        ))
    }

    /// Every criterion with what it asks of each star, and how many meet it.
    pub(super) fn ladder(&self, scheme: &Scheme) -> Option<Block> {
        let rows = scheme.criteria.iter().map(|criterion| {
            let mut cells = vec![Self::described(criterion)];
            for level in 1..=scheme.levels {
                let here = criterion.at(level);
                let here = here.filter(|it| criterion.standards[*it].from == level);
                let cell = here.map(|at| {
                    let mut phrase = self.asked(scheme, criterion, at, Phrase::figure);
                    let met = criterion.standard_key(self.record, scheme, "met", at);
                    if scheme.of(self.record).next().is_some() {
                        phrase.0.push(Piece::Break);
                        let slots = [("met", Phrase::figure(&met))];
                        phrase = phrase.then(Phrase::sentence("stars.cell.met", slots));
                    }
                    Cell::from(phrase)
                });
                cells.push(cell.unwrap_or_default());
            }
            Row::item(criterion.id.clone(), cells)
        });
        let rows: Vec<Row> = rows.collect();
        if rows.is_empty() {
            return None;
        }
        let mut columns = vec![Column::new("stars.column.criterion", Align::Text)];
        columns.extend((1..=scheme.levels).map(|level| Column {
            label: Phrase::text(&Text::same(format!("{level}★"))),
            unit: Phrase::default(),
            align: Align::Text,
        }));
        let criteria = self.record.key(&format!("{}.criteria", scheme.id));
        let slots = [("criteria", Phrase::figure(&criteria))];
        Some(self.table(
            Phrase::sentence("stars.takeaway.ladder", slots),
            Self::what("stars.what.ladder", scheme),
            columns,
            rows,
        ))
    }

    /// A criterion with the element it belongs to.
    pub(super) fn described(criterion: &Criterion) -> Cell {
        let [element, leaf] = criterion.leaf.words();
        let slots = [
            ("element", Phrase::word(element)),
            ("leaf", Phrase::word(leaf)),
        ];
        let mut named = Phrase::text(&criterion.name);
        named.0.push(Piece::Break);
        named
            .then(Phrase::sentence("stars.cell.leaf", slots))
            .into()
    }

    /// Which of the six rules of a good standard each criterion keeps.
    pub(super) fn standards(&self, scheme: &Scheme) -> Option<Block> {
        if scheme.criteria.is_empty() {
            return None;
        }
        let rows = scheme.criteria.iter().map(|criterion| {
            let mut named = Phrase::text(&criterion.name);
            if !criterion.text.is_empty() {
                named = named.with_below(Phrase::text(&criterion.text));
            }
            let mut cells = vec![named.into()];
            cells.extend(criterion.kept.iter().map(|kept| {
                let word = if *kept {
                    "stars.rule.kept"
                } else {
                    "stars.rule.not_kept"
                };
                Cell::from(Phrase::word(word))
            }));
            cells.push(Phrase::text(&criterion.acknowledged).into());
            Row::item(criterion.id.clone(), cells)
        });
        let mut columns = vec![Column::new("stars.column.criterion", Align::Text)];
        columns.extend(Rule::ALL.map(|it| Column::new(it.word(), Align::Mark)));
        columns.push(Column::new("stars.column.reason", Align::Text));
        let key = |role: &str| Phrase::figure(&self.record.key(&format!("{}.{role}", scheme.id)));
        let slots = [("sound", key("sound")), ("criteria", key("criteria"))];
        Some(self.table(
            Phrase::sentence("stars.takeaway.standards", slots),
            Self::what("stars.what.standards", scheme),
            columns,
            rows.collect(),
        ))
    }

    /// The families of documents with the numbers claimed and listed.
    pub(super) fn register(&self) -> Option<Block> {
        let record = self.record;
        if record.families.is_empty() {
            return None;
        }
        let figure = |name: String| {
            let key = record.key(&name);
            let known = self.is_known(&key).then(|| Phrase::figure(&key));
            Cell::from(known.unwrap_or_default())
        };
        let rows = record.families.iter().enumerate().map(|(at, family)| {
            let titles = record.documents.iter().filter(|it| it.family == at);
            let cells = vec![
                Phrase::text(&family.name).into(),
                figure(format!("document.{}.claimed", family.id)),
                figure(format!("document.{}.counted", family.id)),
                Phrase::names(titles.map(|it| &it.name)).into(),
                Phrase::text(&family.acknowledged).into(),
            ];
            Row::item(family.id.clone(), cells)
        });
        let mut rows: Vec<Row> = rows.collect();
        rows.push(Row {
            role: Role::Total,
            ..Row::item(
                "all",
                vec![
                    Phrase::word("column.total").into(),
                    figure("documents_claimed".to_owned()),
                    figure("documents_counted".to_owned()),
                    Cell::default(),
                    Cell::default(),
                ],
            )
        });
        let headers = [
            ("stars.column.family", Align::Text),
            ("stars.column.claimed", Align::Number),
            ("stars.column.counted", Align::Number),
            ("stars.column.titles", Align::Text),
            ("stars.column.reason", Align::Text),
        ];
        let (claimed, counted) = (
            record.key("documents_claimed"),
            record.key("documents_counted"),
        );
        let key = match (self.number(&claimed), self.number(&counted)) {
            (None, _) => "stars.takeaway.counted",
            (claimed, counted) if claimed == counted => "stars.takeaway.as_claimed",
            _ => "stars.takeaway.not_as_claimed",
        };
        let slots = [
            ("claimed", Phrase::figure(&claimed)),
            ("counted", Phrase::figure(&counted)),
        ];
        Some(self.table(
            Phrase::sentence(key, slots),
            Phrase::word("stars.what.documents"),
            headers,
            rows,
        ))
    }
}
