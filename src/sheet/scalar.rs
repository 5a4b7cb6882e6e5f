//! The scalar types of sheets, and how each is read from YAML.
//!
//! A type asks for itself by name (`deserialize_newtype_struct`): the deserializer
//! in `load::yaml` knows by it how the text must be written and where it stands.
//! Others ignore the name. What a type refuses itself it refuses with a code.

use std::{borrow::Cow, fmt};

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Unexpected, Visitor},
};

use crate::{
    diag::Code,
    model::{Period, Text},
};

pub(crate) const NUM: &str = "pingshu::Num";
pub(crate) const COUNT: &str = "pingshu::Count";
pub(crate) const WORDS: &str = "pingshu::Words";
pub(crate) const PLAIN: &str = "pingshu::Plain";
pub(crate) const DATED: &str = "pingshu::Dated";
pub(crate) const TIMED: &str = "pingshu::Timed";

/// What begins the message of an error that carries a code.
pub(crate) const CODE_MARK: char = '\u{1}';

/// The largest count: 2^53 − 1, the last whole number that a float holds
/// together with its neighbours.
const LARGEST: u64 = (1 << 53) - 1;

fn refuse<E: Error>(code: Code, found: &str) -> E {
    E::custom(format_args!("{CODE_MARK}{}{CODE_MARK}{found}", code.id()))
}

/// A finite number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Num(pub f64);

/// A count: a whole number from 0 to 2^53 − 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(pub u64);

/// Words for readers: one text, or one per language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(pub Text);

/// Text that is not shown in several languages: ids, file names, rules. It
/// keeps its spelling: `010` stays `010`, `1.10` stays `1.10`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Plain(pub String);

/// A calendar date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated(pub Date);

/// A period, or `unstated`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timed {
    /// A stated period.
    In(Period),
    /// The source states none.
    Unstated,
}

struct NumVisitor;

impl<'de> Visitor<'de> for NumVisitor {
    type Value = Num;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a number")
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Num, D::Error> {
        d.deserialize_any(self)
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<Num, E> {
        if value.is_finite() {
            Ok(Num(value + 0.0))
        } else {
            Err(refuse(Code::NotFinite, ""))
        }
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<Num, E> {
        Ok(Num(value as f64))
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<Num, E> {
        Ok(Num(value as f64))
    }
}

struct CountVisitor;

impl<'de> Visitor<'de> for CountVisitor {
    type Value = Count;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a whole number")
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Count, D::Error> {
        d.deserialize_any(self)
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<Count, E> {
        if value <= LARGEST {
            Ok(Count(value))
        } else {
            Err(refuse(Code::NumberTooLarge, ""))
        }
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("text")
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Plain, D::Error> {
        d.deserialize_string(self)
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Plain, E> {
        Ok(Plain(text.to_owned()))
    }
    fn visit_string<E: Error>(self, text: String) -> Result<Plain, E> {
        Ok(Plain(text))
    }
}

struct WordsVisitor;

impl<'de> Visitor<'de> for WordsVisitor {
    type Value = Words;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("text, or one text per language")
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Words, D::Error> {
        d.deserialize_any(self)
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Words, E> {
        Ok(Words(Text::same(text)))
    }
    fn visit_string<E: Error>(self, text: String) -> Result<Words, E> {
        Ok(Words(Text::same(text)))
    }
    // A whole number is spelled in one way only, so its spelling is known.
    fn visit_u64<E: Error>(self, value: u64) -> Result<Words, E> {
        Ok(Words(Text::same(value.to_string())))
    }
    // `1.10` is not: this error makes `load` read the file by spelling.
    fn visit_f64<E: Error>(self, value: f64) -> Result<Words, E> {
        Err(E::invalid_type(Unexpected::Float(value), &self))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Words, A::Error> {
        let mut pairs = Vec::new();
        while let Some((language, words)) = map.next_entry::<String, Plain>()? {
            pairs.push((language, words.0));
        }
        if pairs.is_empty() {
            return Err(refuse(Code::EmptyValue, ""));
        }
        Ok(Words(Text::from_pairs(pairs)))
    }
}

macro_rules! named {
    ($type:ty, $name:ident, $visitor:expr) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                d.deserialize_newtype_struct($name, $visitor)
            }
        }
    };
}

named!(Num, NUM, NumVisitor);
named!(Count, COUNT, CountVisitor);
named!(Plain, PLAIN, PlainVisitor);
named!(Words, WORDS, WordsVisitor);

struct Parsed<T> {
    what: &'static str,
    code: Code,
    parse: fn(&str) -> Option<T>,
}

impl<'de, T> Visitor<'de> for Parsed<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.what)
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<T, D::Error> {
        d.deserialize_str(self)
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).ok_or_else(|| refuse(self.code, text))
    }
}

/// The text as a date: `2008-12-31`, nothing else that a date library knows.
pub(crate) fn date(text: &str) -> Option<Date> {
    let shape = |(i, b): (usize, u8)| {
        if i == 4 || i == 7 {
            b == b'-'
        } else {
            b.is_ascii_digit()
        }
    };
    (text.len() == 10 && text.bytes().enumerate().all(shape)).then(|| text.parse().ok())?
}

/// The text as a period or `unstated`.
pub(crate) fn time(text: &str) -> Option<Timed> {
    if text == "unstated" {
        return Some(Timed::Unstated);
    }
    text.parse().ok().map(Timed::In)
}

named!(
    Dated,
    DATED,
    Parsed {
        what: "a date",
        code: Code::BadDate,
        parse: |text| date(text).map(Dated)
    }
);
named!(
    Timed,
    TIMED,
    Parsed {
        what: "a period",
        code: Code::BadPeriod,
        parse: time
    }
);

macro_rules! schema {
    ($type:ty, $name:literal, $schema:tt) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

schema!(Num, "Num", { "type": "number" });
schema!(Count, "Count", { "type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991_u64 });
schema!(Plain, "Plain", { "type": ["string", "number", "boolean"] });
schema!(Words, "Words", {
    "anyOf": [
        { "type": ["string", "number", "boolean"] },
        { "type": "object", "minProperties": 1, "additionalProperties": { "type": ["string", "number", "boolean"] } }
    ]
});
schema!(Dated, "Dated", { "type": "string", "format": "date" });
schema!(Timed, "Timed", { "type": ["string", "integer"] });
