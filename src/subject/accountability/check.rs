//! Turns a sheet into a record, and reports every mistake in it.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::{AccountabilitySheet, Case, Named, Record, Rule, Sanction, Veto, sheet};
use crate::{
    diag::{Code, Report},
    model::{Evidence, Finite},
    path,
    sheet::{Plain, Sheet, Step},
    subject::{
        Context,
        desk::{Desk, Way, path},
    },
};

/// Checks the sheet of a year.
pub(super) fn check(
    sheet: &Sheet<AccountabilitySheet>,
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
    desk: Desk<'a, AccountabilitySheet>,
}

impl Checker<'_> {
    fn record(&mut self, given: &AccountabilitySheet) -> Record {
        let AccountabilitySheet {
            name,
            evidence,
            source,
            note,
            as_of,
            money,
            rules,
            roles,
            cases,
        } = given;
        self.desk
            .ids_of(path!["rules"], rules.iter().map(|it| &it.id));
        self.desk
            .ids_of(path!["roles"], roles.iter().map(|it| &it.id));
        self.desk
            .ids_of(path!["cases"], cases.iter().map(|it| &it.id));
        let money = money.as_ref();
        let evidence = evidence.unwrap_or_default();
        let mut record = Record {
            year: self.desk.context.year,
            name: self.desk.words(Some(name), path!["name"]),
            evidence,
            head: self.desk.head(source.as_ref(), note.as_ref(), *as_of),
            money: money
                .map(|it| self.desk.measure(it, path!["money"]))
                .unwrap_or_default(),
            rules: Vec::new(),
            roles: Vec::new(),
            cases: Vec::new(),
            by_unit: BTreeMap::new(),
        };
        for (i, it) in rules.iter().enumerate() {
            let at = |key: &'static str| [Step::from("rules"), i.into(), key.into()];
            record.rules.push(Rule {
                name: self.desk.words(Some(&it.name), &at("name")),
                text: self.desk.words(it.text.as_ref(), &at("text")),
            });
        }
        for (i, it) in roles.iter().enumerate() {
            let way = ["roles".into(), i.into(), "name".into()];
            record.roles.push(Named {
                id: it.id.0.clone(),
                name: self.desk.words(Some(&it.name), &way),
            });
        }
        let cases = cases.iter().enumerate();
        record.cases = cases
            .filter_map(|(i, it)| self.case(it, given, evidence, &vec!["cases".into(), i.into()]))
            .collect();
        for (i, case) in record.cases.iter().enumerate() {
            if let Some(unit) = &case.unit {
                record.by_unit.entry(unit.id.clone()).or_default().push(i);
            }
        }
        record
    }

    fn case(
        &mut self,
        given: &sheet::CaseSheet,
        of: &AccountabilitySheet,
        evidence: Evidence,
        way: &Way,
    ) -> Option<Case> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let unit = given.unit.as_ref().map(|id| self.unit(id, &at("unit")));
        let first = self.role(&given.first, of, &at("first"));
        let rule = given.rule.as_ref().and_then(|Plain(id)| {
            let known = of.rules.iter().map(|it| it.id.0.as_str());
            self.desk.part("rules", id, known, &at("rule"))
        });
        let opened = self.time(given.opened.as_ref(), &at("opened"));
        let mut last = opened;
        let mut handed = Vec::new();
        for (i, it) in given.handed.iter().enumerate() {
            let at = |key: &'static str| path(way, &["handed".into(), i.into(), key.into()]);
            handed.extend(self.role(&it.to, of, &at("to")));
            let time = self.time(it.at.as_ref(), &at("at"));
            last = self.later(last, time, &at("at"));
        }
        let closed = self.time(given.closed.as_ref(), &at("closed"));
        self.later(last, closed, &at("closed"));
        let missing = self.desk.words(given.missing.as_ref(), &at("missing"));
        if given.opened.is_none() && missing.is_empty() {
            let slots = [("metric", "opened")];
            self.desk.say(Code::NoValueNoReason, way, &slots);
        }
        let sanction = given
            .sanction
            .as_ref()
            .and_then(|it| self.sanction(it, of, &at("sanction")));
        let veto = given
            .veto
            .as_ref()
            .and_then(|it| self.veto(it, &at("veto")));
        Some(Case {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            unit,
            first: first?,
            handed,
            opened,
            closed,
            missing,
            evidence: given.evidence.unwrap_or(evidence),
            rule,
            sanction,
            veto,
            place: self.desk.sheet.place(way),
        })
    }

    fn sanction(
        &mut self,
        given: &sheet::SanctionSheet,
        of: &AccountabilitySheet,
        way: &Way,
    ) -> Option<Sanction> {
        let at = |key: &'static str| path(way, &[key.into()]);
        if let Some(amount) = given.amount.filter(|it| it.0 < 0.0) {
            self.desk.say_setting(amount.0, "≥ 0", &at("amount"));
        }
        let role = self.role(&given.role, of, &at("role"));
        let sanction = Sanction {
            kind: self.desk.words(Some(&given.kind), &at("kind")),
            role: role?,
            amount: given.amount.and_then(|it| Finite::new(it.0).ok()),
            missing: self.desk.words(given.missing.as_ref(), &at("missing")),
            place: self.desk.sheet.place(way),
        };
        if sanction.amount.is_some() && !sanction.missing.is_empty() {
            let slots = [("metric", "amount")];
            self.desk.say(Code::ValueAndMissing, &at("missing"), &slots);
        }
        Some(sanction)
    }

    fn veto(&mut self, given: &sheet::VetoSheet, way: &Way) -> Option<Veto> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let original = given.score.and_then(|it| Finite::new(it.0).ok());
        let missing = self.desk.words(given.missing.as_ref(), &at("missing"));
        if original.is_none() && missing.is_empty() {
            let slots = [("metric", "original")];
            self.desk.say(Code::NoValueNoReason, way, &slots);
        }
        let last = given.outcome.map_or(0.0, |it| it.0);
        if let Some(original) = original.filter(|it| it.get() < last) {
            let (last, original) = (last.to_string(), original.get().to_string());
            let slots = [("final", last.as_str()), ("original", &original)];
            self.desk.say(Code::VetoRaises, &at("final"), &slots);
        }
        Some(Veto {
            reason: self.desk.words(Some(&given.reason), &at("reason")),
            original,
            missing,
            last: Finite::new(last).ok()?,
            place: self.desk.sheet.place(way),
        })
    }

    fn unit(&mut self, id: &Plain, way: &Way) -> Named {
        Named {
            name: self.desk.unit_name(id, way),
            id: id.0.clone(),
        }
    }

    /// A role by id, as an index.
    fn role(&mut self, Plain(id): &Plain, of: &AccountabilitySheet, way: &Way) -> Option<usize> {
        let known = of.roles.iter().map(|it| it.id.0.as_str());
        self.desk.part("roles", id, known, way)
    }

    /// A time written as `2008-03-04 09:10`.
    fn time(&mut self, given: Option<&Plain>, way: &Way) -> Option<DateTime> {
        let Plain(text) = given?;
        let shape = text.len() == 16 && text.as_bytes()[10] == b' ';
        let time = shape.then(|| DateTime::strptime("%Y-%m-%d %H:%M", text).ok());
        let time = time.flatten();
        if time.is_none() {
            self.desk.say(Code::BadTime, way, &[("found", text)]);
        }
        time
    }

    /// The later of two times; reports a second one that is before the first.
    fn later(
        &mut self,
        first: Option<DateTime>,
        second: Option<DateTime>,
        way: &Way,
    ) -> Option<DateTime> {
        if let (Some(first), Some(second)) = (first, second)
            && second < first
        {
            let written = |it: DateTime| it.strftime("%Y-%m-%d %H:%M").to_string();
            let (first, second) = (written(first), written(second));
            let slots = [("second", second.as_str()), ("first", &first)];
            self.desk.say(Code::CaseBackwards, way, &slots);
        }
        second.or(first)
    }
}
