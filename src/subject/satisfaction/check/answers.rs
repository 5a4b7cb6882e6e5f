//! How many gave which answers, as rows of a Likert chart.

use super::{Checker, Record};
use crate::{
    block::ChartKind,
    diag::Code,
    model::{Better, Finite, Text},
    path,
    subject::{
        Subject,
        dataset::{Analysis, Column, Dataset, Row, Value},
        satisfaction::{Number, Satisfaction, answers::Steps},
    },
};

/// Answers beyond which they are not told apart without classes.
const MOST_ANSWERS: u16 = 7;

/// Some neighbouring answers, by their steps.
struct Class {
    id: String,
    name: Text,
    last: u16,
}

impl Checker<'_> {
    pub(super) fn answers(&mut self, record: &Record) -> Dataset {
        let mut into = Dataset {
            subject: Satisfaction::NAME,
            year: record.year,
            id: "answers".to_owned(),
            chart: Some(ChartKind::Likert),
            better: Better::Higher,
            source: record.head.source.clone(),
            note: record.head.note.clone(),
            as_of: record.head.as_of,
            analyses: vec![Analysis::Net],
            ..Dataset::default()
        };
        let classes = self.classes();
        let (Some(wave), false) = (record.last(), classes.is_empty()) else {
            return into;
        };
        into.columns = classes
            .iter()
            .map(|it| Column {
                name: it.name.clone(),
                ..Column::new(&it.id, "", 0)
            })
            .collect();
        let scale = (self.scale.from.0, self.scale.to.0);
        for (at, attribute) in record.attributes.iter().enumerate() {
            let Some(result) = wave.whole(at, None).filter(|_| attribute.scale == scale) else {
                continue;
            };
            let Number::Answers(counts) = &result.number else {
                continue;
            };
            let place = result.place.clone();
            let mut row = Row::new(&attribute.id, attribute.name.clone(), place.clone());
            row.period = Some(wave.period);
            row.evidence = result.evidence;
            let mut first = 0;
            for (column, class) in classes.iter().enumerate() {
                let last = usize::from(class.last);
                let count: u64 = counts[first..=last].iter().sum();
                if let Ok(count) = Finite::new(count as f64) {
                    row.values
                        .insert(column, Value::Typed(count, place.clone()));
                }
                first = last + 1;
            }
            into.rows.push(row);
        }
        into
    }

    /// The classes of answers on the file's scale; none where there are too
    /// many answers to be told apart, or classes that do not fit.
    fn classes(&mut self) -> Vec<Class> {
        let given = &self.given.classes;
        self.desk
            .ids_of(path!["classes"], given.iter().map(|it| &it.id));
        let Some(steps) = Steps::of(self.scale) else {
            if !given.is_empty() {
                self.misfit("classes", "0–1000", self.scale, path!["classes"]);
            }
            return Vec::new();
        };
        if given.is_empty() {
            let few = steps.last < MOST_ANSWERS;
            let all = (0..=steps.last).filter(|_| few);
            let towards = if steps.to > steps.from { 1.0 } else { -1.0 };
            let each = all.map(|step| Class {
                id: format!("answer_{step}"),
                name: Text::same((steps.from + towards * f64::from(step)).to_string()),
                last: step,
            });
            return each.collect();
        }
        let mut classes: Vec<Class> = Vec::new();
        for (i, it) in given.iter().enumerate() {
            let name = self.desk.words(Some(&it.name), path!["classes", i, "name"]);
            let after = classes.last().map(|it| it.last);
            let last = steps
                .step(it.to.0)
                .filter(|it| after.is_none_or(|after| *it > after));
            let ends = i + 1 < given.len() || last == Some(steps.last);
            match last.filter(|_| ends) {
                Some(last) => classes.push(Class {
                    // Apart from the roles that columns may play.
                    id: format!("class_{}", it.id.0),
                    name,
                    last,
                }),
                None => {
                    let (found, end) = (it.to.0.to_string(), steps.to.to_string());
                    let slots = [("item", it.id.0.as_str()), ("found", &found), ("end", &end)];
                    self.desk
                        .say(Code::ClassesDoNotFit, path!["classes", i, "to"], &slots);
                    return Vec::new();
                }
            }
        }
        classes
    }
}
