//! `compliance.yaml` exactly as authors write it.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::Evidence,
    sheet::{Count, Dated, Num, Plain, Timed, Words},
};

/// Self-inspection against regulations: clauses, half-yearly reports, promises.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplianceSheet {
    /// How well numbers and limits are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The day up to which is known what was remedied and issued.
    pub as_of: Option<Dated>,
    /// The regulations and standards that clauses are taken from.
    #[serde(default)]
    pub laws: Vec<LawSheet>,
    /// What is asked.
    pub clauses: Vec<ClauseSheet>,
    /// The self-inspections, one a half-year.
    pub reports: Vec<ReportSheet>,
    /// Attained rates that a source gives, with or without their bases.
    #[serde(default)]
    pub rates: Vec<RateSheet>,
    /// What was promised to customers.
    #[serde(default)]
    pub promises: Vec<PromiseSheet>,
    /// Who signs the report: roles, never names.
    #[serde(default)]
    pub signatures: Vec<SignatureSheet>,
}

/// A regulation or a standard.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LawSheet {
    /// Its id.
    pub id: Plain,
    /// Its title.
    pub name: Words,
    /// The number it was issued under.
    pub number: Option<Words>,
}

/// A clause: limits that are kept, or a duty that is met.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClauseSheet {
    /// Its id, by which other files may refer to it.
    pub id: Plain,
    /// What it asks, in a few words.
    pub name: Words,
    /// The regulation it stands in, by id; none for a duty of one's own.
    pub law: Option<Plain>,
    /// Where it stands there.
    pub article: Option<Words>,
    /// It is a duty that is met or not, and has no limits.
    #[serde(default)]
    pub duty: bool,
    /// The limits.
    pub limit: Option<LimitSheet>,
    /// The metric of the catalogue that the measured mean (or rate) is; its
    /// values are not typed here then.
    pub metric: Option<Plain>,
}

/// Limits of a clause.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitSheet {
    /// What they are counted in; left out where the clause names a metric, and
    /// for `least`, which is per cent.
    pub measure: Option<Plain>,
    /// The mean of all cases is at most this.
    pub mean: Option<Num>,
    /// No case is above this.
    pub max: Option<Num>,
    /// The rate is at least this.
    pub least: Option<Num>,
    /// How well the limits are founded; that of the file if left out.
    pub evidence: Option<Evidence>,
}

/// The self-inspection of a half-year.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportSheet {
    /// The half-year.
    pub period: Timed,
    /// The day it is due.
    pub due: Option<Dated>,
    /// The day it was issued.
    pub issued: Option<Dated>,
    /// How well its days and checks are founded; that of the file if left out.
    pub evidence: Option<Evidence>,
    /// Why a clause has no value, where its check says no more.
    pub missing: Option<Words>,
    /// The source's own claim that everything complies.
    pub claim: Option<ClaimSheet>,
    /// The headings of the report.
    #[serde(default)]
    pub sections: Vec<SectionSheet>,
    /// What was found, a clause each.
    #[serde(default)]
    pub checks: Vec<CheckSheet>,
}

/// A claim that everything complies.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimSheet {
    /// The claim in the source's words.
    pub text: Words,
    /// Why it stands although the clauses do not bear it out.
    pub acknowledged: Option<Words>,
}

/// A heading of a report with what is said under it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionSheet {
    /// The heading.
    pub name: Words,
    /// What is said under it.
    pub text: Option<Words>,
}

/// What was found at a clause.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckSheet {
    /// The clause, by id.
    pub clause: Plain,
    /// When it was measured, where that is not the whole half-year.
    pub period: Option<Timed>,
    /// The mean of all cases.
    pub mean: Option<Num>,
    /// The highest case.
    pub max: Option<Num>,
    /// The rate in per cent.
    pub rate: Option<Num>,
    /// How many attained the standard.
    pub attained: Option<Count>,
    /// How many were assessed.
    pub assessed: Option<Count>,
    /// On how many cases mean and highest rest.
    pub n: Option<Count>,
    /// Whether a duty is met.
    pub met: Option<bool>,
    /// What shows it: a record, a sample, a screenshot. Without it, a duty
    /// that is called met has no evidence.
    pub proof: Option<Words>,
    /// Why there is no value.
    pub missing: Option<Words>,
    /// How well the numbers are founded; that of the file if left out.
    pub evidence: Option<Evidence>,
    /// What is done about it.
    pub remedy: Option<RemedySheet>,
}

/// A remedy.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemedySheet {
    /// What is done.
    pub action: Words,
    /// Who does it: a role or an office.
    pub owner: Words,
    /// The day it is due.
    pub due: Option<Dated>,
    /// The day it was done.
    pub done: Option<Dated>,
}

/// An attained rate as a source gives it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RateSheet {
    /// Its id.
    pub id: Plain,
    /// Whose rate it is.
    pub name: Words,
    /// The period it is about.
    pub period: Timed,
    /// The rate in per cent, as the source has it.
    pub rate: Option<Num>,
    /// How many attained the standard.
    pub attained: Option<Count>,
    /// How many were assessed.
    pub assessed: Option<Count>,
    /// Why there is no rate.
    pub missing: Option<Words>,
    /// How well it is founded; that of the file if left out, at best `reported`
    /// without a base.
    pub evidence: Option<Evidence>,
    /// Why a rate stands that has no base or is not what the counts give.
    pub acknowledged: Option<Words>,
}

/// A promise to customers.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PromiseSheet {
    /// Its id.
    pub id: Plain,
    /// What was promised.
    pub name: Words,
    /// Since when it holds.
    pub since: Timed,
    /// How far it reaches.
    pub coverage: CoverageSheet,
    /// Whether it is kept.
    pub kept: Option<bool>,
    /// What shows it; without it, a promise that is called kept has no evidence.
    pub proof: Option<Words>,
    /// Why it is not known whether it is kept.
    pub missing: Option<Words>,
    /// How well this is founded; that of the file if left out.
    pub evidence: Option<Evidence>,
}

/// How far a promise reaches: so many of a base, or why that is not known.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverageSheet {
    /// How many it reaches.
    pub covered: Option<Count>,
    /// Of how many.
    pub base: Option<Count>,
    /// What is counted: branches, halls, customers.
    pub of: Option<Words>,
    /// Why that is not known.
    pub missing: Option<Words>,
}

/// A place for a signature.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignatureSheet {
    /// Its id.
    pub id: Plain,
    /// The role that signs.
    pub role: Words,
}
