//! Walks the folders of a site, without following links and in an order that
//! no file system decides.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use walkdir::{DirEntry, WalkDir};

use super::{FOLDERS, names};

/// What stands at a place.
#[derive(Debug)]
pub(super) enum What {
    File(Stamp),
    Folder,
    Link,
    /// A pipe, socket or device.
    Odd,
    /// What the system said instead of showing it.
    Unreadable(String),
}

/// One thing that was met.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) relative: PathBuf,
    pub(super) what: What,
}

/// Everything in the site's folders but what is ignored silently, sorted by
/// path; `root` and `ignore` are canonical.
pub(super) fn walk(root: &Path, ignore: Option<&Path>) -> Vec<Found> {
    let mut all = Vec::new();
    for folder in FOLDERS {
        let start = root.join(folder);
        // A site need not have every folder; what is there in its place is looked at.
        if fs::symlink_metadata(&start)
            .is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
        {
            continue;
        }
        let wanted = |entry: &DirEntry| {
            let passed_over = entry.depth() > 0 && names::is_ignored(entry.file_name());
            !passed_over && Some(entry.path()) != ignore
        };
        let entries = WalkDir::new(&start)
            .follow_links(false)
            .follow_root_links(false)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(wanted);
        all.extend(entries.map(|entry| found(root, &start, entry)));
    }
    all.sort_by(|a, b| a.relative.cmp(&b.relative));
    all
}

fn found(root: &Path, start: &Path, entry: walkdir::Result<DirEntry>) -> Found {
    let (path, what) = match entry {
        Ok(entry) => {
            let what = what(&entry);
            (entry.into_path(), what)
        }
        Err(error) => {
            let path = error.path().unwrap_or(start).to_path_buf();
            let said = error
                .io_error()
                .map_or_else(|| error.to_string(), ToString::to_string);
            (path, What::Unreadable(said))
        }
    };
    let relative = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
    Found {
        path,
        relative,
        what,
    }
}

fn what(entry: &DirEntry) -> What {
    let kind = entry.file_type();
    if kind.is_symlink() {
        What::Link
    } else if kind.is_dir() {
        What::Folder
    } else if kind.is_file() {
        match entry.metadata() {
            Ok(metadata) => What::File(Stamp::of(&metadata)),
            Err(error) => What::Unreadable(error.to_string()),
        }
    } else {
        What::Odd
    }
}

/// What tells two states of a file apart without opening it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    modified: Option<SystemTime>,
    /// Which file it is, and when anything about it changed, where the system
    /// says: another file may have been put in its place with its size and time.
    change: (u64, i64, i64),
}

impl Stamp {
    fn of(metadata: &fs::Metadata) -> Self {
        Self {
            modified: metadata.modified().ok(),
            change: change(metadata),
            ..Self::of_size(metadata.len())
        }
    }

    /// The stamp of what is on no disk.
    pub(super) fn of_size(size: u64) -> Self {
        Self {
            size,
            ..Self::default()
        }
    }
}

#[cfg(unix)]
fn change(metadata: &fs::Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;

    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn change(_: &fs::Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

/// The state of a site's files, cheap to take and to compare: it changes when a
/// file is added, removed, renamed or written to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprint(Vec<(PathBuf, Stamp)>);

/// Takes the fingerprint of the site in `root`; no file is opened. What cannot
/// be looked at counts as a file without a size.
pub fn fingerprint(root: &Path) -> Fingerprint {
    let state = |found: Found| {
        let metadata = fs::symlink_metadata(&found.path)
            .ok()
            .filter(|it| !it.is_dir());
        let stamp = metadata.as_ref().map(Stamp::of);
        (found.relative, stamp.unwrap_or_default())
    };
    Fingerprint(walk(root, None).into_iter().map(state).collect())
}
