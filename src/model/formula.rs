//! placeholder
#[derive(Debug, Clone, PartialEq)]
pub struct Formula; pub struct NotAFormula;
