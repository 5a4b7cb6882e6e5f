//! What trainers show, on slides of presentations: questions and drills as
//! text, pairs and recordings as their pictures. Nothing is marked there; the
//! right answers stand in the notes.

use super::{
    Stage,
    flow::{GAP, NEAR, Spaced, shown, words},
    markup::{Kind, Paragraph, Run, runs},
    text::{Style, run},
};
use crate::compose::view::{DrillView, MediaView, PairView, PictureView, QuizView};

pub(super) fn quiz(quiz: &QuizView, items: &mut Vec<Spaced>) {
    let mut question = runs(&quiz.question_html);
    question.push(run(&format!("\u{2003}{} · {}", quiz.how, quiz.points)));
    let mut lines = vec![heading(question)];
    lines.extend(quiz.options.iter().map(|option| {
        let mut own = vec![run(&format!("{}\u{2002}", option.letter))];
        own.extend(runs(&option.html));
        Paragraph {
            kind: Kind::Plain,
            runs: own,
        }
    }));
    items.push((GAP, words(lines, Style::BODY)));
}

pub(super) fn drill(drill: &DrillView, items: &mut Vec<Spaced>) {
    for entry in &drill.entries {
        let mut lines = vec![heading(runs(&entry.situation_html))];
        let said = [&entry.say_html, &entry.avoid_html, &entry.why_html];
        let said = said.into_iter().filter(|it| !it.is_empty());
        lines.extend(said.map(|it| Paragraph {
            kind: Kind::Bullet(0),
            runs: runs(it),
        }));
        items.push((GAP, words(lines, Style::BODY)));
    }
}

pub(super) fn pair(pair: &PairView, stage: &Stage, items: &mut Vec<Spaced>) {
    title(&pair.title_html, items);
    for (sign, of) in [("✓", &pair.right), ("✗", &pair.wrong)] {
        let PictureView {
            src,
            alt,
            caption_html,
        } = of;
        let mut caption = vec![run(&format!("{sign}\u{2002}"))];
        caption.extend(runs(caption_html));
        items.push((GAP, words(vec![heading(caption)], Style::CAPTION)));
        items.push((NEAR, shown(src, alt, Style::CAPTION, stage)));
    }
}

pub(super) fn media(media: &MediaView, stage: &Stage, items: &mut Vec<Spaced>) {
    title(&media.title_html, items);
    if !media.still.is_empty() {
        items.push((GAP, shown(&media.still, &media.alt, Style::CAPTION, stage)));
    }
    if !media.transcript_html.is_empty() {
        let transcript = Paragraph {
            kind: Kind::Plain,
            runs: runs(&media.transcript_html),
        };
        items.push((NEAR, words(vec![transcript], Style::CAPTION)));
    }
}

fn title(html: &str, items: &mut Vec<Spaced>) {
    if !html.is_empty() {
        items.push((GAP, words(vec![heading(runs(html))], Style::BODY)));
    }
}

fn heading(runs: Vec<Run>) -> Paragraph {
    Paragraph {
        kind: Kind::Heading,
        runs,
    }
}
