//! Courses: attendance that can be, scores with their spread.

use super::Checker;
use crate::{
    diag::Code,
    model::{Evidence, Text, Thing},
    sheet::{Count, Num},
    subject::{
        desk::{Way, path},
        training::{Course, Heads, Lasted, Number, Scores, Test, sheet},
        units::PERCENT,
    },
};

impl<'a> Checker<'a> {
    pub(super) fn course(
        &mut self,
        given: &'a sheet::CourseSheet,
        way: &Way<'a>,
    ) -> Option<Course> {
        let sheet::CourseSheet {
            id,
            name,
            content,
            method,
            initiative,
            hours,
            invited,
            attended,
            passed,
            missing,
            roles,
            scores,
            lasted,
            evidence,
        } = given;
        let at = |key: &'static str| path(way, &[key.into()]);
        let evidence = evidence.unwrap_or(self.evidence);
        let reason = self.desk.words(missing.as_ref(), &at("missing"));
        self.part_of(*attended, "attended", *invited, way);
        self.part_of(*passed, "passed", *attended, way);
        self.roles_within(given, way);
        let roles = roles.iter().filter_map(|(role, heads)| {
            let way = path(&at("roles"), &[role.as_str().into()]);
            let known = self.desk.sheet.value.roles.iter();
            let known = known.map(|it| it.id.0.as_str());
            let role = self.desk.part("roles", role, known, &way)?;
            let key = path(&way, &["missing".into()]);
            let reason = self.desk.words(heads.missing.as_ref(), &key);
            self.part_of(heads.attended, "attended", heads.invited, &way);
            Some((
                role,
                Heads {
                    invited: self.count(heads.invited, &reason, "invited", &way),
                    attended: self.count(heads.attended, &reason, "attended", &way),
                },
            ))
        });
        let mut roles: Vec<(usize, Heads)> = roles.collect();
        roles.sort_by_key(|(role, _)| *role);
        let hours = hours.map(|it| self.desk.amount_or(Some(it), &reason, "hours", way));
        let initiative = initiative
            .as_ref()
            .map(|it| self.desk.thing(Thing::Initiative, it, &at("initiative")));
        Some(Course {
            id: id.0.clone(),
            name: self.desk.words(Some(name), &at("name")),
            content: self.among("contents", content, &at("content"))?,
            method: self.among("methods", method, &at("method"))?,
            initiative: initiative.unwrap_or_default(),
            hours,
            head: Heads {
                invited: self.count(*invited, &reason, "invited", way),
                attended: self.count(*attended, &reason, "attended", way),
            },
            passed: self.count(*passed, &reason, "passed", way),
            roles,
            scores: scores.as_ref().map(|it| self.scores(it, &at("scores"))),
            lasted: lasted
                .as_ref()
                .map(|it| self.lasted(it, evidence, &at("lasted"))),
            evidence,
            place: self.desk.sheet.place(way),
        })
    }

    /// A count that may be left out altogether, or be missing for a reason.
    fn count(
        &mut self,
        given: Option<Count>,
        reason: &Text,
        key: &str,
        way: &Way,
    ) -> Option<Number> {
        if given.is_none() && reason.is_empty() {
            return None;
        }
        let given = given.map(|it| Num(it.0 as f64));
        Some(self.desk.amount_or(given, reason, key, way))
    }

    /// Reports a count that is more than what it is a part of.
    fn part_of(&mut self, count: Option<Count>, key: &str, base: Option<Count>, way: &Way) {
        if let (Some(count), Some(base)) = (count, base)
            && count > base
        {
            let (count, base) = (count.0.to_string(), base.0.to_string());
            let slots = [("count", count.as_str()), ("base", &base)];
            self.desk
                .say(Code::CountBeyondBase, &path(way, &[key.into()]), &slots);
        }
    }

    /// Reports roles of which more attended together than the course says.
    fn roles_within(&mut self, given: &sheet::CourseSheet, way: &Way) {
        let Some(Count(all)) = given.attended else {
            return;
        };
        let roles = given.roles.values().filter_map(|it| it.attended);
        let together: u64 = roles.map(|it| it.0).sum();
        if together > all {
            let (together, all) = (together.to_string(), all.to_string());
            let slots = [("together", together.as_str()), ("all", &all)];
            self.desk.say(
                Code::RolesExceedCourse,
                &path(way, &["roles".into()]),
                &slots,
            );
        }
    }

    fn scores(&mut self, given: &sheet::ScoresSheet, way: &Way) -> Scores {
        let at = |key: &'static str| path(way, &[key.into()]);
        let before = self.test(&given.before, &at("before"));
        let after = self.test(&given.after, &at("after"));
        let retest = given.retest.as_ref().map(|it| {
            let test = sheet::TestSheet {
                mean: it.mean,
                sd: it.sd,
                n: it.n,
                missing: it.missing.clone(),
            };
            (it.days.0, self.test(&test, &at("retest")))
        });
        for (sd, key) in [(given.gain_sd, "gain_sd"), (given.decay_sd, "decay_sd")] {
            if let Some(Num(below)) = sd.filter(|it| it.0 < 0.0) {
                self.desk.say_setting(below, "≥ 0", &at(key));
            }
            if sd.is_some() && given.pairs.is_none() {
                let slots = [("item", "scores"), ("key", "pairs")];
                self.desk.say(Code::KeyNeeded, way, &slots);
            }
        }
        Scores {
            before,
            after,
            retest,
            gain_sd: given.gain_sd.map(|it| it.0),
            decay_sd: given.decay_sd.map(|it| it.0),
            pairs: given.pairs.map(|it| it.0),
        }
    }

    fn test(&mut self, given: &sheet::TestSheet, way: &Way) -> Test {
        let at = |key: &'static str| path(way, &[key.into()]);
        let reason = self.desk.words(given.missing.as_ref(), &at("missing"));
        if let Some(Num(below)) = given.sd.filter(|it| it.0 < 0.0) {
            self.desk.say_setting(below, "≥ 0", &at("sd"));
        }
        let mean = self.desk.number_or(given.mean, &reason, "mean", way);
        if let Ok(mean) = mean.value {
            let measure = self.desk.sheet.value.measure.as_ref();
            let is_share = measure.is_some_and(|it| it.0 == PERCENT);
            self.desk.amount_within(mean, is_share, &at("mean"));
        }
        Test {
            mean,
            sd: given.sd.map(|it| it.0),
            n: given.n.map(|it| it.0),
        }
    }

    fn lasted(&mut self, given: &sheet::LastedSheet, evidence: Evidence, way: &Way) -> Lasted {
        let at = |key: &'static str| path(way, &[key.into()]);
        let nothing = Text::default();
        Lasted {
            number: self
                .desk
                .amount_or(Some(given.value), &nothing, "value", way),
            measure: self.desk.measure(&given.measure, &at("measure")),
            evidence: given.evidence.unwrap_or(evidence),
            acknowledged: self
                .desk
                .words(given.acknowledged.as_ref(), &at("acknowledged")),
        }
    }
}
