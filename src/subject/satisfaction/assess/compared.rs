//! Leads over the best competitor, and changes since the survey before.

use super::{Publish, goal_in, judged};
use crate::{
    model::{Evidence, Figure, FigureKey, Finite, Input, Missing, Text},
    stats::interval,
    subject::{
        range::{LEVEL, scaled},
        satisfaction::{Answered, Wave},
    },
};

/// One side of a comparison.
struct Side<'a> {
    answered: &'a Answered,
    key: FigureKey,
}

impl Publish<'_> {
    /// Publishes how far we lead the best competitor, by attribute.
    pub(super) fn leads(&mut self, wave: &Wave) {
        let record = self.record;
        for (at, attribute) in record.attributes.iter().enumerate() {
            let (Some(own), Some(rival)) = (wave.whole(at, None), record.best(wave, at)) else {
                continue;
            };
            let Some(other) = wave.whole(at, Some(rival)) else {
                continue;
            };
            let own = Side {
                answered: own,
                key: record.score(at, None, wave.period),
            };
            let other = Side {
                answered: other,
                key: record.score(at, Some(rival), wave.period),
            };
            let key = record.about("lead", at, wave.period);
            let lead = self.minus(&own, &other, key, &attribute.name, "own − best competitor");
            let goal = goal_in(record, wave, attribute, |it| &it.lead_goal);
            self.ranged(judged(lead, goal));
        }
    }

    /// Publishes the change since the survey before, by attribute.
    pub(super) fn changes(&mut self, wave: &Wave) {
        let record = self.record;
        let Some(before) = record.before(wave) else {
            return;
        };
        for (at, attribute) in record.attributes.iter().enumerate() {
            let (Some(now), Some(then)) = (wave.whole(at, None), before.whole(at, None)) else {
                continue;
            };
            let now = Side {
                answered: now,
                key: record.score(at, None, wave.period),
            };
            let then = Side {
                answered: then,
                key: record.score(at, None, before.period),
            };
            let key = record.about("change", at, wave.period);
            let change = self.minus(&now, &then, key, &attribute.name, "now − before");
            self.ranged(change);
        }
    }

    /// The difference of two scores, with Welch's interval where spread and
    /// size of both are known.
    fn minus(
        &self,
        own: &Side,
        other: &Side,
        key: FigureKey,
        label: &Text,
        formula: &str,
    ) -> Figure {
        let value = match (own.answered.points(), other.answered.points()) {
            (Some(own), Some(other)) => Finite::computed(own - other),
            (None, _) => Err(Missing::Input(own.key.clone())),
            (_, None) => Err(Missing::Input(other.key.clone())),
        };
        let samples = own.answered.sample().zip(other.answered.sample());
        let welch = samples.and_then(|(own, other)| interval::lead(own, other, LEVEL).ok());
        let evidence = [own.answered.evidence, other.answered.evidence];
        Figure {
            interval: welch.map(|it| scaled(it.estimate.interval, 1.0)),
            n: own.answered.n().zip(other.answered.n()).map(|(a, b)| a + b),
            evidence: Evidence::weakest_of(evidence),
            formula: formula.to_owned(),
            inputs: Input::figures([own.key.clone(), other.key.clone()]),
            ..self.difference(key, label, value)
        }
    }
}
