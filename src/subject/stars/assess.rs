//! Publishes results, levels, distributions and the counts of documents.

use std::cmp::Ordering;

use super::{
    Asks, Assessment, Criterion, Found, Record, Scheme,
    standing::{Standing, standing},
};
use crate::{
    diag::{Code, Diagnostic, Report},
    model::{
        Better, Evidence, Facts, Figure, FigureKey, Finite, Input, Missing, Op, Text, Verdict,
    },
    subject::units::below,
};

/// Publishes every figure of the year. Levels are judged by results that are in
/// the ledger already, and counts are of levels that are.
pub(super) fn publish(record: &Record, facts: &mut Facts) {
    for scheme in &record.schemes {
        facts.publish_all(standards(record, scheme));
        let mut standings = Vec::new();
        for of in scheme.of(record) {
            let found = results(record, facts, of);
            facts.publish_all(found);
            let standing = standing(record, facts, of);
            let levels = levels(record, facts, of, &standing);
            facts.publish_all(levels);
            standings.push(standing);
        }
        let counts = counts(record, facts, scheme, &standings);
        facts.publish_all(counts);
    }
    facts.publish_all(documents(record));
}

/// Reports results that were typed and that the ledger has of the unit too.
pub(super) fn review(record: &Record, facts: &Facts, report: &mut Report) {
    for of in &record.assessments {
        let criteria = record.scheme_of(of).criteria.iter().zip(&of.found);
        for (criterion, found) in criteria {
            let (Found::Typed(_, place), Some(metric)) = (found, &criterion.metric) else {
                continue;
            };
            let key = record.metric_key(metric, of);
            let Some(figure) = facts.get(&key).filter(|_| of.person.is_none()) else {
                continue;
            };
            let diagnostic = Diagnostic::new(Code::SecondHome, place.clone());
            let diagnostic = diagnostic.with("figure", key.to_string());
            report.add(match figure.inputs.iter().find_map(Input::typed_at) {
                Some(first) => diagnostic.and(first.clone(), "first"),
                None => diagnostic,
            });
        }
    }
}

impl Record {
    /// How well what the file lays down is founded: nobody measured it.
    fn laid_down(&self) -> Evidence {
        Evidence::Reported.weakest(self.evidence)
    }

    /// The key of a metric's figure of a hall.
    fn metric_key(&self, metric: &str, of: &Assessment) -> FigureKey {
        FigureKey {
            unit: of.unit.as_str().into(),
            ..self.key("").renamed(metric)
        }
    }
}

impl Criterion {
    /// The key of one of its standards.
    pub(super) fn standard_key(
        &self,
        record: &Record,
        scheme: &Scheme,
        name: &str,
        at: usize,
    ) -> FigureKey {
        let from = self.standards[at].from;
        record.key(&format!("{}.{}.{name}_{from}", scheme.id, self.id))
    }
}

fn standards(record: &Record, scheme: &Scheme) -> Vec<Figure> {
    let mut figures = Vec::new();
    for criterion in &scheme.criteria {
        for (at, standard) in criterion.standards.iter().enumerate() {
            let Asks::Bound(_, bound) = standard.asks else {
                continue;
            };
            figures.push(Figure {
                measure: criterion.measure.clone(),
                decimals: criterion.decimals.max(bound.decimals()),
                evidence: record.laid_down(),
                inputs: vec![Input::Typed(standard.place.clone())],
                ..record.head.figure(
                    criterion.standard_key(record, scheme, "standard", at),
                    &criterion.name,
                    Ok(bound),
                )
            });
        }
    }
    figures
}

fn results(record: &Record, facts: &Facts, of: &Assessment) -> Vec<Figure> {
    let scheme = record.scheme_of(of);
    let criteria = scheme.criteria.iter().zip(&of.found);
    let mut figures = Vec::new();
    for (criterion, found) in criteria {
        let key = record.key_of(of, &format!("{}.value", criterion.id));
        let bare = |value| Figure {
            measure: criterion.measure.clone(),
            decimals: criterion.decimals,
            better: criterion.better,
            evidence: of.evidence,
            as_of: of.on.or(record.head.as_of),
            ..record.head.figure(key.clone(), &criterion.name, value)
        };
        figures.push(match (found, &criterion.metric) {
            (Found::Typed(value, place), _) => Figure {
                inputs: vec![Input::Typed(place.clone())],
                ..bare(Ok(*value))
            },
            (Found::Missing(reason, place), _) => Figure {
                inputs: vec![Input::Typed(place.clone())],
                ..bare(Err(Missing::Stated(reason.clone())))
            },
            (Found::Measured, metric) => {
                let metric = metric.as_deref().unwrap_or_default();
                let measured = record.metric_key(metric, of);
                let lost = Err(Missing::Input(measured.clone()));
                let figure = facts.get(&measured);
                Figure {
                    interval: figure.and_then(|it| it.interval),
                    n: figure.and_then(|it| it.n),
                    approximate: figure.is_some_and(|it| it.approximate),
                    evidence: figure.map_or(Evidence::Missing, |it| it.evidence),
                    inputs: vec![Input::Figure(measured)],
                    ..bare(figure.map_or(lost.clone(), |it| it.value.clone().or(lost)))
                }
            }
        });
    }
    figures
}

fn levels(record: &Record, facts: &Facts, of: &Assessment, standing: &Standing) -> Vec<Figure> {
    let scheme = record.scheme_of(of);
    let name = of
        .person
        .as_ref()
        .map_or_else(|| scheme.name.clone(), |it| scheme.name.beside(&it.called));
    let results: Vec<FigureKey> = scheme
        .criteria
        .iter()
        .map(|it| record.key_of(of, &format!("{}.value", it.id)))
        .collect();
    // A level that is known rests on the results that there are.
    let evidence = results.iter().filter_map(|it| facts.get(it));
    let evidence = evidence.filter(|it| it.value.is_ok()).map(|it| it.evidence);
    let evidence = Evidence::weakest_of(evidence.chain([of.evidence]));
    let stars = |role: &str, value: Result<Finite, Missing>| Figure {
        measure: record.measure.clone(),
        better: Better::Higher,
        evidence,
        as_of: of.on.or(record.head.as_of),
        inputs: Input::figures(results.iter().cloned()),
        ..record.head.figure(record.key_of(of, role), &name, value)
    };
    let finite = |level: &Result<u8, FigureKey>| match level {
        Ok(level) => Finite::computed(f64::from(*level)),
        Err(key) => Err(Missing::Input(key.clone())),
    };
    // A veto that leaves no star is a fact of its own, whatever the results.
    let decided = of.vetoed.iter().any(|it| scheme.vetoes[*it].leaves == 0);
    let founded = if decided { of.evidence } else { evidence };
    let reached = "max k: ∀ j ≤ k, ∀ standard of j: met";
    let mut figures = Vec::new();
    if of.vetoed.is_empty() {
        figures.push(Figure {
            formula: reached.to_owned(),
            ..stars("level", finite(&standing.level))
        });
    } else {
        figures.push(Figure {
            formula: reached.to_owned(),
            ..stars("original", finite(&standing.original))
        });
        figures.push(Figure {
            formula: "min(original, veto)".to_owned(),
            evidence: founded,
            inputs: vec![
                Input::Figure(record.key_of(of, "original")),
                Input::Typed(of.place.clone()),
            ],
            ..stars("level", finite(&standing.level))
        });
    }
    if standing.original.is_err() {
        figures.push(Figure {
            formula: reached.to_owned(),
            ..stars("certain", Finite::computed(f64::from(standing.certain)))
        });
    }
    let previous = record.previous_key(of);
    let typed = Evidence::Reported.weakest(of.evidence);
    if let Some((value, place)) = &of.previous {
        figures.push(Figure {
            key: previous.clone(),
            evidence: typed,
            inputs: vec![Input::Typed(place.clone())],
            as_of: None,
            ..stars("level", Ok(*value))
        });
    }
    let before = of.previous.as_ref().map(|it| (it.0.get(), typed));
    let before = before.or_else(|| {
        let figure = facts.get(&previous)?;
        Some((figure.number()?, figure.evidence))
    });
    if let Some((before, known)) = before {
        let value = match &standing.level {
            Ok(level) => Finite::computed(f64::from(*level) - before),
            Err(_) => Err(Missing::Input(record.key_of(of, "level"))),
        };
        figures.push(Figure {
            signed: true,
            evidence: founded.weakest(known),
            formula: "level − level of the year before".to_owned(),
            inputs: Input::figures([record.key_of(of, "level"), previous]),
            ..stars("change", value)
        });
    }
    figures.extend(gaps(record, facts, of, (standing, evidence)));
    figures
}

/// How many standards of the next star are not met, and by how much each that
/// is measured; they rest on the results as the level does.
fn gaps(
    record: &Record,
    facts: &Facts,
    of: &Assessment,
    (standing, evidence): (&Standing, Evidence),
) -> Vec<Figure> {
    let scheme = record.scheme_of(of);
    let mut figures = Vec::new();
    if standing.certain == scheme.levels {
        return figures;
    }
    let gaps = standing.gaps(record, of);
    let mut inputs = Vec::new();
    for gap in &gaps {
        let criterion = &scheme.criteria[gap.criterion];
        let result = record.key_of(of, &format!("{}.value", criterion.id));
        inputs.push(result.clone());
        let Asks::Bound(op, bound) = criterion.standards[gap.standard].asks else {
            continue;
        };
        let Some(figure) = facts.get(&result).filter(|it| it.number().is_some()) else {
            continue;
        };
        if gap.verdict != Verdict::NotMet {
            continue;
        }
        let value = figure.number().unwrap_or_default();
        let lacking = match op {
            Op::AtLeast | Op::MoreThan => bound.get() - value,
            Op::AtMost | Op::LessThan => value - bound.get(),
        };
        let standard = criterion.standard_key(record, scheme, "standard", gap.standard);
        figures.push(Figure {
            measure: criterion.difference.clone(),
            decimals: criterion.decimals.max(bound.decimals()),
            better: Better::Lower,
            evidence: figure.evidence.weakest(record.laid_down()),
            formula: "|standard − value|".to_owned(),
            inputs: Input::figures([standard, result]),
            ..record.head.figure(
                record.key_of(of, &format!("{}.gap", criterion.id)),
                &criterion.name,
                Finite::computed(lacking),
            )
        });
    }
    figures.push(Figure {
        better: Better::Lower,
        evidence,
        formula: "n(standards of the next star not met)".to_owned(),
        inputs: Input::figures(inputs),
        ..record.head.figure(
            record.key_of(of, "gaps"),
            &scheme.name,
            Finite::computed(gaps.len() as f64),
        )
    });
    figures
}

/// How many stand at each level, moved, or are not known; and how many meet
/// each standard.
fn counts(record: &Record, facts: &Facts, scheme: &Scheme, standings: &[Standing]) -> Vec<Figure> {
    let assessments: Vec<&Assessment> = scheme.of(record).collect();
    let number = |key: FigureKey| facts.get(&key).and_then(Figure::number);
    let level = |of: &Assessment| number(record.key_of(of, "level"));
    let before = |of: &Assessment| number(record.previous_key(of));
    let change = |of: &Assessment| number(record.key_of(of, "change"));
    let published = |key: &FigureKey| facts.get(key).map(|it| it.evidence);
    let count = |name: &str, label: Text, keys: Vec<FigureKey>, kept: usize| {
        let evidence = keys.iter().filter_map(published);
        let evidence = evidence.filter(|it| *it != Evidence::Missing);
        Figure {
            evidence: Evidence::weakest_or(evidence, record.evidence),
            formula: "n".to_owned(),
            inputs: Input::figures(keys),
            ..record
                .head
                .figure(record.key(name), &label, Finite::computed(kept as f64))
        }
    };
    let keys = |role: &str| -> Vec<FigureKey> {
        let keys = assessments.iter().map(|it| record.key_of(it, role));
        keys.filter(|it| facts.get(it).is_some()).collect()
    };
    let how_many =
        |keep: &dyn Fn(&Assessment) -> bool| assessments.iter().filter(|it| keep(it)).count();
    let mut figures = Vec::new();
    let past: Vec<FigureKey> = assessments
        .iter()
        .map(|it| record.previous_key(it))
        .collect();
    let past: Vec<FigureKey> = past
        .into_iter()
        .filter(|it| facts.get(it).is_some())
        .collect();
    for stars in 0..=scheme.levels {
        let label = scheme.name.beside(&Text::same(format!("{stars}★")));
        let at = Some(f64::from(stars));
        let now = format!("{}_at_{stars}", scheme.id);
        let kept = how_many(&|it| level(it) == at);
        figures.push(count(&now, label.clone(), keys("level"), kept));
        if !past.is_empty() {
            let then = format!("{}.before_{stars}", scheme.id);
            let kept = how_many(&|it| before(it) == at);
            figures.push(count(&then, label, past.clone(), kept));
        }
    }
    let all = || scheme.name.clone();
    let named = |role: &str| format!("{}.{role}", scheme.id);
    let kept = how_many(&|it| level(it).is_none());
    figures.push(count(&named("unknown"), all(), keys("level"), kept));
    figures.push(count(
        &named("assessed"),
        all(),
        keys("level"),
        assessments.len(),
    ));
    if !past.is_empty() {
        let moved = [
            ("rose", Ordering::Greater),
            ("fell", Ordering::Less),
            ("kept", Ordering::Equal),
        ];
        for (role, way) in moved {
            let kept = how_many(&|it| change(it).is_some_and(|it| it.total_cmp(&0.0) == way));
            figures.push(count(&named(role), all(), keys("change"), kept));
        }
    }
    for (i, criterion) in scheme.criteria.iter().enumerate() {
        let results = keys(&format!("{}.value", criterion.id));
        for at in 0..criterion.standards.len() {
            let met = |it: &&Standing| it.verdicts[i][at] == Verdict::Met;
            let met = standings.iter().filter(met).count();
            let key = criterion.standard_key(record, scheme, "met", at);
            let figure = count("", criterion.name.clone(), results.clone(), met);
            figures.push(Figure { key, ..figure });
        }
    }
    let is_sound = |it: &&Criterion| it.kept.iter().all(|it| *it);
    let sound: Vec<&Criterion> = scheme.criteria.iter().filter(is_sound).collect();
    let written = [
        ("sound", sound),
        ("criteria", scheme.criteria.iter().collect()),
    ];
    for (role, such) in written {
        figures.push(Figure {
            evidence: record.laid_down(),
            inputs: such
                .iter()
                .map(|it| Input::Typed(it.place.clone()))
                .collect(),
            ..count(&named(role), all(), Vec::new(), such.len())
        });
    }
    figures
}

/// How many documents of each family are claimed and how many are listed.
fn documents(record: &Record) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut claims: Vec<(f64, FigureKey)> = Vec::new();
    let bare = |evidence: Evidence, key: FigureKey, label: &Text, value| Figure {
        evidence: Evidence::Reported.weakest(evidence),
        ..record.head.figure(key, label, value)
    };
    for (at, family) in record.families.iter().enumerate() {
        let base = record.key(&format!("document.{}", family.id));
        let listed = record.documents.iter().filter(|it| it.family == at);
        let inputs: Vec<Input> = listed.map(|it| Input::Typed(it.place.clone())).collect();
        let count = Finite::computed(inputs.len() as f64);
        figures.push(Figure {
            formula: "n".to_owned(),
            inputs,
            ..bare(
                family.evidence,
                below(&base, "counted"),
                &family.name,
                count,
            )
        });
        if let Some((claimed, place)) = &family.claimed {
            let key = below(&base, "claimed");
            claims.push((claimed.get(), key.clone()));
            figures.push(Figure {
                inputs: vec![Input::Typed(place.clone())],
                ..bare(family.evidence, key, &family.name, Ok(*claimed))
            });
        }
    }
    for document in record.documents.iter().filter(|it| !it.parts.is_empty()) {
        let key = record.key(&format!("document.{}.parts", document.id));
        figures.push(Figure {
            formula: "n".to_owned(),
            inputs: vec![Input::Typed(document.place.clone())],
            ..bare(
                record.families[document.family].evidence,
                key,
                &document.name,
                Finite::computed(document.parts.len() as f64),
            )
        });
    }
    if record.families.is_empty() {
        return figures;
    }
    let families = record.families.iter();
    let counted = families.map(|it| record.key(&format!("document.{}.counted", it.id)));
    let all = Text::default();
    let evidence = Evidence::weakest_of(record.families.iter().map(|it| it.evidence));
    figures.push(Figure {
        formula: "Σ counted".to_owned(),
        inputs: Input::figures(counted),
        ..bare(
            evidence,
            record.key("documents_counted"),
            &all,
            Finite::computed(record.documents.len() as f64),
        )
    });
    if claims.len() == record.families.len() {
        let sum = claims.iter().map(|it| it.0).sum();
        figures.push(Figure {
            formula: "Σ claimed".to_owned(),
            inputs: Input::figures(claims.into_iter().map(|it| it.1)),
            ..bare(
                evidence,
                record.key("documents_claimed"),
                &all,
                Finite::computed(sum),
            )
        });
    }
    figures
}
