//! Initiatives: the key works and projects of a year, how far they are, what
//! they cost and brought, and what one review promises the next.
//!
//! A share done is deliberately not reckoned from steps: steps differ in size.
//! What was promised last year has a status this year, or the build fails.

mod assess;
mod check;
mod judge;
mod present;
mod sheet;

use jiff::civil::Date;

use crate::{
    block::{Exhibit, Phrase, StepState},
    diag::{Place, Report},
    model::{Better, Evidence, Facts, FigureKey, Period, Register, Scope, Text, Thing},
    sheet::Sheet,
    subject::{Context, Subject, Wave, head::Head, named::Named, shown::Headed, typed::Number},
};

pub use sheet::{
    ActivitySheet, AwardLevel, AwardSheet, BenefitSheet, BudgetSheet, CarriedSheet, ClaimSheet,
    CommitmentSheet, CommitmentStatus, InitiativeKind, InitiativeSheet, InitiativesSheet,
    MilestoneSheet, OutputSheet, RoadSheet, ScheduleSheet, StrategySheet, SystemSheet,
    SystemStatus,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Initiatives;

impl Subject for Initiatives {
    const NAME: &'static str = "initiatives";
    const WAVE: Wave = Wave::Judging;
    type Sheet = InitiativesSheet;
    type Record = Record;

    fn declare(sheet: &Sheet<InitiativesSheet>, register: &mut Register) {
        let InitiativesSheet {
            initiatives,
            systems,
            commitments,
            ..
        } = &sheet.value;
        for it in initiatives {
            register.declare(Thing::Initiative, &it.id.0, &it.name.0);
        }
        for it in systems {
            register.declare(Thing::System, &it.id.0, &it.name.0);
        }
        for it in commitments {
            register.declare(Thing::Commitment, &it.id.0, &it.name.0);
        }
    }

    fn check(sheet: &Sheet<InitiativesSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn absent(context: &Context, report: &mut Report) {
        check::absent(context, report);
    }

    fn assess(record: &Record, facts: &mut Facts) {
        let figures = assess::figures(record, facts);
        facts.publish_all(figures);
    }

    fn review(record: &Record, facts: &Facts, report: &mut Report) {
        assess::review(record, facts, report);
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        present::present(record, facts)
    }

    fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
        present::sentences(record, facts)
    }
}

/// A year's initiatives, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    head: Head,
    claimed: Option<Claim>,
    owners: Vec<Named>,
    roads: Vec<Road>,
    initiatives: Vec<Initiative>,
    strategies: Vec<Strategy>,
    activities: Vec<Activity>,
    awards: Vec<Award>,
    capabilities: Vec<Named>,
    systems: Vec<System>,
    carried: Vec<Carried>,
    commitments: Vec<Commitment>,
    /// Of what no entry says otherwise.
    evidence: Evidence,
}

#[derive(Debug, Clone)]
struct Claim {
    metric: String,
    acknowledged: Text,
    place: Place,
}

#[derive(Debug, Clone)]
struct Road {
    id: String,
    name: Text,
    steps: Vec<Named>,
}

#[derive(Debug, Clone)]
struct Initiative {
    id: String,
    name: Text,
    text: Text,
    kind: InitiativeKind,
    /// As an index.
    owner: Option<usize>,
    state: Option<StepState>,
    schedule: Option<Schedule>,
    /// The road, as an index, and how far each of its steps is.
    track: Option<(usize, Vec<Option<StepState>>)>,
    milestones: Vec<Milestone>,
    budget: Option<Budget>,
    benefit: Option<Benefit>,
    evidence: Evidence,
    place: Place,
}

#[derive(Debug, Clone)]
struct Schedule {
    planned: (Date, Date),
    start: Option<Date>,
    end: Option<Date>,
    evidence: Evidence,
    place: Place,
}

#[derive(Debug, Clone)]
struct Milestone {
    name: Text,
    due: Option<Date>,
    reached: Option<Date>,
    /// On a day that is not known.
    done: bool,
    evidence: Evidence,
    place: Place,
}

#[derive(Debug, Clone)]
struct Budget {
    measure: String,
    decimals: u8,
    amount: Number,
    spent: Number,
    output: Option<Output>,
    evidence: Evidence,
}

#[derive(Debug, Clone)]
struct Output {
    number: Number,
    measure: String,
    approximate: bool,
}

#[derive(Debug, Clone)]
enum Benefit {
    /// What a metric of the catalogue shows, in the year or in that period.
    Metric(String, Option<Period>),
    Own(Box<OwnBenefit>),
}

#[derive(Debug, Clone)]
struct OwnBenefit {
    name: Text,
    measure: String,
    /// The measure of a difference.
    difference: String,
    decimals: u8,
    better: Better,
    before: Number,
    after: Number,
    target: Option<Number>,
    evidence: Evidence,
}

#[derive(Debug, Clone)]
struct Strategy {
    id: String,
    name: Text,
    dimension: Text,
    /// The names of those that pursue it.
    initiatives: Vec<Text>,
    place: Place,
}

#[derive(Debug, Clone)]
struct Activity {
    id: String,
    name: Text,
    /// The name of what it belongs to.
    initiative: Text,
    held: Held,
    evidence: Evidence,
}

#[derive(Debug, Clone)]
enum Held {
    /// As the metric says.
    Metric(String),
    Own(Number, String),
}

#[derive(Debug, Clone)]
struct Award {
    id: String,
    name: Text,
    giver: Text,
    level: Option<AwardLevel>,
    outside: bool,
    period: Period,
    initiative: Text,
    evidence: Evidence,
    place: Place,
}

#[derive(Debug, Clone)]
struct System {
    id: String,
    name: Text,
    /// As an index.
    capability: usize,
    status: SystemStatus,
    coverage: Option<Number>,
    evidence: Evidence,
    text: Text,
    place: Place,
}

#[derive(Debug, Clone)]
struct Carried {
    id: String,
    /// As the year before named it.
    name: Text,
    status: CommitmentStatus,
    text: Text,
    initiative: Text,
    evidence: Evidence,
    place: Place,
}

#[derive(Debug, Clone)]
struct Commitment {
    id: String,
    name: Text,
    owner: Option<usize>,
    due: Option<Date>,
    kept_when: Text,
    place: Place,
}

impl Headed for Record {
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Record {
    /// The key of a figure of the year.
    fn key(&self, name: &str) -> FigureKey {
        FigureKey::own(
            &format!("{}.{name}", Initiatives::NAME),
            Period::Year(self.year),
        )
    }

    /// The key of a figure of an initiative.
    fn work_key(&self, of: &Initiative, name: &str) -> FigureKey {
        self.key(&format!("work.{}.{name}", of.id))
    }

    /// The key of the year's figure of a metric, or of that whose period is
    /// not stated.
    fn metric_key(&self, metric: &str, period: Option<Period>, facts: &Facts) -> FigureKey {
        let found = facts.find(metric, &Scope::Own, period, "", self.year);
        found.map_or_else(
            || FigureKey::own(metric, period.unwrap_or(Period::Year(self.year))),
            |it| it.key.clone(),
        )
    }

    /// How many there are of an activity: the metric's figure or its own.
    fn held_key(&self, of: &Activity, facts: &Facts) -> FigureKey {
        match &of.held {
            Held::Metric(metric) => self.metric_key(metric, None, facts),
            Held::Own(..) => self.key(&format!("activity.{}", of.id)),
        }
    }

    fn initiatives_of(&self, kind: InitiativeKind) -> impl Iterator<Item = &Initiative> {
        self.initiatives.iter().filter(move |it| it.kind == kind)
    }

    fn milestones(&self) -> impl Iterator<Item = (&Initiative, &Milestone)> {
        let initiatives = self.initiatives.iter();
        initiatives.flat_map(|of| of.milestones.iter().map(move |it| (of, it)))
    }
}

#[cfg(test)]
mod tests;
