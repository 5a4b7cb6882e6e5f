//! `complaints.yaml` exactly as authors write it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::tickets::Counted;
use crate::{
    block::StepState,
    model::Evidence,
    rows::{DateOrder, Decimal, Delimiter, Encoding, RowsSpec},
    sheet::{Count, Dated, Num, Plain, Timed, Words},
    subject::{minimum::MinimumSheet, series::ControlSheet},
};

/// Complaints of a year: counts and exposure, or a table of tickets; how they
/// were handled; what leaders heard.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintsSheet {
    /// What complaints are counted in.
    pub measure: Plain,
    /// What the rate is counted in.
    pub rate_measure: Plain,
    /// What the rate is multiplied by: 10000 for complaints per 10 000 customers.
    pub per: Num,
    /// Digits of the rate after the decimal point; 1 if left out.
    pub decimals: Option<Count>,
    /// How well the figures are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The date they were taken; what is open is as old as on this day.
    pub as_of: Option<Dated>,
    /// The days within which a complaint is to be closed.
    pub deadline_days: Option<Count>,
    /// The ages by which open complaints are told apart, the youngest first.
    #[serde(default)]
    pub ageing: Vec<AgeSheet>,
    /// How the rate by period is analysed: chart, rules and phases.
    pub control: Option<ControlSheet>,
    /// From which period on the periods of the review before are shown before
    /// these; they stay in that year's file.
    pub since: Option<Timed>,
    /// The units that complaints are about, each with its customers.
    #[serde(default)]
    pub units: Vec<UnitSheet>,
    /// The causes.
    #[serde(default)]
    pub causes: Vec<CauseSheet>,
    /// The cause that stands last, whatever its size.
    pub other: Option<Plain>,
    /// Complaints and customers, a period each.
    #[serde(default)]
    pub periods: Vec<PeriodSheet>,
    /// How complaints of the year were handled.
    pub handling: Option<HandlingSheet>,
    /// A table with a row a complaint, from which the counts are taken.
    pub tickets: Option<TicketsSheet>,
    /// Changes that the source states without the counts behind them.
    #[serde(default)]
    pub changes: Vec<ChangeSheet>,
    /// When leaders listened to complaints.
    #[serde(default)]
    pub sessions: Vec<SessionSheet>,
    /// Groups that are too small to be published.
    pub minimum: Option<MinimumSheet>,
    /// What was counted of the tickets; never written by an author.
    #[serde(skip)]
    pub counted: Option<Counted>,
}

/// Ages of open complaints that are told together.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgeSheet {
    /// What they are called.
    pub name: Words,
    /// The last day that belongs to them; left out for the oldest.
    pub to: Option<Count>,
}

/// A unit that complaints are about.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitSheet {
    /// Its id, also in tickets.
    pub id: Plain,
    /// Its name, also in tickets.
    pub name: Words,
    /// Its customers, on the average of the year.
    pub customers: Option<Num>,
    /// Complaints about it in the year; left out where tickets are given.
    pub complaints: Option<Count>,
}

/// A cause of complaints.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CauseSheet {
    /// Its id, also in tickets.
    pub id: Plain,
    /// Its name, also in tickets.
    pub name: Words,
    /// Complaints for it in the year; left out where tickets are given.
    pub complaints: Option<Count>,
}

/// A period: a month, a week, a quarter.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodSheet {
    /// Which.
    pub period: Timed,
    /// Complaints in it; left out where tickets are given.
    pub complaints: Option<Count>,
    /// Customers who might have complained, on its average.
    pub customers: Option<Num>,
    /// Of the complaints, those that were escalated.
    pub escalated: Option<Count>,
    /// Of the complaints, those that reached the regulator.
    pub regulator: Option<Count>,
    /// Of the complaints, those for which the company was liable.
    pub liable: Option<Count>,
    /// Why there is no count.
    pub missing: Option<Words>,
    /// How well its numbers are founded, where other than the rest.
    pub evidence: Option<Evidence>,
}

/// How complaints were handled.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandlingSheet {
    /// Closed within the deadline.
    pub in_time: Count,
    /// Closed after it.
    pub late: Count,
    /// Still open after it.
    pub overdue: Count,
    /// Still open, not yet due.
    pub running: Count,
    /// Of all, those that came again for the same reason.
    pub repeats: Option<Count>,
    /// The days within which nine of ten closed ones were closed.
    pub p90_days: Option<Num>,
    /// The open ones by age, as many numbers as `ageing` has.
    #[serde(default)]
    pub open_by_age: Vec<Count>,
}

/// A table of tickets beside the sheet. Its rows are counted while they are
/// read; none of them is published.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketsSheet {
    /// The name of the CSV file.
    pub file: Plain,
    /// How its characters are stored; utf-8 if left out.
    #[serde(default)]
    pub encoding: Encoding,
    /// What stands between two cells; a comma if left out.
    #[serde(default)]
    pub delimiter: Delimiter,
    /// What is written where there is no value: `[NA, "-"]`.
    #[serde(default)]
    pub na: Vec<Plain>,
    /// The order of day, month and year in its dates; ymd if left out.
    #[serde(default)]
    pub date_order: DateOrder,
    /// The names of its columns.
    pub columns: TicketColumns,
    /// Words in its cells that stand for a level: `{ 升级: escalated }`.
    #[serde(default)]
    pub levels: BTreeMap<String, Level>,
    /// Words in its cells that mean that the company was liable.
    #[serde(default)]
    pub liable: Vec<Plain>,
    /// Words in its cells that mean that the complaint came again.
    #[serde(default)]
    pub repeated: Vec<Plain>,
}

impl TicketsSheet {
    /// How the table is written.
    pub fn spec(&self) -> RowsSpec {
        RowsSpec {
            encoding: self.encoding,
            delimiter: self.delimiter,
            decimal: Decimal::Point,
            na: self.na.clone(),
        }
    }
}

/// The names of the columns of tickets.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketColumns {
    /// The day the complaint came.
    pub opened: Plain,
    /// The day it was closed; empty where it is open.
    pub closed: Option<Plain>,
    /// The unit it is about: an id or a name.
    pub unit: Option<Plain>,
    /// Its cause: an id or a name.
    pub cause: Option<Plain>,
    /// How far it went.
    pub level: Option<Plain>,
    /// Whether the company was liable.
    pub liable: Option<Plain>,
    /// Whether it came again.
    pub repeated: Option<Plain>,
}

/// How far a complaint went.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// To the company.
    #[default]
    Normal,
    /// To its management or the group.
    Escalated,
    /// To the regulator.
    Regulator,
}

/// A change that the source states without the counts behind it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeSheet {
    /// Its id.
    pub id: Plain,
    /// What changed.
    pub name: Words,
    /// By how much, in per cent; a decrease is negative.
    pub percent: Num,
    /// In which period.
    pub period: Timed,
    /// Against what, and why no counts are given.
    pub note: Words,
    /// Where it was taken from.
    pub source: Option<Words>,
}

/// A session in which leaders listened to complaints.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionSheet {
    /// When: a day or a month.
    pub period: Timed,
    /// Who listened, by role.
    pub role: Words,
    /// How many complaints were heard.
    pub heard: Option<Count>,
    /// What was found.
    pub finding: Words,
    /// What was decided.
    pub decision: Option<Words>,
    /// Who sees to it, by role.
    pub owner: Option<Words>,
    /// How far it is.
    pub state: Option<StepState>,
}
