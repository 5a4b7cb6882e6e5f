//! Figures and phrases in the words of one language, for one page.
//!
//! [`Voice::number`] is the only place where a figure becomes text: prose,
//! tables, chart labels, alternative texts and slides print what it returns.

mod phrase;

use std::{borrow::Cow, cell::RefCell, collections::BTreeSet, fmt::Write};

use hashbrown::Equivalent;

use super::Composer;
use crate::{
    locale::Locale,
    lookup::Standpoint,
    model::{
        Aspect, Catalogue, Evidence, Facts, Figure, FigureKey, Format, Missing, Scope, Verdict,
        write_shortest,
    },
    narrative::{escape, is_plain},
    plan::{PagePlan, Plan, Shelf, ShelfOf, Target, relative, write_anchor},
};

/// What is printed where there is no value.
const DASH: &str = "—";

/// A page of a year's ledger, and the link to it.
type LedgerPage = (i16, Shelf, Option<String>);

/// One language on one page.
pub(super) struct Voice<'a> {
    pub(super) composer: &'a Composer<'a>,
    pub(super) locale: &'a Locale,
    pub(super) facts: &'a Facts,
    pub(super) catalogue: &'a Catalogue,
    pub(super) plan: &'a Plan,
    /// The route of the page, from which links are relative.
    pub(super) route: &'a str,
    /// The file of the page's narrative, against which its links are read.
    pub(super) file: &'a str,
    /// What a reference means when it names no year or unit.
    pub(super) standpoint: Standpoint<'a>,
    /// The page of the ledger that was linked to last: most figures of a page
    /// stand on the same one.
    last_ledger: RefCell<Option<LedgerPage>>,
    /// How numbers are printed, with the decimals of the last one.
    format: RefCell<Format>,
    /// The marks that the page has used so far.
    marks: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Voice<'a> {
    pub(super) fn new(
        composer: &'a Composer<'a>,
        locale: &'a Locale,
        page: &'a PagePlan,
        standpoint: Standpoint<'a>,
    ) -> Self {
        Self {
            composer,
            locale,
            facts: composer.facts,
            catalogue: &composer.portfolio.catalogue,
            plan: composer.plan,
            route: page.route.as_str(),
            file: page
                .document
                .map_or("", |i| &*composer.portfolio.documents[i].narrative.file),
            standpoint,
            last_ledger: RefCell::default(),
            format: locale.format(0, "").into(),
            marks: RefCell::default(),
        }
    }

    /// Says something from the standpoint of another page, such as the title
    /// of one that is listed here.
    pub(super) fn elsewhere<'b, T>(
        &'b self,
        standpoint: Standpoint<'b>,
        say: impl FnOnce(&Voice<'b>) -> T,
    ) -> T {
        if standpoint == self.standpoint {
            return say(self);
        }
        self.quoting(self.file, standpoint, say)
    }

    /// Says something that is written in another narrative, whose links are
    /// read from there.
    pub(super) fn quoting<'b, T>(
        &'b self,
        file: &'b str,
        standpoint: Standpoint<'b>,
        say: impl FnOnce(&Voice<'b>) -> T,
    ) -> T {
        let here: &Voice<'b> = self;
        let there = Voice {
            file,
            standpoint,
            last_ledger: RefCell::default(),
            format: self.format.clone(),
            marks: RefCell::default(),
            ..*here
        };
        let said = say(&there);
        self.marks.borrow_mut().extend(there.marks.into_inner());
        said
    }

    /// The language's id.
    pub(super) fn lang(&self) -> &'a str {
        self.locale.lang()
    }

    /// The marks used, in the order in which the legend explains them.
    pub(super) fn marks_used(&self) -> Vec<&'static str> {
        self.marks.borrow().iter().copied().collect()
    }

    /// Notes that the page uses a mark.
    pub(super) fn uses(&self, mark: &'static str) {
        self.marks.borrow_mut().insert(mark);
    }

    /// The suffix of a measure: the author's, or a built-in one of the locale.
    pub(super) fn suffix(&self, measure: &str) -> Cow<'_, str> {
        self.measure_word(measure, "suffix", |it| it.suffix.get(self.lang()))
    }

    /// The name of a measure, for headers.
    pub(super) fn measure_name(&self, measure: &str) -> String {
        self.measure_word(measure, "name", |it| it.name.get(self.lang()))
            .into_owned()
    }

    fn measure_word<'b>(
        &'b self,
        measure: &str,
        what: &str,
        own: impl Fn(&'b crate::model::Measure) -> &'b str,
    ) -> Cow<'b, str> {
        let given = self.catalogue.measures.get(measure).map_or("", own);
        if given.is_empty() {
            let key = format!("measures.{measure}.{what}");
            self.locale.say(&key, &[]).unwrap_or_default().into()
        } else {
            given.into()
        }
    }

    /// The number of a figure, without its unit; a dash where there is none.
    pub(super) fn number(&self, figure: &Figure) -> String {
        match figure.number() {
            None => DASH.to_owned(),
            Some(value) => {
                let mut format = self.format.borrow_mut();
                format.decimals = figure.decimals;
                if figure.signed {
                    format.signed(value)
                } else {
                    format.number(value)
                }
            }
        }
    }

    /// The figure as plain text with its unit: `约 35 件`.
    pub(super) fn text(&self, figure: &Figure) -> String {
        let number = self.number(figure);
        if figure.value.is_err() {
            return number;
        }
        let whole = number + &self.suffix(&figure.measure);
        if figure.approximate {
            self.locale
                .say("figure.approximate", &[("value", &whole)])
                .unwrap_or(whole)
        } else {
            whole
        }
    }

    /// The figure as markup: linked to the ledger, with its marks.
    pub(super) fn figure(&self, figure: &Figure, with_unit: bool, out: &mut String) {
        self.figure_as(figure, with_unit, true, out);
    }

    /// The same; inside a link of the author's, or where its own entry is, it is
    /// no link itself.
    pub(super) fn figure_as(
        &self,
        figure: &Figure,
        with_unit: bool,
        linked: bool,
        out: &mut String,
    ) {
        self.figure_bare(figure, with_unit, linked, out);
        self.mark(figure.evidence, out);
    }

    /// The same without the mark of its evidence.
    fn figure_bare(&self, figure: &Figure, with_unit: bool, linked: bool, out: &mut String) {
        let tag = self.open(figure.evidence.word(), &figure.key, linked, out);
        if let Err(missing) = &figure.value {
            out.push_str(" title=\"");
            escape(&self.reason(missing), out);
            out.push('"');
        }
        out.push('>');
        let number = self.number(figure);
        let (before, after) = if with_unit {
            self.around(figure, &number)
        } else {
            Default::default()
        };
        escape(&before, out);
        match figure.number() {
            Some(value) => {
                out.push_str("<data value=\"");
                write_shortest(value, out);
                out.push_str("\">");
                escape(&number, out);
                out.push_str("</data>");
            }
            None => out.push_str(DASH),
        }
        if !after.is_empty() {
            out.push_str("<span class=\"unit\">");
            escape(&after, out);
            out.push_str("</span>");
        }
        out.extend(["</", tag, ">"]);
    }

    /// Opens the element around a figure, without its last `>`.
    fn open(
        &self,
        evidence: &str,
        key: &FigureKey,
        linked: bool,
        out: &mut String,
    ) -> &'static str {
        if !linked || self.plan.is_alone() {
            out.extend(["<span class=\"fig fig-", evidence, "\""]);
            return "span";
        }
        out.extend(["<a class=\"fig fig-", evidence, "\" href=\""]);
        let from = out.len();
        self.write_ledger_link(key, out);
        // Ids and routes hold nothing to escape, and yet nothing is believed.
        if !is_plain(&out[from..]) {
            let link = out.split_off(from);
            escape(&link, out);
        }
        out.push('"');
        "a"
    }

    /// What stands before and after the number with its unit.
    fn around(&self, figure: &Figure, number: &str) -> (Cow<'_, str>, Cow<'_, str>) {
        if figure.value.is_err() {
            return Default::default();
        }
        let suffix = self.suffix(&figure.measure);
        if !figure.approximate {
            return (Cow::default(), suffix);
        }
        let whole = format!("{number}{suffix}");
        let about = self
            .locale
            .say("figure.approximate", &[("value", &whole)])
            .unwrap_or(whole);
        about
            .split_once(number)
            .map_or_else(Default::default, |(before, after)| {
                (before.to_owned().into(), after.to_owned().into())
            })
    }

    /// The mark of an evidence that needs one, as markup.
    pub(super) fn mark(&self, evidence: Evidence, out: &mut String) {
        if evidence == Evidence::Missing {
            self.uses("missing");
        }
        if !matches!(evidence, Evidence::Estimated | Evidence::Illustrative) {
            return;
        }
        let word = evidence.word();
        self.uses(word);
        write!(out, "<sup class=\"mark mark-{word}\">").expect("text takes all");
        escape(self.locale.word(&format!("marks.{word}.sign")), out);
        out.push_str("</sup>");
    }

    /// The link from this page to a figure's ledger entry.
    pub(super) fn ledger_link(&self, key: &FigureKey) -> String {
        let mut link = String::new();
        self.write_ledger_link(key, &mut link);
        link
    }

    /// The same, at the end of a text.
    fn write_ledger_link(&self, key: &FigureKey, out: &mut String) {
        let (year, shelf) = (key.when.review(), self.plan.shelf(key));
        let mut last = self.last_ledger.borrow_mut();
        let page = match &*last {
            Some(known) if known.0 == year && shelf.equivalent(&known.1) => &known.2,
            _ => {
                &last
                    .insert((year, shelf.owned(), self.ledger_page(year, shelf)))
                    .2
            }
        };
        if let Some(page) = page {
            out.push_str(page);
            out.push('#');
            write_anchor(key, out);
        }
    }

    /// The link to a page of the ledger; empty for this page itself.
    fn ledger_page(&self, year: i16, shelf: ShelfOf) -> Option<String> {
        let page = self
            .plan
            .page(&Target::Entries(year, shelf.owned()), self.lang())?;
        let route = page.route.as_str();
        Some(if route == self.route {
            String::new()
        } else {
            relative(self.route, route)
        })
    }

    /// Why a figure has no value, as plain text.
    pub(super) fn reason(&self, missing: &Missing) -> String {
        match missing {
            Missing::Stated(reason) => reason.get(self.lang()).to_owned(),
            Missing::Input(key) => {
                let name = self
                    .facts
                    .get(key)
                    .map_or_else(|| key.to_string(), |it| self.label(it));
                self.locale
                    .say("figure.missing_input", &[("name", &name)])
                    .unwrap_or_default()
            }
            Missing::ZeroBase => self.locale.word("figure.zero_base").to_owned(),
            Missing::Overflow => self.locale.word("figure.overflow").to_owned(),
        }
    }

    /// The name of a figure: its label and, for an aspect or a subject's own
    /// figure, what of it.
    pub(super) fn label(&self, figure: &Figure) -> String {
        let label = figure.label.get(self.lang());
        let slots = [("name", label)];
        let said = match figure.key.name.split_once(':') {
            Some((_, aspect)) => self.locale.say(&format!("aspects.{aspect}"), &slots),
            None => self.subject_label(&figure.key.name, &slots),
        };
        said.unwrap_or_else(|| label.to_owned())
    }

    /// The words for a subject's figure: by the last part of its name, then
    /// without what follows an underscore (`standard_2`, `threshold_group`).
    fn subject_label(&self, name: &str, slots: &[(&str, &str)]) -> Option<String> {
        let (subject, rest) = name.split_once('.')?;
        let last = rest.rsplit('.').next()?;
        let kind = rest.split(['.', '_']).next()?;
        let stem = last.split('_').next()?;
        [last, kind, stem].into_iter().find_map(|part| {
            self.locale
                .say(&format!("sentence.{subject}.figure.{part}"), slots)
        })
    }

    /// Whose figure it is, where it is neither the whole organisation's own nor
    /// that of the unit which the page is about.
    pub(super) fn of(&self, key: &FigureKey) -> String {
        let mut of = String::new();
        if *key.unit != *self.standpoint.unit
            && let Some(unit) = self.catalogue.units.get(&*key.unit)
        {
            of.push_str(unit.name.get(self.lang()));
        }
        if let Scope::Competitor(id) = &key.scope
            && let Some(competitor) = self.catalogue.competitors.get(&**id)
        {
            if !of.is_empty() {
                of.push_str(" · ");
            }
            of.push_str(competitor.name.get(self.lang()));
        }
        of
    }

    /// The word for a verdict.
    pub(super) fn verdict_word(&self, verdict: &Verdict) -> &str {
        match verdict {
            Verdict::Met => self.locale.word("verdicts.met"),
            Verdict::NotMet => self.locale.word("verdicts.not_met"),
            Verdict::NotDistinguishable => self.locale.word("verdicts.not_distinguishable"),
            Verdict::Unknown(_) => self.locale.word("verdicts.unknown"),
        }
    }

    /// An aspect that is a word rather than a number, as plain text; empty
    /// for aspects that are figures of their own.
    pub(super) fn aspect_text(&self, figure: &Figure, aspect: Aspect) -> String {
        match aspect {
            Aspect::Evidence => self
                .locale
                .word(&format!("evidence.{}", figure.evidence.word()))
                .to_owned(),
            Aspect::Verdict => figure.verdict.as_ref().map_or_else(
                || DASH.to_owned(),
                |verdict| self.verdict_word(verdict).to_owned(),
            ),
            Aspect::N => figure.n.map_or_else(
                || DASH.to_owned(),
                |n| self.locale.format(0, "").number(n as f64),
            ),
            Aspect::Interval => figure.interval.map_or_else(
                || DASH.to_owned(),
                |it| {
                    let format = self.locale.format(figure.decimals, "");
                    format!("{}–{}", format.number(it.low), format.number(it.high))
                },
            ),
            Aspect::Sentence => self.sentence_of(figure),
            _ => String::new(),
        }
    }

    /// The takeaway of a figure: what its subject says of it, else its value and
    /// how it stands to its target.
    fn sentence_of(&self, figure: &Figure) -> String {
        if let Some(said) = self.composer.exhibits.sentence(&figure.key) {
            return self.plain(said);
        }
        let name = self.label(figure);
        let value = self.text(figure);
        if let Err(missing) = &figure.value {
            return self
                .locale
                .say(
                    "figure.sentence_missing",
                    &[("name", &name), ("reason", &self.reason(missing))],
                )
                .unwrap_or_default();
        }
        let target = self.facts.aspect(&figure.key, Aspect::Target);
        match (target, &figure.verdict) {
            (Some(target), Some(verdict)) => {
                let (target, verdict) = (self.text(target), self.verdict_word(verdict));
                let slots = [
                    ("name", name.as_str()),
                    ("value", &value),
                    ("target", &target),
                    ("verdict", verdict),
                ];
                self.locale
                    .say("figure.sentence_target", &slots)
                    .unwrap_or_default()
            }
            _ => self
                .locale
                .say("figure.sentence", &[("name", &name), ("value", &value)])
                .unwrap_or_default(),
        }
    }
}

/// Text escaped for markup.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}
