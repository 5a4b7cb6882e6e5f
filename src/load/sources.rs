//! Which data file is what: the tree of inputs, sorted into settings, readings
//! and subjects' sheets.
//!
//! What a file is follows from its name alone; nothing is listed in code.

use std::{collections::BTreeMap, sync::Arc};

use serde::de::DeserializeOwned;

use super::{
    CatalogueSheet, ReadingsSheet, RowReading, SiteSheet,
    catalogue::append_units,
    decode::{Language, decode},
    door::{Door, beside},
    named::a_year,
    readings::read_table,
    site::is_language,
    yaml,
};
use crate::{
    diag::{Atlas, Code, Diagnostic, Fault, FileName, Place, Report},
    input::{Entry, InputTree, Kind as FileKind},
    path,
    sheet::Sheet,
    subject,
};

/// All data that an author gave: of the right shape, of unknown meaning.
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
#[derive(Debug, Clone, Default)]
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

/// Reads `data/site.yaml`, which decides how all other files are read.
pub fn settings(
    tree: &InputTree,
    texts: &mut Texts,
    report: &mut Report,
) -> Result<Option<Sheet<SiteSheet>>, Fault> {
    sheet("data/site.yaml", tree, texts, report)
}

/// Reads all data of a site, whose settings were read already.
pub fn data(
    tree: &InputTree,
    site: Option<Sheet<SiteSheet>>,
    texts: &mut Texts,
    report: &mut Report,
) -> Result<Sources, Fault> {
    let mut loader = Loader {
        tree,
        texts,
        used: Vec::new(),
        report,
    };
    let mut sources = Sources {
        site,
        catalogue: loader.sheet("data/catalogue.yaml")?,
        ..Sources::default()
    };
    if let Some(catalogue) = &mut sources.catalogue {
        loader.units(catalogue)?;
    }
    let mut needed = ["data/site.yaml", "data/catalogue.yaml"].into_iter();
    if let Some(file) = needed.find(|it| tree.get(it).is_none()) {
        let diagnostic = Diagnostic::new(Code::NoSite, Place::whole(file));
        loader.report.add(diagnostic.with("file", file));
    }
    loader.years(&mut sources)?;
    Ok(sources)
}

/// Reads a YAML file of that name, if there is one.
fn sheet<T: DeserializeOwned>(
    name: &str,
    tree: &InputTree,
    texts: &mut Texts,
    report: &mut Report,
) -> Result<Option<Sheet<T>>, Fault> {
    let Some(entry) = tree.get(name) else {
        return Ok(None);
    };
    let bytes = tree.read(name)?;
    let file = entry.name.clone();
    let decoded = decode(&file, &bytes, Language::Yaml, report);
    let sheet = decoded
        .sound
        .then(|| yaml::read(&file, &decoded.text, 0, report))
        .flatten();
    texts.keep(&file, decoded.text);
    Ok(sheet)
}

struct Loader<'a> {
    tree: &'a InputTree,
    texts: &'a mut Texts,
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

    fn sheet<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<Sheet<T>>, Fault> {
        sheet(name, self.tree, self.texts, self.report)
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
                        texts: self.texts,
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
}
