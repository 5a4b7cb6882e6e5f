//! Pingshu.
pub mod block;
pub mod compose;
pub mod diag;
pub mod load;
pub mod model;
pub mod narrative;
pub mod sheet;
pub mod subject;
