//! Publishes what the calendar comes to: of each report, of all, of each day,
//! and of what meetings decided.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    Line, Progress, Record,
    expected::{Expected, State},
};
use crate::{
    model::{Better, Evidence, Figure, FigureKey, Finite, Input, Missing, Text},
    stats::Tally,
    subject::{
        range::with_ends,
        units::{self, below},
    },
};

/// Every figure of the year.
pub(super) fn figures(record: &Record) -> Vec<Figure> {
    let mut out = Publisher {
        record,
        figures: Vec::new(),
    };
    for line in &record.lines {
        out.line(line);
    }
    out.all();
    out.days();
    out.decisions();
    out.figures
}

/// How many periods became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    due: u64,
    on_time: u64,
    late: u64,
    not_issued: u64,
    unknown: u64,
    /// The sum of the days that late ones were late, and the most of one.
    days_late: i64,
    longest: i64,
}

impl Counts {
    fn of(line: &Line, day: Date) -> Self {
        let mut counts = Self::default();
        for expected in &line.expected {
            let state = expected.on(day);
            if state == State::NotDue {
                continue;
            }
            counts.due += 1;
            match state {
                State::OnTime(_) => counts.on_time += 1,
                State::Late(_, days) => {
                    counts.late += 1;
                    counts.days_late += days;
                    counts.longest = counts.longest.max(days);
                }
                State::NotIssued => counts.not_issued += 1,
                State::NotDue | State::Unknown => counts.unknown += 1,
            }
        }
        counts
    }

    /// The numbers by the names of their figures.
    fn named(self) -> [(&'static str, f64, Better, &'static str); 7] {
        let of = |it: u64| it as f64;
        [
            ("due", of(self.due), Better::Neither, ""),
            ("on_time", of(self.on_time), Better::Higher, ""),
            ("late", of(self.late), Better::Lower, ""),
            ("not_issued", of(self.not_issued), Better::Lower, ""),
            ("unknown", of(self.unknown), Better::Lower, ""),
            (
                "days_late",
                self.days_late as f64,
                Better::Lower,
                "Σ (issued − due)",
            ),
            (
                "longest",
                self.longest as f64,
                Better::Lower,
                "max (issued − due)",
            ),
        ]
    }
}

struct Publisher<'a> {
    record: &'a Record,
    figures: Vec<Figure>,
}

impl Publisher<'_> {
    fn figure(&self, key: FigureKey, label: &Text, value: Result<f64, Missing>) -> Figure {
        let value = value.and_then(Finite::computed);
        self.record.whole(label).figure(key, label, value)
    }

    /// What was due of a report, and what became of it.
    fn line(&mut self, line: &Line) {
        let record = self.record;
        let counts = Counts::of(line, record.as_of);
        let inputs: Vec<Input> = line.places().into_iter().map(Input::Typed).collect();
        let unknown = || Missing::Stated(line.missing.clone());
        let is_known = line.missing.is_empty();
        for (name, value, better, formula) in counts.named() {
            // What is due the calendar tells even where no issue is known.
            let told = is_known || (name == "due" && !line.expected.is_empty());
            let value = if told { Ok(value) } else { Err(unknown()) };
            self.figures.push(Figure {
                better,
                evidence: line.evidence,
                formula: formula.to_owned(),
                inputs: inputs.clone(),
                ..self.figure(record.line_key(line, name), &line.name, value)
            });
        }
        let base = record.key(&format!("report.{}", line.id));
        if let Some(days) = line.days {
            self.figures.push(Figure {
                evidence: line.evidence,
                inputs: vec![Input::Typed(line.place.clone())],
                ..self.figure(record.line_key(line, "days"), &line.name, Ok(days as f64))
            });
        }
        let reason = (!is_known).then(unknown);
        self.share(&base, &line.name, counts, line.evidence, reason);
        for expected in &line.expected {
            if let (true, State::Late(_, days)) = (is_known, expected.on(record.as_of)) {
                let issue = expected.issue.iter();
                self.figures.push(Figure {
                    better: Better::Lower,
                    evidence: line.evidence,
                    formula: "issued − due".to_owned(),
                    inputs: issue.map(|it| Input::Typed(it.place.clone())).collect(),
                    ..self.figure(
                        Record::lateness_key(line, expected.period),
                        &line.name,
                        Ok(days as f64),
                    )
                });
            }
        }
    }

    /// The share on time of those due whose fate is known, with its interval
    /// by Wilson.
    fn share(
        &mut self,
        base: &FigureKey,
        label: &Text,
        counts: Counts,
        evidence: Evidence,
        missing: Option<Missing>,
    ) {
        let known = counts.due - counts.unknown;
        let value = match missing {
            Some(missing) => Err(missing),
            None if known == 0 => Err(Missing::ZeroBase),
            None => Ok(counts.on_time as f64 / known as f64 * 100.0),
        };
        let is_known = value.is_ok();
        let figure = Figure {
            measure: units::PERCENT.to_owned(),
            decimals: 1,
            better: Better::Higher,
            evidence,
            formula: "on_time ÷ (due − unknown)".to_owned(),
            inputs: ["on_time", "due", "unknown"]
                .map(|it| Input::Figure(below(base, it)))
                .to_vec(),
            ..self.figure(below(base, "share"), label, value)
        };
        let tally = Tally {
            count: counts.on_time as f64,
            base: known as f64,
        };
        let figure = if is_known {
            units::around(figure, tally)
        } else {
            figure
        };
        self.figures.extend(with_ends(figure));
    }

    /// The sums over all reports whose issues are known.
    fn all(&mut self) {
        let record = self.record;
        let label = &record.name;
        let mut sum = Counts::default();
        for line in record.known() {
            let counts = Counts::of(line, record.as_of);
            sum.due += counts.due;
            sum.on_time += counts.on_time;
            sum.late += counts.late;
            sum.not_issued += counts.not_issued;
            sum.unknown += counts.unknown;
            sum.days_late += counts.days_late;
            sum.longest = sum.longest.max(counts.longest);
        }
        let evidence = Evidence::weakest_of(record.known().map(|it| it.evidence));
        for (name, value, better, _) in sum.named() {
            let inputs = record.known().map(|it| record.line_key(it, name));
            self.figures.push(Figure {
                better,
                evidence,
                formula: if name == "longest" { "max" } else { "Σ n" }.to_owned(),
                inputs: Input::figures(inputs),
                ..self.figure(record.key(&format!("all.{name}")), label, Ok(value))
            });
        }
        self.share(&record.key("all"), label, sum, evidence, None);
    }

    /// How many of those due on a day were not on time, of each day of the
    /// year on which something was.
    fn days(&mut self) {
        let record = self.record;
        for (day, due) in record.days() {
            let missed = due.iter().filter(|(_, it)| {
                let state = it.on(record.as_of);
                matches!(state, State::Late(..) | State::NotIssued)
            });
            let missed = missed.count() as f64;
            let places = due.iter().flat_map(|(line, it)| {
                let issue = it.issue.as_ref().map(|it| &it.place);
                [Some(&line.place), issue].into_iter().flatten()
            });
            self.figures.push(Figure {
                better: Better::Lower,
                evidence: Evidence::weakest_of(due.iter().map(|(line, _)| line.evidence)),
                formula: "late + not_issued".to_owned(),
                inputs: places.cloned().map(Input::Typed).collect(),
                ..self.figure(Record::day_key(day), &record.name, Ok(missed))
            });
        }
    }

    /// How many meetings and decisions there were, and how far the latter are.
    fn decisions(&mut self) {
        let record = self.record;
        let evidence = Evidence::weakest_of(record.meetings.iter().map(|it| it.evidence));
        let count = |is: fn(Progress) -> bool| {
            let all = record.decisions();
            all.filter(|(_, it)| is(it.on(record.as_of))).count() as f64
        };
        let counts: [(&str, f64, Better); 6] = [
            ("meetings", record.meetings.len() as f64, Better::Neither),
            ("decisions.count", count(|_| true), Better::Neither),
            (
                "decisions.closed",
                count(|it| matches!(it, Progress::Closed(_) | Progress::ClosedLate(_))),
                Better::Higher,
            ),
            (
                "decisions.late",
                count(|it| matches!(it, Progress::ClosedLate(_))),
                Better::Lower,
            ),
            (
                "decisions.open",
                count(|it| matches!(it, Progress::Open | Progress::Overdue)),
                Better::Lower,
            ),
            (
                "decisions.overdue",
                count(|it| it == Progress::Overdue),
                Better::Lower,
            ),
        ];
        for (name, value, better) in counts {
            let meetings = record.meetings.iter();
            self.figures.push(Figure {
                better,
                evidence,
                inputs: meetings.map(|it| Input::Typed(it.place.clone())).collect(),
                ..self.figure(record.key(name), &record.name, Ok(value))
            });
        }
        for (meeting, decision) in record.decisions() {
            let (Progress::Overdue, Some(due)) = (decision.on(record.as_of), decision.due) else {
                continue;
            };
            self.figures.push(Figure {
                better: Better::Lower,
                evidence: meeting.evidence,
                formula: "as_of − due".to_owned(),
                inputs: vec![Input::Typed(decision.place.clone())],
                ..self.figure(
                    record.key(&format!("decision.{}.days_overdue", decision.id)),
                    &decision.what,
                    Ok(f64::from((record.as_of - due).get_days())),
                )
            });
        }
    }
}

impl Record {
    /// The days of the year on which something was due of which is known what
    /// became of it, each with what was due.
    pub(super) fn days(&self) -> BTreeMap<Date, Vec<(&Line, &Expected)>> {
        let mut days: BTreeMap<Date, Vec<_>> = BTreeMap::new();
        for line in self.known() {
            for expected in &line.expected {
                let state = expected.on(self.as_of);
                let is_told = !matches!(state, State::NotDue | State::Unknown);
                if is_told && expected.due.year() == self.year {
                    days.entry(expected.due).or_default().push((line, expected));
                }
            }
        }
        days
    }
}
