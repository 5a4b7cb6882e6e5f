//! Rows in bulk: tables from CSV files that a sheet names.
//!
//! A table of readings is held, since each of its cells is a figure with a
//! place ([`read_rows`]). A table of tickets, answers or visits is summarised
//! while it is read, in one pass and on all cores, and its rows are gone
//! afterwards ([`summarise`]): nothing of a person reaches a page. Spreadsheet
//! formats are deliberately not read here.

mod cut;
mod date;
mod spec;
mod stream;
mod table;

pub use date::DateOrder;
pub use spec::{Decimal, Delimiter, Encoding, RowsSpec, TableSheet, likely};
pub use stream::{Cells, Mistakes, Tally, summarise, text_of};
pub use table::{Columns, Row, read_rows};

/// How many mistakes of a table are reported in a run.
const MOST: usize = 50;
