//! The editions of a chapter: every language refers to the same figures,
//! shows the same charts, and has the same headings.

use std::collections::BTreeMap;

use crate::{
    diag::{Code, Diagnostic, Place, Report},
    portfolio::{Document, DocumentRole, Portfolio},
};

/// Compares every edition with the one in the site's main language.
pub(super) fn compare(portfolio: &Portfolio, report: &mut Report) {
    let main = &portfolio.site.languages[0];
    let originals: BTreeMap<(&DocumentRole, &str), &Document> = portfolio
        .documents
        .iter()
        .filter(|it| it.language == *main)
        .map(|it| ((&it.role, it.slug.as_str()), &**it))
        .collect();
    for edition in portfolio.documents.iter().filter(|it| it.language != *main) {
        if let Some(original) = originals.get(&(&edition.role, edition.slug.as_str())) {
            for (what, original, edition_has, place) in differences(original, edition) {
                report.add(
                    Diagnostic::new(Code::EditionsDiffer, place)
                        .with("what", what)
                        .with("original", original)
                        .with("edition", edition_has),
                );
            }
        }
    }
}

type Difference = (&'static str, String, String, Place);

/// What differs: the references and headings of one and not of the other, and
/// the components in their order.
fn differences(original: &Document, edition: &Document) -> Vec<Difference> {
    let (a, b) = (&original.narrative.outline, &edition.narrative.outline);
    let place = Place::whole(edition.narrative.file.clone());
    let mut found = Vec::new();
    let mut compare = |what, first: Vec<String>, second: Vec<String>, place: Place| {
        if first != second {
            let only = |of: &[String], other: &[String]| {
                let mut other = other.to_vec();
                let mut only = Vec::new();
                for it in of {
                    match other.iter().position(|o| o == it) {
                        Some(i) => {
                            other.remove(i);
                        }
                        None => only.push(it.clone()),
                    }
                }
                only.join(", ")
            };
            found.push((what, only(&first, &second), only(&second, &first), place));
        }
    };
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    let references = |outline: &crate::narrative::Outline| {
        sorted(
            outline
                .references
                .iter()
                .map(|(it, _)| it.to_string())
                .collect(),
        )
    };
    compare("figures", references(a), references(b), place.clone());
    let components = |outline: &crate::narrative::Outline| {
        outline
            .components
            .iter()
            .map(|it| it.name.to_owned())
            .collect()
    };
    compare("components", components(a), components(b), place.clone());
    let headings = |outline: &crate::narrative::Outline| {
        outline
            .headings
            .iter()
            .map(|it| format!("{} {}", "#".repeat(it.level.into()), it.id))
            .collect()
    };
    compare("headings", headings(a), headings(b), place);
    found
}
