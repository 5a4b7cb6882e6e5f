//! The architecture, held: which module may know which, which crate is used
//! where, and the habits of the house. A new arrow is a reviewed line here,
//! not an accident.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Which module of the crate may use which. `lib` stands for `lib.rs` and what
/// it alone declares.
const ARROWS: &[(&str, &[&str])] = &[
    ("assess", &["model", "portfolio", "subject"]),
    ("block", &["model"]),
    // A browser prints whatever file it is given.
    ("browser", &[]),
    ("chart", &["block", "model"]),
    (
        "check",
        &["diag", "load", "model", "portfolio", "sheet", "subject"],
    ),
    (
        "cli",
        &[
            "browser",
            "diag",
            "export",
            "input",
            "lib",
            "locale",
            "memory",
            "model",
            "narrative",
            "paper",
            "raster",
            "scaffold",
            "serve",
            "stage",
        ],
    ),
    (
        "compose",
        &[
            "block",
            "chart",
            "diag",
            "exhibits",
            "load",
            "locale",
            "lookup",
            "measures",
            "model",
            "narrative",
            "plan",
            "portfolio",
            "sheet",
        ],
    ),
    ("diag", &[]),
    ("exhibits", &["block", "model", "portfolio", "subject"]),
    (
        "export",
        &[
            "compose",
            "diag",
            "input",
            "lib",
            "narrative",
            "plan",
            "single",
            "stage",
        ],
    ),
    (
        "ground",
        &[
            "assess",
            "check",
            "diag",
            "exhibits",
            "input",
            "load",
            "locale",
            "model",
            "plan",
            "portfolio",
            "render",
            "sheet",
            "theme",
        ],
    ),
    ("input", &["diag", "safe_path"]),
    (
        "lib",
        &[
            "assess",
            "check",
            "cli",
            "compose",
            "diag",
            "input",
            "load",
            "locale",
            "model",
            "plan",
            "portfolio",
            "pptx",
            "render",
            "review",
            "safe_path",
            "stage",
            "subject",
            "theme",
        ],
    ),
    (
        "load",
        &[
            "diag",
            "input",
            "model",
            "narrative",
            "personal",
            "portfolio",
            "rows",
            "safe_path",
            "sheet",
            "subject",
        ],
    ),
    ("locale", &["diag", "model"]),
    ("lookup", &["model", "narrative"]),
    ("main", &["cli"]),
    ("measures", &["block", "model", "portfolio"]),
    ("media_type", &[]),
    ("memory", &["diag", "ground", "input", "load", "trial"]),
    ("model", &["diag"]),
    // Slides are measured with the metrics that charts are drawn with.
    (
        "narrative",
        &["block", "chart", "diag", "load", "model", "sheet", "skip"],
    ),
    // What is printed is composed and rendered as what is published.
    (
        "paper",
        &[
            "compose",
            "diag",
            "input",
            "lib",
            "narrative",
            "plan",
            "render",
            "safe_path",
            "stage",
        ],
    ),
    ("personal", &["diag", "skip"]),
    (
        "plan",
        &["diag", "measures", "model", "portfolio", "safe_path"],
    ),
    (
        "portfolio",
        &["diag", "load", "lookup", "model", "narrative", "subject"],
    ),
    // A presentation says what the composed page says, never what is behind it;
    // words are measured as drawings and slides are.
    ("pptx", &["chart", "compose", "narrative", "theme"]),
    ("raster", &[]),
    ("render", &["compose", "diag", "narrative", "theme"]),
    (
        "review",
        &[
            "block",
            "check",
            "diag",
            "exhibits",
            "lookup",
            "model",
            "narrative",
            "personal",
            "portfolio",
            "safe_path",
            "sheet",
            "subject",
        ],
    ),
    ("rows", &["diag", "sheet"]),
    ("safe_path", &["diag"]),
    ("scaffold", &["diag", "model"]),
    ("serve", &["media_type"]),
    ("sheet", &["diag", "model"]),
    ("single", &["media_type"]),
    ("skip", &[]),
    ("stage", &["diag", "safe_path"]),
    // Mathematics knows nothing of a service.
    ("stats", &[]),
    (
        "subject",
        &["block", "diag", "model", "rows", "sheet", "stats"],
    ),
    ("theme", &["diag"]),
    (
        "trial",
        &[
            "compose",
            "diag",
            "ground",
            "lib",
            "model",
            "plan",
            "portfolio",
            "review",
        ],
    ),
];

/// Where a crate of the ecosystem may be named. A crate that is not here may
/// be named nowhere.
const CRATES: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["diag"]),
    ("axum", &["serve"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("csv", &["rows"]),
    // Captions stand in their page; so do pictures in one file.
    ("data_encoding", &["browser", "compose", "single"]),
    ("encoding_rs", &["load", "rows"]),
    // Named for zip alone, which takes its deflate from it.
    ("flate2", &[]),
    (
        "hashbrown",
        &[
            "check", "compose", "exhibits", "locale", "model", "plan", "rows", "subject",
        ],
    ),
    ("imagesize", &["pptx"]),
    (
        "jiff",
        &[
            "block",
            // A calendar places days by their weekdays and months.
            "chart",
            "check",
            "compose",
            "locale",
            "main",
            "model",
            "narrative",
            "portfolio",
            "personal",
            "rows",
            "sheet",
            "subject",
        ],
    ),
    ("libm", &["stats"]),
    ("memchr", &["rows"]),
    ("plotters", &["chart"]),
    ("plotters_backend", &["chart"]),
    ("pulldown_cmark", &["narrative"]),
    ("quick_xml", &["pptx"]),
    (
        "rayon",
        &[
            "assess", "check", "ground", "input", "lib", "load", "memory", "review", "rows",
            "subject", "trial",
        ],
    ),
    ("resvg", &["raster"]),
    ("rustix", &["browser", "input", "stage"]),
    ("saphyr_parser", &["load", "theme"]),
    (
        "schemars",
        &[
            "block",
            "lib",
            "load",
            "model",
            "portfolio",
            "rows",
            "sheet",
            "subject",
        ],
    ),
    (
        "serde",
        &[
            "block",
            "check",
            "compose",
            "diag",
            "load",
            "locale",
            "model",
            "narrative",
            "portfolio",
            "rows",
            "safe_path",
            "sheet",
            "stage",
            "subject",
            "serve",
            "theme",
            "cli",
        ],
    ),
    (
        "serde_json",
        &[
            "browser", "cli", "diag", "lib", "render", "scaffold", "serve", "stage",
        ],
    ),
    ("serde_yaml", &["load", "locale", "theme"]),
    ("sha2", &["stage", "single"]),
    ("statrs", &["stats"]),
    (
        "strsim",
        &["cli", "diag", "load", "model", "narrative", "rows", "theme"],
    ),
    ("tempfile", &["browser", "cli"]),
    ("tera", &["render"]),
    ("tokio", &["serve"]),
    ("tungstenite", &["browser"]),
    ("unicode_normalization", &["input", "safe_path", "stage"]),
    ("unicode_width", &["cli"]),
    ("walkdir", &["input", "stage"]),
    ("zip", &["pptx"]),
];

/// What only some modules may reach for, and where.
const REACHES: &[(&str, &[&str])] = &[
    ("std::fs", &["cli", "input", "scaffold", "serve", "stage"]),
    ("std::env", &["main", "stage"]),
    ("SystemTime", &["input", "main", "serve"]),
    ("Instant", &["browser", "render", "serve", "stage"]),
    ("std::process", &["browser", "main", "serve", "stage"]),
];

/// Files beyond 500 lines, and why.
const LONG: &[(&str, &str)] = &[
    (
        "src/subject/inspections/assess.rs",
        "every figure of inspections, in the order of the page",
    ),
    (
        "src/subject/monitoring/tests.rs",
        "every verdict and every mistake of monitoring",
    ),
    ("tests/tidy.rs", "the lists of arrows and crates"),
    (
        "tests/suite/promises.rs",
        "one test a promise, in their order",
    ),
    (
        "src/subject/scorecard/tests.rs",
        "the worked example of the scorecard, rule by rule",
    ),
    ("src/narrative/tests.rs", "a table of cases"),
    (
        "tests/suite/browser/show.rs",
        "every key and every way of moving of a show",
    ),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder, by its path from the root.
fn sources(folder: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![root().join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("the repository is there") {
            let path = entry.expect("a folder can be listed").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let name = path
                    .strip_prefix(root())
                    .expect("it is below the root")
                    .to_string_lossy()
                    .replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).expect("sources are UTF-8"));
            }
        }
    }
    found
}

/// The module of the crate that a file belongs to.
fn module(file: &str) -> &str {
    let inside = file.strip_prefix("src/").unwrap_or(file);
    inside.split(['/', '.']).next().unwrap_or(inside)
}

/// The file without its tests and comments.
fn code(text: &str) -> String {
    let text = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(text);
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn is_test(file: &str) -> bool {
    file.contains("/tests") || file.ends_with("tests.rs") || file.contains("agreement")
}

/// The first names after `crate::` in a file.
fn uses(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut item = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        names.insert(first_name(&item));
                        item.clear();
                        continue;
                    }
                    _ => {}
                }
                item.push(c);
            }
            names.insert(first_name(&item));
        } else {
            let name = first_name(rest);
            let is_function = rest[name.len()..].starts_with('(');
            names.insert(if is_function { "lib".to_owned() } else { name });
        }
    }
    names.remove("");
    names
}

fn first_name(text: &str) -> String {
    text.trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

#[test]
fn every_arrow_between_modules_is_listed() {
    let modules: BTreeSet<&str> = ARROWS.iter().map(|(module, _)| *module).collect();
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let sources = sources("src");
    for (file, text) in &sources {
        if is_test(file) {
            continue;
        }
        for name in uses(&code(text)) {
            let target = match name.as_str() {
                known if modules.contains(known) => name,
                // The macro `path!` is `sheet`'s, exported at the top.
                "path" => "sheet".to_owned(),
                _ => "lib".to_owned(),
            };
            if target != module(file) {
                found.entry(module(file)).or_default().insert(target);
            }
        }
    }
    let mut wrong = Vec::new();
    for (from, targets) in &found {
        let allowed = ARROWS
            .iter()
            .find(|(module, _)| module == from)
            .map_or(&[][..], |(_, to)| to);
        wrong.extend(
            targets
                .iter()
                .filter(|to| !allowed.contains(&to.as_str()))
                .map(|to| format!("{from} → {to}: not listed")),
        );
        let unused = allowed
            .iter()
            .filter(|to| !targets.contains(**to) && **to != "lib" && *from != "lib");
        wrong.extend(unused.map(|to| format!("{from} → {to}: listed, but nothing uses it")));
    }
    assert!(
        wrong.is_empty(),
        "the arrows between modules have changed:\n{}",
        wrong.join("\n")
    );
}

/// Where a subject is named outside its folder and the registry, and why. A
/// new subject needs no line here: it is found by its name.
const NAMED: &[(&str, &[&str])] = &[
    // The option of `new report`, and the key of a deck that is given to people.
    ("cadence", &["cli"]),
    ("training", &["narrative", "render"]),
    // A bulletin begins with what these have to say of its period.
    ("cadence", &["scaffold"]),
    ("complaints", &["scaffold"]),
    ("monitoring", &["scaffold"]),
    // Things that other subjects refer to are called after their files.
    ("initiatives", &["model"]),
    ("needs", &["model"]),
    // The scorecard has a component of its own in narratives.
    ("scorecard", &["narrative", "compose", "review"]),
    // A fence names a data set and not where it stands.
    ("datasets", &["compose", "review"]),
];

#[test]
fn a_subject_is_found_by_its_name_alone() {
    let mut wrong = Vec::new();
    for (file, text) in &sources("src") {
        // What the tests of the command line have before them.
        let is_sample = file == "src/cli/example.rs";
        if is_test(file) || is_sample || file == "src/subject.rs" {
            continue;
        }
        let code = code(text);
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        for name in pingshu::subject::NAMES {
            let is_own = file.starts_with(&format!("src/subject/{name}"));
            let literals = [format!("\"{name}\""), format!("\"{name}.")];
            if is_own || !literals.iter().any(|it| code.contains(it)) {
                continue;
            }
            let is_listed = NAMED
                .iter()
                .any(|(it, modules)| it == name && modules.contains(&module(file)));
            if !is_listed {
                wrong.push(format!("{file} names {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn subjects_do_not_know_each_other() {
    let sources = sources("src/subject");
    let folders: BTreeSet<&str> = sources
        .keys()
        .filter_map(|file| {
            file.strip_prefix("src/subject/")?
                .split_once('/')
                .map(|it| it.0)
        })
        // What lies beside the subjects is there for all of them.
        .filter(|it| pingshu::subject::NAMES.contains(it))
        .collect();
    for (file, text) in &sources {
        let own = file
            .strip_prefix("src/subject/")
            .and_then(|it| it.split(['/', '.']).next())
            .unwrap_or_default();
        for other in folders.iter().filter(|it| **it != own) {
            assert!(
                !text.contains(&format!("subject::{other}")),
                "{file} knows the subject {other}"
            );
        }
    }
}

#[test]
fn crates_are_named_where_they_belong() {
    let known: BTreeSet<&str> = CRATES.iter().map(|(name, _)| *name).collect();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest is there");
    let table = manifest
        .split("[dependencies]")
        .nth(1)
        .and_then(|it| it.split("\n[").next())
        .expect("there are dependencies");
    for line in table.lines().filter(|line| line.contains(" = ")) {
        let name = line
            .split(" = ")
            .next()
            .unwrap_or_default()
            .replace('-', "_");
        assert!(
            known.contains(name.as_str()),
            "{name} is a dependency, but no module is allowed to name it"
        );
        assert!(
            line.contains('#'),
            "Cargo.toml does not say why `{name}` is there"
        );
    }
    let mut wrong = Vec::new();
    for (file, text) in sources("src") {
        let code = code(&text);
        for (name, modules) in CRATES {
            let named = code.match_indices(&format!("{name}::")).any(|(at, _)| {
                !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
            });
            if named && !is_test(&file) && !modules.contains(&module(&file)) {
                wrong.push(format!("{file} names {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn clocks_environment_and_disk_stay_behind_their_doors() {
    let mut wrong = Vec::new();
    for (file, text) in sources("src") {
        let code = code(&text);
        for (what, modules) in REACHES {
            if code.contains(what) && !is_test(&file) && !modules.contains(&module(&file)) {
                wrong.push(format!("{file} reaches for {what}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_say_what_they_are_for_and_stay_short() {
    let mut wrong = Vec::new();
    for (file, text) in sources("src").into_iter().chain(sources("tests")) {
        if !text.starts_with("//!") {
            wrong.push(format!("{file} does not begin with `//!`"));
        }
        let lines = text.lines().count();
        if lines > 520 && !LONG.iter().any(|(name, _)| *name == file) {
            wrong.push(format!("{file} has {lines} lines and no reason for it"));
        }
        for word in ["utils", "helpers", "common", "misc", "manager", "core"] {
            if Path::new(&file)
                .components()
                .any(|part| part.as_os_str().to_string_lossy().trim_end_matches(".rs") == word)
            {
                wrong.push(format!("{file} is called {word}"));
            }
        }
        if file != "tests/tidy.rs" {
            for mark in ["TODO", "FIXME", "unimplemented!(", "todo!("] {
                if text.contains(mark) {
                    wrong.push(format!("{file} holds {mark}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_commands_of_the_readme_exist() {
    let readme = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let words =
        fs::read_to_string(root().join("themes/default/locales/en.yaml")).expect("there are words");
    let commands = words
        .split("\n  commands:\n")
        .nth(1)
        .expect("commands have words");
    let mut seen = 0;
    for mark in ["`pingshu ", "-- "] {
        for (at, _) in readme.match_indices(mark) {
            let command = first_name(&readme[at + mark.len()..]);
            if command.is_empty() || !command.bytes().all(|b| b.is_ascii_lowercase()) {
                continue;
            }
            let known = format!("\n    {command}:");
            let first = format!("    {command}:");
            assert!(
                commands.contains(&known) || commands.starts_with(&first),
                "the README names `{command}`, which is no command"
            );
            seen += 1;
        }
    }
    assert!(seen > 2, "the README shows commands");
}
