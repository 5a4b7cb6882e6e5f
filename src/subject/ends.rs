//! What a page shows of more rows than can be read: those at both ends, and
//! the way to the list that has all.

use crate::{
    block::{Phrase, Piece},
    model::Text,
};

/// So many rows are shown at each end; twice as many are shown as they are.
const AT_EACH_END: usize = 50;

/// The places of the rows that are shown, in their order: all of a few, else
/// the lowest and the highest. Rows without a number are shown among a few only.
pub(super) fn shown(numbers: &[Option<f64>]) -> Vec<usize> {
    if numbers.len() <= 2 * AT_EACH_END {
        return (0..numbers.len()).collect();
    }
    let known = numbers.iter().enumerate();
    let mut known: Vec<(f64, usize)> = known.filter_map(|(i, it)| Some(((*it)?, i))).collect();
    known.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    if known.len() > 2 * AT_EACH_END {
        known.drain(AT_EACH_END..known.len() - AT_EACH_END);
    }
    let mut shown: Vec<usize> = known.into_iter().map(|(_, i)| i).collect();
    shown.sort_unstable();
    shown
}

/// Says that some of all rows are shown, and where the others are; nothing
/// where all are.
pub(super) fn said(shown: usize, all: usize) -> Phrase {
    if shown == all {
        return Phrase::default();
    }
    let number = |it: usize| Phrase::text(&Text::same(it.to_string()));
    let slots = [
        ("shown", number(shown)),
        ("all", number(all)),
        ("list", Phrase(vec![Piece::Units])),
    ];
    Phrase::sentence("cut.ends", slots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_rows_both_ends_are_shown_in_their_order() {
        let few = vec![None; 100];
        assert_eq!(shown(&few).len(), 100, "a hundred can be read");
        assert!(said(100, 100).is_empty());
        let many: Vec<Option<f64>> = (0..1_000)
            .map(|it| (it % 10 != 0).then_some(f64::from(it)))
            .collect();
        let some = shown(&many);
        assert_eq!(some.len(), 100);
        assert_eq!((some[0], some[49]), (1, 55));
        assert_eq!((some[50], some[99]), (945, 999));
    }
}
