//! One file on its own: written beside its place and moved there whole, so
//! that a machine that stops leaves the former one.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::Write,
    path::Path,
};

use crate::diag::Fault;

/// Writes a file, and the folders above it; what stood there stays until it is
/// complete.
///
/// # Errors
/// [`Fault::Disk`] where the system refuses; then nothing is left behind.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    if let Some(folder) = path.parent().filter(|it| !it.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(Fault::disk("create", folder))?;
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".pingshu-part");
    let part = path.with_file_name(name);
    let written = File::create(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let moved = written.and_then(|()| fs::rename(&part, path));
    moved.map_err(|error| {
        // What cannot be taken away is told of by the next run.
        let _ = fs::remove_file(&part);
        Fault::disk("write", path)(error)
    })
}

#[cfg(test)]
mod tests {
    use super::put;
    use std::fs;

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.html");
        put(&path, b"one").expect("a free place");
        put(&path, b"two").expect("a file may be replaced");
        assert_eq!(fs::read(&path).expect("it is there"), b"two");
        // A folder in its place cannot be replaced by a file.
        let taken = folder.path().join("b");
        fs::create_dir_all(taken.join("c")).expect("a folder");
        assert!(put(&taken, b"x").is_err());
        let left: Vec<_> = fs::read_dir(folder.path())
            .expect("readable")
            .map(|it| it.expect("readable").file_name())
            .collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }
}
