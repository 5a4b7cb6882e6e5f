//! What `init` and `new` begin can be built at once, in both languages, and
//! is what the schemas describe.

use std::{fs, path::Path, process::Command};

use serde_json::Value;

use crate::{
    disk::project,
    site::{files_below, options, told},
};

/// Runs the program in a folder; what it says on both ways out.
fn run(folder: &Path, lang: &str, args: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_pingshu"))
        .args(args)
        .args(["--lang", lang])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    let said = [output.stdout, output.stderr].map(|it| String::from_utf8_lossy(&it).into_owned());
    (output.status.code(), said.concat())
}

/// Runs it where it has to succeed.
fn done(folder: &Path, lang: &str, args: &[&str]) {
    let (code, said) = run(folder, lang, args);
    assert_eq!(code, Some(0), "{args:?} in {lang}: {said}");
}

#[test]
fn a_new_site_builds_at_once_and_without_a_warning() {
    for lang in ["zh", "en"] {
        let folder = project();
        done(folder.path(), lang, &["init", "--year", "2009"]);
        done(folder.path(), lang, &["build", "--strict"]);
        let pages = files_below(&folder.path().join("public"));
        for page in [
            "index.html",
            "2009/index.html",
            "2009/review.html",
            "2009/ledger/index.html",
            "decks/2009-review.html",
        ] {
            assert!(pages.contains_key(page), "{lang}: {page}");
        }
        assert_eq!(
            run(folder.path(), lang, &["init"]).0,
            Some(2),
            "a second time the folder is not empty"
        );
    }
}

#[test]
fn a_new_site_has_nothing_to_note() {
    for lang in ["zh", "en"] {
        let folder = project();
        done(folder.path(), lang, &["init", "--year", "2009"]);
        let checked = pingshu::check(&options(folder.path())).expect("the disk holds");
        assert_eq!(told(&checked), [], "{lang}");
    }
}

#[test]
fn what_is_begun_later_builds_as_well() {
    for lang in ["zh", "en"] {
        let folder = project();
        let site = folder.path();
        done(site, lang, &["init", "--year", "2009"]);
        done(site, lang, &["new", "chapter", "2009", "halls"]);
        done(site, lang, &["new", "deck", "halls"]);
        done(site, lang, &["new", "report", "2010"]);
        done(site, lang, &["build", "--strict", "--drafts"]);
        let pages = files_below(&site.join("public"));
        assert!(pages.contains_key("2009/halls.html"), "{lang}");
        assert!(pages.contains_key("decks/halls.html"), "{lang}");
        done(site, lang, &["build", "--strict"]);
        let pages = files_below(&site.join("public"));
        assert!(!pages.contains_key("2009/halls.html"), "a draft, {lang}");
        let settings = site.join("data/site.yaml");
        let text = fs::read_to_string(&settings).expect("it was begun");
        let year = "  - { year: 2010, as_of: 2010-12-31, edition: 1, status: draft }\n";
        fs::write(&settings, text + year).expect("it can be written");
        done(site, lang, &["build", "--strict"]);
        assert!(site.join("public/2010/review.html").is_file(), "{lang}");
    }
}

/// A period of every cadence.
const BULLETINS: [(&str, &str); 7] = [
    ("daily", "2008-07-07"),
    ("weekly", "2008-W20"),
    ("xun", "2008-05-X2"),
    ("monthly", "2008-05"),
    ("quarterly", "2008-Q2"),
    ("half-yearly", "2008-H1"),
    ("yearly", "2008"),
];

/// The example's data, with one chapter.
fn example() -> tempfile::TempDir {
    let folder = project();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, bytes) in files_below(&root.join("data")) {
        let file = folder.path().join("data").join(name);
        fs::create_dir_all(file.parent().expect("it is below")).expect("a folder");
        fs::write(file, bytes).expect("a file");
    }
    fs::create_dir_all(folder.path().join("content")).expect("a folder");
    let index = "---\ntitle: 评述\n---\n";
    fs::write(folder.path().join("content/index.md"), index).expect("a file");
    folder
}

#[test]
fn a_bulletin_of_every_cadence_builds_without_a_word() {
    let folder = example();
    let site = folder.path();
    for (cadence, period) in BULLETINS {
        let args = ["new", "report", "--cadence", cadence, "--period", period];
        done(site, "zh", &args);
        for file in [format!("{period}.md"), format!("{period}.en.md")] {
            let file = site.join("content/2008/bulletins").join(file);
            assert!(file.is_file(), "{file:?}");
        }
    }
    let checked = pingshu::check(&options(site)).expect("the disk holds");
    assert_eq!(told(&checked), []);
    done(site, "zh", &["build", "--strict"]);
    let cover = fs::read_to_string(site.join("public/2008/index.html")).expect("a cover");
    for (_, period) in BULLETINS {
        let page = format!("bulletins/{period}.html");
        assert!(cover.contains(&page), "{page} is listed on the cover");
        for language in ["", "en/"] {
            let route = format!("public/{language}2008/{page}");
            assert!(site.join(&route).is_file(), "{route}");
        }
    }
}

#[test]
fn a_bulletin_of_a_new_site_builds_too() {
    for (cadence, period) in BULLETINS {
        let folder = project();
        done(folder.path(), "en", &["init", "--year", "2008"]);
        let args = ["new", "report", "--cadence", cadence, "--period", period];
        done(folder.path(), "en", &args);
        let checked = pingshu::check(&options(folder.path())).expect("the disk holds");
        assert_eq!(told(&checked), [], "{cadence}");
    }
}

#[test]
fn a_bulletin_says_what_happened_up_to_its_end() {
    let folder = example();
    let site = folder.path();
    let args = [
        "new",
        "report",
        "--cadence",
        "monthly",
        "--period",
        "2008-07",
    ];
    done(site, "zh", &args);
    done(site, "zh", &["build"]);
    let page = fs::read_to_string(site.join("public/2008/bulletins/2008-07.html"));
    let page = page.expect("it was built");
    assert!(page.contains("complaints.periods.num--2008-07"), "its own");
    assert!(
        page.contains("complaints.periods.num--2007-07"),
        "a year before"
    );
    assert!(
        !page.contains("complaints.periods.num--2008-08"),
        "not later ones"
    );
    assert!(page.contains("城北片区到达超时集中"), "an alert of July");
    assert!(!page.contains("换机之后仍到不了目标"), "one of November");
    assert!(
        !page.contains("港口片区增设自助终端"),
        "a decision of September"
    );
}

#[test]
fn a_bulletin_is_refused_with_what_is_right() {
    let folder = example();
    let site = folder.path();
    let refused = |cadence: &str, period: &str, right: &str| {
        let args = ["new", "report", "--cadence", cadence, "--period", period];
        let (code, said) = run(site, "en", &args);
        assert_eq!(code, Some(2), "{args:?}: {said}");
        assert!(said.contains(right), "{right} in {said}");
        assert!(!site.join("content/2008").exists(), "nothing was made");
    };
    refused("monthly", "2008-05-X2", "--period 2008-05");
    refused("xun", "2008-05", "--period 2008-05-X1");
    refused("quarterly", "soon", "--period 2008-Q2");
    refused("hourly", "2008-05", "daily, weekly, xun, monthly");
    let args = [
        "new",
        "report",
        "--cadence",
        "monthly",
        "--period",
        "2008-05",
    ];
    let mine = site.join("content/2008/bulletins/2008-05.en.md");
    fs::create_dir_all(mine.parent().expect("it is below")).expect("a folder");
    fs::write(&mine, "mine").expect("a file");
    assert_eq!(run(site, "en", &args).0, Some(2), "one language is there");
    assert_eq!(fs::read_to_string(&mine).expect("it is there"), "mine");
    let main = site.join("content/2008/bulletins/2008-05.md");
    assert!(!main.exists(), "what was made is taken back");
}

/// Whether the schema knows every key of the data, wherever it stands.
fn unknown_keys(data: &Value, schema: &Value, whole: &Value, at: &str, unknown: &mut Vec<String>) {
    let shapes = shapes(schema, whole);
    match data {
        Value::Object(map) => {
            for (key, value) in map {
                let at = format!("{at}.{key}");
                let known: Vec<&Value> = shapes
                    .iter()
                    .filter_map(|it| {
                        let named = it.get("properties").and_then(|it| it.get(key));
                        named.or_else(|| it.get("additionalProperties").filter(|it| it.is_object()))
                    })
                    .collect();
                match known.as_slice() {
                    [] => unknown.push(at),
                    [known, ..] => unknown_keys(value, known, whole, &at, unknown),
                }
            }
        }
        Value::Array(list) => {
            let items = shapes.iter().find_map(|it| it.get("items"));
            for (i, value) in list.iter().enumerate() {
                let at = format!("{at}[{i}]");
                match items {
                    Some(items) => unknown_keys(value, items, whole, &at, unknown),
                    None => unknown.push(at),
                }
            }
        }
        _ => {}
    }
}

/// A schema with what it refers to, and its alternatives.
fn shapes<'a>(schema: &'a Value, whole: &'a Value) -> Vec<&'a Value> {
    let mut all = vec![schema];
    if let Some(name) = schema["$ref"].as_str() {
        let target = whole.pointer(name.trim_start_matches('#'));
        all.extend(shapes(target.expect("it is defined"), whole));
    }
    for kind in ["anyOf", "oneOf", "allOf"] {
        let parts = schema[kind].as_array().map_or(&[][..], Vec::as_slice);
        all.extend(parts.iter().flat_map(|it| shapes(it, whole)));
    }
    all
}

#[test]
fn the_schemas_know_every_key_of_the_example() {
    let schemas = pingshu::schemas();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut read = 0;
    for (name, bytes) in files_below(&root) {
        let stem = name
            .rsplit('/')
            .next()
            .and_then(|it| it.strip_suffix(".yaml"));
        let Some(stem) = stem else { continue };
        let schema = schemas
            .get(stem)
            .unwrap_or_else(|| panic!("no schema for {name}"));
        let data: Value = serde_yaml::from_slice(&bytes).expect("it is YAML");
        let mut unknown = Vec::new();
        unknown_keys(&data, schema, schema, stem, &mut unknown);
        assert_eq!(unknown, [""; 0], "{name}");
        read += 1;
    }
    assert!(read >= 4, "the example has data");
}

#[test]
fn a_schema_does_not_know_what_is_misspelt() {
    let schemas = pingshu::schemas();
    let data = serde_json::json!({ "readings": [{ "metric": "a", "valeu": 1 }] });
    let mut unknown = Vec::new();
    let schema = &schemas["readings"];
    unknown_keys(&data, schema, schema, "readings", &mut unknown);
    assert_eq!(unknown, ["readings.readings[0].valeu"]);
}
