//! What trainers show, as templates receive it.

use serde::Serialize;

/// A question.
#[derive(Debug, Clone, Serialize)]
pub struct QuizView {
    /// The anchor.
    pub id: String,
    /// What the answer is kept under: another where the question is another.
    pub key: String,
    /// `single multiple order number`.
    pub asks: &'static str,
    /// How it is answered: `单选`.
    pub how: String,
    /// The question, ready.
    pub question_html: String,
    /// What a right answer gives.
    pub worth: u64,
    /// The same in words: `2 分`.
    pub points: String,
    /// What there is to choose, or to put in order.
    pub options: Vec<QuizOptionView>,
    /// What stands behind the number; may be empty.
    pub unit: String,
    /// What is right, for marking: places of options, or ends of a range.
    /// Empty on paper.
    pub right: String,
    /// What is right, ready; empty where it is not to be told.
    pub answer_html: String,
    /// Why, ready; may be empty.
    pub explanation_html: String,
}

/// Something to choose, or to put in order.
#[derive(Debug, Clone, Serialize)]
pub struct QuizOptionView {
    /// Its place among the others, from 1.
    pub value: usize,
    /// `A`.
    pub letter: String,
    /// What it says, ready.
    pub html: String,
}

/// Situations and what to say.
#[derive(Debug, Clone, Serialize)]
pub struct DrillView {
    /// What to say shows from the start.
    pub open: bool,
    /// The situations.
    pub entries: Vec<DrillEntryView>,
}

/// A situation and what to say.
#[derive(Debug, Clone, Serialize)]
pub struct DrillEntryView {
    /// What happens, ready.
    pub situation_html: String,
    /// What to say, ready.
    pub say_html: String,
    /// What not to say, ready; may be empty.
    pub avoid_html: String,
    /// Why, ready; may be empty.
    pub why_html: String,
}

/// The same thing done right and done wrong.
#[derive(Debug, Clone, Serialize)]
pub struct PairView {
    /// Above both, ready; may be empty.
    pub title_html: String,
    /// The right one.
    pub right: PictureView,
    /// The wrong one.
    pub wrong: PictureView,
}

/// A picture of a pair.
#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    /// Its address.
    pub src: String,
    /// What is seen.
    pub alt: String,
    /// What makes it right or wrong, ready.
    pub caption_html: String,
}

/// A recording.
#[derive(Debug, Clone, Serialize)]
pub struct MediaView {
    /// The address of the video; empty if it is a sound.
    pub video: String,
    /// The address of the sound; empty if it is a video.
    pub audio: String,
    /// The address of the still; may be empty.
    pub still: String,
    /// What the still shows; may be empty.
    pub alt: String,
    /// The element of the captions, which holds them, ready; may be empty.
    pub captions_html: String,
    /// What is shown, ready; may be empty.
    pub title_html: String,
    /// What is said, ready; may be empty.
    pub transcript_html: String,
    /// What is said shows from the start.
    pub open: bool,
}
