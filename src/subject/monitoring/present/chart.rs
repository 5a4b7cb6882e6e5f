//! The control chart of a series.

use super::phrase;
use crate::{
    block::{
        Block, Chart, ChartKind, Drawing, Phrase, Piece, Plot, PlotColumn, PlotOptions, PlotRow,
        PlotTarget,
    },
    subject::{
        monitoring::{Line, Point, Typed, assess::Judged},
        series::ControlChart,
    },
};

pub(super) fn chart(line: &Line, judged: &Judged) -> Block {
    let about = &line.about;
    let said = [
        ("name", Phrase::text(&about.name)),
        ("sentence", phrase::sentence(line, judged)),
    ];
    let takeaway = Phrase::sentence("monitoring.takeaway.series", said);
    let control = &line.control;
    let what = [
        ("what", about.with_owner()),
        (
            "measure",
            Phrase(vec![Piece::Measure(line.measure.clone())]),
        ),
        ("chart", phrase::chart_word(control.chart)),
        ("rules", phrase::rules_word(control.rules)),
    ];
    let key = match (line.measure.is_empty(), control.chart, control.screen) {
        (true, ..) => "monitoring.what.series",
        (false, ControlChart::Xmr, true) => "monitoring.what.series_screened",
        (false, ..) => "monitoring.what.series_in",
    };
    Block::Chart(Chart {
        takeaway,
        what: Phrase::sentence(key, what),
        source: about.source.clone(),
        drawing: Drawing::Plot(Box::new(plot(line, judged))),
    })
}

fn plot(line: &Line, judged: &Judged) -> Plot {
    let about = &line.about;
    let typed: &[&str] = match (line.is_of_rates(), line.control.chart.is_of_tallies()) {
        (true, true) => &["num", "den"],
        (true, false) => &["num", "den", "rate"],
        (false, _) => &["value"],
    };
    let computed = judged.analysed.columns.iter().map(|(id, _)| *id);
    let column = |id: &str| PlotColumn {
        id: id.to_owned(),
        label: Phrase::word(match id {
            "num" => "column.num",
            "den" => "column.den",
            "rate" => "column.rate",
            "centre" => "column.centre",
            "lower" => "column.lower",
            "upper" => "column.upper",
            _ => "column.value",
        }),
        previous: false,
    };
    let rows = line.points.iter().enumerate();
    let target = line.target.as_ref().map(|_| PlotTarget {
        id: "target".to_owned(),
        label: Phrase::word("column.target"),
        figure: about.key("latest:target"),
    });
    Plot {
        kind: ChartKind::Control,
        columns: typed.iter().copied().chain(computed).map(column).collect(),
        rows: rows
            .map(|(i, point)| row(line, judged, typed, i, point))
            .collect(),
        groups: Vec::new(),
        // Without a point there is no latest value, and no target of it.
        targets: target
            .filter(|_| judged.latest.is_some())
            .into_iter()
            .collect(),
        options: PlotOptions {
            as_of: about.as_of,
            better: line.better,
            ..PlotOptions::default()
        },
    }
}

fn row(line: &Line, judged: &Judged, typed: &[&str], i: usize, point: &Point) -> PlotRow {
    let about = &line.about;
    let missing = matches!(point.typed, Typed::Missing(_));
    // A count that is missing has no base beside it.
    let typed = typed.iter().filter(|id| !(missing && **id == "den"));
    let mut figures: Vec<_> = typed
        .map(|id| ((*id).to_owned(), about.at(id, point.period)))
        .collect();
    let computed = judged.analysed.columns.iter();
    figures.extend(computed.filter_map(|(id, keys)| Some(((*id).to_owned(), keys[i].clone()?))));
    let phase = line.control.phases.iter().find(|it| it.point == i);
    let text = match &point.typed {
        Typed::Missing(reason) => Phrase::text(reason),
        _ => phase.map(|it| Phrase::text(&it.reason)).unwrap_or_default(),
    };
    PlotRow {
        key: format!("r--{}", point.period),
        period: Some(point.period),
        text,
        signal: judged.analysed.signals.get(&i).cloned(),
        begins: judged.analysed.stretches.get(&i).cloned(),
        figures,
        ..PlotRow::default()
    }
}
