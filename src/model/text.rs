//! Words for readers, one wording per language.

use std::{collections::BTreeMap, sync::Arc};

/// A text given per language: `{ zh: 综合满意度, en: Overall satisfaction }`.
///
/// One wording without a language stands for all of them, as for a name that
/// is the same everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// Shared, since thousands of figures carry the same label and source.
    wordings: Option<Arc<BTreeMap<String, String>>>,
}

impl Text {
    /// The key under which a wording for every language is kept.
    const ANY: &'static str = "";

    /// Makes a text that reads the same in every language.
    pub fn same(wording: impl Into<String>) -> Self {
        Self::from_pairs([(Self::ANY, wording)])
    }

    /// Makes a text from pairs of language and wording.
    pub fn from_pairs<L: Into<String>, W: Into<String>>(
        pairs: impl IntoIterator<Item = (L, W)>,
    ) -> Self {
        let wordings: BTreeMap<_, _> = pairs
            .into_iter()
            .map(|(lang, words)| (lang.into(), words.into()))
            .collect();
        Self {
            wordings: Some(Arc::new(wordings)),
        }
    }

    /// The wording in `lang`; failing that, the one for every language, then
    /// any there is. Empty only when no wording was given at all.
    pub fn get(&self, lang: &str) -> &str {
        let Some(wordings) = &self.wordings else {
            return "";
        };
        // Most have one, which then stands for every language.
        if wordings.len() == 1 {
            return wordings.values().next().map_or("", String::as_str);
        }
        wordings
            .get(lang)
            .or_else(|| wordings.get(Self::ANY))
            .or_else(|| wordings.values().next())
            .map_or("", String::as_str)
    }

    /// Both in every language of either: `Halls · Complaints`.
    #[must_use]
    pub fn beside(&self, other: &Self) -> Self {
        self.joined(" · ", other)
    }

    /// Both in every language of either, with that between them.
    #[must_use]
    pub fn joined(&self, between: &str, other: &Self) -> Self {
        let both = self.wordings().chain(other.wordings());
        Self::from_pairs(both.map(|(lang, _)| {
            let words = format!("{}{between}{}", self.get(lang), other.get(lang));
            (lang, words)
        }))
    }

    /// Reports whether `lang` has a wording, its own or one for all.
    pub fn speaks(&self, lang: &str) -> bool {
        self.wordings
            .as_ref()
            .is_some_and(|it| it.contains_key(lang) || it.contains_key(Self::ANY))
    }

    /// The languages and wordings given, in order of language.
    pub fn wordings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.wordings
            .iter()
            .flat_map(|it| it.iter())
            .map(|(l, w)| (l.as_str(), w.as_str()))
    }

    /// Reports whether no wording was given.
    pub fn is_empty(&self) -> bool {
        self.wordings().all(|(_, words)| words.is_empty())
    }
}
