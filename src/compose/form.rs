//! Papers to be written on: a deck's question sheet with its key, the sheet to
//! sign on, and the sheet that asks what people thought.

use super::{Composer, deck, paper, training, view::BodyView, voice::Voice};
use crate::{
    narrative::Training,
    plan::{PagePlan, Paper},
};

/// A deck's paper to be written on.
pub(super) fn view(composer: &Composer, page: &PagePlan, paper: Paper, voice: &Voice) -> BodyView {
    let document = composer.document(page);
    let asked = matches!(paper, Paper::Questions | Paper::Key);
    let mut quizzes = document
        .filter(|_| asked)
        .map_or_else(Vec::new, |it| deck::quizzes(composer, page, it, voice));
    for quiz in &mut quizzes {
        quiz.right.clear();
        if paper == Paper::Questions {
            quiz.answer_html.clear();
            quiz.explanation_html.clear();
        }
    }
    let given = document.and_then(|it| it.narrative.front.training);
    let training = given.filter(|_| paper == Paper::SignIn);
    BodyView::Form {
        paper: paper.word(),
        subtitle: deck::subtitle(document, voice),
        total: training::points(quizzes.iter().map(|it| it.worth).sum(), voice),
        quizzes,
        sessions: training.map_or_else(Vec::new, |it| sessions(it, voice)),
        lines: training.map_or_else(Vec::new, |it| (1..=it.participants).collect()),
        statements: words("feedback.statements", paper, voice),
        scale: words("feedback.scale", paper, voice),
        questions: words("feedback.questions", paper, voice),
        back: paper::back(composer, page, voice),
    }
}

/// `第 2 次，共 3 次`; nothing where people meet once.
fn sessions(training: Training, voice: &Voice) -> Vec<String> {
    let count = training.sessions.to_string();
    (1..=training.sessions)
        .map(|session| {
            let slots = [("session", &*session.to_string()), ("count", &*count)];
            let said = voice.locale.say("feedback.session", &slots);
            said.filter(|_| training.sessions > 1).unwrap_or_default()
        })
        .collect()
}

/// A list of words for the sheet that asks what people thought.
fn words(key: &str, paper: Paper, voice: &Voice) -> Vec<String> {
    let words = voice.locale.section(key);
    words
        .filter(|_| paper == Paper::Feedback)
        .map(|(_, it)| it.to_owned())
        .collect()
}
