//! What stands beside the works: activities, honours, systems, strategies.

use super::{Shown, with_remark};
use crate::{
    block::{Align, Block, Cell, Phrase, Piece, Row},
    model::{Evidence, Text},
    subject::initiatives::{AwardLevel, System, SystemStatus},
};

impl Shown<'_> {
    /// What was held, and how often; missing is not zero.
    pub(super) fn activities(&self) -> Option<Block> {
        let record = self.record;
        let (mut counted, mut uncounted) = (Vec::new(), Vec::new());
        let rows = record.activities.iter().map(|it| {
            let key = record.held_key(it, self.facts);
            let list = match self.number(&key) {
                Some(_) => &mut counted,
                None => &mut uncounted,
            };
            list.push(&it.name);
            let cells = vec![
                Phrase::text(&it.name).into(),
                Phrase::figure(&key).into(),
                Phrase::text(&it.initiative).into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let rows = rows.collect();
        let groups = [
            ("initiatives.takeaway.counted", Phrase::names(counted)),
            ("initiatives.takeaway.uncounted", Phrase::names(uncounted)),
        ];
        self.filled(
            Phrase::by_names(groups),
            "initiatives.what.activities",
            [
                ("initiatives.column.activity", Align::Text),
                ("initiatives.column.held", Align::Text),
                ("initiatives.column.initiative", Align::Text),
            ],
            rows,
        )
    }

    /// The list of honours.
    pub(super) fn honours(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.awards.iter().map(|it| {
            let level = it.level.map(|it| {
                Phrase::word(match it {
                    AwardLevel::National => "initiatives.level.national",
                    AwardLevel::Group => "initiatives.level.group",
                    AwardLevel::Province => "initiatives.level.province",
                    AwardLevel::Branch => "initiatives.level.branch",
                })
            });
            let giver = if it.giver.is_empty() {
                Phrase::word("initiatives.honours.no_giver")
            } else {
                Phrase::text(&it.giver)
            };
            let cells: Vec<Cell> = vec![
                with_remark(&it.name, &Text::default(), it.evidence),
                giver.into(),
                level.unwrap_or_default().into(),
                Phrase::word(if it.outside {
                    "initiatives.honours.outside"
                } else {
                    "initiatives.honours.inside"
                })
                .into(),
                Phrase::period(it.period).into(),
                Phrase::text(&it.initiative).into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let slots = [
            ("awards", Phrase::figure(&record.key("awards.awards"))),
            ("outside", Phrase::figure(&record.key("awards.outside"))),
        ];
        self.filled(
            Phrase::sentence("initiatives.takeaway.honours", slots),
            "initiatives.what.honours",
            [
                ("initiatives.column.award", Align::Text),
                ("initiatives.column.giver", Align::Text),
                ("initiatives.column.level", Align::Text),
                ("initiatives.column.judged", Align::Text),
                ("column.period", Align::Text),
                ("initiatives.column.initiative", Align::Text),
            ],
            rows.collect(),
        )
    }

    /// The map of capabilities: a row each, systems by how far they are.
    pub(super) fn capabilities(&self) -> Option<Block> {
        let record = self.record;
        let of = |at: usize, status: SystemStatus| {
            let systems = record.systems.iter();
            systems.filter(move |it| it.capability == at && it.status == status)
        };
        let rows = record.capabilities.iter().enumerate().map(|(at, it)| {
            let cells = SystemStatus::ALL.map(|status| self.systems(of(at, status)));
            let head = Cell::from(Phrase::text(&it.name));
            Row::item(it.id.clone(), [head].into_iter().chain(cells).collect())
        });
        let without = record.capabilities.iter().enumerate();
        let without = without.filter(|(at, _)| of(*at, SystemStatus::InUse).next().is_none());
        let without = Phrase::names(without.map(|(_, it)| &it.name));
        let count = |status: SystemStatus| {
            Phrase::figure(&record.key(&format!("systems.{}", status.word())))
        };
        let slots = [
            ("in_use", count(SystemStatus::InUse)),
            ("building", count(SystemStatus::Building)),
            ("lacking", count(SystemStatus::Lacking)),
        ];
        let takeaway = Phrase::sentence("initiatives.takeaway.systems", slots)
            .then(Phrase::by_names([("initiatives.takeaway.gaps", without)]));
        self.filled(
            takeaway,
            "initiatives.what.capabilities",
            [
                ("initiatives.column.capability", Align::Text),
                ("initiatives.column.in_use", Align::Text),
                ("initiatives.column.building", Align::Text),
                ("initiatives.column.planned", Align::Text),
                ("initiatives.column.lacking", Align::Text),
            ],
            rows.collect(),
        )
    }

    /// Systems below each other, each with what it covers.
    fn systems<'b>(&self, systems: impl Iterator<Item = &'b System>) -> Cell {
        let mut cell = Phrase::default();
        for it in systems {
            if !cell.is_empty() {
                cell.0.push(Piece::Break);
            }
            let coverage = self.record.key(&format!("system.{}.coverage", it.id));
            let mut said = Phrase::text(&it.name);
            if it.coverage.is_some() {
                let slots = [("name", said), ("coverage", Phrase::figure(&coverage))];
                said = Phrase::sentence("initiatives.systems.covers", slots);
            }
            if !it.text.is_empty() {
                let slots = [("name", said), ("text", Phrase::text(&it.text))];
                said = Phrase::sentence("initiatives.systems.remark", slots);
            }
            cell = cell.then(said);
        }
        cell.into()
    }

    /// Which initiatives pursue which strategy.
    pub(super) fn strategies(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.strategies.iter().map(|it| {
            let by = if it.initiatives.is_empty() {
                Phrase::word("initiatives.strategies.none")
            } else {
                Phrase::names(&it.initiatives)
            };
            let cells = vec![
                with_remark(&it.name, &Text::default(), Evidence::Measured),
                Phrase::text(&it.dimension).into(),
                by.into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let idle = record.strategies.iter();
        let idle = idle.filter(|it| it.initiatives.is_empty());
        let slots = [
            ("all", Phrase::figure(&record.key("strategies.strategies"))),
            ("pursued", Phrase::figure(&record.key("strategies.pursued"))),
        ];
        let takeaway = Phrase::sentence("initiatives.takeaway.strategies", slots);
        let idle = Phrase::names(idle.map(|it| &it.name));
        self.filled(
            takeaway.then(Phrase::by_names([("initiatives.takeaway.idle", idle)])),
            "initiatives.what.strategies",
            [
                ("initiatives.column.strategy", Align::Text),
                ("initiatives.column.dimension", Align::Text),
                ("initiatives.column.pursued_by", Align::Text),
            ],
            rows.collect(),
        )
    }
}
