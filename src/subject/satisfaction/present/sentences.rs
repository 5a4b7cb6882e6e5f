//! What surveys come to, in sentences, and how they were made.

use super::Shown;
use crate::{
    block::{Block, Notice, Phrase, Piece},
    model::{FigureKey, Verdict},
    subject::{
        range::{self, Differs, differs},
        satisfaction::{Index, Wave},
    },
};

impl Shown<'_> {
    /// A sentence for each attribute: its lead, else its score.
    pub(super) fn sentences(&self) -> Block {
        let mut items = Vec::new();
        for at in self.rated() {
            items.push(match self.rival(at) {
                Some(rival) => self.lead_sentence(at, rival),
                None => self.score_sentence(at),
            });
            let key = self.about("promoters", at);
            if self.get(&key).is_some() {
                let slots = [("score", range::inline(self.facts, &key))];
                items.push(Phrase::sentence("satisfaction.say.promoters", slots));
            }
        }
        Block::Notice(Notice {
            level: "note",
            title: Phrase::word("satisfaction.say.title"),
            paragraphs: Vec::new(),
            items,
        })
    }

    /// What scores, leads and the index come to, by their figures.
    pub(super) fn by_figure(&self) -> Vec<(FigureKey, Phrase)> {
        let scores = self.rated();
        let scores = scores.map(|at| (self.score(at), self.score_sentence(at)));
        let leads = self.compared();
        let leads =
            leads.map(|(at, rival)| (self.about("lead", at), self.lead_sentence(at, rival)));
        let index = self.record.index.iter();
        let index = index.map(|it| (self.index_key(), self.index_sentence(it)));
        scores.chain(leads).chain(index).collect()
    }

    pub(super) fn index_key(&self) -> FigureKey {
        self.record.key("index", None, self.wave.period)
    }

    /// The index, and whether it is as high as it should be.
    pub(super) fn index_sentence(&self, index: &Index) -> Phrase {
        let key = self.index_key();
        let said = match self.verdict(&key) {
            Some(Verdict::Met) => "satisfaction.takeaway.index_met",
            Some(Verdict::NotMet) => "satisfaction.takeaway.index_not_met",
            Some(Verdict::NotDistinguishable) => "satisfaction.takeaway.index_not_distinguishable",
            _ => "satisfaction.takeaway.index",
        };
        let slots = [
            ("name", Phrase::text(&index.name)),
            ("value", range::inline(self.facts, &key)),
            ("goal", Phrase::figure(&self.record.year_key("index.goal"))),
        ];
        Phrase::sentence(said, slots)
    }

    /// How far we lead a competitor, and whether that is as far as it should be.
    pub(super) fn lead_sentence(&self, attribute: usize, rival: usize) -> Phrase {
        let record = self.record;
        let key = self.about("lead", attribute);
        let name = ("name", Phrase::text(&record.attributes[attribute].name));
        let who = ("rival", Phrase::text(&record.rivals[rival].name));
        let lead = ("lead", range::inline(self.facts, &key));
        let is_bare = self.get(&key).is_some_and(|it| it.interval.is_none());
        let said = match (self.verdict(&key), is_bare) {
            (Some(Verdict::Met), false) => "satisfaction.say.lead_met",
            (Some(Verdict::NotMet), _) if self.number(&key).is_some_and(|it| it < 0.0) => {
                "satisfaction.say.behind_not_met"
            }
            (Some(Verdict::NotMet), false) => "satisfaction.say.lead_not_met",
            (Some(Verdict::NotDistinguishable), _) => "satisfaction.say.lead_open",
            (Some(Verdict::Met), true) => "satisfaction.say.lead_met_bare",
            (Some(Verdict::NotMet), true) => "satisfaction.say.lead_not_met_bare",
            _ => {
                let said = match differs(self.facts, &key) {
                    Some(Differs::Above) => "satisfaction.say.ahead",
                    Some(Differs::Below) => "satisfaction.say.behind",
                    Some(Differs::Not) => "satisfaction.say.level",
                    _ => "satisfaction.say.untold",
                };
                return Phrase::sentence(said, [name, who, lead]);
            }
        };
        let threshold = record.of_year("threshold", attribute);
        let threshold = ("threshold", Phrase::figure(&threshold));
        Phrase::sentence(said, [name, who, lead, threshold])
    }

    /// A score, and whether it is as high as it should be.
    pub(super) fn score_sentence(&self, attribute: usize) -> Phrase {
        let record = self.record;
        let key = self.score(attribute);
        let name = ("name", Phrase::text(&record.attributes[attribute].name));
        let score = ("score", range::inline(self.facts, &key));
        let said = match self.verdict(&key) {
            Some(Verdict::Met) => "satisfaction.say.goal_met",
            Some(Verdict::NotMet) => "satisfaction.say.goal_not_met",
            Some(Verdict::NotDistinguishable) => "satisfaction.say.goal_open",
            _ => return Phrase::sentence("satisfaction.say.score", [name, score]),
        };
        let goal = record.of_year("goal", attribute);
        Phrase::sentence(said, [name, score, ("goal", Phrase::figure(&goal))])
    }

    /// The question with the least net score.
    pub(super) fn least_net(&self) -> Phrase {
        let dataset = &self.record.answers;
        let net = |row| {
            let key = dataset.row_key(row, "net");
            Some((row, self.number(&key)?, key))
        };
        let rows = dataset.rows.iter().filter_map(net);
        let least = rows.reduce(|least, it| if it.1 < least.1 { it } else { least });
        let Some((row, _, key)) = least else {
            return Phrase::word("satisfaction.takeaway.scores");
        };
        let slots = [
            ("name", Phrase::text(&row.name)),
            ("net", Phrase::figure(&key)),
        ];
        Phrase::sentence("satisfaction.takeaway.answers", slots)
    }

    /// How each survey was made, and what is not known of it.
    pub(super) fn method(&self) -> Block {
        let record = self.record;
        let waves = record.waves.iter().rev();
        let mut items: Vec<Phrase> = waves.flat_map(|wave| self.method_of(wave)).collect();
        let key = record.key("alpha", None, self.wave.period);
        if self.number(&key).is_some() {
            let slots = [("alpha", Phrase::figure(&key))];
            items.push(Phrase::sentence("satisfaction.method.alpha", slots));
        }
        if record.minimum.is_some() {
            items.push(Phrase::word("satisfaction.method.minimum"));
        }
        items.push(Phrase::word("satisfaction.method.intervals"));
        Block::Notice(Notice {
            level: "unknown",
            title: Phrase::word("satisfaction.method.title"),
            paragraphs: Vec::new(),
            items,
        })
    }

    /// How many customers of whom rated the service as a whole.
    fn sizes(&self, wave: &Wave) -> Option<Phrase> {
        let record = self.record;
        let overall = record.overall?;
        let sizes = record.operators().filter_map(|operator| {
            let key = record.score(overall, operator, wave.period);
            self.get(&key)?.n?;
            let who = match operator {
                Some(at) => Phrase::text(&record.rivals[at].name),
                None => Phrase::word("satisfaction.column.own"),
            };
            let n = Phrase(vec![Piece::SampleSize(key)]);
            let slots = [("who", who), ("n", n)];
            Some(Phrase::sentence("satisfaction.method.size", slots))
        });
        let sizes = Phrase::list(sizes);
        let period = Phrase::period(wave.period);
        let is_known = !sizes.is_empty();
        let slots = [("period", period), ("sizes", sizes)];
        is_known.then(|| Phrase::sentence("satisfaction.method.sizes", slots))
    }

    fn method_of(&self, wave: &Wave) -> Vec<Phrase> {
        let record = self.record;
        let period = || ("period", Phrase::period(wave.period));
        let mut said = Vec::new();
        if wave.method.is_empty() {
            said.push(Phrase::sentence("satisfaction.method.unknown", [period()]));
        } else {
            let slots = [period(), ("method", Phrase::text(&wave.method))];
            said.push(Phrase::sentence("satisfaction.method.how", slots));
        }
        said.extend(self.sizes(wave));
        let own = wave.results.iter().filter(|it| it.segment.is_none());
        let (sized, unsized_): (Vec<_>, Vec<_>) = own
            .filter(|it| it.points().is_some())
            .partition(|it| it.sample().is_some());
        if !unsized_.is_empty() {
            let slots = [period()];
            let key = if sized.is_empty() {
                "satisfaction.method.no_spread"
            } else {
                "satisfaction.method.some_spread"
            };
            said.push(Phrase::sentence(key, slots));
        }
        let incomplete = wave
            .joint(None)
            .is_some_and(|it| it.indicators.is_some() && it.incomplete > 0);
        if incomplete && record.index.is_some() {
            said.push(Phrase::sentence(
                "satisfaction.method.incomplete",
                [period()],
            ));
        }
        said
    }
}
