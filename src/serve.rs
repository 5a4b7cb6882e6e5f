//! The preview: a server on this machine that shows the last good site and,
//! over it, what is to be mended.
//!
//! It answers only this machine's own browser: it binds 127.0.0.1, and a
//! request for another host or from another origin is refused, so that no page
//! of the web can read a report that is not published yet. It serves what it is
//! given and reads no file: pages are made when they are asked for, and what a
//! preview needs more than they have is added to the answer. It does not decide
//! what is shown or how it is told; that is the command line's.

mod answer;
mod file;
mod guard;
mod page;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    ops::ControlFlow,
    process::Command,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use axum::Router;
use serde::Serialize;
use tokio::sync::watch;

/// How long the inputs are left alone before they are looked at again.
pub const PAUSE: Duration = Duration::from_millis(100);
/// How many times as long as looking took, where that is longer: a share of a
/// network is not to be asked without end.
const REST: u32 = 10;

/// A good site, whose pages are made when they are asked for.
pub trait Pages: Send + Sync {
    /// The bytes at a route such as `2008/review.html`, or what is told where
    /// they cannot be made; none where there is nothing.
    fn get(&self, route: &str) -> Option<Result<Vec<u8>, String>>;
}

/// What the browser is told after each build.
#[derive(Clone, Serialize)]
pub struct Notice {
    /// Counts the notices, from 1; set by [`Preview::show`].
    generation: u64,
    /// Counts the good builds; 0 until there is one.
    site: u64,
    /// The last of them.
    #[serde(skip)]
    pages: Option<Arc<dyn Pages>>,
    /// What is to be mended, as on a terminal; empty after a good build.
    pub errors: String,
    /// The words of the preview's own pages and of the overlay.
    #[serde(flatten)]
    pub words: NoticeWords,
}

/// The words of the preview, in the author's language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct NoticeWords {
    /// The language's BCP 47 tag.
    pub tag: String,
    /// Over the errors: the last good site is shown.
    pub title: String,
    /// On the button that hides them.
    pub close: String,
    /// There is no such page.
    #[serde(skip)]
    pub not_found: String,
    /// There has been no good build yet.
    #[serde(skip)]
    pub nothing_yet: String,
}

/// A port that is ours, before anything is answered.
#[derive(Debug)]
pub struct Door {
    listener: TcpListener,
    address: SocketAddr,
}

impl Door {
    /// Takes a port of 127.0.0.1; port 0 takes any that is free. No other port
    /// is tried, since a bookmark to the wrong site is worse than a message.
    pub fn open(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// What the browser is to be sent to.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Starts to answer, on a thread of its own.
    pub fn serve(self) -> io::Result<Preview> {
        let (sender, notices) = watch::channel(Notice {
            generation: 0,
            site: 0,
            pages: None,
            errors: String::new(),
            words: NoticeWords::default(),
        });
        let mut ended = notices.clone();
        let desk = answer::Desk {
            notices,
            guard: guard::Guard::of(self.address.port()),
        };
        let app = Router::new().fallback(answer::answer).with_state(desk);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(self.listener)?
        };
        thread::Builder::new()
            .name("preview".to_owned())
            .spawn(move || {
                // Ends when the preview is dropped and no notice can come any more.
                let end = async move { while ended.changed().await.is_ok() {} };
                runtime.block_on(async move {
                    tokio::select! {
                        () = end => {}
                        // Accepting goes on after any fault of a single connection.
                        _ = async { axum::serve(listener, app).await } => {}
                    }
                });
            })?;
        Ok(Preview { notices: sender })
    }
}

/// A running preview; it ends when this is dropped.
pub struct Preview {
    notices: watch::Sender<Notice>,
}

impl Preview {
    /// Shows the new site.
    pub fn show(&self, site: Arc<dyn Pages>, words: NoticeWords) {
        self.notices.send_modify(|notice| {
            notice.generation += 1;
            notice.site += 1;
            notice.pages = Some(site);
            notice.errors.clear();
            notice.words = words;
        });
    }

    /// Keeps the last good site and shows over it what is to be mended.
    pub fn show_errors(&self, errors: String, words: NoticeWords) {
        self.notices.send_modify(|notice| {
            notice.generation += 1;
            notice.errors = errors;
            notice.words = words;
        });
    }
}

/// Calls `rebuild` once, and again whenever what `look` sees has changed, until
/// it breaks.
pub fn watch<Seen: PartialEq, Broken>(
    mut look: impl FnMut() -> Seen,
    mut rebuild: impl FnMut() -> ControlFlow<Broken>,
    pause: Duration,
) -> Broken {
    // What is seen before a build counts, so that a change during it is not lost.
    let mut seen = look();
    loop {
        if let ControlFlow::Break(broken) = rebuild() {
            return broken;
        }
        let mut now = look();
        let mut rest = pause;
        while now == seen {
            thread::sleep(rest);
            let begun = Instant::now();
            now = look();
            rest = pause.max(begun.elapsed() * REST);
        }
        seen = now;
    }
}

/// Opens the user's browser.
pub fn open_browser(url: &str) -> io::Result<()> {
    let mut command = if cfg!(target_os = "windows") {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    };
    command
        .arg(url)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    command.spawn().map(drop)
}

#[cfg(test)]
mod tests;
