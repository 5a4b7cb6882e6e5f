//! What a rule says of a point: nothing, good, bad, or only that it is unusual.
//! Each is told apart by form as well as by hue.

use super::{dot::Form, token::Hue};

/// What a rule says of a point of a control chart or a funnel plot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Signal {
    /// Common-cause variation.
    #[default]
    None,
    /// In the good direction.
    Improvement,
    /// In the bad direction.
    Concern,
    /// Unusual, where no direction is good or bad.
    Neutral,
}

impl Signal {
    /// Those that say something.
    pub(super) const LOUD: [Self; 3] = [Self::Improvement, Self::Concern, Self::Neutral];

    pub(super) fn form(self) -> Form {
        match self {
            Self::None => Form::Disc,
            Self::Improvement => Form::Square,
            Self::Concern => Form::Diamond,
            Self::Neutral => Form::Triangle,
        }
    }

    pub(super) fn hue(self) -> Hue {
        match self {
            Self::None => Hue::Muted,
            Self::Improvement => Hue::Accent,
            Self::Concern => Hue::Bad,
            Self::Neutral => Hue::Ink,
        }
    }
}
