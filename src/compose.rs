//! From a page's plan to the page: every word final, every number printed.
//! Nothing here can complain; `review` has asked everything there was to ask.

mod blocks;
mod chart;
mod cover;
mod deck;
mod form;
mod frame;
mod ledger;
mod page;
mod paper;
mod parts;
mod picture;
mod prose;
mod request;
mod table;
mod training;
mod unit;
pub mod view;
mod voice;

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

pub use picture::Listed;

use crate::{
    diag::{Atlas, LineColumn, Place},
    exhibits::Exhibits,
    locale::{Locale, Locales},
    lookup::Standpoint,
    model::{Facts, Figure, Input},
    narrative::HandoutWanted,
    plan::{Audience, PagePlan, Plan, Shelf, Target},
    portfolio::{Document, Portfolio},
};
use ledger::{LedgerIndex, Lines};
use view::{BodyView, PageView, TooFull};
use voice::Voice;

/// The bytes of a figure's markup, more or less.
const MARKUP: usize = 128;

/// Everything that pages are composed from, made once.
pub struct Composer<'a> {
    portfolio: &'a Portfolio,
    facts: &'a Facts,
    plan: &'a Plan,
    locales: &'a Locales,
    exhibits: &'a Exhibits,
    /// Which figures stand where, for pages of the ledger.
    ledger: OnceLock<LedgerIndex>,
    parts: parts::Parts,
    /// The units that belong to a unit.
    below: BTreeMap<&'a str, Vec<&'a str>>,
    /// The units that have a page, by year.
    units: BTreeMap<i16, Vec<&'a str>>,
    /// The fixed words of pages, by language.
    words: BTreeMap<&'a str, Arc<BTreeMap<String, String>>>,
    /// Narratives by file name.
    files: BTreeMap<&'a str, usize>,
    atlas: &'a (dyn Atlas + Sync),
    /// Where lines begin, for pages of the ledger.
    lines: OnceLock<Lines>,
    /// What handouts have otherwise than their decks say.
    handout: HandoutWanted,
}

impl<'a> Composer<'a> {
    /// Prepares what all pages share.
    pub fn new(
        portfolio: &'a Portfolio,
        facts: &'a Facts,
        exhibits: &'a Exhibits,
        plan: &'a Plan,
        locales: &'a Locales,
        atlas: &'a (dyn Atlas + Sync),
    ) -> Self {
        Self {
            portfolio,
            facts,
            plan,
            locales,
            exhibits,
            ledger: OnceLock::new(),
            parts: parts::Parts::of(plan, portfolio),
            below: unit::below(portfolio),
            units: portfolio
                .records
                .iter()
                .map(|(year, it)| (*year, it.units().into_iter().collect()))
                .collect(),
            words: locales
                .iter()
                .map(|it| (it.lang(), Arc::new(page_words(it))))
                .collect(),
            files: portfolio
                .documents
                .iter()
                .enumerate()
                .map(|(i, it)| (&*it.narrative.file, i))
                .collect(),
            atlas,
            lines: OnceLock::new(),
            handout: HandoutWanted::default(),
        }
    }

    /// The same, with handouts laid out so, whatever their decks say.
    #[must_use]
    pub fn with_handout(self, handout: HandoutWanted) -> Self {
        Self { handout, ..self }
    }

    /// The slides of a deck that hold more than there is room for.
    pub fn too_full(&self, page: &PagePlan) -> Vec<TooFull> {
        let slides = deck::slides(self, page, &self.voice_on(page)).into_iter();
        slides.filter_map(|it| it.too_full).collect()
    }

    /// The fixed words of pages in a language.
    fn words(&self, language: &str) -> Arc<BTreeMap<String, String>> {
        self.words.get(language).cloned().unwrap_or_default()
    }

    /// The figures of a page of a year's ledger, in order of their keys.
    fn shelved(&self, year: i16, shelf: &Shelf) -> Vec<&'a Figure> {
        let index = || LedgerIndex::of(self.facts, self.plan);
        let numbers = self.ledger.get_or_init(index).page(year, shelf);
        numbers.iter().map(|it| self.facts.at(*it)).collect()
    }

    /// Where in its file a place is.
    fn line_of(&self, place: &Place) -> LineColumn {
        let inputs = || self.facts.iter().flat_map(|figure| &figure.inputs);
        let files = || inputs().filter_map(Input::typed_at).map(|it| &it.file);
        let lines = self
            .lines
            .get_or_init(|| Lines::of_files(self.atlas, files()));
        lines.of(self.atlas, place)
    }

    /// The narrative that a page shows.
    fn document(&self, page: &PagePlan) -> Option<&'a Document> {
        page.document.map(|i| &*self.portfolio.documents[i])
    }

    /// What a reference on a page means when it names no year or unit.
    fn standpoint<'b>(&'b self, page: &'b PagePlan) -> Standpoint<'b> {
        let document = self.document(page);
        let year = page.target.year();
        Standpoint {
            year: year
                .or_else(|| document?.year())
                .unwrap_or_else(|| self.portfolio.newest_year()),
            unit: match &page.target {
                Target::Unit(_, unit)
                | Target::Notice(_, unit)
                | Target::Entries(_, Shelf::Unit(unit)) => unit,
                _ => document
                    .and_then(|it| it.narrative.front.unit.as_deref())
                    .unwrap_or(""),
            },
            period: document.and_then(Document::period),
        }
    }

    /// The language of a page, for that page.
    fn voice_on<'b>(&'b self, page: &'b PagePlan) -> Voice<'b> {
        let locale = self
            .locales
            .get(&page.language)
            .unwrap_or_else(|| self.locales.default_language());
        Voice::new(self, locale, page, self.standpoint(page))
    }

    /// The title of a page.
    pub fn title(&self, page: &PagePlan) -> String {
        frame::title(self, page, &self.voice_on(page))
    }

    /// Composes one page.
    pub fn compose(&self, page: &PagePlan) -> PageView {
        page::compose(self, page)
    }

    /// Composes a deck for a program that folds nothing away: for everybody it
    /// is without what a page shows only when it is asked.
    pub fn compose_unfolded(&self, page: &PagePlan) -> PageView {
        let mut view = self.compose(page);
        if let (Audience::Public, BodyView::Deck { slides, .. }) =
            (self.plan.audience(), &mut view.body)
        {
            let blocks = slides.iter_mut().flat_map(|it| &mut it.blocks);
            blocks.for_each(training::without_replies);
        }
        view
    }
}

fn page_words(locale: &Locale) -> BTreeMap<String, String> {
    let owned = |(key, words): (&str, &str)| (key.to_owned(), words.to_owned());
    locale.section("page").map(owned).collect()
}
