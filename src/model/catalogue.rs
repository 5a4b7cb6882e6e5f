//! What a site measures: measures, metrics, organisation units, competitors, roles.

use std::collections::BTreeMap;

use super::{Formula, Text};

/// Everything that data files may refer to by id, checked.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// Measures by id.
    pub measures: BTreeMap<String, Measure>,
    /// Metrics by id.
    pub metrics: BTreeMap<String, Metric>,
    /// Organisation units by id; the organisation itself is not among them.
    pub units: BTreeMap<String, Unit>,
    /// Competitors by id.
    pub competitors: BTreeMap<String, Competitor>,
    /// The names of roles by id.
    pub roles: BTreeMap<String, Text>,
}

/// What a number is counted in: points, %, complaints per 10 000 customers.
#[derive(Debug, Clone, Default)]
pub struct Measure {
    /// The id in data files.
    pub id: String,
    /// What is printed behind a number: `分`, ` points`, `%`. Empty for bare counts.
    pub suffix: Text,
    /// The name in table headers and axis titles: `件/万客户`.
    pub name: Text,
    /// The measure of a difference, where it is another one: percentage points for %.
    pub difference: Option<String>,
}

/// A metric: one thing that is measured, defined once for all years.
#[derive(Debug, Clone)]
pub struct Metric {
    /// The id in data files and narratives.
    pub id: String,
    /// The name in tables and sentences.
    pub name: Text,
    /// The id of its measure.
    pub measure: String,
    /// Which direction is good.
    pub better: Better,
    /// Digits after the decimal point when printed.
    pub decimals: u8,
    /// What exactly is counted, over what.
    pub definition: Text,
    /// Where its values come from.
    pub origin: Origin,
    /// The lowest and highest value there can be, for scales such as 0–100.
    pub range: Option<(f64, f64)>,
}

/// Which direction of a metric is good.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// More is better, as for satisfaction.
    #[default]
    Higher,
    /// Less is better, as for complaints.
    Lower,
    /// Neither: the number only describes.
    Neither,
}

impl Metric {
    /// Reports whether it says yes (1) or no (0).
    pub fn is_yes_no(&self) -> bool {
        self.range == Some((0.0, 1.0)) && self.decimals == 0
    }
}

impl Catalogue {
    /// The measure of a difference of numbers in a measure: the measure itself
    /// where it declares none.
    pub fn difference_of(&self, measure: &str) -> String {
        let declared = self.measures.get(measure);
        let difference = declared.and_then(|it| it.difference.as_deref());
        difference.unwrap_or(measure).to_owned()
    }
}

/// The one home of a metric's values.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// Typed in a `readings.yaml` or a file of rows it names.
    Reading,
    /// Computed from other metrics of the same period, scope and unit.
    Derived(Formula),
    /// Computed by the subject of this name.
    Subject(String),
}

/// An organisation unit: a province, a branch, a hall.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The id in data files and routes.
    pub id: String,
    /// The name readers see.
    pub name: Text,
    /// The unit it belongs to; none for the organisation's direct parts.
    pub parent: Option<String>,
}

/// Another operator whose results are compared with ours.
#[derive(Debug, Clone)]
pub struct Competitor {
    /// The id in data files.
    pub id: String,
    /// The name readers see.
    pub name: Text,
}
