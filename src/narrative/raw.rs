//! Raw HTML taken apart: comments, which are dropped, and the rest, which is
//! shown as text.

use std::ops::Range;

/// A part of an HTML block.
pub(super) enum HtmlStretch {
    /// A comment, which is dropped.
    Comment(Range<usize>),
    /// Anything else, which is shown as text. A comment that never closes is
    /// shown too: it would swallow the rest of the text.
    Markup(Range<usize>),
}

/// Takes an HTML block apart; blank parts are left out.
pub(super) fn html_stretches(html: &str) -> Vec<HtmlStretch> {
    let mut out = Vec::new();
    let markup = |from: usize, to: usize, out: &mut Vec<HtmlStretch>| {
        let part = &html[from..to];
        if !part.trim().is_empty() {
            let start = from + part.len() - part.trim_start().len();
            out.push(HtmlStretch::Markup(start..start + part.trim().len()));
        }
    };
    let mut from = 0;
    while let Some(open) = html[from..].find("<!--").map(|i| from + i) {
        let Some(close) = html[open + 4..].find("-->").map(|i| open + 4 + i + 3) else {
            break;
        };
        markup(from, open, &mut out);
        out.push(HtmlStretch::Comment(open..close));
        from = close;
    }
    markup(from, html.len(), &mut out);
    out
}
