//! The command line: from arguments to an exit code.
//!
//! `run` takes everything from outside as arguments — the words typed, what
//! the environment says, where to write — so that a test is a call. Exit codes:
//! 0 done, 1 the author has something to mend, 2 called wrongly or the
//! machine's fault. A reader that closes the pipe changes none of them.
//!
//! Results go to standard output: a list of figures, the findings of `check`,
//! JSON. What happens on the way to a result goes to standard error.

mod browsing;
mod chart;
mod command;
#[cfg(test)]
mod example;
mod explain;
mod export;
mod figures;
mod grammar;
mod lines;
mod misuse;
mod outlet;
mod painter;
mod pptx;
mod preview;
mod print;
mod run;
mod speech;
mod table;
mod telling;

use std::{ffi::OsString, io::Write, path::PathBuf};

use outlet::Outlet;
use run::{End, Session};
use speech::Complaint;

use crate::locale::{Locale, Locales};

/// What a run takes from the user's environment.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set.
    pub lang: Option<String>,
    /// `NO_COLOR` is set.
    pub no_color: bool,
    /// Standard output is a terminal.
    pub out_is_terminal: bool,
    /// Standard error is a terminal.
    pub err_is_terminal: bool,
    /// The year of today's date; only `init` asks.
    pub year: i16,
    /// The folders in which programs are installed; only printing asks.
    pub programs: Vec<PathBuf>,
}

/// The command was carried out.
const DONE: u8 = 0;
/// The author has something to mend.
const TO_MEND: u8 = 1;
/// Called wrongly, or the machine's fault.
const FAULT: u8 = 2;

/// Carries out a command line, the program's name first, and returns the exit
/// code.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    let locales = Locales::embedded();
    let asked = asked_language(&args);
    let locale = language(&locales, &[asked.as_deref(), environment.lang.as_deref()]);
    let (mut out, mut err) = (Outlet::new(out), Outlet::new(err));
    let mut session = Session {
        environment,
        locales: &locales,
        locale,
        asked,
        out: &mut out,
        err: &mut err,
    };
    let code = match session.run(&args) {
        Ok(code) => code,
        Err(End::Said(complaint)) => {
            // Nothing can be told where standard error fails as well.
            let _ = err.write_all(complaint.as_bytes());
            FAULT
        }
        Err(End::Written) => FAULT,
    };
    let code = match out.finish() {
        Ok(()) => code,
        Err(error) => {
            let reason = speech::io_reason(&error, locale);
            let complaint = Complaint::by_key(locale, "stdout", &[("error", &reason)]);
            let _ = err.write_all(complaint.print(locale).as_bytes());
            FAULT
        }
    };
    let _ = err.finish();
    code
}

/// The first of the languages that is there; English otherwise, which every
/// terminal can show.
fn language<'a>(locales: &'a Locales, wanted: &[Option<&str>]) -> &'a Locale {
    wanted
        .iter()
        .flatten()
        .find_map(|name| locales.of_environment(name))
        .or_else(|| locales.get("en"))
        .unwrap_or_else(|| locales.default_language())
}

/// What `--lang` says, looked for before the grammar is made: help and
/// refusals are in that language too.
fn asked_language(args: &[OsString]) -> Option<String> {
    let mut args = args
        .iter()
        .skip(1)
        .map(|arg| arg.to_string_lossy())
        .take_while(|arg| arg != "--");
    while let Some(arg) = args.next() {
        if arg == "--lang" {
            return args.next().map(std::borrow::Cow::into_owned);
        }
        if let Some(value) = arg.strip_prefix("--lang=") {
            return Some(value.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests;
