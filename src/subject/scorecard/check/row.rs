//! Checks the rows that are items, with their standards and points.

use super::{
    ABOVE_ZERO, Checker, Code, Evidence, FROM_ZERO, Num, Plain, Row, Step, Text, Way, fit::Fits,
    path,
};
use crate::{
    sheet::{Count, Words},
    subject::scorecard::{
        Cells, Deduction, Item, Parts, Standard, Typed,
        sheet::{CellsSheet, DeductionSheet, RowSheet},
    },
};

/// Which of the three kinds of row it is, with its id.
enum Kind<'a> {
    Item(&'a Plain),
    Subtotal(&'a Plain),
    Total(&'a Plain),
}

impl<'a> Checker<'a> {
    /// The rows of the list that stands at `list`.
    pub(super) fn rows(&mut self, sheets: &'a [RowSheet], list: &[Step<'a>]) -> Vec<Row> {
        let ids = sheets.iter().enumerate().flat_map(|(at, it)| {
            let keys = [
                ("item", &it.item),
                ("subtotal", &it.subtotal),
                ("total", &it.total),
            ];
            keys.into_iter().filter_map(move |(key, id)| {
                let way: Way = path(list, &[at.into(), key.into()]);
                id.as_ref().map(|id| (id, way))
            })
        });
        self.desk.ids(ids);
        let mut rows: Vec<Row> = Vec::new();
        for (at, sheet) in sheets.iter().enumerate() {
            let way: Way = path(list, &[at.into()]);
            let row = match self.kind(sheet, &way) {
                Some(Kind::Item(id)) => Row::Item(self.item(id, sheet, &way)),
                Some(Kind::Subtotal(id)) => Row::Sum(self.sum(id, false, sheet, &way, &rows)),
                Some(Kind::Total(id)) => Row::Sum(self.sum(id, true, sheet, &way, &rows)),
                None => continue,
            };
            if sheet.acknowledged.is_none() {
                self.twice(&row, &rows, &way);
            }
            // A second row of one id was told; its figures would have two homes.
            if !rows.iter().any(|it| it.id() == row.id()) {
                rows.push(row);
            }
        }
        rows
    }

    /// What a reader should know beside a row, and what its author acknowledges.
    pub(super) fn remark(
        &mut self,
        note: Option<&Words>,
        acknowledged: Option<&Words>,
        way: &[Step],
    ) -> Text {
        let note = self.desk.words(note, &path(way, &["note".into()]));
        let way = path(way, &["acknowledged".into()]);
        let acknowledged = self.desk.words(acknowledged, &way);
        match (note.is_empty(), acknowledged.is_empty()) {
            (true, _) => acknowledged,
            (_, true) => note,
            (false, false) => note.joined(" ", &acknowledged),
        }
    }

    /// Points at a metric that gives points in a row above already.
    fn twice(&mut self, row: &Row, above: &[Row], way: &[Step]) {
        let scored = |row: &Row| match row {
            Row::Item(item) if item.points.is_some() => item.metric.clone(),
            _ => None,
        };
        let Some(metric) = scored(row) else { return };
        let first = above.iter().find_map(|it| match it {
            Row::Item(item) if scored(it).as_ref() == Some(&metric) => Some(item.place.clone()),
            _ => None,
        });
        if let Some(first) = first {
            let way = path(way, &["metric".into()]);
            let slots = [("metric", metric.as_str()), ("item", row.id())];
            self.desk.say_again(Code::MetricTwice, &way, &slots, first);
        }
    }

    fn kind(&mut self, sheet: &'a RowSheet, way: &[Step]) -> Option<Kind<'a>> {
        match (&sheet.item, &sheet.subtotal, &sheet.total) {
            (Some(id), None, None) => Some(Kind::Item(id)),
            (None, Some(id), None) => Some(Kind::Subtotal(id)),
            (None, None, Some(id)) => Some(Kind::Total(id)),
            (None, None, None) => {
                self.desk
                    .say(Code::KeyNeeded, way, &[("key", "item"), ("item", "—")]);
                None
            }
            (item, subtotal, total) => {
                let keys = [("item", item), ("subtotal", subtotal), ("total", total)];
                let mut given = keys
                    .into_iter()
                    .filter_map(|(key, id)| Some((key, id.as_ref()?)));
                if let (Some((first, id)), Some((second, _))) = (given.next(), given.next()) {
                    self.clash((first, second), &id.0, way);
                }
                None
            }
        }
    }

    pub(super) fn clash(
        &mut self,
        (first, second): (&'static str, &'static str),
        item: &str,
        way: &[Step],
    ) {
        let way = path(way, &[second.into()]);
        self.desk.say(
            Code::KeysClash,
            &way,
            &[("first", first), ("second", second), ("item", item)],
        );
    }

    fn item(&mut self, id: &Plain, sheet: &'a RowSheet, way: &[Step]) -> Item {
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
            of: _,
            claimed: _,
            acknowledged,
            note,
        } = sheet;
        let id = &id.0;
        self.clashes(id, sheet, way);
        let keys = |key: &'static str| path(way, &[key.into()]);
        let found = metric
            .as_ref()
            .and_then(|metric| self.metric(&metric.0, &keys("metric")));
        let name = match (name, found) {
            (Some(words), _) => self.desk.words(Some(words), &keys("name")),
            (None, Some(metric)) => metric.name.clone(),
            (None, None) => Text::default(),
        };
        let cells = cells(evidence.as_ref());
        let possible = self.possible(*possible, *deduct_only, cells.points, id, way);
        let reported = self.score(*reported, possible.as_ref(), cells.reported, way);
        if let Some(number) = reported_deduction {
            self.within(
                *number,
                FROM_ZERO,
                "0–1000000000",
                &keys("reported_deduction"),
            );
        }
        let reported_deduction = self.typed(
            *reported_deduction,
            cells.reported,
            &keys("reported_deduction"),
        );
        let parts = self.parts(*parts, *missed, id, way);
        let standard = standard.as_ref().and_then(|written| {
            let way = keys("standard");
            let rule = self.rule(written, &way)?;
            let fits = Fits {
                metric: metric.as_ref().map(|metric| metric.0.as_str()),
                states_passing: passed.is_some(),
                states_deduction: reported_deduction.is_some(),
                id,
                in_row: true,
            };
            self.fit(&rule, &fits, &way);
            let place = self.desk.sheet.place(&way);
            Some(Standard { rule, place })
        });
        let deduction = deduction
            .as_ref()
            .map(|it| self.deduction(it, &keys("deduction")));
        let item = Item {
            id: id.clone(),
            name,
            metric: metric.as_ref().map(|metric| metric.0.clone()),
            standard,
            points: possible,
            reported,
            blank: self
                .desk
                .words(blank_reason.as_ref(), &keys("blank_reason")),
            parts,
            passed: *passed,
            deduction,
            reported_deduction,
            cells,
            note: self.remark(note.as_ref(), acknowledged.as_ref(), way),
            place: self.desk.sheet.place(way),
        };
        self.judged(&item, sheet, way);
        item
    }

    /// Names the keys of an item that exclude each other.
    fn clashes(&mut self, id: &str, sheet: &RowSheet, way: &[Step]) {
        let parts = sheet.parts.is_some();
        let deduction = sheet.reported_deduction.is_some() && !sheet.deduct_only;
        let pairs = [
            ("item", "of", sheet.of.is_some()),
            ("item", "claimed", sheet.claimed.is_some()),
            (
                "deduct_only",
                "reported",
                sheet.deduct_only && sheet.reported.is_some(),
            ),
            (
                "reported",
                "blank_reason",
                sheet.reported.is_some() && sheet.blank_reason.is_some(),
            ),
            ("parts", "standard", parts && sheet.standard.is_some()),
            ("parts", "passed", parts && sheet.passed.is_some()),
            ("parts", "reported_deduction", parts && deduction),
            (
                "metric",
                "passed",
                sheet.metric.is_some() && sheet.passed.is_some(),
            ),
        ];
        for (first, second, clashes) in pairs {
            if clashes {
                self.clash((first, second), id, way);
            }
        }
    }

    /// Asks for what an item needs to come to a score, or to the reason why
    /// it has none.
    fn judged(&mut self, item: &Item, sheet: &RowSheet, way: &[Step]) {
        let mut need = |key: &'static str| {
            self.desk
                .say(Code::KeyNeeded, way, &[("key", key), ("item", &item.id)]);
        };
        if sheet.name.is_none() && sheet.metric.is_none() {
            need("name");
        }
        if sheet.standard.is_none() && item.rule().is_none() && item.points.is_some() {
            need("standard");
        }
        let by_metric = item.metric.is_some() && (item.standard.is_some() || item.parts.is_some());
        let sized = item.parts.and_then(|parts| parts.missed);
        let by_parts = sized.is_some_and(|missed| missed == 0 || item.deduction.is_some());
        let known =
            by_metric || by_parts || item.passed.is_some() || item.reported_deduction.is_some();
        let open = item.reported.is_none() && item.blank.is_empty() && !known;
        if open && sheet.standard.is_some() == item.standard.is_some() {
            need(if item.points.is_some() {
                "blank_reason"
            } else {
                "reported_deduction"
            });
        }
        if item.deduction.is_some()
            && item.parts.is_none()
            && item.standard.is_some()
            && item.single_bound().is_none()
        {
            let rule = item.rule().map(ToString::to_string).unwrap_or_default();
            let slots = [("rule", rule.as_str()), ("item", item.id.as_str())];
            let way = path(way, &["standard".into()]);
            self.desk
                .say_because(Code::RuleDoesNotFit, &way, &slots, "scorecard_no_excess");
        }
    }

    /// The points possible; none where an item can only deduct.
    fn possible(
        &mut self,
        number: Option<Num>,
        deduct_only: bool,
        evidence: Evidence,
        id: &str,
        way: &[Step],
    ) -> Option<Typed> {
        let keys = path(way, &["points".into()]);
        match number {
            None | Some(Num(0.0)) if deduct_only => None,
            None => {
                self.desk
                    .say(Code::KeyNeeded, way, &[("key", "points"), ("item", id)]);
                None
            }
            Some(number) => {
                if deduct_only {
                    self.clash(("deduct_only", "points"), id, way);
                }
                self.within(number, ABOVE_ZERO, "> 0, ≤ 1000000000", &keys);
                self.typed(Some(number), evidence, &keys)
            }
        }
    }

    fn score(
        &mut self,
        number: Option<Num>,
        possible: Option<&Typed>,
        evidence: Evidence,
        way: &[Step],
    ) -> Option<Typed> {
        let keys = path(way, &["reported".into()]);
        if let (Some(number), Some(possible)) = (number, possible) {
            let most = possible.value.get().max(0.0);
            self.within(number, 0.0..=most, &format!("0–{most}"), &keys);
        }
        self.typed(number, evidence, &keys)
    }

    fn parts(
        &mut self,
        parts: Option<Count>,
        missed: Option<Count>,
        id: &str,
        way: &[Step],
    ) -> Option<Parts> {
        let keys = path(way, &["missed".into()]);
        if let (None, Some(_)) = (parts, missed) {
            self.desk
                .say(Code::KeyNeeded, &keys, &[("key", "parts"), ("item", id)]);
        }
        let count = parts?.0;
        if let Some(missed) = missed.filter(|missed| missed.0 > count) {
            self.within(
                Num(missed.0 as f64),
                0.0..=count as f64,
                &format!("0–{count}"),
                &keys,
            );
        }
        Some(Parts {
            count,
            missed: missed.map(|it| it.0),
        })
    }

    fn deduction(&mut self, sheet: &DeductionSheet, way: &[Step]) -> Deduction {
        let DeductionSheet {
            points,
            per,
            at_most,
        } = sheet;
        let keys = [
            ("points", Some(*points)),
            ("per", *per),
            ("at_most", *at_most),
        ];
        for (key, number) in keys {
            if let Some(number) = number {
                self.within(
                    number,
                    ABOVE_ZERO,
                    "> 0, ≤ 1000000000",
                    &path(way, &[key.into()]),
                );
            }
        }
        Deduction {
            points: points.0,
            per: per.map_or(1.0, |per| per.0),
            at_most: at_most.map(|most| most.0),
        }
    }
}

fn cells(sheet: Option<&CellsSheet>) -> Cells {
    let Some(CellsSheet {
        item,
        standard,
        value,
        points,
        reported,
    }) = sheet
    else {
        let cell = Evidence::Reported;
        return Cells {
            item: cell,
            standard: cell,
            value: cell,
            points: cell,
            reported: cell,
        };
    };
    let cell = |evidence: &Option<_>| evidence.map_or(Evidence::Reported, Evidence::from);
    Cells {
        item: cell(item),
        standard: cell(standard),
        value: cell(value),
        points: cell(points),
        reported: cell(reported),
    }
}
