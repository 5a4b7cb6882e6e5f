//! Publishes attendance, passes, scores, gains and decays, each with its trace.

use super::{Course, Heads, Lasted, Named, Number, Record, Scores, Test};
use crate::{
    diag::{Code, Diagnostic, Place, Report},
    model::{Better, Evidence, Facts, Figure, FigureKey, Finite, Input, Interval, Missing, Text},
    stats::{Tally, interval},
    subject::{
        range::{LEVEL, scaled, with_ends},
        units::{PERCENT, around},
    },
};

/// Every figure of the year.
pub(super) fn figures(record: &Record) -> Vec<Figure> {
    let ledger = Ledger { record };
    let mut figures = Vec::new();
    ledger.totals(&mut figures);
    ledger.matrix(&mut figures);
    for it in &record.courses {
        ledger.course(it, &mut figures);
    }
    figures
}

/// Days of each measure in which an effect may be said to have lasted.
const DAYS: [(&str, f64); 3] = [("days", 1.0), ("weeks", 7.0), ("months", 365.25 / 12.0)];

/// Holds what the source says of how long effects lasted against the retests.
pub(super) fn review(record: &Record, facts: &Facts, report: &mut Report) {
    for it in &record.courses {
        let Some(lasted) = &it.lasted else { continue };
        if lasted.acknowledged.is_empty() && contradicts(record, it, facts) {
            report.add(
                Diagnostic::new(Code::EffectContradicts, lasted.number.place.clone())
                    .with("course", it.id.clone()),
            );
        }
    }
}

/// Reports whether a retest says otherwise than the source: nothing was left
/// while the effect is said to have lasted, or more than half of it after.
pub(super) fn contradicts(record: &Record, of: &Course, facts: &Facts) -> bool {
    let days = |it: &Lasted| {
        let (_, days) = DAYS.iter().find(|(measure, _)| *measure == it.measure)?;
        Some(it.number.value.as_ref().ok()?.get() * days)
    };
    let scores = of.scores.as_ref();
    let tested = scores.and_then(|it| Some(it.retest.as_ref()?.0 as f64));
    let left = facts.get(&record.course_key(of, "kept"));
    let left = left.and_then(Figure::number);
    match (of.lasted.as_ref().and_then(days), tested, left) {
        (Some(lasted), Some(tested), Some(left)) => {
            (tested <= lasted && left <= 0.0) || (tested > lasted && left > 50.0)
        }
        _ => false,
    }
}

struct Ledger<'a> {
    record: &'a Record,
}

impl Ledger<'_> {
    fn count<'b>(
        &self,
        name: &str,
        label: &Text,
        places: impl Iterator<Item = &'b Place>,
    ) -> Figure {
        let places: Vec<Input> = places.cloned().map(Input::Typed).collect();
        Figure {
            formula: "count".to_owned(),
            value: Finite::computed(places.len() as f64),
            inputs: places,
            evidence: self.record.evidence,
            ..self
                .record
                .head
                .figure(self.record.key(name), label, Err(Missing::Overflow))
        }
    }

    /// Courses, those who attended and passed, hours of all of them, lessons.
    fn totals(&self, figures: &mut Vec<Figure>) {
        let record = self.record;
        let none = Text::default();
        let courses = record.courses.iter();
        figures.push(self.count("total.courses", &none, courses.map(|it| &it.place)));
        let lessons = record.lessons.iter();
        figures.push(self.count("total.lessons", &none, lessons.map(|it| &it.place)));
        let both =
            |first: Option<&Number>, second: Option<&Number>| Some((value(first)?, value(second)?));
        let counted = record.courses.iter();
        let counted: Vec<(&Course, (f64, f64))> = counted
            .filter_map(|it| Some((it, both(it.passed.as_ref(), it.head.attended.as_ref())?)))
            .collect();
        let sum = |of: fn(&(f64, f64)) -> f64| counted.iter().map(|(_, it)| of(it)).sum::<f64>();
        let tally = Tally {
            count: sum(|it| it.0),
            base: sum(|it| it.1),
        };
        let inputs = counted
            .iter()
            .flat_map(|(it, _)| ["passed", "attended"].map(|name| record.course_key(it, name)));
        let evidence = Evidence::weakest_of(counted.iter().map(|(it, _)| it.evidence));
        figures.extend(with_ends(Figure {
            evidence,
            formula: "Σ passed ÷ Σ attended".to_owned(),
            inputs: Input::figures(inputs),
            ..around(
                self.share(record.key("total.pass_rate"), &none, tally),
                tally,
            )
        }));
        let spent = record.courses.iter();
        let spent: Vec<(&Course, (f64, f64))> = spent
            .filter_map(|it| Some((it, both(it.hours.as_ref(), it.head.attended.as_ref())?)))
            .collect();
        let hours: f64 = spent.iter().map(|(_, (hours, heads))| hours * heads).sum();
        let value = if spent.is_empty() {
            Err(Missing::ZeroBase)
        } else {
            Finite::computed(hours)
        };
        let inputs = spent
            .iter()
            .flat_map(|(it, _)| ["hours", "attended"].map(|name| record.course_key(it, name)));
        let decimals = spent.iter().filter_map(|(it, _)| it.hours.as_ref());
        let decimals = decimals.filter_map(|it| Some(it.value.as_ref().ok()?.decimals()));
        figures.push(Figure {
            measure: HOURS.to_owned(),
            decimals: decimals.max().unwrap_or_default(),
            evidence: Evidence::weakest_of(spent.iter().map(|(it, _)| it.evidence)),
            formula: "Σ hours × attended".to_owned(),
            inputs: Input::figures(inputs),
            ..self
                .record
                .head
                .figure(record.key("total.person_hours"), &none, value)
        });
    }

    /// How many courses teach each of the contents by each method.
    fn matrix(&self, figures: &mut Vec<Figure>) {
        let record = self.record;
        for (at, content) in record.contents.iter().enumerate() {
            for (by, method) in record.methods.iter().enumerate() {
                let such = record.courses.iter();
                let such = such.filter(|it| it.content == at && it.method == by);
                let label = content.name.beside(&method.name);
                let name = matrix_name(content, method);
                figures.push(self.count(&name, &label, such.map(|it| &it.place)));
            }
        }
    }

    /// A share in per cent; none where its base is zero.
    fn share(&self, key: FigureKey, label: &Text, tally: Tally) -> Figure {
        let value = if tally.base > 0.0 {
            Finite::computed(tally.count / tally.base * 100.0)
        } else {
            Err(Missing::ZeroBase)
        };
        Figure {
            measure: PERCENT.to_owned(),
            better: Better::Higher,
            ..self.record.head.figure(key, label, value)
        }
    }

    fn course(&self, of: &Course, figures: &mut Vec<Figure>) {
        let key = |name: &str| self.record.course_key(of, name);
        if let Some(hours) = &of.hours {
            figures.push(Figure {
                measure: HOURS.to_owned(),
                ..self
                    .record
                    .head
                    .typed(key("hours"), &of.name, hours, of.evidence)
            });
        }
        self.heads(&of.head, &key, &of.name, of.evidence, figures);
        if let Some(passed) = &of.passed {
            figures.push(
                self.record
                    .head
                    .typed(key("passed"), &of.name, passed, of.evidence),
            );
            if let Some(attended) = &of.head.attended {
                let pair = [key("passed"), key("attended")];
                let rate = self.ratio(key("pass_rate"), &of.name, pair, [passed, attended]);
                let tally = value_of(passed).zip(value_of(attended));
                let rate = Figure {
                    evidence: of.evidence,
                    ..rate
                };
                figures.extend(with_ends(match tally {
                    Some((count, base)) => around(rate, Tally { count, base }),
                    None => rate,
                }));
            }
        }
        for (role, heads) in &of.roles {
            let key = |name: &str| self.record.role_key(of, *role, name);
            let label = self.record.roles[*role].name.beside(&of.name);
            self.heads(heads, &key, &label, of.evidence, figures);
        }
        if let Some(scores) = &of.scores {
            self.scores(of, scores, figures);
        }
        if let Some(lasted) = &of.lasted {
            figures.push(Figure {
                measure: lasted.measure.clone(),
                ..self
                    .record
                    .head
                    .typed(key("lasted"), &of.name, &lasted.number, lasted.evidence)
            });
        }
    }

    /// How many were to attend and did, and their share.
    fn heads(
        &self,
        heads: &Heads,
        key: &dyn Fn(&str) -> FigureKey,
        label: &Text,
        evidence: Evidence,
        figures: &mut Vec<Figure>,
    ) {
        let numbers = [("invited", &heads.invited), ("attended", &heads.attended)];
        for (name, number) in numbers {
            if let Some(number) = number {
                figures.push(self.record.head.typed(key(name), label, number, evidence));
            }
        }
        if let (Some(base), Some(count)) = (&heads.invited, &heads.attended) {
            let pair = ["attended", "invited"].map(key);
            figures.push(Figure {
                evidence,
                ..self.ratio(key("attendance"), label, pair, [count, base])
            });
        }
    }

    /// The first number in per cent of the second.
    fn ratio(
        &self,
        key: FigureKey,
        label: &Text,
        pair: [FigureKey; 2],
        numbers: [&Number; 2],
    ) -> Figure {
        let figure = match numbers.map(value_of) {
            [Some(count), Some(base)] => self.share(key, label, Tally { count, base }),
            [None, _] => self.lacking(key, label, &pair[0]),
            [_, None] => self.lacking(key, label, &pair[1]),
        };
        let [count, base] = pair.each_ref().map(|it| last(it).to_owned());
        Figure {
            formula: format!("{count} ÷ {base}"),
            inputs: Input::figures(pair),
            ..figure
        }
    }

    fn lacking(&self, key: FigureKey, label: &Text, input: &FigureKey) -> Figure {
        Figure {
            measure: PERCENT.to_owned(),
            better: Better::Higher,
            ..self
                .record
                .head
                .figure(key, label, Err(Missing::Input(input.clone())))
        }
    }

    fn scores(&self, of: &Course, scores: &Scores, figures: &mut Vec<Figure>) {
        let record = self.record;
        let key = |name: &str| record.course_key(of, name);
        let retest = scores.retest.as_ref().map(|(_, test)| test);
        let tests = [
            ("before", Some(&scores.before)),
            ("after", Some(&scores.after)),
            ("retest", retest),
        ];
        for (name, test) in tests {
            let Some(test) = test else { continue };
            let estimate = test.spread().and_then(|it| interval::mean(it, LEVEL).ok());
            figures.push(Figure {
                measure: record.measure.clone(),
                decimals: 1,
                better: Better::Higher,
                n: test.n,
                interval: estimate.map(|it| scaled(it.interval, 1.0)),
                ..self
                    .record
                    .head
                    .typed(key(name), &of.name, &test.mean, of.evidence)
            });
        }
        let difference = |name: &str, from: (&str, &Test), to: (&str, &Test), sd: Option<f64>| {
            let pair = [key(to.0), key(from.0)];
            let value = match (value_of(&to.1.mean), value_of(&from.1.mean)) {
                (Some(to), Some(from)) => Finite::computed(to - from),
                (None, _) => Err(Missing::Input(pair[0].clone())),
                (_, None) => Err(Missing::Input(pair[1].clone())),
            };
            let paired = sd.zip(scores.pairs);
            let (interval, n) = match (&value, paired) {
                (Ok(mean), Some((sd, n))) => (paired_range(mean.get(), sd, n), Some(n)),
                (Ok(_), None) => (range(to.1, from.1), None),
                (Err(_), _) => (None, None),
            };
            with_ends(Figure {
                measure: record.difference.clone(),
                decimals: 1,
                signed: true,
                evidence: of.evidence,
                interval,
                n,
                formula: format!("{} − {}", to.0, from.0),
                inputs: Input::figures(pair),
                ..self.record.head.figure(key(name), &of.name, value)
            })
        };
        let before = ("before", &scores.before);
        let after = ("after", &scores.after);
        let mut gain = difference("gain", before, after, scores.gain_sd);
        for it in &mut gain {
            it.better = Better::Higher;
        }
        figures.extend(gain);
        if let Some(test) = retest {
            let mut decay = difference("decay", ("retest", test), after, scores.decay_sd);
            for it in &mut decay {
                it.better = Better::Lower;
            }
            figures.extend(decay);
            figures.push(self.kept(of, [&scores.before, &scores.after, test]));
        }
    }

    /// How much of the gain was still there at the retest, in per cent; not
    /// told where there was no gain.
    fn kept(&self, of: &Course, tests: [&Test; 3]) -> Figure {
        let keys = ["before", "after", "retest"].map(|it| self.record.course_key(of, it));
        let numbers = tests.map(|it| value_of(&it.mean));
        let lacking = keys.iter().zip(&numbers).find(|(_, it)| it.is_none());
        let value = match (lacking, numbers) {
            (None, [Some(before), Some(after), Some(retest)]) if after > before => {
                Finite::computed((retest - before) / (after - before) * 100.0)
            }
            (Some((key, _)), _) => Err(Missing::Input(key.clone())),
            (None, _) => Err(Missing::ZeroBase),
        };
        Figure {
            measure: PERCENT.to_owned(),
            better: Better::Higher,
            evidence: of.evidence,
            formula: "(retest − before) ÷ (after − before)".to_owned(),
            inputs: Input::figures(keys),
            ..self
                .record
                .head
                .figure(self.record.course_key(of, "kept"), &of.name, value)
        }
    }
}

/// Hours, as the catalogue knows them.
const HOURS: &str = "hours";

/// The name of the figure of a field of the matrix.
pub(super) fn matrix_name(content: &Named, method: &Named) -> String {
    format!("matrix.{}.{}", content.id, method.id)
}

/// The interval of a mean of single differences, by t.
fn paired_range(mean: f64, sd: f64, n: u64) -> Option<Interval> {
    let sample = interval::Sample { mean, sd, n };
    let estimate = interval::mean(sample, LEVEL).ok()?;
    Some(scaled(estimate.interval, 1.0))
}

/// The interval of the difference of two means, by Welch.
fn range(of: &Test, less: &Test) -> Option<Interval> {
    let lead = interval::lead(of.spread()?, less.spread()?, LEVEL).ok()?;
    Some(scaled(lead.estimate.interval, 1.0))
}

fn value_of(number: &Number) -> Option<f64> {
    number.value.as_ref().ok().map(|it| it.get())
}

fn value(number: Option<&Number>) -> Option<f64> {
    value_of(number?)
}

/// The last part of a figure's name.
fn last(key: &FigureKey) -> &str {
    key.name.rsplit('.').next().unwrap_or_default()
}

impl Test {
    /// The test as a mean with its spread, where both are given.
    fn spread(&self) -> Option<interval::Sample> {
        Some(interval::Sample {
            mean: value_of(&self.mean)?,
            sd: self.sd?,
            n: self.n?,
        })
    }
}
