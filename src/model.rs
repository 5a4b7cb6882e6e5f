//! The words of the domain, as types: periods, measures, metrics, readings,
//! rules and verdicts, figures and the facts they add up to.
//!
//! Nothing here reads a file, knows a page or prints a number for readers; the
//! one exception is [`Format`], which fixes *how* a number is printed so that
//! prose, tables and charts cannot differ.

mod cadence;
mod catalogue;
mod evidence;
mod facts;
mod figure;
mod format;
mod formula;
mod number;
mod period;
mod person;
mod reading;
mod register;
mod rule;
mod text;

pub use cadence::Cadence;
pub use catalogue::{Better, Catalogue, Competitor, Measure, Metric, Origin, Unit};
pub use evidence::Evidence;
pub use facts::Facts;
pub use figure::{Aspect, Figure, FigureKey, Input, Interval, Missing, Scope, When};
pub use format::Format;
pub use formula::{Expected, Formula, NotAFormula};
pub use number::{Finite, NotFinite, write_shortest};
pub use period::{NotAPeriod, Period};
pub use person::{Persons, is_person_code};
pub use reading::{Reading, Target};
pub use register::{PlannedGoal, Register, Thing};
pub use rule::{
    Comparison, Given, Ground, NotARule, Op, Outcome, Quantity, Reason, Rule, Threshold, Verdict,
    Witness,
};
pub use text::Text;
