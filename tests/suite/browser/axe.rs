//! Accessibility as axe-core judges it: every kind of page by day, by night and
//! on a telephone. What no program can judge (is the name a good one?) is not here.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};

use super::keys::{ESCAPE, RIGHT};
use super::{KINDS, driver::Browser, program, site::site, skipped};

/// The judge, pinned: a new one may have new rules.
const JUDGE: &str = "axe-core@4.14.1";

/// axe-core's script, fetched once for all runs.
pub(super) fn judge() -> Option<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("axe");
    let script: PathBuf = folder.join("node_modules/axe-core/axe.min.js");
    if !script.is_file() {
        program(&["npm"])?;
        let fetched = Command::new("npm")
            .args([
                "install",
                "--no-save",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefix",
            ])
            .arg(&folder)
            .arg(JUDGE)
            .output()
            .expect("npm starts");
        if !fetched.status.success() {
            println!("{}", String::from_utf8_lossy(&fetched.stderr));
            return None;
        }
    }
    fs::read_to_string(script).ok()
}

/// What the judge says about the page that is open.
pub(super) fn violations(browser: &Browser, scheme: &str, what: &str) -> Vec<String> {
    let found = browser.run(include_str!("axe.js"), json!(scheme));
    let found = found.as_array().expect("a list");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    found
        .iter()
        .map(|it| {
            format!(
                "{what}: {} ×{} at {} – {}",
                text(&it["rule"]),
                it["count"],
                text(&it["place"]),
                text(&it["why"])
            )
        })
        .collect()
}

#[test]
fn every_kind_of_page_is_accessible() {
    let Some(judge) = judge() else {
        return skipped("axe-core from npm");
    };
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.before_pages(&judge);
    let site = site();
    let mut faults = Vec::new();
    for page in KINDS {
        for (width, scheme) in [(1280, "light"), (1280, "dark"), (360, "light")] {
            browser.resize(width, 800);
            browser.prefer(scheme);
            browser.open(&site.address(page));
            let what = format!("{page} at {width}, {scheme}");
            faults.extend(violations(&browser, scheme, &what));
            if page.contains("decks/") && width > 360 {
                // All slides at once.
                browser.press('o');
                faults.extend(violations(&browser, scheme, &format!("{what}, overview")));
                browser.press('o');
            }
            if page.contains("decks/") {
                if width == 360 {
                    browser.run(
                        "document.querySelector('[data-go=start]').click()",
                        json!(null),
                    );
                    faults.extend(violations(&browser, scheme, &format!("{what}, show")));
                }
                for key in ['n', '?', 'g'] {
                    browser.press(key);
                    faults.extend(violations(&browser, scheme, &format!("{what}, {key}")));
                    browser.press(if key == 'n' { 'n' } else { ESCAPE });
                }
                browser.open(&format!("{}?presenter", site.address(page)));
                browser.press(RIGHT);
                faults.extend(violations(&browser, scheme, &format!("{what}, presenter")));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} violations:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
