//! Publishes weights, scores of items, of persons and of teams, and what they
//! come to by role and by hall.

use super::{Linkage, Person, Record, Scheme, Score, Team, TeamScore, Typed};
use crate::{
    model::{Better, Evidence, Facts, Figure, FigureKey, Finite, Input, Missing, Text},
    subject::units::PERCENT,
};

/// The measure of scores.
const POINTS: &str = "points";

/// Publishes every figure of the year.
pub(super) fn publish(record: &Record, facts: &mut Facts) {
    for scheme in &record.schemes {
        facts.publish_all(terms(record, scheme));
    }
    let teams = record.teams.iter();
    facts.publish_all(teams.flat_map(|it| team_figures(record, it)));
    for person in &record.persons {
        let figures = person_figures(record, facts, person);
        facts.publish_all(figures);
    }
    let figures = summaries(record, facts);
    facts.publish_all(figures);
}

fn points(record: &Record, key: FigureKey, label: &Text, value: Result<Finite, Missing>) -> Figure {
    Figure {
        measure: POINTS.to_owned(),
        decimals: record.decimals,
        better: Better::Higher,
        evidence: record.evidence,
        ..record.head.figure(key, label, value)
    }
}

/// The score of a team: as typed, or those of the parts of the year and the
/// mean of those that are known.
fn team_figures(record: &Record, team: &Team) -> Vec<Figure> {
    let whole = record.team_key(&team.unit);
    let parts = match &team.score {
        TeamScore::Year(score) => return vec![scored(record, whole, &team.name, score)],
        TeamScore::Parts(parts) => parts,
    };
    let known: Vec<f64> = parts
        .iter()
        .filter_map(|(_, score)| Some(score.as_ref().ok()?.0.get()))
        .collect();
    let keys = parts
        .iter()
        .map(|(period, _)| record.part_key(&team.unit, *period));
    let mean = if known.is_empty() {
        Err(Missing::ZeroBase)
    } else {
        Finite::computed(known.iter().sum::<f64>() / known.len() as f64)
    };
    let mean = Figure {
        n: Some(known.len() as u64),
        formula: "Σ score ÷ n".to_owned(),
        inputs: Input::figures(keys.clone()),
        ..points(record, whole, &team.name, mean)
    };
    let parts = parts.iter().zip(keys);
    let parts = parts.map(|((_, score), key)| scored(record, key, &team.name, score));
    parts.chain([mean]).collect()
}

/// A score as it was typed, or why there is none.
fn scored(record: &Record, key: FigureKey, label: &Text, score: &Score) -> Figure {
    let (value, place) = match score {
        Ok((value, place)) => (Ok(*value), place),
        Err((reason, place)) => (Err(Missing::Stated(reason.clone())), place),
    };
    Figure {
        inputs: vec![Input::Typed(place.clone())],
        ..points(record, key, label, value)
    }
}

/// What a scheme lays down: weights, the linkage, the grades.
fn terms(record: &Record, scheme: &Scheme) -> Vec<Figure> {
    let term = |name: &str, label: &Text, (value, place): &Typed, measure: &str| Figure {
        measure: measure.to_owned(),
        decimals: value.decimals(),
        evidence: Evidence::Reported.weakest(record.evidence),
        inputs: vec![Input::Typed(place.clone())],
        ..record
            .head
            .figure(scheme.key(record, name), label, Ok(*value))
    };
    let items = scheme.items.iter().map(|it| {
        let name = format!("{}.weight", it.id);
        term(&name, &it.name, &it.weight, PERCENT)
    });
    let grades = scheme.grades.iter().map(|it| {
        let name = format!("{}.from", it.id);
        term(&name, &it.name, &it.from, POINTS)
    });
    let mut figures: Vec<Figure> = items.chain(grades).collect();
    match &scheme.linkage {
        Linkage::Additive { individual, team } => {
            figures.push(term("weight_individual", &scheme.name, individual, PERCENT));
            figures.push(term("weight_team", &scheme.name, team, PERCENT));
        }
        Linkage::Multiplicative { reference } => {
            figures.push(term("reference", &scheme.name, reference, POINTS));
        }
        Linkage::None => {}
    }
    figures
}

fn person_figures(record: &Record, facts: &Facts, of: &Person) -> Vec<Figure> {
    let scheme = record.scheme_of(of);
    let label = of.called.clone();
    let mut figures = Vec::new();
    let mut inputs = Vec::new();
    let (mut sum, mut weights) = (Ok(0.0), 0.0);
    for (item, score) in scheme.items.iter().zip(&of.scores) {
        let key = record.person_key(of, &format!("{}.item", item.id));
        figures.push(scored(
            record,
            key.clone(),
            &label.beside(&item.name),
            score,
        ));
        let weight = item.weight.0.get();
        weights += weight;
        sum = sum.and_then(|sum| match score {
            Ok((score, _)) => {
                let part = (score.get() - item.low) / (item.high - item.low) * 100.0;
                Ok(sum + weight * part)
            }
            Err(_) => Err(Missing::Input(key.clone())),
        });
        inputs.extend([key, scheme.key(record, &format!("{}.weight", item.id))]);
    }
    let individual = record.person_key(of, "individual");
    let share = sum.and_then(|sum| {
        if weights > 0.0 {
            Ok(sum / weights)
        } else {
            Err(Missing::ZeroBase)
        }
    });
    figures.push(Figure {
        formula: "Σ w·(s − low) ÷ (high − low) × 100 ÷ Σ w".to_owned(),
        inputs: Input::figures(inputs),
        ..points(
            record,
            individual.clone(),
            &label,
            share.clone().and_then(Finite::computed),
        )
    });
    let own = share.map_err(|_| Missing::Input(individual.clone()));
    figures.extend(result(record, facts, of, (own, individual)));
    figures
}

/// The result that the individual and the team score make, before and after
/// vetoes.
fn result(
    record: &Record,
    facts: &Facts,
    of: &Person,
    (own, individual): (Result<f64, Missing>, FigureKey),
) -> Vec<Figure> {
    let scheme = record.scheme_of(of);
    let label = of.called.clone();
    let team = record.team_key(&of.unit);
    let team_score = facts
        .number(&team)
        .ok_or_else(|| Missing::Input(team.clone()));
    let both = || Ok::<_, Missing>((own.clone()?, team_score?));
    let term = |name: &str| scheme.key(record, name);
    let (value, formula, inputs) = match &scheme.linkage {
        Linkage::Additive {
            individual: a,
            team: b,
        } => (
            both().map(|(own, team)| {
                let (a, b) = (a.0.get(), b.0.get());
                (a * own + b * team) / (a + b)
            }),
            "w_i·I + w_t·T",
            vec![
                term("weight_individual"),
                individual,
                term("weight_team"),
                team,
            ],
        ),
        Linkage::Multiplicative { reference } => (
            both().map(|(own, team)| own * team / reference.0.get()),
            "I × T ÷ T_ref",
            vec![individual, team, term("reference")],
        ),
        Linkage::None => (own, "I", vec![individual]),
    };
    let linked = |name: &str| Figure {
        formula: formula.to_owned(),
        inputs: Input::figures(inputs.iter().cloned()),
        ..points(
            record,
            record.person_key(of, name),
            &label,
            value.clone().and_then(Finite::computed),
        )
    };
    let left = of.vetoed.iter().map(|it| scheme.vetoes[*it].leaves);
    let Some(left) = left.min_by(f64::total_cmp) else {
        return vec![linked("score")];
    };
    let original = linked("original");
    // Nothing lies below nothing, so that a veto that leaves none decides.
    let lowered = match value {
        Ok(value) => Ok(left.min(value)),
        Err(_) if left == 0.0 => Ok(left),
        Err(_) => Err(Missing::Input(original.key.clone())),
    };
    let lowered = Figure {
        formula: "min(original, veto)".to_owned(),
        inputs: vec![
            Input::Figure(original.key.clone()),
            Input::Typed(of.place.clone()),
        ],
        ..points(
            record,
            record.person_key(of, "score"),
            &label,
            lowered.and_then(Finite::computed),
        )
    };
    vec![lowered, original]
}

/// Counts and means: of all, by role, by hall.
fn summaries(record: &Record, facts: &Facts) -> Vec<Figure> {
    let all: Vec<&Person> = record.persons.iter().collect();
    let mut figures = group(record, facts, &all, &Text::default(), &|name| {
        record.key(&format!("all_{name}"))
    });
    for (at, scheme) in record.schemes.iter().enumerate() {
        let such: Vec<&Person> = all.iter().filter(|it| it.scheme == at).copied().collect();
        let key = |name: &str| scheme.key(record, name);
        figures.extend(group(record, facts, &such, &scheme.name, &key));
        for grade in &scheme.grades {
            let got = such.iter().filter(|it| {
                let got = record.grade(facts, it);
                got.is_some_and(|it| it.id == grade.id)
            });
            let scores = such.iter().map(|it| record.person_key(it, "score"));
            let label = scheme.name.beside(&grade.name);
            let key = scheme.key(record, &format!("{}.count", grade.id));
            figures.push(count(record, key, &label, got.count(), scores.collect()));
        }
    }
    for unit in record.staff.keys() {
        let such: Vec<&Person> = record.persons_of(unit).collect();
        let key = |name: &str| record.unit_key(unit, &format!("hall.{name}"));
        figures.extend(group(record, facts, &such, &such[0].unit_name, &key));
    }
    figures
}

/// How many persons there are in a group, how many have no score, how many were
/// vetoed, and the mean of the scores that are known.
fn group(
    record: &Record,
    facts: &Facts,
    such: &[&Person],
    label: &Text,
    key: &dyn Fn(&str) -> FigureKey,
) -> Vec<Figure> {
    let scores: Vec<FigureKey> = such
        .iter()
        .map(|it| record.person_key(it, "score"))
        .collect();
    let known = |it: &FigureKey| facts.number(it);
    let numbers: Vec<f64> = scores.iter().filter_map(known).collect();
    let vetoed = such.iter().filter(|it| !it.vetoed.is_empty()).count();
    let counts = [
        ("persons", such.len()),
        ("unknown", such.len() - numbers.len()),
        ("vetoed", vetoed),
    ];
    let mut figures: Vec<Figure> = counts
        .into_iter()
        .map(|(name, n)| count(record, key(name), label, n, scores.clone()))
        .collect();
    let mean = if numbers.is_empty() {
        Err(Missing::ZeroBase)
    } else {
        Finite::computed(numbers.iter().sum::<f64>() / numbers.len() as f64)
    };
    figures.push(Figure {
        n: Some(numbers.len() as u64),
        formula: "Σ score ÷ n".to_owned(),
        inputs: Input::figures(scores.into_iter().filter(|it| known(it).is_some())),
        ..points(record, key("mean"), label, mean)
    });
    figures
}

fn count(
    record: &Record,
    key: FigureKey,
    label: &Text,
    n: usize,
    inputs: Vec<FigureKey>,
) -> Figure {
    Figure {
        evidence: record.evidence,
        formula: "n".to_owned(),
        inputs: Input::figures(inputs),
        ..record.head.figure(key, label, Finite::computed(n as f64))
    }
}
