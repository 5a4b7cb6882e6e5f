//! `initiatives.yaml` exactly as authors write it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    block::StepState,
    model::{Better, Evidence},
    sheet::{Count, Dated, Num, Plain, Timed, Words},
    subject::named::NamedSheet,
};

/// What was done in the year, what came of it, and what was promised.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InitiativesSheet {
    /// How well the numbers and days are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The day up to which is known what happened.
    pub as_of: Option<Dated>,
    /// The source's own count of key works, to be held against those listed.
    pub claimed: Option<ClaimSheet>,
    /// Roles and departments that initiatives belong to; never persons.
    #[serde(default)]
    pub owners: Vec<NamedSheet>,
    /// Ways to go step by step: the eight steps, PDCA.
    #[serde(default)]
    pub roads: Vec<RoadSheet>,
    /// Key works and projects.
    #[serde(default)]
    pub initiatives: Vec<InitiativeSheet>,
    /// Strategies, and which initiatives pursue them.
    #[serde(default)]
    pub strategies: Vec<StrategySheet>,
    /// What was held: matches, lectures, inspections.
    #[serde(default)]
    pub activities: Vec<ActivitySheet>,
    /// Awards of the year.
    #[serde(default)]
    pub awards: Vec<AwardSheet>,
    /// What IT must be able to do.
    #[serde(default)]
    pub capabilities: Vec<NamedSheet>,
    /// The systems that do it, or that are lacking.
    #[serde(default)]
    pub systems: Vec<SystemSheet>,
    /// What became of what the review of the year before promised: all of it.
    #[serde(default)]
    pub carried: Vec<CarriedSheet>,
    /// What this review promises for the year after.
    #[serde(default)]
    pub commitments: Vec<CommitmentSheet>,
}

/// The source's own count.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimSheet {
    /// The metric that holds it.
    pub metric: Plain,
    /// Why it differs from the list, where it does and that is known.
    pub acknowledged: Option<Words>,
}

/// A way to go step by step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoadSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// Its steps, the first one first.
    pub steps: Vec<NamedSheet>,
}

/// A key work or a project.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InitiativeSheet {
    /// Its id, by which other files refer to it.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// What it consists of.
    pub text: Option<Words>,
    /// Which of the two.
    pub kind: InitiativeKind,
    /// Who owns it: the id of an owner.
    pub owner: Option<Plain>,
    /// How far it is.
    pub state: Option<StepState>,
    /// How well its numbers and days are founded, where other than the file's.
    pub evidence: Option<Evidence>,
    /// When it was to run, and when it ran.
    pub schedule: Option<ScheduleSheet>,
    /// The road it goes: the id of one.
    pub road: Option<Plain>,
    /// How far each step is, by id; of those left out nothing is known.
    #[serde(default)]
    pub steps: BTreeMap<String, StepState>,
    /// Days that count by themselves.
    #[serde(default)]
    pub milestones: Vec<MilestoneSheet>,
    /// What it may cost and costs.
    pub budget: Option<BudgetSheet>,
    /// What it brought, against what was before.
    pub benefit: Option<BenefitSheet>,
}

/// A key work of the year, or a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InitiativeKind {
    /// One of the works given priority in the year.
    KeyWork,
    /// A project.
    Project,
}

/// Planned and actual days.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleSheet {
    /// From when it was planned.
    pub planned_start: Dated,
    /// Until when it was planned, inclusive.
    pub planned_end: Dated,
    /// From when it ran.
    pub start: Option<Dated>,
    /// Until when it ran, inclusive.
    pub end: Option<Dated>,
    /// How well the days are founded, where other than the initiative's.
    pub evidence: Option<Evidence>,
}

/// A milestone.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MilestoneSheet {
    /// What is reached.
    pub name: Words,
    /// The day it is due.
    pub due: Option<Dated>,
    /// The day it was reached.
    pub reached: Option<Dated>,
    /// It was reached on a day that is not known.
    #[serde(default)]
    pub done: bool,
    /// How well that is founded, where other than the initiative's.
    pub evidence: Option<Evidence>,
}

/// Money or hours.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetSheet {
    /// What both are counted in.
    pub measure: Plain,
    /// Digits after the decimal point when printed; 0 if left out.
    pub decimals: Option<Count>,
    /// What it may cost.
    pub amount: Option<Num>,
    /// What it has cost.
    pub spent: Option<Num>,
    /// Why one of them is missing.
    pub missing: Option<Words>,
    /// What the money made: its cost by piece is computed.
    pub output: Option<OutputSheet>,
    /// How well they are founded, where other than the initiative's.
    pub evidence: Option<Evidence>,
}

/// What money made.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutputSheet {
    /// How many.
    pub value: Num,
    /// What they are counted in.
    pub measure: Plain,
    /// The source says "about".
    #[serde(default)]
    pub approximate: bool,
}

/// What an initiative brought: a metric of the catalogue, or numbers of its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BenefitSheet {
    /// The metric that shows it: its value, previous value and target.
    pub metric: Option<Plain>,
    /// The period of the metric's value; the year if left out.
    pub period: Option<Timed>,
    /// What is measured, where no metric does.
    pub name: Option<Words>,
    /// What it is counted in.
    pub measure: Option<Plain>,
    /// Digits after the decimal point when printed; 0 if left out.
    pub decimals: Option<Count>,
    /// Which direction is good: `higher` or `lower`.
    pub better: Option<Better>,
    /// The value before: the baseline.
    pub before: Option<Num>,
    /// The value now.
    pub after: Option<Num>,
    /// What was to be reached.
    pub target: Option<Num>,
    /// Why one of the values is missing.
    pub missing: Option<Words>,
    /// How well they are founded, where other than the initiative's.
    pub evidence: Option<Evidence>,
}

/// A strategy.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StrategySheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// What it is to better.
    pub dimension: Option<Words>,
    /// The initiatives that pursue it, by id.
    #[serde(default)]
    pub initiatives: Vec<Plain>,
}

/// Something that was held.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivitySheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// The initiative it belongs to, by id.
    pub initiative: Option<Plain>,
    /// The metric that holds how many there were.
    pub metric: Option<Plain>,
    /// How many, where no metric holds it.
    pub count: Option<Count>,
    /// What they are counted in.
    pub measure: Option<Plain>,
    /// Why there is no number.
    pub missing: Option<Words>,
    /// How well the number is founded, where other than the file's.
    pub evidence: Option<Evidence>,
}

/// An award.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AwardSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// Who gave it, where that is known.
    pub giver: Option<Words>,
    /// How far it reaches.
    pub level: Option<AwardLevel>,
    /// The giver stands outside the operator's group.
    #[serde(default)]
    pub outside: bool,
    /// When; the year of the review if left out.
    pub period: Option<Timed>,
    /// The initiative it was given for, by id.
    pub initiative: Option<Plain>,
    /// How well it is founded, where other than the file's.
    pub evidence: Option<Evidence>,
}

/// How far an award reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AwardLevel {
    /// The whole country.
    National,
    /// The operator's group.
    Group,
    /// A province.
    Province,
    /// A branch.
    Branch,
}

/// An IT system.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SystemSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// What it gives: the id of a capability.
    pub capability: Plain,
    /// How far it is.
    pub status: SystemStatus,
    /// How much of what it is for it covers, in per cent.
    pub coverage: Option<Num>,
    /// How well the coverage is founded, where other than the file's.
    pub evidence: Option<Evidence>,
    /// A remark.
    pub text: Option<Words>,
}

/// How far a system is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SystemStatus {
    /// It is used.
    InUse,
    /// It is being built.
    Building,
    /// It is planned.
    Planned,
    /// There is none.
    Lacking,
}

/// What became of a promise of the year before.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CarriedSheet {
    /// The promise, by its id in the file of the year before.
    pub commitment: Plain,
    /// What became of it.
    pub status: CommitmentStatus,
    /// How that is known; why it was not kept, where it was not.
    pub text: Option<Words>,
    /// The initiative of this year that kept it, by id.
    pub initiative: Option<Plain>,
    /// How well that is founded, where other than the file's.
    pub evidence: Option<Evidence>,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentStatus {
    /// Kept.
    Kept,
    /// Kept in part.
    Partly,
    /// Still under way.
    Open,
    /// Not kept.
    Broken,
    /// Given up.
    Dropped,
}

/// A promise for the year after.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitmentSheet {
    /// Its id, by which the year after says what became of it.
    pub id: Plain,
    /// What is promised.
    pub name: Words,
    /// Who sees to it: the id of an owner.
    pub owner: Option<Plain>,
    /// The day it is due.
    pub due: Option<Dated>,
    /// By what one will know that it was kept.
    pub kept_when: Option<Words>,
}
