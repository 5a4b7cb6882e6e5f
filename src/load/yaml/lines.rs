//! From the lines and columns of the parser's marks to bytes.
//!
//! The index that a mark also has is not used: it counts bytes in some comments
//! and characters elsewhere. Marks come nearly in order, so each is found from
//! the one before.

use saphyr_parser::Marker;

/// Where lines begin, and the mark that was asked for last.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    line: usize,
    column: usize,
    byte: usize,
}

impl<'t> Lines<'t> {
    /// The lines of a text.
    pub(super) fn new(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        let starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| at + 1))
            .collect();
        Self {
            text,
            starts,
            line: 1,
            column: 0,
            byte: 0,
        }
    }

    /// The byte that a mark of the parser means.
    pub(super) fn byte(&mut self, mark: Marker) -> usize {
        let (line, column) = (mark.line(), mark.col());
        if line != self.line {
            self.line = line;
            self.column = 0;
            self.byte = self
                .starts
                .get(line - 1)
                .map_or(self.text.len(), |start| *start);
        }
        while self.column > column {
            self.byte -= self.text[..self.byte]
                .chars()
                .next_back()
                .map_or(0, char::len_utf8);
            self.column -= 1;
        }
        for c in self.text[self.byte..]
            .chars()
            .take_while(|c| *c != '\n')
            .take(column - self.column)
        {
            self.byte += c.len_utf8();
        }
        self.column = column;
        self.byte
    }
}
