//! Training: what is taught and how, who attended, who passed, and what was
//! still there at the retest.
//!
//! A gain is after less before, a decay after less retest; whether either is
//! more than chance is for its interval to say. Persons appear by code only.

mod assess;
mod check;
mod present;
mod sheet;

use crate::{
    block::{Exhibit, Phrase},
    diag::{Place, Report},
    model::{Evidence, Facts, FigureKey, Period, Register, Text, Thing},
    sheet::Sheet,
    subject::{Context, Subject, Wave, head::Head, named::Named, shown::Headed, typed::Number},
};

pub use sheet::{
    CourseSheet, GrowthSheet, LastedSheet, LessonSheet, MeasureSheet, RetestSheet, RoleSheet,
    ScoresSheet, TestSheet, TrainingSheet,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Training;

impl Subject for Training {
    const NAME: &'static str = "training";
    const WAVE: Wave = Wave::Measuring;
    type Sheet = TrainingSheet;
    type Record = Record;

    fn declare(sheet: &Sheet<TrainingSheet>, register: &mut Register) {
        for it in &sheet.value.courses {
            register.declare(Thing::Course, &it.id.0, &it.name.0);
        }
    }

    fn check(sheet: &Sheet<TrainingSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        facts.publish_all(assess::figures(record));
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

/// A year's training, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    head: Head,
    evidence: Evidence,
    measure: String,
    /// The measure of a difference of scores.
    difference: String,
    contents: Vec<Named>,
    methods: Vec<Named>,
    roles: Vec<Named>,
    courses: Vec<Course>,
    lessons: Vec<Lesson>,
    growth: Vec<Growth>,
    measures: Vec<Measure>,
}

#[derive(Debug, Clone)]
struct Course {
    id: String,
    name: Text,
    /// As indices.
    content: usize,
    method: usize,
    /// The name of what it belongs to.
    initiative: Text,
    hours: Option<Number>,
    head: Heads,
    passed: Option<Number>,
    /// By role, as an index.
    roles: Vec<(usize, Heads)>,
    scores: Option<Scores>,
    lasted: Option<Lasted>,
    evidence: Evidence,
    place: Place,
}

/// How many were to attend and did.
#[derive(Debug, Clone)]
struct Heads {
    invited: Option<Number>,
    attended: Option<Number>,
}

#[derive(Debug, Clone)]
struct Scores {
    before: Test,
    after: Test,
    retest: Option<(u64, Test)>,
    gain_sd: Option<f64>,
    decay_sd: Option<f64>,
    pairs: Option<u64>,
}

#[derive(Debug, Clone)]
struct Test {
    mean: Number,
    sd: Option<f64>,
    n: Option<u64>,
}

#[derive(Debug, Clone)]
struct Lasted {
    number: Number,
    measure: String,
    evidence: Evidence,
    acknowledged: Text,
}

#[derive(Debug, Clone)]
struct Lesson {
    id: String,
    problem: Text,
    answer: Text,
    content: usize,
    period: Option<Period>,
    place: Place,
}

#[derive(Debug, Clone)]
struct Growth {
    code: String,
    /// What the person is called.
    called: Text,
    role: usize,
    /// The names of the courses.
    passed: Vec<Text>,
    attended: Vec<Text>,
    /// What the mentor is called.
    mentor: Option<Text>,
    next: Text,
}

#[derive(Debug, Clone)]
struct Measure {
    id: String,
    name: Text,
    in_force: Option<bool>,
    text: Text,
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
            &format!("{}.{name}", Training::NAME),
            Period::Year(self.year),
        )
    }

    /// The key of a figure of a course.
    fn course_key(&self, of: &Course, name: &str) -> FigureKey {
        self.key(&format!("course.{}.{name}", of.id))
    }

    /// The key of a figure of a role in a course.
    fn role_key(&self, of: &Course, role: usize, name: &str) -> FigureKey {
        self.course_key(of, &format!("{}.{name}", self.roles[role].id))
    }
}

#[cfg(test)]
mod tests;
