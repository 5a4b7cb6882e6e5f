//! Contact centres and promises: measures of the counts of a period, and of
//! the year's sums.

use crate::{
    model::{Better, Figure, FigureKey, Input, Missing, Op, Period, Target as Bound},
    stats::service::{self, Calls},
    subject::monitoring::{
        About, CALL_COUNTS, CASE_COUNTS, Centre, Counted, Promise, ServiceLevel, Target,
    },
    subject::{
        minimum::Minimum,
        units::{PERCENT, missing},
    },
};

/// What came of the counts of a contact centre or a promise.
pub(in crate::subject::monitoring) struct Measured {
    /// The columns that some row has a figure for, by name.
    pub(in crate::subject::monitoring) columns: Vec<&'static str>,
    /// The periods, and then the year where there are several of it.
    pub(in crate::subject::monitoring) rows: Vec<Row>,
}

/// A period with its figures.
pub(in crate::subject::monitoring) struct Row {
    /// When.
    pub(in crate::subject::monitoring) period: Period,
    /// It is the sum of others.
    pub(in crate::subject::monitoring) total: bool,
    /// The figures by column.
    pub(in crate::subject::monitoring) figures: Vec<(&'static str, FigureKey)>,
}

/// A measure of counts: which it needs, how it is computed, and how printed.
struct Measure<'a, const N: usize> {
    name: &'static str,
    needs: Vec<usize>,
    formula: &'static str,
    unit: &'a str,
    better: Better,
    of: &'a dyn Fn(&[u64; N]) -> Result<f64, Missing>,
    /// How many cases it rests on.
    base: Option<fn(&[u64; N]) -> u64>,
}

/// Of a contact centre.
pub(super) fn centre(
    centre: &Centre,
    minimum: Option<&Minimum>,
    out: &mut Vec<Figure>,
) -> Measured {
    let calls = |it: &[u64; 10]| Calls {
        offered: it[0],
        answered: it[1],
        answered_in_time: it[2],
        abandoned_in_time: Some(it[3]),
        abandoned_at_once: Some(it[4]),
    };
    let level = |it: &[u64; 10]| {
        let needed = needs(centre.level);
        let calls = Calls {
            abandoned_in_time: needed.contains(&3).then_some(it[3]),
            abandoned_at_once: needed.contains(&4).then_some(it[4]),
            ..calls(it)
        };
        let level = service::service_level(calls, centre.level.into());
        level.map(|it| it * 100.0).map_err(missing)
    };
    let measures = [
        Measure {
            name: "service_level",
            needs: needs(centre.level),
            formula: formula(centre.level),
            unit: PERCENT,
            better: Better::Higher,
            of: &level,
            base: Some(|it| it[0]),
        },
        Measure {
            name: "abandonment",
            needs: vec![0, 1],
            formula: "(offered − answered) ÷ offered",
            unit: PERCENT,
            better: Better::Lower,
            of: &|it| ratio(it[0].saturating_sub(it[1]) as f64 * 100.0, it[0]),
            base: Some(|it| it[0]),
        },
        Measure {
            name: "asa",
            needs: vec![5, 1],
            formula: "wait ÷ answered",
            unit: &centre.seconds,
            better: Better::Lower,
            of: &|it| ratio(it[5] as f64, it[1]),
            base: None,
        },
        Measure {
            name: "aht",
            needs: vec![6, 7, 8, 1],
            formula: "(talk + hold + wrap) ÷ answered",
            unit: &centre.seconds,
            better: Better::Neither,
            of: &|it| ratio(it[6] as f64 + it[7] as f64 + it[8] as f64, it[1]),
            base: None,
        },
        Measure {
            name: "occupancy",
            needs: vec![6, 7, 8, 9],
            formula: "(talk + hold + wrap) ÷ staffed",
            unit: PERCENT,
            better: Better::Neither,
            of: &|it| ratio((it[6] as f64 + it[7] as f64 + it[8] as f64) * 100.0, it[9]),
            base: None,
        },
    ];
    let about = &centre.about;
    out.push(Figure {
        decimals: 0,
        ..about.promised(&centre.within, about.key("within"), &centre.seconds)
    });
    let sums = |rows: &[&Counted<10>]| {
        std::array::from_fn(|i| {
            let counts = rows.iter().map(|row| row.summed()[i]);
            counts.sum::<Option<u64>>()
        })
    };
    if let Some(target) = &centre.target {
        let key = centre.about.key("service_level:target");
        out.push(centre.about.promised(target, key, PERCENT));
    }
    let counted = Counting {
        about: &centre.about,
        names: &CALL_COUNTS,
        target: centre.target.as_ref(),
        hidden: &[3, 4, 5, 6, 7, 8, 9],
        minimum,
        size: Centre::size,
    };
    counted.measure(&centre.rows, &measures, &sums, out)
}

/// The counts that a service level is computed of, as indices.
fn needs(level: ServiceLevel) -> Vec<usize> {
    match level {
        ServiceLevel::OfAnswered | ServiceLevel::OfOffered => vec![2, 0, 1],
        ServiceLevel::AbandonedServed | ServiceLevel::OfRemaining => vec![2, 0, 1, 3],
        ServiceLevel::AtOnceServed => vec![2, 0, 1, 4],
    }
}

fn formula(level: ServiceLevel) -> &'static str {
    match level {
        ServiceLevel::AbandonedServed => "(answered_in_time + abandoned_in_time) ÷ offered",
        ServiceLevel::OfAnswered => "answered_in_time ÷ answered",
        ServiceLevel::OfOffered => "answered_in_time ÷ offered",
        ServiceLevel::OfRemaining => "answered_in_time ÷ (offered − abandoned_in_time)",
        ServiceLevel::AtOnceServed => "(answered_in_time + abandoned_at_once) ÷ offered",
    }
}

/// Of a promise. What is closed adds up over the year; what is open is what
/// stood open at its end, since a case may be open at the end of many months.
pub(super) fn promise(
    promise: &Promise,
    minimum: Option<&Minimum>,
    out: &mut Vec<Figure>,
) -> Measured {
    let about = &promise.about;
    out.push(Figure {
        definition: about.definition.clone(),
        ..about.promised(&promise.limit, about.key("limit"), &promise.measure)
    });
    if let Some(target) = &promise.target {
        let key = about.key("on_time:target");
        out.push(about.promised(target, key, PERCENT));
    }
    let measures = [Measure {
        name: "on_time",
        needs: vec![0, 1, 2],
        formula: "within ÷ (within + late + overdue)",
        unit: PERCENT,
        better: Better::Higher,
        of: &|it: &[u64; 4]| ratio(it[0] as f64 * 100.0, it[0] + it[1] + it[2]),
        base: Some(|it| it[0] + it[1] + it[2]),
    }];
    let sums = |rows: &[&Counted<4>]| {
        let sum = |i: usize| rows.iter().map(|row| row.summed()[i]).sum::<Option<u64>>();
        let last = |i: usize| rows.last().and_then(|row| row.counts[i]);
        [sum(0), sum(1), last(2), last(3)]
    };
    let counted = Counting {
        about,
        names: &CASE_COUNTS,
        target: promise.target.as_ref(),
        hidden: &[],
        minimum,
        size: Promise::size,
    };
    let mut measured = counted.measure(&promise.rows, &measures, &sums, out);
    for (row, shown) in promise.rows.iter().zip(&mut measured.rows) {
        let Some(p90) = row.p90 else { continue };
        let value = match row.unshown {
            Some(_) => Err(Missing::Stated(row.missing.clone())),
            None => Ok(p90.get()),
        };
        let key = about.at("p90", row.period);
        out.push(Figure {
            measure: promise.measure.clone(),
            decimals: 1,
            better: Better::Lower,
            inputs: vec![Input::Typed(row.place.clone())],
            ..about.figure(key.clone(), value)
        });
        shown.figures.push(("p90", key));
    }
    if promise.rows.iter().any(|it| it.p90.is_some()) {
        measured.columns.push("p90");
    }
    measured
}

impl Centre {
    /// How many calls some counts are of.
    pub(in crate::subject::monitoring) fn size(counts: &[Option<u64>; 10]) -> u64 {
        let [offered, answered, in_time, ..] = counts;
        offered.or(*answered).or(*in_time).unwrap_or(0)
    }
}

impl Promise {
    /// How many cases of some counts were to be done by then.
    pub(in crate::subject::monitoring) fn size(
        [within, late, overdue, _]: &[Option<u64>; 4],
    ) -> u64 {
        [within, late, overdue].into_iter().flatten().sum()
    }
}

impl<const N: usize> Counted<N> {
    /// What the year's sums are made of.
    fn summed(&self) -> &[Option<u64>; N] {
        self.unshown.as_ref().unwrap_or(&self.counts)
    }
}

fn ratio(of: f64, base: u64) -> Result<f64, Missing> {
    if base == 0 {
        Err(Missing::ZeroBase)
    } else {
        Ok(of / base as f64)
    }
}

/// Whose counts are measured.
struct Counting<'a, const N: usize> {
    about: &'a About,
    names: &'static [&'static str; N],
    /// What the first measure is held against.
    target: Option<&'a Target>,
    /// Counts that the table leaves to the ledger.
    hidden: &'a [usize],
    minimum: Option<&'a Minimum>,
    /// How many cases some counts are of.
    size: fn(&[Option<u64>; N]) -> u64,
}

impl<const N: usize> Counting<'_, N> {
    fn measure(
        &self,
        rows: &[Counted<N>],
        measures: &[Measure<N>],
        sums: &dyn Fn(&[&Counted<N>]) -> [Option<u64>; N],
        out: &mut Vec<Figure>,
    ) -> Measured {
        let about = self.about;
        let given: Vec<usize> = (0..N)
            .filter(|i| rows.iter().any(|row| row.summed()[*i].is_some()))
            .collect();
        let measures: Vec<&Measure<N>> = (measures.iter())
            .filter(|it| it.needs.iter().all(|need| given.contains(need)))
            .collect();
        let mut shown = Vec::new();
        for row in rows {
            for i in &given {
                let key = about.at(self.names[*i], row.period);
                out.push(Figure {
                    inputs: vec![Input::Typed(row.place.clone())],
                    ..about.figure(
                        key,
                        row.counts[*i]
                            .map(|it| it as f64)
                            .ok_or_else(|| Missing::Stated(row.missing.clone())),
                    )
                });
            }
            shown.push(self.row(row.period, false, &row.counts, &given, &measures, out));
        }
        let year = Period::Year(about.year);
        let of_year: Vec<&Counted<N>> = rows
            .iter()
            .filter(|it| it.period.year() == about.year)
            .collect();
        if of_year.len() > 1 {
            let counts = sums(&of_year);
            let few = self.minimum.filter(|it| it.is_small((self.size)(&counts)));
            let counts = few.map_or(counts, |_| [None; N]);
            for i in &given {
                let keys = of_year.iter().map(|it| about.at(self.names[*i], it.period));
                let keys: Vec<FigureKey> = keys.collect();
                let mut lacking = of_year.iter().zip(&keys).rev();
                let lacking = lacking.find(|(it, _)| it.counts[*i].is_none());
                let gap = || match (few, lacking) {
                    (Some(minimum), _) => minimum.missing(),
                    (None, Some((_, key))) => Missing::Input(key.clone()),
                    (None, None) => Missing::ZeroBase,
                };
                out.push(Figure {
                    formula: "Σ".to_owned(),
                    inputs: Input::figures(keys.clone()),
                    ..about.figure(
                        about.at(self.names[*i], year),
                        counts[*i].map(|it| it as f64).ok_or_else(gap),
                    )
                });
            }
            shown.push(self.row(year, true, &counts, &given, &measures, out));
        }
        let counts = given.iter().filter(|it| !self.hidden.contains(it));
        Measured {
            columns: counts
                .map(|it| self.names[*it])
                .chain(measures.iter().map(|it| it.name))
                .collect(),
            rows: shown,
        }
    }

    /// Publishes the measures of a row and names its figures.
    fn row(
        &self,
        period: Period,
        total: bool,
        counts: &[Option<u64>; N],
        given: &[usize],
        measures: &[&Measure<N>],
        out: &mut Vec<Figure>,
    ) -> Row {
        let about = self.about;
        let key = |i: usize| about.at(self.names[i], period);
        let mut figures: Vec<(&'static str, FigureKey)> =
            given.iter().map(|i| (self.names[*i], key(*i))).collect();
        for measure in measures {
            let lacking = measure.needs.iter().find(|i| counts[**i].is_none());
            let known: [u64; N] = std::array::from_fn(|i| counts[i].unwrap_or(0));
            let value = match lacking {
                Some(i) => Err(Missing::Input(key(*i))),
                None => (measure.of)(&known),
            };
            let n = measure.base.filter(|_| value.is_ok()).map(|it| it(&known));
            let own = about.at(measure.name, period);
            let mut figure = Figure {
                measure: measure.unit.to_owned(),
                decimals: 1,
                better: measure.better,
                n,
                formula: measure.formula.to_owned(),
                inputs: Input::figures(measure.needs.iter().map(|i| key(*i))),
                ..about.figure(own.clone(), value)
            };
            if matches!(measure.name, "service_level" | "on_time")
                && let Some(target) = self.target
            {
                // All cases are counted and none is sampled: no interval.
                let bound = Bound {
                    op: Op::AtLeast,
                    bound: target.value,
                    evidence: target.evidence,
                };
                figure.verdict = Some(bound.verdict(&figure));
            }
            out.push(figure);
            figures.push((measure.name, own));
        }
        Row {
            period,
            total,
            figures,
        }
    }
}
