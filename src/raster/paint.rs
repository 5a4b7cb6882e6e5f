//! Painting with resvg.
//!
//! Text is laid out once a font; a glyph number 0 afterwards is a character
//! that the font lacks. resvg's own search for a substitute is switched off,
//! since it takes whatever the machine lists first.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use resvg::{
    tiny_skia::{Color, Pixmap, Transform},
    usvg::{
        FontResolver, Group, Node, Options, Tree,
        fontdb::{Database, FaceInfo, Family, ID, Query, Stretch, Style, Weight},
    },
};

use super::{Brush, Unpaintable, fits};

/// The families looked for, best first: those that drawings name, what other
/// systems have for Chinese, and what is left for a drawing in Latin letters.
const FAMILIES: [&str; 16] = [
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "SimSun",
    "Noto Sans",
    "DejaVu Sans",
    "Liberation Sans",
    "Arial",
    "Helvetica",
];

/// Fonts that were found, and the families to try in their order.
#[derive(Debug, Clone)]
pub(super) struct Found {
    fonts: Arc<Database>,
    families: Vec<String>,
}

impl Found {
    pub(super) fn of(font: Option<&Path>) -> Result<Self, Unpaintable> {
        let mut fonts = Database::new();
        let families = match font {
            Some(path) => {
                let refused = || Unpaintable::NotAFont(path.to_owned());
                fonts.load_font_file(path).map_err(|_| refused())?;
                vec![family_of_file(&fonts).ok_or_else(refused)?]
            }
            None => {
                fonts.load_system_fonts();
                let there = FAMILIES.iter().filter(|it| face(&fonts, it, 400).is_some());
                there.map(|it| (*it).to_owned()).collect()
            }
        };
        Ok(Self {
            fonts: Arc::new(fonts),
            families,
        })
    }

    pub(super) fn png(&self, svg: &str, brush: Brush<'_>) -> Result<Vec<u8>, Unpaintable> {
        let mut least: Option<(&str, BTreeSet<char>)> = None;
        for family in &self.families {
            let tree = lay_out(svg, family, &self.fonts)?;
            let mut missing = BTreeSet::new();
            missing_in(tree.root(), &mut missing);
            if missing.is_empty() {
                return paint(&tree, brush);
            }
            if least.as_ref().is_none_or(|it| missing.len() < it.1.len()) {
                least = Some((family, missing));
            }
        }
        Err(
            least.map_or(Unpaintable::NoFont, |(font, missing)| Unpaintable::Glyphs {
                font: font.to_owned(),
                missing: missing.into_iter().collect(),
            }),
        )
    }
}

/// The family to take from a font file: collections hold one a region.
fn family_of_file(fonts: &Database) -> Option<String> {
    let known = FAMILIES.iter().find(|it| face(fonts, it, 400).is_some());
    let first = || Some(fonts.faces().next()?.families.first()?.0.clone());
    known.map(|it| (*it).to_owned()).or_else(first)
}

/// The upright face of a family that is nearest to a weight.
fn face(fonts: &Database, family: &str, weight: u16) -> Option<ID> {
    fonts.query(&Query {
        families: &[Family::Name(family)],
        weight: Weight(weight),
        stretch: Stretch::Normal,
        style: Style::Normal,
    })
}

/// The drawing with all of its text in one family.
fn lay_out(svg: &str, family: &str, fonts: &Arc<Database>) -> Result<Tree, Unpaintable> {
    let any = fonts.faces().next().map(|it: &FaceInfo| it.id);
    let options = Options {
        font_resolver: FontResolver {
            select_font: Box::new(move |font, fonts| face(fonts, family, font.weight()).or(any)),
            select_fallback: Box::new(|_, _, _| None),
        },
        fontdb: Arc::clone(fonts),
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(|error| Unpaintable::Drawing(error.to_string()))
}

/// Collects the characters that became no glyph.
fn missing_in(group: &Group, missing: &mut BTreeSet<char>) {
    for node in group.children() {
        match node {
            Node::Group(group) => missing_in(group, missing),
            Node::Text(text) => {
                let spans = text.layouted().iter();
                for glyph in spans.flat_map(|it| &it.positioned_glyphs) {
                    if glyph.id.0 == 0 {
                        missing.extend(glyph.text.chars());
                    }
                }
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

fn paint(tree: &Tree, brush: Brush<'_>) -> Result<Vec<u8>, Unpaintable> {
    let (width, height) = (tree.size().width(), tree.size().height());
    if !fits(width, height, brush.scale) {
        return Err(Unpaintable::Size);
    }
    let [width, height] = [width, height].map(|side| (side * brush.scale).ceil());
    let mut picture = Pixmap::new(width as u32, height as u32).ok_or(Unpaintable::Size)?;
    let [red, green, blue] = brush.paper_rgb();
    picture.fill(Color::from_rgba8(red, green, blue, 255));
    let scale = Transform::from_scale(brush.scale, brush.scale);
    resvg::render(tree, scale, &mut picture.as_mut());
    picture
        .encode_png()
        .map_err(|error| Unpaintable::Drawing(error.to_string()))
}
