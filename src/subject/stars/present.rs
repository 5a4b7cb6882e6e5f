//! Says what shows stars: for each scheme the distribution, the table, the
//! movement, the ladder, the gaps and the standards themselves; then documents,
//! models and questions. A hall's own page has its ladder and its staff.

mod documents;
mod tables;
mod unit;

use super::{Assessment, Criterion, Leaf, Record, Rule, Scheme, Stars, standing};
use crate::{
    block::{Block, ChartKind, Exhibit, Phrase, Plot, PlotColumn, PlotOptions, PlotRow},
    model::{Better, Evidence, Facts, FigureKey, Op, Period, Text},
    subject::Subject,
};

pub(super) use unit::{present_unit, unit_line};

/// Everything on the page of stars, in order.
pub(super) fn present(record: &Record, facts: &Facts) -> Vec<Exhibit> {
    let shown = Shown { record, facts };
    let mut exhibits = Vec::new();
    for scheme in &record.schemes {
        let blocks = [
            ("distribution", shown.distribution(scheme)),
            (
                "table",
                shown.rated(scheme, &scheme.of(record).collect::<Vec<_>>()),
            ),
            ("movement", shown.movement(scheme)),
            ("gaps", shown.gaps(scheme)),
            ("ladder", shown.ladder(scheme)),
            ("standards", shown.standards(scheme)),
        ];
        let blocks = blocks.into_iter();
        exhibits.extend(blocks.filter_map(|(id, block)| {
            Some(Exhibit::of(
                Stars::NAME,
                &format!("{}_{id}", scheme.id),
                block?,
            ))
        }));
    }
    exhibits.extend(shown.papers());
    exhibits
}

/// Where each hall and person stands.
pub(super) fn sentences(record: &Record, facts: &Facts) -> Vec<(FigureKey, Phrase)> {
    let shown = Shown { record, facts };
    let assessments = record.assessments.iter();
    assessments
        .map(|it| (record.key_of(it, "level"), shown.sentence(it)))
        .collect()
}

type Shown<'a> = crate::subject::shown::Shown<'a, Record>;

impl Shown<'_> {
    fn is_known(&self, key: &FigureKey) -> bool {
        self.facts.get(key).is_some()
    }

    fn change(&self, of: &Assessment) -> Option<f64> {
        self.number(&self.record.key_of(of, "change"))
    }

    /// What a scheme's exhibit shows: its name in a sentence.
    fn what(key: &'static str, scheme: &Scheme) -> Phrase {
        Phrase::sentence(key, [("scheme", Phrase::text(&scheme.name))])
    }

    fn names<'b>(of: impl IntoIterator<Item = &'b &'b Assessment>) -> Phrase {
        let names: Vec<Text> = of.into_iter().map(|it| it.name()).collect();
        Phrase::names(&names)
    }

    /// How many stand at each level, this year and last.
    fn distribution(&self, scheme: &Scheme) -> Option<Block> {
        let record = self.record;
        let assessments: Vec<&Assessment> = scheme.of(record).collect();
        if assessments.is_empty() {
            return None;
        }
        let level = |it: &Assessment| self.number(&record.key_of(it, "level"));
        let top = assessments.iter().filter_map(|it| level(it));
        let top = top.fold(0.0, f64::max);
        let among = |keep: &dyn Fn(&Assessment) -> bool| {
            Self::names(assessments.iter().filter(|it| keep(it)))
        };
        let mut takeaway = Phrase::default();
        let first = assessments.iter().find(|it| level(it) == Some(top));
        if let Some(first) = first.filter(|_| top > 0.0) {
            let slots = [
                ("level", Phrase::figure(&record.key_of(first, "level"))),
                ("names", among(&|it| level(it) == Some(top))),
            ];
            takeaway = Phrase::sentence("stars.takeaway.top", slots);
        }
        takeaway = takeaway.then(Phrase::by_names([
            ("stars.takeaway.vetoed", among(&|it| !it.vetoed.is_empty())),
            ("stars.takeaway.unknown", among(&|it| level(it).is_none())),
        ]));
        let before = |stars: u8| record.key(&format!("{}.before_{stars}", scheme.id));
        let rows = (0..=scheme.levels).map(|stars| {
            let now = record.key(&format!("{}_at_{stars}", scheme.id));
            let mut figures = vec![("value".to_owned(), now)];
            if self.is_known(&before(stars)) {
                figures.push(("previous".to_owned(), before(stars)));
            }
            PlotRow {
                label: match stars {
                    0 => Phrase::word("stars.none"),
                    _ => Phrase::text(&Text::same(format!("{stars}★"))),
                },
                figures,
                ..PlotRow::named(&format!("at_{stars}"), &Text::default())
            }
        });
        let year = |id: &str, year: i16| PlotColumn {
            id: id.to_owned(),
            label: Phrase::period(Period::Year(year)),
            previous: id == "previous",
        };
        let mut columns = vec![year("value", record.year)];
        if self.is_known(&before(0)) {
            columns.insert(0, year("previous", record.year - 1));
        }
        let plot = Plot {
            columns,
            ..Plot::new(ChartKind::Column, rows.collect())
        };
        let what = Self::what("stars.what.distribution", scheme);
        Some(self.chart(takeaway, what, plot))
    }

    /// The level of each, last year and this.
    fn movement(&self, scheme: &Scheme) -> Option<Block> {
        let record = self.record;
        let moved = scheme.of(record).filter(|it| self.change(it).is_some());
        let moved: Vec<&Assessment> = moved.collect();
        if moved.is_empty() {
            return None;
        }
        let rows = moved.iter().map(|it| PlotRow {
            figures: vec![
                ("previous".to_owned(), record.previous_key(it)),
                ("value".to_owned(), record.key_of(it, "level")),
            ],
            ..PlotRow::named(&it.id(), &it.name())
        });
        let year = |id: &str, year: i16| PlotColumn {
            id: id.to_owned(),
            label: Phrase::period(Period::Year(year)),
            previous: false,
        };
        let fell = moved.iter().filter(|it| self.change(it) < Some(0.0));
        let plot = Plot {
            columns: vec![
                year("previous", record.year - 1),
                year("value", record.year),
            ],
            options: PlotOptions {
                better: Better::Higher,
                strong: fell.map(|it| it.id()).collect(),
                ..PlotOptions::default()
            },
            ..Plot::new(ChartKind::Slope, rows.collect())
        };
        let of = |such: fn(f64) -> bool| {
            let kept = moved.iter().filter(|it| self.change(it).is_some_and(such));
            Self::names(kept)
        };
        let takeaway = Phrase::by_names([
            ("stars.takeaway.rose", of(|it| it > 0.0)),
            ("stars.takeaway.fell", of(|it| it < 0.0)),
            ("stars.takeaway.kept", of(|it| it == 0.0)),
        ]);
        let what = Self::what("stars.what.movement", scheme);
        Some(self.chart(takeaway, what, plot))
    }

    /// Where a hall or person stands, and what the next star wants.
    fn sentence(&self, of: &Assessment) -> Phrase {
        let record = self.record;
        let scheme = record.scheme_of(of);
        let key = |role: &str| Phrase::figure(&record.key_of(of, role));
        let name = Phrase::text(&of.name());
        let level = record.key_of(of, "level");
        let said = if self.number(&level).is_none() {
            let slots = [("name", name), ("certain", key("certain"))];
            Phrase::sentence("stars.sentence.unknown", slots)
        } else if !of.vetoed.is_empty() {
            let vetoes = of.vetoed.iter().map(|it| &scheme.vetoes[*it].name);
            let slots = [
                ("name", name),
                ("level", Phrase::figure(&level)),
                ("original", key("original")),
                ("vetoes", Phrase::names(vetoes)),
            ];
            Phrase::sentence("stars.sentence.vetoed", slots)
        } else {
            let said = match self.change(of) {
                None => "stars.sentence.first",
                Some(change) if change > 0.0 => "stars.sentence.rose",
                Some(change) if change < 0.0 => "stars.sentence.fell",
                Some(_) => "stars.sentence.kept",
            };
            let slots = [
                ("name", name),
                ("level", Phrase::figure(&level)),
                ("previous", Phrase::figure(&record.previous_key(of))),
            ];
            Phrase::sentence(said, slots)
        };
        let standing = standing::standing(record, self.facts, of);
        let gaps = standing.gaps(record, of);
        let names = gaps.iter().map(|it| &scheme.criteria[it.criterion].name);
        said.then(Phrase::by_names([(
            "stars.sentence.next",
            Phrase::names(names),
        )]))
    }

    /// What a standard asks, in words; `print` prints its bound.
    fn asked(
        &self,
        scheme: &Scheme,
        criterion: &Criterion,
        at: usize,
        print: fn(&FigureKey) -> Phrase,
    ) -> Phrase {
        let key = match criterion.standards[at].asks {
            super::Asks::Passes => return Phrase::word("stars.asks.passes"),
            super::Asks::Bound(op, _) => match op {
                Op::AtLeast => "stars.asks.at_least",
                Op::MoreThan => "stars.asks.more_than",
                Op::AtMost => "stars.asks.at_most",
                Op::LessThan => "stars.asks.less_than",
            },
        };
        let bound = criterion.standard_key(self.record, scheme, "standard", at);
        Phrase::sentence(key, [("bound", print(&bound))])
    }

    /// A result in words: a number, or whether it was seen to be met.
    fn result(&self, of: &Assessment, criterion: &Criterion) -> Phrase {
        let key = self.record.key_of(of, &format!("{}.value", criterion.id));
        let yes_no = criterion
            .standards
            .iter()
            .all(|it| it.asks == super::Asks::Passes);
        let word = match self.number(&key).filter(|_| yes_no) {
            Some(1.0) => "stars.asks.met",
            Some(_) => "stars.asks.not_met",
            None => return Phrase::figure(&key),
        };
        let figure = self.facts.get(&key);
        Phrase::word(word).marked(figure.map_or(Evidence::Missing, |it| it.evidence))
    }
}

impl Leaf {
    /// Its element and itself, as keys of the locale files.
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Equipment => ["stars.element.hardware", "stars.leaf.equipment"],
            Self::Environment => ["stars.element.hardware", "stars.leaf.environment"],
            Self::Process => ["stars.element.software", "stars.leaf.process"],
            Self::Conduct => ["stars.element.software", "stars.leaf.conduct"],
            Self::Appearance => ["stars.element.people", "stars.leaf.appearance"],
            Self::Attitude => ["stars.element.people", "stars.leaf.attitude"],
            Self::Expression => ["stars.element.people", "stars.leaf.expression"],
            Self::Skill => ["stars.element.people", "stars.leaf.skill"],
        }
    }
}

impl Rule {
    /// Its word, as a key of the locale files.
    fn word(self) -> &'static str {
        match self {
            Self::Specific => "stars.rule.specific",
            Self::Brief => "stars.rule.brief",
            Self::Measurable => "stars.rule.measurable",
            Self::FromNeeds => "stars.rule.from_needs",
            Self::InJob => "stars.rule.in_job",
            Self::Agreed => "stars.rule.agreed",
        }
    }
}
