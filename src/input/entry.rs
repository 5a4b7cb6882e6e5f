//! One file of a site, and the kinds of files that are treated differently.

use std::path::PathBuf;

use super::{MEDIA_LIMIT, STREAM_LIMIT, Stamp, WHOLE_LIMIT};
use crate::diag::FileName;

/// A regular file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Relative to the site's root, with `/`, in composed Unicode form.
    pub name: FileName,
    /// Where it is on the disk, spelt as the disk spells it.
    pub path: PathBuf,
    /// Its state when the site was read.
    pub stamp: Stamp,
    /// How it is treated.
    pub kind: Kind,
}

/// How a file is treated, by its extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `.yaml`, `.yml`: held.
    Yaml,
    /// `.md`: held.
    Markdown,
    /// `.csv`, `.tsv`: read as a stream.
    Rows,
    /// `.mp4`, `.webm`, `.mp3`, `.m4a`, `.ogg`, `.wav`, `.vtt`: copied, if they
    /// are short.
    Media,
    /// Images, templates, style sheets and whatever else: opened when needed.
    Other,
}

impl Kind {
    /// The kind of a file of that name.
    pub fn of(name: &str) -> Self {
        let (_, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        match extension.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Self::Yaml,
            "md" => Self::Markdown,
            "csv" | "tsv" => Self::Rows,
            "mp4" | "webm" | "mp3" | "m4a" | "ogg" | "wav" | "vtt" => Self::Media,
            _ => Self::Other,
        }
    }

    /// Reports whether such a file is held in memory.
    pub fn is_held(self) -> bool {
        matches!(self, Self::Yaml | Self::Markdown)
    }

    /// The most bytes that such a file may have.
    pub fn limit(self) -> u64 {
        match self {
            Self::Yaml | Self::Markdown | Self::Other => WHOLE_LIMIT,
            Self::Rows => STREAM_LIMIT,
            Self::Media => MEDIA_LIMIT,
        }
    }
}
