//! What a reference in a narrative means: which figure of the ledger, seen
//! from the page it stands on.
//!
//! `review` asks whether there is one, `compose` prints it; both ask here.

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
            when: When::Unstated { review: review.unwrap_or(at.year) },
            unit: unit.into(),
        }),
    };
    of_unit(unit).or_else(|| own_unit.then(|| of_unit("")).flatten())
}
