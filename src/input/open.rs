//! Opens files without being led astray: between the walk and the opening, a
//! file may have become a link, or a pipe on which an opening would wait.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read},
    path::Path,
};

/// The whole file, if it has at most `limit` bytes.
pub(super) fn whole(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let (file, size) = regular(path)?;
    if size > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::with_capacity(size as usize);
    Limited { file, left: limit }.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The file as a stream of at most `limit` bytes.
pub(super) fn stream(path: &Path, limit: u64) -> io::Result<Limited> {
    Ok(Limited {
        file: regular(path)?.0,
        left: limit,
    })
}

/// A file that ends with an error where a limit is passed; a file may grow
/// after its size was looked at.
#[derive(Debug)]
pub(super) struct Limited {
    file: File,
    left: u64,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| io::Error::from(io::ErrorKind::FileTooLarge))?;
        Ok(count)
    }
}

/// A regular file, opened, and its size.
fn regular(path: &Path) -> io::Result<(File, u64)> {
    let mut options = OpenOptions::new();
    options.read(true);
    do_not_follow_or_wait(&mut options);
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_file() {
        Ok((file, metadata.len()))
    } else {
        Err(io::ErrorKind::InvalidInput.into())
    }
}

#[cfg(unix)]
fn do_not_follow_or_wait(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;

    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    options.custom_flags(flags.bits().cast_signed());
}

#[cfg(not(unix))]
fn do_not_follow_or_wait(_: &mut OpenOptions) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_at_the_limit() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("x");
        std::fs::write(&path, [7; 10]).expect("a file");
        assert_eq!(whole(&path, 10).expect("just fits").len(), 10);
        assert_eq!(
            whole(&path, 9).expect_err("too large").kind(),
            io::ErrorKind::FileTooLarge
        );
        let mut bytes = Vec::new();
        let error = stream(&path, 9)
            .expect("opens")
            .read_to_end(&mut bytes)
            .expect_err("too large");
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }

    #[cfg(unix)]
    #[test]
    fn refuses_what_took_the_place_of_a_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("target"), "secret").expect("a file");
        std::os::unix::fs::symlink("target", folder.path().join("link")).expect("a link");
        assert!(whole(&folder.path().join("link"), 100).is_err());
        assert!(whole(folder.path(), 100).is_err());
        assert!(whole(Path::new("/dev/zero"), 100).is_err());
    }
}
