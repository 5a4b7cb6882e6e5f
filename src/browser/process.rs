//! The browser as a process: how it is started, how it is known to have ended,
//! and that it does end.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use super::Failure;

/// What every browser is started with: no window, no network, no questions.
const FLAGS: [&str; 17] = [
    "--headless",
    "--disable-gpu",
    "--hide-scrollbars",
    "--mute-audio",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-breakpad",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
    "--password-store=basic",
    "--use-mock-keychain",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
    "--remote-debugging-port=0",
];

/// How a browser tells where it can be talked to.
const TOLD: &str = "DevTools listening on ";

/// How long a browser that was asked to end may take.
pub(super) const FAREWELL: Duration = Duration::from_secs(3);

/// How often a browser that was asked to end is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// A started browser; ends with its value.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    /// What it says, line by line.
    said: Receiver<String>,
    last: String,
}

impl Process {
    pub(super) fn start(program: &Path, profile: &Path) -> Result<Self, Failure> {
        let mut command = Command::new(program);
        command
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.display()));
        if is_root() {
            // Chromium does not start at all as root with its sandbox.
            command.arg("--no-sandbox");
        }
        let mut child = command
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(Failure::NotStarted)?;
        let stderr = child.stderr.take().expect("it is piped");
        let (say, said) = channel();
        // Reads on when nobody listens any more: a full pipe would stop the browser.
        thread::spawn(move || {
            for line in BufReader::new(stderr).split(b'\n').map_while(Result::ok) {
                let _ = say.send(String::from_utf8_lossy(&line).trim().to_owned());
            }
        });
        Ok(Self {
            child,
            said,
            last: String::new(),
        })
    }

    /// Waits for the address that the browser tells when it is ready.
    pub(super) fn endpoint(&mut self, until: Instant) -> Result<String, Failure> {
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.said.recv_timeout(left) {
                Ok(line) => match line.strip_prefix(TOLD) {
                    Some(endpoint) => return Ok(endpoint.to_owned()),
                    None => self.keep(line),
                },
                Err(RecvTimeoutError::Timeout) => return Err(Failure::Silent(left)),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Failure::Ended(self.last.clone()));
                }
            }
        }
    }

    /// Whatever the connection says, a browser that has ended is the cause.
    pub(super) fn judge(&mut self, failure: Failure) -> Failure {
        let has_ended = match failure {
            Failure::Ended(_) => true,
            Failure::Silent(_) => matches!(self.child.try_wait(), Ok(Some(_))),
            _ => false,
        };
        if !has_ended {
            return failure;
        }
        while let Ok(line) = self.said.try_recv() {
            self.keep(line);
        }
        Failure::Ended(self.last.clone())
    }

    fn keep(&mut self, line: String) {
        if !line.is_empty() {
            self.last = line;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let until = Instant::now() + FAREWELL;
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < until {
            thread::sleep(LOOK);
        }
        // Of one that has ended already, both do nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(target_os = "linux")]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(target_os = "linux"))]
fn is_root() -> bool {
    false
}
