//! From the path of a request to what the site has there, and to nothing else.

use super::Pages;
use crate::media_type::media_type;

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A page or another file: its route, and what was made of it.
    File(String, Result<Vec<u8>, String>),
    /// A folder that was asked for without its slash.
    Folder,
    /// Nothing that is served.
    Nothing,
}

/// Finds what the path of a request names, as it came: still encoded,
/// beginning with a slash.
pub(super) fn find(pages: &dyn Pages, path: &str) -> Found {
    let Some(segments) = segments(path) else {
        return Found::Nothing;
    };
    let index = |folder: &[String]| [folder, &["index.html".to_owned()]].concat().join("/");
    if path.ends_with('/') {
        let route = index(&segments);
        let made = pages.get(&route);
        return made.map_or(Found::Nothing, |it| Found::File(route, it));
    }
    let route = segments.join("/");
    match pages.get(&route) {
        Some(made) => Found::File(route, made),
        None if pages.get(&index(&segments)).is_some() => Found::Folder,
        None => Found::Nothing,
    }
}

/// The decoded segments; none if one could mean anything but a plain name.
///
/// They are split before they are decoded: an encoded slash is no slash.
fn segments(path: &str) -> Option<Vec<String>> {
    let inside = path.strip_prefix('/')?;
    let inside = inside.strip_suffix('/').unwrap_or(inside);
    if inside.is_empty() {
        return (path == "/").then(Vec::new);
    }
    inside
        .split('/')
        .map(|segment| {
            let name = decoded(segment)?;
            let plain = !name.is_empty()
                && !name.starts_with('.')
                && !name.contains(|c: char| matches!(c, '/' | '\\' | ':') || c.is_control());
            plain.then_some(name)
        })
        .collect()
}

fn decoded(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || rest.next().and_then(|b| char::from(b).to_digit(16));
            let (high, low) = (digit()?, digit()?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The content type of a file, by its ending.
pub(super) fn content_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "vtt" => "text/vtt; charset=utf-8",
        _ => media_type(name).unwrap_or("application/octet-stream"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_looked_for() {
        let case = |path: &str, expected: Option<&[&str]>| {
            let expected = expected.map(|names| names.iter().map(|it| (*it).to_owned()).collect());
            assert_eq!(segments(path), expected, "{path}");
        };
        case("/", Some(&[]));
        case("/2008/review.html", Some(&["2008", "review.html"]));
        case("/2008/", Some(&["2008"]));
        case("/%E8%AF%84.html", Some(&["评.html"]));
        for path in [
            "",
            "a",
            "//",
            "//a",
            "/a//b",
            "/../a",
            "/a/..",
            "/.",
            "/%2e%2e/a",
            "/%2E%2E%2Fa",
            "/a%2Fb",
            "/a%5Cb",
            "/a\\b",
            "/c:/a",
            "/a%00",
            "/a%0",
            "/a%zz",
            "/%ff",
            "/.pingshu",
            "/a/.git/config",
        ] {
            case(path, None);
        }
    }

    #[test]
    fn a_folder_leads_to_its_index() {
        struct One;
        impl Pages for One {
            fn get(&self, route: &str) -> Option<Result<Vec<u8>, String>> {
                (route == "in/index.html").then(|| Ok(Vec::new()))
            }
        }
        let file = || Found::File("in/index.html".to_owned(), Ok(Vec::new()));
        assert_eq!(find(&One, "/in"), Found::Folder);
        assert_eq!(find(&One, "/in/"), file());
        assert_eq!(find(&One, "/in/index.html"), file());
        assert_eq!(find(&One, "/in/index.html/"), Found::Nothing);
        assert_eq!(find(&One, "/"), Found::Nothing, "no index, no list");
    }
}
