//! Groups that are too small to be published, since a person could be made out
//! in them: the key `minimum` of every sheet whose groups are of persons,
//! visits or cases.
//!
//! What is small is missing with the reason, and so is what would give it
//! away. The reckoning is `stats::disclosure`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::desk::Desk;
use crate::{
    model::{Missing, Text},
    path,
    sheet::{Count, Words},
    stats::disclosure::{self, Fate, Group},
    subject::desk::{Way, path},
};

/// Groups that are too small to be published.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinimumSheet {
    /// A group with fewer persons, visits or cases than this is not shown, and
    /// neither is the smallest other one by which it could be reckoned back.
    pub count: Count,
    /// What is printed in its place.
    pub reason: Words,
}

/// The smallest group that may be published, checked.
#[derive(Debug, Clone)]
pub(super) struct Minimum {
    pub(super) count: u64,
    pub(super) reason: Text,
}

impl Minimum {
    /// Checks what stands under `minimum` at that way, where it is given.
    pub(super) fn check<T>(
        desk: &mut Desk<T>,
        given: Option<&MinimumSheet>,
        way: &Way,
    ) -> Option<Self> {
        let given = given?;
        let way = path(way, path!["minimum", "reason"]);
        Some(Self {
            count: given.count.0,
            reason: desk.words(Some(&given.reason), &way),
        })
    }

    /// Why a number is missing that is of too few.
    pub(super) fn missing(&self) -> Missing {
        Missing::Stated(self.reason.clone())
    }

    /// Reports whether a group of that size is too small. One without anything
    /// in it tells nothing.
    pub(super) fn is_small(&self, size: u64) -> bool {
        (1..self.count).contains(&size)
    }

    /// The groups to leave out of those of these sizes, which make up a whole
    /// that is published.
    pub(super) fn hides(&self, sizes: &[u64]) -> Vec<usize> {
        let mut groups: Vec<Group> = (sizes.iter().enumerate())
            .map(|(i, size)| Group {
                size: *size,
                parts: vec![i],
                fate: Fate::Open,
            })
            .collect();
        groups.push(Group {
            size: sizes.iter().sum(),
            parts: (0..sizes.len()).filter(|i| sizes[*i] > 0).collect(),
            fate: Fate::Kept,
        });
        self.hides_of(&groups)
    }

    /// The same of groups that may be in one another.
    pub(super) fn hides_of(&self, groups: &[Group]) -> Vec<usize> {
        disclosure::hidden(groups, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_small_group_takes_the_next_with_it() {
        let minimum = Minimum {
            count: 5,
            reason: Text::same("few"),
        };
        assert_eq!(minimum.hides(&[9, 3, 20]), [1, 0]);
        assert_eq!(minimum.hides(&[9, 3, 4]), [1, 2]);
        assert_eq!(minimum.hides(&[9, 5, 0]), [0; 0]);
    }
}
