//! Where in the ledger a figure stands: the ledger of a year is a page for each
//! subject, with more pages where it has many figures, and one for each unit.
//!
//! Which page it is follows from the figure's key, so that prose, tables and
//! charts lead to the same place. A figure that a subject names after a unit
//! (`inspections.site.station.score`) stands with that unit.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::{Equivalent, HashMap, HashSet};

use crate::{
    measures,
    model::{Catalogue, Facts, FigureKey},
    portfolio::Portfolio,
};

/// About how many figures stand on a page.
const FIGURES_A_PAGE: usize = 1_000;

/// A page of a year's ledger with entries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shelf {
    /// What a subject (empty: the catalogue's metrics) has of the organisation
    /// as a whole; and which of its pages, from 1.
    Subject(String, usize),
    /// What all subjects have of a unit.
    Unit(String),
}

impl Shelf {
    /// Its name in a route.
    pub(super) fn path(&self) -> String {
        match self {
            Self::Subject(subject, page) => {
                let name = if subject.is_empty() {
                    "metrics"
                } else {
                    subject.as_str()
                };
                match page {
                    1 => name.to_owned(),
                    _ => format!("{name}-{page}"),
                }
            }
            Self::Unit(unit) => format!("units/{unit}"),
        }
    }
}

/// A page with entries, borrowed from a figure's key. It has the hash of the
/// one that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum ShelfOf<'a> {
    /// See [`Shelf::Subject`].
    Subject(&'a str, usize),
    /// See [`Shelf::Unit`].
    Unit(&'a str),
}

impl ShelfOf<'_> {
    /// The same for keeping.
    pub(crate) fn owned(self) -> Shelf {
        match self {
            Self::Subject(subject, page) => Shelf::Subject(subject.to_owned(), page),
            Self::Unit(unit) => Shelf::Unit(unit.to_owned()),
        }
    }
}

impl Equivalent<Shelf> for ShelfOf<'_> {
    fn equivalent(&self, kept: &Shelf) -> bool {
        match (self, kept) {
            (Self::Subject(subject, page), Shelf::Subject(kept, at)) => {
                subject == kept && page == at
            }
            (Self::Unit(unit), Shelf::Unit(kept)) => unit == kept,
            _ => false,
        }
    }
}

/// What a plan takes from the figures, which follows from the data alone.
#[derive(Debug, Default)]
pub struct Stock {
    pub(super) shelves: Shelves,
    /// The pages of each year's ledger.
    pub(super) ledgers: BTreeMap<i16, BTreeSet<Shelf>>,
    /// The years that have a page of all measures.
    pub(super) measured: Vec<i16>,
}

impl Stock {
    /// Puts all figures on the pages of ledgers.
    pub fn of(portfolio: &Portfolio, facts: &Facts) -> Self {
        let (shelves, ledgers) = Shelves::of(facts, &portfolio.catalogue);
        let years = portfolio.site.years.iter().map(|it| it.year);
        let measured = years.filter(|it| !measures::of_year(portfolio, facts, *it).is_empty());
        Self {
            shelves,
            ledgers,
            measured: measured.collect(),
        }
    }
}

/// Which figures stand on which page of the ledger.
#[derive(Debug, Default)]
pub(super) struct Shelves {
    /// The units that figures may be named after.
    units: HashSet<String>,
    /// By year and subject, the name with which each page after the first begins.
    begins: HashMap<i16, HashMap<String, Vec<String>>>,
}

impl Shelves {
    /// Cuts what each subject has into pages, and returns the pages that there
    /// are with them.
    pub(super) fn of(
        facts: &Facts,
        catalogue: &Catalogue,
    ) -> (Self, BTreeMap<i16, BTreeSet<Shelf>>) {
        let mut shelves = Self {
            units: catalogue.units.keys().cloned().collect(),
            begins: HashMap::new(),
        };
        let mut pages: BTreeMap<i16, BTreeSet<Shelf>> = BTreeMap::new();
        let mut counts: BTreeMap<(i16, &str), BTreeMap<&str, usize>> = BTreeMap::new();
        let mut seen: HashSet<(i16, &str)> = HashSet::new();
        for figure in facts.iter() {
            let year = figure.key.when.review();
            match shelves.unit_of(&figure.key) {
                Some(unit) => {
                    // Names have the same units over and over.
                    if seen.insert((year, unit)) {
                        let of_year = pages.entry(year).or_default();
                        of_year.insert(Shelf::Unit(unit.to_owned()));
                    }
                }
                None => {
                    let key = (year, subject(&figure.key));
                    let names = counts.entry(key).or_default();
                    *names.entry(base(&figure.key)).or_default() += 1;
                }
            }
        }
        for ((year, subject), names) in counts {
            let (mut begins, mut sum) = (Vec::new(), 0);
            for (name, count) in names {
                if sum > 0 && sum + count > FIGURES_A_PAGE {
                    begins.push(name.to_owned());
                    sum = 0;
                }
                sum += count;
            }
            let of_year = pages.entry(year).or_default();
            for page in 1..=begins.len() + 1 {
                of_year.insert(Shelf::Subject(subject.to_owned(), page));
            }
            let of_year = shelves.begins.entry(year).or_default();
            of_year.insert(subject.to_owned(), begins);
        }
        (shelves, pages)
    }

    /// The page that a figure stands on.
    pub(super) fn page<'a>(&'a self, key: &'a FigureKey) -> ShelfOf<'a> {
        if let Some(unit) = self.unit_of(key) {
            return ShelfOf::Unit(unit);
        }
        let subject = subject(key);
        let begins = self.begins.get(&key.when.review());
        let begins = begins.and_then(|it| it.get(subject));
        let base = base(key);
        let after = begins.map_or(0, |it| it.partition_point(|begin| begin.as_str() <= base));
        ShelfOf::Subject(subject, after + 1)
    }

    /// The unit that a figure is of, or is named after.
    fn unit_of<'a>(&self, key: &'a FigureKey) -> Option<&'a str> {
        if !key.unit.is_empty() {
            return Some(&key.unit);
        }
        let mut parts = base(key).split('.');
        let unit = parts.nth(2)?;
        self.units.contains(unit).then_some(unit)
    }
}

/// The subject that a figure is of; empty for a metric of the catalogue.
fn subject(key: &FigureKey) -> &str {
    key.name.split_once('.').map_or("", |(it, _)| it)
}

/// The name of a figure without its aspect, which stands with it.
fn base(key: &FigureKey) -> &str {
    key.name.split_once(':').map_or(&*key.name, |(it, _)| it)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Figure, Finite, Period, Text, Unit};

    fn facts(names: impl Iterator<Item = String>) -> Facts {
        let mut facts = Facts::default();
        facts.publish_all(names.map(|name| {
            let key = FigureKey::own(&name, Period::Year(2008));
            Figure::new(key, &Text::default(), Finite::computed(1.0))
        }));
        facts
    }

    #[test]
    fn a_page_ends_between_names_and_never_between_a_figure_and_its_aspects() {
        let names = (0..1_500).flat_map(|i| {
            let name = format!("stars.hall.n{i:04}");
            [format!("{name}:change"), name]
        });
        let facts = facts(names);
        let (shelves, pages) = Shelves::of(&facts, &Catalogue::default());
        let page = |name: &str| {
            shelves
                .page(&FigureKey::own(name, Period::Year(2008)))
                .owned()
        };
        let on = |page: usize| Shelf::Subject("stars".to_owned(), page);
        assert_eq!(page("stars.hall.n0499:change"), on(1));
        assert_eq!(page("stars.hall.n0500"), on(2));
        assert_eq!(page("stars.hall.n1499:change"), on(3));
        assert_eq!(pages[&2008].len(), 3);
        assert_eq!(page("satisfaction").path(), "metrics");
        assert_eq!(on(3).path(), "stars-3");
    }

    #[test]
    fn what_is_named_after_a_unit_stands_with_it() {
        let mut catalogue = Catalogue::default();
        let unit = Unit {
            id: "station".to_owned(),
            name: Text::default(),
            parent: None,
        };
        catalogue.units.insert("station".to_owned(), unit);
        let names = [
            "inspections.site.station.score",
            "inspections.site.other.score",
        ];
        let facts = facts(names.into_iter().map(str::to_owned));
        let (shelves, pages) = Shelves::of(&facts, &catalogue);
        let page = |name: &str| {
            shelves
                .page(&FigureKey::own(name, Period::Year(2008)))
                .owned()
        };
        assert_eq!(page(names[0]).path(), "units/station");
        assert_eq!(page(names[1]).path(), "inspections");
        assert_eq!(pages[&2008].len(), 2);
    }
}
