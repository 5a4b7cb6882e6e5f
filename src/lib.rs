//! Pingshu.
pub mod block;
pub mod chart;
pub mod compose;
pub mod diag;
pub mod model;
pub mod sheet;
pub mod subject;
