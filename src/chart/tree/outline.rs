//! A tree as an indented list, where its levels cannot stand beside each other.

use super::{Forest, Tree, join, stem, twig};
use crate::chart::{
    boxes::Block,
    drawing::{Anchor, Drawing, Item},
    setting::Setting,
};

pub(super) fn lay_out(chart: &Tree, forest: &Forest, s: &Setting) -> Drawing {
    let step = twig(s) + s.gap * 0.8;
    // What is deeper stands no further right.
    let most = ((s.width * 0.45) / step).floor();
    let left = |depth: usize| (depth as f64).min(most) * step;
    let mut feet = vec![0.0; forest.order.len()];
    let mut firsts = feet.clone();
    let mut items = Vec::with_capacity(forest.order.len());
    let mut top = s.line;
    for (i, it) in forest.order.iter().enumerate() {
        let node = &chart.nodes[it.place];
        let x = left(it.depth);
        let block: Block = node.block(it.depth, s.width - x, s);
        if it.depth == 0 && i > 0 {
            top += s.between;
        }
        let mut item = Item::said(&node.remark, &node.label);
        let y = top
            + if block.is_empty() {
                s.lane / 2.0
            } else {
                block.first()
            };
        if let Some(parent) = it.above {
            let trunk = left(forest.order[parent].depth) + s.gap * 0.5;
            let end = x - s.gap * 0.5;
            if end > trunk + s.line {
                join(&mut item, [(trunk, y), (end, y)], node, it.leaf, s);
            }
        }
        firsts[i] = y;
        let high = block.height.max(s.lane);
        block.draw(&mut item, x, top, Anchor::Start);
        items.push(item);
        feet[i] = top + high;
        top += high + s.between * 0.45;
    }
    for (i, children) in forest.children().into_iter().enumerate() {
        let depth = forest.order[i].depth;
        if let Some(last) = children.last()
            && left(depth + 1) > left(depth)
        {
            let x = left(depth) + s.gap * 0.5;
            let mut item = Item::plain();
            let line = stem(chart, forest, &children);
            item.path([(x, feet[i]), (x, firsts[*last])], line, s.line * 0.7);
            items.push(item);
        }
    }
    Drawing {
        width: s.width,
        height: top - s.between * 0.45 + s.line,
        items,
    }
}
