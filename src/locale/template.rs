//! Wordings with slots: `{name}` is filled, `{n:one|other}` picks a word by
//! the number in `n`.
//!
//! Nothing else is special. A brace that opens no slot stands for itself, and
//! doubled braces are printed as they stand, because `{{ figure }}` is what
//! authors write in narratives and explanations have to show it. There are no
//! conditions and no nesting: a wording that needs them is two wordings.

/// A piece of a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words.
    Literal(String),
    /// The slot of this name.
    Slot(String),
    /// One of two words, by the number in a slot.
    Plural {
        /// The slot that holds the number.
        slot: String,
        /// For exactly 1.
        one: String,
        /// For every other number.
        other: String,
    },
}

impl Part {
    /// Reads a wording. Every text is one; see the module for what is special.
    pub fn parse(wording: &str) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = wording;
        while let Some(at) = rest.find('{') {
            literal.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(after) = rest.strip_prefix("{{") {
                let end = after.find("}}").map_or(rest.len(), |at| at + 4);
                literal.push_str(&rest[..end]);
                rest = &rest[end..];
            } else if let Some((part, after)) = opening_slot(rest) {
                if !literal.is_empty() {
                    parts.push(Self::Literal(std::mem::take(&mut literal)));
                }
                parts.push(part);
                rest = after;
            } else {
                literal.push('{');
                rest = &rest[1..];
            }
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            parts.push(Self::Literal(literal));
        }
        parts
    }

    /// The slot it needs, if it needs one.
    pub fn slot(&self) -> Option<&str> {
        match self {
            Self::Literal(_) => None,
            Self::Slot(slot) | Self::Plural { slot, .. } => Some(slot),
        }
    }
}

/// Reads the slot that `text` begins with, and what follows it.
fn opening_slot(text: &str) -> Option<(Part, &str)> {
    let (inside, after) = text.strip_prefix('{')?.split_once('}')?;
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    if is_name(inside) {
        return Some((Part::Slot(inside.to_owned()), after));
    }
    let (slot, words) = inside.split_once(':')?;
    let (one, other) = words.split_once('|')?;
    is_name(slot).then(|| {
        let part = Part::Plural {
            slot: slot.to_owned(),
            one: one.to_owned(),
            other: other.to_owned(),
        };
        (part, after)
    })
}

/// Fills the slots. A slot that nobody fills stays visible as `{slot}`.
pub(super) fn fill(parts: &[Part], slots: &[(&str, &str)]) -> String {
    let value = |name: &str| {
        slots
            .iter()
            .find(|(slot, _)| *slot == name)
            .map(|(_, value)| *value)
    };
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Literal(words) => out.push_str(words),
            Part::Slot(slot) => match value(slot) {
                Some(words) => out.push_str(words),
                None => out.extend(["{", slot, "}"]),
            },
            Part::Plural { slot, one, other } => {
                out.push_str(if value(slot) == Some("1") { one } else { other });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(wording: &str, slots: &[(&str, &str)], expected: &str) {
        assert_eq!(fill(&Part::parse(wording), slots), expected, "{wording}");
    }

    #[test]
    fn slots_are_filled() {
        case("共 {n} 页", &[("n", "3")], "共 3 页");
        case("{a}{b}", &[("a", "1"), ("b", "2")], "12");
        case("{n} {n:page|pages}", &[("n", "1")], "1 page");
        case("{n} {n:page|pages}", &[("n", "1.0")], "1.0 pages");
        case("{n} item{n:|s}", &[("n", "0")], "0 items");
    }

    #[test]
    fn what_fills_a_slot_is_never_read_again() {
        case("{a}{b}", &[("a", "{b}"), ("b", "2")], "{b}2");
    }

    #[test]
    fn other_braces_stand_for_themselves() {
        case(
            "name: { zh: 甲, en: A }",
            &[("zh", "x")],
            "name: { zh: 甲, en: A }",
        );
        case(
            "write {{ name }} or {{name}}",
            &[("name", "x")],
            "write {{ name }} or {{name}}",
        );
        case(
            "open { and {{ for ever {name}",
            &[("name", "x")],
            "open { and {{ for ever {name}",
        );
        case("{}{Name}{1}", &[("1", "x")], "{}{Name}{1}");
        case("{ends", &[], "{ends");
    }

    #[test]
    fn an_unfilled_slot_stays_visible() {
        case("{path}：{error}", &[("path", "a")], "a：{error}");
    }
}
