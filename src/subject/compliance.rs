//! Compliance: what regulations and promises ask, held against what was
//! measured, half-year by half-year.
//!
//! A mean and a maximum are two limits and get two verdicts. What was not
//! measured is neither compliant nor not: it is without evidence, and so is a
//! duty that is called met and shown by nothing.

mod assess;
mod check;
mod present;
mod sheet;

use jiff::civil::Date;

use crate::{
    block::{Exhibit, Phrase},
    diag::{Code, Diagnostic, Place, Report},
    model::{Evidence, Facts, FigureKey, Finite, Period, Register, Text, Thing, Verdict, When},
    sheet::Sheet,
    stats::rounding::{self, Rounded},
    subject::{Context, Subject, Wave, head::Head, shown::Headed},
};

pub use sheet::{
    CheckSheet, ClaimSheet, ClauseSheet, ComplianceSheet, CoverageSheet, LawSheet, LimitSheet,
    PromiseSheet, RateSheet, RemedySheet, ReportSheet, SectionSheet, SignatureSheet,
};

/// The subject.
#[derive(Debug, Clone, Copy)]
pub struct Compliance;

impl Subject for Compliance {
    const NAME: &'static str = "compliance";
    const WAVE: Wave = Wave::Judging;
    type Sheet = ComplianceSheet;
    type Record = Record;

    fn declare(sheet: &Sheet<ComplianceSheet>, register: &mut Register) {
        for clause in &sheet.value.clauses {
            register.declare(Thing::Clause, &clause.id.0, &clause.name.0);
        }
    }

    fn check(sheet: &Sheet<ComplianceSheet>, context: &Context, report: &mut Report) -> Record {
        check::check(sheet, context, report)
    }

    fn assess(record: &Record, facts: &mut Facts) {
        facts.publish_all(assess::measured(record, facts));
        facts.publish_all(assess::counted(record, facts));
    }

    fn review(record: &Record, facts: &Facts, report: &mut Report) {
        for inspection in &record.inspections {
            record.review(inspection, facts, report);
        }
    }

    fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
        present::present(record, facts)
    }

    fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
        present::sentences(record, facts)
    }
}

/// A year's compliance, checked.
#[derive(Debug, Clone)]
pub struct Record {
    year: i16,
    /// That of the file.
    evidence: Evidence,
    head: Head,
    /// The regulations with the numbers they were issued under.
    laws: Vec<Text>,
    clauses: Vec<Clause>,
    /// In order of time.
    inspections: Vec<Inspection>,
    rates: Vec<Rate>,
    promises: Vec<Promise>,
    /// Who signs: ids and roles.
    signatures: Vec<(String, Text)>,
}

#[derive(Debug, Clone)]
struct Clause {
    id: String,
    name: Text,
    /// The regulation it stands in, as an index.
    law: Option<usize>,
    /// Where it stands there; may be empty.
    article: Text,
    /// The measure of its limits; empty for a duty.
    measure: String,
    /// The metric that its mean or rate is.
    metric: Option<Metric>,
    demands: Vec<Demand>,
}

#[derive(Debug, Clone)]
struct Metric {
    id: String,
    decimals: u8,
}

/// What a clause asks.
#[derive(Debug, Clone)]
enum Demand {
    Duty,
    Limit(Limit),
}

#[derive(Debug, Clone)]
struct Limit {
    bound: Bound,
    value: Finite,
    evidence: Evidence,
    place: Place,
}

/// What a limit is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    /// The mean is at most the limit.
    Mean,
    /// No case is above the limit.
    Max,
    /// The rate is at least the limit.
    Least,
}

/// The self-inspection of a half-year.
#[derive(Debug, Clone)]
struct Inspection {
    period: Period,
    due: Option<Date>,
    issued: Option<Date>,
    /// That of its days.
    evidence: Evidence,
    claim: Option<Claim>,
    /// Headings with what is said under them.
    sections: Vec<(Text, Text)>,
    /// One a clause, in their order.
    looks: Vec<Look>,
}

#[derive(Debug, Clone)]
struct Claim {
    text: Text,
    acknowledged: Text,
    place: Place,
}

/// What was found at a clause.
#[derive(Debug, Clone)]
struct Look {
    period: Period,
    /// One a demand, in their order.
    answers: Vec<Answer>,
    n: Option<u64>,
    evidence: Evidence,
    remedy: Option<Remedy>,
    place: Place,
}

#[derive(Debug, Clone)]
enum Answer {
    /// A number as typed.
    Typed(Finite, Place),
    /// So many of those assessed.
    Counted {
        attained: u64,
        assessed: u64,
        place: Place,
    },
    /// The metric's value of the period.
    Metric(FigureKey),
    /// A duty that is met or not, and what shows it; may be empty.
    Said { met: bool, proof: Text },
    /// Nothing, and why.
    Missing(Text),
}

#[derive(Debug, Clone)]
struct Remedy {
    action: Text,
    owner: Text,
    due: Option<Date>,
    done: Option<Date>,
}

#[derive(Debug, Clone)]
struct Rate {
    id: String,
    name: Text,
    period: Period,
    /// As the source has it.
    reported: Option<Finite>,
    /// Attained and assessed.
    counts: Option<(u64, u64)>,
    missing: Text,
    evidence: Evidence,
    acknowledged: Text,
    place: Place,
}

#[derive(Debug, Clone)]
struct Promise {
    id: String,
    name: Text,
    since: When,
    coverage: Result<(u64, u64), Text>,
    /// What is counted for the coverage; may be empty.
    of: Text,
    kept: Option<bool>,
    proof: Text,
    missing: Text,
    evidence: Evidence,
    place: Place,
}

/// What came of something that is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Compliant,
    NotCompliant,
    WithoutEvidence,
}

impl Outcome {
    const ALL: [Self; 3] = [Self::Compliant, Self::NotCompliant, Self::WithoutEvidence];

    /// The name of the figure that counts it.
    fn word(self) -> &'static str {
        match self {
            Self::Compliant => "compliant",
            Self::NotCompliant => "not_compliant",
            Self::WithoutEvidence => "without_evidence",
        }
    }

    /// Of something that is said to be so or not, and what shows it.
    fn said(so: Option<bool>, proof: &Text) -> Self {
        match so {
            Some(true) if !proof.is_empty() => Self::Compliant,
            Some(false) => Self::NotCompliant,
            Some(true) | None => Self::WithoutEvidence,
        }
    }
}

impl Bound {
    /// The name of the figure that is held against the limit.
    fn word(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Max => "max",
            Self::Least => "rate",
        }
    }

    fn holds(self, value: f64, limit: f64) -> bool {
        match self {
            Self::Mean | Self::Max => value <= limit,
            Self::Least => value >= limit,
        }
    }
}

impl Clause {
    fn key(&self, name: &str, period: Period) -> FigureKey {
        key(&format!("clause.{}.{name}", self.id), period)
    }

    fn is_duty(&self) -> bool {
        matches!(self.demands[..], [Demand::Duty])
    }
}

impl Rate {
    /// What the counts give, in per cent.
    fn counted(&self) -> Option<f64> {
        let (attained, assessed) = self.counts?;
        (assessed > 0).then(|| attained as f64 / assessed as f64 * 100.0)
    }

    /// Reports whether the counts cannot give the rate that the source prints.
    fn differs(&self) -> bool {
        let (Some(reported), Some(counted)) = (self.reported, self.counted()) else {
            return false;
        };
        let printed = Rounded {
            value: reported.get(),
            decimals: i8::try_from(reported.decimals()).ok(),
        };
        let exact = Rounded {
            value: counted,
            decimals: None,
        };
        rounding::adds_up(&[exact], printed) == Ok(false)
    }
}

fn key(name: &str, period: Period) -> FigureKey {
    FigureKey::own(&format!("{}.{name}", Compliance::NAME), period)
}

/// Something that is asked, in the self-inspection of a half-year.
#[derive(Debug, Clone, Copy)]
struct Asked<'a> {
    clause: &'a Clause,
    demand: &'a Demand,
    look: &'a Look,
    answer: &'a Answer,
}

impl Asked<'_> {
    /// The key of the figure that a limit is held against; none of a duty.
    fn key(&self) -> Option<FigureKey> {
        match self.demand {
            Demand::Duty => None,
            Demand::Limit(limit) => Some(self.clause.key(limit.bound.word(), self.look.period)),
        }
    }

    /// The key of the limit itself; none of a duty.
    fn target_key(&self) -> Option<FigureKey> {
        let key = self.key()?;
        Some(key.renamed(format!("{}:target", key.name)))
    }

    fn outcome(&self, facts: &Facts) -> Outcome {
        if let Answer::Said { met, proof } = self.answer {
            return Outcome::said(Some(*met), proof);
        }
        let figure = self.key().and_then(|it| facts.get(&it));
        match figure.and_then(|it| it.verdict.as_ref()) {
            Some(Verdict::Met) => Outcome::Compliant,
            Some(Verdict::NotMet) => Outcome::NotCompliant,
            _ => Outcome::WithoutEvidence,
        }
    }
}

impl Headed for Record {
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Record {
    /// Everything that is asked, in the order of the clauses.
    fn asked<'a>(&'a self, inspection: &'a Inspection) -> impl Iterator<Item = Asked<'a>> {
        let pairs = self.clauses.iter().zip(&inspection.looks);
        pairs.flat_map(|(clause, look)| {
            let demands = clause.demands.iter().zip(&look.answers);
            demands.map(move |(demand, answer)| Asked {
                clause,
                demand,
                look,
                answer,
            })
        })
    }

    /// Says what the verdicts of a half-year do not go with.
    fn review(&self, inspection: &Inspection, facts: &Facts, report: &mut Report) {
        let asked = || self.asked(inspection).map(|it| (it, it.outcome(facts)));
        let mut bare: Vec<Asked> = asked()
            .filter(|(it, outcome)| *outcome == Outcome::NotCompliant && it.look.remedy.is_none())
            .map(|(it, _)| it)
            .collect();
        bare.dedup_by_key(|it| &it.clause.id);
        for it in bare {
            report.add(
                Diagnostic::new(Code::NoRemedy, it.look.place.clone())
                    .with("clause", it.clause.id.clone())
                    .with("period", inspection.period.to_string()),
            );
        }
        let open = asked().filter(|(_, it)| *it != Outcome::Compliant).count();
        if let Some(claim) = &inspection.claim
            && claim.acknowledged.is_empty()
            && open > 0
        {
            report.add(
                Diagnostic::new(Code::ClaimNotBorneOut, claim.place.clone())
                    .with("count", open.to_string())
                    .with("period", inspection.period.to_string()),
            );
        }
    }
}

#[cfg(test)]
mod tests;
