//! How well a number is founded.

use serde::{Deserialize, Serialize};

/// What stands behind a value, from the strongest to the weakest.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// Counted or surveyed by the organisation itself.
    #[default]
    Measured,
    /// Taken over from a source that does not show how it was reached.
    Reported,
    /// Expected or preliminary (预估).
    Estimated,
    /// Made up to show a feature of the example.
    Illustrative,
    /// Not there; a reason says why.
    Missing,
}

impl Evidence {
    /// The word in data files, JSON and style classes.
    pub fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Reported => "reported",
            Self::Estimated => "estimated",
            Self::Illustrative => "illustrative",
            Self::Missing => "missing",
        }
    }

    /// The evidence of what is computed from both: the weaker one.
    #[must_use]
    pub fn weakest(self, other: Self) -> Self {
        self.max(other)
    }

    /// The evidence of what is computed from all of them: the weakest; that of
    /// a measurement where there is none.
    pub fn weakest_of(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().fold(Self::Measured, Self::weakest)
    }

    /// The same; that of the `file` they would stand in where there is none.
    pub fn weakest_or(all: impl IntoIterator<Item = Self>, file: Self) -> Self {
        all.into_iter().reduce(Self::weakest).unwrap_or(file)
    }
}
