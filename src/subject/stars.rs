//! Stars: schemes that rate halls and persons by criteria, assessments, and
//! the documents that standards are written in.
//!
//! A level is reached when every standard of it and of the levels below is
//! met. A result that is not known neither meets nor fails a standard: where it
//! matters, the level is not known either, and only what is reached for certain
//! is told. A veto lowers the level and leaves the one before it on record.

mod assess;
mod check;
mod present;
mod sheet;
mod standing;

use jiff::civil::Date;

use crate::{
    block::{Exhibit, Phrase},
    diag::{Place, Report},
    model::{Better, Evidence, Facts, FigureKey, Finite, Op, Period, Register, Text, Thing},
    sheet::Sheet,
    subject::{Context, Subject, Wave, concept::Concept, head::Head, shown::Headed, staff::Role},
};

pub use sheet::{
    AssessmentSheet, CriterionSheet, DocumentSheet, FamilySheet, Leaf, QuestionSheet, Rated,
    SchemeSheet, StandardSheet, StarsSheet, VetoSheet,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Stars;

impl Subject for Stars {
    const NAME: &'static str = "stars";
    const WAVE: Wave = Wave::Judging;
    type Sheet = StarsSheet;
    type Record = Record;

    fn declare(sheet: &Sheet<StarsSheet>, register: &mut Register) {
        let given = &sheet.value;
        for scheme in &given.schemes {
            for criterion in &scheme.criteria {
                register.declare(Thing::Criterion, &criterion.id.0, &criterion.name.0);
            }
        }
        for document in &given.documents {
            register.declare(Thing::Document, &document.id.0, &document.name.0);
        }
    }

    fn check(sheet: &Sheet<StarsSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        assess::publish(record, facts);
    }

    fn review(record: &Record, facts: &Facts, report: &mut Report) {
        assess::review(record, facts, report);
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        present::present(record, facts)
    }

    fn units(record: &Record) -> Vec<&str> {
        record.assessments.iter().map(|it| &*it.unit).collect()
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

/// A year's stars, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    /// What stars are counted in; empty for a bare number.
    measure: String,
    /// How well what the file types is founded, unless it says otherwise.
    evidence: Evidence,
    head: Head,
    schemes: Vec<Scheme>,
    assessments: Vec<Assessment>,
    families: Vec<Family>,
    documents: Vec<Document>,
    concepts: Vec<Concept>,
    questions: Vec<Text>,
}

#[derive(Debug, Clone)]
struct Scheme {
    id: String,
    name: Text,
    rates: Rated,
    levels: u8,
    criteria: Vec<Criterion>,
    vetoes: Vec<Veto>,
}

#[derive(Debug, Clone)]
struct Criterion {
    id: String,
    name: Text,
    text: Text,
    leaf: Leaf,
    metric: Option<String>,
    measure: String,
    /// The measure of a difference.
    difference: String,
    decimals: u8,
    better: Better,
    /// In order of levels.
    standards: Vec<Standard>,
    /// By rule of a good standard: whether it is kept.
    kept: [bool; Rule::ALL.len()],
    acknowledged: Text,
    place: Place,
}

/// What is asked from a level on.
#[derive(Debug, Clone)]
struct Standard {
    from: u8,
    asks: Asks,
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Asks {
    Bound(Op, Finite),
    Passes,
}

/// The rules of a good standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Specific,
    Brief,
    Measurable,
    FromNeeds,
    InJob,
    Agreed,
}

impl Rule {
    const ALL: [Self; 6] = [
        Self::Specific,
        Self::Brief,
        Self::Measurable,
        Self::FromNeeds,
        Self::InJob,
        Self::Agreed,
    ];
}

#[derive(Debug, Clone)]
struct Veto {
    id: String,
    name: Text,
    leaves: u8,
}

/// A person who is rated.
#[derive(Debug, Clone)]
struct Clerk {
    code: String,
    /// What the person is called.
    called: Text,
    role: Role,
}

/// An assessment of a hall, or of a person in it.
#[derive(Debug, Clone)]
struct Assessment {
    /// As an index.
    scheme: usize,
    unit: String,
    unit_name: Text,
    person: Option<Clerk>,
    on: Option<Date>,
    assessor: Text,
    evidence: Evidence,
    /// By criterion of the scheme.
    found: Vec<Found>,
    /// The vetoes that happened, as indices.
    vetoed: Vec<usize>,
    previous: Option<(Finite, Place)>,
    place: Place,
}

/// What was found of a criterion.
#[derive(Debug, Clone)]
enum Found {
    Typed(Finite, Place),
    Missing(Text, Place),
    /// The metric's own figure of the unit is the result.
    Measured,
}

#[derive(Debug, Clone)]
struct Family {
    id: String,
    name: Text,
    claimed: Option<(Finite, Place)>,
    evidence: Evidence,
    acknowledged: Text,
}

#[derive(Debug, Clone)]
struct Document {
    id: String,
    name: Text,
    /// As an index.
    family: usize,
    parts: Vec<Text>,
    place: Place,
}

impl Scheme {
    /// The assessments under it.
    fn of<'a>(&self, record: &'a Record) -> impl Iterator<Item = &'a Assessment> + use<'a> {
        let at = record.schemes.iter().position(|it| it.id == self.id);
        let assessments = record.assessments.iter();
        assessments.filter(move |it| Some(it.scheme) == at)
    }
}

impl Criterion {
    /// The standard that holds at a level, as an index; none where it asks
    /// nothing yet.
    fn at(&self, level: u8) -> Option<usize> {
        self.standards.iter().rposition(|it| it.from <= level)
    }
}

impl Assessment {
    /// What its figures and rows are called after: the hall, or the person.
    fn name(&self) -> Text {
        let person = self.person.as_ref().map(|it| it.called.clone());
        person.unwrap_or_else(|| self.unit_name.clone())
    }

    /// Its id in tables and charts.
    fn id(&self) -> String {
        let code = self.person.as_ref().map(|it| it.code.to_lowercase());
        code.unwrap_or_else(|| self.unit.clone())
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
        FigureKey::own(&format!("{}.{name}", Stars::NAME), Period::Year(self.year))
    }

    fn scheme_of(&self, of: &Assessment) -> &Scheme {
        &self.schemes[of.scheme]
    }

    /// The key of a figure of an assessment: of a hall by its unit, of a person
    /// by the code too.
    fn key_of(&self, of: &Assessment, name: &str) -> FigureKey {
        let scheme = &self.scheme_of(of).id;
        let person = of.person.as_ref();
        let person = person.map_or(String::new(), |it| format!("{}.", it.code.to_lowercase()));
        FigureKey {
            unit: of.unit.as_str().into(),
            ..self.key(&format!("{scheme}.{person}{name}"))
        }
    }

    /// The key of the level of the year before.
    fn previous_key(&self, of: &Assessment) -> FigureKey {
        let key = self.key_of(of, "level");
        FigureKey {
            unit: key.unit,
            ..FigureKey::own(&key.name, Period::Year(self.year - 1))
        }
    }
}

#[cfg(test)]
mod tests;
