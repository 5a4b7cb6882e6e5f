//! Tables of needs: the register, the matrix of responses, segments, methods,
//! responses and channels.

use super::Shown;
use crate::{
    block::{Align, Block, Cell, Column, Phrase, Piece, Row, Tone},
    subject::needs::{Need, assess::Quadrant},
};

impl Shown<'_> {
    /// The needs by priority.
    pub(super) fn register(&self) -> Block {
        let record = self.record;
        let ranked = self.ranked();
        let first = ranked.first().filter(|it| {
            let key = record.need_key(it, "priority");
            self.number(&key).is_some()
        });
        let takeaway = match first {
            Some(need) => {
                let slots = [
                    ("name", Phrase::text(&need.name)),
                    (
                        "priority",
                        Phrase::figure(&record.need_key(need, "priority")),
                    ),
                ];
                Phrase::sentence("needs.register.takeaway", slots)
            }
            None => Phrase::word("needs.register.none"),
        };
        let rows = ranked.iter().map(|need| {
            let segments = need.segments.iter();
            let segments = Phrase::names(segments.map(|at| &record.segments[*at].name));
            let methods = need.methods.iter();
            let methods = Phrase::names(methods.map(|at| &record.methods[*at].name));
            let figures = ["importance", "performance", "priority"];
            let figures = figures.map(|it| Phrase::figure(&record.need_key(need, it)));
            let found = segments.then(Phrase(vec![Piece::Break])).then(methods);
            let mut cells: Vec<Cell> = vec![Phrase::text(&need.name).into(), found.into()];
            cells.extend(figures.map(Cell::from));
            cells.push(self.place(need));
            Row::item(need.id.clone(), cells)
        });
        let columns = [
            ("needs.column.need", Align::Text),
            ("needs.column.methods", Align::Text),
            ("column.importance", Align::Number),
            ("column.performance", Align::Number),
            ("needs.column.priority", Align::Number),
            ("needs.column.place", Align::Text),
        ];
        self.table(takeaway, "needs.register.what", columns, rows.collect())
    }

    /// Where a need lies to the means, and its class after Kano below.
    fn place(&self, need: &Need) -> Cell {
        let quadrant = self.record.quadrant(need);
        let mut phrase = Phrase::word(quadrant.word());
        if let Some(class) = need.kano_class() {
            let [word, ..] = class.keys();
            phrase = phrase.with_below(Phrase::word(word));
        }
        Cell {
            phrase,
            tone: match quadrant {
                Quadrant::Concentrate => Tone::NotMet,
                Quadrant::KeepUp => Tone::Met,
                Quadrant::LowPriority | Quadrant::Overkill => Tone::Plain,
                Quadrant::Unknown => Tone::Unknown,
            },
        }
    }

    /// Which response answers which need, the needs by priority.
    pub(super) fn matrix(&self) -> Block {
        let record = self.record;
        let rows = self.ranked().into_iter().map(|need| {
            let marks = (0..record.responses.len()).map(|at| {
                if need.responses.contains(&at) {
                    Phrase::word("needs.matrix.mark").into()
                } else {
                    Cell::default()
                }
            });
            let priority = record.need_key(need, "priority");
            let mut cells: Vec<Cell> = vec![
                Phrase::text(&need.name).into(),
                Phrase::figure(&priority).into(),
            ];
            cells.extend(marks);
            cells.push(state(need));
            Row::item(need.id.clone(), cells)
        });
        let mut columns = vec![
            Column::new("needs.column.need", Align::Text),
            Column::new("needs.column.priority", Align::Number),
        ];
        columns.extend(record.responses.iter().map(|it| Column {
            label: Phrase::text(&it.name),
            unit: Phrase::default(),
            align: Align::Mark,
        }));
        columns.push(Column::new("needs.column.state", Align::Text));
        self.table(self.covered(), "needs.matrix.what", columns, rows.collect())
    }

    /// The needs that nothing answers, each with its reason.
    pub(super) fn uncovered(&self) -> Option<Block> {
        let record = self.record;
        let open = self.ranked().into_iter();
        let open: Vec<&Need> = open.filter(|it| !it.covered()).collect();
        if open.is_empty() {
            return None;
        }
        let slots = [
            ("uncovered", Phrase::figure(&record.key("uncovered"))),
            ("names", Phrase::names(open.iter().map(|it| &it.name))),
        ];
        let rows = open.iter().map(|need| {
            let segments = need.segments.iter();
            let reason = if need.acknowledged.is_empty() {
                Phrase::word("needs.uncovered.no_reason")
            } else {
                Phrase::text(&need.acknowledged)
            };
            let figures = ["importance", "priority"];
            let figures = figures.map(|it| Phrase::figure(&record.need_key(need, it)));
            let mut cells: Vec<Cell> = vec![
                Phrase::text(&need.name).into(),
                Phrase::names(segments.map(|at| &record.segments[*at].name)).into(),
            ];
            cells.extend(figures.map(Cell::from));
            cells.push(reason.into());
            Row::item(need.id.clone(), cells)
        });
        let columns = [
            ("needs.column.need", Align::Text),
            ("needs.column.segment", Align::Text),
            ("column.importance", Align::Number),
            ("needs.column.priority", Align::Number),
            ("needs.column.reason", Align::Text),
        ];
        let takeaway = Phrase::sentence("needs.uncovered.takeaway", slots);
        Some(self.table(takeaway, "needs.uncovered.what", columns, rows.collect()))
    }

    /// Coverage by segment.
    pub(super) fn segments(&self) -> Block {
        let record = self.record;
        let groups = [
            ("needs.segments.full", Some(0.0)),
            ("needs.segments.none", None),
        ];
        let named = groups.map(|(key, open)| {
            let segments = record.segments.iter().enumerate();
            let such = segments.filter(|(at, _)| {
                let all = self.number(&record.segment_key(*at, "all"));
                let left = self.number(&record.segment_key(*at, "uncovered"));
                match open {
                    Some(_) => all > Some(0.0) && left == open,
                    None => all == Some(0.0),
                }
            });
            (key, Phrase::names(such.map(|(_, it)| &it.name)))
        });
        let open = record.segments.iter().enumerate().filter_map(|(at, it)| {
            let left = record.segment_key(at, "uncovered");
            self.number(&left).filter(|it| *it > 0.0)?;
            let slots = [
                ("name", Phrase::text(&it.name)),
                ("uncovered", Phrase::figure(&left)),
            ];
            Some(Phrase::sentence("needs.segments.left", slots))
        });
        let open = Phrase::list(open);
        let takeaway =
            Phrase::by_names([("needs.segments.open", open)]).then(Phrase::by_names(named));
        let rows = record.segments.iter().enumerate().map(|(at, it)| {
            let figures = ["all", "covered", "uncovered", "coverage"];
            let figures = figures.map(|role| Phrase::figure(&record.segment_key(at, role)));
            let mut cells: Vec<Cell> = vec![Phrase::text(&it.name).into()];
            cells.extend(figures.map(Cell::from));
            Row::item(it.id.clone(), cells)
        });
        let columns = [
            ("needs.column.segment", Align::Text),
            ("needs.column.all", Align::Number),
            ("needs.column.covered", Align::Number),
            ("needs.column.uncovered", Align::Number),
            ("needs.column.coverage", Align::Number),
        ];
        self.table(takeaway, "needs.segments.what", columns, rows.collect())
    }

    /// The methods and how many needs each found.
    pub(super) fn methods(&self) -> Block {
        let record = self.record;
        let rows = record.methods.iter().map(|it| {
            let found = record.key(&format!("method.{}.found", it.id));
            let cells = vec![
                Phrase::text(&it.name).into(),
                Phrase::figure(&found).into(),
                Phrase::text(&it.text).into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let columns = [
            ("needs.column.method", Align::Text),
            ("needs.column.found", Align::Number),
            ("column.remark", Align::Text),
        ];
        self.table(
            Phrase::default(),
            "needs.methods.what",
            columns,
            rows.collect(),
        )
    }

    /// The responses, how many needs each answers, and what carries it.
    pub(super) fn responses(&self) -> Block {
        let record = self.record;
        let answered = |id: &str| record.key(&format!("response.{id}.answered"));
        let idle = record.responses.iter();
        let idle = idle.filter(|it| self.number(&answered(&it.id)) == Some(0.0));
        let takeaway = Phrase::by_names([(
            "needs.responses.idle",
            Phrase::names(idle.map(|it| &it.name)),
        )]);
        let rows = record.responses.iter().map(|it| {
            let initiative = it.initiative.as_ref().map(Phrase::text);
            let cells = vec![
                Phrase::text(&it.name).into(),
                Phrase::figure(&answered(&it.id)).into(),
                initiative.unwrap_or_default().into(),
                Phrase::text(&it.text).into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let columns = [
            ("needs.column.response", Align::Text),
            ("needs.column.answered", Align::Number),
            ("needs.column.initiative", Align::Text),
            ("column.remark", Align::Text),
        ];
        self.table(takeaway, "needs.responses.what", columns, rows.collect())
    }

    /// Which channel serves which segments.
    pub(super) fn channels(&self) -> Option<Block> {
        let record = self.record;
        if record.channels.is_empty() {
            return None;
        }
        let rows = record.channels.iter().map(|it| {
            let segments = it.segments.iter();
            let cells = vec![
                Phrase::text(&it.name).into(),
                Phrase::names(segments.map(|at| &record.segments[*at].name)).into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        let columns = [
            ("needs.column.channel", Align::Text),
            ("needs.column.segment", Align::Text),
        ];
        Some(self.table(
            Phrase::default(),
            "needs.channels.what",
            columns,
            rows.collect(),
        ))
    }
}

/// Whether a need is answered, as a cell.
fn state(need: &Need) -> Cell {
    let (word, tone) = match (need.covered(), need.acknowledged.is_empty()) {
        (true, _) => ("needs.state.covered", Tone::Met),
        (false, false) => ("needs.state.acknowledged", Tone::Pending),
        (false, true) => ("needs.state.open", Tone::NotMet),
    };
    Cell {
        phrase: Phrase::word(word),
        tone,
    }
}
