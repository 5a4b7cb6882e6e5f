//! Pingshu.
pub mod block;
pub mod compose;
pub mod diag;
pub mod input;
pub mod model;
pub mod safe_path;
pub mod sheet;
pub mod stage;
pub mod subject;
