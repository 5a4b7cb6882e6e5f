//! Tables under a reader's hand: in order by keys and pointer, filtered, saved,
//! on the decimal point, tied to their drawings, and printed over pages.

use std::{fs, path::Path, process::Command, sync::OnceLock};

use serde_json::{Value, json};

use super::keys::{ENTER, ESCAPE};
use super::{
    driver::{Browser, FLAGS, chromium},
    program,
    site::site,
    skipped,
};
use crate::site::{OnDisk, Site};

/// Rows of the long table: metrics of one measure, of which one is missing and
/// one is named like a formula.
const ROWS: usize = 60;

/// A site with a table longer than a page, and one with a total.
fn long() -> &'static OnDisk {
    static SITE: OnceLock<OnDisk> = OnceLock::new();
    SITE.get_or_init(|| {
        let mut catalogue = String::new();
        let mut readings = String::new();
        let mut ids = Vec::new();
        for i in 1..=ROWS {
            let name = match i {
                1 => "=SUM(A1:A9)".to_owned(),
                2 => "东城厅，排队".to_owned(),
                _ => format!("Hall {i}"),
            };
            let decimals = i % 3;
            catalogue.push_str(&format!(
                "  - {{ id: hall_{i}, name: \"{name}\", measure: minutes, decimals: {decimals}, definition: Mean wait. }}\n"
            ));
            readings.push_str(&match i {
                3 => format!(
                    "  - {{ metric: hall_{i}, evidence: missing, reason: \"Not kept, they say\" }}\n"
                ),
                4 => format!("  - {{ metric: hall_{i}, value: 7.25, evidence: estimated }}\n"),
                _ => {
                    let value = (i * 37 % 100) as f64 + 0.25 * (decimals as f64);
                    format!("  - {{ metric: hall_{i}, value: {value}, evidence: measured }}\n")
                }
            });
            ids.push(format!("hall_{i}"));
        }
        for (id, value) in [("part_a", 2), ("part_b", 30), ("part_c", 4), ("part_d", 5), ("parts", 41)] {
            catalogue.push_str(&format!(
                "  - {{ id: {id}, name: {id}, measure: minutes, definition: A sum. }}\n"
            ));
            readings.push_str(&format!(
                "  - {{ metric: {id}, value: {value}, evidence: measured }}\n"
            ));
        }
        let review = format!(
            "\n## Halls {{#halls}}\n\n```table\nmetrics: [{}]\ncolumns: [value, evidence, spark]\n```\n\n\
             ```table\nmetrics: [part_a, part_b, part_c, part_d]\ntotal: parts\ncolumns: [value]\n```\n",
            ids.join(", ")
        );
        let site = Site::valid()
            .append("data/catalogue.yaml", &catalogue)
            .append("data/2008/readings.yaml", &readings)
            .append("content/2008/01-review.md", &review)
            .on_disk();
        let (told, built) = site.build();
        assert!(built && told.is_empty(), "{told:?}");
        site
    })
}

fn address() -> String {
    long().address("2008/review.html")
}

/// The long table, the one with the total: the nth exhibit after the scorecard.
const LONG: usize = 1;
const SUMS: usize = 2;

/// What a table shows now.
fn shown(browser: &Browser, table: usize) -> Value {
    browser.run(include_str!("tables.js"), json!([table]))
}

fn column(shown: &Value) -> Vec<String> {
    let rows = shown["values"].as_array().expect("a list");
    rows.iter()
        .map(|it| it.as_str().expect("words").to_owned())
        .collect()
}

#[test]
fn a_column_is_put_in_order_and_back() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.resize(1280, 900);
    browser.open(&address());
    let focus = "document.querySelectorAll('.exhibit-table')[arguments[0]].querySelectorAll('.order')[1].focus()";
    let own = column(&shown(&browser, LONG));
    // A scroll under way would move the headers from under the pointer.
    browser.run(
        "document.documentElement.style.scrollBehavior = 'auto'",
        json!(null),
    );
    browser.run(focus, json!([LONG]));
    let numbers =
        |list: &[String]| -> Vec<f64> { list.iter().filter_map(|it| it.parse().ok()).collect() };

    browser.press(ENTER);
    let up = shown(&browser, LONG);
    assert_eq!(up["sorted"], json!([null, "ascending", null, null]));
    let up = column(&up);
    assert!(numbers(&up).is_sorted(), "{up:?}");
    assert_eq!(up.last().map(String::as_str), Some("—"), "missing is last");

    browser.press(' ');
    let down = column(&shown(&browser, LONG));
    let mut reversed = numbers(&down);
    reversed.reverse();
    assert!(reversed.is_sorted(), "{down:?}");
    assert_eq!(down.last().map(String::as_str), Some("—"), "either way");

    browser.press(ENTER);
    let back = shown(&browser, LONG);
    assert_eq!(column(&back), own, "the author's order is not lost");
    assert_eq!(back["sorted"], json!([null, null, null, null]));

    // The pointer does the same, and a total stays below what it adds up.
    let place = browser.run(
        "const it = document.querySelectorAll('.exhibit-table')[arguments[0]].querySelectorAll('.order')[1]; \
         it.scrollIntoView({ block: 'center', behavior: 'instant' }); const box = it.getBoundingClientRect(); \
         return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];",
        json!([SUMS]),
    );
    let at = [0, 1].map(|i| {
        place[i]
            .as_u64()
            .and_then(|it| it.try_into().ok())
            .expect("on the screen")
    });
    browser.point("mouse", at, at);
    assert_eq!(column(&shown(&browser, SUMS)), ["2", "4", "5", "30", "41"]);
    browser.point("mouse", at, at);
    assert_eq!(column(&shown(&browser, SUMS)), ["30", "5", "4", "2", "41"]);
}

#[test]
fn rows_are_filtered_where_they_are_many() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.resize(1280, 900);
    browser.open(&address());
    let filters = browser.run(
        "return [...document.querySelectorAll('.exhibit-table')].map((it) => it.querySelectorAll('.filter input').length)",
        json!(null),
    );
    assert_eq!(
        filters,
        json!([0, 1, 0]),
        "only the long table has a filter"
    );
    browser.run(
        "document.querySelector('.filter input').focus()",
        json!(null),
    );
    for key in "hall 5".chars() {
        browser.press(key);
    }
    let found = shown(&browser, LONG);
    assert_eq!(column(&found).len(), 11, "5 and 50 to 59");
    assert_eq!(found["status"], format!("Rows 11 / {ROWS}"));
    // Full-width signs of a Chinese keyboard mean the same.
    browser.run(
        "const box = document.querySelector('.filter input'); box.value = '＝ｓｕｍ'; box.dispatchEvent(new Event('input'))",
        json!(null),
    );
    assert_eq!(column(&shown(&browser, LONG)).len(), 1);
    browser.press(ESCAPE);
    assert_eq!(column(&shown(&browser, LONG)).len(), ROWS, "Escape clears");
}

/// Presses a button that saves, and reads the file that arrives.
fn saved(browser: &Browser, folder: &Path, button: &str) -> (String, String) {
    browser.devtools(
        "Browser.setDownloadBehavior",
        &json!({ "behavior": "allow", "downloadPath": folder }),
    );
    browser.run(
        "document.querySelector(arguments[0]).click()",
        json!([button]),
    );
    for _ in 0..200 {
        // Another name until it is complete.
        let arrived = fs::read_dir(folder).expect("a folder").find_map(|it| {
            let path = it.expect("readable").path();
            let whole = path
                .extension()
                .is_some_and(|it| it == "csv" || it == "svg");
            whole.then_some(path)
        });
        if let Some(path) = arrived {
            let name = path
                .file_name()
                .expect("a file")
                .to_string_lossy()
                .into_owned();
            return (name, fs::read_to_string(path).expect("UTF-8"));
        }
        browser.run(
            "return new Promise((go) => setTimeout(go, 50))",
            json!(null),
        );
    }
    panic!("{button}: no file arrived");
}

#[test]
fn a_table_is_saved_as_spreadsheets_take_it() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.open(&address());
    let folder = tempfile::tempdir().expect("a temporary folder");
    // Order and filter of the moment do not reach the file.
    browser.run(
        "const it = document.querySelectorAll('.exhibit-table')[1]; it.querySelectorAll('.order')[1].click(); \
         const box = it.querySelector('input'); box.value = '东'; box.dispatchEvent(new Event('input'));",
        json!(null),
    );
    let (name, text) = saved(&browser, folder.path(), "#b2 [data-save=csv]");
    assert_eq!(name, "review-b2.csv");
    let text = text.strip_prefix('\u{feff}').expect("a mark of byte order");
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 1 + ROWS);
    assert_eq!(
        lines[0],
        "Measure,Value (minutes),Value (minutes) · unit and marks,Evidence"
    );
    assert_eq!(
        lines[1], "'=SUM(A1:A9),37.25,,measured",
        "no formula, and a plain number"
    );
    assert_eq!(lines[2], "东城厅，排队,74.5,,measured");
    assert_eq!(
        lines[3], "Hall 3,\"— (Not kept, they say)\",,missing",
        "neither zero nor blank"
    );
    assert_eq!(
        lines[4], "Hall 4,7.25,est.,estimated",
        "an estimate is not taken for a value"
    );
    let console = browser.console();
    assert!(console.is_empty(), "{console:?}");
}

#[test]
fn a_drawing_is_saved_on_its_own_feet() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.open(&site().address("2008/review.html"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (name, text) = saved(&browser, folder.path(), ".exhibit-chart [data-save=svg]");
    assert!(name.starts_with("review-"), "{name}");
    let drawing = roxmltree::Document::parse(&text).expect("XML");
    let root = drawing.root_element();
    assert_eq!(
        root.tag_name().namespace(),
        Some("http://www.w3.org/2000/svg")
    );
    assert!(root.has_attribute("width") && root.has_attribute("viewBox"));
    let mut texts = 0;
    for node in drawing
        .descendants()
        .filter(|it| it.has_tag_name(("http://www.w3.org/2000/svg", "text")))
    {
        let colour = node.ancestors().find_map(|it| it.attribute("fill"));
        assert!(
            colour.is_some_and(|it| it.starts_with('#')),
            "{:?}",
            node.text()
        );
        texts += 1;
    }
    assert!(texts > 10, "{texts}");
    let (_, text) = {
        let folder = tempfile::tempdir().expect("a temporary folder");
        saved(&browser, folder.path(), ".exhibit-chart [data-save=csv]")
    };
    assert!(text.starts_with("\u{feff}项目,分数 (分)"), "{text}");
}

#[test]
fn without_script_there_is_no_dead_control() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let count = "return document.querySelectorAll('main button:not([hidden]), main input').length";
    browser.devtools(
        "Emulation.setScriptExecutionDisabled",
        &json!({ "value": true }),
    );
    browser.open(&address());
    browser.devtools(
        "Emulation.setScriptExecutionDisabled",
        &json!({ "value": false }),
    );
    assert_eq!(browser.run(count, json!(null)), 0);
    browser.reload();
    assert!(browser.run(count, json!(null)).as_u64() > Some(5));
}

#[test]
fn numbers_stand_on_the_decimal_point() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.resize(1280, 900);
    browser.open(&address());
    let points = browser.run(
        "return [...document.querySelectorAll('#b2 td.number data')].map((it) => { \
           const text = it.firstChild; const at = text.data.indexOf('.'); const range = document.createRange(); \
           range.setStart(text, 0); range.setEnd(text, at < 0 ? text.length : at); \
           return range.getBoundingClientRect().right; })",
        json!(null),
    );
    let points: Vec<f64> = (points.as_array().expect("a list").iter())
        .map(|it| it.as_f64().expect("a number"))
        .collect();
    assert_eq!(points.len(), ROWS - 1, "all but the missing one");
    let (low, high) = points.iter().fold((f64::MAX, f64::MIN), |(low, high), it| {
        (low.min(*it), high.max(*it))
    });
    assert!(high - low < 0.6, "{low} to {high}");
}

#[test]
fn the_header_of_a_long_table_stays() {
    let Some(browser) = Browser::start() else {
        return;
    };
    for (width, region) in [(1280, false), (320, true)] {
        browser.resize(width, 700);
        browser.open(&address());
        let top = browser.run(
            "const table = document.querySelector('#b2 table'); const row = table.rows[30]; \
             row.scrollIntoView({ block: 'center', behavior: 'instant' }); \
             const region = table.closest('.scroll'); \
             return [table.tHead.rows[0].cells[0].getBoundingClientRect().top - Math.max(0, region.getBoundingClientRect().top), \
                     region.scrollTop > 0]",
            json!(null),
        );
        assert!(
            top[0].as_f64().is_some_and(|it| it.abs() < 4.0),
            "{width}: {top}"
        );
        assert_eq!(top[1], region, "{width}");
    }
}

#[test]
fn a_row_and_its_mark_show_each_other() {
    let Some(browser) = Browser::start() else {
        return;
    };
    browser.open(&site().address("2008/review.html"));
    let linked = browser.run(
        "const exhibit = [...document.querySelectorAll('.exhibit-chart')].find((it) => it.querySelector('details')); \
         exhibit.querySelector('details').open = true; \
         const row = [...exhibit.querySelectorAll('tbody tr')].find((it) => it.querySelector('a')); \
         const marks = () => [...exhibit.querySelectorAll('svg [data-k]')].filter((it) => it.classList.contains('linked')) \
           .map((it) => it.dataset.k === row.dataset.k); \
         row.querySelector('a').focus(); const focused = marks(); document.activeElement.blur(); const left = marks(); \
         exhibit.querySelector(`svg [data-k=\"${row.dataset.k}\"]`).dispatchEvent(new MouseEvent('mouseover', { bubbles: true })); \
         return { focused, left, row: row.classList.contains('linked') };",
        json!(null),
    );
    let focused = linked["focused"].as_array().expect("a list");
    assert!(
        !focused.is_empty() && focused.iter().all(|it| it == true),
        "{linked}"
    );
    assert_eq!(linked["left"], json!([]));
    assert_eq!(linked["row"], true);
}

#[test]
fn a_printed_table_has_its_header_on_every_page() {
    let (Some(name), Some(reader)) = (chromium(), program(&["pdftotext"])) else {
        return skipped("chromium or pdftotext");
    };
    let folder = crate::disk::project();
    let paper = folder.path().join("table.pdf");
    let printed = Command::new(name)
        .args(FLAGS)
        .arg("--no-pdf-header-footer")
        .arg(format!("--user-data-dir={}", folder.path().display()))
        .arg(format!("--print-to-pdf={}", paper.display()))
        .arg(address())
        .output()
        .expect("chromium starts");
    assert!(
        printed.status.success(),
        "{}",
        String::from_utf8_lossy(&printed.stderr)
    );
    let read = Command::new(reader)
        .arg("-layout")
        .arg(&paper)
        .arg("-")
        .output()
        .expect("it was started before");
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    let mut rows = 0;
    let mut pages = 0;
    for page in text.split('\u{c}') {
        let halls = page.lines().filter(|it| it.starts_with("Hall ")).count();
        if halls > 1 {
            assert!(page.contains("Value / minutes"), "no header:\n{page}");
            pages += 1;
        }
        rows += halls;
    }
    assert!(pages > 1, "{pages} pages");
    assert!(rows >= ROWS - 2, "only {rows} rows were printed");
}
