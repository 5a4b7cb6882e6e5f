//! The browser of this machine that prints and paints, and what is told where
//! there is none.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use tempfile::TempDir;

use super::{
    chart::said,
    run::{End, Session},
    speech::{self, Complaint},
};
use crate::{
    browser::{self, Browser, Failure},
    diag::Fault,
    locale::Locale,
};

/// Which browser is wanted.
#[derive(Debug)]
pub(super) struct Engine {
    /// Its program; otherwise one is looked for.
    pub(super) program: Option<PathBuf>,
    /// How long it may take for each step.
    pub(super) patience: Duration,
}

/// A browser that runs, with a folder of ours that it may read.
pub(super) struct Running<'l> {
    pub(super) browser: Browser,
    pub(super) desk: TempDir,
    program: PathBuf,
    locale: &'l Locale,
}

impl Session<'_> {
    /// The program of the browser that is wanted, or of one that is found.
    pub(super) fn engine(&self, wanted: &Engine, locale: &Locale) -> Result<PathBuf, End> {
        let named = wanted.program.clone();
        named
            .or_else(|| browser::find(&self.environment.programs))
            .ok_or_else(|| no_browser(locale))
    }
}

impl<'l> Running<'l> {
    /// Starts a browser for pages that are put on its desk.
    pub(super) fn start(
        program: PathBuf,
        patience: Duration,
        desk: TempDir,
        locale: &'l Locale,
    ) -> Result<Self, End> {
        let browser = Browser::start(&program, patience);
        let browser = browser.map_err(|failure| failed(&failure, &program, locale))?;
        Ok(Self {
            browser,
            desk,
            program,
            locale,
        })
    }

    /// Has the browser do something.
    pub(super) fn try_to<T>(
        &mut self,
        deed: impl FnOnce(&mut Browser) -> Result<T, Failure>,
    ) -> Result<T, End> {
        deed(&mut self.browser).map_err(|failure| failed(&failure, &self.program, self.locale))
    }
}

/// A folder for pages to be printed from, removed with its value: hidden in the
/// site, since some systems keep browsers away from temporary folders; where
/// the site cannot be written to, such a one all the same.
pub(super) fn desk(root: &Path) -> Result<TempDir, Fault> {
    let hidden = root.join(".pingshu");
    let builder = || {
        let mut builder = tempfile::Builder::new();
        builder.prefix("print-");
        builder
    };
    fs::create_dir_all(&hidden)
        .and_then(|()| builder().tempdir_in(&hidden))
        .or_else(|_| builder().tempdir())
        .map_err(Fault::disk("create", hidden))
}

fn no_browser(locale: &Locale) -> End {
    let system = if cfg!(windows) {
        "windows"
    } else if cfg!(target_os = "macos") {
        "macos"
    } else {
        "linux"
    };
    let say = |key: &str| locale.word(&format!("cli.print.{key}")).to_owned();
    let complaint = Complaint::new(say("no_browser"), say(&format!("no_browser_{system}")));
    End::Said(complaint.print(locale))
}

fn failed(failure: &Failure, program: &Path, locale: &Locale) -> End {
    let browser = program.display().to_string();
    let (key, detail) = match failure {
        Failure::NotStarted(error) => ("not_started", speech::io_reason(error, locale)),
        Failure::Ended(said) => ("ended", said.clone()),
        Failure::Silent(patience) => ("silent", patience.as_secs().to_string()),
        Failure::Refused { command, said } => ("refused", format!("{command}: {said}")),
    };
    let slots = [("browser", browser.as_str()), ("detail", &detail)];
    said(&format!("print.{key}"), &slots, locale)
}
