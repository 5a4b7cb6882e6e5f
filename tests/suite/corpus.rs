//! The hostile corpus: each folder of `tests/corpus` is the valid site with one
//! mistake put into it, and `expected.txt` says what the author is told.
//!
//! A case holds the files that replace or add to those of the valid site;
//! `without.txt` names files taken away; `output.txt` says of a site that
//! builds what its pages hold: `2008/review.html has TEXT`, or `lacks`. Any
//! other file fails. `UPDATE=1 cargo test corpus` writes `expected.txt` anew.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use pingshu::diag::Code;

use crate::{
    disk::tree,
    site::{OnDisk, Site, Told, files_below},
};

/// No bad input may hold a build up longer, on a machine that does nothing else.
const LONGEST: Duration = Duration::from_secs(2);

/// Nor longer than so many builds of the valid site, made just before.
const LONGEST_IN_BUILDS: u32 = 4;

/// Cases that run at once.
const THREADS: usize = 4;

/// Codes that no text in a case can cause: the file system has to, and
/// `disk.rs` makes it.
const CAUSED_BY_THE_DISK: [Code; 14] = [
    Code::OutputIsSource,
    Code::OutputForeign,
    Code::OutputIsLink,
    Code::OutputBusy,
    Code::OutputIsFile,
    Code::LinkOutside,
    Code::LinkDangling,
    Code::NameNotUtf8,
    Code::NotReadable,
    Code::FileTooLarge,
    Code::NotAFile,
    Code::LinkInTheme,
    // Names such as `readings (1).yaml` are no names for a repository.
    Code::StrayCopy,
    // A row of 16 MiB is no text for a repository either.
    Code::EndlessRow,
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("the corpus is there");
    let mut cases: Vec<_> = entries
        .map(|it| it.expect("readable").path())
        .filter(|it| it.is_dir())
        .collect();
    cases.sort();
    cases
}

/// The lines of a file of the case that are no comments.
fn lines(case: &Path, name: &str) -> Vec<String> {
    let text = fs::read_to_string(case.join(name)).unwrap_or_default();
    text.lines()
        .filter(|it| !it.is_empty() && !it.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// What an author is told, a line each, as `expected.txt` has it.
fn printed(told: &[Told]) -> String {
    use std::fmt::Write;

    let one_line = |text: &str| text.replace('\n', " ⏎ ");
    let mut text = String::new();
    for it in told {
        let _ = writeln!(
            text,
            "{} {} | {}",
            it.at(),
            one_line(&it.message),
            one_line(&it.remedy)
        );
        for also in &it.related {
            let _ = writeln!(
                text,
                "  also {}:{}:{} {}",
                also.file,
                also.line,
                also.column,
                one_line(&also.message)
            );
        }
    }
    text
}

/// Runs a case and returns what is wrong with it.
fn faults(case: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let mut site = Site::valid();
    for name in lines(case, "without.txt") {
        site = site.without(&name);
    }
    for (name, bytes) in files_below(case) {
        match name.split('/').next() {
            Some("data" | "content" | "themes") => site = site.with(&name, bytes),
            _ if ["expected.txt", "output.txt", "without.txt"].contains(&name.as_str()) => {}
            _ => faults.push(format!("{name} belongs to no case")),
        }
    }
    let disk = site.on_disk();
    let output = disk.root().join("public");
    let former = Site::valid().on_disk();
    let start = Instant::now();
    former.build();
    let longest = LONGEST.max(start.elapsed() * LONGEST_IN_BUILDS);
    fs::rename(former.root().join("public"), &output).expect("the former site");
    let before = tree(&output);

    let start = Instant::now();
    let ended = disk.try_build();
    let took = start.elapsed();
    // Of a template that fails at a page, only building tells.
    let (told, is_built, fault) = match ended {
        Ok((told, is_built)) => (told, is_built, String::new()),
        Err(fault) => (Vec::new(), false, format!("fault {fault}\n")),
    };
    if took > longest {
        faults.push(format!("took {took:?}"));
    }
    let has_errors = !fault.is_empty() || told.iter().any(|it| it.severity == "error");
    if has_errors == is_built {
        faults.push(format!("has errors: {has_errors}; is built: {is_built}"));
    }
    if !is_built && tree(&output) != before {
        faults.push("was not built, and touched the former site".to_owned());
    }
    let found = printed(&told) + &fault;
    let expected = case.join("expected.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&expected, &found).expect("a file");
    } else if fs::read_to_string(&expected).ok().as_deref() != Some(&found) {
        faults.push(format!("expected.txt differs; found:\n{found}"));
    }
    faults.extend(told.iter().flat_map(unclear));
    if is_built {
        faults.extend(
            lines(case, "output.txt")
                .iter()
                .filter_map(|line| unmet(line, &disk)),
        );
    } else if case.join("output.txt").exists() {
        faults.push("output.txt belongs to a site that is built".to_owned());
    }
    faults
}

/// What is missing in a message that should name cause, place and remedy.
fn unclear(told: &Told) -> Vec<String> {
    let mut faults = Vec::new();
    let said = [&told.message, &told.remedy];
    if said.iter().any(|it| it.is_empty()) || told.message == told.code {
        faults.push(format!("{} has no words", told.at()));
    }
    let slot = |text: &str| {
        text.split('{').skip(1).any(|it| {
            it.split_once('}').is_some_and(|(name, _)| {
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            })
        })
    };
    if said.iter().any(|it| slot(it) || it.contains("``")) {
        faults.push(format!(
            "{} has an empty place in its words: {} | {}",
            told.at(),
            told.message,
            told.remedy
        ));
    }
    if told.related.iter().any(|it| !it.message.contains(' ')) {
        faults.push(format!(
            "{} has a note without words: {:?}",
            told.at(),
            told.related
        ));
    }
    if told.line == 0 || told.column == 0 || told.file.is_empty() {
        faults.push(format!("{} has no place", told.at()));
    }
    faults
}

/// A line of `output.txt` that the built site does not meet.
fn unmet(line: &str, disk: &OnDisk) -> Option<String> {
    let mut parts = line.splitn(3, ' ');
    let (Some(route), Some(verb), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
        return Some(format!("output.txt cannot be read: {line}"));
    };
    let found = disk.page(route).contains(text);
    let expected = match verb {
        "has" => true,
        "lacks" => false,
        _ => return Some(format!("output.txt cannot be read: {line}")),
    };
    (found != expected).then(|| format!("output.txt is not met: {line}"))
}

#[test]
fn each_bad_input_is_told_with_place_cause_and_remedy() {
    let cases = cases();
    assert!(cases.len() > 80, "only {} cases", cases.len());
    // Threads of our own: a worker of the build's pool could be lent to another
    // case while it waits, and the clock would run for both.
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let name = case
                .file_name()
                .expect("a folder has a name")
                .to_string_lossy()
                .into_owned();
            let faults = std::panic::catch_unwind(|| faults(case))
                .unwrap_or_else(|_| vec!["panics".to_owned()]);
            found.extend(faults.into_iter().map(|fault| format!("{name}: {fault}")));
        }
        found
    };
    let mut faults: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .flat_map(|it| it.join().expect("panics are caught"))
            .collect()
    });
    faults.sort();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_code_has_a_case() {
    let told: BTreeSet<String> = cases()
        .iter()
        .flat_map(|case| lines(case, "expected.txt"))
        .filter_map(|line| line.split(' ').next().map(str::to_owned))
        .collect();
    let without: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !told.contains(code.id()) && !CAUSED_BY_THE_DISK.contains(code))
        .map(|code| format!("{} {code:?}", code.id()))
        .collect();
    assert!(without.is_empty(), "no case has {}", without.join(", "));
    let with = CAUSED_BY_THE_DISK
        .iter()
        .filter(|code| told.contains(code.id()));
    assert_eq!(
        with.collect::<Vec<_>>(),
        [&Code::NotAFile; 0],
        "these have a case after all"
    );
}
