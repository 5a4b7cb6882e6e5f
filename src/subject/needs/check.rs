//! Turns a sheet into a record, and reports every mistake in it.

use super::{Channel, Kano, Named, Need, NeedsSheet, Record, Response, assess, kano, sheet};
use crate::{
    diag::{Code, Report},
    model::{Evidence, Finite, Thing},
    path,
    sheet::{Num, Plain, Sheet, Words},
    subject::{
        Context,
        desk::{Desk, Way, path},
    },
};

/// Checks the sheet of a year.
pub(super) fn check(sheet: &Sheet<NeedsSheet>, context: &Context, report: &mut Report) -> Record {
    let desk = Desk {
        sheet,
        context,
        report,
    };
    Checker { desk }.record(&sheet.value)
}

struct Checker<'a> {
    desk: Desk<'a, NeedsSheet>,
}

/// What a need may refer to, by id.
struct Known<'a> {
    segments: Vec<&'a str>,
    methods: Vec<&'a str>,
    responses: Vec<&'a str>,
    scale: (f64, f64),
    evidence: Evidence,
}

impl Checker<'_> {
    fn record(mut self, given: &NeedsSheet) -> Record {
        let NeedsSheet {
            name,
            evidence,
            source,
            note,
            as_of,
            measure,
            decimals,
            scale,
            segments,
            methods,
            responses,
            channels,
            needs,
        } = given;
        let scale = (scale.from.0, scale.to.0);
        if scale.0 >= scale.1 {
            let expected = format!("> {}", scale.0);
            self.desk
                .say_setting(scale.1, &expected, path!["scale", "to"]);
        }
        let known = Known {
            segments: ids(segments.iter().map(|it| &it.id)),
            methods: ids(methods.iter().map(|it| &it.id)),
            responses: ids(responses.iter().map(|it| &it.id)),
            scale,
            evidence: evidence.unwrap_or_default(),
        };
        let measure = self.desk.measure(measure, path!["measure"]);
        let needs = self.needs(needs, &known);
        let segments = segments.iter().map(|it| (&it.id, &it.name, None));
        let methods = methods
            .iter()
            .map(|it| (&it.id, &it.name, it.text.as_ref()));
        Record {
            year: self.desk.context.year,
            name: self.desk.words(Some(name), path!["name"]),
            head: self.desk.head(source.as_ref(), note.as_ref(), *as_of),
            difference: self.desk.context.catalogue.difference_of(&measure),
            measure,
            decimals: self.desk.decimals(*decimals, 1, path!["decimals"]),
            segments: self.named("segments", segments.collect()),
            methods: self.named("methods", methods.collect()),
            responses: self.responses(responses),
            channels: self.channels(channels, &known),
            means: assess::means(&needs),
            needs,
        }
    }

    fn named(
        &mut self,
        list: &'static str,
        given: Vec<(&Plain, &Words, Option<&Words>)>,
    ) -> Vec<Named> {
        self.desk.ids_of(path![list], given.iter().map(|it| it.0));
        let given = given.into_iter().enumerate();
        given
            .map(|(i, (id, name, text))| Named {
                id: id.0.clone(),
                name: self.desk.words(Some(name), path![list, i, "name"]),
                text: self.desk.words(text, path![list, i, "text"]),
            })
            .collect()
    }

    fn responses(&mut self, given: &[sheet::ResponseSheet]) -> Vec<Response> {
        self.desk
            .ids_of(path!["responses"], given.iter().map(|it| &it.id));
        let given = given.iter().enumerate();
        given
            .map(|(i, it)| {
                let initiative = it.initiative.as_ref();
                Response {
                    id: it.id.0.clone(),
                    name: self
                        .desk
                        .words(Some(&it.name), path!["responses", i, "name"]),
                    text: self
                        .desk
                        .words(it.text.as_ref(), path!["responses", i, "text"]),
                    initiative: initiative.map(|id| {
                        let way = path!["responses", i, "initiative"];
                        self.desk.thing(Thing::Initiative, id, way)
                    }),
                }
            })
            .collect()
    }

    fn channels(&mut self, given: &[sheet::ChannelSheet], known: &Known) -> Vec<Channel> {
        self.desk
            .ids_of(path!["channels"], given.iter().map(|it| &it.id));
        let given = given.iter().enumerate();
        given
            .map(|(i, it)| {
                let way: Way = vec!["channels".into(), i.into()];
                let name = path(&way, &["name".into()]);
                Channel {
                    id: it.id.0.clone(),
                    name: self.desk.words(Some(&it.name), &name),
                    segments: self.some(("segments", &it.id), &it.segments, &known.segments, &way),
                }
            })
            .collect()
    }

    fn needs(&mut self, given: &[sheet::NeedSheet], known: &Known) -> Vec<Need> {
        self.desk
            .ids_of(path!["needs"], given.iter().map(|it| &it.id));
        let given = given.iter().enumerate();
        given
            .map(|(i, it)| self.need(it, known, &vec!["needs".into(), i.into()]))
            .collect()
    }

    fn need(&mut self, given: &sheet::NeedSheet, known: &Known, way: &Way) -> Need {
        let at = |key: &'static str| path(way, &[key.into()]);
        let id = given.id.0.as_str();
        let missing = self.desk.words(given.missing.as_ref(), &at("missing"));
        let acknowledged = self
            .desk
            .words(given.acknowledged.as_ref(), &at("acknowledged"));
        let ratings = [
            ("importance", given.importance),
            ("performance", given.performance),
        ];
        match ratings.iter().find(|(_, rating)| rating.is_none()) {
            Some((key, _)) if missing.is_empty() => {
                self.desk
                    .say(Code::NoValueNoReason, way, &[("metric", key)]);
            }
            None if !missing.is_empty() => {
                self.desk
                    .say(Code::ValueAndMissing, &at("missing"), &[("metric", id)]);
            }
            _ => {}
        }
        match (given.responses.is_empty(), acknowledged.is_empty()) {
            (true, true) => self.desk.say(Code::UncoveredNeed, way, &[("need", id)]),
            (false, false) => {
                let slots = [
                    ("first", "responses"),
                    ("second", "acknowledged"),
                    ("item", id),
                ];
                self.desk.say(Code::KeysClash, &at("acknowledged"), &slots);
            }
            _ => {}
        }
        let name = self.desk.words(Some(&given.name), &at("name"));
        let of = |list| (list, &given.id);
        Need {
            id: id.to_owned(),
            name,
            segments: self.some(of("segments"), &given.segments, &known.segments, way),
            methods: self.some(of("methods"), &given.methods, &known.methods, way),
            responses: self.parts("responses", &given.responses, &known.responses, way),
            importance: self.rating(given.importance, known.scale, &at("importance")),
            performance: self.rating(given.performance, known.scale, &at("performance")),
            kano: self.kano(given, way),
            missing,
            acknowledged,
            evidence: given.evidence.unwrap_or(known.evidence),
            place: self.desk.sheet.place(way),
        }
    }

    /// The places of what a list of ids names, of which one at least is needed.
    fn some(
        &mut self,
        (list, of): (&'static str, &Plain),
        given: &[Plain],
        known: &[&str],
        way: &Way,
    ) -> Vec<usize> {
        if given.is_empty() {
            let slots = [("item", of.0.as_str()), ("key", list)];
            self.desk
                .say(Code::KeyNeeded, &path(way, &[list.into()]), &slots);
        }
        self.parts(list, given, known, way)
    }

    /// The places of what a list of ids names, none twice.
    fn parts(
        &mut self,
        list: &'static str,
        given: &[Plain],
        known: &[&str],
        way: &Way,
    ) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        let mut ways: Vec<Way> = Vec::new();
        for (i, it) in given.iter().enumerate() {
            let way = path(way, &[list.into(), i.into()]);
            let at = self.desk.part(list, &it.0, known.iter().copied(), &way);
            let Some(at) = at else { continue };
            match found.iter().position(|it| *it == at) {
                Some(first) => {
                    let first = self.desk.sheet.place(&ways[first]);
                    let slots = [("id", it.0.as_str())];
                    self.desk.say_again(Code::DuplicateId, &way, &slots, first);
                }
                None => {
                    found.push(at);
                    ways.push(way);
                }
            }
        }
        found
    }

    /// The class after Kano: typed, or told of pairs of answers.
    fn kano(&mut self, given: &sheet::NeedSheet, way: &Way) -> Option<Kano> {
        let at = path(way, &["kano_answers".into()]);
        if given.kano_answers.is_empty() {
            return given.kano.map(Kano::Typed);
        }
        if given.kano.is_some() {
            let slots = [
                ("first", "kano"),
                ("second", "kano_answers"),
                ("item", given.id.0.as_str()),
            ];
            self.desk.say(Code::KeysClash, &at, &slots);
        }
        let rows = given.kano_answers.iter().map(|row| {
            let counts: Vec<u64> = row.iter().map(|it| it.0).collect();
            counts.try_into().ok()
        });
        let rows: Option<Vec<[u64; kano::ANSWERS]>> = rows.collect();
        let answers = rows.and_then(|it| it.try_into().ok());
        let Some(answers) = answers else {
            let lengths = given.kano_answers.iter().map(|it| it.len().to_string());
            let found = lengths.collect::<Vec<_>>().join(" + ");
            self.desk.say_setting(found, "5 × 5", &at);
            return None;
        };
        let counts = kano::counted(&answers);
        if counts.iter().all(|it| *it == 0) {
            self.desk.say_setting(0, "≥ 1", &at);
        }
        Some(Kano::Counted(counts))
    }

    /// A number on the scale.
    fn rating(&mut self, given: Option<Num>, (from, to): (f64, f64), way: &Way) -> Option<Finite> {
        let (value, _) = self.desk.number(given?, way)?;
        if !(from..=to).contains(&value.get()) {
            let (found, scale) = (value.get().to_string(), format!("{from}–{to}"));
            let slots = [("found", found.as_str()), ("scale", scale.as_str())];
            self.desk.say(Code::OffScale, way, &slots);
        }
        Some(value)
    }
}

fn ids<'a>(of: impl Iterator<Item = &'a Plain>) -> Vec<&'a str> {
    of.map(|it| it.0.as_str()).collect()
}
