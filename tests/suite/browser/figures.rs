//! A figure is the same string wherever it stands: in prose, in a cell, on a
//! tile, at a mark, in what a drawing says to those who cannot see it, on a slide.
//!
//! The strings are written down here: agreeing with itself is not enough.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{driver::Browser, site::site};

/// A figure of the example and where it has to be found.
struct Case {
    key: &'static str,
    /// The marks that show it, if a chart does.
    mark: Option<&'static str>,
    /// Whether a table shows it; a cover has it on a tile or in a row, not both.
    cell: bool,
    /// The number alone, where a header or a tile has the unit.
    number: &'static str,
    /// With its unit, in Chinese and in English.
    whole: [&'static str; 2],
}

const CASES: [Case; 3] = [
    Case {
        key: "f-escalated_complaints",
        mark: Some("f-escalated_complaints"),
        cell: true,
        number: "35",
        whole: ["35 件", "35 cases"],
    },
    Case {
        key: "f-complaint_rate--unstated",
        mark: None,
        cell: false,
        number: "13",
        whole: ["13 件/万客户", "13 per 10 000 customers"],
    },
    Case {
        key: "f-scorecard.reported",
        mark: Some("total-earned"),
        cell: false,
        number: "19",
        whole: ["19 分", "19 points"],
    },
];

#[test]
fn a_figure_is_the_same_string_everywhere() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let site = site();
    let mut faults = Vec::new();
    let mut seen: [[BTreeSet<String>; 2]; CASES.len()] = Default::default();
    let keys: Vec<Value> = CASES.iter().map(|it| json!([it.key, it.mark])).collect();
    // On the pages of a unit the same names are figures of that unit.
    let of_unit = |page: &str| page.contains("/units/") || page.contains("/notices/");
    // And in another year, of that year.
    let is_other = |page: &str| page.contains("handbook/") || page.contains("2009/");
    let pages = site.pages.iter();
    let pages = pages.filter(|it| !is_other(it) && !of_unit(it));
    for page in pages {
        let language = usize::from(page.starts_with("en/"));
        browser.open(&site.address(page));
        let found = browser.run(include_str!("figures.js"), json!([keys]));
        for (index, case) in CASES.iter().enumerate() {
            for one in found[index].as_array().expect("a list") {
                let word = |name: &str| one[name].as_str().expect("words").to_owned();
                let (place, text) = (word("place"), word("text"));
                let whole = case.whole[language];
                let fits = match place.as_str() {
                    "cell" | "tile" => text == whole || text == case.number,
                    // The name of a mark or of a drawing says it in a sentence.
                    "alternative" => text.contains(whole),
                    _ => text == whole,
                };
                if !fits {
                    faults.push(format!("{page}: {} in {place} is “{text}”", case.key));
                }
                seen[index][language].insert(place);
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
    for (case, languages) in CASES.iter().zip(&seen) {
        let marks: &[&str] = if case.mark.is_some() {
            &["mark", "alternative"]
        } else {
            &[]
        };
        let cells: &[&str] = if case.cell { &["cell"] } else { &[] };
        let places = ["prose", "tile", "slide"];
        for place in places.iter().chain(cells).chain(marks) {
            for (language, places) in languages.iter().enumerate() {
                assert!(
                    places.contains(*place),
                    "{} stands in no {place} of language {language}: {places:?}",
                    case.key
                );
            }
        }
    }
}
