//! Where in the author's files something stands.

use std::{cell::RefCell, collections::BTreeMap};

use super::{Atlas, FileName};

/// A stretch of bytes in a file; line and column are found when it is printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, relative to the site's root, with `/`.
    pub file: FileName,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Place {
    /// A stretch of a file.
    pub fn new(file: &FileName, bytes: std::ops::Range<usize>) -> Self {
        Self {
            file: file.clone(),
            start: bytes.start,
            end: bytes.end.max(bytes.start),
        }
    }

    /// A file as a whole.
    pub fn whole(file: impl Into<FileName>) -> Self {
        Self {
            file: file.into(),
            start: 0,
            end: 0,
        }
    }
}

/// A line and a column, both from 1, the column counted in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl LineColumn {
    /// Finds the line and column of a byte; a byte inside a character counts
    /// as that character, one beyond the end as the end.
    pub fn of(text: &str, byte: usize) -> Self {
        let mut byte = byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let before = &text[..byte];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.bytes().filter(|b| *b == b'\n').count() + 1,
            column: before[line_start..]
                .chars()
                .filter(|c| *c != '\u{FEFF}')
                .count()
                + 1,
        }
    }
}

/// Lines and columns of many places, each found without reading its file from
/// the beginning: a file of a megabyte may have a mistake in every word.
pub struct Positions<'a> {
    atlas: &'a dyn Atlas,
    /// By file, bytes whose line and column are known, [`STEP`] apart.
    known: RefCell<BTreeMap<FileName, Vec<(usize, LineColumn)>>>,
}

/// Bytes between two known positions.
const STEP: usize = 512;

impl<'a> Positions<'a> {
    /// The positions in these texts.
    pub fn of(atlas: &'a dyn Atlas) -> Self {
        Self {
            atlas,
            known: RefCell::default(),
        }
    }

    /// The text of a file; empty if it is not known.
    pub fn text(&self, file: &str) -> &'a str {
        self.atlas.text(file).unwrap_or("")
    }

    /// The line and column at which a place begins.
    pub fn at(&self, place: &Place) -> LineColumn {
        let text = self.text(&place.file);
        let mut known = self.known.borrow_mut();
        let known = known
            .entry(place.file.clone())
            .or_insert_with(|| steps(text));
        let mut byte = place.start.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let before = known.partition_point(|(at, _)| *at <= byte);
        let (from, at) = before.checked_sub(1).map_or((0, START), |i| known[i]);
        at.after(&text[from..byte])
    }
}

const START: LineColumn = LineColumn { line: 1, column: 1 };

impl LineColumn {
    /// The position behind a text that begins at this one.
    fn after(self, text: &str) -> Self {
        text.chars().fold(self, |at, c| match c {
            '\n' => Self {
                line: at.line + 1,
                column: 1,
            },
            '\u{FEFF}' => at,
            _ => Self {
                column: at.column + 1,
                ..at
            },
        })
    }
}

fn steps(text: &str) -> Vec<(usize, LineColumn)> {
    let (mut from, mut at) = (0, START);
    let mut known = Vec::new();
    while from + STEP < text.len() {
        let mut to = from + STEP;
        while !text.is_char_boundary(to) {
            to += 1;
        }
        at = at.after(&text[from..to]);
        known.push((to, at));
        from = to;
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_positions_agree_with_reading_from_the_beginning() {
        struct One(String);
        impl Atlas for One {
            fn text(&self, _: &str) -> Option<&str> {
                Some(&self.0)
            }
        }
        let text =
            "\u{FEFF}一行 a\r\n\nlonger line with words and 𝄞\n".repeat(60) + &"[".repeat(2 * STEP);
        let file = FileName::from("a.md");
        let one = One(text.clone());
        let positions = Positions::of(&one);
        for byte in (0..text.len() + 3).rev() {
            assert_eq!(
                positions.at(&Place::new(&file, byte..byte)),
                LineColumn::of(&text, byte),
                "{byte}"
            );
        }
    }
}
