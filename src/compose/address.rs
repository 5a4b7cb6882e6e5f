//! Decks by the address that people ask for them: where a browser shows them,
//! without the language's folder and the ending.

use super::Composer;
use crate::plan::PagePlan;

impl Composer<'_> {
    /// The decks of the site in that language with their addresses, in the
    /// order of its pages.
    pub fn decks(&self, language: &str) -> Vec<(String, &PagePlan)> {
        let main = self.portfolio.site.languages.first();
        let pages = self.plan.pages().iter();
        pages
            .filter(|page| page.language == language && page.target.is_deck())
            .map(|page| {
                let in_main = main.and_then(|main| self.plan.page(&page.target, main));
                let route = in_main.unwrap_or(page).route.as_str();
                let address = route.strip_suffix(".html").unwrap_or(route);
                (address.to_owned(), page)
            })
            .collect()
    }
}
