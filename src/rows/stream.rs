//! Summarises a table while it is read: block by block, on all cores, and with
//! the same result on any number of them, since blocks are cut by their bytes
//! alone and what came of them is merged in their order.

use std::{
    borrow::Cow,
    io::{Cursor, Read},
    ops::Range,
};

use csv::{ByteRecord, ReaderBuilder, StringRecord};
use hashbrown::HashMap;
use rayon::prelude::*;

use super::{
    MOST,
    cut::Blocks,
    spec::{Encoding, RowsSpec, likely},
    table::{self, Columns, Table, cell},
};
use crate::{
    diag::{Code, Diagnostic, FileName, Place, Report},
    sheet::{hint, number},
};

/// How many words a message lists.
const MOST_WORDS: usize = 20;

/// How many blocks are read before they are summarised.
const BATCH: usize = 8;

/// What rows are counted in.
pub trait Tally: Send {
    /// Takes in a row; what is wrong with it goes to `mistakes`.
    fn take(&mut self, row: &Cells, mistakes: &mut Mistakes);

    /// Takes in what another one counted of the rows after its own.
    fn merge(&mut self, later: Self);
}

/// The cells of a row, by the number of their columns: first the required ones,
/// then the optional ones.
pub struct Cells<'a> {
    record: &'a ByteRecord,
    work: &'a Work<'a>,
    text: &'a str,
}

impl<'a> Cells<'a> {
    /// The text of a cell; nothing if it is empty, says that there is no value,
    /// or the table lacks the column.
    #[inline]
    pub fn text(&self, column: usize) -> Option<&'a str> {
        let cell = self.record.get(self.work.columns[column]?)?.trim_ascii();
        // Cells are cut at ASCII characters of a sound text.
        let cell = std::str::from_utf8(cell).ok()?;
        let missing = cell.is_empty() || self.work.spec.na.iter().any(|na| na.0 == cell);
        (!missing).then_some(cell)
    }

    /// What the word in a cell stands for; nothing where there is no text, and
    /// nothing and a mistake where the word is unknown.
    pub fn word<T: Copy>(
        &self,
        column: usize,
        words: &HashMap<&str, T>,
        mistakes: &mut Mistakes,
    ) -> Option<T> {
        let text = self.text(column)?;
        let found = words.get(text).copied();
        if found.is_none() {
            let mut all: Vec<&str> = words.keys().copied().collect();
            all.sort_unstable();
            all.truncate(MOST_WORDS);
            let all = all.join(", ");
            let slots = [("found", text), ("known", all.as_str())];
            mistakes.add(self, column, Code::BadCell, &slots);
        }
        found
    }

    /// The number in a cell; nothing where there is no text, and nothing and a
    /// mistake where the text is no number.
    pub fn number(&self, column: usize, mistakes: &mut Mistakes) -> Option<f64> {
        let text = self.text(column)?;
        let value = number(text).ok();
        if value.is_none() {
            let hint = hint(text);
            mistakes.add(
                self,
                column,
                Code::CellNotNumber,
                &[("found", text), ("hint", &hint)],
            );
        }
        value
    }

    /// Where the row begins in its block.
    fn start(&self) -> usize {
        let at = self.record.position().map_or(0, |it| it.byte() as usize);
        let rest = &self.text[at.min(self.text.len())..];
        self.text.len() - rest.trim_start_matches(['\r', '\n']).len()
    }

    /// The place of a cell; of the row, where the table lacks the column.
    fn range(&self, column: usize) -> Range<usize> {
        let Some(index) = self.work.columns[column] else {
            return self.whole();
        };
        let start = self.start();
        let found = cell(&self.text[start..], self.work.spec.delimiter.byte(), index);
        start + found.start..start + found.end
    }

    /// The place of the row, as far as its first line goes.
    fn whole(&self) -> Range<usize> {
        let start = self.start();
        let row = &self.text[start..];
        start..start + row.find(['\r', '\n']).unwrap_or(row.len())
    }
}

/// What is wrong with the rows of a block.
pub struct Mistakes<'a> {
    file: &'a FileName,
    told: Vec<Diagnostic>,
    count: u64,
}

impl Mistakes<'_> {
    /// Takes in what is wrong with a cell; its column is a slot already.
    pub fn add(&mut self, row: &Cells, column: usize, code: Code, slots: &[(&'static str, &str)]) {
        let named = [&[("column", row.work.names[column])], slots].concat();
        self.tell(code, row.range(column), &named);
    }

    fn tell(&mut self, code: Code, at: Range<usize>, slots: &[(&'static str, &str)]) {
        self.count += 1;
        if self.told.len() < MOST {
            let diagnostic = Diagnostic::new(code, Place::new(self.file, at));
            let told = slots.iter().fold(diagnostic, |it, (slot, text)| {
                it.with(slot, (*text).to_owned())
            });
            self.told.push(told);
        }
    }
}

/// A block that was read: its length in the decoded text, and what came of it.
struct Done<'a, T> {
    tally: T,
    length: usize,
    mistakes: Mistakes<'a>,
}

/// What is read of every block.
struct Work<'a> {
    file: &'a FileName,
    spec: &'a RowsSpec,
    /// Of the blocks.
    encoding: Encoding,
    names: Vec<&'a str>,
    columns: Vec<Option<usize>>,
    width: usize,
}

/// Summarises a table; nothing where it cannot be read at all. Of what is wrong
/// with its rows the first 50 mistakes are reported, and how many more there are.
pub fn summarise<'a, T: Tally>(
    file: &'a FileName,
    reader: impl Read + Send,
    spec: &'a RowsSpec,
    columns: &Columns<'a>,
    new: &(dyn Fn() -> T + Sync),
    report: &mut Report,
) -> Option<T> {
    let (reader, encoding) = plain(reader, file, spec.encoding, report)?;
    let mut blocks = Blocks::new(reader, spec.delimiter.byte());
    let mut batch = read(&mut blocks, file, report)?;
    if let Some(first) = batch.first_mut()
        && first.starts_with(b"\xEF\xBB\xBF")
    {
        first.drain(..3);
    }
    let first = batch.first().map_or(&[][..], Vec::as_slice);
    let work = Work::new(file, spec, encoding, columns, first, report)?;
    let mut total = new();
    let mut offset = 0;
    let mut more = 0;
    let mut told = 0;
    let mut is_first = true;
    while !batch.is_empty() {
        let skip = is_first;
        is_first = false;
        let (done, next) = rayon::join(
            || {
                let numbered = batch.par_iter().enumerate();
                let done = numbered.map(|(i, block)| work.block(block, skip && i == 0, new()));
                done.collect::<Vec<_>>()
            },
            || {
                let mut own = Report::default();
                (read(&mut blocks, file, &mut own), own)
            },
        );
        for block in done {
            total.merge(block.tally);
            let room = MOST - told;
            more += block.mistakes.count - block.mistakes.told.len().min(room) as u64;
            for mut diagnostic in block.mistakes.told.into_iter().take(room) {
                diagnostic.place.start += offset;
                diagnostic.place.end += offset;
                report.add(diagnostic);
                told += 1;
            }
            offset += block.length;
        }
        let (next, own) = next;
        report.absorb(own);
        batch = next?;
    }
    if more > 0 {
        report.add(
            Diagnostic::new(Code::MoreRows, Place::whole(file.clone()))
                .with("count", more.to_string()),
        );
    }
    Some(total)
}

/// The blocks that are read next.
fn read(
    blocks: &mut Blocks<impl Read>,
    file: &FileName,
    report: &mut Report,
) -> Option<Vec<Vec<u8>>> {
    let mut batch = Vec::new();
    while batch.len() < BATCH {
        match blocks.next() {
            Ok(Some(block)) => batch.push(block),
            Ok(None) => break,
            Err(error) => {
                let code = match error.kind() {
                    std::io::ErrorKind::InvalidData => Code::EndlessRow,
                    _ => Code::NotReadable,
                };
                report.add(Diagnostic::new(code, Place::whole(file.clone())));
                return None;
            }
        }
    }
    Some(batch)
}

/// The text of a table as well as it can be read, for messages to quote from.
pub fn text_of(mut reader: impl Read, encoding: Encoding) -> String {
    let mut bytes = Vec::new();
    // What could be read is quoted; that the rest could not was reported.
    let _ = reader.read_to_end(&mut bytes);
    encoding
        .table()
        .decode_with_bom_removal(&bytes)
        .0
        .into_owned()
}

/// The bytes of a table in an encoding in which a line break and a quote are
/// the bytes that they are in ASCII. Of those known only UTF-16 is not; such a
/// table is decoded as a whole.
fn plain<'a>(
    mut reader: impl Read + Send + 'a,
    file: &FileName,
    encoding: Encoding,
    report: &mut Report,
) -> Option<(Box<dyn Read + Send + 'a>, Encoding)> {
    if encoding != Encoding::Utf16 {
        return Some((Box::new(reader), encoding));
    }
    let mut bytes = Vec::new();
    if reader.read_to_end(&mut bytes).is_err() {
        report.add(Diagnostic::new(
            Code::NotReadable,
            Place::whole(file.clone()),
        ));
        return None;
    }
    let (text, ill) = encoding.table().decode_with_bom_removal(&bytes);
    if ill {
        let diagnostic = Diagnostic::new(Code::WrongEncoding, Place::whole(file.clone()));
        report.add(
            diagnostic
                .with("declared", encoding.word())
                .with("near", likely(&bytes)),
        );
        return None;
    }
    let text = text.into_owned();
    Some((Box::new(Cursor::new(text)), Encoding::Utf8))
}

impl<'a> Work<'a> {
    /// Reads the header at the beginning of the first block.
    fn new(
        file: &'a FileName,
        spec: &'a RowsSpec,
        encoding: Encoding,
        columns: &Columns<'a>,
        first: &[u8],
        report: &mut Report,
    ) -> Option<Self> {
        let (text, _) = encoding.table().decode_without_bom_handling(first);
        let table = Table::new(file, &text, spec);
        let mut csv = reader(spec, text.as_bytes());
        let mut record = StringRecord::new();
        csv.read_record(&mut record).ok()?;
        record.trim();
        let header = table::header(&table, &record, columns, report)?;
        let names: Vec<&str> = columns
            .required
            .iter()
            .chain(columns.optional)
            .copied()
            .collect();
        let place = |name: &&str| {
            let found = header.columns.iter().find(|(known, _)| known == name);
            found.map(|(_, at)| *at)
        };
        Some(Self {
            file,
            spec,
            encoding,
            columns: names.iter().map(place).collect(),
            names,
            width: header.width,
        })
    }

    /// Summarises a block.
    fn block<T: Tally>(&self, bytes: &[u8], has_header: bool, mut tally: T) -> Done<'a, T> {
        let mut mistakes = Mistakes {
            file: self.file,
            told: Vec::new(),
            count: 0,
        };
        let text = self.decode(bytes, &mut mistakes);
        let mut csv = reader(self.spec, text.as_bytes());
        let mut record = ByteRecord::new();
        let mut skip = has_header;
        while let Ok(true) = csv.read_byte_record(&mut record) {
            if std::mem::take(&mut skip) {
                continue;
            }
            let row = Cells {
                record: &record,
                work: self,
                text: &text,
            };
            if record.len() == self.width {
                tally.take(&row, &mut mistakes);
            } else {
                let (found, expected) = (record.len().to_string(), self.width.to_string());
                let slots = [("found", found.as_str()), ("expected", expected.as_str())];
                mistakes.tell(Code::RaggedRow, row.whole(), &slots);
            }
        }
        Done {
            tally,
            length: text.len(),
            mistakes,
        }
    }

    /// The text of a block. One that is not in the encoding that was declared
    /// is told, and its rows are not counted.
    fn decode<'b>(&self, bytes: &'b [u8], mistakes: &mut Mistakes) -> Cow<'b, str> {
        let wrong = |mistakes: &mut Mistakes, at: usize| {
            let slots = [("declared", self.encoding.word()), ("near", likely(bytes))];
            mistakes.tell(Code::WrongEncoding, at..at, &slots);
        };
        if self.encoding != Encoding::Utf8 {
            let (text, ill) = self.encoding.table().decode_without_bom_handling(bytes);
            if ill {
                wrong(mistakes, text.find('\u{FFFD}').unwrap_or(0));
            }
            return text;
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(error) => {
                wrong(mistakes, error.valid_up_to());
                String::from_utf8_lossy(bytes)
            }
        }
    }
}

fn reader<'a>(spec: &RowsSpec, text: &'a [u8]) -> csv::Reader<&'a [u8]> {
    ReaderBuilder::new()
        .delimiter(spec.delimiter.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(text)
}

#[cfg(test)]
mod tests;
