//! The appraisal of staff: a scheme for each role, the score of each person
//! and of each hall as a team, and how the two are linked.
//!
//! How the team score enters is declared by each scheme and never assumed. An
//! item without a score is not a zero: the person then has no score. A veto
//! lowers the score and leaves the one before it on record. Persons are known
//! by role and code; there is no place for a name.

mod assess;
mod check;
mod present;
mod rows;
mod sheet;

use std::collections::BTreeMap;

use crate::{
    block::{Exhibit, Phrase},
    diag::{Place, Report},
    model::{Evidence, Facts, Figure, FigureKey, Finite, Period, Register, Text, Thing, When},
    sheet::Sheet,
    subject::{
        Context, ReadSheet, Subject, Wave, concept::Concept, head::Head, shown::Headed, staff::Role,
    },
};

pub use sheet::{
    AppraisalSheet, GradeSheet, ItemSheet, LinkageForm, LinkageSheet, PersonSheet, SchemeSheet,
    TeamSheet, VetoSheet,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Appraisal;

impl Subject for Appraisal {
    const NAME: &'static str = "appraisal";
    const WAVE: Wave = Wave::Judging;
    type Sheet = AppraisalSheet;
    type Record = Record;

    fn gather(sheet: &mut Sheet<AppraisalSheet>, door: &mut impl ReadSheet) {
        rows::gather(sheet, door);
    }

    fn declare(sheet: &Sheet<AppraisalSheet>, register: &mut Register) {
        for scheme in &sheet.value.schemes {
            register.declare(Thing::Scheme, &scheme.id.0, &scheme.name.0);
        }
    }

    fn check(sheet: &Sheet<AppraisalSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        assess::publish(record, facts);
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        present::present(record, facts)
    }

    fn units(record: &Record) -> Vec<&str> {
        let teams = record.teams.iter().map(|it| &*it.unit);
        teams
            .chain(record.persons.iter().map(|it| &*it.unit))
            .collect()
    }

    fn unit_line(record: &Record, facts: &Facts, unit: &str) -> Option<Phrase> {
        present::unit_line(record, facts, unit)
    }

    fn present_unit(record: &Record, facts: &Facts, unit: &str) -> Vec<Exhibit> {
        present::present_unit(record, facts, unit)
    }

    fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
        present::sentences(record, facts)
    }
}

/// A year's appraisal, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    evidence: Evidence,
    head: Head,
    decimals: u8,
    schemes: Vec<Scheme>,
    teams: Vec<Team>,
    persons: Vec<Person>,
    /// The persons of each unit, as indices.
    staff: BTreeMap<String, Vec<usize>>,
    concepts: Vec<Concept>,
}

#[derive(Debug, Clone)]
struct Scheme {
    id: String,
    name: Text,
    role: Role,
    form: Text,
    appraiser: Text,
    items: Vec<Item>,
    linkage: Linkage,
    /// The best first.
    grades: Vec<Grade>,
    vetoes: Vec<Veto>,
    feedback: Text,
    uses: Vec<Text>,
}

#[derive(Debug, Clone)]
struct Item {
    id: String,
    name: Text,
    weight: Typed,
    low: f64,
    high: f64,
    basis: Text,
}

/// A number and where it was typed.
type Typed = (Finite, Place);

#[derive(Debug, Clone)]
enum Linkage {
    Additive { individual: Typed, team: Typed },
    Multiplicative { reference: Typed },
    None,
}

#[derive(Debug, Clone)]
struct Grade {
    id: String,
    name: Text,
    from: Typed,
}

#[derive(Debug, Clone)]
struct Veto {
    id: String,
    name: Text,
    leaves: f64,
}

#[derive(Debug, Clone)]
struct Team {
    unit: String,
    name: Text,
    score: TeamScore,
}

/// The score of a team.
#[derive(Debug, Clone)]
enum TeamScore {
    /// Of the year as a whole.
    Year(Score),
    /// Of parts of the year, in order: that of the year is their mean.
    Parts(Vec<(Period, Score)>),
}

/// A score as it was typed, or why there is none.
type Score = Result<Typed, (Text, Place)>;

/// Where a score, or the reason for none, stands.
fn place_of(score: &Score) -> &Place {
    match score {
        Ok((_, place)) | Err((_, place)) => place,
    }
}

#[derive(Debug, Clone)]
struct Person {
    code: String,
    /// What the person is called.
    called: Text,
    /// As an index.
    scheme: usize,
    unit: String,
    unit_name: Text,
    /// By item of the scheme.
    scores: Vec<Score>,
    /// The vetoes that happened, as indices.
    vetoed: Vec<usize>,
    place: Place,
}

impl Scheme {
    fn key(&self, record: &Record, name: &str) -> FigureKey {
        record.key(&format!("{}.{name}", self.id))
    }
}

impl Headed for Record {
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Record {
    /// The key of a figure of the year.
    fn key(&self, name: &str) -> FigureKey {
        let name = format!("{}.{name}", Appraisal::NAME);
        FigureKey::own(&name, Period::Year(self.year))
    }

    fn unit_key(&self, unit: &str, name: &str) -> FigureKey {
        FigureKey {
            unit: unit.into(),
            ..self.key(name)
        }
    }

    fn team_key(&self, unit: &str) -> FigureKey {
        self.unit_key(unit, "team")
    }

    /// The score of a team in a part of the year.
    fn part_key(&self, unit: &str, period: Period) -> FigureKey {
        FigureKey {
            when: When::In(period),
            ..self.team_key(unit)
        }
    }

    /// The persons of a unit.
    fn persons_of(&self, unit: &str) -> impl Iterator<Item = &Person> {
        let staff = self.staff.get(unit).into_iter().flatten();
        staff.map(|it| &self.persons[*it])
    }

    /// The key of a figure of a person.
    fn person_key(&self, of: &Person, name: &str) -> FigureKey {
        let code = of.code.to_lowercase();
        self.unit_key(&of.unit, &format!("person.{code}.{name}"))
    }

    fn scheme_of(&self, of: &Person) -> &Scheme {
        &self.schemes[of.scheme]
    }

    /// The grade of a person's published score.
    fn grade(&self, facts: &Facts, of: &Person) -> Option<&Grade> {
        let score = facts.get(&self.person_key(of, "score"));
        let score = score.and_then(Figure::number)?;
        let mut grades = self.scheme_of(of).grades.iter();
        grades.find(|it| score >= it.from.0.get())
    }
}

#[cfg(test)]
mod tests;
