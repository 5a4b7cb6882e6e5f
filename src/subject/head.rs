//! What heads a data file and holds for everything that it types: where it was
//! taken from, what a reader should know beside it, and when it was taken.

use jiff::civil::Date;

use super::{
    desk::{Desk, path},
    units::Whole,
};
use crate::{
    model::{Figure, FigureKey, Finite, Missing, Text},
    sheet::{Dated, Words},
};

/// The head of a data file, checked.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    pub(super) source: Text,
    pub(super) note: Text,
    pub(super) as_of: Option<Date>,
}

impl Head {
    /// A figure of the file, measured, a bare number without trace.
    pub(super) fn figure(
        &self,
        key: FigureKey,
        label: &Text,
        value: Result<Finite, Missing>,
    ) -> Figure {
        Figure {
            as_of: self.as_of,
            source: self.source.clone(),
            note: self.note.clone(),
            ..Figure::new(key, label, value)
        }
    }

    /// What causes that are ranked, or units that are compared, are of.
    pub(super) fn whole<'a>(&'a self, key: FigureKey, label: &'a Text) -> Whole<'a> {
        Whole {
            key,
            label,
            as_of: self.as_of,
            source: &self.source,
            note: &self.note,
        }
    }
}

impl<T> Desk<'_, T> {
    /// The head that stands at `source`, `note` and `as_of`.
    pub(super) fn head(
        &mut self,
        source: Option<&Words>,
        note: Option<&Words>,
        as_of: Option<Dated>,
    ) -> Head {
        Head {
            source: self.words(source, &path(&["source".into()], &[])),
            note: self.words(note, &path(&["note".into()], &[])),
            as_of: as_of.map(|it| it.0),
        }
    }
}
