//! What a component of a narrative asks for, as a block of figures.
//!
//! `review` has made sure that what is asked for exists; what has gone missing
//! all the same becomes an empty table or chart, never a panic.

use crate::{
    block::{
        Align, Block, BulletRow, Cell, Chart, ChartKind, Column, Drawing, Phrase, Piece, Plot,
        Role, Row, Series, Table, Tone,
    },
    exhibits::Exhibits,
    lookup::{self, Listing, Readded, Standpoint},
    model::{Aspect, Catalogue, Facts, Figure, FigureKey, Period, Scope, Text, When},
    narrative::{ChartRequest, TableColumn, TableRequest},
    plan::anchor,
    sheet::{Plain, Words},
};

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
        let title = request.title.as_ref();
        if let Some(Plain(id)) = &request.exhibit {
            return Some(retitled(self.exhibit(id, at)?, title));
        }
        if let Some(Plain(id)) = &request.dataset {
            return self.dataset(id, title, request.note.as_ref(), at, &mut |plot| {
                plot.kind = request.kind.unwrap_or(plot.kind);
                plot.options.stacked = request.stacked;
                plot.options.diverging = request.diverging;
                plot.options.of = request.of;
                plot.options.strong = request.highlight.iter().map(|it| it.0.clone()).collect();
            });
        }
        let drawing = match request.kind? {
            ChartKind::Line => self.line(request, at),
            ChartKind::Bullet => self.bullet(request, at),
            ChartKind::PointsWaterfall => {
                return Some(retitled(self.exhibit("scorecard.points", at)?, title));
            }
            _ => return None,
        };
        let metrics: Vec<&str> = request.all_metrics().collect();
        Some(Block::Chart(Chart {
            takeaway: title.map_or_else(|| self.names(&metrics), |Words(it)| prose(it)),
            what: self.what(&metrics),
            source: request
                .note
                .as_ref()
                .map(|Words(it)| it.clone())
                .unwrap_or_default(),
            drawing,
        }))
    }

    /// A data set, drawn as the component asks.
    fn dataset(
        &self,
        id: &str,
        title: Option<&Words>,
        note: Option<&Words>,
        at: Standpoint,
        ask: &mut dyn FnMut(&mut Plot),
    ) -> Option<Block> {
        let Block::Chart(mut chart) = retitled(self.exhibit(&format!("datasets.{id}"), at)?, title)
        else {
            return None;
        };
        if let Drawing::Plot(plot) = &mut chart.drawing {
            ask(plot);
        }
        if let Some(Words(note)) = note {
            chart.source = note.clone();
        }
        Some(Block::Chart(chart))
    }

    /// What a subject shows under that id: of the page's period, or else of
    /// its year.
    pub(super) fn exhibit(&self, id: &str, at: Standpoint) -> Option<Block> {
        let times = at.period.into_iter().chain([Period::Year(at.year)]);
        let mut found = times.filter_map(|it| self.exhibits.get(it, id));
        found.next().map(|it| it.block.clone())
    }

    fn line(&self, request: &ChartRequest, at: Standpoint) -> Drawing {
        let mut series = Vec::new();
        let mut target = None;
        for metric in request.all_metrics() {
            for unit in units_of(&request.units, at) {
                for scope in scopes(&request.scopes) {
                    let base = FigureKey {
                        name: metric.into(),
                        scope,
                        when: When::In(Period::Year(at.year)),
                        unit: unit.into(),
                    };
                    let points = self.points(&base, request.from, request.to.or(at.period));
                    let promised = points
                        .iter()
                        .rev()
                        .map(|key| key.renamed(format!("{metric}:target")));
                    target = target.or_else(|| {
                        promised
                            .into_iter()
                            .find(|key| self.facts.get(key).is_some())
                    });
                    series.push(Series {
                        label: self.series_label(&base, request),
                        points,
                        previous: false,
                    });
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
        let kind = from
            .or(to)
            .or_else(|| {
                known
                    .iter()
                    .copied()
                    .find(|it| !matches!(it, Period::Year(_)))
            })
            .or(known.first().copied());
        let Some(kind) = kind else {
            return Vec::new();
        };
        let mut of_kind: Vec<Period> = known.into_iter().filter(|it| it.same_kind(kind)).collect();
        of_kind.sort_unstable();
        let (Some(first), Some(last)) = (
            from.or(of_kind.first().copied()),
            to.or(of_kind.last().copied()),
        ) else {
            return Vec::new();
        };
        std::iter::successors(Some(first), |it| it.next())
            .take_while(|it| *it <= last)
            .take(MOST_POINTS)
            .map(|period| FigureKey {
                when: When::In(period),
                ..base.clone()
            })
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
        let metrics: Vec<&str> = request.all_metrics().collect();
        let figures = self.figures(&metrics, &request.units, at);
        let rows = figures
            .into_iter()
            .map(|figure| {
                let renamed =
                    |aspect: &str| figure.key.renamed(format!("{}:{aspect}", figure.key.name));
                BulletRow {
                    key: anchor(&figure.key),
                    label: self.row_label(figure, &request.units),
                    value: figure.key.clone(),
                    previous: Aspect::Previous
                        .figure_of(figure, self.facts)
                        .map(|it| it.key.clone()),
                    targets: Some(renamed("target"))
                        .filter(|key| self.facts.get(key).is_some())
                        .into_iter()
                        .collect(),
                }
            })
            .collect();
        Drawing::Bullet(rows)
    }

    /// The figures that a component names, in its order.
    pub(super) fn figures(
        &self,
        metrics: &[&str],
        units: &[Plain],
        at: Standpoint,
    ) -> Vec<&Figure> {
        lookup::figures(metrics, &units_of(units, at), &[], at, self.facts)
    }

    /// The table that a component asks for.
    pub(super) fn table(&self, request: &TableRequest, at: Standpoint) -> Option<Block> {
        if let Some(Plain(id)) = &request.exhibit {
            return Some(retitled(self.exhibit(id, at)?, request.title.as_ref()));
        }
        if let Some(Plain(id)) = &request.dataset {
            let title = request.title.as_ref();
            return self.dataset(id, title, request.note.as_ref(), at, &mut |plot| {
                plot.kind = ChartKind::Table;
            });
        }
        request.metrics.as_ref()?;
        let listing = Listing::of(request, at, self.catalogue, self.facts);
        let kinds = if request.columns.is_empty() {
            &USUAL_COLUMNS[..]
        } else {
            &request.columns[..]
        };
        let by_period = request.periods.len() > 1;
        let mut columns = vec![Column::new("column.metric", Align::Text)];
        if by_period {
            columns.push(Column::new("column.period", Align::Text));
        }
        columns.extend(kinds.iter().map(|kind| Column {
            align: align(*kind),
            ..Column::new(header(*kind), Align::Text)
        }));
        let row = |figure: &Figure, label: Phrase, role: Role| {
            let mut cells = vec![Cell::from(label)];
            if by_period {
                cells.push(Cell::from(Phrase(vec![Piece::When(figure.key.when)])));
            }
            cells.extend(kinds.iter().map(|kind| self.cell(figure, *kind)));
            Row {
                key: anchor(&figure.key),
                role,
                cells,
            }
        };
        let mut rows: Vec<Row> = (listing.rows.iter())
            .map(|it| row(it, self.row_label(it, &request.units), Role::Item))
            .collect();
        let mut notes: Vec<Phrase> = request.note.iter().map(|Words(it)| prose(it)).collect();
        if let Some(total) = listing.total {
            let (mark, note) = readded(listing.readd());
            let mut row = row(total, Phrase::text(&total.label), Role::Total);
            let value = kinds.iter().position(|it| *it == TableColumn::Value);
            if let (Some(value), Some(mark)) = (value, mark) {
                let cell = &mut row.cells[1 + usize::from(by_period) + value];
                cell.phrase.0.push(Piece::Beside(mark));
            }
            rows.push(row);
            notes.extend(
                note.map(|key| Phrase::sentence(key, [("total", Phrase::text(&total.label))])),
            );
        }
        Some(Block::Table(Table {
            takeaway: request
                .title
                .as_ref()
                .map(|Words(it)| prose(it))
                .unwrap_or_default(),
            what: Phrase::default(),
            columns,
            rows,
            notes,
            source: Text::default(),
        }))
    }

    fn cell(&self, figure: &Figure, kind: TableColumn) -> Cell {
        match (kind, aspect(kind)) {
            (TableColumn::Verdict, _) => {
                figure
                    .verdict
                    .as_ref()
                    .map_or_else(Cell::default, |verdict| Cell {
                        phrase: Phrase(vec![Piece::Verdict(verdict.clone())]),
                        tone: Tone::from(verdict),
                    })
            }
            (TableColumn::Evidence, _) => {
                Cell::from(Phrase(vec![Piece::EvidenceWord(figure.evidence)]))
            }
            (TableColumn::Definition, _) => Cell {
                phrase: Phrase::text(&figure.definition),
                tone: Tone::Quiet,
            },
            (TableColumn::N, _) => figure.n.map_or_else(Cell::default, |_| {
                Cell::from(Phrase(vec![Piece::SampleSize(figure.key.clone())]))
            }),
            (TableColumn::Spark, _) => Cell::from(Phrase(vec![Piece::Trend(figure.key.clone())])),
            (_, Some(aspect)) => aspect
                .figure_of(figure, self.facts)
                .map_or_else(Cell::default, |it| Phrase::figure(&it.key).into()),
            (_, None) => Cell::default(),
        }
    }

    fn row_label(&self, figure: &Figure, units: &[Plain]) -> Phrase {
        match self.catalogue.units.get(&*figure.key.unit) {
            Some(unit) if units.len() > 1 => Phrase::text(&unit.name),
            _ => Phrase::text(&figure.label),
        }
    }

    fn name(&self, metric: &str) -> Phrase {
        self.catalogue
            .metrics
            .get(metric)
            .map(|it| Phrase::text(&it.name))
            .unwrap_or_default()
    }

    fn names(&self, metrics: &[&str]) -> Phrase {
        Phrase::list(metrics.iter().map(|it| self.name(it)))
    }

    /// What is shown and in which measure: `营业厅平均等候，分钟`.
    fn what(&self, metrics: &[&str]) -> Phrase {
        let measure = metrics
            .first()
            .and_then(|it| self.catalogue.metrics.get(*it))
            .map(|it| it.measure.clone());
        let names = self.names(metrics);
        match measure {
            Some(measure) => Phrase::sentence(
                "what.in_measure",
                [
                    ("what", names),
                    ("measure", Phrase(vec![Piece::Measure(measure)])),
                ],
            ),
            None => names,
        }
    }
}

/// The longest series that a chart is asked to draw.
const MOST_POINTS: usize = 10_000;

fn prose(text: &Text) -> Phrase {
    Phrase(vec![Piece::Prose(text.clone())])
}

fn scopes(ids: &[Plain]) -> Vec<Scope> {
    if ids.is_empty() {
        return vec![Scope::Own];
    }
    ids.iter()
        .map(|Plain(id)| {
            if id == "own" {
                Scope::Own
            } else {
                Scope::Competitor(id.as_str().into())
            }
        })
        .collect()
}

/// The units that a component names; the page's own where it names none.
fn units_of<'a>(units: &'a [Plain], at: Standpoint<'a>) -> Vec<&'a str> {
    if units.is_empty() {
        return vec![at.unit];
    }
    units.iter().map(|Plain(id)| id.as_str()).collect()
}

/// The columns of a table that names none.
const USUAL_COLUMNS: [TableColumn; 4] = [
    TableColumn::Value,
    TableColumn::Target,
    TableColumn::Verdict,
    TableColumn::Evidence,
];

fn header(kind: TableColumn) -> &'static str {
    match kind {
        TableColumn::Value => "column.value",
        TableColumn::Previous => "column.previous",
        TableColumn::Change => "column.change",
        TableColumn::ChangePercent => "column.change_percent",
        TableColumn::Improvement => "column.improvement",
        TableColumn::Target => "column.target",
        TableColumn::Gap => "column.gap",
        TableColumn::Lead => "column.lead",
        TableColumn::N => "column.n",
        TableColumn::Verdict => "column.verdict",
        TableColumn::Evidence => "column.evidence",
        TableColumn::Definition => "column.definition",
        TableColumn::Spark => "column.spark",
    }
}

/// The aspect that a column of figures shows.
fn aspect(kind: TableColumn) -> Option<Aspect> {
    Some(match kind {
        TableColumn::Value => Aspect::Value,
        TableColumn::Previous => Aspect::Previous,
        TableColumn::Change => Aspect::Change,
        TableColumn::ChangePercent => Aspect::ChangePercent,
        TableColumn::Improvement => Aspect::Improvement,
        TableColumn::Target => Aspect::Target,
        TableColumn::Gap => Aspect::Gap,
        TableColumn::Lead => Aspect::Lead,
        TableColumn::N
        | TableColumn::Verdict
        | TableColumn::Evidence
        | TableColumn::Definition
        | TableColumn::Spark => return None,
    })
}

fn align(kind: TableColumn) -> Align {
    match kind {
        TableColumn::Spark => Align::Spark,
        TableColumn::N => Align::Number,
        _ if aspect(kind).is_some() => Align::Number,
        _ => Align::Text,
    }
}

/// What stands beside a total that was added up again, and the note below.
fn readded(result: Readded) -> (Option<&'static str>, Option<&'static str>) {
    match result {
        Readded::Same => (Some("table.adds_up"), None),
        Readded::Differs(_) => (Some("table.adds_up_not"), Some("table.note_adds_up_not")),
        Readded::Open => (None, Some("table.note_not_readded")),
    }
}

/// The block under the title that the narrative gives it, if it gives one.
fn retitled(block: Block, title: Option<&Words>) -> Block {
    let Some(Words(title)) = title else {
        return block;
    };
    let takeaway = prose(title);
    match block {
        Block::Chart(chart) => Block::Chart(Chart { takeaway, ..chart }),
        Block::Table(table) => Block::Table(Table { takeaway, ..table }),
        other => other,
    }
}
