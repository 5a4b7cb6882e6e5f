//! Markup of one page, readdressed to stand within another: ids get a prefix,
//! and links to pages that stand there too become links within the page.
//!
//! No HTML parser: the markup is our own templates' — every attribute that is
//! touched stands in double quotes, and `<` before a letter begins a tag.

use std::collections::BTreeMap;

use crate::{plan::resolve, safe_path::SafePath};

/// Where a page is in the one that it was bound into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bound {
    /// The anchor of its beginning.
    pub(super) top: String,
    /// What its own anchors begin with; may be empty.
    pub(super) prefix: String,
}

/// Attributes that name one or several ids.
const IDS: [&str; 7] = [
    "id",
    "for",
    "headers",
    "list",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
];

/// Readdresses the markup of the page at `from`, whose ids get the prefix.
pub(super) fn readdress(
    html: &str,
    from: &SafePath,
    prefix: &str,
    bound: &BTreeMap<SafePath, Bound>,
) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out += before;
        if !tag[1..].starts_with(|it: char| it.is_ascii_alphabetic()) {
            out.push('<');
            rest = &tag[1..];
            continue;
        }
        rest = tag;
        // Up to the tag's end, value by value: a `>` in quotes does not end it.
        loop {
            let Some(at) = rest.find(['"', '>']) else {
                out += rest;
                return out;
            };
            let (lead, tail) = rest.split_at(at);
            out += lead;
            if tail.starts_with('>') {
                rest = tail;
                break;
            }
            let Some(end) = tail[1..].find('"') else {
                out += tail;
                return out;
            };
            let value = &tail[1..=end];
            let name = lead
                .trim_end_matches('=')
                .rsplit(|it: char| it.is_ascii_whitespace())
                .next()
                .unwrap_or_default();
            out.push('"');
            if IDS.contains(&name) {
                let ids = value.split(' ').map(|id| format!("{prefix}{id}"));
                out += &ids.collect::<Vec<_>>().join(" ");
            } else if name == "href" {
                match link(value, from, prefix, bound) {
                    Some(link) => out += &link,
                    None => out += value,
                }
            } else {
                out += &value.replace("url(#", &format!("url(#{prefix}"));
            }
            out.push('"');
            rest = &tail[end + 2..];
        }
    }
    out + rest
}

/// A link within the page, where that is where it leads.
fn link(
    href: &str,
    from: &SafePath,
    prefix: &str,
    bound: &BTreeMap<SafePath, Bound>,
) -> Option<String> {
    let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
    if path.is_empty() {
        return Some(format!("#{prefix}{anchor}"));
    }
    let route = resolve(from.as_str(), path)?;
    let bound = bound.get(&SafePath::new(&route).ok()?)?;
    Some(if anchor.is_empty() {
        format!("#{}", bound.top)
    } else {
        format!("#{}{anchor}", bound.prefix)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(html: &str, expected: &str) {
        let path = |text: &str| SafePath::new(text).expect("a path");
        let part = |n: usize| Bound {
            top: format!("c{n}"),
            prefix: format!("c{n}-"),
        };
        let bound = BTreeMap::from([
            (path("2008/a.html"), part(1)),
            (path("2008/b.html"), part(2)),
        ]);
        assert_eq!(
            readdress(html, &path("2008/a.html"), "c1-", &bound),
            expected
        );
    }

    #[test]
    fn ids_and_what_names_them_stay_together() {
        case(
            r#"<p id="x">a < b "id="y"</p><svg aria-labelledby="t u"><rect fill="url(#h)"/></svg>"#,
            r#"<p id="c1-x">a < b "id="y"</p><svg aria-labelledby="c1-t c1-u"><rect fill="url(#c1-h)"/></svg>"#,
        );
    }

    #[test]
    fn links_lead_to_where_the_page_is_now() {
        case(r##"<a href="#x">"##, r##"<a href="#c1-x">"##);
        case(r#"<a href="b.html">"#, r##"<a href="#c2">"##);
        case(
            r#"<a class="fig" href="../2008/b.html#y">"#,
            r##"<a class="fig" href="#c2-y">"##,
        );
    }

    #[test]
    fn other_links_and_text_stay() {
        for html in [
            r#"<a href="ledger/index.html#f-x">"#,
            r#"<a href="https://example.org/b.html">"#,
            r#"<a href="../../../b.html">"#,
            r#"<img src="a.png" alt="> id=">"#,
            "1 < 2 <",
            "<p",
        ] {
            case(html, html);
        }
    }
}
