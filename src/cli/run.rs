//! The commands themselves: each calls the library and tells the result.

use std::{
    ffi::OsString,
    io::{self, Write},
    ops::ControlFlow,
    path::Path,
};

use super::{
    DONE, Environment, FAULT, TO_MEND,
    command::{Beginning, Command},
    explain, figures,
    grammar::grammar,
    language,
    misuse::misuse,
    speech::{self, Complaint},
};
use crate::{
    Built, Checked, Options,
    diag::{self, Code, Fault, OutputFormat, Severity, escaped},
    locale::{Locale, Locales},
    scaffold::{self, Refusal, Starter},
    serve::{self, Door, NoticeWords},
};

/// Why a command ended before its end.
pub(super) enum End {
    /// Standard output or standard error could not be written.
    /// The outlet remembers how.
    Written,
    /// There is something to say on standard error, ready to be printed.
    Said(String),
}

impl From<io::Error> for End {
    fn from(_: io::Error) -> Self {
        Self::Written
    }
}

type Ending = Result<u8, End>;

/// One run.
pub(super) struct Session<'a> {
    pub(super) environment: &'a Environment,
    pub(super) locales: &'a Locales,
    /// The language until a site says another.
    pub(super) locale: &'a Locale,
    /// What `--lang` says.
    pub(super) asked: Option<String>,
    pub(super) out: &'a mut dyn Write,
    pub(super) err: &'a mut dyn Write,
}

impl Session<'_> {
    pub(super) fn run(&mut self, args: &[OsString]) -> Ending {
        let schemas = crate::schemas();
        let names: Vec<_> = schemas.keys().copied().collect();
        let grammar = grammar(self.locale, &names);
        let matches = match grammar.clone().try_get_matches_from(args) {
            Ok(matches) => matches,
            Err(error) => return self.not_a_command(&error),
        };
        match Command::of(&matches) {
            Command::Build { options, format } => self.build(&options, format),
            Command::Check { options, format } => self.check(&options, format),
            Command::Serve {
                options,
                port,
                open,
            } => self.serve(&options, port, open),
            Command::Init { folder, year } => {
                let year = year.unwrap_or(self.environment.year - 1);
                let starter = Starter {
                    lang: self.voice(self.locales, None)?.lang(),
                    year,
                };
                let made = scaffold::init(&folder, starter, &schemas);
                self.begun(made, "cli.next.init")
            }
            Command::New { root, what } => {
                let lang = self.voice(self.locales, None)?.lang();
                let (made, next) = match what {
                    Beginning::Report { year } => (
                        scaffold::report(&root, Starter { lang, year }),
                        "cli.next.report",
                    ),
                    Beginning::Chapter { year, name } => (
                        scaffold::chapter(&root, Starter { lang, year }, &name),
                        "cli.next.chapter",
                    ),
                    Beginning::Deck { name } => {
                        (scaffold::deck(&root, lang, &name), "cli.next.deck")
                    }
                };
                self.begun(made, next)
            }
            Command::Figures {
                options,
                pattern,
                format,
            } => self.figures(&options, pattern.as_deref(), format),
            Command::Explain { options, subject } => self.explain(&options, &subject),
            Command::Schema { name: None } => {
                for name in names {
                    writeln!(self.out, "{name}")?;
                }
                Ok(DONE)
            }
            Command::Schema { name: Some(name) } => {
                let schema = schemas
                    .get(name.as_str())
                    .expect("the grammar takes no other name");
                writeln!(self.out, "{schema:#}")?;
                Ok(DONE)
            }
            Command::Completions { shell } => {
                // Into memory first: the generator panics where it cannot write.
                let mut script = Vec::new();
                clap_complete::generate(shell, &mut grammar.clone(), "pingshu", &mut script);
                self.out.write_all(&script)?;
                Ok(DONE)
            }
        }
    }

    /// Shows the help that was asked for, or tells what cannot be a command.
    fn not_a_command(&mut self, error: &clap::Error) -> Ending {
        use clap::error::ErrorKind;
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                write!(self.out, "{}", error.render())?;
                Ok(DONE)
            }
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                write!(self.err, "{}", error.render())?;
                Ok(FAULT)
            }
            _ => Err(self.said(&misuse(error, self.locale))),
        }
    }

    fn said(&self, complaint: &Complaint) -> End {
        End::Said(complaint.print(self.locale))
    }

    /// The author's language: `--lang`, else the site's, else the environment's.
    fn voice<'l>(&self, locales: &'l Locales, site: Option<&str>) -> Result<&'l Locale, End> {
        if let Some(asked) = &self.asked {
            return locales.of_environment(asked).ok_or_else(|| {
                let known: Vec<_> = locales.iter().map(Locale::lang).collect();
                let slots = [("lang", asked.as_str()), ("known", &known.join(", "))];
                self.said(&Complaint::by_key(
                    self.locale,
                    "misuse.unknown_language",
                    &slots,
                ))
            });
        }
        Ok(language(locales, &[site, self.environment.lang.as_deref()]))
    }

    fn build(&mut self, options: &Options, format: OutputFormat) -> Ending {
        self.voice_known_early()?;
        match crate::build(options) {
            Err(fault) => self.fault(&fault, format),
            Ok((checked, built)) => {
                let locale = self.voice(&checked.locales, checked.author_language.as_deref())?;
                match format {
                    OutputFormat::Json => self.diagnostics_as_json(&checked, locale)?,
                    OutputFormat::Text => {
                        let colour = self.environment.err_is_terminal && !self.environment.no_color;
                        diag::print(
                            &checked.report,
                            &*checked.atlas,
                            locale,
                            format,
                            colour,
                            self.err,
                        )?;
                        match &built {
                            Some(built) => {
                                writeln!(self.out, "{}", done(built, &options.output, locale))?;
                            }
                            None => writeln!(self.err, "{}", not_built(&checked, locale))?,
                        }
                    }
                }
                Ok(if built.is_some() {
                    verdict(&checked)
                } else {
                    TO_MEND
                })
            }
        }
    }

    fn check(&mut self, options: &Options, format: OutputFormat) -> Ending {
        self.voice_known_early()?;
        match crate::check(options) {
            Err(fault) => self.fault(&fault, format),
            Ok(checked) => {
                let locale = self.voice(&checked.locales, checked.author_language.as_deref())?;
                match format {
                    OutputFormat::Json => self.diagnostics_as_json(&checked, locale)?,
                    OutputFormat::Text => {
                        let colour = self.environment.out_is_terminal && !self.environment.no_color;
                        diag::print(
                            &checked.report,
                            &*checked.atlas,
                            locale,
                            format,
                            colour,
                            self.out,
                        )?;
                        writeln!(self.out, "{}", found(&checked, locale))?;
                    }
                }
                Ok(verdict(&checked))
            }
        }
    }

    /// Refuses an impossible `--lang` before work that would be in vain; one
    /// that only the site knows is judged when the site was read.
    fn voice_known_early(&self) -> Result<(), End> {
        let plausible = |lang: &str| {
            !lang.is_empty()
                && lang
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        };
        match &self.asked {
            Some(lang) if !plausible(lang) => self.voice(self.locales, None).map(drop),
            _ => Ok(()),
        }
    }

    fn diagnostics_as_json(&mut self, checked: &Checked, locale: &Locale) -> io::Result<()> {
        diag::print(
            &checked.report,
            &*checked.atlas,
            locale,
            OutputFormat::Json,
            false,
            self.out,
        )
    }

    /// Tells a fault; programs that read JSON get it there too.
    fn fault(&mut self, fault: &Fault, format: OutputFormat) -> Ending {
        let locale = self.voice(self.locales, None)?;
        let complaint = Complaint::of_fault(fault, locale);
        if format == OutputFormat::Json {
            let whole = serde_json::json!({
                "schema": 1,
                "diagnostics": [],
                "fault": { "code": complaint.code, "message": complaint.message, "remedy": complaint.remedy },
            });
            writeln!(self.out, "{whole:#}")?;
        }
        Err(End::Said(complaint.print(locale)))
    }

    /// Checks the site for a command that needs its figures; where there are
    /// errors they are told and there is nothing to go on with.
    fn site<'c>(
        &mut self,
        checked: &'c Checked,
        locale: &Locale,
    ) -> io::Result<Option<&'c crate::Assessed>> {
        if let Some(site) = checked
            .site
            .as_ref()
            .filter(|_| !checked.report.has_errors())
        {
            return Ok(Some(site));
        }
        let colour = self.environment.err_is_terminal && !self.environment.no_color;
        diag::print(
            &checked.report,
            &*checked.atlas,
            locale,
            OutputFormat::Text,
            colour,
            self.err,
        )?;
        writeln!(self.err, "{}", found(checked, locale))?;
        Ok(None)
    }

    fn figures(
        &mut self,
        options: &Options,
        pattern: Option<&str>,
        format: OutputFormat,
    ) -> Ending {
        let checked = match crate::check(options) {
            Ok(checked) => checked,
            Err(fault) => return self.fault(&fault, OutputFormat::Text),
        };
        let locale = self.voice(&checked.locales, checked.author_language.as_deref())?;
        let Some(site) = self.site(&checked, locale)? else {
            return Ok(TO_MEND);
        };
        match format {
            OutputFormat::Text => figures::as_table(&site.facts, pattern, locale, self.out)?,
            OutputFormat::Json => {
                figures::as_json(&site.facts, pattern, &*checked.atlas, locale, self.out)?
            }
        }
        Ok(DONE)
    }

    fn explain(&mut self, options: &Options, subject: &str) -> Ending {
        if let Some(code) = Code::from_id(subject) {
            explain::code(code, self.voice(self.locales, None)?, self.out)?;
            return Ok(DONE);
        }
        let checked = match crate::check(options) {
            Ok(checked) => checked,
            Err(fault) => return self.fault(&fault, OutputFormat::Text),
        };
        let locale = self.voice(&checked.locales, checked.author_language.as_deref())?;
        let Some(site) = self.site(&checked, locale)? else {
            return Ok(TO_MEND);
        };
        match explain::find(&site.facts, subject) {
            Ok(figure) => {
                explain::figure(figure, &site.facts, &*checked.atlas, locale, self.out)?;
                Ok(DONE)
            }
            Err(near) => {
                let key = if near.is_empty() {
                    "misuse.unknown_figure"
                } else {
                    "misuse.which_figure"
                };
                let slots = [("subject", subject), ("near", &near.join("\n    "))];
                Err(End::Said(
                    Complaint::by_key(locale, key, &slots).print(locale),
                ))
            }
        }
    }

    /// Tells which files were begun, and what comes next.
    fn begun(&mut self, made: Result<Vec<std::path::PathBuf>, Refusal>, next: &str) -> Ending {
        let locale = self.voice(self.locales, None)?;
        match made {
            Ok(files) => {
                for file in &files {
                    writeln!(self.out, "{}", escaped(&file.display().to_string()))?;
                }
                writeln!(self.out, "\n{}", locale.word(next))?;
                Ok(DONE)
            }
            Err(refusal) => Err(End::Said(refused(&refusal, locale).print(locale))),
        }
    }

    fn serve(&mut self, options: &Options, port: u16, open: bool) -> Ending {
        let locale = self.voice(self.locales, None)?;
        let taken = |error: &io::Error| {
            let (port, reason) = (port.to_string(), speech::io_reason(error, locale));
            End::Said(
                Complaint::by_key(locale, "serve.port", &[("port", &port), ("error", &reason)])
                    .print(locale),
            )
        };
        let door = Door::open(port).map_err(|error| taken(&error))?;
        let url = door.url();
        let preview = door
            .serve(options.output.clone())
            .map_err(|error| taken(&error))?;
        writeln!(
            self.out,
            "{}",
            locale
                .say("cli.serve.at", &[("url", &url)])
                .unwrap_or_default()
        )?;
        self.out.flush()?;
        if open && let Err(error) = serve::open_browser(&url) {
            let reason = speech::io_reason(&error, locale);
            let complaint = Complaint::by_key(
                locale,
                "serve.browser",
                &[("url", &url), ("error", &reason)],
            );
            write!(self.err, "{}", complaint.print(locale))?;
        }
        let end = serve::watch(
            || crate::input::fingerprint(&options.root),
            || match self.rebuild(options, &preview) {
                Ok(()) => ControlFlow::Continue(()),
                Err(end) => ControlFlow::Break(end),
            },
            serve::PAUSE,
        );
        Err(end)
    }

    /// Builds for the preview, and tells the result on the terminal and in the
    /// browser.
    fn rebuild(&mut self, options: &Options, preview: &serve::Preview) -> Result<(), End> {
        match crate::build(options) {
            Err(fault) => {
                let locale = self.voice(self.locales, None)?;
                let told = Complaint::of_fault(&fault, locale).print(locale);
                write!(self.err, "{told}")?;
                preview.show_errors(told, notice_words(locale));
            }
            Ok((checked, built)) => {
                let locale = self.voice(&checked.locales, checked.author_language.as_deref())?;
                let colour = self.environment.err_is_terminal && !self.environment.no_color;
                diag::print(
                    &checked.report,
                    &*checked.atlas,
                    locale,
                    OutputFormat::Text,
                    colour,
                    self.err,
                )?;
                if let Some(built) = built {
                    writeln!(self.out, "{}", done(&built, &options.output, locale))?;
                    preview.show(notice_words(locale));
                } else {
                    writeln!(self.err, "{}", not_built(&checked, locale))?;
                    let mut errors = Vec::new();
                    diag::print(
                        &checked.report,
                        &*checked.atlas,
                        locale,
                        OutputFormat::Text,
                        false,
                        &mut errors,
                    )?;
                    preview.show_errors(
                        String::from_utf8_lossy(&errors).into_owned(),
                        notice_words(locale),
                    );
                }
            }
        }
        self.out.flush()?;
        Ok(())
    }
}

fn notice_words(locale: &Locale) -> NoticeWords {
    let word = |key: &str| locale.word(&format!("cli.serve.{key}")).to_owned();
    NoticeWords {
        tag: locale.tag().to_owned(),
        title: word("overlay"),
        close: word("close"),
        not_found: word("not_found"),
        nothing_yet: word("nothing_yet"),
    }
}

fn verdict(checked: &Checked) -> u8 {
    if checked.report.has_errors() {
        TO_MEND
    } else {
        DONE
    }
}

/// One line that counts what was found.
fn found(checked: &Checked, locale: &Locale) -> String {
    let count = |severity| checked.report.count(severity).to_string();
    let (errors, warnings, notes) = (
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note),
    );
    let slots = [
        ("errors", errors.as_str()),
        ("warnings", &warnings),
        ("notes", &notes),
    ];
    let nothing = slots.iter().all(|(_, count)| *count == "0");
    locale
        .say(if nothing { "cli.clean" } else { "cli.found" }, &slots)
        .unwrap_or_default()
}

fn not_built(checked: &Checked, locale: &Locale) -> String {
    let found = found(checked, locale);
    locale
        .say("cli.not_built", &[("found", &found)])
        .unwrap_or_default()
}

fn done(built: &Built, output: &Path, locale: &Locale) -> String {
    let Built {
        pages,
        decks,
        figures,
        files,
        bytes,
    } = built;
    let output = escaped(&output.display().to_string());
    let size = locale.format(1, " MB").with_unit(*bytes as f64 / 1e6);
    let [pages, decks, figures, files] = [pages, decks, figures, files].map(ToString::to_string);
    let slots = [
        ("output", output.as_str()),
        ("pages", &pages),
        ("decks", &decks),
        ("figures", &figures),
        ("files", &files),
        ("size", &size),
    ];
    locale.say("cli.built", &slots).unwrap_or_default()
}

fn refused(refusal: &Refusal, locale: &Locale) -> Complaint {
    let by_path = |key: &str, path: &Path| {
        Complaint::by_key(
            locale,
            &format!("refusal.{key}"),
            &[("path", &path.display().to_string())],
        )
    };
    match refusal {
        Refusal::NotEmpty(path) => by_path("not_empty", path),
        Refusal::Exists(path) => by_path("exists", path),
        Refusal::NoSite(path) => by_path("no_site", path),
        Refusal::BadName(name) => Complaint::by_key(locale, "refusal.bad_name", &[("name", name)]),
        Refusal::Disk(fault) => Complaint::of_fault(fault, locale),
    }
}
