//! Ids of the catalogue that others refer to: declared, or told with the
//! nearest one that is.

use std::collections::BTreeMap;

use crate::{
    diag::{Code, Diagnostic, Place, Report, nearest},
    model::{Catalogue, Measure},
};

/// The diagnostic for a metric that is not declared, with the nearest one.
pub(crate) fn unknown_metric(name: &str, catalogue: &Catalogue, place: Place) -> Diagnostic {
    let near = nearest(name, catalogue.metrics.keys().map(String::as_str));
    Diagnostic::new(Code::UnknownMetric, place)
        .with("metric", name.to_owned())
        .with("near", near.to_owned())
}

/// Reports an organisation unit that is not declared, and whether it is.
pub(crate) fn known_unit(
    id: &str,
    catalogue: &Catalogue,
    place: impl FnOnce() -> Place,
    report: &mut Report,
) -> bool {
    let known = catalogue.units.contains_key(id);
    if !known {
        let near = nearest(id, catalogue.units.keys().map(String::as_str));
        report.add(
            Diagnostic::new(Code::UnknownUnit, place())
                .with("unit", id.to_owned())
                .with("near", near.to_owned()),
        );
    }
    known
}

/// Reports a competitor that is not declared, and whether it is.
pub(crate) fn known_competitor(
    id: &str,
    catalogue: &Catalogue,
    place: impl FnOnce() -> Place,
    report: &mut Report,
) -> bool {
    let known = catalogue.competitors.contains_key(id);
    if !known {
        let near = nearest(id, catalogue.competitors.keys().map(String::as_str));
        report.add(
            Diagnostic::new(Code::UnknownCompetitor, place())
                .with("competitor", id.to_owned())
                .with("near", near.to_owned()),
        );
    }
    known
}

/// Reports a measure that is not declared.
pub(super) fn known_measure(
    name: &str,
    measures: &BTreeMap<String, Measure>,
    place: impl Fn() -> Place,
    report: &mut Report,
) {
    if !measures.contains_key(name) {
        let near = nearest(name, measures.keys().map(String::as_str));
        report.add(
            Diagnostic::new(Code::UnknownMeasure, place())
                .with("measure", name.to_owned())
                .with("near", near.to_owned()),
        );
    }
}
