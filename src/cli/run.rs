//! The commands themselves: each calls the library and tells the result.

use std::{
    ffi::OsString,
    io::{self, Write},
    mem::ManuallyDrop,
    path::PathBuf,
};

use super::{
    DONE, Environment, FAULT, TO_MEND,
    command::{Beginning, Command},
    explain, figures,
    grammar::grammar,
    language,
    misuse::misuse,
    speech::Complaint,
    telling,
};
use crate::{
    Checked, Options,
    diag::{self, Code, Fault, OutputFormat, Severity, escaped},
    locale::{Locale, Locales},
    model::Cadence,
    scaffold::{self, Bulletin, Refusal, Starter},
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

pub(super) type Ending = Result<u8, End>;

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
                let locale = self.voice(self.locales, None)?;
                let starter = Starter {
                    lang: locale.lang(),
                    year,
                };
                let made = scaffold::init(&folder, starter, &schemas);
                self.begun(made, "cli.next.init", locale)
            }
            Command::New { options, what } => {
                let locale = self.site_voice(&options)?;
                let (root, lang) = (&options.root, locale.lang());
                let (made, next) = match what {
                    Beginning::Report { year } => (
                        scaffold::report(root, Starter { lang, year }),
                        "cli.next.report",
                    ),
                    Beginning::Chapter { year, name } => (
                        scaffold::chapter(root, Starter { lang, year }, &name),
                        "cli.next.chapter",
                    ),
                    Beginning::Deck { name } => {
                        (scaffold::deck(root, lang, &name), "cli.next.deck")
                    }
                    Beginning::Bulletin { cadence, period } => {
                        return self.bulletin(&options, cadence, &period);
                    }
                };
                self.begun(made, next, &locale)
            }
            Command::Figures {
                options,
                pattern,
                format,
            } => self.figures(&options, pattern.as_deref(), format),
            Command::Explain { options, subject } => self.explain(&options, &subject),
            Command::Chart { options, wanted } => self.chart(&options, &wanted),
            Command::Print { options, errand } => self.print(&options, &errand),
            Command::Export { options, wanted } => self.export(&options, &wanted),
            Command::Pptx { options, wanted } => self.pptx(&options, &wanted),
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
    pub(super) fn voice<'l>(
        &self,
        locales: &'l Locales,
        site: Option<&str>,
    ) -> Result<&'l Locale, End> {
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
        self.settle_language(options)?;
        match crate::build(options) {
            Err(fault) => self.fault(&fault, format),
            Ok((checked, built)) => {
                // The process ends with this command, and its memory at once.
                let checked = ManuallyDrop::new(checked);
                let locale = self.voice(&checked.locales, checked.author_language.as_deref())?;
                match format {
                    OutputFormat::Json => self.diagnostics_as_json(&checked, locale)?,
                    OutputFormat::Text => {
                        self.tell(&checked, Severity::Warning, locale)?;
                        let notes = checked.report.count(Severity::Note).to_string();
                        if notes != "0" {
                            let said = locale.say("cli.notes_hidden", &[("count", &notes)]);
                            writeln!(self.err, "{}", said.unwrap_or_default())?;
                        }
                        match &built {
                            Some(built) => {
                                writeln!(
                                    self.out,
                                    "{}",
                                    telling::done(built, &options.output, locale)
                                )?;
                            }
                            None => writeln!(self.err, "{}", telling::not_built(&checked, locale))?,
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
                            Severity::Note,
                            &*checked.atlas,
                            locale,
                            format,
                            colour,
                            self.out,
                        )?;
                        writeln!(self.out, "{}", telling::found(&checked, locale))?;
                    }
                }
                Ok(verdict(&checked))
            }
        }
    }

    /// Refuses a `--lang` that neither the tool nor the site knows, before
    /// anything is written.
    pub(super) fn settle_language(&self, options: &Options) -> Result<(), End> {
        match &self.asked {
            Some(asked) if self.locales.of_environment(asked).is_none() => {
                self.site_voice(options).map(drop)
            }
            _ => Ok(()),
        }
    }

    /// The author's language for a command that needs nothing else of the site.
    fn site_voice(&self, options: &Options) -> Result<Locale, End> {
        match crate::check(options) {
            Ok(checked) => self
                .voice(&checked.locales, checked.author_language.as_deref())
                .cloned(),
            Err(_) => self.voice(self.locales, None).cloned(),
        }
    }

    fn diagnostics_as_json(&mut self, checked: &Checked, locale: &Locale) -> io::Result<()> {
        diag::print(
            &checked.report,
            Severity::Note,
            &*checked.atlas,
            locale,
            OutputFormat::Json,
            false,
            self.out,
        )
    }

    /// Tells a fault; programs that read JSON get it there too.
    pub(super) fn fault(&mut self, fault: &Fault, format: OutputFormat) -> Ending {
        let locale = self.locale;
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

    /// Tells people what is at least as grave as `least`, beside the results.
    pub(super) fn tell(
        &mut self,
        checked: &Checked,
        least: Severity,
        locale: &Locale,
    ) -> io::Result<()> {
        let colour = self.environment.err_is_terminal && !self.environment.no_color;
        diag::print(
            &checked.report,
            least,
            &*checked.atlas,
            locale,
            OutputFormat::Text,
            colour,
            self.err,
        )
    }

    /// Checks the site for a command that needs its figures; where there are
    /// errors they are told and there is nothing to go on with.
    pub(super) fn site<'c>(
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
        self.tell(checked, Severity::Note, locale)?;
        writeln!(self.err, "{}", telling::found(checked, locale))?;
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
                figures::as_json(&site.facts, pattern, &*checked.atlas, locale, self.out)?;
            }
        }
        Ok(DONE)
    }

    fn explain(&mut self, options: &Options, subject: &str) -> Ending {
        if let Some(code) = Code::from_id(subject) {
            explain::code(code, &self.site_voice(options)?, self.out)?;
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

    /// Begins the report of a period in the site's languages.
    fn bulletin(&mut self, options: &Options, cadence: Cadence, period: &str) -> Ending {
        let checked = crate::check(options).ok();
        let locales = checked.as_ref().map_or(self.locales, |it| &it.locales);
        let author = checked
            .as_ref()
            .and_then(|it| it.author_language.as_deref());
        let locale = self.voice(locales, author)?.clone();
        let languages = match checked.as_ref().and_then(|it| it.site.as_ref()) {
            Some(site) => site.portfolio.site.languages.clone(),
            None => vec![locale.lang().to_owned()],
        };
        let made = scaffold::period(cadence, period).and_then(|period| {
            let titles = languages.iter().map(|lang| {
                let locale = locales.get(lang).unwrap_or(&locale);
                let kind = format!("bulletins.{}", cadence.word());
                let when = locale.period(period);
                let slots = [("kind", locale.word(&kind)), ("period", &when)];
                let title = locale.say("bulletins.title", &slots);
                (lang.as_str(), title.unwrap_or_default())
            });
            let bulletin = Bulletin {
                period,
                titles: titles.collect(),
            };
            scaffold::bulletin(&options.root, &bulletin)
        });
        self.begun(made, "cli.next.bulletin", &locale)
    }

    /// Tells which files were begun, and what comes next.
    fn begun(
        &mut self,
        made: Result<Vec<PathBuf>, Refusal>,
        next: &str,
        locale: &Locale,
    ) -> Ending {
        match made {
            Ok(files) => {
                for file in &files {
                    writeln!(self.out, "{}", escaped(&file.display().to_string()))?;
                }
                writeln!(self.out, "\n{}", locale.word(next))?;
                Ok(DONE)
            }
            Err(refusal) => Err(End::Said(telling::refused(&refusal, locale).print(locale))),
        }
    }
}

fn verdict(checked: &Checked) -> u8 {
    if checked.report.has_errors() {
        TO_MEND
    } else {
        DONE
    }
}
