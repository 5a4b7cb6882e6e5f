//! Checks the scorecards of branches.

use super::{Checker, Code, Row, Step, Text, Typed, Veto, path, sheet::BranchesSheet};
use crate::subject::scorecard::Record;

/// The scorecards of branches, still without what they share with the whole.
#[derive(Default)]
pub(super) struct Branches {
    title: Text,
    source: Text,
    each: Vec<Branch>,
}

struct Branch {
    unit: String,
    rows: Vec<Row>,
    vetoes: Vec<Veto>,
    weight: Option<Typed>,
    note: Text,
}

impl Branches {
    /// Each as a record of its own, with the thresholds of the whole.
    pub(super) fn made(self, whole: &Record) -> Vec<Record> {
        let title = if self.title.is_empty() {
            whole.title.clone()
        } else {
            self.title
        };
        let made = self.each.into_iter().map(|it| Record {
            unit: it.unit,
            title: title.clone(),
            source: self.source.clone(),
            note: it.note,
            rows: it.rows,
            vetoes: it.vetoes,
            weight: it.weight,
            goals: Vec::new(),
            plan: Vec::new(),
            ..whole.clone()
        });
        made.collect()
    }
}

impl<'a> Checker<'a> {
    pub(super) fn branches(&mut self, given: &'a BranchesSheet) -> Branches {
        let at = |key: &'static str| vec![Step::from("branches"), key.into()];
        let shared = self.rows(&given.rows, &at("rows"));
        let mut branches: Vec<Branch> = Vec::new();
        for (i, it) in given.units.iter().enumerate() {
            let way = path(&at("units"), &[i.into()]);
            let at = |key: &'static str| path(&way, &[key.into()]);
            let unit = self.desk.unit(&it.unit, &at("unit"));
            if branches.iter().any(|known| known.unit == unit) {
                self.desk
                    .say(Code::DuplicateId, &at("unit"), &[("id", &unit)]);
                continue;
            }
            let rows = match &it.rows {
                Some(own) => self.rows(own, &at("rows")),
                None => shared.clone(),
            };
            if rows.is_empty() {
                let slots = [("key", "rows"), ("item", unit.as_str())];
                self.desk.say(Code::KeyNeeded, &way, &slots);
            }
            branches.push(Branch {
                rows,
                vetoes: self.vetoes(&it.vetoes, &at("vetoes")),
                weight: self.weight(it.weight_in_business_appraisal, &way),
                note: self.desk.words(it.note.as_ref(), &at("note")),
                unit,
            });
        }
        Branches {
            title: self.desk.words(given.title.as_ref(), &at("title")),
            source: self.desk.words(given.source.as_ref(), &at("source")),
            each: branches,
        }
    }
}
