//! What some customers answered about an attribute, as a sample in points of a
//! hundred.

use crate::{
    diag::Place,
    model::{Evidence, Finite, Missing, Text},
    stats::{
        interval::{self, Sample},
        moments,
    },
};

/// What some customers answered about an attribute.
#[derive(Debug, Clone)]
pub(super) struct Answered {
    pub(super) attribute: usize,
    pub(super) operator: Operator,
    pub(super) segment: Option<usize>,
    pub(super) number: Number,
    pub(super) evidence: Evidence,
    pub(super) place: Place,
}

/// Whose customers: ours, or those of a rival by its place.
pub(super) type Operator = Option<usize>;

#[derive(Debug, Clone)]
pub(super) enum Number {
    Mean {
        /// In points of a hundred.
        mean: Finite,
        /// The same, with n − 1.
        sd: Option<f64>,
        n: Option<u64>,
    },
    /// How many gave each answer, from the least favourable to the most.
    Answers(Vec<u64>),
    Missing(Text),
}

impl Answered {
    /// The mean in points of a hundred.
    pub(super) fn value(&self) -> Result<Finite, Missing> {
        match &self.number {
            Number::Mean { mean, .. } => Ok(*mean),
            Number::Answers(counts) => moments::sample(counts)
                .map_err(|_| Missing::ZeroBase)
                .and_then(|it| Finite::computed(it.mean)),
            Number::Missing(reason) => Err(Missing::Stated(reason.clone())),
        }
    }

    /// The mean in points of a hundred, where there is one.
    pub(super) fn points(&self) -> Option<f64> {
        self.value().ok().map(Finite::get)
    }

    /// Mean, spread and size, where all are known.
    pub(super) fn sample(&self) -> Option<Sample> {
        match &self.number {
            Number::Mean {
                mean,
                sd: Some(sd),
                n: Some(n),
            } => Some(Sample {
                mean: mean.get(),
                sd: *sd,
                n: *n,
            }),
            Number::Answers(counts) => moments::sample(counts).ok(),
            Number::Mean { .. } | Number::Missing(_) => None,
        }
    }

    /// How many answered, where it is known.
    pub(super) fn n(&self) -> Option<u64> {
        match &self.number {
            Number::Mean { n, .. } => *n,
            Number::Answers(counts) => Some(counts.iter().sum()),
            Number::Missing(_) => None,
        }
    }

    /// The interval of the mean, within the hundred points.
    pub(super) fn interval(&self, level: f64) -> Option<interval::Interval> {
        let found = interval::mean(self.sample()?, level).ok()?;
        Some(found.interval.within(0.0, 100.0))
    }

    /// The last `top` answers among all.
    pub(super) fn favourable(&self, top: usize) -> Option<u64> {
        let Number::Answers(counts) = &self.number else {
            return None;
        };
        Some(counts.iter().rev().take(top).sum())
    }
}
