//! Charts of rows: what a kind draws of them, and the rows as a table.

mod drawn;
mod plane;
mod ranked;
mod timed;

use jiff::civil::Date;

use super::{super::voice::Voice, axis_format, mark, short_period};
use crate::{
    block::{
        Align, ChartKind, Column, Phrase, Piece, Plot, PlotMilestone, PlotRow, Role, Row, StepState,
    },
    chart::{self, Mark, Spec},
    model::{Figure, FigureKey, Format, Period, When},
};

/// What a kind draws of rows.
pub(super) fn spec(plot: &Plot, voice: &Voice) -> Spec {
    let painter = Painter { plot, voice };
    match plot.kind {
        ChartKind::Bullet => Spec::Bullet(painter.bullet()),
        ChartKind::Calendar => Spec::Calendar(painter.calendar()),
        ChartKind::Column => Spec::Column(painter.column()),
        ChartKind::Control => Spec::Control(painter.control()),
        ChartKind::Diagram => Spec::Diagram(painter.diagram()),
        ChartKind::DotInterval => Spec::DotInterval(painter.dot_interval()),
        ChartKind::Flow => Spec::Flow(painter.flow()),
        ChartKind::Funnel => Spec::Funnel(painter.funnel()),
        ChartKind::Gantt => Spec::Gantt(painter.gantt()),
        ChartKind::HeatMap => Spec::HeatMap(painter.heat_map()),
        ChartKind::ImportancePerformance => {
            Spec::ImportancePerformance(painter.importance_performance())
        }
        ChartKind::KpiTile => Spec::KpiTile(painter.kpi_tile()),
        ChartKind::LeadDumbbell => Spec::LeadDumbbell(painter.lead_dumbbell()),
        ChartKind::Likert => Spec::Likert(painter.likert()),
        ChartKind::Pareto => Spec::Pareto(painter.pareto()),
        ChartKind::Profile => Spec::Profile(painter.profile()),
        ChartKind::Scatter => Spec::Scatter(painter.scatter()),
        ChartKind::Slope => Spec::Slope(painter.slope()),
        ChartKind::SmallMultiples => Spec::SmallMultiples(painter.small_multiples()),
        ChartKind::StageStack => Spec::StageStack(painter.stage_stack()),
        ChartKind::StepTrack => Spec::StepTrack(painter.step_track()),
        ChartKind::Strip => Spec::Strip(painter.strip()),
        ChartKind::Tree => Spec::Tree(painter.tree()),
        // A table is no drawing, and points are an exhibit's own.
        ChartKind::Line | ChartKind::Table | ChartKind::PointsWaterfall => {
            Spec::Line(painter.line())
        }
    }
}

/// The figures that rows, groups and targets show.
pub(super) fn keys(plot: &Plot) -> impl Iterator<Item = &FigureKey> {
    let rows = plot.rows.iter().chain(&plot.groups);
    rows.flat_map(|row| &row.figures)
        .map(|(_, key)| key)
        .chain(plot.targets.iter().map(|it| &it.figure))
}

/// A column of words: its header, and what it says of a row.
type Words<'a> = (&'static str, &'a dyn Fn(&PlotRow) -> Phrase);

/// The columns and rows of the data table: one column for each kind of thing
/// that some row says.
pub(super) fn table(plot: &Plot) -> (Vec<Column>, Vec<Row>) {
    let before: [Words; 3] = [
        ("column.item", &|row| row.label.clone()),
        ("column.period", &|row| period(row.period)),
        ("column.group", &|row| plot.group_name(row)),
    ];
    let steps: Vec<usize> = match plot.kind {
        ChartKind::StepTrack => (0..plot.groups.len()).collect(),
        _ => Vec::new(),
    };
    let after: [Words; 7] = [
        ("column.planned", &|row| {
            span(row.planned.map(|it| it.0), row.planned.map(|it| it.1))
        }),
        ("column.actual", &|row| span(row.start, row.end)),
        ("column.state", &|row| {
            row.state
                .map(state_word)
                .map(Phrase::word)
                .unwrap_or_default()
        }),
        ("column.milestones", &|row| {
            Phrase::list(row.milestones.iter().map(milestone))
        }),
        ("column.parent", &|row| plot.names(row.parent.iter())),
        ("column.leads_to", &|row| plot.names(row.to.iter())),
        ("column.remark", &|row| row.text.clone()),
    ];
    let is_said = |(_, of): &Words| plot.rows.iter().any(|row| !of(row).is_empty());
    let before: Vec<Words> = before.into_iter().filter(is_said).collect();
    let after: Vec<Words> = after.into_iter().filter(is_said).collect();
    let mut columns: Vec<Column> = before
        .iter()
        .map(|(word, _)| Column::new(word, Align::Text))
        .collect();
    columns.extend(plot.columns.iter().map(|column| Column {
        label: column.label.clone(),
        unit: Phrase::default(),
        align: Align::Number,
    }));
    columns.extend(steps.iter().map(|at| Column {
        label: plot.groups[*at].label.clone(),
        unit: Phrase::default(),
        align: Align::Text,
    }));
    columns.extend(after.iter().map(|(word, _)| Column::new(word, Align::Text)));
    // Lines to hold values against stand below the rows.
    let targets = plot.targets.iter().map(|target| {
        let mut cells = vec![Phrase::default(); columns.len()];
        if let Some(first) = cells.first_mut() {
            *first = target.label.clone();
        }
        if let Some(figure) = cells.get_mut(before.len().max(1)) {
            *figure = Phrase::figure(&target.figure);
        }
        row(format!("t-{}", target.id), cells)
    });
    let rows = plot
        .rows
        .iter()
        .map(|it| {
            let figures = plot.columns.iter().map(|column| {
                it.figure(&column.id)
                    .map(Phrase::figure)
                    .unwrap_or_default()
            });
            let cells = before
                .iter()
                .map(|(_, of)| of(it))
                .chain(figures)
                .chain(steps.iter().map(|at| step(it, *at)))
                .chain(after.iter().map(|(_, of)| of(it)));
            row(it.key.clone(), cells)
        })
        .chain(targets)
        .collect();
    (columns, rows)
}

fn row(key: String, cells: impl IntoIterator<Item = Phrase>) -> Row {
    Row {
        key,
        role: Role::Item,
        cells: cells.into_iter().map(Into::into).collect(),
    }
}

fn period(period: Option<Period>) -> Phrase {
    Phrase(period.map(When::In).map(Piece::When).into_iter().collect())
}

fn span(start: Option<Date>, end: Option<Date>) -> Phrase {
    let day = |date| period(Some(Period::Day(date)));
    match (start, end) {
        (Some(start), Some(end)) if start != end => {
            Phrase::sentence("list.span", [("from", day(start)), ("to", day(end))])
        }
        (Some(date), _) | (None, Some(date)) => day(date),
        (None, None) => Phrase::default(),
    }
}

/// How far a step of a row's road is.
fn step(row: &PlotRow, at: usize) -> Phrase {
    let state = row.track.get(at).copied().flatten();
    state.map(state_word).map(Phrase::word).unwrap_or_default()
}

/// A milestone with the day it was reached, or is due.
fn milestone(of: &PlotMilestone) -> Phrase {
    let day = span(of.reached.or(of.planned), None);
    if day.is_empty() {
        return of.label.clone();
    }
    let slots = [("name", of.label.clone()), ("date", day)];
    Phrase::sentence(
        match of.reached {
            Some(_) => "list.reached",
            None => "list.due",
        },
        slots,
    )
}

fn state_word(state: StepState) -> &'static str {
    match state {
        StepState::Done => "state.done",
        StepState::Doing => "state.doing",
        StepState::Open => "state.open",
        StepState::Problem => "state.problem",
    }
}

impl Plot {
    /// The name of a row's group.
    pub(super) fn group_name(&self, row: &PlotRow) -> Phrase {
        let group = row.group.as_ref();
        group
            .and_then(|id| self.groups.iter().find(|it| it.id == *id))
            .map(|it| it.label.clone())
            .unwrap_or_default()
    }

    /// The names of rows by id, in a list.
    fn names<'a>(&self, ids: impl Iterator<Item = &'a String>) -> Phrase {
        let rows = ids.filter_map(|id| self.rows.iter().find(|it| it.id == *id));
        Phrase::list(rows.map(|row| row.label.clone()))
    }
}

/// Makes specs of a plot in the words of one language.
pub(super) struct Painter<'a> {
    pub(super) plot: &'a Plot,
    pub(super) voice: &'a Voice<'a>,
}

impl Painter<'_> {
    /// A row's figure in a column, as a mark under the row's key.
    pub(super) fn mark(&self, row: &PlotRow, column: &str) -> Option<Mark> {
        let key = row.figure(column)?;
        Some(mark(self.voice.facts.get(key), &row.key, self.voice))
    }

    /// The same; missing where the row has none.
    pub(super) fn mark_or_gap(&self, row: &PlotRow, column: &str) -> Mark {
        self.mark(row, column)
            .unwrap_or_else(|| mark(None, &row.key, self.voice))
    }

    /// The number in a column, where there is one.
    pub(super) fn number(&self, row: &PlotRow, column: &str) -> Option<f64> {
        self.figure(row, column).and_then(Figure::number)
    }

    pub(super) fn figure(&self, row: &PlotRow, column: &str) -> Option<&Figure> {
        self.voice.facts.get(row.figure(column)?)
    }

    /// A row's name, or its period.
    pub(super) fn label(&self, row: &PlotRow) -> String {
        let name = self.voice.plain(&row.label);
        match row.period {
            Some(period) if name.is_empty() => {
                let in_year = self.year().is_some();
                short_period(When::In(period), in_year, self.voice)
            }
            _ => name,
        }
    }

    /// The first figure of a series, after which axes are printed.
    fn sample(&self) -> Option<&Figure> {
        let series: Vec<&str> = self.plot.series().map(|it| it.id.as_str()).collect();
        let rows = self.plot.rows.iter();
        rows.flat_map(|row| series.iter().filter_map(|id| self.figure(row, id)))
            .next()
            .or_else(|| keys(self.plot).find_map(|key| self.voice.facts.get(key)))
    }

    /// How ticks are printed.
    pub(super) fn format(&self) -> Format {
        self.sample()
            .map_or_else(|| Format::plain(0), |it| axis_format(it, self.voice))
    }

    /// The number of a figure without its unit; empty where there is none.
    pub(super) fn bare(&self, row: &PlotRow, column: &str) -> String {
        self.figure(row, column)
            .map(|it| self.voice.number(it))
            .unwrap_or_default()
    }

    /// A mark whose text has no unit, where the unit stands in a header.
    pub(super) fn bare_mark(&self, row: &PlotRow, column: &str) -> Mark {
        Mark {
            text: self.bare(row, column),
            ..self.mark_or_gap(row, column)
        }
    }

    /// The year of all periods, where it is one.
    pub(super) fn year(&self) -> Option<i16> {
        let mut years = self
            .plot
            .rows
            .iter()
            .filter_map(|row| Some(row.period?.year()));
        let first = years.next()?;
        years.all(|it| it == first).then_some(first)
    }

    /// The first figure of a column.
    fn first_of(&self, column: &str) -> Option<&Figure> {
        let mut rows = self.plot.rows.iter();
        rows.find_map(|row| self.figure(row, column))
    }

    /// The name of a column's measure.
    pub(super) fn measure_of(&self, column: &str) -> String {
        self.first_of(column)
            .map(|it| self.voice.measure_name(&it.measure))
            .unwrap_or_default()
    }

    /// How ticks of a column's figures are printed.
    pub(super) fn format_of(&self, column: &str) -> Format {
        self.first_of(column)
            .map_or_else(|| Format::plain(0), |it| axis_format(it, self.voice))
    }

    /// The name of the measure of the series.
    pub(super) fn unit(&self) -> String {
        self.sample()
            .map(|it| self.voice.measure_name(&it.measure))
            .unwrap_or_default()
    }

    /// The lines to hold values against, without the computed means.
    pub(super) fn targets(&self) -> Vec<chart::Target> {
        self.plot
            .targets
            .iter()
            .map(|it| chart::Target {
                label: self.voice.plain(&it.label),
                mark: mark(
                    self.voice.facts.get(&it.figure),
                    &format!("t-{}", it.id),
                    self.voice,
                ),
            })
            .collect()
    }

    pub(super) fn word(&self, key: &str) -> String {
        self.voice.locale.word(&format!("chart.{key}")).to_owned()
    }

    /// Every series with its marks; those beside the first have keys of their
    /// own, since a key is one mark's.
    pub(super) fn series(&self) -> Vec<chart::Series> {
        self.plot
            .series()
            .map(|column| chart::Series {
                // One series without a name of its own is what the title says.
                label: if self.plot.options.bare {
                    String::new()
                } else {
                    self.voice.plain(&column.label)
                },
                points: self
                    .plot
                    .rows
                    .iter()
                    .map(|row| {
                        if self.plot.options.bare {
                            self.bare_mark(row, &column.id)
                        } else {
                            self.mark_or_gap(row, &column.id)
                        }
                    })
                    .collect(),
                previous: column.previous,
            })
            .collect()
    }
}
