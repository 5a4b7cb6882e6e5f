//! What we do not know: every blank value and score, unknown threshold,
//! unstated size of a deduction and open veto.

use super::{Shown, phrase};
use crate::{
    block::{Block, Notice, Phrase, Piece},
    model::{Figure, Text},
    subject::scorecard::{Item, assess::Scored},
};

impl Shown<'_> {
    pub(super) fn unknowns(&self) -> Option<Block> {
        let mut items = Vec::new();
        items.extend(self.blank_values());
        for (item, scored) in self.scored() {
            items.extend(blank_parts(item));
            items.extend(self.blank_score(item, scored));
            items.extend(blank_deduction(item, scored));
        }
        for threshold in self
            .record
            .thresholds
            .iter()
            .filter(|it| it.value.is_none() && !it.reason.is_empty())
        {
            items.push(because(
                "scorecard.unknown.threshold",
                &threshold.name,
                &threshold.reason,
            ));
        }
        for veto in self.record.vetoes.iter().filter(|it| it.happened.is_none()) {
            items.push(because("scorecard.unknown.veto", &veto.name, &veto.reason));
        }
        (!items.is_empty()).then(|| {
            Block::Notice(Notice {
                level: "unknown",
                title: Phrase::word("scorecard.unknown.title"),
                paragraphs: vec![self.takeaway()],
                items,
            })
        })
    }

    /// One entry for all items whose value is blank.
    fn blank_values(&self) -> Option<Phrase> {
        let blank: Vec<&Text> = self
            .scored()
            .filter(|(item, _)| self.is_blank(item))
            .map(|(item, _)| &item.name)
            .collect();
        let count = Phrase(vec![Piece::Count(blank.len() as u64)]);
        let slots = [
            ("count", count),
            ("items", phrase::list(blank.iter().copied())),
        ];
        (!blank.is_empty()).then(|| Phrase::sentence("scorecard.unknown.values", slots))
    }

    /// No figure that the item's rule reads has a value.
    fn is_blank(&self, item: &Item) -> bool {
        if item.parts.is_some() || item.passed.is_some() {
            return false;
        }
        let comparisons = item.comparisons();
        let value = self.record.metric_key(item.judged());
        let mut keys: Vec<_> = comparisons
            .iter()
            .map(|it| self.record.quantity_key(item.judged(), it.quantity))
            .collect();
        if keys.is_empty() && item.metric.is_some() {
            keys.push(value);
        }
        !keys.is_empty()
            && keys
                .iter()
                .all(|key| self.facts.get(key).and_then(Figure::number).is_none())
    }

    fn blank_score(&self, item: &Item, scored: &Scored) -> Option<Phrase> {
        let slots = [
            ("item", Phrase::text(&item.name)),
            (
                "possible",
                Phrase::figure(&self.record.row_key(&item.id, "possible")),
            ),
            ("reason", self.why_blank(item, scored)),
        ];
        (scored.pending.get() > 0.0).then(|| Phrase::sentence("scorecard.unknown.score", slots))
    }
}

/// How many parts missed the standard, where that is not told.
fn blank_parts(item: &Item) -> Option<Phrase> {
    let parts = item.parts.filter(|parts| parts.missed.is_none())?;
    let count = Phrase(vec![Piece::Count(parts.count)]);
    Some(Phrase::sentence(
        "scorecard.unknown.missed",
        [("item", Phrase::text(&item.name)), ("parts", count)],
    ))
}

/// The size of a deduction that is not stated, or a deduction not known.
fn blank_deduction(item: &Item, scored: &Scored) -> Option<Phrase> {
    let unsized_parts = item.parts.is_some() && item.deduction.is_none();
    let open = scored.deducted.as_ref().is_some_and(Result::is_err);
    let key = if unsized_parts {
        "scorecard.unknown.deduction_size"
    } else {
        "scorecard.unknown.deduction"
    };
    (unsized_parts || open).then(|| Phrase::sentence(key, [("item", Phrase::text(&item.name))]))
}

fn because(key: &'static str, name: &Text, reason: &Text) -> Phrase {
    Phrase::sentence(
        key,
        [
            ("name", Phrase::text(name)),
            ("reason", Phrase::text(reason)),
        ],
    )
}
