//! What the bulletin of a period shows of complaints: its own numbers beside
//! those before and a year before, and the course up to it.

use super::{Complaints, Record, phrase};
use crate::{
    block::{Block, Chart, ChartKind, Drawing, Exhibit, Phrase},
    model::{Cadence, Facts, Figure, Period},
    subject::{Subject, dataset},
};

/// How many periods the course shows, the bulletin's own the last: as many
/// months as lead back to the same one a year before.
const COURSE: usize = 13;

/// What shows one period; a line where nothing is counted of it.
pub(super) fn present(record: &Record, facts: &Facts, period: Period) -> Vec<Exhibit> {
    let known = record.periods.rows.iter().filter_map(|it| it.period);
    let mut known: Vec<Period> = known
        .filter(|it| Cadence::of(*it) <= Cadence::of(period))
        .collect();
    known.sort_unstable();
    let parts: Vec<Period> = (known.iter().copied())
        .filter(|it| it.ends_within(period))
        .collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return [
            ("period", "complaints.period.nothing"),
            ("course", "complaints.period.no_course"),
        ]
        .map(|(id, said)| Exhibit::of(Complaints::NAME, id, Block::instead(said)))
        .into();
    };
    let before = known.iter().rev().find(|it| *it < first).copied();
    let year_before = (parts.iter()).filter_map(|it| it.year_before());
    let beside: Vec<Period> = before.into_iter().chain(year_before).collect();
    let course: Vec<Period> = (known.iter().rev().copied())
        .filter(|it| it <= last)
        .take(COURSE)
        .collect();
    let takeaway = if parts == [period] {
        said(record, facts, period)
    } else {
        Phrase::word("complaints.period.parts")
    };
    let of = |id, takeaway, kind, keep: &dyn Fn(Period) -> bool| {
        Exhibit::of(Complaints::NAME, id, shown(record, takeaway, kind, keep))
    };
    vec![
        of("period", takeaway, Some(ChartKind::Table), &|it| {
            parts.contains(&it) || beside.contains(&it)
        }),
        of(
            "course",
            Phrase::word("complaints.period.course"),
            None,
            &|it| course.contains(&it),
        ),
    ]
}

/// The periods that are asked for, with the limits of all.
fn shown(
    record: &Record,
    takeaway: Phrase,
    kind: Option<ChartKind>,
    keep: &dyn Fn(Period) -> bool,
) -> Block {
    let what = phrase::what(&record.periods);
    let mut block = dataset::exhibit(&record.periods, takeaway, what).block;
    if let Block::Chart(Chart {
        drawing: Drawing::Plot(plot),
        ..
    }) = &mut block
    {
        if let Some(kind) = kind {
            plot.kind = kind;
            // Beside three numbers limits would be more than what they limit.
            plot.columns
                .retain(|it| !matches!(it.id.as_str(), "centre" | "lower" | "upper"));
        }
        plot.rows.retain(|row| row.period.is_some_and(keep));
    }
    block
}

/// The rate of the period.
fn said(record: &Record, facts: &Facts, period: Period) -> Phrase {
    let mut rows = record.periods.rows.iter();
    let row = rows.find(|it| it.period == Some(period));
    let key = row.map(|it| record.periods.row_key(it, "rate"));
    match key.filter(|it| facts.get(it).and_then(Figure::number).is_some()) {
        Some(key) => Phrase::sentence(
            "complaints.takeaway.last",
            [
                ("period", Phrase::period(period)),
                ("rate", Phrase::figure(&key)),
            ],
        ),
        None => Phrase::word("complaints.takeaway.counts"),
    }
}
