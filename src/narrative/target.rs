//! What links and images may lead to. Schemes are a short list of those
//! allowed, never a list of those forbidden.

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// A claim about a figure, not a link; what stands behind the scheme.
    Claim(&'a str),
    /// A page, heading or file of this site.
    Internal(&'a str),
    /// Another host, or an address of mail.
    External(&'a str),
    /// A scheme that no report may carry.
    Forbidden(&'a str),
}

impl<'a> Target<'a> {
    /// Says where a target leads.
    pub(super) fn of(target: &'a str) -> Self {
        // Browsers drop tabs and line ends inside a scheme, and read `\` as `/`.
        if target.contains(|c: char| c.is_control() || c == '\\') {
            return Self::Forbidden(target);
        }
        let trimmed = target.trim();
        if trimmed.starts_with("//") {
            return Self::Forbidden("//");
        }
        let Some((scheme, rest)) = trimmed
            .split_once(':')
            .filter(|(scheme, _)| is_scheme(scheme))
        else {
            return Self::Internal(trimmed);
        };
        match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if rest.starts_with("//") && rest.len() > 2 => Self::External(trimmed),
            "mailto" => Self::External(trimmed),
            "claim" => Self::Claim(rest),
            _ => Self::Forbidden(scheme),
        }
    }
}

fn is_scheme(text: &str) -> bool {
    // Anything before a colon that holds no `/`, `#` or `?`: `数据:x` is no page either.
    !text.contains(['/', '#', '?'])
}

/// What a file beside a narrative is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attached {
    /// To be looked at.
    Picture,
    /// To be watched.
    Video,
    /// To be listened to.
    Audio,
    /// To be read with either.
    Captions,
}

impl Attached {
    /// The endings of files that browsers can show or play so. SVG is not
    /// among them: it may hold scripts and links of its own.
    pub(super) fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Picture => &["png", "jpg", "jpeg", "gif", "webp"],
            Self::Video => &["mp4", "webm"],
            Self::Audio => &["mp3", "m4a", "ogg", "wav"],
            Self::Captions => &["vtt"],
        }
    }
}

/// Whether a file can be shown or played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AttachedFile<'a> {
    /// A file of this site, of such a kind.
    Local(&'a str),
    /// On another host: shown as a link.
    Remote(&'a str),
    /// A scheme that no report may carry.
    Forbidden(&'a str),
    /// A kind of file that cannot be shown or played so.
    WrongKind(&'a str),
}

impl<'a> AttachedFile<'a> {
    /// Says what a target is.
    pub(super) fn of(kind: Attached, target: &'a str) -> Self {
        match Target::of(target) {
            Target::External(address) if address.starts_with("mailto:") => {
                Self::Forbidden("mailto")
            }
            Target::External(address) => Self::Remote(address),
            Target::Claim(_) => Self::Forbidden("claim"),
            Target::Forbidden("//") => Self::Remote(target),
            Target::Forbidden(scheme) => Self::Forbidden(scheme),
            Target::Internal(path) => {
                let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
                let known = kind.endings().iter();
                if known.into_iter().any(|it| ending.eq_ignore_ascii_case(it)) {
                    Self::Local(path)
                } else {
                    Self::WrongKind(path)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_schemes_are_let_through() {
        let case =
            |target: &str, expected: Target| assert_eq!(Target::of(target), expected, "{target:?}");
        case("other.md#x", Target::Internal("other.md#x"));
        case("#x", Target::Internal("#x"));
        case("../decks/a.md", Target::Internal("../decks/a.md"));
        case("a.md#b:c", Target::Internal("a.md#b:c"));
        case(
            "https://example.org/a:b",
            Target::External("https://example.org/a:b"),
        );
        case("HTTP://example.org", Target::External("HTTP://example.org"));
        case("mailto:a@b.cn", Target::External("mailto:a@b.cn"));
        case("claim:a", Target::Claim("a"));
        case("javascript:alert(1)", Target::Forbidden("javascript"));
        case(" JavaScript:alert(1)", Target::Forbidden("JavaScript"));
        case(
            "java\nscript:alert(1)",
            Target::Forbidden("java\nscript:alert(1)"),
        );
        case("data:text/html,x", Target::Forbidden("data"));
        case("vbscript:x", Target::Forbidden("vbscript"));
        case("file:///etc/passwd", Target::Forbidden("file"));
        case("C:/x.md", Target::Forbidden("C"));
        case("//host/x", Target::Forbidden("//"));
        case("\\\\host\\x", Target::Forbidden("\\\\host\\x"));
        case("http:", Target::Forbidden("http"));
        case("&colon;x", Target::Internal("&colon;x"));
    }

    #[test]
    fn images_are_local_files_of_pixels() {
        let case = |target: &str, expected: AttachedFile| {
            assert_eq!(
                AttachedFile::of(Attached::Picture, target),
                expected,
                "{target}"
            );
        };
        let plays = AttachedFile::of(Attached::Video, "a.webm");
        assert_eq!(plays, AttachedFile::Local("a.webm"));
        case("charts/a.PNG", AttachedFile::Local("charts/a.PNG"));
        case("a.svg", AttachedFile::WrongKind("a.svg"));
        case("a", AttachedFile::WrongKind("a"));
        case(
            "https://t.example/p.gif?u=1",
            AttachedFile::Remote("https://t.example/p.gif?u=1"),
        );
        case(
            "//t.example/p.gif",
            AttachedFile::Remote("//t.example/p.gif"),
        );
        case("data:image/png;base64,AA", AttachedFile::Forbidden("data"));
        case("mailto:a@b.png", AttachedFile::Forbidden("mailto"));
    }
}
