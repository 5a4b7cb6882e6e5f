//! A data set: rows of figures with what is computed of them, so that no
//! drawing has to compute. Subjects whose data are rows — by month, by unit, by
//! cause — keep them so, and have limits, shares and totals in the ledger, and
//! charts and tables of them, without a line of their own for it.

mod analyse;
mod analysis;
mod assess;
mod plot;

use std::collections::BTreeMap;

use crate::{
    block::{ChartKind, Form, StepState},
    diag::Place,
    model::{Better, Evidence, FigureKey, Finite, Input, Interval, Missing, Period, Text},
    subject::{
        series::Control,
        units::{Whole, below},
    },
};
use jiff::civil::Date;

pub use analysis::Analysis;
pub(super) use assess::figures;
pub(super) use plot::{counted_in, exhibit};

/// Rows of figures, checked.
#[derive(Debug, Clone, Default)]
pub(super) struct Dataset {
    /// The subject that it belongs to: its figures begin with it.
    pub(super) subject: &'static str,
    pub(super) year: i16,
    pub(super) id: String,
    pub(super) name: Text,
    pub(super) measure: String,
    /// The measure of a difference of it, by measure.
    pub(super) differences: BTreeMap<String, String>,
    pub(super) decimals: u8,
    /// What rates are multiplied by.
    pub(super) per: f64,
    pub(super) chart: Option<ChartKind>,
    pub(super) better: Better,
    pub(super) source: Text,
    pub(super) note: Text,
    pub(super) as_of: Option<Date>,
    pub(super) columns: Vec<Column>,
    pub(super) groups: Vec<Group>,
    pub(super) targets: Vec<Target>,
    pub(super) control: Option<Control>,
    pub(super) analyses: Vec<Analysis>,
    pub(super) other: Option<String>,
    pub(super) form: Option<Form>,
    pub(super) rows: Vec<Row>,
    /// How many of its first rows have their home in an earlier review.
    pub(super) earlier: usize,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    pub(super) id: String,
    /// Empty for the usual word of its role.
    pub(super) name: Text,
    /// The subject's own word in the place of that of its role.
    pub(super) word: Option<&'static str>,
    pub(super) measure: String,
    pub(super) decimals: u8,
    pub(super) previous: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) name: Text,
}

#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) id: String,
    pub(super) name: Text,
    pub(super) value: Finite,
    pub(super) evidence: Evidence,
    /// The column whose measure it has, as an index.
    pub(super) column: Option<usize>,
    pub(super) place: Place,
}

#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Empty for a row that is a period alone.
    pub(super) id: String,
    pub(super) name: Text,
    pub(super) period: Option<Period>,
    pub(super) group: Option<String>,
    pub(super) text: Text,
    /// By column, where the row has one.
    pub(super) values: BTreeMap<usize, Value>,
    pub(super) evidence: Evidence,
    pub(super) approximate: bool,
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    pub(super) planned: Option<(Date, Date)>,
    pub(super) state: Option<StepState>,
    pub(super) parent: Option<String>,
    pub(super) to: Vec<String>,
    pub(super) place: Place,
}

/// A value as typed, as computed, or why there is none.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Typed(Finite, Place),
    Missing(Text),
    Computed(Computed),
}

/// A number that the subject computed of other figures or of rows that are gone.
#[derive(Debug, Clone)]
pub(super) struct Computed {
    pub(super) value: Result<f64, Missing>,
    pub(super) formula: &'static str,
    pub(super) inputs: Vec<Input>,
    /// The interval around it, and on how many answers or cases it rests.
    pub(super) interval: Option<Interval>,
    pub(super) n: Option<u64>,
    /// A difference, printed with its sign.
    pub(super) signed: bool,
}

impl Computed {
    /// A bare number with its formula and what it was computed of.
    pub(super) fn new(
        value: Result<f64, Missing>,
        formula: &'static str,
        inputs: Vec<Input>,
    ) -> Self {
        Self {
            value,
            formula,
            inputs,
            interval: None,
            n: None,
            signed: false,
        }
    }
}

impl Dataset {
    /// What is the same of all figures of the data set.
    fn whole(&self) -> Whole<'_> {
        Whole {
            key: self.base(&[], None),
            label: &self.name,
            as_of: self.as_of,
            source: &self.source,
            note: &self.note,
        }
    }

    /// Shows some rows of the same data set in an earlier review, where their
    /// figures have their home.
    pub(super) fn go_on(&mut self, before: &Self, is_shown: impl Fn(&Row) -> bool) {
        for row in before.rows.iter().filter(|row| is_shown(row)) {
            let column = |at: &usize| self.column(&before.columns[*at].id);
            let values = row.values.iter();
            let values = values.filter_map(|(at, it)| Some((column(at)?.0, it.clone())));
            let values = values.collect();
            self.rows.push(Row {
                values,
                ..row.clone()
            });
        }
        self.earlier = self.rows.len();
    }

    /// What a row's figures are named after.
    fn row_base(&self, row: &Row) -> FigureKey {
        let id = Some(row.id.as_str()).filter(|it| !it.is_empty());
        self.base(id.as_slice(), row.period)
    }

    fn base(&self, more: &[&str], period: Option<Period>) -> FigureKey {
        let name = [&[self.subject, &self.id], more].concat().join(".");
        FigureKey::own(&name, period.unwrap_or(Period::Year(self.year)))
    }

    /// What the names of its figures begin with.
    fn prefix(&self) -> String {
        format!("{}.{}", self.subject, self.id)
    }

    /// The key of a figure of the whole data set, or of a group or target in it.
    pub(super) fn key(&self, name: &str) -> FigureKey {
        below(&self.whole().key, name)
    }

    /// The key of a row's figure.
    pub(super) fn row_key(&self, row: &Row, column: &str) -> FigureKey {
        below(&self.row_base(row), column)
    }

    /// The measure of a difference of numbers in a measure.
    pub(super) fn difference_of(&self, measure: &str) -> String {
        self.differences
            .get(measure)
            .map_or(measure, String::as_str)
            .to_owned()
    }

    /// The column of that id, with its place.
    pub(super) fn column(&self, id: &str) -> Option<(usize, &Column)> {
        self.columns
            .iter()
            .enumerate()
            .find(|(_, column)| column.id == id)
    }
}

impl Column {
    /// A column of that role or series, counted in `measure`.
    pub(super) fn new(id: &str, measure: &str, decimals: u8) -> Self {
        Self {
            id: id.to_owned(),
            measure: measure.to_owned(),
            decimals,
            previous: id == "previous",
            ..Self::default()
        }
    }
}

impl Row {
    /// A row without values that was written at `place`.
    pub(super) fn new(id: &str, name: Text, place: Place) -> Self {
        Self {
            id: id.to_owned(),
            name,
            period: None,
            group: None,
            text: Text::default(),
            values: BTreeMap::new(),
            evidence: Evidence::Measured,
            approximate: false,
            start: None,
            end: None,
            planned: None,
            state: None,
            parent: None,
            to: Vec::new(),
            place,
        }
    }

    /// The number in a column, where there is one.
    pub(super) fn number(&self, column: usize) -> Option<f64> {
        match self.values.get(&column)? {
            Value::Typed(value, _) => Some(value.get()),
            Value::Missing(_) => None,
            Value::Computed(computed) => computed.value.clone().ok(),
        }
    }
}
