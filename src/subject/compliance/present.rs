//! Says what shows compliance: clauses with their limits, what does not comply
//! and what is done about it, what lacks evidence, rates, promises, reports,
//! and the place for signatures.

mod tables;

use super::{Answer, Asked, Bound, Compliance, Demand, Inspection, Outcome, Record, key};
use crate::{
    block::{
        Block, BulletRow, Cell, Chart, ChartKind, Drawing, Exhibit, Notice, Phrase, Plot,
        PlotColumn, PlotOptions, PlotRow, Tone,
    },
    model::{Facts, Figure, FigureKey, Period, Text},
    subject::Subject,
};

/// Everything on the page of compliance, in order.
pub(super) fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let exhibits = [
        ("summary", shown.summary()),
        ("course", shown.course()),
        ("clauses", shown.clauses()),
        ("limits", shown.limits()),
        ("open", shown.open()),
        ("unproven", shown.unproven()),
        ("claims", shown.claims()),
        ("rates", shown.rates()),
        ("promises", shown.promises()),
        ("reports", shown.reports()),
        ("contents", shown.contents()),
        ("signatures", shown.signatures()),
    ];
    Exhibit::some(Compliance::NAME, exhibits)
}

/// What came of each limit, of each half-year and of the promises.
pub(super) fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
    let shown = Shown { record, facts };
    let mut said = Vec::new();
    for inspection in &record.inspections {
        for asked in record.asked(inspection) {
            if let (Some(key), Some(phrase)) = (asked.key(), shown.sentence(&asked)) {
                said.push((key, phrase));
            }
        }
        said.push((
            key("compliant", inspection.period),
            tally(inspection.period),
        ));
    }
    if !record.promises.is_empty() {
        let key = key("promises_compliant", Period::Year(record.year));
        said.push((key, shown.promised()));
    }
    said
}

impl Outcome {
    /// The keys of its word and of its part of a takeaway about promises.
    fn keys(self) -> [&'static str; 3] {
        match self {
            Self::Compliant => [
                "compliance.outcome.compliant",
                "compliance.outcome.kept",
                "compliance.promises.kept",
            ],
            Self::NotCompliant => [
                "compliance.outcome.not_compliant",
                "compliance.outcome.broken",
                "compliance.promises.broken",
            ],
            Self::WithoutEvidence => [
                "compliance.outcome.without_evidence",
                "compliance.outcome.without_evidence",
                "compliance.promises.without_evidence",
            ],
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Compliant => Tone::Met,
            Self::NotCompliant => Tone::NotMet,
            Self::WithoutEvidence => Tone::Unknown,
        }
    }

    /// Its word, set off.
    fn cell(self) -> Cell {
        let [word, ..] = self.keys();
        Cell {
            phrase: Phrase::word(word),
            tone: self.tone(),
        }
    }
}

type Shown<'a> = crate::subject::shown::Shown<'a, Record>;

impl<'a> Shown<'a> {
    /// The last self-inspection.
    fn latest(&self) -> Option<&'a Inspection> {
        self.record.inspections.last()
    }

    fn summary(&self) -> Option<Block> {
        let period = self.latest()?.period;
        let names = [
            "requirements",
            "compliant",
            "not_compliant",
            "without_evidence",
        ];
        Some(Block::Tiles(names.map(|it| key(it, period)).to_vec()))
    }

    /// The outcomes of one half-year after the other.
    fn course(&self) -> Option<Block> {
        let inspections = &self.record.inspections;
        let (first, last) = (inspections.first()?.period, self.latest()?.period);
        if inspections.len() < 2 {
            return None;
        }
        let rows = inspections.iter().map(|it| PlotRow {
            period: Some(it.period),
            figures: Outcome::ALL
                .map(|outcome| (outcome.word().to_owned(), key(outcome.word(), it.period)))
                .to_vec(),
            ..PlotRow::named(&it.period.to_string(), &Text::default())
        });
        let columns = Outcome::ALL.map(|it| PlotColumn {
            id: it.word().to_owned(),
            label: Phrase::word(it.keys()[0]),
            previous: false,
        });
        let figure = |name: &str, period| Phrase::figure(&key(name, period));
        let takeaway = Phrase::sentence(
            "compliance.takeaway.course",
            [
                ("from", Phrase::period(first)),
                ("to", Phrase::period(last)),
                ("before", figure("without_evidence", first)),
                ("after", figure("without_evidence", last)),
                ("compliant_before", figure("compliant", first)),
                ("compliant_after", figure("compliant", last)),
            ],
        );
        let plot = Plot {
            columns: columns.to_vec(),
            options: PlotOptions {
                stacked: true,
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::Column, rows.collect())
        };
        let what = Phrase::word("compliance.what.course");
        Some(self.chart(takeaway, what, plot))
    }

    /// The limits of the last half-year with what was measured.
    fn limits(&self) -> Option<Block> {
        let latest = self.latest()?;
        let asked = self.record.asked(latest);
        let known = asked.filter_map(|it| {
            let key = it.key()?;
            self.facts.get(&key)?.number()?;
            Some((it, key))
        });
        let known: Vec<(Asked, FigureKey)> = known.collect();
        if known.is_empty() {
            return None;
        }
        let rows = known.iter().map(|(asked, key)| BulletRow {
            key: row_key(asked),
            label: bounded(asked),
            value: key.clone(),
            previous: None,
            targets: asked.target_key().into_iter().collect(),
        });
        let rows = rows.collect();
        let takeaway = Phrase::by_names(
            [
                ("compliance.takeaway.beyond", Outcome::NotCompliant),
                ("compliance.takeaway.within", Outcome::Compliant),
            ]
            .map(|(word, outcome)| {
                let such = known.iter().map(|(it, _)| it);
                let such = such.filter(|it| it.outcome(self.facts) == outcome);
                // Of two limits of a clause, one may be kept and one not.
                let such = such.map(|it| match it.clause.demands.len() {
                    1 => Phrase::text(&it.clause.name),
                    _ => bounded(it),
                });
                (word, Phrase::list(such))
            }),
        );
        let what = Phrase::sentence(
            "compliance.what.limits",
            [("period", Phrase::period(latest.period))],
        );
        Some(Block::Chart(Chart {
            takeaway,
            what,
            source: self.record.head.source.clone(),
            drawing: Drawing::Bullet(rows),
        }))
    }

    /// What came of a limit; nothing of a duty.
    fn sentence(&self, asked: &Asked) -> Option<Phrase> {
        let key = asked.key()?;
        let word = match asked.outcome(self.facts) {
            Outcome::Compliant => "compliance.say.compliant",
            Outcome::NotCompliant => "compliance.say.not_compliant",
            Outcome::WithoutEvidence => "compliance.say.without_evidence",
        };
        let slots = [
            ("name", Phrase::text(&asked.clause.name)),
            ("bound", Phrase::word(bound_word(asked))),
            ("period", Phrase::period(asked.look.period)),
            ("value", Phrase::figure(&key)),
            ("asked", demanded(asked)),
        ];
        Some(Phrase::sentence(word, slots))
    }

    /// The source's claims, and how the clauses bear them out.
    fn claims(&self) -> Option<Block> {
        let claims = self.record.inspections.iter();
        let claims = claims.filter_map(|it| Some((it.period, it.claim.as_ref()?)));
        let items = claims.map(|(period, claim)| {
            let figure = |name: &str| Phrase::figure(&key(name, period));
            let open = |name: &str| {
                let figure = self.facts.get(&key(name, period));
                figure.and_then(Figure::number).unwrap_or_default() > 0.0
            };
            let word = if open("not_compliant") || open("without_evidence") {
                "compliance.claims.not_borne_out"
            } else {
                "compliance.claims.borne_out"
            };
            let slots = [
                ("claim", Phrase::text(&claim.text)),
                ("period", Phrase::period(period)),
                ("requirements", figure("requirements")),
                ("compliant", figure("compliant")),
            ];
            Phrase::sentence(word, slots).then(acknowledged(&claim.acknowledged))
        });
        let items: Vec<Phrase> = items.collect();
        (!items.is_empty()).then(|| {
            Block::Notice(Notice {
                level: "unknown",
                title: Phrase::word("compliance.claims.title"),
                paragraphs: Vec::new(),
                items,
            })
        })
    }

    /// The headings of the self-inspections.
    fn contents(&self) -> Option<Block> {
        let sections = self.record.inspections.iter().flat_map(|it| &it.sections);
        let items = sections.map(|(name, text)| {
            if text.is_empty() {
                return Phrase::text(name);
            }
            let slots = [("name", Phrase::text(name)), ("text", Phrase::text(text))];
            Phrase::sentence("compliance.contents.item", slots)
        });
        let items: Vec<Phrase> = items.collect();
        (!items.is_empty()).then(|| {
            Block::Notice(Notice {
                level: "note",
                title: Phrase::word("compliance.contents.title"),
                paragraphs: Vec::new(),
                items,
            })
        })
    }
}

/// How much of what is asked in a half-year complies.
fn tally(period: Period) -> Phrase {
    let figure = |name: &str| Phrase::figure(&key(name, period));
    let slots = [
        ("period", Phrase::period(period)),
        ("requirements", figure("requirements")),
        ("compliant", figure("compliant")),
        ("not_compliant", figure("not_compliant")),
        ("without_evidence", figure("without_evidence")),
    ];
    Phrase::sentence("compliance.takeaway.clauses", slots)
}

/// Why there is no evidence.
fn reason(asked: &Asked) -> Phrase {
    match asked.answer {
        Answer::Missing(reason) => Phrase::text(reason),
        Answer::Metric(_) => Phrase::sentence(
            "compliance.reason.metric",
            [("period", Phrase::period(asked.look.period))],
        ),
        Answer::Said { .. } => Phrase::word("compliance.reason.no_proof"),
        Answer::Typed(..) | Answer::Counted { .. } => Phrase::default(),
    }
}

/// The author's reason why something stands; nothing where there is none.
fn acknowledged(reason: &Text) -> Phrase {
    if reason.is_empty() {
        return Phrase::default();
    }
    Phrase::sentence(
        "compliance.acknowledged",
        [("reason", Phrase::text(reason))],
    )
}

/// What is asked, in words: `the mean is at most …`.
fn demanded(asked: &Asked) -> Phrase {
    let (Demand::Limit(limit), Some(target)) = (asked.demand, asked.target_key()) else {
        return Phrase::word("compliance.demand.duty");
    };
    let word = match limit.bound {
        Bound::Mean => "compliance.demand.mean",
        Bound::Max => "compliance.demand.max",
        Bound::Least => "compliance.demand.least",
    };
    Phrase::sentence(word, [("limit", Phrase::figure(&target))])
}

/// What is held against the limit, as a word.
fn bound_word(asked: &Asked) -> &'static str {
    match asked.demand {
        Demand::Duty => "compliance.bound.duty",
        Demand::Limit(limit) => match limit.bound {
            Bound::Mean => "compliance.bound.mean",
            Bound::Max => "compliance.bound.max",
            Bound::Least => "compliance.bound.least",
        },
    }
}

/// The clause with what is held against the limit.
fn bounded(asked: &Asked) -> Phrase {
    Phrase::text(&asked.clause.name)
        .then(Phrase::word("compliance.between"))
        .then(Phrase::word(bound_word(asked)))
}

/// A key for a row of something asked.
fn row_key(asked: &Asked) -> String {
    let demand = match asked.demand {
        Demand::Duty => "duty",
        Demand::Limit(limit) => limit.bound.word(),
    };
    format!("{}-{demand}", asked.clause.id)
}

/// The clauses of what is asked, each once.
fn names<'a>(asked: impl Iterator<Item = Asked<'a>>) -> Phrase {
    let mut clauses: Vec<_> = asked.map(|it| it.clause).collect();
    clauses.dedup_by_key(|it| &it.id);
    Phrase::names(clauses.into_iter().map(|it| &it.name))
}
