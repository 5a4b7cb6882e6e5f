//! Tokens: the colours, fonts and sizes a theme may set, and the stylesheet
//! made of them. A token's value never reaches the stylesheet as it was typed;
//! it is a colour, a list of font names or a length, or it is refused.
//!
//! Deliberately no expressions and no references between tokens: what a page
//! looks like can be read off the file.

use std::fmt::Write as _;

use super::{colour::Colour, sheet::Entry};
use crate::diag::{Code, Diagnostic, FileName, Place, Report};

/// What a token may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `#rrggbb`.
    Colour,
    /// A list of font names.
    Fonts,
    /// A number with `rem`, `em`, `px` or `ch`.
    Length,
    /// A bare number.
    Number,
}

impl Kind {
    /// An example of what is accepted, for messages.
    fn example(self) -> &'static str {
        match self {
            Self::Colour => "\"#0f4f8f\"",
            Self::Fonts => "[Arial, PingFang SC, sans-serif]",
            Self::Length => "1.0625rem",
            Self::Number => "1.75",
        }
    }
}

/// The colours, in both schemes.
const COLOURS: [&str; 11] = [
    "paper",
    "surface",
    "ink",
    "muted",
    "rule",
    "accent",
    "accent-soft",
    "good",
    "bad",
    "warn",
    "mark",
];
/// The font stacks.
const FONTS: [&str; 3] = ["text", "display", "code"];
/// The lengths.
const LENGTHS: [&str; 7] = [
    "small",
    "text",
    "lead",
    "title",
    "display",
    "measure-cjk",
    "measure-latin",
];
/// The bare numbers, in the section of the lengths.
const NUMBERS: [&str; 2] = ["leading-cjk", "leading-latin"];
/// Font families that are keywords of CSS.
const GENERIC: [&str; 8] = [
    "serif",
    "sans-serif",
    "monospace",
    "system-ui",
    "ui-monospace",
    "ui-sans-serif",
    "ui-serif",
    "cursive",
];

/// Every token's address, `light.paper`, and what it may hold.
fn known() -> impl Iterator<Item = (String, Kind)> {
    let section = |name: &'static str, tokens: &'static [&'static str], kind| {
        tokens
            .iter()
            .map(move |token| (format!("{name}.{token}"), kind))
    };
    section("light", &COLOURS, Kind::Colour)
        .chain(section("dark", &COLOURS, Kind::Colour))
        .chain(section("fonts", &FONTS, Kind::Fonts))
        .chain(section("sizes", &LENGTHS, Kind::Length))
        .chain(section("sizes", &NUMBERS, Kind::Number))
}

/// The values of all tokens, as they go into the stylesheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens(std::collections::BTreeMap<String, String>);

impl Tokens {
    /// Takes the values of a `theme.yaml` over those already there.
    pub(super) fn overlay(&mut self, file: &FileName, entries: &[Entry], report: &mut Report) {
        for entry in entries {
            let address = entry.path.join(".");
            let Some((_, kind)) = known().find(|(name, _)| *name == address) else {
                report.add(unknown(file, entry, &address));
                continue;
            };
            match value(kind, &entry.values) {
                Some(css) => {
                    self.0.insert(address, css);
                }
                None => report.add(
                    Diagnostic::new(Code::BadToken, Place::new(file, entry.value_at.clone()))
                        .with("token", address)
                        .with("example", kind.example())
                        .with("near", "")
                        .and(Place::new(file, entry.value_at.clone()), "token_value"),
                ),
            }
        }
    }

    /// The colour of that name in `light` or `dark`.
    pub fn colour(&self, scheme: &str, name: &str) -> Option<Colour> {
        Colour::parse(self.0.get(&format!("{scheme}.{name}"))?)
    }

    /// The families of the font stack of that name, in order, without the
    /// keywords that stand for no family.
    pub fn fonts(&self, stack: &str) -> Vec<&str> {
        let css = self.0.get(&format!("fonts.{stack}"));
        let names = css.into_iter().flat_map(|it| it.split(','));
        let families = names.filter(|it| it.starts_with('"'));
        families.map(|it| it.trim_matches('"')).collect()
    }

    /// The stylesheet that declares every token as a custom property: by day,
    /// by night (asked for by the system or by the reader), and on paper.
    pub fn css(&self) -> String {
        let day = self.declarations("light", "");
        let night = self.declarations("dark", "");
        let mut out = String::with_capacity(4096);
        let fixed = self.declarations("fonts", "font-") + &self.declarations("sizes", "");
        let fixed = fixed
            .replace("--small:", "--size-small:")
            .replace("--text:", "--size-text:")
            .replace("--lead:", "--size-lead:")
            .replace("--title:", "--size-title:")
            .replace("--display:", "--size-display:");
        let _ = write!(
            out,
            ":root{{color-scheme:light;{day}{fixed}}}\n\
             @media (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{color-scheme:dark;{night}}}}}\n\
             :root[data-theme=\"dark\"]{{color-scheme:dark;{night}}}\n\
             @media print{{:root:root,:root[data-theme]{{color-scheme:light;{day}}}}}\n"
        );
        out
    }

    fn declarations(&self, section: &str, prefix: &str) -> String {
        let mut out = String::new();
        for (address, css) in &self.0 {
            if let Some(name) = address
                .strip_prefix(section)
                .and_then(|rest| rest.strip_prefix('.'))
            {
                let _ = write!(out, "--{prefix}{name}:{css};");
            }
        }
        out
    }
}

fn unknown(file: &FileName, entry: &Entry, address: &str) -> Diagnostic {
    let near = known()
        .map(|(name, _)| (strsim::jaro_winkler(&name, address), name))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map_or_else(String::new, |(_, name)| name);
    let place = Place::new(file, entry.key_at.clone());
    let note = if near.is_empty() {
        "token_unknown"
    } else {
        "token_near"
    };
    Diagnostic::new(Code::BadToken, place.clone())
        .with("token", address.to_owned())
        .with(
            "example",
            if near.is_empty() {
                "light.accent".to_owned()
            } else {
                near.clone()
            },
        )
        .with("near", near)
        .and(place, note)
}

/// What stands in the stylesheet for a value as typed, if it is one.
fn value(kind: Kind, typed: &[String]) -> Option<String> {
    match (kind, typed) {
        (Kind::Colour, [one]) => Colour::parse(one).map(|_| one.to_ascii_lowercase()),
        (Kind::Fonts, names) if !names.is_empty() => names
            .iter()
            .map(|name| font(name))
            .collect::<Option<Vec<_>>>()
            .map(|all| all.join(",")),
        (Kind::Length, [one]) => {
            let unit = ["rem", "em", "px", "ch"]
                .into_iter()
                .find(|unit| one.ends_with(unit))?;
            number(one.strip_suffix(unit)?)?;
            Some(one.clone())
        }
        (Kind::Number, [one]) => number(one).map(|()| one.clone()),
        _ => None,
    }
}

fn number(text: &str) -> Option<()> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let value: f64 = text.parse().ok()?;
    (plain && value > 0.0 && value < 1000.0).then_some(())
}

fn font(name: &str) -> Option<String> {
    if GENERIC.contains(&name) {
        return Some(name.to_owned());
    }
    let plain = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    plain.then(|| format!("\"{name}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_could_leave_their_place_are_refused() {
        fn case(kind: Kind, typed: &str, expected: Option<&str>) {
            assert_eq!(
                value(kind, &[typed.to_owned()]).as_deref(),
                expected,
                "{typed}"
            );
        }
        case(Kind::Colour, "#0F4F8F", Some("#0f4f8f"));
        case(Kind::Colour, "red;}body{display:none", None);
        case(
            Kind::Fonts,
            "Source Han Sans SC",
            Some("\"Source Han Sans SC\""),
        );
        case(Kind::Fonts, "微软雅黑", Some("\"微软雅黑\""));
        case(Kind::Fonts, "sans-serif", Some("sans-serif"));
        case(Kind::Fonts, "x\"}*{color:red", None);
        case(Kind::Length, "1.0625rem", Some("1.0625rem"));
        case(Kind::Length, "calc(1px)", None);
        case(Kind::Length, "0px", None);
        case(Kind::Length, "16", None);
        case(Kind::Number, "1.75", Some("1.75"));
        case(Kind::Number, "inf", None);
        case(Kind::Number, "-1", None);
    }
}
