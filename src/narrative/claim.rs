//! Claims: what prose says of a figure, so that the build can test it:
//! `[满意度继续提升](claim:overall_satisfaction "improved since 2007")`.
//!
//! A claim is judged in `review`, against the ledger; here it is only read.

use super::reference::Reference;
use crate::model::Period;

/// What prose says of a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The figure.
    pub reference: Reference,
    /// What is said of it.
    pub says: Assertion,
}

/// What is said of a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Assertion {
    /// Better than in that period, in the metric's own direction.
    ImprovedSince(Period),
    /// Worse than in that period.
    WorsenedSince(Period),
    /// Neither better nor worse than in that period.
    UnchangedSince(Period),
    /// A rule in the words of rules: `at least 80`. Whether it can be read is
    /// asked where it is judged.
    Rule(String),
}

/// Why a link is no claim: the part that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotAClaim(pub(super) String);

impl Claim {
    /// The scheme of a claim's target.
    pub(super) const SCHEME: &'static str = "claim:";

    /// Reads a link's target, without the scheme, and its title.
    pub(super) fn read(figure: &str, words: &str) -> Result<Self, NotAClaim> {
        let reference = figure.parse().map_err(|_| NotAClaim(figure.to_owned()))?;
        let words = words.trim();
        let says = match words.split_once(" since ") {
            Some((verb, period)) => {
                let since: Period = period
                    .trim()
                    .parse()
                    .map_err(|_| NotAClaim(period.trim().to_owned()))?;
                match verb.trim() {
                    "improved" => Assertion::ImprovedSince(since),
                    "worsened" => Assertion::WorsenedSince(since),
                    "unchanged" => Assertion::UnchangedSince(since),
                    _ => return Err(NotAClaim(verb.trim().to_owned())),
                }
            }
            None if words.is_empty() || matches!(words, "improved" | "worsened" | "unchanged") => {
                return Err(NotAClaim(words.to_owned()));
            }
            None => Assertion::Rule(words.to_owned()),
        };
        Ok(Self { reference, says })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_read() {
        let case = |figure: &str, words: &str, says: Assertion| {
            assert_eq!(
                Claim::read(figure, words).map(|c| c.says),
                Ok(says),
                "{figure} {words}"
            );
        };
        case(
            "a",
            "improved since 2007",
            Assertion::ImprovedSince(Period::Year(2007)),
        );
        case(
            "a",
            "worsened since 2008-Q1",
            Assertion::WorsenedSince(Period::Quarter(2008, 1)),
        );
        case(
            "a@2008/jining",
            "unchanged since 2007",
            Assertion::UnchangedSince(Period::Year(2007)),
        );
        case(
            "a:lead",
            "at least 4",
            Assertion::Rule("at least 4".to_owned()),
        );
        case("a", "不低于 80", Assertion::Rule("不低于 80".to_owned()));
    }

    #[test]
    fn what_is_no_claim_names_the_part() {
        let case = |figure: &str, words: &str, part: &str| {
            assert_eq!(Claim::read(figure, words), Err(NotAClaim(part.to_owned())));
        };
        case("", "improved since 2007", "");
        case("a b", "improved since 2007", "a b");
        case("a", "", "");
        case("a", "improved", "improved");
        case("a", "improved since ever", "ever");
        case("a", "grew since 2007", "grew");
    }
}
