//! What trainers show: a number that is asked for is known, and captions are
//! such as a browser can read.

use super::Bench;
use crate::{
    diag::{Code, Diagnostic, Report},
    lookup::{self, Standpoint, destination},
    model::Figure,
    narrative::{Amount, MediaRequest, QuizRequest},
    path,
    sheet::{Plain, Sheet},
};

/// How captions in the form of `WebVTT` begin.
const CAPTIONS: &str = "WEBVTT";

/// A question whose answer is a figure: it has a value.
pub(super) fn quiz(bench: &Bench, sheet: &Sheet<QuizRequest>, at: Standpoint, report: &mut Report) {
    for amount in sheet.value.amounts() {
        let Amount::Figure(reference) = amount else {
            continue;
        };
        // What is not in the ledger is told with the other references.
        let Some(base) = lookup::find(&reference, at, bench.facts) else {
            continue;
        };
        let figure = reference.aspect.figure_of(base, bench.facts);
        if figure.and_then(Figure::number).is_none() {
            report.add(
                Diagnostic::new(Code::QuizNoAnswer, sheet.place(path!["answer"]))
                    .with("found", reference.to_string()),
            );
        }
    }
}

/// A recording with captions: they are there as such.
pub(super) fn media(bench: &Bench, sheet: &Sheet<MediaRequest>, report: &mut Report) {
    let Some(Plain(captions)) = &sheet.value.captions else {
        return;
    };
    let Some(to) = destination(sheet.file(), captions) else {
        return;
    };
    let is_there = bench.portfolio.assets.iter().any(|it| **it == *to.file);
    let text = bench.portfolio.captions.get(to.file.as_str());
    let text = text.map_or("", |it| it.trim_start_matches('\u{FEFF}'));
    if is_there && !text.starts_with(CAPTIONS) {
        report.add(
            Diagnostic::new(Code::BadMedia, sheet.place(path!["captions"]))
                .with("target", captions.clone())
                .with("known", CAPTIONS),
        );
    }
}
