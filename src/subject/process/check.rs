//! Turns a sheet into a record, and reports every mistake in it.

use super::{
    List, Measured, Named, P90, Problem, ProcessSheet, Record, Remedy, Standard, Step, Target,
    sheet,
};
use crate::{
    diag::{Code, Report},
    model::{Evidence, Finite, Period, Thing},
    path,
    sheet::{Count, Num, Plain, Sheet},
    subject::{
        Context,
        desk::{Desk, Way, path},
        head::Head,
        units::PERCENT,
    },
};

/// The fewest single times that a P90 is computed of.
const FEWEST_TIMES: usize = 10;

/// Checks the sheet of a year.
pub(super) fn check(sheet: &Sheet<ProcessSheet>, context: &Context, report: &mut Report) -> Record {
    let mut desk = Desk {
        sheet,
        context,
        report,
    };
    let given = &sheet.value;
    let head = desk.head(given.source.as_ref(), given.note.as_ref(), given.as_of);
    let checker = Checker {
        evidence: given.evidence.unwrap_or_default(),
        head,
        desk,
    };
    checker.record(given)
}

struct Checker<'a> {
    desk: Desk<'a, ProcessSheet>,
    evidence: Evidence,
    head: Head,
}

impl Checker<'_> {
    fn record(mut self, given: &ProcessSheet) -> Record {
        let ProcessSheet {
            name,
            evidence: _,
            source: _,
            note: _,
            as_of: _,
            measure,
            decimals,
            periods,
            owners,
            stages,
            problems,
            targets,
            lists,
        } = given;
        let name = self.desk.words(Some(name), path!["name"]);
        let measure = self.desk.measure(measure, path!["measure"]);
        let decimals = self.desk.decimals(*decimals, 1, path!["decimals"]);
        let (before, now) = self.periods(periods);
        self.desk
            .ids_of(path!["owners"], owners.iter().map(|it| &it.id));
        let owners: Vec<Named> = owners
            .iter()
            .enumerate()
            .map(|(i, it)| self.named(&it.id, &it.name, &["owners".into(), i.into()].into()))
            .collect();
        self.desk
            .ids_of(path!["stages"], stages.iter().map(|it| &it.id));
        let steps = self.steps(stages, &owners, before.is_some());
        let stages: Vec<Named> = stages
            .iter()
            .enumerate()
            .map(|(i, it)| self.named(&it.id, &it.name, &["stages".into(), i.into()].into()))
            .collect();
        let problems = self.problems(problems, &stages);
        let targets = self.targets(targets);
        let lists = self.lists(lists);
        Record {
            year: self.desk.context.year,
            name,
            evidence: self.evidence,
            head: self.head,
            difference: self.desk.context.catalogue.difference_of(&measure),
            measure,
            decimals,
            before,
            now,
            owners,
            stages,
            steps,
            problems,
            targets,
            lists,
        }
    }

    fn periods(&mut self, given: &sheet::PeriodsSheet) -> (Option<Period>, Period) {
        let year = Period::Year(self.desk.context.year);
        let now = self.desk.period(given.now, path!["periods", "now"]);
        let before = given
            .before
            .and_then(|it| self.desk.period(it, path!["periods", "before"]));
        if let Some((before, now)) = before.zip(now)
            && now.first_day() <= before.last_day()
        {
            let (before, after) = (before.to_string(), now.to_string());
            let slots = [("before", before.as_str()), ("after", after.as_str())];
            self.desk
                .say(Code::AfterNotAfter, path!["periods", "now"], &slots);
        }
        (before, now.unwrap_or(year))
    }

    fn named(&mut self, id: &Plain, name: &crate::sheet::Words, way: &Way) -> Named {
        Named {
            id: id.0.clone(),
            name: self.desk.words(Some(name), &path(way, &["name".into()])),
            place: self.desk.sheet.place(way),
        }
    }

    fn steps(
        &mut self,
        stages: &[sheet::StageSheet],
        owners: &[Named],
        compared: bool,
    ) -> Vec<Step> {
        let given: Vec<(usize, &sheet::StepSheet, Way)> = stages
            .iter()
            .enumerate()
            .flat_map(|(stage, it)| {
                let steps = it.steps.iter().enumerate();
                steps.map(move |(i, it)| {
                    let way = vec!["stages".into(), stage.into(), "steps".into(), i.into()];
                    (stage, it, way)
                })
            })
            .collect();
        for (i, stage) in stages.iter().enumerate() {
            if stage.steps.is_empty() {
                let slots = [("item", stage.id.0.as_str()), ("key", "steps")];
                self.desk
                    .say(Code::KeyNeeded, path!["stages", i, "steps"], &slots);
            }
        }
        let ids = given
            .iter()
            .map(|(_, it, way)| (&it.id, path(way, &["id".into()])));
        self.desk.ids(ids.collect::<Vec<_>>());
        let known: Vec<&str> = given.iter().map(|(_, it, _)| it.id.0.as_str()).collect();
        let steps = given.iter().enumerate();
        steps
            .map(|(at, (stage, it, way))| {
                let to = self.leads_to(it, at, &known, way);
                self.step(it, *stage, to, (owners, compared), way)
            })
            .collect()
    }

    /// The steps that a step leads to, by index.
    fn leads_to(
        &mut self,
        given: &sheet::StepSheet,
        at: usize,
        known: &[&str],
        way: &Way,
    ) -> Vec<usize> {
        let Some(to) = &given.to else {
            let next = Some(at + 1).filter(|it| *it < known.len());
            return next.into_iter().collect();
        };
        let to = to.iter().enumerate();
        to.filter_map(|(i, it)| {
            let way = path(way, &["to".into(), i.into()]);
            self.desk.part("steps", &it.0, known.iter().copied(), &way)
        })
        .collect()
    }

    fn step(
        &mut self,
        given: &sheet::StepSheet,
        stage: usize,
        to: Vec<usize>,
        (owners, compared): (&[Named], bool),
        way: &Way,
    ) -> Step {
        let at = |key: &'static str| path(way, &[key.into()]);
        let known = owners.iter().map(|it| it.id.as_str());
        let owner = self
            .desk
            .part("owners", &given.owner.0, known, &at("owner"));
        if compared != given.before.is_some() {
            let key = if compared { "before" } else { "periods.before" };
            let slots = [("item", given.id.0.as_str()), ("key", key)];
            self.desk.say(Code::KeyNeeded, way, &slots);
        }
        let id = &given.id.0;
        Step {
            id: id.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            stage,
            owner: owner.unwrap_or_default(),
            to,
            aside: given.aside,
            standard: self.standard(given.standard.as_ref(), &at("standard")),
            before: given
                .before
                .as_ref()
                .map(|it| self.measured(it, id, &at("before"))),
            now: self.measured(&given.now, id, &at("now")),
            place: self.desk.sheet.place(way),
        }
    }

    fn standard(&mut self, given: Option<&sheet::StandardSheet>, way: &Way) -> Option<Standard> {
        let given = given?;
        let source = self
            .desk
            .words(given.source.as_ref(), &path(way, &["source".into()]));
        Some(Standard {
            value: self.time(Some(given.value), &path(way, &["value".into()]))?,
            evidence: given.evidence.unwrap_or(self.evidence),
            source: if source.is_empty() {
                self.head.source.clone()
            } else {
                source
            },
            place: self.desk.sheet.place(way),
        })
    }

    /// A time, which is not negative.
    fn time(&mut self, given: Option<Num>, way: &Way) -> Option<Finite> {
        let (value, _) = self.desk.number(given?, way)?;
        self.desk.amount_within(value, false, way);
        Some(value)
    }

    fn measured(&mut self, given: &sheet::MeasuredSheet, step: &str, way: &Way) -> Measured {
        let at = |key: &'static str| path(way, &[key.into()]);
        let missing = self.desk.words(given.missing.as_ref(), &at("missing"));
        let (touch, lead) = (
            self.time(given.touch, &at("touch")),
            self.time(given.lead, &at("lead")),
        );
        if let Some((touch, lead)) = touch
            .zip(lead)
            .filter(|(touch, lead)| touch.get() > lead.get())
        {
            let (touch, lead) = (touch.get().to_string(), lead.get().to_string());
            let slots = [
                ("step", step),
                ("touch", touch.as_str()),
                ("lead", lead.as_str()),
            ];
            self.desk.say(Code::TouchBeyondLead, &at("touch"), &slots);
        }
        let p90 = self.p90(given, step, way);
        let (cases, reworked) = (given.cases, given.reworked);
        if let Some((Count(count), Count(base))) = reworked
            .zip(cases)
            .filter(|(count, base)| count > base || base.0 == 0)
        {
            let (count, base) = (count.to_string(), base.to_string());
            let slots = [("count", count.as_str()), ("base", base.as_str())];
            self.desk
                .say(Code::CountBeyondBase, &at("reworked"), &slots);
        }
        let is_given = [
            ("touch", given.touch.is_some()),
            ("lead", given.lead.is_some()),
            ("cases", cases.is_some()),
            ("reworked", reworked.is_some()),
        ];
        match is_given.iter().find(|(_, given)| !given) {
            Some((key, _)) if missing.is_empty() => {
                self.desk
                    .say(Code::NoValueNoReason, way, &[("metric", key)]);
            }
            None if !missing.is_empty() => {
                let slots = [("metric", step)];
                self.desk.say(Code::ValueAndMissing, &at("missing"), &slots);
            }
            _ => {}
        }
        Measured {
            touch,
            lead,
            p90,
            cases: cases.map(|it| it.0),
            reworked: reworked.map(|it| it.0),
            missing,
            evidence: given.evidence.unwrap_or(self.evidence),
            place: self.desk.sheet.place(way),
        }
    }

    /// The time that nine of ten cases keep within: typed, or of single times.
    fn p90(&mut self, given: &sheet::MeasuredSheet, step: &str, way: &Way) -> Option<P90> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let typed = self.time(given.p90, &at("p90"));
        let times = given.times.iter().enumerate();
        let times = times.filter_map(|(i, it)| {
            let time = self.time(Some(*it), &path(&at("times"), &[i.into()]))?;
            Some(time.get())
        });
        let times: Vec<f64> = times.collect();
        if times.is_empty() {
            return typed.map(P90::Typed);
        }
        if typed.is_some() {
            let slots = [("first", "p90"), ("second", "times"), ("item", step)];
            self.desk.say(Code::KeysClash, &at("times"), &slots);
        }
        if times.len() < FEWEST_TIMES {
            let expected = format!("{FEWEST_TIMES}+");
            self.desk.say_setting(times.len(), &expected, &at("times"));
        }
        Some(P90::Of(times))
    }

    fn problems(&mut self, given: &[sheet::ProblemSheet], stages: &[Named]) -> Vec<Problem> {
        self.desk
            .ids_of(path!["problems"], given.iter().map(|it| &it.id));
        let given = given.iter().enumerate();
        given
            .filter_map(|(i, it)| self.problem(it, stages, &vec!["problems".into(), i.into()]))
            .collect()
    }

    fn problem(
        &mut self,
        given: &sheet::ProblemSheet,
        stages: &[Named],
        way: &Way,
    ) -> Option<Problem> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let name = self.desk.words(Some(&given.name), &at("name"));
        let acknowledged = self
            .desk
            .words(given.acknowledged.as_ref(), &at("acknowledged"));
        match (given.remedies.is_empty(), acknowledged.is_empty()) {
            (true, true) => {
                let slots = [("problem", given.id.0.as_str())];
                self.desk.say(Code::ProblemLeft, way, &slots);
            }
            (false, false) => {
                let slots = [
                    ("first", "remedies"),
                    ("second", "acknowledged"),
                    ("item", given.id.0.as_str()),
                ];
                self.desk.say(Code::KeysClash, &at("acknowledged"), &slots);
            }
            _ => {}
        }
        let remedies = given.remedies.iter().enumerate();
        let remedies = remedies.map(|(i, it)| {
            let at = |key: &'static str| path(way, &["remedies".into(), i.into(), key.into()]);
            let initiative = it.initiative.as_ref();
            Remedy {
                name: self.desk.words(Some(&it.name), &at("name")),
                initiative: initiative
                    .map(|id| self.desk.thing(Thing::Initiative, id, &at("initiative"))),
            }
        });
        let remedies = remedies.collect();
        let known = stages.iter().map(|it| it.id.as_str());
        Some(Problem {
            id: given.id.0.clone(),
            name,
            stage: self
                .desk
                .part("stages", &given.stage.0, known, &at("stage"))?,
            remedies,
            acknowledged,
            place: self.desk.sheet.place(way),
        })
    }

    fn targets(&mut self, given: &[sheet::TargetSheet]) -> Vec<Target> {
        self.desk
            .ids_of(path!["targets"], given.iter().map(|it| &it.id));
        let given = given.iter().enumerate();
        given
            .map(|(i, it)| {
                let way: Way = vec!["targets".into(), i.into()];
                let at = |key: &'static str| path(&way, &[key.into()]);
                let missing = self.desk.words(it.missing.as_ref(), &at("missing"));
                let slots = [("metric", it.id.0.as_str())];
                match (it.value.is_some(), missing.is_empty()) {
                    (false, true) => self.desk.say(Code::NoValueNoReason, &way, &slots),
                    (true, false) => {
                        self.desk.say(Code::ValueAndMissing, &at("missing"), &slots);
                    }
                    _ => {}
                }
                let measure = it.measure.as_ref();
                let number = it.value.and_then(|it| self.desk.number(it, &at("value")));
                let is_share = measure.is_some_and(|it| it.0 == PERCENT);
                if let Some((value, _)) = number {
                    self.desk.amount_within(value, is_share, &at("value"));
                }
                Target {
                    id: it.id.0.clone(),
                    name: self.desk.words(Some(&it.name), &at("name")),
                    value: number.map(|(value, _)| value).ok_or(missing),
                    measure: measure
                        .map(|id| self.desk.measure(id, &at("measure")))
                        .unwrap_or_default(),
                    evidence: self.evidence,
                    place: self.desk.sheet.place(&way),
                }
            })
            .collect()
    }

    fn lists(&mut self, given: &[sheet::ListSheet]) -> Vec<List> {
        self.desk
            .ids_of(path!["lists"], given.iter().map(|it| &it.id));
        let given = given.iter().enumerate();
        given
            .map(|(i, it)| {
                let way: Way = vec!["lists".into(), i.into()];
                let items = it.items.iter().enumerate();
                let items = items.map(|(item, words)| {
                    let way = path(&way, &["items".into(), item.into()]);
                    self.desk.words(Some(words), &way)
                });
                let items = items.collect();
                List {
                    id: it.id.0.clone(),
                    name: self
                        .desk
                        .words(Some(&it.name), &path(&way, &["name".into()])),
                    items,
                    place: self.desk.sheet.place(&way),
                }
            })
            .collect()
    }
}
