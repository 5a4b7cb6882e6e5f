//! `satisfaction.yaml` exactly as authors write it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::answers::Counted;
use crate::{
    model::Evidence,
    rows::{Decimal, Delimiter, Encoding, RowsSpec},
    sheet::{Count, Dated, Num, Plain, Timed, Words},
    subject::minimum::MinimumSheet,
};

/// Surveys of satisfaction: what was asked, of whom, and what they answered.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SatisfactionSheet {
    /// What scores out of a hundred are counted in.
    pub measure: Plain,
    /// Digits of a score after the decimal point; 1 if left out.
    pub decimals: Option<Count>,
    /// The scale on which answers and means are given; `{ from: 0, to: 100 }`
    /// if left out. Where 1 is best, `from` is the larger end.
    pub scale: Option<ScaleSheet>,
    /// How well the figures are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The date they were taken.
    pub as_of: Option<Dated>,
    /// The attribute that stands for satisfaction as a whole.
    pub overall: Option<Plain>,
    /// The competitors whose customers were asked too, by id of the catalogue.
    #[serde(default)]
    pub rivals: Vec<Plain>,
    /// Groups of customers.
    #[serde(default)]
    pub segments: Vec<SegmentSheet>,
    /// What customers were asked to rate.
    pub attributes: Vec<AttributeSheet>,
    /// Answers that are told together, from the least favourable to the most;
    /// each answer by itself if left out.
    #[serde(default)]
    pub classes: Vec<ClassSheet>,
    /// How many of the most favourable answers count as satisfied; 2 if left out.
    pub top: Option<Count>,
    /// An index of dimensions and indicators.
    pub index: Option<IndexSheet>,
    /// Which indicators are called weak links.
    pub weak: Option<WeakSheet>,
    /// The surveys.
    pub waves: Vec<WaveSheet>,
    /// Groups that are too small to be published.
    pub minimum: Option<MinimumSheet>,
}

/// A scale of answers.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleSheet {
    /// The least favourable answer.
    pub from: Num,
    /// The most favourable answer.
    pub to: Num,
}

/// A group of customers.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SegmentSheet {
    /// Its id, also in a table of answers.
    pub id: Plain,
    /// Its name, also in a table of answers.
    pub name: Words,
}

/// Something that customers were asked to rate.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttributeSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// Its scale, where other than the file's.
    pub scale: Option<ScaleSheet>,
    /// The score that is to be reached at least.
    pub goal: Option<Num>,
    /// The lead over the best competitor that is to be reached at least.
    pub lead_goal: Option<Num>,
    /// How important it is, as stated; where there are rows of answers and no
    /// importance is stated, it is how closely it goes with the overall rating.
    pub importance: Option<Num>,
    /// It asks whether one would recommend, from 0 to 10, and gives a Net
    /// Promoter Score.
    #[serde(default)]
    pub promoters: bool,
}

/// Answers that are told together.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// The last answer that belongs to it.
    pub to: Num,
}

/// An index of dimensions, and dimensions of indicators.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndexSheet {
    /// What it is called.
    pub name: Words,
    /// What is to be reached at least.
    pub goal: Option<Num>,
    /// What becomes of the index where an indicator has no score.
    pub missing: MissingRule,
    /// Where the weights were taken from.
    pub weights_from: Option<Words>,
    /// Its dimensions.
    pub dimensions: Vec<DimensionSheet>,
}

/// What becomes of an index where a part has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MissingRule {
    /// It has none either.
    Refuse,
    /// The other parts carry it, their weights renormalised.
    Renormalise,
}

/// A dimension of an index.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DimensionSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// Its weight in the index in per cent; where no dimension has one, all
    /// weigh the same.
    pub weight: Option<Num>,
    /// What is to be reached at least.
    pub goal: Option<Num>,
    /// The attributes that make it up.
    pub indicators: Vec<IndicatorSheet>,
}

/// An attribute as a part of a dimension.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorSheet {
    /// Which.
    pub attribute: Plain,
    /// Its weight in the dimension in per cent; where no indicator of the
    /// dimension has one, all weigh the same.
    pub weight: Option<Num>,
}

/// Which indicators are called weak links: one of the two rules.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WeakSheet {
    /// So many of the lowest scores, and what is level with the last of them.
    pub lowest: Option<Count>,
    /// Every score below this.
    pub below: Option<Num>,
}

/// A survey.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WaveSheet {
    /// When it was taken.
    pub period: Timed,
    /// How customers were chosen, asked and weighted.
    pub method: Option<Words>,
    /// How well its figures are founded, where other than the rest.
    pub evidence: Option<Evidence>,
    /// Results that were given as such.
    #[serde(default)]
    pub results: Vec<ResultSheet>,
    /// A table with a row a respondent, from which the results are taken.
    pub answers: Option<AnswersSheet>,
    /// What was counted of the table; never written by an author.
    #[serde(skip)]
    pub counted: Option<Counted>,
}

/// What the customers of an operator answered about an attribute: a mean, or
/// how many gave each answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultSheet {
    /// What they rated.
    pub attribute: Plain,
    /// Whose customers: the id of a competitor; our own if left out.
    pub operator: Option<Plain>,
    /// Which of them: the id of a segment; all of them if left out.
    pub segment: Option<Plain>,
    /// The mean, on the scale.
    pub mean: Option<Num>,
    /// The standard deviation of the answers, with n − 1, on the scale.
    pub sd: Option<Num>,
    /// How many answered.
    pub n: Option<Count>,
    /// How many gave each answer, from the least favourable to the most.
    #[serde(default)]
    pub answers: Vec<Count>,
    /// Why there is no number, where there is none.
    pub missing: Option<Words>,
}

/// A table of answers beside the sheet. Its rows are counted while they are
/// read; none of them is published.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswersSheet {
    /// The name of the CSV file.
    pub file: Plain,
    /// How its characters are stored; utf-8 if left out.
    #[serde(default)]
    pub encoding: Encoding,
    /// What stands between two cells; a comma if left out.
    #[serde(default)]
    pub delimiter: Delimiter,
    /// What is written where there is no answer: `["-99", "NA"]`.
    #[serde(default)]
    pub na: Vec<Plain>,
    /// The names of its columns.
    pub columns: AnswerColumns,
    /// Words in its cells that stand for an operator, ours being `own`:
    /// `{ 甲公司: rival_a }`.
    #[serde(default)]
    pub operators: BTreeMap<String, Plain>,
}

impl AnswersSheet {
    /// How the table is written.
    pub fn spec(&self) -> RowsSpec {
        RowsSpec {
            encoding: self.encoding,
            delimiter: self.delimiter,
            decimal: Decimal::Point,
            na: self.na.clone(),
        }
    }
}

/// The names of the columns of answers.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerColumns {
    /// Whose customer it is; ours where there is no such column.
    pub operator: Option<Plain>,
    /// The segment: an id or a name.
    pub segment: Option<Plain>,
    /// The column of each attribute, by its id: `{ overall: Q1 }`.
    pub attributes: BTreeMap<String, Plain>,
}

impl ScaleSheet {
    /// Points of a hundred.
    pub(super) const HUNDRED: Self = Self {
        from: Num(0.0),
        to: Num(100.0),
    };
}
