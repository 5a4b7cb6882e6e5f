//! The column chart.

use pingshu::{
    chart::{Column, Mark, Point, Series, Size, Spec, Target, draw},
    model::{Evidence, Format},
};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_format, odd_mark, odd_range, odd_target, odd_text, odd_words},
    frame, mark, number_of, shape, words,
};

fn column(names: &[&str]) -> Column {
    Column {
        categories: names
            .iter()
            .map(|name| Point {
                key: (*name).into(),
                label: (*name).into(),
            })
            .collect(),
        periods: false,
        series: Vec::new(),
        stacked: false,
        totals: Vec::new(),
        targets: Vec::new(),
        lines: Vec::new(),
        range: None,
        unit: String::new(),
        format: Format::plain(0),
        note: "纵轴不从零开始".into(),
        words: words(),
    }
}

/// A series whose keys are `name-0`, `name-1`, …
fn series(name: &str, values: &[f64], previous: bool) -> Series {
    let points = values.iter().enumerate();
    Series {
        label: name.into(),
        points: points
            .map(|(i, value)| mark(&format!("{name}-{i}"), *value))
            .collect(),
        previous,
    }
}

fn target(key: &str, label: &str, value: f64) -> Target {
    Target {
        label: label.into(),
        mark: mark(key, value),
    }
}

fn missing(mark: &mut Mark, reason: &str) {
    *mark = Mark {
        key: mark.key.clone(),
        reason: reason.into(),
        ..Mark::default()
    };
}

prop_compose! {
    fn odd_series(most: usize)(label in odd_text(), points in vec(odd_mark().boxed(), 0..most), previous in any::<bool>()) -> Series {
        Series { label, points, previous }
    }
}

fn odd_column(most: usize) -> impl Strategy<Value = Spec> {
    (
        vec(
            (odd_text(), odd_text()).prop_map(|(key, label)| Point { key, label }),
            0..most,
        ),
        (any::<bool>(), any::<bool>()),
        vec(odd_series(most).boxed(), 0..5),
        vec(odd_mark().boxed(), 0..4),
        vec(option::of(odd_target().boxed()), 0..6),
        vec(odd_target().boxed(), 0..4),
        odd_range(),
        (odd_text(), odd_text()),
        odd_format(),
        odd_words().boxed(),
    )
        .prop_map(
            |(categories, (periods, stacked), series, totals, targets, lines, range, (unit, note), format, words)| {
                Spec::Column(Column {
                    categories,
                    periods,
                    series,
                    stacked,
                    totals,
                    targets,
                    lines,
                    range,
                    unit,
                    format,
                    note,
                    words,
                })
            },
        )
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    prop_oneof![9 => odd_column(14).boxed(), 1 => odd_column(180).boxed()]
}

/// Complaints a month, this year beside last.
fn months() -> Column {
    let names: Vec<String> = (1..=12).map(|i| format!("{i} 月")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let this = [2.4, 2.1, 2.9, 2.2, 1.9, 2.0, 1.7, 1.8, 1.6, 1.4, 1.5, 1.3];
    let last = [2.7, 2.6, 3.1, 2.8, 2.9, 2.7, 2.5, 2.6, 2.3, 2.4, 2.2, 2.5];
    let mut now = series("2008 年", &this, false);
    missing(&mut now.points[4], "系统割接");
    now.points[11].evidence = Evidence::Estimated;
    now.points[11].standing = "预估".into();
    Column {
        periods: true,
        series: vec![now, series("2007 年", &last, true)],
        lines: vec![target("limit", "上限", 2.3)],
        unit: "投诉，件/万客户".into(),
        format: Format::plain(1),
        ..column(&names)
    }
}

/// Names too long to stand below columns.
fn causes() -> Column {
    let names = [
        "计费与账单解释不清",
        "家庭宽带装机超时",
        "室内信号覆盖弱",
        "增值业务误订退订难",
        "营业厅排队时间长",
        "热线接通慢、转接多",
        "营销活动规则说明不全",
        "套餐变更次月才生效",
    ];
    let this = [412.0, 365.0, 298.0, 187.0, 122.0, 96.0, 81.0, 35.0];
    let last = [388.0, 471.0, 305.0, 342.0, 118.0, 133.0, 90.0, 27.0];
    let limits = [400.0, 380.0, 320.0, 200.0, 120.0, 110.0, 80.0, 30.0];
    Column {
        series: vec![series("2008 年", &this, false), series("2007 年", &last, true)],
        targets: (limits.iter().enumerate())
            .map(|(i, value)| Some(target(&format!("limit-{i}"), "上限", *value)))
            .collect(),
        unit: "升级投诉，件".into(),
        ..column(&names)
    }
}

fn parts() -> Column {
    let names = ["一季度", "二季度", "三季度", "四季度"];
    let parts = [
        ("计费", [310.0, 280.0, 244.0, 205.0]),
        ("网络", [190.0, 214.0, 260.0, 231.0]),
        ("宽带装维", [120.0, 96.0, 88.0, 132.0]),
        ("营销", [61.0, 74.0, 12.0, 40.0]),
    ];
    let totals = [681.0, 664.0, 604.0, 608.0];
    Column {
        series: parts.iter().map(|(name, values)| series(name, values, false)).collect(),
        stacked: true,
        totals: (totals.iter().enumerate())
            .map(|(i, total)| mark(&format!("total-{i}"), *total))
            .collect(),
        unit: "投诉，件".into(),
        ..column(&names)
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let halls = ["城东厅", "城西厅", "高新厅", "火车站厅", "大学城厅"];
    let mut changes = Column {
        series: vec![series("同比变化", &[4.2, -1.3, 0.0, -6.8, 2.5], false)],
        unit: "满意度同比变化，分".into(),
        ..column(&halls)
    };
    changes.series[0].points[0].text = "+4.2".into();
    changes.series[0].points[4].text = "+2.5".into();
    let channels = Column {
        series: vec![
            series("本公司", &[84.6, 83.1, 79.8, 74.9], false),
            series("甲公司", &[81.0, 84.2, 75.5, 76.0], false),
            series("乙公司", &[78.3, 80.9, 77.7, 71.2], false),
        ],
        unit: "满意度，分".into(),
        ..column(&["热线", "营业厅", "宽带装机", "故障维修"])
    };
    let high = Column {
        range: Some((70.0, 90.0)),
        ..channels.clone()
    };
    let spans = Column {
        series: vec![series("v", &[0.001, 1_000_000.0, 31.0, -5.0], false)],
        range: Some((0.0, 100.0)),
        ..column(&["小", "大", "中", "负"])
    };
    let long = "一条足足有四十个字那么长的类别名称用来看看折行以后版面还能不能看得下去才行";
    let names: Vec<String> = (0..100).map(|i| format!("网点 {i:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let hundred: Vec<f64> = (0..100_u32).map(|i| f64::from(i * 37 % 41) - 4.0).collect();
    let many: Vec<f64> = (0..10_000_u32).map(|i| f64::from(i * 7919 % 1000) / 10.0).collect();
    let mut gaps = Column {
        series: vec![series("2008 年", &[0.0, 3.0, 5.0, 0.0], false), series("2007 年", &[4.0, 3.0, 5.0, 2.0], true)],
        ..column(&["一季度", "二季度", "三季度", "四季度"])
    };
    missing(&mut gaps.series[0].points[0], "未统计");
    missing(&mut gaps.series[0].points[3], "");
    gaps.series[0].points[1].evidence = Evidence::Illustrative;
    vec![
        ("typical", Spec::Column(months())),
        ("rows", Spec::Column(causes())),
        ("stacked", Spec::Column(parts())),
        (
            "stacked-rows",
            Spec::Column(Column {
                categories: causes().categories.into_iter().take(4).collect(),
                ..parts()
            }),
        ),
        ("grouped", Spec::Column(channels)),
        ("dots", Spec::Column(high)),
        ("negative", Spec::Column(changes)),
        ("gaps", Spec::Column(gaps)),
        ("spans", Spec::Column(spans)),
        ("empty", Spec::Column(column(&[]))),
        (
            "nothing-finite",
            Spec::Column(Column {
                series: vec![series("v", &[f64::NAN, f64::INFINITY], false)],
                ..column(&["a", "b"])
            }),
        ),
        (
            "one",
            Spec::Column(Column {
                series: vec![series("v", &[7.0], false)],
                ..column(&[long])
            }),
        ),
        (
            "hundred",
            Spec::Column(Column {
                series: vec![series("v", &hundred, false)],
                ..column(&names)
            }),
        ),
        (
            "days",
            Spec::Column(Column {
                periods: true,
                series: vec![series("v", &hundred, false)],
                ..column(&names)
            }),
        ),
        (
            "many",
            Spec::Column(Column {
                series: vec![series("v", &many, false)],
                ..column(&[])
            }),
        ),
        (
            "many-periods",
            Spec::Column(Column {
                periods: true,
                series: vec![series("v", &many, false)],
                ..column(&[])
            }),
        ),
    ]
}

/// The outer edges of a bar.
fn edges(svg: &str, key: &str) -> [f64; 4] {
    let bar = shape(svg, key, "rect");
    let half = bar.get("stroke-width").copied().unwrap_or(0.0) / 2.0;
    [
        bar["x"] - half,
        bar["x"] + bar["width"] + half,
        bar["y"] - half,
        bar["y"] + bar["height"] + half,
    ]
}

#[test]
fn a_bar_is_as_long_as_its_value_from_zero() {
    for size in SIZES {
        let values = series("v", &[100.0, 35.0, -20.0], false);
        // Short names stand below columns, long ones beside rows.
        let upright = Column {
            series: vec![values.clone()],
            range: Some((-50.0, 100.0)),
            ..column(&["a", "b", "c"])
        };
        let svg = draw(&Spec::Column(upright.clone()), &frame(size));
        let (all, part, less) = (edges(&svg, "v-0"), edges(&svg, "v-1"), edges(&svg, "v-2"));
        let (zero, unit) = (all[3], (all[3] - all[2]) / 100.0);
        assert!((part[3] - zero).abs() <= 0.1 && (less[2] - zero).abs() <= 0.1, "{size:?}");
        assert!((part[2] - (zero - 35.0 * unit)).abs() <= 0.1, "{size:?}");
        assert!((less[3] - (zero + 20.0 * unit)).abs() <= 0.1, "{size:?}");

        let long = ["一个很长很长很长很长很长很长的名字"; 12];
        let lying = Column {
            series: vec![Series {
                points: (0..12).map(|i| values.points[i.min(2)].clone()).collect(),
                ..values
            }],
            ..Column {
                categories: column(&long).categories,
                ..upright
            }
        };
        let svg = draw(&Spec::Column(lying), &frame(size));
        let (all, part, less) = (edges(&svg, "v-0"), edges(&svg, "v-1"), edges(&svg, "v-2"));
        let (zero, unit) = (all[0], (all[1] - all[0]) / 100.0);
        assert!((part[0] - zero).abs() <= 0.1 && (less[1] - zero).abs() <= 0.1, "{size:?}");
        assert!((part[1] - (zero + 35.0 * unit)).abs() <= 0.1, "{size:?}");
        assert!((less[0] - (zero - 20.0 * unit)).abs() <= 0.1, "{size:?}");
    }
}

#[test]
fn an_axis_of_its_own_accord_holds_zero() {
    let spec = Spec::Column(Column {
        series: vec![series("v", &[80.0, 84.0], false)],
        ..column(&["a", "b"])
    });
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let height = |key| {
            let [_, _, top, bottom] = edges(&svg, key);
            bottom - top
        };
        assert!((height("v-0") / height("v-1") - 80.0 / 84.0).abs() < 0.002, "{size:?}");
    }
}

#[test]
fn where_zero_is_left_out_there_are_dots_and_a_note() {
    let spec = Spec::Column(Column {
        series: vec![series("v", &[80.0, 84.0], false)],
        range: Some((70.0, 90.0)),
        ..column(&["a", "b"])
    });
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let _ = shape(&svg, "v-0", "circle");
        assert!(svg.contains("纵轴不从零开始") && !svg.contains("<rect"), "{svg}");
    }
}

#[test]
fn what_is_missing_has_no_bar_and_says_why() {
    let Some((_, spec)) = samples().into_iter().find(|(name, _)| *name == "gaps") else {
        panic!("a sample")
    };
    let svg = draw(&spec, &frame(Size::Page));
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    for key in ["2008 年-0", "2008 年-3"] {
        let group = document
            .descendants()
            .find(|n| n.attribute("data-k") == Some(key))
            .expect("the mark is there");
        assert!(!group.children().any(|n| n.has_tag_name("rect")), "{key}");
    }
    assert!(svg.contains(">未统计</text>") && svg.contains(">无数据</text>"), "{svg}");
}

#[test]
fn parts_stand_on_each_other() {
    for size in SIZES {
        let svg = draw(&Spec::Column(parts()), &frame(size));
        let (first, second) = (edges(&svg, "计费-0"), edges(&svg, "网络-0"));
        assert!((second[3] - first[2]).abs() <= 0.15, "{size:?}: {first:?} {second:?}");
        let unit = (first[3] - first[2]) / 310.0;
        assert!((second[3] - second[2] - 190.0 * unit).abs() <= 0.15, "{size:?}");
    }
}

#[test]
fn last_year_stands_left_of_this_year_and_no_bar_touches_another() {
    for size in SIZES {
        let svg = draw(&Spec::Column(months()), &frame(size));
        let (before, now) = (edges(&svg, "2007 年-2"), edges(&svg, "2008 年-2"));
        assert!(before[1] <= now[0] + 0.1, "{size:?}: {before:?} {now:?}");
        let next = edges(&svg, "2007 年-3");
        assert!(now[1] <= next[0], "{size:?}");
    }
}

#[test]
fn a_standard_lies_where_it_should_and_no_number_on_it() {
    // Columns stand on a page and lie on a telephone.
    for (size, lying) in [(Size::Page, false), (Size::Narrow, true)] {
        let svg = draw(&Spec::Column(causes()), &frame(size));
        let (bar, tick) = (edges(&svg, "2008 年-0"), edges(&svg, "limit-0"));
        let (zero, end, low, high) = if lying {
            (bar[0], bar[1], tick[0], tick[1])
        } else {
            (bar[3], bar[2], tick[2], tick[3])
        };
        let (at, expected) = (f64::midpoint(low, high), zero + (end - zero) * 400.0 / 412.0);
        assert!((at - expected).abs() <= 0.1, "{size:?}: {at} is not {expected}");
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let text = document
            .descendants()
            .find(|n| n.text() == Some("412") && n.has_tag_name("text"))
            .expect("the number is written");
        if lying {
            assert!(number_of(text, "x") > high, "{size:?}");
        } else {
            assert!(number_of(text, "y") < low, "{size:?}");
        }
    }
}

#[test]
fn slides_cut_rows_on_one_scale() {
    let whole = Spec::Column(causes());
    assert_eq!(whole.rows(), 8);
    let Spec::Column(part) = whole.part(4..8) else {
        panic!("a part is of the same kind")
    };
    assert_eq!(part.range, Some((0.0, 500.0)), "of all, not of these");
    assert_eq!(part.series[0].points[0].key, "2008 年-4");
    assert_eq!(part.targets.len(), 4);
}
