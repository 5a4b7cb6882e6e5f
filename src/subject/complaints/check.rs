//! Turns a sheet into rows of figures, and reports every mistake in it.

use std::collections::BTreeMap;

mod groups;
mod handled;

use super::{
    Complaints, ComplaintsSheet, Record,
    rows::{self, Amount, column, number},
    sheet,
    tickets::Counted,
};
use crate::{
    block::ChartKind,
    diag::{Code, Report},
    model::{Better, Evidence, Period, Text},
    path,
    sheet::{Count, Sheet, Step},
    subject::{
        Context, Subject,
        dataset::{Column, Dataset, Row, Value},
        desk::{Desk, Way, path},
        minimum::Minimum,
        series,
        units::PERCENT,
    },
};

/// Checks the sheet of a year, after the record of a year before.
pub(super) fn check(
    before: Option<&Record>,
    sheet: &Sheet<ComplaintsSheet>,
    context: &Context,
    report: &mut Report,
) -> Record {
    let mut desk = Desk {
        sheet,
        context,
        report,
    };
    let given = &sheet.value;
    let measure = desk.measure(&given.measure, path!["measure"]);
    let rate = desk.measure(&given.rate_measure, path!["rate_measure"]);
    let per = given.per.0;
    if per <= 0.0 {
        desk.say_setting(per, "> 0", path!["per"]);
    }
    let minimum = Minimum::check(&mut desk, given.minimum.as_ref(), &Vec::new());
    let mut checker = Checker {
        given,
        minimum,
        measure,
        rate,
        per,
        decimals: desk.decimals(given.decimals, 1, path!["decimals"]),
        evidence: given.evidence.unwrap_or_default(),
        before,
        desk,
    };
    checker.record()
}

struct Checker<'a> {
    given: &'a ComplaintsSheet,
    minimum: Option<Minimum>,
    measure: String,
    rate: String,
    per: f64,
    decimals: u8,
    evidence: Evidence,
    /// What the periods go on from.
    before: Option<&'a Record>,
    desk: Desk<'a, ComplaintsSheet>,
}

impl<'a> Checker<'a> {
    fn record(&mut self) -> Record {
        let given = self.given;
        let desk = &mut self.desk;
        desk.ids_of(path!["units"], given.units.iter().map(|it| &it.id));
        desk.ids_of(path!["causes"], given.causes.iter().map(|it| &it.id));
        desk.ids_of(path!["changes"], given.changes.iter().map(|it| &it.id));
        let counted = given.counted.as_ref();
        let periods = self.periods(counted);
        let mut years = self.rows("years", ChartKind::Table);
        years.per = 1.0;
        let count = |id: &str| column(id, &self.measure, 0);
        years.columns = vec![
            count("complaints"),
            count("escalated"),
            count("regulator"),
            count("liable"),
            column("rate", &self.rate, self.decimals),
            column("change", PERCENT, 1),
        ];
        years.columns.retain(|it| {
            matches!(it.id.as_str(), "complaints" | "rate" | "change")
                || periods.column(&it.id).is_some()
        });
        let shown = periods.rows[..periods.earlier].first();
        if let Some((before, from)) = self.before.zip(shown.and_then(|it| it.period)) {
            let is_shown = |row: &Row| row.period.is_some_and(|it| it.year() >= from.year());
            years.go_on(&before.years, is_shown);
        }
        rows::years(&mut years, &periods, self.per);
        let handling = self.handling(counted);
        Record {
            closing: self.closing(counted, &handling),
            years,
            periods,
            causes: self.causes(counted),
            units: self.units(counted),
            handling,
            ageing: self.ageing(counted),
            changes: self.changes(),
            sessions: self.sessions(),
        }
    }

    /// A data set of complaints without columns and rows.
    fn rows(&mut self, id: &str, chart: ChartKind) -> Dataset {
        let measures = &self.desk.context.catalogue.measures;
        let differences = measures
            .iter()
            .filter_map(|(id, it)| Some((id.clone(), it.difference.clone()?)));
        Dataset {
            subject: Complaints::NAME,
            year: self.desk.context.year,
            id: id.to_owned(),
            measure: self.measure.clone(),
            differences: differences.collect(),
            per: self.per,
            chart: Some(chart),
            better: Better::Lower,
            source: self.desk.words(self.given.source.as_ref(), path!["source"]),
            note: self.desk.words(self.given.note.as_ref(), path!["note"]),
            as_of: self.given.as_of.map(|it| it.0),
            ..Dataset::default()
        }
    }

    /// Says what is typed although tickets are counted.
    fn second_home(&mut self, way: &[Step], figure: &str) {
        let first = self.desk.sheet.place(path!["tickets"]);
        let slots = [("figure", figure)];
        self.desk.say_again(Code::SecondHome, way, &slots, first);
    }

    /// The amount typed at `way`, or the one that was counted.
    fn amount(
        &mut self,
        typed: Option<Count>,
        counted: Option<u64>,
        way: &[Step],
        name: &str,
    ) -> Option<Amount> {
        if let Some(typed) = typed {
            if counted.is_some() {
                self.second_home(way, name);
            }
            return Some(Amount {
                count: typed.0,
                from: self.desk.sheet.place(way),
            });
        }
        Some(Amount {
            count: counted?,
            from: self.given.counted.as_ref()?.place(),
        })
    }

    /// Complaints and customers by period, with limits.
    fn periods(&mut self, counted: Option<&Counted>) -> Dataset {
        let mut into = self.rows("periods", ChartKind::Column);
        let given = &self.given.periods;
        let parts = ["escalated", "regulator", "liable"];
        let has = |part: &str| {
            counted.is_some()
                || given.iter().any(|it| match part {
                    "escalated" => it.escalated.is_some(),
                    "regulator" => it.regulator.is_some(),
                    _ => it.liable.is_some(),
                })
        };
        into.columns = vec![column("num", &self.measure, 0), column("den", "", 0)];
        into.columns.extend(
            parts
                .into_iter()
                .filter(|it| has(it))
                .map(|it| column(it, &self.measure, 0)),
        );
        into.measure.clone_from(&self.rate);
        into.decimals = self.decimals;
        let past = self.past();
        if let Some((before, since)) = past {
            into.go_on(before, |row| row.period >= Some(since));
        }
        let months = counted.map(months).unwrap_or_default();
        let mut seen: BTreeMap<Period, usize> = BTreeMap::new();
        for (i, it) in given.iter().enumerate() {
            let way: Way = vec!["periods".into(), i.into()];
            let at = path(&way, &["period".into()]);
            let Some(period) = self.desk.period(it.period, &at) else {
                continue;
            };
            let last = into.rows[..into.earlier].last().and_then(|it| it.period);
            if let Some(last) = last.filter(|last| period <= *last) {
                let (found, last) = (period.to_string(), last.to_string());
                let slots = [("item", "periods"), ("found", &*found), ("before", &last)];
                self.desk.say(Code::OutOfOrder, &at, &slots);
                continue;
            }
            if let Some(first) = seen.insert(period, i) {
                let first = self.desk.sheet.place(path!["periods", first]);
                let period = period.to_string();
                let slots = [("figure", period.as_str())];
                self.desk.say_again(Code::SecondHome, &way, &slots, first);
                continue;
            }
            // A period that is asked for and has no ticket has none, and that is
            // a count.
            let none = counted.is_some() && it.complaints.is_none() && it.missing.is_none();
            let found = months.get(&period).copied();
            let found = found.or(none.then(Levels::default));
            let row = self.period(it, period, found.as_ref(), &into.columns, &way);
            into.rows.push(row);
        }
        into.rows.sort_by_key(|it| it.period);
        if let Some(month) = months.keys().find(|it| !seen.contains_key(it)) {
            let item = month.to_string();
            let slots = [("item", &*item), ("key", "periods: customers")];
            self.desk
                .say(Code::KeyNeeded, path!["tickets", "file"], &slots);
        }
        if let Some(control) = &self.given.control {
            let way: Way = vec!["control".into()];
            let columns: Vec<&str> = into.columns.iter().map(|it| it.id.as_str()).collect();
            // Stretches of an earlier review stay as they were.
            let periods = into.rows.iter().enumerate();
            let periods: Vec<_> = periods
                .map(|(i, row)| row.period.filter(|_| i >= into.earlier))
                .collect();
            into.control = series::control(&mut self.desk, control, &columns, &periods, &way);
            if let Some(control) = &mut into.control
                && let Some((before, _)) = past
                && let Some(earlier) = &before.control
            {
                control.go_on(earlier, before.rows.len() - into.earlier);
            }
            into.chart = Some(ChartKind::Control);
        }
        into
    }

    /// The periods of the review before, and from which on they are shown.
    fn past(&mut self) -> Option<(&'a Dataset, Period)> {
        let way: Way = vec!["since".into()];
        let since = self.desk.period(self.given.since?, &way)?;
        let before = self.before.map(|it| &it.periods);
        let before = before.filter(|it| it.rows.iter().any(|row| row.period == Some(since)));
        if before.is_none() {
            let since = since.to_string();
            let slots = [("item", "periods"), ("since", &*since)];
            self.desk.say(Code::NothingSince, &way, &slots);
        }
        Some((before?, since))
    }

    fn period(
        &mut self,
        given: &sheet::PeriodSheet,
        period: Period,
        counted: Option<&Levels>,
        columns: &[Column],
        way: &Way,
    ) -> Row {
        let at = |key: &'static str| path(way, &[key.into()]);
        let mut row = Row::new("", Text::default(), self.desk.sheet.place(way));
        row.period = Some(period);
        row.evidence = given.evidence.unwrap_or(self.evidence);
        let reason = self.desk.words(given.missing.as_ref(), &at("missing"));
        let name = period.to_string();
        let all = self.amount(
            given.complaints,
            counted.map(|it| it.all),
            &at("complaints"),
            &name,
        );
        if all.is_none() && reason.is_empty() {
            let slots = [("metric", "complaints")];
            self.desk.say(Code::NoValueNoReason, way, &slots);
        }
        for (i, column) in columns.iter().enumerate() {
            let value = match column.id.as_str() {
                "num" => all.as_ref().map(Amount::value),
                "den" => given
                    .customers
                    .map(|it| number(it.0, &self.desk.sheet.place(&at("customers")))),
                part => {
                    let (typed, found, key) = match part {
                        "escalated" => {
                            (given.escalated, counted.map(|it| it.escalated), "escalated")
                        }
                        "regulator" => {
                            (given.regulator, counted.map(|it| it.regulator), "regulator")
                        }
                        _ => (given.liable, counted.map(|it| it.liable), "liable"),
                    };
                    let amount = self.amount(typed, found, &at(key), &name);
                    if let (Some(part), Some(all)) = (&amount, &all)
                        && part.count > all.count
                    {
                        let (part, all) = (part.count.to_string(), all.count.to_string());
                        let slots = [("key", key), ("part", &*part), ("all", &*all)];
                        self.desk.say(Code::PartExceeds, &at(key), &slots);
                    }
                    amount.as_ref().map(Amount::value)
                }
            };
            match value {
                Some(value) => row.values.extend([(i, value)]),
                None if !reason.is_empty() => {
                    row.values.insert(i, Value::Missing(reason.clone()));
                }
                None => {}
            }
        }
        row
    }
}

/// Tickets of a month by how far they went.
#[derive(Debug, Clone, Copy, Default)]
struct Levels {
    all: u64,
    escalated: u64,
    regulator: u64,
    liable: u64,
}

fn months(counted: &Counted) -> BTreeMap<Period, Levels> {
    let mut months: BTreeMap<Period, Levels> = BTreeMap::new();
    for (group, handled) in &counted.groups {
        let (year, month) = group.month;
        let levels = months
            .entry(Period::Month(year, month.unsigned_abs()))
            .or_default();
        levels.all += handled.all;
        match group.level {
            sheet::Level::Normal => {}
            sheet::Level::Escalated => levels.escalated += handled.all,
            sheet::Level::Regulator => levels.regulator += handled.all,
        }
        levels.liable += if group.liable { handled.all } else { 0 };
    }
    months
}
