//! Surveys and their results, typed or counted, and what is too small to tell.

use std::cmp::Reverse;

use super::{Checker, Record, said, sheet};
use crate::{
    diag::{Code, Place},
    model::{Evidence, Finite},
    sheet::{Plain, Step},
    stats::index::rescale,
    subject::{
        desk::{Way, path},
        satisfaction::{
            Answered, Group, Joint, Number, Operator, ScaleSheet, Wave, answers::Steps,
        },
    },
};

impl Checker<'_> {
    /// The surveys in order of time.
    pub(super) fn waves(&mut self, record: &Record) -> Vec<Wave> {
        let mut waves: Vec<(Place, Wave)> = Vec::new();
        for (i, given) in self.given.waves.iter().enumerate() {
            let way: Way = vec!["waves".into(), i.into()];
            let at = path(&way, &["period".into()]);
            let Some(wave) = self.wave(given, record, &way) else {
                continue;
            };
            if let Some((first, _)) = waves.iter().find(|it| it.1.period == wave.period) {
                let period = wave.period.to_string();
                let slots = [("figure", period.as_str())];
                self.desk
                    .say_again(Code::SecondHome, &at, &slots, first.clone());
                continue;
            }
            waves.push((self.desk.sheet.place(&at), wave));
        }
        let mut waves: Vec<Wave> = waves.into_iter().map(|it| it.1).collect();
        // Of those that end on a day the longest last.
        waves.sort_by_key(|it| (it.period.last_day(), Reverse(it.period.first_day())));
        waves
    }

    fn wave(&mut self, given: &sheet::WaveSheet, record: &Record, way: &[Step]) -> Option<Wave> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let evidence = given.evidence.unwrap_or(self.evidence);
        let mut wave = Wave {
            period: self.desk.period(given.period, &at("period"))?,
            method: self.desk.words(given.method.as_ref(), &at("method")),
            results: Vec::new(),
            joint: Vec::new(),
        };
        if given.results.is_empty() && given.answers.is_none() {
            let period = wave.period.to_string();
            let slots = [("item", period.as_str()), ("key", "results")];
            self.desk.say(Code::KeyNeeded, way, &slots);
        }
        self.table(given, record, way);
        counted(given, record, evidence, &mut wave);
        for (i, it) in given.results.iter().enumerate() {
            let way = path(way, &["results".into(), i.into()]);
            let Some(found) = self.result(it, record, evidence, &way) else {
                continue;
            };
            let same = |it: &&Answered| {
                (it.attribute, it.operator, it.segment)
                    == (found.attribute, found.operator, found.segment)
            };
            match wave.results.iter().find(same) {
                Some(first) => {
                    let first = first.place.clone();
                    let slots = [("figure", it.attribute.0.as_str())];
                    self.desk.say_again(Code::SecondHome, &way, &slots, first);
                }
                None => wave.results.push(found),
            }
        }
        self.suppress(&mut wave, record);
        Some(wave)
    }

    /// Reports what the words and columns of a table name and the sheet does
    /// not have.
    fn table(&mut self, given: &sheet::WaveSheet, record: &Record, way: &[Step]) {
        let Some(answers) = &given.answers else {
            return;
        };
        let at = |key: &'static str| path(way, &["answers".into(), key.into()]);
        for (word, Plain(id)) in &answers.operators {
            let known = operators(record);
            let known = known.iter().copied();
            let way = path(&at("operators"), &[word.as_str().into()]);
            self.desk.part("operators", id, known, &way);
        }
        for id in answers.columns.attributes.keys() {
            let way = path(&at("columns"), &["attributes".into(), id.as_str().into()]);
            let Some(attribute) = self.attribute(record, id, &way) else {
                continue;
            };
            let scale = self.scale_of(attribute);
            if Steps::of(scale).is_none() {
                self.misfit(id, "0–1000", scale, &way);
            }
        }
    }

    fn scale_of(&self, attribute: usize) -> ScaleSheet {
        let own = self.given.attributes[attribute].scale;
        own.unwrap_or(self.scale)
    }

    fn result(
        &mut self,
        given: &sheet::ResultSheet,
        record: &Record,
        evidence: Evidence,
        way: &[Step],
    ) -> Option<Answered> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let attribute = self.attribute(record, &given.attribute.0, &at("attribute"));
        let operator: Option<Operator> = match &given.operator {
            Some(Plain(id)) => {
                let known = operators(record);
                let known = known.iter().copied();
                let found = self.desk.part("operators", id, known, &at("operator"));
                found.map(|at| at.checked_sub(1))
            }
            None => Some(None),
        };
        let segment = match &given.segment {
            Some(Plain(id)) => {
                let known = record.segments.iter().map(|it| it.id.as_str());
                let found = self.desk.part("segments", id, known, &at("segment"));
                found.map(Some)
            }
            None => Some(None),
        };
        let (attribute, operator, segment) = (attribute?, operator?, segment?);
        if operator.is_some() && segment.is_some() {
            let slots = [
                ("item", given.attribute.0.as_str()),
                ("first", "operator"),
                ("second", "segment"),
            ];
            self.desk.say(Code::KeysClash, way, &slots);
        }
        Some(Answered {
            attribute,
            operator,
            segment,
            number: self.number(given, attribute, way)?,
            evidence,
            place: self.desk.sheet.place(way),
        })
    }

    fn number(
        &mut self,
        given: &sheet::ResultSheet,
        attribute: usize,
        way: &[Step],
    ) -> Option<Number> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let name = given.attribute.0.as_str();
        let reason = self.desk.words(given.missing.as_ref(), &at("missing"));
        match (given.mean, given.answers.is_empty()) {
            (Some(_), false) => {
                let slots = [("item", name), ("first", "mean"), ("second", "answers")];
                self.desk.say(Code::KeysClash, way, &slots);
                None
            }
            (None, true) if reason.is_empty() => {
                self.desk
                    .say(Code::NoValueNoReason, way, &[("metric", name)]);
                None
            }
            (None, true) => Some(Number::Missing(reason)),
            _ if !reason.is_empty() => {
                self.desk
                    .say(Code::ValueAndMissing, way, &[("metric", name)]);
                None
            }
            (Some(mean), true) => self.mean(given, mean.0, attribute, way),
            (None, false) => {
                let counts: Vec<u64> = given.answers.iter().map(|it| it.0).collect();
                let scale = self.scale_of(attribute);
                let Some(steps) = Steps::of(scale) else {
                    self.misfit(name, "0–1000", scale, &at("answers"));
                    return None;
                };
                let needed = usize::from(steps.last) + 1;
                if counts.len() != needed {
                    let (found, needed) = (counts.len().to_string(), needed.to_string());
                    let scale = said(scale);
                    let slots = [
                        ("item", name),
                        ("found", found.as_str()),
                        ("needed", &needed),
                        ("scale", &scale),
                    ];
                    self.desk.say(Code::AnswersDoNotFit, &at("answers"), &slots);
                    return None;
                }
                if counts.iter().all(|it| *it == 0) {
                    self.desk
                        .say(Code::NoValueNoReason, way, &[("metric", name)]);
                    return None;
                }
                Some(Number::Answers(counts))
            }
        }
    }

    fn mean(
        &mut self,
        given: &sheet::ResultSheet,
        mean: f64,
        attribute: usize,
        way: &[Step],
    ) -> Option<Number> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let scale = self.scale_of(attribute);
        let (from, to) = (scale.from.0, scale.to.0);
        let Ok(points) = rescale(mean, from, to) else {
            let (found, scale) = (mean.to_string(), said(scale));
            let slots = [("found", found.as_str()), ("scale", &scale)];
            self.desk.say(Code::OffScale, &at("mean"), &slots);
            return None;
        };
        let n = given.n.map(|it| it.0);
        let sd = given.sd.map(|it| it.0);
        // Half at either end is the widest spread that there is.
        let several = n.unwrap_or(2).max(2) as f64;
        let most = (to - from).abs() / 2.0 * (several / (several - 1.0)).sqrt();
        if let Some(sd) = sd.filter(|it| *it < 0.0 || *it > most * (1.0 + 1e-9)) {
            let (found, scale) = (sd.to_string(), said(scale));
            let most = ((most * 1000.0).floor() / 1000.0).to_string();
            let slots = [
                ("found", found.as_str()),
                ("scale", &scale),
                ("most", &most),
            ];
            self.desk.say(Code::SpreadTooWide, &at("sd"), &slots);
        }
        Some(Number::Mean {
            mean: Finite::new(points).ok()?,
            sd: sd.map(|it| it / (to - from).abs() * 100.0),
            n,
        })
    }

    /// Leaves out groups that are too small to be published, and a segment that
    /// could be found by subtraction.
    fn suppress(&self, wave: &mut Wave, record: &Record) {
        let Some(minimum) = &self.minimum else {
            return;
        };
        let size = |it: &Answered| it.n().unwrap_or(0);
        let sizes = (0..record.segments.len()).map(|segment| {
            let results = wave.results.iter();
            let own = results.filter(|it| it.segment == Some(segment));
            own.map(size).max().unwrap_or(0)
        });
        let hidden = minimum.hides(&sizes.collect::<Vec<u64>>());
        for result in &mut wave.results {
            let small = match result.segment {
                Some(segment) => hidden.contains(&segment),
                None => result.n().is_some_and(|it| it < minimum.count),
            };
            if small {
                result.number = Number::Missing(minimum.reason.clone());
            }
        }
        for joint in &mut wave.joint {
            joint.indicators.take_if(|it| it.n() < minimum.count);
        }
        wave.joint.retain(|it| {
            it.pairs
                .iter()
                .all(|pair| pair.n() == 0 || pair.n() >= minimum.count)
        });
    }
}

/// The ids of operators, ours first.
fn operators(record: &Record) -> Vec<&str> {
    let rivals = record.rivals.iter().map(|it| it.id.as_str());
    std::iter::once("own").chain(rivals).collect()
}

/// Takes in what was counted of a table: all of an operator's customers, and
/// each segment of ours.
fn counted(given: &sheet::WaveSheet, record: &Record, evidence: Evidence, wave: &mut Wave) {
    let Some(counted) = &given.counted else {
        return;
    };
    let place = Place::whole(counted.file.clone());
    let mut take = |group: &Group, operator: Operator, segment: Option<usize>| {
        for (attribute, counts) in group.counts.iter().enumerate() {
            if counts.iter().any(|it| *it > 0) {
                wave.results.push(Answered {
                    attribute,
                    operator,
                    segment,
                    number: Number::Answers(counts.clone()),
                    evidence,
                    place: place.clone(),
                });
            }
        }
    };
    for at in 0..=record.rivals.len() {
        let operator = at.checked_sub(1);
        let groups = counted.groups.iter();
        let own = groups.filter(|((of, _), _)| usize::from(*of) == at);
        let mut whole: Option<Group> = None;
        for ((_, segment), group) in own {
            match &mut whole {
                Some(whole) => whole.merge(group),
                None => whole = Some(group.clone()),
            }
            if let (Some(segment), None) = (segment, operator) {
                take(group, None, Some(usize::from(*segment)));
            }
        }
        if let Some(whole) = whole {
            take(&whole, operator, None);
            wave.joint.push(Joint {
                operator,
                indicators: Some(whole.joint).filter(|it| it.n() >= 2),
                incomplete: whole.incomplete,
                pairs: whole.pairs,
                evidence,
                place: place.clone(),
            });
        }
    }
}
