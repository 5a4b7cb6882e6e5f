//! YAML → sheets. A first pass over the parser's events reports what no sheet
//! may hold and makes nodes that know where they stand; then our deserializer
//! reads them into the sheet's type. It leaves a mistake out and goes on, so that
//! one run reports all of them.
//!
//! `serde_yaml` reads the same text into the same values, where it reads it at
//! all (a test holds the two together); but it stops at the first mistake, and
//! knows no places. Tags, merge keys and several documents are deliberately not
//! known.

mod lines;
mod mistake;
mod node;
mod repair;
mod scan;
mod syntax;

use serde::de::DeserializeOwned;

use crate::{
    diag::{Code, Diagnostic, FileName, Place, Report},
    personal,
    sheet::Sheet,
};

/// Reads a sheet from `text`, which begins at the byte `base` of its file:
/// 0, or more for front matter and components inside Markdown.
///
/// Mistakes are reported. There is a sheet if enough could be read to go on
/// with; it [has gaps](Sheet::has_gaps) where parts were left out.
pub fn read<T: DeserializeOwned>(
    file: &FileName,
    text: &str,
    base: usize,
    report: &mut Report,
) -> Option<Sheet<T>> {
    if u32::try_from(text.len()).is_err() {
        report.add(Diagnostic::new(
            Code::FileTooLarge,
            Place::whole(file.clone()),
        ));
        return None;
    }
    let document = scan::scan(file, text, base, report)?;
    if base == 0 {
        // What stands in Markdown is looked at with the Markdown.
        for scalar in document.positions.scalars() {
            personal::report(file, scalar.start, &text[scalar.clone()], report);
        }
    }
    let (value, gaps) = repair::read(file, &document, report)?;
    Some(Sheet::new(value, file.clone(), document.positions).with_gaps(gaps))
}

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod tests;
