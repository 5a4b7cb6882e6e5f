//! Sites published in a temporary folder. Faults of the machine, kills and
//! readers are in `tests/suite/disk.rs`.

use super::*;
use crate::diag::Code;

fn path(text: &str) -> SafePath {
    SafePath::new(text).expect("portable")
}

/// A project folder, on memory where there is such a folder: the one sync at
/// the end of a build would else wait for everybody's writes.
fn project() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    }
    .expect("a temporary folder")
}

fn open(project: &Path) -> Result<Stage, Fault> {
    Stage::open(&project.join("public"), project, &[])
}

fn publish(project: &Path, files: &[(&str, &str)]) -> Result<Published, Fault> {
    let stage = open(project)?;
    for (name, text) in files {
        stage.write(&path(name), text.as_bytes())?;
    }
    stage.publish()
}

/// Everything in a folder but the manifest, as `name: text`; folders end with `/`.
fn listing(folder: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder)
        .min_depth(1)
        .sort_by_file_name()
        .into_iter();
    let mut all = Vec::new();
    for entry in entries.map(|it| it.expect("readable")) {
        let name = entry
            .path()
            .strip_prefix(folder)
            .expect("inside")
            .display()
            .to_string();
        if entry.file_type().is_dir() {
            all.push(format!("{name}/"));
        } else if entry.file_name() != MANIFEST {
            all.push(format!(
                "{name}: {}",
                fs::read_to_string(entry.path()).expect("text")
            ));
        }
    }
    all
}

#[test]
fn publishes_the_first_site_and_the_next() {
    let project = project();
    let first = publish(
        project.path(),
        &[("index.html", "one"), ("2007/a.html", "old")],
    )
    .expect("publishes");
    assert_eq!(
        listing(project.path()),
        [
            "public/",
            "public/2007/",
            "public/2007/a.html: old",
            "public/index.html: one"
        ]
    );
    assert_eq!(
        Manifest::of_folder(&first.folder).expect("reads"),
        Some(first.manifest)
    );
    let next = publish(
        project.path(),
        &[("2008/a.html", "new"), ("index.html", "two")],
    )
    .expect("publishes");
    assert!(next.leftover.is_none());
    assert_eq!(
        listing(project.path()),
        [
            "public/",
            "public/2008/",
            "public/2008/a.html: new",
            "public/index.html: two"
        ]
    );
    let again = publish(
        project.path(),
        &[("index.html", "two"), ("2008/a.html", "new")],
    )
    .expect("publishes");
    assert_eq!(again.manifest, next.manifest);
    assert_eq!(listing(project.path()).len(), 4);
}

#[test]
fn dropping_an_unpublished_stage_leaves_no_trace() {
    let project = project();
    publish(project.path(), &[("index.html", "one")]).expect("publishes");
    let before = listing(project.path());
    let stage = open(project.path()).expect("opens");
    stage.write(&path("index.html"), b"two").expect("writes");
    assert_ne!(
        before,
        listing(project.path()),
        "there is a stage beside the output"
    );
    drop(stage);
    assert_eq!(before, listing(project.path()));

    let deep = project.path().join("a/b/c");
    drop(Stage::open(&deep, project.path(), &[]).expect("opens"));
    assert_eq!(
        before,
        listing(project.path()),
        "folders that were made are removed"
    );
    Stage::open(&deep, project.path(), &[])
        .expect("opens")
        .publish()
        .expect("publishes");
    assert!(deep.join(MANIFEST).exists());
}

#[test]
fn a_path_is_written_once_on_every_system() {
    let project = project();
    let case = |first: &str, second: &str| {
        let stage = open(project.path()).expect("opens");
        stage.write(&path(first), b"x").expect("writes");
        let fault = stage.write(&path(second), b"y");
        assert!(
            matches!(fault, Err(Fault::Ours(_))),
            "{first} {second}: {fault:?}"
        );
    };
    case("index.html", "index.html");
    case("index.html", "Index.HTML");
    case("caf\u{e9}.html", "CAFE\u{301}.html");
    case("a", "a/b");
    case("a/b", "a");
    case("a/b", "A/c");
    case("x", MANIFEST);
    case("x", MARK);
}

#[test]
fn nothing_is_published_after_a_file_failed() {
    let project = project();
    let stage = open(project.path()).expect("opens");
    // A file in the way, which only a fault of ours could put there.
    fs::write(stage.places.stage.join("b.html"), "x").expect("a file");
    assert!(matches!(
        stage.write(&path("b.html"), b"y"),
        Err(Fault::Disk {
            action: "write",
            ..
        })
    ));
    assert!(matches!(stage.publish(), Err(Fault::Ours(_))));
    assert!(listing(project.path()).is_empty());
}

#[test]
fn files_of_others_are_kept() {
    let project = project();
    publish(project.path(), &[("index.html", "one")]).expect("publishes");
    fs::write(project.path().join("public/.DS_Store"), "left").expect("a file");
    publish(project.path(), &[("index.html", "two")]).expect("a dropping is no reason to stop");
    assert_eq!(
        listing(project.path()),
        [
            "public/",
            "public/.DS_Store: left",
            "public/index.html: two"
        ]
    );

    fs::write(project.path().join("public/thesis.docx"), "mine").expect("a file");
    let before = listing(project.path());
    let refused = |fault: Result<Published, Fault>| {
        assert!(
            matches!(&fault, Err(Fault::Output { code: Code::OutputForeign, detail, .. }) if detail == "thesis.docx"),
            "{fault:?}"
        );
        assert_eq!(before, listing(project.path()));
    };
    refused(publish(project.path(), &[("index.html", "three")]));

    fs::remove_file(project.path().join("public/thesis.docx")).expect("removed");
    let stage = open(project.path()).expect("opens");
    fs::write(project.path().join("public/thesis.docx"), "mine")
        .expect("a file put there during the build");
    refused(stage.publish());
}

#[test]
fn a_second_build_is_refused_and_names_the_first() {
    let project = project();
    let stage = open(project.path()).expect("opens");
    let Err(Fault::Output {
        code: Code::OutputBusy,
        detail,
        ..
    }) = open(project.path())
    else {
        panic!("two builds at once");
    };
    assert_eq!(detail, std::process::id().to_string());
    stage.publish().expect("the first goes on");
    open(project.path()).expect("free again");
}

#[test]
fn many_threads_write_at_once() {
    let project = project();
    let stage = open(project.path()).expect("opens");
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let stage = &stage;
            scope.spawn(move || {
                for page in 0..50 {
                    let path = path(&format!("{page}/{thread}.html"));
                    stage
                        .write(&path, path.as_str().as_bytes())
                        .expect("writes");
                }
            });
        }
    });
    let published = stage.publish().expect("publishes");
    assert_eq!(published.manifest.files.len(), 200);
    for file in published.manifest.files {
        let bytes = fs::read(file.path.under(&published.folder)).expect("is there");
        assert_eq!(Listed::of(file.path.clone(), &bytes), file);
    }
}

#[cfg(unix)]
#[test]
fn a_private_report_stays_private() {
    use std::os::unix::fs::PermissionsExt;

    let project = project();
    let mode = |name: &str| {
        fs::metadata(project.path().join(name))
            .expect("is there")
            .permissions()
            .mode()
            & 0o777
    };
    publish(project.path(), &[("a/index.html", "one")]).expect("publishes");
    assert_eq!(
        [
            mode("public"),
            mode("public/a"),
            mode("public/a/index.html")
        ],
        [0o755, 0o755, 0o644]
    );
    fs::set_permissions(
        project.path().join("public"),
        fs::Permissions::from_mode(0o700),
    )
    .expect("a mode");
    publish(project.path(), &[("index.html", "two")]).expect("publishes");
    assert_eq!(mode("public"), 0o700);
}
