//! `datasets.yaml` exactly as authors write it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    block::{ChartKind, Form, StepState},
    model::{Better, Evidence},
    sheet::{Count, Dated, Num, Plain, Timed, Words},
    subject::{dataset::Analysis, minimum::MinimumSheet, series::ControlSheet},
};

/// Rows of figures that belong to no other subject, for charts and tables.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatasetsSheet {
    /// The data sets of the year.
    pub datasets: Vec<DatasetSheet>,
}

/// A data set: rows with words, times and figures.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatasetSheet {
    /// Its id: a–z, 0–9 and _.
    pub id: Plain,
    /// What it is about.
    pub name: Words,
    /// The chart that shows it on the page of data sets; a table alone if left out.
    pub chart: Option<ChartKind>,
    /// What its figures are counted in; a column may say otherwise. A bare count if left out.
    pub measure: Option<Plain>,
    /// Digits after the decimal point when printed; 0 if left out.
    pub decimals: Option<Count>,
    /// What a rate of `num` over `den` is multiplied by: 10000 for cases per 10 000; 1 if left out.
    pub per: Option<Num>,
    /// Which direction is good; neither if left out.
    pub better: Option<Better>,
    /// How well its figures are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The date they were taken.
    pub as_of: Option<Dated>,
    /// The columns of figures, in order.
    #[serde(default)]
    pub columns: Vec<ColumnSheet>,
    /// What rows belong to: departments, halls, roles.
    #[serde(default)]
    pub groups: Vec<GroupSheet>,
    /// Values to hold figures against, each drawn as a line.
    #[serde(default)]
    pub targets: Vec<TargetSheet>,
    /// How a series over time is analysed.
    pub control: Option<ControlSheet>,
    /// What is computed of the rows.
    #[serde(default)]
    pub analyses: Vec<Analysis>,
    /// The row that stands last in a Pareto chart, whatever its size.
    pub other: Option<Plain>,
    /// Rows that are too small to be published, by `n`, by `den`, or by the sum
    /// of their answers.
    pub minimum: Option<MinimumSheet>,
    /// The form of a concept diagram.
    pub form: Option<Form>,
    /// The rows.
    pub rows: Vec<RowSheet>,
}

/// A column of figures.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnSheet {
    /// Its id: a role such as `value`, `low`, `high`, `n`, or a series of its own.
    pub id: Plain,
    /// Its name; the usual word for its role if left out.
    pub name: Option<Words>,
    /// What its figures are counted in; as the data set's if left out.
    pub measure: Option<Plain>,
    /// Digits after the decimal point; as the data set's if left out.
    pub decimals: Option<Count>,
    /// It is the year before, drawn lighter.
    #[serde(default)]
    pub previous: bool,
}

/// What rows belong to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
}

/// A value to hold figures against.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetSheet {
    /// Its id.
    pub id: Plain,
    /// What it is.
    pub name: Words,
    /// The number.
    pub value: Num,
    /// The column whose measure it has; the first series if left out.
    pub column: Option<Plain>,
    /// How well it is founded; as the data set's figures if left out.
    pub evidence: Option<Evidence>,
}

/// A row.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowSheet {
    /// Its id; left out where it is a period.
    pub id: Option<Plain>,
    /// Its name; needed beside an `id`.
    pub name: Option<Words>,
    /// The period it is about.
    pub period: Option<Timed>,
    /// What it belongs to: the id of a group.
    pub group: Option<Plain>,
    /// A remark.
    pub text: Option<Words>,
    /// Its figures by column.
    #[serde(default)]
    pub values: BTreeMap<String, Num>,
    /// Why figures are missing, where some are.
    pub missing: Option<Words>,
    /// How well its figures are founded, where other than the data set's.
    pub evidence: Option<Evidence>,
    /// The source says "about".
    #[serde(default)]
    pub approximate: bool,
    /// From when.
    pub start: Option<Dated>,
    /// Until when, inclusive.
    pub end: Option<Dated>,
    /// From when it was planned.
    pub planned_start: Option<Dated>,
    /// Until when it was planned.
    pub planned_end: Option<Dated>,
    /// How far it is.
    pub state: Option<StepState>,
    /// The row above it in a tree.
    pub parent: Option<Plain>,
    /// The rows it leads to.
    #[serde(default)]
    pub to: Vec<Plain>,
}
