//! Says what shows initiatives: works and what came of them, the plan, the
//! roads, money, activities, honours, systems, and promises of two years.

mod promises;
mod things;
mod works;

use jiff::civil::Date;

use super::{Initiatives, Record};
use crate::{
    block::{Block, Cell, Exhibit, Phrase, Tone},
    model::{Evidence, Facts, FigureKey, Period, Text},
    subject::Subject,
};

/// Everything on the page of initiatives, in order.
pub(super) fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let first = [
        ("summary", Some(shown.summary())),
        ("claimed", shown.claimed()),
        ("works", shown.works()),
        ("benefits", shown.benefits()),
        ("plan", shown.plan()),
        ("milestones", shown.milestones()),
    ];
    let last = [
        ("budgets", shown.budgets()),
        ("activities", shown.activities()),
        ("honours", shown.honours()),
        ("capabilities", shown.capabilities()),
        ("strategies", shown.strategies()),
        ("carried", shown.carried()),
        ("commitments", shown.commitments()),
    ];
    let named = |(id, block): (&'static str, Option<Block>)| {
        Some(Exhibit::of(Initiatives::NAME, id, block?))
    };
    let first = first.into_iter().filter_map(named);
    let last = last.into_iter().filter_map(named);
    first.chain(shown.tracks()).chain(last).collect()
}

/// What benefits, milestones and promises come to, by their figures.
pub(super) fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
    let shown = Shown { record, facts };
    let mut said: Vec<_> = shown.benefit_sentences().collect();
    let on_time = record.key("milestones.on_time");
    if facts.get(&on_time).is_some() {
        said.push((on_time, shown.milestones_takeaway()));
    }
    if !record.carried.is_empty() {
        said.push((record.key("commitments.kept"), shown.carried_takeaway()));
    }
    said
}

type Shown<'a> = crate::subject::shown::Shown<'a, Record>;

impl Shown<'_> {
    /// How many works and projects, milestones in time, promises kept, honours.
    fn summary(&self) -> Block {
        let names = [
            "works.key_works",
            "works.projects",
            "milestones.on_time",
            "commitments.kept",
            "awards.awards",
        ];
        let keys = names.into_iter().map(|it| self.record.key(it));
        Block::Tiles(keys.filter(|it| self.facts.get(it).is_some()).collect())
    }

    fn owner(&self, at: Option<usize>) -> Phrase {
        at.map(|it| Phrase::text(&self.record.owners[it].name))
            .unwrap_or_default()
    }
}

/// A name, and a remark on the line below.
fn with_remark(name: &Text, remark: &Text, evidence: Evidence) -> Cell {
    let mut cell = Phrase::text(name).marked(evidence);
    if !remark.is_empty() {
        cell = cell.with_below(Phrase::text(remark));
    }
    cell.into()
}

fn day(date: Option<Date>) -> Phrase {
    date.map_or_else(Phrase::default, |it| Phrase::period(Period::Day(it)))
}

/// A word set off as a verdict.
fn verdict(word: &'static str, tone: Tone) -> Cell {
    Cell {
        phrase: Phrase::word(word),
        tone,
    }
}
