//! YAML → sheets. A first pass over the parser's events finds what the library
//! would let pass in silence and notes where everything stands; then the
//! library reads the text into the sheet's type.
//!
//! Where the library refuses, or would read something in another way than we
//! promise (an empty value, `010`), our own deserializer reads the nodes of the
//! first pass instead. It knows the place of each, leaves a mistake out, and
//! goes on, so that one run reports all of them. Tags, merge keys and several
//! documents are deliberately not known.

mod hole;
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
    let typed =
        (document.literal && document.dropped.is_empty()).then(|| serde_yaml::from_str(text));
    if let Some(Ok(value)) = typed {
        return Some(Sheet::new(value, file.clone(), document.positions));
    }
    let (value, gaps) = repair::read(file, &document, report)?;
    Some(Sheet::new(value, file.clone(), document.positions).with_gaps(gaps))
}

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod tests;
