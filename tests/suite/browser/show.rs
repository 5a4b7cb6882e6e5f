//! The show: every key does what the handbook says, at the sizes of projectors
//! and telephones, from `file://` without network.

use std::{fs, path::Path, sync::OnceLock};

use serde_json::{Value, json};

use super::driver::Browser;
use super::keys::{
    BACKSPACE, DOWN, END, ENTER, ESCAPE, F5, HOME, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, SPACE, UP,
};
use crate::site::{OnDisk, Site, files_below};

const SIZES: [(u32, u32); 3] = [(1280, 720), (1024, 768), (780, 360)];

/// Seven slides: the second has three steps, the third a chart of two series.
const DECK: &str = "---
title: Rehearsal
year: 2000
minutes: 10
---

# Rehearsal

Note:
Welcome everyone.

---

<!-- slide: id=list minutes=2 -->

## Three things

* One
* Two
* Three

Note:
Take them slowly.

---

<!-- slide: id=chart -->

## Two years

```chart
kind: column
dataset: satisfaction_by_channel
steps: series
```

---

<!-- slide: id=section layout=section -->

# The second part

---

## Waiting

- Nothing in steps

---

## Rows

```chart
kind: bullet
dataset: hall_measures
steps: groups
```

---

## The end

- Thank you
";

/// A site of that deck with the example's data, built once.
pub(super) fn rehearsal() -> &'static OnDisk {
    static SITE: OnceLock<OnDisk> = OnceLock::new();
    SITE.get_or_init(|| built(DECK))
}

/// A site of one deck with the example's data.
pub(super) fn built(deck: &str) -> OnDisk {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut site = Site::empty();
    for (name, bytes) in files_below(&root.join("data")) {
        site = site.with(&format!("data/{name}"), bytes);
    }
    let site = site
        .with("content/index.md", "# Portal\n")
        .with("content/decks/show.md", deck)
        .on_disk();
    let (told, is_built) = site.build();
    assert!(is_built, "{told:?}");
    site
}

/// Where the deck is.
pub(super) fn address(site: &OnDisk) -> String {
    site.address("decks/show.html")
}

/// Shows the deck afresh at that size.
fn shown(browser: Browser, (width, height): (u32, u32)) -> Browser {
    browser.resize(width, height);
    browser.open(&address(rehearsal()));
    browser
}

/// A browser that shows the deck.
fn browser() -> Option<Browser> {
    Browser::start().map(|it| shown(it, SIZES[0]))
}

/// Each browser that pages have to work in, at each of those sizes.
fn browsers(sizes: &[(u32, u32)]) -> impl Iterator<Item = Browser> {
    let sizes = sizes.iter();
    sizes.flat_map(|size| Browser::each().map(|it| shown(it, *size)))
}

pub(super) fn stand(browser: &Browser) -> Value {
    browser.run(include_str!("show.js"), json!(null))
}

/// Reports that the show stands so; `expected` names some of what there is.
#[track_caller]
fn stands(browser: &Browser, expected: &Value, what: &str) {
    // A gesture and full screen come a little after they were asked for.
    becomes(|| stand(browser), expected, what);
}

/// Waits until what `look` finds has these values.
#[track_caller]
pub(super) fn becomes(look: impl Fn() -> Value, expected: &Value, what: &str) {
    let mut found = Value::Null;
    for _ in 0..100 {
        found = look();
        let names = expected.as_object().expect("an object");
        if names.iter().all(|(name, value)| found[name] == *value) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{what}: {expected} expected of {found}");
}

fn press_all(browser: &Browser, keys: &str) {
    for key in keys.chars() {
        browser.press(key);
    }
}

#[test]
fn every_key_moves_at_every_size() {
    for browser in browsers(&SIZES) {
        let at = |at: u64, what: &str| {
            stands(
                &browser,
                &json!({ "at": at, "slides": 1, "sideways": false }),
                what,
            );
        };
        for (on, back) in [
            (RIGHT, LEFT),
            (DOWN, UP),
            (PAGE_DOWN, PAGE_UP),
            (SPACE, BACKSPACE),
        ] {
            at(1, "a deck begins");
            browser.press(on);
            at(2, "on");
            browser.press(back);
            at(1, "back");
        }
        browser.press(END);
        at(7, "the last");
        browser.press(HOME);
        at(1, "the first");
        press_all(&browser, "5");
        browser.press(ENTER);
        at(5, "a number and Enter");
        browser.press('g');
        stands(
            &browser,
            &json!({ "dialog": "go", "focus": "INPUT" }),
            "G asks where to",
        );
        press_all(&browser, "second");
        browser.press(ENTER);
        stands(
            &browser,
            &json!({ "at": 4, "dialog": "" }),
            "words of a title",
        );
        browser.press('g');
        stands(&browser, &json!({ "focus": "INPUT" }), "again");
        browser.press('3');
        browser.press(ENTER);
        at(3, "a number in the dialog");
        press_all(&browser, "g");
        browser.press(ESCAPE);
        stands(
            &browser,
            &json!({ "at": 3, "dialog": "", "overview": false }),
            "Escape leaves the dialog alone",
        );
        assert_eq!(browser.console(), Vec::<String>::new());
    }
}

#[test]
fn steps_come_and_go_and_outlive_a_reload() {
    for browser in browsers(&SIZES[..1]) {
        let shows = |at: u64, shown: u64, hash: &str, what: &str| {
            stands(
                &browser,
                &json!({ "at": at, "shown": shown, "hash": hash }),
                what,
            );
        };
        press_all(&browser, &format!("{RIGHT}{RIGHT}{RIGHT}"));
        shows(2, 2, "#list.2", "two steps");
        assert_eq!(stand(&browser)["said"], "Two", "a step is announced");
        browser.reload();
        shows(2, 2, "#list.2", "a reload returns to slide and step");
        browser.press(RIGHT);
        shows(2, 3, "#list.3", "the last step");
        browser.press(RIGHT);
        stands(
            &browser,
            &json!({ "at": 3, "steps": 2, "shown": 0 }),
            "a chart without its series",
        );
        browser.press(RIGHT);
        shows(3, 1, "#chart.1", "the first series");
        browser.press(RIGHT);
        shows(3, 2, "#chart.2", "the second");
        browser.press(LEFT);
        shows(3, 1, "#chart.1", "back by a step");
        browser.press(LEFT);
        browser.press(LEFT);
        shows(2, 3, "#list.3", "back to a whole slide");
        browser.run("history.back()", json!(null));
        stands(&browser, &json!({ "at": 3 }), "the browser's own way back");
        browser.open("about:blank");
        browser.open(&format!("{}#s-6.2", address(rehearsal())));
        stands(
            &browser,
            &json!({ "at": 6, "shown": 2 }),
            "an address names a step",
        );
        let rows = stand(&browser)["steps"].as_u64();
        assert!(rows > Some(2), "a row a step: {rows:?}");
        browser.open("about:blank");
        browser.open(&format!("{}#list.99", address(rehearsal())));
        shows(2, 3, "#list.3", "there are no more steps");
        browser.open("about:blank");
        browser.open(&format!("{}#100%", address(rehearsal())));
        stands(
            &browser,
            &json!({ "at": 1, "slides": 1 }),
            "an address that names nothing opens the deck",
        );

        // Everything shows on paper.
        browser.devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
        browser.press(HOME);
        let hidden = browser.run(
        "return [...document.querySelectorAll('.ahead')].filter((it) => getComputedStyle(it).visibility !== 'visible').length",
        json!(null),
    );
        assert_eq!(hidden, 0, "printing shows all steps");
        let shown = browser.run(
        "return [...document.querySelectorAll('.slide')].filter((it) => it.getClientRects().length).length",
        json!(null),
    );
        assert_eq!(shown, 7, "and all slides");
    }
}

#[test]
fn a_reload_returns_where_storage_is_refused() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let refuse = "for (const name of ['localStorage', 'sessionStorage']) { Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError'); } }); }";
    browser.before_pages(refuse);
    browser.resize(1280, 720);
    browser.open(&address(rehearsal()));
    press_all(&browser, &format!("{RIGHT}{RIGHT}"));
    browser.reload();
    stands(&browser, &json!({ "at": 2, "shown": 1 }), "by the address");
    press_all(&browser, "dn+");
    stands(
        &browser,
        &json!({ "dark": "dark", "notes": "Take them slowly." }),
        "all else works",
    );
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn a_remote_starts_moves_and_ends_the_show() {
    for browser in browsers(&SIZES[..1]) {
        browser.run(
        "window.kept = true; addEventListener('keydown', (it) => { window.held = it.key === 'F5' && it.defaultPrevented; })",
        json!(null),
    );
        browser.press(PAGE_DOWN);
        browser.run(
            "document.querySelector(\"[data-go='page']\").click()",
            json!(null),
        );
        browser.press(F5);
        stands(
            &browser,
            &json!({ "at": 2, "full": browser.has_screen }),
            "F5 starts from where it is, also where the deck is read as a page",
        );
        assert_eq!(
            browser.run("return [window.kept, window.held]", json!(null)),
            json!([true, true]),
            "nothing is loaded again"
        );
        browser.press(F5);
        stands(
            &browser,
            &json!({ "at": 2, "full": browser.has_screen }),
            "a second time changes nothing",
        );
        press_all(&browser, &format!("{PAGE_DOWN}{PAGE_DOWN}"));
        stands(&browser, &json!({ "at": 2, "shown": 2 }), "its keys move");
        browser.press(PAGE_UP);
        stands(&browser, &json!({ "at": 2, "shown": 1 }), "and go back");
        browser.press('b');
        stands(&browser, &json!({ "screen": "rgb(0, 0, 0)" }), "black");
        browser.press(PAGE_DOWN);
        stands(
            &browser,
            &json!({ "screen": "", "at": 2, "shown": 1 }),
            "lifted, and nothing passed unseen",
        );
        press_all(&browser, "b");
        browser.press(ESCAPE);
        stands(
            &browser,
            &json!({ "screen": "", "overview": false }),
            "Escape lifts it too",
        );
        press_all(&browser, "o");
        browser.press(F5);
        stands(
            &browser,
            &json!({ "overview": false, "slides": 1 }),
            "F5 ends the overview",
        );
    }
}

#[test]
fn screens_notes_and_themes_have_their_keys() {
    for browser in browsers(&SIZES) {
        for (key, colour) in [
            ('b', "rgb(0, 0, 0)"),
            ('.', "rgb(0, 0, 0)"),
            ('w', "rgb(255, 255, 255)"),
            (',', "rgb(255, 255, 255)"),
        ] {
            browser.press(key);
            stands(
                &browser,
                &json!({ "screen": colour }),
                &format!("{key} covers"),
            );
            browser.press(key);
            stands(
                &browser,
                &json!({ "screen": "" }),
                &format!("{key} uncovers"),
            );
        }
        press_all(&browser, "bw");
        stands(
            &browser,
            &json!({ "screen": "rgb(255, 255, 255)" }),
            "white in place of black",
        );
        press_all(&browser, "w");
        stands(&browser, &json!({ "notes": "" }), "no notes");
        press_all(&browser, "n");
        stands(
            &browser,
            &json!({ "notes": "Welcome everyone.", "slides": 1 }),
            "N shows them",
        );
        let overlap = browser.run(
            "return document.querySelector('.slide[aria-current]').getBoundingClientRect().bottom - document.querySelector('.deck-notes').getBoundingClientRect().top",
            json!(null),
        );
        assert!(
            overlap.as_f64().is_some_and(|it| it <= 0.5),
            "the slide is above its notes: {overlap}"
        );
        let size = || stand(&browser)["noteSize"].as_f64().expect("a size");
        let before = size();
        press_all(&browser, "++");
        assert!(size() > before, "larger");
        press_all(&browser, "---");
        assert!(size() < before, "smaller");
        browser.press(RIGHT);
        stands(
            &browser,
            &json!({ "notes": "Take them slowly." }),
            "they follow",
        );
        press_all(&browser, "n");
        stands(&browser, &json!({ "notes": "" }), "N hides them");
        press_all(&browser, "d");
        let dark = stand(&browser)["dark"].clone();
        press_all(&browser, "d");
        assert_ne!(stand(&browser)["dark"], dark, "D changes light and dark");
        press_all(&browser, "f");
        stands(&browser, &json!({ "full": browser.has_screen }), "F");
        press_all(&browser, "f");
        stands(&browser, &json!({ "full": false }), "F again");
        press_all(&browser, "?");
        stands(&browser, &json!({ "dialog": "more" }), "? lists the keys");
        browser.press(RIGHT);
        stands(
            &browser,
            &json!({ "at": 2, "dialog": "more" }),
            "which holds the show",
        );
        press_all(&browser, "?");
        stands(&browser, &json!({ "dialog": "" }), "and goes");
    }
}

#[test]
fn the_overview_is_walked_by_keys() {
    for browser in browsers(&SIZES[..1]) {
        for key in ['o', ESCAPE] {
            browser.press(key);
            stands(
                &browser,
                &json!({ "overview": true, "slides": 7, "focus": "s-1" }),
                "all slides",
            );
            browser.press(key);
            stands(
                &browser,
                &json!({ "overview": false, "slides": 1, "at": 1 }),
                "one slide",
            );
        }
        press_all(&browser, &format!("o{RIGHT}{RIGHT}{LEFT}"));
        stands(
            &browser,
            &json!({ "overview": true, "at": 2, "focus": "list", "shown": 3 }),
            "arrows choose",
        );
        browser.press(DOWN);
        let below = stand(&browser)["at"].as_u64();
        assert!(below > Some(3), "a row further: {below:?}");
        browser.press(UP);
        browser.press(ENTER);
        stands(
            &browser,
            &json!({ "overview": false, "slides": 1, "at": 2, "shown": 0 }),
            "Enter opens",
        );
        press_all(&browser, "o");
        browser.run("document.querySelector('#section').click()", json!(null));
        stands(
            &browser,
            &json!({ "overview": false, "at": 4 }),
            "a click opens",
        );
    }
}

#[test]
fn focus_follows_and_slides_are_announced() {
    let Some(browser) = browser() else {
        return;
    };
    browser.press(RIGHT);
    let said = stand(&browser)["said"].as_str().map(str::to_owned);
    assert!(
        said.as_ref()
            .is_some_and(|it| it.contains("2 / 7: Three things")),
        "{said:?}"
    );
    browser.run(
        "const it = document.querySelector('.slide[aria-current]'); it.tabIndex = -1; it.focus()",
        json!(null),
    );
    browser.press(PAGE_DOWN);
    press_all(&browser, &format!("{PAGE_DOWN}{PAGE_DOWN}{PAGE_DOWN}"));
    stands(
        &browser,
        &json!({ "at": 3, "focus": "chart" }),
        "focus does not stay on what is hidden",
    );
    browser.run(
        "document.querySelector('.deck-controls [data-go=next]').focus()",
        json!(null),
    );
    press_all(&browser, &format!("{SPACE}{SPACE}{SPACE}"));
    stands(
        &browser,
        &json!({ "at": 4, "focus": "BUTTON" }),
        "a button keeps it",
    );
    let applications = browser.run(
        "return document.querySelectorAll('[role=application]').length",
        json!(null),
    );
    assert_eq!(applications, 0);
}

#[test]
fn all_of_it_is_there_without_a_keyboard() {
    for browser in browsers(&SIZES[..1]) {
        let click = |what: &str| {
            browser.run(
                &format!("document.querySelector(\"{what}\").click()"),
                json!(null),
            );
        };
        let more = ".deck-controls [data-go='more']";
        for (deed, expected) in [
            ("last", json!({ "at": 7 })),
            ("first", json!({ "at": 1 })),
            ("next", json!({ "at": 2 })),
            ("previous", json!({ "at": 1 })),
            ("black", json!({ "screen": "rgb(0, 0, 0)" })),
            ("black", json!({ "screen": "" })),
            ("white", json!({ "screen": "rgb(255, 255, 255)" })),
            ("white", json!({ "screen": "" })),
            ("notes", json!({ "notes": "Welcome everyone." })),
            ("notes", json!({ "notes": "" })),
            ("overview", json!({ "overview": true })),
            ("overview", json!({ "overview": false })),
            ("go", json!({ "dialog": "go" })),
        ] {
            click(more);
            stands(&browser, &json!({ "dialog": "more" }), "the menu");
            click(&format!("dialog[data-part='more'] [data-go='{deed}']"));
            stands(&browser, &expected, deed);
        }
        browser.press(ESCAPE);
        // Each command of the menu has its key beside it, but reading as a page.
        let without = browser.run(
        "return [...document.querySelectorAll('dialog[data-part=more] li')].filter((it) => !it.querySelector('kbd')).map((it) => it.dataset.deed)",
        json!(null),
    );
        assert_eq!(without, json!(["page"]));
        click(more);
        click("dialog[data-part='more'] [data-go='page']");
        stands(
            &browser,
            &json!({ "started": false, "slides": 7 }),
            "a page to read",
        );
        click(".deck-controls [data-go='start']");
        stands(
            &browser,
            &json!({ "started": true, "slides": 1 }),
            "and the show again",
        );
    }
}

#[test]
fn fingers_move_a_show_on_a_telephone() {
    for browser in browsers(&[(360, 740)]) {
        stands(
            &browser,
            &json!({ "started": false, "slides": 7, "sideways": false }),
            "upright it is a page",
        );
        browser.run(
            "document.querySelector('.deck-controls [data-go=start]').click()",
            json!(null),
        );
        stands(
            &browser,
            &json!({ "started": true, "slides": 1, "at": 1, "sideways": false }),
            "the show is started",
        );
        browser.point("touch", [300, 300], [60, 310]);
        stands(
            &browser,
            &json!({ "at": 2, "shown": 0 }),
            "a swipe to the left goes on",
        );
        browser.point("touch", [330, 300], [330, 300]);
        stands(
            &browser,
            &json!({ "at": 2, "shown": 1 }),
            "a tap at the right",
        );
        browser.point("touch", [20, 300], [20, 300]);
        stands(
            &browser,
            &json!({ "at": 2, "shown": 0 }),
            "a tap at the left",
        );
        browser.point("touch", [180, 300], [180, 300]);
        stands(
            &browser,
            &json!({ "at": 2, "shown": 0, "awake": true }),
            "a tap in the middle brings the controls",
        );
        browser.point("touch", [180, 500], [190, 300]);
        stands(
            &browser,
            &json!({ "at": 2, "shown": 0 }),
            "up and down scrolls",
        );
        browser.point("touch", [60, 300], [300, 310]);
        stands(
            &browser,
            &json!({ "at": 1 }),
            "a swipe to the right goes back",
        );
        let small = browser.run(
        "return [...document.querySelectorAll('.slide[aria-current] .slide-body *')].filter((it) => it.childElementCount === 0 && parseFloat(getComputedStyle(it).fontSize) < 11).length",
        json!(null),
    );
        assert_eq!(small, 0, "words can be read");
        browser.reload();
        stands(
            &browser,
            &json!({ "started": true, "at": 1 }),
            "a show that was started goes on",
        );
    }
}

#[test]
fn the_scripts_are_small() {
    use std::process::Command;

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/static");
    let scripts = ["deck.js", "presenter.js"].map(|name| folder.join(name));
    for script in &scripts {
        let text = fs::read_to_string(script).expect("a script");
        assert!(
            !text.contains("import ") && !text.contains("fetch("),
            "plain and alone"
        );
    }
    let Ok(packed) = Command::new("gzip").arg("-9c").args(&scripts).output() else {
        return super::skipped("gzip");
    };
    assert!(packed.status.success());
    assert!(
        packed.stdout.len() < 25 * 1024,
        "{} bytes",
        packed.stdout.len()
    );
}
