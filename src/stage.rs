//! The door through which a site leaves: pages are written to a stage beside
//! the output folder, which takes the output's place when it is complete.
//!
//! Promised here: a build is all or nothing; readers of the former site never
//! find it missing (where the system can exchange folders); nothing is deleted
//! but what our own manifest lists; one build at a time. Deliberately not here:
//! what is in the pages, and any comparison with the former ones — a build that
//! changes nothing is published like any other.
//!
//! The stage stands beside the output, so the folder above it must be writable
//! and on the same file system: an output that is itself a mount point is a fault.
//! A program that works inside the output folder stays in the former one.

mod clear;
mod ground;
mod lock;
mod manifest;
mod put;
mod swap;
mod system;

pub use manifest::{Listed, MANIFEST, MANIFEST_FORMAT, Manifest, is_dropping};
pub use put::put;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use crate::{diag::Fault, safe_path::SafePath};
use clear::{MARK, exists};
use lock::Lock;
use swap::Places;
use system::Modes;

/// A site being written. Dropped without being published, it leaves everything
/// as it was.
#[derive(Debug)]
pub struct Stage {
    places: Places,
    modes: Modes,
    written: Mutex<Written>,
    is_published: bool,
    // In this order: the lock's folder may be one that we made.
    _lock: Lock,
    parents: Parents,
}

/// A site that was published.
#[derive(Debug)]
pub struct Published {
    /// The output folder, absolute.
    pub folder: PathBuf,
    /// What is in it, without the manifest itself.
    pub manifest: Manifest,
    /// Why the former site could not be cleared away, if so. The new site is in
    /// place all the same, and the next build tries again.
    pub leftover: Option<Fault>,
}

/// What was written so far.
#[derive(Debug, Default)]
struct Written {
    /// Every file and folder by the key that is the same on systems without
    /// case, with its own spelling; a folder's ends with `/`.
    taken: BTreeMap<String, String>,
    /// The folders that were made, as they are spelt.
    folders: BTreeSet<String>,
    /// How many files are claimed; fewer are listed while one is being written,
    /// and for ever when one failed.
    claimed: usize,
    listed: Vec<Listed>,
}

impl Stage {
    /// Prepares to publish into `output`. `sources` are folders that hold work,
    /// absolute or relative to the project; `data`, `content`, `themes`, `src`,
    /// `tests` and `.git` are always among them.
    ///
    /// # Errors
    /// [`Fault::Output`] where the output may not be (O401, O403, O405), has
    /// files that are not ours (O402), or is being built by another process
    /// (O404); [`Fault::Disk`] where the system refuses.
    pub fn open(output: &Path, project: &Path, sources: &[&Path]) -> Result<Self, Fault> {
        let output = ground::survey(output, project, sources)?;
        // Asked early, so that nobody waits for a build that cannot be published; `publish` asks
        // again.
        clear::refuse_foreign(&output)?;
        let places = Places::beside(&output);
        let parents = Parents::make(&output)?;
        let lock = Lock::take(&places.lock, &output)?;
        places.recover()?;
        let modes = Modes::probe(&places.stage, MARK).map_err(|error| {
            // A folder without its mark would be taken for a former output.
            let _ = clear::discard(&places.stage);
            Fault::disk("create", &places.stage)(error)
        })?;
        Ok(Self {
            places,
            modes,
            written: Mutex::default(),
            is_published: false,
            _lock: lock,
            parents,
        })
    }

    /// Writes a file of the site. May be called from many threads.
    ///
    /// A file that the former site holds just so is not written again: it gets
    /// a second name, and loses the first when the former site is cleared away.
    ///
    /// # Errors
    /// [`Fault::Ours`] for a path that was written before, or one that some
    /// system takes for the same; [`Fault::Disk`] where the system refuses.
    pub fn write(&self, path: &SafePath, bytes: &[u8]) -> Result<(), Fault> {
        self.claim(path)?;
        let file = path.under(&self.places.stage);
        if !system::keep(&path.under(&self.places.output), bytes, &file) {
            self.put(&file, bytes).map_err(Fault::disk("write", file))?;
        }
        let listed = Listed::of(path.clone(), bytes);
        self.written
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .listed
            .push(listed);
        Ok(())
    }

    /// Puts the site in the output's place.
    ///
    /// # Errors
    /// Whatever the error, the former site is in its place, unchanged.
    pub fn publish(self) -> Result<Published, Fault> {
        self.put_in_place(true)
    }

    /// The same for a site that may be lost when the power fails.
    ///
    /// # Errors
    /// As for [`Stage::publish`].
    pub fn publish_unsynced(self) -> Result<Published, Fault> {
        self.put_in_place(false)
    }

    fn put_in_place(mut self, durable: bool) -> Result<Published, Fault> {
        let written = std::mem::take(
            self.written
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner),
        );
        if written.claimed != written.listed.len() {
            return Err(Fault::Ours(
                "a site was to be published after a file could not be written".to_owned(),
            ));
        }
        let Places { output, stage, .. } = &self.places;
        let manifest = Manifest::new(written.listed);
        let path = stage.join(MANIFEST);
        self.put(&path, manifest.to_json().as_bytes())
            .map_err(Fault::disk("write", path))?;
        let mark = stage.join(MARK);
        fs::remove_file(&mark).map_err(Fault::disk("remove", mark))?;
        if exists(output)? {
            system::inherit_mode(stage, output).map_err(Fault::disk("create", stage))?;
        }
        if durable {
            let files = manifest.files.iter().map(|it| it.path.as_str());
            let names = files.chain([MANIFEST]);
            system::sync(stage, names).map_err(Fault::disk("sync", stage))?;
        }
        // Somebody may have put a file there in the meantime.
        clear::refuse_foreign(output)?;
        let former = self.places.swap()?;
        let leftover = former.and_then(|former| clear::retire(former, output).err());
        let folder = output.clone();
        self.is_published = true;
        self.parents.keep();
        Ok(Published {
            folder,
            manifest,
            leftover,
        })
    }

    /// Takes a path, and makes the folders that it stands in.
    fn claim(&self, path: &SafePath) -> Result<(), Fault> {
        let fold = path.fold();
        if [MANIFEST, MARK]
            .iter()
            .any(|it| crate::safe_path::fold(it) == fold)
        {
            return Err(Fault::Ours(format!(
                "{path} is a name that the output needs for itself"
            )));
        }
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        for folder in path.folders() {
            if written.folders.contains(folder) {
                continue;
            }
            if let Some(taken) = written.taken.get(&crate::safe_path::fold(folder)) {
                return Err(written_twice(path, taken));
            }
            let made = self.places.stage.join(folder);
            self.modes
                .create_folder(&made)
                .map_err(Fault::disk("create", made))?;
            written.folders.insert(folder.to_owned());
            written
                .taken
                .insert(crate::safe_path::fold(folder), format!("{folder}/"));
        }
        if let Some(taken) = written.taken.get(&fold) {
            return Err(written_twice(path, taken));
        }
        written.taken.insert(fold, path.to_string());
        written.claimed += 1;
        Ok(())
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.modes.create_file(path)?.write_all(bytes)
    }
}

fn written_twice(path: &SafePath, taken: &str) -> Fault {
    Fault::Ours(format!("{path} was to be written where {taken} is"))
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.is_published {
            // What cannot be removed now is removed by the next build.
            let _ = clear::discard(&self.places.stage);
        }
    }
}

/// The folders above the output that had to be made; removed again unless they
/// are kept.
#[derive(Debug)]
struct Parents(Vec<PathBuf>);

impl Parents {
    fn make(output: &Path) -> Result<Self, Fault> {
        let parent = output.parent().unwrap_or(output);
        let mut missing = Vec::new();
        for folder in parent.ancestors() {
            if exists(folder)? {
                break;
            }
            missing.push(folder);
        }
        let mut made = Self(Vec::new());
        for folder in missing.into_iter().rev() {
            match fs::create_dir(folder) {
                Ok(()) => made.0.push(folder.to_path_buf()),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(Fault::disk("create", folder)(error)),
            }
        }
        Ok(made)
    }

    fn keep(&mut self) {
        self.0.clear();
    }
}

impl Drop for Parents {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            // Not empty: somebody else uses it by now.
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests;
