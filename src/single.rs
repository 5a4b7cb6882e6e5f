//! One HTML file with all that it needs: styles, scripts and pictures inside.
//!
//! The page is one of our own, so its attributes stand in double quotes; a
//! theme's templates may write others, which then are left as they are and
//! told of. Nothing is loaded from outside: the policy of the page names the
//! styles and scripts that are in it by their hashes.

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use crate::media_type::media_type;

/// The bytes of a file beside a page, by the address that the page names it
/// with; none if there is no such file.
pub type Files<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// A page as one file, or the address that could not be put into it.
pub fn single(html: &str, files: Files) -> Result<String, String> {
    let mut page = Page {
        files,
        out: String::with_capacity(html.len() * 2),
        late: Vec::new(),
        styles: Vec::new(),
        scripts: Vec::new(),
    };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        page.out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = tag_end(rest);
        let tag = &rest[..end];
        rest = &rest[end..];
        match name(tag) {
            "link" if attribute(tag, "rel") == Some("stylesheet") => page.style(tag)?,
            "link" => {}
            "script" => {
                rest = rest.split_once("</script>").map_or("", |(_, rest)| rest);
                page.script(tag)?;
            }
            "/body" => {
                let late = std::mem::take(&mut page.late);
                page.out.extend(late);
                page.out.push_str(tag);
            }
            "a" => page.link(tag),
            _ => page.element(tag)?,
        }
    }
    page.out.push_str(rest);
    let policy = page.policy();
    Ok(with_policy(&page.out, &policy))
}

/// The addresses of files beside it that a page names, in order.
pub fn beside(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = tag_end(rest);
        let tag = &rest[..end];
        let addresses = ["href", "src", "poster"].into_iter();
        found.extend(
            addresses
                .filter_map(|it| attribute(tag, it))
                .filter(|it| is_beside(it))
                .map(plain),
        );
        rest = &rest[end..];
    }
    found
}

/// An address as it was before it was written into an attribute.
fn plain(address: &str) -> String {
    address.replace("&#39;", "'").replace("&amp;", "&")
}

/// Reports whether an address names a file of the site.
fn is_beside(address: &str) -> bool {
    let scheme = address.split(['/', '#', '?']).next().unwrap_or("");
    !address.is_empty() && !address.starts_with('#') && !scheme.contains(':')
}

/// Where a tag ends; an attribute may hold `>`.
fn tag_end(html: &str) -> usize {
    if let Some(rest) = html.strip_prefix("<!--") {
        return rest.find("-->").map_or(html.len(), |at| at + 7);
    }
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

fn name(tag: &str) -> &str {
    let inside = tag.trim_start_matches('<');
    let end = inside.find([' ', '\n', '\t', '>']).unwrap_or(inside.len());
    &inside[..end]
}

/// The value of an attribute, in quotes.
fn attribute<'a>(tag: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let (value, next) = after.split_once('"')?;
        let named = before.rsplit([' ', '\n', '\t']).next().unwrap_or(before);
        if named == wanted {
            return Some(value);
        }
        rest = next;
    }
    None
}

struct Page<'a> {
    files: Files<'a>,
    out: String,
    /// Scripts that wait for the page.
    late: Vec<String>,
    /// The hashes of what is inside.
    styles: Vec<String>,
    scripts: Vec<String>,
}

impl Page<'_> {
    fn text(&self, address: &str) -> Result<String, String> {
        let bytes = (self.files)(&plain(address));
        bytes
            .and_then(|it| String::from_utf8(it).ok())
            .ok_or_else(|| address.to_owned())
    }

    fn style(&mut self, tag: &str) -> Result<(), String> {
        let address = attribute(tag, "href").unwrap_or("");
        let css = self.text(address)?;
        if css.contains("</style") || css.contains("url(") {
            return Err(address.to_owned());
        }
        self.styles.push(hash(&css));
        match attribute(tag, "media") {
            Some(media) => self.out.extend(["<style media=\"", media, "\">"]),
            None => self.out.push_str("<style>"),
        }
        self.out.extend([css.as_str(), "</style>"]);
        Ok(())
    }

    fn script(&mut self, tag: &str) -> Result<(), String> {
        let Some(address) = attribute(tag, "src") else {
            return Ok(());
        };
        let code = self.text(address)?;
        if code.contains("</script") || code.contains("<!--") {
            return Err(address.to_owned());
        }
        self.scripts.push(hash(&code));
        let script = format!("<script>{code}</script>");
        if tag.contains(" defer") {
            self.late.push(script);
        } else {
            self.out.push_str(&script);
        }
        Ok(())
    }

    /// A link to a file beside has nothing to lead to.
    fn link(&mut self, tag: &str) {
        match attribute(tag, "href").filter(|it| is_beside(it)) {
            Some(address) => {
                let href = format!(" href=\"{address}\"");
                self.out.push_str(&tag.replacen(&href, "", 1));
            }
            None => self.out.push_str(tag),
        }
    }

    fn element(&mut self, tag: &str) -> Result<(), String> {
        let mut whole = tag.to_owned();
        for key in ["src", "poster"] {
            let Some(address) = attribute(tag, key).filter(|it| is_beside(it)) else {
                continue;
            };
            let bytes = (self.files)(&plain(address));
            let bytes = bytes.ok_or_else(|| address.to_owned())?;
            let kind = media_type(address).ok_or_else(|| address.to_owned())?;
            let data = format!(" {key}=\"data:{kind};base64,{}\"", BASE64.encode(&bytes));
            whole = whole.replacen(&format!(" {key}=\"{address}\""), &data, 1);
        }
        self.out.push_str(&whole);
        Ok(())
    }

    fn policy(&self) -> String {
        let list = |hashes: &[String]| {
            if hashes.is_empty() {
                return "'none'".to_owned();
            }
            let quoted: Vec<String> = hashes.iter().map(|it| format!("'sha256-{it}'")).collect();
            quoted.join(" ")
        };
        format!(
            "default-src 'none'; img-src data:; media-src data:; style-src {}; script-src {}; font-src 'none'; base-uri 'none'; form-action 'none'",
            list(&self.styles),
            list(&self.scripts)
        )
    }
}

fn hash(text: &str) -> String {
    BASE64.encode(&Sha256::digest(text.as_bytes()))
}

/// Puts a policy in the place of the page's own.
fn with_policy(html: &str, policy: &str) -> String {
    const LEAD: &str = "http-equiv=\"Content-Security-Policy\" content=\"";
    let Some((before, after)) = html.split_once(LEAD) else {
        return html.to_owned();
    };
    let after = after.split_once('"').map_or("", |(_, after)| after);
    format!("{before}{LEAD}{policy}\"{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(address: &str) -> Option<Vec<u8>> {
        match address {
            "../a.css" => Some(b"p{color:red}".to_vec()),
            "../b.js" => Some(b"go()".to_vec()),
            "../bad.css" => Some(b"p{background:url(x.png)}".to_vec()),
            "x&y.png" => Some(b"png".to_vec()),
            _ => None,
        }
    }

    #[test]
    fn styles_scripts_and_pictures_are_inside() {
        let page = "<!DOCTYPE html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><link rel=\"alternate\" href=\"en.html\"><link rel=\"stylesheet\" href=\"../a.css\" media=\"print\"><script src=\"../b.js\" defer></script></head><body><a href=\"c.html\">甲</a><a href=\"#d\">乙</a><a href=\"https://e.cn\">丙</a><img alt=\"a > b\" src=\"x&amp;y.png\"></body></html>";
        let found = single(page, &file).expect("all files are there");
        assert!(found.contains("<style media=\"print\">p{color:red}</style>"));
        assert!(
            found.ends_with("<script>go()</script></body></html>"),
            "a script that waits for the page stands at its end: {found}"
        );
        assert!(found.contains(&format!("script-src 'sha256-{}'", hash("go()"))));
        assert!(found.contains("<a>甲</a><a href=\"#d\">乙</a><a href=\"https://e.cn\">丙</a>"));
        assert!(found.contains("<img alt=\"a > b\" src=\"data:image/png;base64,cG5n\">"));
        assert_eq!(beside(&found), Vec::<String>::new());
    }

    #[test]
    fn what_cannot_be_inside_is_told() {
        let case = |page: &str, address: &str| {
            assert_eq!(single(page, &file), Err(address.to_owned()), "{page}");
        };
        case("<img src=\"no.png\">", "no.png");
        case("<script src=\"no.js\"></script>", "no.js");
        case(
            "<link rel=\"stylesheet\" href=\"../bad.css\">",
            "../bad.css",
        );
    }

    #[test]
    fn addresses_of_files_are_told_from_others() {
        let case = |address: &str, expected: bool| {
            assert_eq!(is_beside(address), expected, "{address}");
        };
        case("a.png", true);
        case("../a.png?x#y", true);
        case("data:image/png;base64,x", false);
        case("https://example.org/a.png", false);
        case("#a", false);
        case("", false);
    }
}
