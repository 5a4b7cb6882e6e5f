//! What is computed of a data set, so that no drawing has to: each result is a
//! figure of the ledger with its formula and inputs.

mod answers;
mod control;
mod shares;

use std::collections::BTreeMap;

use super::{Analysis, Dataset, Row};
use crate::{
    block::{Signal, Stretch},
    model::{Evidence, Figure, FigureKey, Finite, Input, Missing, Text},
    subject::units::{PERCENT, missing},
};

/// What came of the analyses of a data set.
#[derive(Default)]
pub(super) struct Derived {
    pub(super) figures: Vec<Figure>,
    /// Computed columns: their role, and the figure of each row.
    pub(super) columns: Vec<(&'static str, Vec<Option<FigureKey>>)>,
    /// Computed figures of rows that no column of the table shows.
    pub(super) beside: BTreeMap<usize, Vec<(String, FigureKey)>>,
    /// Computed figures of groups, by role.
    pub(super) groups: BTreeMap<String, Vec<(&'static str, FigureKey)>>,
    /// Computed lines: id, key of the word, figure.
    pub(super) lines: Vec<(&'static str, &'static str, FigureKey)>,
    /// The signal of each row that has one.
    pub(super) signals: BTreeMap<usize, Signal>,
    /// Where stretches begin.
    pub(super) stretches: BTreeMap<usize, Stretch>,
}

/// Analyses a data set as it asks.
pub(super) fn derive(dataset: &Dataset) -> Derived {
    let mut out = Derived::default();
    if let Some(control) = &dataset.control {
        control::analyse(dataset, control, &mut out);
    }
    for analysis in &dataset.analyses {
        match analysis {
            Analysis::Pareto => shares::pareto(dataset, &mut out),
            Analysis::Funnel => shares::funnel(dataset, &mut out),
            Analysis::Quartiles => shares::quartiles(dataset, &mut out),
            Analysis::Net => answers::net(dataset, &mut out),
            Analysis::Total => answers::total(dataset, &mut out),
            Analysis::Means => shares::means(dataset, &mut out),
            Analysis::Lead => shares::lead(dataset, &mut out),
        }
    }
    out
}

/// A computed number before it is a figure.
struct Computed<'a> {
    key: FigureKey,
    label: &'a Text,
    value: Result<f64, Missing>,
    measure: &'a str,
    decimals: u8,
    formula: &'static str,
    inputs: Vec<FigureKey>,
    evidence: Evidence,
}

impl Derived {
    /// Publishes a difference, printed with its sign, and returns its key.
    fn publish_signed(&mut self, dataset: &Dataset, computed: Computed) -> FigureKey {
        let key = self.publish(dataset, computed);
        if let Some(figure) = self.figures.last_mut() {
            figure.signed = true;
        }
        key
    }

    /// Publishes a computed number and returns its key.
    fn publish(&mut self, dataset: &Dataset, computed: Computed) -> FigureKey {
        let value = computed.value.and_then(Finite::computed);
        let key = computed.key.clone();
        self.figures.push(Figure {
            measure: computed.measure.to_owned(),
            decimals: computed.decimals,
            evidence: computed.evidence,
            formula: computed.formula.to_owned(),
            inputs: Input::figures(computed.inputs),
            ..dataset.whole().figure(computed.key, computed.label, value)
        });
        key
    }
}

/// The weakest evidence of some rows.
fn evidence<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Evidence {
    Evidence::weakest_of(rows.into_iter().map(|row| row.evidence))
}

impl Dataset {
    /// The keys of a column's figures in some rows.
    pub(in crate::subject) fn inputs<'a>(
        &self,
        rows: impl IntoIterator<Item = &'a Row>,
        columns: &[&str],
    ) -> Vec<FigureKey> {
        rows.into_iter()
            .flat_map(|row| columns.iter().map(move |id| (row, *id)))
            .filter(|(row, id)| {
                self.column(id)
                    .is_some_and(|(at, _)| row.values.contains_key(&at))
            })
            .map(|(row, id)| self.row_key(row, id))
            .collect()
    }

    /// The numbers of a column, one a row.
    fn numbers(&self, id: &str) -> Vec<Option<f64>> {
        let column = self.column(id).map(|(at, _)| at);
        self.rows
            .iter()
            .map(|row| column.and_then(|at| row.number(at)))
            .collect()
    }

    /// The measure and decimals of a column.
    fn printed(&self, id: &str) -> (&str, u8) {
        self.column(id)
            .map_or(("", 0), |(_, it)| (it.measure.as_str(), it.decimals))
    }
}
