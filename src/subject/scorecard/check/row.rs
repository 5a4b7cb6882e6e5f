//! Checks the rows: items with their standards and points, and the sums that
//! are claimed of them.

use super::{Checker, Code, Evidence, Finite, Fits, Num, Plain, Row, Step, Sum, Text, Way, path};
use crate::{
    diag::Diagnostic,
    sheet::Count,
    subject::scorecard::{
        Cells, Deduction, Item, Parts, Standard, Typed,
        judge::points,
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
    pub(super) fn rows(&mut self, sheets: &'a [RowSheet]) -> Vec<Row> {
        let ids = sheets.iter().enumerate().flat_map(|(at, it)| {
            let keys = [("item", &it.item), ("subtotal", &it.subtotal), ("total", &it.total)];
            keys.into_iter().filter_map(move |(key, id)| {
                let way: Way = vec!["rows".into(), at.into(), key.into()];
                id.as_ref().map(|id| (id, way))
            })
        });
        self.ids(ids);
        let mut rows = Vec::new();
        for (at, sheet) in sheets.iter().enumerate() {
            let way: Way = vec!["rows".into(), at.into()];
            let row = match self.kind(sheet, &way) {
                Some(Kind::Item(id)) => Row::Item(self.item(id, sheet, &way)),
                Some(Kind::Subtotal(id)) => Row::Sum(self.sum(id, false, sheet, &way, &rows)),
                Some(Kind::Total(id)) => Row::Sum(self.sum(id, true, sheet, &way, &rows)),
                None => continue,
            };
            rows.push(row);
        }
        rows
    }

    fn kind(&mut self, sheet: &'a RowSheet, way: &[Step]) -> Option<Kind<'a>> {
        match (&sheet.item, &sheet.subtotal, &sheet.total) {
            (Some(id), None, None) => Some(Kind::Item(id)),
            (None, Some(id), None) => Some(Kind::Subtotal(id)),
            (None, None, Some(id)) => Some(Kind::Total(id)),
            (None, None, None) => {
                self.say(Code::KeyNeeded, way, &[("key", "item"), ("item", "—")]);
                None
            }
            (item, subtotal, total) => {
                let keys = [("item", item), ("subtotal", subtotal), ("total", total)];
                let mut given = keys.into_iter().filter_map(|(key, id)| Some((key, id.as_ref()?)));
                if let (Some((first, id)), Some((second, _))) = (given.next(), given.next()) {
                    self.clash((first, second), &id.0, way);
                }
                None
            }
        }
    }

    fn clash(&mut self, (first, second): (&'static str, &'static str), item: &str, way: &[Step]) {
        let way = path(way, &[second.into()]);
        self.say(Code::KeysClash, &way, &[("first", first), ("second", second), ("item", item)]);
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
            of,
            claimed,
            note,
        } = sheet;
        let id = &id.0;
        for (key, given) in [("of", of.is_some()), ("claimed", claimed.is_some())] {
            if given {
                self.clash(("item", key), id, way);
            }
        }
        let keys = |key: &'static str| path(way, &[key.into()]);
        let found = metric.as_ref().and_then(|metric| self.metric(&metric.0, &keys("metric")));
        let needs_name = name.is_none() && metric.is_none();
        let name = match (name, found) {
            (Some(words), _) => self.words(Some(words), &keys("name")),
            (None, Some(metric)) => metric.name.clone(),
            (None, None) => Text::default(),
        };
        if needs_name {
            self.say(Code::KeyNeeded, way, &[("key", "name"), ("item", id)]);
        }
        let cells = cells(evidence.as_ref());
        let possible = self.possible(*possible, *deduct_only, cells.points, id, way);
        let reported = self.score(*reported, possible.as_ref(), cells.reported, way);
        if reported.is_some() && *deduct_only {
            self.clash(("deduct_only", "reported"), id, way);
        }
        if let (Some(_), Some(_)) = (&reported, blank_reason) {
            self.clash(("reported", "blank_reason"), id, way);
        }
        if let Some(number) = reported_deduction {
            self.within(*number, 0.0..=f64::MAX, "≥ 0", &keys("reported_deduction"));
        }
        let reported_deduction = self.typed(*reported_deduction, cells.reported, &keys("reported_deduction"));
        let parts = self.parts(*parts, *missed, id, way);
        for (key, clashes) in [
            ("standard", parts.is_some() && standard.is_some()),
            ("passed", parts.is_some() && passed.is_some()),
            ("reported_deduction", parts.is_some() && reported_deduction.is_some()),
        ] {
            if clashes {
                self.clash(("parts", key), id, way);
            }
        }
        if passed.is_some() && metric.is_some() {
            self.clash(("metric", "passed"), id, way);
        }
        let standard = standard.as_ref().and_then(|written| {
            let way = keys("standard");
            let rule = self.rule(written, &way)?;
            let fits = Fits {
                metric: metric.as_ref().map(|metric| metric.0.as_str()),
                states_passing: passed.is_some(),
                states_deduction: reported_deduction.is_some(),
                id,
                owner: "rows",
            };
            self.fit(&rule, &fits, &way);
            let place = self.sheet.place(&way);
            Some(Standard { rule, place })
        });
        let deduction = deduction.as_ref().map(|it| self.deduction(it, &keys("deduction")));
        let item = Item {
            id: id.clone(),
            name,
            metric: metric.as_ref().map(|metric| metric.0.clone()),
            standard,
            points: possible,
            reported,
            blank: self.words(blank_reason.as_ref(), &keys("blank_reason")),
            parts,
            passed: *passed,
            deduction,
            reported_deduction,
            cells,
            note: self.words(note.as_ref(), &keys("note")),
        };
        self.judged(&item, sheet, way);
        item
    }

    /// Asks for what an item needs to come to a score, or to the reason why
    /// it has none.
    fn judged(&mut self, item: &Item, sheet: &RowSheet, way: &[Step]) {
        let needs = |key: &'static str| [("key", key), ("item", item.id.as_str())].map(|(slot, text)| (slot, text.to_owned()));
        let mut need = |key: &'static str| {
            let slots = needs(key);
            let slots: Vec<_> = slots.iter().map(|(slot, text)| (*slot, text.as_str())).collect();
            self.say(Code::KeyNeeded, way, &slots);
        };
        if sheet.standard.is_none() && item.rule().is_none() && item.points.is_some() {
            need("standard");
        }
        let by_metric = item.metric.is_some() && (item.standard.is_some() || item.parts.is_some());
        let sized = item.parts.and_then(|parts| parts.missed);
        let by_parts = sized.is_some_and(|missed| missed == 0 || item.deduction.is_some());
        let known = by_metric || by_parts || item.passed.is_some() || item.reported_deduction.is_some();
        let open = item.reported.is_none() && item.blank.is_empty() && !known;
        if open && sheet.standard.is_some() == item.standard.is_some() {
            need(if item.points.is_some() { "blank_reason" } else { "reported_deduction" });
        }
        if item.deduction.is_some() && item.parts.is_none() && item.standard.is_some() && item.single_bound().is_none() {
            let rule = item.rule().map(ToString::to_string).unwrap_or_default();
            let slots = [("rule", rule.as_str()), ("item", item.id.as_str())];
            let way = path(way, &["standard".into()]);
            self.say_because(Code::RuleDoesNotFit, &way, &slots, "scorecard_no_excess");
        }
    }

    /// The points possible; none where an item can only deduct.
    fn possible(&mut self, number: Option<Num>, deduct_only: bool, evidence: Evidence, id: &str, way: &[Step]) -> Option<Typed> {
        let keys = path(way, &["points".into()]);
        match number {
            None if deduct_only => None,
            None => {
                self.say(Code::KeyNeeded, way, &[("key", "points"), ("item", id)]);
                None
            }
            Some(Num(0.0)) if deduct_only => None,
            Some(number) => {
                if deduct_only {
                    self.clash(("deduct_only", "points"), id, way);
                }
                if number.0 <= 0.0 {
                    self.within(number, f64::MIN_POSITIVE..=f64::MAX, "> 0", &keys);
                }
                self.typed(Some(number), evidence, &keys)
            }
        }
    }

    fn score(&mut self, number: Option<Num>, possible: Option<&Typed>, evidence: Evidence, way: &[Step]) -> Option<Typed> {
        let keys = path(way, &["reported".into()]);
        if let (Some(number), Some(possible)) = (number, possible) {
            let most = possible.value.get().max(0.0);
            self.within(number, 0.0..=most, &format!("0–{most}"), &keys);
        }
        self.typed(number, evidence, &keys)
    }

    fn parts(&mut self, parts: Option<Count>, missed: Option<Count>, id: &str, way: &[Step]) -> Option<Parts> {
        let keys = path(way, &["missed".into()]);
        if let (None, Some(_)) = (parts, missed) {
            self.say(Code::KeyNeeded, &keys, &[("key", "parts"), ("item", id)]);
        }
        let count = parts?.0;
        if let Some(missed) = missed.filter(|missed| missed.0 > count) {
            self.within(Num(missed.0 as f64), 0.0..=count as f64, &format!("0–{count}"), &keys);
        }
        Some(Parts {
            count,
            missed: missed.map(|it| it.0),
        })
    }

    fn deduction(&mut self, sheet: &DeductionSheet, way: &[Step]) -> Deduction {
        let DeductionSheet { points, per, at_most } = sheet;
        let keys = [("points", Some(*points)), ("per", *per), ("at_most", *at_most)];
        for (key, number) in keys {
            if let Some(number) = number {
                self.within(number, f64::MIN_POSITIVE..=f64::MAX, "> 0", &path(way, &[key.into()]));
            }
        }
        Deduction {
            points: points.0,
            per: per.map_or(1.0, |per| per.0),
            at_most: at_most.map(|most| most.0),
        }
    }

    fn sum(&mut self, id: &Plain, total: bool, sheet: &'a RowSheet, way: &[Step], above: &[Row]) -> Sum {
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
            self.say(Code::KeyNeeded, way, &[("key", "name"), ("item", &id.0)]);
        }
        let of = match of {
            Some(ids) => self.members(ids, &id.0, &keys("of"), above),
            None => positions(above, |row| matches!(row, Row::Item(_))),
        };
        let sum = Sum {
            id: id.0.clone(),
            name: self.words(name.as_ref(), &keys("name")),
            total,
            claimed: self.typed(*claimed, Evidence::Reported, &keys("claimed")),
            reported: self.typed(*reported, Evidence::Reported, &keys("reported")),
            note: self.words(note.as_ref(), &keys("note")),
            of,
        };
        self.add_up(&sum, above);
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
                    let later = self.sheet.value.rows.iter().any(|row| row.named(id));
                    let note = if later { "scorecard_row_later" } else { "scorecard_no_such_row" };
                    self.say_because(Code::BadSubtotal, &way, &[("item", sum), ("found", id)], note);
                    continue;
                }
            };
            if found.iter().any(|row| members.contains(row)) {
                let slots = [("item", sum), ("found", id.as_str())];
                self.say_because(Code::BadSubtotal, &way, &slots, "scorecard_row_twice");
            }
            members.extend(found.into_iter().filter(|row| !members.contains(row)).collect::<Vec<_>>());
        }
        members
    }

    /// Compares what a source claims with the sum of the rows.
    fn add_up(&mut self, sum: &Sum, above: &[Row]) {
        let items = || sum.of.iter().filter_map(|row| match &above[*row] {
            Row::Item(item) => Some(item),
            Row::Sum(_) => None,
        });
        let value = |typed: &Option<Typed>| typed.as_ref().map(|typed| typed.value.get());
        if let Some(claimed) = &sum.claimed {
            let added = points(items().filter_map(|item| value(&item.points)).sum());
            self.differs(&sum.id, claimed, added, added);
        }
        if let Some(reported) = &sum.reported {
            // A blank score may be anything up to its points.
            let known: f64 = items().filter_map(|item| value(&item.reported)).sum();
            let open: f64 = items().filter(|item| item.reported.is_none()).filter_map(|item| value(&item.points)).sum();
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
        self.report.add(
            Diagnostic::new(Code::SubtotalDiffers, claimed.place.clone())
                .with("item", id.to_owned())
                .with("claimed", value.get().to_string())
                .with("sum", nearest.get().to_string())
                .with("difference", format!("{difference:+}")),
        );
    }
}

impl Row {
    fn id(&self) -> &str {
        match self {
            Self::Item(item) => &item.id,
            Self::Sum(sum) => &sum.id,
        }
    }
}

impl RowSheet {
    fn named(&self, id: &str) -> bool {
        [&self.item, &self.subtotal, &self.total].into_iter().flatten().any(|it| it.0 == id)
    }
}

fn positions(rows: &[Row], keep: fn(&Row) -> bool) -> Vec<usize> {
    rows.iter().enumerate().filter(|(_, row)| keep(row)).map(|(at, _)| at).collect()
}

fn cells(sheet: Option<&CellsSheet>) -> Cells {
    let Some(CellsSheet { item, standard, value, points, reported }) = sheet else {
        let cell = Evidence::Reported;
        return Cells { item: cell, standard: cell, value: cell, points: cell, reported: cell };
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
