//! What the tool has to say about a site: diagnostics, collected, each with
//! its place, and faults, which end a run.
//!
//! A diagnostic is data: a code, a place, and slots. Its words are in the
//! locale files under `codes`, so that it can be told in any language; printers
//! are many. A mistake of the author is never a `Result`: it goes into the
//! [`Report`], and the run goes on to find the next one.

mod code;
mod fault;
mod place;
mod print;

pub use code::Code;
pub use fault::Fault;
pub use place::{LineColumn, Place, Positions};
pub(crate) use print::escaped;
pub use print::{Atlas, OutputFormat, Words, print};

use std::{borrow::Cow, sync::Arc};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is built while there is one.
    Error,
    /// The build goes on; the author should look.
    Warning,
    /// For information.
    Note,
}

/// One thing to mend.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Which mistake it is.
    pub code: Code,
    /// How much it matters; the code's own severity unless raised.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What fills the `{slots}` of the code's words.
    pub slots: Vec<(&'static str, Cow<'static, str>)>,
    /// Other places that matter, each with the key of a `notes` text.
    pub related: Vec<(Place, &'static str)>,
}

impl Diagnostic {
    /// A diagnostic of that code at that place.
    pub fn new(code: Code, place: Place) -> Self {
        Self {
            code,
            severity: code.severity(),
            place,
            slots: Vec::new(),
            related: Vec::new(),
        }
    }

    /// Fills a slot of the code's words.
    #[must_use]
    pub fn with(mut self, slot: &'static str, text: impl Into<Cow<'static, str>>) -> Self {
        self.slots.push((slot, text.into()));
        self
    }

    /// Names another place that matters; `note` is a key under `notes` in the
    /// locale files.
    #[must_use]
    pub fn and(mut self, place: Place, note: &'static str) -> Self {
        self.related.push((place, note));
        self
    }
}

/// All diagnostics of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds a diagnostic.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Adds all of another report.
    pub fn absorb(&mut self, other: Self) {
        self.diagnostics.extend(other.diagnostics);
    }

    /// Reports whether anything must be mended before a build.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Reports whether there is an error within that stretch: what follows from
    /// it need not be told as well.
    pub fn has_error_in(&self, place: &Place) -> bool {
        self.errors().any(|it| {
            it.file == place.file
                && (place.start..place.end.max(place.start + 1)).contains(&it.start)
        })
    }

    /// Reports whether there is an error in a file whose name starts so.
    pub fn has_errors_below(&self, prefix: &str) -> bool {
        self.errors().any(|it| it.file.starts_with(prefix))
    }

    fn errors(&self) -> impl Iterator<Item = &Place> {
        self.diagnostics
            .iter()
            .filter(|it| it.severity == Severity::Error)
            .map(|it| &it.place)
    }

    /// How many of that severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .count()
    }

    /// All, by file, place and code.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<_> = self.diagnostics.iter().collect();
        all.sort_by(|a, b| {
            a.place
                .cmp(&b.place)
                .then_with(|| a.code.id().cmp(b.code.id()))
        });
        all.dedup();
        all
    }

    /// Makes warnings errors, for `--strict`.
    pub fn raise_warnings(&mut self) {
        for diagnostic in &mut self.diagnostics {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
        }
    }
}

/// The name of an input file, relative to the site's root, with `/`.
pub type FileName = Arc<str>;

/// The known name nearest to `text`, for "did you mean"; empty if none is near.
pub(crate) fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> &'a str {
    known
        .map(|name| (strsim::jaro_winkler(text, name), name))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map_or("", |(_, name)| name)
}
