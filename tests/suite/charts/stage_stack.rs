//! The stage stack.

use pingshu::{
    chart::{Mark, Size, Spec, StageRow, StageStack, Target, draw},
    model::Evidence,
};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_mark, odd_target, odd_text, odd_words},
    frame, mark, shape, words,
};

fn row(key: &str, label: &str, times: &[f64], total: &str) -> StageRow {
    let time = |(i, value): (usize, &f64)| mark(&format!("{key}-{i}"), *value);
    StageRow {
        label: label.into(),
        times: times.iter().enumerate().map(time).collect(),
        total: Mark {
            text: total.into(),
            ..mark(key, times.iter().sum())
        },
        standard: None,
    }
}

fn standard(key: &str, value: f64) -> Target {
    Target {
        label: "时限".into(),
        mark: Mark {
            text: format!("≤ {value} 小时"),
            ..mark(key, value)
        },
    }
}

fn stack(stages: &[&str], rows: Vec<StageRow>) -> StageStack {
    StageStack {
        stages: stages.iter().map(|it| String::from(*it)).collect(),
        rows,
        shown: None,
        words: words(),
    }
}

/// Before and after.
fn installation() -> StageStack {
    let mut before = row("before", "优化前", &[2.5, 18.0, 6.0, 26.0], "52.5 小时");
    let mut after = row("after", "优化后", &[0.5, 8.0, 2.0, 22.0], "32.5 小时");
    before.standard = Some(standard("before-standard", 48.0));
    after.standard = Some(standard("after-standard", 48.0));
    stack(
        &["受理", "核查资源", "派单", "上门安装"],
        vec![before, after],
    )
}

prop_compose! {
    fn odd_row()(
        label in odd_text(),
        times in vec(odd_mark().boxed(), 0..8),
        total in odd_mark().boxed(),
        standard in option::of(odd_target().boxed()),
    ) -> StageRow {
        StageRow { label, times, total, standard }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    let shown = option::of((0..8_usize, 0..8_usize).prop_map(|(a, b)| a..b));
    (
        vec(odd_text(), 0..8),
        prop_oneof![4 => vec(odd_row().boxed(), 0..8), 1 => vec(odd_row().boxed(), 121..130)],
        shown,
        odd_words().boxed(),
    )
        .prop_map(|(stages, rows, shown, words)| {
            Spec::StageStack(StageStack {
                stages,
                rows,
                shown,
                words,
            })
        })
}

pub(super) fn samples() -> Vec<Sample> {
    let repair = ["受理", "预处理", "派单", "上门", "回访"];
    let chart = |rows| Spec::StageStack(stack(&repair, rows));
    let sites: Vec<StageRow> = [
        "城东",
        "城西",
        "城南",
        "城北",
        "开发区",
        "大学城",
        "港口",
        "西山",
    ]
    .iter()
    .enumerate()
    .map(|(i, name)| {
        let k = i as f64;
        let times = [1.0, 3.0 + k * 0.7, 1.5 + k * 0.3, 9.0 + k * 2.2, 2.0];
        let times = times.map(|time: f64| (time * 10.0).round() / 10.0);
        let total = format!("{:.1} 小时", 16.5 + 3.2 * k);
        let mut row = row(name, name, &times, &total);
        row.standard = Some(standard(&format!("{name}-s"), 24.0));
        row
    })
    .collect();
    let mut estimated = row("e", "预估", &[4.0, 5.0, 1.0, 9.0, 2.0], "约 21");
    let mut example = row("x", "示例", &[4.0, 5.0, 1.0, 9.0, 2.0], "21");
    for i in 0..5 {
        estimated.times[i].evidence = Evidence::Estimated;
        example.times[i].evidence = Evidence::Illustrative;
    }
    let mut gap = row("gap", "派单时间未留痕", &[4.0, 5.0, 0.0, 9.0, 2.0], "");
    gap.times[2] = Mark {
        key: "gap-2".into(),
        reason: "系统未记录".into(),
        ..Mark::default()
    };
    gap.total = Mark {
        key: "gap".into(),
        reason: "未知".into(),
        ..Mark::default()
    };
    gap.standard = Some(standard("gap-s", 24.0));
    let many = |count: usize| {
        let one = |i: usize| {
            row(
                &format!("c{i}"),
                &format!("工单 {i}"),
                &[1.0, i as f64 % 7.0, 3.0, 9.0, 4.0],
                "17",
            )
        };
        chart((0..count).map(one).collect())
    };
    vec![
        ("typical", Spec::StageStack(installation())),
        ("sites", chart(sites)),
        ("empty", chart(Vec::new())),
        (
            "one",
            chart(vec![row("a", "个案", &[0.0, 0.0, 0.0, 12.0], "12")]),
        ),
        ("hundred", many(100)),
        ("many", many(10_000)),
        (
            "ugly",
            chart(vec![
                estimated,
                example,
                gap,
                row("z", "全为零", &[0.0; 5], "0"),
                row("n", "负数", &[-3.0, 2.0, 8.0], "7"),
                row(
                    "l",
                    "客户反映办理携号转网时被要求提供与规定不符的多项证明材料且多次往返营业厅仍未办结",
                    &[0.001, 30.0, 7.0, 3.0, 1.0, 2.0],
                    "43.001 小时（含节假日与客户原因顺延）",
                ),
            ]),
        ),
    ]
}

#[test]
fn a_stage_begins_where_the_last_one_ended() {
    let spec = Spec::StageStack(installation());
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let left = |key| shape(&svg, key, "rect")["x"];
        let tick = shape(&svg, "before-standard", "rect");
        let (zero, limit) = (left("before-0"), tick["x"] + tick["width"] / 2.0);
        let unit = (limit - zero) / 48.0;
        let near = |a: f64, b: f64| assert!((a - b).abs() <= 0.1, "{size:?}: {a} is not {b}");
        near(left("before-1"), zero + 2.5 * unit);
        near(left("before-3"), zero + 26.5 * unit);
        near(left("after-0"), zero);
        near(left("after-3"), zero + 10.5 * unit);
    }
}

#[test]
fn stages_that_fit_are_named_in_place_and_others_in_a_key() {
    let named = draw(&Spec::StageStack(installation()), &frame(Size::Page));
    assert!(
        !named.contains(">受理 2.5</text>"),
        "too narrow for its name"
    );
    assert!(named.contains(">受理</text>"), "so the stages have a key");
    assert!(
        named.contains(">26</text>"),
        "and the segments numbers alone"
    );
    let mut chart = installation();
    chart.rows[0].times[0] = mark("before-0", 9.0);
    chart.rows[0].times[2] = mark("before-2", 9.0);
    let direct = draw(&Spec::StageStack(chart), &frame(Size::Page));
    assert!(direct.contains(">上门安装 26</text>") && direct.contains(">受理 9</text>"));
    assert!(
        !direct.contains(">受理</text>"),
        "nothing is left to look up"
    );
    assert_eq!(
        named.matches(">时限 ≤ 48 小时</text>").count(),
        1,
        "the same standard is told once"
    );
}

#[test]
fn a_missing_stage_has_no_length_and_its_reason_is_said() {
    let mut chart = installation();
    chart.rows[0].times[1] = Mark {
        key: "gap".into(),
        reason: "未记录".into(),
        ..Mark::default()
    };
    let svg = draw(&Spec::StageStack(chart), &frame(Size::Page));
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let group = document
        .descendants()
        .find(|n| n.attribute("data-k") == Some("gap"));
    let group = group.expect("its place is marked");
    assert!(!group.children().any(|n| n.has_tag_name("rect")), "{svg}");
    assert!(svg.contains(">核查资源 未记录</text>"));
}
