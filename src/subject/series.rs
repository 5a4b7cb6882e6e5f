//! A series over time and its control chart: what any subject hands over and
//! gets back as figures and as what a chart shows.
//!
//! A subject fills in a [`Series`] and asks [`Series::analyse`]. It gets the
//! figures to publish (rates, centre lines, limits), the columns that a
//! `block::Plot` shows of them, the signals of points, and where stretches
//! begin; and the chart itself, by which `stats::verdict` judges.
//!
//! Nothing here is typed by an author but [`ControlSheet`]; what the points
//! hold the subject publishes itself, and names those figures as inputs.

mod check;
mod sheet;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    block::{Phrase, Signal, Stretch},
    model::{Better, Evidence, Figure, FigureKey, Finite, Input, Missing, Period, Text},
    stats::{
        Side, Tally, Undefined,
        runs::{self, Rule},
        spc,
    },
    subject::units::{PERCENT, missing},
};

pub(super) use check::control;
pub use sheet::{ControlChart, ControlSheet, PhaseSheet, RuleSet};

/// How a series is analysed, checked.
#[derive(Debug, Clone)]
pub(super) struct Control {
    pub(super) chart: ControlChart,
    pub(super) rules: RuleSet,
    /// Outlying moving ranges are left out of the limits, once.
    pub(super) screen: bool,
    /// The first begins at the first point, without a reason.
    pub(super) phases: Vec<Phase>,
}

impl Control {
    /// That chart in one stretch, with the usual rules.
    pub(super) fn of(chart: ControlChart) -> Self {
        Self {
            chart,
            rules: RuleSet::default(),
            screen: true,
            phases: vec![Phase {
                point: 0,
                reason: Text::default(),
                broken: false,
            }],
        }
    }
}

impl Control {
    /// Puts the stretches that the same series had in the review before, of
    /// which the first `left_out` points are not shown, before its own.
    pub(super) fn go_on(&mut self, before: &Control, left_out: usize) {
        let kept = before.phases.iter().filter(|it| it.point > left_out);
        let kept = kept.map(|it| Phase {
            point: it.point - left_out,
            ..it.clone()
        });
        self.phases.splice(1..1, kept);
    }
}

/// A stretch with limits of its own.
#[derive(Debug, Clone)]
pub(super) struct Phase {
    /// The point it begins with, as an index.
    pub(super) point: usize,
    pub(super) reason: Text,
    pub(super) broken: bool,
}

/// A series that is to be analysed.
pub(super) struct Series<'a> {
    /// What the names of its figures begin with, without the dot after it:
    /// `datasets.waits`.
    pub(super) name: String,
    /// The year of the review, in which figures of the whole series hold.
    pub(super) year: i16,
    /// What its figures are called.
    pub(super) label: &'a Text,
    /// The measure of its values; of a rate of counts, that of the rate.
    pub(super) measure: &'a str,
    /// Digits of its values when printed.
    pub(super) decimals: u8,
    /// What a rate of counts is multiplied by. Shares are printed in per cent.
    pub(super) per: f64,
    /// Which direction is good.
    pub(super) better: Better,
    /// As every figure has it.
    pub(super) source: &'a Text,
    /// As every figure has it.
    pub(super) note: &'a Text,
    /// As every figure has it.
    pub(super) as_of: Option<Date>,
    /// How it is analysed.
    pub(super) control: &'a Control,
    /// How many of its first points an earlier review published.
    pub(super) earlier: usize,
    /// Its points in order of time, gaps among them.
    pub(super) points: Vec<Point>,
}

/// A point of a series.
pub(super) struct Point {
    /// The id of its row in the names of its figures; empty where its period
    /// alone tells it from the others.
    pub(super) id: String,
    /// When.
    pub(super) period: Option<Period>,
    /// What was found; none where it is missing.
    pub(super) found: Option<Found>,
    /// The figures it was typed as: its value, or its count and then its base.
    pub(super) inputs: Vec<FigureKey>,
    /// How well it is founded.
    pub(super) evidence: Evidence,
}

/// What was found at a point.
#[derive(Debug, Clone, Copy)]
pub(super) enum Found {
    /// A value, for charts of values.
    Value(f64),
    /// A count over its base, for charts of rates.
    Tally(Tally),
}

/// What came of a series.
#[derive(Default)]
pub(super) struct Analysed {
    /// What is to be published.
    pub(super) figures: Vec<Figure>,
    /// Computed columns: their role in a plot, and the figure of each point.
    pub(super) columns: Vec<(&'static str, Vec<Option<FigureKey>>)>,
    /// The signal of each point that has one.
    pub(super) signals: BTreeMap<usize, Signal>,
    /// Where stretches begin.
    pub(super) stretches: BTreeMap<usize, Stretch>,
    /// The chart, rates being of one and not multiplied; none where nothing
    /// can be computed.
    pub(super) chart: Option<spc::ControlChart>,
    /// The signals of its points, as `stats::verdict` wants them.
    pub(super) found: Vec<Option<runs::Signal>>,
}

impl Series<'_> {
    /// Computes rates, limits and signals.
    pub(super) fn analyse(&self) -> Analysed {
        let mut out = Analysed::default();
        let terms = self.terms();
        let chart = match self.chart() {
            Ok(chart) => chart,
            Err(undefined) => {
                self.unknown(&terms, undefined, &mut out);
                return out;
            }
        };
        if self.control.chart.is_of_tallies() {
            let rates = self.points.iter().zip(&chart.points);
            let keys = rates.map(|(point, drawn)| {
                let figure = Figure {
                    decimals: terms.decimals,
                    evidence: point.evidence,
                    ..self.figure(
                        self.point_key(point, "rate"),
                        drawn
                            .value
                            .map(|it| it * terms.per)
                            .ok_or_else(|| gap(&point.inputs)),
                        &terms,
                        (terms.rate, &point.inputs),
                    )
                };
                Some(out.publish(figure))
            });
            let keys = keys.collect();
            out.columns.push(("rate", keys));
        }
        self.limits(&terms, &chart, &mut out);
        out.found = runs::signals(&chart, self.rules());
        for (i, signal) in out.found.iter().enumerate() {
            let Some(signal) = signal else { continue };
            let signal = Signal {
                rule: word(signal.rule),
                count: count(signal.rule),
                good: signal.side.and_then(|side| good(side, self.better)),
            };
            out.signals.insert(i, signal);
        }
        for (phase, given) in chart.phases.iter().zip(&self.control.phases) {
            out.stretches.insert(
                phase.points.start,
                Stretch {
                    reason: Phrase::text(&given.reason),
                    broken: given.broken,
                    trial: phase.is_trial(),
                },
            );
        }
        out.chart = Some(chart);
        out
    }

    fn rules(&self) -> runs::RuleSet {
        match self.control.rules {
            RuleSet::MakingDataCount => runs::RuleSet::MakingDataCount,
            RuleSet::WesternElectric => runs::RuleSet::WesternElectric,
            RuleSet::Nelson => runs::RuleSet::Nelson,
        }
    }

    /// The chart, in the unit of the values or as rates of one.
    fn chart(&self) -> Result<spc::ControlChart, Undefined> {
        let starts: Vec<usize> = (self.control.phases.iter())
            .map(|it| it.point)
            .filter(|point| *point > 0)
            .collect();
        let values = || -> Vec<Option<f64>> {
            let points = self.points.iter();
            let values = points.map(|it| match it.found {
                Some(Found::Value(value)) => Some(value),
                _ => None,
            });
            values.collect()
        };
        let tallies = || -> Vec<Option<Tally>> {
            let points = self.points.iter();
            let tallies = points.map(|it| match it.found {
                Some(Found::Tally(tally)) => Some(tally),
                _ => None,
            });
            tallies.collect()
        };
        match self.control.chart {
            ControlChart::Xmr => spc::xmr(&values(), &starts, self.control.screen),
            ControlChart::C => spc::c(&values(), &starts),
            ControlChart::U => spc::u(&tallies(), &starts),
            ControlChart::P => spc::p(&tallies(), &starts),
            ControlChart::UPrime => spc::u_prime(&tallies(), &starts),
            ControlChart::PPrime => spc::p_prime(&tallies(), &starts),
        }
    }

    /// Publishes the centre and the limits: of a phase where they are the same
    /// for all its points, otherwise of each point.
    fn limits(&self, terms: &Terms, chart: &spc::ControlChart, out: &mut Analysed) {
        let parts: [Part; 3] = [
            ("centre", terms.centre, |it| it.centre),
            ("lower", terms.lower, |it| it.lower),
            ("upper", terms.upper, |it| it.upper),
        ];
        for (role, formula, part) in parts {
            let mut keys = vec![None; self.points.len()];
            for (number, phase) in chart.phases.iter().enumerate() {
                let drawn = &chart.points[phase.points.clone()];
                let points = &self.points[phase.points.clone()];
                let slots = &mut keys[phase.points.clone()];
                let values: Vec<f64> = drawn
                    .iter()
                    .filter_map(|point| point.limits.as_ref().map(part))
                    .collect();
                let Some(first) = values.first() else {
                    continue;
                };
                let computed = |key, value: f64, inputs: &[FigureKey]| Figure {
                    evidence: weakest(points),
                    ..self.figure(key, Ok(value * terms.per), terms, (formula, inputs))
                };
                if values.iter().all(|it| it == first) {
                    let key = self.key(&format!("{role}_{}", number + 1));
                    let key = out.publish(computed(key, *first, &inputs(points)));
                    slots.fill(Some(key));
                    continue;
                }
                let centre = self.key(&format!("centre_{}", number + 1));
                let places = phase.points.clone();
                for (((at, drawn), point), slot) in places.zip(drawn).zip(points).zip(slots) {
                    if let Some(limits) = &drawn.limits {
                        let mut inputs = vec![centre.clone()];
                        inputs.extend(point.inputs.get(1).cloned());
                        let key = self.limit_key(at, point, role);
                        *slot = Some(out.publish(computed(key, part(limits), &inputs)));
                    }
                }
            }
            out.columns.push((role, keys));
        }
    }

    /// Publishes a centre line that cannot be computed.
    fn unknown(&self, terms: &Terms, undefined: Undefined, out: &mut Analysed) {
        let inputs = inputs(&self.points);
        let key = out.publish(Figure {
            decimals: terms.decimals,
            evidence: weakest(&self.points),
            ..self.figure(
                self.key("centre_1"),
                Err(missing(undefined)),
                terms,
                (terms.centre, &inputs),
            )
        });
        let keys = vec![Some(key); self.points.len()];
        out.columns.push(("centre", keys));
    }

    /// A figure that was computed of the series, with the digits of a limit.
    fn figure(
        &self,
        key: FigureKey,
        value: Result<f64, Missing>,
        terms: &Terms,
        (formula, inputs): (&str, &[FigureKey]),
    ) -> Figure {
        Figure {
            measure: terms.measure.to_owned(),
            decimals: terms.decimals.max(1),
            better: Better::Neither,
            formula: formula.to_owned(),
            inputs: inputs.iter().cloned().map(Input::Figure).collect(),
            as_of: self.as_of,
            source: self.source.clone(),
            note: self.note.clone(),
            ..Figure::new(key, self.label, value.and_then(Finite::computed))
        }
    }

    /// The key of a figure of the whole series.
    pub(super) fn key(&self, name: &str) -> FigureKey {
        self.at(name, None)
    }

    /// The key of a point's figure.
    pub(super) fn point_key(&self, point: &Point, column: &str) -> FigureKey {
        if point.id.is_empty() {
            self.at(column, point.period)
        } else {
            self.at(&format!("{}.{column}", point.id), point.period)
        }
    }

    /// The key of a limit at a point. What an earlier review published stays
    /// as it was, so limits of its points that are computed anew say in which
    /// year they were.
    fn limit_key(&self, at: usize, point: &Point, role: &str) -> FigureKey {
        if at < self.earlier {
            self.point_key(point, &format!("{role}_in_{}", self.year))
        } else {
            self.point_key(point, role)
        }
    }

    fn at(&self, name: &str, period: Option<Period>) -> FigureKey {
        let name = format!("{}.{name}", self.name);
        FigureKey::own(&name, period.unwrap_or(Period::Year(self.year)))
    }

    /// How its numbers are printed and computed.
    fn terms(&self) -> Terms<'_> {
        let values = Terms {
            per: 1.0,
            measure: self.measure,
            decimals: self.decimals,
            rate: "",
            centre: "x̄",
            lower: "",
            upper: "",
        };
        let counts = Terms {
            per: self.per,
            decimals: self.decimals.max(1),
            rate: "num ÷ den × per",
            centre: "ū",
            ..values
        };
        let shares = Terms {
            per: 100.0,
            measure: PERCENT,
            rate: "num ÷ den",
            centre: "p̄",
            ..counts
        };
        let (base, lower, upper) = match self.control.chart {
            ControlChart::Xmr => (values, "x̄ − 2.66·MR̄", "x̄ + 2.66·MR̄"),
            ControlChart::C => (
                Terms {
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
        Terms {
            lower,
            upper,
            ..base
        }
    }
}

impl Analysed {
    fn publish(&mut self, figure: Figure) -> FigureKey {
        let key = figure.key.clone();
        self.figures.push(figure);
        key
    }

    /// The figure of a point in a computed column.
    pub(super) fn key_of(&self, column: &str, point: usize) -> Option<&FigureKey> {
        let (_, keys) = self.columns.iter().find(|(id, _)| *id == column)?;
        keys.get(point)?.as_ref()
    }
}

/// How the numbers of a series are printed and computed.
#[derive(Clone, Copy)]
struct Terms<'a> {
    /// What a rate is multiplied by.
    per: f64,
    measure: &'a str,
    decimals: u8,
    rate: &'static str,
    centre: &'static str,
    lower: &'static str,
    upper: &'static str,
}

/// A part of limits: its role, its formula, and how it is taken of them.
type Part = (&'static str, &'static str, fn(&spc::Limits) -> f64);

/// The figures that some points were typed as.
fn inputs(points: &[Point]) -> Vec<FigureKey> {
    points.iter().flat_map(|it| it.inputs.clone()).collect()
}

/// The weakest evidence of some points.
fn weakest(points: &[Point]) -> Evidence {
    Evidence::weakest_of(points.iter().map(|it| it.evidence))
}

/// Why a rate is missing: its first input is.
fn gap(inputs: &[FigureKey]) -> Missing {
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
