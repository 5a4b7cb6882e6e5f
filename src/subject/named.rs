//! Things of a data file that have an id and a name, and nothing else.

use schemars::JsonSchema;
use serde::Deserialize;

use super::desk::{Desk, path};
use crate::{
    model::Text,
    sheet::{Plain, Step, Words},
};

/// Something with an id and a name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedSheet {
    /// Its id: a–z, 0–9 and _.
    pub id: Plain,
    /// Its name.
    pub name: Words,
}

/// The same, checked.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) name: Text,
}

impl<T> Desk<'_, T> {
    /// The entries of the list at `way`.
    pub(super) fn named(&mut self, given: &[NamedSheet], way: &[Step]) -> Vec<Named> {
        self.ids_of(way, given.iter().map(|it| &it.id));
        let entries = given.iter().enumerate();
        entries
            .map(|(i, it)| Named {
                id: it.id.0.clone(),
                name: self.words(Some(&it.name), &path(way, &[i.into(), "name".into()])),
            })
            .collect()
    }
}
