//! The figures of the whole scorecard: points reported, recomputed, earned,
//! pending and deducted, the result before and after vetoes.

use std::collections::BTreeMap;

use super::{Item, Publisher, Scored, Value, points, share};
use crate::{
    model::{Better, Evidence, Figure, FigureKey, Finite, Input, Missing},
    subject::scorecard::assess::Assessed,
};

impl Publisher<'_> {
    pub(super) fn totals(&mut self, assessed: &Assessed) {
        let record = self.record;
        let title = &record.title;
        let scored = |keep: &dyn Fn(&Item, &Scored) -> bool, of: &str| -> Vec<FigureKey> {
            let items = record
                .items()
                .filter_map(|(at, item)| Some((item, assessed.rows[at].as_ref()?)));
            let kept = items.filter(|(item, scored)| item.points.is_some() && keep(item, scored));
            kept.map(|(item, _)| record.row_key(&item.id, of)).collect()
        };
        let sums: [(&str, &str, Vec<FigureKey>); 6] = [
            (
                "reported",
                "reported",
                scored(&|item, _| item.reported.is_some(), "reported"),
            ),
            (
                "recomputed",
                "points",
                scored(&|_, it| it.recomputed.is_some(), "points"),
            ),
            (
                "earned",
                "points",
                scored(&|_, it| it.earned.is_ok(), "points"),
            ),
            (
                "estimate_based",
                "points",
                scored(&|_, it| it.earned.is_ok() && it.estimated, "points"),
            ),
            (
                "pending",
                "possible",
                scored(&|_, it| it.earned.is_err(), "possible"),
            ),
            ("possible", "possible", scored(&|_, _| true, "possible")),
        ];
        let mut known = BTreeMap::new();
        for (name, of, keys) in sums {
            known.insert(
                name,
                self.add_up(record.key(name), title, &keys, &format!("Σ {of}"))
                    .get(),
            );
        }
        let (earned, possible, pending) = (known["earned"], known["possible"], known["pending"]);

        let deducted = self.deducted(assessed);
        let original = deducted.map(|deducted| points(earned - deducted.get()));
        self.derived(
            "reachable",
            "earned + pending",
            &["earned", "pending"],
            Ok(points(earned + pending)),
        );
        self.derived(
            "share",
            "earned / possible × 100",
            &["earned", "possible"],
            share(earned, possible),
        );
        self.derived(
            "original",
            "earned − deducted",
            &["earned", "deducted"],
            original.clone(),
        );
        self.last_result(original);
        if record.unit.is_empty() {
            self.goals(assessed);
        }
        self.blanks(assessed);
        if let Some(weight) = &record.weight {
            let figure = Figure {
                measure: record.share_measure.clone(),
                evidence: weight.evidence,
                inputs: vec![Input::Typed(weight.place.clone())],
                ..self.figure(
                    record.key("weight_in_business_appraisal"),
                    title,
                    Ok(weight.value),
                )
            };
            self.facts.publish(figure);
        }
    }

    /// The sum of deductions; missing as soon as one of them is.
    fn deducted(&mut self, assessed: &Assessed) -> Value {
        let items = self.record.items();
        let with: Vec<_> = items
            .filter_map(|(at, item)| Some((item, assessed.rows[at].as_ref()?.deducted.as_ref()?)))
            .map(|(item, deducted)| (self.record.row_key(&item.id, "deducted"), deducted.is_ok()))
            .collect();
        let key = self.record.key("deducted");
        let keys: Vec<_> = with.iter().map(|(key, _)| key.clone()).collect();
        if let Some((unknown, _)) = with.iter().find(|(_, known)| !known) {
            let figure = Figure {
                formula: "Σ deducted".to_owned(),
                inputs: Input::figures(keys),
                ..self.figure(
                    key.clone(),
                    &self.record.title,
                    Err(Missing::Input(unknown.clone())),
                )
            };
            self.facts.publish(figure);
            return Err(Missing::Input(key));
        }
        Ok(self.add_up(key, &self.record.title, &keys, "Σ deducted"))
    }

    /// Publishes a figure computed from other figures of the whole scorecard.
    fn derived(&mut self, name: &str, formula: &str, of: &[&str], value: Value) {
        let keys: Vec<_> = of.iter().map(|name| self.record.key(name)).collect();
        let evidence = keys
            .iter()
            .filter_map(|key| self.facts.get(key))
            .map(|it| it.evidence);
        let evidence = Evidence::weakest_of(evidence);
        let per_cent = name == "share";
        let figure = self.figure(self.record.key(name), &self.record.title, value);
        let (measure, decimals) = if per_cent {
            (self.record.share_measure.clone(), 1)
        } else {
            (figure.measure.clone(), figure.decimals)
        };
        self.facts.publish(Figure {
            measure,
            decimals,
            evidence,
            formula: formula.to_owned(),
            inputs: Input::figures(keys),
            better: Better::Higher,
            ..figure
        });
    }

    /// The result after vetoes: the original, or nothing if one happened.
    fn last_result(&mut self, original: Value) {
        let vetoes = &self.record.vetoes;
        let unknown = vetoes.iter().find(|veto| veto.happened.is_none());
        let value = match (
            vetoes.iter().any(|veto| veto.happened == Some(true)),
            unknown,
        ) {
            (true, _) => Ok(Finite::default()),
            (false, Some(veto)) => Err(Missing::Stated(veto.reason.clone())),
            (false, None) => original,
        };
        let places = vetoes.iter().map(|veto| Input::Typed(veto.place.clone()));
        let inputs = std::iter::once(Input::Figure(self.record.key("original")))
            .chain(places)
            .collect();
        let evidence = self
            .facts
            .get(&self.record.key("original"))
            .map_or(Evidence::Missing, |it| it.evidence);
        let figure = Figure {
            evidence: if value.is_ok() && evidence == Evidence::Missing {
                Evidence::Reported
            } else {
                evidence
            },
            inputs,
            better: Better::Higher,
            ..self.figure(self.record.key("final"), &self.record.title, value)
        };
        self.facts.publish(figure);
    }
}
