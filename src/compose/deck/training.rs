//! How high the blocks of trainers are on a slide.

use super::measure::Room;
use crate::compose::view::BlockView;

/// A row with something to choose; the row below a question.
const CHOICE: f64 = 14.0;
const DEEDS: f64 = 72.0;
/// A picture beside another, and a recording.
const PICTURE: f64 = 340.0;

impl Room<'_> {
    /// The height of a block of trainers, before it is answered or opened.
    pub(super) fn training(self, block: &BlockView) -> f64 {
        match block {
            BlockView::Quiz(quiz) => {
                let choices = quiz.options.iter();
                let choices: f64 = choices.map(|it| self.item(&it.html) - CHOICE).sum();
                let number = if quiz.asks == "number" { DEEDS } else { 0.0 };
                self.item(&quiz.question_html) + choices + number + DEEDS
            }
            BlockView::Drill(drill) => {
                let entries = drill.entries.iter();
                entries.map(|it| self.item(&it.situation_html)).sum()
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
