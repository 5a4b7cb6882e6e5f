//! What a preview adds to a page on its way to the browser: the script that
//! reloads it, and the permission for that script to ask.
//!
//! Built pages allow no connection at all. Only the answer is changed, never
//! the file.

use std::fmt::Write as _;

/// Where the script asks for news.
pub(super) const EVENTS: &str = "/__pingshu/events";
/// Where the script itself is.
pub(super) const SCRIPT: &str = "/__pingshu/reload.js";

/// A built page with the script of a preview, for the site's `generation`.
pub(super) fn with_script(html: &str, generation: u64) -> String {
    let mut page = allowing_ourselves(html);
    let script = format!("<script defer src=\"{SCRIPT}\" data-site=\"{generation}\"></script>");
    let at = ["</head>", "</body>"]
        .iter()
        .find_map(|tag| page.find(tag))
        .unwrap_or(page.len());
    page.insert_str(at, &script);
    page
}

/// A page of the preview's own that says one sentence.
pub(super) fn plain(tag: &str, sentence: &str, generation: u64) -> String {
    let (tag, sentence) = (escaped(tag), escaped(sentence));
    let page = format!(
        "<!doctype html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{sentence}</title></head>\
         <body><p>{sentence}</p></body></html>\n"
    );
    with_script(&page, generation)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

/// Lets each policy in a `<meta>` of the page allow the server itself.
fn allowing_ourselves(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 200);
    let mut rest = html;
    while let Some(at) = rest.find("<meta") {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        out.push_str(&rest[..at]);
        out.push_str(&allowing_tag(&rest[at..end]));
        rest = &rest[end..];
    }
    out + rest
}

fn allowing_tag(tag: &str) -> String {
    if !tag.to_ascii_lowercase().contains("content-security-policy") {
        return tag.to_owned();
    }
    let Some((before, value)) = tag.split_once("content=") else {
        return tag.to_owned();
    };
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some((policy, after)) = quote.and_then(|quote| value[1..].split_once(quote)) else {
        return tag.to_owned();
    };
    let policy = policy
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&apos;", "'");
    format!(
        "{before}content=\"{}\"{after}",
        allowing_policy(&policy).replace('"', "&quot;")
    )
}

/// A policy that allows scripts of this server and connections to it.
fn allowing_policy(policy: &str) -> String {
    let mut directives: Vec<(&str, Vec<&str>)> = policy
        .split(';')
        .filter_map(|directive| {
            let mut words = directive.split_ascii_whitespace();
            Some((words.next()?, words.collect()))
        })
        .collect();
    let fallback = directives
        .iter()
        .find(|(name, _)| *name == "default-src")
        .map(|(_, sources)| sources.clone());
    for name in ["script-src", "connect-src"] {
        if !directives.iter().any(|(other, _)| *other == name) {
            // Without the directive and its fallback everything is allowed.
            let Some(fallback) = fallback.clone() else {
                continue;
            };
            directives.push((name, fallback));
        }
        for (_, sources) in directives.iter_mut().filter(|(other, _)| *other == name) {
            sources.retain(|source| *source != "'none'" && *source != "'self'");
            sources.push("'self'");
        }
    }
    let mut out = String::new();
    for (i, (name, sources)) in directives.iter().enumerate() {
        let gap = if i == 0 { "" } else { "; " };
        write!(out, "{gap}{name} {}", sources.join(" ")).expect("a string takes all");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_allows_this_server_and_nothing_more() {
        let case = |policy: &str, expected: &str| assert_eq!(allowing_policy(policy), expected);
        case(
            "default-src 'none'; script-src 'self'; img-src 'self' data:",
            "default-src 'none'; script-src 'self'; img-src 'self' data:; connect-src 'self'",
        );
        case(
            "connect-src 'none'; script-src 'sha256-x'",
            "connect-src 'self'; script-src 'sha256-x' 'self'",
        );
        case(
            "default-src 'self'",
            "default-src 'self'; script-src 'self'; connect-src 'self'",
        );
        case("img-src 'self'", "img-src 'self'");
    }

    #[test]
    fn the_script_and_its_permission_are_added() {
        let html = "<head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" \
                    content=\"default-src &#39;none&#39;; script-src &#39;self&#39;\"></head><body><meta></body>";
        let page = with_script(html, 7);
        assert!(
            page.contains("content=\"default-src 'none'; script-src 'self'; connect-src 'self'\">"),
            "{page}"
        );
        assert!(
            page.contains(
                "<script defer src=\"/__pingshu/reload.js\" data-site=\"7\"></script></head>"
            ),
            "{page}"
        );
        assert!(page.ends_with("<body><meta></body>"), "{page}");
    }

    #[test]
    fn odd_pages_get_the_script_at_their_end() {
        for html in [
            "",
            "text",
            "<meta http-equiv=content-security-policy",
            "<meta content=\"content-security-policy",
        ] {
            let page = with_script(html, 1);
            assert!(page.starts_with(html) && page.contains(SCRIPT), "{page}");
        }
    }

    #[test]
    fn sentences_are_text() {
        let page = plain("zh\"", "<b>&", 1);
        assert!(
            page.contains("<p>&lt;b&gt;&amp;</p>") && page.contains("lang=\"zh&quot;\""),
            "{page}"
        );
    }
}
