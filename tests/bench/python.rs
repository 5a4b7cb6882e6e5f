//! Programs of others to compare with, from Python's registry.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A program of a package, in an environment of its own beside `base`; nothing
/// where it cannot be had.
pub(crate) fn program(base: &Path, package: &str, program: &str) -> Option<PathBuf> {
    let environment = base.with_file_name(format!("{package}-environment"));
    let found = environment.join("bin").join(program);
    let runs = |command: &mut Command| command.status().is_ok_and(|it| it.success());
    let is_there = found.exists()
        || runs(
            Command::new("python3")
                .args(["-m", "venv"])
                .arg(&environment),
        ) && runs(
            Command::new(environment.join("bin/pip")).args(["install", "--quiet", package]),
        );
    if !is_there {
        println!("{package} could not be installed; measuring pingshu alone");
    }
    is_there.then_some(found)
}
