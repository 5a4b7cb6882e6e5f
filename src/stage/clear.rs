//! Clears folders away without ever deleting what is not ours.
//!
//! Two kinds of folders are cleared. A *former* output has a manifest: what it
//! lists is deleted, anything else moves to the folder that took its place. An
//! *unfinished* stage has the mark instead: all of it was made by us. The
//! manifest or the mark goes last, so that a clearing which was interrupted is
//! continued by the next build.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::manifest::{MANIFEST, Manifest, is_dropping};
use crate::diag::{Code, Fault};

/// The mark of a stage that is not finished.
pub(super) const MARK: &str = ".pingshu-unfinished";

/// Whose a thing in an output folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// Listed in the manifest, or a folder that such a file stands in.
    Ours,
    /// Left by the system, or a folder that nothing of ours stands in.
    Nobody,
    /// Anything else, and every link, pipe and device.
    Somebody,
}

/// What a manifest says of the things in its folder.
struct Deed<'a> {
    files: BTreeSet<&'a str>,
    folders: BTreeSet<&'a str>,
}

impl<'a> Deed<'a> {
    fn of(manifest: Option<&'a Manifest>) -> Self {
        let files = manifest.map(|it| it.by_path().into_keys().chain([MANIFEST]).collect());
        Self {
            files: files.unwrap_or_default(),
            folders: manifest.map(Manifest::folders).unwrap_or_default(),
        }
    }

    fn owner(&self, entry: &DirEntry, relative: &Path) -> Owner {
        // Some systems store names decomposed.
        let name: Option<String> = relative.to_str().map(|it| it.nfc().collect());
        let name = name.map(|it| {
            if cfg!(windows) {
                it.replace('\\', "/")
            } else {
                it
            }
        });
        let is_in = |set: &BTreeSet<&str>| name.as_deref().is_some_and(|it| set.contains(it));
        let kind = entry.file_type();
        if kind.is_dir() {
            if is_in(&self.folders) {
                Owner::Ours
            } else {
                Owner::Nobody
            }
        } else if kind.is_file() && is_in(&self.files) {
            Owner::Ours
        } else if kind.is_file() && entry.file_name().to_str().is_some_and(is_dropping) {
            Owner::Nobody
        } else {
            Owner::Somebody
        }
    }
}

/// Everything in a folder, links not followed, contents before their folders.
fn contents(folder: &Path) -> Result<Vec<(DirEntry, PathBuf)>, Fault> {
    let entries = WalkDir::new(folder)
        .min_depth(1)
        .follow_links(false)
        .follow_root_links(false)
        .contents_first(true)
        .sort_by_file_name();
    let mut all = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_path_buf();
            Fault::disk("read", path)(error.into())
        })?;
        let relative = entry
            .path()
            .strip_prefix(folder)
            .unwrap_or(entry.path())
            .to_path_buf();
        all.push((entry, relative));
    }
    Ok(all)
}

/// Refuses a folder with anything in it that is somebody's, naming the first.
pub(super) fn refuse_foreign(folder: &Path) -> Result<(), Fault> {
    if !exists(folder)? {
        return Ok(());
    }
    let manifest = Manifest::of_folder(folder)?;
    let deed = Deed::of(manifest.as_ref());
    let all = contents(folder)?;
    let foreign = all
        .iter()
        .filter(|(entry, relative)| deed.owner(entry, relative) == Owner::Somebody);
    match foreign.map(|(_, relative)| relative).min() {
        Some(first) => Err(foreign_fault(folder, first)),
        None => Ok(()),
    }
}

fn foreign_fault(folder: &Path, first: &Path) -> Fault {
    Fault::Output {
        code: Code::OutputForeign,
        path: folder.to_path_buf(),
        detail: first.display().to_string(),
    }
}

/// Clears a former output away after `successor` took its place.
pub(super) fn retire(former: &Path, successor: &Path) -> Result<(), Fault> {
    let manifest = Manifest::of_folder(former)?;
    let deed = Deed::of(manifest.as_ref());
    let mut left = None;
    for (entry, relative) in contents(former)? {
        let path = entry.path();
        let is_folder = entry.file_type().is_dir();
        if relative == Path::new(MANIFEST) && manifest.is_some() {
            continue;
        }
        match deed.owner(&entry, &relative) {
            Owner::Ours if is_folder => {
                // Where something stayed behind, its folder stays too.
                let _ = fs::remove_dir(path);
            }
            Owner::Ours => fs::remove_file(path).map_err(Fault::disk("remove", path))?,
            owner @ (Owner::Nobody | Owner::Somebody) => {
                if !carry(path, is_folder, &successor.join(&relative), successor)? {
                    if owner == Owner::Nobody && !is_folder {
                        fs::remove_file(path).map_err(Fault::disk("remove", path))?;
                    } else if exists(path)? {
                        left.get_or_insert(relative);
                    }
                }
            }
        }
    }
    if let Some(first) = left {
        return Err(foreign_fault(former, &first));
    }
    if manifest.is_some() {
        let path = former.join(MANIFEST);
        fs::remove_file(&path).map_err(Fault::disk("remove", path))?;
    }
    fs::remove_dir(former).map_err(Fault::disk("remove", former))
}

/// Moves what is not ours to its place in the new folder; says whether it could.
fn carry(from: &Path, is_folder: bool, to: &Path, successor: &Path) -> Result<bool, Fault> {
    if is_folder {
        // Emptied by now, unless something stayed behind in it.
        let is_empty = fs::read_dir(from).is_ok_and(|mut it| it.next().is_none());
        if is_empty {
            fs::remove_dir(from).map_err(Fault::disk("remove", from))?;
        }
        return Ok(is_empty);
    }
    if exists(to)? || !exists(successor)? {
        return Ok(false);
    }
    if let Some(folder) = to.parent()
        && fs::create_dir_all(folder).is_err()
    {
        // A file of the new site stands where the folder was.
        return Ok(false);
    }
    fs::rename(from, to).map_err(Fault::disk("rename", from))?;
    Ok(true)
}

/// Clears an unfinished stage away.
pub(super) fn discard(stage: &Path) -> Result<(), Fault> {
    let last = [stage.join(MANIFEST), stage.join(MARK)];
    for (entry, _) in contents(stage)? {
        let path = entry.path();
        if last.iter().any(|it| it == path) {
            continue;
        }
        let removed = if entry.file_type().is_dir() {
            fs::remove_dir(path)
        } else {
            fs::remove_file(path)
        };
        removed.map_err(Fault::disk("remove", path))?;
    }
    for path in &last {
        if exists(path)? {
            fs::remove_file(path).map_err(Fault::disk("remove", path))?;
        }
    }
    fs::remove_dir(stage).map_err(Fault::disk("remove", stage))
}

/// Reports whether anything is there, be it a link to nothing. That the system
/// cannot say is never taken for a no.
pub(super) fn exists(path: &Path) -> Result<bool, Fault> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(false)
        }
        Err(error) => Err(Fault::disk("read", path)(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{safe_path::SafePath, stage::manifest::Listed};

    /// Makes a folder with these files, of which those in `ours` are listed.
    fn folder(root: &Path, name: &str, files: &[&str], ours: &[&str]) -> PathBuf {
        let folder = root.join(name);
        fs::create_dir_all(&folder).expect("a folder");
        for file in files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().expect("in a folder")).expect("a folder");
            fs::write(path, name).expect("a file");
        }
        let listed = ours
            .iter()
            .map(|it| Listed::of(SafePath::new(it).expect("portable"), name.as_bytes()));
        if !ours.is_empty() {
            fs::write(
                folder.join(MANIFEST),
                Manifest::new(listed.collect()).to_json(),
            )
            .expect("a file");
        }
        folder
    }

    #[test]
    fn refuses_what_is_somebodys() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let case = |name: &str, files: &[&str], ours: &[&str], expected: Option<&str>| {
            let folder = folder(root.path(), name, files, ours);
            let found = match refuse_foreign(&folder) {
                Ok(()) => None,
                Err(Fault::Output {
                    code: Code::OutputForeign,
                    detail,
                    ..
                }) => Some(detail),
                Err(fault) => panic!("{fault}"),
            };
            assert_eq!(found.as_deref(), expected, "{name}");
        };
        case("empty", &[], &[], None);
        case("droppings", &[".DS_Store", "a/Thumbs.db"], &[], None);
        case(
            "foreign",
            &["b/thesis.docx", "z"],
            &[],
            Some("b/thesis.docx"),
        );
        case(
            "ours",
            &["index.html", "a/b.html", "a/desktop.ini"],
            &["index.html", "a/b.html"],
            None,
        );
        case("gone", &["index.html"], &["index.html", "a/b.html"], None);
        case(
            "mixed",
            &["index.html", "a/notes.txt"],
            &["index.html"],
            Some("a/notes.txt"),
        );
        case("torn", &["index.html", MANIFEST], &[], Some(MANIFEST));
        assert!(refuse_foreign(&root.path().join("nowhere")).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_place_of_a_listed_file_is_somebodys() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let folder = folder(
            root.path(),
            "public",
            &["index.html"],
            &["index.html", "a/b.html"],
        );
        fs::create_dir(root.path().join("a")).expect("a folder");
        fs::write(root.path().join("a/b.html"), "not ours").expect("a file");
        std::os::unix::fs::symlink("../a", folder.join("a")).expect("a link");
        assert!(
            matches!(refuse_foreign(&folder), Err(Fault::Output { detail, .. }) if detail == "a")
        );
    }

    #[test]
    fn retiring_deletes_what_is_listed_and_carries_the_rest_over() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let former = folder(
            root.path(),
            "former",
            &[
                "index.html",
                "2007/a.html",
                "2007/.DS_Store",
                "2008/notes.txt",
                ".DS_Store",
            ],
            &["index.html", "2007/a.html"],
        );
        let new = folder(
            root.path(),
            "new",
            &["index.html", ".DS_Store"],
            &["index.html"],
        );
        retire(&former, &new).expect("retires");
        assert!(!former.exists());
        let text = |name: &str| fs::read_to_string(new.join(name)).expect(name);
        assert_eq!(text("index.html"), "new");
        assert_eq!(text(".DS_Store"), "new", "what the system left last stays");
        assert_eq!(text("2007/.DS_Store"), "former");
        assert_eq!(text("2008/notes.txt"), "former");
    }

    #[test]
    fn what_cannot_be_carried_stays_where_it_is() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let former = folder(
            root.path(),
            "former",
            &["index.html", "2007/notes.txt"],
            &["index.html"],
        );
        let new = folder(root.path(), "new", &["2007"], &["2007"]);
        let fault = retire(&former, &new);
        assert!(matches!(fault, Err(Fault::Output { detail, .. }) if detail == "2007/notes.txt"));
        assert_eq!(
            fs::read_to_string(former.join("2007/notes.txt")).expect("stayed"),
            "former"
        );
        assert!(
            former.join(MANIFEST).exists(),
            "the next build can continue"
        );
    }

    #[test]
    fn discarding_leaves_nothing() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let stage = folder(root.path(), "stage", &[MARK, "a/b/c", "d"], &["d"]);
        discard(&stage).expect("discards");
        assert!(!stage.exists());
    }
}
