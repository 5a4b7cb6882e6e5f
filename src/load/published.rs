//! Chapters of years that the settings do not list: they stay out of the site.
//!
//! Data of such years stay in: a change is counted from the year before.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    diag::{Code, Diagnostic, Place, Report},
    portfolio::{Document, DocumentRole},
};

/// Leaves out the chapters of other years than those listed, and tells so once
/// a year.
pub(super) fn leave_out_others(
    documents: &mut Vec<Arc<Document>>,
    listed: &[i16],
    report: &mut Report,
) {
    let mut others = BTreeMap::new();
    documents.retain(|document| {
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
