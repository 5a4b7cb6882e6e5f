//! Which file is what: the tree of inputs, sorted into settings, readings,
//! subjects' sheets, narratives and files that are copied along.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{CatalogueSheet, ReadingSheet, ReadingsSheet, SiteSheet, decode, rows, yaml};
use crate::{
    diag::{Atlas, Code, Diagnostic, Fault, FileName, Place, Report},
    input::InputTree,
    narrative::{self, Narrative},
    portfolio::{Document, DocumentRole},
    sheet::Sheet,
    subject::{self, ReadSheet},
};

/// Everything an author gave: of the right shape, of unknown meaning.
#[derive(Default)]
pub struct Sources {
    /// `data/site.yaml`.
    pub site: Option<Sheet<SiteSheet>>,
    /// `data/catalogue.yaml`.
    pub catalogue: Option<Sheet<CatalogueSheet>>,
    /// The files of readings, by year.
    pub readings: Vec<YearReadings>,
    /// The subjects' sheets, by year.
    pub subjects: BTreeMap<i16, subject::Sheets>,
    /// The narratives in the order of the site.
    pub documents: Vec<Document>,
    /// Files beside narratives that are copied along.
    pub assets: Vec<FileName>,
    /// The files of the site's own themes: theme, path inside it, content.
    pub themes: Vec<(String, String, Vec<u8>)>,
}

/// A file of readings with the bulk rows it names.
pub struct YearReadings {
    /// The year of its folder.
    pub year: i16,
    /// The YAML.
    pub sheet: Sheet<ReadingsSheet>,
    /// The rows, each as if it had been typed in the YAML.
    pub rows: Vec<RowReading>,
}

/// A reading from a file of rows.
pub struct RowReading {
    /// What it says.
    pub reading: ReadingSheet,
    /// Where its row begins.
    pub place: Place,
}

/// The texts of all input files, for messages.
#[derive(Debug, Default)]
pub struct Texts(BTreeMap<FileName, String>);

impl Atlas for Texts {
    fn text(&self, file: &str) -> Option<&str> {
        self.0.get(file).map(String::as_str)
    }
}

impl Texts {
    /// Keeps the text of a file, for messages.
    pub fn keep(&mut self, file: &FileName, text: String) {
        self.0.insert(file.clone(), text);
    }
}
