//! Kano's classes: which needs are of which, and the answers that tell it.

use super::Shown;
use crate::{
    block::{Align, Block, Phrase, Row},
    subject::needs::{Kano, KanoClass},
};

impl KanoClass {
    /// The keys of its word, of what it means, and of its part of a takeaway.
    pub(super) fn keys(self) -> [&'static str; 3] {
        match self {
            Self::MustBe => [
                "needs.kano.must_be",
                "needs.kano_means.must_be",
                "needs.kano_such.must_be",
            ],
            Self::OneDimensional => [
                "needs.kano.one_dimensional",
                "needs.kano_means.one_dimensional",
                "needs.kano_such.one_dimensional",
            ],
            Self::Attractive => [
                "needs.kano.attractive",
                "needs.kano_means.attractive",
                "needs.kano_such.attractive",
            ],
            Self::Indifferent => [
                "needs.kano.indifferent",
                "needs.kano_means.indifferent",
                "needs.kano_such.indifferent",
            ],
            Self::Reverse => [
                "needs.kano.reverse",
                "needs.kano_means.reverse",
                "needs.kano_such.reverse",
            ],
            Self::Questionable => [
                "needs.kano.questionable",
                "needs.kano_means.questionable",
                "needs.kano_such.questionable",
            ],
        }
    }
}

impl Shown<'_> {
    /// The names of the needs of a class.
    fn of_class(&self, class: KanoClass) -> Phrase {
        let such = self.record.needs.iter();
        let such = such.filter(|it| it.kano_class() == Some(class));
        Phrase::names(such.map(|it| &it.name))
    }

    /// The needs by class.
    fn by_class(&self) -> Phrase {
        Phrase::by_names(KanoClass::ALL.map(|class| {
            let [.., such] = class.keys();
            (such, self.of_class(class))
        }))
    }

    /// Each class: how many needs are of it, and which.
    pub(super) fn classes(&self) -> Option<Block> {
        let record = self.record;
        if !record.knows_kano() {
            return None;
        }
        let rows = KanoClass::ALL.map(|class| {
            let [word, means, _] = class.keys();
            let cells = vec![
                Phrase::word(word).with_below(Phrase::word(means)).into(),
                Phrase::figure(&record.kano_key(class)).into(),
                self.of_class(class).into(),
            ];
            Row::item(class.role(), cells)
        });
        let columns = [
            ("needs.column.kano", Align::Text),
            ("needs.column.all", Align::Number),
            ("needs.column.need", Align::Text),
        ];
        Some(self.table(self.by_class(), "needs.kano.what", columns, rows.into()))
    }

    /// The needs that were asked about in pairs: the answers by class, and what
    /// meeting and missing the need does.
    pub(super) fn answers_by_class(&self) -> Option<Block> {
        let record = self.record;
        let asked = record.needs.iter();
        let asked = asked.filter(|it| matches!(it.kano, Some(Kano::Counted(_))));
        let rows = asked.map(|need| {
            let roles = KanoClass::ALL.map(KanoClass::role);
            let roles = roles.into_iter().chain(["better", "worse"]);
            let figures = roles.map(|role| {
                let key = record.need_key(need, &format!("kano.{role}"));
                Phrase::figure(&key).into()
            });
            let cells = [Phrase::text(&need.name).into()].into_iter().chain(figures);
            Row::item(need.id.clone(), cells.collect())
        });
        let columns = [
            ("needs.column.need", Align::Text),
            ("needs.kano.must_be", Align::Number),
            ("needs.kano.one_dimensional", Align::Number),
            ("needs.kano.attractive", Align::Number),
            ("needs.kano.indifferent", Align::Number),
            ("needs.kano.reverse", Align::Number),
            ("needs.kano.questionable", Align::Number),
            ("needs.column.better", Align::Number),
            ("needs.column.worse", Align::Number),
        ];
        let what = "needs.kano.answers";
        self.filled(self.by_class(), what, columns, rows.collect())
    }
}
