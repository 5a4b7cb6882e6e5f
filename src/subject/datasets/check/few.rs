//! Rows of a data set that are too small to be published.

use std::collections::BTreeMap;

use super::Checker;
use crate::{
    diag::Code,
    model::Period,
    stats::disclosure::{Fate, Group},
    subject::{
        dataset::{Analysis, Dataset, Row, Value},
        desk::{Way, path},
        minimum::{Minimum, MinimumSheet},
    },
};

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
        let mut wholes: BTreeMap<Option<Period>, Vec<usize>> = BTreeMap::new();
        for (i, row) in dataset.rows.iter().enumerate() {
            wholes.entry(whole(row)).or_default().push(i);
        }
        for rows in wholes.into_values() {
            // Rows of one value each are of one case: their groups have a size.
            let hidden = if sizes.is_by_group {
                let small = |i: &usize| minimum.is_small(sizes.of_rows[*i]);
                rows.into_iter().filter(small).collect()
            } else {
                let hidden = minimum.hides_of(&nested(&dataset.rows, &rows, &sizes.of_rows));
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

/// What rows are parts of together: the period, or the year where they are
/// periods alone.
fn whole(row: &Row) -> Option<Period> {
    match row.period {
        Some(period) if row.id.is_empty() => Some(Period::Year(period.year())),
        period => period,
    }
}

/// Rows of one whole as groups: each is made of the rows below it, and of a
/// part of its own where those do not make up all of it. The whole is last.
fn nested(all: &[Row], rows: &[usize], sizes: &[u64]) -> Vec<Group> {
    let by_id = rows.iter().enumerate();
    let by_id = by_id.filter(|(_, i)| !all[**i].id.is_empty());
    let by_id: BTreeMap<&str, usize> = by_id.map(|(at, i)| (&*all[*i].id, at)).collect();
    let parent = |at: usize| {
        let above = all[rows[at]].parent.as_deref();
        above.and_then(|id| by_id.get(id).copied())
    };
    let size = |at: usize| sizes[rows[at]];
    let mut below = vec![0; rows.len()];
    for at in 0..rows.len() {
        if let Some(above) = parent(at) {
            below[above] += size(at);
        }
    }
    let mut groups: Vec<Group> = (0..rows.len())
        .map(|at| Group {
            size: size(at),
            parts: Vec::new(),
            fate: Fate::Open,
        })
        .collect();
    let own: Vec<usize> = (0..rows.len())
        .filter(|at| size(*at) > below[*at])
        .collect();
    for at in &own {
        let mut next = Some(*at);
        while let Some(group) = next.filter(|it| !groups[*it].parts.contains(at)) {
            groups[group].parts.push(*at);
            next = parent(group);
        }
    }
    groups.push(Group {
        size: own.iter().map(|at| size(*at) - below[*at]).sum(),
        parts: own,
        fate: Fate::Kept,
    });
    groups
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
        let mut of_groups: BTreeMap<&Option<String>, u64> = BTreeMap::new();
        for row in &dataset.rows {
            *of_groups.entry(&row.group).or_default() += 1;
        }
        let of_rows = dataset.rows.iter().map(|row| of_groups[&row.group]);
        return Some(Sizes {
            of_rows: of_rows.collect(),
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
