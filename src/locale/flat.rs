//! From the nested mappings of a locale file to words by dotted key.
//!
//! A locale file holds words and nothing else: lists, true and false, and empty
//! values are refused, and so is a key that stands twice.

use std::{collections::BTreeMap, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

/// How deep sections may lie in each other.
const DEPTH: usize = 12;

/// Reads a locale file; an empty file has no words.
pub(super) fn read(yaml: &str) -> Result<BTreeMap<String, String>, String> {
    let mut words = BTreeMap::new();
    let only_comments = yaml
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
    if only_comments {
        return Ok(words);
    }
    Section {
        key: String::new(),
        depth: 0,
        words: &mut words,
    }
    .deserialize(serde_yaml::Deserializer::from_str(yaml))
    .map_err(|error| error.to_string())?;
    Ok(words)
}

/// One value of the file: a wording, or a section of them.
struct Section<'a> {
    key: String,
    depth: usize,
    words: &'a mut BTreeMap<String, String>,
}

impl Section<'_> {
    fn keep<E: Error>(self, wording: &str) -> Result<(), E> {
        if self.key.is_empty() {
            return Err(E::custom("expected a mapping of words"));
        }
        if self.words.contains_key(&self.key) {
            return Err(E::custom(format_args!("duplicate key `{}`", self.key)));
        }
        self.words.insert(self.key, wording.to_owned());
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Section<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Section<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = if self.key.is_empty() {
            "the file"
        } else {
            &self.key
        };
        write!(f, "words in quotes, or a mapping of words, at `{key}`")
    }

    fn visit_str<E: Error>(self, wording: &str) -> Result<(), E> {
        self.keep(wording)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.keep(&number.to_string())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if self.depth == DEPTH {
            return Err(A::Error::custom("nested too deeply"));
        }
        let mut seen = std::collections::BTreeSet::new();
        while let Some(step) = map.next_key::<String>()? {
            let key = if self.key.is_empty() {
                step
            } else {
                format!("{}.{step}", self.key)
            };
            if !seen.insert(key.clone()) {
                return Err(A::Error::custom(format_args!("duplicate key `{key}`")));
            }
            map.next_value_seed(Section {
                key,
                depth: self.depth + 1,
                words: &mut *self.words,
            })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(yaml: &str, expected: &[(&str, &str)]) {
        let words = read(yaml).expect(yaml);
        let found: Vec<_> = words
            .iter()
            .map(|(k, w)| (k.as_str(), w.as_str()))
            .collect();
        assert_eq!(found, expected, "{yaml}");
    }

    fn refused(yaml: &str, because: &str) {
        let error = read(yaml).expect_err(yaml);
        assert!(error.contains(because), "{yaml}: {error}");
    }

    #[test]
    fn sections_become_dotted_keys() {
        case(
            "a:\n  b: x\n  1: y\nc: \"\"\n",
            &[("a.1", "y"), ("a.b", "x"), ("c", "")],
        );
        case("a.b: x", &[("a.b", "x")]);
        case("n: 3", &[("n", "3")]);
        case("# nothing yet\n\n", &[]);
    }

    #[test]
    fn what_is_not_words_is_refused() {
        refused("a: [x]", "`a`");
        refused("a: true", "`a`");
        refused("a:", "`a`");
        refused("a: x\na: y", "duplicate key `a`");
        refused("a.b: x\na: { b: y }", "duplicate key `a.b`");
        refused("just words", "mapping");
        refused("a: 'open", "");
        let deep = "{ a: ".repeat(40) + "x" + &" }".repeat(40);
        refused(&deep, "deep");
    }
}
