//! Satisfaction: what customers of ours and of competitors answered, as scores
//! out of a hundred, an index of dimensions, leads and weak links.
//!
//! A lead has a verdict only as far as its interval allows: a threshold inside
//! the interval can be told neither met nor missed. Answers of single
//! respondents are counted while they are read and never kept.

mod answered;
mod answers;
mod assess;
mod check;
mod present;
mod sheet;

use crate::{
    block::{Exhibit, Measure, Phrase},
    diag::{Place, Report},
    model::{Evidence, Facts, FigureKey, Finite, Period, Scope, Text},
    sheet::Sheet,
    stats::moments::Moments,
    subject::{
        Context, ReadSheet, Subject, Wave as SubjectWave, dataset::Dataset, head::Head,
        named::Named,
    },
};

use answered::{Answered, Number, Operator};
pub use answers::{Counted, Group};
pub use sheet::{
    AnswerColumns, AnswersSheet, AttributeSheet, ClassSheet, DimensionSheet, IndexSheet,
    IndicatorSheet, MissingRule, ResultSheet, SatisfactionSheet, ScaleSheet, SegmentSheet,
    WaveSheet, WeakSheet,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Satisfaction;

impl Subject for Satisfaction {
    const NAME: &'static str = "satisfaction";
    const WAVE: SubjectWave = SubjectWave::Measuring;
    type Sheet = SatisfactionSheet;
    type Record = Record;

    fn gather(sheet: &mut Sheet<SatisfactionSheet>, door: &mut impl ReadSheet) {
        answers::gather(sheet, door);
    }

    fn check(sheet: &Sheet<SatisfactionSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        facts.publish_all(assess::figures(record));
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        present::present(record, facts)
    }

    fn measures(record: &Record, facts: &Facts) -> Vec<Measure> {
        present::measures(record, facts)
    }

    fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
        present::sentences(record, facts)
    }
}

/// A year's surveys, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    measure: String,
    /// The measure of a difference of two scores.
    difference: String,
    decimals: u8,
    head: Head,
    /// The attribute that stands for the whole.
    overall: Option<usize>,
    rivals: Vec<Named>,
    segments: Vec<Named>,
    attributes: Vec<Attribute>,
    /// How many of the most favourable answers count as satisfied.
    top: usize,
    index: Option<Index>,
    weak: Option<Weak>,
    /// In order of time.
    waves: Vec<Wave>,
    /// How many gave which class of answers in the last wave, by attribute.
    answers: Dataset,
    minimum: Option<u64>,
}

#[derive(Debug, Clone)]
struct Attribute {
    id: String,
    name: Text,
    /// The ends of its scale, the least favourable first.
    scale: (f64, f64),
    goal: Option<Goal>,
    lead_goal: Option<Goal>,
    importance: Option<Goal>,
    promoters: bool,
}

/// A number that was typed once for the year.
#[derive(Debug, Clone)]
struct Goal {
    value: Finite,
    place: Place,
}

#[derive(Debug, Clone)]
struct Index {
    name: Text,
    goal: Option<Goal>,
    missing: MissingRule,
    weights_from: Text,
    dimensions: Vec<Dimension>,
    place: Place,
}

#[derive(Debug, Clone)]
struct Dimension {
    id: String,
    name: Text,
    /// In per cent; all weigh the same where none is given.
    weight: Option<Goal>,
    goal: Option<Goal>,
    indicators: Vec<Indicator>,
}

#[derive(Debug, Clone)]
struct Indicator {
    attribute: usize,
    weight: Option<Goal>,
}

#[derive(Debug, Clone, Copy)]
enum Weak {
    /// So many of the lowest, and what is level with the last of them.
    Lowest(usize),
    /// Every score below this.
    Below(f64),
}

#[derive(Debug, Clone)]
struct Wave {
    period: Period,
    method: Text,
    results: Vec<Answered>,
    /// What is known of single respondents together, by operator.
    joint: Vec<Joint>,
}

/// Single respondents of an operator, summed up.
#[derive(Debug, Clone)]
struct Joint {
    operator: Operator,
    /// The indicators of the index, of those who answered all; none where they
    /// are too few to tell.
    indicators: Option<Moments>,
    incomplete: u64,
    /// Each attribute with the overall one.
    pairs: Vec<Moments>,
    evidence: Evidence,
    place: Place,
}

impl Record {
    /// Ours and the rivals.
    fn operators(&self) -> impl Iterator<Item = Operator> {
        std::iter::once(None).chain((0..self.rivals.len()).map(Some))
    }

    /// The key of a figure in a period.
    fn key(&self, name: &str, of: Operator, period: Period) -> FigureKey {
        let scope = of.map_or(Scope::Own, |at| {
            Scope::Competitor(self.rivals[at].id.as_str().into())
        });
        FigureKey {
            scope,
            ..FigureKey::own(&format!("{}.{name}", Satisfaction::NAME), period)
        }
    }

    /// The key of a figure of ours that holds for the year.
    fn year_key(&self, name: &str) -> FigureKey {
        self.key(name, None, Period::Year(self.year))
    }

    /// The key of a score.
    fn score(&self, attribute: usize, of: Operator, period: Period) -> FigureKey {
        let id = &self.attributes[attribute].id;
        self.key(&format!("score.{id}"), of, period)
    }

    /// The key of the score of a segment.
    fn segment_score(&self, segment: usize, attribute: usize, period: Period) -> FigureKey {
        let (segment, id) = (&self.segments[segment].id, &self.attributes[attribute].id);
        self.key(&format!("segment.{segment}.{id}"), None, period)
    }

    /// The key of what is computed of an attribute in a wave: its `lead`, its
    /// `change` and so on.
    fn about(&self, what: &str, attribute: usize, period: Period) -> FigureKey {
        let id = &self.attributes[attribute].id;
        self.key(&format!("{what}.{id}"), None, period)
    }

    /// The key of what holds of an attribute for the year: its `goal`, its
    /// `weight` and so on.
    fn of_year(&self, what: &str, attribute: usize) -> FigureKey {
        self.about(what, attribute, Period::Year(self.year))
    }

    /// The last wave in which our customers were asked.
    fn last(&self) -> Option<&Wave> {
        let mut waves = self.waves.iter().rev();
        waves.find(|wave| wave.results.iter().any(|it| it.operator.is_none()))
    }

    /// The wave before that one.
    fn before(&self, wave: &Wave) -> Option<&Wave> {
        let mut waves = self.waves.iter().rev();
        waves.find(|it| it.period < wave.period && it.period.same_kind(wave.period))
    }

    /// The rival with the best score of an attribute, the first of equal ones.
    fn best(&self, wave: &Wave, attribute: usize) -> Option<usize> {
        let rivals = (0..self.rivals.len()).filter_map(|rival| {
            let mean = wave.whole(attribute, Some(rival))?.points()?;
            Some((rival, mean))
        });
        let best = rivals.reduce(|best, it| if it.1 > best.1 { it } else { best });
        best.map(|it| it.0)
    }

    /// The attributes that weak links are looked for among: the indicators of
    /// the index, or all but the overall one.
    fn candidates(&self) -> Vec<usize> {
        match &self.index {
            Some(index) => index.attributes().collect(),
            None => (0..self.attributes.len())
                .filter(|at| Some(*at) != self.overall && !self.attributes[*at].promoters)
                .collect(),
        }
    }
}

impl Dimension {
    /// What its figures are named after.
    fn named(&self) -> String {
        format!("dimension.{}", self.id)
    }
}

impl Index {
    /// The attributes of its indicators, in order.
    fn attributes(&self) -> impl Iterator<Item = usize> {
        let dimensions = self.dimensions.iter();
        dimensions.flat_map(|it| it.indicators.iter().map(|it| it.attribute))
    }
}

impl Wave {
    /// What all asked customers of an operator answered about an attribute.
    fn whole(&self, attribute: usize, operator: Operator) -> Option<&Answered> {
        self.results
            .iter()
            .find(|it| it.attribute == attribute && it.operator == operator && it.segment.is_none())
    }

    fn joint(&self, operator: Operator) -> Option<&Joint> {
        self.joint.iter().find(|it| it.operator == operator)
    }
}

#[cfg(test)]
mod tests;
