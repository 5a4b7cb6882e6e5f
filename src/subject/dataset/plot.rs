//! A data set as a chart or table asks for it: rows, columns and lines, by
//! their figures.

use super::{
    Dataset, Row,
    analyse::{self, Derived},
};
use crate::{
    block::{
        Block, Chart, ChartKind, Drawing, Exhibit, Phrase, Piece, Plot, PlotColumn, PlotOptions,
        PlotRow, PlotTarget,
    },
    model::Text,
    subject::units::{role_column, role_word},
};

/// A data set as an exhibit: what it comes to, and what it shows.
pub(in crate::subject) fn exhibit(dataset: &Dataset, takeaway: Phrase, what: Phrase) -> Exhibit {
    Exhibit {
        id: format!("{}.{}", dataset.subject, dataset.id).into(),
        block: Block::Chart(Chart {
            takeaway,
            what,
            source: Text::default(),
            drawing: Drawing::Plot(Box::new(plot(dataset))),
        }),
    }
}

/// What the figures of a data set are counted in, for one that says no more of
/// what it shows.
pub(in crate::subject) fn counted_in(dataset: &Dataset) -> Phrase {
    Phrase(match dataset.measure.as_str() {
        "" => Vec::new(),
        measure => vec![Piece::Measure(measure.to_owned())],
    })
}

/// What is drawn of a data set.
fn plot(dataset: &Dataset) -> Plot {
    let derived = analyse::derive(dataset);
    let typed = dataset.columns.iter().map(|column| PlotColumn {
        id: column.id.clone(),
        label: if column.name.is_empty() {
            Phrase::word(column.word.unwrap_or_else(|| role_word(&column.id)))
        } else {
            Phrase::text(&column.name)
        },
        previous: column.previous,
    });
    let computed = derived.columns.iter().map(|(id, _)| role_column(id));
    let rows = dataset
        .rows
        .iter()
        .enumerate()
        .map(|(i, row)| plot_row(dataset, i, row, &derived))
        .collect();
    Plot {
        kind: dataset.chart.unwrap_or(ChartKind::Table),
        columns: typed.chain(computed).collect(),
        rows,
        groups: groups(dataset, &derived),
        targets: targets(dataset, &derived),
        options: PlotOptions {
            form: dataset.form,
            as_of: dataset.as_of,
            better: dataset.better,
            other: dataset.other.clone(),
            ..PlotOptions::default()
        },
    }
}

fn plot_row(dataset: &Dataset, i: usize, row: &Row, derived: &Derived) -> PlotRow {
    let mut figures: Vec<_> = row
        .values
        .keys()
        .map(|at| &dataset.columns[*at].id)
        .map(|id| (id.clone(), dataset.row_key(row, id)))
        .collect();
    figures.extend(
        derived
            .columns
            .iter()
            .filter_map(|(id, keys)| Some(((*id).to_owned(), keys[i].clone()?))),
    );
    figures.extend(derived.beside.get(&i).cloned().into_iter().flatten());
    let mut key = format!("r-{}", row.id);
    if let Some(period) = row.period {
        key = format!("{key}--{period}");
    }
    PlotRow {
        key,
        id: row.id.clone(),
        label: Phrase::text(&row.name),
        period: row.period,
        group: row.group.clone(),
        text: Phrase::text(&row.text),
        start: row.start,
        end: row.end,
        planned: row.planned,
        state: row.state,
        track: Vec::new(),
        milestones: Vec::new(),
        parent: row.parent.clone(),
        to: row.to.clone(),
        signal: derived.signals.get(&i).cloned(),
        begins: derived.stretches.get(&i).cloned(),
        figures,
    }
}

fn groups(dataset: &Dataset, derived: &Derived) -> Vec<PlotRow> {
    dataset
        .groups
        .iter()
        .map(|group| PlotRow {
            key: format!("g-{}", group.id),
            id: group.id.clone(),
            label: Phrase::text(&group.name),
            figures: derived
                .groups
                .get(&group.id)
                .into_iter()
                .flatten()
                .map(|(id, key)| ((*id).to_owned(), key.clone()))
                .collect(),
            ..PlotRow::default()
        })
        .collect()
}

fn targets(dataset: &Dataset, derived: &Derived) -> Vec<PlotTarget> {
    let typed = dataset.targets.iter().map(|target| PlotTarget {
        id: target.id.clone(),
        label: Phrase::text(&target.name),
        figure: dataset.key(&format!("target.{}", target.id)),
    });
    let computed = derived.lines.iter().map(|(id, word, key)| PlotTarget {
        id: (*id).to_owned(),
        label: Phrase::word(word),
        figure: key.clone(),
    });
    typed.chain(computed).collect()
}
