//! A table whose every cell is a reading: it is held as text while it is read,
//! so that every cell has its place; the rows themselves are not kept.

mod row;

use std::io::Read;

use csv::{ReaderBuilder, StringRecord, Trim};

pub use row::Row;

use super::{
    MOST,
    spec::{Delimiter, Encoding, RowsSpec, likely},
};
use crate::diag::{Code, Diagnostic, FileName, Place, Report};
pub(super) use row::{Table, cell};

/// The largest table, in bytes.
const LARGEST: u64 = 64 << 20;

/// The columns that a table may have.
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    /// Without these a table cannot be read.
    pub required: &'a [&'a str],
    /// These may be absent.
    pub optional: &'a [&'a str],
}

/// Reads a table and hands over each sound row.
///
/// What cannot be read is reported, at most 50 mistakes a table. The text of
/// the table is given back: places are bytes in it, whatever the encoding of
/// the file was.
pub fn read_rows(
    file: &FileName,
    reader: impl Read,
    spec: &RowsSpec,
    columns: &Columns,
    report: &mut Report,
    mut each: impl FnMut(&Row, &mut Report),
) -> String {
    let (text, sound) = text(file, reader, spec.encoding, report);
    if !sound || control(file, &text, report) {
        return text;
    }
    let table = Table::new(file, &text, spec);
    let mut csv = ReaderBuilder::new()
        .delimiter(spec.delimiter.byte())
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut next = move |record: &mut StringRecord| {
        csv.read_record(record)
            .expect("the text is in memory and UTF-8, and any number of cells is read")
    };
    if !next(&mut record) {
        record.clear();
    }
    let Some(header) = header(&table, &record, columns, report) else {
        return text;
    };
    while table.told.get() < MOST && next(&mut record) {
        if record.len() != header.width {
            let place = table.whole(&record);
            table.told.set(table.told.get() + 1);
            report.add(
                Diagnostic::new(Code::RaggedRow, place)
                    .with("found", record.len().to_string())
                    .with("expected", header.width.to_string()),
            );
            continue;
        }
        each(
            &Row {
                table: &table,
                record: &record,
                columns: &header.columns,
            },
            report,
        );
    }
    text
}

/// Where the columns that were asked for stand.
pub(super) struct Header<'a> {
    /// How many cells a row has.
    pub(super) width: usize,
    /// The columns that were found, each with its place in a row.
    pub(super) columns: Vec<(&'a str, usize)>,
}

/// Reads the header of a table; nothing where it does not do.
pub(super) fn header<'a>(
    table: &Table,
    record: &StringRecord,
    columns: &Columns<'a>,
    report: &mut Report,
) -> Option<Header<'a>> {
    let named = |name: &str| record.iter().position(|cell| cell == name);
    let missing: Vec<_> = columns
        .required
        .iter()
        .filter(|name| named(name).is_none())
        .collect();
    if !missing.is_empty() {
        if let Some(other) = Delimiter::ALL
            .into_iter()
            .find(|other| fits(table.text, *other, record, columns))
        {
            let place = table.whole(record);
            let declared = table.spec.delimiter.word();
            report.add(
                Diagnostic::new(Code::WrongDelimiter, place)
                    .with("delimiter", other.word())
                    .with("declared", declared),
            );
            return None;
        }
        for name in missing {
            report.add(
                Diagnostic::new(Code::MissingColumn, table.whole(record))
                    .with("column", (*name).to_owned())
                    .with("found", record.iter().collect::<Vec<_>>().join(", ")),
            );
        }
        return None;
    }
    let mut sound = true;
    for (i, name) in record.iter().enumerate() {
        if let Some(first) = record.iter().take(i).position(|earlier| earlier == name) {
            sound = false;
            report.add(
                Diagnostic::new(Code::DuplicateColumn, table.cell(record, i))
                    .with("column", name.to_owned())
                    .and(table.cell(record, first), "first"),
            );
        }
    }
    let all = columns.required.iter().chain(columns.optional);
    for (i, name) in record
        .iter()
        .enumerate()
        .filter(|(_, name)| !all.clone().any(|known| known == name))
    {
        let close = |known: &&&str| strsim::normalized_damerau_levenshtein(name, known) >= 0.6;
        if let Some(near) = columns
            .optional
            .iter()
            .filter(|known| named(known).is_none())
            .find(close)
        {
            report.add(
                Diagnostic::new(Code::UnknownColumn, table.cell(record, i))
                    .with("column", name.to_owned())
                    .with("near", (*near).to_owned()),
            );
        }
    }
    let found = all
        .filter_map(|name| named(name).map(|at| (*name, at)))
        .collect();
    sound.then_some(Header {
        width: record.len(),
        columns: found,
    })
}

/// Reports whether the header reads better with another delimiter.
fn fits(text: &str, other: Delimiter, record: &StringRecord, columns: &Columns) -> bool {
    let line = text.lines().next().unwrap_or("");
    let cells: Vec<_> = line
        .split(char::from(other.byte()))
        .map(|cell| cell.trim().trim_matches('"'))
        .collect();
    cells.len() > 1
        && (record.len() == 1 || columns.required.iter().all(|name| cells.contains(name)))
}

/// The file's text, and whether it is in the encoding that was declared.
fn text(
    file: &FileName,
    reader: impl Read,
    encoding: Encoding,
    report: &mut Report,
) -> (String, bool) {
    let mut bytes = Vec::new();
    if reader.take(LARGEST + 1).read_to_end(&mut bytes).is_err() {
        report.add(Diagnostic::new(
            Code::NotReadable,
            Place::whole(file.clone()),
        ));
        return (String::new(), false);
    }
    if bytes.len() as u64 > LARGEST {
        report.add(Diagnostic::new(
            Code::FileTooLarge,
            Place::whole(file.clone()),
        ));
        return (String::new(), false);
    }
    let mut wrong = |at: usize, near: &'static str| {
        report.add(
            Diagnostic::new(Code::WrongEncoding, Place::new(file, at..at))
                .with("declared", encoding.word())
                .with("near", near),
        );
    };
    if encoding != Encoding::Utf8 {
        let (text, ill) = encoding.table().decode_with_bom_removal(&bytes);
        if ill {
            let near = if str::from_utf8(&bytes).is_ok() {
                "utf-8"
            } else {
                likely(&bytes)
            };
            wrong(text.find('\u{FFFD}').unwrap_or(0), near);
        }
        return (text.into_owned(), !ill);
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            wrong(at, likely(error.as_bytes()));
            (
                String::from_utf8_lossy(error.as_bytes()).into_owned(),
                false,
            )
        }
    }
}

/// Reports control characters, the first of each line.
fn control(file: &FileName, text: &str, report: &mut Report) -> bool {
    let stray = |b: u8| (b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r')) || b == 0x7F;
    if !text.bytes().any(stray) {
        return false;
    }
    let mut start = 0;
    let mut told = 0;
    for line in text.split_inclusive('\n') {
        if let Some(at) = line.bytes().position(stray) {
            let place = Place::new(file, start + at..start + at + 1);
            let char = format!("U+{:04X}", line.as_bytes()[at]);
            report.add(Diagnostic::new(Code::ControlInRow, place).with("char", char));
            told += 1;
        }
        if told == MOST {
            break;
        }
        start += line.len();
    }
    true
}

#[cfg(test)]
mod tests;
