//! The lock beside an output folder: one build at a time. The system lets go of
//! it when its holder ends, in whatever way, so no lock is ever stale.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use crate::diag::{Code, Fault};

/// A held lock; dropping it lets go.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    // Closing the file lets go of the lock.
    file: File,
}

impl Lock {
    /// Takes the lock, or says which process holds it.
    pub(super) fn take(path: &Path, output: &Path) -> Result<Self, Fault> {
        for _ in 0..100 {
            let Some(file) = hold(path).map_err(Fault::disk("lock", path))? else {
                return Err(Fault::Output {
                    code: Code::OutputBusy,
                    path: output.to_path_buf(),
                    detail: holder(path),
                });
            };
            // Whoever held the lock before may have removed the file after we opened it:
            // what we hold is then the lock of nothing.
            if !is_at(&file, path) {
                continue;
            }
            // From here on the file is removed with the lock, whatever happens.
            let mut lock = Self {
                path: path.to_path_buf(),
                file,
            };
            sign(&mut lock.file).map_err(Fault::disk("lock", path))?;
            return Ok(lock);
        }
        // Builds that begin and end all the time, or a disk that cannot tell files apart.
        Err(Fault::disk("lock", path)(
            io::ErrorKind::ResourceBusy.into(),
        ))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A lock file that stays is no lock; the next build takes it over.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.flush();
    }
}

fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(format!("{}\n", std::process::id()).as_bytes())
}

/// The process that signed the lock; it may not have come to signing yet.
fn holder(path: &Path) -> String {
    for _ in 0..20 {
        let mut text = String::new();
        if let Ok(file) = File::open(path) {
            // What another program left there is not read to its end.
            let _ = file.take(32).read_to_string(&mut text);
        }
        let text = text.trim();
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            return text.to_owned();
        }
        thread::sleep(Duration::from_millis(5));
    }
    "?".to_owned()
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options
}

#[cfg(unix)]
fn hold(path: &Path) -> io::Result<Option<File>> {
    use rustix::{
        fs::{FlockOperation, OFlags, flock},
        io::Errno,
    };
    use std::os::unix::fs::OpenOptionsExt;

    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let file = options()
        .mode(0o644)
        .custom_flags(flags.bits().cast_signed())
        .open(path)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(file)),
        Err(Errno::WOULDBLOCK) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let ours = file.metadata().map(|it| (it.dev(), it.ino())).ok();
    let there = fs::symlink_metadata(path)
        .map(|it| (it.dev(), it.ino()))
        .ok();
    ours.is_some() && ours == there
}

#[cfg(windows)]
fn hold(path: &Path) -> io::Result<Option<File>> {
    use std::os::windows::fs::OpenOptionsExt;

    /// Others may read who holds the lock (`FILE_SHARE_READ`).
    const SHARE_READ: u32 = 1;
    /// What the system says when another holds it (`ERROR_SHARING_VIOLATION`).
    const SHARING_VIOLATION: i32 = 32;

    match options().share_mode(SHARE_READ).open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(windows)]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_holder_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (path, output) = (folder.path().join(".lock"), folder.path().join("public"));
        // What a killed build left: a file without a lock.
        fs::write(&path, "4294967295\n").expect("a file");
        let first = Lock::take(&path, &output).expect("a stale file is no lock");
        let Err(Fault::Output {
            code: Code::OutputBusy,
            detail,
            ..
        }) = Lock::take(&path, &output)
        else {
            panic!("a held lock was taken");
        };
        assert_eq!(detail, std::process::id().to_string());
        drop(first);
        assert!(!path.exists());
        Lock::take(&path, &output).expect("free again");
    }
}
