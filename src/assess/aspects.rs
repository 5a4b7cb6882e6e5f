//! What can be said of a metric's figure beside its value: the change since
//! the year before (同比), the lead over the best competitor, the target and
//! the gap to it. Each is a figure of its own, named `metric:aspect`.

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;

use super::{AT_ONCE, of_metric};
use crate::{
    model::{
        Aspect, Better, Catalogue, Facts, Figure, FigureKey, Finite, Input, Metric, Missing,
        Reading, Scope, Text,
    },
    portfolio::Portfolio,
};

/// Publishes the aspects of every figure that has them.
pub(super) fn publish(portfolio: &Portfolio, facts: &mut Facts) {
    let catalogue = &portfolio.catalogue;
    let names: BTreeMap<&str, Names> = catalogue
        .metrics
        .values()
        .map(|metric| (metric.id.as_str(), Names::of(metric)))
        .collect();
    for readings in portfolio.readings.chunks(AT_ONCE) {
        let found: Vec<[Option<Figure>; 4]> = readings
            .par_iter()
            .map(|reading| of_reading(reading, &names[&*reading.key.name], catalogue, facts))
            .collect();
        facts.publish_all(found.into_iter().flatten().flatten());
    }
    let known: Vec<&Figure> = facts.iter().collect();
    let found: Vec<Vec<Figure>> = known
        .par_iter()
        .map(|figure| {
            let mut found = Vec::new();
            if let Some(names) = names.get(&*figure.key.name) {
                changes(figure, names, catalogue, facts, &mut found);
                lead(figure, names, catalogue, facts, &mut found);
            }
            found.into_iter().map(Figure::settled).collect()
        })
        .collect();
    facts.publish_all(found.into_iter().flatten());
}

/// A metric with the names of its aspects' figures: thousands share each.
struct Names<'a> {
    metric: &'a Metric,
    names: [Arc<str>; Aspect::ALL.len()],
}

impl<'a> Names<'a> {
    fn of(metric: &'a Metric) -> Self {
        Self {
            metric,
            names: Aspect::ALL.map(|(word, _)| format!("{}:{word}", metric.id).into()),
        }
    }

    fn get(&self, aspect: Aspect) -> Arc<str> {
        self.names[aspect as usize].clone()
    }
}

/// What was typed beside a reading, and the gap to its target.
fn of_reading(
    reading: &Reading,
    names: &Names,
    catalogue: &Catalogue,
    facts: &Facts,
) -> [Option<Figure>; 4] {
    let before = reading
        .before
        .map(|before| stated_before(reading, before, names));
    let lead = reading
        .lead
        .map(|lead| stated_lead(reading, lead, names, catalogue));
    let (target, gap) = promised(reading, names, facts).unzip();
    [before, lead, target, gap.flatten()]
}

fn stated_before(reading: &Reading, before: Finite, names: &Names) -> Figure {
    Figure {
        value: Ok(before),
        evidence: reading.evidence,
        inputs: vec![Input::Typed(reading.place.clone())],
        as_of: None,
        source: reading.source.clone(),
        note: reading.note.clone(),
        ..of_metric(
            names.metric,
            reading.key.renamed(names.get(Aspect::Previous)),
        )
    }
}

fn stated_lead(reading: &Reading, lead: Finite, names: &Names, catalogue: &Catalogue) -> Figure {
    Figure {
        value: Ok(lead),
        signed: true,
        measure: catalogue.difference_of(&names.metric.measure),
        evidence: reading.evidence,
        inputs: vec![Input::Typed(reading.place.clone())],
        source: reading.source.clone(),
        ..of_metric(names.metric, reading.key.renamed(names.get(Aspect::Lead)))
    }
}

/// The target that was typed beside a reading, and the gap to it.
fn promised(reading: &Reading, names: &Names, facts: &Facts) -> Option<(Figure, Option<Figure>)> {
    let target = reading.target?;
    let key = reading.key.renamed(names.get(Aspect::Target));
    let gap = facts.get(&reading.key).map(|own| {
        let value = own
            .value
            .clone()
            .map_err(|_| Missing::Input(own.key.clone()))
            .and_then(|value| Finite::computed(value.get() - target.bound.get()))
            // Rounded here, where many threads are at it, and not where it is published.
            .map(Finite::to_ledger);
        Figure {
            value,
            signed: true,
            evidence: own.evidence.weakest(target.evidence),
            approximate: own.approximate,
            formula: format!("{} − {}", own.key.name, key.name),
            inputs: vec![Input::Figure(own.key.clone()), Input::Figure(key.clone())],
            ..of_metric(names.metric, reading.key.renamed(names.get(Aspect::Gap)))
        }
    });
    let target = Figure {
        value: Ok(target.bound),
        evidence: target.evidence,
        inputs: vec![Input::Typed(reading.place.clone())],
        source: reading.source.clone(),
        ..of_metric(names.metric, key)
    };
    Some((target, gap))
}

/// Change, change in per cent and improvement against the year before, or
/// against the value that the source gives as the one before.
fn changes(
    now: &Figure,
    names: &Names,
    catalogue: &Catalogue,
    facts: &Facts,
    found: &mut Vec<Figure>,
) {
    let metric = names.metric;
    let Some(before) = previous(now, facts) else {
        return;
    };
    let pair = now.number().zip(before.number());
    let missing = || {
        let which = if now.value.is_err() { now } else { before };
        Missing::Input(which.key.clone())
    };
    let base = |aspect: Aspect, formula: String| Figure {
        signed: true,
        evidence: now.evidence.weakest(before.evidence),
        approximate: now.approximate || before.approximate,
        formula,
        inputs: vec![
            Input::Figure(now.key.clone()),
            Input::Figure(before.key.clone()),
        ],
        definition: Text::default(),
        ..of_metric(metric, now.key.renamed(names.get(aspect)))
    };
    let difference = catalogue.difference_of(&metric.measure);
    let (own, other) = if now.key.when == before.key.when {
        (now.key.name.to_string(), before.key.name.to_string())
    } else {
        (now.key.to_string(), before.key.to_string())
    };
    found.push(Figure {
        value: pair.map_or_else(|| Err(missing()), |(a, b)| Finite::computed(a - b)),
        measure: difference.clone(),
        ..base(Aspect::Change, format!("{own} − {other}"))
    });
    found.push(Figure {
        value: pair.map_or_else(
            || Err(missing()),
            |(a, b)| {
                if b == 0.0 {
                    Err(Missing::ZeroBase)
                } else {
                    Finite::computed((a - b) / b.abs() * 100.0)
                }
            },
        ),
        measure: "percent".to_owned(),
        decimals: 1,
        ..base(
            Aspect::ChangePercent,
            format!("({own} − {other}) ÷ |{other}| × 100"),
        )
    });
    if metric.better == Better::Neither {
        return;
    }
    let (formula, sign) = if metric.better == Better::Higher {
        (format!("{own} − {other}"), 1.0)
    } else {
        (format!("{other} − {own}"), -1.0)
    };
    found.push(Figure {
        value: pair.map_or_else(|| Err(missing()), |(a, b)| Finite::computed(sign * (a - b))),
        measure: difference,
        better: Better::Higher,
        ..base(Aspect::Improvement, formula)
    });
}

/// The figure that `now` is compared with.
fn previous<'a>(now: &Figure, facts: &'a Facts) -> Option<&'a Figure> {
    facts.aspect(&now.key, Aspect::Previous).or_else(|| {
        let earlier = now.key.when.period()?.year_before()?;
        let mut key = now.key.clone();
        key.when = crate::model::When::In(earlier);
        facts.get(&key)
    })
}

/// The lead over the best competitor with a value in the same period and
/// unit, signed so that better is positive. A lead that the source states
/// itself has been published already.
fn lead(
    own: &Figure,
    names: &Names,
    catalogue: &Catalogue,
    facts: &Facts,
    found: &mut Vec<Figure>,
) {
    let metric = names.metric;
    if own.key.scope != Scope::Own || facts.aspect(&own.key, Aspect::Lead).is_some() {
        return;
    }
    let sign = if metric.better == Better::Lower {
        -1.0
    } else {
        1.0
    };
    let rivals = catalogue.competitors.keys().filter_map(|id| {
        let rival = FigureKey {
            scope: Scope::Competitor(id.as_str().into()),
            ..own.key.clone()
        };
        let figure = facts.get(&rival)?;
        Some((figure, figure.number()?))
    });
    let Some((best, value)) = rivals.max_by(|a, b| (sign * a.1).total_cmp(&(sign * b.1))) else {
        return;
    };
    let formula = if sign > 0.0 {
        format!("{} − {}", own.key, best.key)
    } else {
        format!("{} − {}", best.key, own.key)
    };
    found.push(Figure {
        value: own.number().map_or_else(
            || Err(Missing::Input(own.key.clone())),
            |mine| Finite::computed(sign * (mine - value)),
        ),
        signed: true,
        measure: catalogue.difference_of(&metric.measure),
        better: Better::Higher,
        evidence: own.evidence.weakest(best.evidence),
        approximate: own.approximate || best.approximate,
        formula,
        inputs: vec![
            Input::Figure(own.key.clone()),
            Input::Figure(best.key.clone()),
        ],
        ..of_metric(metric, own.key.renamed(names.get(Aspect::Lead)))
    });
}
