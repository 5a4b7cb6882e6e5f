//! The Likert chart.

use pingshu::{
    chart::{Likert, LikertRow, Mark, Size, Spec, draw},
    model::Evidence,
};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_mark, odd_number, odd_text, odd_words},
    frame, mark, shape, words,
};

fn row(key: &str, label: &str, shares: &[f64], net: &str, n: &str) -> LikertRow {
    let share = |(i, value): (usize, &f64)| Mark {
        text: format!("{value}%"),
        ..mark(&format!("{key}-{i}"), *value)
    };
    LikertRow {
        label: label.into(),
        shares: shares.iter().enumerate().map(share).collect(),
        whole: None,
        net: net.into(),
        n: n.into(),
    }
}

fn likert(rows: Vec<LikertRow>) -> Likert {
    Likert {
        levels: ["很不满意", "不满意", "一般", "满意", "很满意"]
            .map(String::from)
            .into(),
        rows,
        shown: None,
        diverging: false,
        net: "净满意".into(),
        n: "n".into(),
        words: words(),
    }
}

fn answers() -> Likert {
    likert(vec![
        row(
            "attitude",
            "窗口人员服务态度",
            &[3.0, 7.0, 17.0, 35.0, 38.0],
            "+63",
            "300",
        ),
        row(
            "plan",
            "推荐的资费方案是否合理",
            &[8.0, 14.0, 28.0, 32.0, 18.0],
            "+28",
            "300",
        ),
        row(
            "queue",
            "排队等候",
            &[9.0, 17.0, 23.0, 30.0, 21.0],
            "+25",
            "300",
        ),
        row(
            "fees",
            "费用与账单清楚",
            &[8.0, 18.0, 31.0, 27.0, 16.0],
            "+17",
            "298",
        ),
        row(
            "cancel",
            "退订方便",
            &[11.0, 20.0, 32.0, 24.0, 13.0],
            "+6",
            "287",
        ),
        row(
            "hotline",
            "热线接通",
            &[22.0, 31.0, 24.0, 15.0, 8.0],
            "−30",
            "301",
        ),
    ])
}

prop_compose! {
    fn odd_row()(
        label in odd_text(),
        shares in vec(odd_mark().boxed(), 0..8),
        whole in option::of(odd_number()),
        net in odd_text(),
        n in odd_text(),
    ) -> LikertRow {
        LikertRow { label, shares, whole, net, n }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    let shown = option::of((0..8_usize, 0..8_usize).prop_map(|(a, b)| a..b));
    (
        vec(odd_text(), 0..8),
        prop_oneof![4 => vec(odd_row().boxed(), 0..8), 1 => vec(odd_row().boxed(), 121..130)],
        shown,
        any::<bool>(),
        (odd_text(), odd_text()),
        odd_words().boxed(),
    )
        .prop_map(|(levels, rows, shown, diverging, (net, n), words)| {
            Spec::Likert(Likert {
                levels,
                rows,
                shown,
                diverging,
                net,
                n,
                words,
            })
        })
}

#[expect(clippy::too_many_lines, reason = "a list of samples")]
pub(super) fn samples() -> Vec<Sample> {
    let chart = |rows| Spec::Likert(likert(rows));
    let mut estimated = row(
        "e",
        "预估的一题",
        &[10.0, 20.0, 30.0, 30.0, 10.0],
        "+10",
        "约 200",
    );
    let mut example = row(
        "x",
        "示例的一题",
        &[10.0, 20.0, 30.0, 30.0, 10.0],
        "+10",
        "",
    );
    for i in 0..5 {
        estimated.shares[i].evidence = Evidence::Estimated;
        example.shares[i].evidence = Evidence::Illustrative;
    }
    let mut open = row(
        "o",
        "未回收完的一题",
        &[10.0, 20.0, 0.0, 30.0, 10.0],
        "",
        "88",
    );
    open.whole = Some(100.0);
    open.shares[2] = Mark {
        reason: "问卷漏印该选项".into(),
        ..Mark::default()
    };
    let mut none = row("none", "没有问的一题", &[], "", "0");
    none.shares = vec![
        Mark {
            reason: "本年未调查".into(),
            ..Mark::default()
        };
        5
    ];
    let many = |count: usize| {
        let one = |i: usize| {
            row(
                &format!("q{i}"),
                &format!("题目 {i}"),
                &[1.0, i as f64 % 7.0, 3.0, 9.0, 4.0],
                "+1",
                "9",
            )
        };
        chart((0..count).map(one).collect())
    };
    let scale = LikertRow {
        net: "+33".into(),
        ..row(
            "nps",
            "愿意推荐给亲友（0–10 分）",
            &[1.0, 1.0, 2.0, 2.0, 3.0, 8.0, 9.0, 16.0, 19.0, 17.0, 22.0],
            "",
            "324",
        )
    };
    vec![
        ("typical", Spec::Likert(answers())),
        (
            "diverging",
            Spec::Likert(Likert {
                diverging: true,
                ..answers()
            }),
        ),
        ("empty", chart(Vec::new())),
        (
            "one",
            chart(vec![row(
                "a",
                "排队等候",
                &[0.0, 0.0, 0.0, 0.0, 100.0],
                "+100",
                "1",
            )]),
        ),
        (
            "eleven",
            Spec::Likert(Likert {
                levels: (0..11).map(|i| format!("{i}")).collect(),
                ..likert(vec![scale])
            }),
        ),
        ("hundred", many(100)),
        ("many", many(10_000)),
        (
            "ugly",
            chart(vec![
                estimated,
                example,
                open,
                none,
                row("z", "全为零", &[0.0; 5], "0", "0"),
                row(
                    "l",
                    "客户反映办理携号转网时被要求提供与规定不符的多项证明材料且多次往返营业厅仍未办结",
                    &[0.001, -3.0, 1_000_000.0, 1_000_000.0],
                    "−1 000 000",
                    "2 000 000",
                ),
            ]),
        ),
    ]
}

#[test]
fn answers_fill_the_whole_in_their_order() {
    let spec = Spec::Likert(likert(vec![
        row("a", "甲", &[25.0, 25.0, 10.0, 20.0, 20.0], "", ""),
        row("b", "乙", &[50.0, 0.0, 100.0, 20.0, 30.0], "", ""),
    ]));
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        let left = |key| shape(&svg, key, "rect")["x"];
        let (zero, half) = (left("a-0"), left("a-2"));
        let end = shape(&svg, "a-4", "rect");
        let gap = left("a-1") - zero - shape(&svg, "a-0", "rect")["width"];
        let all = end["x"] + end["width"] + gap - zero;
        assert!((half - (zero + all * 0.5)).abs() <= 0.1, "{size:?}");
        assert!(
            (left("b-0") - zero).abs() <= 0.05,
            "all rows begin at one line"
        );
        assert!(
            (left("b-2") - (zero + all * 0.25)).abs() <= 0.1,
            "counts are stretched to the whole"
        );
    }
}

#[test]
fn a_diverging_row_has_its_middle_on_the_line() {
    let chart = Likert {
        diverging: true,
        ..answers()
    };
    let svg = draw(&Spec::Likert(chart), &frame(Size::Page));
    let middles = ["attitude", "plan", "queue", "fees", "cancel", "hotline"].map(|key| {
        let neutral = shape(&svg, &format!("{key}-2"), "rect");
        let next = shape(&svg, &format!("{key}-3"), "rect");
        f64::midpoint(neutral["x"], next["x"])
    });
    for middle in middles {
        assert!((middle - middles[0]).abs() <= 0.1, "{middles:?}");
    }
}

#[test]
fn what_is_missing_of_a_row_stays_open() {
    let mut row = row("a", "甲", &[40.0, 0.0, 10.0], "", "");
    row.shares[1] = Mark {
        key: "a-1".into(),
        reason: "漏印".into(),
        ..Mark::default()
    };
    let drawn = |whole: Option<f64>| {
        let mut chart = likert(vec![LikertRow {
            whole,
            ..row.clone()
        }]);
        chart.levels.truncate(3);
        draw(&Spec::Likert(chart), &frame(Size::Page))
    };
    let known = drawn(Some(100.0));
    assert!(known.contains(">漏印</text>"), "the reason is said");
    assert!(
        shape(&known, "a-2", "rect")["width"] < 100.0,
        "not stretched to the whole"
    );
    let unknown = drawn(None);
    assert_eq!(
        unknown.matches("class=\"f-acc\"").count(),
        1,
        "its key alone, no bar without a whole"
    );
}
