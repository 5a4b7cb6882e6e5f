//! Accountability: who was asked first, through how many hands a case went, how
//! long it took, and what followed for whom.
//!
//! Roles, never names. A case without a time of closing is open, not closed in
//! no time. A veto sets a score and keeps the one it was before.

mod assess;
mod check;
mod present;
mod sheet;

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::{
    block::{Exhibit, Phrase},
    diag::{Place, Report},
    model::{Evidence, Facts, FigureKey, Finite, Period, Text},
    sheet::Sheet,
    subject::{Context, Subject, Wave, head::Head, named::Named, shown::Headed},
};

pub use sheet::{
    AccountabilitySheet, CaseSheet, HandSheet, RoleSheet, RuleSheet, SanctionSheet, VetoSheet,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Accountability;

impl Subject for Accountability {
    const NAME: &'static str = "accountability";
    const WAVE: Wave = Wave::Measuring;
    type Sheet = AccountabilitySheet;
    type Record = Record;

    fn check(sheet: &Sheet<AccountabilitySheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        facts.publish_all(assess::figures(record));
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        present::present(record, facts)
    }

    fn units(record: &Record) -> Vec<&str> {
        record.units().map(|it| it.id.as_str()).collect()
    }

    fn present_unit(record: &Record, facts: &Facts, unit: &str) -> Vec<Exhibit> {
        present::of_unit(record, facts, unit)
    }

    fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
        present::sentences(record, facts)
    }
}

/// A year's cases, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    name: Text,
    /// That of the file.
    evidence: Evidence,
    head: Head,
    /// The measure of penalties; empty for a bare number.
    money: String,
    rules: Vec<Rule>,
    roles: Vec<Named>,
    cases: Vec<Case>,
    /// The cases of each unit, as indices.
    by_unit: BTreeMap<String, Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Rule {
    name: Text,
    text: Text,
}

#[derive(Debug, Clone)]
struct Case {
    id: String,
    name: Text,
    /// None for the whole organisation.
    unit: Option<Named>,
    /// The role that was asked first, as an index.
    first: usize,
    /// The roles it was handed on to, as indices.
    handed: Vec<usize>,
    opened: Option<DateTime>,
    closed: Option<DateTime>,
    /// Why a time is not known; may be empty.
    missing: Text,
    evidence: Evidence,
    /// As an index.
    rule: Option<usize>,
    sanction: Option<Sanction>,
    veto: Option<Veto>,
    place: Place,
}

#[derive(Debug, Clone)]
struct Sanction {
    kind: Text,
    /// As an index.
    role: usize,
    amount: Option<Finite>,
    missing: Text,
    place: Place,
}

#[derive(Debug, Clone)]
struct Veto {
    reason: Text,
    original: Option<Finite>,
    missing: Text,
    last: Finite,
    place: Place,
}

/// Which cases some figures are about.
#[derive(Debug, Clone, Copy)]
enum Group<'a> {
    All,
    Unit(&'a Named),
    /// Those that the role was asked first; as an index.
    Role(usize),
    /// Those that were handed on, or were not.
    Handed(bool),
}

impl Case {
    /// The hours from opening to closing; none while it is open or where a
    /// time is not known.
    fn hours(&self) -> Option<f64> {
        let span = self.closed?.duration_since(self.opened?);
        Some(span.as_secs_f64() / 3600.0)
    }

    /// Reports whether the role that was asked first closed it itself.
    fn first_hand(&self) -> bool {
        self.closed.is_some() && self.handed.is_empty()
    }
}

impl Headed for Record {
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Record {
    /// The units that cases name, in order of ids.
    fn units(&self) -> impl Iterator<Item = &Named> {
        let first = self.by_unit.values().filter_map(|it| it.first());
        first.filter_map(move |it| self.cases[*it].unit.as_ref())
    }

    /// The cases of a group.
    fn of<'a>(&'a self, group: Group<'a>) -> impl Iterator<Item = &'a Case> + Clone {
        let (own, cases) = match group {
            Group::Unit(unit) => (self.by_unit.get(&unit.id), <&[Case]>::default()),
            Group::All | Group::Role(_) | Group::Handed(_) => (None, &self.cases[..]),
        };
        let own = own.into_iter().flatten().map(move |it| &self.cases[*it]);
        own.chain(cases.iter().filter(move |it| match group {
            Group::All | Group::Unit(_) => true,
            Group::Role(role) => it.first == role,
            Group::Handed(handed) => it.handed.is_empty() != handed,
        }))
    }

    /// What a group is called in the names of its figures.
    fn label<'a>(&'a self, group: Group<'a>) -> &'a Text {
        match group {
            Group::All | Group::Handed(_) => &self.name,
            Group::Unit(unit) => &unit.name,
            Group::Role(role) => &self.roles[role].name,
        }
    }

    /// The key of a group's figure.
    fn key(&self, group: Group, name: &str) -> FigureKey {
        let base = match group {
            Group::All | Group::Unit(_) => format!("{}.{name}", Accountability::NAME),
            Group::Handed(true) => format!("{}.handed.{name}", Accountability::NAME),
            Group::Handed(false) => format!("{}.kept.{name}", Accountability::NAME),
            Group::Role(role) => {
                format!(
                    "{}.role.{}.{name}",
                    Accountability::NAME,
                    self.roles[role].id
                )
            }
        };
        let key = FigureKey::own(&base, Period::Year(self.year));
        match group {
            Group::Unit(unit) => FigureKey {
                unit: unit.id.as_str().into(),
                ..key
            },
            Group::All | Group::Role(_) | Group::Handed(_) => key,
        }
    }

    /// The key of a case's figure.
    fn case_key(&self, case: &Case, name: &str) -> FigureKey {
        let base = format!("{}.case.{}.{name}", Accountability::NAME, case.id);
        let unit = case.unit.as_ref().map_or("", |it| it.id.as_str());
        FigureKey {
            unit: unit.into(),
            ..FigureKey::own(&base, Period::Year(self.year))
        }
    }
}

#[cfg(test)]
mod tests;
