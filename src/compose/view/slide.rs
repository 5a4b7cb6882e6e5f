//! Slides, as templates receive them.

use serde::Serialize;

use super::BlockView;
use crate::diag::Place;

/// A slide.
#[derive(Debug, Serialize)]
pub struct SlideView {
    /// From 1.
    pub number: usize,
    /// The anchor: `s-3` or the author's id.
    pub id: String,
    /// `title section agenda statement quote number content figure table columns quiz`.
    pub layout: &'static str,
    /// The section it belongs to; empty where its title says the same.
    pub section: String,
    /// A few words are set larger.
    pub large: bool,
    /// The takeaway; may be empty.
    pub title_html: String,
    /// What it shows.
    pub blocks: Vec<BlockView>,
    /// The trainer's notes; may be empty.
    pub notes_html: String,
    /// To its place in the report; may be empty.
    pub source: String,
    /// How long it is planned to take; 0 where nothing is planned.
    pub seconds: u32,
    /// The same in words; empty where nothing is planned.
    pub time: String,
    /// What does not fit on it; for the author, not for templates.
    #[serde(skip)]
    pub too_full: Option<TooFull>,
}

/// A slide that holds more than there is room for.
#[derive(Debug, Clone, PartialEq)]
pub struct TooFull {
    /// Where the slide stands.
    pub place: Place,
    /// Its number in the deck.
    pub number: usize,
    /// How much higher it is than its room, in pixels of a slide of 720.
    pub pixels: f64,
    /// The height of its room.
    pub room: f64,
}
