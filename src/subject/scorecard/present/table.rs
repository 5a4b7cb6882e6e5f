//! The two tables: items with their standards and points, and goals.

use super::{Shown, basis, phrase};
use crate::{
    block::{Align, Block, Cell, Column, Phrase, Piece, Role, Row, Table, Tone},
    model::{FigureKey, Ground, Period, Quantity, Text, Verdict},
    subject::scorecard::{self as card, Item, Sum, assess::Scored, phrase::Wording},
};

impl Shown<'_> {
    pub(super) fn items(&self) -> Block {
        let columns = [
            ("scorecard.column.item", Align::Text),
            ("scorecard.column.value", Align::Text),
            ("scorecard.column.standard", Align::Text),
            ("scorecard.column.possible", Align::Number),
            ("scorecard.column.points", Align::Number),
            ("scorecard.column.verdict", Align::Mark),
            ("scorecard.column.remark", Align::Text),
        ];
        let rows = self.record.rows.iter().zip(&self.assessed.rows);
        let rows = rows.filter_map(|(row, scored)| match (row, scored) {
            (card::Row::Item(item), Some(scored)) => Some(self.item(item, scored)),
            (card::Row::Sum(sum), _) => Some(self.sum(sum)),
            (card::Row::Item(_), None) => None,
        });
        let estimates = if self.number("estimate_based") > 0.0 {
            Phrase::sentence(
                "scorecard.note_estimates",
                [
                    ("estimate_based", self.figure("estimate_based")),
                    ("earned", self.figure("earned")),
                ],
            )
        } else {
            Phrase::default()
        };
        let recomputed = Phrase::sentence(
            "scorecard.note_recomputed",
            [
                ("recomputed", self.figure("recomputed")),
                ("earned", self.figure("earned")),
            ],
        );
        Block::Table(Table {
            takeaway: self.takeaway(),
            what: self.what("scorecard.what.items"),
            columns: columns.map(|(key, align)| Column::new(key, align)).into(),
            rows: rows.collect(),
            notes: [recomputed, estimates]
                .into_iter()
                .filter(|note| !note.is_empty())
                .collect(),
            source: self.record.source.clone(),
        })
    }

    fn item(&self, item: &Item, scored: &Scored) -> Row {
        let bare = |name: &str| Phrase::bare(&self.record.row_key(&item.id, name));
        let mut possible = bare("possible");
        let mut points: Cell = bare("points").into();
        if item.points.is_none() {
            possible = Phrase::word("scorecard.deduct_only");
            points = Phrase::sentence("scorecard.deducted", [("points", bare("deducted"))]).into();
        } else if scored.earned.is_err() {
            points.tone = Tone::Pending;
        }
        Row {
            key: item.id.clone(),
            role: Role::Item,
            cells: vec![
                Phrase::text(&item.name).marked(item.cells.item).into(),
                self.values(item).into(),
                self.standard(item, scored).into(),
                possible.into(),
                points,
                verdict(scored.outcome.as_ref().map(|outcome| &outcome.verdict)),
                Cell {
                    phrase: self.remark(item, scored),
                    tone: Tone::Quiet,
                },
            ],
        }
    }

    /// What the item is judged by: the values its rule asks for.
    fn values(&self, item: &Item) -> Phrase {
        if let Some(parts) = item.parts {
            let count = |name| Phrase::figure(&self.record.row_key(&item.id, name));
            return match parts.missed {
                Some(_) => Phrase::sentence(
                    "scorecard.parts_missed",
                    [("parts", count("parts")), ("missed", count("missed"))],
                ),
                None => Phrase::sentence("scorecard.parts", [("parts", count("parts"))]),
            };
        }
        if let Some(passed) = item.passed {
            return Phrase::word(if passed {
                "scorecard.passed"
            } else {
                "scorecard.not_passed"
            });
        }
        let comparisons = item.comparisons();
        let mut quantities: Vec<Quantity> = comparisons.iter().map(|it| it.quantity).collect();
        if quantities.is_empty() && item.metric.is_some() {
            quantities.push(Quantity::Value);
        }
        quantities.sort_unstable();
        quantities.dedup();
        let known: Vec<(Quantity, FigureKey)> = quantities
            .into_iter()
            .map(|quantity| (quantity, self.record.quantity_key(item.judged(), quantity)))
            .filter(|(_, key)| self.facts.get(key).is_some())
            .collect();
        match known.as_slice() {
            [] => Phrase::word("scorecard.blank"),
            [(Quantity::Value, key)] => Phrase::figure(key),
            several => {
                let mut shown = Phrase::default();
                for (at, (quantity, key)) in several.iter().enumerate() {
                    if at > 0 {
                        shown.0.push(Piece::Break);
                    }
                    let sentence = phrase::quantity_sentence(*quantity);
                    shown =
                        shown.then(Phrase::sentence(sentence, [("value", Phrase::figure(key))]));
                }
                shown
            }
        }
    }

    fn standard(&self, item: &Item, scored: &Scored) -> Phrase {
        let (Some(standard), Some(outcome)) = (&item.standard, &scored.outcome) else {
            let counted = item.parts.is_some();
            let word = if counted {
                "scorecard.rule.deduct_missed"
            } else {
                "scorecard.rule.as_reported"
            };
            return Phrase::word(word).marked(item.cells.standard);
        };
        let bounds =
            (0..standard.rule.comparisons().len()).map(|at| self.record.standard_key(&item.id, at));
        let mut wording = Wording {
            record: self.record,
            of: item.judged(),
            bounds: bounds.collect::<Vec<_>>().into_iter(),
        };
        phrase::stacked(wording.lines(&standard.rule, outcome))
    }

    /// Why there is no score, what it rests on, what the author adds.
    fn remark(&self, item: &Item, scored: &Scored) -> Phrase {
        let mut remarks = Vec::new();
        if item.points.is_some() {
            remarks.push(match &scored.earned {
                Ok(_) => basis(scored),
                Err(_) => self.why_blank(item, scored),
            });
        }
        let estimate_decided = scored.outcome.as_ref().is_some_and(|outcome| {
            let ends = outcome.ends();
            outcome.verdict.decided().is_some()
                && ends.iter().any(|end| end.ground == Ground::PointEstimate)
        });
        let sampled = item.rule().is_some_and(|rule| {
            rule.comparisons()
                .iter()
                .any(|it| it.quantity == Quantity::Lead)
        });
        if estimate_decided && sampled {
            remarks.push(Phrase::word("scorecard.point_estimate"));
        }
        if !item.note.is_empty() {
            remarks.push(Phrase::text(&item.note));
        }
        let mut joined = Phrase::default();
        for remark in remarks.into_iter().filter(|remark| !remark.is_empty()) {
            if !joined.is_empty() {
                joined = joined.then(Phrase::word("scorecard.list_stop"));
            }
            joined = joined.then(remark);
        }
        joined
    }

    fn sum(&self, sum: &Sum) -> Row {
        let key = |name: &str| self.record.row_key(&sum.id, name);
        let number = |name: &str| {
            self.facts
                .get(&key(name))
                .and_then(crate::model::Figure::number)
        };
        let possible = match (&sum.claimed, number("claimed") == number("sum")) {
            (None, _) => Phrase::bare(&key("sum")),
            (Some(_), true) => {
                let claimed = Phrase::bare(&key("claimed"));
                claimed.then(Phrase(vec![Piece::Beside("scorecard.adds_up")]))
            }
            (Some(_), false) => {
                let slots = [
                    ("claimed", Phrase::bare(&key("claimed"))),
                    ("sum", Phrase::bare(&key("sum"))),
                ];
                Phrase::sentence("scorecard.adds_up_not", slots)
            }
        };
        Row {
            key: sum.id.clone(),
            role: if sum.total {
                Role::Total
            } else {
                Role::Subtotal
            },
            cells: vec![
                Phrase::text(&sum.name).into(),
                Cell::default(),
                Cell::default(),
                possible.into(),
                Phrase::bare(&key("points")).into(),
                Cell::default(),
                Cell {
                    phrase: Phrase::text(&sum.note),
                    tone: Tone::Quiet,
                },
            ],
        }
    }

    pub(super) fn goals(&self) -> Option<Block> {
        if self.record.goals.is_empty() {
            return None;
        }
        let columns = [
            ("scorecard.column.goal", Align::Text),
            ("scorecard.column.rule", Align::Text),
            ("scorecard.column.verdict", Align::Mark),
            ("scorecard.column.remark", Align::Text),
        ];
        let rows = self
            .record
            .goals
            .iter()
            .zip(&self.assessed.goals)
            .map(|(goal, outcome)| {
                let bounds =
                    (0..goal.rule.comparisons().len()).map(|at| self.record.goal_key(&goal.id, at));
                let mut wording = Wording {
                    record: self.record,
                    of: goal.metric.as_deref().unwrap_or_default(),
                    bounds: bounds.collect::<Vec<_>>().into_iter(),
                };
                Row {
                    key: goal.id.clone(),
                    role: Role::Item,
                    cells: vec![
                        Phrase::text(&goal.name).into(),
                        phrase::stacked(wording.lines(&goal.rule, outcome)).into(),
                        verdict(Some(&outcome.verdict)),
                        Cell {
                            phrase: Phrase::text(&goal.note),
                            tone: Tone::Quiet,
                        },
                    ],
                }
            });
        let slots = [
            ("met", self.figure("goals_met")),
            ("not_met", self.figure("goals_not_met")),
            ("unknown", self.figure("goals_unknown")),
            ("count", self.figure("goals")),
        ];
        Some(Block::Table(Table {
            takeaway: Phrase::sentence("scorecard.takeaway_goals", slots),
            what: self.what("scorecard.what.goals"),
            columns: columns.map(|(key, align)| Column::new(key, align)).into(),
            rows: rows.collect(),
            notes: vec![Phrase::word("scorecard.note_goals")],
            source: self.record.source.clone(),
        }))
    }

    /// The goals for the year after, as their rules stand.
    pub(super) fn plan(&self) -> Option<Block> {
        if self.record.plan.is_empty() {
            return None;
        }
        let columns = [
            ("scorecard.column.goal", Align::Text),
            ("scorecard.column.rule", Align::Text),
            ("scorecard.column.remark", Align::Text),
        ];
        let rows = self.record.plan.iter().zip(self.record.plan_unjudged());
        let rows = rows.map(|(goal, outcome)| {
            let bounds = 0..goal.rule.comparisons().len();
            let bounds = bounds.map(|at| self.record.plan_key(&goal.id, at));
            let mut wording = Wording {
                record: self.record,
                of: goal.metric.as_deref().unwrap_or_default(),
                bounds: bounds.collect::<Vec<_>>().into_iter(),
            };
            let remark = Cell {
                phrase: Phrase::text(&goal.note),
                tone: Tone::Quiet,
            };
            let cells = vec![
                Phrase::text(&goal.name).into(),
                unjudged(wording.lines(&goal.rule, &outcome)).into(),
                remark,
            ];
            Row::item(goal.id.clone(), cells)
        });
        let next = Phrase::period(Period::Year(self.record.year + 1));
        Some(Block::Table(Table {
            takeaway: Phrase::sentence("scorecard.takeaway_plan", [("year", next.clone())]),
            what: Phrase::sentence("scorecard.what.plan", [("year", next)]),
            columns: columns.map(|(key, align)| Column::new(key, align)).into(),
            rows: rows.collect(),
            notes: Vec::new(),
            source: Text::default(),
        }))
    }
}

/// The lines of a rule without what came of them.
fn unjudged(lines: Vec<phrase::Line>) -> Phrase {
    let lines = lines.into_iter().map(|it| phrase::Line {
        verdict: None,
        ..it
    });
    phrase::stacked(lines.collect())
}

fn verdict(verdict: Option<&Verdict>) -> Cell {
    verdict.map_or_else(Cell::default, |verdict| Cell {
        phrase: phrase::verdict_word(verdict),
        tone: phrase::tone(verdict),
    })
}
