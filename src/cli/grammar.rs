//! What may be typed: the commands and their options, as clap takes them.
//!
//! Every word comes from the locale; here are only names, shapes and which
//! option belongs to which command. What the options mean is in `command`.

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser, value_parser};

use crate::{
    Audience,
    locale::Locale,
    model::Cadence,
    narrative::{Beside, Handout},
};

/// The audience that takes a deck on paper.
pub(super) const HANDOUT: &str = "handout";

/// The whole grammar, explained in one language.
pub(super) fn grammar(locale: &Locale, schemas: &[&'static str]) -> Command {
    let with = Words(locale);
    let chapter = with
        .command("chapter")
        .arg(with.year_positional())
        .arg(with.positional("name").required(true))
        .arg(with.root());
    let deck = with
        .command("deck")
        .arg(with.positional("name").required(true))
        .arg(with.root());
    let commands = [
        with.command("build")
            .arg(with.root())
            .arg(
                with.option("output-dir", "dir")
                    .short('o')
                    .value_parser(value_parser!(std::path::PathBuf)),
            )
            .arg(with.audience())
            .arg(with.flag("drafts"))
            .arg(with.flag("strict"))
            .arg(with.format()),
        with.command("check")
            .arg(with.root())
            .arg(with.flag("drafts"))
            .arg(with.flag("strict"))
            .arg(with.format()),
        with.command("serve")
            .arg(with.root())
            .arg(
                with.option("port", "port")
                    .value_parser(value_parser!(u16))
                    .default_value("1111"),
            )
            .arg(with.flag("open")),
        with.command("init")
            .arg(
                with.positional("dir")
                    .value_parser(value_parser!(std::path::PathBuf)),
            )
            .arg(
                with.option("year", "year")
                    .help(with.word("args.first_year"))
                    .value_parser(value_parser!(i16).range(1900..=2999)),
            ),
        with.command("new")
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommands([with.report(), chapter, deck]),
        with.command("figures")
            .arg(with.positional("pattern"))
            .arg(with.root())
            .arg(with.format()),
        with.command("explain")
            .arg(with.positional("subject").required(true))
            .arg(with.root()),
        with.chart(),
        with.with_handouts(with.printing("pdf"))
            .arg(with.positional("page").num_args(0..)),
        with.printing("picture").arg(
            with.year_positional()
                .required(false)
                .help(with.word("args.newest_year")),
        ),
        with.export(),
        with.pptx(),
        with.command("schema").arg(
            with.positional("schema")
                .value_parser(PossibleValuesParser::new(schemas.iter().copied())),
        ),
        with.command("completions").arg(
            with.positional("shell")
                .required(true)
                .value_parser(value_parser!(clap_complete::Shell)),
        ),
    ];
    with.shape(Command::new("pingshu"), "pingshu")
        .version(env!("CARGO_PKG_VERSION"))
        .arg(with.flag("version").short('V').action(ArgAction::Version))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(commands)
}

/// Reads how much larger a picture is than its drawing.
fn scale(text: &str) -> Result<f32, String> {
    let scale: f32 = text.parse().map_err(|_| String::new())?;
    if (0.1..=20.0).contains(&scale) {
        Ok(scale)
    } else {
        Err(String::new())
    }
}

/// Makes the parts of the grammar with their words.
#[derive(Clone, Copy)]
struct Words<'a>(&'a Locale);

impl Words<'_> {
    fn word(self, key: &str) -> String {
        self.0.word(&format!("cli.{key}")).to_owned()
    }

    fn command(self, name: &'static str) -> Command {
        self.shape(Command::new(name), name)
    }

    /// What all commands have in common.
    fn shape(self, command: Command, name: &str) -> Command {
        command
            .about(self.word(&format!("commands.{name}.about")))
            .override_usage(self.word(&format!("commands.{name}.usage")))
            .help_template(format!(
                "{{about}}\n\n{}\n  {{usage}}\n\n{{all-args}}{{after-help}}\n",
                self.word("headings.usage")
            ))
            .subcommand_help_heading(self.word("headings.commands"))
            .disable_help_flag(true)
            .disable_help_subcommand(true)
            .disable_version_flag(true)
            .arg(self.flag("help").short('h').action(ArgAction::Help))
            .arg(self.option("lang", "lang"))
    }

    /// A year's report by its year, or that of a period by its cadence.
    fn report(self) -> Command {
        let year = self.year_positional().required(false);
        self.command("report")
            .arg(
                year.required_unless_present("cadence")
                    .conflicts_with("cadence"),
            )
            .arg(
                self.option("cadence", "cadence")
                    .value_parser(Cadence::ALL.map(Cadence::word))
                    .requires("period"),
            )
            .arg(self.option("period", "period").requires("cadence"))
            .arg(self.root())
    }

    /// What commands that print with a browser have in common.
    fn printing(self, name: &'static str) -> Command {
        self.command(name)
            .arg(
                self.option("output", "output")
                    .short('o')
                    .help(self.word("args.print_output"))
                    .value_parser(value_parser!(std::path::PathBuf)),
            )
            .args(self.browser())
            .arg(self.flag("drafts"))
            .arg(self.root())
    }

    /// Which browser is to print or paint, and how long it may take.
    fn browser(self) -> [Arg; 2] {
        let program = self.option("browser", "file");
        let seconds = self.option("timeout", "seconds");
        [
            program.value_parser(value_parser!(std::path::PathBuf)),
            seconds.value_parser(value_parser!(u64).range(1..=3600)),
        ]
    }

    /// A chart by itself.
    fn chart(self) -> Command {
        self.command("chart")
            .arg(self.positional("chart"))
            .arg(self.flag("svg").conflicts_with("png"))
            .arg(self.flag("png"))
            .arg(
                self.option("output", "file")
                    .short('o')
                    .value_parser(value_parser!(std::path::PathBuf)),
            )
            .arg(
                self.option("size", "size")
                    .value_parser(["page", "slide", "narrow"])
                    .default_value("page"),
            )
            .arg(
                self.option("scale", "scale")
                    .value_parser(scale)
                    .requires("png"),
            )
            .arg(
                self.option("font", "file")
                    .value_parser(value_parser!(std::path::PathBuf))
                    .requires("png"),
            )
            .args(self.browser().map(|it| it.requires("png")))
            .arg(self.root())
    }

    /// A deck for office programs.
    fn pptx(self) -> Command {
        self.command("pptx")
            .arg(self.positional("deck"))
            .arg(
                self.option("output", "file")
                    .short('o')
                    .help(self.word("args.presentation"))
                    .value_parser(value_parser!(std::path::PathBuf)),
            )
            .arg(
                self.option("font", "file")
                    .value_parser(value_parser!(std::path::PathBuf)),
            )
            .args(self.browser())
            .arg(self.audience())
            .arg(self.flag("drafts"))
            .arg(self.root())
    }

    /// For whom.
    fn audience(self) -> Arg {
        self.option("audience", "audience")
            .value_parser(Audience::ALL.map(|it| it.0))
    }

    /// The command with an audience that may take a deck on paper, and how that
    /// is laid out.
    fn with_handouts(self, command: Command) -> Command {
        let per_page = Handout::PER_PAGE.map(|it| it.to_string());
        let audiences = Audience::ALL.map(|it| it.0).into_iter().chain([HANDOUT]);
        command
            .arg(
                self.audience()
                    .help(self.word("args.audience_or_handout"))
                    .value_parser(PossibleValuesParser::new(audiences)),
            )
            .arg(
                self.option("per-page", "number")
                    .value_parser(PossibleValuesParser::new(per_page)),
            )
            .arg(
                self.option("beside", "beside")
                    .value_parser(Beside::ALL.map(Beside::word)),
            )
    }

    /// A page by itself.
    fn export(self) -> Command {
        self.with_handouts(self.command("export"))
            .arg(
                self.positional("page")
                    .help(self.word("args.export_page"))
                    .required(true),
            )
            .arg(self.flag("single-file"))
            .arg(
                self.option("output", "file")
                    .help(self.word("args.export_output"))
                    .short('o')
                    .value_parser(value_parser!(std::path::PathBuf)),
            )
            .arg(self.root())
    }

    fn flag(self, name: &'static str) -> Arg {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(self.word(&format!("args.{name}")))
            .help_heading(self.word("headings.options"))
    }

    fn option(self, name: &'static str, value: &str) -> Arg {
        self.taking(Arg::new(name).long(name), name)
            .value_name(self.word(&format!("values.{value}")))
            .help_heading(self.word("headings.options"))
    }

    fn positional(self, name: &'static str) -> Arg {
        self.taking(Arg::new(name), name)
            .value_name(self.word(&format!("values.{name}")))
            .help_heading(self.word("headings.arguments"))
    }

    /// What takes a value: clap's own words about values are English, and the
    /// help says the same.
    fn taking(self, arg: Arg, name: &str) -> Arg {
        arg.help(self.word(&format!("args.{name}")))
            .hide_possible_values(true)
            .hide_default_value(true)
    }

    fn root(self) -> Arg {
        self.option("root", "dir")
            .value_parser(value_parser!(std::path::PathBuf))
            .default_value(".")
    }

    fn format(self) -> Arg {
        self.option("format", "format")
            .value_parser(["text", "json"])
            .default_value("text")
    }

    fn year_positional(self) -> Arg {
        self.positional("year")
            .required(true)
            .value_parser(value_parser!(i16).range(1900..=2999))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locales;

    #[test]
    fn the_grammar_holds_in_every_language() {
        for locale in Locales::embedded().iter() {
            grammar(locale, &["site"]).debug_assert();
        }
    }

    #[test]
    fn help_has_no_word_that_is_missing_or_foreign() {
        fn case(mut command: Command, lang: &str) {
            let help = command.render_long_help().to_string();
            assert!(!help.contains("cli."), "{help}");
            for foreign in [
                "Usage",
                "Options:",
                "Commands:",
                "Arguments:",
                "[OPTIONS]",
                "Print help",
            ] {
                assert!(
                    lang != "zh" || !help.contains(foreign),
                    "{foreign} in {help}"
                );
            }
            for inner in command.get_subcommands() {
                case(inner.clone(), lang);
            }
        }
        for locale in Locales::embedded().iter() {
            case(grammar(locale, &["site"]), locale.lang());
        }
    }
}
