//! What stands in for a required key that is missing, so that reading goes on
//! and finds the next mistake. What was read with a stand-in is thrown away;
//! its values reach no sheet.

use serde::{
    Deserializer,
    de::{
        Visitor,
        value::{MapDeserializer, SeqDeserializer, StrDeserializer},
    },
    forward_to_deserialize_any,
};

use super::mistake::Mistake;
use crate::sheet::{COUNT, DATED, NUM, TIMED};

/// Gives every type something it takes, where there is such a thing.
pub(super) struct Hole;

type Nothing = std::iter::Empty<(&'static str, &'static str)>;

impl<'de> Deserializer<'de> for Hole {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_str("")
    }
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_bool(false)
    }
    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_u64(1)
    }
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_f64(1.0)
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_none()
    }
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_unit()
    }
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_seq(SeqDeserializer::new(std::iter::empty::<&str>()))
    }
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_map(MapDeserializer::<Nothing, Mistake>::new(std::iter::empty()))
    }
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        visitor.visit_enum(StrDeserializer::new(
            variants.first().copied().unwrap_or(""),
        ))
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match name {
            NUM => visitor.visit_f64(1.0),
            COUNT => visitor.visit_u64(1),
            DATED => visitor.visit_str("2000-01-01"),
            TIMED => visitor.visit_str("unstated"),
            _ => visitor.visit_newtype_struct(self),
        }
    }
    forward_to_deserialize_any! {
        char str string bytes byte_buf unit_struct tuple tuple_struct struct identifier ignored_any
        i8 i16 i32 i64 i128 u8 u16 u32 u128 f32
    }
}
