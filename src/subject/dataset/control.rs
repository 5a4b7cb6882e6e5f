//! How a series over time is analysed: as authors write it, and checked.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Column, Control, Phase, Row};
use crate::{
    diag::Code,
    model::Text,
    sheet::{Timed, Words},
    subject::desk::{Desk, Way, path},
};

/// How a series over time is analysed: its limits and rules.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ControlSheet {
    /// How limits are computed.
    pub chart: ControlChart,
    /// The rules that find signals; `making_data_count` if left out.
    pub rules: Option<RuleSet>,
    /// Leave outlying moving ranges out of the limits, once; true if left out.
    pub screen: Option<bool>,
    /// Where new limits begin, each with its reason.
    #[serde(default)]
    pub phases: Vec<PhaseSheet>,
}

/// A stretch with limits of its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseSheet {
    /// Its first period.
    pub from: Timed,
    /// Why it begins.
    pub reason: Words,
    /// The definition changed: no line leads across, no change is computed.
    #[serde(default)]
    pub broken: bool,
}

/// How control limits are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ControlChart {
    /// Single values and their moving range.
    Xmr,
    /// Counts on equal exposure.
    C,
    /// Counts over exposure: columns `num` and `den`.
    U,
    /// Shares: columns `num` and `den`.
    P,
    /// Counts over great exposure, by Laney.
    UPrime,
    /// Shares of great numbers, by Laney.
    PPrime,
}

/// A set of rules that find signals in a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuleSet {
    /// The NHS's Making Data Count: runs of seven.
    #[default]
    MakingDataCount,
    /// Western Electric: runs of eight.
    WesternElectric,
    /// Nelson: runs of nine.
    Nelson,
}

/// What is computed of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Analysis {
    /// The cumulative share of `n`, in descending order.
    Pareto,
    /// The rate `num` over `den` with its funnel limits.
    Funnel,
    /// Median and quartiles of `value` by group.
    Quartiles,
    /// The share of each answer, n, and the top two minus the bottom two in
    /// percentage points; columns from the least to the most favourable.
    Net,
    /// The sum of the series of each row.
    Total,
    /// The mean of each axis, as lines.
    Means,
    /// The lead: `own` minus `rival`.
    Lead,
}

impl<T> Desk<'_, T> {
    /// How a series is analysed, where it has the columns for it; each phase
    /// begins with one of its rows.
    pub(in crate::subject) fn control(
        &mut self,
        given: &ControlSheet,
        columns: &[Column],
        rows: &[Row],
        way: &Way,
    ) -> Option<Control> {
        let ControlSheet {
            chart,
            rules,
            screen,
            phases,
        } = given;
        for needed in chart.columns() {
            if !columns.iter().any(|it| it.id == *needed) {
                self.say(
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
            let reason = self.words(Some(&phase.reason), &at("reason"));
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
                    let slots = [("part", "period"), ("found", &*found), ("near", "")];
                    self.say(Code::UnknownPart, &at("from"), &slots);
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
}

impl ControlChart {
    /// The columns that it is computed of.
    pub(in crate::subject) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Xmr | Self::C => &["value"],
            Self::U | Self::P | Self::UPrime | Self::PPrime => &["num", "den"],
        }
    }
}

impl Analysis {
    /// The columns that it is computed of.
    pub(in crate::subject) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Pareto => &["n"],
            Self::Funnel => &["num", "den"],
            Self::Quartiles => &["value"],
            Self::Net | Self::Means | Self::Total => &[],
            Self::Lead => &["own", "rival"],
        }
    }
}
