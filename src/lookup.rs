//! What a narrative means by a reference, a table or a link: which figures of
//! the ledger, and which file of the site, seen from where it stands.
//!
//! `review` asks whether it is there, `compose` prints it; both ask here.

use crate::{
    model::{Catalogue, Facts, Figure, FigureKey, Finite, Period, Scope, When},
    narrative::{AskedPeriod, MetricList, Reference, TableRequest},
};

/// Where a reference stands: what it means when it names no year or unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standpoint<'a> {
    /// The year of the page.
    pub year: i16,
    /// The organisation unit of the page; empty for the whole organisation.
    pub unit: &'a str,
    /// The period of a bulletin: what names no period means this one, and
    /// never falls back to the year.
    pub period: Option<Period>,
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
        None => facts.find(name, &scope, at.period, unit, at.year),
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

/// The organisation's own figures of these metrics, metric by metric, then
/// unit by unit; without periods those of the page's, or else of the year.
pub fn figures<'a>(
    metrics: &[&str],
    units: &[&str],
    periods: &[Period],
    at: Standpoint,
    facts: &'a Facts,
) -> Vec<&'a Figure> {
    let times: Vec<Option<Period>> = if periods.is_empty() {
        vec![at.period]
    } else {
        periods.iter().copied().map(Some).collect()
    };
    let mut found = Vec::new();
    for metric in metrics {
        for unit in units {
            for period in &times {
                found.extend(facts.find(metric, &Scope::Own, *period, unit, at.year));
            }
        }
    }
    found
}

/// What a table of metrics shows.
#[derive(Debug)]
pub struct Listing<'a> {
    /// A figure a row.
    pub rows: Vec<&'a Figure>,
    /// What the rows are said to add up to.
    pub total: Option<&'a Figure>,
}

/// Whether rows add up to their total, to the ledger's precision. A tolerance
/// for rounded rows is deliberately absent: who adds them up finds the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Readded {
    /// They do.
    Same,
    /// They add up to this.
    Differs(Finite),
    /// A row or the total has no value, or the measures differ.
    Open,
}

impl<'a> Listing<'a> {
    /// The figures that a `table` component asks for. Its total is the one of
    /// the page's time and unit, or of the only period that is asked for.
    pub fn of(
        request: &TableRequest,
        at: Standpoint,
        catalogue: &Catalogue,
        facts: &'a Facts,
    ) -> Self {
        let find = |name: &str, period: Option<Period>| {
            facts.find(name, &Scope::Own, period.or(at.period), at.unit, at.year)
        };
        let metrics: Vec<&str> = match &request.metrics {
            None => Vec::new(),
            Some(MetricList::These(names)) => names.iter().map(|it| it.0.as_str()).collect(),
            Some(MetricList::All(_)) => {
                let names = catalogue.metrics.keys().map(String::as_str);
                names.filter(|name| find(name, None).is_some()).collect()
            }
        };
        let only = match &request.periods[..] {
            [one] => Some(*one),
            _ => None,
        };
        let total = request.total.as_ref().and_then(|it| find(&it.0, only));
        let units: Vec<&str> = if request.units.is_empty() {
            vec![at.unit]
        } else {
            request.units.iter().map(|it| it.0.as_str()).collect()
        };
        let mut rows = figures(&metrics, &units, &request.periods, at, facts);
        rows.retain(|row| total.is_none_or(|it| it.key != row.key));
        Self { rows, total }
    }

    /// Reports whether rows and total are of one measure.
    pub fn has_one_measure(&self) -> bool {
        let mut all = self.rows.iter().chain(&self.total);
        all.next()
            .is_none_or(|first| all.all(|it| it.measure == first.measure))
    }

    /// Adds the rows up again.
    pub fn readd(&self) -> Readded {
        let numbers: Option<Vec<f64>> = self.rows.iter().map(|it| it.number()).collect();
        let sum = numbers.and_then(|it| Finite::new(it.into_iter().sum()).ok());
        let total = self.total.and_then(|it| it.value.as_ref().ok());
        match (sum, total) {
            (Some(sum), Some(total)) if self.has_one_measure() => {
                let sum = sum.to_ledger();
                if sum == *total {
                    Readded::Same
                } else {
                    Readded::Differs(sum)
                }
            }
            _ => Readded::Open,
        }
    }
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
