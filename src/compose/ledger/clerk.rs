//! The entries of a page, written one after another; the same few words come
//! again and again.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::{
    compose::{
        MARKUP, blocks,
        view::{LedgerAspect, LedgerInput, LedgerView},
        voice::Voice,
    },
    diag::Place,
    model::{Evidence, Figure, FigureKey, Input, When},
    plan::anchor,
};

/// So many inputs of a figure are listed.
const INPUTS: usize = 400;

/// Who writes the entries of a page.
pub(super) struct Clerk<'v, 'a> {
    voice: &'v Voice<'a>,
    /// The time named last, and its name.
    time: Option<(When, String)>,
    /// The words for aspects, and those for evidence, once they were asked for.
    columns: BTreeMap<&'v str, String>,
    evidence: BTreeMap<Evidence, String>,
}

impl<'v, 'a> Clerk<'v, 'a> {
    pub(super) fn new(voice: &'v Voice<'a>) -> Self {
        Self {
            voice,
            time: None,
            columns: BTreeMap::new(),
            evidence: BTreeMap::new(),
        }
    }

    /// The name of a time.
    pub(super) fn when(&mut self, when: When) -> String {
        match &self.time {
            Some((known, name)) if *known == when => name.clone(),
            _ => {
                let name = self.voice.locale.when(when);
                self.time.insert((when, name)).1.clone()
            }
        }
    }

    /// The word for an aspect.
    pub(super) fn column(&mut self, aspect: &'v str) -> String {
        let word = || {
            let key = format!("sentence.column.{aspect}");
            self.voice.locale.word(&key).to_owned()
        };
        self.columns.entry(aspect).or_insert_with(word).clone()
    }

    fn evidence(&mut self, evidence: Evidence) -> String {
        let word = || {
            let key = format!("evidence.{}", evidence.word());
            self.voice.locale.word(&key).to_owned()
        };
        self.evidence.entry(evidence).or_insert_with(word).clone()
    }

    /// An aspect, which stands with its figure.
    pub(super) fn aspect(&self, figure: &Figure, label: String) -> LedgerAspect {
        let mut value_html = String::with_capacity(MARKUP);
        self.voice.figure_as(figure, true, false, &mut value_html);
        let typed = figure.inputs.iter().find_map(Input::typed_at);
        let has_own = !figure.formula.is_empty() && figure.key.name.contains(':');
        LedgerAspect {
            id: anchor(&figure.key),
            label,
            value_html,
            // A part of a year has the formula of the year, beside which it stands.
            formula: match typed.filter(|_| !has_own) {
                Some(typed) => self.file_line(typed),
                None => self.formula(figure),
            },
        }
    }

    /// The entry of a figure, still without its aspects.
    pub(super) fn entry(&mut self, figure: &Figure) -> LedgerView {
        let voice = self.voice;
        let lang = voice.lang();
        let mut value_html = String::with_capacity(MARKUP);
        voice.figure_as(figure, true, false, &mut value_html);
        let of = voice.of(&figure.key);
        LedgerView {
            id: anchor(&figure.key),
            reference: reference(figure),
            label: blocks::with_owner(voice.label(figure), &of),
            value_html,
            period: self.when(figure.key.when),
            of,
            evidence: self.evidence(figure.evidence),
            definition: figure.definition.get(lang).to_owned(),
            formula: self.formula(figure),
            inputs: self.inputs(figure),
            source: figure.source.get(lang).to_owned(),
            note: figure.note.get(lang).to_owned(),
            reason: (figure.value.as_ref().err()).map_or_else(String::new, |it| voice.reason(it)),
            as_of: (figure.as_of).map_or_else(String::new, |it| voice.locale.date(it)),
            aspects: Vec::new(),
            verdict: (figure.verdict.as_ref())
                .map_or("", |it| voice.verdict_word(it))
                .to_owned(),
        }
    }

    /// A formula in which the figures that it was computed from have their names.
    fn formula(&self, figure: &Figure) -> String {
        let voice = self.voice;
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

    /// What a figure was computed from; of more than can be read, the first and
    /// how many there are beside them.
    fn inputs(&self, figure: &Figure) -> Vec<LedgerInput> {
        let listed = figure.inputs.iter().take(INPUTS);
        let mut listed: Vec<LedgerInput> = listed.map(|it| self.input(it)).collect();
        let more = figure.inputs.len() - listed.len();
        if more > 0 {
            let slots = [("count", &*more.to_string())];
            let locale = self.voice.locale;
            listed.push(LedgerInput {
                label: String::new(),
                reference: locale.say("ledger.more", &slots).unwrap_or_default(),
                href: String::new(),
            });
        }
        listed
    }

    fn input(&self, input: &Input) -> LedgerInput {
        let voice = self.voice;
        match input {
            Input::Typed(place) => LedgerInput {
                label: String::new(),
                reference: self.file_line(place),
                href: String::new(),
            },
            Input::Figure(key) => LedgerInput {
                label: (voice.facts.get(key))
                    .map_or_else(String::new, |it| blocks::label(it, voice)),
                reference: key.to_string(),
                href: voice.ledger_link(key),
            },
        }
    }

    fn file_line(&self, place: &Place) -> String {
        let at = self.voice.composer.line_of(place);
        format!("{}:{}:{}", place.file, at.line, at.column)
    }
}

/// The reference that an author types to show the figure.
fn reference(figure: &Figure) -> String {
    let mut out = String::with_capacity(MARKUP);
    match figure.key.when.period() {
        Some(_) => write!(out, "{{{{ {} }}}}", figure.key).expect("text takes all"),
        // A figure without a stated period is found by its name in its review.
        None => {
            let unstated = format!("@unstated-{}", figure.key.when.review());
            let name = figure.key.to_string().replace(&unstated, "");
            out.extend(["{{ ", &name, " }}"]);
        }
    }
    out
}
