//! For whom a site is built, and what goes on paper for them.

use crate::portfolio::{Document, Portfolio};

/// For whom a site is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Trainers: with notes.
    #[default]
    Trainer,
    /// Everybody: nothing of what only the trainer is to see.
    Public,
}

impl Audience {
    /// All of them by the word that authors write.
    pub const ALL: [(&'static str, Self); 2] =
        [("trainer", Self::Trainer), ("public", Self::Public)];

    /// What the name of a file for them ends with.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Trainer => "",
            Self::Public => "-public",
        }
    }
}

/// What a deck is on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Paper {
    /// For those who listen: slides with lines or notes beside.
    Handout,
    /// For the trainer: slides with all notes.
    Notes,
    /// The questions of its quizzes, without what is right.
    Questions,
    /// For the trainer: the same with what is right.
    Key,
    /// Lines to sign on, a sheet a session.
    SignIn,
    /// What people thought of it.
    Feedback,
}

impl Paper {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Handout,
        Self::Notes,
        Self::Questions,
        Self::Key,
        Self::SignIn,
        Self::Feedback,
    ];

    /// The papers of a deck, or of what is for a role in it, for an audience.
    pub(super) fn of(
        portfolio: &Portfolio,
        document: &Document,
        role: Option<&str>,
        audience: Audience,
    ) -> impl Iterator<Item = Self> {
        let is_training = document.narrative.front.training.is_some();
        let asks = portfolio.asks(document, role);
        Self::ALL.into_iter().filter(move |it| match it {
            Self::Handout => true,
            Self::Notes => audience == Audience::Trainer,
            Self::Questions => asks,
            Self::Key => asks && audience == Audience::Trainer,
            Self::SignIn | Self::Feedback => is_training,
        })
    }

    /// The name of its file, and the word that templates receive.
    pub fn word(self) -> &'static str {
        match self {
            Self::Handout => "handout",
            Self::Notes => "notes",
            Self::Questions => "questions",
            Self::Key => "key",
            Self::SignIn => "sign-in",
            Self::Feedback => "feedback",
        }
    }
}
