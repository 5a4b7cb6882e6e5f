//! For whom: what only the trainer is to see is in no byte of a public copy,
//! handouts have what they are asked to have, and a page taken out of its site
//! has everything it shows.

use std::fs;

use crate::site::{OnDisk, Site};

/// Words that stand in a trainer's notes and nowhere else.
const SECRET: &str = "Only-the-trainer-reads-this";
/// A number that only the trainer's notes refer to.
const NOTES: &str = "Note:\nOnly-the-trainer-reads-this: {{ waiting }}.\n";

fn site() -> OnDisk {
    Site::valid()
        .edit(
            "content/decks/training.md",
            "Note:\nWelcome everyone.\n",
            NOTES,
        )
        .on_disk()
}

/// The files that have those words.
fn holding(site: &OnDisk, words: &str) -> Vec<String> {
    let files = site.output().into_iter();
    files
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(words))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn a_public_copy_has_no_notes() {
    let site = site();
    assert_eq!(site.run(&["build"]).0, 0);
    let trainers = ["decks/training.html", "papers/training/notes.html"];
    assert_eq!(holding(&site, SECRET), trainers, "trainers have them");
    assert!(!holding(&site, "class=\"notes\"").is_empty());
    assert_eq!(site.run(&["build", "--audience", "public"]).0, 0);
    assert_eq!(holding(&site, SECRET), Vec::<String>::new());
    assert_eq!(holding(&site, "class=\"notes\""), Vec::<String>::new());
    let output = site.output();
    assert!(output.contains_key("papers/training/handout.html"));
    assert!(!output.contains_key("papers/training/notes.html"));
}

#[test]
fn a_handout_is_laid_out_as_asked() {
    let build = |front: &str| {
        let site = Site::valid()
            .edit(
                "content/decks/training.md",
                "Note:\nWelcome everyone.\n",
                NOTES,
            )
            .edit("content/decks/training.md", "year: 2008\n", front)
            .on_disk();
        let told = site.run(&["build"]);
        assert_eq!(told.0, 0, "{told:?}");
        site.page("papers/training/handout.html")
    };
    let usual = build("year: 2008\n");
    assert!(usual.contains("paper-per-3 paper-beside-lines"), "{usual}");
    assert!(!usual.contains(SECRET), "participants write themselves");
    assert_eq!(usual.matches("class=\"beside-lines\"").count(), 2);
    let notes = build("year: 2008\nhandout: { per_page: 2, beside: notes }\n");
    assert!(notes.contains("paper-per-2 paper-beside-notes"));
    assert!(notes.contains(SECRET));
    assert_eq!(notes.matches("class=\"slide-face\"").count(), 2);
}

#[test]
fn a_deck_alone_is_one_file() {
    let site = site();
    let (code, out, err) = site.run(&[
        "export",
        "decks/training",
        "--single-file",
        "-o",
        "deck.html",
    ]);
    assert_eq!(code, 0, "{err}");
    assert!(out.starts_with("Wrote deck.html: 1 file, "), "{out}");
    let page = fs::read_to_string(site.root().join("deck.html")).expect("it was written");
    assert!(page.contains(SECRET), "a trainer's copy has the notes");
    assert_eq!(pingshu::single::beside(&page), Vec::<String>::new());
    assert!(!page.contains("<link") && !page.contains("<script src"));
    assert!(page.contains("script-src 'sha256-"));
    let again = site.root().join("again.html");
    site.run(&[
        "export",
        "decks/training",
        "--single-file",
        "-o",
        "again.html",
    ]);
    assert_eq!(
        fs::read_to_string(again).expect("written"),
        page,
        "same bytes"
    );
    site.run(&[
        "export",
        "decks/training.html",
        "--audience",
        "public",
        "--single-file",
    ]);
    let public = fs::read_to_string(site.root().join("training-public.html")).expect("written");
    assert!(!public.contains(SECRET), "a public copy has none");
    assert_eq!(
        public.matches("class=\"slide-face\"").count(),
        page.matches("class=\"slide-face\"").count()
    );
}

#[test]
fn a_page_alone_is_a_folder() {
    let picture = b"\x89PNG\r\n\x1a\n picture".to_vec();
    let site = Site::valid()
        .append("content/decks/training.md", "\n![A hall](hall.png)\n")
        .with("content/decks/hall.png", picture.clone())
        .on_disk();
    let (code, out, err) = site.run(&[
        "export",
        "decks/training",
        "--audience",
        "handout",
        "--per-page",
        "6",
        "-o",
        "stick",
    ]);
    assert_eq!(code, 0, "{out}{err}");
    let files = crate::site::files_below(&site.root().join("stick"));
    let page = String::from_utf8_lossy(&files["index.html"]).into_owned();
    assert!(page.contains("paper-per-6"));
    for address in pingshu::single::beside(&page) {
        assert!(
            files.contains_key(&address),
            "{address} is missing: {:?}",
            files.keys()
        );
    }
    assert_eq!(files["decks/hall.png"], picture);
    assert!(!page.contains("href=\"\""), "what leads nowhere is no link");
}

#[test]
fn what_cannot_be_exported_is_told() {
    let site = site();
    let case = |args: &[&str], expected: &str| {
        let (code, _, err) = site.run(args);
        assert_eq!(code, 2, "{args:?}: {err}");
        assert!(err.contains(expected), "{args:?}: {err}");
    };
    case(&["export", "decks/trainin"], "decks/training");
    case(
        &["export", "2008/review", "--audience", "handout"],
        "`2008/review` is no deck",
    );
    case(
        &["export", "decks/training", "--per-page", "5"],
        "--per-page",
    );
}

#[test]
fn a_sheet_holds_what_can_be_read() {
    let found = Site::valid()
        .edit(
            "content/decks/training.md",
            "year: 2008\n",
            "year: 2008\nhandout: { per_page: 5 }\n",
        )
        .check();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code, "M531");
    assert_eq!(found[0].remedy, "Write one of: 1, 2, 3, 4, 6, 9.");
}

#[test]
fn persons_are_named_where_the_settings_name_them() {
    let build = |settings: &str| {
        let example = Site::example();
        let site = example.append("data/site.yaml", settings).on_disk();
        assert_eq!(site.run(&["build"]).0, 0);
        site.page("2008/data/appraisal.html")
    };
    let code = "M01";
    let bare = build("");
    assert!(bare.contains(code), "the example has that person");
    assert!(!bare.contains("李四"));
    let named = build(&format!(
        "persons: {{ {code}: {{ zh: 李四, en: Li Si }} }}\n"
    ));
    assert!(
        named.contains("M01 · 李四"),
        "the name stands beside the code"
    );
    let wrong = Site::valid()
        .append("data/site.yaml", "persons: { Li: Li Si }\n")
        .check();
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert_eq!(wrong[0].code, "S368");
}

#[test]
fn a_folder_holds_what_styles_name_and_what_is_linked_to_twice() {
    let links = "\n[one](plan.pdf#page=2) and [two](plan.pdf#page=3)\n";
    let site = Site::valid()
        .append("content/decks/training.md", links)
        .with("content/decks/plan.pdf", b"%PDF-1.4".to_vec())
        .with("themes/default/static/own.woff2", b"letters".to_vec())
        .on_disk();
    let (code, out, err) = site.run(&["export", "decks/training", "-o", "new/stick"]);
    assert_eq!(code, 0, "{out}{err}");
    let files = crate::site::files_below(&site.root().join("new/stick"));
    assert_eq!(files["decks/plan.pdf"], b"%PDF-1.4");
    assert_eq!(files["assets/own.woff2"], b"letters", "a style may name it");
    let (code, _, err) = site.run(&[
        "export",
        "decks/training",
        "--single-file",
        "-o",
        "far/a.html",
    ]);
    assert_eq!(code, 0, "folders are made: {err}");
}

#[test]
fn every_template_of_the_sites_own_is_tried() {
    let deck = "\n---\n\n```quiz\nkind: single\nquestion: Which?\noptions:\n  - { text: this, right: true }\n  - { text: that }\n```\n";
    for name in [
        "paper.html",
        "form.html",
        "report.html",
        "one-page.html",
        "part.html",
    ] {
        let found = Site::valid()
            .append("content/decks/training.md", deck)
            .with(
                &format!("themes/default/templates/{name}"),
                "{{ nothing.there }}",
            )
            .check();
        assert!(
            found
                .iter()
                .any(|it| it.code == "T601" && it.file.ends_with(name)),
            "{name}: {found:?}"
        );
    }
}
