//! What every kind of chart shares: marks, targets and the fixed words.

use crate::model::Evidence;

/// One value of a chart, with its text as prose prints it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mark {
    /// Goes to `data-k`; equals the key of the row of the data table.
    pub key: String,
    /// Where it is drawn; none when it is missing. What is not finite counts
    /// as missing too.
    pub value: Option<f64>,
    /// The value as printed in prose, with sign, "about" and marks.
    pub text: String,
    /// What stands behind it.
    pub evidence: Evidence,
    /// The word for that where it is no fact: `预估`, `示例`. Empty otherwise.
    pub standing: String,
    /// The source says "about".
    pub approximate: bool,
    /// Why there is no value; empty where there is one.
    pub reason: String,
}

impl Mark {
    /// The value where it can be drawn.
    pub(super) fn number(&self) -> Option<f64> {
        self.value.filter(|value| value.is_finite())
    }

    /// The style class of its group.
    pub(super) fn class(&self) -> &'static str {
        match (self.number().map(|_| self.evidence), self.approximate) {
            (None | Some(Evidence::Missing), _) => "m-missing",
            (Some(Evidence::Measured), false) => "m-measured",
            (Some(Evidence::Measured), true) => "m-measured m-approximate",
            (Some(Evidence::Reported), false) => "m-reported",
            (Some(Evidence::Reported), true) => "m-reported m-approximate",
            (Some(Evidence::Estimated), false) => "m-estimated",
            (Some(Evidence::Estimated), true) => "m-estimated m-approximate",
            (Some(Evidence::Illustrative), false) => "m-illustrative",
            (Some(Evidence::Illustrative), true) => "m-illustrative m-approximate",
        }
    }
}

/// A standard that values are held against.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Target {
    /// What it is: `考核标准`. May be empty.
    pub label: String,
    /// Its value and text: `≥ 79`.
    pub mark: Mark,
}

impl Target {
    /// What is written beside it: name, value, and what stands behind it
    /// where that is no fact.
    pub(super) fn caption(&self) -> String {
        let mark = &self.mark;
        let last = match mark.number() {
            Some(_) => &mark.standing,
            None => &mark.reason,
        };
        [&self.label, &mark.text, last]
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect::<Vec<&str>>()
            .join(" ")
    }
}

/// The fixed words of charts, in the reader's language. An empty word leaves
/// its place in the legend empty too.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    /// `无数据`
    pub no_data: String,
    /// `本年`
    pub this_year: String,
    /// `上年`
    pub last_year: String,
    /// `标准`
    pub target: String,
    /// `预估`
    pub estimated: String,
    /// `说明性数据`
    pub illustrative: String,
    /// `得分`: points earned.
    pub earned: String,
    /// `待定`: points possible but not known.
    pub pending: String,
    /// `未得`: points possible and not earned.
    pub lost: String,
    /// `扣分`
    pub deducted: String,
}
