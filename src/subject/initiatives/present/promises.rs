//! Promises: what became of last year's, and what this year promises.

use super::{Shown, day, verdict, with_remark};
use crate::{
    block::{Align, Block, Phrase, Row, Tone},
    model::{Evidence, Text},
    subject::initiatives::CommitmentStatus,
};

impl CommitmentStatus {
    /// The keys of its word and of its part of a takeaway.
    fn keys(self) -> [&'static str; 2] {
        match self {
            Self::Kept => ["initiatives.status.kept", "initiatives.takeaway.kept"],
            Self::Partly => ["initiatives.status.partly", "initiatives.takeaway.partly"],
            Self::Open => ["initiatives.status.open", "initiatives.takeaway.open"],
            Self::Broken => ["initiatives.status.broken", "initiatives.takeaway.broken"],
            Self::Dropped => ["initiatives.status.dropped", "initiatives.takeaway.dropped"],
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Kept => Tone::Met,
            Self::Partly | Self::Open => Tone::Pending,
            Self::Broken => Tone::NotMet,
            Self::Dropped => Tone::Unknown,
        }
    }
}

impl Shown<'_> {
    /// How many promises there were and how many were kept; the others by name.
    pub(super) fn carried_takeaway(&self) -> Phrase {
        let record = self.record;
        let slots = ["carried", "kept"].map(|it| {
            (
                it,
                Phrase::figure(&record.key(&format!("commitments.{it}"))),
            )
        });
        let groups = CommitmentStatus::ALL.into_iter().skip(1).map(|status| {
            let [_, key] = status.keys();
            let such = record.carried.iter().filter(|it| it.status == status);
            (key, Phrase::names(such.map(|it| &it.name)))
        });
        Phrase::sentence("initiatives.takeaway.carried", slots).then(Phrase::by_names(groups))
    }

    /// What became of what the review of the year before promised.
    pub(super) fn carried(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.carried.iter().map(|it| {
            let [word, _] = it.status.keys();
            let mut status = verdict(word, it.status.tone());
            if record.commitments.iter().any(|again| again.id == it.id) {
                status.phrase = status
                    .phrase
                    .with_below(Phrase::word("initiatives.status.again"));
            }
            let cells = vec![
                with_remark(&it.name, &Text::default(), it.evidence),
                status,
                Phrase::text(&it.text).into(),
                Phrase::text(&it.initiative).into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        self.filled(
            self.carried_takeaway(),
            "initiatives.what.carried",
            [
                ("initiatives.column.promise", Align::Text),
                ("initiatives.column.status", Align::Text),
                ("initiatives.column.known_by", Align::Text),
                ("initiatives.column.initiative", Align::Text),
            ],
            rows.collect(),
        )
    }

    /// What this review promises for the year after.
    pub(super) fn commitments(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.commitments.iter().map(|it| {
            let cells = vec![
                with_remark(&it.name, &Text::default(), Evidence::Measured),
                self.owner(it.owner).into(),
                day(it.due).into(),
                Phrase::text(&it.kept_when).into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let made = Phrase::figure(&record.key("commitments.made"));
        self.filled(
            Phrase::sentence("initiatives.takeaway.made", [("made", made)]),
            "initiatives.what.commitments",
            [
                ("initiatives.column.promise", Align::Text),
                ("initiatives.column.owner", Align::Text),
                ("initiatives.column.due", Align::Text),
                ("initiatives.column.kept_when", Align::Text),
            ],
            rows.collect(),
        )
    }
}
