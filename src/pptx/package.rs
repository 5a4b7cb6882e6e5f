//! The package: parts, what each is, how they are related, and the zip around
//! them. Nothing in it depends on the clock or the machine.

use std::{
    collections::BTreeMap,
    io::{Cursor, Write},
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::xml::Xml;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/";

/// The relationships of one part.
#[derive(Debug, Default)]
pub(super) struct Links {
    targets: Vec<(String, String, bool)>,
}

impl Links {
    /// Relates the part to another by its name from the root, and gives the id.
    pub(super) fn to(&mut self, kind: &str, part: &str) -> String {
        self.add(format!("{OFFICE}{kind}"), format!("/{part}"), false)
    }

    /// Relates the part to a web address.
    pub(super) fn address(&mut self, address: &str) -> String {
        self.add(format!("{OFFICE}hyperlink"), address.to_owned(), true)
    }

    /// Relates the package to what is known of its document.
    pub(super) fn properties(&mut self, part: &str) -> String {
        let kind = format!("{PACKAGE}relationships/metadata/core-properties");
        self.add(kind, format!("/{part}"), false)
    }

    fn add(&mut self, kind: String, target: String, is_outside: bool) -> String {
        let link = (kind, target, is_outside);
        let at = self.targets.iter().position(|it| *it == link);
        let at = at.unwrap_or_else(|| {
            self.targets.push(link);
            self.targets.len() - 1
        });
        format!("rId{}", at + 1)
    }

    fn xml(&self) -> String {
        let mut xml = Xml::new();
        let space = format!("{PACKAGE}relationships");
        xml.open("Relationships", &[("xmlns", &space)]);
        for (i, (kind, target, is_outside)) in self.targets.iter().enumerate() {
            let id = format!("rId{}", i + 1);
            let mut set = vec![
                ("Id", id.as_str()),
                ("Type", kind.as_str()),
                ("Target", target.as_str()),
            ];
            if *is_outside {
                set.push(("TargetMode", "External"));
            }
            xml.leaf("Relationship", &set);
        }
        xml.close();
        xml.finish()
    }
}

/// A package as it is filled.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// The bytes of each part and its content type; none where the ending of
    /// its name tells.
    parts: BTreeMap<String, (Vec<u8>, Option<String>)>,
    pub(super) root: Links,
}

impl Package {
    /// Adds a part of XML with its relationships. Its type is said without what
    /// all have in common: `officedocument.presentationml.slide`.
    pub(super) fn add(&mut self, name: &str, kind: &str, xml: String, links: &Links) {
        let kind = format!("application/vnd.openxmlformats-{kind}+xml");
        self.parts
            .insert(name.to_owned(), (xml.into_bytes(), Some(kind)));
        if !links.targets.is_empty() {
            self.parts
                .insert(relationships(name), (links.xml().into_bytes(), None));
        }
    }

    /// Adds a picture and gives the part's name; the same bytes are kept once.
    pub(super) fn picture(&mut self, bytes: Vec<u8>, ending: &str) -> String {
        let folder = "ppt/media/";
        let known = self.parts.iter();
        let mut known = known.filter(|(name, _)| name.starts_with(folder));
        if let Some((name, _)) =
            known.find(|(name, (own, _))| *own == bytes && name.ends_with(ending))
        {
            return name.clone();
        }
        let count = self
            .parts
            .keys()
            .filter(|it| it.starts_with(folder))
            .count();
        let name = format!("{folder}picture{}.{ending}", count + 1);
        self.parts.insert(name.clone(), (bytes, None));
        name
    }

    /// Packs it all.
    pub(super) fn pack(mut self) -> Vec<u8> {
        let links = self.root.xml().into_bytes();
        self.parts.insert(relationships(""), (links, None));
        let types = self.types();
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        // The list of types is the first entry, as readers of streams expect.
        write(&mut zip, "[Content_Types].xml", types.as_bytes());
        for (name, (bytes, _)) in &self.parts {
            write(&mut zip, name, bytes);
        }
        let done = zip.finish().expect("memory takes all");
        done.into_inner()
    }

    fn types(&self) -> String {
        let mut xml = Xml::new();
        let space = format!("{PACKAGE}content-types");
        xml.open("Types", &[("xmlns", &space)]);
        for (ending, kind) in [
            ("gif", "image/gif"),
            ("jpeg", "image/jpeg"),
            ("png", "image/png"),
            (
                "rels",
                "application/vnd.openxmlformats-package.relationships+xml",
            ),
            ("svg", "image/svg+xml"),
            ("xml", "application/xml"),
        ] {
            xml.leaf("Default", &[("Extension", ending), ("ContentType", kind)]);
        }
        for (name, (_, kind)) in &self.parts {
            if let Some(kind) = kind {
                let name = format!("/{name}");
                xml.leaf("Override", &[("PartName", &name), ("ContentType", kind)]);
            }
        }
        xml.close();
        xml.finish()
    }
}

/// Where the relationships of a part are kept.
fn relationships(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

fn write(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) {
    let is_packed = [".png", ".jpeg", ".gif"]
        .iter()
        .any(|it| name.ends_with(it));
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .compression_method(if is_packed {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        });
    zip.start_file(name, options).expect("names differ");
    zip.write_all(bytes).expect("memory takes all");
}
