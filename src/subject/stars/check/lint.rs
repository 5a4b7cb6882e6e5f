//! The six rules of a good standard: specific, brief, measurable, from
//! customers' needs, in the job description and the appraisal, agreed with
//! staff. What is not kept is told, unless the author has said why.

use super::{Checker, Code, Criterion, Rule, Way, path, sheet};
use crate::model::{Text, Thing};

/// Words that leave open what is meant, in either language.
const VAGUE: [&str; 18] = [
    "良好",
    "适当",
    "尽量",
    "及时",
    "合理",
    "必要",
    "较好",
    "热情周到",
    "一定程度",
    "appropriate",
    "adequate",
    "reasonable",
    "timely",
    "sufficient",
    "as far as possible",
    "properly",
    "good service",
    "when necessary",
];

/// Characters that a standard in Chinese may have, and words in another language.
const BRIEF: (usize, usize) = (40, 25);

impl Checker<'_> {
    pub(super) fn lint(&mut self, given: &sheet::CriterionSheet, of: &mut Criterion, way: &Way) {
        let at = |key: &'static str| path(way, &[key.into()]);
        if let Some(need) = &given.need {
            self.desk.thing(Thing::Need, need, &at("need"));
        }
        if let Some(scheme) = &given.appraised_in {
            self.desk.thing(Thing::Scheme, scheme, &at("appraised_in"));
        }
        if let Some(document) = &given.job_description {
            self.desk
                .thing(Thing::Document, document, &at("job_description"));
        }
        let heard = self.desk.words(given.heard.as_ref(), &at("heard"));
        let vague = vague(&of.name).or_else(|| vague(&of.text));
        let long = longest(&of.text);
        let job = match (&given.job_description, &given.appraised_in) {
            (Some(_), Some(_)) => None,
            (None, Some(_)) => Some("job_description"),
            (Some(_), None) => Some("appraised_in"),
            (None, None) => Some("job_description, appraised_in"),
        };
        let id = given.id.0.as_str();
        let (near, key) = (vague.unwrap_or_default(), job.unwrap_or_default());
        let length = long.map(|it| it.to_string()).unwrap_or_default();
        let findings = [
            (
                Rule::Specific,
                given.text.is_some() && vague.is_none(),
                Code::StandardVague,
                "text",
                ("near", near),
            ),
            (
                Rule::Brief,
                long.is_none(),
                Code::StandardLong,
                "text",
                ("length", &length),
            ),
            (
                Rule::Measurable,
                given.metric.is_some(),
                Code::StandardNotMeasured,
                "id",
                ("key", "metric"),
            ),
            (
                Rule::FromNeeds,
                given.need.is_some() || !heard.is_empty(),
                Code::StandardWithoutNeed,
                "id",
                ("key", "need"),
            ),
            (
                Rule::InJob,
                job.is_none(),
                Code::StandardNotInJob,
                "id",
                ("key", key),
            ),
            (
                Rule::Agreed,
                given.agreed.is_some(),
                Code::StandardNotAgreed,
                "id",
                ("key", "agreed"),
            ),
        ];
        for (at_rule, (_, kept, code, key, slot)) in findings.into_iter().enumerate() {
            of.kept[at_rule] = kept;
            if !kept && of.acknowledged.is_empty() {
                let slots = [("standard", id), slot];
                self.desk.say(code, &at(key), &slots);
            }
        }
    }
}

/// The first vague word of a text.
fn vague(text: &Text) -> Option<&'static str> {
    let mut wordings = text.wordings();
    wordings.find_map(|(_, words)| {
        let words = words.to_lowercase();
        VAGUE.into_iter().find(|it| words.contains(it))
    })
}

/// The length of a wording that is longer than a standard should be: in
/// characters where it is Chinese, else in words.
fn longest(text: &Text) -> Option<usize> {
    let lengths = text.wordings().map(|(_, words)| {
        let han = words
            .chars()
            .filter(|it| ('一'..='鿿').contains(it))
            .count();
        if han > 0 {
            (words.chars().count(), BRIEF.0)
        } else {
            (words.split_whitespace().count(), BRIEF.1)
        }
    });
    let long = lengths.filter(|(length, most)| length > most);
    long.map(|(length, _)| length).max()
}
