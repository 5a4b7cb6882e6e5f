//! The last questions: narratives held against the facts. References name
//! figures that exist, links lead somewhere, claims agree with the data, the
//! editions of a chapter tell the same story, and nothing private is published.

mod claims;
mod decks;
mod editions;
mod homes;
mod links;
mod references;
mod training;

pub use decks::too_full;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::{
    block::Exhibit,
    diag::{Place, Report},
    exhibits::Exhibits,
    lookup::Standpoint,
    model::{Facts, Period},
    personal,
    portfolio::Portfolio,
    subject,
};

/// Everything a narrative is held against.
struct Bench<'a> {
    portfolio: &'a Portfolio,
    facts: &'a Facts,
    exhibits: &'a Exhibits,
    /// Narratives by file name.
    files: BTreeMap<&'a str, usize>,
    /// There are errors in the data, so figures may be absent that will be there
    /// once those are mended.
    is_spoilt: bool,
}

/// Reviews all narratives and settings against the facts.
pub fn review(portfolio: &Portfolio, facts: &Facts, exhibits: &Exhibits, report: &mut Report) {
    let bench = Bench {
        portfolio,
        facts,
        exhibits,
        files: portfolio
            .documents
            .iter()
            .enumerate()
            .map(|(i, it)| (&*it.narrative.file, i))
            .collect(),
        is_spoilt: report.has_errors_below("data/"),
    };
    homes::of_figures(facts, report);
    for records in portfolio.records.values() {
        records.review(facts, report);
    }
    references::of_settings(&bench, report);
    let reports: Vec<Report> = portfolio
        .documents
        .par_iter()
        .map(|document| {
            let mut report = Report::default();
            references::of_document(&bench, document, &mut report);
            links::of_document(&bench, document, &mut report);
            claims::of_document(&bench, document, &mut report);
            let narrative = &document.narrative;
            personal::report(&narrative.file, 0, &narrative.text, &mut report);
            decks::of_document(portfolio, document, &mut report);
            report
        })
        .collect();
    for found in reports {
        report.absorb(found);
    }
    editions::compare(portfolio, report);
}

impl Bench<'_> {
    /// Reports whether a figure or exhibit of that name is declared, and is only
    /// absent because of an error that was told already.
    fn is_consequence(&self, name: &str) -> bool {
        let declared = self.portfolio.catalogue.metrics.contains_key(name);
        let of_subject = name
            .split_once('.')
            .is_some_and(|(subject, _)| subject::NAMES.contains(&subject));
        self.is_spoilt && (declared || of_subject)
    }

    /// The exhibits that a page of that time may ask for.
    fn shown(&self, at: Standpoint) -> Vec<&Exhibit> {
        let year = Period::Year(at.year);
        let times = at.period.filter(|it| *it != year).into_iter();
        times
            .chain([year])
            .flat_map(|it| self.exhibits.of_period(it))
            .collect()
    }
}

/// A stretch inside a place, by bytes from its start.
fn within(place: &Place, offset: usize, length: usize) -> Place {
    let start = (place.start + offset).min(place.end.max(place.start));
    Place {
        file: place.file.clone(),
        start,
        end: start + length,
    }
}
