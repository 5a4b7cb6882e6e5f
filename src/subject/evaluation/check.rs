//! Turns a sheet into a record, and reports every mistake in it.

use super::{Amount, EvaluationSheet, Improvement, Number, Record, Sample, sheet};
use crate::{
    diag::{Code, Report},
    model::{Finite, Text},
    path,
    sheet::Sheet,
    subject::{
        Context,
        desk::{Desk, Way, path},
        units::PERCENT,
    },
};

/// Checks the sheet of a year.
pub(super) fn check(
    sheet: &Sheet<EvaluationSheet>,
    context: &Context,
    report: &mut Report,
) -> Record {
    let desk = Desk {
        sheet,
        context,
        report,
    };
    let mut checker = Checker { desk };
    let EvaluationSheet {
        evidence,
        source,
        note,
        as_of,
        improvements,
    } = &sheet.value;
    let ids = improvements.iter().map(|it| &it.id);
    checker.desk.ids_of(path!["improvements"], ids);
    Record {
        year: context.year,
        evidence: evidence.unwrap_or_default(),
        source: checker.desk.words(source.as_ref(), &["source".into()]),
        note: checker.desk.words(note.as_ref(), &["note".into()]),
        as_of: as_of.map(|it| it.0),
        improvements: improvements
            .iter()
            .enumerate()
            .filter_map(|(i, it)| checker.improvement(it, &vec!["improvements".into(), i.into()]))
            .collect(),
    }
}

struct Checker<'a> {
    desk: Desk<'a, EvaluationSheet>,
}

impl Checker<'_> {
    fn improvement(&mut self, given: &sheet::ImprovementSheet, way: &Way) -> Option<Improvement> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let name = self.desk.words(Some(&given.name), &at("name"));
        let action = self.desk.words(Some(&given.action), &at("action"));
        let before = self.sample(&given.before, &at("before"));
        let after = self.sample(&given.after, &at("after"));
        let (before, after) = (before?, after?);
        let kinds = (&before.number, &after.number);
        if let (Number::Mean { .. }, Number::Share { .. })
        | (Number::Share { .. }, Number::Mean { .. }) = kinds
        {
            let slots = [("improvement", given.id.0.as_str())];
            self.desk.say(Code::SamplesDiffer, &at("after"), &slots);
        }
        if after.period.first_day() <= before.period.last_day() {
            let (first, second) = (before.period.to_string(), after.period.to_string());
            self.desk.say(
                Code::AfterNotAfter,
                &path(&at("after"), &["period".into()]),
                &[("before", &first), ("after", &second)],
            );
        }
        let is_share =
            matches!(kinds.0, Number::Share { .. }) || matches!(kinds.1, Number::Share { .. });
        let measure = match &given.measure {
            Some(id) => self.desk.measure(id, &at("measure")),
            None if is_share => PERCENT.to_owned(),
            None => String::new(),
        };
        let known = self.desk.context.catalogue.measures.get(&measure);
        let difference = known.and_then(|it| it.difference.clone());
        let decimals = self.desk.decimals(given.decimals, 1, &at("decimals"));
        Some(Improvement {
            id: given.id.0.clone(),
            name,
            action,
            difference: difference.unwrap_or_else(|| measure.clone()),
            measure,
            decimals,
            better: given.better,
            before,
            after,
            cost: self.amount(given.cost.as_ref(), &at("cost")),
            benefit: self.amount(given.benefit.as_ref(), &at("benefit")),
        })
    }

    fn sample(&mut self, given: &sheet::SampleSheet, way: &Way) -> Option<Sample> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let reason = self.desk.words(given.missing.as_ref(), &at("missing"));
        let number = self.number(given, reason, way)?;
        Some(Sample {
            period: self.desk.period(given.period, &at("period"))?,
            place: self.desk.sheet.place(way),
            number,
        })
    }

    fn number(&mut self, given: &sheet::SampleSheet, reason: Text, way: &Way) -> Option<Number> {
        let at = |key: &'static str| path(way, &[key.into()]);
        match (given.mean, given.count, given.base) {
            (Some(mean), None, None) => {
                let sd = given.sd.map(|it| it.0);
                if let Some(sd) = sd.filter(|it| *it < 0.0) {
                    self.desk.say_setting(sd, "≥ 0", &at("sd"));
                }
                Some(Number::Mean {
                    mean: Finite::new(mean.0).ok()?,
                    sd,
                    n: given.n.map(|it| it.0),
                })
            }
            (None, Some(count), Some(base)) => {
                if count > base || base.0 == 0 {
                    let (count, base) = (count.0.to_string(), base.0.to_string());
                    self.desk.say(
                        Code::CountBeyondBase,
                        &at("count"),
                        &[("count", &count), ("base", &base)],
                    );
                }
                Some(Number::Share {
                    count: count.0,
                    base: base.0,
                })
            }
            (None, None, None) if !reason.is_empty() => Some(Number::Missing(reason)),
            (None, None, None) => {
                self.desk
                    .say(Code::NoValueNoReason, way, &[("metric", "mean")]);
                None
            }
            (Some(_), ..) => {
                let slots = [
                    ("first", "mean"),
                    ("second", "count, base"),
                    ("item", "sample"),
                ];
                self.desk.say(Code::KeysClash, way, &slots);
                None
            }
            (None, count, _) => {
                let key = if count.is_some() { "base" } else { "count" };
                let slots = [("item", "sample"), ("key", key)];
                self.desk.say(Code::KeyNeeded, way, &slots);
                None
            }
        }
    }

    fn amount(&mut self, given: Option<&sheet::AmountSheet>, way: &Way) -> Option<Amount> {
        let given = given?;
        let measure = self
            .desk
            .measure(&given.measure, &path(way, &["measure".into()]));
        let (value, place) = self
            .desk
            .number(given.value, &path(way, &["value".into()]))?;
        Some(Amount {
            value,
            measure,
            place,
        })
    }
}
