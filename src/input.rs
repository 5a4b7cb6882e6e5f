//! The door through which a site enters: its folders are walked, every name is
//! checked, and texts are read.
//!
//! Deliberately not here: what the files mean (`load`), and links. A symbolic
//! link is reported and never followed, wherever it leads; a pipe, socket or
//! device is never opened. What is wrong with one file is reported, and the
//! walk goes on.

mod entry;
mod names;
mod open;
mod walk;

pub use entry::{Entry, Kind};
pub use walk::{Fingerprint, Stamp, fingerprint};

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs,
    io::{self, Read},
    ops::Bound,
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;

use crate::{
    diag::{Atlas, Code, Diagnostic, Fault, FileName, Place, Report},
    safe_path::fold,
};
use names::shown;
use walk::{Found, What};

/// The folders of a site that are read.
pub const FOLDERS: [&str; 3] = ["data", "content", "themes"];

/// The most bytes that a file read as a whole may have: 64 MiB.
pub const WHOLE_LIMIT: u64 = 64 << 20;

/// The most bytes that a recording may have, which is carried along on USB
/// sticks and by mail: 32 MiB.
pub const MEDIA_LIMIT: u64 = 32 << 20;

/// The most bytes that a file read as a stream may have: 1 GiB.
pub const STREAM_LIMIT: u64 = 1 << 30;

/// The files of a site, by name. Texts (YAML and Markdown) are held; all other
/// files are opened when they are asked for.
#[derive(Debug, Default)]
pub struct InputTree {
    files: BTreeMap<FileName, Entry>,
    texts: BTreeMap<FileName, Arc<Vec<u8>>>,
}

/// What a file is known by, to be compared with what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// A file that is held: its bytes.
    Bytes(Arc<Vec<u8>>),
    /// Any other.
    Stamp(Stamp),
}

/// Reads the site in `root`. The output folder, should it lie in one of the
/// site's folders, is passed over.
///
/// # Errors
/// Only when `root` itself cannot be found; everything below it goes into the
/// report.
pub fn read(root: &Path, ignore: &Path, report: &mut Report) -> Result<InputTree, Fault> {
    let root = fs::canonicalize(root).map_err(Fault::disk("read", root))?;
    let ignore = fs::canonicalize(ignore).ok();
    let mut tree = InputTree::default();
    let mut seen: BTreeMap<String, (FileName, PathBuf)> = BTreeMap::new();
    // Files are opened side by side, and taken in one after another.
    let met: Vec<Met> = walk::walk(&root, ignore.as_deref())
        .into_par_iter()
        .map(|found| Met::of(found, &root))
        .collect();
    for it in met {
        report.absorb(it.complaints);
        let Some((name, admitted)) = it.named else {
            continue;
        };
        let (first, first_path) = seen
            .entry(fold(&name))
            .or_insert_with(|| (name.clone(), it.relative.clone()));
        // A folder that cannot be listed is met twice: as a folder, and as unreadable.
        if *first_path != it.relative {
            report.add(collision(&it.relative, &name, first, first_path));
            continue;
        }
        match admitted {
            Ok(Some(Admitted { entry, held })) => {
                tree.texts.extend(held.map(|bytes| (name.clone(), bytes)));
                tree.files.insert(name, entry);
            }
            Ok(None) => {}
            Err(complaint) => report.add(*complaint),
        }
    }
    Ok(tree)
}

/// A thing that was met on the walk.
struct Met {
    relative: PathBuf,
    /// What is wrong with its name.
    complaints: Report,
    /// The name that it is known by, if it may have it, and what became of it.
    named: Option<(FileName, Admission)>,
}

/// A file that can be read, nothing for a folder, or what is wrong.
type Admission = Result<Option<Admitted>, Box<Diagnostic>>;

/// A file that can be read, with its bytes if they are held.
struct Admitted {
    entry: Entry,
    held: Option<Arc<Vec<u8>>>,
}

impl Met {
    fn of(found: Found, root: &Path) -> Self {
        let mut complaints = Report::default();
        let named = checked_name(&found, &mut complaints);
        Self {
            relative: found.relative.clone(),
            complaints,
            named: named.map(|name| (name.clone(), admit(root, found, name))),
        }
    }
}

impl InputTree {
    /// All files, sorted by name.
    pub fn files(&self) -> impl Iterator<Item = &Entry> {
        self.files.values()
    }

    /// The files whose names start so, sorted: `tree.below("data/2008/")`.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.files
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
            .map(|(_, entry)| entry)
            .take_while(move |entry| entry.name.starts_with(prefix))
    }

    /// The file of that name.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.files.get(name)
    }

    /// The bytes of a file that is held: a YAML or Markdown file.
    pub fn held(&self, name: &str) -> Option<&[u8]> {
        self.texts.get(name).map(|it| it.as_slice())
    }

    /// The state of the files whose names start so.
    pub fn state_below(&self, prefix: &str) -> Vec<(FileName, State)> {
        let state = |entry: &Entry| match self.texts.get(&entry.name) {
            Some(bytes) => State::Bytes(bytes.clone()),
            None => State::Stamp(entry.stamp.clone()),
        };
        let entries = self.below(prefix);
        entries.map(|it| (it.name.clone(), state(it))).collect()
    }

    /// The bytes of any file: a held one at no cost, another from the disk.
    pub fn read(&self, name: &str) -> Result<Cow<'_, [u8]>, Fault> {
        if let Some(bytes) = self.held(name) {
            return Ok(Cow::Borrowed(bytes));
        }
        let entry = self.entry(name)?;
        let bytes = open::whole(&entry.path, entry.kind.limit())
            .map_err(Fault::disk("read", &entry.path))?;
        Ok(Cow::Owned(bytes))
    }

    /// The bytes of a file that is held, which the tree lets go of; what is
    /// asked for again comes from the disk.
    pub fn take(&mut self, name: &str) -> Option<Arc<Vec<u8>>> {
        self.texts.remove(name)
    }

    /// Opens any file as a stream, which ends with an error beyond the limit of
    /// the file's kind. The stream is not buffered.
    pub fn open(&self, name: &str) -> Result<Box<dyn Read + Send + '_>, Fault> {
        if let Some(bytes) = self.held(name) {
            return Ok(Box::new(bytes));
        }
        let entry = self.entry(name)?;
        let stream = open::stream(&entry.path, entry.kind.limit())
            .map_err(Fault::disk("read", &entry.path))?;
        Ok(Box::new(stream))
    }

    /// A tree of texts alone, all of them held, for a site that is not on a disk.
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut tree = Self::default();
        for (name, text) in texts {
            let name = FileName::from(name);
            tree.files.insert(
                name.clone(),
                Entry {
                    kind: Kind::of(&name),
                    path: PathBuf::from(name.as_ref()),
                    stamp: Stamp::of_size(text.len() as u64),
                    name: name.clone(),
                },
            );
            tree.texts.insert(name, Arc::new(text.as_bytes().to_vec()));
        }
        tree
    }

    fn entry(&self, name: &str) -> Result<&Entry, Fault> {
        self.get(name).ok_or_else(|| Fault::Disk {
            action: "read",
            path: PathBuf::from(name),
            error: io::ErrorKind::NotFound.into(),
        })
    }
}

impl Atlas for InputTree {
    fn text(&self, file: &str) -> Option<&str> {
        std::str::from_utf8(self.held(file)?).ok()
    }
}

/// Looks at a found thing, and reads it if it is a file whose bytes are held.
fn admit(root: &Path, found: Found, name: FileName) -> Admission {
    let complain = |code: Code, slots: &[(&'static str, String)], note: Option<&'static str>| {
        Err(Box::new(about(code, &name, &name, slots, note)))
    };
    let stamp = match found.what {
        What::Folder => return Ok(None),
        What::Link => {
            let (code, target, note) = link(root, &found.path, &name);
            return complain(code, &[("target", target)], note);
        }
        What::Odd => return complain(Code::NotAFile, &[], None),
        What::Unreadable(error) => {
            return complain(Code::NotReadable, &[("error", error)], None);
        }
        What::File(stamp) => stamp,
    };
    if let Some(original) =
        names::stray_copy(&name, |sibling| found.path.with_file_name(sibling).exists())
    {
        return complain(Code::StrayCopy, &[("original", original)], None);
    }
    let kind = Kind::of(&name);
    let too_large = |size: u64| {
        [
            ("size", mebibytes(size)),
            ("limit", mebibytes(kind.limit())),
        ]
    };
    if stamp.size > kind.limit() {
        return complain(Code::FileTooLarge, &too_large(stamp.size), None);
    }
    let opened = if kind.is_held() {
        open::whole(&found.path, kind.limit()).map(|it| Some(Arc::new(it)))
    } else {
        open::stream(&found.path, kind.limit()).map(|_| None)
    };
    let held = match opened {
        Ok(held) => held,
        Err(error) if kind.is_held() && error.kind() == io::ErrorKind::FileTooLarge => {
            return complain(Code::FileTooLarge, &too_large(kind.limit() + 1), None);
        }
        Err(error) => {
            return complain(Code::NotReadable, &[("error", error.to_string())], None);
        }
    };
    let path = found.path;
    let entry = Entry {
        name,
        path,
        stamp,
        kind,
    };
    Ok(Some(Admitted { entry, held }))
}

/// The name that a found thing is known by, if it may have it.
fn checked_name(found: &Found, report: &mut Report) -> Option<FileName> {
    let label = || FileName::from(shown(&found.relative));
    match names::name_of(&found.relative) {
        Ok(name) => Some(name),
        // What lies in a folder with a bad name is the folder's mistake, told once.
        Err(_)
            if found
                .relative
                .parent()
                .is_some_and(|it| names::name_of(it).is_err()) =>
        {
            None
        }
        Err(names::BadName::NotUtf8) => {
            report.add(about(Code::NameNotUtf8, &label(), &label(), &[], None));
            None
        }
        Err(names::BadName::NotPortable(why)) => {
            let culprit = [("culprit", why.culprit())];
            report.add(about(
                Code::BadFileName,
                &label(),
                &label(),
                &culprit,
                Some(why.note()),
            ));
            None
        }
    }
}

/// Two things that one name leads to on some system.
fn collision(relative: &Path, name: &FileName, first: &FileName, first_path: &Path) -> Diagnostic {
    // Two spellings of one name look the same unless the difference is spelt out.
    let (label, other) = if name == first {
        (names::spelt_out(relative), names::spelt_out(first_path))
    } else {
        (name.to_string(), first.to_string())
    };
    Diagnostic::new(Code::RouteCollision, Place::whole(label.as_str()))
        .with("name", label)
        .with("other", other)
        .and(Place::whole(first.clone()), "same_name")
}

/// A diagnostic about a file as a whole.
fn about(
    code: Code,
    place: &FileName,
    name: &str,
    slots: &[(&'static str, String)],
    note: Option<&'static str>,
) -> Diagnostic {
    let place = Place::whole(place.clone());
    let mut diagnostic = Diagnostic::new(code, place.clone()).with("name", name.to_owned());
    for (slot, text) in slots {
        diagnostic = diagnostic.with(slot, text.clone());
    }
    match note {
        Some(note) => diagnostic.and(place, note),
        None => diagnostic,
    }
}

/// What to say of a link: where it claims to lead is shown, and not gone to.
fn link(root: &Path, path: &Path, name: &str) -> (Code, String, Option<&'static str>) {
    let target = fs::read_link(path).map_or_else(|_| String::new(), |target| shown(&target));
    if name.starts_with("themes/") || name == "themes" {
        return (Code::LinkInTheme, target, None);
    }
    match fs::canonicalize(path) {
        Ok(end) if end.starts_with(root) => (Code::LinkOutside, target, Some("link_inside")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (Code::LinkDangling, target, None),
        Ok(_) | Err(_) => (Code::LinkOutside, target, Some("link_outside")),
    }
}

/// A size for people, rounded up so that what is over a limit also reads so.
fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes.div_ceil(1 << 20))
}

#[cfg(test)]
mod tests;
