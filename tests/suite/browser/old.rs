//! The floor of the pages: Chromium 109, the last for Windows 7. Its driver is
//! not to be had, so it is told what to do by the program's own client.
//!
//! It comes from npm when the test runs (`fetch-109.sh`). Its header and footer
//! lack the script that fills in page numbers, so that only decks, whose slides
//! say their number themselves, are printed with it.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use pingshu::browser::{Browser, Tab};
use serde_json::{Value, json};

use super::{KINDS, site::site, skipped};

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
fn chromium() -> Option<PathBuf> {
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
fn chromium_109_shows_every_kind_of_page_and_moves_in_decks() {
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
    let pdf = tab.print(None).expect("it prints");
    assert!(pdf.starts_with(b"%PDF-"));
}
