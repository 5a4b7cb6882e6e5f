//! The index, its dimensions and their weights.

use super::{Checker, Goal, Record, sheet};
use crate::{
    diag::Code,
    model::Finite,
    path,
    sheet::{Num, Step},
    stats::rounding::{self, Rounded},
    subject::{
        desk::path,
        satisfaction::{Dimension, Index, Indicator},
    },
};

impl Checker<'_> {
    pub(super) fn index(&mut self, record: &Record) -> Option<Index> {
        let given = self.given.index.as_ref()?;
        let dimensions = &given.dimensions;
        let way = path!["index", "dimensions"];
        self.desk.ids_of(way, dimensions.iter().map(|it| &it.id));
        if dimensions.is_empty() {
            let slots = [("item", "index"), ("key", "dimensions")];
            self.desk.say(Code::KeyNeeded, path!["index"], &slots);
        }
        let weights: Vec<Option<Num>> = dimensions.iter().map(|it| it.weight).collect();
        let weights = self.weights(&weights, way);
        let dimensions = dimensions.iter().zip(weights).enumerate();
        let dimensions = dimensions
            .map(|(i, (it, weight))| self.dimension(it, weight, record, &path(way, &[i.into()])));
        let dimensions: Vec<Dimension> = dimensions.collect();
        self.named_twice(record, &dimensions);
        let from = path!["index", "weights_from"];
        Some(Index {
            dimensions,
            name: self.desk.words(Some(&given.name), path!["index", "name"]),
            goal: self.goal(given.goal, (0.0, 100.0), path!["index", "goal"]),
            missing: given.missing,
            weights_from: self.desk.words(given.weights_from.as_ref(), from),
            place: self.desk.sheet.place(path!["index"]),
        })
    }

    fn dimension(
        &mut self,
        given: &sheet::DimensionSheet,
        weight: Option<Goal>,
        record: &Record,
        way: &[Step],
    ) -> Dimension {
        let at = |key: &'static str| path(way, &[key.into()]);
        if given.indicators.is_empty() {
            let slots = [("item", given.id.0.as_str()), ("key", "indicators")];
            self.desk.say(Code::KeyNeeded, way, &slots);
        }
        let weights: Vec<Option<Num>> = given.indicators.iter().map(|it| it.weight).collect();
        let weights = self.weights(&weights, &at("indicators"));
        let indicators = given.indicators.iter().zip(weights).enumerate();
        let indicators = indicators.filter_map(|(i, (it, weight))| {
            let way = path(way, &["indicators".into(), i.into(), "attribute".into()]);
            let attribute = self.attribute(record, &it.attribute.0, &way)?;
            Some(Indicator { attribute, weight })
        });
        Dimension {
            indicators: indicators.collect(),
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            weight,
            goal: self.goal(given.goal, (0.0, 100.0), &at("goal")),
        }
    }

    /// The weights of the parts that stand at `way`: all of them or none, not
    /// negative, and a hundred together as far as their rounding lets them.
    fn weights(&mut self, given: &[Option<Num>], way: &[Step]) -> Vec<Option<Goal>> {
        let is_any = given.iter().any(Option::is_some);
        let goals = given.iter().enumerate().map(|(i, weight)| {
            let way = path(way, &[i.into(), "weight".into()]);
            if weight.is_none() && is_any {
                let slots = [("item", "weight"), ("key", "weight")];
                self.desk.say(Code::KeyNeeded, &way, &slots);
            }
            self.goal(*weight, (0.0, 100.0), &way)
        });
        let goals: Vec<Option<Goal>> = goals.collect();
        // All of them, or they were told of already.
        let typed: Option<Vec<Finite>> = goals.iter().map(|it| Some(it.as_ref()?.value)).collect();
        if let Some(typed) = typed.filter(|it| !it.is_empty()) {
            let parts = typed.iter().map(|it| Rounded {
                value: it.get(),
                decimals: i8::try_from(it.decimals()).ok(),
            });
            let hundred = Rounded {
                value: 100.0,
                decimals: None,
            };
            if rounding::adds_up(&parts.collect::<Vec<_>>(), hundred) == Ok(false) {
                let sum: f64 = typed.iter().map(|it| it.get()).sum();
                let found = Finite::new(sum).unwrap_or_default().to_ledger().get();
                let slots = [("found", &*found.to_string())];
                self.desk.say(Code::WeightsDoNotAddUp, way, &slots);
            }
        }
        goals
    }

    /// Reports attributes that are an indicator twice.
    fn named_twice(&mut self, record: &Record, dimensions: &[Dimension]) {
        let mut seen = vec![None; record.attributes.len()];
        for (i, dimension) in dimensions.iter().enumerate() {
            for (j, indicator) in dimension.indicators.iter().enumerate() {
                let way = path!["index", "dimensions", i, "indicators", j];
                let place = self.desk.sheet.place(way);
                if let Some(first) = seen[indicator.attribute].replace(place) {
                    let slots = [("id", record.attributes[indicator.attribute].id.as_str())];
                    self.desk.say_again(Code::DuplicateId, way, &slots, first);
                }
            }
        }
    }
}
