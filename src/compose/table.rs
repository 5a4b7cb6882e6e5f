//! Tables of figures in the words of one language: units go to the header where
//! a column has one, numbers stand on the decimal point, marks hang beside them.
//!
//! No order and no choice of rows here: a reader may sort and filter, and finds
//! the author's order again.

use std::borrow::Cow;

use super::{
    blocks,
    view::{CellView, ColumnView, RowView, TableView},
    voice::Voice,
};
use crate::{
    block::{Align, Cell, Column, Phrase, Piece, Role, Row, Table, Tone},
    model::Figure,
};

/// A table with its words.
pub(super) fn view(table: &Table, id: &str, voice: &Voice) -> TableView {
    view_of(Cow::Borrowed(table), id, voice)
}

/// The same of a table that is at hand, whose cells need no copy.
pub(super) fn view_of(table: Cow<Table>, id: &str, voice: &Voice) -> TableView {
    let table = &with_units_above(table, voice);
    let decimals: Vec<u8> = (0..table.columns.len())
        .map(|i| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(i));
            let bare = cells.filter_map(|cell| bare_number(cell, voice));
            bare.map(|it| it.decimals).max().unwrap_or(0)
        })
        .collect();
    let mut view = TableView {
        id: id.to_owned(),
        takeaway_html: voice.html(&table.takeaway),
        what: voice.plain(&table.what),
        columns: table.columns.iter().map(|it| column(it, voice)).collect(),
        rows: table
            .rows
            .iter()
            .map(|it| row(it, &decimals, voice))
            .collect(),
        source_html: blocks::source(table.source.get(voice.lang()), voice),
        notes: table.notes.iter().map(|it| voice.html(it)).collect(),
    };
    leave_room_for_marks(&mut view);
    view
}

/// The table with the unit in the header of every column of numbers that has
/// one measure, instead of in each of its cells.
fn with_units_above<'a>(mut table: Cow<'a, Table>, voice: &Voice) -> Cow<'a, Table> {
    let measures: Vec<Option<String>> = (0..table.columns.len())
        .map(|i| common_measure(&table, i, voice))
        .collect();
    for (i, measure) in measures.into_iter().enumerate() {
        let Some(measure) = measure else { continue };
        let table = table.to_mut();
        for piece in (table.rows.iter_mut())
            .filter_map(|row| row.cells.get_mut(i))
            .flat_map(|cell| &mut cell.phrase.0)
        {
            if let Piece::Figure(key) = piece {
                *piece = Piece::Bare(key.clone());
            }
        }
        table.columns[i].unit = Phrase(vec![Piece::Measure(measure)]);
    }
    table
}

/// The measure of all figures of a column that names no unit; none where a
/// cell has other words, or a figure whose "about" its unit belongs to.
fn common_measure(table: &Table, i: usize, voice: &Voice) -> Option<String> {
    let column = &table.columns[i];
    if column.align != Align::Number || !column.unit.is_empty() {
        return None;
    }
    let mut common = None;
    let cells = table.rows.iter().filter_map(|row| row.cells.get(i));
    for piece in cells.flat_map(|cell| &cell.phrase.0) {
        match piece {
            Piece::Figure(key) => {
                let figure = voice.facts.get(key)?;
                let measure = common.get_or_insert(&figure.measure);
                if *measure != &figure.measure || figure.approximate {
                    return None;
                }
            }
            Piece::Break | Piece::Mark(_) | Piece::Beside(_) => {}
            Piece::Sentence(_, slots) if is_interval(slots) => {}
            _ => return None,
        }
    }
    common
        .filter(|it| !voice.measure_name(it).is_empty())
        .cloned()
}

/// Reports whether a sentence holds the ends of an interval alone, which have
/// the measure of the figure beside them.
fn is_interval(slots: &[(&str, Phrase)]) -> bool {
    let mut pieces = slots.iter().flat_map(|(_, phrase)| &phrase.0);
    !slots.is_empty() && pieces.all(|it| matches!(it, Piece::Limit(_)))
}

/// The figure of a cell that shows nothing else but marks beside it.
fn bare_number<'a>(cell: &Cell, voice: &Voice<'a>) -> Option<&'a Figure> {
    match &cell.phrase.0[..] {
        [Piece::Bare(key), marks @ ..]
            if (marks.iter()).all(|it| matches!(it, Piece::Mark(_) | Piece::Beside(_))) =>
        {
            voice.facts.get(key).filter(|it| it.value.is_ok())
        }
        _ => None,
    }
}

/// Leaves room beside the numbers of a column for the marks of some.
pub(super) fn leave_room_for_marks(table: &mut TableView) {
    for (i, column) in table.columns.iter_mut().enumerate().skip(1) {
        let marked = |row: &RowView| {
            let html = row.cells.get(i).map_or("", |it| &it.html);
            html.contains("<sup class=\"mark") || html.contains("<span class=\"beside")
        };
        if column.align == "number" && table.rows.iter().any(marked) {
            column.align = "number marked";
        }
    }
}

fn column(column: &Column, voice: &Voice) -> ColumnView {
    ColumnView {
        label: voice.plain(&column.label),
        unit: voice.plain(&column.unit),
        align: match column.align {
            Align::Text => "text",
            Align::Number => "number",
            Align::Mark => "mark",
            Align::Spark => "spark",
            Align::Blank => "blank",
        },
    }
}

fn row(row: &Row, decimals: &[u8], voice: &Voice) -> RowView {
    RowView {
        key: row.key.clone(),
        role: match row.role {
            Role::Item => "item",
            Role::Subtotal => "subtotal",
            Role::Total => "total",
        },
        cells: (row.cells.iter().zip(decimals))
            .map(|(it, decimals)| cell(it, *decimals, voice))
            .collect(),
    }
}

fn cell(cell: &Cell, decimals: u8, voice: &Voice) -> CellView {
    let html = voice.html(&cell.phrase);
    let class = match cell.tone {
        Tone::Plain => "",
        Tone::Met => "met",
        Tone::NotMet => "notmet",
        Tone::NotDistinguishable => "notdistinguishable",
        Tone::Unknown => "unknown",
        Tone::Pending => {
            voice.uses("pending");
            "pending"
        }
        Tone::Quiet => "quiet",
    };
    let html = match cell.tone {
        Tone::Met | Tone::NotMet | Tone::NotDistinguishable | Tone::Unknown | Tone::Pending
            if !html.is_empty() =>
        {
            format!("<span class=\"verdict verdict-{class}\">{html}</span>")
        }
        _ => html,
    };
    CellView {
        html,
        class: class.to_owned(),
        pad: bare_number(cell, voice)
            .map(|it| pad(it.decimals, decimals, voice))
            .unwrap_or_default(),
        order: match &cell.phrase.0[..] {
            [Piece::When(when)] => when
                .period()
                .map(|it| it.first_day().to_string())
                .unwrap_or_default(),
            _ => String::new(),
        },
    }
}

/// What a number with so many decimals lacks beside one with the most.
fn pad(decimals: u8, most: u8, voice: &Voice) -> String {
    let zeros = "0".repeat(usize::from(most - decimals));
    if decimals == 0 && most > 0 {
        format!("{}{zeros}", voice.locale.format(most, "").point)
    } else {
        zeros
    }
}
