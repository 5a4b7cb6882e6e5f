//! Drawings as pixels without a browser, for programs that take no SVG.
//!
//! This is the one place where letters are drawn from a font, so every
//! character is looked for in it first: one that the font lacks is an error
//! that names it, never an empty box in a picture. No font comes with the
//! program. Without the feature `png` there is only the refusal, and nothing
//! that draws is compiled; a browser paints then.

#[cfg(feature = "png")]
mod paint;

use std::path::{Path, PathBuf};

/// Why a drawing cannot be painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unpaintable {
    /// The program was built without the feature `png`.
    NotBuiltIn,
    /// The machine has none of the fonts looked for, and none was given.
    NoFont,
    /// The file that was given as a font cannot be read, or is none.
    NotAFont(PathBuf),
    /// The font lacks characters.
    Glyphs {
        /// The font's family name.
        font: String,
        /// The characters, each once, in the order of Unicode.
        missing: Vec<char>,
    },
    /// The picture would have too many pixels, or none.
    Size,
    /// The drawing is none, which is a mistake of ours.
    Drawing(String),
}

/// The most pixels of a picture: 16 000 by 16 000 take a gigabyte.
const MOST: f32 = 64e6;

/// Reports whether a drawing of that size makes a picture at that scale.
pub fn fits(width: f32, height: f32, scale: f32) -> bool {
    let [width, height] = [width, height].map(|side| (side * scale).ceil());
    width >= 1.0 && height >= 1.0 && width * height <= MOST
}

/// How to paint.
#[derive(Debug, Clone, Copy)]
pub struct Brush<'a> {
    /// Pixels of the picture to one of the drawing.
    pub scale: f32,
    /// The colour under the drawing, as `#rrggbb`; white if it is none.
    pub paper: &'a str,
}

impl Brush<'_> {
    /// The paper as red, green and blue.
    pub fn paper_rgb(&self) -> [u8; 3] {
        let channel = |at: usize| u8::from_str_radix(self.paper.get(at..at + 2)?, 16).ok();
        match [1, 3, 5].map(channel) {
            [Some(red), Some(green), Some(blue)] => [red, green, blue],
            _ => [u8::MAX; 3],
        }
    }
}

/// The fonts to draw with, looked for once for any number of pictures.
#[derive(Debug, Clone)]
pub struct Fonts {
    #[cfg(feature = "png")]
    found: paint::Found,
}

impl Fonts {
    /// A font by its file; without one, the machine's own are looked through
    /// in a fixed order, and another machine may have another.
    pub fn find(font: Option<&Path>) -> Result<Self, Unpaintable> {
        #[cfg(feature = "png")]
        return paint::Found::of(font).map(|found| Self { found });
        #[cfg(not(feature = "png"))]
        {
            let _ = font;
            Err(Unpaintable::NotBuiltIn)
        }
    }

    /// Paints a drawing as the bytes of a PNG file. The same drawing, font and
    /// scale give the same bytes.
    pub fn png(&self, svg: &str, brush: Brush<'_>) -> Result<Vec<u8>, Unpaintable> {
        #[cfg(feature = "png")]
        return self.found.png(svg, brush);
        #[cfg(not(feature = "png"))]
        {
            let _ = (svg, brush);
            Err(Unpaintable::NotBuiltIn)
        }
    }
}
