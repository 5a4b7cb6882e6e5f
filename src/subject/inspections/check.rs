//! Turns a sheet into a record, and reports every mistake in it.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::{
    Answer, Channel, Checklist, Finding, InspectionsSheet, Look, Observer, Question, Record, Seen,
    Site, few::Few, rows::FIXED, sheet,
};
use crate::{
    diag::{Code, Report},
    model::{Finite, Period, Text},
    path,
    sheet::{Plain, Sheet, Step, Timed},
    subject::{
        Context,
        desk::{Desk, Way, path},
        minimum::Minimum,
    },
};

/// Checks the sheet of a year.
pub(super) fn check(
    sheet: &Sheet<InspectionsSheet>,
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
    desk: Desk<'a, InspectionsSheet>,
}

impl Checker<'_> {
    /// The sites that are typed, in their order.
    fn typed_sites(&mut self, sites: &[sheet::SiteSheet]) -> Vec<Site> {
        sites
            .iter()
            .enumerate()
            .map(|(i, it)| Site {
                id: it.id.0.clone(),
                name: self
                    .desk
                    .words(Some(&it.name), &["sites".into(), i.into(), "name".into()]),
                channel: it.channel,
                is_unit: self.desk.context.catalogue.units.contains_key(&it.id.0),
            })
            .collect()
    }

    fn record(&mut self, given: &InspectionsSheet) -> Record {
        let InspectionsSheet {
            name,
            observers,
            activity,
            evidence,
            source,
            note,
            as_of,
            minimum,
            checklists,
            sites,
            visits,
            rows,
            table,
            findings,
            other,
        } = given;
        let evidence = evidence.unwrap_or_default();
        if let Some(id) = activity {
            self.desk.metric(&id.0, path!["activity"]);
        }
        let checklists = self.checklists(checklists);
        self.desk
            .ids_of(path!["sites"], sites.iter().map(|it| &it.id));
        let sites = self.typed_sites(sites);
        let (sites, places) = self.all_sites(sites, given);
        let units = sites.iter().enumerate().filter(|(_, it)| it.is_unit);
        let units = units.map(|(at, it)| (it.id.clone(), at)).collect();
        let table = table
            .as_ref()
            .map(|_| self.desk.sheet.place(path!["table", "file"]));
        let mut record = Record {
            year: self.desk.context.year,
            name: self.desk.words(Some(name), &["name".into()]),
            observers: self.observers(observers),
            activity: activity.as_ref().map(|it| it.0.clone()),
            head: self.desk.head(source.as_ref(), note.as_ref(), *as_of),
            checklists,
            sites,
            units,
            table,
            looks: Vec::new(),
            findings: self.findings(findings),
            other: None,
            evidence,
            few: Few::default(),
        };
        if let Some(Plain(id)) = other {
            let known = record.findings.iter().map(|it| it.id.as_str());
            record.other = self.desk.part("findings", id, known, path!["other"]);
        }
        let is_row = |i: &usize| self.desk.sheet.is_row("visits", *i);
        let typed = (0..visits.len()).find(is_row).unwrap_or(visits.len());
        self.desk
            .ids_of(path!["visits"], visits[..typed].iter().map(|it| &it.id));
        let mut looks: Vec<Look> = visits
            .iter()
            .enumerate()
            .filter_map(|(i, it)| {
                let way = vec!["visits".into(), i.into()];
                self.visit(it, (&record, &places), &way, i >= typed)
            })
            .collect();
        self.batches(rows, (&record, &places), &mut looks);
        record.looks = looks;
        let minimum = Minimum::check(&mut self.desk, minimum.as_ref(), &Vec::new());
        record.few = Few::of(&record, minimum);
        record
    }

    /// Takes in visits that were added up, none of which may count what another
    /// one counts.
    fn batches(&mut self, rows: &[sheet::BatchSheet], known: Known, looks: &mut Vec<Look>) {
        if rows.is_empty() {
            return;
        }
        let mut seen: BTreeMap<(usize, usize, Observer), Vec<usize>> = BTreeMap::new();
        for (i, look) in looks.iter().enumerate() {
            seen.entry(look.whose()).or_default().push(i);
        }
        for (i, it) in rows.iter().enumerate() {
            let way = vec!["rows".into(), i.into()];
            let Some(look) = self.batch(it, known, &way) else {
                continue;
            };
            let same = seen.entry(look.whose()).or_default();
            let mut others = same.iter().map(|it| &looks[*it]);
            match others.find(|other| look.period.meets(other.period)) {
                Some(other) => {
                    let period = look.period.to_string();
                    let first = other.place.clone();
                    let slots = [
                        ("site", known.0.sites[look.site].id.as_str()),
                        ("source", look.source.word()),
                        ("period", &period),
                    ];
                    self.desk.say_again(Code::VisitsTwice, &way, &slots, first);
                }
                None => {
                    same.push(looks.len());
                    looks.push(look);
                }
            }
        }
    }

    /// The sites with the units that rows of a table name beside them, each
    /// the operator's own; and the places of all, by id.
    fn all_sites(
        &self,
        mut sites: Vec<Site>,
        given: &InspectionsSheet,
    ) -> (Vec<Site>, HashMap<String, usize>) {
        let listed = sites.iter().enumerate();
        let mut places: HashMap<String, usize> =
            listed.map(|(at, it)| (it.id.clone(), at)).collect();
        let sheet = self.desk.sheet;
        let visits = given.visits.iter().enumerate();
        let visits = visits.filter(|(i, _)| sheet.is_row("visits", *i));
        let rows = given.rows.iter().enumerate();
        let rows = rows.filter(|(i, _)| sheet.is_row("rows", *i));
        let named = visits
            .map(|(_, it)| &it.site.0)
            .chain(rows.map(|(_, it)| &it.site.0));
        for id in named {
            if places.contains_key(id) {
                continue;
            }
            if let Some(unit) = self.desk.context.catalogue.units.get(id) {
                places.insert(id.clone(), sites.len());
                sites.push(Site {
                    id: id.clone(),
                    name: unit.name.clone(),
                    channel: Channel::Own,
                    is_unit: true,
                });
            }
        }
        (sites, places)
    }

    fn observers(&mut self, given: &[sheet::ObserverSheet]) -> Vec<(Observer, Text)> {
        let kinds: Vec<Plain> = given
            .iter()
            .map(|it| Plain(it.kind.word().to_owned()))
            .collect();
        let ids: Vec<(&Plain, Way)> = kinds
            .iter()
            .enumerate()
            .map(|(i, kind)| (kind, vec!["observers".into(), i.into(), "kind".into()]))
            .collect();
        self.desk.ids(ids);
        given
            .iter()
            .enumerate()
            .map(|(i, it)| {
                let way = ["observers".into(), i.into(), "name".into()];
                (it.kind, self.desk.words(Some(&it.name), &way))
            })
            .collect()
    }

    fn checklists(&mut self, given: &[sheet::ChecklistSheet]) -> Vec<Checklist> {
        // One version of one checklist is one thing.
        let keys: Vec<Plain> = given
            .iter()
            .map(|it| Plain(format!("{}_{}", it.id.0, it.version.0)))
            .collect();
        let ids: Vec<(&Plain, Way)> = keys
            .iter()
            .enumerate()
            .map(|(i, key)| (key, vec!["checklists".into(), i.into(), "version".into()]))
            .collect();
        self.desk.ids(ids);
        given
            .iter()
            .enumerate()
            .map(|(i, it)| self.checklist(it, &vec!["checklists".into(), i.into()]))
            .collect()
    }

    fn checklist(&mut self, given: &sheet::ChecklistSheet, way: &Way) -> Checklist {
        let at =
            |i: usize, key: &'static str| path(way, &["questions".into(), i.into(), key.into()]);
        let ids = given.questions.iter().map(|it| &it.id);
        self.desk.ids_of(&path(way, &["questions".into()]), ids);
        if self.desk.sheet.value.table.is_some() {
            for (i, it) in given.questions.iter().enumerate() {
                self.column(&it.id.0, &at(i, "id"));
            }
        }
        let pass_mark = given.pass_mark.map(|it| it.0);
        if let Some(mark) = pass_mark.filter(|it| !(0.0..=100.0).contains(it)) {
            self.desk
                .say_setting(mark, "0–100", &path(way, &["pass_mark".into()]));
        }
        let questions = given.questions.iter().enumerate().map(|(i, it)| {
            let weight = it.weight.map_or(1.0, |it| it.0);
            if weight <= 0.0 {
                self.desk.say_setting(weight, "> 0", &at(i, "weight"));
            }
            let possible = it.possible.map(|it| it.0);
            if let Some(points) = possible.filter(|it| *it <= 0.0) {
                self.desk.say_setting(points, "> 0", &at(i, "possible"));
            }
            Question {
                id: it.id.0.clone(),
                name: self.desk.words(Some(&it.name), &at(i, "name")),
                weight,
                critical: it.critical,
                possible,
            }
        });
        let questions = questions.collect();
        Checklist {
            id: given.id.0.clone(),
            version: given.version.0.clone(),
            name: self
                .desk
                .words(Some(&given.name), &path(way, &["name".into()])),
            pass_mark,
            questions,
        }
    }

    /// Reports a question that the table of visits cannot hold, since the column
    /// of its name holds something else.
    fn column(&mut self, id: &str, way: &Way) {
        if FIXED.contains(&id) {
            let expected = format!("≠ {}", FIXED.join(", "));
            let slots = [("found", id), ("expected", expected.as_str())];
            self.desk
                .say_because(Code::BadSetting, way, &slots, "question_column");
        }
    }

    /// The site, checklist and period that a visit or several name.
    fn home(
        &mut self,
        (record, places): Known,
        (site, source, checklist, version): (&Plain, Observer, &Plain, &Plain),
        period: Timed,
        way: &Way,
    ) -> Option<(usize, usize, Period)> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let site = places.get(&site.0).copied().or_else(|| {
            let sites = record.sites.iter().map(|it| it.id.as_str());
            self.desk.part("sites", &site.0, sites, &at("site"))
        });
        let kinds = record.observers.iter().map(|(kind, _)| kind.word());
        self.desk
            .part("observers", source.word(), kinds, &at("source"));
        let lists = record.checklists.iter().map(|it| it.id.as_str());
        let checklist = self
            .desk
            .part("checklists", &checklist.0, lists, &at("checklist"))
            .and_then(|_| {
                let versions = |it: &&Checklist| it.id == checklist.0;
                let known = record.checklists.iter().filter(versions);
                let known = known.map(|it| it.version.as_str());
                self.desk
                    .part(&checklist.0, &version.0, known, &at("version"))?;
                record
                    .checklists
                    .iter()
                    .position(|it| it.id == checklist.0 && it.version == version.0)
            });
        let period = self.desk.period(period, &at("period"));
        Some((site?, checklist?, period?))
    }

    fn visit(
        &mut self,
        given: &sheet::VisitSheet,
        known: Known,
        way: &Way,
        in_table: bool,
    ) -> Option<Look> {
        let record = known.0;
        let names = (&given.site, given.source, &given.checklist, &given.version);
        let (site, checklist, period) = self.home(known, names, given.period, way)?;
        let questions = &record.checklists[checklist].questions;
        let known = questions.iter().map(|it| it.id.as_str());
        let is_unknown = |key: &&String| !known.clone().any(|it| it == key.as_str());
        for key in given.answers.keys().filter(is_unknown) {
            let way = path(way, &["answers".into(), key.as_str().into()]);
            self.desk.part(&given.checklist.0, key, known.clone(), &way);
        }
        for key in given.points.keys().filter(is_unknown) {
            let way = path(way, &["points".into(), key.as_str().into()]);
            self.desk.part(&given.checklist.0, key, known.clone(), &way);
        }
        let achieved = questions.iter().map(|it| self.achieved(it, given, way));
        Some(Look {
            site,
            checklist,
            source: given.source,
            period,
            evidence: given.evidence.unwrap_or(record.evidence),
            in_table,
            seen: Seen::Visit {
                id: given.id.0.clone(),
                achieved: achieved.collect(),
            },
            place: self.desk.sheet.place(way),
        })
    }

    /// How much of a question was achieved, from 0 to 1; none where it does
    /// not apply. A question without an answer is a mistake, not a zero.
    fn achieved(
        &mut self,
        question: &Question,
        given: &sheet::VisitSheet,
        way: &Way,
    ) -> Option<f64> {
        let id = question.id.as_str();
        let typed = |list: &'static str| path(way, &[list.into(), id.into()]);
        let answer = given.answers.get(id);
        let points = given.points.get(id).map(|it| it.0);
        match (answer, points, question.possible) {
            (Some(Answer::NotApplicable), None, _) => None,
            (Some(Answer::Pass), None, None) => Some(1.0),
            (Some(Answer::Fail), None, None) => Some(0.0),
            (None, Some(points), Some(possible)) if (0.0..=possible).contains(&points) => {
                Some(points / possible)
            }
            (None, None, _) => {
                self.desk.say(
                    Code::NoAnswer,
                    way,
                    &[("question", id), ("visit", &given.id.0)],
                );
                None
            }
            (_, points, possible) => {
                let expected = possible.map_or("pass, fail, not_applicable".to_owned(), |it| {
                    format!("points: 0–{it}")
                });
                let list = if points.is_some() {
                    "points"
                } else {
                    "answers"
                };
                let slots = [("question", id), ("expected", expected.as_str())];
                self.desk.say(Code::AnswerDoesNotFit, &typed(list), &slots);
                None
            }
        }
    }

    fn batch(&mut self, given: &sheet::BatchSheet, known: Known, way: &Way) -> Option<Look> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let reason = self.desk.words(given.missing.as_ref(), &at("missing"));
        let numbers = [
            ("visits", given.visits.is_some()),
            ("failed", given.failed.is_some()),
            ("score", given.score.is_some()),
        ];
        for (key, is_given) in numbers {
            if !is_given && reason.is_empty() {
                self.desk
                    .say(Code::NoValueNoReason, way, &[("metric", key)]);
            }
        }
        if let Some(score) = given.score.filter(|it| !(0.0..=100.0).contains(&it.0)) {
            self.desk.say_setting(score.0, "0–100", &at("score"));
        }
        let (visits, failed) = (given.visits.map(|it| it.0), given.failed.map(|it| it.0));
        if let Some((visits, failed)) = visits.zip(failed).filter(|(all, some)| some > all) {
            let (visits, failed) = (visits.to_string(), failed.to_string());
            self.desk.say(
                Code::FailedMoreThanVisits,
                &at("failed"),
                &[("failed", &failed), ("visits", &visits)],
            );
        }
        let names = (&given.site, given.source, &given.checklist, &given.version);
        let (site, checklist, period) = self.home(known, names, given.period, way)?;
        let in_table = match way[..] {
            [Step::Key(list), Step::Index(i)] => self.desk.sheet.is_row(list, i),
            _ => false,
        };
        Some(Look {
            site,
            checklist,
            source: given.source,
            period,
            evidence: given.evidence.unwrap_or(known.0.evidence),
            place: self.desk.sheet.place(way),
            in_table,
            seen: Seen::Batch {
                visits,
                failed,
                score: given.score.and_then(|it| Finite::new(it.0).ok()),
                missing: reason,
            },
        })
    }

    fn findings(&mut self, given: &[sheet::FindingSheet]) -> Vec<Finding> {
        self.desk
            .ids_of(path!["findings"], given.iter().map(|it| &it.id));
        let findings = given.iter().enumerate().map(|(i, it)| {
            let way: Way = vec!["findings".into(), i.into()];
            let missing = self
                .desk
                .words(it.missing.as_ref(), &path(&way, &["missing".into()]));
            if it.count.is_none() && missing.is_empty() {
                self.desk
                    .say(Code::NoValueNoReason, &way, &[("metric", &it.id.0)]);
            }
            Finding {
                id: it.id.0.clone(),
                name: self
                    .desk
                    .words(Some(&it.name), &path(&way, &["name".into()])),
                count: it.count.map(|it| it.0),
                missing,
                place: self.desk.sheet.place(&way),
            }
        });
        findings.collect()
    }
}

/// What a visit is held against: the record so far, and its sites by id.
type Known<'a> = (&'a Record, &'a HashMap<String, usize>);

impl Look {
    /// Whose visits it counts: those of another one are counted twice if their
    /// times meet.
    fn whose(&self) -> (usize, usize, Observer) {
        (self.site, self.checklist, self.source)
    }
}
