//! Says what shows a process: the flow of its steps, how long its stages take
//! now and before, the steps against their standards, and the way from each
//! problem to what is done about it.

mod charts;
mod problems;
mod tables;

use super::{Part, Process, Record};
use crate::{
    block::{Block, Exhibit, Phrase},
    model::{Facts, FigureKey, Period},
    subject::Subject,
};

/// Everything on the page of the process, in order.
pub(super) fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let exhibits = [
        ("summary", Some(shown.summary())),
        ("flow", Some(shown.flow())),
        ("stack", Some(shown.stack())),
        ("stages", Some(shown.stages())),
        ("change", shown.change()),
        ("standards", shown.against()),
        ("steps", Some(shown.steps())),
        ("tree", shown.tree()),
        ("problems", shown.problems()),
        ("targets", shown.targets()),
        ("lists", shown.lists()),
    ];
    Exhibit::some(Process::NAME, exhibits)
}

/// What the times, the changes and the problems come to.
pub(super) fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
    let shown = Shown { record, facts };
    let mut said = vec![
        (
            record.part_key(Part::Whole, "lead", record.now),
            shown.duration(),
        ),
        (
            record.part_key(Part::Whole, "efficiency", record.now),
            shown.slowest(),
        ),
        (record.key("over"), shown.standards()),
        (record.key("handoffs"), shown.handed()),
        (record.key("problems"), shown.covered()),
    ];
    if record.before.is_some() {
        said.extend(record.parts().map(|part| {
            let key = record.part_key(part, "change", record.now);
            (key, shown.changed(part))
        }));
    }
    said
}

type Shown<'a> = crate::subject::shown::Shown<'a, Record>;

/// How a part's time changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Shorter,
    Longer,
    Same,
    Missing,
}

impl Change {
    const ALL: [Self; 4] = [Self::Shorter, Self::Longer, Self::Same, Self::Missing];

    /// The keys of its sentence and of its part of a takeaway.
    fn keys(self) -> [&'static str; 2] {
        match self {
            Self::Shorter => ["process.changed.shorter", "process.change.shorter"],
            Self::Longer => ["process.changed.longer", "process.change.longer"],
            Self::Same => ["process.changed.same", "process.change.same"],
            Self::Missing => ["process.changed.missing", "process.change.missing"],
        }
    }
}

impl Shown<'_> {
    fn year(&self) -> Period {
        Period::Year(self.record.year)
    }

    /// A figure of a part in the period under review.
    fn now(&self, part: Part, role: &str) -> FigureKey {
        self.record.part_key(part, role, self.record.now)
    }

    fn summary(&self) -> Block {
        let times = ["lead", "efficiency", "rework"];
        let times = times.map(|it| self.now(Part::Whole, it));
        let handoffs = self.record.key("handoffs");
        Block::Tiles(times.into_iter().chain([handoffs]).collect())
    }

    /// How long it takes and how much of that is work.
    fn duration(&self) -> Phrase {
        let key = |role| Phrase::figure(&self.now(Part::Whole, role));
        let slots = [
            ("lead", key("lead")),
            ("touch", key("touch")),
            ("efficiency", key("efficiency")),
        ];
        let known = self.number(&self.now(Part::Whole, "efficiency"));
        Phrase::sentence(
            match known {
                Some(_) => "process.duration.known",
                None => "process.duration.missing",
            },
            slots,
        )
    }

    fn change_of(&self, part: Part) -> Change {
        match self.number(&self.now(part, "change")) {
            None => Change::Missing,
            Some(0.0) => Change::Same,
            Some(change) if change < 0.0 => Change::Shorter,
            Some(_) => Change::Longer,
        }
    }

    /// How much longer or shorter a part takes than before.
    fn changed(&self, part: Part) -> Phrase {
        let [key, _] = self.change_of(part).keys();
        let before = self.record.before.unwrap_or(self.record.now);
        let slots = [
            ("name", Phrase::text(self.record.part_name(part))),
            (
                "before",
                Phrase::figure(&self.record.part_key(part, "lead", before)),
            ),
            ("now", Phrase::figure(&self.now(part, "lead"))),
            ("change", Phrase::figure(&self.now(part, "change"))),
        ];
        Phrase::sentence(key, slots)
    }

    /// The stage in which the least of the time is work.
    fn slowest(&self) -> Phrase {
        let stages = (0..self.record.stages.len()).map(Part::Stage);
        let known = stages.filter_map(|it| Some((self.number(&self.now(it, "efficiency"))?, it)));
        let least = known.min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, part)) = least else {
            return Phrase::word("process.stages.missing");
        };
        let slots = [
            ("name", Phrase::text(self.record.part_name(part))),
            ("efficiency", Phrase::figure(&self.now(part, "efficiency"))),
            ("all", Phrase::figure(&self.now(Part::Whole, "efficiency"))),
        ];
        Phrase::sentence("process.stages.takeaway", slots)
    }

    /// The steps that take longer than they may.
    fn standards(&self) -> Phrase {
        let record = self.record;
        let over = record.over();
        let names = over.iter().map(|at| &record.steps[*at].name);
        let slots = [
            ("judged", Phrase::figure(&record.key("judged"))),
            ("over", Phrase::figure(&record.key("over"))),
            ("names", Phrase::names(names)),
        ];
        let judged = self.number(&record.key("judged")).unwrap_or_default();
        Phrase::sentence(
            match (judged > 0.0, over.is_empty()) {
                (false, _) => "process.steps.untold",
                (true, true) => "process.steps.within",
                (true, false) => "process.steps.over",
            },
            slots,
        )
    }

    /// How many steps and hand-offs there are.
    fn handed(&self) -> Phrase {
        let slots = ["steps", "handoffs"].map(|it| (it, Phrase::figure(&self.record.key(it))));
        Phrase::sentence("process.flow.takeaway", slots)
    }
}
