//! Publishes every number of surveys: scores, leads, changes, the index, and
//! how important an attribute is.

mod compared;
mod index;
mod scores;

use super::{Attribute, Goal, Record, Wave};
use crate::{
    model::{Better, Evidence, Figure, FigureKey, Finite, Input, Missing, Op, Text, Verdict},
    subject::{dataset, range::with_ends},
};

/// Every figure of the year.
pub(super) fn figures(record: &Record) -> Vec<Figure> {
    let mut publish = Publish {
        record,
        out: Vec::new(),
    };
    publish.goals();
    publish.weights();
    for wave in &record.waves {
        publish.scores(wave);
        publish.leads(wave);
        publish.changes(wave);
        publish.index(wave);
    }
    if let Some(wave) = record.last() {
        publish.importance(wave);
    }
    publish.out.extend(dataset::figures(&record.answers));
    publish.out
}

struct Publish<'a> {
    record: &'a Record,
    out: Vec<Figure>,
}

impl Publish<'_> {
    /// A figure of the surveys, a bare number without trace.
    fn figure(&self, key: FigureKey, label: &Text, value: Result<Finite, Missing>) -> Figure {
        self.record.head.figure(key, label, value)
    }

    /// The same, in points of a hundred.
    fn score(&self, key: FigureKey, label: &Text, value: Result<Finite, Missing>) -> Figure {
        Figure {
            measure: self.record.measure.clone(),
            decimals: self.record.decimals,
            better: Better::Higher,
            ..self.figure(key, label, value)
        }
    }

    /// The same, as a difference of points.
    fn difference(&self, key: FigureKey, label: &Text, value: Result<Finite, Missing>) -> Figure {
        Figure {
            measure: self.record.difference.clone(),
            signed: true,
            ..self.score(key, label, value)
        }
    }

    /// A figure with the ends of its interval.
    fn ranged(&mut self, figure: Figure) {
        self.out.extend(with_ends(figure));
    }

    /// Goals and stated importance, which hold for the year.
    fn goals(&mut self) {
        let record = self.record;
        for (at, attribute) in record.attributes.iter().enumerate() {
            let parts = [
                ("goal", &attribute.goal),
                ("threshold", &attribute.lead_goal),
                ("stated", &attribute.importance),
            ];
            for (what, goal) in parts {
                let Some(goal) = goal else { continue };
                let key = record.of_year(what, at);
                let figure = match what {
                    "goal" => self.score(key, &attribute.name, Ok(goal.value)),
                    "threshold" => self.difference(key, &attribute.name, Ok(goal.value)),
                    _ => self.figure(key, &attribute.name, Ok(goal.value)),
                };
                self.out.push(goal.typed(figure));
            }
        }
        let Some(index) = &record.index else { return };
        let dimensions = index.dimensions.iter();
        let dimensions = dimensions.map(|it| (it.named(), &it.name, &it.goal));
        let whole = [("index".to_owned(), &index.name, &index.goal)];
        for (name, label, goal) in whole.into_iter().chain(dimensions) {
            let Some(goal) = goal else { continue };
            let key = record.year_key(&format!("{name}.goal"));
            let figure = self.score(key, label, Ok(goal.value));
            self.out.push(goal.typed(figure));
        }
    }
}

impl Goal {
    /// A figure of it, with the decimals that it was typed with.
    fn typed(&self, figure: Figure) -> Figure {
        Figure {
            decimals: self.value.decimals(),
            better: Better::Neither,
            signed: false,
            evidence: Evidence::Measured,
            inputs: vec![Input::Typed(self.place.clone())],
            ..figure
        }
    }

    /// What a figure is held against it.
    fn verdict(&self, figure: &Figure) -> Option<Verdict> {
        let value = figure.number()?;
        Some(Op::AtLeast.verdict(value, figure.interval, self.value.get()))
    }
}

/// A figure with its verdict, where there is a goal.
fn judged(figure: Figure, goal: Option<&Goal>) -> Figure {
    Figure {
        verdict: goal.and_then(|it| it.verdict(&figure)),
        ..figure
    }
}

/// Reports whether goals hold for a wave: they are goals of the review's year.
fn is_judged(record: &Record, wave: &Wave) -> bool {
    wave.period.year() == record.year
}

/// The goal of an attribute in a wave.
fn goal_in<'a>(
    record: &Record,
    wave: &Wave,
    of: &'a Attribute,
    which: fn(&'a Attribute) -> &'a Option<Goal>,
) -> Option<&'a Goal> {
    which(of).as_ref().filter(|_| is_judged(record, wave))
}
