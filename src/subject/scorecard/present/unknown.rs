//! What we do not know: every blank value and score, unknown threshold,
//! unstated size of a deduction and open veto.

use super::{Shown, phrase};
use crate::{
    block::{Block, Notice, Phrase},
    model::{Comparison, Text, Threshold},
    subject::scorecard::{Item, assess::Scored},
};

impl Shown<'_> {
    pub(super) fn unknowns(&self) -> Option<Block> {
        let mut items = Vec::new();
        items.extend(self.blank_values());
        for (item, scored) in self.scored() {
            items.extend(self.blank_parts(item));
            items.extend(self.blank_score(item, scored));
            items.extend(blank_deduction(item, scored));
        }
        for threshold in self
            .record
            .thresholds
            .iter()
            .filter(|it| it.value.is_none() && !it.reason.is_empty())
            .filter(|it| self.asks_for(&it.id))
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

    /// Reports whether a rule of the scorecard names the threshold. Those of the
    /// whole organisation are all told, those of a branch where its rows do.
    fn asks_for(&self, threshold: &str) -> bool {
        let named =
            |it: &Comparison| matches!(it.threshold, Threshold::Named(id) if id == threshold);
        self.record.unit.is_empty()
            || self
                .scored()
                .any(|(item, _)| item.comparisons().iter().any(named))
    }

    /// One entry for all items whose value is blank.
    fn blank_values(&self) -> Option<Phrase> {
        let blank: Vec<&Text> = self
            .scored()
            .filter(|(item, _)| self.record.is_blank(item, self.facts))
            .map(|(item, _)| &item.name)
            .collect();
        let slots = [
            ("count", self.figure("items_without_value")),
            ("items", phrase::list(blank.iter().copied())),
        ];
        (!blank.is_empty()).then(|| Phrase::sentence("scorecard.unknown.values", slots))
    }

    /// How many parts missed the standard, where that is not told.
    fn blank_parts(&self, item: &Item) -> Option<Phrase> {
        let count = Phrase::figure(&self.record.row_key(&item.id, "parts"));
        let slots = [("item", Phrase::text(&item.name)), ("parts", count)];
        item.parts
            .filter(|parts| parts.missed.is_none())
            .map(|_| Phrase::sentence("scorecard.unknown.missed", slots))
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
