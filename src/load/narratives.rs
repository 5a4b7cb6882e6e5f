//! `content/**`: narratives, and the files beside them that are copied along.
//!
//! A narrative that was read before, and is as it was, is not read again.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use rayon::prelude::*;

use super::{
    SiteSheet, Texts,
    decode::{Decoded, Language, decode},
    named::{NamedPlace, place_of},
    published,
};
use crate::{
    diag::{Code, Diagnostic, Fault, FileName, Place, Report},
    input::{InputTree, Kind as FileKind},
    narrative::{self, Narrative},
    personal,
    portfolio::{Document, DocumentRole, Narratives},
    sheet::Sheet,
};

/// What the settings say of how narratives are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The languages, the main one first.
    languages: Vec<String>,
    /// The newest year, which decks speak of that name none.
    newest: i16,
    /// The years whose chapters are published; none where a list could not be read.
    pub(super) published: Option<Vec<i16>>,
}

impl Terms {
    /// Those of settings, with what was reported of them.
    pub fn of(site: Option<&Sheet<SiteSheet>>, report: &Report) -> Self {
        let Some(Sheet { value: site, .. }) = site else {
            return Self {
                languages: ["zh", "en"].map(str::to_owned).into(),
                newest: 1,
                published: None,
            };
        };
        let years: Vec<i16> = site.years.iter().map(|it| it.year).collect();
        Self {
            languages: site.languages.iter().map(|it| it.0.clone()).collect(),
            newest: years.iter().copied().max().unwrap_or(1),
            published: (!report.has_errors_below("data/site.yaml")).then_some(years),
        }
    }
}

/// The narratives of a site as they were read last.
#[derive(Default)]
pub struct Manuscripts {
    terms: Option<Terms>,
    read: BTreeMap<FileName, Arc<Manuscript>>,
}

/// A narrative that was read.
struct Manuscript {
    text: Arc<str>,
    /// What was wrong with its bytes.
    decoding: Report,
    /// What else was found in it.
    found: Report,
    document: Option<Arc<Document>>,
}

impl Manuscripts {
    /// Reads narratives side by side, each with a report of its own; those that
    /// are as they were stay as they are.
    pub fn read(&mut self, narratives: Vec<(FileName, Arc<Vec<u8>>)>, terms: &Terms) {
        if self.terms.as_ref() != Some(terms) {
            self.read.clear();
        }
        let known = &self.read;
        let read = narratives.into_par_iter().map(|(name, bytes)| {
            let mut decoding = Report::default();
            let decoded = decode(&name, &bytes, Language::Markdown, &mut decoding);
            drop(bytes);
            let same = known
                .get(&name)
                .filter(|it| *it.text == *decoded.text && it.decoding == decoding);
            let read = same.map_or_else(
                || Arc::new(Manuscript::of(&name, decoded, decoding, terms)),
                Arc::clone,
            );
            (name, read)
        });
        self.read = read.collect();
        self.terms = Some(terms.clone());
    }

    /// The narratives in the order of the site, with `drafts` those marked as
    /// drafts too, and the files beside them.
    pub fn sorted(
        &self,
        tree: &InputTree,
        drafts: bool,
        texts: &mut Texts,
        report: &mut Report,
    ) -> Result<Narratives, Fault> {
        let mut documents = Vec::new();
        for (file, read) in &self.read {
            report.absorb(read.decoding.clone());
            report.absorb(read.found.clone());
            texts.keep(file, read.text.clone());
            let document = read.document.iter();
            documents.extend(
                document
                    .filter(|it| drafts || !it.narrative.front.draft)
                    .cloned(),
            );
        }
        let published = self.terms.as_ref().and_then(|it| it.published.as_deref());
        if let Some(years) = published {
            published::leave_out_others(&mut documents, years, report);
        }
        // Lessons come after the decks that people look for.
        documents.sort_by(|a, b| rank(a).cmp(&rank(b)));
        let assets = tree.below("content/");
        let assets = assets.filter(|it| !matches!(it.kind, FileKind::Markdown | FileKind::Yaml));
        let assets: Vec<FileName> = assets.map(|it| it.name.clone()).collect();
        Ok(Narratives {
            documents,
            captions: captions(&assets, tree, texts, report)?,
            assets,
        })
    }
}

/// The narratives of a site, which the tree lets go of.
pub fn take_narratives(tree: &mut InputTree) -> Vec<(FileName, Arc<Vec<u8>>)> {
    let entries = tree.below("content/");
    let names: Vec<FileName> = entries
        .filter(|it| it.kind == FileKind::Markdown)
        .map(|it| it.name.clone())
        .collect();
    names
        .into_iter()
        .filter_map(|name| Some((name.clone(), tree.take(&name)?)))
        .collect()
}

/// The captions beside narratives: pages hold them, since a browser reads no
/// text beside a page that it opens from a disk.
fn captions(
    assets: &[FileName],
    tree: &InputTree,
    texts: &mut Texts,
    report: &mut Report,
) -> Result<BTreeMap<FileName, Arc<str>>, Fault> {
    let mut captions = BTreeMap::new();
    let files = assets.iter();
    for file in files.filter(|it| it.to_ascii_lowercase().ends_with(".vtt")) {
        let bytes = tree.read(file)?;
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let text: Arc<str> = text.into();
            personal::report(file, 0, &text, report);
            texts.keep(file, text.clone());
            captions.insert(file.clone(), text);
        }
    }
    Ok(captions)
}

/// What narratives are put in order by.
fn rank(it: &Document) -> impl Ord {
    let lesson = it.narrative.front.lesson;
    (&it.role, lesson, it.order, &it.slug, &it.language)
}

impl Manuscript {
    fn of(name: &FileName, decoded: Decoded, decoding: Report, terms: &Terms) -> Self {
        let text: Arc<str> = decoded.text.into();
        let mut found = Report::default();
        let place = place_of(name, &terms.languages);
        let document = decoded.sound.then(|| {
            let document = document(name, text.clone(), place, terms.newest, &mut found);
            Arc::new(document)
        });
        Self {
            text,
            decoding,
            found,
            document,
        }
    }
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
        continued: OnceLock::new(),
    }
}
