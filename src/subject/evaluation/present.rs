//! Says what shows an evaluation: effects as a table, a sentence for each, and
//! the effects on shares as a chart.

use super::{Evaluation, Improvement, Record};
use crate::{
    block::{
        Align, Block, Cell, ChartKind, Exhibit, Measure, Notice, Phrase, Piece, Plot, PlotColumn,
        PlotRow, Row, Tone,
    },
    model::{Better, Facts, FigureKey, When},
    subject::{
        Subject, dataset,
        range::{self, Differs, differs},
        units::role_column,
    },
};

/// Everything on the page of the evaluation, in order.
pub(super) fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let exhibits = [
        ("effects", Some(shown.effects())),
        ("shares", shown.shares()),
        ("sentences", Some(shown.sentences())),
    ];
    let exhibits = Exhibit::some(Evaluation::NAME, exhibits).into_iter();
    exhibits.chain(shown.courses()).collect()
}

/// What came of each improvement, by its effect.
pub(super) fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
    let shown = Shown { record, facts };
    let improvements = record.improvements.iter();
    improvements
        .map(|it| (record.key(it, "effect"), shown.sentence(it)))
        .collect()
}

/// The effect of each improvement; its course is that of what is measured.
pub(super) fn measures(record: &Record, facts: &Facts) -> Vec<Measure> {
    let shown = Shown { record, facts };
    let improvements = record.improvements.iter().map(|it| {
        let effect = record.key(it, "effect");
        let verdict = shown.verdict(it);
        let [word, sentence, _] = verdict.keys();
        let series = it.series.as_ref();
        let last = series.and_then(|series| Some(series.row_key(series.rows.last()?, "value")));
        Measure {
            key: it.id.clone(),
            name: Phrase::sentence("evaluation.effect_of", [("name", Phrase::text(&it.name))]),
            unit: it.difference.clone(),
            limits: range::keys(facts, &effect),
            change: Cell::toned(word, verdict.tone()),
            course: last,
            sentence: if verdict == Verdict::Missing {
                Phrase::reason(&effect)
            } else {
                shown.said(it, sentence)
            },
            latest: Some(effect),
            ..Measure::default()
        }
    });
    improvements.collect()
}

/// What came of an improvement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Improved,
    Worsened,
    /// It changed, and neither direction is good.
    Changed,
    NotDistinguishable,
    /// The sizes or spreads of the samples are not given.
    Untold,
    /// A sample is missing.
    Missing,
}

impl Verdict {
    const ALL: [Self; 6] = [
        Self::Improved,
        Self::Worsened,
        Self::Changed,
        Self::NotDistinguishable,
        Self::Untold,
        Self::Missing,
    ];

    /// The keys of its word, of its sentence, and of its part of a takeaway.
    fn keys(self) -> [&'static str; 3] {
        match self {
            Self::Improved => [
                "evaluation.verdict.improved",
                "evaluation.sentence.improved",
                "evaluation.takeaway.improved",
            ],
            Self::Worsened => [
                "evaluation.verdict.worsened",
                "evaluation.sentence.worsened",
                "evaluation.takeaway.worsened",
            ],
            Self::Changed => [
                "evaluation.verdict.changed",
                "evaluation.sentence.changed",
                "evaluation.takeaway.changed",
            ],
            Self::NotDistinguishable => [
                "evaluation.verdict.not_distinguishable",
                "evaluation.sentence.not_distinguishable",
                "evaluation.takeaway.not_distinguishable",
            ],
            Self::Untold => [
                "evaluation.verdict.untold",
                "evaluation.sentence.untold",
                "evaluation.takeaway.untold",
            ],
            Self::Missing => [
                "evaluation.verdict.missing",
                "evaluation.sentence.missing",
                "evaluation.takeaway.missing",
            ],
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Improved => Tone::Met,
            Self::Worsened => Tone::NotMet,
            Self::Changed => Tone::Plain,
            Self::NotDistinguishable => Tone::NotDistinguishable,
            Self::Untold | Self::Missing => Tone::Unknown,
        }
    }
}

type Shown<'a> = crate::subject::shown::Shown<'a, Record>;

impl Shown<'_> {
    fn verdict(&self, of: &Improvement) -> Verdict {
        match differs(self.facts, &self.record.key(of, "effect")) {
            None => Verdict::Missing,
            Some(Differs::Untold) => Verdict::Untold,
            Some(Differs::Not) => Verdict::NotDistinguishable,
            Some(side) => match (of.better, side == Differs::Above) {
                (Better::Neither, _) => Verdict::Changed,
                (Better::Higher, true) | (Better::Lower, false) => Verdict::Improved,
                _ => Verdict::Worsened,
            },
        }
    }

    /// The names of some improvements by what came of them.
    fn takeaway(&self, keep: impl Fn(&Improvement) -> bool) -> Phrase {
        Phrase::by_names(Verdict::ALL.map(|verdict| {
            let [.., key] = verdict.keys();
            let kept = self.record.improvements.iter().filter(|it| keep(it));
            let such = kept.filter(|it| self.verdict(it) == verdict);
            (key, Phrase::names(such.map(|it| &it.name)))
        }))
    }

    fn effects(&self) -> Block {
        let record = self.record;
        let is_known = |name: &str| {
            let mut of = record.improvements.iter();
            of.any(|it| self.facts.get(&record.key(it, name)).is_some())
        };
        let amounts = [
            ("cost", "evaluation.column.cost"),
            ("benefit", "evaluation.column.benefit"),
            ("net", "evaluation.column.net"),
        ];
        let amounts = amounts.into_iter().filter(|(id, _)| is_known(id));
        let amounts: Vec<(&str, &'static str)> = amounts.collect();
        let rows = record.improvements.iter().map(|it| {
            let verdict = self.verdict(it);
            let [word, ..] = verdict.keys();
            let named = vec![
                Piece::Text(it.name.clone()),
                Piece::Break,
                Piece::Text(it.action.clone()),
            ];
            let sample = |key, period| {
                let mut cell = Phrase::figure(&key);
                cell.0.extend([Piece::Break, Piece::When(When::In(period))]);
                Cell::from(cell)
            };
            let effect = record.key(it, "effect");
            let mut cells = vec![
                Phrase(named).into(),
                sample(it.before_key(), it.before.period),
                sample(it.after_key(), it.after.period),
                range::stacked(self.facts, &effect).into(),
                Cell {
                    phrase: Phrase::word(word),
                    tone: verdict.tone(),
                },
            ];
            cells.extend(
                amounts
                    .iter()
                    .map(|(name, _)| Cell::from(self.figure(&record.key(it, name)))),
            );
            Row::item(it.id.clone(), cells)
        });
        let fixed = [
            "evaluation.column.improvement",
            "evaluation.column.before",
            "evaluation.column.after",
            "evaluation.column.effect",
            "column.verdict",
        ];
        let headers = fixed.into_iter().chain(amounts.iter().map(|it| it.1));
        self.table(
            self.takeaway(|_| true),
            "evaluation.effects.what",
            headers.map(|word| (word, Align::Text)),
            rows.collect(),
        )
    }

    /// The effects on shares, which have one unit and so one axis.
    fn shares(&self) -> Option<Block> {
        let record = self.record;
        let shares = record.improvements.iter().filter(|it| it.is_share);
        let rows: Vec<PlotRow> = shares
            .map(|it| {
                let effect = record.key(it, "effect");
                PlotRow {
                    figures: range::with_interval(self.facts, "value", &effect),
                    ..PlotRow::named(&it.id, &it.name)
                }
            })
            .collect();
        if rows.is_empty() {
            return None;
        }
        let value = PlotColumn {
            label: Phrase::word("evaluation.column.effect"),
            ..role_column("value")
        };
        let plot = Plot {
            columns: vec![value, role_column("low"), role_column("high")],
            ..Plot::new(ChartKind::DotInterval, rows)
        };
        let takeaway = self.takeaway(|it| it.is_share);
        Some(self.chart(takeaway, "evaluation.shares.what", plot))
    }

    /// The values over time of those improvements that have them.
    fn courses(&self) -> impl Iterator<Item = Exhibit> {
        let improvements = self.record.improvements.iter();
        let courses = improvements.filter_map(|it| Some((it, it.series.as_ref()?)));
        courses.map(|(it, series)| {
            dataset::exhibit(series, self.sentence(it), dataset::counted_in(series))
        })
    }

    fn sentence(&self, of: &Improvement) -> Phrase {
        let [_, key, _] = self.verdict(of).keys();
        self.said(of, key)
    }

    fn said(&self, of: &Improvement, key: &'static str) -> Phrase {
        let effect = self.record.key(of, "effect");
        let slots = [
            ("name", Phrase::text(&of.name)),
            ("before", Phrase::figure(&of.before_key())),
            ("after", Phrase::figure(&of.after_key())),
            ("effect", range::inline(self.facts, &effect)),
        ];
        Phrase::sentence(key, slots)
    }

    /// A sentence for each improvement.
    fn sentences(&self) -> Block {
        let improvements = self.record.improvements.iter();
        let items = improvements.map(|it| self.sentence(it));
        Block::Notice(Notice {
            level: "note",
            title: Phrase::word("evaluation.sentences.title"),
            paragraphs: Vec::new(),
            items: items.collect(),
        })
    }
}
