//! What readers meet: the example's pages opened by a browser from `file://`,
//! without network, and decks shown in it.
//!
//! Needs Chromium and its driver. Without them the tests say that they are
//! skipped, except where `CI=true`: there they fail. Other browsers are
//! deliberately not driven; the floor of the pages is one of Chromium.

#[path = "browser/axe.rs"]
mod axe;
#[path = "browser/charts.rs"]
mod charts;
#[path = "browser/deck.rs"]
mod deck;
#[path = "browser/driver.rs"]
mod driver;
#[path = "browser/figures.rs"]
mod figures;
#[path = "browser/keys.rs"]
mod keys;
#[path = "browser/layout.rs"]
mod layout;
#[path = "browser/links.rs"]
mod links;
#[path = "browser/old.rs"]
mod old;
#[path = "browser/overflow.rs"]
mod overflow;
#[path = "browser/pages.rs"]
mod pages;
#[path = "browser/paint.rs"]
mod paint;
#[path = "browser/presenter.rs"]
mod presenter;
#[path = "browser/print.rs"]
mod print;
#[path = "browser/quiz.rs"]
mod quiz;
#[path = "browser/show.rs"]
mod show;
#[path = "browser/site.rs"]
mod site;
#[path = "browser/tables.rs"]
mod tables;

use std::process::{Command, Stdio};

/// One page of every kind, as paths of the Chinese edition.
const KINDS: [&str; 11] = [
    "index.html",
    "2008/index.html",
    "2008/review.html",
    "2008/situation.html",
    "2008/data/scorecard.html",
    "2008/measures.html",
    "2008/units/station.html",
    "2008/notices/county_b.html",
    "2009/ledger/index.html",
    "handbook/data.html",
    "decks/2008-review.html",
];

/// The same page in both languages.
fn both(page: &str) -> [String; 2] {
    [page.to_owned(), format!("en/{page}")]
}

/// Reports that something a test needs is not there; a failure where `CI=true`.
pub(crate) fn skipped(what: &str) {
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "{what} is not there"
    );
    println!("skipped: {what} is not there");
}

/// The browser that prints and paints for the program.
pub(crate) fn printer() -> Option<&'static str> {
    program(&["google-chrome", "chromium", "chromium-browser"])
}

/// The first of these programs that can be started.
fn program(names: &[&'static str]) -> Option<&'static str> {
    names.iter().copied().find(|name| {
        let quiet = Command::new(name)
            .arg("--version")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        quiet.is_ok()
    })
}
