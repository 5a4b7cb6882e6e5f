//! Charts of rows: one shape of data for every kind that draws rows of figures
//! or words. Which kind draws it is the asker's choice, as long as the rows
//! hold what the kind needs.

use std::fmt;

use jiff::civil::Date;

use super::Phrase;
use crate::model::{Better, Evidence, FigureKey, Period, Text};

/// Declares the kinds: identifier, name in the catalogue, and what rows must hold.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $word:literal $needs:expr,)*) => {
        /// A kind of chart, by its name in the catalogue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum ChartKind { $($(#[$doc])* $name,)* }

        impl ChartKind {
            /// Every kind, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word that authors write.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// What the rows of a data set must hold for it.
            pub fn needs(self) -> &'static [Need] {
                use Need::{Column, Group, Label, Links, Period as When, Series, Span};
                match self { $(Self::$name => const { &$needs }),* }
            }
        }
    };
}

kinds! {
    /// Values against their targets.
    Bullet "bullet" [Column("value")],
    /// No drawing: the rows as a table. No word that authors write.
    #[serde(skip_deserializing)]
    Table "table" [],
    /// Points of a scorecard; drawn of a subject's exhibit only.
    PointsWaterfall "points-waterfall" [],
    /// Values over time.
    Line "line" [When, Series(1)],
    /// A big number with its target and its course.
    KpiTile "kpi-tile" [Column("value")],
    /// Columns, grouped or stacked.
    Column "column" [Series(1)],
    /// Two years, a line each.
    Slope "slope" [Column("previous"), Column("value")],
    /// Own and the best competitor, with the interval of the difference.
    LeadDumbbell "lead-dumbbell" [Column("own"), Column("rival")],
    /// Values with their intervals.
    DotInterval "dot-interval" [Column("value")],
    /// A control chart.
    Control "control" [When, Column("centre")],
    /// Units compared within limits.
    Funnel "funnel" [Column("rate"), Column("den")],
    /// Causes by their share.
    Pareto "pareto" [Column("n")],
    /// Rows by columns, in shades.
    HeatMap "heat-map" [Series(1)],
    /// Importance against performance.
    ImportancePerformance "importance-performance" [Column("importance"), Column("performance")],
    /// Dots per dimension, instead of a radar.
    Profile "profile" [Series(1)],
    /// Stages laid end to end.
    StageStack "stage-stack" [Series(1)],
    /// Answers on a scale.
    Likert "likert" [Series(2)],
    /// Every value of a group, with its box.
    Strip "strip" [Group, Column("value")],
    /// Two values of each row.
    Scatter "scatter" [Column("x"), Column("y")],
    /// Tasks in time.
    Gantt "gantt" [Span],
    /// How far each project is on the same road. No word that authors write.
    #[serde(skip_deserializing)]
    StepTrack "step-track" [Label],
    /// Days in shades.
    Calendar "calendar" [When, Series(1)],
    /// Steps and hand-offs.
    Flow "flow" [Label, Links],
    /// Problem, cause, measure.
    Tree "tree" [Label],
    /// A concept.
    Diagram "diagram" [Label],
    /// The same chart by group.
    SmallMultiples "small-multiples" [Group, Series(1)],
}

/// Something that a kind needs of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A column of this id.
    Column(&'static str),
    /// So many columns that are series.
    Series(usize),
    /// A period in every row.
    Period,
    /// A group in every row.
    Group,
    /// A name in every row.
    Label,
    /// A start in some row.
    Span,
    /// Some row leads to another.
    Links,
}

/// As authors write it.
impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column("rate") => f.write_str("analyses: [funnel]"),
            Self::Column("centre") => f.write_str("control: { chart: … }"),
            Self::Column(id) => write!(f, "columns: [{{ id: {id} }}]"),
            Self::Series(count) => write!(f, "columns: {count}+"),
            Self::Period => f.write_str("rows: [{ period: … }]"),
            Self::Group => f.write_str("rows: [{ group: … }]"),
            Self::Label => f.write_str("rows: [{ id: …, name: … }]"),
            Self::Span => f.write_str("rows: [{ start: …, end: … }]"),
            Self::Links => f.write_str("rows: [{ to: [ … ] }]"),
        }
    }
}

/// A chart of rows.
#[derive(Debug, Clone)]
pub struct Plot {
    /// What draws it.
    pub kind: ChartKind,
    /// The columns of figures, in order.
    pub columns: Vec<PlotColumn>,
    /// The rows, in order.
    pub rows: Vec<PlotRow>,
    /// What rows belong to, with figures of a whole group such as its median.
    pub groups: Vec<PlotRow>,
    /// Lines to hold values against.
    pub targets: Vec<PlotTarget>,
    /// How the kind draws it.
    pub options: PlotOptions,
}

/// A column of figures.
#[derive(Debug, Clone)]
pub struct PlotColumn {
    /// Its id: a role such as `low`, or a series.
    pub id: String,
    /// Its name.
    pub label: Phrase,
    /// The year before, drawn lighter.
    pub previous: bool,
}

/// The roles that columns may play beside being a series.
const ROLES: [&str; 22] = [
    "target",
    "low",
    "high",
    "n",
    "num",
    "den",
    "rate",
    "share",
    "standard",
    "total",
    "net",
    "lead",
    "done",
    "centre",
    "lower",
    "upper",
    "lower_near",
    "upper_near",
    "lower_far",
    "upper_far",
    "importance",
    "performance",
];

impl PlotColumn {
    /// Reports whether it is a series of its own, not a role beside one.
    pub fn is_series(&self) -> bool {
        !ROLES.contains(&self.id.as_str())
    }
}

/// A row: words, times and figures.
#[derive(Debug, Clone, Default)]
pub struct PlotRow {
    /// Ties marks to the row of the data table; unique in the plot, ASCII.
    pub key: String,
    /// Its id, by which other rows refer to it.
    pub id: String,
    /// Its name; empty for a row that is a period.
    pub label: Phrase,
    /// The period it is about.
    pub period: Option<Period>,
    /// What it belongs to, or who owns it: an id of the plot's groups.
    pub group: Option<String>,
    /// A remark.
    pub text: Phrase,
    /// From when.
    pub start: Option<Date>,
    /// Until when, inclusive.
    pub end: Option<Date>,
    /// The same as planned.
    pub planned: Option<(Date, Date)>,
    /// How far it is.
    pub state: Option<StepState>,
    /// How far each step of its road is, in the order of the plot's groups;
    /// nothing is known of none.
    pub track: Vec<Option<StepState>>,
    /// Days of it that count by themselves.
    pub milestones: Vec<PlotMilestone>,
    /// The row above it in a tree.
    pub parent: Option<String>,
    /// The rows it leads to.
    pub to: Vec<String>,
    /// What a rule says of it.
    pub signal: Option<Signal>,
    /// It begins a stretch with limits of its own, for this reason.
    pub begins: Option<Stretch>,
    /// The figures by column.
    pub figures: Vec<(String, FigureKey)>,
}

/// A day that counts by itself.
#[derive(Debug, Clone, Default)]
pub struct PlotMilestone {
    /// What is reached.
    pub label: Phrase,
    /// The day it is due.
    pub planned: Option<Date>,
    /// The day it was reached.
    pub reached: Option<Date>,
    /// How well the days are founded.
    pub evidence: Evidence,
}

/// Where a series begins anew.
#[derive(Debug, Clone, Default)]
pub struct Stretch {
    /// Why.
    pub reason: Phrase,
    /// The definition changed: what lies before cannot be compared.
    pub broken: bool,
    /// There are too few points for firm limits.
    pub trial: bool,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StepState {
    /// Finished.
    Done,
    /// Under way.
    Doing,
    /// Not begun.
    Open,
    /// A problem stands there.
    Problem,
}

/// A signal of a run rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Which rule: the key of its word under `chart.signals`.
    pub rule: &'static str,
    /// How many points it looks at, where that is its name.
    pub count: Option<usize>,
    /// Whether that is good; none where neither direction is.
    pub good: Option<bool>,
}

/// A line to hold values against.
#[derive(Debug, Clone)]
pub struct PlotTarget {
    /// Its id: one of the data set's, or `mean_x`, `mean_y`.
    pub id: String,
    /// What it is.
    pub label: Phrase,
    /// Its figure.
    pub figure: FigureKey,
}

/// How a kind draws rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlotOptions {
    /// Columns stand on each other.
    pub stacked: bool,
    /// A scale leaves its middle in both directions.
    pub diverging: bool,
    /// The form of a diagram.
    pub form: Option<Form>,
    /// The kind of each panel of small multiples.
    pub of: Option<ChartKind>,
    /// Numbers stand without unit and series without names: another place
    /// says them.
    pub bare: bool,
    /// Which direction of the rows' figures is good.
    pub better: Better,
    /// The day up to which is known what happened.
    pub as_of: Option<Date>,
    /// The rows that are set off from the others.
    pub strong: Vec<String>,
    /// The row called so stands last, whatever its size.
    pub other: Option<String>,
}

/// The form of a concept diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// One after the other.
    Steps,
    /// One after the other and back to the first.
    Cycle,
    /// Each higher than the one before it.
    Levels,
    /// Each carried by the one before it.
    Pyramid,
    /// Two by two.
    Matrix,
    /// One in the middle, the others around it.
    Hub,
}

impl Plot {
    /// Rows for a kind, still without columns.
    pub fn new(kind: ChartKind, rows: Vec<PlotRow>) -> Self {
        Self {
            kind,
            columns: Vec::new(),
            rows,
            groups: Vec::new(),
            targets: Vec::new(),
            options: PlotOptions::default(),
        }
    }

    /// The columns that are series.
    pub fn series(&self) -> impl Iterator<Item = &PlotColumn> {
        self.columns.iter().filter(|it| it.is_series())
    }

    /// The first thing that `kind` needs and the rows do not hold.
    pub fn lacks(&self, kind: ChartKind) -> Option<Need> {
        let every = |has: &dyn Fn(&PlotRow) -> bool| self.rows.iter().all(has);
        kind.needs().iter().copied().find(|need| match need {
            Need::Column(id) => !self.columns.iter().any(|it| it.id == *id),
            Need::Series(count) => self.series().count() < *count,
            Need::Period => !every(&|row| row.period.is_some()),
            Need::Group => !every(&|row| row.group.is_some()),
            Need::Label => !every(&|row| !row.label.is_empty()),
            Need::Span => !self
                .rows
                .iter()
                .any(|row| row.start.is_some() || row.planned.is_some()),
            Need::Links => !self.rows.iter().any(|row| !row.to.is_empty()),
        })
    }
}

impl PlotRow {
    /// A row of that id and name, without figures.
    pub fn named(id: &str, name: &Text) -> Self {
        Self {
            key: format!("r-{id}"),
            id: id.to_owned(),
            label: Phrase::text(name),
            ..Self::default()
        }
    }

    /// Its figure in a column.
    pub fn figure(&self, column: &str) -> Option<&FigureKey> {
        self.figures
            .iter()
            .find(|(id, _)| id == column)
            .map(|(_, key)| key)
    }
}

/// In what steps a chart appears on a slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChartSteps {
    /// A series after the other; where a drawing has none, a row.
    Series,
    /// A row of the data after the other, with all its marks.
    Groups,
    /// A mark after the other.
    Marks,
}
