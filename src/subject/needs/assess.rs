//! Publishes ratings, gaps and priorities, and how many needs are answered.

use super::{Kano, KanoClass, Need, Record};
use crate::{
    model::{Better, Evidence, Figure, FigureKey, Finite, Input, Missing, Text},
    stats::summary,
    subject::units::PERCENT,
};

/// Every figure of the year.
pub(super) fn figures(record: &Record) -> Vec<Figure> {
    let mut figures = Vec::new();
    for need in &record.needs {
        figures.extend(record.need(need));
    }
    for ((role, of), mean) in RATINGS.into_iter().zip(record.means) {
        figures.push(record.mean(role, of, mean));
    }
    let all: Vec<&Need> = record.needs.iter().collect();
    figures.extend(record.covering(&|role| record.key(role), &record.name, &all));
    for (at, segment) in record.segments.iter().enumerate() {
        let own: Vec<&Need> = record.of(|it| it.segments.contains(&at));
        let key = |role: &str| record.segment_key(at, role);
        figures.extend(record.covering(&key, &segment.name, &own));
        for (method, named) in record.methods.iter().enumerate() {
            let found = record.of(|it| it.segments.contains(&at) && it.methods.contains(&method));
            let name = segment.name.beside(&named.name);
            figures.push(record.count(record.cell_key(at, method), &name, &found));
        }
    }
    for (at, method) in record.methods.iter().enumerate() {
        let found = record.of(|it| it.methods.contains(&at));
        let key = record.key(&format!("method.{}.found", method.id));
        figures.push(record.count(key, &method.name, &found));
    }
    for (at, response) in record.responses.iter().enumerate() {
        let answered = record.of(|it| it.responses.contains(&at));
        let key = record.key(&format!("response.{}.answered", response.id));
        figures.push(record.count(key, &response.name, &answered));
    }
    figures.extend(record.urgencies());
    if record.knows_kano() {
        figures.extend(KanoClass::ALL.map(|class| {
            let such = record.of(|it| it.kano_class() == Some(class));
            record.count(record.kano_key(class), &record.name, &such)
        }));
    }
    figures
}

/// A rating: its role, and how it is taken of a need.
type Rating = (&'static str, fn(&Need) -> Option<Finite>);

const RATINGS: [Rating; 2] = [
    ("importance", |it| it.importance),
    ("performance", |it| it.performance),
];

/// The means of importance and performance, each over the needs that have it.
pub(super) fn means(needs: &[Need]) -> [Option<f64>; 2] {
    RATINGS.map(|(_, of)| {
        let known = needs.iter().filter_map(|it| Some(of(it)?.get()));
        let known: Vec<f64> = known.collect();
        summary::summary(&known).ok().map(|it| it.mean)
    })
}

/// Where a need lies to the means of importance and performance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quadrant {
    /// Important and met worse than others.
    Concentrate,
    /// Important and met well.
    KeepUp,
    /// Less important and met worse.
    LowPriority,
    /// Less important and met well.
    Overkill,
    /// A rating of it is missing.
    Unknown,
}

impl Record {
    fn of(&self, keep: impl Fn(&Need) -> bool) -> Vec<&Need> {
        self.needs.iter().filter(|it| keep(it)).collect()
    }

    /// A need on the mean of importance is important; one on the mean of
    /// performance is met well.
    pub(super) fn quadrant(&self, need: &Need) -> Quadrant {
        let above = |rating: Option<Finite>, mean: Option<f64>| Some(rating?.get() >= mean?);
        let [importance, performance] = self.means;
        let important = above(need.importance, importance);
        let well = above(need.performance, performance);
        match (important, well) {
            (Some(true), Some(false)) => Quadrant::Concentrate,
            (Some(true), Some(true)) => Quadrant::KeepUp,
            (Some(false), Some(false)) => Quadrant::LowPriority,
            (Some(false), Some(true)) => Quadrant::Overkill,
            _ => Quadrant::Unknown,
        }
    }

    /// Reports whether any need has both ratings.
    pub(super) fn is_placed(&self) -> bool {
        let mut needs = self.needs.iter();
        needs.any(|it| self.quadrant(it) != Quadrant::Unknown)
    }

    /// The needs to be met better first.
    pub(super) fn urgent(&self) -> Vec<&Need> {
        self.of(|it| self.quadrant(it) == Quadrant::Concentrate)
    }

    fn figure(&self, key: FigureKey, label: &Text, value: Result<f64, Missing>) -> Figure {
        self.head
            .figure(key, label, value.and_then(Finite::computed))
    }

    /// The ratings of a need, their gap, and its priority.
    fn need(&self, need: &Need) -> Vec<Figure> {
        let keys = ["importance", "performance"].map(|it| self.need_key(need, it));
        let rated = |key: FigureKey, value| Figure {
            measure: self.measure.clone(),
            decimals: self.decimals,
            evidence: need.evidence,
            ..self.figure(key, &need.name, value)
        };
        let mut figures: Vec<Figure> = RATINGS
            .iter()
            .zip(&keys)
            .map(|((_, of), key)| {
                let value = of(need).map(Finite::get);
                let value = value.ok_or_else(|| Missing::Stated(need.missing.clone()));
                Figure {
                    better: Better::Higher,
                    inputs: vec![Input::Typed(need.place.clone())],
                    ..rated(key.clone(), value)
                }
            })
            .collect();
        let both = match (need.importance, need.performance) {
            (Some(importance), Some(performance)) => Ok((importance.get(), performance.get())),
            (None, _) => Err(Missing::Input(keys[0].clone())),
            (_, None) => Err(Missing::Input(keys[1].clone())),
        };
        let inputs = Input::figures(keys);
        let gap = both
            .clone()
            .map(|(importance, performance)| importance - performance);
        figures.push(Figure {
            measure: self.difference.clone(),
            signed: true,
            better: Better::Lower,
            formula: "importance − performance".to_owned(),
            inputs: inputs.clone(),
            ..rated(self.need_key(need, "gap"), gap)
        });
        // Ulwick's opportunity: what is met better than it matters takes nothing off.
        let priority =
            both.map(|(importance, performance)| importance + (importance - performance).max(0.0));
        figures.push(Figure {
            formula: "importance + max(importance − performance, 0)".to_owned(),
            inputs,
            ..rated(self.need_key(need, "priority"), priority)
        });
        figures.extend(self.kano(need));
        figures
    }

    /// Pairs of answers by Kano's class, and Berger's coefficients: how much
    /// meeting the need pleases and missing it displeases those who take a side.
    fn kano(&self, need: &Need) -> Vec<Figure> {
        let Some(Kano::Counted(counts)) = &need.kano else {
            return Vec::new();
        };
        let key = |role: &str| self.need_key(need, &format!("kano.{role}"));
        let count = |class: KanoClass| counts[class as usize] as f64;
        let typed = vec![Input::Typed(need.place.clone())];
        let counted = KanoClass::ALL.map(|class| Figure {
            evidence: need.evidence,
            formula: "n".to_owned(),
            inputs: typed.clone(),
            ..self.figure(key(class.role()), &need.name, Ok(count(class)))
        });
        let [must_be, one_dimensional, attractive, indifferent, ..] = KanoClass::ALL.map(count);
        let sided = must_be + one_dimensional + attractive + indifferent;
        let share = |of: f64| match sided {
            0.0 => Err(Missing::ZeroBase),
            _ => Ok(of / sided * 100.0),
        };
        let sides = [
            (
                "better",
                share(attractive + one_dimensional),
                "(A + O) ÷ (A + O + M + I)",
            ),
            (
                "worse",
                share(-must_be - one_dimensional),
                "−(O + M) ÷ (A + O + M + I)",
            ),
        ];
        let inputs = KanoClass::ALL.into_iter().take(4);
        let inputs = Input::figures(inputs.map(|it| key(it.role())));
        let sides = sides.map(|(role, value, formula)| Figure {
            measure: PERCENT.to_owned(),
            evidence: need.evidence,
            n: Some(sided as u64),
            formula: formula.to_owned(),
            inputs: inputs.clone(),
            ..self.figure(key(role), &need.name, value)
        });
        counted.into_iter().chain(sides).collect()
    }

    fn mean(&self, role: &str, of: fn(&Need) -> Option<Finite>, mean: Option<f64>) -> Figure {
        let rated = self.of(|it| of(it).is_some());
        Figure {
            measure: self.measure.clone(),
            decimals: self.decimals,
            better: Better::Higher,
            n: Some(rated.len() as u64),
            evidence: Evidence::weakest_of(rated.iter().map(|it| it.evidence)),
            formula: format!("Σ {role} ÷ n"),
            inputs: Input::figures(rated.iter().map(|it| self.need_key(it, role))),
            ..self.figure(self.key(role), &self.name, mean.ok_or(Missing::ZeroBase))
        }
    }

    /// How many needs there are; what is counted is in the file, whatever the
    /// ratings rest on.
    fn count(&self, key: FigureKey, label: &Text, needs: &[&Need]) -> Figure {
        let inputs = needs.iter().map(|it| Input::Typed(it.place.clone()));
        Figure {
            formula: "n".to_owned(),
            inputs: inputs.collect(),
            ..self.figure(key, label, Ok(needs.len() as f64))
        }
    }

    /// How many of some needs there are, how many are answered, and their share.
    fn covering(
        &self,
        key: &dyn Fn(&str) -> FigureKey,
        label: &Text,
        needs: &[&Need],
    ) -> Vec<Figure> {
        let (covered, open): (Vec<&Need>, Vec<&Need>) =
            needs.iter().copied().partition(|it| it.covered());
        let share = match needs.len() {
            0 => Err(Missing::ZeroBase),
            all => Ok(covered.len() as f64 / all as f64 * 100.0),
        };
        vec![
            self.count(key("all"), label, needs),
            Figure {
                better: Better::Higher,
                ..self.count(key("covered"), label, &covered)
            },
            Figure {
                better: Better::Lower,
                ..self.count(key("uncovered"), label, &open)
            },
            Figure {
                measure: PERCENT.to_owned(),
                decimals: 1,
                better: Better::Higher,
                n: Some(needs.len() as u64),
                formula: "covered ÷ all".to_owned(),
                inputs: Input::figures(["covered", "all"].map(key)),
                ..self.figure(key("coverage"), label, share)
            },
        ]
    }

    /// How many needs are important and met worse than others, and how many of
    /// them are answered; missing where no need has both ratings.
    fn urgencies(&self) -> [Figure; 2] {
        let urgent = self.urgent();
        let answered: Vec<&Need> = urgent.iter().copied().filter(|it| it.covered()).collect();
        let evidence = Evidence::weakest_of(self.needs.iter().map(|it| it.evidence));
        let lacking = RATINGS.iter().zip(self.means).find(|(_, it)| it.is_none());
        let missing = match lacking {
            Some(((role, _), _)) => Some(Missing::Input(self.key(role))),
            None if self.is_placed() => None,
            None => Some(Missing::ZeroBase),
        };
        let counts = [
            ("urgent", urgent, Better::Lower),
            ("urgent_covered", answered, Better::Higher),
        ];
        counts.map(|(role, needs, better)| {
            let ratings = needs
                .iter()
                .flat_map(|it| RATINGS.map(|(role, _)| self.need_key(it, role)));
            let means = RATINGS.map(|(role, _)| self.key(role));
            let count = self.count(self.key(role), &self.name, &needs);
            Figure {
                value: missing.clone().map_or_else(|| count.value.clone(), Err),
                better,
                evidence,
                formula: "n (importance ≥ mean, performance < mean)".to_owned(),
                inputs: Input::figures(ratings.chain(means)),
                ..count
            }
        })
    }
}
