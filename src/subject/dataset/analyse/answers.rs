//! Rows whose columns are parts of a whole: answers on a scale, stages.

use super::{Computed, Derived, PERCENT, shares::absent};
use crate::{model::Missing, subject::dataset::Dataset};

/// Columns that stand beside the parts of a row.
const BESIDE: [&str; 3] = ["standard", "target", "n"];

/// The parts of a row, in the order of the columns, or why they are not all
/// there.
fn parts(dataset: &Dataset) -> (Vec<&str>, Vec<Result<Vec<f64>, Missing>>) {
    let ids: Vec<&str> = dataset
        .columns
        .iter()
        .map(|it| it.id.as_str())
        .filter(|id| !BESIDE.contains(id))
        .collect();
    let columns: Vec<Vec<Option<f64>>> = ids.iter().map(|id| dataset.numbers(id)).collect();
    let rows = dataset.rows.iter().enumerate().map(|(i, row)| {
        columns
            .iter()
            .zip(&ids)
            .map(|(column, id)| column[i].ok_or_else(|| absent(dataset, row, id)))
            .collect()
    });
    let rows = rows.collect();
    (ids, rows)
}

/// The sum of each row.
pub(super) fn total(dataset: &Dataset, out: &mut Derived) {
    let (ids, rows) = parts(dataset);
    let (measure, decimals) = dataset.printed(ids.first().copied().unwrap_or_default());
    let mut keys = Vec::new();
    for (row, parts) in dataset.rows.iter().zip(rows) {
        let key = out.publish(
            dataset,
            Computed {
                key: dataset.row_key(row, "total"),
                label: if row.name.is_empty() {
                    &dataset.name
                } else {
                    &row.name
                },
                value: parts.map(|it| it.iter().sum()),
                measure,
                decimals,
                formula: "Σ",
                inputs: dataset.inputs([row], &ids),
                evidence: row.evidence,
            },
        );
        keys.push(Some(key));
    }
    out.columns.push(("total", keys));
}

/// The share of each answer, how many there are, and their net score: the two
/// most favourable answers, which come last, minus the two least, in
/// percentage points.
pub(super) fn net(dataset: &Dataset, out: &mut Derived) {
    let (ids, rows) = parts(dataset);
    let ends = if ids.len() > 3 { 2 } else { 1 };
    let (mut counts, mut nets) = (Vec::new(), Vec::new());
    for (i, (row, parts)) in dataset.rows.iter().zip(rows).enumerate() {
        let inputs = dataset.inputs([row], &ids);
        let total = parts
            .as_ref()
            .map(|it| it.iter().sum::<f64>())
            .map_err(Clone::clone);
        let computed = |name: &str, value, measure, decimals, formula| Computed {
            key: dataset.row_key(row, name),
            label: &row.name,
            value,
            measure,
            decimals,
            formula,
            inputs: inputs.clone(),
            evidence: row.evidence,
        };
        let of_total = |part: f64| match &total {
            Ok(total) if *total > 0.0 => Ok(part / total * 100.0),
            Ok(_) => Err(Missing::ZeroBase),
            Err(missing) => Err(missing.clone()),
        };
        let shares = ids.iter().enumerate().map(|(at, id)| {
            let name = format!("{id}.share");
            let value = of_total(parts.as_ref().map_or(0.0, |it| it[at]));
            let key = out.publish(dataset, computed(&name, value, PERCENT, 1, "n ÷ Σ n"));
            (name, key)
        });
        let shares = shares.collect();
        out.beside.insert(i, shares);
        let score = of_total(parts.as_ref().map_or(0.0, |it| {
            let unfavourable: f64 = it.iter().take(ends).sum();
            let favourable: f64 = it.iter().rev().take(ends).sum();
            favourable - unfavourable
        }));
        nets.push(Some(out.publish_signed(
            dataset,
            computed(
                "net",
                score,
                "percentage_points",
                1,
                "100 × (top − bottom) ÷ n",
            ),
        )));
        counts.push(Some(
            out.publish(dataset, computed("n", total.clone(), "", 0, "Σ n")),
        ));
    }
    out.columns.push(("net", nets));
    out.columns.push(("n", counts));
}
