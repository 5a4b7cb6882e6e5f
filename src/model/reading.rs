//! Readings: numbers that were typed, with what an honest reader needs.

use jiff::civil::Date;

use super::{
    Evidence, Figure, FigureKey, Finite, Interval, NotARule, Op, Quantity, Reason, Rule, Text,
    Threshold, Verdict,
};
use crate::diag::Place;

/// A typed value of a metric, checked.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What it is a reading of.
    pub key: FigureKey,
    /// The value, or the author's reason why there is none.
    pub value: Result<Finite, Text>,
    /// The value before, where the source gives two without their periods.
    pub before: Option<Finite>,
    /// How well it is founded.
    pub evidence: Evidence,
    /// The source says "about".
    pub approximate: bool,
    /// The number of answers, visits or cases behind it.
    pub n: Option<u64>,
    /// The interval that the source gives, at 95 %.
    pub interval: Option<Interval>,
    /// A lead over the best competitor that the source gives without theirs.
    pub lead: Option<Finite>,
    /// What was promised.
    pub target: Option<Target>,
    /// When it was taken.
    pub as_of: Option<Date>,
    /// Where it was taken from.
    pub source: Text,
    /// What a reader should know beside it.
    pub note: Text,
    /// Where it was typed.
    pub place: Place,
}

/// What was promised for a metric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Which side of the bound keeps the promise.
    pub op: Op,
    /// The bound, in the metric's measure.
    pub bound: Finite,
    /// How well the bound itself is founded.
    pub evidence: Evidence,
}

impl Target {
    /// Reads `at least 79` or another comparison of the value with a number.
    pub fn parse(text: &str, evidence: Evidence) -> Result<Self, NotARule> {
        match text.parse()? {
            Rule::Compare {
                quantity: Quantity::Value,
                op,
                threshold: Threshold::Number(bound),
            } => Ok(Self {
                op,
                bound,
                evidence,
            }),
            _ => Err(NotARule::Unreadable {
                found: text.to_owned(),
                nearest: "at least N".to_owned(),
            }),
        }
    }

    /// The verdict on a figure of the metric.
    pub fn verdict(self, figure: &Figure) -> Verdict {
        match figure.number() {
            Some(value) => self.op.verdict(value, figure.interval, self.bound.get()),
            None => Verdict::Unknown(Reason::Figure(figure.key.clone())),
        }
    }
}
