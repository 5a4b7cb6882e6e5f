//! Printers: a report as text in the manner of rustc, or as JSON.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, LineColumn, Place, Positions, Report, Severity};

/// The texts of the input files, by name.
pub trait Atlas {
    /// The text of a file, if it is text at all.
    fn text(&self, file: &str) -> Option<&str>;
}

/// Where the printers take words from.
pub trait Words {
    /// The words of that key with the slots filled, if there are any.
    fn say(&self, key: &str, slots: &[(&str, &str)]) -> Option<String>;
}

/// How diagnostics and figures are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OutputFormat {
    /// For people; with colours where the terminal has them.
    #[default]
    Text,
    /// For programs: one object.
    Json,
}

/// One diagnostic as other programs read it.
#[derive(Debug, Serialize)]
struct Printed<'a> {
    code: &'static str,
    severity: Severity,
    file: &'a str,
    #[serde(flatten)]
    at: LineColumn,
    message: String,
    remedy: String,
    related: Vec<PrintedRelated<'a>>,
}

#[derive(Debug, Serialize)]
struct PrintedRelated<'a> {
    file: &'a str,
    #[serde(flatten)]
    at: LineColumn,
    message: String,
}

/// Prints what is at least as grave as `least`.
pub fn print(
    report: &Report,
    least: Severity,
    atlas: &dyn Atlas,
    words: &dyn Words,
    format: OutputFormat,
    colour: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let positions = Positions::of(atlas);
    match format {
        OutputFormat::Text => {
            for diagnostic in report
                .sorted()
                .into_iter()
                .filter(|it| it.severity <= least)
            {
                writeln!(out, "{}\n", as_text(diagnostic, &positions, words, colour))?;
            }
            Ok(())
        }
        OutputFormat::Json => {
            let shown = report
                .sorted()
                .into_iter()
                .filter(|it| it.severity <= least);
            let all: Vec<_> = shown.map(|d| as_json(d, &positions, words)).collect();
            let whole = serde_json::json!({ "schema": 1, "diagnostics": all });
            writeln!(out, "{whole:#}")
        }
    }
}

fn slots(diagnostic: &Diagnostic) -> Vec<(&str, &str)> {
    diagnostic
        .slots
        .iter()
        .map(|(k, v)| (*k, v.as_ref()))
        .collect()
}

fn message(diagnostic: &Diagnostic, words: &dyn Words) -> String {
    wording(diagnostic, "message", words).unwrap_or_else(|| diagnostic.code.id().to_owned())
}

fn remedy(diagnostic: &Diagnostic, words: &dyn Words) -> String {
    wording(diagnostic, "remedy", words).unwrap_or_default()
}

/// The words of a code; where nothing is `near`, those that do without it.
fn wording(diagnostic: &Diagnostic, what: &str, words: &dyn Words) -> Option<String> {
    let slots = slots(diagnostic);
    let key = format!("codes.{}.{what}", diagnostic.code.id());
    let alone = slots
        .iter()
        .any(|(slot, text)| matches!(*slot, "near" | "nearest") && text.is_empty());
    let said = alone
        .then(|| words.say(&format!("{key}_alone"), &slots))
        .flatten();
    said.or_else(|| words.say(&key, &slots))
        .map(|it| escaped(&it))
}

fn note(key: &str, words: &dyn Words) -> String {
    words
        .say(&format!("notes.{key}"), &[])
        .unwrap_or_else(|| key.to_owned())
}

fn as_json<'a>(
    diagnostic: &'a Diagnostic,
    positions: &Positions,
    words: &dyn Words,
) -> Printed<'a> {
    Printed {
        code: diagnostic.code.id(),
        severity: diagnostic.severity,
        file: &diagnostic.place.file,
        at: positions.at(&diagnostic.place),
        message: message(diagnostic, words),
        remedy: remedy(diagnostic, words),
        related: diagnostic
            .related
            .iter()
            .map(|(place, key)| PrintedRelated {
                file: &place.file,
                at: positions.at(place),
                message: note(key, words),
            })
            .collect(),
    }
}

/// The longest stretch of source that is quoted; a line of a megabyte is not.
const QUOTE_LIMIT: usize = 400;

fn as_text(
    diagnostic: &Diagnostic,
    positions: &Positions,
    words: &dyn Words,
    colour: bool,
) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let severity = words
        .say(
            &format!("severity.{}", severity_word(diagnostic.severity)),
            &[],
        )
        .unwrap_or_else(|| severity_word(diagnostic.severity).to_owned());
    let level = level.with_name(severity);
    let message = message(diagnostic, words);
    let title = level
        .primary_title(message.as_str())
        .id(diagnostic.code.id());
    let sources: Vec<Quote> = std::iter::once((&diagnostic.place, String::new()))
        .chain(
            diagnostic
                .related
                .iter()
                .map(|(place, key)| (place, note(key, words))),
        )
        .map(|(place, label)| Quote::of(place, label, positions))
        .collect();
    let mut group = Group::with_title(title);
    for (i, quote) in sources.iter().enumerate() {
        let kind = if i == 0 {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let mut annotation = kind.span(quote.span.clone());
        if !quote.label.is_empty() {
            annotation = annotation.label(quote.label.as_str());
        }
        group = group.element(
            Snippet::source(quote.text.as_str())
                .path(quote.path.as_str())
                .line_start(quote.line)
                .annotation(annotation),
        );
    }
    let remedy = remedy(diagnostic, words);
    if !remedy.is_empty() {
        let help = words
            .say("severity.help", &[])
            .unwrap_or_else(|| "help".to_owned());
        group = group.element(Level::HELP.with_name(help).message(remedy));
    }
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[group])
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The lines around a place, short enough to print.
struct Quote {
    path: String,
    text: String,
    line: usize,
    span: std::ops::Range<usize>,
    label: String,
}

impl Quote {
    fn of(place: &Place, label: String, positions: &Positions) -> Self {
        let whole = positions.text(&place.file);
        let at = positions.at(place);
        let start = floor(whole, place.start);
        let earliest = floor(whole, start.saturating_sub(QUOTE_LIMIT));
        let from = whole[earliest..start]
            .rfind('\n')
            .map_or(earliest, |i| earliest + i + 1);
        let latest = floor(whole, start + QUOTE_LIMIT);
        let to = whole[start..latest]
            .find('\n')
            .map_or(latest, |i| start + i);
        let end = floor(whole, place.end.max(place.start)).clamp(start, to);
        let (text, span) = clean(&whole[from..to], start - from..end - from);
        Self {
            path: escaped(&place.file),
            text,
            line: at.line,
            span,
            label,
        }
    }
}

fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// Makes every control character visible, keeping the span on its characters.
fn clean(text: &str, span: std::ops::Range<usize>) -> (String, std::ops::Range<usize>) {
    let mut out = String::with_capacity(text.len());
    let (mut start, mut end) = (None, None);
    for (at, c) in text.char_indices() {
        if at >= span.start && start.is_none() {
            start = Some(out.len());
        }
        if at >= span.end && end.is_none() {
            end = Some(out.len());
        }
        if c == '\r' {
            continue;
        }
        push_escaped(&mut out, c);
    }
    let start = start.unwrap_or(out.len());
    (out.clone(), start..end.unwrap_or(out.len()).max(start))
}

/// Escapes what could steer a terminal or turn the reading direction.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_escaped(&mut out, c);
    }
    out
}

fn push_escaped(out: &mut String, c: char) {
    let turns = matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}');
    if c == '\t' {
        out.push_str("    ");
    } else if c == '\n' || !(c.is_control() || turns) {
        out.push(c);
    } else {
        out.extend(c.escape_unicode());
    }
}
