//! Readings of all years: each names what is declared, has a value or a
//! reason, and is the only home of its figure.

use std::sync::Arc;

use hashbrown::{HashMap, HashSet, hash_map::Entry};
use rayon::prelude::*;

use crate::{
    check::known::{known_competitor, known_unit, unknown_metric},
    diag::{Code, Diagnostic, Place, Report},
    load::{ReadingSheet, YearReadings},
    model::{
        Catalogue, Evidence, FigureKey, Finite, Interval, Metric, Origin, Period, Reading, Scope,
        Target, When,
    },
    path,
    sheet::Timed,
};

pub(super) fn check(
    years: &[YearReadings],
    catalogue: &Catalogue,
    report: &mut Report,
) -> Vec<Reading> {
    let mut homes: HashMap<FigureKey, Place> = HashMap::new();
    let mut ids = Ids::default();
    let mut readings = Vec::new();
    for file in years {
        let sheet = &file.sheet;
        let defaults = Defaults {
            year: file.year,
            evidence: sheet.value.evidence,
            as_of: sheet.value.as_of.map(|it| it.0),
            source: sheet
                .value
                .source
                .as_ref()
                .map(|it| it.0.clone())
                .unwrap_or_default(),
        };
        let mut take = |given: &ReadingSheet, at: &dyn Fn(&str) -> Place| {
            let Some(reading) = one(given, at, &defaults, catalogue, &mut ids, report) else {
                return;
            };
            match homes.entry(reading.key.clone()) {
                Entry::Occupied(first) => report.add(
                    Diagnostic::new(Code::SecondHome, at("metric"))
                        .with("figure", reading.key.to_string())
                        .and(first.get().clone(), "first"),
                ),
                Entry::Vacant(home) => {
                    home.insert(reading.place.clone());
                    readings.push(reading);
                }
            }
        };
        for (i, given) in sheet.value.readings.iter().enumerate() {
            take(given, &|key| match key {
                "" => sheet.place(path!["readings", i]),
                key => sheet.place(path!["readings", i, key]),
            });
        }
        for row in &file.rows {
            take(&row.reading, &|key| match key {
                "value" => row.value.clone(),
                _ => row.row.clone(),
            });
        }
    }
    readings.par_sort_unstable_by(|a, b| a.key.cmp(&b.key));
    readings
}

/// Ids shared by the keys that hold them: a table names each in many rows.
#[derive(Default)]
struct Ids(HashSet<Arc<str>>);

impl Ids {
    fn shared(&mut self, id: &str) -> Arc<str> {
        self.0.get_or_insert_with(id, |it| it.into()).clone()
    }
}

/// What a file of readings says for all of them.
struct Defaults {
    year: i16,
    evidence: Option<Evidence>,
    as_of: Option<jiff::civil::Date>,
    source: crate::model::Text,
}

fn one(
    given: &ReadingSheet,
    at: &dyn Fn(&str) -> Place,
    defaults: &Defaults,
    catalogue: &Catalogue,
    ids: &mut Ids,
    report: &mut Report,
) -> Option<Reading> {
    let Some(metric) = catalogue.metrics.get(&given.metric.0) else {
        report.add(unknown_metric(&given.metric.0, catalogue, at("metric")));
        return None;
    };
    if metric.origin != Origin::Reading {
        report.add(
            Diagnostic::new(Code::NotAReading, at("metric")).with("metric", metric.id.clone()),
        );
        return None;
    }
    let key = key(given, at, defaults, catalogue, ids, report);
    let evidence = given.evidence.or(defaults.evidence).unwrap_or_default();
    let typed = match (given.value, given.passed) {
        (Some(value), None) => Some(value.0),
        (None, Some(passed)) => Some(if passed { 1.0 } else { 0.0 }),
        (None, None) => None,
        (Some(_), Some(_)) => {
            report.add(
                Diagnostic::new(Code::KeysClash, at("passed"))
                    .with("item", metric.id.clone())
                    .with("first", "value")
                    .with("second", "passed"),
            );
            None
        }
    };
    let value = match (typed, evidence) {
        (Some(_), Evidence::Missing) => {
            report.add(
                Diagnostic::new(Code::ValueAndMissing, at("value"))
                    .with("metric", metric.id.clone()),
            );
            return None;
        }
        (Some(value), _) => Ok(in_range(value, metric, || at("value"), report)),
        (None, _) => {
            let Some(reason) = &given.reason else {
                // A value that could not be read was told already.
                if !report.has_error_in(&at("")) {
                    report.add(
                        Diagnostic::new(Code::NoValueNoReason, at(""))
                            .with("metric", metric.id.clone()),
                    );
                }
                return None;
            };
            Err(reason.0.clone())
        }
    };
    if given.before.is_some() && !matches!(given.period, Some(Timed::Unstated)) {
        report.add(
            Diagnostic::new(Code::KeysClash, at("before"))
                .with("item", metric.id.clone())
                .with("first", "before")
                .with("second", "period"),
        );
    }
    let number = |value: Option<crate::sheet::Num>| value.and_then(|it| Finite::new(it.0).ok());
    let before = given
        .before
        .map(|it| in_range(it.0, metric, || at("before"), report));
    Some(Reading {
        evidence: if value.is_err() {
            Evidence::Missing
        } else {
            evidence
        },
        value,
        before,
        approximate: given.approximate.unwrap_or(false),
        n: given.n.map(|it| it.0),
        interval: interval(given, at, report),
        lead: number(given.lead),
        target: target(given, at, report),
        as_of: given.as_of.map(|it| it.0).or(defaults.as_of),
        source: given
            .source
            .as_ref()
            .map_or_else(|| defaults.source.clone(), |it| it.0.clone()),
        note: given
            .note
            .as_ref()
            .map(|it| it.0.clone())
            .unwrap_or_default(),
        place: at(if given.value.is_some() { "value" } else { "" }),
        key,
    })
}

fn key(
    given: &ReadingSheet,
    at: &dyn Fn(&str) -> Place,
    defaults: &Defaults,
    catalogue: &Catalogue,
    ids: &mut Ids,
    report: &mut Report,
) -> FigureKey {
    if let Some(unit) = &given.unit {
        known_unit(&unit.0, catalogue, || at("unit"), report);
    }
    if let Some(scope) = &given.scope {
        known_competitor(&scope.0, catalogue, || at("scope"), report);
    }
    let when = match given.period {
        None => When::In(Period::Year(defaults.year)),
        Some(Timed::In(period)) => {
            if period.year() != defaults.year {
                report.add(
                    Diagnostic::new(Code::BadSetting, at("period"))
                        .with("found", period.to_string())
                        .with(
                            "expected",
                            format!("{year}, {year}-Q1, {year}-03 …", year = defaults.year),
                        ),
                );
            }
            When::In(period)
        }
        Some(Timed::Unstated) => When::Unstated {
            review: defaults.year,
        },
    };
    FigureKey {
        name: ids.shared(&given.metric.0),
        scope: given
            .scope
            .as_ref()
            .map_or(Scope::Own, |it| Scope::Competitor(it.0.as_str().into())),
        when,
        unit: ids.shared(given.unit.as_ref().map_or("", |it| it.0.as_str())),
    }
}

/// The number, reported when its metric cannot have it.
fn in_range(value: f64, metric: &Metric, place: impl Fn() -> Place, report: &mut Report) -> Finite {
    if let Some((low, high)) = metric.range
        && !(low..=high).contains(&value)
    {
        report.add(
            Diagnostic::new(Code::OutOfRange, place())
                .with("value", value.to_string())
                .with("low", low.to_string())
                .with("high", high.to_string())
                .with("metric", metric.id.clone()),
        );
    }
    Finite::new(value).unwrap_or_default()
}

fn interval(
    given: &ReadingSheet,
    at: &dyn Fn(&str) -> Place,
    report: &mut Report,
) -> Option<Interval> {
    let [low, high] = given.interval.as_ref()?;
    let holds = given
        .value
        .is_none_or(|value| (low.0..=high.0).contains(&value.0));
    if !holds {
        report.add(
            Diagnostic::new(Code::OutOfRange, at("interval"))
                .with(
                    "value",
                    given.value.map_or_else(String::new, |it| it.0.to_string()),
                )
                .with("low", low.0.to_string())
                .with("high", high.0.to_string())
                .with("metric", given.metric.0.clone()),
        );
    }
    Some(Interval {
        level: 0.95,
        low: low.0,
        high: high.0,
    })
}

fn target(given: &ReadingSheet, at: &dyn Fn(&str) -> Place, report: &mut Report) -> Option<Target> {
    let text = given.target.as_ref()?;
    match Target::parse(&text.0, given.target_evidence.unwrap_or_default()) {
        Ok(target) => Some(target),
        Err(error) => {
            report.add(error.diagnostic(at("target")));
            None
        }
    }
}
