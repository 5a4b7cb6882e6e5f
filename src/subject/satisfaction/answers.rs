//! Counts a table of answers while it is read.
//!
//! What respondents answered is counted by operator and segment; nothing else
//! of a respondent is kept. Answers are whole numbers on a scale, so that every
//! sum is exact and no order of rows changes a digit.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::sheet::{AnswersSheet, SatisfactionSheet, ScaleSheet, WaveSheet};
use crate::{
    diag::{Code, FileName},
    path,
    rows::{Cells, Columns, Mistakes, Tally},
    sheet::Sheet,
    stats::moments::Moments,
    subject::ReadSheet,
};

/// Steps of a scale that answers are counted on, at most.
const MOST_STEPS: f64 = 1000.0;

/// What was counted of a table of answers.
#[derive(Debug, Clone)]
pub struct Counted {
    /// The table.
    pub file: FileName,
    /// By operator (0 is ours, then the rivals) and segment.
    pub groups: BTreeMap<(u16, Option<u16>), Group>,
}

/// The answers of some respondents.
#[derive(Debug, Clone)]
pub struct Group {
    /// How many gave each answer, by attribute; empty for one without column.
    pub counts: Vec<Vec<u64>>,
    /// Of those who answered every indicator of the index, in its order.
    pub joint: Moments,
    /// How many did not.
    pub incomplete: u64,
    /// Each attribute with the overall one, of those who answered both.
    pub pairs: Vec<Moments>,
}

impl Group {
    /// Takes in the answers of others.
    pub fn merge(&mut self, other: &Self) {
        for (own, more) in self.counts.iter_mut().zip(&other.counts) {
            own.iter_mut()
                .zip(more)
                .for_each(|(own, more)| *own += more);
        }
        self.joint.merge(&other.joint);
        self.incomplete += other.incomplete;
        for (own, more) in self.pairs.iter_mut().zip(&other.pairs) {
            own.merge(more);
        }
    }
}

/// A scale of whole answers, by the number of its steps above the first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Steps {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) last: u16,
}

impl Steps {
    /// The scale where its ends are whole numbers, not too far apart.
    pub(super) fn of(scale: ScaleSheet) -> Option<Self> {
        let (from, to) = (scale.from.0, scale.to.0);
        let last = (to - from).abs();
        let whole = from.fract() == 0.0 && to.fract() == 0.0;
        (whole && (1.0..=MOST_STEPS).contains(&last)).then_some(Self {
            from,
            to,
            last: last as u16,
        })
    }

    /// The number of an answer's step; none for what is not on the scale.
    pub(super) fn step(self, answer: f64) -> Option<u16> {
        let step = if self.to > self.from {
            answer - self.from
        } else {
            self.from - answer
        };
        let on = step.fract() == 0.0 && (0.0..=f64::from(self.last)).contains(&step);
        on.then_some(step as u16)
    }
}

/// Counts the tables that a sheet names.
pub(super) fn gather(sheet: &mut Sheet<SatisfactionSheet>, door: &mut impl ReadSheet) {
    for at in 0..sheet.value.waves.len() {
        let counted = count(sheet, at, door);
        sheet.value.waves[at].counted = counted;
    }
}

fn count(
    sheet: &Sheet<SatisfactionSheet>,
    at: usize,
    door: &mut impl ReadSheet,
) -> Option<Counted> {
    let wave: &WaveSheet = &sheet.value.waves[at];
    let answers = wave.answers.as_ref()?;
    let reading = Reading::new(&sheet.value, answers)?;
    let named = [&answers.columns.operator, &answers.columns.segment];
    let required: Vec<&str> = named
        .into_iter()
        .flatten()
        .chain(answers.columns.attributes.values())
        .map(|it| it.0.as_str())
        .collect();
    let columns = Columns {
        required: &required,
        optional: &[],
    };
    let place = sheet.place(path!["waves", at, "answers", "file"]);
    let new = || Counting {
        reading: &reading,
        groups: HashMap::new(),
        row: Vec::new(),
    };
    let found = door.tally(&answers.file.0, place, &answers.spec(), &columns, &new)?;
    Some(Counted {
        file: sheet.beside(&answers.file.0),
        groups: found.groups.into_iter().collect(),
    })
}

/// How cells are read.
struct Reading<'a> {
    /// The number of the column, and the words in its cells.
    operators: Option<(usize, HashMap<&'a str, u16>)>,
    segments: Option<(usize, HashMap<&'a str, u16>)>,
    /// The number of the column of the first attribute.
    first: usize,
    /// By column from `first` on: the attribute and its scale.
    attributes: Vec<(usize, Steps)>,
    /// The number of all attributes.
    all: usize,
    /// The attributes of the index, in its order; none where one has no column.
    indicators: Vec<usize>,
    overall: Option<usize>,
}

impl<'a> Reading<'a> {
    /// Nothing where the sheet says something that `check` reports.
    fn new(sheet: &'a SatisfactionSheet, answers: &'a AnswersSheet) -> Option<Self> {
        let columns = &answers.columns;
        let at = |id: &str| sheet.attributes.iter().position(|it| it.id.0 == id);
        let attributes = columns.attributes.keys().map(|id| {
            let at = at(id)?;
            let own = sheet.attributes[at].scale.or(sheet.scale);
            Some((at, Steps::of(own.unwrap_or(ScaleSheet::HUNDRED))?))
        });
        let attributes = attributes.collect::<Option<Vec<_>>>()?;
        let rivals = || sheet.rivals.iter().map(|it| it.0.as_str()).zip(1..);
        let ids = || std::iter::once(("own", 0)).chain(rivals());
        let operator = |id: &str| ids().find(|(it, _)| *it == id).map(|it| it.1);
        let words = answers.operators.iter();
        let words = words.map(|(word, id)| Some((word.as_str(), operator(&id.0)?)));
        let operators = ids().map(Some).chain(words);
        let operators = operators.collect::<Option<HashMap<_, _>>>()?;
        let segments = sheet.segments.iter().zip(0..).flat_map(|(it, at)| {
            let names = it.name.0.wordings().map(|(_, name)| name);
            names.chain([it.id.0.as_str()]).map(move |it| (it, at))
        });
        let index = sheet.index.iter().flat_map(|it| &it.dimensions);
        let indicators = index.flat_map(|it| &it.indicators).map(|it| {
            let at = at(&it.attribute.0)?;
            attributes.iter().any(|it| it.0 == at).then_some(at)
        });
        let before = usize::from(columns.operator.is_some());
        Some(Self {
            operators: columns.operator.as_ref().map(|_| (0, operators)),
            segments: columns
                .segment
                .as_ref()
                .map(|_| (before, segments.collect())),
            first: before + usize::from(columns.segment.is_some()),
            indicators: indicators.collect::<Option<_>>().unwrap_or_default(),
            overall: sheet.overall.as_ref().and_then(|it| at(&it.0)),
            all: sheet.attributes.len(),
            attributes,
        })
    }

    fn group(&self) -> Group {
        let mut counts = vec![Vec::new(); self.all];
        for (at, steps) in &self.attributes {
            counts[*at] = vec![0; usize::from(steps.last) + 1];
        }
        Group {
            counts,
            joint: Moments::new(self.indicators.len()),
            incomplete: 0,
            pairs: vec![Moments::new(2); self.all],
        }
    }
}

/// Answers while they are counted.
struct Counting<'a> {
    reading: &'a Reading<'a>,
    groups: HashMap<(u16, Option<u16>), Group>,
    /// The row at hand: the step of each attribute.
    row: Vec<Option<u16>>,
}

impl Tally for Counting<'_> {
    fn take(&mut self, row: &Cells, mistakes: &mut Mistakes) {
        let reading = self.reading;
        let mut known = |words: &Option<(usize, HashMap<&str, u16>)>| {
            let (column, words) = words.as_ref()?;
            row.word(*column, words, mistakes)
        };
        let operator = known(&reading.operators);
        let segment = known(&reading.segments);
        if reading.operators.is_some() && operator.is_none() {
            if row.text(0).is_none() {
                mistakes.add(row, 0, Code::EmptyValue, &[("key", "operator")]);
            }
            return;
        }
        self.row.clear();
        self.row.resize(reading.all, None);
        for (column, (attribute, steps)) in (reading.first..).zip(&reading.attributes) {
            let Some(answer) = row.number(column, mistakes) else {
                continue;
            };
            self.row[*attribute] = steps.step(answer);
            if self.row[*attribute].is_none() {
                let found = row.text(column).unwrap_or_default();
                let scale = format!("{}–{}", steps.from, steps.to);
                let slots = [("found", found), ("scale", scale.as_str())];
                mistakes.add(row, column, Code::OffScale, &slots);
            }
        }
        let group = self
            .groups
            .entry((operator.unwrap_or(0), segment))
            .or_insert_with(|| reading.group());
        for (attribute, step) in self.row.iter().enumerate() {
            let Some(step) = step else { continue };
            group.counts[attribute][usize::from(*step)] += 1;
            if let Some(overall) = reading.overall.and_then(|at| self.row[at]) {
                group.pairs[attribute].take(&[*step, overall]);
            }
        }
        let indicators = reading.indicators.iter().map(|at| self.row[*at]);
        match indicators.collect::<Option<Vec<u16>>>() {
            Some(steps) => group.joint.take(&steps),
            None => group.incomplete += 1,
        }
    }

    fn merge(&mut self, later: Self) {
        for (key, group) in later.groups {
            match self.groups.get_mut(&key) {
                Some(own) => own.merge(&group),
                None => {
                    self.groups.insert(key, group);
                }
            }
        }
    }
}
