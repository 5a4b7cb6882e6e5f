//! Which file is what: the tree of inputs, sorted into settings, readings,
//! subjects' sheets, narratives and files that are copied along.
//!
//! What a file is follows from its name alone; nothing is listed in code.

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::{
    CatalogueSheet, ReadingsSheet, RowReading, SiteSheet,
    catalogue::append_units,
    decode::{Language, decode},
    door::{Door, beside},
    named::{NamedPlace, a_year, place_of},
    published,
    readings::read_table,
    site::is_language,
    yaml,
};
use crate::{
    diag::{Atlas, Code, Diagnostic, Fault, FileName, Place, Report},
    input::{Entry, InputTree, Kind as FileKind},
    narrative::{self, Narrative},
    path, personal,
    portfolio::{Document, DocumentRole},
    sheet::Sheet,
    subject,
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
    /// The texts of those that caption recordings.
    pub captions: BTreeMap<FileName, Arc<str>>,
}

impl Sources {
    /// The theme that the settings name.
    pub fn theme(&self) -> &str {
        let named = self
            .site
            .as_ref()
            .and_then(|sheet| sheet.value.theme.as_ref());
        named.map_or("default", |it| it.0.as_str())
    }

    /// Where they name it.
    pub fn theme_place(&self) -> Place {
        self.site.as_ref().map_or_else(
            || Place::whole("data/site.yaml"),
            |sheet| sheet.place(path!["theme"]),
        )
    }

    /// The site's languages with where they stand, the main one first; what
    /// cannot be a language is left out.
    pub fn languages(&self) -> Vec<(&str, Place)> {
        let Some(sheet) = &self.site else {
            return Vec::new();
        };
        let languages = sheet.value.languages.iter().enumerate();
        languages
            .filter(|(_, it)| is_language(&it.0))
            .map(|(i, it)| (it.0.as_str(), sheet.place(path!["languages", i])))
            .collect()
    }

    /// The language in which the settings ask the tool to speak.
    pub fn author_language(&self) -> Option<String> {
        self.site
            .as_ref()?
            .value
            .author_language
            .as_ref()
            .map(|it| it.0.clone())
    }
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

/// The texts of the input files, for messages and the ledger.
#[derive(Debug, Default)]
pub struct Texts(BTreeMap<FileName, Arc<str>>);

impl Atlas for Texts {
    fn text(&self, file: &str) -> Option<&str> {
        self.0.get(file).map(|it| &**it)
    }
}

impl Texts {
    /// Keeps the text of a file.
    pub fn keep(&mut self, file: &FileName, text: impl Into<Arc<str>>) {
        self.0.insert(file.clone(), text.into());
    }
}

/// Reads all files of a site. With `drafts`, narratives marked as drafts too.
pub fn load(
    tree: &mut InputTree,
    drafts: bool,
    report: &mut Report,
) -> Result<(Sources, Texts), Fault> {
    let mut loader = Loader {
        tree,
        texts: Texts::default(),
        used: Vec::new(),
        report,
    };
    let mut sources = Sources {
        site: loader.sheet("data/site.yaml")?,
        catalogue: loader.sheet("data/catalogue.yaml")?,
        ..Sources::default()
    };
    if let Some(catalogue) = &mut sources.catalogue {
        loader.units(catalogue)?;
    }
    if loader.tree.get("data/site.yaml").is_none() {
        loader.report.add(
            Diagnostic::new(Code::NoSite, Place::whole("data/site.yaml"))
                .with("file", "data/site.yaml"),
        );
    } else if loader.tree.get("data/catalogue.yaml").is_none() {
        loader.report.add(
            Diagnostic::new(Code::NoSite, Place::whole("data/catalogue.yaml"))
                .with("file", "data/catalogue.yaml"),
        );
    }
    let languages: Vec<String> = match &sources.site {
        Some(sheet) => sheet
            .value
            .languages
            .iter()
            .map(|it| it.0.clone())
            .collect(),
        None => vec!["zh".to_owned(), "en".to_owned()],
    };
    let newest = sources
        .site
        .as_ref()
        .and_then(|sheet| sheet.value.years.iter().map(|it| it.year).max());
    let found = loader.take_narratives(&mut sources);
    let (years, read) = rayon::join(
        || loader.years(&mut sources),
        || read_narratives(found, &languages, newest.unwrap_or(1)),
    );
    years?;
    loader.narratives(read, drafts, &mut sources);
    loader.captions(&mut sources)?;
    Ok((sources, loader.texts))
}

struct Loader<'a> {
    tree: &'a mut InputTree,
    texts: Texts,
    /// The data files that something named.
    used: Vec<String>,
    report: &'a mut Report,
}

impl Loader<'_> {
    /// The table of units that the catalogue names.
    fn units(&mut self, sheet: &mut Sheet<CatalogueSheet>) -> Result<(), Fault> {
        let Some(table) = sheet.value.unit_table.clone() else {
            return Ok(());
        };
        let place = sheet.place(path!["unit_table", "file"]);
        let file = sheet.file().clone();
        if let Some(entry) = beside(self.tree, &file, &table.file.0, place, self.report) {
            self.used.push(entry.name.to_string());
            let reader = self.tree.open(&entry.name)?;
            let text = append_units(sheet, &entry.name, reader, &table, self.report);
            self.texts.keep(&entry.name, text);
        }
        Ok(())
    }

    /// Reads a YAML file of that name, if there is one.
    fn sheet<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<Sheet<T>>, Fault> {
        let Some(entry) = self.tree.get(name) else {
            return Ok(None);
        };
        let bytes = self.tree.read(name)?;
        let file = entry.name.clone();
        let decoded = decode(&file, &bytes, Language::Yaml, self.report);
        let sheet = decoded
            .sound
            .then(|| yaml::read(&file, &decoded.text, 0, self.report))
            .flatten();
        self.texts.keep(&file, decoded.text);
        Ok(sheet)
    }

    /// `data/<year>/*`.
    fn years(&mut self, sources: &mut Sources) -> Result<(), Fault> {
        let mut used = std::mem::take(&mut self.used);
        used.extend(["data/site.yaml", "data/catalogue.yaml"].map(str::to_owned));
        let files: Vec<Entry> = self
            .tree
            .below("data/")
            .filter(|it| it.kind == FileKind::Yaml)
            .cloned()
            .collect();
        for entry in files {
            let parts: Vec<&str> = entry.name.split('/').collect();
            let ["data", year, file] = parts[..] else {
                continue;
            };
            let (Some(year), Some(subject)) = (a_year(year), file.strip_suffix(".yaml")) else {
                continue;
            };
            if subject == "readings" {
                used.push(entry.name.to_string());
                if let Some(sheet) = self.sheet::<ReadingsSheet>(&entry.name)? {
                    let rows = self.rows(&entry.name, &sheet, &mut used)?;
                    sources.readings.push(YearReadings { year, sheet, rows });
                }
            } else if subject::NAMES.contains(&subject) {
                used.push(entry.name.to_string());
                let file = entry.name.clone();
                let bytes = self.tree.read(&file)?;
                let decoded = decode(&file, &bytes, Language::Yaml, self.report);
                if decoded.sound {
                    let mut door = Door {
                        file: &file,
                        text: &decoded.text,
                        tree: self.tree,
                        texts: &mut self.texts,
                        used: &mut used,
                        report: self.report,
                        fault: None,
                    };
                    sources
                        .subjects
                        .entry(year)
                        .or_default()
                        .read(subject, &mut door);
                    if let Some(fault) = door.fault {
                        return Err(fault);
                    }
                }
                self.texts.keep(&file, decoded.text);
            }
        }
        let unused = self
            .tree
            .below("data/")
            .filter(|it| !used.iter().any(|name| **name == *it.name));
        for entry in unused {
            let known = ["readings"]
                .into_iter()
                .chain(subject::NAMES.iter().copied());
            self.report.add(
                Diagnostic::new(Code::UnknownDataFile, Place::whole(entry.name.clone())).with(
                    "known",
                    known
                        .map(|it| format!("{it}.yaml"))
                        .collect::<Vec<_>>()
                        .join(", "),
                ),
            );
        }
        Ok(())
    }

    /// The tables that a file of readings names.
    fn rows(
        &mut self,
        file: &FileName,
        sheet: &Sheet<ReadingsSheet>,
        used: &mut Vec<String>,
    ) -> Result<Vec<RowReading>, Fault> {
        let mut rows = Vec::new();
        for (i, table) in sheet.value.rows.iter().enumerate() {
            let place = sheet.place(path!["rows", i, "file"]);
            let Some(entry) = beside(self.tree, file, &table.file.0, place, self.report) else {
                continue;
            };
            let reader = self.tree.open(&entry.name)?;
            let (read, text) = read_table(&entry.name, reader, table, self.report);
            rows.extend(read);
            self.texts.keep(&entry.name, text);
            used.push(entry.name.to_string());
        }
        Ok(rows)
    }

    /// `content/**`: the narratives, which the tree lets go of, and the names
    /// of all other files.
    fn take_narratives(&mut self, sources: &mut Sources) -> Vec<(FileName, Vec<u8>)> {
        let mut names = Vec::new();
        for entry in self.tree.below("content/") {
            match entry.kind {
                FileKind::Markdown => names.push(entry.name.clone()),
                FileKind::Yaml => {}
                _ => sources.assets.push(entry.name.clone()),
            }
        }
        names
            .into_iter()
            .filter_map(|name| Some((name.clone(), self.tree.take(&name)?)))
            .collect()
    }

    /// The captions beside narratives: pages hold them, since a browser reads no
    /// text beside a page that it opens from a disk.
    fn captions(&mut self, sources: &mut Sources) -> Result<(), Fault> {
        let files = sources.assets.iter();
        for file in files.filter(|it| it.to_ascii_lowercase().ends_with(".vtt")) {
            let bytes = self.tree.read(file)?;
            if let Ok(text) = std::str::from_utf8(&bytes) {
                let text: Arc<str> = text.into();
                personal::report(file, 0, &text, self.report);
                self.texts.keep(file, text.clone());
                sources.captions.insert(file.clone(), text);
            }
        }
        Ok(())
    }

    /// Takes in the narratives that were read, in the order of their names.
    fn narratives(&mut self, read: Vec<Found>, drafts: bool, sources: &mut Sources) {
        for (document, file, text, report) in read {
            self.report.absorb(report);
            self.texts.keep(&file, text);
            sources
                .documents
                .extend(document.filter(|it| drafts || !it.narrative.front.draft));
        }
        published::leave_out_others(sources, self.report);
        // Lessons come after the decks that people look for.
        sources.documents.sort_by(|a, b| rank(a).cmp(&rank(b)));
    }
}

/// What narratives are put in order by.
fn rank(it: &Document) -> impl Ord {
    let lesson = it.narrative.front.lesson;
    (&it.role, lesson, it.order, &it.slug, &it.language)
}

/// A narrative, its file, its text, and what was found in it.
type Found = (Option<Document>, FileName, Arc<str>, Report);

/// Reads narratives in parallel, each with a report of its own.
fn read_narratives(
    found: Vec<(FileName, Vec<u8>)>,
    languages: &[String],
    newest: i16,
) -> Vec<Found> {
    found
        .into_par_iter()
        .map(|(name, bytes)| {
            let mut report = Report::default();
            let decoded = decode(&name, &bytes, Language::Markdown, &mut report);
            drop(bytes);
            let text: Arc<str> = decoded.text.into();
            let place = place_of(&name, languages);
            let document = decoded
                .sound
                .then(|| document(&name, text.clone(), place, newest, &mut report));
            (document, name, text, report)
        })
        .collect()
}

fn document(
    file: &FileName,
    text: Arc<str>,
    place: NamedPlace,
    newest: i16,
    report: &mut Report,
) -> Document {
    let kind = match place.role {
        Some(DocumentRole::Deck(_)) => narrative::Kind::Deck,
        _ => narrative::Kind::Page,
    };
    let narrative: Narrative = narrative::read(file, text, kind, report);
    let slug = narrative.front.slug.clone().unwrap_or(place.slug);
    if narrative.front.slug.is_none()
        && !slug
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    {
        report.add(
            Diagnostic::new(Code::BadSlug, Place::whole(file.clone()))
                .with("key", "file name")
                .with("value", slug.clone()),
        );
    }
    let role = match place.role {
        Some(DocumentRole::Deck(_)) => DocumentRole::Deck(narrative.front.year.unwrap_or(newest)),
        Some(role) => role,
        None => {
            report.add(
                Diagnostic::new(Code::UnknownDataFile, Place::whole(file.clone())).with(
                    "known",
                    "content/index.md, content/<year>/, content/<year>/bulletins/<period>.md, content/decks/, content/<book>/",
                ),
            );
            DocumentRole::Book("pages".to_owned())
        }
    };
    Document {
        narrative,
        role,
        language: place.language,
        slug,
        order: place.order,
    }
}
