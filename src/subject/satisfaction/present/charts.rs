//! Charts: the course of surveys, leads, dimensions, what matters, segments.

use super::Shown;
use crate::{
    block::{
        Block, Chart, ChartKind, Drawing, Phrase, Plot, PlotColumn, PlotOptions, PlotRow,
        PlotTarget,
    },
    model::{Better, FigureKey},
    subject::{
        dataset,
        range::{self, with_interval},
        satisfaction::Named,
        units::{below, role_column},
    },
};

/// A survey before which there is none is no course.
const LEAST: usize = 2;

impl Shown<'_> {
    fn chart(&self, takeaway: Phrase, what: &'static str, plot: Plot) -> Block {
        let period = ("period", Phrase::period(self.wave.period));
        Block::Chart(Chart {
            takeaway,
            what: Phrase::sentence(what, [period]),
            source: self.record.head.source.clone(),
            drawing: Drawing::Plot(Box::new(plot)),
        })
    }

    /// The overall score of all operators in every survey.
    pub(super) fn course(&self) -> Option<Block> {
        let record = self.record;
        let overall = record.overall?;
        let same = record
            .waves
            .iter()
            .filter(|it| it.period.same_kind(self.wave.period));
        let rows: Vec<PlotRow> = same
            .filter_map(|wave| {
                let figures = record.operators().filter_map(|operator| {
                    let key = record.score(overall, operator, wave.period);
                    let id = self.series(operator);
                    self.get(&key).map(|_| (id, key))
                });
                let figures: Vec<(String, FigureKey)> = figures.collect();
                (!figures.is_empty()).then(|| PlotRow {
                    key: format!("p-{}", wave.period),
                    period: Some(wave.period),
                    figures,
                    ..PlotRow::default()
                })
            })
            .collect();
        if rows.len() < LEAST {
            return None;
        }
        let takeaway = self.rival(overall).map_or_else(
            || Phrase::word("satisfaction.takeaway.course"),
            |rival| self.lead_sentence(overall, rival),
        );
        let goal = self.goal_line(overall);
        let plot = Plot {
            columns: self.operator_columns(),
            targets: goal.into_iter().collect(),
            ..plot(ChartKind::Line, rows)
        };
        Some(self.chart(takeaway, "satisfaction.what.course", plot))
    }

    /// The line of an attribute's goal.
    fn goal_line(&self, attribute: usize) -> Option<PlotTarget> {
        let key = self.record.of_year("goal", attribute);
        self.get(&key).map(|_| PlotTarget {
            id: "goal".to_owned(),
            label: Phrase::word("satisfaction.column.goal"),
            figure: key,
        })
    }

    fn series(&self, operator: Option<usize>) -> String {
        operator.map_or_else(|| "ours".to_owned(), |at| self.record.rivals[at].id.clone())
    }

    /// A column an operator, ours first.
    fn operator_columns(&self) -> Vec<PlotColumn> {
        let rivals = self.record.rivals.iter();
        let ours = PlotColumn {
            id: self.series(None),
            label: Phrase::word("satisfaction.column.own"),
            previous: false,
        };
        std::iter::once(ours)
            .chain(rivals.map(|Named { id, name }| PlotColumn {
                id: id.clone(),
                label: Phrase::text(name),
                previous: false,
            }))
            .collect()
    }

    /// Ours and the best competitor's score, and the interval of the lead.
    pub(super) fn lead(&self) -> Option<Block> {
        let record = self.record;
        let rows = self.compared().map(|(at, rival)| {
            let rival = record.score(at, Some(rival), self.wave.period);
            let mut figures = vec![
                ("own".to_owned(), self.score(at)),
                ("rival".to_owned(), rival),
            ];
            figures.extend(with_interval(self.facts, "lead", &self.about("lead", at)));
            let attribute = &record.attributes[at];
            PlotRow {
                figures,
                ..PlotRow::named(&attribute.id, &attribute.name)
            }
        });
        let rows: Vec<PlotRow> = rows.collect();
        if rows.is_empty() {
            return None;
        }
        let mut columns: Vec<PlotColumn> = ["own", "rival", "lead", "low", "high"]
            .map(role_column)
            .into();
        columns.retain(|it| rows.iter().any(|row| row.figure(&it.id).is_some()));
        let plot = Plot {
            columns,
            ..plot(ChartKind::LeadDumbbell, rows)
        };
        Some(self.chart(self.leads_takeaway(), "satisfaction.what.lead", plot))
    }

    /// The dimensions of all operators, and ours of the survey before.
    pub(super) fn dimensions(&self) -> Option<Block> {
        let record = self.record;
        let index = record.index.as_ref()?;
        let period = self.wave.period;
        let before = record.before(self.wave);
        let mut columns = self.operator_columns();
        columns.push(PlotColumn {
            id: "previous".to_owned(),
            label: Phrase::word("column.previous"),
            previous: true,
        });
        let rows = index.dimensions.iter().map(|it| {
            let name = it.named();
            let now = record
                .operators()
                .map(|of| (self.series(of), record.key(&name, of, period)));
            let then = before.map(|wave| {
                let key = record.key(&name, None, wave.period);
                ("previous".to_owned(), key)
            });
            let figures = now.chain(then).filter(|(_, key)| self.get(key).is_some());
            PlotRow {
                figures: figures.collect(),
                ..PlotRow::named(&it.id, &it.name)
            }
        });
        let rows: Vec<PlotRow> = rows.collect();
        columns.retain(|it| rows.iter().any(|row| row.figure(&it.id).is_some()));
        let ours = rows.iter().filter_map(|row| {
            let key = row.figure("ours")?;
            Some((&row.label, key, self.number(key)?))
        });
        let ours: Vec<_> = ours.collect();
        let (highest, most, _) = ours.iter().max_by(|a, b| a.2.total_cmp(&b.2))?;
        let (lowest, least, _) = ours.iter().min_by(|a, b| a.2.total_cmp(&b.2))?;
        let slots = [
            ("highest", (*highest).clone()),
            ("most", Phrase::figure(most)),
            ("lowest", (*lowest).clone()),
            ("least", Phrase::figure(least)),
        ];
        let takeaway = Phrase::sentence("satisfaction.takeaway.dimensions", slots);
        let plot = Plot {
            columns,
            ..plot(ChartKind::Profile, rows)
        };
        Some(self.chart(takeaway, "satisfaction.what.dimensions", plot))
    }

    /// Importance against performance.
    pub(super) fn matrix(&self) -> Option<Block> {
        let (record, period) = (self.record, self.wave.period);
        let mut concentrate = Vec::new();
        let means = ["mean.importance", "mean.performance"];
        let [importance, performance] = means.map(|it| record.key(it, None, period));
        let (middle_x, middle_y) = (self.number(&importance)?, self.number(&performance)?);
        let mut rows = Vec::new();
        for at in record.candidates() {
            let attribute = &record.attributes[at];
            let keys = [self.about("importance", at), self.score(at)];
            let [Some(x), Some(y)] = [self.number(&keys[0]), self.number(&keys[1])] else {
                continue;
            };
            if x > middle_x && y < middle_y {
                concentrate.push(&attribute.name);
            }
            let figures = ["importance", "performance"].map(str::to_owned);
            rows.push(PlotRow {
                figures: figures.into_iter().zip(keys).collect(),
                ..PlotRow::named(&attribute.id, &attribute.name)
            });
        }
        let takeaway = if concentrate.is_empty() {
            Phrase::word("satisfaction.takeaway.no_concentrate")
        } else {
            let names = Phrase::names(concentrate);
            Phrase::sentence("satisfaction.takeaway.concentrate", [("names", names)])
        };
        let line = |id: &str, figure: FigureKey| PlotTarget {
            id: id.to_owned(),
            label: Phrase::word("column.mean"),
            figure,
        };
        let plot = Plot {
            columns: ["importance", "performance"].map(role_column).into(),
            targets: vec![line("mean_x", importance), line("mean_y", performance)],
            ..plot(ChartKind::ImportancePerformance, rows)
        };
        let is_stated = record.attributes.iter().any(|it| it.importance.is_some());
        let what = if is_stated {
            "satisfaction.what.matrix_stated"
        } else {
            "satisfaction.what.matrix"
        };
        Some(self.chart(takeaway, what, plot))
    }

    /// How answers spread, a question a row.
    pub(super) fn answers(&self) -> Option<Block> {
        let answers = &self.record.answers;
        if answers.rows.is_empty() {
            return None;
        }
        let what = Phrase::word("satisfaction.what.answers");
        Some(dataset::exhibit(answers, self.least_net(), what).block)
    }

    /// The overall score of each segment.
    pub(super) fn segments(&self) -> Option<Block> {
        let record = self.record;
        let overall = record.overall?;
        let whole = record.score(overall, None, self.wave.period);
        let rows = record.segments.iter().enumerate().filter_map(|(at, it)| {
            let key = record.segment_score(at, overall, self.wave.period);
            self.get(&key)?;
            Some(PlotRow {
                figures: with_interval(self.facts, "value", &key),
                ..PlotRow::named(&it.id, &it.name)
            })
        });
        let rows: Vec<PlotRow> = rows.collect();
        if rows.is_empty() {
            return None;
        }
        let rated = rows.iter().filter_map(|row| {
            let key = row.figure("value")?;
            Some((&row.label, key, self.number(key)?))
        });
        let lowest = rated.min_by(|a, b| a.2.total_cmp(&b.2));
        let takeaway = lowest.map_or_else(
            || Phrase::word("satisfaction.takeaway.segments_hidden"),
            |(segment, key, _)| {
                let apart = self.number(&below(key, "high")).zip(self.number(&whole));
                let said = match apart {
                    Some((high, whole)) if high < whole => "satisfaction.takeaway.segment_apart",
                    _ => "satisfaction.takeaway.segment",
                };
                let score = range::inline(self.facts, key);
                Phrase::sentence(said, [("segment", segment.clone()), ("score", score)])
            },
        );
        let plot = Plot {
            columns: ["value", "low", "high"].map(role_column).into(),
            targets: vec![PlotTarget {
                id: "whole".to_owned(),
                label: Phrase::word("satisfaction.column.whole"),
                figure: whole,
            }],
            ..plot(ChartKind::DotInterval, rows)
        };
        Some(self.chart(takeaway, "satisfaction.what.segments", plot))
    }
}

fn plot(kind: ChartKind, rows: Vec<PlotRow>) -> Plot {
    Plot {
        options: PlotOptions {
            better: Better::Higher,
            ..PlotOptions::default()
        },
        ..Plot::new(kind, rows)
    }
}
