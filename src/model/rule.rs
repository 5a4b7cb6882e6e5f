//! placeholder
pub struct Rule; pub struct NotARule; pub struct Op; pub struct Outcome; pub struct Quantity; pub struct Threshold;
/// v
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict { /// m
 Met, /// n
 NotMet, /// d
 NotDistinguishable, /// u
 Unknown(String) }
