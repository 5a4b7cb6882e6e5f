//! Where lines begin in the input files, for the places that the ledger names.

use hashbrown::{HashMap, HashSet};

use crate::diag::{Atlas, FileName, LineColumn, Place};

/// The lines of the input files, found once: the ledger names tens of
/// thousands of places.
pub(in crate::compose) struct Lines {
    /// The bytes at which the lines of a file begin.
    starts: HashMap<FileName, Vec<usize>>,
}

impl Lines {
    /// Finds the line starts of files.
    pub(in crate::compose) fn of_files<'a>(
        atlas: &dyn Atlas,
        files: impl Iterator<Item = &'a FileName>,
    ) -> Self {
        let files: HashSet<&FileName> = files.collect();
        let starts = files.into_iter().map(|file| {
            let text = atlas.text(file).unwrap_or("");
            let later = text.match_indices('\n').map(|(at, _)| at + 1);
            (file.clone(), std::iter::once(0).chain(later).collect())
        });
        Self {
            starts: starts.collect(),
        }
    }

    /// The line and column of a place.
    pub(in crate::compose) fn of(&self, atlas: &dyn Atlas, place: &Place) -> LineColumn {
        let text = atlas.text(&place.file).unwrap_or("");
        let Some(starts) = self.starts.get(&place.file) else {
            return LineColumn::of(text, place.start);
        };
        let line = starts.partition_point(|start| *start <= place.start).max(1);
        let start = starts[line - 1];
        let column = text
            .get(start..place.start)
            .map_or(1, |it| it.chars().count() + 1);
        LineColumn { line, column }
    }
}
