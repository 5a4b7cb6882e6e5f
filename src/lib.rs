//! Pingshu.
pub mod block;
pub mod cli;
pub mod compose;
pub mod diag;
pub mod locale;
pub mod model;
pub mod scaffold;
pub mod serve;
pub mod sheet;
pub mod subject;

// ---- stubs, the lead's file replaces them ----
use std::path::{Path, PathBuf};
/// o
#[derive(Debug, Clone)]
pub struct Options {
    /// r
    pub root: PathBuf,
    /// o
    pub output: PathBuf,
    /// d
    pub drafts: bool,
    /// s
    pub strict: bool,
}
/// c
pub struct Checked {
    /// r
    pub report: diag::Report,
    /// a
    pub atlas: Box<dyn diag::Atlas>,
    /// l
    pub locales: locale::Locales,
    /// a
    pub author_language: Option<String>,
    /// s
    pub site: Option<Assessed>,
}
/// a
pub struct Assessed {
    /// f
    pub facts: model::Facts,
}
/// b
pub struct Built {
    /// p
    pub pages: usize,
    /// d
    pub decks: usize,
    /// f
    pub figures: usize,
    /// f
    pub files: usize,
    /// b
    pub bytes: u64,
}
struct NoFiles;
impl diag::Atlas for NoFiles {
    fn text(&self, _: &str) -> Option<&str> {
        None
    }
}
/// c
pub fn check(_: &Options) -> Result<Checked, diag::Fault> {
    Ok(Checked {
        report: diag::Report::default(),
        atlas: Box::new(NoFiles),
        locales: locale::Locales::embedded(),
        author_language: None,
        site: Some(Assessed { facts: model::Facts::default() }),
    })
}
/// b
pub fn build(options: &Options) -> Result<(Checked, Option<Built>), diag::Fault> {
    Ok((check(options)?, None))
}
/// s
pub fn schemas() -> std::collections::BTreeMap<&'static str, serde_json::Value> {
    ["catalogue", "readings", "scorecard", "site"]
        .map(|name| (name, serde_json::json!({ "title": name })))
        .into()
}
/// i
pub mod input {
    /// f
    pub fn fingerprint(_: &super::Path) -> u64 {
        0
    }
}
