//! Rows on a plane, and rows in groups: funnels, scatters, matrices, strips.

use super::{
    super::{mark, words},
    Painter,
};
use crate::{
    block::PlotRow,
    chart::{
        Axis, Funnel, FunnelLimit, FunnelUnit, FunnelWords, ImportanceItem, ImportancePerformance,
        Mark, Quadrants, Scatter, ScatterPoint, Signal, Strip, StripGroup, StripPoint, Target,
    },
    model::Better,
};

impl Painter<'_> {
    pub(super) fn funnel(&self) -> Funnel {
        let rows = &self.plot.rows;
        let mut limits: Vec<FunnelLimit> = rows
            .iter()
            .filter_map(|row| {
                let of = |column: &str| self.number(row, column);
                Some(FunnelLimit {
                    size: of("den")?,
                    inner: (of("lower_near")?, of("upper_near")?),
                    outer: (of("lower_far")?, of("upper_far")?),
                })
            })
            .collect();
        limits.sort_by(|a, b| a.size.total_cmp(&b.size));
        limits.dedup_by(|a, b| a.size == b.size);
        let word = |key: &str| self.word(&format!("funnel.{key}"));
        Funnel {
            units: rows.iter().map(|row| self.funnel_unit(row)).collect(),
            centre: self.line_of("centre").map(|it| it.mark).unwrap_or_default(),
            limits,
            range: None,
            unit: self.measure_of("rate"),
            size: self.column_name("den"),
            format: self.format_of("rate"),
            sizes: self.format_of("den"),
            terms: FunnelWords {
                centre: word("centre"),
                inner: word("inner"),
                outer: word("outer"),
                common: word("common"),
                improvement: word("improvement"),
                concern: word("concern"),
                neutral: word("neutral"),
            },
            words: words(self.voice),
        }
    }

    fn funnel_unit(&self, row: &PlotRow) -> FunnelUnit {
        let of = |column: &str| self.number(row, column);
        let outside = |lower: &str, upper: &str| match (of("rate"), of(lower), of(upper)) {
            (Some(rate), Some(lower), _) if rate < lower => Some(false),
            (Some(rate), _, Some(upper)) if rate > upper => Some(true),
            _ => None,
        };
        let (near, far) = (
            outside("lower_near", "upper_near"),
            outside("lower_far", "upper_far"),
        );
        let signal = match (near, self.plot.options.better) {
            (None, _) => Signal::None,
            (Some(_), Better::Neither) => Signal::Neutral,
            (Some(high), better) if high == (better == Better::Higher) => Signal::Improvement,
            (Some(_), _) => Signal::Concern,
        };
        let verdict = match (near, far) {
            (None, _) => String::new(),
            (Some(_), Some(_)) => self.word("funnel.beyond_outer"),
            (Some(_), None) => self.word("funnel.beyond_inner"),
        };
        FunnelUnit {
            label: self.label(row),
            rate: self.mark_or_gap(row, "rate"),
            size: self.mark_or_gap(row, "den"),
            signal,
            outer: far.is_some(),
            verdict,
        }
    }

    pub(super) fn scatter(&self) -> Scatter {
        let points = self.plot.rows.iter().map(|row| ScatterPoint {
            label: self.label(row),
            x: self.mark_or_gap(row, "x"),
            y: self.mark_or_gap(row, "y"),
        });
        Scatter {
            points: points.collect(),
            across: self.axis("x", self.line_of("mean_x")),
            up: self.axis("y", self.line_of("mean_y")),
            quadrants: Quadrants::default(),
            words: words(self.voice),
        }
    }

    pub(super) fn importance_performance(&self) -> ImportancePerformance {
        let items = self.plot.rows.iter().map(|row| ImportanceItem {
            label: self.label(row),
            importance: self.mark_or_gap(row, "importance"),
            performance: self.mark_or_gap(row, "performance"),
        });
        // The means are of the columns in their order.
        let first = self.plot.columns.first().map(|it| it.id.as_str());
        let (of_importance, of_performance) = if first == Some("importance") {
            ("mean_x", "mean_y")
        } else {
            ("mean_y", "mean_x")
        };
        let word = |key: &str| self.word(&format!("quadrants.{key}"));
        ImportancePerformance {
            items: items.collect(),
            performance: self.axis("performance", self.line_of(of_performance)),
            importance: self.axis("importance", self.line_of(of_importance)),
            quadrants: Quadrants {
                top_left: word("concentrate"),
                top_right: word("keep_up"),
                bottom_left: word("low_priority"),
                bottom_right: word("overkill"),
            },
            words: words(self.voice),
        }
    }

    pub(super) fn strip(&self) -> Strip {
        let groups = self.plot.groups.iter().map(|group| {
            let rows = self.plot.rows.iter();
            let own = rows.filter(|row| row.group.as_ref() == Some(&group.id));
            StripGroup {
                label: self.voice.plain(&group.label),
                points: own
                    .map(|row| StripPoint {
                        label: self.label(row),
                        value: self.mark_or_gap(row, "value"),
                    })
                    .collect(),
                low: self.number(group, "first_quartile"),
                median: Mark {
                    key: String::new(),
                    ..self.bare_mark(group, "median")
                },
                high: self.number(group, "third_quartile"),
                n: self.bare(group, "n"),
            }
        });
        Strip {
            groups: groups.collect(),
            targets: self.targets(),
            range: None,
            unit: self.unit(),
            median_label: self.word("median"),
            n_label: self.word("n"),
            box_label: self.word("middle_half"),
            format: self.format(),
            words: words(self.voice),
        }
    }

    /// A computed or typed line by its id.
    fn line_of(&self, id: &str) -> Option<Target> {
        let target = self.plot.targets.iter().find(|it| it.id == id)?;
        Some(Target {
            label: self.voice.plain(&target.label),
            mark: mark(
                self.voice.facts.get(&target.figure),
                &format!("t-{}", target.id),
                self.voice,
            ),
        })
    }

    pub(super) fn column_name(&self, column: &str) -> String {
        let found = self.plot.columns.iter().find(|it| it.id == column);
        found.map_or_else(String::new, |it| self.voice.plain(&it.label))
    }

    fn axis(&self, column: &str, cut: Option<Target>) -> Axis {
        let (name, measure) = (self.column_name(column), self.measure_of(column));
        let label = if measure.is_empty() {
            name
        } else {
            self.voice
                .locale
                .say(
                    "sentence.what.in_measure",
                    &[("what", &name), ("measure", &measure)],
                )
                .unwrap_or(name)
        };
        Axis {
            label,
            range: None,
            format: self.format_of(column),
            cut,
        }
    }
}
