//! Publishes every number of a data set, and what is computed of it.

use super::{Column, Dataset, Row, Value, analyse};
use crate::{
    model::{Better, Figure, Finite, Input, Interval, Missing, Text},
    subject::range::LEVEL,
};

/// Every figure of a data set.
pub(in crate::subject) fn figures(dataset: &Dataset) -> Vec<Figure> {
    let mut figures = Vec::new();
    for row in &dataset.rows[dataset.earlier..] {
        for (at, value) in &row.values {
            figures.push(typed(dataset, row, &dataset.columns[*at], value));
        }
    }
    for target in &dataset.targets {
        let column = target.column.map(|at| &dataset.columns[at]);
        figures.push(Figure {
            measure: column.map(|it| it.measure.clone()).unwrap_or_default(),
            decimals: column.map_or(0, |it| it.decimals),
            evidence: target.evidence,
            inputs: vec![Input::Typed(target.place.clone())],
            ..dataset.whole().figure(
                dataset.key(&format!("target.{}", target.id)),
                &target.name,
                Ok(target.value),
            )
        });
    }
    figures.extend(analyse::derive(dataset).figures);
    figures
}

fn typed(dataset: &Dataset, row: &Row, column: &Column, value: &Value) -> Figure {
    let computed = match value {
        Value::Computed(computed) => Some(computed),
        Value::Typed(..) | Value::Missing(_) => None,
    };
    let (value, inputs) = match value {
        Value::Typed(value, place) => (Ok(*value), vec![Input::Typed(place.clone())]),
        Value::Missing(reason) => (
            Err(Missing::Stated(reason.clone())),
            vec![Input::Typed(row.place.clone())],
        ),
        Value::Computed(it) => (
            it.value.clone().and_then(Finite::computed),
            it.inputs.clone(),
        ),
    };
    let beside = |role: &str| {
        let (at, _) = dataset.column(role)?;
        row.number(at).filter(|_| column.id == "value")
    };
    Figure {
        measure: column.measure.clone(),
        decimals: column.decimals,
        better: if matches!(column.id.as_str(), "n" | "num" | "den") {
            Better::Neither
        } else {
            dataset.better
        },
        signed: computed.is_some_and(|it| it.signed),
        interval: beside("low")
            .zip(beside("high"))
            .map(|(low, high)| Interval {
                level: LEVEL,
                low,
                high,
            })
            .or_else(|| computed?.interval),
        n: beside("n")
            .filter(|it| *it >= 0.0)
            .map(|it| it as u64)
            .or_else(|| computed?.n),
        formula: computed.map_or_else(String::new, |it| it.formula.to_owned()),
        evidence: row.evidence,
        approximate: row.approximate,
        inputs,
        ..dataset.whole().figure(
            dataset.row_key(row, &column.id),
            &dataset.label(row, column),
            value,
        )
    }
}

impl Dataset {
    /// What a row's figure is called: the row and, where there are several,
    /// the column; the data set for a row that is a period.
    pub(super) fn label(&self, row: &Row, column: &Column) -> Text {
        let of = if row.name.is_empty() {
            &self.name
        } else {
            &row.name
        };
        if self.columns.len() < 2 || column.name.is_empty() {
            return of.clone();
        }
        of.beside(&column.name)
    }
}
