//! `explain`: all about a figure, down to where its inputs were typed, or all
//! about a diagnostic's code.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use super::{figures, lines::Lines};
use crate::{
    diag::{Atlas, Code, escaped},
    locale::{Locale, Part},
    model::{Facts, Figure, FigureKey, Input, Scope},
};

/// Writes title, explanation, example and remedy of a code.
pub(super) fn code(code: Code, locale: &Locale, out: &mut dyn Write) -> io::Result<()> {
    let part = |part: &str| {
        locale
            .say(&format!("codes.{}.{part}", code.id()), &[])
            .filter(|it| !it.is_empty())
    };
    writeln!(out, "{}  {}", code.id(), part("title").unwrap_or_default())?;
    if let Some(text) = part("explain") {
        writeln!(out, "\n{}", text.trim_end())?;
    }
    for (key, heading) in [
        ("example", "cli.explain.example"),
        ("remedy", "severity.help"),
    ] {
        if let Some(text) = part(key) {
            let text = without_slots(text.trim_end()).replace('\n', "\n  ");
            writeln!(out, "\n{}\n  {text}", locale.word(heading))?;
        }
    }
    Ok(())
}

/// A wording with dots where a message fills in what was found.
fn without_slots(text: &str) -> String {
    let parts = Part::parse(text).into_iter().map(|part| match part {
        Part::Literal(words) => words,
        Part::Slot(_) | Part::Plural { .. } => "…".to_owned(),
    });
    parts.collect()
}

/// The figure that `subject` means, or the references it may have meant.
///
/// What is left out of a reference stands for the organisation's own figure,
/// and for the only period there is.
pub(super) fn find<'a>(facts: &'a Facts, subject: &str) -> Result<&'a Figure, Vec<String>> {
    let exact = facts
        .iter()
        .find(|figure| figure.key.to_string() == subject);
    if let Some(figure) = exact {
        return Ok(figure);
    }
    let asked = Asked::read(subject);
    let mut fitting = facts.iter().filter(|figure| asked.fits(&figure.key));
    match (fitting.next(), fitting.next()) {
        (Some(figure), None) => Ok(figure),
        (Some(first), Some(second)) => Err([first, second]
            .into_iter()
            .chain(fitting)
            .take(NEAREST)
            .map(|figure| figure.key.to_string())
            .collect()),
        (None, _) => Err(nearest(facts, subject)),
    }
}

/// How many references are offered at most.
const NEAREST: usize = 8;

/// A reference with parts left out: `name[scope]@period/unit:aspect`.
struct Asked<'a> {
    name: String,
    scope: Option<&'a str>,
    period: Option<&'a str>,
    unit: Option<&'a str>,
}

impl<'a> Asked<'a> {
    fn read(subject: &'a str) -> Self {
        let (rest, aspect) = split(subject, ':');
        let (rest, unit) = split(rest, '/');
        let (rest, period) = split(rest, '@');
        let (name, scope) = split(rest, '[');
        Self {
            name: aspect.map_or_else(|| name.to_owned(), |aspect| format!("{name}:{aspect}")),
            scope: scope.map(|it| it.trim_end_matches(']')),
            period,
            unit,
        }
    }

    fn fits(&self, key: &FigureKey) -> bool {
        let scope = match &key.scope {
            Scope::Own => None,
            Scope::Competitor(id) => Some(&**id),
        };
        let whole = key.to_string();
        let period = split(split(split(&whole, ':').0, '/').0, '@').1;
        *key.name == *self.name
            && scope == self.scope
            && (self.period.is_none() || self.period == period)
            && *key.unit == *self.unit.unwrap_or("")
    }
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at)
        .map_or((text, None), |(before, after)| (before, Some(after)))
}

/// The references nearest to what was typed, the nearest first.
fn nearest(facts: &Facts, subject: &str) -> Vec<String> {
    let name = split(subject, '@').0;
    let mut scored: Vec<(f64, String)> = facts
        .iter()
        .map(|figure| {
            let whole = figure.key.to_string();
            let near = strsim::jaro_winkler(subject, &whole)
                .max(strsim::jaro_winkler(name, &figure.key.name));
            (near, whole)
        })
        .filter(|(near, _)| *near > 0.75)
        .collect();
    scored.sort_by(|(a, a_name), (b, b_name)| b.total_cmp(a).then_with(|| a_name.cmp(b_name)));
    scored
        .into_iter()
        .take(NEAREST)
        .map(|(_, reference)| reference)
        .collect()
}

/// Writes all about a figure.
pub(super) fn figure(
    figure: &Figure,
    facts: &Facts,
    atlas: &dyn Atlas,
    locale: &Locale,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lang = locale.lang();
    writeln!(out, "{}  {}", figure.key, escaped(figure.label.get(lang)))?;
    let value = match &figure.value {
        Ok(_) if figure.measure.is_empty() => figures::shown(figure, locale),
        Ok(_) => format!("{} ({})", figures::shown(figure, locale), figure.measure),
        Err(missing) => format!(
            "{} — {}",
            figures::shown(figure, locale),
            figures::reason(missing, locale)
        ),
    };
    let interval = figure.interval.map(|it| {
        let format = locale.format(figure.decimals, "");
        let per_cent = locale.format(0, "%").with_unit(it.level * 100.0);
        format!(
            "{} – {} ({per_cent})",
            format.number(it.low),
            format.number(it.high)
        )
    });
    let facts_of_it = [
        ("value", Some(value)),
        ("period", Some(locale.when(figure.key.when))),
        ("definition", Some(figure.definition.get(lang).to_owned())),
        (
            "evidence",
            Some(figures::evidence_name(figure.evidence, locale).to_owned()),
        ),
        ("interval", interval),
        ("n", figure.n.map(|n| n.to_string())),
        (
            "verdict",
            figure
                .verdict
                .as_ref()
                .map(|it| figures::verdict_name(it, locale).to_owned()),
        ),
        ("formula", Some(figure.formula.clone())),
        ("as_of", figure.as_of.map(|date| locale.date(date))),
        ("source", Some(figure.source.get(lang).to_owned())),
        ("note", Some(figure.note.get(lang).to_owned())),
    ];
    for (key, text) in facts_of_it {
        if let Some(text) = text.filter(|it| !it.is_empty()) {
            writeln!(
                out,
                "  {}: {}",
                locale.word(&format!("cli.explain.{key}")),
                escaped(&text)
            )?;
        }
    }
    if !figure.inputs.is_empty() {
        writeln!(out, "  {}:", locale.word("cli.explain.inputs"))?;
        let mut tree = Tree {
            facts,
            lines: Lines::of(atlas),
            locale,
            shown: BTreeSet::new(),
            out,
        };
        tree.inputs(figure, "  ")?;
    }
    Ok(())
}

/// The tree of a figure's inputs, each figure opened once.
struct Tree<'a, 'o> {
    facts: &'a Facts,
    lines: Lines<'a>,
    locale: &'a Locale,
    shown: BTreeSet<&'a FigureKey>,
    out: &'o mut dyn Write,
}

impl<'a> Tree<'a, '_> {
    fn inputs(&mut self, figure: &'a Figure, indent: &str) -> io::Result<()> {
        for (i, input) in figure.inputs.iter().enumerate() {
            let last = i + 1 == figure.inputs.len();
            let (branch, below) = if last {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            write!(self.out, "{indent}{branch}")?;
            match input {
                Input::Typed(place) => {
                    let named = self.lines.named(place);
                    writeln!(self.out, "{}", escaped(&named))?;
                }
                Input::Figure(key) => self.branch(key, &format!("{indent}{below}"))?,
            }
        }
        Ok(())
    }

    fn branch(&mut self, key: &'a FigureKey, indent: &str) -> io::Result<()> {
        let Some(figure) = self.facts.get(key) else {
            return writeln!(self.out, "{key}  {}", self.locale.word("cli.figures.none"));
        };
        let value = figures::shown(figure, self.locale);
        let formula = if figure.formula.is_empty() {
            String::new()
        } else {
            format!("  [{}]", figure.formula)
        };
        if !self.shown.insert(key) {
            return writeln!(
                self.out,
                "{key} = {value}  {}",
                self.locale.word("cli.explain.above")
            );
        }
        writeln!(self.out, "{key} = {value}{formula}")?;
        self.inputs(figure, indent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cli::example, locale::Locales};

    fn told(subject: &str) -> String {
        let (facts, atlas) = example::ledger();
        let locales = Locales::embedded();
        let mut out = Vec::new();
        let found = find(&facts, subject).expect(subject);
        figure(
            found,
            &facts,
            &atlas,
            locales.get("en").expect("embedded"),
            &mut out,
        )
        .expect("a vector takes all");
        String::from_utf8(out).expect("it is text")
    }

    #[test]
    fn a_computed_figure_leads_to_where_its_inputs_were_typed() {
        let text = told("satisfaction@2008:change");
        let tree: Vec<_> = text
            .lines()
            .skip_while(|line| !line.ends_with("from:"))
            .skip(1)
            .collect();
        assert_eq!(
            tree,
            [
                "  ├─ satisfaction@2008 = 83.0",
                "  │  └─ data/2008/readings.yaml:2:3",
                "  └─ satisfaction@2007 = ≈ 79.0",
                "     └─ data/2008/readings.yaml:2:3",
            ]
        );
        assert!(
            text.contains("+4.0 (points)")
                && text.contains("satisfaction@2008 − satisfaction@2007"),
            "{text}"
        );
    }

    #[test]
    fn a_reading_tells_all_that_is_known() {
        let text = told("satisfaction@2008");
        for part in [
            "Overall satisfaction",
            "83.0 (points)",
            "Mean of all answers",
            "81.5 – 84.5 (95%)",
            "1200",
            "met",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn what_has_no_value_says_why() {
        assert!(told("satisfaction:lead").contains("satisfaction[unicom]@2008"));
        assert!(told("satisfaction[unicom]").contains("not surveyed"));
    }

    #[test]
    fn parts_of_a_reference_may_be_left_out_where_one_figure_fits() {
        let (facts, _) = example::ledger();
        let case = |subject: &str, expected: Result<&str, &[&str]>| {
            let found = find(&facts, subject).map(|it| it.key.to_string());
            let expected = expected
                .map(str::to_owned)
                .map_err(|near| near.iter().map(|it| (*it).to_owned()).collect());
            assert_eq!(found, expected, "{subject}");
        };
        case("satisfaction:change", Ok("satisfaction@2008:change"));
        case("waiting/jining", Ok("waiting@unstated-2008/jining"));
        case(
            "satisfaction",
            Err(&["satisfaction@2007", "satisfaction@2008"]),
        );
        case("waitnig", Err(&["waiting@unstated-2008/jining"]));
        case("zzz", Err(&[]));
    }

    #[test]
    fn a_code_is_explained() {
        let locales = Locales::embedded();
        for locale in locales.iter() {
            let mut out = Vec::new();
            code(Code::DuplicateKey, locale, &mut out).expect("a vector takes all");
            let text = String::from_utf8(out).expect("it is text");
            assert!(
                text.starts_with("Y101  ") && text.lines().count() > 5,
                "{text}"
            );
        }
    }
}
