//! Rules as authors write them: a line of text, or a mapping of branches.
//!
//! Only the shape is known here; the words of a line are read by `model`.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, Visitor},
};

use super::Step;
use crate::model::{NotARule, Rule};

/// A rule: `value at least 79`, or `any`, `all` (任一, 全部) with a list of
/// rules, and beside them `each` (逐项) with the metrics they are asked of.
#[derive(Debug, Clone, PartialEq)]
pub enum RuleSheet {
    /// One line.
    Line(String),
    /// Branches.
    Branches(Branches),
}

/// The keys of a rule that is a mapping, each with the list below it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Branches {
    /// `any` and `all` with the key as written, in the order written.
    lists: Vec<(&'static str, Vec<RuleSheet>)>,
    /// `each`.
    each: Option<(&'static str, Vec<String>)>,
}

/// A mistake in a rule and the way to it from the rule's own key.
pub type Misread = (Vec<Step<'static>>, NotARule);

const KEYS: &[&str] = &["any", "all", "each", "任一", "全部", "逐项"];

impl RuleSheet {
    /// Makes the rule, or says every mistake in it.
    pub fn read(&self) -> Result<Rule, Vec<Misread>> {
        let mut mistakes = Vec::new();
        match self.read_at(&mut Vec::new(), &mut mistakes) {
            Some(rule) if mistakes.is_empty() => Ok(rule),
            _ => Err(mistakes),
        }
    }

    fn read_at(&self, way: &mut Vec<Step<'static>>, mistakes: &mut Vec<Misread>) -> Option<Rule> {
        let branches = match self {
            Self::Line(text) => {
                return text
                    .parse()
                    .map_err(|mistake| mistakes.push((way.clone(), mistake)))
                    .ok();
            }
            Self::Branches(branches) => branches,
        };
        let mut refuse = |way: &[Step<'static>], found: String, nearest: &str| {
            mistakes.push((
                way.to_vec(),
                NotARule::Unreadable {
                    found,
                    nearest: nearest.to_owned(),
                },
            ));
            None
        };
        let (key, rules) = match branches.lists.as_slice() {
            [] => {
                return refuse(
                    way,
                    branches.keys(),
                    "any: [value at least N, lead at least N]",
                );
            }
            [(key, rules)] => (*key, rules),
            [(first, _), (second, _), ..] => {
                return refuse(
                    way,
                    branches.keys(),
                    &format!("{first}: [value at least N, {second}: […]]"),
                );
            }
        };
        way.push(Step::Key(key));
        if rules.is_empty() {
            let refused = refuse(
                way,
                format!("{key}: []"),
                &format!("{key}: [value at least N, lead at least N]"),
            );
            way.pop();
            return refused;
        }
        let mut read = Vec::new();
        for (at, rule) in rules.iter().enumerate() {
            way.push(Step::Index(at));
            read.extend(rule.read_at(way, mistakes));
            way.pop();
        }
        way.pop();
        let rule = if matches!(key, "any" | "任一") {
            Rule::Any(read)
        } else {
            Rule::All(read)
        };
        match &branches.each {
            None => Some(rule),
            Some((key, metrics)) if metrics.is_empty() => {
                way.push(Step::Key(key));
                let nearest = format!("{key}: [metric_a, metric_b]");
                mistakes.push((
                    way.clone(),
                    NotARule::Unreadable {
                        found: format!("{key}: []"),
                        nearest,
                    },
                ));
                way.pop();
                None
            }
            Some((_, metrics)) => Some(Rule::Each {
                metrics: metrics.clone(),
                rule: Box::new(rule),
            }),
        }
    }
}

impl Branches {
    /// What was written, for a message: its keys.
    fn keys(&self) -> String {
        let lists = self.lists.iter().map(|(key, _)| *key);
        let keys: Vec<_> = lists.chain(self.each.iter().map(|(key, _)| *key)).collect();
        if keys.is_empty() {
            "{}".to_owned()
        } else {
            format!("{}:", keys.join(": … "))
        }
    }
}

impl<'de> Deserialize<'de> for RuleSheet {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Shape;

        impl<'de> Visitor<'de> for Shape {
            type Value = RuleSheet;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str(
                    "a rule such as `value at least 79`, or a mapping with `any`, `all` or `each`",
                )
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<RuleSheet, E> {
                Ok(RuleSheet::Line(text.to_owned()))
            }

            // A bare number is a mistake that the reader of rules explains best.
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<RuleSheet, E> {
                Ok(RuleSheet::Line(number.to_string()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<RuleSheet, E> {
                Ok(RuleSheet::Line(number.to_string()))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<RuleSheet, E> {
                Ok(RuleSheet::Line(number.to_string()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RuleSheet, A::Error> {
                let mut branches = Branches::default();
                while let Some(written) = map.next_key::<String>()? {
                    let key = KEYS
                        .iter()
                        .find(|key| **key == written)
                        .ok_or_else(|| de::Error::unknown_field(&written, KEYS))?;
                    let twice = branches.lists.iter().any(|(it, _)| it == key);
                    if matches!(*key, "each" | "逐项") {
                        if branches.each.is_some() {
                            return Err(de::Error::duplicate_field(key));
                        }
                        branches.each = Some((key, map.next_value()?));
                    } else if twice {
                        return Err(de::Error::duplicate_field(key));
                    } else {
                        branches.lists.push((key, map.next_value()?));
                    }
                }
                Ok(RuleSheet::Branches(branches))
            }
        }

        d.deserialize_any(Shape)
    }
}

impl schemars::JsonSchema for RuleSheet {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rule".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let rules = schemars::json_schema!({ "type": "array", "minItems": 1, "items": generator.subschema_for::<Self>() });
        let metrics = schemars::json_schema!({ "type": "array", "minItems": 1, "items": { "type": "string" } });
        schemars::json_schema!({
            "description": "A rule: `at least`, `more than`, `at most` or `less than` (不低于, 高于, 不高于, 低于) of `value`, `lead` or `improvement` (值, 领先, 改善), with a number or the id of a threshold; `passes` (达标); `no deduction` (不扣分); or `any`, `all` (任一, 全部) with a list of rules, for `each` (逐项) of some metrics.",
            "oneOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": {
                        "any": rules, "任一": rules, "all": rules, "全部": rules, "each": metrics, "逐项": metrics
                    }
                }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(yaml: &str) -> RuleSheet {
        serde_yaml::from_str(yaml).expect("the case has the shape of a rule")
    }

    #[track_caller]
    fn case(yaml: &str, written: &str) {
        assert_eq!(
            sheet(yaml).read().map(|rule| rule.to_string()),
            Ok(written.to_owned()),
            "{yaml}"
        );
    }

    #[test]
    fn branches_are_read_in_both_languages() {
        case("lead at least 13", "lead at least 13");
        case(
            "any:\n  - lead at least 13\n  - all: [value at least 82, lead at least 4]",
            "any: [lead at least 13, all: [value at least 82, lead at least 4]]",
        );
        case(
            "任一: [领先不低于 13, {全部: [不低于 82, 领先不低于 4]}]",
            "any: [lead at least 13, all: [value at least 82, lead at least 4]]",
        );
        case(
            "each: [a, b]\nany: [value at least t, lead at least 6]",
            "each: [a, b], any: [value at least t, lead at least 6]",
        );
    }

    #[track_caller]
    fn misread(yaml: &str, ways: &[&[Step<'static>]]) {
        let mistakes = sheet(yaml).read().expect_err(yaml);
        let found: Vec<_> = mistakes.iter().map(|(way, _)| way.as_slice()).collect();
        assert_eq!(found, ways, "{yaml}");
    }

    #[test]
    fn every_mistake_is_found_with_the_way_to_it() {
        misread("79", &[&[]]);
        misread("80/6", &[&[]]);
        misread("79.5", &[&[]]);
        misread(
            "any: [80/6, lead at least 6, {all: [at lest 5]}]",
            &[
                &[Step::Key("any"), Step::Index(0)],
                &[
                    Step::Key("any"),
                    Step::Index(2),
                    Step::Key("all"),
                    Step::Index(0),
                ],
            ],
        );
        misread("全部: []", &[&[Step::Key("全部")]]);
        misread("{each: [], any: [passes]}", &[&[Step::Key("each")]]);
        misread("each: [a]", &[&[]]);
        misread("{any: [passes], all: [passes]}", &[&[]]);
        misread("{}", &[&[]]);
    }

    #[track_caller]
    fn misshapen(yaml: &str, part: &str) {
        let error = serde_yaml::from_str::<RuleSheet>(yaml)
            .expect_err(yaml)
            .to_string();
        assert!(error.contains(part), "{yaml}: {error}");
    }

    #[test]
    fn another_shape_is_refused_by_name() {
        misshapen("some: [passes]", "unknown field `some`");
        misshapen("[passes]", "expected a rule such as `value at least 79`");
        misshapen("true", "expected a rule such as `value at least 79`");
        misshapen("any: passes", "invalid type: string");
        misshapen("~", "expected a rule");
    }
}
