//! From a checked portfolio to the facts: every figure of the site with its
//! trace. Nothing can fail here; what cannot be computed is missing, with the
//! reason.
//!
//! Order: readings, derived metrics, their aspects (change, lead, target …),
//! then the subjects in two waves, measuring before judging.

mod aspects;
mod derived;

use rayon::prelude::*;

use crate::{
    model::{Facts, Figure, FigureKey, Input, Metric, Missing, Reading},
    portfolio::Portfolio,
    subject::Wave,
};

/// How many readings are made into figures before those are published: enough
/// for all threads, and few beside the whole ledger.
const AT_ONCE: usize = 4096;

/// Computes every figure of the site.
pub fn assess(portfolio: &Portfolio) -> Facts {
    let mut facts = Facts::default();
    for readings in portfolio.readings.chunks(AT_ONCE) {
        let typed: Vec<Figure> = readings
            .par_iter()
            .map(|reading| typed(reading, &portfolio.catalogue.metrics[&*reading.key.name]))
            .collect();
        facts.publish_all(typed);
    }
    derived::publish(&portfolio.catalogue, &mut facts);
    aspects::publish(portfolio, &mut facts);
    for wave in [Wave::Measuring, Wave::Judging] {
        for records in portfolio.records.values() {
            records.assess(wave, &mut facts);
        }
    }
    facts
}

/// The figure of a typed reading, judged by its target. An estimated target
/// does not weaken a measured value, only the gap to it.
fn typed(reading: &Reading, metric: &Metric) -> Figure {
    let mut figure = Figure {
        value: reading.value.clone().map_err(Missing::Stated),
        approximate: reading.approximate,
        evidence: reading.evidence,
        interval: reading.interval,
        n: reading.n,
        inputs: vec![Input::Typed(reading.place.clone())],
        as_of: reading.as_of,
        source: reading.source.clone(),
        note: reading.note.clone(),
        ..of_metric(metric, reading.key.clone())
    }
    .settled();
    figure.verdict = reading.target.map(|target| target.verdict(&figure));
    figure
}

/// A figure of a metric, still without value and trace.
fn of_metric(metric: &Metric, key: FigureKey) -> Figure {
    Figure {
        measure: metric.measure.clone(),
        decimals: metric.decimals,
        better: metric.better,
        definition: metric.definition.clone(),
        ..Figure::new(key, &metric.name, Err(Missing::Overflow))
    }
}
