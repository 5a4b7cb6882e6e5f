//! `accountability.yaml` exactly as authors write it.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::Evidence,
    sheet::{Dated, Num, Plain, Words},
};

/// Cases with who took them first, who closed them, and what followed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountabilitySheet {
    /// What all the cases together are called in the ledger of figures.
    pub name: Words,
    /// How well the cases are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The day up to which is known what was closed.
    pub as_of: Option<Dated>,
    /// What penalties are counted in: the id of a measure.
    pub money: Option<Plain>,
    /// The rules that responsibility rests on.
    #[serde(default)]
    pub rules: Vec<RuleSheet>,
    /// The roles that take, pass on and close cases; never names.
    pub roles: Vec<RoleSheet>,
    /// The cases.
    pub cases: Vec<CaseSheet>,
}

/// A rule.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleSheet {
    /// Its id.
    pub id: Plain,
    /// What it is called.
    pub name: Words,
    /// What it says, in a sentence.
    pub text: Option<Words>,
}

/// A role.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleSheet {
    /// Its id.
    pub id: Plain,
    /// What it is called.
    pub name: Words,
}

/// A case.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseSheet {
    /// Its id.
    pub id: Plain,
    /// What it is about, in a few words.
    pub name: Words,
    /// The unit that is answerable, by id; the whole organisation if left out.
    pub unit: Option<Plain>,
    /// The role that was asked first.
    pub first: Plain,
    /// When, as `2008-03-04 09:10`.
    pub opened: Option<Plain>,
    /// The roles it was handed on to, in order.
    #[serde(default)]
    pub handed: Vec<HandSheet>,
    /// When it was closed, as `2008-03-05 16:00`; left out while it is open.
    pub closed: Option<Plain>,
    /// Why a time is not known.
    pub missing: Option<Words>,
    /// How well the case is founded; that of the file if left out.
    pub evidence: Option<Evidence>,
    /// The rule that was broken, by id.
    pub rule: Option<Plain>,
    /// What the answerable role had to bear.
    pub sanction: Option<SanctionSheet>,
    /// The veto on an appraisal that followed.
    pub veto: Option<VetoSheet>,
}

/// A hand-off.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandSheet {
    /// The role that took the case over.
    pub to: Plain,
    /// When, as `2008-03-04 11:00`.
    pub at: Option<Plain>,
}

/// A sanction.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SanctionSheet {
    /// What it was.
    pub kind: Words,
    /// The role that bears it.
    pub role: Plain,
    /// The penalty, where there is one.
    pub amount: Option<Num>,
    /// Why the amount is not known.
    pub missing: Option<Words>,
}

/// A veto.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VetoSheet {
    /// Whose appraisal it is, and why.
    pub reason: Words,
    /// The score before the veto.
    #[serde(rename = "original")]
    pub score: Option<Num>,
    /// Why that is not known.
    pub missing: Option<Words>,
    /// The score after the veto; 0 if left out.
    #[serde(rename = "final")]
    pub outcome: Option<Num>,
}
