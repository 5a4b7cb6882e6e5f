//! Reads the table of team scores: each row as if it stood under `teams`.

use super::{AppraisalSheet, TeamSheet};
use crate::{
    diag::Report,
    model::Text,
    rows::{Columns, Row},
    sheet::{Sheet, Words},
    subject::{ReadSheet, table::append},
};

/// Appends the rows of the table that a sheet names.
pub(super) fn gather(sheet: &mut Sheet<AppraisalSheet>, door: &mut impl ReadSheet) {
    let Some(table) = sheet.value.table.clone() else {
        return;
    };
    let columns = Columns {
        required: &["unit", "score"],
        optional: &["period", "missing"],
    };
    append(
        sheet,
        door,
        &table,
        &columns,
        "teams",
        |it| &mut it.teams,
        team,
    );
}

fn team(row: &Row, report: &mut Report) -> Option<TeamSheet> {
    let unit = row.needed("unit", report)?;
    let period = row.period(report);
    // A score whose period cannot be read is not one of the year.
    if period.is_none() && row.text("period").is_some() {
        return None;
    }
    Some(TeamSheet {
        unit,
        period,
        score: row.number("score", report),
        missing: row.text("missing").map(|it| Words(Text::same(it))),
    })
}
