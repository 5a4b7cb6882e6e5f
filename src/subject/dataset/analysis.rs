//! What may be asked to be computed of rows.

use schemars::JsonSchema;
use serde::Deserialize;

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
