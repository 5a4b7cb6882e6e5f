//! Shares, funnels, quartiles, means and leads of rows.

use super::{Computed, Derived, evidence, missing};
use crate::{
    model::{FigureKey, Missing},
    stats::{Tally, summary},
    subject::{
        dataset::{Dataset, Row},
        units::{self, Unit},
    },
};

/// A part of a result: its role, its formula, and how it is taken of it.
type Part<T> = (&'static str, &'static str, fn(&T) -> f64);

/// The cumulative share of `n`, each row after those that are larger.
pub(super) fn pareto(dataset: &Dataset, out: &mut Derived) {
    let causes = units(dataset, dataset.numbers("n"), &["n"]);
    let other = dataset
        .other
        .as_ref()
        .and_then(|id| dataset.rows.iter().position(|row| row.id == *id));
    let ranked = units::pareto(&dataset.whole(), &causes, other);
    if !ranked.shares.is_empty() {
        out.columns.push(("share", ranked.shares));
    }
    out.figures.extend(ranked.figures);
}

/// The rate of each unit, the rate of all, and the limits within which a unit
/// may differ by chance.
pub(super) fn funnel(dataset: &Dataset, out: &mut Derived) {
    let tallies = dataset
        .numbers("num")
        .into_iter()
        .zip(dataset.numbers("den"));
    let tallies = tallies.map(|(count, base)| {
        Some(Tally {
            count: count?,
            base: base?,
        })
    });
    let units = units(dataset, tallies, &["num", "den"]);
    let compared = units::funnel(&dataset.whole(), &units, false);
    out.figures.extend(compared.figures);
    out.lines.push(("centre", "column.centre", compared.centre));
    out.columns.extend(compared.columns);
}

/// The rows with their numbers, which are made of some columns.
fn units<'a, T>(
    dataset: &'a Dataset,
    numbers: impl IntoIterator<Item = Option<T>>,
    columns: &[&str],
) -> Vec<Unit<'a, T>> {
    dataset
        .rows
        .iter()
        .zip(numbers)
        .map(|(row, number)| Unit {
            key: dataset.row_base(row),
            label: &row.name,
            number,
            inputs: dataset.inputs([row], columns),
            evidence: row.evidence,
        })
        .collect()
}

/// Median and quartiles of each group.
pub(super) fn quartiles(dataset: &Dataset, out: &mut Derived) {
    let values = dataset.numbers("value");
    let (measure, decimals) = dataset.printed("value");
    for group in &dataset.groups {
        let rows: Vec<&Row> = dataset
            .rows
            .iter()
            .filter(|row| row.group.as_ref() == Some(&group.id))
            .collect();
        let known: Vec<f64> = dataset
            .rows
            .iter()
            .zip(&values)
            .filter(|(row, _)| row.group.as_ref() == Some(&group.id))
            .filter_map(|(_, value)| *value)
            .collect();
        let summed = summary::summary(&known);
        let parts: [Part<summary::Summary>; 3] = [
            ("first_quartile", "Q₁", |it| it.q1),
            ("median", "Q₂", |it| it.median),
            ("third_quartile", "Q₃", |it| it.q3),
        ];
        let mut figures = Vec::new();
        for (role, formula, part) in parts {
            let key = out.publish(
                dataset,
                Computed {
                    key: dataset.key(&format!("{}.{role}", group.id)),
                    label: &group.name,
                    value: summed.as_ref().map(part).map_err(|it| missing(*it)),
                    measure,
                    decimals,
                    formula,
                    inputs: dataset.inputs(rows.iter().copied(), &["value"]),
                    evidence: evidence(rows.iter().copied()),
                },
            );
            figures.push((role, key));
        }
        let n = out.publish(
            dataset,
            Computed {
                key: dataset.key(&format!("{}.n", group.id)),
                label: &group.name,
                value: match rows.first().filter(|_| known.is_empty()) {
                    Some(row) => Err(absent(dataset, row, "value")),
                    None => Ok(known.len() as f64),
                },
                measure: "",
                decimals: 0,
                formula: "n",
                inputs: dataset.inputs(rows.iter().copied(), &["value"]),
                evidence: evidence(rows),
            },
        );
        figures.push(("n", n));
        out.groups.insert(group.id.clone(), figures);
    }
}

/// The mean of the first two series, for the lines that cut a scatter in four.
pub(super) fn means(dataset: &Dataset, out: &mut Derived) {
    let lines = [("mean_x", "column.mean"), ("mean_y", "column.mean")];
    for ((id, word), column) in lines.into_iter().zip(&dataset.columns) {
        let values: Vec<f64> = dataset.numbers(&column.id).into_iter().flatten().collect();
        let key = out.publish(
            dataset,
            Computed {
                key: dataset.key(id),
                label: if column.name.is_empty() {
                    &dataset.name
                } else {
                    &column.name
                },
                value: summary::summary(&values).map(|it| it.mean).map_err(missing),
                measure: &column.measure,
                decimals: column.decimals,
                formula: "Σ ÷ n",
                inputs: dataset.inputs(&dataset.rows, &[&column.id]),
                evidence: evidence(&dataset.rows),
            },
        );
        out.lines.push((id, word, key));
    }
}

/// Own minus the rival's.
pub(super) fn lead(dataset: &Dataset, out: &mut Derived) {
    let (own, rival) = (dataset.numbers("own"), dataset.numbers("rival"));
    let (measure, decimals) = dataset.printed("own");
    let difference = dataset.difference_of(measure);
    let mut keys = Vec::new();
    for (i, row) in dataset.rows.iter().enumerate() {
        let inputs = dataset.inputs([row], &["own", "rival"]);
        let value = match (own[i], rival[i]) {
            (Some(own), Some(rival)) => Ok(own - rival),
            (None, _) => Err(absent(dataset, row, "own")),
            (_, None) => Err(absent(dataset, row, "rival")),
        };
        let key = out.publish_signed(
            dataset,
            Computed {
                key: dataset.row_key(row, "lead"),
                label: &row.name,
                value,
                measure: &difference,
                decimals,
                formula: "own − rival",
                inputs,
                evidence: row.evidence,
            },
        );
        keys.push(Some(key));
    }
    out.columns.push(("lead", keys));
}

pub(super) fn absent(dataset: &Dataset, row: &Row, column: &str) -> Missing {
    let key: FigureKey = dataset.row_key(row, column);
    Missing::Input(key)
}
