//! Publishes samples, effects, costs and benefits.

use super::{Improvement, Number, Record, Sample};
use crate::{
    model::{Better, Figure, FigureKey, Finite, Input, Interval, Missing},
    stats::{Tally, interval},
    subject::{
        dataset,
        range::{LEVEL, scaled, with_ends},
        units::around,
    },
};

/// Every figure of the year.
pub(super) fn figures(record: &Record) -> Vec<Figure> {
    record
        .improvements
        .iter()
        .flat_map(|it| improvement(record, it))
        .collect()
}

fn improvement(record: &Record, of: &Improvement) -> Vec<Figure> {
    let bare = |key: FigureKey, value| Figure {
        evidence: record.evidence,
        ..record.head.figure(key, &of.name, value)
    };
    let mut figures = Vec::new();
    for (sample, key) in [(&of.before, of.before_key()), (&of.after, of.after_key())] {
        let figure = Figure {
            measure: of.measure.clone(),
            decimals: of.decimals,
            better: of.better,
            inputs: vec![Input::Typed(sample.place.clone())],
            ..bare(key, sample.value())
        };
        figures.push(sample.estimated(figure));
    }
    let keys = [of.before_key(), of.after_key()];
    let value = match (of.before.value(), of.after.value()) {
        (Ok(before), Ok(after)) => Finite::computed(after.get() - before.get()),
        (Err(_), _) => Err(Missing::Input(keys[0].clone())),
        (_, Err(_)) => Err(Missing::Input(keys[1].clone())),
    };
    figures.extend(with_ends(Figure {
        measure: of.difference.clone(),
        decimals: of.decimals,
        better: of.better,
        signed: true,
        interval: range(&of.before, &of.after),
        formula: "after − before".to_owned(),
        inputs: Input::figures(keys),
        ..bare(record.key(of, "effect"), value)
    }));
    let amounts = [("cost", &of.cost), ("benefit", &of.benefit)];
    for (name, amount) in amounts {
        if let Some(amount) = amount {
            figures.push(Figure {
                measure: amount.measure.clone(),
                better: Better::Neither,
                inputs: vec![Input::Typed(amount.place.clone())],
                ..bare(record.key(of, name), Ok(amount.value))
            });
        }
    }
    if let (Some(cost), Some(benefit)) = (&of.cost, &of.benefit)
        && cost.measure == benefit.measure
    {
        let value = Finite::computed(benefit.value.get() - cost.value.get());
        let inputs = ["benefit", "cost"].map(|it| Input::Figure(record.key(of, it)));
        figures.push(Figure {
            measure: cost.measure.clone(),
            better: Better::Higher,
            signed: true,
            formula: "benefit − cost".to_owned(),
            inputs: inputs.to_vec(),
            ..bare(record.key(of, "net"), value)
        });
    }
    figures.extend(of.series.iter().flat_map(dataset::figures));
    figures
}

/// The interval of after minus before: by Welch for means, by Newcombe for
/// shares, in percentage points. None without the sizes and spreads.
fn range(before: &Sample, after: &Sample) -> Option<Interval> {
    let (found, scale) = match (&before.number, &after.number) {
        (
            Number::Share { count, base },
            Number::Share {
                count: now,
                base: of,
            },
        ) => {
            let (_, found) = interval::difference((*now, *of), (*count, *base), LEVEL).ok()?;
            (found, 100.0)
        }
        _ => {
            let lead = interval::lead(after.spread()?, before.spread()?, LEVEL).ok()?;
            (lead.estimate.interval, 1.0)
        }
    };
    Some(scaled(found, scale))
}

impl Sample {
    /// The mean, or the share in per cent.
    fn value(&self) -> Result<Finite, Missing> {
        match &self.number {
            Number::Mean { mean, .. } => Ok(*mean),
            Number::Share { base: 0, .. } => Err(Missing::ZeroBase),
            Number::Share { count, base } => Finite::computed(*count as f64 / *base as f64 * 100.0),
            Number::Missing(reason) => Err(Missing::Stated(reason.clone())),
        }
    }

    /// The sample as a mean with its spread, where both are given.
    fn spread(&self) -> Option<interval::Sample> {
        match self.number {
            Number::Mean {
                mean,
                sd: Some(sd),
                n: Some(n),
            } => Some(interval::Sample {
                mean: mean.get(),
                sd,
                n,
            }),
            _ => None,
        }
    }

    /// A figure of it with its size and interval, where they are known.
    fn estimated(&self, figure: Figure) -> Figure {
        match self.number {
            Number::Share { count, base } => {
                let tally = Tally {
                    count: count as f64,
                    base: base as f64,
                };
                Figure {
                    formula: "count ÷ base".to_owned(),
                    ..around(figure, tally)
                }
            }
            Number::Mean { n, .. } => {
                let estimate = self.spread();
                let estimate = estimate.and_then(|it| interval::mean(it, LEVEL).ok());
                Figure {
                    n,
                    interval: estimate.map(|it| scaled(it.interval, 1.0)),
                    ..figure
                }
            }
            Number::Missing(_) => figure,
        }
    }
}
