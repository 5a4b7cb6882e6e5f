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

/// Whether an image's file can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ImageFile<'a> {
    /// A file of this site, of a kind that only holds pixels.
    Local(&'a str),
    /// On another host: shown as a link.
    Remote(&'a str),
    /// A scheme that no report may carry.
    Forbidden(&'a str),
    /// A kind of file that is not copied. SVG is among them: it may hold
    /// scripts and links of its own.
    WrongKind(&'a str),
}

impl<'a> ImageFile<'a> {
    /// Says what an image's target is.
    pub(super) fn of(target: &'a str) -> Self {
        match Target::of(target) {
            Target::External(address) if address.starts_with("mailto:") => {
                Self::Forbidden("mailto")
            }
            Target::External(address) => Self::Remote(address),
            Target::Claim(_) => Self::Forbidden("claim"),
            Target::Forbidden("//") => Self::Remote(target),
            Target::Forbidden(scheme) => Self::Forbidden(scheme),
            Target::Internal(path) => {
                let kind = path.rsplit_once('.').map_or("", |(_, kind)| kind);
                let known = ["png", "jpg", "jpeg", "gif", "webp"]
                    .iter()
                    .any(|k| kind.eq_ignore_ascii_case(k));
                if known {
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
        let case = |target: &str, expected: ImageFile| {
            assert_eq!(ImageFile::of(target), expected, "{target}");
        };
        case("charts/a.PNG", ImageFile::Local("charts/a.PNG"));
        case("a.svg", ImageFile::WrongKind("a.svg"));
        case("a", ImageFile::WrongKind("a"));
        case(
            "https://t.example/p.gif?u=1",
            ImageFile::Remote("https://t.example/p.gif?u=1"),
        );
        case("//t.example/p.gif", ImageFile::Remote("//t.example/p.gif"));
        case("data:image/png;base64,AA", ImageFile::Forbidden("data"));
        case("mailto:a@b.png", ImageFile::Forbidden("mailto"));
    }
}
