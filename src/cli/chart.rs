//! `chart`: a chart of the site by itself, as SVG or PNG, for documents that
//! are made elsewhere; without an address, a list of what there is.

use std::{fs, path::PathBuf};

use super::{
    DONE,
    painter::{Painter, Tools},
    run::{End, Ending, Session},
    speech::Complaint,
    table::{self, Side},
};
use crate::{
    Assessed, Checked, Options,
    diag::{Fault, OutputFormat, escaped},
    locale::Locale,
    raster::Brush,
};

/// What is wanted of a chart.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Its address; without one, the list.
    pub(super) address: Option<String>,
    /// PNG instead of SVG.
    pub(super) png: bool,
    /// Where to write; standard output otherwise.
    pub(super) output: Option<PathBuf>,
    /// What it is drawn for.
    pub(super) size: crate::Size,
    /// Pixels of a PNG to one of the drawing.
    pub(super) scale: f32,
    /// What a PNG is painted with.
    pub(super) tools: Tools,
}

impl Session<'_> {
    /// The edition of the site that is meant: in the language that was asked
    /// for, else in the site's main one.
    pub(super) fn edition<'s>(
        &self,
        checked: &'s Checked,
        site: &'s Assessed,
        locale: &Locale,
    ) -> Result<&'s str, End> {
        let languages = &site.portfolio.site.languages;
        let Some(asked) = &self.asked else {
            return Ok(languages.first().map_or("", String::as_str));
        };
        checked
            .locales
            .of_environment(asked)
            .map(Locale::lang)
            .filter(|it| languages.iter().any(|own| own == it))
            .ok_or_else(|| {
                let slots = [("lang", asked.as_str()), ("known", &languages.join(", "))];
                said("chart.not_in", &slots, locale)
            })
    }

    pub(super) fn chart(&mut self, options: &Options, wanted: &Wanted) -> Ending {
        let checked = match crate::check(options) {
            Ok(checked) => checked,
            Err(fault) => return self.fault(&fault, OutputFormat::Text),
        };
        let locale = self.voice(&checked.locales, checked.author_language.as_deref())?;
        let Some(site) = self.site(&checked, locale)? else {
            return Ok(super::TO_MEND);
        };
        let language = self.edition(&checked, site, locale)?;
        let Some(address) = &wanted.address else {
            let listed = crate::charts(&checked, site, language);
            let rows: Vec<Vec<String>> = listed
                .into_iter()
                .map(|it| vec![it.address, it.kind.to_owned(), escaped(&it.title)])
                .collect();
            table::write(self.out, &[Side::Left; 3], &rows)?;
            return Ok(DONE);
        };
        let Some(svg) = crate::chart(&checked, site, address, language, wanted.size) else {
            let slots = [("address", address.as_str())];
            return Err(said("chart.unknown", &slots, locale));
        };
        let bytes = if wanted.png {
            if wanted.output.is_none() && self.environment.out_is_terminal {
                return Err(said("chart.terminal", &[], locale));
            }
            let paper = site.theme.paper().unwrap_or_default();
            let brush = Brush {
                scale: wanted.scale,
                paper: &paper,
            };
            let mut painter = Painter::of(&wanted.tools, &options.root, self, locale)?;
            painter.png(&svg, brush, locale)?
        } else {
            svg.into_bytes()
        };
        match &wanted.output {
            None => self.out.write_all(&bytes)?,
            Some(path) => {
                if let Err(error) = fs::write(path, &bytes) {
                    return self.fault(&Fault::disk("write", path)(error), OutputFormat::Text);
                }
            }
        }
        Ok(DONE)
    }
}

pub(super) fn said(key: &str, slots: &[(&str, &str)], locale: &Locale) -> End {
    End::Said(Complaint::by_key(locale, key, slots).print(locale))
}
