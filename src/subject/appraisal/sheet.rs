//! `appraisal.yaml` exactly as authors write it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::Evidence,
    rows::TableSheet,
    sheet::{Count, Dated, Num, Plain, Timed, Words},
    subject::{concept::ConceptSheet, staff::Role},
};

/// The appraisal of staff: a scheme for each role, the scores of halls and of
/// persons.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AppraisalSheet {
    /// How well the scores are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The date they were taken.
    pub as_of: Option<Dated>,
    /// Digits after the decimal point of computed scores; 1 if left out.
    pub decimals: Option<Count>,
    /// The schemes, one for each role.
    #[serde(default)]
    pub schemes: Vec<SchemeSheet>,
    /// The team score of each hall.
    #[serde(default)]
    pub teams: Vec<TeamSheet>,
    /// A table with further rows of `teams`: the columns `unit` and `score`, and
    /// as needed `period` and `missing`.
    pub table: Option<TableSheet>,
    /// The persons, by code.
    #[serde(default)]
    pub persons: Vec<PersonSheet>,
    /// Steps, principles and mechanisms, each shown as a diagram.
    #[serde(default)]
    pub concepts: Vec<ConceptSheet>,
}

/// How a role is appraised.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// The role.
    pub role: Role,
    /// How often and in what form.
    pub form: Option<Words>,
    /// Who appraises.
    pub appraiser: Option<Words>,
    /// What is scored.
    pub items: Vec<ItemSheet>,
    /// How the team score enters: declared, never assumed.
    pub linkage: LinkageSheet,
    /// The grades, the best first.
    #[serde(default)]
    pub grades: Vec<GradeSheet>,
    /// What lowers the score whatever the items say.
    #[serde(default)]
    pub vetoes: Vec<VetoSheet>,
    /// How the person hears of it.
    pub feedback: Option<Words>,
    /// What the result is used for.
    #[serde(default)]
    pub uses: Vec<Words>,
}

/// An item of a scheme.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemSheet {
    /// Its id.
    pub id: Plain,
    /// What is scored.
    pub name: Words,
    /// Its weight in per cent; those of a scheme add up to 100.
    pub weight: Num,
    /// The lowest and highest score; 0 to 100 if left out.
    pub scale: Option<[Num; 2]>,
    /// What the score is taken from.
    pub basis: Option<Words>,
    /// The criterion of a standard that it scores.
    pub criterion: Option<Plain>,
}

/// How the individual and the team score make the result.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkageSheet {
    /// Which form.
    pub form: LinkageForm,
    /// Additive: the weight of the individual score in per cent.
    pub individual: Option<Num>,
    /// Additive: that of the team score.
    pub team: Option<Num>,
    /// Multiplicative: the team score that leaves the individual score as it is.
    pub reference: Option<Num>,
}

/// The forms of a linkage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LinkageForm {
    /// `S = w_i·I + w_t·T`.
    Additive,
    /// `S = I × T ÷ T_ref`.
    Multiplicative,
    /// `S = I`: the team score does not enter.
    None,
}

/// A grade.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GradeSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// The lowest score of it.
    pub from: Num,
}

/// What lowers a score.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VetoSheet {
    /// Its id.
    pub id: Plain,
    /// What happened.
    pub name: Words,
    /// How many points are left at most; none if left out.
    pub leaves: Option<Num>,
}

/// The team score of a hall: of the year, or one for each of several periods,
/// of which that of the year is then the mean.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamSheet {
    /// The hall: a unit of the catalogue.
    pub unit: Plain,
    /// The part of the year, as `2008-03`; the year as a whole if left out.
    pub period: Option<Timed>,
    /// The score, 0 to 100.
    pub score: Option<Num>,
    /// Why there is none.
    pub missing: Option<Words>,
}

/// A person with the scores of the year.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonSheet {
    /// The code, as `A07`; no name.
    pub code: Plain,
    /// The role, which decides the scheme.
    pub role: Role,
    /// The hall: a unit of the catalogue.
    pub unit: Plain,
    /// Scores by item.
    #[serde(default)]
    pub scores: BTreeMap<String, Num>,
    /// Why there is no score, by item.
    #[serde(default)]
    pub missing: BTreeMap<String, Words>,
    /// The vetoes that happened.
    #[serde(default)]
    pub vetoed: Vec<Plain>,
}
