//! Publishes times, standards, rework, hand-offs, and the counts of problems.

use std::collections::BTreeMap;

use super::{Measured, P90, Part, Problem, Record};
use crate::{
    model::{
        Better, Evidence, Figure, FigureKey, Finite, Input, Missing, Period, Reason, Text, Verdict,
    },
    stats::{Tally, summary},
    subject::{
        range::with_ends,
        units::{self, PERCENT, around},
    },
};

/// Every figure of the year.
pub(super) fn figures(record: &Record) -> Vec<Figure> {
    let mut out = Publisher {
        record,
        figures: Vec::new(),
        numbers: BTreeMap::new(),
    };
    for step in 0..record.steps.len() {
        out.standard(step);
        for period in record.periods() {
            out.step(step, period);
        }
        out.excess(step);
    }
    for part in record.parts() {
        out.counts(part);
        out.standards(part);
        for period in record.periods() {
            out.times(part, period);
            out.rework(part, period);
        }
        out.change(part);
    }
    out.over();
    out.problems();
    out.design();
    out.figures
}

impl Problem {
    /// Reports whether one of its remedies belongs to an initiative.
    pub(super) fn linked(&self) -> bool {
        self.remedies.iter().any(|it| it.initiative.is_some())
    }
}

impl Measured {
    /// The cases done again among all, where both are known.
    fn tally(&self) -> Option<Tally> {
        let (count, base) = self.reworked.zip(self.cases)?;
        Some(Tally {
            count: count as f64,
            base: base as f64,
        })
    }
}

impl Record {
    /// How a step's time lies to its standard; none where it has no standard.
    pub(super) fn verdict(&self, step: usize, period: Period) -> Option<Verdict> {
        let standard = self.steps[step].standard.as_ref()?.value;
        let lead = self.measured(step, period)?.lead;
        Some(match lead {
            Some(lead) if lead.get() <= standard.get() => Verdict::Met,
            Some(_) => Verdict::NotMet,
            None => Verdict::Unknown(Reason::Figure(self.step_key(step, "lead", period))),
        })
    }

    /// The steps that take longer than their standard.
    pub(super) fn over(&self) -> Vec<usize> {
        let steps = 0..self.steps.len();
        let is_over = |it: &usize| self.verdict(*it, self.now) == Some(Verdict::NotMet);
        steps.filter(is_over).collect()
    }

    fn figure(&self, key: FigureKey, label: &Text, value: Result<f64, Missing>) -> Figure {
        self.head
            .figure(key, label, value.and_then(Finite::computed))
    }

    /// The weakest evidence of what was measured of some steps.
    fn evidence(&self, steps: &[usize], period: Period) -> Evidence {
        let measured = steps.iter().filter_map(|at| self.measured(*at, period));
        Evidence::weakest_or(measured.map(|it| it.evidence), self.evidence)
    }

    /// The time that nine of ten cases keep within.
    fn p90(&self, key: FigureKey, label: &Text, p90: &P90) -> Figure {
        match p90 {
            P90::Typed(time) => self.time(key, label, Ok(time.get())),
            P90::Of(times) => Figure {
                n: Some(times.len() as u64),
                formula: "P90".to_owned(),
                ..self.time(
                    key,
                    label,
                    summary::quantile(times, 0.9).map_err(units::missing),
                )
            },
        }
    }

    /// A time, of which less is better.
    fn time(&self, key: FigureKey, label: &Text, value: Result<f64, Missing>) -> Figure {
        Figure {
            measure: self.measure.clone(),
            decimals: self.decimals,
            better: Better::Lower,
            ..self.figure(key, label, value)
        }
    }
}

struct Publisher<'a> {
    record: &'a Record,
    figures: Vec<Figure>,
    /// Their values, for what is computed of them.
    numbers: BTreeMap<FigureKey, f64>,
}

impl Publisher<'_> {
    fn publish(&mut self, figure: Figure) {
        if let Some(number) = figure.number() {
            self.numbers.insert(figure.key.clone(), number);
        }
        self.figures.push(figure);
    }

    /// The value of a figure that is published already.
    fn number(&self, key: &FigureKey) -> Result<f64, Missing> {
        let found = self.numbers.get(key).copied();
        found.ok_or_else(|| Missing::Input(key.clone()))
    }

    fn standard(&mut self, at: usize) {
        let record = self.record;
        let step = &record.steps[at];
        let Some(standard) = &step.standard else {
            return;
        };
        let key = record.step_key(at, "standard", Period::Year(record.year));
        self.publish(Figure {
            better: Better::Neither,
            evidence: standard.evidence,
            source: standard.source.clone(),
            inputs: vec![Input::Typed(standard.place.clone())],
            ..record.time(key, &step.name, Ok(standard.value.get()))
        });
    }

    /// What was measured of a step, and the share of cases done again.
    fn step(&mut self, at: usize, period: Period) {
        let record = self.record;
        let Some(measured) = record.measured(at, period) else {
            return;
        };
        let name = &record.steps[at].name;
        let key = |role| record.step_key(at, role, period);
        let stated = || Missing::Stated(measured.missing.clone());
        let typed = |figure| Figure {
            evidence: measured.evidence,
            inputs: vec![Input::Typed(measured.place.clone())],
            ..figure
        };
        let count = |it: Option<u64>| it.map(|it| it as f64).ok_or_else(stated);
        let time = |it: Option<Finite>| it.map(Finite::get).ok_or_else(stated);
        let [touch, lead] = [("touch", measured.touch), ("lead", measured.lead)]
            .map(|(role, it)| typed(record.time(key(role), name, time(it))));
        self.publish(touch);
        self.publish(Figure {
            n: measured.cases,
            verdict: record.verdict(at, period),
            ..lead
        });
        if let Some(p90) = &measured.p90 {
            self.publish(typed(record.p90(key("p90"), name, p90)));
        }
        self.publish(typed(record.figure(
            key("cases"),
            name,
            count(measured.cases),
        )));
        let reworked = record.figure(key("reworked"), name, count(measured.reworked));
        self.publish(typed(Figure {
            better: Better::Lower,
            ..reworked
        }));
        let rate = Figure {
            evidence: measured.evidence,
            ..self.rate(name, ["rework", "reworked", "cases"].map(key))
        };
        self.figures.extend(match measured.tally() {
            Some(tally) => with_ends(around(rate, tally)),
            None => vec![rate],
        });
    }

    /// By how much a step takes longer than it may; less is negative.
    fn excess(&mut self, at: usize) {
        let record = self.record;
        let step = &record.steps[at];
        let Some(standard) = &step.standard else {
            return;
        };
        let keys = [
            record.step_key(at, "lead", record.now),
            record.step_key(at, "standard", Period::Year(record.year)),
        ];
        let value = self.number(&keys[0]);
        self.publish(Figure {
            measure: record.difference.clone(),
            signed: true,
            evidence: standard.evidence.weakest(step.now.evidence),
            formula: "lead − standard".to_owned(),
            inputs: Input::figures(keys),
            ..record.time(
                record.step_key(at, "excess", record.now),
                &step.name,
                value.map(|lead| lead - standard.value.get()),
            )
        });
    }

    /// A share in per cent of two figures that are published.
    fn rate(&self, label: &Text, [key, part, whole]: [FigureKey; 3]) -> Figure {
        let value = self
            .number(&part)
            .and_then(|part| match self.number(&whole)? {
                0.0 => Err(Missing::ZeroBase),
                whole => Ok(part / whole * 100.0),
            });
        let name = |key: &FigureKey| {
            let name = key.name.rsplit('.').next();
            name.unwrap_or_default().to_owned()
        };
        Figure {
            measure: PERCENT.to_owned(),
            decimals: 1,
            better: Better::Lower,
            formula: format!("{} ÷ {}", name(&part), name(&whole)),
            inputs: Input::figures([part, whole]),
            ..self.record.figure(key, label, value)
        }
    }

    /// The sum of a role over some steps; missing where one is, or where there
    /// is no step.
    fn sum(
        &self,
        steps: &[usize],
        role: &str,
        period: Period,
    ) -> (Result<f64, Missing>, Vec<Input>) {
        let keys = steps
            .iter()
            .map(|at| self.record.step_key(*at, role, period));
        let keys: Vec<FigureKey> = keys.collect();
        let sum = if keys.is_empty() {
            Err(Missing::ZeroBase)
        } else {
            keys.iter().map(|it| self.number(it)).sum()
        };
        (sum, Input::figures(keys))
    }

    /// How many steps, and how many times work is handed to another owner.
    fn counts(&mut self, part: Part) {
        let record = self.record;
        let steps: Vec<usize> = record.steps_of(part).collect();
        let places = steps.iter().map(|at| &record.steps[*at].place);
        let inputs: Vec<Input> = places.map(|it| Input::Typed(it.clone())).collect();
        let handed = steps.iter().map(|at| record.handed(*at).count());
        let problems = record.problems.iter();
        let problems = problems.filter(|it| part == Part::Whole || part == Part::Stage(it.stage));
        let problems: Vec<Input> = problems.map(|it| Input::Typed(it.place.clone())).collect();
        let counts = [
            ("steps", steps.len(), Better::Neither, inputs.clone()),
            ("handoffs", handed.sum(), Better::Lower, inputs),
            ("problems", problems.len(), Better::Lower, problems),
        ];
        for (role, count, better, inputs) in counts {
            let key = record.part_year_key(part, role);
            self.publish(Figure {
                better,
                evidence: match role {
                    "problems" => Evidence::Measured,
                    _ => record.evidence,
                },
                formula: match role {
                    "handoffs" => "n (owner → other owner)".to_owned(),
                    _ => "n".to_owned(),
                },
                inputs,
                ..record.figure(key, record.part_name(part), Ok(count as f64))
            });
        }
        if part == Part::Whole {
            let stages = record.stages.iter();
            let inputs = stages.map(|it| Input::Typed(it.place.clone()));
            self.publish(Figure {
                better: Better::Neither,
                formula: "n".to_owned(),
                inputs: inputs.collect(),
                ..record.figure(
                    record.key("stages"),
                    &record.name,
                    Ok(record.stages.len() as f64),
                )
            });
        }
    }

    /// How long a part may take: only where each of its steps has a standard.
    fn standards(&mut self, part: Part) {
        let record = self.record;
        let steps = record.summed(part);
        let standards = steps.iter().map(|at| record.steps[*at].standard.as_ref());
        let Some(standards) = standards.collect::<Option<Vec<_>>>() else {
            return;
        };
        let (value, inputs) = self.sum(&steps, "standard", Period::Year(record.year));
        let key = record.part_year_key(part, "standard");
        self.publish(Figure {
            better: Better::Neither,
            evidence: Evidence::weakest_or(standards.iter().map(|it| it.evidence), record.evidence),
            formula: "Σ standard".to_owned(),
            inputs,
            ..record.time(key, record.part_name(part), value)
        });
    }

    /// Touch time, lead time, and how much of the one the other is.
    fn times(&mut self, part: Part, period: Period) {
        let record = self.record;
        let steps = record.summed(part);
        let evidence = record.evidence(&steps, period);
        let name = record.part_name(part);
        let key = |role| record.part_key(part, role, period);
        for role in ["touch", "lead"] {
            let (value, inputs) = self.sum(&steps, role, period);
            let figure = record.time(key(role), name, value);
            self.publish(Figure {
                evidence,
                formula: format!("Σ {role}"),
                inputs,
                ..figure
            });
        }
        let rate = self.rate(name, ["efficiency", "touch", "lead"].map(key));
        self.publish(Figure {
            better: Better::Higher,
            evidence,
            ..rate
        });
    }

    /// The share of passes through steps that were done again. No interval: a
    /// case passes several steps, so that passes are not independent.
    fn rework(&mut self, part: Part, period: Period) {
        let record = self.record;
        let steps = record.summed(part);
        let evidence = record.evidence(&steps, period);
        let name = record.part_name(part);
        let key = |role| record.part_key(part, role, period);
        let mut passes = None;
        for (role, better) in [("cases", Better::Neither), ("reworked", Better::Lower)] {
            let (value, inputs) = self.sum(&steps, role, period);
            passes = passes.or(value.as_ref().ok().map(|it| *it as u64));
            self.publish(Figure {
                better,
                evidence,
                formula: format!("Σ {role}"),
                inputs,
                ..record.figure(key(role), name, value)
            });
        }
        let rate = self.rate(name, ["rework", "reworked", "cases"].map(key));
        self.publish(Figure {
            n: passes.filter(|_| rate.value.is_ok()),
            evidence,
            ..rate
        });
    }

    /// How much longer a part takes than before; shorter is negative.
    fn change(&mut self, part: Part) {
        let record = self.record;
        let Some(before) = record.before else {
            return;
        };
        let keys = [record.now, before].map(|it| record.part_key(part, "lead", it));
        let value = self
            .number(&keys[0])
            .and_then(|now| Ok(now - self.number(&keys[1])?));
        let steps = record.summed(part);
        let evidence = record.periods().map(|it| record.evidence(&steps, it));
        let key = record.part_key(part, "change", record.now);
        self.publish(Figure {
            measure: record.difference.clone(),
            signed: true,
            evidence: Evidence::weakest_of(evidence),
            formula: "now − before".to_owned(),
            inputs: Input::figures(keys),
            ..record.time(key, record.part_name(part), value)
        });
    }

    /// How many steps are held against a standard, and how many take longer.
    fn over(&mut self) {
        let record = self.record;
        let steps = 0..record.steps.len();
        let judged: Vec<usize> = steps
            .filter(|it| {
                let verdict = record.verdict(*it, record.now);
                verdict.is_some_and(|it| it.decided().is_some())
            })
            .collect();
        let inputs = judged.iter().flat_map(|at| {
            [
                record.step_key(*at, "lead", record.now),
                record.step_key(*at, "standard", Period::Year(record.year)),
            ]
        });
        let inputs = Input::figures(inputs);
        let standards = judged
            .iter()
            .filter_map(|at| record.steps[*at].standard.as_ref());
        let standards = standards.map(|it| it.evidence);
        let evidence = Evidence::weakest_or(standards, record.evidence)
            .weakest(record.evidence(&judged, record.now));
        let counts = [
            ("judged", judged.len(), Better::Neither, "n"),
            (
                "over",
                record.over().len(),
                Better::Lower,
                "n (lead > standard)",
            ),
        ];
        for (role, count, better, formula) in counts {
            self.publish(Figure {
                better,
                evidence,
                formula: formula.to_owned(),
                inputs: inputs.clone(),
                ..record.figure(record.key(role), &record.name, Ok(count as f64))
            });
        }
    }

    /// How many problems have a remedy, and how many an initiative.
    fn problems(&mut self) {
        let record = self.record;
        let problems = record.problems.iter();
        let remedied: Vec<&Problem> = problems.filter(|it| !it.remedies.is_empty()).collect();
        let linked = remedied.iter().copied();
        let linked: Vec<&Problem> = linked.filter(|it| it.linked()).collect();
        for (role, kept) in [("remedied", remedied), ("linked", linked)] {
            let inputs = kept.iter().map(|it| Input::Typed(it.place.clone()));
            let inputs: Vec<Input> = inputs.collect();
            let count = Ok(inputs.len() as f64);
            self.publish(Figure {
                better: Better::Higher,
                formula: "n".to_owned(),
                inputs,
                ..record.figure(record.key(role), &record.name, count)
            });
        }
    }

    /// Targets, and how many entries each list has.
    fn design(&mut self) {
        let record = self.record;
        for it in &record.targets {
            let value = it.value.clone().map(Finite::get).map_err(Missing::Stated);
            let key = record.key(&format!("target.{}", it.id));
            self.publish(Figure {
                measure: it.measure.clone(),
                decimals: it.value.as_ref().map_or(0, |it| it.decimals()),
                evidence: it.evidence,
                inputs: vec![Input::Typed(it.place.clone())],
                ..record.figure(key, &it.name, value)
            });
        }
        for it in &record.lists {
            let key = record.key(&format!("list.{}.items", it.id));
            self.publish(Figure {
                formula: "n".to_owned(),
                inputs: vec![Input::Typed(it.place.clone())],
                ..record.figure(key, &it.name, Ok(it.items.len() as f64))
            });
        }
    }
}
