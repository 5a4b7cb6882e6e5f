//! Decks: every way to move does, the address follows, steps come one by one,
//! and paper gets one page a slide.

use std::{fs, process::Command};

use serde_json::{Value, json};

use super::keys::{DOWN, END, HOME, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, SPACE, UP};
use super::{
    driver::{Browser, FLAGS, chromium},
    site::{attributes, site},
    skipped,
};

const DECK: &str = "decks/2008-review.html";

/// Where a deck stands: the slide that shows, how many do, the steps that do,
/// and the address.
fn stand(browser: &Browser) -> Value {
    browser.run(include_str!("deck.js"), json!(null))
}

/// The slide that shows; it alone shows, and the address names it.
fn slide(browser: &Browser) -> u64 {
    let found = stand(browser);
    assert_eq!(found["slides"], 1, "{found}");
    assert_eq!(found["hash"], found["id"], "the address follows: {found}");
    found["number"].as_u64().expect("slides have numbers")
}

/// Opens a deck afresh; a change of the fragment alone would load nothing.
fn open(browser: &Browser, address: &str) {
    browser.open("about:blank");
    browser.open(address);
}

/// Does what changes the address and waits until the deck was told.
fn go(browser: &Browser, event: &str, deed: &str) {
    let script = format!(
        "return new Promise((done) => {{ addEventListener('{event}', () => setTimeout(done)); {deed}; }})"
    );
    browser.run(&script, json!(null));
}

#[test]
fn keys_and_addresses_move_a_deck() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.resize(1280, 720);
    let address = site().address(DECK);
    let count = attributes(&site().read(DECK), "data-slide").count() as u64;
    for (forward, back) in [
        (RIGHT, LEFT),
        (DOWN, UP),
        (PAGE_DOWN, PAGE_UP),
        (SPACE, LEFT),
    ] {
        open(&browser, &address);
        assert_eq!(slide(&browser), 1);
        browser.press(forward);
        assert_eq!(slide(&browser), 2, "{forward:?} goes on");
        browser.press(back);
        assert_eq!(slide(&browser), 1, "{back:?} goes back");
        browser.press(back);
        assert_eq!(slide(&browser), 1, "nothing is before the first");
    }
    browser.press(END);
    assert_eq!(slide(&browser), count);
    browser.press(RIGHT);
    assert_eq!(slide(&browser), count, "nothing is after the last");
    browser.press(HOME);
    assert_eq!(slide(&browser), 1);
    go(&browser, "popstate", "history.back()");
    assert_eq!(slide(&browser), count, "the browser's own way back");

    open(&browser, &format!("{address}#s-5"));
    assert_eq!(slide(&browser), 5, "a deep link opens its slide");
    browser.reload();
    assert_eq!(slide(&browser), 5, "a reload stays");
    go(&browser, "hashchange", "location.hash = '#s-2'");
    assert_eq!(slide(&browser), 2, "an address typed by hand");
    open(&browser, &format!("{address}#nowhere"));
    assert_eq!(slide(&browser), 1, "an unknown address opens the first");
}

#[test]
fn pointers_and_fingers_move_a_deck() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.resize(1280, 720);
    open(&browser, &site().address(DECK));
    browser.point("mouse", [1200, 360], [1200, 360]);
    arrives(&browser, 2, "a click at the right goes on");
    browser.point("mouse", [40, 60], [40, 60]);
    arrives(&browser, 1, "one at the left goes back");
    browser.point("touch", [900, 650], [300, 650]);
    arrives(&browser, 2, "a swipe to the left goes on");
    browser.point("touch", [300, 650], [900, 650]);
    arrives(&browser, 1, "one to the right goes back");
}

/// Waits until a gesture has moved the deck, which a browser on a busy machine
/// does a little after the pointer is up.
#[track_caller]
fn arrives(browser: &Browser, expected: u64, what: &str) {
    for _ in 0..40 {
        if slide(browser) == expected {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(slide(browser), expected, "{what}");
}

#[test]
fn steps_come_one_by_one() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.resize(1280, 720);
    open(&browser, &site().address(DECK));
    let steps = |browser: &Browser| {
        let found = stand(browser);
        let count = |name: &str| found[name].as_u64().expect("a count");
        (count("number"), count("shown"), count("steps"))
    };
    // On to the first slide with steps.
    for _ in 0..30 {
        if steps(&browser).2 > 0 {
            break;
        }
        browser.press(RIGHT);
    }
    let (number, shown, all) = steps(&browser);
    assert!(all > 1, "the example's deck has steps");
    assert_eq!(shown, 0, "a slide opens without its steps");
    for step in 1..=all {
        browser.press(RIGHT);
        assert_eq!(steps(&browser), (number, step, all));
    }
    browser.press(RIGHT);
    assert_eq!(
        steps(&browser).0,
        number + 1,
        "after the last step the next slide"
    );
    browser.press(LEFT);
    assert_eq!(steps(&browser), (number, all, all), "back to a whole slide");
    browser.press(LEFT);
    assert_eq!(steps(&browser), (number, all - 1, all), "and its steps go");
}

#[test]
fn a_printed_deck_has_one_page_a_slide() {
    let Some(name) = chromium() else {
        return skipped("chromium with chromedriver");
    };
    let site = site();
    let folder = crate::disk::project();
    for deck in [DECK, "en/2008/slides/review.html"] {
        let slides = attributes(&site.read(deck), "data-slide").count();
        let paper = folder.path().join("deck.pdf");
        let printed = Command::new(name)
            .args(FLAGS)
            .arg(format!(
                "--user-data-dir={}",
                folder.path().join("profile").display()
            ))
            .arg(format!("--print-to-pdf={}", paper.display()))
            .arg(site.address(deck))
            .output()
            .expect("starts");
        assert!(
            printed.status.success(),
            "{deck}: {}",
            String::from_utf8_lossy(&printed.stderr)
        );
        let pdf = fs::read(&paper).expect("a PDF");
        assert_eq!(pages(&pdf), slides, "{deck}: pages and slides");
        fs::remove_file(&paper).expect("removed");
    }
}

/// The pages of a PDF: objects of type `Page`, not `Pages`.
pub(super) fn pages(pdf: &[u8]) -> usize {
    const PAGE: &[u8] = b"/Type /Page";
    pdf.windows(PAGE.len() + 1)
        .filter(|it| it.starts_with(PAGE) && it[PAGE.len()] != b's')
        .count()
}
