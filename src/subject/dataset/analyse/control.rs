//! Control limits and signals of a series.

use super::{Computed, Derived, PERCENT, evidence, missing};
use crate::{
    block::{Phrase, Signal, Stretch},
    model::{Better, Missing},
    stats::{
        Side, Tally, Undefined,
        runs::{self, Rule},
        spc,
    },
    subject::dataset::{Control, ControlChart, Dataset, RuleSet},
};

/// Publishes limits, rates and signals.
pub(super) fn analyse(dataset: &Dataset, control: &Control, out: &mut Derived) {
    let starts: Vec<usize> = control
        .phases
        .iter()
        .map(|it| it.row)
        .filter(|row| *row > 0)
        .collect();
    let source = Source::of(dataset, control.chart);
    let chart = match chart_of(dataset, control, &starts) {
        Ok(chart) => chart,
        Err(undefined) => {
            out.unknown(dataset, &source, undefined);
            return;
        }
    };
    if source.tallies {
        let rates = dataset
            .rows
            .iter()
            .zip(&chart.points)
            .map(|(row, point)| {
                let inputs = dataset.inputs([row], &["num", "den"]);
                Some(
                    out.publish(
                        dataset,
                        Computed {
                            key: dataset.row_key(row, "rate"),
                            label: &dataset.name,
                            value: point
                                .value
                                .map(|it| it * source.per)
                                .ok_or_else(|| gap(&inputs)),
                            measure: source.measure,
                            decimals: source.decimals,
                            formula: source.rate,
                            inputs,
                            evidence: row.evidence,
                        },
                    ),
                )
            })
            .collect();
        out.columns.push(("rate", rates));
    }
    out.limits(dataset, &source, &chart);
    let rules = match control.rules {
        RuleSet::MakingDataCount => runs::RuleSet::MakingDataCount,
        RuleSet::WesternElectric => runs::RuleSet::WesternElectric,
        RuleSet::Nelson => runs::RuleSet::Nelson,
    };
    for (i, signal) in runs::signals(&chart, rules).into_iter().enumerate() {
        if let Some(signal) = signal {
            out.signals.insert(
                i,
                Signal {
                    rule: word(signal.rule),
                    count: count(signal.rule),
                    good: signal.side.and_then(|side| good(side, dataset.better)),
                },
            );
        }
    }
    for (phase, given) in chart.phases.iter().zip(&control.phases) {
        out.stretches.insert(
            phase.points.start,
            Stretch {
                reason: Phrase::text(&given.reason),
                broken: given.broken,
                trial: phase.is_trial(),
            },
        );
    }
}

/// Why a rate is missing: its first input is.
fn gap(inputs: &[crate::model::FigureKey]) -> Missing {
    inputs
        .first()
        .map_or(Missing::ZeroBase, |key| Missing::Input(key.clone()))
}

/// Whether a signal on that side is good.
fn good(side: Side, better: Better) -> Option<bool> {
    match better {
        Better::Higher => Some(side == Side::High),
        Better::Lower => Some(side == Side::Low),
        Better::Neither => None,
    }
}

/// The key of a rule's words under `chart.signals`.
fn word(rule: Rule) -> &'static str {
    match rule {
        Rule::Outside => "outside",
        Rule::Trend(_) => "trend",
        Rule::TwoOfThree => "two_of_three",
        Rule::FourOfFive => "four_of_five",
        Rule::Shift(_) => "shift",
        Rule::Alternating(_) => "alternating",
        Rule::Hugging(_) => "hugging",
        Rule::Avoiding(_) => "avoiding",
    }
}

/// How many points a rule looks at, where it is called by that.
fn count(rule: Rule) -> Option<usize> {
    match rule {
        Rule::Trend(count)
        | Rule::Shift(count)
        | Rule::Alternating(count)
        | Rule::Hugging(count)
        | Rule::Avoiding(count) => Some(count),
        Rule::Outside | Rule::TwoOfThree | Rule::FourOfFive => None,
    }
}

/// What a series is computed of, and how its numbers are printed.
struct Source<'a> {
    tallies: bool,
    /// What a rate is multiplied by.
    per: f64,
    measure: &'a str,
    decimals: u8,
    rate: &'static str,
    centre: &'static str,
    lower: &'static str,
    upper: &'static str,
}

impl<'a> Source<'a> {
    fn of(dataset: &'a Dataset, chart: ControlChart) -> Self {
        let (measure, decimals) = dataset.printed("value");
        let values = Source {
            tallies: false,
            per: 1.0,
            measure,
            decimals,
            rate: "",
            centre: "x̄",
            lower: "",
            upper: "",
        };
        let counts = Source {
            tallies: true,
            per: dataset.per,
            measure: &dataset.measure,
            decimals: dataset.decimals.max(1),
            rate: "num ÷ den × per",
            centre: "ū",
            ..values
        };
        let shares = Source {
            per: 100.0,
            measure: PERCENT,
            rate: "num ÷ den",
            centre: "p̄",
            ..counts
        };
        let (base, lower, upper) = match chart {
            ControlChart::Xmr => (values, "x̄ − 2.66·MR̄", "x̄ + 2.66·MR̄"),
            ControlChart::C => (
                Source {
                    centre: "c̄",
                    ..values
                },
                "c̄ − 3√c̄",
                "c̄ + 3√c̄",
            ),
            ControlChart::U => (counts, "ū − 3√(ū/n)", "ū + 3√(ū/n)"),
            ControlChart::P => (shares, "p̄ − 3√(p̄(1−p̄)/n)", "p̄ + 3√(p̄(1−p̄)/n)"),
            ControlChart::UPrime => (counts, "ū − 3·σ·σz", "ū + 3·σ·σz"),
            ControlChart::PPrime => (shares, "p̄ − 3·σ·σz", "p̄ + 3·σ·σz"),
        };
        Source {
            lower,
            upper,
            ..base
        }
    }

    fn columns(&self) -> &'static [&'static str] {
        if self.tallies {
            &["num", "den"]
        } else {
            &["value"]
        }
    }
}

/// The chart of a series, in the unit of its values or as rates of one.
fn chart_of(
    dataset: &Dataset,
    control: &Control,
    starts: &[usize],
) -> Result<spc::ControlChart, Undefined> {
    let values = dataset.numbers("value");
    let tallies: Vec<Option<Tally>> = dataset
        .numbers("num")
        .into_iter()
        .zip(dataset.numbers("den"))
        .map(|(count, base)| {
            Some(Tally {
                count: count?,
                base: base?,
            })
        })
        .collect();
    match control.chart {
        ControlChart::Xmr => spc::xmr(&values, starts, control.screen),
        ControlChart::C => spc::c(&values, starts),
        ControlChart::U => spc::u(&tallies, starts),
        ControlChart::P => spc::p(&tallies, starts),
        ControlChart::UPrime => spc::u_prime(&tallies, starts),
        ControlChart::PPrime => spc::p_prime(&tallies, starts),
    }
}

/// A part of limits: its role, its formula, and how it is taken of them.
type Part = (&'static str, &'static str, fn(&spc::Limits) -> f64);

impl Derived {
    /// Publishes the centre and the limits: of a phase where they are the same
    /// for all its points, otherwise of each point.
    fn limits(&mut self, dataset: &Dataset, source: &Source, chart: &spc::ControlChart) {
        let parts: [Part; 3] = [
            ("centre", source.centre, |it| it.centre),
            ("lower", source.lower, |it| it.lower),
            ("upper", source.upper, |it| it.upper),
        ];
        for (role, formula, part) in parts {
            let mut keys = vec![None; dataset.rows.len()];
            for (number, phase) in chart.phases.iter().enumerate() {
                let points = &chart.points[phase.points.clone()];
                let rows = &dataset.rows[phase.points.clone()];
                let values: Vec<f64> = points
                    .iter()
                    .filter_map(|point| point.limits.as_ref().map(part))
                    .collect();
                let Some(first) = values.first() else {
                    continue;
                };
                let computed = |key, value: f64, inputs| Computed {
                    key,
                    label: &dataset.name,
                    value: Ok(value * source.per),
                    measure: source.measure,
                    decimals: source.decimals.max(1),
                    formula,
                    inputs,
                    evidence: evidence(rows),
                };
                if values.iter().all(|it| it == first) {
                    let key = dataset.key(&format!("{role}_{}", number + 1));
                    let inputs = dataset.inputs(rows, source.columns());
                    let key = self.publish(dataset, computed(key, *first, inputs));
                    keys[phase.points.clone()].fill(Some(key));
                    continue;
                }
                let centre = dataset.key(&format!("centre_{}", number + 1));
                for ((point, row), slot) in
                    points.iter().zip(rows).zip(&mut keys[phase.points.clone()])
                {
                    if let Some(limits) = &point.limits {
                        let mut inputs = vec![centre.clone()];
                        inputs.extend(dataset.inputs([row], &["den"]));
                        let key = dataset.row_key(row, role);
                        *slot = Some(self.publish(dataset, computed(key, part(limits), inputs)));
                    }
                }
            }
            self.columns.push((role, keys));
        }
    }

    /// Publishes a centre line that cannot be computed.
    fn unknown(&mut self, dataset: &Dataset, source: &Source, undefined: Undefined) {
        let key = self.publish(
            dataset,
            Computed {
                key: dataset.key("centre_1"),
                label: &dataset.name,
                value: Err(missing(undefined)),
                measure: source.measure,
                decimals: source.decimals,
                formula: source.centre,
                inputs: dataset.inputs(&dataset.rows, source.columns()),
                evidence: evidence(&dataset.rows),
            },
        );
        let keys = vec![Some(key); dataset.rows.len()];
        self.columns.push(("centre", keys));
    }
}
