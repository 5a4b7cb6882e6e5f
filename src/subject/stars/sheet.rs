//! `stars.yaml` exactly as authors write it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::Evidence,
    sheet::{Count, Dated, Num, Plain, RuleSheet, Words},
    subject::{concept::ConceptSheet, staff::Role},
};

/// Star-rating: schemes, assessments, and the documents that standards are
/// written in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StarsSheet {
    /// What stars are counted in: a measure of the catalogue; a bare number if
    /// left out.
    pub measure: Option<Plain>,
    /// How well the results are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The date they were taken.
    pub as_of: Option<Dated>,
    /// The schemes: what is rated, with how many stars, by which criteria.
    #[serde(default)]
    pub schemes: Vec<SchemeSheet>,
    /// The assessments of the year, one of each hall and person in a scheme.
    #[serde(default)]
    pub assessments: Vec<AssessmentSheet>,
    /// The families of documents, with the number that is claimed of each.
    #[serde(default)]
    pub families: Vec<FamilySheet>,
    /// The documents.
    #[serde(default)]
    pub documents: Vec<DocumentSheet>,
    /// Models that standards rest on, each shown as a diagram.
    #[serde(default)]
    pub concepts: Vec<ConceptSheet>,
    /// Questions that the standards are to answer.
    #[serde(default)]
    pub questions: Vec<QuestionSheet>,
}

/// A scheme of stars.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// What is rated.
    pub rates: Rated,
    /// The highest number of stars, from 1 to 5; 5 if left out.
    pub levels: Option<Count>,
    /// What is asked.
    pub criteria: Vec<CriterionSheet>,
    /// What takes stars away, whatever the results.
    #[serde(default)]
    pub vetoes: Vec<VetoSheet>,
}

/// What a scheme rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Rated {
    /// Halls.
    Hall,
    /// Persons, by code.
    Clerk,
}

/// A leaf of the three elements of service: hardware (equipment, environment),
/// software (process, conduct), people (the rest).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Leaf {
    /// Hardware: equipment and functions (设备与功能).
    Equipment,
    /// Hardware: the environment (环境).
    Environment,
    /// Software: business processes (业务流程).
    Process,
    /// Software: rules of conduct (服务规范).
    Conduct,
    /// People: appearance (仪表).
    Appearance,
    /// People: attitude (态度).
    Attitude,
    /// People: expression (表达).
    Expression,
    /// People: skill (技能).
    Skill,
}

/// A criterion, which is a standard of service.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CriterionSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// What exactly is asked.
    pub text: Option<Words>,
    /// Which of the eight leaves it belongs to.
    pub leaf: Leaf,
    /// The metric of the catalogue that it is measured by; without one it is
    /// only seen to be met or not.
    pub metric: Option<Plain>,
    /// What is asked from which star on.
    pub standards: Vec<StandardSheet>,
    /// The customers' need that it comes of: an id of the year's needs.
    pub need: Option<Plain>,
    /// The same in words, where the year has no register of needs.
    pub heard: Option<Words>,
    /// The document of the job description that it is written in.
    pub job_description: Option<Plain>,
    /// The scheme of the year's appraisal that it counts in.
    pub appraised_in: Option<Plain>,
    /// The day it was agreed with the staff.
    pub agreed: Option<Dated>,
    /// Why it stays as it is although it does not keep all six rules.
    pub acknowledged: Option<Words>,
}

/// What a criterion asks from some star on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandardSheet {
    /// The lowest star that asks it; it holds above, up to the next standard.
    pub from: Count,
    /// What is asked: `value at least 90`, `value at most 10`, or `passes`.
    pub rule: RuleSheet,
}

/// What takes stars away.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VetoSheet {
    /// Its id.
    pub id: Plain,
    /// What happened.
    pub name: Words,
    /// How many stars are left at most; none if left out.
    pub leaves: Option<Count>,
}

/// An assessment of a hall, or of a person in it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentSheet {
    /// The scheme.
    pub scheme: Plain,
    /// The hall: a unit of the catalogue.
    pub unit: Plain,
    /// The person's code, as `A07`, where persons are rated.
    pub person: Option<Plain>,
    /// The person's role.
    pub role: Option<Role>,
    /// When it was done.
    pub on: Option<Dated>,
    /// Who assessed: a role or body, not a name.
    pub assessor: Option<Words>,
    /// How well it is founded, where other than the others.
    pub evidence: Option<Evidence>,
    /// Results by criterion, in the measure of its metric.
    #[serde(default)]
    pub values: BTreeMap<String, Num>,
    /// Results by criterion, for those that are only seen to be met or not: of
    /// one that a metric measures in numbers, the result is a number.
    #[serde(default)]
    pub passed: BTreeMap<String, bool>,
    /// Why there is no result, by criterion.
    #[serde(default)]
    pub missing: BTreeMap<String, Words>,
    /// The vetoes that happened.
    #[serde(default)]
    pub vetoed: Vec<Plain>,
    /// The stars of the year before, where it has no file of its own.
    pub previous: Option<Count>,
}

/// A family of documents.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FamilySheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// How many documents the source says there are.
    pub claimed: Option<Count>,
    /// How well claim and list are founded, at best `reported`; that of the
    /// file if left out.
    pub evidence: Option<Evidence>,
    /// Why the number claimed stands beside another one counted.
    pub acknowledged: Option<Words>,
}

/// A document.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentSheet {
    /// Its id.
    pub id: Plain,
    /// Its title.
    pub name: Words,
    /// Its family.
    pub family: Plain,
    /// Its parts, in order.
    #[serde(default)]
    pub parts: Vec<Words>,
}

/// A question.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionSheet {
    /// Its id.
    pub id: Plain,
    /// What is asked.
    pub name: Words,
}
