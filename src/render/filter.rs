//! The two filters of ours, for the places where escaping does not protect:
//! `json` in script elements and `link` in addresses.

use std::fmt::Write as _;

use tera::{Error, Kwargs, State, TeraResult, Value};

/// Writes a value as JSON that is also harmless inside a script element.
#[expect(clippy::needless_pass_by_value, reason = "the engine's signature")]
pub(super) fn json(value: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = serde_json::to_string(&value).map_err(|error| Error::message(error.to_string()))?;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    Ok(Value::safe_string(&out))
}

/// Passes an address on if its scheme is one that a report may carry; it is
/// escaped afterwards like any text.
pub(super) fn link(address: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = address
        .as_str()
        .ok_or_else(|| Error::message("`link` takes a text"))?;
    if harmless(text) {
        return Ok(address);
    }
    Err(Error::message(format!(
        "`link` refuses the address `{text}`"
    )))
}

/// Reports whether an address is relative or has one of the schemes `https`,
/// `http` and `mailto`.
pub(super) fn harmless(address: &str) -> bool {
    if address.chars().any(char::is_control) || address.starts_with(char::is_whitespace) {
        return false;
    }
    let head = address.split(['/', '?', '#']).next().unwrap_or("");
    head.split_once(':').is_none_or(|(scheme, _)| {
        ["http", "https", "mailto"]
            .iter()
            .any(|allowed| scheme.eq_ignore_ascii_case(allowed))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_pass() {
        fn case(address: &str, expected: bool) {
            assert_eq!(harmless(address), expected, "{address}");
        }
        case("../2008/index.html#a:b", true);
        case("https://example.org/a", true);
        case("MAILTO:a@b", true);
        case("", true);
        case("javascript:alert(1)", false);
        case("JavaScript:alert(1)", false);
        case(" javascript:alert(1)", false);
        case("java\nscript:alert(1)", false);
        case("data:text/html,x", false);
        case("file:///etc/passwd", false);
    }
}
