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
}

impl<T> Sheet<T> {
    /// A sheet of that file.
    pub fn new(value: T, file: FileName, positions: Positions) -> Self {
        Self {
            value,
            file,
            positions,
            gaps: false,
        }
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
    /// there is no such key. Through an alias, where the value is written.
    pub fn place(&self, path: &[Step]) -> Place {
        Place::new(&self.file, self.positions.value(path))
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
