//! The Pareto chart.

use pingshu::chart::{Mark, Pareto, ParetoRow, Size, Spec, Target, draw};
use pingshu::model::Evidence;
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_mark, odd_target, odd_text, odd_words},
    frame, mark, shape, words,
};

fn row(key: &str, label: &str, count: f64, share: f64) -> ParetoRow {
    ParetoRow {
        label: label.into(),
        count: mark(key, count),
        cumulative: Mark {
            text: format!("{share:.1}%"),
            ..mark("", share)
        },
        rest: false,
    }
}

fn pareto(rows: Vec<ParetoRow>) -> Pareto {
    Pareto {
        rows,
        shown: None,
        cumulative: "累计".into(),
        cut: Some(Target {
            label: String::new(),
            mark: Mark {
                text: "80%".into(),
                ..mark("", 80.0)
            },
        }),
        words: words(),
    }
}

fn complaints() -> Pareto {
    let mut rows = vec![
        row("billing", "资费争议与账单不清", 412.0, 33.0),
        row("signal", "室内信号弱、通话中断", 287.0, 56.0),
        row("install", "宽带装机与移机超时", 166.0, 69.3),
        row("cancel", "营销活动退订困难", 118.0, 78.8),
        row("hotline", "热线等候时间过长", 74.0, 84.7),
        row("repair", "宽带故障修复慢", 61.0, 89.6),
        row("store", "营业厅排队与服务态度", 38.0, 92.6),
        row("points", "积分兑换失败", 17.0, 94.0),
        row("sms", "垃圾短信与骚扰电话", 9.0, 94.7),
    ];
    rows.push(ParetoRow {
        rest: true,
        ..row("other", "其他（41 类）", 66.0, 100.0)
    });
    rows[7].count.evidence = Evidence::Estimated;
    rows[7].count.standing = "预估".into();
    pareto(rows)
}

prop_compose! {
    fn odd_row()(label in odd_text(), count in odd_mark().boxed(), cumulative in odd_mark().boxed(), rest in any::<bool>()) -> ParetoRow {
        ParetoRow { label, count, cumulative, rest }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    let shown = option::of((0..9_usize, 0..9_usize).prop_map(|(a, b)| a..b));
    let rows =
        prop_oneof![4 => vec(odd_row().boxed(), 0..9), 1 => vec(odd_row().boxed(), 121..140)];
    (
        rows,
        shown,
        odd_text(),
        option::of(odd_target().boxed()),
        odd_words().boxed(),
    )
        .prop_map(|(rows, shown, cumulative, cut, words)| {
            Spec::Pareto(Pareto {
                rows,
                shown,
                cumulative,
                cut,
                words,
            })
        })
}

pub(super) fn samples() -> Vec<Sample> {
    let chart = |rows| Spec::Pareto(pareto(rows));
    let missing = ParetoRow {
        label: "未登记原因".into(),
        count: Mark {
            key: "m".into(),
            text: "—".into(),
            reason: "系统升级期间未登记".into(),
            ..Mark::default()
        },
        ..ParetoRow::default()
    };
    let many = |count: u32| {
        let mut rows: Vec<_> = (0..count)
            .map(|i| {
                let share = 100.0 * f64::from(i + 1) / f64::from(count);
                row(
                    &format!("r{i}"),
                    &format!("原因 {i}"),
                    f64::from(count / (i + 1)),
                    share,
                )
            })
            .collect();
        rows.push(ParetoRow {
            rest: true,
            ..row("other", "其他", f64::from(count), 100.0)
        });
        chart(rows)
    };
    vec![
        ("typical", Spec::Pareto(complaints())),
        ("empty", chart(Vec::new())),
        ("one", chart(vec![row("a", "资费争议", 12.0, 100.0)])),
        ("hundred", many(100)),
        ("many", many(10_000)),
        (
            "ugly",
            chart(vec![
                row(
                    "a",
                    "客户反映办理携号转网时被要求提供与规定不符的多项证明材料且多次往返营业厅仍未办结",
                    1_000_000.0,
                    50.0,
                ),
                row(
                    "b",
                    "Customers who were billed twice after moving house",
                    1_000_000.0,
                    100.0,
                ),
                row("c", "比例", 0.001, 100.0),
                row("d", "冲减", -120_000.0, 100.0),
                row("e", "零", 0.0, 100.0),
                missing,
            ]),
        ),
    ]
}

#[test]
fn a_pareto_bar_begins_at_zero_and_is_as_long_as_its_count() {
    let spec = Spec::Pareto(pareto(vec![
        row("all", "甲", 400.0, 80.0),
        row("part", "乙", 100.0, 100.0),
    ]));
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let ends = |key| {
            let bar = shape(&svg, key, "rect");
            let half = bar["stroke-width"] / 2.0;
            (bar["x"] - half, bar["x"] + bar["width"] + half)
        };
        let ((zero, all), (start, part)) = (ends("all"), ends("part"));
        assert!((start - zero).abs() <= 0.05, "both begin at zero");
        assert!(
            (part - (zero + (all - zero) * 0.25)).abs() <= 0.1,
            "{size:?}"
        );
    }
}

#[test]
fn a_part_keeps_the_scale_of_the_whole() {
    let whole = Spec::Pareto(complaints());
    assert_eq!(whole.rows(), 10);
    let part = whole.part(4..10);
    for size in SIZES {
        let bar = |spec: &Spec| shape(&draw(spec, &frame(size)), "hotline", "rect");
        assert_eq!(bar(&whole)["width"], bar(&part)["width"], "{size:?}");
    }
    let svg = draw(&part, &frame(Size::Page));
    assert!(
        !svg.contains("data-k=\"billing\""),
        "only its own rows are drawn"
    );
}

#[test]
fn shares_stand_at_the_bars_ends_and_the_rest_stays_last() {
    let svg = draw(&Spec::Pareto(complaints()), &frame(Size::Page));
    assert!(
        svg.contains(">累计 33.0%</text>"),
        "the first share says what it is"
    );
    assert!(
        svg.contains(">84.7%</text>"),
        "the others are numbers alone"
    );
    assert!(svg.contains(">80%</text>"), "the cut is named");
    let (last, small) = (svg.find("data-k=\"other\""), svg.find("data-k=\"sms\""));
    assert!(last > small, "66 of the rest below 9 of the smallest");
    assert!(
        svg.contains("class=\"f-mut s-mut\""),
        "the rest is no cause"
    );
    assert!(svg.contains("-hatch)"), "an estimate is hatched");
}

#[test]
fn a_missing_count_has_no_bar() {
    let mut rows = vec![row("a", "甲", 5.0, 100.0), row("b", "乙", 0.0, 100.0)];
    rows[1].count = Mark {
        key: "b".into(),
        reason: "未登记".into(),
        ..Mark::default()
    };
    let svg = draw(&Spec::Pareto(pareto(rows)), &frame(Size::Page));
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let group = document
        .descendants()
        .find(|n| n.attribute("data-k") == Some("b"));
    let group = group.expect("its place is marked");
    assert!(!group.children().any(|n| n.has_tag_name("rect")), "{svg}");
    assert!(svg.contains(">未登记</text>"));
}
