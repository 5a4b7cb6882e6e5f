//! What was meant: commands with everything they need, made from what clap
//! matched.
//!
//! Nothing is looked up or read here.

use std::{path::PathBuf, time::Duration};

use clap::ArgMatches;

use super::{
    browsing::Engine,
    grammar::HANDOUT,
    painter::Tools,
    pptx,
    print::{Errand, What},
};
use crate::{
    Audience, Options, Size,
    diag::OutputFormat,
    export::Wanted,
    model::Cadence,
    narrative::{Beside, HandoutWanted},
};

/// A command, ready to run.
#[derive(Debug)]
pub(super) enum Command {
    /// Builds the site.
    Build {
        options: Options,
        format: OutputFormat,
    },
    /// Says what is to be mended.
    Check {
        options: Options,
        format: OutputFormat,
    },
    /// Shows the site while it is written.
    Serve {
        options: Options,
        port: u16,
        open: bool,
    },
    /// Begins a site.
    Init { folder: PathBuf, year: Option<i16> },
    /// Begins a file.
    New { options: Options, what: Beginning },
    /// Lists figures.
    Figures {
        options: Options,
        pattern: Option<String>,
        format: OutputFormat,
    },
    /// Tells all about a figure or a code.
    Explain { options: Options, subject: String },
    /// Makes PDF files or pictures of pages.
    Print { options: Options, errand: Errand },
    /// Draws a chart by itself, or lists the charts.
    Chart {
        options: Options,
        wanted: super::chart::Wanted,
    },
    /// Takes a page out of the site.
    Export { options: Options, wanted: Wanted },
    /// Writes a deck for office programs, or lists the decks.
    Pptx {
        options: Options,
        wanted: pptx::Wanted,
    },
    /// Prints the JSON Schema of a data file.
    Schema { name: Option<String> },
    /// Prints a script for a shell.
    Completions { shell: clap_complete::Shell },
}

/// What `new` begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// A year's report.
    Report { year: i16 },
    /// The report of a period.
    Bulletin { cadence: Cadence, period: String },
    /// A chapter of a year's report.
    Chapter { year: i16, name: String },
    /// A deck.
    Deck { name: String },
}

impl Command {
    /// Reads what clap matched; the grammar has made sure that it is complete.
    pub(super) fn of(matches: &ArgMatches) -> Self {
        let (name, args) = matches
            .subcommand()
            .expect("the grammar requires a command");
        match name {
            "build" => Self::Build {
                options: options(args),
                format: format(args),
            },
            "check" => Self::Check {
                options: options(args),
                format: format(args),
            },
            "serve" => Self::Serve {
                options: Options {
                    drafts: true,
                    ..options(args)
                },
                port: *args.get_one("port").expect("it has a default"),
                open: args.get_flag("open"),
            },
            "init" => Self::Init {
                folder: args
                    .get_one("dir")
                    .cloned()
                    .unwrap_or_else(|| PathBuf::from(".")),
                year: args.get_one("year").copied(),
            },
            "new" => Self::New {
                what: beginning(args),
                options: options(args.subcommand().map_or(args, |(_, args)| args)),
            },
            "figures" => Self::Figures {
                options: options(args),
                pattern: text(args, "pattern"),
                format: format(args),
            },
            "explain" => Self::Explain {
                options: options(args),
                subject: text(args, "subject").expect("it is required"),
            },
            "chart" => Self::Chart {
                options: options(args),
                wanted: super::chart::Wanted {
                    address: text(args, "chart"),
                    png: args.get_flag("png"),
                    output: args.get_one("output").cloned(),
                    size: match args.get_one::<String>("size").map(String::as_str) {
                        Some("slide") => Size::Slide,
                        Some("narrow") => Size::Narrow,
                        _ => Size::Page,
                    },
                    scale: args.get_one("scale").copied().unwrap_or(SCALE),
                    tools: tools(args),
                },
            },
            "pdf" => Self::Print {
                options: options(args),
                errand: errand(
                    args,
                    What::Pages {
                        addresses: args.get_many("page").unwrap_or_default().cloned().collect(),
                        handout: handout(args),
                    },
                ),
            },
            "picture" => Self::Print {
                options: options(args),
                errand: errand(args, What::OnePage(args.get_one("year").copied())),
            },
            "export" => Self::Export {
                options: options(args),
                wanted: Wanted {
                    address: text(args, "page").expect("it is required"),
                    handout: handout(args),
                    single_file: args.get_flag("single-file"),
                    output: args.get_one("output").cloned(),
                },
            },
            "pptx" => Self::Pptx {
                options: options(args),
                wanted: pptx::Wanted {
                    address: text(args, "deck"),
                    output: args.get_one("output").cloned(),
                    tools: tools(args),
                },
            },
            "schema" => Self::Schema {
                name: text(args, "schema"),
            },
            "completions" => Self::Completions {
                shell: *args.get_one("shell").expect("it is required"),
            },
            other => unreachable!("the grammar has no `{other}`"),
        }
    }
}

/// Pixels of a PNG to one of the drawing: sharp on a printed page.
const SCALE: f32 = 2.0;

/// How long a browser may take for each step, in seconds.
const PATIENCE: u64 = 60;

fn errand(args: &ArgMatches, what: What) -> Errand {
    Errand {
        what,
        output: args.get_one("output").cloned(),
        engine: engine(args),
    }
}

fn engine(args: &ArgMatches) -> Engine {
    let seconds = args.get_one("timeout").copied().unwrap_or(PATIENCE);
    Engine {
        program: args.get_one("browser").cloned(),
        patience: Duration::from_secs(seconds),
    }
}

fn tools(args: &ArgMatches) -> Tools {
    Tools {
        font: args.get_one("font").cloned(),
        engine: engine(args),
    }
}

/// What `new` begins.
fn beginning(args: &ArgMatches) -> Beginning {
    let (what, args) = args.subcommand().expect("the grammar requires one");
    let year = || *args.get_one("year").expect("it is required");
    let name = || text(args, "name").expect("it is required");
    match what {
        "report" => match text(args, "cadence") {
            None => Beginning::Report { year: year() },
            Some(word) => Beginning::Bulletin {
                cadence: Cadence::from_word(&word).expect("the grammar takes no other word"),
                period: text(args, "period").expect("it comes with a cadence"),
            },
        },
        "chapter" => Beginning::Chapter {
            year: year(),
            name: name(),
        },
        "deck" => Beginning::Deck { name: name() },
        other => unreachable!("the grammar has no `new {other}`"),
    }
}

fn text(args: &ArgMatches, name: &str) -> Option<String> {
    args.get_one::<String>(name).cloned()
}

fn root(args: &ArgMatches) -> PathBuf {
    args.get_one("root").cloned().expect("it has a default")
}

fn format(args: &ArgMatches) -> OutputFormat {
    match args.get_one::<String>("format").map(String::as_str) {
        Some("json") => OutputFormat::Json,
        _ => OutputFormat::Text,
    }
}

/// The options of a run; those that a command does not have are off.
fn options(args: &ArgMatches) -> Options {
    let flag = |name| {
        args.try_get_one::<bool>(name)
            .ok()
            .flatten()
            .copied()
            .unwrap_or(false)
    };
    let output = args
        .try_get_one::<PathBuf>("output-dir")
        .ok()
        .flatten()
        .cloned();
    Options {
        output: output.unwrap_or_else(|| root(args).join("public")),
        root: root(args),
        drafts: flag("drafts"),
        strict: flag("strict"),
        audience: audience(args),
    }
}

/// How a handout is to be, if one is asked for.
fn handout(args: &ArgMatches) -> Option<HandoutWanted> {
    let beside = text(args, "beside");
    let beside = Beside::ALL
        .into_iter()
        .find(|it| beside.as_deref() == Some(it.word()));
    let per_page = text(args, "per-page").and_then(|it| it.parse().ok());
    let asked = text(args, "audience").as_deref() == Some(HANDOUT);
    (asked || beside.is_some() || per_page.is_some()).then_some(HandoutWanted { per_page, beside })
}

/// For whom; trainers where a command does not ask.
fn audience(args: &ArgMatches) -> Audience {
    let word = args.try_get_one::<String>("audience").ok().flatten();
    let known = |word: &String| Audience::ALL.iter().find(|(known, _)| known == word);
    word.and_then(known).map(|(_, it)| *it).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cli::grammar::grammar, locale::Locales};

    fn read(line: &str) -> Command {
        let locales = Locales::embedded();
        let grammar = grammar(locales.default_language(), &["site", "readings"]);
        Command::of(&grammar.try_get_matches_from(line.split(' ')).expect(line))
    }

    #[test]
    fn output_stands_in_the_site_unless_said_otherwise() {
        let case = |line: &str, expected: &str| match read(line) {
            Command::Build { options, .. } => {
                assert_eq!(options.output, PathBuf::from(expected), "{line}");
            }
            other => panic!("{other:?}"),
        };
        case("pingshu build", "./public");
        case("pingshu build --root site", "site/public");
        case("pingshu build --root site -o out", "out");
        case("pingshu build --output-dir=/tmp/out", "/tmp/out");
    }

    #[test]
    fn a_preview_shows_drafts() {
        match read("pingshu serve --root site --port 80") {
            Command::Serve {
                options,
                port: 80,
                open: false,
            } => {
                assert!(options.drafts);
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_command_is_understood() {
        for line in [
            "pingshu check --strict --drafts --format json --lang en",
            "pingshu init",
            "pingshu init site --year 2009",
            "pingshu new report 2009",
            "pingshu new report --cadence half-yearly --period 2008-H1",
            "pingshu new chapter 2008 name --root x",
            "pingshu new deck name",
            "pingshu figures --format json hall*",
            "pingshu explain Y101",
            "pingshu chart",
            "pingshu chart scorecard.points --svg",
            "pingshu chart 2008/review.html#b3 --png -o x.png --size slide --scale 3 --font f.ttf",
            "pingshu pdf",
            "pingshu pdf 2008 decks/star-halls -o out --browser chrome --timeout 5 --drafts",
            "pingshu pdf decks/a --audience handout --per-page 6 --beside nothing",
            "pingshu pdf decks/a --audience public",
            "pingshu picture",
            "pingshu picture 2008 -o x.png",
            "pingshu build --audience public",
            "pingshu export decks/a",
            "pingshu export decks/a --audience handout --per-page 6 --beside nothing --single-file -o a.html",
            "pingshu pptx",
            "pingshu pptx decks/star-halls -o halls.pptx --font f.ttf --drafts --audience public",
            "pingshu schema",
            "pingshu schema site",
            "pingshu completions bash",
        ] {
            read(line);
        }
    }
}
