//! Says what shows monitoring: all measures on one page, alerts, changes, what
//! to know of the limits, a control chart each, and tables of counts.

mod chart;
mod period;
mod phrase;
mod tables;

use jiff::civil::Date;

use super::{
    About, Alert, Line, Monitoring, Record,
    assess::{Assessed, Judged},
};
use crate::{
    block::{
        Align, Block, Cell, Column, Exhibit, Measure, Notice, Phrase, Piece, Row, Table, Tone,
    },
    model::{Facts, FigureKey, Text},
    stats::verdict::{Assurance, Variation},
    subject::Subject,
};

pub(super) use period::of_period;

/// Everything on the page of monitoring, in order.
pub(super) fn present(record: &Record, assessed: &Assessed, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown {
        record,
        assessed,
        facts,
    };
    let mut exhibits = Vec::new();
    let mut show = |id: &str, block: Block| {
        exhibits.push(Exhibit::of(Monitoring::NAME, id, block));
    };
    if !record.lines.is_empty() {
        show("summary", shown.summary());
    }
    if !record.alerts.is_empty() {
        show("alerts", shown.alerts());
    }
    if let Some(changes) = shown.changes() {
        show("changes", changes);
    }
    if let Some(notes) = shown.notes() {
        show("notes", notes);
    }
    for (line, judged) in record.lines.iter().zip(&assessed.lines) {
        show(&line.about.id, chart::chart(line, judged));
    }
    for (centre, measured) in record.centres.iter().zip(&assessed.centres) {
        show(&centre.about.id, shown.centre(centre, measured));
    }
    for (promise, measured) in record.promises.iter().zip(&assessed.promises) {
        show(&promise.about.id, shown.promise(promise, measured));
    }
    exhibits
}

/// The series, then what contact centres and promises are held against.
pub(super) fn measures(record: &Record, assessed: &Assessed, facts: &Facts) -> Vec<Measure> {
    let shown = Shown {
        record,
        assessed,
        facts,
    };
    let lines = shown.judged().map(|(line, judged)| measure(line, judged));
    lines.chain(shown.counted()).collect()
}

/// What each series comes to, by its latest value.
pub(super) fn sentences(record: &Record, assessed: &Assessed) -> Vec<(FigureKey, Phrase)> {
    let lines = record.lines.iter().zip(&assessed.lines);
    lines
        .filter(|(_, judged)| judged.latest.is_some())
        .map(|(line, judged)| (line.about.key("latest"), phrase::sentence(line, judged)))
        .collect()
}

struct Shown<'a> {
    record: &'a Record,
    assessed: &'a Assessed,
    facts: &'a Facts,
}

impl Shown<'_> {
    fn judged(&self) -> impl Iterator<Item = (&Line, &Judged)> {
        self.record.lines.iter().zip(&self.assessed.lines)
    }

    /// One row a measure.
    fn summary(&self) -> Block {
        let rows = self
            .judged()
            .map(|(line, judged)| measure(line, judged).row(None));
        Block::Table(Table {
            takeaway: self.takeaway(),
            what: Phrase::word("monitoring.what.summary"),
            columns: Measure::columns(),
            rows: rows.collect(),
            notes: vec![Phrase::word("monitoring.note.verdicts")],
            source: self.record.source.clone(),
        })
    }

    /// How many measures changed, and how many targets can be relied on.
    fn takeaway(&self) -> Phrase {
        let slots = [
            ("count", "measures"),
            ("improving", "improving"),
            ("worsening", "worsening"),
            ("passing", "passing"),
            ("failing", "failing"),
        ];
        Phrase::sentence(
            "monitoring.takeaway.summary",
            slots.map(|(slot, name)| (slot, Phrase::figure(&self.record.key(name)))),
        )
    }

    fn alert_columns() -> Vec<Column> {
        vec![
            Column::new("monitoring.column.raised", Align::Text),
            Column::new("monitoring.column.what", Align::Text),
            Column::new("monitoring.column.owner", Align::Text),
            Column::new("monitoring.column.action", Align::Text),
            Column::new("monitoring.column.state", Align::Text),
        ]
    }

    /// One row an alert, as far as it was on a day; what is overdue first, then
    /// what is open.
    fn alert_rows(&self, mut alerts: Vec<&Alert>, day: Option<Date>) -> Vec<Row> {
        alerts.sort_by_key(|it| (it.closed.is_some(), !it.is_overdue(day)));
        let rows = alerts.into_iter().map(|alert| {
            let name = self.record.abouts().find(|it| it.id == alert.about);
            let (state, tone) = Self::state(alert, day);
            let action = if alert.action.is_empty() {
                Cell {
                    phrase: Phrase::word("monitoring.state.undecided"),
                    tone: Tone::Quiet,
                }
            } else {
                Phrase::text(&alert.action).into()
            };
            let about = name.map(|it| Phrase::text(&it.name)).unwrap_or_default();
            let cells = vec![
                phrase::day(alert.raised).into(),
                phrase::seen(alert, about).into(),
                Phrase::text(&alert.owner).into(),
                action,
                Cell {
                    phrase: state,
                    tone,
                },
            ];
            Row::item(&alert.id, cells)
        });
        rows.collect()
    }

    fn alerts(&self) -> Block {
        let figure = |name: &str| Phrase::figure(&self.record.key(name));
        let count = ("count", figure("alerts.count"));
        let open = ("open", figure("alerts.open"));
        let takeaway = if self.record.as_of.is_some() {
            let overdue = ("overdue", figure("alerts.overdue"));
            Phrase::sentence("monitoring.takeaway.alerts", [count, open, overdue])
        } else {
            Phrase::sentence("monitoring.takeaway.alerts_undated", [count, open])
        };
        Block::Table(Table {
            takeaway,
            what: Phrase::word("monitoring.what.alerts"),
            columns: Self::alert_columns(),
            rows: self.alert_rows(self.record.alerts.iter().collect(), self.record.as_of),
            notes: Vec::new(),
            source: Text::default(),
        })
    }

    /// What became of an alert.
    fn state(alert: &Alert, day: Option<Date>) -> (Phrase, Tone) {
        let (key, date, tone) = match (alert.closed, alert.due) {
            (Some(closed), _) => ("monitoring.state.closed", closed, Tone::Met),
            (None, None) => return (Phrase::word("monitoring.state.open"), Tone::Pending),
            (None, Some(due)) if alert.is_overdue(day) => {
                ("monitoring.state.overdue", due, Tone::NotMet)
            }
            (None, Some(due)) => ("monitoring.state.due", due, Tone::Pending),
        };
        let slots = [("date", phrase::day(date))];
        (Phrase::sentence(key, slots), tone)
    }

    /// From the period before and from the year before, where there is one.
    fn changes(&self) -> Option<Block> {
        let changed: Vec<_> = (self.judged())
            .filter(|(_, judged)| !judged.changes.is_empty())
            .collect();
        if changed.is_empty() {
            return None;
        }
        let known = |key: FigureKey| self.facts.get(&key).map(|it| it.key.clone());
        let rows = changed.iter().map(|(line, _)| {
            let about = &line.about;
            let figures = ["latest", "step", "latest:change"];
            let mut cells = vec![with_measure(line)];
            cells.extend(figures.map(|name| bare(known(about.key(name)))));
            cells.push(figure(known(about.key("latest:change_percent"))));
            Row::item(&about.id, cells)
        });
        Some(Block::Table(Table {
            takeaway: Phrase::word("monitoring.takeaway.changes"),
            what: Phrase::word("monitoring.what.changes"),
            columns: vec![
                Column::new("monitoring.column.measure", Align::Text),
                Column::new("monitoring.column.latest", Align::Number),
                Column::new("monitoring.column.step", Align::Number),
                Column::new("monitoring.column.change", Align::Number),
                Column::new("monitoring.column.change_percent", Align::Number),
            ],
            rows: rows.collect(),
            notes: vec![Phrase::word("monitoring.note.changes")],
            source: Text::default(),
        }))
    }

    /// What a reader has to know of limits before trusting them.
    fn notes(&self) -> Option<Block> {
        let mut items = Vec::new();
        for (line, judged) in self.judged() {
            let name = || ("name", Phrase::text(&line.about.name));
            if let Some(other) = phrase::better_chart(line, judged) {
                let slots = [name(), ("chart", other)];
                items.push(Phrase::sentence("monitoring.note.overdispersed", slots));
            }
            for phase in line.control.phases.iter().filter(|it| it.broken) {
                let Some(point) = line.points.get(phase.point) else {
                    continue;
                };
                let slots = [
                    name(),
                    ("period", Phrase::period(point.period)),
                    ("reason", Phrase::text(&phase.reason)),
                ];
                items.push(Phrase::sentence("monitoring.note.broken", slots));
            }
            if judged.trial {
                items.push(Phrase::sentence("monitoring.note.trial", [name()]));
            }
        }
        (!items.is_empty()).then(|| {
            Block::Notice(Notice {
                level: "note",
                title: Phrase::word("monitoring.note.title"),
                paragraphs: Vec::new(),
                items,
            })
        })
    }
}

/// A series as a headline.
fn measure(line: &Line, judged: &Judged) -> Measure {
    let about = &line.about;
    let latest = judged.latest.map(|_| about.key("latest"));
    let target = line.target.as_ref().filter(|_| latest.is_some());
    Measure {
        key: about.id.clone(),
        name: Phrase::text(&about.name),
        unit: line.measure.clone(),
        target: target.map(|_| about.key("latest:target")),
        limits: judged.limits.clone().map(|(lower, upper)| [lower, upper]),
        change: variation(judged.variation),
        verdict: assurance(judged.assurance),
        course: judged.latest.map(|at| judged.values[at].clone()),
        sentence: match judged.values.last().filter(|_| latest.is_none()) {
            Some(last) => phrase::brief(line, judged).then(Phrase::reason(last)),
            None => phrase::brief(line, judged),
        },
        latest,
    }
}

/// The word of a verdict on variation, and how it is set off.
fn variation(verdict: Option<Variation>) -> Cell {
    let (word, tone) = match verdict {
        None => ("monitoring.variation.none", Tone::Quiet),
        Some(Variation::CommonCause) => ("monitoring.variation.common", Tone::Plain),
        Some(Variation::Improvement(_)) => ("monitoring.variation.improvement", Tone::Met),
        Some(Variation::Concern(_)) => ("monitoring.variation.concern", Tone::NotMet),
        Some(Variation::Neutral(_)) => ("monitoring.variation.neutral", Tone::NotDistinguishable),
        Some(Variation::Patterned) => ("monitoring.variation.patterned", Tone::NotDistinguishable),
    };
    Cell::toned(word, tone)
}

/// The word of a verdict on assurance, and how it is set off.
fn assurance(verdict: Option<Assurance>) -> Cell {
    let (word, tone) = match verdict {
        None => ("monitoring.assurance.none", Tone::Quiet),
        Some(Assurance::ConsistentlyPasses) => ("monitoring.assurance.passes", Tone::Met),
        Some(Assurance::ConsistentlyFails) => ("monitoring.assurance.fails", Tone::NotMet),
        Some(Assurance::HitAndMiss) => (
            "monitoring.assurance.hit_and_miss",
            Tone::NotDistinguishable,
        ),
    };
    Cell::toned(word, tone)
}

/// A cell of a figure; empty where there is none.
fn figure(key: Option<FigureKey>) -> Cell {
    key.map(|it| Phrase(vec![Piece::Figure(it)]))
        .unwrap_or_default()
        .into()
}

/// The same without its unit.
fn bare(key: Option<FigureKey>) -> Cell {
    key.map(|it| Phrase(vec![Piece::Bare(it)]))
        .unwrap_or_default()
        .into()
}

/// The name of a series and its measure: each row has a unit of its own, so
/// it stands with the name.
fn with_measure(line: &Line) -> Cell {
    let mut name = Phrase::text(&line.about.name);
    if !line.measure.is_empty() {
        name.0.push(Piece::Break);
        name.0.push(Piece::Measure(line.measure.clone()));
    }
    name.into()
}

impl About {
    /// Its name and who answers for it.
    fn with_owner(&self) -> Phrase {
        let name = ("name", Phrase::text(&self.name));
        if self.owner.is_empty() {
            return Phrase::text(&self.name);
        }
        let owner = ("owner", Phrase::text(&self.owner));
        Phrase::sentence("monitoring.what.owned", [name, owner])
    }
}
