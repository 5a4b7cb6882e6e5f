//! Derived metrics: a formula over other metrics of the same period, scope and
//! organisation unit.

use std::collections::BTreeSet;

use super::of_metric;
use crate::model::{
    Catalogue, Evidence, Facts, Figure, FigureKey, Formula, Input, Metric, Missing, Origin,
};

/// Publishes every derived metric wherever at least one of its inputs is
/// known; an input that is not there makes the figure missing, by name.
pub(super) fn publish(catalogue: &Catalogue, facts: &mut Facts) {
    let mut waiting: Vec<(&Metric, &Formula)> = catalogue
        .metrics
        .values()
        .filter_map(|metric| match &metric.origin {
            Origin::Derived(formula) => Some((metric, formula)),
            _ => None,
        })
        .collect();
    // `check` has refused circles, so each round resolves at least one.
    while !waiting.is_empty() {
        let open: BTreeSet<&str> = waiting
            .iter()
            .map(|(metric, _)| metric.id.as_str())
            .collect();
        let (ready, later): (Vec<_>, Vec<_>) = waiting
            .iter()
            .copied()
            .partition(|(_, formula)| formula.variables().iter().all(|name| !open.contains(name)));
        assert!(
            !ready.is_empty(),
            "formulas without circles can be put in order"
        );
        for (metric, formula) in ready {
            publish_one(metric, formula, facts);
        }
        waiting = later;
    }
}

fn publish_one(metric: &Metric, formula: &Formula, facts: &mut Facts) {
    let variables = formula.variables();
    let keys: BTreeSet<FigureKey> = variables
        .iter()
        .flat_map(|name| facts.named(name))
        .map(|figure| figure.key.renamed(metric.id.as_str()))
        .collect();
    let computed: Vec<Figure> = keys
        .into_iter()
        .map(|key| compute(metric, formula, &variables, key, facts))
        .collect();
    facts.publish_all(computed);
}

fn compute(
    metric: &Metric,
    formula: &Formula,
    variables: &[&str],
    key: FigureKey,
    facts: &Facts,
) -> Figure {
    let mut evidence = Evidence::Measured;
    let mut approximate = false;
    let mut missing = None;
    let mut inputs = Vec::new();
    for name in variables {
        let input = key.renamed(*name);
        match facts.get(&input) {
            Some(figure) => {
                evidence = evidence.weakest(figure.evidence);
                approximate |= figure.approximate;
                if figure.value.is_err() {
                    missing.get_or_insert_with(|| Missing::Input(input.clone()));
                }
                inputs.push(Input::Figure(input));
            }
            None => missing = missing.or(Some(Missing::Input(input))),
        }
    }
    let value = match missing {
        Some(reason) => Err(reason),
        None => formula.eval(|name| {
            facts
                .get(&key.renamed(name))
                .map_or(Err(Missing::Overflow), |it| it.value.clone())
        }),
    };
    Figure {
        value,
        approximate,
        evidence,
        formula: formula.to_string(),
        inputs,
        ..of_metric(metric, key)
    }
}
