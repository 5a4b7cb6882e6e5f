//! Where a hall or person stands: which standards are met, which level that
//! makes, and what the next one wants.

use super::{Asks, Assessment, Criterion, Record};
use crate::model::{Facts, FigureKey, Reason, Verdict};

/// Where an assessment stands.
pub(super) struct Standing {
    /// By criterion and standard: whether it is met.
    pub(super) verdicts: Vec<Vec<Verdict>>,
    /// The level that is reached for certain, before vetoes.
    pub(super) certain: u8,
    /// The level before vetoes, or the result that it is not known without.
    pub(super) original: Result<u8, FigureKey>,
    /// The same after vetoes.
    pub(super) level: Result<u8, FigureKey>,
}

/// A standard that the next star wants and that is not met.
pub(super) struct Gap {
    /// The criterion and its standard, as indices.
    pub(super) criterion: usize,
    pub(super) standard: usize,
    pub(super) verdict: Verdict,
}

/// Judges the published results of an assessment.
pub(super) fn standing(record: &Record, facts: &Facts, of: &Assessment) -> Standing {
    let scheme = record.scheme_of(of);
    let verdicts: Vec<Vec<Verdict>> = scheme
        .criteria
        .iter()
        .map(|criterion| verdicts(record, facts, of, criterion))
        .collect();
    let at = |level: u8| {
        let asked = scheme.criteria.iter().zip(&verdicts);
        asked.filter_map(move |(criterion, verdicts)| Some(&verdicts[criterion.at(level)?]))
    };
    let reached = |enough: &dyn Fn(&Verdict) -> bool| {
        let levels = (1..=scheme.levels).take_while(|level| at(*level).all(enough));
        levels.last().unwrap_or(0)
    };
    let certain = reached(&|it| *it == Verdict::Met);
    let possible = reached(&|it| matches!(it, Verdict::Met | Verdict::Unknown(_)));
    let unknown = || {
        at(certain + 1).find_map(|it| match it {
            Verdict::Unknown(Reason::Figure(key)) => Some(key.clone()),
            _ => None,
        })
    };
    let original = match unknown() {
        Some(key) if possible > certain => Err(key),
        _ => Ok(certain),
    };
    let left = of.vetoed.iter().map(|it| scheme.vetoes[*it].leaves).min();
    let level = match (&original, left) {
        (Ok(level), Some(left)) => Ok(left.min(*level)),
        (Err(_), Some(left)) if left <= certain => Ok(left),
        _ => original.clone(),
    };
    Standing {
        verdicts,
        certain,
        original,
        level,
    }
}

impl Standing {
    /// What the star above the one that is certain wants, and is not known to
    /// be met; empty at the highest level.
    pub(super) fn gaps(&self, record: &Record, of: &Assessment) -> Vec<Gap> {
        let scheme = record.scheme_of(of);
        if self.certain == scheme.levels {
            return Vec::new();
        }
        let criteria = scheme.criteria.iter().enumerate();
        criteria
            .filter_map(|(criterion, it)| {
                let standard = it.at(self.certain + 1)?;
                let verdict = self.verdicts[criterion][standard].clone();
                (verdict != Verdict::Met).then_some(Gap {
                    criterion,
                    standard,
                    verdict,
                })
            })
            .collect()
    }
}

fn verdicts(
    record: &Record,
    facts: &Facts,
    of: &Assessment,
    criterion: &Criterion,
) -> Vec<Verdict> {
    let key = record.key_of(of, &format!("{}.value", criterion.id));
    let figure = facts.get(&key);
    let value = figure.and_then(|it| Some((it.number()?, it.interval)));
    let standards = criterion.standards.iter();
    standards
        .map(|it| match (value, it.asks) {
            (None, _) => Verdict::Unknown(Reason::Figure(key.clone())),
            (Some((value, interval)), Asks::Bound(op, bound)) => {
                op.verdict(value, interval, bound.get())
            }
            (Some((1.0, _)), Asks::Passes) => Verdict::Met,
            (Some(_), Asks::Passes) => Verdict::NotMet,
        })
        .collect()
}
