//! The flow.

use pingshu::{
    chart::{Flow, FlowEdge, FlowStep, Mark, Size, Spec, draw},
    model::Evidence,
};
use proptest::{collection::vec, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_mark, odd_text, odd_words},
    frame, shape, words,
};

/// A key that is often, but not always, one of a step.
fn key() -> impl Strategy<Value = String> {
    (0..9_u8).prop_map(|i| format!("s{i}"))
}

prop_compose! {
    fn odd_step()(
        label in odd_text(),
        owner in odd_text(),
        key in key(),
        time in odd_mark().boxed(),
        problems in vec(odd_mark().boxed(), 0..4),
    ) -> FlowStep {
        FlowStep { label, owner, time: Mark { key, ..time }, problems }
    }
}

prop_compose! {
    fn odd_edge()(from in key(), to in key(), label in odd_text(), key in odd_text()) -> FlowEdge {
        FlowEdge { from, to, label, key }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (
        vec(odd_step().boxed(), 0..9),
        vec(odd_edge().boxed(), 0..16),
        odd_words().boxed(),
    )
        .prop_map(|(steps, edges, words)| {
            Spec::Flow(Flow {
                steps,
                edges,
                words,
            })
        })
}

fn said(key: &str, text: &str) -> Mark {
    Mark {
        key: key.into(),
        text: text.into(),
        ..Mark::default()
    }
}

fn step(key: &str, label: &str, owner: &str, time: &str, problems: &[&str]) -> FlowStep {
    FlowStep {
        label: label.into(),
        owner: owner.into(),
        time: said(key, time),
        problems: problems
            .iter()
            .enumerate()
            .map(|(i, text)| said(&format!("{key}-{i}"), text))
            .collect(),
    }
}

fn edge(from: &str, to: &str, label: &str) -> FlowEdge {
    FlowEdge {
        from: from.into(),
        to: to.into(),
        label: label.into(),
        key: format!("{from}>{to}"),
    }
}

fn flow(steps: Vec<FlowStep>, edges: Vec<FlowEdge>) -> Flow {
    Flow {
        steps,
        edges,
        words: words(),
    }
}

/// A complaint on its way, with work that comes back.
fn typical() -> Flow {
    let mut visit = step("visit", "上门处理", "县区维护", "24 小时", &["响应慢"]);
    visit.time.evidence = Evidence::Estimated;
    visit.time.standing = "预估".into();
    let mut close = step("close", "办结归档", "客服中心", "", &[]);
    close.time.reason = "时限未公布".into();
    flow(
        vec![
            step("receive", "受理投诉", "10000 号", "即时", &["渠道不畅"]),
            step("judge", "定责派单", "投诉处理组", "2 小时", &["推诿"]),
            step("remote", "远程处理", "网络部", "4 小时", &[]),
            visit,
            step("call", "回访客户", "客服中心", "48 小时内", &["结果不满意", "二次投诉"]),
            close,
        ],
        vec![
            edge("receive", "judge", "工单"),
            edge("judge", "remote", "可远程"),
            edge("judge", "visit", "需上门"),
            edge("remote", "call", "已修复"),
            edge("visit", "call", "已修复"),
            edge("call", "close", "满意"),
            edge("call", "judge", "不满意，重新派单"),
            edge("receive", "close", "当场答复"),
        ],
    )
}

/// The four stages of service, three problems each.
fn stages() -> Flow {
    flow(
        vec![
            step("ask", "客户咨询", "营业厅、热线", "平均 6 分钟", &["业务知识不足，误导客户", "态度欠佳、推诿", "系统不完善，等待长"]),
            step("order", "业务办理", "营业厅", "平均 18 分钟", &["流程复杂、资料多", "捆绑销售引起误解", "信息泄露风险"]),
            step("complain", "投诉处理", "投诉处理组", "平均 31 小时", &["渠道不畅", "效率低", "结果不满意"]),
            step("after", "售后服务", "装维中心", "平均 26 小时", &["技能参差", "响应慢", "质量不稳，二次投诉"]),
        ],
        vec![
            edge("ask", "order", "预约单"),
            edge("order", "complain", "异议"),
            edge("complain", "after", "派单"),
        ],
    )
}

pub(super) fn samples() -> Vec<Sample> {
    let chain = |count: u32, label: &str| {
        let steps = (0..count).map(|i| step(&format!("s{i}"), label, "部门", "1 天", &[]));
        let edges = (1..count).map(|i| edge(&format!("s{}", i - 1), &format!("s{i}"), "移交"));
        flow(steps.collect(), edges.collect())
    };
    let mut tangle = chain(7, "环节");
    for (a, b) in [(0, 6), (6, 0), (2, 2), (5, 1), (1, 5), (3, 0), (6, 3)] {
        tangle.edges.push(edge(&format!("s{a}"), &format!("s{b}"), &format!("由 {a} 到 {b}")));
    }
    tangle.edges.push(edge("s0", "nowhere", "去向不明"));
    let fan = flow(
        (0..8).map(|i| step(&format!("s{i}"), &format!("分公司 {i}"), "", "", &[])).collect(),
        (1..8).map(|i| edge("s0", &format!("s{i}"), "分派")).collect(),
    );
    vec![
        ("typical", Spec::Flow(typical())),
        ("stages", Spec::Flow(stages())),
        ("empty", Spec::Flow(flow(Vec::new(), Vec::new()))),
        ("one", Spec::Flow(chain(1, "一个环节"))),
        ("eleven", Spec::Flow(chain(11, "名称有四十个字那么长的环节，看它在框里怎样换行、怎样截断、又怎样不碰到别的字"))),
        ("tangle", Spec::Flow(tangle)),
        ("fan", Spec::Flow(fan)),
        ("many", Spec::Flow(chain(10_000, "环节"))),
    ]
}

/// Every part of an arrow, as ends of straight pieces.
fn pieces(svg: &str, key: &str) -> Vec<((f64, f64), (f64, f64))> {
    let document = roxmltree::Document::parse(svg).expect("well-formed");
    let group = document
        .descendants()
        .find(|n| n.attribute("data-k") == Some(key))
        .unwrap_or_else(|| panic!("{key} is drawn"));
    let path = group
        .children()
        .find(|n| n.has_tag_name("path"))
        .and_then(|n| n.attribute("d"))
        .expect("an arrow has a shaft")
        .to_owned();
    let mut points: Vec<(f64, f64)> = Vec::new();
    let mut rest = path.as_str();
    while let Some(command) = rest.chars().next() {
        rest = &rest[1..];
        let end = rest.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let spaced = rest[..end].replace('-', " -");
        let numbers: Vec<f64> = spaced.split_whitespace().map(|n| n.parse().expect("a number")).collect();
        rest = &rest[end..];
        let (x, y) = points.last().copied().unwrap_or_default();
        points.push(match command {
            'M' => (numbers[0], numbers[1]),
            'h' => (x + numbers[0], y),
            'v' => (x, y + numbers[0]),
            _ => (x + numbers[0], y + numbers[1]),
        });
    }
    points.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

#[test]
fn no_arrow_crosses_a_box() {
    let mut flows = vec![typical(), stages()];
    flows.extend(samples().into_iter().filter_map(|(name, spec)| match spec {
        Spec::Flow(flow) if matches!(name, "tangle" | "fan" | "eleven") => Some(flow),
        _ => None,
    }));
    for flow in flows {
        for size in SIZES {
            let svg = draw(&Spec::Flow(flow.clone()), &frame(size));
            let known = |key: &str| flow.steps.iter().any(|step| step.time.key == key);
            for edge in flow.edges.iter().filter(|it| known(&it.from) && known(&it.to)) {
                for (a, b) in pieces(&svg, &edge.key) {
                    for step in &flow.steps {
                        let it = shape(&svg, &step.time.key, "rect");
                        let apart = a.0.max(b.0) <= it["x"] + 0.2
                            || a.0.min(b.0) >= it["x"] + it["width"] - 0.2
                            || a.1.max(b.1) <= it["y"] + 0.2
                            || a.1.min(b.1) >= it["y"] + it["height"] - 0.2;
                        assert!(apart, "{size:?}: {} crosses {}: {a:?} {b:?}", edge.key, step.time.key);
                    }
                }
            }
        }
    }
}

#[test]
fn an_arrow_goes_from_its_first_box_to_its_second() {
    let svg = draw(&Spec::Flow(typical()), &frame(Size::Page));
    let flow = typical();
    for edge in &flow.edges {
        let pieces = pieces(&svg, &edge.key);
        let (from, to) = (shape(&svg, &edge.from, "rect"), shape(&svg, &edge.to, "rect"));
        let (start, end) = (pieces[0].0, pieces[pieces.len() - 1].1);
        assert!((start.0 - from["x"] - from["width"]).abs() <= 0.1, "{}", edge.key);
        // The head takes the last pixels before the box.
        let gap = to["x"] - end.0;
        assert!((0.0..=9.0).contains(&gap), "{}: {gap}", edge.key);
        assert!(end.1 >= to["y"] && end.1 <= to["y"] + to["height"]);
    }
    let back = svg.split("data-k=\"call&gt;judge\"").nth(1).expect("it is drawn");
    let back = &back[..back.find("</g>").expect("a group")];
    assert!(back.contains("stroke-dasharray"), "what goes back is dashed: {back}");
}

#[test]
fn every_step_problem_and_edge_is_a_mark() {
    for size in SIZES {
        let svg = draw(&Spec::Flow(typical()), &frame(size));
        for key in ["receive", "close", "call-0", "call-1", "judge&gt;remote", "call&gt;judge"] {
            assert_eq!(svg.matches(&format!("data-k=\"{key}\"")).count(), 1, "{size:?} {key}");
        }
    }
    let svg = draw(&Spec::Flow(typical()), &frame(Size::Page));
    assert!(svg.contains(">时限未公布</text>") && svg.contains(">预估</text>"));
}
