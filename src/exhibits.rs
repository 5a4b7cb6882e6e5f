//! What subjects show: made once of the facts, for `review` to ask what there
//! is and for `compose` to put it on pages.

use std::{collections::BTreeMap, sync::Arc};

use hashbrown::HashMap;

use crate::{
    block::{Exhibit, Phrase},
    model::{Facts, FigureKey, Period},
    portfolio::Portfolio,
};

/// What subjects show of whole years, which follows from the data alone.
#[derive(Default)]
pub struct OfYears {
    /// By year, what each subject shows, under its name.
    shown: BTreeMap<i16, Vec<(&'static str, Vec<Exhibit>)>>,
    sentences: HashMap<FigureKey, Phrase>,
}

impl OfYears {
    /// Asks every subject of every year.
    pub fn of(portfolio: &Portfolio, facts: &Facts) -> Self {
        let records = portfolio.records.iter();
        let sentences = portfolio.records.values();
        Self {
            shown: records
                .map(|(year, it)| (*year, it.present(facts)))
                .collect(),
            sentences: sentences.flat_map(|it| it.sentences(facts)).collect(),
        }
    }
}

/// Everything that subjects show on the pages of a site.
pub struct Exhibits {
    years: Arc<OfYears>,
    /// Of the periods that have a bulletin.
    bulletins: BTreeMap<Period, Vec<Exhibit>>,
}

impl Exhibits {
    /// What is shown of years, with that of the periods that have a bulletin.
    pub fn of(years: &Arc<OfYears>, portfolio: &Portfolio, facts: &Facts) -> Self {
        let bulletins = portfolio.bulletins();
        Self {
            years: years.clone(),
            bulletins: bulletins
                .map(|(period, records)| (period, records.present_period(facts, period)))
                .collect(),
        }
    }

    /// What a subject shows on its own page of a year.
    pub fn on_page(&self, year: i16, subject: &str) -> &[Exhibit] {
        let mut subjects = self.years.shown.get(&year).into_iter().flatten();
        let found = subjects.find(|(name, _)| *name == subject);
        found.map_or(&[], |(_, shown)| shown)
    }

    /// What is shown of a year or period.
    pub fn of_period(&self, period: Period) -> impl DoubleEndedIterator<Item = &Exhibit> {
        let year = match period {
            Period::Year(year) => self.years.shown.get(&year),
            _ => None,
        };
        let year = year.into_iter().flatten();
        let bulletin = self.bulletins.get(&period).into_iter().flatten();
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
        self.years.sentences.get(key)
    }
}
