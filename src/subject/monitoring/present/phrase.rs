//! What is said of a series: one sentence from its two verdicts.

use jiff::civil::Date;

use crate::{
    block::Phrase,
    model::Period,
    stats::{
        Side,
        runs::Rule,
        verdict::{Assurance, Variation},
    },
    subject::{
        monitoring::{Alert, Line, assess::Judged},
        series::{ControlChart, RuleSet},
    },
};

/// What the last point says, whether the target can be relied on, and how far
/// the limits can.
pub(super) fn sentence(line: &Line, judged: &Judged) -> Phrase {
    let about = &line.about;
    let Some(at) = judged.latest else {
        return Phrase::word("monitoring.say.no_value");
    };
    let value = ("value", Phrase::figure(&about.key("latest")));
    let when = ("period", Phrase::period(line.points[at].period));
    let limits = judged.limits.as_ref();
    let mut said = match (judged.variation, limits) {
        _ if judged.overdispersed => Phrase::sentence("monitoring.say.value", [value, when])
            .then(overdispersed(line, judged)),
        (None, _) | (_, None) => Phrase::sentence("monitoring.say.no_limits", [value, when]),
        (Some(Variation::CommonCause), Some((lower, upper))) => {
            let lower = ("lower", Phrase::bare(lower));
            let upper = ("upper", Phrase::bare(upper));
            Phrase::sentence("monitoring.say.common", [value, when, lower, upper])
        }
        (Some(variation), Some(_)) => {
            let key = match variation {
                Variation::Improvement(_) => "monitoring.say.improvement",
                Variation::Concern(_) => "monitoring.say.concern",
                _ => "monitoring.say.change",
            };
            let rule = ("rule", rule(judged, variation, at));
            Phrase::sentence(key, [value, when, rule])
        }
    };
    if let Some(assurance) = judged.assurance {
        let key = match assurance {
            Assurance::ConsistentlyPasses => "monitoring.say.passes",
            Assurance::ConsistentlyFails => "monitoring.say.fails",
            Assurance::HitAndMiss => "monitoring.say.hit_and_miss",
        };
        let target = Phrase::figure(&about.key("latest:target"));
        said = said.then(Phrase::sentence(key, [("target", target)]));
    }
    if judged.trial && judged.variation.is_some() {
        said = said.then(Phrase::word("monitoring.say.trial"));
    }
    said
}

/// The same beside the numbers and verdicts of a row: the rule that saw
/// something, and how far the limits can be trusted.
pub(super) fn brief(line: &Line, judged: &Judged) -> Phrase {
    let Some(at) = judged.latest else {
        return Phrase::word("monitoring.say.no_value");
    };
    let mut said = match judged.variation {
        _ if judged.overdispersed => overdispersed(line, judged),
        None => Phrase::word("monitoring.brief.no_limits"),
        Some(Variation::CommonCause) => Phrase::word("monitoring.brief.common"),
        Some(variation) => {
            let slots = [("rule", rule(judged, variation, at))];
            Phrase::sentence("monitoring.brief.signal", slots)
        }
    };
    if judged.trial && judged.variation.is_some() {
        said = said.then(Phrase::word("monitoring.brief.trial"));
    }
    said
}

/// That the chart is too narrow, and which to take.
fn overdispersed(line: &Line, judged: &Judged) -> Phrase {
    let other = better_chart(line, judged).unwrap_or_default();
    Phrase::sentence("monitoring.say.overdispersed", [("chart", other)])
}

/// What the rule saw, in words with the limit or the mean it is about.
fn rule(judged: &Judged, variation: Variation, at: usize) -> Phrase {
    let side = match variation {
        Variation::Improvement(side) | Variation::Concern(side) | Variation::Neutral(side) => {
            Some(side)
        }
        Variation::CommonCause | Variation::Patterned => None,
    };
    let high = side == Some(Side::High);
    let bound = |role: &str| {
        let key = judged.analysed.key_of(role, at);
        key.map(Phrase::figure).unwrap_or_default()
    };
    let (key, of) = match judged.rule {
        Some(Rule::Outside) if high => ("monitoring.rule.above", "upper"),
        Some(Rule::Outside) => ("monitoring.rule.below", "lower"),
        Some(Rule::Trend(_)) if high => ("monitoring.rule.rising", "centre"),
        Some(Rule::Trend(_)) => ("monitoring.rule.falling", "centre"),
        Some(Rule::TwoOfThree) if high => ("monitoring.rule.near_upper", "upper"),
        Some(Rule::TwoOfThree) => ("monitoring.rule.near_lower", "lower"),
        Some(Rule::FourOfFive | Rule::Shift(_)) if high => ("monitoring.rule.over", "centre"),
        Some(Rule::FourOfFive | Rule::Shift(_)) => ("monitoring.rule.under", "centre"),
        Some(Rule::Alternating(_)) => ("monitoring.rule.alternating", "centre"),
        Some(Rule::Hugging(_)) => ("monitoring.rule.hugging", "centre"),
        Some(Rule::Avoiding(_)) | None => ("monitoring.rule.avoiding", "centre"),
    };
    Phrase::sentence(key, [("bound", bound(of))])
}

/// The chart that a series had better have; none where its own will do.
pub(super) fn better_chart(line: &Line, judged: &Judged) -> Option<Phrase> {
    let other = line.control.chart.primed()?;
    judged.overdispersed.then(|| chart_word(other))
}

/// The name of a kind of control chart.
pub(super) fn chart_word(chart: ControlChart) -> Phrase {
    Phrase::word(match chart {
        ControlChart::Xmr => "monitoring.chart.xmr",
        ControlChart::C => "monitoring.chart.c",
        ControlChart::U => "monitoring.chart.u",
        ControlChart::P => "monitoring.chart.p",
        ControlChart::UPrime => "monitoring.chart.u_prime",
        ControlChart::PPrime => "monitoring.chart.p_prime",
    })
}

/// The name of a set of rules.
pub(super) fn rules_word(rules: RuleSet) -> Phrase {
    Phrase::word(match rules {
        RuleSet::MakingDataCount => "monitoring.rules.making_data_count",
        RuleSet::WesternElectric => "monitoring.rules.western_electric",
        RuleSet::Nelson => "monitoring.rules.nelson",
    })
}

/// What was seen of what, and when.
pub(super) fn seen(alert: &Alert, about: Phrase) -> Phrase {
    let slots = [("about", about), ("what", Phrase::text(&alert.what))];
    match alert.period {
        Some(when) => {
            let [about, what] = slots;
            let when = ("period", Phrase::period(when));
            Phrase::sentence("monitoring.state.seen_in", [about, what, when])
        }
        None => Phrase::sentence("monitoring.state.seen", slots),
    }
}

/// A day as words.
pub(super) fn day(date: Date) -> Phrase {
    Phrase::period(Period::Day(date))
}
