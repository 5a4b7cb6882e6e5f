//! Papers to be written on: a deck's question sheet with its key, the sheet to
//! sign on, and the sheet that asks what people thought.

use super::{
    Composer, deck, paper, training,
    view::{BodyView, QuizView},
    voice::Voice,
};
use crate::{
    narrative::{Request, Training},
    plan::{PagePlan, Paper},
};

/// A deck's paper to be written on.
pub(super) fn view(composer: &Composer, page: &PagePlan, paper: Paper, voice: &Voice) -> BodyView {
    let document = page.document.map(|i| &composer.portfolio.documents[i]);
    let asked = matches!(paper, Paper::Questions | Paper::Key);
    let components = document.map_or(&[][..], |it| &it.narrative.outline.components);
    let quizzes: Vec<QuizView> = components
        .iter()
        .filter(|_| asked)
        .enumerate()
        .filter_map(|(i, component)| {
            let Request::Quiz(sheet) = &component.request else {
                return None;
            };
            let mut view = training::quiz(&sheet.value, format!("q{}", i + 1), voice);
            view.right.clear();
            if paper == Paper::Questions {
                view.answer_html.clear();
                view.explanation_html.clear();
            }
            Some(view)
        })
        .collect();
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
