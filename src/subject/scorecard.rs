//! The scorecard: goals, items with standards and points, deductions, vetoes
//! and the sums a source claims.
//!
//! A blank score is never filled in, a reported score is never taken for a
//! recomputed one, and a goal is never taken for a standard. A branch has a
//! scorecard of its own, judged by the readings of its unit; its figures carry
//! the unit.

mod assess;
mod check;
mod judge;
mod phrase;
mod present;
mod publish;
mod sheet;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    block::{Exhibit, Phrase},
    diag::{Place, Report},
    model::{Evidence, Facts, FigureKey, Finite, Period, Register, Rule, Text},
    sheet::Sheet,
    subject::{Context, Subject, Wave},
};

pub use sheet::{
    BranchSheet, BranchesSheet, CellEvidence, CellsSheet, DeductionSheet, GoalSheet, RowSheet,
    ScorecardSheet, ThresholdSheet, VetoSheet,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Scorecard;

impl Subject for Scorecard {
    const NAME: &'static str = "scorecard";
    const WAVE: Wave = Wave::Judging;
    type Sheet = ScorecardSheet;
    type Record = Record;

    fn declare(sheet: &Sheet<ScorecardSheet>, register: &mut Register) {
        check::declare(sheet, register);
    }

    fn check(sheet: &Sheet<ScorecardSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        for record in record.all() {
            let assessed = assess::assess(record, facts);
            publish::publish(record, &assessed, facts);
        }
    }

    fn review(record: &Record, facts: &Facts, report: &mut Report) {
        for record in record.all() {
            assess::review(record, &assess::assess(record, facts), report);
        }
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        present::present(record, &assess::assess(record, facts), facts)
    }

    fn units(record: &Record) -> Vec<&str> {
        record.branches.iter().map(|it| it.unit.as_str()).collect()
    }

    fn unit_line(record: &Record, facts: &Facts, unit: &str) -> Option<Phrase> {
        present::unit_line(record.branch(unit)?, facts)
    }

    fn present_unit(record: &Record, facts: &Facts, unit: &str) -> Vec<Exhibit> {
        record.branch(unit).map_or_else(Vec::new, |branch| {
            present::of_branch(branch, &assess::assess(branch, facts), facts)
        })
    }

    fn noticed(record: &Record) -> Vec<&str> {
        Self::units(record)
    }

    fn present_notice(record: &Record, facts: &Facts, unit: &str) -> Vec<Exhibit> {
        record.branch(unit).map_or_else(Vec::new, |branch| {
            present::notice(branch, &assess::assess(branch, facts), facts)
        })
    }
}

/// A year's scorecard, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    /// The organisation unit; empty for the whole organisation.
    unit: String,
    /// The scorecards of branches.
    branches: Vec<Record>,
    title: Text,
    /// What a reader should know beside it.
    note: Text,
    source: Text,
    as_of: Option<Date>,
    /// The measures of points and of shares, where the catalogue has them.
    points_measure: String,
    share_measure: String,
    thresholds: Vec<NamedThreshold>,
    goals: Vec<Goal>,
    /// Goals for the year after.
    plan: Vec<Goal>,
    rows: Vec<Row>,
    vetoes: Vec<Veto>,
    weight: Option<Typed>,
    /// The metrics that rules and items ask for.
    metrics: BTreeMap<String, MetricWords>,
}

/// What a scorecard shows of a metric.
#[derive(Debug, Clone)]
struct MetricWords {
    name: Text,
    measure: String,
    /// The measure of leads and improvements.
    difference: String,
}

/// A number with the place it was typed at.
#[derive(Debug, Clone)]
struct Typed {
    value: Finite,
    evidence: Evidence,
    place: Place,
}

#[derive(Debug, Clone)]
struct NamedThreshold {
    id: String,
    name: Text,
    value: Option<Typed>,
    /// By metric, where it differs.
    values: BTreeMap<String, Typed>,
    /// Why it is not known.
    reason: Text,
}

#[derive(Debug, Clone)]
struct Goal {
    id: String,
    name: Text,
    metric: Option<String>,
    /// The row it is about, as an index into `rows`.
    item: Option<usize>,
    rule: Rule,
    place: Place,
    note: Text,
}

#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "a scorecard has a dozen rows")]
enum Row {
    Item(Item),
    Sum(Sum),
}

#[derive(Debug, Clone)]
struct Item {
    id: String,
    name: Text,
    metric: Option<String>,
    /// None where parts are counted, or points are only deducted as reported.
    standard: Option<Standard>,
    /// None where the item can only deduct.
    points: Option<Typed>,
    reported: Option<Typed>,
    /// Why no score is reported.
    blank: Text,
    parts: Option<Parts>,
    passed: Option<bool>,
    deduction: Option<Deduction>,
    reported_deduction: Option<Typed>,
    cells: Cells,
    note: Text,
    /// Of the whole row.
    place: Place,
}

#[derive(Debug, Clone)]
struct Standard {
    rule: Rule,
    place: Place,
}

#[derive(Debug, Clone, Copy)]
struct Parts {
    count: u64,
    missed: Option<u64>,
}

/// So many points for every full `per` beyond the standard.
#[derive(Debug, Clone, Copy)]
struct Deduction {
    points: f64,
    per: f64,
    at_most: Option<f64>,
}

impl Deduction {
    /// The points for that much beyond the standard; infinite where the
    /// steps are too many to count and nothing caps them.
    fn of(self, excess: f64) -> f64 {
        // The quotient's last bits must not lose a full step: 0.3 / 0.1.
        let steps =
            Finite::new(excess / self.per).map_or(f64::INFINITY, |it| it.to_ledger().get().floor());
        let points = if steps == 0.0 {
            0.0
        } else {
            steps * self.points
        };
        self.at_most.map_or(points, |most| points.min(most))
    }
}

/// How well each cell of a row is founded.
#[derive(Debug, Clone, Copy)]
struct Cells {
    item: Evidence,
    standard: Evidence,
    value: Evidence,
    points: Evidence,
    reported: Evidence,
}

#[derive(Debug, Clone)]
struct Sum {
    id: String,
    name: Text,
    total: bool,
    /// The items it adds up, as indices into `rows`.
    of: Vec<usize>,
    claimed: Option<Typed>,
    reported: Option<Typed>,
    note: Text,
}

#[derive(Debug, Clone)]
struct Veto {
    name: Text,
    happened: Option<bool>,
    reason: Text,
    note: Text,
    place: Place,
}

impl Record {
    /// This scorecard and those of its branches.
    fn all(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.branches)
    }

    fn branch(&self, unit: &str) -> Option<&Self> {
        self.branches.iter().find(|it| it.unit == unit)
    }

    /// The key of a figure of the whole scorecard.
    fn key(&self, name: &str) -> FigureKey {
        self.of_unit(&format!("{}.{name}", Scorecard::NAME))
    }

    /// The key of what is its unit's in the year of the review.
    fn of_unit(&self, name: &str) -> FigureKey {
        FigureKey {
            unit: self.unit.as_str().into(),
            ..FigureKey::own(name, Period::Year(self.year))
        }
    }

    /// The key of a row's figure.
    fn row_key(&self, id: &str, name: &str) -> FigureKey {
        self.key(&format!("{id}.{name}"))
    }

    /// The key of the nth comparison's bound in the rule of a row, from 0.
    fn standard_key(&self, id: &str, at: usize) -> FigureKey {
        match at {
            0 => self.row_key(id, "standard"),
            _ => self.row_key(id, &format!("standard_{}", at + 1)),
        }
    }

    /// The key of a named threshold as it is for a metric, the same for all branches.
    fn threshold_key(&self, id: &str, metric: &str) -> FigureKey {
        let own = self
            .thresholds
            .iter()
            .any(|it| it.id == id && it.values.contains_key(metric));
        let name = if own {
            format!("{}.threshold.{id}.{metric}", Scorecard::NAME)
        } else {
            format!("{}.threshold_{id}", Scorecard::NAME)
        };
        FigureKey::own(&name, Period::Year(self.year))
    }

    /// The key of a metric's value in the year of the review.
    fn metric_key(&self, metric: &str) -> FigureKey {
        self.of_unit(metric)
    }

    /// The items with their row numbers.
    fn items(&self) -> impl Iterator<Item = (usize, &Item)> {
        self.rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| match row {
                Row::Item(item) => Some((at, item)),
                Row::Sum(_) => None,
            })
    }
}

#[cfg(test)]
mod tests;
