//! What the subjects of a year name, so that other subjects may refer to it
//! without knowing whose it is.

use std::collections::BTreeMap;

use super::Text;

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
    /// A scheme of stars or of an appraisal.
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

/// What is declared in a year, by kind and id.
#[derive(Debug, Clone, Default)]
pub struct Register(BTreeMap<Thing, BTreeMap<String, Text>>);

impl Register {
    /// Declares a thing. An id that is declared twice keeps its first name;
    /// that it is there twice, its own subject reports.
    pub fn declare(&mut self, thing: Thing, id: &str, name: &Text) {
        let things = self.0.entry(thing).or_default();
        things.entry(id.to_owned()).or_insert_with(|| name.clone());
    }

    /// The name of a declared thing.
    pub fn name(&self, thing: Thing, id: &str) -> Option<&Text> {
        self.0.get(&thing)?.get(id)
    }

    /// What is declared of a kind, in order of ids.
    pub fn all(&self, thing: Thing) -> impl Iterator<Item = (&str, &Text)> + Clone {
        let things = self.0.get(&thing).into_iter().flatten();
        things.map(|(id, name)| (id.as_str(), name))
    }
}
