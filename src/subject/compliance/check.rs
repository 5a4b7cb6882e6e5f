//! Turns a sheet into a record, and reports every mistake in it.

mod looks;

use super::{
    Bound, Claim, Clause, ComplianceSheet, Demand, Inspection, Limit, Metric, Promise, Rate,
    Record, sheet,
};
use crate::{
    diag::{Code, Report},
    model::{Evidence, Finite, Text, When},
    path,
    sheet::{Count, Num, Plain, Sheet, Step, Timed},
    subject::{
        Context,
        desk::{Desk, Way, path},
        units::PERCENT,
    },
};

/// Checks the sheet of a year.
pub(super) fn check(
    sheet: &Sheet<ComplianceSheet>,
    context: &Context,
    report: &mut Report,
) -> Record {
    let evidence = sheet.value.evidence.unwrap_or_default();
    let desk = Desk {
        sheet,
        context,
        report,
    };
    Checker { desk, evidence }.record(&sheet.value)
}

struct Checker<'a> {
    desk: Desk<'a, ComplianceSheet>,
    /// That of the file.
    evidence: Evidence,
}

impl Checker<'_> {
    fn record(&mut self, given: &ComplianceSheet) -> Record {
        let ComplianceSheet {
            evidence: _,
            source,
            note,
            as_of,
            laws,
            clauses,
            reports,
            rates,
            promises,
            signatures,
        } = given;
        self.desk
            .ids_of(path!["laws"], laws.iter().map(|it| &it.id));
        self.desk
            .ids_of(path!["clauses"], clauses.iter().map(|it| &it.id));
        self.desk
            .ids_of(path!["rates"], rates.iter().map(|it| &it.id));
        self.desk
            .ids_of(path!["promises"], promises.iter().map(|it| &it.id));
        self.desk
            .ids_of(path!["signatures"], signatures.iter().map(|it| &it.id));
        let titles = self.laws(laws);
        let clauses = clauses.iter().enumerate();
        let clauses: Vec<Clause> = clauses
            .map(|(i, it)| self.clause(it, laws, &vec!["clauses".into(), i.into()]))
            .collect();
        let inspections = reports.iter().enumerate();
        let mut inspections: Vec<Inspection> = inspections
            .filter_map(|(i, it)| self.inspection(it, &clauses, &vec!["reports".into(), i.into()]))
            .collect();
        inspections.sort_by_key(|it| it.period.last_day());
        let rates = rates.iter().enumerate();
        let rates = rates
            .filter_map(|(i, it)| self.rate(it, &vec!["rates".into(), i.into()]))
            .collect();
        let promises = promises.iter().enumerate();
        let promises = promises
            .map(|(i, it)| self.promise(it, &vec!["promises".into(), i.into()]))
            .collect();
        let signatures = signatures.iter().enumerate().map(|(i, it)| {
            let way = ["signatures".into(), i.into(), "role".into()];
            (it.id.0.clone(), self.desk.words(Some(&it.role), &way))
        });
        let signatures = signatures.collect();
        Record {
            year: self.desk.context.year,
            evidence: self.evidence,
            head: self.desk.head(source.as_ref(), note.as_ref(), *as_of),
            laws: titles,
            clauses,
            inspections,
            rates,
            promises,
            signatures,
        }
    }

    /// The full titles of laws.
    fn laws(&mut self, given: &[sheet::LawSheet]) -> Vec<Text> {
        let laws = given.iter().enumerate().map(|(i, it)| {
            let at = |key: &'static str| [Step::from("laws"), i.into(), key.into()];
            let name = self.desk.words(Some(&it.name), &at("name"));
            let number = self.desk.words(it.number.as_ref(), &at("number"));
            if number.is_empty() {
                name
            } else {
                name.joined(" ", &number)
            }
        });
        laws.collect()
    }

    fn clause(
        &mut self,
        given: &sheet::ClauseSheet,
        laws: &[sheet::LawSheet],
        way: &Way,
    ) -> Clause {
        let at = |key: &'static str| path(way, &[key.into()]);
        let article = self.desk.words(given.article.as_ref(), &at("article"));
        let law = given.law.as_ref().and_then(|Plain(id)| {
            let known = laws.iter().map(|it| it.id.0.as_str());
            self.desk.part("laws", id, known, &at("law"))
        });
        let metric = given.metric.as_ref();
        let metric = metric.and_then(|id| self.desk.metric(&id.0, &at("metric")));
        let mut clause = Clause {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            law,
            article,
            measure: String::new(),
            metric: metric.map(|it| Metric {
                id: it.id.clone(),
                decimals: it.decimals,
            }),
            demands: Vec::new(),
        };
        match (&given.limit, given.duty) {
            (None, true) => {
                if given.metric.is_some() {
                    self.clash("duty", "metric", &given.id, way);
                }
                clause.demands.push(Demand::Duty);
            }
            (Some(_), true) => self.clash("duty", "limit", &given.id, way),
            (None, false) => self.need("limit", &given.id, way),
            (Some(limit), false) => {
                let usual = if limit.least.is_some() { PERCENT } else { "" };
                clause.measure = match (&limit.measure, &given.metric) {
                    (Some(_), Some(_)) => {
                        self.clash("metric", "limit.measure", &given.id, way);
                        String::new()
                    }
                    (Some(id), None) => {
                        let way = path(&at("limit"), &["measure".into()]);
                        self.desk.measure(id, &way)
                    }
                    (None, Some(_)) => metric.map(|it| it.measure.clone()).unwrap_or_default(),
                    (None, None) if usual.is_empty() => {
                        self.need("measure", &given.id, &at("limit"));
                        String::new()
                    }
                    (None, None) => usual.to_owned(),
                };
                clause.demands = self.limits(limit, &given.id, &at("limit"));
            }
        }
        clause
    }

    fn limits(&mut self, given: &sheet::LimitSheet, of: &Plain, way: &Way) -> Vec<Demand> {
        if let (Some(mean), Some(max)) = (given.mean, given.max) {
            self.mean_below_max(mean, max, of, way);
        }
        let bounds = [
            (Bound::Mean, "mean", given.mean),
            (Bound::Max, "max", given.max),
            (Bound::Least, "least", given.least),
        ];
        let mut demands = Vec::new();
        for (bound, key, number) in bounds {
            let Some(number) = number else { continue };
            if bound == Bound::Least && !demands.is_empty() {
                self.clash("least", "mean, max", of, way);
                continue;
            }
            let way = path(way, &[key.into()]);
            if let Some((value, place)) = self.desk.number(number, &way) {
                demands.push(Demand::Limit(Limit {
                    bound,
                    value,
                    evidence: given.evidence.unwrap_or(self.evidence),
                    place,
                }));
            }
        }
        if demands.is_empty() {
            self.need("mean", of, way);
        }
        demands
    }

    /// A mean above the highest case cannot be.
    fn mean_below_max(&mut self, mean: Num, max: Num, of: &Plain, way: &Way) {
        if mean.0 > max.0 {
            let (mean, max) = (mean.0.to_string(), max.0.to_string());
            let slots = [("clause", of.0.as_str()), ("mean", &mean), ("max", &max)];
            let way = path(way, &["mean".into()]);
            self.desk.say(Code::MeanAboveMax, &way, &slots);
        }
    }

    fn inspection(
        &mut self,
        given: &sheet::ReportSheet,
        clauses: &[Clause],
        way: &Way,
    ) -> Option<Inspection> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let period = self.desk.period(given.period, &at("period"))?;
        let claim = given.claim.as_ref().map(|it| Claim {
            text: self
                .desk
                .words(Some(&it.text), &path(&at("claim"), &["text".into()])),
            acknowledged: self.desk.words(
                it.acknowledged.as_ref(),
                &path(&at("claim"), &["acknowledged".into()]),
            ),
            place: self.desk.sheet.place(&at("claim")),
        });
        let sections = given.sections.iter().enumerate().map(|(i, it)| {
            let at = |key: &'static str| path(way, &["sections".into(), i.into(), key.into()]);
            let name = self.desk.words(Some(&it.name), &at("name"));
            (name, self.desk.words(it.text.as_ref(), &at("text")))
        });
        let sections = sections.collect();
        Some(Inspection {
            period,
            due: given.due.map(|it| it.0),
            issued: given.issued.map(|it| it.0),
            evidence: given.evidence.unwrap_or(self.evidence),
            claim,
            sections,
            looks: self.looks(given, clauses, period, way),
        })
    }

    fn rate(&mut self, given: &sheet::RateSheet, way: &Way) -> Option<Rate> {
        let at = |key: &'static str| path(way, &[key.into()]);
        let counts = self.counts(given.attained, given.assessed, &given.id, way);
        let reported = given.rate.and_then(|it| self.percent(it, &at("rate")));
        let missing = self.desk.words(given.missing.as_ref(), &at("missing"));
        let acknowledged = self
            .desk
            .words(given.acknowledged.as_ref(), &at("acknowledged"));
        let counted = given.attained.or(given.assessed).is_some();
        if reported.is_none() && !counted && missing.is_empty() {
            let slots = [("metric", given.id.0.as_str())];
            self.desk.say(Code::NoValueNoReason, way, &slots);
        }
        let mut evidence = given.evidence.unwrap_or(self.evidence);
        if counts.is_none() {
            evidence = evidence.weakest(Evidence::Reported);
        }
        let rate = Rate {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            period: self.desk.period(given.period, &at("period"))?,
            reported,
            counts,
            missing,
            evidence,
            acknowledged,
            place: self.desk.sheet.place(way),
        };
        if rate.acknowledged.is_empty() {
            self.doubt(&rate, given, way);
        }
        Some(rate)
    }

    /// Says of a rate that has no base, or differs from what its counts give.
    fn doubt(&mut self, rate: &Rate, given: &sheet::RateSheet, way: &Way) {
        let Some(reported) = rate.reported else {
            return;
        };
        let id = given.id.0.as_str();
        match rate.counted() {
            None => {
                let way = path(way, &["rate".into()]);
                self.desk.say(Code::RateWithoutBase, &way, &[("rate", id)]);
            }
            Some(counted) if rate.differs() => {
                let (reported, counted) = (reported.get().to_string(), format!("{counted:.2}"));
                let slots = [("rate", id), ("reported", &reported), ("counted", &counted)];
                let way = path(way, &["rate".into()]);
                self.desk.say(Code::RateDiffers, &way, &slots);
            }
            Some(_) => {}
        }
    }

    fn promise(&mut self, given: &sheet::PromiseSheet, way: &Way) -> Promise {
        let at = |key: &'static str| path(way, &[key.into()]);
        let inside = |key: &'static str| path(way, &["coverage".into(), key.into()]);
        let missing = self.desk.words(given.missing.as_ref(), &at("missing"));
        let proof = self.desk.words(given.proof.as_ref(), &at("proof"));
        if given.kept.is_none() && missing.is_empty() {
            let slots = [("metric", "kept")];
            self.desk.say(Code::NoValueNoReason, way, &slots);
        }
        let sheet::CoverageSheet {
            covered,
            base,
            of,
            missing: unknown,
        } = &given.coverage;
        let unknown = self.desk.words(unknown.as_ref(), &inside("missing"));
        let counts = self.share(
            ("covered", *covered),
            ("base", *base),
            &given.id,
            &at("coverage"),
        );
        if covered.or(*base).is_none() && unknown.is_empty() {
            let slots = [("metric", "coverage")];
            let way = at("coverage");
            self.desk.say(Code::NoValueNoReason, &way, &slots);
        }
        Promise {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            since: match given.since {
                Timed::In(period) => When::In(period),
                Timed::Unstated => When::Unstated {
                    review: self.desk.context.year,
                },
            },
            coverage: counts.ok_or(unknown),
            of: self.desk.words(of.as_ref(), &inside("of")),
            kept: given.kept,
            proof,
            missing,
            evidence: given.evidence.unwrap_or(self.evidence),
            place: self.desk.sheet.place(way),
        }
    }

    /// A rate in per cent.
    fn percent(&mut self, given: Num, way: &Way) -> Option<Finite> {
        let (share, _) = self.desk.number(given, way)?;
        self.desk.amount_within(share, true, way);
        Some(share)
    }

    fn counts(
        &mut self,
        attained: Option<Count>,
        assessed: Option<Count>,
        of: &Plain,
        way: &Way,
    ) -> Option<(u64, u64)> {
        self.share(("attained", attained), ("assessed", assessed), of, way)
    }

    /// So many of a base, both or neither.
    fn share(
        &mut self,
        (part, count): (&'static str, Option<Count>),
        (whole, base): (&'static str, Option<Count>),
        of: &Plain,
        way: &Way,
    ) -> Option<(u64, u64)> {
        match (count, base) {
            (Some(count), Some(base)) => {
                if count > base || base.0 == 0 {
                    let (count, base) = (count.0.to_string(), base.0.to_string());
                    let slots = [("count", count.as_str()), ("base", &base)];
                    let way = path(way, &[part.into()]);
                    self.desk.say(Code::CountBeyondBase, &way, &slots);
                }
                Some((count.0, base.0))
            }
            (None, None) => None,
            (Some(_), None) => {
                self.need(whole, of, way);
                None
            }
            (None, Some(_)) => {
                self.need(part, of, way);
                None
            }
        }
    }

    fn need(&mut self, key: &str, of: &Plain, way: &Way) {
        let slots = [("item", of.0.as_str()), ("key", key)];
        self.desk.say(Code::KeyNeeded, way, &slots);
    }

    fn clash(&mut self, first: &str, second: &str, of: &Plain, way: &Way) {
        let slots = [("first", first), ("second", second), ("item", &of.0)];
        self.desk.say(Code::KeysClash, way, &slots);
    }
}
