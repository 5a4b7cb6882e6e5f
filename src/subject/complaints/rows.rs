//! The rows of complaints: by year, period, cause, unit and handling, each with
//! what is computed of it.

use std::collections::BTreeMap;

use super::tickets::Handled;
use crate::{
    diag::Place,
    model::{Evidence, Finite, Input, Missing, Period, Text},
    stats::interval,
    subject::{
        dataset::{Column, Computed, Dataset, Row, Value},
        range::{LEVEL, scaled},
    },
};

/// A count with where it comes from.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    pub(super) count: u64,
    pub(super) from: Place,
}

impl Amount {
    pub(super) fn value(&self) -> Value {
        number(self.count as f64, &self.from)
    }
}

/// A number as it was typed or counted there.
pub(super) fn number(number: f64, from: &Place) -> Value {
    match Finite::new(number) {
        Ok(value) => Value::Typed(value, from.clone()),
        Err(_) => computed(Err(Missing::Overflow), "", Vec::new()),
    }
}

/// A number that was computed of others.
pub(super) fn computed(
    value: Result<f64, Missing>,
    formula: &'static str,
    inputs: Vec<Input>,
) -> Value {
    Value::Computed(Computed::new(value, formula, inputs))
}

/// Sums and rates of the years whose periods are given. Where they are a half
/// or a quarter of a year, that is what is summed, and beside it the same part
/// of the year before: a part is not held against a whole.
pub(super) fn years(into: &mut Dataset, periods: &Dataset, per: f64) {
    let mut years: BTreeMap<i16, Vec<&Row>> = BTreeMap::new();
    for row in &periods.rows[periods.earlier..] {
        if let Some(period) = row.period {
            years.entry(period.year()).or_default().push(row);
        }
    }
    for (year, rows) in years {
        let span = span(year, &rows);
        let then = year_before(periods, &rows);
        if let Some(then) = &then
            && let Some(before) = span.year_before().filter(|_| span != Period::Year(year))
        {
            let row = summed(into, periods, then, before, per);
            into.rows.extend(row);
        }
        let Some(mut row) = summed(into, periods, &rows, span, per) else {
            continue;
        };
        if let Some(then) = then {
            compare(into, &mut row, &ratio(periods, &then, per).inputs);
        }
        into.rows.push(row);
    }
}

/// The half or quarter of a year that some rows fill; otherwise the year.
fn span(year: i16, rows: &[&Row]) -> Period {
    let periods: Option<Vec<Period>> = rows.iter().map(|row| row.period).collect();
    let Some((periods, (first, last))) =
        periods.and_then(|it| Some((it.clone(), (*it.first()?, *it.last()?))))
    else {
        return Period::Year(year);
    };
    let halves = (1..=2).map(|it| Period::Half(year, it));
    let mut parts = halves.chain((1..=4).map(|it| Period::Quarter(year, it)));
    let is_whole = periods
        .windows(2)
        .all(|pair| pair[0].next() == Some(pair[1]));
    parts
        .find(|it| {
            is_whole && it.first_day() == first.first_day() && it.last_day() == last.last_day()
        })
        .unwrap_or(Period::Year(year))
}

/// The rows of the same periods a year before, if all are there.
fn year_before<'a>(periods: &'a Dataset, rows: &[&Row]) -> Option<Vec<&'a Row>> {
    let then = rows.iter().map(|row| {
        let then = row.period?.year_before()?;
        periods.rows.iter().find(|it| it.period == Some(then))
    });
    then.collect()
}

/// The sums and the rate of some rows, as a row of that period.
fn summed(
    into: &Dataset,
    periods: &Dataset,
    rows: &[&Row],
    period: Period,
    per: f64,
) -> Option<Row> {
    let mut row = Row::new("", Text::default(), rows.first()?.place.clone());
    row.period = Some(period);
    row.evidence = Evidence::weakest_of(rows.iter().map(|it| it.evidence));
    for (at, column) in into.columns.iter().enumerate() {
        let value = match column.id.as_str() {
            "rate" => Some(Value::Computed(ratio(periods, rows, per))),
            "change" => continue,
            id => sum(periods, rows, id),
        };
        row.values.extend(value.map(|it| (at, it)));
    }
    Some(row)
}

/// Holds the rate of a row against the row of the year before, if that is of
/// the same periods: computed of these inputs.
fn compare(into: &Dataset, row: &mut Row, then: &[Input]) {
    let column = |id: &str| into.column(id).map(|(at, _)| at);
    let Some((rate, change)) = column("rate").zip(column("change")) else {
        return;
    };
    let last = row.period.and_then(Period::year_before);
    let last = into.rows.iter().find(|it| it.period == last);
    let same = last.filter(
        |it| matches!(it.values.get(&rate), Some(Value::Computed(it)) if it.inputs == then),
    );
    let Some(last) = same else { return };
    let keys = [&*row, last].map(|it| into.row_key(it, "rate"));
    let value = match (row.number(rate), last.number(rate)) {
        (None, _) => Err(Missing::Input(keys[0].clone())),
        (_, None) => Err(Missing::Input(keys[1].clone())),
        (_, Some(0.0)) => Err(Missing::ZeroBase),
        (Some(now), Some(then)) => Ok((now - then) / then * 100.0),
    };
    let value = Computed {
        signed: true,
        ..Computed::new(value, "(a − b) ÷ b", Input::figures(keys))
    };
    row.values.insert(change, Value::Computed(value));
}

/// The figures of some columns in some rows, a column after the other.
fn of(dataset: &Dataset, rows: &[&Row], ids: &[&str]) -> Vec<Input> {
    let rows = || rows.iter().copied();
    let keys = ids.iter().flat_map(|id| dataset.inputs(rows(), &[id]));
    keys.map(Input::Figure).collect()
}

/// The first of a column's figures that has no number.
fn gap(dataset: &Dataset, rows: &[&Row], id: &str) -> Option<Missing> {
    let (at, _) = dataset.column(id)?;
    let row = rows.iter().find(|row| row.number(at).is_none())?;
    Some(Missing::Input(dataset.row_key(row, id)))
}

fn total(dataset: &Dataset, rows: &[&Row], id: &str) -> f64 {
    let column = dataset.column(id).map(|(at, _)| at);
    rows.iter()
        .filter_map(|row| row.number(column?))
        .sum::<f64>()
}

/// The sum of a column over periods; missing where one of them is.
fn sum(dataset: &Dataset, rows: &[&Row], id: &str) -> Option<Value> {
    let source = if id == "complaints" { "num" } else { id };
    let (at, _) = dataset.column(source)?;
    if !rows.iter().any(|row| row.values.contains_key(&at)) {
        return None;
    }
    let value = gap(dataset, rows, source).map_or_else(|| Ok(total(dataset, rows, source)), Err);
    let inputs = of(dataset, rows, &[source]);
    Some(computed(value, "Σ n", inputs))
}

/// Complaints of the periods together over their customers on the average:
/// the rate of the whole time, never a mean of rates.
fn ratio(dataset: &Dataset, rows: &[&Row], per: f64) -> Computed {
    let missing = gap(dataset, rows, "num").or_else(|| gap(dataset, rows, "den"));
    let base = total(dataset, rows, "den");
    let value = match missing {
        Some(missing) => Err(missing),
        None if base == 0.0 => Err(Missing::ZeroBase),
        None => Ok(total(dataset, rows, "num") / (base / rows.len() as f64) * per),
    };
    let inputs = of(dataset, rows, &["num", "den"]);
    Computed::new(value, "Σ num ÷ (Σ den ÷ n) × per", inputs)
}

/// The rate of a unit with its interval (Wilson, 95 %), in the order of the
/// columns `value`, `low`, `high`, `n`.
pub(super) fn rate(complaints: &Amount, customers: &(f64, Place), per: f64) -> [Value; 4] {
    let inputs = || {
        vec![
            Input::Typed(complaints.from.clone()),
            Input::Typed(customers.1.clone()),
        ]
    };
    let base = customers.0;
    let value = if base > 0.0 {
        Ok(complaints.count as f64 / base * per)
    } else {
        Err(Missing::ZeroBase)
    };
    let wilson = interval::wilson(complaints.count, base as u64, LEVEL);
    let end = |of: fn(&interval::Interval) -> f64| {
        wilson
            .as_ref()
            .map(|it| of(it) * per)
            .map_err(|_| Missing::ZeroBase)
    };
    [
        computed(value, "num ÷ den × per", inputs()),
        computed(end(|it| it.low), "Wilson 95 %", inputs()),
        computed(end(|it| it.high), "Wilson 95 %", inputs()),
        number(base, &customers.1),
    ]
}

/// How many of how many, in per cent, with its interval (Wilson, 95 %).
pub(super) fn share(count: u64, of: u64, formula: &'static str, inputs: Vec<Input>) -> Value {
    let value = if of == 0 {
        Err(Missing::ZeroBase)
    } else {
        Ok(count as f64 / of as f64 * 100.0)
    };
    let wilson = interval::wilson(count, of, LEVEL).ok();
    Value::Computed(Computed {
        interval: wilson.map(|it| scaled(it, 100.0)),
        n: Some(of),
        ..Computed::new(value, formula, inputs)
    })
}

/// What was handled on time: closed within the deadline, over closed and still
/// open past it.
pub(super) fn due(handled: &Handled) -> u64 {
    handled.in_time + handled.late + handled.overdue
}

/// A column of complaints, called by its usual word there.
pub(super) fn column(id: &str, measure: &str, decimals: u8) -> Column {
    let word = match id {
        "num" | "complaints" | "cases" => Some("complaints.column.complaints"),
        "den" => Some("complaints.column.customers"),
        "escalated" => Some("complaints.column.escalated"),
        "regulator" => Some("complaints.column.regulator"),
        "liable" => Some("complaints.column.liable"),
        "rate" => Some("complaints.column.rate"),
        "change" => Some("complaints.column.change"),
        "in_time" => Some("complaints.column.in_time"),
        "late" => Some("complaints.column.late"),
        "overdue" => Some("complaints.column.overdue"),
        "running" => Some("complaints.column.running"),
        "on_time" => Some("complaints.column.on_time"),
        "repeats" => Some("complaints.column.repeats"),
        "repeat_share" => Some("complaints.column.repeat_share"),
        "heard" => Some("complaints.column.heard"),
        "open" => Some("complaints.column.open"),
        _ => None,
    };
    Column {
        word,
        ..Column::new(id, measure, decimals)
    }
}
