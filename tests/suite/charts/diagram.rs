//! The diagram.

use pingshu::chart::{Diagram, DiagramAxes, DiagramItem, DiagramShape, Size, Spec, draw};
use proptest::{collection::vec, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_text, odd_words},
    frame, number_of, words,
};

const SHAPES: [DiagramShape; 6] = [
    DiagramShape::Steps,
    DiagramShape::Cycle,
    DiagramShape::Pyramid,
    DiagramShape::Ladder,
    DiagramShape::Matrix,
    DiagramShape::Hub,
];

prop_compose! {
    fn odd_item()(key in odd_text(), label in odd_text(), text in odd_text()) -> DiagramItem {
        DiagramItem { key, label, text }
    }
}

prop_compose! {
    fn odd_diagram()(
        shape in prop::sample::select(SHAPES.to_vec()),
        items in prop_oneof![8 => vec(odd_item().boxed(), 0..13), 1 => vec(odd_item().boxed(), 90..120)],
        centre in odd_text(),
        axes in prop::array::uniform4(odd_text()),
        words in odd_words().boxed(),
    ) -> Diagram {
        let [left, right, upper, lower] = axes;
        Diagram { shape, items, centre, centre_key: "core".into(), axes: DiagramAxes { left, right, upper, lower }, words }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    odd_diagram().prop_map(Spec::Diagram)
}

fn diagram(shape: DiagramShape, items: &[(&str, &str)]) -> Diagram {
    Diagram {
        shape,
        items: items
            .iter()
            .enumerate()
            .map(|(i, (label, text))| DiagramItem {
                key: format!("i{i}"),
                label: (*label).into(),
                text: (*text).into(),
            })
            .collect(),
        words: words(),
        ..Diagram::default()
    }
}

fn cycle() -> Diagram {
    Diagram {
        centre: "持续改进".into(),
        ..diagram(
            DiagramShape::Cycle,
            &[
                ("投诉梳理", "每月从投诉记录里找出反复出现的问题"),
                ("制订计划", "明确责任单位、措施和时限"),
                ("集中改进", "在一段时间里集中精力和资源"),
                ("评估效果", "用同一口径比较前后"),
                ("长效机制", "把有效的做法写进规范"),
            ],
        )
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let steps = diagram(
        DiagramShape::Steps,
        &[
            ("倾听", "让客户把话说完，不打断、不辩解"),
            ("致歉", "为带来的不便道歉，不急于定责"),
            ("核实", "查清事实，复述一遍请客户确认"),
            ("解决", "给出办法和时限，说清谁来办"),
            ("回访", "办结后 48 小时内回访"),
        ],
    );
    let stars = [
        ("一星", "达到基本环境与礼仪标准"),
        ("二星", "流程规范，有值班经理"),
        ("三星", "排队时间达标"),
        ("四星", "满意度高于同城同业"),
        ("五星", "全省标杆，能带教他厅"),
    ];
    let mut matrix = diagram(
        DiagramShape::Matrix,
        &[
            ("优先改进", "客户看重而我们做得不好：排队等候、故障修复"),
            ("继续保持", "客户看重而我们做得好：话费准确、网络覆盖"),
            ("暂缓", "客户不看重，也做得一般：营业厅装修"),
            ("适度投入", "客户不看重而做得很好：礼品回馈"),
        ],
    );
    matrix.axes = DiagramAxes {
        left: "表现较差".into(),
        right: "表现较好".into(),
        upper: "重要性高".into(),
        lower: "重要性低".into(),
    };
    let mut hub = diagram(
        DiagramShape::Hub,
        &[
            ("标准化的工作流程", ""),
            ("良好的组织架构", "职责分工清楚"),
            ("规范有序的工作安排", ""),
            ("检查推进", "全体成员参与"),
            ("良好的服务礼仪", ""),
            ("有效的监督激励机制", ""),
            ("温馨的服务环境", ""),
        ],
    );
    hub.centre = "营业厅优质服务".into();
    let mut chart: Vec<Sample> = vec![
        ("typical", Spec::Diagram(steps.clone())),
        ("empty", Spec::Diagram(diagram(DiagramShape::Hub, &[]))),
        ("cycle", Spec::Diagram(cycle())),
        ("pyramid", Spec::Diagram(diagram(DiagramShape::Pyramid, &[
            ("硬件", "设备与功能、环境"),
            ("软件", "业务流程、服务规范"),
            ("人员", "仪表、态度、表达、技能"),
            ("超出期望", "准确、方便、快速"),
        ]))),
        ("ladder", Spec::Diagram(diagram(DiagramShape::Ladder, &stars))),
        ("matrix", Spec::Diagram(matrix)),
        ("hub", Spec::Diagram(hub)),
    ];
    let long = "名称有四十个字那么长的一步，看它怎样换行、怎样截断、又怎样不碰到别的字和别的图形为止";
    let hundred: Vec<(&str, &str)> = vec![("一步", ""); 100];
    for (name, shape) in [("long-cycle", DiagramShape::Cycle), ("long-ladder", DiagramShape::Ladder)] {
        chart.push((name, Spec::Diagram(diagram(shape, &[(long, long); 4]))));
    }
    chart.push(("one", Spec::Diagram(diagram(DiagramShape::Cycle, &[("一步", "")]))));
    chart.push(("hundred", Spec::Diagram(diagram(DiagramShape::Steps, &hundred))));
    chart
}

#[test]
fn discs_of_a_cycle_lie_on_a_circle() {
    for size in [Size::Page, Size::Slide] {
        let svg = draw(&Spec::Diagram(cycle()), &frame(size));
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let discs: Vec<(f64, f64)> = document
            .descendants()
            .filter(|n| n.has_tag_name("circle"))
            .map(|n| (number_of(n, "cx"), number_of(n, "cy")))
            .collect();
        assert_eq!(discs.len(), 5);
        let count = discs.len() as f64;
        let centre = (
            discs.iter().map(|it| it.0).sum::<f64>() / count,
            discs.iter().map(|it| it.1).sum::<f64>() / count,
        );
        let reach = |it: &(f64, f64)| (it.0 - centre.0).hypot(it.1 - centre.1);
        for disc in &discs {
            assert!((reach(disc) - reach(&discs[0])).abs() <= 0.15, "{size:?} {discs:?}");
        }
        assert!(discs[0].1 < centre.1 && discs[1].0 > centre.0, "clockwise from the top");
    }
}

#[test]
fn every_idea_is_a_mark_in_every_shape() {
    for shape in SHAPES {
        let spec = Spec::Diagram(diagram(shape, &[("甲", "一"), ("乙", "二"), ("丙", "三"), ("丁", "四"), ("戊", "五")]));
        for size in SIZES {
            let svg = draw(&spec, &frame(size));
            for i in 0..5 {
                assert_eq!(svg.matches(&format!("data-k=\"i{i}\"")).count(), 1, "{shape:?} {size:?} {i}");
            }
            for text in ["甲", "五"] {
                assert!(svg.contains(&format!(">{text}</text>")), "{shape:?} {size:?} {text}");
            }
        }
    }
}
