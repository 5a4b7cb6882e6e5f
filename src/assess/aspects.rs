//! What can be said of a metric's figure beside its value: the change since
//! the year before (同比), the lead over the best competitor, the target and
//! the gap to it. Each is a figure of its own, named `metric:aspect`.

use super::of_metric;
use crate::{
    model::{
        Aspect, Better, Catalogue, Facts, Figure, FigureKey, Finite, Input, Metric, Missing,
        Reading, Scope, Text,
    },
    portfolio::Portfolio,
};

/// Publishes the aspects of every figure that has them.
pub(super) fn publish(portfolio: &Portfolio, facts: &mut Facts) {
    let mut found = Vec::new();
    for reading in &portfolio.readings {
        let metric = &portfolio.catalogue.metrics[&*reading.key.name];
        if let Some(before) = reading.before {
            found.push(stated_before(reading, before, metric));
        }
        if let Some(lead) = reading.lead {
            found.push(stated_lead(reading, lead, metric, &portfolio.catalogue));
        }
        promised(reading, metric, facts, &mut found);
    }
    facts.publish_all(std::mem::take(&mut found));
    for figure in facts.iter() {
        let Some(metric) = portfolio.catalogue.metrics.get(&*figure.key.name) else {
            continue;
        };
        changes(figure, metric, &portfolio.catalogue, facts, &mut found);
        lead(figure, metric, &portfolio.catalogue, facts, &mut found);
    }
    facts.publish_all(found);
    judge(portfolio, facts);
}

/// The name of an aspect's figure.
fn aspect_name(metric: &str, aspect: Aspect) -> String {
    format!("{metric}:{}", aspect.word())
}

/// The measure in which a difference of the metric is counted.
fn difference_measure(metric: &Metric, catalogue: &Catalogue) -> String {
    catalogue
        .measures
        .get(&metric.measure)
        .and_then(|measure| measure.difference.clone())
        .unwrap_or_else(|| metric.measure.clone())
}

fn stated_before(reading: &Reading, before: Finite, metric: &Metric) -> Figure {
    Figure {
        value: Ok(before),
        evidence: reading.evidence,
        inputs: vec![Input::Typed(reading.place.clone())],
        as_of: None,
        source: reading.source.clone(),
        note: reading.note.clone(),
        ..of_metric(
            metric,
            reading
                .key
                .renamed(aspect_name(&metric.id, Aspect::Previous)),
        )
    }
}

fn stated_lead(reading: &Reading, lead: Finite, metric: &Metric, catalogue: &Catalogue) -> Figure {
    Figure {
        value: Ok(lead),
        signed: true,
        measure: difference_measure(metric, catalogue),
        evidence: reading.evidence,
        inputs: vec![Input::Typed(reading.place.clone())],
        source: reading.source.clone(),
        ..of_metric(
            metric,
            reading.key.renamed(aspect_name(&metric.id, Aspect::Lead)),
        )
    }
}

/// The target that was typed beside a reading, and the gap to it.
fn promised(reading: &Reading, metric: &Metric, facts: &Facts, found: &mut Vec<Figure>) {
    let Some(target) = reading.target else {
        return;
    };
    let key = reading.key.renamed(aspect_name(&metric.id, Aspect::Target));
    found.push(Figure {
        value: Ok(target.bound),
        evidence: target.evidence,
        inputs: vec![Input::Typed(reading.place.clone())],
        source: reading.source.clone(),
        ..of_metric(metric, key.clone())
    });
    if let Some(own) = facts.get(&reading.key) {
        let value = own
            .value
            .clone()
            .map_err(|_| Missing::Input(own.key.clone()))
            .and_then(|value| finite(value.get() - target.bound.get()));
        found.push(Figure {
            value,
            signed: true,
            evidence: own.evidence.weakest(target.evidence),
            approximate: own.approximate,
            formula: format!("{} − {}", own.key.name, key.name),
            inputs: vec![Input::Figure(own.key.clone()), Input::Figure(key)],
            ..of_metric(
                metric,
                reading.key.renamed(aspect_name(&metric.id, Aspect::Gap)),
            )
        });
    }
}

/// Change, change in per cent and improvement against the year before, or
/// against the value that the source gives as the one before.
fn changes(
    now: &Figure,
    metric: &Metric,
    catalogue: &Catalogue,
    facts: &Facts,
    found: &mut Vec<Figure>,
) {
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
        ..of_metric(metric, now.key.renamed(aspect_name(&metric.id, aspect)))
    };
    let difference = difference_measure(metric, catalogue);
    let names = if now.key.when == before.key.when {
        (now.key.name.to_string(), before.key.name.to_string())
    } else {
        (now.key.to_string(), before.key.to_string())
    };
    found.push(Figure {
        value: pair.map_or_else(|| Err(missing()), |(a, b)| finite(a - b)),
        measure: difference.clone(),
        ..base(Aspect::Change, format!("{} − {}", names.0, names.1))
    });
    found.push(Figure {
        value: pair.map_or_else(
            || Err(missing()),
            |(a, b)| {
                if b == 0.0 {
                    Err(Missing::ZeroBase)
                } else {
                    finite((a - b) / b.abs() * 100.0)
                }
            },
        ),
        measure: "percent".to_owned(),
        decimals: 1,
        ..base(
            Aspect::ChangePercent,
            format!("({} − {}) ÷ |{}| × 100", names.0, names.1, names.1),
        )
    });
    if metric.better == Better::Neither {
        return;
    }
    let (formula, sign) = if metric.better == Better::Higher {
        (format!("{} − {}", names.0, names.1), 1.0)
    } else {
        (format!("{} − {}", names.1, names.0), -1.0)
    };
    found.push(Figure {
        value: pair.map_or_else(|| Err(missing()), |(a, b)| finite(sign * (a - b))),
        measure: difference,
        better: Better::Higher,
        ..base(Aspect::Improvement, formula)
    });
}

/// The figure that `now` is compared with.
fn previous<'a>(now: &Figure, facts: &'a Facts) -> Option<&'a Figure> {
    let stated = now
        .key
        .renamed(aspect_name(&now.key.name, Aspect::Previous));
    facts.get(&stated).or_else(|| {
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
    metric: &Metric,
    catalogue: &Catalogue,
    facts: &Facts,
    found: &mut Vec<Figure>,
) {
    let key = own.key.renamed(aspect_name(&metric.id, Aspect::Lead));
    if own.key.scope != Scope::Own || facts.get(&key).is_some() {
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
            |mine| finite(sign * (mine - value)),
        ),
        signed: true,
        measure: difference_measure(metric, catalogue),
        better: Better::Higher,
        evidence: own.evidence.weakest(best.evidence),
        approximate: own.approximate || best.approximate,
        formula,
        inputs: vec![
            Input::Figure(own.key.clone()),
            Input::Figure(best.key.clone()),
        ],
        ..of_metric(metric, key)
    });
}

/// Judges every reading that carries a target by it. An estimated target does
/// not weaken a measured value, only the gap to it.
fn judge(portfolio: &Portfolio, facts: &mut Facts) {
    for reading in &portfolio.readings {
        if let (Some(target), Some(figure)) = (reading.target, facts.get_mut(&reading.key)) {
            figure.verdict = Some(target.verdict(figure));
        }
    }
}

fn finite(value: f64) -> Result<Finite, Missing> {
    Finite::new(value).map_err(|_| Missing::Overflow)
}
