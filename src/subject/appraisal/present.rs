//! Says what shows an appraisal: persons, roles and halls as tables, persons
//! against their teams, and what the schemes lay down.

mod tables;

use super::{Appraisal, Linkage, Person, Record, Scheme};
use crate::{
    block::{
        Block, Chart, ChartKind, Drawing, Exhibit, Phrase, Plot, PlotColumn, PlotOptions, PlotRow,
    },
    model::{Better, Facts, FigureKey},
    subject::Subject,
};

/// Everything on the page of the appraisal, in order.
pub(super) fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let all: Vec<&Person> = record.persons.iter().collect();
    let exhibits = [
        ("roles", shown.roles()),
        ("halls", shown.halls()),
        ("scatter", shown.scatter()),
        ("persons", shown.persons(&all)),
        ("linkages", shown.linkages()),
        ("items", shown.items()),
        ("uses", shown.uses()),
    ];
    let exhibits = Exhibit::some(Appraisal::NAME, exhibits).into_iter();
    let concepts = record.concepts.iter();
    let concepts = concepts.map(|it| it.exhibit(Appraisal::NAME, &record.head.source));
    exhibits.chain(concepts).collect()
}

/// What the appraisal knows of a hall: its score as a team, and its staff.
pub(super) fn present_unit(record: &Record, facts: &Facts, unit: &str) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let here: Vec<&Person> = record.persons_of(unit).collect();
    let figures = [
        record.team_key(unit),
        record.unit_key(unit, "hall.mean"),
        record.unit_key(unit, "hall.persons"),
    ];
    let figures = figures.into_iter().filter(|it| facts.get(it).is_some());
    let figures: Vec<FigureKey> = figures.collect();
    let tiles = (!figures.is_empty()).then_some(Block::Tiles(figures));
    let course = shown.in_parts(
        &record.team_key(unit),
        "appraisal.what.course",
        "appraisal.column.team",
    );
    let exhibits = [
        ("team", tiles),
        ("course", course),
        ("persons", shown.persons(&here)),
    ];
    Exhibit::some(Appraisal::NAME, exhibits)
}

/// The team score of a hall, in a few words.
pub(super) fn unit_line(record: &Record, facts: &Facts, unit: &str) -> Option<Phrase> {
    let key = record.team_key(unit);
    let figure = facts.get(&key)?;
    let slots = [("score", Phrase::figure(&key))];
    figure
        .number()
        .map(|_| Phrase::sentence("appraisal.line", slots))
}

/// What came of each person.
pub(super) fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
    let shown = Shown { record, facts };
    let persons = record.persons.iter();
    persons
        .map(|it| (record.person_key(it, "score"), shown.sentence(it)))
        .collect()
}

type Shown<'a> = crate::subject::shown::Shown<'a, Record>;

impl Shown<'_> {
    /// A person's role and code.
    fn name(&self, of: &Person) -> Phrase {
        let slots = [
            (
                "role",
                Phrase::word(self.record.scheme_of(of).role.sentence()),
            ),
            ("code", Phrase::text(&of.called)),
        ];
        Phrase::sentence("appraisal.person", slots)
    }

    fn sentence(&self, of: &Person) -> Phrase {
        let key = |role: &str| self.record.person_key(of, role);
        let scheme = self.record.scheme_of(of);
        let score = key("score");
        if self.number(&score).is_none() {
            let slots = [("name", self.name(of))];
            return Phrase::sentence("appraisal.sentence.unknown", slots);
        }
        let vetoes = of.vetoed.iter().map(|it| &scheme.vetoes[*it].name);
        let grade = self.record.grade(self.facts, of);
        let slots = [
            ("name", self.name(of)),
            ("score", Phrase::figure(&score)),
            ("original", self.figure(&key("original"))),
            ("vetoes", Phrase::names(vetoes)),
            (
                "grade",
                grade.map_or_else(Phrase::default, |it| Phrase::text(&it.name)),
            ),
        ];
        Phrase::sentence(
            match (of.vetoed.is_empty(), grade) {
                (false, _) => "appraisal.sentence.vetoed",
                (true, Some(_)) => "appraisal.sentence.graded",
                (true, None) => "appraisal.sentence.scored",
            },
            slots,
        )
    }

    /// How the team score enters, in words with its numbers.
    fn linkage(&self, scheme: &Scheme) -> Phrase {
        let term = |name: &str| Phrase::figure(&scheme.key(self.record, name));
        match &scheme.linkage {
            Linkage::Additive { .. } => {
                let slots = [
                    ("individual", term("weight_individual")),
                    ("team", term("weight_team")),
                ];
                Phrase::sentence("appraisal.linkage.additive", slots)
            }
            Linkage::Multiplicative { .. } => {
                let slots = [("reference", term("reference"))];
                Phrase::sentence("appraisal.linkage.multiplicative", slots)
            }
            Linkage::None => Phrase::word("appraisal.linkage.none"),
        }
    }

    /// Each person's own score against that of the hall.
    fn scatter(&self) -> Option<Block> {
        let record = self.record;
        let (x, y) = (
            |it: &Person| record.person_key(it, "individual"),
            |it: &Person| record.team_key(&it.unit),
        );
        let persons = record.persons.iter();
        let drawn =
            persons.filter(|it| self.number(&x(it)).is_some() && self.number(&y(it)).is_some());
        let rows = drawn.map(|it| PlotRow {
            figures: vec![("x".to_owned(), x(it)), ("y".to_owned(), y(it))],
            group: Some(record.scheme_of(it).id.clone()),
            ..PlotRow::named(&it.code.to_lowercase(), &it.called)
        });
        let rows: Vec<PlotRow> = rows.collect();
        if rows.is_empty() {
            return None;
        }
        let column = |id: &str, word| PlotColumn {
            id: id.to_owned(),
            label: Phrase::word(word),
            previous: false,
        };
        let groups = record.schemes.iter().map(|it| PlotRow {
            key: format!("g-{}", it.id),
            id: it.id.clone(),
            label: Phrase::word(it.role.sentence()),
            ..PlotRow::default()
        });
        let plot = Plot {
            columns: vec![
                column("x", "appraisal.column.individual"),
                column("y", "appraisal.column.team"),
            ],
            groups: groups.collect(),
            options: PlotOptions {
                better: Better::Higher,
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::Scatter, rows)
        };
        let teams = record.teams.iter();
        let mut teams: Vec<(f64, &super::Team)> = teams
            .filter_map(|it| Some((self.number(&record.team_key(&it.unit))?, it)))
            .collect();
        teams.sort_by(|a, b| a.0.total_cmp(&b.0));
        let takeaway = match (teams.first(), teams.last()) {
            (Some((least, low)), Some((most, high))) if least < most => {
                let slots = [
                    ("high", Phrase::text(&high.name)),
                    ("most", Phrase::figure(&record.team_key(&high.unit))),
                    ("low", Phrase::text(&low.name)),
                    ("least", Phrase::figure(&record.team_key(&low.unit))),
                ];
                Phrase::sentence("appraisal.takeaway.teams", slots)
            }
            _ => Phrase::default(),
        };
        Some(Block::Chart(Chart {
            takeaway,
            what: Phrase::word("appraisal.what.scatter"),
            source: record.head.source.clone(),
            drawing: Drawing::Plot(Box::new(plot)),
        }))
    }
}
