//! `process.yaml` exactly as authors write it.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::Evidence,
    sheet::{Count, Dated, Num, Plain, Timed, Words},
};

/// A process in stages and steps, its problems and what is done about them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcessSheet {
    /// What the process is called.
    pub name: Words,
    /// How well the numbers are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The date they were taken.
    pub as_of: Option<Dated>,
    /// What all times are counted in.
    pub measure: Plain,
    /// Digits after the decimal point of times when printed; 1 if left out.
    pub decimals: Option<Count>,
    /// When steps were measured.
    pub periods: PeriodsSheet,
    /// Who does the steps: roles or departments, never persons.
    pub owners: Vec<OwnerSheet>,
    /// The stages, in order.
    pub stages: Vec<StageSheet>,
    /// What goes wrong.
    #[serde(default)]
    pub problems: Vec<ProblemSheet>,
    /// What the process is to reach.
    #[serde(default)]
    pub targets: Vec<TargetSheet>,
    /// What its design rests on: principles, methods, measures.
    #[serde(default)]
    pub lists: Vec<ListSheet>,
}

/// When steps were measured.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodsSheet {
    /// The measurement to compare with, before the process was changed.
    pub before: Option<Timed>,
    /// The measurement under review.
    pub now: Timed,
}

/// Who does steps.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnerSheet {
    /// Its id.
    pub id: Plain,
    /// The role or department.
    pub name: Words,
}

/// A stage: steps that belong together.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// Its steps, in order.
    pub steps: Vec<StepSheet>,
}

/// A step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepSheet {
    /// Its id, unique in the file.
    pub id: Plain,
    /// What is done.
    pub name: Words,
    /// Who does it: the id of an owner.
    pub owner: Plain,
    /// The steps it leads to; the next one in the file if left out, and none
    /// where the list is empty. One that stands earlier means that work goes back.
    pub to: Option<Vec<Plain>>,
    /// Only some cases pass it: its times and rework are not in the sums.
    #[serde(default)]
    pub aside: bool,
    /// How long it may take.
    pub standard: Option<StandardSheet>,
    /// The measurement to compare with.
    pub before: Option<MeasuredSheet>,
    /// The measurement under review.
    pub now: MeasuredSheet,
}

/// How long a step may take.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandardSheet {
    /// The time, at most, in the measure of the file.
    pub value: Num,
    /// How well it is founded; as the file's numbers if left out.
    pub evidence: Option<Evidence>,
    /// Where it was taken from; as the file's numbers if left out.
    pub source: Option<Words>,
}

/// What was measured of a step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasuredSheet {
    /// The mean time that somebody works on a case.
    pub touch: Option<Num>,
    /// The mean time from the arrival of a case until it is passed on, waits included.
    pub lead: Option<Num>,
    /// The time within which nine of ten cases are passed on, as the source
    /// gives it.
    pub p90: Option<Num>,
    /// The same time of single cases, ten or more: their P90 is computed.
    #[serde(default)]
    pub times: Vec<Num>,
    /// How many cases passed.
    pub cases: Option<Count>,
    /// How many of them had to be done again.
    pub reworked: Option<Count>,
    /// Why some of these are not there, where they are not.
    pub missing: Option<Words>,
    /// How well they are founded; as the file's numbers if left out.
    pub evidence: Option<Evidence>,
}

/// Something that goes wrong in a stage.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProblemSheet {
    /// Its id.
    pub id: Plain,
    /// What goes wrong.
    pub name: Words,
    /// Where: the id of a stage.
    pub stage: Plain,
    /// What is done about it.
    #[serde(default)]
    pub remedies: Vec<RemedySheet>,
    /// Why nothing is done about it, where that is known and meant.
    pub acknowledged: Option<Words>,
}

/// A measure against a problem.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemedySheet {
    /// What is done.
    pub name: Words,
    /// The initiative that does it: the id of one that a file of the year declares.
    pub initiative: Option<Plain>,
}

/// Something that the process is to reach.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetSheet {
    /// Its id.
    pub id: Plain,
    /// What is to be reached.
    pub name: Words,
    /// The number.
    pub value: Option<Num>,
    /// What it is counted in; a bare number if left out.
    pub measure: Option<Plain>,
    /// Why there is no number, where there is none.
    pub missing: Option<Words>,
}

/// What the design of the process rests on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListSheet {
    /// Its id.
    pub id: Plain,
    /// What is listed.
    pub name: Words,
    /// Its entries.
    pub items: Vec<Words>,
}
