//! `scorecard.yaml` exactly as authors write it.
//!
//! What the keys mean together is `check`'s business.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::Evidence,
    sheet::{Count, Dated, Num, Plain, RuleSheet, Words},
};

/// The scorecard of a year: goals, items with points, sums, vetoes.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScorecardSheet {
    /// What the scorecard is called.
    pub title: Words,
    /// Where its standards and scores were taken from.
    pub source: Option<Words>,
    /// The date the values and scores were taken.
    pub as_of: Option<Dated>,
    /// Thresholds that rules name, such as a group's targets; they may be unknown.
    #[serde(default)]
    pub thresholds: Vec<ThresholdSheet>,
    /// What was promised for the year. A goal gives no points and may differ from the standard of the same metric.
    #[serde(default)]
    pub goals: Vec<GoalSheet>,
    /// What is promised for the year after: goals in the same rule language, which are that year's goals without being typed again.
    #[serde(default)]
    pub plan: Vec<GoalSheet>,
    /// Items, subtotals and the total, in the order of the source.
    pub rows: Vec<RowSheet>,
    /// What overrides all points when it happens (一票否决).
    #[serde(default)]
    pub vetoes: Vec<VetoSheet>,
    /// The weight of service in the appraisal of the business, in per cent.
    pub weight_in_business_appraisal: Option<Num>,
    /// The scorecards of branches.
    pub branches: Option<BranchesSheet>,
}

/// The scorecards of branches, judged by the readings of their units.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BranchesSheet {
    /// What these scorecards are called; the scorecard's title if left out.
    pub title: Option<Words>,
    /// Where their standards were taken from.
    pub source: Option<Words>,
    /// Items, subtotals and the total that all branches share. A subtotal for own channels and one for partner channels keep the two apart.
    #[serde(default)]
    pub rows: Vec<RowSheet>,
    /// The branches.
    pub units: Vec<BranchSheet>,
}

/// The scorecard of a branch.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BranchSheet {
    /// The id of its unit in the catalogue.
    pub unit: Plain,
    /// The weight of service in the appraisal of this branch, in per cent.
    pub weight_in_business_appraisal: Option<Num>,
    /// Its rows, where they are others than those all branches share.
    pub rows: Option<Vec<RowSheet>>,
    /// What overrides all its points when it happens.
    #[serde(default)]
    pub vetoes: Vec<VetoSheet>,
    /// What a reader should know beside it.
    pub note: Option<Words>,
}

/// A threshold that rules refer to by its id.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ThresholdSheet {
    /// Its id in rules: a–z, 0–9 and _.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// The number, the same for every metric.
    pub value: Option<Num>,
    /// The numbers by metric, where they differ.
    #[serde(default)]
    pub values: BTreeMap<String, Num>,
    /// How well the numbers are founded; `reported` if left out.
    pub evidence: Option<CellEvidence>,
    /// Why it is not known; needed where there is no `value`.
    pub reason: Option<Words>,
}

/// A goal for the year.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalSheet {
    /// Its id: a–z, 0–9 and _.
    pub id: Plain,
    /// What was promised, in words.
    pub name: Words,
    /// The metric the rule is about, unless it says `each` or an item is named.
    pub metric: Option<Plain>,
    /// The row the rule is about.
    pub item: Option<Plain>,
    /// The rule.
    pub goal: RuleSheet,
    /// Why it is not the goal that the year before planned under this id. Printed beside it.
    pub acknowledged: Option<Words>,
    /// What a reader should know beside it.
    pub note: Option<Words>,
}

/// A row: exactly one of `item`, `subtotal` and `total`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowSheet {
    /// The id of an item: a–z, 0–9 and _.
    pub item: Option<Plain>,
    /// The id of a subtotal.
    pub subtotal: Option<Plain>,
    /// The id of the total.
    pub total: Option<Plain>,
    /// The name; an item's is its metric's if left out.
    pub name: Option<Words>,
    /// Item: the metric it is judged by.
    pub metric: Option<Plain>,
    /// Item: the rule it is judged by.
    pub standard: Option<RuleSheet>,
    /// Item: the points possible.
    pub points: Option<Num>,
    /// Item: it gives no points and can only deduct.
    #[serde(default)]
    pub deduct_only: bool,
    /// The score the source gives; left out where the source is blank. Of a sum: the sum of scores it gives.
    pub reported: Option<Num>,
    /// Item: why the score is blank.
    pub blank_reason: Option<Words>,
    /// Item: how many parts are checked.
    pub parts: Option<Count>,
    /// Item: how many parts missed the standard.
    pub missed: Option<Count>,
    /// Item: whether it passed, where no metric says so.
    pub passed: Option<bool>,
    /// Item: the size of a deduction, where the source states it.
    pub deduction: Option<DeductionSheet>,
    /// Item: the points that the source deducts.
    pub reported_deduction: Option<Num>,
    /// Item: how well each cell is founded; `reported` where left out.
    pub evidence: Option<CellsSheet>,
    /// Subtotal and total: the items they add up; all items above if left out.
    pub of: Option<Vec<Plain>>,
    /// Subtotal and total: the sum of possible points that the source claims.
    pub claimed: Option<Num>,
    /// Why it stays although the tool objects: a sum that does not add up, or a metric that gives points in two rows. Printed beside the row.
    pub acknowledged: Option<Words>,
    /// What a reader should know beside it.
    pub note: Option<Words>,
}

/// The size of a deduction.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeductionSheet {
    /// The points deducted for every full `per`.
    pub points: Num,
    /// How many missed parts, or how much beyond the standard, cost that; 1 if left out.
    pub per: Option<Num>,
    /// The most that is deducted.
    pub at_most: Option<Num>,
}

/// How well each cell of a row is founded.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CellsSheet {
    /// The item as such.
    pub item: Option<CellEvidence>,
    /// Its standard.
    pub standard: Option<CellEvidence>,
    /// What it is judged by; a metric's reading has its own evidence beside this.
    pub value: Option<CellEvidence>,
    /// The points possible.
    pub points: Option<CellEvidence>,
    /// The reported score or deduction.
    pub reported: Option<CellEvidence>,
}

/// Evidence of something that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CellEvidence {
    /// Counted or surveyed by the organisation itself.
    Measured,
    /// Taken over from the source.
    Reported,
    /// Expected or preliminary (预估).
    Estimated,
    /// Made up for the example.
    Illustrative,
}

impl From<CellEvidence> for Evidence {
    fn from(evidence: CellEvidence) -> Self {
        match evidence {
            CellEvidence::Measured => Self::Measured,
            CellEvidence::Reported => Self::Reported,
            CellEvidence::Estimated => Self::Estimated,
            CellEvidence::Illustrative => Self::Illustrative,
        }
    }
}

/// What overrides all points when it happens.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VetoSheet {
    /// Its id: a–z, 0–9 and _.
    pub id: Plain,
    /// What it is.
    pub name: Words,
    /// Whether it happened; left out where that is not known.
    pub happened: Option<bool>,
    /// Why it is not known; needed without `happened`.
    pub reason: Option<Words>,
    /// What a reader should know beside it.
    pub note: Option<Words>,
}
