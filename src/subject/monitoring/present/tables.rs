//! The tables of contact centres and of promises.

use super::{Shown, figure};
use crate::{
    block::{Align, Block, Cell, Column, Measure, Phrase, Piece, Role, Row, Table},
    model::{Figure, FigureKey, Verdict},
    subject::{
        monitoring::{
            About, Centre, Promise, ServiceLevel,
            assess::{self, Measured},
        },
        units::PERCENT,
    },
};

impl Shown<'_> {
    pub(super) fn centre(&self, centre: &Centre, measured: &Measured) -> Block {
        let about = &centre.about;
        let within = || ("within", Phrase::figure(&about.key("within")));
        let definition = ("definition", Phrase::word(level_word(centre.level)));
        let note = Phrase::sentence("monitoring.note.service_level", [within(), definition]);
        let names = ["service_level", "abandonment", "asa", "aht", "occupancy"];
        let mut takeaway = self.judged_by(about, measured, "service_level", within());
        for name in names.into_iter().skip(1) {
            if let Some(key) = last(measured, name).filter(|it| self.is_known(it)) {
                let word = match name {
                    "abandonment" => "monitoring.say.abandonment",
                    "asa" => "monitoring.say.asa",
                    "aht" => "monitoring.say.aht",
                    _ => "monitoring.say.occupancy",
                };
                let slots = [("value", Phrase::figure(key))];
                takeaway = takeaway.then(Phrase::sentence(word, slots));
            }
        }
        self.table(about, measured, takeaway, vec![note], "service_level")
    }

    pub(super) fn promise(&self, promise: &Promise, measured: &Measured) -> Block {
        let about = &promise.about;
        let limit = || ("within", Phrase::figure(&about.key("limit")));
        let mut takeaway = self.judged_by(about, measured, "on_time", limit());
        if let Some(key) = last(measured, "overdue").filter(|it| self.number(it) > Some(0.0)) {
            let slots = [("value", Phrase::figure(key))];
            takeaway = takeaway.then(Phrase::sentence("monitoring.say.overdue", slots));
        }
        let mut notes = vec![Phrase::sentence("monitoring.note.on_time", [limit()])];
        if !about.definition.is_empty() {
            notes.insert(0, Phrase::text(&about.definition));
        }
        self.table(about, measured, takeaway, notes, "on_time")
    }

    /// Contact centres and promises as headlines.
    pub(super) fn counted(&self) -> impl Iterator<Item = Measure> {
        let centres = self.record.centres.iter().zip(&self.assessed.centres);
        let centres = centres.map(|(it, measured)| {
            let within = Phrase::figure(&it.about.key("within"));
            self.headline(&it.about, measured, "service_level", within)
        });
        let promises = self.record.promises.iter().zip(&self.assessed.promises);
        let promises = promises.map(|(it, measured)| {
            let within = Phrase::figure(&it.about.key("limit"));
            self.headline(&it.about, measured, "on_time", within)
        });
        centres.chain(promises)
    }

    fn headline(
        &self,
        about: &About,
        measured: &Measured,
        name: &'static str,
        within: Phrase,
    ) -> Measure {
        let known = self.known(measured, name).map(|(_, key)| key);
        let latest = known.or_else(|| last(measured, name));
        let target = about.key(&format!("{name}:target"));
        let verdict = latest.and_then(|it| self.facts.get(it)?.verdict.as_ref());
        let mut periods = measured.rows.iter().rev().filter(|it| !it.total);
        let course = periods.find_map(|row| row.figures.iter().find(|(id, _)| *id == name));
        Measure {
            key: about.id.clone(),
            name: Phrase::text(&about.name),
            unit: PERCENT.to_owned(),
            target: self.facts.get(&target).map(|_| target),
            verdict: verdict.map(Cell::from).unwrap_or_default(),
            course: course.map(|(_, key)| key.clone()),
            sentence: match known {
                Some(_) => self.judged_by(about, measured, name, ("within", within)),
                None => latest.map(Phrase::reason).unwrap_or_default(),
            },
            latest: latest.cloned(),
            ..Measure::default()
        }
    }

    /// The last row that has a number for a measure: where a period is missing
    /// so is the total, and then the last one speaks.
    fn known<'m>(
        &self,
        measured: &'m Measured,
        name: &str,
    ) -> Option<(&'m assess::Row, &'m FigureKey)> {
        measured.rows.iter().rev().find_map(|row| {
            let (_, key) = row.figures.iter().find(|(id, _)| *id == name)?;
            self.is_known(key).then_some((row, key))
        })
    }

    /// How the whole, or its last period, stands to its target.
    fn judged_by(
        &self,
        about: &About,
        measured: &Measured,
        name: &'static str,
        within: (&'static str, Phrase),
    ) -> Phrase {
        let who = ("name", Phrase::text(&about.name));
        let Some((row, key)) = self.known(measured, name) else {
            return Phrase::sentence("monitoring.say.uncounted", [who]);
        };
        let value = ("value", Phrase::figure(key));
        let when = ("period", Phrase::period(row.period));
        let target = about.key(&format!("{name}:target"));
        let verdict = self.facts.get(key).and_then(|it| it.verdict.as_ref());
        let (Some(verdict), true) = (verdict, self.facts.get(&target).is_some()) else {
            return Phrase::sentence("monitoring.say.level", [who, when, value, within]);
        };
        let sentence = match (name, verdict) {
            (_, Verdict::Met) => "monitoring.say.level_met",
            _ => "monitoring.say.level_not_met",
        };
        let target = ("target", Phrase::figure(&target));
        Phrase::sentence(sentence, [who, when, value, within, target])
    }

    fn table(
        &self,
        about: &About,
        measured: &Measured,
        takeaway: Phrase,
        mut notes: Vec<Phrase>,
        judged: &str,
    ) -> Block {
        let missed = measured.rows.iter().any(|row| {
            let key = row.figures.iter().find(|(id, _)| *id == judged);
            key.is_some_and(|(_, key)| self.is_missed(key))
        });
        if missed {
            notes.push(Phrase::word("monitoring.note.missed"));
        }
        let mut columns = vec![Column::new("column.period", Align::Text)];
        columns.extend(
            (measured.columns.iter()).map(|name| Column::new(count_word(name), Align::Number)),
        );
        let rows = measured.rows.iter().map(|row| {
            let when = Phrase::period(row.period);
            let first = if row.total {
                Phrase::sentence("monitoring.state.total", [("period", when)])
            } else {
                when
            };
            let mut cells = vec![Cell::from(first)];
            cells.extend(measured.columns.iter().map(|name| {
                let key = row.figures.iter().find(|(id, _)| id == name);
                self.judged_cell(key.map(|(_, key)| key.clone()))
            }));
            Row {
                key: format!("p-{}", row.period),
                role: if row.total { Role::Total } else { Role::Item },
                cells,
            }
        });
        Block::Table(Table {
            takeaway,
            what: about.with_owner(),
            columns,
            rows: rows.collect(),
            notes,
            source: about.source.clone(),
        })
    }

    /// A figure, with a mark where it misses what was promised.
    fn judged_cell(&self, key: Option<FigureKey>) -> Cell {
        let missed = key.as_ref().is_some_and(|it| self.is_missed(it));
        let mut cell = figure(key);
        if missed {
            cell.phrase.0.push(Piece::Beside("monitoring.state.missed"));
        }
        cell
    }

    fn is_missed(&self, key: &FigureKey) -> bool {
        let verdict = self.facts.get(key).and_then(|it| it.verdict.as_ref());
        verdict == Some(&Verdict::NotMet)
    }

    fn number(&self, key: &FigureKey) -> Option<f64> {
        self.facts.get(key).and_then(Figure::number)
    }

    fn is_known(&self, key: &FigureKey) -> bool {
        self.number(key).is_some()
    }
}

/// The figure of the last row in a column.
fn last<'a>(measured: &'a Measured, name: &str) -> Option<&'a FigureKey> {
    let row = measured.rows.last()?;
    let (_, key) = row.figures.iter().find(|(id, _)| *id == name)?;
    Some(key)
}

fn level_word(level: ServiceLevel) -> &'static str {
    match level {
        ServiceLevel::AbandonedServed => "monitoring.level.abandoned_served",
        ServiceLevel::OfAnswered => "monitoring.level.of_answered",
        ServiceLevel::OfOffered => "monitoring.level.of_offered",
        ServiceLevel::OfRemaining => "monitoring.level.of_remaining",
        ServiceLevel::AtOnceServed => "monitoring.level.at_once_served",
    }
}

fn count_word(name: &str) -> &'static str {
    match name {
        "offered" => "monitoring.column.offered",
        "answered" => "monitoring.column.answered",
        "answered_in_time" => "monitoring.column.answered_in_time",
        "service_level" => "monitoring.column.service_level",
        "abandonment" => "monitoring.column.abandonment",
        "asa" => "monitoring.column.asa",
        "aht" => "monitoring.column.aht",
        "occupancy" => "monitoring.column.occupancy",
        "within" => "monitoring.column.within",
        "late" => "monitoring.column.late",
        "overdue" => "monitoring.column.overdue",
        "running" => "monitoring.column.running",
        "on_time" => "monitoring.column.on_time",
        _ => "monitoring.column.p90",
    }
}
