//! Turns a sheet into a record, and reports every mistake in it.

mod lint;
mod result;

use super::{
    Asks, Criterion, Document, Family, Record, Rule, Scheme, Standard, StarsSheet, Veto, sheet,
};
use crate::{
    diag::{Code, Report},
    model::{self, Better, Evidence, Metric, Op, Quantity, Threshold},
    path,
    sheet::{Count, RuleSheet, Sheet},
    subject::{
        Context,
        desk::{Desk, Way, path},
    },
};

/// The most stars there can be.
const MOST: u8 = 5;

/// Checks the sheet of a year.
pub(super) fn check(sheet: &Sheet<StarsSheet>, context: &Context, report: &mut Report) -> Record {
    let desk = Desk {
        sheet,
        context,
        report,
    };
    Checker {
        desk,
        evidence: sheet.value.evidence.unwrap_or_default(),
    }
    .record(&sheet.value)
}

struct Checker<'a> {
    desk: Desk<'a, StarsSheet>,
    evidence: Evidence,
}

impl Checker<'_> {
    fn record(&mut self, given: &StarsSheet) -> Record {
        let StarsSheet {
            measure,
            evidence: _,
            source,
            note,
            as_of,
            schemes,
            assessments,
            families,
            documents,
            concepts,
            questions,
        } = given;
        let measure = measure.as_ref();
        let mut record = Record {
            year: self.desk.context.year,
            measure: measure.map_or(String::new(), |it| self.desk.measure(it, path!["measure"])),
            evidence: self.evidence,
            head: self.desk.head(source.as_ref(), note.as_ref(), *as_of),
            schemes: self.schemes(schemes),
            assessments: Vec::new(),
            families: Vec::new(),
            documents: Vec::new(),
            concepts: self.desk.concepts(concepts),
            questions: Vec::new(),
        };
        self.desk
            .ids_of(path!["questions"], questions.iter().map(|it| &it.id));
        let asked = questions.iter().enumerate().map(|(i, it)| {
            self.desk
                .words(Some(&it.name), path!["questions", i, "name"])
        });
        record.questions = asked.collect();
        record.assessments = self.assessments(assessments, &record);
        record.families = self.families(families);
        record.documents = self.documents(documents, &record.families);
        self.count(&record);
        record
    }

    fn schemes(&mut self, given: &[sheet::SchemeSheet]) -> Vec<Scheme> {
        self.desk
            .ids_of(path!["schemes"], given.iter().map(|it| &it.id));
        // Other subjects refer to a criterion by its id alone.
        let all = given.iter().enumerate().flat_map(|(i, scheme)| {
            let criteria = scheme.criteria.iter().enumerate();
            criteria.map(move |(j, it)| {
                let way: Way = vec![
                    "schemes".into(),
                    i.into(),
                    "criteria".into(),
                    j.into(),
                    "id".into(),
                ];
                (&it.id, way)
            })
        });
        self.desk.ids(all);
        let schemes = given.iter().enumerate();
        schemes
            .map(|(i, it)| self.scheme(it, &vec!["schemes".into(), i.into()]))
            .collect()
    }

    fn scheme(&mut self, given: &sheet::SchemeSheet, way: &Way) -> Scheme {
        let at = |key: &'static str| path(way, &[key.into()]);
        let levels = self.stars(given.levels, 1, MOST, MOST, &at("levels"));
        let criteria = given.criteria.iter().enumerate();
        let criteria: Vec<Criterion> = criteria
            .map(|(i, it)| self.criterion(it, levels, &path(&at("criteria"), &[i.into()])))
            .collect();
        // A number of stars that cannot be has been told of.
        let stated = given.levels.is_none_or(|it| it.0 == u64::from(levels));
        for level in (1..=levels).filter(|_| stated) {
            let mut asked = criteria.iter().flat_map(|it| &it.standards);
            if !asked.any(|it| it.from == level) {
                let key = format!("from: {level}");
                let slots = [("item", given.id.0.as_str()), ("key", &key)];
                self.desk.say(Code::KeyNeeded, &at("criteria"), &slots);
            }
        }
        self.desk
            .ids_of(&at("vetoes"), given.vetoes.iter().map(|it| &it.id));
        let vetoes = given.vetoes.iter().enumerate().map(|(i, it)| {
            let at = |key: &'static str| path(way, &["vetoes".into(), i.into(), key.into()]);
            Veto {
                id: it.id.0.clone(),
                name: self.desk.words(Some(&it.name), &at("name")),
                leaves: self.stars(it.leaves, 0, levels, 0, &at("leaves")),
            }
        });
        let vetoes = vetoes.collect();
        Scheme {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            rates: given.rates,
            levels,
            criteria,
            vetoes,
        }
    }

    /// A number of stars from `least` to `most`; `usual` where none is given.
    fn stars(&mut self, given: Option<Count>, least: u8, most: u8, usual: u8, way: &Way) -> u8 {
        let Some(Count(given)) = given else {
            return usual;
        };
        let stars = u8::try_from(given).ok();
        let stars = stars.filter(|it| (least..=most).contains(it));
        if stars.is_none() {
            self.desk
                .say_setting(given, &format!("{least}–{most}"), way);
        }
        stars.unwrap_or(usual)
    }

    fn criterion(&mut self, given: &sheet::CriterionSheet, levels: u8, way: &Way) -> Criterion {
        let at = |key: &'static str| path(way, &[key.into()]);
        let metric = given.metric.as_ref();
        let metric: Option<&Metric> = metric.and_then(|id| self.desk.metric(&id.0, &at("metric")));
        let measure = metric.map_or(String::new(), |it| it.measure.clone());
        let mut criterion = Criterion {
            id: given.id.0.clone(),
            name: self.desk.words(Some(&given.name), &at("name")),
            text: self.desk.words(given.text.as_ref(), &at("text")),
            leaf: given.leaf,
            metric: metric.map(|it| it.id.clone()),
            difference: self.desk.context.catalogue.difference_of(&measure),
            measure,
            decimals: metric.map_or(0, |it| it.decimals),
            better: metric.map_or(Better::Higher, |it| it.better),
            standards: Vec::new(),
            kept: [true; Rule::ALL.len()],
            acknowledged: self
                .desk
                .words(given.acknowledged.as_ref(), &at("acknowledged")),
            place: self.desk.sheet.place(way),
        };
        for (i, it) in given.standards.iter().enumerate() {
            let way = path(&at("standards"), &[i.into()]);
            // A metric that is not declared has been told of.
            let judged = given.metric.is_none() || metric.is_some();
            let Some(asks) = self.asks(&it.rule, metric, judged, &given.id.0, &way) else {
                continue;
            };
            let from = path(&way, &["from".into()]);
            let standard = Standard {
                from: self.stars(Some(it.from), 1, levels, 1, &from),
                asks,
                place: self.desk.sheet.place(&path(&way, &["rule".into()])),
            };
            self.follows(criterion.standards.last(), &standard, &way);
            criterion.standards.push(standard);
        }
        self.lint(given, &mut criterion, way);
        criterion
    }

    /// What a rule asks: a bound on the value, or passing.
    fn asks(
        &mut self,
        written: &RuleSheet,
        metric: Option<&Metric>,
        judged: bool,
        of: &str,
        way: &Way,
    ) -> Option<Asks> {
        let way = path(way, &["rule".into()]);
        let rule = match written.read() {
            Ok(rule) => rule,
            Err(mistakes) => {
                for (inner, mistake) in mistakes {
                    let place = self.desk.sheet.place(&path(&way, &inner));
                    self.desk.report.add(mistake.diagnostic(place));
                }
                return None;
            }
        };
        let yes_no = metric.is_none_or(Metric::is_yes_no);
        let misfit = match &rule {
            model::Rule::Compare {
                quantity: Quantity::Value,
                op,
                threshold: Threshold::Number(bound),
            } if !yes_no || !judged => return Some(Asks::Bound(*op, *bound)),
            model::Rule::Passes if yes_no => return Some(Asks::Passes),
            model::Rule::Passes => "scorecard_not_yes_no",
            model::Rule::Compare { .. } if yes_no => "scorecard_yes_no_compared",
            _ => "stars_rule",
        };
        let rule = rule.to_string();
        let slots = [("rule", rule.as_str()), ("item", of)];
        self.desk
            .say_because(Code::RuleDoesNotFit, &way, &slots, misfit);
        None
    }

    /// Reports a standard that does not come after the one before it, or asks
    /// for less.
    fn follows(&mut self, before: Option<&Standard>, standard: &Standard, way: &Way) {
        let Some(before) = before else { return };
        if standard.from <= before.from {
            let way = path(way, &["from".into()]);
            let expected = format!("> {}", before.from);
            self.desk.say_setting(standard.from, &expected, &way);
            return;
        }
        let (Asks::Bound(op, bound), Asks::Bound(was, lower)) = (standard.asks, before.asks) else {
            return;
        };
        let strict = |op: Op| matches!(op, Op::MoreThan | Op::LessThan);
        let turned = op.is_cap() != was.is_cap();
        let loosened = bound == lower && strict(was) && !strict(op);
        let lowered = if op.is_cap() {
            bound > lower
        } else {
            bound < lower
        };
        let falls = turned || loosened || lowered;
        if falls {
            let (level, below) = (standard.from.to_string(), before.from.to_string());
            let slots = [("level", level.as_str()), ("below", &below)];
            let first = before.place.clone();
            self.desk.say_again(
                Code::HigherAsksLess,
                &path(way, &["rule".into()]),
                &slots,
                first,
            );
        }
    }

    fn families(&mut self, given: &[sheet::FamilySheet]) -> Vec<Family> {
        self.desk
            .ids_of(path!["families"], given.iter().map(|it| &it.id));
        let families = given.iter().enumerate().map(|(i, it)| {
            let at = |key: &'static str| path(&["families".into(), i.into()], &[key.into()]);
            let claimed = it.claimed.map(|it| crate::sheet::Num(it.0 as f64));
            Family {
                id: it.id.0.clone(),
                name: self.desk.words(Some(&it.name), &at("name")),
                claimed: claimed.and_then(|it| self.desk.number(it, &at("claimed"))),
                evidence: it.evidence.unwrap_or(self.evidence),
                acknowledged: self
                    .desk
                    .words(it.acknowledged.as_ref(), &at("acknowledged")),
            }
        });
        families.collect()
    }

    fn documents(&mut self, given: &[sheet::DocumentSheet], families: &[Family]) -> Vec<Document> {
        self.desk
            .ids_of(path!["documents"], given.iter().map(|it| &it.id));
        let known = families.iter().map(|it| it.id.as_str());
        let mut documents = Vec::new();
        for (i, it) in given.iter().enumerate() {
            let way: Way = vec!["documents".into(), i.into()];
            let at = |key: &'static str| path(&way, &[key.into()]);
            let family = self
                .desk
                .part("families", &it.family.0, known.clone(), &at("family"));
            let parts = it.parts.iter().enumerate();
            let parts = parts
                .map(|(j, it)| self.desk.words(Some(it), &path(&at("parts"), &[j.into()])))
                .collect();
            documents.push(Document {
                id: it.id.0.clone(),
                name: self.desk.words(Some(&it.name), &at("name")),
                family: family.unwrap_or_default(),
                parts,
                place: self.desk.sheet.place(&at("id")),
            });
        }
        documents
    }

    /// Reports a claimed number of documents that is not the number listed,
    /// where nobody has said why.
    fn count(&mut self, record: &Record) {
        for (i, family) in record.families.iter().enumerate() {
            let Some((claimed, _)) = &family.claimed else {
                continue;
            };
            let counted = record.documents.iter().filter(|it| it.family == i).count();
            if claimed.get() == counted as f64 || !family.acknowledged.is_empty() {
                continue;
            }
            let (claimed, counted) = (claimed.get().to_string(), counted.to_string());
            let slots = [
                ("item", family.id.as_str()),
                ("claimed", &claimed),
                ("counted", &counted),
            ];
            self.desk.say(
                Code::CountNotAsListed,
                path!["families", i, "claimed"],
                &slots,
            );
        }
    }
}
