//! A browser of this machine as the press: pages become PDF and PNG in Chrome,
//! Edge or Chromium, told what to do by its `DevTools` protocol.
//!
//! Promised here: the browser has a new profile that is removed with it, asks
//! no network, ends with its value, and never keeps us waiting longer than it
//! was given. Deliberately not here: which pages, and where the bytes go. The
//! browser is told nothing of the environment and nothing of it reaches a page.

mod install;
mod link;
mod process;
mod tab;

pub use install::find;
pub use tab::Tab;

use std::{
    fmt, io,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use link::Link;
use process::{FAREWELL, Process};

/// What the browser did instead of what it was asked for.
#[derive(Debug)]
pub enum Failure {
    /// It could not be started.
    NotStarted(io::Error),
    /// It ended by itself; with the last it said, which may be nothing.
    Ended(String),
    /// It did not answer in time.
    Silent(Duration),
    /// It would not do what a command asks for.
    Refused {
        /// The command.
        command: String,
        /// What it said.
        said: String,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted(error) => write!(f, "not started: {error}"),
            Self::Ended(said) => write!(f, "ended: {said}"),
            Self::Silent(patience) => write!(f, "no answer within {patience:?}"),
            Self::Refused { command, said } => write!(f, "{command}: {said}"),
        }
    }
}
impl std::error::Error for Failure {}

/// A running browser.
#[derive(Debug)]
pub struct Browser {
    link: Link,
    // In this order: the profile is removed after the browser has ended.
    process: Process,
    _profile: TempDir,
}

impl Browser {
    /// Starts the browser at `program`; each answer may take `patience`.
    pub fn start(program: &Path, patience: Duration) -> Result<Self, Failure> {
        let profile = tempfile::Builder::new()
            .prefix("pingshu-browser-")
            .tempdir()
            .map_err(Failure::NotStarted)?;
        let until = Instant::now() + patience;
        let mut process = Process::start(program, profile.path())?;
        let endpoint = process
            .endpoint(until)
            .map_err(|failure| in_time(failure, patience))?;
        let link = Link::open(&endpoint, patience).map_err(|failure| process.judge(failure))?;
        Ok(Self {
            link,
            process,
            _profile: profile,
        })
    }

    /// Opens an empty tab.
    pub fn tab(&mut self) -> Result<Tab<'_>, Failure> {
        let made = self.call(
            None,
            "Target.createTarget",
            &json!({ "url": "about:blank" }),
        )?;
        let attached = self.call(
            None,
            "Target.attachToTarget",
            &json!({ "targetId": made["targetId"], "flatten": true }),
        )?;
        let session = attached["sessionId"].as_str().unwrap_or_default();
        Tab::new(session.to_owned(), made["targetId"].clone(), self)
    }

    /// Carries out a command of the protocol, in a tab's session or outside.
    fn call(
        &mut self,
        session: Option<&str>,
        command: &str,
        params: &Value,
    ) -> Result<Value, Failure> {
        self.link
            .call(session, command, params)
            .map_err(|failure| self.process.judge(failure))
    }

    /// Waits for an event of a tab.
    fn wait(&mut self, session: &str, event: &str) -> Result<Value, Failure> {
        self.link
            .wait(session, event)
            .map_err(|failure| self.process.judge(failure))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked to, it ends its own processes; whether it does is seen to next.
        self.link.wait_at_most(FAREWELL);
        let _ = self.link.call(None, "Browser.close", &json!({}));
    }
}

/// A wait that was cut off at its end, told by its whole length.
fn in_time(failure: Failure, patience: Duration) -> Failure {
    match failure {
        Failure::Silent(_) => Failure::Silent(patience),
        other => other,
    }
}
