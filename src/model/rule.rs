//! placeholder
pub struct Rule; pub struct NotARule; #[derive(Debug,Clone,Copy,PartialEq)] pub struct Op; pub struct Outcome; pub struct Quantity; pub struct Threshold;
/// v
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict;
