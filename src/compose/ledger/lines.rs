//! Where lines begin in the input files, for the places that the ledger names.

use hashbrown::{HashMap, HashSet};

use crate::diag::{Atlas, LineColumn, Place};

/// The lines of the input files, found once: the ledger names tens of
/// thousands of places.
pub struct Lines<'a> {
    atlas: &'a (dyn Atlas + Sync),
    files: HashMap<String, File<'a>>,
}

/// A file, and the bytes at which its lines begin.
struct File<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the line starts of every file that `places` name.
    pub fn of_files<'b>(
        atlas: &'a (dyn Atlas + Sync),
        files: impl Iterator<Item = &'b str>,
    ) -> Self {
        let files = files
            .collect::<HashSet<_>>()
            .into_iter()
            .map(|file| {
                let text = atlas.text(file).unwrap_or("");
                let starts = std::iter::once(0)
                    .chain(text.match_indices('\n').map(|(at, _)| at + 1))
                    .collect();
                (file.to_owned(), File { text, starts })
            })
            .collect();
        Self { atlas, files }
    }

    /// The line and column of a place.
    pub fn of(&self, place: &Place) -> LineColumn {
        let Some(File { text, starts }) = self.files.get(&*place.file) else {
            let text = self.atlas.text(&place.file).unwrap_or("");
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
