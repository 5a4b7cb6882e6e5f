//! Persons: in reports by code, and by name only where the site's settings
//! name them.

use std::collections::BTreeMap;

use super::Text;

/// The names that the site's settings give to codes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Persons(BTreeMap<String, Text>);

impl Persons {
    /// Those names, by code.
    pub fn new(names: impl IntoIterator<Item = (String, Text)>) -> Self {
        Self(names.into_iter().collect())
    }

    /// What a person is called: `A07`, or `A07 · Li` where the site names them.
    pub fn called(&self, code: &str) -> Text {
        let own = Text::same(code);
        self.0.get(code).map_or(own.clone(), |it| own.beside(it))
    }
}

/// Reports whether that is the code of a person: one to three capital letters
/// and one to four digits.
pub fn is_person_code(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = text.len() - digits.len();
    (1..=3).contains(&letters)
        && (1..=4).contains(&digits.len())
        && digits.bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_short() {
        for code in ["A07", "ABC1", "Z1234"] {
            assert!(is_person_code(code), "{code}");
        }
        for other in [
            "", "A", "07", "a07", "ABCD1", "A12345", "A07b", "李四", "Ａ07",
        ] {
            assert!(!is_person_code(other), "{other}");
        }
    }

    #[test]
    fn a_person_is_named_where_the_site_does() {
        let persons = Persons::new([("A07".to_owned(), Text::same("Li"))]);
        assert_eq!(persons.called("A07").get("en"), "A07 · Li");
        assert_eq!(persons.called("A08").get("en"), "A08");
    }
}
