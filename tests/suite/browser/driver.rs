//! A small `WebDriver` client: JSON over HTTP to chromedriver on this machine,
//! and through it what the browser's own protocol can do: scripts, pointers and
//! closing too, in which a new driver and an old browser do not agree.
//!
//! Nothing here knows a page. Waiting for a time is deliberately absent: the
//! driver answers when the page has done what it was asked for.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{old, program, skipped};

/// What Chromium is started with: nothing leaves the machine.
pub(super) const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
    "--lang=en",
];

/// Two browsers at a time: the tests of a machine share its processors.
static TURNS: [Mutex<()>; 2] = [Mutex::new(()), Mutex::new(())];

/// Whose turn is next.
static NEXT: AtomicUsize = AtomicUsize::new(0);

/// The name Chromium has here, if it and its driver are here.
pub(super) fn chromium() -> Option<&'static str> {
    static FOUND: OnceLock<Option<&str>> = OnceLock::new();
    *FOUND.get_or_init(|| {
        program(&["chromedriver"])?;
        program(&["chromium", "chromium-browser", "google-chrome"])
    })
}

/// A browser with a profile of its own; ends with its value.
pub(super) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    /// Whether it answers a page that asks for the whole screen; the shell that
    /// 109 comes as never does.
    pub(super) has_screen: bool,
    /// Removed after the browser ended.
    profile: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Browser {
    /// Starts a browser; `None`, and a word about it, where there is none.
    pub(super) fn start() -> Option<Self> {
        let Some(name) = chromium() else {
            skipped("chromium with chromedriver");
            return None;
        };
        Some(Self::run_at(&path_of(name), &[]))
    }

    /// The browser of this machine, then the oldest that pages work in; each is
    /// started when it is its turn, and says so for whoever reads of a failure.
    pub(super) fn each() -> impl Iterator<Item = Self> {
        let starts: [fn() -> Option<Self>; 2] = [Self::start, Self::start_old];
        let started = starts.into_iter().filter_map(|it| it());
        started.inspect(|it| println!("in {}", it.run("return navigator.userAgent", json!(null))))
    }

    /// Chromium 109, by a driver that is younger and does without its own check.
    fn start_old() -> Option<Self> {
        chromium()?;
        let mut browser = Self::run_at(&old::chromium()?, &["--disable-build-check"]);
        browser.has_screen = false;
        Some(browser)
    }

    fn run_at(binary: &Path, switches: &[&str]) -> Self {
        let turn = &TURNS[NEXT.fetch_add(1, Ordering::Relaxed) % TURNS.len()];
        let turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
        let profile = crate::disk::project();
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .args(switches)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let told = BufReader::new(driver.stdout.take().expect("piped"));
        let port = told
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, port) = line.split_once("started successfully on port ")?;
                port.trim_end_matches('.').parse().ok()
            })
            .expect("chromedriver tells its port");
        let mut browser = Self {
            driver,
            port,
            session: String::new(),
            has_screen: true,
            profile,
            _turn: turn,
        };
        let args: Vec<String> = FLAGS
            .iter()
            .map(|flag| (*flag).to_owned())
            .chain([format!(
                "--user-data-dir={}",
                browser.profile.path().display()
            )])
            .collect();
        let options = json!({ "binary": binary, "args": args });
        let wishes = json!({
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": options,
            // A judge of accessibility takes its time over a ledger.
            "timeouts": { "script": 180_000 },
        });
        let answer = browser.ask(
            "POST",
            "/session",
            &json!({ "capabilities": { "alwaysMatch": wishes } }),
        );
        answer["sessionId"]
            .as_str()
            .expect("a session has an id")
            .clone_into(&mut browser.session);
        browser
    }

    /// Opens an address and waits until it is loaded.
    pub(super) fn open(&self, address: &str) {
        self.command("url", &json!({ "url": address }));
    }

    /// Loads the open page again.
    pub(super) fn reload(&self) {
        self.command("refresh", &json!({}));
    }

    /// Runs `script` as the body of a function and returns what it returns; of a
    /// promise, what it comes to.
    pub(super) fn run(&self, script: &str, args: Value) -> Value {
        let args = match args {
            Value::Array(args) => args,
            Value::Null => Vec::new(),
            one => vec![one],
        };
        let args = Value::Array(args);
        let answer = self.devtools(
            "Runtime.evaluate",
            &json!({
                "expression": format!("(function () {{ {script}\n}}).apply(null, {args})"),
                "awaitPromise": true,
                "returnByValue": true,
                "userGesture": true,
            }),
        );
        let wrong = &answer["exceptionDetails"];
        assert!(wrong.is_null(), "{script}: {wrong}");
        answer["result"]["value"].clone()
    }

    /// Runs a script in every page before its own.
    pub(super) fn before_pages(&self, script: &str) {
        let add = "Page.addScriptToEvaluateOnNewDocument";
        self.devtools(add, &json!({ "source": script }));
    }

    /// A command of the browser's own protocol.
    pub(super) fn devtools(&self, command: &str, params: &Value) -> Value {
        self.command(
            "goog/cdp/execute",
            &json!({ "cmd": command, "params": params }),
        )
    }

    /// Presses and releases one key.
    pub(super) fn press(&self, key: char) {
        let strokes =
            json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        let source = json!({ "type": "key", "id": "keyboard", "actions": strokes });
        self.command("actions", &json!({ "actions": [source] }));
    }

    /// Presses the pointer at one place and lets it go at another.
    pub(super) fn point(&self, kind: &str, from: [u32; 2], to: [u32; 2]) {
        let deeds = match kind {
            "touch" => [("touchStart", from), ("touchMove", to), ("touchEnd", to)],
            _ => [
                ("mousePressed", from),
                ("mouseMoved", to),
                ("mouseReleased", to),
            ],
        };
        for (deed, [x, y]) in deeds {
            let points = match deed {
                "touchEnd" => json!([]),
                _ => json!([{ "x": x, "y": y }]),
            };
            match kind {
                "touch" => self.devtools(
                    "Input.dispatchTouchEvent",
                    &json!({ "type": deed, "touchPoints": points }),
                ),
                _ => self.devtools(
                    "Input.dispatchMouseEvent",
                    &json!({ "type": deed, "x": x, "y": y, "button": "left", "clickCount": 1 }),
                ),
            };
        }
    }

    /// The windows that are open, in no order.
    pub(super) fn windows(&self) -> Vec<String> {
        let path = format!("/session/{}/window/handles", self.session);
        let handles = self.ask("GET", &path, &json!({}));
        let handles = handles.as_array().expect("a list of windows");
        handles
            .iter()
            .map(|it| it.as_str().expect("a handle").to_owned())
            .collect()
    }

    /// Speaks to another window from now on.
    pub(super) fn turn_to(&self, window: &str) {
        self.command("window", &json!({ "handle": window }));
    }

    /// Closes the window that is spoken to; another has to be turned to.
    pub(super) fn close_window(&self) {
        self.devtools("Page.close", &json!({}));
    }

    /// Sets the size of the window's inside in CSS pixels.
    pub(super) fn resize(&self, width: u32, height: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Asks for light or dark pages.
    pub(super) fn prefer(&self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.devtools(
            "Emulation.setEmulatedMedia",
            &json!({ "features": features }),
        );
    }

    /// What the console said since it was last asked.
    pub(super) fn console(&self) -> Vec<String> {
        let entries = self.command("se/log", &json!({ "type": "browser" }));
        let entries = entries.as_array().expect("a list of entries");
        entries
            .iter()
            .map(|it| format!("{} {}", it["level"], it["message"]))
            .collect()
    }

    fn command(&self, name: &str, body: &Value) -> Value {
        self.ask("POST", &format!("/session/{}/{name}", self.session), body)
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.send(method, path, body).expect("chromedriver answers");
        let value = answer["value"].clone();
        assert!(
            value.get("error").is_none() || value.get("stacktrace").is_none(),
            "{path}: {}",
            value["message"].as_str().unwrap_or("no message")
        );
        value
    }

    /// One request on one connection.
    fn send(&self, method: &str, path: &str, body: &Value) -> std::io::Result<Value> {
        let body = body.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = BufReader::new(stream);
        let mut length = 0;
        let mut line = String::new();
        while answer.read_line(&mut line)? > 2 {
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().map_err(std::io::Error::other)?;
            }
            line.clear();
        }
        let mut bytes = vec![0; length];
        answer.read_exact(&mut bytes)?;
        serde_json::from_slice(&bytes).map_err(std::io::Error::other)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            // A driver that died took its browser along.
            let _ = self.send("DELETE", &format!("/session/{}", self.session), &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Where a program of the search path is, since the driver looks elsewhere.
fn path_of(name: &str) -> PathBuf {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
        .expect("it was started by its name")
}
