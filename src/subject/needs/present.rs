//! Says what shows needs: importance against performance, the register by
//! priority, the matrix of needs and responses, and what nothing answers.

mod charts;
mod kano;
mod tables;

use super::{Need, Needs, Record, assess::Quadrant};
use crate::{
    block::{Block, Exhibit, Phrase},
    model::{Facts, FigureKey},
    subject::Subject,
};

/// Everything on the page of needs, in order.
pub(super) fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let exhibits = [
        ("summary", Some(shown.summary())),
        ("importance", Some(shown.importance())),
        ("register", Some(shown.register())),
        ("kano", shown.classes()),
        ("kano_answers", shown.answers_by_class()),
        ("matrix", Some(shown.matrix())),
        ("uncovered", shown.uncovered()),
        ("segments", Some(shown.segments())),
        ("found", Some(shown.found())),
        ("methods", Some(shown.methods())),
        ("responses", Some(shown.responses())),
        ("channels", shown.channels()),
    ];
    Exhibit::some(Needs::NAME, exhibits)
}

/// What coverage and priorities come to, and a sentence for each need.
pub(super) fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
    let shown = Shown { record, facts };
    let mut said = vec![
        (record.key("coverage"), shown.covered()),
        (record.key("urgent"), shown.urgent()),
    ];
    said.extend(record.needs.iter().map(|it| {
        let key = record.need_key(it, "priority");
        (key, shown.sentence(it))
    }));
    said
}

type Shown<'a> = crate::subject::shown::Shown<'a, Record>;

impl Quadrant {
    fn word(self) -> &'static str {
        match self {
            Self::Concentrate => "needs.quadrant.concentrate",
            Self::KeepUp => "needs.quadrant.keep_up",
            Self::LowPriority => "needs.quadrant.low_priority",
            Self::Overkill => "needs.quadrant.overkill",
            Self::Unknown => "needs.quadrant.unknown",
        }
    }
}

impl Shown<'_> {
    fn summary(&self) -> Block {
        let names = ["all", "coverage", "uncovered", "urgent"];
        Block::Tiles(names.map(|it| self.record.key(it)).into())
    }

    /// The needs by priority, the highest first; those without one last.
    fn ranked(&self) -> Vec<&Need> {
        let priority = |it: &Need| {
            let key = self.record.need_key(it, "priority");
            self.number(&key).unwrap_or(f64::NEG_INFINITY)
        };
        let mut needs: Vec<&Need> = self.record.needs.iter().collect();
        needs.sort_by(|a, b| priority(b).total_cmp(&priority(a)));
        needs
    }

    /// What answers a need, by name.
    fn answers(&self, need: &Need) -> Phrase {
        let responses = need.responses.iter();
        Phrase::names(responses.map(|at| &self.record.responses[*at].name))
    }

    /// How many needs are answered, and which are not.
    fn covered(&self) -> Phrase {
        let record = self.record;
        let counts = ["all", "covered", "coverage"];
        let slots = counts.map(|it| (it, Phrase::figure(&record.key(it))));
        let said = Phrase::sentence("needs.covered.takeaway", slots);
        let such = |reason: bool| {
            let open = record.needs.iter().filter(|it| !it.covered());
            let such = open.filter(|it| it.acknowledged.is_empty() != reason);
            Phrase::names(such.map(|it| &it.name))
        };
        said.then(Phrase::by_names([
            ("needs.covered.acknowledged", such(true)),
            ("needs.covered.open", such(false)),
        ]))
    }

    /// The needs that are important and met worse than others.
    fn urgent(&self) -> Phrase {
        let record = self.record;
        let urgent = record.urgent();
        let slots = [
            ("urgent", Phrase::figure(&record.key("urgent"))),
            ("covered", Phrase::figure(&record.key("urgent_covered"))),
            ("names", Phrase::names(urgent.iter().map(|it| &it.name))),
        ];
        Phrase::sentence(
            match (record.is_placed(), urgent.is_empty()) {
                (false, _) => "needs.urgent.untold",
                (true, true) => "needs.urgent.none",
                (true, false) => "needs.urgent.some",
            },
            slots,
        )
    }

    /// What is known of a need.
    fn sentence(&self, need: &Need) -> Phrase {
        let figure = |role| Phrase::figure(&self.record.need_key(need, role));
        let known = self.number(&self.record.need_key(need, "priority"));
        let slots = [
            ("name", Phrase::text(&need.name)),
            ("importance", figure("importance")),
            ("performance", figure("performance")),
            ("priority", figure("priority")),
        ];
        let said = Phrase::sentence(
            match known {
                Some(_) => "needs.sentence.known",
                None => "needs.sentence.missing",
            },
            slots,
        );
        said.then(if need.covered() {
            Phrase::sentence("needs.sentence.answered", [("names", self.answers(need))])
        } else {
            Phrase::word("needs.sentence.open")
        })
    }
}
