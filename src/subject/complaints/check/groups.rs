//! Complaints by cause and by unit, and what is too small to be told.

use std::collections::BTreeMap;

use super::{Checker, Counted, sheet};
use crate::{
    block::ChartKind,
    diag::Code,
    path,
    sheet::Plain,
    subject::{
        complaints::{
            rows::{self, column},
            tickets::Group,
        },
        dataset::{Analysis, Dataset, Row, Value},
        desk::{Way, path},
    },
};

impl Checker<'_> {
    /// Complaints by cause.
    pub(super) fn causes(&mut self, counted: Option<&Counted>) -> Dataset {
        let mut into = self.rows("causes", ChartKind::Pareto);
        into.columns = vec![column("n", &self.measure, 0)];
        into.analyses = vec![Analysis::Pareto];
        let found = counted
            .filter(|_| self.has(|it| it.cause.is_some()))
            .map(|it| by(it, |group| group.cause));
        for (i, it) in self.given.causes.iter().enumerate() {
            let way: Way = vec!["causes".into(), i.into()];
            let at = path(&way, &["complaints".into()]);
            let own = found.as_ref().map(|it| count_of(it, i));
            let Some(amount) = self.amount(it.complaints, own, &at, &it.id.0) else {
                continue;
            };
            let name = self
                .desk
                .words(Some(&it.name), &path(&way, &["name".into()]));
            let mut row = Row::new(&it.id.0, name, self.desk.sheet.place(&way));
            row.evidence = self.evidence;
            row.values.insert(0, amount.value());
            into.rows.push(row);
        }
        if let Some(Plain(other)) = &self.given.other {
            let known = into.rows.iter().map(|row| row.id.as_str());
            let found = self.desk.part("cause", other, known, path!["other"]);
            into.other = found.map(|_| other.clone());
        }
        self.suppress(&mut into, 0);
        into
    }

    /// The rate of each unit.
    pub(super) fn units(&mut self, counted: Option<&Counted>) -> Dataset {
        let mut into = self.rows("units", ChartKind::DotInterval);
        into.measure.clone_from(&self.rate);
        let rate = |id| column(id, &self.rate, self.decimals);
        into.columns = vec![
            rate("value"),
            rate("low"),
            rate("high"),
            column("n", "", 0),
            column("cases", &self.measure, 0),
        ];
        let found = counted
            .filter(|_| self.has(|it| it.unit.is_some()))
            .map(|it| by(it, |group| group.unit));
        for (i, it) in self.given.units.iter().enumerate() {
            let way: Way = vec!["units".into(), i.into()];
            let at = |key: &'static str| path(&way, &[key.into()]);
            let own = found.as_ref().map(|it| count_of(it, i));
            let Some(amount) = self.amount(it.complaints, own, &at("complaints"), &it.id.0) else {
                continue;
            };
            let name = self.desk.words(Some(&it.name), &at("name"));
            let mut row = Row::new(&it.id.0, name, self.desk.sheet.place(&way));
            row.evidence = self.evidence;
            match it.customers {
                Some(customers) => {
                    let customers = (customers.0, self.desk.sheet.place(&at("customers")));
                    let values = rows::rate(&amount, &customers, self.per);
                    row.values.extend(values.into_iter().enumerate());
                }
                None => {
                    let slots = [("item", &*it.id.0), ("key", "customers")];
                    self.desk.say(Code::KeyNeeded, &way, &slots);
                }
            }
            row.values.insert(4, amount.value());
            into.rows.push(row);
        }
        self.suppress(&mut into, 4);
        into
    }

    /// Whether tickets have a column.
    pub(super) fn has(&self, column: fn(&sheet::TicketColumns) -> bool) -> bool {
        self.given
            .tickets
            .as_ref()
            .is_some_and(|it| column(&it.columns))
    }

    /// Leaves out the numbers of rows that are too small to be published, and
    /// of the next smallest where a single one could be found by subtraction.
    fn suppress(&self, into: &mut Dataset, column: usize) {
        let Some(minimum) = &self.minimum else {
            return;
        };
        let rows = into.rows.iter();
        let sizes = rows.map(|it| it.number(column).unwrap_or(0.0) as u64);
        let sizes: Vec<u64> = sizes.collect();
        for i in minimum.hides(&sizes) {
            for value in into.rows[i].values.values_mut() {
                *value = Value::Missing(minimum.reason.clone());
            }
        }
    }
}

/// Tickets by the number of what they belong to.
fn by(counted: &Counted, of: fn(&Group) -> Option<u16>) -> BTreeMap<u16, u64> {
    let mut found = BTreeMap::new();
    for (group, handled) in &counted.groups {
        if let Some(at) = of(group) {
            *found.entry(at).or_default() += handled.all;
        }
    }
    found
}

fn count_of(found: &BTreeMap<u16, u64>, at: usize) -> u64 {
    let at = u16::try_from(at).unwrap_or(u16::MAX);
    found.get(&at).copied().unwrap_or(0)
}
