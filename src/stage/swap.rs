//! Puts a finished folder in the place of the former one.
//!
//! Where the system can exchange two folders in one step, nobody ever sees the
//! output missing. Elsewhere two renames follow each other; a build that is
//! killed between them leaves the former output beside its place, and the next
//! build puts it back before it does anything else.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    clear::{self, MARK, exists},
    system,
};
use crate::diag::{Code, Fault};

/// Where things are while an output folder is made: beside it, on the same file
/// system.
#[derive(Debug, Clone)]
pub(super) struct Places {
    pub(super) output: PathBuf,
    /// The stage; after an exchange, the former output.
    pub(super) stage: PathBuf,
    /// The former output where the system cannot exchange.
    pub(super) aside: PathBuf,
    pub(super) lock: PathBuf,
}

impl Places {
    /// The places for an output folder with a name.
    pub(super) fn beside(output: &Path) -> Self {
        let name = output.file_name().unwrap_or_default();
        let beside = |suffix: &str| {
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(name);
            hidden.push(suffix);
            output.with_file_name(hidden)
        };
        Self {
            output: output.to_path_buf(),
            stage: beside(".pingshu-stage"),
            aside: beside(".pingshu-former"),
            lock: beside(".pingshu-lock"),
        }
    }

    /// Brings order into what a killed build left.
    pub(super) fn recover(&self) -> Result<(), Fault> {
        for left in [&self.aside, &self.stage] {
            let is_ours = fs::symlink_metadata(left).map_or(true, |it| it.is_dir());
            if !is_ours {
                let (code, detail) = (Code::OutputForeign, String::new());
                return Err(Fault::Output {
                    code,
                    path: left.clone(),
                    detail,
                });
            }
        }
        if exists(&self.aside)? {
            if exists(&self.output)? {
                clear::retire(&self.aside, &self.output)?;
            } else {
                fs::rename(&self.aside, &self.output)
                    .map_err(Fault::disk("rename", &self.aside))?;
            }
        }
        if exists(&self.stage)? {
            if exists(&self.stage.join(MARK))? {
                clear::discard(&self.stage)?;
            } else {
                clear::retire(&self.stage, &self.output)?;
            }
        }
        Ok(())
    }

    /// Puts the stage in the output's place and returns where the former output
    /// is now, if there was one.
    pub(super) fn swap(&self) -> Result<Option<&Path>, Fault> {
        self.swap_by(system::exchange)
    }

    fn swap_by(
        &self,
        exchange: fn(&Path, &Path) -> io::Result<()>,
    ) -> Result<Option<&Path>, Fault> {
        let into_place = || fs::rename(&self.stage, &self.output);
        let fault = || Fault::disk("rename", &self.output);
        if !exists(&self.output)? {
            return into_place().map(|()| None).map_err(fault());
        }
        match exchange(&self.stage, &self.output) {
            Ok(()) => return Ok(Some(&self.stage)),
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(error) => return Err(fault()(error)),
        }
        fs::rename(&self.output, &self.aside).map_err(fault())?;
        match into_place() {
            Ok(()) => Ok(Some(&self.aside)),
            Err(error) => {
                // Should this fail too, the next build puts it back.
                let _ = fs::rename(&self.aside, &self.output);
                Err(fault()(error))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(names: &[&str]) -> (tempfile::TempDir, Places) {
        let root = tempfile::tempdir().expect("a temporary folder");
        let places = Places::beside(&root.path().join("public"));
        for name in names {
            let folder = root.path().join(name);
            fs::create_dir(&folder).expect("a folder");
            fs::write(folder.join("index.html"), name).expect("a file");
        }
        (root, places)
    }

    fn text(folder: &Path) -> String {
        fs::read_to_string(folder.join("index.html")).expect("a file")
    }

    const STAGE: &str = ".public.pingshu-stage";
    const ASIDE: &str = ".public.pingshu-former";

    fn cannot(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    #[test]
    fn swaps_with_an_exchange_and_without() {
        for exchange in [system::exchange, cannot] {
            let (_root, places) = made(&["public", STAGE]);
            let former = places
                .swap_by(exchange)
                .expect("swaps")
                .expect("there was one");
            assert_eq!(text(former), "public");
            assert_eq!(text(&places.output), STAGE);
        }
        let (_root, places) = made(&[STAGE]);
        assert_eq!(places.swap().expect("swaps"), None);
        assert_eq!(text(&places.output), STAGE);
    }

    #[test]
    fn a_swap_that_fails_midway_puts_the_former_back() {
        let (_root, places) = made(&["public"]);
        assert!(places.swap_by(cannot).is_err(), "there is no stage");
        assert_eq!(text(&places.output), "public");
        assert!(!places.aside.exists());
    }

    #[test]
    fn recovers_from_being_killed_between_two_renames() {
        let (_root, places) = made(&[ASIDE]);
        places.recover().expect("recovers");
        assert_eq!(text(&places.output), ASIDE);
        assert!(!places.aside.exists());
    }

    #[test]
    fn does_not_touch_a_file_that_has_the_name_of_a_place() {
        let (root, places) = made(&[]);
        fs::write(root.path().join(STAGE), "mine").expect("a file");
        assert!(matches!(
            places.recover(),
            Err(Fault::Output {
                code: Code::OutputForeign,
                ..
            })
        ));
        assert_eq!(
            fs::read_to_string(root.path().join(STAGE)).expect("a file"),
            "mine"
        );
    }
}
