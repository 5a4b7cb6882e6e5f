//! The data table of a drawing: the figures that its marks show, with the same
//! keys.

use super::super::{self as compose, view::TableView, voice::Voice};
use crate::{
    block::{
        Align, BulletRow, Column, Drawing, Phrase, Piece, PointsStep, Role, Row, Series, Table,
    },
    model::{FigureKey, Text},
    plan::anchor,
};

/// The data table of a drawing, its rows keyed like the marks.
pub(super) fn table(drawing: &Drawing, id: &str, voice: &Voice) -> TableView {
    let (columns, rows) = match drawing {
        Drawing::Bullet(rows) => bullet_table(rows),
        Drawing::PointsWaterfall(steps) => points_table(steps),
        Drawing::Line { series, target } => line_table(series, target.as_ref()),
        Drawing::Plot(plot) => super::plot::table(plot),
    };
    let table = Table {
        takeaway: Phrase::default(),
        what: Phrase::default(),
        columns,
        rows,
        notes: Vec::new(),
        source: Text::default(),
    };
    compose::table::view(&table, &format!("{id}-data"), voice)
}

fn row(key: &str, cells: Vec<Phrase>) -> Row {
    Row {
        key: key.to_owned(),
        role: Role::Item,
        cells: cells.into_iter().map(Into::into).collect(),
    }
}

fn bullet_table(rows: &[BulletRow]) -> (Vec<Column>, Vec<Row>) {
    let with_previous = rows.iter().any(|it| it.previous.is_some());
    let mut columns = vec![
        Column::new("column.metric", Align::Text),
        Column::new("column.value", Align::Number),
    ];
    if with_previous {
        columns.push(Column::new("column.previous", Align::Number));
    }
    columns.push(Column::new("column.target", Align::Number));
    let rows = rows
        .iter()
        .map(|it| {
            let mut cells = vec![it.label.clone(), Phrase::figure(&it.value)];
            if with_previous {
                cells.push(it.previous.as_ref().map(Phrase::figure).unwrap_or_default());
            }
            let mut targets = Phrase::default();
            for (i, key) in it.targets.iter().enumerate() {
                if i > 0 {
                    targets = targets.then(Phrase(vec![Piece::Break]));
                }
                targets = targets.then(Phrase::figure(key));
            }
            cells.push(targets);
            row(&it.key, cells)
        })
        .collect();
    (columns, rows)
}

fn points_table(steps: &[PointsStep]) -> (Vec<Column>, Vec<Row>) {
    let columns = vec![
        Column::new("column.item", Align::Text),
        Column::new("column.points", Align::Number),
        Column::new("column.remark", Align::Text),
    ];
    let rows = steps
        .iter()
        .map(|it| {
            row(
                &it.key,
                vec![
                    it.label.clone(),
                    Phrase::figure(&it.figure),
                    it.remark.clone(),
                ],
            )
        })
        .collect();
    (columns, rows)
}

fn line_table(series: &[Series], target: Option<&FigureKey>) -> (Vec<Column>, Vec<Row>) {
    let mut columns = vec![Column::new("column.period", Align::Text)];
    for it in series {
        columns.push(Column {
            label: it.label.clone(),
            unit: Phrase::default(),
            align: Align::Number,
        });
    }
    let longest = series.iter().map(|it| it.points.len()).max().unwrap_or(0);
    let targets = target.map(|key| {
        let mut cells = vec![Phrase::word("column.target"), Phrase::figure(key)];
        cells.resize(columns.len(), Phrase::default());
        row(&anchor(key), cells)
    });
    let rows = (0..longest)
        .filter_map(|i| {
            let first = series.iter().find_map(|it| it.points.get(i))?;
            let mut cells = vec![Phrase(vec![Piece::When(first.when)])];
            cells.extend(
                series
                    .iter()
                    .map(|it| it.points.get(i).map(Phrase::figure).unwrap_or_default()),
            );
            Some(row(&anchor(first), cells))
        })
        .chain(targets)
        .collect();
    (columns, rows)
}
