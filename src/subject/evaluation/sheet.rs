//! `evaluation.yaml` exactly as authors write it.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::{Better, Evidence},
    sheet::{Count, Dated, Num, Plain, Timed, Words},
    subject::minimum::MinimumSheet,
};

/// Improvements, measured before and after.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationSheet {
    /// How well the numbers are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The date they were taken.
    pub as_of: Option<Dated>,
    /// Samples that are too small to be published.
    pub minimum: Option<MinimumSheet>,
    /// The improvements.
    pub improvements: Vec<ImprovementSheet>,
}

/// An improvement and what it was to change.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImprovementSheet {
    /// Its id.
    pub id: Plain,
    /// What is measured.
    pub name: Words,
    /// What was done; may be left out where an initiative is named.
    pub action: Option<Words>,
    /// The key work or project that it came of, by its id in `initiatives.yaml`.
    pub initiative: Option<Plain>,
    /// What the mean is counted in; left out for shares, which are per cent.
    pub measure: Option<Plain>,
    /// Digits after the decimal point when printed; 1 if left out.
    pub decimals: Option<Count>,
    /// Which direction is good.
    pub better: Better,
    /// The sample before.
    pub before: SampleSheet,
    /// The sample after.
    pub after: SampleSheet,
    /// What it cost.
    pub cost: Option<AmountSheet>,
    /// What it brought.
    pub benefit: Option<AmountSheet>,
    /// The values over time, drawn with limits before and after.
    pub series: Option<CourseSheet>,
}

/// Values over time around an improvement.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CourseSheet {
    /// The first period after the improvement.
    pub from: Timed,
    /// The values, a period each.
    pub points: Vec<CoursePointSheet>,
}

/// A value of a period.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoursePointSheet {
    /// When.
    pub period: Timed,
    /// The value, in the measure of the samples.
    pub value: Option<Num>,
    /// Why there is none, where there is none.
    pub missing: Option<Words>,
}

/// A sample: a mean with its spread, or a count of a base.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleSheet {
    /// When it was taken.
    pub period: Timed,
    /// The mean.
    pub mean: Option<Num>,
    /// The standard deviation of the values, with n − 1.
    pub sd: Option<Num>,
    /// How many values.
    pub n: Option<Count>,
    /// How many of a base.
    pub count: Option<Count>,
    /// The base.
    pub base: Option<Count>,
    /// Why there is no number, where there is none.
    pub missing: Option<Words>,
}

/// An amount, such as of money or of hours.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountSheet {
    /// The number.
    pub value: Num,
    /// What it is counted in.
    pub measure: Plain,
}
