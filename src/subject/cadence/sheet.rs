//! `cadence.yaml` exactly as authors write it.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::{Cadence, Evidence},
    sheet::{Count, Dated, Plain, Timed, Words},
};

/// The calendar of regular reports and meetings, what became of each, and what
/// meetings decided.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CadenceSheet {
    /// What all of it is called.
    pub name: Words,
    /// The day up to which is known what happened; what is due later is not
    /// yet due.
    pub as_of: Dated,
    /// How well the dates are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// What comes round: reports, and meetings that are held as regularly.
    pub reports: Vec<ReportSheet>,
    /// The meetings that were held, with what they decided.
    #[serde(default)]
    pub meetings: Vec<MeetingSheet>,
}

/// A report or a meeting that comes round.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportSheet {
    /// Its id: a–z, 0–9 and _.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// How often it comes round; left out where the source does not say, and
    /// then `missing` says so.
    pub cadence: Option<Cadence>,
    /// The role that answers for it; no person's name.
    pub owner: Option<Words>,
    /// The first period it is expected for: of this year or the last.
    pub first: Option<Timed>,
    /// The last period, where it was given up.
    pub last: Option<Timed>,
    /// How many days after the end of its period it is due.
    pub days: Option<Count>,
    /// When it was issued. A period that is due and not here was not issued.
    #[serde(default)]
    pub issued: Vec<IssueSheet>,
    /// Why nothing is known of its issues; then there are no dates.
    pub missing: Option<Words>,
    /// How well its dates are founded, where other than the others.
    pub evidence: Option<Evidence>,
}

/// When a period's report was issued: one period with its `date`, or several
/// from `from` to `to`, each issued `after` days after its end.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IssueSheet {
    /// The period it is about.
    pub period: Option<Timed>,
    /// The day it was issued.
    pub date: Option<Dated>,
    /// Why it is not known whether it was issued.
    pub missing: Option<Words>,
    /// The first of several periods.
    pub from: Option<Timed>,
    /// The last of them.
    pub to: Option<Timed>,
    /// How many days after the end of its period each was issued.
    pub after: Option<Count>,
}

/// A meeting that was held.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingSheet {
    /// The day it was held.
    pub date: Dated,
    /// The regular meeting of `reports` that it was.
    pub of: Option<Plain>,
    /// The period that it was held for, where it was a regular one.
    pub period: Option<Timed>,
    /// Its name, where it was no regular one.
    pub name: Option<Words>,
    /// The role that led it.
    pub chair: Option<Words>,
    /// What it decided.
    #[serde(default)]
    pub decisions: Vec<DecisionSheet>,
}

/// A decision of a meeting.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionSheet {
    /// Its id, unlike that of any other decision of the year.
    pub id: Plain,
    /// What was decided.
    pub what: Words,
    /// The role that carries it out.
    pub owner: Words,
    /// Until when.
    pub due: Option<Dated>,
    /// The day it was done; left out while it is open.
    pub closed: Option<Dated>,
    /// What came of it.
    pub result: Option<Words>,
}
