//! Counts of the whole: alerts by what became of them, series by their verdicts.

use super::Judged;
use crate::{
    model::{Better, Evidence, Figure, Finite, Input, Text},
    stats::verdict::{Assurance, Variation},
    subject::monitoring::{Alert, Record},
};

/// Publishes the counts of alerts, where there are any.
pub(super) fn alerts(record: &Record, out: &mut Vec<Figure>) {
    if record.alerts.is_empty() {
        return;
    }
    let all = || record.alerts.iter();
    let places: Vec<Input> = all().map(|it| Input::Typed(it.place.clone())).collect();
    let mut counted = |name: &str, which: &dyn Fn(&Alert) -> bool| {
        let count = all().filter(|it| which(it)).count();
        out.push(record.count(name, count, record.evidence, places.clone()));
    };
    counted("alerts.count", &|_| true);
    counted("alerts.closed", &|it| it.closed.is_some());
    counted("alerts.open", &|it| it.closed.is_none());
    if record.as_of.is_some() {
        counted("alerts.overdue", &|it| it.is_overdue(record.as_of));
    }
}

/// Publishes how many series got which verdict, where there are any.
pub(super) fn verdicts(record: &Record, lines: &[Judged], out: &mut Vec<Figure>) {
    if lines.is_empty() {
        return;
    }
    let known = record.lines.iter().zip(lines);
    let latest = known
        .filter(|(_, judged)| judged.latest.is_some())
        .map(|(line, _)| Input::Figure(line.about.key("latest")));
    let latest: Vec<Input> = latest.collect();
    let points = record.lines.iter().flat_map(|it| &it.points);
    let evidence = Evidence::weakest_of(points.map(|it| it.evidence));
    let mut counted = |name: &str, which: &dyn Fn(&Judged) -> bool| {
        let count = lines.iter().filter(|it| which(it)).count();
        out.push(record.count(name, count, evidence, latest.clone()));
    };
    counted("measures", &|_| true);
    counted("improving", &|it| {
        matches!(it.variation, Some(Variation::Improvement(_)))
    });
    counted("worsening", &|it| {
        matches!(it.variation, Some(Variation::Concern(_)))
    });
    counted("passing", &|it| {
        it.assurance == Some(Assurance::ConsistentlyPasses)
    });
    counted("failing", &|it| {
        it.assurance == Some(Assurance::ConsistentlyFails)
    });
}

impl Record {
    fn count(&self, name: &str, count: usize, evidence: Evidence, inputs: Vec<Input>) -> Figure {
        let value = Finite::computed(count as f64);
        Figure {
            better: Better::Neither,
            evidence,
            formula: "Σ".to_owned(),
            inputs,
            as_of: self.as_of,
            source: self.source.clone(),
            ..Figure::new(self.key(name), &Text::default(), value)
        }
    }
}
