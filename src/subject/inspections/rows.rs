//! Reads the table of visits: each row as if it stood under `visits`, or under
//! `rows` where it has numbers instead of answers.

use std::collections::BTreeMap;

use super::{Answer, BatchSheet, ChecklistSheet, InspectionsSheet, Observer, VisitSheet};
use crate::{
    diag::Report,
    model::Text,
    path,
    rows::{Columns, Row},
    sheet::{Plain, Sheet, Timed, Words},
    subject::ReadSheet,
};

/// The columns that are no questions: those that a table must have, and those
/// that it may have.
pub(super) const FIXED: [&str; 9] = [
    "site",
    "period",
    "source",
    "checklist",
    "version",
    "visits",
    "failed",
    "score",
    "missing",
];

const ANSWERS: [(&str, Answer); 3] = [
    ("pass", Answer::Pass),
    ("fail", Answer::Fail),
    ("not_applicable", Answer::NotApplicable),
];

/// Appends the rows of the table that a sheet names.
pub(super) fn gather(sheet: &mut Sheet<InspectionsSheet>, door: &mut impl ReadSheet) {
    let Some(table) = sheet.value.table.clone() else {
        return;
    };
    let checklists = sheet.value.checklists.clone();
    let reading = Reading {
        checklists: &checklists,
        observer: match &sheet.value.observers[..] {
            [only] => Some(only.kind),
            _ => None,
        },
    };
    let questions = checklists.iter().flat_map(|it| &it.questions);
    let (required, optional) = FIXED.split_at(2);
    let mut optional = optional.to_vec();
    for question in questions {
        let id = question.id.0.as_str();
        if !FIXED.contains(&id) && !optional.contains(&id) {
            optional.push(id);
        }
    }
    let columns = Columns {
        required,
        optional: &optional,
    };
    let at = sheet.place(path!["table", "file"]);
    let (visits, batches) = (sheet.value.visits.len(), sheet.value.rows.len());
    let (mut visited, mut added) = (Vec::new(), Vec::new());
    let value = &mut sheet.value;
    let mut take = |row: &Row, report: &mut Report| {
        let at = row.whole();
        let at = at.start as u32..at.end as u32;
        match reading.row(row, report) {
            Some(Read::Visit(visit)) => {
                visited.push(at);
                value.visits.push(visit);
            }
            Some(Read::Batch(batch)) => {
                added.push(at);
                value.rows.push(batch);
            }
            None => {}
        }
    };
    door.rows(&table.file.0, at, &table.spec(), &columns, &mut take);
    let file = sheet.beside(&table.file.0);
    sheet.append("visits", visits, file.clone(), visited);
    sheet.append("rows", batches, file, added);
}

/// What a row is.
enum Read {
    Visit(VisitSheet),
    Batch(BatchSheet),
}

/// What a row need not say, since there is but one.
struct Reading<'a> {
    checklists: &'a [ChecklistSheet],
    observer: Option<Observer>,
}

impl Reading<'_> {
    fn row(&self, row: &Row, report: &mut Report) -> Option<Read> {
        let site = row.needed("site", report)?;
        let period = stated(row, report)?;
        let source = self.source(row, report)?;
        let checklist = self.checklist(row, report)?;
        let is_batch = ["visits", "failed", "score", "missing"];
        if is_batch.iter().any(|it| row.text(it).is_some()) {
            return Some(Read::Batch(BatchSheet {
                site,
                source,
                period,
                checklist: checklist.id.clone(),
                version: checklist.version.clone(),
                visits: row.count("visits", report),
                failed: row.count("failed", report),
                score: row.number("score", report),
                missing: row.text("missing").map(|it| Words(Text::same(it))),
                evidence: None,
            }));
        }
        let (mut answers, mut points) = (BTreeMap::new(), BTreeMap::new());
        for question in &checklist.questions {
            let id = &question.id.0;
            let Some(text) = row.text(id) else { continue };
            let answer = ANSWERS.iter().find(|(word, _)| *word == text);
            match (answer, row.finite(text)) {
                (Some((_, answer)), _) => {
                    answers.insert(id.clone(), *answer);
                }
                (None, Some(value)) => {
                    points.insert(id.clone(), value);
                }
                (None, None) => {
                    row.refuse(id, &ANSWERS.map(|it| it.0).join(", "), report);
                    return None;
                }
            }
        }
        Some(Read::Visit(VisitSheet {
            id: Plain(String::new()),
            site,
            source,
            period,
            checklist: checklist.id.clone(),
            version: checklist.version.clone(),
            answers,
            points,
            evidence: None,
        }))
    }

    fn source(&self, row: &Row, report: &mut Report) -> Option<Observer> {
        let Some(word) = row.text("source") else {
            if self.observer.is_none() {
                row.empty("source", report);
            }
            return self.observer;
        };
        let found = Observer::ALL.into_iter().find(|it| it.word() == word);
        if found.is_none() {
            row.refuse(
                "source",
                &Observer::ALL.map(Observer::word).join(", "),
                report,
            );
        }
        found
    }

    /// The checklist that a row names by id and version, as far as there are
    /// several.
    fn checklist(&self, row: &Row, report: &mut Report) -> Option<&ChecklistSheet> {
        let [id, version] = ["checklist", "version"].map(|it| row.plain(it));
        let fits = |it: &&ChecklistSheet| {
            id.as_ref().is_none_or(|id| *id == it.id)
                && version
                    .as_ref()
                    .is_none_or(|version| *version == it.version)
        };
        let mut fitting = self.checklists.iter().filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only),
            (found, _) => {
                let column = if id.is_none() { "checklist" } else { "version" };
                if found.is_some() || row.text(column).is_none() {
                    row.empty(column, report);
                } else {
                    let known = self.checklists.iter();
                    let known: Vec<String> = known
                        .map(|it| format!("{} {}", it.id.0, it.version.0))
                        .collect();
                    row.refuse(column, &known.join(", "), report);
                }
                None
            }
        }
    }
}

/// The period of a row, which it must state.
fn stated(row: &Row, report: &mut Report) -> Option<Timed> {
    if row.text("period").is_none() {
        row.empty("period", report);
    }
    row.period(report)
}
