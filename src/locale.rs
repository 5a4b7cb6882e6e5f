//! Languages: every fixed word that readers and authors see, and how numbers
//! and periods are written.
//!
//! All words come from locale files, one a language, so that a new language is
//! a new file and no code. The default language's file decides which words
//! there are. Not here: which language a page or a message is in, and the
//! authors' own words, which are `model::Text`.

mod calendar;
mod flat;
mod template;

pub use template::Part;

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
    thread,
};

use hashbrown::HashMap;

use crate::{diag::Words, model::Format};

/// The embedded locale files, by language.
const EMBEDDED: [(&str, &str); 2] = [
    ("zh", include_str!("../themes/default/locales/zh.yaml")),
    ("en", include_str!("../themes/default/locales/en.yaml")),
];

/// The same, read once a process.
static LOCALES: LazyLock<Locales> = LazyLock::new(|| {
    let mut locales = Locales {
        all: BTreeMap::new(),
        default: "zh".to_owned(),
    };
    // Nothing else can begin before they are read.
    let read = |(lang, yaml)| move || Locale::parse(lang, yaml);
    let all = thread::scope(|scope| {
        let readers = EMBEDDED.map(|it| scope.spawn(read(it)));
        readers.map(|it| it.join().expect("reading a locale file does not panic"))
    });
    for locale in all {
        locales.add(locale.expect("the embedded locale files are tested"));
    }
    locales
});

/// One language with all its words by dotted key: `page.skip`.
#[derive(Debug, Clone)]
pub struct Locale {
    lang: String,
    words: Dictionary,
}

/// Wordings by key: in order, and by hash, since a page of the ledger asks for
/// hundreds.
#[derive(Debug, Clone, Default)]
struct Dictionary {
    in_order: BTreeMap<String, Arc<Wording>>,
    by_key: HashMap<String, Arc<Wording>>,
}

impl Dictionary {
    fn get(&self, key: &str) -> Option<&Wording> {
        self.by_key.get(key).map(|it| &**it)
    }

    fn keys(&self) -> impl Iterator<Item = &String> {
        self.in_order.keys()
    }

    fn extend(&mut self, more: impl IntoIterator<Item = (String, Arc<Wording>)>) {
        for (key, wording) in more {
            self.by_key.insert(key.clone(), wording.clone());
            self.in_order.insert(key, wording);
        }
    }
}

/// A wording as it was written and as it is filled.
#[derive(Debug, Clone)]
struct Wording {
    text: String,
    parts: Vec<Part>,
}

impl Locale {
    /// Reads a locale file.
    ///
    /// The error is what the YAML library says, with line and column.
    pub fn parse(lang: &str, yaml: &str) -> Result<Self, String> {
        let mut words = Dictionary::default();
        words.extend(flat::read(yaml)?.into_iter().map(|(key, text)| {
            let parts = Part::parse(&text);
            (key, Arc::new(Wording { text, parts }))
        }));
        Ok(Self {
            lang: lang.to_owned(),
            words,
        })
    }

    /// A language without a word yet; [`Locales::fill_gaps`] lends it all.
    pub fn empty(lang: &str) -> Self {
        Self {
            lang: lang.to_owned(),
            words: Dictionary::default(),
        }
    }

    /// Lets the words of `other` replace words of the same keys, as a site's
    /// own locale file does.
    pub fn merge(&mut self, other: Self) {
        self.words.extend(other.words.in_order);
    }

    /// The language's id, as in file names and routes: `zh`.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The BCP 47 tag for `lang` attributes: `zh-Hans`.
    pub fn tag(&self) -> &str {
        self.words
            .get("tag")
            .map_or(&self.lang, |wording| &wording.text)
    }

    /// The language's name in itself: `中文`.
    pub fn name(&self) -> &str {
        self.words
            .get("name")
            .map_or(&self.lang, |wording| &wording.text)
    }

    /// The words of that key; the key itself where there are none.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, |wording| &wording.text)
    }

    /// The words of that key with the slots filled, if there are any.
    pub fn say(&self, key: &str, slots: &[(&str, &str)]) -> Option<String> {
        self.template(key).map(|parts| template::fill(parts, slots))
    }

    /// The parts of that key's wording, for a caller that fills slots with
    /// more than text.
    pub fn template(&self, key: &str) -> Option<&[Part]> {
        self.words.get(key).map(|wording| wording.parts.as_slice())
    }

    /// All words under a prefix, by the rest of their key, in order of it.
    pub fn section<'a>(
        &'a self,
        prefix: &str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let prefix = format!("{prefix}.");
        self.words
            .in_order
            .range(prefix.clone()..)
            .map_while(move |(key, wording)| {
                Some((key.strip_prefix(&prefix)?, wording.text.as_str()))
            })
    }

    /// How a number with that many decimals and that unit is printed.
    ///
    /// Grouping and the decimal mark are the locale's (`numbers.group`,
    /// `numbers.point`).
    pub fn format(&self, decimals: u8, suffix: &str) -> Format {
        let plain = Format::plain(decimals);
        Format {
            group: self
                .words
                .get("numbers.group")
                .map_or(plain.group, |wording| wording.text.clone()),
            point: self
                .words
                .get("numbers.point")
                .and_then(|wording| wording.text.chars().next())
                .unwrap_or(plain.point),
            suffix: suffix.to_owned(),
            ..plain
        }
    }
}

impl Words for Locale {
    fn say(&self, key: &str, slots: &[(&str, &str)]) -> Option<String> {
        Self::say(self, key, slots)
    }
}

/// All languages by id.
#[derive(Debug, Clone)]
pub struct Locales {
    all: BTreeMap<String, Arc<Locale>>,
    default: String,
}

impl Locales {
    /// The languages that every copy of the tool knows.
    ///
    /// # Panics
    /// Never: a test reads both files.
    pub fn embedded() -> Self {
        LOCALES.clone()
    }

    /// Whether that is word for word the file that is embedded for the
    /// language, so that reading it would change nothing.
    pub fn are_embedded(lang: &str, yaml: &str) -> bool {
        EMBEDDED.contains(&(lang, yaml))
    }

    /// Adds a language, or lets its words replace those of the language that
    /// is there.
    pub fn add(&mut self, locale: Locale) {
        match self.all.get_mut(&locale.lang) {
            Some(there) => Arc::make_mut(there).merge(locale),
            None => {
                self.all.insert(locale.lang.clone(), Arc::new(locale));
            }
        }
    }

    /// The language of that id.
    pub fn get(&self, lang: &str) -> Option<&Locale> {
        self.all.get(lang).map(|it| &**it)
    }

    /// The language whose file decides which words there are.
    ///
    /// # Panics
    /// Never: it is embedded and none is ever removed.
    pub fn default_language(&self) -> &Locale {
        self.all
            .get(&self.default)
            .expect("the default language is embedded")
    }

    /// All languages, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Locale> {
        self.all.values().map(|it| &**it)
    }

    /// The language that a user's environment names (`zh_CN.UTF-8`, `en-GB`),
    /// if it is here.
    pub fn of_environment(&self, name: &str) -> Option<&Locale> {
        let lang = name.split(['_', '-', '.', '@']).next().unwrap_or(name);
        self.get(&lang.to_ascii_lowercase())
    }

    /// What each language lacks of the default language's words: the keys by
    /// language, in order; a language that lacks none is left out.
    pub fn missing_words(&self) -> BTreeMap<&str, Vec<&str>> {
        let expected = &self.default_language().words;
        self.iter()
            .map(|locale| {
                let lacking = expected
                    .keys()
                    .filter(|key| locale.words.get(key).is_none())
                    .map(String::as_str)
                    .collect::<Vec<_>>();
                (locale.lang(), lacking)
            })
            .filter(|(_, lacking)| !lacking.is_empty())
            .collect()
    }

    /// Lends every language the words it lacks from language `from`, so that
    /// an unfinished translation shows words and not keys.
    pub fn fill_gaps(&mut self, from: &str) {
        let Some(lender) = self.all.get(from).cloned() else {
            return;
        };
        for locale in self.all.values_mut() {
            let lent: Vec<_> = lender
                .words
                .in_order
                .iter()
                .filter(|(key, _)| *key != "name" && *key != "tag")
                .filter(|(key, _)| locale.words.get(key).is_none())
                .collect();
            if !lent.is_empty() {
                let lent = lent
                    .into_iter()
                    .map(|(key, wording)| (key.clone(), wording.clone()));
                Arc::make_mut(locale).words.extend(lent);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(lang: &str, yaml: &str) -> Locale {
        Locale::parse(lang, yaml).expect(yaml)
    }

    #[test]
    fn a_word_that_is_missing_shows_its_key() {
        let zh = locale("zh", "page: { skip: 跳到正文 }");
        assert_eq!(zh.word("page.skip"), "跳到正文");
        assert_eq!(zh.word("page.none"), "page.none");
        assert_eq!(zh.say("page.none", &[]), None);
        assert_eq!((zh.tag(), zh.name()), ("zh", "zh"));
    }

    #[test]
    fn a_section_holds_its_own_words_only() {
        let zh = locale(
            "zh",
            "page: { b: 2, a: 1, c: { d: 3 } }\npages: { x: 9 }\npag: 8",
        );
        let found: Vec<_> = zh.section("page").collect();
        assert_eq!(found, [("a", "1"), ("b", "2"), ("c.d", "3")]);
        assert_eq!(zh.section("none").count(), 0);
    }

    #[test]
    fn a_sites_own_words_win() {
        let mut locales = Locales::embedded();
        locales.add(locale("zh", "severity: { error: 差错 }"));
        let zh = locales.get("zh").expect("it is embedded");
        assert_eq!(zh.word("severity.error"), "差错");
        assert_eq!(zh.word("severity.warning"), "警告", "the others stay");
    }

    #[test]
    fn a_third_language_is_a_file() {
        let mut locales = Locales::embedded();
        locales.add(locale(
            "fr",
            "tag: fr\nnumbers: { group: \" \", point: \",\" }",
        ));
        let lacking = locales.missing_words();
        assert_eq!(lacking.keys().collect::<Vec<_>>(), [&"fr"]);
        assert!(lacking["fr"].contains(&"severity.error"));
        locales.fill_gaps("en");
        let fr = locales.of_environment("fr_FR.UTF-8").expect("it was added");
        assert_eq!(
            fr.format(1, " %").with_unit(12345.6),
            "12\u{202f}345,6 %".replace('\u{202f}', " ")
        );
        assert_eq!(fr.word("severity.error"), "error", "lent by English");
        assert_eq!(fr.name(), "fr", "a name is not lent");
        assert_eq!(locales.missing_words()["fr"], ["name"]);
    }

    #[test]
    fn the_embedded_languages_have_the_same_words() {
        let locales = Locales::embedded();
        assert_eq!(locales.missing_words(), BTreeMap::new());
        let keys =
            |lang| -> Vec<&String> { locales.get(lang).expect("embedded").words.keys().collect() };
        assert_eq!(keys("zh"), keys("en"));
    }

    #[test]
    fn the_embedded_languages_ask_for_the_same_slots() {
        let locales = Locales::embedded();
        let (zh, en) = (
            locales.get("zh").expect("embedded"),
            locales.get("en").expect("embedded"),
        );
        let slots = |locale: &Locale, key: &str| -> std::collections::BTreeSet<String> {
            let parts = locale.template(key).unwrap_or_default();
            parts
                .iter()
                .filter_map(Part::slot)
                .map(str::to_owned)
                .collect()
        };
        for key in zh.words.keys().filter(|key| !key.starts_with("periods.")) {
            assert_eq!(slots(zh, key), slots(en, key), "{key}");
        }
    }
}
