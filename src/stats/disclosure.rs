//! Which groups to leave out of what is published, so that no group that is
//! too small can be reckoned back from the sums that stay.
//!
//! A group is a set of parts that belong together. Of a table, its cells are
//! groups, and so are its rows, its columns and the whole: whoever knows the
//! sum over a group and over some of what it is made of knows the sum over the
//! rest. A group is given away where its parts are a linear combination of the
//! parts of groups that are published; then the smallest of those is left out
//! too, until none is given away.

use std::collections::BTreeMap;

/// Some parts that are published, or not, as one sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// How many cases are in it.
    pub size: u64,
    /// The numbers of the parts that it is made of.
    pub parts: Vec<usize>,
    /// What becomes of it.
    pub fate: Fate,
}

/// Whether a group may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It may, unless it is too small or gives a small one away.
    Open,
    /// It is, whatever its size, and is never left out: a total that stands
    /// elsewhere too.
    Kept,
    /// It is not, and must not be reckoned back if it is too small.
    Unpublished,
}

/// Arithmetic without rounding: remainders of this prime.
const PRIME: u64 = 2_147_483_647;

/// A published group on the way of elimination: its parts, and below zero the
/// groups it was combined of.
type Combined = BTreeMap<(bool, usize), u64>;

/// The groups of which nothing can be published when none may be of fewer
/// cases than `least`, by their places. A group without a case tells nothing.
pub fn hidden(groups: &[Group], least: u64) -> Vec<usize> {
    let is_small = |group: &Group| group.size > 0 && group.size < least;
    let secret: Vec<usize> = (0..groups.len())
        .filter(|i| is_small(&groups[*i]) && groups[*i].fate != Fate::Kept)
        .collect();
    let mut shown: Vec<usize> = (0..groups.len())
        .filter(|i| groups[*i].size > 0 && !secret.contains(i))
        .filter(|i| groups[*i].fate != Fate::Unpublished)
        .collect();
    let mut left_out: Vec<usize> = (secret.iter().copied())
        .filter(|i| groups[*i].fate == Fate::Open)
        .collect();
    let mut others = Vec::new();
    while let Some(found) = given_away(groups, &secret, &shown) {
        shown.retain(|i| *i != found);
        others.push(found);
    }
    // One that was left out early may be safe now that others are: the largest
    // is worth the most.
    others.sort_by_key(|i| (groups[*i].size, *i));
    for i in others.into_iter().rev() {
        shown.push(i);
        if given_away(groups, &secret, &shown).is_some() {
            shown.pop();
            left_out.push(i);
        }
    }
    left_out
}

/// The smallest of the published groups by which a secret one is known.
fn given_away(groups: &[Group], secret: &[usize], shown: &[usize]) -> Option<usize> {
    let mut basis: BTreeMap<usize, Combined> = BTreeMap::new();
    // Cells before sums: most sums are then gone after a few steps.
    let mut order = shown.to_vec();
    order.sort_by_key(|i| (groups[*i].parts.len(), *i));
    for i in order {
        let mut row = parts_of(&groups[i]);
        row.insert((true, i), 1);
        if let Some(pivot) = reduce(&mut row, &basis) {
            let scale = inverse(row[&(false, pivot)]);
            for value in row.values_mut() {
                *value = *value * scale % PRIME;
            }
            basis.insert(pivot, row);
        }
    }
    secret.iter().find_map(|i| {
        let mut row = parts_of(&groups[*i]);
        if reduce(&mut row, &basis).is_some() {
            return None;
        }
        let used = row.into_keys().map(|(_, group)| group);
        let open = used.filter(|it| groups[*it].fate == Fate::Open);
        open.min_by_key(|it| (groups[*it].size, *it))
    })
}

fn parts_of(group: &Group) -> Combined {
    group.parts.iter().map(|part| ((false, *part), 1)).collect()
}

/// Takes from a row what rows of the basis can take, and tells the first part
/// that is left.
fn reduce(row: &mut Combined, basis: &BTreeMap<usize, Combined>) -> Option<usize> {
    let mut left = None;
    let mut from = 0;
    while let Some((part, factor)) = next_part(row, from) {
        from = part + 1;
        let Some(other) = basis.get(&part) else {
            left.get_or_insert(part);
            continue;
        };
        for (key, value) in other {
            let entry = row.entry(*key).or_default();
            *entry = (*entry + (PRIME - factor) * value) % PRIME;
            if *entry == 0 {
                row.remove(key);
            }
        }
    }
    left
}

fn next_part(row: &Combined, from: usize) -> Option<(usize, u64)> {
    let mut parts = row.range((false, from)..(true, 0));
    parts.next().map(|((_, part), value)| (*part, *value))
}

/// The number that makes it one, by Fermat.
fn inverse(number: u64) -> u64 {
    let (mut result, mut base, mut power) = (1, number, PRIME - 2);
    while power > 0 {
        if power & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        power >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn group(size: u64, parts: &[usize], fate: Fate) -> Group {
        Group {
            size,
            parts: parts.to_vec(),
            fate,
        }
    }

    /// The cells of a table, then its rows, its columns and the whole.
    fn table(cells: &[Vec<u64>]) -> Vec<Group> {
        let across = cells[0].len();
        let at = |row: usize, column: usize| row * across + column;
        let sum = |parts: Vec<usize>, fate| Group {
            size: parts.iter().map(|it| cells[it / across][it % across]).sum(),
            parts,
            fate,
        };
        let all = || (0..cells.len()).flat_map(|row| (0..across).map(move |it| (row, it)));
        let mut groups: Vec<Group> = all()
            .map(|(row, column)| sum(vec![at(row, column)], Fate::Open))
            .collect();
        for row in 0..cells.len() {
            let parts = (0..across).map(|it| at(row, it));
            groups.push(sum(parts.collect(), Fate::Open));
        }
        for column in 0..across {
            let parts = (0..cells.len()).map(|it| at(it, column));
            groups.push(sum(parts.collect(), Fate::Open));
        }
        groups.push(sum(all().map(|it| at(it.0, it.1)).collect(), Fate::Kept));
        groups
    }

    #[test]
    fn a_cell_of_a_table_takes_three_others_with_it() {
        let groups = table(&[vec![2, 20, 30], vec![21, 40, 50], vec![31, 60, 70]]);
        let mut found = hidden(&groups, 5);
        found.sort_unstable();
        assert_eq!(found, [0, 1, 3, 4], "two in each row and column, or none");
    }

    #[test]
    fn a_small_part_that_no_group_names_is_not_given_away() {
        let groups = [
            group(20, &[0], Fate::Open),
            group(23, &[0, 1], Fate::Open),
            group(3, &[1], Fate::Unpublished),
        ];
        assert_eq!(hidden(&groups, 5), [0]);
    }

    proptest! {
        #[test]
        fn nothing_small_is_published_or_given_away(
            cells in prop::collection::vec(prop::collection::vec(0_u64..30, 3), 3),
            least in 0_u64..12,
        ) {
            let groups = table(&cells);
            let left_out = hidden(&groups, least);
            let shown: Vec<usize> = (0..groups.len())
                .filter(|i| groups[*i].size > 0 && !left_out.contains(i))
                .collect();
            let whole = groups.len() - 1;
            for i in &shown {
                prop_assert!(groups[*i].size >= least || *i == whole);
            }
            let small: Vec<usize> = (0..whole)
                .filter(|i| (1..least).contains(&groups[*i].size))
                .collect();
            // The whole alone gives away what is all that there is.
            let alone = shown == [whole];
            prop_assert!(alone || given_away(&groups, &small, &shown).is_none());
        }
    }
}
