//! The vocabulary of pages before their words are final: what subjects and
//! narratives ask to be shown, in no language and with no number printed.
//!
//! A [`Phrase`] is words, figures and sentences by key; `compose` turns it into
//! text of one language. A chart is asked for by its figures.

use std::borrow::Cow;

mod measure;
mod plot;

pub use measure::Measure;
pub use plot::{
    ChartKind, ChartSteps, Form, Need, Plot, PlotColumn, PlotMilestone, PlotOptions, PlotRow,
    PlotTarget, Signal, StepState, Stretch,
};

use crate::model::{Evidence, FigureKey, Finite, Period, Text, Verdict, When};

/// What a narrative asks for by `exhibit: scorecard.items`.
#[derive(Debug, Clone)]
pub struct Exhibit {
    /// `scorecard.items`, also the anchor on the subject's page.
    pub id: Cow<'static, str>,
    /// What is shown.
    pub block: Block,
}

impl Exhibit {
    /// An exhibit of a subject: `of("scorecard", "items", …)`.
    pub fn of(subject: &str, id: &str, block: Block) -> Self {
        Self {
            id: format!("{subject}.{id}").into(),
            block,
        }
    }

    /// The exhibits of a subject that have something to show, in that order.
    pub fn some<'a>(
        subject: &str,
        blocks: impl IntoIterator<Item = (&'a str, Option<Block>)>,
    ) -> Vec<Self> {
        let blocks = blocks.into_iter();
        blocks
            .filter_map(|(id, block)| Some(Self::of(subject, id, block?)))
            .collect()
    }
}

/// A block of a page.
#[derive(Debug, Clone)]
pub enum Block {
    /// A table.
    Table(Table),
    /// A chart.
    Chart(Chart),
    /// A remark that must be seen.
    Notice(Notice),
    /// KPI tiles, one a figure.
    Tiles(Vec<FigureKey>),
}

impl Block {
    /// A line in the place of something, where there is nothing to show.
    pub fn instead(said: &'static str) -> Self {
        Self::Notice(Notice {
            level: "note",
            title: Phrase::default(),
            paragraphs: vec![Phrase::word(said)],
            items: Vec::new(),
        })
    }
}

/// Words, figures and sentences in a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Phrase(pub Vec<Piece>);

/// A piece of a phrase.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// The author's words.
    Text(Text),
    /// The author's words, in which `{{ references }}` stand for figures.
    Prose(Text),
    /// A sentence or word from the locale files, under `sentence.<key>`; its
    /// slots are phrases themselves.
    Sentence(&'static str, Vec<(&'static str, Phrase)>),
    /// A figure with its unit, its marks and its link to the ledger.
    Figure(FigureKey),
    /// A figure without its unit, for columns that name the unit in the header.
    Bare(FigureKey),
    /// An end of the interval of a figure beside it, which has unit and mark.
    Limit(FigureKey),
    /// A mark for evidence on something that is no figure, such as an item's name.
    Mark(Evidence),
    /// A word from the locale files, under `sentence.<key>`, that hangs beside
    /// the number before it and leaves the digits in line.
    Beside(&'static str),
    /// The small drawing of a figure's series; nothing where it is too short.
    Trend(FigureKey),
    /// On how many answers a figure rests; it leads to that figure's entry.
    SampleSize(FigureKey),
    /// Why a figure has no value; nothing where it has one.
    Reason(FigureKey),
    /// The name of a subject.
    Subject(&'static str),
    /// The name of a measure, by id.
    Measure(String),
    /// The name of a unit, by id; it leads to the unit's page, if it has one.
    Unit(String),
    /// The list of all units; it leads there.
    Units,
    /// A period, or that none is stated.
    When(When),
    /// A verdict as a word.
    Verdict(Verdict),
    /// An evidence as a word.
    EvidenceWord(Evidence),
    /// A line break inside a cell.
    Break,
}

impl Phrase {
    /// The author's words alone; nothing where there are none.
    pub fn text(text: &Text) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        Self(vec![Piece::Text(text.clone())])
    }

    /// A sentence without slots.
    pub fn word(key: &'static str) -> Self {
        Self(vec![Piece::Sentence(key, Vec::new())])
    }

    /// A sentence.
    pub fn sentence<const N: usize>(key: &'static str, slots: [(&'static str, Self); N]) -> Self {
        Self(vec![Piece::Sentence(key, slots.into())])
    }

    /// A figure with its unit.
    pub fn figure(key: &FigureKey) -> Self {
        Self(vec![Piece::Figure(key.clone())])
    }

    /// A figure without its unit.
    pub fn bare(key: &FigureKey) -> Self {
        Self(vec![Piece::Bare(key.clone())])
    }

    /// Why a figure has no value.
    pub fn reason(key: &FigureKey) -> Self {
        Self(vec![Piece::Reason(key.clone())])
    }

    /// A period in words.
    pub fn period(period: Period) -> Self {
        Self(vec![Piece::When(When::In(period))])
    }

    /// A sentence for every group of names that has any, in that order.
    pub fn by_names(groups: impl IntoIterator<Item = (&'static str, Self)>) -> Self {
        let some = groups.into_iter().filter(|(_, names)| !names.is_empty());
        some.fold(Self::default(), |said, (key, names)| {
            said.then(Self::sentence(key, [("names", names)]))
        })
    }

    /// Names in a row, as a sentence has them.
    pub fn names<'a>(names: impl IntoIterator<Item = &'a Text>) -> Self {
        Self::list(names.into_iter().map(Self::text))
    }

    /// Phrases in a row, as a sentence has them.
    pub fn list(phrases: impl IntoIterator<Item = Self>) -> Self {
        let mut row = Self::default();
        for phrase in phrases {
            if !row.is_empty() {
                row = row.then(Self::word("list.and"));
            }
            row = row.then(phrase);
        }
        row
    }

    /// An end of an interval.
    pub fn limit(key: &FigureKey) -> Self {
        Self(vec![Piece::Limit(key.clone())])
    }

    /// This and then that.
    #[must_use]
    pub fn then(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// This and that on a line below it.
    #[must_use]
    pub fn with_below(mut self, more: Self) -> Self {
        self.0.push(Piece::Break);
        self.then(more)
    }

    /// This with a mark behind it, if the evidence needs one.
    #[must_use]
    pub fn marked(mut self, evidence: Evidence) -> Self {
        if evidence > Evidence::Reported {
            self.0.push(Piece::Mark(evidence));
        }
        self
    }

    /// Reports whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A word from the locale files, by its key.
impl From<&'static str> for Phrase {
    fn from(key: &'static str) -> Self {
        Self::word(key)
    }
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// The takeaway sentence; may be empty.
    pub takeaway: Phrase,
    /// What is shown, unit, period; may be empty.
    pub what: Phrase,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Footnotes.
    pub notes: Vec<Phrase>,
    /// Where the numbers come from; may be empty.
    pub source: Text,
}

impl Table {
    /// A table without footnotes.
    pub fn new(
        takeaway: Phrase,
        what: impl Into<Phrase>,
        columns: impl IntoIterator<Item: Into<Column>>,
        rows: Vec<Row>,
        source: &Text,
    ) -> Self {
        Self {
            takeaway,
            what: what.into(),
            columns: columns.into_iter().map(Into::into).collect(),
            rows,
            notes: Vec::new(),
            source: source.clone(),
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// The header.
    pub label: Phrase,
    /// The unit below it; may be empty.
    pub unit: Phrase,
    /// How its cells are set.
    pub align: Align,
}

impl Column {
    /// A column with that word for a header.
    pub fn new(label: &'static str, align: Align) -> Self {
        Self {
            label: Phrase::word(label),
            unit: Phrase::default(),
            align,
        }
    }
}

impl From<(&'static str, Align)> for Column {
    fn from((label, align): (&'static str, Align)) -> Self {
        Self::new(label, align)
    }
}

impl From<&(&'static str, Align)> for Column {
    fn from((label, align): &(&'static str, Align)) -> Self {
        Self::new(label, *align)
    }
}

/// How the cells of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words, from the left.
    Text,
    /// Figures, on the decimal point.
    Number,
    /// A short mark or word in the middle.
    Mark,
    /// Small drawings.
    Spark,
    /// Left empty, to be written in by hand on paper.
    Blank,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Ties the row to the mark of a chart; unique in the table, ASCII.
    pub key: String,
    /// What kind of row it is.
    pub role: Role,
    /// One a column; the first heads the row.
    pub cells: Vec<Cell>,
}

impl Row {
    /// An ordinary row.
    pub fn item(key: impl Into<String>, cells: Vec<Cell>) -> Self {
        Self {
            key: key.into(),
            role: Role::Item,
            cells,
        }
    }
}

/// What kind of row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// An ordinary row.
    Item,
    /// A sum of rows above.
    Subtotal,
    /// The sum of all.
    Total,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// What it says.
    pub phrase: Phrase,
    /// How it is set off.
    pub tone: Tone,
}

impl From<Phrase> for Cell {
    fn from(phrase: Phrase) -> Self {
        Self {
            phrase,
            tone: Tone::Plain,
        }
    }
}

impl From<&Verdict> for Cell {
    fn from(verdict: &Verdict) -> Self {
        Self {
            phrase: Phrase(vec![Piece::Verdict(verdict.clone())]),
            tone: Tone::from(verdict),
        }
    }
}

/// How a cell is set off; never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Not at all.
    #[default]
    Plain,
    /// A verdict: met.
    Met,
    /// A verdict: not met.
    NotMet,
    /// A verdict: the interval spans the threshold.
    NotDistinguishable,
    /// A verdict: not known.
    Unknown,
    /// Points that are pending.
    Pending,
    /// Less important than its neighbours.
    Quiet,
}

impl From<&Verdict> for Tone {
    fn from(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::Met => Self::Met,
            Verdict::NotMet => Self::NotMet,
            Verdict::NotDistinguishable => Self::NotDistinguishable,
            Verdict::Unknown(_) => Self::Unknown,
        }
    }
}

/// A remark that must be seen.
#[derive(Debug, Clone)]
pub struct Notice {
    /// What kind: `unknown` for "what we do not know", `veto`, `caution`, `note`.
    pub level: &'static str,
    /// The title.
    pub title: Phrase,
    /// The text, a paragraph each.
    pub paragraphs: Vec<Phrase>,
    /// A list below it.
    pub items: Vec<Phrase>,
}

/// A chart with its words.
#[derive(Debug, Clone)]
pub struct Chart {
    /// The takeaway sentence.
    pub takeaway: Phrase,
    /// What is shown, unit, period.
    pub what: Phrase,
    /// Where the numbers come from; may be empty.
    pub source: Text,
    /// What is drawn.
    pub drawing: Drawing,
}

impl Chart {
    /// A chart of rows.
    pub fn of(takeaway: Phrase, what: impl Into<Phrase>, source: &Text, plot: Plot) -> Self {
        Self {
            takeaway,
            what: what.into(),
            source: source.clone(),
            drawing: Drawing::Plot(Box::new(plot)),
        }
    }
}

/// What a chart draws, by figure.
#[derive(Debug, Clone)]
pub enum Drawing {
    /// One row a figure, with its standards as ticks.
    Bullet(Vec<BulletRow>),
    /// Points from zero to the total.
    PointsWaterfall(Vec<PointsStep>),
    /// Series over time, with a target.
    Line {
        /// One line each, in order of time.
        series: Vec<Series>,
        /// The target, if any.
        target: Option<FigureKey>,
    },
    /// Rows, drawn by a kind that their data set does not choose.
    Plot(Box<Plot>),
}

/// A row of a bullet chart.
#[derive(Debug, Clone)]
pub struct BulletRow {
    /// Its key, equal to the table row's.
    pub key: String,
    /// Its name.
    pub label: Phrase,
    /// The value.
    pub value: FigureKey,
    /// The same a year before, if it is known.
    pub previous: Option<FigureKey>,
    /// Every standard, each as its own tick.
    pub targets: Vec<FigureKey>,
}

/// A step of a points waterfall.
#[derive(Debug, Clone)]
pub struct PointsStep {
    /// Its key, equal to the table row's.
    pub key: String,
    /// Its name.
    pub label: Phrase,
    /// The points it adds, is waiting for, or takes away (never negative).
    pub points: Finite,
    /// The figure the points are.
    pub figure: FigureKey,
    /// What is known of them.
    pub state: PointsState,
    /// Beside the number: why; may be empty.
    pub remark: Phrase,
}

/// What is known of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointsState {
    /// Earned, recomputed or reported.
    Earned,
    /// Earned, but resting on an estimate.
    Estimated,
    /// Possible, not known.
    Pending,
    /// Possible and not earned.
    Lost,
    /// Taken away.
    Deducted,
    /// The sum so far, drawn from zero.
    Total,
}

/// A series of a line chart.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its name.
    pub label: Phrase,
    /// Its points in order of time; a missing one is a gap.
    pub points: Vec<FigureKey>,
    /// The year before, drawn lighter.
    pub previous: bool,
}
