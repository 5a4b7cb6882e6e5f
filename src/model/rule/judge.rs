//! Judges a rule by what is known: verdicts, and how they came about.
//!
//! Judging fetches nothing itself; a [`Witness`] says what is known. Nothing
//! unknown is ever taken as met or missed, and only [`Verdict::Met`] keeps a
//! promise.

use super::{Op, Quantity, Rule, Threshold};
use crate::model::{Evidence, FigureKey, Finite, Interval};

/// Whether a promise was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It was kept.
    Met,
    /// It was not kept.
    NotMet,
    /// The interval spans the threshold: the sample cannot tell.
    NotDistinguishable,
    /// It cannot be judged, and why.
    Unknown(Reason),
}

impl Verdict {
    /// The word in JSON and style classes.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "notmet",
            Self::NotDistinguishable => "notdistinguishable",
            Self::Unknown(_) => "unknown",
        }
    }

    /// Whether the promise was kept, where that is known.
    pub fn decided(&self) -> Option<bool> {
        match self {
            Self::Met => Some(true),
            Self::NotMet => Some(false),
            Self::NotDistinguishable | Self::Unknown(_) => None,
        }
    }
}

/// Why a rule cannot be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// This figure has no value or is not there.
    Figure(FigureKey),
    /// The named threshold of this id is not known.
    Threshold(String),
    /// It is not known whether the item of this id passed.
    Passing(String),
    /// It is not known what was deducted at the item of this id.
    Deduction(String),
}

/// A number that a witness gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Given {
    /// The number.
    pub value: Finite,
    /// Its interval, where it comes from a sample.
    pub interval: Option<Interval>,
    /// How well it is founded.
    pub evidence: Evidence,
}

/// What is known to the judge. `of` is the metric that `each` names, or else
/// the one (or the item) that [`Rule::judge`] was called for.
pub trait Witness {
    /// The metric's value, lead or improvement.
    fn quantity(&self, of: &str, quantity: Quantity) -> Result<Given, Reason>;

    /// The named threshold, as it is for this metric.
    fn threshold(&self, id: &str, of: &str) -> Result<Given, Reason>;

    /// Whether the yes/no item is passed.
    fn passes(&self, of: &str) -> Result<(bool, Evidence), Reason>;

    /// What was deducted at the item.
    fn deducted(&self, of: &str) -> Result<Given, Reason>;

    /// The evidence of thresholds typed in the rule itself.
    fn typed(&self) -> Evidence {
        Evidence::Reported
    }
}

/// What a verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The whole interval was compared.
    Interval,
    /// There is no interval; the estimate alone decided.
    PointEstimate,
    /// What was stated: passed or not, deducted or not.
    Statement,
    /// The verdicts of the branches.
    Branches,
    /// Nothing: an input is unknown.
    Nothing,
}

/// A verdict and how it came about, branch by branch.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// What it rests on.
    pub ground: Ground,
    /// The branch that alone decided: of `any` the one that is met, of `all`
    /// and `each` the one that is not; of several, the best founded, then the
    /// first. None where all branches were needed, or nothing is decided.
    pub decided_by: Option<usize>,
    /// The weakest evidence of what was used; of a branch that alone decided,
    /// its own. [`Evidence::Missing`] where an input is unknown.
    pub evidence: Evidence,
    /// The outcome of each branch, in the order written; of `each`, one a metric.
    pub branches: Vec<Outcome>,
}

impl Outcome {
    fn leaf(verdict: Verdict, ground: Ground, evidence: Evidence) -> Self {
        Self {
            verdict,
            ground,
            decided_by: None,
            evidence,
            branches: Vec::new(),
        }
    }

    fn unknown(reason: Reason) -> Self {
        Self::leaf(Verdict::Unknown(reason), Ground::Nothing, Evidence::Missing)
    }

    fn stated(met: bool, evidence: Evidence) -> Self {
        Self::leaf(
            if met { Verdict::Met } else { Verdict::NotMet },
            Ground::Statement,
            evidence,
        )
    }

    /// The outcomes at the ends of the tree, in the order written.
    pub fn ends(&self) -> Vec<&Self> {
        if self.branches.is_empty() {
            return vec![self];
        }
        self.branches.iter().flat_map(Self::ends).collect()
    }
}

impl Rule {
    /// Judges the rule for a metric or an item, exactly: `at least 80` is not
    /// met by 79.96.
    ///
    /// A comparison is met when the whole interval keeps the bound, not met
    /// when none of it does, and otherwise not distinguishable; without an
    /// interval the point estimate decides. `any`, `all` and `each` follow
    /// three-valued logic in which not distinguishable and unknown are both
    /// "not known"; an undecided rule is unknown if any of its undecided
    /// branches is, else not distinguishable. The reason is that of the first
    /// unknown branch.
    pub fn judge(&self, of: &str, witness: &dyn Witness) -> Outcome {
        match self {
            Self::Compare {
                quantity,
                op,
                threshold,
            } => compare(*quantity, *op, threshold, of, witness),
            Self::Passes => match witness.passes(of) {
                Ok((passed, evidence)) => Outcome::stated(passed, evidence),
                Err(reason) => Outcome::unknown(reason),
            },
            Self::NoDeduction => match witness.deducted(of) {
                Ok(given) => Outcome::stated(given.value.get() == 0.0, given.evidence),
                Err(reason) => Outcome::unknown(reason),
            },
            Self::Any(rules) => combine(
                true,
                rules.iter().map(|rule| rule.judge(of, witness)).collect(),
            ),
            Self::All(rules) => combine(
                false,
                rules.iter().map(|rule| rule.judge(of, witness)).collect(),
            ),
            Self::Each { metrics, rule } => combine(
                false,
                metrics
                    .iter()
                    .map(|metric| rule.judge(metric, witness))
                    .collect(),
            ),
        }
    }
}

fn compare(
    quantity: Quantity,
    op: Op,
    threshold: &Threshold,
    of: &str,
    witness: &dyn Witness,
) -> Outcome {
    let given = match witness.quantity(of, quantity) {
        Ok(given) => given,
        Err(reason) => return Outcome::unknown(reason),
    };
    let (bound, evidence) = match threshold {
        Threshold::Number(number) => (number.get(), witness.typed()),
        Threshold::Named(id) => match witness.threshold(id, of) {
            Ok(known) => (known.value.get(), known.evidence),
            Err(reason) => return Outcome::unknown(reason),
        },
    };
    let ground = match given.interval {
        Some(_) => Ground::Interval,
        None => Ground::PointEstimate,
    };
    let verdict = op.verdict(given.value.get(), given.interval, bound);
    Outcome::leaf(verdict, ground, given.evidence.weakest(evidence))
}

impl Op {
    /// The verdict on a value: the whole interval decides where there is one,
    /// else the point estimate.
    pub fn verdict(self, value: f64, interval: Option<Interval>, bound: f64) -> Verdict {
        let ends = interval.map_or([value; 2], |it| [it.low, it.high]);
        match ends.map(|end| self.holds(end, bound)) {
            [true, true] => Verdict::Met,
            [false, false] => Verdict::NotMet,
            _ => Verdict::NotDistinguishable,
        }
    }
}

/// Combines branches: `any` is decided by one that is met, `all` by one that
/// is not.
fn combine(any: bool, branches: Vec<Outcome>) -> Outcome {
    let decided_by = branches
        .iter()
        .enumerate()
        .filter(|(_, branch)| branch.verdict.decided() == Some(any))
        .min_by_key(|(at, branch)| (branch.evidence, *at))
        .map(|(at, _)| at);
    let undecided = || {
        branches
            .iter()
            .filter(|branch| branch.verdict.decided().is_none())
    };
    let verdict = if let Some(at) = decided_by {
        branches[at].verdict.clone()
    } else if let Some(unknown) =
        undecided().find(|branch| matches!(branch.verdict, Verdict::Unknown(_)))
    {
        unknown.verdict.clone()
    } else if undecided().next().is_some() {
        Verdict::NotDistinguishable
    } else if any {
        Verdict::NotMet
    } else {
        Verdict::Met
    };
    let evidence = match decided_by {
        Some(at) => branches[at].evidence,
        None => Evidence::weakest_of(branches.iter().map(|branch| branch.evidence)),
    };
    Outcome {
        verdict,
        ground: Ground::Branches,
        decided_by,
        evidence,
        branches,
    }
}

#[cfg(test)]
mod tests;
