//! The example, built once by the program itself, and its pages as text.
//!
//! No HTML parser: the pages are our own, with every attribute in double quotes.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// The built example.
pub(super) struct Site {
    folder: tempfile::TempDir,
    /// Paths of its pages with `/`, sorted.
    pub(super) pages: Vec<String>,
}

/// Builds the example on the first call.
pub(super) fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let output = folder.path().join("site");
        let built = Command::new(env!("CARGO_BIN_EXE_pingshu"))
            .args(["build", "--root", env!("CARGO_MANIFEST_DIR"), "-o"])
            .arg(&output)
            .output()
            .expect("the program starts");
        assert!(
            built.status.success(),
            "the example does not build:\n{}",
            String::from_utf8_lossy(&built.stderr)
        );
        let pages = walkdir::WalkDir::new(&output)
            .sort_by_file_name()
            .into_iter()
            .map(|entry| entry.expect("readable").into_path())
            .filter(|path| path.extension().is_some_and(|it| it == "html"))
            .map(|path| {
                let inside = path.strip_prefix(&output).expect("inside");
                inside.to_str().expect("ASCII").replace('\\', "/")
            })
            .collect();
        Site { folder, pages }
    })
}

impl Site {
    /// Where a file of the site is.
    pub(super) fn path(&self, page: &str) -> PathBuf {
        self.folder.path().join("site").join(page)
    }

    /// Its address for a browser.
    pub(super) fn address(&self, page: &str) -> String {
        format!("file://{}", self.path(page).display())
    }

    /// The text of a page.
    pub(super) fn read(&self, page: &str) -> String {
        fs::read_to_string(self.path(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
    }

    /// The decks.
    pub(super) fn decks(&self) -> impl Iterator<Item = &str> {
        self.pages
            .iter()
            .map(String::as_str)
            .filter(|page| page.contains("slides/") || page.contains("decks/"))
    }
}

/// Every value of an attribute in a page, with entities undone.
pub(super) fn attributes<'a>(html: &'a str, name: &str) -> impl Iterator<Item = String> + use<'a> {
    let lead = format!(" {name}=\"");
    let length = lead.len();
    let places: Vec<usize> = html
        .match_indices(&lead)
        .map(|(at, _)| at + length)
        .collect();
    places.into_iter().map(|at| {
        let rest = &html[at..];
        let value = &rest[..rest.find('"').expect("the quote is closed")];
        value
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#x2F;", "/")
            .replace("&amp;", "&")
    })
}

/// The page that a relative link on `page` names; `None` where it leads out of
/// the site.
pub(super) fn resolve(page: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = Path::new(page)
        .parent()
        .and_then(Path::to_str)
        .expect("ASCII")
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
