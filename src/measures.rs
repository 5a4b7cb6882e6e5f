//! The measures of a year on one page: what the subjects declare as their
//! headlines, in the order of the subjects, and then the metrics of the
//! catalogue that were read in several periods.
//!
//! Subjects meet here in their figures alone: each says which of its figures
//! is the latest, the target, the limits, and what sentence goes with them.

use crate::{
    block::{Cell, Measure, Phrase, Piece, Table},
    model::{Aspect, Facts, Figure, Metric, Origin, Scope, Text},
    portfolio::Portfolio,
};

/// A subject by name, none for the catalogue, with its measures.
type Declared = (Option<&'static str>, Vec<Measure>);

/// The headlines of a year; empty where nothing of it is measured.
pub fn of_year(portfolio: &Portfolio, facts: &Facts, year: i16) -> Vec<Declared> {
    let records = portfolio.records.get(&year);
    let mut all: Vec<Declared> = records.map_or_else(Vec::new, |it| {
        let subjects = it.measures(facts).into_iter();
        subjects.map(|(name, rows)| (Some(name), rows)).collect()
    });
    let known = |subject: &str| all.iter().any(|(name, _)| *name == Some(subject));
    let metrics = portfolio.catalogue.metrics.values();
    let metrics = metrics.filter(|it| match &it.origin {
        Origin::Subject(subject) => !known(subject),
        Origin::Reading | Origin::Derived(_) => true,
    });
    let rows: Vec<Measure> = metrics.filter_map(|it| metric(it, facts, year)).collect();
    all.push((None, rows));
    all.retain(|(_, rows)| !rows.is_empty());
    all
}

/// All of them in one table, a row each.
pub fn table(declared: Vec<Declared>) -> Table {
    let mut rows = Vec::new();
    for (subject, measures) in declared {
        let part = || match subject {
            Some(name) => Phrase(vec![Piece::Subject(name)]),
            None => Phrase::word("measures.catalogue"),
        };
        for mut it in measures {
            it.key = format!("{}-{}", subject.unwrap_or("catalogue"), it.key);
            rows.push(it.row(Some(part())));
        }
    }
    Table {
        takeaway: Phrase::default(),
        what: Phrase::word("measures.what"),
        columns: Measure::columns(),
        rows,
        notes: vec![
            Phrase::word("measures.note.limits"),
            Phrase::word("measures.note.verdicts"),
        ],
        source: Text::default(),
    }
}

/// A metric with the figure that the year's pages have of it, or else its
/// latest in the review of the year; none where it was not read at another
/// time too.
fn metric(metric: &Metric, facts: &Facts, year: i16) -> Option<Measure> {
    let own = facts
        .named(&metric.id)
        .filter(|it| it.key.scope == Scope::Own && it.key.unit.is_empty())
        .filter(|it| it.key.when.review() <= year);
    let figures: Vec<&Figure> = own.collect();
    let of_year = figures.iter().filter(|it| it.key.when.review() == year);
    let latest = facts
        .find(&metric.id, &Scope::Own, None, "", year)
        .or_else(|| of_year.max_by_key(|it| it.key.when).copied())?;
    let is_another = |it: &&Figure| it.key != latest.key && it.value.is_ok();
    figures.iter().copied().find(is_another)?;
    let aspect = |aspect: Aspect| aspect.figure_of(latest, facts).map(|it| it.key.clone());
    Some(Measure {
        key: metric.id.clone(),
        name: Phrase::text(&metric.name),
        unit: metric.measure.clone(),
        target: aspect(Aspect::Target),
        verdict: latest.verdict.as_ref().map(Cell::from).unwrap_or_default(),
        course: Some(latest.key.clone()),
        sentence: said(latest, facts),
        latest: Some(latest.key.clone()),
        ..Measure::default()
    })
}

/// Why a figure is missing; else its change, or its period alone.
fn said(figure: &Figure, facts: &Facts) -> Phrase {
    if figure.value.is_err() {
        return Phrase::reason(&figure.key);
    }
    let change = Aspect::Change.figure_of(figure, facts);
    let of_when = Phrase(vec![Piece::When(figure.key.when)]);
    match change.filter(|it| it.value.is_ok()) {
        Some(change) => {
            let slots = [("period", of_when), ("change", Phrase::figure(&change.key))];
            Phrase::sentence("measures.say.changed", slots)
        }
        None => Phrase::sentence("measures.say.alone", [("period", of_when)]),
    }
}
