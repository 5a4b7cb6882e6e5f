//! What the subjects of a year name, so that other subjects may refer to it
//! without knowing whose it is.

use std::collections::BTreeMap;

use super::{Rule, Text};
use crate::diag::Place;

/// What kind of thing an id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A clause of a regulation, or a duty.
    Clause,
    /// A promise of a review for the year after.
    Commitment,
    /// A course of training.
    Course,
    /// A criterion of a standard.
    Criterion,
    /// A document of a register.
    Document,
    /// A key work or a project.
    Initiative,
    /// What customers need.
    Need,
    /// A problem of a process.
    Problem,
    /// A scheme of an appraisal.
    Scheme,
    /// A stage of a process.
    Stage,
    /// An IT system.
    System,
}

impl Thing {
    /// The list of a data file that declares such things.
    pub fn list(self) -> &'static str {
        match self {
            Self::Clause => "clauses",
            Self::Commitment => "commitments",
            Self::Course => "courses",
            Self::Criterion => "criteria",
            Self::Document => "documents",
            Self::Initiative => "initiatives",
            Self::Need => "needs",
            Self::Problem => "problems",
            Self::Scheme => "schemes",
            Self::Stage => "stages",
            Self::System => "systems",
        }
    }
}

/// A goal that a review sets for the year after.
#[derive(Debug, Clone)]
pub struct PlannedGoal {
    /// Its id, which it keeps.
    pub id: String,
    /// What is promised.
    pub name: Text,
    /// The metric that its rule is about, unless the rule says `each`.
    pub metric: Option<String>,
    /// The rule it will be judged by.
    pub rule: Rule,
    /// What a reader should know beside it.
    pub note: Text,
    /// Where the rule was typed.
    pub place: Place,
}

/// What is declared in a year: things by kind and id, and goals for the next.
#[derive(Debug, Clone, Default)]
pub struct Register {
    things: BTreeMap<Thing, BTreeMap<String, Text>>,
    planned: Vec<PlannedGoal>,
}

impl Register {
    /// Declares a thing. An id that is declared twice keeps its first name;
    /// that it is there twice, its own subject reports.
    pub fn declare(&mut self, thing: Thing, id: &str, name: &Text) {
        let things = self.things.entry(thing).or_default();
        things.entry(id.to_owned()).or_insert_with(|| name.clone());
    }

    /// The name of a declared thing.
    pub fn name(&self, thing: Thing, id: &str) -> Option<&Text> {
        self.things.get(&thing)?.get(id)
    }

    /// What is declared of a kind, in order of ids.
    pub fn all(&self, thing: Thing) -> impl Iterator<Item = (&str, &Text)> + Clone {
        let things = self.things.get(&thing).into_iter().flatten();
        things.map(|(id, name)| (id.as_str(), name))
    }

    /// Sets a goal for the year after.
    pub fn plan(&mut self, goal: PlannedGoal) {
        self.planned.push(goal);
    }

    /// The goals for the year after, in the order of the plan.
    pub fn planned(&self) -> &[PlannedGoal] {
        &self.planned
    }
}
