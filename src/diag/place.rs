//! Where in the author's files something stands.

use super::FileName;

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
            column: before[line_start..].chars().filter(|c| *c != '\u{FEFF}').count() + 1,
        }
    }
}
