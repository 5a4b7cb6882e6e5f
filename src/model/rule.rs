//! Rules: what was promised of a metric or an item, in words that cannot be
//! misread, and how they are judged.
//!
//! A rule has no unit and no metric: the item it stands at owns both. Tolerance
//! is deliberately absent; a near miss is a miss. `parse` reads the words,
//! `judge` compares; neither knows a file, a page or a language of readers.

mod judge;
mod parse;

use std::fmt;

use super::Finite;

pub use judge::{Given, Ground, Outcome, Reason, Verdict, Witness};
pub use parse::NotARule;
pub(crate) use parse::plain_number;

/// A promise that can be judged.
///
/// ```
/// use pingshu::model::{Op, Quantity, Rule};
///
/// let rule: Rule = "lead at least 13".parse()?;
/// assert!(matches!(rule, Rule::Compare { quantity: Quantity::Lead, op: Op::AtLeast, .. }));
/// assert_eq!("领先不低于 13".parse::<Rule>()?, rule, "both languages mean the same");
/// assert!("80/6".parse::<Rule>().is_err(), "a bare slash has two readings");
/// # Ok::<(), pingshu::model::NotARule>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// A quantity against a threshold.
    Compare {
        /// What is compared.
        quantity: Quantity,
        /// How.
        op: Op,
        /// With what, in the metric's own measure.
        threshold: Threshold,
    },
    /// A yes/no item is passed (达标).
    Passes,
    /// Nothing was deducted (不扣分).
    NoDeduction,
    /// At least one branch is met (任一).
    Any(Vec<Rule>),
    /// Every branch is met (全部).
    All(Vec<Rule>),
    /// The rule is met by each of these metrics (逐项).
    Each {
        /// Their ids.
        metrics: Vec<String>,
        /// What is asked of each.
        rule: Box<Rule>,
    },
}

/// What of a metric a rule compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// Its value.
    Value,
    /// Its lead over the best competitor.
    Lead,
    /// Its change since the year before, signed so that better is positive.
    Improvement,
}

impl Quantity {
    /// Every quantity with its word in English and its words in Chinese.
    const WORDS: [(Self, &'static str, &'static [&'static str]); 3] = [
        (Self::Value, "value", &["数值", "值"]),
        (Self::Lead, "lead", &["领先"]),
        (Self::Improvement, "improvement", &["改善"]),
    ];

    /// The English word, which is also the aspect's.
    pub fn word(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Lead => "lead",
            Self::Improvement => "improvement",
        }
    }
}

/// How a quantity is compared with a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    /// The threshold itself is enough (不低于).
    AtLeast,
    /// The threshold itself is not enough (高于).
    MoreThan,
    /// The threshold itself is allowed (不高于).
    AtMost,
    /// The threshold itself is too much (低于).
    LessThan,
}

impl Op {
    /// Every comparison with its words in English and Chinese.
    const WORDS: [(Self, &'static str, &'static str); 4] = [
        (Self::AtLeast, "at least", "不低于"),
        (Self::MoreThan, "more than", "高于"),
        (Self::AtMost, "at most", "不高于"),
        (Self::LessThan, "less than", "低于"),
    ];

    /// The English words.
    pub fn words(self) -> &'static str {
        match self {
            Self::AtLeast => "at least",
            Self::MoreThan => "more than",
            Self::AtMost => "at most",
            Self::LessThan => "less than",
        }
    }

    /// Reports whether `amount` keeps a promise with this bound, exactly.
    pub fn holds(self, amount: f64, bound: f64) -> bool {
        match self {
            Self::AtLeast => amount >= bound,
            Self::MoreThan => amount > bound,
            Self::AtMost => amount <= bound,
            Self::LessThan => amount < bound,
        }
    }

    /// Reports whether it bounds from above, as a cap.
    pub fn is_cap(self) -> bool {
        matches!(self, Self::AtMost | Self::LessThan)
    }
}

/// The bound of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Threshold {
    /// Typed in the rule.
    Number(Finite),
    /// Declared elsewhere under this id, and perhaps unknown.
    Named(String),
}

/// A comparison of a rule, with the metric it is asked of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison<'a> {
    /// The metric's id, where `each` names it.
    pub metric: Option<&'a str>,
    /// What is compared.
    pub quantity: Quantity,
    /// How.
    pub op: Op,
    /// With what.
    pub threshold: &'a Threshold,
}

impl Rule {
    /// Its comparisons in the order written; below `each`, once for each metric.
    pub fn comparisons(&self) -> Vec<Comparison<'_>> {
        let mut found = Vec::new();
        self.collect(None, &mut found);
        found
    }

    fn collect<'a>(&'a self, metric: Option<&'a str>, into: &mut Vec<Comparison<'a>>) {
        match self {
            Self::Compare {
                quantity,
                op,
                threshold,
            } => into.push(Comparison {
                metric,
                quantity: *quantity,
                op: *op,
                threshold,
            }),
            Self::Passes | Self::NoDeduction => {}
            Self::Any(rules) | Self::All(rules) => {
                for rule in rules {
                    rule.collect(metric, into);
                }
            }
            Self::Each { metrics, rule } => {
                for metric in metrics {
                    rule.collect(Some(metric), into);
                }
            }
        }
    }

    /// The rules at the ends of the tree in the order written; below `each`,
    /// once for each metric. [`Outcome::ends`] has their outcomes in this order.
    pub fn ends(&self) -> Vec<&Self> {
        match self {
            Self::Compare { .. } | Self::Passes | Self::NoDeduction => vec![self],
            Self::Any(rules) | Self::All(rules) => rules.iter().flat_map(Self::ends).collect(),
            Self::Each { metrics, rule } => metrics.iter().flat_map(|_| rule.ends()).collect(),
        }
    }

    /// The rule and all rules inside it, outermost first.
    pub fn parts(&self) -> Vec<&Self> {
        let mut found = vec![self];
        match self {
            Self::Compare { .. } | Self::Passes | Self::NoDeduction => {}
            Self::Any(rules) | Self::All(rules) => found.extend(rules.iter().flat_map(Self::parts)),
            Self::Each { rule, .. } => found.extend(rule.parts()),
        }
        found
    }
}

/// Written in English as authors write it in one line of YAML.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compare {
                quantity,
                op,
                threshold,
            } => {
                write!(f, "{} {} {threshold}", quantity.word(), op.words())
            }
            Self::Passes => f.write_str("passes"),
            Self::NoDeduction => f.write_str("no deduction"),
            Self::Any(rules) => branches(f, "any", rules),
            Self::All(rules) => branches(f, "all", rules),
            Self::Each { metrics, rule } => {
                write!(f, "each: [{}], {rule}", metrics.join(", "))
            }
        }
    }
}

fn branches(f: &mut fmt::Formatter<'_>, key: &str, rules: &[Rule]) -> fmt::Result {
    write!(f, "{key}: [")?;
    for (at, rule) in rules.iter().enumerate() {
        if at > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{rule}")?;
    }
    f.write_str("]")
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{}", number.get()),
            Self::Named(id) => f.write_str(id),
        }
    }
}
