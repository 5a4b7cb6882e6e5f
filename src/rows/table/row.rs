//! One row of a table, its cells by the names of their columns.

use std::{borrow::Cow, cell::Cell, ops::Range};

use csv::StringRecord;

use crate::rows::spec::{Decimal, RowsSpec};
use crate::{
    diag::{Code, Diagnostic, FileName, Place, Report},
    sheet::{Count, Num, Plain, Timed, hint, number, time},
};

/// What the rows of a table share.
pub(in crate::rows) struct Table<'a> {
    file: &'a FileName,
    pub(super) text: &'a str,
    pub(super) spec: &'a RowsSpec,
    /// How many mistakes were reported.
    pub(super) told: Cell<usize>,
}

impl<'a> Table<'a> {
    pub(in crate::rows) fn new(file: &'a FileName, text: &'a str, spec: &'a RowsSpec) -> Self {
        Self {
            file,
            text,
            spec,
            told: Cell::new(0),
        }
    }

    /// Where a row begins, behind the line break before it.
    fn start(&self, record: &StringRecord) -> usize {
        let start = record
            .position()
            .map_or(0, |at| at.byte() as usize)
            .min(self.text.len());
        let rest = &self.text[start..];
        start + rest.len() - rest.trim_start_matches(['\r', '\n']).len()
    }

    /// The place of a row, as far as its first line goes.
    pub(super) fn whole(&self, record: &StringRecord) -> Place {
        let start = self.start(record);
        let length = self.text[start..]
            .find(['\r', '\n'])
            .unwrap_or(self.text.len() - start);
        Place::new(self.file, start..start + length)
    }

    /// The place of a cell, its quotes included.
    pub(super) fn cell(&self, record: &StringRecord, index: usize) -> Place {
        let start = self.start(record);
        let at = cell(&self.text[start..], self.spec.delimiter.byte(), index);
        Place::new(self.file, start + at.start..start + at.end)
    }
}

/// Finds a cell in the text of a row.
pub(in crate::rows) fn cell(row: &str, delimiter: u8, index: usize) -> Range<usize> {
    let bytes = row.as_bytes();
    let (mut start, mut left, mut at) = (0, index, 0);
    while at < bytes.len() {
        if at == start && bytes[at] == b'"' {
            at += 1;
            while at < bytes.len() && (bytes[at] != b'"' || bytes.get(at + 1) == Some(&b'"')) {
                at += if bytes[at] == b'"' { 2 } else { 1 };
            }
            at += 1;
            continue;
        }
        match bytes[at] {
            b if b == delimiter && left > 0 => {
                left -= 1;
                start = at + 1;
            }
            b if b == delimiter || b == b'\n' || b == b'\r' => break,
            _ => {}
        }
        at += 1;
    }
    let at = at.min(bytes.len());
    let words = row[start.min(at)..at].trim();
    let start =
        start.min(at) + row[start.min(at)..at].len() - row[start.min(at)..at].trim_start().len();
    start..start + words.len()
}

/// One row of a table.
pub struct Row<'a> {
    pub(super) table: &'a Table<'a>,
    pub(super) record: &'a StringRecord,
    pub(super) columns: &'a [(&'a str, usize)],
}

impl Row<'_> {
    /// The text of a cell; nothing if it is empty, says that there is no value,
    /// or the table lacks the column.
    pub fn text(&self, column: &str) -> Option<&str> {
        let cell = self.record.get(self.index(column)?)?;
        let missing = cell.is_empty() || self.table.spec.na.iter().any(|na| na.0 == cell);
        (!missing).then_some(cell)
    }

    /// The same as a text of a sheet.
    pub fn plain(&self, column: &str) -> Option<Plain> {
        self.text(column).map(|text| Plain(text.to_owned()))
    }

    /// The text of a cell that must not be empty.
    pub fn needed(&self, column: &'static str, report: &mut Report) -> Option<Plain> {
        let text = self.plain(column);
        if text.is_none() {
            self.empty(column, report);
        }
        text
    }

    /// The period in the column of that name; nothing where there is no text,
    /// and nothing and a report where the text is no period.
    pub fn period(&self, report: &mut Report) -> Option<Timed> {
        let text = self.text("period")?;
        let period = time(text);
        if period.is_none() {
            let diagnostic = Diagnostic::new(Code::BadPeriod, self.place("period"));
            self.tell(diagnostic.with("found", text.to_owned()), report);
        }
        period
    }

    /// The number in a cell; nothing where there is no text, and nothing and a
    /// report where the text is no number.
    pub fn number(&self, column: &'static str, report: &mut Report) -> Option<Num> {
        let text = self.text(column)?;
        let value = self.finite(text);
        if value.is_none() {
            self.not_a_number(column, text, report);
        }
        value
    }

    /// The number that a cell's text is, with the table's decimal mark.
    pub fn finite(&self, text: &str) -> Option<Num> {
        number(&self.point(text)).ok().map(Num)
    }

    /// The count in a cell, as [`Row::number`].
    pub fn count(&self, column: &'static str, report: &mut Report) -> Option<Count> {
        let text = self.text(column)?;
        let whole = number(text)
            .ok()
            .and_then(|_| text.parse().ok())
            .filter(|count| *count < 1 << 53);
        if whole.is_none() {
            self.not_a_number(column, text, report);
        }
        whole.map(Count)
    }

    /// Reports that a cell is empty which must not be.
    pub fn empty(&self, column: &'static str, report: &mut Report) {
        let place = self.place(column);
        self.tell(
            Diagnostic::new(Code::EmptyValue, place).with("key", column),
            report,
        );
    }

    /// Reports that a cell's text is not what its column takes; `known` are the
    /// words it does take.
    pub fn refuse(&self, column: &str, known: &str, report: &mut Report) {
        let found = self.text(column).unwrap_or("").to_owned();
        self.tell(
            Diagnostic::new(Code::BadCell, self.place(column))
                .with("column", column.to_owned())
                .with("found", found)
                .with("known", known.to_owned()),
            report,
        );
    }

    /// Reports a mistake in this row, which counts among the table's.
    pub fn tell(&self, diagnostic: Diagnostic, report: &mut Report) {
        self.table.told.set(self.table.told.get() + 1);
        report.add(diagnostic);
    }

    /// The place of a cell; of the row, where the table lacks the column.
    pub fn place(&self, column: &str) -> Place {
        match self.index(column) {
            Some(index) => self.table.cell(self.record, index),
            None => self.whole(),
        }
    }

    /// The place of the row.
    pub fn whole(&self) -> Place {
        self.table.whole(self.record)
    }

    fn index(&self, column: &str) -> Option<usize> {
        self.columns
            .iter()
            .find(|(name, _)| *name == column)
            .map(|(_, index)| *index)
    }

    /// The text with a point as its decimal mark; unchanged, and so no number,
    /// where it has both marks.
    fn point<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.table.spec.decimal {
            Decimal::Point => Cow::Borrowed(text),
            Decimal::Comma if text.contains('.') => Cow::Owned(text.replace('.', "\u{2219}")),
            Decimal::Comma => Cow::Owned(text.replacen(',', ".", 1)),
        }
    }

    fn not_a_number(&self, column: &'static str, text: &str, report: &mut Report) {
        self.tell(
            Diagnostic::new(Code::CellNotNumber, self.place(column))
                .with("column", column)
                .with("found", text.to_owned())
                .with("hint", self.hint(text)),
            report,
        );
    }

    fn hint(&self, text: &str) -> String {
        match self.table.spec.decimal {
            Decimal::Point => hint(text),
            Decimal::Comma => hint(&text.replace('.', "").replace(',', ".")).replace('.', ","),
        }
    }
}
