//! What the build says of slides that are too full, held against a browser:
//! slides of every layout with little on them, with just enough and with a
//! little too much, in both languages and both shapes, and the example's.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{driver::Browser, site::site};
use crate::site::{Site, Told};

/// The most that the build and a browser may differ besides the slack: a line
/// of text, and of a quotation one of its own. Letters of the machine's fonts
/// are a little wider or narrower than those reckoned with, and once in a while
/// a line holds a word more.
const LINE: f64 = 41.6;
const LINE_OF_QUOTATION: f64 = 70.8;

/// What rules and rounding come to; nine slides in ten agree within it.
const SLACK: f64 = 8.0;

const LONG: [&str; 2] = [
    "营业厅的等候时间从开门到关门逐段记录，每一段都要写明谁在记、记在哪里、多久报一次，缺一段就不能算作全天的数",
    "Waiting times are kept from opening to closing, with who keeps them, where they are kept and how often they are reported",
];
const SHORT: [&str; 2] = ["每天记三次", "Three times a day"];
const TITLE: [&str; 2] = ["等候时间要逐段记录", "Waiting times are kept hour by hour"];
const LONG_TITLE: [&str; 2] = [
    "等候时间要逐段记录，缺一段，就不能算作全天的数，也不能与上年比较",
    "Waiting times are kept hour by hour, and a day with an hour missing is not compared with last year",
];

/// A deck of slides that grow from a little to too much, by language.
fn deck(lang: usize, aspect: &str) -> String {
    let (long, short) = (LONG[lang], SHORT[lang]);
    let title = format!("## {}\n\n", TITLE[lang]);
    let list = |mark: &str, words: &str, n: usize| format!("{mark} {words}\n").repeat(n);
    let mut slides = vec![format!("# {}", TITLE[lang])];
    for n in [1, 4, 7, 8, 9, 10, 12] {
        slides.push(format!("{title}{}", list("-", short, n)));
        slides.push(format!("{title}{}", list("1)", short, n)));
        slides.push(format!("{title}{}", list("*", short, n)));
        slides.push(format!(
            "## {}\n\n{}",
            LONG_TITLE[lang],
            list("-", short, n)
        ));
    }
    for n in [1, 3, 4, 5, 6, 8] {
        slides.push(format!("{title}{}", list("-", long, n)));
        slides.push(format!("{title}{}", format!("{long}\n\n").repeat(n)));
        slides.push(format!("{title}> {}\n", format!("{long}\n").repeat(n)));
        slides.push(format!(
            "<!-- slide: layout=quote -->\n{title}> {}\n\n— {short}\n",
            format!("{long}\n").repeat(n)
        ));
        slides.push(format!(
            "<!-- slide: layout=section -->\n{title}{}",
            format!("{long}\n\n").repeat(n)
        ));
        slides.push(format!(
            "<!-- slide: layout=statement -->\n{title}{}",
            format!("{long}\n\n").repeat(n)
        ));
        slides.push(format!(
            "{title}{}\n<!-- column -->\n\n{}",
            list("-", short, 2 * n),
            list("-", long, n.div_ceil(2))
        ));
        slides.push(format!(
            "{title}> [!NOTE]\n> {}\n",
            format!("{long}\n> ").repeat(n)
        ));
        slides.push(format!(
            "{title}```\n{}```\n",
            format!("{short}\n").repeat(3 * n)
        ));
        slides.push(format!(
            "{title}| {short} | {} |\n|--|--|\n{}",
            TITLE[lang],
            format!("| {short} | {long} |\n").repeat(n)
        ));
        slides.push(format!(
            "{title}{}1. {short}\n\n   {long}\n",
            list("-", short, n)
        ));
    }
    slides.push(format!("{title}{{{{ waiting }}}}\n"));
    slides.push(format!("<!-- slide: layout=agenda -->\n{title}"));
    slides.push(format!(
        "{title}```tiles\nmetrics: [waiting, satisfaction, scorecard.reported, scorecard.possible, scorecard.pending]\n```\n\n{}",
        list("-", short, 4)
    ));
    slides.push(format!("{title}```scorecard\nshow: items\n```\n"));
    let slides: Vec<String> = slides
        .into_iter()
        .enumerate()
        .map(|(i, it)| match it.strip_prefix("<!-- slide: ") {
            Some(rest) => format!("<!-- slide: id=a{i} {rest}"),
            None => format!("<!-- slide: id=a{i} -->\n{it}"),
        })
        .collect();
    format!(
        "---\ntitle: {}\naspect: \"{aspect}\"\nyear: 2008\n---\n\n{}\n",
        TITLE[lang],
        slides.join("\n---\n\n")
    )
}

/// What the build told: pixels by the number of the slide.
fn pixels(told: &[Told], file: &str) -> BTreeMap<u64, f64> {
    told.iter()
        .filter(|it| it.code == "M518" && it.file == file)
        .map(|it| {
            let words: Vec<&str> = it.message.split(' ').collect();
            let number = |at: usize| {
                words[at]
                    .parse()
                    .unwrap_or_else(|_| panic!("{}", it.message))
            };
            (number(1) as u64, number(6))
        })
        .collect()
}

/// What a browser finds: how much higher each slide is than its room.
fn found(browser: &Browser, address: &str) -> Vec<Value> {
    browser.open(address);
    let found = browser.run(include_str!("overflow.js"), json!(null));
    found.as_array().expect("a list").clone()
}

#[test]
fn what_is_told_of_full_slides_is_what_a_browser_finds() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let (mut slides, mut full, mut near, mut faults) = (0, 0, 0, Vec::new());
    for (lang, name) in ["zh", "en"].into_iter().enumerate() {
        for (aspect, width) in [("16:9", 1280), ("4:3", 960)] {
            let site = Site::valid()
                .edit(
                    "data/site.yaml",
                    "languages: [en]",
                    &format!("languages: [{name}]"),
                )
                .with("content/decks/training.md", deck(lang, aspect))
                .on_disk();
            let (told, built) = site.build();
            assert!(built, "{told:?}");
            let told = pixels(&told, "content/decks/training.md");
            browser.resize(width, 720);
            let address = site.address("decks/training.html");
            for it in found(&browser, &address) {
                let number = it["number"].as_u64().expect("a number");
                let seen = it["beyond"].as_f64().expect("pixels");
                let said = told.get(&number).copied().unwrap_or(0.0);
                slides += 1;
                full += usize::from(seen > 1.0);
                near += usize::from((said - seen).abs() <= SLACK);
                let is_quotation = it["layout"].as_str().is_some_and(|it| it.contains("quote"));
                let line = if is_quotation {
                    LINE_OF_QUOTATION
                } else {
                    LINE
                };
                if (said - seen).abs() > line + SLACK {
                    faults.push(format!("{name} {aspect} {it}: said {said}, seen {seen}"));
                }
            }
        }
    }
    assert!(slides > 350, "only {slides} slides");
    assert!(full > 100, "only {full} are too full");
    assert!(
        faults.is_empty(),
        "{} of {slides} differ:\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(
        near * 10 >= slides * 9,
        "only {near} of {slides} agree within {SLACK} pixels"
    );
}

#[test]
fn no_slide_of_the_example_is_told_or_found_to_be_too_full() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let told = Site::example().check();
    let told: Vec<&Told> = told.iter().filter(|it| it.code == "M518").collect();
    assert!(told.is_empty(), "{told:?}");
    browser.resize(1280, 720);
    for deck in site().decks().filter(|it| it.contains("decks/")) {
        for it in found(&browser, &site().address(deck)) {
            assert!(
                it["beyond"].as_f64().is_some_and(|it| it < 1.5),
                "{deck}: {it}"
            );
        }
    }
}
