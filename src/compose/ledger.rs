//! The ledger's pages: every figure with its trace.

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};

use super::{
    MARKUP, prose,
    view::{BlockView, LedgerAspect, LedgerInput, LedgerView, LinkView},
    voice::{Voice, escaped},
};
use crate::{
    diag::{Atlas, LineColumn, Place},
    model::{Figure, FigureKey, Input},
    plan::{Target, anchor, relative},
};

/// Fewer names than this need no index.
const INDEXED: usize = 8;

/// The blocks that show them: metrics, then what every subject publishes, each
/// part with a heading and an index; and the links to those headings.
pub(super) fn blocks(
    figures: &[&Figure],
    atlas: &Lines,
    voice: &Voice,
) -> (Vec<BlockView>, Vec<LinkView>) {
    let mut parts: BTreeMap<&str, Vec<&Figure>> = BTreeMap::new();
    for figure in figures {
        let subject = figure.key.name.split_once('.').map_or("", |(it, _)| it);
        parts.entry(subject).or_default().push(figure);
    }
    let (mut blocks, mut sections) = (Vec::new(), Vec::new());
    for (subject, mut figures) in parts {
        let (id, word) = match subject {
            "" => ("metrics", "ledger.metrics".to_owned()),
            _ => (subject, format!("subjects.{subject}")),
        };
        let title = voice.locale.word(&word);
        let names = gather(&mut figures, voice);
        blocks.push(BlockView::Heading {
            level: 2,
            id: id.to_owned(),
            html: escaped(title),
        });
        if names.len() >= INDEXED {
            let links: Vec<(String, String)> = names
                .into_iter()
                .map(|(name, key)| {
                    let own = || voice.facts.get(key).map(|it| voice.label(it));
                    let name = if name.is_empty() {
                        own()
                    } else {
                        Some(name.to_owned())
                    };
                    (name.unwrap_or_default(), format!("#{}", anchor(key)))
                })
                .collect();
            blocks.push(BlockView::Prose {
                html: prose::link_list(&links),
            });
        }
        blocks.push(entries(&figures, atlas, voice));
        sections.push(LinkView {
            label: title.to_owned(),
            href: format!("#{id}"),
            current: false,
            lang: String::new(),
        });
    }
    (blocks, sections)
}

/// Puts the figures of one name beside each other; returns every name with its
/// first figure.
fn gather<'a>(figures: &mut [&'a Figure], voice: &Voice) -> Vec<(&'a str, &'a FigureKey)> {
    let lang = voice.lang();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut names = Vec::new();
    for figure in figures.iter() {
        let name = figure.label.get(lang);
        places.entry(name).or_insert_with(|| {
            names.push((name, &figure.key));
            names.len()
        });
    }
    figures.sort_by_cached_key(|it| places.get(it.label.get(lang)).copied());
    names
}

/// The entries of some figures, the aspects of a figure with the figure.
fn entries(figures: &[&Figure], atlas: &Lines, voice: &Voice) -> BlockView {
    let mut aspects: HashMap<&FigureKey, Vec<LedgerAspect>> = HashMap::new();
    let mut entries = Vec::new();
    for figure in figures {
        match voice.facts.base_of(figure) {
            Some((base, name)) => {
                let aspect = aspect(figure, name, atlas, voice);
                aspects.entry(&base.key).or_default().push(aspect);
            }
            None => entries.push((&figure.key, entry(figure, atlas, voice))),
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

/// A formula in which the figures that it was computed from have their names.
fn formula(figure: &Figure, voice: &Voice) -> String {
    if figure.formula.is_empty() {
        return String::new();
    }
    let keys = || {
        figure.inputs.iter().filter_map(|it| match it {
            Input::Figure(key) => Some(key),
            Input::Typed(_) => None,
        })
    };
    // Figures of one metric are told apart by their periods.
    let named = |word: &str| {
        let is_name = |key: &&FigureKey| *key.name == *word;
        // A reference that is no name alone says when.
        let is_reference = |key: &&FigureKey| word.contains('@') && key.to_string() == word;
        let key = keys().find(|key| is_name(key) || is_reference(key))?;
        let name = voice.label(voice.facts.get(key)?);
        if *key.name == *word {
            return Some(name);
        }
        let when = voice.locale.when(key.when);
        let own = figure.key.name.split(':').next() == Some(&*key.name);
        Some(if own { when } else { format!("{name} {when}") })
    };
    let mut out = String::with_capacity(figure.formula.len());
    for word in figure.formula.split_inclusive([' ', '(', ')', '|']) {
        let id = word.trim_end_matches([' ', '(', ')', '|']);
        match named(id) {
            Some(name) => {
                out.push_str(&name);
                out.push_str(&word[id.len()..]);
            }
            None => out.push_str(word),
        }
    }
    out
}

fn aspect(figure: &Figure, name: &str, atlas: &Lines, voice: &Voice) -> LedgerAspect {
    let mut value_html = String::with_capacity(MARKUP);
    voice.figure(figure, true, &mut value_html);
    let typed = figure.inputs.iter().find_map(Input::typed_at);
    let typed = typed.map(|place| file_line(place, atlas));
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
            formula(figure, voice)
        },
    }
}

fn file_line(place: &Place, atlas: &Lines) -> String {
    let at = atlas.of(place);
    format!("{}:{}:{}", place.file, at.line, at.column)
}

fn entry(figure: &Figure, atlas: &Lines, voice: &Voice) -> LedgerView {
    let mut value_html = String::with_capacity(MARKUP);
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
        formula: formula(figure, voice),
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
            .map(|it| voice.locale.date(it))
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
        Some(_) => text,
        // A figure without a stated period is found by its name in its review.
        None => text.replace(&format!("@unstated-{}", figure.key.when.review()), ""),
    }
}

fn input(input: &Input, atlas: &Lines, voice: &Voice) -> LedgerInput {
    match input {
        Input::Typed(place) => LedgerInput {
            label: String::new(),
            reference: file_line(place, atlas),
            href: String::new(),
        },
        Input::Figure(key) => LedgerInput {
            label: voice
                .facts
                .get(key)
                .map_or_else(String::new, |it| super::blocks::label(it, voice)),
            reference: key.to_string(),
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
            .collect::<HashSet<_>>()
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
