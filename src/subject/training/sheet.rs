//! `training.yaml` exactly as authors write it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::Evidence,
    sheet::{Count, Dated, Num, Plain, Timed, Words},
    subject::named::NamedSheet,
};

/// Courses, who attended them, and what stayed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrainingSheet {
    /// How well the numbers are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The date they were taken.
    pub as_of: Option<Dated>,
    /// What scores are counted in; a bare number if left out.
    pub measure: Option<Plain>,
    /// What is taught.
    pub contents: Vec<NamedSheet>,
    /// How it is taught.
    pub methods: Vec<NamedSheet>,
    /// Who is taught; roles, never persons.
    #[serde(default)]
    pub roles: Vec<NamedSheet>,
    /// The courses.
    #[serde(default)]
    pub courses: Vec<CourseSheet>,
    /// Lessons of a minute, one problem each.
    #[serde(default)]
    pub lessons: Vec<LessonSheet>,
    /// Growth records, a person each, under a code.
    #[serde(default)]
    pub growth: Vec<GrowthSheet>,
    /// What keeps people learning.
    #[serde(default)]
    pub measures: Vec<MeasureSheet>,
}

/// A course.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CourseSheet {
    /// Its id, by which other files refer to it.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// What it teaches: the id of one of the contents.
    pub content: Plain,
    /// How: the id of one of the methods.
    pub method: Plain,
    /// The initiative it belongs to, by its id in `initiatives.yaml`.
    pub initiative: Option<Plain>,
    /// How long it takes.
    pub hours: Option<Num>,
    /// How many were to attend.
    pub invited: Option<Count>,
    /// How many attended.
    pub attended: Option<Count>,
    /// How many of those passed.
    pub passed: Option<Count>,
    /// Why one of these is missing.
    pub missing: Option<Words>,
    /// Attendance by role, where it is known: the id of a role and its numbers.
    #[serde(default)]
    pub roles: BTreeMap<String, RoleSheet>,
    /// Scores before, after, and at a retest.
    pub scores: Option<ScoresSheet>,
    /// The source's own word of how long the effect lasted.
    pub lasted: Option<LastedSheet>,
    /// How well its numbers are founded, where other than the file's.
    pub evidence: Option<Evidence>,
}

/// What a role has to do with a course.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleSheet {
    /// How many of the role are to attend.
    pub invited: Option<Count>,
    /// How many attended.
    pub attended: Option<Count>,
    /// Why there is no number.
    pub missing: Option<Words>,
}

/// Scores at two or three times.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoresSheet {
    /// Before the course.
    pub before: TestSheet,
    /// Right after it.
    pub after: TestSheet,
    /// At a retest.
    pub retest: Option<RetestSheet>,
    /// How far single gains spread: the standard deviation of after less
    /// before, of the same persons.
    pub gain_sd: Option<Num>,
    /// The same of after less retest.
    pub decay_sd: Option<Num>,
    /// How many persons these two are of.
    pub pairs: Option<Count>,
}

/// The scores of a test.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestSheet {
    /// Their mean.
    pub mean: Option<Num>,
    /// Their standard deviation, with n − 1.
    pub sd: Option<Num>,
    /// How many there were.
    pub n: Option<Count>,
    /// Why there is no number.
    pub missing: Option<Words>,
}

/// The scores of a retest.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetestSheet {
    /// How many days after the course.
    pub days: Count,
    /// Their mean.
    pub mean: Option<Num>,
    /// Their standard deviation, with n − 1.
    pub sd: Option<Num>,
    /// How many there were.
    pub n: Option<Count>,
    /// Why there is no number.
    pub missing: Option<Words>,
}

/// How long an effect lasted, as the source says.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LastedSheet {
    /// The number.
    pub value: Num,
    /// What it is counted in.
    pub measure: Plain,
    /// How well it is founded, where other than the course's.
    pub evidence: Option<Evidence>,
    /// Why the retest says otherwise, where it does and that is known.
    pub acknowledged: Option<Words>,
}

/// A lesson of a minute.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LessonSheet {
    /// Its id.
    pub id: Plain,
    /// The one problem it solves.
    pub problem: Words,
    /// What is to be done instead.
    pub answer: Words,
    /// What it belongs to: the id of one of the contents.
    pub content: Plain,
    /// When it was held.
    pub period: Option<Timed>,
}

/// A growth record.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrowthSheet {
    /// The code that stands for the person; never a name.
    pub code: Plain,
    /// The role: the id of one.
    pub role: Plain,
    /// The courses passed, by id.
    #[serde(default)]
    pub passed: Vec<Plain>,
    /// The courses attended and not passed, by id.
    #[serde(default)]
    pub attended: Vec<Plain>,
    /// The code of the mentor.
    pub mentor: Option<Plain>,
    /// What comes next.
    pub next: Option<Words>,
}

/// What keeps people learning: promotion, incentives, trainers of one's own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// Whether it is in force; not known if left out.
    pub in_force: Option<bool>,
    /// A remark.
    pub text: Option<Words>,
}
