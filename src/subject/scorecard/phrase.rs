//! Words a rule for readers: every branch, each with its verdict.
//!
//! Only keys of sentences and figures; the words are in the locale files.

use super::Record;
use crate::{
    block::{Phrase, Piece, Tone},
    model::{Evidence, FigureKey, Op, Outcome, Quantity, Rule, Text, Threshold, Verdict},
};

/// A line of a rule: an alternative, or a part that is asked for too.
pub(super) struct Line {
    pub(super) phrase: Phrase,
    /// Its verdict, where the rule has several lines.
    pub(super) verdict: Option<Verdict>,
}

/// The words of a rule, and where its bounds are found.
pub(super) struct Wording<'a> {
    pub(super) record: &'a Record,
    /// The metric or item it is judged for.
    pub(super) of: &'a str,
    /// The keys of its bounds in the order of its comparisons.
    pub(super) bounds: std::vec::IntoIter<FigureKey>,
}

impl Wording<'_> {
    /// The lines of a rule: its outermost alternatives or parts; for `each`,
    /// those of every metric.
    pub(super) fn lines(&mut self, rule: &Rule, outcome: &Outcome) -> Vec<Line> {
        match rule {
            Rule::Any(rules) | Rule::All(rules) => {
                let or = matches!(rule, Rule::Any(_));
                let branches = rules.iter().zip(&outcome.branches).enumerate();
                branches
                    .map(|(at, (rule, outcome))| {
                        let phrase = self.inline(rule, outcome, None);
                        let key = if or {
                            "scorecard.rule.or_line"
                        } else {
                            "scorecard.rule.and_line"
                        };
                        let phrase = if at == 0 {
                            phrase
                        } else {
                            Phrase::sentence(key, [("rule", phrase)])
                        };
                        let verdict = Some(outcome.verdict.clone());
                        Line { phrase, verdict }
                    })
                    .collect()
            }
            Rule::Each { metrics, rule } if self.is_alike(metrics, rule, outcome) => {
                let names: Vec<&Text> = metrics
                    .iter()
                    .filter_map(|metric| Some(&self.record.metrics.get(metric)?.name))
                    .collect();
                let phrase = Phrase::sentence("scorecard.rule.each", [("metrics", list(names))]);
                let mut lines = vec![Line {
                    phrase,
                    verdict: None,
                }];
                let mut inside = self.lines(rule, &outcome.branches[0]);
                if let ([line], Some(first)) = (&mut inside[..], outcome.branches.first()) {
                    line.verdict.get_or_insert_with(|| first.verdict.clone());
                }
                lines.extend(inside);
                // The other metrics have the same bounds.
                let others = rule.comparisons().len() * (metrics.len() - 1);
                self.bounds.by_ref().take(others).for_each(drop);
                lines
            }
            Rule::Each { metrics, rule } => {
                let mut lines = Vec::new();
                for (metric, outcome) in metrics.iter().zip(&outcome.branches) {
                    let name = self
                        .record
                        .metrics
                        .get(metric)
                        .map(|it| it.name.clone())
                        .unwrap_or_default();
                    let mut inner = Wording {
                        record: self.record,
                        of: metric,
                        bounds: std::mem::take(&mut self.bounds),
                    };
                    let mut inside = inner.lines(rule, outcome);
                    self.bounds = inner.bounds;
                    if let Some(first) = inside.first_mut() {
                        let words = std::mem::take(&mut first.phrase);
                        first.phrase = Phrase::sentence(
                            "scorecard.rule.of",
                            [("metric", Phrase::text(&name)), ("rule", words)],
                        );
                        first.verdict.get_or_insert_with(|| outcome.verdict.clone());
                    }
                    lines.extend(inside);
                }
                lines
            }
            Rule::Compare { .. } | Rule::Passes | Rule::NoDeduction => {
                let phrase = self.inline(rule, outcome, None);
                vec![Line {
                    phrase,
                    verdict: None,
                }]
            }
        }
    }

    /// Reports whether a rule reads the same for each of the metrics: the same
    /// bounds, and the same verdicts.
    fn is_alike(&self, metrics: &[String], rule: &Rule, outcome: &Outcome) -> bool {
        let own_bound = |id: &str| {
            let found = self.record.thresholds.iter().find(|it| it.id == id);
            found.is_some_and(|it| metrics.iter().any(|metric| it.values.contains_key(metric)))
        };
        let verdicts = |outcome: &Outcome| -> Vec<std::mem::Discriminant<Verdict>> {
            let ends = outcome.ends();
            ends.iter()
                .map(|end| std::mem::discriminant(&end.verdict))
                .collect()
        };
        let shared = rule.comparisons().iter().all(|it| match it.threshold {
            Threshold::Number(_) => true,
            Threshold::Named(id) => !own_bound(id),
        });
        let first = outcome.branches.first().map(verdicts);
        shared
            && metrics.len() > 1
            && first.is_some()
            && outcome
                .branches
                .iter()
                .all(|branch| Some(verdicts(branch)) == first)
    }

    fn inline(&mut self, rule: &Rule, outcome: &Outcome, of: Option<&str>) -> Phrase {
        match rule {
            Rule::Compare {
                quantity,
                op,
                threshold,
            } => {
                let bound = self.bound(threshold, of);
                let quantity = Phrase::word(quantity_word(*quantity));
                let is_named = matches!(threshold, Threshold::Named(_));
                let slots = [("quantity", quantity), ("bound", bound)];
                Phrase::sentence(op_sentence(*op, is_named), slots)
            }
            Rule::Passes => Phrase::word("scorecard.rule.passes"),
            Rule::NoDeduction => Phrase::word("scorecard.rule.no_deduction"),
            Rule::Any(rules) | Rule::All(rules) => {
                let or = matches!(rule, Rule::Any(_));
                let mut joined = Phrase::default();
                for (at, (rule, outcome)) in rules.iter().zip(&outcome.branches).enumerate() {
                    if at > 0 {
                        joined = joined.then(Phrase::word(if or {
                            "scorecard.rule.or"
                        } else {
                            "scorecard.rule.and"
                        }));
                    }
                    let group = matches!(rule, Rule::Any(_) | Rule::All(_) | Rule::Each { .. });
                    let phrase = self.inline(rule, outcome, of);
                    joined = joined.then(if group {
                        Phrase::sentence("scorecard.rule.group", [("rules", phrase)])
                    } else {
                        phrase
                    });
                }
                joined
            }
            Rule::Each { metrics, rule } => {
                let mut joined = Phrase::default();
                for (at, (metric, outcome)) in metrics.iter().zip(&outcome.branches).enumerate() {
                    if at > 0 {
                        joined = joined.then(Phrase::word("scorecard.rule.and"));
                    }
                    let name = self
                        .record
                        .metrics
                        .get(metric)
                        .map(|it| it.name.clone())
                        .unwrap_or_default();
                    let words = self.inline(rule, outcome, Some(metric));
                    let slots = [("metric", Phrase::text(&name)), ("rule", words)];
                    joined = joined.then(Phrase::sentence("scorecard.rule.of", slots));
                }
                joined
            }
        }
    }

    fn bound(&mut self, threshold: &Threshold, of: Option<&str>) -> Phrase {
        let key = self.bounds.next();
        match threshold {
            Threshold::Number(_) => key.map_or_else(Phrase::default, |key| Phrase::figure(&key)),
            Threshold::Named(id) => {
                let found = self.record.thresholds.iter().find(|it| it.id == *id);
                let name = found.map(|it| it.name.clone()).unwrap_or_default();
                let of = of.unwrap_or(self.of);
                let known =
                    found.is_some_and(|it| it.value.is_some() || it.values.contains_key(of));
                match key.filter(|_| known) {
                    Some(key) => {
                        let slots = [
                            ("name", Phrase::text(&name)),
                            ("bound", Phrase::figure(&key)),
                        ];
                        Phrase::sentence("scorecard.rule.named", slots)
                    }
                    None => Phrase::sentence(
                        "scorecard.rule.unnumbered",
                        [("name", Phrase::text(&name))],
                    )
                    .marked(Evidence::Missing),
                }
            }
        }
    }
}

fn quantity_word(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Value => "scorecard.quantity.value",
        Quantity::Lead => "scorecard.quantity.lead",
        Quantity::Improvement => "scorecard.quantity.improvement",
    }
}

/// A number stands apart from the words before it; a name does not everywhere.
fn op_sentence(op: Op, is_named: bool) -> &'static str {
    match (op, is_named) {
        (Op::AtLeast, false) => "scorecard.rule.at_least",
        (Op::AtLeast, true) => "scorecard.rule.at_least_named",
        (Op::MoreThan, false) => "scorecard.rule.more_than",
        (Op::MoreThan, true) => "scorecard.rule.more_than_named",
        (Op::AtMost, false) => "scorecard.rule.at_most",
        (Op::AtMost, true) => "scorecard.rule.at_most_named",
        (Op::LessThan, false) => "scorecard.rule.less_than",
        (Op::LessThan, true) => "scorecard.rule.less_than_named",
    }
}

/// The value beside its quantity, where an item asks for several.
pub(super) fn quantity_sentence(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Value => "scorecard.shown.value",
        Quantity::Lead => "scorecard.shown.lead",
        Quantity::Improvement => "scorecard.shown.improvement",
    }
}

/// The word of a verdict.
pub(super) fn verdict_word(verdict: &Verdict) -> Phrase {
    Phrase::word(match verdict {
        Verdict::Met => "scorecard.verdict.met",
        Verdict::NotMet => "scorecard.verdict.not_met",
        Verdict::NotDistinguishable => "scorecard.verdict.not_distinguishable",
        Verdict::Unknown(_) => "scorecard.verdict.unknown",
    })
}

/// How a verdict is set off.
pub(super) fn tone(verdict: &Verdict) -> Tone {
    match verdict {
        Verdict::Met => Tone::Met,
        Verdict::NotMet => Tone::NotMet,
        Verdict::NotDistinguishable => Tone::NotDistinguishable,
        Verdict::Unknown(_) => Tone::Unknown,
    }
}

/// Lines under each other; each with its verdict where it has one.
pub(super) fn stacked(lines: Vec<Line>) -> Phrase {
    let mut stacked = Phrase::default();
    for (at, Line { phrase, verdict }) in lines.into_iter().enumerate() {
        if at > 0 {
            stacked.0.push(Piece::Break);
        }
        stacked = stacked.then(match verdict {
            None => phrase,
            Some(verdict) => {
                let key = match verdict {
                    Verdict::Met => "scorecard.branch.met",
                    Verdict::NotMet => "scorecard.branch.not_met",
                    Verdict::NotDistinguishable => "scorecard.branch.not_distinguishable",
                    Verdict::Unknown(_) => "scorecard.branch.unknown",
                };
                Phrase::sentence(key, [("rule", phrase)])
            }
        });
    }
    stacked
}

/// Names in a row.
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a Text>) -> Phrase {
    let mut joined = Phrase::default();
    for name in names {
        if !joined.is_empty() {
            joined = joined.then(Phrase::word("scorecard.list_comma"));
        }
        joined = joined.then(Phrase::text(name));
    }
    joined
}
