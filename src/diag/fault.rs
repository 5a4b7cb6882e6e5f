//! Faults: what ends a run at once because the machine, not the author, must
//! be mended.

use std::{error, fmt, io, path::PathBuf};

/// The machine's fault, or ours.
#[derive(Debug)]
pub enum Fault {
    /// A file or folder could not be read, made, written or moved.
    Disk {
        /// What was tried, as a key of `faults` in the locale files: `read`, `write`, `create`, `rename`, `remove`, `sync`, `lock`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The output folder may not be written to: see the code's words.
    Output {
        /// Which rule forbids it.
        code: super::Code,
        /// The folder.
        path: PathBuf,
        /// A name that belongs to the message: a foreign file, a process.
        detail: String,
    },
    /// A template of the site's theme cannot be used.
    Template {
        /// The template's name.
        name: String,
        /// What the engine said, with line and column.
        message: String,
    },
    /// Something that cannot be: a mistake of ours, to be reported.
    Ours(String),
}

impl Fault {
    /// For `map_err`: what was tried and on what.
    pub fn disk(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Disk {
            action,
            path,
            error,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk {
                action,
                path,
                error,
            } => {
                write!(f, "cannot {action} {}: {error}", path.display())
            }
            Self::Output { code, path, detail } => {
                write!(f, "{}: {} {detail}", code.id(), path.display())
            }
            Self::Template { name, message } => write!(f, "template {name}: {message}"),
            Self::Ours(what) => write!(f, "internal fault: {what}"),
        }
    }
}
impl error::Error for Fault {}
