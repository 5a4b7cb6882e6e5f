//! Whole command lines, without a process.

use std::{fs, io, path::Path};

use super::*;

struct Ran {
    code: u8,
    out: String,
    err: String,
}

fn ran(line: &[&str], lang: &str) -> Ran {
    let environment = Environment {
        lang: Some(lang.to_owned()),
        year: 2009,
        ..Environment::default()
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = ["pingshu"].iter().chain(line).map(OsString::from);
    let code = run(args, &environment, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("it is text");
    Ran {
        code,
        out: text(out),
        err: text(err),
    }
}

fn case(line: &[&str], code: u8, out: &str, err: &str) {
    let ran = ran(line, "en_GB.UTF-8");
    assert_eq!(ran.code, code, "{line:?}: {}{}", ran.out, ran.err);
    assert!(ran.out.contains(out), "{line:?}: {}", ran.out);
    assert!(ran.err.contains(err), "{line:?}: {}", ran.err);
    assert_eq!(ran.err.is_empty(), err.is_empty(), "{line:?}: {}", ran.err);
}

#[test]
fn commands_end_with_their_code() {
    case(&["--version"], 0, "pingshu 0.1.0", "");
    case(&["--help"], 0, "Usage:", "");
    case(&["build", "-h"], 0, "--output-dir <DIR>", "");
    case(&[], 2, "", "Usage:");
    case(&["new"], 2, "", "Usage:");
    case(&["biuld"], 2, "", "Did you mean `build`?");
    let files: Vec<&str> = crate::schemas().into_keys().collect();
    assert!(files.contains(&"site") && files.contains(&"scorecard"));
    case(&["schema"], 0, &(files.join("\n") + "\n"), "");
    case(&["schema", "site"], 0, "{", "");
    case(&["completions", "bash"], 0, "_pingshu()", "");
    case(&["explain", "y101"], 0, "Y101  ", "");
    case(&["check", "--lang", "xx"], 2, "", "no language `xx`");
    case(&["schema", "--lang"], 2, "", "needs a value");
    case(&["explain", "\u{1b}[2J"], 2, "", "\\u{1b}");
}

#[test]
fn the_language_is_the_one_asked_for() {
    let speaks = |line: &[&str], lang: &str, expected: &str| {
        let ran = ran(line, lang);
        assert!(
            ran.out.contains(expected) || ran.err.contains(expected),
            "{line:?}: {}{}",
            ran.out,
            ran.err
        );
    };
    speaks(&["--help"], "zh_CN.UTF-8", "用法：");
    speaks(&["--help"], "C", "Usage:");
    speaks(&["--lang", "zh", "--help"], "C", "用法：");
    speaks(&["build", "--lang=zh-CN", "--help"], "C", "用法：");
    speaks(&["biuld", "--lang", "en"], "zh_CN", "Did you mean");
    speaks(
        &["explain", "Y101", "--lang", "en"],
        "zh_CN",
        "Duplicate key",
    );
}

#[test]
fn files_are_begun_and_never_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("site");
    let root = root.to_str().expect("it is text");
    case(&["init", root], 0, "2008-review.md", "");
    case(&["init", root], 2, "", "not empty");
    case(
        &["new", "chapter", "2008", "halls", "--root", root],
        0,
        "02-halls.md",
        "",
    );
    case(
        &["new", "chapter", "2008", "halls", "--root", root],
        2,
        "",
        "is there already",
    );
    case(
        &["new", "deck", "../x", "--root", root],
        2,
        "",
        "cannot be a file's name",
    );
    case(
        &["new", "report", "2008", "--root", root],
        2,
        "",
        "is there already",
    );
    case(
        &["new", "report", "2009", "--root", root],
        0,
        "01-review.md",
        "",
    );
    case(
        &["new", "deck", "x", "--root", "/nowhere"],
        2,
        "",
        "no site",
    );
    let site = fs::read_to_string(Path::new(root).join("data/site.yaml")).expect("it was made");
    assert!(
        site.contains("languages: [en]") && site.contains("year: 2008"),
        "{site}"
    );
}

struct Failing(io::ErrorKind);

impl Write for Failing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_output_that_fails_is_no_panic() {
    let ends = |line: &[&str], kind, expected: u8| {
        let mut err = Vec::new();
        let args: Vec<_> = ["pingshu"].iter().chain(line).map(OsString::from).collect();
        let code = run(args, &Environment::default(), &mut Failing(kind), &mut err);
        assert_eq!(code, expected, "{line:?}");
        assert_eq!(err.is_empty(), expected == 0, "{line:?}");
    };
    for line in [
        &["--help"][..],
        &["schema"],
        &["schema", "site"],
        &["completions", "zsh"],
        &["explain", "Y101"],
        &["check"],
        &["check", "--format", "json"],
        &["figures"],
        &["figures", "--format", "json"],
    ] {
        ends(line, io::ErrorKind::BrokenPipe, 0);
        ends(line, io::ErrorKind::StorageFull, 2);
    }
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("it has one").port().to_string();
    case(&["serve", "--port", &port], 2, "", "--port 1112");
}
