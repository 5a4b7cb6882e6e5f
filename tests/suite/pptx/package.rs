//! A package taken apart: its parts, where they lead, and what stands where.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use roxmltree::{Document, Node};

/// The parts of a package by their names.
pub(crate) struct Package(pub(crate) BTreeMap<String, Vec<u8>>);

impl Package {
    pub(crate) fn open(bytes: Vec<u8>) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is a zip");
        let mut parts = BTreeMap::new();
        for i in 0..zip.len() {
            let mut entry = zip.by_index(i).expect("every entry can be read");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("and unpacked");
            let year = entry.last_modified().map(|it| it.year());
            assert_eq!(year, Some(1980), "{} has a date", entry.name());
            let twice = parts.insert(entry.name().to_owned(), bytes);
            assert!(twice.is_none(), "{} is there twice", entry.name());
        }
        Self(parts)
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        let bytes = self
            .0
            .get(name)
            .unwrap_or_else(|| panic!("{name} is not there"));
        std::str::from_utf8(bytes).expect("XML is UTF-8")
    }

    pub(crate) fn xml(&self, name: &str) -> Document<'_> {
        Document::parse(self.text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Where the relationships of a part lead, by their kind's last word.
    pub(crate) fn links(&self, part: &str) -> Vec<(String, String, String)> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let file = format!("{folder}/_rels/{name}.rels");
        let file = file.trim_start_matches('/');
        if !self.0.contains_key(file) {
            return Vec::new();
        }
        let xml = self.xml(file);
        let all = xml
            .descendants()
            .filter(|it| it.has_tag_name((RELATIONS, "Relationship")));
        let word = |it: &Node, name| it.attribute(name).unwrap_or_default().to_owned();
        all.map(|it| {
            let kind = word(&it, "Type");
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let target = word(&it, "Target");
            if it.attribute("TargetMode") == Some("External") {
                assert!(target.starts_with("http"), "{part} leads to {target}");
            } else {
                let own = target.trim_start_matches('/');
                assert!(self.0.contains_key(own), "{part} leads to {target}");
            }
            (
                word(&it, "Id"),
                kind,
                target.trim_start_matches('/').to_owned(),
            )
        })
        .collect()
    }

    pub(crate) fn linked(&self, part: &str, kind: &str) -> Option<String> {
        let links = self.links(part);
        links.into_iter().find(|it| it.1 == kind).map(|it| it.2)
    }
}

pub(crate) const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
pub(crate) const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
pub(crate) const SHOW: &str = "http://schemas.openxmlformats.org/presentationml/2006/main";
pub(crate) const SVG: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
pub(crate) const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The words of a node, paragraphs apart.
pub(crate) fn words(node: Node) -> String {
    let mut words = String::new();
    for it in node.descendants() {
        if it.has_tag_name((DRAWING, "t")) {
            words.push_str(it.text().unwrap_or_default());
        } else if it.has_tag_name((DRAWING, "br")) || it.has_tag_name((DRAWING, "p")) {
            words.push('\n');
        }
    }
    words
}

/// The shape of a slide that stands for that placeholder.
pub(crate) fn holder<'a>(slide: &'a Document, kind: &str) -> Option<Node<'a, 'a>> {
    let mut all = slide
        .descendants()
        .filter(|it| it.has_tag_name((SHOW, "sp")));
    all.find(|it| {
        let mut inside = it.descendants();
        inside.any(|it| it.has_tag_name((SHOW, "ph")) && it.attribute("type") == Some(kind))
    })
}

/// The places of the shapes of a slide that have one of their own: left, top,
/// right, bottom, in pixels.
pub(crate) fn places(xml: &Document) -> Vec<(String, [f64; 4])> {
    let shapes = xml.descendants().filter(|it| {
        let name = it.tag_name().name();
        it.tag_name().namespace() == Some(SHOW) && ["sp", "pic", "graphicFrame"].contains(&name)
    });
    shapes
        .filter_map(|shape| {
            let named = |name| {
                shape
                    .descendants()
                    .find(move |it: &Node| it.tag_name().name() == name)
            };
            let pixels = |node: Option<Node>, name| -> Option<f64> {
                let value: f64 = node?.attribute(name)?.parse().ok()?;
                Some(value / 9525.0)
            };
            let (off, ext) = (
                named("off"),
                named("ext").filter(|it| it.has_attribute("cx")),
            );
            let (x, y) = (pixels(off, "x")?, pixels(off, "y")?);
            let (width, height) = (pixels(ext, "cx")?, pixels(ext, "cy")?);
            let name = named("cNvPr")?.attribute("name")?.to_owned();
            Some((name, [x, y, x + width, y + height]))
        })
        .collect()
}
