//! What a narrative asks of whoever shows it, and words that are no Markdown.
//!
//! Nothing here knows the ledger or the routes; `compose` answers.

use super::{
    claim::Claim,
    reference::{Reference, Stretch, stretches},
};
use crate::skip;

/// What a narrative asks of whoever shows it.
pub trait Resolve {
    /// The language of the page.
    fn language(&self) -> &str;
    /// Writes a figure as markup: its value with unit and marks, and where
    /// `linked`, with its link to the ledger. Not `linked` inside links.
    fn reference(&self, reference: &Reference, linked: bool, out: &mut String);
    /// A figure as text: in titles, alternative texts, tables of contents.
    fn reference_text(&self, reference: &Reference) -> String;
    /// The relative address of a page, file or heading of this site; none if
    /// there is no such thing, and the words stand alone.
    fn link(&self, target: &str) -> Option<String>;
    /// An image of this site; none if there is no such file.
    fn image(&self, target: &str) -> Option<Picture>;
    /// Where the figure of a claim is explained.
    fn claim(&self, claim: &Claim) -> Option<String>;
    /// A fixed word of pages, of the locale's `page` section.
    fn word(&self, key: &'static str) -> String;
}

/// An image ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its relative address.
    pub src: String,
    /// Its width and height in pixels, where known.
    pub size: Option<(u32, u32)>,
}

/// What markup means something by.
const SPECIAL: [u8; 5] = *b"&<>\"'";

/// Escapes text for markup, both between tags and in quoted attributes.
pub fn escape(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = skip::next_of(bytes, from, SPECIAL) {
        out.push_str(&text[from..at]);
        out.push_str(match bytes[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Reports whether there is nothing in a text to escape.
pub fn is_plain(text: &str) -> bool {
    skip::next_of(text.as_bytes(), 0, SPECIAL).is_none()
}

/// The markup of words that are no Markdown: a title, a note, a caption. Only
/// references mean something in them.
pub fn words_html(text: &str, resolve: &dyn Resolve, linked: bool) -> String {
    let mut out = String::with_capacity(text.len());
    if !has_references(text) {
        escape(text, &mut out);
        return out;
    }
    for stretch in stretches(text) {
        match stretch {
            Stretch::Reference(Ok(reference), ..) => {
                resolve.reference(&reference, linked, &mut out);
            }
            Stretch::Text(text) | Stretch::Reference(Err(_), text, _) => {
                escape(&text.replace("\\{{", "{{"), &mut out);
            }
        }
    }
    out
}

/// The same words as text.
pub fn words_text(text: &str, resolve: &dyn Resolve) -> String {
    let mut out = String::with_capacity(text.len());
    if !has_references(text) {
        out.push_str(text);
        return out;
    }
    for stretch in stretches(text) {
        match stretch {
            Stretch::Reference(Ok(reference), ..) => {
                out.push_str(&resolve.reference_text(&reference));
            }
            Stretch::Text(text) | Stretch::Reference(Err(_), text, _) => {
                out.push_str(&text.replace("\\{{", "{{"));
            }
        }
    }
    out
}

/// Reports whether words may hold references; most hold none.
fn has_references(text: &str) -> bool {
    skip::next_of(text.as_bytes(), 0, *b"{").is_some()
}
