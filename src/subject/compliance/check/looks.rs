//! What a self-inspection found at each clause.

use std::collections::BTreeMap;

use super::Checker;
use crate::{
    diag::Code,
    model::{Evidence, FigureKey, Period, Text},
    sheet::Plain,
    subject::{
        compliance::{Answer, Bound, Clause, Demand, Look, Remedy, sheet},
        desk::{Way, path},
    },
};

/// A check of a clause, and what it does not say itself.
struct Given<'a> {
    check: &'a sheet::CheckSheet,
    clause: &'a Clause,
    period: Period,
    proof: Text,
    /// Why a value is missing; may be empty.
    reason: &'a Text,
    way: &'a Way<'a>,
}

impl Checker<'_> {
    /// A look at every clause, in their order. What a check does not say is
    /// missing for its own reason or for that of the whole report.
    pub(super) fn looks(
        &mut self,
        given: &sheet::ReportSheet,
        clauses: &[Clause],
        period: Period,
        way: &Way,
    ) -> Vec<Look> {
        let at = |i: usize| path(way, &["checks".into(), i.into()]);
        let reason = self
            .desk
            .words(given.missing.as_ref(), &path(way, &["missing".into()]));
        let names = given.checks.iter().enumerate();
        self.desk
            .ids(names.map(|(i, it)| (&it.clause, path(&at(i), &["clause".into()]))));
        let mut checks: BTreeMap<usize, (usize, &sheet::CheckSheet)> = BTreeMap::new();
        for (i, it) in given.checks.iter().enumerate() {
            let known = clauses.iter().map(|it| it.id.as_str());
            let way = path(&at(i), &["clause".into()]);
            if let Some(clause) = self.desk.part("clauses", &it.clause.0, known, &way) {
                checks.insert(clause, (i, it));
            }
        }
        let whole = (period, given.evidence.unwrap_or(self.evidence));
        let looks = clauses.iter().enumerate().map(|(i, clause)| {
            if let Some((i, check)) = checks.get(&i) {
                return self.look(check, clause, whole, &reason, &at(*i));
            }
            let none = sheet::CheckSheet::of(&clause.id);
            self.look(&none, clause, whole, &reason, way)
        });
        looks.collect()
    }

    fn look(
        &mut self,
        check: &sheet::CheckSheet,
        clause: &Clause,
        (whole, usual): (Period, Evidence),
        reason: &Text,
        way: &Way,
    ) -> Look {
        let at = |key: &'static str| path(way, &[key.into()]);
        let mut period = whole;
        if let Some(timed) = check.period
            && let Some(own) = self.desk.period(timed, &at("period"))
        {
            period = own;
            if own.first_day() < whole.first_day() || own.last_day() > whole.last_day() {
                let (own, whole) = (own.to_string(), whole.to_string());
                let slots = [("period", own.as_str()), ("whole", &whole)];
                self.desk.say(Code::CheckOutside, &at("period"), &slots);
            }
        }
        self.keys_fit(check, clause, way);
        if let (Some(mean), Some(max)) = (check.mean, check.max) {
            self.mean_below_max(mean, max, &check.clause, way);
        }
        let own = self.desk.words(check.missing.as_ref(), &at("missing"));
        let given = Given {
            check,
            clause,
            period,
            proof: self.desk.words(check.proof.as_ref(), &at("proof")),
            reason: if own.is_empty() { reason } else { &own },
            way,
        };
        let demands = clause.demands.iter();
        let answers: Vec<Answer> = demands.map(|it| self.answer(it, &given)).collect();
        if !own.is_empty() && !answers.iter().any(|it| matches!(it, Answer::Missing(_))) {
            let slots = [("metric", clause.id.as_str())];
            self.desk.say(Code::ValueAndMissing, &at("missing"), &slots);
        }
        let remedy = check.remedy.as_ref().map(|it| {
            let at = |key: &'static str| path(way, &["remedy".into(), key.into()]);
            Remedy {
                action: self.desk.words(Some(&it.action), &at("action")),
                owner: self.desk.words(Some(&it.owner), &at("owner")),
                due: it.due.map(|it| it.0),
                done: it.done.map(|it| it.0),
            }
        });
        Look {
            period,
            answers,
            n: check.n.map(|it| it.0),
            evidence: check.evidence.unwrap_or(usual),
            remedy,
            place: self.desk.sheet.place(way),
        }
    }

    /// Says of keys that the clause has no use for.
    fn keys_fit(&mut self, check: &sheet::CheckSheet, clause: &Clause, way: &Way) {
        let asks = |bound: Bound| {
            let mut demands = clause.demands.iter();
            demands.any(|it| matches!(it, Demand::Limit(limit) if limit.bound == bound))
        };
        let typed = |bound| asks(bound) && clause.metric.is_none();
        let keys = [
            ("mean", check.mean.is_some(), typed(Bound::Mean)),
            ("max", check.max.is_some(), asks(Bound::Max)),
            ("rate", check.rate.is_some(), typed(Bound::Least)),
            ("attained", check.attained.is_some(), typed(Bound::Least)),
            ("assessed", check.assessed.is_some(), typed(Bound::Least)),
            (
                "n",
                check.n.is_some(),
                typed(Bound::Mean) || asks(Bound::Max),
            ),
            ("met", check.met.is_some(), clause.is_duty()),
        ];
        let first = match clause.metric {
            _ if clause.is_duty() => "duty",
            Some(_) => "metric",
            None => "limit",
        };
        for (key, is_given, is_asked) in keys {
            if is_given && !is_asked {
                self.clash(first, key, &check.clause, way);
            }
        }
        if check.rate.is_some() && check.assessed.is_some() {
            self.clash("rate", "assessed", &check.clause, way);
        }
    }

    fn answer(&mut self, demand: &Demand, given: &Given) -> Answer {
        let check = given.check;
        let bound = match (demand, check.met) {
            (Demand::Limit(limit), _) => limit.bound,
            (Demand::Duty, None) => return self.missing("met", given),
            (Demand::Duty, Some(met)) => {
                return Answer::Said {
                    met,
                    proof: given.proof.clone(),
                };
            }
        };
        let metric = given.clause.metric.as_ref();
        if let Some(metric) = metric.filter(|_| bound != Bound::Max) {
            return Answer::Metric(FigureKey::own(&metric.id, given.period));
        }
        let at = |key: &'static str| path(given.way, &[key.into()]);
        let (key, number) = match bound {
            Bound::Mean => ("mean", check.mean),
            Bound::Max => ("max", check.max),
            Bound::Least => ("rate", check.rate),
        };
        let counts = (check.attained, check.assessed);
        let counts = Some(counts).filter(|_| bound == Bound::Least);
        let counts = counts.and_then(|(attained, assessed)| {
            self.counts(attained, assessed, &check.clause, given.way)
        });
        if let Some((attained, assessed)) = counts {
            return Answer::Counted {
                attained,
                assessed,
                place: self.desk.sheet.place(&at("attained")),
            };
        }
        let typed = number.and_then(|it| self.desk.number(it, &at(key)));
        typed.map_or_else(
            || self.missing(key, given),
            |(value, place)| Answer::Typed(value, place),
        )
    }

    fn missing(&mut self, key: &str, given: &Given) -> Answer {
        if given.reason.is_empty() {
            let what = format!("{}.{key}", given.clause.id);
            let slots = [("metric", what.as_str())];
            self.desk.say(Code::NoValueNoReason, given.way, &slots);
        }
        Answer::Missing(given.reason.clone())
    }
}

impl sheet::CheckSheet {
    /// The check of a clause that nothing was written of.
    fn of(clause: &str) -> Self {
        Self {
            clause: Plain(clause.to_owned()),
            period: None,
            mean: None,
            max: None,
            rate: None,
            attained: None,
            assessed: None,
            n: None,
            met: None,
            proof: None,
            missing: None,
            evidence: None,
            remedy: None,
        }
    }
}
