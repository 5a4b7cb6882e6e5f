//! What subjects show: made once of the facts, for `review` to ask what there
//! is and for `compose` to put it on pages.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use hashbrown::HashMap;

use crate::{
    block::{Exhibit, Phrase},
    model::{Facts, FigureKey, Period},
    portfolio::Portfolio,
    subject::Records,
};

/// What subjects have to show, which follows from the data alone.
#[derive(Default)]
pub struct Collection {
    /// By year, what each subject shows, under its name.
    years: BTreeMap<i16, Vec<(&'static str, Vec<Exhibit>)>>,
    sentences: HashMap<FigureKey, Phrase>,
    /// What they show of the periods that were asked for so far.
    periods: Mutex<BTreeMap<Period, Arc<Vec<Exhibit>>>>,
}

impl Collection {
    /// Asks every subject of every year.
    pub fn of(portfolio: &Portfolio, facts: &Facts) -> Self {
        let years = portfolio.records.iter();
        let sentences = portfolio.records.values();
        Self {
            years: years.map(|(year, it)| (*year, it.present(facts))).collect(),
            sentences: sentences.flat_map(|it| it.sentences(facts)).collect(),
            periods: Mutex::default(),
        }
    }

    /// What subjects show of a period.
    fn period(&self, period: Period, records: &Records, facts: &Facts) -> Arc<Vec<Exhibit>> {
        let mut periods = self.periods.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = periods.entry(period);
        let shown = shown.or_insert_with(|| Arc::new(records.present_period(facts, period)));
        shown.clone()
    }
}

/// Everything that subjects show on the pages of a site.
pub struct Exhibits {
    collection: Arc<Collection>,
    /// Of the periods that have a bulletin.
    bulletins: BTreeMap<Period, Arc<Vec<Exhibit>>>,
}

impl Exhibits {
    /// Those of the collection of that data which the narratives may ask for.
    pub fn of(collection: &Arc<Collection>, portfolio: &Portfolio, facts: &Facts) -> Self {
        let bulletins = portfolio.bulletins().map(|(period, records)| {
            let shown = collection.period(period, records, facts);
            (period, shown)
        });
        Self {
            bulletins: bulletins.collect(),
            collection: collection.clone(),
        }
    }

    /// What a subject shows on its own page of a year.
    pub fn on_page(&self, year: i16, subject: &str) -> &[Exhibit] {
        let mut subjects = self.collection.years.get(&year).into_iter().flatten();
        let found = subjects.find(|(name, _)| *name == subject);
        found.map_or(&[], |(_, shown)| shown)
    }

    /// What is shown of a year or period.
    pub fn of_period(&self, period: Period) -> impl DoubleEndedIterator<Item = &Exhibit> {
        let year = match period {
            Period::Year(year) => self.collection.years.get(&year),
            _ => None,
        };
        let year = year.into_iter().flatten();
        let bulletin = self.bulletins.get(&period).into_iter();
        let bulletin = bulletin.flat_map(|it| it.iter());
        year.flat_map(|(_, shown)| shown).chain(bulletin)
    }

    /// What is shown under an id of a year or period.
    pub fn get(&self, period: Period, id: &str) -> Option<&Exhibit> {
        self.of_period(period).rev().find(|it| it.id == id)
    }

    /// The periods of which something may be shown besides the years.
    pub fn bulletins(&self) -> impl Iterator<Item = Period> {
        self.bulletins.keys().copied()
    }

    /// What a subject says of a figure.
    pub fn sentence(&self, key: &FigureKey) -> Option<&Phrase> {
        self.collection.sentences.get(key)
    }
}
