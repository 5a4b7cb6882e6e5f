//! What trainers show, in the words of one language: questions with what is
//! right, drills, pairs of pictures, recordings.
//!
//! Items to be put in order are shown in another, which hangs on their words
//! alone: no build differs from the one before.

use data_encoding::BASE64;

use super::{
    view::{
        BlockView, BodyView, DrillEntryView, DrillView, MediaView, PairView, PictureView,
        QuizOptionView, QuizView,
    },
    voice::{Voice, escaped},
};
use crate::{
    lookup::destination,
    model::{Finite, Text},
    narrative::{
        self, Amount, DrillRequest, MediaRequest, PairRequest, PictureRequest, QuizKind,
        QuizRequest, Request, Resolve,
    },
    plan::{Audience, Paper},
    sheet::{Plain, Words},
};

/// The block that a component of trainers asks for.
pub(super) fn view(request: &Request, id: String, voice: &Voice) -> Option<BlockView> {
    Some(match request {
        Request::Quiz(sheet) => {
            let mut view = quiz(&sheet.value, id, voice);
            if voice.plan.audience() == Audience::Public {
                view.answer_html.clear();
            }
            BlockView::Quiz(view)
        }
        Request::Drill(sheet) => BlockView::Drill(drill(&sheet.value, voice)),
        Request::Pair(sheet) => BlockView::Pair(pair(&sheet.value, voice)),
        Request::Media(sheet) => BlockView::Media(media(&sheet.value, voice)),
        _ => return None,
    })
}

/// A block as a paper shows it: only the trainer's own tells what is right.
pub(super) fn on_paper(block: &mut BlockView, paper: Paper) {
    let is_trainers = matches!(paper, Paper::Notes | Paper::Key);
    match block {
        BlockView::Quiz(quiz) => {
            quiz.right.clear();
            if !is_trainers {
                quiz.answer_html.clear();
                quiz.explanation_html.clear();
            }
        }
        BlockView::Drill(drill) => drill.open = is_trainers,
        BlockView::Media(media) => media.open = true,
        BlockView::Columns { columns, .. } => {
            for block in columns.iter_mut().flatten() {
                on_paper(block, paper);
            }
        }
        _ => {}
    }
}

/// Takes out of drills what is to be said: what browsers fold away, a
/// presentation cannot.
pub(super) fn without_replies(block: &mut BlockView) {
    match block {
        BlockView::Drill(drill) => {
            for entry in &mut drill.entries {
                entry.say_html.clear();
                entry.avoid_html.clear();
                entry.why_html.clear();
            }
        }
        BlockView::Columns { columns, .. } => {
            for block in columns.iter_mut().flatten() {
                without_replies(block);
            }
        }
        _ => {}
    }
}

/// Reports whether a page shows anything of trainers', and whether it marks
/// answers.
pub(super) fn shown(body: &BodyView) -> (bool, bool) {
    let (blocks, marks): (Vec<&BlockView>, bool) = match body {
        BodyView::Portal { blocks, .. } | BodyView::Article { blocks, .. } => {
            (each(blocks).collect(), true)
        }
        BodyView::Deck { slides, .. } => (
            slides.iter().flat_map(|it| each(&it.blocks)).collect(),
            true,
        ),
        BodyView::Paper { slides, .. } => (
            slides.iter().flat_map(|it| each(&it.blocks)).collect(),
            false,
        ),
        BodyView::Cover { .. } | BodyView::Form { .. } => return (false, false),
    };
    let is_quiz = |it: &&&BlockView| matches!(it, BlockView::Quiz(_));
    let quizzes = blocks.iter().filter(is_quiz).count();
    let others = blocks.iter().any(|it| {
        matches!(
            it,
            BlockView::Drill(_) | BlockView::Pair(_) | BlockView::Media(_)
        )
    });
    (quizzes > 0 || others, quizzes > 0 && marks)
}

/// The blocks, in place of columns what stands in them.
fn each(blocks: &[BlockView]) -> impl Iterator<Item = &BlockView> {
    blocks.iter().flat_map(|block| match block {
        BlockView::Columns { columns, .. } => columns.iter().flatten().collect(),
        block => vec![block],
    })
}

/// Words with their figures, not as links: they stand in labels and summaries.
fn unlinked(text: &Text, voice: &Voice) -> String {
    narrative::words_html(text.get(voice.lang()), voice, false)
}

fn linked(words: Option<&Words>, voice: &Voice) -> String {
    words.map_or_else(String::new, |it| voice.prose_html(&it.0))
}

/// A question with what is right.
pub(super) fn quiz(quiz: &QuizRequest, id: String, voice: &Voice) -> QuizView {
    let texts: Vec<String> = match quiz.kind {
        QuizKind::Order => quiz.items.iter().map(|it| unlinked(&it.0, voice)).collect(),
        _ => (quiz.options.iter())
            .map(|it| unlinked(&it.text.0, voice))
            .collect(),
    };
    let shown: Vec<usize> = match quiz.kind {
        QuizKind::Order => mixed(&texts),
        _ => (0..texts.len()).collect(),
    };
    // Places, from 1, of what is right: in the order of what is shown.
    let right: Vec<usize> = match quiz.kind {
        QuizKind::Order => (0..texts.len())
            .filter_map(|item| shown.iter().position(|it| *it == item))
            .map(|it| it + 1)
            .collect(),
        _ => (1..=quiz.options.len())
            .filter(|it| quiz.options[it - 1].right)
            .collect(),
    };
    let options = shown.iter().enumerate().map(|(i, item)| QuizOptionView {
        value: i + 1,
        letter: letter(i + 1),
        html: texts[*item].clone(),
    });
    let (right, answer_html) = match quiz.kind {
        QuizKind::Number => number(quiz, voice),
        kind => {
            let letters: Vec<String> = right.iter().map(|it| letter(*it)).collect();
            let between = match kind {
                QuizKind::Order => " → ",
                _ => voice.locale.word("quiz.and"),
            };
            let places: Vec<String> = right.iter().map(ToString::to_string).collect();
            (places.join(","), escaped(&letters.join(between)))
        }
    };
    let question_html = unlinked(&quiz.question.0, voice);
    let mut all = format!("{}\n{question_html}\n{right}", quiz.kind.word());
    for text in &texts {
        all.push('\n');
        all.push_str(text);
    }
    let worth = quiz.worth();
    QuizView {
        id,
        key: format!("{:016x}", fingerprint(&all)),
        asks: quiz.kind.word(),
        how: voice
            .locale
            .word(&format!("quiz.{}", quiz.kind.word()))
            .to_owned(),
        question_html,
        worth,
        points: points(worth, voice),
        options: options.collect(),
        unit: quiz
            .unit
            .as_ref()
            .map_or_else(String::new, |it| voice.prose(&it.0)),
        right,
        answer_html,
        explanation_html: linked(quiz.explanation.as_ref(), voice),
    }
}

/// Points in words.
pub(super) fn points(points: u64, voice: &Voice) -> String {
    let points = points.to_string();
    let said = voice.locale.say("quiz.points", &[("points", &points)]);
    said.unwrap_or(points)
}

/// The ends of the range that is accepted, and what is right in words.
fn number(quiz: &QuizRequest, voice: &Voice) -> (String, String) {
    let print = |value: f64, decimals: u8| voice.locale.format(decimals, "").number(value);
    let finite = |value: f64| Finite::new(value).unwrap_or_default();
    let shortest = |value: f64| print(value, finite(value).decimals());
    let (value, said) = match quiz.amount(voice.lang()) {
        Some(Amount::Typed(value, decimals)) => (value, escaped(&print(value, decimals))),
        Some(Amount::Figure(reference)) => {
            let base = voice.look_up(&reference);
            let figure = base.and_then(|it| voice.aspect_figure(it, reference.aspect));
            let Some((figure, value)) = figure.and_then(|it| Some((it, it.number()?))) else {
                return Default::default();
            };
            let mut said = String::new();
            voice.refer(&reference, true, &mut said);
            // What is asked for is the number as it is printed.
            let scale = 10_f64.powi(i32::from(figure.decimals));
            ((value * scale).round() / scale, said)
        }
        None => {
            let (Some(from), Some(to)) = (quiz.from, quiz.to) else {
                return Default::default();
            };
            let slots = [("from", &*shortest(from.0)), ("to", &*shortest(to.0))];
            let said = voice.locale.say("quiz.range", &slots).unwrap_or_default();
            return (format!("{}..{}", from.0, to.0), escaped(&said));
        }
    };
    match quiz.tolerance.filter(|it| it.0 > 0.0) {
        None => (format!("{value}..{value}"), said),
        Some(tolerance) => {
            let beside = escaped(&format!(" ± {}", shortest(tolerance.0)));
            let [from, to] =
                [value - tolerance.0, value + tolerance.0].map(|end| finite(end).to_ledger().get());
            (format!("{from}..{to}"), said + &beside)
        }
    }
}

/// `A` for 1; numbers beyond the alphabet.
fn letter(place: usize) -> String {
    let letter = u8::try_from(place).ok().filter(|it| (1..=26).contains(it));
    letter.map_or_else(
        || place.to_string(),
        |it| char::from(b'A' + it - 1).to_string(),
    )
}

/// The places of texts in an order that is not theirs.
fn mixed(texts: &[String]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..texts.len()).collect();
    places.sort_by_key(|it| (fingerprint(&texts[*it]), *it));
    if places.is_sorted() && !places.is_empty() {
        places.rotate_left(1);
    }
    places
}

/// A number that stands for a text, the same in every build (FNV-1a).
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn drill(drill: &DrillRequest, voice: &Voice) -> DrillView {
    let entries = drill.entries.iter().map(|it| DrillEntryView {
        situation_html: unlinked(&it.situation.0, voice),
        say_html: voice.prose_html(&it.say.0),
        avoid_html: linked(it.avoid.as_ref(), voice),
        why_html: linked(it.why.as_ref(), voice),
    });
    DrillView {
        open: false,
        entries: entries.collect(),
    }
}

fn pair(pair: &PairRequest, voice: &Voice) -> PairView {
    let picture = |it: &PictureRequest| PictureView {
        src: address(&it.picture, voice),
        alt: voice.prose(&it.alt.0),
        caption_html: voice.prose_html(&it.caption.0),
    };
    PairView {
        title_html: linked(pair.title.as_ref(), voice),
        right: picture(&pair.right),
        wrong: picture(&pair.wrong),
    }
}

fn media(media: &MediaRequest, voice: &Voice) -> MediaView {
    let file = |it: &Option<Plain>| {
        it.as_ref()
            .map_or_else(String::new, |it| address(it, voice))
    };
    MediaView {
        video: file(&media.video),
        audio: file(&media.audio),
        still: file(&media.still),
        alt: media
            .alt
            .as_ref()
            .map_or_else(String::new, |it| voice.prose(&it.0)),
        captions_html: captions(media, voice).unwrap_or_default(),
        title_html: linked(media.title.as_ref(), voice),
        transcript_html: linked(media.transcript.as_ref(), voice),
        open: false,
    }
}

fn address(Plain(file): &Plain, voice: &Voice) -> String {
    voice.image(file).map_or_else(String::new, |it| it.src)
}

/// The element of the captions. They are held by its address, which no filter
/// lets pass: made here, it can hold nothing else.
fn captions(media: &MediaRequest, voice: &Voice) -> Option<String> {
    let to = destination(voice.file, &media.captions.as_ref()?.0)?;
    let text = voice.composer.portfolio.captions.get(to.file.as_str())?;
    let held = BASE64.encode(text.trim_start_matches('\u{FEFF}').as_bytes());
    let label = escaped(voice.locale.word("page.captions"));
    Some(format!(
        "<track kind=\"captions\" label=\"{label}\" src=\"data:text/vtt;base64,{held}\" default>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_shown_in_another_order_than_theirs() {
        for count in 2..8 {
            let texts: Vec<String> = (0..count).map(|it| format!("第{it}步")).collect();
            let order = mixed(&texts);
            assert!(!order.is_sorted(), "{count}: {order:?}");
            let mut all = order.clone();
            all.sort_unstable();
            assert_eq!(all, (0..count).collect::<Vec<_>>(), "each once");
            assert_eq!(order, mixed(&texts), "the same every time");
        }
        assert_eq!(mixed(&[]), [0; 0]);
    }

    #[test]
    fn letters_go_on_as_numbers() {
        assert_eq!([1, 2, 26, 27].map(letter), ["A", "B", "Z", "27"]);
    }
}
