//! Says what shows accountability: the ledger of cases, what they come to by
//! unit and by role, hours, sanctions, and every veto with the score before it.

use super::{Accountability, Case, Group, Record};
use crate::{
    block::{
        Align, Block, Cell, ChartKind, Exhibit, Notice, Phrase, Piece, Plot, PlotColumn, PlotRow,
        Row, Tone,
    },
    model::{Facts, Figure, FigureKey, Period, Text},
    subject::{Subject, range, units::role_column},
};

/// Everything on the page of accountability, in order.
pub(super) fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let exhibits = [
        ("summary", Some(shown.summary())),
        ("vetoes", shown.vetoes(Group::All)),
        ("ledger", shown.ledger(Group::All)),
        ("units", shown.units()),
        ("roles", shown.roles()),
        ("closed", shown.closed()),
        ("hours", shown.hours()),
        ("sanctions", shown.sanctions()),
        ("rules", shown.rules()),
    ];
    Exhibit::some(Accountability::NAME, exhibits)
}

/// What is shown on the page of a unit.
pub(super) fn of_unit(record: &Record, facts: &Facts, unit: &str) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let Some(unit) = record.units().find(|it| it.id == unit) else {
        return Vec::new();
    };
    let group = Group::Unit(unit);
    let exhibits = [
        ("vetoes", shown.vetoes(group)),
        ("ledger", shown.ledger(group)),
    ];
    Exhibit::some(Accountability::NAME, exhibits)
}

/// What all cases come to, and those of each unit.
pub(super) fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
    let shown = Shown { record, facts };
    let groups = record.units().map(Group::Unit);
    let groups = [Group::All].into_iter().chain(groups);
    groups
        .map(|it| (record.key(it, "closed_share"), shown.sum(it)))
        .collect()
}

type Shown<'a> = crate::subject::shown::Shown<'a, Record>;

impl Shown<'_> {
    fn summary(&self) -> Block {
        let names = [
            "cases",
            "open",
            "closed_share",
            "first_hand_share",
            "median",
        ];
        let keys = names.map(|it| self.record.key(Group::All, it));
        Block::Tiles(keys.to_vec())
    }

    /// What the cases of a group come to, in a sentence.
    fn sum(&self, group: Group) -> Phrase {
        let figure = |name: &str| Phrase::figure(&self.record.key(group, name));
        let open = self.record.of(group).any(|it| it.closed.is_none());
        let word = if open {
            "accountability.say.some_open"
        } else {
            "accountability.say.all_closed"
        };
        let share = self.record.key(group, "closed_share");
        let slots = [
            ("cases", figure("cases")),
            ("open", figure("open")),
            ("share", range::inline(self.facts, &share)),
            ("first_hand", figure("first_hand")),
        ];
        Phrase::sentence(word, slots)
    }

    /// Vetoes: the score before, and after.
    fn vetoes(&self, group: Group) -> Option<Block> {
        let record = self.record;
        let items = record.of(group).filter_map(|case| {
            let veto = case.veto.as_ref()?;
            let slots = [
                ("case", Phrase::text(&case.name)),
                ("reason", Phrase::text(&veto.reason)),
                (
                    "original",
                    Phrase::figure(&record.case_key(case, "original")),
                ),
                ("final", Phrase::figure(&record.case_key(case, "final"))),
            ];
            Some(Phrase::sentence("accountability.veto.item", slots))
        });
        let items: Vec<Phrase> = items.collect();
        (!items.is_empty()).then(|| {
            Block::Notice(Notice {
                level: "veto",
                title: Phrase::word("accountability.veto.title"),
                paragraphs: vec![Phrase::word("accountability.veto.text")],
                items,
            })
        })
    }

    /// The cases, one a row.
    fn ledger(&self, group: Group) -> Option<Block> {
        let record = self.record;
        let rows = record.of(group).map(|case| {
            let mut named = Phrase::text(&case.name).marked(case.evidence);
            if let (Some(unit), Group::All) = (&case.unit, group) {
                named
                    .0
                    .extend([Piece::Break, Piece::Text(unit.name.clone())]);
            }
            let role = |at: usize| Phrase::text(&record.roles[at].name);
            let way = [case.first].into_iter().chain(case.handed.iter().copied());
            let mut handed = Phrase::default();
            for at in way {
                if !handed.is_empty() {
                    handed = handed.then(Phrase::word("accountability.then"));
                }
                handed = handed.then(role(at));
            }
            let took = match case.closed {
                None => Cell {
                    phrase: Phrase::word("accountability.state.open"),
                    tone: Tone::Unknown,
                },
                Some(_) => Phrase::figure(&record.case_key(case, "hours")).into(),
            };
            let rule = case.rule.map(|it| Phrase::text(&record.rules[it].name));
            let mut followed = match &case.sanction {
                None => Phrase::default(),
                Some(sanction) => Phrase::text(&sanction.kind),
            };
            if case.veto.is_some() {
                if !followed.is_empty() {
                    followed.0.push(Piece::Break);
                }
                followed = followed.then(Phrase::word("accountability.state.veto"));
            }
            let cells = vec![
                named.into(),
                day(case)
                    .then(Phrase(vec![Piece::Break]))
                    .then(handed)
                    .into(),
                took,
                rule.unwrap_or_default().into(),
                followed.into(),
            ];
            Row::item(case.id.clone(), cells)
        });
        let columns = [
            ("accountability.column.case", Align::Text),
            ("accountability.column.way", Align::Text),
            ("accountability.column.took", Align::Text),
            ("accountability.column.rule", Align::Text),
            ("accountability.column.followed", Align::Text),
        ];
        let what = "accountability.what.ledger";
        self.filled(self.sum(group), what, &columns, rows.collect())
    }

    /// What the cases of some groups come to, a row each.
    fn groups(
        &self,
        takeaway: Phrase,
        what: &'static str,
        head: &'static str,
        groups: Vec<(&str, &Text, Group)>,
    ) -> Option<Block> {
        let rows = groups.into_iter().map(|(id, name, group)| {
            let key = |name: &str| self.record.key(group, name);
            let mut cells: Vec<Cell> = vec![Phrase::text(name).into()];
            cells.push(self.figure(&key("cases")).into());
            cells.push(self.figure(&key("open")).into());
            cells.push(range::stacked(self.facts, &key("closed_share")).into());
            let names = ["median", "handoffs", "sanctions", "vetoes"];
            cells.extend(names.map(|it| Cell::from(self.figure(&key(it)))));
            Row::item(id.to_owned(), cells)
        });
        let columns = [
            (head, Align::Text),
            ("accountability.column.cases", Align::Number),
            ("accountability.column.open", Align::Number),
            ("accountability.column.closed_share", Align::Text),
            ("accountability.column.hours", Align::Number),
            ("accountability.column.handoffs", Align::Number),
            ("accountability.column.sanctions", Align::Number),
            ("accountability.column.vetoes", Align::Number),
        ];
        self.filled(takeaway, what, &columns, rows.collect())
    }

    fn units(&self) -> Option<Block> {
        let units = self.record.units();
        let groups = units.map(|it| (it.id.as_str(), &it.name, Group::Unit(it)));
        let such = |open: bool| {
            let units = self.record.units().filter(|it| {
                let mut cases = self.record.of(Group::Unit(it));
                cases.any(|it| it.closed.is_none()) == open
            });
            Phrase::names(units.map(|it| &it.name))
        };
        let takeaway = Phrase::by_names([
            ("accountability.takeaway.open", such(true)),
            ("accountability.takeaway.closed", such(false)),
        ]);
        let what = "accountability.what.units";
        let head = "accountability.column.unit";
        self.groups(takeaway, what, head, groups.collect())
    }

    fn roles(&self) -> Option<Block> {
        let record = self.record;
        let roles = record.roles.iter().enumerate();
        let groups = roles.filter_map(|(at, it)| {
            record.of(Group::Role(at)).next()?;
            Some((it.id.as_str(), &it.name, Group::Role(at)))
        });
        let such = |handed: bool| {
            let roles = record.roles.iter().enumerate().filter(|(at, _)| {
                let mut cases = record.of(Group::Role(*at)).peekable();
                cases.peek().is_some() && cases.any(|it| !it.handed.is_empty()) == handed
            });
            Phrase::names(roles.map(|(_, it)| &it.name))
        };
        let takeaway = Phrase::by_names([
            ("accountability.takeaway.handed", such(true)),
            ("accountability.takeaway.kept", such(false)),
        ]);
        let what = "accountability.what.roles";
        let head = "accountability.column.first";
        self.groups(takeaway, what, head, groups.collect())
    }

    /// The closed share of each unit with its interval.
    fn closed(&self) -> Option<Block> {
        let rows = self.record.units().map(|unit| {
            let key = self.record.key(Group::Unit(unit), "closed_share");
            PlotRow {
                figures: range::with_interval(self.facts, "value", &key),
                ..PlotRow::named(&unit.id, &unit.name)
            }
        });
        let rows: Vec<PlotRow> = rows.collect();
        if rows.is_empty() {
            return None;
        }
        let value = PlotColumn {
            label: Phrase::word("accountability.column.closed_share"),
            ..role_column("value")
        };
        let plot = Plot {
            columns: vec![value, role_column("low"), role_column("high")],
            ..Plot::new(ChartKind::DotInterval, rows)
        };
        let key = self.record.key(Group::All, "closed_share");
        let slots = [("share", range::inline(self.facts, &key))];
        let takeaway = Phrase::sentence("accountability.takeaway.share", slots);
        Some(self.chart(takeaway, "accountability.what.closed", plot))
    }

    /// The hours of every closed case, by the role that was asked first.
    fn hours(&self) -> Option<Block> {
        let record = self.record;
        let timed = record.cases.iter().filter(|it| it.hours().is_some());
        let rows: Vec<PlotRow> = timed
            .clone()
            .map(|it| PlotRow {
                group: Some(
                    if it.handed.is_empty() {
                        "kept"
                    } else {
                        "handed"
                    }
                    .to_owned(),
                ),
                figures: vec![("value".to_owned(), record.case_key(it, "hours"))],
                ..PlotRow::named(&it.id, &it.name)
            })
            .collect();
        let slowest = timed.max_by(|a, b| a.hours().partial_cmp(&b.hours()).expect("finite"))?;
        let group = |id: &str, word| PlotRow {
            key: format!("g-{id}"),
            id: id.to_owned(),
            label: Phrase::word(word),
            figures: [("median", "median"), ("n", "timed")]
                .map(|(role, name)| {
                    let key = record.key(Group::Handed(id == "handed"), name);
                    (role.to_owned(), key)
                })
                .to_vec(),
            ..PlotRow::default()
        };
        let value = PlotColumn {
            label: Phrase::word("accountability.column.took"),
            ..role_column("value")
        };
        let used = |id: &str| rows.iter().any(|it| it.group.as_deref() == Some(id));
        let groups = [
            ("kept", "accountability.group.kept"),
            ("handed", "accountability.group.handed"),
        ];
        let groups = groups.into_iter().filter(|(id, _)| used(id));
        let groups = groups.map(|(id, word)| group(id, word)).collect();
        let slots = [
            ("middle", Phrase::figure(&record.key(Group::All, "median"))),
            ("case", Phrase::text(&slowest.name)),
            (
                "longest",
                Phrase::figure(&record.key(Group::All, "longest")),
            ),
        ];
        let plot = Plot {
            columns: vec![value],
            groups,
            ..Plot::new(ChartKind::Strip, rows)
        };
        let takeaway = Phrase::sentence("accountability.takeaway.hours", slots);
        Some(self.chart(takeaway, "accountability.what.hours", plot))
    }

    /// Sanctions with the role that bears them.
    fn sanctions(&self) -> Option<Block> {
        let record = self.record;
        let rows = record.cases.iter().filter_map(|case| {
            let sanction = case.sanction.as_ref()?;
            let rule = case.rule.map(|it| Phrase::text(&record.rules[it].name));
            let unit = case.unit.as_ref().map(|it| Phrase::text(&it.name));
            let cells = vec![
                Phrase::text(&case.name).marked(case.evidence).into(),
                unit.unwrap_or_default().into(),
                Phrase::text(&record.roles[sanction.role].name).into(),
                rule.unwrap_or_default().into(),
                Phrase::text(&sanction.kind).into(),
                self.figure(&record.case_key(case, "penalty")).into(),
            ];
            Some(Row::item(case.id.clone(), cells))
        });
        let rows: Vec<Row> = rows.collect();
        let key = record.key(Group::All, "penalties");
        let figure = |name: &str| Phrase::figure(&record.key(Group::All, name));
        let takeaway = match self.facts.get(&key).and_then(Figure::number) {
            Some(_) => Phrase::sentence(
                "accountability.takeaway.penalties",
                [
                    ("sanctions", figure("sanctions")),
                    ("penalties", figure("penalties")),
                ],
            ),
            None => Phrase::sentence(
                "accountability.takeaway.sanctions",
                [("sanctions", figure("sanctions"))],
            ),
        };
        let columns = [
            ("accountability.column.case", Align::Text),
            ("accountability.column.unit", Align::Mark),
            ("accountability.column.role", Align::Text),
            ("accountability.column.rule", Align::Text),
            ("accountability.column.sanction", Align::Text),
            ("accountability.column.penalty", Align::Number),
        ];
        self.filled(takeaway, "accountability.what.sanctions", &columns, rows)
    }

    /// The rules that responsibility rests on.
    fn rules(&self) -> Option<Block> {
        let items = self.record.rules.iter().map(|it| {
            if it.text.is_empty() {
                return Phrase::text(&it.name);
            }
            let slots = [
                ("name", Phrase::text(&it.name)),
                ("text", Phrase::text(&it.text)),
            ];
            Phrase::sentence("accountability.rule", slots)
        });
        let items: Vec<Phrase> = items.collect();
        (!items.is_empty()).then(|| {
            Block::Notice(Notice {
                level: "note",
                title: Phrase::word("accountability.what.rules"),
                paragraphs: Vec::new(),
                items,
            })
        })
    }
}

/// The day a case was opened, or why that is not known.
fn day(case: &Case) -> Phrase {
    match case.opened {
        Some(time) => Phrase::period(Period::Day(time.date())),
        None => Phrase::text(&case.missing),
    }
}
