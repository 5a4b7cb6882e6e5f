//! Inspections: visits to sites by five kinds of observer, each with a version
//! of a checklist, and what they found.
//!
//! A visit is a visit: a site seen twice counts twice, and no number of visits
//! ever becomes a number of sites. Scores of two observers are compared where
//! both used the same version of a checklist, and nowhere else.

mod assess;
mod check;
mod few;
mod present;
mod rows;
mod sheet;

use std::collections::BTreeMap;

use few::Few;

use crate::{
    block::{Exhibit, Measure, Phrase},
    diag::{Place, Report},
    model::{Evidence, Facts, FigureKey, Finite, Period, Text},
    sheet::Sheet,
    subject::{Context, ReadSheet, Subject, Wave, head::Head, shown::Headed, units::below},
};

pub use sheet::{
    Answer, BatchSheet, Channel, ChecklistSheet, FindingSheet, InspectionsSheet, Observer,
    ObserverSheet, QuestionSheet, SiteSheet, VisitSheet,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Inspections;

impl Subject for Inspections {
    const NAME: &'static str = "inspections";
    const WAVE: Wave = Wave::Measuring;
    type Sheet = InspectionsSheet;
    type Record = Record;

    fn gather(sheet: &mut Sheet<InspectionsSheet>, door: &mut impl ReadSheet) {
        rows::gather(sheet, door);
    }

    fn check(sheet: &Sheet<InspectionsSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        assess::publish(record, facts);
    }

    fn measures(record: &Record, facts: &Facts) -> Vec<Measure> {
        present::measures(record, facts)
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        present::present(record, facts)
    }

    fn units(record: &Record) -> Vec<&str> {
        let sites = record.sites.iter().filter(|it| it.is_unit);
        sites.map(|it| it.id.as_str()).collect()
    }

    fn unit_line(record: &Record, facts: &Facts, unit: &str) -> Option<Phrase> {
        let site = record.unit(unit)?;
        facts.get(&below(&record.site_key(site), "score"))?;
        Some(present::unit::line(record, site))
    }

    fn present_unit(record: &Record, facts: &Facts, unit: &str) -> Vec<Exhibit> {
        let site = record.unit(unit);
        site.map_or_else(Vec::new, |it| present::unit::present(record, facts, it))
    }
}

/// A year's inspections, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    name: Text,
    observers: Vec<(Observer, Text)>,
    /// The metric that holds the source's own count of visits.
    activity: Option<String>,
    head: Head,
    checklists: Vec<Checklist>,
    sites: Vec<Site>,
    /// The sites that are units of the catalogue, by id.
    units: BTreeMap<String, usize>,
    /// The table of visits, where one is named.
    table: Option<Place>,
    /// Single visits first, then rows of several.
    looks: Vec<Look>,
    findings: Vec<Finding>,
    /// The finding that stands for the rest, as an index.
    other: Option<usize>,
    evidence: Evidence,
    /// What of it is of too few to be published.
    few: Few,
}

#[derive(Debug, Clone)]
struct Checklist {
    id: String,
    version: String,
    name: Text,
    pass_mark: Option<f64>,
    questions: Vec<Question>,
}

#[derive(Debug, Clone)]
struct Question {
    id: String,
    name: Text,
    weight: f64,
    critical: bool,
    /// The points possible, where it is graded.
    possible: Option<f64>,
}

#[derive(Debug, Clone)]
struct Site {
    id: String,
    name: Text,
    channel: Channel,
    /// It is a unit of the catalogue too, and shown on its page.
    is_unit: bool,
}

/// A visit, or several added up.
#[derive(Debug, Clone)]
struct Look {
    /// As indices.
    site: usize,
    checklist: usize,
    source: Observer,
    period: Period,
    evidence: Evidence,
    place: Place,
    /// It is a row of a table, and has no figures of its own.
    in_table: bool,
    seen: Seen,
}

#[derive(Debug, Clone)]
enum Seen {
    Visit {
        id: String,
        /// How much of each question was achieved, from 0 to 1; none where it
        /// does not apply.
        achieved: Vec<Option<f64>>,
    },
    Batch {
        visits: Option<u64>,
        failed: Option<u64>,
        score: Option<Finite>,
        missing: Text,
    },
}

#[derive(Debug, Clone)]
struct Finding {
    id: String,
    name: Text,
    count: Option<u64>,
    missing: Text,
    place: Place,
}

impl Observer {
    const ALL: [Self; 5] = [
        Self::MysteryShopper,
        Self::Patrol,
        Self::Supervisor,
        Self::Customer,
        Self::ThirdParty,
    ];

    /// The word in data files and names of figures.
    fn word(self) -> &'static str {
        match self {
            Self::MysteryShopper => "mystery_shopper",
            Self::Patrol => "patrol",
            Self::Supervisor => "supervisor",
            Self::Customer => "customer",
            Self::ThirdParty => "third_party",
        }
    }
}

impl Channel {
    fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Partner => "partner",
        }
    }
}

impl Checklist {
    /// What it is called in names of figures.
    fn key(&self) -> String {
        format!("{}_{}", self.id, self.version)
    }
}

impl Headed for Record {
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Record {
    /// The site that is that unit of the catalogue.
    fn unit(&self, unit: &str) -> Option<usize> {
        self.units.get(unit).copied()
    }

    /// The key of a figure of the year.
    fn key(&self, name: &str) -> FigureKey {
        Self::key_in(name, Period::Year(self.year))
    }

    fn key_in(name: &str, period: Period) -> FigureKey {
        FigureKey::own(&format!("{}.{name}", Inspections::NAME), period)
    }

    /// The key of a number of a visit or of several: `score`, `visits`, `failed`.
    fn look_key(&self, look: &Look, name: &str) -> FigureKey {
        let base = match &look.seen {
            Seen::Visit { id, .. } => format!("visit.{id}"),
            Seen::Batch { .. } => format!(
                "row.{}.{}.{}",
                self.sites[look.site].id,
                look.source.word(),
                self.checklists[look.checklist].key()
            ),
        };
        Self::key_in(&format!("{base}.{name}"), look.period)
    }
}

impl Look {
    /// The score from 0 to 100: Σ w·a ÷ Σ w over the questions that apply; of
    /// several visits, the mean as given.
    fn score(&self, checklist: &Checklist) -> Option<f64> {
        match &self.seen {
            Seen::Batch { score, .. } => score.map(Finite::get),
            Seen::Visit { achieved, .. } => {
                let applicable = checklist
                    .questions
                    .iter()
                    .zip(achieved)
                    .filter_map(|(question, a)| Some((question.weight, (*a)?)));
                let (sum, weights) = applicable.fold((0.0, 0.0), |(sum, weights), (weight, a)| {
                    (sum + weight * a, weights + weight)
                });
                (weights > 0.0).then(|| sum / weights * 100.0)
            }
        }
    }

    /// The month that it lies in, if in one.
    fn month(&self) -> Option<Period> {
        let (first, last) = (self.period.first_day(), self.period.last_day());
        let month = Period::Month(first.year(), first.month() as u8);
        ((first.year(), first.month()) == (last.year(), last.month())).then_some(month)
    }

    fn visits(&self) -> Option<u64> {
        match self.seen {
            Seen::Visit { .. } => Some(1),
            Seen::Batch { visits, .. } => visits,
        }
    }

    /// How many visits failed: on a critical question, or below the pass mark.
    fn failed(&self, checklist: &Checklist) -> Option<u64> {
        match self.seen {
            Seen::Batch { failed, .. } => failed,
            Seen::Visit { .. } => {
                let below = checklist
                    .pass_mark
                    .map(|mark| self.score(checklist).map(|score| score < mark));
                if self.critical(checklist).next().is_some() {
                    return Some(1);
                }
                match below {
                    None => Some(0),
                    Some(below) => below.map(u64::from),
                }
            }
        }
    }

    /// The critical questions that failed.
    fn critical<'a>(&'a self, checklist: &'a Checklist) -> impl Iterator<Item = &'a Question> {
        let achieved: &[Option<f64>] = match &self.seen {
            Seen::Visit { achieved, .. } => achieved,
            Seen::Batch { .. } => &[],
        };
        let questions = checklist.questions.iter().zip(achieved);
        questions
            .filter(|(question, a)| question.critical && **a == Some(0.0))
            .map(|(question, _)| question)
    }
}

#[cfg(test)]
mod tests;
