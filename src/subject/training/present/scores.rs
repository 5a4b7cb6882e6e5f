//! Scores before, after and at the retest: what was gained, what was lost
//! again, and whether either is more than chance.

use super::Shown;
use crate::{
    block::{
        Align, Block, ChartKind, Notice, Phrase, Piece, Plot, PlotColumn, PlotOptions, PlotRow, Row,
    },
    model::FigureKey,
    subject::{
        range::{self, Differs, differs},
        training::{Course, assess},
    },
};

/// Two tests, the difference between them, and the words for what came of it.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    from: &'static str,
    to: &'static str,
    difference: &'static str,
    what: &'static str,
    /// The parts of a takeaway: the later score is higher, lower, not to be
    /// told apart, without spread, missing.
    parts: [&'static str; 5],
    words: [&'static str; 5],
}

/// From before the course to after it.
pub(super) const GAIN: Pair = Pair {
    from: "before",
    to: "after",
    difference: "gain",
    what: "training.what.gain",
    parts: [
        "training.takeaway.gained",
        "training.takeaway.lost",
        "training.takeaway.no_gain",
        "training.takeaway.untold",
        "training.takeaway.untested",
    ],
    words: [
        "training.verdict.gained",
        "training.verdict.lost",
        "training.verdict.no_gain",
        "training.verdict.untold",
        "training.verdict.untested",
    ],
};

/// From after the course to the retest.
pub(super) const DECAY: Pair = Pair {
    from: "after",
    to: "retest",
    difference: "decay",
    what: "training.what.decay",
    parts: [
        "training.takeaway.grew",
        "training.takeaway.faded",
        "training.takeaway.kept",
        "training.takeaway.untold",
        "training.takeaway.not_retested",
    ],
    words: [
        "training.verdict.grew",
        "training.verdict.faded",
        "training.verdict.kept",
        "training.verdict.untold",
        "training.verdict.not_retested",
    ],
};

impl Pair {
    /// Which of its words fits: the place among them.
    fn verdict(self, shown: &Shown, of: &Course) -> usize {
        let key = shown.record.course_key(of, self.difference);
        // A decay is what the later score lacks.
        let falls = self.difference == "decay";
        match differs(shown.facts, &key) {
            Some(Differs::Above) => usize::from(falls),
            Some(Differs::Below) => usize::from(!falls),
            Some(Differs::Not) => 2,
            Some(Differs::Untold) => 3,
            None => 4,
        }
    }
}

impl Shown<'_> {
    fn tested(&self) -> impl Iterator<Item = &Course> {
        let courses = self.record.courses.iter();
        courses.filter(|it| it.scores.is_some())
    }

    /// The names of the courses by what came of them.
    fn scored(&self, pair: Pair) -> Phrase {
        let groups = pair.parts.iter().enumerate().map(|(at, key)| {
            let such = self.tested().filter(|it| pair.verdict(self, it) == at);
            (*key, Phrase::names(such.map(|it| &it.name)))
        });
        Phrase::by_names(groups)
    }

    /// A line a course from the one test to the other.
    pub(super) fn slope(&self, pair: Pair) -> Option<Block> {
        let record = self.record;
        let both = self.tested().filter(|it| {
            let known = |name| self.number(&record.course_key(it, name)).is_some();
            known(pair.from) && known(pair.to)
        });
        let both: Vec<&Course> = both.collect();
        let strong = both.iter().filter(|it| pair.verdict(self, it) < 2);
        let strong = strong.map(|it| it.id.clone()).collect();
        let roles = [
            ("previous", pair.from),
            ("value", pair.to),
            ("difference", pair.difference),
        ];
        let rows: Vec<PlotRow> = both
            .iter()
            .map(|it| PlotRow {
                figures: roles
                    .map(|(id, name)| (id.to_owned(), record.course_key(it, name)))
                    .to_vec(),
                ..PlotRow::named(&it.id, &it.name)
            })
            .collect();
        if rows.is_empty() {
            return None;
        }
        let plot = Plot {
            columns: columns(&roles),
            options: PlotOptions {
                strong,
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::Slope, rows)
        };
        Some(self.chart(self.scored(pair), pair.what, plot))
    }

    /// A line a course from before it over after it to the retest, of those
    /// that were tested three times.
    pub(super) fn stations(&self) -> Option<Block> {
        let record = self.record;
        let tests = [
            ("previous", "before"),
            ("middle", "after"),
            ("value", "retest"),
        ];
        let thrice = self.tested().filter(|it| {
            let known = |name| self.number(&record.course_key(it, name)).is_some();
            tests.iter().all(|(_, name)| known(name))
        });
        let rows = thrice.map(|it| PlotRow {
            figures: tests
                .map(|(id, name)| (id.to_owned(), record.course_key(it, name)))
                .to_vec(),
            ..PlotRow::named(&it.id, &it.name)
        });
        let rows: Vec<PlotRow> = rows.collect();
        if rows.is_empty() {
            return None;
        }
        let faded = self.tested().filter(|it| DECAY.verdict(self, it) == 1);
        let plot = Plot {
            columns: columns(&tests),
            options: PlotOptions {
                strong: faded.map(|it| it.id.clone()).collect(),
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::Slope, rows)
        };
        Some(self.chart(self.scored(DECAY), "training.what.stations", plot))
    }

    /// Scores, gain and decay with their intervals, a row a course.
    pub(super) fn scores(&self) -> Option<Block> {
        let record = self.record;
        let rows = self.tested().map(|it| {
            let key = |name: &str| record.course_key(it, name);
            let stacked = |key: FigureKey| match self.facts.get(&key) {
                Some(_) => range::stacked(self.facts, &key),
                None => Phrase::default(),
            };
            let mut retest = self.figure(&key("retest"));
            let days = it.scores.as_ref().and_then(|it| it.retest.as_ref());
            if let (Some(_), Some(kept)) = (days, self.facts.get(&key("kept")))
                && kept.value.is_ok()
            {
                retest.0.push(Piece::Break);
                let slots = [("share", Phrase::figure(&key("kept")))];
                retest = retest.then(Phrase::sentence("training.kept", slots));
            }
            let [learned, stayed] =
                [GAIN, DECAY].map(|pair| Phrase::word(pair.words[pair.verdict(self, it)]));
            let slots = [
                ("before", Phrase::figure(&key("before"))),
                ("after", Phrase::figure(&key("after"))),
            ];
            let mut verdict = learned;
            verdict.0.push(Piece::Break);
            let cells = vec![
                Phrase::text(&it.name).into(),
                Phrase::sentence("training.change", slots).into(),
                stacked(key("gain")).into(),
                retest.into(),
                stacked(key("decay")).into(),
                verdict.then(stayed).into(),
            ];
            Row::item(it.id.clone(), cells)
        });
        self.filled(
            self.scored(DECAY),
            "training.what.scores",
            &[
                ("training.column.course", Align::Text),
                ("training.column.change", Align::Text),
                ("training.column.gain", Align::Text),
                ("training.column.retest", Align::Text),
                ("training.column.decay", Align::Text),
                ("column.verdict", Align::Text),
            ],
            rows.collect(),
        )
    }

    /// What came of a course: its gain, and what was left at the retest.
    pub(super) fn sentence(&self, of: &Course) -> Phrase {
        let record = self.record;
        let key = |name: &str| record.course_key(of, name);
        let gained = match self.number(&key("gain")) {
            None => "training.sentence.untested",
            Some(_) => match GAIN.verdict(self, of) {
                0 => "training.sentence.gained",
                1 => "training.sentence.lost",
                2 => "training.sentence.no_gain",
                _ => "training.sentence.untold",
            },
        };
        let slots = [
            ("name", Phrase::text(&of.name)),
            ("before", Phrase::figure(&key("before"))),
            ("after", Phrase::figure(&key("after"))),
            ("gain", range::inline(self.facts, &key("gain"))),
        ];
        let mut said = Phrase::sentence(gained, slots);
        if self.number(&key("decay")).is_some() {
            let decay = match DECAY.verdict(self, of) {
                0 => "training.sentence.grew",
                1 => "training.sentence.faded",
                2 => "training.sentence.kept",
                _ => "training.sentence.decay_untold",
            };
            let slots = [
                ("retest", Phrase::figure(&key("retest"))),
                ("decay", range::inline(self.facts, &key("decay"))),
            ];
            said = said.then(Phrase::sentence(decay, slots));
        }
        if let Some(lasted) = &of.lasted {
            let slots = [("lasted", Phrase::figure(&key("lasted")))];
            said = said.then(Phrase::sentence("training.sentence.lasted", slots));
            if assess::contradicts(record, of, self.facts) {
                let slots = [("reason", Phrase::text(&lasted.acknowledged))];
                said = said.then(Phrase::sentence("training.sentence.otherwise", slots));
            }
        }
        said
    }

    /// A sentence for each course that was tested, or of which the source says
    /// how long its effect lasted.
    pub(super) fn sentences(&self) -> Option<Block> {
        let courses = self.record.courses.iter();
        let courses = courses.filter(|it| it.scores.is_some() || it.lasted.is_some());
        let items: Vec<Phrase> = courses.map(|it| self.sentence(it)).collect();
        (!items.is_empty()).then(|| {
            Block::Notice(Notice {
                level: "note",
                title: Phrase::word("training.sentences.title"),
                paragraphs: Vec::new(),
                items,
            })
        })
    }
}

/// The columns of tests and differences in these roles.
fn columns(roles: &[(&str, &str)]) -> Vec<PlotColumn> {
    let columns = roles.iter().map(|(id, name)| PlotColumn {
        id: (*id).to_owned(),
        label: word(name),
        previous: *id == "previous",
    });
    columns.collect()
}

/// The word for a test or a difference.
fn word(name: &str) -> Phrase {
    Phrase::word(match name {
        "before" => "training.column.before",
        "after" => "training.column.after",
        "retest" => "training.column.retest",
        "gain" => "training.column.gain",
        _ => "training.column.decay",
    })
}
