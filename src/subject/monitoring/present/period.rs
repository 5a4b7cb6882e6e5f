//! What the bulletin of a period shows of monitoring: each series as far as it
//! was then, and the alerts that were raised or still open.

use super::{Shown, bare, with_measure};
use crate::{
    block::{Align, Block, Cell, Column, Exhibit, Phrase, Row, Table, Tone},
    model::{Cadence, Facts, FigureKey, Period, Text},
    subject::{
        Subject,
        monitoring::{
            Alert, Line, Monitoring, Record,
            assess::{Assessed, Judged},
        },
    },
};

/// What shows one period; a line where nothing is known of it.
pub(in crate::subject::monitoring) fn of_period(
    record: &Record,
    assessed: &Assessed,
    facts: &Facts,
    period: Period,
) -> Vec<Exhibit> {
    let shown = Shown {
        record,
        assessed,
        facts,
    };
    [
        ("period", shown.points_of(period)),
        ("period_alerts", shown.alerts_of(period)),
    ]
    .map(|(id, block)| Exhibit::of(Monitoring::NAME, id, block))
    .into()
}

impl Shown<'_> {
    /// The last point of each series in the period.
    fn points_of(&self, period: Period) -> Block {
        let belongs = |it: Period| Cadence::of(it) <= Cadence::of(period) && it.ends_within(period);
        let rows = self.judged().filter_map(|(line, judged)| {
            let at = (line.points.iter()).rposition(|it| belongs(it.period))?;
            Some(self.point(line, judged, at))
        });
        let rows: Vec<Row> = rows.collect();
        if rows.is_empty() {
            return Block::instead("monitoring.period.nothing");
        }
        let columns = [
            ("monitoring.column.measure", Align::Text),
            ("column.period", Align::Text),
            ("column.value", Align::Number),
            ("monitoring.column.before", Align::Number),
            ("monitoring.column.year_before", Align::Number),
            ("column.target", Align::Number),
            ("monitoring.column.signal", Align::Text),
        ];
        Block::Table(Table {
            takeaway: self.signals_of(&belongs),
            what: Phrase::word("monitoring.period.what"),
            columns: columns
                .map(|(label, align)| Column::new(label, align))
                .into(),
            rows,
            notes: vec![Phrase::word("monitoring.period.note")],
            source: self.record.source.clone(),
        })
    }

    /// The series by whether a point of the period is a signal.
    fn signals_of(&self, belongs: &dyn Fn(Period) -> bool) -> Phrase {
        let (mut signals, mut common) = (Vec::new(), Vec::new());
        for (line, judged) in self.judged() {
            let points = line.points.iter().zip(&judged.analysed.found);
            let found: Vec<bool> = points
                .filter(|(it, _)| belongs(it.period))
                .map(|(_, found)| found.is_some())
                .collect();
            if judged.overdispersed || found.is_empty() {
                continue;
            }
            let group = if found.contains(&true) {
                &mut signals
            } else {
                &mut common
            };
            group.push(&line.about.name);
        }
        if signals.is_empty() && common.is_empty() {
            return Phrase::word("monitoring.period.no_limits");
        }
        Phrase::by_names([
            ("monitoring.period.signals", Phrase::names(signals)),
            ("monitoring.period.common", Phrase::names(common)),
        ])
    }

    fn point(&self, line: &Line, judged: &Judged, at: usize) -> Row {
        let when = line.points[at].period;
        let value = |at: usize| judged.values.get(at).cloned();
        let year_before = (when.year_before())
            .and_then(|then| line.points.iter().position(|it| it.period == then));
        let target = line
            .target
            .as_ref()
            .map(|_| line.about.key("latest:target"));
        let known = |key: &FigureKey| self.facts.get(key).is_some();
        let (said, tone) = match judged.analysed.found.get(at) {
            _ if judged.overdispersed => ("monitoring.period.too_narrow", Tone::Quiet),
            None => ("monitoring.variation.none", Tone::Quiet),
            Some(None) => ("monitoring.variation.common", Tone::Plain),
            Some(Some(_)) => ("monitoring.period.signal", Tone::NotDistinguishable),
        };
        let cells = vec![
            with_measure(line),
            Phrase::period(when).into(),
            bare(value(at).filter(known)),
            bare(at.checked_sub(1).and_then(value).filter(known)),
            bare(year_before.and_then(value).filter(known)),
            bare(target.filter(known)),
            Cell {
                phrase: Phrase::word(said),
                tone,
            },
        ];
        Row::item(&line.about.id, cells)
    }

    /// The alerts that were raised in the period, or before and still open when
    /// it ended, as far as they were then.
    fn alerts_of(&self, period: Period) -> Block {
        let end = (self.record.as_of).map_or(period.last_day(), |it| it.min(period.last_day()));
        let seen = self.record.alerts.iter().map(|it| Alert {
            closed: it.closed.filter(|closed| *closed <= end),
            ..it.clone()
        });
        let alerts: Vec<Alert> = seen
            .filter(|it| it.raised <= end)
            .filter(|it| {
                let closed = it.closed.is_some_and(|closed| closed < period.first_day());
                it.raised >= period.first_day() || !closed
            })
            .collect();
        if alerts.is_empty() {
            return Block::instead("monitoring.period.no_alerts");
        }
        let named = |is: fn(bool, bool) -> bool| {
            let asked = alerts.iter();
            let asked = asked.filter(|it| is(it.closed.is_some(), it.is_overdue(Some(end))));
            Phrase::names(asked.map(|it| &it.what))
        };
        Block::Table(Table {
            takeaway: Phrase::by_names([
                ("monitoring.period.overdue", named(|_, overdue| overdue)),
                (
                    "monitoring.period.open",
                    named(|closed, overdue| !closed && !overdue),
                ),
                ("monitoring.period.closed", named(|closed, _| closed)),
            ]),
            what: Phrase::word("monitoring.what.period_alerts"),
            columns: Self::alert_columns(),
            rows: self.alert_rows(alerts.iter().collect(), Some(end)),
            notes: Vec::new(),
            source: Text::default(),
        })
    }
}
