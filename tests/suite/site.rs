//! A small valid site, and ways to spoil it: `Site::valid().with(…).check()`.
//!
//! The site has one year with one reading that is there and one that is not, a
//! scorecard, a chapter, a deck and an introduction, in English alone, and not
//! a single diagnostic.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use pingshu::{
    Audience, Options,
    diag::{self, Fault, OutputFormat, Report},
    input::InputTree,
};
use serde::Deserialize;
use tempfile::TempDir;

use crate::disk::project;

const SETTINGS: &str = "\
format: 1
organisation: Branch A
title: Service review
description: A review of one year.
languages: [en]
author_language: en
years:
  - year: 2008
    title: A year in two figures
    standfirst: Halls waited {{ waiting }}.
    as_of: 2008-12-31
    edition: 1
    status: final
    one_page: [waiting, satisfaction]
";

const CATALOGUE: &str = "\
measures:
  - { id: points, name: points, suffix: \" points\" }
  - { id: minutes, name: minutes, suffix: \" minutes\" }
roles:
  - { id: clerk, name: Clerk }
  - { id: manager, name: Hall manager }
metrics:
  - id: satisfaction
    name: Overall satisfaction
    measure: points
    decimals: 1
    range: [0, 100]
    definition: The mean of all answers.
  - id: waiting
    name: Waiting time
    measure: minutes
    better: lower
    decimals: 1
    definition: The mean wait in halls.
";

const READINGS: &str = "\
source: The branch's own records
as_of: 2008-12-31
readings:
  - metric: satisfaction
    evidence: missing
    reason: The source leaves this cell blank.
  - metric: waiting
    value: 12.5
    evidence: measured
    target: at most 15
";

const SCORECARD: &str = "\
title: The scorecard of 2008
rows:
  - item: satisfaction
    metric: satisfaction
    standard: value at least 79
    points: 2
    reported: 2
  - item: waiting
    metric: waiting
    standard: value at most 15
    points: 3
    reported: 3
  - total: total
    name: Total
    claimed: 5
";

const INDEX: &str = "\
---
title: Service review
---

How the year went.
";

const REVIEW: &str = "\
---
title: The year in review
---

Halls waited {{ waiting }} on average, and the scorecard gives {{ scorecard.reported }}.

## What was promised {#promises}

```scorecard
show: items
```
";

const DECK: &str = "\
---
title: Training
year: 2008
---

# Waiting

Note:
Welcome everyone.

---

## Halls waited {{ waiting }}

- One thing to remember
";

/// A site that exists in memory.
#[derive(Debug, Clone)]
pub(crate) struct Site(BTreeMap<String, Vec<u8>>);

/// A site that was written to a folder of its own.
pub(crate) struct OnDisk {
    folder: TempDir,
}

/// One diagnostic as a program reads it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Told {
    pub(crate) code: String,
    pub(crate) severity: String,
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) message: String,
    pub(crate) remedy: String,
    pub(crate) related: Vec<Related>,
}

/// Another place that a diagnostic names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Related {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) message: String,
}

impl Told {
    /// `Y101 error data/site.yaml:2:1`.
    pub(crate) fn at(&self) -> String {
        let Self {
            code,
            severity,
            file,
            line,
            column,
            ..
        } = self;
        format!("{code} {severity} {file}:{line}:{column}")
    }
}

impl Site {
    /// The site without a fault.
    pub(crate) fn valid() -> Self {
        let files = [
            ("data/site.yaml", SETTINGS),
            ("data/catalogue.yaml", CATALOGUE),
            ("data/2008/readings.yaml", READINGS),
            ("data/2008/scorecard.yaml", SCORECARD),
            ("content/index.md", INDEX),
            ("content/2008/01-review.md", REVIEW),
            ("content/decks/training.md", DECK),
        ];
        Self(
            files
                .map(|(name, text)| (name.to_owned(), text.into()))
                .into(),
        )
    }

    /// A site without a file.
    pub(crate) fn empty() -> Self {
        Self(BTreeMap::new())
    }

    /// The example at the root of the repository.
    pub(crate) fn example() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut site = Self::empty();
        for folder in ["data", "content", "themes"] {
            site.0.extend(
                files_below(&root.join(folder))
                    .into_iter()
                    .map(|(name, it)| (format!("{folder}/{name}"), it)),
            );
        }
        site
    }

    /// Adds or replaces a file.
    pub(crate) fn with(mut self, name: &str, text: impl Into<Vec<u8>>) -> Self {
        self.0.insert(name.to_owned(), text.into());
        self
    }

    /// Replaces a stretch of a file, which must be there.
    pub(crate) fn edit(mut self, name: &str, from: &str, to: &str) -> Self {
        let text = self.text(name);
        assert!(text.contains(from), "{name} has no {from:?}");
        self.0
            .insert(name.to_owned(), text.replacen(from, to, 1).into());
        self
    }

    /// Adds to the end of a file.
    pub(crate) fn append(mut self, name: &str, text: &str) -> Self {
        let whole = self.text(name) + text;
        self.0.insert(name.to_owned(), whole.into());
        self
    }

    /// Takes a file away, which must be there.
    pub(crate) fn without(mut self, name: &str) -> Self {
        assert!(
            self.0.remove(name).is_some(),
            "{name} is no file of the site"
        );
        self
    }

    /// The text of a file.
    pub(crate) fn text(&self, name: &str) -> String {
        let bytes = self
            .0
            .get(name)
            .unwrap_or_else(|| panic!("{name} is no file of the site"));
        String::from_utf8(bytes.clone()).expect("a test edits texts only")
    }

    pub(crate) fn check(&self) -> Vec<Told> {
        // Of pictures only the names are asked for.
        let texts = self.0.iter().map(|(name, bytes)| {
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            (name.as_str(), text)
        });
        let options = options(Path::new("."));
        let checked =
            pingshu::check_tree(&mut InputTree::of_texts(texts), &options, Report::default())
                .expect("memory does not fail");
        told(&checked)
    }

    /// Writes the site into a folder of its own.
    pub(crate) fn on_disk(&self) -> OnDisk {
        let folder = project();
        let disk = OnDisk { folder };
        disk.becomes(self);
        disk
    }
}

impl OnDisk {
    /// Makes the folder that of another site; only files that differ are touched.
    pub(crate) fn becomes(&self, site: &Site) {
        let before = files_below(self.root());
        for name in before.keys().filter(|it| !site.0.contains_key(*it)) {
            fs::remove_file(self.root().join(name)).expect("it is there");
        }
        for (name, bytes) in site
            .0
            .iter()
            .filter(|(it, bytes)| before.get(*it) != Some(bytes))
        {
            let path = self.root().join(name);
            fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
    }

    /// The site's folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Builds the site in this process; tells what was found and whether it was built.
    pub(crate) fn try_build(&self) -> Result<(Vec<Told>, bool), Fault> {
        let (checked, built) = pingshu::build(&options(self.root()))?;
        Ok((told(&checked), built.is_some()))
    }

    /// The same where no fault is expected.
    pub(crate) fn build(&self) -> (Vec<Told>, bool) {
        self.try_build()
            .expect("neither the disk nor a template fails")
    }

    /// The text of a page that was built.
    pub(crate) fn page(&self, route: &str) -> String {
        let path = self.root().join("public").join(route);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The address of a page that was built, for a browser.
    pub(crate) fn address(&self, route: &str) -> String {
        format!(
            "file://{}",
            self.root().join("public").join(route).display()
        )
    }

    /// All files that were built.
    pub(crate) fn output(&self) -> BTreeMap<String, Vec<u8>> {
        files_below(&self.root().join("public"))
    }

    /// Runs the program in the site's folder; its exit code, output and complaints.
    pub(crate) fn run(&self, args: &[&str]) -> (i32, String, String) {
        let done = self.pingshu(args).output().expect("the program starts");
        (
            done.status.code().expect("it ends by itself"),
            String::from_utf8_lossy(&done.stdout).into_owned(),
            String::from_utf8_lossy(&done.stderr).into_owned(),
        )
    }

    /// The program, to be run in the site's folder, speaking English.
    pub(crate) fn pingshu(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pingshu"));
        command
            .args(args)
            .current_dir(self.root())
            .env("NO_COLOR", "1")
            .env("LC_ALL", "en_GB.UTF-8");
        command
    }
}

/// The options of a build of the site in `root` into `public` there.
pub(crate) fn options(root: &Path) -> Options {
    Options {
        root: root.to_path_buf(),
        output: root.join("public"),
        drafts: false,
        strict: false,
        audience: Audience::default(),
    }
}

/// The findings in English, read back from what is printed for programs.
pub(crate) fn told(checked: &pingshu::Checked) -> Vec<Told> {
    #[derive(Deserialize)]
    struct Whole {
        diagnostics: Vec<Told>,
    }
    let mut out = Vec::new();
    let english = checked.locales.get("en").expect("embedded");
    diag::print(
        &checked.report,
        pingshu::diag::Severity::Note,
        &*checked.atlas,
        english,
        OutputFormat::Json,
        false,
        &mut out,
    )
    .expect("a vector takes all");
    serde_json::from_slice::<Whole>(&out)
        .expect("what is printed is JSON")
        .diagnostics
}

/// All files below a folder with their contents, by names with `/`.
pub(crate) fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok);
    entries
        .filter(|it| it.file_type().is_file())
        .map(|it| {
            let name = it
                .path()
                .strip_prefix(folder)
                .expect("below")
                .to_string_lossy()
                .replace('\\', "/");
            (name, fs::read(it.path()).expect("readable"))
        })
        .collect()
}

#[test]
fn the_valid_site_has_no_fault() {
    let site = Site::valid();
    assert_eq!(site.check(), []);
    let disk = site.on_disk();
    assert_eq!(disk.build(), (Vec::new(), true));
    assert!(
        disk.page("2008/review.html")
            .contains("<data value=\"12.5\">12.5</data>")
    );
    assert!(
        disk.page("decks/training.html")
            .contains("One thing to remember")
    );
}

#[test]
fn the_example_has_no_fault() {
    let told = Site::example().check();
    let faults: Vec<_> = told
        .iter()
        .filter(|it| it.severity != "note")
        .map(Told::at)
        .collect();
    assert_eq!(faults, [""; 0]);
}
