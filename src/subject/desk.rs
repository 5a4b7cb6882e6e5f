//! What the check of every subject does with a sheet: it looks at ids, words
//! and numbers, and says what is wrong with them where they stand.

use std::{collections::BTreeMap, fmt::Display};

use super::Context;
use crate::{
    diag::{Code, Diagnostic, Place, Report, nearest},
    model::{Finite, Metric, Period, Text, Thing},
    sheet::{Count, Num, Plain, Sheet, Step, Timed, Words},
};

/// Digits after the decimal point, at most.
const MOST_DECIMALS: u8 = 6;

/// The way to a key of a sheet.
pub(super) type Way<'a> = Vec<Step<'a>>;

/// That way and then some steps more.
pub(super) fn path<'a>(way: &[Step<'a>], more: &[Step<'a>]) -> Way<'a> {
    [way, more].concat()
}

/// A sheet that is being checked.
pub(super) struct Desk<'a, T> {
    pub(super) sheet: &'a Sheet<T>,
    pub(super) context: &'a Context<'a>,
    pub(super) report: &'a mut Report,
}

impl<'a, T> Desk<'a, T> {
    /// Says what is wrong with the value at `way`.
    pub(super) fn say(&mut self, code: Code, way: &[Step], slots: &[(&'static str, &str)]) {
        self.report.add(self.diagnostic(code, way, slots));
    }

    /// The same, with the reason as a note of the locale files.
    pub(super) fn say_because(
        &mut self,
        code: Code,
        way: &[Step],
        slots: &[(&'static str, &str)],
        note: &'static str,
    ) {
        let place = self.sheet.place(way);
        self.report
            .add(self.diagnostic(code, way, slots).and(place, note));
    }

    /// The same of what stands at `first` already.
    pub(super) fn say_again(
        &mut self,
        code: Code,
        way: &[Step],
        slots: &[(&'static str, &str)],
        first: Place,
    ) {
        self.report
            .add(self.diagnostic(code, way, slots).and(first, "first"));
    }

    /// Says that a number is not as it must be.
    pub(super) fn say_setting(&mut self, found: impl Display, expected: &str, way: &[Step]) {
        let found = found.to_string();
        let slots = [("found", found.as_str()), ("expected", expected)];
        self.say(Code::BadSetting, way, &slots);
    }

    fn diagnostic(&self, code: Code, way: &[Step], slots: &[(&'static str, &str)]) -> Diagnostic {
        let diagnostic = Diagnostic::new(code, self.sheet.place(way));
        slots.iter().fold(diagnostic, |it, (slot, text)| {
            it.with(slot, (*text).to_owned())
        })
    }

    /// Words in every language of the site; empty where none are given.
    pub(super) fn words(&mut self, words: Option<&Words>, way: &[Step]) -> Text {
        let Some(Words(text)) = words else {
            return Text::default();
        };
        for language in self.context.languages {
            if !text.speaks(language) {
                self.say(Code::MissingLanguage, way, &[("language", language)]);
            }
        }
        text.clone()
    }

    /// A number with the place it was typed at.
    pub(super) fn number(&self, number: Num, way: &[Step]) -> Option<(Finite, Place)> {
        Some((Finite::new(number.0).ok()?, self.sheet.place(way)))
    }

    /// Reports an amount below zero, or a share of more than a hundred per cent.
    pub(super) fn amount_within(&mut self, amount: Finite, is_share: bool, way: &[Step]) {
        let (most, expected) = if is_share {
            (100.0, "0–100")
        } else {
            (f64::INFINITY, "≥ 0")
        };
        if !(0.0..=most).contains(&amount.get()) {
            self.say_setting(amount.get(), expected, way);
        }
    }

    /// Digits after the decimal point; `usual` where none are given.
    pub(super) fn decimals(&mut self, given: Option<Count>, usual: u8, way: &[Step]) -> u8 {
        let Some(Count(given)) = given else {
            return usual;
        };
        let decimals = u8::try_from(given).ok();
        let decimals = decimals.filter(|it| *it <= MOST_DECIMALS);
        if decimals.is_none() {
            self.say_setting(given, "0–6", way);
        }
        decimals.unwrap_or(usual)
    }

    /// A period that must be stated.
    pub(super) fn period(&mut self, given: Timed, way: &[Step]) -> Option<Period> {
        match given {
            Timed::In(period) => Some(period),
            Timed::Unstated => {
                self.say(Code::BadPeriod, way, &[("found", "unstated")]);
                None
            }
        }
    }

    /// The place of what is called `found` among what is `known`; reports what
    /// is not there. `part` is what such a thing is called in the sheet.
    pub(super) fn part<'b>(
        &mut self,
        part: &str,
        found: &str,
        known: impl Iterator<Item = &'b str> + Clone,
        way: &[Step],
    ) -> Option<usize> {
        let at = known.clone().position(|it| it == found);
        if at.is_none() {
            let near = nearest(found, known).to_owned();
            let slots = [("part", part), ("found", found), ("near", &near)];
            self.say(Code::UnknownPart, way, &slots);
        }
        at
    }

    /// Checks the ids of the list that stands at `way`.
    pub(super) fn ids_of<'b>(
        &mut self,
        way: &[Step<'b>],
        ids: impl IntoIterator<Item = &'b Plain>,
    ) {
        let ids = ids.into_iter().enumerate();
        self.ids(ids.map(|(i, id)| (id, path(way, &[i.into(), "id".into()]))));
    }

    /// Checks ids for their characters and for repetition.
    pub(super) fn ids<'b>(&mut self, ids: impl IntoIterator<Item = (&'b Plain, Way<'b>)>) {
        let mut seen: BTreeMap<&str, Way> = BTreeMap::new();
        for (Plain(id), way) in ids {
            let starts = id.starts_with(|c: char| c.is_ascii_lowercase());
            let sound = id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            if !starts || !sound || id.len() > 60 {
                self.say(Code::BadId, &way, &[("id", id)]);
            }
            if let Some(first) = seen.get(id.as_str()) {
                let first = self.sheet.place(first);
                self.say_again(Code::DuplicateId, &way, &[("id", id)], first);
            } else {
                seen.insert(id, way);
            }
        }
    }

    /// The name of what some subject of the year declares; reports what none does.
    pub(super) fn thing(&mut self, thing: Thing, id: &Plain, way: &[Step]) -> Text {
        let register = self.context.register;
        if let Some(name) = register.name(thing, &id.0) {
            return name.clone();
        }
        let near = nearest(&id.0, register.all(thing).map(|(id, _)| id)).to_owned();
        let slots = [
            ("part", thing.list()),
            ("found", id.0.as_str()),
            ("near", &near),
        ];
        self.say(Code::UnknownThing, way, &slots);
        Text::default()
    }

    /// A declared metric; reports another one.
    pub(super) fn metric(&mut self, id: &str, way: &[Step]) -> Option<&'a Metric> {
        let metrics = &self.context.catalogue.metrics;
        let found = metrics.get(id);
        if found.is_none() {
            let near = nearest(id, metrics.keys().map(String::as_str)).to_owned();
            let slots = [("metric", id), ("near", &near)];
            self.say(Code::UnknownMetric, way, &slots);
        }
        found
    }

    /// The name of a declared organisation unit; reports another one.
    pub(super) fn unit_name(&mut self, id: &Plain, way: &[Step]) -> Text {
        let id = self.unit(id, way);
        let unit = self.context.catalogue.units.get(&id);
        unit.map(|it| it.name.clone()).unwrap_or_default()
    }

    /// The name of a declared competitor; reports another one.
    pub(super) fn competitor(&mut self, id: &Plain, way: &[Step]) -> Text {
        let competitors = &self.context.catalogue.competitors;
        if let Some(found) = competitors.get(&id.0) {
            return found.name.clone();
        }
        let near = nearest(&id.0, competitors.keys().map(String::as_str)).to_owned();
        let slots = [("competitor", id.0.as_str()), ("near", &near)];
        self.say(Code::UnknownCompetitor, way, &slots);
        Text::default()
    }

    /// The id of a unit that is declared; reports another one.
    pub(super) fn unit(&mut self, id: &Plain, way: &[Step]) -> String {
        let units = &self.context.catalogue.units;
        if !units.contains_key(&id.0) {
            let near = nearest(&id.0, units.keys().map(String::as_str)).to_owned();
            let slots = [("unit", id.0.as_str()), ("near", &near)];
            self.say(Code::UnknownUnit, way, &slots);
        }
        id.0.clone()
    }

    /// The id of a measure that is declared or built in; reports another one.
    pub(super) fn measure(&mut self, id: &Plain, way: &[Step]) -> String {
        let measures = &self.context.catalogue.measures;
        if !measures.contains_key(&id.0) {
            let near = nearest(&id.0, measures.keys().map(String::as_str)).to_owned();
            self.say(
                Code::UnknownMeasure,
                way,
                &[("measure", &id.0), ("near", &near)],
            );
        }
        id.0.clone()
    }
}
