//! Checks subtotals and totals, and adds up what a source claims of them.

use super::{Checker, Code, Evidence, FROM_ZERO, Plain, Row, Step, Sum, path};
use crate::model::Finite;
use crate::{
    diag::Diagnostic,
    subject::scorecard::{Typed, judge::points, sheet::RowSheet},
};

impl<'a> Checker<'a> {
    pub(super) fn sum(
        &mut self,
        id: &Plain,
        total: bool,
        sheet: &'a RowSheet,
        way: &[Step],
        above: &[Row],
    ) -> Sum {
        let RowSheet {
            item: _,
            subtotal: _,
            total: _,
            name,
            metric,
            standard,
            points: possible,
            deduct_only,
            reported,
            blank_reason,
            parts,
            missed,
            passed,
            deduction,
            reported_deduction,
            evidence,
            of,
            claimed,
            acknowledged,
            note,
        } = sheet;
        let kind = if total { "total" } else { "subtotal" };
        for (key, given) in [
            ("metric", metric.is_some()),
            ("standard", standard.is_some()),
            ("points", possible.is_some()),
            ("deduct_only", *deduct_only),
            ("blank_reason", blank_reason.is_some()),
            ("parts", parts.is_some()),
            ("missed", missed.is_some()),
            ("passed", passed.is_some()),
            ("deduction", deduction.is_some()),
            ("reported_deduction", reported_deduction.is_some()),
            ("evidence", evidence.is_some()),
        ] {
            if given {
                self.clash((kind, key), &id.0, way);
            }
        }
        let keys = |key: &'static str| path(way, &[key.into()]);
        if name.is_none() {
            self.desk
                .say(Code::KeyNeeded, way, &[("key", "name"), ("item", &id.0)]);
        }
        let of = match of {
            Some(ids) => self.members(ids, &id.0, &keys("of"), above),
            None => positions(above, |row| matches!(row, Row::Item(_))),
        };
        for (key, number) in [("claimed", claimed), ("reported", reported)] {
            if let Some(number) = number {
                self.within(*number, FROM_ZERO, "0–1000000000", &keys(key));
            }
        }
        let sum = Sum {
            id: id.0.clone(),
            name: self.desk.words(name.as_ref(), &keys("name")),
            total,
            claimed: self.typed(*claimed, Evidence::Reported, &keys("claimed")),
            reported: self.typed(*reported, Evidence::Reported, &keys("reported")),
            note: self.remark(note.as_ref(), acknowledged.as_ref(), way),
            of,
        };
        if acknowledged.is_none() {
            self.add_up(&sum, above);
        }
        sum
    }

    /// The items that a sum names, each once; a subtotal stands for its items.
    fn members(&mut self, ids: &'a [Plain], sum: &str, way: &[Step], above: &[Row]) -> Vec<usize> {
        let mut members: Vec<usize> = Vec::new();
        for (at, Plain(id)) in ids.iter().enumerate() {
            let way = path(way, &[at.into()]);
            let row = above.iter().position(|row| row.id() == id);
            let found = match row.map(|row| (row, &above[row])) {
                Some((row, Row::Item(_))) => vec![row],
                Some((_, Row::Sum(sum))) => sum.of.clone(),
                None => {
                    let later = self.desk.sheet.value.rows.iter().any(|row| row.named(id));
                    let note = if later {
                        "scorecard_row_later"
                    } else {
                        "scorecard_no_such_row"
                    };
                    self.desk.say_because(
                        Code::BadSubtotal,
                        &way,
                        &[("item", sum), ("found", id)],
                        note,
                    );
                    continue;
                }
            };
            if found.iter().any(|row| members.contains(row)) {
                let slots = [("item", sum), ("found", id.as_str())];
                self.desk
                    .say_because(Code::BadSubtotal, &way, &slots, "scorecard_row_twice");
            }
            members.extend(
                found
                    .into_iter()
                    .filter(|row| !members.contains(row))
                    .collect::<Vec<_>>(),
            );
        }
        members
    }

    /// Compares what a source claims with the sum of the rows.
    fn add_up(&mut self, sum: &Sum, above: &[Row]) {
        let items = || {
            sum.of.iter().filter_map(|row| match &above[*row] {
                Row::Item(item) => Some(item),
                Row::Sum(_) => None,
            })
        };
        let value = |typed: &Option<Typed>| typed.as_ref().map(|typed| typed.value.get());
        if let Some(claimed) = &sum.claimed {
            let added = points(items().filter_map(|item| value(&item.points)).sum());
            self.differs(&sum.id, claimed, added, added);
        }
        if let Some(reported) = &sum.reported {
            // A blank score may be anything up to its points.
            let known: f64 = items().filter_map(|item| value(&item.reported)).sum();
            let open: f64 = items()
                .filter(|item| item.reported.is_none())
                .filter_map(|item| value(&item.points))
                .sum();
            self.differs(&sum.id, reported, points(known), points(known + open));
        }
    }

    fn differs(&mut self, id: &str, claimed: &Typed, least: Finite, most: Finite) {
        let value = claimed.value.to_ledger();
        if least <= value && value <= most {
            return;
        }
        let nearest = if value < least { least } else { most };
        let difference = points(value.get() - nearest.get()).get();
        self.desk.report.add(
            Diagnostic::new(Code::SubtotalDiffers, claimed.place.clone())
                .with("item", id.to_owned())
                .with("claimed", value.get().to_string())
                .with("sum", nearest.get().to_string())
                .with("difference", format!("{difference:+}")),
        );
    }
}

impl Row {
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Item(item) => &item.id,
            Self::Sum(sum) => &sum.id,
        }
    }
}

impl RowSheet {
    fn named(&self, id: &str) -> bool {
        [&self.item, &self.subtotal, &self.total]
            .into_iter()
            .flatten()
            .any(|it| it.0 == id)
    }
}

fn positions(rows: &[Row], keep: fn(&Row) -> bool) -> Vec<usize> {
    rows.iter()
        .enumerate()
        .filter(|(_, row)| keep(row))
        .map(|(at, _)| at)
        .collect()
}
