//! What authors type in data files: the scalar types of sheets, and sheets
//! that know where each key stands.
//!
//! A sheet is the YAML exactly as written, of the right shape and of unknown
//! meaning. Its types refuse what would be read in two ways: NaN, `010`,
//! `10,5`, an empty value where words belong. Reading a file is not done here
//! but in `load`; a sheet never looks anything up.

mod number;
mod positions;
mod rule;
mod scalar;

pub use number::{NumberMistake, hint, is_number, number};
pub(crate) use positions::{Kind, Node};
pub use positions::{Positions, Step};
pub use rule::{Misread, RuleSheet};
pub(crate) use scalar::{CODE_MARK, COUNT, DATED, NUM, PLAIN, TIMED, WORDS, time};
pub use scalar::{Count, Dated, Num, Plain, Timed, Words};

use std::ops::Range;

use crate::diag::{FileName, Place};

/// The way to a key: `path!["rows", 3, "standard"]`.
#[macro_export]
macro_rules! path {
    ($($step:expr),* $(,)?) => { &[$($crate::sheet::Step::from($step)),*] };
}

/// A sheet that was read from a file, with the places of its keys and values.
#[derive(Debug, Clone)]
pub struct Sheet<T> {
    /// What was typed.
    pub value: T,
    file: FileName,
    positions: Positions,
    gaps: bool,
    tables: Vec<Appended>,
}

/// Items of a list that are rows of a table beside the sheet.
#[derive(Debug, Clone)]
struct Appended {
    list: &'static str,
    /// The place of the first of them in the list.
    first: usize,
    file: FileName,
    rows: Vec<Range<u32>>,
}

impl<T> Sheet<T> {
    /// A sheet of that file.
    pub fn new(value: T, file: FileName, positions: Positions) -> Self {
        Self {
            value,
            file,
            positions,
            gaps: false,
            tables: Vec::new(),
        }
    }

    /// Takes in that the items of a list from `first` on are rows of a table:
    /// each stands where its row does.
    pub(crate) fn append(
        &mut self,
        list: &'static str,
        first: usize,
        file: FileName,
        rows: Vec<Range<u32>>,
    ) {
        self.tables.push(Appended {
            list,
            first,
            file,
            rows,
        });
    }

    /// Reports whether the item of a list is a row of a table.
    pub(crate) fn is_row(&self, list: &str, item: usize) -> bool {
        self.row(&[list.into(), item.into()]).is_some()
    }

    /// The row of a table that stands at `path`.
    fn row(&self, path: &[Step]) -> Option<Place> {
        let [Step::Key(list), Step::Index(item), ..] = path else {
            return None;
        };
        let table = self.tables.iter().find(|it| it.list == *list)?;
        let row = table.rows.get(item.checked_sub(table.first)?)?;
        let bytes = row.start as usize..row.end as usize;
        Some(Place::new(&table.file, bytes))
    }

    /// The same sheet, marked as lacking parts whose mistakes were reported.
    #[must_use]
    pub(crate) fn with_gaps(mut self, gaps: bool) -> Self {
        self.gaps = gaps;
        self
    }

    /// Reports whether parts were left out because they could not be read.
    /// Each was reported; what refers to one of them is not a second mistake.
    pub fn has_gaps(&self) -> bool {
        self.gaps
    }

    /// The file it was read from.
    pub fn file(&self) -> &FileName {
        &self.file
    }

    /// The name of a file in the folder of this one.
    pub fn beside(&self, name: &str) -> FileName {
        beside(&self.file, name)
    }

    /// Where the value at `path` stands; the closest existing parent's where
    /// there is no such key. Through an alias, where the value is written; of an
    /// item that is a row of a table, the row.
    pub fn place(&self, path: &[Step]) -> Place {
        self.row(path)
            .unwrap_or_else(|| Place::new(&self.file, self.positions.value(path)))
    }

    /// Where the key at the end of `path` stands.
    pub fn key_place(&self, path: &[Step]) -> Place {
        Place::new(&self.file, self.positions.key(path))
    }
}

/// The name of a file in the folder of another.
pub fn beside(file: &FileName, name: &str) -> FileName {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    FileName::from(format!("{folder}/{name}"))
}
