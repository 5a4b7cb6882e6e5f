//! Pages by the address that people ask for them: what a browser shows behind
//! the site's folder, and the language's, without the ending.

use super::{PagePlan, Paper, Plan, Target};
use crate::diag::nearest;

impl PagePlan {
    /// Its place in its language: `decks/star-halls`, `2008/review`.
    pub fn address(&self) -> String {
        plain(&self.target.path()).to_owned()
    }

    /// What it is called outside its site: `review`, of decks for roles and
    /// on paper `star-halls-clerk`, `star-halls-handout`.
    pub fn name(&self) -> String {
        match &self.target {
            Target::Paper(paper, deck) => format!("{}-{}", named(deck), paper.word()),
            it => named(it),
        }
    }

    /// The deck's handout in its place; none if the page is no deck.
    pub fn as_handout(&self) -> Option<Self> {
        Some(Self {
            target: self.target.on_paper(Paper::Handout)?,
            ..self.clone()
        })
    }
}

impl Plan {
    /// The page at an address in that language, or else at a whole route, as
    /// `en/decks/star-halls.html`.
    pub fn find(&self, address: &str, language: &str) -> Option<&PagePlan> {
        let wanted = plain(address.trim_start_matches('/'));
        let pages = || self.pages.iter();
        pages()
            .find(|it| it.language == language && plain(&it.target.path()) == wanted)
            .or_else(|| pages().find(|it| plain(it.route.as_str()) == wanted))
    }

    /// The address in that language that is most like one that is not there;
    /// empty where none is.
    pub fn nearest(&self, address: &str, language: &str) -> String {
        let wanted = plain(address.trim_start_matches('/'));
        let own = self.pages.iter().filter(|it| it.language == language);
        let known: Vec<String> = own.map(PagePlan::address).collect();
        nearest(wanted, known.iter().map(String::as_str)).to_owned()
    }
}

fn named(target: &Target) -> String {
    if let Target::RoleDeck(slug, role) = target {
        return format!("{slug}-{role}");
    }
    let path = target.path();
    let file = path.rsplit('/').next().unwrap_or(&path);
    plain(file).to_owned()
}

fn plain(route: &str) -> &str {
    route.strip_suffix(".html").unwrap_or(route)
}

#[cfg(test)]
mod tests {
    use crate::{
        plan::{Audience, PagePlan, Paper, Plan, Target},
        safe_path::SafePath,
    };

    #[test]
    fn pages_are_found_by_what_a_browser_shows() {
        let plan = Plan::alone(
            PagePlan {
                target: Target::Deck("star-halls".to_owned()),
                language: "en".to_owned(),
                route: SafePath::new("en/decks/star-halls.html").expect("a route"),
                document: None,
            },
            Audience::Trainer,
        );
        let case = |address: &str, language: &str, is_there: bool| {
            let found = plan.find(address, language).is_some();
            assert_eq!(found, is_there, "{address} in {language}");
        };
        case("decks/star-halls", "en", true);
        case("/decks/star-halls.html", "en", true);
        case("decks/star-halls", "zh", false);
        case("en/decks/star-halls", "zh", true);
        case("star-halls", "en", false);
        assert_eq!(plan.nearest("decks/star-hall", "en"), "decks/star-halls");
        assert_eq!(plan.nearest("x", "en"), "");
    }

    #[test]
    fn pages_have_names_outside_their_site() {
        let case = |target: Target, expected: &str| {
            let page = PagePlan {
                target,
                language: "en".to_owned(),
                route: SafePath::new("x.html").expect("a route"),
                document: None,
            };
            assert_eq!(page.name(), expected);
        };
        let deck = Target::Deck("star-halls".to_owned());
        let clerks = Target::RoleDeck("star-halls".to_owned(), "clerk".to_owned());
        case(deck.clone(), "star-halls");
        case(clerks.clone(), "star-halls-clerk");
        let handout = |deck: &Target| deck.on_paper(Paper::Handout).expect("it is a deck");
        case(handout(&deck), "star-halls-handout");
        case(handout(&clerks), "star-halls-clerk-handout");
        case(Target::ChapterDeck(2008, "review".to_owned()), "review");
    }
}
