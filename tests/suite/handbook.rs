//! What the handbook says of the program is so.

use std::{collections::BTreeSet, fs, path::Path};

use pingshu::diag::Code;

fn handbook(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("content/handbook")
        .join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The words in the first column of the tables of a text.
fn first_column(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
        .map(|(first, _)| first)
        .collect()
}

#[test]
fn every_code_is_listed_once_and_in_order() {
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|it| it.id()).collect();
    for name in ["07-diagnostics.md", "07-diagnostics.en.md"] {
        let text = handbook(name);
        let listed = first_column(&text);
        let expected: Vec<&str> = codes.iter().copied().collect();
        assert_eq!(listed, expected, "{name}");
    }
}

#[test]
fn every_command_is_listed() {
    let words: serde_yaml::Value =
        serde_yaml::from_str(include_str!("../../themes/default/locales/en.yaml")).expect("YAML");
    let commands = &words["cli"]["commands"];
    for name in ["06-commands.md", "06-commands.en.md"] {
        let text = handbook(name);
        for command in commands.as_mapping().expect("commands").keys() {
            let command = command.as_str().expect("a name");
            let said = ["report", "chapter", "deck"].contains(&command);
            let written = if said {
                format!("`pingshu new {command} ")
            } else {
                format!("`pingshu {command}")
            };
            assert!(
                ["pingshu", "new"].contains(&command) || text.contains(&written),
                "{name} lacks {command}"
            );
        }
    }
}
