//! Which node stands below which, whatever their parents say.

use std::collections::HashMap;

use super::Tree;

/// The nodes of a tree in reading order, each after its parent.
pub(super) struct Forest {
    pub(super) order: Vec<Node>,
    /// The places of the roots.
    pub(super) roots: Vec<usize>,
}

/// A node in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Node {
    /// Its place in the tree's own order.
    pub(super) place: usize,
    /// Its parent's place there.
    pub(super) parent: Option<usize>,
    /// Its parent's place in reading order.
    pub(super) above: Option<usize>,
    pub(super) depth: usize,
    /// Nothing stands below it.
    pub(super) leaf: bool,
}

impl Forest {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (i, node) in tree.nodes.iter().enumerate() {
            places.entry(&node.remark.key).or_insert(i);
        }
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); tree.nodes.len()];
        let mut roots = Vec::new();
        for (i, node) in tree.nodes.iter().enumerate() {
            match node.parent.as_deref().and_then(|key| places.get(key)) {
                Some(parent) if *parent != i => children[*parent].push(i),
                _ => roots.push(i),
            }
        }
        let mut forest = Self {
            order: Vec::with_capacity(tree.nodes.len()),
            roots,
        };
        let mut seen = vec![false; tree.nodes.len()];
        for root in forest.roots.clone() {
            forest.walk(root, &children, &mut seen);
        }
        // What is left stands in circles or hangs on one.
        for i in 0..tree.nodes.len() {
            if !seen[i] {
                forest.roots.push(i);
                forest.walk(i, &children, &mut seen);
            }
        }
        forest
    }

    /// Appends a branch. Not recursive: it may be as deep as memory.
    fn walk(&mut self, root: usize, children: &[Vec<usize>], seen: &mut [bool]) {
        let mut waiting = vec![(root, None, 0)];
        seen[root] = true;
        while let Some((place, above, depth)) = waiting.pop() {
            let own = self.order.len();
            let parent = above.map(|at: usize| self.order[at].place);
            self.order.push(Node {
                place,
                parent,
                above,
                depth,
                leaf: true,
            });
            if let Some(at) = above {
                self.order[at].leaf = false;
            }
            for child in children[place].iter().rev() {
                if !seen[*child] {
                    seen[*child] = true;
                    waiting.push((*child, Some(own), depth + 1));
                }
            }
        }
    }

    /// The children of each node, all as places in reading order.
    pub(super) fn children(&self) -> Vec<Vec<usize>> {
        let mut children = vec![Vec::new(); self.order.len()];
        for (i, node) in self.order.iter().enumerate() {
            if let Some(above) = node.above {
                children[above].push(i);
            }
        }
        children
    }

    /// Where it can be cut: its roots, or the children of the only one.
    pub(super) fn branches(&self) -> Vec<usize> {
        if self.roots.len() != 1 {
            return self.roots.clone();
        }
        let children = self.order.iter().filter(|node| node.depth == 1);
        let children: Vec<usize> = children.map(|node| node.place).collect();
        if children.is_empty() {
            self.roots.clone()
        } else {
            children
        }
    }
}
