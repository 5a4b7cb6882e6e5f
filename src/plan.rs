//! Which pages a site has, and their routes.
//!
//! Routes derive from file names and ids, never from titles, so a published
//! address does not move. Links are relative and name files, because a browser
//! opening `file://` does not look for `index.html`.

mod address;
mod audience;
mod ledger;
mod route;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use hashbrown::HashMap;

use crate::{
    diag::{Code, Diagnostic, Place, Report},
    model::{FigureKey, Period},
    portfolio::{DocumentRole, Portfolio},
    safe_path::{NotSafe, SafePath},
};

pub use audience::{Audience, Paper};
pub(crate) use ledger::ShelfOf;
pub use ledger::{Shelf, Stock};
pub(crate) use route::write_anchor;
pub use route::{anchor, relative, resolve};

/// The longest route, so that sites unpack in deep folders of old systems.
const LONGEST_ROUTE: usize = 120;

/// How many units a page of their list has.
pub const UNITS_A_PAGE: usize = 200;

/// What a page is about, whatever its language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// The site's entrance.
    Portal,
    /// A year's cover.
    Cover(i16),
    /// A chapter, by its slug.
    Chapter(i16, String),
    /// The same chapter as a deck.
    ChapterDeck(i16, String),
    /// All measures of a year, a row each.
    Measures(i16),
    /// The bulletin of a period, by its slug.
    Bulletin(Period, String),
    /// A subject's own page.
    Subject(i16, &'static str),
    /// A unit in a year, by its id.
    Unit(i16, String),
    /// The notice to a unit, on one sheet of paper.
    Notice(i16, String),
    /// A page of the list of a year's units, from 1; 0 is the one of all names.
    Units(i16, usize),
    /// The index of a year's ledger.
    Ledger(i16),
    /// A page of the list of units that the ledger has pages of, from 1.
    LedgerUnits(i16, usize),
    /// A page of a year's ledger with its entries.
    Entries(i16, Shelf),
    /// A deck, by its slug.
    Deck(String),
    /// A deck's slides for a role, by its slug and the role's id.
    RoleDeck(String, String),
    /// A deck on paper.
    Paper(Paper, Box<Target>),
    /// A page of a book.
    Book(String, String),
}

impl Target {
    /// The deck on paper, if the page is a deck.
    pub fn on_paper(&self, paper: Paper) -> Option<Self> {
        self.is_deck()
            .then(|| Self::Paper(paper, Box::new(self.clone())))
    }

    /// The role that a deck, or a deck on paper, is for; none where for all.
    pub fn role(&self) -> Option<&str> {
        match self {
            Self::RoleDeck(_, role) => Some(role),
            Self::Paper(_, deck) => deck.role(),
            _ => None,
        }
    }

    /// The year the page belongs to, if any.
    pub fn year(&self) -> Option<i16> {
        match self {
            Self::Cover(year)
            | Self::Measures(year)
            | Self::Chapter(year, _)
            | Self::ChapterDeck(year, _)
            | Self::Subject(year, _)
            | Self::Unit(year, _)
            | Self::Notice(year, _)
            | Self::Units(year, _)
            | Self::Ledger(year)
            | Self::LedgerUnits(year, _)
            | Self::Entries(year, _) => Some(*year),
            Self::Bulletin(period, _) => Some(period.year()),
            Self::Paper(_, deck) => deck.year(),
            Self::Portal | Self::Deck(_) | Self::RoleDeck(..) | Self::Book(..) => None,
        }
    }

    /// Reports whether the page is of a ledger.
    pub fn is_ledger(&self) -> bool {
        matches!(
            self,
            Self::Ledger(_) | Self::LedgerUnits(..) | Self::Entries(..)
        )
    }

    /// Reports whether the page is a deck.
    pub fn is_deck(&self) -> bool {
        matches!(
            self,
            Self::Deck(_) | Self::RoleDeck(..) | Self::ChapterDeck(..)
        )
    }

    /// The folder of a deck's papers.
    fn papers(&self) -> String {
        match self {
            Self::Deck(slug) => format!("papers/{slug}"),
            Self::RoleDeck(slug, role) => format!("papers/{slug}/{role}"),
            Self::ChapterDeck(year, slug) => format!("{year}/papers/{slug}"),
            _ => "papers".to_owned(),
        }
    }

    /// The route without the language's folder.
    pub(crate) fn path(&self) -> String {
        match self {
            Self::Portal => "index.html".to_owned(),
            Self::Cover(year) => format!("{year}/index.html"),
            Self::Chapter(year, slug) => format!("{year}/{slug}.html"),
            Self::ChapterDeck(year, slug) => format!("{year}/slides/{slug}.html"),
            Self::Measures(year) => format!("{year}/measures.html"),
            Self::Bulletin(period, slug) => format!("{}/bulletins/{slug}.html", period.year()),
            Self::Subject(year, name) => format!("{year}/data/{name}.html"),
            Self::Unit(year, unit) => format!("{year}/units/{unit}.html"),
            Self::Notice(year, unit) => format!("{year}/notices/{unit}.html"),
            Self::Units(year, 0) => format!("{year}/units/find.html"),
            Self::Units(year, 1) => format!("{year}/units/index.html"),
            Self::Units(year, page) => format!("{year}/units/list-{page}.html"),
            Self::Ledger(year) => format!("{year}/ledger/index.html"),
            Self::LedgerUnits(year, 1) => format!("{year}/ledger/units.html"),
            Self::LedgerUnits(year, page) => format!("{year}/ledger/units-{page}.html"),
            Self::Entries(year, shelf) => format!("{year}/ledger/{}.html", shelf.path()),
            Self::Deck(slug) => format!("decks/{slug}.html"),
            Self::RoleDeck(slug, role) => format!("decks/{slug}/{role}.html"),
            Self::Paper(paper, deck) => format!("{}/{}.html", deck.papers(), paper.word()),
            Self::Book(book, slug) => format!("{book}/{slug}.html"),
        }
    }
}

/// One page to compose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePlan {
    /// What it is about.
    pub target: Target,
    /// Its language.
    pub language: String,
    /// Where it is written, relative to the output.
    pub route: SafePath,
    /// The narrative it shows, by its position in the portfolio.
    pub document: Option<usize>,
}

/// All pages of a site.
#[derive(Debug, Default)]
pub struct Plan {
    audience: Audience,
    pages: Vec<PagePlan>,
    /// By language and by what they are about.
    by_target: BTreeMap<String, HashMap<Target, usize>>,
    documents: BTreeMap<usize, usize>,
    stock: Arc<Stock>,
}

impl Plan {
    /// For whom the pages are.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// A plan of one page, for whom it is meant: nothing else can be linked to.
    pub fn alone(page: PagePlan, audience: Audience) -> Self {
        let target = HashMap::from_iter([(page.target.clone(), 0)]);
        // A chapter's deck has none of the chapter's headings.
        let deck = match &page.target {
            Target::Paper(_, deck) => deck,
            other => other,
        };
        let is_own = !matches!(deck, Target::ChapterDeck(..));
        let document = page.document.filter(|_| is_own);
        Self {
            audience,
            documents: document.map(|it| (it, 0)).into_iter().collect(),
            by_target: BTreeMap::from([(page.language.clone(), target)]),
            pages: vec![page],
            ..Self::default()
        }
    }

    /// Reports whether there is nothing to link to.
    pub fn is_alone(&self) -> bool {
        self.pages.len() == 1
    }

    /// The pages, in the order of the site.
    pub fn pages(&self) -> &[PagePlan] {
        &self.pages
    }

    /// Reports whether another plan has the same pages, for the same audience.
    pub fn has_pages_of(&self, other: &Self) -> bool {
        self.audience == other.audience && self.pages == other.pages
    }

    /// How many of them are decks.
    pub fn decks(&self) -> usize {
        self.pages.iter().filter(|it| it.target.is_deck()).count()
    }

    /// The page about `target` in that language.
    pub fn page(&self, target: &Target, language: &str) -> Option<&PagePlan> {
        let page = self.by_target.get(language)?.get(target)?;
        Some(&self.pages[*page])
    }

    /// The page of the ledger of its year that a figure stands on.
    pub(crate) fn shelf<'a>(&'a self, key: &'a FigureKey) -> ShelfOf<'a> {
        self.stock.shelves.page(key)
    }

    /// The pages of a year's ledger: by subject, then by unit.
    pub fn ledger(&self, year: i16) -> impl Iterator<Item = &Shelf> {
        self.stock.ledgers.get(&year).into_iter().flatten()
    }

    /// The page that shows the narrative at that position, as a page of text.
    pub fn page_of(&self, document: usize) -> Option<&PagePlan> {
        self.documents.get(&document).map(|i| &self.pages[*i])
    }
}

/// Decides all pages and their routes.
pub fn plan(
    portfolio: &Portfolio,
    stock: &Arc<Stock>,
    audience: Audience,
    report: &mut Report,
) -> Plan {
    let mut planner = Planner {
        plan: Plan {
            audience,
            stock: stock.clone(),
            ..Plan::default()
        },
        taken: BTreeMap::new(),
        report,
    };
    for (i, language) in portfolio.site.languages.iter().enumerate() {
        let folder = if i == 0 {
            String::new()
        } else {
            format!("{language}/")
        };
        planner.language(portfolio, stock, language, &folder);
    }
    for asset in &portfolio.assets {
        let route = asset_route(asset);
        let place = Place::whole(asset.clone());
        planner.take(route, &SafePath::new(route), &place);
    }
    planner.plan
}

/// Where a file beside a narrative is copied to: its place under `content/`.
pub fn asset_route(asset: &str) -> &str {
    asset.strip_prefix("content/").unwrap_or(asset)
}

struct Planner<'a> {
    plan: Plan,
    /// Who took a route, by its folded form.
    taken: BTreeMap<String, (String, Place)>,
    report: &'a mut Report,
}

impl Planner<'_> {
    fn language(&mut self, portfolio: &Portfolio, stock: &Stock, language: &str, folder: &str) {
        let site = Place::whole("data/site.yaml");
        let document = |role: &DocumentRole| {
            portfolio
                .documents
                .iter()
                .position(|it| it.role == *role && it.language == language)
        };
        self.add(
            Target::Portal,
            language,
            folder,
            document(&DocumentRole::Portal),
            &site,
        );
        for settings in &portfolio.site.years {
            self.add(Target::Cover(settings.year), language, folder, None, &site);
        }
        self.documents(portfolio, language, folder);
        for year in &stock.measured {
            self.add(Target::Measures(*year), language, folder, None, &site);
        }
        self.subjects(portfolio, language, folder);
        for (year, records) in portfolio.records.iter() {
            if portfolio.year(*year).is_some() {
                self.units(*year, &records.units(), language, folder);
                for unit in records.noticed() {
                    let target = Target::Notice(*year, unit.to_owned());
                    let place = Place::whole("data/catalogue.yaml");
                    self.add(target, language, folder, None, &place);
                }
            }
        }
        for (year, shelves) in &stock.ledgers {
            self.ledger(*year, shelves, language, folder);
        }
    }

    /// The index of a year's ledger, and its pages.
    fn ledger(&mut self, year: i16, shelves: &BTreeSet<Shelf>, language: &str, folder: &str) {
        let site = Place::whole("data/site.yaml");
        let units = shelves.iter().filter(|it| matches!(it, Shelf::Unit(_)));
        let lists = 1..=units.count().div_ceil(UNITS_A_PAGE);
        let lists = lists.map(|page| Target::LedgerUnits(year, page));
        let entries = shelves.iter().map(|it| Target::Entries(year, it.clone()));
        for target in [Target::Ledger(year)]
            .into_iter()
            .chain(lists)
            .chain(entries)
        {
            self.add(target, language, folder, None, &site);
        }
    }

    /// The pages of narratives, and chapters as decks.
    fn documents(&mut self, portfolio: &Portfolio, language: &str, folder: &str) {
        for (i, it) in portfolio.documents.iter().enumerate() {
            let slug = || it.slug.clone();
            let target = match &it.role {
                _ if it.language != language => continue,
                DocumentRole::Portal => continue,
                DocumentRole::Chapter(year) => Target::Chapter(*year, slug()),
                DocumentRole::Bulletin(period) => Target::Bulletin(*period, slug()),
                DocumentRole::Deck(_) => Target::Deck(slug()),
                DocumentRole::Book(book) => Target::Book(book.clone(), slug()),
            };
            let place = Place::whole(it.narrative.file.clone());
            let for_roles =
                matches!(it.role, DocumentRole::Deck(_)).then_some(&it.narrative.front.roles);
            let for_roles = for_roles.into_iter().flatten();
            let for_roles = for_roles.map(|(role, _)| Target::RoleDeck(slug(), role.clone()));
            let mut is_added = true;
            for target in [target].into_iter().chain(for_roles) {
                let deck = target.clone();
                is_added &= self.add(target, language, folder, Some(i), &place);
                for paper in Paper::of(portfolio, it, deck.role(), self.plan.audience) {
                    if let Some(paper) = deck.on_paper(paper).filter(|_| is_added) {
                        self.add(paper, language, folder, Some(i), &place);
                    }
                }
            }
            let asked = it.narrative.front.deck;
            if let DocumentRole::Chapter(year) = it.role
                && is_added
                && asked.unwrap_or(portfolio.site.chapter_decks)
            {
                let deck = Target::ChapterDeck(year, slug());
                self.add(deck, language, folder, Some(i), &place);
            }
        }
    }

    /// The pages of units, after those of their list.
    fn units(&mut self, year: i16, units: &BTreeSet<&str>, language: &str, folder: &str) {
        let place = Place::whole("data/catalogue.yaml");
        let pages = units.len().div_ceil(UNITS_A_PAGE);
        let all = (pages > 1).then_some(0);
        for page in (1..=pages).chain(all) {
            self.add(Target::Units(year, page), language, folder, None, &place);
        }
        for unit in units {
            let target = Target::Unit(year, (*unit).to_owned());
            self.add(target, language, folder, None, &place);
        }
    }

    /// The page of each subject of each published year.
    fn subjects(&mut self, portfolio: &Portfolio, language: &str, folder: &str) {
        for (year, records) in portfolio.records.iter() {
            if portfolio.year(*year).is_none() {
                continue;
            }
            for name in records.names() {
                let place = Place::whole(format!("data/{year}/{name}.yaml"));
                self.add(Target::Subject(*year, name), language, folder, None, &place);
            }
        }
    }

    /// Adds a page, and tells whether it could be added.
    fn add(
        &mut self,
        target: Target,
        language: &str,
        folder: &str,
        document: Option<usize>,
        place: &Place,
    ) -> bool {
        let path = format!("{folder}{}", target.path());
        if path.len() > LONGEST_ROUTE {
            self.report.add(
                Diagnostic::new(Code::RouteTooLong, place.clone())
                    .with("route", path.clone())
                    .with("length", path.len().to_string()),
            );
        }
        let route = SafePath::new(&path);
        if !self.take(&path, &route, place) {
            return false;
        }
        let route = match route {
            Ok(route) => route,
            Err(error) => {
                // A slug that cannot be was told where it is written.
                if !self.report.has_errors_below(&place.file) {
                    self.report.add(
                        Diagnostic::new(error.code(), place.clone())
                            .with("name", path)
                            .with("culprit", error.culprit())
                            .and(place.clone(), error.note()),
                    );
                }
                return false;
            }
        };
        let i = self.plan.pages.len();
        let of_language = self.plan.by_target.entry(language.to_owned());
        of_language.or_default().insert(target.clone(), i);
        if let Some(document) = document {
            self.plan.documents.entry(document).or_insert(i);
        }
        self.plan.pages.push(PagePlan {
            target,
            language: language.to_owned(),
            route,
            document,
        });
        true
    }

    /// Takes a route; reports who has it already, also where the two differ
    /// only in case or Unicode form.
    fn take(&mut self, path: &str, safe: &Result<SafePath, NotSafe>, place: &Place) -> bool {
        let folded = safe
            .as_ref()
            .map_or_else(|_| path.to_lowercase(), SafePath::fold);
        if let Some((taken, first)) = self.taken.get(&folded) {
            let diagnostic = if taken == path {
                Diagnostic::new(Code::PageTwice, place.clone())
                    .with("route", path.to_owned())
                    .with("other", first.file.to_string())
            } else {
                Diagnostic::new(Code::RouteCollision, place.clone())
                    .with("name", path.to_owned())
                    .with("other", taken.clone())
            };
            self.report.add(diagnostic.and(first.clone(), "first"));
            return false;
        }
        self.taken.insert(folded, (path.to_owned(), place.clone()));
        true
    }
}
