//! Targets, control limits and analyses: what figures are held against, and
//! what is to be computed of them.

use super::{Checker, sheet};
use crate::{
    diag::{Code, nearest},
    model::{Evidence, Text},
    sheet::{Plain, Timed},
    subject::{
        datasets::{Column, Control, Phase, Row, Target},
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
        let ids: Vec<(&Plain, Way)> = given
            .iter()
            .enumerate()
            .map(|(i, it)| (&it.id, at(i, "id")))
            .collect();
        self.desk.ids(ids);
        let mut targets = Vec::new();
        for (i, it) in given.iter().enumerate() {
            let column = match &it.column {
                Some(Plain(id)) => {
                    let found = columns.iter().position(|column| column.id == *id);
                    if found.is_none() {
                        let near = nearest(id, columns.iter().map(|it| it.id.as_str())).to_owned();
                        self.unknown("column", id, &near, &at(i, "column"));
                    }
                    found
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

    pub(super) fn control(
        &mut self,
        given: &sheet::ControlSheet,
        columns: &[Column],
        rows: &[Row],
        way: &Way,
    ) -> Option<Control> {
        let sheet::ControlSheet {
            chart,
            rules,
            screen,
            phases,
        } = given;
        for needed in chart.columns() {
            if !columns.iter().any(|it| it.id == *needed) {
                self.desk.say(
                    Code::KeyNeeded,
                    way,
                    &[("item", "columns"), ("key", needed)],
                );
                return None;
            }
        }
        let mut checked = vec![Phase {
            row: 0,
            reason: Text::default(),
            broken: false,
        }];
        for (i, phase) in phases.iter().enumerate() {
            let at = |key: &'static str| path(way, &["phases".into(), i.into(), key.into()]);
            let reason = self.desk.words(Some(&phase.reason), &at("reason"));
            let row = match phase.from {
                Timed::In(from) => rows.iter().position(|row| row.period == Some(from)),
                Timed::Unstated => None,
            };
            match row {
                Some(row) if checked.last().is_none_or(|it| it.row < row || row == 0) => {
                    checked.push(Phase {
                        row,
                        reason,
                        broken: phase.broken,
                    });
                }
                _ => {
                    let found = match phase.from {
                        Timed::In(period) => period.to_string(),
                        Timed::Unstated => "unstated".to_owned(),
                    };
                    self.unknown("period", &found, "", &at("from"));
                }
            }
        }
        Some(Control {
            chart: *chart,
            rules: rules.unwrap_or_default(),
            screen: screen.unwrap_or(true),
            phases: checked,
        })
    }

    /// The analyses whose columns are there; the others are reported.
    pub(super) fn analyses(
        &mut self,
        given: &[sheet::Analysis],
        columns: &[Column],
        way: &Way,
    ) -> Vec<sheet::Analysis> {
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

impl sheet::ControlChart {
    /// The columns that it is computed of.
    pub(super) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Xmr | Self::C => &["value"],
            Self::U | Self::P | Self::UPrime | Self::PPrime => &["num", "den"],
        }
    }
}

impl sheet::Analysis {
    /// The columns that it is computed of.
    pub(super) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Pareto => &["n"],
            Self::Funnel => &["num", "den"],
            Self::Quartiles => &["value"],
            Self::Net | Self::Means | Self::Total => &[],
            Self::Lead => &["own", "rival"],
        }
    }
}
