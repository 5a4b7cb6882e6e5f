//! What file systems and other programs do to a build: links, pipes, names that
//! are not text, files of others, readers, kills, two builds at once.

use std::{
    collections::BTreeMap,
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
};

use pingshu::{
    diag::{Code, Fault, Report},
    input::{self, InputTree},
    safe_path::SafePath,
    stage::{MANIFEST, Published, Stage},
};

/// Every file, folder and link of a folder with its contents.
pub(crate) type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// A project folder, on memory where there is such a folder: the one sync at
/// the end of a build would else wait for everybody's writes.
pub(crate) fn project() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    }
    .expect("a temporary folder")
}

/// Takes down everything in a folder; nothing at all where there is no folder.
pub(crate) fn tree(folder: &Path) -> Tree {
    let mut all = Tree::new();
    if !folder.exists() {
        return all;
    }
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.expect("readable");
        let kind = entry.file_type();
        let contents = if kind.is_file() {
            fs::read(entry.path()).expect("readable")
        } else if kind.is_symlink() {
            fs::read_link(entry.path())
                .expect("readable")
                .into_os_string()
                .into_encoded_bytes()
        } else {
            Vec::new()
        };
        all.insert(
            entry
                .path()
                .strip_prefix(folder)
                .expect("inside")
                .to_path_buf(),
            contents,
        );
    }
    all
}

/// Builds a small site that says `text` on every page but one.
pub(crate) fn build(project: &Path, output: &Path, text: &str) -> Result<Published, Fault> {
    let stage = Stage::open(output, project, &[])?;
    for page in pages(text) {
        let path = SafePath::new(&page).map_err(|error| Fault::Ours(error.to_string()))?;
        // One page is the same in every site, and is not written again.
        let says = if page.ends_with("jining.html") {
            ""
        } else {
            text
        };
        stage.write(&path, format!("{says} {page}").repeat(200).as_bytes())?;
    }
    stage.publish()
}

/// The pages differ from text to text, so that some are only in one site.
fn pages(text: &str) -> [String; 5] {
    [
        "index.html",
        "2008/index.html",
        "2008/units/jining.html",
        "en/index.html",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain([format!("only/{text}.html")])
    .collect::<Vec<_>>()
    .try_into()
    .expect("five pages")
}

/// This test binary, running `stage_probe` and nothing else.
pub(crate) fn probe(project: &Path, text: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("a test is a program"));
    command
        .args([
            "--exact",
            "disk::stage_probe",
            "--nocapture",
            "--test-threads=1",
        ])
        .env("PINGSHU_STAGE_PROBE", project)
        .env("PINGSHU_STAGE_TEXT", text)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Not a test of its own: what other tests run as a process, to be killed or
/// failed from outside.
#[test]
fn stage_probe() {
    let Some(project) = std::env::var_os("PINGSHU_STAGE_PROBE").map(PathBuf::from) else {
        return;
    };
    let text = std::env::var("PINGSHU_STAGE_TEXT").expect("set with the other");
    let output = project.join("public");
    if text == "wait" {
        let stage = Stage::open(&output, &project, &[]).expect("opens");
        stage
            .write(
                &SafePath::new("index.html").expect("portable"),
                b"never seen",
            )
            .expect("writes");
        fs::write(project.join("ready"), "").expect("a sign");
        let _ = std::io::stdin().read(&mut [0]);
        unreachable!("killed before its input ends");
    }
    // Leaves at once: what the test harness does afterwards is no part of a build.
    std::process::exit(i32::from(build(&project, &output, &text).is_err()));
}

/// Starts a build that has its lock and one page, and waits.
pub(crate) fn waiting_build(project: &Path) -> Child {
    let child = probe(project, "wait")
        .stdin(Stdio::piped())
        .spawn()
        .expect("starts");
    while !project.join("ready").exists() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    fs::remove_file(project.join("ready")).expect("a sign");
    child
}

#[test]
fn a_killed_build_does_not_stand_in_the_way() {
    let project = project();
    let output = project.path().join("public");
    build(project.path(), &output, "old").expect("builds");
    let before = tree(&output);
    let mut first = waiting_build(project.path());
    match build(project.path(), &output, "new") {
        Err(Fault::Output {
            code: Code::OutputBusy,
            detail,
            ..
        }) => assert_eq!(detail, first.id().to_string()),
        other => panic!("two builds at once: {other:?}"),
    }
    first.kill().expect("killed");
    first.wait().expect("ended");
    assert_eq!(tree(&output), before);
    build(project.path(), &output, "new").expect("a dead build holds nothing");
    let names: Vec<_> = fs::read_dir(project.path())
        .expect("readable")
        .map(|it| it.expect("readable").file_name())
        .collect();
    assert_eq!(names, ["public"], "nothing is left lying about");
}

#[test]
fn forbidden_outputs_stay_as_they_are() {
    let project = project();
    let root = project.path().join("site");
    for folder in [
        "content/2008",
        "data",
        "themes/x",
        "filled/sub",
        "empty",
        "target",
    ] {
        fs::create_dir_all(root.join(folder)).expect("a folder");
    }
    for file in [
        "content/index.md",
        "data/site.yaml",
        "filled/sub/thesis.docx",
        "target/kept.txt",
        "file",
        "../beside.txt",
    ] {
        fs::write(root.join(file), file).expect("a file");
    }
    fs::create_dir_all(root.join("torn")).expect("a folder");
    fs::write(root.join("torn").join(MANIFEST), "{}").expect("a file");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("target", root.join("link")).expect("a link");
        std::os::unix::fs::symlink("content", root.join("link-to-content")).expect("a link");
        std::os::unix::fs::symlink("nowhere", root.join("dangling")).expect("a link");
    }
    let before = tree(project.path());
    let case = |output: &str, expected: Code| {
        let code = match Stage::open(
            &root.join(output),
            &root,
            &[Path::new("data"), Path::new("content")],
        ) {
            Err(Fault::Output { code, .. }) => code,
            other => panic!("{output}: {other:?}"),
        };
        assert_eq!(code, expected, "{output}");
        assert_eq!(tree(project.path()), before, "{output}");
    };
    for output in [
        "",
        ".",
        "..",
        "../..",
        "/",
        "content",
        "content/2008",
        "content/new",
        "Content",
        "data",
        "themes/x/static",
        "src",
    ] {
        case(output, Code::OutputIsSource);
    }
    for output in ["filled", "target", "torn"] {
        case(output, Code::OutputForeign);
    }
    case("file", Code::OutputIsFile);
    #[cfg(unix)]
    {
        case("link", Code::OutputIsLink);
        case("dangling", Code::OutputIsLink);
        case("link-to-content", Code::OutputIsSource);
        case("link-to-content/new", Code::OutputIsSource);
    }
    build(&root, &root.join("empty"), "new").expect("an empty folder is nobody's");
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn readers_never_miss_the_report() {
    const SWAPS: usize = 200;
    let project = project();
    let output = project.path().join("public");
    build(project.path(), &output, "first").expect("builds");
    let done = AtomicBool::new(false);
    let (missed, read) = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let (mut missed, mut read) = (0, 0);
            while !done.load(Ordering::Relaxed) {
                match fs::read_to_string(output.join("index.html")) {
                    Ok(text) if text.ends_with("index.html") => read += 1,
                    Ok(_) | Err(_) => missed += 1,
                }
            }
            (missed, read)
        });
        for swap in 0..SWAPS {
            build(project.path(), &output, ["one", "two"][swap % 2]).expect("builds");
        }
        done.store(true, Ordering::Relaxed);
        reader.join().expect("reads on")
    });
    assert_eq!(missed, 0, "of {read} readings during {SWAPS} swaps");
    assert!(read > SWAPS, "the reader was awake: {read}");
}

#[cfg(unix)]
#[test]
fn the_umask_changes_nothing() {
    use std::os::unix::fs::PermissionsExt;

    let modes = |folder: &Path| -> Vec<u32> {
        let entries = walkdir::WalkDir::new(folder)
            .sort_by_file_name()
            .into_iter();
        entries
            .map(|it| {
                it.expect("readable")
                    .metadata()
                    .expect("readable")
                    .permissions()
                    .mode()
            })
            .collect()
    };
    let built = |umask: &str| {
        let project = project();
        let probe = probe(project.path(), "new");
        let mut shell = Command::new("sh");
        shell
            .arg("-c")
            .arg(format!("umask {umask}; exec \"$@\""))
            .arg("sh")
            .arg(probe.get_program())
            .args(probe.get_args());
        shell
            .envs(
                probe
                    .get_envs()
                    .filter_map(|(key, value)| Some((key, value?))),
            )
            .stdout(Stdio::null());
        assert!(shell.status().expect("runs").success());
        let output = project.path().join("public");
        (tree(&output), modes(&output))
    };
    let usual = built("022");
    assert!(usual.1.iter().all(|it| matches!(it & 0o777, 0o755 | 0o644)));
    for umask in ["000", "077", "027", "011"] {
        assert_eq!(built(umask), usual, "umask {umask}");
    }
}

/// Reads a site; returns it with what was told, as `code file`.
fn read(root: &Path) -> (InputTree, Vec<String>) {
    let mut report = Report::default();
    let tree = input::read(root, &root.join("public"), &mut report).expect("reads");
    let told = report
        .sorted()
        .iter()
        .map(|d| format!("{} {}", d.code.id(), d.place.file))
        .collect();
    (tree, told)
}

#[cfg(target_os = "linux")]
#[test]
fn hostile_file_systems_are_told_about_and_survived() {
    use std::os::unix::{ffi::OsStrExt, fs::symlink};

    let project = project();
    let root = project.path().join("site");
    let path = |name: &str| root.join(name);
    for folder in ["content/sub", "themes/x", "data", "outside"] {
        fs::create_dir_all(path(folder)).expect("a folder");
    }
    fs::write(path("outside/secret.txt"), "TOP SECRET").expect("a file");
    fs::write(project.path().join("secret.md"), "TOP SECRET").expect("a file");
    symlink("../outside/secret.txt", path("content/leak.md")).expect("S1, inside the project");
    symlink("../../secret.md", path("content/leak-out.md")).expect("S1");
    symlink("../../outside", path("content/sub/ext")).expect("S2");
    symlink("../..", path("content/sub/loop")).expect("S3");
    symlink("nowhere", path("content/dangling.md")).expect("S4");
    symlink("../../outside", path("themes/x/static")).expect("S5");
    let fifo = Command::new("mkfifo")
        .arg(path("content/pipe.md"))
        .status()
        .expect("mkfifo is on every Linux");
    assert!(fifo.success(), "S6");
    symlink("/dev/zero", path("content/zero.yaml")).expect("S7");
    fs::write(
        path("content").join(std::ffi::OsStr::from_bytes(b"bad\xFFname.md")),
        "x",
    )
    .expect("S8");
    fs::write(path("content/new\nline.md"), "x").expect("S9");
    fs::write(path("content/Report.md"), "A").expect("S11");
    fs::write(path("content/report.md"), "B").expect("S11");
    fs::File::create(path("content/huge.yaml"))
        .and_then(|it| it.set_len(5 << 30))
        .expect("S14");
    fs::File::create(path("content/huge.csv"))
        .and_then(|it| it.set_len(5 << 30))
        .expect("S14, streamed");
    fs::write(path("data/site.yaml"), "title: x").expect("a file");

    let start = std::time::Instant::now();
    let (tree, told) = read(&root);
    assert!(
        start.elapsed().as_secs() < 2,
        "nothing blocks and nothing huge is read"
    );
    assert_eq!(
        told,
        [
            "P312 content/bad\\xFFname.md",
            "P311 content/dangling.md",
            "P314 content/huge.csv",
            "P314 content/huge.yaml",
            "P310 content/leak-out.md",
            "P310 content/leak.md",
            "P303 content/new\\nline.md",
            "P315 content/pipe.md",
            "P305 content/report.md",
            "P310 content/sub/ext",
            "P310 content/sub/loop",
            "P310 content/zero.yaml",
            "P317 themes/x/static",
        ]
    );
    let names: Vec<_> = tree.files().map(|it| it.name.to_string()).collect();
    assert_eq!(names, ["content/Report.md", "data/site.yaml"]);
    input::fingerprint(&root);
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_is_not_entered() {
    let project = project();
    let root = project.path().join("site");
    fs::create_dir_all(project.path().join("elsewhere")).expect("a folder");
    fs::create_dir_all(&root).expect("a folder");
    fs::write(project.path().join("elsewhere/site.yaml"), "title: x").expect("a file");
    std::os::unix::fs::symlink("../elsewhere", root.join("data")).expect("a link");
    let (tree, told) = read(&root);
    assert_eq!(told, ["P310 data"]);
    assert_eq!(tree.files().count(), 0);
}

/// Not a test of its own: reads a site as a user who may not read all of it.
#[test]
fn input_probe() {
    let Some(root) = std::env::var_os("PINGSHU_INPUT_PROBE").map(PathBuf::from) else {
        return;
    };
    let (tree, told) = read(&root);
    let names: Vec<_> = tree.files().map(|it| it.name.to_string()).collect();
    assert_eq!(
        told,
        [
            "P313 content/locked.md",
            "P313 content/noaccess",
            "P313 data/rows.csv"
        ]
    );
    assert_eq!(names, ["content/index.md"]);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_named() {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};

    const NOBODY: u32 = 65534;
    let project = tempfile::tempdir().expect("a temporary folder");
    let mode = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    };
    for folder in ["content/noaccess", "data"] {
        fs::create_dir_all(project.path().join(folder)).expect("a folder");
    }
    for file in [
        "content/index.md",
        "content/noaccess/x.md",
        "content/locked.md",
        "data/rows.csv",
    ] {
        fs::write(project.path().join(file), "x").expect("a file");
    }
    mode(project.path(), 0o755);
    let locked = ["content/locked.md", "data/rows.csv", "content/noaccess"]
        .map(|it| project.path().join(it));
    for it in &locked {
        mode(it, 0o000);
    }

    let program = std::env::current_exe().expect("a test is a program");
    // For root nothing is unreadable, so root asks as somebody else.
    let is_root = fs::read(&locked[0]).is_ok();
    let copy = project.path().join("probe");
    fs::copy(program, &copy).expect("a copy that everybody may run");
    mode(&copy, 0o755);
    let mut command = Command::new(copy);
    command
        .args(["--exact", "disk::input_probe"])
        .env("PINGSHU_INPUT_PROBE", project.path())
        .current_dir("/");
    if is_root {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.output().expect("runs");
    for it in &locked {
        mode(it, 0o755);
    }
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}
