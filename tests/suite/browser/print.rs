//! `pingshu pdf` and `pingshu picture`, with the browser of this machine: what
//! a reader of the files finds is asked of poppler, and browsers that are not
//! there, hang or die leave a message and no file.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use super::{printer, skipped};
use crate::disk::project;

/// Runs a command on the example; files go into the folder.
pub(super) fn pingshu(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pingshu"))
        .args(args)
        .args(["--root", env!("CARGO_MANIFEST_DIR")])
        .current_dir(folder)
        .env("TMPDIR", folder)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

/// The names of what is in a folder.
fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).expect("a folder").map(|entry| {
        let name = entry.expect("readable").file_name();
        name.to_string_lossy().into_owned()
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Reports whether there is what these tests need.
pub(super) fn ready() -> bool {
    let browser = printer().is_some();
    // Of poppler, `-v` is what others call `--version`.
    let poppler = Command::new("pdfinfo").arg("-v").output().is_ok();
    if !(browser && poppler) {
        skipped("chromium with poppler");
    }
    browser && poppler
}

/// A printed file.
struct Pdf(PathBuf);

impl Pdf {
    fn told(&self, tool: &str, before: &[&str], after: &[&str]) -> String {
        let told = Command::new(tool)
            .args(before)
            .arg(&self.0)
            .args(after)
            .output()
            .expect("poppler starts");
        assert!(told.status.success(), "{tool}: {}", self.0.display());
        String::from_utf8_lossy(&told.stdout).into_owned()
    }

    fn info(&self, name: &str) -> String {
        let all = self.told("pdfinfo", &[], &[]);
        all.lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
            .unwrap_or_default()
            .trim()
            .to_owned()
    }

    fn pages(&self) -> usize {
        self.info("Pages").parse().expect("a number of pages")
    }

    /// The text of one page, or of all.
    fn text(&self, page: Option<usize>) -> String {
        let number = page.map(|it| it.to_string()).unwrap_or_default();
        let only = ["-layout", "-f", &number, "-l", &number];
        let args = if page.is_some() {
            &only[..]
        } else {
            &only[..1]
        };
        self.told("pdftotext", args, &["-"])
    }

    /// What stands in the file as it is: the browser leaves names readable.
    fn holds(&self, words: &str) -> bool {
        let bytes = fs::read(&self.0).expect("it was written");
        bytes.windows(words.len()).any(|it| it == words.as_bytes())
    }

    fn count(&self, words: &str) -> usize {
        let bytes = fs::read(&self.0).expect("it was written");
        bytes
            .windows(words.len())
            .filter(|it| *it == words.as_bytes())
            .count()
    }
}

fn printed(folder: &Path, args: &[&str], name: &str) -> Pdf {
    let run = pingshu(folder, args);
    let err = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(0), "{args:?}: {err}");
    assert_eq!(files(folder), [name], "and nothing is left behind");
    Pdf(folder.join(name))
}

#[test]
fn the_report_is_one_document_of_all_chapters() {
    if !ready() {
        return;
    }
    let folder = project();
    let pdf = printed(folder.path(), &["pdf", "2008"], "2008-report.pdf");
    assert_eq!(pdf.info("Tagged"), "yes");
    assert!(
        pdf.info("Title").contains("客户服务质量评述"),
        "{}",
        pdf.info("Title")
    );
    assert!(
        pdf.info("Page size").ends_with("(A4)"),
        "{}",
        pdf.info("Page size")
    );
    assert!(pdf.holds("/Lang (zh-Hans)"), "the language is named");
    let pages = pdf.pages();
    assert!(pages > 17, "each chapter begins a page: {pages}");
    let text = pdf.text(None);
    let chapters = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/2008"))
        .expect("the example is there")
        .filter(|it| {
            let name = it.as_ref().expect("readable").file_name();
            let name = name.to_string_lossy();
            name.ends_with(".md") && !name.ends_with(".en.md")
        })
        .count();
    for number in 1..=chapters {
        let link = format!("/Dest /chapter-{number}");
        assert!(pdf.holds(&link), "a link leads to chapter {number}");
    }
    assert!(pdf.count("/Title") > chapters, "bookmarks");
    assert!(pdf.holds("/Outlines"));
    assert!(
        !pdf.holds("file://"),
        "nothing names a folder of this machine"
    );
    assert!(
        text.contains("考核记下 19 分"),
        "Chinese can be searched for"
    );
    for (page, expected) in [(1, 0), (2, 1), (pages, 1)] {
        let foot = format!("{page} / {pages}").replace(' ', "");
        let text = pdf.text(Some(page)).replace(' ', "");
        assert_eq!(text.matches(&foot).count(), expected, "page {page}: {text}");
        let whole = format!("第1版（草稿）{foot}");
        assert_eq!(text.contains(&whole), expected == 1, "{page}: {text}");
    }
    let bytes = fs::metadata(&pdf.0).expect("it was written").len();
    assert!(
        bytes < 10_000_000,
        "letters of charts are no outlines: {bytes}"
    );
}

#[test]
fn a_deck_has_a_page_for_every_slide() {
    if !ready() {
        return;
    }
    let folder = project();
    let args = ["pdf", "decks/star-halls", "--lang", "en"];
    let pdf = printed(folder.path(), &args, "en-decks-star-halls.pdf");
    let html = super::site::site().read("en/decks/star-halls.html");
    assert_eq!(pdf.pages(), html.matches("data-slide=\"").count());
    let size = pdf.info("Page size");
    let sides: Vec<f64> = size.split(' ').filter_map(|it| it.parse().ok()).collect();
    assert!((sides[0] / sides[1] - 16.0 / 9.0).abs() < 0.01, "{size}");
    assert_eq!(pdf.info("Tagged"), "yes");
    assert!(pdf.holds("/Lang (en)"));
    for page in 2..=pdf.pages() {
        let text = pdf.text(Some(page));
        let whole = format!("{page} / {}", pdf.pages());
        assert!(text.contains(&whole), "slide {page}: {text}");
    }
}

#[test]
fn a_sheet_of_a_handout_has_as_many_slides_as_asked() {
    if !ready() {
        return;
    }
    let slides = super::site::site().read("decks/star-halls.html");
    let slides = slides.matches("data-slide=\"").count();
    let handout = |args: &[&str], name: &str| {
        let folder = project();
        let args = [&["pdf", "--audience", "handout"], args].concat();
        let pdf = printed(folder.path(), &args, name);
        assert!(pdf.info("Page size").ends_with("(A4)"));
        (pdf.pages(), pdf.text(None))
    };
    for (per_page, beside) in [(3, "lines"), (4, "nothing"), (6, "lines"), (9, "nothing")] {
        let number = per_page.to_string();
        let args = [
            "decks/star-halls",
            "--per-page",
            &number,
            "--beside",
            beside,
        ];
        let (pages, text) = handout(&args, "decks-star-halls-handout.pdf");
        assert_eq!(pages, slides.div_ceil(per_page), "{per_page} with {beside}");
        let foot = format!("1/{pages}");
        assert_eq!(text.replace(' ', "").matches(&foot).count(), 1, "{text}");
    }
    let name = "2008-slides-review-handout.pdf";
    let (pages, _) = handout(&["2008/slides/review"], name);
    assert!(pages > 0, "a chapter's deck has a handout too");
}

#[test]
fn several_pages_go_into_a_folder() {
    if !ready() {
        return;
    }
    let folder = project();
    let args = ["pdf", "2008/review", "2008/outlook.html", "-o", "out"];
    let run = pingshu(folder.path(), &args);
    assert_eq!(run.status.code(), Some(0));
    assert_eq!(
        files(&folder.path().join("out")),
        ["2008-outlook.pdf", "2008-review.pdf"]
    );
}

#[test]
fn the_year_on_one_page_is_a_tall_picture_and_one_sheet() {
    if !ready() {
        return;
    }
    let folder = project();
    let run = pingshu(folder.path(), &["picture", "2008"]);
    let err = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(0), "{err}");
    assert_eq!(files(folder.path()), ["2008-zh.pdf", "2008-zh.png"]);
    let png = fs::read(folder.path().join("2008-zh.png")).expect("it is there");
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    let (width, height) = (side(16), side(20));
    assert_eq!(width, 1080);
    assert!(height > width && height < 8 * width, "{width} × {height}");
    assert!(png.len() > 100_000, "blank: {} bytes", png.len());
    let pdf = Pdf(folder.path().join("2008-zh.pdf"));
    assert_eq!(pdf.pages(), 1);
    assert!(pdf.info("Page size").ends_with("(A4)"));
    let text = pdf.text(None).replace(' ', "");
    for words in ["2008年12月31日", "第1版", "一页看完", "升级投诉"] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

/// What a run with a bad browser comes to: exit code 2, these words, no file.
fn fails(browser: Option<&str>, args: &[&str], words: &[&str]) {
    let folder = project();
    let bin = folder.path().join("bin");
    let out = folder.path().join("out");
    fs::create_dir(&bin).expect("a folder");
    fs::create_dir(&out).expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_pingshu"));
    command
        .args(["pdf", "2008/outlook", "--lang", "en"])
        .args(["--root", env!("CARGO_MANIFEST_DIR"), "-o"])
        .arg(&out)
        .args(args)
        .env("PATH", &bin)
        .env("TMPDIR", folder.path());
    if let Some(script) = browser {
        let file = bin.join("chromium");
        fs::write(&file, script).expect("a script");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("a program");
        }
    }
    let run = command.output().expect("the program starts");
    let err = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{err}");
    for words in words {
        assert!(err.contains(words), "{words} in {err}");
    }
    assert!(files(&out).is_empty(), "no file");
    assert_eq!(files(folder.path()), ["bin", "out"], "no profile is left");
}

#[test]
fn where_there_is_no_browser_it_is_told_how_to_get_one() {
    fails(
        None,
        &[],
        &["no Chrome, Edge or Chromium", "install", "--browser"],
    );
}

#[cfg(unix)]
#[test]
fn browsers_that_hang_die_or_are_none_leave_no_file() {
    fails(
        Some("#!/bin/sh\nexec /bin/sleep 60\n"),
        &["--timeout", "1"],
        &["did not answer within 1 second", "--timeout"],
    );
    fails(
        Some("#!/bin/sh\necho 'no display' >&2\nexit 7\n"),
        &[],
        &["ended before it had printed", "no display"],
    );
    fails(Some("not a program"), &[], &["Cannot start the browser"]);
    // It says where it listens, and nobody does.
    fails(
        Some(
            "#!/bin/sh\necho 'DevTools listening on ws://127.0.0.1:9/x' >&2\nexec /bin/sleep 60\n",
        ),
        &["--timeout", "5"],
        &["would not"],
    );
}

#[test]
fn addresses_that_are_none_are_told() {
    let folder = project();
    for args in [
        &["pdf", "2008/nothing"][..],
        &["pdf", "1999"],
        &["picture", "1999"],
        &["pdf", "2008", "decks/star-halls", "-o", "x.pdf"],
        &["pdf", "2008/review", "--audience", "handout"],
        &["pdf", "--audience", "handout"],
        &["pdf", "decks/star-halls", "--audience", "everybody"],
        &["pdf", "papers/star-halls/notes", "--audience", "public"],
    ] {
        let run = pingshu(folder.path(), args);
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(files(folder.path()).is_empty(), "{args:?}");
    }
}
