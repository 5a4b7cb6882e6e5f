//! Drawings as a browser sets them: words inside, none over another, as wide as
//! the layout thought, each drawing with a name and a table that says the same.

use std::collections::BTreeSet;

use pingshu::chart::text_width;
use serde_json::{Value, json};

use super::{driver::Browser, site::site};

/// The pages with drawings.
fn drawn() -> impl Iterator<Item = &'static str> {
    let site = site();
    site.pages
        .iter()
        .map(String::as_str)
        .filter(|page| site.read(page).contains("<svg"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn words_of_a_drawing_keep_their_places() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let mut faults = BTreeSet::new();
    let (mut texts, mut drawings) = (0, 0);
    for page in drawn() {
        for width in [1280, 360] {
            browser.resize(width, 800);
            browser.open(&site().address(page));
            let found = browser.run(include_str!("charts.js"), json!(null));
            drawings += list(&found["names"]).len();
            for fault in list(&found["faults"]) {
                faults.insert(format!("{page} at {width}: {fault}"));
            }
            for text in list(&found["texts"]) {
                let words = text["words"].as_str().expect("words");
                let number = |name: &str| text[name].as_f64().expect("a number");
                let ours = text_width(words, number("size"));
                let (theirs, off) = (number("width"), ours / number("width") - 1.0);
                if off.abs() > 0.1 {
                    faults.insert(format!(
                        "“{words}” is {theirs:.1} wide, not {ours:.1} ({:+.0} %)",
                        100.0 * off
                    ));
                }
                texts += 1;
            }
        }
    }
    assert!(drawings > 30, "only {drawings} drawings looked at");
    assert!(texts > 300, "only {texts} texts measured");
    let faults: Vec<String> = faults.into_iter().collect();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn every_drawing_has_one_name() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.resize(1280, 800);
    let mut faults = Vec::new();
    for page in drawn() {
        browser.open(&site().address(page));
        let found = browser.run(include_str!("charts.js"), json!(null));
        let expected: Vec<&Value> = list(&found["names"]).iter().collect();
        let root = browser.devtools("DOM.getDocument", &json!({ "depth": 0 }));
        let asked = json!({ "nodeId": root["root"]["nodeId"], "role": "image" });
        let images = browser.devtools("Accessibility.queryAXTree", &asked);
        let told: Vec<&Value> = list(&images["nodes"])
            .iter()
            .filter(|it| it["ignored"] == false)
            .map(|it| &it["name"]["value"])
            .collect();
        if told != expected {
            faults.push(format!(
                "{page}: drawings named {expected:?} are told as {told:?}"
            ));
        }
        if told
            .iter()
            .any(|it| it.as_str().is_none_or(|it| it.trim().is_empty()))
        {
            faults.push(format!("{page}: a drawing has no name: {told:?}"));
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
fn marks_and_rows_are_the_same() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let mut faults = Vec::new();
    let mut exhibits = 0;
    for page in drawn() {
        browser.open(&site().address(page));
        let found = browser.run(include_str!("marks.js"), json!(null));
        exhibits += list(&found).len();
        for exhibit in list(&found) {
            for (one, other) in [("marks", "rows"), ("rows", "marks")] {
                let has: BTreeSet<&str> = list(&exhibit[other])
                    .iter()
                    .filter_map(Value::as_str)
                    .collect();
                let lost: Vec<&Value> = list(&exhibit[one])
                    .iter()
                    .filter(|it| it.as_str().is_none_or(|it| !has.contains(it)))
                    .collect();
                if !lost.is_empty() {
                    faults.push(format!(
                        "{page} #{} {one} not among its {other}: {lost:?}",
                        exhibit["id"]
                    ));
                }
            }
        }
    }
    assert!(exhibits > 10, "only {exhibits} charts looked at");
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
