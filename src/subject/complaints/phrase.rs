//! What complaints come to, in sentences: each from its figures.

use super::Record;
use crate::{
    block::{Measure, Phrase},
    model::{Facts, Figure, FigureKey, Period},
    subject::dataset::{Dataset, Row},
};

/// The takeaway of a data set of complaints.
pub(super) fn takeaway(record: &Record, dataset: &Dataset, facts: &Facts) -> Phrase {
    match dataset.id.as_str() {
        "years" => year(record, facts),
        "periods" => last(dataset, facts),
        "causes" => causes(dataset, facts),
        "units" => units(dataset, facts),
        "handling" => handling(record, facts),
        "ageing" => ageing(dataset, facts),
        "changes" => Phrase::word("complaints.takeaway.changes"),
        _ => Phrase::word("complaints.takeaway.sessions"),
    }
}

/// What a data set of complaints shows.
pub(super) fn what(dataset: &Dataset) -> Phrase {
    Phrase::word(match dataset.id.as_str() {
        "years" => "complaints.what.years",
        "periods" => "complaints.what.periods",
        "causes" => "complaints.what.causes",
        "units" => "complaints.what.units",
        "handling" => "complaints.what.handling",
        "ageing" => "complaints.what.ageing",
        "changes" => "complaints.what.changes",
        _ => "complaints.what.sessions",
    })
}

/// What the rate of the year and handling come to, by their figures.
pub(super) fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
    let said = [
        (&record.years, "rate", year(record, facts)),
        (&record.handling, "on_time", handling(record, facts)),
    ];
    let said = said.into_iter().filter_map(|(dataset, column, phrase)| {
        let mut rows = dataset.rows.iter().rev();
        let key = rows.find_map(|row| known(dataset, row, column, facts))?.0;
        Some((key, phrase))
    });
    said.collect()
}

/// The rate of the year, and the share that was handled on time.
pub(super) fn measures(record: &Record, facts: &Facts) -> Vec<Measure> {
    let headlines = [
        (&record.years, "rate", "complaints.headline.rate"),
        (&record.handling, "on_time", "complaints.headline.on_time"),
    ];
    let headlines = headlines.into_iter().filter_map(|(dataset, column, word)| {
        let last = dataset.rows.last()?;
        let mut rows = dataset.rows.iter().rev();
        let known = rows.find_map(|row| Some(known(dataset, row, column, facts)?.0));
        let sentence = match (&known, column) {
            (Some(_), "rate") => year(record, facts),
            (Some(_), _) => handling(record, facts),
            (None, _) => Phrase::reason(&dataset.row_key(last, column)),
        };
        let latest = known.unwrap_or_else(|| dataset.row_key(last, column));
        let figure = facts.get(&latest)?;
        Some(Measure {
            key: column.to_owned(),
            name: Phrase::word(word),
            unit: figure.measure.clone(),
            // A rate has its course by period; two years are none.
            course: last_rate(record, facts)
                .filter(|_| column == "rate")
                .or_else(|| Some(latest.clone())),
            sentence,
            latest: Some(latest),
            ..Measure::default()
        })
    });
    headlines.collect()
}

fn last_rate(record: &Record, facts: &Facts) -> Option<FigureKey> {
    let mut rows = record.periods.rows.iter().rev();
    rows.find_map(|row| Some(known(&record.periods, row, "rate", facts)?.0))
}

/// The key of a row's figure, if it has a number.
fn known(dataset: &Dataset, row: &Row, id: &str, facts: &Facts) -> Option<(FigureKey, f64)> {
    let key = dataset.row_key(row, id);
    let number = facts.get(&key).and_then(Figure::number)?;
    Some((key, number))
}

/// The rate of the last year, and how it changed.
fn year(record: &Record, facts: &Facts) -> Phrase {
    let years = &record.years;
    let last = years.rows.iter().rev();
    let rate = |row: &Row| known(years, row, "rate", facts).map(|it| it.0);
    let Some((row, rate)) = last.clone().find_map(|row| Some((row, rate(row)?))) else {
        return Phrase::word("complaints.takeaway.unknown");
    };
    let now = ("rate", Phrase::figure(&rate));
    match known(years, row, "change", facts) {
        Some((key, change)) => {
            let sentence = match change {
                _ if !matches!(row.period, Some(Period::Year(_))) => "complaints.takeaway.part",
                it if it < 0.0 => "complaints.takeaway.fell",
                it if it > 0.0 => "complaints.takeaway.rose",
                _ => "complaints.takeaway.stayed",
            };
            Phrase::sentence(sentence, [now, ("change", Phrase::figure(&key))])
        }
        None => Phrase::sentence("complaints.takeaway.rate", [now]),
    }
}

/// The rate of the last period that has one.
fn last(dataset: &Dataset, facts: &Facts) -> Phrase {
    let mut rows = dataset.rows.iter().rev();
    let found = rows.find_map(|row| Some((row.period?, known(dataset, row, "rate", facts)?.0)));
    match found {
        Some((period, key)) => Phrase::sentence(
            "complaints.takeaway.last",
            [
                ("period", Phrase::period(period)),
                ("rate", Phrase::figure(&key)),
            ],
        ),
        None => Phrase::word("complaints.takeaway.counts"),
    }
}

/// The cause that most complaints have.
fn causes(dataset: &Dataset, facts: &Facts) -> Phrase {
    let rows = dataset
        .rows
        .iter()
        .filter(|row| dataset.other.as_ref() != Some(&row.id));
    let most = rows
        .filter_map(|row| Some((row, known(dataset, row, "n", facts)?.1)))
        // The first of equal ones, in the order they are given.
        .reduce(|most, it| if it.1 > most.1 { it } else { most });
    let share = most.and_then(|(row, _)| Some((row, known(dataset, row, "share", facts)?.0)));
    match share {
        Some((row, share)) => Phrase::sentence(
            "complaints.takeaway.causes",
            [
                ("cause", Phrase::text(&row.name)),
                ("share", Phrase::figure(&share)),
            ],
        ),
        None => Phrase::word("complaints.takeaway.unknown"),
    }
}

/// The unit with the highest rate, and whether its interval lies above all others'
/// values.
fn units(dataset: &Dataset, facts: &Facts) -> Phrase {
    let rated = || {
        let rows = dataset.rows.iter();
        rows.filter_map(|row| Some((row, known(dataset, row, "value", facts)?)))
    };
    let most = rated().reduce(|most, it| if it.1.1 > most.1.1 { it } else { most });
    let Some((row, (key, _))) = most else {
        return Phrase::word("complaints.takeaway.unknown");
    };
    let next = rated()
        .filter(|it| it.0.id != row.id)
        .map(|it| it.1.1)
        .fold(f64::NEG_INFINITY, f64::max);
    let low = known(dataset, row, "low", facts).map(|it| it.1);
    let sentence = if low.is_some_and(|low| low > next) {
        "complaints.takeaway.units_apart"
    } else {
        "complaints.takeaway.units"
    };
    let slots = [
        ("unit", Phrase::text(&row.name)),
        ("rate", Phrase::figure(&key)),
    ];
    Phrase::sentence(sentence, slots)
}

/// The share that was closed on time, and what is overdue.
fn handling(record: &Record, facts: &Facts) -> Phrase {
    let dataset = &record.handling;
    let Some(row) = dataset.rows.first() else {
        return Phrase::word("complaints.takeaway.unknown");
    };
    let Some((on_time, _)) = known(dataset, row, "on_time", facts) else {
        return Phrase::word("complaints.takeaway.unknown");
    };
    let slot = ("on_time", Phrase::figure(&on_time));
    let said = match known(dataset, row, "overdue", facts) {
        Some((key, overdue)) if overdue > 0.0 => Phrase::sentence(
            "complaints.takeaway.overdue",
            [slot, ("overdue", Phrase::figure(&key))],
        ),
        _ => Phrase::sentence("complaints.takeaway.handling", [slot]),
    };
    let closing = &record.closing;
    let p90 = closing.rows.first();
    match p90.and_then(|row| known(closing, row, "p90", facts)) {
        Some((key, _)) => {
            let slots = [("days", Phrase::figure(&key))];
            said.then(Phrase::sentence("complaints.takeaway.p90", slots))
        }
        None => said,
    }
}

/// How many of the open ones are in the oldest class.
fn ageing(dataset: &Dataset, facts: &Facts) -> Phrase {
    let last = dataset.rows.last();
    let oldest = last.and_then(|row| Some((row, known(dataset, row, "open", facts)?.0)));
    match oldest {
        Some((row, key)) => Phrase::sentence(
            "complaints.takeaway.ageing",
            [
                ("age", Phrase::text(&row.name)),
                ("open", Phrase::figure(&key)),
            ],
        ),
        None => Phrase::word("complaints.takeaway.unknown"),
    }
}
