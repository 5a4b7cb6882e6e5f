//! Process: the stages that a customer passes through, step by step: who does
//! it, how long it takes, how long of that somebody works on it, where work is
//! handed on and where it is done again; and what goes wrong in each stage and
//! what is done about it.
//!
//! Times are means, so that the whole is the sum of its steps; no share of
//! cases that were in time is made of them, for a mean does not tell it. A P90
//! of a step is shown beside its mean and added to no other.

mod assess;
mod check;
mod present;
mod sheet;

use crate::{
    block::{Exhibit, Phrase},
    diag::{Place, Report},
    model::{Evidence, Facts, FigureKey, Finite, Period, Register, Text, Thing},
    sheet::Sheet,
    subject::{Context, Subject, Wave, head::Head, shown::Headed},
};

pub use sheet::{
    ListSheet, MeasuredSheet, OwnerSheet, PeriodsSheet, ProblemSheet, ProcessSheet, RemedySheet,
    StageSheet, StandardSheet, StepSheet, TargetSheet,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Process;

impl Subject for Process {
    const NAME: &'static str = "process";
    const WAVE: Wave = Wave::Measuring;
    type Sheet = ProcessSheet;
    type Record = Record;

    fn declare(sheet: &Sheet<ProcessSheet>, register: &mut Register) {
        for it in &sheet.value.stages {
            register.declare(Thing::Stage, &it.id.0, &it.name.0);
        }
        for it in &sheet.value.problems {
            register.declare(Thing::Problem, &it.id.0, &it.name.0);
        }
    }

    fn check(sheet: &Sheet<ProcessSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        facts.publish_all(assess::figures(record));
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        present::present(record, facts)
    }

    fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
        present::sentences(record, facts)
    }
}

/// A year's process, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    name: Text,
    evidence: Evidence,
    head: Head,
    /// What times are counted in.
    measure: String,
    /// The measure of a difference of times.
    difference: String,
    decimals: u8,
    before: Option<Period>,
    now: Period,
    owners: Vec<Named>,
    stages: Vec<Named>,
    /// In their order, those of a stage together.
    steps: Vec<Step>,
    problems: Vec<Problem>,
    targets: Vec<Target>,
    lists: Vec<List>,
}

/// An owner or a stage.
#[derive(Debug, Clone)]
struct Named {
    id: String,
    name: Text,
    place: Place,
}

#[derive(Debug, Clone)]
struct Step {
    id: String,
    name: Text,
    /// As indices.
    stage: usize,
    owner: usize,
    to: Vec<usize>,
    /// Not passed by everyone, so that no sum counts it.
    aside: bool,
    standard: Option<Standard>,
    before: Option<Measured>,
    now: Measured,
    place: Place,
}

#[derive(Debug, Clone)]
struct Standard {
    value: Finite,
    evidence: Evidence,
    source: Text,
    place: Place,
}

/// What was measured of a step in a period.
#[derive(Debug, Clone)]
struct Measured {
    touch: Option<Finite>,
    lead: Option<Finite>,
    p90: Option<P90>,
    cases: Option<u64>,
    reworked: Option<u64>,
    /// Why something is not there.
    missing: Text,
    evidence: Evidence,
    place: Place,
}

/// The time within which nine of ten cases are passed on.
#[derive(Debug, Clone)]
enum P90 {
    /// As the source gives it.
    Typed(Finite),
    /// Of these times, a case each.
    Of(Vec<f64>),
}

#[derive(Debug, Clone)]
struct Problem {
    id: String,
    name: Text,
    /// As an index.
    stage: usize,
    remedies: Vec<Remedy>,
    /// Why nothing is done about it.
    acknowledged: Text,
    place: Place,
}

#[derive(Debug, Clone)]
struct Remedy {
    name: Text,
    /// The name of the initiative that it belongs to.
    initiative: Option<Text>,
}

#[derive(Debug, Clone)]
struct Target {
    id: String,
    name: Text,
    value: Result<Finite, Text>,
    measure: String,
    evidence: Evidence,
    place: Place,
}

/// What the design of the process rests on: goals, principles, methods.
#[derive(Debug, Clone)]
struct List {
    id: String,
    name: Text,
    items: Vec<Text>,
    place: Place,
}

/// What sums and rates are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Every step.
    Whole,
    /// The steps of a stage, by index.
    Stage(usize),
}

impl Headed for Record {
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Record {
    /// The key of a figure of the year.
    fn key(&self, name: &str) -> FigureKey {
        Self::key_in(name, Period::Year(self.year))
    }

    fn key_in(name: &str, period: Period) -> FigureKey {
        FigureKey::own(&format!("{}.{name}", Process::NAME), period)
    }

    fn step_key(&self, step: usize, role: &str, period: Period) -> FigureKey {
        Self::key_in(&format!("step.{}.{role}", self.steps[step].id), period)
    }

    fn part_key(&self, part: Part, role: &str, period: Period) -> FigureKey {
        match part {
            Part::Whole => Self::key_in(role, period),
            Part::Stage(at) => {
                Self::key_in(&format!("stage.{}.{role}", self.stages[at].id), period)
            }
        }
    }

    /// A count of the year, or the sum of standards.
    fn part_year_key(&self, part: Part, role: &str) -> FigureKey {
        self.part_key(part, role, Period::Year(self.year))
    }

    fn part_name(&self, part: Part) -> &Text {
        match part {
            Part::Whole => &self.name,
            Part::Stage(at) => &self.stages[at].name,
        }
    }

    /// The whole, then each stage.
    fn parts(&self) -> impl Iterator<Item = Part> {
        [Part::Whole]
            .into_iter()
            .chain((0..self.stages.len()).map(Part::Stage))
    }

    fn steps_of(&self, part: Part) -> impl Iterator<Item = usize> {
        (0..self.steps.len()).filter(move |at| {
            matches!(part, Part::Whole) || part == Part::Stage(self.steps[*at].stage)
        })
    }

    /// The steps that everyone passes, which sums are of.
    fn summed(&self, part: Part) -> Vec<usize> {
        self.steps_of(part)
            .filter(|at| !self.steps[*at].aside)
            .collect()
    }

    /// The steps that a step hands work on to: those with another owner.
    fn handed(&self, step: usize) -> impl Iterator<Item = usize> {
        let from = &self.steps[step];
        from.to
            .iter()
            .copied()
            .filter(|to| self.steps[*to].owner != from.owner)
    }

    /// The periods in which steps were measured, the earlier first.
    fn periods(&self) -> impl Iterator<Item = Period> {
        self.before.into_iter().chain([self.now])
    }

    fn measured(&self, step: usize, period: Period) -> Option<&Measured> {
        let step = &self.steps[step];
        if period == self.now {
            Some(&step.now)
        } else {
            step.before.as_ref()
        }
    }
}

#[cfg(test)]
mod tests;
