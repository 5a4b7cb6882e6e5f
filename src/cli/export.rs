//! `export`: a page of the site by itself, as a folder or as one file.

use super::{
    DONE, TO_MEND,
    chart::said,
    run::{Ending, Session},
    telling,
};
use crate::{
    Options,
    diag::{OutputFormat, escaped},
    export::{self, Refusal, Wanted},
};

impl Session<'_> {
    pub(super) fn export(&mut self, options: &Options, wanted: &Wanted) -> Ending {
        let (tree, checked) = match crate::read(options) {
            Ok(read) => read,
            Err(fault) => return self.fault(&fault, OutputFormat::Text),
        };
        let locale = self.voice(&checked.locales, checked.author_language.as_deref())?;
        let Some(site) = self.site(&checked, locale)? else {
            return Ok(TO_MEND);
        };
        let language = self.edition(&checked, site, locale)?;
        let address = ("address", wanted.address.as_str());
        match export::export(options, &tree, &checked, site, language, wanted) {
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
                    "export.no_page"
                } else {
                    "export.unknown"
                };
                Err(said(key, &[address, ("near", &near)], locale))
            }
            Err(Refusal::NotADeck) => Err(said("export.not_a_deck", &[address], locale)),
            Err(Refusal::Outside(what)) => Err(said("export.outside", &[("what", &what)], locale)),
            Err(Refusal::Fault(fault)) => self.fault(&fault, OutputFormat::Text),
        }
    }
}
