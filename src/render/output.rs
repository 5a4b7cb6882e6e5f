//! A page on its way out: bytes in memory, up to a limit, so that a template
//! that never stops printing ends as an error and not as a full machine.

use std::io::{self, Write};

/// Bytes up to a limit.
#[derive(Debug)]
pub(super) struct Output {
    bytes: Vec<u8>,
    limit: usize,
}

impl Output {
    /// An empty page that may grow to `limit` bytes.
    pub(super) fn new(expected: usize, limit: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(expected),
            limit,
        }
    }

    /// What was written.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl Write for Output {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + more.len() > self.limit {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_goes_over_the_limit() {
        let mut output = Output::new(0, 4);
        assert!(output.write_all(b"1234").is_ok());
        assert!(output.write_all(b"5").is_err());
        assert_eq!(output.into_bytes(), b"1234");
    }
}
