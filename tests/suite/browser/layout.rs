//! Nothing is cut off: pages scroll one way only at every width, and what a
//! slide says stays in its box on both shapes of projector.

use serde_json::json;

use super::{KINDS, both, driver::Browser, site::site};

#[test]
fn no_page_scrolls_sideways() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let site = site();
    let mut faults = Vec::new();
    for page in KINDS.into_iter().flat_map(both) {
        browser.open(&site.address(&page));
        for width in [360, 768, 1280, 1440] {
            browser.resize(width, 800);
            let wide = browser.run(include_str!("sideways.js"), json!(null));
            if !wide.is_null() {
                faults.push(format!("{page} at {width}: {wide}"));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn no_slide_is_fuller_than_its_box() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let site = site();
    let mut faults = Vec::new();
    let mut slides = 0;
    for deck in site.decks() {
        for [width, height] in [[1280, 720], [1024, 768]] {
            browser.resize(width, height);
            browser.open(&site.address(deck));
            let found = browser.run(include_str!("fullness.js"), json!(null));
            slides += found["slides"].as_u64().expect("a count");
            for fault in found["faults"].as_array().expect("a list") {
                faults.push(format!("{deck} at {width}×{height}: {fault}"));
            }
        }
    }
    assert!(slides > 60, "only {slides} slides looked at");
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
