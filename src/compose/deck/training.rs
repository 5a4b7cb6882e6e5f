//! How high the blocks of trainers are on a slide.

use super::{
    flow::{ITEM_GAP, TEXT},
    measure::Room,
};
use crate::compose::view::BlockView;

/// Around something to choose, and around what is to be put in order.
const CHOICE: f64 = 10.0;
const PLACE: f64 = 4.0;
/// A field for a number; the row below a question; the result, once there is one.
const FIELD: f64 = 58.0;
const DEEDS: f64 = 60.0;
const RESULT: f64 = 52.0;
/// Around a situation, and below what to say.
const SITUATION: f64 = 40.0;
const SAID: f64 = 23.0;
/// A picture beside another, and a recording.
const PICTURE: f64 = 340.0;

impl Room<'_> {
    /// The height of a block of trainers, once it is answered or opened.
    pub(super) fn training(self, block: &BlockView) -> f64 {
        let text = |html: &str| {
            if html.is_empty() {
                0.0
            } else {
                self.item(html) - ITEM_GAP * TEXT
            }
        };
        match block {
            BlockView::Quiz(quiz) => {
                let around = if quiz.asks == "order" { PLACE } else { CHOICE };
                let choices = quiz.options.iter();
                let choices: f64 = choices.map(|it| text(&it.html) + around).sum();
                let field = if quiz.asks == "number" { FIELD } else { 0.0 };
                let told = RESULT + text(&quiz.explanation_html);
                text(&quiz.question_html) + choices + field + DEEDS + told
            }
            BlockView::Drill(drill) => {
                let entries = drill.entries.iter();
                let heights = entries.map(|it| {
                    let said = [&it.say_html, &it.avoid_html, &it.why_html].map(|it| text(it));
                    text(&it.situation_html) + SITUATION + said.iter().sum::<f64>() + SAID
                });
                heights.sum()
            }
            BlockView::Pair(pair) => {
                let captions = [&pair.right, &pair.wrong].map(|it| {
                    let half = Self {
                        width: self.width / 2.0,
                        ..self
                    };
                    half.item(&it.caption_html)
                });
                PICTURE + captions[0].max(captions[1]) + self.titled(&pair.title_html)
            }
            BlockView::Media(media) if media.video.is_empty() => {
                DEEDS * 2.0 + self.titled(&media.title_html)
            }
            BlockView::Media(media) => PICTURE + DEEDS + self.titled(&media.title_html),
            _ => 0.0,
        }
    }

    fn titled(self, html: &str) -> f64 {
        if html.is_empty() {
            0.0
        } else {
            self.item(html)
        }
    }
}
