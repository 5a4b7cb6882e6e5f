//! The manifest: which files of an output folder are ours, and what is in them.
//! Its presence is also the mark that the folder is ours at all.
//!
//! Deliberately without a date or a version of the tool: same inputs, same bytes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{diag::Fault, safe_path::SafePath};

/// The manifest's name in the output folder.
pub const MANIFEST: &str = ".pingshu-manifest.json";

/// The format that this version writes, and the only one it reads.
pub const MANIFEST_FORMAT: u32 = 1;

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// One file of an output folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Relative to the output folder.
    pub path: SafePath,
    /// Bytes.
    pub size: u64,
    /// The SHA-256 of the contents, in lower-case hexadecimal digits.
    pub sha256: String,
}

impl Listed {
    /// The entry of a file with these contents.
    pub fn of(path: SafePath, bytes: &[u8]) -> Self {
        let mut sha256 = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            sha256.extend([byte >> 4, byte & 15].map(|half| char::from(DIGITS[usize::from(half)])));
        }
        Self {
            path,
            size: bytes.len() as u64,
            sha256,
        }
    }
}

/// The files of an output folder, sorted by path; the manifest itself and what
/// systems leave lying about are not among them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: u32,
    /// Sorted by path.
    pub files: Vec<Listed>,
}

impl Manifest {
    /// A manifest of these files.
    pub fn new(mut files: Vec<Listed>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self {
            format: MANIFEST_FORMAT,
            files,
        }
    }

    /// Reads the manifest of a folder; `None` where there is none that this
    /// version can read, as in a folder that is not ours.
    pub fn of_folder(folder: &Path) -> Result<Option<Self>, Fault> {
        let path = folder.join(MANIFEST);
        let bytes = fs::symlink_metadata(&path).and_then(|it| {
            if it.is_file() {
                fs::read(&path).map(Some)
            } else {
                Ok(None)
            }
        });
        match bytes {
            Ok(bytes) => Ok(bytes.and_then(|it| Self::parse(&it))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Fault::disk("read", path)(error)),
        }
    }

    /// Reads a manifest, if the bytes are one of a format that is known.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        (manifest.format == MANIFEST_FORMAT).then_some(manifest)
    }

    /// The manifest as JSON, a line per file, so that two of them can be
    /// compared by eye.
    pub fn to_json(&self) -> String {
        let mut text = format!("{{\n\"format\": {},\n\"files\": [", self.format);
        for (i, file) in self.files.iter().enumerate() {
            text.push_str(if i == 0 { "\n" } else { ",\n" });
            text.push_str(
                &serde_json::to_string(file).expect("a listed file is plain text and a number"),
            );
        }
        text.push_str("\n]\n}\n");
        text
    }

    /// The files by path.
    pub fn by_path(&self) -> BTreeMap<&str, &Listed> {
        self.files
            .iter()
            .map(|file| (file.path.as_str(), file))
            .collect()
    }

    /// The folders that the files stand in.
    pub fn folders(&self) -> BTreeSet<&str> {
        self.files
            .iter()
            .flat_map(|file| file.path.folders())
            .collect()
    }
}

/// Reports whether a file of that name is one that systems leave in any folder:
/// it is neither ours nor anybody's work.
pub fn is_dropping(name: &str) -> bool {
    [".DS_Store", "Thumbs.db", "desktop.ini"]
        .iter()
        .any(|it| it.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(path: &str) -> Listed {
        Listed::of(SafePath::new(path).expect("portable"), b"abc")
    }

    #[test]
    fn survives_being_written_and_read() {
        for files in [
            vec![],
            vec![
                listed("b/c.html"),
                listed("a \"quoted\" 评.html".replace('"', "'").as_str()),
            ],
        ] {
            let manifest = Manifest::new(files);
            assert_eq!(
                Manifest::parse(manifest.to_json().as_bytes()),
                Some(manifest)
            );
        }
    }

    #[test]
    fn is_the_same_whatever_the_order_of_writing() {
        let one = Manifest::new(vec![listed("b"), listed("a/x")]).to_json();
        let other = Manifest::new(vec![listed("a/x"), listed("b")]).to_json();
        assert_eq!(one, other);
        assert_eq!(
            one.lines().nth(3),
            Some(
                "{\"path\":\"a/x\",\"size\":3,\"sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"},"
            )
        );
    }

    #[test]
    fn refuses_what_is_no_manifest_of_ours() {
        let case = |text: &str| assert_eq!(Manifest::parse(text.as_bytes()), None, "{text}");
        case("");
        case("{}");
        case(r#"{"format": 2, "files": []}"#);
        case(r#"{"format": 1, "files": [{"path": "../x", "size": 1, "sha256": ""}]}"#);
        case(r#"{"format": 1, "files": [{"path": "/etc/passwd", "size": 1, "sha256": ""}]}"#);
    }
}
