//! What is shown of the year 2008.

use super::*;
use crate::block::{Block, Drawing, Phrase, Piece, PointsState, Role, Tone};

/// The exhibits of 2008, where only the complaints have a value.
fn exhibits() -> Vec<Exhibit> {
    let record = sound(YEAR_2008);
    let facts = assessed(&record, &[("escalated_complaints", 35.0)]);
    Scorecard::present(&record, &facts)
}

fn block(id: &str) -> Block {
    let found = exhibits().into_iter().find(|exhibit| exhibit.id == id);
    found.expect("it is shown").block
}

#[test]
fn the_exhibits_stand_in_order() {
    let exhibits = exhibits();
    let ids: Vec<_> = exhibits.iter().map(|exhibit| &*exhibit.id).collect();
    assert_eq!(
        ids,
        [
            "scorecard.summary",
            "scorecard.points",
            "scorecard.items",
            "scorecard.goals",
            "scorecard.standards",
            "scorecard.unknowns"
        ],
        "nothing was vetoed"
    );
}

#[test]
fn points_and_items_of_2008_are_shown_with_their_gaps() {
    let Block::Chart(points) = block("scorecard.points") else {
        panic!("a chart")
    };
    let Drawing::PointsWaterfall(steps) = points.drawing else {
        panic!("a waterfall")
    };
    let of = |state| {
        steps
            .iter()
            .filter(|step| step.state == state)
            .map(|step| step.points.get())
            .sum::<f64>()
    };
    assert_eq!(of(PointsState::Earned) + of(PointsState::Estimated), 19.0);
    assert_eq!(of(PointsState::Estimated), 6.0);
    assert_eq!(
        (
            of(PointsState::Total),
            of(PointsState::Pending),
            of(PointsState::Lost)
        ),
        (19.0, 3.0, 0.0)
    );
    assert_eq!(
        sentences(&points.takeaway),
        ["scorecard.takeaway_points_pending"]
    );

    let Block::Table(items) = block("scorecard.items") else {
        panic!("a table")
    };
    assert_eq!(items.rows.len(), 14);
    assert_eq!(
        (items.rows[10].role, items.rows[13].role),
        (Role::Subtotal, Role::Total)
    );
    assert_eq!(
        items.rows[10].cells[3].phrase.0.last(),
        Some(&Piece::Beside("scorecard.adds_up"))
    );
    assert_eq!(items.rows[9].cells[4].tone, Tone::Pending);
    let lead = sentences(&items.rows[1].cells[2].phrase);
    let branches = lead
        .iter()
        .filter(|key| **key == "scorecard.branch.unknown")
        .count();
    assert_eq!(branches, 2, "every branch is shown: {lead:?}");
}

#[test]
fn goals_standards_and_unknowns_of_2008_are_shown() {
    let Block::Table(goals) = block("scorecard.goals") else {
        panic!("a table")
    };
    let lines = |row: usize| {
        sentences(&goals.rows[row].cells[1].phrase)
            .iter()
            .filter(|key| key.starts_with("scorecard.branch"))
            .count()
    };
    assert_eq!(
        [0, 1, 2, 3, 4, 5].map(lines),
        [2, 2, 3, 3, 0, 0],
        "each alternative on its own line, once for metrics that fare alike"
    );
    assert_eq!(goals.rows[5].cells[2].tone, Tone::Met, "no deduction");

    let Block::Chart(standards) = block("scorecard.standards") else {
        panic!("a chart")
    };
    let Drawing::Bullet(rows) = standards.drawing else {
        panic!("bullets")
    };
    assert_eq!(
        rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(),
        ["escalated_complaints"]
    );

    let Block::Notice(unknowns) = block("scorecard.unknowns") else {
        panic!("a notice")
    };
    let keys: Vec<_> = unknowns
        .items
        .iter()
        .flat_map(sentences)
        .filter(|key| key.starts_with("scorecard.unknown"))
        .collect();
    let count = |key: &str| keys.iter().filter(|it| **it == key).count();
    assert_eq!(count("scorecard.unknown.values"), 1);
    assert_eq!(count("scorecard.unknown.score"), 1);
    assert_eq!(count("scorecard.unknown.deduction_size"), 1);
    assert_eq!(count("scorecard.unknown.threshold"), 3);
    let blank = &unknowns.items[0];
    let Piece::Sentence(_, slots) = &blank.0[0] else {
        panic!("a sentence")
    };
    assert_eq!(
        slots[0].1,
        Phrase::figure(&sound(YEAR_2008).key("items_without_value")),
        "12 rows but the complaints and the counted parts"
    );
    assert_eq!(count("scorecard.unknown.missed"), 1);
}

/// The keys of a phrase's sentences, outermost first.
fn sentences(phrase: &Phrase) -> Vec<&'static str> {
    let mut keys = Vec::new();
    for piece in &phrase.0 {
        if let Piece::Sentence(key, slots) = piece {
            keys.push(*key);
            keys.extend(slots.iter().flat_map(|(_, phrase)| sentences(phrase)));
        }
    }
    keys
}
