//! Leads over the best competitor, and changes since the survey before.

use super::{Publish, goal_in, judged};
use crate::{
    model::{Evidence, Figure, FigureKey, Finite, Input, Missing, Text},
    stats::interval,
    subject::{
        range::{LEVEL, scaled},
        satisfaction::{Answered, Operator, Wave},
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
            let own = self.side(wave, at, None);
            let best = record.best(wave, at);
            let best = best.and_then(|it| self.side(wave, at, Some(it)));
            let Some((own, best)) = own.zip(best) else {
                continue;
            };
            let key = record.about("lead", at, wave.period);
            let lead = self.minus(&own, &best, key, &attribute.name, "own − best competitor");
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
            let sides = [wave, before].map(|it| self.side(it, at, None));
            let [Some(now), Some(then)] = sides else {
                continue;
            };
            let key = record.about("change", at, wave.period);
            self.ranged(self.minus(&now, &then, key, &attribute.name, "now − before"));
        }
    }

    /// What an operator's customers answered about an attribute.
    fn side<'w>(&self, wave: &'w Wave, attribute: usize, of: Operator) -> Option<Side<'w>> {
        Some(Side {
            answered: wave.whole(attribute, of)?,
            key: self.record.score(attribute, of, wave.period),
        })
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
