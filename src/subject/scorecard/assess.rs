//! Judges goals and items and adds up their points.
//!
//! Pure arithmetic over a checked record and the facts: what is not known
//! stays not known, and what the source reports is kept apart from what the
//! rules award.

use super::{
    Item, Record, Row,
    judge::{Bench, points},
};
use crate::{
    diag::{Code, Diagnostic, Report},
    model::{
        Comparison, Evidence, Facts, Finite, Given, Missing, Op, Outcome, Quantity, Reason, Rule,
        Threshold, Verdict,
    },
};

/// What came of a scorecard.
pub(super) struct Assessed {
    /// One a row; none for sums.
    pub(super) rows: Vec<Option<Scored>>,
    /// One a goal.
    pub(super) goals: Vec<Outcome>,
}

/// What came of an item.
pub(super) struct Scored {
    /// The verdict on its standard, or on its parts; none where there is neither.
    pub(super) outcome: Option<Outcome>,
    /// The points the rules award from the values.
    pub(super) recomputed: Option<Finite>,
    /// Recomputed where the values allow, otherwise reported, or why neither is known.
    pub(super) earned: Result<Finite, Missing>,
    /// Possible points that are not known.
    pub(super) pending: Finite,
    /// Possible points that were not earned.
    pub(super) lost: Finite,
    /// What is taken away apart from the item's own points; none for items
    /// without deductions.
    pub(super) deducted: Option<Result<Finite, Missing>>,
    /// The deduction the rules give from the values.
    pub(super) recomputed_deduction: Option<Finite>,
    /// The weakest evidence behind its points or deduction.
    pub(super) evidence: Evidence,
    /// Some of what its points rest on is an estimate.
    pub(super) estimated: bool,
}

/// Judges everything.
pub(super) fn assess(record: &Record, facts: &Facts) -> Assessed {
    let rows: Vec<Option<Scored>> = record
        .rows
        .iter()
        .map(|row| match row {
            Row::Item(item) => Some(score(record, item, facts)),
            Row::Sum(_) => None,
        })
        .collect();
    let goals = record
        .goals
        .iter()
        .map(|goal| {
            let row = goal
                .item
                .and_then(|at| Some((record.rows.get(at)?, rows.get(at)?.as_ref()?)));
            let (item, deducted) = match row {
                Some((Row::Item(item), scored)) => (Some(item), scored.deduction()),
                _ => (None, None),
            };
            let bench = Bench {
                record,
                facts,
                item,
                deducted,
                typed: Evidence::Reported,
            };
            let of = goal
                .metric
                .as_deref()
                .or(item.map(Item::judged))
                .unwrap_or_default();
            goal.rule.judge(of, &bench)
        })
        .collect();
    Assessed { rows, goals }
}

impl Record {
    /// The goals of the plan as their rules stand: nothing is judged before
    /// its year.
    pub(super) fn plan_unjudged(&self) -> Vec<Outcome> {
        let bench = Bench {
            record: self,
            facts: &Facts::default(),
            item: None,
            deducted: None,
            typed: Evidence::Reported,
        };
        let of = |goal: &super::Goal| goal.metric.clone().unwrap_or_default();
        let plan = self.plan.iter();
        plan.map(|it| it.rule.judge(&of(it), &bench)).collect()
    }
}

impl Scored {
    fn deduction(&self) -> Option<Given> {
        let value = self.deducted.as_ref()?.as_ref().ok()?;
        Some(Given {
            value: *value,
            interval: None,
            evidence: self.evidence,
        })
    }
}

impl Item {
    /// What its rule is judged for: its metric, or the item itself.
    pub(super) fn judged(&self) -> &str {
        self.metric.as_deref().unwrap_or(&self.id)
    }

    /// The rule it is judged by: its standard, or that no part missed it.
    pub(super) fn rule(&self) -> Option<&Rule> {
        match &self.standard {
            Some(standard) => Some(&standard.rule),
            None => (self.parts.is_some() || self.passed.is_some()).then_some(&Rule::Passes),
        }
    }

    /// The comparisons of its rule.
    pub(super) fn comparisons(&self) -> Vec<Comparison<'_>> {
        self.rule().map(Rule::comparisons).unwrap_or_default()
    }

    /// The comparison that alone makes up the standard, where one does.
    pub(super) fn single_bound(&self) -> Option<(Op, &Threshold)> {
        match self.rule()? {
            Rule::Compare {
                quantity: Quantity::Value,
                op,
                threshold,
            } => Some((*op, threshold)),
            _ => None,
        }
    }
}

fn score(record: &Record, item: &Item, facts: &Facts) -> Scored {
    let bench = Bench {
        record,
        facts,
        item: Some(item),
        deducted: item.reported_deduction.as_ref().map(|typed| Given {
            value: typed.value,
            interval: None,
            evidence: typed.evidence,
        }),
        typed: item.cells.standard,
    };
    let outcome = item.rule().map(|rule| rule.judge(item.judged(), &bench));
    let taken = outcome
        .as_ref()
        .and_then(|outcome| taken(item, outcome, &bench));
    let missing = || match &outcome {
        _ if !item.blank.is_empty() => Missing::Stated(item.blank.clone()),
        Some(outcome) => missing(record, item, outcome),
        None => Missing::Stated(item.blank.clone()),
    };
    let cells = [
        item.cells.item,
        item.cells.standard,
        item.cells.value,
        item.cells.points,
    ];
    let judged = outcome
        .as_ref()
        .map_or(Evidence::default(), |outcome| outcome.evidence);
    let stated =
        |typed: Option<&super::Typed>| typed.map_or(Evidence::default(), |typed| typed.evidence);

    let possible = item.points.as_ref().map(|typed| typed.value.get());
    let recomputed = possible
        .zip(taken)
        .map(|(possible, taken)| points((possible - taken).max(0.0)));
    let recomputed_deduction = taken
        .filter(|it| possible.is_none() && it.is_finite())
        .map(points);
    let may_deduct = possible.is_none() || item.reported_deduction.is_some();
    let deducted = may_deduct.then(|| {
        recomputed_deduction
            .or(item.reported_deduction.as_ref().map(|typed| typed.value))
            .ok_or_else(missing)
    });
    let by_rule = recomputed.is_some() || recomputed_deduction.is_some();
    let founded = match (by_rule, possible) {
        (true, _) => judged,
        (false, Some(_)) => stated(item.reported.as_ref()),
        (false, None) => stated(item.reported_deduction.as_ref()),
    };
    let evidence = cells.into_iter().fold(founded, Evidence::weakest);
    let earned = recomputed
        .or(item.reported.as_ref().map(|typed| typed.value))
        .ok_or_else(missing);
    let open = if possible.is_some() && earned.is_err() {
        possible
    } else {
        None
    };
    let lost = possible
        .zip(earned.as_ref().ok())
        .map_or(0.0, |(possible, earned)| (possible - earned.get()).max(0.0));
    Scored {
        recomputed,
        earned,
        pending: points(open.unwrap_or_default()),
        lost: points(lost),
        deducted,
        recomputed_deduction,
        evidence,
        estimated: founded == Evidence::Estimated || cells.contains(&Evidence::Estimated),
        outcome,
    }
}

/// The points that the rules take from an item: none when its standard is met,
/// all of them (or by size, where a size is stated) when it is not. `None`
/// where the values, or the size of a deduction, are not known.
fn taken(item: &Item, outcome: &Outcome, bench: &Bench) -> Option<f64> {
    if outcome.verdict == Verdict::Met {
        return Some(0.0);
    }
    if outcome.verdict != Verdict::NotMet {
        return None;
    }
    let missed = item.parts.and_then(|parts| parts.missed);
    match (item.deduction, missed, item.single_bound()) {
        (Some(size), Some(missed), _) => Some(size.of(missed as f64)),
        (Some(size), None, Some((_, threshold))) => {
            use crate::model::Witness as _;
            let value = bench
                .quantity(item.judged(), Quantity::Value)
                .ok()?
                .value
                .get();
            let bound = match threshold {
                Threshold::Number(number) => number.get(),
                Threshold::Named(id) => bench.threshold(id, item.judged()).ok()?.value.get(),
            };
            Some(size.of((value - bound).abs()))
        }
        (Some(_), None, None) => None,
        (None, _, _) => {
            let all = item.points.as_ref().map(|typed| typed.value.get());
            all.filter(|_| item.parts.is_none())
        }
    }
}

/// Why an item has no score, from its outcome.
fn missing(record: &Record, item: &Item, outcome: &Outcome) -> Missing {
    let metric = || record.metric_key(item.judged());
    match &outcome.verdict {
        Verdict::Unknown(Reason::Figure(key)) => Missing::Input(key.clone()),
        Verdict::Unknown(Reason::Threshold(id)) => {
            Missing::Input(record.threshold_key(id, item.judged()))
        }
        Verdict::Unknown(Reason::Passing(_) | Reason::Deduction(_)) => {
            Missing::Stated(item.blank.clone())
        }
        Verdict::Met | Verdict::NotMet | Verdict::NotDistinguishable => Missing::Input(metric()),
    }
}

/// Reports scores and deductions that differ from what the rules give.
pub(super) fn review(record: &Record, assessed: &Assessed, report: &mut Report) {
    for (at, item) in record.items() {
        let Some(scored) = &assessed.rows[at] else {
            continue;
        };
        let pairs = [
            (&item.reported, scored.recomputed),
            (&item.reported_deduction, scored.recomputed_deduction),
        ];
        for (reported, recomputed) in pairs {
            if let (Some(reported), Some(recomputed)) = (reported, recomputed)
                && reported.value.to_ledger() != recomputed
            {
                report.add(
                    Diagnostic::new(Code::ScoreDiffers, reported.place.clone())
                        .with("item", item.id.clone())
                        .with("reported", reported.value.get().to_string())
                        .with("recomputed", recomputed.get().to_string()),
                );
            }
        }
    }
}
