//! Says what shows surveys: scores and leads with their verdicts, the index
//! from dimension to indicator, what matters most, and what is weak.

mod charts;
mod sentences;
mod tables;

use super::{Record, Satisfaction, Wave};
use crate::{
    block::{Cell, Exhibit, Measure, Phrase, Piece, Tone},
    model::{Facts, Figure, FigureKey, Verdict},
    subject::{Subject, range},
};

/// Everything on the page of satisfaction, in order.
pub(super) fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
    let Some(shown) = Shown::of(record, facts) else {
        return Vec::new();
    };
    let exhibits = [
        ("course", shown.course()),
        ("scores", shown.scores()),
        ("lead", shown.lead()),
        ("leads", shown.leads()),
        ("index", shown.index()),
        ("dimensions", shown.dimensions()),
        ("matrix", shown.matrix()),
        ("weak", shown.weak()),
        ("answers", shown.answers()),
        ("segments", shown.segments()),
        ("sentences", Some(shown.sentences())),
        ("method", Some(shown.method())),
    ];
    Exhibit::some(Satisfaction::NAME, exhibits)
}

/// What scores, leads and the index of the last survey come to.
pub(super) fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
    Shown::of(record, facts).map_or_else(Vec::new, |shown| shown.by_figure())
}

/// The index, the score of the whole, and every score and lead with a goal.
pub(super) fn measures(record: &Record, facts: &Facts) -> Vec<Measure> {
    let Some(shown) = Shown::of(record, facts) else {
        return Vec::new();
    };
    let index = record.index.iter().map(|it| {
        let goal = it.goal.as_ref().map(|_| record.year_key("index.goal"));
        let name = Phrase::text(&it.name);
        shown.headline(shown.index_key(), name, goal, shown.index_sentence(it))
    });
    let scores = shown.rated().filter_map(|at| {
        let attribute = &record.attributes[at];
        let goal = attribute.goal.as_ref();
        let goal = goal.map(|_| record.of_year("goal", at));
        let is_headline = goal.is_some() || record.overall == Some(at);
        let name = Phrase::text(&attribute.name);
        is_headline.then(|| shown.headline(shown.score(at), name, goal, shown.score_sentence(at)))
    });
    let leads = shown.compared().filter_map(|(at, rival)| {
        let attribute = &record.attributes[at];
        attribute.lead_goal.as_ref()?;
        let name = [("name", Phrase::text(&attribute.name))];
        Some(shown.headline(
            shown.about("lead", at),
            Phrase::sentence("satisfaction.lead_of", name),
            Some(record.of_year("threshold", at)),
            shown.lead_sentence(at, rival),
        ))
    });
    index.chain(scores).chain(leads).collect()
}

struct Shown<'a> {
    record: &'a Record,
    /// The last survey.
    wave: &'a Wave,
    facts: &'a Facts,
}

impl<'a> Shown<'a> {
    /// The last survey; none where our customers were not asked.
    fn of(record: &'a Record, facts: &'a Facts) -> Option<Self> {
        let wave = record.last()?;
        Some(Self {
            record,
            wave,
            facts,
        })
    }

    /// The attributes that our customers rated.
    fn rated(&self) -> impl Iterator<Item = usize> {
        (0..self.record.attributes.len()).filter(|at| self.wave.whole(*at, None).is_some())
    }

    /// The rival that we are compared with in an attribute, where there is one.
    fn rival(&self, attribute: usize) -> Option<usize> {
        self.number(&self.about("lead", attribute))?;
        self.record.best(self.wave, attribute)
    }

    /// The attributes in which we are compared, each with the rival.
    fn compared(&self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.record.attributes.len()).filter_map(|at| Some((at, self.rival(at)?)))
    }

    /// The key of the score of our customers.
    fn score(&self, attribute: usize) -> FigureKey {
        self.record.score(attribute, None, self.wave.period)
    }

    /// The key of what is computed of an attribute.
    fn about(&self, what: &str, attribute: usize) -> FigureKey {
        self.record.about(what, attribute, self.wave.period)
    }

    fn get(&self, key: &FigureKey) -> Option<&Figure> {
        self.facts.get(key)
    }

    fn number(&self, key: &FigureKey) -> Option<f64> {
        self.get(key).and_then(Figure::number)
    }

    /// A figure that was published; empty where there is none.
    fn cell(&self, key: &FigureKey) -> Cell {
        self.get(key)
            .map_or_else(Cell::default, |_| Phrase::figure(key).into())
    }

    /// The verdict on a figure.
    fn verdict(&self, key: &FigureKey) -> Option<&Verdict> {
        self.get(key)?.verdict.as_ref()
    }

    fn headline(
        &self,
        key: FigureKey,
        name: Phrase,
        target: Option<FigureKey>,
        sentence: Phrase,
    ) -> Measure {
        let figure = self.get(&key);
        let is_known = figure.is_some_and(|it| it.value.is_ok());
        Measure {
            key: key.name.replace('.', "-"),
            name,
            unit: figure.map(|it| it.measure.clone()).unwrap_or_default(),
            target,
            limits: range::keys(self.facts, &key),
            verdict: self.verdict_cell(&key),
            course: Some(key.clone()),
            sentence: if is_known {
                sentence
            } else {
                Phrase::reason(&key)
            },
            latest: figure.map(|_| key),
            ..Measure::default()
        }
    }

    /// A verdict as a cell, which says where no interval stands behind it.
    fn verdict_cell(&self, key: &FigureKey) -> Cell {
        let Some(verdict) = self.verdict(key) else {
            return Cell::default();
        };
        let mut phrase = Phrase(vec![Piece::Verdict(verdict.clone())]);
        if self.get(key).is_some_and(|it| it.interval.is_none()) {
            phrase = phrase.with_below(Phrase::word("satisfaction.point_estimate"));
        }
        Cell {
            phrase,
            tone: Tone::from(verdict),
        }
    }
}
