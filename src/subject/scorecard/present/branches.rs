//! The branches beside each other: what each earned, and how much service
//! weighs in its appraisal. No order of merit: a branch with few items and one
//! with many are not on one scale.

use crate::{
    block::{Align, Block, Cell, Column, Phrase, Piece, Row, Table},
    model::{Facts, Figure, Text},
    subject::scorecard::{self as card, Record},
};

/// The table of all branches; none where there are no branches.
pub(super) fn table(record: &Record, facts: &Facts) -> Option<Block> {
    let branches = &record.branches;
    let first = branches.first()?;
    let known = |branch: &Record, name: &str| facts.get(&branch.key(name)).is_some();
    let sums: Vec<(&str, &Text)> = first
        .rows
        .iter()
        .filter_map(|row| match row {
            card::Row::Sum(sum) if !sum.total => Some((sum.id.as_str(), &sum.name)),
            _ => None,
        })
        .collect();
    let totals = [
        ("earned", "scorecard.column.points"),
        ("share", "scorecard.column.share"),
        ("pending", "scorecard.column.pending"),
        ("final", "scorecard.column.final"),
        ("weight_in_business_appraisal", "scorecard.column.weight"),
    ];
    let totals = totals
        .into_iter()
        .filter(|(name, _)| branches.iter().any(|it| known(it, name)));
    let totals: Vec<(&str, &'static str)> = totals.collect();
    let mut columns = vec![Column::new("column.unit", Align::Text)];
    columns.extend(sums.iter().map(|(_, name)| Column {
        label: Phrase::text(name),
        unit: Phrase::default(),
        align: Align::Number,
    }));
    let total = |(_, word): &(&str, &'static str)| Column::new(word, Align::Number);
    columns.extend(totals.iter().map(total));
    let rows = branches.iter().map(|branch| {
        let mut cells = vec![Cell::from(Phrase(vec![Piece::Unit(branch.unit.clone())]))];
        let figure = |key| {
            let known = facts.get(&key);
            Cell::from(known.map_or_else(Phrase::default, |it| Phrase::bare(&it.key)))
        };
        let sum = |(id, _): &(&str, &Text)| figure(branch.row_key(id, "points"));
        cells.extend(sums.iter().map(sum));
        cells.extend(totals.iter().map(|(name, _)| figure(branch.key(name))));
        Row::item(branch.unit.clone(), cells)
    });
    Some(Block::Table(Table {
        takeaway: takeaway(branches, facts),
        what: Phrase::sentence(
            "scorecard.what.branches",
            [("title", Phrase::text(&first.title))],
        ),
        columns,
        rows: rows.collect(),
        notes: vec![Phrase::word("scorecard.note_branches")],
        source: first.source.clone(),
    }))
}

/// How far the shares of possible points lie apart.
fn takeaway(branches: &[Record], facts: &Facts) -> Phrase {
    let shares = branches.iter().filter_map(|it| {
        let share = facts.get(&it.key("share"))?;
        Some((it, share, share.number()?))
    });
    let shares: Vec<(&Record, &Figure, f64)> = shares.collect();
    let least = shares.iter().min_by(|a, b| a.2.total_cmp(&b.2));
    let most = shares.iter().max_by(|a, b| a.2.total_cmp(&b.2));
    let (Some(least), Some(most)) = (least, most) else {
        return Phrase::word("scorecard.takeaway_branches_unknown");
    };
    let unit = |it: &Record| Phrase(vec![Piece::Unit(it.unit.clone())]);
    Phrase::sentence(
        "scorecard.takeaway_branches",
        [
            ("low", Phrase::figure(&least.1.key)),
            ("lowest", unit(least.0)),
            ("high", Phrase::figure(&most.1.key)),
            ("highest", unit(most.0)),
        ],
    )
}
