//! The tree.

use pingshu::{
    chart::{Mark, Size, Spec, Tree, TreeNode, draw},
    model::Evidence,
};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_mark, odd_text, odd_words},
    frame, number_of, words,
};

fn key() -> impl Strategy<Value = String> {
    (0..16_u8).prop_map(|i| format!("n{i}"))
}

prop_compose! {
    fn odd_node()(label in odd_text(), parent in option::of(key()), key in key(), remark in odd_mark().boxed()) -> TreeNode {
        TreeNode { label, parent, remark: Mark { key, ..remark } }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    (
        vec(odd_node().boxed(), 0..14),
        vec(odd_text(), 0..4),
        odd_words().boxed(),
    )
        .prop_map(|(nodes, levels, words)| {
            Spec::Tree(Tree {
                nodes,
                levels,
                words,
            })
        })
}

fn node(key: &str, parent: Option<&str>, label: &str, remark: &str) -> TreeNode {
    TreeNode {
        label: label.into(),
        parent: parent.map(str::to_owned),
        remark: Mark {
            key: key.into(),
            text: remark.into(),
            ..Mark::default()
        },
    }
}

fn tree(nodes: Vec<TreeNode>) -> Tree {
    Tree {
        nodes,
        levels: ["问题", "原因", "措施"].map(str::to_owned).into(),
        words: words(),
    }
}

fn typical() -> Tree {
    let mut none = node("none", Some("result"), "尚无措施", "");
    none.remark.evidence = Evidence::Missing;
    none.remark.reason = "责任部门未定".into();
    tree(vec![
        node("again", None, "客户二次投诉", "全年 412 件"),
        node("channel", Some("again"), "投诉渠道不畅", "占 38 %"),
        node("slow", Some("again"), "处理效率低", "占 34 %"),
        node("result", Some("again"), "结果不尽如人意", "占 28 %"),
        node("hotline", Some("channel"), "10000 号增设投诉专席", "客服中心，6 月底前"),
        node("web", Some("channel"), "网上客服中心受理投诉", "信息化部，9 月底前"),
        node("limits", Some("slow"), "明确责任单位和处理时限", "投诉处理组，已实施"),
        node("daily", Some("slow"), "投诉预警日报", "客户服务部，已实施"),
        node("training", Some("slow"), "前台一分钟课堂", "人力资源部，每周"),
        none,
    ])
}

pub(super) fn samples() -> Vec<Sample> {
    let many = (0..10_000_u32).map(|i| {
        let parent = (i > 0).then(|| format!("n{}", i / 7));
        node(&format!("n{i}"), parent.as_deref(), "节点", "")
    });
    let deep = (0..14_u32).map(|i| {
        let parent = i.checked_sub(1).map(|i| format!("n{i}"));
        node(&format!("n{i}"), parent.as_deref(), &format!("第 {i} 层原因"), "")
    });
    vec![
        ("typical", Spec::Tree(typical())),
        ("empty", Spec::Tree(tree(Vec::new()))),
        ("one", Spec::Tree(tree(vec![node("one", None, "只有问题", "")]))),
        (
            "circle",
            Spec::Tree(tree(vec![
                node("a", Some("c"), "甲起于丙", ""),
                node("b", Some("a"), "乙起于甲", ""),
                node("c", Some("b"), "丙起于乙", ""),
                node("d", Some("nowhere"), "丁的上级不在", ""),
                node("e", Some("e"), "戊起于自己", ""),
            ])),
        ),
        ("deep", Spec::Tree(tree(deep.collect()))),
        ("many", Spec::Tree(tree(many.collect()))),
    ]
}

#[test]
fn a_node_stands_at_the_middle_of_its_children() {
    let svg = draw(&Spec::Tree(typical()), &frame(Size::Page));
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let middle = |key: &str| {
        let group = document
            .descendants()
            .find(|n| n.attribute("data-k") == Some(key))
            .expect("the node is drawn");
        let ys: Vec<(f64, f64)> = group
            .children()
            .filter(|n| n.has_tag_name("text"))
            .map(|n| (number_of(n, "y"), number_of(n, "font-size")))
            .collect();
        let top = ys[0].0 - ys[0].1 * 1.01;
        let (last, size) = ys[ys.len() - 1];
        f64::midpoint(top, last + size * 0.29)
    };
    let children = f64::midpoint(middle("hotline"), middle("web"));
    assert!((middle("channel") - children).abs() <= 0.1, "{} {children}", middle("channel"));
}

#[test]
fn circles_and_lost_parents_lose_no_node() {
    let Some((_, spec)) = samples().into_iter().find(|(name, _)| *name == "circle") else {
        panic!("there is a sample of it");
    };
    for size in SIZES {
        let svg = draw(&spec, &frame(size));
        for key in ["a", "b", "c", "d", "e"] {
            assert_eq!(svg.matches(&format!("data-k=\"{key}\"")).count(), 1, "{size:?} {key}");
        }
    }
}

#[test]
fn parts_are_branches_with_their_root() {
    let whole = Spec::Tree(typical());
    assert_eq!(whole.rows(), 3);
    let svg = draw(&whole.part(1..2), &frame(Size::Slide));
    let has = |key: &str| svg.contains(&format!("data-k=\"{key}\""));
    assert!(has("again") && has("slow") && has("limits") && has("training"));
    assert!(!has("channel") && !has("hotline") && !has("result"));
}

#[test]
fn what_is_missing_is_dashed_and_said() {
    let svg = draw(&Spec::Tree(typical()), &frame(Size::Page));
    let group = svg.split("data-k=\"none\"").nth(1).expect("it is drawn");
    let group = &group[..group.find("</g>").expect("a group")];
    assert!(group.contains("stroke-dasharray") && group.contains(">责任部门未定</text>"), "{group}");
}
