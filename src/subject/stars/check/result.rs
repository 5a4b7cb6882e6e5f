//! Checks assessments: each result belongs to a criterion, and each criterion
//! has a result, a reason why there is none, or a metric that is measured of
//! the hall.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use super::{Checker, Code, Way, path, sheet};
use crate::{
    diag::Place,
    model::{Finite, Metric, Text},
    sheet::Num,
    subject::stars::{Assessment, Clerk, Criterion, Found, Rated, Record, Scheme},
};

impl Checker<'_> {
    pub(super) fn assessments(
        &mut self,
        given: &[sheet::AssessmentSheet],
        record: &Record,
    ) -> Vec<Assessment> {
        let mut assessments = Vec::new();
        let mut seen: BTreeMap<(usize, String, String), Place> = BTreeMap::new();
        for (i, it) in given.iter().enumerate() {
            let way: Way = vec!["assessments".into(), i.into()];
            let Some(assessment) = self.assessment(it, record, &way) else {
                continue;
            };
            let id = assessment.id();
            match seen.entry((assessment.scheme, assessment.unit.clone(), id.clone())) {
                Entry::Occupied(first) => {
                    let (first, slots) = (first.get().clone(), [("id", id.as_str())]);
                    self.desk.say_again(Code::DuplicateId, &way, &slots, first);
                }
                Entry::Vacant(free) => {
                    free.insert(assessment.place.clone());
                    assessments.push(assessment);
                }
            }
        }
        assessments
    }

    fn assessment(
        &mut self,
        given: &sheet::AssessmentSheet,
        record: &Record,
        way: &Way,
    ) -> Option<Assessment> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let known = record.schemes.iter().map(|it| it.id.as_str());
        let scheme = self
            .desk
            .part("schemes", &given.scheme.0, known, &at("scheme"));
        let unit_name = self.desk.unit_name(&given.unit, &at("unit"));
        let assessor = self.desk.words(given.assessor.as_ref(), &at("assessor"));
        let person = self.rated(given, scheme.map(|it| record.schemes[it].rates), way);
        let scheme_at = scheme?;
        let scheme = &record.schemes[scheme_at];
        self.known(given, scheme, way);
        let found = scheme.criteria.iter();
        let found = found.map(|it| self.found(given, it, way)).collect();
        let mut vetoed = BTreeSet::new();
        for (i, it) in given.vetoed.iter().enumerate() {
            let known = scheme.vetoes.iter().map(|it| it.id.as_str());
            let way = path(&at("vetoed"), &[i.into()]);
            vetoed.extend(self.desk.part("vetoes", &it.0, known, &way));
        }
        let previous = given.previous.map(|it| {
            let way = at("previous");
            let stars = self.stars(Some(it), 0, scheme.levels, 0, &way);
            let stars = Finite::new(f64::from(stars)).unwrap_or_default();
            (stars, self.desk.sheet.place(&way))
        });
        Some(Assessment {
            scheme: scheme_at,
            unit: given.unit.0.clone(),
            unit_name,
            person,
            on: given.on.map(|it| it.0),
            assessor,
            evidence: given.evidence.unwrap_or(self.evidence),
            found,
            vetoed: vetoed.into_iter().collect(),
            previous,
            place: self.desk.sheet.place(way),
        })
    }

    /// The person that is rated, where persons are.
    fn rated(
        &mut self,
        given: &sheet::AssessmentSheet,
        rates: Option<Rated>,
        way: &Way,
    ) -> Option<Clerk> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let person = given.person.as_ref();
        let person = person.map(|code| (&code.0, self.desk.person(code, &at("person"))));
        let needs = |key| [("item", given.unit.0.as_str()), ("key", key)];
        match (rates?, person, given.role) {
            (Rated::Clerk, Some((code, called)), Some(role)) => Some(Clerk {
                code: code.clone(),
                called,
                role,
            }),
            (Rated::Clerk, None, _) => {
                self.desk.say(Code::KeyNeeded, way, &needs("person"));
                None
            }
            (Rated::Clerk, Some(_), None) => {
                self.desk.say(Code::KeyNeeded, way, &needs("role"));
                None
            }
            (Rated::Hall, None, None) => None,
            (Rated::Hall, ..) => {
                let slots = [
                    ("item", given.scheme.0.as_str()),
                    ("first", "person"),
                    ("second", "rates: hall"),
                ];
                self.desk.say(Code::KeysClash, way, &slots);
                None
            }
        }
    }

    /// Reports results of what is no criterion of the scheme.
    fn known(&mut self, given: &sheet::AssessmentSheet, scheme: &Scheme, way: &Way) {
        let results = [
            ("values", given.values.keys().collect::<Vec<_>>()),
            ("passed", given.passed.keys().collect()),
            ("missing", given.missing.keys().collect()),
        ];
        for (key, ids) in results {
            for id in ids {
                let known = scheme.criteria.iter().map(|it| it.id.as_str());
                let way = path(way, &[key.into(), id.as_str().into()]);
                self.desk.part("criteria", id, known, &way);
            }
        }
    }

    /// The result of a criterion.
    fn found(&mut self, given: &sheet::AssessmentSheet, of: &Criterion, way: &Way) -> Found {
        let at = |key: &'static str| path(way, &[key.into(), of.id.as_str().into()]);
        let value = given.values.get(&of.id);
        let passed = given.passed.get(&of.id);
        let reason = given.missing.get(&of.id);
        let reason = reason.map(|it| self.desk.words(Some(it), &at("missing")));
        if let (Some(_), Some(_)) = (value.or(passed.map(|_| &Num(0.0))), &reason) {
            self.desk.say(
                Code::ValueAndMissing,
                &at("missing"),
                &[("metric", of.id.as_str())],
            );
        }
        let measured = self.metric_of(of).is_some_and(|it| !it.is_yes_no());
        let clash = value.map(|_| "values");
        let clash = clash.or(measured.then_some("metric"));
        if let (Some(first), Some(_)) = (clash, passed) {
            let slots = [
                ("item", of.id.as_str()),
                ("first", first),
                ("second", "passed"),
            ];
            self.desk.say(Code::KeysClash, &at("passed"), &slots);
        }
        let passed = passed.map(|it| Num(f64::from(u8::from(*it))));
        let typed = value.map(|it| (*it, "values"));
        if let Some((number, key)) = typed.or(passed.map(|it| (it, "passed"))) {
            self.within(number, of, &at(key));
            if let Some((value, place)) = self.desk.number(number, &at(key)) {
                return Found::Typed(value, place);
            }
        }
        match (reason, &of.metric) {
            (Some(reason), _) => Found::Missing(reason, self.desk.sheet.place(&at("missing"))),
            (None, Some(_)) if given.person.is_none() => Found::Measured,
            (None, _) => {
                self.desk
                    .say(Code::NoValueNoReason, way, &[("metric", of.id.as_str())]);
                Found::Missing(Text::default(), self.desk.sheet.place(way))
            }
        }
    }

    fn metric_of(&self, of: &Criterion) -> Option<&Metric> {
        let metrics = &self.desk.context.catalogue.metrics;
        of.metric.as_ref().and_then(|it| metrics.get(it))
    }

    /// Reports a result that its metric cannot have.
    fn within(&mut self, Num(value): Num, of: &Criterion, way: &Way) {
        let range = self
            .metric_of(of)
            .map_or(Some((0.0, 1.0)), |metric| metric.range);
        let Some((low, high)) = range.filter(|(low, high)| !(*low..=*high).contains(&value)) else {
            return;
        };
        let (value, low, high) = (value.to_string(), low.to_string(), high.to_string());
        let slots = [
            ("metric", of.id.as_str()),
            ("value", &value),
            ("low", &low),
            ("high", &high),
        ];
        self.desk.say(Code::OutOfRange, way, &slots);
    }
}
