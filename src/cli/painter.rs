//! Pixels of drawings: by the program itself where it was built with the feature
//! `png`, or else by a browser of this machine.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    browsing::{Engine, Running, desk},
    chart::said,
    run::{End, Session},
    speech::Complaint,
};
use crate::{
    diag::{Fault, escaped},
    locale::Locale,
    raster::{Brush, Fonts, Unpaintable, fits},
};

/// What is wanted to paint.
#[derive(Debug)]
pub(super) struct Tools {
    /// The font, for the program itself to paint with.
    pub(super) font: Option<PathBuf>,
    /// The browser.
    pub(super) engine: Engine,
}

/// What drawings call the font of the system, which may be wider than their
/// letters were reckoned; a browser takes those they name after it.
const OWN_FONT: &str = "system-ui, ";

/// What paints.
pub(super) enum Painter<'l> {
    /// The program itself.
    Own(Fonts),
    /// A browser.
    Browser(Box<Running<'l>>),
}

impl<'l> Painter<'l> {
    /// The program itself where it can, unless a browser is named.
    pub(super) fn of(
        tools: &Tools,
        root: &Path,
        session: &Session,
        locale: &'l Locale,
    ) -> Result<Self, End> {
        let font = tools.font.as_deref();
        if font.is_some() || tools.engine.program.is_none() {
            match Fonts::find(font) {
                Ok(fonts) => return Ok(Self::Own(fonts)),
                Err(Unpaintable::NotBuiltIn) if font.is_none() => {}
                Err(why) => return Err(unpainted(&why, 1.0, locale)),
            }
        }
        let program = session.engine(&tools.engine, locale)?;
        let desk = desk(root).map_err(|fault| told(&fault, locale))?;
        let running = Running::start(program, tools.engine.patience, desk, locale)?;
        Ok(Self::Browser(Box::new(running)))
    }

    /// Paints a drawing as the bytes of a PNG file.
    pub(super) fn png(
        &mut self,
        svg: &str,
        brush: Brush<'_>,
        locale: &Locale,
    ) -> Result<Vec<u8>, End> {
        match self {
            Self::Own(fonts) => fonts
                .png(svg, brush)
                .map_err(|why| unpainted(&why, brush.scale, locale)),
            Self::Browser(running) => {
                let file = running.desk.path().join("drawing.svg");
                fs::write(&file, svg.replace(OWN_FONT, ""))
                    .map_err(|error| told(&Fault::disk("write", &file)(error), locale))?;
                let picture = running.try_to(|browser| {
                    let mut tab = browser.tab()?;
                    tab.open(&file)?;
                    let [width, height] = tab.size_of_page()?;
                    if !fits(width, height, brush.scale) {
                        return Ok(None);
                    }
                    tab.drawing([width, height], brush.scale, brush.paper_rgb())
                        .map(Some)
                })?;
                picture.ok_or_else(|| unpainted(&Unpaintable::Size, brush.scale, locale))
            }
        }
    }
}

fn told(fault: &Fault, locale: &Locale) -> End {
    End::Said(Complaint::of_fault(fault, locale).print(locale))
}

fn unpainted(why: &Unpaintable, scale: f32, locale: &Locale) -> End {
    match why {
        Unpaintable::NotBuiltIn => said("chart.no_png", &[], locale),
        Unpaintable::NoFont => said("chart.no_font", &[], locale),
        Unpaintable::NotAFont(path) => {
            let slots = [("path", &*path.display().to_string())];
            said("chart.not_a_font", &slots, locale)
        }
        Unpaintable::Glyphs { font, missing } => {
            let named: Vec<String> = missing
                .iter()
                .map(|it| format!("{} (U+{:04X})", escaped(&it.to_string()), u32::from(*it)))
                .collect();
            let slots = [("font", font.as_str()), ("characters", &named.join(" "))];
            said("chart.no_glyph", &slots, locale)
        }
        Unpaintable::Size => {
            let slots = [("scale", &*scale.to_string())];
            said("chart.too_large", &slots, locale)
        }
        Unpaintable::Drawing(what) => told(&Fault::Ours(what.clone()), locale),
    }
}
