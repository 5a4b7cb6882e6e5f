//! References and components: what they name exists.

use super::{Bench, training, within};
use crate::{
    block::{Block, Chart, ChartKind, Drawing},
    check::{known_competitor, known_unit, unknown_metric},
    diag::{Code, Diagnostic, Place, Report, nearest},
    lookup::{self, Listing, Readded, Standpoint},
    model::{Aspect, Finite},
    narrative::{
        MetricList, Reference, Request, Stretch, TableRequest, not_a_reference, stretches,
    },
    path,
    portfolio::Document,
    sheet::{Plain, Sheet},
};

/// The references in the site's settings: standfirsts and the year on one page.
pub(super) fn of_settings(bench: &Bench, report: &mut Report) {
    for settings in &bench.portfolio.site.years {
        let at = Standpoint {
            year: settings.year,
            unit: "",
            period: None,
        };
        for (_, words) in settings.standfirst.wordings() {
            in_words(bench, words, &settings.standfirst_place, at, report);
        }
        for (name, place) in &settings.one_page {
            match name.parse::<Reference>() {
                Ok(reference) if reference.aspect != Aspect::Value => report.add(
                    Diagnostic::new(Code::BadSetting, place.clone())
                        .with("found", name.clone())
                        .with("expected", reference.name),
                ),
                Ok(reference) => one(bench, &reference, place, at, report),
                Err(error) => report.add(not_a_reference(&error, name, place.clone())),
            }
        }
    }
}

/// The references, components and bare numbers of a narrative.
pub(super) fn of_document(bench: &Bench, document: &Document, report: &mut Report) {
    let narrative = &document.narrative;
    let at = bench.portfolio.standpoint(document);
    if let Some(unit) = &narrative.front.unit {
        let place = narrative.front.places.unit.clone();
        known_unit(
            unit,
            &bench.portfolio.catalogue,
            || place.unwrap_or_else(|| Place::whole(narrative.file.clone())),
            report,
        );
    }
    for (reference, place) in &narrative.outline.references {
        one(bench, reference, place, at, report);
    }
    for component in &narrative.outline.components {
        request(bench, &component.request, &component.place, at, report);
    }
    bare_numbers(bench, document, report);
}

/// How many bare numbers of a narrative are pointed at one by one.
const MOST_NUMBERS: usize = 20;

/// Numbers typed in prose: the first ones each, the last of them with how
/// many more there are.
fn bare_numbers(bench: &Bench, document: &Document, report: &mut Report) {
    let narrative = &document.narrative;
    let allowed = &bench.portfolio.site.plain_numbers;
    let bare: Vec<&Place> = (narrative.outline.numbers.iter())
        .filter(|place| !allowed_number(&narrative.text, place, allowed))
        .collect();
    for (i, place) in bare.iter().take(MOST_NUMBERS).enumerate() {
        let mut number = narrative.text[place.start..place.end].to_owned();
        if i + 1 == MOST_NUMBERS && bare.len() > MOST_NUMBERS {
            number.push_str(&format!(" (+{})", bare.len() - MOST_NUMBERS));
        }
        report.add(Diagnostic::new(Code::BareNumber, (*place).clone()).with("number", number));
    }
}

/// Reports whether a number stands inside one of the allowed names.
fn allowed_number(text: &str, place: &Place, allowed: &[String]) -> bool {
    allowed.iter().any(|name| {
        name.match_indices(&text[place.start..place.end])
            .any(|(offset, _)| {
                place
                    .start
                    .checked_sub(offset)
                    .and_then(|from| text.get(from..from + name.len()))
                    .is_some_and(|found| found == name)
            })
    })
}

fn in_words(bench: &Bench, words: &str, place: &Place, at: Standpoint, report: &mut Report) {
    for stretch in stretches(words) {
        if let Stretch::Reference(read, written, offset) = stretch {
            let place = within(place, offset, written.len());
            match read {
                Ok(reference) => one(bench, &reference, &place, at, report),
                Err(error) => report.add(not_a_reference(&error, written, place)),
            }
        }
    }
}

/// One reference: its unit and competitor are declared, its figure is in the
/// ledger, and the figure has that aspect.
fn one(bench: &Bench, reference: &Reference, place: &Place, at: Standpoint, report: &mut Report) {
    let catalogue = &bench.portfolio.catalogue;
    if let Some(unit) = &reference.unit
        && !known_unit(unit, catalogue, || place.clone(), report)
    {
        return;
    }
    if let Some(scope) = reference.scope.as_deref().filter(|it| *it != "own")
        && !known_competitor(scope, catalogue, || place.clone(), report)
    {
        return;
    }
    let Some(figure) = lookup::find(reference, at, bench.facts) else {
        if !bench.is_consequence(&reference.name) {
            report.add(unknown_figure(bench, reference, place.clone()));
        }
        return;
    };
    // What is missing has neither interval nor verdict, and says why itself.
    let missing = figure.value.is_err();
    let is_there = match reference.aspect {
        Aspect::Value | Aspect::Evidence | Aspect::Sentence => true,
        Aspect::Interval => missing || figure.interval.is_some(),
        Aspect::N => missing || figure.n.is_some(),
        Aspect::Verdict => missing || figure.verdict.is_some(),
        Aspect::Previous
        | Aspect::Change
        | Aspect::ChangePercent
        | Aspect::Improvement
        | Aspect::Target
        | Aspect::Gap
        | Aspect::Lead => reference.aspect.figure_of(figure, bench.facts).is_some(),
    };
    if !is_there && !bench.is_spoilt {
        report.add(
            Diagnostic::new(Code::NoSuchAspect, place.clone())
                .with("figure", figure.key.to_string())
                .with("aspect", reference.aspect.word())
                .with("nearest", ""),
        );
    }
}

/// The diagnostic for a figure that is not in the ledger. A name that exists
/// for other periods or units is told apart from one that does not exist.
pub(super) fn unknown_figure(bench: &Bench, reference: &Reference, place: Place) -> Diagnostic {
    let name = reference.name.as_str();
    let elsewhere = bench.facts.named(name).next().map(|it| it.key.to_string());
    let metrics = &bench.portfolio.catalogue.metrics;
    let near = elsewhere.unwrap_or_else(|| {
        if metrics.contains_key(name) {
            return String::new();
        }
        let known = bench
            .facts
            .iter()
            .map(|it| &*it.key.name)
            .filter(|it| !it.contains(':'));
        let mut names: Vec<&str> = known.chain(metrics.keys().map(String::as_str)).collect();
        names.dedup();
        nearest(name, names.into_iter()).to_owned()
    });
    Diagnostic::new(Code::UnknownFigure, place)
        .with("reference", reference.to_string())
        .with("near", near)
}

/// What a component names: exhibits, metrics, units, competitors.
fn request(bench: &Bench, request: &Request, place: &Place, at: Standpoint, report: &mut Report) {
    match request {
        Request::Chart(sheet) => {
            exhibit(
                bench,
                sheet.value.exhibit.as_ref(),
                || sheet.place(path!["exhibit"]),
                at,
                report,
            );
            let chart = &sheet.value;
            let asked = [(chart.kind, "kind"), (chart.of, "of")];
            let named = (chart.dataset.as_ref(), chart.highlight.as_slice());
            dataset(bench, sheet, named, &asked, at, report);
            metrics(
                bench,
                sheet,
                "metric",
                sheet.value.metric.as_slice(),
                report,
            );
            metrics(bench, sheet, "metrics", &sheet.value.metrics, report);
            units(bench, sheet, &sheet.value.units, report);
            for (i, Plain(scope)) in sheet.value.scopes.iter().enumerate() {
                if scope != "own" {
                    known_competitor(
                        scope,
                        &bench.portfolio.catalogue,
                        || sheet.place(path!["scopes", i]),
                        report,
                    );
                }
            }
        }
        Request::Table(sheet) => {
            exhibit(
                bench,
                sheet.value.exhibit.as_ref(),
                || sheet.place(path!["exhibit"]),
                at,
                report,
            );
            let named = (sheet.value.dataset.as_ref(), &[][..]);
            dataset(bench, sheet, named, &[], at, report);
            if let Some(MetricList::These(list)) = &sheet.value.metrics {
                metrics(bench, sheet, "metrics", list, report);
            }
            units(bench, sheet, &sheet.value.units, report);
            if let Some(total) = &sheet.value.total {
                total_of(bench, sheet, total, at, report);
            }
        }
        Request::Scorecard(sheet) => {
            let id = Plain(format!("scorecard.{}", sheet.value.show.word()));
            exhibit(bench, Some(&id), || place.clone(), at, report);
        }
        Request::Tiles(sheet) => metrics(bench, sheet, "metrics", &sheet.value.metrics, report),
        Request::Margin(sheet) => metrics(
            bench,
            sheet,
            "definitions",
            &sheet.value.definitions,
            report,
        ),
        Request::Quiz(sheet) => training::quiz(bench, sheet, at, report),
        Request::Media(sheet) => training::media(bench, sheet, report),
        Request::Drill(_) | Request::Pair(_) => {}
    }
}

/// The total of a table: it is there, it is of the rows' measure, and the rows
/// add up to it. A source's own mistake is shown as it is, and seen.
fn total_of(
    bench: &Bench,
    sheet: &Sheet<TableRequest>,
    Plain(total): &Plain,
    at: Standpoint,
    report: &mut Report,
) {
    let place = sheet.place(path!["total"]);
    let listing = Listing::of(&sheet.value, at, &bench.portfolio.catalogue, bench.facts);
    let Some(figure) = listing.total else {
        if !is_metric(bench, total) {
            report.add(unknown_metric(total, &bench.portfolio.catalogue, place));
        } else if let (Ok(reference), false) = (total.parse(), bench.is_spoilt) {
            report.add(unknown_figure(bench, &reference, place));
        }
        return;
    };
    if !listing.has_one_measure() {
        report.add(
            Diagnostic::new(Code::BadComponent, place)
                .with("name", "table")
                .with("part", format!("total: {total}")),
        );
        return;
    }
    if let (Readded::Differs(sum), Some(claimed)) = (listing.readd(), figure.number()) {
        let difference = Finite::new(claimed - sum.get()).map_or(0.0, |it| it.to_ledger().get());
        report.add(
            Diagnostic::new(Code::SubtotalDiffers, place)
                .with("item", total.clone())
                .with("claimed", claimed.to_string())
                .with("sum", sum.get().to_string())
                .with("difference", format!("{difference:+}")),
        );
    }
}

fn exhibit(
    bench: &Bench,
    id: Option<&Plain>,
    place: impl Fn() -> Place,
    at: Standpoint,
    report: &mut Report,
) {
    let Some(Plain(id)) = id else {
        return;
    };
    let shown = bench.shown(at);
    let known: Vec<&str> = shown.iter().map(|it| &*it.id).collect();
    if !known.contains(&id.as_str()) && !bench.is_consequence(id) {
        report.add(
            Diagnostic::new(Code::UnknownExhibit, place())
                .with("exhibit", id.clone())
                .with("year", at.year.to_string())
                .with("known", known.join(", ")),
        );
    }
}

/// A data set, and whether it holds what the kind of chart needs.
fn dataset<T>(
    bench: &Bench,
    sheet: &Sheet<T>,
    (id, highlight): (Option<&Plain>, &[Plain]),
    asked: &[(Option<ChartKind>, &'static str)],
    at: Standpoint,
    report: &mut Report,
) {
    let Some(Plain(id)) = id else {
        return;
    };
    let exhibit = format!("datasets.{id}");
    let shown = bench.shown(at);
    let Some(found) = shown.iter().find(|it| it.id == exhibit) else {
        if !bench.is_consequence(&exhibit) {
            let near = nearest(
                id,
                shown
                    .iter()
                    .filter_map(|it| (*it.id).strip_prefix("datasets.")),
            )
            .to_owned();
            report.add(
                Diagnostic::new(Code::UnknownDataset, sheet.place(path!["dataset"]))
                    .with("dataset", id.clone())
                    .with("year", at.year.to_string())
                    .with("near", near),
            );
        }
        return;
    };
    let Block::Chart(Chart {
        drawing: Drawing::Plot(plot),
        ..
    }) = &found.block
    else {
        return;
    };
    for (i, Plain(row)) in highlight.iter().enumerate() {
        if !plot.rows.iter().any(|it| it.id == *row) {
            let near = nearest(row, plot.rows.iter().map(|it| it.id.as_str())).to_owned();
            report.add(
                Diagnostic::new(Code::UnknownPart, sheet.place(path!["highlight", i]))
                    .with("part", id.clone())
                    .with("found", row.clone())
                    .with("near", near),
            );
        }
    }
    for (kind, key) in asked {
        if let Some(kind) = kind
            && let Some(need) = plot.lacks(*kind)
        {
            report.add(
                Diagnostic::new(Code::ChartNeeds, sheet.place(path![*key]))
                    .with("kind", kind.word())
                    .with("dataset", id.clone())
                    .with("need", need.to_string()),
            );
        }
    }
}

/// Reports whether that is a metric's id, or a name of a subject's figures.
fn is_metric(bench: &Bench, name: &str) -> bool {
    bench.portfolio.catalogue.metrics.contains_key(name) || bench.facts.named(name).next().is_some()
}

/// Metrics by id, or figures of a subject by name.
fn metrics<T>(bench: &Bench, sheet: &Sheet<T>, key: &str, list: &[Plain], report: &mut Report) {
    for (i, Plain(id)) in list.iter().enumerate() {
        if !is_metric(bench, id) {
            let place = if key == "metric" {
                sheet.place(path![key])
            } else {
                sheet.place(path![key, i])
            };
            report.add(unknown_metric(id, &bench.portfolio.catalogue, place));
        }
    }
}

fn units<T>(bench: &Bench, sheet: &Sheet<T>, list: &[Plain], report: &mut Report) {
    for (i, Plain(unit)) in list.iter().enumerate() {
        let catalogue = &bench.portfolio.catalogue;
        known_unit(unit, catalogue, || sheet.place(path!["units", i]), report);
    }
}
