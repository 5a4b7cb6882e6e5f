//! Publishes what is counted and reckoned of initiatives, each with its trace.

use super::{
    Award, Benefit, Budget, CommitmentStatus, Held, Initiative, InitiativeKind, Number, OwnBenefit,
    Record, Schedule, SystemStatus, judge::Standing,
};
use crate::{
    block::StepState,
    diag::{Code, Diagnostic, Place, Report},
    model::{Better, Evidence, Facts, Figure, FigureKey, Finite, Input, Missing, Text},
    stats::Tally,
    subject::{
        range::with_ends,
        units::{PERCENT, around},
    },
};

/// Every figure of the year.
pub(super) fn figures(record: &Record, facts: &Facts) -> Vec<Figure> {
    let ledger = Ledger { record };
    let mut figures = Vec::new();
    ledger.counts(&mut figures);
    ledger.milestones(&mut figures);
    for it in &record.initiatives {
        ledger.work(it, facts, &mut figures);
    }
    for it in &record.activities {
        if let Held::Own(number, measure) = &it.held {
            figures.push(Figure {
                measure: measure.clone(),
                ..record
                    .head
                    .typed(record.held_key(it, facts), &it.name, number, it.evidence)
            });
        }
    }
    for it in &record.systems {
        if let Some(coverage) = &it.coverage {
            let key = record.key(&format!("system.{}.coverage", it.id));
            figures.push(Figure {
                measure: PERCENT.to_owned(),
                ..record.head.typed(key, &it.name, coverage, it.evidence)
            });
        }
    }
    figures
}

/// Holds the source's own count of key works against those that are listed.
pub(super) fn review(record: &Record, facts: &Facts, report: &mut Report) {
    let Some(claim) = &record.claimed else { return };
    let claimed = facts.get(&record.metric_key(&claim.metric, None, facts));
    let Some(claimed) = claimed.and_then(Figure::number) else {
        return;
    };
    let listed = record.initiatives_of(InitiativeKind::KeyWork).count();
    if claimed != listed as f64 && claim.acknowledged.is_empty() {
        report.add(
            Diagnostic::new(Code::WorksDiffer, claim.place.clone())
                .with("metric", claim.metric.clone())
                .with("claimed", claimed.to_string())
                .with("listed", listed.to_string()),
        );
    }
}

struct Ledger<'a> {
    record: &'a Record,
}

impl Ledger<'_> {
    /// How many entries there are, each with the place it stands at.
    fn count<'b>(
        &self,
        name: &str,
        entries: impl IntoIterator<Item = (&'b Place, Evidence)>,
    ) -> Figure {
        let (places, evidence): (Vec<&Place>, Vec<Evidence>) = entries.into_iter().unzip();
        let count = Finite::computed(places.len() as f64);
        Figure {
            evidence: Evidence::weakest_or(evidence, self.record.evidence),
            formula: "count".to_owned(),
            inputs: places.into_iter().cloned().map(Input::Typed).collect(),
            ..self
                .record
                .head
                .figure(self.record.key(name), &Text::default(), count)
        }
    }

    fn counts(&self, figures: &mut Vec<Figure>) {
        let record = self.record;
        let works = [
            ("works.key_works", InitiativeKind::KeyWork),
            ("works.projects", InitiativeKind::Project),
        ];
        for (name, kind) in works {
            let such = record.initiatives_of(kind);
            figures.push(self.count(name, such.map(|it| (&it.place, record.evidence))));
        }
        let finished = record.initiatives.iter();
        let finished = finished.filter(|it| it.state == Some(StepState::Done));
        figures.push(self.count(
            "works.finished",
            finished.map(|it| (&it.place, it.evidence)),
        ));
        let unmeasured = record.initiatives.iter();
        let unmeasured = unmeasured.filter(|it| it.benefit.is_none());
        figures.push(self.count(
            "works.unmeasured",
            unmeasured.map(|it| (&it.place, record.evidence)),
        ));
        let awards = |name: &str, keep: fn(&&Award) -> bool| {
            let such = record.awards.iter().filter(keep);
            self.count(name, such.map(|it| (&it.place, it.evidence)))
        };
        figures.push(awards("awards.awards", |_| true));
        figures.push(awards("awards.outside", |it| it.outside));
        for status in SystemStatus::ALL {
            let such = record.systems.iter().filter(|it| it.status == status);
            let name = format!("systems.{}", status.word());
            figures.push(self.count(&name, such.map(|it| (&it.place, record.evidence))));
        }
        let pursued = |it: &&super::Strategy| !it.initiatives.is_empty();
        let strategies = || record.strategies.iter();
        figures.push(self.count(
            "strategies.strategies",
            strategies().map(|it| (&it.place, record.evidence)),
        ));
        figures.push(
            self.count(
                "strategies.pursued",
                strategies()
                    .filter(pursued)
                    .map(|it| (&it.place, record.evidence)),
            ),
        );
        figures.push(
            self.count(
                "commitments.made",
                record
                    .commitments
                    .iter()
                    .map(|it| (&it.place, record.evidence)),
            ),
        );
        figures.push(self.count(
            "commitments.carried",
            record.carried.iter().map(|it| (&it.place, it.evidence)),
        ));
        for status in CommitmentStatus::ALL {
            let such = record.carried.iter().filter(|it| it.status == status);
            let name = format!("commitments.{}", status.word());
            figures.push(self.count(&name, such.map(|it| (&it.place, it.evidence))));
        }
    }

    /// How many milestones stand how, and the share that was reached in time
    /// of those that were due.
    fn milestones(&self, figures: &mut Vec<Figure>) {
        let record = self.record;
        if record.milestones().next().is_none() {
            return;
        }
        let mut counts = [0.0; Standing::ALL.len()];
        for (at, standing) in Standing::ALL.into_iter().enumerate() {
            let such = record.milestones().map(|(_, it)| it);
            let such: Vec<_> = such
                .filter(|it| it.standing(record.head.as_of) == standing)
                .map(|it| (&it.place, it.evidence))
                .collect();
            counts[at] = such.len() as f64;
            figures.push(self.count(&format!("milestones.{}", standing.word()), such));
        }
        let judged = [Standing::InTime, Standing::Late, Standing::Overdue];
        let due: f64 = judged.iter().map(|it| counts[*it as usize]).sum();
        let tally = Tally {
            count: counts[Standing::InTime as usize],
            base: due,
        };
        let value = if due > 0.0 {
            Finite::computed(tally.count / due * 100.0)
        } else {
            Err(Missing::ZeroBase)
        };
        let evidence = record.milestones().map(|(_, it)| it.evidence);
        let inputs = judged.map(|it| record.key(&format!("milestones.{}", it.word())));
        let figure = Figure {
            measure: PERCENT.to_owned(),
            better: Better::Higher,
            evidence: Evidence::weakest_or(evidence, record.evidence),
            formula: "in_time ÷ (in_time + late + overdue)".to_owned(),
            inputs: Input::figures(inputs),
            ..self
                .record
                .head
                .figure(record.key("milestones.on_time"), &Text::default(), value)
        };
        figures.extend(with_ends(around(figure, tally)));
    }

    fn work(&self, of: &Initiative, facts: &Facts, figures: &mut Vec<Figure>) {
        if let Some(schedule) = &of.schedule {
            self.schedule(of, schedule, figures);
        }
        if let Some((_, states)) = &of.track {
            let done = states.iter().filter(|it| **it == Some(StepState::Done));
            figures.push(Figure {
                evidence: of.evidence,
                formula: "count".to_owned(),
                inputs: vec![Input::Typed(of.place.clone())],
                ..self.record.head.figure(
                    self.record.work_key(of, "steps"),
                    &of.name,
                    Finite::computed(done.count() as f64),
                )
            });
        }
        if let Some(budget) = &of.budget {
            self.budget(of, budget, figures);
        }
        match &of.benefit {
            Some(Benefit::Own(benefit)) => self.benefit(of, benefit, figures),
            Some(Benefit::Metric(..)) => self.attained(of, facts, figures),
            None => {}
        }
    }

    fn schedule(&self, of: &Initiative, schedule: &Schedule, figures: &mut Vec<Figure>) {
        let days = |name: &str, days: i32| Figure {
            evidence: schedule.evidence,
            inputs: vec![Input::Typed(schedule.place.clone())],
            ..self.record.head.figure(
                self.record.work_key(of, name),
                &of.name,
                Finite::computed(f64::from(days)),
            )
        };
        figures.push(Figure {
            formula: "planned_end − planned_start + 1".to_owned(),
            ..days("days", schedule.days())
        });
        if let Some(delay) = schedule.delay(of.state, self.record.head.as_of) {
            let formula = match schedule.end {
                Some(_) => "end − planned_end",
                None => "as_of − planned_end",
            };
            figures.push(Figure {
                signed: true,
                better: Better::Lower,
                formula: formula.to_owned(),
                ..days("delay", delay)
            });
        }
    }

    fn budget(&self, of: &Initiative, budget: &Budget, figures: &mut Vec<Figure>) {
        let key = |name: &str| self.record.work_key(of, name);
        let money = |name: &str, number: &Number| Figure {
            measure: budget.measure.clone(),
            decimals: budget.decimals,
            ..self
                .record
                .head
                .typed(key(name), &of.name, number, budget.evidence)
        };
        figures.extend([
            money("budget", &budget.amount),
            money("spent", &budget.spent),
        ]);
        let pair = [key("budget"), key("spent")];
        let both = both(&pair, [&budget.amount, &budget.spent]);
        let computed = |name: &str, formula: &str, value, inputs: &[FigureKey]| Figure {
            evidence: budget.evidence,
            formula: formula.to_owned(),
            inputs: Input::figures(inputs.iter().cloned()),
            ..self.record.head.figure(key(name), &of.name, value)
        };
        let left = both
            .clone()
            .and_then(|[amount, spent]| Finite::computed(amount - spent));
        figures.push(Figure {
            measure: budget.measure.clone(),
            decimals: budget.decimals,
            signed: true,
            ..computed("left", "budget − spent", left, &pair)
        });
        let used = both.and_then(|[amount, spent]| divided(spent * 100.0, amount));
        figures.push(Figure {
            measure: PERCENT.to_owned(),
            ..computed("used", "spent ÷ budget", used, &pair)
        });
        if let Some(output) = &budget.output {
            figures.push(Figure {
                measure: output.measure.clone(),
                approximate: output.approximate,
                ..self
                    .record
                    .head
                    .typed(key("output"), &of.name, &output.number, budget.evidence)
            });
            let pair = [key("spent"), key("output")];
            let each = self::both(&pair, [&budget.spent, &output.number]);
            let each = each.and_then(|[spent, output]| divided(spent, output));
            figures.push(Figure {
                measure: budget.measure.clone(),
                decimals: budget.decimals.max(1),
                approximate: output.approximate,
                ..computed("each", "spent ÷ output", each, &pair)
            });
        }
    }

    fn benefit(&self, of: &Initiative, benefit: &OwnBenefit, figures: &mut Vec<Figure>) {
        let key = |name: &str| self.record.work_key(of, name);
        let value = |name: &str, number: &Number| Figure {
            measure: benefit.measure.clone(),
            decimals: benefit.decimals,
            better: benefit.better,
            ..self
                .record
                .head
                .typed(key(name), &benefit.name, number, benefit.evidence)
        };
        figures.extend([
            value("before", &benefit.before),
            value("after", &benefit.after),
        ]);
        let pair = [key("before"), key("after")];
        let (sign, formula) = match benefit.better {
            Better::Lower => (-1.0, "before − after"),
            Better::Higher | Better::Neither => (1.0, "after − before"),
        };
        let both = both(&pair, [&benefit.before, &benefit.after]);
        let gain = both.and_then(|[before, after]| Finite::computed((after - before) * sign));
        figures.push(Figure {
            measure: benefit.difference.clone(),
            decimals: benefit.decimals,
            better: Better::Higher,
            signed: true,
            evidence: benefit.evidence,
            formula: formula.to_owned(),
            inputs: Input::figures(pair),
            ..self.record.head.figure(key("gain"), &benefit.name, gain)
        });
        if let Some(target) = &benefit.target {
            figures.push(value("goal", target));
            let known = [&benefit.before, &benefit.after, target];
            let attained = self.share_of_way(
                of,
                [key("before"), key("after"), key("goal")],
                known.map(|it| it.value.clone().ok().map(Finite::get)),
                benefit.evidence,
            );
            figures.push(attained);
        }
    }

    /// The same of a metric, whose other figures the ledger has.
    fn attained(&self, of: &Initiative, facts: &Facts, figures: &mut Vec<Figure>) {
        let Some(keys) = self.record.benefit_keys(of, facts) else {
            return;
        };
        let Some(goal) = keys.goal else { return };
        let keys = [keys.before, keys.after, goal];
        let numbers = keys
            .each_ref()
            .map(|it| facts.get(it).and_then(Figure::number));
        let known = keys.iter().filter_map(|it| facts.get(it));
        let evidence = Evidence::weakest_of(known.map(|it| it.evidence));
        figures.push(self.share_of_way(of, keys, numbers, evidence));
    }

    /// How much of the way from before to the goal was gone.
    fn share_of_way(
        &self,
        of: &Initiative,
        keys: [FigureKey; 3],
        numbers: [Option<f64>; 3],
        evidence: Evidence,
    ) -> Figure {
        let lacking = keys.iter().zip(&numbers).find(|(_, it)| it.is_none());
        let value = match (lacking, numbers) {
            (Some((key, _)), _) => Err(Missing::Input(key.clone())),
            (None, [Some(before), Some(after), Some(goal)]) => {
                divided((after - before) * 100.0, goal - before)
            }
            (None, _) => Err(Missing::Overflow),
        };
        Figure {
            measure: PERCENT.to_owned(),
            better: Better::Higher,
            evidence,
            formula: "(after − before) ÷ (goal − before)".to_owned(),
            inputs: Input::figures(keys),
            ..self
                .record
                .head
                .figure(self.record.work_key(of, "attained"), &of.name, value)
        }
    }
}

/// Both numbers, or which of the two figures is missing.
fn both(keys: &[FigureKey; 2], numbers: [&Number; 2]) -> Result<[f64; 2], Missing> {
    let get = |i: usize| {
        let value = numbers[i].value.as_ref();
        value
            .map(|it| it.get())
            .map_err(|_| Missing::Input(keys[i].clone()))
    };
    Ok([get(0)?, get(1)?])
}

fn divided(of: f64, by: f64) -> Result<Finite, Missing> {
    if by == 0.0 {
        return Err(Missing::ZeroBase);
    }
    Finite::computed(of / by)
}

impl SystemStatus {
    pub(super) const ALL: [Self; 4] = [Self::InUse, Self::Building, Self::Planned, Self::Lacking];

    /// The word in data files and names of figures.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::InUse => "in_use",
            Self::Building => "building",
            Self::Planned => "planned",
            Self::Lacking => "lacking",
        }
    }
}

impl CommitmentStatus {
    pub(super) const ALL: [Self; 5] = [
        Self::Kept,
        Self::Partly,
        Self::Open,
        Self::Broken,
        Self::Dropped,
    ];

    /// The word in data files and names of figures.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Partly => "partly",
            Self::Open => "open",
            Self::Broken => "broken",
            Self::Dropped => "dropped",
        }
    }
}
