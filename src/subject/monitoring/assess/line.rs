//! A series: its rates, limits, signals and verdicts, the latest value and its
//! changes, and the rate of a year.

use crate::{
    model::{Better, Evidence, Figure, FigureKey, Input, Missing, Period, Verdict},
    stats::{
        Tally,
        runs::Rule,
        verdict::{self, Assurance, Direction, Variation},
    },
    subject::{
        monitoring::{Line, Point, Typed},
        series::{self, Analysed, ControlChart, Found, Series},
    },
};

/// A series with what can be said of it.
pub(in crate::subject::monitoring) struct Judged {
    /// Its limits and signals.
    pub(in crate::subject::monitoring) analysed: Analysed,
    /// The figure of each point's value.
    pub(in crate::subject::monitoring) values: Vec<FigureKey>,
    /// Its last point that has a value, as an index.
    pub(in crate::subject::monitoring) latest: Option<usize>,
    /// What the last point says.
    pub(in crate::subject::monitoring) variation: Option<Variation>,
    /// The rule by which it does, where it is a signal.
    pub(in crate::subject::monitoring) rule: Option<Rule>,
    /// Whether the target can be relied on.
    pub(in crate::subject::monitoring) assurance: Option<Assurance>,
    /// The lower and the upper limit by which the last point is judged.
    pub(in crate::subject::monitoring) limits: Option<(FigureKey, FigureKey)>,
    /// The stretch of the last point has too few points for firm limits.
    pub(in crate::subject::monitoring) trial: bool,
    /// Most points lie outside the limits of a plain chart of counts.
    pub(in crate::subject::monitoring) overdispersed: bool,
    /// What can be said of it as a change from the year before.
    pub(in crate::subject::monitoring) changes: Vec<FigureKey>,
}

/// Judges a series and publishes its figures.
pub(super) fn judge(line: &Line, out: &mut Vec<Figure>) -> Judged {
    for point in &line.points[line.earlier..] {
        line.typed(point, out);
    }
    let rates = line.is_of_rates();
    let by_tally = line.control.chart.is_of_tallies();
    let points = line.points.iter().map(|it| series::Point {
        id: String::new(),
        period: Some(it.period),
        found: line.found(it),
        inputs: line.inputs(it, rates && !by_tally),
        evidence: it.evidence,
    });
    let about = &line.about;
    let analysed = Series {
        name: about.prefix(),
        year: about.year,
        label: &about.name,
        measure: &line.measure,
        decimals: line.decimals,
        per: line.per,
        better: line.better,
        source: &about.source,
        note: &about.note,
        as_of: about.as_of,
        control: &line.control,
        earlier: line.earlier,
        points: points.collect(),
    }
    .analyse();
    out.extend(analysed.figures.iter().cloned());
    let name = if rates { "rate" } else { "value" };
    let values: Vec<FigureKey> = (line.points.iter())
        .map(|it| about.at(name, it.period))
        .collect();
    let latest = (line.points.iter()).rposition(|it| line.number(it).is_some());
    let better = match line.better {
        Better::Higher => Direction::Increase,
        Better::Lower => Direction::Decrease,
        Better::Neither => Direction::Neutral,
    };
    let chart = analysed.chart.as_ref();
    let overdispersed = chart.is_some_and(crate::stats::spc::ControlChart::is_overdispersed)
        && line.control.chart.primed().is_some();
    // By limits that are too narrow nothing can be judged.
    let chart = chart.filter(|_| !overdispersed);
    let mut judged = Judged {
        variation: chart.and_then(|it| verdict::variation(it, &analysed.found, better)),
        rule: latest
            .and_then(|at| *analysed.found.get(at)?)
            .map(|it| it.rule),
        assurance: chart.zip(line.target.as_ref()).and_then(|(chart, target)| {
            let scale = if by_tally { line.scale() } else { 1.0 };
            verdict::assurance(chart, target.value.get() / scale, better)
        }),
        limits: latest.and_then(|at| {
            let limit = |role| analysed.key_of(role, at).cloned();
            limit("lower").zip(limit("upper"))
        }),
        trial: chart.zip(latest).is_some_and(|(chart, at)| {
            let mut phases = chart.phases.iter();
            phases.any(|it| it.points.contains(&at) && it.is_trial())
        }),
        overdispersed,
        changes: Vec::new(),
        values,
        latest,
        analysed,
    };
    if let Some(at) = judged.latest {
        line.latest(at, &mut judged, out);
    }
    line.years(out);
    judged
}

impl Line {
    /// Reports whether its points are counts over bases.
    pub(in crate::subject::monitoring) fn is_of_rates(&self) -> bool {
        self.control.chart.is_of_tallies()
            || (self.points.iter()).any(|it| matches!(it.typed, Typed::Tally { .. }))
    }

    /// What a rate of one is multiplied by when printed.
    fn scale(&self) -> f64 {
        match self.control.chart {
            ControlChart::P | ControlChart::PPrime => 100.0,
            _ => self.per,
        }
    }

    /// Digits of its values when printed; of rates at least one, as limits.
    pub(in crate::subject::monitoring) fn digits(&self) -> u8 {
        if self.control.chart.is_of_tallies() {
            self.decimals.max(1)
        } else {
            self.decimals
        }
    }

    /// The value of a point, as printed.
    fn number(&self, point: &Point) -> Option<f64> {
        match &point.typed {
            Typed::Value(value) => Some(value.get()),
            Typed::Tally { num, den } if den.get() > 0.0 => {
                Some(num.get() / den.get() * self.scale())
            }
            Typed::Tally { .. } | Typed::Missing(_) => None,
        }
    }

    fn found(&self, point: &Point) -> Option<Found> {
        match &point.typed {
            Typed::Tally { num, den } if self.control.chart.is_of_tallies() => {
                Some(Found::Tally(Tally {
                    count: num.get(),
                    base: den.get(),
                }))
            }
            _ => self.number(point).map(Found::Value),
        }
    }

    /// The figures that a point was typed as, or the rate computed of them.
    fn inputs(&self, point: &Point, of_rate: bool) -> Vec<FigureKey> {
        let names: &[&str] = match &point.typed {
            _ if of_rate => &["rate"],
            Typed::Tally { .. } => &["num", "den"],
            Typed::Missing(_) if self.is_of_rates() => &["num"],
            Typed::Value(_) | Typed::Missing(_) => &["value"],
        };
        names
            .iter()
            .map(|name| self.about.at(name, point.period))
            .collect()
    }

    /// Publishes what was typed of a point; of a chart of single values that
    /// are rates, the rate too.
    fn typed(&self, point: &Point, out: &mut Vec<Figure>) {
        let about = &self.about;
        let typed = |name: &str, value: Result<f64, Missing>| Figure {
            evidence: point.evidence,
            inputs: vec![Input::Typed(point.place.clone())],
            ..about.figure(about.at(name, point.period), value)
        };
        let in_measure = |figure: Figure| Figure {
            measure: self.measure.clone(),
            decimals: self.decimals,
            better: self.better,
            ..figure
        };
        let rates = self.is_of_rates();
        match &point.typed {
            Typed::Value(value) => out.push(Figure {
                n: point.n,
                ..in_measure(typed("value", Ok(value.get())))
            }),
            Typed::Tally { num, den } => {
                out.push(typed("num", Ok(num.get())));
                out.push(typed("den", Ok(den.get())));
            }
            Typed::Missing(reason) => {
                let name = if rates { "num" } else { "value" };
                let figure = typed(name, Err(Missing::Stated(reason.clone())));
                out.push(if rates { figure } else { in_measure(figure) });
            }
        }
        if rates && !self.control.chart.is_of_tallies() {
            let inputs = self.inputs(point, false);
            let gap = match &point.typed {
                Typed::Missing(_) => Missing::Input(inputs[0].clone()),
                Typed::Value(_) | Typed::Tally { .. } => Missing::ZeroBase,
            };
            out.push(in_measure(Figure {
                formula: "num ÷ den × per".to_owned(),
                inputs: Input::figures(inputs),
                ..typed("rate", self.number(point).ok_or(gap))
            }));
        }
    }

    /// Publishes the latest value with its target and its changes.
    fn latest(&self, at: usize, judged: &mut Judged, out: &mut Vec<Figure>) {
        let about = &self.about;
        let key = about.key("latest");
        let point = &self.points[at];
        let value = |at: usize| self.number(&self.points[at]);
        let figure = |key: FigureKey, value: Result<f64, Missing>, decimals: u8| Figure {
            measure: self.measure.clone(),
            decimals,
            better: self.better,
            evidence: point.evidence,
            ..about.figure(key, value)
        };
        let missing = || Missing::Input(judged.values[at].clone());
        out.push(Figure {
            verdict: judged.assurance.map(|it| match it {
                Assurance::ConsistentlyPasses => Verdict::Met,
                Assurance::ConsistentlyFails => Verdict::NotMet,
                Assurance::HitAndMiss => Verdict::NotDistinguishable,
            }),
            inputs: Input::figures([judged.values[at].clone()]),
            ..figure(key.clone(), value(at).ok_or_else(missing), self.digits())
        });
        if let Some(target) = &self.target {
            let own = about.key("latest:target");
            out.push(about.promised(target, own.clone(), &self.measure));
            // A course is drawn against the target of the point that it ends in.
            let last = &judged.values[at];
            out.push(Figure {
                evidence: target.evidence,
                inputs: Input::figures([own]),
                ..figure(
                    last.renamed(format!("{}:target", last.name)),
                    Ok(target.value.get()),
                    target.value.decimals(),
                )
            });
        }
        let before = at.checked_sub(1);
        let year_before = (point.period.year_before())
            .and_then(|then| self.points.iter().position(|it| it.period == then));
        for (name, then) in [("step", before), ("latest:change", year_before)] {
            let Some(then) = then else { continue };
            let broken = self
                .control
                .phases
                .iter()
                .find(|it| it.broken && it.point > then && it.point <= at);
            let difference = match (broken, value(then), value(at)) {
                (Some(phase), ..) => Err(Missing::Stated(phase.reason.clone())),
                (None, Some(then), Some(now)) => Ok(now - then),
                _ => Err(Missing::Input(judged.values[then].clone())),
            };
            let change = |name: &str, value, measure: &str, decimals, formula: &str| Figure {
                measure: measure.to_owned(),
                signed: true,
                evidence: Evidence::weakest_of([point.evidence, self.points[then].evidence]),
                formula: formula.to_owned(),
                inputs: Input::figures([judged.values[at].clone(), judged.values[then].clone()]),
                ..figure(about.key(name), value, decimals)
            };
            let digits = self.digits();
            let by = difference.clone();
            out.push(change(name, by, &self.difference, digits, "a − b"));
            if name == "step" || self.measure == "percent" {
                continue;
            }
            let share = difference.and_then(|by| match value(then) {
                Some(base) if base != 0.0 => Ok(by / base.abs() * 100.0),
                _ => Err(Missing::ZeroBase),
            });
            let name = "latest:change_percent";
            out.push(change(name, share, "percent", 1, "(a − b) ÷ |b|"));
        }
        if year_before.is_some() {
            judged.changes.push(about.key("latest:change"));
            if self.measure != "percent" {
                judged.changes.push(about.key("latest:change_percent"));
            }
        }
    }

    /// Publishes the rate of each year whose periods are all there: the sum of
    /// its counts over the sum of its bases.
    fn years(&self, out: &mut Vec<Figure>) {
        if !self.is_of_rates() {
            return;
        }
        let own = &self.points[self.earlier..];
        let mut years: Vec<i16> = own.iter().map(|it| it.period.year()).collect();
        years.dedup();
        for year in years {
            let points = self.points.iter().enumerate();
            let of_year: Vec<(usize, &Point)> =
                points.filter(|(_, it)| it.period.year() == year).collect();
            if !is_whole(&of_year) {
                continue;
            }
            let (first, last) = (of_year[0].0, of_year[of_year.len() - 1].0);
            let broken = (self.control.phases.iter())
                .find(|it| it.broken && it.point > first && it.point <= last);
            let inputs: Vec<FigureKey> = of_year
                .iter()
                .flat_map(|(_, it)| self.inputs(it, false))
                .collect();
            let gap = (of_year.iter()).find(|(_, it)| matches!(it.typed, Typed::Missing(_)));
            let sum = |part: fn(&Typed) -> f64| -> f64 {
                of_year.iter().map(|(_, it)| part(&it.typed)).sum()
            };
            let den = sum(|it| match it {
                Typed::Tally { den, .. } => den.get(),
                _ => 0.0,
            });
            let num = sum(|it| match it {
                Typed::Tally { num, .. } => num.get(),
                _ => 0.0,
            });
            let value = match (broken, gap) {
                (Some(phase), _) => Err(Missing::Stated(phase.reason.clone())),
                (None, Some((_, it))) => Err(Missing::Input(self.about.at("num", it.period))),
                (None, None) if den == 0.0 => Err(Missing::ZeroBase),
                (None, None) => Ok(num / den * self.scale()),
            };
            out.push(Figure {
                measure: self.measure.clone(),
                decimals: self.digits(),
                better: self.better,
                evidence: Evidence::weakest_of(of_year.iter().map(|(_, it)| it.evidence)),
                formula: "Σ num ÷ Σ den × per".to_owned(),
                inputs: Input::figures(inputs),
                ..self
                    .about
                    .figure(self.about.at("rate", Period::Year(year)), value)
            });
        }
    }
}

/// Reports whether periods shorter than a year fill theirs.
fn is_whole(points: &[(usize, &Point)]) -> bool {
    let Some(((_, first), (_, last))) = points.first().zip(points.last()) else {
        return false;
    };
    let (first, last) = (first.period, last.period);
    let begins = match first {
        Period::Year(_) => false,
        Period::Week(_, week) => week == 1,
        _ => first.first_day() == Period::Year(first.year()).first_day(),
    };
    let follows = |pair: &[(usize, &Point)]| pair[0].1.period.next() == Some(pair[1].1.period);
    let ends = last.next().is_some_and(|it| it.year() > last.year());
    begins && ends && points.windows(2).all(follows)
}
