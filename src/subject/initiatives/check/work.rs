//! Key works and projects: days, steps, milestones, money, benefit.

use jiff::civil::Date;

use super::Checker;
use crate::{
    block::StepState,
    diag::Code,
    model::{Better, Evidence, Text},
    subject::{
        desk::{Way, path},
        initiatives::{
            Benefit, Budget, Initiative, Milestone, Output, OwnBenefit, Schedule, sheet,
        },
    },
};

impl<'a> Checker<'a> {
    pub(super) fn initiative(
        &mut self,
        given: &'a sheet::InitiativeSheet,
        way: &Way<'a>,
    ) -> Initiative {
        let sheet::InitiativeSheet {
            id,
            name,
            text,
            kind,
            owner,
            state,
            evidence,
            schedule,
            road: _,
            steps: _,
            milestones,
            budget,
            benefit,
        } = given;
        let at = |key: &'static str| path(way, &[key.into()]);
        let evidence = evidence.unwrap_or(self.evidence);
        let milestones = milestones
            .iter()
            .enumerate()
            .map(|(i, it)| self.milestone(it, evidence, &path(&at("milestones"), &[i.into()])));
        Initiative {
            milestones: milestones.collect(),
            id: id.0.clone(),
            name: self.desk.words(Some(name), &at("name")),
            text: self.desk.words(text.as_ref(), &at("text")),
            kind: *kind,
            owner: self.owner(owner.as_ref(), &at("owner")),
            state: *state,
            schedule: schedule
                .as_ref()
                .map(|it| self.schedule(it, evidence, &at("schedule"))),
            track: self.track(given, way),
            budget: budget
                .as_ref()
                .map(|it| self.budget(it, evidence, &at("budget"))),
            benefit: benefit
                .as_ref()
                .and_then(|it| self.benefit(it, evidence, &at("benefit"))),
            evidence,
            place: self.desk.sheet.place(way),
        }
    }

    fn schedule(
        &mut self,
        given: &sheet::ScheduleSheet,
        evidence: Evidence,
        way: &Way,
    ) -> Schedule {
        let at = |key: &'static str| path(way, &[key.into()]);
        let planned = (given.planned_start.0, given.planned_end.0);
        let (start, end) = (given.start.map(|it| it.0), given.end.map(|it| it.0));
        let spans = [(Some(planned), "planned_end"), (start.zip(end), "end")];
        for (span, key) in spans {
            if let Some((from, to)) = span.filter(|(from, to)| from > to) {
                let found = format!("{from} – {to}");
                self.desk
                    .say(Code::BadPeriod, &at(key), &[("found", &found)]);
            }
        }
        if end.is_some() && start.is_none() {
            let slots = [("item", "schedule"), ("key", "start")];
            self.desk.say(Code::KeyNeeded, way, &slots);
        }
        self.not_later(start, &at("start"));
        self.not_later(end, &at("end"));
        Schedule {
            planned,
            start,
            end,
            evidence: given.evidence.unwrap_or(evidence),
            place: self.desk.sheet.place(way),
        }
    }

    /// Reports something that happened after the day up to which is known what
    /// happened.
    fn not_later(&mut self, happened: Option<Date>, way: &Way) {
        let as_of = self.desk.sheet.value.as_of.map(|it| it.0);
        if let (Some(happened), Some(as_of)) = (happened, as_of)
            && happened > as_of
        {
            self.desk
                .say_setting(happened, &format!("≤ as_of {as_of}"), way);
        }
    }

    fn milestone(
        &mut self,
        given: &sheet::MilestoneSheet,
        evidence: Evidence,
        way: &Way,
    ) -> Milestone {
        let at = |key: &'static str| path(way, &[key.into()]);
        let reached = given.reached.map(|it| it.0);
        self.not_later(reached, &at("reached"));
        Milestone {
            name: self.desk.words(Some(&given.name), &at("name")),
            due: given.due.map(|it| it.0),
            reached,
            done: given.done,
            evidence: given.evidence.unwrap_or(evidence),
            place: self.desk.sheet.place(way),
        }
    }

    /// The road of an initiative, and how far each step of it is.
    fn track(
        &mut self,
        given: &'a sheet::InitiativeSheet,
        way: &Way<'a>,
    ) -> Option<(usize, Vec<Option<StepState>>)> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let Some(road) = &given.road else {
            if !given.steps.is_empty() {
                let slots = [("item", given.id.0.as_str()), ("key", "road")];
                self.desk.say(Code::KeyNeeded, way, &slots);
            }
            return None;
        };
        let roads = self.roads.iter().map(|it| it.id.as_str());
        let on = self.desk.part("roads", &road.0, roads, &at("road"))?;
        let steps = self.roads[on].steps.iter().map(|it| it.id.as_str());
        for (step, state) in &given.steps {
            let way = path(&at("steps"), &[step.as_str().into()]);
            let known = steps.clone();
            self.desk.part("steps", step, known, &way);
            if *state == StepState::Problem {
                self.desk.say_setting("problem", "done, doing, open", &way);
            }
        }
        let states = steps.map(|it| given.steps.get(it).copied());
        Some((on, states.collect()))
    }

    fn budget(&mut self, given: &sheet::BudgetSheet, evidence: Evidence, way: &Way) -> Budget {
        let at = |key: &'static str| path(way, &[key.into()]);
        let reason = self.desk.words(given.missing.as_ref(), &at("missing"));
        let nothing = Text::default();
        Budget {
            measure: self.desk.measure(&given.measure, &at("measure")),
            decimals: self.desk.decimals(given.decimals, 0, &at("decimals")),
            amount: self.desk.amount_or(given.amount, &reason, "amount", way),
            spent: self.desk.amount_or(given.spent, &reason, "spent", way),
            output: given.output.as_ref().map(|it| Output {
                measure: self
                    .desk
                    .measure(&it.measure, &path(&at("output"), &["measure".into()])),
                number: self
                    .desk
                    .amount_or(Some(it.value), &nothing, "value", &at("output")),
                approximate: it.approximate,
            }),
            evidence: given.evidence.unwrap_or(evidence),
        }
    }

    fn benefit(
        &mut self,
        given: &sheet::BenefitSheet,
        evidence: Evidence,
        way: &Way,
    ) -> Option<Benefit> {
        let at = |key: &'static str| path(way, &[key.into()]);
        if let Some(metric) = &given.metric {
            self.desk.metric(&metric.0, &at("metric"));
            let typed = [
                (given.name.is_some(), "name"),
                (given.measure.is_some(), "measure"),
                (given.before.is_some(), "before"),
                (given.after.is_some(), "after"),
                (given.target.is_some(), "target"),
            ];
            for (_, key) in typed.into_iter().filter(|(is, _)| *is) {
                let slots = [("first", "metric"), ("second", key), ("item", "benefit")];
                self.desk.say(Code::KeysClash, way, &slots);
            }
            let period = given.period;
            let period = period.and_then(|it| self.desk.period(it, &at("period")));
            return Some(Benefit::Metric(metric.0.clone(), period));
        }
        let needed = [
            (given.name.is_none(), "name"),
            (given.better.is_none(), "better"),
        ];
        for (_, key) in needed.into_iter().filter(|(is, _)| *is) {
            let slots = [("item", "benefit"), ("key", key)];
            self.desk.say(Code::KeyNeeded, way, &slots);
        }
        if given.better == Some(Better::Neither) {
            self.desk
                .say_setting("neither", "higher, lower", &at("better"));
        }
        let reason = self.desk.words(given.missing.as_ref(), &at("missing"));
        let measure = given.measure.as_ref();
        let measure = measure
            .map(|it| self.desk.measure(it, &at("measure")))
            .unwrap_or_default();
        Some(Benefit::Own(Box::new(OwnBenefit {
            name: self.desk.words(given.name.as_ref(), &at("name")),
            difference: self.desk.context.catalogue.difference_of(&measure),
            measure,
            decimals: self.desk.decimals(given.decimals, 0, &at("decimals")),
            better: given.better?,
            before: self.desk.number_or(given.before, &reason, "before", way),
            after: self.desk.number_or(given.after, &reason, "after", way),
            target: given
                .target
                .map(|it| self.desk.number_or(Some(it), &reason, "target", way)),
            evidence: given.evidence.unwrap_or(evidence),
        })))
    }
}
