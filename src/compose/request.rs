//! What a component of a narrative asks for, as a block of figures.
//!
//! `review` has made sure that what is asked for exists; what has gone missing
//! all the same becomes an empty table or chart, never a panic.

use std::collections::BTreeMap;

use crate::{
    block::{Align, Block, BulletRow, Cell, Chart, Column, Drawing, Phrase, Piece, Role, Row, Series, Table, Tone},
    model::{Catalogue, Facts, Figure, FigureKey, Period, Scope, Text, Verdict, When},
    narrative::{ChartKind, ChartRequest, ColumnKind, Metrics, TableRequest},
    plan::anchor,
};

/// What subjects show, by year and id.
pub type Exhibits = BTreeMap<(i16, &'static str), Block>;

/// Where a component stands: what it means when it names no year or unit.
#[derive(Debug, Clone, Copy)]
pub struct Standpoint<'a> {
    /// The year of the page.
    pub year: i16,
    /// The organisation unit of the page; empty for the whole organisation.
    pub unit: &'a str,
}

/// Where figures are looked up.
#[derive(Clone, Copy)]
pub(super) struct Library<'a> {
    pub(super) facts: &'a Facts,
    pub(super) catalogue: &'a Catalogue,
    pub(super) exhibits: &'a Exhibits,
}

impl Library<'_> {
    /// The block that a chart component asks for.
    pub(super) fn chart(&self, request: &ChartRequest, at: Standpoint) -> Option<Block> {
        let title = request.title.clone();
        if let Some(id) = &request.exhibit {
            let block = self.exhibit(id, at)?;
            return Some(retitled(block, title));
        }
        let kind = request.kind.unwrap_or(if request.from.is_some() { ChartKind::Line } else { ChartKind::Bullet });
        let drawing = match kind {
            ChartKind::Line => self.line(request, at),
            ChartKind::Bullet => self.bullet(request, at),
            ChartKind::PointsWaterfall => return Some(retitled(self.exhibit("scorecard.points", at)?, title)),
        };
        Some(Block::Chart(Chart {
            takeaway: title.map_or_else(|| self.names(&request.metrics), |it| prose(&it)),
            what: self.what(&request.metrics),
            source: request.note.clone().unwrap_or_default(),
            drawing,
        }))
    }

    /// What a subject shows under that id.
    pub(super) fn exhibit(&self, id: &str, at: Standpoint) -> Option<Block> {
        self.exhibits
            .range((at.year, "")..)
            .take_while(|((year, _), _)| *year == at.year)
            .find(|((_, it), _)| *it == id)
            .map(|(_, block)| block.clone())
    }

    fn line(&self, request: &ChartRequest, at: Standpoint) -> Drawing {
        let mut series = Vec::new();
        let mut target = None;
        let whole = [at.unit.to_owned()];
        let units = if request.units.is_empty() { &whole[..] } else { &request.units[..] };
        for metric in &request.metrics {
            for unit in units {
                for scope in scopes(&request.scopes) {
                    let base = FigureKey {
                        name: metric.as_str().into(),
                        scope,
                        when: When::In(Period::Year(at.year)),
                        unit: unit.as_str().into(),
                    };
                    let points = self.points(&base, request.from, request.to);
                    let promised = points.iter().rev().map(|key| key.renamed(format!("{metric}:target")));
                    target = target.or_else(|| promised.into_iter().find(|key| self.facts.get(key).is_some()));
                    series.push(Series { label: self.series_label(&base, request), points, previous: false });
                }
            }
        }
        Drawing::Line { series, target }
    }

    /// Every period of a series from first to last, also those without a
    /// figure, so that a gap shows.
    fn points(&self, base: &FigureKey, from: Option<Period>, to: Option<Period>) -> Vec<FigureKey> {
        let known: Vec<Period> = self
            .facts
            .named(&base.name)
            .filter(|figure| figure.key.scope == base.scope && figure.key.unit == base.unit)
            .filter_map(|figure| figure.key.when.period())
            .collect();
        let kind = from.or(to).or_else(|| known.iter().copied().find(|it| !matches!(it, Period::Year(_)))).or(known.first().copied());
        let Some(kind) = kind else {
            return Vec::new();
        };
        let mut of_kind: Vec<Period> = known.into_iter().filter(|it| it.same_kind(kind)).collect();
        of_kind.sort_unstable();
        let (Some(first), Some(last)) = (from.or(of_kind.first().copied()), to.or(of_kind.last().copied())) else {
            return Vec::new();
        };
        std::iter::successors(Some(first), |it| it.next())
            .take_while(|it| *it <= last)
            .take(MOST_POINTS)
            .map(|period| FigureKey { when: When::In(period), ..base.clone() })
            .collect()
    }

    fn series_label(&self, key: &FigureKey, request: &ChartRequest) -> Phrase {
        if let Scope::Competitor(id) = &key.scope
            && let Some(it) = self.catalogue.competitors.get(&**id)
        {
            return Phrase::text(&it.name);
        }
        match self.catalogue.units.get(&*key.unit) {
            Some(unit) if request.units.len() > 1 => Phrase::text(&unit.name),
            _ => self.name(&key.name),
        }
    }

    fn bullet(&self, request: &ChartRequest, at: Standpoint) -> Drawing {
        let figures = self.figures(&request.metrics, &[], &request.units, at);
        let rows = figures
            .into_iter()
            .map(|figure| {
                let renamed = |aspect: &str| figure.key.renamed(format!("{}:{aspect}", figure.key.name));
                let earlier = figure.key.when.period().and_then(Period::year_before).map(|period| FigureKey {
                    when: When::In(period),
                    ..figure.key.clone()
                });
                BulletRow {
                    key: anchor(&figure.key),
                    label: self.row_label(figure, &request.units),
                    value: figure.key.clone(),
                    previous: [Some(renamed("previous")), earlier].into_iter().flatten().find(|key| self.facts.get(key).is_some()),
                    targets: Some(renamed("target")).filter(|key| self.facts.get(key).is_some()).into_iter().collect(),
                }
            })
            .collect();
        Drawing::Bullet(rows)
    }

    /// The figures that a component names, in its order.
    pub(super) fn figures(&self, metrics: &[String], periods: &[Period], units: &[String], at: Standpoint) -> Vec<&Figure> {
        let whole = [at.unit.to_owned()];
        let units = if units.is_empty() { &whole[..] } else { units };
        let times: Vec<Option<Period>> =
            if periods.is_empty() { vec![None] } else { periods.iter().copied().map(Some).collect() };
        let mut found = Vec::new();
        for metric in metrics {
            for unit in units {
                for period in &times {
                    found.extend(self.facts.find(metric, &Scope::Own, *period, unit, at.year));
                }
            }
        }
        found
    }

    /// The table that a component asks for.
    pub(super) fn table(&self, request: &TableRequest, at: Standpoint) -> Option<Block> {
        if let Some(id) = &request.exhibit {
            return Some(retitled(self.exhibit(id, at)?, request.title.clone()));
        }
        let metrics: Vec<String> = match &request.metrics {
            Metrics::Some(names) => names.clone(),
            Metrics::All => self
                .catalogue
                .metrics
                .keys()
                .filter(|name| self.facts.find(name, &Scope::Own, None, at.unit, at.year).is_some())
                .cloned()
                .collect(),
        };
        let figures = self.figures(&metrics, &request.periods, &request.units, at);
        let one_measure = figures.windows(2).all(|pair| pair[0].measure == pair[1].measure);
        let mut columns = vec![Column { label: Phrase::word("column.metric"), unit: Phrase::default(), align: Align::Text }];
        let by_period = request.periods.len() > 1;
        if by_period {
            columns.push(Column { label: Phrase::word("column.period"), unit: Phrase::default(), align: Align::Text });
        }
        for kind in &request.columns {
            columns.push(Column {
                label: Phrase::word(kind.word()),
                unit: match figures.first() {
                    Some(figure) if one_measure && kind.is_number() => Phrase(vec![Piece::Measure(self.column_measure(figure, *kind))]),
                    _ => Phrase::default(),
                },
                align: if kind.is_number() { Align::Number } else { Align::Text },
            });
        }
        let rows = figures
            .iter()
            .map(|figure| {
                let mut cells = vec![Cell::from(self.row_label(figure, &request.units))];
                if by_period {
                    cells.push(Cell::from(Phrase(vec![Piece::When(figure.key.when)])));
                }
                cells.extend(request.columns.iter().map(|kind| self.cell(figure, *kind, one_measure)));
                Row { key: anchor(&figure.key), role: Role::Item, cells }
            })
            .collect();
        Some(Block::Table(Table {
            takeaway: request.title.as_ref().map(prose).unwrap_or_default(),
            what: Phrase::default(),
            columns,
            rows,
            notes: request.note.as_ref().map(prose).into_iter().collect(),
            source: Text::default(),
        }))
    }

    fn column_measure(&self, figure: &Figure, kind: ColumnKind) -> String {
        kind.aspect()
            .and_then(|aspect| self.facts.get(&figure.key.renamed(format!("{}:{}", figure.key.name, aspect.word()))))
            .map_or_else(|| figure.measure.clone(), |it| it.measure.clone())
    }

    fn cell(&self, figure: &Figure, kind: ColumnKind, bare: bool) -> Cell {
        let show = |key: &FigureKey| if bare { Phrase::bare(key) } else { Phrase::figure(key) };
        match kind {
            ColumnKind::Value => Cell::from(show(&figure.key)),
            ColumnKind::Previous => Cell::from(show(&self.previous(figure))),
            ColumnKind::Verdict => figure.verdict.as_ref().map_or_else(Cell::default, |verdict| Cell {
                phrase: Phrase::word(match verdict {
                    Verdict::Met => "verdict.met",
                    Verdict::NotMet => "verdict.not_met",
                    Verdict::NotDistinguishable => "verdict.not_distinguishable",
                    Verdict::Unknown(_) => "verdict.unknown",
                }),
                tone: Tone::from(verdict),
            }),
            ColumnKind::Evidence => Cell::from(Phrase(vec![Piece::EvidenceWord(figure.evidence)])),
            ColumnKind::Definition => Cell { phrase: Phrase::text(&figure.definition), tone: Tone::Quiet },
            ColumnKind::N => figure.n.map_or_else(Cell::default, |n| Cell::from(Phrase(vec![Piece::Count(n)]))),
            _ => kind.aspect().map_or_else(Cell::default, |aspect| {
                Cell::from(show(&figure.key.renamed(format!("{}:{}", figure.key.name, aspect.word()))))
            }),
        }
    }

    /// The key under which the value before a figure is found.
    fn previous(&self, figure: &Figure) -> FigureKey {
        let stated = figure.key.renamed(format!("{}:previous", figure.key.name));
        if self.facts.get(&stated).is_some() {
            return stated;
        }
        match figure.key.when.period().and_then(Period::year_before) {
            Some(period) => FigureKey { when: When::In(period), ..figure.key.clone() },
            None => stated,
        }
    }

    fn row_label(&self, figure: &Figure, units: &[String]) -> Phrase {
        match self.catalogue.units.get(&*figure.key.unit) {
            Some(unit) if units.len() > 1 => Phrase::text(&unit.name),
            _ => Phrase::text(&figure.label),
        }
    }

    fn name(&self, metric: &str) -> Phrase {
        self.catalogue.metrics.get(metric).map(|it| Phrase::text(&it.name)).unwrap_or_default()
    }

    fn names(&self, metrics: &[String]) -> Phrase {
        let mut phrase = Phrase::default();
        for (i, metric) in metrics.iter().enumerate() {
            if i > 0 {
                phrase = phrase.then(Phrase::word("list.and"));
            }
            phrase = phrase.then(self.name(metric));
        }
        phrase
    }

    /// What is shown and in which measure: `营业厅平均等候，分钟`.
    fn what(&self, metrics: &[String]) -> Phrase {
        let measure = metrics.first().and_then(|it| self.catalogue.metrics.get(it)).map(|it| it.measure.clone());
        let names = self.names(metrics);
        match measure {
            Some(measure) => Phrase::sentence("what.in_measure", [("what", names), ("measure", Phrase(vec![Piece::Measure(measure)]))]),
            None => names,
        }
    }
}

/// The longest series that a chart is asked to draw.
const MOST_POINTS: usize = 10_000;

fn prose(text: &Text) -> Phrase {
    Phrase(vec![Piece::Prose(text.clone())])
}

fn scopes(ids: &[String]) -> Vec<Scope> {
    if ids.is_empty() {
        return vec![Scope::Own];
    }
    ids.iter()
        .map(|id| if id == "own" { Scope::Own } else { Scope::Competitor(id.as_str().into()) })
        .collect()
}

/// The block under the title that the narrative gives it, if it gives one.
fn retitled(block: Block, title: Option<Text>) -> Block {
    let Some(title) = title else {
        return block;
    };
    let takeaway = prose(&title);
    match block {
        Block::Chart(chart) => Block::Chart(Chart { takeaway, ..chart }),
        Block::Table(table) => Block::Table(Table { takeaway, ..table }),
        other => other,
    }
}
