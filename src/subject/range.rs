//! Intervals for readers: the ends of an interval as figures, how they stand
//! in sentences and cells, and how a difference lies to zero.

use super::units::below;
use crate::{
    block::Phrase,
    model::{Facts, Figure, FigureKey, Finite, Input, Interval},
    stats::interval,
};

/// The level of every interval that a subject computes.
pub(super) const LEVEL: f64 = 0.95;

/// A computed interval as a figure has it, in units that are `scale` times
/// smaller: 100 for per cent of shares.
pub(super) fn scaled(found: interval::Interval, scale: f64) -> Interval {
    Interval {
        level: LEVEL,
        low: found.low * scale,
        high: found.high * scale,
    }
}

/// How a difference lies to zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Differs {
    /// Its whole interval is above.
    Above,
    /// Its whole interval is below.
    Below,
    /// Its interval contains zero.
    Not,
    /// It has no interval.
    Untold,
}

/// How a published difference lies to zero; none where it has no value.
pub(super) fn differs(facts: &Facts, key: &FigureKey) -> Option<Differs> {
    let figure = facts.get(key)?;
    figure.number()?;
    Some(match figure.interval {
        Some(it) if it.low > 0.0 => Differs::Above,
        Some(it) if it.high < 0.0 => Differs::Below,
        Some(_) => Differs::Not,
        None => Differs::Untold,
    })
}

/// A figure and, where it has an interval, its ends as `low` and `high` below
/// its name.
pub(super) fn with_ends(figure: Figure) -> Vec<Figure> {
    let ends = figure.interval.iter();
    let ends = ends.flat_map(|it| [("low", it.low), ("high", it.high)]);
    let mut figures: Vec<Figure> = ends
        .map(|(role, value)| Figure {
            key: below(&figure.key, role),
            value: Finite::computed(value),
            interval: None,
            formula: String::new(),
            inputs: vec![Input::Figure(figure.key.clone())],
            ..figure.clone()
        })
        .collect();
    figures.push(figure);
    figures
}

/// A figure in the column `role` of a chart, with the ends of its interval in
/// `low` and `high`, where it has one.
pub(super) fn with_interval(
    facts: &Facts,
    role: &str,
    key: &FigureKey,
) -> Vec<(String, FigureKey)> {
    let mut figures = vec![(role.to_owned(), key.clone())];
    figures.extend(ends(facts, key));
    figures
}

/// The ends of a figure's interval in the columns `low` and `high`, where it
/// has one.
pub(super) fn ends(facts: &Facts, key: &FigureKey) -> impl Iterator<Item = (String, FigureKey)> {
    let ends = ["low", "high"].map(|end| (end.to_owned(), below(key, end)));
    ends.into_iter().filter(|(_, key)| facts.get(key).is_some())
}

/// A figure and the ends of its interval, where it has one, in the words of a
/// sentence.
pub(super) fn inline(facts: &Facts, key: &FigureKey) -> Phrase {
    let Some([low, high]) = limits(facts, key) else {
        return Phrase::figure(key);
    };
    let slots = [("value", Phrase::figure(key)), ("low", low), ("high", high)];
    Phrase::sentence("range.inline", slots)
}

/// The same on two lines, for a cell.
pub(super) fn stacked(facts: &Facts, key: &FigureKey) -> Phrase {
    let mut cell = Phrase::figure(key);
    if let Some([low, high]) = limits(facts, key) {
        let slots = [("low", low), ("high", high)];
        cell = cell.with_below(Phrase::sentence("range.alone", slots));
    }
    cell
}

/// The ends of a figure's interval, where it has one.
fn limits(facts: &Facts, key: &FigureKey) -> Option<[Phrase; 2]> {
    keys(facts, key).map(|ends| ends.map(|it| Phrase::limit(&it)))
}

/// The figures that are the ends of a figure's interval, where it has one.
pub(super) fn keys(facts: &Facts, key: &FigureKey) -> Option<[FigureKey; 2]> {
    let ends = ["low", "high"].map(|it| below(key, it));
    let known = ends.iter().all(|it| facts.get(it).is_some());
    known.then_some(ends)
}
