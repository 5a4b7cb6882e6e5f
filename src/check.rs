//! From sheets to a portfolio: every id resolves, every figure has a measure
//! and one home, every rule can be judged. All mistakes are reported in one
//! run; what is returned is complete only if the report holds no error.

mod catalogue;
mod known;
mod readings;
mod site;

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    diag::{Code, Diagnostic, Place, Report},
    load::Sources,
    model::{Register, Text},
    portfolio::Portfolio,
    sheet::Words,
    subject::Context,
};

pub(crate) use known::{known_competitor, known_unit, unknown_metric};

/// Checks all years together, to a portfolio that has no narratives yet. None
/// only when there are no settings or no catalogue to check anything against.
pub fn check(sources: &Sources, report: &mut Report) -> Option<Portfolio> {
    let site = site::check(sources.site.as_ref()?, report);
    let catalogue = catalogue::check(sources.catalogue.as_ref()?, &site.languages, report);
    let readings = readings::check(&sources.readings, &catalogue, report);
    let subjects = sources.subjects.iter();
    let registers: BTreeMap<i16, Register> = subjects
        .map(|(year, sheets)| (*year, sheets.register()))
        .collect();
    let mut records = BTreeMap::new();
    for (year, sheets) in &sources.subjects {
        let context = Context {
            year: *year,
            catalogue: &catalogue,
            languages: &site.languages,
            persons: &site.persons,
            register: &registers[year],
            before: registers.get(&(year - 1)),
        };
        let record = sheets.check(&records, &context, report);
        records.insert(*year, record);
    }
    Some(Portfolio {
        site: Arc::new(site),
        catalogue: Arc::new(catalogue),
        readings: Arc::new(readings),
        records: Arc::new(records),
        documents: Vec::new(),
        assets: Vec::new(),
        captions: BTreeMap::new(),
    })
}

/// Takes words over, reporting languages of the site that they lack.
fn text(
    words: &Words,
    languages: &[String],
    place: impl Fn() -> Place,
    report: &mut Report,
) -> Text {
    for lang in languages {
        if !words.0.is_empty() && !words.0.speaks(lang) {
            report.add(
                Diagnostic::new(Code::MissingLanguage, place()).with("language", lang.clone()),
            );
        }
    }
    words.0.clone()
}

/// Reports an id that is not made of a–z, 0–9, - and _, beginning with a letter.
fn id(text: &str, place: Place, report: &mut Report) {
    let good = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
        && text.len() <= 60;
    if !good {
        report.add(Diagnostic::new(Code::BadId, place).with("id", text.to_owned()));
    }
}
