//! Decks for roles: each has what is for its role and for all.

use std::collections::BTreeMap;

use pingshu::Options;

use crate::site::{Site, options, told};

const DECK: &str = "\
---
title: Queues
year: 2008
minutes: 8
roles: [clerk, manager]
training: { sessions: 1, participants: 4 }
---

# Queues

---

<!-- slide: layout=agenda -->

## Today

---

<!-- slide: id=roster layout=section for=manager -->

# The roster

---

<!-- slide: minutes=2 for=manager -->

## Move the breaks

- MANAGERS-ONLY

Note:
MANAGERS-NOTE

---

<!-- slide: id=desk layout=section -->

# The desk

---

<!-- slide: for=clerk,manager -->

## First ask

- BOTH-ROLES

---

<!-- slide: for=clerk -->

```quiz
kind: single
question: CLERKS-QUESTION
options:
  - text: Yes
    right: true
  - text: No
explanation: WHY
```
";

fn files() -> BTreeMap<String, String> {
    let disk = Site::valid()
        .with("content/decks/queues.md", DECK)
        .on_disk();
    let (checked, built) = pingshu::build(&options(disk.root())).expect("the disk does not fail");
    assert!(built.is_some(), "{:?}", told(&checked));
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    disk.output()
        .into_iter()
        .map(|(name, bytes)| (name, text(bytes)))
        .collect()
}

/// The values of an attribute on a page, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let parts = html.split(attribute).skip(1);
    parts.filter_map(|it| it.split('"').next()).collect()
}

#[test]
fn a_role_sees_what_is_for_it_and_for_all() {
    let files = files();
    let case = |page: &str, words: &[&str], others: &[&str]| {
        let html = &files[page];
        for word in words {
            assert!(html.contains(word), "{page} lacks {word}");
        }
        for word in others {
            assert!(!html.contains(word), "{page} has {word}");
        }
    };
    let [managers, both, clerks] = ["MANAGERS-ONLY", "BOTH-ROLES", "CLERKS-QUESTION"];
    case("decks/queues.html", &[managers, both, clerks], &[]);
    let not_theirs = [managers, "MANAGERS-NOTE", "The roster"];
    case(
        "decks/queues/clerk.html",
        &[both, clerks, "Queues · Clerk"],
        &not_theirs,
    );
    case("decks/queues/manager.html", &[managers, both], &[clerks]);
    case("papers/queues/clerk/handout.html", &[both], &not_theirs);
    case(
        "papers/queues/clerk/questions.html",
        &[clerks, "Queues · Clerk"],
        &[],
    );
    assert!(
        !files.contains_key("papers/queues/manager/questions.html"),
        "managers are asked nothing"
    );
    assert!(files.contains_key("papers/queues/manager/sign-in.html"));
}

#[test]
fn a_slide_has_its_time_its_address_and_its_section_in_each() {
    let files = files();
    let times = |page: &str| values(&files[page], "data-seconds=\"").join(" ");
    assert_eq!(times("decks/queues.html"), "60 60 60 120 60 60 60");
    assert_eq!(times("decks/queues/clerk.html"), "60 60 60 60 60");
    assert_eq!(times("decks/queues/manager.html"), "60 60 60 120 60 60");
    let agenda = |page: &str| {
        let list = files[page].split("class=\"agenda\"").nth(1);
        let list = list.and_then(|it| it.split("</ol>").next());
        values(list.expect("an agenda"), "href=\"#").join(" ")
    };
    assert_eq!(agenda("decks/queues.html"), "roster desk");
    assert_eq!(agenda("decks/queues/clerk.html"), "desk");
    let second = "id=\"s-6\"";
    for page in ["decks/queues.html", "decks/queues/clerk.html"] {
        assert!(files[page].contains(second), "{page} lacks {second}");
    }
}

#[test]
fn decks_for_roles_are_led_to() {
    let files = files();
    for (page, link) in [
        ("index.html", "decks/queues/clerk.html"),
        ("decks/queues.html", "queues/manager.html"),
        ("decks/queues/clerk.html", "../queues.html"),
        ("decks/queues/clerk.html", "manager.html"),
        (
            "decks/queues/clerk.html",
            "../../papers/queues/clerk/key.html",
        ),
        (
            "papers/queues/clerk/key.html",
            "../../../decks/queues/clerk.html",
        ),
    ] {
        let found = values(&files[page], "href=\"");
        assert!(found.contains(&link), "{page} leads to {found:?}");
    }
    let others = files["decks/training.html"].contains("queues");
    assert!(!others, "a deck for all has no others");
}

#[test]
fn a_public_copy_for_a_role_has_no_notes() {
    let disk = Site::valid()
        .with("content/decks/queues.md", DECK)
        .on_disk();
    let options = Options {
        audience: pingshu::Audience::Public,
        ..options(disk.root())
    };
    pingshu::build(&options).expect("the disk does not fail");
    let files = disk.output();
    assert!(files.contains_key("decks/queues/manager.html"));
    assert!(!files.contains_key("papers/queues/manager/notes.html"));
    for (name, bytes) in files {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("MANAGERS-NOTE"), "{name}");
    }
}

#[test]
fn the_minutes_of_a_chapter_are_shared_by_its_slides() {
    let disk = Site::valid()
        .with(
            "content/2008/02-more.md",
            "---\ntitle: More\nminutes: 2\ndeck: true\n---\n\n## One\n\n- a\n\n## Two\n\n- b\n",
        )
        .on_disk();
    pingshu::build(&options(disk.root())).expect("the disk does not fail");
    let files = disk.output();
    let deck = String::from_utf8_lossy(&files["2008/slides/more.html"]).into_owned();
    assert_eq!(values(&deck, "data-seconds=\""), ["40", "40", "40"]);
}
