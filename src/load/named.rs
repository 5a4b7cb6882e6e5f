//! What a narrative is, by its name: its role, language, slug and order.

use crate::{model::Period, portfolio::DocumentRole};

/// What a narrative's name says of it.
pub(super) struct NamedPlace {
    pub(super) role: Option<DocumentRole>,
    pub(super) language: String,
    pub(super) slug: String,
    pub(super) order: u32,
}

/// A year as a folder's name.
pub(super) fn a_year(name: &str) -> Option<i16> {
    (name.len() == 4 && name.bytes().all(|b| b.is_ascii_digit()))
        .then(|| name.parse().ok())
        .flatten()
}

/// The year of a folder of bulletins, `content/2008/bulletins`.
fn bulletins_of(folder: &str) -> Option<i16> {
    a_year(
        folder
            .strip_prefix("content/")?
            .strip_suffix("/bulletins")?,
    )
}

/// Reads `content/2008/01-review.en.md`: role, language, slug, order.
pub(super) fn place_of(name: &str, languages: &[String]) -> NamedPlace {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let stem = file.strip_suffix(".md").unwrap_or(file);
    let (stem, language) = match stem.rsplit_once('.') {
        Some((stem, lang)) if languages.iter().any(|it| it == lang) => (stem, lang.to_owned()),
        _ => (stem, languages.first().cloned().unwrap_or_default()),
    };
    if let Some(year) = bulletins_of(folder) {
        let period = stem.parse().ok();
        return NamedPlace {
            role: period
                .filter(|it: &Period| it.year() == year)
                .map(DocumentRole::Bulletin),
            language,
            slug: stem.to_owned(),
            order: 0,
        };
    }
    let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
    let (order, slug) = match stem[digits..].strip_prefix('-') {
        Some(slug) if digits > 0 && digits < 9 && !slug.is_empty() && folder != "content/decks" => {
            (stem[..digits].parse().unwrap_or(0), slug)
        }
        _ => (0, stem),
    };
    let role = match folder.strip_prefix("content/") {
        None if slug == "index" => Some(DocumentRole::Portal),
        None => None,
        Some("decks") => Some(DocumentRole::Deck(0)),
        Some(folder) => match a_year(folder) {
            Some(year) => Some(DocumentRole::Chapter(year)),
            None if folder.contains('/') => None,
            None => Some(DocumentRole::Book(folder.to_owned())),
        },
    };
    NamedPlace {
        role,
        language,
        slug: slug.to_owned(),
        order,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(name: &str, role: Option<DocumentRole>, language: &str, slug: &str, order: u32) {
        let place = place_of(name, &["zh".to_owned(), "en".to_owned()]);
        assert_eq!(
            (
                place.role,
                place.language.as_str(),
                place.slug.as_str(),
                place.order
            ),
            (role, language, slug, order),
            "{name}"
        );
    }

    #[test]
    fn names_say_what_a_narrative_is() {
        case(
            "content/index.md",
            Some(DocumentRole::Portal),
            "zh",
            "index",
            0,
        );
        case(
            "content/index.en.md",
            Some(DocumentRole::Portal),
            "en",
            "index",
            0,
        );
        case(
            "content/2008/01-review.en.md",
            Some(DocumentRole::Chapter(2008)),
            "en",
            "review",
            1,
        );
        case(
            "content/2008/summary.md",
            Some(DocumentRole::Chapter(2008)),
            "zh",
            "summary",
            0,
        );
        case(
            "content/decks/2008-review.md",
            Some(DocumentRole::Deck(0)),
            "zh",
            "2008-review",
            0,
        );
        case(
            "content/handbook/02-data.md",
            Some(DocumentRole::Book("handbook".to_owned())),
            "zh",
            "data",
            2,
        );
        case(
            "content/2008/bulletins/2008-05-X2.en.md",
            Some(DocumentRole::Bulletin(Period::Xun(2008, 5, 2))),
            "en",
            "2008-05-X2",
            0,
        );
        case(
            "content/2008/bulletins/2009-05.md",
            None,
            "zh",
            "2009-05",
            0,
        );
        case("content/2008/bulletins/may.md", None, "zh", "may", 0);
        case("content/a/b/c.md", None, "zh", "c", 0);
    }
}
