//! Which figures stand on which page of the ledger.

use hashbrown::HashMap;

use crate::{
    model::Facts,
    plan::{Plan, Shelf},
};

/// The numbers of the figures of every page.
#[derive(Debug, Default)]
pub(in crate::compose) struct LedgerIndex {
    pages: HashMap<i16, HashMap<Shelf, Vec<u32>>>,
}

impl LedgerIndex {
    /// Goes through all figures once.
    pub(in crate::compose) fn of(facts: &Facts, plan: &Plan) -> Self {
        let mut pages: HashMap<i16, HashMap<Shelf, Vec<u32>>> = HashMap::new();
        for (number, figure) in facts.numbered() {
            let of_year = pages.entry(figure.key.when.review()).or_default();
            let shelf = plan.shelf(&figure.key);
            match of_year.get_mut(&shelf) {
                Some(numbers) => numbers.push(number),
                None => {
                    of_year.insert(shelf.owned(), vec![number]);
                }
            }
        }
        Self { pages }
    }

    /// The figures of a page, in order of their keys.
    pub(in crate::compose) fn page(&self, year: i16, shelf: &Shelf) -> &[u32] {
        let shelves = self.pages.get(&year);
        shelves
            .and_then(|it| it.get(shelf))
            .map_or(&[], Vec::as_slice)
    }
}
