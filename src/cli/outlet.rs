//! Standard output that can fail without a panic.
//!
//! A reader that has seen enough (`| head`) closes the pipe: what follows is
//! dropped and the run ends as it would have. A disk that is full is a fault,
//! remembered until the end of the run. `println!` is used nowhere.

use std::io::{self, Write};

/// A writer that remembers how it failed.
pub(super) struct Outlet<'a> {
    to: &'a mut dyn Write,
    closed: bool,
    failed: Option<io::Error>,
}

impl<'a> Outlet<'a> {
    /// Wraps standard output or what stands for it.
    pub(super) fn new(to: &'a mut dyn Write) -> Self {
        Self {
            to,
            closed: false,
            failed: None,
        }
    }

    /// Writes out what is still buffered and tells whether all was written, or
    /// nobody wanted the rest.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let flushed = self.flush();
        self.failed.map_or(flushed, Err)
    }

    /// Sorts a failure: a closed pipe is none.
    fn sort<T>(&mut self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(instead)
            }
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                let copy = error.raw_os_error().map_or_else(
                    || io::Error::new(error.kind(), error.to_string()),
                    io::Error::from_raw_os_error,
                );
                self.failed.get_or_insert(copy);
                Err(error)
            }
            other => other,
        }
    }
}

impl Write for Outlet<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let result = self.to.write(bytes);
        self.sort(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let result = self.to.flush();
        self.sort(result, ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing(io::ErrorKind);
    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_no_fault() {
        let mut to = Failing(io::ErrorKind::BrokenPipe);
        let mut outlet = Outlet::new(&mut to);
        assert!(writeln!(outlet, "more").is_ok());
        assert!(outlet.finish().is_ok());
    }

    #[test]
    fn a_full_disk_is_remembered() {
        let mut to = Failing(io::ErrorKind::StorageFull);
        let mut outlet = Outlet::new(&mut to);
        assert!(writeln!(outlet, "more").is_err());
        let error = outlet
            .finish()
            .expect_err("it is remembered even where the write's result is not looked at");
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn a_fault_at_the_last_flush_counts() {
        struct Late;
        impl Write for Late {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Err(io::ErrorKind::StorageFull.into())
            }
        }
        let mut to = Late;
        let mut outlet = Outlet::new(&mut to);
        assert!(writeln!(outlet, "more").is_ok());
        assert!(outlet.finish().is_err());
    }
}
