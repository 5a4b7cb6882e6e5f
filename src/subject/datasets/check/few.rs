//! Rows of a data set that are too small to be published.

use std::collections::BTreeMap;

use super::Checker;
use crate::{
    diag::Code,
    model::Period,
    subject::{
        dataset::{Analysis, Dataset, Row, Value},
        desk::{Way, path},
        minimum::{Minimum, MinimumSheet},
    },
};

/// What a row is a part of, with others of its kind: the row above it, and the
/// period, or the year where rows are periods alone.
type Whole = (Option<String>, Option<String>);

impl Checker<'_> {
    /// Leaves out the figures of rows that are of too few, and of the smallest
    /// other row where a single one could be found by subtraction.
    ///
    /// Values that are counted of nothing, as in trees of roles or plans of
    /// work, have no size: a minimum without a size to hold it against is told.
    pub(super) fn suppress(
        &mut self,
        given: Option<&MinimumSheet>,
        dataset: &mut Dataset,
        way: &Way,
    ) {
        let Some(minimum) = Minimum::check(&mut self.desk, given, way) else {
            return;
        };
        let Some(sizes) = sizes(dataset) else {
            let slots = [("item", "columns"), ("key", "n")];
            let way = path(way, &["minimum".into()]);
            self.desk.say(Code::KeyNeeded, &way, &slots);
            return;
        };
        let mut wholes: BTreeMap<Whole, Vec<usize>> = BTreeMap::new();
        for (i, row) in dataset.rows.iter().enumerate() {
            wholes.entry(whole(row)).or_default().push(i);
        }
        for rows in wholes.into_values() {
            // Rows of one value each are of one case: their groups have a size.
            let hidden = if sizes.is_by_group {
                let small = |i: &usize| minimum.is_small(sizes.of_rows[*i]);
                rows.into_iter().filter(small).collect()
            } else {
                let of = rows.iter().map(|i| sizes.of_rows[*i]);
                let hidden = minimum.hides(&of.collect::<Vec<u64>>());
                hidden
                    .into_iter()
                    .map(|at| rows[at])
                    .collect::<Vec<usize>>()
            };
            for i in hidden {
                for value in dataset.rows[i].values.values_mut() {
                    *value = Value::Missing(minimum.reason.clone());
                }
            }
        }
    }
}

fn whole(row: &Row) -> Whole {
    let period = match row.period {
        Some(period) if row.id.is_empty() => Some(Period::Year(period.year())),
        period => period,
    };
    (row.parent.clone(), period.map(|it| it.to_string()))
}

/// How many cases rows are of.
struct Sizes {
    of_rows: Vec<u64>,
    /// A row is a case of its own, and its group is what has a size.
    is_by_group: bool,
}

/// The sizes of rows, where something in them is one.
fn sizes(dataset: &Dataset) -> Option<Sizes> {
    let number = |row: &Row, column: usize| row.number(column).map_or(0, |it| it.max(0.0) as u64);
    let base = dataset.column("n").or_else(|| dataset.column("den"));
    let of_rows: Vec<u64> = if let Some((at, _)) = base {
        dataset.rows.iter().map(|row| number(row, at)).collect()
    } else if dataset.analyses.contains(&Analysis::Net) {
        let columns = 0..dataset.columns.len();
        let sum = |row| columns.clone().map(|at| number(row, at)).sum();
        dataset.rows.iter().map(sum).collect()
    } else if dataset.analyses.contains(&Analysis::Quartiles) {
        let in_group = |row: &Row| {
            dataset
                .rows
                .iter()
                .filter(|it| it.group == row.group)
                .count()
        };
        let sizes = dataset.rows.iter().map(|row| in_group(row) as u64);
        return Some(Sizes {
            of_rows: sizes.collect(),
            is_by_group: true,
        });
    } else {
        return None;
    };
    Some(Sizes {
        of_rows,
        is_by_group: false,
    })
}
