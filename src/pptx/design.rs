//! What all slides have in common: the theme's colours and fonts, the master,
//! and a layout for each way that a slide can be laid out.

use super::{
    layout::{HEIGHT, Layout, Place, feet, foot_style, imprint},
    package::{Links, Package},
    scheme,
    text::{Style, level},
    xml::Xml,
};
use crate::{compose::view::PageView, theme::Theme};

pub(super) const SPACES: [(&str, &str); 3] = [
    (
        "xmlns:a",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        "xmlns:p",
        "http://schemas.openxmlformats.org/presentationml/2006/main",
    ),
];

/// Adds the master, the layouts and the themes to a package.
pub(super) fn add(package: &mut Package, page: &PageView, theme: &Theme, width: f64) {
    let none = Links::default();
    let kind = "officedocument.theme";
    for part in ["ppt/theme/theme1.xml", "ppt/theme/theme2.xml"] {
        package.add(part, kind, scheme::part(&page.site.title, theme), &none);
    }
    let mut links = Links::default();
    let mut ids = Vec::new();
    for layout in Layout::ALL {
        ids.push(links.to("slideLayout", &layout.part()));
        let mut own = Links::default();
        own.to("slideMaster", MASTER);
        let xml = layout_part(layout, page, width);
        let kind = "officedocument.presentationml.slideLayout";
        package.add(&layout.part(), kind, xml, &own);
    }
    links.to("theme", "ppt/theme/theme1.xml");
    let kind = "officedocument.presentationml.slideMaster";
    package.add(MASTER, kind, master(&ids, width), &links);
    let mut links = Links::default();
    links.to("theme", "ppt/theme/theme2.xml");
    let kind = "officedocument.presentationml.notesMaster";
    package.add(NOTES, kind, notes_master(width), &links);
}

pub(super) const MASTER: &str = "ppt/slideMasters/slideMaster1.xml";
pub(super) const NOTES: &str = "ppt/notesMasters/notesMaster1.xml";

/// A placeholder of a master or layout.
struct Holder<'a> {
    name: &'a str,
    /// Its kind and number, as in `p:ph`.
    kind: &'a [(&'a str, &'a str)],
    place: Place,
    anchor: &'a str,
    style: Style,
    /// Levels of lists.
    lists: bool,
    /// What it shows while it is empty; `#` for the number of the slide.
    prompt: &'a str,
}

const LEVELS: [&str; 5] = [
    "a:lvl1pPr",
    "a:lvl2pPr",
    "a:lvl3pPr",
    "a:lvl4pPr",
    "a:lvl5pPr",
];

fn holder(xml: &mut Xml, id: usize, it: &Holder) {
    xml.open("p:sp", &[]).open("p:nvSpPr", &[]);
    xml.leaf("p:cNvPr", &[("id", &id.to_string()), ("name", it.name)]);
    xml.open("p:cNvSpPr", &[])
        .leaf("a:spLocks", &[("noGrp", "1")])
        .close();
    xml.open("p:nvPr", &[])
        .leaf("p:ph", it.kind)
        .close()
        .close();
    xml.open("p:spPr", &[]);
    it.place.write(xml, "a:xfrm");
    xml.open("a:prstGeom", &[("prst", "rect")])
        .leaf("a:avLst", &[])
        .close()
        .close();
    xml.open("p:txBody", &[]);
    body(xml, it.anchor);
    xml.open("a:lstStyle", &[]);
    if it.lists {
        for (depth, name) in LEVELS.into_iter().enumerate() {
            level(xml, name, it.style, Some(depth));
        }
    } else {
        level(xml, LEVELS[0], it.style, None);
    }
    xml.close().open("a:p", &[]);
    if it.prompt == "#" {
        number(xml, "‹#›");
    } else {
        xml.open("a:r", &[])
            .leaf("a:rPr", &[("lang", "zh-CN")])
            .word("a:t", it.prompt)
            .close();
    }
    xml.close().close().close();
}

/// The number of the slide, which follows it when slides change places.
pub(super) fn number(xml: &mut Xml, shown: &str) {
    xml.open(
        "a:fld",
        &[
            ("id", "{6B1F4E0A-3C2D-4B5A-9E8F-0A1B2C3D4E5F}"),
            ("type", "slidenum"),
        ],
    );
    xml.leaf("a:rPr", &[("lang", "en-US")])
        .word("a:t", shown)
        .close();
}

/// The body of a text: no margins of its own, and never shrunk by itself.
pub(super) fn body(xml: &mut Xml, anchor: &str) {
    let set = [
        ("wrap", "square"),
        ("lIns", "0"),
        ("tIns", "0"),
        ("rIns", "0"),
        ("bIns", "0"),
        ("anchor", anchor),
    ];
    xml.open("a:bodyPr", &set).leaf("a:noAutofit", &[]).close();
}

fn tree(xml: &mut Xml) {
    xml.open("p:spTree", &[]).open("p:nvGrpSpPr", &[]);
    xml.leaf("p:cNvPr", &[("id", "1"), ("name", "")]);
    xml.leaf("p:cNvGrpSpPr", &[]).leaf("p:nvPr", &[]).close();
    xml.leaf("p:grpSpPr", &[]);
}

/// Opens a part with its tree of shapes.
pub(super) fn begin(name: &'static str, set: &[(&str, &str)]) -> Xml {
    let mut xml = Xml::new();
    let all: Vec<_> = SPACES.iter().chain(set).copied().collect();
    xml.open(name, &all);
    xml
}

/// Opens the shapes of a part.
pub(super) fn shapes(xml: &mut Xml, ground: Option<&str>, name: &str) {
    let named = [("name", name)];
    xml.open("p:cSld", if name.is_empty() { &[] } else { &named });
    if let Some(colour) = ground {
        xml.open("p:bg", &[]).open("p:bgPr", &[]);
        xml.open("a:solidFill", &[])
            .leaf("a:schemeClr", &[("val", colour)])
            .close();
        xml.leaf("a:effectLst", &[]).close().close();
    }
    tree(xml);
}

fn master(layouts: &[String], width: f64) -> String {
    let mut xml = begin("p:sldMaster", &[]);
    shapes(&mut xml, Some("bg1"), "");
    let (place, style, anchor) = Layout::Content.heading(width);
    let title = Holder {
        name: "Title",
        kind: &[("type", "title")],
        place,
        anchor,
        style,
        lists: false,
        prompt: "—",
    };
    holder(&mut xml, 2, &title);
    if let Some((place, style)) = Layout::Content.words(width) {
        let words = Holder {
            name: "Text",
            kind: &[("type", "body"), ("idx", "1")],
            place,
            anchor: "t",
            style,
            lists: true,
            prompt: "—",
        };
        holder(&mut xml, 3, &words);
    }
    foot(&mut xml, width, 4, "tx2");
    xml.close().close();
    xml.leaf("p:clrMap", &scheme::MAP);
    xml.open("p:sldLayoutIdLst", &[]);
    for (i, link) in layouts.iter().enumerate() {
        let id = (2_147_483_649 + i).to_string();
        xml.leaf("p:sldLayoutId", &[("id", &id), ("r:id", link)]);
    }
    xml.close().open("p:txStyles", &[]);
    xml.open("p:titleStyle", &[]);
    level(&mut xml, LEVELS[0], style, None);
    xml.close().open("p:bodyStyle", &[]);
    for (depth, name) in LEVELS.into_iter().enumerate() {
        level(&mut xml, name, Style::BODY, Some(depth));
    }
    xml.close().open("p:otherStyle", &[]);
    level(&mut xml, LEVELS[0], Style::BODY, None);
    xml.close().close().close();
    xml.finish()
}

fn foot(xml: &mut Xml, width: f64, id: usize, colour: &'static str) {
    let [left, right] = feet(width);
    let style = |align| Style {
        colour,
        ..foot_style(align)
    };
    let words = Holder {
        name: "Footer",
        kind: &[("type", "ftr"), ("sz", "quarter"), ("idx", "11")],
        place: left,
        anchor: "ctr",
        style: style("l"),
        lists: false,
        prompt: "",
    };
    holder(xml, id, &words);
    let number = Holder {
        name: "Slide number",
        kind: &[("type", "sldNum"), ("sz", "quarter"), ("idx", "12")],
        place: right,
        style: style("r"),
        prompt: "#",
        ..words
    };
    holder(xml, id + 1, &number);
}

fn layout_part(layout: Layout, page: &PageView, width: f64) -> String {
    let (kind, word) = layout.kind();
    let word = page.words.get(word).map_or(kind, String::as_str);
    let set = [("type", kind), ("preserve", "1")];
    let mut xml = begin("p:sldLayout", &set);
    let is_section = layout == Layout::Section;
    shapes(&mut xml, is_section.then_some("accent1"), word);
    if layout == Layout::Title {
        bar(&mut xml);
    }
    if layout != Layout::Blank {
        let (place, style, anchor) = layout.heading(width);
        let title = Holder {
            name: "Title",
            kind: &[(
                "type",
                if layout == Layout::Title {
                    "ctrTitle"
                } else {
                    "title"
                },
            )],
            place,
            anchor,
            style,
            lists: false,
            prompt: word,
        };
        holder(&mut xml, 2, &title);
    }
    if let Some((place, style)) = layout.words(width) {
        let kind = if layout == Layout::Title {
            "subTitle"
        } else {
            "body"
        };
        let words = Holder {
            name: "Text",
            kind: &[("type", kind), ("idx", "1")],
            place,
            anchor: "t",
            style,
            lists: layout == Layout::Content,
            prompt: "—",
        };
        holder(&mut xml, 3, &words);
    }
    if layout == Layout::Title {
        let (place, style) = imprint(width);
        let words = Holder {
            name: "Imprint",
            kind: &[("type", "body"), ("sz", "quarter"), ("idx", "13")],
            place,
            anchor: "t",
            style,
            lists: false,
            prompt: "—",
        };
        holder(&mut xml, 4, &words);
    }
    if layout.has_foot() {
        foot(&mut xml, width, 5, if is_section { "bg1" } else { "tx2" });
    }
    xml.close().close();
    xml.open("p:clrMapOvr", &[])
        .leaf("a:masterClrMapping", &[])
        .close()
        .close();
    xml.finish()
}

/// The edge of the first slide.
fn bar(xml: &mut Xml) {
    let place = Place {
        x: 0.0,
        y: 0.0,
        width: 16.0,
        height: HEIGHT,
    };
    xml.open("p:sp", &[]).open("p:nvSpPr", &[]);
    xml.leaf("p:cNvPr", &[("id", "9"), ("name", "Edge")]);
    xml.leaf("p:cNvSpPr", &[]).leaf("p:nvPr", &[]).close();
    xml.open("p:spPr", &[]);
    place.write(xml, "a:xfrm");
    xml.open("a:prstGeom", &[("prst", "rect")])
        .leaf("a:avLst", &[])
        .close();
    xml.open("a:solidFill", &[])
        .leaf("a:schemeClr", &[("val", "accent1")])
        .close();
    xml.open("a:ln", &[])
        .leaf("a:noFill", &[])
        .close()
        .close()
        .close();
}

/// The page of notes: the slide above, the words below, on A4 upright.
fn notes_master(width: f64) -> String {
    let mut xml = begin("p:notesMaster", &[]);
    shapes(&mut xml, Some("bg1"), "");
    image(&mut xml, 2, width);
    let words = Holder {
        name: "Notes",
        kind: &[("type", "body"), ("sz", "quarter"), ("idx", "1")],
        place: Place {
            x: 72.0,
            y: 540.0,
            width: 576.0,
            height: 420.0,
        },
        anchor: "t",
        style: NOTE,
        lists: false,
        prompt: "—",
    };
    holder(&mut xml, 3, &words);
    xml.close().close();
    xml.leaf("p:clrMap", &scheme::MAP).open("p:notesStyle", &[]);
    level(&mut xml, LEVELS[0], NOTE, None);
    xml.close().close();
    xml.finish()
}

/// How notes are set.
pub(super) const NOTE: Style = Style {
    size: 16.0,
    leading: 1.4,
    gap: 6.0,
    ..Style::BODY
};

/// The picture of the slide on a page of notes.
pub(super) fn image(xml: &mut Xml, id: usize, width: f64) {
    xml.open("p:sp", &[]).open("p:nvSpPr", &[]);
    xml.leaf("p:cNvPr", &[("id", &id.to_string()), ("name", "Slide")]);
    let locks = [("noGrp", "1"), ("noRot", "1"), ("noChangeAspect", "1")];
    xml.open("p:cNvSpPr", &[]).leaf("a:spLocks", &locks).close();
    xml.open("p:nvPr", &[])
        .leaf("p:ph", &[("type", "sldImg")])
        .close()
        .close();
    xml.open("p:spPr", &[]);
    let place = Place {
        x: 72.0,
        y: 72.0,
        width: 576.0,
        height: 576.0 * HEIGHT / width,
    };
    place.write(xml, "a:xfrm");
    xml.open("a:prstGeom", &[("prst", "rect")])
        .leaf("a:avLst", &[])
        .close()
        .close()
        .close();
}
