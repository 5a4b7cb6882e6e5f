//! Tables beside a sheet whose rows are items of one of its lists: each as if
//! it had been typed there, and standing where its row does.

use super::ReadSheet;
use crate::{
    diag::Report,
    path,
    rows::{Columns, Row, TableSheet},
    sheet::Sheet,
};

/// Appends the rows of a table, which the sheet names under `table`, to the list
/// that `list` says and `items` finds.
pub(super) fn append<T, R>(
    sheet: &mut Sheet<T>,
    door: &mut impl ReadSheet,
    table: &TableSheet,
    columns: &Columns,
    list: &'static str,
    items: fn(&mut T) -> &mut Vec<R>,
    mut read: impl FnMut(&Row, &mut Report) -> Option<R>,
) {
    let place = sheet.place(path!["table", "file"]);
    let first = items(&mut sheet.value).len();
    let mut rows = Vec::new();
    let mut take = |row: &Row, report: &mut Report| {
        if let Some(item) = read(row, report) {
            let at = row.whole();
            rows.push(at.start as u32..at.end as u32);
            items(&mut sheet.value).push(item);
        }
    };
    door.rows(&table.file.0, place, &table.spec(), columns, &mut take);
    let file = sheet.beside(&table.file.0);
    sheet.append(list, first, file, rows);
}
