//! Chapters of years that the settings do not list: they stay out of the site.
//!
//! Data of such years stay in: a change is counted from the year before.

use std::collections::BTreeMap;

use super::Sources;
use crate::{
    diag::{Code, Diagnostic, Place, Report},
    portfolio::DocumentRole,
};

/// Leaves out the chapters of other years than those listed, and tells so once
/// a year.
pub(super) fn leave_out_others(sources: &mut Sources, report: &mut Report) {
    // A list of years that could not be read says nothing of the others.
    let is_sound = !report.has_errors_below("data/site.yaml");
    let Some(sheet) = sources.site.as_ref().filter(|_| is_sound) else {
        return;
    };
    let listed: Vec<i16> = sheet.value.years.iter().map(|it| it.year).collect();
    let mut others = BTreeMap::new();
    sources.documents.retain(|document| {
        let year = match document.role {
            DocumentRole::Chapter(year) => year,
            DocumentRole::Bulletin(period) => period.year(),
            _ => return true,
        };
        let is_listed = listed.contains(&year);
        if !is_listed {
            let file = others.entry(year);
            file.or_insert_with(|| document.narrative.file.clone());
        }
        is_listed
    });
    for (year, file) in others {
        report.add(
            Diagnostic::new(Code::UnpublishedYear, Place::whole(file))
                .with("year", year.to_string()),
        );
    }
}
