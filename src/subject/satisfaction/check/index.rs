//! The index, its dimensions and their weights.

use super::{Checker, Goal, Record, sheet};
use crate::{
    diag::Code,
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
        let typed: Vec<f64> = given.iter().flatten().map(|it| it.0).collect();
        let goals = given.iter().enumerate().map(|(i, weight)| {
            let way = path(way, &[i.into(), "weight".into()]);
            if weight.is_none() && !typed.is_empty() {
                let slots = [("item", "weight"), ("key", "weight")];
                self.desk.say(Code::KeyNeeded, &way, &slots);
            }
            self.goal(*weight, (0.0, 100.0), &way)
        });
        let goals: Vec<Option<Goal>> = goals.collect();
        if typed.len() == given.len() && !typed.is_empty() {
            let parts: Vec<Rounded> = typed.iter().map(|it| rounded(*it)).collect();
            let hundred = Rounded {
                value: 100.0,
                decimals: None,
            };
            if rounding::adds_up(&parts, hundred) == Ok(false) {
                let sum: f64 = typed.iter().sum();
                let found = rounded(sum).value.to_string();
                self.desk
                    .say(Code::WeightsDoNotAddUp, way, &[("found", &found)]);
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

/// A weight with the digits it was typed with.
fn rounded(weight: f64) -> Rounded {
    let tidy = (weight * 1e6).round() / 1e6;
    let text = tidy.to_string();
    let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    Rounded {
        value: tidy,
        decimals: i8::try_from(digits).ok(),
    }
}
