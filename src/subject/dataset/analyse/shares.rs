//! Shares, funnels, quartiles, means and leads of rows.

use super::{Computed, Derived, PERCENT, evidence, missing};
use crate::{
    model::{FigureKey, Missing},
    stats::{Tally, funnel, pareto, summary},
    subject::dataset::{Dataset, Row},
};

/// A part of a result: its role, its formula, and how it is taken of it.
type Part<T> = (&'static str, &'static str, fn(&T) -> f64);

/// The cumulative share of `n`, each row after those that are larger.
pub(super) fn pareto(dataset: &Dataset, out: &mut Derived) {
    let amounts = dataset.numbers("n");
    let counted: Vec<usize> = (0..amounts.len())
        .filter(|i| amounts[*i].is_some())
        .collect();
    let other = dataset
        .other
        .as_ref()
        .and_then(|id| counted.iter().position(|i| dataset.rows[*i].id == *id));
    let values: Vec<f64> = amounts.iter().flatten().copied().collect();
    let Ok(order) = pareto::pareto(&values, other) else {
        return;
    };
    let mut keys = vec![None; dataset.rows.len()];
    for ranked in order {
        let row = counted[ranked.index];
        let key = out.publish(
            dataset,
            Computed {
                key: dataset.row_key(&dataset.rows[row], "share"),
                label: &dataset.rows[row].name,
                value: Ok(ranked.cumulative * 100.0),
                measure: PERCENT,
                decimals: 1,
                formula: "Σ n ÷ Σ n",
                inputs: dataset.inputs(&dataset.rows, &["n"]),
                evidence: evidence(&dataset.rows),
            },
        );
        keys[row] = Some(key);
    }
    out.columns.push(("share", keys));
}

/// The rate of each unit, the rate of all, and the limits within which a unit
/// may differ by chance.
pub(super) fn funnel(dataset: &Dataset, out: &mut Derived) {
    let tallies: Vec<Option<Tally>> = dataset
        .numbers("num")
        .into_iter()
        .zip(dataset.numbers("den"))
        .map(|(count, base)| {
            Some(Tally {
                count: count?,
                base: base?,
            })
        })
        .collect();
    let counted: Vec<usize> = (0..tallies.len())
        .filter(|i| tallies[*i].is_some())
        .collect();
    let known: Vec<Tally> = tallies.into_iter().flatten().collect();
    let computed = funnel::funnel(&known);
    let all = dataset.inputs(&dataset.rows, &["num", "den"]);
    let percent = |key, label, value, formula, inputs, evidence| Computed {
        key,
        label,
        value,
        measure: PERCENT,
        decimals: 1,
        formula,
        inputs,
        evidence,
    };
    let centre = out.publish(
        dataset,
        percent(
            dataset.key("centre"),
            &dataset.name,
            computed
                .as_ref()
                .map(|it| it.theta * 100.0)
                .map_err(|it| missing(*it)),
            "Σ num ÷ Σ den",
            all,
            evidence(&dataset.rows),
        ),
    );
    out.lines.push(("centre", "column.centre", centre.clone()));
    let units = computed.map(|it| it.units).unwrap_or_default();
    let parts: [Part<funnel::Unit>; 5] = [
        ("rate", "num ÷ den", |it| it.share),
        ("lower_near", "sin²(asin√θ − 1.96 ÷ 2√n)", |it| {
            it.inner.lower
        }),
        ("upper_near", "sin²(asin√θ + 1.96 ÷ 2√n)", |it| {
            it.inner.upper
        }),
        ("lower_far", "sin²(asin√θ − 3.09 ÷ 2√n)", |it| {
            it.outer.lower
        }),
        ("upper_far", "sin²(asin√θ + 3.09 ÷ 2√n)", |it| {
            it.outer.upper
        }),
    ];
    for (role, formula, part) in parts {
        let mut keys = vec![None; dataset.rows.len()];
        for (unit, row) in units.iter().zip(&counted) {
            let row_given = &dataset.rows[*row];
            let mut inputs = dataset.inputs([row_given], &["num", "den"]);
            if role != "rate" {
                inputs.insert(0, centre.clone());
            }
            let value = unit.as_ref().map(|it| part(it) * 100.0);
            keys[*row] = Some(out.publish(
                dataset,
                percent(
                    dataset.row_key(row_given, role),
                    &row_given.name,
                    value.ok_or(Missing::ZeroBase),
                    formula,
                    inputs,
                    row_given.evidence,
                ),
            ));
        }
        out.columns.push((role, keys));
    }
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
                value: Ok(known.len() as f64),
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
