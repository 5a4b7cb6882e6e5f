//! What a hall's own page shows of stars: where it stands on the ladder, and
//! the stars of its staff.

use super::{Shown, standing};
use crate::{
    block::{Align, Block, Cell, Column, Exhibit, Phrase, Row},
    model::{Facts, Text},
    subject::{
        Subject,
        stars::{Assessment, Rated, Record, Scheme, Stars},
    },
};

/// Everything that stars know of a unit.
pub(in crate::subject::stars) fn present_unit(
    record: &Record,
    facts: &Facts,
    unit: &str,
) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let mut exhibits = Vec::new();
    for scheme in &record.schemes {
        let here: Vec<&Assessment> = scheme.of(record).filter(|it| it.unit == unit).collect();
        let id = |what: &str| format!("{}_{what}", scheme.id);
        match scheme.rates {
            Rated::Hall => {
                for of in here {
                    let roles = ["level", "original", "certain", "change", "gaps"];
                    let tiles = roles.map(|it| record.key_of(of, it)).into_iter();
                    let tiles = tiles.filter(|it| shown.is_known(it)).collect();
                    let tiles = Block::Tiles(tiles);
                    exhibits.push(Exhibit::of(Stars::NAME, &id("level"), tiles));
                    let ladder = shown.own_ladder(scheme, of);
                    exhibits.push(Exhibit::of(Stars::NAME, &id("ladder"), ladder));
                }
            }
            Rated::Clerk => {
                let table = shown.rated(scheme, &here);
                exhibits.extend(table.map(|it| Exhibit::of(Stars::NAME, &id("table"), it)));
            }
        }
    }
    exhibits
}

/// How many stars a hall has, in a few words.
pub(in crate::subject::stars) fn unit_line(
    record: &Record,
    facts: &Facts,
    unit: &str,
) -> Option<Phrase> {
    let mut halls = record.assessments.iter();
    let of = halls.find(|it| it.unit == unit && it.person.is_none())?;
    let key = |role: &str| record.key_of(of, role);
    let known = facts.get(&key("level"))?.value.is_ok();
    if known {
        return Some(Phrase::figure(&key("level")));
    }
    let slots = [("certain", Phrase::figure(&key("certain")))];
    Some(Phrase::sentence("stars.cell.certain", slots))
}

impl Shown<'_> {
    /// The ladder of one hall: each result, and which standards it meets.
    fn own_ladder(&self, scheme: &Scheme, of: &Assessment) -> Block {
        let standing = standing::standing(self.record, self.facts, of);
        let rows = scheme.criteria.iter().enumerate().map(|(i, criterion)| {
            let mut cells = vec![
                Self::described(criterion),
                self.result(of, criterion).into(),
            ];
            for level in 1..=scheme.levels {
                let here = criterion.at(level);
                let here = here.filter(|it| criterion.standards[*it].from == level);
                cells.push(here.map_or_else(Cell::default, |at| Cell {
                    phrase: self.asked(scheme, criterion, at, Phrase::bare),
                    tone: (&standing.verdicts[i][at]).into(),
                }));
            }
            Row::item(criterion.id.clone(), cells)
        });
        let mut columns = vec![
            Column::new("stars.column.criterion", Align::Text),
            Column::new("stars.column.result", Align::Number),
        ];
        columns.extend((1..=scheme.levels).map(|level| Column {
            label: Phrase::text(&Text::same(format!("{level}★"))),
            unit: Phrase::default(),
            align: Align::Text,
        }));
        let what = Self::what("stars.what.ladder", scheme);
        self.table(self.sentence(of), what, columns, rows.collect())
    }
}
