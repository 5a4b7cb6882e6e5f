//! Publishes cases, and what they come to by unit and by role.

use super::{Case, Group, Record};
use crate::{
    diag::Place,
    model::{Better, Evidence, Figure, Finite, Input, Missing},
    stats::{Tally, summary},
    subject::{
        range::with_ends,
        units::{PERCENT, around, missing},
    },
};

/// Makes a figure of a group, by its name, value and inputs.
type Make<'a> = dyn Fn(&str, Result<Finite, Missing>, Vec<Input>) -> Figure + 'a;

/// Hours and points, as the catalogue knows them.
const HOURS: &str = "hours";
const POINTS: &str = "points";

/// Every figure of the year.
pub(super) fn figures(record: &Record) -> Vec<Figure> {
    let mut figures: Vec<Figure> = record
        .cases
        .iter()
        .flat_map(|it| case(record, it))
        .collect();
    figures.extend(group(record, Group::All));
    for unit in record.units() {
        figures.extend(group(record, Group::Unit(unit)));
    }
    for role in 0..record.roles.len() {
        figures.extend(group(record, Group::Role(role)));
    }
    for handed in [false, true] {
        figures.extend(times(record, Group::Handed(handed)));
    }
    figures
}

/// What is known of a case. An open one has no hours.
fn case(record: &Record, case: &Case) -> Vec<Figure> {
    let figure = |name: &str, value, place: &Place| {
        let key = record.case_key(case, name);
        Figure {
            evidence: case.evidence,
            inputs: vec![Input::Typed(place.clone())],
            ..record.head.figure(key, &case.name, value)
        }
    };
    let mut figures = vec![Figure {
        better: Better::Lower,
        ..figure(
            "handoffs",
            Finite::computed(case.handed.len() as f64),
            &case.place,
        )
    }];
    if case.closed.is_some() {
        let hours = case.hours().map(Finite::computed);
        figures.push(Figure {
            measure: HOURS.to_owned(),
            decimals: 1,
            better: Better::Lower,
            formula: "closed − opened".to_owned(),
            ..figure(
                "hours",
                hours.unwrap_or_else(|| Err(Missing::Stated(case.missing.clone()))),
                &case.place,
            )
        });
    }
    if let Some(sanction) = &case.sanction
        && (sanction.amount.is_some() || !sanction.missing.is_empty())
    {
        let value = sanction.amount;
        let value = value.ok_or_else(|| Missing::Stated(sanction.missing.clone()));
        figures.push(Figure {
            measure: record.money.clone(),
            ..figure("penalty", value, &sanction.place)
        });
    }
    if let Some(veto) = &case.veto {
        let original = veto.original;
        let original = original.ok_or_else(|| Missing::Stated(veto.missing.clone()));
        for (name, value) in [("original", original), ("final", Ok(veto.last))] {
            let decimals = value.as_ref().map_or(0, |it| it.decimals());
            figures.push(Figure {
                measure: POINTS.to_owned(),
                decimals,
                better: Better::Higher,
                ..figure(name, value, &veto.place)
            });
        }
    }
    figures
}

/// What the cases of a group come to.
fn group(record: &Record, group: Group) -> Vec<Figure> {
    let label = record.label(group);
    let cases = record.of(group);
    let evidence = Evidence::weakest_or(cases.clone().map(|it| it.evidence), record.evidence);
    let places = || cases.clone().map(|it| Input::Typed(it.place.clone()));
    let figure = |name: &str, value: Result<Finite, Missing>, inputs: Vec<Input>| {
        let key = record.key(group, name);
        Figure {
            evidence,
            inputs,
            ..record.head.figure(key, label, value)
        }
    };
    let count = |name: &str, keep: &dyn Fn(&Case) -> bool| {
        let kept = cases.clone().filter(|it| keep(it)).count();
        Figure {
            formula: "Σ".to_owned(),
            ..figure(name, Finite::computed(kept as f64), places().collect())
        }
    };
    let handed: usize = cases.clone().map(|it| it.handed.len()).sum();
    let mut figures = vec![
        count("cases", &|_| true),
        count("closed", &|it| it.closed.is_some()),
        count("open", &|it| it.closed.is_none()),
        count("first_hand", &Case::first_hand),
        count("sanctions", &|it| it.sanction.is_some()),
        count("vetoes", &|it| it.veto.is_some()),
        Figure {
            better: Better::Lower,
            formula: "Σ".to_owned(),
            ..figure(
                "handoffs",
                Finite::computed(handed as f64),
                places().collect(),
            )
        },
    ];
    let share = |name: &str, [part, whole]: [&str; 2]| {
        let number = |name: &str| {
            let key = record.key(group, name);
            let found = figures.iter().find(|it| it.key == key);
            found.and_then(Figure::number).unwrap_or_default()
        };
        let tally = Tally {
            count: number(part),
            base: number(whole),
        };
        let value = if tally.base > 0.0 {
            Finite::computed(tally.count / tally.base * 100.0)
        } else {
            Err(Missing::ZeroBase)
        };
        let inputs = [part, whole].map(|it| record.key(group, it));
        let share = Figure {
            measure: PERCENT.to_owned(),
            decimals: 1,
            better: Better::Higher,
            formula: format!("{part} ÷ {whole}"),
            ..figure(name, value, Input::figures(inputs))
        };
        around(share, tally)
    };
    let closed = share("closed_share", ["closed", "cases"]);
    let first = share("first_hand_share", ["first_hand", "closed"]);
    figures.extend(with_ends(closed));
    figures.extend(with_ends(first));
    figures.extend(times(record, group));
    figures.extend(penalties(record, &cases, &figure));
    figures
}

/// Median and longest time of the closed cases of a group.
fn times(record: &Record, group: Group) -> [Figure; 3] {
    let label = record.label(group);
    let timed = record.of(group).filter_map(|it| Some((it.hours()?, it)));
    let timed: Vec<(f64, &Case)> = timed.collect();
    let hours: Vec<f64> = timed.iter().map(|(hours, _)| *hours).collect();
    let keys = timed.iter().map(|(_, it)| record.case_key(it, "hours"));
    let inputs = Input::figures(keys);
    let evidence = Evidence::weakest_or(timed.iter().map(|(_, it)| it.evidence), record.evidence);
    let figure = |name: &str, formula: &str, value: Result<f64, Missing>| {
        let key = record.key(group, name);
        Figure {
            measure: HOURS.to_owned(),
            decimals: 1,
            better: Better::Lower,
            n: Some(hours.len() as u64),
            evidence,
            formula: formula.to_owned(),
            inputs: inputs.clone(),
            ..record
                .head
                .figure(key, label, value.and_then(Finite::computed))
        }
    };
    let longest = hours.iter().copied().reduce(f64::max);
    [
        figure(
            "median",
            "median",
            summary::quantile(&hours, 0.5).map_err(missing),
        ),
        figure("longest", "max", longest.ok_or(Missing::ZeroBase)),
        Figure {
            measure: String::new(),
            decimals: 0,
            better: Better::Neither,
            n: None,
            ..figure("timed", "Σ", Ok(hours.len() as f64))
        },
    ]
}

/// The sum of the penalties; missing where one is not known, and nothing where
/// there is none.
fn penalties<'a>(
    record: &Record,
    cases: &(impl Iterator<Item = &'a Case> + Clone),
    figure: &Make,
) -> Option<Figure> {
    let known = cases.clone().filter_map(|it| {
        let sanction = it.sanction.as_ref()?;
        let stated = sanction.amount.is_some() || !sanction.missing.is_empty();
        stated.then(|| (sanction.amount, record.case_key(it, "penalty")))
    });
    let known: Vec<_> = known.collect();
    if known.is_empty() {
        return None;
    }
    let sum = known.iter().try_fold(0.0, |sum, (amount, key)| {
        let amount = amount.ok_or_else(|| Missing::Input(key.clone()))?;
        Ok(sum + amount.get())
    });
    let inputs = Input::figures(known.into_iter().map(|(_, key)| key));
    Some(Figure {
        measure: record.money.clone(),
        formula: "Σ".to_owned(),
        ..figure("penalties", sum.and_then(Finite::computed), inputs)
    })
}
