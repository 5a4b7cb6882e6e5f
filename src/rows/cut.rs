//! Cuts a stream of rows into blocks that begin and end with whole rows, so
//! that they can be read side by side. Where they are cut depends on the bytes
//! alone.

use std::io::{self, Read};

/// How many bytes a block has, about.
const BLOCK: usize = 1 << 20;
/// How many bytes a row may have.
const LONGEST: usize = 16 << 20;

/// The blocks of a stream.
pub(super) struct Blocks<R> {
    reader: R,
    delimiter: u8,
    /// What was read and not handed out.
    pending: Vec<u8>,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    pub(super) fn new(reader: R, delimiter: u8) -> Self {
        Self {
            reader,
            delimiter,
            pending: Vec::new(),
            ended: false,
        }
    }

    /// The next block; nothing at the end. A row of more than 16 MiB, as where
    /// a quote is never closed, ends the stream with an error.
    pub(super) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut wanted = BLOCK;
        loop {
            while !self.ended && self.pending.len() < wanted {
                let before = self.pending.len();
                self.pending.resize(wanted, 0);
                let read = self.reader.read(&mut self.pending[before..])?;
                self.pending.truncate(before + read);
                self.ended = read == 0;
            }
            if self.ended {
                let rest = std::mem::take(&mut self.pending);
                return Ok((!rest.is_empty()).then_some(rest));
            }
            if let Some(at) = end_of_rows(&self.pending, self.delimiter) {
                let rest = self.pending.split_off(at);
                return Ok(Some(std::mem::replace(&mut self.pending, rest)));
            }
            if wanted >= LONGEST {
                return Err(io::ErrorKind::InvalidData.into());
            }
            wanted *= 2;
        }
    }
}

/// Where the last whole row in `bytes` ends, which begin with a row.
fn end_of_rows(bytes: &[u8], delimiter: u8) -> Option<usize> {
    if memchr::memchr(b'"', bytes).is_none() {
        return memchr::memrchr(b'\n', bytes).map(|at| at + 1);
    }
    let mut end = None;
    let mut at = 0;
    loop {
        // The start of a cell.
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let Some(quote) = memchr::memchr(b'"', &bytes[at..]) else {
                    return end;
                };
                at += quote + 1;
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
        }
        let Some(next) = memchr::memchr2(delimiter, b'\n', &bytes[at..]) else {
            return end;
        };
        at += next + 1;
        if bytes[at - 1] == b'\n' {
            end = Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_end_outside_quotes() {
        fn case(text: &str, expected: Option<usize>) {
            assert_eq!(end_of_rows(text.as_bytes(), b','), expected, "{text:?}");
        }
        case("a,b\nc,d\ne", Some(8));
        case("a,b", None);
        case("a,\"b\nc\"\nd", Some(8));
        case("a,\"b\nc", None);
        case("a\n\"b\nc", Some(2));
        case("a,\"b\"\"\n\"\nd", Some(9));
        // A quote inside a cell is a character.
        case("a,12\" pipe\nb,c\nd", Some(15));
        case("\"a\"x\ny", Some(5));
    }

    #[test]
    fn blocks_are_the_stream_in_order() {
        let row = format!("{},\"x\ny\"\n", "客户".repeat(50));
        let text = row.repeat(20_000);
        let mut blocks = Blocks::new(text.as_bytes(), b',');
        let mut found = Vec::new();
        let mut count = 0;
        while let Some(block) = blocks.next().expect("it is in memory") {
            assert!(block.ends_with(b"\"\n"), "a block ends with a row");
            found.extend(block);
            count += 1;
        }
        assert!(count > 3, "{count} blocks");
        assert!(found == text.as_bytes());
    }

    #[test]
    fn a_quote_that_is_never_closed_ends_the_stream() {
        let text = format!("a,b\n\"{}", "c,d\n".repeat(6 << 20));
        let mut blocks = Blocks::new(text.as_bytes(), b',');
        assert_eq!(
            blocks.next().expect("the first row is sound"),
            Some(b"a,b\n".to_vec())
        );
        assert!(blocks.next().is_err());
    }
}
