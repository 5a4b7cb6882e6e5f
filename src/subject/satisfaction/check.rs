//! Turns a sheet into a record, and reports every mistake in it.

mod answers;
mod index;
mod waves;

use super::{Attribute, Goal, Named, Record, SatisfactionSheet, ScaleSheet, Weak, sheet};
use crate::{
    diag::{Code, Report},
    model::Evidence,
    path,
    sheet::{Num, Plain, Sheet, Step},
    subject::{
        Context,
        dataset::Dataset,
        desk::{Desk, path},
        minimum::Minimum,
    },
};

/// Answers that count as satisfied where the file does not say how many.
const TOP: u64 = 2;

/// Checks the sheet of a year.
pub(super) fn check(
    sheet: &Sheet<SatisfactionSheet>,
    context: &Context,
    report: &mut Report,
) -> Record {
    let given = &sheet.value;
    let checker = Checker {
        given,
        scale: given.scale.unwrap_or(ScaleSheet::HUNDRED),
        evidence: given.evidence.unwrap_or_default(),
        minimum: None,
        desk: Desk {
            sheet,
            context,
            report,
        },
    };
    checker.record()
}

struct Checker<'a> {
    given: &'a SatisfactionSheet,
    /// The file's scale.
    scale: ScaleSheet,
    evidence: Evidence,
    minimum: Option<Minimum>,
    desk: Desk<'a, SatisfactionSheet>,
}

impl Checker<'_> {
    fn record(mut self) -> Record {
        let given = self.given;
        let measure = self.desk.measure(&given.measure, path!["measure"]);
        self.minimum = Minimum::check(&mut self.desk, given.minimum.as_ref(), &Vec::new());
        self.scale(self.scale, path!["scale"]);
        let top = given.top.map_or(TOP, |it| it.0);
        if top == 0 {
            self.desk.say_setting(top, "≥ 1", path!["top"]);
        }
        let mut record = Record {
            year: self.desk.context.year,
            difference: self.desk.context.catalogue.difference_of(&measure),
            measure,
            decimals: self.desk.decimals(given.decimals, 1, path!["decimals"]),
            head: (self.desk).head(given.source.as_ref(), given.note.as_ref(), given.as_of),
            overall: None,
            rivals: self.rivals(),
            segments: self.segments(),
            attributes: self.attributes(),
            top: usize::try_from(top).unwrap_or(usize::MAX),
            index: None,
            weak: self.weak(),
            waves: Vec::new(),
            answers: Dataset::default(),
            minimum: self.minimum.as_ref().map(|it| it.count),
        };
        if let Some(Plain(overall)) = &given.overall {
            record.overall = self.attribute(&record, overall, path!["overall"]);
        }
        record.index = self.index(&record);
        record.waves = self.waves(&record);
        record.answers = self.answers(&record);
        record
    }

    /// Reports a scale of one point.
    fn scale(&mut self, scale: ScaleSheet, way: &[Step]) {
        if scale.from.0 == scale.to.0 {
            let found = said(scale);
            self.desk.say_setting(found, "from ≠ to", way);
        }
    }

    fn rivals(&mut self) -> Vec<Named> {
        let mut rivals: Vec<Named> = Vec::new();
        for (i, given) in self.given.rivals.iter().enumerate() {
            let way = path!["rivals", i];
            let name = self.desk.competitor(given, way);
            let Plain(id) = given;
            if let Some(first) = rivals.iter().position(|it| it.id == *id) {
                let first = self.desk.sheet.place(path!["rivals", first]);
                let slots = [("id", id.as_str())];
                self.desk.say_again(Code::DuplicateId, way, &slots, first);
            }
            rivals.push(Named {
                id: id.clone(),
                name,
            });
        }
        rivals
    }

    fn segments(&mut self) -> Vec<Named> {
        let given = &self.given.segments;
        self.desk
            .ids_of(path!["segments"], given.iter().map(|it| &it.id));
        let named = given.iter().enumerate().map(|(i, it)| Named {
            id: it.id.0.clone(),
            name: self
                .desk
                .words(Some(&it.name), path!["segments", i, "name"]),
        });
        named.collect()
    }

    fn attributes(&mut self) -> Vec<Attribute> {
        let given = &self.given.attributes;
        self.desk
            .ids_of(path!["attributes"], given.iter().map(|it| &it.id));
        let attributes = given.iter().enumerate();
        attributes
            .map(|(i, it)| self.attribute_of(it, &["attributes".into(), i.into()]))
            .collect()
    }

    fn attribute_of(&mut self, given: &sheet::AttributeSheet, way: &[Step]) -> Attribute {
        let at = |key: &'static str| path(way, &[key.into()]);
        let scale = given.scale.unwrap_or(self.scale);
        if given.scale.is_some() {
            self.scale(scale, &at("scale"));
        }
        if given.promoters && (scale.from.0, scale.to.0) != (0.0, 10.0) {
            self.misfit(&given.id.0, "0–10", scale, &at("promoters"));
        }
        Attribute {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            scale: (scale.from.0, scale.to.0),
            goal: self.goal(given.goal, (0.0, 100.0), &at("goal")),
            lead_goal: self.goal(given.lead_goal, (-100.0, 100.0), &at("lead_goal")),
            importance: self.goal(given.importance, (-1e9, 1e9), &at("importance")),
            promoters: given.promoters,
        }
    }

    /// A number within limits, with its place.
    fn goal(&mut self, given: Option<Num>, (low, high): (f64, f64), way: &[Step]) -> Option<Goal> {
        let (value, place) = self.desk.number(given?, way)?;
        if !(low..=high).contains(&value.get()) {
            self.desk
                .say_setting(value.get(), &format!("{low}–{high}"), way);
        }
        Some(Goal { value, place })
    }

    /// The place of an attribute that is named at `way`; reports another one.
    fn attribute(&mut self, record: &Record, id: &str, way: &[Step]) -> Option<usize> {
        let known = record.attributes.iter().map(|it| it.id.as_str());
        self.desk.part("attributes", id, known, way)
    }

    /// Says that something needs another scale.
    fn misfit(&mut self, item: &str, needed: &str, scale: ScaleSheet, way: &[Step]) {
        let found = said(scale);
        let slots = [("item", item), ("needed", needed), ("found", &found)];
        self.desk.say(Code::ScaleDoesNotFit, way, &slots);
    }

    fn weak(&mut self) -> Option<Weak> {
        let given = self.given.weak.as_ref()?;
        match (given.lowest, given.below) {
            (Some(lowest), None) => usize::try_from(lowest.0).ok().map(Weak::Lowest),
            (None, Some(below)) => Some(Weak::Below(below.0)),
            (Some(_), Some(_)) => {
                let slots = [("item", "weak"), ("first", "lowest"), ("second", "below")];
                self.desk.say(Code::KeysClash, path!["weak"], &slots);
                None
            }
            (None, None) => {
                let slots = [("item", "weak"), ("key", "lowest")];
                self.desk.say(Code::KeyNeeded, path!["weak"], &slots);
                None
            }
        }
    }
}

/// A scale as it is written.
fn said(scale: ScaleSheet) -> String {
    format!("{}–{}", scale.from.0, scale.to.0)
}
