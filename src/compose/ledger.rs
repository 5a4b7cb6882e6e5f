//! The ledger's pages: every figure with its trace.

use std::collections::BTreeMap;

use super::{
    view::{BlockView, LedgerAspect, LedgerInput, LedgerView},
    voice::Voice,
};
use crate::{
    diag::{Atlas, LineColumn, Place},
    model::{Figure, FigureKey, Input, Period},
    plan::{Target, anchor, relative},
};

/// The block that shows them, the aspects of a figure with the figure.
pub(super) fn block(figures: &[&Figure], atlas: &Lines, voice: &Voice) -> BlockView {
    let mut aspects: BTreeMap<FigureKey, Vec<LedgerAspect>> = BTreeMap::new();
    let mut entries = Vec::new();
    for figure in figures {
        match figure.key.name.split_once(':') {
            Some((base, name)) if voice.facts.get(&figure.key.renamed(base)).is_some() => {
                let aspect = aspect(figure, name, atlas, voice);
                aspects
                    .entry(figure.key.renamed(base))
                    .or_default()
                    .push(aspect);
            }
            _ => entries.push((&figure.key, entry(figure, atlas, voice))),
        }
    }
    let entries = entries
        .into_iter()
        .map(|(key, entry)| LedgerView {
            aspects: aspects.remove(key).unwrap_or_default(),
            ..entry
        })
        .collect();
    BlockView::Ledger { entries }
}

fn aspect(figure: &Figure, name: &str, atlas: &Lines, voice: &Voice) -> LedgerAspect {
    let mut value_html = String::new();
    voice.figure(figure, true, &mut value_html);
    let typed = figure.inputs.iter().find_map(|input| match input {
        Input::Typed(place) => Some(file_line(place, atlas)),
        Input::Figure(_) => None,
    });
    LedgerAspect {
        id: anchor(&figure.key),
        label: voice
            .locale
            .word(&format!("sentence.column.{name}"))
            .to_owned(),
        value_html,
        formula: if figure.formula.is_empty() {
            typed.unwrap_or_default()
        } else {
            figure.formula.clone()
        },
    }
}

fn file_line(place: &Place, atlas: &Lines) -> String {
    let at = atlas.of(place);
    format!("{}:{}:{}", place.file, at.line, at.column)
}

fn entry(figure: &Figure, atlas: &Lines, voice: &Voice) -> LedgerView {
    let mut value_html = String::new();
    voice.figure(figure, true, &mut value_html);
    let lang = voice.lang();
    LedgerView {
        id: anchor(&figure.key),
        reference: format!("{{{{ {} }}}}", reference(figure)),
        label: super::blocks::label(figure, voice),
        value_html,
        period: voice.locale.when(figure.key.when),
        of: voice.of(&figure.key),
        evidence: voice
            .locale
            .word(&format!("evidence.{}", figure.evidence.word()))
            .to_owned(),
        definition: figure.definition.get(lang).to_owned(),
        formula: figure.formula.clone(),
        inputs: figure
            .inputs
            .iter()
            .map(|it| input(it, atlas, voice))
            .collect(),
        source: figure.source.get(lang).to_owned(),
        note: figure.note.get(lang).to_owned(),
        reason: figure
            .value
            .as_ref()
            .err()
            .map(|it| voice.reason(it))
            .unwrap_or_default(),
        as_of: figure
            .as_of
            .and_then(|date| {
                voice
                    .locale
                    .say("figure.as_of", &[("date", &voice.locale.date(date))])
            })
            .unwrap_or_default(),
        aspects: Vec::new(),
        verdict: figure
            .verdict
            .as_ref()
            .map(|it| voice.verdict_word(it).to_owned())
            .unwrap_or_default(),
    }
}

/// The reference that an author types to show the figure.
fn reference(figure: &Figure) -> String {
    let text = figure.key.to_string();
    match figure.key.when.period() {
        Some(Period::Year(_)) => text,
        Some(_) => text,
        // A figure without a stated period is found by its name in its review.
        None => text.replace(&format!("@unstated-{}", figure.key.when.review()), ""),
    }
}

fn input(input: &Input, atlas: &Lines, voice: &Voice) -> LedgerInput {
    match input {
        Input::Typed(place) => LedgerInput {
            label: file_line(place, atlas),
            href: String::new(),
        },
        Input::Figure(key) => LedgerInput {
            label: key.to_string(),
            href: voice.ledger_link(key),
        },
    }
}

/// The pages of the ledger that a page should name: the other units.
pub(super) fn units(year: i16, voice: &Voice) -> Vec<(String, String)> {
    voice
        .catalogue
        .units
        .values()
        .filter_map(|unit| {
            let page = voice
                .plan
                .page(&Target::Ledger(year, unit.id.clone()), voice.lang())?;
            Some((
                unit.name.get(voice.lang()).to_owned(),
                relative(voice.route, page.route.as_str()),
            ))
        })
        .collect()
}

/// The lines of the input files, found once: the ledger names tens of
/// thousands of places.
pub struct Lines<'a> {
    atlas: &'a (dyn Atlas + Sync),
    starts: BTreeMap<String, Vec<usize>>,
}

impl<'a> Lines<'a> {
    /// Finds the line starts of every file that `places` name.
    pub fn of_files<'b>(
        atlas: &'a (dyn Atlas + Sync),
        files: impl Iterator<Item = &'b str>,
    ) -> Self {
        let starts = files
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .map(|file| {
                let text = atlas.text(file).unwrap_or("");
                let starts = std::iter::once(0)
                    .chain(text.match_indices('\n').map(|(at, _)| at + 1))
                    .collect();
                (file.to_owned(), starts)
            })
            .collect();
        Self { atlas, starts }
    }

    /// The line and column of a place.
    pub fn of(&self, place: &Place) -> LineColumn {
        let text = self.atlas.text(&place.file).unwrap_or("");
        let Some(starts) = self.starts.get(&*place.file) else {
            return LineColumn::of(text, place.start);
        };
        let line = starts.partition_point(|start| *start <= place.start).max(1);
        let start = starts[line - 1];
        let column = text
            .get(start..place.start)
            .map_or(1, |it| it.chars().count() + 1);
        LineColumn { line, column }
    }
}
