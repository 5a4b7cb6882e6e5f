//! Kano's classes of needs: given by the source, or told from a pair of
//! questions, how customers feel where the need is met and where it is not.

use schemars::JsonSchema;
use serde::Deserialize;

/// What meeting a need does to satisfaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KanoClass {
    /// Taken for granted; its absence displeases.
    MustBe,
    /// The more the better.
    OneDimensional,
    /// Not expected; its presence delights.
    Attractive,
    /// Neither pleases nor displeases.
    Indifferent,
    /// Its presence displeases.
    Reverse,
    /// The answers contradict each other.
    Questionable,
}

/// Answers to a question, from the best to the worst: liked, expected,
/// neutral, tolerated, disliked.
pub(super) const ANSWERS: usize = 5;

/// The class of each pair of answers: a row by the answer where the need is
/// met, a column by that where it is not.
///
/// Source: C. Berger et al., "Kano's Methods for Understanding
/// Customer-defined Quality", Center for Quality of Management Journal 2
/// (1993), the evaluation table.
const TABLE: [[KanoClass; ANSWERS]; ANSWERS] = {
    use KanoClass::{
        Attractive as A, Indifferent as I, MustBe as M, OneDimensional as O, Questionable as Q,
        Reverse as R,
    };
    [
        [Q, A, A, A, O],
        [R, I, I, I, M],
        [R, I, I, I, M],
        [R, I, I, I, M],
        [R, R, R, R, Q],
    ]
};

impl KanoClass {
    /// In the order in which a draw is decided: what is missed most, first.
    pub(super) const ALL: [Self; 6] = [
        Self::MustBe,
        Self::OneDimensional,
        Self::Attractive,
        Self::Indifferent,
        Self::Reverse,
        Self::Questionable,
    ];

    /// The name of its figure.
    pub(super) fn role(self) -> &'static str {
        match self {
            Self::MustBe => "must_be",
            Self::OneDimensional => "one_dimensional",
            Self::Attractive => "attractive",
            Self::Indifferent => "indifferent",
            Self::Reverse => "reverse",
            Self::Questionable => "questionable",
        }
    }
}

/// How many pairs of answers are of each class, in the order of the classes.
pub(super) type Counts = [u64; KanoClass::ALL.len()];

/// Counts pairs of answers by their class.
pub(super) fn counted(answers: &[[u64; ANSWERS]; ANSWERS]) -> Counts {
    let mut counts = Counts::default();
    for (row, classes) in answers.iter().zip(TABLE) {
        for (count, class) in row.iter().zip(classes) {
            let sum = &mut counts[class as usize];
            *sum = sum.saturating_add(*count);
        }
    }
    counts
}

/// The class that most answers are of.
pub(super) fn told(counts: &Counts) -> KanoClass {
    let most = counts.iter().max();
    let first = KanoClass::ALL
        .into_iter()
        .find(|it| Some(&counts[*it as usize]) == most);
    first.unwrap_or(KanoClass::Questionable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_of_answers_has_a_class() {
        // 30 like it and dislike its absence, 20 like it and expect no less,
        // 15 expect it and dislike its absence, 5 dislike it and like its
        // absence, 3 like both.
        let mut answers = [[0; ANSWERS]; ANSWERS];
        answers[0] = [3, 20, 0, 0, 30];
        answers[1][4] = 15;
        answers[2][2] = 7;
        answers[4][0] = 5;
        let counts = counted(&answers);
        assert_eq!(counts, [15, 30, 20, 7, 5, 3]);
        assert_eq!(told(&counts), KanoClass::OneDimensional);
    }

    #[test]
    fn a_draw_is_decided_for_what_is_missed_most() {
        assert_eq!(told(&[5, 5, 5, 5, 0, 0]), KanoClass::MustBe);
        assert_eq!(told(&[0, 4, 5, 5, 0, 0]), KanoClass::Attractive);
    }
}
