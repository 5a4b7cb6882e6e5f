//! `export`: a page of the site by itself, as a folder or as one file.

use super::{
    DONE, TO_MEND,
    run::{End, Ending, Session},
    speech::Complaint,
    telling,
};
use crate::{
    Options,
    diag::{OutputFormat, escaped},
    export::{self, Refusal, Wanted},
};

impl Session<'_> {
    pub(super) fn export(&mut self, options: &Options, wanted: &Wanted) -> Ending {
        self.settle_language(options)?;
        let (checked, exported) = match export::export(options, wanted) {
            Ok(done) => done,
            Err(fault) => return self.fault(&fault, OutputFormat::Text),
        };
        let locale = self.voice(&checked.locales, checked.author_language.as_deref())?;
        let Some(exported) = exported else {
            self.site(&checked, locale)?;
            return Ok(TO_MEND);
        };
        let said = |key: &str, slots: &[(&str, &str)]| {
            Err(End::Said(
                Complaint::by_key(locale, &format!("export.{key}"), slots).print(locale),
            ))
        };
        match exported {
            Ok(done) => {
                let path = escaped(&done.path.display().to_string());
                let size = telling::size(done.bytes, locale);
                let files = done.files.to_string();
                let slots = [("path", path.as_str()), ("files", &files), ("size", &size)];
                let told = locale.say("cli.exported", &slots).unwrap_or_default();
                writeln!(self.out, "{told}")?;
                Ok(DONE)
            }
            Err(Refusal::Unknown(near)) => {
                let key = if near.is_empty() {
                    "no_page"
                } else {
                    "unknown"
                };
                said(key, &[("address", &wanted.address), ("near", &near)])
            }
            Err(Refusal::NotADeck) => said("not_a_deck", &[("address", &wanted.address)]),
            Err(Refusal::Outside(what)) => said("outside", &[("what", &what)]),
        }
    }
}
