//! `needs.yaml` exactly as authors write it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::kano::KanoClass;
use crate::{
    model::Evidence,
    sheet::{Count, Dated, Num, Plain, Words},
};

/// What customers need, and what answers it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedsSheet {
    /// What the register is called.
    pub name: Words,
    /// How well the ratings are founded; `measured` if left out.
    pub evidence: Option<Evidence>,
    /// Where they were taken from.
    pub source: Option<Words>,
    /// What a reader should know beside them.
    pub note: Option<Words>,
    /// The date they were taken.
    pub as_of: Option<Dated>,
    /// What ratings are counted in.
    pub measure: Plain,
    /// Digits after the decimal point of ratings when printed; 1 if left out.
    pub decimals: Option<Count>,
    /// The scale of importance and performance.
    pub scale: RatingScaleSheet,
    /// Groups of customers.
    pub segments: Vec<SegmentSheet>,
    /// How needs are found.
    pub methods: Vec<MethodSheet>,
    /// What answers needs.
    pub responses: Vec<ResponseSheet>,
    /// The ways by which segments are served.
    #[serde(default)]
    pub channels: Vec<ChannelSheet>,
    /// The needs.
    pub needs: Vec<NeedSheet>,
}

/// A scale of ratings.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RatingScaleSheet {
    /// The least important, the worst met.
    pub from: Num,
    /// The most important, the best met.
    pub to: Num,
}

/// A group of customers.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SegmentSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
}

/// A way to find needs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MethodSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// What belongs to it.
    pub text: Option<Words>,
}

/// An answer to needs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResponseSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// What belongs to it.
    pub text: Option<Words>,
    /// The initiative that carries it: the id of one that a file of the year declares.
    pub initiative: Option<Plain>,
}

/// A way by which segments are served.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelSheet {
    /// Its id.
    pub id: Plain,
    /// Its name.
    pub name: Words,
    /// The segments it serves.
    pub segments: Vec<Plain>,
}

/// A need.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedSheet {
    /// Its id.
    pub id: Plain,
    /// What customers need.
    pub name: Words,
    /// Whose need it is.
    pub segments: Vec<Plain>,
    /// How it was found.
    pub methods: Vec<Plain>,
    /// How important it is, on the scale.
    pub importance: Option<Num>,
    /// How well it is met, on the scale.
    pub performance: Option<Num>,
    /// Why one of the two is not there, where it is not.
    pub missing: Option<Words>,
    /// Its class after Kano, where the source gives one.
    pub kano: Option<KanoClass>,
    /// Answers to Kano's pair of questions, of which the class is told: five
    /// rows by the answer where the need is met, each with five counts by that
    /// where it is not; from liked over expected, neutral and tolerated to
    /// disliked.
    #[serde(default)]
    pub kano_answers: Vec<Vec<Count>>,
    /// How well the ratings are founded; as the file's if left out.
    pub evidence: Option<Evidence>,
    /// What answers it.
    #[serde(default)]
    pub responses: Vec<Plain>,
    /// Why nothing answers it, where that is known and meant.
    pub acknowledged: Option<Words>,
}
