//! Says what shows a scorecard: tiles, waterfall, tables, standards, what is
//! not known, and a veto where one happened.

mod branches;
mod table;
mod unknown;

use super::{
    Item, Record,
    assess::{Assessed, Scored},
    phrase,
};
use crate::{
    block::{Block, BulletRow, Chart, Drawing, Exhibit, Notice, Phrase, PointsState, PointsStep},
    model::{Evidence, Facts, Figure, FigureKey, Missing, Quantity, Threshold, When},
    subject::{Subject, scorecard::Scorecard},
};

/// Everything on the scorecard's own page, in order.
pub(super) fn present(record: &Record, assessed: &Assessed, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown {
        record,
        assessed,
        facts,
    };
    let exhibits = [
        shown.veto().map(|block| ("veto", block)),
        Some(("summary", shown.summary())),
        Some(("points", shown.points())),
        Some(("items", shown.items())),
        shown.goals().map(|block| ("goals", block)),
        shown.plan().map(|block| ("plan", block)),
        shown.standards().map(|block| ("standards", block)),
        shown.unknowns().map(|block| ("unknowns", block)),
        branches::table(record, facts).map(|block| ("branches", block)),
    ];
    named(exhibits)
}

/// What the page of a branch has of its scorecard.
pub(super) fn of_branch(branch: &Record, assessed: &Assessed, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown {
        record: branch,
        assessed,
        facts,
    };
    named([
        shown.veto().map(|block| ("veto", block)),
        Some(("summary", shown.summary())),
        Some(("points", shown.points())),
        Some(("items", shown.items())),
        shown.standards().map(|block| ("standards", block)),
        shown.unknowns().map(|block| ("unknowns", block)),
    ])
}

/// What the notice to a branch has: the result, and every item.
pub(super) fn notice(branch: &Record, assessed: &Assessed, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown {
        record: branch,
        assessed,
        facts,
    };
    let of_vetoes = ("final", !branch.vetoes.is_empty());
    let results = [
        ("earned", true),
        of_vetoes,
        ("possible", true),
        ("pending", shown.number("pending") > 0.0 && !of_vetoes.1),
        ("weight_in_business_appraisal", branch.weight.is_some()),
    ];
    let results = results.into_iter().filter(|(_, shown)| *shown);
    let results = results.map(|(name, _)| branch.key(name)).collect();
    named([
        shown.veto().map(|block| ("veto", block)),
        Some(("summary", Block::Tiles(results))),
        Some(("items", shown.items())),
        shown.remedies().map(|block| ("remedies", block)),
    ])
}

/// A branch's points of those possible, in the list of units.
pub(super) fn unit_line(branch: &Record, facts: &Facts) -> Option<Phrase> {
    facts.get(&branch.key("earned"))?;
    let slots = ["earned", "original", "possible", "share"];
    let slots = slots.map(|it| (it, Phrase::figure(&branch.key(it))));
    let deducted = facts.get(&branch.key("deducted"));
    let is_less = deducted.and_then(Figure::number).is_some_and(|it| it > 0.0);
    let word = if is_less {
        "scorecard.line_deducted"
    } else {
        "scorecard.line"
    };
    Some(Phrase::sentence(word, slots))
}

fn named<const N: usize>(exhibits: [Option<(&'static str, Block)>; N]) -> Vec<Exhibit> {
    let exhibits = exhibits.into_iter().flatten();
    exhibits
        .map(|(id, block)| Exhibit::of(Scorecard::NAME, id, block))
        .collect()
}

struct Shown<'a> {
    record: &'a Record,
    assessed: &'a Assessed,
    facts: &'a Facts,
}

impl<'a> Shown<'a> {
    /// The items with what came of them.
    fn scored(&self) -> impl Iterator<Item = (&'a Item, &'a Scored)> + use<'a> {
        let assessed = self.assessed;
        self.record
            .items()
            .filter_map(move |(at, item)| Some((item, assessed.rows[at].as_ref()?)))
    }

    fn figure(&self, name: &str) -> Phrase {
        Phrase::figure(&self.record.key(name))
    }

    fn number(&self, name: &str) -> f64 {
        let figure = self.facts.get(&self.record.key(name));
        figure.and_then(Figure::number).unwrap_or_default()
    }

    /// What the whole scorecard comes to, and what is still open.
    fn takeaway(&self) -> Phrase {
        let slots = |names: &[&'static str]| {
            names
                .iter()
                .map(|name| (*name, self.figure(name)))
                .collect::<Vec<_>>()
        };
        let recomputed = self
            .scored()
            .filter(|(_, it)| it.recomputed.is_some())
            .count();
        let counted = self.scored().filter(|(_, it)| it.earned.is_ok()).count();
        let key = match recomputed {
            0 => "scorecard.takeaway",
            _ if recomputed == counted => "scorecard.takeaway_recomputed",
            _ => "scorecard.takeaway_mixed",
        };
        let mut takeaway = sentence(
            key,
            slots(&["reported", "recomputed", "earned", "possible", "share"]),
        );
        let pending = self
            .scored()
            .filter(|(_, it)| it.pending.get() > 0.0)
            .count();
        if pending > 0 {
            let key = if pending == 1 {
                "scorecard.takeaway_pending"
            } else {
                "scorecard.takeaway_pending_several"
            };
            let mut slots = slots(&["pending", "reachable"]);
            slots.push(("count", self.figure("items_pending")));
            takeaway = takeaway.then(sentence(key, slots));
        }
        takeaway.then(self.after_deductions())
    }

    /// What is left of the points earned, where some were taken away.
    fn after_deductions(&self) -> Phrase {
        if self.number("deducted") == 0.0 {
            return Phrase::default();
        }
        let slots = ["deducted", "original"].map(|it| (it, self.figure(it)));
        Phrase::sentence("scorecard.takeaway_deducted", slots)
    }

    /// How the points add up, for the drawing of them.
    fn takeaway_points(&self) -> Phrase {
        let slots = ["earned", "pending", "possible"]
            .map(|name| (name, self.figure(name)))
            .to_vec();
        let all_known = self.scored().all(|(_, it)| it.pending.get() == 0.0);
        sentence(
            if all_known {
                "scorecard.takeaway_points"
            } else {
                "scorecard.takeaway_points_pending"
            },
            slots,
        )
        .then(self.after_deductions())
    }

    fn summary(&self) -> Block {
        let is_branch = !self.record.unit.is_empty();
        let names: &[&str] = if is_branch {
            &["earned", "share", "possible"]
        } else {
            &["reported", "recomputed", "pending", "possible"]
        };
        let mut keys: Vec<_> = names.iter().map(|name| self.record.key(name)).collect();
        if is_branch && self.number("pending") > 0.0 {
            keys.push(self.record.key("pending"));
        }
        if self.number("deducted") > 0.0 {
            keys.push(self.record.key("deducted"));
        }
        if !self.record.vetoes.is_empty() {
            keys.push(self.record.key("final"));
        }
        if is_branch && self.record.weight.is_some() {
            keys.push(self.record.key("weight_in_business_appraisal"));
        }
        Block::Tiles(keys)
    }

    /// Earned and deducted points up to the sum, then what is open and lost.
    fn points(&self) -> Block {
        let mut steps = Vec::new();
        let step = |item: &Item, suffix: &str, name: &str, points, state, remark| PointsStep {
            key: format!("{}{suffix}", item.id),
            label: Phrase::text(&item.name).marked(item.cells.item),
            points,
            figure: self.record.row_key(&item.id, name),
            state,
            remark,
        };
        for (item, scored) in self.scored() {
            if let Ok(earned) = &scored.earned
                && earned.get() > 0.0
            {
                let state = if scored.estimated {
                    PointsState::Estimated
                } else {
                    PointsState::Earned
                };
                steps.push(step(item, "", "points", *earned, state, basis(scored)));
            }
        }
        for (item, scored) in self.scored() {
            if let Some(Ok(deducted)) = &scored.deducted
                && deducted.get() > 0.0
            {
                let suffix = if item.points.is_some() {
                    "-deducted"
                } else {
                    ""
                };
                steps.push(step(
                    item,
                    suffix,
                    "deducted",
                    *deducted,
                    PointsState::Deducted,
                    Phrase::default(),
                ));
            }
        }
        let (total, word) = if self.number("deducted") > 0.0 {
            ("original", "scorecard.total_left")
        } else {
            ("earned", "scorecard.total_earned")
        };
        let key = self.record.key(total);
        if let Some(Ok(points)) = self.facts.get(&key).map(|figure| &figure.value) {
            steps.push(PointsStep {
                key: "total-earned".to_owned(),
                label: Phrase::word(word),
                points: *points,
                figure: key,
                state: PointsState::Total,
                remark: Phrase::default(),
            });
        }
        for (item, scored) in self.scored() {
            if scored.pending.get() > 0.0 {
                let remark = self.why_blank(item, scored);
                steps.push(step(
                    item,
                    "",
                    "possible",
                    scored.pending,
                    PointsState::Pending,
                    remark,
                ));
            }
        }
        for (item, scored) in self.scored() {
            if scored.lost.get() > 0.0 {
                let suffix = if scored.earned.as_ref().is_ok_and(|it| it.get() > 0.0) {
                    "-lost"
                } else {
                    ""
                };
                steps.push(step(
                    item,
                    suffix,
                    "lost",
                    scored.lost,
                    PointsState::Lost,
                    basis(scored),
                ));
            }
        }
        Block::Chart(Chart {
            takeaway: self.takeaway_points(),
            what: self.what("scorecard.what.points"),
            source: self.record.source.clone(),
            drawing: Drawing::PointsWaterfall(steps),
        })
    }

    /// The items that lost points, and those still open, for the branch to act on.
    fn remedies(&self) -> Option<Block> {
        let mut items = Vec::new();
        for (item, scored) in self.scored() {
            let name = ("item", Phrase::text(&item.name));
            let figure = |of: &str| Phrase::figure(&self.record.row_key(&item.id, of));
            if scored.lost.get() > 0.0 {
                let slots = [name, ("points", figure("lost"))];
                items.push(Phrase::sentence("scorecard.remedy.lost", slots));
            } else if scored.pending.get() > 0.0 {
                let slots = [name, ("points", figure("possible"))];
                items.push(Phrase::sentence("scorecard.remedy.pending", slots));
            }
        }
        let note = Phrase::text(&self.record.note);
        (!items.is_empty() || !note.is_empty()).then(|| {
            Block::Notice(Notice {
                level: "note",
                title: Phrase::word("scorecard.remedy.title"),
                paragraphs: vec![note].into_iter().filter(|it| !it.is_empty()).collect(),
                items,
            })
        })
    }

    /// Why an item has no score.
    fn why_blank(&self, item: &Item, scored: &Scored) -> Phrase {
        match &scored.earned {
            Ok(_) => Phrase::default(),
            Err(Missing::Stated(reason)) => Phrase::text(reason),
            Err(Missing::Input(key)) => {
                let name = self
                    .facts
                    .get(key)
                    .map_or_else(|| item.name.clone(), |figure| figure.label.clone());
                Phrase::sentence("scorecard.needs", [("input", Phrase::text(&name))])
            }
            Err(Missing::ZeroBase | Missing::Overflow) => Phrase::word("scorecard.blank"),
        }
    }

    fn what(&self, key: &'static str) -> Phrase {
        Phrase::sentence(key, [("title", Phrase::text(&self.record.title))])
    }

    /// Values with their standards, for the items that have both; of several
    /// measures the one most items share, since a chart has one scale.
    fn standards(&self) -> Option<Block> {
        let mut rows: Vec<(&str, BulletRow)> = Vec::new();
        for (item, _) in self.scored() {
            let Some(metric) = &item.metric else { continue };
            let value = self.record.metric_key(metric);
            let Some(figure) = self.facts.get(&value).filter(|figure| figure.value.is_ok()) else {
                continue;
            };
            let comparisons = item.comparisons();
            let targets: Vec<FigureKey> = comparisons
                .iter()
                .enumerate()
                .filter(|(_, it)| {
                    it.quantity == Quantity::Value && self.is_known(it.threshold, metric)
                })
                .map(|(at, _)| self.record.standard_key(&item.id, at))
                .collect();
            if targets.is_empty() {
                continue;
            }
            let year_before = crate::model::Period::Year(self.record.year - 1);
            let previous = FigureKey {
                when: When::In(year_before),
                ..value.clone()
            };
            let row = BulletRow {
                key: item.id.clone(),
                label: Phrase::text(&item.name).marked(item.cells.item),
                value,
                previous: self.facts.get(&previous).map(|figure| figure.key.clone()),
                targets,
            };
            rows.push((&figure.measure, row));
        }
        let shared = |measure: &str| rows.iter().filter(|(it, _)| *it == measure).count();
        // The first measure wins a tie.
        let measure = rows
            .iter()
            .rev()
            .map(|(it, _)| *it)
            .max_by_key(|it| shared(it))?
            .to_owned();
        let rows: Vec<BulletRow> = rows
            .into_iter()
            .filter(|(it, _)| *it == measure)
            .map(|(_, row)| row)
            .collect();
        Some(Block::Chart(Chart {
            takeaway: Phrase::word("scorecard.takeaway_standards"),
            what: self.what("scorecard.what.standards"),
            source: self.record.source.clone(),
            drawing: Drawing::Bullet(rows),
        }))
    }

    fn is_known(&self, threshold: &Threshold, metric: &str) -> bool {
        match threshold {
            Threshold::Number(_) => true,
            Threshold::Named(id) => {
                let key = self.record.threshold_key(id, metric);
                self.facts
                    .get(&key)
                    .is_some_and(|figure| figure.value.is_ok())
            }
        }
    }

    fn veto(&self) -> Option<Block> {
        let happened: Vec<_> = self
            .record
            .vetoes
            .iter()
            .filter(|it| it.happened == Some(true))
            .collect();
        let items: Vec<Phrase> = happened
            .iter()
            .map(|veto| {
                let words = Phrase::text(&veto.name);
                if veto.note.is_empty() {
                    return words;
                }
                Phrase::sentence(
                    "scorecard.with_remark",
                    [("what", words), ("remark", Phrase::text(&veto.note))],
                )
            })
            .collect();
        let slots = [
            ("original", self.figure("original")),
            ("final", self.figure("final")),
        ];
        (!items.is_empty()).then(|| {
            Block::Notice(Notice {
                level: "veto",
                title: Phrase::word("scorecard.veto.title"),
                paragraphs: vec![Phrase::sentence("scorecard.veto.text", slots)],
                items,
            })
        })
    }
}

fn sentence(key: &'static str, slots: Vec<(&'static str, Phrase)>) -> Phrase {
    Phrase(vec![crate::block::Piece::Sentence(key, slots)])
}

/// Whether points were recomputed or taken over, with the mark of an estimate.
fn basis(scored: &Scored) -> Phrase {
    let word = if scored.recomputed.is_some() {
        "scorecard.basis.recomputed"
    } else {
        "scorecard.basis.reported"
    };
    let mark = if scored.estimated {
        Evidence::Estimated
    } else {
        Evidence::Reported
    };
    Phrase::word(word).marked(mark)
}
