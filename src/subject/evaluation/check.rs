//! Turns a sheet into a record, and reports every mistake in it.

use super::{Amount, Evaluation, EvaluationSheet, Improvement, Number, Record, Sample, sheet};
use crate::{
    block::ChartKind,
    diag::{Code, Report},
    model::{Evidence, Finite, Period, Text, Thing},
    path,
    sheet::Sheet,
    subject::{
        Context, Subject,
        dataset::{Column, Dataset, Row, Value},
        desk::{Desk, Way, path},
        head::Head,
        minimum::Minimum,
        series::{Control, ControlChart, Phase, RuleSet},
        units::PERCENT,
    },
};

/// Checks the sheet of a year.
pub(super) fn check(
    sheet: &Sheet<EvaluationSheet>,
    context: &Context,
    report: &mut Report,
) -> Record {
    let given = &sheet.value;
    let mut desk = Desk {
        sheet,
        context,
        report,
    };
    let head = desk.head(given.source.as_ref(), given.note.as_ref(), given.as_of);
    let minimum = Minimum::check(&mut desk, given.minimum.as_ref(), &Vec::new());
    let ids = given.improvements.iter().map(|it| &it.id);
    desk.ids_of(path!["improvements"], ids);
    let mut checker = Checker {
        evidence: given.evidence.unwrap_or_default(),
        head,
        minimum,
        desk,
    };
    let improvements = given.improvements.iter().enumerate();
    let improvements = improvements
        .filter_map(|(i, it)| checker.improvement(it, &vec!["improvements".into(), i.into()]));
    Record {
        improvements: improvements.collect(),
        year: context.year,
        evidence: checker.evidence,
        head: checker.head,
    }
}

struct Checker<'a> {
    desk: Desk<'a, EvaluationSheet>,
    evidence: Evidence,
    head: Head,
    minimum: Option<Minimum>,
}

impl Checker<'_> {
    fn improvement(&mut self, given: &sheet::ImprovementSheet, way: &Way) -> Option<Improvement> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let name = self.desk.words(Some(&given.name), &at("name"));
        let action = self.action(given, way);
        let before = self.sample(&given.before, &at("before"));
        let after = self.sample(&given.after, &at("after"));
        let (mut before, mut after) = (before?, after?);
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
        let unshown = [&mut before, &mut after].map(|it| self.suppress(it));
        let measure = match &given.measure {
            Some(id) => self.desk.measure(id, &at("measure")),
            None if is_share => PERCENT.to_owned(),
            None => String::new(),
        };
        let decimals = self.desk.decimals(given.decimals, 1, &at("decimals"));
        let mut improvement = Improvement {
            id: given.id.0.clone(),
            name,
            action,
            is_share,
            difference: self.desk.context.catalogue.difference_of(&measure),
            measure,
            decimals,
            better: given.better,
            before,
            after,
            cost: self.amount(given.cost.as_ref(), &at("cost")),
            benefit: self.amount(given.benefit.as_ref(), &at("benefit")),
            series: None,
        };
        improvement.series = self.series(given.series.as_ref(), &improvement, &at("series"));
        // The same few cases stand in the values of those periods.
        for (period, reason) in unshown.into_iter().flatten() {
            let series = improvement.series.iter_mut();
            let rows = series.flat_map(|it| &mut it.rows);
            for row in rows.filter(|it| it.period.is_some_and(|it| it.meets(period))) {
                row.values.insert(0, Value::Missing(reason.clone()));
            }
        }
        Some(improvement)
    }

    /// Leaves out a sample of too few, and tells when it was taken and why. The
    /// effect and its interval are then missing too, so that nothing is left to
    /// reckon with; samples of two improvements have no sum.
    fn suppress(&self, sample: &mut Sample) -> Option<(Period, Text)> {
        let minimum = self.minimum.as_ref()?;
        let size = match sample.number {
            Number::Mean { n, .. } => n?,
            Number::Share { base, .. } => base,
            Number::Missing(_) => return None,
        };
        minimum.is_small(size).then(|| {
            sample.number = Number::Missing(minimum.reason.clone());
            (sample.period, minimum.reason.clone())
        })
    }

    /// What was done: in the author's words, or the name of the initiative.
    fn action(&mut self, given: &sheet::ImprovementSheet, way: &Way) -> Text {
        let at = |key: &'static str| path(way, &[key.into()]);
        let initiative = given.initiative.as_ref();
        let initiative =
            initiative.map(|id| self.desk.thing(Thing::Initiative, id, &at("initiative")));
        let action = self.desk.words(given.action.as_ref(), &at("action"));
        if action.is_empty() && initiative.is_none() {
            let slots = [("item", given.id.0.as_str()), ("key", "action")];
            self.desk.say(Code::KeyNeeded, way, &slots);
        }
        if action.is_empty() {
            initiative.unwrap_or_default()
        } else {
            action
        }
    }

    /// The values over time, with limits that begin anew at the improvement.
    fn series(
        &mut self,
        given: Option<&sheet::CourseSheet>,
        of: &Improvement,
        way: &Way,
    ) -> Option<Dataset> {
        let given = given?;
        let at = |key: &'static str| path(way, &[key.into()]);
        let mut rows: Vec<Row> = Vec::new();
        for (i, it) in given.points.iter().enumerate() {
            let way = path(&at("points"), &[i.into()]);
            let at = |key: &'static str| path(&way, &[key.into()]);
            let Some(period) = self.desk.period(it.period, &at("period")) else {
                continue;
            };
            let reason = self.desk.words(it.missing.as_ref(), &at("missing"));
            if let Some(first) = rows.iter().find(|it| it.period == Some(period)) {
                let (first, period) = (first.place.clone(), period.to_string());
                let slots = [("figure", period.as_str())];
                self.desk.say_again(Code::SecondHome, &way, &slots, first);
                continue;
            }
            let number = it.value.and_then(|it| self.desk.number(it, &at("value")));
            let value = match number {
                Some((value, place)) => Value::Typed(value, place),
                None if !reason.is_empty() => Value::Missing(reason),
                None => {
                    let slots = [("metric", of.id.as_str())];
                    self.desk.say(Code::NoValueNoReason, &way, &slots);
                    continue;
                }
            };
            let mut row = Row::new("", Text::default(), self.desk.sheet.place(&way));
            row.period = Some(period);
            row.evidence = self.evidence;
            row.values.insert(0, value);
            rows.push(row);
        }
        rows.sort_by_key(|it| it.period);
        let from = self.desk.period(given.from, &at("from"))?;
        let periods: Vec<String> = rows
            .iter()
            .filter_map(|it| Some(it.period?.to_string()))
            .collect();
        let known = periods.iter().map(String::as_str);
        let begins = self
            .desk
            .part("points", &from.to_string(), known, &at("from"))?;
        let phase = |point, reason: &Text| Phase {
            point,
            reason: reason.clone(),
            broken: false,
        };
        Some(Dataset {
            subject: Evaluation::NAME,
            year: self.desk.context.year,
            id: format!("{}.series", of.id),
            name: of.name.clone(),
            measure: of.measure.clone(),
            decimals: of.decimals,
            chart: Some(ChartKind::Control),
            better: of.better,
            source: self.head.source.clone(),
            note: Text::default(),
            as_of: self.head.as_of,
            columns: vec![Column::new("value", &of.measure, of.decimals)],
            control: Some(Control {
                chart: ControlChart::Xmr,
                rules: RuleSet::default(),
                screen: true,
                phases: vec![phase(0, &Text::default()), phase(begins, &of.action)],
            }),
            rows,
            ..Dataset::default()
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
