//! Claims in prose: the data agree with them, or the build says so.

use super::{Bench, references::unknown_figure};
use crate::{
    diag::{Code, Diagnostic, Report},
    lookup,
    model::{Aspect, Better, Evidence, Figure, FigureKey, Target, Verdict, When},
    narrative::{Assertion, Claim},
    portfolio::Document,
};

pub(super) fn of_document(bench: &Bench, document: &Document, report: &mut Report) {
    let at = bench.portfolio.standpoint(document);
    for (claim, place) in &document.narrative.outline.claims {
        let Some(base) = lookup::find(&claim.reference, at, bench.facts) else {
            if !bench.is_consequence(&claim.reference.name) {
                report.add(unknown_figure(bench, &claim.reference, place.clone()));
            }
            continue;
        };
        let figure = aspect(claim.reference.aspect, base, bench);
        let verdict = match (&claim.says, figure) {
            (_, None) => Err(Code::ClaimUnknown),
            (Assertion::Rule(words), Some(figure)) => {
                match Target::parse(words, Evidence::Measured) {
                    Ok(target) => decided(&target.verdict(figure)),
                    Err(_) => {
                        report.add(
                            Diagnostic::new(Code::BadClaim, place.clone())
                                .with("claim", words.clone())
                                .with("part", words.clone()),
                        );
                        continue;
                    }
                }
            }
            (_, Some(figure)) => since(claim, figure, bench),
        };
        let code = match verdict {
            Ok(true) => continue,
            Ok(false) => Code::ClaimFails,
            Err(code) => code,
        };
        let value = figure
            .and_then(Figure::number)
            .map_or_else(|| "—".to_owned(), |it| it.to_string());
        report.add(
            Diagnostic::new(code, place.clone())
                .with("figure", base.key.to_string())
                .with("claim", words(&claim.says))
                .with("value", value),
        );
    }
}

fn aspect<'a>(aspect: Aspect, base: &'a Figure, bench: &'a Bench) -> Option<&'a Figure> {
    aspect.figure_of(base, bench.facts)
}

fn decided(verdict: &Verdict) -> Result<bool, Code> {
    verdict.decided().ok_or(Code::ClaimUnknown)
}

/// Compares a figure with the same one in another period. Two intervals that
/// overlap decide nothing.
fn since(claim: &Claim, now: &Figure, bench: &Bench) -> Result<bool, Code> {
    let (Assertion::ImprovedSince(period)
    | Assertion::WorsenedSince(period)
    | Assertion::UnchangedSince(period)) = &claim.says
    else {
        return Err(Code::BadClaim);
    };
    let before = bench.facts.get(&FigureKey {
        when: When::In(*period),
        ..now.key.clone()
    });
    let (Some(before), Some(value)) = (before, now.number()) else {
        return Err(Code::ClaimUnknown);
    };
    let earlier = before.number().ok_or(Code::ClaimUnknown)?;
    if let (Some(a), Some(b)) = (now.interval, before.interval)
        && a.low <= b.high
        && b.low <= a.high
    {
        return Err(Code::ClaimUnknown);
    }
    let better = if now.better == Better::Lower {
        value < earlier
    } else {
        value > earlier
    };
    Ok(match claim.says {
        Assertion::ImprovedSince(_) => better,
        Assertion::WorsenedSince(_) => !better && value != earlier,
        _ => value == earlier,
    })
}

/// The claim in the words authors write.
fn words(says: &Assertion) -> String {
    match says {
        Assertion::ImprovedSince(period) => format!("improved since {period}"),
        Assertion::WorsenedSince(period) => format!("worsened since {period}"),
        Assertion::UnchangedSince(period) => format!("unchanged since {period}"),
        Assertion::Rule(words) => words.clone(),
    }
}
