//! Decks as presentations for `PowerPoint` and WPS: titles, lists, tables and
//! notes as text that can be edited there, charts as pictures.
//!
//! What a deck says is taken from the page that is composed for browsers, so
//! that the two cannot say different things; its markup is read back, never
//! the data behind it. The package is the same for the same deck, but for the
//! pixels, which are drawn from a font of the machine.
//!
//! Deliberately absent: animation (lists that appear step by step are lists),
//! links to pages of the site, which are not there where the file is opened,
//! and small drawings in cells and tiles.

mod design;
mod flow;
mod layout;
mod markup;
mod package;
mod picture;
mod scheme;
mod slide;
mod table;
mod text;
mod training;
mod xml;

use std::collections::BTreeMap;

use crate::{
    compose::view::{BodyView, PageView},
    theme::Theme,
};
use package::{Links, Package};
use text::emu;
use xml::Xml;

/// Paints a drawing as the bytes of a PNG file.
pub type Paint<'a, E> = &'a dyn Fn(&str) -> Result<Vec<u8>, E>;

/// What slides need besides their content.
struct Stage<'a> {
    /// Pixels; the height is 720.
    width: f64,
    /// `zh-CN`.
    lang: &'a str,
    colours: BTreeMap<&'static str, String>,
    file: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

/// The bytes of a deck's presentation; none for a page that is no deck. `file`
/// gives the bytes of a picture by the link that the page has to it.
pub fn presentation<E>(
    page: &PageView,
    theme: &Theme,
    file: &dyn Fn(&str) -> Option<Vec<u8>>,
    paint: Paint<'_, E>,
) -> Result<Option<Vec<u8>>, E> {
    let BodyView::Deck {
        subtitle,
        slides,
        aspect,
        ..
    } = &page.body
    else {
        return Ok(None);
    };
    let stage = Stage {
        width: if aspect == "4:3" { 960.0 } else { 1280.0 },
        lang: language(&page.lang, &page.tag),
        colours: theme.picture_colours(),
        file,
    };
    let mut package = Package::default();
    design::add(&mut package, page, theme, stage.width);
    let imprint = slide::imprint_of(page, subtitle);
    for slide in slides {
        slide::add(&mut package, slide, &imprint, &stage, paint)?;
    }
    let xml = main_part(slides.len(), &stage);
    package.add(
        MAIN,
        "officedocument.presentationml.presentation.main",
        xml.0,
        &xml.1,
    );
    package.root.to("officeDocument", MAIN);
    properties(&mut package, page, stage.lang);
    Ok(Some(package.pack()))
}

const MAIN: &str = "ppt/presentation.xml";

/// The tag that office programs have for a language.
fn language<'a>(lang: &str, tag: &'a str) -> &'a str {
    match lang {
        "zh" => "zh-CN",
        "en" => "en-US",
        _ => tag,
    }
}

/// The list of slides, and how large they are.
fn main_part(slides: usize, stage: &Stage) -> (String, Links) {
    let mut links = Links::default();
    let mut xml = design::begin("p:presentation", &[("saveSubsetFonts", "1")]);
    let master = links.to("slideMaster", design::MASTER);
    xml.open("p:sldMasterIdLst", &[]);
    xml.leaf("p:sldMasterId", &[("id", "2147483648"), ("r:id", &master)])
        .close();
    let notes = links.to("notesMaster", design::NOTES);
    xml.open("p:notesMasterIdLst", &[]);
    xml.leaf("p:notesMasterId", &[("r:id", &notes)]).close();
    xml.open("p:sldIdLst", &[]);
    for number in 1..=slides {
        let link = links.to("slide", &slide::part(number));
        let id = (255 + number).to_string();
        xml.leaf("p:sldId", &[("id", &id), ("r:id", &link)]);
    }
    xml.close();
    links.to("theme", "ppt/theme/theme1.xml");
    let (width, height) = (emu(stage.width), emu(layout::HEIGHT));
    xml.leaf("p:sldSz", &[("cx", &width), ("cy", &height)]);
    // A page of notes is upright.
    xml.leaf("p:notesSz", &[("cx", &emu(720.0)), ("cy", &emu(1020.0))]);
    xml.close();
    (xml.finish(), links)
}

/// What is known of the document: no dates, since a file's are its own.
fn properties(package: &mut Package, page: &PageView, lang: &str) {
    let mut xml = Xml::new();
    let set = [
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.open("cp:coreProperties", &set);
    xml.word("dc:title", &page.title);
    xml.word("dc:creator", &page.site.organisation);
    if !page.description.is_empty() {
        xml.word("dc:description", &page.description);
    }
    xml.word("dc:language", lang).close();
    let (part, none) = ("docProps/core.xml", Links::default());
    package.add(part, "package.core-properties", xml.finish(), &none);
    package.root.properties(part);
    let mut xml = Xml::new();
    let space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.open("Properties", &[("xmlns", space)]);
    xml.word("Application", "Pingshu").close();
    let part = "docProps/app.xml";
    package.add(
        part,
        "officedocument.extended-properties",
        xml.finish(),
        &none,
    );
    package.root.to("extended-properties", part);
}
