//! `pptx`: a deck as a presentation for `PowerPoint` and WPS; without an address,
//! a list of the decks.

use std::{cell::OnceCell, path::PathBuf};

use super::{
    DONE, TO_MEND,
    chart::{said, unpainted},
    run::{Ending, Session},
    table::{self, Side},
};
use crate::{
    Audience, Options,
    diag::{OutputFormat, escaped},
    raster::{Brush, Fonts, Unpaintable},
    stage,
};

/// What is wanted of a deck.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Its address; without one, the list.
    pub(super) address: Option<String>,
    /// Where to write; a file named for the deck otherwise.
    pub(super) output: Option<PathBuf>,
    /// The font of pictures.
    pub(super) font: Option<PathBuf>,
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
        let path = wanted.output.clone();
        let path = path.unwrap_or_else(|| named_for(address, options.audience));
        if wanted.output.is_none() && path.exists() {
            let slots = [("path", &*path.display().to_string())];
            return Err(said("pptx.exists", &slots, locale));
        }
        let paper = site.theme.paper().unwrap_or_default();
        let brush = Brush {
            scale: SCALE,
            paper: &paper,
        };
        // Only a deck with pictures needs fonts.
        let found = OnceCell::new();
        let paint = |svg: &str| {
            let fonts = found.get_or_init(|| Fonts::find(wanted.font.as_deref()));
            fonts.as_ref().map_err(Clone::clone)?.png(svg, brush)
        };
        let asked = (address.as_str(), language);
        let bytes = match crate::presentation(&checked, site, &tree, asked, &paint) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Err(said("pptx.unknown", &[("address", address)], locale)),
            Err(Unpaintable::NotBuiltIn) => return Err(said("pptx.no_png", &[], locale)),
            Err(why) => return Err(unpainted(&why, SCALE, locale)),
        };
        if let Err(fault) = stage::put(&path, &bytes) {
            return self.fault(&fault, OutputFormat::Text);
        }
        writeln!(self.out, "{}", escaped(&path.display().to_string()))?;
        Ok(DONE)
    }
}

/// The file of a deck by its address: `review.pptx` of `2008/slides/review`,
/// `review-public.pptx` for everybody.
fn named_for(address: &str, audience: Audience) -> PathBuf {
    let address = address.strip_suffix(".html").unwrap_or(address);
    let name = address.rsplit('/').next().unwrap_or(address);
    format!("{name}{}.pptx", audience.suffix()).into()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_file_is_named_for_its_deck() {
        let case = |address, audience, name| {
            assert_eq!(named_for(address, audience), Path::new(name));
        };
        case("decks/star-halls", Audience::Trainer, "star-halls.pptx");
        case("decks/a", Audience::Public, "a-public.pptx");
        case("2008/slides/review.html", Audience::Trainer, "review.pptx");
    }
}
