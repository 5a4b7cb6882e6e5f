//! Components: fenced blocks named `chart`, `table`, `scorecard`, `tiles`,
//! `margin`, `quiz`, `drill`, `pair` or `media`, with YAML inside.
//!
//! A component says what to show, in ids; `review` asks whether they exist,
//! `compose` draws. Its sheet is kept, so that both can name places.

mod quiz;
mod training;

use serde::{Deserialize, Deserializer, de};

pub use quiz::{Amount, QuizKind, QuizRequest};
pub use training::{DrillRequest, MediaRequest, PairRequest, PictureRequest};

use super::target::Attached;
use crate::{
    block::{ChartKind, ChartSteps},
    diag::{Code, Diagnostic, FileName, Place, Report},
    load::yaml,
    model::Period,
    path,
    sheet::{Plain, Sheet, Step, Timed, Words},
};

/// A component of a narrative.
#[derive(Debug, Clone)]
pub struct Component {
    /// The name of its fenced block.
    pub name: &'static str,
    /// The whole block.
    pub place: Place,
    /// What it asks for.
    pub request: Request,
}

/// What a component asks for, as written: ids are not resolved.
#[derive(Debug, Clone)]
pub enum Request {
    /// A chart.
    Chart(Sheet<ChartRequest>),
    /// A table.
    Table(Sheet<TableRequest>),
    /// A view of the year's scorecard.
    Scorecard(Sheet<ScorecardRequest>),
    /// KPI tiles.
    Tiles(Sheet<TilesRequest>),
    /// Entries for the margin column.
    Margin(Sheet<MarginRequest>),
    /// A question.
    Quiz(Sheet<QuizRequest>),
    /// Situations and what to say.
    Drill(Sheet<DrillRequest>),
    /// A right and a wrong picture.
    Pair(Sheet<PairRequest>),
    /// A recording.
    Media(Sheet<MediaRequest>),
}

/// A `chart` block. One of `exhibit` and `kind` is given.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChartRequest {
    /// An exhibit of a subject: `scorecard.points`.
    pub exhibit: Option<Plain>,
    /// What to draw of metrics or of a data set.
    pub kind: Option<ChartKind>,
    /// The data set that is drawn.
    pub dataset: Option<Plain>,
    /// Columns stand on each other.
    pub stacked: bool,
    /// A scale leaves its middle in both directions.
    pub diverging: bool,
    /// The rows of a data set that are set off from the others.
    pub highlight: Vec<Plain>,
    /// The kind of each panel of small multiples.
    pub of: Option<ChartKind>,
    /// The metric, where there is one.
    pub metric: Option<Plain>,
    /// The metrics, where there are several.
    pub metrics: Vec<Plain>,
    /// The first period.
    #[serde(deserialize_with = "period")]
    pub from: Option<Period>,
    /// The last period.
    #[serde(deserialize_with = "period")]
    pub to: Option<Period>,
    /// How long each point's period is.
    pub by: Option<Pace>,
    /// Organisation units; none for the organisation.
    pub units: Vec<Plain>,
    /// Competitors beside the organisation.
    pub scopes: Vec<Plain>,
    /// The takeaway; may hold references.
    pub title: Option<Words>,
    /// A remark below; may hold references.
    pub note: Option<Words>,
    /// How it appears on a slide, where not all at once.
    pub steps: Option<ChartSteps>,
}

impl ChartRequest {
    /// The metrics asked for, in order, under either key.
    pub fn all_metrics(&self) -> impl Iterator<Item = &str> {
        self.metric
            .iter()
            .chain(&self.metrics)
            .map(|Plain(id)| id.as_str())
    }
}

/// How long the periods of a series are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pace {
    /// Years.
    Year,
    /// Half-years.
    Half,
    /// Quarters.
    Quarter,
    /// Months.
    Month,
    /// Thirds of months.
    Xun,
    /// ISO weeks.
    Week,
    /// Days.
    Day,
}

/// A `table` block. One of `exhibit` and `metrics` is given.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TableRequest {
    /// An exhibit of a subject: `scorecard.items`.
    pub exhibit: Option<Plain>,
    /// The data set whose rows are shown.
    pub dataset: Option<Plain>,
    /// The metrics, a row each.
    pub metrics: Option<MetricList>,
    /// What is shown of each; empty for the usual columns.
    pub columns: Vec<TableColumn>,
    /// The metric that the rows add up to, shown below them.
    pub total: Option<Plain>,
    /// Periods, where there are several.
    #[serde(deserialize_with = "periods")]
    pub periods: Vec<Period>,
    /// Organisation units, where there are several.
    pub units: Vec<Plain>,
    /// The takeaway; may hold references.
    pub title: Option<Words>,
    /// A remark below; may hold references.
    pub note: Option<Words>,
}

/// Metrics by id, or all of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum MetricList {
    /// `all`.
    All(All),
    /// A list of ids.
    These(Vec<Plain>),
}

/// The word `all`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum All {
    /// `all`.
    All,
}

/// A column of a table of metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "they are the aspects of a figure, its definition, and its course over time"
)]
pub enum TableColumn {
    Value,
    Previous,
    Change,
    ChangePercent,
    Improvement,
    Target,
    Gap,
    Lead,
    N,
    Verdict,
    Evidence,
    Definition,
    Spark,
}

/// A `scorecard` block.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ScorecardRequest {
    /// Which view.
    pub show: ScorecardView,
}

/// A view of the scorecard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScorecardView {
    /// The items with their standards and points.
    #[default]
    Items,
    /// The goals.
    Goals,
    /// The points, as a waterfall.
    Points,
    /// The standards of each item.
    Standards,
    /// What is not known.
    Unknowns,
    /// The sums.
    Summary,
}

impl ScorecardView {
    /// The word authors write, also the end of the exhibit's id.
    pub fn word(self) -> &'static str {
        match self {
            Self::Items => "items",
            Self::Goals => "goals",
            Self::Points => "points",
            Self::Standards => "standards",
            Self::Unknowns => "unknowns",
            Self::Summary => "summary",
        }
    }
}

/// A `tiles` block.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TilesRequest {
    /// The metrics, a tile each.
    pub metrics: Vec<Plain>,
}

/// A `margin` block. At least one of the keys is given.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MarginRequest {
    /// Entries in words.
    pub entries: Vec<MarginEntry>,
    /// Metrics whose definitions are shown.
    pub definitions: Vec<Plain>,
}

/// An entry of the margin column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarginEntry {
    /// Its name.
    pub title: Words,
    /// Its text; may hold references.
    pub text: Words,
}

fn stated<E: de::Error>(timed: Timed) -> Result<Period, E> {
    match timed {
        Timed::In(period) => Ok(period),
        Timed::Unstated => Err(E::custom("not a period: `unstated`")),
    }
}

fn period<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Period>, D::Error> {
    Timed::deserialize(d).and_then(stated).map(Some)
}

fn periods<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<Period>, D::Error> {
    Vec::<Timed>::deserialize(d)?
        .into_iter()
        .map(stated)
        .collect()
}

/// The names of components.
pub(super) const NAMES: [&str; 9] = [
    "chart",
    "table",
    "scorecard",
    "tiles",
    "margin",
    "quiz",
    "drill",
    "pair",
    "media",
];

/// The component that a fenced block's info string names.
pub(super) fn named(info: &str) -> Option<&'static str> {
    let word = info.split_whitespace().next()?;
    NAMES.into_iter().find(|name| *name == word)
}

/// The component that a name is nearly, though it is none.
pub(super) fn nearly(info: &str) -> Option<&'static str> {
    let word = info.split_whitespace().next()?.to_lowercase();
    NAMES.into_iter().find(|name| {
        let allowed = if name.len() > 6 { 2 } else { 1 };
        word.len() >= 4 && strsim::osa_distance(&word, name) <= allowed
    })
}

/// Reads a component's YAML, which begins at byte `base` of the file.
pub(super) fn read(
    name: &'static str,
    place: &Place,
    yaml: &str,
    base: usize,
    report: &mut Report,
) -> Option<Request> {
    let file = &place.file;
    let source = Source {
        name,
        place,
        yaml,
        base,
    };
    Some(match name {
        "chart" => {
            let sheet: Sheet<ChartRequest> = source.sheet(file, report)?;
            check_chart(&source, &sheet, report);
            Request::Chart(sheet)
        }
        "table" => {
            let sheet: Sheet<TableRequest> = source.sheet(file, report)?;
            let TableRequest {
                exhibit,
                dataset,
                metrics,
                ..
            } = &sheet.value;
            let keys = [
                ("exhibit", exhibit.is_some()),
                ("metrics", metrics.is_some()),
                ("dataset", dataset.is_some()),
            ];
            source.one_of(&sheet, &keys, report);
            Request::Table(sheet)
        }
        "scorecard" if yaml.trim().is_empty() => Request::Scorecard(Sheet::new(
            ScorecardRequest::default(),
            file.clone(),
            crate::sheet::Positions::default(),
        )),
        "scorecard" => Request::Scorecard(source.sheet(file, report)?),
        "tiles" => Request::Tiles(source.sheet(file, report)?),
        "quiz" => quiz::read(&source, file, report)?,
        "drill" => training::drill(&source, file, report)?,
        "pair" => Request::Pair(source.sheet(file, report)?),
        "media" => training::media(&source, file, report)?,
        _ => {
            let sheet: Sheet<MarginRequest> = source.sheet(file, report)?;
            if !sheet.has_gaps()
                && sheet.value.entries.is_empty()
                && sheet.value.definitions.is_empty()
            {
                report.add(Diagnostic::new(Code::MissingKey, place.clone()).with("key", "entries"));
            }
            Request::Margin(sheet)
        }
    })
}

/// Says that a component stands where it cannot be shown: in a quote, a list,
/// a footnote, or the notes of a slide.
pub(super) fn misplaced(name: &'static str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::BadComponent, place)
        .with("name", name)
        .with("part", format!("```{name}"))
}

struct Source<'a> {
    name: &'static str,
    place: &'a Place,
    yaml: &'a str,
    base: usize,
}

impl Source<'_> {
    fn sheet<T: de::DeserializeOwned>(
        &self,
        file: &FileName,
        report: &mut Report,
    ) -> Option<Sheet<T>> {
        yaml::read(file, self.yaml, self.base, report)
    }

    /// Reports none or several of keys of which one is needed.
    fn one_of<T>(&self, sheet: &Sheet<T>, keys: &[(&'static str, bool)], report: &mut Report) {
        let mut given = keys.iter().filter(|(_, given)| *given);
        match (given.next(), given.next()) {
            (Some((first, _)), Some((second, _))) => report.add(
                Diagnostic::new(Code::KeysClash, sheet.key_place(path![*second]))
                    .with("item", self.name)
                    .with("first", *first)
                    .with("second", *second)
                    .and(sheet.key_place(path![*first]), "first"),
            ),
            (None, _) if !sheet.has_gaps() => report
                .add(Diagnostic::new(Code::MissingKey, self.place.clone()).with("key", keys[0].0)),
            _ => {}
        }
    }
}

fn check_chart(source: &Source, sheet: &Sheet<ChartRequest>, report: &mut Report) {
    let chart = &sheet.value;
    let keys = [
        ("exhibit", chart.exhibit.is_some()),
        ("kind", chart.kind.is_some()),
    ];
    source.one_of(sheet, &keys, report);
    let sources = [
        ("metric", chart.metric.is_some()),
        ("metrics", !chart.metrics.is_empty()),
        ("dataset", chart.dataset.is_some()),
    ];
    if sources.iter().any(|(_, given)| *given) {
        source.one_of(sheet, &sources, report);
    }
    let has_metrics = sources[0].1 || sources[1].1;
    let lacking = match chart.kind {
        _ if sheet.has_gaps() || chart.dataset.is_some() || has_metrics => None,
        None | Some(ChartKind::PointsWaterfall) => None,
        Some(ChartKind::Line | ChartKind::Bullet) => Some("metrics"),
        Some(_) => Some("dataset"),
    };
    if let Some(key) = lacking {
        report.add(Diagnostic::new(Code::MissingKey, source.place.clone()).with("key", key));
    }
    if let (Some(from), Some(to)) = (chart.from, chart.to)
        && (from > to || !from.same_kind(to))
    {
        report.add(
            Diagnostic::new(Code::BadComponent, sheet.place(path!["to"]))
                .with("name", source.name)
                .with("part", format!("{from} – {to}")),
        );
    }
}

impl Request {
    /// How it appears on a slide, where not all at once.
    pub fn steps(&self) -> Option<ChartSteps> {
        match self {
            Self::Chart(sheet) => sheet.value.steps,
            _ => None,
        }
    }

    /// The author's words in it that may hold references, each with the place
    /// of the value they stand in.
    pub fn words(&self) -> Vec<(&Words, Place)> {
        match self {
            Self::Chart(sheet) => {
                both(sheet, sheet.value.title.as_ref(), sheet.value.note.as_ref())
            }
            Self::Table(sheet) => {
                both(sheet, sheet.value.title.as_ref(), sheet.value.note.as_ref())
            }
            Self::Margin(sheet) => (sheet.value.entries.iter().enumerate())
                .flat_map(|(i, entry)| {
                    let at =
                        |key| sheet.place(&[Step::Key("entries"), Step::Index(i), Step::Key(key)]);
                    [(&entry.title, at("title")), (&entry.text, at("text"))]
                })
                .collect(),
            Self::Quiz(sheet) => sheet.value.words(sheet),
            Self::Drill(sheet) => sheet.value.words(sheet),
            Self::Pair(sheet) => sheet.value.words(sheet),
            Self::Media(sheet) => sheet.value.words(sheet),
            Self::Scorecard(_) | Self::Tiles(_) => Vec::new(),
        }
    }

    /// The files beside the narrative that it shows or plays.
    pub(super) fn files(&self) -> Vec<(Attached, &str, Place)> {
        match self {
            Self::Pair(sheet) => sheet.value.files(sheet),
            Self::Media(sheet) => sheet.value.files(sheet),
            _ => Vec::new(),
        }
    }
}

fn both<'a, T>(
    sheet: &Sheet<T>,
    title: Option<&'a Words>,
    note: Option<&'a Words>,
) -> Vec<(&'a Words, Place)> {
    [("title", title), ("note", note)]
        .into_iter()
        .filter_map(|(key, words)| Some((words?, sheet.place(path![key]))))
        .collect()
}
