//! Publishes the numbers of inspections: of each visit, and of what visits
//! come to by site, source, version and channel.

use std::collections::BTreeMap;

use super::{Channel, Checklist, Look, Observer, Record, Seen};
use crate::{
    model::{
        Better, Evidence, Facts, Figure, FigureKey, Finite, Input, Interval, Missing, Period, Text,
        When,
    },
    stats::{
        Tally,
        interval::{self, Sample},
        summary,
    },
    subject::{
        range::{LEVEL, scaled, with_ends},
        units::{self, Compared, Ranked, Unit, below},
    },
};

/// The measure of scores.
const POINTS: &str = "points";

/// In so many months a site must have been visited for a course of its score.
const COURSE: usize = 3;

/// After so many figures those so far are published: few beside those of a
/// large network.
const AT_ONCE: usize = 4096;

/// Publishes every figure of the year.
pub(super) fn publish(record: &Record, facts: &mut Facts) {
    let mut out = Publisher {
        record,
        figures: Vec::new(),
    };
    let typed = record.looks.iter().filter(|it| !it.in_table);
    typed.for_each(|look| out.look(look));
    out.sums(&record.key("all"), &record.name, &record.of(|_| true));
    for ((at, site), looks) in record.sites.iter().enumerate().zip(record.by_site()) {
        out.sums(&record.site_key(at), &site.name, &looks);
        for (source, name) in &record.observers {
            let cell = looks.iter().copied().filter(|it| it.source == *source);
            let cell: Vec<&Look> = cell.collect();
            let key = record.cell_key(at, *source);
            out.score(key, &site.name.beside(name), &cell);
        }
        out.course(&record.site_key(at), &site.name, &looks);
        if out.figures.len() > AT_ONCE {
            out.flush(facts);
        }
    }
    for figure in record.compared().figures {
        out.ranged(figure);
        if out.figures.len() > AT_ONCE {
            out.flush(facts);
        }
    }
    for pair in record.pairs() {
        let base = record.pair_key(&pair);
        let label = pair.checklist.name.beside(pair.name);
        out.rated(&base, &label, &pair.looks);
        if let Some(first) = &pair.first {
            out.lead(&base, &label, &pair, first);
        }
    }
    for channel in [Channel::Own, Channel::Partner] {
        out.rated(
            &record.channel_key(channel),
            &record.name,
            &record.in_channel(channel),
        );
    }
    out.channels();
    out.findings();
    let critical = record.critical();
    let visits = record.of(Look::is_visit);
    let inputs = record.inputs(&visits, |it, of| {
        of.push(Input::Figure(record.look_key(it, "critical")));
    });
    let n = Ok(critical.len() as f64);
    out.publish(Figure {
        evidence: record.weakest(&visits),
        formula: "Σ visit".to_owned(),
        better: Better::Lower,
        inputs,
        ..out.figure(record.key("critical_visits"), &record.name, n)
    });
    out.flush(facts);
}

/// A source that used a version of a checklist.
pub(super) struct Pair<'a> {
    pub(super) checklist: &'a Checklist,
    pub(super) source: Observer,
    pub(super) name: &'a Text,
    pub(super) looks: Vec<&'a Look>,
    /// The first source of the same version, where this is another: what this
    /// one may be compared with.
    pub(super) first: Option<(Observer, &'a Text, Vec<&'a Look>)>,
}

impl Record {
    fn of(&self, keep: impl Fn(&Look) -> bool) -> Vec<&Look> {
        self.looks.iter().filter(|it| keep(it)).collect()
    }

    /// What was seen of each site, in one pass.
    fn by_site(&self) -> Vec<Vec<&Look>> {
        let mut sites = vec![Vec::new(); self.sites.len()];
        for look in &self.looks {
            sites[look.site].push(look);
        }
        sites
    }

    /// What a number of some visits comes of: of each as `each` says; of those in
    /// a table the row where it is one, else the table.
    fn inputs(&self, looks: &[&Look], each: impl Fn(&Look, &mut Vec<Input>)) -> Vec<Input> {
        let mut inputs = Vec::new();
        let mut rows = Vec::new();
        for look in looks {
            if look.in_table {
                rows.push(&look.place);
            } else {
                each(look, &mut inputs);
            }
        }
        match (&rows[..], &self.table) {
            ([], _) => {}
            ([row], _) => inputs.push(Input::Typed((*row).clone())),
            (_, table) => inputs.extend(table.clone().map(Input::Typed)),
        }
        inputs
    }

    /// Why a number of some visits is missing where that of one of them is.
    fn lacks(&self, look: &Look, name: &str) -> Missing {
        match &look.seen {
            Seen::Batch { missing, .. } if look.in_table => Missing::Stated(missing.clone()),
            Seen::Visit { .. } if look.in_table => Missing::ZeroBase,
            _ => Missing::Input(self.look_key(look, name)),
        }
    }

    fn in_channel(&self, channel: Channel) -> Vec<&Look> {
        self.of(|it| self.sites[it.site].channel == channel)
    }

    pub(super) fn site_key(&self, site: usize) -> FigureKey {
        self.key(&format!("site.{}", self.sites[site].id))
    }

    /// What a source found at a site.
    pub(super) fn source_key(&self, site: usize, source: Observer) -> FigureKey {
        below(&self.site_key(site), source.word())
    }

    /// The mean score of a site by a source.
    pub(super) fn cell_key(&self, site: usize, source: Observer) -> FigureKey {
        below(&self.source_key(site, source), "score")
    }

    pub(super) fn pair_key(&self, pair: &Pair) -> FigureKey {
        self.version_key(pair.checklist, pair.source)
    }

    /// What a source found with a version of a checklist.
    pub(super) fn version_key(&self, checklist: &Checklist, source: Observer) -> FigureKey {
        self.key(&format!("version.{}.{}", checklist.key(), source.word()))
    }

    pub(super) fn channel_key(&self, channel: Channel) -> FigureKey {
        self.key(&format!("channel.{}", channel.word()))
    }

    /// The sources by version of a checklist, each with the first of them.
    pub(super) fn pairs(&self) -> Vec<Pair<'_>> {
        let mut pairs = Vec::new();
        for (list, checklist) in self.checklists.iter().enumerate() {
            let mut first = None;
            for (source, name) in &self.observers {
                let looks = self.of(|it| it.checklist == list && it.source == *source);
                if looks.is_empty() {
                    continue;
                }
                pairs.push(Pair {
                    checklist,
                    source: *source,
                    name,
                    looks: looks.clone(),
                    first: first.clone(),
                });
                first.get_or_insert((*source, name, looks));
            }
        }
        pairs
    }

    /// The single visits on which a critical question failed.
    pub(super) fn critical(&self) -> Vec<&Look> {
        self.of(|it| it.critical(&self.checklists[it.checklist]).next().is_some())
    }

    /// The failed visits of each site among its visits.
    pub(super) fn compared(&self) -> Compared {
        let units: Vec<Unit<Tally>> = self
            .sites
            .iter()
            .enumerate()
            .zip(self.by_site())
            .map(|((at, site), looks)| {
                let key = self.site_key(at);
                Unit {
                    number: self.tally(&looks).filter(|it| it.base > 0.0),
                    label: &site.name,
                    inputs: ["failed", "visits"].map(|it| below(&key, it)).to_vec(),
                    evidence: self.weakest(&looks),
                    key,
                }
            })
            .collect();
        let mut compared =
            units::funnel(&self.head.whole(self.key("all"), &self.name), &units, true);
        let is_rate = |it: &&mut Figure| it.key.name.ends_with(".rate");
        for rate in compared.figures.iter_mut().filter(is_rate) {
            rate.better = Better::Lower;
        }
        for (at, standing) in compared.standings.iter_mut().enumerate() {
            standing.take_if(|_| self.few.hides(&self.site_key(at)));
        }
        compared
    }

    /// The findings in order.
    pub(super) fn ranked(&self) -> Ranked {
        let causes: Vec<Unit<f64>> = self
            .findings
            .iter()
            .map(|it| {
                let key = self.key(&format!("finding.{}", it.id));
                Unit {
                    label: &it.name,
                    number: it.count.map(|it| it as f64),
                    inputs: vec![below(&key, "n")],
                    evidence: self.evidence,
                    key,
                }
            })
            .collect();
        units::pareto(
            &self.head.whole(self.key("findings"), &self.name),
            &causes,
            self.other,
        )
    }

    /// The weakest evidence of some visits.
    fn weakest(&self, looks: &[&Look]) -> Evidence {
        Evidence::weakest_or(looks.iter().map(|it| it.evidence), self.evidence)
    }

    fn tally(&self, looks: &[&Look]) -> Option<Tally> {
        let mut tally = Tally {
            count: 0.0,
            base: 0.0,
        };
        for look in looks {
            tally.count += look.failed(&self.checklists[look.checklist])? as f64;
            tally.base += look.visits()? as f64;
        }
        Some(tally)
    }

    /// The scores as a sample, where all are of single visits.
    fn sample(&self, looks: &[&Look]) -> Option<Sample> {
        let scores = looks.iter().map(|it| {
            it.score(&self.checklists[it.checklist])
                .filter(|_| it.is_visit())
        });
        let summed = summary::summary(&scores.collect::<Option<Vec<f64>>>()?).ok()?;
        Some(Sample {
            mean: summed.mean,
            sd: summed.sd?,
            n: looks.len() as u64,
        })
    }
}

impl Look {
    pub(super) fn is_visit(&self) -> bool {
        matches!(self.seen, Seen::Visit { .. })
    }
}

struct Publisher<'a> {
    record: &'a Record,
    figures: Vec<Figure>,
}

impl Publisher<'_> {
    fn publish(&mut self, figure: Figure) {
        self.figures.push(figure);
    }

    /// Publishes the figures so far, with those missing that are of too few.
    fn flush(&mut self, facts: &mut Facts) {
        let figures = std::mem::take(&mut self.figures);
        facts.publish_all(self.record.few.leave_out(figures));
    }

    fn figure(&self, key: FigureKey, label: &Text, value: Result<f64, Missing>) -> Figure {
        let value = value.and_then(Finite::computed);
        self.record.head.figure(key, label, value)
    }

    /// The numbers of a visit, or of several as they were given.
    fn look(&mut self, look: &Look) {
        let record = self.record;
        let checklist = &record.checklists[look.checklist];
        let site = &record.sites[look.site].name;
        let name = record.observers.iter().find(|it| it.0 == look.source);
        let label = name.map_or_else(|| site.clone(), |(_, name)| site.beside(name));
        let stated = |value: Option<f64>| {
            value.ok_or_else(|| match &look.seen {
                Seen::Visit { .. } => Missing::ZeroBase,
                Seen::Batch { missing, .. } => Missing::Stated(missing.clone()),
            })
        };
        let mut numbers = vec![
            ("score", look.score(checklist), Better::Higher),
            (
                "failed",
                look.failed(checklist).map(|it| it as f64),
                Better::Lower,
            ),
        ];
        if look.is_visit() {
            let critical = look.critical(checklist).count() as f64;
            numbers.push(("critical", Some(critical), Better::Lower));
        } else {
            let visits = look.visits().map(|it| it as f64);
            numbers.push(("visits", visits, Better::Neither));
        }
        for (name, value, better) in numbers {
            let is_score = name == "score";
            self.publish(Figure {
                measure: if is_score { POINTS } else { "" }.to_owned(),
                decimals: u8::from(is_score),
                better,
                evidence: look.evidence,
                formula: match name {
                    "score" if look.is_visit() => "Σ w·a ÷ Σ w × 100".to_owned(),
                    _ => String::new(),
                },
                inputs: vec![Input::Typed(look.place.clone())],
                ..self.figure(record.look_key(look, name), &label, stated(value))
            });
        }
    }

    /// How many visits, how many failed, and the mean score.
    fn sums(&mut self, base: &FigureKey, label: &Text, looks: &[&Look]) {
        let record = self.record;
        let visits = looks.iter().map(|it| match it.visits() {
            Some(visits) => Ok(visits as f64),
            None => Err(record.lacks(it, "visits")),
        });
        let inputs = record.inputs(looks, |it, of| {
            of.push(match it.seen {
                Seen::Visit { .. } => Input::Typed(it.place.clone()),
                Seen::Batch { .. } => Input::Figure(record.look_key(it, "visits")),
            });
        });
        self.publish(Figure {
            evidence: record.weakest(looks),
            formula: "Σ visits".to_owned(),
            inputs,
            ..self.figure(below(base, "visits"), label, visits.sum())
        });
        let failed = looks.iter().map(|it| {
            let value = it.failed(&record.checklists[it.checklist]);
            let value = value.map(|it| it as f64);
            value.ok_or_else(|| record.lacks(it, "failed"))
        });
        let inputs = record.inputs(looks, |it, of| {
            of.push(Input::Figure(record.look_key(it, "failed")));
        });
        self.publish(Figure {
            better: Better::Lower,
            evidence: record.weakest(looks),
            formula: "Σ failed".to_owned(),
            inputs,
            ..self.figure(below(base, "failed"), label, failed.sum())
        });
        self.score(below(base, "score"), label, looks);
    }

    /// The same, and the share of visits that failed.
    fn rated(&mut self, base: &FigureKey, label: &Text, looks: &[&Look]) {
        let tally = self.record.tally(looks);
        let evidence = self.record.weakest(looks);
        self.sums(base, label, looks);
        let value = match tally {
            Some(it) if it.base > 0.0 => Ok(it.count / it.base * 100.0),
            Some(_) => Err(Missing::ZeroBase),
            None => Err(Missing::Input(below(base, "failed"))),
        };
        let figure = Figure {
            measure: units::PERCENT.to_owned(),
            decimals: 1,
            better: Better::Lower,
            evidence,
            formula: "failed ÷ visits".to_owned(),
            inputs: ["failed", "visits"]
                .map(|it| Input::Figure(below(base, it)))
                .to_vec(),
            ..self.figure(below(base, "rate"), label, value)
        };
        self.ranged(match tally {
            Some(tally) => units::around(figure, tally),
            None => figure,
        });
    }

    /// The mean score of some visits: Σ visits·score ÷ Σ visits, with its
    /// interval by t where all are single, kept within 0 to 100. Nothing where
    /// there was no visit.
    fn score(&mut self, key: FigureKey, label: &Text, looks: &[&Look]) {
        if looks.is_empty() {
            return;
        }
        let record = self.record;
        let (mut total, mut visits) = (Ok(0.0), 0);
        for look in looks {
            let of = look.score(&record.checklists[look.checklist]);
            total = match (total, of, look.visits()) {
                (Ok(total), Some(of), Some(n)) => {
                    visits += n;
                    Ok(total + of * n as f64)
                }
                (Err(missing), ..) => Err(missing),
                (_, None, _) => Err(record.lacks(look, "score")),
                (.., None) => Err(record.lacks(look, "visits")),
            };
        }
        let inputs = record.inputs(looks, |it, of| {
            of.push(Input::Figure(record.look_key(it, "score")));
            if !it.is_visit() {
                of.push(Input::Figure(record.look_key(it, "visits")));
            }
        });
        let value = match total {
            Ok(_) if visits == 0 => Err(Missing::ZeroBase),
            total => total.map(|it| it / visits as f64),
        };
        let sample = record.sample(looks);
        let estimate = sample.and_then(|it| interval::mean(it, LEVEL).ok());
        self.publish(Figure {
            measure: POINTS.to_owned(),
            decimals: 1,
            better: Better::Higher,
            interval: estimate.map(|it| scaled(it.interval.within(0.0, 100.0), 1.0)),
            n: value.is_ok().then_some(visits),
            evidence: record.weakest(looks),
            formula: "Σ visits·score ÷ Σ visits".to_owned(),
            inputs,
            ..self.figure(key, label, value)
        });
    }

    /// The mean score of a site in each month, where it was visited in enough of
    /// them. None where small groups are not published: a month is small.
    fn course(&mut self, base: &FigureKey, label: &Text, looks: &[&Look]) {
        if self.record.few.asks() {
            return;
        }
        let mut months: BTreeMap<Period, Vec<&Look>> = BTreeMap::new();
        for look in looks {
            if let Some(month) = look.month() {
                months.entry(month).or_default().push(look);
            }
        }
        if months.len() < COURSE {
            return;
        }
        for (month, looks) in months {
            let key = FigureKey {
                when: When::In(month),
                ..below(base, "score")
            };
            self.score(key, label, &looks);
        }
    }

    /// How much higher a source scores than the first source with the same
    /// version, with its interval by Welch where all visits are single.
    fn lead(
        &mut self,
        base: &FigureKey,
        label: &Text,
        pair: &Pair,
        (source, _, others): &(Observer, &Text, Vec<&Look>),
    ) {
        let record = self.record;
        let first = record.version_key(pair.checklist, *source);
        let inputs = [base, &first].map(|it| below(it, "score"));
        let score = |key: &FigureKey| {
            let found = self.figures.iter().find(|it| it.key == *key);
            found
                .and_then(Figure::number)
                .ok_or_else(|| Missing::Input(key.clone()))
        };
        let value = score(&inputs[0]).and_then(|own| Ok(own - score(&inputs[1])?));
        let samples = record.sample(&pair.looks).zip(record.sample(others));
        let welch = samples.and_then(|(own, other)| interval::lead(own, other, LEVEL).ok());
        let evidence = record.weakest(&pair.looks).weakest(record.weakest(others));
        let range = welch.map(|it| (it.estimate.interval.low, it.estimate.interval.high));
        let figure = Figure {
            measure: POINTS.to_owned(),
            decimals: 1,
            evidence,
            formula: "score − score of the first".to_owned(),
            inputs: Input::figures(inputs),
            ..self.figure(below(base, "difference"), label, value)
        };
        self.difference(figure, range);
    }

    /// Publishes a difference with its interval.
    fn difference(&mut self, figure: Figure, range: Option<(f64, f64)>) {
        self.ranged(Figure {
            interval: range.map(|(low, high)| Interval {
                level: LEVEL,
                low,
                high,
            }),
            signed: true,
            ..figure
        });
    }

    /// Publishes a figure and the ends of its interval, where it has one.
    fn ranged(&mut self, figure: Figure) {
        self.figures.extend(with_ends(figure));
    }

    /// The share of failed visits at partners' sites less that at own ones, in
    /// percentage points, with its interval by Newcombe.
    fn channels(&mut self) {
        let record = self.record;
        let both = [Channel::Partner, Channel::Own];
        let looks = both.map(|it| record.in_channel(it));
        if looks.iter().any(Vec::is_empty) {
            return;
        }
        let whole = |it: &Vec<&Look>| {
            let tally = record.tally(it)?;
            (tally.base > 0.0).then_some((tally.count as u64, tally.base as u64))
        };
        let inputs = both.map(|it| below(&record.channel_key(it), "rate"));
        let [partner, own] = [whole(&looks[0]), whole(&looks[1])];
        let computed = partner
            .zip(own)
            .and_then(|(partner, own)| interval::difference(partner, own, LEVEL).ok());
        let lost = partner.map_or(&inputs[0], |_| &inputs[1]).clone();
        let value = computed.map(|it| it.0 * 100.0).ok_or(Missing::Input(lost));
        let range = computed.map(|(_, it)| (it.low * 100.0, it.high * 100.0));
        let figure = Figure {
            measure: "percentage_points".to_owned(),
            decimals: 1,
            evidence: record.weakest(&looks.concat()),
            formula: "partner − own".to_owned(),
            inputs: Input::figures(inputs),
            ..self.figure(record.key("channel.difference"), &record.name, value)
        };
        self.difference(figure, range);
    }

    fn findings(&mut self) {
        let record = self.record;
        for finding in &record.findings {
            let count = finding.count.map(|it| it as f64);
            let value = count.ok_or_else(|| Missing::Stated(finding.missing.clone()));
            let key = record.key(&format!("finding.{}.n", finding.id));
            self.publish(Figure {
                better: Better::Lower,
                evidence: record.evidence,
                inputs: vec![Input::Typed(finding.place.clone())],
                ..self.figure(key, &finding.name, value)
            });
        }
        self.figures.extend(record.ranked().figures);
    }
}
