//! A flow on a narrow drawing: every step below the one before it, arrows that
//! do not lead to the next one around the boxes at the right.

use super::{Card, Flow, Layers, labels::Labels, stroke, write_above};
use crate::chart::{
    boxes::{Block, Face, arrow, head},
    drawing::{Anchor, Drawing, Item},
    setting::Setting,
    token::Hue,
};

pub(super) fn lay_out(flow: &Flow, layers: &Layers, s: &Setting) -> Drawing {
    let order: Vec<usize> = layers.layers.iter().flatten().copied().collect();
    let mut row = vec![0; order.len()];
    for (i, step) in order.iter().enumerate() {
        row[*step] = i;
    }
    let next = |from: usize, to: usize| row[to] == row[from] + 1;
    let around: Vec<_> = layers
        .edges
        .iter()
        .filter(|it| !next(it.from, it.to))
        .collect();
    // Tracks at the right, the shorter ways nearer to the boxes; what does not
    // overlap shares one.
    let (tracks, count) = tracks(
        &around
            .iter()
            .map(|it| (row[it.from], row[it.to]))
            .collect::<Vec<_>>(),
    );
    let apart = (s.gap * 1.2).min(s.width * 0.22 / (count.max(1) as f64));
    let margin = if count == 0 {
        0.0
    } else {
        head(s) * 2.0 + s.gap * 0.6 + apart * count as f64
    };
    let right = s.width - margin - s.line;
    let left = s.line;

    let gap = s.lane + head(s) * 2.0 + s.gap * 0.4;
    let mut boxes = vec![(0.0, 0.0); order.len()];
    let mut items = Vec::new();
    let mut top = s.line;
    for step in &order {
        let card = Card::new(&flow.steps[*step], right - left, s);
        let bottom = top + card.height;
        boxes[*step] = (top, bottom);
        items.extend(card.draw(&flow.steps[*step], (left, top), (right, bottom), s));
        top = bottom + gap;
    }
    let height = top - gap + s.line;

    let mut labels = Labels::new(s.width, []);
    let mut words = Item::plain();
    let face = Face::new(s.small, Hue::Muted);
    let mut lines = Vec::new();
    for link in layers.edges.iter().filter(|it| next(it.from, it.to)) {
        let edge = &flow.edges[link.edge];
        let (from, to) = (boxes[link.from].1, boxes[link.to].0);
        let x = left + s.gap * 2.4;
        let mut item = Item::keyed(&edge.key, &edge.label);
        arrow(
            &mut item,
            &[(x, from), (x, to)],
            stroke(link.back),
            s.line,
            s,
        );
        let mut block = Block::default();
        block.add(&edge.label, face, (right - x) * 0.6 - s.gap, 1, 0.0);
        let (middle, start) = (f64::midpoint(from, to), x + s.gap);
        let half = block.height / 2.0;
        let place = [start, middle - half, start + block.width(), middle + half];
        if !block.is_empty() && labels.take(&[place]).is_some() {
            block.draw(&mut item, start, middle - half, Anchor::Start);
        }
        lines.push(item);
    }
    for (link, track) in around.into_iter().zip(tracks) {
        let edge = &flow.edges[link.edge];
        let mut item = Item::keyed(&edge.key, &edge.label);
        let (from, to) = (boxes[link.from], boxes[link.to]);
        // Out below the middle, in above it, so that the two are told apart.
        let (out, into) = (
            from.0 + (from.1 - from.0) * 0.68,
            to.0 + (to.1 - to.0) * 0.32,
        );
        let x = right + head(s) * 2.0 + s.gap * 0.4 + apart * (track as f64 + 0.5);
        let points = [(right, out), (x, out), (x, into), (right, into)];
        arrow(&mut item, &points, stroke(link.back), s.line, s);
        lines.push(item);
        // In the gap below the box it leaves, or above the one it reaches.
        let mut block = Block::default();
        block.add(&edge.label, face, (right - left) * 0.5, 1, 0.0);
        if block.is_empty() {
            continue;
        }
        let (wide, high) = (block.width(), block.height);
        let place = |bottom: f64| [right - wide, bottom - high, right, bottom];
        let places = [place(from.1 + s.lane + s.line), place(to.0 - s.line * 2.0)];
        let free: Vec<[f64; 4]> = places.into_iter().filter(|it| it[3] <= height).collect();
        if let Some([_, _, end, bottom]) = labels.take(&free) {
            write_above(&mut words, block, end, bottom, Anchor::End);
        }
    }
    lines.append(&mut items);
    lines.push(words);
    Drawing {
        width: s.width,
        height,
        items: lines,
    }
}

/// Gives every stretch the first track on which it touches no other, the short
/// ones first; beyond a number of tracks they share the last.
fn tracks(stretches: &[(usize, usize)]) -> (Vec<usize>, usize) {
    const MOST: usize = 6;
    if stretches.len() > 1000 {
        // Nobody follows one of so many.
        return ((0..stretches.len()).map(|i| i % MOST).collect(), MOST);
    }
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by_key(|i| stretches[*i].0.abs_diff(stretches[*i].1));
    let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut tracks = vec![0; stretches.len()];
    for i in order {
        let (a, b) = stretches[i];
        let (low, high) = (a.min(b), a.max(b));
        let free = taken
            .iter()
            .position(|it| it.iter().all(|other| high < other.0 || other.1 < low));
        let track = match free {
            Some(track) => track,
            None if taken.len() < MOST => {
                taken.push(Vec::new());
                taken.len() - 1
            }
            None => {
                tracks[i] = MOST - 1;
                continue;
            }
        };
        taken[track].push((low, high));
        tracks[i] = track;
    }
    (tracks, taken.len())
}
