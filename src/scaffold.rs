//! Begins a site, a year's report, a bulletin, a chapter or a deck: small files
//! that build at once and explain themselves.
//!
//! Besides `import` this is the only door through which the tool writes into
//! `data/` and `content/`, and it never overwrites: a file that is there ends
//! the command, and what the command had made until then is taken back. No
//! existing file is changed, not even to list a new year in `site.yaml`; that
//! line is the author's decision.

mod bulletin;
mod ground;
mod starter;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::{diag::Fault, model::Cadence};
use bulletin::Section;
pub use bulletin::{Bulletin, period};
use ground::Ground;
pub use starter::Starter;

/// Why nothing was begun.
#[derive(Debug)]
pub enum Refusal {
    /// The folder for a new site has something in it; names it.
    NotEmpty(PathBuf),
    /// The file is there already.
    Exists(PathBuf),
    /// There is no site in the folder.
    NoSite(PathBuf),
    /// A name that no file may have.
    BadName(String),
    /// A period that a report of that cadence is not about, and the one it is.
    BadPeriod {
        /// The word of the cadence.
        cadence: &'static str,
        /// What was given.
        found: String,
        /// A period of that cadence, there or near.
        right: String,
    },
    /// The machine's fault.
    Disk(Fault),
}

/// Begins a site in a folder that is empty but for hidden files, with the
/// schemas that editors check its data files with. Returns the files made.
pub fn init(
    folder: &Path,
    starter: Starter,
    schemas: &BTreeMap<&'static str, serde_json::Value>,
) -> Result<Vec<PathBuf>, Refusal> {
    let mut ground = Ground::empty(folder)?;
    for (name, text) in starter.site() {
        ground.create(&name, &text)?;
    }
    for (name, schema) in schemas {
        ground.create_unless_there(
            &format!(".pingshu/schema/{name}.json"),
            &format!("{schema:#}\n"),
        )?;
    }
    // Of what we make in a site, only the schemas are worth keeping in git.
    ground.create_unless_there(
        ".gitignore",
        "/public/\n/.pingshu/*\n!/.pingshu/schema/\n/.*.pingshu-*\n",
    )?;
    Ok(ground.keep())
}

/// Begins a year's report: its data and a first chapter. Returns the files
/// made.
pub fn report(root: &Path, starter: Starter) -> Result<Vec<PathBuf>, Refusal> {
    let mut ground = Ground::site(root)?;
    for (name, text) in starter.report() {
        ground.create(&name, &text)?;
    }
    Ok(ground.keep())
}

/// Begins a chapter behind the last one of its year. Returns the files made.
pub fn chapter(root: &Path, starter: Starter, name: &str) -> Result<Vec<PathBuf>, Refusal> {
    let name = file_name(name)?;
    let mut ground = Ground::site(root)?;
    let folder = format!("content/{}", starter.year);
    let last = ground
        .names(&folder)?
        .iter()
        .filter_map(|it| number(it))
        .max();
    // A second chapter of the same name is refused whatever its number.
    if let Some(there) = ground
        .names(&folder)?
        .into_iter()
        .find(|it| chapter_name(it) == Some(name))
    {
        return Err(Refusal::Exists(root.join(folder).join(there)));
    }
    let number = last.unwrap_or(0).saturating_add(1);
    ground.create(
        &format!("{folder}/{number:02}-{name}.md"),
        &starter.chapter(name),
    )?;
    Ok(ground.keep())
}

/// Begins the bulletin of a period in every language of the site, with a
/// section for each of its subjects that the year has data of. Returns the
/// files made.
pub fn bulletin(root: &Path, wanted: &Bulletin) -> Result<Vec<PathBuf>, Refusal> {
    let mut ground = Ground::site(root)?;
    let period = wanted.period;
    let year = period.year();
    let data = ground.names(&format!("data/{year}"))?;
    let sections: Vec<Section> = (Section::of(Cadence::of(period)).iter().copied())
        .filter(|it| data.contains(&format!("{}.yaml", it.subject())))
        .collect();
    for (i, (lang, title)) in wanted.titles.iter().enumerate() {
        let language = if i == 0 {
            String::new()
        } else {
            format!(".{lang}")
        };
        ground.create(
            &format!("content/{year}/bulletins/{period}{language}.md"),
            &starter::bulletin(lang, title, &sections),
        )?;
    }
    Ok(ground.keep())
}

/// Begins a deck. Returns the files made.
pub fn deck(root: &Path, lang: &str, name: &str) -> Result<Vec<PathBuf>, Refusal> {
    let name = file_name(name)?;
    let mut ground = Ground::site(root)?;
    ground.create(
        &format!("content/decks/{name}.md"),
        &starter::deck(lang, name),
    )?;
    Ok(ground.keep())
}

/// The number that a chapter's file begins with.
fn number(file: &str) -> Option<u32> {
    file.strip_suffix(".md")?.split_once('-')?.0.parse().ok()
}

/// The name behind it.
fn chapter_name(file: &str) -> Option<&str> {
    let (number, name) = file.strip_suffix(".md")?.split_once('-')?;
    number.parse::<u32>().ok().map(|_| name)
}

/// Longer names make routes that no longer fit.
const NAME_LIMIT: usize = 60;

/// A name of a–z, 0–9 and -, since it becomes a part of a published address
/// that must never have to change; and none that Windows keeps for devices.
fn file_name(name: &str) -> Result<&str, Refusal> {
    let device = matches!(name, "con" | "prn" | "aux" | "nul")
        || name
            .strip_prefix("com")
            .or_else(|| name.strip_prefix("lpt"))
            .is_some_and(|it| it.len() == 1 && it != "0");
    let plain = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if plain
        && !device
        && !name.starts_with('-')
        && !name.ends_with('-')
        && (1..=NAME_LIMIT).contains(&name.len())
    {
        Ok(name)
    } else {
        Err(Refusal::BadName(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const STARTER: Starter<'static> = Starter {
        lang: "zh",
        year: 2009,
    };

    fn begun(folder: &Path) -> Vec<String> {
        let schemas = BTreeMap::from([("site", serde_json::json!({}))]);
        let made = init(folder, STARTER, &schemas).expect("the folder is empty");
        made.iter()
            .map(|it| {
                it.strip_prefix(folder)
                    .expect("it is inside")
                    .to_string_lossy()
                    .replace('\\', "/")
            })
            .collect()
    }

    #[test]
    fn a_site_begins_with_all_it_needs() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join(".git")).expect("a folder");
        let made = begun(&folder.path().join("."));
        assert_eq!(
            made,
            [
                "data/site.yaml",
                "data/catalogue.yaml",
                "data/2009/readings.yaml",
                "data/2009/scorecard.yaml",
                "content/index.md",
                "content/2009/01-review.md",
                "content/decks/2009-review.md",
                ".pingshu/schema/site.json",
                ".gitignore",
            ]
        );
    }

    #[test]
    fn a_site_is_never_begun_over_something() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("thesis.doc"), "mine").expect("a file");
        let refusal = init(folder.path(), STARTER, &BTreeMap::new()).expect_err("it is not empty");
        assert!(matches!(refusal, Refusal::NotEmpty(path) if path.ends_with("thesis.doc")));
        assert_eq!(
            fs::read_dir(folder.path()).expect("a folder").count(),
            1,
            "nothing was made"
        );
        let refusal = init(&folder.path().join("thesis.doc"), STARTER, &BTreeMap::new())
            .expect_err("it is a file");
        assert!(matches!(refusal, Refusal::Disk(_)), "{refusal:?}");
    }

    #[test]
    fn hidden_files_of_others_stay_as_they_are() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(".gitignore"), "mine").expect("a file");
        let made = begun(folder.path());
        assert!(!made.contains(&".gitignore".to_owned()));
        let text = fs::read_to_string(folder.path().join(".gitignore")).expect("it is there");
        assert_eq!(text, "mine");
    }

    #[test]
    fn what_was_made_is_taken_back_when_a_file_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        begun(folder.path());
        fs::create_dir_all(folder.path().join("content/2010")).expect("a folder");
        fs::write(folder.path().join("content/2010/01-review.md"), "mine").expect("a file");
        let refusal = report(
            folder.path(),
            Starter {
                lang: "en",
                year: 2010,
            },
        )
        .expect_err("the chapter is there");
        assert!(matches!(refusal, Refusal::Exists(path) if path.ends_with("01-review.md")));
        assert!(
            !folder.path().join("data/2010").exists(),
            "its data are gone again"
        );
        let text = fs::read_to_string(folder.path().join("content/2010/01-review.md"))
            .expect("it is there");
        assert_eq!(text, "mine");
    }

    #[test]
    fn chapters_are_numbered_behind_the_last() {
        let folder = tempfile::tempdir().expect("a folder");
        begun(folder.path());
        let case = |name: &str, expected: &str| {
            let made = chapter(folder.path(), STARTER, name).expect(name);
            assert!(made[0].ends_with(expected), "{made:?}");
        };
        case("halls", "content/2009/02-halls.md");
        fs::write(folder.path().join("content/2009/07-plan.en.md"), "").expect("a file");
        case("complaints", "content/2009/08-complaints.md");
        let again = chapter(folder.path(), STARTER, "halls").expect_err("it is there");
        assert!(matches!(again, Refusal::Exists(path) if path.ends_with("02-halls.md")));
        assert!(
            deck(folder.path(), "fr", "halls").is_ok(),
            "a language without a starter takes English"
        );
    }

    #[test]
    fn names_are_parts_of_addresses() {
        for name in [
            "",
            "A",
            "a b",
            "../x",
            "a/b",
            "评述",
            "-a",
            "a-",
            "con",
            "com1",
            "a.md",
            &"a".repeat(61),
        ] {
            assert!(file_name(name).is_err(), "{name}");
        }
        for name in ["a", "star-halls", "2008-review", "comics", "com", "com10"] {
            assert!(file_name(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn only_a_site_takes_a_chapter() {
        let folder = tempfile::tempdir().expect("a folder");
        let refusal = chapter(folder.path(), STARTER, "x").expect_err("there is no site");
        assert!(matches!(refusal, Refusal::NoSite(_)));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }
}
