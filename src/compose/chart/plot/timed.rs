//! Rows in time: lines, control charts, calendars and plans.

use jiff::civil::Date;

use super::{
    super::{short_period, words},
    Painter,
};
use crate::{
    block::{PlotRow, Signal as Found, StepState},
    chart::{
        Calendar, CalendarDay, Control, ControlPhase, ControlPoint, ControlWords, Day, Gantt,
        GanttWords, Line, Mark, Milestone, Point, Progress, Signal, StepTrack, Stretch, Task,
        TrackProject, TrackStep,
    },
    model::{Evidence, Period, When},
};

impl Painter<'_> {
    pub(super) fn line(&self) -> Line {
        Line {
            periods: self
                .plot
                .rows
                .iter()
                .map(|row| Point {
                    key: row.key.clone(),
                    label: self.label(row),
                })
                .collect(),
            series: self.series(),
            targets: self.targets(),
            range: None,
            unit: self.unit(),
            format: self.format(),
            words: words(self.voice),
        }
    }

    pub(super) fn control(&self) -> Control {
        let rows = &self.plot.rows;
        let value = if rows.iter().any(|row| row.figure("rate").is_some()) {
            "rate"
        } else {
            "value"
        };
        let points = rows.iter().map(|row| ControlPoint {
            label: row.period.map_or_else(
                || self.label(row),
                |period| short_period(When::In(period), true, self.voice),
            ),
            group: row
                .period
                .filter(|_| self.year().is_none())
                .map(|period| {
                    self.voice
                        .locale
                        .when(When::In(Period::Year(period.year())))
                })
                .unwrap_or_default(),
            value: self.mark_or_gap(row, value),
            signal: row.signal.as_ref().map_or(Signal::None, signal),
            rule: row
                .signal
                .as_ref()
                .map(|it| self.rule(it))
                .unwrap_or_default(),
            excluded: false,
            note: String::new(),
            lower: self.number(row, "lower"),
            upper: self.number(row, "upper"),
        });
        let starts: Vec<usize> = (0..rows.len())
            .filter(|i| rows[*i].begins.is_some())
            .collect();
        let phases = starts.iter().enumerate().filter_map(|(at, start)| {
            let begins = rows[*start].begins.as_ref()?;
            let end = starts.get(at + 1).copied().unwrap_or(rows.len());
            let stretch = &rows[*start..end];
            // Where limits vary, the last point's stand beside the line.
            let limit = |column: &str| {
                let row = stretch
                    .iter()
                    .rev()
                    .find(|row| row.figure(column).is_some());
                Mark {
                    key: String::new(),
                    ..row.map_or_else(Mark::default, |row| self.mark_or_gap(row, column))
                }
            };
            Some(ControlPhase {
                start: *start,
                reason: self.voice.plain(&begins.reason),
                broken: begins.broken,
                trial: begins.trial,
                centre: limit("centre"),
                lower: limit("lower"),
                upper: limit("upper"),
            })
        });
        let word = |key: &str| self.word(&format!("control.{key}"));
        Control {
            points: points.collect(),
            phases: phases.collect(),
            target: self.targets().into_iter().next(),
            range: None,
            unit: self.measure_of(value),
            format: self.format_of(value),
            terms: ControlWords {
                upper: word("upper"),
                centre: word("centre"),
                lower: word("lower"),
                trial: word("trial"),
                common: word("common"),
                improvement: word("improvement"),
                concern: word("concern"),
                neutral: word("neutral"),
                excluded: word("excluded"),
            },
            words: words(self.voice),
        }
    }

    /// The words of a rule: `连续 7 点在均值同一侧`.
    fn rule(&self, found: &Found) -> String {
        let count = found.count.map(|it| it.to_string()).unwrap_or_default();
        self.voice
            .locale
            .say(
                &format!("chart.signals.{}", found.rule),
                &[("count", &count)],
            )
            .unwrap_or_default()
    }

    pub(super) fn calendar(&self) -> Calendar {
        let series = self.plot.series().next().map(|it| it.id.as_str());
        let days = self.plot.rows.iter().filter_map(|row| {
            let Some(Period::Day(date)) = row.period else {
                return None;
            };
            Some(CalendarDay {
                date,
                label: self.voice.locale.when(When::In(Period::Day(date))),
                mark: self.mark_or_gap(row, series.unwrap_or_default()),
            })
        });
        let words_of = |key: &str, count: u8| {
            (1..=count)
                .map(|i| self.word(&format!("calendar.{key}.{i}")))
                .collect()
        };
        Calendar {
            days: days.collect(),
            shown: None,
            bounds: Vec::new(),
            format: self.format(),
            unit: self.unit(),
            months: words_of("months", 12),
            weekdays: words_of("weekdays", 7),
            words: words(self.voice),
        }
    }

    pub(super) fn gantt(&self) -> Gantt {
        let rows = &self.plot.rows;
        let dates = || {
            rows.iter().flat_map(|row| {
                let planned = row.planned.map(|(start, end)| [Some(start), Some(end)]);
                [row.start, row.end]
                    .into_iter()
                    .chain(planned.into_iter().flatten())
                    .flatten()
            })
        };
        Gantt {
            tasks: rows.iter().map(|row| self.task(row)).collect(),
            ticks: dates()
                .min()
                .zip(dates().max())
                .map(|(first, last)| self.months(first, last))
                .unwrap_or_default(),
            as_of: self.plot.options.as_of.map(|date| Day {
                day: number(date) + 1.0,
                label: self
                    .voice
                    .locale
                    .say(
                        "chart.as_of",
                        &[("date", &self.voice.locale.when(When::In(Period::Day(date))))],
                    )
                    .unwrap_or_default(),
            }),
            range: None,
            legend: GanttWords {
                plan: self.word("plan"),
                actual: self.word("actual"),
                expected: self.word("expected"),
                milestone: self.word("milestone"),
            },
            words: words(self.voice),
        }
    }

    fn task(&self, row: &PlotRow) -> Task {
        let done = self.mark(row, "done");
        let state = row.state.map(|it| self.state(it)).unwrap_or_default();
        let text = match &done {
            Some(mark) if row.state != Some(StepState::Done) => mark.text.clone(),
            _ => state,
        };
        let late = match (row.planned, row.end) {
            (Some((_, planned)), Some(end)) => end > planned,
            _ => false,
        };
        let text = if late {
            self.voice
                .locale
                .say("chart.late", &[("state", &text)])
                .unwrap_or(text)
        } else {
            text
        };
        let milestones = row.milestones.iter().map(|it| Milestone {
            label: self.voice.plain(&it.label),
            planned: it.planned.map(number),
            reached: Mark {
                key: row.key.clone(),
                value: it.reached.map(number),
                text: self.voice.plain(&super::milestone(it)),
                evidence: it.evidence,
                ..Mark::default()
            },
        });
        let figures = row
            .figures
            .iter()
            .filter_map(|(_, key)| self.voice.facts.get(key));
        let known = figures.filter(|it| it.value.is_ok());
        Task {
            label: self.label(row),
            owner: self.voice.plain(&self.plot.group_name(row)),
            plan: row
                .planned
                .map(|(start, end)| self.stretch(start, Some(end))),
            actual: row.start.map(|start| self.stretch(start, row.end)),
            expected: None,
            progress: Mark {
                key: row.key.clone(),
                text,
                evidence: Evidence::weakest_of(known.map(|it| it.evidence)),
                ..Mark::default()
            },
            late,
            milestones: milestones.collect(),
        }
    }

    /// How far each row is on the road whose steps are the plot's groups.
    pub(super) fn step_track(&self) -> StepTrack {
        let state = |it: StepState| self.state(it);
        StepTrack {
            steps: (self.plot.groups.iter())
                .map(|group| TrackStep {
                    // The rows of its table are the projects.
                    key: String::new(),
                    label: self.voice.plain(&group.label),
                })
                .collect(),
            projects: (self.plot.rows.iter())
                .map(|row| TrackProject {
                    label: self.label(row),
                    owner: self.voice.plain(&row.text),
                    progress: row.track.iter().map(|it| progress(*it)).collect(),
                    standing: Mark {
                        key: row.key.clone(),
                        text: row.state.map(state).unwrap_or_default(),
                        ..Mark::default()
                    },
                })
                .collect(),
            done: state(StepState::Done),
            doing: state(StepState::Doing),
            open: state(StepState::Open),
            words: words(self.voice),
        }
    }

    pub(super) fn state(&self, state: StepState) -> String {
        self.voice
            .locale
            .word(&format!("sentence.{}", super::state_word(state)))
            .to_owned()
    }

    fn stretch(&self, start: Date, end: Option<Date>) -> Stretch {
        Stretch {
            from: number(start),
            to: end.map(|it| number(it) + 1.0),
            text: self.voice.plain(&super::span(Some(start), end)),
        }
    }

    /// The months between two days, by their first days.
    fn months(&self, first: Date, last: Date) -> Vec<Day> {
        let mut month = Period::Month(first.year(), first.month().unsigned_abs());
        let mut days = Vec::new();
        while month.first_day() <= last && days.len() < MOST_MONTHS {
            days.push(Day {
                day: number(month.first_day()),
                label: short_period(When::In(month), first.year() == last.year(), self.voice),
            });
            let Some(next) = month.next() else { break };
            month = next;
        }
        days
    }
}

/// No plan is longer than fifty years.
const MOST_MONTHS: usize = 600;

fn signal(found: &Found) -> Signal {
    match found.good {
        Some(true) => Signal::Improvement,
        Some(false) => Signal::Concern,
        None => Signal::Neutral,
    }
}

/// How far a step is; a problem does not move it on.
fn progress(state: Option<StepState>) -> Progress {
    match state {
        Some(StepState::Done) => Progress::Done,
        Some(StepState::Doing | StepState::Problem) => Progress::Doing,
        Some(StepState::Open) => Progress::Open,
        None => Progress::Unknown,
    }
}

/// A day as a number that grows by one a day.
pub(super) fn number(date: Date) -> f64 {
    let start = Date::constant(1970, 1, 1);
    date.since(start)
        .map_or(0.0, |span| f64::from(span.get_days()))
}
