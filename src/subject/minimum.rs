//! Groups that are too small to be published, since a person could be made out
//! in them.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::sheet::{Count, Words};

/// Groups that are too small to be published.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinimumSheet {
    /// A group with fewer cases or answers than this is not shown, and with a
    /// single such group the next smallest neither, since it could be subtracted.
    pub count: Count,
    /// What is printed in its place.
    pub reason: Words,
}

impl MinimumSheet {
    /// The groups to leave out of those of these sizes, which make up a whole
    /// that is published. A group without anything in it tells nothing.
    pub(super) fn hides(&self, sizes: &[u64]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..sizes.len()).filter(|i| sizes[*i] > 0).collect();
        order.sort_by_key(|i| (sizes[*i], *i));
        let small = order.iter().filter(|i| sizes[**i] < self.count.0).count();
        order.truncate(if small == 1 { 2 } else { small });
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    #[test]
    fn a_single_small_group_takes_the_next_with_it() {
        let minimum = MinimumSheet {
            count: Count(5),
            reason: Words(Text::same("few")),
        };
        assert_eq!(minimum.hides(&[9, 3, 20]), [1, 0]);
        assert_eq!(minimum.hides(&[9, 3, 4]), [1, 2]);
        assert_eq!(minimum.hides(&[9, 5, 0]), [0; 0]);
    }
}
