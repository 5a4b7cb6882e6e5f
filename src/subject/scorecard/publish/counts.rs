//! What is counted in a scorecard: goals by their verdict, rows without a value
//! or a score, the parts of a row. Counts are figures like others, so that a
//! sentence that says one leads to what was counted.

use super::Publisher;
use crate::{
    diag::Place,
    model::{Facts, Figure, FigureKey, Finite, Input, Quantity, Text, Verdict},
    subject::scorecard::{Item, Record, assess::Assessed},
};

impl Record {
    /// Reports whether no figure that the item's rule reads has a value.
    pub(in crate::subject::scorecard) fn is_blank(&self, item: &Item, facts: &Facts) -> bool {
        if item.parts.is_some() || item.passed.is_some() {
            return false;
        }
        let comparisons = item.comparisons();
        let mut quantities: Vec<Quantity> = comparisons.iter().map(|it| it.quantity).collect();
        if quantities.is_empty() && item.metric.is_some() {
            quantities.push(Quantity::Value);
        }
        !quantities.is_empty()
            && quantities.into_iter().all(|quantity| {
                let key = self.quantity_key(item.judged(), quantity);
                facts.get(&key).and_then(Figure::number).is_none()
            })
    }
}

impl Publisher<'_> {
    /// Publishes how many goals there are, and how many came to which verdict.
    pub(super) fn goals(&mut self, assessed: &Assessed) {
        let record = self.record;
        let which = |keep: fn(&Verdict) -> bool| -> Vec<Place> {
            let goals = record.goals.iter().zip(&assessed.goals);
            goals
                .filter(|(_, outcome)| keep(&outcome.verdict))
                .map(|(goal, _)| goal.place.clone())
                .collect()
        };
        let counts = [
            ("goals", which(|_| true)),
            ("goals_met", which(|it| it.decided() == Some(true))),
            ("goals_not_met", which(|it| it.decided() == Some(false))),
            ("goals_unknown", which(|it| it.decided().is_none())),
        ];
        for (name, counted) in counts {
            self.counted(name, counted);
        }
    }

    /// Publishes how many rows have no value, and how many no score.
    pub(super) fn blanks(&mut self, assessed: &Assessed) {
        let record = self.record;
        let scored = || {
            record
                .items()
                .filter_map(|(at, item)| Some((item, assessed.rows[at].as_ref()?)))
        };
        let without_value: Vec<Place> = scored()
            .filter(|(item, _)| record.is_blank(item, self.facts))
            .map(|(item, _)| item.place.clone())
            .collect();
        let pending: Vec<Place> = scored()
            .filter(|(_, scored)| scored.pending.get() > 0.0)
            .map(|(item, _)| item.place.clone())
            .collect();
        self.counted("items_without_value", without_value);
        self.counted("items_pending", pending);
    }

    /// Publishes how many parts a row has, and how many of them missed.
    pub(super) fn parts(&mut self, item: &Item) {
        let Some(parts) = item.parts else { return };
        let counts = [("parts", Some(parts.count)), ("missed", parts.missed)];
        for (name, count) in counts {
            if let Some(count) = count {
                let key = self.record.row_key(&item.id, name);
                let place = vec![Input::Typed(item.place.clone())];
                self.count(key, &item.name, count as f64, place);
            }
        }
    }

    fn counted(&mut self, name: &str, places: Vec<Place>) {
        let record = self.record;
        let count = places.len() as f64;
        let inputs = places.into_iter().map(Input::Typed).collect();
        self.count(record.key(name), &record.title, count, inputs);
    }

    fn count(&mut self, key: FigureKey, label: &Text, count: f64, inputs: Vec<Input>) {
        let figure = Figure {
            measure: String::new(),
            inputs,
            ..self.figure(
                key,
                label,
                Finite::new(count).map_err(|_| crate::model::Missing::Overflow),
            )
        };
        self.facts.publish(figure);
    }
}
