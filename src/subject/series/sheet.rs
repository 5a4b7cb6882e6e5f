//! How an author says that a series is analysed.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::sheet::{Timed, Words};

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

impl ControlChart {
    /// The columns that it is computed of.
    pub fn columns(self) -> &'static [&'static str] {
        if self.is_of_tallies() {
            &["num", "den"]
        } else {
            &["value"]
        }
    }

    /// Reports whether its values are rates, of `num` and `den`.
    pub fn is_of_tallies(self) -> bool {
        match self {
            Self::Xmr | Self::C => false,
            Self::U | Self::P | Self::UPrime | Self::PPrime => true,
        }
    }

    /// The chart to take where a plain chart of counts finds most points
    /// outside its limits: Laney's, or that of single values.
    pub fn primed(self) -> Option<Self> {
        match self {
            Self::C => Some(Self::Xmr),
            Self::U => Some(Self::UPrime),
            Self::P => Some(Self::PPrime),
            Self::Xmr | Self::UPrime | Self::PPrime => None,
        }
    }
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
