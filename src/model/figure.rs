//! Figures: numbers with what an honest reader needs.
//!
//! A figure never holds text for readers. What is missing is missing with a
//! reason, never zero.

use std::{fmt, sync::Arc};

use super::{Better, Evidence, Facts, Finite, Period, Text, Verdict};
use crate::diag::Place;

/// What identifies a figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureKey {
    /// A metric's id, alone or with an aspect (`hall_waiting:change`), or a
    /// subject's own figure (`scorecard.pending`).
    pub name: Arc<str>,
    /// Whose figure it is.
    pub scope: Scope,
    /// When it holds.
    pub when: When,
    /// The organisation unit; empty for the whole organisation.
    pub unit: Arc<str>,
}

impl FigureKey {
    /// The key of the organisation's own figure for a whole period.
    pub fn own(name: &str, period: Period) -> Self {
        Self {
            name: name.into(),
            scope: Scope::Own,
            when: When::In(period),
            unit: "".into(),
        }
    }

    /// The same figure's key under another name, as for an aspect.
    #[must_use]
    pub fn renamed(&self, name: impl Into<Arc<str>>) -> Self {
        Self {
            name: name.into(),
            ..self.clone()
        }
    }
}

/// Written as narratives refer to it: `name[scope]@period/unit`.
impl fmt::Display for FigureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (base, aspect) = match self.name.split_once(':') {
            Some((base, aspect)) => (base, Some(aspect)),
            None => (&*self.name, None),
        };
        f.write_str(base)?;
        if let Scope::Competitor(id) = &self.scope {
            write!(f, "[{id}]")?;
        }
        match self.when {
            When::In(period) => write!(f, "@{period}")?,
            When::Unstated { review } => write!(f, "@unstated-{review}")?,
        }
        if !self.unit.is_empty() {
            write!(f, "/{}", self.unit)?;
        }
        aspect.map_or(Ok(()), |aspect| write!(f, ":{aspect}"))
    }
}

/// Whose figure it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The organisation's or unit's own.
    Own,
    /// A competitor's, by id.
    Competitor(Arc<str>),
}

/// When a figure holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// In a period.
    In(Period),
    /// In a period that the source does not state; the review of this year
    /// tells of it. Never assigned to a year.
    Unstated {
        /// The year of the review that carries the value.
        review: i16,
    },
}

impl When {
    /// The year of the review under which the figure is listed.
    pub fn review(self) -> i16 {
        match self {
            Self::In(period) => period.year(),
            Self::Unstated { review } => review,
        }
    }

    /// The period, where it is stated.
    pub fn period(self) -> Option<Period> {
        match self {
            Self::In(period) => Some(period),
            Self::Unstated { .. } => None,
        }
    }
}

/// A number in the ledger, with its trace.
#[derive(Debug, Clone)]
pub struct Figure {
    /// What identifies it.
    pub key: FigureKey,
    /// The name readers see.
    pub label: Text,
    /// The id of its measure; empty for a bare count.
    pub measure: String,
    /// Digits after the decimal point when printed.
    pub decimals: u8,
    /// Which direction is good.
    pub better: Better,
    /// A difference, printed with its sign.
    pub signed: bool,
    /// The value, or why there is none.
    pub value: Result<Finite, Missing>,
    /// The source says "about".
    pub approximate: bool,
    /// The weakest evidence behind it.
    pub evidence: Evidence,
    /// The interval around the value.
    pub interval: Option<Interval>,
    /// The number of answers, visits or cases behind it.
    pub n: Option<u64>,
    /// The verdict on it, where a rule judges it.
    pub verdict: Option<Verdict>,
    /// How it was computed, as `a − b`; empty for a reading.
    pub formula: String,
    /// What it was computed from, or where it was typed.
    pub inputs: Vec<Input>,
    /// The date the value was taken.
    pub as_of: Option<jiff::civil::Date>,
    /// Where it was taken from.
    pub source: Text,
    /// What a reader should know beside it.
    pub note: Text,
    /// What exactly is counted.
    pub definition: Text,
}

impl Figure {
    /// A measured figure, still a bare number without trace.
    pub fn new(key: FigureKey, label: &Text, value: Result<Finite, Missing>) -> Self {
        Self {
            key,
            label: label.clone(),
            measure: String::new(),
            decimals: 0,
            better: Better::Neither,
            signed: false,
            value,
            approximate: false,
            evidence: Evidence::Measured,
            interval: None,
            n: None,
            verdict: None,
            formula: String::new(),
            inputs: Vec::new(),
            as_of: None,
            source: Text::default(),
            note: Text::default(),
            definition: Text::default(),
        }
    }

    /// The figure as it stands in the ledger: at its precision, and missing
    /// where there is no value.
    #[must_use]
    pub fn settled(mut self) -> Self {
        self.value = self.value.map(Finite::to_ledger);
        if self.value.is_err() {
            self.evidence = Evidence::Missing;
        }
        self
    }

    /// The value, where there is one.
    pub fn number(&self) -> Option<f64> {
        self.value.as_ref().ok().map(|v| v.get())
    }
}

/// Why a figure has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// Typed as missing, with the author's reason.
    Stated(Text),
    /// An input has no value.
    Input(FigureKey),
    /// Growth from zero, or a division by zero.
    ZeroBase,
    /// The computation left the range of numbers.
    Overflow,
}

impl Finite {
    /// A computed number; one that left the range of numbers is missing.
    pub fn computed(value: f64) -> Result<Self, Missing> {
        Self::new(value).map_err(|_| Missing::Overflow)
    }
}

/// An interval around an estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Its level, as 0.95.
    pub level: f64,
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// Typed there.
    Typed(Place),
    /// Computed from that figure.
    Figure(FigureKey),
}

impl Input {
    /// Figures as inputs, in their order.
    pub fn figures(keys: impl IntoIterator<Item = FigureKey>) -> Vec<Self> {
        keys.into_iter().map(Self::Figure).collect()
    }

    /// Where it was typed.
    pub fn typed_at(&self) -> Option<&Place> {
        match self {
            Self::Typed(place) => Some(place),
            Self::Figure(_) => None,
        }
    }
}

/// What may be asked of a figure in prose, after a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// The value itself.
    Value,
    /// The value of the same period a year before, or the stated value before.
    Previous,
    /// Value minus previous.
    Change,
    /// Change over previous, in per cent.
    ChangePercent,
    /// Change, signed so that better is positive.
    Improvement,
    /// The target.
    Target,
    /// Value minus target.
    Gap,
    /// Lead over the best competitor.
    Lead,
    /// The interval, as text.
    Interval,
    /// The number of answers.
    N,
    /// The verdict, as a word.
    Verdict,
    /// The evidence, as a word.
    Evidence,
    /// The takeaway sentence.
    Sentence,
}

impl Aspect {
    /// Every aspect with the word authors write.
    pub const ALL: [(&'static str, Self); 13] = [
        ("value", Self::Value),
        ("previous", Self::Previous),
        ("change", Self::Change),
        ("change_percent", Self::ChangePercent),
        ("improvement", Self::Improvement),
        ("target", Self::Target),
        ("gap", Self::Gap),
        ("lead", Self::Lead),
        ("interval", Self::Interval),
        ("n", Self::N),
        ("verdict", Self::Verdict),
        ("evidence", Self::Evidence),
        ("sentence", Self::Sentence),
    ];

    /// The word authors write.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, aspect)| *aspect == self)
            .map_or("", |(word, _)| word)
    }

    /// The figure that the aspect of `base` is, where it is a figure: the
    /// value itself, the year before, or one published under its own name.
    pub fn figure_of<'a>(self, base: &'a Figure, facts: &'a Facts) -> Option<&'a Figure> {
        if self == Self::Value {
            return Some(base);
        }
        facts.aspect(&base.key, self).or_else(|| {
            let earlier = base
                .key
                .when
                .period()?
                .year_before()
                .filter(|_| self == Self::Previous)?;
            facts.get(&FigureKey {
                when: When::In(earlier),
                ..base.key.clone()
            })
        })
    }

    /// The aspect of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(w, _)| *w == word).map(|(_, a)| *a)
    }
}
