//! `monitoring.yaml` exactly as authors write it.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::{Better, Evidence},
    sheet::{Count, Dated, Num, Plain, Timed, Words},
    stats::service,
    subject::{minimum::MinimumSheet, series::ControlSheet},
};

/// What is watched through the year: series, alerts, contact centres, promises.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonitoringSheet {
    /// The day up to which it is known what happened; open alerts are held
    /// against it.
    pub as_of: Option<Dated>,
    /// How well all numbers are founded that say nothing else; `measured` if
    /// left out.
    pub evidence: Option<Evidence>,
    /// Where all numbers were taken from that say nothing else.
    pub source: Option<Words>,
    /// Groups that are too small to be published: points of few cases.
    pub minimum: Option<MinimumSheet>,
    /// The series.
    #[serde(default)]
    pub series: Vec<SeriesSheet>,
    /// The contact centres.
    #[serde(default)]
    pub contact: Vec<ContactSheet>,
    /// The promises with a time limit.
    #[serde(default)]
    pub deadlines: Vec<DeadlineSheet>,
    /// The alerts.
    #[serde(default)]
    pub alerts: Vec<AlertSheet>,
}

/// A measure over time.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesSheet {
    /// Its id: a–z, 0–9 and _.
    pub id: Plain,
    /// What it is called.
    pub name: Words,
    /// What its values are counted in; a bare count if left out. Charts of
    /// shares (`p`, `p_prime`) are in per cent whatever is written here.
    pub measure: Option<Plain>,
    /// Digits after the decimal point when printed; 0 if left out.
    pub decimals: Option<Count>,
    /// What a rate of `num` over `den` is multiplied by: 10000 for cases per
    /// 10 000; 1 if left out.
    pub per: Option<Num>,
    /// Which direction is good; neither if left out.
    pub better: Option<Better>,
    /// What was promised, in the unit of the printed values.
    pub target: Option<Num>,
    /// How well the target is founded; as the series if left out.
    pub target_evidence: Option<Evidence>,
    /// Who answers for it: a role, never a person.
    pub owner: Option<Words>,
    /// What exactly is counted.
    pub definition: Option<Words>,
    /// How well its values are founded; as the file says if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from; as the file says if left out.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// How it is analysed; `{ chart: xmr }` if left out.
    pub control: Option<ControlSheet>,
    /// From which period on the points of the review before are shown before
    /// its own; they stay in that year's file.
    pub since: Option<Timed>,
    /// Its points in order of time, all of one kind of period.
    pub points: Vec<PointSheet>,
}

/// A point of a series: a value, or a count over its base, or why there is none.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PointSheet {
    /// When.
    pub period: Timed,
    /// The value.
    pub value: Option<Num>,
    /// How many there were.
    pub num: Option<Num>,
    /// Among how many.
    pub den: Option<Num>,
    /// On how many cases a value rests.
    pub n: Option<Count>,
    /// Why there is no value.
    pub missing: Option<Words>,
    /// How well it is founded, where other than the series.
    pub evidence: Option<Evidence>,
}

/// A contact centre, with the calls of each period.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactSheet {
    /// Its id, different from those of series and promises.
    pub id: Plain,
    /// What it is called.
    pub name: Words,
    /// Within how many seconds a call is to be answered.
    pub within: Count,
    /// What the service level does with callers who hang up early.
    pub service_level: ServiceLevel,
    /// The service level that was promised, in per cent.
    pub target: Option<Num>,
    /// The measure of seconds, as the catalogue calls it; `seconds` if left out.
    pub seconds: Option<Plain>,
    /// Who answers for it: a role, never a person.
    pub owner: Option<Words>,
    /// How well its counts are founded; as the file says if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from; as the file says if left out.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The periods, in order of time.
    pub points: Vec<CallsSheet>,
}

/// The calls of a period. What is not known is left out, and what needs it is
/// missing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallsSheet {
    /// When.
    pub period: Timed,
    /// All calls that came in.
    pub offered: Option<Count>,
    /// Those answered.
    pub answered: Option<Count>,
    /// Those answered within the limit.
    pub answered_in_time: Option<Count>,
    /// Those who hung up within the limit.
    pub abandoned_in_time: Option<Count>,
    /// Those who hung up at once, usually within 5 s.
    pub abandoned_at_once: Option<Count>,
    /// Seconds that answered callers waited, in all.
    pub wait: Option<Count>,
    /// Seconds of talk, in all.
    pub talk: Option<Count>,
    /// Seconds on hold, in all.
    pub hold: Option<Count>,
    /// Seconds of work after calls, in all.
    pub wrap: Option<Count>,
    /// Seconds that agents were there for calls, in all.
    pub staffed: Option<Count>,
    /// Why there are no counts.
    pub missing: Option<Words>,
}

/// What a service level does with callers who hang up early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ServiceLevel {
    /// (answered + abandoned in time) ÷ offered.
    AbandonedServed,
    /// answered in time ÷ answered.
    OfAnswered,
    /// answered in time ÷ offered.
    OfOffered,
    /// answered in time ÷ (offered − abandoned in time).
    OfRemaining,
    /// (answered in time + abandoned at once) ÷ offered.
    AtOnceServed,
}

impl From<ServiceLevel> for service::ServiceLevel {
    fn from(level: ServiceLevel) -> Self {
        match level {
            ServiceLevel::AbandonedServed => Self::AbandonedServed,
            ServiceLevel::OfAnswered => Self::OfAnswered,
            ServiceLevel::OfOffered => Self::OfOffered,
            ServiceLevel::OfRemaining => Self::OfRemaining,
            ServiceLevel::AtOnceServed => Self::AtOnceServed,
        }
    }
}

/// A promise with a time limit, with the cases of each period.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeadlineSheet {
    /// Its id, different from those of series and contact centres.
    pub id: Plain,
    /// What it is called.
    pub name: Words,
    /// The limit.
    pub limit: Num,
    /// What the limit is counted in.
    pub measure: Plain,
    /// How well the limit is founded; as the counts if left out.
    pub limit_evidence: Option<Evidence>,
    /// The share of cases that was promised to be on time, in per cent.
    pub target: Option<Num>,
    /// Who answers for it: a role, never a person.
    pub owner: Option<Words>,
    /// What exactly the promise is.
    pub definition: Option<Words>,
    /// How well its counts are founded; as the file says if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from; as the file says if left out.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The periods, in order of time.
    pub points: Vec<CasesSheet>,
}

/// The cases of a period, as they stood at its end.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CasesSheet {
    /// When.
    pub period: Timed,
    /// Closed within the limit.
    pub within: Option<Count>,
    /// Closed later.
    pub late: Option<Count>,
    /// Still open beyond the limit.
    pub overdue: Option<Count>,
    /// Still open, and not yet due.
    pub running: Option<Count>,
    /// The time within which nine of ten closed cases were.
    pub p90: Option<Num>,
    /// Why there are no counts.
    pub missing: Option<Words>,
}

/// An alert: something was seen, and somebody has to act.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertSheet {
    /// Its id.
    pub id: Plain,
    /// The day it was raised.
    pub raised: Dated,
    /// The series, contact centre or promise it is about.
    pub about: Plain,
    /// The period in which it was seen.
    pub period: Option<Timed>,
    /// What was seen.
    pub what: Words,
    /// Who acts: a role, never a person.
    pub owner: Words,
    /// What is done; may be left out while nobody has decided.
    pub action: Option<Words>,
    /// The day by which it is to be closed.
    pub due: Option<Dated>,
    /// The day it was closed; left out while it is open.
    pub closed: Option<Dated>,
}
