//! Our deserializer: nodes of the first pass → a sheet's type. It knows where
//! it is, so that every refusal has its exact place.
//!
//! It also hands out what stands in for a required key that is missing, so that
//! reading goes on and finds the next mistake. What was read with a stand-in is
//! thrown away; its values reach no sheet. (A deserializer of its own for that
//! would compile every sheet once more.)

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
};

use serde::{
    Deserializer,
    de::{DeserializeSeed, MapAccess, SeqAccess, Visitor, value::StrDeserializer},
    forward_to_deserialize_any,
};

use super::{
    mistake::{Mistake, What},
    scan::Document,
};
use crate::{
    diag::Code,
    sheet::{COUNT, DATED, Kind, NUM, NumberMistake, PLAIN, TIMED, WORDS, is_number, number},
};

/// What earlier rounds found out.
#[derive(Default)]
pub(super) struct Repairs {
    /// Keys and items that are left out.
    pub(super) dropped: BTreeSet<u32>,
    /// Mappings with the keys that are missing in them.
    pub(super) holes: BTreeMap<u32, Vec<&'static str>>,
}

/// Reads a document once.
pub(super) struct Reader<'a> {
    document: &'a Document<'a>,
    repairs: &'a Repairs,
    /// Empty values that were read as empty lists.
    pub(super) null_lists: RefCell<BTreeSet<u32>>,
    /// How many nodes were read.
    pub(super) visited: Cell<u64>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Document<'a>, repairs: &'a Repairs) -> Self {
        Self {
            document,
            repairs,
            null_lists: RefCell::default(),
            visited: Cell::new(0),
        }
    }

    /// The whole document.
    pub(super) fn top(&'a self) -> At<'a> {
        self.at(0)
    }

    fn at(&'a self, node: u32) -> At<'a> {
        self.visited.set(self.visited.get() + 1);
        let node = self.document.positions.resolved(node);
        At {
            reader: self,
            node,
            kind: Some(self.document.positions.node(node).kind),
        }
    }

    /// What stands in for a value. Where it stands is never told.
    fn stand_in(&'a self) -> At<'a> {
        At {
            reader: self,
            node: 0,
            kind: None,
        }
    }
}

/// A node to be read.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    reader: &'a Reader<'a>,
    node: u32,
    /// None of a stand-in, which gives every type something it takes, where
    /// there is such a thing.
    kind: Option<Kind>,
}

type Read<T> = Result<T, Mistake>;

impl<'a> At<'a> {
    fn refuse(self, what: What) -> Mistake {
        Mistake::new(what).at(self.node)
    }

    /// The words of a scalar that must not be empty.
    fn words(self, expected: &'static str) -> Read<&'a str> {
        match self.kind {
            None => Ok(""),
            Some(Kind::Null) => Err(self.refuse(What::Coded(Code::EmptyValue))),
            Some(Kind::List | Kind::Map | Kind::Alias) => {
                Err(self.refuse(What::WrongType(expected)))
            }
            Some(Kind::Key | Kind::Bare | Kind::Quoted) => {
                Ok(self.reader.document.words(self.node))
            }
        }
    }

    fn number(self) -> Read<f64> {
        if self.kind.is_none() {
            return Ok(1.0);
        }
        let words = self.words("expected.number")?;
        if self.kind == Some(Kind::Quoted) {
            return Err(self.refuse(What::Coded(Code::NotANumber)));
        }
        number(words).map_err(|mistake| {
            self.refuse(What::Coded(match mistake {
                NumberMistake::LeadingZero => Code::LeadingZero,
                NumberMistake::NotFinite => Code::NotFinite,
                NumberMistake::TooLarge => Code::NumberTooLarge,
                NumberMistake::NotANumber => Code::NotANumber,
            }))
        })
    }

    /// A whole number of a type that is read from its digits.
    fn whole<N: std::str::FromStr>(self) -> Read<N> {
        let words = match self.kind {
            None => "1",
            Some(_) => self.words("expected.count")?,
        };
        let as_float = self.number()?;
        if let Ok(whole) = words.parse() {
            return Ok(whole);
        }
        let digits = words
            .strip_prefix('-')
            .unwrap_or(words)
            .bytes()
            .all(|b| b.is_ascii_digit());
        let large = digits && as_float.abs() >= 256.0;
        Err(self.refuse(if large && !words.starts_with('-') {
            What::Coded(Code::NumberTooLarge)
        } else {
            What::WrongType("expected.count")
        }))
    }

    fn list(self, expected: &'static str) -> Read<List<'a>> {
        match self.kind {
            Some(Kind::List) => Ok(List {
                reader: self.reader,
                items: self.reader.document.positions.items(self.node),
            }),
            None | Some(Kind::Null) => {
                if self.kind.is_some() {
                    self.reader.null_lists.borrow_mut().insert(self.node);
                }
                Ok(List {
                    reader: self.reader,
                    items: &[],
                })
            }
            _ => Err(self.refuse(What::WrongType(expected))),
        }
    }

    fn map(self) -> Read<Map<'a>> {
        match self.kind {
            None => Ok(Map {
                reader: self.reader,
                next: 0,
                end: 0,
                entry: None,
                holes: &[],
            }),
            Some(Kind::Map) => Ok(Map {
                reader: self.reader,
                next: self.node + 1,
                end: self.reader.document.positions.after(self.node),
                entry: None,
                holes: self
                    .reader
                    .repairs
                    .holes
                    .get(&self.node)
                    .map_or(&[], Vec::as_slice),
            }),
            Some(Kind::Null) => Err(self.refuse(What::Coded(Code::EmptyValue))),
            Some(_) => Err(self.refuse(What::WrongType("expected.mapping"))),
        }
    }

    fn placed<T>(self, result: Read<T>, expected: &'static str) -> Read<T> {
        result.map_err(|mistake| mistake.expecting(expected).at(self.node))
    }
}

macro_rules! whole {
    ($($method:ident $visit:ident $type:ty,)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            let whole: $type = self.whole()?;
            self.placed(visitor.$visit(whole), "expected.count")
        })*
    };
}

impl<'de> Deserializer<'de> for At<'_> {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let result = match self.kind {
            Some(Kind::Null) => visitor.visit_unit(),
            Some(Kind::List) => visitor.visit_seq(self.list("")?),
            Some(Kind::Map) => visitor.visit_map(self.map()?),
            None | Some(Kind::Key | Kind::Quoted | Kind::Alias) => {
                visitor.visit_str(self.words("")?)
            }
            Some(Kind::Bare) => {
                let words = self.words("")?;
                match words {
                    "true" | "True" | "TRUE" => visitor.visit_bool(true),
                    "false" | "False" | "FALSE" => visitor.visit_bool(false),
                    _ if !is_number(words) => visitor.visit_str(words),
                    _ => match (words.parse::<u64>(), words.parse::<i64>(), number(words)) {
                        (Ok(whole), _, _) => visitor.visit_u64(whole),
                        (_, Ok(whole), _) => visitor.visit_i64(whole),
                        (_, _, Ok(value)) => visitor.visit_f64(value),
                        _ => visitor.visit_str(words),
                    },
                }
            }
        };
        self.placed(result, "")
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let value = match (self.kind, self.words("expected.truth")?) {
            (Some(Kind::Bare | Kind::Key), "true" | "True" | "TRUE") => true,
            (Some(Kind::Bare | Kind::Key), "false" | "False" | "FALSE") | (None, _) => false,
            _ => return Err(self.refuse(What::WrongType("expected.truth"))),
        };
        self.placed(visitor.visit_bool(value), "expected.truth")
    }

    whole! {
        deserialize_i8 visit_i8 i8,
        deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64,
        deserialize_i128 visit_i128 i128,
        deserialize_u8 visit_u8 u8,
        deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64,
        deserialize_u128 visit_u128 u128,
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let value = self.number()?;
        self.placed(visitor.visit_f64(value), "expected.number")
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let words = self.words("expected.text")?;
        self.placed(visitor.visit_str(words), "expected.text")
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.kind {
            None | Some(Kind::Null) => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.kind {
            None | Some(Kind::Null) => visitor.visit_unit(),
            Some(_) => Err(self.refuse(What::WrongType("expected.nothing"))),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Read<V::Value> {
        match name {
            NUM => self.deserialize_f64(visitor),
            COUNT => self.deserialize_u64(visitor),
            DATED if self.kind.is_none() => visitor.visit_str("2000-01-01"),
            TIMED if self.kind.is_none() => visitor.visit_str("unstated"),
            WORDS if self.kind == Some(Kind::Map) => {
                self.placed(visitor.visit_map(self.map()?), "expected.words")
            }
            WORDS => {
                let words = self.words("expected.words")?;
                self.placed(visitor.visit_str(words), "expected.words")
            }
            PLAIN | DATED | TIMED => self.deserialize_str(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.placed(
            visitor.visit_seq(self.list("expected.list")?),
            "expected.list",
        )
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Read<V::Value> {
        let list = self.list("expected.pair")?;
        if list.items.len() != length {
            return Err(self.refuse(What::WrongType("expected.pair")));
        }
        self.placed(visitor.visit_seq(list), "expected.pair")
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.placed(visitor.visit_map(self.map()?), "expected.mapping")
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let words = match self.kind {
            None => variants.first().copied().unwrap_or(""),
            Some(_) => self.words("expected.text")?,
        };
        self.placed(
            visitor.visit_enum(StrDeserializer::new(words)),
            "expected.text",
        )
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { bytes byte_buf }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_unit(visitor)
    }
}

struct List<'a> {
    reader: &'a Reader<'a>,
    items: &'a [u32],
}

impl<'de> SeqAccess<'de> for List<'_> {
    type Error = Mistake;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        while let Some((&item, rest)) = self.items.split_first() {
            self.items = rest;
            if self.reader.repairs.dropped.contains(&item) {
                continue;
            }
            let at = self.reader.at(item);
            return seed.deserialize(at).map(Some).map_err(|mistake| {
                let mut mistake = mistake.at(at.node);
                mistake.ways_out.push(item);
                mistake
            });
        }
        Ok(None)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Map<'a> {
    reader: &'a Reader<'a>,
    next: u32,
    end: u32,
    /// The key that was read last, and its value; none for a stand-in.
    entry: Option<(u32, u32)>,
    holes: &'a [&'static str],
}

impl<'de> MapAccess<'de> for Map<'_> {
    type Error = Mistake;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        while self.next < self.end {
            let (key, value) = (self.next, self.next + 1);
            self.next = self.reader.document.positions.after(value);
            if self.reader.repairs.dropped.contains(&key) {
                continue;
            }
            self.entry = Some((key, value));
            return seed
                .deserialize(self.reader.at(key))
                .map(Some)
                .map_err(|mistake| {
                    let mut mistake = mistake.at(key);
                    mistake.ways_out.push(key);
                    mistake
                });
        }
        self.entry = None;
        let Some((hole, rest)) = self.holes.split_first() else {
            return Ok(None);
        };
        self.holes = rest;
        seed.deserialize(StrDeserializer::new(hole)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Read<V::Value> {
        let Some((key, value)) = self.entry else {
            return seed
                .deserialize(self.reader.stand_in())
                .map_err(|_| Mistake::new(What::NoStandIn));
        };
        let at = self.reader.at(value);
        seed.deserialize(at).map_err(|mistake| {
            let mut mistake = mistake.at(at.node);
            mistake.key.get_or_insert(key);
            mistake.ways_out.push(key);
            mistake
        })
    }
}
