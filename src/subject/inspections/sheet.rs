//! `inspections.yaml` exactly as authors write it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::Evidence,
    rows::TableSheet,
    sheet::{Count, Dated, Num, Plain, Timed, Words},
    subject::minimum::MinimumSheet,
};

/// Visits to sites by observers with checklists, and what they found.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionsSheet {
    /// What all of it is called.
    pub name: Words,
    /// The metric under which the source reports how many visits there were:
    /// an activity, kept as it is.
    pub activity: Option<Plain>,
    /// How well the numbers are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The date they were taken.
    pub as_of: Option<Dated>,
    /// Groups that are too small to be published: sites, sources and single
    /// visits.
    pub minimum: Option<MinimumSheet>,
    /// Who observes, in the order of tables and charts.
    pub observers: Vec<ObserverSheet>,
    /// The checklists, an entry for each version.
    pub checklists: Vec<ChecklistSheet>,
    /// The sites that are visited.
    pub sites: Vec<SiteSheet>,
    /// Single visits with their answers.
    #[serde(default)]
    pub visits: Vec<VisitSheet>,
    /// Visits of a site by a source in a period, added up.
    #[serde(default)]
    pub rows: Vec<BatchSheet>,
    /// A table with further visits: the columns `site` and `period`, where there
    /// are several of them `source`, `checklist` and `version`, and a column
    /// for each question; or, as under `rows`, `visits`, `failed`, `score` and
    /// `missing`. A unit of the catalogue that it names need not stand under
    /// `sites`; it is the operator's own then.
    pub table: Option<TableSheet>,
    /// What was found, by cause.
    #[serde(default)]
    pub findings: Vec<FindingSheet>,
    /// The cause that stands for all that is not named; ranked last.
    pub other: Option<Plain>,
}

/// One of the five kinds of observer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObserverSheet {
    /// Which kind.
    pub kind: Observer,
    /// What this organisation calls it.
    pub name: Words,
}

/// A version of a checklist.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistSheet {
    /// The id of the checklist: a–z, 0–9 and _.
    pub id: Plain,
    /// Its version: a–z, 0–9 and _.
    pub version: Plain,
    /// The name of this version.
    pub name: Words,
    /// The score in points of 100 below which a visit fails; if left out, only
    /// critical questions fail a visit.
    pub pass_mark: Option<Num>,
    /// Its questions.
    #[serde(default)]
    pub questions: Vec<QuestionSheet>,
}

/// A question of a checklist.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionSheet {
    /// Its id.
    pub id: Plain,
    /// What it asks.
    pub name: Words,
    /// Its weight; 1 if left out.
    pub weight: Option<Num>,
    /// Failing it fails the visit, whatever the score.
    #[serde(default)]
    pub critical: bool,
    /// The points that are possible, where it is graded; pass or fail if left out.
    pub possible: Option<Num>,
}

/// A site.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteSheet {
    /// Its id; where the catalogue has a unit of that id, the site is that unit and shown on its page.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// Whose it is.
    pub channel: Channel,
}

/// Whose a site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The operator's own.
    Own,
    /// A partner's.
    Partner,
}

/// Who observes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Observer {
    /// A mystery shopper (神秘顾客).
    MysteryShopper,
    /// The service team on its rounds (巡查).
    Patrol,
    /// A supervisor from outside (社会监督员).
    Supervisor,
    /// A customer's own judgement (客户评价).
    Customer,
    /// An agency that checks unannounced (第三方暗访).
    ThirdParty,
}

/// A visit.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitSheet {
    /// Its id.
    pub id: Plain,
    /// The site visited.
    pub site: Plain,
    /// Who observed.
    pub source: Observer,
    /// The day, or the period where the day is not known.
    pub period: Timed,
    /// The id of the checklist.
    pub checklist: Plain,
    /// Its version.
    pub version: Plain,
    /// Answers by question, for those that are passed or failed.
    #[serde(default)]
    pub answers: BTreeMap<String, Answer>,
    /// Points by question, for those that are graded.
    #[serde(default)]
    pub points: BTreeMap<String, Num>,
    /// How well it is founded, where other than the others.
    pub evidence: Option<Evidence>,
}

/// An answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Passed.
    Pass,
    /// Failed.
    Fail,
    /// The question does not apply to this visit; it is left out of the score.
    NotApplicable,
}

/// Visits added up.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchSheet {
    /// The site visited.
    pub site: Plain,
    /// Who observed.
    pub source: Observer,
    /// When.
    pub period: Timed,
    /// The id of the checklist.
    pub checklist: Plain,
    /// Its version.
    pub version: Plain,
    /// How many visits.
    pub visits: Option<Count>,
    /// How many of them failed.
    pub failed: Option<Count>,
    /// The mean of their scores, in points of 100.
    pub score: Option<Num>,
    /// Why numbers are missing, where some are.
    pub missing: Option<Words>,
    /// How well it is founded, where other than the others.
    pub evidence: Option<Evidence>,
}

/// A cause of findings.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingSheet {
    /// Its id.
    pub id: Plain,
    /// The cause.
    pub name: Words,
    /// How often it was found.
    pub count: Option<Count>,
    /// Why there is no count, where there is none.
    pub missing: Option<Words>,
}
