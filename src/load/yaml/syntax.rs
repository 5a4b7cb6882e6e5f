//! What the parser says is wrong, told so that the author sees what to mend:
//! which kind of slip it is, and where it began.

use std::{borrow::Cow, ops::Range};

use super::scan::DEEPEST;
use crate::diag::Code;

/// A slip in the text.
pub(super) struct Problem {
    pub(super) code: Code,
    pub(super) bytes: Range<usize>,
    pub(super) slots: Vec<(&'static str, Cow<'static, str>)>,
    /// The key of a `notes` text that says which kind of slip it is.
    pub(super) note: Option<&'static str>,
}

/// Tells what is meant by the parser's `info` about the byte `at`.
///
/// `bracket` is the innermost bracket that is still open, `seen` the end of
/// what was understood, and `flow` the number of brackets open there.
pub(super) fn explain(
    text: &str,
    info: &str,
    at: usize,
    bracket: Option<(usize, usize)>,
    seen: usize,
    flow: usize,
) -> Problem {
    if info == "recursion limit exceeded" {
        let at = too_deep(text, seen, flow);
        return Problem {
            code: Code::DeepYaml,
            bytes: at..at + 1,
            slots: Vec::new(),
            note: None,
        };
    }
    if info.ends_with("unknown anchor") {
        let end = text[at..]
            .find(|c: char| c.is_whitespace() || ",]}".contains(c))
            .map_or(text.len(), |end| at + end);
        let name = text[at..end].trim_start_matches('*').to_owned();
        return Problem {
            code: Code::UnknownAnchor,
            bytes: at..end,
            slots: vec![("anchor", name.into())],
            note: None,
        };
    }
    let tab = indenting_tab(text, at);
    let (note, at) = if let Some(tab) = tab {
        ("yaml.tab", tab)
    } else if info.starts_with("unexpected character: `%") {
        ("yaml.percent", at)
    } else if info.starts_with("unexpected character: `") {
        ("yaml.at_sign", at)
    } else if info.contains("escape") {
        ("yaml.escape", backslash(text, at))
    } else if info.contains("trailing content") {
        ("yaml.behind_quote", at)
    } else if info.contains("quoted scalar") {
        ("yaml.unclosed_quote", at)
    } else if let Some((opened, _)) = bracket {
        ("yaml.unclosed_bracket", opened)
    } else if info.starts_with("mapping values are not allowed") {
        let second = same_line(text, at).0.contains(':');
        (
            if second {
                "yaml.colon_in_text"
            } else {
                "yaml.indent"
            },
            at,
        )
    } else if info.starts_with("simple key expect") {
        ("yaml.no_colon", at)
    } else if info.contains("indentation")
        || info.contains("did not find expected")
        || info.contains("not allowed")
    {
        ("yaml.indent", at)
    } else {
        ("yaml.other", at)
    };
    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    Problem {
        code: Code::YamlSyntax,
        bytes: at..end,
        slots: Vec::new(),
        note: Some(note),
    }
}

/// The line around a byte: what stands before it and from it on.
fn same_line(text: &str, at: usize) -> (&str, &str) {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    (&text[start..at], &text[at..end])
}

/// The tab that indents the line, if one does.
fn indenting_tab(text: &str, at: usize) -> Option<usize> {
    let (before, after) = same_line(text, at);
    let line = at - before.len();
    let whole = &text[line..at + after.len()];
    let blank = &whole[..whole.len() - whole.trim_start().len()];
    blank.find('\t').map(|tab| line + tab)
}

/// The backslash that begins no known escape, from the opening quote on.
fn backslash(text: &str, quote: usize) -> usize {
    let mut rest = text[quote..].char_indices();
    while let Some((at, c)) = rest.next() {
        if c == '\\'
            && !matches!(rest.next(), Some((_, c)) if "0abt\tnvfre \"/\\N_LPxuU\n\r".contains(c))
        {
            return quote + at;
        }
    }
    quote
}

/// The bracket that is one too many, `open` of them being open at `from`.
fn too_deep(text: &str, from: usize, open: usize) -> usize {
    let mut depth = open;
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(from) {
        match (quote, byte) {
            (Some(q), _) if q == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[' | b'{') if depth == DEEPEST => return at,
            (None, b'[' | b'{') => depth += 1,
            (None, b']' | b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    from.min(text.len().saturating_sub(1))
}
