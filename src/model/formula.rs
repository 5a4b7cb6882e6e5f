//! Formulas of derived metrics: sums and products of other metrics.
//!
//! Four operations, brackets and a sign; deliberately no functions, powers or
//! conditions. A formula does not know what its names stand for: `check`
//! resolves them, and `eval` asks for their values.

use std::{collections::BTreeSet, error, fmt, str::FromStr};

use super::{Finite, Missing};

/// Brackets may be nested this deep; a catalogue that needs more is a mistake.
const DEEPEST: usize = 32;

/// A formula such as `(answered + abandoned_early) / offered * 100`.
///
/// ```
/// use pingshu::model::{Finite, Formula, Missing};
///
/// let share: Formula = "closed / (closed + open) * 100".parse()?;
/// let value = share.eval(|name| Finite::new(if name == "closed" { 3.0 } else { 1.0 }).map_err(|_| Missing::Overflow));
/// assert_eq!(value.map(Finite::get), Ok(75.0));
/// # Ok::<(), pingshu::model::NotAFormula>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Formula(Node);

/// Sums and products are kept as lists, so that a long one is not deep.
#[derive(Debug, Clone, PartialEq)]
enum Node {
    Number(Finite),
    Name(String),
    Negative(Box<Node>),
    /// Terms, each added (`true`) or taken away.
    Sum(Vec<(bool, Node)>),
    /// Factors, each multiplied by (`true`) or divided by.
    Product(Vec<(bool, Node)>),
}

impl Formula {
    /// The names it asks for, in order of the alphabet, each once.
    pub fn variables(&self) -> Vec<&str> {
        let mut names = BTreeSet::new();
        self.0.names(&mut names);
        names.into_iter().collect()
    }

    /// Computes the value from those of its names.
    ///
    /// The first name without a value gives its reason; a division by zero is
    /// [`Missing::ZeroBase`], never a number; what leaves the range of numbers
    /// is [`Missing::Overflow`].
    pub fn eval(
        &self,
        lookup: impl Fn(&str) -> Result<Finite, Missing>,
    ) -> Result<Finite, Missing> {
        let value = self.0.eval(&lookup)?;
        Finite::computed(value)
    }
}

impl Node {
    fn names<'a>(&'a self, into: &mut BTreeSet<&'a str>) {
        match self {
            Self::Number(_) => {}
            Self::Name(name) => {
                into.insert(name);
            }
            Self::Negative(inner) => inner.names(into),
            Self::Sum(parts) | Self::Product(parts) => {
                for (_, part) in parts {
                    part.names(into);
                }
            }
        }
    }

    fn eval(&self, lookup: &dyn Fn(&str) -> Result<Finite, Missing>) -> Result<f64, Missing> {
        let value = match self {
            Self::Number(number) => number.get(),
            Self::Name(name) => lookup(name)?.get(),
            Self::Negative(inner) => -inner.eval(lookup)?,
            Self::Sum(terms) => {
                let mut sum = 0.0;
                for (added, term) in terms {
                    let term = term.eval(lookup)?;
                    sum += if *added { term } else { -term };
                }
                sum
            }
            Self::Product(factors) => {
                let mut product = 1.0;
                for (multiplied, factor) in factors {
                    let factor = factor.eval(lookup)?;
                    if *multiplied {
                        product *= factor;
                    } else if factor == 0.0 {
                        return Err(Missing::ZeroBase);
                    } else {
                        product /= factor;
                    }
                }
                product
            }
        };
        if value.is_finite() {
            Ok(value)
        } else {
            Err(Missing::Overflow)
        }
    }
}

/// Written as authors write it, with brackets only where they are needed.
impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{}", number.get()),
            Self::Name(name) => f.write_str(name),
            Self::Negative(inner) => match **inner {
                Self::Number(_) | Self::Name(_) => write!(f, "-{inner}"),
                _ => write!(f, "-({inner})"),
            },
            Self::Sum(terms) => {
                for (at, (added, term)) in terms.iter().enumerate() {
                    if at > 0 {
                        f.write_str(if *added { " + " } else { " - " })?;
                    }
                    match term {
                        Self::Sum(_) => write!(f, "({term})")?,
                        _ => write!(f, "{term}")?,
                    }
                }
                Ok(())
            }
            Self::Product(factors) => {
                for (at, (multiplied, factor)) in factors.iter().enumerate() {
                    if at > 0 {
                        f.write_str(if *multiplied { " * " } else { " / " })?;
                    }
                    match factor {
                        Self::Sum(_) | Self::Product(_) => write!(f, "({factor})")?,
                        _ => write!(f, "{factor}")?,
                    }
                }
                Ok(())
            }
        }
    }
}

impl FromStr for Formula {
    type Err = NotAFormula;
    fn from_str(text: &str) -> Result<Self, NotAFormula> {
        let mut parser = Parser {
            text,
            at: 0,
            depth: 0,
        };
        let node = parser.sum()?;
        if parser.peek().is_some() {
            return Err(parser.refuse(Expected::Operator));
        }
        Ok(Self(node))
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn refuse(&self, expected: Expected) -> NotAFormula {
        let found = self.text[self.at..]
            .chars()
            .take_while(|c| !c.is_whitespace())
            .take(20)
            .collect();
        NotAFormula {
            at: self.at,
            found,
            expected,
        }
    }

    fn sum(&mut self) -> Result<Node, NotAFormula> {
        let first = self.product()?;
        self.chain(first, ('+', '-'), Self::product, Node::Sum)
    }

    fn product(&mut self) -> Result<Node, NotAFormula> {
        let first = self.factor()?;
        self.chain(first, ('*', '/'), Self::factor, Node::Product)
    }

    /// Reads `first op next op next …` into one flat list.
    fn chain(
        &mut self,
        first: Node,
        (with, against): (char, char),
        next: fn(&mut Self) -> Result<Node, NotAFormula>,
        make: fn(Vec<(bool, Node)>) -> Node,
    ) -> Result<Node, NotAFormula> {
        let mut parts = vec![(true, first)];
        while let Some(operator) = self.peek().filter(|c| *c == with || *c == against) {
            self.at += operator.len_utf8();
            parts.push((operator == with, next(self)?));
        }
        if parts.len() == 1 {
            return Ok(parts.remove(0).1);
        }
        Ok(make(parts))
    }

    fn factor(&mut self) -> Result<Node, NotAFormula> {
        match self.peek() {
            Some('-') => self.nested(1, |parser| Ok(Node::Negative(Box::new(parser.factor()?)))),
            Some('(') => self.nested(1, |parser| {
                let inner = parser.sum()?;
                if parser.peek() != Some(')') {
                    return Err(parser.refuse(Expected::ClosingBracket));
                }
                parser.at += 1;
                Ok(inner)
            }),
            Some(c) if c.is_ascii_digit() => self.number(),
            Some(c) if c.is_ascii_alphabetic() || c == '_' => {
                let rest = &self.text[self.at..];
                let length = rest
                    .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
                    .unwrap_or(rest.len());
                let name = rest[..length].to_owned();
                if name.ends_with('.') || name.contains("..") {
                    return Err(self.refuse(Expected::Value));
                }
                self.at += length;
                Ok(Node::Name(name))
            }
            _ => Err(self.refuse(Expected::Value)),
        }
    }

    fn nested(
        &mut self,
        opening: usize,
        inner: impl FnOnce(&mut Self) -> Result<Node, NotAFormula>,
    ) -> Result<Node, NotAFormula> {
        if self.depth == DEEPEST {
            return Err(self.refuse(Expected::Shallower));
        }
        self.depth += 1;
        self.at += opening;
        let node = inner(self)?;
        self.depth -= 1;
        Ok(node)
    }

    fn number(&mut self) -> Result<Node, NotAFormula> {
        let rest = &self.text[self.at..];
        let length = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(rest.len());
        let number = super::rule::plain_number(&rest[..length])
            .ok_or_else(|| self.refuse(Expected::Value))?;
        self.at += length;
        Ok(Node::Number(number))
    }
}

/// The text was no formula. `check` adds the file, the line and the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAFormula {
    /// The byte of the text at which it stops being one.
    pub at: usize,
    /// What stands there; empty at the end.
    pub found: String,
    /// What could stand there.
    pub expected: Expected,
}

/// What a formula could go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A metric's id, a number or `(`.
    Value,
    /// `+`, `-`, `*`, `/` or the end.
    Operator,
    /// `)`.
    ClosingBracket,
    /// Fewer brackets inside each other.
    Shallower,
}

impl fmt::Display for NotAFormula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.expected {
            Expected::Value => "expected a metric's id, a number or `(`",
            Expected::Operator => "expected `+`, `-`, `*`, `/` or the end",
            Expected::ClosingBracket => "expected `)`",
            Expected::Shallower => "expected fewer brackets inside each other",
        })?;
        if self.found.is_empty() {
            f.write_str(", found the end")
        } else {
            write!(f, ", found `{}`", self.found)
        }
    }
}
impl error::Error for NotAFormula {}

#[cfg(test)]
mod tests {
    use super::*;

    fn formula(text: &str) -> Formula {
        text.parse().expect("the case is a formula")
    }

    fn values(name: &str) -> Result<Finite, Missing> {
        let value = match name {
            "a" => 12.0,
            "b" => 5.0,
            "c" => 2.0,
            "rate.d" => 3.0,
            "zero" => 0.0,
            "huge" => 1e308,
            _ => return Err(Missing::Stated(super::super::Text::same(name))),
        };
        Ok(Finite::new(value).expect("typed finite"))
    }

    #[track_caller]
    fn case(text: &str, value: f64) {
        assert_eq!(
            formula(text).eval(values).map(Finite::get),
            Ok(value),
            "{text}"
        );
    }

    #[test]
    fn operations_bind_as_at_school() {
        case("a + b - c * rate.d / (c)", 14.0);
        case("a - b - c", 5.0);
        case("a / c / rate.d", 2.0);
        case("-(a + b) * 2", -34.0);
        case("a - -b", 17.0);
        case("(a)", 12.0);
        case("0.5*a", 6.0);
    }

    #[test]
    fn what_cannot_be_computed_says_why() {
        assert_eq!(formula("a / (b - b)").eval(values), Err(Missing::ZeroBase));
        assert_eq!(formula("zero / zero").eval(values), Err(Missing::ZeroBase));
        assert_eq!(formula("huge * 10").eval(values), Err(Missing::Overflow));
        let unknown = formula("0 * nothing").eval(values);
        assert!(
            matches!(unknown, Err(Missing::Stated(_))),
            "zero times missing is missing"
        );
    }

    #[track_caller]
    fn refused(text: &str, at: usize, expected: Expected) {
        let error = text.parse::<Formula>().expect_err(text);
        assert_eq!((error.at, error.expected), (at, expected), "{text}");
    }

    #[test]
    fn a_mistake_is_located() {
        refused("", 0, Expected::Value);
        refused("a + ", 4, Expected::Value);
        refused("a b", 2, Expected::Operator);
        refused("(a + b", 6, Expected::ClosingBracket);
        refused("a % b", 2, Expected::Operator);
        refused("a + 010", 4, Expected::Value);
        refused("a + 综合", 4, Expected::Value);
        refused("a. + b", 0, Expected::Value);
        refused("1e5", 1, Expected::Operator);
        refused(&"(".repeat(100_000), DEEPEST, Expected::Shallower);
        refused(&"-".repeat(100_000), DEEPEST, Expected::Shallower);
    }

    #[test]
    fn names_are_listed_once() {
        assert_eq!(
            formula("b / a + a * rate.d").variables(),
            ["a", "b", "rate.d"]
        );
    }

    #[test]
    fn a_printed_formula_reads_the_same() {
        for text in [
            "a + b - c * rate.d / (a + b)",
            "a - (b - c)",
            "a / (b * c)",
            "-(a + b) * 2.5",
            "a - -b",
        ] {
            assert_eq!(formula(text).to_string(), text);
            assert_eq!(formula(&formula(text).to_string()), formula(text));
        }
        assert_eq!(formula("((a))*(b)").to_string(), "a * b");
    }

    #[test]
    fn a_long_sum_is_not_deep() {
        let text = vec!["a"; 100_000].join(" + ");
        assert_eq!(
            formula(&text).eval(values).map(Finite::get),
            Ok(1_200_000.0)
        );
    }
}
