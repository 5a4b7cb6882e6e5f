//! Reports and books as sequences of pages, found once: what comes before and
//! after a page, and what the navigation beside it lists.

use std::collections::{BTreeMap, HashMap};

use crate::{
    model::Cadence,
    plan::{PagePlan, Plan, Target},
    portfolio::Portfolio,
};

/// How many pages the navigation lists around the current one where there are
/// more than can be read at a glance. A report of two thousand chapters lists
/// neighbours; its cover lists all.
const AROUND: usize = 12;

/// So many pages are all listed.
const LISTED: usize = 48;

/// The sequences of a site's pages.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The pages of a report or book in order, by its name and language.
    sequences: BTreeMap<(Part, String), Vec<usize>>,
    /// Where a page stands in its sequence, by route.
    places: HashMap<String, (Part, usize)>,
    /// The first deck and the first page of each book, by language.
    entrances: BTreeMap<String, Vec<usize>>,
}

/// A report, a book, or all decks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A year's report.
    Report(i16),
    /// The bulletins of a year that come round as often.
    Bulletins(i16, Cadence),
    /// A book, by its folder.
    Book(String),
    /// The decks.
    Decks,
}

impl Part {
    /// The part that a page belongs to, for navigation.
    pub(super) fn of(target: &Target) -> Option<Self> {
        match target {
            Target::Portal => None,
            Target::Deck(_) | Target::RoleDeck(..) => Some(Self::Decks),
            Target::Book(book, _) => Some(Self::Book(book.clone())),
            Target::Bulletin(period, _) => {
                Some(Self::Bulletins(period.year(), Cadence::of(*period)))
            }
            other => other.year().map(Self::Report),
        }
    }
}

impl Parts {
    /// Finds the sequences of all languages.
    pub(super) fn of(plan: &Plan, portfolio: &Portfolio) -> Self {
        let mut parts = Self::default();
        for (i, page) in plan.pages().iter().enumerate() {
            let listed = match &page.target {
                Target::Chapter(..)
                | Target::Measures(_)
                | Target::Bulletin(..)
                | Target::Subject(..)
                | Target::Book(..)
                | Target::Deck(_) => true,
                Target::Units(_, page) => *page == 1,
                Target::Ledger(year) => portfolio.year(*year).is_some(),
                _ => false,
            };
            let Some(part) = Part::of(&page.target).filter(|_| listed) else {
                continue;
            };
            let sequence = parts
                .sequences
                .entry((part.clone(), page.language.clone()))
                .or_default();
            if sequence.is_empty() && matches!(part, Part::Book(_) | Part::Decks) {
                parts
                    .entrances
                    .entry(page.language.clone())
                    .or_default()
                    .push(i);
            }
            parts
                .places
                .insert(page.route.as_str().to_owned(), (part, sequence.len()));
            sequence.push(i);
        }
        parts
    }

    /// The pages of a part in order.
    pub(super) fn sequence<'a>(
        &self,
        plan: &'a Plan,
        part: &Part,
        language: &str,
    ) -> Vec<&'a PagePlan> {
        self.sequences
            .get(&(part.clone(), language.to_owned()))
            .map(|it| it.iter().map(|i| &plan.pages()[*i]).collect())
            .unwrap_or_default()
    }

    /// The pages around `page`, each with its number from 1; all of them
    /// where they are few, and on the cover.
    pub(super) fn around<'a>(&self, plan: &'a Plan, page: &PagePlan) -> Vec<(usize, &'a PagePlan)> {
        let Some(part) = Part::of(&page.target) else {
            return Vec::new();
        };
        let Some(sequence) = self.sequences.get(&(part, page.language.clone())) else {
            return Vec::new();
        };
        let here = self.position(page).unwrap_or(0);
        let (from, most) = if sequence.len() <= LISTED || matches!(page.target, Target::Cover(_)) {
            (0, sequence.len())
        } else {
            (here.saturating_sub(AROUND / 2), AROUND)
        };
        let to = (from + most).min(sequence.len());
        (from..to)
            .map(|i| (i + 1, &plan.pages()[sequence[i]]))
            .collect()
    }

    /// Where a page stands in its sequence, from 0.
    pub(super) fn position(&self, page: &PagePlan) -> Option<usize> {
        self.places.get(page.route.as_str()).map(|(_, at)| *at)
    }

    /// The pages before and after.
    pub(super) fn neighbours<'a>(
        &self,
        plan: &'a Plan,
        page: &PagePlan,
    ) -> (Option<&'a PagePlan>, Option<&'a PagePlan>) {
        let Some((part, at)) = self.places.get(page.route.as_str()) else {
            return (None, None);
        };
        let sequence = &self.sequences[&(part.clone(), page.language.clone())];
        let get = |i: Option<usize>| i.and_then(|i| sequence.get(i)).map(|i| &plan.pages()[*i]);
        (get(at.checked_sub(1)), get(Some(at + 1)))
    }

    /// The first deck and the first page of each book.
    pub(super) fn entrances<'a>(&self, plan: &'a Plan, language: &str) -> Vec<&'a PagePlan> {
        self.entrances
            .get(language)
            .map(|it| it.iter().map(|i| &plan.pages()[*i]).collect())
            .unwrap_or_default()
    }
}
