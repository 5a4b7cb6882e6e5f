//! Pingshu.
pub mod block;
pub mod compose;
pub mod diag;
pub mod model;
pub mod render;
pub mod sheet;
pub mod subject;
pub mod theme;
