//! Models and principles that a subject rests on: words in a form that is
//! remembered, without a number.

use schemars::JsonSchema;
use serde::Deserialize;

use super::desk::{Desk, path};
use crate::{
    block::{Block, Chart, ChartKind, Drawing, Exhibit, Form, Phrase, Plot, PlotOptions, PlotRow},
    model::Text,
    sheet::{Plain, Step, Words},
};

/// A model as a diagram.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConceptSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// Its form; the first part of a hub stands in the middle.
    pub form: Form,
    /// Its parts.
    pub parts: Vec<PartSheet>,
}

/// A part of a model.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartSheet {
    /// Its id.
    pub id: Plain,
    /// A few words.
    pub name: Words,
    /// A sentence below them.
    pub text: Option<Words>,
}

/// A model, checked.
#[derive(Debug, Clone)]
pub(super) struct Concept {
    id: String,
    name: Text,
    form: Form,
    /// Id, name and sentence of each part.
    parts: Vec<(String, Text, Text)>,
}

impl<T> Desk<'_, T> {
    /// Checks the models at `concepts`.
    pub(super) fn concepts(&mut self, given: &[ConceptSheet]) -> Vec<Concept> {
        self.ids_of(&["concepts".into()], given.iter().map(|it| &it.id));
        let concepts = given.iter().enumerate();
        concepts
            .map(|(i, it)| self.concept(it, &["concepts".into(), i.into()]))
            .collect()
    }

    fn concept(&mut self, given: &ConceptSheet, way: &[Step]) -> Concept {
        let at = |key: &'static str| path(way, &[key.into()]);
        self.ids_of(&at("parts"), given.parts.iter().map(|it| &it.id));
        let name = self.words(Some(&given.name), &at("name"));
        let parts = given.parts.iter().enumerate().map(|(i, it)| {
            let at = |key: &'static str| path(way, &["parts".into(), i.into(), key.into()]);
            let name = self.words(Some(&it.name), &at("name"));
            let text = self.words(it.text.as_ref(), &at("text"));
            (it.id.0.clone(), name, text)
        });
        Concept {
            parts: parts.collect(),
            id: given.id.0.clone(),
            name,
            form: given.form,
        }
    }
}

impl Concept {
    /// The model as an exhibit of a subject: `stars.model_solution`.
    pub(super) fn exhibit(&self, subject: &str, source: &Text) -> Exhibit {
        let rows = self.parts.iter().map(|(id, name, text)| PlotRow {
            text: Phrase::text(text),
            ..PlotRow::named(id, name)
        });
        let plot = Plot {
            options: PlotOptions {
                form: Some(self.form),
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::Diagram, rows.collect())
        };
        let block = Block::Chart(Chart {
            takeaway: Phrase::text(&self.name),
            what: Phrase::default(),
            source: source.clone(),
            drawing: Drawing::Plot(Box::new(plot)),
        });
        Exhibit::of(subject, &format!("model_{}", self.id), block)
    }
}
