//! Publishes what was measured with its limits and verdicts, and how much of
//! what is asked complies.

use super::{Answer, Asked, Bound, Demand, Limit, Outcome, Promise, Rate, Record, key};
use crate::{
    model::{
        Better, Evidence, Facts, Figure, FigureKey, Finite, Input, Missing, Period, Reason, Text,
        Verdict,
    },
    stats::Tally,
    subject::{
        range::with_ends,
        units::{PERCENT, around, below},
    },
};

/// Values and limits of clauses, rates, and how far promises reach.
pub(super) fn measured(record: &Record, facts: &Facts) -> Vec<Figure> {
    let mut figures = Vec::new();
    for inspection in &record.inspections {
        for asked in record.asked(inspection) {
            if let Demand::Limit(limit) = asked.demand {
                figures.extend(held(record, facts, &asked, limit));
            }
        }
    }
    figures.extend(record.rates.iter().flat_map(|it| rate(record, it)));
    figures.extend(record.promises.iter().flat_map(|it| coverage(record, it)));
    figures
}

/// A value, with the limit it is held against.
fn held(record: &Record, facts: &Facts, asked: &Asked, limit: &Limit) -> Vec<Figure> {
    let (clause, look) = (asked.clause, asked.look);
    let key = clause.key(limit.bound.word(), look.period);
    let better = match limit.bound {
        Bound::Mean | Bound::Max => Better::Lower,
        Bound::Least => Better::Higher,
    };
    let bare = |key: &FigureKey, value| Figure {
        measure: clause.measure.clone(),
        decimals: limit.value.decimals(),
        better,
        evidence: look.evidence,
        ..record.head.figure(key.clone(), &clause.name, value)
    };
    let measured = match asked.answer {
        Answer::Typed(value, place) => Figure {
            decimals: limit.value.decimals().max(value.decimals()),
            n: look.n,
            inputs: vec![Input::Typed(place.clone())],
            ..bare(&key, Ok(*value))
        },
        Answer::Counted {
            attained,
            assessed,
            place,
        } => {
            let tally = Tally {
                count: *attained as f64,
                base: *assessed as f64,
            };
            let figure = Figure {
                decimals: limit.value.decimals().max(1),
                formula: "attained ÷ assessed".to_owned(),
                inputs: vec![Input::Typed(place.clone())],
                ..bare(&key, share((*attained, *assessed)))
            };
            around(figure, tally)
        }
        Answer::Metric(metric) => {
            let figure = facts.get(metric);
            let value = figure.and_then(|it| it.value.as_ref().ok());
            Figure {
                decimals: clause.metric.as_ref().map_or(0, |it| it.decimals),
                n: figure.and_then(|it| it.n),
                evidence: figure.map_or(Evidence::Missing, |it| it.evidence),
                approximate: figure.is_some_and(|it| it.approximate),
                formula: metric.name.to_string(),
                inputs: vec![Input::Figure(metric.clone())],
                ..bare(
                    &key,
                    value.copied().ok_or_else(|| Missing::Input(metric.clone())),
                )
            }
        }
        Answer::Missing(reason) => Figure {
            inputs: vec![Input::Typed(look.place.clone())],
            ..bare(&key, Err(Missing::Stated(reason.clone())))
        },
        Answer::Said { .. } => bare(&key, Err(Missing::Stated(Text::default()))),
    };
    let verdict = match &measured.value {
        Ok(value) if limit.bound.holds(value.get(), limit.value.get()) => Verdict::Met,
        Ok(_) => Verdict::NotMet,
        Err(_) => Verdict::Unknown(Reason::Figure(key.clone())),
    };
    let limit = Figure {
        evidence: limit.evidence,
        inputs: vec![Input::Typed(limit.place.clone())],
        ..bare(
            &key.renamed(format!("{}:target", key.name)),
            Ok(limit.value),
        )
    };
    let mut figures = with_ends(measured);
    if let Some(measured) = figures.last_mut() {
        measured.verdict = Some(verdict);
    }
    figures.push(limit);
    figures
}

fn rate(record: &Record, rate: &Rate) -> Vec<Figure> {
    let base = key(&format!("rate.{}", rate.id), rate.period);
    let typed = |name: FigureKey, value| Figure {
        evidence: rate.evidence,
        inputs: vec![Input::Typed(rate.place.clone())],
        ..record.head.figure(name, &rate.name, value)
    };
    let percent = |figure: Figure, decimals: u8| Figure {
        measure: PERCENT.to_owned(),
        better: Better::Higher,
        decimals,
        ..figure
    };
    let mut figures = Vec::new();
    if let (Some(reported), Some(_)) = (rate.reported, rate.counts) {
        let figure = typed(below(&base, "reported"), Ok(reported));
        figures.push(Figure {
            evidence: rate.evidence.weakest(Evidence::Reported),
            ..percent(figure, reported.decimals())
        });
    }
    let Some(counts) = rate.counts else {
        let value = rate.reported.ok_or(Missing::Stated(rate.missing.clone()));
        let decimals = rate.reported.map_or(0, Finite::decimals);
        figures.push(percent(typed(base, value), decimals));
        return figures;
    };
    figures.extend(shared(
        percent(typed(base, share(counts)), 1),
        ["attained", "assessed"],
        counts,
        true,
    ));
    figures
}

fn coverage(record: &Record, promise: &Promise) -> Vec<Figure> {
    let base = format!("promise.{}.coverage", promise.id);
    let base = key(&base, Period::Year(record.year));
    let counts = promise.coverage.as_ref();
    let value = counts
        .map_err(|reason| Missing::Stated(reason.clone()))
        .and_then(|it| share(*it));
    let figure = Figure {
        measure: PERCENT.to_owned(),
        better: Better::Higher,
        decimals: 1,
        evidence: promise.evidence,
        inputs: vec![Input::Typed(promise.place.clone())],
        ..record.head.figure(base, &promise.name, value)
    };
    match counts {
        // Everything was counted, so there is no interval.
        Ok(counts) => shared(figure, ["covered", "base"], *counts, false),
        Err(_) => vec![figure],
    }
}

/// A share with the two counts it is computed of.
fn shared(
    share: Figure,
    names: [&'static str; 2],
    (count, base): (u64, u64),
    sampled: bool,
) -> Vec<Figure> {
    let numbers = [count, base];
    let keys = names.map(|it| below(&share.key, it));
    let counts = keys.iter().zip(numbers).map(|(key, number)| Figure {
        key: key.clone(),
        value: Finite::computed(number as f64),
        measure: String::new(),
        better: Better::Neither,
        decimals: 0,
        ..share.clone()
    });
    let mut figures: Vec<Figure> = counts.collect();
    let [part, whole] = names;
    let share = Figure {
        formula: format!("{part} ÷ {whole}"),
        inputs: Input::figures(keys),
        ..share
    };
    let tally = Tally {
        count: count as f64,
        base: base as f64,
    };
    figures.extend(with_ends(if sampled {
        around(share, tally)
    } else {
        share
    }));
    figures
}

/// A share in per cent.
fn share((count, base): (u64, u64)) -> Result<Finite, Missing> {
    match base {
        0 => Err(Missing::ZeroBase),
        base => Finite::computed(count as f64 / base as f64 * 100.0),
    }
}

/// How much is asked and what came of it, a half-year each, and of promises.
pub(super) fn counted(record: &Record, facts: &Facts) -> Vec<Figure> {
    let mut figures = Vec::new();
    for inspection in &record.inspections {
        let outcomes = record.asked(inspection).map(|asked| {
            let input = match asked.key() {
                Some(key) => Input::Figure(key),
                None => Input::Typed(asked.look.place.clone()),
            };
            let figure = asked.key().and_then(|it| facts.get(&it));
            let evidence = figure.map_or(asked.look.evidence, |it| it.evidence);
            let evidence = match asked.demand {
                Demand::Limit(limit) => evidence.weakest(limit.evidence),
                Demand::Duty => evidence,
            };
            (asked.outcome(facts), input, evidence)
        });
        let outcomes: Vec<_> = outcomes.collect();
        figures.extend(tally(
            record,
            "requirements",
            "",
            inspection.period,
            inspection.evidence,
            &outcomes,
        ));
    }
    if !record.promises.is_empty() {
        let outcomes = record.promises.iter().map(|it| {
            let outcome = Outcome::said(it.kept, &it.proof);
            (outcome, Input::Typed(it.place.clone()), it.evidence)
        });
        let outcomes: Vec<_> = outcomes.collect();
        let year = Period::Year(record.year);
        let usual = record.evidence;
        figures.extend(tally(
            record,
            "promises",
            "promises_",
            year,
            usual,
            &outcomes,
        ));
    }
    figures
}

/// All of them, and those of each outcome; `usual` is the evidence of a count to
/// which none of them has anything to say.
fn tally(
    record: &Record,
    all: &str,
    prefix: &str,
    period: Period,
    usual: Evidence,
    outcomes: &[(Outcome, Input, Evidence)],
) -> Vec<Figure> {
    let none = Text::default();
    let count = |name: &str, keep: &dyn Fn(Outcome) -> bool| {
        let kept = outcomes.iter().filter(|(it, ..)| keep(*it)).count();
        // What is missing takes nothing from a count of what is missing.
        let known = outcomes.iter().map(|(.., it)| *it);
        let known = known.filter(|it| *it != Evidence::Missing);
        let key = key(name, period);
        Figure {
            evidence: Evidence::weakest_or(known, usual),
            formula: "Σ".to_owned(),
            inputs: outcomes.iter().map(|(_, input, _)| input.clone()).collect(),
            ..record
                .head
                .figure(key, &none, Finite::computed(kept as f64))
        }
    };
    let mut figures = vec![count(all, &|_| true)];
    figures.extend(Outcome::ALL.map(|outcome| {
        let name = format!("{prefix}{}", outcome.word());
        count(&name, &|it| it == outcome)
    }));
    figures
}
