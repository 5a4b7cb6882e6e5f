//! In which layer each step of a flow stands, whatever its edges are.

use std::collections::{HashMap, VecDeque};

use super::Flow;

/// The steps of a flow by layer, and the edges between them that can be drawn.
pub(super) struct Layers {
    /// The places of the steps, layer by layer; no layer is empty.
    pub(super) layers: Vec<Vec<usize>>,
    pub(super) edges: Vec<Link>,
}

/// An edge between two steps that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    /// Its place among the edges of the flow.
    pub(super) edge: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    /// It closes a circle.
    pub(super) back: bool,
}

impl Layers {
    pub(super) fn of(flow: &Flow) -> Self {
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (i, step) in flow.steps.iter().enumerate() {
            places.entry(&step.time.key).or_insert(i);
        }
        let mut edges: Vec<Link> = flow
            .edges
            .iter()
            .enumerate()
            .filter_map(|(edge, it)| {
                let (from, to) = (*places.get(&*it.from)?, *places.get(&*it.to)?);
                Some(Link {
                    edge,
                    from,
                    to,
                    back: from == to,
                })
            })
            .collect();
        let count = flow.steps.len();
        if edges.is_empty() {
            return Self {
                layers: (0..count).map(|i| vec![i]).collect(),
                edges,
            };
        }
        let out = outgoing(&edges, count);
        close_circles(&mut edges, &out, count);
        let depth = depths(&edges, &out, count);
        let mut layers: Vec<Vec<usize>> = Vec::new();
        for (i, depth) in depth.iter().enumerate() {
            if layers.len() <= *depth {
                layers.resize(*depth + 1, Vec::new());
            }
            layers[*depth].push(i);
        }
        order(&mut layers, &edges, &depth);
        Self { layers, edges }
    }
}

impl Layers {
    /// Which edges meet others at their end and have none beside them where
    /// they begin: their words stand at their beginning.
    pub(super) fn meets(&self) -> Vec<bool> {
        let count = self.layers.iter().map(Vec::len).sum();
        let (mut out, mut into) = (vec![0_usize; count], vec![0_usize; count]);
        for link in self.edges.iter().filter(|link| !link.back) {
            out[link.from] += 1;
            into[link.to] += 1;
        }
        let meets = |link: &Link| into[link.to] > 1 && out[link.from] == 1;
        self.edges.iter().map(meets).collect()
    }
}

/// The places of the edges that leave each step.
fn outgoing(edges: &[Link], count: usize) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); count];
    for (i, link) in edges.iter().enumerate() {
        out[link.from].push(i);
    }
    out
}

/// Marks the edges without which there is no circle, walking from the first
/// step on. Not recursive: a chain may be as long as memory.
fn close_circles(edges: &mut [Link], out: &[Vec<usize>], count: usize) {
    let mut entered = vec![false; count];
    let mut on_path = vec![false; count];
    let mut path: Vec<(usize, usize)> = Vec::new();
    for start in 0..count {
        if entered[start] {
            continue;
        }
        entered[start] = true;
        on_path[start] = true;
        path.push((start, 0));
        while let Some((step, next)) = path.last_mut() {
            let Some(&i) = out[*step].get(*next) else {
                on_path[*step] = false;
                path.pop();
                continue;
            };
            *next += 1;
            let to = edges[i].to;
            if on_path[to] {
                edges[i].back = true;
            } else if !entered[to] {
                entered[to] = true;
                on_path[to] = true;
                path.push((to, 0));
            }
        }
    }
}

/// The length of the longest way to each step.
fn depths(edges: &[Link], out: &[Vec<usize>], count: usize) -> Vec<usize> {
    let mut waiting = vec![0_usize; count];
    for link in edges.iter().filter(|link| !link.back) {
        waiting[link.to] += 1;
    }
    let mut depth = vec![0; count];
    let mut ready: VecDeque<usize> = (0..count).filter(|i| waiting[*i] == 0).collect();
    while let Some(step) = ready.pop_front() {
        for link in out[step].iter().map(|i| edges[*i]).filter(|it| !it.back) {
            depth[link.to] = depth[link.to].max(depth[step] + 1);
            waiting[link.to] -= 1;
            if waiting[link.to] == 0 {
                ready.push_back(link.to);
            }
        }
    }
    depth
}

/// Puts the steps of a layer in the order of those they come from.
fn order(layers: &mut [Vec<usize>], edges: &[Link], depth: &[usize]) {
    let mut place = vec![0.0; depth.len()];
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); depth.len()];
    for link in edges.iter().filter(|link| !link.back) {
        before[link.to].push(link.from);
    }
    for layer in layers {
        let middle = |i: usize| {
            let from = &before[i];
            if from.is_empty() {
                return f64::MAX;
            }
            from.iter().map(|j| place[*j]).sum::<f64>() / from.len() as f64
        };
        let mut keyed: Vec<(f64, usize)> = layer.iter().map(|i| (middle(*i), *i)).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        *layer = keyed.into_iter().map(|(_, i)| i).collect();
        let half = layer.len() as f64 / 2.0;
        for (i, step) in layer.iter().enumerate() {
            place[*step] = i as f64 + 0.5 - half;
        }
    }
}
