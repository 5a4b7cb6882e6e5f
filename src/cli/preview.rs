//! `serve`: reads what has changed of the site after every change, tells the
//! result on the terminal and in the browser, and makes its pages when they are
//! asked for.

use std::{io, ops::ControlFlow, sync::Arc};

use super::{
    run::{End, Ending, Session},
    speech::{self, Complaint},
    telling,
};
use crate::{
    Checked, Options,
    diag::{self, OutputFormat, Severity},
    input::InputTree,
    locale::Locale,
    memory::Memory,
    serve::{self, Door, NoticeWords, Pages},
};

/// A site without mistakes.
struct Good {
    tree: InputTree,
    checked: Checked,
    /// The language to tell faults in.
    lang: String,
}

impl Pages for Good {
    fn get(&self, route: &str) -> Option<Result<Vec<u8>, String>> {
        let site = self.checked.site.as_ref()?;
        let made = crate::at_route(&self.checked, site, &self.tree, route);
        let locales = &self.checked.locales;
        let locale = || {
            let own = locales.get(&self.lang);
            own.unwrap_or_else(|| locales.default_language())
        };
        made.map_err(|fault| Complaint::of_fault(&fault, locale()).print(locale()))
            .transpose()
    }
}

impl Session<'_> {
    pub(super) fn serve(&mut self, options: &Options, port: u16, open: bool) -> Ending {
        self.settle_language(options)?;
        let locale = self.locale;
        let taken = |error: &io::Error| {
            let (port, reason) = (port.to_string(), speech::io_reason(error, locale));
            End::Said(
                Complaint::by_key(locale, "serve.port", &[("port", &port), ("error", &reason)])
                    .print(locale),
            )
        };
        let door = Door::open(port).map_err(|error| taken(&error))?;
        let url = door.url();
        let preview = door.serve().map_err(|error| taken(&error))?;
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
        let mut memory = Memory::default();
        let end = serve::watch(
            || crate::input::fingerprint(&options.root),
            || match self.rebuild(options, &mut memory, &preview) {
                Ok(()) => ControlFlow::Continue(()),
                Err(end) => ControlFlow::Break(end),
            },
            serve::PAUSE,
        );
        Err(end)
    }

    /// Reads the site for the preview, and tells the result on the terminal and
    /// in the browser.
    fn rebuild(
        &mut self,
        options: &Options,
        memory: &mut Memory,
        preview: &serve::Preview,
    ) -> Result<(), End> {
        match crate::read_again(options, memory) {
            Err(fault) => {
                let locale = self.locale;
                let told = Complaint::of_fault(&fault, locale).print(locale);
                write!(self.err, "{told}")?;
                preview.show_errors(told, notice_words(locale));
            }
            Ok((tree, checked)) => {
                let locale = self.voice(&checked.locales, checked.author_language.as_deref())?;
                self.tell(&checked, Severity::Note, locale)?;
                let is_good = !checked.report.has_errors();
                if let Some(site) = checked.site.as_ref().filter(|_| is_good) {
                    writeln!(self.out, "{}", telling::shown(site, locale))?;
                    let (words, lang) = (notice_words(locale), locale.lang().to_owned());
                    let good = Good {
                        tree,
                        checked,
                        lang,
                    };
                    preview.show(Arc::new(good), words);
                } else {
                    writeln!(self.err, "{}", telling::not_built(&checked, locale))?;
                    let mut errors = Vec::new();
                    diag::print(
                        &checked.report,
                        Severity::Note,
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
