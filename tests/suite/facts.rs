//! The facts of the sources that have no scorecard, and where the example
//! keeps each: as a figure, as a record of a data file, or as words of a page.

use std::{collections::BTreeMap, fs, path::Path, sync::LazyLock};

use serde_json::Value;
use serde_yaml::Value as Yaml;

use crate::figures::{EXAMPLE, FIGURES};

#[path = "facts/appraisal.rs"]
mod appraisal;
#[path = "facts/halls.rs"]
mod halls;
#[path = "facts/means.rs"]
mod means;
#[path = "facts/processes.rs"]
mod processes;
#[path = "facts/projects.rs"]
mod projects;
#[path = "facts/rules.rs"]
mod rules;

/// What carries a fact.
#[derive(Debug)]
enum By {
    /// A figure with this value that the source itself states.
    Stated(&'static str, &'static str, f64),
    /// A figure with this value that was counted or computed.
    Counted(&'static str, &'static str, f64),
    /// A figure without a value, with a reason.
    Blank(&'static str, &'static str),
    /// A figure of the source's beside which there is none of this ending: the
    /// source gives none, and none was made up.
    Alone(&'static str, &'static str),
    /// A part of a data file, and what is written in it.
    Record(&'static str, &'static str, &'static [&'static str]),
    /// A list of a data file: so many entries, in this order.
    List(&'static str, &'static str, &'static [&'static str]),
    /// A page that shows these words.
    Page(&'static str, &'static [&'static str]),
}

use By::{Alone, Blank, Counted, List, Page, Record, Stated};

/// The data files of the year, read once.
static DATA: LazyLock<BTreeMap<String, Yaml>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/2008");
    let files = fs::read_dir(folder).expect("the data of 2008");
    files
        .map(|it| it.expect("a file").path())
        .filter(|it| it.extension().is_some_and(|it| it == "yaml"))
        .map(|it| {
            let text = fs::read_to_string(&it).expect("a text");
            let name = it.file_stem().expect("a name").to_string_lossy();
            (
                name.into_owned(),
                serde_yaml::from_str(&text).expect("YAML"),
            )
        })
        .collect()
});

/// Holds the facts of a section against what is to carry them.
fn hold(section: &str, facts: &[(&str, By)]) {
    let lost: Vec<_> = facts
        .iter()
        .filter_map(|(fact, by)| Some(format!("  {fact}\n    {by:?}: {}", by.carries().err()?)))
        .collect();
    assert!(
        lost.is_empty(),
        "of section {section}, the example does not carry\n{}",
        lost.join("\n")
    );
}

impl By {
    fn carries(&self) -> Result<(), String> {
        match *self {
            Stated(id, period, value) => {
                let found = figure(id, period)?;
                is(&found["value"], value)?;
                if found["evidence"] == "reported" {
                    Ok(())
                } else {
                    Err(format!("its evidence is {}", found["evidence"]))
                }
            }
            Counted(id, period, value) => is(&figure(id, period)?["value"], value),
            Blank(id, period) => {
                let found = figure(id, period)?;
                let is_blank = found["value"].is_null()
                    && found["evidence"] == "missing"
                    && found["reason"].as_str().is_some_and(|it| !it.is_empty());
                is_blank
                    .then_some(())
                    .ok_or_else(|| format!("it is {found}"))
            }
            Alone(id, ending) => {
                let ids = || FIGURES.iter().filter_map(|it| it["id"].as_str());
                let beside = format!("{id}.{ending}");
                if ids().any(|it| it == beside) {
                    return Err(format!("{beside} was made up"));
                }
                let is_known =
                    ids().any(|it| it == id) && ids().any(|it| it.ends_with(&beside[id.len()..]));
                is_known
                    .then_some(())
                    .ok_or_else(|| "neither is a figure".into())
            }
            Record(file, way, words) => {
                let part = part(file, way)?;
                let lacks = words.iter().find(|it| !says(part, it));
                lacks.map_or(Ok(()), |it| Err(format!("no {it} there")))
            }
            List(file, way, names) => {
                let entries = part(file, way)?.as_sequence().ok_or("it is no list")?;
                if entries.len() != names.len() {
                    return Err(format!("there are {} entries", entries.len()));
                }
                let wrong = entries.iter().zip(names).find(|(it, name)| !says(it, name));
                wrong.map_or(Ok(()), |(_, name)| Err(format!("no {name} in its place")))
            }
            Page(route, words) => {
                let page = EXAMPLE.page(route);
                let lacks = words.iter().find(|it| !page.contains(**it));
                lacks.map_or(Ok(()), |it| Err(format!("no {it} on it")))
            }
        }
    }
}

fn is(found: &Value, value: f64) -> Result<(), String> {
    match found.as_f64() {
        Some(it) if (it - value).abs() < 1e-6 => Ok(()),
        _ => Err(format!("it is {found}")),
    }
}

/// The one figure of this id and period of the organisation and its units.
fn figure(id: &str, period: &str) -> Result<&'static Value, String> {
    let mut found = FIGURES
        .iter()
        .filter(|it| it["id"] == id && it["period"] == period && it["scope"] == "own");
    let figure = found.next().ok_or("there is no such figure")?;
    match found.next() {
        Some(_) => Err("there are several".into()),
        None => Ok(figure),
    }
}

/// The part of a data file at a way of keys and ids, with dots between.
fn part(file: &str, way: &str) -> Result<&'static Yaml, String> {
    let whole = DATA.get(file).ok_or("there is no such file")?;
    way.split('.').try_fold(whole, |part, step| {
        let next = match part {
            Yaml::Sequence(entries) => entries
                .iter()
                .find(|it| ["id", "period"].iter().any(|key| it[*key] == step)),
            _ => part.get(step),
        };
        next.ok_or_else(|| format!("no {step} on the way"))
    })
}

/// Whether a part is this value, or a text of it holds these words.
fn says(part: &Yaml, words: &str) -> bool {
    match part {
        Yaml::String(text) => text.contains(words),
        Yaml::Number(number) => number.to_string() == words,
        Yaml::Bool(value) => value.to_string() == words,
        Yaml::Sequence(entries) => entries.iter().any(|it| says(it, words)),
        Yaml::Mapping(entries) => entries.iter().any(|(_, it)| says(it, words)),
        _ => false,
    }
}
