//! Sites made for one test each. What only a file system can do — links, pipes,
//! names that are not text — is in `tests/suite/disk.rs`.

use super::*;

/// Reads a site made of these files and returns the names in its tree and what
/// was reported, as `code file`.
fn site(files: &[&str]) -> (tempfile::TempDir, Vec<String>, Vec<String>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(path, *file).expect("a file");
    }
    let mut report = Report::default();
    let tree = read(
        folder.path(),
        &folder.path().join("content/public"),
        &mut report,
    )
    .expect("reads");
    let names = tree.files().map(|entry| entry.name.to_string()).collect();
    let told = report
        .sorted()
        .iter()
        .map(|d| format!("{} {}", d.code.id(), d.place.file))
        .collect();
    (folder, names, told)
}

#[test]
fn reads_the_folders_of_a_site_in_order() {
    let (_folder, names, told) = site(&[
        "themes/plain/theme.yaml",
        "data/2008/stars.yaml",
        "data/2008.yaml",
        "data/site.yaml",
        "content/index.md",
        "content/.git/HEAD",
        "content/~$plan.docx",
        "content/public/index.html",
        "data/Thumbs.db",
        "README.md",
        "target/x.yaml",
    ]);
    assert_eq!(
        names,
        [
            "content/index.md",
            "data/2008.yaml",
            "data/2008/stars.yaml",
            "data/site.yaml",
            "themes/plain/theme.yaml"
        ]
    );
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn holds_texts_and_opens_the_rest() {
    let (folder, _, _) = site(&[
        "data/2008/visits.csv",
        "data/2008/stars.yaml",
        "data/20080/x.yaml",
    ]);
    let tree = read(folder.path(), Path::new("nowhere"), &mut Report::default()).expect("reads");
    assert_eq!(
        tree.held("data/2008/stars.yaml"),
        Some(&b"data/2008/stars.yaml"[..])
    );
    assert_eq!(tree.held("data/2008/visits.csv"), None);
    assert_eq!(
        *tree.read("data/2008/visits.csv").expect("is there"),
        *b"data/2008/visits.csv"
    );
    let mut text = String::new();
    tree.open("data/2008/visits.csv")
        .expect("is there")
        .read_to_string(&mut text)
        .expect("reads");
    assert_eq!(text, "data/2008/visits.csv");
    assert!(matches!(
        tree.read("data/none.csv"),
        Err(Fault::Disk { action: "read", .. })
    ));
    assert_eq!(tree.below("data/2008/").count(), 2);
    assert_eq!(
        tree.get("data/2008/visits.csv")
            .map(|it| (it.kind, it.stamp.size)),
        Some((Kind::Rows, 20))
    );
}

#[test]
fn reports_names_that_are_not_portable() {
    let (_folder, names, told) = site(&[
        "data/aux.yaml",
        "content/a:b.md",
        "content/ok.md",
        "content/dot./x.md",
    ]);
    assert_eq!(names, ["content/ok.md"]);
    assert_eq!(
        told,
        [
            "P303 content/a:b.md",
            "P303 content/dot.",
            "P303 data/aux.yaml"
        ]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn reports_names_equal_but_for_case_or_form() {
    let (_folder, names, told) = site(&["content/Report.md", "content/report.md"]);
    assert_eq!(names, ["content/Report.md"]);
    assert_eq!(told, ["P305 content/report.md"]);
    let (_folder, names, told) = site(&["content/caf\u{e9}.md", "content/cafe\u{301}.md"]);
    assert_eq!(names, ["content/caf\u{e9}.md"]);
    assert_eq!(told, ["P305 content/caf\u{e9}.md"]);
    let (_folder, names, told) = site(&["content/Sub/a.md", "content/sub/b.md"]);
    assert_eq!(names, ["content/Sub/a.md", "content/sub/b.md"]);
    assert_eq!(told, ["P305 content/sub"]);
}

#[test]
fn leaves_out_forgotten_copies() {
    let (_folder, names, told) = site(&[
        "data/2008/stars.yaml",
        "data/2008/stars (1).yaml",
        "data/2008/stars - 副本.yaml",
        "content/01-review.md.bak",
        "content/hall (1).jpg",
    ]);
    assert_eq!(names, ["content/hall (1).jpg", "data/2008/stars.yaml"]);
    assert_eq!(
        told,
        [
            "C012 content/01-review.md.bak",
            "C012 data/2008/stars (1).yaml",
            "C012 data/2008/stars - 副本.yaml"
        ]
    );
}

#[test]
fn a_fingerprint_changes_with_the_files() {
    let (folder, _, _) = site(&["data/site.yaml", "content/index.md"]);
    let path = |name: &str| folder.path().join(name);
    let before = fingerprint(folder.path());
    assert_eq!(before, fingerprint(folder.path()));
    fs::write(path("content/.index.md.swp"), "x").expect("a file");
    fs::write(path("README.md"), "x").expect("a file");
    assert_eq!(
        before,
        fingerprint(folder.path()),
        "what is not read does not count"
    );
    fs::write(path("data/site.yaml"), "longer than it was").expect("a file");
    let changed = fingerprint(folder.path());
    assert_ne!(before, changed);
    fs::rename(path("content/index.md"), path("content/other.md")).expect("a new name");
    assert_ne!(changed, fingerprint(folder.path()));
}

#[test]
fn a_site_can_be_made_of_texts() {
    let tree = InputTree::of_texts([("data/site.yaml", "title: x"), ("data/a.csv", "a,b")]);
    assert_eq!(tree.held("data/site.yaml"), Some(&b"title: x"[..]));
    assert_eq!(tree.text("data/site.yaml"), Some("title: x"));
    assert_eq!(*tree.read("data/a.csv").expect("is held"), *b"a,b");
    let rows = io::read_to_string(tree.open("data/a.csv").expect("is held"));
    assert_eq!(rows.expect("reads"), "a,b");
}

#[test]
fn a_site_that_is_not_there_is_a_fault() {
    let fault = read(
        Path::new("/nowhere/at/all"),
        Path::new("x"),
        &mut Report::default(),
    );
    assert!(matches!(fault, Err(Fault::Disk { action: "read", .. })));
}
