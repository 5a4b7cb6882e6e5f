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

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use hashbrown::HashMap;

pub use ledger::Lines;
pub use picture::Listed;
pub use request::Exhibits;

use crate::{
    block::{Block, Phrase},
    diag::Atlas,
    locale::{Locale, Locales},
    lookup::Standpoint,
    model::{Facts, Figure, FigureKey, Input, Period},
    narrative::HandoutWanted,
    plan::{Audience, PagePlan, Plan, Shelf, ShelfOf, Target},
    portfolio::{Document, Portfolio},
};
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
    exhibits: Exhibits,
    /// What subjects say of their figures.
    sentences: HashMap<FigureKey, Phrase>,
    subject_pages: BTreeMap<(i16, &'static str), Vec<Shown>>,
    ledger: LedgerIndex<'a>,
    parts: parts::Parts,
    /// The units that belong to a unit.
    below: BTreeMap<&'a str, Vec<&'a str>>,
    /// The units that have a page, by year.
    units: BTreeMap<i16, Vec<&'a str>>,
    /// The fixed words of pages, by language.
    words: BTreeMap<&'a str, Arc<BTreeMap<String, String>>>,
    /// Narratives by file name.
    files: BTreeMap<&'a str, usize>,
    lines: Lines<'a>,
    /// What handouts have otherwise than their decks say.
    handout: HandoutWanted,
}

/// Which figures stand on which page of the ledger.
#[derive(Debug, Default)]
pub(crate) struct LedgerIndex<'a> {
    pages: HashMap<i16, HashMap<ShelfOf<'a>, Vec<&'a Figure>>>,
}

impl<'a> LedgerIndex<'a> {
    fn of(facts: &'a Facts, plan: &'a Plan) -> Self {
        let mut pages: HashMap<_, HashMap<_, Vec<_>>> = HashMap::new();
        for figure in facts.iter() {
            let year = pages.entry(figure.key.when.review()).or_default();
            year.entry(plan.shelf(&figure.key))
                .or_default()
                .push(figure);
        }
        Self { pages }
    }

    /// The figures of a page of a year's ledger, in order of their keys.
    pub(crate) fn page<'b>(&'b self, year: i16, shelf: &'b Shelf) -> &'b [&'a Figure] {
        self.pages
            .get(&year)
            .and_then(|shelves| shelves.get(&shelf.borrowed()))
            .map_or(&[], Vec::as_slice)
    }
}

impl<'a> Composer<'a> {
    /// Prepares what all pages share.
    pub fn new(
        portfolio: &'a Portfolio,
        facts: &'a Facts,
        plan: &'a Plan,
        locales: &'a Locales,
        atlas: &'a (dyn Atlas + Sync),
    ) -> Self {
        let mut exhibits = Exhibits::new();
        let mut subject_pages = BTreeMap::new();
        for (year, name, shown) in presented(portfolio, facts) {
            for (id, block) in &shown {
                exhibits.insert((Period::Year(year), id.to_string()), block.clone());
            }
            subject_pages.insert((year, name), shown);
        }
        for (period, records) in portfolio.bulletins() {
            let shown = records.present_period(facts, period).into_iter();
            exhibits.extend(shown.map(|it| ((period, it.id.into_owned()), it.block)));
        }
        let inputs = facts.iter().flat_map(|figure| &figure.inputs);
        let typed = inputs.filter_map(Input::typed_at).map(|it| &*it.file);
        Self {
            portfolio,
            facts,
            plan,
            locales,
            exhibits,
            sentences: portfolio
                .records
                .values()
                .flat_map(|records| records.sentences(facts))
                .collect(),
            subject_pages,
            ledger: LedgerIndex::of(facts, plan),
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
            lines: Lines::of_files(atlas, typed),
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

    /// What a reference on a page means when it names no year or unit.
    fn standpoint<'b>(&'b self, page: &'b PagePlan) -> Standpoint<'b> {
        let document = page.document.map(|i| &self.portfolio.documents[i]);
        let year = page.target.year();
        Standpoint {
            year: year
                .or_else(|| document?.year())
                .unwrap_or_else(|| self.portfolio.newest_year()),
            unit: match &page.target {
                Target::Unit(_, unit) | Target::Notice(_, unit) => unit,
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

/// A year, a subject, and the blocks it shows by their ids.
type Presented = (i16, &'static str, Vec<Shown>);

/// A block with its id.
type Shown = (Cow<'static, str>, Block);

/// What every subject of every year shows.
fn presented(portfolio: &Portfolio, facts: &Facts) -> Vec<Presented> {
    let mut all = Vec::new();
    for (year, records) in &portfolio.records {
        for (name, shown) in records.present(facts) {
            all.push((
                *year,
                name,
                shown.into_iter().map(|it| (it.id, it.block)).collect(),
            ));
        }
    }
    all
}
