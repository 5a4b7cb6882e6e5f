//! Charts in the words of one language: figures become marks with the very
//! text that prose prints, and a data table with the same keys.

use std::ops::Range;

mod data;
mod plot;

use super::{
    blocks::{self, weakest},
    view::ChartView,
    voice::Voice,
};
use crate::{
    block::{
        BulletRow, Chart, ChartKind, ChartSteps, Drawing, Plot, PointsState, PointsStep, Series,
        Table,
    },
    chart::{self, Frame, Mark, Size, Spec},
    model::{Aspect, Evidence, Figure, FigureKey, Format, Period, When},
    plan::anchor,
};

/// The table that stands in place of a chart of rows that no kind draws.
pub(super) fn as_table(chart: &Chart) -> Option<Table> {
    let Drawing::Plot(plot) = &chart.drawing else {
        return None;
    };
    (plot.kind == ChartKind::Table).then(|| {
        let (columns, rows) = plot::table(plot);
        Table {
            takeaway: chart.takeaway.clone(),
            what: chart.what.clone(),
            columns,
            rows,
            notes: Vec::new(),
            source: chart.source.clone(),
        }
    })
}

/// A chart with its drawings, words and data table, for a page.
pub(super) fn view(chart: &Chart, id: &str, voice: &Voice) -> ChartView {
    let spec = spec(&chart.drawing, voice);
    drawn(
        chart,
        id,
        &spec,
        &|frame| chart::draw(&spec, frame),
        (Size::Page, None),
        voice,
    )
}

/// The kind of drawing that a chart is, in kebab case.
pub(super) fn kind(chart: &Chart, voice: &Voice) -> &'static str {
    spec(&chart.drawing, voice).kind()
}

/// A chart's drawing by itself, whole.
pub(super) fn alone(chart: &Chart, size: Size, voice: &Voice) -> String {
    let title = voice.plain(&chart.takeaway);
    let what = voice.plain(&chart.what);
    let frame = Frame {
        id: "chart",
        title: if title.is_empty() { &what } else { &title },
        description: &title,
        lang: voice.locale.tag(),
        size,
        steps: None,
    };
    chart::draw(&spec(&chart.drawing, voice), &frame)
}

/// A chart on slides: on one, or where its rows are more than fit into the
/// room of a drawing there, on several. The first may have less room.
pub(super) fn on_slides(
    chart: &Chart,
    id: &str,
    rooms: [(f64, f64); 2],
    steps: Option<ChartSteps>,
    voice: &Voice,
) -> Vec<ChartView> {
    let whole = spec(&chart.drawing, voice);
    let rows = whole.rows().max(1);
    let mut views = Vec::new();
    let mut from = 0;
    while from < rows {
        let room = rooms[usize::from(from > 0)];
        let fits = |to: usize| {
            let part = whole.part(from..to);
            chart::height_within(&part, Size::Slide, room) <= room.1
        };
        let to = (from + 1..=rows)
            .rev()
            .find(|to| fits(*to))
            .unwrap_or(from + 1);
        // Evenly on as many slides as it takes.
        let left = rows - from;
        let to = from + left.div_ceil(left.div_ceil(to - from));
        let spec = whole.part(from..to);
        let shown = Chart {
            drawing: part(&chart.drawing, from..to, rows),
            ..chart.clone()
        };
        let id = if from == 0 {
            id.to_owned()
        } else {
            format!("{id}-{}", views.len() + 1)
        };
        let draw = |frame: &Frame| chart::draw_within(&spec, frame, room);
        let size = (Size::Slide, steps);
        views.push(drawn(&shown, &id, &spec, &draw, size, voice));
        from = to;
    }
    views
}

/// What the data table of some rows of a chart shows; everything where the
/// chart's rows are not the drawing's.
fn part(drawing: &Drawing, rows: Range<usize>, of: usize) -> Drawing {
    match drawing {
        Drawing::Bullet(all) => Drawing::Bullet(all[rows].to_vec()),
        Drawing::PointsWaterfall(all) => Drawing::PointsWaterfall(all[rows].to_vec()),
        Drawing::Plot(plot) if plot.rows.len() == of => Drawing::Plot(Box::new(Plot {
            rows: plot.rows[rows].to_vec(),
            ..(**plot).clone()
        })),
        whole @ (Drawing::Line { .. } | Drawing::Plot(_)) => whole.clone(),
    }
}

fn drawn(
    chart: &Chart,
    id: &str,
    spec: &Spec,
    draw: &dyn Fn(&Frame) -> String,
    (size, steps): (Size, Option<ChartSteps>),
    voice: &Voice,
) -> ChartView {
    let takeaway = voice.plain(&chart.takeaway);
    let what = voice.plain(&chart.what);
    let title = [takeaway.as_str(), what.as_str()]
        .into_iter()
        .find(|it| !it.is_empty())
        .unwrap_or_default();
    let frame = |size: Size| Frame {
        id,
        title,
        description: &takeaway,
        lang: voice.locale.tag(),
        size,
        steps,
    };
    let svg = draw(&frame(size));
    let narrow_svg = chart::draw(spec, &frame(Size::Narrow));
    let evidence = weakest(keys(&chart.drawing).iter(), voice);
    if evidence > Evidence::Reported {
        voice.uses(evidence.word());
    }
    let badge = match evidence {
        Evidence::Illustrative => voice.locale.word("figure.badge_illustrative").to_owned(),
        _ => String::new(),
    };
    // A unit that both drawings write themselves is not said twice.
    let written = format!(">{what}</text>");
    let what = if svg.contains(&written) && narrow_svg.contains(&written) {
        String::new()
    } else {
        what
    };
    ChartView {
        id: id.to_owned(),
        chart: spec.kind(),
        takeaway_html: voice.html(&chart.takeaway),
        what,
        svg,
        narrow_svg,
        source_html: source_line(chart, voice),
        badge,
        table: data::table(&chart.drawing, id, voice),
    }
}

/// Where the numbers come from: the chart's own source, or its figures'.
pub(super) fn source_line(chart: &Chart, voice: &Voice) -> String {
    let own = voice.prose(&chart.source);
    if !own.is_empty() {
        return blocks::source(&own, voice);
    }
    let mut sources: Vec<&str> = keys(&chart.drawing)
        .iter()
        .filter_map(|key| voice.facts.get(key))
        .map(|figure| figure.source.get(voice.lang()))
        .filter(|it| !it.is_empty())
        .collect();
    sources.dedup();
    sources.truncate(2);
    match sources.as_slice() {
        [] => String::new(),
        [one] => blocks::source(one, voice),
        several => blocks::source(&several.join(voice.locale.word("sentence.list.and")), voice),
    }
}

/// The figures that a drawing shows.
fn keys(drawing: &Drawing) -> Vec<FigureKey> {
    match drawing {
        Drawing::Bullet(rows) => rows
            .iter()
            .flat_map(|row| {
                std::iter::once(&row.value)
                    .chain(&row.targets)
                    .chain(&row.previous)
            })
            .cloned()
            .collect(),
        Drawing::PointsWaterfall(steps) => steps.iter().map(|it| it.figure.clone()).collect(),
        Drawing::Line { series, target } => series
            .iter()
            .flat_map(|it| &it.points)
            .chain(target)
            .cloned()
            .collect(),
        Drawing::Plot(plot) => plot::keys(plot).cloned().collect(),
    }
}

fn spec(drawing: &Drawing, voice: &Voice) -> Spec {
    match drawing {
        Drawing::Bullet(rows) => Spec::Bullet(bullet(rows, voice)),
        Drawing::PointsWaterfall(steps) => Spec::PointsWaterfall(chart::PointsWaterfall {
            steps: steps.iter().map(|it| step(it, voice)).collect(),
            shown: None,
            words: words(voice),
        }),
        Drawing::Line { series, target } => Spec::Line(line(series, target.as_ref(), voice)),
        Drawing::Plot(plot) => plot::spec(plot, voice),
    }
}

fn words(voice: &Voice) -> chart::Words {
    let word = |key: &str| voice.locale.word(&format!("chart.{key}")).to_owned();
    chart::Words {
        no_data: word("no_data"),
        this_year: word("this_year"),
        last_year: word("last_year"),
        target: word("target"),
        estimated: word("estimated"),
        illustrative: word("illustrative"),
        earned: word("earned"),
        pending: word("pending"),
        lost: word("lost"),
        deducted: word("deducted"),
    }
}

/// A figure as a mark; what is not there is missing without a reason.
fn mark(figure: Option<&Figure>, key: &str, voice: &Voice) -> Mark {
    let Some(figure) = figure else {
        return Mark {
            key: key.to_owned(),
            text: "—".to_owned(),
            evidence: Evidence::Missing,
            ..Mark::default()
        };
    };
    Mark {
        key: key.to_owned(),
        value: figure.number(),
        text: voice.text(figure),
        evidence: figure.evidence,
        standing: match figure.evidence {
            Evidence::Estimated | Evidence::Illustrative => voice
                .locale
                .word(&format!("marks.{}.sign", figure.evidence.word()))
                .to_owned(),
            _ => String::new(),
        },
        approximate: figure.approximate,
        reason: figure
            .value
            .as_ref()
            .err()
            .map(|it| voice.reason(it))
            .unwrap_or_default(),
    }
}

fn bullet(rows: &[BulletRow], voice: &Voice) -> chart::Bullet {
    chart::Bullet {
        rows: rows.iter().map(|row| bullet_row(row, voice)).collect(),
        range: None,
        words: words(voice),
    }
}

fn bullet_row(row: &BulletRow, voice: &Voice) -> chart::BulletRow {
    let figure = voice.facts.get(&row.value);
    let metric = voice.catalogue.metrics.get(&*row.value.name);
    let target_word = |i: usize| {
        if row.targets.len() > 1 {
            voice.locale.format(0, "").number((i + 1) as f64)
        } else {
            String::new()
        }
    };
    chart::BulletRow {
        label: voice.plain(&row.label),
        unit: figure
            .map(|it| voice.measure_name(&it.measure))
            .unwrap_or_default(),
        value: mark(figure, &row.key, voice),
        previous: row
            .previous
            .as_ref()
            .map(|key| mark(voice.facts.get(key), &row.key, voice)),
        targets: row
            .targets
            .iter()
            .enumerate()
            .map(|(i, key)| chart::Target {
                label: format!("{}{}", voice.locale.word("chart.target"), target_word(i)),
                mark: mark(voice.facts.get(key), &row.key, voice),
            })
            .collect(),
        bands: Vec::new(),
        better: figure.map(|it| it.better).unwrap_or_default(),
        range: metric.and_then(|it| it.range),
        format: figure.map_or_else(|| Format::plain(0), |it| axis_format(it, voice)),
    }
}

/// How ticks are printed: like the figure, without its unit.
fn axis_format(figure: &Figure, voice: &Voice) -> Format {
    voice.locale.format(figure.decimals, "")
}

fn step(step: &PointsStep, voice: &Voice) -> chart::Step {
    let points = mark(voice.facts.get(&step.figure), &step.key, voice);
    let sign = if step.state == PointsState::Deducted {
        "−"
    } else {
        ""
    };
    chart::Step {
        label: voice.plain(&step.label),
        points: Mark {
            value: Some(step.points.get()),
            text: format!("{sign}{}", points.text),
            reason: String::new(),
            ..points
        },
        state: step.state,
        remark: voice.plain(&step.remark),
    }
}

fn line(series: &[Series], target: Option<&FigureKey>, voice: &Voice) -> chart::Line {
    let longest = series.iter().map(|it| &it.points).max_by_key(|it| it.len());
    let periods: Vec<chart::Point> = longest
        .into_iter()
        .flatten()
        .map(|key| chart::Point {
            key: anchor(key),
            label: short_period(key.when, false, voice),
        })
        .collect();
    let some = series
        .iter()
        .flat_map(|it| &it.points)
        .find_map(|key| voice.facts.get(key));
    chart::Line {
        periods,
        series: series
            .iter()
            .map(|it| chart::Series {
                label: voice.plain(&it.label),
                points: it
                    .points
                    .iter()
                    .map(|key| mark(voice.facts.get(key), &anchor(key), voice))
                    .collect(),
                previous: it.previous,
            })
            .collect(),
        targets: target
            .map(|key| chart::Target {
                label: voice.locale.word("chart.target").to_owned(),
                mark: mark(voice.facts.get(key), &anchor(key), voice),
            })
            .into_iter()
            .collect(),
        range: None,
        unit: some
            .map(|it| voice.measure_name(&it.measure))
            .unwrap_or_default(),
        format: some.map_or_else(|| Format::plain(0), |it| axis_format(it, voice)),
        words: words(voice),
    }
}

/// The label of a period under an axis; without its year where another label
/// says it.
fn short_period(when: When, in_year: bool, voice: &Voice) -> String {
    let Some(period) = when.period() else {
        return String::new();
    };
    let in_year = in_year
        && matches!(
            period,
            Period::Half(..) | Period::Quarter(..) | Period::Month(..)
        );
    let (kind, part) = match period {
        Period::Year(_) => ("year", 0),
        Period::Half(_, 1) => ("half_1", 1),
        Period::Half(_, half) => ("half_2", half),
        Period::Quarter(_, quarter) => ("quarter", quarter),
        Period::Month(_, month) => ("month", month),
        Period::Xun(_, _, 1) => ("xun_1", 1),
        Period::Xun(_, _, 2) => ("xun_2", 2),
        Period::Xun(_, _, third) => ("xun_3", third),
        Period::Week(_, week) => ("week", week),
        Period::Day(_) => ("day", 0),
    };
    let first = period.first_day();
    let [year, part, month, day] = [
        i32::from(period.year()),
        i32::from(part),
        i32::from(first.month()),
        i32::from(first.day()),
    ]
    .map(|it| it.to_string());
    let slots = [
        ("year", year.as_str()),
        ("part", &part),
        ("month", &month),
        ("day", &day),
    ];
    voice
        .locale
        .say(
            &format!(
                "periods_short.{kind}{}",
                if in_year { "_in_year" } else { "" }
            ),
            &slots,
        )
        .unwrap_or_else(|| period.to_string())
}

/// The small drawing of a figure's series in its year: the parts of the year
/// that are known, else the years before.
pub(super) fn spark(figure: &Figure, voice: &Voice) -> String {
    let year = figure.key.when.review();
    let series = voice.facts.series(&figure.key).into_iter();
    let mut points: Vec<(Period, Option<f64>)> = series
        .filter_map(|it| Some((it.key.when.period()?, it.number())))
        .filter(|(period, _)| period.year() <= year)
        .collect();
    let Some(kind) = points.iter().map(|(it, _)| *it).find(|it| {
        figure
            .key
            .when
            .period()
            .is_some_and(|own| own.same_kind(*it))
    }) else {
        return String::new();
    };
    points.retain(|(period, _)| period.same_kind(kind));
    points.sort_by_key(|(period, _)| *period);
    let values: Vec<Option<f64>> = points.into_iter().map(|(_, value)| value).collect();
    if values.iter().flatten().count() < 3 {
        return String::new();
    }
    let target = Aspect::Target
        .figure_of(figure, voice.facts)
        .and_then(Figure::number);
    let name = blocks::label(figure, voice);
    let title = voice
        .locale
        .say("chart.spark", &[("name", &name)])
        .unwrap_or(name);
    chart::sparkline(&values, target, &title)
}
