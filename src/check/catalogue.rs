//! The catalogue: ids once, measures declared, formulas readable and without
//! circles.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    check::{
        id,
        known::{known_measure, known_unit, unknown_metric},
        text,
    },
    diag::{Code, Diagnostic, Report, nearest},
    load::{CatalogueSheet, MetricSheet},
    model::{Catalogue, Competitor, Formula, Measure, Metric, Origin, Text, Unit},
    path,
    sheet::Sheet,
    subject,
};

/// Measures every site has; their words are in the locale files under
/// `measures`. A catalogue may declare them anew.
const BUILT_IN: [(&str, Option<&str>); 4] = [
    ("count", None),
    ("percent", Some("percentage_points")),
    ("percentage_points", None),
    ("points", None),
];

pub(super) fn check(
    sheet: &Sheet<CatalogueSheet>,
    languages: &[String],
    report: &mut Report,
) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for (name, difference) in BUILT_IN {
        let measure = Measure {
            id: name.to_owned(),
            difference: difference.map(str::to_owned),
            ..Measure::default()
        };
        catalogue.measures.insert(name.to_owned(), measure);
    }
    measures(sheet, languages, &mut catalogue, report);
    units(sheet, languages, &mut catalogue, report);
    competitors(sheet, languages, &mut catalogue, report);
    roles(sheet, languages, &mut catalogue, report);
    metrics(sheet, languages, &mut catalogue, report);
    formulas(sheet, &mut catalogue, report);
    catalogue
}

/// Reports ids that are malformed or taken within one list.
fn unique<'a>(
    sheet: &Sheet<CatalogueSheet>,
    list: &str,
    ids: impl Iterator<Item = &'a str>,
    report: &mut Report,
) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, name) in ids.enumerate() {
        let place = sheet.place(path![list, i, "id"]);
        id(name, place.clone(), report);
        if let Some(first) = seen.get(name) {
            report.add(
                Diagnostic::new(Code::DuplicateId, place)
                    .with("id", name.to_owned())
                    .and(sheet.place(path![list, *first, "id"]), "first"),
            );
        } else {
            seen.insert(name, i);
        }
    }
}

fn measures(
    sheet: &Sheet<CatalogueSheet>,
    languages: &[String],
    catalogue: &mut Catalogue,
    report: &mut Report,
) {
    let list = &sheet.value.measures;
    unique(
        sheet,
        "measures",
        list.iter().map(|it| it.id.0.as_str()),
        report,
    );
    for (i, it) in list.iter().enumerate() {
        let at = |key: &str| sheet.place(path!["measures", i, key]);
        let name = text(&it.name, languages, || at("name"), report);
        let suffix = it
            .suffix
            .as_ref()
            .map(|words| text(words, languages, || at("suffix"), report))
            .unwrap_or_default();
        let difference = it.difference.as_ref().map(|it| it.0.clone());
        catalogue.measures.insert(
            it.id.0.clone(),
            Measure {
                id: it.id.0.clone(),
                suffix,
                name,
                difference,
            },
        );
    }
    for (i, it) in list.iter().enumerate() {
        if let Some(other) = &it.difference {
            known_measure(
                &other.0,
                &catalogue.measures,
                || sheet.place(path!["measures", i, "difference"]),
                report,
            );
        }
    }
}

fn units(
    sheet: &Sheet<CatalogueSheet>,
    languages: &[String],
    catalogue: &mut Catalogue,
    report: &mut Report,
) {
    let list = &sheet.value.units;
    unique(
        sheet,
        "units",
        list.iter().map(|it| it.id.0.as_str()),
        report,
    );
    for (i, it) in list.iter().enumerate() {
        let name = text(
            &it.name,
            languages,
            || sheet.place(path!["units", i, "name"]),
            report,
        );
        let parent = it.parent.as_ref().map(|it| it.0.clone());
        catalogue.units.insert(
            it.id.0.clone(),
            Unit {
                id: it.id.0.clone(),
                name,
                parent,
            },
        );
    }
    for (i, it) in list.iter().enumerate() {
        if let Some(parent) = &it.parent {
            let place = || sheet.place(path!["units", i, "parent"]);
            known_unit(&parent.0, catalogue, place, report);
        }
    }
}

fn competitors(
    sheet: &Sheet<CatalogueSheet>,
    languages: &[String],
    catalogue: &mut Catalogue,
    report: &mut Report,
) {
    let list = &sheet.value.competitors;
    unique(
        sheet,
        "competitors",
        list.iter().map(|it| it.id.0.as_str()),
        report,
    );
    for (i, it) in list.iter().enumerate() {
        let name = text(
            &it.name,
            languages,
            || sheet.place(path!["competitors", i, "name"]),
            report,
        );
        catalogue.competitors.insert(
            it.id.0.clone(),
            Competitor {
                id: it.id.0.clone(),
                name,
            },
        );
    }
}

fn roles(
    sheet: &Sheet<CatalogueSheet>,
    languages: &[String],
    catalogue: &mut Catalogue,
    report: &mut Report,
) {
    let list = &sheet.value.roles;
    unique(
        sheet,
        "roles",
        list.iter().map(|it| it.id.0.as_str()),
        report,
    );
    for (i, it) in list.iter().enumerate() {
        let place = || sheet.place(path!["roles", i, "name"]);
        let name = text(&it.name, languages, place, report);
        catalogue.roles.insert(it.id.0.clone(), name);
    }
}

fn metrics(
    sheet: &Sheet<CatalogueSheet>,
    languages: &[String],
    catalogue: &mut Catalogue,
    report: &mut Report,
) {
    let list = &sheet.value.metrics;
    unique(
        sheet,
        "metrics",
        list.iter().map(|it| it.id.0.as_str()),
        report,
    );
    for (i, it) in list.iter().enumerate() {
        let at = |key: &str| sheet.place(path!["metrics", i, key]);
        known_measure(&it.measure.0, &catalogue.measures, || at("measure"), report);
        let decimals = it.decimals.map_or(0, |it| it.0);
        if decimals > 6 {
            report.add(
                Diagnostic::new(Code::BadSetting, at("decimals"))
                    .with("found", decimals.to_string())
                    .with("expected", "0–6"),
            );
        }
        let range = it.range.as_ref().map(|[low, high]| (low.0, high.0));
        if range.is_some_and(|(low, high)| low >= high) {
            report.add(
                Diagnostic::new(Code::BadSetting, at("range"))
                    .with(
                        "found",
                        range
                            .map(|(low, high)| format!("[{low}, {high}]"))
                            .unwrap_or_default(),
                    )
                    .with("expected", "[0, 100]"),
            );
        }
        let name = text(&it.name, languages, || at("name"), report);
        let definition = it.definition.as_ref().map_or_else(Text::default, |words| {
            text(words, languages, || at("definition"), report)
        });
        let origin = origin(sheet, i, it, report);
        catalogue.metrics.insert(
            it.id.0.clone(),
            Metric {
                id: it.id.0.clone(),
                name,
                measure: it.measure.0.clone(),
                better: it.better.unwrap_or_default(),
                decimals: decimals.min(6) as u8,
                definition,
                origin,
                range,
            },
        );
    }
}

fn origin(
    sheet: &Sheet<CatalogueSheet>,
    i: usize,
    metric: &MetricSheet,
    report: &mut Report,
) -> Origin {
    let named = metric.origin.as_ref().map_or("reading", |it| it.0.as_str());
    let place = sheet.place(path!["metrics", i, "origin"]);
    match (named, &metric.formula) {
        ("derived", Some(formula)) => match formula.0.parse::<Formula>() {
            Ok(formula) => return Origin::Derived(formula),
            Err(error) => report.add(
                Diagnostic::new(
                    Code::BadFormula,
                    sheet.place(path!["metrics", i, "formula"]),
                )
                .with("found", formula.0.clone())
                .with("cause", error.to_string()),
            ),
        },
        ("derived", None) => report.add(
            Diagnostic::new(Code::KeyNeeded, place)
                .with("key", "formula")
                .with("item", metric.id.0.clone()),
        ),
        (_, Some(_)) => report.add(
            Diagnostic::new(Code::KeysClash, sheet.place(path!["metrics", i, "formula"]))
                .with("item", metric.id.0.clone())
                .with("first", "formula")
                .with("second", format!("origin: {named}")),
        ),
        ("reading", None) => {}
        (name, None) if subject::NAMES.contains(&name) => return Origin::Subject(name.to_owned()),
        (name, None) => {
            let known = ["reading", "derived"]
                .into_iter()
                .chain(subject::NAMES.iter().copied());
            report.add(
                Diagnostic::new(Code::UnknownWord, place)
                    .with("found", name.to_owned())
                    .with("near", nearest(name, known.clone()).to_owned())
                    .with("known", known.collect::<Vec<_>>().join(", ")),
            );
        }
    }
    Origin::Reading
}

/// Formulas refer to metrics that exist, and not to themselves through others.
/// A metric in a circle is left without values.
fn formulas(sheet: &Sheet<CatalogueSheet>, catalogue: &mut Catalogue, report: &mut Report) {
    let mut circular = Vec::new();
    for (i, it) in sheet.value.metrics.iter().enumerate() {
        let Some(Origin::Derived(formula)) = catalogue.metrics.get(&it.id.0).map(|it| &it.origin)
        else {
            continue;
        };
        let place = || sheet.place(path!["metrics", i, "formula"]);
        for name in formula.variables() {
            if !catalogue.metrics.contains_key(name) {
                report.add(unknown_metric(name, catalogue, place()));
            }
        }
        if reaches(&it.id.0, &it.id.0, catalogue, &mut BTreeSet::new()) {
            report
                .add(Diagnostic::new(Code::FormulaCircle, place()).with("metric", it.id.0.clone()));
            circular.push(it.id.0.as_str());
        }
    }
    for id in circular {
        if let Some(metric) = catalogue.metrics.get_mut(id) {
            metric.origin = Origin::Reading;
        }
    }
}

fn reaches<'a>(
    from: &'a str,
    goal: &str,
    catalogue: &'a Catalogue,
    seen: &mut BTreeSet<&'a str>,
) -> bool {
    let Some(Origin::Derived(formula)) = catalogue.metrics.get(from).map(|it| &it.origin) else {
        return false;
    };
    formula
        .variables()
        .into_iter()
        .any(|next| next == goal || (seen.insert(next) && reaches(next, goal, catalogue, seen)))
}
