//! Causes ranked and units compared, for every subject that has rows of
//! either: the cumulative share of each cause, and the rate of each unit
//! against the limits of its own size.
//!
//! A subject gives rows with their numbers and gets figures, and the keys of
//! the figures by row, which are the columns of a `Plot`. The mathematics is
//! `stats::pareto` and `stats::funnel`.

use jiff::civil::Date;

use super::range::{LEVEL, scaled};
use crate::{
    block::{Phrase, PlotColumn},
    model::{Evidence, Figure, FigureKey, Finite, Input, Missing, Text},
    stats::{
        Tally, Undefined,
        funnel::{self, Standing},
        interval, pareto,
    },
};

/// Per cent, as the catalogue knows it.
pub(super) const PERCENT: &str = "percent";

/// What some rows are of: the words and dates that each of their figures has.
#[derive(Clone)]
pub(super) struct Whole<'a> {
    /// What figures of the whole are named after: `complaints.halls` gives
    /// `complaints.halls.centre`.
    pub(super) key: FigureKey,
    /// What they are called.
    pub(super) label: &'a Text,
    /// When the numbers were taken.
    pub(super) as_of: Option<Date>,
    /// Where they were taken from.
    pub(super) source: &'a Text,
    /// What a reader should know beside them.
    pub(super) note: &'a Text,
}

/// A row: a cause with its amount (`f64`), or a unit with its events and what
/// could have had one (`Tally`).
pub(super) struct Unit<'a, T> {
    /// What its figures are named after: `complaints.halls.east` gives
    /// `complaints.halls.east.rate`.
    pub(super) key: FigureKey,
    /// What they are called.
    pub(super) label: &'a Text,
    /// Its number; none where it is missing, and then it has no figures.
    pub(super) number: Option<T>,
    /// The figures that its number is made of.
    pub(super) inputs: Vec<FigureKey>,
    /// How well its number is founded.
    pub(super) evidence: Evidence,
}

/// Causes in Pareto's order.
#[derive(Default)]
pub(super) struct Ranked {
    /// A cumulative share for each cause that has an amount, in descending
    /// order of the amounts; nothing where there is nothing to share.
    pub(super) figures: Vec<Figure>,
    /// The keys of the shares, one a row as given: the column `share`.
    pub(super) shares: Vec<Option<FigureKey>>,
}

/// Units compared.
pub(super) struct Compared {
    /// The rate of all, then rate and limits of each unit that has a tally.
    pub(super) figures: Vec<Figure>,
    /// The rate of all; missing where no unit has a base.
    pub(super) centre: FigureKey,
    /// The columns `rate`, `lower_near`, `upper_near`, `lower_far` and
    /// `upper_far`: the key of each row as given.
    pub(super) columns: Vec<(&'static str, Vec<Option<FigureKey>>)>,
    /// How each row lies to its limits; none where it has no rate.
    pub(super) standings: Vec<Option<Standing>>,
}

/// The cumulative share of the amount of each cause, in per cent, each after
/// those that are larger; the row `other` last, whatever its size.
pub(super) fn pareto(whole: &Whole, causes: &[Unit<f64>], other: Option<usize>) -> Ranked {
    let counted: Vec<usize> = (0..causes.len())
        .filter(|i| causes[*i].number.is_some())
        .collect();
    let other = other.and_then(|it| counted.iter().position(|i| *i == it));
    let amounts: Vec<f64> = causes.iter().filter_map(|it| it.number).collect();
    let Ok(order) = pareto::pareto(&amounts, other) else {
        return Ranked::default();
    };
    let inputs = inputs(causes);
    let mut ranked = Ranked {
        figures: Vec::new(),
        shares: vec![None; causes.len()],
    };
    for row in order {
        let at = counted[row.index];
        let key = below(&causes[at].key, "share");
        ranked.shares[at] = Some(key.clone());
        ranked.figures.push(whole.percent(
            key,
            causes[at].label,
            Ok(row.cumulative),
            "Σ n ÷ Σ n",
            inputs.clone(),
            evidence(causes),
        ));
    }
    ranked
}

/// A part of a unit of a funnel: its role, its formula, and how it is taken.
type Part = (&'static str, &'static str, fn(&funnel::Unit) -> f64);

const PARTS: [Part; 5] = [
    ("rate", "num ÷ den", |it| it.share),
    ("lower_near", "sin²(asin√θ − 1.96 ÷ 2√n)", |it| {
        it.inner.lower
    }),
    ("upper_near", "sin²(asin√θ + 1.96 ÷ 2√n)", |it| {
        it.inner.upper
    }),
    ("lower_far", "sin²(asin√θ − 3.09 ÷ 2√n)", |it| {
        it.outer.lower
    }),
    ("upper_far", "sin²(asin√θ + 3.09 ÷ 2√n)", |it| {
        it.outer.upper
    }),
];

/// The rate of each unit in per cent, the rate of all, and the limits within
/// which a unit may differ by chance.
///
/// With `intervals`, each rate of whole numbers also has its `n` and its
/// interval by Wilson.
pub(super) fn funnel(whole: &Whole, units: &[Unit<Tally>], intervals: bool) -> Compared {
    let counted: Vec<usize> = (0..units.len())
        .filter(|i| units[*i].number.is_some())
        .collect();
    let known: Vec<Tally> = units.iter().filter_map(|it| it.number).collect();
    let computed = funnel::funnel(&known);
    let centre = below(&whole.key, "centre");
    let mut figures = vec![
        whole.percent(
            centre.clone(),
            whole.label,
            computed
                .as_ref()
                .map(|it| it.theta)
                .map_err(|it| missing(*it)),
            "Σ num ÷ Σ den",
            inputs(units),
            evidence(units),
        ),
    ];
    let placed = computed.map(|it| it.units).unwrap_or_default();
    let mut standings = vec![None; units.len()];
    for (place, at) in placed.iter().zip(&counted) {
        standings[*at] = place.map(|it| it.standing);
    }
    let mut columns = Vec::new();
    for (role, formula, part) in PARTS {
        let mut keys = vec![None; units.len()];
        for (place, at) in placed.iter().zip(&counted) {
            let unit = &units[*at];
            let key = below(&unit.key, role);
            keys[*at] = Some(key.clone());
            let mut inputs = unit.inputs.clone();
            if role != "rate" {
                inputs.insert(0, centre.clone());
            }
            let value = place.as_ref().map(part).ok_or(Missing::ZeroBase);
            let figure = whole.percent(key, unit.label, value, formula, inputs, unit.evidence);
            figures.push(match unit.number {
                Some(tally) if intervals && role == "rate" => around(figure, tally),
                _ => figure,
            });
        }
        columns.push((role, keys));
    }
    Compared {
        figures,
        centre,
        columns,
        standings,
    }
}

/// A rate in per cent with its base and its interval by Wilson, where both of
/// its numbers are whole.
pub(super) fn around(figure: Figure, tally: Tally) -> Figure {
    let whole = |it: f64| (it >= 0.0 && it.fract() == 0.0).then_some(it as u64);
    let (Some(count), Some(n)) = (whole(tally.count), whole(tally.base)) else {
        return figure;
    };
    let interval = interval::wilson(count, n, LEVEL);
    Figure {
        interval: interval.ok().map(|it| scaled(it, 100.0)),
        n: Some(n),
        ..figure
    }
}

impl Whole<'_> {
    /// A share from 0 to 1 as a figure in per cent.
    fn percent(
        &self,
        key: FigureKey,
        label: &Text,
        value: Result<f64, Missing>,
        formula: &str,
        inputs: Vec<FigureKey>,
        evidence: Evidence,
    ) -> Figure {
        let value = value.and_then(|it| Finite::computed(it * 100.0));
        Figure {
            measure: PERCENT.to_owned(),
            decimals: 1,
            evidence,
            formula: formula.to_owned(),
            inputs: Input::figures(inputs),
            ..self.figure(key, label, value)
        }
    }

    /// A figure of the whole or a part of it, measured, a bare number without
    /// trace.
    pub(super) fn figure(
        &self,
        key: FigureKey,
        label: &Text,
        value: Result<Finite, Missing>,
    ) -> Figure {
        Figure {
            as_of: self.as_of,
            source: self.source.clone(),
            note: self.note.clone(),
            ..Figure::new(key, label, value)
        }
    }
}

/// The key of a part: the name and then a role.
pub(super) fn below(key: &FigureKey, role: &str) -> FigureKey {
    key.renamed(format!("{}.{role}", key.name))
}

fn inputs<T>(units: &[Unit<T>]) -> Vec<FigureKey> {
    let inputs = units.iter().flat_map(|it| &it.inputs);
    inputs.cloned().collect()
}

/// The weakest evidence of some rows.
fn evidence<T>(units: &[Unit<T>]) -> Evidence {
    Evidence::weakest_of(units.iter().map(|it| it.evidence))
}

/// Why there is no figure where the mathematics has no answer.
pub(super) fn missing(undefined: Undefined) -> Missing {
    match undefined {
        Undefined::NoSpread | Undefined::TooFew => Missing::ZeroBase,
        Undefined::NotFinite | Undefined::OutOfRange | Undefined::Uneven | Undefined::Overflow => {
            Missing::Overflow
        }
    }
}

/// The column of a role, called by the usual word for it.
pub(super) fn role_column(id: &str) -> PlotColumn {
    PlotColumn {
        id: id.to_owned(),
        label: Phrase::word(role_word(id)),
        previous: false,
    }
}

/// The usual word for a role, as a key of the locale files.
pub(super) fn role_word(id: &str) -> &'static str {
    match id {
        "previous" => "column.previous",
        "target" => "column.target",
        "low" => "column.low",
        "high" => "column.high",
        "n" => "column.n",
        "own" => "column.own",
        "rival" => "column.rival",
        "lead" => "column.lead",
        "num" => "column.num",
        "den" => "column.den",
        "rate" => "column.rate",
        "share" => "column.cumulative",
        "standard" => "column.standard",
        "total" => "column.total",
        "net" => "column.net",
        "done" => "column.done",
        "centre" => "column.centre",
        "lower" => "column.lower",
        "upper" => "column.upper",
        "lower_near" => "column.lower_near",
        "upper_near" => "column.upper_near",
        "lower_far" => "column.lower_far",
        "upper_far" => "column.upper_far",
        "importance" => "column.importance",
        "performance" => "column.performance",
        "x" => "column.x",
        "y" => "column.y",
        _ => "column.value",
    }
}
