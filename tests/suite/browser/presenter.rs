//! The presenter's window beside the show: each follows the other, both outlive
//! a reload, and what was closed comes back as it was.

use serde_json::{Value, json};

use super::keys::{END, PAGE_DOWN, PAGE_UP, RIGHT};
use super::{
    driver::Browser,
    show::{address, becomes, built, rehearsal, stand},
};

/// What the window that is spoken to shows as the presenter's.
fn panels(browser: &Browser) -> Value {
    browser.run(include_str!("presenter.js"), json!(null))
}

/// Presses S and returns the new window; the browser speaks to it then.
fn open_presenter(browser: &Browser, show: &str) -> String {
    browser.press('s');
    let mut found = None;
    for _ in 0..100 {
        found = browser.windows().into_iter().find(|it| it != show);
        if found.is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let presenter = found.expect("S opens a window");
    browser.turn_to(&presenter);
    becomes(
        || {
            browser.run(
                "return { built: !!document.querySelector('.presenter [data-shows=list] li') }",
                json!(null),
            )
        },
        &json!({ "built": true }),
        "the window is built",
    );
    presenter
}

/// A show and its presenter's window, which is spoken to.
fn both_in(browser: Browser) -> (Browser, String, String) {
    browser.resize(1280, 720);
    browser.open(&address(rehearsal()));
    let show = browser.windows().remove(0);
    let presenter = open_presenter(&browser, &show);
    (browser, show, presenter)
}

fn both() -> Option<(Browser, String, String)> {
    Browser::start().map(both_in)
}

#[test]
fn the_windows_follow_each_other() {
    for (browser, show, presenter) in Browser::each().map(both_in) {
        let shows = |at: u64, shown: u64, what: &str| {
            browser.turn_to(&show);
            becomes(
                || stand(&browser),
                &json!({ "at": at, "shown": shown, "slides": 1 }),
                what,
            );
        };
        let presents = |now: u64, next: u64, ahead: u64, what: &str| {
            browser.turn_to(&presenter);
            becomes(
                || panels(&browser),
                &json!({ "now": now, "next": next, "ahead": ahead, "listed": 1 }),
                what,
            );
        };
        presents(1, 2, 0, "both at the beginning");
        browser.press(PAGE_DOWN);
        browser.press(PAGE_DOWN);
        presents(2, 3, 2, "moved here, with two steps to come");
        shows(2, 1, "and there");
        browser.press(RIGHT);
        presents(2, 3, 1, "moved there");
        becomes(
            || panels(&browser),
            &json!({ "notes": "Take them slowly." }),
            "its notes",
        );
        browser.run(
            "document.querySelectorAll('[data-shows=list] button')[4].click()",
            json!(null),
        );
        shows(5, 0, "chosen from the list");
        presents(5, 6, 0, "and shown in both");
        browser.press('b');
        browser.turn_to(&show);
        becomes(
            || stand(&browser),
            &json!({ "screen": "rgb(0, 0, 0)" }),
            "black from there",
        );
        browser.press('b');
        browser.turn_to(&presenter);
        becomes(
            || {
                browser.run(
                    "return { blanked: document.documentElement.classList.contains('blanked') }",
                    json!(null),
                )
            },
            &json!({ "blanked": false }),
            "and lifted from here",
        );
        browser.press('o');
        browser.turn_to(&show);
        becomes(
            || stand(&browser),
            &json!({ "overview": true, "slides": 7 }),
            "all slides in the room",
        );
        browser.turn_to(&presenter);
        browser.press('o');
        browser.press(END);
        shows(7, 0, "the end");
        presents(7, 0, 0, "after which there is none");
        assert_eq!(browser.console(), Vec::<String>::new());
    }
}

#[test]
fn either_window_outlives_a_reload() {
    for (browser, show, presenter) in Browser::each().map(both_in) {
        browser.press(PAGE_DOWN);
        browser.press(PAGE_DOWN);
        browser.reload();
        becomes(
            || panels(&browser),
            &json!({ "now": 2, "ahead": 2, "lost": false }),
            "the presenter's",
        );
        browser.press(PAGE_DOWN);
        browser.turn_to(&show);
        becomes(
            || stand(&browser),
            &json!({ "at": 2, "shown": 2 }),
            "still moves the show",
        );
        browser.reload();
        becomes(
            || stand(&browser),
            &json!({ "at": 2, "shown": 2 }),
            "the show",
        );
        browser.press(PAGE_UP);
        browser.turn_to(&presenter);
        becomes(
            || panels(&browser),
            &json!({ "now": 2, "ahead": 2, "lost": false }),
            "still moves the presenter",
        );
        browser.press(PAGE_DOWN);
        browser.turn_to(&show);
        becomes(
            || stand(&browser),
            &json!({ "at": 2, "shown": 2 }),
            "and the other way",
        );
        // S brings the window that is there to the front.
        browser.press('s');
        assert_eq!(browser.windows().len(), 2);
        browser.close_window();
        browser.turn_to(&presenter);
        becomes(
            || panels(&browser),
            &json!({ "lost": true }),
            "a show that was closed is missed",
        );
    }
}

#[test]
fn a_closed_window_comes_back_as_it_was() {
    let Some((browser, show, _)) = both() else {
        return;
    };
    browser.press(PAGE_DOWN);
    // As if a minute and a half had gone by.
    browser.run(
        "const now = Date.now; Date.now = () => now() + 90000; return null",
        json!(null),
    );
    becomes(
        || json!({ "late": panels(&browser)["elapsed"].as_str().is_some_and(|it| it.starts_with("1:3")) }),
        &json!({ "late": true }),
        "the stopwatch runs from the first move",
    );
    let found = panels(&browser);
    assert!(
        found["left"]
            .as_str()
            .is_some_and(|it| it.starts_with("8:2")),
        "of ten minutes: {found}"
    );
    browser.run(
        "document.querySelector('[data-shows=run]').click()",
        json!(null),
    );
    let stopped = panels(&browser)["elapsed"].clone();
    browser.press('+');
    browser.press('+');
    let size = panels(&browser)["noteSize"].clone();
    let place = browser.run("return [innerWidth, innerHeight]", json!(null));
    std::thread::sleep(std::time::Duration::from_millis(1500));
    browser.close_window();
    browser.turn_to(&show);
    becomes(
        || stand(&browser),
        &json!({ "at": 2 }),
        "the show goes on alone",
    );
    browser.press(RIGHT);
    open_presenter(&browser, &show);
    becomes(
        || panels(&browser),
        &json!({ "now": 2, "ahead": 2, "elapsed": stopped, "noteSize": size, "lost": false }),
        "where it was, with its times",
    );
    assert_eq!(
        browser.run("return [innerWidth, innerHeight]", json!(null)),
        place
    );
}

#[test]
fn the_pace_is_told_against_the_planned_minutes() {
    let Some((browser, _, _)) = both() else {
        return;
    };
    let pace = |seconds: u32, expected: &str| {
        let script = format!(
            "window.real = window.real || Date.now; Date.now = () => window.real() + {seconds}000; return null"
        );
        browser.run(&script, json!(null));
        becomes(
            || json!({ "told": panels(&browser)["pace"].as_str().is_some_and(|it| it.contains(expected)) }),
            &json!({ "told": true }),
            expected,
        );
    };
    // Ten minutes: two for the second slide, eighty seconds for each other.
    let planned = browser.run(
        "return [...document.querySelectorAll('.slide')].map((it) => Number(it.dataset.seconds))",
        json!(null),
    );
    assert_eq!(planned, json!([80, 120, 80, 80, 80, 80, 80]));
    assert_eq!(
        panels(&browser)["pace"],
        "",
        "nothing to tell before it begins"
    );
    browser.press(PAGE_DOWN);
    pace(20, "提前");
    pace(100, "正按计划");
    pace(260, "1:0");
    pace(260, "落后");
    assert_eq!(
        panels(&browser)["left"].as_str().map(|it| &it[..3]),
        Some("5:3")
    );
    browser.run(
        "const it = document.querySelector('[data-shows=minutes]'); it.value = 20; it.dispatchEvent(new Event('change'))",
        json!(null),
    );
    pace(260, "正按计划");
}

#[test]
fn a_window_that_the_browser_refuses_is_told() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.resize(1280, 720);
    browser.open(&address(rehearsal()));
    browser.run("window.open = () => null", json!(null));
    browser.press('s');
    let told = stand(&browser)["said"].as_str().map(str::to_owned);
    assert!(
        told.as_ref().is_some_and(|it| it.contains("弹出窗口")),
        "{told:?}"
    );
}

#[test]
fn strangers_do_not_move_the_show() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.resize(1280, 720);
    browser.open(&address(rehearsal()));
    let message = "{ pingshu: 'deck', path: PATH, from: 'x', presents: true, number: 1, kind: 'state', state: { at: AT, step: 0, screen: 'red', over: 0, scheme: '<b>' }, times: { since: 'x', gathered: null, planned: -1 } }";
    let send = |path: &str, at: &str| {
        let message = message.replace("PATH", path).replace("AT", at);
        browser.run(&format!("postMessage({message}, '*')"), json!(null));
        browser.run(
            "return new Promise((done) => setTimeout(done, 50))",
            json!(null),
        );
        stand(&browser)
    };
    assert_eq!(
        send("'/another/deck.html'", "3")["at"],
        1,
        "of another deck"
    );
    let taken = send("location.pathname", "3");
    assert_eq!(
        [&taken["at"], &taken["screen"], &taken["dark"]],
        [&json!(4), &json!(""), &json!("")],
        "only what it knows"
    );
    assert_eq!(
        send("location.pathname", "1e9")["at"],
        4,
        "a message is taken once"
    );
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// How long depends on the machine: `cargo test three_hundred -- --ignored --nocapture`.
#[test]
#[ignore = "it measures, and judges nothing"]
fn a_deck_of_three_hundred_charts_is_measured() {
    use std::fmt::Write;

    let mut deck = String::from("---\ntitle: Many\nyear: 2000\n---\n\n# Many\n");
    for i in 2..=300 {
        let _ = write!(
            deck,
            "\n---\n\n## Slide {i}\n\n```chart\nkind: line\ndataset: waiting_by_month\n```\n"
        );
    }
    let site = built(&deck);
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.resize(1280, 720);
    browser.open("about:blank");
    browser.open(&address(&site));
    let opened = browser.run(
        "const it = performance.getEntriesByType('navigation')[0]; const paint = performance.getEntriesByType('paint').map((it) => Math.round(it.startTime)); return { interactive: Math.round(it.domInteractive), ready: Math.round(it.domContentLoadedEventEnd), loaded: Math.round(it.loadEventEnd), paint, slides: document.querySelectorAll('.slide').length, charts: document.querySelectorAll('.drawing-wide svg').length }",
        json!(null),
    );
    assert_eq!(
        [&opened["slides"], &opened["charts"]],
        [&json!(300), &json!(299)],
        "{opened}"
    );
    // From the key to the frame that shows it, style and layout included.
    let moved = browser.run(
        "const times = []; const press = (key) => document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })); const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done))); return (async () => { for (let i = 0; i < 60; i += 1) { await frame(); const from = performance.now(); press(i % 3 ? 'PageDown' : i % 2 ? 'End' : 'Home'); document.querySelector('.slide[aria-current]').getBoundingClientRect(); const done = performance.now(); await frame(); times.push([done - from, performance.now() - from]); } const at = (list, part) => Math.round(list.slice().sort((a, b) => a - b)[Math.floor(part * (list.length - 1))] * 10) / 10; const work = times.map((it) => it[0]); const shown = times.map((it) => it[1]); return { work: [at(work, 0.5), at(work, 1)], shown: [at(shown, 0.5), at(shown, 1)] }; })()",
        json!(null),
    );
    println!("300 slides: opened {opened}, moved (median and longest, ms) {moved}");
}
