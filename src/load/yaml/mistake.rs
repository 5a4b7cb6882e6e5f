//! Mistakes of shape: what a type refuses, at which node, and how to say it.

use std::{fmt, fmt::Display};

use serde::de;

use super::scan::Document;
use crate::{
    diag::{Code, Diagnostic, FileName},
    sheet::{CODE_MARK, Kind, hint},
};

/// The most characters of a value that a message repeats.
const QUOTED: usize = 60;

/// Something a sheet's type refuses.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) what: What,
    /// The node it is about.
    pub(super) node: Option<u32>,
    /// The key whose value it is or is in.
    pub(super) key: Option<u32>,
    /// What can be left out to go on without it: keys and items, from the
    /// innermost.
    pub(super) ways_out: Vec<u32>,
}

/// What is refused.
#[derive(Debug)]
pub(super) enum What {
    UnknownKey(&'static [&'static str]),
    MissingKey(&'static str),
    UnknownWord(&'static [&'static str]),
    /// The key of the `notes` text that says which type was expected; may be
    /// empty.
    WrongType(&'static str),
    /// Nothing can stand in for a key that was reported as missing.
    NoStandIn,
    Coded(Code),
}

impl Mistake {
    pub(super) fn new(what: What) -> Self {
        Self {
            what,
            node: None,
            key: None,
            ways_out: Vec::new(),
        }
    }

    /// Places the mistake, unless its place is known more exactly already.
    pub(super) fn at(mut self, node: u32) -> Self {
        self.node.get_or_insert(node);
        self
    }

    /// Says what was expected, unless that is known already.
    pub(super) fn expecting(mut self, note: &'static str) -> Self {
        if let What::WrongType("") = self.what {
            self.what = What::WrongType(note);
        }
        self
    }

    /// Tells the author.
    pub(super) fn diagnostic(&self, file: &FileName, document: &Document) -> Diagnostic {
        let at = self.node.unwrap_or(0);
        let place = document.place(file, at);
        let positions = &document.positions;
        let found = found(document, at);
        let key = self.key.map_or("", |key| positions.name(key)).to_owned();
        let new = |code| Diagnostic::new(code, place.clone());
        match self.what {
            What::UnknownKey(known) => {
                let digits = found.bytes().all(|b| b.is_ascii_digit());
                let diagnostic = new(Code::UnknownKey)
                    .with("near", nearest(&found, known))
                    .with("known", known.join(", "))
                    .with("key", found);
                // In `{ value: 83,2 }` a comma ended the value.
                if digits {
                    diagnostic.and(place, "comma")
                } else {
                    diagnostic
                }
            }
            What::MissingKey(name) => new(Code::MissingKey).with("key", name),
            What::UnknownWord(known) => new(Code::UnknownWord)
                .with("near", nearest(&found, known))
                .with("known", known.join(", "))
                .with("found", found),
            What::NoStandIn => new(Code::MissingKey).with("key", key),
            What::WrongType(note) => {
                let diagnostic = new(Code::WrongType).with("key", key).with("found", found);
                if note.is_empty() {
                    diagnostic
                } else {
                    diagnostic.and(place, note)
                }
            }
            What::Coded(code @ (Code::NotANumber | Code::LeadingZero)) => {
                let hint = hint(&found);
                new(code).with("found", found).with("hint", hint)
            }
            What::Coded(code) => new(code).with("found", found).with("key", key),
        }
    }
}

/// What stands at a node, shortened.
fn found(document: &Document, node: u32) -> String {
    match document.positions.node(node).kind {
        Kind::List => "[…]".to_owned(),
        Kind::Map => "{…}".to_owned(),
        Kind::Null => "~".to_owned(),
        Kind::Key | Kind::Bare | Kind::Quoted | Kind::Alias => {
            let words = document.words(node);
            let mut chars = words.chars();
            let mut short: String = chars.by_ref().take(QUOTED).collect();
            if chars.next().is_some() {
                short.push('…');
            }
            short
        }
    }
}

/// The known word that is closest.
pub(super) fn nearest(word: &str, known: &[&'static str]) -> String {
    let distance = |candidate: &&&str| {
        (
            strsim::damerau_levenshtein(word, candidate),
            candidate.len(),
        )
    };
    known
        .iter()
        .min_by_key(distance)
        .map_or("", |near| near)
        .to_owned()
}

/// Reports whether one is likely meant by the other.
pub(super) fn alike(one: &str, other: &str) -> bool {
    strsim::normalized_damerau_levenshtein(one, other) >= 0.6
}

impl de::Error for Mistake {
    fn custom<T: Display>(message: T) -> Self {
        let message = message.to_string();
        let code = message
            .strip_prefix(CODE_MARK)
            .and_then(|rest| rest.split(CODE_MARK).next())
            .and_then(Code::from_id);
        Self::new(code.map_or(What::WrongType(""), What::Coded))
    }
    fn invalid_type(_: de::Unexpected, _: &dyn de::Expected) -> Self {
        Self::new(What::WrongType(""))
    }
    fn invalid_value(_: de::Unexpected, _: &dyn de::Expected) -> Self {
        Self::new(What::WrongType(""))
    }
    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self::new(What::WrongType(""))
    }
    fn unknown_variant(_: &str, known: &'static [&'static str]) -> Self {
        Self::new(What::UnknownWord(known))
    }
    fn unknown_field(_: &str, known: &'static [&'static str]) -> Self {
        Self::new(What::UnknownKey(known))
    }
    fn missing_field(name: &'static str) -> Self {
        Self::new(What::MissingKey(name))
    }
}

impl Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.what)
    }
}

impl std::error::Error for Mistake {}
