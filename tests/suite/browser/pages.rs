//! Every page opens from a folder, quietly, and is complete without script.

use serde_json::{Value, json};

use super::{both, driver::Browser, site::site};

#[test]
fn every_page_opens_quietly() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let site = site();
    let mut faults = Vec::new();
    for page in &site.pages {
        browser.open(&site.address(page));
        let found = browser.run(include_str!("page.js"), json!(null));
        let lang = if page.starts_with("en/") {
            "en"
        } else {
            "zh-Hans"
        };
        if found["lang"] != lang {
            faults.push(format!("{page}: lang is {}", found["lang"]));
        }
        if found["title"].as_str().is_none_or(str::is_empty) {
            faults.push(format!("{page}: no title"));
        }
        if found["outside"] != json!([]) {
            faults.push(format!("{page}: asks for {}", found["outside"]));
        }
        faults.extend(
            browser
                .console()
                .into_iter()
                .map(|it| format!("{page}: {it}")),
        );
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// What a page shows: its words, and how many of its parts can be seen.
fn shown(browser: &Browser, address: &str, script: bool) -> Value {
    let off = json!({ "value": !script });
    browser.devtools("Emulation.setScriptExecutionDisabled", &off);
    browser.open(address);
    browser.devtools(
        "Emulation.setScriptExecutionDisabled",
        &json!({ "value": false }),
    );
    browser.run(include_str!("shown.js"), json!(null))
}

#[test]
fn every_page_is_complete_without_script() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.resize(1280, 720);
    let site = site();
    let mut faults = Vec::new();
    for page in &site.pages {
        let address = site.address(page);
        let plain = shown(&browser, &address, false);
        assert_eq!(plain["scripted"], false, "{page}: script ran all the same");
        for hidden in plain["hidden"].as_array().expect("a list") {
            faults.push(format!("{page}: without script {hidden} cannot be seen"));
        }
        if plain["slides"] == 0 {
            let scripted = shown(&browser, &address, true);
            if scripted["words"] != plain["words"] {
                faults.push(format!("{page}: script changes the words"));
            }
            if scripted["parts"] != plain["parts"] {
                faults.push(format!(
                    "{page}: {} with script, {} without",
                    scripted["parts"], plain["parts"]
                ));
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
fn no_digit_of_a_text_was_typed_in_it() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let site = site();
    let mut faults = Vec::new();
    let mut stretches = 0;
    for page in site.pages.iter().filter(|it| !it.contains("handbook/")) {
        browser.open(&site.address(page));
        let found = browser.run(include_str!("digits.js"), json!(PLAIN_NUMBERS));
        stretches += found["stretches"].as_u64().expect("a count");
        for digits in found["typed"].as_array().expect("a list") {
            faults.push(format!("{page}: {digits}"));
        }
    }
    assert!(
        stretches > 200,
        "only {stretches} stretches of prose looked at"
    );
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// `plain_numbers` of the example's settings: names, not figures.
const PLAIN_NUMBERS: [&[&str]; 1] = [&[
    "10086111",
    "10000",
    "5S",
    "满意100",
    "Satisfaction 100",
    "order 6",
    // The levels of stars, by name.
    "0★",
    "1★",
    "2★",
    "3★",
    "4★",
    "5★",
]];

#[test]
fn the_two_languages_have_the_same_pages() {
    let site = site();
    for page in site.pages.iter().filter(|it| !it.starts_with("en/")) {
        let [_, other] = both(page);
        assert!(site.path(&other).is_file(), "{page} has no {other}");
    }
}
