//! How long a chart takes: each kind with as many marks as a report's page
//! has, ten thousand marks, and the same data through plotters' stock backend.
//! The promises are 0.05 ms for line, column and control chart, 0.3 ms for the
//! heat map, 5 ms for ten thousand points, and at most 60 % of the stock backend.

use criterion::{Criterion, criterion_group, criterion_main};
use pingshu::{
    chart::{
        Axis, Bullet, BulletRow, Column, Control, ControlPhase, ControlPoint, ControlWords, Frame,
        HeatMap, HeatRow, Likert, LikertRow, Line, Mark, Pareto, ParetoRow, Point, PointsState,
        PointsWaterfall, Quadrants, Scatter, ScatterPoint, Series, Signal, Size, Spec, StageRow,
        StageStack, Step, Target, Words, draw, sparkline,
    },
    model::{Better, Evidence, Format},
};

#[path = "chart/stock.rs"]
mod stock;

fn mark(key: String, value: f64) -> Mark {
    Mark {
        key,
        value: Some(value),
        text: format!("{value:.1}"),
        ..Mark::default()
    }
}

fn words() -> Words {
    Words {
        this_year: "本年".into(),
        last_year: "上年".into(),
        target: "标准".into(),
        ..Words::default()
    }
}

fn target(value: f64) -> Target {
    Target {
        label: "标准".into(),
        mark: Mark {
            text: format!("≥ {value}"),
            ..mark("target".into(), value)
        },
    }
}

fn bullet() -> Spec {
    let row = |i: u32| BulletRow {
        label: "综合满意度".into(),
        unit: "分，越高越好".into(),
        value: mark(format!("row-{i}"), 80.0 + f64::from(i)),
        previous: Some(mark(format!("row-{i}"), 78.0 + f64::from(i))),
        targets: vec![target(79.0), target(82.0)],
        bands: Vec::new(),
        better: Better::Higher,
        range: Some((0.0, 100.0)),
        format: Format::plain(0),
    };
    Spec::Bullet(Bullet {
        rows: (0..8).map(row).collect(),
        range: None,
        words: words(),
    })
}

fn waterfall() -> Spec {
    let step = |i: u32| Step {
        label: "营销活动、支撑系统".into(),
        points: mark(format!("step-{i}"), f64::from(i % 4 + 1)),
        state: if i.is_multiple_of(3) {
            PointsState::Estimated
        } else {
            PointsState::Earned
        },
        remark: "标准为预估".into(),
    };
    Spec::PointsWaterfall(PointsWaterfall {
        steps: (0..10).map(step).collect(),
        shown: None,
        words: words(),
    })
}

fn line() -> Spec {
    let series = |previous: bool| Series {
        label: if previous { "上年" } else { "本年" }.into(),
        points: (0..12)
            .map(|i| Mark {
                evidence: if i > 9 {
                    Evidence::Estimated
                } else {
                    Evidence::Measured
                },
                ..mark(format!("m{i}"), 80.0 + f64::from(i * 7 % 5))
            })
            .collect(),
        previous,
    };
    Spec::Line(Line {
        periods: (1..=12)
            .map(|i| Point {
                key: format!("m{i}"),
                label: format!("{i} 月"),
            })
            .collect(),
        series: vec![series(false), series(true)],
        targets: vec![target(82.0)],
        range: None,
        unit: "分".into(),
        format: Format::plain(0),
        words: words(),
    })
}

/// Two years of months in two phases, each with a signal.
fn control() -> Spec {
    let point = |i: u32| ControlPoint {
        label: format!("{} 月", i % 12 + 1),
        group: if i < 12 { "2007 年" } else { "2008 年" }.into(),
        value: mark(format!("m{i}"), f64::from(27 - i / 12 * 5 + i * 7 % 4)),
        signal: if i > 16 {
            Signal::Improvement
        } else {
            Signal::None
        },
        rule: if i > 16 {
            "连续 7 点低于均值"
        } else {
            ""
        }
        .into(),
        ..ControlPoint::default()
    };
    let phase = |start: usize, centre: f64| ControlPhase {
        start,
        reason: "首问负责制上线".into(),
        centre: mark(format!("centre-{start}"), centre),
        lower: mark(format!("lower-{start}"), centre - 3.5),
        upper: mark(format!("upper-{start}"), centre + 3.5),
        ..ControlPhase::default()
    };
    Spec::Control(Control {
        points: (0..24).map(point).collect(),
        phases: vec![phase(0, 28.5), phase(12, 23.5)],
        target: Some(target(22.0)),
        range: None,
        unit: "件/万客户".into(),
        format: Format::plain(0),
        terms: ControlWords {
            upper: "上限".into(),
            centre: "均值".into(),
            lower: "下限".into(),
            common: "普通波动".into(),
            improvement: "改善".into(),
            ..ControlWords::default()
        },
        words: words(),
    })
}

fn pareto() -> Spec {
    let row = |i: u32| ParetoRow {
        label: "资费与账单".into(),
        count: mark(format!("row-{i}"), f64::from(400 / (i + 1))),
        cumulative: mark(String::new(), f64::from(i * 4)),
        rest: i == 23,
    };
    Spec::Pareto(Pareto {
        rows: (0..24).map(row).collect(),
        cumulative: "累计".into(),
        words: words(),
        ..Pareto::default()
    })
}

fn points(count: u32) -> Vec<Point> {
    (0..count)
        .map(|i| Point {
            key: format!("m{i}"),
            label: format!("{i}"),
        })
        .collect()
}

fn series(count: u32, value: impl Fn(u32) -> f64) -> Vec<Series> {
    vec![Series {
        label: "本年".into(),
        points: (0..count)
            .map(|i| mark(format!("m{i}"), value(i)))
            .collect(),
        previous: false,
    }]
}

fn column() -> Spec {
    Spec::Column(Column {
        categories: points(24),
        periods: true,
        series: series(24, |i| f64::from(10 + i * 7 % 17)),
        stacked: false,
        totals: Vec::new(),
        targets: Vec::new(),
        lines: Vec::new(),
        range: None,
        unit: "件".into(),
        format: Format::plain(0),
        note: String::new(),
        words: words(),
    })
}

fn many(i: u32) -> f64 {
    f64::from(i * 7919 % 1000)
}

fn line_of_many() -> Spec {
    Spec::Line(Line {
        periods: points(10_000),
        series: series(10_000, many),
        targets: Vec::new(),
        range: None,
        unit: "分".into(),
        format: Format::plain(0),
        words: words(),
    })
}

fn control_of_many() -> Spec {
    let Spec::Control(chart) = control() else {
        unreachable!("it is a control chart")
    };
    let point = |i: u32| ControlPoint {
        label: format!("{i}"),
        value: mark(format!("m{i}"), many(i)),
        ..ControlPoint::default()
    };
    let mut phases = chart.phases;
    phases.truncate(1);
    Spec::Control(Control {
        points: (0..10_000).map(point).collect(),
        phases,
        target: None,
        ..chart
    })
}

fn axis(label: &str) -> Axis {
    Axis {
        label: label.into(),
        range: None,
        format: Format::plain(0),
        cut: None,
    }
}

fn scatter_of_many() -> Spec {
    let point = |i: u32| ScatterPoint {
        label: format!("网点 {i}"),
        x: mark(String::new(), f64::from(i * 31 % 997)),
        y: mark(format!("m{i}"), many(i)),
    };
    Spec::Scatter(Scatter {
        points: (0..10_000).map(point).collect(),
        across: axis("满意度，分"),
        up: axis("件"),
        quadrants: Quadrants::default(),
        words: words(),
    })
}

/// Fifty sites by twelve months: promised under 0.3 ms.
fn heat_map() -> Spec {
    let row = |i: u32| HeatRow {
        label: format!("网点 {i}"),
        cells: (0..12)
            .map(|month| mark(format!("row-{i}"), f64::from((i * 7 + month * 13) % 40)))
            .collect(),
        n: String::new(),
    };
    Spec::HeatMap(HeatMap {
        columns: (1..=12).map(|month| format!("{month} 月")).collect(),
        rows: (0..50).map(row).collect(),
        shown: None,
        bounds: Vec::new(),
        format: Format::plain(0),
        unit: "分".into(),
        n: String::new(),
        words: words(),
    })
}

fn likert() -> Spec {
    let row = |i: u32| LikertRow {
        label: "推荐的资费方案是否合理".into(),
        shares: (0..5_u32)
            .map(|level| mark(format!("row-{i}"), f64::from(8 + (i + level * 3) % 20)))
            .collect(),
        whole: None,
        net: "+28".into(),
        n: "300".into(),
    };
    Spec::Likert(Likert {
        levels: ["很不满意", "不满意", "一般", "满意", "很满意"]
            .map(String::from)
            .into(),
        rows: (0..8).map(row).collect(),
        words: words(),
        ..Likert::default()
    })
}

fn stage_stack() -> Spec {
    let row = |i: u32| StageRow {
        label: "优化前".into(),
        times: (0..4_u32)
            .map(|stage| mark(format!("row-{i}"), f64::from(2 + (i + stage * 5) % 9)))
            .collect(),
        total: mark(format!("row-{i}"), 20.0),
        standard: Some(target(24.0)),
    };
    Spec::StageStack(StageStack {
        stages: ["受理", "核查资源", "派单", "上门安装"]
            .map(String::from)
            .into(),
        rows: (0..6).map(row).collect(),
        words: words(),
        ..StageStack::default()
    })
}

fn charts(criterion: &mut Criterion) {
    let frame = Frame {
        id: "bench",
        title: "title",
        description: "takeaway",
        lang: "zh-Hans",
        size: Size::Page,
        steps: None,
    };
    let specs = [
        bullet(),
        waterfall(),
        line(),
        column(),
        control(),
        pareto(),
        heat_map(),
        likert(),
        stage_stack(),
    ];
    for spec in specs {
        criterion.bench_function(spec.kind(), |bencher| bencher.iter(|| draw(&spec, &frame)));
    }
    for (name, spec) in [
        ("line of 10 000", line_of_many()),
        ("control of 10 000", control_of_many()),
        ("scatter of 10 000", scatter_of_many()),
    ] {
        criterion.bench_function(name, |bencher| bencher.iter(|| draw(&spec, &frame)));
    }
    for (name, stock) in [
        ("stock line", stock::line as fn() -> String),
        ("stock column", stock::column),
        ("stock control", stock::control),
        ("stock line of 10 000", stock::many),
    ] {
        criterion.bench_function(name, |bencher| bencher.iter(stock));
    }
    let values: Vec<Option<f64>> = (0..12)
        .map(|i| (i != 5).then(|| f64::from(i * 7 % 5)))
        .collect();
    criterion.bench_function("sparkline", |bencher| {
        bencher.iter(|| sparkline(&values, Some(2.0), "title"));
    });
}

criterion_group!(benches, charts);
criterion_main!(benches);
