//! `pptx`: a deck as a presentation for `PowerPoint` and WPS; without an address,
//! a list of the decks.

use std::{cell::RefCell, path::PathBuf};

use super::{
    DONE, TO_MEND,
    chart::said,
    painter::{Painter, Tools},
    run::{Ending, Session},
    table::{self, Side},
};
use crate::{
    Options,
    diag::{OutputFormat, escaped},
    raster::Brush,
    stage,
};

/// What is wanted of a deck.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Its address; without one, the list.
    pub(super) address: Option<String>,
    /// Where to write; a file named for the deck otherwise.
    pub(super) output: Option<PathBuf>,
    /// What pictures are painted with.
    pub(super) tools: Tools,
}

/// Pixels of a picture to one of a slide of 720 pixels' height.
const SCALE: f32 = 2.0;

impl Session<'_> {
    pub(super) fn pptx(&mut self, options: &Options, wanted: &Wanted) -> Ending {
        let (tree, checked) = match crate::read(options) {
            Ok(read) => read,
            Err(fault) => return self.fault(&fault, OutputFormat::Text),
        };
        let locale = self.voice(&checked.locales, checked.author_language.as_deref())?;
        let Some(site) = self.site(&checked, locale)? else {
            return Ok(TO_MEND);
        };
        let language = self.edition(&checked, site, locale)?;
        let Some(address) = &wanted.address else {
            let listed = crate::decks(&checked, site, language);
            let rows: Vec<Vec<String>> = listed
                .into_iter()
                .map(|(address, title)| vec![address, escaped(&title)])
                .collect();
            table::write(self.out, &[Side::Left; 2], &rows)?;
            return Ok(DONE);
        };
        let page = site.plan.find(address, language);
        let unknown = || said("pptx.unknown", &[("address", address)], locale);
        let page = page.ok_or_else(unknown)?;
        let path = wanted.output.clone().unwrap_or_else(|| {
            let name = page.name() + options.audience.suffix();
            format!("{name}.pptx").into()
        });
        if wanted.output.is_none() && path.exists() {
            let slots = [("path", &*path.display().to_string())];
            return Err(said("pptx.exists", &slots, locale));
        }
        let paper = site.theme.paper().unwrap_or_default();
        let brush = Brush {
            scale: SCALE,
            paper: &paper,
        };
        // Only a deck with pictures needs what paints them.
        let painter = RefCell::new(None);
        let paint = |svg: &str| {
            let mut painter = painter.borrow_mut();
            let painter = match &mut *painter {
                Some(painter) => painter,
                none => none.insert(Painter::of(&wanted.tools, &options.root, self, locale)?),
            };
            painter.png(svg, brush, locale)
        };
        let asked = (address.as_str(), language);
        let bytes =
            crate::presentation(&checked, site, &tree, asked, &paint)?.ok_or_else(unknown)?;
        if let Err(fault) = stage::put(&path, &bytes) {
            return self.fault(&fault, OutputFormat::Text);
        }
        writeln!(self.out, "{}", escaped(&path.display().to_string()))?;
        Ok(DONE)
    }
}
