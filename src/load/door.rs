//! What a subject's sheet may have read: itself, and the tables beside it.

use serde::de::DeserializeOwned;

use super::{Texts, yaml};
use crate::{
    diag::{Code, Diagnostic, Fault, FileName, Place, Report},
    input::{Entry, InputTree},
    personal,
    rows::{self, Columns, Row, RowsSpec, Tally},
    safe_path::SafePath,
    sheet::{self, Sheet},
    subject::ReadSheet,
};

/// The table of that name beside a sheet, which names it at `place`.
pub(super) fn beside<'a>(
    tree: &'a InputTree,
    sheet: &FileName,
    name: &str,
    place: Place,
    report: &mut Report,
) -> Option<&'a Entry> {
    if SafePath::new(name).is_err() {
        report.add(Diagnostic::new(Code::PathEscapes, place).with("name", name.to_owned()));
        return None;
    }
    let name = sheet::beside(sheet, name);
    let entry = tree.get(&name);
    if entry.is_none() {
        report.add(
            Diagnostic::new(Code::MissingFile, place)
                .with("target", name.to_string())
                .with("near", ""),
        );
    }
    entry
}

/// The door through which a subject reads its sheet and the tables beside it.
pub(super) struct Door<'a> {
    pub(super) file: &'a FileName,
    pub(super) text: &'a str,
    pub(super) tree: &'a InputTree,
    pub(super) texts: &'a mut Texts,
    /// The files that something named.
    pub(super) used: &'a mut Vec<String>,
    pub(super) report: &'a mut Report,
    /// What the machine could not do.
    pub(super) fault: Option<Fault>,
}

impl ReadSheet for Door<'_> {
    fn read<T: DeserializeOwned>(&mut self) -> Option<Sheet<T>> {
        yaml::read(self.file, self.text, 0, self.report)
    }

    fn tally<T: Tally>(
        &mut self,
        file: &str,
        place: Place,
        spec: &RowsSpec,
        columns: &Columns,
        new: &(dyn Fn() -> T + Sync),
    ) -> Option<T> {
        let entry = beside(self.tree, self.file, file, place, self.report)?;
        self.used.push(entry.name.to_string());
        let opened = self.tree.open(&entry.name);
        let reader = opened.map_err(|fault| self.fault = Some(fault)).ok()?;
        let mut own = Report::default();
        let tally = rows::summarise(&entry.name, reader, spec, columns, new, &mut own);
        if !own.sorted().is_empty()
            && let Ok(reader) = self.tree.open(&entry.name)
        {
            self.texts
                .keep(&entry.name, rows::text_of(reader, spec.encoding));
        }
        self.report.absorb(own);
        tally
    }
    fn rows(
        &mut self,
        file: &str,
        place: Place,
        spec: &RowsSpec,
        columns: &Columns,
        each: &mut dyn FnMut(&Row, &mut Report),
    ) {
        let Some(entry) = beside(self.tree, self.file, file, place, self.report) else {
            return;
        };
        self.used.push(entry.name.to_string());
        match self.tree.open(&entry.name) {
            Ok(reader) => {
                let text = rows::read_rows(&entry.name, reader, spec, columns, self.report, each);
                personal::report(&entry.name, 0, &text, self.report);
                self.texts.keep(&entry.name, text);
            }
            Err(fault) => self.fault = Some(fault),
        }
    }
}
