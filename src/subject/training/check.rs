//! Turns a sheet into a record, and reports every mistake in it.

mod course;

use std::collections::BTreeMap;

use super::{Growth, Lesson, Measure, Record, TrainingSheet, sheet};
use crate::{
    diag::{Code, Report},
    model::Evidence,
    path,
    sheet::{Plain, Sheet, Step},
    subject::{
        Context,
        desk::{Desk, Way, path},
    },
};

/// Checks the sheet of a year.
pub(super) fn check(
    sheet: &Sheet<TrainingSheet>,
    context: &Context,
    report: &mut Report,
) -> Record {
    let TrainingSheet {
        evidence,
        source,
        note,
        as_of,
        measure,
        contents,
        methods,
        roles,
        courses,
        lessons,
        growth,
        measures,
    } = &sheet.value;
    let mut checker = Checker {
        desk: Desk {
            sheet,
            context,
            report,
        },
        evidence: evidence.unwrap_or_default(),
    };
    let measure = measure
        .as_ref()
        .map(|it| checker.desk.measure(it, path!["measure"]))
        .unwrap_or_default();
    let desk = &mut checker.desk;
    desk.ids_of(path!["courses"], courses.iter().map(|it| &it.id));
    desk.ids_of(path!["lessons"], lessons.iter().map(|it| &it.id));
    desk.ids_of(path!["measures"], measures.iter().map(|it| &it.id));
    let mut seen = BTreeMap::new();
    for (i, it) in growth.iter().enumerate() {
        let first = *seen.entry(it.code.0.as_str()).or_insert(i);
        if first < i {
            let first = desk.sheet.place(path!["growth", first, "code"]);
            let slots = [("id", it.code.0.as_str())];
            desk.say_again(Code::DuplicateId, path!["growth", i, "code"], &slots, first);
        }
    }
    Record {
        year: context.year,
        head: checker.desk.head(source.as_ref(), note.as_ref(), *as_of),
        difference: context.catalogue.difference_of(&measure),
        measure,
        contents: checker.desk.named(contents, path!["contents"]),
        methods: checker.desk.named(methods, path!["methods"]),
        roles: checker.desk.named(roles, path!["roles"]),
        courses: checker.each(courses, "courses", Checker::course),
        lessons: checker.each(lessons, "lessons", Checker::lesson),
        growth: checker.each(growth, "growth", Checker::growth),
        measures: checker.each(measures, "measures", |desk, it, way| {
            Some(desk.measure(it, way))
        }),
        evidence: checker.evidence,
    }
}

struct Checker<'a> {
    desk: Desk<'a, TrainingSheet>,
    evidence: Evidence,
}

impl<'a> Checker<'a> {
    /// Checks the entries of a list; those that cannot stand are left out.
    fn each<T, R>(
        &mut self,
        given: &'a [T],
        list: &'static str,
        check: impl Fn(&mut Self, &'a T, &Way<'a>) -> Option<R>,
    ) -> Vec<R> {
        let entries = given.iter().enumerate();
        entries
            .filter_map(|(i, it)| check(self, it, &vec![list.into(), i.into()]))
            .collect()
    }

    /// The place of an id among the entries of a list.
    fn among(&mut self, list: &'static str, id: &Plain, way: &[Step]) -> Option<usize> {
        let sheet = &self.desk.sheet.value;
        let ids: Vec<&str> = match list {
            "contents" => sheet.contents.iter().map(|it| it.id.0.as_str()).collect(),
            "methods" => sheet.methods.iter().map(|it| it.id.0.as_str()).collect(),
            "roles" => sheet.roles.iter().map(|it| it.id.0.as_str()).collect(),
            "courses" => sheet.courses.iter().map(|it| it.id.0.as_str()).collect(),
            _ => sheet.growth.iter().map(|it| it.code.0.as_str()).collect(),
        };
        self.desk.part(list, &id.0, ids.into_iter(), way)
    }

    fn lesson(&mut self, given: &'a sheet::LessonSheet, way: &Way<'a>) -> Option<Lesson> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let period = given.period;
        Some(Lesson {
            id: given.id.0.clone(),
            problem: self.desk.words(Some(&given.problem), &at("problem")),
            answer: self.desk.words(Some(&given.answer), &at("answer")),
            content: self.among("contents", &given.content, &at("content"))?,
            period: period.and_then(|it| self.desk.period(it, &at("period"))),
            place: self.desk.sheet.place(way),
        })
    }

    fn growth(&mut self, given: &'a sheet::GrowthSheet, way: &Way<'a>) -> Option<Growth> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let mut courses = |list: &'a [Plain], key: &'static str| {
            let ids = list.iter().enumerate();
            ids.filter_map(|(i, id)| self.among("courses", id, &path(&at(key), &[i.into()])))
                .collect::<Vec<usize>>()
        };
        let passed = courses(&given.passed, "passed");
        let attended = courses(&given.attended, "attended");
        if let Some(i) = attended.iter().position(|it| passed.contains(it)) {
            let slots = [
                ("first", "passed"),
                ("second", "attended"),
                ("item", given.code.0.as_str()),
            ];
            self.desk
                .say(Code::KeysClash, &path(&at("attended"), &[i.into()]), &slots);
        }
        let mentor = given.mentor.as_ref();
        let mentor = mentor.filter(|it| {
            let known = self.among("growth", it, &at("mentor")).is_some();
            if **it == given.code {
                self.desk.say_setting(&it.0, "another code", &at("mentor"));
            }
            known
        });
        let courses = &self.desk.sheet.value.courses;
        let names = |of: Vec<usize>| of.iter().map(|it| courses[*it].name.0.clone()).collect();
        Some(Growth {
            code: given.code.0.clone(),
            called: self.desk.person(&given.code, &at("code")),
            role: self.among("roles", &given.role, &at("role"))?,
            passed: names(passed),
            attended: names(attended),
            mentor: mentor.map(|it| self.desk.context.persons.called(&it.0)),
            next: self.desk.words(given.next.as_ref(), &at("next")),
        })
    }

    fn measure(&mut self, given: &'a sheet::MeasureSheet, way: &Way<'a>) -> Measure {
        let at = |key: &'static str| path(way, &[key.into()]);
        Measure {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            in_force: given.in_force,
            text: self.desk.words(given.text.as_ref(), &at("text")),
        }
    }
}
