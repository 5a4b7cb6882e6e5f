//! The floor of the pages: Chromium 109, the last for Windows 7. Here every kind
//! of page is opened in it by the program's own client; the main paths through
//! shows and questions are walked in it by the tests of those.
//!
//! It comes from npm when the test runs (`fetch-109.sh`). Its header and footer
//! lack the script that fills in page numbers, so that only decks and handouts,
//! whose slides say their number themselves, are printed with it.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
    time::Duration,
};

use pingshu::browser::{Browser, Tab};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{KINDS, deck::pages, site::site, skipped};

/// Notes whatever goes wrong in a page, before anything of it runs.
const WATCH: &str = r#"
var wrong = [];
addEventListener("error", function (it) { wrong.push(it.message || it.target.href || it.target.src); }, true);
addEventListener("unhandledrejection", function (it) { wrong.push(String(it.reason)); });
document.addEventListener("securitypolicyviolation", function (it) { wrong.push(it.violatedDirective + " " + it.blockedURI); });
console.error = console.warn = function (it) { wrong.push(String(it)); };
"#;

/// The numbers of the slides that can be seen.
const SEEN: &str = r#"
Array.prototype.filter.call(document.querySelectorAll(".slide"), function (it) { return it.offsetHeight > 0; })
  .map(function (it) { return Number(it.getAttribute("data-slide")); })
"#;

/// The old browser, fetched on the first call.
pub(super) fn chromium() -> Option<PathBuf> {
    static FETCHED: OnceLock<Option<PathBuf>> = OnceLock::new();
    FETCHED.get_or_init(fetch).clone()
}

fn fetch() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chromium-109");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/browser/fetch-109.sh");
    let can_run = cfg!(all(target_os = "linux", target_arch = "x86_64"));
    let is_there = can_run
        && Command::new("sh")
            .arg(script)
            .arg(&folder)
            .status()
            .is_ok_and(|it| it.success());
    if !is_there {
        skipped("Chromium 109 from npm");
        return None;
    }
    Some(folder.join("chromium"))
}

fn press(tab: &mut Tab, key: &str, code: u32) {
    for kind in ["rawKeyDown", "keyUp"] {
        let params =
            json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code });
        tab.call("Input.dispatchKeyEvent", &params)
            .expect("a key can be pressed");
    }
}

#[test]
fn chromium_109_shows_every_kind_of_page_and_prints_decks() {
    let Some(program) = chromium() else { return };
    let mut browser = Browser::start(&program, Duration::from_secs(60)).expect("it starts");
    let mut tab = browser.tab().expect("it has a tab");
    let version = tab
        .evaluate("navigator.userAgent")
        .expect("it tells its name");
    assert!(
        version
            .as_str()
            .is_some_and(|it| it.contains("Chrome/109.")),
        "{version}"
    );
    tab.call(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({ "source": WATCH }),
    )
    .expect("it watches");
    for page in KINDS {
        tab.open(&site().path(page)).expect("it opens");
        let wrong = tab.evaluate("wrong").expect("it noted");
        assert_eq!(wrong, json!([]), "{page}");
        let height = tab
            .evaluate("document.querySelector('main').getBoundingClientRect().height")
            .expect("a number");
        assert!(height.as_f64().is_some_and(|it| it > 300.0), "{page}");
    }
    tab.open(&site().path("2008/complaints.html"))
        .expect("it opens");
    let drawn =
        "Math.round(document.querySelector('.drawing-wide svg').getBoundingClientRect().height)";
    let drawn = tab.evaluate(drawn).expect("a chart");
    assert!(drawn.as_f64().is_some_and(|it| it > 100.0), "{drawn}");

    tab.open(&site().path("decks/star-halls.html"))
        .expect("it opens");
    let all = tab
        .evaluate("document.querySelectorAll('.slide').length")
        .expect("a number");
    let seen = |tab: &mut Tab, then: &Value| {
        let seen = tab.evaluate(SEEN).expect("slides");
        assert_eq!(seen, json!([then]));
    };
    seen(&mut tab, &json!(1));
    press(&mut tab, "End", 35);
    seen(&mut tab, &all);
    press(&mut tab, "Home", 36);
    seen(&mut tab, &json!(1));
    press(&mut tab, "PageDown", 34);
    seen(&mut tab, &json!(2));
    assert_eq!(tab.evaluate("wrong").expect("it noted"), json!([]));
    let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
    tab.call("Emulation.setEmulatedMedia", &dark)
        .expect("it is night");
    let ground =
        "getComputedStyle(document.querySelector('.slide-section .slide-face')).backgroundColor";
    let ground = tab.evaluate(ground).expect("a colour");
    assert_ne!(ground, "rgba(0, 0, 0, 0)", "sections are set off at night");

    let slides = usize::try_from(all.as_u64().expect("a number")).expect("small");
    let pdf = tab.print(None).expect("it prints");
    assert_eq!(pages(&pdf), slides, "a slide a page");
    for per_page in [3, 6] {
        let folder = handout(per_page);
        tab.open(&folder.path().join("handout/index.html"))
            .expect("it opens");
        let pdf = tab.print(None).expect("it prints");
        assert_eq!(pages(&pdf), slides.div_ceil(per_page), "{per_page} a sheet");
    }
}

/// The deck's handout by itself, in a folder.
fn handout(per_page: usize) -> TempDir {
    let folder = crate::disk::project();
    let done = Command::new(env!("CARGO_BIN_EXE_pingshu"))
        .args(["export", "decks/star-halls", "--audience", "handout"])
        .args(["--per-page", &per_page.to_string(), "-o", "handout"])
        .args(["--root", env!("CARGO_MANIFEST_DIR")])
        .current_dir(folder.path())
        .output();
    let is_done = done.is_ok_and(|it| it.status.success());
    assert!(is_done, "it is exported");
    folder
}
