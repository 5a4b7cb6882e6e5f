//! Publishes what came of a scorecard as figures `scorecard.…`, each with its
//! trace.
//!
//! Labels are the author's names of the rows and of the scorecard; what a
//! figure is (`points`, `possible`) is worded in the locale files.

mod counts;
mod totals;

use super::{
    Item, Record, Row, Sum, Typed,
    assess::{Assessed, Scored},
    judge::points,
};
use crate::model::{
    Better, Evidence, Facts, Figure, FigureKey, Finite, Input, Missing, Outcome, Quantity, Rule,
    Text, Threshold,
};

/// Digits of points after the decimal point, at most.
const MOST_DECIMALS: u8 = 6;

type Value = Result<Finite, Missing>;

/// Publishes every figure of the scorecard.
pub(super) fn publish(record: &Record, assessed: &Assessed, facts: &mut Facts) {
    let mut out = Publisher { record, facts };
    if record.unit.is_empty() {
        out.thresholds();
    }
    for (at, row) in record.rows.iter().enumerate() {
        match (row, &assessed.rows[at]) {
            (Row::Item(item), Some(scored)) => out.item(item, scored),
            (Row::Sum(sum), _) => out.sum(sum, assessed),
            (Row::Item(_), None) => {}
        }
    }
    for (goal, outcome) in record.goals.iter().zip(&assessed.goals) {
        let of = goal.metric.as_deref().unwrap_or_default();
        let name = |at| record.goal_key(&goal.id, at);
        let typed = (Evidence::Reported, Input::Typed(goal.place.clone()));
        out.bounds((&goal.rule, outcome, true), (of, &goal.name), typed, name);
    }
    for (goal, outcome) in record.plan.iter().zip(record.plan_unjudged()) {
        let of = goal.metric.as_deref().unwrap_or_default();
        let name = |at| record.plan_key(&goal.id, at);
        let typed = (Evidence::Reported, Input::Typed(goal.place.clone()));
        out.bounds((&goal.rule, &outcome, false), (of, &goal.name), typed, name);
    }
    out.totals(assessed);
}

impl Record {
    /// The key of the nth comparison's bound in a goal's rule, from 0.
    pub(super) fn goal_key(&self, id: &str, at: usize) -> FigureKey {
        self.bound_key("goal", id, at)
    }

    /// The same in the plan for the year after.
    pub(super) fn plan_key(&self, id: &str, at: usize) -> FigureKey {
        self.bound_key("plan", id, at)
    }

    fn bound_key(&self, list: &str, id: &str, at: usize) -> FigureKey {
        match at {
            0 => self.key(&format!("{list}.{id}.standard")),
            _ => self.key(&format!("{list}.{id}.standard_{}", at + 1)),
        }
    }
}

struct Publisher<'a> {
    record: &'a Record,
    facts: &'a mut Facts,
}

impl Publisher<'_> {
    fn figure(&self, key: FigureKey, label: &Text, value: Value) -> Figure {
        let value = value.map(Finite::to_ledger);
        Figure {
            measure: self.record.points_measure.clone(),
            decimals: value
                .as_ref()
                .map_or(0, |it| it.decimals().min(MOST_DECIMALS)),
            as_of: self.record.as_of,
            source: self.record.source.clone(),
            ..Figure::new(key, label, value)
        }
    }

    fn typed(&mut self, key: FigureKey, label: &Text, typed: &Typed) {
        let figure = Figure {
            evidence: typed.evidence,
            inputs: vec![Input::Typed(typed.place.clone())],
            ..self.figure(key, label, Ok(typed.value))
        };
        self.facts.publish(figure);
    }

    fn thresholds(&mut self) {
        for threshold in &self.record.thresholds {
            let key = self.record.threshold_key(&threshold.id, "");
            let bare = |figure| Figure {
                measure: String::new(),
                ..figure
            };
            match &threshold.value {
                Some(typed) => {
                    let figure = bare(self.figure(key, &threshold.name, Ok(typed.value)));
                    let inputs = vec![Input::Typed(typed.place.clone())];
                    self.facts.publish(Figure {
                        evidence: typed.evidence,
                        inputs,
                        ..figure
                    });
                }
                None if threshold.reason.is_empty() => {}
                None => {
                    let reason = Missing::Stated(threshold.reason.clone());
                    let figure = bare(self.figure(key, &threshold.name, Err(reason)));
                    self.facts.publish(figure);
                }
            }
            for (metric, typed) in &threshold.values {
                let key = self.record.threshold_key(&threshold.id, metric);
                let measure = self.record.metrics.get(metric).map(|it| it.measure.clone());
                let figure = self.figure(key, &threshold.name, Ok(typed.value));
                self.facts.publish(Figure {
                    measure: measure.unwrap_or_default(),
                    evidence: typed.evidence,
                    inputs: vec![Input::Typed(typed.place.clone())],
                    ..figure
                });
            }
        }
    }

    /// Publishes the bound of each comparison of a rule, with its verdict where
    /// it is judged.
    fn bounds(
        &mut self,
        (rule, outcome, is_judged): (&Rule, &Outcome, bool),
        (of, label): (&str, &Text),
        (evidence, place): (Evidence, Input),
        name: impl Fn(usize) -> FigureKey,
    ) {
        let ends = outcome.ends();
        let compared = ends.iter().zip(rule.ends());
        let compared = compared.filter(|(_, end)| matches!(end, Rule::Compare { .. }));
        for (at, (comparison, (end, _))) in rule.comparisons().into_iter().zip(compared).enumerate()
        {
            let metric = comparison.metric.unwrap_or(of);
            let measure = self
                .record
                .metrics
                .get(metric)
                .map(|it| match comparison.quantity {
                    Quantity::Value => it.measure.clone(),
                    Quantity::Lead | Quantity::Improvement => it.difference.clone(),
                });
            let (value, evidence, input) = match comparison.threshold {
                Threshold::Number(number) => (Ok(*number), evidence, place.clone()),
                Threshold::Named(id) => {
                    let key = self.record.threshold_key(id, metric);
                    let known = self.facts.get(&key);
                    let value = known.and_then(|it| it.value.clone().ok());
                    let evidence = known.map_or(Evidence::Missing, |it| it.evidence);
                    (
                        value.ok_or_else(|| Missing::Input(key.clone())),
                        evidence,
                        Input::Figure(key),
                    )
                }
            };
            let figure = self.figure(name(at), label, value);
            self.facts.publish(Figure {
                measure: measure.unwrap_or_default(),
                evidence,
                verdict: is_judged.then(|| end.verdict.clone()),
                inputs: vec![input],
                ..figure
            });
        }
    }

    fn item(&mut self, item: &Item, scored: &Scored) {
        let record = self.record;
        let key = |name| record.row_key(&item.id, name);
        if let Some(typed) = &item.points {
            self.typed(key("possible"), &item.name, typed);
        }
        if let Some(typed) = &item.reported {
            self.typed(key("reported"), &item.name, typed);
        }
        if let Some(typed) = &item.reported_deduction {
            self.typed(key("reported_deduction"), &item.name, typed);
        }
        if let (Some(standard), Some(outcome)) = (&item.standard, &scored.outcome) {
            let typed = (item.cells.standard, Input::Typed(standard.place.clone()));
            let name = |at| record.standard_key(&item.id, at);
            self.bounds(
                (&standard.rule, outcome, true),
                (item.judged(), &item.name),
                typed,
                name,
            );
        }
        let verdict = scored
            .outcome
            .as_ref()
            .map(|outcome| outcome.verdict.clone());
        let judged = || self.judged_by(item);
        if item.points.is_some() {
            let inputs = match (&scored.recomputed, &item.reported) {
                (Some(_), _) => [vec![Input::Figure(key("possible"))], judged()].concat(),
                (None, Some(_)) => vec![Input::Figure(key("reported"))],
                (None, None) => Vec::new(),
            };
            let figure = Figure {
                evidence: scored.evidence,
                verdict: verdict.clone(),
                inputs,
                better: Better::Higher,
                note: item.note.clone(),
                ..self.figure(key("points"), &item.name, scored.earned.clone())
            };
            self.facts.publish(figure);
        }
        if scored.lost.get() > 0.0 {
            let figure = Figure {
                evidence: scored.evidence,
                formula: format!("{} − {}", key("possible").name, key("points").name),
                inputs: vec![Input::Figure(key("possible")), Input::Figure(key("points"))],
                ..self.figure(key("lost"), &item.name, Ok(scored.lost))
            };
            self.facts.publish(figure);
        }
        if let Some(deducted) = &scored.deducted {
            let inputs = match (&scored.recomputed_deduction, &item.reported_deduction) {
                (Some(_), _) => self.judged_by(item),
                (None, Some(_)) => vec![Input::Figure(key("reported_deduction"))],
                (None, None) => Vec::new(),
            };
            let figure = Figure {
                evidence: scored.evidence,
                verdict: verdict.filter(|_| item.points.is_none()),
                inputs,
                better: Better::Lower,
                note: item.note.clone(),
                ..self.figure(key("deducted"), &item.name, deducted.clone())
            };
            self.facts.publish(figure);
        }
        self.attainment(item, scored);
        self.parts(item);
    }

    /// The figures that an item's verdict was read from.
    fn judged_by(&self, item: &Item) -> Vec<Input> {
        let Some(rule) = item.rule() else {
            return Vec::new();
        };
        let mut keys = Vec::new();
        for (at, comparison) in rule.comparisons().into_iter().enumerate() {
            let value = self.record.quantity_key(item.judged(), comparison.quantity);
            if !keys.contains(&value) {
                keys.push(value);
            }
            keys.push(self.record.standard_key(&item.id, at));
        }
        if keys.is_empty() && item.metric.is_some() {
            keys.push(self.record.metric_key(item.judged()));
        }
        keys.retain(|key| self.facts.get(key).is_some());
        Input::figures(keys)
    }

    /// For a cap: how much of it the value takes up, in per cent.
    fn attainment(&mut self, item: &Item, scored: &Scored) {
        let Some((op, _)) = item.single_bound() else {
            return;
        };
        let value_key = self.record.metric_key(item.judged());
        let cap_key = self.record.standard_key(&item.id, 0);
        if !op.is_cap() {
            return;
        }
        let number = |key: &FigureKey| {
            let figure = self.facts.get(key);
            figure
                .and_then(Figure::number)
                .ok_or_else(|| Missing::Input(key.clone()))
        };
        let value = number(&value_key).and_then(|value| share(value, number(&cap_key)?));
        let evidence = scored
            .outcome
            .as_ref()
            .map_or(Evidence::Missing, |outcome| outcome.evidence);
        let figure = Figure {
            measure: self.record.share_measure.clone(),
            decimals: 1,
            better: Better::Lower,
            evidence: evidence.weakest(item.cells.item),
            formula: format!("{} / {} × 100", value_key.name, cap_key.name),
            inputs: vec![Input::Figure(value_key), Input::Figure(cap_key)],
            ..self.figure(
                self.record.row_key(&item.id, "attainment"),
                &item.name,
                value,
            )
        };
        self.facts.publish(figure);
    }

    fn sum(&mut self, sum: &Sum, assessed: &Assessed) {
        let record = self.record;
        if let Some(typed) = &sum.claimed {
            self.typed(record.row_key(&sum.id, "claimed"), &sum.name, typed);
        }
        if let Some(typed) = &sum.reported {
            self.typed(record.row_key(&sum.id, "reported"), &sum.name, typed);
        }
        let rows = || sum.of.iter().copied();
        let sums: [(&str, &str, Vec<usize>); 2] = [
            (
                "sum",
                "possible",
                rows().filter(|at| record.possible(*at).is_some()).collect(),
            ),
            (
                "points",
                "points",
                rows().filter(|at| assessed.earned(*at).is_some()).collect(),
            ),
        ];
        for (name, of, rows) in sums {
            let open = rows.is_empty().then(|| sum.of.first()).flatten();
            if let Some(open) = open.and_then(|at| record.item_key(*at, of)) {
                let key = record.row_key(&sum.id, name);
                let figure = Figure {
                    formula: format!("Σ {of}"),
                    inputs: Input::figures([open.clone()]),
                    ..self.figure(key, &sum.name, Err(Missing::Input(open)))
                };
                self.facts.publish(figure);
                continue;
            }
            let keys: Vec<_> = rows
                .iter()
                .filter_map(|at| record.item_key(*at, of))
                .collect();
            self.add_up(
                record.row_key(&sum.id, name),
                &sum.name,
                &keys,
                &format!("Σ {of}"),
            );
        }
    }

    /// Publishes the sum of figures that all have a value.
    fn add_up(
        &mut self,
        key: FigureKey,
        label: &Text,
        keys: &[FigureKey],
        formula: &str,
    ) -> Finite {
        let figures = || keys.iter().filter_map(|key| self.facts.get(key));
        let sum = points(figures().filter_map(Figure::number).sum());
        let evidence = Evidence::weakest_of(figures().map(|it| it.evidence));
        let figure = Figure {
            evidence,
            formula: formula.to_owned(),
            inputs: keys.iter().cloned().map(Input::Figure).collect(),
            better: Better::Higher,
            ..self.figure(key, label, Ok(sum))
        };
        self.facts.publish(figure);
        sum
    }
}

fn share(part: f64, whole: f64) -> Value {
    if whole == 0.0 {
        return Err(Missing::ZeroBase);
    }
    Finite::computed(part / whole * 100.0)
}

impl Record {
    fn possible(&self, row: usize) -> Option<&Typed> {
        match self.rows.get(row)? {
            Row::Item(item) => item.points.as_ref(),
            Row::Sum(_) => None,
        }
    }

    fn item_key(&self, row: usize, name: &str) -> Option<FigureKey> {
        match self.rows.get(row)? {
            Row::Item(item) => Some(self.row_key(&item.id, name)),
            Row::Sum(_) => None,
        }
    }
}

impl Assessed {
    fn earned(&self, row: usize) -> Option<Finite> {
        self.rows.get(row)?.as_ref()?.earned.as_ref().ok().copied()
    }
}
