//! Data sets: rows of figures and words that belong to no other subject, for
//! charts and tables that a report or a deck needs once.
//!
//! Every number of a data set is a figure of the ledger like any other. What a
//! chart needs beside what was typed — limits, shares, quartiles — is computed
//! here and published too, so that no drawing computes.

mod analyse;
mod assess;
mod check;
mod present;
mod sheet;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    block::{ChartKind, Exhibit, Form, StepState},
    diag::{Place, Report},
    model::{Better, Evidence, Facts, FigureKey, Finite, Period, Text},
    sheet::Sheet,
    subject::{
        Context, Subject, Wave,
        units::{Whole, below},
    },
};

pub use sheet::{
    Analysis, ColumnSheet, ControlChart, ControlSheet, DatasetSheet, DatasetsSheet, GroupSheet,
    PhaseSheet, RowSheet, RuleSet, TargetSheet,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Datasets;

impl Subject for Datasets {
    const NAME: &'static str = "datasets";
    const WAVE: Wave = Wave::Measuring;
    type Sheet = DatasetsSheet;
    type Record = Record;

    fn check(sheet: &Sheet<DatasetsSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        for dataset in &record.datasets {
            facts.publish_all(assess::figures(dataset));
        }
    }

    fn present(record: &Record, _: &Facts) -> Vec<Exhibit> {
        record.datasets.iter().map(present::exhibit).collect()
    }
}

/// A year's data sets, checked.
#[derive(Debug, Clone)]
pub struct Record {
    datasets: Vec<Dataset>,
}

#[derive(Debug, Clone)]
struct Dataset {
    year: i16,
    id: String,
    name: Text,
    measure: String,
    /// The measure of a difference of it, by measure.
    differences: BTreeMap<String, String>,
    decimals: u8,
    /// What rates are multiplied by.
    per: f64,
    chart: Option<ChartKind>,
    better: Better,
    source: Text,
    note: Text,
    as_of: Option<Date>,
    columns: Vec<Column>,
    groups: Vec<Group>,
    targets: Vec<Target>,
    control: Option<Control>,
    analyses: Vec<Analysis>,
    other: Option<String>,
    form: Option<Form>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Column {
    id: String,
    /// Empty for the usual word of its role.
    name: Text,
    measure: String,
    decimals: u8,
    previous: bool,
}

#[derive(Debug, Clone)]
struct Group {
    id: String,
    name: Text,
}

#[derive(Debug, Clone)]
struct Target {
    id: String,
    name: Text,
    value: Finite,
    evidence: Evidence,
    /// The column whose measure it has, as an index.
    column: Option<usize>,
    place: Place,
}

#[derive(Debug, Clone)]
struct Control {
    chart: ControlChart,
    rules: RuleSet,
    screen: bool,
    phases: Vec<Phase>,
}

#[derive(Debug, Clone)]
struct Phase {
    /// The row it begins with, as an index.
    row: usize,
    reason: Text,
    broken: bool,
}

#[derive(Debug, Clone)]
struct Row {
    /// Empty for a row that is a period alone.
    id: String,
    name: Text,
    period: Option<Period>,
    group: Option<String>,
    text: Text,
    /// By column, where the row has one.
    values: BTreeMap<usize, Value>,
    evidence: Evidence,
    approximate: bool,
    start: Option<Date>,
    end: Option<Date>,
    planned: Option<(Date, Date)>,
    state: Option<StepState>,
    parent: Option<String>,
    to: Vec<String>,
    place: Place,
}

/// A value as typed, or why there is none.
#[derive(Debug, Clone)]
enum Value {
    Typed(Finite, Place),
    Missing(Text),
}

impl Dataset {
    /// What is the same of all figures of the data set.
    fn whole(&self) -> Whole<'_> {
        Whole {
            key: self.base(&[], None),
            label: &self.name,
            as_of: self.as_of,
            source: &self.source,
            note: &self.note,
        }
    }

    /// What a row's figures are named after.
    fn row_base(&self, row: &Row) -> FigureKey {
        let id = Some(row.id.as_str()).filter(|it| !it.is_empty());
        self.base(id.as_slice(), row.period)
    }

    fn base(&self, more: &[&str], period: Option<Period>) -> FigureKey {
        let name = [&[Datasets::NAME, &self.id], more].concat().join(".");
        FigureKey::own(&name, period.unwrap_or(Period::Year(self.year)))
    }

    /// The key of a figure of the whole data set, or of a group or target in it.
    fn key(&self, name: &str) -> FigureKey {
        below(&self.whole().key, name)
    }

    /// The key of a row's figure.
    fn row_key(&self, row: &Row, column: &str) -> FigureKey {
        below(&self.row_base(row), column)
    }

    /// The measure of a difference of numbers in a measure.
    fn difference_of(&self, measure: &str) -> String {
        self.differences
            .get(measure)
            .map_or(measure, String::as_str)
            .to_owned()
    }

    /// The column of that id, with its place.
    fn column(&self, id: &str) -> Option<(usize, &Column)> {
        self.columns
            .iter()
            .enumerate()
            .find(|(_, column)| column.id == id)
    }
}

impl Row {
    /// The number in a column, where there is one.
    fn number(&self, column: usize) -> Option<f64> {
        match self.values.get(&column)? {
            Value::Typed(value, _) => Some(value.get()),
            Value::Missing(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
