//! The program: reads the environment, runs the command line, ends with its
//! exit code. Nothing else of the tool asks for the environment or the time.

use std::{
    env,
    io::{self, BufWriter, IsTerminal},
    path::PathBuf,
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

use pingshu::cli::{self, Environment};

fn main() -> ExitCode {
    let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
    let environment = Environment {
        lang: ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set),
        no_color: set("NO_COLOR").is_some(),
        out_is_terminal: io::stdout().is_terminal(),
        err_is_terminal: io::stderr().is_terminal(),
        year: this_year(),
        programs: programs(),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut err = io::stderr().lock();
    ExitCode::from(cli::run(env::args_os(), &environment, &mut out, &mut err))
}

/// The folders in which this system installs programs.
fn programs() -> Vec<PathBuf> {
    let folder = |name| env::var_os(name).map(PathBuf::from);
    if cfg!(windows) {
        let names = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];
        names.into_iter().filter_map(folder).collect()
    } else if cfg!(target_os = "macos") {
        let own = folder("HOME").map(|it| it.join("Applications"));
        own.into_iter().chain(["/Applications".into()]).collect()
    } else {
        let path = env::var_os("PATH").unwrap_or_default();
        env::split_paths(&path).collect()
    }
}

/// The year in which the program runs, in UTC: `init` proposes the one before.
fn this_year() -> i16 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs())
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map_or(1970, |now| jiff::tz::TimeZone::UTC.to_datetime(now).year())
}
