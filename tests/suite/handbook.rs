//! What the handbook says of the program is so.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use pingshu::{block::ChartKind, diag::Code};

use crate::site::Site;

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

/// The smallest site as the handbook spells it out: each block goes into the
/// file named before it.
fn smallest(name: &str) -> BTreeMap<String, String> {
    let text = handbook(name);
    let section = text.split("{#smallest}").nth(1).expect("it is told");
    let section = section.split("{#mistakes}").next().expect("the section");
    let mut files = BTreeMap::new();
    let mut file = None;
    let mut parts = section.split("```");
    while let (Some(prose), block) = (parts.next(), parts.next()) {
        file = prose
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|it| it.contains('/') && it.contains('.'))
            .last()
            .or(file);
        if let (Some(file), Some((_, text))) = (file, block.and_then(|it| it.split_once('\n'))) {
            files.insert(file.to_owned(), text.to_owned());
        }
    }
    files
}

/// The words of a page, with plain spaces.
fn without_tags(page: &str) -> String {
    let words: String = page
        .split('<')
        .map(|it| it.split_once('>').map_or(it, |(_, text)| text))
        .collect();
    words.replace(char::is_whitespace, " ")
}

#[test]
fn the_smallest_site_builds_as_it_is_printed() {
    fn case(name: &str, value: &str, target: &str) {
        let files = smallest(name);
        assert_eq!(files.len(), 5, "{:?}", files.keys());
        let site = files
            .into_iter()
            .fold(Site::empty(), |site, (name, text)| site.with(&name, text));
        let disk = site.on_disk();
        assert_eq!(disk.build(), (Vec::new(), true), "{name}");
        let page = without_tags(&disk.page("2008/review.html"));
        for words in [value, target] {
            assert!(page.contains(words), "{name}: {words}");
        }
    }
    case("01-start.md", "35 件", "90 件");
    case("01-start.en.md", "35 complaints", "90 complaints");
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

/// Every kind of chart is on the page of charts, drawn, with the component and
/// the data that draw it as they are.
#[test]
fn every_chart_is_shown_as_it_is_written() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/2000/datasets.yaml");
    let data = fs::read_to_string(data).expect("the data of the page are there");
    for name in ["09-charts.md", "09-charts.en.md"] {
        let text = handbook(name);
        for kind in ChartKind::ALL {
            let elsewhere = matches!(
                kind,
                ChartKind::Table | ChartKind::PointsWaterfall | ChartKind::StepTrack
            );
            let asked = format!("\n```chart\nkind: {}\n", kind.word());
            assert!(
                elsewhere || text.contains(&asked),
                "{name}: {}",
                kind.word()
            );
        }
        for drawn in text.split("\n```chart\n").skip(1).step_by(2) {
            let component = drawn.split("```").next().expect("it ends");
            let shown = format!("````markdown\n```chart\n{component}```\n````");
            assert!(text.contains(&shown), "{name}: {component}");
        }
        for block in text.split("```yaml\n").skip(1) {
            let lines = block.split("```").next().expect("it ends").lines();
            for line in lines.filter(|it| it.trim() != "# …") {
                assert!(data.contains(line), "{name}: {line}");
            }
        }
    }
}
