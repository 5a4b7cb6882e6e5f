//! Tables of inspections: sources by version of a checklist, channels, and
//! the visits on which a critical question failed.

use super::Shown;
use crate::{
    block::{Align, Block, Cell, Notice, Phrase, Piece, Row, Tone},
    model::FigureKey,
    subject::{
        inspections::{Channel, Seen},
        range::{self, Differs, differs},
        units::below,
    },
};

impl Shown<'_> {
    /// The share of failed visits and the ends of its interval.
    fn rate(&self, base: &FigureKey) -> [Cell; 3] {
        ["rate", "rate.low", "rate.high"].map(|it| {
            let key = below(base, it);
            let known = self.facts.get(&key).map(|it| Phrase::figure(&it.key));
            known.unwrap_or_default().into()
        })
    }

    /// The sources by version; compared where they share one, and why not
    /// where they do not.
    pub(super) fn sources(&self) -> Option<Block> {
        let record = self.record;
        let pairs = record.pairs();
        if pairs.is_empty() {
            return None;
        }
        let (mut takeaway, mut alone) = (Phrase::default(), Vec::new());
        let mut rows = Vec::new();
        for pair in &pairs {
            let base = record.pair_key(pair);
            let difference = below(&base, "difference");
            let shared = pairs
                .iter()
                .filter(|it| it.checklist.key() == pair.checklist.key())
                .count();
            let compared: Cell = match &pair.first {
                Some((_, first, _)) => {
                    let slots = [
                        ("source", Phrase::text(pair.name)),
                        ("first", Phrase::text(first)),
                        ("difference", range::inline(self.facts, &difference)),
                    ];
                    let differs = differs(self.facts, &difference);
                    takeaway = takeaway.then(Phrase::sentence(
                        match differs {
                            Some(Differs::Above) => "inspections.sources.above",
                            Some(Differs::Below) => "inspections.sources.below",
                            Some(Differs::Not) => "inspections.sources.same",
                            Some(Differs::Untold) => "inspections.sources.untold",
                            None => "inspections.sources.missing",
                        },
                        slots,
                    ));
                    Cell {
                        phrase: range::stacked(self.facts, &difference),
                        tone: match differs {
                            Some(Differs::Not) => Tone::NotDistinguishable,
                            None => Tone::Unknown,
                            _ => Tone::Plain,
                        },
                    }
                }
                None if shared > 1 => quiet("inspections.sources.first"),
                None => {
                    alone.push(pair.name);
                    quiet("inspections.sources.alone")
                }
            };
            let figures = ["visits", "failed"].map(|it| Phrase::figure(&below(&base, it)).into());
            let named = [
                Piece::Text(pair.name.clone()),
                Piece::Break,
                Piece::Text(pair.checklist.name.clone()),
            ];
            let mut cells: Vec<Cell> = vec![Phrase(named.into()).into()];
            cells.extend(figures);
            cells.push(range::stacked(self.facts, &below(&base, "rate")).into());
            cells.push(Phrase::figure(&below(&base, "score")).into());
            cells.push(compared);
            rows.push(Row::item(
                format!("{}-{}", pair.checklist.key(), pair.source.word()),
                cells,
            ));
        }
        if !alone.is_empty() {
            let slots = [("sources", Phrase::names(alone))];
            takeaway = takeaway.then(Phrase::sentence("inspections.sources.not_compared", slots));
        }
        let columns = [
            ("inspections.column.observer", Align::Text),
            ("inspections.column.visits", Align::Number),
            ("inspections.column.failed", Align::Number),
            ("inspections.column.rate", Align::Text),
            ("inspections.column.score", Align::Number),
            ("inspections.column.difference", Align::Text),
        ];
        Some(self.table(takeaway, "inspections.sources.what", &columns, rows))
    }

    /// Own sites and partners'.
    pub(super) fn channels(&self) -> Option<Block> {
        let record = self.record;
        let difference = record.key("channel.difference");
        self.facts.get(&difference)?;
        let key = match differs(self.facts, &difference) {
            Some(Differs::Above) => "inspections.channels.above",
            Some(Differs::Below) => "inspections.channels.below",
            Some(Differs::Not) => "inspections.channels.same",
            Some(Differs::Untold) | None => "inspections.channels.missing",
        };
        let takeaway = Phrase::sentence(
            key,
            [("difference", range::inline(self.facts, &difference))],
        );
        let rows = [
            (Channel::Own, "inspections.channels.own"),
            (Channel::Partner, "inspections.channels.partner"),
        ]
        .map(|(channel, word)| {
            let base = record.channel_key(channel);
            let figure = |it: &str| Phrase::figure(&below(&base, it)).into();
            let mut cells = vec![
                Phrase::word(word).into(),
                figure("visits"),
                figure("failed"),
            ];
            cells.extend(self.rate(&base));
            cells.push(figure("score"));
            Row::item(channel.word().to_owned(), cells)
        });
        let columns = [
            ("inspections.column.channel", Align::Text),
            ("inspections.column.visits", Align::Number),
            ("inspections.column.failed", Align::Number),
            ("inspections.column.rate", Align::Number),
            ("column.low", Align::Number),
            ("column.high", Align::Number),
            ("inspections.column.score", Align::Number),
        ];
        Some(self.table(takeaway, "inspections.channels.what", &columns, rows.into()))
    }

    /// The typed visits on which a critical question failed, or how many of a
    /// table did.
    pub(super) fn critical(&self) -> Option<Block> {
        let record = self.record;
        let critical = record.critical();
        let in_table = critical.iter().any(|it| it.in_table);
        let rows: Vec<Row> = critical
            .into_iter()
            .filter(|it| !it.in_table && !record.few.hides(&record.look_key(it, "score")))
            .filter_map(|look| {
                let Seen::Visit { id, .. } = &look.seen else {
                    return None;
                };
                let failed = look.critical(&record.checklists[look.checklist]);
                let failed = Phrase::names(failed.into_iter().map(|it| &it.name));
                let observer = record.observers.iter().find(|it| it.0 == look.source);
                let observer = observer.map(|(_, name)| Phrase::text(name));
                let cells = vec![
                    Phrase::period(look.period).into(),
                    Phrase::text(&record.sites[look.site].name).into(),
                    observer.unwrap_or_default().into(),
                    failed.into(),
                    Phrase::figure(&record.look_key(look, "score")).into(),
                ];
                Some(Row::item(id.clone(), cells))
            })
            .collect();
        let count = record.key("critical_visits");
        let mut takeaway = Phrase::sentence(
            "inspections.critical.takeaway",
            [("count", Phrase::figure(&count))],
        );
        if in_table {
            takeaway = takeaway.then(Phrase::word("inspections.critical.in_table"));
        }
        if rows.is_empty() {
            let alone = Block::Notice(Notice {
                level: "note",
                title: Phrase::word("inspections.critical.what"),
                paragraphs: vec![takeaway],
                items: Vec::new(),
            });
            return (in_table && self.number(&count).is_some()).then_some(alone);
        }
        let columns = [
            ("column.period", Align::Text),
            ("inspections.column.site", Align::Text),
            ("inspections.column.observer", Align::Text),
            ("inspections.column.questions", Align::Text),
            ("inspections.column.score", Align::Number),
        ];
        Some(self.table(takeaway, "inspections.critical.what", &columns, rows))
    }
}

fn quiet(word: &'static str) -> Cell {
    Cell {
        phrase: Phrase::word(word),
        tone: Tone::Quiet,
    }
}
