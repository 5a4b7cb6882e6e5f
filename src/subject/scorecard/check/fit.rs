//! Asks whether a rule can be judged where it stands.

use super::{Checker, Code, path};
use crate::diag::nearest;
use crate::{
    model::{Better, Metric, Quantity, Rule, Threshold},
    sheet::Step,
};

/// What a rule may ask for where it stands.
pub(super) struct Fits<'a> {
    pub(super) metric: Option<&'a str>,
    pub(super) states_passing: bool,
    pub(super) states_deduction: bool,
    pub(super) id: &'a str,
    /// It stands in a row, not in a goal.
    pub(super) in_row: bool,
}

impl Checker<'_> {
    /// Asks whether a rule can be judged at all.
    pub(super) fn fit(&mut self, rule: &Rule, fits: &Fits, way: &[Step]) {
        for comparison in rule.comparisons() {
            if let Threshold::Named(id) = comparison.threshold {
                self.named(id, comparison.metric.or(fits.metric), way);
            }
        }
        self.fit_of(rule, fits, fits.metric, way);
    }

    fn fit_of(&mut self, rule: &Rule, fits: &Fits, metric: Option<&str>, way: &[Step]) {
        let note = match rule {
            Rule::Any(rules) | Rule::All(rules) => {
                return rules
                    .iter()
                    .for_each(|rule| self.fit_of(rule, fits, metric, way));
            }
            Rule::Each { .. } if fits.in_row => Some("scorecard_each_in_row"),
            Rule::Each { metrics, rule } => {
                for (at, metric) in metrics.iter().enumerate() {
                    self.metric(metric, &path(way, &["each".into(), at.into()]));
                    self.fit_of(rule, fits, Some(metric), way);
                }
                return;
            }
            Rule::NoDeduction => (!fits.states_deduction).then_some("scorecard_no_deduction_here"),
            Rule::Passes if fits.states_passing => None,
            Rule::Passes => match metric.map(|id| self.desk.context.catalogue.metrics.get(id)) {
                None => Some("scorecard_passes_what"),
                Some(metric) => metric
                    .is_some_and(|it| !it.is_yes_no())
                    .then_some("scorecard_not_yes_no"),
            },
            Rule::Compare { quantity, .. } => match metric {
                None => {
                    return self.desk.say(
                        Code::KeyNeeded,
                        way,
                        &[("key", "metric"), ("item", fits.id)],
                    );
                }
                Some(id) => self
                    .desk
                    .context
                    .catalogue
                    .metrics
                    .get(id)
                    .and_then(|it| misfit(*quantity, it)),
            },
        };
        if let Some(note) = note {
            let rule = rule.to_string();
            let slots = [("rule", rule.as_str()), ("item", fits.id)];
            self.desk
                .say_because(Code::RuleDoesNotFit, way, &slots, note);
        }
    }

    /// Looks a named threshold up, as it is for a metric.
    fn named(&mut self, id: &str, metric: Option<&str>, way: &[Step]) {
        let Some(threshold) = self.thresholds.iter().find(|it| it.id == id) else {
            let near = nearest(id, self.thresholds.iter().map(|it| it.id.as_str())).to_owned();
            return self.desk.say(
                Code::UnknownThreshold,
                way,
                &[("threshold", id), ("near", &near)],
            );
        };
        let known = threshold.value.is_some()
            || metric.is_some_and(|metric| threshold.values.contains_key(metric));
        if !known && threshold.reason.is_empty() && !threshold.values.is_empty() {
            self.desk
                .say(Code::KeyNeeded, way, &[("key", "reason"), ("item", id)]);
        }
    }
}

fn misfit(quantity: Quantity, metric: &Metric) -> Option<&'static str> {
    let directed = quantity != Quantity::Value;
    if metric.is_yes_no() {
        return Some("scorecard_yes_no_compared");
    }
    (directed && metric.better == Better::Neither).then_some("scorecard_no_direction")
}
