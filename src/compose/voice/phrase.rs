//! Phrases, and the author's words with references in them, as markup or as
//! plain text.

use std::fmt::Write;

use super::{super::chart, DASH, Voice, escaped};
use crate::{
    block::{Phrase, Piece},
    compose::MARKUP,
    locale::Part,
    lookup,
    model::{Aspect, Evidence, Figure, FigureKey, Text},
    narrative::{self, Reference, escape},
    plan::{Target, relative},
};

impl<'a> Voice<'a> {
    /// A phrase as markup.
    pub(in crate::compose) fn html(&self, phrase: &Phrase) -> String {
        let mut out = String::with_capacity(phrase.0.len() * MARKUP);
        self.phrase(phrase, &Shape::Html, &mut out);
        out
    }

    /// A phrase as plain text.
    pub(in crate::compose) fn plain(&self, phrase: &Phrase) -> String {
        let mut out = String::new();
        self.phrase(phrase, &Shape::Plain, &mut out);
        out
    }

    fn phrase(&self, phrase: &Phrase, shape: &Shape, out: &mut String) {
        for piece in &phrase.0 {
            match piece {
                Piece::Text(text) => shape.push(text.get(self.lang()), out),
                Piece::Prose(text) => self.with_references(text.get(self.lang()), shape, out),
                Piece::Sentence(key, slots) => self.sentence(key, slots, shape, out),
                Piece::Figure(key) | Piece::Bare(key) => {
                    let with_unit = matches!(piece, Piece::Figure(_));
                    match (self.facts.get(key), shape) {
                        (Some(figure), Shape::Html) => self.figure(figure, with_unit, out),
                        (Some(figure), Shape::Plain) if with_unit => {
                            out.push_str(&self.text(figure));
                        }
                        (Some(figure), Shape::Plain) => out.push_str(&self.number(figure)),
                        (None, _) => out.push_str(DASH),
                    }
                }
                Piece::Limit(key) => match (self.facts.get(key), shape) {
                    (Some(figure), Shape::Html) => self.figure_bare(figure, false, true, out),
                    (Some(figure), Shape::Plain) => out.push_str(&self.number(figure)),
                    (None, _) => out.push_str(DASH),
                },
                Piece::Mark(evidence) => match shape {
                    Shape::Html => self.mark(*evidence, out),
                    Shape::Plain => {
                        let word = self
                            .locale
                            .word(&format!("evidence.{}", evidence.word()))
                            .to_owned();
                        if let Some(words) =
                            self.locale.say("figure.marked", &[("evidence", &word)])
                        {
                            out.push_str(&words);
                        }
                    }
                },
                Piece::Beside(key) => self.beside(key, shape, out),
                Piece::Trend(key) => {
                    if let (Some(figure), Shape::Html) = (self.facts.get(key), shape) {
                        out.push_str(&chart::spark(figure, self));
                    }
                }
                Piece::SampleSize(key) => self.sample_size(key, shape, out),
                Piece::Reason(key) => {
                    let missing = self.facts.get(key).and_then(|it| it.value.as_ref().err());
                    if let Some(missing) = missing {
                        shape.push(&self.reason(missing), out);
                    }
                }
                Piece::Subject(name) => {
                    shape.push(self.locale.word(&format!("subjects.{name}")), out);
                }
                Piece::Measure(id) => shape.push(&self.measure_name(id), out),
                Piece::Unit(id) => self.unit(id, shape, out),
                Piece::Units => {
                    let target = Target::Units(self.standpoint.year, 1);
                    self.leading(&target, self.locale.word("units.all"), shape, out);
                }
                Piece::When(when) => shape.push(&self.locale.when(*when), out),
                Piece::Verdict(verdict) => shape.push(self.verdict_word(verdict), out),
                Piece::EvidenceWord(evidence) => {
                    shape.push(
                        self.locale.word(&format!("evidence.{}", evidence.word())),
                        out,
                    );
                }
                Piece::Break => out.push_str(match shape {
                    Shape::Html => "<br>",
                    Shape::Plain => " ",
                }),
            }
        }
    }

    fn unit(&self, id: &str, shape: &Shape, out: &mut String) {
        let name = self.catalogue.units.get(id).map(|it| &it.name);
        let name = name.map_or(id, |it| it.get(self.lang()));
        let target = Target::Unit(self.standpoint.year, id.to_owned());
        self.leading(&target, name, shape, out);
    }

    /// Words that lead to a page, where there is one and it is another.
    fn leading(&self, target: &Target, words: &str, shape: &Shape, out: &mut String) {
        let page = self.plan.page(target, self.lang());
        let page = page.filter(|it| it.route.as_str() != self.route);
        match (page, shape) {
            (Some(page), Shape::Html) => {
                let href = relative(self.route, page.route.as_str());
                write!(out, "<a href=\"{}\">", escaped(&href)).expect("text takes all");
                escape(words, out);
                out.push_str("</a>");
            }
            _ => shape.push(words, out),
        }
    }

    fn beside(&self, key: &str, shape: &Shape, out: &mut String) {
        let key = format!("sentence.{key}");
        let word = self.locale.word(&key);
        out.push(' ');
        if matches!(shape, Shape::Plain) {
            return out.push_str(word);
        }
        out.push_str("<span class=\"beside\">");
        escape(word, out);
        out.push_str("</span>");
    }

    fn sample_size(&self, key: &FigureKey, shape: &Shape, out: &mut String) {
        let Some((figure, n)) = self.facts.get(key).and_then(|it| Some((it, it.n?))) else {
            return;
        };
        let number = self.locale.format(0, "").number(n as f64);
        if matches!(shape, Shape::Plain) {
            return out.push_str(&number);
        }
        let tag = self.open(Evidence::Reported.word(), &figure.key, true, out);
        write!(out, "><data value=\"{n}\">{number}</data></{tag}>").expect("text takes all");
    }

    fn sentence(
        &self,
        key: &str,
        slots: &[(&'static str, Phrase)],
        shape: &Shape,
        out: &mut String,
    ) {
        let Some(parts) = self.locale.template(&format!("sentence.{key}")) else {
            out.push_str(key);
            return;
        };
        let fill = |name: &str| {
            slots
                .iter()
                .find(|(slot, _)| *slot == name)
                .map(|(_, phrase)| phrase)
        };
        for part in parts {
            match part {
                Part::Literal(words) => shape.push(words, out),
                Part::Slot(name) => {
                    if let Some(phrase) = fill(name) {
                        self.phrase(phrase, shape, out);
                    }
                }
                Part::Plural { slot, one, other } => {
                    let number = fill(slot).and_then(|phrase| self.count_in(phrase));
                    shape.push(if number == Some(1.0) { one } else { other }, out);
                }
            }
        }
    }

    /// The author's words in which figures are referred to, as plain text.
    pub(in crate::compose) fn prose(&self, text: &Text) -> String {
        narrative::words_text(text.get(self.lang()), self)
    }

    /// The same, as markup.
    pub(in crate::compose) fn prose_html(&self, text: &Text) -> String {
        narrative::words_html(text.get(self.lang()), self, true)
    }

    fn with_references(&self, words: &str, shape: &Shape, out: &mut String) {
        match shape {
            Shape::Html => out.push_str(&narrative::words_html(words, self, true)),
            Shape::Plain => out.push_str(&narrative::words_text(words, self)),
        }
    }

    /// The figure that a reference means, without its aspect.
    pub(in crate::compose) fn look_up(&self, reference: &Reference) -> Option<&'a Figure> {
        lookup::find(reference, self.standpoint, self.facts)
    }

    /// A reference in prose as markup.
    pub(in crate::compose) fn refer(&self, reference: &Reference, linked: bool, out: &mut String) {
        let Some(base) = self.look_up(reference) else {
            out.push_str(DASH);
            return;
        };
        if let Some(figure) = self.aspect_figure(base, reference.aspect) {
            self.figure_as(figure, true, linked, out);
            return;
        }
        let text = self.aspect_text(base, reference.aspect);
        let tag = self.open(base.evidence.word(), &base.key, linked, out);
        out.push('>');
        escape(if text.is_empty() { DASH } else { &text }, out);
        write!(out, "</{tag}>").expect("text takes all");
    }

    /// A reference in plain text: titles, alternative texts, notes.
    pub(in crate::compose) fn refer_text(&self, reference: &Reference) -> String {
        let Some(base) = self.look_up(reference) else {
            return DASH.to_owned();
        };
        match self.aspect_figure(base, reference.aspect) {
            Some(figure) => self.text(figure),
            None => {
                let text = self.aspect_text(base, reference.aspect);
                if text.is_empty() {
                    DASH.to_owned()
                } else {
                    text
                }
            }
        }
    }

    /// The figure that an aspect is, where it is one.
    pub(in crate::compose) fn aspect_figure(
        &self,
        base: &'a Figure,
        aspect: Aspect,
    ) -> Option<&'a Figure> {
        aspect.figure_of(base, self.facts)
    }

    /// The number that a phrase is about, to choose singular or plural.
    fn count_in(&self, phrase: &Phrase) -> Option<f64> {
        phrase.0.iter().find_map(|piece| match piece {
            Piece::Figure(key) | Piece::Bare(key) => self.facts.get(key)?.number(),
            _ => None,
        })
    }
}

/// Markup or plain text.
enum Shape {
    Html,
    Plain,
}

impl Shape {
    fn push(&self, words: &str, out: &mut String) {
        match self {
            Self::Html => escape(words, out),
            Self::Plain => out.push_str(words),
        }
    }
}
