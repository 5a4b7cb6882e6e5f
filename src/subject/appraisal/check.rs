//! Turns a sheet into a record, and reports every mistake in it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    AppraisalSheet, Grade, Item, Linkage, LinkageForm, Person, Record, Scheme, Score, Team,
    TeamScore, Typed, Veto, place_of, sheet,
};
use crate::{
    diag::{Code, Report},
    model::{Period, Thing},
    path,
    sheet::{Num, Sheet, Words},
    subject::{
        Context,
        desk::{Desk, Way, path},
    },
};

/// What weights may differ from 100 by, where they were rounded.
const ROUNDED: f64 = 0.1;

/// Checks the sheet of a year.
pub(super) fn check(
    sheet: &Sheet<AppraisalSheet>,
    context: &Context,
    report: &mut Report,
) -> Record {
    let desk = Desk {
        sheet,
        context,
        report,
    };
    Checker { desk }.record(&sheet.value)
}

struct Checker<'a> {
    desk: Desk<'a, AppraisalSheet>,
}

impl Checker<'_> {
    fn record(&mut self, given: &AppraisalSheet) -> Record {
        let AppraisalSheet {
            evidence,
            source,
            note,
            as_of,
            decimals,
            schemes,
            teams,
            table: _,
            persons,
            concepts,
        } = given;
        let mut record = Record {
            year: self.desk.context.year,
            evidence: evidence.unwrap_or_default(),
            head: self.desk.head(source.as_ref(), note.as_ref(), *as_of),
            decimals: self.desk.decimals(*decimals, 1, path!["decimals"]),
            schemes: Vec::new(),
            teams: Vec::new(),
            persons: Vec::new(),
            staff: BTreeMap::new(),
            concepts: self.desk.concepts(concepts),
        };
        self.desk
            .ids_of(path!["schemes"], schemes.iter().map(|it| &it.id));
        for (i, it) in schemes.iter().enumerate() {
            let way: Way = vec!["schemes".into(), i.into()];
            if let Some(first) = schemes[..i].iter().position(|other| other.role == it.role) {
                let first = self.desk.sheet.place(path!["schemes", first, "role"]);
                let way = path(&way, &["role".into()]);
                let slots = [("id", it.role.word())];
                self.desk.say_again(Code::DuplicateId, &way, &slots, first);
            }
            record.schemes.push(self.scheme(it, &way));
        }
        let mut at = BTreeMap::new();
        for (i, it) in teams.iter().enumerate() {
            self.team(it, (&mut record, &mut at), &vec!["teams".into(), i.into()]);
        }
        for team in &mut record.teams {
            if let TeamScore::Parts(parts) = &mut team.score {
                parts.sort_by_key(|it| it.0);
            }
        }
        for (i, it) in persons.iter().enumerate() {
            self.person(it, &mut record, &vec!["persons".into(), i.into()]);
        }
        for (i, it) in record.persons.iter().enumerate() {
            record.staff.entry(it.unit.clone()).or_default().push(i);
        }
        record
    }

    fn scheme(&mut self, given: &sheet::SchemeSheet, way: &Way) -> Scheme {
        let at = |key: &'static str| path(way, &[key.into()]);
        self.desk
            .ids_of(&at("items"), given.items.iter().map(|it| &it.id));
        self.desk
            .ids_of(&at("grades"), given.grades.iter().map(|it| &it.id));
        self.desk
            .ids_of(&at("vetoes"), given.vetoes.iter().map(|it| &it.id));
        let items = given.items.iter().enumerate();
        let items: Vec<Item> = items
            .filter_map(|(i, it)| self.item(it, &path(&at("items"), &[i.into()])))
            .collect();
        let weights = items.iter().map(|it| it.weight.0.get());
        self.hundred(weights.sum(), &at("items"));
        let vetoes = given.vetoes.iter().enumerate().map(|(i, it)| {
            let way = path(&at("vetoes"), &[i.into()]);
            let leaves = it.leaves.map_or(0.0, |it| it.0);
            self.points(leaves, &path(&way, &["leaves".into()]));
            Veto {
                id: it.id.0.clone(),
                name: self
                    .desk
                    .words(Some(&it.name), &path(&way, &["name".into()])),
                leaves,
            }
        });
        let vetoes = vetoes.collect();
        let uses = given.uses.iter().enumerate();
        let uses = uses.map(|(i, it)| self.desk.words(Some(it), &path(&at("uses"), &[i.into()])));
        let uses = uses.collect();
        let mut words = |words: Option<&Words>, key: &'static str| self.desk.words(words, &at(key));
        Scheme {
            id: given.id.0.clone(),
            name: words(Some(&given.name), "name"),
            role: given.role,
            form: words(given.form.as_ref(), "form"),
            appraiser: words(given.appraiser.as_ref(), "appraiser"),
            feedback: words(given.feedback.as_ref(), "feedback"),
            items,
            linkage: self.linkage(&given.linkage, &given.id.0, &at("linkage")),
            grades: self.grades(&given.grades, &at("grades")),
            vetoes,
            uses,
        }
    }

    fn item(&mut self, given: &sheet::ItemSheet, way: &Way) -> Option<Item> {
        let at = |key: &'static str| path(way, &[key.into()]);
        if let Some(criterion) = &given.criterion {
            self.desk
                .thing(Thing::Criterion, criterion, &at("criterion"));
        }
        let [Num(low), Num(high)] = given.scale.unwrap_or([Num(0.0), Num(100.0)]);
        if low >= high {
            let found = format!("[{low}, {high}]");
            self.desk.say_setting(found, "[0, 100]", &at("scale"));
            return None;
        }
        if given.weight.0 <= 0.0 {
            self.desk.say_setting(given.weight.0, "> 0", &at("weight"));
        }
        Some(Item {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            weight: self.desk.number(given.weight, &at("weight"))?,
            low,
            high,
            basis: self.desk.words(given.basis.as_ref(), &at("basis")),
        })
    }

    /// Reports weights that do not add up to 100.
    fn hundred(&mut self, sum: f64, way: &Way) {
        if (sum - 100.0).abs() > ROUNDED {
            let found = format!("{}", (sum * 1e6).round() / 1e6);
            self.desk
                .say(Code::WeightsDoNotAddUp, way, &[("found", &found)]);
        }
    }

    /// Reports points that are not from 0 to 100.
    fn points(&mut self, value: f64, way: &Way) {
        if !(0.0..=100.0).contains(&value) {
            self.desk.say_setting(value, "0–100", way);
        }
    }

    fn linkage(&mut self, given: &sheet::LinkageSheet, of: &str, way: &Way) -> Linkage {
        let keys = [
            ("individual", given.individual),
            ("team", given.team),
            ("reference", given.reference),
        ];
        let (form, wanted): (_, &[&str]) = match given.form {
            LinkageForm::Additive => ("form: additive", &["individual", "team"]),
            LinkageForm::Multiplicative => ("form: multiplicative", &["reference"]),
            LinkageForm::None => ("form: none", &[]),
        };
        let mut typed: Vec<Option<Typed>> = Vec::new();
        for (key, number) in keys {
            let way = path(way, &[key.into()]);
            match (number, wanted.contains(&key)) {
                (Some(_), false) => {
                    let slots = [("item", of), ("first", key), ("second", form)];
                    self.desk.say(Code::KeysClash, &way, &slots);
                }
                (None, true) => {
                    let slots = [("item", of), ("key", key)];
                    self.desk.say(Code::KeyNeeded, &way, &slots);
                }
                (Some(Num(number)), true) if number <= 0.0 => {
                    self.desk.say_setting(number, "> 0", &way);
                }
                _ => {}
            }
            typed.push(number.and_then(|it| self.desk.number(it, &way)));
        }
        let [individual, team, reference] = [0, 1, 2].map(|at| typed[at].clone());
        match (given.form, individual, team, reference) {
            (LinkageForm::Additive, Some(individual), Some(team), _) => {
                self.hundred(individual.0.get() + team.0.get(), way);
                Linkage::Additive { individual, team }
            }
            (LinkageForm::Multiplicative, _, _, Some(reference)) => {
                Linkage::Multiplicative { reference }
            }
            _ => Linkage::None,
        }
    }

    /// Grades: each begins lower than the one before it, and the last at
    /// nothing, so that every score has one.
    fn grades(&mut self, given: &[sheet::GradeSheet], way: &Way) -> Vec<Grade> {
        let mut grades: Vec<Grade> = Vec::new();
        for (i, it) in given.iter().enumerate() {
            let at = |key: &'static str| path(way, &[i.into(), key.into()]);
            let Some(from) = self.desk.number(it.from, &at("from")) else {
                continue;
            };
            let before = grades.last().map(|it| it.from.clone());
            if let Some((_, first)) = before.filter(|before| from.0 >= before.0) {
                let slots = [("grade", it.id.0.as_str())];
                self.desk
                    .say_again(Code::GradesDoNotFit, &at("from"), &slots, first);
            } else if i + 1 == given.len() && from.0.get() > 0.0 {
                let slots = [("grade", it.id.0.as_str())];
                self.desk.say(Code::GradesDoNotFit, &at("from"), &slots);
            }
            grades.push(Grade {
                id: it.id.0.clone(),
                name: self.desk.words(Some(&it.name), &at("name")),
                from,
            });
        }
        grades
    }

    /// Takes in the score of a team; `known` are the places of those before it.
    fn team<'a>(
        &mut self,
        given: &'a sheet::TeamSheet,
        (record, known): (&mut Record, &mut BTreeMap<&'a str, usize>),
        way: &Way,
    ) {
        let at = |key: &'static str| path(way, &[key.into()]);
        let name = self.desk.unit_name(&given.unit, &at("unit"));
        let Some(period) = self.part(given, way) else {
            return;
        };
        let period = Some(period).filter(|it| *it != Period::Year(record.year));
        let same = known.get(given.unit.0.as_str()).copied();
        let first = same.and_then(|it| match (&record.teams[it].score, period) {
            (TeamScore::Year(score), _) => Some(score),
            (TeamScore::Parts(parts), None) => parts.first().map(|(_, score)| score),
            (TeamScore::Parts(parts), Some(period)) => {
                let met = parts.iter().find(|it| it.0.meets(period));
                met.map(|(_, score)| score)
            }
        });
        if let Some(first) = first {
            let (first, slots) = (place_of(first).clone(), [("id", given.unit.0.as_str())]);
            return self.desk.say_again(Code::DuplicateId, way, &slots, first);
        }
        if let Some(score) = given.score {
            self.points(score.0, &at("score"));
        }
        let ways = [at("score"), at("missing"), way.clone()];
        let score = self.score(given.score, given.missing.as_ref(), &given.unit.0, &ways);
        match (period, same.map(|it| &mut record.teams[it].score)) {
            (Some(period), Some(TeamScore::Parts(parts))) => parts.push((period, score)),
            (period, _) => {
                known.insert(&given.unit.0, record.teams.len());
                record.teams.push(Team {
                    unit: given.unit.0.clone(),
                    name,
                    score: match period {
                        None => TeamScore::Year(score),
                        Some(period) => TeamScore::Parts(vec![(period, score)]),
                    },
                });
            }
        }
    }

    /// The year, or the part of it that a score is of; none where it says no
    /// period.
    fn part(&mut self, given: &sheet::TeamSheet, way: &Way) -> Option<Period> {
        let at = path(way, &["period".into()]);
        let year = self.desk.context.year;
        let Some(period) = given.period else {
            return Some(Period::Year(year));
        };
        let period = self.desk.period(period, &at)?;
        if period.year() != year {
            self.desk.say_setting(period, &year.to_string(), &at);
        }
        Some(period)
    }

    /// A score, or why there is none: as typed at the first of the ways, the
    /// second, or neither.
    fn score(
        &mut self,
        given: Option<Num>,
        missing: Option<&Words>,
        of: &str,
        [at, why, way]: &[Way; 3],
    ) -> Score {
        let reason = self.desk.words(missing, why);
        let slots = [("metric", of)];
        match (given.and_then(|it| self.desk.number(it, at)), missing) {
            (Some(typed), None) => return Ok(typed),
            (Some(_), Some(_)) => self.desk.say(Code::ValueAndMissing, why, &slots),
            (None, Some(_)) => {}
            (None, None) => self.desk.say(Code::NoValueNoReason, way, &slots),
        }
        Err((reason, self.desk.sheet.place(why)))
    }

    fn person(&mut self, given: &sheet::PersonSheet, record: &mut Record, way: &Way) {
        let at = |key: &'static str| path(way, &[key.into()]);
        let called = self.desk.person(&given.code, &at("code"));
        let unit_name = self.desk.unit_name(&given.unit, &at("unit"));
        let same = record.persons.iter().find(|it| it.code == given.code.0);
        if let Some(first) = same.map(|it| it.place.clone()) {
            let slots = [("id", given.code.0.as_str())];
            return self
                .desk
                .say_again(Code::DuplicateId, &at("code"), &slots, first);
        }
        let scheme = record.schemes.iter().position(|it| it.role == given.role);
        let Some(scheme_at) = scheme else {
            let slots = [
                ("person", given.code.0.as_str()),
                ("role", given.role.word()),
            ];
            return self.desk.say(Code::RoleWithoutScheme, &at("role"), &slots);
        };
        let scheme = &record.schemes[scheme_at];
        let ids = || scheme.items.iter().map(|it| it.id.as_str());
        for (key, id) in given
            .scores
            .keys()
            .map(|it| ("scores", it))
            .chain(given.missing.keys().map(|it| ("missing", it)))
        {
            let way = path(way, &[key.into(), id.as_str().into()]);
            self.desk.part("items", id, ids(), &way);
        }
        let scores = scheme.items.iter().map(|item| {
            let at = |key: &'static str| path(way, &[key.into(), item.id.as_str().into()]);
            let score = given.scores.get(&item.id);
            if let Some(Num(value)) = score.filter(|it| !(item.low..=item.high).contains(&it.0)) {
                let (value, low, high) = (
                    value.to_string(),
                    item.low.to_string(),
                    item.high.to_string(),
                );
                let slots = [
                    ("metric", item.id.as_str()),
                    ("value", &value),
                    ("low", &low),
                    ("high", &high),
                ];
                self.desk.say(Code::OutOfRange, &at("scores"), &slots);
            }
            let missing = given.missing.get(&item.id);
            let ways = [at("scores"), at("missing"), way.clone()];
            self.score(score.copied(), missing, &item.id, &ways)
        });
        let scores = scores.collect();
        let mut vetoed = BTreeSet::new();
        for (i, it) in given.vetoed.iter().enumerate() {
            let known = scheme.vetoes.iter().map(|it| it.id.as_str());
            let way = path(&at("vetoed"), &[i.into()]);
            vetoed.extend(self.desk.part("vetoes", &it.0, known, &way));
        }
        record.persons.push(Person {
            code: given.code.0.clone(),
            called,
            scheme: scheme_at,
            unit: given.unit.0.clone(),
            unit_name,
            scores,
            vetoed: vetoed.into_iter().collect(),
            place: self.desk.sheet.place(way),
        });
    }
}
