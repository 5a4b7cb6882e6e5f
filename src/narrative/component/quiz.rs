//! Questions of a quiz: one right option, several, an order, or a number.
//!
//! What is right is written beside what is asked, so that the page, the
//! question sheet and its key cannot differ.

use serde::Deserialize;

use super::{Request, Source};
use crate::{
    diag::{Code, Diagnostic, FileName, Place, Report},
    narrative::reference::{Reference, Stretch, stretches},
    path,
    sheet::{self, Count, Num, Sheet, Step, Words},
};

/// A `quiz` block.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuizRequest {
    /// What kind of answer is asked for.
    pub kind: QuizKind,
    /// The question; may hold references.
    pub question: Words,
    /// What there is to choose from.
    #[serde(default)]
    pub options: Vec<QuizOption>,
    /// What is to be put in order, in the right order.
    #[serde(default)]
    pub items: Vec<Words>,
    /// The number: typed, or a reference to a figure.
    pub answer: Option<Words>,
    /// How far beside it an answer may lie.
    pub tolerance: Option<Num>,
    /// The least number that is accepted.
    pub from: Option<Num>,
    /// The greatest one.
    pub to: Option<Num>,
    /// What stands behind the number.
    pub unit: Option<Words>,
    /// Why it is so; may hold references.
    pub explanation: Option<Words>,
    /// What a right answer gives; one where nothing is said.
    pub points: Option<Count>,
}

/// Something to choose.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuizOption {
    /// What it says; may hold references.
    pub text: Words,
    /// Whether it is right.
    #[serde(default)]
    pub right: bool,
}

/// What kind of answer a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuizKind {
    /// One option.
    Single,
    /// Every option that is right, and no other.
    Multiple,
    /// Items in their order.
    Order,
    /// A number.
    Number,
}

impl QuizKind {
    /// The word that authors and templates write.
    pub fn word(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Multiple => "multiple",
            Self::Order => "order",
            Self::Number => "number",
        }
    }

    /// The keys that say what is asked and what is right.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Single | Self::Multiple => &["options"],
            Self::Order => &["items"],
            Self::Number => &["answer", "tolerance", "from", "to", "unit"],
        }
    }
}

/// A number that is the answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// Typed, with so many decimals.
    Typed(f64, u8),
    /// A figure of the ledger.
    Figure(Reference),
}

impl Amount {
    /// Reads a number, or a reference that stands alone.
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        if let [Stretch::Reference(Ok(reference), ..)] = &stretches(text)[..] {
            return Some(Self::Figure(reference.clone()));
        }
        let decimals = text.split_once('.').map_or(0, |(_, it)| it.len());
        let decimals = u8::try_from(decimals).ok()?;
        Some(Self::Typed(sheet::number(text).ok()?, decimals))
    }
}

impl QuizRequest {
    /// The number that is right, where one is given.
    pub fn amount(&self, language: &str) -> Option<Amount> {
        Amount::of(self.answer.as_ref()?.0.get(language))
    }

    /// The same in every language that it is written in.
    pub fn amounts(&self) -> Vec<Amount> {
        let wordings = self.answer.iter().flat_map(|it| it.0.wordings());
        wordings.filter_map(|(_, it)| Amount::of(it)).collect()
    }

    /// What a right answer gives.
    pub fn worth(&self) -> u64 {
        self.points.map_or(1, |it| it.0)
    }

    /// The words in it, with their places.
    pub(super) fn words<'a>(&'a self, sheet: &Sheet<Self>) -> Vec<(&'a Words, Place)> {
        let one = |key: &'static str, words: Option<&'a Words>| {
            words.map(|it| (it, sheet.place(path![key])))
        };
        let options = self.options.iter().enumerate().map(|(i, it)| {
            let place = sheet.place(&[Step::Key("options"), Step::Index(i), Step::Key("text")]);
            (&it.text, place)
        });
        let items = self.items.iter().enumerate();
        let items = items.map(|(i, it)| (it, sheet.place(path!["items", i])));
        one("question", Some(&self.question))
            .into_iter()
            .chain(options)
            .chain(items)
            .chain(one("answer", self.answer.as_ref()))
            .chain(one("unit", self.unit.as_ref()))
            .chain(one("explanation", self.explanation.as_ref()))
            .collect()
    }
}

/// Reads a question and reports what cannot be marked.
pub(super) fn read(source: &Source, file: &FileName, report: &mut Report) -> Option<Request> {
    let sheet: Sheet<QuizRequest> = source.sheet(file, report)?;
    if !sheet.has_gaps() {
        check(source, &sheet, report);
    }
    Some(Request::Quiz(sheet))
}

fn check(source: &Source, sheet: &Sheet<QuizRequest>, report: &mut Report) {
    let quiz = &sheet.value;
    let given = [
        ("options", !quiz.options.is_empty()),
        ("items", !quiz.items.is_empty()),
        ("answer", quiz.answer.is_some()),
        ("tolerance", quiz.tolerance.is_some()),
        ("from", quiz.from.is_some()),
        ("to", quiz.to.is_some()),
        ("unit", quiz.unit.is_some()),
    ];
    let known = quiz.kind.keys();
    for (key, _) in given
        .iter()
        .filter(|(key, given)| *given && !known.contains(key))
    {
        report.add(
            Diagnostic::new(Code::QuizKeyUnfit, sheet.key_place(path![*key]))
                .with("key", *key)
                .with("kind", quiz.kind.word())
                .with("known", known.join(", ")),
        );
    }
    if quiz.points.is_some_and(|it| it.0 == 0) {
        report.add(
            Diagnostic::new(Code::BadComponent, sheet.place(path!["points"]))
                .with("name", source.name)
                .with("part", "points: 0"),
        );
    }
    match quiz.kind {
        QuizKind::Single | QuizKind::Multiple => check_options(source, sheet, report),
        QuizKind::Order if quiz.items.len() < 2 => {
            report.add(too_few(source, sheet, "items", quiz.items.len()));
        }
        QuizKind::Order => {}
        QuizKind::Number => check_number(source, sheet, report),
    }
}

fn too_few(
    source: &Source,
    sheet: &Sheet<QuizRequest>,
    key: &'static str,
    count: usize,
) -> Diagnostic {
    let place = if count == 0 {
        source.place.clone()
    } else {
        sheet.place(path![key])
    };
    Diagnostic::new(Code::QuizTooFew, place)
        .with("key", key)
        .with("found", count.to_string())
}

fn check_options(source: &Source, sheet: &Sheet<QuizRequest>, report: &mut Report) {
    let quiz = &sheet.value;
    if quiz.options.len() < 2 {
        report.add(too_few(source, sheet, "options", quiz.options.len()));
        return;
    }
    let place = |i: usize| sheet.place(path!["options", i]);
    let right: Vec<usize> = (0..quiz.options.len())
        .filter(|i| quiz.options[*i].right)
        .collect();
    match right[..] {
        [] => report.add(Diagnostic::new(
            Code::QuizNoneRight,
            sheet.key_place(path!["options"]),
        )),
        [first, second, ..] if quiz.kind == QuizKind::Single => report.add(
            Diagnostic::new(Code::QuizSeveralRight, place(second))
                .with("found", right.len().to_string())
                .and(place(first), "first"),
        ),
        _ => {}
    }
}

fn check_number(source: &Source, sheet: &Sheet<QuizRequest>, report: &mut Report) {
    let quiz = &sheet.value;
    if quiz.answer.is_some() && (quiz.from.is_some() || quiz.to.is_some()) {
        let end = if quiz.from.is_some() { "from" } else { "to" };
        let keys = [("answer", true), (end, true)];
        return source.one_of(sheet, &keys, report);
    }
    let none = |place: Place, found: &str| {
        Diagnostic::new(Code::QuizNoAnswer, place).with("found", found.to_owned())
    };
    if let Some(answer) = &quiz.answer {
        for (_, wording) in answer.0.wordings() {
            // A reference that cannot be read is told where all are.
            let is_reference = wording.contains("{{") && stretches(wording.trim()).len() == 1;
            if Amount::of(wording).is_none() && !is_reference {
                report.add(none(sheet.place(path!["answer"]), wording));
            }
        }
    } else if quiz.from.is_none() || quiz.to.is_none() {
        report.add(none(source.place.clone(), "—"));
    }
    let range = |key: &'static str, found: String| {
        Diagnostic::new(Code::QuizRange, sheet.place(path![key])).with("found", found)
    };
    if let Some(Num(tolerance)) = quiz.tolerance
        && tolerance < 0.0
    {
        report.add(range("tolerance", format!("tolerance: {tolerance}")));
    }
    if let (Some(Num(from)), Some(Num(to))) = (quiz.from, quiz.to)
        && from > to
    {
        report.add(range("to", format!("{from} … {to}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_a_number_or_one_reference() {
        let case = |text: &str, expected: Option<Amount>| {
            assert_eq!(Amount::of(text), expected, "{text}");
        };
        case("12", Some(Amount::Typed(12.0, 0)));
        case("-1.50", Some(Amount::Typed(-1.5, 2)));
        let reference: Reference = "stars.halls.gaps/station".parse().expect("a reference");
        case(
            " {{ stars.halls.gaps/station }} ",
            Some(Amount::Figure(reference)),
        );
        case("about {{ a }}", None);
        case("{{ a }}{{ b }}", None);
        case("十二", None);
        case("", None);
    }
}
