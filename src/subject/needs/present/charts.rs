//! Charts of needs: importance against performance, and where they were found.

use super::Shown;
use crate::{
    block::{Block, ChartKind, Phrase, Plot, PlotColumn, PlotOptions, PlotRow, PlotTarget},
    model::Better,
    subject::units::role_column,
};

impl Shown<'_> {
    /// Importance against performance, cut at the means.
    pub(super) fn importance(&self) -> Block {
        let record = self.record;
        let roles = ["importance", "performance"];
        let rated = record.needs.iter().filter(|it| {
            let known = roles.map(|role| self.number(&record.need_key(it, role)));
            known.iter().all(Option::is_some)
        });
        let rows = rated.map(|it| PlotRow {
            figures: roles
                .map(|role| (role.to_owned(), record.need_key(it, role)))
                .into(),
            ..PlotRow::named(&it.id, &it.name)
        });
        let means = [("mean_x", "importance"), ("mean_y", "performance")];
        let plot = Plot {
            columns: roles.map(role_column).into(),
            targets: means
                .map(|(id, role)| PlotTarget {
                    id: id.to_owned(),
                    label: Phrase::word("column.mean"),
                    figure: record.key(role),
                })
                .into(),
            options: PlotOptions {
                better: Better::Higher,
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::ImportancePerformance, rows.collect())
        };
        self.chart(self.urgent(), "needs.importance.what", plot)
    }

    /// How many needs of each segment each method found.
    pub(super) fn found(&self) -> Block {
        let record = self.record;
        let count = |at: usize| self.number(&record.segment_key(at, "all"));
        let counts = (0..record.segments.len()).filter_map(count);
        let most = counts.fold(0.0, f64::max);
        let such: Vec<usize> = (0..record.segments.len())
            .filter(|at| most > 0.0 && count(*at) == Some(most))
            .collect();
        let takeaway = match such.first() {
            Some(first) => {
                let names = such.iter().map(|at| &record.segments[*at].name);
                let slots = [
                    ("names", Phrase::names(names)),
                    ("count", Phrase::figure(&record.segment_key(*first, "all"))),
                ];
                Phrase::sentence("needs.found.takeaway", slots)
            }
            None => Phrase::word("needs.found.none"),
        };
        let rows = record.segments.iter().enumerate().map(|(at, segment)| {
            let cells = record.methods.iter().enumerate();
            let cells = cells.map(|(method, it)| (column(&it.id), record.cell_key(at, method)));
            let all = ("n".to_owned(), record.segment_key(at, "all"));
            PlotRow {
                figures: cells.chain([all]).collect(),
                ..PlotRow::named(&segment.id, &segment.name)
            }
        });
        let methods = record.methods.iter().map(|it| PlotColumn {
            id: column(&it.id),
            label: Phrase::text(&it.name),
            previous: false,
        });
        let all = PlotColumn {
            label: Phrase::word("needs.column.all"),
            ..role_column("n")
        };
        let plot = Plot {
            columns: methods.chain([all]).collect(),
            ..Plot::new(ChartKind::HeatMap, rows.collect())
        };
        self.chart(takeaway, "needs.found.what", plot)
    }
}

/// The column of a method, whose id is never that of a role.
fn column(method: &str) -> String {
    format!("method.{method}")
}
