//! File names: which are passed over, which are refused, and which look like a
//! forgotten copy.

use std::{ffi::OsStr, fmt::Write, path::Path};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    diag::FileName,
    safe_path::{self, NotSafe},
};

/// Why a name is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum BadName {
    NotUtf8,
    NotPortable(NotSafe),
}

/// The name of a path relative to the root: with `/`, in composed form.
pub(super) fn name_of(relative: &Path) -> Result<FileName, BadName> {
    let mut name = String::new();
    for part in relative {
        let part: String = part.to_str().ok_or(BadName::NotUtf8)?.nfc().collect();
        safe_path::component(&part).map_err(BadName::NotPortable)?;
        if !name.is_empty() {
            name.push('/');
        }
        name.push_str(&part);
    }
    Ok(name.into())
}

/// A path fit to be shown, whatever bytes it has: `bad\xFFname.md`.
pub(super) fn shown(path: &Path) -> String {
    let mut text = String::new();
    for part in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for c in part.valid().chars() {
            if c.is_control() {
                text.extend(c.escape_default());
            } else {
                text.push(c);
            }
        }
        for byte in part.invalid() {
            write!(text, "\\x{byte:02X}").expect("writing to a string cannot fail");
        }
    }
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text
    }
}

/// A path with its combining characters spelt out.
pub(super) fn spelt_out(path: &Path) -> String {
    let spell = |c: char| {
        if is_combining_mark(c) {
            c.escape_unicode().to_string()
        } else {
            c.to_string()
        }
    };
    shown(path).chars().map(spell).collect()
}

/// Reports whether a file or folder is passed over without a word: what systems
/// and editors leave lying about, and everything whose name starts with a dot.
pub(super) fn is_ignored(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    bytes.starts_with(b".")
        || bytes.starts_with(b"~$")
        || (bytes.starts_with(b"#") && bytes.ends_with(b"#"))
        || is("Thumbs.db")
        || is("ehthumbs.db")
        || is("desktop.ini")
        || is("__MACOSX")
}

/// Marks that systems put behind a name when they copy a file.
const MARKS_BEHIND: [&str; 16] = [
    " - 副本",
    "的副本",
    " 副本",
    "-副本",
    "_副本",
    "(副本)",
    "(复件)",
    "(copy)",
    "(another copy)",
    " - copy",
    " copy",
    " - kopie",
    " kopie",
    "(kopie)",
    "-backup",
    "_backup",
];

/// Marks that systems put before a name when they copy a file.
const MARKS_BEFORE: [&str; 4] = ["副本 ", "复件 ", "copy of ", "kopie von "];

/// Endings of what editors and merges leave beside a file.
const BACKUPS: [&str; 5] = [".bak", ".orig", ".rej", ".old", ".tmp"];

/// The name that the file seems to be a copy of, if it looks like one: by a mark
/// that nobody types, or by a number in parentheses while the same name without
/// it `exists` beside it.
pub(super) fn stray_copy(name: &str, exists: impl Fn(&str) -> bool) -> Option<String> {
    let name = name.rsplit('/').next().unwrap_or(name);
    if let Some(original) = name.strip_suffix('~') {
        return Some(original.to_owned());
    }
    let lower = name.to_lowercase();
    if let Some(ending) = BACKUPS.iter().find(|ending| lower.ends_with(*ending)) {
        return Some(name[..name.len() - ending.len()].to_owned());
    }
    let (stem, extension) = name.rfind('.').map_or((name, ""), |dot| name.split_at(dot));
    if let Some((original, _)) = stem.split_once(".sync-conflict-") {
        return Some(format!("{original}{extension}"));
    }
    if let Some((original, mark)) = stem.rsplit_once(" (")
        && mark.to_lowercase().contains("conflicted copy")
    {
        return Some(format!("{original}{extension}"));
    }
    let (unnumbered, has_number) = without_number(stem);
    if let Some(original) = without_mark(unnumbered) {
        return Some(format!("{original}{extension}"));
    }
    let original = format!("{unnumbered}{extension}");
    (has_number && exists(&original)).then_some(original)
}

/// The stem without ` (2)`, or without the ` 2` that follows a mark of macOS.
fn without_number(stem: &str) -> (&str, bool) {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some((before, number)) = stem
        .strip_suffix(')')
        .and_then(|stem| stem.rsplit_once('('))
        && digits(number)
    {
        return (before.trim_end(), true);
    }
    match stem.rsplit_once(' ') {
        Some((before, number)) if digits(number) && without_mark(before).is_some() => {
            (before, false)
        }
        _ => (stem, false),
    }
}

fn without_mark(stem: &str) -> Option<&str> {
    let behind = MARKS_BEHIND.iter().find_map(|mark| {
        let at = stem.len().checked_sub(mark.len())?;
        let ends = stem.get(at..)?.eq_ignore_ascii_case(mark);
        ends.then(|| stem[..at].trim_end())
    });
    let before = || {
        MARKS_BEFORE.iter().find_map(|mark| {
            let starts = stem.get(..mark.len())?.eq_ignore_ascii_case(mark);
            starts.then(|| stem[mark.len()..].trim_start())
        })
    };
    behind
        .or_else(before)
        .filter(|original| !original.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_copies_from_names() {
        let case = |name: &str, siblings: &[&str], expected: Option<&str>| {
            let found = stray_copy(name, |sibling| siblings.contains(&sibling));
            assert_eq!(found.as_deref(), expected, "{name}");
        };
        for name in [
            "data/2008/stars - 副本.yaml",
            "stars - 副本 (2).yaml",
            "stars的副本.yaml",
            "stars 副本 2.yaml",
            "复件 stars.yaml",
            "stars (复件).yaml",
            "stars - Copy.yaml",
            "stars - Copy (3).yaml",
            "stars copy.yaml",
            "stars copy 2.yaml",
            "Copy of stars.yaml",
            "Kopie von stars.yaml",
            "stars - Kopie.yaml",
            "stars (copy).yaml",
            "stars.yaml.bak",
            "stars.yaml.orig",
            "stars.yaml.OLD",
            "stars.yaml~",
            "stars.sync-conflict-20260101-120000-ABCDEFG.yaml",
            "stars (Li's conflicted copy 2026-01-01).yaml",
        ] {
            case(name, &[], Some("stars.yaml"));
        }
        case("stars (1).yaml", &["stars.yaml"], Some("stars.yaml"));
        case("stars(1).yaml", &["stars.yaml"], Some("stars.yaml"));
        case("photo (1).jpg", &[], None);
        case("photo 2.jpg", &["photo.jpg"], None);
        case("copy.yaml", &[], None);
        case("副本.yaml", &[], None);
        case("01-hardcopy.md", &[], None);
        case("satisfaction.yaml", &[], None);
        case("副本制度.md", &[], None);
    }

    #[test]
    fn passes_over_what_systems_leave() {
        let case = |name: &str, expected: bool| {
            assert_eq!(is_ignored(OsStr::new(name)), expected, "{name}");
        };
        for name in [
            ".DS_Store",
            "thumbs.db",
            "Desktop.ini",
            "~$plan.yaml",
            ".git",
            ".a.yaml.swp",
            ".#a.md",
            "._a.md",
            "#a.md#",
        ] {
            case(name, true);
        }
        for name in ["a.yaml", "~a.yaml", "#a.md", "git"] {
            case(name, false);
        }
    }

    #[test]
    fn composes_names_and_refuses_bad_ones() {
        let case = |path: &str, expected: Result<&str, BadName>| {
            assert_eq!(
                name_of(Path::new(path)).as_deref(),
                expected.as_ref().copied(),
                "{path:?}"
            );
        };
        case("data/cafe\u{301}.yaml", Ok("data/caf\u{e9}.yaml"));
        case(
            "data/a\nb.yaml",
            Err(BadName::NotPortable(NotSafe::Control('\n'))),
        );
        case(
            "data/aux.yaml",
            Err(BadName::NotPortable(NotSafe::Reserved("aux.yaml".into()))),
        );
    }

    #[test]
    fn shows_any_name() {
        assert_eq!(shown(Path::new("new\nline.md")), "new\\nline.md");
        assert_eq!(spelt_out(Path::new("cafe\u{301}.md")), "cafe\\u{301}.md");
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt;
            assert_eq!(
                shown(Path::new(OsStr::from_bytes(b"bad\xFFname.md"))),
                "bad\\xFFname.md"
            );
        }
    }
}
