//! The index with its dimensions and weights, and how important an attribute
//! is.

use super::{Publish, is_judged, judged};
use crate::{
    model::{Evidence, Figure, FigureKey, Finite, Input, Interval, Missing, Text},
    stats::{
        index::{Part, What, WhenMissing, weighted},
        moments::Moments,
        rounding::Rounded,
        summary,
    },
    subject::{
        range::{LEVEL, scaled},
        satisfaction::{Answered, Dimension, Goal, Index, Joint, MissingRule, Operator, Wave},
        units::{self, PERCENT},
    },
};

/// Digits after the decimal point that count in a weight, at most.
const MOST_DIGITS: u8 = 12;

/// A part of the index before it is a figure.
struct Found {
    value: Result<f64, Missing>,
    interval: Option<Interval>,
    n: Option<u64>,
    evidence: Evidence,
    formula: &'static str,
    inputs: Vec<Input>,
}

/// What is weighed, among the dimensions or within one.
struct Weighing<'a> {
    name: &'a Text,
    key: FigureKey,
    weight: Option<&'a Goal>,
    siblings: usize,
}

/// An attribute that has both its importance and its score.
struct Rated {
    attribute: usize,
    importance: f64,
    score: f64,
    evidence: Evidence,
    decimals: u8,
}

impl Publish<'_> {
    /// Publishes the weights, as typed or all the same.
    pub(super) fn weights(&mut self) {
        let record = self.record;
        let Some(index) = &record.index else { return };
        let mut all = Vec::new();
        for dimension in &index.dimensions {
            all.push(Weighing {
                name: &dimension.name,
                key: record.year_key(&format!("{}.weight", dimension.named())),
                weight: dimension.weight.as_ref(),
                siblings: index.dimensions.len(),
            });
            all.extend(dimension.indicators.iter().map(|it| Weighing {
                name: &record.attributes[it.attribute].name,
                key: record.of_year("weight", it.attribute),
                weight: it.weight.as_ref(),
                siblings: dimension.indicators.len(),
            }));
        }
        for it in all {
            let figure = match it.weight {
                Some(goal) => goal.typed(self.figure(it.key, it.name, Ok(goal.value))),
                None => Figure {
                    decimals: 1,
                    formula: "100 ÷ n".to_owned(),
                    inputs: vec![Input::Typed(index.place.clone())],
                    ..self.figure(it.key, it.name, Finite::computed(equal(it.siblings)))
                },
            };
            self.out.push(Figure {
                measure: PERCENT.to_owned(),
                ..figure
            });
        }
    }

    /// Publishes the index and its dimensions for every operator whose
    /// customers rated an indicator.
    pub(super) fn index(&mut self, wave: &Wave) {
        let record = self.record;
        let Some(index) = &record.index else { return };
        for operator in record.operators() {
            if !index
                .attributes()
                .any(|at| wave.whole(at, operator).is_some())
            {
                continue;
            }
            for at in (0..index.dimensions.len()).map(Some).chain([None]) {
                let found = self.part(index, at, wave, operator);
                let (name, label, goal) = match at.map(|at| &index.dimensions[at]) {
                    Some(it) => (it.named(), &it.name, &it.goal),
                    None => ("index".to_owned(), &index.name, &index.goal),
                };
                let key = record.key(&name, operator, wave.period);
                let figure = Figure {
                    interval: found.interval,
                    n: found.n,
                    evidence: found.evidence,
                    formula: found.formula.to_owned(),
                    inputs: found.inputs,
                    ..self.score(key, label, found.value.and_then(Finite::computed))
                };
                let goal = goal
                    .as_ref()
                    .filter(|_| operator.is_none() && is_judged(record, wave));
                self.ranged(judged(figure, goal));
            }
            self.alpha(wave, operator);
        }
    }

    /// A dimension, or the whole index.
    fn part(&self, index: &Index, at: Option<usize>, wave: &Wave, operator: Operator) -> Found {
        let joint = wave.joint(operator);
        match joint.and_then(|it| Some((it, it.indicators.as_ref()?))) {
            Some((joint, indicators)) => self.of_respondents(index, at, joint, indicators),
            None => self.of_scores(index, at, wave, operator),
        }
    }

    /// From single respondents who answered every indicator.
    fn of_respondents(
        &self,
        index: &Index,
        at: Option<usize>,
        joint: &Joint,
        indicators: &Moments,
    ) -> Found {
        let record = self.record;
        let weights = weights_in(index, at);
        let steps = index.attributes().map(|at| {
            let (from, to) = record.attributes[at].scale;
            (to - from).abs() as u16
        });
        let steps: Vec<u16> = steps.collect();
        let found = indicators.index(&weights, &steps, LEVEL);
        let keys = self.weights_of(index, at);
        Found {
            interval: found.as_ref().ok().map(|it| scaled(it.interval, 1.0)),
            n: Some(indicators.n()),
            value: found.map(|it| it.value).map_err(units::missing),
            evidence: joint.evidence,
            formula: "100 × Σ w·(mean − from) ÷ (to − from)",
            inputs: [
                vec![Input::Typed(joint.place.clone())],
                Input::figures(keys),
            ]
            .concat(),
        }
    }

    /// From the scores of the indicators, without an interval: how they hang
    /// together is not known.
    fn of_scores(
        &self,
        index: &Index,
        at: Option<usize>,
        wave: &Wave,
        operator: Operator,
    ) -> Found {
        let record = self.record;
        let rule = match index.missing {
            MissingRule::Refuse => WhenMissing::Refuse,
            MissingRule::Renormalise => WhenMissing::Renormalise,
        };
        let score = |attribute: usize| wave.whole(attribute, operator)?.points();
        let parts_of = |dimension: &Dimension| {
            let siblings = dimension.indicators.len();
            let indicators = dimension.indicators.iter();
            let parts = indicators.map(|it| Part {
                weight: rounded(it.weight.as_ref(), siblings),
                what: What::Score(score(it.attribute)),
            });
            parts.collect::<Vec<Part>>()
        };
        let dimensions = || match at {
            Some(at) => &index.dimensions[at..=at],
            None => &index.dimensions[..],
        };
        let parts = match at {
            Some(at) => parts_of(&index.dimensions[at]),
            None => {
                let parts = index.dimensions.iter().map(|it| Part {
                    weight: rounded(it.weight.as_ref(), index.dimensions.len()),
                    what: What::Parts(parts_of(it)),
                });
                parts.collect()
            }
        };
        let attributes = || dimensions().iter().flat_map(|it| &it.indicators);
        let first_missing = || {
            let mut attributes = attributes().map(|it| it.attribute);
            let at = attributes.find(|it| score(*it).is_none());
            at.map(|at| record.score(at, operator, wave.period))
        };
        let value = match weighted(&parts, rule) {
            Ok(Some(value)) => Ok(value),
            Ok(None) => Err(first_missing().map_or(Missing::Overflow, Missing::Input)),
            Err(undefined) => Err(units::missing(undefined)),
        };
        let evidence = attributes().filter_map(|it| wave.whole(it.attribute, operator));
        let scores: Vec<FigureKey> = match at {
            Some(_) => attributes()
                .filter(|it| wave.whole(it.attribute, operator).is_some())
                .map(|it| record.score(it.attribute, operator, wave.period))
                .collect(),
            None => index
                .dimensions
                .iter()
                .map(|it| record.key(&it.named(), operator, wave.period))
                .collect(),
        };
        Found {
            value,
            interval: None,
            n: None,
            evidence: Evidence::weakest_of(evidence.map(|it| it.evidence)),
            formula: "Σ w·s ÷ Σ w",
            inputs: Input::figures(scores.into_iter().chain(self.weights_of(index, at))),
        }
    }

    /// The weights that a part of the index rests on.
    fn weights_of(&self, index: &Index, at: Option<usize>) -> Vec<FigureKey> {
        let record = self.record;
        match at {
            Some(at) => {
                let indicators = index.dimensions[at].indicators.iter();
                indicators
                    .map(|it| record.of_year("weight", it.attribute))
                    .collect()
            }
            None => {
                let names = index.dimensions.iter().map(Dimension::named);
                names
                    .map(|it| record.year_key(&format!("{it}.weight")))
                    .collect()
            }
        }
    }

    /// Publishes how well the indicators hang together.
    fn alpha(&mut self, wave: &Wave, operator: Operator) {
        let record = self.record;
        let (Some(joint), Some(index)) = (wave.joint(operator), &record.index) else {
            return;
        };
        let Some(indicators) = &joint.indicators else {
            return;
        };
        let alpha = indicators.alpha().map_err(units::missing);
        let figure = Figure {
            decimals: 2,
            n: Some(indicators.n()),
            evidence: joint.evidence,
            formula: "k ÷ (k − 1) × (1 − Σ s²ᵢ ÷ s²ₜ)".to_owned(),
            inputs: vec![Input::Typed(joint.place.clone())],
            ..self.figure(
                record.key("alpha", operator, wave.period),
                &index.name,
                alpha.and_then(Finite::computed),
            )
        };
        self.out.push(figure);
    }

    /// Publishes how important each candidate is in the last survey, and the
    /// means that cut the matrix in four.
    pub(super) fn importance(&mut self, wave: &Wave) {
        let record = self.record;
        let mut rated = Vec::new();
        for at in record.candidates() {
            let attribute = &record.attributes[at];
            let key = record.about("importance", at, wave.period);
            let figure = match (&attribute.importance, wave.joint(None)) {
                (Some(goal), _) => Figure {
                    inputs: Input::figures([record.of_year("stated", at)]),
                    ..goal.typed(self.figure(key, &attribute.name, Ok(goal.value)))
                },
                (None, Some(joint)) if record.overall.is_some() => Figure {
                    decimals: 2,
                    n: Some(joint.pairs[at].n()),
                    evidence: joint.evidence,
                    formula: "r(attribute, overall)".to_owned(),
                    inputs: vec![Input::Typed(joint.place.clone())],
                    ..self.figure(
                        key,
                        &attribute.name,
                        joint.pairs[at]
                            .correlation(0, 1)
                            .map_err(units::missing)
                            .and_then(Finite::computed),
                    )
                },
                _ => continue,
            };
            let score = wave.whole(at, None).and_then(Answered::points);
            if let Some((importance, score)) = figure.number().zip(score) {
                rated.push(Rated {
                    attribute: at,
                    importance,
                    score,
                    evidence: figure.evidence,
                    decimals: figure.decimals,
                });
            }
            self.out.push(figure);
        }
        let Some(first) = rated.first() else { return };
        let overall = record.overall.map(|at| &record.attributes[at].name);
        let index = record.index.as_ref().map(|it| &it.name);
        let label = index.or(overall).cloned().unwrap_or_default();
        let evidence = Evidence::weakest_of(rated.iter().map(|it| it.evidence));
        let mean = |of: fn(&Rated) -> f64| {
            let values: Vec<f64> = rated.iter().map(of).collect();
            let mean = summary::summary(&values).map(|it| it.mean);
            mean.map_err(units::missing).and_then(Finite::computed)
        };
        let importance = Figure {
            decimals: first.decimals,
            evidence,
            formula: "Σ ÷ n".to_owned(),
            inputs: Input::figures(
                rated
                    .iter()
                    .map(|it| record.about("importance", it.attribute, wave.period)),
            ),
            ..self.figure(
                record.key("mean.importance", None, wave.period),
                &label,
                mean(|it| it.importance),
            )
        };
        let performance = Figure {
            evidence,
            formula: "Σ ÷ n".to_owned(),
            inputs: Input::figures(
                rated
                    .iter()
                    .map(|it| record.score(it.attribute, None, wave.period)),
            ),
            ..self.score(
                record.key("mean.performance", None, wave.period),
                &label,
                mean(|it| it.score),
            )
        };
        self.out.extend([importance, performance]);
    }
}

/// What each indicator weighs in the whole index or in a dimension, one
/// together.
fn weights_in(index: &Index, at: Option<usize>) -> Vec<f64> {
    let mut weights = Vec::new();
    for (i, dimension) in index.dimensions.iter().enumerate() {
        let share = match at {
            Some(at) => f64::from(u8::from(at == i)),
            None => weight_of(dimension.weight.as_ref(), index.dimensions.len()),
        };
        let siblings = dimension.indicators.len();
        let own = dimension.indicators.iter();
        let own = own.map(|it| weight_of(it.weight.as_ref(), siblings));
        let whole: f64 = own.clone().sum();
        weights.extend(own.map(|it| share * it / whole));
    }
    let whole: f64 = weights.iter().sum();
    weights.iter().map(|it| it / whole).collect()
}

/// The weight among so many siblings where none is given, in per cent.
fn equal(siblings: usize) -> f64 {
    100.0 / siblings.max(1) as f64
}

fn weight_of(weight: Option<&Goal>, siblings: usize) -> f64 {
    weight.map_or(equal(siblings), |it| it.value.get())
}

/// A weight with the digits it was typed with; equal ones have all that count.
fn rounded(weight: Option<&Goal>, siblings: usize) -> Rounded {
    let decimals = weight.map_or(MOST_DIGITS, |it| it.value.decimals().min(MOST_DIGITS));
    Rounded {
        value: weight_of(weight, siblings),
        decimals: i8::try_from(decimals).ok(),
    }
}
