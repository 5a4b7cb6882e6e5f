//! The machine fails at every system call in turn: whatever happens, the output
//! is the complete former site or the complete new one, and the next build
//! succeeds.
//!
//! Needs `strace`. Without it the tests say that they are skipped, except where
//! `CI=true`: there they fail.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, ExitStatus},
};

use crate::{
    disk::{Tree, build, probe, project, tree, waiting_build},
    site::Site,
};
use pingshu::stage::Stage;

/// What a system call can be made to answer.
const ERRORS: [&str; 4] = ["ENOSPC", "EIO", "EROFS", "EXDEV"];

/// The system calls that change the disk, with every error.
const CHANGING: [&str; 12] = [
    "openat",
    "write",
    "link",
    "linkat",
    "mkdir",
    "rename",
    "renameat2",
    "unlink",
    "rmdir",
    "syncfs",
    "flock",
    "ftruncate",
];

/// Those that only look, with one error.
const LOOKING: [&str; 4] = ["statx", "getdents64", "read", "readlink"];

/// A command line that is to be failed from outside.
struct Injection<'a> {
    command: &'a Command,
    /// Faults that always happen, as strace takes them.
    always: &'a [&'a str],
    log: &'a Path,
}

/// How an injected run ended.
struct Ended {
    status: ExitStatus,
    has_fired: bool,
}

impl Injection<'_> {
    /// Runs the command with a fault at the `nth` call.
    fn run(&self, call: &str, fault: &str, nth: usize) -> Ended {
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-o"]).arg(self.log);
        // Only what is traced can be made to fail.
        let mut traced = vec![call];
        for always in self.always {
            strace.arg("-e").arg(format!("inject={always}"));
            traced.push(called(always));
        }
        strace
            .arg("-e")
            .arg(format!("inject={call}:{fault}:when={nth}"));
        strace.arg("-e").arg(format!("trace={}", traced.join(",")));
        strace
            .arg(self.command.get_program())
            .args(self.command.get_args());
        strace.envs(
            self.command
                .get_envs()
                .filter_map(|(key, value)| Some((key, value?))),
        );
        let status = strace.output().expect("strace runs").status;
        let log = fs::read_to_string(self.log).expect("strace writes a log");
        let has_fired = log.lines().any(|line| {
            // The fault that always happens leaves the same words.
            line.contains("killed by SIGKILL")
                || (line.contains("INJECTED") && !self.is_always(line))
        });
        Ended { status, has_fired }
    }

    fn is_always(&self, line: &str) -> bool {
        self.always
            .iter()
            .any(|always| line.contains(&format!("{}(", called(always))))
    }
}

/// The system call that a fault, as strace takes it, is about.
fn called(fault: &str) -> &str {
    fault.split(':').next().unwrap_or(fault)
}

/// Reports whether strace is there and may trace; where it must, that is an error.
fn has_strace() -> bool {
    let found = Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "true"])
        .output()
        .is_ok_and(|it| it.status.success());
    assert!(
        found || std::env::var("CI").as_deref() != Ok("true"),
        "strace must work where CI=true"
    );
    if !found {
        println!("skipped: strace is not installed, or may not trace");
    }
    found
}

/// What must hold after a fault.
struct Expected {
    former: Tree,
    new: Tree,
    /// Two renames instead of an exchange: a kill between them leaves the former
    /// site beside its place until the next build.
    may_be_aside: bool,
}

impl Expected {
    fn check(&self, project: &Path, ended: &Ended, what: &str) {
        let output = project.join("public");
        let mut found = tree(&output);
        if self.may_be_aside && found.is_empty() {
            drop(Stage::open(&output, project, &[]).expect(what));
            found = tree(&output);
        }
        let is_killed = ended.status.code().is_none();
        if ended.status.success() {
            assert!(
                found == self.new,
                "{what}: reported success, but the new site is not complete"
            );
        } else if is_killed {
            assert!(
                found == self.new || found == self.former,
                "{what}: killed, and neither old nor new"
            );
        } else {
            assert!(
                found == self.former,
                "{what}: reported a failure, but the former site was touched"
            );
        }
        build(project, &output, "new")
            .unwrap_or_else(|fault| panic!("{what}: the next build fails: {fault}"));
        assert!(
            tree(&output) == self.new,
            "{what}: the next build is not complete"
        );
        let left: Vec<_> = fs::read_dir(project)
            .expect("readable")
            .map(|it| it.expect("readable").file_name())
            .collect();
        assert_eq!(
            left,
            ["public"],
            "{what}: something is left beside the output"
        );
    }
}

/// What a build that is to be failed finds.
#[derive(Default)]
struct Trial<'a> {
    /// The text of the former site, if there is one.
    former: Option<&'a str>,
    /// A build was killed before.
    is_after_a_kill: bool,
    /// Faults that always happen, as strace takes them.
    always: &'a [&'a str],
}

/// Fails a build at every call of these, and says how many faults there were.
fn fail_everywhere(trial: &Trial, calls: &[&str], errors: &[&str]) -> BTreeMap<String, usize> {
    let (folder, logs) = (project(), project());
    let output = folder.path().join("public");
    build(folder.path(), &output, "new").expect("builds");
    let new = tree(&output);
    // Each round begins with the same folder.
    let set_up = || {
        fs::remove_dir_all(&output).expect("removed");
        if let Some(text) = trial.former {
            build(folder.path(), &output, text).expect("builds");
        }
        if trial.is_after_a_kill {
            let mut killed = waiting_build(folder.path());
            killed.kill().and_then(|()| killed.wait()).expect("killed");
        }
    };
    set_up();
    let may_be_aside = !trial.always.is_empty();
    let expected = Expected {
        former: tree(&output),
        new,
        may_be_aside,
    };
    let command = probe(folder.path(), "new");
    let injection = Injection {
        command: &command,
        always: trial.always,
        log: &logs.path().join("log"),
    };

    let mut summary = BTreeMap::new();
    for call in calls {
        let mut fired = 0;
        let faults = errors
            .iter()
            .map(|it| format!("error={it}"))
            .chain(["signal=SIGKILL".to_owned()]);
        for fault in faults {
            for nth in 1.. {
                let ended = injection.run(call, &fault, nth);
                expected.check(folder.path(), &ended, &format!("{call} {fault} at {nth}"));
                set_up();
                if !ended.has_fired {
                    break;
                }
                fired += 1;
            }
        }
        summary.insert((*call).to_owned(), fired);
    }
    summary
}

#[test]
fn any_fault_leaves_the_former_site_or_the_new() {
    if !has_strace() {
        return;
    }
    let after_old = Trial {
        former: Some("old"),
        ..Trial::default()
    };
    let fired = fail_everywhere(&after_old, &CHANGING, &ERRORS);
    println!("faults when there is a former site: {fired:?}");
    // An exchange, a sync and a lock, each with four errors and a kill.
    assert_eq!(
        [fired["renameat2"], fired["syncfs"], fired["flock"]],
        [5, 5, 5]
    );
    let fired = fail_everywhere(&after_old, &LOOKING, &["EIO"]);
    println!("faults while looking: {fired:?}");
    assert!(fired["statx"] > 50 && fired["getdents64"] > 10, "{fired:?}");
}

#[test]
fn any_fault_at_the_first_build_leaves_nothing_or_all() {
    if !has_strace() {
        return;
    }
    let fired = fail_everywhere(&Trial::default(), &CHANGING, &["EIO"]);
    println!("faults at the first build: {fired:?}");
    assert_eq!(fired["rename"], 2);
}

#[test]
fn any_fault_where_folders_cannot_be_exchanged() {
    if !has_strace() {
        return;
    }
    let trial = Trial {
        former: Some("old"),
        always: &["renameat2:error=EINVAL"],
        ..Trial::default()
    };
    let fired = fail_everywhere(&trial, &["rename", "unlink", "rmdir"], &ERRORS);
    println!("faults without an exchange: {fired:?}");
    assert_eq!(
        fired["rename"], 10,
        "two renames, each with four errors and a kill"
    );
}

#[test]
fn any_fault_while_a_killed_build_is_cleared_away() {
    if !has_strace() {
        return;
    }
    let trial = Trial {
        former: Some("old"),
        is_after_a_kill: true,
        ..Trial::default()
    };
    let fired = fail_everywhere(
        &trial,
        &["unlink", "rmdir", "mkdir", "openat", "renameat2"],
        &["EIO"],
    );
    println!("faults after a killed build: {fired:?}");
    assert!(
        fired["unlink"] > 16,
        "more than without a killed build: {fired:?}"
    );
}

/// The program itself, over a whole site: every place at which it first touches
/// the disk is reached through what a build does before.
#[test]
fn any_fault_of_a_real_build_leaves_the_former_site_or_the_new() {
    if !has_strace() {
        return;
    }
    let logs = project();
    let site = Site::valid().on_disk();
    let output = site.root().join("public");
    let former_site = Site::valid()
        .edit("data/2008/readings.yaml", "12.5", "14")
        .on_disk();
    assert!(site.build().1 && former_site.build().1, "both sites build");
    let new = tree(&output);
    let former_output = former_site.root().join("public");
    let former = tree(&former_output);
    assert!(former != new, "the sites differ");
    let sources = tree(&site.root().join("data"));
    let set_up = || {
        let copied = Command::new("sh")
            .args(["-c", "rm -rf \"$2\" && cp -a \"$1\" \"$2\"", "sh"])
            .args([&former_output, &output])
            .status();
        assert!(copied.expect("runs").success());
    };
    let mut command = site.pingshu(&["build", "--root"]);
    command.arg(site.root()).env("RAYON_NUM_THREADS", "1");
    let injection = Injection {
        command: &command,
        always: &[],
        log: &logs.path().join("log"),
    };

    let mut fired = BTreeMap::new();
    // Each of the first calls, then ever sparser ones.
    let nths = |most: usize| {
        (1..4)
            .chain((0..).map(|i| 4 << i))
            .take_while(move |nth| *nth <= most)
    };
    for (call, most) in [
        ("mkdir", 64),
        ("write", 512),
        ("syncfs", 4),
        ("renameat2", 4),
        ("flock", 4),
    ] {
        for fault in ["error=ENOSPC", "signal=SIGKILL"] {
            for nth in nths(most) {
                set_up();
                let what = format!("{call} {fault} at {nth}");
                let ended = injection.run(call, fault, nth);
                let found = tree(&output);
                match ended.status.code() {
                    Some(0) => assert!(found == new, "{what}: success, and not the new site"),
                    Some(_) => assert!(found == former, "{what}: failure, and not the former site"),
                    None => assert!(
                        found == former || found == new,
                        "{what}: killed, and neither"
                    ),
                }
                assert!(
                    tree(&site.root().join("data")) == sources,
                    "{what}: the sources changed"
                );
                if !ended.has_fired {
                    break;
                }
                *fired.entry(call).or_insert(0) += 1;
                assert!(
                    site.build().1 && tree(&output) == new,
                    "{what}: the next build"
                );
            }
        }
    }
    println!("faults of a real build: {fired:?}");
    assert!(
        ["mkdir", "write", "syncfs", "renameat2", "flock"]
            .iter()
            .all(|call| fired.contains_key(call)),
        "{fired:?}"
    );
}
