//! A folder in which files are made, and taken back unless they are kept.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::Refusal;
use crate::diag::Fault;

/// A folder with what was made in it.
#[derive(Debug)]
pub(super) struct Ground {
    root: PathBuf,
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Ground {
    /// A folder for a new site: not there yet, or empty but for hidden files.
    pub(super) fn empty(root: &Path) -> Result<Self, Refusal> {
        let mut ground = Self::at(root);
        if !root.exists() {
            ground.make_folder(root)?;
        }
        let visible = ground
            .names("")?
            .into_iter()
            .find(|name| !name.starts_with('.'));
        match visible {
            Some(name) => Err(Refusal::NotEmpty(root.join(name))),
            None => Ok(ground),
        }
    }

    /// The folder of a site.
    pub(super) fn site(root: &Path) -> Result<Self, Refusal> {
        if root.join("data/site.yaml").is_file() {
            Ok(Self::at(root))
        } else {
            Err(Refusal::NoSite(root.to_owned()))
        }
    }

    fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            folders: Vec::new(),
            files: Vec::new(),
        }
    }

    /// What is in a folder, by name; nothing if the folder is not there.
    pub(super) fn names(&self, folder: &str) -> Result<Vec<String>, Refusal> {
        let folder = self.root.join(folder);
        let disk = |error| Refusal::Disk(Fault::disk("read", &folder)(error));
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other.map_err(disk)?,
        };
        let mut names = entries
            .map(|entry| {
                Ok(entry
                    .map_err(disk)?
                    .file_name()
                    .to_string_lossy()
                    .into_owned())
            })
            .collect::<Result<Vec<_>, Refusal>>()?;
        names.sort();
        Ok(names)
    }

    /// Makes a file that must not be there yet.
    pub(super) fn create(&mut self, name: &str, text: &str) -> Result<(), Refusal> {
        let file = self.root.join(name);
        if let Some(folder) = file.parent() {
            self.make_folder(folder)?;
        }
        let mut opened = match OpenOptions::new().write(true).create_new(true).open(&file) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(Refusal::Exists(file));
            }
            other => other.map_err(|error| Refusal::Disk(Fault::disk("create", &file)(error)))?,
        };
        self.files.push(file.clone());
        opened
            .write_all(text.as_bytes())
            .map_err(|error| Refusal::Disk(Fault::disk("write", &file)(error)))
    }

    /// Makes a file of our own making, or leaves the one that is there.
    pub(super) fn create_unless_there(&mut self, name: &str, text: &str) -> Result<(), Refusal> {
        match self.create(name, text) {
            Err(Refusal::Exists(_)) => Ok(()),
            other => other,
        }
    }

    /// Makes a folder with all above it, remembering which are new.
    fn make_folder(&mut self, folder: &Path) -> Result<(), Refusal> {
        let missing: Vec<_> = folder
            .ancestors()
            .take_while(|it| !it.as_os_str().is_empty() && !it.exists())
            .map(Path::to_owned)
            .collect();
        for folder in missing.into_iter().rev() {
            match fs::create_dir(&folder) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(Refusal::Disk(Fault::disk("create", folder)(error)));
                }
                _ => self.folders.push(folder),
            }
        }
        Ok(())
    }

    /// Keeps what was made, and returns the files.
    pub(super) fn keep(mut self) -> Vec<PathBuf> {
        self.folders.clear();
        std::mem::take(&mut self.files)
    }
}

/// Takes back what was made and not kept; a folder goes only when it is empty.
impl Drop for Ground {
    fn drop(&mut self) {
        for file in self.files.iter().rev() {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
