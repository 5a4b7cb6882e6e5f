//! Says what shows inspections: the source's own count, scores by site and
//! source, the funnel of sites, findings, sources, channels, critical fails.

mod tables;
pub(super) mod unit;

use super::{Inspections, Record};
use crate::{
    block::{
        Block, ChartKind, Exhibit, Measure, Notice, Phrase, Plot, PlotColumn, PlotOptions, PlotRow,
        PlotTarget,
    },
    model::{Better, Facts, FigureKey, Text},
    stats::{Side, funnel::Standing},
    subject::{
        Subject, ends, range,
        units::{below, role_column},
    },
};

/// Everything on the page of inspections, in order.
pub(super) fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let exhibits = [
        ("activity", shown.activity()),
        ("summary", Some(shown.summary())),
        ("scores", shown.scores()),
        ("sites", shown.sites()),
        ("findings", shown.findings()),
        ("sources", shown.sources()),
        ("channels", shown.channels()),
        ("critical", shown.critical()),
    ];
    Exhibit::some(Inspections::NAME, exhibits)
}

/// The mean score of all visits, and the share that failed.
pub(super) fn measures(record: &Record, facts: &Facts) -> Vec<Measure> {
    let headlines = [
        ("all.score", "inspections.headline.score"),
        ("all.centre", "inspections.headline.failed"),
    ];
    let headlines = headlines.into_iter().filter_map(|(name, word)| {
        let key = record.key(name);
        let figure = facts.get(&key)?;
        let counts = [("visits", "all.visits"), ("failed", "all.failed")];
        let slots = counts.map(|(slot, name)| (slot, Phrase::figure(&record.key(name))));
        Some(Measure {
            key: name.replace('.', "-"),
            name: Phrase::word(word),
            unit: figure.measure.clone(),
            limits: range::keys(facts, &key),
            course: Some(key.clone()),
            sentence: match figure.value {
                Ok(_) => Phrase::sentence("inspections.headline.sentence", slots),
                Err(_) => Phrase::reason(&key),
            },
            latest: Some(key),
            ..Measure::default()
        })
    });
    headlines.collect()
}

/// The sites on one side of the limits: those that are drawn by name, and how
/// many others.
#[derive(Default)]
struct Apart {
    named: Vec<Phrase>,
    others: usize,
}

impl Apart {
    fn is_empty(&self) -> bool {
        self.named.is_empty() && self.others == 0
    }

    fn said(mut self) -> Phrase {
        if self.others > 0 {
            let count = Phrase::text(&Text::same(self.others.to_string()));
            let key = if self.named.is_empty() {
                "inspections.sites.undrawn"
            } else {
                "inspections.sites.others"
            };
            self.named.push(Phrase::sentence(key, [("count", count)]));
        }
        Phrase::list(self.named)
    }
}

type Shown<'a> = crate::subject::shown::Shown<'a, Record>;

impl Shown<'_> {
    /// What the source's own count of visits is, and is not.
    fn activity(&self) -> Option<Block> {
        let id = self.record.activity.as_ref()?;
        let key = FigureKey::own(id, crate::model::Period::Year(self.record.year));
        self.facts.get(&key)?;
        let visits = self.record.key("all.visits");
        let slots = [
            ("count", Phrase::figure(&key)),
            ("visits", Phrase::figure(&visits)),
        ];
        Some(Block::Notice(Notice {
            level: "note",
            title: Phrase::word("inspections.activity.title"),
            paragraphs: vec![Phrase::sentence("inspections.activity.text", slots)],
            items: Vec::new(),
        }))
    }

    fn summary(&self) -> Block {
        let names = ["all.visits", "all.failed", "all.centre", "critical_visits"];
        Block::Tiles(names.map(|it| self.record.key(it)).to_vec())
    }

    /// The mean score of each site by each source.
    fn scores(&self) -> Option<Block> {
        let record = self.record;
        let mut lowest: Option<(f64, usize, usize)> = None;
        let scores: Vec<Option<f64>> = (0..record.sites.len())
            .map(|at| self.number(&below(&record.site_key(at), "score")))
            .collect();
        let some = ends::shown(&scores);
        let rows = record.sites.iter().enumerate().filter_map(|(at, site)| {
            let mut figures = Vec::new();
            for (i, (source, _)) in record.observers.iter().enumerate() {
                let key = record.cell_key(at, *source);
                if self.facts.get(&key).is_none() {
                    continue;
                }
                if let Some(score) = self.number(&key)
                    && lowest.is_none_or(|(least, ..)| score < least)
                {
                    lowest = Some((score, at, i));
                }
                figures.push((source.word().to_owned(), key));
            }
            // The lowest is that of all, and not of those drawn alone.
            some.binary_search(&at).ok()?;
            figures.push(("n".to_owned(), below(&record.site_key(at), "visits")));
            Some(PlotRow {
                figures,
                ..PlotRow::named(&site.id, &site.name)
            })
        });
        let rows = rows.collect();
        let (_, at, i) = lowest?;
        let (source, name) = &record.observers[i];
        let mut takeaway = Phrase::sentence(
            "inspections.scores.takeaway",
            [
                ("site", Phrase::text(&record.sites[at].name)),
                ("source", Phrase::text(name)),
                ("score", Phrase::figure(&record.cell_key(at, *source))),
            ],
        );
        if record.checklists.len() > 1 {
            takeaway = takeaway.then(Phrase::word("inspections.scores.versions"));
        }
        takeaway = takeaway.then(ends::said(some.len(), record.sites.len()));
        let columns = record.observers.iter().map(|(kind, name)| PlotColumn {
            id: kind.word().to_owned(),
            label: Phrase::text(name),
            previous: false,
        });
        let visits = PlotColumn {
            label: Phrase::word("inspections.column.visits"),
            ..role_column("n")
        };
        let plot = Plot {
            columns: columns.chain([visits]).collect(),
            options: PlotOptions {
                better: Better::Higher,
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::HeatMap, rows)
        };
        Some(self.chart(takeaway, "inspections.scores.what", plot))
    }

    /// The failed share of each site within the limits of its own number of
    /// visits; those outside by name.
    fn sites(&self) -> Option<Block> {
        let record = self.record;
        let compared = record.compared();
        self.number(&compared.centre)?;
        let (mut worse, mut better) = (Apart::default(), Apart::default());
        let mut rows = Vec::new();
        let rates: Vec<Option<f64>> = (0..record.sites.len())
            .map(|at| self.number(&below(&record.site_key(at), "rate")))
            .collect();
        let some = ends::shown(&rates);
        for (at, site) in record.sites.iter().enumerate() {
            let is_drawn = some.binary_search(&at).is_ok();
            let base = record.site_key(at);
            // A site without a rate has no place in a funnel.
            let Some(standing) = compared.standings[at] else {
                continue;
            };
            let rate = below(&base, "rate");
            let (side, entry) = match standing {
                Standing::Within => (None, ""),
                Standing::Between(side) => (Some(side), "inspections.sites.between"),
                Standing::Outside(side) => (Some(side), "inspections.sites.outside"),
            };
            if let Some(side) = side {
                let list = match side {
                    Side::High => &mut worse,
                    Side::Low => &mut better,
                };
                let slots = [
                    ("site", Phrase::text(&site.name)),
                    ("rate", Phrase::figure(&rate)),
                ];
                if is_drawn {
                    list.named.push(Phrase::sentence(entry, slots));
                } else {
                    list.others += 1;
                }
            }
            if !is_drawn {
                continue;
            }
            let columns = compared.columns.iter();
            let columns =
                columns.filter_map(|(id, keys)| Some(((*id).to_owned(), keys[at].clone()?)));
            let mut figures = vec![
                ("num".to_owned(), below(&base, "failed")),
                ("den".to_owned(), below(&base, "visits")),
            ];
            figures.extend(columns);
            figures.extend(range::ends(self.facts, &rate));
            rows.push(PlotRow {
                figures,
                ..PlotRow::named(&site.id, &site.name)
            });
        }
        let key = match (worse.is_empty(), better.is_empty()) {
            (true, true) => "inspections.sites.none",
            (false, true) => "inspections.sites.worse",
            (true, false) => "inspections.sites.better",
            (false, false) => "inspections.sites.both",
        };
        let centre = Phrase::figure(&compared.centre);
        let slots = [
            ("worse", worse.said()),
            ("better", better.said()),
            ("centre", centre),
        ];
        let called = [
            ("num", "inspections.column.failed"),
            ("den", "inspections.column.visits"),
            ("rate", "inspections.column.rate"),
        ];
        let called = called.map(|(id, word)| PlotColumn {
            label: Phrase::word(word),
            ..role_column(id)
        });
        let roles = [
            "low",
            "high",
            "lower_near",
            "upper_near",
            "lower_far",
            "upper_far",
        ];
        let plot = Plot {
            columns: called.into_iter().chain(roles.map(role_column)).collect(),
            targets: vec![PlotTarget {
                id: "centre".to_owned(),
                label: Phrase::word("column.centre"),
                figure: compared.centre.clone(),
            }],
            options: PlotOptions {
                better: Better::Lower,
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::Funnel, rows)
        };
        let takeaway = Phrase::sentence(key, slots);
        let takeaway = takeaway.then(ends::said(some.len(), record.sites.len()));
        Some(self.chart(takeaway, "inspections.sites.what", plot))
    }

    /// What was found, the most frequent cause first.
    fn findings(&self) -> Option<Block> {
        let record = self.record;
        let ranked = record.ranked();
        let first = ranked.figures.first()?.key.clone();
        let of = |key: &FigureKey| ranked.shares.iter().position(|it| it.as_ref() == Some(key));
        let at = of(&first)?;
        let n = |at: usize| record.key(&format!("finding.{}.n", record.findings[at].id));
        let slots = |second: usize, share: &FigureKey| {
            [
                ("first", Phrase::text(&record.findings[at].name)),
                ("count", Phrase::figure(&n(at))),
                ("second", Phrase::text(&record.findings[second].name)),
                ("share", Phrase::figure(share)),
            ]
        };
        let next = ranked.figures.get(1).map(|it| it.key.clone());
        let next = next.and_then(|key| Some((of(&key)?, key)));
        let takeaway = match next.filter(|(at, _)| record.other != Some(*at)) {
            Some((second, share)) => {
                Phrase::sentence("inspections.findings.takeaway", slots(second, &share))
            }
            None => Phrase::sentence("inspections.findings.single", slots(at, &first)),
        };
        let rows = record.findings.iter().enumerate().map(|(at, finding)| {
            let mut figures = vec![("n".to_owned(), n(at))];
            figures.extend(ranked.shares[at].clone().map(|it| ("share".to_owned(), it)));
            PlotRow {
                figures,
                ..PlotRow::named(&finding.id, &finding.name)
            }
        });
        let count = PlotColumn {
            label: Phrase::word("inspections.column.findings"),
            ..role_column("n")
        };
        let plot = Plot {
            columns: vec![count, role_column("share")],
            options: PlotOptions {
                better: Better::Lower,
                other: record.other.map(|it| record.findings[it].id.clone()),
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::Pareto, rows.collect())
        };
        Some(self.chart(takeaway, "inspections.findings.what", plot))
    }
}
