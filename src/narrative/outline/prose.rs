//! What Markdown passed over in prose: references that never close, footnotes
//! that are not there, numbers typed by hand.

use std::ops::Range;

use super::Collector;
use crate::{
    diag::{Code, Diagnostic, Place, Report},
    model::{Aspect, Period},
    narrative::{
        item::Node,
        number::bare_numbers,
        reference::{AskedPeriod, NotAReference, Reference, escaped},
    },
    skip,
};

impl Collector<'_> {
    /// Looks at a stretch of prose for what Markdown passed over: references
    /// that never close, footnotes that are not there, numbers.
    pub(super) fn prose(&mut self, at: &Range<usize>, inside: Option<&&Node>, report: &mut Report) {
        let text = &self.text[at.clone()];
        if skip::next_of(text.as_bytes(), 0, *b"{[]").is_some() {
            self.passed_over(at.start, text, report);
        }
        let heading_number = if matches!(inside, Some(Node::Heading { .. })) {
            text.bytes()
                .take_while(|b| b.is_ascii_digit() || *b == b'.')
                .count()
        } else {
            0
        };
        for number in bare_numbers(text) {
            if number.start >= heading_number {
                self.outline
                    .numbers
                    .push(self.place(&(at.start + number.start..at.start + number.end)));
            }
        }
    }

    /// References, claims and footnotes of which Markdown made nothing, in the
    /// text that begins at the byte `start`.
    fn passed_over(&self, start: usize, text: &str, report: &mut Report) {
        let bytes = self.text.as_bytes();
        for (i, _) in text.match_indices("{{") {
            let found = start + i;
            // The braces of `\{{` and the second pair of `{{{` are text.
            if !escaped(bytes, found) && (found == 0 || bytes[found - 1] != b'{') {
                let written: String = text[i..]
                    .chars()
                    .take_while(|c| !c.is_control())
                    .take(40)
                    .collect();
                let why = NotAReference::Shape(written.clone());
                report.add(not_a_reference(
                    &why,
                    &written,
                    self.place(&(found..found + 2)),
                ));
            }
        }
        // A claim that is no link: its words stand in other quotes, or in none.
        for (i, mark) in text.match_indices("](claim:") {
            let from = start + text[..i].rfind('[').unwrap_or(i);
            let rest = &text[i + mark.len()..];
            let part: String = rest
                .chars()
                .take_while(|c| *c != ')' && !c.is_control())
                .take(60)
                .collect();
            let end = start + i + mark.len() + part.len();
            report.add(
                Diagnostic::new(Code::BadClaim, self.place(&(from..end)))
                    .with("claim", format!("claim:{part}"))
                    .with("part", part),
            );
        }
        for (i, _) in text.match_indices("[^") {
            let found = start + i;
            let rest = &text[i + 2..];
            let end = rest
                .find(|c: char| c == ']' || c == '[' || c.is_whitespace())
                .unwrap_or(0);
            if end > 0 && rest[end..].starts_with(']') && !escaped(bytes, found) {
                let label = &rest[..end];
                let place = self.place(&(found..found + label.len() + 3));
                report.add(
                    Diagnostic::new(Code::FootnoteMissing, place).with("label", label.to_owned()),
                );
            }
        }
    }
}

/// Says why a text is no reference.
pub(crate) fn not_a_reference(why: &NotAReference, written: &str, place: Place) -> Diagnostic {
    let code = match why {
        NotAReference::Aspect(_) => Code::NoSuchAspect,
        NotAReference::Shape(_) | NotAReference::Period(_) => Code::BadReference,
    };
    let part = if why.part().is_empty() {
        written
    } else {
        why.part()
    };
    let diagnostic = Diagnostic::new(code, place)
        .with("reference", written.to_owned())
        .with("part", part.to_owned());
    if code == Code::BadReference {
        let example = Reference {
            name: "complaint_rate".to_owned(),
            scope: None,
            period: Some(AskedPeriod::In(Period::Quarter(2008, 1))),
            unit: Some("jining".to_owned()),
            aspect: Aspect::Change,
        };
        return diagnostic.with("example", format!("{{{{ {example} }}}}"));
    }
    let known: Vec<&str> = Aspect::ALL.iter().map(|(word, _)| *word).collect();
    let nearest = known
        .iter()
        .copied()
        .min_by_key(|word| strsim::osa_distance(word, why.part()))
        .unwrap_or("value");
    diagnostic
        .with("aspect", why.part().to_owned())
        .with("nearest", nearest)
        .with("known", known.join(", "))
}
