//! Pingshu.
pub mod diag;
pub mod model;
pub mod compose;
