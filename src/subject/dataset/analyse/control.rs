//! Control limits and signals of a data set whose rows are a series.

use super::Derived;
use crate::{
    stats::Tally,
    subject::{
        dataset::{Dataset, Row},
        series::{Analysed, Control, Found, Point, Series},
    },
};

/// Publishes limits, rates and signals.
pub(super) fn analyse(dataset: &Dataset, control: &Control, out: &mut Derived) {
    let of_tallies = control.chart.is_of_tallies();
    let (measure, decimals) = if of_tallies {
        (dataset.measure.as_str(), dataset.decimals)
    } else {
        dataset.printed("value")
    };
    let point = |row: &Row| {
        let found = if of_tallies {
            let number = |id| row.number(dataset.column(id)?.0);
            let tally = number("num").zip(number("den"));
            tally.map(|(count, base)| Found::Tally(Tally { count, base }))
        } else {
            let value = dataset.column("value").and_then(|(at, _)| row.number(at));
            value.map(Found::Value)
        };
        Point {
            id: row.id.clone(),
            period: row.period,
            found,
            inputs: dataset.inputs([row], control.chart.columns()),
            evidence: row.evidence,
        }
    };
    let series = Series {
        name: dataset.prefix(),
        year: dataset.year,
        label: &dataset.name,
        measure,
        decimals,
        per: dataset.per,
        better: dataset.better,
        source: &dataset.source,
        note: &dataset.note,
        as_of: dataset.as_of,
        control,
        earlier: dataset.earlier,
        points: dataset.rows.iter().map(point).collect(),
    };
    let Analysed {
        figures,
        columns,
        signals,
        stretches,
        chart: _,
        found: _,
    } = series.analyse();
    out.figures.extend(figures);
    out.columns.extend(columns);
    out.signals = signals;
    out.stretches = stretches;
}
