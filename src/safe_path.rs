//! `SafePath`: a relative path that means the same file on every system and
//! cannot leave the folder it is joined to.
//!
//! Deliberately not here: the disk. A `SafePath` is text; what stands at that
//! place, and whether a link does, is asked by `input` and `stage`. Nothing is
//! repaired either, except that text is brought into Unicode's composed form:
//! a name that is not portable is refused, with the rule it breaks.

use std::{error, fmt, path::PathBuf, str::FromStr};

use unicode_normalization::UnicodeNormalization;

use crate::diag::Code;

/// The most characters that one component may have.
pub const COMPONENT_CHARS: usize = 120;

/// The most bytes that one component may have in UTF-8: file systems stop at
/// 255, and a name must leave room for a suffix.
pub const COMPONENT_BYTES: usize = 240;

/// A relative, portable path with `/` between its components, in Unicode's
/// composed form (NFC).
///
/// ```
/// use pingshu::safe_path::{NotSafe, SafePath};
///
/// let page = SafePath::new("2008/review.html")?;
/// assert_eq!(page.as_str(), "2008/review.html");
/// assert_eq!(SafePath::new("../secret"), Err(NotSafe::Escapes));
/// assert_eq!(SafePath::new("a/nul.txt"), Err(NotSafe::Reserved("nul.txt".into())));
/// # Ok::<(), NotSafe>(())
/// ```
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(into = "String", try_from = "String")]
pub struct SafePath(String);

impl SafePath {
    /// Reads a path; `/` is the only separator.
    pub fn new(text: &str) -> Result<Self, NotSafe> {
        let text: String = if text.is_ascii() {
            text.to_owned()
        } else {
            text.nfc().collect()
        };
        if text.is_empty() {
            return Err(NotSafe::Empty);
        }
        if text.starts_with(['/', '\\']) {
            return Err(NotSafe::Absolute);
        }
        if text.split(['/', '\\']).next().is_some_and(is_drive) {
            return Err(NotSafe::Absolute);
        }
        // A backslash separates on Windows, so `..` is looked for on both sides of it.
        if text.split(['/', '\\']).any(|part| part == "..") {
            return Err(NotSafe::Escapes);
        }
        for part in text.split('/') {
            component(part)?;
        }
        Ok(Self(text))
    }

    /// The path of something in this folder.
    pub fn join(&self, rest: &str) -> Result<Self, NotSafe> {
        let rest = Self::new(rest)?;
        Ok(Self(format!("{self}/{rest}")))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The components, from the outermost folder to the name.
    pub fn components(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/')
    }

    /// The last component.
    pub fn file_name(&self) -> &str {
        self.0
            .rsplit('/')
            .next()
            .expect("a split has at least one part")
    }

    /// The folders that the path stands in, from the outermost: `a` and `a/b`
    /// for `a/b/c`.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').map(|(at, _)| &self.0[..at])
    }

    /// The path below a folder of the disk.
    pub fn under(&self, folder: &std::path::Path) -> PathBuf {
        let mut whole = folder.to_path_buf();
        whole.extend(self.components());
        whole
    }

    /// A key that is the same for paths which some system takes for the same
    /// file: equal but for case or Unicode form.
    pub fn fold(&self) -> String {
        fold(&self.0)
    }
}

/// The key of [`SafePath::fold`], for text that is not a `SafePath`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // A final sigma is a letter's shape at the end of a word, not another letter.
    let lower = |c: char| c.to_lowercase().map(|c| if c == 'ς' { 'σ' } else { c });
    let once: String = text.nfc().flat_map(lower).collect();
    once.nfc().collect()
}

/// Checks one component of a path, as it stands; its Unicode form is not looked at.
pub fn component(name: &str) -> Result<(), NotSafe> {
    match name {
        "" | "." => return Err(NotSafe::Empty),
        ".." => return Err(NotSafe::Escapes),
        _ => {}
    }
    if let Some(c) = name.chars().find(|c| is_control(*c)) {
        return Err(NotSafe::Control(c));
    }
    if let Some(c) = name.chars().find(|c| "<>:\"|?*\\/".contains(*c)) {
        return Err(NotSafe::Illegal(c));
    }
    if name.ends_with(['.', ' ']) {
        return Err(NotSafe::EndsWithDotOrSpace(name.to_owned()));
    }
    if name.chars().count() > COMPONENT_CHARS || name.len() > COMPONENT_BYTES {
        return Err(NotSafe::TooLong(name.to_owned()));
    }
    if is_reserved(name) {
        return Err(NotSafe::Reserved(name.to_owned()));
    }
    Ok(())
}

fn is_drive(part: &str) -> bool {
    matches!(part.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic())
}

/// Control characters, and those that look like nothing or turn the reading
/// direction: a name with one of them cannot be told from another.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Names that Windows keeps for devices, with or without an extension.
fn is_reserved(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or(name)
        .trim_end_matches(' ')
        .to_uppercase();
    if matches!(
        stem.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" | "CLOCK$"
    ) {
        return true;
    }
    let number = stem
        .strip_prefix("COM")
        .or_else(|| stem.strip_prefix("LPT"));
    number.is_some_and(|number| {
        let mut digits = number.chars();
        matches!(
            (digits.next(), digits.next()),
            (Some('0'..='9' | '¹' | '²' | '³'), None)
        )
    })
}

impl fmt::Display for SafePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for SafePath {
    type Err = NotSafe;
    fn from_str(text: &str) -> Result<Self, NotSafe> {
        Self::new(text)
    }
}

impl TryFrom<String> for SafePath {
    type Error = NotSafe;
    fn try_from(text: String) -> Result<Self, NotSafe> {
        Self::new(&text)
    }
}

impl From<SafePath> for String {
    fn from(path: SafePath) -> Self {
        path.0
    }
}

/// Which rule a path breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSafe {
    /// Nothing between two separators, or a `.`.
    Empty,
    /// It starts at a root, a drive or a server.
    Absolute,
    /// It has a `..`.
    Escapes,
    /// A character that some system does not take in a name.
    Illegal(char),
    /// A control character, an invisible one, or one that turns the reading direction.
    Control(char),
    /// A component ends with a dot or a space, which Windows drops.
    EndsWithDotOrSpace(String),
    /// A component is the name of a device on Windows.
    Reserved(String),
    /// A component over [`COMPONENT_CHARS`] characters or [`COMPONENT_BYTES`] bytes.
    TooLong(String),
}

impl NotSafe {
    /// The code that a mistake of the author's is reported under.
    pub fn code(&self) -> Code {
        match self {
            Self::Absolute | Self::Escapes => Code::PathEscapes,
            Self::Empty
            | Self::Illegal(_)
            | Self::Control(_)
            | Self::EndsWithDotOrSpace(_)
            | Self::Reserved(_)
            | Self::TooLong(_) => Code::BadFileName,
        }
    }

    /// The key under `notes` in the locale files that says which rule it is.
    pub fn note(&self) -> &'static str {
        match self {
            Self::Empty => "path_empty",
            Self::Absolute => "path_absolute",
            Self::Escapes => "path_escapes",
            Self::Illegal(_) => "name_illegal",
            Self::Control(_) => "name_control",
            Self::EndsWithDotOrSpace(_) => "name_ending",
            Self::Reserved(_) => "name_reserved",
            Self::TooLong(_) => "name_too_long",
        }
    }

    /// What breaks the rule, fit to be shown: a character or a component.
    pub fn culprit(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Absolute => "/".to_owned(),
            Self::Escapes => "..".to_owned(),
            Self::Illegal(c) => c.to_string(),
            Self::Control(c) => format!("U+{:04X}", u32::from(*c)),
            Self::EndsWithDotOrSpace(name) | Self::Reserved(name) | Self::TooLong(name) => {
                name.clone()
            }
        }
    }
}

impl fmt::Display for NotSafe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a component of the path is empty"),
            Self::Absolute => f.write_str("expected a relative path, found an absolute one"),
            Self::Escapes => f.write_str("the path has `..`"),
            Self::Illegal(c) => write!(f, "`{c}` is not allowed in a file name"),
            Self::Control(c) => write!(f, "U+{:04X} is not allowed in a file name", u32::from(*c)),
            Self::EndsWithDotOrSpace(name) => write!(f, "`{name}` ends with a dot or a space"),
            Self::Reserved(name) => write!(f, "`{name}` is a device's name on Windows"),
            Self::TooLong(name) => write!(f, "`{name}` is too long"),
        }
    }
}
impl error::Error for NotSafe {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn case(text: &str, expected: Result<&str, NotSafe>) {
        assert_eq!(
            SafePath::new(text).map(String::from),
            expected.map(str::to_owned),
            "{text:?}"
        );
    }

    #[test]
    fn accepts_portable_paths() {
        for text in [
            "index.html",
            "2008/review.html",
            "资料/投诉.csv",
            ".hidden",
            "a b",
            "com10",
            "console",
            "lpt",
            "a..b",
        ] {
            case(text, Ok(text));
        }
        case("cafe\u{301}.html", Ok("caf\u{e9}.html"));
    }

    #[test]
    fn names_the_rule_that_is_broken() {
        case("", Err(NotSafe::Empty));
        case("a//b", Err(NotSafe::Empty));
        case("a/", Err(NotSafe::Empty));
        case("./a", Err(NotSafe::Empty));
        case("/etc/passwd", Err(NotSafe::Absolute));
        case("C:\\Windows\\win.ini", Err(NotSafe::Absolute));
        case("c:x", Err(NotSafe::Illegal(':')));
        case("d:/x", Err(NotSafe::Absolute));
        case("\\\\server\\share\\x.csv", Err(NotSafe::Absolute));
        case("../../x", Err(NotSafe::Escapes));
        case("a/../b", Err(NotSafe::Escapes));
        case("a\\..\\b", Err(NotSafe::Escapes));
        case("a\\b", Err(NotSafe::Illegal('\\')));
        case("a:b*?", Err(NotSafe::Illegal(':')));
        case("a\u{37e}b", Ok("a;b"));
        case("new\nline", Err(NotSafe::Control('\n')));
        case("a\u{202e}b", Err(NotSafe::Control('\u{202e}')));
        case(
            "report.",
            Err(NotSafe::EndsWithDotOrSpace("report.".into())),
        );
        case(
            "report /x",
            Err(NotSafe::EndsWithDotOrSpace("report ".into())),
        );
        case("...", Err(NotSafe::EndsWithDotOrSpace("...".into())));
        for name in [
            "con",
            "NUL",
            "Com1.tar.gz",
            "lpt9",
            "COM¹",
            "aux .txt",
            "conin$",
        ] {
            case(name, Err(NotSafe::Reserved(name.into())));
        }
        case(&"x".repeat(120), Ok(&"x".repeat(120)));
        case(&"x".repeat(121), Err(NotSafe::TooLong("x".repeat(121))));
        // Eighty characters of three bytes each fit a file system; 81 are over our limit.
        case(&"评".repeat(80), Ok(&"评".repeat(80)));
        case(&"评".repeat(81), Err(NotSafe::TooLong("评".repeat(81))));
    }

    #[test]
    fn folds_what_some_system_takes_for_the_same() {
        let same = |a: &str, b: &str| assert_eq!(fold(a), fold(b), "{a:?} {b:?}");
        same("Report.md", "report.md");
        same("caf\u{e9}", "CAFE\u{301}");
        same("\u{212a}", "k");
        same("ΣΑΣ", "σας");
        assert_ne!(fold("report"), fold("rep0rt"));
    }

    #[test]
    fn lists_the_folders_around_a_path() {
        let path = SafePath::new("a/b/c").expect("portable");
        assert_eq!(path.folders().collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(path.file_name(), "c");
        assert_eq!(
            path.join("d/e").map(String::from),
            Ok("a/b/c/d/e".to_owned())
        );
        assert_eq!(path.join("../d"), Err(NotSafe::Escapes));
    }

    /// Text made of what breaks paths, so that a property meets it often.
    fn nasty() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("..".to_owned()),
            Just("/".to_owned()),
            Just("\\".to_owned()),
            Just("c:".to_owned()),
            Just("nul".to_owned()),
            Just("e\u{301}".to_owned()),
            Just(".".to_owned()),
            Just(" ".to_owned()),
            "[a-zA-Z0-9]{1,4}",
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_accepted_stays_inside(text in nasty()) {
            if let Ok(path) = SafePath::new(&text) {
                let whole = path.under(std::path::Path::new("/site/public"));
                prop_assert!(whole.starts_with("/site/public"));
                for part in whole.components() {
                    prop_assert!(!matches!(part, std::path::Component::ParentDir | std::path::Component::CurDir));
                }
                prop_assert_eq!(whole.components().count(), 3 + path.components().count());
                prop_assert!(!path.as_str().contains(['\\', ':', '\0', '\n']));
                // What was accepted is a fixed point.
                prop_assert_eq!(SafePath::new(path.as_str()), Ok(path.clone()));
            }
        }

        #[test]
        fn what_is_refused_has_a_reason(text in nasty()) {
            if let Err(why) = SafePath::new(&text) {
                prop_assert!(!why.note().is_empty());
                prop_assert!(!why.culprit().chars().any(char::is_control));
            }
        }

        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn case_and_form_do_not_matter(text in "[a-zA-Zäéöü]{1,12}") {
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(fold(&decomposed.to_uppercase()), fold(&text));
        }
    }
}
