//! Reads a rule of one line, and where it is none says what could be meant.
//!
//! Lists (`any`, `all`, `each`) are YAML, read in `sheet`; here is only text.
//! A guess is offered in a message, never taken as the rule.

use crate::diag::{Code, Diagnostic, Place};
use std::{error, fmt, str::FromStr};

use super::{Op, Quantity, Rule, Threshold};
use crate::model::Finite;

impl FromStr for Rule {
    type Err = NotARule;
    fn from_str(text: &str) -> Result<Self, NotARule> {
        let text = &text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.contains(['/', '／']) {
            return Err(ambiguous(text));
        }
        read(text).ok_or_else(|| NotARule::Unreadable {
            found: text.clone(),
            nearest: nearest(text),
        })
    }
}

/// The text was no rule. `check` adds the file, the line and the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotARule {
    /// A slash, which means "or" in one scorecard and "and" in the next.
    Ambiguous {
        /// What was written.
        found: String,
        /// The reading in which one is enough.
        first: String,
        /// The reading in which the parts beside the slash belong together.
        second: String,
    },
    /// Anything else.
    Unreadable {
        /// What was written.
        found: String,
        /// The nearest phrase that would be a rule.
        nearest: String,
    },
}

impl NotARule {
    /// The diagnostic for it at that place.
    pub fn diagnostic(&self, place: Place) -> Diagnostic {
        match self {
            Self::Ambiguous {
                found,
                first,
                second,
            } => Diagnostic::new(Code::AmbiguousRule, place)
                .with("found", found.clone())
                .with("first", first.clone())
                .with("second", second.clone()),
            Self::Unreadable { found, nearest } => Diagnostic::new(Code::BadRule, place)
                .with("found", found.clone())
                .with("nearest", nearest.clone()),
        }
    }
}

impl fmt::Display for NotARule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ambiguous {
                found,
                first,
                second,
            } => {
                write!(f, "`{found}` can mean `{first}` or `{second}`")
            }
            Self::Unreadable { found, nearest } => write!(
                f,
                "expected `at least N`, `more than N`, `at most N` or `less than N` of value, lead or \
                 improvement, `passes` or `no deduction`, found `{found}`; the nearest is `{nearest}`"
            ),
        }
    }
}
impl error::Error for NotARule {}

/// Reads text whose white space is single blanks.
fn read(text: &str) -> Option<Rule> {
    match text {
        "passes" | "达标" => return Some(Rule::Passes),
        "no deduction" | "不扣分" => return Some(Rule::NoDeduction),
        _ => {}
    }
    let (quantity, rest) = Quantity::WORDS
        .iter()
        .flat_map(|(quantity, english, chinese)| {
            std::iter::once(english)
                .chain(chinese.iter())
                .map(move |word| (*quantity, *word))
        })
        .find_map(|(quantity, word)| Some((quantity, after(text, word)?)))
        .unwrap_or((Quantity::Value, text));
    let (op, rest) = Op::WORDS
        .iter()
        .flat_map(|(op, english, chinese)| [(*op, *english), (*op, *chinese)])
        .find_map(|(op, words)| Some((op, after(rest, words)?)))?;
    let threshold = plain_number(rest)
        .map(Threshold::Number)
        .or_else(|| is_id(rest).then(|| Threshold::Named(rest.to_owned())))?;
    Some(Rule::Compare {
        quantity,
        op,
        threshold,
    })
}

/// What follows `words`; English words end at a blank, Chinese ones anywhere.
fn after<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(words)?;
    (!words.is_ascii() || rest.starts_with(' ')).then(|| rest.trim_start())
}

/// Reads `-12.5`, and refuses what can be read in two ways: `010`, `1e3`,
/// `1,5`, `.5`, `5.`, `nan`.
pub(crate) fn plain_number(text: &str) -> Option<Finite> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    if !all_digits(whole) || !all_digits(fraction) || leading_zero {
        return None;
    }
    text.parse().ok().and_then(|value| Finite::new(value).ok())
}

fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// The two readings of a slash: either of the parts, or all of them. What
/// stands around an 或 (or `or`) is an alternative in both.
fn ambiguous(text: &str) -> NotARule {
    let alternatives: Vec<Vec<&str>> = split(text, &["或者", "或", " or "])
        .into_iter()
        .map(|part| {
            part.split(['/', '／'])
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .collect()
        })
        .collect();
    let largest = alternatives
        .iter()
        .flatten()
        .filter_map(|part| plain_number(part))
        .map(Finite::get)
        .fold(f64::NEG_INFINITY, f64::max);
    // In such shorthand the level is the largest number; the others are leads.
    let phrase = |part: &&str| match plain_number(part) {
        Some(number) if number.get() == largest => format!("value at least {part}"),
        Some(_) => format!("lead at least {part}"),
        None => read(part).map_or_else(|| nearest(part), |rule| rule.to_string()),
    };
    let phrases: Vec<Vec<String>> = alternatives
        .iter()
        .map(|parts| parts.iter().map(phrase).collect())
        .collect();
    let together = |parts: &Vec<String>| match parts.as_slice() {
        [one] => one.clone(),
        several => format!("all: [{}]", several.join(", ")),
    };
    let second = match phrases.as_slice() {
        [only] => format!("all: [{}]", only.join(", ")),
        several => format!(
            "any: [{}]",
            several.iter().map(together).collect::<Vec<_>>().join(", ")
        ),
    };
    NotARule::Ambiguous {
        found: text.to_owned(),
        first: format!("any: [{}]", phrases.concat().join(", ")),
        second,
    }
}

fn split<'a>(text: &'a str, separators: &[&str]) -> Vec<&'a str> {
    let mut parts = vec![text];
    for separator in separators {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(separator))
            .collect();
    }
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// What people write for a comparison; the first that occurs counts, so longer
/// and negated words come first.
const USUAL: [(&str, Op); 40] = [
    (">=", Op::AtLeast),
    ("≥", Op::AtLeast),
    ("<=", Op::AtMost),
    ("≤", Op::AtMost),
    (">", Op::MoreThan),
    ("<", Op::LessThan),
    ("不低于", Op::AtLeast),
    ("不少于", Op::AtLeast),
    ("不小于", Op::AtLeast),
    ("至少", Op::AtLeast),
    ("以上", Op::AtLeast),
    ("不高于", Op::AtMost),
    ("不超过", Op::AtMost),
    ("不多于", Op::AtMost),
    ("不大于", Op::AtMost),
    ("至多", Op::AtMost),
    ("最多", Op::AtMost),
    ("以内", Op::AtMost),
    ("以下", Op::AtMost),
    ("超过", Op::MoreThan),
    ("高于", Op::MoreThan),
    ("大于", Op::MoreThan),
    ("多于", Op::MoreThan),
    ("低于", Op::LessThan),
    ("小于", Op::LessThan),
    ("少于", Op::LessThan),
    ("no less", Op::AtLeast),
    ("not less", Op::AtLeast),
    ("least", Op::AtLeast),
    ("min", Op::AtLeast),
    ("no more", Op::AtMost),
    ("not more", Op::AtMost),
    ("most", Op::AtMost),
    ("max", Op::AtMost),
    ("up to", Op::AtMost),
    ("over", Op::MoreThan),
    ("above", Op::MoreThan),
    ("below", Op::LessThan),
    ("under", Op::LessThan),
    ("less", Op::LessThan),
];

/// The nearest phrase that is a rule, in the language of the text.
fn nearest(text: &str) -> String {
    for (key, separators) in [
        ("any", &["或者", "或", " or "][..]),
        ("all", &["并且", "且", " and "][..]),
    ] {
        let parts = split(text, separators);
        if parts.len() > 1 {
            let phrases: Vec<_> = parts
                .iter()
                .map(|part| read(part).map_or_else(|| nearest(part), |_| (*part).to_owned()))
                .collect();
            return format!("{key}: [{}]", phrases.join(", "));
        }
    }
    let lower = text.to_lowercase();
    let close = ["passes", "no deduction", "达标", "不扣分"]
        .into_iter()
        .find(|phrase| strsim::normalized_levenshtein(phrase, &lower) > 0.5);
    if let Some(phrase) = close {
        return phrase.to_owned();
    }
    let chinese = !text.is_ascii() && !text.contains(['≥', '≤']);
    let (quantity, english, chinese_words) = Quantity::WORDS
        .into_iter()
        .find(|(_, english, chinese)| {
            lower.contains(english) || chinese.iter().any(|word| text.contains(word))
        })
        .unwrap_or(Quantity::WORDS[0]);
    let op = USUAL
        .iter()
        .find(|(words, _)| lower.contains(words))
        .map(|(_, op)| *op)
        .or_else(|| closest_op(&lower))
        .unwrap_or(Op::AtLeast);
    let bound = text
        .split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
        .rfind(|token| plain_number(token).is_some())
        .unwrap_or("N");
    if !chinese {
        return format!("{english} {} {bound}", op.words());
    }
    let words = Op::WORDS
        .iter()
        .find(|(it, ..)| *it == op)
        .map_or("", |(_, _, chinese)| chinese);
    let quantity = if quantity == Quantity::Value {
        ""
    } else {
        chinese_words[0]
    };
    format!("{quantity}{words} {bound}")
}

/// A mistyped comparison: `at lest 80`.
fn closest_op(text: &str) -> Option<Op> {
    let words: Vec<&str> = text.split(' ').collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    pairs
        .flat_map(|pair| {
            Op::WORDS.map(|(op, english, _)| (op, strsim::normalized_levenshtein(english, &pair)))
        })
        .filter(|(_, likeness)| *likeness > 0.6)
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(op, _)| op)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, written: &str) {
        let rule: Rule = text
            .parse()
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(rule.to_string(), written, "{text}");
        assert_eq!(written.parse(), Ok(rule), "what is printed reads the same");
    }

    #[test]
    fn rules_are_read_in_both_languages() {
        case("value at least 79", "value at least 79");
        case("at least 79", "value at least 79");
        case("  lead   more than  6.5 ", "lead more than 6.5");
        case("improvement at most -0.5", "improvement at most -0.5");
        case("less than group_target", "value less than group_target");
        case("不低于79", "value at least 79");
        case("数值高于 80", "value more than 80");
        case("值不高于 90", "value at most 90");
        case("领先不低于 13", "lead at least 13");
        case("领先低于13", "lead less than 13");
        case(
            "改善不低于 group_target",
            "improvement at least group_target",
        );
        case("达标", "passes");
        case("passes", "passes");
        case("不扣分", "no deduction");
        case("no deduction", "no deduction");
    }

    #[track_caller]
    fn slash(text: &str, first: &str, second: &str) {
        assert_eq!(
            text.parse::<Rule>(),
            Err(NotARule::Ambiguous {
                found: text.to_owned(),
                first: first.to_owned(),
                second: second.to_owned()
            })
        );
    }

    #[test]
    fn a_slash_is_refused_with_its_readings() {
        slash(
            "80/6",
            "any: [value at least 80, lead at least 6]",
            "all: [value at least 80, lead at least 6]",
        );
        slash(
            "13/82/4",
            "any: [lead at least 13, value at least 82, lead at least 4]",
            "all: [lead at least 13, value at least 82, lead at least 4]",
        );
        slash(
            "13或82/4",
            "any: [lead at least 13, value at least 82, lead at least 4]",
            "any: [lead at least 13, all: [value at least 82, lead at least 4]]",
        );
        slash(
            "value at least 80 / lead at least 6",
            "any: [value at least 80, lead at least 6]",
            "all: [value at least 80, lead at least 6]",
        );
        slash(
            "80／6",
            "any: [value at least 80, lead at least 6]",
            "all: [value at least 80, lead at least 6]",
        );
        assert!(matches!(
            "/".parse::<Rule>(),
            Err(NotARule::Ambiguous { .. })
        ));
    }

    #[track_caller]
    fn refused(text: &str, expected: &str) {
        match text.parse::<Rule>() {
            Err(NotARule::Unreadable { nearest, .. }) => assert_eq!(nearest, expected, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn what_is_no_rule_gets_the_nearest_phrase() {
        refused("79", "value at least 79");
        refused(">= 79", "value at least 79");
        refused("lead ≥ 13", "lead at least 13");
        refused("value over 80", "value more than 80");
        refused("at lest 80", "value at least 80");
        refused("超过80", "高于 80");
        refused("82以上", "不低于 82");
        refused("领先6个点", "领先不低于 6");
        refused("pass", "passes");
        refused("no deductions", "no deduction");
        refused("未达标", "达标");
        refused(
            "lead at least 13 or value at least 82",
            "any: [lead at least 13, value at least 82]",
        );
        refused(
            "value at least 82 and lead at least 13",
            "all: [value at least 82, lead at least 13]",
        );
        refused("", "value at least N");
        for number in [
            "at least 010",
            "at least 10,5",
            "at least 1e3",
            "at least nan!",
            "at least 80 points",
            "at least",
        ] {
            assert!(
                matches!(number.parse::<Rule>(), Err(NotARule::Unreadable { .. })),
                "{number}"
            );
        }
    }
}
