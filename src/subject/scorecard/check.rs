//! Turns a sheet into a record, and reports every mistake in it.
//!
//! Whether a reported score is what the rules give is not asked here: the
//! values are not known yet.

mod branch;
mod fit;
mod row;
mod sum;

use std::{collections::BTreeMap, ops::RangeInclusive};

use fit::Fits;

use super::{
    Goal, MetricWords, NamedThreshold, Record, Row, ScorecardSheet, Sum, Typed, Veto, sheet,
};
use crate::{
    diag::{Code, Report},
    model::{Evidence, Metric, PlannedGoal, Register, Rule, Text},
    sheet::{Num, Plain, RuleSheet, Sheet, Step, Words},
    subject::{
        Context,
        desk::{Desk, Way, path},
    },
};

/// Checks the sheet of a year.
pub(super) fn check(
    sheet: &Sheet<ScorecardSheet>,
    context: &Context,
    report: &mut Report,
) -> Record {
    let ScorecardSheet {
        title,
        source,
        as_of,
        thresholds,
        goals,
        plan,
        rows,
        vetoes,
        weight_in_business_appraisal,
        branches,
    } = &sheet.value;
    let measure = |id: &str| {
        context
            .catalogue
            .measures
            .get(id)
            .map_or(String::new(), |it| it.id.clone())
    };
    let mut checker = Checker {
        desk: Desk {
            sheet,
            context,
            report,
        },
        thresholds: Vec::new(),
        metrics: BTreeMap::new(),
    };
    checker.thresholds = checker.thresholds(thresholds);
    let rows = checker.rows(rows, &["rows".into()]);
    let mut goals = checker.goals(goals, "goals", &rows);
    checker.planned(&mut goals);
    let plan = checker.goals(plan, "plan", &[]);
    let vetoes = checker.vetoes(vetoes, &["vetoes".into()]);
    let weight = checker.weight(*weight_in_business_appraisal, &[]);
    let title = checker.desk.words(Some(title), &["title".into()]);
    let source = checker.desk.words(source.as_ref(), &["source".into()]);
    let branches = branches.as_ref().map(|it| checker.branches(it));
    let mut record = Record {
        year: context.year,
        unit: String::new(),
        branches: Vec::new(),
        title,
        note: Text::default(),
        source,
        as_of: as_of.map(|dated| dated.0),
        points_measure: measure("points"),
        share_measure: measure("percent"),
        goals,
        plan,
        rows,
        vetoes,
        weight,
        thresholds: checker.thresholds,
        metrics: checker.metrics,
    };
    record.branches = branches.unwrap_or_default().made(&record);
    record
}

/// Declares the goals for the year after; a rule that cannot be read is told
/// when the sheet is checked.
pub(super) fn declare(sheet: &Sheet<ScorecardSheet>, register: &mut Register) {
    for (at, it) in sheet.value.plan.iter().enumerate() {
        let Ok(rule) = it.goal.read() else { continue };
        let words = |it: Option<&Words>| it.map(|Words(text)| text.clone());
        register.plan(PlannedGoal {
            id: it.id.0.clone(),
            name: it.name.0.clone(),
            metric: it.metric.as_ref().map(|it| it.0.clone()),
            rule,
            note: words(it.note.as_ref()).unwrap_or_default(),
            place: sheet.place(&["plan".into(), at.into(), "goal".into()]),
        });
    }
}

/// Points, and what deductions count by, are at most this much; so no sum of
/// them can leave the range of numbers.
const FROM_ZERO: RangeInclusive<f64> = 0.0..=1e9;

/// The same without zero.
const ABOVE_ZERO: RangeInclusive<f64> = f64::MIN_POSITIVE..=1e9;

struct Checker<'a> {
    desk: Desk<'a, ScorecardSheet>,
    thresholds: Vec<NamedThreshold>,
    metrics: BTreeMap<String, MetricWords>,
}

impl<'a> Checker<'a> {
    fn typed(&mut self, number: Option<Num>, evidence: Evidence, way: &[Step]) -> Option<Typed> {
        let (value, place) = self.desk.number(number?, way)?;
        Some(Typed {
            value,
            evidence,
            place,
        })
    }

    fn within(&mut self, number: Num, range: RangeInclusive<f64>, allowed: &str, way: &[Step]) {
        if !range.contains(&number.0) {
            let found = number.0.to_string();
            self.desk.say(
                Code::ScoreOutOfRange,
                way,
                &[("found", &found), ("allowed", allowed)],
            );
        }
    }

    fn thresholds(&mut self, sheets: &'a [sheet::ThresholdSheet]) -> Vec<NamedThreshold> {
        let way =
            |at: usize, key: &'static str| vec![Step::from("thresholds"), at.into(), key.into()];
        self.desk.ids(
            sheets
                .iter()
                .enumerate()
                .map(|(at, it)| (&it.id, way(at, "id"))),
        );
        let mut thresholds = Vec::new();
        for (at, it) in sheets.iter().enumerate() {
            let sheet::ThresholdSheet {
                id,
                name,
                value,
                values,
                evidence,
                reason,
            } = it;
            let evidence = evidence.map_or(Evidence::Reported, Evidence::from);
            if value.is_none() && values.is_empty() && reason.is_none() {
                self.desk.say(
                    Code::KeyNeeded,
                    &way(at, "id"),
                    &[("key", "reason"), ("item", &id.0)],
                );
            }
            if value.is_some() && reason.is_some() {
                let slots = [
                    ("first", "value"),
                    ("second", "reason"),
                    ("item", id.0.as_str()),
                ];
                self.desk.say(Code::KeysClash, &way(at, "reason"), &slots);
            }
            let mut by_metric = BTreeMap::new();
            for (metric, number) in values {
                let place = path(&way(at, "values"), &[metric.as_str().into()]);
                self.metric(metric, &place);
                let typed = self.typed(Some(*number), evidence, &place);
                by_metric.extend(typed.map(|typed| (metric.clone(), typed)));
            }
            thresholds.push(NamedThreshold {
                id: id.0.clone(),
                name: self.desk.words(Some(name), &way(at, "name")),
                value: self.typed(*value, evidence, &way(at, "value")),
                values: by_metric,
                reason: self.desk.words(reason.as_ref(), &way(at, "reason")),
            });
        }
        thresholds
    }

    /// The goals of a list; only rows can be items that they are about.
    fn goals(
        &mut self,
        sheets: &'a [sheet::GoalSheet],
        list: &'static str,
        rows: &[Row],
    ) -> Vec<Goal> {
        let way = |at: usize, key: &'static str| vec![Step::from(list), at.into(), key.into()];
        self.desk.ids(
            sheets
                .iter()
                .enumerate()
                .map(|(at, it)| (&it.id, way(at, "id"))),
        );
        let mut goals: Vec<Goal> = Vec::new();
        for (at, it) in sheets.iter().enumerate() {
            let sheet::GoalSheet {
                id,
                name,
                metric,
                item,
                goal,
                acknowledged,
                note,
            } = it;
            let name = self.desk.words(Some(name), &way(at, "name"));
            let here = path(&[list.into()], &[at.into()]);
            let note = self.remark(note.as_ref(), acknowledged.as_ref(), &here);
            if metric.is_some() && item.is_some() {
                let slots = [
                    ("first", "metric"),
                    ("second", "item"),
                    ("item", id.0.as_str()),
                ];
                self.desk.say(Code::KeysClash, &way(at, "item"), &slots);
            }
            let row = item.as_ref().and_then(|item| {
                let found = rows
                    .iter()
                    .position(|row| matches!(row, Row::Item(it) if it.id == item.0));
                if found.is_none() {
                    self.desk.say_because(
                        Code::BadSubtotal,
                        &way(at, "item"),
                        &[("item", &id.0), ("found", &item.0)],
                        "scorecard_no_such_row",
                    );
                }
                found
            });
            let row_item = row.and_then(|row| match &rows[row] {
                Row::Item(item) => Some(item),
                Row::Sum(_) => None,
            });
            if let Some(metric) = metric {
                self.metric(&metric.0, &way(at, "metric"));
            }
            let Some(rule) = self.rule(goal, &way(at, "goal")) else {
                continue;
            };
            let of = metric.as_ref().map(|metric| metric.0.as_str());
            let of = of.or(row_item.and_then(|item| item.metric.as_deref()));
            let fits = Fits {
                metric: of,
                states_passing: row_item
                    .is_some_and(|it| it.parts.is_some() || it.passed.is_some()),
                states_deduction: row_item
                    .is_some_and(|it| it.points.is_none() || it.reported_deduction.is_some()),
                id: &id.0,
                in_row: false,
            };
            self.fit(&rule, &fits, &way(at, "goal"));
            if goals.iter().any(|it| it.id == id.0) {
                continue;
            }
            goals.push(Goal {
                id: id.0.clone(),
                name,
                metric: of.map(str::to_owned).filter(|_| row.is_none()),
                item: row,
                rule,
                place: self.desk.sheet.place(&way(at, "goal")),
                note,
            });
        }
        goals
    }

    /// Adds the goals that the year before planned. One that is set otherwise
    /// under the same id is told unless that is acknowledged.
    fn planned(&mut self, goals: &mut Vec<Goal>) {
        let planned = self.desk.context.before.map_or(&[][..], Register::planned);
        for (at, plan) in planned.iter().enumerate() {
            let Some(own) = goals.iter().position(|it| it.id == plan.id) else {
                let metrics = plan.metric.iter().map(String::as_str);
                let of_rule = plan.rule.comparisons().into_iter();
                let metrics = metrics.chain(of_rule.filter_map(|it| it.metric));
                for metric in metrics.collect::<Vec<_>>() {
                    self.metric(metric, &[]);
                }
                let goal = Goal {
                    id: plan.id.clone(),
                    name: plan.name.clone(),
                    metric: plan.metric.clone(),
                    item: None,
                    rule: plan.rule.clone(),
                    place: plan.place.clone(),
                    note: plan.note.clone(),
                };
                goals.insert(at.min(goals.len()), goal);
                continue;
            };
            let sheets = &self.desk.sheet.value.goals;
            let sheet = sheets.iter().position(|it| it.id.0 == plan.id);
            let silent = |it: usize| sheets[it].acknowledged.is_none();
            if let Some(sheet) = sheet.filter(|it| silent(*it))
                && goals[own].rule.to_string() != plan.rule.to_string()
            {
                let slots = [("goal", plan.id.as_str())];
                let way = [Step::from("goals"), sheet.into(), "goal".into()];
                let place = plan.place.clone();
                self.desk.say_again(Code::PlanRevised, &way, &slots, place);
            }
        }
    }

    fn weight(&mut self, given: Option<Num>, way: &[Step]) -> Option<Typed> {
        let way = path(way, &["weight_in_business_appraisal".into()]);
        self.within(given?, 0.0..=100.0, "0–100", &way);
        self.typed(given, Evidence::Reported, &way)
    }

    fn vetoes(&mut self, sheets: &'a [sheet::VetoSheet], list: &[Step<'a>]) -> Vec<Veto> {
        let way = |at: usize, key: &'static str| path(list, &[at.into(), key.into()]);
        self.desk.ids(
            sheets
                .iter()
                .enumerate()
                .map(|(at, it)| (&it.id, way(at, "id"))),
        );
        let mut vetoes = Vec::new();
        for (at, it) in sheets.iter().enumerate() {
            let sheet::VetoSheet {
                id,
                name,
                happened,
                reason,
                note,
            } = it;
            if happened.is_none() && reason.is_none() {
                self.desk.say(
                    Code::KeyNeeded,
                    &way(at, "id"),
                    &[("key", "reason"), ("item", &id.0)],
                );
            }
            if happened.is_some() && reason.is_some() {
                let slots = [
                    ("first", "happened"),
                    ("second", "reason"),
                    ("item", id.0.as_str()),
                ];
                self.desk.say(Code::KeysClash, &way(at, "reason"), &slots);
            }
            vetoes.push(Veto {
                name: self.desk.words(Some(name), &way(at, "name")),
                happened: *happened,
                reason: self.desk.words(reason.as_ref(), &way(at, "reason")),
                note: self.desk.words(note.as_ref(), &way(at, "note")),
                place: self.desk.sheet.place(&way(at, "happened")),
            });
        }
        vetoes
    }

    /// Looks a metric up and remembers its words.
    fn metric(&mut self, id: &str, way: &[Step]) -> Option<&'a Metric> {
        let metric = self.desk.metric(id, way)?;
        self.metrics
            .entry(id.to_owned())
            .or_insert_with(|| MetricWords {
                name: metric.name.clone(),
                measure: metric.measure.clone(),
                difference: self.desk.context.catalogue.difference_of(&metric.measure),
            });
        Some(metric)
    }

    /// Reads a rule and reports each of its mistakes where it stands.
    fn rule(&mut self, written: &RuleSheet, way: &[Step]) -> Option<Rule> {
        match written.read() {
            Ok(rule) => Some(rule),
            Err(mistakes) => {
                for (inner, mistake) in mistakes {
                    let way = path(way, &inner);
                    let place = self.desk.sheet.place(&way);
                    self.desk.report.add(mistake.diagnostic(place));
                }
                None
            }
        }
    }
}
