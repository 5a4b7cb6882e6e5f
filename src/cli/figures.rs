//! `figures`: the ledger as a table for people or as JSON for programs.
//!
//! The JSON is a promise to other programs: `{"schema": 1, "figures": […]}`.
//! A value in it is the ledger's number, never its printed form.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    lines::Lines,
    table::{self, Side},
};
use crate::{
    diag::{Atlas, escaped},
    locale::Locale,
    model::{Evidence, Facts, Figure, FigureKey, Input, Missing, Scope, Verdict},
};

/// One figure as other programs read it.
#[derive(Debug, Serialize)]
struct Printed<'a> {
    #[serde(flatten)]
    name: Name<'a>,
    measure: &'a str,
    value: Option<f64>,
    approximate: bool,
    evidence: Evidence,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    interval: Option<PrintedInterval>,
    n: Option<u64>,
    verdict: Option<&'static str>,
    formula: &'a str,
    inputs: Vec<PrintedInput<'a>>,
}

/// What identifies a figure to other programs.
#[derive(Debug, Serialize)]
struct Name<'a> {
    id: &'a str,
    /// `own`, or a competitor's id.
    scope: &'a str,
    /// None where the source does not state it.
    period: Option<String>,
    /// The year of the review that carries the figure.
    review: i16,
    /// None for the whole organisation.
    unit: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct PrintedInterval {
    level: f64,
    low: f64,
    high: f64,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum PrintedInput<'a> {
    Figure(Name<'a>),
    Typed {
        file: &'a str,
        line: usize,
        column: usize,
    },
}

impl<'a> From<&'a FigureKey> for Name<'a> {
    fn from(key: &'a FigureKey) -> Self {
        Self {
            id: &key.name,
            scope: match &key.scope {
                Scope::Own => "own",
                Scope::Competitor(id) => id,
            },
            period: key.when.period().map(|it| it.to_string()),
            review: key.when.review(),
            unit: (!key.unit.is_empty()).then_some(&*key.unit),
        }
    }
}

/// Writes the figures whose reference or label matches `pattern` as JSON.
pub(super) fn as_json(
    facts: &Facts,
    pattern: Option<&str>,
    atlas: &dyn Atlas,
    locale: &Locale,
    out: &mut dyn Write,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Whole<'a> {
        schema: u8,
        figures: Vec<Printed<'a>>,
    }
    let mut lines = Lines::of(atlas);
    let figures = matching(facts, pattern, locale)
        .map(|figure| printed(figure, &mut lines, locale))
        .collect();
    serde_json::to_writer_pretty(&mut *out, &Whole { schema: 1, figures })?;
    writeln!(out)
}

fn printed<'a>(figure: &'a Figure, lines: &mut Lines, locale: &Locale) -> Printed<'a> {
    Printed {
        name: Name::from(&figure.key),
        measure: &figure.measure,
        value: figure.number(),
        approximate: figure.approximate,
        evidence: figure.evidence,
        reason: figure
            .value
            .as_ref()
            .err()
            .map(|missing| reason(missing, locale)),
        interval: figure.interval.map(|it| PrintedInterval {
            level: it.level,
            low: it.low,
            high: it.high,
        }),
        n: figure.n,
        verdict: figure.verdict.as_ref().map(verdict_word),
        formula: &figure.formula,
        inputs: figure
            .inputs
            .iter()
            .map(|input| match input {
                Input::Figure(key) => PrintedInput::Figure(Name::from(key)),
                Input::Typed(place) => {
                    let at = lines.at(place);
                    PrintedInput::Typed {
                        file: &place.file,
                        line: at.line,
                        column: at.column,
                    }
                }
            })
            .collect(),
    }
}

/// Writes the figures whose reference or label matches `pattern` as a table.
///
/// The first column is what an author pastes between `{{` and `}}`.
pub(super) fn as_table(
    facts: &Facts,
    pattern: Option<&str>,
    locale: &Locale,
    out: &mut dyn Write,
) -> io::Result<()> {
    let heading = [
        "reference",
        "value",
        "measure",
        "evidence",
        "verdict",
        "label",
    ]
    .map(|key| locale.word(&format!("cli.figures.{key}")).to_owned());
    let mut rows = vec![heading.to_vec()];
    rows.extend(matching(facts, pattern, locale).map(|figure| {
        vec![
            figure.key.to_string(),
            shown(figure, locale),
            figure.measure.clone(),
            evidence_name(figure.evidence, locale).to_owned(),
            figure
                .verdict
                .as_ref()
                .map(|it| verdict_name(it, locale).to_owned())
                .unwrap_or_default(),
            escaped(figure.label.get(locale.lang())),
        ]
    }));
    let sides = [
        Side::Left,
        Side::Right,
        Side::Left,
        Side::Left,
        Side::Left,
        Side::Left,
    ];
    table::write(out, &sides, &rows)
}

/// The figures whose reference or label matches: as a whole where the pattern
/// has a `*`, which stands for anything; as a part otherwise.
fn matching<'a>(
    facts: &'a Facts,
    pattern: Option<&'a str>,
    locale: &'a Locale,
) -> impl Iterator<Item = &'a Figure> {
    facts.iter().filter(move |figure| match pattern {
        None => true,
        Some(pattern) if pattern.contains('*') => globbed(pattern, &figure.key.to_string()),
        Some(part) => {
            figure.key.to_string().contains(part) || figure.label.get(locale.lang()).contains(part)
        }
    })
}

fn globbed(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let mut parts: Vec<_> = parts.collect();
    let last = parts.pop().unwrap_or("");
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// The value as it is shown on a terminal, without its measure.
pub(super) fn shown(figure: &Figure, locale: &Locale) -> String {
    let Some(value) = figure.number() else {
        return locale.word("cli.figures.none").to_owned();
    };
    let format = locale.format(figure.decimals, "");
    let number = if figure.signed {
        format.signed(value)
    } else {
        format.number(value)
    };
    if figure.approximate {
        format!("≈ {number}")
    } else {
        number
    }
}

/// Why a figure has no value.
pub(super) fn reason(missing: &Missing, locale: &Locale) -> String {
    let say = |key: &str, input: &str| {
        locale
            .say(&format!("cli.missing.{key}"), &[("figure", input)])
            .unwrap_or_default()
    };
    match missing {
        Missing::Stated(text) => text.get(locale.lang()).to_owned(),
        Missing::Input(key) => say("input", &key.to_string()),
        Missing::ZeroBase => say("zero_base", ""),
        Missing::Overflow => say("overflow", ""),
    }
}

fn verdict_word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::NotMet => "not_met",
        Verdict::NotDistinguishable => "not_distinguishable",
        Verdict::Unknown { .. } => "unknown",
    }
}

/// A verdict in words.
pub(super) fn verdict_name<'a>(verdict: &Verdict, locale: &'a Locale) -> &'a str {
    locale.word(match verdict {
        Verdict::Met => "cli.verdict.met",
        Verdict::NotMet => "cli.verdict.not_met",
        Verdict::NotDistinguishable => "cli.verdict.not_distinguishable",
        Verdict::Unknown { .. } => "cli.verdict.unknown",
    })
}

/// A kind of evidence in words.
pub(super) fn evidence_name(evidence: Evidence, locale: &Locale) -> &str {
    locale.word(match evidence {
        Evidence::Measured => "cli.evidence.measured",
        Evidence::Reported => "cli.evidence.reported",
        Evidence::Estimated => "cli.evidence.estimated",
        Evidence::Illustrative => "cli.evidence.illustrative",
        Evidence::Missing => "cli.evidence.missing",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cli::example, locale::Locales};

    #[test]
    fn other_programs_get_every_field() {
        let (facts, atlas) = example::ledger();
        let locales = Locales::embedded();
        let mut out = Vec::new();
        as_json(
            &facts,
            None,
            &atlas,
            locales.get("en").expect("embedded"),
            &mut out,
        )
        .expect("a vector takes all");
        let json: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
        assert_eq!(json["schema"], 1);
        let figures = json["figures"].as_array().expect("a list");
        let find = |id: &str, period: Option<&str>, scope: &str| {
            figures
                .iter()
                .find(|it| {
                    it["id"] == id && it["period"].as_str() == period && it["scope"] == scope
                })
                .unwrap_or_else(|| panic!("{id} in {json}"))
        };
        assert_eq!(
            *find("satisfaction", Some("2008"), "own"),
            serde_json::json!({
                "id": "satisfaction", "scope": "own", "period": "2008", "review": 2008, "unit": null, "measure": "points",
                "value": 83.0, "approximate": false, "evidence": "reported",
                "interval": { "level": 0.95, "low": 81.5, "high": 84.5 }, "n": 1200, "verdict": "met",
                "formula": "", "inputs": [{ "file": "data/2008/readings.yaml", "line": 2, "column": 3 }],
            })
        );
        let lead = find("satisfaction:lead", Some("2008"), "own");
        assert_eq!(lead["value"], serde_json::Value::Null);
        assert!(
            lead["reason"]
                .as_str()
                .is_some_and(|it| it.contains("satisfaction[unicom]@2008")),
            "{lead}"
        );
        assert_eq!(
            lead["inputs"][1],
            serde_json::json!({ "id": "satisfaction", "scope": "unicom", "period": "2008", "review": 2008, "unit": null })
        );
        let undated = find("waiting", None, "own");
        assert_eq!(
            (&undated["review"], &undated["unit"]),
            (&2008.into(), &"jining".into())
        );
    }

    #[test]
    fn people_get_a_table() {
        let (facts, _) = example::ledger();
        let locales = Locales::embedded();
        let mut out = Vec::new();
        as_table(
            &facts,
            Some("satisfaction@*8"),
            locales.get("zh").expect("embedded"),
            &mut out,
        )
        .expect("a vector takes all");
        let text = String::from_utf8(out).expect("it is text");
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(text.contains("satisfaction@2008  83.0  points"), "{text}");
        assert!(text.contains("达标  综合满意度"), "{text}");
    }

    #[test]
    fn patterns_match_references() {
        let case = |pattern: &str, text: &str, expected: bool| {
            assert_eq!(globbed(pattern, text), expected, "{pattern} on {text}");
        };
        case("*", "", true);
        case("hall*@2008", "hall_waiting@2008", true);
        case("hall*@2008", "hall_waiting@2007", false);
        case("*a*a", "a", false);
        case("a*a", "a", false);
        case("*a*b*", "xaybz", true);
    }
}
