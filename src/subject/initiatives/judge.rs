//! How initiatives stand: milestones by their days, benefits by their figures.

use jiff::civil::Date;

use super::{Benefit, Initiative, Milestone, Record, Schedule};
use crate::{
    block::StepState,
    model::{Better, Facts, FigureKey, Period},
};

/// How a milestone stands on the day of the review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Reached by the day it was due.
    InTime,
    /// Reached after that day.
    Late,
    /// Reached, and nobody can say whether in time: a day is not known.
    Reached,
    /// Due, and not reached.
    Overdue,
    /// Not due yet.
    Ahead,
    /// Not reached, without a day it is due.
    Undated,
}

impl Standing {
    pub(super) const ALL: [Self; 6] = [
        Self::InTime,
        Self::Late,
        Self::Reached,
        Self::Overdue,
        Self::Ahead,
        Self::Undated,
    ];

    /// The word in names of figures.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::InTime => "in_time",
            Self::Late => "late",
            Self::Reached => "reached",
            Self::Overdue => "overdue",
            Self::Ahead => "ahead",
            Self::Undated => "undated",
        }
    }
}

impl Milestone {
    /// How it stands on that day; without one nothing is overdue.
    pub(super) fn standing(&self, as_of: Option<Date>) -> Standing {
        match (self.reached, self.due) {
            (Some(reached), Some(due)) if reached <= due => Standing::InTime,
            (Some(_), Some(_)) => Standing::Late,
            (Some(_), None) => Standing::Reached,
            (None, _) if self.done => Standing::Reached,
            (None, Some(due)) if as_of.is_some_and(|it| it > due) => Standing::Overdue,
            (None, Some(_)) => Standing::Ahead,
            (None, None) => Standing::Undated,
        }
    }
}

impl Schedule {
    /// From the first planned day to the last, both counted.
    pub(super) fn days(&self) -> i32 {
        (self.planned.1 - self.planned.0).get_days() + 1
    }

    /// By how many days it ended after its plan, or is beyond it so far; none
    /// where the plan still runs.
    pub(super) fn delay(&self, state: Option<StepState>, as_of: Option<Date>) -> Option<i32> {
        let last = self.planned.1;
        match self.end {
            Some(end) => Some((end - last).get_days()),
            None if state == Some(StepState::Done) => None,
            None => as_of
                .filter(|it| *it > last)
                .map(|it| (it - last).get_days()),
        }
    }
}

/// The figures of a benefit.
pub(super) struct BenefitKeys {
    pub(super) before: FigureKey,
    pub(super) after: FigureKey,
    /// Signed so that better is positive.
    pub(super) gain: FigureKey,
    /// What was to be reached, where something was.
    pub(super) goal: Option<FigureKey>,
    /// How much of the way from the baseline to the goal was gone.
    pub(super) attained: FigureKey,
}

/// What came of a benefit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The goal is reached.
    Reached,
    /// It is better than before, and the goal is not reached.
    Short,
    /// It is better than before; there was no goal.
    Better,
    /// It is as before, or worse.
    NotBetter,
    /// A value is missing.
    Unknown,
}

impl Outcome {
    pub(super) const ALL: [Self; 5] = [
        Self::Reached,
        Self::Short,
        Self::Better,
        Self::NotBetter,
        Self::Unknown,
    ];
}

impl Record {
    /// The figures of the benefit of an initiative, where it has one.
    pub(super) fn benefit_keys(&self, of: &Initiative, facts: &Facts) -> Option<BenefitKeys> {
        let own = |name: &str| self.work_key(of, name);
        Some(match of.benefit.as_ref()? {
            Benefit::Own(benefit) => BenefitKeys {
                before: own("before"),
                after: own("after"),
                gain: own("gain"),
                goal: benefit.target.as_ref().map(|_| own("goal")),
                attained: own("attained"),
            },
            Benefit::Metric(metric, period) => {
                let after = self.metric_key(metric, *period, facts);
                let aspect = |word: &str| after.renamed(format!("{metric}:{word}"));
                let stated = Some(aspect("previous")).filter(|it| facts.get(it).is_some());
                let earlier = after.when.period().and_then(Period::year_before);
                let earlier = earlier.map(|it| FigureKey::own(metric, it));
                BenefitKeys {
                    before: stated.or(earlier).unwrap_or_else(|| aspect("previous")),
                    gain: aspect("improvement"),
                    goal: Some(aspect("target")).filter(|it| facts.get(it).is_some()),
                    attained: own("attained"),
                    after,
                }
            }
        })
    }

    /// What came of the benefit of an initiative, where it has one.
    pub(super) fn outcome(&self, of: &Initiative, facts: &Facts) -> Option<Outcome> {
        let keys = self.benefit_keys(of, facts)?;
        let number = |key: &FigureKey| facts.get(key)?.number();
        let Some(after) = number(&keys.after) else {
            return Some(Outcome::Unknown);
        };
        let better = facts.get(&keys.after).map(|it| it.better);
        let goal = keys.goal.as_ref().and_then(number);
        let reached = match (goal, better) {
            (Some(goal), Some(Better::Lower)) => after <= goal,
            (Some(goal), Some(Better::Higher)) => after >= goal,
            _ => false,
        };
        Some(match number(&keys.gain) {
            _ if reached => Outcome::Reached,
            None => Outcome::Unknown,
            Some(gain) if gain <= 0.0 => Outcome::NotBetter,
            Some(_) if goal.is_some() => Outcome::Short,
            Some(_) => Outcome::Better,
        })
    }
}
