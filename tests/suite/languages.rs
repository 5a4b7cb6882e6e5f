//! Languages and themes that a site brings: one file, no code.

use std::{collections::BTreeSet, fmt::Write};

use serde_yaml::Value;

use crate::{
    figures::{EXAMPLE, FIGURES},
    site::Site,
};

/// What every word of the third language begins with.
const MARK: &str = "‡";

/// The English words, each with the mark; the language's own name and the way
/// numbers are written stay, for they are no words.
fn marked() -> String {
    fn mark(value: &mut Value) {
        match value {
            Value::String(text) => text.insert_str(0, MARK),
            Value::Mapping(map) => map.values_mut().for_each(mark),
            _ => {}
        }
    }
    let english = include_str!("../../themes/default/locales/en.yaml");
    let mut words: Value = serde_yaml::from_str(english).expect("it is YAML");
    let sections = words.as_mapping_mut().expect("sections of words");
    for (key, value) in sections.iter_mut() {
        match key.as_str() {
            Some("tag") => *value = "fr".into(),
            Some("name") => *value = "Français".into(),
            Some("numbers") => {}
            _ => mark(value),
        }
    }
    serde_yaml::to_string(&words).expect("it can be written")
}

/// The valid site in English and French; the readers' words are the same.
fn bilingual() -> Site {
    let site = Site::valid().edit("data/site.yaml", "languages: [en]", "languages: [en, fr]");
    [
        "content/index",
        "content/2008/01-review",
        "content/decks/training",
    ]
    .into_iter()
    .fold(site, |site, name| {
        let text = site.text(&format!("{name}.md"));
        site.with(&format!("{name}.fr.md"), text)
    })
}

#[test]
fn a_third_language_is_one_file() {
    let site = bilingual().with("themes/default/locales/fr.yaml", marked());
    let disk = site.on_disk();
    assert_eq!(disk.build(), (Vec::new(), true));
    for route in [
        "index.html",
        "2008/index.html",
        "2008/review.html",
        "2008/data/scorecard.html",
        "2008/ledger/index.html",
        "decks/training.html",
    ] {
        let (english, french) = (disk.page(route), disk.page(&format!("fr/{route}")));
        assert!(french.contains("<html lang=\"fr\">"), "{route}");
        assert!(!english.contains(MARK), "{route} is English alone");
        let skip = format!("{MARK}Skip to the text");
        assert!(
            french.contains(&skip) || route.starts_with("decks/"),
            "{route}"
        );
        assert!(french.contains(MARK), "{route}");
        assert!(
            english.contains("Français") || route.starts_with("decks/"),
            "{route} leads to the French page"
        );
    }
}

#[test]
fn no_word_of_a_french_page_is_english() {
    let site = bilingual().with("themes/default/locales/fr.yaml", marked());
    let disk = site.on_disk();
    assert!(disk.build().1);
    let words: Value =
        serde_yaml::from_str(include_str!("../../themes/default/locales/en.yaml")).expect("YAML");
    let page = &words["page"];
    let page = page.as_mapping().expect("words of pages");
    let mut english = String::new();
    for route in [
        "2008/index.html",
        "2008/review.html",
        "2008/data/scorecard.html",
    ] {
        let french = disk.page(&format!("fr/{route}"));
        for word in page.values().filter_map(Value::as_str) {
            for around in [format!(">{word}<"), format!("\"{word}\"")] {
                if word.len() > 3 && french.contains(&around) {
                    let _ = writeln!(english, "{route}: {around}");
                }
            }
        }
    }
    assert_eq!(english, "");
}

#[test]
fn words_that_are_missing_are_lent_and_named() {
    let partial = "tag: fr\nname: Français\npage:\n  skip: Aller au texte\n";
    let site = bilingual().with("themes/default/locales/fr.yaml", partial);
    let disk = site.on_disk();
    let (told, built) = disk.build();
    assert!(built);
    let told: Vec<_> = told
        .iter()
        .map(|it| (it.at(), it.message.clone()))
        .collect();
    let [(at, message)] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(at, "T609 warning themes/default/locales/fr.yaml:1:1");
    assert!(message.contains("`fr` lacks"), "{message}");
    let page = disk.page("fr/2008/review.html");
    assert!(page.contains("Aller au texte"));
    assert!(
        page.contains("In this chapter") || page.contains("Ledger"),
        "English, the main language, lends its words"
    );
}

#[test]
fn a_language_without_any_word_still_builds() {
    let (told, built) = bilingual().on_disk().build();
    assert!(built);
    let at: Vec<_> = told.iter().map(crate::site::Told::at).collect();
    assert_eq!(at, ["T609 warning data/site.yaml:5:17"]);
}

#[test]
fn contrast_changes_the_tokens_and_nothing_else() {
    let plain = Site::valid();
    let contrast = Site::valid().append("data/site.yaml", "theme: contrast\n");
    let output = |site: Site| {
        let disk = site.on_disk();
        assert_eq!(disk.build(), (Vec::new(), true));
        disk.output()
    };
    let (plain, contrast) = (output(plain), output(contrast));
    assert!(plain.keys().eq(contrast.keys()));
    let differ: Vec<&str> = plain
        .iter()
        .filter(|(name, bytes)| contrast[*name] != **bytes)
        .map(|(name, _)| name.as_str())
        .filter(|name| *name != pingshu::stage::MANIFEST)
        .collect();
    assert_eq!(differ, ["assets/tokens.css"]);
}

/// The visible words of a page: no code, script or style.
fn words_of(page: &str) -> String {
    let mut words = String::new();
    let mut hidden = 0_usize;
    for (at, piece) in page.split('<').enumerate() {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/').split([' ', '\n']).next();
        if at > 0 && matches!(name, Some("code" | "script" | "style")) {
            hidden = if closes {
                hidden.saturating_sub(1)
            } else {
                hidden + 1
            };
        }
        if hidden == 0 {
            words.push_str(text);
            words.push(' ');
        }
    }
    words
}

#[test]
fn no_page_of_the_example_shows_the_key_of_a_word() {
    let words: Value =
        serde_yaml::from_str(include_str!("../../themes/default/locales/en.yaml")).expect("YAML");
    let sentences = words["sentence"].as_mapping().expect("sentences");
    let sections = words.as_mapping().expect("sections of words");
    let sections: BTreeSet<&str> = sections
        .keys()
        .chain(sentences.keys())
        .filter_map(Value::as_str)
        .collect();
    let figures: BTreeSet<&str> = FIGURES.iter().filter_map(|it| it["id"].as_str()).collect();
    let files = ["yaml", "csv", "md", "json", "html"];
    let is_of_key = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "_.".contains(it);
    let mut raw = BTreeSet::new();
    for (route, page) in EXAMPLE.output() {
        if !route.contains(".html") {
            continue;
        }
        let page = String::from_utf8(page).expect("UTF-8");
        for token in words_of(&page).split(|it| !is_of_key(it)) {
            let token = token.trim_matches('.');
            let section = token.split_once('.').map(|(section, _)| section);
            let ending = token.rsplit('.').next().unwrap_or_default();
            if section.is_some_and(|it| sections.contains(it))
                && !files.contains(&ending)
                && !figures.contains(token)
            {
                raw.insert(format!("{route}: {token}"));
            }
        }
    }
    assert_eq!(raw, BTreeSet::new());
}
