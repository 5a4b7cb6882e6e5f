//! Scores, and how many were satisfied.

use super::{Publish, goal_in, judged};
use crate::{
    model::{Better, Figure, Finite, Input, Missing},
    stats::{Tally, interval},
    subject::{
        range::{LEVEL, scaled},
        satisfaction::{Answered, Number, Wave},
        units::{PERCENT, around},
    },
};

impl Publish<'_> {
    /// Publishes what was answered, a score each.
    pub(super) fn scores(&mut self, wave: &Wave) {
        for answered in &wave.results {
            self.score_of(wave, answered);
            if answered.operator.is_none() && answered.segment.is_none() {
                self.satisfied(wave, answered);
                self.promoters(wave, answered);
            }
        }
    }

    fn score_of(&mut self, wave: &Wave, answered: &Answered) {
        let record = self.record;
        let attribute = &record.attributes[answered.attribute];
        let key = match answered.segment {
            Some(segment) => record.segment_score(segment, answered.attribute, wave.period),
            None => record.score(answered.attribute, answered.operator, wave.period),
        };
        let label = match answered.segment {
            Some(segment) => record.segments[segment].name.beside(&attribute.name),
            None => attribute.name.clone(),
        };
        let formula = match &answered.number {
            Number::Answers(_) => "100 × Σ n·(x − from) ÷ (to − from) ÷ Σ n",
            Number::Mean { .. } if attribute.scale != (0.0, 100.0) => {
                "100 × (mean − from) ÷ (to − from)"
            }
            Number::Mean { .. } | Number::Missing(_) => "",
        };
        let figure = Figure {
            interval: answered.interval(LEVEL).map(|it| scaled(it, 1.0)),
            n: answered.n(),
            evidence: answered.evidence,
            formula: formula.to_owned(),
            inputs: vec![Input::Typed(answered.place.clone())],
            ..self.score(key, &label, answered.value())
        };
        let is_own = answered.operator.is_none() && answered.segment.is_none();
        let goal = goal_in(record, wave, attribute, |it| &it.goal).filter(|_| is_own);
        self.ranged(judged(figure, goal));
    }

    /// Publishes the share of the most favourable answers.
    fn satisfied(&mut self, wave: &Wave, answered: &Answered) {
        let record = self.record;
        let (Some(count), Some(n)) = (answered.favourable(record.top), answered.n()) else {
            return;
        };
        let tally = Tally {
            count: count as f64,
            base: n as f64,
        };
        let value = if n == 0 {
            Err(Missing::ZeroBase)
        } else {
            Finite::computed(tally.count / tally.base * 100.0)
        };
        let key = record.about("satisfied", answered.attribute, wave.period);
        let name = &record.attributes[answered.attribute].name;
        let figure = Figure {
            measure: PERCENT.to_owned(),
            decimals: 1,
            better: Better::Higher,
            evidence: answered.evidence,
            formula: "n of the top answers ÷ n".to_owned(),
            inputs: vec![Input::Typed(answered.place.clone())],
            ..self.figure(key, name, value)
        };
        self.ranged(around(figure, tally));
    }

    /// Publishes the Net Promoter Score of an attribute that asks for it.
    fn promoters(&mut self, wave: &Wave, answered: &Answered) {
        let record = self.record;
        let attribute = &record.attributes[answered.attribute];
        let Number::Answers(counts) = &answered.number else {
            return;
        };
        if !attribute.promoters {
            return;
        }
        let sum = |from: usize, to: usize| counts.iter().take(to).skip(from).sum::<u64>();
        let found = interval::net_promoters(sum(9, 11), sum(7, 9), sum(0, 7), LEVEL);
        let Ok(found) = found else { return };
        let key = record.about("promoters", answered.attribute, wave.period);
        let figure = Figure {
            decimals: 1,
            better: Better::Higher,
            signed: true,
            interval: Some(scaled(found.interval, 1.0)),
            n: answered.n(),
            evidence: answered.evidence,
            formula: "100 × (n(9–10) − n(0–6)) ÷ n".to_owned(),
            inputs: vec![Input::Typed(answered.place.clone())],
            ..self.figure(key, &attribute.name, Finite::computed(found.value))
        };
        self.ranged(figure);
    }
}
