//! References to figures: `{{ name [scope] @period /unit :aspect }}`.
//!
//! A reference is no expression: it names one figure and nothing is computed.
//! Whether the figure exists is not asked here; `review` asks the ledger.

use std::fmt;

use crate::model::{Aspect, Period};

/// A figure as prose names it. What is left out is the page's: its year, the
/// chapter's unit, the value itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// A metric's id, or a subject's own figure such as `scorecard.pending`.
    pub name: String,
    /// A competitor's id.
    pub scope: Option<String>,
    /// When the figure holds.
    pub period: Option<AskedPeriod>,
    /// An organisation unit's id.
    pub unit: Option<String>,
    /// What is asked of the figure.
    pub aspect: Aspect,
}

/// The period a reference asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedPeriod {
    /// A stated one.
    In(Period),
    /// `@unstated`, or `@unstated-2008`: the period is not stated by the
    /// source; the review of that year, or of the page's, carries the value.
    Unstated(Option<i16>),
}

impl fmt::Display for AskedPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::In(period) => period.fmt(f),
            Self::Unstated(None) => f.write_str("unstated"),
            Self::Unstated(Some(year)) => write!(f, "unstated-{year}"),
        }
    }
}

/// As it is written, without the braces.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if let Some(scope) = &self.scope {
            write!(f, "[{scope}]")?;
        }
        if let Some(period) = self.period {
            write!(f, "@{period}")?;
        }
        if let Some(unit) = &self.unit {
            write!(f, "/{unit}")?;
        }
        match self.aspect {
            Aspect::Value => Ok(()),
            aspect => write!(f, ":{}", aspect.word()),
        }
    }
}

/// Why a text is no reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAReference {
    /// It has no name, or goes on where it should end; the part that does not fit.
    Shape(String),
    /// No period is written so.
    Period(String),
    /// A figure has no such aspect.
    Aspect(String),
}

impl NotAReference {
    /// The part of the text that does not fit.
    pub fn part(&self) -> &str {
        match self {
            Self::Shape(part) | Self::Period(part) | Self::Aspect(part) => part,
        }
    }
}

impl std::str::FromStr for Reference {
    type Err = NotAReference;

    /// Reads what stands between the braces.
    fn from_str(text: &str) -> Result<Self, NotAReference> {
        let mut rest = text.trim();
        let name = take_id(&mut rest, true).ok_or_else(|| NotAReference::Shape(rest.to_owned()))?;
        let scope = match rest.strip_prefix('[') {
            Some(inside) => {
                let shape = || NotAReference::Shape(rest.to_owned());
                let (scope, after) = inside.split_once(']').ok_or_else(shape)?;
                let scope = scope.trim();
                if !is_id(scope) {
                    return Err(shape());
                }
                rest = after.trim_start();
                Some(scope.to_owned())
            }
            None => None,
        };
        let period = match mark(&mut rest, '@') {
            Some(()) => {
                let end = rest.find([' ', '/', ':']).unwrap_or(rest.len());
                let (period, after) = rest.split_at(end);
                rest = after.trim_start();
                Some(asked_period(period).ok_or_else(|| NotAReference::Period(period.to_owned()))?)
            }
            None => None,
        };
        let unit = match mark(&mut rest, '/') {
            Some(()) => Some(
                take_id(&mut rest, false)
                    .ok_or_else(|| NotAReference::Shape(format!("/{rest}")))?,
            ),
            None => None,
        };
        let aspect = match mark(&mut rest, ':') {
            Some(()) => {
                let end = rest.find(' ').unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                rest = after.trim_start();
                Aspect::from_word(word).ok_or_else(|| NotAReference::Aspect(word.to_owned()))?
            }
            None => Aspect::Value,
        };
        if rest.is_empty() {
            Ok(Self {
                name,
                scope,
                period,
                unit,
                aspect,
            })
        } else {
            Err(NotAReference::Shape(rest.to_owned()))
        }
    }
}

fn mark(rest: &mut &str, sign: char) -> Option<()> {
    *rest = rest.strip_prefix(sign)?.trim_start();
    Some(())
}

fn asked_period(text: &str) -> Option<AskedPeriod> {
    match text.strip_prefix("unstated") {
        Some("") => Some(AskedPeriod::Unstated(None)),
        Some(year) => match year.strip_prefix('-')?.parse().ok()? {
            Period::Year(year) => Some(AskedPeriod::Unstated(Some(year))),
            _ => None,
        },
        None => text.parse().ok().map(AskedPeriod::In),
    }
}

fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// Takes an id, or ids joined by dots, and the spaces behind.
fn take_id(rest: &mut &str, dots: bool) -> Option<String> {
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-' || (dots && c == '.')))
        .unwrap_or(rest.len());
    let (id, after) = rest.split_at(end);
    if !id.split('.').all(is_id) {
        return None;
    }
    *rest = after.trim_start();
    Some(id.to_owned())
}

/// A stretch of author's text: plain, or a reference with its braces.
#[derive(Debug, Clone, PartialEq)]
pub enum Stretch<'a> {
    /// Plain text.
    Text(&'a str),
    /// A reference, or why it is none, as written and where in the text.
    Reference(Result<Reference, NotAReference>, &'a str, usize),
}

/// Splits a text that is no Markdown (a title, a note, a caption) at its
/// references.
pub fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut out = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(found) = text[at..].find("{{").map(|i| at + i) {
        let Some(end) = reference_end(text, found) else {
            at = found + 1;
            continue;
        };
        if found > from {
            out.push(Stretch::Text(&text[from..found]));
        }
        let written = &text[found..end];
        out.push(Stretch::Reference(
            written[2..written.len() - 2].parse(),
            written,
            found,
        ));
        (from, at) = (end, end);
    }
    if from < text.len() {
        out.push(Stretch::Text(&text[from..]));
    }
    out
}

/// Where the reference that opens at `start` ends; none if it never closes on
/// its line, or a brace or backtick comes first: then it is plain text.
pub(super) fn reference_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if !bytes[start..].starts_with(b"{{") || escaped(bytes, start) {
        return None;
    }
    let inside = &bytes[start + 2..];
    let stop = inside
        .iter()
        .position(|b| matches!(b, b'{' | b'}' | b'\n' | b'\r' | b'`'))?;
    (stop > 0 && inside[stop..].starts_with(b"}}")).then_some(start + 2 + stop + 2)
}

/// Reports whether an odd number of backslashes stands before `at`.
pub(super) fn escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at]
        .iter()
        .rev()
        .take_while(|b| **b == b'\\')
        .count()
        % 2
        == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(text: &str, back: &str) {
        let reference: Reference = text.parse().unwrap_or_else(|e| panic!("{text}: {e:?}"));
        assert_eq!(reference.to_string(), back, "{text}");
    }

    #[test]
    fn every_part_but_the_name_may_be_left_out() {
        case("overall_satisfaction", "overall_satisfaction");
        case(" scorecard.pending ", "scorecard.pending");
        case(
            "overall_satisfaction[unicom]@2007",
            "overall_satisfaction[unicom]@2007",
        );
        case(
            "complaints.rate@2008-Q1/jining:change",
            "complaints.rate@2008-Q1/jining:change",
        );
        case(
            " complaints.rate [unicom] @2008-03-X2 /jining :change_percent ",
            "complaints.rate[unicom]@2008-03-X2/jining:change_percent",
        );
        case("a:value", "a");
        case("a@unstated", "a@unstated");
        case("a@unstated-2008:previous", "a@unstated-2008:previous");
    }

    #[test]
    fn what_is_no_reference_names_the_part_that_does_not_fit() {
        let refused = |text: &str, part: &str| {
            let why = text.parse::<Reference>().expect_err(text);
            assert_eq!(why.part(), part, "{text}: {why:?}");
        };
        refused("", "");
        refused("满意度", "满意度");
        refused("a b", "b");
        refused("a + 1", "+ 1");
        refused("a[uni com]", "[uni com]");
        refused("a[unicom", "[unicom");
        refused("a@2008-13", "2008-13");
        refused("a@", "");
        refused("a:chagne", "chagne");
        refused("a:change@2007", "change@2007");
        refused("a..b", "a..b");
        refused("a|upper", "|upper");
    }

    #[test]
    fn plain_text_is_split_at_references() {
        let count = |text: &str| {
            stretches(text)
                .iter()
                .filter(|s| matches!(s, Stretch::Reference(..)))
                .count()
        };
        assert_eq!(count("升至 {{ a }}，升 {{a:change}}"), 2);
        assert_eq!(count(r"\{{ a }}"), 0, "a backslash keeps it text");
        assert_eq!(count("{{ a"), 0);
        assert_eq!(count("{{{ a }}}"), 1, "the inner braces count");
        assert_eq!(count("{{}}"), 0);
    }
}
