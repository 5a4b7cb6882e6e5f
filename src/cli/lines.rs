//! Lines and columns for many places of the same files, each file being
//! counted once.

use std::collections::BTreeMap;

use crate::diag::{Atlas, FileName, LineColumn, Place};

/// Finds lines and columns.
pub(super) struct Lines<'a> {
    atlas: &'a dyn Atlas,
    starts: BTreeMap<FileName, Vec<usize>>,
}

impl<'a> Lines<'a> {
    /// Counts in these files.
    pub(super) fn of(atlas: &'a dyn Atlas) -> Self {
        Self {
            atlas,
            starts: BTreeMap::new(),
        }
    }

    /// Where a place begins; line 1, column 1 in a file whose text is not held.
    pub(super) fn at(&mut self, place: &Place) -> LineColumn {
        let text = self.atlas.text(&place.file).unwrap_or("");
        let starts = self.starts.entry(place.file.clone()).or_insert_with(|| {
            let after_breaks = text
                .bytes()
                .enumerate()
                .filter(|(_, b)| *b == b'\n')
                .map(|(at, _)| at + 1);
            std::iter::once(0).chain(after_breaks).collect()
        });
        let line = starts.partition_point(|start| *start <= place.start);
        let start = starts[line - 1];
        let LineColumn { column, .. } = LineColumn::of(&text[start..], place.start - start);
        LineColumn { line, column }
    }

    /// `file:line:column`.
    pub(super) fn named(&mut self, place: &Place) -> String {
        let LineColumn { line, column } = self.at(place);
        format!("{}:{line}:{column}", place.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct One(&'static str);
    impl Atlas for One {
        fn text(&self, file: &str) -> Option<&str> {
            (file == "a").then_some(self.0)
        }
    }

    #[test]
    fn places_are_found_as_diagnostics_find_them() {
        let text = "\u{FEFF}一: 1\r\n\nb: 二三\nlast";
        let atlas = One(text);
        let mut lines = Lines::of(&atlas);
        for byte in 0..=text.len() + 2 {
            let place = Place::new(&"a".into(), byte..byte);
            assert_eq!(lines.at(&place), LineColumn::of(text, byte), "byte {byte}");
        }
        assert_eq!(
            lines.named(&Place::new(&"rows.csv".into(), 70..80)),
            "rows.csv:1:1"
        );
    }
}
