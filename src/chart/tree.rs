//! The tree: a problem, its causes, and what is done about each of them.
//!
//! Words without boxes, joined by hairlines: what counts is which cause has a
//! measure and which has none. One without is a node of its own whose evidence
//! is missing; it is drawn dashed, never left out. Nodes may come in any
//! order; a parent that is not there makes a root, and a circle is cut at its
//! first node.

use std::ops::Range;

use super::{
    Kind, Mark, Words,
    boxes::{Block, Face, arrow, head},
    drawing::{Anchor, Drawing, Item},
    setting::Setting,
    token::{Dash, Hue, Token},
};
use crate::model::Evidence;

mod forest;
mod outline;

use forest::Forest;

/// A tree.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// The nodes; siblings keep their order.
    pub nodes: Vec<TreeNode>,
    /// What the levels are, from left to right: `问题`, `原因`, `措施`. May be
    /// empty.
    pub levels: Vec<String>,
    /// The fixed words.
    pub words: Words,
}

/// A node of a tree.
#[derive(Debug, Clone, Default)]
pub struct TreeNode {
    /// What it says.
    pub label: String,
    /// The key of the node it belongs to; none for a root.
    pub parent: Option<String>,
    /// Below the label, as words: who and until when, how many. Its key is the
    /// node's; its value is not looked at. With missing evidence the node is
    /// drawn as not there yet, and its reason is written.
    pub remark: Mark,
}

impl TreeNode {
    fn missing(&self) -> bool {
        self.remark.evidence == Evidence::Missing
    }

    /// Label and remark in lines of `width`.
    fn block(&self, depth: usize, width: f64, s: &Setting) -> Block {
        let hue = if self.missing() { Hue::Muted } else { Hue::Ink };
        let face = Face {
            size: s.label,
            bold: depth == 0,
            hue,
        };
        let mut block = Block::default();
        block.add_even(&self.label, face, width, 4, 0.0);
        let Mark {
            text,
            standing,
            reason,
            ..
        } = &self.remark;
        let small = Face::new(s.small, Hue::Muted);
        for text in [text, standing, reason] {
            if !s.brief || block.is_empty() {
                block.add(text, small, width, 2, 0.0);
            }
        }
        block
    }

    /// The line that leads to it.
    fn stroke(&self) -> Token {
        let line = Token::line(Hue::Muted);
        match self.remark.evidence {
            Evidence::Missing => line.dashed(Dash::Dashed),
            Evidence::Illustrative => line.dashed(Dash::Dotted),
            _ => line,
        }
    }
}

impl Kind for Tree {
    const NAME: &'static str = "tree";

    fn lay_out(&self, s: &Setting) -> Drawing {
        if self.nodes.is_empty() {
            return s.empty(&self.words);
        }
        let forest = Forest::of(self);
        let deep = forest.order.iter().map(|it| it.depth).max().unwrap_or(0) + 1;
        let columns = Columns::new(deep, s);
        if s.stacked || columns.width < s.label * 5.5 {
            return outline::lay_out(self, &forest, s);
        }
        lay_out(self, &forest, &columns, s)
    }

    /// The branches it can be cut into: roots, or what is below the only one.
    fn rows(&self) -> usize {
        Forest::of(self).branches().len().max(1)
    }

    fn part(&self, rows: Range<usize>) -> Self {
        let forest = Forest::of(self);
        let branches = forest.branches();
        let mut kept = vec![false; self.nodes.len()];
        let mut cut = vec![false; self.nodes.len()];
        for branch in &branches {
            cut[*branch] = true;
        }
        if let ([root], false) = (&*forest.roots, branches == forest.roots) {
            kept[*root] = true;
        }
        for branch in &branches[rows] {
            kept[*branch] = true;
        }
        // Parents come before their children in the order of the forest.
        for node in &forest.order {
            if let Some(parent) = node.parent
                && kept[parent]
                && !cut[node.place]
            {
                kept[node.place] = true;
            }
        }
        let kept = self.nodes.iter().zip(kept).filter(|(_, kept)| *kept);
        Self {
            nodes: kept.map(|(node, _)| node.clone()).collect(),
            ..self.clone()
        }
    }
}

/// A column for each level.
struct Columns {
    width: f64,
    /// Between two columns.
    gap: f64,
}

impl Columns {
    fn new(count: usize, s: &Setting) -> Self {
        let gap = s.gap * 4.4;
        let width = (s.width - gap * (count as f64 - 1.0)) / count as f64;
        Self { width, gap }
    }

    fn left(&self, depth: usize) -> f64 {
        (self.width + self.gap) * depth as f64
    }
}

fn lay_out(chart: &Tree, forest: &Forest, columns: &Columns, s: &Setting) -> Drawing {
    let blocks: Vec<Block> = forest
        .order
        .iter()
        .map(|it| chart.nodes[it.place].block(it.depth, columns.width, s))
        .collect();
    let (middles, height) = settle(forest, &blocks, s);
    let mut frame = Item::plain();
    let top = heads(&mut frame, chart, columns, forest, s);
    // Where the words of each node end, for the lines to its children.
    let ends: Vec<f64> = forest
        .order
        .iter()
        .zip(&blocks)
        .map(|(it, block)| columns.left(it.depth) + block.width() + s.gap * 0.6)
        .collect();
    let mut items = vec![frame];
    for (i, children) in forest.children().into_iter().enumerate() {
        let ([first, ..], [.., last]) = (&*children, &*children) else {
            continue;
        };
        let y = top + middles[i];
        let trunk = columns.left(forest.order[i].depth + 1) - columns.gap * 0.5;
        let (upper, lower) = (top + middles[*first], top + middles[*last]);
        let mut item = Item::plain();
        let line = stem(chart, forest, &children);
        item.path([(ends[i], y), (trunk, y)], line, s.line * 0.7);
        item.path(
            [(trunk, upper.min(y)), (trunk, lower.max(y))],
            line,
            s.line * 0.7,
        );
        items.push(item);
    }
    for (i, (it, block)) in forest.order.iter().zip(blocks).enumerate() {
        let node = &chart.nodes[it.place];
        let mut item = Item::said(&node.remark, &node.label);
        let y = top + middles[i];
        let left = columns.left(it.depth);
        if it.above.is_some() {
            let trunk = left - columns.gap * 0.5;
            join(
                &mut item,
                [(trunk, y), (left - s.gap * 0.6, y)],
                node,
                it.leaf,
                s,
            );
        }
        let high = block.height;
        block.draw(&mut item, left, y - high / 2.0, Anchor::Start);
        items.push(item);
    }
    Drawing {
        width: s.width,
        height: top + height + s.line,
        items,
    }
}

/// Draws the last piece of the line to a node, as an arrow where it ends a
/// branch.
fn join(item: &mut Item, ends: [(f64, f64); 2], node: &TreeNode, leaf: bool, s: &Setting) {
    if leaf && !node.missing() {
        arrow(item, &ends, node.stroke(), s.line * 0.7, s);
    } else {
        item.path(ends, node.stroke(), s.line * 0.7);
    }
}

/// The line that children share: dashed where none of them is there.
fn stem(chart: &Tree, forest: &Forest, children: &[usize]) -> Token {
    let nodes = || {
        children
            .iter()
            .map(|i| &chart.nodes[forest.order[*i].place])
    };
    let firm = nodes().find(|node| !node.missing());
    firm.or(nodes().next())
        .map_or(Token::line(Hue::Muted), TreeNode::stroke)
}

/// Names the levels above their columns; returns where the tree begins.
fn heads(frame: &mut Item, chart: &Tree, columns: &Columns, forest: &Forest, s: &Setting) -> f64 {
    let deep = forest.order.iter().map(|it| it.depth).max().unwrap_or(0);
    let mut high: f64 = 0.0;
    for (depth, text) in chart.levels.iter().enumerate().take(deep + 1) {
        let mut block = Block::default();
        let face = Face::new(s.small, Hue::Muted);
        block.add(text, face, columns.width, 1, 0.0);
        high = high.max(block.height);
        block.draw(frame, columns.left(depth), 0.0, Anchor::Start);
    }
    if high == 0.0 {
        return s.line;
    }
    let y = high + s.line * 2.0;
    for depth in 0..=deep {
        let left = columns.left(depth);
        let ends = [(left, y), (left + columns.width, y)];
        frame.path(ends, Token::line(Hue::Rule), s.line * 0.7);
    }
    y + s.between
}

/// The middle of each node, in the order of the forest, and the height of all.
fn settle(forest: &Forest, blocks: &[Block], s: &Setting) -> (Vec<f64>, f64) {
    let order = &forest.order;
    let apart = s.between * 0.8;
    // The room of a branch: of its words or of its children together.
    let mut below = vec![0.0; order.len()];
    let mut room = vec![0.0; order.len()];
    for i in (0..order.len()).rev() {
        room[i] = (blocks[i].height.max(s.lane) + apart).max(below[i]);
        if let Some(parent) = order[i].above {
            below[parent] += room[i];
        }
    }
    let mut tops = vec![0.0; order.len()];
    let mut next = 0.0;
    let mut free = vec![0.0; order.len()];
    let mut middles = vec![0.0; order.len()];
    for i in 0..order.len() {
        let start = match order[i].above {
            Some(parent) => &mut free[parent],
            None => &mut next,
        };
        tops[i] = *start;
        *start += room[i];
        free[i] = tops[i] + (room[i] - below[i]) / 2.0;
        middles[i] = tops[i] + (room[i] - apart) / 2.0;
    }
    (middles, next - apart)
}

/// The room between a trunk and the words it leads to, in an outline.
fn twig(s: &Setting) -> f64 {
    head(s) * 2.0 + s.gap * 0.8
}
