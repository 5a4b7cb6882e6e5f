//! Turns a sheet into a record, and reports every mistake in it.

mod few;
mod judging;

use std::collections::BTreeMap;

use super::{Datasets, DatasetsSheet, Record, sheet};
use crate::{
    diag::{Code, Report},
    model::{Better, Evidence, Text},
    path,
    sheet::{Plain, Sheet, Step},
    subject::{
        Context, Subject,
        dataset::{Column, Dataset, Group, Row, Value},
        desk::{Desk, Way, path},
        series,
    },
};

/// Columns of which a row may have none without saying why.
const MAY_LACK: [&str; 7] = ["target", "previous", "low", "high", "n", "standard", "done"];

/// Checks the sheet of a year.
pub(super) fn check(
    sheet: &Sheet<DatasetsSheet>,
    context: &Context,
    report: &mut Report,
) -> Record {
    let mut checker = Checker {
        desk: Desk {
            sheet,
            context,
            report,
        },
    };
    let DatasetsSheet { datasets } = &sheet.value;
    let ids = datasets.iter().map(|it| &it.id);
    checker.desk.ids_of(path!["datasets"], ids);
    let datasets = datasets
        .iter()
        .enumerate()
        .map(|(at, it)| checker.dataset(it, &vec!["datasets".into(), at.into()]))
        .collect();
    Record { datasets }
}

struct Checker<'a> {
    desk: Desk<'a, DatasetsSheet>,
}

impl Checker<'_> {
    fn dataset(&mut self, given: &sheet::DatasetSheet, way: &Way) -> Dataset {
        let sheet::DatasetSheet {
            id,
            name,
            chart,
            measure,
            decimals,
            per,
            better,
            evidence,
            source,
            note,
            as_of,
            columns,
            groups,
            targets,
            control,
            analyses,
            other,
            minimum,
            form,
            rows,
        } = given;
        let evidence = evidence.unwrap_or_default();
        let measure = measure
            .as_ref()
            .map(|it| self.desk.measure(it, &path(way, &["measure".into()])))
            .unwrap_or_default();
        let way_to = |key: &'static str| path(way, &[key.into()]);
        let decimals = self.desk.decimals(*decimals, 0, &way_to("decimals"));
        let columns = self.columns(columns, &measure, decimals, way);
        let groups = self.groups(groups, way);
        let rows = self.rows(rows, &columns, &groups, evidence, way);
        let targets = self.targets(targets, &columns, evidence, way);
        let control = control.as_ref().and_then(|it| {
            let columns: Vec<&str> = columns.iter().map(|it| it.id.as_str()).collect();
            let periods: Vec<_> = rows.iter().map(|row| row.period).collect();
            let way = path(way, &["control".into()]);
            series::control(&mut self.desk, it, &columns, &periods, &way)
        });
        let analyses = self.analyses(analyses, &columns, way);
        if let Some(Plain(other)) = other {
            let known = rows.iter().map(|row| row.id.as_str());
            self.desk.part("row", other, known, &way_to("other"));
        }
        let mut dataset = Dataset {
            subject: Datasets::NAME,
            year: self.desk.context.year,
            id: id.0.clone(),
            name: self.desk.words(Some(name), &path(way, &["name".into()])),
            differences: columns
                .iter()
                .map(|it| it.measure.as_str())
                .chain([measure.as_str()])
                .filter_map(|id| {
                    let measure = self.desk.context.catalogue.measures.get(id)?;
                    Some((id.to_owned(), measure.difference.clone()?))
                })
                .collect(),
            measure,
            decimals,
            per: per.map_or(1.0, |it| it.0),
            chart: *chart,
            better: better.unwrap_or(Better::Neither),
            source: self
                .desk
                .words(source.as_ref(), &path(way, &["source".into()])),
            note: self.desk.words(note.as_ref(), &path(way, &["note".into()])),
            as_of: as_of.map(|it| it.0),
            columns,
            groups,
            targets,
            control,
            analyses,
            other: other.as_ref().map(|it| it.0.clone()),
            form: *form,
            rows,
            earlier: 0,
        };
        self.suppress(minimum.as_ref(), &mut dataset, way);
        dataset
    }

    fn columns(
        &mut self,
        given: &[sheet::ColumnSheet],
        measure: &str,
        decimals: u8,
        way: &Way,
    ) -> Vec<Column> {
        let at = |i: usize, key: &'static str| path(way, &["columns".into(), i.into(), key.into()]);
        let ids = given.iter().map(|it| &it.id);
        self.desk.ids_of(&path(way, &["columns".into()]), ids);
        given
            .iter()
            .enumerate()
            .map(|(i, it)| Column {
                id: it.id.0.clone(),
                name: self.desk.words(it.name.as_ref(), &at(i, "name")),
                word: None,
                measure: match &it.measure {
                    Some(id) => self.desk.measure(id, &at(i, "measure")),
                    None if matches!(it.id.0.as_str(), "n" | "num" | "den") => String::new(),
                    None => measure.to_owned(),
                },
                decimals: {
                    let is_count = matches!(it.id.0.as_str(), "n" | "num" | "den");
                    let usual = if is_count { 0 } else { decimals };
                    self.desk.decimals(it.decimals, usual, &at(i, "decimals"))
                },
                previous: it.previous || it.id.0 == "previous",
            })
            .collect()
    }

    fn groups(&mut self, given: &[sheet::GroupSheet], way: &Way) -> Vec<Group> {
        let at = |i: usize, key: &'static str| path(way, &["groups".into(), i.into(), key.into()]);
        let ids = given.iter().map(|it| &it.id);
        self.desk.ids_of(&path(way, &["groups".into()]), ids);
        given
            .iter()
            .enumerate()
            .map(|(i, it)| Group {
                id: it.id.0.clone(),
                name: self.desk.words(Some(&it.name), &at(i, "name")),
            })
            .collect()
    }

    fn rows(
        &mut self,
        given: &[sheet::RowSheet],
        columns: &[Column],
        groups: &[Group],
        evidence: Evidence,
        way: &Way,
    ) -> Vec<Row> {
        let at = |i: usize, key: &'static str| path(way, &["rows".into(), i.into(), key.into()]);
        let ids: Vec<(&Plain, Way)> = given
            .iter()
            .enumerate()
            .filter(|(_, it)| it.period.is_none())
            .filter_map(|(i, it)| Some((it.id.as_ref()?, at(i, "id"))))
            .collect();
        self.desk.ids(ids);
        let known: Vec<&str> = given
            .iter()
            .filter_map(|it| Some(it.id.as_ref()?.0.as_str()))
            .collect();
        let mut homes: BTreeMap<(String, Option<crate::model::Period>), usize> = BTreeMap::new();
        let mut rows = Vec::new();
        for (i, it) in given.iter().enumerate() {
            let row = self.row(
                it,
                columns,
                groups,
                evidence,
                &path(way, &["rows".into(), i.into()]),
            );
            for (key, target) in it
                .parent
                .iter()
                .map(|id| ("parent", id))
                .chain(it.to.iter().map(|id| ("to", id)))
            {
                let known = known.iter().copied();
                self.desk.part("row", &target.0, known, &at(i, key));
            }
            let home = (row.id.clone(), row.period);
            if let Some(first) = homes.get(&home).filter(|_| row.period.is_some()) {
                let first = self.desk.sheet.place(&at(*first, "period"));
                let period = row.period.map(|it| it.to_string()).unwrap_or_default();
                let slots = [("figure", period.as_str())];
                self.desk
                    .say_again(Code::SecondHome, &at(i, "period"), &slots, first);
                continue;
            }
            homes.insert(home, i);
            rows.push(row);
        }
        rows
    }

    fn row(
        &mut self,
        given: &sheet::RowSheet,
        columns: &[Column],
        groups: &[Group],
        evidence: Evidence,
        way: &Way,
    ) -> Row {
        let sheet::RowSheet {
            id,
            name,
            period,
            group,
            text,
            values,
            missing,
            evidence: own,
            approximate,
            start,
            end,
            planned_start,
            planned_end,
            state,
            parent,
            to,
        } = given;
        let at = |key: &'static str| path(way, &[key.into()]);
        let called = id.as_ref().map(|it| it.0.as_str()).unwrap_or_default();
        let period = period.and_then(|it| self.desk.period(it, &at("period")));
        if id.is_none() && period.is_none() {
            self.desk
                .say(Code::KeyNeeded, way, &[("item", "rows"), ("key", "id")]);
        }
        if id.is_some() && name.is_none() {
            self.desk
                .say(Code::KeyNeeded, way, &[("item", called), ("key", "name")]);
        }
        if let Some(Plain(group)) = group {
            let known = groups.iter().map(|it| it.id.as_str());
            self.desk.part("group", group, known, &at("group"));
        }
        let reason = self.desk.words(missing.as_ref(), &at("missing"));
        let values = self.values(values, columns, &reason, way);
        let planned = match (planned_start, planned_end) {
            (Some(start), Some(end)) => Some((start.0, end.0)),
            (None, None) => None,
            (start, _) => {
                let key = if start.is_some() {
                    "planned_end"
                } else {
                    "planned_start"
                };
                self.desk
                    .say(Code::KeyNeeded, way, &[("item", called), ("key", key)]);
                None
            }
        };
        let spans = [
            (start.map(|it| it.0).zip(end.map(|it| it.0)), "end"),
            (planned, "planned_end"),
        ];
        for (span, key) in spans {
            if let Some((start, end)) = span.filter(|(start, end)| start > end) {
                let found = format!("{start} – {end}");
                self.desk
                    .say(Code::BadPeriod, &at(key), &[("found", &found)]);
            }
        }
        Row {
            id: called.to_owned(),
            name: self.desk.words(name.as_ref(), &at("name")),
            period,
            group: group.as_ref().map(|it| it.0.clone()),
            text: self.desk.words(text.as_ref(), &at("text")),
            values,
            evidence: own.unwrap_or(evidence),
            approximate: *approximate,
            start: start.map(|it| it.0),
            end: end.map(|it| it.0),
            planned,
            state: *state,
            parent: parent.as_ref().map(|it| it.0.clone()),
            to: to.iter().map(|it| it.0.clone()).collect(),
            place: self.desk.sheet.place(way),
        }
    }

    /// The values of a row by column; what a column needs and the row has not
    /// is missing with the row's reason, or is a mistake.
    fn values(
        &mut self,
        given: &BTreeMap<String, crate::sheet::Num>,
        columns: &[Column],
        reason: &Text,
        way: &Way,
    ) -> BTreeMap<usize, Value> {
        for key in given.keys() {
            let known = columns.iter().map(|it| it.id.as_str());
            self.desk.part("column", key, known, &value_way(way, key));
        }
        let mut values = BTreeMap::new();
        for (i, column) in columns.iter().enumerate() {
            let typed = given
                .get(&column.id)
                .and_then(|number| self.desk.number(*number, &value_way(way, &column.id)));
            match typed {
                Some((value, place)) => {
                    values.insert(i, Value::Typed(value, place));
                }
                None if !reason.is_empty() => {
                    values.insert(i, Value::Missing(reason.clone()));
                }
                None if MAY_LACK.contains(&column.id.as_str()) => {}
                None => {
                    self.desk
                        .say(Code::NoValueNoReason, way, &[("metric", &column.id)]);
                }
            }
        }
        values
    }
}

/// The way to a row's value in a column.
fn value_way<'a>(way: &[Step<'a>], column: &'a str) -> Way<'a> {
    path(way, &["values".into(), column.into()])
}
