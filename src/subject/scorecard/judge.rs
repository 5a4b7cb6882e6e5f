//! What the judge of a rule is told: figures of the year, thresholds of the
//! sheet, and what a row states.

use super::{Item, Record};
use crate::model::{Evidence, Facts, FigureKey, Finite, Given, Quantity, Reason, Witness};

/// The witness for one item or goal.
pub(super) struct Bench<'a> {
    pub(super) record: &'a Record,
    pub(super) facts: &'a Facts,
    /// The row that is judged, or that the goal is about.
    pub(super) item: Option<&'a Item>,
    /// What is deducted at that row, where it is known.
    pub(super) deducted: Option<Given>,
    /// The evidence of thresholds typed in the rule.
    pub(super) typed: Evidence,
}

impl Record {
    /// The key of the figure that a comparison reads.
    pub(super) fn quantity_key(&self, metric: &str, quantity: Quantity) -> FigureKey {
        let value = self.metric_key(metric);
        match quantity {
            Quantity::Value => value,
            Quantity::Lead | Quantity::Improvement => {
                value.renamed(format!("{metric}:{}", quantity.word()))
            }
        }
    }
}

impl Bench<'_> {
    /// The evidence that the row gives its value; nothing weaker without a row.
    fn value_cell(&self, of: &str) -> Evidence {
        self.item
            .filter(|item| item.metric.as_deref() == Some(of) || item.id == of)
            .map_or(Evidence::default(), |item| item.cells.value)
    }
}

impl Witness for Bench<'_> {
    fn quantity(&self, of: &str, quantity: Quantity) -> Result<Given, Reason> {
        let key = self.record.quantity_key(of, quantity);
        let figure = self.facts.get(&key);
        let value = figure.and_then(|figure| figure.value.as_ref().ok());
        match (figure, value) {
            (Some(figure), Some(value)) => Ok(Given {
                value: *value,
                interval: figure.interval,
                evidence: figure.evidence.weakest(self.value_cell(of)),
            }),
            _ => Err(Reason::Figure(key)),
        }
    }

    fn threshold(&self, id: &str, of: &str) -> Result<Given, Reason> {
        let unknown = || Reason::Threshold(id.to_owned());
        let threshold = self
            .record
            .thresholds
            .iter()
            .find(|it| it.id == id)
            .ok_or_else(unknown)?;
        let typed = threshold
            .values
            .get(of)
            .or(threshold.value.as_ref())
            .ok_or_else(unknown)?;
        Ok(Given {
            value: typed.value,
            interval: None,
            evidence: typed.evidence,
        })
    }

    fn passes(&self, of: &str) -> Result<(bool, Evidence), Reason> {
        let item = self
            .item
            .filter(|item| item.metric.as_deref() == Some(of) || item.id == of);
        if let Some(item) = item {
            let missed = item.parts.and_then(|parts| parts.missed);
            if let Some(passed) = missed.map(|missed| missed == 0).or(item.passed) {
                return Ok((passed, item.cells.value));
            }
        }
        let metric = match item {
            Some(item) => item
                .metric
                .as_deref()
                .ok_or_else(|| Reason::Passing(item.id.clone()))?,
            None => of,
        };
        self.quantity(metric, Quantity::Value)
            .map(|given| (given.value.get() == 1.0, given.evidence))
    }

    fn deducted(&self, of: &str) -> Result<Given, Reason> {
        self.deducted
            .ok_or_else(|| Reason::Deduction(of.to_owned()))
    }

    fn typed(&self) -> Evidence {
        self.typed
    }
}

/// A number of points.
pub(super) fn points(value: f64) -> Finite {
    Finite::new(value).unwrap_or_default().to_ledger()
}
