//! Everything an author gave, checked: ids resolve, figures have one home,
//! rules can be judged. What comes after `check` need not ask again.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;

use crate::{
    diag::{FileName, Place},
    load::site::Status,
    lookup::Standpoint,
    model::{Catalogue, Period, Persons, Reading, Text},
    narrative::{self, Narrative, Request, SlideUse},
    subject::Records,
};

/// A site, checked. What is of its data is shared with the site as it will be
/// after its narratives have changed.
#[derive(Clone)]
pub struct Portfolio {
    /// The settings.
    pub site: Arc<Site>,
    /// Metrics, measures, units, competitors.
    pub catalogue: Arc<Catalogue>,
    /// The typed readings of all years, in order of their keys.
    pub readings: Arc<Vec<Reading>>,
    /// The records of the subjects by year.
    pub records: Arc<BTreeMap<i16, Records>>,
    /// The narratives in order of their place in the site.
    pub documents: Vec<Arc<Document>>,
    /// Pictures and other files beside narratives, by name.
    pub assets: Vec<FileName>,
    /// The texts of those that caption recordings, where they are UTF-8.
    pub captions: BTreeMap<FileName, Arc<str>>,
}

/// The narratives of a site, and what lies beside them.
#[derive(Default)]
pub struct Narratives {
    /// In order of their place in the site.
    pub documents: Vec<Arc<Document>>,
    /// Pictures and other files, by name.
    pub assets: Vec<FileName>,
    /// The texts of those that caption recordings, where they are UTF-8.
    pub captions: BTreeMap<FileName, Arc<str>>,
}

impl Portfolio {
    /// The same data with those narratives.
    #[must_use]
    pub fn with(&self, narratives: Narratives) -> Self {
        let Narratives {
            documents,
            assets,
            captions,
        } = narratives;
        Self {
            documents,
            assets,
            captions,
            ..self.clone()
        }
    }

    /// The settings of a published year.
    pub fn year(&self, year: i16) -> Option<&YearSettings> {
        self.site.years.iter().find(|it| it.year == year)
    }

    /// The periods that have a bulletin, each once, with their year's records.
    pub fn bulletins(&self) -> impl Iterator<Item = (Period, &Records)> {
        let periods = self.documents.iter().filter_map(|it| it.period());
        let periods: BTreeSet<Period> = periods.collect();
        periods
            .into_iter()
            .filter_map(|it| Some((it, self.records.get(&it.year())?)))
    }

    /// The year that pages without a year speak of: the newest published.
    pub fn newest_year(&self) -> i16 {
        self.site.years.iter().map(|it| it.year).max().unwrap_or(1)
    }

    /// What a reference in a narrative means when it names no year or unit.
    pub fn standpoint<'a>(&self, document: &'a Document) -> Standpoint<'a> {
        Standpoint {
            year: document.year().unwrap_or_else(|| self.newest_year()),
            unit: document.narrative.front.unit.as_deref().unwrap_or(""),
            period: document.period(),
        }
    }

    /// Reports whether a narrative asks a question, be it on a slide of another
    /// deck; of one with slides for roles, those for that one.
    pub fn asks(&self, document: &Document, role: Option<&str>) -> bool {
        let asks_on = |slide: &SlideUse| {
            let own = slide.place.start..slide.place.end;
            if document.asks_within(own) {
                return Some(true);
            }
            let (deck, id) = slide.import.as_ref()?.0.split_once('#')?;
            let other = self.decks(&document.language).find(|it| it.slug == deck)?;
            let mut slides = other.narrative.outline.slides.iter();
            let place = &slides.find(|it| it.id == id)?.place;
            Some(other.asks_within(place.start..place.end))
        };
        let slides = document.narrative.outline.slides.iter();
        let mut slides = slides.filter(|it| it.is_for(role));
        slides.any(|it| asks_on(it).unwrap_or_default())
    }

    /// The decks that are written in a language.
    pub fn decks(&self, language: &str) -> impl Iterator<Item = &Document> {
        let documents = self.documents.iter().map(|it| &**it);
        documents
            .filter(move |it| matches!(it.role, DocumentRole::Deck(_)) && it.language == language)
    }
}

/// The settings of a site.
#[derive(Debug, Clone)]
pub struct Site {
    /// Who publishes.
    pub organisation: Text,
    /// The title of the site.
    pub title: Text,
    /// One sentence about it.
    pub description: Text,
    /// The languages, the main one first.
    pub languages: Vec<String>,
    /// The language in which the tool speaks to the author, if set.
    pub author_language: Option<String>,
    /// The theme.
    pub theme: String,
    /// The published years, oldest first.
    pub years: Vec<YearSettings>,
    /// Whether chapters are also decks unless they say otherwise.
    pub chapter_decks: bool,
    /// Numerals that may stand in prose: names such as 5S.
    pub plain_numbers: Vec<String>,
    /// The persons that the site names.
    pub persons: Persons,
}

/// The settings of a published year.
#[derive(Debug, Clone)]
pub struct YearSettings {
    /// The year.
    pub year: i16,
    /// The headline of the report.
    pub headline: Text,
    /// Below the headline; may hold figure references.
    pub standfirst: Text,
    /// Where the standfirst stands, for messages.
    pub standfirst_place: Place,
    /// The date up to which data were taken.
    pub as_of: Date,
    /// The number of the edition.
    pub edition: u64,
    /// How final it is.
    pub status: Status,
    /// The figures of "the year on one page", with their places.
    pub one_page: Vec<(String, Place)>,
}

/// A narrative and its place in the site.
pub struct Document {
    /// Its Markdown and what was found in it.
    pub narrative: Narrative,
    /// What it is.
    pub role: DocumentRole,
    /// Its language.
    pub language: String,
    /// Its name in routes: the slug, or the file's name without number and language.
    pub slug: String,
    /// The number prefix of its file, which orders chapters.
    pub order: u32,
    /// Found when it is first asked for.
    pub(crate) continued: OnceLock<Vec<(Place, usize)>>,
}

impl Document {
    /// The year that the narrative speaks of, if it speaks of one.
    pub fn year(&self) -> Option<i16> {
        match self.role {
            DocumentRole::Chapter(year) | DocumentRole::Deck(year) => Some(year),
            DocumentRole::Bulletin(period) => Some(period.year()),
            DocumentRole::Portal | DocumentRole::Book(_) => self.narrative.front.year,
        }
    }

    /// The sections that take several slides where it is shown as a deck.
    pub fn continued_sections(&self) -> &[(Place, usize)] {
        self.continued
            .get_or_init(|| narrative::continued_sections(&self.narrative))
    }

    /// Reports whether it asks a question between those bytes.
    fn asks_within(&self, bytes: Range<usize>) -> bool {
        let mut components = self.narrative.outline.components.iter();
        components
            .any(|it| matches!(it.request, Request::Quiz(_)) && bytes.contains(&it.place.start))
    }

    /// The period that a bulletin is about.
    pub fn period(&self) -> Option<Period> {
        match self.role {
            DocumentRole::Bulletin(period) => Some(period),
            _ => None,
        }
    }
}

/// What a narrative is in the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentRole {
    /// The portal's introduction.
    Portal,
    /// A chapter of a year's report.
    Chapter(i16),
    /// The bulletin of a period, beside the chapters of its year.
    Bulletin(Period),
    /// A page of a book such as the handbook, by the book's folder.
    Book(String),
    /// A slide deck, with the year it speaks of.
    Deck(i16),
}
