//! Questions on the example's deck, answered by keyboard: each kind wrong and
//! right, the score, what a reload keeps, and what is saved. And pages with
//! everything that trainers show, as axe-core judges them.

use std::fmt::Write;

use serde_json::{Value, json};

use super::keys::{DOWN, ENTER, PAGE_DOWN, SPACE, TAB, UP};
use super::{
    axe::{judge, violations},
    driver::Browser,
    site::{attributes, site},
    skipped,
};
use crate::site::{OnDisk, Site};

const DECK: &str = "decks/star-halls.html";

/// Opens the slide with a question of that kind and puts the focus into it.
fn open(browser: &Browser, kind: &str) {
    let slide = browser.run(
        "return document.querySelector(`.quiz-${arguments[0]}`).closest('.slide').id;",
        json!(kind),
    );
    let address = site().address(DECK);
    let slide = slide.as_str().expect("questions stand on slides");
    browser.open("about:blank");
    browser.open(&format!("{address}#{slide}"));
    focus(browser, kind, "input, [data-move]");
}

fn focus(browser: &Browser, kind: &str, what: &str) {
    let found = browser.run(
        "const it = document.querySelector(`.quiz-${arguments[0]}`).querySelector(arguments[1]); it.focus(); return document.activeElement === it;",
        json!([kind, what]),
    );
    assert_eq!(found, true, "{kind}: {what} takes the focus");
}

/// What a question shows: result, score, whether it is closed and explains
/// itself, and that its slide is the one that shows.
fn shown(browser: &Browser, kind: &str) -> Value {
    let found = browser.run(
        "const quiz = document.querySelector(`.quiz-${arguments[0]}`);
         const slides = [...document.querySelectorAll('.slide:not([hidden])')];
         return { result: quiz.querySelector('.quiz-result').textContent,
           score: quiz.querySelector('.quiz-score').textContent,
           closed: quiz.querySelector('fieldset').disabled,
           why: !quiz.querySelector('.quiz-why').hidden,
           stays: slides.length === 1 && slides[0].contains(quiz) };",
        json!(kind),
    );
    assert_eq!(found["stays"], true, "the slide was not turned: {found}");
    found
}

#[track_caller]
fn told(browser: &Browser, kind: &str, result: &str, score: &str) {
    let found = shown(browser, kind);
    assert_eq!(found["result"], result, "{kind}");
    assert_eq!(found["score"], score, "{kind}");
    assert_eq!(
        (&found["closed"], &found["why"]),
        (&json!(true), &json!(true))
    );
}

fn start_again(browser: &Browser, kind: &str) {
    focus(browser, kind, "[data-do='reset']");
    browser.press(ENTER);
    let found = shown(browser, kind);
    assert_eq!(found["closed"], false, "{found}");
    assert_eq!(found["score"], "", "{found}");
    assert_eq!(found["why"], false, "{found}");
}

fn keys(browser: &Browser, keys: &[char]) {
    for key in keys {
        browser.press(*key);
    }
}

/// Puts items into their order with the keys of their buttons.
fn put_in_order(browser: &Browser) {
    let right = browser.run(
        "return document.querySelector('.quiz-order').dataset.right.split(',');",
        json!(null),
    );
    for (place, value) in right.as_array().expect("places").iter().enumerate() {
        let value = value.as_str().expect("text");
        focus(
            browser,
            "order",
            &format!("li[data-value='{value}'] [data-move]"),
        );
        let at = browser.run(
            "const item = document.activeElement.closest('li'); return [...item.parentNode.children].indexOf(item);",
            json!(null),
        );
        for _ in place..usize::try_from(at.as_u64().expect("a place")).expect("small") {
            browser.press(UP);
        }
    }
}

#[test]
fn each_kind_is_answered_by_keyboard_and_kept() {
    for browser in Browser::each() {
        browser.resize(1280, 720);
        browser.open(&site().address(DECK));

        // Wrong, then all again.
        open(&browser, "single");
        keys(&browser, &[SPACE, ENTER]);
        told(&browser, "single", "✗ 不对 · 0 / 2", "得分 0 / 8");
        start_again(&browser, "single");
        open(&browser, "multiple");
        keys(&browser, &[SPACE, TAB, SPACE, ENTER]);
        told(&browser, "multiple", "✗ 不对 · 0 / 3", "得分 0 / 8");
        start_again(&browser, "multiple");
        open(&browser, "number");
        keys(&browser, &['9', '9', ENTER]);
        let range = attributes(&site().read(DECK), "data-right")
            .find(|it| it.contains(".."))
            .expect("a number is asked for");
        let number = range.split_once("..").expect("two ends").0;
        let said = format!("✗ 不对 · 0 / 1 · 参考答案 {number}");
        told(&browser, "number", &said, "得分 0 / 8");
        start_again(&browser, "number");
        open(&browser, "order");
        focus(&browser, "order", "[data-do='mark']");
        browser.press(ENTER);
        let found = shown(&browser, "order");
        let said = found["result"].as_str().expect("text");
        assert!(said.starts_with("✗ 不对 · 0 / 2 · 参考答案 "), "{said}");
        start_again(&browser, "order");

        // Nothing chosen is no answer.
        open(&browser, "single");
        focus(&browser, "single", "[data-do='mark']");
        browser.press(ENTER);
        let found = shown(&browser, "single");
        assert_eq!(
            (&found["result"], &found["closed"]),
            (&json!("还没有作答"), &json!(false))
        );

        // Right.
        keys(&browser, &[SPACE, DOWN, ENTER]);
        told(&browser, "single", "✓ 答对了 · 2 / 2", "得分 2 / 8");
        open(&browser, "multiple");
        keys(&browser, &[SPACE, TAB, TAB, SPACE, TAB, TAB, SPACE, ENTER]);
        told(&browser, "multiple", "✓ 答对了 · 3 / 3", "得分 5 / 8");
        open(&browser, "number");
        keys(&browser, &number.chars().collect::<Vec<_>>());
        browser.press(ENTER);
        told(&browser, "number", "✓ 答对了 · 1 / 1", "得分 6 / 8");
        open(&browser, "order");
        put_in_order(&browser);
        focus(&browser, "order", "[data-do='mark']");
        browser.press(ENTER);
        told(&browser, "order", "✓ 答对了 · 2 / 2", "得分 8 / 8");

        browser.reload();
        told(&browser, "order", "✓ 答对了 · 2 / 2", "得分 8 / 8");

        // What is saved.
        browser.run(
        "const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.saved = blob; return make.call(URL, blob); };",
        json!(null),
    );
        focus(&browser, "order", "[data-do='save']");
        browser.press(ENTER);
        let bytes = browser.run(
            "return window.saved.arrayBuffer().then((it) => [...new Uint8Array(it).slice(0, 3)]);",
            json!(null),
        );
        assert_eq!(
            bytes,
            json!([0xef, 0xbb, 0xbf]),
            "spreadsheets take it for UTF-8"
        );
        let csv = browser.run("return window.saved.text();", json!(null));
        let csv = csv.as_str().expect("text").trim_start_matches('\u{feff}');
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 6, "{csv}");
        assert_eq!(lines[0], "题号,题目,作答,结果,得分,满分");
        assert!(lines[1].ends_with(",B,答对了,2,2"), "{csv}");
        assert!(lines[2].ends_with(",A C E,答对了,3,3"), "{csv}");
        assert!(
            lines[3].ends_with(&format!(",{number},答对了,1,1")),
            "{csv}"
        );
        assert_eq!(lines[5], "合计,,,,8,8");
        assert_eq!(browser.console(), [""; 0]);
    }
}

#[test]
fn a_remote_goes_on_wherever_the_focus_is() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.open(&site().address(DECK));
    open(&browser, "single");
    let slide = "return document.querySelector('.slide:not([hidden])').dataset.slide;";
    let before = browser.run(slide, json!(null));
    keys(&browser, &[SPACE, DOWN, UP]);
    assert_eq!(browser.run(slide, json!(null)), before, "arrows choose");
    browser.press(PAGE_DOWN);
    assert_ne!(
        browser.run(slide, json!(null)),
        before,
        "a remote turns the slide"
    );
}

#[test]
fn answers_are_marked_where_nothing_may_be_kept() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });";
    browser.before_pages(refuse);
    browser.open(&site().address(DECK));
    open(&browser, "single");
    keys(&browser, &[SPACE, DOWN, ENTER]);
    told(&browser, "single", "✓ 答对了 · 2 / 2", "得分 2 / 8");
    browser.reload();
    assert_eq!(
        shown(&browser, "single")["closed"],
        false,
        "nothing was kept"
    );
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn an_answered_question_fits_on_its_slide() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.resize(1024, 768);
    let mut looked = 0;
    for deck in [DECK.to_owned(), format!("en/{DECK}")] {
        let address = site().address(&deck);
        browser.open(&address);
        let slides = browser.run(
            "return [...document.querySelectorAll('.quiz, .drill')].map((it) => it.closest('.slide').id);",
            json!(null),
        );
        for slide in slides.as_array().expect("a list") {
            let slide = slide.as_str().expect("an id");
            browser.open("about:blank");
            browser.open(&format!("{address}#{slide}"));
            let beyond = browser.run(
                "const slide = document.getElementById(arguments[0]);
                 slide.querySelectorAll('details').forEach((it) => { it.open = true; });
                 const quiz = slide.querySelector('.quiz');
                 if (quiz) {
                   const field = quiz.querySelector('input');
                   if (field && field.type === 'number') { field.value = '1000'; } else if (field) { field.checked = true; }
                   quiz.querySelector('[data-do=mark]').click();
                   if (!quiz.querySelector('fieldset').disabled) { return 'not marked'; }
                 }
                 const body = slide.querySelector('.slide-body');
                 return body.scrollHeight - body.clientHeight;",
                json!(slide),
            );
            assert_eq!(beyond, 0, "{deck}#{slide}");
            looked += 1;
        }
    }
    assert_eq!(looked, 10);
}

/// A chapter with everything that trainers show.
fn chapter() -> String {
    let mut text = String::from("---\ntitle: Everything\n---\n\n## Questions {#questions}\n\n");
    for (kind, asked) in [
        (
            "single",
            "options:\n  - { text: One, right: true }\n  - { text: Two }",
        ),
        (
            "multiple",
            "options:\n  - { text: One, right: true }\n  - { text: Two }",
        ),
        ("order", "items: [First, Second, Third]"),
        ("number", "answer: 12\nunit: minutes"),
    ] {
        write!(
            text,
            "```quiz\nkind: {kind}\nquestion: What of {kind}?\n{asked}\nexplanation: So it is.\n```\n\n"
        )
        .expect("text takes all");
    }
    text + "## Others {#others}

```drill
entries:
  - { situation: A customer waits., say: I come at once., avoid: Not now., why: Waiting is long. }
  - { situation: Another waits., say: I come to you next. }
```

```pair
right: { picture: a.png, alt: A guide at the machine, caption: Asked first }
wrong: { picture: a.png, alt: Nobody at the machine, caption: Asked last }
```

```media
audio: a.wav
captions: a.vtt
still: a.png
alt: A guide speaks
title: A greeting
transcript: Good morning.
```
"
}

/// A site with such a chapter, built.
fn everything() -> OnDisk {
    let picture = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/content/decks/one-minute-queue-right.png"
    ));
    let disk = Site::valid()
        .with("content/2008/02-everything.md", chapter())
        .with("content/2008/a.png", picture.expect("a picture"))
        .with("content/2008/a.wav", silence())
        .with(
            "content/2008/a.vtt",
            "WEBVTT\n\n00:00.000 --> 00:01.000\nGood morning.\n",
        )
        .on_disk();
    assert_eq!(disk.build(), (Vec::new(), true));
    disk
}

#[test]
fn what_trainers_show_is_accessible() {
    let Some(judge) = judge() else {
        return skipped("axe-core from npm");
    };
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.before_pages(&judge);
    let disk = everything();
    let mut pages = ["2008/everything.html", "2008/slides/everything.html"]
        .map(|it| disk.address(it))
        .to_vec();
    for name in [
        DECK,
        "decks/one-minute-queue.html",
        "papers/star-halls/questions.html",
        "papers/star-halls/key.html",
        "papers/star-halls/sign-in.html",
        "papers/star-halls/feedback.html",
    ] {
        pages.push(site().address(name));
    }
    let mut faults = Vec::new();
    for address in &pages {
        for (width, scheme) in [(1280, "light"), (1280, "dark"), (360, "light")] {
            browser.resize(width, 800);
            browser.prefer(scheme);
            browser.open("about:blank");
            browser.open(address);
            let what = format!("{address} at {width}, {scheme}");
            let answer = "document.querySelectorAll('.quiz').forEach((quiz) => {
                const field = quiz.querySelector('input');
                if (field) { if (field.type === 'number') { field.value = '12'; } else { field.checked = true; } }
                const mark = quiz.querySelector('[data-do=mark]');
                if (mark) { mark.click(); }
              });
              document.querySelectorAll('details').forEach((it) => { it.open = true; });";
            faults.extend(violations(&browser, scheme, &what));
            browser.run(answer, json!(null));
            if address.contains("decks/") || address.contains("slides/") {
                browser.press('o');
            }
            faults.extend(violations(&browser, scheme, &format!("{what}, answered")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_recording_plays_with_its_captions_from_a_disk() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let disk = everything();
    for name in ["2008/everything.html", "2008/slides/everything.html"] {
        browser.open(&disk.address(name));
        let found = browser.run(
            "const sound = document.querySelector('audio'), track = sound.querySelector('track');
             const there = (it, event, done) => done() ? Promise.resolve() : new Promise((go) => it.addEventListener(event, go));
             track.track.mode = 'showing';
             return there(sound, 'loadedmetadata', () => sound.readyState > 0)
               .then(() => there(track, 'load', () => track.readyState === 2))
               .then(() => [sound.duration, sound.error, track.track.cues.length, track.track.cues[0].text]);",
            json!(null),
        );
        assert_eq!(found, json!([0.1, null, 1, "Good morning."]), "{name}");
        assert_eq!(browser.console(), [""; 0], "{name}");
    }
}

/// A tenth of a second of nothing, as WAV.
fn silence() -> Vec<u8> {
    const SAMPLES: u32 = 800;
    let mut bytes = Vec::from(*b"RIFF");
    bytes.extend((36 + SAMPLES).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend(8000_u32.to_le_bytes());
    bytes.extend(8000_u32.to_le_bytes());
    bytes.extend(b"\x01\0\x08\0data");
    bytes.extend(SAMPLES.to_le_bytes());
    bytes.extend(std::iter::repeat_n(0x80, SAMPLES as usize));
    bytes
}
