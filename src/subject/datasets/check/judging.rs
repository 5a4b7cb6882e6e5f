//! Targets and analyses: what figures are held against, and what is to be
//! computed of them.

use super::{Checker, sheet};
use crate::{
    diag::Code,
    model::Evidence,
    sheet::Plain,
    subject::{
        dataset::{Analysis, Column, Target},
        desk::{Way, path},
    },
};

impl Checker<'_> {
    pub(super) fn targets(
        &mut self,
        given: &[sheet::TargetSheet],
        columns: &[Column],
        evidence: Evidence,
        way: &Way,
    ) -> Vec<Target> {
        let at = |i: usize, key: &'static str| path(way, &["targets".into(), i.into(), key.into()]);
        let ids = given.iter().map(|it| &it.id);
        self.desk.ids_of(&path(way, &["targets".into()]), ids);
        let mut targets = Vec::new();
        for (i, it) in given.iter().enumerate() {
            let column = match &it.column {
                Some(Plain(id)) => {
                    let known = columns.iter().map(|it| it.id.as_str());
                    self.desk.part("column", id, known, &at(i, "column"))
                }
                None => (!columns.is_empty()).then_some(0),
            };
            let name = self.desk.words(Some(&it.name), &at(i, "name"));
            if let Some((value, place)) = self.desk.number(it.value, &at(i, "value")) {
                targets.push(Target {
                    id: it.id.0.clone(),
                    name,
                    value,
                    evidence: it.evidence.unwrap_or(evidence),
                    column,
                    place,
                });
            }
        }
        targets
    }

    /// The analyses whose columns are there; the others are reported.
    pub(super) fn analyses(
        &mut self,
        given: &[Analysis],
        columns: &[Column],
        way: &Way,
    ) -> Vec<Analysis> {
        let mut sound = Vec::new();
        for (i, analysis) in given.iter().enumerate() {
            let lacking = analysis
                .columns()
                .iter()
                .find(|needed| !columns.iter().any(|it| it.id == **needed));
            match lacking {
                None if sound.contains(analysis) => {}
                None => sound.push(*analysis),
                Some(needed) => self.desk.say(
                    Code::KeyNeeded,
                    &path(way, &["analyses".into(), i.into()]),
                    &[("item", "columns"), ("key", needed)],
                ),
            }
        }
        sound
    }
}
