//! What a narrative means by a reference or a link: which figure of the
//! ledger, and which file of the site, seen from where it stands.
//!
//! `review` asks whether it is there, `compose` prints it; both ask here.

use crate::{
    model::{Facts, Figure, FigureKey, Scope, When},
    narrative::{AskedPeriod, Reference},
};

/// Where a reference stands: what it means when it names no year or unit.
#[derive(Debug, Clone, Copy)]
pub struct Standpoint<'a> {
    /// The year of the page.
    pub year: i16,
    /// The organisation unit of the page; empty for the whole organisation.
    pub unit: &'a str,
}

/// The figure that a reference means, without its aspect.
///
/// A reference that names no unit on a page about a unit means the unit's
/// figure, and the whole organisation's where the unit has none.
pub fn find<'a>(reference: &Reference, at: Standpoint, facts: &'a Facts) -> Option<&'a Figure> {
    let scope = reference
        .scope
        .as_deref()
        .filter(|it| *it != "own")
        .map_or(Scope::Own, |it| Scope::Competitor(it.into()));
    let unit = reference.unit.as_deref().unwrap_or(at.unit);
    let name = reference.name.as_str();
    let own_unit = reference.unit.is_none() && !unit.is_empty();
    let of_unit = |unit: &str| match reference.period {
        None => facts.find(name, &scope, None, unit, at.year),
        Some(AskedPeriod::In(period)) => facts.find(name, &scope, Some(period), unit, at.year),
        Some(AskedPeriod::Unstated(review)) => facts.get(&FigureKey {
            name: name.into(),
            scope: scope.clone(),
            when: When::Unstated {
                review: review.unwrap_or(at.year),
            },
            unit: unit.into(),
        }),
    };
    of_unit(unit).or_else(|| own_unit.then(|| of_unit("")).flatten())
}

/// Where a link inside the site leads, from the file it stands in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Destination {
    /// The file, relative to the site's root; the file itself for `#id`.
    pub(crate) file: String,
    /// The anchor; may be empty.
    pub(crate) anchor: String,
}

/// Resolves a link against the file it stands in; none if it leaves the site.
pub(crate) fn destination(from: &str, target: &str) -> Option<Destination> {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let file = if path.is_empty() {
        from.to_owned()
    } else {
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                other => parts.push(other),
            }
        }
        if path.starts_with('/') || parts.first() != Some(&"content") {
            return None;
        }
        parts.join("/")
    };
    Some(Destination {
        file,
        anchor: anchor.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::destination;

    fn case(from: &str, target: &str, expected: Option<(&str, &str)>) {
        let found = destination(from, target);
        let found = found
            .as_ref()
            .map(|it| (it.file.as_str(), it.anchor.as_str()));
        assert_eq!(found, expected, "{target} in {from}");
    }

    #[test]
    fn links_are_resolved_against_their_file() {
        let from = "content/2008/01-review.md";
        case(from, "#goals", Some((from, "goals")));
        case(
            from,
            "02-key-works.md#x",
            Some(("content/2008/02-key-works.md", "x")),
        );
        case(from, "../decks/a.md", Some(("content/decks/a.md", "")));
        case(from, "./a.png", Some(("content/2008/a.png", "")));
        case(from, "../../data/site.yaml", None);
        case(from, "../../../etc/passwd", None);
        case(from, "/etc/passwd", None);
    }
}
