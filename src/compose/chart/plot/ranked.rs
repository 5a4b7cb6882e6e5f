//! Rows held against each other: bullets, dots, dumbbells, slopes, profiles,
//! Pareto charts and answers on a scale.

use super::{
    super::{mark, words},
    Painter,
};
use crate::{
    block::{Phrase, PlotColumn, PlotRow},
    chart::{
        self, Bullet, BulletRow, Column, DotInterval, HeatMap, HeatRow, IntervalRow, KpiTile,
        LeadDumbbell, LeadRow, Likert, LikertRow, Order, Pareto, ParetoRow, Point, Profile,
        ProfileRow, ProfileSeries, Slope, SlopeRow, StageRow, StageStack, Tile,
    },
    model::{Aspect, Better},
};

impl Painter<'_> {
    pub(super) fn bullet(&self) -> Bullet {
        let rows = self.plot.rows.iter().map(|row| BulletRow {
            label: self.label(row),
            unit: self
                .figure(row, "value")
                .map(|it| self.voice.measure_name(&it.measure))
                .unwrap_or_default(),
            value: self.mark_or_gap(row, "value"),
            previous: self.mark(row, "previous"),
            targets: self.target_of(row).into_iter().collect(),
            bands: Vec::new(),
            better: self.plot.options.better,
            range: None,
            format: self.format(),
        });
        Bullet {
            rows: rows.collect(),
            range: None,
            words: words(self.voice),
        }
    }

    /// A row's own target, where it has one.
    fn target_of(&self, row: &PlotRow) -> Option<chart::Target> {
        self.mark(row, "target").map(|mark| chart::Target {
            label: self.word("target"),
            mark,
        })
    }

    pub(super) fn column(&self) -> Column {
        let rows = &self.plot.rows;
        let has = |column: &str| rows.iter().any(|row| row.figure(column).is_some());
        Column {
            categories: rows
                .iter()
                .map(|row| Point {
                    key: row.key.clone(),
                    label: self.label(row),
                })
                .collect(),
            periods: rows.iter().all(|row| row.period.is_some()),
            series: self.series(),
            stacked: self.plot.options.stacked,
            totals: if has("total") {
                rows.iter()
                    .map(|row| self.mark_or_gap(row, "total"))
                    .collect()
            } else {
                Vec::new()
            },
            targets: if has("target") {
                rows.iter().map(|row| self.target_of(row)).collect()
            } else {
                Vec::new()
            },
            lines: self.targets(),
            range: None,
            unit: self.unit(),
            format: self.format(),
            note: self.word("not_from_zero"),
            words: words(self.voice),
        }
    }

    pub(super) fn dot_interval(&self) -> DotInterval {
        let rows = self.plot.rows.iter().map(|row| IntervalRow {
            label: self.label(row),
            value: self.mark_or_gap(row, "value"),
            low: self.number(row, "low"),
            high: self.number(row, "high"),
            interval: self
                .figure(row, "value")
                .filter(|it| it.interval.is_some())
                .map(|it| self.voice.aspect_text(it, Aspect::Interval))
                .unwrap_or_default(),
            previous: self.mark(row, "previous"),
            n: self.bare(row, "n"),
            strong: false,
        });
        DotInterval {
            rows: rows.collect(),
            order: Order::default(),
            thresholds: self.targets(),
            range: None,
            unit: self.unit(),
            n_label: self.n_head(),
            interval_label: self.word("interval"),
            format: self.format(),
            words: words(self.voice),
        }
    }

    pub(super) fn profile(&self) -> Profile {
        let series: Vec<&PlotColumn> = self.plot.series().collect();
        let rows = self.plot.rows.iter().map(|row| ProfileRow {
            label: self.label(row),
            values: series
                .iter()
                .map(|column| self.mark_or_gap(row, &column.id))
                .collect(),
        });
        Profile {
            rows: rows.collect(),
            series: series
                .iter()
                .map(|column| ProfileSeries {
                    label: self.voice.plain(&column.label),
                    previous: column.previous,
                })
                .collect(),
            targets: self.targets(),
            range: None,
            unit: self.unit(),
            format: self.format(),
            words: words(self.voice),
        }
    }

    pub(super) fn slope(&self) -> Slope {
        let rows = self.plot.rows.iter().map(|row| SlopeRow {
            label: self.label(row),
            before: self.bare_mark(row, "previous"),
            middle: row.figure("middle").map(|_| self.bare_mark(row, "middle")),
            after: self.bare_mark(row, "value"),
            strong: self.plot.options.strong.contains(&row.id),
        });
        Slope {
            rows: rows.collect(),
            before: self.end("previous", "column.previous", "last_year"),
            middle: self.column_name("middle"),
            after: self.end("value", "column.value", "this_year"),
            range: None,
            words: words(self.voice),
        }
    }

    /// What an end of a slope is called: as its column, or where that has the
    /// usual word of its role, by the year.
    fn end(&self, column: &str, usual: &'static str, word: &str) -> String {
        let usual = Phrase::word(usual);
        let named = self.plot.columns.iter().find(|it| it.id == column);
        named
            .filter(|it| it.label != usual)
            .map_or_else(|| self.word(word), |it| self.voice.plain(&it.label))
    }

    pub(super) fn lead_dumbbell(&self) -> LeadDumbbell {
        let rows = self.plot.rows.iter().map(|row| {
            let (low, high) = (self.number(row, "low"), self.number(row, "high"));
            let format = self.format_of("lead");
            LeadRow {
                label: self.label(row),
                own: self.mark_or_gap(row, "own"),
                rival: self.mark_or_gap(row, "rival"),
                lead: self.bare_mark(row, "lead"),
                low,
                high,
                interval: low
                    .zip(high)
                    .map(|(low, high)| format!("{}–{}", format.number(low), format.number(high)))
                    .unwrap_or_default(),
                n: self.bare(row, "n"),
            }
        });
        LeadDumbbell {
            rows: rows.collect(),
            order: Order::HighestFirst,
            thresholds: self.targets(),
            range: None,
            leads: None,
            unit: self.unit(),
            lead_label: self.end("lead", "column.lead", "lead"),
            n_label: self.n_head(),
            own_label: self.column_name("own"),
            rival_label: self.column_name("rival"),
            open_label: self.word("not_distinguishable"),
            format: self.format(),
            words: words(self.voice),
        }
    }

    pub(super) fn kpi_tile(&self) -> KpiTile {
        KpiTile {
            tiles: self.plot.rows.iter().map(|row| self.tile(row)).collect(),
            words: words(self.voice),
        }
    }

    /// A tile: its value against its target, else against the year before.
    fn tile(&self, row: &PlotRow) -> Tile {
        let better = self.plot.options.better;
        let value = self.number(row, "value");
        let against = [("target", "to_target"), ("previous", "to_previous")]
            .into_iter()
            .find_map(|(column, word)| Some((self.number(row, column)?, word)));
        let gap = value
            .zip(against)
            .map(|(value, (other, word))| (value - other, word));
        let good = gap.and_then(|(gap, _)| match better {
            Better::Neither => None,
            Better::Higher => Some(gap >= 0.0),
            Better::Lower => Some(gap <= 0.0),
        });
        let said = gap.map_or_else(String::new, |(gap, word)| {
            let way = match gap {
                gap if gap > 0.0 => "above",
                gap if gap < 0.0 => "below",
                _ => "same",
            };
            self.word(&format!("tile.{word}.{way}"))
        });
        let verdict = match good {
            Some(true) => self.word("tile.good"),
            Some(false) => self.word("tile.bad"),
            None => String::new(),
        };
        let words = [said, verdict];
        Tile {
            label: self.label(row),
            value: self.bare_mark(row, "value"),
            unit: self.measure_of("value"),
            gap: gap
                .map(|(gap, _)| self.format_of("value").signed(gap))
                .unwrap_or_default(),
            up: gap.filter(|(gap, _)| *gap != 0.0).map(|(gap, _)| gap > 0.0),
            good,
            word: words
                .iter()
                .filter(|it| !it.is_empty())
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(&self.word("tile.and")),
            target: self.target_of(row),
            course: self.course(row),
        }
    }

    /// The row's series in order, its value last; empty where there is no other
    /// than value and year before.
    fn course(&self, row: &PlotRow) -> Vec<chart::Mark> {
        let before: Vec<&PlotColumn> = self
            .plot
            .series()
            .filter(|it| !matches!(it.id.as_str(), "value" | "previous"))
            .collect();
        if before.is_empty() {
            return Vec::new();
        }
        before
            .iter()
            .map(|column| self.mark_or_gap(row, &column.id))
            .chain([self.mark_or_gap(row, "value")])
            .collect()
    }

    pub(super) fn pareto(&self) -> Pareto {
        let mut rows: Vec<&PlotRow> = self.plot.rows.iter().collect();
        let is_rest = |row: &PlotRow| self.plot.options.other.as_ref() == Some(&row.id);
        rows.sort_by(|a, b| {
            let size = |row| self.number(row, "n").unwrap_or(f64::NEG_INFINITY);
            is_rest(a)
                .cmp(&is_rest(b))
                .then(size(b).total_cmp(&size(a)))
        });
        Pareto {
            rows: rows
                .into_iter()
                .map(|row| ParetoRow {
                    label: self.label(row),
                    count: self.mark_or_gap(row, "n"),
                    cumulative: self.mark_or_gap(row, "share"),
                    rest: is_rest(row),
                })
                .collect(),
            shown: None,
            cumulative: self.word("cumulative"),
            cut: None,
            words: words(self.voice),
        }
    }

    pub(super) fn heat_map(&self) -> HeatMap {
        let columns: Vec<&str> = self.plot.series().map(|it| it.id.as_str()).collect();
        let rows = self.plot.rows.iter().map(|row| HeatRow {
            label: self.label(row),
            cells: columns
                .iter()
                .map(|column| self.bare_mark(row, column))
                .collect(),
            n: self.bare(row, "n"),
        });
        HeatMap {
            columns: self
                .plot
                .series()
                .map(|it| self.voice.plain(&it.label))
                .collect(),
            rows: rows.collect(),
            shown: None,
            bounds: Vec::new(),
            format: self.format(),
            unit: self.unit(),
            n: self.n_head(),
            words: words(self.voice),
        }
    }

    /// What heads the column of sample sizes; empty where no row has one.
    fn n_head(&self) -> String {
        let known = self.plot.rows.iter().any(|row| row.figure("n").is_some());
        if known { self.word("n") } else { String::new() }
    }

    pub(super) fn likert(&self) -> Likert {
        let levels: Vec<&str> = self.plot.series().map(|it| it.id.as_str()).collect();
        let rows = self.plot.rows.iter().map(|row| LikertRow {
            label: self.label(row),
            shares: levels
                .iter()
                .map(|level| self.mark_or_gap(row, &format!("{level}.share")))
                .collect(),
            whole: None,
            net: self.bare(row, "net"),
            n: self.bare(row, "n"),
        });
        Likert {
            levels: self
                .plot
                .series()
                .map(|it| self.voice.plain(&it.label))
                .collect(),
            rows: rows.collect(),
            shown: None,
            diverging: self.plot.options.diverging,
            net: self.word("net"),
            n: self.word("n"),
            words: words(self.voice),
        }
    }

    pub(super) fn stage_stack(&self) -> StageStack {
        let stages: Vec<&str> = self.plot.series().map(|it| it.id.as_str()).collect();
        let rows = self.plot.rows.iter().map(|row| StageRow {
            label: self.label(row),
            times: stages
                .iter()
                .map(|stage| self.bare_mark(row, stage))
                .collect(),
            total: self.mark_or_gap(row, "total"),
            standard: row.figure("standard").map(|key| chart::Target {
                label: self.word("standard"),
                mark: mark(self.voice.facts.get(key), &row.key, self.voice),
            }),
        });
        StageStack {
            stages: self
                .plot
                .series()
                .map(|it| self.voice.plain(&it.label))
                .collect(),
            rows: rows.collect(),
            shown: None,
            words: words(self.voice),
        }
    }
}
